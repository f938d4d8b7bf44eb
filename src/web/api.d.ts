/** One woman's laboratory values, under the names of the file's columns. */
export interface LaboratoryRecord {
    /** NK cells, percent of lymphocytes. */
    nk_percent?: number | null;
    /** Percent lysis at an effector-to-target ratio of 50:1. */
    nk_cyto_50?: number | null;
    /** Percent lysis at 25:1. */
    nk_cyto_25?: number | null;
    /** Percent lysis at 12.5:1. */
    nk_cyto_12_5?: number | null;
    /** TNF-alpha+ CD4+ over IL-10+ CD4+ cells, a plain ratio. */
    th1_th2_ratio?: number | null;
}

export type Quantity =
    | "age_years" | "bmi" | "previous_losses"
    | "nk_percent" | "nk_cyto_50" | "nk_cyto_25" | "nk_cyto_12_5" | "th1_th2_ratio";

export type ImmuneProfile =
    | "normal" | "nk" | "cytotoxicity" | "th1_th2" | "nk_cytotoxicity"
    | "nk_th1_th2" | "cytotoxicity_th1_th2" | "all";

export type CytotoxicityRule = "any" | "all" | "ratio_25_only" | "two_of_three";
export type Source =
    | "han2025" | "own_laboratory" | "what_if"
    | "yamada2003" | "king2010" | "cheil2010" | "habets2022" | "winger2011";
export type Finding = "high" | "not_high" | "unknown";

/** A threshold; high means strictly greater. */
export interface Cutoff {
    value: number;
    source: Source;
}

/** All thresholds and choices behind a result. */
export interface Protocol {
    nk_percent: Cutoff;
    nk_cyto_50: Cutoff;
    nk_cyto_25: Cutoff;
    nk_cyto_12_5: Cutoff;
    th1_th2_ratio: Cutoff;
    cytotoxicity_rule: CytotoxicityRule;
    minimum_losses: number;
    interval_level: number;
}

/** What is left out is taken from the default protocol. */
export type PartialProtocol = Partial<Protocol>;

/** One value held against its cut-off. */
export interface Comparison {
    quantity: Quantity;
    value: number | null;
    /** Whether the number is the value or only a bound of it. */
    bound: "exact" | "below" | "at_most" | "above" | "at_least";
    cutoff: Cutoff;
    finding: Finding;
}

export type Verdict =
    | { kind: "determined"; profile: ImmuneProfile }
    | { kind: "indeterminate"; at_least_one_abnormality: boolean; possible: ImmuneProfile[] };

/** The outcome of the rules, the trace that decided it, and the rule set. */
export interface ClassificationReply {
    verdict: Verdict;
    nk_level: Comparison;
    nk_cytotoxicity: CytotoxicityEvidence;
    th1_th2: Comparison;
    /** SHA-256 of the protocol. */
    fingerprint: string;
}

/** One value for each effector-to-target ratio: 50:1, 25:1 and 12.5:1. */
export interface ByRatio<T> {
    nk_cyto_50: T;
    nk_cyto_25: T;
    nk_cyto_12_5: T;
}

export interface CytotoxicityEvidence {
    rule: CytotoxicityRule;
    comparisons: ByRatio<Comparison>;
    finding: Finding;
}

/** Name of a column of the file. */
export type Column =
    | "patient_id" | "age_years" | "bmi" | "previous_losses" | "etiology"
    | "nk_percent" | "nk_cyto_50" | "nk_cyto_25" | "nk_cyto_12_5" | "th1_th2_ratio"
    | "ivig" | "outcome" | "fetal_karyotype" | "year";

export interface Interval {
    lower: number;
    upper: number;
    level: number;
}

/** A share of a group, with its Wilson score interval. */
export interface Proportion {
    events: number;
    total: number;
    estimate: number;
    interval: Interval;
}

/** Counts along the way; they add up. */
export interface Flow {
    n_rows: number;
    n_rejected: number;
    /** Rows that belong to the record of another row. */
    n_merged: number;
    n_records: number;
    /** Of those, records outside the filter; what scripts analyze has none. */
    outside_filter: { etiology: number; age_years: number; previous_losses: number; year: number; own: number };
    n_losses_unknown: number;
    n_too_few_losses: number;
    n_enrolled: number;
    n_immunity_indeterminate: number;
    n_indeterminate_abnormal: number;
    n_classified: number;
    n_outcome_unknown: number;
    n_analyzed: number;
}

export type Stratum = "all" | "idiopathic" | "known" | "not_stated";

export interface Cell {
    stratum: Stratum;
    n: number;
    /** `null` when the stratum is empty. */
    prevalence: Proportion | null;
    /** `null` when no pregnancy of the class has a known end. */
    live_birth_rate: Proportion | null;
}

/** A class, all seven abnormal classes together, or all eight. */
export type Group = ImmuneProfile | "any_abnormality" | "everyone";

export interface ClassRow {
    group: Group;
    /** All, idiopathic, known, not stated. */
    cells: [Cell, Cell, Cell, Cell];
}

export interface HeaderSummary {
    used: Column[];
    missing: Column[];
    ignored: string[];
}

export interface FileSummary {
    n_bytes: number;
    n_blank_rows: number;
    header: HeaderSummary;
}

/** A column or a cause as the file spells it, and how many records it counts. */
export interface NamedCount {
    name: string;
    n: number;
}

export interface OutcomeCount {
    outcome: string | null;
    is_live_birth: boolean | null;
    n: number;
}

export interface RuleComparison {
    rule: CytotoxicityRule;
    n_classified: number;
    n_abnormal: number;
    n_changed: number;
}

/** What is wrong or doubtful about one row. */
export interface RowIssue {
    /** Row of the spreadsheet; the header is row 1. */
    row: number;
    column: Column | null;
    /** Column of the spreadsheet, counted from 0. */
    place: number | null;
    found: string;
    /** The kind of problem, or an object of that one key with the details. */
    problem: string | { [kind: string]: unknown };
}

export interface IssueLog {
    n_rejected_rows: number;
    n_issues: number;
    n_doubtful: number;
    /** The kinds of issues in each column. */
    groups: IssueGroup[];
    /** The first 10,000. */
    listed: RowIssue[];
}

/** All issues of one kind in one column, by the first of them. */
export interface IssueGroup {
    n: number;
    first: RowIssue;
}

/** A cell whose text is not what was counted. */
export interface CellChange {
    row: number;
    column: Column | null;
    place: number | null;
    found: string;
    kind: string | { [kind: string]: unknown };
    became: string | { [kind: string]: unknown };
}

/** All changes of one kind in one column, by the first of them. */
export interface ChangeGroup {
    n: number;
    first: CellChange;
}

export interface ChangeLog {
    n_changes: number;
    groups: ChangeGroup[];
    /** The first 10,000. */
    listed: CellChange[];
}

/** What a column of a file is read as: a column of the format, or what gives one. */
export type Field =
    | Column | "height_cm" | "weight_kg" | "known_cause" | "cause_checkbox"
    | "tnf_alpha_percent" | "il_10_percent" | "event" | "repeat_instance" | "ignored";

export type Unit = "as_is" | "fraction" | "meter" | "inch" | "pound";
export type DecimalMark = "point" | "comma" | "mixed";
export type Delimiter = "comma" | "semicolon" | "tab" | "bar" | "blanks";
export type Quote = "double" | "single" | "none";
/** What cells with more than a number are: the number shown, missing, or no reason to use the row. */
export type UnreadChoice = "number" | "missing" | "leave_out";
/** "merge": later rows fill gaps; where rows contradict each other the first counts. */
export type DuplicateChoice = "ask" | "first" | "last" | "reject_all" | "merge";
/** Cells that cannot be read: texts that are no numbers, impossible numbers, unknown words. */
export type Unreadable = "ask" | "missing" | "leave_out";
export type IdentifierChoice = "drop" | "keep";
/** Rows of which only you know what they are; without a choice the file is refused with the question. */
export type RowChoice = "leave_out" | "read";

/** Choices for one column. */
export interface ColumnSettings {
    field?: Field | null;
    unit?: Unit | null;
    decimal_mark?: DecimalMark | null;
    unread?: UnreadChoice | null;
    unreadable?: Unreadable | null;
}

/** A column that is kept although the format does not know it. */
export interface OwnColumn {
    /** Its name in the header of the file. */
    name: string;
    /** What it is called in tables; empty for its name. */
    label?: string;
    /** The unit of its numbers; empty where there is none. */
    unit?: string;
    kind: OwnKind;
}

/** What its cells hold; what cannot be read as that is missing. */
export type OwnKind =
    | "number"
    | "yes_no"
    | { category: { levels: OwnLevel[]; is_ordered: boolean } }
    /** How dates are written whose year does not stand first; `year_first` where none are. */
    | { date: { order: "year_first" | "day_first" | "month_first" } };

/** A word of a category; words of the same label are one level. */
export interface OwnLevel {
    text: string;
    label: string;
}

/** How a file is to be read. What is left out is detected. */
export interface ImportSettings {
    schema?: "rpl-immune-profile/import/1" | null;
    /** Sheet of a workbook. */
    sheet?: string | null;
    /** Label of the encoding, as browsers know it. */
    encoding?: string | null;
    delimiter?: Delimiter | null;
    quote?: Quote | null;
    /** Row of the spreadsheet in which the header begins. */
    header_row?: number | null;
    /** Rows that the header takes: 1 or 2. */
    header_rows?: number | null;
    /** Choices for columns, by their name in the file. */
    columns?: Record<string, ColumnSettings>;
    /** Columns that are kept although the format does not know them, in the order of the tables. */
    own_columns?: OwnColumn[];
    /** The meaning of words, by field; "missing" and "leave_out" are meanings too. */
    values?: Partial<Record<Field, Record<string, string>>>;
    /** In the place of the usual ones. */
    missing_codes?: string[] | null;
    identifiers?: IdentifierChoice | null;
    /** Rows of one woman that differ; "ask" refuses the file with the question. */
    duplicates?: DuplicateChoice;
    /** For every column for which nothing else is said; "ask" refuses the file. */
    unreadable?: Unreadable;
    /** Rows that look like no woman: heads of sections, notes, sums. */
    no_women?: RowChoice | null;
    /** Rows that a workbook hides, as a filter does. */
    hidden_rows?: RowChoice | null;
}

/** How a file was decoded and split. */
export interface SourceSummary {
    format: "text" | "workbook" | "json" | "fhir";
    encoding: string;
    encoding_source:
        | "valid" | "byte_order_mark" | "zeros" | "known_words" | "detected" | "chosen" | "format";
    has_undecodable: boolean;
    delimiter: Delimiter | null;
    quote: Quote | null;
    sheet: string | null;
    sheets: string[];
    header_row: number;
    header_rows: number;
}

/** A column that was read. */
export interface ColumnUse {
    name: string;
    place: number;
    field: Field;
    unit: Unit;
    decimal_mark: DecimalMark;
}

/** A column that was kept, and how it was read. */
export interface OwnUse {
    column: OwnColumn;
    place: number;
    decimal_mark: DecimalMark;
    /** Cells that are missing because they cannot be read as that, and the first texts of them. */
    n_unreadable: number;
    unreadable: { text: string; n: number; row: number }[];
}

/** What was done with a file. */
export interface ImportLog {
    file_sha256: string;
    settings_sha256: string;
    source: SourceSummary;
    columns: ColumnUse[];
    own_columns: OwnUse[];
    duplicates: DuplicateChoice;
    identifiers: IdentifierChoice | null;
    n_rows: number;
    n_records: number;
    n_merged_rows: number;
    n_rejected_rows: number;
    n_blank_rows: number;
    n_rows_above: number;
}

/** Numbers from `minimum` to `maximum`, both included; an open side is `null`. */
export interface Band {
    minimum: number | null;
    maximum: number | null;
}

/** Which women are counted. */
export interface Filter {
    etiology: "idiopathic" | "known" | null;
    age_years: Band | null;
    previous_losses: Band | null;
    year: Band | null;
    /** Of kept columns, by their names in the file; all have to be met. */
    own: OwnCondition[];
}

/** What a kept column has to say: a number, a day counted from 1970-01-01, or one of some levels. */
export interface OwnCondition {
    column: string;
    wanted: { numbers: Band } | { days: Band } | { levels: string[] };
}

/** Everything found in one file under one protocol. */
export interface Report {
    schema: "rpl-immune-profile/report/1";
    version: string;
    protocol: Protocol;
    fingerprint: string;
    /** Which women are counted; every field is `null` where all are. */
    filter: Filter;
    is_synthetic: boolean;
    file: FileSummary;
    flow: Flow;
    missing: NamedCount[];
    causes: NamedCount[];
    outcomes: OutcomeCount[];
    classes: ClassRow[];
    rules: RuleComparison[];
    issues: IssueLog;
    changes: ChangeLog;
    import: ImportLog;
}

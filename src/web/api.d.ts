/** One woman's laboratory values, under the names of the file's columns. */
export interface LaboratoryRecord {
    /** NK cells, percent of lymphocytes. */
    nk_percent?: number | null;
    /** Percent lysis at an effector-to-target ratio of 50:1. */
    nk_cyto_50_1?: number | null;
    /** Percent lysis at 25:1. */
    nk_cyto_25_1?: number | null;
    /** Percent lysis at 12.5:1. */
    nk_cyto_12_5_1?: number | null;
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
    | "han2025" | "own_laboratory"
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

export interface CytotoxicityEvidence {
    rule: CytotoxicityRule;
    /** At 50:1, 25:1 and 12.5:1. */
    comparisons: [Comparison, Comparison, Comparison];
    finding: Finding;
}

/** Name of a column of the file. */
export type Column =
    | "patient_id" | "age_years" | "bmi" | "previous_losses" | "etiology"
    | "nk_percent" | "nk_cyto_50_1" | "nk_cyto_25_1" | "nk_cyto_12_5_1" | "th1_th2_ratio"
    | "ivig" | "outcome" | "fetal_karyotype";

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
    n_records: number;
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
    found: string;
    /** The kind of problem, or an object of that one key with the details. */
    problem: string | { [kind: string]: unknown };
}

export interface IssueLog {
    n_rejected_rows: number;
    n_issues: number;
    n_doubtful: number;
    /** The first 10,000. */
    listed: RowIssue[];
}

/** Everything found in one file under one protocol. */
export interface Report {
    schema: "rpl-immune-profile/report/1";
    version: string;
    protocol: Protocol;
    fingerprint: string;
    is_synthetic: boolean;
    file: FileSummary;
    flow: Flow;
    missing: NamedCount[];
    causes: NamedCount[];
    outcomes: OutcomeCount[];
    classes: ClassRow[];
    rules: RuleComparison[];
    issues: IssueLog;
}

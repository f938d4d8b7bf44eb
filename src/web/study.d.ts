
/** Why a statistic or its interval has no value. */
export type Undefined =
    | "no_observations" | "empty_group" | "empty_sample" | "no_events" | "only_events"
    | "no_events_in_group" | "no_discordant_pair" | "more_events_than_total"
    | "level_out_of_range" | "out_of_range" | "not_finite"
    | { too_few_observations: { needed: number } }
    | { too_few_in_group: { needed: number } }
    | { too_few_studies: { needed: number } }
    | { too_many_observations: { allowed: number } }
    | "too_few_groups" | "too_few_rows" | "too_few_strata" | "too_few_risk_groups"
    | "certain_risk" | "unequal_lengths" | "no_variation" | "no_spread_within"
    | "constant_group" | "equal_distances" | "lost_in_rounding" | "infinite_difference"
    | "equal_scores" | "same_order" | "equal_effects" | "no_informative_trial"
    | "complete_separation" | "zero_variance" | "empty_interval"
    | { level_not_reached: { reached: number } }
    | "tied_differences" | "equal_resamples"
    | { few_resamples_used: { used: number; drawn: number } }
    | "no_difference" | "zero_cell" | "one_outcome_in_group" | "infinite_ratio" | "no_information" | "no_predictor"
    | "empty_margin" | "beyond_budget" | "too_small" | "did_not_converge" | "interrupted";

/** Why a regression cannot be fitted. */
export type FitError =
    | { undefined: Undefined }
    | { length: { column: string; found: number; expected: number } }
    | { not_finite: { column: string } }
    | { constant: { column: string } }
    | { collinear: { column: string; others: string[] } }
    | "one_outcome"
    | { separated: { complete: boolean; columns: string[] } };

/** Women by treatment and immune status. */
export type TreatmentGroup =
    | "abnormal_treated" | "abnormal_untreated" | "normal_treated" | "normal_untreated";

/** Why a section or a number of the study cannot be given. */
export type NotEstimable =
    | { not_stated: { column: Column } }
    | "nobody"
    | { filtered_out: { n_enrolled: number } }
    | "one_group"
    | { one_outcome: { live_births: boolean } }
    | { no_untreated: { n_treated: number } }
    | { no_treated: { n_untreated: number } }
    | { groups_missing: { groups: TreatmentGroup[] } }
    | { too_many: { limit: number } }
    | "deferred"
    | { undefined: Undefined }
    | { fit: FitError };

/** A result, or why there is none. */
export type Estimable<T> = { Ok: T } | { Err: NotEstimable };

/** A statistic, or why it has no value. */
export type Defined<T> = { Ok: T } | { Err: Undefined };

/** A number; JSON has no infinite ones. */
export type Unbounded = number | "infinity" | "-infinity";

/** A confidence interval, whose limits can be infinite. */
export interface Limits {
    lower: Unbounded;
    upper: Unbounded;
    level: number;
}

export interface Estimate {
    value: Unbounded;
    interval: Limits;
}

/** A value whose interval may not exist. */
export interface Uncertain {
    value: Unbounded;
    interval: Defined<Limits>;
}

export interface TestResult {
    statistic: number | null;
    degrees_of_freedom: number | null;
    /** Two-sided; its decimal logarithm remains where the value is too small for a number. */
    p_value: { value: number; log10: Unbounded };
}

export type TestKind =
    | "welch" | "mann_whitney" | "chi_square" | "fisher" | "freeman_halton"
    | "freeman_halton_sampled" | "cochran_armitage" | "exact_trend" | "likelihood_ratio"
    | "penalized_likelihood_ratio" | "hosmer_lemeshow" | "delong" | "wald"
    | "cochran_q";

/** A test that was made. */
export interface SignificanceTest {
    test: TestKind;
    result: TestResult;
    /** After Holm's adjustment over its family; `null` where it is no finding of its own. */
    p_holm: number | null;
}

/** Two groups compared: the first against the second. */
export interface Contrast {
    first: Proportion;
    second: Proportion;
    difference: Estimate;
    ratio: Estimable<Estimate>;
    odds_ratio: Estimable<Estimate>;
    test: SignificanceTest;
    chi_square: Estimable<TestResult>;
}

export interface ByStratum<T> {
    all: T;
    idiopathic: T;
    known: T;
}

export interface ByEtiology<T> {
    idiopathic: T;
    known: T;
    not_stated: T;
}

export interface ByTest<T> {
    nk_level: T;
    nk_cytotoxicity: T;
    th1_th2: T;
}

/** One value for each class, for the seven abnormal ones together, and for all eight. */
export type ByGroup<T> = Record<Group, T>;

/** One value for each class, and for those whose class is not determinable. */
export type ByClass<T> = Record<ImmuneProfile | "indeterminate", T>;

export interface BranchGroup {
    n: number;
    n_treated: number;
    n_untreated: number;
    n_treatment_unknown: number;
    n_analyzed: number;
    n_live_births: number;
}

/** Who is in the study and why the others are not. */
export interface FlowDetail {
    counts: Flow;
    branches: ByEtiology<{ normal: BranchGroup; abnormal: BranchGroup }>;
}

export interface GroupSizes {
    first: number;
    second: number;
    both: number;
}

export interface Description {
    n: number;
    mean: number;
    standard_deviation: number | null;
    minimum: number;
    first_quartile: number;
    median: number;
    third_quartile: number;
    maximum: number;
}

export type Summary =
    | {
        numbers: {
            typical: "mean" | "median";
            first: Estimable<Description>;
            second: Estimable<Description>;
            both: Estimable<Description>;
        };
    }
    | { share: Shares }
    /** A category of a kept column: its levels in their order. */
    | { levels: { levels: Shares[] } };

export interface Shares {
    first: Estimable<Proportion>;
    second: Estimable<Proportion>;
    both: Estimable<Proportion>;
}

export type Characteristic =
    | Quantity | "known_etiology" | "any_abnormality" | "nk_level_high" | "cytotoxicity_high"
    | "th1_th2_high" | "ivig"
    /** A kept column, by its place among them: `own_1`, `own_2` and so on. */
    | string;

export interface CharacteristicRow {
    characteristic: Characteristic;
    missing: GroupSizes;
    summary: Summary;
    standardized_difference: Estimable<number>;
    test: Estimable<SignificanceTest>;
}

export interface BaselineComparison {
    sizes: GroupSizes;
    rows: CharacteristicRow[];
}

/** Who the women are. */
export interface TableOne {
    /** Idiopathic against known. */
    by_etiology: Estimable<BaselineComparison>;
    /** Any abnormality against none. */
    by_abnormality: Estimable<BaselineComparison>;
}

export interface GroupPrevalence {
    group: Group;
    all: Proportion;
    /** Idiopathic against known. */
    by_etiology: Estimable<Contrast>;
}

/** How frequent each abnormality is. */
export interface Prevalence {
    groups: GroupPrevalence[];
    tests: ByTest<ByStratum<Estimable<Proportion>>>;
}

/** A beta-binomial model of the classes, by moments. */
export interface BetaBinomial {
    mean: number;
    correlation: number;
    /** How many women the prior counts for; `null` where the classes do not differ. */
    prior_women: number | null;
}

export interface ShrunkenRate {
    value: number;
    interval: Limits | null;
}

export interface ClassRates {
    prior: Estimable<BetaBinomial>;
    groups: ByGroup<{ rate: Estimable<Proportion>; shrunken: Estimable<ShrunkenRate> }>;
}

export interface ClassPair {
    first: ImmuneProfile;
    second: ImmuneProfile;
    difference: number;
    test: SignificanceTest;
    p_holm_pairs: number;
}

/** Live births. */
export interface OutcomeSection {
    treatment_is_stated: boolean;
    n_abnormal_left_out: number;
    n_normal_left_out: number;
    n_normal_unknown: number;
    /** Any abnormality, treated where treatment is stated, against none. */
    comparisons: ByStratum<Estimable<Contrast>>;
    rates: ByStratum<ClassRates>;
    among_classes: ByStratum<Estimable<SignificanceTest>>;
    pairs: Estimable<ClassPair[]>;
}

export type LossMeasure =
    | "live_birth" | "any_abnormality" | "nk_level" | "cytotoxicity" | "th1_th2" | "aneuploidy";

export interface LossRow {
    measure: LossMeasure;
    stratum: Stratum;
    /** One for each category. */
    shares: Estimable<Proportion>[];
    trend: Estimable<SignificanceTest>;
    asymptotic: Estimable<TestResult>;
}

/** By number of previous losses. */
export interface ByLosses {
    categories: { from: number; to: number | null }[];
    rows: LossRow[];
}

/** One of the known predictors; of kept columns `own_1`, and `own_1_2` for a level of a category. */
export type Predictor = KnownPredictor | string;

export type KnownPredictor =
    | "age_years" | "bmi" | "previous_losses" | "known_etiology" | "any_abnormality" | "high_tests";

/** A predictor that could not stand in the model. */
export interface LeftOut {
    predictor: Predictor;
    /** Its word, and of a kept column its label; so in all that is said of predictors. */
    name: string;
    reason: NotEstimable;
}

export interface Term {
    odds_ratio: Estimate;
    log_odds: number;
    standard_error: number;
    test: SignificanceTest;
}

export interface PredictorTerms {
    predictor: Predictor;
    name: string;
    crude: Estimable<Term>;
    adjusted: Estimable<Term>;
    /** `null` where Firth's fit is not called for. */
    firth: Estimable<Term> | null;
    /** By modified Poisson regression. */
    risk_ratio: Estimable<Estimate>;
    /** The rates if all women had it and if none had; `null` for a number. */
    standardized: Estimable<StandardizedRisks> | null;
    variance_inflation: number;
}

export interface StandardizedRisks {
    exposed: number;
    unexposed: number;
    difference: Estimate;
    ratio: Estimate;
}

export interface RiskGroup {
    up_to: number;
    people: number;
    observed: number;
    expected: number;
}

export interface AreaUnderCurve {
    area: Uncertain;
    standard_error: number;
}

export interface RocPoint {
    /** `null` for the corner where nobody is positive. */
    threshold: number | null;
    sensitivity: number;
    specificity: number;
}

export interface Corrected {
    apparent: number;
    optimism: number;
    corrected: number;
}

/** Performance of the model corrected for optimism. */
export interface Validation {
    is_penalized: boolean;
    n_drawn: number;
    n_used: number;
    area: Corrected;
    slope: Corrected;
    brier: Corrected;
}

/** The model of live birth. */
export interface Prediction {
    n_analyzed: number;
    n_complete: number;
    n_live_births: number;
    events_per_variable: number;
    terms: PredictorTerms[];
    n_risks_above_one: number;
    left_out: LeftOut[];
    overall: Estimable<SignificanceTest>;
    needs_firth: boolean;
    calibration: Estimable<{ groups: RiskGroup[]; test: SignificanceTest; brier: number }>;
    discrimination: Estimable<{ area: AreaUnderCurve; curve: RocPoint[] }>;
    validation: Estimable<Validation>;
    linearity: { predictor: Predictor; name: string; test: Estimable<SignificanceTest> }[];
}

export interface WeightedEffect {
    treated_risk: number;
    untreated_risk: number;
    risk_difference: Uncertain;
    risk_ratio: Defined<Estimate>;
    odds_ratio: Defined<Estimate>;
}

export interface ScoreRange {
    lowest: number;
    highest: number;
}

export interface Overlap {
    treated_range: ScoreRange;
    untreated_range: ScoreRange;
    outside: number;
    extreme: number;
    largest_weight: number;
    effective_treated: number;
    effective_untreated: number;
}

export interface Weighted {
    n_complete: number;
    left_out: LeftOut[];
    effect: WeightedEffect;
    e_value: Estimable<{ estimate: number; interval: number }>;
    balance: Estimable<{ name: string; before: number; after: number }[]>;
    overlap: Overlap;
    overlap_warns: boolean;
    scores: { n_treated: number; n_untreated: number }[];
}

/** What can be said about treatment. */
export interface Treatment {
    n_unknown: number;
    crude: Contrast;
    weighted: Estimable<Weighted>;
}

/** Live births of treated and untreated women as they are. */
export interface TreatmentEffect {
    treated: Proportion;
    untreated: Proportion;
    difference: Estimate;
    ratio: Estimable<Estimate>;
    odds_ratio: Estimable<Estimate>;
}

/** How two effects differ: a difference of differences, or a ratio of ratios. */
export interface EffectInteraction {
    estimate: Estimate;
    test: SignificanceTest;
}

/** The effect of treatment in women with an abnormality against that in the others. */
export interface ByImmunity {
    abnormal: TreatmentEffect;
    normal: TreatmentEffect;
    additive: Estimable<EffectInteraction>;
    risk_ratios: Estimable<EffectInteraction>;
    odds_ratios: Estimable<EffectInteraction>;
}

export type SubgroupName =
    | { class: ImmuneProfile }
    | { etiology: "idiopathic" | "known" }
    | { previous_losses: { from: number; to: number | null } }
    | { younger_than: number }
    | { old_as: number };

export interface Subgroup {
    who: SubgroupName;
    treated: Estimable<Proportion>;
    untreated: Estimable<Proportion>;
    difference: Estimable<Estimate>;
}

/** Women with an abnormality, divided in one way. */
export interface Subgrouping {
    by: "immune_class" | "etiology" | "previous_losses" | "age";
    subgroups: Subgroup[];
    /** Whether the differences differ, among the parts with treated and untreated women. */
    interaction: Estimable<SignificanceTest>;
}

/** Whether treatment does more in some women than in others, unadjusted. */
export interface Modification {
    n_unknown: number;
    by_immunity: Estimable<ByImmunity>;
    subgroups: Estimable<Subgrouping[]>;
}

export type Preset = "konyang" | "yamada2003" | "king2010" | "cheil2010" | "habets2022" | "winger2011";

/** Who changes under other choices. */
export interface Switch {
    n_classified: number;
    n_abnormal: number;
    n_changed: number;
    n_gained: number;
    n_lost: number;
    /** By the class under the protocol, then by that under the other choice. */
    table: ByClass<ByClass<number>>;
}

export interface Sensitivity {
    n: number;
    rules: { rule: CytotoxicityRule; switch: Switch }[];
    presets: { preset: Preset; switch: Switch }[];
}

export interface CurveResult {
    n: number;
    n_without_live_birth: number;
    area: AreaUnderCurve;
    curve: RocPoint[];
    youden: RocPoint;
    youden_cutoff: Estimable<{ interval: Limits; n_defined: number; n_drawn: number }>;
}

/** One laboratory value against the outcome; high goes with no live birth. */
export interface TestCurve {
    quantity: Quantity;
    result: Estimable<CurveResult>;
}

export interface PairedAreas {
    n: number;
    n_without_live_birth: number;
    first_area: number;
    second_area: number;
    difference: Estimate;
    test: SignificanceTest;
}

/** The areas of two laboratory values in the women who have both. */
export interface AreaPair {
    first: Quantity;
    second: Quantity;
    result: Estimable<PairedAreas>;
}

/** How well values above a cut-off tell pregnancies without a live birth from the others. */
export interface Accuracy {
    /** Women of whom only a bound is known, which does not decide. */
    n_undecided: number;
    sensitivity: Proportion;
    specificity: Proportion;
    positive_value: Estimable<Proportion>;
    negative_value: Estimable<Proportion>;
    positive_ratio: Estimable<Estimate>;
    negative_ratio: Estimable<Estimate>;
}

/** The published cut-offs of one source. */
export interface PresetAccuracy {
    preset: Preset;
    tests: { quantity: Quantity; cutoff: number; result: Estimable<Accuracy> }[];
}

/** Everything that can be chosen beside the protocol. */
export interface StudyOptions {
    filter: Filter;
    /** The smallest number of losses of each category; the last one is open. */
    loss_categories: number[];
    skewness_limit: number;
    adjust_table_one: boolean;
    /** The kept columns, by their names in the file, that stand in the model of live birth. */
    adjusters: string[];
    small_cell: number;
    exact_limit: number;
    bootstrap_replicates: number;
    validation_replicates: number;
    monte_carlo_tables: number;
    /** What random numbers start from. */
    seed: number;
    quick_limit: number;
    full_limit: number;
    /** "quick" leaves out what takes long: it is "deferred". */
    effort: "full" | "quick";
}

/** What is left out is as on the page; so is what is left out of the filter. */
export type PartialStudyOptions =
    Partial<Omit<StudyOptions, "filter">> & { filter?: Partial<Filter> };

/** Everything found in one file under one protocol and one set of options. */
export interface Study {
    schema: "rpl-immune-profile/analysis/1";
    version: string;
    protocol: Protocol;
    fingerprint: string;
    options: StudyOptions;
    is_synthetic: boolean;
    /** The columns that are kept, in their order: `own_1`, `own_2` and so on. */
    own_columns: OwnColumn[];
    flow: FlowDetail;
    table_one: Estimable<TableOne>;
    prevalence: Estimable<Prevalence>;
    outcome: Estimable<OutcomeSection>;
    by_losses: Estimable<ByLosses>;
    prediction: Estimable<Prediction>;
    treatment: Estimable<Treatment>;
    modification: Estimable<Modification>;
    sensitivity: Estimable<Sensitivity>;
    curves: Estimable<TestCurve[]>;
    areas: Estimable<AreaPair[]>;
    accuracy: Estimable<PresetAccuracy[]>;
    n_tests: number;
}

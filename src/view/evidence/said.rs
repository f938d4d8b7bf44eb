//! What the page about the evidence says around its table and its results.

use crate::view::evidence::entry::TypedTrial;
use crate::view::evidence::wording::{denominator, status};

/// What the page is for.
pub const ABOUT: &str = "The placebo-controlled trials of IVIG in women with recurrent pregnancy loss, \
    as a table that you can change. Whatever is changed is pooled again at once.";

/// What it is not.
pub const NO_ADVICE: &str = "It shows what the published counts say together and how far that depends on \
    choices. It is no advice for or against a treatment.";

/// Above the table.
pub const TABLE_NOTE: &str = "Live births out of women in each arm. “Inferred” counts follow from \
    printed percentages and arms. Stephenson 1998 (62 women enrolled) is missing: the counts of its \
    arms were not found.";

/// Above the choices.
pub const SETS_NOTE: &str =
    "Two trials were also counted otherwise; counts you typed stay as they are.";

/// What stands below counts that were typed over published ones.
const CHANGED: &str = "changed by you";

/// What stands below a trial of the user's own.
const OWN: &str = "your own row";

/// Whether the counts of a trial are published, inferred, changed or the user's.
#[must_use]
pub fn standing(trial: &TypedTrial) -> String {
    match (trial.arms(), trial.published) {
        (Some(arms), _) => status(arms.status),
        (None, Some(_)) => CHANGED.to_owned(),
        (None, None) => OWN.to_owned(),
    }
}

/// Whom its counts are of; empty where it is not known.
#[must_use]
pub fn counted_of(trial: &TypedTrial) -> &'static str {
    trial.arms().map(|arms| denominator(arms.of)).unwrap_or_default()
}

/// Women, start and control of a published trial, in one line each.
#[must_use]
pub fn described(trial: &TypedTrial) -> Vec<String> {
    trial.source().map_or_else(Vec::new, |source| {
        vec![
            format!("Women: {}.", source.population),
            format!("Begun: {}.", source.timing),
            format!("Control: {}.", source.control),
        ]
    })
}

/// What has to be known of a published trial, and where it was read.
#[must_use]
pub fn remark(trial: &TypedTrial) -> String {
    trial
        .source()
        .map(|source| format!("{} Source: {}.", source.note, source.source))
        .unwrap_or_default()
}

/// The name of a row for those who hear its fields: its study, or its number.
#[must_use]
pub fn row_name(trial: &TypedTrial, row: usize) -> String {
    match trial.name.trim() {
        "" => format!("Trial {}", row + 1),
        name => name.to_owned(),
    }
}

/// The heads of the four counts, in their order.
pub const COUNT_HEADS: [&str; 4] =
    ["IVIG, live births", "IVIG, women", "Control, live births", "Control, women"];

/// What the page says and calls its parts.
pub mod page {
    /// The heading of the table.
    pub const TRIALS: &str = "The trials";
    /// What the table is called.
    pub const TABLE: &str = "Live births in each trial";
    /// The heading of the choices.
    pub const CHOICES: &str = "How they are pooled";
    /// The legend of the measures.
    pub const MEASURE: &str = "Measure";
    /// The legend of the models.
    pub const MODEL: &str = "Model";
    /// The legend of what makes intervals.
    pub const INTERVALS: &str = "Intervals of random effects";
    /// Those by the normal distribution.
    pub const NORMAL: &str = "by the normal distribution";
    /// Those of Hartung and Knapp.
    pub const HARTUNG_KNAPP: &str = "Hartung-Knapp";
    /// The legend of what is shown besides.
    pub const ALSO: &str = "Show also";
    /// The legend of the sets of counts.
    pub const SETS: &str = "Women counted";
    /// The legend of the counts of one trial.
    pub const COUNTED: &str = "Counted of";
    /// The head of the trials.
    pub const TRIAL: &str = "Trial";
    /// The head of what counts are of.
    pub const COUNTS: &str = "Counts";
    /// The head of women, start and control.
    pub const WOMEN: &str = "Women and treatment";
    /// The button for a row of the user's own.
    pub const ADD: &str = "Add a row";
    /// The button that takes one away.
    pub const REMOVE: &str = "Remove";
    /// The button for the published rows.
    pub const RESTORE: &str = "Back to the published rows";
    /// What is said once rows were replaced.
    pub const REPLACED: &str = "The rows were replaced.";
    /// The button that copies the table.
    pub const COPY: &str = "Copy as CSV";
    /// The button that saves the table.
    pub const SAVE: &str = "Save CSV";
    /// The button that prints.
    pub const PRINT: &str = "Print";
    /// The labels of a row of the user's own: name, year, losses, start.
    pub const OWN: [&str; 4] = ["Name", "Year", "Losses", "Start"];
    /// While nothing has come yet.
    pub const POOLING: &str = "The trials are being pooled.";
    /// That the table was copied.
    pub const COPIED: &str = "Copied.";
    /// That it was not.
    pub const NOT_COPIED: &str = "The browser does not allow copying here: save the file instead.";
}

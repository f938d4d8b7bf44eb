//! The cohort page as data: what stands above the study of a file, and the lists of what
//! was changed in it.

pub mod changes;
pub mod issues;
pub mod opener;
pub mod progress;
pub mod sentences;

use serde::{Deserialize, Serialize};

use crate::engine::column::Column;
use crate::engine::counts::Counts;
use crate::engine::report::FileReport;
use crate::view::study::wording;
use crate::view::{format, protocol, words};

/// The heading above what can be chosen.
pub const CHOICES: &str = "Women and cut-offs";

/// The heading above the files that can be saved.
pub const SAVE: &str = "Save the results";

/// The heading above the list of changes.
pub const CHANGES: &str = "What was changed and what is not used";

/// What stands above a study: of whom it is, and by which rules.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// The filter in force and how many women it admits; empty where all are counted.
    pub filter: String,
    /// The rule set.
    pub rule_set: String,
}

impl Head {
    /// Of what was counted.
    #[must_use]
    pub fn new(counts: &Counts) -> Self {
        Head { filter: filter_line(counts).unwrap_or_default(), rule_set: rule_set_line(counts) }
    }
}

/// What the file may hold under a name that is not known, where something that
/// matters is missing and columns are left over.
#[must_use]
pub fn overlooked(file: &FileReport) -> Option<String> {
    let header = &file.file.header;
    let is_missing = |column: Column| header.missing.contains(&column);
    let lacks_test = |columns: &[Column]| columns.iter().all(|&column| is_missing(column));
    let mut lacking: Vec<&str> = [
        Column::PatientId,
        Column::PreviousLosses,
        Column::Etiology,
        Column::NkPercent,
        Column::Th1Th2Ratio,
        Column::Outcome,
    ]
    .into_iter()
    .filter(|&column| is_missing(column))
    .map(Column::name)
    .collect();
    if lacks_test(&[Column::NkCyto50, Column::NkCyto25, Column::NkCyto12_5]) {
        lacking.push("nk_cyto");
    }
    if lacking.is_empty() || header.ignored.is_empty() {
        return None;
    }
    let names = header.ignored.iter().take(8).map(|name| format!("“{name}”"));
    let names: Vec<String> = names.collect();
    let rest = match header.ignored.len().saturating_sub(names.len()) {
        0 => String::new(),
        n => format!(
            " and {}",
            format::count_of(u32::try_from(n).unwrap_or(u32::MAX), "other", "others")
        ),
    };
    Some(format!(
        "No column was recognized as {}. If one of those that are not read holds it ({}{rest}), change \
         how this file is read.",
        lacking.join(", "),
        names.join(", ")
    ))
}

fn filter_line(counts: &Counts) -> Option<String> {
    let words = wording::filter(&counts.filter)?;
    let (n, of) = (counts.flow.n_within_filter(), counts.flow.n_records);
    let nobody = if n == 0 && of > 0 { " The filter leaves nobody." } else { "" };
    Some(format!(
        "Filter: {words}. This page and what it saves count {} of {} in the file.{nobody}",
        format::count(n.into()),
        format::count_of(of, "woman", "women"),
    ))
}

fn rule_set_line(counts: &Counts) -> String {
    let fingerprint = counts.protocol.fingerprint();
    format!(
        "Rule set {}: {}; {}.",
        fingerprint.get(..8).unwrap_or(&fingerprint),
        protocol::summary(&counts.protocol),
        words::wilsons(counts.protocol.interval_level),
    )
}

//! The cohort page as data: the flow, the tables and the lists of a report.

pub mod classes;
pub mod flow;
pub mod issues;
pub mod progress;

use crate::engine::column::Column;
use crate::engine::report::Report;
use crate::view::study::wording;
use crate::view::{format, protocol, words};

/// A name with a value, and a remark on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What it is.
    pub name: String,
    /// How much.
    pub value: String,
    /// A remark, where one helps.
    pub remark: String,
}

impl Line {
    fn new(name: impl Into<String>, value: impl Into<String>, remark: impl Into<String>) -> Self {
        Line { name: name.into(), value: value.into(), remark: remark.into() }
    }
}

/// What was read of the file.
#[must_use]
pub fn file_lines(report: &Report) -> Vec<Line> {
    let file = &report.file;
    let names = |columns: &[Column]| {
        columns.iter().map(|column| column.name()).collect::<Vec<_>>().join(", ")
    };
    let mut lines = vec![
        Line::new("Size", format::bytes(file.n_bytes), ""),
        Line::new("Form", words::file_source(&report.import.source), ""),
        Line::new(
            "Columns read",
            format::count(file.header.used.len() as u64),
            names(&file.header.used),
        ),
    ];
    if !file.header.missing.is_empty() {
        lines.push(Line::new(
            "Columns missing",
            format::count(file.header.missing.len() as u64),
            names(&file.header.missing),
        ));
    }
    if !file.header.ignored.is_empty() {
        lines.push(Line::new(
            "Columns ignored",
            format::count(file.header.ignored.len() as u64),
            file.header.ignored.join(", "),
        ));
    }
    let renamed = renamed_columns(report);
    if !renamed.is_empty() {
        lines.push(Line::new("Names", format::count(renamed.len() as u64), renamed.join("; ")));
    }
    if file.n_blank_rows > 0 {
        lines.push(Line::new(
            "Blank rows",
            format::count(file.n_blank_rows.into()),
            "not counted as rows",
        ));
    }
    lines.push(Line::new("SHA-256", report.import.file_sha256.get(..16).unwrap_or_default(), "…"));
    lines
}

/// The columns that have another name in the file, and what they are read as.
fn renamed_columns(report: &Report) -> Vec<String> {
    let columns = report.import.columns.iter();
    columns
        .filter(|column| column.name != column.field.name())
        .map(|column| format!("{} → {}", column.name, column.field.name()))
        .collect()
}

/// What the file may hold under a name that is not known, where something that
/// matters is missing and columns are left over.
#[must_use]
pub fn overlooked(report: &Report) -> Option<String> {
    let header = &report.file.header;
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

/// The values that records lack, columns with gaps only.
#[must_use]
pub fn missing_lines(report: &Report) -> Vec<Line> {
    report
        .missing
        .iter()
        .filter(|missing| missing.n > 0)
        .map(|missing| {
            let of = format!("of {}", format::count(report.flow.n_within_filter().into()));
            Line::new(missing.name.clone(), format::count(missing.n.into()), of)
        })
        .collect()
}

/// The known causes as the file spells them.
#[must_use]
pub fn cause_lines(report: &Report) -> Vec<Line> {
    report
        .causes
        .iter()
        .map(|cause| Line::new(cause.name.clone(), format::count(cause.n.into()), ""))
        .collect()
}

/// How the pregnancies ended and how that counts.
#[must_use]
pub fn outcome_lines(report: &Report) -> Vec<Line> {
    report
        .outcomes
        .iter()
        .map(|outcome| {
            let counts_as = match outcome.is_live_birth {
                Some(true) => "live birth",
                Some(false) => "no live birth",
                None => "left out of live birth rates",
            };
            Line::new(words::outcome(outcome.outcome), format::count(outcome.n.into()), counts_as)
        })
        .collect()
}

/// What each cytotoxicity rule would make of the enrolled women.
#[must_use]
pub fn rule_lines(report: &Report) -> Vec<Line> {
    report
        .rules
        .iter()
        .map(|comparison| {
            let is_in_force = comparison.rule == report.protocol.cytotoxicity_rule;
            let remark = if is_in_force {
                "in force".to_owned()
            } else {
                format!(
                    "{} another class",
                    format::count_of(comparison.n_changed, "woman gets", "women get")
                )
            };
            let value = format!(
                "{} of {} abnormal",
                format::count(comparison.n_abnormal.into()),
                format::count(comparison.n_classified.into())
            );
            Line::new(words::rule(comparison.rule), value, remark)
        })
        .collect()
}

/// The filter in force and how many women it admits; `None` where all are counted.
#[must_use]
pub fn filter_line(report: &Report) -> Option<String> {
    let words = wording::filter(&report.filter)?;
    let (n, of) = (report.flow.n_within_filter(), report.flow.n_records);
    let nobody = if n == 0 && of > 0 { " The filter leaves nobody." } else { "" };
    Some(format!(
        "Filter: {words}. This page and what it saves count {} of {} in the file.{nobody}",
        format::count(n.into()),
        format::count_of(of, "woman", "women"),
    ))
}

/// That what was changed is listed of the whole file, where the rest of the page is not
/// of it.
#[must_use]
pub fn beyond_filter(report: &Report) -> Option<&'static str> {
    (!report.filter.is_open()).then_some("This list is of the whole file, whatever the filter.")
}

/// The rule set that made the report, as one line under every result.
#[must_use]
pub fn rule_set_line(report: &Report) -> String {
    format!(
        "Rule set {}: {}; {}.",
        short_fingerprint(report),
        protocol::summary(&report.protocol),
        words::wilsons(report.protocol.interval_level),
    )
}

/// The first digits of the rule set's hash, enough to tell two apart.
#[must_use]
pub fn short_fingerprint(report: &Report) -> &str {
    report.fingerprint.get(..8).unwrap_or(&report.fingerprint)
}

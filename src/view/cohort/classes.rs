//! The table of classes by etiology.

use crate::engine::cohort::tally::{Cell, Group, Stratum};
use crate::engine::report::Report;
use crate::view::{format, words};

/// The table: a head, and a row a class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClassTable {
    /// The strata shown, with the number of classified women.
    pub strata: Vec<StratumHead>,
    /// One row a class, then the sums.
    pub rows: Vec<ClassTableRow>,
}

/// The head of a stratum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StratumHead {
    /// Its name.
    pub name: &'static str,
    /// Classified women in it.
    pub n: String,
}

/// One row of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClassTableRow {
    /// What the row counts.
    pub name: &'static str,
    /// Which tests are high, for a row that is one class.
    pub high: Option<[bool; 3]>,
    /// Whether the row is a sum of others.
    pub is_sum: bool,
    /// One cell a stratum shown.
    pub cells: Vec<ClassTableCell>,
}

/// One cell: empty texts where nobody was counted, never 0 %.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClassTableCell {
    /// Women of the class.
    pub n: String,
    /// Share of the stratum.
    pub prevalence: String,
    /// Live births out of known ends.
    pub live_births: String,
    /// The live birth rate.
    pub rate: String,
    /// Its interval.
    pub interval: String,
}

/// The strata a report shows: those without anybody are left out, except the
/// two that every reader looks for.
#[must_use]
pub fn shown_strata(report: &Report) -> Vec<Stratum> {
    let n_not_stated = stratum_size(report, Stratum::NotStated);
    Stratum::ALL
        .into_iter()
        .filter(|&stratum| stratum != Stratum::NotStated || n_not_stated > 0)
        .collect()
}

/// Classified women of a stratum.
#[must_use]
pub fn stratum_size(report: &Report, stratum: Stratum) -> u32 {
    report
        .classes
        .iter()
        .find(|row| row.group == Group::Everyone)
        .map_or(0, |row| row.cells[stratum as usize].n)
}

/// Builds the table of a report.
#[must_use]
pub fn class_table(report: &Report) -> ClassTable {
    let strata = shown_strata(report);
    let rows = report
        .classes
        .iter()
        .map(|row| ClassTableRow {
            name: words::group(row.group),
            high: match row.group {
                Group::Class { profile } => Some(profile.high()),
                Group::AnyAbnormality | Group::Everyone => None,
            },
            is_sum: !matches!(row.group, Group::Class { .. }),
            cells: strata.iter().map(|&stratum| cell(&row.cells[stratum as usize])).collect(),
        })
        .collect();
    let heads = strata
        .iter()
        .map(|&stratum| StratumHead {
            name: words::stratum(stratum),
            n: format::count(stratum_size(report, stratum).into()),
        })
        .collect();
    ClassTable { strata: heads, rows }
}

fn cell(cell: &Cell) -> ClassTableCell {
    let rate = cell.live_birth_rate.as_ref();
    ClassTableCell {
        n: format::count(cell.n.into()),
        prevalence: cell
            .prevalence
            .map(|share| format::percent(share.estimate))
            .unwrap_or_default(),
        live_births: rate.map(format::fraction).unwrap_or_default(),
        rate: rate.map(|rate| format::percent(rate.estimate)).unwrap_or_default(),
        interval: rate.map(|rate| format::interval(rate.interval)).unwrap_or_default(),
    }
}

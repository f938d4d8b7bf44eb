//! Files that leave with the user.

pub mod analysis;
pub mod archive;
pub mod csv;
pub mod docx;
pub mod markdown;
pub mod methods;
pub mod r_script;
pub mod session;
pub mod strobe;

use crate::engine::reader::header::Column;
use crate::engine::report::Report;
use crate::view::cohort;

/// The columns of a cohort file, as a file to fill in.
#[must_use]
pub fn template() -> Vec<u8> {
    let names = Column::ALL.map(Column::name);
    let mut table = csv::Table::new();
    table.row(names);
    table.into_bytes()
}

/// The name of a file made from a report: what it is, whether it is synthetic,
/// and under which rule set it was made.
#[must_use]
pub fn file_name(report: &Report, what: &str, extension: &str) -> String {
    let synthetic = if report.is_synthetic { "SYNTHETIC-" } else { "" };
    format!("{synthetic}{what}-{}.{extension}", cohort::short_fingerprint(report))
}

//! What a file holds once it is read.

use crate::engine::cohort::columns::Cohort;
use crate::engine::reader::change::ChangeLog;
use crate::engine::reader::header::HeaderSummary;
use crate::engine::reader::issue::IssueLog;
use crate::engine::reader::preview::ImportLog;

/// What a file holds once it is read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// The rows that can be used, as columns.
    pub cohort: Cohort,
    /// What was found of the header.
    pub header: HeaderSummary,
    /// What was wrong or doubtful, row by row.
    pub issues: IssueLog,
    /// What was changed, cell by cell.
    pub changes: ChangeLog,
    /// How the file was read.
    pub log: ImportLog,
    /// Rows below the header that hold anything.
    pub n_rows: u32,
    /// Of those, rows that belong to the record of another row.
    pub n_merged_rows: u32,
    /// Rows below the header that are entirely blank; they are not counted.
    pub n_blank_rows: u32,
    /// Size of the file in bytes.
    pub n_bytes: u64,
}

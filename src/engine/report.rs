//! What a study found, as plain public data: everything that a screen, a
//! download or a script may show. The JSON download is this object.

use serde::{Deserialize, Serialize};

use crate::engine::cohort::filter::Filter;
use crate::engine::cohort::flow::Flow;
use crate::engine::cohort::tally::{ClassRow, NamedCount};
use crate::engine::counts::{OutcomeCount, RuleComparison};
use crate::engine::protocol::Protocol;
use crate::engine::reader::Reading;
use crate::engine::reader::change::ChangeLog;
use crate::engine::reader::header::HeaderSummary;
use crate::engine::reader::issue::IssueLog;
use crate::engine::reader::preview::ImportLog;

/// Everything found in one file under one protocol. What is counted of women is of those
/// whom the filter admits; what is said of rows is of the whole file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// Name and version of this layout: `rpl-immune-profile/report/1`.
    pub schema: String,
    /// Version of the program.
    pub version: String,
    /// Thresholds and choices that made the report.
    pub protocol: Protocol,
    /// SHA-256 of the protocol.
    pub fingerprint: String,
    /// Which women are counted.
    pub filter: Filter,
    /// Whether the file holds made-up women.
    pub is_synthetic: bool,
    /// What was read.
    pub file: FileSummary,
    /// Who is analyzed and why the others are not.
    pub flow: Flow,
    /// Counted records without a value, by column.
    pub missing: Vec<NamedCount>,
    /// The known causes of the counted women by the texts of the file, most frequent first.
    pub causes: Vec<NamedCount>,
    /// How the pregnancies of the classified women ended.
    pub outcomes: Vec<OutcomeCount>,
    /// The eight classes, any abnormality, everyone; by etiology.
    pub classes: Vec<ClassRow>,
    /// What the other cytotoxicity rules would change.
    pub rules: Vec<RuleComparison>,
    /// What was wrong or doubtful, row by row.
    pub issues: IssueLog,
    /// What was changed, cell by cell.
    pub changes: ChangeLog,
    /// How the file was read.
    pub import: ImportLog,
}

/// What was read of a file, whatever the rules and whoever is counted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FileReport {
    /// Whether the file holds made-up women.
    pub is_synthetic: bool,
    /// Its size, its blank rows and its columns.
    pub file: FileSummary,
    /// What was wrong or doubtful, row by row.
    pub issues: IssueLog,
    /// What was changed, cell by cell.
    pub changes: ChangeLog,
    /// How the file was read.
    pub import: ImportLog,
}

impl FileReport {
    /// What was read of a file.
    #[must_use]
    pub fn new(reading: &Reading) -> Self {
        FileReport {
            is_synthetic: reading.cohort.is_synthetic(),
            file: FileSummary::new(reading),
            issues: reading.issues.clone(),
            changes: reading.changes.clone(),
            import: reading.log.clone(),
        }
    }
}

/// What was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileSummary {
    /// Size of the file.
    #[serde(with = "crate::engine::byte_count")]
    pub n_bytes: u64,
    /// Blank rows below the header, which are not counted as rows.
    pub n_blank_rows: u32,
    /// The columns found, missing and ignored.
    pub header: HeaderSummary,
}

impl FileSummary {
    /// Of a file that was read.
    #[must_use]
    pub fn new(reading: &Reading) -> Self {
        FileSummary {
            n_bytes: reading.n_bytes,
            n_blank_rows: reading.n_blank_rows,
            header: reading.header.clone(),
        }
    }
}

//! CSV that spreadsheets open as it is meant: UTF-8 with a byte order mark, and
//! no cell that a spreadsheet would run as a formula.

use crate::engine::report::Report;
use crate::view::cohort::issues::{Fate, log_rows};
use crate::view::export::{cell, import_log};

/// A CSV file being written.
#[derive(Debug)]
pub struct Table {
    bytes: Vec<u8>,
}

impl Table {
    /// An empty file with its byte order mark.
    #[must_use]
    #[expect(clippy::new_without_default, reason = "an empty table is not a default of anything")]
    pub fn new() -> Self {
        Table { bytes: b"\xEF\xBB\xBF".to_vec() }
    }

    /// Writes one row.
    pub fn row<S: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = S>) {
        for (place, text) in cells.into_iter().enumerate() {
            if place > 0 {
                self.bytes.push(b',');
            }
            cell::write(&mut self.bytes, text.as_ref());
        }
        self.bytes.extend_from_slice(b"\r\n");
    }

    /// What was written since the last call, for files that leave in slices.
    pub(super) fn take(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.bytes)
    }

    /// How many bytes wait to be taken.
    pub(super) fn n_waiting(&self) -> usize {
        self.bytes.len()
    }

    /// The file.
    #[must_use]
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }
}

/// Everything that was changed and every row that is not used, with what
/// identifies the file, the way it was read and the rules.
#[must_use]
pub fn issues(report: &Report) -> Vec<u8> {
    let mut table = Table::new();
    table.row([
        "row",
        "column",
        "found",
        "problem",
        "row_is_used",
        "cell",
        "kind",
        "rule_set",
        "file_sha256",
        "import_sha256",
        "import_log",
    ]);
    // In the first row only, so that the file stays one table.
    let mut log = import_log::sentence(&report.import, &report.fingerprint);
    for line in log_rows(report) {
        let is_used = if line.fate == Fate::LeftOut { "no" } else { "yes" };
        let row = line.number.to_string();
        table.row([
            &row,
            line.column,
            &line.found,
            &line.problem,
            is_used,
            &line.row,
            line.fate.word(),
            &report.fingerprint,
            &report.import.file_sha256,
            &report.import.settings_sha256,
            &log,
        ]);
        log.clear();
    }
    table.into_bytes()
}

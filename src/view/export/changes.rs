//! Everything that was changed in a file, and every row of it that is not used.

use crate::engine::report::FileReport;
use crate::view::cohort::issues::{Fate, log_rows};
use crate::view::export::csv::CsvTable;
use crate::view::export::import_log;

/// Everything that was changed and every row that is not used, with what
/// identifies the file, the way it was read and the rules.
#[must_use]
pub fn issues(file: &FileReport, rule_set: &str) -> Vec<u8> {
    let mut table = CsvTable::new();
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
    let mut log = import_log::sentence(&file.import, rule_set);
    for line in log_rows(file) {
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
            rule_set,
            &file.import.file_sha256,
            &file.import.settings_sha256,
            &log,
        ]);
        log.clear();
    }
    table.into_bytes()
}

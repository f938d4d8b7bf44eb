//! What was read of the file, and how.

use super::blocks::{self, note};
use crate::engine::cohort::tally::NamedCount;
use crate::engine::column::Column as FileColumn;
use crate::engine::counts::Counts;
use crate::engine::report::FileReport;
use crate::view::document::{Block, Cell, Row, Section, Table, TableColumn};
use crate::view::export::import_log;
use crate::view::{format, words};

/// What was read.
pub(super) fn section(file: &FileReport, counts: &Counts) -> Section {
    let mut blocks = vec![Block::Table(lines_table("file", "The file", &lines(file)))];
    let of = format!("of {}", format::count(counts.flow.n_within_filter().into()));
    let missing: Vec<[String; 3]> = counts
        .missing
        .iter()
        .filter(|missing| missing.n > 0)
        .map(|missing| [missing.name.clone(), format::count(missing.n.into()), of.clone()])
        .collect();
    if !missing.is_empty() {
        blocks.push(Block::Table(lines_table("missing", "Missing values", &missing)));
    }
    if !counts.causes.is_empty() {
        blocks.push(Block::Details {
            summary: format!("Known causes, as the file spells them ({})", counts.causes.len()),
            blocks: vec![
                note(
                    "Every text here counts as a known etiology. A misspelt “idiopathic” would show.",
                ),
                Block::Table(causes(&counts.causes)),
            ],
        });
    }
    let log = import_log::lines(&file.import, &counts.protocol.fingerprint());
    blocks.push(Block::Details {
        summary: "How each column was read, with the hashes of the file and of the choices"
            .to_owned(),
        blocks: vec![Block::Table(log_table(&log))],
    });
    blocks::section("file", "What was read", blocks)
}

/// A table of names, values and remarks.
fn lines_table(id: &str, caption: &str, lines: &[[String; 3]]) -> Table {
    Table {
        id: id.to_owned(),
        caption: caption.to_owned(),
        columns: vec![
            TableColumn::words("What"),
            TableColumn::words("Value"),
            TableColumn::words("Remark"),
        ],
        rows: lines.iter().map(|line| Row::new(line.iter().cloned().map(Cell::from))).collect(),
        notes: Vec::new(),
    }
}

fn causes(causes: &[NamedCount]) -> Table {
    let row = |cause: &NamedCount| {
        Row::new([cause.name.clone(), format::count(cause.n.into())].map(Cell::from))
    };
    Table {
        id: "causes".to_owned(),
        caption: "Known causes, as the file spells them".to_owned(),
        columns: vec![TableColumn::words("Cause"), TableColumn::numbers("Women")],
        rows: causes.iter().map(row).collect(),
        notes: Vec::new(),
    }
}

fn log_table(lines: &[(String, String)]) -> Table {
    let row =
        |(what, how): &(String, String)| Row::new([what.clone(), how.clone()].map(Cell::from));
    Table {
        id: "import-log".to_owned(),
        caption: "Import log".to_owned(),
        columns: vec![TableColumn::words("What"), TableColumn::words("How")],
        rows: lines.iter().map(row).collect(),
        notes: Vec::new(),
    }
}

/// What was read of the file, line by line.
fn lines(report: &FileReport) -> Vec<[String; 3]> {
    let file = &report.file;
    let line = |name: &str, value: String, remark: String| [name.to_owned(), value, remark];
    let counted = |name: &str, names: &[String], separator: &str| {
        line(name, format::count(names.len() as u64), names.join(separator))
    };
    let names = |columns: &[FileColumn]| -> Vec<String> {
        columns.iter().map(|column| column.name().to_owned()).collect()
    };
    let kept: Vec<String> =
        report.import.own_columns.iter().map(|used| used.column.name.clone()).collect();
    let mut lines = vec![
        line("Size", format::bytes(file.n_bytes), String::new()),
        line("Form", words::file_source(&report.import.source), String::new()),
        counted("Columns read", &names(&file.header.used), ", "),
    ];
    for (name, names, separator) in [
        ("Columns kept", kept, ", "),
        ("Columns missing", names(&file.header.missing), ", "),
        ("Columns ignored", file.header.ignored.clone(), ", "),
        ("Names", renamed_columns(report), "; "),
    ] {
        if !names.is_empty() {
            lines.push(counted(name, &names, separator));
        }
    }
    if file.n_blank_rows > 0 {
        let n = format::count(file.n_blank_rows.into());
        lines.push(line("Blank rows", n, "not counted as rows".to_owned()));
    }
    let hash = report.import.file_sha256.get(..16).unwrap_or_default();
    lines.push(line("SHA-256", format!("{hash}…"), String::new()));
    lines
}

/// The columns that have another name in the file, and what they are read as.
fn renamed_columns(report: &FileReport) -> Vec<String> {
    let columns = report.import.columns.iter();
    columns
        .filter(|column| column.name != column.field.name())
        .map(|column| format!("{} → {}", column.name, column.field.name()))
        .collect()
}

//! How a file was read, as every file that leaves says it: settings, mapping,
//! counts, and the hashes of the file and of the rules.

use super::csv;
use crate::engine::own_column::OwnKind;
use crate::engine::reader::field::Unit;
use crate::engine::reader::format::Format;
use crate::engine::reader::number::DecimalMark;
use crate::engine::reader::preview::{ColumnUse, ImportLog, OwnUse};
use crate::engine::reader::settings::{DuplicateChoice, IdentifierChoice};
use crate::engine::reader::text::column_letter;
use crate::view::{format, words};

/// The log as lines: what, and how it was.
#[must_use]
pub fn lines(log: &ImportLog, rule_set: &str) -> Vec<(String, String)> {
    let line = |what: &str, how: String| (what.to_owned(), how);
    let mut lines = vec![
        line("File SHA-256", log.file_sha256.clone()),
        line("Rule set SHA-256", rule_set.to_owned()),
        line("Settings SHA-256", log.settings_sha256.clone()),
        line("Form", form(log)),
        line("Rows", rows(log)),
        line("Same identifier", duplicates(log.duplicates).to_owned()),
    ];
    if let Some(choice) = log.identifiers {
        lines.push(line("Identifying columns", identifiers(choice).to_owned()));
    }
    lines.extend(log.columns.iter().map(|column| {
        let letter = column_letter(column.place as usize);
        // What no text can show must not break the files that hold it.
        let name: String = column.name.chars().filter(|&letter| is_text(letter)).collect();
        (format!("Column {letter} “{name}”"), mapping(column))
    }));
    lines.extend(log.own_columns.iter().map(|used| {
        let letter = column_letter(used.place as usize);
        let name: String = used.column.name.chars().filter(|&letter| is_text(letter)).collect();
        (format!("Column {letter} “{name}”"), kept(used))
    }));
    lines
}

/// How a column was read that the user keeps, and what of it could not be read.
fn kept(used: &OwnUse) -> String {
    let mark = match (&used.column.kind, used.decimal_mark) {
        (OwnKind::Number, mark) => decimal_mark(mark),
        _ => "",
    };
    let kind = words::own_kind(&used.column.kind);
    let missing = match used.n_unreadable {
        0 => String::new(),
        n => {
            let texts = used.unreadable.iter().map(|one| {
                let text: String = one.text.chars().filter(|&letter| is_text(letter)).collect();
                format!("“{text}” in {} from row {}", format::count(one.n.into()), one.row)
            });
            format!(
                "; {} could not be read and {} missing: {}",
                format::count_of(n, "cell", "cells"),
                if n == 1 { "is" } else { "are" },
                texts.collect::<Vec<_>>().join(", ")
            )
        }
    };
    format!("kept as {kind}{mark}{missing}")
}

/// The log as one line.
#[must_use]
pub fn sentence(log: &ImportLog, rule_set: &str) -> String {
    let lines = lines(log, rule_set);
    let parts: Vec<String> = lines.iter().map(|(what, how)| format!("{what}: {how}")).collect();
    format!("Import log. {}.", parts.join("; "))
}

/// The log as a table of its own.
#[must_use]
pub fn table(log: &ImportLog, rule_set: &str) -> Vec<u8> {
    let mut table = csv::CsvTable::new();
    table.row(["what", "how"]);
    for (what, how) in lines(log, rule_set) {
        table.row([what, how]);
    }
    table.into_bytes()
}

fn is_text(letter: char) -> bool {
    !letter.is_control() && !matches!(letter, '\u{fffe}' | '\u{ffff}')
}

fn form(log: &ImportLog) -> String {
    let source: String =
        words::file_source(&log.source).chars().filter(|&letter| is_text(letter)).collect();
    if matches!(log.source.format, Format::Fhir | Format::Json) {
        return source;
    }
    let (first, n) = (log.source.header_row, log.source.header_rows);
    let header = if n > 1 { format!("rows {first} and the next") } else { format!("row {first}") };
    format!("{source}, header in {header}")
}

fn rows(log: &ImportLog) -> String {
    let count = |n: u32| format::count(n.into());
    format!(
        "{} = {} used + {} of a woman who has another row + {} left out; {} blank, {} above the header",
        count(log.n_rows),
        count(log.n_records),
        count(log.n_merged_rows),
        count(log.n_rejected_rows),
        count(log.n_blank_rows),
        count(log.n_rows_above),
    )
}

fn duplicates(choice: DuplicateChoice) -> &'static str {
    match choice {
        DuplicateChoice::Ask => "no rows of one woman differ in what matters",
        DuplicateChoice::Merge => "the rows are put together; the first counts",
        DuplicateChoice::First => "the first row is used",
        DuplicateChoice::Last => "the last row is used",
        DuplicateChoice::RejectAll => "no row is used",
    }
}

fn identifiers(choice: IdentifierChoice) -> &'static str {
    match choice {
        IdentifierChoice::Drop => "left out",
        IdentifierChoice::Keep => "read as they are",
    }
}

fn mapping(column: &ColumnUse) -> String {
    let unit = match column.unit {
        Unit::AsIs => "",
        Unit::Fraction => ", fractions",
        Unit::Meter => ", meters",
        Unit::Inch => ", inches",
        Unit::Pound => ", pounds",
    };
    let is_number = column.field.quantity().is_some();
    let mark = if is_number { decimal_mark(column.decimal_mark) } else { "" };
    format!("read as {}{unit}{mark}", column.field.name())
}

fn decimal_mark(mark: DecimalMark) -> &'static str {
    match mark {
        DecimalMark::Point => ", decimal point",
        DecimalMark::Comma => ", decimal comma",
        DecimalMark::Mixed => ", decimal point and comma",
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;
    use crate::engine::reader::read;
    use crate::engine::reader::settings::{DuplicateChoice, ImportSettings};

    #[test]
    fn a_log_names_file_settings_mapping_and_counts() {
        let file = "Cohort\nStudy ID;NK (%);height (m)\nA;12,5;1.6\nA;13,5;1.7\n";
        let settings =
            ImportSettings { duplicates: DuplicateChoice::First, ..ImportSettings::default() };
        let reading = read(file.as_bytes(), &settings).expect("a table");
        let lines = lines(&reading.log, "rules");
        let shown: Vec<String> =
            lines[1..].iter().map(|(what, how)| format!("{what}: {how}")).collect();
        assert_eq!(lines[0].1, reading.log.file_sha256);
        assert_eq!(
            shown,
            [
                "Rule set SHA-256: rules".to_owned(),
                format!("Settings SHA-256: {}", settings.fingerprint()),
                "Form: text, UTF-8, semicolons, header in row 2".to_owned(),
                "Rows: 2 = 1 used + 0 of a woman who has another row + 1 left out; 0 blank, \
                 1 above the header"
                    .to_owned(),
                "Same identifier: the first row is used".to_owned(),
                "Column A “Study ID”: read as patient_id".to_owned(),
                "Column B “NK (%)”: read as nk_percent, decimal comma".to_owned(),
                "Column C “height (m)”: read as height_cm, meters, decimal point".to_owned(),
            ]
        );
    }
}

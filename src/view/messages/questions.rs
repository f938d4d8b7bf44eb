//! What has to be asked about a file.

use super::rows::{address, unconvertible};
use crate::engine::column::Column;
use crate::engine::reader::field::Field;
use crate::engine::reader::issue::{FileQuestion, RefusedColumn, UnreadCell};
use crate::view::{format, words};

/// What has to be decided about a file, and why.
#[must_use]
pub fn question(question: &FileQuestion) -> String {
    let quoted = |name: &String| format!("“{name}”");
    let list = |names: &[String]| names.iter().map(quoted).collect::<Vec<_>>().join(", ");
    match question {
        FileQuestion::Identifiers { columns } => {
            let names: Vec<String> = columns
                .iter()
                .map(|one| format!("“{}” ({})", one.column, words::identifier(one.kind)))
                .collect();
            format!(
                "These columns identify the women: {}. They are not needed here; leave them out, \
                 or say that the file may be read as it is.",
                names.join(", ")
            )
        }
        FileQuestion::Encoding => {
            "The encoding is a guess, and the causes are in letters that depend \
                               on it: look at the first rows and choose the one that reads right."
                .to_owned()
        }
        FileQuestion::Sheet { names } => {
            format!("Several sheets could be the table: {}. Choose one.", list(names))
        }
        FileQuestion::NoLaboratory { refused } => no_laboratory(refused),
        FileQuestion::Field { column, candidates } => {
            let names: Vec<&str> = candidates.iter().map(|field| words::field(*field)).collect();
            format!(
                "Column “{column}” could be: {}. Choose one, or leave it out.",
                names.join("; ")
            )
        }
        FileQuestion::SameField { field, columns } => format!(
            "Several columns could be “{}”: {}. Choose one.",
            words::field(*field),
            list(columns)
        ),
        FileQuestion::DecimalMark { column } => format!(
            "Every comma in column “{column}” may separate thousands or decimals, as in 1,234: say \
             which."
        ),
        FileQuestion::Fraction { column } => format!(
            "The numbers of column “{column}” do not fit its unit: say whether they are percent \
             (12.5) or fractions (0.125)."
        ),
        FileQuestion::Unread { column, field, cells } => unread(column, *field, cells),
        FileQuestion::CutIdentifiers { column, example } => format!(
            "A spreadsheet has cut the digits of the identifiers in column “{column}”: it shows \
             “{example}” for a longer number, and different women may look the same. Choose another \
             column, or none: then each row counts as one woman."
        ),
        FileQuestion::Values { column, field, words: unknown } => format!(
            "Column “{column}” ({}) has words that are not known: {}. Say what they mean.",
            words::field(*field),
            list(&unknown[..unknown.len().min(12)])
        ),
        FileQuestion::Unreadable { column, field, n, cells } => {
            let shown = cells
                .iter()
                .take(6)
                .map(|cell| format!("{} “{}”", address(Some(cell.place), cell.row), cell.found));
            format!(
                "Column “{column}” ({}) has {} that cannot be read: {}. Say whether they count as \
                 missing or the women are left out.",
                words::field(*field),
                format::count_of(*n, "cell", "cells"),
                shown.collect::<Vec<_>>().join(", ")
            )
        }
        FileQuestion::NoWomen { n, rows } => {
            let shown = rows.iter().take(6).map(|one| format!("row {} “{}”", one.row, one.text));
            format!(
                "{} not look like a woman: {}. Say whether such rows are women.",
                format::count_of(*n, "row does", "rows do"),
                shown.collect::<Vec<_>>().join(", ")
            )
        }
        FileQuestion::HiddenRows { n, rows } => {
            let shown = rows.iter().take(12).map(|one| one.row.to_string());
            format!(
                "{} hidden in the workbook, as a filter does: row {}. Say whether such rows are read.",
                format::count_of(*n, "row is", "rows are"),
                shown.collect::<Vec<_>>().join(", ")
            )
        }
        FileQuestion::Duplicates { n_women, conflicts } => {
            let rows =
                conflicts.iter().take(3).map(|one| format!("{} and {}", one.rows.0, one.rows.1));
            format!(
                "{} in several rows that differ, such as rows {}. Say which rows count.",
                format::count_of(*n_women, "woman is", "women are"),
                rows.collect::<Vec<_>>().join("; ")
            )
        }
    }
}

/// That no column is known for a laboratory value, and why some are not read.
fn no_laboratory(refused: &[RefusedColumn]) -> String {
    let why =
        |one: &RefusedColumn| format!(" “{}” is not read: {}.", one.column, unconvertible(one.why));
    let refused: String = refused.iter().map(why).collect();
    format!(
        "No column is a laboratory value by its name: choose the columns with the NK cell level, \
         the NK cytotoxicity or the Th1/Th2 ratio.{refused}"
    )
}

/// Cells that hold more than a number, and what each is proposed to be.
fn unread(column: &str, field: Field, cells: &[UnreadCell]) -> String {
    let one = |cell: &UnreadCell| match cell.value {
        Some(value) => {
            let shown = format!("{} {}", cell.bound.sign(), format::shown(value));
            format!("“{}” as {}", cell.text, shown.trim_start())
        }
        None => format!("“{}” as missing", cell.text),
    };
    let shown: Vec<String> = cells.iter().take(12).map(one).collect();
    let more = if cells.len() > shown.len() { ", and more" } else { "" };
    format!(
        "Column “{column}” ({}) has cells that are not one plain {}. Say whether they may be read \
         like this: {}{more}.",
        words::field(field),
        if field == Field::Column(Column::Year) { "year" } else { "number" },
        shown.join(", ")
    )
}

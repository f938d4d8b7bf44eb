//! Files that leave with the user.

pub mod archive;
mod cell;
pub mod changes;
pub mod classified;
pub mod csv;
pub mod docx;
pub mod import_log;
pub mod markdown;
pub mod methods;
pub mod origin;
pub mod patient;
pub mod picture;
pub mod png;
pub mod r_script;
pub mod session;
pub mod strobe;
pub mod study;
pub mod table;
pub mod writing;
mod xml;

use crate::engine::column::Column;
use crate::engine::quantity::Quantity;
use crate::engine::reader::field::Field;
use crate::engine::reader::words::choices;
use crate::view::cohort::progress::column_guide;
use crate::view::{format, words};

/// The columns of a cohort file, as a file to fill in.
#[must_use]
pub fn template() -> Vec<u8> {
    let names = Column::ALL.map(Column::name);
    let mut table = csv::CsvTable::new();
    table.row(names);
    table.into_bytes()
}

/// What each column of a cohort file holds, as a table.
#[must_use]
pub fn dictionary() -> Vec<u8> {
    let mut table = csv::CsvTable::new();
    table.row(["column", "label", "type", "unit", "minimum", "maximum", "values", "holds"]);
    for (column, (_, holds)) in Column::ALL.into_iter().zip(column_guide()) {
        let range = column.quantity().map(Quantity::possible);
        let bound = |bound: Option<f64>| bound.map(format::value).unwrap_or_default();
        let kind = match column.quantity() {
            Some(quantity) if quantity.is_count() => "whole number",
            Some(_) => "number",
            None => "text",
        };
        table.row([
            column.name(),
            words::field(Field::Column(column)),
            kind,
            column.quantity().map_or("", words::unit),
            &bound(range.map(|range| range.minimum)),
            &bound(range.map(|range| range.maximum)),
            &choices(Field::Column(column)).join(" | "),
            &holds,
        ]);
    }
    table.into_bytes()
}

/// The columns as a data dictionary that `REDCap` imports: its 18 columns, one
/// field a row, the first of which identifies the record.
#[must_use]
pub fn redcap() -> Vec<u8> {
    let mut table = csv::CsvTable::new();
    table.row([
        "Variable / Field Name",
        "Form Name",
        "Section Header",
        "Field Type",
        "Field Label",
        "Choices, Calculations, OR Slider Labels",
        "Field Note",
        "Text Validation Type OR Show Slider Number",
        "Text Validation Min",
        "Text Validation Max",
        "Identifier?",
        "Branching Logic (Show field only if...)",
        "Required Field?",
        "Custom Alignment",
        "Question Number (surveys only)",
        "Matrix Group Name",
        "Matrix Ranking?",
        "Field Annotation",
    ]);
    for column in Column::ALL {
        let field = Field::Column(column);
        let mut row = [""; 18].map(str::to_owned);
        column.name().clone_into(&mut row[0]);
        "cohort".clone_into(&mut row[1]);
        "text".clone_into(&mut row[3]);
        words::field(field).clone_into(&mut row[4]);
        if let Some(quantity) = column.quantity() {
            let kind = if quantity.is_count() { "integer" } else { "number" };
            words::unit(quantity).clone_into(&mut row[6]);
            kind.clone_into(&mut row[7]);
            row[8] = format::value(quantity.possible().minimum);
            row[9] = format::value(quantity.possible().maximum);
        } else if column == Column::Etiology {
            "idiopathic, or the name of a cause".clone_into(&mut row[6]);
        } else if field.is_word() {
            let words = choices(field);
            let words = words.iter().filter(|word| **word != "missing");
            "dropdown".clone_into(&mut row[3]);
            row[5] = words.map(|word| format!("{word}, {word}")).collect::<Vec<_>>().join(" | ");
        }
        table.row(row);
    }
    table.into_bytes()
}

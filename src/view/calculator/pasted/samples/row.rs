//! A line of values after its name.

use std::borrow::Cow;

use crate::view::calculator::input::quote;
use crate::view::calculator::pasted::Trouble;
use crate::view::calculator::pasted::cut::TextLine;
use crate::view::calculator::pasted::item::name;
use crate::view::calculator::pasted::rows::about_line;
use crate::view::calculator::pasted::value::{Commas, PastedValue, value};

/// A line of values after its name.
pub(super) struct SampleRow<'a> {
    pub(super) number: usize,
    pub(super) name: String,
    /// The last word of the name.
    pub(super) last_word: String,
    pub(super) values: Vec<(Cow<'a, str>, PastedValue)>,
    pub(super) line: TextLine<'a>,
}

/// Where the values begin that stand at the end of a line.
pub(super) fn start_of_values(cells: &[Cow<'_, str>], commas: Commas) -> usize {
    let is_text = |cell: &Cow<'_, str>| value(cell, commas) == PastedValue::Text;
    cells.iter().rposition(is_text).map_or(0, |last| last + 1)
}

pub(super) fn row(line: TextLine<'_>, commas: Commas) -> SampleRow<'_> {
    let mut start = start_of_values(&line.cells, commas);
    // An empty corner, or an empty first column.
    while start < line.cells.len() && line.cells[start].trim().is_empty() {
        start += 1;
    }
    let values =
        line.cells[start..].iter().map(|cell| (cell.clone(), value(cell, commas))).collect();
    let before = &line.cells[..start];
    let last_word = before.last().map(|cell| cell.trim().to_lowercase()).unwrap_or_default();
    SampleRow { number: line.number, name: name(before), last_word, values, line }
}

/// What is wrong with a line that does not end in a value.
pub(super) fn no_value(row: &SampleRow<'_>, commas: Commas) -> Trouble {
    let cells = &row.line.cells;
    let first = cells.iter().position(|cell| matches!(value(cell, commas), PastedValue::Number(_)));
    let slip = first.and_then(|first| {
        let is_text = |cell: &&Cow<'_, str>| value(cell, commas) == PastedValue::Text;
        cells[first..].iter().rev().find(is_text)
    });
    let message = match slip {
        Some(cell) => quote(cell.trim(), "is not a number"),
        None => quote(row.line.text, "holds no value"),
    };
    about_line(row.number, row.line.is_first, &message)
}

/// A whole number as it is written without a mark.
pub(super) fn whole(cell: &str) -> Option<u32> {
    let cell = cell.trim();
    let is_plain = !cell.is_empty() && cell.bytes().all(|byte| byte.is_ascii_digit());
    if is_plain { cell.parse().ok() } else { None }
}

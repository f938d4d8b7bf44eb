//! What a cell of a text with measured values is.

use std::borrow::Cow;

use crate::engine::reader::{number, words};

/// What a cell is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Value {
    /// A number.
    Number(f64),
    /// Only a bound: the number beside its sign.
    Bound(f64),
    /// The place of a value that is not there.
    Missing,
    /// Anything else.
    Text,
}

/// What the commas of a text are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Commas {
    /// Decimal marks, wherever one stands inside of a number.
    Decimal,
    /// Between thousands.
    Thousands,
    /// None is doubtful.
    Plain,
}

/// What a cell is.
pub(super) fn value(cell: &str, commas: Commas) -> Value {
    let cell = cell.trim();
    if cell.is_empty() || words::is_missing(cell) {
        return Value::Missing;
    }
    let bare = cell.trim_start_matches(['<', '>', '≤', '≥', '=', '＜', '＞']).trim_start();
    let point = match commas {
        Commas::Decimal if bare.matches(',').count() == 1 => Cow::from(bare.replace(',', ".")),
        Commas::Thousands => Cow::from(bare.replace(',', "")),
        Commas::Decimal | Commas::Plain => Cow::from(bare),
    };
    match number::read_typed(&point) {
        Ok(Some(number)) if bare.len() == cell.len() => Value::Number(number),
        Ok(Some(number)) => Value::Bound(number),
        Ok(None) | Err(_) => Value::Text,
    }
}

/// Whether every comma of the numbers of a text could separate thousands as well as
/// decimals; `None` if no number has one.
pub(super) fn are_commas_doubtful<'a>(cells: impl Iterator<Item = &'a str>) -> Option<bool> {
    let mut found = None;
    for cell in cells {
        let bare = cell.trim().trim_start_matches(['<', '>', '≤', '≥', '=', '-', '+']);
        let is_number = bare.starts_with(|one: char| one.is_ascii_digit())
            && bare.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b',' | b'.'));
        if is_number && bare.contains('.') {
            // A point beside it is the decimal mark.
            return bare.contains(',').then_some(false).or(found);
        }
        if is_number && bare.contains(',') {
            let is_grouped = number::looks_grouped(bare, ',');
            found = Some(found.unwrap_or(true) && is_grouped);
        }
    }
    found
}

//! What a cell of a text with measured values is.

use std::borrow::Cow;

use crate::engine::reader::{number, words};

/// What a cell is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum PastedValue {
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
pub(super) fn value(cell: &str, commas: Commas) -> PastedValue {
    let cell = cell.trim();
    if cell.is_empty() || words::is_missing(cell) {
        return PastedValue::Missing;
    }
    let bare = cell.trim_start_matches(['<', '>', '≤', '≥', '=', '＜', '＞']).trim_start();
    let digits = bare.trim_start_matches(['-', '−', '+']);
    let point = match (with_both(bare), commas) {
        (Some((number, _)), _) => Cow::from(number),
        (None, Commas::Decimal) if bare.matches(',').count() == 1 => bare.replace(',', ".").into(),
        (None, Commas::Thousands) if number::looks_grouped(digits, ',') => {
            bare.replace(',', "").into()
        }
        (None, Commas::Thousands) if bare.contains(',') => return PastedValue::Text,
        (None, Commas::Decimal | Commas::Thousands | Commas::Plain) => Cow::from(bare),
    };
    match number::read_typed(&point) {
        Ok(Some(number)) if bare.len() == cell.len() => PastedValue::Number(number),
        Ok(Some(number)) => PastedValue::Bound(number),
        Ok(None) | Err(_) => PastedValue::Text,
    }
}

/// A number with both marks, where one separates thousands and the other one is the
/// decimal mark: with a point, and what its commas are.
fn with_both(number: &str) -> Option<(String, Commas)> {
    let digits = number.trim_start_matches(['-', '−', '+']);
    [('.', ',', Commas::Thousands), (',', '.', Commas::Decimal)].into_iter().find_map(
        |(mark, thousands, commas)| {
            let (whole, decimals) = digits.split_once(mark)?;
            let is_one = number::looks_grouped(whole, thousands)
                && decimals.bytes().all(|byte| byte.is_ascii_digit());
            let sign = &number[..number.len() - digits.len()];
            is_one.then(|| (format!("{sign}{}.{decimals}", whole.replace(thousands, "")), commas))
        },
    )
}

/// What the commas inside of the numbers of a text are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CommaUse {
    /// There is none.
    None,
    /// They can only be these.
    Sure(Commas),
    /// Every one of them could separate thousands as well as decimals.
    Doubtful,
}

/// What the commas of a text are, by all of its numbers.
pub(super) fn commas_of<'a>(cells: impl Iterator<Item = &'a str>) -> CommaUse {
    let (mut n_commas, mut are_thousands, mut are_decimal) = (0, false, false);
    for cell in cells {
        let bare = cell.trim().trim_start_matches(['<', '>', '≤', '≥', '=', '-', '−', '+']);
        let is_number = bare.starts_with(|one: char| one.is_ascii_digit())
            && bare.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b',' | b'.'));
        if !is_number || !bare.contains(',') {
            continue;
        }
        n_commas += 1;
        match with_both(bare) {
            Some((_, Commas::Thousands)) => are_thousands = true,
            Some(_) => are_decimal = true,
            None => are_decimal |= !number::looks_grouped(bare, ','),
        }
    }
    match (n_commas, are_thousands, are_decimal) {
        (0, ..) => CommaUse::None,
        (_, true, false) => CommaUse::Sure(Commas::Thousands),
        (_, false, true) => CommaUse::Sure(Commas::Decimal),
        (_, true, true) | (_, false, false) => CommaUse::Doubtful,
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn commas_and_points() {
        for (cells, found) in [
            (&["17.2", "9"][..], CommaUse::None),
            (&["17,2", "9"], CommaUse::Sure(Commas::Decimal)),
            (&["1,234", "1,100"], CommaUse::Doubtful),
            (&["1,234", "17,2"], CommaUse::Sure(Commas::Decimal)),
            (&["1,234.5", "987.1"], CommaUse::Sure(Commas::Thousands)),
            (&["987.1", "1,234.5", "2,000"], CommaUse::Sure(Commas::Thousands)),
            (&["1.234,5", "2,000"], CommaUse::Sure(Commas::Decimal)),
            // The order of the numbers tells nothing.
            (&["17.2", "1,234"], CommaUse::Doubtful),
            (&["1,234", "17.2"], CommaUse::Doubtful),
            (&["17.2", "1,23"], CommaUse::Sure(Commas::Decimal)),
            (&["1,23", "17.2"], CommaUse::Sure(Commas::Decimal)),
            (&["1,234.5", "1,23"], CommaUse::Doubtful),
        ] {
            assert_eq!(commas_of(cells.iter().copied()), found, "{cells:?}");
        }
    }

    #[test]
    fn cells_with_values() {
        for (cell, commas, expected) in [
            ("1,234.5", Commas::Plain, PastedValue::Number(1234.5)),
            ("-1,234.5", Commas::Decimal, PastedValue::Number(-1234.5)),
            ("1.234,5", Commas::Thousands, PastedValue::Number(1234.5)),
            ("12,345,678.9", Commas::Plain, PastedValue::Number(12_345_678.9)),
            ("1,234", Commas::Thousands, PastedValue::Number(1234.0)),
            ("1,234", Commas::Decimal, PastedValue::Number(1.234)),
            ("1,234", Commas::Plain, PastedValue::Text),
            ("1,23", Commas::Thousands, PastedValue::Text),
            ("1,23.4", Commas::Thousands, PastedValue::Text),
            ("<0,5", Commas::Decimal, PastedValue::Bound(0.5)),
            ("NA", Commas::Plain, PastedValue::Missing),
        ] {
            assert_eq!(value(cell, commas), expected, "{cell} {commas:?}");
        }
    }
}

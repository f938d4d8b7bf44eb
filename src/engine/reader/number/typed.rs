//! Numbers in typed fields.

use super::digits::{narrow, parse};
use super::{CellNumber, DecimalMark, NotANumber, read_column};
use crate::engine::quantity::Quantity;
use crate::engine::reader::field::{Field, Unit};
use crate::engine::record::{Bound, Measured};

/// Reads a typed field: digits of every width and script, blanks and a percent
/// sign around the number are understood, and so is a decimal comma unless it
/// could as well separate thousands. `None` when nothing is typed.
///
/// # Errors
/// The text is not a number, or its comma is ambiguous.
pub fn read_typed(text: &str) -> Result<Option<f64>, NotANumber> {
    let Some(text) = tidy(text) else { return Ok(None) };
    let Some((whole, decimals)) = text.split_once(',') else {
        return parse(&text).map(Some).ok_or(NotANumber::Text);
    };
    let Some(number) = parse(&format!("{whole}.{decimals}")) else {
        return Err(NotANumber::Text);
    };
    let could_be_thousands = decimals.len() == 3 && whole.trim_start_matches('-') != "0";
    if could_be_thousands { Err(NotANumber::AmbiguousComma) } else { Ok(Some(number)) }
}

/// Reads a typed field of a quantity: everything that [`read_typed`] reads, and
/// what a cell of a file may have beside the number, such as its unit or the
/// flag of a laboratory.
///
/// # Errors
/// The text is not one number for certain, or only a bound.
pub fn read_typed_as(text: &str, quantity: Quantity) -> Result<Option<f64>, NotANumber> {
    match read_measured(text, quantity)? {
        Some(measured) if measured.bound != Bound::Exact => Err(NotANumber::Bound),
        measured => Ok(measured.map(|measured| measured.value)),
    }
}

/// The same for a value of which a bound is of use as well: `>60`, `less than 5`.
///
/// # Errors
/// The text is not one number for certain.
pub fn read_measured(text: &str, quantity: Quantity) -> Result<Option<Measured<f64>>, NotANumber> {
    let why = match read_typed(text) {
        Err(why @ NotANumber::Text) => why,
        plain => return plain.map(|number| number.map(Measured::exact)),
    };
    let field = Field::ALL.into_iter().find(|field| field.quantity() == Some(quantity));
    let read = |field| read_column(text, DecimalMark::Mixed, field, Unit::AsIs);
    let number = field.map_or(Err(why), read)?;
    Ok(number.map(|CellNumber { value, bound, .. }| Measured { value, bound }))
}

/// Narrow digits and signs, no blanks or percent sign around them.
fn tidy(text: &str) -> Option<String> {
    let narrow = narrow(text);
    let trimmed = narrow.trim();
    let number = trimmed.strip_suffix('%').unwrap_or(trimmed).trim_end();
    (!trimmed.is_empty()).then(|| number.to_owned())
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn typed_fields_know_the_decimal_comma() {
        for (text, expected) in [
            ("16,1", Ok(Some(16.1))),
            ("16,", Ok(Some(16.0))),
            ("0,125", Ok(Some(0.125))),
            ("-0,125", Ok(Some(-0.125))),
            ("1,234", Err(NotANumber::AmbiguousComma)),
            ("1,234,567", Err(NotANumber::Text)),
            ("1.234,5", Err(NotANumber::Text)),
            (",", Err(NotANumber::Text)),
            ("16.", Ok(Some(16.0))),
            ("", Ok(None)),
        ] {
            assert_eq!(read_typed(text), expected, "{text:?}");
        }
    }
}

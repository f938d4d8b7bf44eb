//! Text to number, for cells and for typed fields.

use lexical_parse_float::FromLexical as _;
use serde::{Deserialize, Serialize};

/// Text that is not one number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum NotANumber {
    /// It does not read as a number at all.
    #[error("not a number")]
    Text,
    /// One comma before three digits: thousands or decimals?
    #[error("the comma may separate thousands or decimals")]
    AmbiguousComma,
    /// A comma where a file needs a decimal point.
    #[error("a decimal comma where a point is needed")]
    DecimalComma,
}

/// Reads a cell of a file: a decimal point, an optional percent sign, full-width
/// digits and blanks around it. `None` when the cell is empty.
///
/// # Errors
/// The text is not a number; a comma is never taken for a decimal mark here,
/// because one cell cannot tell what its column means.
pub fn read_cell(text: &str) -> Result<Option<f64>, NotANumber> {
    // Nearly every cell is plain and needs no tidying.
    if let Some(number) = parse(text) {
        return Ok(Some(number));
    }
    let Some(text) = tidy(text) else { return Ok(None) };
    match parse(&text) {
        Some(number) => Ok(Some(number)),
        None if parse(&text.replacen(',', ".", 1)).is_some() => Err(NotANumber::DecimalComma),
        None => Err(NotANumber::Text),
    }
}

/// Reads a typed field: as [`read_cell`], and a decimal comma is understood
/// unless it could as well separate thousands. `None` when nothing is typed.
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

/// Narrow digits and signs, no blanks or percent sign around them.
fn tidy(text: &str) -> Option<String> {
    let narrow: String = text
        .chars()
        .map(|letter| match letter {
            '０'..='９' | '．' | '，' | '－' | '＋' | '％' => {
                // The full-width forms stand at a fixed distance from ASCII.
                char::from_u32(letter as u32 - 0xFEE0).unwrap_or(letter)
            }
            '\u{2212}' => '-',
            _ => letter,
        })
        .collect();
    let trimmed = narrow.trim();
    let number = trimmed.strip_suffix('%').unwrap_or(trimmed).trim_end();
    (!trimmed.is_empty()).then(|| number.to_owned())
}

/// A finite decimal number with a point, correctly rounded; words such as `inf`
/// and `nan` are not numbers here.
#[must_use]
pub fn parse(text: &str) -> Option<f64> {
    let is_numeric = |byte: u8| matches!(byte, b'0'..=b'9' | b'.' | b'-' | b'+' | b'e' | b'E');
    if !text.bytes().all(is_numeric) {
        return None;
    }
    f64::from_lexical(text.as_bytes()).ok().filter(|number| number.is_finite())
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn cells() {
        for (text, expected) in [
            ("16.1", Ok(Some(16.1))),
            (" 16.1 ", Ok(Some(16.1))),
            ("\u{a0}16.1\u{3000}", Ok(Some(16.1))),
            ("16.1%", Ok(Some(16.1))),
            ("16.1 ％", Ok(Some(16.1))),
            ("１６．１", Ok(Some(16.1))),
            ("1.61e1", Ok(Some(16.1))),
            (".5", Ok(Some(0.5))),
            ("-3", Ok(Some(-3.0))),
            ("\u{2212}3", Ok(Some(-3.0))),
            ("", Ok(None)),
            ("  ", Ok(None)),
            ("16,1", Err(NotANumber::DecimalComma)),
            ("1,234", Err(NotANumber::DecimalComma)),
            ("1,234.5", Err(NotANumber::Text)),
            ("nan", Err(NotANumber::Text)),
            ("inf", Err(NotANumber::Text)),
            ("1e999", Err(NotANumber::Text)),
            ("%", Err(NotANumber::Text)),
            ("1 2", Err(NotANumber::Text)),
            ("<0.5", Err(NotANumber::Text)),
            ("high", Err(NotANumber::Text)),
        ] {
            assert_eq!(read_cell(text), expected, "{text:?}");
        }
    }

    /// The standard library rounds correctly; so must this, to the last bit.
    #[test]
    fn numbers_are_rounded_as_the_standard_library_does() {
        for text in [
            "0.1",
            "16.1",
            "16.100000000000001",
            "0.30000000000000004",
            "9007199254740993",
            "123456789012345678901234567890",
            "1e22",
            "1e23",
            "8.98846567431158e307",
            "2.2250738585072011e-308",
            "5e-324",
            "0.000000000000000000000000000000000001234567890123456789",
            "179769313486231580793728971405303415079934132710037826936173778980444968292764750946649",
        ] {
            assert_eq!(parse(text), text.parse::<f64>().ok(), "{text}");
        }
        let mut state = 1_u64;
        for _ in 0..20_000 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let number = f64::from_bits(state);
            if number.is_finite() {
                for text in [format!("{number:e}"), format!("{number:.17e}")] {
                    assert_eq!(parse(&text), text.parse::<f64>().ok(), "{text}");
                }
            }
        }
    }

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

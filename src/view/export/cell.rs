//! A cell of a CSV file, written so that no spreadsheet runs it.
//!
//! Spreadsheets run what begins with `=`, `+`, `-` or `@`, some of them after blanks
//! or invisible letters, in full-width form too (OWASP, CSV Injection). They may
//! split a line at another separator than the file was written with, whatever stands
//! in quotes: then a cell begins in the middle of ours. So every piece that could
//! become a cell gets an apostrophe before what would run.

use unicode_normalization::UnicodeNormalization as _;

/// What a spreadsheet may split lines and cells at.
const SEPARATORS: [char; 6] = [',', ';', '\t', '|', '\n', '\r'];

/// Writes a cell in quotes; an empty one as nothing.
pub(super) fn write(bytes: &mut Vec<u8>, cell: &str) {
    if cell.is_empty() {
        return;
    }
    bytes.push(b'"');
    if cell.bytes().any(can_run) {
        write_neutralized(bytes, cell);
    } else {
        write_doubled(bytes, cell);
    }
    bytes.push(b'"');
}

/// A text as a program reads it from a cell that was written here.
pub(super) fn as_read(text: &str) -> String {
    let mut bytes = Vec::new();
    if text.bytes().any(can_run) {
        write_neutralized(&mut bytes, text);
    } else {
        write_doubled(&mut bytes, text);
    }
    String::from_utf8_lossy(&bytes).replace("\"\"", "\"")
}

/// Whether a byte can belong to what has to be looked at more closely.
fn can_run(byte: u8) -> bool {
    !byte.is_ascii() || byte.is_ascii_control() || b"=+-@".contains(&byte)
}

fn write_neutralized(bytes: &mut Vec<u8>, cell: &str) {
    let mut rest = cell;
    // Some programs take what begins with one of these for something to run.
    let mut runs = cell.starts_with(['\t', '\r', '\n']);
    loop {
        let end = rest.find(SEPARATORS).unwrap_or(rest.len());
        let (piece, tail) = rest.split_at(end);
        if runs || would_run(piece) {
            bytes.push(b'\'');
        }
        runs = false;
        write_doubled(bytes, piece);
        let Some(separator) = tail.chars().next() else { return };
        let (separator, tail) = tail.split_at(separator.len_utf8());
        bytes.extend_from_slice(separator.as_bytes());
        rest = tail;
    }
}

/// Whether a spreadsheet could take a piece of text for a formula.
fn would_run(piece: &str) -> bool {
    let visible = piece.trim_start_matches(is_skipped);
    let first = visible.chars().next().and_then(|first| first.nfkc().next());
    first.is_some_and(|first| "=+-@".contains(first)) && !is_negative_number(piece)
}

/// What may stand before a formula: blanks, what cannot be seen, and quotes, which
/// the program may take off.
fn is_skipped(letter: char) -> bool {
    letter.is_whitespace()
        || letter.is_control()
        || letter == '"'
        || matches!(letter,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

/// A negative number of digits, one decimal mark and perhaps an exponent: it stays one.
fn is_negative_number(piece: &str) -> bool {
    let Some(number) = piece.strip_prefix('-') else { return false };
    let (mantissa, exponent) = number.split_once(['e', 'E']).unwrap_or((number, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    [whole, fraction, exponent]
        .iter()
        .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
}

fn write_doubled(bytes: &mut Vec<u8>, text: &str) {
    for &byte in text.as_bytes() {
        if byte == b'"' {
            bytes.push(b'"');
        }
        bytes.push(byte);
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    fn written(cell: &str) -> String {
        let mut bytes = Vec::new();
        write(&mut bytes, cell);
        String::from_utf8(bytes).expect("UTF-8")
    }

    #[test]
    fn text_is_quoted_and_otherwise_as_it_is() {
        for plain in ["plain", "a b", "17.2", "<0.5", "a; b", "한국 習慣流産", "x=1", "a-b", "’"]
        {
            assert_eq!(written(plain), format!("\"{plain}\""));
        }
        assert_eq!(written(""), "");
        assert_eq!(written("a\"b"), "\"a\"\"b\"");
    }

    #[test]
    fn negative_numbers_stay_numbers() {
        for number in ["-3", "-3.5", "-0.25", "-1e5", "-1.5E-07"] {
            assert_eq!(written(number), format!("\"{number}\""));
        }
        assert_eq!(written("1;-3;2"), "\"1;-3;2\"");
        for none in ["-", "-x", "-1+2", "-.5", "-1.2.3", "-inf", "-1e", "+1"] {
            assert_eq!(written(none), format!("\"'{none}\""));
        }
    }

    #[test]
    fn what_would_run_gets_an_apostrophe_whatever_stands_before_it() {
        let before = [
            "", " ", "  ", "\u{a0}", "\u{3000}", "\u{200b}", "\u{feff}", "\u{ad}", "\u{202e}",
            "\u{2060}", "\u{1}", "\u{b}", "\u{3164}",
        ];
        for before in before {
            for sign in ["=", "+", "-", "@", "＝", "＋", "－", "＠", "﹦", "﹢", "﹣", "﹫"]
            {
                let cell = format!("{before}{sign}cmd()");
                assert_eq!(written(&cell), format!("\"'{cell}\""), "{cell:?}");
            }
        }
        assert_eq!(written("\"=1\""), "\"'\"\"=1\"\"\"");
        assert_eq!(written("\tx"), "\"'\tx\"");
        assert_eq!(written("\nx"), "\"'\nx\"");
    }

    #[test]
    fn what_another_separator_would_make_a_cell_is_neutralized_too() {
        assert_eq!(written("septum;=SUM(1;2);b"), "\"septum;'=SUM(1;2);b\"");
        for separator in [',', ';', '\t', '|', '\n', '\r'] {
            assert_eq!(written(&format!("a{separator} =b")), format!("\"a{separator}' =b\""));
            assert_eq!(written(&format!("a{separator}＝b")), format!("\"a{separator}'＝b\""));
            assert_eq!(written(&format!("a{separator}\"@b")), format!("\"a{separator}'\"\"@b\""));
        }
    }
}

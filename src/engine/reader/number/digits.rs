//! Digits and marks of every script as the ones that numbers are read from, and
//! those to a number.

use lexical_parse_float::FromLexical as _;

/// The zeros of the scripts of the world that have digits of their own; the
/// other nine follow each of them (Unicode 15, general category Nd, without the
/// rows that no keyboard writes).
const ZEROS: [u32; 35] = [
    0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66,
    0x0DE6, 0x0E50, 0x0ED0, 0x0F20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90,
    0x1B50, 0x1BB0, 0x1C40, 0x1C50, 0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xFF10,
];

/// The digit that a letter of any script is.
fn digit(letter: char) -> Option<char> {
    let code = letter as u32;
    if let Some(zero) = ZEROS.iter().find(|&&zero| (zero..zero + 10).contains(&code)) {
        return char::from_digit(code - zero, 10);
    }
    // The five styles of digits for mathematics.
    (0x1D7CE..=0x1D7FF).contains(&code).then(|| char::from_digit((code - 0x1D7CE) % 10, 10))?
}

/// Digits, signs and marks as in ASCII, whatever their width and script. What
/// stands above or below the line keeps its place: it is no digit of a number.
pub(in crate::engine::reader) fn narrow(text: &str) -> String {
    let with_exponent = with_exponent(text);
    let text = with_exponent.as_deref().unwrap_or(text);
    if text.is_ascii() {
        return text.to_owned();
    }
    let letters: Vec<char> = text.chars().collect();
    let mut narrow = String::with_capacity(text.len());
    let is_digit = |place: Option<usize>| {
        place
            .and_then(|place| letters.get(place))
            .is_some_and(|&letter| letter.is_ascii_digit() || digit(letter).is_some())
    };
    for (place, &letter) in letters.iter().enumerate() {
        let is_between = is_digit(place.checked_sub(1)) && is_digit(Some(place + 1));
        if let Some(digit) = digit(letter) {
            narrow.push(digit);
            continue;
        }
        match letter {
            // The full-width forms stand at a fixed distance from ASCII.
            '\u{FF01}'..='\u{FF5E}' => {
                narrow.push(char::from_u32(letter as u32 - 0xFEE0).unwrap_or(letter));
            }
            '\u{2212}' | '\u{2010}'..='\u{2015}' | '\u{FE63}' => narrow.push('-'),
            // Points of other hands: `17·2`, `17。2`, and that of Arabic.
            '\u{B7}' | '\u{2027}' | '\u{2219}' | '\u{22C5}' | '\u{30FB}' | '\u{FF65}'
            | '\u{3002}' | '\u{FF61}' | '\u{2024}'
                if is_between =>
            {
                narrow.push('.');
            }
            '\u{66B}' => narrow.push('.'),
            '\u{60C}' => narrow.push(','),
            '\u{66A}' | '\u{FE6A}' => narrow.push('%'),
            '\u{66C}' | '\u{2018}' | '\u{2019}' | '\u{2BC}' => narrow.push('\''),
            '\u{201C}'..='\u{201F}' => narrow.push('"'),
            '\u{BC}' if is_digit(place.checked_sub(1)) => narrow.push_str(".25"),
            '\u{BD}' if is_digit(place.checked_sub(1)) => narrow.push_str(".5"),
            '\u{BE}' if is_digit(place.checked_sub(1)) => narrow.push_str(".75"),
            // Marks that are not seen.
            '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'
            | '\u{FEFF}'
            | '\u{AD}' => {}
            _ if letter.is_whitespace() => narrow.push(' '),
            _ => narrow.push(letter),
        }
    }
    narrow
}

/// `1.72 × 10^1` and `1.72·10¹` with the exponent as programs write it.
fn with_exponent(text: &str) -> Option<String> {
    let (before, after) = text.split_once("10")?;
    let factor = before.trim_end().strip_suffix(['x', 'X', '×', '*', '·', '⋅'])?.trim_end();
    if !factor.ends_with(|letter: char| letter.is_ascii_digit()) {
        return None;
    }
    let raised = |letter: char| match letter {
        '⁰' => Some('0'),
        '¹' => Some('1'),
        '²' => Some('2'),
        '³' => Some('3'),
        '⁴'..='⁹' => char::from_digit(letter as u32 - 0x2070, 10),
        '⁻' => Some('-'),
        _ => None,
    };
    let (exponent, rest): (String, &str) = if let Some(after) = after.strip_prefix('^') {
        let is_exponent = |letter: char| letter.is_ascii_digit() || matches!(letter, '+' | '-');
        let rest = after.trim_start_matches(is_exponent);
        (after[..after.len() - rest.len()].to_owned(), rest)
    } else {
        let rest = after.trim_start_matches(|letter| raised(letter).is_some());
        (after[..after.len() - rest.len()].chars().filter_map(raised).collect(), rest)
    };
    exponent
        .ends_with(|letter: char| letter.is_ascii_digit())
        .then(|| format!("{factor}e{exponent}{rest}"))
}

/// Whether a mark stands where it could separate thousands: `1,234`, `12,345,678`.
#[must_use]
pub fn looks_grouped(text: &str, mark: char) -> bool {
    let text = text.trim_start_matches(['-', '+']);
    let mut groups = text.split(mark);
    let first = groups.next().unwrap_or_default();
    let is_digits =
        |group: &str| !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_digit());
    let mut n_groups = 0;
    for group in groups {
        if group.len() != 3 || !is_digits(group) {
            return false;
        }
        n_groups += 1;
    }
    n_groups > 0 && is_digits(first) && first.len() <= 3 && !first.starts_with('0')
}

/// A number times a power of ten, rounded once.
pub(super) fn parse_scaled(text: &str, power: i32) -> Option<f64> {
    if power == 0 {
        return parse(text);
    }
    let (digits, exponent) = match text.find(['e', 'E']) {
        Some(place) => (&text[..place], text[place + 1..].parse::<i32>().ok()?),
        None => (text, 0),
    };
    parse(digits)?;
    parse(&format!("{digits}e{}", exponent.checked_add(power)?))
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
    fn digits_of_every_script_are_digits() {
        for (text, expected) in [
            ("１７．２", "17.2"),
            ("١٧٫٢", "17.2"),
            ("۱۷٫۲", "17.2"),
            ("१७.२", "17.2"),
            ("๑๗.๒", "17.2"),
            ("𝟭𝟳.𝟮", "17.2"),
            ("17·2", "17.2"),
            ("17・2", "17.2"),
            ("−3", "-3"),
            ("\u{200e}17.2\u{200f}", "17.2"),
            ("16½", "16.5"),
            ("17.2¹", "17.2¹"),
            ("x·y", "x·y"),
        ] {
            assert_eq!(narrow(text), expected, "{text}");
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
}

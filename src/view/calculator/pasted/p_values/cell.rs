//! What a cell of a text with p-values is.

use crate::engine::reader::{number, words};

/// What a cell is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum PValueCell {
    /// A p-value, and whether it can be nothing else: 0 and 1 are numbers of many
    /// kinds.
    P { p: Number, is_sure: bool },
    /// The place of one that is not there.
    Missing,
    /// A star, or a word that says what the p-value says.
    Mark,
    /// Anything else.
    Text,
}

/// What is known of a p-value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Number {
    pub(super) lower: f64,
    pub(super) upper: f64,
    pub(super) sign: &'static str,
    /// Whether it was printed as 0.
    pub(super) is_rounded: bool,
}

/// What a cell is.
pub(super) fn of(cell: &str) -> PValueCell {
    let narrow = cell.trim();
    let is_star = |letter: char| matches!(letter, '*' | '†' | '‡' | '§' | '＊' | '#');
    if !narrow.is_empty() && narrow.chars().all(is_star) {
        return PValueCell::Mark;
    }
    if matches!(narrow.to_lowercase().as_str(), "ns" | "n.s." | "n.s" | "significant" | "sig.") {
        return PValueCell::Mark;
    }
    if narrow.is_empty() || words::is_missing(narrow) {
        return PValueCell::Missing;
    }
    let lower = narrow.trim_end_matches(is_star).to_lowercase();
    let prefixes = ["p-value", "p value", "pvalue", "p_value", "p.value", "pval", "sig.", "p"];
    let after = prefixes.iter().find_map(|prefix| lower.strip_prefix(prefix)).map(str::trim_start);
    let has_sign = |rest: &str| rest.starts_with(['=', ':', '<', '>', '≤', '≥']);
    let (named, rest) = match after.filter(|rest| has_sign(rest)) {
        Some(rest) => (true, rest.trim_start_matches(['=', ':']).trim_start()),
        None => (false, lower.as_str()),
    };
    let signs =
        [("<=", "≤"), ("=<", "≤"), (">=", "≥"), ("<", "<"), (">", ">"), ("≤", "≤"), ("≥", "≥")];
    let bound = signs.iter().find_map(|(text, sign)| Some((*sign, rest.strip_prefix(text)?)));
    let (sign, digits) = bound.unwrap_or(("", rest.strip_prefix('=').unwrap_or(rest)));
    let Some((value, has_mark)) = plain(digits.trim()) else { return PValueCell::Text };
    if !(0.0..=1.0).contains(&value) {
        return PValueCell::Text;
    }
    if value <= 0.0 && sign != ">" && sign != "≥" {
        // No test gives 0: that is a smaller number with so many decimals.
        let Some(upper) = half_of_last_place(digits.trim()) else { return PValueCell::Text };
        return PValueCell::P {
            p: Number { lower: 0.0, upper, sign: "<", is_rounded: true },
            is_sure: true,
        };
    }
    let (lower, upper) = match sign {
        "<" | "≤" => (0.0, value),
        ">" | "≥" => (value, 1.0),
        _ => (value, value),
    };
    let p = Number { lower, upper, sign, is_rounded: false };
    PValueCell::P { p, is_sure: named || has_mark || !sign.is_empty() }
}

/// Half of the last decimal place of a number that is written with decimals.
fn half_of_last_place(number: &str) -> Option<f64> {
    let (_, decimals) = number.split_once(['.', ','])?;
    let is_plain = !decimals.is_empty() && decimals.bytes().all(|byte| byte.is_ascii_digit());
    format!("0.{}5", decimals.replace(|_: char| true, "0")).parse().ok().filter(|_| is_plain)
}

/// A number as p-values are written, and whether it has a decimal mark, an exponent
/// or a percent sign.
fn plain(text: &str) -> Option<(f64, bool)> {
    let number = text.strip_suffix('%').map_or(text, str::trim_end);
    let is_percent = number.len() < text.len();
    let has_mark = number.contains(['.', ',', 'e']) || is_percent;
    let begins_well =
        number.starts_with(|one: char| one.is_ascii_digit() || matches!(one, '.' | ','));
    let has_idle_zero = number.starts_with('0')
        && number.chars().nth(1).is_some_and(|second| second.is_ascii_digit());
    if !begins_well
        || has_idle_zero
        || number.matches(',').count() > 1
        || number.ends_with(['.', ','])
    {
        return None;
    }
    let value = number::parse(&number.replace(',', "."))?;
    Some((if is_percent { value / 100.0 } else { value }, has_mark))
}

/// A line with narrow digits, powers of ten as programs write them, and no blanks
/// around the sign of a p-value.
pub(super) fn tidy(line: &str) -> String {
    let narrow: String = line
        .chars()
        .map(|letter| match letter {
            '！'..='～' => char::from_u32(u32::from(letter) - 0xfee0).unwrap_or(letter),
            '−' | '⁻' => '-',
            '⁰' => '0',
            '¹' => '1',
            '²' => '2',
            '³' => '3',
            '⁴'..='⁹' => char::from_u32(u32::from(letter) - 0x2074 + 0x34).unwrap_or(letter),
            '≦' => '≤',
            '≧' => '≥',
            other => other,
        })
        .collect();
    let mut text = String::new();
    let mut rest = narrow.as_str();
    while let Some(letter) = rest.chars().next() {
        if let Some((exponent, after)) = power_of_ten(rest, &text) {
            text.truncate(text.trim_end().len());
            text.push('e');
            text.push_str(exponent);
            rest = after;
            continue;
        }
        rest = &rest[letter.len_utf8()..];
        if matches!(letter, '<' | '>' | '≤' | '≥' | '=') {
            let before = text.trim_end();
            let word = before.rsplit(|one: char| one.is_whitespace() || one == ':').next();
            if word.is_some_and(is_p) {
                text.truncate(before.len());
            }
            text.push(letter);
            let after = rest.trim_start_matches([' ', '\u{a0}']);
            if after.starts_with(|one: char| one.is_ascii_digit() || matches!(one, '.' | ',' | '='))
            {
                rest = after;
            }
        } else {
            text.push(letter);
        }
    }
    text
}

/// `× 10^-5` after a digit: the exponent, and what follows.
fn power_of_ten<'a>(rest: &'a str, before: &str) -> Option<(&'a str, &'a str)> {
    let is_after_digit = before.trim_end().ends_with(|one: char| one.is_ascii_digit());
    let start = rest.trim_start();
    let times = start.strip_prefix(['×', 'x', '*', '·']).filter(|_| is_after_digit)?;
    let power = times.trim_start().strip_prefix("10")?;
    let power = power.strip_prefix("**").or_else(|| power.strip_prefix('^')).unwrap_or(power);
    let n_signs = usize::from(power.starts_with('-'));
    let n_digits = power[n_signs..].bytes().take_while(u8::is_ascii_digit).count();
    (n_digits > 0).then(|| power.split_at(n_signs + n_digits))
}

/// Whether a head stands above p-values.
pub(super) fn is_p(head: &str) -> bool {
    let lower = head.trim().to_lowercase();
    let bare: String = lower.chars().filter(|letter| letter.is_alphanumeric()).collect();
    matches!(
        bare.as_str(),
        "p" | "pvalue"
            | "pvalues"
            | "pval"
            | "prt"
            | "prz"
            | "prchisq"
            | "prf"
            | "sig"
            | "sig2tailed"
            | "significance"
            | "p값"
            | "p値"
            | "p值"
    )
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn lines_are_tidied() {
        for (line, expected) in [
            ("Th1: p = 0.03", "Th1: p=0.03"),
            ("NK < 0.001", "NK <0.001"),
            ("NK p < .001", "NK p<.001"),
            ("p ＜ ０．００１", "p<0.001"),
            ("NK 3.72 × 10⁻⁵", "NK 3.72e-5"),
            ("NK 3.72 x 10^-5", "NK 3.72e-5"),
            ("IL-6 x 0.03", "IL-6 x 0.03"),
        ] {
            assert_eq!(tidy(line), expected, "{line}");
        }
    }

    #[test]
    fn cells_with_p_values() {
        let number = |lower, upper, sign, is_rounded, is_sure| PValueCell::P {
            p: Number { lower, upper, sign, is_rounded },
            is_sure,
        };
        let p = |lower, upper, sign, is_sure| number(lower, upper, sign, false, is_sure);
        let zero = |upper| number(0.0, upper, "<", true, true);
        for (cell, expected) in [
            ("0.03", p(0.03, 0.03, "", true)),
            ("0,03", p(0.03, 0.03, "", true)),
            (".03*", p(0.03, 0.03, "", true)),
            ("3%", p(0.03, 0.03, "", true)),
            ("1e-3", p(0.001, 0.001, "", true)),
            ("p=0.03", p(0.03, 0.03, "", true)),
            ("P-value: 0.03", p(0.03, 0.03, "", true)),
            ("<0.001", p(0.0, 0.001, "<", true)),
            ("p<=.001", p(0.0, 0.001, "≤", true)),
            (">0.05", p(0.05, 1.0, ">", true)),
            (".000", zero(0.0005)),
            ("p=0.00", zero(0.005)),
            ("0,0000*", zero(0.000_05)),
            ("0", PValueCell::Text),
            ("0e0", PValueCell::Text),
            ("1", p(1.0, 1.0, "", false)),
            ("03", PValueCell::Text),
            ("1.5", PValueCell::Text),
            ("-0.1", PValueCell::Text),
            ("50:1", PValueCell::Text),
            ("p53", PValueCell::Text),
            ("**", PValueCell::Mark),
            ("NA", PValueCell::Missing),
        ] {
            assert_eq!(of(cell), expected, "{cell}");
        }
    }
}

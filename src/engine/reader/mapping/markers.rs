//! The markers in the name of a population of cells and their signs:
//! `CD3-CD16+CD56+` are NK cells, `CD3+CD16+CD56+` are not.

/// What a name says of a marker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    /// The cells have it.
    Positive,
    /// The cells lack it.
    Negative,
    /// They have much of it, or little: a part of those that have it.
    Graded,
    /// It is named without a sign.
    None,
}

/// The markers of a name in the plain form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Markers(Vec<(u16, Sign)>);

impl Markers {
    pub(super) fn new(plain: &str) -> Self {
        if !plain.contains("cd") {
            return Markers::default();
        }
        let text = with_signs(plain);
        let has_plus = text.contains('+');
        let bytes = text.as_bytes();
        let mut found = Vec::new();
        let mut place = 0;
        // A marker may leave out its letters behind another: `CD16+56+`.
        let mut is_list = false;
        while place < bytes.len() {
            let rest = &text[place..];
            let is_start = place == 0 || !bytes[place - 1].is_ascii_alphanumeric();
            let follows_marker = found.last().is_some() && is_list;
            let after = if let Some(after) = rest.strip_prefix("cd").filter(|_| is_start || is_list)
            {
                after.trim_start_matches(['(', ' '])
            } else if follows_marker && (is_start || matches!(bytes[place - 1], b'+' | b'-')) {
                rest
            } else {
                ""
            };
            let digits = after.bytes().take_while(u8::is_ascii_digit).count();
            let number = after.get(..digits).and_then(|digits| digits.parse::<u16>().ok());
            let Some(number) = number.filter(|_| digits <= 3) else {
                let letter = rest.chars().next().map_or(1, char::len_utf8);
                is_list =
                    is_list && matches!(bytes[place], b'/' | b'+' | b'-' | b'(' | b' ' | b'_');
                place += letter;
                continue;
            };
            let behind = &after[digits..];
            found.push((number, sign(behind, has_plus)));
            is_list = true;
            place = text.len() - behind.len();
        }
        Markers(found)
    }

    /// What is said of a marker; `None` where it is not named.
    pub(super) fn sign(&self, number: u16) -> Option<Sign> {
        self.0.iter().find(|one| one.0 == number).map(|one| one.1)
    }

    pub(super) fn has(&self, number: u16, sign: Sign) -> bool {
        self.0.contains(&(number, sign))
    }

    /// Whether the cells are told apart by a marker beside those of NK cells, of
    /// the gates before them and of T cells.
    pub(super) fn has_other(&self) -> bool {
        const USUAL: [u16; 9] = [3, 4, 8, 14, 16, 19, 20, 45, 56];
        let is_other = |one: &(u16, Sign)| !USUAL.contains(&one.0) && one.1 != Sign::Negative;
        self.0.iter().any(is_other)
    }
}

/// The sign behind a marker. A hyphen between two markers separates them, unless
/// others of the name have a plus.
fn sign(behind: &str, has_plus: bool) -> Sign {
    let behind = behind.trim_start_matches([')', ' ', '^']);
    if ["bright", "br", "hi", "dim", "lo", "int"].iter().any(|word| behind.starts_with(word)) {
        return Sign::Graded;
    }
    let mut letters = behind.chars();
    match letters.next() {
        Some('+') => Sign::Positive,
        Some('-') => {
            let ends = letters.next().is_none_or(|letter| !letter.is_alphanumeric());
            if has_plus || ends { Sign::Negative } else { Sign::None }
        }
        _ => Sign::None,
    }
}

/// Signs as `+` and `-`, however they are written.
fn with_signs(plain: &str) -> String {
    let mut text: String = plain
        .chars()
        .map(|letter| match letter {
            '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
            _ => letter,
        })
        .collect();
    for (word, sign) in [
        ("positive", "+"),
        ("negative", "-"),
        ("positiv", "+"),
        ("negativ", "-"),
        ("pos", "+"),
        ("neg", "-"),
        ("+ve", "+"),
        ("-ve", "-"),
        ("(+)", "+"),
        ("(-)", "-"),
        ("양성", "+"),
        ("음성", "-"),
        ("陽性", "+"),
        ("阳性", "+"),
        ("陰性", "-"),
        ("阴性", "-"),
    ] {
        text = text.replace(&format!(" {word}"), sign).replace(word, sign);
    }
    text
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;
    use crate::engine::reader::text::plain;

    #[test]
    fn signs_are_told_apart_however_they_are_written() {
        use Sign::{Graded, Negative, None, Positive};
        for (name, expected) in [
            ("CD3-CD16+CD56+", &[(3, Negative), (16, Positive), (56, Positive)][..]),
            ("CD3+CD16+CD56+", &[(3, Positive), (16, Positive), (56, Positive)]),
            ("CD3+/CD16+56+ (%)", &[(3, Positive), (16, Positive), (56, Positive)]),
            ("CD3-/16+56+", &[(3, Negative), (16, Positive), (56, Positive)]),
            ("CD3⁻CD56⁺", &[(3, Negative), (56, Positive)]),
            ("CD3− CD56＋", &[(3, Negative), (56, Positive)]),
            ("ＣＤ３－ＣＤ５６＋", &[(3, Negative), (56, Positive)]),
            ("CD3neg CD56pos", &[(3, Negative), (56, Positive)]),
            ("CD3 negative, CD56 positive", &[(3, Negative), (56, Positive)]),
            ("CD3(-)CD56(+)", &[(3, Negative), (56, Positive)]),
            ("CD3音 CD56", &[(3, None), (56, None)]),
            ("CD3陰性CD56陽性", &[(3, Negative), (56, Positive)]),
            ("CD3음성 CD56양성", &[(3, Negative), (56, Positive)]),
            ("CD3/CD16+56", &[(3, None), (16, Positive), (56, None)]),
            ("cd3_cd16_cd56", &[(3, None), (16, None), (56, None)]),
            ("CD3-CD56", &[(3, None), (56, None)]),
            ("CD3- CD56bright", &[(3, Negative), (56, Graded)]),
            ("CD3-CD16+CD56dim", &[(3, Negative), (16, Positive), (56, Graded)]),
            ("NK CD3- of CD45+", &[(3, Negative), (45, Positive)]),
            ("IL-10", &[]),
        ] {
            assert_eq!(Markers::new(&plain(name)).0, expected, "{name}");
        }
    }
}

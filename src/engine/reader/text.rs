//! Texts made comparable: width, case, spacing and punctuation do not count.

use unicode_normalization::UnicodeNormalization as _;

/// Compatibility form in lower case: full-width letters become narrow ones,
/// half-width katakana wide ones, and Hangul that a Mac took apart is composed.
pub(super) fn plain(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.nfkc().flat_map(char::to_lowercase).collect()
}

/// Letters and digits of the plain form, Greek letters spelt out.
pub(super) fn key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    for letter in plain(text).chars() {
        match letter {
            'α' => key.push_str("alpha"),
            'γ' => key.push_str("gamma"),
            _ if letter.is_alphanumeric() => key.push(letter),
            _ => {}
        }
    }
    key
}

/// The letter of a column in a spreadsheet: A to Z, AA, AB and so on.
#[must_use]
pub fn column_letter(place: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = place + 1;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

/// Longest piece of a cell that an issue quotes, in characters.
const FOUND_LENGTH: usize = 40;

/// A text shortened to what an issue quotes.
pub(super) fn shorten(text: &str) -> String {
    shorten_to(text, FOUND_LENGTH)
}

/// A text shortened to so many characters.
pub(super) fn shorten_to(text: &str, length: usize) -> String {
    match text.char_indices().nth(length) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn spelling_does_not_count() {
        for (one, other) in [
            ("Live birth", "live_birth"),
            ("ＮＫ（％）", "nk"),
            ("TNF-α", "tnf alpha"),
            ("ﾆﾝｼﾝ", "ニンシン"),
            ("\u{1112}\u{1161}\u{11ab}", "한"),
        ] {
            assert_eq!(key(one), key(other), "{one}");
        }
    }

    #[test]
    fn columns_have_letters() {
        for (place, letter) in
            [(0, "A"), (2, "C"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16383, "XFD")]
        {
            assert_eq!(column_letter(place), letter);
        }
    }
}

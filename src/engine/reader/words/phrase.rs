//! Texts held against lists of phrases: as a whole, or as words within them.

use std::collections::HashSet;

use unicode_normalization::UnicodeNormalization as _;

use crate::engine::reader::text::plain;

/// A text of a cell, taken apart once.
#[derive(Clone, Debug)]
pub(super) struct Phrase {
    /// Letters and digits alone.
    key: String,
    words: Vec<String>,
}

impl Phrase {
    pub(super) fn new(text: &str) -> Self {
        let folded = fold(text);
        let mut words: Vec<String> = Vec::new();
        let mut last = None;
        for letter in folded.chars() {
            let script = letter.is_alphanumeric().then(|| is_unspaced(letter));
            match (script, words.last_mut()) {
                (None, _) => {}
                (Some(_), Some(word)) if script == last => word.push(letter),
                (Some(_), _) => words.push(letter.to_string()),
            }
            last = script;
        }
        Phrase { key: words.concat(), words }
    }

    /// Letters and digits of a text, as phrases are looked up in [`Keys`].
    pub(super) fn key_of(text: &str) -> String {
        fold(text).chars().filter(|letter| letter.is_alphanumeric()).collect()
    }

    /// Its words.
    pub(super) fn words(&self) -> &[String] {
        &self.words
    }

    /// Whether nothing stands there but signs.
    pub(super) fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether it has a letter, and not digits alone.
    pub(super) fn has_letters(&self) -> bool {
        self.key.chars().any(char::is_alphabetic)
    }

    /// Whether it is one of the phrases; spacing and signs do not count.
    pub(super) fn is(&self, phrases: &[&str]) -> bool {
        phrases.iter().any(|phrase| {
            let mut rest = self.key.as_str();
            let fits = |piece: &str| rest.strip_prefix(piece).map(|left| rest = left).is_some();
            phrase.split(' ').all(fits) && rest.is_empty()
        })
    }

    /// Whether one of the phrases stands in it as whole words; `*` at the end of
    /// a phrase lets its last word go on. Phrases in letters that are written
    /// without spaces may stand anywhere.
    pub(super) fn has(&self, phrases: &[&str]) -> bool {
        phrases.iter().any(|phrase| self.has_one(phrase))
    }

    fn has_one(&self, phrase: &str) -> bool {
        if phrase.chars().any(is_unspaced) {
            return self.key.contains(phrase);
        }
        let wanted: Vec<&str> = phrase.split(' ').collect();
        self.words.windows(wanted.len()).any(|words| {
            words.iter().zip(&wanted).all(|(word, wanted)| match wanted.strip_suffix('*') {
                Some(stem) => word.starts_with(stem),
                None => word == wanted,
            })
        })
    }

    /// Whether every word is one of the phrases' single words or a number.
    pub(super) fn is_made_of(&self, words: &[&str]) -> bool {
        self.words.iter().all(|word| {
            word.starts_with(|letter: char| letter.is_ascii_digit())
                || words.iter().any(|wanted| match wanted.strip_suffix('*') {
                    Some(stem) => word.starts_with(stem),
                    None => word == wanted,
                })
        })
    }
}

/// Phrases that are looked up as a whole, for what is asked of every cell.
#[derive(Debug)]
pub(super) struct Keys {
    keys: HashSet<String>,
    longest: usize,
}

impl Keys {
    pub(super) fn new<'a>(phrases: impl Iterator<Item = &'a &'static str>) -> Self {
        let keys: HashSet<String> = phrases.map(|phrase| Phrase::key_of(phrase)).collect();
        let longest = keys.iter().map(String::len).max().unwrap_or(0);
        Keys { keys, longest }
    }

    /// Whether a key is that of a phrase.
    pub(super) fn has(&self, key: &str) -> bool {
        key.len() <= self.longest && self.keys.contains(key)
    }
}

/// Lower case, narrow letters, and Latin letters without their accents.
pub(super) fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let plain = plain(text);
    let is_accented = |letter| matches!(letter, '\u{c0}'..='\u{52f}' | '\u{1e00}'..='\u{1fff}');
    if !plain.contains(is_accented) {
        return plain;
    }
    plain.nfd().filter(|letter| !('\u{300}'..='\u{36f}').contains(letter)).nfc().collect()
}

/// Whether a letter belongs to a script whose words are not parted by spaces,
/// or, as in Korean, are parted as the writer likes.
fn is_unspaced(letter: char) -> bool {
    matches!(letter,
        '\u{1100}'..='\u{11ff}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' | '々')
}

/// A text without the code that stands before it, as in `1 = unexplained` or
/// `2. septum`, as labels of a form are exported.
pub(super) fn without_code(text: &str) -> &str {
    let rest = text.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let has_digits = rest.len() < text.len() && text.len() - rest.len() <= 3;
    let after = rest.trim_start();
    match after.strip_prefix(['=', ':', '.', ')', '-', ',']) {
        Some(label) if has_digits && label.trim_start().starts_with(char::is_alphabetic) => {
            label.trim()
        }
        _ => text.trim(),
    }
}

/// The text up to the first comma, bracket, semicolon or line break, and what
/// follows.
pub(super) fn head_and_tail(text: &str) -> (&str, &str) {
    const ENDS: [char; 20] = [
        ',', ';', ':', '(', '[', '{', '\n', '\r', '/', '|', '—', '–', '、', '，', '；', '：', '（',
        '【', '［', '.',
    ];
    let end = text.find(ENDS).or_else(|| text.find(" - ")).unwrap_or(text.len());
    text.split_at(end)
}

/// Whether a text has a sign of doubt.
pub(super) fn has_question_mark(text: &str) -> bool {
    text.contains(['?', '？', '¿', '؟'])
}

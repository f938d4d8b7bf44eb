//! A name of a column in the forms in which it is looked up.

use unicode_normalization::UnicodeNormalization as _;

use super::markers::Markers;
use crate::engine::reader::text::{key, plain};

/// Units that may stand at the end of a name without brackets.
const UNITS: [&str; 12] = [
    "percentage",
    "percent",
    "pct",
    "oflymphocytes",
    "years",
    "yrs",
    "kgm2",
    "cm",
    "kg",
    "ratio",
    "fraction",
    "proportion",
];

/// A name in the forms in which it is looked up.
pub(super) struct ColumnName {
    /// In the plain form, punctuation included.
    pub(super) plain: String,
    /// Letters and digits of all of it.
    pub(super) full: String,
    /// Without what stands in brackets.
    pub(super) base: String,
    /// Without a unit at the end either.
    pub(super) base_without_unit: String,
    /// What stands in brackets, or after a comma.
    pub(super) notes: String,
    /// Its words with a blank before, between and behind, without accents.
    pub(super) spaced: String,
    /// Where in `spaced` its words begin.
    starts: Vec<usize>,
    /// The markers of cells in it.
    pub(super) markers: Markers,
}

impl ColumnName {
    pub(super) fn new(name: &str) -> Self {
        // The sign of a ratio is a colon to the eye.
        let plain = plain(name).replace(['\u{2236}', '\u{A789}'], ":");
        let (mut base, mut notes, mut depth) = (String::new(), String::new(), 0_u32);
        for letter in plain.chars() {
            match letter {
                '(' | '[' | '{' | '【' | '〔' => depth += 1,
                ')' | ']' | '}' | '】' | '〕' => {
                    depth = depth.saturating_sub(1);
                    notes.push(' ');
                }
                _ if depth > 0 => notes.push(letter),
                _ => base.push(letter),
            }
        }
        if let Some(place) = base.find(',') {
            notes.push(' ');
            notes.push_str(&base[place + 1..]);
            base.truncate(place);
        }
        let base_key = folded(&key(&base));
        let base_without_unit = UNITS
            .iter()
            .find_map(|unit| base_key.strip_suffix(unit))
            .filter(|base| base.chars().count() > 1)
            .unwrap_or(&base_key)
            .to_owned();
        let markers = Markers::new(&plain);
        let spaced = spaced(name);
        let starts = spaced.match_indices(' ').map(|(place, blank)| place + blank.len()).collect();
        let full = folded(&key(&plain));
        ColumnName {
            full,
            base: base_key,
            base_without_unit,
            notes,
            spaced,
            starts,
            markers,
            plain,
        }
    }

    /// The words between blanks and marks.
    pub(super) fn words(&self) -> impl Iterator<Item = &str> {
        self.spaced.split(' ').filter(|word| !word.is_empty())
    }

    /// Whether a word of the name begins with a text, or the text stands anywhere
    /// where words have no blanks between them. `$` ends a word.
    pub(super) fn has(&self, text: &str) -> bool {
        let (text, is_whole) = match text.strip_suffix('$') {
            Some(text) => (text, true),
            None => (text, false),
        };
        // Names are looked up by the thousand in search of a header: nothing is
        // allocated here.
        let mut ends = text.chars();
        let (first, last) = (ends.next(), ends.next_back());
        if first.is_some_and(is_ideograph) || last.is_some_and(is_ideograph) {
            return self.full.contains(text);
        }
        let spaced = self.spaced.as_bytes();
        self.starts.iter().any(|&start| {
            let is_here = spaced[start..].starts_with(text.as_bytes());
            is_here && (!is_whole || spaced.get(start + text.len()) == Some(&b' '))
        })
    }

    /// Whether any of the texts is in the name, as [`ColumnName::has`] finds them.
    pub(super) fn has_any(&self, texts: &[&str]) -> bool {
        texts.iter().any(|text| self.has(text))
    }
}

/// A name without what programs add to each: Salesforce `__c`, `OpenClinica` the
/// event and the form, `_E1_C2` or `_E2_1_C3_1`. Which of several events is meant is
/// asked, because the names are equal then.
pub(super) fn without_suffix(name: &str) -> &str {
    let name = name.trim();
    let stem = name.strip_suffix("__c").or_else(|| name.strip_suffix("__C"));
    let are_numbers = |numbers: &str| {
        let is_number =
            |one: &str| !one.is_empty() && one.bytes().all(|byte| byte.is_ascii_digit());
        numbers.split('_').all(is_number)
    };
    let of_event = || {
        let (stem, suffix) = name.rsplit_once("_E")?;
        let (event, form) = suffix.split_once("_C")?;
        (are_numbers(event) && are_numbers(form)).then_some(stem)
    };
    stem.or_else(of_event).filter(|stem| !stem.is_empty()).unwrap_or(name)
}

/// Letters of scripts that put no blanks between words.
pub(super) fn is_ideograph(letter: char) -> bool {
    matches!(letter, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}')
}

/// The words of a name in lower case, with a blank around each: `LiveBirth` and
/// `live_birth` have two.
fn spaced(name: &str) -> String {
    let mut spaced = String::from(" ");
    let mut before = ' ';
    for letter in name.nfkc() {
        let is_new_word = before.is_lowercase() && letter.is_uppercase();
        if is_new_word || !letter.is_alphanumeric() && !spaced.ends_with(' ') {
            spaced.push(' ');
        }
        match letter {
            'α' => spaced.push_str("alpha"),
            'β' => spaced.push_str("beta"),
            'γ' => spaced.push_str("gamma"),
            _ if letter.is_alphanumeric() => spaced.extend(letter.to_lowercase()),
            _ => {}
        }
        before = letter;
    }
    if !spaced.ends_with(' ') {
        spaced.push(' ');
    }
    folded(&spaced)
}

/// Letters of the Latin alphabet without their accents.
pub(super) fn folded(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    let mut folded = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            'ß' => folded.push_str("ss"),
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'ı' => folded.push('i'),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            // Beyond Latin, what is set on a letter makes it another.
            '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' => {
                folded.extend(std::iter::once(letter).nfd().filter(char::is_ascii));
            }
            '\u{300}'..='\u{36F}' => {}
            _ => folded.push(letter),
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn what_programs_add_is_left_out() {
        for (name, expected) in [
            ("AGE_YEARS__C", "AGE_YEARS"),
            ("Outcome__c", "Outcome"),
            ("NK_PERCENT_E1_C2", "NK_PERCENT"),
            ("IVIG_E2_1_C3_1", "IVIG"),
            ("NK_CYTO_50_1_E1_C2", "NK_CYTO_50_1"),
            ("vitamin_c", "vitamin_c"),
            ("titer_E1", "titer_E1"),
            ("HLA_Ex_C2", "HLA_Ex_C2"),
            ("_E1_C2", "_E1_C2"),
            ("__c", "__c"),
        ] {
            assert_eq!(without_suffix(name), expected);
        }
    }
}

//! The words of a file: yes and no, causes, outcomes, karyotypes, and the many
//! ways to say that there is no value, in the languages of the clinics. Closed
//! lists: a text that stands in none of them is asked about and never guessed.

mod etiology;
mod karyotype;
mod meaning;
mod missing;
mod outcome;
mod phrase;
mod summary;
mod truth;

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use crate::engine::column::Column;
use crate::engine::reader::field::Field;
use crate::engine::reader::settings::{ImportSettings, Unreadable};
use crate::engine::reader::text::key;
use crate::engine::record::{Etiology, FetalKaryotype, Outcome};
pub(super) use meaning::{Meaning, Proposal};
pub(super) use missing::{MissingCodes, MissingKind, is_dash};
pub use missing::{is_missing, usual_missing_codes};
use phrase::{Keys, Phrase};
pub(super) use summary::{RowName, row_name};
pub(super) use truth::read as truth;

/// The words of the format that a field may hold, as a choice for the user.
#[must_use]
pub fn choices(field: Field) -> Vec<&'static str> {
    let mut words = match field {
        Field::Column(Column::Etiology) => vec!["idiopathic", "known"],
        Field::KnownCause | Field::CauseCheckbox | Field::Column(Column::Ivig) => vec!["yes", "no"],
        Field::Column(Column::Outcome) => Outcome::ALL.map(Outcome::word).to_vec(),
        Field::Column(Column::FetalKaryotype) => vec!["normal", "aneuploid"],
        _ => return Vec::new(),
    };
    words.extend(["missing", LEAVE_OUT]);
    words
}

/// The answer that leaves the women out whose cell holds a text.
pub const LEAVE_OUT: &str = "leave_out";

/// What a word of the format means for a field.
fn from_choice(field: Field, word: &str) -> Option<Meaning> {
    if word == "missing" {
        return Some(Meaning::Missing);
    }
    match field {
        Field::Column(Column::Etiology) => match word {
            "idiopathic" => Some(Meaning::Etiology(Etiology::Idiopathic)),
            "known" => Some(Meaning::Etiology(Etiology::Known)),
            _ => None,
        },
        Field::KnownCause | Field::CauseCheckbox | Field::Column(Column::Ivig) => match word {
            "yes" => Some(Meaning::Truth(true)),
            "no" => Some(Meaning::Truth(false)),
            _ => None,
        },
        Field::Column(Column::Outcome) => {
            Outcome::ALL.into_iter().find(|outcome| outcome.word() == word).map(Meaning::Outcome)
        }
        Field::Column(Column::FetalKaryotype) => match word {
            "normal" => Some(Meaning::Karyotype(FetalKaryotype::Normal)),
            "aneuploid" => Some(Meaning::Karyotype(FetalKaryotype::Aneuploid)),
            _ => None,
        },
        _ => None,
    }
}

/// How a text of a column of words is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WordReading {
    /// What it stands for.
    Means(Meaning),
    /// The user leaves out the women whose cell holds it.
    LeftOut,
    /// It is not known.
    Unknown,
}

impl WordReading {
    /// What it stands for, if it is known.
    pub(super) fn meaning(self) -> Option<Meaning> {
        match self {
            WordReading::Means(meaning) => Some(meaning),
            WordReading::LeftOut | WordReading::Unknown => None,
        }
    }
}

/// The meaning of the words of one field.
#[derive(Clone, Debug)]
pub(super) struct Dictionary {
    field: Field,
    own: BTreeMap<String, WordReading>,
    /// What becomes of texts that are not known.
    unreadable: Unreadable,
    /// Whether 1 and 2 are codes whose meaning has to be said.
    has_bare_codes: bool,
    /// Whether a plus stands in the column, beside which a dash says "no".
    has_signs: bool,
    /// The texts of the column as they were looked up, so that the rows of a
    /// large file need not search the lists again.
    known: HashMap<String, WordReading>,
}

impl Dictionary {
    pub(super) fn new(field: Field, settings: &ImportSettings) -> Self {
        let own = settings.values.get(&field).into_iter().flatten();
        let reading = |word: &str| match from_choice(field, word) {
            Some(meaning) => Some(WordReading::Means(meaning)),
            None => (word == LEAVE_OUT).then_some(WordReading::LeftOut),
        };
        let own = own.filter_map(|(text, word)| Some((word_key(text), reading(word)?))).collect();
        Dictionary {
            field,
            own,
            unreadable: Unreadable::Ask,
            has_bare_codes: false,
            has_signs: false,
            known: HashMap::new(),
        }
    }

    /// Takes 1 for a code and not for yes: the column holds a 2 as well.
    pub(super) fn with_bare_codes(mut self, has_bare_codes: bool) -> Self {
        self.has_bare_codes = has_bare_codes;
        self
    }

    /// Takes a dash for an answer: the column holds a plus as well.
    pub(super) fn with_signs(mut self, has_signs: bool) -> Self {
        self.has_signs = has_signs;
        self
    }

    /// Says what becomes of texts that are not known.
    pub(super) fn with_unreadable(mut self, unreadable: Unreadable) -> Self {
        self.unreadable = unreadable;
        self
    }

    /// Looks the texts of a column up once.
    pub(super) fn remember<'a>(&mut self, texts: impl Iterator<Item = &'a String>) {
        let known = texts.map(|text| (text.clone(), self.search(text))).collect();
        self.known = known;
    }

    /// The field whose words these are.
    pub(super) fn field(&self) -> Field {
        self.field
    }

    /// Whether a dash is an answer here and no missing value.
    pub(super) fn has_signs(&self) -> bool {
        self.has_signs
    }

    /// How a trimmed text that is not missing is read.
    pub(super) fn read(&self, text: &str) -> WordReading {
        self.known.get(text).copied().unwrap_or_else(|| self.search(text))
    }

    fn search(&self, text: &str) -> WordReading {
        if !self.own.is_empty()
            && let Some(&reading) = self.own.get(&word_key(text))
        {
            return reading;
        }
        match (self.look_up(text), self.unreadable) {
            (Some(meaning), _) => WordReading::Means(meaning),
            // A code has a meaning that only the user knows.
            (None, _) if is_code(text) => WordReading::Unknown,
            (None, Unreadable::Ask) => WordReading::Unknown,
            (None, Unreadable::Missing) => WordReading::Means(Meaning::Missing),
            (None, Unreadable::LeaveOut) => WordReading::LeftOut,
        }
    }

    fn look_up(&self, text: &str) -> Option<Meaning> {
        match self.field {
            Field::Column(Column::Ivig) | Field::KnownCause | Field::CauseCheckbox => {
                if self.has_bare_codes && is_code(text) {
                    return None;
                }
                truth::read(text, self.has_signs).map(Meaning::Truth)
            }
            Field::Column(Column::Outcome) => outcome::read(text).map(Meaning::Outcome),
            Field::Column(Column::FetalKaryotype) => karyotype::read(text).map(Meaning::Karyotype),
            Field::Column(Column::Etiology) => etiology::read(text).map(Meaning::Etiology),
            _ => None,
        }
    }

    /// What is proposed for a text that is not known.
    pub(super) fn propose(&self, text: &str) -> Option<Proposal> {
        if is_code(text) {
            return None;
        }
        match self.field {
            Field::Column(Column::Ivig) | Field::KnownCause | Field::CauseCheckbox => {
                truth::propose(text, self.field)
            }
            Field::Column(Column::Outcome) => outcome::propose(text),
            Field::Column(Column::FetalKaryotype) => karyotype::propose(text),
            Field::Column(Column::Etiology) => etiology::propose(text),
            _ => None,
        }
    }
}

/// Whether a text is a lone plus, which says "yes".
pub(super) fn is_plus(text: &str) -> bool {
    truth::sign(text) == Some('+')
}

/// Whether a text is a bare number, which stands for something only its writer
/// knows.
pub(super) fn is_code(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    !digits.is_empty() && digits.chars().all(char::is_numeric)
}

/// Words are looked up by letters and digits; signs and question marks count,
/// because they can turn a text round.
fn word_key(text: &str) -> String {
    let signs: String = text
        .trim()
        .chars()
        .filter(|letter| matches!(letter, '-' | '+' | '?' | '？' | '−' | '&' | '/'))
        .collect();
    let key = key(text);
    if signs.is_empty() { key } else { format!("{signs} {key}") }
}

/// Whether a text is a word that is known in some column.
pub(super) fn is_known(text: &str) -> bool {
    static KEYS: LazyLock<Keys> = LazyLock::new(|| {
        let lists = [
            truth::YES,
            truth::NO,
            etiology::NO_CAUSE_FOUND,
            karyotype::NORMAL,
            karyotype::ANEUPLOID,
            missing::MISSING,
        ];
        let outcomes = outcome::OUTCOMES.iter().flat_map(|(_, words)| words.iter());
        Keys::new(lists.into_iter().flatten().chain(outcomes))
    });
    KEYS.has(&Phrase::key_of(text))
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[track_caller]
    fn check(field: Field, words: &[(&str, Option<&str>)]) {
        let dictionary = Dictionary::new(field, &ImportSettings::default());
        for (text, expected) in words {
            assert_eq!(dictionary.read(text).meaning().map(Meaning::word), *expected, "{text}");
        }
    }

    #[test]
    fn words_in_four_languages() {
        check(
            Field::Column(Column::Etiology),
            &[
                ("idiopathic", Some("idiopathic")),
                ("Unexplained", Some("idiopathic")),
                ("원인 불명", Some("idiopathic")),
                ("原因不明", Some("idiopathic")),
                ("uterine septum", Some("known")),
                ("갑상선", Some("known")),
                ("none", None),
                ("없음", None),
                ("unknown", None),
                ("1", None),
                ("?", None),
            ],
        );
        check(
            Field::Column(Column::Ivig),
            &[
                ("예", Some("yes")),
                ("아니오", Some("no")),
                ("有", Some("yes")),
                ("無", Some("no")),
                ("いいえ", Some("no")),
                ("是", Some("yes")),
                ("Checked", Some("yes")),
                ("1", Some("yes")),
                ("0", Some("no")),
                ("2", None),
                ("maybe", None),
            ],
        );
        check(
            Field::Column(Column::Outcome),
            &[
                ("Live birth", Some("live_birth")),
                ("live-birth", Some("live_birth")),
                ("자연유산", Some("miscarriage")),
                ("生児獲得", Some("live_birth")),
                ("宫外孕", Some("ectopic")),
                ("Lost to follow-up", Some("lost_to_follow_up")),
                ("abortion", None),
                ("born", None),
            ],
        );
        check(
            Field::Column(Column::FetalKaryotype),
            &[("46,XX", Some("normal")), ("非整倍体", Some("aneuploid")), ("abnormal", None)],
        );
        for outcome in Outcome::ALL {
            check(Field::Column(Column::Outcome), &[(outcome.word(), Some(outcome.word()))]);
        }
    }

    #[test]
    fn bare_codes_are_not_guessed() {
        let settings = ImportSettings::default();
        let dictionary =
            Dictionary::new(Field::Column(Column::Ivig), &settings).with_bare_codes(true);
        assert_eq!(dictionary.read("1"), WordReading::Unknown);
        let lazy = dictionary.clone().with_unreadable(Unreadable::Missing);
        assert_eq!(lazy.read("1"), WordReading::Unknown, "a code is asked for in any case");
        assert_eq!(lazy.read("maybe"), WordReading::Means(Meaning::Missing));
        assert_eq!(dictionary.read("yes"), WordReading::Means(Meaning::Truth(true)));
        let mut settings = ImportSettings::default();
        let words = [("1", "no"), ("2", "yes"), ("-1", "missing"), ("3", "leave_out")];
        let words = words.map(|(text, word)| (text.to_owned(), word.to_owned()));
        settings.values.insert(Field::Column(Column::Ivig), words.into());
        let dictionary =
            Dictionary::new(Field::Column(Column::Ivig), &settings).with_bare_codes(true);
        assert_eq!(dictionary.read("1"), WordReading::Means(Meaning::Truth(false)));
        assert_eq!(dictionary.read("-1"), WordReading::Means(Meaning::Missing));
        assert_eq!(dictionary.read("2"), WordReading::Means(Meaning::Truth(true)));
        assert_eq!(dictionary.read("3"), WordReading::LeftOut);
    }

    /// An answer for one text is none for a text that says more.
    #[test]
    fn answers_are_kept_apart_by_their_signs() {
        let mut settings = ImportSettings::default();
        let words = [("APS-".to_owned(), "idiopathic".to_owned())];
        settings.values.insert(Field::Column(Column::Etiology), words.into());
        let dictionary = Dictionary::new(Field::Column(Column::Etiology), &settings);
        let meaning = |text: &str| dictionary.read(text).meaning().map(Meaning::word);
        assert_eq!(meaning("aps -"), Some("idiopathic"));
        assert_eq!(meaning("APS"), Some("known"));
        assert_eq!(meaning("APS?"), None);
    }

    #[test]
    fn lists_are_written_as_they_are_looked_up() {
        let outcomes = outcome::OUTCOMES.iter().flat_map(|(_, words)| words.iter());
        let lists = [
            truth::YES,
            truth::NO,
            etiology::NO_CAUSE_FOUND,
            etiology::CAUSES,
            karyotype::NORMAL,
            karyotype::ANEUPLOID,
            missing::MISSING,
            missing::MISSING_NUMBERS,
        ];
        for phrase in lists.into_iter().flatten().chain(outcomes) {
            assert_eq!(*phrase, phrase::fold(phrase), "{phrase}");
            let stem = phrase.trim_end_matches('*');
            assert!(
                stem.chars()
                    .all(|letter| letter.is_alphanumeric() || letter == ' ' || is_mark(letter)),
                "{phrase}"
            );
        }
    }

    /// Thai and Arabic vowel signs are letters to their readers.
    fn is_mark(letter: char) -> bool {
        ('\u{e31}'..='\u{e4e}').contains(&letter) || ('\u{64b}'..='\u{652}').contains(&letter)
    }
}

//! What the words of the file stand for.

use std::collections::BTreeMap;

use super::Picker;
use crate::engine::column::Column;
use crate::engine::reader::field::Field;
use crate::engine::reader::preview::ImportPreview;
use crate::engine::reader::settings::ImportSettings;
use crate::engine::reader::words::{LEAVE_OUT, choices};
use crate::view::format;

/// The words of one field and what each stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordList {
    /// Whose words they are.
    pub title: String,
    /// The field that it is read as.
    pub field: Field,
    /// A word, how many cells hold it, and what it stands for.
    pub words: Vec<WordLine>,
    /// Whether a word is not known.
    pub is_open: bool,
}

/// One word of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordLine {
    /// The word.
    pub text: String,
    /// The column whose name holds it, where that is not the list's own.
    pub column: String,
    /// How many cells hold it.
    pub n: String,
    /// What it stands for.
    pub meaning: Picker,
}

/// The words of every field of words. All checkboxes are one field, and so are
/// the causes that they stand for.
#[must_use]
pub fn word_lists(preview: &ImportPreview) -> Vec<WordList> {
    let mut lists: Vec<WordList> = Vec::new();
    let mut boxes: BTreeMap<&str, (u32, Option<&str>)> = BTreeMap::new();
    for column in &preview.columns {
        let Some(field) = column.field.filter(|_| !column.words.is_empty()) else { continue };
        if field == Field::CauseCheckbox {
            for word in &column.words {
                let (n, meaning) = boxes.entry(&word.text).or_default();
                *n = n.saturating_add(word.n);
                *meaning = meaning.or(word.meaning.as_deref());
            }
            continue;
        }
        let words = column
            .words
            .iter()
            .map(|word| word_line(field, &word.text, "", Some(word.n), word.meaning.as_deref()));
        lists.push(word_list(format!("Words of “{}”", column.name), field, words.collect()));
    }
    let marks = boxes
        .iter()
        .map(|(text, &(n, meaning))| word_line(Field::CauseCheckbox, text, "", Some(n), meaning));
    let marks: Vec<WordLine> = marks.collect();
    if !marks.is_empty() {
        lists.push(word_list("Words of the checkboxes".to_owned(), Field::CauseCheckbox, marks));
    }
    let codes = preview.columns.iter().filter_map(|column| {
        let choice = column.choice.as_ref()?;
        let meaning = choice.meaning.as_deref();
        Some(word_line(Field::Column(Column::Etiology), &choice.text, &column.name, None, meaning))
    });
    let codes: Vec<WordLine> = codes.collect();
    if !codes.is_empty() {
        lists.push(word_list(
            "What the checkboxes stand for".to_owned(),
            Field::Column(Column::Etiology),
            codes,
        ));
    }
    lists
}

fn word_list(title: String, field: Field, words: Vec<WordLine>) -> WordList {
    let is_open = words.iter().any(|word| word.meaning.is_open);
    WordList { title, field, words, is_open }
}

fn word_line(
    field: Field,
    text: &str,
    column: &str,
    n: Option<u32>,
    meaning: Option<&str>,
) -> WordLine {
    WordLine {
        text: text.to_owned(),
        column: column.to_owned(),
        n: n.map(|n| format::count(n.into())).unwrap_or_default(),
        meaning: meaning_picker(field, if column.is_empty() { text } else { column }, meaning),
    }
}

/// What a text can stand for, with what it is taken for chosen.
pub(super) fn meaning_picker(field: Field, text: &str, meaning: Option<&str>) -> Picker {
    let label = |word: &str| match (field, word) {
        (_, "missing") => "no value".to_owned(),
        (_, LEAVE_OUT) => "leave these women out".to_owned(),
        (Field::Column(Column::FetalKaryotype), "aneuploid") => {
            "aneuploid, or structural: count as abnormal".to_owned()
        }
        (Field::Column(Column::Etiology), "known") => "a known cause".to_owned(),
        (Field::Column(Column::Etiology), "idiopathic") => "no cause found (idiopathic)".to_owned(),
        _ => word.replace('_', " "),
    };
    Picker {
        label: format!("{text} means"),
        chosen: meaning.unwrap_or_default().to_owned(),
        options: choices(field).into_iter().map(|word| (word.to_owned(), label(word))).collect(),
        is_open: meaning.is_none(),
    }
}

/// The settings after a word was given a meaning.
#[must_use]
pub fn with_word(
    settings: &ImportSettings,
    field: Field,
    text: &str,
    meaning: &str,
) -> ImportSettings {
    let mut settings = settings.clone();
    settings.values.entry(field).or_default().insert(text.to_owned(), meaning.to_owned());
    settings
}

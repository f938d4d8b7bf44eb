//! A question as the page asks it: its cells, and all that can be answered.

use crate::engine::reader::field::Field;
use crate::engine::reader::preview::{ImportPreview, PreviewColumn};
use crate::view::import::columns::ColumnSetting;
use crate::view::import::file::Setting;
use crate::view::import::{Picker, PickerOption};
use crate::view::messages;

/// One question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportQuestion {
    /// Tells it from the others, as long as it is open.
    pub key: String,
    /// The question.
    pub title: String,
    /// Why it is asked, or what the answers change.
    pub why: String,
    /// The names of the evidence's columns.
    pub head: Vec<&'static str>,
    /// The cells that it is about.
    pub evidence: Vec<Vec<String>>,
    /// How it is answered.
    pub form: AnswerForm,
    /// The answer that may be given together with those to other questions:
    /// only what the texts themselves say, never a guess.
    pub safe: Option<Vec<Edit>>,
}

/// How a question is answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AnswerForm {
    /// By one of some buttons.
    Buttons(Vec<AnswerButton>),
    /// By a choice in each line and one button; the choices proposed are made
    /// already.
    Lines {
        /// The lines.
        lines: Vec<QuestionLine>,
        /// Whether a line has to be chosen for anything but "not read".
        needs_one: bool,
    },
}

/// One answer of several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerButton {
    /// What it says.
    pub label: String,
    /// Whether it is the one that is proposed.
    pub is_proposed: bool,
    /// What it changes.
    pub edits: Vec<Edit>,
}

/// One text or column and what it is taken for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuestionLine {
    /// The text as it stands in the file.
    pub text: String,
    /// Where it stands: the first cell, or the column.
    pub place: String,
    /// How many cells hold it.
    pub n: String,
    /// The choices, with the proposed one chosen.
    pub picker: Picker,
    pub(super) subject: QuestionSubject,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum QuestionSubject {
    Word { field: Field, text: String },
    Column { name: String },
    Encoding,
    Sheet,
}

/// A change of the settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// A word is given a meaning.
    Word {
        /// The field of its column.
        field: Field,
        /// The word.
        text: String,
        /// What it stands for.
        meaning: String,
    },
    /// A choice for a column.
    Column {
        /// Its name.
        name: String,
        /// What is chosen.
        setting: ColumnSetting,
        /// The choice.
        value: String,
    },
    /// A choice for the whole file.
    File {
        /// What is chosen.
        setting: Setting,
        /// The choice.
        value: String,
    },
}

impl QuestionLine {
    /// What choosing a value changes.
    #[must_use]
    pub fn edit(&self, value: &str) -> Edit {
        let value = value.to_owned();
        match &self.subject {
            QuestionSubject::Word { field, text } => {
                Edit::Word { field: *field, text: text.clone(), meaning: value }
            }
            QuestionSubject::Column { name } => column_edit(name, ColumnSetting::Field, &value),
            QuestionSubject::Encoding => Edit::File { setting: Setting::Encoding, value },
            QuestionSubject::Sheet => Edit::File { setting: Setting::Sheet, value },
        }
    }
}

impl AnswerForm {
    /// Whether the choices made, one for each line, answer the question.
    #[must_use]
    pub fn is_ready(&self, chosen: &[String]) -> bool {
        match self {
            AnswerForm::Buttons(_) => false,
            AnswerForm::Lines { needs_one, .. } => {
                let ignored = Field::Ignored.name();
                chosen.iter().all(|value| !value.is_empty())
                    && (!needs_one || chosen.iter().any(|value| value != ignored))
            }
        }
    }
}

/// A question that one choice from a longer list answers.
pub(super) fn one_line(
    key: &str,
    title: &str,
    why: String,
    label: &str,
    chosen: String,
    options: Vec<PickerOption>,
    subject: QuestionSubject,
) -> ImportQuestion {
    let picker = Picker { label: label.to_owned(), is_open: chosen.is_empty(), chosen, options };
    let line = QuestionLine {
        text: label.to_owned(),
        place: String::new(),
        n: String::new(),
        picker,
        subject,
    };
    let form = AnswerForm::Lines { lines: vec![line], needs_one: false };
    let (key, title) = (key.to_owned(), title.to_owned());
    ImportQuestion { key, title, why, head: Vec::new(), evidence: Vec::new(), form, safe: None }
}

pub(super) fn buttons(
    kind: &str,
    subject: &str,
    title: String,
    why: String,
    answers: Vec<AnswerButton>,
) -> ImportQuestion {
    let key = format!("{kind}-{subject}");
    let form = AnswerForm::Buttons(answers);
    ImportQuestion { key, title, why, head: Vec::new(), evidence: Vec::new(), form, safe: None }
}

pub(super) fn answer(label: &str, is_proposed: bool, edits: Vec<Edit>) -> AnswerButton {
    AnswerButton { label: label.to_owned(), is_proposed, edits }
}

pub(super) fn column_edit(name: &str, setting: ColumnSetting, value: &str) -> Edit {
    Edit::Column { name: name.to_owned(), setting, value: value.to_owned() }
}

pub(super) fn address(row: u32, place: usize) -> String {
    messages::address(u32::try_from(place).ok(), row)
}

/// The first cells of some columns as the evidence of a question.
pub(super) fn samples(
    preview: &ImportPreview,
    names: &[&str],
    asked: ImportQuestion,
) -> ImportQuestion {
    let columns = preview.columns.iter().filter(|column| names.contains(&column.name.as_str()));
    let cells = |column: &PreviewColumn| {
        samples_of(preview, column)
            .into_iter()
            .map(|(address, text)| vec![column.name.clone(), address, text])
            .collect::<Vec<_>>()
    };
    let evidence = columns.flat_map(cells).collect();
    ImportQuestion { head: vec!["Column", "Cell", "Text"], evidence, ..asked }
}

pub(super) fn samples_of(preview: &ImportPreview, column: &PreviewColumn) -> Vec<(String, String)> {
    let place = column.place as usize;
    let cell = |row: &crate::engine::reader::preview::PreviewRow| {
        let text = row.cells.get(place).filter(|text| !text.is_empty())?;
        Some((address(row.row, place), text.clone()))
    };
    preview.rows.iter().filter_map(cell).take(3).collect()
}

//! Somebody who answers every question of a file: with what is proposed, and with
//! the truth where nothing is.

use std::collections::BTreeSet;

use rpl_immune_profile::engine::reader::field::Field;
use rpl_immune_profile::engine::reader::issue::{FileError, FileQuestion};
use rpl_immune_profile::engine::reader::settings::ImportSettings;
use rpl_immune_profile::engine::reader::{Reading, look, read};
use rpl_immune_profile::view::import::questions::{
    AnswerForm, Edit, ImportQuestion, QuestionLine, apply, asked,
};
use rpl_immune_profile::view::messages;

use super::cells::Truth;
use super::file::ClinicFile;
use super::vocabulary::Nature;

/// What was asked on the way.
#[derive(Debug, Default)]
pub(super) struct Questions {
    /// Columns about whose cells something was asked.
    pub(super) of_cells: BTreeSet<String>,
    /// Columns of which it was asked what they are.
    pub(super) of_columns: BTreeSet<String>,
    /// Columns and words of them that were asked about.
    pub(super) of_words: BTreeSet<(String, String)>,
    /// How many questions there were.
    pub(super) n: usize,
}

/// What became of a file.
pub(super) enum Fate {
    /// It is read.
    Read(Box<Reading>, Questions),
    /// It is refused with a sentence.
    Refused(String),
    /// A question has no answer that is true, or comes again when it was answered.
    Stuck(String),
}

/// Reads a file and answers what is asked.
pub(super) fn read_by_user(file: &ClinicFile) -> Fate {
    let mut settings = ImportSettings::default();
    let mut questions = Questions::default();
    for _ in 0..12 {
        let open = match read(&file.bytes, &settings) {
            Ok(reading) => return Fate::Read(Box::new(reading), questions),
            Err(FileError::Questions { questions }) => questions,
            Err(error) => return Fate::Refused(error.to_string()),
        };
        note(&open, &mut questions);
        let preview = match look(&file.bytes, &settings) {
            Ok(preview) => preview,
            Err(error) => return Fate::Stuck(format!("asks, and cannot be looked at: {error}")),
        };
        let mut edits = Vec::new();
        for question in asked(&preview) {
            match answer(file, &question) {
                Ok(answers) => edits.extend(answers),
                Err(Some(why)) => return Fate::Stuck(why),
                Err(None) => return Fate::Refused(question.title),
            }
        }
        let answered = apply(&settings, &edits);
        let is_laboratory =
            |question: &FileQuestion| matches!(question, FileQuestion::NoLaboratory { .. });
        // Half of a ratio is no laboratory value: the page goes on asking for one.
        if answered == settings && open.iter().any(is_laboratory) {
            return Fate::Refused(messages::question(&open[0]));
        }
        settings = answered;
    }
    Fate::Stuck("it asks again and again".to_owned())
}

/// A word as it is compared.
pub(super) fn folded(text: &str) -> String {
    text.trim().to_lowercase()
}

fn note(open: &[FileQuestion], questions: &mut Questions) {
    questions.n += open.len();
    for question in open {
        match question {
            FileQuestion::NoLaboratory { refused } => {
                questions.of_columns.extend(refused.iter().map(|one| one.column.clone()));
            }
            FileQuestion::Field { column, .. } | FileQuestion::CutIdentifiers { column, .. } => {
                questions.of_columns.insert(column.clone());
            }
            FileQuestion::SameField { columns, .. } => {
                questions.of_columns.extend(columns.iter().cloned());
            }
            FileQuestion::DecimalMark { column }
            | FileQuestion::Fraction { column }
            | FileQuestion::Unread { column, .. }
            | FileQuestion::Unreadable { column, .. } => {
                questions.of_cells.insert(column.clone());
            }
            FileQuestion::Values { column, words, .. } => {
                let words = words.iter().map(|word| (column.clone(), folded(word)));
                questions.of_words.extend(words);
            }
            FileQuestion::Identifiers { .. }
            | FileQuestion::Encoding
            | FileQuestion::Sheet { .. }
            | FileQuestion::NoWomen { .. }
            | FileQuestion::HiddenRows { .. }
            | FileQuestion::Duplicates { .. } => {}
        }
    }
}

/// The answer to one question; nothing where the file has to be given up, and a
/// reason where it cannot be answered.
fn answer(file: &ClinicFile, question: &ImportQuestion) -> Result<Vec<Edit>, Option<String>> {
    let (kind, subject) = question.key.split_once('-').unwrap_or((&question.key, ""));
    match &question.form {
        AnswerForm::Buttons(answers) => {
            if let Some(proposed) = answers.iter().find(|answer| answer.is_proposed) {
                return Ok(proposed.edits.clone());
            }
            let last = answers.len() - 1;
            let is_of = |name: &str, field: Field| {
                file.column(name).is_some_and(|column| column.name.nature == Nature::Right(field))
            };
            let chosen = |edit: &Edit| match edit {
                Edit::Column { name, value, .. } => {
                    Field::from_name(value).is_some_and(|field| is_of(name, field))
                }
                _ => false,
            };
            let place = match kind {
                "field" | "column" => answers
                    .iter()
                    .position(|answer| answer.edits.iter().any(chosen))
                    .unwrap_or(last),
                "mark" => usize::from(!has_comma(file, subject)),
                _ => 0,
            };
            Ok(answers[place].edits.clone())
        }
        AnswerForm::Lines { lines, needs_one } => {
            let values: Vec<String> =
                lines.iter().map(|line| value(file, kind, subject, line)).collect();
            if !question.form.is_ready(&values) {
                return Err((!needs_one).then(|| format!("{} {values:?}", question.title)));
            }
            Ok(lines.iter().zip(&values).map(|(line, value)| line.edit(value)).collect())
        }
    }
}

/// Whether the numbers of a column have decimal commas.
fn has_comma(file: &ClinicFile, name: &str) -> bool {
    let is_comma =
        |text: &str, value: f64| text.replace(',', ".").parse() == Ok(value) && text.contains(',');
    file.column(name).is_some_and(|column| {
        column.cells.iter().any(|cell| match cell.truth {
            Truth::Number(value) => is_comma(&cell.text, value),
            _ => false,
        })
    })
}

fn value(file: &ClinicFile, kind: &str, subject: &str, line: &QuestionLine) -> String {
    if kind == "laboratory" {
        let truth = file.column(&line.text).map(|column| column.name.nature);
        let field = match truth {
            Some(Nature::Right(field))
                if line.picker.options.iter().any(|(name, _)| name == field.name()) =>
            {
                field
            }
            _ => Field::Ignored,
        };
        return field.name().to_owned();
    }
    if !line.picker.chosen.is_empty() {
        return line.picker.chosen.clone();
    }
    let cells = file.column(subject).map(|column| &column.cells);
    let said = cells.into_iter().flatten().find_map(|cell| match &cell.truth {
        Truth::Word(word) if folded(&cell.text) == folded(&line.text) => Some(word.clone()),
        _ => None,
    });
    said.unwrap_or_else(|| "missing".to_owned())
}

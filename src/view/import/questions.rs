//! What has to be decided before a file can be read: one list, each question
//! with its cells, its proposed answer and all that can be answered.

mod columns;
mod question;
mod rows;

use super::file::{self, Setting};
use super::meanings::with_word;
use super::{is_checkbox_code, option};
use crate::engine::reader::encoding::OFFERED;
use crate::engine::reader::field::Unit;
use crate::engine::reader::issue::FileQuestion;
use crate::engine::reader::preview::ImportPreview;
use crate::engine::reader::settings::ImportSettings;
use crate::view::import::columns::{ColumnSetting, with_column};
use crate::view::messages;
use columns::{checkbox_codes, no_laboratory, values, which_column, which_field};
pub use question::{AnswerButton, AnswerForm, Edit, ImportQuestion, QuestionLine};
use question::{QuestionSubject, address, answer, buttons, column_edit, one_line, samples};
use rows::{cut_identifiers, duplicates, hidden_rows, no_women, unread, unreadable};

/// The settings after some changes.
#[must_use]
pub fn apply(settings: &ImportSettings, edits: &[Edit]) -> ImportSettings {
    edits.iter().fold(settings.clone(), |settings, edit| match edit {
        Edit::Word { field, text, meaning } => with_word(&settings, *field, text, meaning),
        Edit::Column { name, setting, value } => with_column(&settings, name, *setting, value),
        Edit::File { setting, value } => file::with_setting(&settings, *setting, value),
    })
}

/// Every question that is open, what everything else hangs on first.
#[must_use]
pub fn asked(preview: &ImportPreview) -> Vec<ImportQuestion> {
    let (codes, others): (Vec<&FileQuestion>, Vec<&FileQuestion>) =
        preview.questions.iter().partition(|question| is_checkbox_code(preview, question));
    let mut others = others;
    others.sort_by_key(|question| rank(question));
    let mut asked: Vec<ImportQuestion> =
        others.into_iter().map(|question| ask(preview, question)).collect();
    asked.extend(checkbox_codes(preview, &codes));
    asked
}

/// Every safe answer to the questions that have one, where there is more than
/// one question to answer so.
#[must_use]
pub fn all_safe(asked: &[ImportQuestion]) -> Option<(usize, Vec<Edit>)> {
    let safe: Vec<&Vec<Edit>> = asked.iter().filter_map(|one| one.safe.as_ref()).collect();
    (safe.len() > 1).then(|| (safe.len(), safe.into_iter().flatten().cloned().collect()))
}

fn rank(question: &FileQuestion) -> u8 {
    match question {
        FileQuestion::Identifiers { .. } => 0,
        FileQuestion::Sheet { .. } => 1,
        FileQuestion::Encoding => 2,
        FileQuestion::NoLaboratory { .. } => 3,
        FileQuestion::Field { .. }
        | FileQuestion::SameField { .. }
        | FileQuestion::CutIdentifiers { .. } => 4,
        FileQuestion::DecimalMark { .. } | FileQuestion::Fraction { .. } => 5,
        FileQuestion::Values { .. } => 6,
        FileQuestion::Unread { .. } | FileQuestion::Unreadable { .. } => 7,
        FileQuestion::NoWomen { .. } | FileQuestion::HiddenRows { .. } => 8,
        FileQuestion::Duplicates { .. } => 9,
    }
}

fn ask(preview: &ImportPreview, question: &FileQuestion) -> ImportQuestion {
    let why = messages::question(question);
    match question {
        FileQuestion::Identifiers { .. } => identifiers(why),
        FileQuestion::Sheet { names } => sheets(names, why),
        FileQuestion::Encoding => encoding(preview, why),
        FileQuestion::NoLaboratory { .. } => no_laboratory(preview, why),
        FileQuestion::Unread { column, field, cells } => unread(preview, column, *field, cells),
        FileQuestion::CutIdentifiers { column, .. } => cut_identifiers(preview, column, why),
        FileQuestion::Field { column, candidates } => which_field(preview, column, candidates, why),
        FileQuestion::SameField { field, columns } => which_column(preview, *field, columns, why),
        FileQuestion::DecimalMark { column } => {
            let answers =
                [("comma", "Decimals: 1,234 is 1.234"), ("point", "Thousands: 1,234 is 1234")];
            let answers = answers.map(|(value, label)| {
                answer(label, false, vec![column_edit(column, ColumnSetting::DecimalMark, value)])
            });
            let title = format!("What does the comma in “{column}” stand for?");
            samples(preview, &[column], buttons("mark", column, title, why, answers.to_vec()))
        }
        FileQuestion::Fraction { column } => {
            let answers = [
                (Unit::AsIs, "Percent, as it stands: 0.5 is 0.5%"),
                (Unit::Fraction, "Fractions: 0.125 is 12.5%"),
            ];
            let answers = answers.map(|(unit, label)| {
                let value = super::columns::unit_value(unit);
                answer(label, false, vec![column_edit(column, ColumnSetting::Unit, value)])
            });
            let title = format!("Is “{column}” in percent or in fractions?");
            samples(preview, &[column], buttons("unit", column, title, why, answers.to_vec()))
        }
        FileQuestion::Values { column, field, words } => values(preview, column, *field, words),
        FileQuestion::Unreadable { column, field, n, cells } => {
            unreadable(column, *field, *n, cells)
        }
        FileQuestion::NoWomen { n, rows } => no_women(*n, rows),
        FileQuestion::HiddenRows { n, rows } => hidden_rows(*n, rows),
        FileQuestion::Duplicates { n_women, conflicts } => duplicates(*n_women, conflicts),
    }
}

fn identifiers(why: String) -> ImportQuestion {
    let edit =
        |value: &str| vec![Edit::File { setting: Setting::Identifiers, value: value.to_owned() }];
    let answers = vec![
        answer("Leave these columns out", true, edit("drop")),
        answer("Read the file as it is", false, edit("keep")),
    ];
    buttons("identifiers", "", "This file identifies the women.".to_owned(), why, answers)
}

fn sheets(names: &[String], why: String) -> ImportQuestion {
    let options = names.iter().map(|name| option(name, name)).collect();
    one_line(
        "sheet",
        "Which sheet is the table?",
        why,
        "Sheet",
        String::new(),
        options,
        QuestionSubject::Sheet,
    )
}

fn encoding(preview: &ImportPreview, why: String) -> ImportQuestion {
    let chosen = preview.source.encoding.clone();
    let mut options: Vec<_> = OFFERED.iter().map(|(label, name)| option(label, name)).collect();
    if !OFFERED.iter().any(|(label, _)| *label == chosen) {
        options.push(option(&chosen, &chosen));
    }
    let title = "Which encoding reads right?";
    let asked = one_line(
        "encoding",
        title,
        why,
        "Encoding of the file",
        chosen,
        options,
        QuestionSubject::Encoding,
    );
    let is_foreign = |cell: &&(u32, usize, &String)| !cell.2.is_ascii();
    let cells: Vec<(u32, usize, &String)> = preview
        .rows
        .iter()
        .flat_map(|row| row.cells.iter().enumerate().map(|(place, text)| (row.row, place, text)))
        .collect();
    let evidence = cells
        .iter()
        .filter(is_foreign)
        .take(6)
        .map(|(row, place, text)| vec![address(*row, *place), (*text).clone()])
        .collect();
    ImportQuestion { head: vec!["Cell", "Text"], evidence, ..asked }
}

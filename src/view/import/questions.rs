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
use crate::engine::reader::issue::Question;
use crate::engine::reader::preview::ImportPreview;
use crate::engine::reader::settings::ImportSettings;
use crate::view::import::columns::{ColumnSetting, with_column};
use crate::view::messages;
use columns::{checkbox_codes, no_laboratory, values, which_column, which_field};
pub use question::{Answer, Asked, Edit, Form, Line};
use question::{Subject, address, answer, buttons, column_edit, one_line, samples};
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
pub fn asked(preview: &ImportPreview) -> Vec<Asked> {
    let (codes, others): (Vec<&Question>, Vec<&Question>) =
        preview.questions.iter().partition(|question| is_checkbox_code(preview, question));
    let mut others = others;
    others.sort_by_key(|question| rank(question));
    let mut asked: Vec<Asked> = others.into_iter().map(|question| ask(preview, question)).collect();
    asked.extend(checkbox_codes(preview, &codes));
    asked
}

/// Every safe answer to the questions that have one, where there is more than
/// one question to answer so.
#[must_use]
pub fn all_safe(asked: &[Asked]) -> Option<(usize, Vec<Edit>)> {
    let safe: Vec<&Vec<Edit>> = asked.iter().filter_map(|one| one.safe.as_ref()).collect();
    (safe.len() > 1).then(|| (safe.len(), safe.into_iter().flatten().cloned().collect()))
}

fn rank(question: &Question) -> u8 {
    match question {
        Question::Identifiers { .. } => 0,
        Question::Sheet { .. } => 1,
        Question::Encoding => 2,
        Question::NoLaboratory { .. } => 3,
        Question::Field { .. } | Question::SameField { .. } | Question::CutIdentifiers { .. } => 4,
        Question::DecimalMark { .. } | Question::Fraction { .. } => 5,
        Question::Values { .. } => 6,
        Question::Unread { .. } | Question::Unreadable { .. } => 7,
        Question::NoWomen { .. } | Question::HiddenRows { .. } => 8,
        Question::Duplicates { .. } => 9,
    }
}

fn ask(preview: &ImportPreview, question: &Question) -> Asked {
    let why = messages::question(question);
    match question {
        Question::Identifiers { .. } => identifiers(why),
        Question::Sheet { names } => sheets(names, why),
        Question::Encoding => encoding(preview, why),
        Question::NoLaboratory { .. } => no_laboratory(preview, why),
        Question::Unread { column, field, cells } => unread(preview, column, *field, cells),
        Question::CutIdentifiers { column, .. } => cut_identifiers(preview, column, why),
        Question::Field { column, candidates } => which_field(preview, column, candidates, why),
        Question::SameField { field, columns } => which_column(preview, *field, columns, why),
        Question::DecimalMark { column } => {
            let answers =
                [("comma", "Decimals: 1,234 is 1.234"), ("point", "Thousands: 1,234 is 1234")];
            let answers = answers.map(|(value, label)| {
                answer(label, false, vec![column_edit(column, ColumnSetting::DecimalMark, value)])
            });
            let title = format!("What does the comma in “{column}” stand for?");
            samples(preview, &[column], buttons("mark", column, title, why, answers.to_vec()))
        }
        Question::Fraction { column } => {
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
        Question::Values { column, field, words } => values(preview, column, *field, words),
        Question::Unreadable { column, field, n, cells } => unreadable(column, *field, *n, cells),
        Question::NoWomen { n, rows } => no_women(*n, rows),
        Question::HiddenRows { n, rows } => hidden_rows(*n, rows),
        Question::Duplicates { n_women, conflicts } => duplicates(*n_women, conflicts),
    }
}

fn identifiers(why: String) -> Asked {
    let edit =
        |value: &str| vec![Edit::File { setting: Setting::Identifiers, value: value.to_owned() }];
    let answers = vec![
        answer("Leave these columns out", true, edit("drop")),
        answer("Read the file as it is", false, edit("keep")),
    ];
    buttons("identifiers", "", "This file identifies the women.".to_owned(), why, answers)
}

fn sheets(names: &[String], why: String) -> Asked {
    let options = names.iter().map(|name| option(name, name)).collect();
    one_line(
        "sheet",
        "Which sheet is the table?",
        why,
        "Sheet",
        String::new(),
        options,
        Subject::Sheet,
    )
}

fn encoding(preview: &ImportPreview, why: String) -> Asked {
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
        Subject::Encoding,
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
    Asked { head: vec!["Cell", "Text"], evidence, ..asked }
}

//! Questions about what a column is, and what its words mean.

use crate::engine::column::Column;
use crate::engine::quantity::Quantity;
use crate::engine::reader::field::Field;
use crate::engine::reader::issue::FileQuestion;
use crate::engine::reader::preview::{ImportPreview, PreviewColumn, WordUse};
use crate::engine::reader::text::column_letter;
use crate::view::import::columns::ColumnSetting;
use crate::view::import::meanings::meaning_picker;
use crate::view::import::questions::question::{
    AnswerButton, AnswerForm, ImportQuestion, QuestionLine, QuestionSubject, address, answer,
    buttons, column_edit, samples, samples_of,
};
use crate::view::import::{Picker, option};
use crate::view::{format, words};

pub(super) fn no_laboratory(preview: &ImportPreview, why: String) -> ImportQuestion {
    let mut options = vec![option(Field::Ignored.name(), words::field(Field::Ignored))];
    let fields = Quantity::LABORATORY.iter().filter_map(|&quantity| Column::of(quantity));
    let fields = fields.map(Field::Column).chain([Field::TnfAlphaPercent, Field::Il10Percent]);
    options.extend(fields.map(|field| option(field.name(), words::field(field))));
    // One of the two cytokines alone gives no ratio: it stays in the list.
    let is_free = |column: &&PreviewColumn| {
        let is_offered = |field: Field| options.iter().any(|(name, _)| name == field.name());
        column.field.is_none_or(is_offered) && column.identifier.is_none()
    };
    let line = |column: &PreviewColumn| QuestionLine {
        text: column.name.clone(),
        place: format!(
            "column {}: {}",
            column_letter(column.place as usize),
            samples_of(preview, column)
                .into_iter()
                .map(|(_, text)| text)
                .collect::<Vec<_>>()
                .join(" · ")
        ),
        n: String::new(),
        picker: Picker {
            label: format!("{} is", column.name),
            chosen: column.field.unwrap_or(Field::Ignored).name().to_owned(),
            options: options.clone(),
            is_open: true,
        },
        subject: QuestionSubject::Column { name: column.name.clone() },
    };
    let lines = preview.columns.iter().filter(is_free).map(line).collect();
    ImportQuestion {
        key: "laboratory".to_owned(),
        title: "Which columns are the laboratory values?".to_owned(),
        why,
        head: Vec::new(),
        evidence: Vec::new(),
        form: AnswerForm::Lines { lines, needs_one: true },
        safe: None,
    }
}

pub(super) fn which_field(
    preview: &ImportPreview,
    column: &str,
    candidates: &[Field],
    why: String,
) -> ImportQuestion {
    let field_answer = |field: Field, label: &str| {
        answer(label, false, vec![column_edit(column, ColumnSetting::Field, field.name())])
    };
    let mut answers: Vec<AnswerButton> =
        candidates.iter().map(|&field| field_answer(field, words::field(field))).collect();
    answers.push(field_answer(Field::Ignored, "None of these: do not read it"));
    let title = format!("What is in column “{column}”?");
    samples(preview, &[column], buttons("field", column, title, why, answers))
}

pub(super) fn which_column(
    preview: &ImportPreview,
    field: Field,
    columns: &[String],
    why: String,
) -> ImportQuestion {
    let mut answers: Vec<AnswerButton> = columns
        .iter()
        .map(|column| {
            answer(column, false, vec![column_edit(column, ColumnSetting::Field, field.name())])
        })
        .collect();
    let none = columns
        .iter()
        .map(|column| column_edit(column, ColumnSetting::Field, Field::Ignored.name()))
        .collect();
    answers.push(answer("None of them", false, none));
    let title = format!("Which column is “{}”?", words::field(field));
    let names: Vec<&str> = columns.iter().map(String::as_str).collect();
    samples(preview, &names, buttons("column", field.name(), title, why, answers))
}

pub(super) fn values(
    preview: &ImportPreview,
    column: &str,
    field: Field,
    words: &[String],
) -> ImportQuestion {
    let found = preview.columns.iter().find(|one| one.name == column);
    let line = |text: &String| {
        let use_of = found.and_then(|found| found.words.iter().find(|one| one.text == *text));
        let place = use_of.zip(found).map(|(one, found)| address(one.row, found.place as usize));
        word_line(field, text, place.unwrap_or_default(), use_of)
    };
    let lines: Vec<QuestionLine> = words.iter().map(line).collect();
    let uses = words
        .iter()
        .map(|text| found.and_then(|found| found.words.iter().find(|one| one.text == *text)));
    let is_safe = uses
        .map(|one| one.and_then(|one| one.proposal.as_ref()))
        .all(|proposal| proposal.is_some_and(|proposal| proposal.is_sure));
    let safe = is_safe.then(|| lines.iter().map(|line| line.edit(&line.picker.chosen)).collect());
    let title = match words {
        [word] => format!("What does “{word}” in column “{column}” stand for?"),
        _ => format!("What do {} texts of column “{column}” stand for?", words.len()),
    };
    ImportQuestion {
        key: format!("values-{column}"),
        title,
        why: why_words(field).to_owned(),
        head: Vec::new(),
        evidence: Vec::new(),
        form: AnswerForm::Lines { lines, needs_one: false },
        safe,
    }
}

/// What the answers for the texts of a field change.
fn why_words(field: Field) -> &'static str {
    match field {
        Field::Column(Column::Etiology) => {
            "They are not known, and none is guessed. They decide which women count as idiopathic \
             and which as having a known cause."
        }
        Field::Column(Column::FetalKaryotype) => {
            "They are not known. An abnormal karyotype, of number or of structure, puts a loss among \
             the abnormal ones where losses are compared; it changes no class and no live birth rate."
        }
        Field::Column(Column::Outcome) => {
            "They are not known. They decide which pregnancies count, and as what, in the live birth \
             rates."
        }
        Field::Column(Column::Ivig) => "They are not known. They decide who counts as treated.",
        _ => "They are not known, and none is guessed.",
    }
}

fn word_line(field: Field, text: &str, place: String, found: Option<&WordUse>) -> QuestionLine {
    let proposal =
        found.and_then(|one| one.proposal.as_ref()).map(|proposal| proposal.word.as_str());
    QuestionLine {
        text: text.to_owned(),
        place,
        n: found.map(|one| format::count(one.n.into())).unwrap_or_default(),
        picker: meaning_picker(field, text, proposal),
        subject: QuestionSubject::Word { field, text: text.to_owned() },
    }
}

/// The codes of checkboxes, which stand in the names of columns: a form can have
/// dozens, which are one question.
pub(super) fn checkbox_codes(
    preview: &ImportPreview,
    codes: &[&FileQuestion],
) -> Option<ImportQuestion> {
    if codes.is_empty() {
        return None;
    }
    let columns = preview.columns.iter().filter(|column| {
        codes.iter().any(
            |code| matches!(code, FileQuestion::Values { column: name, .. } if *name == column.name),
        )
    });
    let line = |column: &PreviewColumn| {
        let choice = column.choice.as_ref()?;
        let mut line = word_line(
            Field::Column(Column::Etiology),
            &choice.text,
            column.name.clone(),
            Some(choice),
        );
        // The name of a column can leave nobody out.
        line.picker.options.retain(|(value, _)| value != crate::engine::reader::words::LEAVE_OUT);
        line.picker.label = format!("{} stands for", column.name);
        line.n = String::new();
        Some(line)
    };
    let lines = columns.filter_map(line).collect();
    let title = match codes.len() {
        1 => "Which cause does one checkbox stand for?".to_owned(),
        n => format!("Which causes do {n} checkboxes stand for?"),
    };
    Some(ImportQuestion {
        key: "checkboxes".to_owned(),
        title,
        why: "Their names hold codes, which do not say it.".to_owned(),
        head: Vec::new(),
        evidence: Vec::new(),
        form: AnswerForm::Lines { lines, needs_one: false },
        safe: None,
    })
}

//! What has to be decided before a file can be read: one list, each question
//! with its cells, its proposed answer and all that can be answered.

use super::file::{self, Setting, duplicates_label};
use super::meanings::{meaning_picker, with_word};
use super::{Picker, is_checkbox_code, option};
use crate::engine::column::Column;
use crate::engine::quantity::Quantity;
use crate::engine::reader::change::Became;
use crate::engine::reader::encoding::OFFERED;
use crate::engine::reader::field::{Field, Unit};
use crate::engine::reader::issue::{
    ASKED_LIMIT, AskedCell, Conflict, OddRow, Question, RowIssue, UnreadCell,
};
use crate::engine::reader::preview::{ImportPreview, PreviewColumn, WordUse};
use crate::engine::reader::settings::{DuplicateChoice, ImportSettings, Unreadable};
use crate::engine::reader::text::column_letter;
use crate::view::import::columns::{ColumnSetting, with_column};
use crate::view::{format, messages, words};

/// One question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
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
    pub form: Form,
    /// The answer that may be given together with those to other questions:
    /// only what the texts themselves say, never a guess.
    pub safe: Option<Vec<Edit>>,
}

/// How a question is answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Form {
    /// By one of some buttons.
    Buttons(Vec<Answer>),
    /// By a choice in each line and one button; the choices proposed are made
    /// already.
    Lines {
        /// The lines.
        lines: Vec<Line>,
        /// Whether a line has to be chosen for anything but "not read".
        needs_one: bool,
    },
}

/// One answer of several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// What it says.
    pub label: String,
    /// Whether it is the one that is proposed.
    pub is_proposed: bool,
    /// What it changes.
    pub edits: Vec<Edit>,
}

/// One text or column and what it is taken for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The text as it stands in the file.
    pub text: String,
    /// Where it stands: the first cell, or the column.
    pub place: String,
    /// How many cells hold it.
    pub n: String,
    /// The choices, with the proposed one chosen.
    pub picker: Picker,
    subject: Subject,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Subject {
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

impl Line {
    /// What choosing a value changes.
    #[must_use]
    pub fn edit(&self, value: &str) -> Edit {
        let value = value.to_owned();
        match &self.subject {
            Subject::Word { field, text } => {
                Edit::Word { field: *field, text: text.clone(), meaning: value }
            }
            Subject::Column { name } => column_edit(name, ColumnSetting::Field, &value),
            Subject::Encoding => Edit::File { setting: Setting::Encoding, value },
            Subject::Sheet => Edit::File { setting: Setting::Sheet, value },
        }
    }
}

impl Form {
    /// Whether the choices made, one for each line, answer the question.
    #[must_use]
    pub fn is_ready(&self, chosen: &[String]) -> bool {
        match self {
            Form::Buttons(_) => false,
            Form::Lines { needs_one, .. } => {
                let ignored = Field::Ignored.name();
                chosen.iter().all(|value| !value.is_empty())
                    && (!needs_one || chosen.iter().any(|value| value != ignored))
            }
        }
    }
}

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
    buttons("identifiers", "", "This file tells who the women are.".to_owned(), why, answers)
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

/// A question that one choice from a longer list answers.
fn one_line(
    key: &str,
    title: &str,
    why: String,
    label: &str,
    chosen: String,
    options: Vec<super::PickerOption>,
    subject: Subject,
) -> Asked {
    let picker = Picker { label: label.to_owned(), is_open: chosen.is_empty(), chosen, options };
    let line =
        Line { text: label.to_owned(), place: String::new(), n: String::new(), picker, subject };
    let form = Form::Lines { lines: vec![line], needs_one: false };
    let (key, title) = (key.to_owned(), title.to_owned());
    Asked { key, title, why, head: Vec::new(), evidence: Vec::new(), form, safe: None }
}

fn no_laboratory(preview: &ImportPreview, why: String) -> Asked {
    let mut options = vec![option(Field::Ignored.name(), words::field(Field::Ignored))];
    let fields = Quantity::LABORATORY.iter().filter_map(|&quantity| Column::of(quantity));
    let fields = fields.map(Field::of).chain([Field::TnfAlphaPercent, Field::Il10Percent]);
    options.extend(fields.map(|field| option(field.name(), words::field(field))));
    // One of the two cytokines alone gives no ratio: it stays in the list.
    let is_free = |column: &&PreviewColumn| {
        let is_offered = |field: Field| options.iter().any(|(name, _)| name == field.name());
        column.field.is_none_or(is_offered) && column.identifier.is_none()
    };
    let line = |column: &PreviewColumn| Line {
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
        subject: Subject::Column { name: column.name.clone() },
    };
    let lines = preview.columns.iter().filter(is_free).map(line).collect();
    Asked {
        key: "laboratory".to_owned(),
        title: "Which columns are the laboratory values?".to_owned(),
        why,
        head: Vec::new(),
        evidence: Vec::new(),
        form: Form::Lines { lines, needs_one: true },
        safe: None,
    }
}

fn which_field(preview: &ImportPreview, column: &str, candidates: &[Field], why: String) -> Asked {
    let field_answer = |field: Field, label: &str| {
        answer(label, false, vec![column_edit(column, ColumnSetting::Field, field.name())])
    };
    let mut answers: Vec<Answer> =
        candidates.iter().map(|&field| field_answer(field, words::field(field))).collect();
    answers.push(field_answer(Field::Ignored, "None of these: do not read it"));
    let title = format!("What is in column “{column}”?");
    samples(preview, &[column], buttons("field", column, title, why, answers))
}

fn which_column(preview: &ImportPreview, field: Field, columns: &[String], why: String) -> Asked {
    let mut answers: Vec<Answer> = columns
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

fn values(preview: &ImportPreview, column: &str, field: Field, words: &[String]) -> Asked {
    let found = preview.columns.iter().find(|one| one.name == column);
    let line = |text: &String| {
        let use_of = found.and_then(|found| found.words.iter().find(|one| one.text == *text));
        let place = use_of.zip(found).map(|(one, found)| address(one.row, found.place as usize));
        word_line(field, text, place.unwrap_or_default(), use_of)
    };
    let lines: Vec<Line> = words.iter().map(line).collect();
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
    Asked {
        key: format!("values-{column}"),
        title,
        why: why_words(field).to_owned(),
        head: Vec::new(),
        evidence: Vec::new(),
        form: Form::Lines { lines, needs_one: false },
        safe,
    }
}

/// What the answers for the texts of a field change.
fn why_words(field: Field) -> &'static str {
    match field {
        Field::Etiology => {
            "They are not known, and none is guessed. They decide which women count as idiopathic \
             and which as having a known cause."
        }
        Field::FetalKaryotype => {
            "They are not known. An abnormal karyotype, of number or of structure, puts a loss among \
             the abnormal ones where losses are compared; it changes no class and no live birth rate."
        }
        Field::Outcome => {
            "They are not known. They decide which pregnancies count, and as what, in the live birth \
             rates."
        }
        Field::Ivig => "They are not known. They decide who counts as treated.",
        _ => "They are not known, and none is guessed.",
    }
}

fn word_line(field: Field, text: &str, place: String, found: Option<&WordUse>) -> Line {
    let proposal =
        found.and_then(|one| one.proposal.as_ref()).map(|proposal| proposal.word.as_str());
    Line {
        text: text.to_owned(),
        place,
        n: found.map(|one| format::count(one.n.into())).unwrap_or_default(),
        picker: meaning_picker(field, text, proposal),
        subject: Subject::Word { field, text: text.to_owned() },
    }
}

/// The codes of checkboxes, which stand in the names of columns: a form can have
/// dozens, which are one question.
fn checkbox_codes(preview: &ImportPreview, codes: &[&Question]) -> Option<Asked> {
    if codes.is_empty() {
        return None;
    }
    let columns = preview.columns.iter().filter(|column| {
        codes.iter().any(
            |code| matches!(code, Question::Values { column: name, .. } if *name == column.name),
        )
    });
    let line = |column: &PreviewColumn| {
        let choice = column.choice.as_ref()?;
        let mut line = word_line(Field::Etiology, &choice.text, column.name.clone(), Some(choice));
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
    Some(Asked {
        key: "checkboxes".to_owned(),
        title,
        why: "Their names hold codes, which do not say it.".to_owned(),
        head: Vec::new(),
        evidence: Vec::new(),
        form: Form::Lines { lines, needs_one: false },
        safe: None,
    })
}

fn no_women(n: u32, rows: &[OddRow]) -> Asked {
    let edit =
        |value: &str| vec![Edit::File { setting: Setting::NoWomen, value: value.to_owned() }];
    let (title, have, out, read) = match n {
        1 => (
            "Is this row a woman?".to_owned(),
            "It has a name and nothing else that is read, or a name unlike all others.",
            "No: leave it out",
            "Yes: read it as a woman",
        ),
        n => (
            format!("Are these {} rows women?", format::count(n.into())),
            "They have a name and nothing else that is read, or a name unlike all others.",
            "No: leave them out",
            "Yes: read them as women",
        ),
    };
    let answers = vec![answer(out, true, edit("leave_out")), answer(read, false, edit("read"))];
    let why = format!("{have} Heads of sections, notes and sums look like this.");
    with_rows(rows, buttons("rows", "", title, why, answers))
}

fn hidden_rows(n: u32, rows: &[OddRow]) -> Asked {
    let edit =
        |value: &str| vec![Edit::File { setting: Setting::HiddenRows, value: value.to_owned() }];
    let (read, out, these) = if n == 1 {
        ("Read it like all others", "Leave it out", "this woman belongs")
    } else {
        ("Read them like all others", "Leave them out", "these women belong")
    };
    let answers = vec![answer(read, false, edit("read")), answer(out, false, edit("leave_out"))];
    let title = format!("{} hidden in the workbook", format::count_of(n, "row is", "rows are"));
    let why = format!(
        "A filter hides rows, and so does a person. The file does not say whether {these} to your \
         cohort."
    );
    with_rows(rows, buttons("hidden", "", title, why, answers))
}

/// Rows as the evidence of a question.
fn with_rows(rows: &[OddRow], asked: Asked) -> Asked {
    let line = |row: &OddRow| vec![format!("row {}", row.row), row.text.clone()];
    Asked { head: vec!["Row", "Text"], evidence: rows.iter().map(line).collect(), ..asked }
}

fn unreadable(column: &str, field: Field, n: u32, cells: &[AskedCell]) -> Asked {
    let line = |cell: &AskedCell| {
        let place = usize::try_from(cell.place).ok();
        let issue = RowIssue::of_cell(
            cell.row,
            field.column().unwrap_or(Column::PatientId),
            place,
            &cell.found,
            cell.problem,
        );
        vec![
            messages::address(Some(cell.place), cell.row),
            cell.found.clone(),
            format::count(cell.n.into()),
            messages::problem(&issue),
        ]
    };
    let edits = |choice: Unreadable| {
        vec![column_edit(column, ColumnSetting::Unreadable, file::unreadable_value(choice))]
    };
    let missing = edits(Unreadable::Missing);
    let answers = vec![
        answer("Count these cells as missing", true, missing.clone()),
        answer("Leave these women out", false, edits(Unreadable::LeaveOut)),
    ];
    let title = format!("{} of “{column}” cannot be read", format::count_of(n, "cell", "cells"));
    let why = "As missing, the other values of these women are used. Leaving women out by what stands \
               in a cell can change the results.";
    let asked = buttons("unreadable", column, title, why.to_owned(), answers);
    Asked {
        head: vec!["Cell", "Text", "Cells", "Why"],
        evidence: cells.iter().map(line).collect(),
        safe: Some(missing),
        ..asked
    }
}

/// Cells that hold more than a number, each with the number it is proposed to be.
fn unread(preview: &ImportPreview, column: &str, field: Field, cells: &[UnreadCell]) -> Asked {
    let place = preview.columns.iter().find(|one| one.name == column).map(|one| one.place);
    let line = |cell: &UnreadCell| {
        let proposed = cell.value.map_or("no value".to_owned(), |value| {
            format!("{} {}", cell.bound.sign(), format::shown(value)).trim_start().to_owned()
        });
        vec![
            messages::address(place, cell.row),
            cell.text.clone(),
            format::count(cell.n.into()),
            proposed,
        ]
    };
    let edits = |value: &str| vec![column_edit(column, ColumnSetting::Unread, value)];
    let has_number = cells.iter().any(|cell| cell.value.is_some());
    let mut answers = Vec::new();
    if has_number {
        answers.push(answer("Read them as proposed", true, edits("number")));
    }
    answers.push(answer("Count these cells as missing", !has_number, edits("missing")));
    // A year decides nothing for which a woman would have to go.
    if field != Field::Year {
        answers.push(answer("Leave these rows out", false, edits("leave_out")));
    }
    let title = format!("Cells of “{column}” hold more than a number");
    let why = "Look at what each would be read as. Leaving rows out by a mark beside a number, such as \
               “high”, would choose the women by their result.";
    let asked = buttons("unread", column, title, why.to_owned(), answers);
    Asked {
        head: vec!["Cell", "Text", "Cells", "Read as"],
        evidence: cells.iter().take(ASKED_LIMIT).map(line).collect(),
        ..asked
    }
}

fn cut_identifiers(preview: &ImportPreview, column: &str, why: String) -> Asked {
    let read_as = |field: Field| vec![column_edit(column, ColumnSetting::Field, field.name())];
    let answers = vec![
        answer("Do not read it: each row is one woman", false, read_as(Field::Ignored)),
        answer("Read it all the same", false, read_as(Field::PatientId)),
    ];
    let title = format!("The identifiers in “{column}” were cut by a spreadsheet");
    samples(preview, &[column], buttons("cut", column, title, why, answers))
}

fn duplicates(n_women: u32, conflicts: &[Conflict]) -> Asked {
    let edits = |choice: DuplicateChoice| {
        vec![Edit::File {
            setting: Setting::Duplicates,
            value: file::duplicates_value(choice).to_owned(),
        }]
    };
    let choices = [
        DuplicateChoice::First,
        DuplicateChoice::Last,
        DuplicateChoice::Merge,
        DuplicateChoice::RejectAll,
    ];
    let answers =
        choices.map(|choice| answer(duplicates_label(choice), false, edits(choice))).to_vec();
    let line = |conflict: &Conflict| {
        let (id, (first, second)) = (conflict.id.clone(), conflict.rows);
        conflict
            .values
            .iter()
            .map(move |(column, here, there)| {
                vec![
                    id.clone(),
                    words::field(Field::of(*column)).to_owned(),
                    format!("row {first}: {}", shown(here)),
                    format!("row {second}: {}", shown(there)),
                ]
            })
            .collect::<Vec<_>>()
    };
    let women = format::count_of(n_women, "woman stands", "women stand");
    let title = format!("{women} in several rows that differ");
    let why = "One row is one woman. Rows that do not differ are taken for one and listed. These differ \
               in laboratory values, losses, cause, treatment, ending or karyotype.";
    let asked = buttons("duplicates", "", title, why.to_owned(), answers);
    Asked {
        head: vec!["Woman", "What differs", "First row", "Later row"],
        evidence: conflicts.iter().flat_map(line).collect(),
        ..asked
    }
}

fn shown(value: &Became) -> String {
    match value {
        Became::Missing | Became::NotRead => "no value".to_owned(),
        Became::Number { value, bound } => {
            format!("{} {}", bound.sign(), format::shown(*value)).trim_start().to_owned()
        }
        Became::Word { word } => word.replace('_', " "),
        Became::Row { row } => format!("row {row}"),
    }
}

fn buttons(kind: &str, subject: &str, title: String, why: String, answers: Vec<Answer>) -> Asked {
    let key = format!("{kind}-{subject}");
    let form = Form::Buttons(answers);
    Asked { key, title, why, head: Vec::new(), evidence: Vec::new(), form, safe: None }
}

fn answer(label: &str, is_proposed: bool, edits: Vec<Edit>) -> Answer {
    Answer { label: label.to_owned(), is_proposed, edits }
}

fn column_edit(name: &str, setting: ColumnSetting, value: &str) -> Edit {
    Edit::Column { name: name.to_owned(), setting, value: value.to_owned() }
}

fn address(row: u32, place: usize) -> String {
    messages::address(u32::try_from(place).ok(), row)
}

/// The first cells of some columns as the evidence of a question.
fn samples(preview: &ImportPreview, names: &[&str], asked: Asked) -> Asked {
    let columns = preview.columns.iter().filter(|column| names.contains(&column.name.as_str()));
    let cells = |column: &PreviewColumn| {
        samples_of(preview, column)
            .into_iter()
            .map(|(address, text)| vec![column.name.clone(), address, text])
            .collect::<Vec<_>>()
    };
    let evidence = columns.flat_map(cells).collect();
    Asked { head: vec!["Column", "Cell", "Text"], evidence, ..asked }
}

fn samples_of(preview: &ImportPreview, column: &PreviewColumn) -> Vec<(String, String)> {
    let place = column.place as usize;
    let cell = |row: &crate::engine::reader::preview::PreviewRow| {
        let text = row.cells.get(place).filter(|text| !text.is_empty())?;
        Some((address(row.row, place), text.clone()))
    };
    preview.rows.iter().filter_map(cell).take(3).collect()
}

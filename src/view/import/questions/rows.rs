//! Questions about rows, and about cells that cannot be read as they stand.

use crate::engine::column::Column;
use crate::engine::reader::change::CellResult;
use crate::engine::reader::field::Field;
use crate::engine::reader::issue::{
    ASKED_LIMIT, AskedCell, Conflict, OddRow, RowIssue, UnreadCell,
};
use crate::engine::reader::preview::ImportPreview;
use crate::engine::reader::settings::{DuplicateChoice, Unreadable};
use crate::view::import::columns::ColumnSetting;
use crate::view::import::file::{self, Setting, duplicates_label};
use crate::view::import::questions::question::{
    Edit, ImportQuestion, answer, buttons, column_edit, samples,
};
use crate::view::{format, messages, words};

pub(super) fn no_women(n: u32, rows: &[OddRow]) -> ImportQuestion {
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

pub(super) fn hidden_rows(n: u32, rows: &[OddRow]) -> ImportQuestion {
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
fn with_rows(rows: &[OddRow], asked: ImportQuestion) -> ImportQuestion {
    let line = |row: &OddRow| vec![format!("row {}", row.row), row.text.clone()];
    ImportQuestion { head: vec!["Row", "Text"], evidence: rows.iter().map(line).collect(), ..asked }
}

pub(super) fn unreadable(
    column: &str,
    field: Field,
    n: u32,
    cells: &[AskedCell],
) -> ImportQuestion {
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
    let why = "As missing, the other values of these women are used. Leaving women out by what is \
               in a cell can change the results.";
    let asked = buttons("unreadable", column, title, why.to_owned(), answers);
    ImportQuestion {
        head: vec!["Cell", "Text", "Cells", "Why"],
        evidence: cells.iter().map(line).collect(),
        safe: Some(missing),
        ..asked
    }
}

/// Cells that hold more than a number, each with the number it is proposed to be.
pub(super) fn unread(
    preview: &ImportPreview,
    column: &str,
    field: Field,
    cells: &[UnreadCell],
) -> ImportQuestion {
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
    if field != Field::Column(Column::Year) {
        answers.push(answer("Leave these rows out", false, edits("leave_out")));
    }
    let title = format!("Cells of “{column}” hold more than a number");
    let why = "Look at what each would be read as. Leaving rows out by a mark beside a number, such as \
               “high”, would choose the women by their result.";
    let asked = buttons("unread", column, title, why.to_owned(), answers);
    ImportQuestion {
        head: vec!["Cell", "Text", "Cells", "Read as"],
        evidence: cells.iter().take(ASKED_LIMIT).map(line).collect(),
        ..asked
    }
}

pub(super) fn cut_identifiers(
    preview: &ImportPreview,
    column: &str,
    why: String,
) -> ImportQuestion {
    let read_as = |field: Field| vec![column_edit(column, ColumnSetting::Field, field.name())];
    let answers = vec![
        answer("Do not read it: each row is one woman", false, read_as(Field::Ignored)),
        answer("Read it all the same", false, read_as(Field::Column(Column::PatientId))),
    ];
    let title = format!("The identifiers in “{column}” were cut by a spreadsheet");
    samples(preview, &[column], buttons("cut", column, title, why, answers))
}

pub(super) fn duplicates(n_women: u32, conflicts: &[Conflict]) -> ImportQuestion {
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
                    words::field(Field::Column(*column)).to_owned(),
                    format!("row {first}: {}", shown(here)),
                    format!("row {second}: {}", shown(there)),
                ]
            })
            .collect::<Vec<_>>()
    };
    let women = format::count_of(n_women, "woman is", "women are");
    let title = format!("{women} in several rows that differ");
    let why = "One row is one woman. Rows that do not differ are taken for one and listed. These differ \
               in laboratory values, losses, cause, treatment, ending or karyotype.";
    let asked = buttons("duplicates", "", title, why.to_owned(), answers);
    ImportQuestion {
        head: vec!["Woman", "What differs", "First row", "Later row"],
        evidence: conflicts.iter().flat_map(line).collect(),
        ..asked
    }
}

fn shown(value: &CellResult) -> String {
    match value {
        CellResult::Missing | CellResult::NotRead => "no value".to_owned(),
        CellResult::Number { value, bound } => {
            format!("{} {}", bound.sign(), format::shown(*value)).trim_start().to_owned()
        }
        CellResult::Word { word } => word.replace('_', " "),
        CellResult::Row { row } => format!("row {row}"),
    }
}

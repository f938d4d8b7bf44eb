//! What a form is made of.

use super::choices::{self, OptionLabel, SecondCount};
use super::field_name::FieldName;

/// What stands on the form of a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Form {
    /// The question's name for programs, in addresses and files.
    pub id: &'static str,
    /// Its short name.
    pub title: &'static str,
    /// When it is the right one.
    pub when: &'static str,
    /// Its first four fields as a table, if they are one.
    pub cells: Option<FourCells>,
    /// Its fields.
    pub fields: &'static [FormField],
    /// A published example.
    pub example: Example,
}

/// The heads of a table of two by two fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FourCells {
    /// The heads of the rows.
    pub rows: [&'static str; 2],
    /// The heads of the columns.
    pub columns: [&'static str; 2],
}

/// One field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FormField {
    /// Its name for programs; no other field of the form has it.
    pub name: FieldName,
    /// Its label.
    pub label: &'static str,
    /// What to write into it.
    pub hint: &'static str,
    /// What it is.
    pub kind: FieldKind,
}

/// The kinds of field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// One line for a number.
    Line,
    /// Several lines, typed or pasted.
    Area,
    /// One of a few: the text that is sent, and what it is called. The first is
    /// in force until another one is chosen.
    Choice(&'static [OptionLabel]),
}

/// A published example.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Example {
    /// The texts of the fields.
    pub texts: &'static [&'static str],
    /// What it is and where it was published.
    pub source: &'static str,
}

impl Form {
    /// The cells of a pasted block from which fields from `place` on are filled;
    /// `None` if the text is not a block of counts for several fields.
    #[must_use]
    pub fn pasted_cells(&self, place: usize, text: &str) -> Option<Vec<String>> {
        self.cells?;
        let separators = [' ', '\t', '\n', '\r', ';', '\u{a0}'];
        let cells: Vec<String> = text
            .split(separators)
            .filter(|cell| cell.contains(|letter: char| letter.is_ascii_digit()))
            .map(str::to_owned)
            .collect();
        (cells.len() > 1 && place + cells.len() <= 4).then_some(cells)
    }

    /// The texts of an empty form: choices have their first option.
    #[must_use]
    pub fn empty_texts(&self) -> Vec<String> {
        let text = |field: &FormField| match field.kind {
            FieldKind::Choice(options) => options.first().map_or("", |(value, _)| *value),
            FieldKind::Line | FieldKind::Area => "",
        };
        self.fields.iter().map(|field| text(field).to_owned()).collect()
    }

    /// The place of a field on this form, if it has it.
    #[must_use]
    pub fn place(&self, name: FieldName) -> Option<usize> {
        self.fields.iter().position(|field| field.name == name)
    }

    /// The head of the second column of the four cells, which follows the choice
    /// of what it holds.
    #[must_use]
    pub fn second_column(&self, texts: &[String]) -> &'static str {
        match self.cells {
            Some(_) if self.counts_totals(texts) => "All",
            Some(cells) => cells.columns[1],
            None => "",
        }
    }

    /// The label of a field, which follows the same choice where it names the
    /// second count of a group.
    #[must_use]
    pub fn label(&self, field: &FormField, texts: &[String]) -> &'static str {
        match field.name {
            FieldName::FirstWithout if self.counts_totals(texts) => "Group 1, all",
            FieldName::SecondWithout if self.counts_totals(texts) => "Group 2, all",
            _ => field.label,
        }
    }

    /// Whether the second count of a group was chosen to be the whole group.
    fn counts_totals(&self, texts: &[String]) -> bool {
        let text = self.place(FieldName::SecondCount).and_then(|place| texts.get(place));
        text.and_then(|text| choices::find(&choices::SECOND_COUNTS, text))
            == Some(SecondCount::Total)
    }
}

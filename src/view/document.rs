//! Results as a document: sections of paragraphs, tables and figures.
//!
//! Pages whose results are made in the worker get them in this form, and show
//! them without knowing what they are about. The same [`Table`] is what files
//! of tables are written from.

use serde::{Deserialize, Serialize};

use crate::view::figures::Figure;

/// A part of a document under a heading.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Section {
    /// Name of the section in addresses and file names: lower case, hyphens.
    pub id: String,
    /// The heading.
    pub title: String,
    /// What it holds, from top to bottom.
    pub blocks: Vec<Block>,
}

/// A section of these blocks.
pub(in crate::view) fn section(id: &str, title: &str, blocks: Vec<Block>) -> Section {
    Section { id: id.to_owned(), title: title.to_owned(), blocks }
}

/// A piece of a section.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Block {
    /// A heading below the section's heading.
    Heading(String),
    /// A paragraph.
    Paragraph(String),
    /// A remark that stands apart, with how much it matters.
    Note(RemarkTone, String),
    /// A table.
    Table(Table),
    /// A figure.
    Figure(Box<Figure>),
    /// Blocks that are shown when the reader asks for them, under a line that
    /// says what they are.
    Details {
        /// The line.
        summary: String,
        /// The blocks.
        blocks: Vec<Block>,
    },
    /// Blocks that stand beside each other where there is room.
    Beside(Vec<Block>),
}

/// Goes through blocks and those inside of them, from top to bottom.
pub fn walk<'a>(blocks: &'a [Block], visit: &mut dyn FnMut(&'a Block)) {
    for block in blocks {
        visit(block);
        if let Block::Details { blocks, .. } | Block::Beside(blocks) = block {
            walk(blocks, visit);
        }
    }
}

/// How much a remark matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RemarkTone {
    /// Good to know.
    Plain,
    /// Calls for care.
    Warning,
    /// Why something cannot be said.
    Refusal,
}

/// A table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// Name of the table in file names: lower case, hyphens.
    pub id: String,
    /// What the table shows; also read out to those who cannot see it.
    pub caption: String,
    /// The columns; the first one holds what each row is about.
    pub columns: Vec<TableColumn>,
    /// The rows, each with as many cells as there are columns.
    pub rows: Vec<Row>,
    /// Remarks below the table.
    pub notes: Vec<String>,
}

/// The head of a column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableColumn {
    /// The head.
    pub head: String,
    /// Whether the column holds numbers, which stand to the right.
    pub is_numeric: bool,
}

impl TableColumn {
    /// A column of words.
    #[must_use]
    pub fn words(head: impl Into<String>) -> Self {
        TableColumn { head: head.into(), is_numeric: false }
    }

    /// A column of numbers.
    #[must_use]
    pub fn numbers(head: impl Into<String>) -> Self {
        TableColumn { head: head.into(), is_numeric: true }
    }
}

/// A row of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// The cells.
    pub cells: Vec<Cell>,
    /// How the row stands out.
    pub kind: RowKind,
}

/// How a row stands out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum RowKind {
    /// It does not.
    #[default]
    Plain,
    /// It is a sum of others, or what the table is mainly about.
    Main,
    /// It heads the rows below; only its first cell holds text.
    Group,
}

/// A cell of a table: a text, and a smaller one below it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// The text; empty where there is nothing to say.
    pub text: String,
    /// What stands below it in smaller letters, such as an interval or a
    /// definition; empty where there is nothing.
    pub below: String,
}

impl Cell {
    /// A cell with a smaller text below.
    #[must_use]
    pub fn stacked(text: impl Into<String>, below: impl Into<String>) -> Self {
        Cell { text: text.into(), below: below.into() }
    }

    /// Both texts on one line, as files hold them.
    #[must_use]
    pub fn flat(&self) -> String {
        match (self.text.as_str(), self.below.as_str()) {
            (text, "") => text.to_owned(),
            ("", below) => below.to_owned(),
            (text, below) => format!("{text} ({below})"),
        }
    }
}

impl<T: Into<String>> From<T> for Cell {
    fn from(text: T) -> Self {
        Cell { text: text.into(), below: String::new() }
    }
}

impl Row {
    /// A plain row.
    #[must_use]
    pub fn new(cells: impl IntoIterator<Item = Cell>) -> Self {
        Row { cells: cells.into_iter().collect(), kind: RowKind::Plain }
    }

    /// A row that stands out.
    #[must_use]
    pub fn main(cells: impl IntoIterator<Item = Cell>) -> Self {
        Row { kind: RowKind::Main, ..Row::new(cells) }
    }

    /// A head over the rows below, in a table of so many columns.
    #[must_use]
    pub fn group(title: impl Into<String>, n_columns: usize) -> Self {
        let mut cells = vec![Cell::default(); n_columns.max(1)];
        cells[0] = Cell::from(title);
        Row { cells, kind: RowKind::Group }
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn cells_on_one_line() {
        for (cell, expected) in [
            (Cell::from("82.7%"), "82.7%"),
            (Cell::stacked("82.7%", "76.9% to 87.4%"), "82.7% (76.9% to 87.4%)"),
            (Cell::stacked("", "nobody"), "nobody"),
            (Cell::default(), ""),
        ] {
            assert_eq!(cell.flat(), expected);
        }
    }

    #[test]
    fn a_group_fills_its_row() {
        let row = Row::group("Ratios", 3);
        assert_eq!(row.cells.len(), 3);
        assert_eq!(row.cells[0].text, "Ratios");
        assert_eq!(row.kind, RowKind::Group);
    }
}

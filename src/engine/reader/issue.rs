//! What can be wrong with a file and with a row of it.

mod file;

use serde::{Deserialize, Serialize};

use crate::engine::column::Column;
use crate::engine::quantity::{Caution, Impossible};
use crate::engine::reader::change::CellResult;
use crate::engine::reader::field::{Field, Identifier, Unconvertible};
use crate::engine::reader::number::NotANumber;
use crate::engine::reader::text::shorten;
use crate::engine::record::Bound;
pub use file::{FileError, WorkbookProblem};

/// Something about a file that only the user can decide.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileQuestion {
    /// Columns tell who the women are.
    Identifiers {
        /// The columns and what they hold.
        columns: Vec<IdentifierColumn>,
    },
    /// Letters outside ASCII matter, and the encoding is a guess.
    Encoding,
    /// Several sheets of the workbook could be the table.
    Sheet {
        /// Their names.
        names: Vec<String>,
    },
    /// No column is a laboratory value by its name.
    NoLaboratory {
        /// Columns that look like one and are another value.
        refused: Vec<RefusedColumn>,
    },
    /// A column could be several fields.
    Field {
        /// The column.
        column: String,
        /// What it could be.
        candidates: Vec<Field>,
    },
    /// Several columns could be the same field.
    SameField {
        /// The field.
        field: Field,
        /// The columns.
        columns: Vec<String>,
    },
    /// A comma may separate thousands or decimals in every cell of a column.
    DecimalMark {
        /// The column.
        column: String,
    },
    /// Every number of a column of percentages lies between 0 and 1, or one without a
    /// percent sign does where others have one.
    Fraction {
        /// The column.
        column: String,
    },
    /// Cells of a column hold more than a number, or a year that could be another.
    Unread {
        /// The column.
        column: String,
        /// What it is read as.
        field: Field,
        /// The different texts, and the number that each is proposed to be.
        cells: Vec<UnreadCell>,
    },
    /// A spreadsheet has cut the digits of identifiers: `2.01E+11`.
    CutIdentifiers {
        /// The column.
        column: String,
        /// The first of them.
        example: String,
    },
    /// Words of a column whose meaning is not known.
    Values {
        /// The column.
        column: String,
        /// What it is read as.
        field: Field,
        /// The words.
        words: Vec<String>,
    },
    /// Cells of a column of numbers that cannot be read.
    Unreadable {
        /// The column.
        column: String,
        /// What it is read as.
        field: Field,
        /// How many cells.
        n: u32,
        /// The different texts, each with the first cell that holds it; no more
        /// than [`ASKED_LIMIT`].
        cells: Vec<AskedCell>,
    },
    /// Rows have a name and nothing else that is read, or one unlike all others: heads
    /// of sections, notes, sums.
    NoWomen {
        /// How many.
        n: u32,
        /// The first of them, no more than [`ASKED_LIMIT`].
        rows: Vec<OddRow>,
    },
    /// The workbook hides rows, as a filter does.
    HiddenRows {
        /// How many.
        n: u32,
        /// The first of them, no more than [`ASKED_LIMIT`].
        rows: Vec<OddRow>,
    },
    /// Rows of one woman differ in what matters.
    Duplicates {
        /// How many women have such rows.
        n_women: u32,
        /// The first of them, no more than [`ASKED_LIMIT`].
        conflicts: Vec<Conflict>,
    },
}

/// Most cells or women that a question shows.
pub const ASKED_LIMIT: usize = 50;

/// A cell that a question is about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AskedCell {
    /// Row of the spreadsheet.
    pub row: u32,
    /// The column of the spreadsheet, counted from 0.
    pub place: u32,
    /// The text found there, shortened.
    pub found: String,
    /// How many cells hold the same text.
    pub n: u32,
    /// What is the matter with it.
    pub problem: RowProblem,
}

/// A row that a question is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OddRow {
    /// Row of the spreadsheet.
    pub row: u32,
    /// What stands in it, shortened.
    pub text: String,
}

/// Why a row is no woman.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoWoman {
    /// It is named as a sum, a mean or the like.
    Sum,
    /// It is a note, the number of a page or a line of signs.
    Note,
    /// It holds names of columns or other texts in the place of values.
    Names,
    /// The user says so.
    Chosen,
}

/// Two rows of one woman that differ.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Conflict {
    /// Her identifier, shortened.
    pub id: String,
    /// The two rows of the spreadsheet.
    pub rows: (u32, u32),
    /// What differs, and what stands in each of the rows.
    pub values: Vec<(Column, CellResult, CellResult)>,
}

/// A column that looks like a laboratory value and cannot be one that is read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusedColumn {
    /// Its name.
    pub column: String,
    /// Why it is not read.
    pub why: Unconvertible,
}

/// A text of a column of numbers that holds more than a number.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct UnreadCell {
    /// The text.
    pub text: String,
    /// Cells that hold it.
    pub n: u32,
    /// Row of the spreadsheet with the first of them.
    pub row: u32,
    /// The number that it is proposed to be; `None` where it is to be missing.
    pub value: Option<f64>,
    /// Whether that is the value or a bound of it.
    pub bound: Bound,
}

/// A column that tells who the women are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IdentifierColumn {
    /// Its name.
    pub column: String,
    /// What it holds.
    pub kind: Identifier,
    /// Whether its cells say so, and not only its name.
    pub by_values: bool,
}

/// What is wrong or doubtful about one row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RowIssue {
    /// Row of the spreadsheet; the header is row 1.
    pub row: u32,
    /// The column of the format, when one cell is meant.
    pub column: Option<Column>,
    /// The column of the spreadsheet, counted from 0, when one cell is meant.
    pub place: Option<u32>,
    /// The text found there, shortened.
    pub found: String,
    /// What is wrong with it.
    pub problem: RowProblem,
}

/// What is wrong or doubtful about a row or a cell.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowProblem {
    /// The row has more fields than the header, or is half of a broken one.
    FieldCount {
        /// Fields in the row.
        found: u32,
        /// Fields in the header.
        expected: u32,
    },
    /// There is no patient identifier.
    NoId,
    /// The identifier was used by another row, and this one is not used.
    DuplicateId {
        /// The first row of the spreadsheet with it.
        first_row: u32,
    },
    /// Another row has the same identifier, and neither is used.
    NotUnique {
        /// That row of the spreadsheet.
        other_row: u32,
    },
    /// A later row with the same identifier is used in the place of this one.
    Replaced {
        /// That row of the spreadsheet.
        by_row: u32,
    },
    /// The row is no woman.
    NoWoman {
        /// Why not.
        why: NoWoman,
    },
    /// The row is used; it ends before the last column, and what is not there is
    /// missing.
    CutShort {
        /// Fields in the row.
        found: u32,
        /// Fields in the header.
        expected: u32,
    },
    /// A workbook's date stands in the place of a number or a word.
    Date,
    /// The row is used; no year can be told from the cell, which counts as missing.
    NoYear,
    /// The row is used; a spreadsheet's error counts as missing.
    ErrorValue,
    /// The row is used; a formula without a stored result counts as missing.
    NoResult,
    /// The workbook hides the row, and the user leaves it out.
    Hidden,
    /// The row is used; a code of `REDCap` counts as missing.
    MissingDataCode,
    /// The row is used; the same woman has another value in an earlier row.
    RepeatDiffers {
        /// That row of the spreadsheet, whose value is used.
        used_row: u32,
    },
    /// The row is used; a value that would be worked out from two others cannot
    /// be, because one of them is a bound.
    BoundNotCombined,
    /// The row is used; a value that would be worked out from two others would
    /// be impossible, and is missing.
    NotDerived {
        /// Why not.
        why: Impossible,
    },
    /// The cell is not a number.
    NotANumber {
        /// Why not.
        why: NotANumber,
    },
    /// The number cannot be a value of its quantity.
    Impossible {
        /// Why not.
        why: Impossible,
    },
    /// The word is none of those the column may hold.
    UnknownWord,
    /// The row is used; the value looks like a slip.
    Doubtful {
        /// What looks wrong.
        caution: Caution,
    },
}

/// What a problem does to the row it was found in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowFate {
    /// The row is no record.
    LeftOut,
    /// The row is a record all the same.
    InUse,
}

impl RowProblem {
    /// What becomes of the row. Every count, list and file that says so asks here.
    #[must_use]
    pub fn fate(self) -> RowFate {
        match self {
            RowProblem::FieldCount { .. }
            | RowProblem::NoId
            | RowProblem::DuplicateId { .. }
            | RowProblem::NotUnique { .. }
            | RowProblem::Replaced { .. }
            | RowProblem::NoWoman { .. }
            | RowProblem::Hidden
            | RowProblem::Date
            | RowProblem::NotANumber { .. }
            | RowProblem::Impossible { .. }
            | RowProblem::UnknownWord => RowFate::LeftOut,
            RowProblem::CutShort { .. }
            | RowProblem::NoYear
            | RowProblem::ErrorValue
            | RowProblem::NoResult
            | RowProblem::MissingDataCode
            | RowProblem::RepeatDiffers { .. }
            | RowProblem::BoundNotCombined
            | RowProblem::NotDerived { .. }
            | RowProblem::Doubtful { .. } => RowFate::InUse,
        }
    }

    /// Whether two problems are of one kind, as a list groups them.
    #[must_use]
    pub fn is_like(self, other: Self) -> bool {
        match (self, other) {
            (RowProblem::Doubtful { caution: one }, RowProblem::Doubtful { caution: other }) => {
                one == other
            }
            (RowProblem::NotANumber { why: one }, RowProblem::NotANumber { why: other }) => {
                one == other
            }
            (RowProblem::NoWoman { why: one }, RowProblem::NoWoman { why: other }) => one == other,
            _ => std::mem::discriminant(&self) == std::mem::discriminant(&other),
        }
    }
}

impl RowIssue {
    /// An issue with the row as a whole.
    #[must_use]
    pub fn of_row(row: u32, problem: RowProblem) -> Self {
        RowIssue { row, column: None, place: None, found: String::new(), problem }
    }

    /// An issue with a row as a whole, at the cell that names it, whose column may
    /// not be read.
    #[must_use]
    pub fn of_name(
        row: u32,
        column: Option<Column>,
        place: usize,
        name: &str,
        problem: RowProblem,
    ) -> Self {
        let place = u32::try_from(place).ok();
        RowIssue { row, column, place, found: shorten(name), problem }
    }

    /// An issue with one cell, which stands in the given column of the
    /// spreadsheet; the text found is shortened.
    #[must_use]
    pub fn of_cell(
        row: u32,
        column: Column,
        place: Option<usize>,
        found: &str,
        problem: RowProblem,
    ) -> Self {
        let place = place.and_then(|place| u32::try_from(place).ok());
        RowIssue { row, column: Some(column), place, found: shorten(found), problem }
    }
}

/// Most issues that are kept with their text; the counts go on beyond.
pub const LISTED_LIMIT: usize = 10_000;

/// All issues of a file: exact counts, and the first of them in full.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct IssueLog {
    /// Rows that are left out.
    pub n_rejected_rows: u32,
    /// All issues, listed or not.
    pub n_issues: u32,
    /// Issues that leave their row in use.
    pub n_doubtful: u32,
    /// The kinds of issues in each column, in the order in which they appeared.
    pub groups: Vec<IssueGroup>,
    /// The first [`LISTED_LIMIT`] issues, in the order of the file.
    pub listed: Vec<RowIssue>,
}

/// All issues of one kind in one column.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct IssueGroup {
    /// How many.
    pub n: u32,
    /// The first of them.
    pub first: RowIssue,
}

impl IssueLog {
    /// Notes an issue with a row that is left out because of it.
    pub fn reject(&mut self, issue: RowIssue) {
        self.n_rejected_rows += 1;
        self.note(issue);
    }

    /// Notes an issue without deciding about its row.
    pub fn note(&mut self, issue: RowIssue) {
        self.n_issues += 1;
        self.n_doubtful += u32::from(issue.problem.fate() == RowFate::InUse);
        let group = self.groups.iter_mut().find(|group| {
            group.first.place == issue.place && group.first.problem.is_like(issue.problem)
        });
        match group {
            Some(group) => group.n += 1,
            None => self.groups.push(IssueGroup { n: 1, first: issue.clone() }),
        }
        if self.listed.len() < LISTED_LIMIT {
            self.listed.push(issue);
        }
    }
}

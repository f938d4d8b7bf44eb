//! What can be wrong with a file and with a row of it.

use serde::{Deserialize, Serialize};

use crate::engine::quantity::{Caution, Impossible};
use crate::engine::reader::header::Column;
use crate::engine::reader::number::NotANumber;

/// Why a whole file cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum FileError {
    /// The file holds nothing.
    #[error("the file is empty")]
    Empty,
    /// There is a header and nothing below it.
    #[error("the file has a header and no rows below it")]
    NoRows,
    /// The file is a spreadsheet workbook.
    #[error("the file is a workbook; save the sheet as CSV (UTF-8) and open that")]
    Workbook,
    /// The file is text in UTF-16.
    #[error("the file is UTF-16 text; save it as CSV (UTF-8) and open that")]
    Utf16,
    /// The file has zero bytes, which text never has.
    #[error("the file is not text; save the table as CSV (UTF-8) and open that")]
    NotText,
    /// A used cell is not UTF-8.
    #[error("row {row} is not UTF-8 text; save the file as CSV (UTF-8) and open that")]
    NotUtf8 {
        /// Row of the spreadsheet.
        row: u32,
    },
    /// The columns are separated by something else than commas.
    #[error("the columns are separated by {found}; save the file with commas")]
    WrongDelimiter {
        /// `semicolons`, `tabs` or `vertical bars`.
        found: String,
    },
    /// Columns without which nothing can be said.
    #[error("the header lacks {}", columns.join(", "))]
    MissingColumns {
        /// The canonical names.
        columns: Vec<String>,
    },
    /// None of the five laboratory columns is there.
    #[error("the header has none of the laboratory columns {}", columns.join(", "))]
    NoLaboratoryColumn {
        /// The canonical names.
        columns: Vec<String>,
    },
    /// The same column stands twice in the header.
    #[error("the header has {column} more than once")]
    DuplicateColumn {
        /// The canonical name.
        column: String,
    },
    /// A quotation mark opens a field and nothing closes it.
    #[error("row {row}: a quotation mark opens a field that never ends")]
    UnclosedQuote {
        /// Row of the spreadsheet where the row begins that has the mark.
        row: u32,
    },
    /// A row is longer than any row of a table.
    #[error("row {row} is longer than a megabyte; this is not a table with one patient a row")]
    RowTooLong {
        /// Row of the spreadsheet.
        row: u32,
    },
    /// A row has more fields than a spreadsheet has columns.
    #[error("row {row} has more than 16,384 fields; this is not a table with one patient a row")]
    TooManyColumns {
        /// Row of the spreadsheet.
        row: u32,
    },
}

/// What is wrong or doubtful about one row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RowIssue {
    /// Row of the spreadsheet; the header is row 1.
    pub row: u32,
    /// The column, when one cell is meant.
    pub column: Option<Column>,
    /// The text found there, shortened.
    pub found: String,
    /// What is wrong with it.
    pub problem: Problem,
}

/// What is wrong or doubtful about a row or a cell.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Problem {
    /// The row has more or fewer fields than the header.
    FieldCount {
        /// Fields in the row.
        found: u32,
        /// Fields in the header.
        expected: u32,
    },
    /// There is no patient identifier.
    NoId,
    /// The identifier was used by an earlier row.
    DuplicateId {
        /// That row of the spreadsheet.
        first_row: u32,
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

impl Problem {
    /// Whether the row is left out because of it.
    #[must_use]
    pub fn rejects(self) -> bool {
        !matches!(self, Problem::Doubtful { .. })
    }
}

/// Longest piece of a cell that an issue quotes, in characters.
const FOUND_LENGTH: usize = 40;

impl RowIssue {
    /// An issue with the row as a whole.
    #[must_use]
    pub fn of_row(row: u32, problem: Problem) -> Self {
        RowIssue { row, column: None, found: String::new(), problem }
    }

    /// An issue with one cell; the text found is shortened.
    #[must_use]
    pub fn of_cell(row: u32, column: Column, found: &str, problem: Problem) -> Self {
        let mut found: String = found.chars().take(FOUND_LENGTH + 1).collect();
        if found.chars().count() > FOUND_LENGTH {
            found.pop();
            found.push('…');
        }
        RowIssue { row, column: Some(column), found, problem }
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
    /// The first [`LISTED_LIMIT`] issues, in the order of the file.
    pub listed: Vec<RowIssue>,
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
        self.n_doubtful += u32::from(!issue.problem.rejects());
        if self.listed.len() < LISTED_LIMIT {
            self.listed.push(issue);
        }
    }
}

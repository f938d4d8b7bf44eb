//! Why a whole file cannot be used.

use serde::{Deserialize, Serialize};

use crate::engine::reader::format::OtherFormat;
use crate::engine::reader::issue::FileQuestion;

/// Why a whole file cannot be used.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
#[error("{self:?}")]
pub enum FileError {
    /// The file holds nothing.
    Empty,
    /// There is a header and nothing below it.
    NoRows,
    /// The workbook cannot be read.
    Workbook {
        /// What is the matter.
        problem: WorkbookProblem,
    },
    /// The workbook has no such sheet.
    NoSuchSheet {
        /// The name that was asked for.
        name: String,
        /// The names there are.
        names: Vec<String>,
    },
    /// The file is of a kind that is known and not read.
    OtherFormat {
        /// What it is.
        format: OtherFormat,
    },
    /// The JSON is broken.
    Json {
        /// Line of the file.
        line: u32,
    },
    /// An object of JSON has two values of one name, so that nobody can say which is meant.
    JsonNameTwice {
        /// The line of the second one, counted from 1.
        line: u32,
        /// The name.
        name: String,
    },
    /// The JSON holds neither FHIR resources nor a list of records.
    NoRecords,
    /// The resources hold no observation that is read.
    NoObservations,
    /// An archive of files and no workbook.
    Archive {
        /// The names of the first files in it.
        names: Vec<String>,
    },
    /// The lines of the text have no columns in common.
    NoTable,
    /// Blanks divide the columns, and stand inside of cells as well.
    SeparatedByBlanks,
    /// Every column is a woman and every row a value.
    WomenInColumns,
    /// Every row is one test of a woman.
    OneTestALine {
        /// The columns that say so.
        columns: Vec<String>,
    },
    /// The file has zero bytes, which text never has.
    NotText,
    /// The settings name an encoding that nobody knows.
    UnknownEncoding {
        /// The name.
        label: String,
    },
    /// A quotation mark opens a field and nothing closes it.
    UnclosedQuote {
        /// Row of the spreadsheet where the row begins that has the mark.
        row: u32,
    },
    /// A quotation mark opens a field that runs over whole rows.
    RowsInQuotes {
        /// Row of the spreadsheet where the row begins that has the mark.
        row: u32,
    },
    /// A row is longer than any row of a table.
    RowTooLong {
        /// Row of the spreadsheet.
        row: u32,
    },
    /// A row has more fields than a spreadsheet has columns.
    TooManyColumns {
        /// Row of the spreadsheet.
        row: u32,
    },
    /// A file of a kind that has to be in memory whole is larger than that allows.
    TooLarge {
        /// The limit.
        limit_megabytes: u32,
    },
    /// The records would not fit into the memory of a browser.
    TooManyRows {
        /// The limit.
        limit: u32,
    },
    /// The file can be read once something is decided that only the user knows.
    Questions {
        /// What has to be decided.
        questions: Vec<FileQuestion>,
    },
}

/// What is the matter with a workbook.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
#[error("{self:?}")]
pub enum WorkbookProblem {
    /// It has a password.
    Encrypted,
    /// It is broken.
    Damaged,
    /// It unpacks to more than fits into memory.
    TooLarge,
}

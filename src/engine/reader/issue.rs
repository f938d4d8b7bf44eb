//! What can be wrong with a file and with a row of it.

use serde::{Deserialize, Serialize};

use crate::engine::quantity::{Caution, Impossible};
use crate::engine::reader::change::Became;
use crate::engine::reader::field::{Field, Identifier, Unconvertible};
use crate::engine::reader::format::OtherFormat;
use crate::engine::reader::header::Column;
use crate::engine::reader::number::NotANumber;
use crate::engine::record::Bound;

/// Why a whole file cannot be used.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum FileError {
    /// The file holds nothing.
    #[error("the file is empty")]
    Empty,
    /// There is a header and nothing below it.
    #[error("the file has a header and no rows below it")]
    NoRows,
    /// The workbook cannot be read.
    #[error("{problem}")]
    Workbook {
        /// What is the matter.
        problem: WorkbookProblem,
    },
    /// The workbook has no such sheet.
    #[error("the workbook has no sheet named {name}; its sheets are {}", names.join(", "))]
    NoSuchSheet {
        /// The name that was asked for.
        name: String,
        /// The names there are.
        names: Vec<String>,
    },
    /// The file is of a kind that is known and not read.
    #[error("{}", other_format(*format))]
    OtherFormat {
        /// What it is.
        format: OtherFormat,
    },
    /// The JSON is broken.
    #[error("line {line} is not valid JSON; export the bundle again")]
    Json {
        /// Line of the file.
        line: u32,
    },
    /// The JSON is no FHIR Bundle.
    #[error(
        "the file is JSON but no FHIR Bundle; export the observations as a Bundle, or the table as CSV"
    )]
    NotBundle,
    /// The file has zero bytes, which text never has.
    #[error("the file is not text; save the table as CSV or as a workbook (.xlsx) and open that")]
    NotText,
    /// The settings name an encoding that nobody knows.
    #[error("there is no encoding named {label}; choose one from the list")]
    UnknownEncoding {
        /// The name.
        label: String,
    },
    /// A quotation mark opens a field and nothing closes it.
    #[error(
        "row {row}: a quotation mark opens a field that never ends; remove it, or choose “no quotation marks” in the import step"
    )]
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
    /// A file of a kind that has to be in memory whole is larger than that allows.
    #[error(
        "the file is larger than {limit_megabytes} MB, which is the limit for workbooks and bundles; save the sheet as CSV, which is read in pieces and may have any size"
    )]
    TooLarge {
        /// The limit.
        limit_megabytes: u32,
    },
    /// The records would not fit into the memory of a browser.
    #[error("the file has more than {} million rows, more than fit into memory; split it", limit / 1_000_000)]
    TooManyRows {
        /// The limit.
        limit: u32,
    },
    /// The file can be read once something is decided that only the user knows.
    #[error("the file can be read once {} {} answered", questions.len(), if questions.len() == 1 { "question is" } else { "questions are" })]
    Questions {
        /// What has to be decided.
        questions: Vec<Question>,
    },
}

/// What is the matter with a workbook.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum WorkbookProblem {
    /// It has a password.
    #[error("the workbook is protected by a password; save a copy without one and open that")]
    Encrypted,
    /// It is broken.
    #[error(
        "this workbook is damaged; get it once more, or open it in a spreadsheet, save it as .xlsx or CSV and open that"
    )]
    Damaged,
    /// It unpacks to more than fits into memory.
    #[error(
        "the workbook unpacks to more than fits into memory; save the sheet as CSV, which may have any size, and open that"
    )]
    TooLarge,
}

fn other_format(format: OtherFormat) -> &'static str {
    match format {
        OtherFormat::Markup => {
            "the file is a web page or XML, whatever its name says; open it in a spreadsheet, save it as .xlsx or CSV and open that"
        }
        OtherFormat::Pdf => "the file is a PDF; export the table as CSV or as a workbook (.xlsx)",
        OtherFormat::Image => {
            "the file is a picture; export the table as CSV or as a workbook (.xlsx)"
        }
        OtherFormat::Spss => "the file is a data file of SPSS; save it there as CSV or .xlsx",
        OtherFormat::Stata => "the file is a data file of Stata; write it with export delimited",
        OtherFormat::Sas => "the file is a data file of SAS; write it with proc export as CSV",
        OtherFormat::Packed => "the file is packed; unpack it and open the table inside",
        OtherFormat::RichText => "the file is a text document; save the table as CSV or .xlsx",
        OtherFormat::Parquet => "the file is in Parquet format; write it as CSV",
        OtherFormat::Database => "the file is a database; export the table as CSV",
    }
}

/// Something about a file that only the user can decide.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Question {
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
    /// Every number of a column of percentages lies between 0 and 1.
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
    pub problem: Problem,
}

/// Two rows of one woman that differ.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Conflict {
    /// Her identifier, shortened.
    pub id: String,
    /// The two rows of the spreadsheet.
    pub rows: (u32, u32),
    /// What differs, and what stands in each of the rows.
    pub values: Vec<(Column, Became, Became)>,
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
    /// The row names a sum or a mean and not a woman.
    Summary,
    /// A workbook's date stands in the place of a number or a word.
    Date,
    /// The row is used; no year can be told from the cell, which counts as missing.
    NoYear,
    /// The row is used; a spreadsheet's error counts as missing.
    ErrorValue,
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

impl Problem {
    /// What becomes of the row. Every count, list and file that says so asks here.
    #[must_use]
    pub fn fate(self) -> RowFate {
        match self {
            Problem::FieldCount { .. }
            | Problem::NoId
            | Problem::DuplicateId { .. }
            | Problem::NotUnique { .. }
            | Problem::Replaced { .. }
            | Problem::Summary
            | Problem::Date
            | Problem::NotANumber { .. }
            | Problem::Impossible { .. }
            | Problem::UnknownWord => RowFate::LeftOut,
            Problem::NoYear
            | Problem::ErrorValue
            | Problem::MissingDataCode
            | Problem::RepeatDiffers { .. }
            | Problem::BoundNotCombined
            | Problem::NotDerived { .. }
            | Problem::Doubtful { .. } => RowFate::InUse,
        }
    }

    /// Whether two problems are of one kind, as a list groups them.
    #[must_use]
    pub fn is_like(self, other: Self) -> bool {
        match (self, other) {
            (Problem::Doubtful { caution: one }, Problem::Doubtful { caution: other }) => {
                one == other
            }
            (Problem::NotANumber { why: one }, Problem::NotANumber { why: other }) => one == other,
            _ => std::mem::discriminant(&self) == std::mem::discriminant(&other),
        }
    }
}

/// Longest piece of a cell that an issue quotes, in characters.
const FOUND_LENGTH: usize = 40;

/// A text shortened to what an issue quotes.
pub(super) fn shorten(text: &str) -> String {
    shorten_to(text, FOUND_LENGTH)
}

/// A text shortened to so many characters.
pub(super) fn shorten_to(text: &str, length: usize) -> String {
    match text.char_indices().nth(length) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

impl RowIssue {
    /// An issue with the row as a whole.
    #[must_use]
    pub fn of_row(row: u32, problem: Problem) -> Self {
        RowIssue { row, column: None, place: None, found: String::new(), problem }
    }

    /// An issue with one cell, which stands in the given column of the
    /// spreadsheet; the text found is shortened.
    #[must_use]
    pub fn of_cell(
        row: u32,
        column: Column,
        place: Option<usize>,
        found: &str,
        problem: Problem,
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

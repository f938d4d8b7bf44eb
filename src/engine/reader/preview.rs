//! What was found of a file before it is read: what a page shows so that a
//! wrong guess can be put right.

use serde::{Deserialize, Serialize};

use crate::engine::own_column::{OwnColumn, OwnKind, OwnLevel};
use crate::engine::reader::encoding::EncodingSource;
use crate::engine::reader::field::{Field, Identifier, Unconvertible, Unit};
use crate::engine::reader::format::Format;
use crate::engine::reader::issue::FileQuestion;
use crate::engine::reader::number::DecimalMark;
use crate::engine::reader::settings::{Delimiter, Quote, UnreadChoice};

/// What was found of a file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ImportPreview {
    /// What the file is.
    pub format: Format,
    /// How it was decoded and split.
    pub source: SourceSummary,
    /// Every column.
    pub columns: Vec<PreviewColumn>,
    /// The first ten rows below the header, as they stand in the file.
    pub rows: Vec<PreviewRow>,
    /// Rows below the header that hold anything.
    pub n_rows: u32,
    /// What has to be decided before the file can be read.
    pub questions: Vec<FileQuestion>,
}

impl ImportPreview {
    /// Whether a question asks what a column is.
    #[must_use]
    pub fn is_asked(&self, name: &str) -> bool {
        self.questions.iter().any(|question| match question {
            FileQuestion::Field { column, .. } | FileQuestion::CutIdentifiers { column, .. } => {
                column == name
            }
            FileQuestion::SameField { columns, .. } => columns.iter().any(|column| column == name),
            _ => false,
        })
    }
}

/// How a file was decoded and split.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceSummary {
    /// What the file is.
    pub format: Format,
    /// Label of the encoding.
    pub encoding: String,
    /// How the encoding was decided.
    pub encoding_source: EncodingSource,
    /// Whether letters could not be decoded.
    pub has_undecodable: bool,
    /// What separates the columns; only of text.
    pub delimiter: Option<Delimiter>,
    /// What encloses fields; only of text.
    pub quote: Option<Quote>,
    /// The sheet that was read; only of workbooks.
    pub sheet: Option<String>,
    /// All sheets of a workbook.
    pub sheets: Vec<String>,
    /// Row of the spreadsheet in which the header begins.
    pub header_row: u32,
    /// Rows that the header takes.
    pub header_rows: u32,
}

/// One column of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreviewColumn {
    /// Its place, counted from 0.
    pub place: u32,
    /// Its name in the header.
    pub name: String,
    /// What it is read as; `None` when it is not read.
    pub field: Option<Field>,
    /// How its numbers are converted.
    pub unit: Unit,
    /// Its decimal mark.
    pub decimal_mark: DecimalMark,
    /// What was decided about its cells that hold more than a number.
    pub unread: Option<UnreadChoice>,
    /// Why it is read as that.
    pub source: ColumnSource,
    /// Why it is not read although it looks like a laboratory value.
    pub refused: Option<Unconvertible>,
    /// What it tells about who the women are.
    pub identifier: Option<Identifier>,
    /// The different words of a column of words.
    pub words: Vec<WordUse>,
    /// The cause that a column of checkboxes stands for, by its name.
    pub choice: Option<WordUse>,
    /// What it can be kept as; `None` where it is read as a field, and where it tells who
    /// the women are.
    pub own: Option<OwnPreview>,
}

/// What a column that no field is can be kept as.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnPreview {
    /// What nearly all of its cells are; `None` for names and remarks.
    pub proposal: Option<OwnKind>,
    /// Its different words; none where they are more than a category may have.
    pub levels: Vec<OwnLevel>,
    /// What it is kept as, if the user keeps it.
    pub kept: Option<OwnColumn>,
    /// Cells that hold anything.
    pub n_filled: u32,
    /// Of those, cells that are missing because they cannot be read as that.
    pub n_unreadable: u32,
    /// The most frequent of those.
    pub unreadable: Vec<OwnText>,
}

/// A text of a kept column that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnText {
    /// The text, shortened.
    pub text: String,
    /// Cells that hold it.
    pub n: u32,
    /// Row of the spreadsheet with the first of them.
    pub row: u32,
}

/// Why a column is read as what it is read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ColumnSource {
    /// By its name.
    Name,
    /// By the user.
    Chosen,
    /// Its name could mean several things.
    Unsure,
    /// Its name says nothing that is known.
    Unknown,
}

/// A word of a column and what it is taken for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WordUse {
    /// The word.
    pub text: String,
    /// Cells that hold it.
    pub n: u32,
    /// Row of the spreadsheet with the first of them.
    pub row: u32,
    /// The word of the format; `None` when it is not known.
    pub meaning: Option<String>,
    /// The word of the format that is proposed where it is not known.
    pub proposal: Option<ProposedWord>,
}

/// What is proposed for a word that is not known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposedWord {
    /// The word of the format.
    pub word: String,
    /// Whether the text says so; else it is no more than likely.
    pub is_sure: bool,
}

/// One of the first rows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreviewRow {
    /// Row of the spreadsheet.
    pub row: u32,
    /// The texts of its cells.
    pub cells: Vec<String>,
}

/// What was done with a file, as every export names it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportLog {
    /// SHA-256 of the file.
    pub file_sha256: String,
    /// SHA-256 of the settings that the user gave.
    pub settings_sha256: String,
    /// How the file was decoded and split.
    pub source: SourceSummary,
    /// The columns that were read, and as what.
    pub columns: Vec<ColumnUse>,
    /// The columns that were kept beside them.
    pub own_columns: Vec<OwnUse>,
    /// What was done with identifiers that stand twice.
    pub duplicates: crate::engine::reader::settings::DuplicateChoice,
    /// What was done with columns that tell who the women are.
    pub identifiers: Option<crate::engine::reader::settings::IdentifierChoice>,
    /// Rows below the header that hold anything.
    pub n_rows: u32,
    /// Records that they made.
    pub n_records: u32,
    /// Rows that belong to the record of another row.
    pub n_merged_rows: u32,
    /// Rows that are not used.
    pub n_rejected_rows: u32,
    /// Rows that are blank and not counted.
    pub n_blank_rows: u32,
    /// Rows above the header.
    pub n_rows_above: u32,
}

/// A column that was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnUse {
    /// Its name in the file.
    pub name: String,
    /// Its place, counted from 0.
    pub place: u32,
    /// What it was read as.
    pub field: Field,
    /// How its numbers were converted.
    pub unit: Unit,
    /// Its decimal mark.
    pub decimal_mark: DecimalMark,
}

/// A column that the user keeps, and how it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnUse {
    /// What it is.
    pub column: OwnColumn,
    /// Its place, counted from 0.
    pub place: u32,
    /// Its decimal mark.
    pub decimal_mark: DecimalMark,
    /// Cells of used rows that are missing because they cannot be read as that.
    pub n_unreadable: u32,
    /// The first different texts of those.
    pub unreadable: Vec<OwnText>,
}

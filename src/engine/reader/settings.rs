//! How a file is to be read. Everything is optional: what is not given is
//! detected. The settings hold names of columns and the words to be translated,
//! never a row of the file, so that they can be kept and used for the next file.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::engine::digest::hexadecimal;
use crate::engine::json::{JsonError, from_json};
use crate::engine::own_column::OwnColumn;
use crate::engine::reader::field::{Field, Unit};
use crate::engine::reader::number::DecimalMark;

/// Name and version of the settings as a file.
pub const SETTINGS_SCHEMA: &str = "rpl-immune-profile/import/1";

/// A file of settings that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{self:?}")]
pub enum SettingsError {
    /// It is not the JSON that is expected.
    Json(#[from] JsonError),
    /// It has another layout.
    OtherSchema {
        /// What it says its layout is.
        schema: String,
    },
    /// It does not say what it is.
    NoSchema,
}

/// How a file is to be read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ImportSettings {
    /// [`SETTINGS_SCHEMA`], where the settings come from a file.
    pub schema: Option<String>,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// Label of the encoding, as browsers know it.
    pub encoding: Option<String>,
    /// What separates the columns.
    pub delimiter: Option<Delimiter>,
    /// What encloses fields that hold the delimiter.
    pub quote: Option<Quote>,
    /// Row of the spreadsheet in which the header begins.
    pub header_row: Option<u32>,
    /// Rows that the header takes: 1 or 2.
    pub header_rows: Option<u32>,
    /// Choices for columns, by the name of the column.
    pub columns: BTreeMap<String, ColumnSettings>,
    /// The columns that are kept although the format does not know them, in the order of
    /// the tables. One that tells who a woman is is not kept.
    pub own_columns: Vec<OwnColumn>,
    /// The meaning of words, by field: the text of the file, in any case and
    /// spacing, and the word of the format that it stands for.
    pub values: BTreeMap<Field, BTreeMap<String, String>>,
    /// The texts and numbers that stand for a missing value, in the place of
    /// the usual ones.
    pub missing_codes: Option<Vec<String>>,
    /// What to do with columns that tell who a woman is.
    pub identifiers: Option<IdentifierChoice>,
    /// What to do with rows of one woman that differ; asked by default.
    pub duplicates: DuplicateChoice,
    /// What to do with cells that cannot be read, in every column for which
    /// nothing else is said; asked by default.
    pub unreadable: Unreadable,
    /// What to do with rows that are likely to be no women.
    pub no_women: Option<RowChoice>,
    /// What to do with rows that the workbook hides.
    pub hidden_rows: Option<RowChoice>,
}

/// Choices for one column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ColumnSettings {
    /// What it is read as.
    pub field: Option<Field>,
    /// How its numbers become the unit of the field.
    pub unit: Option<Unit>,
    /// Its decimal mark.
    pub decimal_mark: Option<DecimalMark>,
    /// What its cells are that hold more than a number.
    pub unread: Option<UnreadChoice>,
    /// What to do with its cells that cannot be read.
    pub unreadable: Option<Unreadable>,
}

/// What to do with the cells of a column that hold more than a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnreadChoice {
    /// They are the number that is proposed, and missing where none is.
    Number,
    /// They are missing.
    Missing,
    /// Their rows are left out; a year is missing.
    LeaveOut,
}

/// What to do with cells that cannot be read: texts without a number, numbers
/// that cannot be right, words that are not known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unreadable {
    /// Ask before the file is read.
    #[default]
    Ask,
    /// Take them for missing values.
    Missing,
    /// Leave the women out.
    LeaveOut,
}

/// What to do with rows of which only the user knows what they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowChoice {
    /// Leave them out.
    LeaveOut,
    /// Read them as women.
    Read,
}

/// What separates columns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Delimiter {
    /// `,`
    #[default]
    Comma,
    /// `;`
    Semicolon,
    /// A tab.
    Tab,
    /// `|`
    Bar,
    /// Any number of blanks and tabs.
    Blanks,
}

impl Delimiter {
    /// Every delimiter; where two fit equally, the earlier one is taken.
    pub const ALL: [Delimiter; 5] =
        [Delimiter::Comma, Delimiter::Tab, Delimiter::Semicolon, Delimiter::Bar, Delimiter::Blanks];

    /// The byte.
    #[must_use]
    pub fn byte(self) -> u8 {
        match self {
            Delimiter::Comma => b',',
            Delimiter::Semicolon => b';',
            Delimiter::Tab => b'\t',
            Delimiter::Bar => b'|',
            Delimiter::Blanks => b' ',
        }
    }
}

/// What encloses fields.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Quote {
    /// `"`
    #[default]
    Double,
    /// `'`
    Single,
    /// Nothing: quotation marks are part of the text.
    None,
}

impl Quote {
    /// The byte, where there is one.
    #[must_use]
    pub fn byte(self) -> Option<u8> {
        match self {
            Quote::Double => Some(b'"'),
            Quote::Single => Some(b'\''),
            Quote::None => None,
        }
    }
}

/// What to do with columns that tell who a woman is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IdentifierChoice {
    /// Do not read them.
    Drop,
    /// Read the file as it is.
    Keep,
}

/// What to do with rows that have the same identifier and differ in what
/// matters. Rows that do not differ are one record in any case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DuplicateChoice {
    /// Ask before the file is read.
    #[default]
    Ask,
    /// Use the first.
    First,
    /// Use the last.
    Last,
    /// Use none of them.
    RejectAll,
    /// Put them together: later rows fill gaps, and where they contradict each
    /// other the first counts.
    Merge,
}

impl ImportSettings {
    /// SHA-256 of the settings, so that an export can name them. The sizes of
    /// maps and lists do not depend on the order in which choices were made.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let mut settings = self.clone();
        settings.schema = None;
        let mut text = serde_json::to_string(&settings).unwrap_or_default();
        // Settings that keep no column have the hash that they had before columns could be
        // kept.
        if settings.own_columns.is_empty() {
            text = text.replacen("\"own_columns\":[],", "", 1);
        }
        hexadecimal(&Sha256::digest(text.as_bytes()))
    }

    /// Reads settings that were kept as a file.
    ///
    /// # Errors
    /// The [`SettingsError`] reason.
    pub fn from_json(text: &str) -> Result<Self, SettingsError> {
        let text = text.trim_start_matches('\u{feff}');
        let settings: ImportSettings = from_json(text)?;
        match settings.schema {
            Some(schema) if schema == SETTINGS_SCHEMA => {
                Ok(ImportSettings { schema: Some(schema), ..settings })
            }
            Some(schema) => Err(SettingsError::OtherSchema { schema }),
            None => Err(SettingsError::NoSchema),
        }
    }

    /// The settings as a file.
    #[must_use]
    pub fn to_json(&self) -> String {
        let settings = ImportSettings { schema: Some(SETTINGS_SCHEMA.to_owned()), ..self.clone() };
        // Every map of them has words as keys, which is all that could fail.
        serde_json::to_string_pretty(&settings).unwrap_or_default() + "\n"
    }
}

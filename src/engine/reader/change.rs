//! What the reading changed: every cell whose text is not what was counted.

use serde::{Deserialize, Serialize};

use crate::engine::column::Column;
use crate::engine::reader::field::Unit;
use crate::engine::reader::number::NumberChange;
use crate::engine::reader::text::shorten;
use crate::engine::record::Bound;

/// A change to one cell, or a value that was worked out for one row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CellChange {
    /// Row of the spreadsheet.
    pub row: u32,
    /// The column of the format.
    pub column: Option<Column>,
    /// The column of the spreadsheet, counted from 0.
    pub place: Option<u32>,
    /// The text found there, shortened.
    pub found: String,
    /// What was done.
    pub kind: ChangeKind,
    /// What it became.
    pub became: CellResult,
}

/// What was done to a cell or a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// A number was written differently.
    Number {
        /// How.
        how: NumberChange,
    },
    /// A number was converted to the unit of the column.
    Unit {
        /// From which.
        from: Unit,
    },
    /// A word or a number stands for a missing value.
    Missing,
    /// The user takes what cannot be read for a missing value.
    Unreadable,
    /// A word stands for a word of the format.
    Word,
    /// The value is only a bound.
    Bound,
    /// The value was worked out from two other columns.
    Derived,
    /// Only the year of a date is read.
    Year,
    /// The row has no identifier column: its row number names the woman.
    RowNumber,
    /// The row belongs to the woman of an earlier row.
    Merged,
    /// The cell is merged with one of an earlier row, and has its value.
    MergedCell,
    /// Rows above the header that are not read.
    AboveHeader,
    /// Columns that the workbook hides; they are read like all others.
    HiddenColumns {
        /// How many.
        n: u32,
    },
    /// Sheets that the workbook hides.
    HiddenSheets {
        /// How many.
        n: u32,
        /// Whether the one that is read is among them.
        is_read: bool,
    },
}

/// What a cell became.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CellResult {
    /// No value.
    Missing,
    /// A number, or a bound of it.
    Number {
        /// The number.
        value: f64,
        /// How it bounds the value.
        bound: Bound,
    },
    /// A word of the format.
    Word {
        /// The word.
        word: String,
    },
    /// Part of the record of another row.
    Row {
        /// That row.
        row: u32,
    },
    /// Nothing: it is not read.
    NotRead,
}

/// Most changes that are kept one by one; the counts go on beyond.
pub const CHANGES_LISTED: usize = 10_000;

/// All changes: exact counts by kind and column, and the first in full.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ChangeLog {
    /// All changes, listed or not.
    pub n_changes: u32,
    /// The kinds of changes in each column, in the order in which they appeared.
    pub groups: Vec<ChangeGroup>,
    /// The first [`CHANGES_LISTED`], in the order of the file.
    pub listed: Vec<CellChange>,
}

/// All changes of one kind in one column.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChangeGroup {
    /// How many.
    pub n: u32,
    /// The first of them.
    pub first: CellChange,
}

impl CellChange {
    /// A change; the text found is shortened.
    pub(super) fn new(
        row: u32,
        column: Option<Column>,
        place: Option<usize>,
        found: &str,
        kind: ChangeKind,
        became: CellResult,
    ) -> Self {
        let place = place.and_then(|place| u32::try_from(place).ok());
        CellChange { row, column, place, found: shorten(found), kind, became }
    }
}

impl ChangeLog {
    /// Notes a change.
    pub(super) fn note(&mut self, change: CellChange) {
        self.n_changes += 1;
        // Words by what they became, so that the groups show every meaning.
        let is_like = |first: &CellChange| {
            first.place == change.place
                && first.kind == change.kind
                && (change.kind != ChangeKind::Word || first.became == change.became)
        };
        let group = self.groups.iter_mut().find(|group| is_like(&group.first));
        match group {
            Some(group) => group.n += 1,
            None => self.groups.push(ChangeGroup { n: 1, first: change.clone() }),
        }
        if self.listed.len() < CHANGES_LISTED {
            self.listed.push(change);
        }
    }
}

//! The values of a column that the user keeps, as small as they can be.

use crate::engine::own_column::{OwnColumn, OwnKind};

/// The code of a missing truth or level.
const NO_CODE: u8 = u8::MAX;

/// The values of one kept column, in the order of the records.
#[derive(Clone, Debug)]
pub struct OwnValues {
    /// What the column is.
    pub column: OwnColumn,
    cells: OwnCells,
}

#[derive(Clone, Debug)]
enum OwnCells {
    /// Numbers and days; missing is NaN.
    Numbers(Vec<f64>),
    /// Truths and the places of levels.
    Codes(Vec<u8>),
}

impl OwnValues {
    /// A column without records.
    #[must_use]
    pub fn new(column: OwnColumn) -> Self {
        let cells = match column.kind {
            OwnKind::Number | OwnKind::Date { .. } => OwnCells::Numbers(Vec::new()),
            OwnKind::YesNo | OwnKind::Category { .. } => OwnCells::Codes(Vec::new()),
        };
        OwnValues { column, cells }
    }

    /// The value of a record: a number, a day counted from 1970-01-01, 1 for yes and 0 for
    /// no, the place of a level counted from 0. `None` when it is missing.
    #[must_use]
    pub fn get(&self, index: usize) -> Option<f64> {
        match &self.cells {
            OwnCells::Numbers(numbers) => Some(numbers[index]).filter(|number| !number.is_nan()),
            OwnCells::Codes(codes) => {
                Some(codes[index]).filter(|&code| code != NO_CODE).map(f64::from)
            }
        }
    }

    pub(super) fn push(&mut self, value: Option<f64>) {
        match &mut self.cells {
            OwnCells::Numbers(numbers) => numbers.push(value.unwrap_or(f64::NAN)),
            OwnCells::Codes(codes) => codes.push(code(value)),
        }
    }

    /// Fills a gap, or replaces what is there if `replaces`; returns whether two
    /// different values met.
    pub(super) fn merge(&mut self, index: usize, value: Option<f64>, replaces: bool) -> bool {
        let (here, Some(other)) = (self.get(index), value) else { return false };
        if here.is_none() || replaces {
            match &mut self.cells {
                OwnCells::Numbers(numbers) => numbers[index] = other,
                OwnCells::Codes(codes) => codes[index] = code(Some(other)),
            }
        }
        here.is_some_and(|here| here.to_bits() != other.to_bits())
    }

    pub(super) fn retain(&mut self, is_kept: &[bool]) {
        fn kept<T: Copy>(values: &[T], is_kept: &[bool]) -> Vec<T> {
            values.iter().zip(is_kept).filter(|(_, kept)| **kept).map(|(value, _)| *value).collect()
        }
        match &mut self.cells {
            OwnCells::Numbers(numbers) => *numbers = kept(numbers, is_kept),
            OwnCells::Codes(codes) => *codes = kept(codes, is_kept),
        }
    }
}

/// The reader gives only truths and places of levels, which are few.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "small counts")]
fn code(value: Option<f64>) -> u8 {
    value.map_or(NO_CODE, |value| value as u8)
}

impl PartialEq for OwnValues {
    /// Two missing values are the same, unlike two NaN.
    fn eq(&self, other: &Self) -> bool {
        let is_same = match (&self.cells, &other.cells) {
            (OwnCells::Numbers(one), OwnCells::Numbers(two)) => one
                .iter()
                .map(|number| number.to_bits())
                .eq(two.iter().map(|number| number.to_bits())),
            (OwnCells::Codes(one), OwnCells::Codes(two)) => one == two,
            _ => false,
        };
        is_same && self.column == other.column
    }
}

//! A cell of a column of numbers: read one way, by the survey that asks about
//! it and by the reading that uses it.

use crate::engine::reader::field::{Field, Unit};
use crate::engine::reader::issue::RowProblem;
use crate::engine::reader::number::{self, CellNumber, DecimalMark, NotANumber};
use crate::engine::reader::rows::CellKind;
use crate::engine::reader::settings::UnreadChoice;
use crate::engine::reader::words::MissingCodes;
use crate::engine::record::Bound;

/// How the numbers of a column are read.
#[derive(Clone, Copy, Debug)]
pub(super) struct NumberForm {
    pub(super) field: Field,
    pub(super) unit: Unit,
    pub(super) mark: DecimalMark,
    /// What was chosen for cells that hold more than a number.
    pub(super) unread: Option<UnreadChoice>,
}

/// What a cell of numbers holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum NumberReading {
    /// Nothing.
    Empty,
    /// A number that stands for a missing one.
    Missing,
    /// A number in the unit of the field, within what is possible.
    Number(CellNumber),
    /// What cannot be used as it stands.
    Unreadable(RowProblem),
    /// What the user leaves out.
    LeftOut(RowProblem),
}

impl NumberForm {
    /// Reads a trimmed text that no word for a missing value is.
    pub(super) fn read(self, text: &str, kind: CellKind, missing: &MissingCodes) -> NumberReading {
        if kind == CellKind::Date {
            return NumberReading::Unreadable(RowProblem::Date);
        }
        let mark = match kind {
            // Numbers of a workbook are written with a point.
            CellKind::Number | CellKind::Percent => DecimalMark::Point,
            CellKind::Text | CellKind::Date => self.mark,
        };
        let read = match number::read_column(text, mark, self.field, self.unit) {
            Ok(None) => return NumberReading::Empty,
            Ok(Some(number)) if number.bound == Bound::Exact || self.field.keeps_bounds() => {
                Ok(number)
            }
            Ok(Some(_)) => self.more_than_a_number(text, NotANumber::Bound),
            Err(why) => self.more_than_a_number(text, why),
        };
        let mut number = match read {
            Ok(number) => number,
            Err(reading) => return reading,
        };
        let is_exact = number.bound == Bound::Exact;
        if is_exact && missing.is_number_missing(unscaled(number.value, self.unit.power())) {
            return NumberReading::Missing;
        }
        number.value *= match self.unit {
            Unit::Inch => 2.54,
            Unit::Pound => 0.453_592_37,
            Unit::AsIs | Unit::Fraction | Unit::Meter => 1.0,
        };
        if let Some(quantity) = self.field.quantity()
            && let Err(why) = quantity.check(number.value)
        {
            return NumberReading::Unreadable(RowProblem::Impossible { why });
        }
        NumberReading::Number(number)
    }

    /// What was decided about a cell that holds more than a number.
    fn more_than_a_number(self, text: &str, why: NotANumber) -> Result<CellNumber, NumberReading> {
        let problem = RowProblem::NotANumber { why };
        // A text without a number is no case of that.
        match self.unread.filter(|_| why != NotANumber::Text || number::holds_digit(text)) {
            None => Err(NumberReading::Unreadable(problem)),
            Some(UnreadChoice::LeaveOut) => Err(NumberReading::LeftOut(problem)),
            Some(UnreadChoice::Missing) => Err(NumberReading::Missing),
            Some(UnreadChoice::Number) => {
                let number = number::propose(text, self.mark, self.field, self.unit);
                let number = number.ok_or(NumberReading::Missing)?;
                let keeps_bound = self.field.keeps_bounds();
                Ok(CellNumber {
                    bound: if keeps_bound { number.bound } else { Bound::Exact },
                    ..number
                })
            }
        }
    }
}

/// A number as it stood in the file, to be held against missing codes.
fn unscaled(value: f64, power: i32) -> f64 {
    if power == 2 { value / 100.0 } else { value }
}

//! Text to number, for cells and for typed fields.

mod beside;
mod date_like;
mod decimal_mark;
mod digits;
mod typed;

use serde::{Deserialize, Serialize};

use crate::engine::column::Column;
use crate::engine::reader::field::{Field, Unit};
use crate::engine::record::Bound;
use beside::{Certainty, Parts};
use date_like::looks_like_date;
pub use decimal_mark::DecimalMark;
pub(super) use decimal_mark::MarkEvidence;
pub(in crate::engine::reader) use digits::narrow;
use digits::parse_scaled;
pub use digits::{looks_grouped, parse};
pub use typed::{read_measured, read_typed, read_typed_as};

/// Text that is not one number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
#[error("{self:?}")]
pub enum NotANumber {
    /// It does not read as a number at all.
    Text,
    /// One comma before three digits: thousands or decimals?
    AmbiguousComma,
    /// A decimal comma in a column of decimal points.
    DecimalComma,
    /// A date stands in the place of a number.
    Date,
    /// A bound where the value itself is needed.
    Bound,
    /// A percent sign beside a number that is no percentage.
    PercentSign,
    /// Several numbers, or something beside the number that is not understood.
    Beside,
}

/// What a cell of a column of numbers holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct CellNumber {
    /// The number.
    pub(super) value: f64,
    /// Whether it is the value or a bound of it.
    pub(super) bound: Bound,
    /// Whether something but a plain number stood there.
    pub(super) change: Option<NumberChange>,
}

/// What had to be done to a text to make it a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NumberChange {
    /// The decimal comma became a point.
    DecimalComma,
    /// A mark between thousands was left out.
    Thousands,
    /// Full-width digits, blanks or a percent sign were tidied.
    Tidied,
    /// A flag, a unit or a remark beside the number was left out.
    Beside,
}

/// Reads a cell of a file under the decimal mark of its column. Fractions and
/// meters are multiplied without rounding twice. Flags of a laboratory and the
/// unit that the field has anyway may stand beside the number. `None` when the
/// cell is empty.
///
/// # Errors
/// The text is not a number, or could be two numbers.
pub(super) fn read_column(
    text: &str,
    mark: DecimalMark,
    field: Field,
    unit: Unit,
) -> Result<Option<CellNumber>, NotANumber> {
    read_with(text, mark, (field, unit), field.is_percent())
}

/// The same for a column that the format does not know.
///
/// # Errors
/// As [`read_column`].
pub(super) fn read_own(
    text: &str,
    mark: DecimalMark,
    is_percent: bool,
) -> Result<Option<CellNumber>, NotANumber> {
    read_with(text, mark, (Field::Ignored, Unit::AsIs), is_percent)
}

fn read_with(
    text: &str,
    mark: DecimalMark,
    (field, unit): (Field, Unit),
    is_percent: bool,
) -> Result<Option<CellNumber>, NotANumber> {
    // Nearly every cell is plain and needs no tidying.
    let is_ambiguous = |text: &str| mark == DecimalMark::Mixed && looks_grouped(text, '.');
    if mark != DecimalMark::Comma
        && !is_ambiguous(text)
        && let Some(value) = parse_scaled(text, unit.power())
    {
        return Ok(Some(CellNumber { value, bound: Bound::Exact, change: None }));
    }
    if looks_like_date(text) {
        return Err(NotANumber::Date);
    }
    let narrow = narrow(text);
    if narrow.trim().is_empty() {
        return Ok(None);
    }
    if field == Field::Column(Column::PreviousLosses)
        && let Some(value) = beside::counted_in_words(&narrow)
    {
        let change = Some(NumberChange::Tidied);
        return Ok(Some(CellNumber { value, bound: Bound::Exact, change }));
    }
    let parts = beside::parts(&narrow, field, unit).ok_or(NotANumber::Text)?;
    if parts.certainty != Certainty::Certain {
        return Err(NotANumber::Beside);
    }
    if parts.has_percent && !is_percent {
        return Err(NotANumber::PercentSign);
    }
    number_of(&parts, text, mark, unit).map(Some)
}

/// Whether a percent sign stands behind the number of a cell.
pub(super) fn has_percent_sign(text: &str, field: Field, unit: Unit) -> bool {
    beside::parts(&narrow(text), field, unit).is_some_and(|parts| parts.has_percent)
}

/// The number that a cell is proposed to hold which cannot be read for certain;
/// `None` where nothing can be proposed.
pub(super) fn propose(
    text: &str,
    mark: DecimalMark,
    field: Field,
    unit: Unit,
) -> Option<CellNumber> {
    let narrow = narrow(text);
    if field == Field::Column(Column::PreviousLosses)
        && let Some(value) = beside::abortions(&narrow)
    {
        let change = Some(NumberChange::Beside);
        return Some(CellNumber { value, bound: Bound::Exact, change });
    }
    if looks_like_date(text) {
        return None;
    }
    let parts = beside::parts(&narrow, field, unit)?;
    // The Th1/Th2 ratio is printed with a percent sign at times and is none.
    let is_misplaced =
        parts.has_percent && !field.is_percent() && field != Field::Column(Column::Th1Th2Ratio);
    if parts.certainty == Certainty::None || is_misplaced {
        return None;
    }
    let read = |mark| number_of(&parts, text, mark, unit).ok();
    let number = read(mark).or_else(|| read(DecimalMark::Mixed))?;
    let is_possible = field.quantity().is_none_or(|one| one.check(number.value).is_ok());
    // More than 4 losses are not 4.
    let is_another = matches!(number.bound, Bound::Below | Bound::Above) && !field.keeps_bounds();
    (is_possible && !is_another)
        .then_some(CellNumber { change: Some(NumberChange::Beside), ..number })
}

/// Whether a text holds a digit of any script: what cannot be read of it is more
/// than a word.
pub(super) fn holds_digit(text: &str) -> bool {
    narrow(text).bytes().any(|byte| byte.is_ascii_digit())
}

/// The number that was found in a text.
fn number_of(
    parts: &Parts<'_>,
    text: &str,
    mark: DecimalMark,
    unit: Unit,
) -> Result<CellNumber, NotANumber> {
    let ungrouped: String = parts.number.chars().filter(|one| !matches!(one, ' ' | '\'')).collect();
    // A percent sign says that the number is in percent already.
    let power = if parts.has_percent { 0 } else { unit.power() };
    let (digits, change) = normalize(&ungrouped, mark)?;
    let value = parse_scaled(&digits, power).ok_or(NotANumber::Text)?;
    let is_grouped = ungrouped.len() < parts.number.len();
    let is_tidied = parts.bound == Bound::Exact && parts.number != text || parts.has_percent;
    let change = match change {
        _ if parts.has_more => Some(NumberChange::Beside),
        _ if is_grouped => Some(NumberChange::Thousands),
        Some(change) => Some(change),
        None => is_tidied.then_some(NumberChange::Tidied),
    };
    Ok(CellNumber { value, bound: parts.bound, change })
}

/// The digits with a decimal point and without marks between thousands.
fn normalize(text: &str, mark: DecimalMark) -> Result<(String, Option<NumberChange>), NotANumber> {
    let (has_point, has_comma) = (text.contains('.'), text.contains(','));
    let comma_is_decimal = match mark {
        DecimalMark::Point => false,
        DecimalMark::Comma => true,
        DecimalMark::Mixed => match (has_point, has_comma) {
            (true, true) => text.rfind(',') > text.rfind('.'),
            (false, true) if looks_grouped(text, ',') => return Err(NotANumber::AmbiguousComma),
            (true, false) if looks_grouped(text, '.') => return Err(NotANumber::AmbiguousComma),
            (_, has_comma) => has_comma,
        },
    };
    let (thousands, decimal) = if comma_is_decimal { ('.', ',') } else { (',', '.') };
    let (whole, decimals) = match text.split_once(decimal) {
        Some((whole, decimals)) => (whole, Some(decimals)),
        None => (text, None),
    };
    let has_groups = whole.contains(thousands);
    if has_groups && !looks_grouped(whole, thousands) {
        // A comma where the column has decimal points, or the reverse.
        let is_comma = thousands == ',' && !has_point;
        return Err(if is_comma { NotANumber::DecimalComma } else { NotANumber::Text });
    }
    let mut digits: String = whole.chars().filter(|&letter| letter != thousands).collect();
    if let Some(decimals) = decimals {
        digits.push('.');
        digits.push_str(decimals);
    }
    let change = if has_groups {
        Some(NumberChange::Thousands)
    } else {
        (comma_is_decimal && has_comma).then_some(NumberChange::DecimalComma)
    };
    Ok((digits, change))
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    fn cell(text: &str, mark: DecimalMark) -> Result<Option<f64>, NotANumber> {
        read_column(text, mark, Field::Column(Column::NkPercent), Unit::AsIs)
            .map(|cell| cell.map(|cell| cell.value))
    }

    #[test]
    fn cells_with_a_decimal_point() {
        for (text, expected) in [
            ("16.1", Ok(Some(16.1))),
            (" 16.1 ", Ok(Some(16.1))),
            ("\u{a0}16.1\u{3000}", Ok(Some(16.1))),
            ("16.1%", Ok(Some(16.1))),
            ("16.1 ％", Ok(Some(16.1))),
            ("１６．１", Ok(Some(16.1))),
            ("1.61e1", Ok(Some(16.1))),
            (".5", Ok(Some(0.5))),
            ("-3", Ok(Some(-3.0))),
            ("\u{2212}3", Ok(Some(-3.0))),
            ("", Ok(None)),
            ("  ", Ok(None)),
            ("1,234", Ok(Some(1234.0))),
            ("1,234.5", Ok(Some(1234.5))),
            ("16,1", Err(NotANumber::DecimalComma)),
            ("1.234,5", Err(NotANumber::Text)),
            ("nan", Err(NotANumber::Text)),
            ("inf", Err(NotANumber::Text)),
            ("1e999", Err(NotANumber::Text)),
            ("%", Err(NotANumber::Text)),
            ("1 2", Err(NotANumber::Beside)),
            ("high", Err(NotANumber::Text)),
            ("2024-01-31", Err(NotANumber::Date)),
            ("31.01.2024", Err(NotANumber::Date)),
            ("1/31/24", Err(NotANumber::Date)),
            ("16-Mar", Err(NotANumber::Date)),
            ("3월 16일", Err(NotANumber::Date)),
        ] {
            assert_eq!(cell(text, DecimalMark::Point), expected, "{text:?}");
        }
    }

    #[test]
    fn cells_with_a_decimal_comma_or_both_marks() {
        for (text, comma, mixed) in [
            ("16,1", Ok(Some(16.1)), Ok(Some(16.1))),
            ("5,58E+1", Ok(Some(55.8)), Ok(Some(55.8))),
            ("16", Ok(Some(16.0)), Ok(Some(16.0))),
            ("0,125", Ok(Some(0.125)), Ok(Some(0.125))),
            ("1,234", Ok(Some(1.234)), Err(NotANumber::AmbiguousComma)),
            ("1.234", Ok(Some(1234.0)), Err(NotANumber::AmbiguousComma)),
            ("1.234,5", Ok(Some(1234.5)), Ok(Some(1234.5))),
            ("16.1", Err(NotANumber::Text), Ok(Some(16.1))),
            ("1,234.5", Err(NotANumber::Text), Ok(Some(1234.5))),
        ] {
            assert_eq!(cell(text, DecimalMark::Comma), comma, "{text:?}");
            assert_eq!(cell(text, DecimalMark::Mixed), mixed, "{text:?}");
        }
    }

    #[test]
    fn bounds_keep_their_sign() {
        for (text, bound, value) in [
            ("<0.5", Bound::Below, 0.5),
            ("> 60", Bound::Above, 60.0),
            ("≤ 5", Bound::AtMost, 5.0),
            (">=60%", Bound::AtLeast, 60.0),
            ("＜０．５", Bound::Below, 0.5),
        ] {
            let cell =
                read_column(text, DecimalMark::Point, Field::Column(Column::NkPercent), Unit::AsIs);
            assert!(
                cell.is_ok_and(
                    |cell| cell.is_some_and(|cell| (cell.bound, cell.value) == (bound, value))
                ),
                "{text}"
            );
        }
        assert_eq!(
            read_column("<", DecimalMark::Point, Field::Column(Column::NkPercent), Unit::AsIs),
            Err(NotANumber::Text)
        );
        assert_eq!(
            read_column("36%", DecimalMark::Point, Field::Column(Column::Th1Th2Ratio), Unit::AsIs),
            Err(NotANumber::PercentSign)
        );
    }

    /// A fraction becomes the percentage that was meant, to the last bit.
    #[test]
    fn fractions_are_scaled_without_rounding_twice() {
        for thousandths in 0..=1000_u32 {
            let fraction = format!("0.{thousandths:03}");
            let percent = format!("{}.{}", thousandths / 10, thousandths % 10);
            let scaled = read_column(
                &fraction,
                DecimalMark::Point,
                Field::Column(Column::NkPercent),
                Unit::Fraction,
            );
            let expected = if thousandths == 1000 { Some(10.0) } else { percent.parse().ok() };
            assert_eq!(scaled.map(|cell| cell.map(|cell| cell.value)), Ok(expected), "{fraction}");
        }
        assert_eq!(parse_scaled("1.61e-1", 2), Some(16.1));
        assert_eq!(parse_scaled("1e2147483647", 2), None);
        assert_eq!(parse_scaled("0.161x", 2), None);
    }
}

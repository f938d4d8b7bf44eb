//! Text to number, for cells and for typed fields.

mod beside;
mod digits;

use lexical_parse_float::FromLexical as _;
use serde::{Deserialize, Serialize};

use crate::engine::quantity::Quantity;
use crate::engine::reader::field::{DecimalMark, Field, Unit};
use crate::engine::record::Bound;
use beside::{Certainty, Parts};
pub(in crate::engine::reader) use digits::narrow;

/// Text that is not one number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum NotANumber {
    /// It does not read as a number at all.
    #[error("not a number")]
    Text,
    /// One comma before three digits: thousands or decimals?
    #[error("the comma may separate thousands or decimals")]
    AmbiguousComma,
    /// A decimal comma in a column of decimal points.
    #[error("a decimal comma where a point is needed")]
    DecimalComma,
    /// A date stands in the place of a number.
    #[error("a date")]
    Date,
    /// A bound where the value itself is needed.
    #[error("only a bound")]
    Bound,
    /// A percent sign beside a number that is no percentage.
    #[error("a percent sign where no percentage is meant")]
    PercentSign,
    /// Several numbers, or something beside the number that is not understood.
    #[error("more than one plain number")]
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
    if field == Field::PreviousLosses
        && let Some(value) = beside::counted_in_words(&narrow)
    {
        let change = Some(NumberChange::Tidied);
        return Ok(Some(CellNumber { value, bound: Bound::Exact, change }));
    }
    let parts = beside::parts(&narrow, field, unit).ok_or(NotANumber::Text)?;
    if parts.certainty != Certainty::Certain {
        return Err(NotANumber::Beside);
    }
    if parts.has_percent && !field.is_percent() {
        return Err(NotANumber::PercentSign);
    }
    number_of(&parts, text, mark, unit).map(Some)
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
    if field == Field::PreviousLosses
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
    let is_misplaced = parts.has_percent && !field.is_percent() && field != Field::Th1Th2Ratio;
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

/// Whether a mark stands where it could separate thousands: `1,234`, `12,345,678`.
#[must_use]
pub fn looks_grouped(text: &str, mark: char) -> bool {
    let text = text.trim_start_matches(['-', '+']);
    let mut groups = text.split(mark);
    let first = groups.next().unwrap_or_default();
    let is_digits =
        |group: &str| !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_digit());
    let mut n_groups = 0;
    for group in groups {
        if group.len() != 3 || !is_digits(group) {
            return false;
        }
        n_groups += 1;
    }
    n_groups > 0 && is_digits(first) && first.len() <= 3 && !first.starts_with('0')
}

/// `2024-01-31`, `31.01.2024`, `1/31/24`, `16-Mar`, `Mar-16`, `3월 16일`: what a
/// spreadsheet makes of numbers that it takes for dates.
fn looks_like_date(text: &str) -> bool {
    const MONTHS: [&str; 24] = [
        "jan",
        "feb",
        "mar",
        "apr",
        "may",
        "jun",
        "jul",
        "aug",
        "sep",
        "oct",
        "nov",
        "dec",
        "january",
        "february",
        "march",
        "april",
        "sept",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let lower = text.to_lowercase();
    let follows_digit = |(place, _): (usize, &str)| {
        lower[..place].trim_end().ends_with(|letter: char| letter.is_ascii_digit())
    };
    if ["월", "月", "年", "년"].iter().any(|sign| lower.match_indices(sign).any(follows_digit))
    {
        return true;
    }
    let pieces: Vec<&str> = lower
        .split(|letter: char| !letter.is_ascii_alphanumeric())
        .filter(|piece| !piece.is_empty())
        .collect();
    let is_number = |piece: &&str| piece.bytes().all(|byte| byte.is_ascii_digit());
    let bare = |piece: &str| piece.trim_matches(|letter: char| letter.is_ascii_digit()).to_owned();
    if pieces.iter().any(|piece| MONTHS.contains(&bare(piece).as_str())) {
        return true;
    }
    let separators: Vec<char> =
        lower.chars().filter(|letter| matches!(letter, '-' | '/' | '.')).collect();
    pieces.len() >= 3
        && pieces.iter().take(3).all(is_number)
        && separators.len() >= 2
        && separators[0] == separators[1]
        && lower.chars().next().is_some_and(|letter| letter.is_ascii_digit())
}

/// A number times a power of ten, rounded once.
fn parse_scaled(text: &str, power: i32) -> Option<f64> {
    if power == 0 {
        return parse(text);
    }
    let (digits, exponent) = match text.find(['e', 'E']) {
        Some(place) => (&text[..place], text[place + 1..].parse::<i32>().ok()?),
        None => (text, 0),
    };
    parse(digits)?;
    parse(&format!("{digits}e{}", exponent.checked_add(power)?))
}

/// What the cells of a column say about its decimal mark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_field_names, reason = "all are counts")]
pub(super) struct MarkEvidence {
    /// Cells in which a point is certainly the decimal mark.
    pub(super) n_points: u32,
    /// Cells in which a comma is certainly the decimal mark.
    pub(super) n_commas: u32,
    /// Cells whose comma may separate thousands or decimals.
    pub(super) n_ambiguous_commas: u32,
}

impl MarkEvidence {
    /// Takes one cell.
    pub(super) fn add(&mut self, text: &str) {
        let has_comma = text.contains([',', '，']);
        if !has_comma && !text.contains(['.', '．']) {
            return;
        }
        let narrow = narrow(text);
        let Some(parts) = beside::parts(&narrow, Field::Ignored, Unit::AsIs) else { return };
        let number = parts.number;
        let is_number = |text: &str| parse(text).is_some();
        match (number.matches('.').count(), number.matches(',').count()) {
            // Three digits after a lone point are taken for decimals unless the
            // column has decimal commas.
            (1, 0) if is_number(number) && !looks_grouped(number, '.') => self.n_points += 1,
            (0, 1) if looks_grouped(number, ',') => self.n_ambiguous_commas += 1,
            (0, 1) if is_number(&number.replace(',', ".")) => self.n_commas += 1,
            (0, 2..) if looks_grouped(number, ',') => self.n_points += 1,
            (2.., 0) if looks_grouped(number, '.') => self.n_commas += 1,
            (1, 1..) if number.rfind('.') > number.rfind(',') => self.n_points += 1,
            (1.., 1) if number.rfind(',') > number.rfind('.') => self.n_commas += 1,
            _ => {}
        }
    }

    /// The decimal mark; `None` when only the user can tell.
    pub(super) fn mark(self) -> Option<DecimalMark> {
        match (self.n_points > 0, self.n_commas > 0) {
            (true, true) => Some(DecimalMark::Mixed),
            (false, true) => Some(DecimalMark::Comma),
            (true, false) => Some(DecimalMark::Point),
            (false, false) => (self.n_ambiguous_commas == 0).then_some(DecimalMark::Point),
        }
    }
}

/// Reads a typed field: digits of every width and script, blanks and a percent
/// sign around the number are understood, and so is a decimal comma unless it
/// could as well separate thousands. `None` when nothing is typed.
///
/// # Errors
/// The text is not a number, or its comma is ambiguous.
pub fn read_typed(text: &str) -> Result<Option<f64>, NotANumber> {
    let Some(text) = tidy(text) else { return Ok(None) };
    let Some((whole, decimals)) = text.split_once(',') else {
        return parse(&text).map(Some).ok_or(NotANumber::Text);
    };
    let Some(number) = parse(&format!("{whole}.{decimals}")) else {
        return Err(NotANumber::Text);
    };
    let could_be_thousands = decimals.len() == 3 && whole.trim_start_matches('-') != "0";
    if could_be_thousands { Err(NotANumber::AmbiguousComma) } else { Ok(Some(number)) }
}

/// Reads a typed field of a quantity: everything that [`read_typed`] reads, and
/// what a cell of a file may have beside the number, such as its unit or the
/// flag of a laboratory.
///
/// # Errors
/// The text is not one number for certain.
pub fn read_typed_as(text: &str, quantity: Quantity) -> Result<Option<f64>, NotANumber> {
    let why = match read_typed(text) {
        Err(why @ NotANumber::Text) => why,
        plain => return plain,
    };
    let field = Field::ALL.into_iter().find(|field| field.quantity() == Some(quantity));
    let read = |field| read_column(text, DecimalMark::Mixed, field, Unit::AsIs);
    match field.map_or(Err(why), read)? {
        Some(number) if number.bound != Bound::Exact => Err(NotANumber::Bound),
        number => Ok(number.map(|number| number.value)),
    }
}

/// Narrow digits and signs, no blanks or percent sign around them.
fn tidy(text: &str) -> Option<String> {
    let narrow = narrow(text);
    let trimmed = narrow.trim();
    let number = trimmed.strip_suffix('%').unwrap_or(trimmed).trim_end();
    (!trimmed.is_empty()).then(|| number.to_owned())
}

/// A finite decimal number with a point, correctly rounded; words such as `inf`
/// and `nan` are not numbers here.
#[must_use]
pub fn parse(text: &str) -> Option<f64> {
    let is_numeric = |byte: u8| matches!(byte, b'0'..=b'9' | b'.' | b'-' | b'+' | b'e' | b'E');
    if !text.bytes().all(is_numeric) {
        return None;
    }
    f64::from_lexical(text.as_bytes()).ok().filter(|number| number.is_finite())
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    fn cell(text: &str, mark: DecimalMark) -> Result<Option<f64>, NotANumber> {
        read_column(text, mark, Field::NkPercent, Unit::AsIs)
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
            let cell = read_column(text, DecimalMark::Point, Field::NkPercent, Unit::AsIs);
            assert!(
                cell.is_ok_and(
                    |cell| cell.is_some_and(|cell| (cell.bound, cell.value) == (bound, value))
                ),
                "{text}"
            );
        }
        assert_eq!(
            read_column("<", DecimalMark::Point, Field::NkPercent, Unit::AsIs),
            Err(NotANumber::Text)
        );
        assert_eq!(
            read_column("36%", DecimalMark::Point, Field::Th1Th2Ratio, Unit::AsIs),
            Err(NotANumber::PercentSign)
        );
    }

    /// A fraction becomes the percentage that was meant, to the last bit.
    #[test]
    fn fractions_are_scaled_without_rounding_twice() {
        for thousandths in 0..=1000_u32 {
            let fraction = format!("0.{thousandths:03}");
            let percent = format!("{}.{}", thousandths / 10, thousandths % 10);
            let scaled =
                read_column(&fraction, DecimalMark::Point, Field::NkPercent, Unit::Fraction);
            let expected = if thousandths == 1000 { Some(10.0) } else { percent.parse().ok() };
            assert_eq!(scaled.map(|cell| cell.map(|cell| cell.value)), Ok(expected), "{fraction}");
        }
        assert_eq!(parse_scaled("1.61e-1", 2), Some(16.1));
        assert_eq!(parse_scaled("1e2147483647", 2), None);
        assert_eq!(parse_scaled("0.161x", 2), None);
    }

    #[test]
    fn the_decimal_mark_is_decided_from_all_cells() {
        for (cells, expected) in [
            (&["16.1", "17"][..], Some(DecimalMark::Point)),
            (&["16,1", "17"], Some(DecimalMark::Comma)),
            (&["5,58E+12"], Some(DecimalMark::Comma)),
            (&["0,125"], Some(DecimalMark::Comma)),
            (&["1,234"], None),
            (&["1,234", "16,1"], Some(DecimalMark::Comma)),
            (&["1,234", "16.1"], Some(DecimalMark::Point)),
            (&["1.234"], Some(DecimalMark::Point)),
            (&["1.234", "16,1"], Some(DecimalMark::Comma)),
            (&["16.1", "16,1"], Some(DecimalMark::Mixed)),
            (&["1,234.5"], Some(DecimalMark::Point)),
            (&["1.234,5"], Some(DecimalMark::Comma)),
            (&["1,234,567"], Some(DecimalMark::Point)),
            (&["<0,5", "２，５"], Some(DecimalMark::Comma)),
            (&["12,5 %"], Some(DecimalMark::Comma)),
            (&["a,b", "2024.01.31", "x.y"], Some(DecimalMark::Point)),
            (&[], Some(DecimalMark::Point)),
        ] {
            let mut evidence = MarkEvidence::default();
            for cell in cells {
                evidence.add(cell);
            }
            assert_eq!(evidence.mark(), expected, "{cells:?}");
        }
    }

    /// The standard library rounds correctly; so must this, to the last bit.
    #[test]
    fn numbers_are_rounded_as_the_standard_library_does() {
        for text in [
            "0.1",
            "16.1",
            "16.100000000000001",
            "0.30000000000000004",
            "9007199254740993",
            "123456789012345678901234567890",
            "1e22",
            "1e23",
            "8.98846567431158e307",
            "2.2250738585072011e-308",
            "5e-324",
            "0.000000000000000000000000000000000001234567890123456789",
            "179769313486231580793728971405303415079934132710037826936173778980444968292764750946649",
        ] {
            assert_eq!(parse(text), text.parse::<f64>().ok(), "{text}");
        }
        let mut state = 1_u64;
        for _ in 0..20_000 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let number = f64::from_bits(state);
            if number.is_finite() {
                for text in [format!("{number:e}"), format!("{number:.17e}")] {
                    assert_eq!(parse(&text), text.parse::<f64>().ok(), "{text}");
                }
            }
        }
    }

    #[test]
    fn typed_fields_know_the_decimal_comma() {
        for (text, expected) in [
            ("16,1", Ok(Some(16.1))),
            ("16,", Ok(Some(16.0))),
            ("0,125", Ok(Some(0.125))),
            ("-0,125", Ok(Some(-0.125))),
            ("1,234", Err(NotANumber::AmbiguousComma)),
            ("1,234,567", Err(NotANumber::Text)),
            ("1.234,5", Err(NotANumber::Text)),
            (",", Err(NotANumber::Text)),
            ("16.", Ok(Some(16.0))),
            ("", Ok(None)),
        ] {
            assert_eq!(read_typed(text), expected, "{text:?}");
        }
    }
}

//! The cells of a column that the user keeps. What cannot be read as what the column is
//! said to hold is missing, and is counted; nothing is guessed.

use crate::engine::calendar::day_number;
use crate::engine::own_column::{DateOrder, OwnColumn, OwnKind};
use crate::engine::reader::field::Field;
use crate::engine::reader::number::{self, DecimalMark, NotANumber, NumberChange};
use crate::engine::reader::rows::CellKind;
use crate::engine::reader::text::plain;
use crate::engine::reader::words::{self, MissingCodes, MissingKind};
use crate::engine::record::Bound;

/// How the cells of a kept column are read.
#[derive(Clone, Debug)]
pub(super) struct OwnForm {
    kind: FormKind,
    mark: DecimalMark,
    /// The unit as it may stand behind a number.
    unit: String,
    /// Whether a plus stands in the column, beside which a dash says "no".
    has_signs: bool,
}

#[derive(Clone, Debug)]
enum FormKind {
    Number,
    YesNo,
    /// The plain form of each word, and the place of its level.
    Category(Vec<(String, u8)>),
    Date(DateOrder),
}

/// What a cell of a kept column holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum OwnReading {
    /// Nothing, or what stands for nothing.
    Missing,
    /// A value, and what had to be done to a number.
    Value(f64, Option<NumberChange>),
    /// What is missing because it cannot be read.
    Unreadable,
}

impl OwnForm {
    pub(super) fn new(column: &OwnColumn, mark: DecimalMark, has_signs: bool) -> Self {
        let kind = match &column.kind {
            OwnKind::Number => FormKind::Number,
            OwnKind::YesNo => FormKind::YesNo,
            OwnKind::Date { order } => FormKind::Date(*order),
            OwnKind::Category { levels, .. } => {
                let names = column.levels();
                let place = |name: &str| names.iter().position(|one| *one == name);
                let words = levels.iter().filter_map(|level| {
                    let place = u8::try_from(place(level.name())?).ok()?;
                    // The code of a missing level is no place.
                    (place < u8::MAX).then(|| (level_key(&level.text), place))
                });
                FormKind::Category(words.collect())
            }
        };
        OwnForm { kind, mark, unit: plain(column.unit.trim()), has_signs }
    }

    /// Reads a trimmed text.
    pub(super) fn read(&self, text: &str, kind: CellKind, missing: &MissingCodes) -> OwnReading {
        let is_no = self.has_signs && matches!(self.kind, FormKind::YesNo) && words::is_dash(text);
        if is_no {
            return OwnReading::Value(0.0, None);
        }
        let field = match self.kind {
            // Words for a missing number that could be words of a category.
            FormKind::Number | FormKind::Date(_) => Field::HeightCm,
            FormKind::YesNo | FormKind::Category(_) => Field::Ignored,
        };
        match missing.kind(text, field) {
            None => {}
            Some(MissingKind::ExcelError | MissingKind::Formula) => return OwnReading::Unreadable,
            // What the user names as a level is one.
            Some(MissingKind::Code | MissingKind::Redcap) => {
                return self.level(text).map_or(OwnReading::Missing, |level| level);
            }
            Some(MissingKind::Empty) => return OwnReading::Missing,
        }
        match &self.kind {
            FormKind::Number => self.number(text, kind, missing),
            FormKind::YesNo => match words::truth(text, self.has_signs) {
                Some(truth) => OwnReading::Value(f64::from(u8::from(truth)), None),
                None if is_missing_number(text, missing) => OwnReading::Missing,
                None => OwnReading::Unreadable,
            },
            FormKind::Category(_) => match self.level(text) {
                Some(level) => level,
                None if is_missing_number(text, missing) => OwnReading::Missing,
                None => OwnReading::Unreadable,
            },
            FormKind::Date(order) => match day(text, *order) {
                Some(day) => OwnReading::Value(f64::from(day), None),
                None if is_missing_number(text, missing) => OwnReading::Missing,
                None => OwnReading::Unreadable,
            },
        }
    }

    fn level(&self, text: &str) -> Option<OwnReading> {
        let FormKind::Category(words) = &self.kind else { return None };
        let key = level_key(text);
        let found = words.iter().find(|(word, _)| *word == key)?;
        Some(OwnReading::Value(f64::from(found.1), None))
    }

    fn number(&self, text: &str, kind: CellKind, missing: &MissingCodes) -> OwnReading {
        let mark = match kind {
            CellKind::Date => return OwnReading::Unreadable,
            CellKind::Number | CellKind::Percent => DecimalMark::Point,
            CellKind::Text => self.mark,
        };
        let is_percent = self.unit.contains('%');
        let mut read = number::read_own(text, mark, is_percent);
        if matches!(read, Err(NotANumber::Beside | NotANumber::Text)) && !self.unit.is_empty() {
            let narrow = plain(&number::narrow(text));
            if let Some(rest) = narrow.trim().strip_suffix(self.unit.as_str()) {
                read = number::read_own(rest.trim(), mark, is_percent).map(|number| {
                    number.map(|number| number::CellNumber {
                        change: number.change.or(Some(NumberChange::Beside)),
                        ..number
                    })
                });
            }
        }
        match read {
            Ok(None) => OwnReading::Missing,
            Ok(Some(number)) if number.bound == Bound::Exact => {
                if missing.is_number_missing(number.value) {
                    OwnReading::Missing
                } else {
                    OwnReading::Value(number.value, number.change)
                }
            }
            // A bound is no number.
            Ok(Some(_)) | Err(_) => OwnReading::Unreadable,
        }
    }
}

fn is_missing_number(text: &str, missing: &MissingCodes) -> bool {
    number::parse(text).is_some_and(|number| missing.is_number_missing(number))
}

/// The form in which the words of a category are compared.
pub(super) fn level_key(text: &str) -> String {
    plain(text.trim())
}

/// Years that a day may be of; others are slips.
const YEARS: std::ops::RangeInclusive<u16> = 1900..=2100;

/// The three numbers of a date as they stand in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DateParts {
    /// The year stands first, or the month is a word: no other reading.
    Certain { year: u16, month: u8, day: u8 },
    /// Two small numbers before a year.
    YearLast { first: u8, second: u8, year: u16 },
}

/// The day of a text, counted from 1970-01-01.
fn day(text: &str, order: DateOrder) -> Option<i32> {
    let (year, month, day) = match (date_parts(text)?, order) {
        (DateParts::Certain { year, month, day }, _) => (year, month, day),
        (DateParts::YearLast { first, second, year }, DateOrder::DayFirst) => (year, second, first),
        (DateParts::YearLast { first, second, year }, DateOrder::MonthFirst) => {
            (year, first, second)
        }
        (DateParts::YearLast { .. }, DateOrder::YearFirst) => return None,
    };
    YEARS.contains(&year).then(|| day_number(year, month, day)).flatten()
}

/// Takes a date apart. Years have four digits: of two, nobody knows the century.
pub(super) fn date_parts(text: &str) -> Option<DateParts> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let text = plain(&number::narrow(text));
    let text = without_time(text.trim());
    let is_part = |letter: char| letter.is_ascii_digit() || letter.is_ascii_lowercase();
    let mut parts: Vec<&str> = Vec::new();
    for piece in text.split(|letter: char| !is_part(letter)).filter(|piece| !piece.is_empty()) {
        // `02jan2015`: the word between two numbers.
        let start = piece.find(|letter: char| letter.is_ascii_lowercase()).unwrap_or(piece.len());
        let after = piece[start..].find(|letter: char| letter.is_ascii_digit());
        let end = after.map_or(piece.len(), |after| start + after);
        parts.extend(
            [&piece[..start], &piece[start..end], &piece[end..]]
                .into_iter()
                .filter(|one| !one.is_empty()),
        );
    }
    let number = |part: &str| part.parse::<u16>().ok();
    let small = |part: &str| (part.len() <= 2).then(|| part.parse::<u8>().ok()).flatten();
    let is_year = |part: &str| part.len() == 4 && number(part).is_some();
    let month_word = |part: &str| {
        let place = MONTHS.iter().position(|month| part.len() >= 3 && month.starts_with(part))?;
        u8::try_from(place + 1).ok()
    };
    match parts.as_slice() {
        [one] if one.len() == 8 && one.bytes().all(|digit| digit.is_ascii_digit()) => {
            let (year, month, day) = (number(&one[..4])?, small(&one[4..6])?, small(&one[6..])?);
            Some(DateParts::Certain { year, month, day })
        }
        [year, month, day] if is_year(year) => {
            let month = small(month).or_else(|| month_word(month))?;
            Some(DateParts::Certain { year: number(year)?, month, day: small(day)? })
        }
        [one, two, year] if is_year(year) => match (month_word(one), month_word(two)) {
            (Some(month), None) => {
                Some(DateParts::Certain { year: number(year)?, month, day: small(two)? })
            }
            (None, Some(month)) => {
                Some(DateParts::Certain { year: number(year)?, month, day: small(one)? })
            }
            (None, None) => Some(DateParts::YearLast {
                first: small(one)?,
                second: small(two)?,
                year: number(year)?,
            }),
            (Some(_), Some(_)) => None,
        },
        _ => None,
    }
}

/// A time of the day behind the date says nothing of the day; SAS glues it on.
fn without_time(text: &str) -> &str {
    let Some(colon) = text.find(':') else { return text };
    let before = &text[..colon];
    match before.rfind([' ', 't']) {
        // The letter of `2015-03-02t10:20` stands behind a digit, that of `oct 2015` does not.
        Some(place)
            if before[..place].ends_with(|one: char| one.is_ascii_digit() || one == ' ') =>
        {
            before[..place].trim()
        }
        _ => before,
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;
    use crate::engine::own_column::OwnLevel;
    use crate::engine::reader::settings::ImportSettings;

    fn read(kind: OwnKind, unit: &str, mark: DecimalMark, text: &str) -> OwnReading {
        let column = OwnColumn { unit: unit.to_owned(), kind, ..OwnColumn::default() };
        let missing = MissingCodes::new(&ImportSettings::default());
        match OwnForm::new(&column, mark, false).read(text, CellKind::Text, &missing) {
            // What had to be done to a number is tested where numbers are read.
            OwnReading::Value(value, _) => is(value),
            other => other,
        }
    }

    fn is(value: f64) -> OwnReading {
        OwnReading::Value(value, None)
    }

    const NOT: OwnReading = OwnReading::Unreadable;
    const GONE: OwnReading = OwnReading::Missing;

    #[test]
    fn numbers_are_read_as_those_of_known_columns() {
        for (text, unit, mark, expected) in [
            ("2.5", "", DecimalMark::Point, is(2.5)),
            ("2,5", "", DecimalMark::Comma, is(2.5)),
            ("２．５", "", DecimalMark::Point, is(2.5)),
            ("1 234,5", "", DecimalMark::Comma, is(1234.5)),
            ("-3", "", DecimalMark::Point, is(-3.0)),
            ("2.5 mIU/L", "mIU/L", DecimalMark::Point, is(2.5)),
            ("2.5 ＭＩＵ／Ｌ", "mIU/L", DecimalMark::Point, is(2.5)),
            ("12 %", "%", DecimalMark::Point, is(12.0)),
            ("12 %", "", DecimalMark::Point, NOT),
            ("2.5 mIU/L", "", DecimalMark::Point, NOT),
            ("2.5 ng/mL", "mIU/L", DecimalMark::Point, NOT),
            ("<0.5", "", DecimalMark::Point, NOT),
            ("high", "", DecimalMark::Point, NOT),
            ("2,5", "", DecimalMark::Point, NOT),
            ("1,234", "", DecimalMark::Mixed, NOT),
            ("2-3", "", DecimalMark::Point, NOT),
            ("2015-03-02", "", DecimalMark::Point, NOT),
            ("#DIV/0!", "", DecimalMark::Point, NOT),
            ("", "", DecimalMark::Point, GONE),
            ("NA", "", DecimalMark::Point, GONE),
            ("unknown", "", DecimalMark::Point, GONE),
            ("-99", "", DecimalMark::Point, GONE),
        ] {
            assert_eq!(read(OwnKind::Number, unit, mark, text), expected, "{text:?} in {unit:?}");
        }
    }

    #[test]
    fn truths_and_levels_are_closed_lists() {
        for (text, expected) in [
            ("yes", is(1.0)),
            ("예", is(1.0)),
            ("0", is(0.0)),
            ("nein", is(0.0)),
            ("sometimes", NOT),
            ("yes?", NOT),
            ("2", NOT),
            ("", GONE),
            ("-9", GONE),
        ] {
            assert_eq!(read(OwnKind::YesNo, "", DecimalMark::Point, text), expected, "{text:?}");
        }
        let level =
            |text: &str, label: &str| OwnLevel { text: text.to_owned(), label: label.to_owned() };
        let levels = vec![
            level("never", ""),
            level("Current", "smokes"),
            level("daily", "smokes"),
            level("none", ""),
        ];
        let kind = OwnKind::Category { levels, is_ordered: false };
        for (text, expected) in [
            ("never", is(0.0)),
            ("NEVER", is(0.0)),
            ("ｎｅｖｅｒ", is(0.0)),
            ("current", is(1.0)),
            ("daily", is(1.0)),
            ("none", is(2.0)),
            ("ex", NOT),
            ("n/a", GONE),
        ] {
            assert_eq!(read(kind.clone(), "", DecimalMark::Point, text), expected, "{text:?}");
        }
    }

    /// Days from `as.numeric(as.Date("2015-03-02"))` of R 4.2.2, 16496, and so on.
    #[test]
    fn days_are_read_in_the_order_of_their_column() {
        const MARCH_2: OwnReading = OwnReading::Value(16_496.0, None);
        // 2015-02-03.
        const FEBRUARY_3: OwnReading = OwnReading::Value(16_469.0, None);
        for (text, year_first, day_first, month_first) in [
            ("2015-03-02", MARCH_2, MARCH_2, MARCH_2),
            ("2015/3/2", MARCH_2, MARCH_2, MARCH_2),
            ("2015年3月2日", MARCH_2, MARCH_2, MARCH_2),
            ("2015년 3월 2일", MARCH_2, MARCH_2, MARCH_2),
            ("20150302", MARCH_2, MARCH_2, MARCH_2),
            ("２０１５－０３－０２", MARCH_2, MARCH_2, MARCH_2),
            ("2015-03-02T10:20:00", MARCH_2, MARCH_2, MARCH_2),
            ("2015-03-02 10:20", MARCH_2, MARCH_2, MARCH_2),
            ("2 Mar 2015", MARCH_2, MARCH_2, MARCH_2),
            ("March 2, 2015", MARCH_2, MARCH_2, MARCH_2),
            ("02MAR2015:00:00:00", MARCH_2, MARCH_2, MARCH_2),
            ("02.03.2015", NOT, MARCH_2, FEBRUARY_3),
            ("2/3/2015", NOT, MARCH_2, FEBRUARY_3),
            ("2/3/15", NOT, NOT, NOT),
            ("31/12/2015", NOT, is(16_800.0), NOT),
            ("2015-02-30", NOT, NOT, NOT),
            ("1815-02-03", NOT, NOT, NOT),
            ("2015", NOT, NOT, NOT),
            ("42064", NOT, NOT, NOT),
            ("spring 2015", NOT, NOT, NOT),
            ("", GONE, GONE, GONE),
            ("unknown", GONE, GONE, GONE),
        ] {
            for (order, expected) in [
                (DateOrder::YearFirst, year_first),
                (DateOrder::DayFirst, day_first),
                (DateOrder::MonthFirst, month_first),
            ] {
                let found = read(OwnKind::Date { order }, "", DecimalMark::Point, text);
                assert_eq!(found, expected, "{text:?} {order:?}");
            }
        }
    }
}

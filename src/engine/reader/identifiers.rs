//! Columns that tell who a woman is, by what stands in their cells.

use crate::engine::reader::field::Identifier;
use crate::engine::reader::rows::CellKind;

/// Digits of the longest number that is looked for; of more, none is any of them.
const MOST_DIGITS: usize = 18;

/// Digits of the shortest date, `1985-3-2`.
const FEWEST_OF_DATE: usize = 6;

/// Digits of the shortest telephone number.
const FEWEST_OF_NUMBER: usize = 10;

/// How many cells of a column look like each kind of identifier.
#[derive(Clone, Copy, Debug, Default)]
#[expect(clippy::struct_field_names, reason = "all are counts")]
pub(super) struct IdentifierCounts {
    n_filled: u32,
    /// Numbers that can hardly be anything else.
    n_certain_national: u32,
    n_national: u32,
    n_births: u32,
    n_phones: u32,
    n_mails: u32,
}

impl IdentifierCounts {
    /// Takes one cell that is not empty.
    pub(super) fn add(&mut self, text: &str, kind: CellKind) {
        self.n_filled += 1;
        if kind == CellKind::Date {
            self.n_births += u32::from(is_birth_date(text));
            return;
        }
        let first = text.as_bytes().first().copied().unwrap_or(0);
        if !first.is_ascii_digit() && first != b'+' {
            self.n_mails += u32::from(is_mail(text));
            return;
        }
        // A measured value, as most cells are, has fewer digits than any of these.
        let mut digits = [0; MOST_DIGITS + 1];
        let mut n_digits = 0;
        for digit in text.bytes().filter(u8::is_ascii_digit).take(digits.len()) {
            digits[n_digits] = digit - b'0';
            n_digits += 1;
        }
        let digits = &digits[..n_digits];
        if n_digits >= FEWEST_OF_DATE {
            self.n_births += u32::from(is_birth_date(text) || is_compact_birth_date(text, digits));
        }
        if n_digits >= FEWEST_OF_NUMBER {
            if is_korean_number(digits) {
                self.n_certain_national += u32::from(text.contains('-'));
                self.n_national += 1;
            } else if is_chinese_number(text, digits) {
                self.n_certain_national += 1;
                self.n_national += 1;
            } else if is_my_number(digits) {
                self.n_national += 1;
            }
            self.n_phones += u32::from(is_phone(text, digits));
        }
        self.n_mails += u32::from(is_mail(text));
    }

    /// What the column holds, if its cells say so.
    pub(super) fn verdict(self) -> Option<Identifier> {
        let is_most = |n: u32| n >= 2 && u64::from(n) * 2 >= u64::from(self.n_filled);
        if self.n_certain_national > 0 || is_most(self.n_national) {
            Some(Identifier::NationalNumber)
        } else if self.n_mails > 0 || is_most(self.n_phones) {
            Some(Identifier::Contact)
        } else if is_most(self.n_births)
            && u64::from(self.n_births) * 5 >= u64::from(self.n_filled) * 4
        {
            Some(Identifier::BirthDate)
        } else {
            None
        }
    }
}

/// A resident registration number of Korea: date of birth, then 1 to 8.
fn is_korean_number(digits: &[u8]) -> bool {
    digits.len() == 13
        && is_month_and_day(digits[2] * 10 + digits[3], digits[4] * 10 + digits[5])
        && (1..=8).contains(&digits[6])
}

fn is_month_and_day(month: u8, day: u8) -> bool {
    (1..=12).contains(&month) && (1..=31).contains(&day)
}

/// A My Number of Japan: twelve digits of which the last is a check digit.
fn is_my_number(digits: &[u8]) -> bool {
    if digits.len() != 12 {
        return false;
    }
    let sum: u32 = (1..=11_u32)
        .map(|n| {
            let weight = if n <= 6 { n + 1 } else { n - 5 };
            u32::from(digits[11 - n as usize]) * weight
        })
        .sum();
    let check = match sum % 11 {
        0 | 1 => 0,
        rest => 11 - rest,
    };
    u32::from(digits[11]) == check
}

/// An identity number of China: 17 digits and a check digit or X (GB 11643).
fn is_chinese_number(text: &str, digits: &[u8]) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const CHECKS: &[u8; 11] = b"10X98765432";
    if text.len() != 18 || digits.len() < 17 {
        return false;
    }
    let sum: u32 =
        WEIGHTS.iter().zip(digits).map(|(weight, digit)| weight * u32::from(*digit)).sum();
    let last = text.as_bytes()[17].to_ascii_uppercase();
    CHECKS[(sum % 11) as usize] == last
}

/// A date with a year from 1940 to 2000; other dates of a study are later.
fn is_birth_date(text: &str) -> bool {
    let pieces = text.split(['-', '/', '.', '年', '月', '日', ' ']);
    let mut numbers =
        pieces.filter(|piece| !piece.is_empty()).map(|piece| piece.parse::<u16>().ok());
    let mut next = || numbers.next().flatten();
    let (Some(first), Some(second), Some(third)) = (next(), next(), next()) else {
        return false;
    };
    let is_year = |year: u16| (1940..=2000).contains(&year);
    let small = |one: u16, other: u16| (1..=31).contains(&one) && (1..=31).contains(&other);
    is_year(first) && small(second, third) || is_year(third) && small(first, second)
}

/// `19850302`: a date from 1940 to 2000 without marks.
fn is_compact_birth_date(text: &str, digits: &[u8]) -> bool {
    let number = |digits: &[u8]| digits.iter().fold(0, |sum, digit| 10 * sum + u32::from(*digit));
    text.len() == 8
        && digits.len() == 8
        && (1940..=2000).contains(&number(&digits[..4]))
        && is_month_and_day(digits[4] * 10 + digits[5], digits[6] * 10 + digits[7])
}

/// A telephone number of Korea, Japan or China, or one with a country's code.
fn is_phone(text: &str, digits: &[u8]) -> bool {
    let is_written_so = || {
        text.chars()
            .all(|letter| letter.is_ascii_digit() || matches!(letter, '-' | '+' | ' ' | '(' | ')'))
    };
    let has_marks = text.contains(['-', '+', '(']);
    let starts = |prefix: &[u8]| digits.starts_with(prefix);
    (10..=13).contains(&digits.len())
        && is_written_so()
        && (text.starts_with('+')
            || starts(&[0, 1]) && (10..=11).contains(&digits.len())
            || has_marks && starts(&[0])
            || starts(&[1]) && digits.len() == 11 && (3..=9).contains(&digits[1]))
}

fn is_mail(text: &str) -> bool {
    text.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty() && !name.contains(' ') && host.contains('.') && !host.contains(' ')
    })
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[track_caller]
    fn check(cells: &[&str], expected: Option<Identifier>) {
        let mut counts = IdentifierCounts::default();
        for cell in cells {
            counts.add(cell, CellKind::Text);
        }
        assert_eq!(counts.verdict(), expected, "{cells:?}");
    }

    /// The numbers are made up; the check digits are worked out by the rules of
    /// GB 11643 and of the My Number ordinance.
    #[test]
    fn identifiers_are_seen_in_the_cells() {
        check(&["900101-2345678", "x"], Some(Identifier::NationalNumber));
        check(&["9001012345678", "8912312345678"], Some(Identifier::NationalNumber));
        check(&["11010519491231002X"], Some(Identifier::NationalNumber));
        check(&["123456789018", "123456789018"], Some(Identifier::NationalNumber));
        check(&["010-1234-5678", "010-2345-6789"], Some(Identifier::Contact));
        check(&["someone@example.org"], Some(Identifier::Contact));
        check(&["1985-03-02", "1990/12/31"], Some(Identifier::BirthDate));
        check(&["19850302", "19901231"], Some(Identifier::BirthDate));
        check(&["19851302", "19901232"], None);
        check(&["2015-03-02", "2016/12/31"], None);
        check(&["1", "2", "3"], None);
        check(&["123456", "234567"], None);
        check(&["900101-2345678x-9"], None);
        check(&["16.1", "septum", ""], None);
    }
}

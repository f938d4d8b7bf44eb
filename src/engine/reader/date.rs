//! The year of a date, however it is written. Nothing else of a date is read.

use crate::engine::reader::number;
use crate::engine::reader::text::plain;

/// The year that a text says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Year {
    /// It can be no other.
    Certain(u16),
    /// Only someone who knows the file can say: two digits, a calendar that the
    /// text does not name, the number of a day.
    Proposed(u16),
    /// No year.
    None,
}

/// Eras that are written out, and the year before their first.
const ERAS: [(&str, u16); 9] = [
    ("令和", 2018),
    ("平成", 1988),
    ("昭和", 1925),
    ("民國", 1911),
    ("民国", 1911),
    ("r", 2018),
    ("h", 1988),
    ("s", 1925),
    ("roc", 1911),
];

/// The Buddhist calendar of Thailand is 543 years ahead.
const BUDDHIST: std::ops::RangeInclusive<u16> = 2493..=2643;

/// The year in a text: a year alone, or a date.
///
/// A text that holds two years, or another number that could be one, has none.
/// Eight digits are a date when month and day are possible.
pub(super) fn year(text: &str) -> Year {
    let text = plain(&number::narrow(text));
    let text = without_time(text.trim());
    if let Some(year) = era(&text) {
        return Year::Certain(year);
    }
    let groups: Vec<&str> =
        text.split(|letter: char| !letter.is_ascii_digit()).filter(|one| !one.is_empty()).collect();
    let long: Vec<&str> = groups.iter().copied().filter(|group| group.len() > 2).collect();
    match (long.as_slice(), groups.as_slice()) {
        ([group], [_, next]) if group.len() == 4 && is_next(group, next) => Year::None,
        ([group], _) if group.len() == 4 => four_digits(group),
        ([group], _) if group.len() == 3 && group == &groups[0] => minguo(group, &text),
        ([group], [_] | [_, _]) if group.len() == 5 && group == &groups[0] => serial(group),
        ([group], [_]) if group.len() == 6 => six_digits(group),
        ([group], _) if group.len() == 8 => eight_digits(group),
        ([], [year]) if year.len() == 2 => two_digits(year),
        ([], [_, year]) if year.len() == 2 && has_letters(&text) => two_digits(year),
        ([], [first, _, last]) => {
            // The year stands first where it says so or can be no day.
            let is_first = text.contains(['年', '년']) || first.parse::<u8>().is_ok_and(|n| n > 31);
            two_digits(if is_first { first } else { last })
        }
        _ => Year::None,
    }
}

/// Whether two digits behind a year are the next one and no month: `2018/19`, `1999/00`.
fn is_next(year: &str, next: &str) -> bool {
    let (year, next) = (year.parse::<u16>().unwrap_or(0), next.parse::<u16>().unwrap_or(0));
    !(1..=12).contains(&next) && (year + 1) % 100 == next
}

fn has_letters(text: &str) -> bool {
    text.contains(|letter: char| letter.is_alphabetic())
}

/// A time of the day says nothing of the year; SAS glues it to the date.
fn without_time(text: &str) -> String {
    let piece = |piece: &str| match piece.split_once(':') {
        None => piece.to_owned(),
        Some((date, _)) if date.len() > 2 => date.to_owned(),
        Some(_) => String::new(),
    };
    text.split([' ', 't']).map(piece).collect::<Vec<_>>().join(" ")
}

/// `平成27年`, `H27`, `R3.5.1`, `令和元年`, `民國104年`.
fn era(text: &str) -> Option<u16> {
    ERAS.iter().find_map(|(name, before)| {
        let place = text.find(name)?;
        // A letter stands for an era at the very beginning only.
        if name.is_ascii() && place > 0 {
            return None;
        }
        let rest = text[place + name.len()..].trim_start();
        let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
        let number = if rest.starts_with('元') { 1 } else { digits.parse::<u16>().ok()? };
        (1..=150).contains(&number).then_some(before + number)
    })
}

fn four_digits(group: &str) -> Year {
    match group.parse::<u16>() {
        Ok(year) if BUDDHIST.contains(&year) => Year::Certain(year - 543),
        // The solar calendar of Iran, whose year begins in March.
        Ok(year @ 1330..=1420) => Year::Proposed(year + 621),
        // The lunar calendar: 33 of its years are 32 of the sun.
        Ok(year @ 1421..=1480) => Year::Proposed(year - year / 33 + 622),
        Ok(year) => Year::Certain(year),
        Err(_) => Year::None,
    }
}

/// The calendar of the Republic of China, which `104` alone does not name.
fn minguo(group: &str, text: &str) -> Year {
    match group.parse::<u16>() {
        Ok(year @ 100..=189) if text.contains('年') => Year::Certain(year + 1911),
        Ok(year @ 100..=189) => Year::Proposed(year + 1911),
        _ => Year::None,
    }
}

/// The number of a day in a spreadsheet, counted from 1899-12-30: days from
/// 1950-01-01 to 2100-12-31.
fn serial(group: &str) -> Year {
    let Ok(day @ 18_264..=73_415) = group.parse::<u32>() else { return Year::None };
    let (mut year, mut rest) = (1950_u16, day - 18_264);
    loop {
        // 2000 is a leap year, 2100 is none.
        let n_days = if year.is_multiple_of(4) && year != 2100 { 366 } else { 365 };
        if rest < n_days {
            return Year::Proposed(year);
        }
        rest -= n_days;
        year += 1;
    }
}

fn six_digits(group: &str) -> Year {
    let month = group[4..].parse::<u8>().unwrap_or(0);
    match group[..4].parse::<u16>() {
        Ok(year @ 1950..=2100) if (1..=12).contains(&month) => Year::Proposed(year),
        _ if is_month_and_day(&group[2..]) => two_digits(&group[..2]),
        _ => two_digits(&group[4..]),
    }
}

/// Year, month and day, or day, month and year.
fn eight_digits(group: &str) -> Year {
    let is_year = |digits: &str| {
        digits
            .parse::<u16>()
            .is_ok_and(|year| (1950..=2100).contains(&year) || BUDDHIST.contains(&year))
    };
    let (day, month) = (&group[..2], &group[2..4]);
    let month_first = format!("{month}{day}");
    if is_month_and_day(&group[4..]) && is_year(&group[..4]) {
        four_digits(&group[..4])
    } else if is_year(&group[4..])
        && (is_month_and_day(&month_first) || is_month_and_day(&group[..4]))
    {
        four_digits(&group[4..])
    } else {
        Year::None
    }
}

/// A year without its century, which is taken to be the nearest one.
fn two_digits(group: &str) -> Year {
    match group.parse::<u16>() {
        Ok(year @ 0..=49) => Year::Proposed(2000 + year),
        Ok(year @ 50..=99) => Year::Proposed(1900 + year),
        _ => Year::None,
    }
}

fn is_month_and_day(digits: &str) -> bool {
    let number = |range: std::ops::Range<usize>| digits[range].parse::<u8>().unwrap_or(0);
    (1..=12).contains(&number(0..2)) && (1..=31).contains(&number(2..4))
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn years_are_found_in_dates() {
        for (text, expected) in [
            ("2015", 2015),
            ("2015-03-02", 2015),
            ("2015-03-02T10:20:00", 2015),
            ("2015/3/2 9:05", 2015),
            ("02.03.2015", 2015),
            ("3/2/2015", 2015),
            ("2 Mar 2015", 2015),
            ("2 October 2015", 2015),
            ("2015\u{5e74}3\u{6708}2\u{65e5}", 2015),
            ("2015\u{b144} 3\u{c6d4}", 2015),
            ("20150302", 2015),
            ("02032015", 2015),
            ("03312015", 2015),
            ("2015Q1", 2015),
            ("2015.0", 2015),
            ("01JAN2015:00:00:00", 2015),
            ("01OCT2015", 2015),
            ("14/03/2558", 2015),
            ("2560", 2017),
            ("平成27年3月2日", 2015),
            ("㍻27年", 2015),
            ("平成元年", 1989),
            ("H27", 2015),
            ("H27.3.2", 2015),
            ("R3.5.1", 2021),
            ("S60", 1985),
            ("民國104年", 2015),
            ("104年3月2日", 2015),
            ("２０１５年", 2015),
            ("٢٠١٥", 2015),
        ] {
            assert_eq!(year(text), Year::Certain(expected), "{text}");
        }
    }

    /// Serials from `as.Date(c(42064, 43465, 43466, 36526, 45657, 18264, 73415), origin = "1899-12-30")` of R 4.2.2.
    #[test]
    fn what_could_be_another_year_is_proposed() {
        for (text, expected) in [
            ("104", 2015),
            ("104/03/02", 2015),
            ("3/2/15", 2015),
            ("15년 3월 2일", 2015),
            ("85.3.2", 1985),
            ("2-Mar-15", 2015),
            ("Mar-15", 2015),
            ("'15", 2015),
            ("1394", 2015),
            ("1394/05/12", 2015),
            ("1436", 2015),
            ("42064", 2015),
            ("43465", 2018),
            ("43466", 2019),
            ("36526", 2000),
            ("45657", 2024),
            ("18264", 1950),
            ("73415", 2100),
            ("201503", 2015),
            ("150302", 2015),
        ] {
            assert_eq!(year(text), Year::Proposed(expected), "{text}");
        }
    }

    #[test]
    fn what_holds_no_year_has_none() {
        for text in [
            "20151502",
            "2015-2016",
            "2018/19",
            "2015-16",
            "1999/00",
            "12345",
            "spring",
            "",
            "9:05",
            "1234567",
        ] {
            assert_eq!(year(text), Year::None, "{text}");
        }
    }
}

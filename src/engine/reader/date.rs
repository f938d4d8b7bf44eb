//! The year of a date, however it is written. Nothing else of a date is read.

/// The year in a text: a year alone, or a date with its year in four digits.
///
/// A text that holds another number of more than two digits, or two years, has
/// none. Eight digits are a date when month and day are possible.
pub(super) fn year(text: &str) -> Option<u16> {
    // A time of the day says nothing of the year.
    let date = text.split(['T', ' ']).filter(|part| !part.contains(':'));
    let date = date.collect::<Vec<_>>().join(" ");
    let mut found = None;
    for group in date.split(|letter: char| !letter.is_ascii_digit()) {
        let candidate = match group.len() {
            0..=2 => continue,
            4 => group.parse().ok(),
            8 if is_month_and_day(&group[4..]) => group[..4].parse().ok(),
            _ => return None,
        };
        if found.is_some() {
            return None;
        }
        found = candidate;
    }
    found
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
            ("2015", Some(2015)),
            ("2015-03-02", Some(2015)),
            ("2015-03-02T10:20:00", Some(2015)),
            ("2015/3/2 9:05", Some(2015)),
            ("02.03.2015", Some(2015)),
            ("3/2/2015", Some(2015)),
            ("2 Mar 2015", Some(2015)),
            ("2015\u{5e74}3\u{6708}2\u{65e5}", Some(2015)),
            ("2015\u{b144} 3\u{c6d4}", Some(2015)),
            ("20150302", Some(2015)),
            ("20151502", None),
            ("3/2/15", None),
            ("2015-2016", None),
            ("12345", None),
            ("spring", None),
            ("", None),
        ] {
            assert_eq!(year(text), expected, "{text}");
        }
    }
}

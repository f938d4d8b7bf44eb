//! Days of the calendar as numbers, counted from 1970-01-01 as R counts them.

/// The number of a day; `None` where the calendar has no such day. The proleptic
/// Gregorian calendar, by the days before its years and months (Richards, in:
/// Explanatory Supplement to the Astronomical Almanac, 3rd ed., 2013, section 15.11).
///
/// ```
/// use rpl_immune_profile::engine::calendar::day_number;
///
/// assert_eq!(day_number(1970, 1, 1), Some(0));
/// assert_eq!(day_number(2015, 2, 29), None);
/// ```
#[must_use]
pub fn day_number(year: u16, month: u8, day: u8) -> Option<i32> {
    if day == 0 || day > days_of(year, month)? {
        return None;
    }
    let before: i32 =
        (1..month).filter_map(|month| days_of(year, month)).map(i32::from).sum::<i32>();
    Some(days_before(year) - days_before(1970) + before + i32::from(day) - 1)
}

/// Year, month and day of the number of a day from 0000-01-01 on; later than 9999 is 9999.
#[must_use]
pub fn date_of(day: i32) -> (u16, u8, u8) {
    let day = i64::from(day) + i64::from(days_before(1970));
    let begins_by = |year: &u16| i64::from(days_before(*year)) <= day;
    let (mut low, mut high) = (0_u16, 9999_u16);
    while low < high {
        let middle = low + (high - low).div_ceil(2);
        if begins_by(&middle) { low = middle } else { high = middle - 1 }
    }
    let mut rest = (day - i64::from(days_before(low))).max(0);
    for month in 1..=12_u8 {
        let n = i64::from(days_of(low, month).unwrap_or(31));
        if rest < n || month == 12 {
            return (low, month, u8::try_from(rest.min(n - 1) + 1).unwrap_or(31));
        }
        rest -= n;
    }
    (low, 12, 31)
}

/// Days of the calendar before a year, from the year 0 on.
fn days_before(year: u16) -> i32 {
    let year = i32::from(year);
    // The year 0 is a leap year, and so counts as one of the years before all others.
    365 * year + (year + 3) / 4 - (year + 99) / 100 + (year + 399) / 400
}

fn days_of(year: u16, month: u8) -> Option<u8> {
    let is_leap = year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400);
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => Some(31),
        4 | 6 | 9 | 11 => Some(30),
        2 => Some(if is_leap { 29 } else { 28 }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    /// `as.numeric(as.Date(c("1969-12-31", "1970-01-01", "1999-12-31", "2000-02-29",
    /// "2000-03-01", "2015-03-02", "2024-12-31", "2100-03-01", "1900-03-01")))` of R 4.2.2.
    #[test]
    fn days_are_those_of_r() {
        for ((year, month, day), number) in [
            ((1969, 12, 31), -1),
            ((1970, 1, 1), 0),
            ((1999, 12, 31), 10_956),
            ((2000, 2, 29), 11_016),
            ((2000, 3, 1), 11_017),
            ((2015, 3, 2), 16_496),
            ((2024, 12, 31), 20_088),
            ((2100, 3, 1), 47_541),
            ((1900, 3, 1), -25_508),
        ] {
            assert_eq!(day_number(year, month, day), Some(number), "{year}-{month}-{day}");
            assert_eq!(date_of(number), (year, month, day), "{number}");
        }
    }

    #[test]
    fn every_day_comes_back_and_the_next_one_follows() {
        let mut last = None;
        for number in -30_000..60_000 {
            let (year, month, day) = date_of(number);
            assert_eq!(day_number(year, month, day), Some(number));
            assert!(last < Some((year, month, day)));
            last = Some((year, month, day));
        }
        for (year, month, day) in
            [(2015, 2, 29), (1900, 2, 29), (2015, 13, 1), (2015, 4, 31), (2015, 1, 0)]
        {
            assert_eq!(day_number(year, month, day), None);
        }
    }
}

//! Numbers to text, in one place.

use crate::engine::stats::Interval;
use crate::engine::stats::proportion::Proportion;

/// A whole number with thousands separated: `1,000,000`.
#[must_use]
pub fn count(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A count with its noun in the singular or the plural: `1 row`, `2 rows`.
#[must_use]
pub fn count_of(number: u32, one: &str, many: &str) -> String {
    format!("{} {}", count(number.into()), if number == 1 { one } else { many })
}

/// A share as a percentage with one decimal: `82.7%`.
#[must_use]
pub fn percent(share: f64) -> String {
    let tenths = whole(1000.0 * share);
    format!("{}.{}%", tenths / 10, tenths % 10)
}

/// A share as a percentage without decimals: `80%`.
#[must_use]
pub fn round_percent(share: f64) -> String {
    format!("{}%", whole(100.0 * share))
}

/// A share is never negative and never far above one.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "see above")]
fn whole(number: f64) -> u32 {
    number.round() as u32
}

/// A percentage as a source prints it: `75%`, `90.5%`.
#[must_use]
pub fn printed_percent(percent: f64) -> String {
    format!("{percent}%")
}

/// An interval of a share: `76.9% to 87.4%`.
#[must_use]
pub fn interval(interval: Interval) -> String {
    format!("{} to {}", percent(interval.lower), percent(interval.upper))
}

/// The level of an interval: `95%`.
#[must_use]
pub fn level(level: f64) -> String {
    // Two decimals keep 99.5 % and drop what binary fractions leave over.
    let rounded = (level * 1e4).round() / 1e2;
    format!("{rounded}%")
}

/// Numerator and denominator: `163/197`.
#[must_use]
pub fn fraction(share: &Proportion) -> String {
    format!("{}/{}", count(share.events.into()), count(share.total.into()))
}

/// A measured value, with as many decimals as it has, two at most.
#[must_use]
pub fn value(value: f64) -> String {
    let rounded = (value * 100.0).round() / 100.0;
    format!("{rounded}")
}

/// A file size: `812 B`, `12.3 kB`, `80.0 MB`.
#[must_use]
pub fn bytes(bytes: u64) -> String {
    let (thousand, million) = (1_000, 1_000_000);
    let scaled = |unit: u64| {
        let tenths = (bytes + unit / 20) / (unit / 10);
        format!("{}.{}", count(tenths / 10), tenths % 10)
    };
    if bytes < thousand {
        format!("{bytes} B")
    } else if bytes < million {
        format!("{} kB", scaled(thousand))
    } else {
        format!("{} MB", scaled(million))
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn numbers() {
        for (found, expected) in [
            (count(0), "0"),
            (count(999), "999"),
            (count(1000), "1,000"),
            (count(1_234_567), "1,234,567"),
            (count_of(1, "row", "rows"), "1 row"),
            (count_of(2000, "row", "rows"), "2,000 rows"),
            (percent(0.0), "0.0%"),
            (percent(163.0 / 197.0), "82.7%"),
            (percent(1.0), "100.0%"),
            (printed_percent(75.0), "75%"),
            (printed_percent(90.5), "90.5%"),
            (level(0.95), "95%"),
            (level(0.995), "99.5%"),
            (value(16.1), "16.1"),
            (value(20.0 / 3.0), "6.67"),
            (value(30.0), "30"),
            (bytes(812), "812 B"),
            (bytes(12_345), "12.3 kB"),
            (bytes(80_000_000), "80.0 MB"),
            (bytes(999_960), "1,000.0 kB"),
        ] {
            assert_eq!(found, expected);
        }
    }
}

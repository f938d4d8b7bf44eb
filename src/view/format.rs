//! Numbers to text, in one place.

use crate::engine::calendar::date_of;
use crate::engine::stats::proportion::Proportion;
use crate::engine::stats::{Interval, PValue};

/// A number of any size with so many significant digits, thousands separated
/// and a true minus sign; in powers of ten where it is very large or small.
#[must_use]
pub fn significant(number: f64, digits: usize) -> String {
    if number.is_nan() {
        return String::new();
    }
    let sign = if number < 0.0 { "−" } else { "" };
    if number.is_infinite() {
        return format!("{sign}∞");
    }
    if number == 0.0 {
        return "0".to_owned();
    }
    // Rust rounds the decimal expansion correctly; only the layout is ours.
    let scientific = format!("{:.*e}", digits.max(1) - 1, number.abs());
    let Some((mantissa, exponent)) = scientific.split_once('e') else { return scientific };
    let Ok(exponent) = exponent.parse::<i32>() else { return scientific };
    if !(-4..=14).contains(&exponent) {
        return format!("{sign}{mantissa} × 10{}", superscript(exponent));
    }
    let behind_first = i32::try_from(digits.max(1) - 1).unwrap_or(i32::MAX);
    let decimals = usize::try_from(behind_first.saturating_sub(exponent)).unwrap_or(0);
    let plain = format!("{:.decimals$}", number.abs());
    let (whole, fraction) = plain.split_once('.').unwrap_or((plain.as_str(), ""));
    let point = if fraction.is_empty() { "" } else { "." };
    format!("{sign}{}{point}{fraction}", separate(whole))
}

/// A p-value with three significant digits: `0.629`, `1.23 × 10⁻⁸`; by its
/// logarithm where it is below the range of a double.
#[must_use]
pub fn p_exact(p: PValue) -> String {
    if p.value < 1e-300 {
        return format!("log₁₀ p = {}", significant(p.log10, 6));
    }
    if p.value >= 1.0 { "1".to_owned() } else { significant(p.value, 3) }
}

/// A share as a percentage with two decimals, or three significant digits where
/// it is small: `82.74%`, `0.0171%`.
#[must_use]
pub fn precise_percent(share: f64) -> String {
    let percent = 100.0 * share;
    if share == 0.0 || (share - 1.0).abs() < 1e-12 {
        format!("{percent:.0}%")
    } else if percent.abs() >= 0.1 && percent.abs() < 1000.0 {
        // 99.9968 % is not all, and must not read as if it were.
        let text = (2..12)
            .map(|decimals| format!("{percent:.decimals$}"))
            .find(|text| !text.trim_start_matches('-').starts_with("100.0"))
            .unwrap_or_else(|| format!("{percent:.2}"));
        format!("{text}%").replace('-', "−")
    } else {
        format!("{}%", significant(percent, 3))
    }
}

fn superscript(number: i32) -> String {
    number
        .to_string()
        .chars()
        .map(|letter| match letter {
            '-' => '⁻',
            '1' => '¹',
            '2' => '²',
            '3' => '³',
            // The others stand in the order of their digits.
            digit => digit.to_digit(10).and_then(|n| char::from_u32(0x2070 + n)).unwrap_or(digit),
        })
        .collect()
}

/// Digits with a comma between thousands.
fn separate(digits: &str) -> String {
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A whole number with thousands separated: `1,000,000`.
#[must_use]
pub fn count(number: u64) -> String {
    separate(&number.to_string())
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

/// A share is never negative and never far above one.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "see above")]
fn whole(number: f64) -> u32 {
    number.round() as u32
}

/// A share in percent, without the sign and with every digit that was typed: `5.2`.
#[must_use]
pub fn percent_number(share: f64) -> String {
    // The product of a share and 100 has an error in its last digit.
    format!("{}", (share * 1e12).round() / 1e10)
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

/// A value and the cut-off it is held against, with as many digits as the
/// comparison needs: the printed numbers stand in the same relation as the
/// numbers themselves.
#[must_use]
pub fn compared(value: f64, cutoff: f64) -> (String, String) {
    let is_true = |text: &str| {
        text.parse::<f64>().is_ok_and(|printed| (printed > cutoff) == (value > cutoff))
    };
    (shortened(value, is_true), format!("{cutoff}"))
}

/// A measured value with every digit that was typed; one that was worked out with
/// two decimals, or as many as make the printed number a `true_one`.
#[must_use]
pub fn measured(value: f64, true_one: impl Fn(f64) -> bool) -> String {
    shortened(value, |text| {
        text.parse::<f64>()
            .is_ok_and(|printed| true_one(printed) && (printed == 0.0) == (value == 0.0))
    })
}

/// The fewest decimals of a long number that are `enough`, two at least. A number
/// with few digits keeps them all: it was typed so.
fn shortened(value: f64, is_enough: impl Fn(&str) -> bool) -> String {
    /// Longer numbers come out of a division, not from a keyboard.
    const LONGEST_TYPED: usize = 9;
    let whole = format!("{value}");
    if whole.len() <= LONGEST_TYPED {
        return whole;
    }
    (2..=LONGEST_TYPED)
        .map(|decimals| {
            let text = format!("{value:.decimals$}");
            text.trim_end_matches('0').trim_end_matches('.').to_owned()
        })
        .find(|text| is_enough(text))
        .unwrap_or(whole)
}

/// A score as it was typed, or nearly.
#[must_use]
pub fn score(score: f64) -> String {
    if score.abs() < 1e6 && (score * 1e4).fract() == 0.0 {
        format!("{score}").replace('-', "−")
    } else {
        significant(score, 6)
    }
}

/// A number that was read or worked out, without the digits that only binary
/// fractions leave behind.
#[must_use]
pub fn shown(value: f64) -> String {
    let digits: f64 = format!("{value:.11e}").parse().unwrap_or(value);
    format!("{digits}")
}

/// A day by its number, counted from 1970-01-01; of half a day the one before: `2015-03-02`.
#[must_use]
#[expect(clippy::cast_possible_truncation, reason = "the calendar ends long before")]
pub fn date(day: f64) -> String {
    let (year, month, day) = date_of(day.floor() as i32);
    format!("{year:04}-{month:02}-{day:02}")
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

/// `p = 0.05`, or the text that says it by its logarithm.
#[must_use]
pub fn equals(p: &str) -> String {
    if p.starts_with("log") { p.to_owned() } else { format!("p = {p}") }
}

/// Degrees of freedom: a whole number as it is, any other with four significant digits.
#[must_use]
pub fn degrees(number: f64) -> String {
    if number.fract() == 0.0 && number.abs() < 1e15 {
        format!("{number:.0}")
    } else {
        significant(number, 4)
    }
}

/// A number with so many decimals and a real minus sign.
#[must_use]
pub fn decimal(value: f64, decimals: usize) -> String {
    if value.is_infinite() {
        return if value > 0.0 { "∞" } else { "−∞" }.to_owned();
    }
    let text = format!("{:.decimals$}", value.abs());
    let is_zero = text.chars().all(|letter| matches!(letter, '0' | '.'));
    if value < 0.0 && !is_zero { format!("−{text}") } else { text }
}

/// A share without decimals: `80%`.
#[must_use]
pub fn whole_percent(share: f64) -> String {
    format!("{}%", decimal(100.0 * share, 0))
}

/// A ratio with digits enough to be read: `0.07`, `1.15`, `12.3`.
#[must_use]
pub fn ratio(value: f64) -> String {
    let decimals = match value.abs() {
        size if size < 0.1 => 3,
        size if size < 10.0 => 2,
        size if size < 100.0 => 1,
        _ => 0,
    };
    decimal(value, decimals)
}

/// A power of two on an axis: `1/4`, `1`, `8`.
#[must_use]
pub fn ratio_tick(value: f64) -> String {
    if value < 1.0 { format!("1/{}", decimal(1.0 / value, 0)) } else { decimal(value, 0) }
}

/// A p-value as the tables of papers print it: `0.629`, `<0.001`.
#[must_use]
pub fn p_rounded(p: f64) -> String {
    match p {
        p if p < 0.001 => "<0.001".to_owned(),
        p if p > 0.999 => ">0.999".to_owned(),
        p => decimal(p, 3),
    }
}

/// A p-value in a sentence: `p = 0.629`, `p < 0.001`.
#[must_use]
pub fn p_phrase(p: f64) -> String {
    let text = p_rounded(p);
    match text.strip_prefix(['<', '>']) {
        Some(limit) => format!("p {} {limit}", &text[..1]),
        None => format!("p = {text}"),
    }
}

/// The interval of a ratio: `0.70 to 1.92`.
#[must_use]
pub fn ratio_interval(interval: Interval) -> String {
    format!("{} to {}", ratio(interval.lower), ratio(interval.upper))
}

/// A difference of shares in percentage points: `2.1`.
#[must_use]
pub fn points(difference: f64) -> String {
    decimal(100.0 * difference, 1)
}

/// The interval of a difference, in percentage points: `-3.0 to 7.1`.
#[must_use]
pub fn points_interval(Interval { lower, upper, .. }: Interval) -> String {
    format!("{} to {}", points(lower), points(upper))
}

/// A share with all that belongs to it: `82.7% (163/197; 76.9% to 87.4%)`.
#[must_use]
pub fn share(share: &Proportion) -> String {
    format!("{} ({}; {})", percent(share.estimate), fraction(share), interval(share.interval))
}

/// The same in words: `163 of 197, 82.7% (76.9% to 87.4%)`.
#[must_use]
pub fn share_in_words(share: &Proportion) -> String {
    format!(
        "{} of {}, {} ({})",
        count(share.events.into()),
        count(share.total.into()),
        percent(share.estimate),
        interval(share.interval)
    )
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn significant_digits() {
        for (number, digits, expected) in [
            (0.0, 4, "0"),
            (1.0, 4, "1.000"),
            (-0.020_718, 4, "−0.02072"),
            (1.148_8, 4, "1.149"),
            (12_345.678, 4, "12,346"),
            (9.999_9, 4, "10.00"),
            (626.243_530_6, 4, "626.2"),
            (0.000_123_4, 3, "0.000123"),
            (0.000_012_34, 3, "1.23 × 10⁻⁵"),
            (1.5e20, 3, "1.50 × 10²⁰"),
            (f64::INFINITY, 4, "∞"),
            (f64::NEG_INFINITY, 4, "−∞"),
        ] {
            assert_eq!(significant(number, digits), expected);
        }
    }

    /// The first two are 24.8 / 0.685 and 15.9 / 0.44, cut off.
    #[test]
    fn as_many_digits_as_the_comparison_needs() {
        for (value, cutoff, expected) in [
            (36.204_379_562, 36.2, "36.204"),
            (36.136_363_636, 36.2, "36.14"),
            (36.200_000_400, 36.2, "36.2000004"),
            (16.1004, 16.1, "16.1004"),
            (0.000_004_123_456_789, 0.0, "0.000004"),
        ] {
            let is_above = |printed: f64| (printed > cutoff) == (value > cutoff);
            assert_eq!(measured(value, is_above), expected);
        }
    }

    #[test]
    fn p_values() {
        for (p, expected) in [
            (PValue::ONE, "1"),
            (PValue::new(0.629_3).expect("a number"), "0.629"),
            (PValue::new(0.999_9).expect("a number"), "1.00"),
            (PValue::new(0.009_364_570).expect("a number"), "0.00936"),
            (PValue::new(1.234e-8).expect("a number"), "1.23 × 10⁻⁸"),
            (
                PValue::from_ln(-1000.0 * std::f64::consts::LN_10).expect("a number"),
                "log₁₀ p = −1,000.00",
            ),
        ] {
            assert_eq!(p_exact(p), expected);
        }
    }

    #[test]
    fn precise_percentages() {
        for (share, expected) in [
            (0.0, "0%"),
            (1.0, "100%"),
            (163.0 / 197.0, "82.74%"),
            (0.001_714, "0.17%"),
            (0.000_171_4, "0.0171%"),
            (0.999_99, "99.999%"),
            (0.999_999_6, "99.99996%"),
            (-0.052_6, "−5.26%"),
        ] {
            assert_eq!(precise_percent(share), expected);
        }
    }

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

//! What the tests of the statistics share: numbers compared by their relative
//! difference, and reference tables that scripts wrote.

#![allow(dead_code, reason = "every test file uses a part of it")]

/// The relative difference that the reference numbers are reproduced to.
pub(crate) const REFERENCE: f64 = 1e-10;

/// The difference relative to the expected number; 0 if both are equal, and
/// infinite where only one is zero, infinite or no number.
pub(crate) fn relative_difference(actual: f64, expected: f64) -> f64 {
    #[expect(clippy::float_cmp, reason = "zero and infinity are met exactly")]
    if actual == expected {
        return 0.0;
    }
    let difference = ((actual - expected) / expected).abs();
    if difference.is_finite() { difference } else { f64::INFINITY }
}

/// Fails unless the numbers agree to `relative` of the expected one; there is no
/// absolute tolerance, so that 0 is only met by 0.
#[track_caller]
pub(crate) fn assert_close(actual: f64, expected: f64, relative: f64, what: &str) {
    let difference = relative_difference(actual, expected);
    assert!(
        difference <= relative,
        "{what}: {actual:e} instead of {expected:e}, relative difference {difference:e}"
    );
}

/// One row of a reference table.
pub(crate) struct Reference<'a> {
    /// The name of the method.
    pub(crate) method: &'a str,
    /// What it is given.
    pub(crate) input: Vec<f64>,
    /// What it gives, or `None` where it is undefined.
    pub(crate) expected: Option<Vec<f64>>,
    /// The line itself, to be shown.
    pub(crate) line: &'a str,
}

/// The rows of a reference table `method,input,expected,source`, in which numbers
/// are separated by spaces.
pub(crate) fn references(csv: &str) -> impl Iterator<Item = Reference<'_>> {
    csv.lines().skip(1).map(|line| {
        let mut cells = line.splitn(4, ',');
        let mut cell = || cells.next().expect("four cells");
        let (method, input, expected) = (cell(), cell(), cell());
        let expected = (expected != "undefined").then(|| numbers(expected));
        Reference { method, input: numbers(input), expected, line }
    })
}

fn numbers(text: &str) -> Vec<f64> {
    let number = |word: &str| match word {
        "Inf" => f64::INFINITY,
        _ => word.parse().expect("a number"),
    };
    text.split_whitespace().map(number).collect()
}

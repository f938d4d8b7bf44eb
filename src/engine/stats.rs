//! Estimates with their intervals. One method family a file; [`special`] is the
//! only door to the crate of special functions.

pub mod binomial_test;
pub mod design;
pub mod diagnostics;
pub mod e_value;
pub mod effect_size;
pub mod firth;
pub mod groups;
pub mod heterogeneity;
pub mod hodges_lehmann;
pub mod hypergeometric;
mod infinite;
pub mod kruskal;
mod likelihood;
mod linear;
pub mod logistic;
pub mod mann_whitney;
pub mod meta;
pub mod multiplicity;
pub mod planning;
pub mod profile;
pub mod proportion;
pub mod r_by_c;
pub mod random;
pub mod resampling;
pub mod roc;
pub mod root;
pub mod sample;
pub mod shapiro;
pub mod special;
pub mod standardized;
pub mod stratified;
pub mod t_test;
pub mod trend;
pub mod trials;
pub mod two_by_two;
pub mod weighting;

use std::ops::ControlFlow;

use serde::{Deserialize, Serialize};

/// A confidence interval.
///
/// A limit can be infinite. JSON has no such number, so an infinite limit is
/// written as `"infinity"` or `"-infinity"`, and read back from it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Interval {
    /// Lower limit.
    #[serde(with = "infinite")]
    pub lower: f64,
    /// Upper limit.
    #[serde(with = "infinite")]
    pub upper: f64,
    /// Confidence level, such as 0.95.
    pub level: f64,
}

impl Interval {
    /// The interval that reaches equally far to both sides.
    #[must_use]
    pub fn around(center: f64, half: f64, level: f64) -> Self {
        Interval { lower: center - half, upper: center + half, level }
    }
}

/// Why a statistic has no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Undefined {
    /// Nobody was counted: a rate of zero out of zero does not exist.
    #[error("nobody was counted")]
    NoObservations,
    /// More events than people.
    #[error("more events than people")]
    MoreEventsThanTotal,
    /// A confidence level, error rate or power that is not strictly between 0
    /// and 1.
    #[error("a level must lie strictly between 0 and 1")]
    LevelOutOfRange,
    /// A number outside the range in which the method has a meaning.
    #[error("a value is outside its range")]
    OutOfRange,
    /// A value is not a number or is infinite.
    #[error("a value is not a finite number")]
    NotFinite,
    /// Fewer observations than the method needs.
    #[error("too few observations: at least {needed} are needed")]
    TooFewObservations {
        /// The smallest number that would do.
        needed: usize,
    },
    /// More observations than the method is defined or affordable for.
    #[error("too many observations: at most {allowed} are possible here")]
    TooManyObservations {
        /// The largest number that would do.
        allowed: usize,
    },
    /// Fewer than two groups, rows or columns.
    #[error("at least two groups, rows and columns are needed")]
    TooFewGroups,
    /// Inputs that belong together differ in length.
    #[error("inputs that belong together differ in length")]
    UnequalLengths,
    /// All values are equal, so there is nothing to compare a difference with.
    #[error("all values are equal")]
    NoVariation,
    /// The two groups do not differ: one over a difference of zero.
    #[error("the groups do not differ")]
    NoDifference,
    /// A count in the denominator is zero.
    #[error("a count in the denominator is zero")]
    ZeroCell,
    /// A whole row or column is zero, so that nothing can be compared.
    #[error("a whole row or column of the table is zero")]
    EmptyMargin,
    /// The exact computation would exceed the time or memory allowed to it.
    #[error("the exact computation would exceed its budget")]
    BeyondBudget,
    /// The probability is too small to be computed by this method.
    #[error("the probability is too small to be computed")]
    TooSmall,
    /// An iteration did not settle.
    #[error("the computation did not converge")]
    DidNotConverge,
    /// The computation was stopped before its end.
    #[error("the computation was stopped")]
    Interrupted,
}

/// An estimate with its confidence interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Estimate {
    /// The estimate itself.
    #[serde(with = "infinite")]
    pub value: f64,
    /// Its confidence interval.
    pub interval: Interval,
}

impl Estimate {
    /// The estimate whose interval reaches equally far to both sides.
    #[must_use]
    pub fn around(value: f64, half: f64, level: f64) -> Self {
        Estimate { value, interval: Interval::around(value, half, level) }
    }

    /// The ratio whose logarithm has a normal distribution with this variance.
    pub(crate) fn of_ratio(value: f64, ln_variance: f64, level: f64) -> Self {
        let factor = (special::two_sided_z(level) * ln_variance.sqrt()).exp();
        let interval = Interval { lower: value / factor, upper: value * factor, level };
        Estimate { value, interval }
    }
}

/// A p-value, also as its decimal logarithm, which remains when the value
/// itself is too small for a double (below 1e-308).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct PValue {
    /// The probability, at most 1; 0 only where it is below the range of a double.
    pub value: f64,
    /// Its logarithm to base 10; negative infinity, in JSON `"-infinity"`, where
    /// the value is 0 and nothing more is known.
    #[serde(with = "infinite")]
    pub log10: f64,
}

impl PValue {
    /// A p-value from a probability; rounding above 1 is cut off.
    #[must_use]
    pub fn new(value: f64) -> Self {
        let value = value.min(1.0);
        PValue { value, log10: value.log10() }
    }

    /// A p-value from its natural logarithm; rounding above 1 is cut off.
    #[must_use]
    pub fn from_ln(ln: f64) -> Self {
        let ln = ln.min(0.0);
        PValue { value: ln.exp(), log10: ln / std::f64::consts::LN_10 }
    }
}

/// The outcome of a test of significance.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct TestResult {
    /// The statistic, on the scale that the test's name says; an exact test has
    /// none.
    pub statistic: Option<f64>,
    /// Its degrees of freedom, where it has any.
    pub degrees_of_freedom: Option<f64>,
    /// Two-sided unless the test says otherwise.
    pub p_value: PValue,
}

impl TestResult {
    /// A test without a statistic, such as an exact one.
    #[must_use]
    pub fn exact(p_value: PValue) -> Self {
        TestResult { statistic: None, degrees_of_freedom: None, p_value }
    }

    /// A statistic that is chi-square distributed if there is no effect.
    #[must_use]
    pub fn chi_square(statistic: f64, degrees_of_freedom: f64) -> Self {
        let ln = special::ln_chi_square_upper_tail(statistic, degrees_of_freedom);
        TestResult {
            statistic: Some(statistic),
            degrees_of_freedom: Some(degrees_of_freedom),
            p_value: PValue::from_ln(ln),
        }
    }

    /// A statistic that is standard normal if there is no effect, two-sided.
    #[must_use]
    pub fn normal(z: f64) -> Self {
        TestResult {
            statistic: Some(z),
            degrees_of_freedom: None,
            p_value: PValue::from_ln(special::ln_normal_two_sided(z)),
        }
    }

    /// A statistic that is distributed as Student's t if there is no effect,
    /// two-sided.
    #[must_use]
    pub fn student(t: f64, degrees_of_freedom: f64) -> Self {
        let ln = special::ln_student_two_sided(t, degrees_of_freedom);
        TestResult {
            statistic: Some(t),
            degrees_of_freedom: Some(degrees_of_freedom),
            p_value: PValue::from_ln(ln),
        }
    }
}

/// What a long computation calls now and then with the share that is done, from
/// 0 to 1; the answer [`ControlFlow::Break`] stops it with
/// [`Undefined::Interrupted`].
pub type Progress<'a> = dyn FnMut(f64) -> ControlFlow<()> + 'a;

/// A [`Progress`] that never stops and tells nobody.
pub fn keep_going(_share: f64) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

/// Reports progress and turns a wish to stop into [`Undefined::Interrupted`].
pub(crate) fn report_progress(progress: &mut Progress<'_>, share: f64) -> Result<(), Undefined> {
    match progress(share) {
        ControlFlow::Continue(()) => Ok(()),
        ControlFlow::Break(()) => Err(Undefined::Interrupted),
    }
}

/// Accepts a confidence level, an error rate or a power.
pub(crate) fn check_level(level: f64) -> Result<(), Undefined> {
    if level > 0.0 && level < 1.0 { Ok(()) } else { Err(Undefined::LevelOutOfRange) }
}

/// A count of any width, or a sum of counts, as a number; exact below 2^53,
/// which no count that fits in memory exceeds.
#[expect(clippy::cast_precision_loss, reason = "the one conversion of counts to f64")]
pub(crate) fn count(counted: impl TryInto<u64>) -> f64 {
    counted.try_into().map_or(f64::NAN, |counted| counted as f64)
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn infinite_limits_survive_json() {
        let interval = Interval { lower: f64::NEG_INFINITY, upper: f64::INFINITY, level: 0.95 };
        let estimate = Estimate { value: 2.0, interval };
        let json = serde_json::to_string(&estimate).expect("written");
        assert_eq!(
            json,
            r#"{"value":2.0,"interval":{"lower":"-infinity","upper":"infinity","level":0.95}}"#
        );
        assert_eq!(serde_json::from_str::<Estimate>(&json).expect("read"), estimate);
    }

    #[test]
    fn p_values_too_small_for_a_double_survive_json() {
        let zero = PValue::new(0.0);
        let json = serde_json::to_string(&zero).expect("written");
        assert_eq!(json, r#"{"value":0.0,"log10":"-infinity"}"#);
        assert_eq!(serde_json::from_str::<PValue>(&json).expect("read"), zero);
        let tiny = PValue::from_ln(-1e5);
        let json = serde_json::to_string(&tiny).expect("written");
        assert_eq!(serde_json::from_str::<PValue>(&json).expect("read"), tiny);
    }

    #[test]
    fn finite_limits_are_plain_numbers() {
        let interval = Interval { lower: -0.1, upper: 1e300, level: 0.9 };
        let json = serde_json::to_string(&interval).expect("written");
        assert_eq!(json, r#"{"lower":-0.1,"upper":1e+300,"level":0.9}"#);
        assert_eq!(serde_json::from_str::<Interval>(&json).expect("read"), interval);
        let whole = r#"{"lower":-1,"upper":2,"level":0.9}"#;
        let found: Interval = serde_json::from_str(whole).expect("read");
        assert_eq!(found, Interval { lower: -1.0, upper: 2.0, level: 0.9 });
    }

    #[test]
    fn other_words_are_no_limits() {
        for limit in ["\"inf\"", "\"\"", "null", "true", "[]"] {
            let json = format!(r#"{{"lower":{limit},"upper":1,"level":0.9}}"#);
            assert!(serde_json::from_str::<Interval>(&json).is_err(), "{limit}");
        }
    }

    #[test]
    fn counts_of_all_widths_are_numbers() {
        for number in [count(3_u64), count(3_usize), count(3_u32)] {
            assert_eq!(number.to_bits(), 3f64.to_bits());
        }
    }
}

//! Estimates with their intervals. One method family a file; [`special`] is the
//! only door to the crate of special functions.

pub mod adjusted_risk;
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
pub mod interaction;
pub mod kruskal;
mod likelihood;
mod linear;
pub mod logistic;
pub mod mann_whitney;
pub mod meta;
pub mod multiplicity;
pub mod planning;
pub mod pooling;
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
mod units;
pub mod validation;
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

/// Why a statistic, or its interval, has no value: one variant for each thing there
/// is to say. The sentences are in `view::messages`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
#[error("{self:?}")]
pub enum Undefined {
    /// Nobody was counted: a rate of zero out of zero does not exist.
    NoObservations,
    /// One of the groups or arms has nobody in it.
    EmptyGroup,
    /// A sample without a value.
    EmptySample,
    /// Nobody had the event.
    NoEvents,
    /// Everybody had the event.
    OnlyEvents,
    /// One of the groups has no event, so that a ratio of risks has no logarithm.
    NoEventsInGroup,
    /// No pair differs, and only pairs that differ say anything.
    NoDiscordantPair,
    /// More events than people.
    MoreEventsThanTotal,
    /// A confidence level, error rate or power that is not strictly between 0
    /// and 1.
    LevelOutOfRange,
    /// A number outside the range in which the method has a meaning.
    OutOfRange,
    /// A value or the result is no number, or larger than a number can be.
    NotFinite,
    /// Fewer observations than the method needs.
    TooFewObservations {
        /// The smallest number that would do.
        needed: usize,
    },
    /// A group with fewer observations than the method needs in each.
    TooFewInGroup {
        /// The smallest number that would do.
        needed: usize,
    },
    /// Fewer studies than the method needs.
    TooFewStudies {
        /// The smallest number that would do.
        needed: usize,
    },
    /// More observations than the method is defined or affordable for.
    TooManyObservations {
        /// The largest number that would do.
        allowed: usize,
    },
    /// Fewer than two groups.
    TooFewGroups,
    /// A table with fewer than two rows or columns.
    TooFewRows,
    /// Fewer than two strata with both groups and both outcomes.
    TooFewStrata,
    /// Predicted risks that make fewer than three groups.
    TooFewRiskGroups,
    /// A group whose predicted risk is 0 or 1.
    CertainRisk,
    /// Inputs that belong together differ in length.
    UnequalLengths,
    /// All values are equal, so there is nothing to compare a difference with.
    NoVariation,
    /// No group varies within itself, though the groups differ.
    NoSpreadWithin,
    /// All values of one group are equal.
    ConstantGroup,
    /// In every group all values are equally far from its center.
    EqualDistances,
    /// The values differ by less than rounding leaves of numbers of their size.
    LostInRounding,
    /// Two groups that differ but do not vary: the standardized difference is
    /// infinite.
    InfiniteDifference,
    /// Everybody has the same score.
    EqualScores,
    /// Two scores that put everybody in the same order.
    SameOrder,
    /// All studies have the same effect.
    EqualEffects,
    /// Every trial has no event in both arms, or nothing else.
    NoInformativeTrial,
    /// The values divide the outcomes completely, so that the variance of the
    /// area is estimated as 0.
    CompleteSeparation,
    /// The variance is estimated as 0, which is not certainty.
    ZeroVariance,
    /// The set of values that agree with the data is empty.
    EmptyInterval,
    /// So few values that even the widest interval does not reach the level.
    LevelNotReached {
        /// The level of the widest interval.
        reached: f64,
    },
    /// Most of the differences are equal, so that they enclose no interval.
    TiedDifferences,
    /// Nearly every resample gives the same value.
    EqualResamples,
    /// Too many resamples give no value: those left would not stand for all.
    FewResamplesUsed {
        /// Resamples with a value.
        used: u32,
        /// Resamples drawn.
        drawn: u32,
    },
    /// The two groups do not differ: one over a difference of zero.
    NoDifference,
    /// One of the four counts is zero.
    ZeroCell,
    /// A group in which everybody or nobody has the event.
    OneOutcomeInGroup,
    /// A ratio over all strata that is 0 or infinite.
    InfiniteRatio,
    /// No stratum says anything about the ratio.
    NoInformation,
    /// No predictor is left: each is constant or follows from others.
    NoPredictor,
    /// A whole row or column is zero, so that nothing can be compared.
    EmptyMargin,
    /// The exact computation would exceed the time or memory allowed to it.
    BeyondBudget,
    /// The probability is too small to be computed by this method.
    TooSmall,
    /// An iteration did not settle.
    DidNotConverge,
    /// The computation was stopped before its end.
    Interrupted,
}

/// A value whose interval may not exist, with the reason.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Uncertain {
    /// The value itself.
    #[serde(with = "infinite")]
    pub value: f64,
    /// Its confidence interval.
    pub interval: Result<Interval, Undefined>,
}

impl Uncertain {
    /// The value with an interval that reaches equally far to both sides. A half
    /// width of 0 is what a formula gives where it does not hold.
    #[must_use]
    pub fn around(value: f64, half: f64, level: f64) -> Self {
        let interval = if half > 0.0 {
            Ok(Interval::around(value, half, level))
        } else {
            Err(Undefined::ZeroVariance)
        };
        Uncertain { value, interval }
    }

    /// The estimate, if it has an interval.
    ///
    /// # Errors
    /// Why it has none.
    pub fn estimate(self) -> Result<Estimate, Undefined> {
        Ok(Estimate { value: self.value, interval: self.interval? })
    }
}

impl From<Estimate> for Uncertain {
    fn from(Estimate { value, interval }: Estimate) -> Self {
        Uncertain { value, interval: Ok(interval) }
    }
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
    /// What is certain.
    pub const ONE: PValue = PValue { value: 1.0, log10: 0.0 };

    /// A p-value from a probability; rounding above 1 is cut off.
    ///
    /// # Errors
    /// [`Undefined::NotFinite`] for what is not a number.
    pub fn new(value: f64) -> Result<Self, Undefined> {
        if value.is_nan() {
            return Err(Undefined::NotFinite);
        }
        let value = value.min(1.0);
        Ok(PValue { value, log10: value.log10() })
    }

    /// A p-value from its natural logarithm; rounding above 1 is cut off.
    ///
    /// # Errors
    /// [`Undefined::NotFinite`] for what is not a number.
    pub fn from_ln(ln: f64) -> Result<Self, Undefined> {
        if ln.is_nan() {
            return Err(Undefined::NotFinite);
        }
        let ln = ln.min(0.0);
        Ok(PValue { value: ln.exp(), log10: ln / std::f64::consts::LN_10 })
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
    ///
    /// # Errors
    /// [`Undefined::NotFinite`] where the statistic is not a finite number: it
    /// would pass for p = 0 or p = 1.
    pub fn chi_square(statistic: f64, degrees_of_freedom: f64) -> Result<Self, Undefined> {
        check_finite(statistic)?;
        let ln = special::ln_chi_square_upper_tail(statistic, degrees_of_freedom);
        Ok(TestResult {
            statistic: Some(statistic),
            degrees_of_freedom: Some(degrees_of_freedom),
            p_value: PValue::from_ln(ln)?,
        })
    }

    /// A statistic that is standard normal if there is no effect, two-sided.
    ///
    /// # Errors
    /// As [`TestResult::chi_square`].
    pub fn normal(z: f64) -> Result<Self, Undefined> {
        check_finite(z)?;
        Ok(TestResult {
            statistic: Some(z),
            degrees_of_freedom: None,
            p_value: PValue::from_ln(special::ln_normal_two_sided(z))?,
        })
    }

    /// A statistic that is distributed as Student's t if there is no effect,
    /// two-sided.
    ///
    /// # Errors
    /// As [`TestResult::chi_square`].
    pub fn student(t: f64, degrees_of_freedom: f64) -> Result<Self, Undefined> {
        check_finite(t)?;
        let ln = special::ln_student_two_sided(t, degrees_of_freedom);
        Ok(TestResult {
            statistic: Some(t),
            degrees_of_freedom: Some(degrees_of_freedom),
            p_value: PValue::from_ln(ln)?,
        })
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

/// Passes a number on that is finite.
pub(crate) fn check_finite(number: f64) -> Result<f64, Undefined> {
    if number.is_finite() { Ok(number) } else { Err(Undefined::NotFinite) }
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
        let zero = PValue::new(0.0).expect("a number");
        let json = serde_json::to_string(&zero).expect("written");
        assert_eq!(json, r#"{"value":0.0,"log10":"-infinity"}"#);
        assert_eq!(serde_json::from_str::<PValue>(&json).expect("read"), zero);
        let tiny = PValue::from_ln(-1e5).expect("a number");
        let json = serde_json::to_string(&tiny).expect("written");
        assert_eq!(serde_json::from_str::<PValue>(&json).expect("read"), tiny);
    }

    #[test]
    fn what_is_no_finite_number_is_never_a_p_value() {
        assert_eq!(PValue::new(f64::NAN), Err(Undefined::NotFinite));
        assert_eq!(PValue::from_ln(f64::NAN), Err(Undefined::NotFinite));
        for statistic in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            assert_eq!(TestResult::chi_square(statistic, 1.0), Err(Undefined::NotFinite));
            assert_eq!(TestResult::normal(statistic), Err(Undefined::NotFinite));
            assert_eq!(TestResult::student(statistic, 3.0), Err(Undefined::NotFinite));
        }
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

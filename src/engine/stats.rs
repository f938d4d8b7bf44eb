//! Estimates with their intervals. One method family a file; [`special`] is the
//! only door to the crate of special functions.

pub mod e_value;
pub mod hypergeometric;
pub mod multiplicity;
pub mod planning;
pub mod proportion;
pub mod r_by_c;
pub mod random;
pub mod root;
pub mod special;
pub mod stratified;
pub mod trend;
pub mod two_by_two;

use std::ops::ControlFlow;

use serde::{Deserialize, Serialize};

/// A confidence interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Interval {
    /// Lower limit.
    pub lower: f64,
    /// Upper limit.
    pub upper: f64,
    /// Confidence level, such as 0.95.
    pub level: f64,
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
    /// The counts add up to more than can be counted here.
    #[error("the counts are too large")]
    TooManyObservations,
    /// A count in the denominator is zero.
    #[error("a count in the denominator is zero")]
    ZeroCell,
    /// A whole row or column is zero, so that nothing can be compared.
    #[error("a whole row or column of the table is zero")]
    EmptyMargin,
    /// Fewer than two rows or two columns.
    #[error("at least two rows and two columns are needed")]
    TooFewGroups,
    /// Rows of different length, or scores and groups of different number.
    #[error("the rows are not of equal length")]
    UnequalLengths,
    /// The two groups do not differ: one over a difference of zero.
    #[error("the groups do not differ")]
    NoDifference,
    /// A score that is not a number, or scores that are all alike.
    #[error("the scores must be numbers that differ")]
    UnusableScores,
    /// A number outside the range in which the method has a meaning.
    #[error("a value is outside its range")]
    OutOfRange,
    /// The exact computation would exceed the time or memory allowed to it.
    #[error("the exact computation would exceed its budget")]
    BeyondBudget,
    /// The probability is too small to be computed by this method.
    #[error("the probability is too small to be computed")]
    TooSmall,
    /// The computation was stopped before its end.
    #[error("the computation was stopped")]
    Interrupted,
}

/// An estimate with its confidence interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Estimate {
    /// The estimate itself.
    pub value: f64,
    /// Its confidence interval.
    pub interval: Interval,
}

/// A p-value, also as its decimal logarithm, which remains when the value
/// itself is too small for a double (below 1e-308).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct PValue {
    /// The probability, at most 1; 0 only where it is below the range of a double.
    pub value: f64,
    /// Its logarithm to base 10.
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
    /// The test statistic, where the test has one.
    pub statistic: Option<f64>,
    /// Its degrees of freedom, where it has any.
    pub degrees_of_freedom: Option<f64>,
    /// The p-value.
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
        TestResult {
            statistic: Some(statistic),
            degrees_of_freedom: Some(degrees_of_freedom),
            p_value: PValue::from_ln(special::discrete::ln_chi_square_upper(
                statistic,
                degrees_of_freedom,
            )),
        }
    }
}

/// What a long computation calls now and then with the share that is done, from
/// 0 to 1; the answer [`ControlFlow::Break`] stops it.
pub type Progress<'a> = dyn FnMut(f64) -> ControlFlow<()> + 'a;

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

/// A count or a sum of counts as a number; exact below 2^53, which no count
/// that fits in memory exceeds.
#[expect(clippy::cast_precision_loss, reason = "the one conversion of counts to f64")]
pub(crate) fn count(counted: u64) -> f64 {
    counted as f64
}

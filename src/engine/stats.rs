//! Estimates with their intervals. One method family a file; [`special`] is the
//! only door to the crate of special functions.

pub mod proportion;
pub mod special;

pub mod design;
pub mod diagnostics;
pub mod firth;
pub mod groups;
pub mod heterogeneity;
pub mod hodges_lehmann;
pub mod kruskal;
mod likelihood;
mod linear;
pub mod logistic;
pub mod mann_whitney;
pub mod meta;
pub mod profile;
pub mod random;
pub mod resampling;
pub mod roc;
pub mod sample;
pub mod shapiro;
pub mod standardized;
pub mod t_test;
pub mod trials;
pub mod weighting;

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
    /// All values are equal, so there is nothing to compare a difference with.
    #[error("all values are equal")]
    NoVariation,
    /// Two inputs that belong together have different lengths.
    #[error("two inputs that belong together have different lengths")]
    LengthMismatch,
    /// A confidence level, share or weight outside its range.
    #[error("a level, share or weight is outside its range")]
    OutOfRange,
    /// An iteration did not settle.
    #[error("the computation did not converge")]
    DidNotConverge,
    /// The caller asked to stop.
    #[error("stopped on request")]
    Interrupted,
}

/// A number with its confidence interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Estimate {
    /// The estimate.
    pub value: f64,
    /// Its confidence interval.
    pub interval: Interval,
}

/// A p-value that stays useful when it is too small for a floating-point number.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct PValue {
    /// The p-value; 0 only when it underflows, and then `log10` still tells it.
    pub value: f64,
    /// Its decimal logarithm.
    pub log10: f64,
}

impl PValue {
    /// The p-value whose natural logarithm is `ln`; above 1 counts as 1.
    #[must_use]
    pub fn from_ln(ln: f64) -> Self {
        let ln = if ln < 0.0 { ln } else { 0.0 };
        PValue { value: ln.exp(), log10: ln / std::f64::consts::LN_10 }
    }

    /// The p-value `value`, which lies above 0; above 1 counts as 1.
    #[must_use]
    pub fn from_value(value: f64) -> Self {
        let value = if value < 1.0 { value } else { 1.0 };
        PValue { value, log10: value.log10() }
    }
}

/// A test statistic with its p-value.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct TestResult {
    /// The statistic, on the scale that the test's name says.
    pub statistic: f64,
    /// Degrees of freedom; none when the reference distribution has none.
    pub degrees_of_freedom: Option<f64>,
    /// Two-sided unless the test says otherwise.
    pub p: PValue,
}

/// Whether `level` can be a confidence level: strictly between 0 and 1.
///
/// # Errors
/// [`Undefined::OutOfRange`] when it cannot.
pub fn check_level(level: f64) -> Result<(), Undefined> {
    if level > 0.0 && level < 1.0 { Ok(()) } else { Err(Undefined::OutOfRange) }
}

/// A count as a floating-point number: exact below 2^53, as every count here is.
#[expect(clippy::cast_precision_loss, reason = "the one place where counts become numbers")]
#[must_use]
pub fn count(n: usize) -> f64 {
    n as f64
}

/// Told by a long computation how far it is, from 0 to 1; answering
/// [`ControlFlow::Break`] makes it stop with [`Undefined::Interrupted`].
pub type Progress<'a> = dyn FnMut(f64) -> ControlFlow<()> + 'a;

/// A [`Progress`] that never stops and tells nobody.
pub fn keep_going(_share: f64) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

/// Tells `progress` how far a computation is.
///
/// # Errors
/// [`Undefined::Interrupted`] when it answers that it should stop.
pub fn tell(progress: &mut Progress<'_>, done: usize, total: usize) -> Result<(), Undefined> {
    match progress(count(done) / count(total.max(1))) {
        ControlFlow::Continue(()) => Ok(()),
        ControlFlow::Break(()) => Err(Undefined::Interrupted),
    }
}

//! How near a value is to its cut-off, and how likely a repeat is on the other side.
//!
//! A laboratory states how far repeated measurements of one sample spread: the coefficient
//! of variation. A value and its repeat both spread around the same true value, so their
//! difference has `sqrt(2)` times the standard deviation of one; where the value is the mean
//! of n repeats, `sqrt(1 + 1/n)` times. Percentages spread normally, the ratio of two
//! cytokines by its logarithm.
//!
//! The ratios of cytotoxicity are measured on one sample and one plate, so their errors go
//! together. A rule over them is computed with one correlation between each two of them:
//! given their common part the repeats are independent, and what is left is one integral.

use serde::{Deserialize, Serialize};

use crate::engine::quantity::{ByQuantity, Quantity};
use crate::engine::record::Bound;
use crate::engine::repeats::Repeats;
use crate::engine::rules::panel::{ByTest, ImmuneTest};
use crate::engine::rules::{Classification, Comparison, Finding};
use crate::engine::stats::special::{normal_density, normal_lower_tail};

/// How far repeated measurements of one sample spread in a laboratory.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Precision {
    /// The coefficient of variation of each test, as a share; `None` where it is not known.
    pub cv: ByTest<Option<f64>>,
    /// The correlation of the errors of two ratios of cytotoxicity.
    pub correlation: f64,
}

/// Correlations for which a probability over several ratios is shown beside the one in
/// force: no source states any.
pub const CORRELATIONS: [f64; 2] = [0.0, 0.9];

impl Default for Precision {
    /// No coefficients. The correlation is an assumption of this program.
    fn default() -> Self {
        Precision { cv: ByTest::default(), correlation: 0.5 }
    }
}

/// A number that cannot be used as a coefficient of variation or a correlation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{self:?}")]
pub enum PrecisionError {
    /// A coefficient of variation is not above 0 and at most 1.
    Coefficient,
    /// A correlation is not between 0 and 0.95.
    Correlation,
}

impl Precision {
    /// The largest correlation that is computed with.
    pub const MOST_CORRELATED: f64 = 0.95;

    /// Accepts a coefficient of variation, as a share.
    ///
    /// # Errors
    /// [`PrecisionError::Coefficient`] unless it is above 0 and at most 1.
    pub fn check_cv(cv: f64) -> Result<f64, PrecisionError> {
        if cv > 0.0 && cv <= 1.0 { Ok(cv) } else { Err(PrecisionError::Coefficient) }
    }

    /// Accepts a correlation.
    ///
    /// # Errors
    /// [`PrecisionError::Correlation`] unless it is between 0 and
    /// [`Precision::MOST_CORRELATED`].
    pub fn check_correlation(correlation: f64) -> Result<f64, PrecisionError> {
        if (0.0..=Self::MOST_CORRELATED).contains(&correlation) {
            Ok(correlation)
        } else {
            Err(PrecisionError::Correlation)
        }
    }

    /// Checks what a script or a file may have got wrong.
    ///
    /// # Errors
    /// The first number that cannot be used.
    pub fn validate(&self) -> Result<(), PrecisionError> {
        self.cv.values().flatten().try_for_each(|&cv| Self::check_cv(cv).map(|_| ()))?;
        Self::check_correlation(self.correlation).map(|_| ())
    }
}

/// The distance of a value from its cut-off, as a share of the cut-off: negative below it.
/// `None` without a value, for a bound, and for a cut-off of 0.
#[must_use]
pub fn distance(comparison: &Comparison) -> Option<f64> {
    let cutoff = comparison.cutoff.value;
    let value = comparison.value.filter(|_| comparison.bound == Bound::default())?;
    (cutoff > 0.0).then(|| (value - cutoff) / cutoff)
}

/// How far above its cut-off a value is, in standard deviations of the difference between it
/// and a repeat; infinite where nothing spreads.
fn standardized(quantity: Quantity, value: f64, cutoff: f64, cv: f64, n: u32) -> f64 {
    let widening = (1.0 + 1.0 / f64::from(n)).sqrt();
    if quantity == Quantity::Th1Th2Ratio {
        // The standard deviation of the logarithm that belongs to a coefficient of variation.
        let sd = (cv * cv).ln_1p().sqrt();
        (value.ln() - cutoff.ln()) / (sd * widening)
    } else {
        (value - cutoff) / (cv * value * widening)
    }
}

/// The probability that a repeat of one value is above its cut-off.
///
/// `cv` is the coefficient of variation as a share, `n` of how many measurements the value
/// is the mean. For a value at its cut-off it is one half.
///
/// # Examples
/// ```
/// use rpl_immune_profile::engine::borderline::above;
/// use rpl_immune_profile::engine::quantity::Quantity;
///
/// // R: 1 - pnorm((16.1 - 15.5) / (0.1 * 15.5 * sqrt(2)))
/// let share = above(Quantity::NkPercent, 15.5, 16.1, 0.1, 1);
/// assert!((share - 0.392_150_382_182_195).abs() < 1e-12);
/// ```
#[must_use]
pub fn above(quantity: Quantity, value: f64, cutoff: f64, cv: f64, n: u32) -> f64 {
    let z = standardized(quantity, value, cutoff, cv, n);
    // Nothing spreads around zero, and it is above no cut-off but a negative one.
    if z.is_nan() { 0.0 } else { normal_lower_tail(z) }
}

/// The probability that at least `n` of several repeats are above their cut-offs, where
/// `above` are the standardized distances and each two errors have the correlation.
fn at_least(n: usize, above: &[f64], correlation: f64) -> f64 {
    // The trapezoid rule is exact to rounding for so smooth a function that vanishes at
    // both ends; at the largest correlation its steepest part is four steps wide.
    const HALF_WIDTH: i32 = 450;
    const STEP: f64 = 0.02;
    let common = correlation.sqrt();
    let rest = (1.0 - correlation).sqrt();
    (-HALF_WIDTH..=HALF_WIDTH)
        .map(|place| {
            let at = f64::from(place) * STEP;
            let each = above.iter().map(|z| normal_lower_tail((z + common * at) / rest));
            STEP * normal_density(at) * share_of_at_least(n, each)
        })
        .sum::<f64>()
        .min(1.0)
}

/// The probability that at least `n` of independent events happen.
fn share_of_at_least(n: usize, each: impl Iterator<Item = f64>) -> f64 {
    let mut by_count = vec![1.0];
    for share in each {
        let mut next = vec![0.0; by_count.len() + 1];
        for (count, so_far) in by_count.iter().enumerate() {
            next[count] += so_far * (1.0 - share);
            next[count + 1] += so_far * share;
        }
        by_count = next;
    }
    by_count.iter().skip(n).sum()
}

/// The probability that a repeat of each test gives the other finding: no longer high where
/// it is high, high where it is not. `None` where a test has no finding, where a value that
/// decides is only a bound, and without a coefficient of variation.
///
/// `correlation` takes the place of that of `precision`.
#[must_use]
pub fn other_side(
    classification: &Classification,
    repeats: &ByQuantity<Option<Repeats>>,
    precision: &Precision,
    correlation: f64,
) -> ByTest<Option<f64>> {
    let findings = classification.findings();
    ByTest::from_fn(|test: ImmuneTest| {
        let condition = test.condition(classification.nk_cytotoxicity.rule);
        let read = |one: &&Comparison| condition.of.contains(&one.quantity);
        let known: Vec<&Comparison> = classification
            .comparisons()
            .filter(read)
            .filter(|one| one.finding != Finding::Unknown)
            .collect();
        let standardized: Option<Vec<f64>> = known
            .iter()
            .map(|one| {
                // A bound says on which side the value is, and not how far.
                let value = one.value.filter(|_| one.bound == Bound::default())?;
                let repeated = repeats[one.quantity];
                let cv = repeated.and_then(|repeats| repeats.cv).or(precision.cv[test])?;
                let n = repeated.map_or(1, |repeats| repeats.n);
                let z = standardized(one.quantity, value, one.cutoff.value, cv, n);
                Some(if z.is_nan() { f64::NEG_INFINITY } else { z })
            })
            .collect();
        let standardized = standardized?;
        let high = match standardized.as_slice() {
            [only] if condition.n == 1 => normal_lower_tail(*only),
            several => at_least(condition.n, several, correlation),
        };
        match findings[test] {
            Finding::High => Some(1.0 - high),
            Finding::NotHigh => Some(high),
            Finding::Unknown => None,
        }
    })
}

//! Two means: Student's and Welch's t.

use serde::{Deserialize, Serialize};

use crate::engine::stats::sample::Sample;
use crate::engine::stats::{Estimate, TestResult, Undefined};
use crate::engine::stats::{check_level, count, special};

/// Two independent samples.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TwoSamples<'a> {
    /// The sample of which the difference is taken.
    pub first: Sample<'a>,
    /// The sample that is subtracted.
    pub second: Sample<'a>,
}

impl<'a> TwoSamples<'a> {
    /// Two samples of finite numbers.
    ///
    /// # Errors
    /// As [`Sample::new`].
    pub fn new(first: &'a [f64], second: &'a [f64]) -> Result<Self, Undefined> {
        Ok(TwoSamples { first: Sample::new(first)?, second: Sample::new(second)? })
    }
}

/// The difference of two means and its test.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct MeanDifference {
    /// Mean of the first sample.
    pub first_mean: f64,
    /// Mean of the second sample.
    pub second_mean: f64,
    /// First minus second, with its interval.
    pub difference: Estimate,
    /// Standard error of the difference.
    pub standard_error: f64,
    /// Test that the means are equal.
    pub test: TestResult,
}

/// The difference of two means without assuming equal variances (Welch).
///
/// # Method
/// ```text
/// t = (m₁ − m₂) / √(v₁ + v₂),   vᵢ = sᵢ²/nᵢ
/// df = (v₁ + v₂)² / (v₁²/(n₁ − 1) + v₂²/(n₂ − 1))
/// ```
/// R: `t.test(x, y)`.
///
/// # Undefined when
/// A sample has fewer than two values, or both are constant.
///
/// # Errors
/// The [`Undefined`] reason.
///
/// # References
/// Welch BL, Biometrika 1947;34:28, doi:10.1093/biomet/34.1-2.28.
/// Example: Student, Biometrika 1908;6:1, doi:10.1093/biomet/6.1.1 (sleep data).
///
/// # Examples
/// ```
/// use rpl_immune_profile::engine::stats::t_test::{TwoSamples, welch};
///
/// let first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0];
/// let second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];
/// let found = welch(&TwoSamples::new(&first, &second)?, 0.95)?;
/// assert_eq!((found.test.p_value.value * 1e5).round(), 7939.0);
/// # Ok::<(), rpl_immune_profile::engine::stats::Undefined>(())
/// ```
pub fn welch(samples: &TwoSamples<'_>, level: f64) -> Result<MeanDifference, Undefined> {
    let (one, two) = (samples.first.moments(), samples.second.moments());
    let first = one.variance()? / count(one.n);
    let second = two.variance()? / count(two.n);
    let variance = first + second;
    // As shares of their sum, so that tiny variances do not underflow.
    let (a, b) = (first / variance, second / variance);
    let degrees = 1.0 / (a * a / (count(one.n) - 1.0) + b * b / (count(two.n) - 1.0));
    difference(one.mean, two.mean, variance.sqrt(), degrees, level)
}

/// The difference of two means assuming equal variances (Student).
///
/// # Method
/// ```text
/// t = (m₁ − m₂) / (s √(1/n₁ + 1/n₂)),   df = n₁ + n₂ − 2
/// ```
/// with the pooled standard deviation s. R: `t.test(x, y, var.equal = TRUE)`.
///
/// # Undefined when
/// A sample is empty, there are fewer than three values, or both are constant.
///
/// # Errors
/// The [`Undefined`] reason.
///
/// # References
/// Student, Biometrika 1908;6:1, doi:10.1093/biomet/6.1.1.
///
/// # Examples
/// ```
/// use rpl_immune_profile::engine::stats::t_test::{TwoSamples, student};
///
/// let first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0];
/// let second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];
/// let found = student(&TwoSamples::new(&first, &second)?, 0.95)?;
/// assert_eq!(found.test.statistic.map(|t| (t * 1e4).round()), Some(-18608.0));
/// # Ok::<(), rpl_immune_profile::engine::stats::Undefined>(())
/// ```
pub fn student(samples: &TwoSamples<'_>, level: f64) -> Result<MeanDifference, Undefined> {
    let (one, two) = (samples.first.moments(), samples.second.moments());
    if one.n + two.n < 3 {
        return Err(Undefined::TooFewObservations { needed: 3 });
    }
    let degrees = count(one.n + two.n - 2);
    let pooled = (one.sum_of_squares + two.sum_of_squares) / degrees;
    let standard_error = (pooled * (1.0 / count(one.n) + 1.0 / count(two.n))).sqrt();
    difference(one.mean, two.mean, standard_error, degrees, level)
}

fn difference(
    first_mean: f64,
    second_mean: f64,
    standard_error: f64,
    degrees: f64,
    level: f64,
) -> Result<MeanDifference, Undefined> {
    check_level(level)?;
    // The rounding error of the means themselves; also catches 0 and NaN.
    let noise = 10.0 * f64::EPSILON * first_mean.abs().max(second_mean.abs());
    if standard_error.is_nan() || standard_error <= noise {
        return Err(Undefined::NoVariation);
    }
    let value = first_mean - second_mean;
    let half = special::student_upper_quantile((1.0 - level) / 2.0, degrees) * standard_error;
    let statistic = value / standard_error;
    Ok(MeanDifference {
        first_mean,
        second_mean,
        difference: Estimate::around(value, half, level),
        standard_error,
        test: TestResult::student(statistic, degrees),
    })
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[track_caller]
    fn undefined(first: &[f64], second: &[f64], reason: Undefined) {
        let samples = TwoSamples::new(first, second).expect("samples");
        assert_eq!(welch(&samples, 0.95), Err(reason));
    }

    #[test]
    fn undefined_is_said() {
        undefined(&[1.0], &[1.0, 2.0], Undefined::TooFewObservations { needed: 2 });
        undefined(&[5.0, 5.0], &[7.0, 7.0, 7.0], Undefined::NoVariation);
        let samples = TwoSamples::new(&[1.0, 2.0], &[3.0]).expect("samples");
        assert!(student(&samples, 0.95).is_ok());
        assert_eq!(student(&samples, 1.0), Err(Undefined::LevelOutOfRange));
    }
}

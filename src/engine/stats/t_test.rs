//! Two means: Student's and Welch's t.

use serde::{Deserialize, Serialize};

use crate::engine::stats::sample::Sample;
use crate::engine::stats::units::{estimate_out_of_unit, in_unit, out_of_unit, unit};
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

    /// A statistic of the samples in a unit in which their squares can be computed.
    pub(super) fn in_unit<T>(
        &self,
        statistic: impl Fn(&TwoSamples<'_>, f64) -> Result<T, Undefined>,
    ) -> Result<T, Undefined> {
        let (first, second) = (self.first.values(), self.second.values());
        let unit = unit(first.iter().chain(second));
        let (first, second) = (in_unit(first, unit), in_unit(second, unit));
        statistic(&TwoSamples::new(&first, &second)?, unit)
    }

    /// Why nothing can be said about samples whose spread is nothing or lost in
    /// rounding.
    pub(super) fn without_spread(&self) -> Undefined {
        let is_constant = |sample: Sample<'_>| {
            sample.values().iter().all(|value| (value - sample.values()[0]).abs() <= 0.0)
        };
        if !is_constant(self.first) || !is_constant(self.second) {
            return Undefined::LostInRounding;
        }
        if (self.first.values()[0] - self.second.values()[0]).abs() > 0.0 {
            return Undefined::NoSpreadWithin;
        }
        Undefined::NoVariation
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
    check_level(level)?;
    samples.in_unit(|samples, unit| {
        let (one, two) = (samples.first.moments(), samples.second.moments());
        let first = one.variance()? / count(one.n);
        let second = two.variance()? / count(two.n);
        let variance = first + second;
        // As shares of their sum, so that tiny variances do not underflow.
        let (a, b) = (first / variance, second / variance);
        let degrees = 1.0 / (a * a / (count(one.n) - 1.0) + b * b / (count(two.n) - 1.0));
        difference(samples, variance.sqrt(), degrees, level)?.out_of(unit)
    })
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
    check_level(level)?;
    samples.in_unit(|samples, unit| {
        let (one, two) = (samples.first.moments(), samples.second.moments());
        if one.n + two.n < 3 {
            return Err(Undefined::TooFewObservations { needed: 3 });
        }
        let degrees = count(one.n + two.n - 2);
        let pooled = (one.sum_of_squares + two.sum_of_squares) / degrees;
        let standard_error = (pooled * (1.0 / count(one.n) + 1.0 / count(two.n))).sqrt();
        difference(samples, standard_error, degrees, level)?.out_of(unit)
    })
}

impl MeanDifference {
    /// The same, computed in a unit, where it can be written.
    fn out_of(self, unit: f64) -> Result<Self, Undefined> {
        let out = |value| out_of_unit(value, unit);
        Ok(MeanDifference {
            first_mean: out(self.first_mean)?,
            second_mean: out(self.second_mean)?,
            difference: estimate_out_of_unit(self.difference, unit)?,
            standard_error: out(self.standard_error)?,
            test: self.test,
        })
    }
}

fn difference(
    samples: &TwoSamples<'_>,
    standard_error: f64,
    degrees: f64,
    level: f64,
) -> Result<MeanDifference, Undefined> {
    let (first_mean, second_mean) = (samples.first.moments().mean, samples.second.moments().mean);
    // The rounding error of the means themselves; also catches 0 and NaN.
    let noise = 10.0 * f64::EPSILON * first_mean.abs().max(second_mean.abs());
    if standard_error.is_nan() || standard_error <= noise {
        return Err(samples.without_spread());
    }
    let value = first_mean - second_mean;
    let half = special::student_upper_quantile((1.0 - level) / 2.0, degrees) * standard_error;
    let statistic = value / standard_error;
    Ok(MeanDifference {
        first_mean,
        second_mean,
        difference: Estimate::around(value, half, level),
        standard_error,
        test: TestResult::student(statistic, degrees)?,
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
        undefined(&[1.0], &[1.0, 2.0], Undefined::TooFewInGroup { needed: 2 });
        undefined(&[5.0, 5.0], &[7.0, 7.0, 7.0], Undefined::NoSpreadWithin);
        undefined(&[5.0, 5.0], &[5.0, 5.0], Undefined::NoVariation);
        let far = 1e16;
        undefined(&[far, far + 2.0], &[far, far + 4.0], Undefined::LostInRounding);
        let samples = TwoSamples::new(&[1.0, 2.0], &[3.0]).expect("samples");
        assert!(student(&samples, 0.95).is_ok());
        assert_eq!(student(&samples, 1.0), Err(Undefined::LevelOutOfRange));
    }
}

//! The Shapiro-Wilk test of normality.

use crate::engine::stats::sample::Sample;
use crate::engine::stats::units::{in_unit, unit};
use crate::engine::stats::{PValue, TestResult, Undefined, count, special};

/// The Shapiro-Wilk test that a sample comes from a normal distribution.
///
/// # Method
/// `W = (Σ aᵢ x₍ᵢ₎)² / Σ (xᵢ − m)²` with Royston's approximation of the
/// coefficients a and of the distribution of W (algorithm AS R94; R:
/// `shapiro.test`). The statistic is W; small W speaks against normality.
///
/// # Undefined when
/// Fewer than 3 or more than 5,000 values, or all are equal.
///
/// # Errors
/// The [`Undefined`] reason.
///
/// # References
/// Royston P, Appl Stat 1995;44:547, doi:10.2307/2986146.
/// Example: Shapiro SS, Wilk MB, Biometrika 1965;52:591, doi:10.1093/biomet/52.3-4.591
/// (weights of eleven men).
///
/// # Examples
/// ```
/// use rpl_immune_profile::engine::stats::{sample::Sample, shapiro::shapiro_wilk};
///
/// let men = [148., 154., 158., 160., 161., 162., 166., 170., 182., 195., 236.];
/// let found = shapiro_wilk(Sample::new(&men)?)?;
/// // Published 0.79 with the table's coefficients.
/// assert_eq!(found.statistic.map(|w| (w * 100.0).round()), Some(79.0));
/// # Ok::<(), rpl_immune_profile::engine::stats::Undefined>(())
/// ```
pub fn shapiro_wilk(sample: Sample<'_>) -> Result<TestResult, Undefined> {
    let sorted = in_unit(&sample.sorted(), unit(sample.values()));
    let size = sorted.len();
    if size < 3 {
        return Err(Undefined::TooFewObservations { needed: 3 });
    }
    if size > 5000 {
        return Err(Undefined::TooManyObservations { allowed: 5000 });
    }
    let range = sorted[size - 1] - sorted[0];
    // The same threshold as R, where the scaled values lose all digits.
    if range <= 1e-10 * sorted[0].abs().max(sorted[size - 1].abs()) {
        let is_constant = range <= 0.0;
        return Err(if is_constant { Undefined::NoVariation } else { Undefined::LostInRounding });
    }
    let (w, rest) = statistic(&sorted, range, &coefficients(size));
    Ok(TestResult {
        statistic: Some(w),
        degrees_of_freedom: None,
        p_value: p_value(rest.max(0.0), w, count(size))?,
    })
}

/// The coefficients of the lower half, from the outside in, as positive numbers.
fn coefficients(size: usize) -> Vec<f64> {
    let half = size / 2;
    if size == 3 {
        return vec![std::f64::consts::FRAC_1_SQRT_2];
    }
    let n = count(size);
    let scores: Vec<f64> = (1..=half)
        .map(|i| special::normal_upper_quantile((count(i) - 0.375) / (n + 0.25)))
        .collect();
    let squares = 2.0 * scores.iter().map(|m| m * m).sum::<f64>();
    let root = squares.sqrt();
    let u = 1.0 / n.sqrt();
    let first = polynomial(&[0.0, 0.221_157, -0.147_981, -2.071_19, 4.434_685, -2.706_056], u)
        + scores[0] / root;
    let mut found = vec![first];
    let (mut left, mut share) = (squares - 2.0 * scores[0] * scores[0], 1.0 - 2.0 * first * first);
    if size > 5 {
        let second =
            polynomial(&[0.0, 0.042_981, -0.293_762, -1.752_461, 5.682_633, -3.582_633], u)
                + scores[1] / root;
        found.push(second);
        left -= 2.0 * scores[1] * scores[1];
        share -= 2.0 * second * second;
    }
    let scale = (left / share).sqrt();
    found.extend(scores.iter().skip(found.len()).map(|m| m / scale));
    found
}

/// W and 1 − W, the latter without cancellation.
fn statistic(sorted: &[f64], range: f64, coefficients: &[f64]) -> (f64, f64) {
    let size = sorted.len();
    let weight = |i: usize| {
        let from_end = size - 1 - i;
        match i.cmp(&from_end) {
            std::cmp::Ordering::Less => -coefficients[i],
            std::cmp::Ordering::Equal => 0.0,
            std::cmp::Ordering::Greater => coefficients[from_end],
        }
    };
    let n = count(size);
    // Shifted by the smallest value before scaling, which R does not do.
    let scaled: Vec<f64> = sorted.iter().map(|value| (value - sorted[0]) / range).collect();
    let mean = scaled.iter().sum::<f64>() / n;
    let (mut weights, mut values, mut products) = (0.0, 0.0, 0.0);
    for (i, value) in scaled.iter().enumerate() {
        let (a, x) = (weight(i), value - mean);
        weights += a * a;
        values += x * x;
        products += a * x;
    }
    let root = (weights * values).sqrt();
    let rest = (root - products) * (root + products) / (weights * values);
    (1.0 - rest, rest)
}

fn p_value(rest: f64, w: f64, n: f64) -> Result<PValue, Undefined> {
    if n <= 3.0 {
        // Exact: 6/π (asin √W − asin √¾); at its lower end W = 3/4 it is 0.
        let p = 6.0 / std::f64::consts::PI * (w.sqrt().asin() - 0.75_f64.sqrt().asin());
        return PValue::new(p.max(0.0));
    }
    let mut y = rest.ln();
    let x = n.ln();
    let (mean, spread) = if n <= 11.0 {
        let gamma = polynomial(&[-2.273, 0.459], n);
        if y >= gamma {
            return PValue::new(1e-99);
        }
        y = -(gamma - y).ln();
        (
            polynomial(&[0.544, -0.399_78, 0.025_054, -6.714e-4], n),
            polynomial(&[1.3822, -0.778_57, 0.062_767, -0.002_032_2], n).exp(),
        )
    } else {
        (
            polynomial(&[-1.5861, -0.310_82, -0.083_751, 0.003_891_5], x),
            polynomial(&[-0.4803, -0.082_676, 0.003_030_2], x).exp(),
        )
    };
    PValue::from_ln(special::ln_normal_upper_tail((y - mean) / spread))
}

/// A polynomial by its coefficients from the constant on.
fn polynomial(coefficients: &[f64], x: f64) -> f64 {
    coefficients.iter().rev().fold(0.0, |sum, c| sum * x + c)
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[track_caller]
    fn undefined(values: &[f64], reason: Undefined) {
        assert_eq!(shapiro_wilk(Sample::new(values).expect("sample")), Err(reason));
    }

    #[test]
    fn undefined_is_said() {
        undefined(&[1.0, 2.0], Undefined::TooFewObservations { needed: 3 });
        undefined(&[4.0; 10], Undefined::NoVariation);
        undefined(&vec![1.0; 5001], Undefined::TooManyObservations { allowed: 5000 });
    }

    /// Three values in line are as normal as three values can be: W = 1, p = 1.
    #[test]
    fn three_values_in_line() {
        let found = shapiro_wilk(Sample::new(&[1.0, 2.0, 3.0]).expect("sample")).expect("defined");
        assert!(found.statistic.is_some_and(|w| (w - 1.0).abs() < 1e-15));
        assert!((found.p_value.value - 1.0).abs() < 1e-7);
    }
}

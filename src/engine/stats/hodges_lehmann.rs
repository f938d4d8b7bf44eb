//! The Hodges-Lehmann estimate of a shift between two samples.

use serde::{Deserialize, Serialize};

use crate::engine::stats::mann_whitney::{merged, u_distribution};
use crate::engine::stats::sample::{from_ordered_bits, ordered_bits, tie_sum};
use crate::engine::stats::t_test::TwoSamples;
use crate::engine::stats::{Estimate, Interval, Undefined, check_level, count, special};

/// Where the limits of the interval come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ShiftInterval {
    /// From the exact distribution of U: no ties, fewer than 50 values in each sample.
    Exact,
    /// From the normal approximation to it.
    Normal,
}

/// The shift between two samples.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Shift {
    /// Median of all differences first minus second, with its interval.
    pub estimate: Estimate,
    /// How the limits were chosen among the differences.
    pub method: ShiftInterval,
}

/// The median of all differences between two samples, with Moses' interval.
///
/// # Method
/// With the differences in ascending order, the interval goes from the k-th
/// smallest to the k-th largest, where k is the smallest with `P(U ≤ k) ≥ α/2`
/// (`Exact`; R: `wilcox.test(conf.int = TRUE)`) or
/// ```text
/// k = ⌊n₁n₂/2 − z √(n₁n₂(n₁ + n₂ + 1)/12)⌋
/// ```
/// (`Normal`), at least 1. The differences are not listed: the k-th is found by
/// bisection over the bits of a number, counting pairs below it. R's own
/// estimate with ties is a root found to 1e-4, not this median.
///
/// # Undefined when
/// The level is not between 0 and 1.
///
/// # Errors
/// The [`Undefined`] reason.
///
/// # References
/// Hodges JL, Lehmann EL, Ann Math Stat 1963;34:598, doi:10.1214/aoms/1177704172.
/// Example: Hollander M, Wolfe DA, Nonparametric Statistical Methods 1973, p. 75.
///
/// # Examples
/// ```
/// use rpl_immune_profile::engine::stats::hodges_lehmann::shift;
/// use rpl_immune_profile::engine::stats::t_test::TwoSamples;
///
/// let term = [0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46];
/// let early = [1.15, 0.88, 0.90, 0.74, 1.21];
/// let found = shift(&TwoSamples::new(&term, &early)?, 0.95)?;
/// assert_eq!((found.estimate.value * 1e3).round(), 305.0);
/// # Ok::<(), rpl_immune_profile::engine::stats::Undefined>(())
/// ```
pub fn shift(samples: &TwoSamples<'_>, level: f64) -> Result<Shift, Undefined> {
    check_level(level)?;
    let differences =
        Differences { first: samples.first.sorted(), second: samples.second.sorted() };
    let (n, m) = (differences.first.len(), differences.second.len());
    let pairs = n * m;
    let small = n < 50 && m < 50;
    let ties = tie_sum(&merged(&differences.first, &differences.second)) > 0.0;
    let alpha = 1.0 - level;
    let (k, method) = if small && !ties {
        (exact_place(n, m, alpha / 2.0)?, ShiftInterval::Exact)
    } else {
        let spread = (count(pairs) * count(n + m + 1) / 12.0).sqrt();
        let place = count(pairs) / 2.0 - special::two_sided_z(level) * spread;
        (floor_to_count(place), ShiftInterval::Normal)
    };
    let k = k.clamp(1, pairs.div_ceil(2));
    let middle = differences.smallest(pairs.div_ceil(2));
    let value = if pairs % 2 == 1 {
        middle
    } else {
        f64::midpoint(middle, differences.smallest(pairs / 2 + 1))
    };
    let interval = Interval {
        lower: differences.smallest(k),
        upper: differences.smallest(pairs + 1 - k),
        level,
    };
    Ok(Shift { estimate: Estimate { value, interval }, method })
}

/// The smallest k with `P(U ≤ k) ≥ tail`, allowing for rounding as R does.
fn exact_place(n: usize, m: usize, tail: f64) -> Result<usize, Undefined> {
    let mut sum = 0.0;
    for (k, probability) in u_distribution(n, m)?.into_iter().enumerate() {
        sum += probability;
        if sum >= tail - 10.0 * f64::EPSILON {
            return Ok(k);
        }
    }
    Ok(n * m)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at least 0")]
fn floor_to_count(value: f64) -> usize {
    value.max(0.0) as usize
}

/// All differences first minus second of two ascending samples.
struct Differences {
    first: Vec<f64>,
    second: Vec<f64>,
}

impl Differences {
    /// The k-th smallest difference, k from 1.
    fn smallest(&self, k: usize) -> f64 {
        let mut low = ordered_bits(self.first[0] - self.second[self.second.len() - 1]);
        let mut high = ordered_bits(self.first[self.first.len() - 1] - self.second[0]);
        while low < high {
            let middle = low + (high - low) / 2;
            if self.at_most(from_ordered_bits(middle)) >= k {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        from_ordered_bits(low) + 0.0
    }

    /// How many differences are at most `limit`.
    fn at_most(&self, limit: f64) -> usize {
        let (mut from, mut pairs) = (0, 0);
        for value in &self.first {
            while from < self.second.len() && value - self.second[from] > limit {
                from += 1;
            }
            pairs += self.second.len() - from;
        }
        pairs
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[track_caller]
    fn check(first: &[f64], second: &[f64], value: f64, lower: f64, upper: f64) {
        let samples = TwoSamples::new(first, second).expect("samples");
        let found = shift(&samples, 0.95).expect("defined").estimate;
        assert_eq!(
            (found.value, found.interval.lower, found.interval.upper),
            (value, lower, upper)
        );
    }

    #[test]
    fn small_cases_by_hand() {
        check(&[5.0], &[3.0], 2.0, 2.0, 2.0);
        check(&[1.0, 2.0], &[10.0], -8.5, -9.0, -8.0);
        check(&[1.0, 1.0], &[1.0, 1.0], 0.0, 0.0, 0.0);
        // Differences −2, −1, 8, 9, 18, 19.
        check(&[0.0, 10.0, 20.0], &[1.0, 2.0], 8.5, -2.0, 19.0);
    }
}

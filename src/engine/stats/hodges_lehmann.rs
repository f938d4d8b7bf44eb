//! The Hodges-Lehmann estimate of a shift between two samples.

use serde::{Deserialize, Serialize};

use crate::engine::stats::mann_whitney::{merged, u_distribution};
use crate::engine::stats::sample::{from_ordered_bits, ordered_bits, tie_sum};
use crate::engine::stats::t_test::TwoSamples;
use crate::engine::stats::{
    Interval, Uncertain, Undefined, check_finite, check_level, count, special,
};

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
    /// Median of all differences first minus second, with its interval; the level
    /// of an exact one is the level that it reaches.
    pub estimate: Uncertain,
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
/// (`Normal`), at least 1. The exact interval then reaches the level
/// `1 − 2 P(U ≤ k − 1)`, which it carries; where even the widest, from the smallest
/// to the largest difference, reaches less than the level asked for, there is none
/// (R gives it with a warning and `conf.level` lowered). The differences are not listed: the k-th is found by
/// bisection over the bits of a number, counting pairs below it. R's own
/// estimate with ties is a root found to 1e-4, not this median.
///
/// # Undefined when
/// The level is not between 0 and 1, or a difference is too large to be written.
/// The interval, when the level cannot be reached (three values against three reach
/// 90 %), or when ties make both limits equal.
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
    differences.check()?;
    let (n, m) = (differences.first.len(), differences.second.len());
    let pairs = n * m;
    let small = n < 50 && m < 50;
    let ties = tie_sum(&merged(&differences.first, &differences.second)) > 0.0;
    let alpha = 1.0 - level;
    let (k, reached, method) = if small && !ties {
        let (k, reached) = exact_place(n, m, alpha / 2.0)?;
        (k, reached, ShiftInterval::Exact)
    } else {
        let spread = (count(pairs) * count(n + m + 1) / 12.0).sqrt();
        let place = count(pairs) / 2.0 - special::two_sided_z(level) * spread;
        (floor_to_count(place), level, ShiftInterval::Normal)
    };
    let k = k.clamp(1, pairs.div_ceil(2));
    let widest = 1.0 - 2.0 / ways(n, m);
    let middle = differences.smallest(pairs.div_ceil(2));
    let value = if pairs % 2 == 1 {
        middle
    } else {
        f64::midpoint(middle, differences.smallest(pairs / 2 + 1))
    };
    let (lower, upper) = (differences.smallest(k), differences.smallest(pairs + 1 - k));
    let interval = if widest < level - 1e-12 {
        Err(Undefined::LevelNotReached { reached: widest })
    } else if lower < upper {
        Ok(Interval { lower, upper, level: reached })
    } else {
        Err(Undefined::TiedDifferences)
    };
    Ok(Shift { estimate: Uncertain { value, interval }, method })
}

/// The smallest k with `P(U ≤ k) ≥ tail`, allowing for rounding as R does, at least
/// 1; and the level that the interval from the k-th difference on reaches.
fn exact_place(n: usize, m: usize, tail: f64) -> Result<(usize, f64), Undefined> {
    let mut below = 0.0;
    for (k, probability) in u_distribution(n, m)?.into_iter().enumerate() {
        if k > 0 && below + probability >= tail - 10.0 * f64::EPSILON {
            return Ok((k, 1.0 - 2.0 * below));
        }
        below += probability;
    }
    Ok((n * m, 0.0))
}

/// In how many ways the values can be divided into two samples of these sizes.
fn ways(n: usize, m: usize) -> f64 {
    let small = n.min(m);
    (1..=small).map(|i| count(n + m - small + i) / count(i)).product()
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
    /// Refuses samples so far apart that a difference leaves the range of a double.
    fn check(&self) -> Result<(), Undefined> {
        let (first, second) = (&self.first, &self.second);
        check_finite(first[0] - second[second.len() - 1])?;
        check_finite(first[first.len() - 1] - second[0])?;
        Ok(())
    }

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
    fn found(first: &[f64], second: &[f64]) -> Uncertain {
        let samples = TwoSamples::new(first, second).expect("samples");
        shift(&samples, 0.95).expect("defined").estimate
    }

    /// By hand: the widest interval of n against m values is missed by 2 of the
    /// C(n + m, n) divisions. R 4.2.2: `wilcox.test(1:3, c(4, 5, 6.5), conf.int =
    /// TRUE)` warns and has `attr(conf.int, "conf.level")` 0.9.
    #[test]
    fn a_level_that_cannot_be_reached_is_refused() {
        for (first, second, value, reached) in [
            (vec![5.0], vec![3.0], 2.0, 0.0),
            (vec![1.0, 2.0], vec![10.0], -8.5, 1.0 / 3.0),
            (vec![0.0, 10.0, 20.0], vec![1.0, 2.0], 8.5, 0.8),
            (vec![1.0, 2.0, 3.0], vec![4.0, 5.0, 6.5], -3.0, 0.9),
            (vec![1.0, 1.0, 1.0], vec![2.0, 2.0, 2.0], -1.0, 0.9),
        ] {
            let found = found(&first, &second);
            assert_eq!(found.value.to_bits(), f64::to_bits(value));
            let Err(Undefined::LevelNotReached { reached: said }) = found.interval else {
                panic!("{found:?}");
            };
            assert!((said - reached).abs() < 1e-12, "{said}");
        }
    }

    /// By hand: of the 126 divisions of 4 and 5 values 1, 1, 2, 3 have U = 0 to 3, so
    /// that the second smallest difference is missed by 2 of 126, the third by 4.
    #[test]
    fn an_exact_interval_carries_the_level_it_reaches() {
        let found = found(&[1.0, 2.5, 4.0, 7.0], &[0.3, 2.1, 3.3, 5.2, 9.1]).interval;
        assert!((found.expect("an interval").level - (1.0 - 4.0 / 126.0)).abs() < 1e-14);
    }

    #[test]
    fn ties_that_enclose_nothing_have_no_interval() {
        let found = found(&[2.0; 8], &[2.0; 9]);
        assert_eq!(found, Uncertain { value: 0.0, interval: Err(Undefined::TiedDifferences) });
    }
}

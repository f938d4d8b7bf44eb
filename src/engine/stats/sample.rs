//! One sample: mean, spread, quantiles, and sorting.

use serde::{Deserialize, Serialize};

use crate::engine::stats::units::{in_unit, out_of_unit, unit};
use crate::engine::stats::{Undefined, check_finite, count};

/// Finite numbers, at least one of them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sample<'a> {
    values: &'a [f64],
}

impl<'a> Sample<'a> {
    /// The sample of these values.
    ///
    /// # Errors
    /// [`Undefined::EmptySample`] without a value, [`Undefined::NotFinite`]
    /// when one is not a finite number.
    pub fn new(values: &'a [f64]) -> Result<Self, Undefined> {
        if values.is_empty() {
            return Err(Undefined::EmptySample);
        }
        if values.iter().any(|value| !value.is_finite()) {
            return Err(Undefined::NotFinite);
        }
        Ok(Sample { values })
    }

    /// The values in the order given.
    #[must_use]
    pub fn values(self) -> &'a [f64] {
        self.values
    }

    /// How many values.
    #[must_use]
    pub fn len(self) -> usize {
        self.values.len()
    }

    /// Never: a sample has at least one value.
    #[must_use]
    pub fn is_empty(self) -> bool {
        false
    }

    /// Mean and sum of squared deviations.
    ///
    /// # Method
    /// The first value is subtracted before anything is added up, and the sum of
    /// squares is corrected by the sum of deviations: data with twelve leading
    /// digits in common keep their variance.
    ///
    /// # References
    /// Chan TF, Golub GH, `LeVeque` RJ, Am Stat 1983;37:242,
    /// doi:10.1080/00031305.1983.10483115.
    ///
    /// # Examples
    /// ```
    /// use rpl_immune_profile::engine::stats::sample::Sample;
    ///
    /// // NIST StRD NumAcc2-like: 1.2 once, then 1.1 and 1.3 alternating.
    /// let moments = Sample::new(&[1.2, 1.1, 1.3])?.moments();
    /// assert!((moments.mean - 1.2).abs() < 1e-15);
    /// # Ok::<(), rpl_immune_profile::engine::stats::Undefined>(())
    /// ```
    #[must_use]
    pub fn moments(self) -> Moments {
        let n = count(self.values.len());
        let first = self.values[0];
        let shift = self.values.iter().map(|value| value - first).sum::<f64>() / n;
        let (mut squares, mut rest) = (0.0, 0.0);
        for value in self.values {
            let deviation = (value - first) - shift;
            squares += deviation * deviation;
            rest += deviation;
        }
        let sum_of_squares = (squares - rest * rest / n).max(0.0);
        Moments { n: self.values.len(), mean: first + (shift + rest / n), sum_of_squares }
    }

    /// The skewness, `(Σ d³/n) / (Σ d²/n)^(3/2)` with the deviations from the mean.
    ///
    /// # Undefined when
    /// Fewer than three values, or all are equal.
    ///
    /// # Errors
    /// The [`Undefined`] reason.
    ///
    /// # Examples
    /// ```
    /// use rpl_immune_profile::engine::stats::sample::Sample;
    ///
    /// // Deviations −1, −1, 2: (6/3)/(6/3)^1.5 = 1/√2.
    /// let skewness = Sample::new(&[1.0, 1.0, 4.0])?.skewness()?;
    /// assert!((skewness - 0.5f64.sqrt()).abs() < 1e-15);
    /// # Ok::<(), rpl_immune_profile::engine::stats::Undefined>(())
    /// ```
    pub fn skewness(self) -> Result<f64, Undefined> {
        if self.len() < 3 {
            return Err(Undefined::TooFewObservations { needed: 3 });
        }
        let values = in_unit(self.values, unit(self.values));
        let moments = Sample { values: &values }.moments();
        let cubes: f64 = values.iter().map(|value| (value - moments.mean).powi(3)).sum();
        let n = count(self.len());
        let variance = moments.sum_of_squares / n;
        if variance <= 0.0 {
            return Err(Undefined::NoVariation);
        }
        check_finite(cubes / n / variance.powf(1.5))
    }

    /// The values in ascending order; minus zero becomes zero.
    #[must_use]
    pub fn sorted(self) -> Vec<f64> {
        let mut sorted: Vec<f64> = self.values.iter().map(|value| value + 0.0).collect();
        sort(&mut sorted);
        sorted
    }

    /// The usual description of a sample.
    ///
    /// # Method
    /// Standard deviation with n − 1; quartiles of type 7 (see [`quantile`]).
    ///
    /// # Undefined when
    /// Never; the standard deviation of one value is absent, and one that is too
    /// large to be written.
    ///
    /// # Examples
    /// ```
    /// use rpl_immune_profile::engine::stats::sample::Sample;
    ///
    /// let described = Sample::new(&[2.0, 4.0, 4.0, 5.0, 7.0, 9.0])?.describe();
    /// assert_eq!(described.median, 4.5);
    /// assert_eq!(described.third_quartile, 6.5);
    /// # Ok::<(), rpl_immune_profile::engine::stats::Undefined>(())
    /// ```
    #[must_use]
    pub fn describe(self) -> Description {
        let sorted = self.sorted();
        let unit = unit(self.values);
        let values = in_unit(self.values, unit);
        let moments = Sample { values: &values }.moments();
        let spread = moments.variance().map(f64::sqrt);
        Description {
            n: sorted.len(),
            mean: moments.mean * unit,
            standard_deviation: spread.and_then(|spread| out_of_unit(spread, unit)).ok(),
            minimum: sorted[0],
            first_quartile: quantile(&sorted, 0.25),
            median: quantile(&sorted, 0.5),
            third_quartile: quantile(&sorted, 0.75),
            maximum: sorted[sorted.len() - 1],
        }
    }
}

/// Size, mean and sum of squared deviations of a sample.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Moments {
    /// How many values.
    pub n: usize,
    /// Their mean.
    pub mean: f64,
    /// Sum of the squared deviations from the mean.
    pub sum_of_squares: f64,
}

impl Moments {
    /// The variance with n − 1.
    ///
    /// # Errors
    /// [`Undefined::TooFewInGroup`] for one value.
    pub fn variance(self) -> Result<f64, Undefined> {
        if self.n < 2 {
            return Err(Undefined::TooFewInGroup { needed: 2 });
        }
        Ok(self.sum_of_squares / (count(self.n) - 1.0))
    }
}

/// What tables say about a sample.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Description {
    /// How many values.
    pub n: usize,
    /// Arithmetic mean.
    pub mean: f64,
    /// With n − 1; absent for one value.
    pub standard_deviation: Option<f64>,
    /// Smallest value.
    pub minimum: f64,
    /// 25 % quantile, type 7.
    pub first_quartile: f64,
    /// Median.
    pub median: f64,
    /// 75 % quantile, type 7.
    pub third_quartile: f64,
    /// Largest value.
    pub maximum: f64,
}

/// The quantile of values in ascending order, at least one; `share` from 0 to 1.
///
/// # Method
/// Type 7 of Hyndman and Fan, the default of R and numpy (SAS and SPSS have
/// others): linear interpolation at `(n − 1) share`, never outside the two
/// values between which it lies.
///
/// # References
/// Hyndman RJ, Fan Y, Am Stat 1996;50:361, doi:10.1080/00031305.1996.10473566.
///
/// # Examples
/// ```
/// use rpl_immune_profile::engine::stats::sample::quantile;
///
/// assert_eq!(quantile(&[1.0, 2.0, 4.0, 8.0], 0.25), 1.75);
/// ```
#[must_use]
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "an index")]
pub fn quantile(sorted: &[f64], share: f64) -> f64 {
    let last = sorted.len() - 1;
    let position = count(last) * share.clamp(0.0, 1.0);
    // R's allowance for positions that rounding put just below a whole number.
    let below = (position + 4.0 * f64::EPSILON).floor();
    let index = (below as usize).min(last);
    let rest = position - below;
    if index == last || rest.abs() < 1e-12 {
        return sorted[index];
    }
    let (one, next) = (sorted[index], sorted[index + 1]);
    // Between equal neighbors the sum can be one digit off in the last place, which
    // would divide what is tied, and between near ones beyond either.
    ((1.0 - rest) * one + rest * next).max(one).min(next)
}

/// Sorts finite numbers ascending: by comparison when few, else by radix on the
/// bits, eleven at a time, skipping digits that all have in common.
pub fn sort(values: &mut [f64]) {
    if values.len() < 4096 {
        values.sort_unstable_by(f64::total_cmp);
        return;
    }
    let mut keys: Vec<u64> = values.iter().map(|&value| ordered_bits(value)).collect();
    let mut other = vec![0_u64; keys.len()];
    let mut counts = vec![[0_usize; 2048]; 6];
    for &key in &keys {
        for (digit, row) in counts.iter_mut().enumerate() {
            row[digit_of(key, digit)] += 1;
        }
    }
    for (digit, row) in counts.iter_mut().enumerate() {
        if row.contains(&keys.len()) {
            continue;
        }
        let mut start = 0;
        for n in row.iter_mut() {
            let here = *n;
            *n = start;
            start += here;
        }
        for &key in &keys {
            let place = &mut row[digit_of(key, digit)];
            other[*place] = key;
            *place += 1;
        }
        std::mem::swap(&mut keys, &mut other);
    }
    for (value, &key) in values.iter_mut().zip(&keys) {
        *value = from_ordered_bits(key);
    }
}

/// The eleven bits of a key at one of six places.
#[expect(clippy::cast_possible_truncation, reason = "eleven bits")]
fn digit_of(key: u64, digit: usize) -> usize {
    (key >> (11 * digit)) as usize & 2047
}

/// Bits whose order as whole numbers is the order of the numbers.
pub(super) fn ordered_bits(value: f64) -> u64 {
    let bits = value.to_bits();
    if bits >> 63 == 1 { !bits } else { bits | 1 << 63 }
}

/// The number of [`ordered_bits`].
pub(super) fn from_ordered_bits(key: u64) -> f64 {
    f64::from_bits(if key >> 63 == 1 { key & !(1 << 63) } else { !key })
}

/// `Σ (t³ − t)` over the ties of values in ascending order.
pub(super) fn tie_sum(sorted: &[f64]) -> f64 {
    sorted
        .chunk_by(|one, other| one.total_cmp(other).is_eq())
        .map(|tied| {
            let t = count(tied.len());
            t * t * t - t
        })
        .sum()
}

/// The sum of the mid-ranks that one sample has among all; both ascending.
pub(super) fn rank_sum(sample: &[f64], all: &[f64]) -> f64 {
    let mut at = 0;
    let mut sum = 0.0;
    for tied in sample.chunk_by(|one, other| one.total_cmp(other).is_eq()) {
        while all[at] < tied[0] {
            at += 1;
        }
        let first = at;
        while at < all.len() && all[at] <= tied[0] {
            at += 1;
        }
        // Ranks first + 1 ... at.
        sum += count(tied.len()) * (count(first) + count(at) + 1.0) / 2.0;
    }
    sum
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;
    use crate::engine::stats::random::Random;

    #[test]
    fn radix_and_comparison_agree() {
        let mut random = Random::new(3);
        let values: Vec<f64> = (0..10_000).map(|_| (random.unit() - 0.5) * 1e3).collect();
        let (mut radix, mut plain) = (values.clone(), values);
        sort(&mut radix);
        plain.sort_unstable_by(f64::total_cmp);
        assert_eq!(radix, plain);
    }

    #[test]
    fn undefined_is_said() {
        assert_eq!(Sample::new(&[]), Err(Undefined::EmptySample));
        assert_eq!(Sample::new(&[1.0, f64::NAN]), Err(Undefined::NotFinite));
        let one = Sample::new(&[3.0]).expect("defined").describe();
        assert_eq!((one.mean, one.standard_deviation, one.median), (3.0, None, 3.0));
    }

    /// R guards `x[hi] != x[lo]`: equal neighbors are returned, not interpolated.
    #[test]
    fn quantiles_never_leave_their_neighbors() {
        let mut random = Random::new(5);
        for _ in 0..20_000 {
            let (value, share) = (random.unit(), random.unit());
            let tied = [value, value, value];
            assert_eq!(quantile(&tied, share).to_bits(), value.to_bits());
            let next = f64::from_bits(value.to_bits() + 1);
            let found = quantile(&[value, next], share);
            assert!(value <= found && found <= next, "{found:e}");
        }
    }

    /// The same in units of 1e300 and of 1e-310, where squares would leave the range.
    #[test]
    fn the_ends_of_the_range_are_described() {
        let plain = [1.0, 2.0, 4.0, 9.0];
        let expected = Sample::new(&plain).expect("values");
        // 1e-310 itself has only 44 bits.
        for (unit, precision) in [(1e300, 1e-14), (1e-300, 1e-14), (1e-310, 1e-11)] {
            let values = plain.map(|value| value * unit);
            let sample = Sample::new(&values).expect("values");
            let near = |found: f64, expected: f64| (found / expected - 1.0).abs() < precision;
            let (found, plain) = (sample.describe(), expected.describe());
            let deviation = |one: Description| one.standard_deviation.expect("defined");
            assert!(near(found.mean / unit, plain.mean), "{found:?}");
            assert!(near(deviation(found) / unit, deviation(plain)), "{found:?}");
            assert!(near(
                sample.skewness().expect("defined"),
                expected.skewness().expect("defined")
            ));
        }
        let widest = Sample::new(&[f64::MAX, -f64::MAX]).expect("values").describe();
        assert_eq!((widest.mean, widest.standard_deviation), (0.0, None));
    }

    #[test]
    fn ranks_share_ties() {
        let all = [1.0, 2.0, 2.0, 2.0, 5.0];
        assert_eq!(rank_sum(&[2.0, 2.0], &all).to_bits(), 6.0_f64.to_bits());
        assert_eq!(tie_sum(&all).to_bits(), 24.0_f64.to_bits());
    }
}

//! Differences in units of standard deviation.

use serde::{Deserialize, Serialize};

use crate::engine::stats::linear::Cholesky;
use crate::engine::stats::sample::Moments;
use crate::engine::stats::t_test::TwoSamples;
use crate::engine::stats::{
    Estimate, Interval, Undefined, check_finite, check_level, count, special,
};

/// Cohen's d and Hedges' g, which is d corrected for its small-sample bias.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct StandardizedEffect {
    /// Difference of means over the pooled standard deviation.
    pub cohen_d: Estimate,
    /// `J(n₁ + n₂ − 2) d`.
    pub hedges_g: Estimate,
}

/// Cohen's d and Hedges' g with large-sample intervals.
///
/// # Method
/// ```text
/// d = (m₁ − m₂) / s,   g = J(n₁ + n₂ − 2) d
/// var(e) = 1/n₁ + 1/n₂ + e² / (2 (n₁ + n₂)),   e ± z √var(e)
/// ```
/// with the pooled standard deviation s and the exact J (gamma functions, not
/// `1 − 3/(4m − 1)`). R: `metafor::escalc("SMD", ...)` gives g and its variance.
///
/// # Undefined when
/// Fewer than four values in all, an empty sample, or both samples constant.
///
/// # Errors
/// The [`Undefined`] reason.
///
/// # References
/// Hedges LV, J Educ Stat 1981;6:107, doi:10.3102/10769986006002107.
///
/// # Examples
/// ```
/// use rpl_immune_profile::engine::stats::standardized::effect;
/// use rpl_immune_profile::engine::stats::t_test::TwoSamples;
///
/// let found = effect(&TwoSamples::new(&[1.0, 2.0, 3.0], &[3.0, 4.0, 5.0])?, 0.95)?;
/// assert_eq!(found.cohen_d.value, -2.0);
/// # Ok::<(), rpl_immune_profile::engine::stats::Undefined>(())
/// ```
pub fn effect(samples: &TwoSamples<'_>, level: f64) -> Result<StandardizedEffect, Undefined> {
    check_level(level)?;
    samples
        .in_unit(|samples, _| near_one(samples, level))
        .map_err(|why| without_rounding(samples, why))
}

/// Why a difference has no spread to be divided by: a spread that is lost beside larger
/// numbers is not none.
fn without_rounding(samples: &TwoSamples<'_>, why: Undefined) -> Undefined {
    let has_no_spread = matches!(why, Undefined::InfiniteDifference | Undefined::NoVariation);
    match samples.without_spread() {
        Undefined::LostInRounding if has_no_spread => Undefined::LostInRounding,
        _ => why,
    }
}

fn near_one(samples: &TwoSamples<'_>, level: f64) -> Result<StandardizedEffect, Undefined> {
    let (one, two) = (samples.first.moments(), samples.second.moments());
    if one.n + two.n < 4 {
        return Err(Undefined::TooFewObservations { needed: 4 });
    }
    let degrees = count(one.n + two.n - 2);
    let pooled = (one.sum_of_squares + two.sum_of_squares) / degrees;
    if pooled <= 0.0 {
        return Err(infinite_or_none(one.mean, two.mean));
    }
    let d = check_finite((one.mean - two.mean) / pooled.sqrt())?;
    let z = special::two_sided_z(level);
    let with_interval = |value: f64| {
        let (n, m) = (count(one.n), count(two.n));
        let half = z * (1.0 / n + 1.0 / m + value * value / (2.0 * (n + m))).sqrt();
        let interval = Interval::around(value, half, level);
        Estimate { value, interval }
    };
    Ok(StandardizedEffect {
        cohen_d: with_interval(d),
        hedges_g: with_interval(special::hedges_correction(degrees) * d),
    })
}

/// The standardized mean difference that tables of baseline characteristics show.
///
/// # Method
/// ```text
/// (m₁ − m₂) / √((s₁² + s₂²)/2)
/// ```
/// Unlike Cohen's d it does not depend on the sizes of the groups.
///
/// # Undefined when
/// A group has fewer than two values, or both are constant.
///
/// # Errors
/// The [`Undefined`] reason.
///
/// # References
/// Austin PC, Stat Med 2009;28:3083, doi:10.1002/sim.3697.
///
/// # Examples
/// ```
/// use rpl_immune_profile::engine::stats::standardized::mean_difference;
/// use rpl_immune_profile::engine::stats::t_test::TwoSamples;
///
/// let samples = TwoSamples::new(&[1.0, 2.0, 3.0], &[2.0, 3.0, 4.0])?;
/// assert_eq!(mean_difference(&samples)?, -1.0);
/// # Ok::<(), rpl_immune_profile::engine::stats::Undefined>(())
/// ```
pub fn mean_difference(samples: &TwoSamples<'_>) -> Result<f64, Undefined> {
    samples
        .in_unit(|samples, _| {
            let (one, two) = (samples.first.moments(), samples.second.moments());
            between(one.mean, two.mean, average_variance(one, two)?)
        })
        .map_err(|why| without_rounding(samples, why))
}

/// Half the sum of two variances.
fn average_variance(one: Moments, two: Moments) -> Result<f64, Undefined> {
    Ok(f64::midpoint(one.variance()?, two.variance()?))
}

fn between(first: f64, second: f64, variance: f64) -> Result<f64, Undefined> {
    if variance > 0.0 {
        check_finite((first - second) / variance.sqrt())
    } else {
        Err(infinite_or_none(first, second))
    }
}

/// What a difference over a spread of nothing is.
fn infinite_or_none(first: f64, second: f64) -> Undefined {
    if (first - second).abs() > 0.0 {
        Undefined::InfiniteDifference
    } else {
        Undefined::NoVariation
    }
}

/// The standardized difference of two proportions, each from 0 to 1.
///
/// # Method
/// ```text
/// (p₁ − p₂) / √((p₁(1 − p₁) + p₂(1 − p₂))/2)
/// ```
///
/// # Undefined when
/// Both proportions are 0 or 1, or one is outside 0 to 1.
///
/// # Errors
/// The [`Undefined`] reason.
///
/// # References
/// Austin PC, Stat Med 2009;28:3083, doi:10.1002/sim.3697.
///
/// # Examples
/// ```
/// use rpl_immune_profile::engine::stats::standardized::proportion_difference;
///
/// assert_eq!(proportion_difference(0.5, 0.5)?, 0.0);
/// # Ok::<(), rpl_immune_profile::engine::stats::Undefined>(())
/// ```
pub fn proportion_difference(first: f64, second: f64) -> Result<f64, Undefined> {
    if !(0.0..=1.0).contains(&first) || !(0.0..=1.0).contains(&second) {
        return Err(Undefined::OutOfRange);
    }
    between(first, second, f64::midpoint(first * (1.0 - first), second * (1.0 - second)))
}

/// The standardized difference of a category: how far two groups are apart in the shares
/// of all its levels, in standard deviations. It has no sign.
///
/// # Method
/// ```text
/// √((t − c)ᵀ S⁻¹ (t − c))
/// S_kk = (t_k(1 − t_k) + c_k(1 − c_k))/2,   S_kl = −(t_k t_l + c_k c_l)/2
/// ```
/// over the shares of every level that anyone has but the first; of two levels it is the
/// size of [`proportion_difference`].
///
/// # Undefined when
/// A group is empty, everyone has one level, or a combination of levels divides the groups.
///
/// # Errors
/// The [`Undefined`] reason.
///
/// # References
/// Yang D, Dalton JE, SAS Global Forum 2012, paper 335.
///
/// # Examples
/// ```
/// use rpl_immune_profile::engine::stats::standardized::category_difference;
///
/// assert_eq!(category_difference(&[5, 3, 2], &[10, 6, 4])?, 0.0);
/// # Ok::<(), rpl_immune_profile::engine::stats::Undefined>(())
/// ```
pub fn category_difference(first: &[u32], second: &[u32]) -> Result<f64, Undefined> {
    if first.len() != second.len() {
        return Err(Undefined::UnequalLengths);
    }
    let total = |counts: &[u32]| counts.iter().map(|&one| u64::from(one)).sum::<u64>();
    let (n, m) = (total(first), total(second));
    if n == 0 || m == 0 {
        return Err(Undefined::EmptySample);
    }
    let shares: Vec<(f64, f64)> = first
        .iter()
        .zip(second)
        .filter(|&(&one, &two)| one + two > 0)
        .map(|(&one, &two)| (f64::from(one) / count(n), f64::from(two) / count(m)))
        .skip(1)
        .collect();
    if shares.is_empty() {
        return Err(Undefined::NoVariation);
    }
    let covariance = |k: usize, l: usize| {
        let of = |p: fn(&(f64, f64)) -> f64| {
            let (one, two) = (p(&shares[k]), p(&shares[l]));
            if k == l { one * (1.0 - one) } else { -one * two }
        };
        f64::midpoint(of(|share| share.0), of(|share| share.1))
    };
    let size = shares.len();
    let matrix: Vec<f64> =
        (0..size * size).map(|place| covariance(place / size, place % size)).collect();
    // What varies in no group tells them apart for certain.
    let factor =
        Cholesky::new(&matrix, size, SINGULAR).map_err(|_| Undefined::InfiniteDifference)?;
    let difference: Vec<f64> = shares.iter().map(|(one, two)| one - two).collect();
    check_finite(factor.quadratic(&difference, &mut vec![0.0; size]).sqrt())
}

/// A share of its variance below which a level follows from the others.
const SINGULAR: f64 = 1e-12;

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn undefined_is_said() {
        let constant = TwoSamples::new(&[1.0, 1.0], &[2.0, 2.0]).expect("samples");
        assert_eq!(effect(&constant, 0.95), Err(Undefined::InfiniteDifference));
        assert_eq!(mean_difference(&constant), Err(Undefined::InfiniteDifference));
        // The second group varies, but not in numbers of the size of the first.
        let lost = TwoSamples::new(&[1e300, 1e300], &[0.0, 0.0, 1.0]).expect("samples");
        assert_eq!(effect(&lost, 0.95), Err(Undefined::LostInRounding));
        assert_eq!(mean_difference(&lost), Err(Undefined::LostInRounding));
        assert_eq!(proportion_difference(0.0, 1.0), Err(Undefined::InfiniteDifference));
        assert_eq!(proportion_difference(1.0, 1.0), Err(Undefined::NoVariation));
        assert_eq!(proportion_difference(-0.1, 1.0), Err(Undefined::OutOfRange));
    }

    #[test]
    fn categories_that_divide_the_groups_have_no_difference_in_deviations() {
        for (first, second, expected) in [
            (&[4, 0, 0][..], &[0, 3, 3][..], Err(Undefined::InfiniteDifference)),
            (&[4, 0], &[3, 0], Err(Undefined::NoVariation)),
            (&[0, 0], &[3, 1], Err(Undefined::EmptySample)),
            (&[1, 2], &[1, 2, 3], Err(Undefined::UnequalLengths)),
            // A level that nobody has says nothing.
            (&[5, 0, 5], &[10, 0, 10], Ok(0.0)),
        ] {
            assert_eq!(category_difference(first, second), expected, "{first:?} {second:?}");
        }
    }

    /// `t <- c(12, 30, 18) / 60; c <- c(20, 25, 5) / 50; f <- function(p) (diag(p) - p %o% p)[-1, -1];
    /// sqrt((t - c)[-1] %*% solve((f(t) + f(c)) / 2) %*% (t - c)[-1])` of R 4.2.2.
    #[test]
    fn categories_are_those_of_r() {
        let found = category_difference(&[12, 30, 18], &[20, 25, 5]).expect("defined");
        assert!((found - 0.603_022_689_155_527_3).abs() < 1e-14, "{found}");
        let two = category_difference(&[6, 4], &[4, 6]).expect("defined");
        let shares = proportion_difference(0.6, 0.4).expect("defined");
        assert!((two - shares).abs() < 1e-14, "{two}");
    }

    /// (0.6 − 0.4) / √0.24.
    #[test]
    fn proportions_by_hand() {
        let found = proportion_difference(0.6, 0.4).expect("defined");
        assert!((found - 0.408_248_290_463_863).abs() < 1e-14);
    }
}

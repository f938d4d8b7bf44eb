//! How strong a difference or an association is, with intervals.
//!
//! Cohen's d and Hedges' g are in [`super::standardized`], the shift between two
//! samples in [`super::hodges_lehmann`].

use serde::{Deserialize, Serialize};

use crate::engine::stats::groups::{Groups, analysis_of_variance};
use crate::engine::stats::r_by_c::ContingencyTable;
use crate::engine::stats::roc::{Scores, area_under_curve};
use crate::engine::stats::root::zero_between;
use crate::engine::stats::special::{TailPair, noncentral_chi_square, noncentral_f};
use crate::engine::stats::t_test::TwoSamples;
use crate::engine::stats::{Estimate, Interval, Uncertain, Undefined, check_level, count};

/// The share of the variance that lies between groups, η².
///
/// # Method
/// ```text
/// η² = SSB/(SSB + SSW); limits λ/(λ + N) with the noncentralities λ at which
/// P(F' ≥ F | lower) = P(F' ≤ F | upper) = (1 - level)/2
/// ```
/// 0 where there is no such lower λ. Where there is no upper one, F is smaller than
/// chance explains and no λ agrees with it: no interval. An interval at 0.90 leaves out 0 exactly when the F
/// test is significant at 0.05. The estimate is biased upward and can lie above
/// the interval of an F that is smaller than chance explains. R:
/// `effectsize::F_to_eta2(alternative = "two.sided")`.
///
/// # Undefined when
/// The analysis of variance is (see [`analysis_of_variance`]), or the level is not
/// between 0 and 1. Its interval also where F is so large that it would take too long.
///
/// # Errors
/// The [`Undefined`] reason.
///
/// # References
/// Steiger JH, Psychol Methods 2004;9:164, doi:10.1037/1082-989X.9.2.164.
///
/// # Examples
/// Means 2, 4 and 6 of three values each, variance 1 within: SSB 24, SSW 6.
/// ```
/// use rpl_immune_profile::engine::stats::effect_size::eta_squared;
/// use rpl_immune_profile::engine::stats::groups::Groups;
///
/// let groups = Groups::new(&[&[1.0, 2.0, 3.0], &[3.0, 4.0, 5.0], &[5.0, 6.0, 7.0]])?;
/// let found = eta_squared(&groups, 0.90)?;
/// assert!((found.value - 0.8).abs() < 1e-15);
/// assert!(found.interval?.lower > 0.0 && found.interval?.upper < 1.0);
/// # Ok::<(), rpl_immune_profile::engine::stats::Undefined>(())
/// ```
pub fn eta_squared(groups: &Groups<'_>, level: f64) -> Result<Uncertain, Undefined> {
    check_level(level)?;
    let found = analysis_of_variance(groups)?;
    let test = found.test;
    let limits = noncentralities(test.f, level, |noncentrality| {
        noncentral_f(test.f, test.between, test.within, noncentrality)
    });
    let people = count(groups.people());
    let share = |noncentrality: f64| noncentrality / (noncentrality + people);
    let interval = limits.and_then(|limits| {
        if limits.upper > 0.0 {
            Ok(Interval { lower: share(limits.lower), upper: share(limits.upper), level })
        } else {
            Err(Undefined::EmptyInterval)
        }
    });
    Ok(Uncertain { value: found.eta_squared, interval })
}

/// Cramer's V of a table with its interval, from 0 to 1.
///
/// # Method
/// ```text
/// V = √(X²/(N m)), m = min(r, c) - 1; limits √((λ + df)/(N m)) with the
/// noncentralities λ at which P(χ² ≥ X² | lower) = P(χ² ≤ X² | upper) = (1 - level)/2
/// ```
/// at most 1; the lower limit is 0 where there is no such λ. R:
/// `DescTools::CramerV(conf.level)`.
///
/// # Undefined when
/// A whole row or column is zero, the level is not between 0 and 1, or X² is so
/// large that its interval would take too long.
///
/// # Errors
/// The [`Undefined`] reason.
///
/// # References
/// Smithson M, Confidence Intervals, 2003, chapter 4, doi:10.4135/9781412983761.
///
/// # Examples
/// Gender and party (Agresti, An Introduction to Categorical Data Study, 2007,
/// table 2.5): X² = 30.07 among 2757, so V = 0.104.
/// ```
/// use rpl_immune_profile::engine::stats::effect_size::cramers_v;
/// use rpl_immune_profile::engine::stats::r_by_c::ContingencyTable;
///
/// let table = ContingencyTable::new(vec![vec![762, 327, 468], vec![484, 239, 477]])?;
/// let found = cramers_v(&table, 0.95)?;
/// assert_eq!((found.value * 1e3).round(), 104.0);
/// assert!(found.interval.lower > 0.05 && found.interval.upper < 0.15);
/// # Ok::<(), rpl_immune_profile::engine::stats::Undefined>(())
/// ```
pub fn cramers_v(table: &ContingencyTable, level: f64) -> Result<Estimate, Undefined> {
    check_level(level)?;
    let value = table.cramers_v()?;
    let test = table.pearson()?;
    let statistic = test.statistic.unwrap_or_default();
    let degrees = test.degrees_of_freedom.unwrap_or_default();
    let limits = noncentralities(statistic, level, |noncentrality| {
        noncentral_chi_square(statistic, degrees, noncentrality)
    })?;
    let most = count(table.total()) * count(table.rows().min(table.columns()) - 1);
    let strength = |noncentrality: f64| ((noncentrality + degrees) / most).sqrt().min(1.0);
    let lower = if limits.lower > 0.0 { strength(limits.lower) } else { 0.0 };
    Ok(Estimate { value, interval: Interval { lower, upper: strength(limits.upper), level } })
}

/// Two noncentralities.
struct Noncentralities {
    lower: f64,
    upper: f64,
}

/// The largest noncentrality that is tried. The work for a tail grows with the
/// noncentrality: up to here an interval takes less than a second.
const MOST_NONCENTRALITY: f64 = 5e5;

/// The noncentralities at which the observed statistic is at the end of either
/// tail; 0 where even without any it is not that far out.
fn noncentralities(
    statistic: f64,
    level: f64,
    tails: impl Fn(f64) -> TailPair,
) -> Result<Noncentralities, Undefined> {
    let tail = (1.0 - level) / 2.0;
    if statistic <= 0.0 {
        return Ok(Noncentralities { lower: 0.0, upper: 0.0 });
    }
    let root = |excess: &dyn Fn(f64) -> f64| {
        let mut far = statistic.max(1.0);
        while far <= MOST_NONCENTRALITY {
            if excess(far) <= 0.0 {
                return Ok(zero_between(0.0, far, excess));
            }
            far *= 2.0;
        }
        Err(Undefined::BeyondBudget)
    };
    let none = tails(0.0);
    let lower = if none.upper >= tail { 0.0 } else { root(&|value| tail - tails(value).upper)? };
    let upper = if none.lower <= tail { 0.0 } else { root(&|value| tails(value).lower - tail)? };
    Ok(Noncentralities { lower, upper })
}

/// How often a value of one sample exceeds one of the other.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Superiority {
    /// The probability that a value of the first sample is larger, ties counting
    /// one half: `U/(n₁ n₂)`.
    pub probability: Uncertain,
    /// The rank-biserial correlation, twice that less 1 (Cliff's delta).
    pub rank_biserial: Uncertain,
}

/// The probability of superiority and the rank-biserial correlation of two samples.
///
/// # Method
/// The area under the curve that tells the first sample from the second, with the
/// interval of `DeLong` (see [`area_under_curve`]), cut off at 0 and 1. R:
/// `pROC::ci.auc(direction = "<")`.
///
/// # Undefined when
/// A sample has fewer than two values, or the level is not between 0 and 1.
///
/// # Errors
/// The [`Undefined`] reason.
///
/// # References
/// `DeLong` ER, `DeLong` DM, Clarke-Pearson DL, Biometrics 1988;44:837,
/// doi:10.2307/2531595. Cureton EE, Psychometrika 1956;21:287,
/// doi:10.1007/BF02289138 (rank-biserial).
///
/// # Examples
/// Permeability of the human chorioamnion (Hollander M, Wolfe DA, Nonparametric
/// Statistical Methods 1973, p. 69): U is 35 of 50 pairs.
/// ```
/// use rpl_immune_profile::engine::stats::effect_size::superiority;
/// use rpl_immune_profile::engine::stats::t_test::TwoSamples;
///
/// let term = [0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46];
/// let early = [1.15, 0.88, 0.90, 0.74, 1.21];
/// let found = superiority(&TwoSamples::new(&term, &early)?, 0.95)?;
/// assert!((found.probability.value - 0.7).abs() < 1e-15);
/// assert!((found.rank_biserial.value - 0.4).abs() < 1e-15);
/// # Ok::<(), rpl_immune_profile::engine::stats::Undefined>(())
/// ```
pub fn superiority(samples: &TwoSamples<'_>, level: f64) -> Result<Superiority, Undefined> {
    let (first, second) = (samples.first.values(), samples.second.values());
    let values = [first, second].concat();
    let is_first: Vec<bool> = (0..values.len()).map(|index| index < first.len()).collect();
    let probability = area_under_curve(&Scores::new(&values, &is_first)?, level)?.area;
    let around_zero = |share: f64| 2.0 * share - 1.0;
    let interval = probability.interval.map(|Interval { lower, upper, level }| Interval {
        lower: around_zero(lower),
        upper: around_zero(upper),
        level,
    });
    Ok(Superiority {
        probability,
        rank_biserial: Uncertain { value: around_zero(probability.value), interval },
    })
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    /// Counts and means for which the search would not end in any useful time.
    #[test]
    fn what_would_take_too_long_is_refused() {
        let vast = ContingencyTable::new(vec![vec![425_550_602, 0], vec![13, 26]]).expect("valid");
        assert_eq!(cramers_v(&vast, 0.95), Err(Undefined::BeyondBudget));
        let groups = Groups::new(&[&[1.8e9, 1.9e9], &[0.0, 25.0]]).expect("groups");
        assert_eq!(eta_squared(&groups, 0.95).map(|found| found.value > 0.9), Ok(true));
        let groups = Groups::new(&[&[1.8e9, 1.8e9 + 1.0], &[0.0, 1.0]]).expect("groups");
        let found = eta_squared(&groups, 0.95).expect("a value");
        assert_eq!(found.interval, Err(Undefined::BeyondBudget));
        // Between 13680.375, within 0.5: the value needs no search.
        let groups = Groups::new(&[&[95.0, 96.0], &[0.0; 5], &[0.0]]).expect("groups");
        let found = eta_squared(&groups, 0.95).expect("a value");
        assert!((found.value - 27_360.75 / 27_361.75).abs() < 1e-15, "{found:?}");
        assert_eq!(found.interval, Err(Undefined::BeyondBudget));
    }

    /// All in one row and column of two, and means that are equal.
    #[test]
    fn none_and_all() {
        let table = ContingencyTable::new(vec![vec![5, 5], vec![5, 5]]).expect("valid");
        let found = cramers_v(&table, 0.95).expect("defined");
        assert_eq!((found.value.to_bits(), found.interval.lower.to_bits()), (0, 0));
        let table = ContingencyTable::new(vec![vec![50, 0], vec![0, 50]]).expect("valid");
        let found = cramers_v(&table, 0.95).expect("defined");
        assert!((found.value - 1.0).abs() < 1e-15 && found.interval.upper <= 1.0);
        assert!(found.interval.lower > 0.7);
        let groups = Groups::new(&[&[1.0, 3.0], &[0.0, 4.0]]).expect("groups");
        let found = eta_squared(&groups, 0.95).expect("defined");
        assert_eq!((found.value.to_bits(), found.interval), (0, Err(Undefined::EmptyInterval)));
    }
}

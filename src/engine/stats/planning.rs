//! How many to include, and what a study of a given size can show.

mod exact;
mod margin;

use serde::{Deserialize, Serialize};

use super::root::zero_between;
use super::special::{normal_upper_quantile, normal_upper_tail, two_sided_z};
use super::{Undefined, check_level};

pub use exact::{ExactSize, PlannedGroup, PlannedTest, exact_power, exact_size};
pub use margin::{
    power_for_equivalence, power_for_non_inferiority, size_for_equivalence,
    size_for_non_inferiority,
};

/// What is expected of two groups.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExpectedRisks {
    /// The risk in the exposed, between 0 and 1.
    pub exposed: f64,
    /// The risk in the unexposed, between 0 and 1.
    pub unexposed: f64,
    /// How many unexposed there are for one exposed; 1 for equal groups.
    pub unexposed_per_exposed: f64,
}

/// The errors that a study may make.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Errors {
    /// The error of the first kind, such as 0.05; two-sided for a difference, of
    /// each one-sided test for non-inferiority and equivalence.
    pub significance: f64,
    /// One less the error of the second kind, such as 0.8.
    pub power: f64,
}

/// How many to include.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct GroupSizes {
    /// The number of exposed, before it is rounded up.
    pub exposed: f64,
    /// The number of unexposed, before it is rounded up.
    pub unexposed: f64,
}

impl ExpectedRisks {
    fn check(&self) -> Result<(), Undefined> {
        let risk = |risk: f64| risk > 0.0 && risk < 1.0;
        let ratio = self.unexposed_per_exposed;
        if risk(self.exposed) && risk(self.unexposed) && ratio > 0.0 && ratio.is_finite() {
            Ok(())
        } else {
            Err(Undefined::OutOfRange)
        }
    }

    /// The variance of the difference, times the number of exposed.
    fn variance(&self) -> f64 {
        self.exposed * (1.0 - self.exposed)
            + self.unexposed * (1.0 - self.unexposed) / self.unexposed_per_exposed
    }

    /// The same if the risks are equal to their weighted mean.
    fn pooled_variance(&self) -> f64 {
        let ratio = self.unexposed_per_exposed;
        let pooled = (self.exposed + ratio * self.unexposed) / (1.0 + ratio);
        pooled * (1.0 - pooled) * (1.0 + 1.0 / ratio)
    }

    fn sizes(&self, exposed: f64) -> GroupSizes {
        GroupSizes { exposed, unexposed: exposed * self.unexposed_per_exposed }
    }
}

impl Errors {
    fn check(&self) -> Result<(), Undefined> {
        check_level(self.significance)?;
        check_level(self.power)
    }
}

/// How many it takes to find a difference of two risks, by the normal
/// approximation.
///
/// # Method
/// ```text
/// n1 = (z_(α/2) √(p̄ q̄ (1 + 1/k)) + z_β √(p1 q1 + p2 q2/k))² / (p1 - p2)², n2 = k n1
/// ```
/// without continuity correction. With equal groups R:
/// `power.prop.test(p1 =, p2 =, power =)`.
///
/// # Undefined when
/// A risk, an error or the ratio is out of range, or the risks are equal.
///
/// # Errors
/// The [`Undefined`] reason.
///
/// # References
/// Fleiss JL, Levin B, Paik MC, Statistical Methods for Rates and Proportions,
/// 2003, chapter 4, doi:10.1002/0471445428.
///
/// # Examples
/// R's manual of `power.prop.test`: .50 against .75 with power .90 takes 76.7 in
/// each group.
/// ```
/// use rpl_immune_profile::engine::stats::planning::{Errors, ExpectedRisks, size_for_difference};
///
/// let risks = ExpectedRisks { exposed: 0.5, unexposed: 0.75, unexposed_per_exposed: 1.0 };
/// let sizes = size_for_difference(&risks, &Errors { significance: 0.05, power: 0.9 })?;
/// assert_eq!((sizes.exposed * 10.0).round(), 767.0);
/// # Ok::<(), rpl_immune_profile::engine::stats::Undefined>(())
/// ```
pub fn size_for_difference(
    risks: &ExpectedRisks,
    errors: &Errors,
) -> Result<GroupSizes, Undefined> {
    risks.check()?;
    errors.check()?;
    let difference = risks.exposed - risks.unexposed;
    if difference == 0.0 {
        return Err(Undefined::NoDifference);
    }
    let significance = normal_upper_quantile(errors.significance / 2.0);
    let power = normal_upper_quantile(1.0 - errors.power);
    let root = significance * risks.pooled_variance().sqrt() + power * risks.variance().sqrt();
    Ok(risks.sizes((root / difference).powi(2)))
}

/// The power to find a difference of two risks with `exposed` in the first group,
/// by the normal approximation.
///
/// # Method
/// ```text
/// Φ((|p1 - p2| √n1 - z_(α/2) √(p̄ q̄ (1 + 1/k))) / √(p1 q1 + p2 q2/k))
/// ```
/// A significant difference in the wrong direction does not count. R:
/// `power.prop.test(n =, p1 =, p2 =)`; with `strict = TRUE` it counts.
///
/// # Undefined when
/// A risk, the error, the ratio or the number is out of range.
///
/// # Errors
/// The [`Undefined`] reason.
///
/// # References
/// Fleiss JL, Levin B, Paik MC, Statistical Methods for Rates and Proportions,
/// 2003, chapter 4, doi:10.1002/0471445428.
///
/// # Examples
/// R's manual of `power.prop.test`: 50 in each group find .50 against .75 with a
/// power of .740.
/// ```
/// use rpl_immune_profile::engine::stats::planning::{ExpectedRisks, power_for_difference};
///
/// let risks = ExpectedRisks { exposed: 0.5, unexposed: 0.75, unexposed_per_exposed: 1.0 };
/// assert_eq!((power_for_difference(&risks, 50, 0.05)? * 1e3).round(), 740.0);
/// # Ok::<(), rpl_immune_profile::engine::stats::Undefined>(())
/// ```
pub fn power_for_difference(
    risks: &ExpectedRisks,
    exposed: u32,
    significance: f64,
) -> Result<f64, Undefined> {
    risks.check()?;
    check_level(significance)?;
    if exposed == 0 {
        return Err(Undefined::NoObservations);
    }
    let difference = (risks.exposed - risks.unexposed).abs() * f64::from(exposed).sqrt();
    let critical = normal_upper_quantile(significance / 2.0) * risks.pooled_variance().sqrt();
    Ok(normal_upper_tail((critical - difference) / risks.variance().sqrt()))
}

/// By which interval the precision of a proportion is judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PrecisionMethod {
    /// Wald's interval: the usual textbook formula.
    Normal,
    /// Wilson's score interval.
    Wilson,
}

/// How many it takes to estimate one proportion to `half_width` either way,
/// before it is rounded up.
///
/// # Method
/// ```text
/// normal: z² p (1 - p) / half_width²
/// Wilson: the n at which z √(p(1 - p)/n + z²/4n²)/(1 + z²/n) is half_width
/// ```
///
/// # Undefined when
/// The expected proportion, the level or the half width is out of range (the
/// latter between 0 and one half).
///
/// # Errors
/// The [`Undefined`] reason.
///
/// # References
/// Newcombe RG, Confidence Intervals for Proportions, 2012, section 3.8,
/// doi:10.1201/b12670.
///
/// # Examples
/// The well-known 385 for 5 % either way at one half:
/// ```
/// use rpl_immune_profile::engine::stats::planning::{PrecisionMethod, size_for_precision};
///
/// assert_eq!(size_for_precision(0.5, 0.05, PrecisionMethod::Normal, 0.95)?.ceil(), 385.0);
/// # Ok::<(), rpl_immune_profile::engine::stats::Undefined>(())
/// ```
pub fn size_for_precision(
    proportion: f64,
    half_width: f64,
    method: PrecisionMethod,
    level: f64,
) -> Result<f64, Undefined> {
    check_level(level)?;
    let within = |number: f64, limit: f64| number > 0.0 && number < limit;
    if !within(proportion, 1.0) || !within(half_width, 0.5) {
        return Err(Undefined::OutOfRange);
    }
    let z = two_sided_z(level);
    let variance = proportion * (1.0 - proportion);
    let normal = z * z * variance / (half_width * half_width);
    Ok(match method {
        PrecisionMethod::Normal => normal,
        PrecisionMethod::Wilson => {
            let half =
                |n: f64| z * (variance / n + z * z / (4.0 * n * n)).sqrt() / (1.0 + z * z / n);
            // Without members the half width is one half; z²/n alone is less
            // than it wherever n is z² / half_width and more than the normal n.
            zero_between(f64::MIN_POSITIVE, normal + z * z / half_width, |n| {
                if n < 1e-100 { 0.5 - half_width } else { half(n) - half_width }
            })
        }
    })
}

//! How many to include, and what a study of a given size can show.

use serde::{Deserialize, Serialize};

use super::root::zero_between;
use super::special::{ln_binomial, normal_upper_quantile, normal_upper_tail, two_sided_z};
use super::two_by_two::chi_square::{ChiSquareDefinition, chi_square};
use super::two_by_two::fisher::{FisherDefinition, p_value};
use super::two_by_two::{Group, TwoByTwo};
use super::{Progress, Undefined, check_level, report_progress};

/// The largest number of possible tables that is still enumerated.
const MOST_TABLES: u64 = 4_000_000;

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
/// As for [`size_for_difference`].
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

/// Which test a study will make.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlannedTest {
    /// Fisher's exact test, two-sided by minimum likelihood.
    Fisher,
    /// Fisher's mid-p, two-sided by doubling.
    FisherMidP,
    /// Pearson's chi-square without correction.
    Pearson,
}

/// The exact power of a test with groups of a given size: the probability of all
/// tables in which it is significant.
///
/// # Method
/// ```text
/// Σ b(x1; n1, p1) b(x2; n2, p2) over the tables whose p-value is at most α
/// ```
///
/// # Undefined when
/// A risk or the error is out of range, a group is empty, there are more than
/// 4,000,000 possible tables, or `progress` stops it.
///
/// # Errors
/// The [`Undefined`] reason.
///
/// # References
/// Casagrande JT, Pike MC, Smith PG, Biometrics 1978;34:483, doi:10.2307/2530613.
pub fn exact_power(
    exposed: Planned,
    unexposed: Planned,
    test: PlannedTest,
    significance: f64,
    progress: &mut Progress<'_>,
) -> Result<f64, Undefined> {
    check_level(significance)?;
    let share = |planned: Planned| planned.risk > 0.0 && planned.risk < 1.0;
    if !share(exposed) || !share(unexposed) {
        return Err(Undefined::OutOfRange);
    }
    if exposed.total == 0 || unexposed.total == 0 {
        return Err(Undefined::NoObservations);
    }
    if (u64::from(exposed.total) + 1) * (u64::from(unexposed.total) + 1) > MOST_TABLES {
        return Err(Undefined::BeyondBudget);
    }
    // Tables just at the error rate are significant whatever the rounding.
    let limit = significance * (1.0 + 1e-9);
    let others = unexposed.probabilities();
    let mut power = 0.0;
    for (x1, probability) in (0..).zip(exposed.probabilities()) {
        for (x2, other) in (0..).zip(&others) {
            let table = TwoByTwo {
                exposed: Group::new(x1, exposed.total)?,
                unexposed: Group::new(x2, unexposed.total)?,
            };
            let p = match test {
                PlannedTest::Fisher => p_value(&table, FisherDefinition::MinimumLikelihood),
                PlannedTest::FisherMidP => p_value(&table, FisherDefinition::MidPDoubled),
                PlannedTest::Pearson => match chi_square(&table, ChiSquareDefinition::Pearson) {
                    Ok(test) => test.p_value,
                    // All or none have the event: nothing is significant.
                    Err(_) => continue,
                },
            };
            if p.value <= limit {
                power += probability * other;
            }
        }
        report_progress(progress, f64::from(x1 + 1) / (f64::from(exposed.total) + 1.0))?;
    }
    Ok(power.min(1.0))
}

/// A group of a planned study.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Planned {
    /// How many are in the group.
    pub total: u32,
    /// The expected risk, between 0 and 1.
    pub risk: f64,
}

impl Planned {
    fn probabilities(&self) -> Vec<f64> {
        let n = f64::from(self.total);
        let probability = |k: u32| ln_binomial(f64::from(k), n, self.risk, 1.0 - self.risk).exp();
        (0..=self.total).map(probability).collect()
    }
}

/// How many it takes to show that the risk in the exposed is not lower than that
/// in the unexposed by the margin or more (for an event that is good).
///
/// # Method
/// ```text
/// n1 = (z_α + z_β)² (p1 q1 + p2 q2/k) / (p1 - p2 + margin)²
/// ```
///
/// # Undefined when
/// A risk, an error or the ratio is out of range, the margin is not positive, or
/// the expected difference is already as bad as the margin.
///
/// # Errors
/// The [`Undefined`] reason.
///
/// # References
/// Chow SC, Shao J, Wang H, Sample Size Calculations in Clinical Research, 2008,
/// section 4.2, doi:10.1201/9781584889830.
///
/// # Examples
/// Chow 2008, section 4.2.4: .85 against .65 with a margin of .10 takes 25 in
/// each group.
/// ```
/// use rpl_immune_profile::engine::stats::planning::{
///     Errors, ExpectedRisks, size_for_non_inferiority,
/// };
///
/// let risks = ExpectedRisks { exposed: 0.85, unexposed: 0.65, unexposed_per_exposed: 1.0 };
/// let errors = Errors { significance: 0.05, power: 0.8 };
/// assert_eq!(size_for_non_inferiority(&risks, &errors, 0.10)?.exposed.ceil(), 25.0);
/// # Ok::<(), rpl_immune_profile::engine::stats::Undefined>(())
/// ```
pub fn size_for_non_inferiority(
    risks: &ExpectedRisks,
    errors: &Errors,
    margin: f64,
) -> Result<GroupSizes, Undefined> {
    let room = risks.exposed - risks.unexposed + margin;
    size_for_margin(risks, errors, margin, room, errors.power)
}

/// How many it takes to show that the risks differ by less than the margin in
/// either direction, by two one-sided tests.
///
/// # Method
/// ```text
/// n1 = (z_α + z_(β/2))² (p1 q1 + p2 q2/k) / (margin - |p1 - p2|)²
/// ```
/// which is conservative unless the risks are equal.
///
/// # Undefined when
/// A risk, an error or the ratio is out of range, the margin is not positive, or
/// the expected difference is as large as the margin.
///
/// # Errors
/// The [`Undefined`] reason.
///
/// # References
/// As for [`size_for_non_inferiority`].
///
/// # Examples
/// Chow 2008, section 4.2.4: .75 against .80 with a margin of .20 takes 133 in
/// each group.
/// ```
/// use rpl_immune_profile::engine::stats::planning::{Errors, ExpectedRisks, size_for_equivalence};
///
/// let risks = ExpectedRisks { exposed: 0.75, unexposed: 0.80, unexposed_per_exposed: 1.0 };
/// let errors = Errors { significance: 0.05, power: 0.8 };
/// assert_eq!(size_for_equivalence(&risks, &errors, 0.20)?.exposed.ceil(), 133.0);
/// # Ok::<(), rpl_immune_profile::engine::stats::Undefined>(())
/// ```
pub fn size_for_equivalence(
    risks: &ExpectedRisks,
    errors: &Errors,
    margin: f64,
) -> Result<GroupSizes, Undefined> {
    let room = margin - (risks.exposed - risks.unexposed).abs();
    size_for_margin(risks, errors, margin, room, f64::midpoint(1.0, errors.power))
}

fn size_for_margin(
    risks: &ExpectedRisks,
    errors: &Errors,
    margin: f64,
    room: f64,
    power: f64,
) -> Result<GroupSizes, Undefined> {
    risks.check()?;
    errors.check()?;
    if !(margin > 0.0 && margin < 1.0 && room > 0.0) {
        return Err(Undefined::OutOfRange);
    }
    let z = normal_upper_quantile(errors.significance) + normal_upper_quantile(1.0 - power);
    Ok(risks.sizes((z / room).powi(2) * risks.variance()))
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

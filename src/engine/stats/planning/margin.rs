//! Showing that a risk is not worse, or the same, up to a margin.

use super::{Errors, ExpectedRisks, GroupSizes};
use crate::engine::stats::special::{normal_upper_quantile, normal_upper_tail};
use crate::engine::stats::{Undefined, check_level};

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

/// The power to show with `exposed` in the first group that the risk in the
/// exposed is not lower than that in the unexposed by the margin or more.
///
/// # Method
/// ```text
/// Φ((p1 - p2 + margin) / √((p1 q1 + p2 q2/k)/n1) - z_α)
/// ```
///
/// # Undefined when
/// A risk, the error or the ratio is out of range, the margin is not between 0
/// and 1, or nobody is in the first group.
///
/// # Errors
/// The [`Undefined`] reason.
///
/// # References
/// Chow SC, Shao J, Wang H, Sample Size Calculations in Clinical Research, 2008,
/// section 4.2, doi:10.1201/9781584889830.
///
/// # Examples
/// Chow 2008, section 4.2.4: 25 in each group give .85 against .65 with a margin
/// of .10 a power of at least .80.
/// ```
/// use rpl_immune_profile::engine::stats::planning::{ExpectedRisks, power_for_non_inferiority};
///
/// let risks = ExpectedRisks { exposed: 0.85, unexposed: 0.65, unexposed_per_exposed: 1.0 };
/// assert!(power_for_non_inferiority(&risks, 25, 0.05, 0.10)? >= 0.8);
/// assert!(power_for_non_inferiority(&risks, 24, 0.05, 0.10)? < 0.8);
/// # Ok::<(), rpl_immune_profile::engine::stats::Undefined>(())
/// ```
pub fn power_for_non_inferiority(
    risks: &ExpectedRisks,
    exposed: u32,
    significance: f64,
    margin: f64,
) -> Result<f64, Undefined> {
    let standard_error = standard_error(risks, exposed, significance, margin)?;
    let room = risks.exposed - risks.unexposed + margin;
    Ok(normal_upper_tail(normal_upper_quantile(significance) - room / standard_error))
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
/// Chow SC, Shao J, Wang H, Sample Size Calculations in Clinical Research, 2008,
/// section 4.2, doi:10.1201/9781584889830.
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

/// The power to show with `exposed` in the first group that the risks differ by
/// less than the margin in either direction, by two one-sided tests.
///
/// # Method
/// ```text
/// Φ((margin - d)/s - z_α) + Φ((margin + d)/s - z_α) - 1, at least 0,
/// d = p1 - p2, s = √((p1 q1 + p2 q2/k)/n1)
/// ```
/// which [`size_for_equivalence`] bounds from below by twice the smaller term.
///
/// # Undefined when
/// A risk, the error or the ratio is out of range, the margin is not between 0
/// and 1, or nobody is in the first group.
///
/// # Errors
/// The [`Undefined`] reason.
///
/// # References
/// Julious SA, Stat Med 2004;23:1921, doi:10.1002/sim.1783.
///
/// # Examples
/// Chow 2008, section 4.2.4: 133 in each group give .75 against .80 with a margin
/// of .20 a power of at least .80.
/// ```
/// use rpl_immune_profile::engine::stats::planning::{ExpectedRisks, power_for_equivalence};
///
/// let risks = ExpectedRisks { exposed: 0.75, unexposed: 0.80, unexposed_per_exposed: 1.0 };
/// assert!(power_for_equivalence(&risks, 133, 0.05, 0.20)? >= 0.8);
/// # Ok::<(), rpl_immune_profile::engine::stats::Undefined>(())
/// ```
pub fn power_for_equivalence(
    risks: &ExpectedRisks,
    exposed: u32,
    significance: f64,
    margin: f64,
) -> Result<f64, Undefined> {
    let standard_error = standard_error(risks, exposed, significance, margin)?;
    let difference = risks.exposed - risks.unexposed;
    let critical = normal_upper_quantile(significance);
    // The two tests fail apart from each other: their failures are subtracted.
    let failure = |room: f64| normal_upper_tail(room / standard_error - critical);
    Ok((1.0 - failure(margin - difference) - failure(margin + difference)).max(0.0))
}

fn standard_error(
    risks: &ExpectedRisks,
    exposed: u32,
    significance: f64,
    margin: f64,
) -> Result<f64, Undefined> {
    risks.check()?;
    check_level(significance)?;
    if !(margin > 0.0 && margin < 1.0) {
        return Err(Undefined::OutOfRange);
    }
    if exposed == 0 {
        return Err(Undefined::NoObservations);
    }
    Ok((risks.variance() / f64::from(exposed)).sqrt())
}

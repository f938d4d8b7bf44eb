//! The risk difference of a fourfold table and the number needed to treat.

use serde::{Deserialize, Serialize};

use super::{Group, TwoByTwo};
use crate::engine::stats::proportion::wilson_limits;
use crate::engine::stats::root::zero_between;
use crate::engine::stats::{Estimate, Interval, Undefined, check_level, count, infinite, special};

/// How the interval of the risk difference is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RiskDifferenceMethod {
    /// Newcombe's hybrid of two Wilson score intervals, without continuity
    /// correction (his method 10).
    Newcombe,
    /// The asymptotic score interval of Miettinen and Nurminen, with the factor
    /// N/(N - 1).
    MiettinenNurminen,
    /// Wald's interval after one event and one non-event are added to each
    /// group (Agresti and Caffo); the estimate remains that of the sample.
    AgrestiCaffo,
}

/// The risk in the exposed less that in the unexposed.
///
/// # Method
/// ```text
/// Newcombe:            p1 - p2 - √((p1 - l1)² + (u2 - p2)²) to p1 - p2 + √((u1 - p1)² + (p2 - l2)²)
///                      with the Wilson limits l and u
/// Miettinen-Nurminen:  all δ with (p1 - p2 - δ)² ≤ z² N/(N - 1) (p̃1 q̃1/n1 + p̃2 q̃2/n2),
///                      p̃1 = p̃2 + δ the most likely risks of that difference
/// Agresti-Caffo:       Wald's with (x + 1)/(n + 2) in place of x/n
/// ```
///
/// # Undefined when
/// A group is empty.
///
/// # Errors
/// The [`Undefined`] reason.
///
/// # References
/// Newcombe RG, Stat Med 1998;17:873,
/// `doi:10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I`.
/// Miettinen O, Nurminen M, Stat Med 1985;4:213, doi:10.1002/sim.4780040211.
/// Agresti A, Caffo B, Am Stat 2000;54:280, doi:10.1080/00031305.2000.10474560.
///
/// # Examples
/// Newcombe 1998, table II, 56/70 - 48/80: method 10 gives 0.0524 to 0.3339.
/// ```
/// use rpl_immune_profile::engine::stats::two_by_two::risk_difference::{
///     RiskDifferenceMethod, risk_difference,
/// };
/// use rpl_immune_profile::engine::stats::two_by_two::{Group, TwoByTwo};
///
/// let table = TwoByTwo { exposed: Group::new(56, 70)?, unexposed: Group::new(48, 80)? };
/// let found = risk_difference(&table, RiskDifferenceMethod::Newcombe, 0.95)?;
/// assert_eq!((found.interval.lower * 1e4).round(), 524.0);
/// assert_eq!((found.interval.upper * 1e4).round(), 3339.0);
/// # Ok::<(), rpl_immune_profile::engine::stats::Undefined>(())
/// ```
pub fn risk_difference(
    table: &TwoByTwo,
    method: RiskDifferenceMethod,
    level: f64,
) -> Result<Estimate, Undefined> {
    check_level(level)?;
    table.check_groups()?;
    let exposed = table.exposed.risk()?;
    let unexposed = table.unexposed.risk()?;
    let rows = f64::from(table.exposed.total()) * f64::from(table.unexposed.total());
    // One rounding, after the difference of whole numbers.
    let value = table.determinant() / rows;
    let interval = match method {
        RiskDifferenceMethod::Newcombe => {
            let one = wilson_limits(table.exposed.events(), table.exposed.total(), level);
            let other = wilson_limits(table.unexposed.events(), table.unexposed.total(), level);
            Interval {
                lower: value - (exposed - one.lower).hypot(other.upper - unexposed),
                upper: value + (one.upper - exposed).hypot(unexposed - other.lower),
                level,
            }
        }
        RiskDifferenceMethod::MiettinenNurminen => Interval {
            lower: score_lower_limit(table, value, level),
            upper: -score_lower_limit(&table.swapped(), -value, level),
            level,
        },
        RiskDifferenceMethod::AgrestiCaffo => {
            let adjusted = |group: Group| {
                let n = f64::from(group.total()) + 2.0;
                let risk = (f64::from(group.events()) + 1.0) / n;
                (risk, risk * (1.0 - risk) / n)
            };
            let ((one, variance), (other, other_variance)) =
                (adjusted(table.exposed), adjusted(table.unexposed));
            let half = special::two_sided_z(level) * (variance + other_variance).sqrt();
            Interval::around(one - other, half, level)
        }
    };
    Ok(Estimate { value, interval })
}

/// The smallest difference that the score test does not reject.
fn score_lower_limit(table: &TwoByTwo, value: f64, level: f64) -> f64 {
    if value <= -1.0 {
        return -1.0;
    }
    let z = special::two_sided_z(level);
    let n = count(table.total());
    let (n1, n2) = (f64::from(table.exposed.total()), f64::from(table.unexposed.total()));
    // At the estimate itself the variance is 0 if all or none have the event:
    // that root is not the limit.
    zero_between(-1.0, value - 1e-13, |difference| {
        let unexposed = restricted_risk(table, difference);
        let exposed = (unexposed + difference).clamp(0.0, 1.0);
        let variance = exposed * (1.0 - exposed) / n1 + unexposed * (1.0 - unexposed) / n2;
        value - difference - z * (variance * n / (n - 1.0)).sqrt()
    })
}

/// The most likely risk in the unexposed if the risks differ by `difference`.
///
/// The slope of the logarithm of the likelihood falls all the way, so that its
/// root is bracketed by the range of the risk. (The closed solution of the cubic
/// loses half of its digits at the ends of that range.)
fn restricted_risk(table: &TwoByTwo, difference: f64) -> f64 {
    let cells = table.cells();
    let lowest = (-difference).max(0.0);
    let highest = (1.0 - difference).min(1.0);
    let part = |number: f64, risk: f64| if number == 0.0 { 0.0 } else { number / risk };
    let slope = |risk: f64| {
        part(cells.a, (risk + difference).max(0.0))
            - part(cells.b, (1.0 - risk - difference).max(0.0))
            + part(cells.c, risk)
            - part(cells.d, 1.0 - risk)
    };
    // A slope of infinity at both ends brackets as well as a finite one.
    if lowest >= highest || slope(lowest) <= 0.0 {
        return lowest;
    }
    if slope(highest) >= 0.0 {
        return highest;
    }
    zero_between(lowest, highest, |risk| slope(risk).clamp(-f64::MAX, f64::MAX))
}

/// Whom the exposure gives more events.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// The exposed have more events.
    MoreEvents,
    /// The exposed have fewer events.
    FewerEvents,
}

/// The limits of a number needed to treat.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NumberNeededLimits {
    /// All in the direction of the estimate, from `lower` to `upper`, which is
    /// infinite where the interval of the difference ends at 0.
    SameDirection {
        /// The smaller number.
        lower: f64,
        /// The larger number; in JSON `"infinity"` where it is infinite.
        #[serde(with = "infinite")]
        upper: f64,
    },
    /// The interval of the difference holds 0: the number goes from
    /// `same_direction` up to infinity, where there is no difference, and down
    /// again to `opposite_direction` in the other direction.
    ThroughInfinity {
        /// The smallest number in the direction of the estimate.
        same_direction: f64,
        /// The smallest number in the opposite direction.
        opposite_direction: f64,
    },
}

/// How many must be exposed for one event more, or one fewer.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct NumberNeeded {
    /// The number; at least 1.
    pub value: f64,
    /// Whether for an event more or fewer.
    pub direction: Direction,
    /// Its limits.
    pub limits: NumberNeededLimits,
    /// The confidence level of the limits.
    pub level: f64,
}

/// The number needed to treat: the inverse of the risk difference.
///
/// # Method
/// `1 / |risk difference|`; the limits are the inverse of those of the
/// difference. Where these straddle 0 the interval is disjoint and goes through
/// infinity (Altman).
///
/// # Undefined when
/// A group is empty, or the risks do not differ.
///
/// # Errors
/// The [`Undefined`] reason.
///
/// # References
/// Altman DG, BMJ 1998;317:1309, doi:10.1136/bmj.317.7168.1309.
///
/// # Examples
/// ```
/// use rpl_immune_profile::engine::stats::two_by_two::risk_difference::{
///     NumberNeededLimits, RiskDifferenceMethod, number_needed,
/// };
/// use rpl_immune_profile::engine::stats::two_by_two::{Group, TwoByTwo};
///
/// let table = TwoByTwo { exposed: Group::new(6, 20)?, unexposed: Group::new(5, 20)? };
/// let found = number_needed(&table, RiskDifferenceMethod::Newcombe, 0.95)?;
/// assert_eq!(found.value.round(), 20.0);
/// assert!(matches!(found.limits, NumberNeededLimits::ThroughInfinity { .. }));
/// # Ok::<(), rpl_immune_profile::engine::stats::Undefined>(())
/// ```
pub fn number_needed(
    table: &TwoByTwo,
    method: RiskDifferenceMethod,
    level: f64,
) -> Result<NumberNeeded, Undefined> {
    let difference = risk_difference(table, method, level)?;
    if difference.value == 0.0 {
        return Err(Undefined::NoDifference);
    }
    let positive = difference.value > 0.0;
    let (near, far) = if positive {
        (difference.interval.lower, difference.interval.upper)
    } else {
        (-difference.interval.upper, -difference.interval.lower)
    };
    Ok(NumberNeeded {
        value: 1.0 / difference.value.abs(),
        direction: if positive { Direction::MoreEvents } else { Direction::FewerEvents },
        limits: if near < 0.0 {
            NumberNeededLimits::ThroughInfinity {
                same_direction: 1.0 / far,
                opposite_direction: 1.0 / -near,
            }
        } else {
            NumberNeededLimits::SameDirection { lower: 1.0 / far, upper: 1.0 / near }
        },
        level,
    })
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn an_infinite_number_needed_survives_json() {
        let limits = NumberNeededLimits::SameDirection { lower: 2.0, upper: f64::INFINITY };
        let json = serde_json::to_string(&limits).expect("written");
        assert_eq!(json, r#"{"same_direction":{"lower":2.0,"upper":"infinity"}}"#);
        assert_eq!(serde_json::from_str::<NumberNeededLimits>(&json).expect("read"), limits);
    }
}

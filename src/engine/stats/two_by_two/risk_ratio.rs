//! The risk ratio of a fourfold table.

use serde::{Deserialize, Serialize};

use super::TwoByTwo;
use crate::engine::stats::root::zero_between;
use crate::engine::stats::{Estimate, Interval, Undefined, check_level, special};

/// How the interval of the risk ratio is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RiskRatioMethod {
    /// Katz' logarithmic interval.
    Katz,
    /// Koopman's asymptotic score interval.
    Koopman,
}

/// The risk in the exposed over that in the unexposed.
///
/// # Method
/// ```text
/// Katz:    exp(ln RR ± z √(1/x1 - 1/n1 + 1/x2 - 1/n2))
/// Koopman: all θ with (p1 - θ p2)² ≤ z² (p̃1 q̃1/n1 + θ² p̃2 q̃2/n2),
///          p̃1 = θ p̃2 the most likely risks of that ratio
/// ```
/// Without events in one group the ratio is 0 or ∞, and so is Koopman's limit on
/// that side.
///
/// # Undefined when
/// A group is empty, neither group has events, or, for Katz' interval, one
/// group has none.
///
/// # Errors
/// The [`Undefined`] reason.
///
/// # References
/// Katz D and others, Biometrics 1978;34:469, doi:10.2307/2530610. Koopman PAR,
/// Biometrics 1984;40:513, doi:10.2307/2531405.
///
/// # Examples
/// Koopman 1984, 36/40 and 16/80: the interval is 2.94 to 7.15.
/// ```
/// use rpl_immune_profile::engine::stats::two_by_two::risk_ratio::{RiskRatioMethod, risk_ratio};
/// use rpl_immune_profile::engine::stats::two_by_two::{Group, TwoByTwo};
///
/// let table = TwoByTwo { exposed: Group::new(36, 40)?, unexposed: Group::new(16, 80)? };
/// let found = risk_ratio(&table, RiskRatioMethod::Koopman, 0.95)?;
/// assert_eq!((found.interval.lower * 100.0).round(), 294.0);
/// assert_eq!((found.interval.upper * 100.0).round(), 715.0);
/// # Ok::<(), rpl_immune_profile::engine::stats::Undefined>(())
/// ```
pub fn risk_ratio(
    table: &TwoByTwo,
    method: RiskRatioMethod,
    level: f64,
) -> Result<Estimate, Undefined> {
    check_level(level)?;
    table.check_groups()?;
    let (exposed, unexposed) = (table.exposed.risk()?, table.unexposed.risk()?);
    if table.events() == 0 {
        return Err(Undefined::NoEvents);
    }
    let value = exposed / unexposed;
    let interval = match method {
        RiskRatioMethod::Katz => {
            let cells = table.cells();
            if cells.a == 0.0 || cells.c == 0.0 {
                return Err(Undefined::NoEventsInGroup);
            }
            let part = |without: f64, with: f64| without / (with * (with + without));
            let variance = part(cells.b, cells.a) + part(cells.d, cells.c);
            if variance <= 0.0 {
                return Err(Undefined::ZeroVariance);
            }
            Estimate::of_ratio(value, variance, level).interval
        }
        RiskRatioMethod::Koopman => Interval {
            lower: score_lower_limit(table, level),
            upper: 1.0 / score_lower_limit(&table.swapped(), level),
            level,
        },
    };
    Ok(Estimate { value, interval })
}

/// The smallest ratio that the score test does not reject.
fn score_lower_limit(table: &TwoByTwo, level: f64) -> f64 {
    let cells = table.cells();
    if cells.a == 0.0 {
        return 0.0;
    }
    let z = special::two_sided_z(level);
    let (n1, n2) = (cells.a + cells.b, cells.c + cells.d);
    let (exposed, unexposed) = (cells.a / n1, cells.c / n2);
    let excess = |ln_ratio: f64| {
        let ratio = ln_ratio.exp();
        let risk = restricted_risk(table, ratio);
        let exposed_risk = (ratio * risk).min(1.0);
        let variance =
            exposed_risk * (1.0 - exposed_risk) / n1 + ratio * ratio * risk * (1.0 - risk) / n2;
        exposed - ratio * unexposed - z * variance.sqrt()
    };
    // Just below the estimate the excess is negative (at the estimate it is 0
    // where all have the event), and it rises to the risk in the exposed as the
    // ratio falls to 0.
    let mut upper = if cells.c == 0.0 { 0.0 } else { (exposed / unexposed).ln() - 1e-12 };
    while excess(upper) > 0.0 {
        upper += 1.0;
    }
    let mut lower = upper - 1.0;
    while excess(lower) < 0.0 {
        lower -= 1.0;
    }
    zero_between(lower, upper, excess).exp()
}

/// The most likely risk in the unexposed if the ratio of the risks is `ratio`:
/// the smaller root of a quadratic, without cancellation.
fn restricted_risk(table: &TwoByTwo, ratio: f64) -> f64 {
    let cells = table.cells();
    let (n1, n2) = (cells.a + cells.b, cells.c + cells.d);
    let (one, other) = ((n1 + cells.c) * ratio, n2 + cells.a);
    // The discriminant as a sum of squares.
    let root = (one - other).hypot(2.0 * (ratio * cells.b * cells.d).sqrt());
    (2.0 * (cells.a + cells.c) / (one + other + root)).min(1.0)
}

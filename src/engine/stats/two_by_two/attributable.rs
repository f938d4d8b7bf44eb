//! The share of the events of the exposed that the exposure accounts for.

use super::TwoByTwo;
use super::risk_ratio::{RiskRatioMethod, risk_ratio};
use crate::engine::stats::{Estimate, Interval, Undefined};

/// The attributable fraction among the exposed, if the association is causal;
/// negative where the exposure prevents events.
///
/// # Method
/// `1 - 1/RR`; the limits are those of the risk ratio, transformed alike.
///
/// # Undefined when
/// The risk ratio or its interval is, or the exposed have no events.
///
/// # Errors
/// The [`Undefined`] reason.
///
/// # References
/// Rothman KJ, Greenland S, Lash TL, Modern Epidemiology, 2008, chapter 4.
///
/// # Examples
/// ```
/// use rpl_immune_profile::engine::stats::two_by_two::attributable::attributable_fraction;
/// use rpl_immune_profile::engine::stats::two_by_two::risk_ratio::RiskRatioMethod;
/// use rpl_immune_profile::engine::stats::two_by_two::{Group, TwoByTwo};
///
/// let table = TwoByTwo { exposed: Group::new(20, 40)?, unexposed: Group::new(10, 40)? };
/// let found = attributable_fraction(&table, RiskRatioMethod::Koopman, 0.95)?;
/// assert_eq!(found.value, 0.5);
/// # Ok::<(), rpl_immune_profile::engine::stats::Undefined>(())
/// ```
pub fn attributable_fraction(
    table: &TwoByTwo,
    method: RiskRatioMethod,
    level: f64,
) -> Result<Estimate, Undefined> {
    let ratio = risk_ratio(table, method, level)?;
    if ratio.value == 0.0 {
        return Err(Undefined::NoEventsInGroup);
    }
    let fraction = |ratio: f64| 1.0 - 1.0 / ratio;
    let interval = Interval {
        lower: fraction(ratio.interval.lower),
        upper: fraction(ratio.interval.upper),
        level,
    };
    Ok(Estimate { value: fraction(ratio.value), interval })
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;
    use crate::engine::stats::two_by_two::Group;

    fn fraction(exposed: (u32, u32), unexposed: (u32, u32)) -> Result<Estimate, Undefined> {
        let group = |(events, total)| Group::new(events, total).expect("valid");
        let table = TwoByTwo { exposed: group(exposed), unexposed: group(unexposed) };
        attributable_fraction(&table, RiskRatioMethod::Koopman, 0.95)
    }

    /// Koopman 1984, 36/40 and 16/80: the risk ratio is 4.5 (2.94 to 7.15).
    #[test]
    fn follows_the_risk_ratio() {
        let found = fraction((36, 40), (16, 80)).expect("defined");
        assert!((found.value - (1.0 - 1.0 / 4.5)).abs() < 1e-15);
        for (limit, ratio) in [(found.interval.lower, 2.94), (found.interval.upper, 7.15)] {
            assert!((limit - (1.0 - 1.0 / ratio)).abs() < 1e-3, "{limit}");
        }
    }

    #[test]
    fn without_events_in_one_group() {
        assert_eq!(fraction((0, 40), (16, 80)), Err(Undefined::NoEventsInGroup));
        let all = fraction((5, 40), (0, 80)).expect("defined");
        assert_eq!((all.value, all.interval.upper), (1.0, 1.0));
    }
}

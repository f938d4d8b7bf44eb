//! The E-value: how strong unmeasured confounding would have to be.

use serde::{Deserialize, Serialize};

use super::{Estimate, Undefined, check_finite};

/// Which ratio is to be explained away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RatioScale {
    /// A risk ratio.
    RiskRatio,
    /// An odds ratio of an event that is rare (below about 15 %) in both groups:
    /// taken as a risk ratio.
    OddsRatioOfRareEvent,
    /// An odds ratio of a common event: its square root stands for the risk
    /// ratio.
    OddsRatioOfCommonEvent,
}

/// The E-value of an estimate and of its interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct EValue {
    /// The risk ratio that an unmeasured confounder would have to have with both
    /// the exposure and the event to explain the estimate away; at least 1.
    pub estimate: f64,
    /// The same for the limit that is nearer to 1; 1 if the interval holds 1.
    pub interval: f64,
}

/// The E-value of a ratio.
///
/// # Method
/// ```text
/// RR + √(RR (RR - 1)), RR ≥ 1 or its inverse
/// ```
///
/// # Undefined when
/// The estimate or a limit is not a positive number (an upper limit may be
/// infinite, a lower one 0), or the interval does not hold the estimate; or the
/// E-value is too large to be written.
///
/// # Errors
/// [`Undefined::OutOfRange`] or [`Undefined::NotFinite`].
///
/// # References
/// `VanderWeele` TJ, Ding P, Ann Intern Med 2017;167:268, doi:10.7326/M16-2607.
///
/// # Examples
/// `VanderWeele` and Ding 2017: 3.9 (1.8 to 8.7) gives 7.26, and 3.0 for the
/// limit.
/// ```
/// use rpl_immune_profile::engine::stats::e_value::{RatioScale, e_value};
/// use rpl_immune_profile::engine::stats::{Estimate, Interval};
///
/// let interval = Interval { lower: 1.8, upper: 8.7, level: 0.95 };
/// let found = e_value(&Estimate { value: 3.9, interval }, RatioScale::RiskRatio)?;
/// assert_eq!((found.estimate * 100.0).round(), 726.0);
/// assert_eq!((found.interval * 10.0).round(), 30.0);
/// # Ok::<(), rpl_immune_profile::engine::stats::Undefined>(())
/// ```
pub fn e_value(ratio: &Estimate, scale: RatioScale) -> Result<EValue, Undefined> {
    let Estimate { value, interval } = *ratio;
    let ordered = interval.lower <= value && value <= interval.upper;
    if !(ordered && interval.lower >= 0.0 && value > 0.0 && value.is_finite()) {
        return Err(Undefined::OutOfRange);
    }
    let risk_ratio = |ratio: f64| match scale {
        RatioScale::RiskRatio | RatioScale::OddsRatioOfRareEvent => ratio,
        RatioScale::OddsRatioOfCommonEvent => ratio.sqrt(),
    };
    let explained = |ratio: f64| {
        let away_from_one = risk_ratio(ratio).max(1.0 / risk_ratio(ratio));
        // The root of each factor: their product can be too large for a number.
        check_finite(away_from_one + away_from_one.sqrt() * (away_from_one - 1.0).sqrt())
    };
    let nearer_limit = if interval.lower > 1.0 {
        explained(interval.lower)?
    } else if interval.upper < 1.0 {
        explained(interval.upper)?
    } else {
        1.0
    };
    Ok(EValue { estimate: explained(value)?, interval: nearer_limit })
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;
    use crate::engine::stats::Interval;

    fn ratio(value: f64, lower: f64, upper: f64) -> Estimate {
        Estimate { value, interval: Interval { lower, upper, level: 0.95 } }
    }

    #[track_caller]
    fn check(ratio: Estimate, scale: RatioScale, estimate: f64, interval: f64) {
        let found = e_value(&ratio, scale).expect("defined");
        assert!((found.estimate - estimate).abs() < 1e-12, "{found:?}");
        assert!((found.interval - interval).abs() < 1e-12, "{found:?}");
    }

    /// By hand: 2 + √2, and the same for one half; √4 = 2 for a common event.
    #[test]
    fn ratios_by_hand() {
        let two = 2.0 + 2f64.sqrt();
        check(ratio(2.0, 1.0, 4.0), RatioScale::RiskRatio, two, 1.0);
        check(ratio(0.5, 0.2, 0.5), RatioScale::RiskRatio, two, two);
        check(ratio(4.0, 4.0, f64::INFINITY), RatioScale::OddsRatioOfCommonEvent, two, two);
        check(ratio(2.0, 0.5, 8.0), RatioScale::OddsRatioOfRareEvent, two, 1.0);
        check(ratio(1.0, 1.0, 1.0), RatioScale::RiskRatio, 1.0, 1.0);
    }

    /// RR + √(RR (RR − 1)) tends to 2 RR; an exact interval can begin at 0.
    #[test]
    fn the_ends_of_the_range_are_kept() {
        let found = e_value(&ratio(1e300, 1e300, 1e300), RatioScale::RiskRatio).expect("defined");
        assert!((found.estimate / 2e300 - 1.0).abs() < 1e-15, "{found:?}");
        let inverse = e_value(&ratio(1e-300, 0.0, 1e-300), RatioScale::RiskRatio);
        assert!((inverse.expect("defined").interval / 2e300 - 1.0).abs() < 1e-14);
        for far in [f64::MAX, 1e-310] {
            let found = e_value(&ratio(far, 0.0, f64::INFINITY), RatioScale::RiskRatio);
            assert_eq!(found, Err(Undefined::NotFinite));
        }
    }

    #[test]
    fn what_is_no_ratio_is_refused() {
        for bad in [
            ratio(0.0, 0.0, 2.0),
            ratio(-1.0, -2.0, 2.0),
            ratio(3.0, 1.0, 2.0),
            ratio(f64::NAN, 1.0, 2.0),
            ratio(f64::INFINITY, 1.0, f64::INFINITY),
        ] {
            assert_eq!(e_value(&bad, RatioScale::RiskRatio), Err(Undefined::OutOfRange));
        }
    }
}

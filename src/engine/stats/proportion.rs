//! One proportion and its interval.

use serde::{Deserialize, Serialize};

use crate::engine::stats::{Interval, Undefined, special};

/// A share of a group, always with its numerator, denominator and interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Proportion {
    /// How many had the event.
    pub events: u32,
    /// Out of how many.
    pub total: u32,
    /// `events / total`.
    pub estimate: f64,
    /// The Wilson score interval.
    pub interval: Interval,
}

impl Proportion {
    /// The share of `events` among `total` with its Wilson score interval.
    ///
    /// # Method
    /// ```text
    /// (p + z²/2n ± z √(p(1 − p)/n + z²/4n²)) / (1 + z²/n)
    /// ```
    /// without continuity correction; R: `prop.test(x, n, correct = FALSE)`.
    /// The lower limit at 0 events and the upper at `total` events are exactly
    /// 0 and 1.
    ///
    /// # Undefined when
    /// Nobody was counted, or there are more events than people.
    ///
    /// # Errors
    /// The [`Undefined`] reason.
    ///
    /// # References
    /// Wilson EB, J Am Stat Assoc 1927;22:209, doi:10.1080/01621459.1927.10502953.
    /// Example: Newcombe RG, Stat Med 1998;17:857, table I (81 of 263).
    ///
    /// # Examples
    /// ```
    /// use rpl_immune_profile::engine::stats::proportion::Proportion;
    ///
    /// let share = Proportion::wilson(81, 263, 0.95)?;
    /// assert_eq!((share.interval.lower * 1e4).round(), 2553.0);
    /// assert_eq!((share.interval.upper * 1e4).round(), 3662.0);
    /// # Ok::<(), rpl_immune_profile::engine::stats::Undefined>(())
    /// ```
    pub fn wilson(events: u32, total: u32, level: f64) -> Result<Self, Undefined> {
        if total == 0 {
            return Err(Undefined::NoObservations);
        }
        if events > total {
            return Err(Undefined::MoreEventsThanTotal);
        }
        let n = f64::from(total);
        let estimate = f64::from(events) / n;
        let z = special::two_sided_z(level);
        let shrink = 1.0 + z * z / n;
        let center = (estimate + z * z / (2.0 * n)) / shrink;
        let half = z * (estimate * (1.0 - estimate) / n + z * z / (4.0 * n * n)).sqrt() / shrink;
        let interval = Interval {
            lower: if events == 0 { 0.0 } else { center - half },
            upper: if events == total { 1.0 } else { center + half },
            level,
        };
        Ok(Proportion { events, total, estimate, interval })
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[track_caller]
    fn check(events: u32, total: u32, level: f64, lower: f64, upper: f64) {
        let interval = Proportion::wilson(events, total, level).expect("defined").interval;
        for (found, expected) in [(interval.lower, lower), (interval.upper, upper)] {
            let near = if expected == 0.0 {
                found == 0.0
            } else {
                ((found - expected) / expected).abs() < 1e-11
            };
            assert!(near, "{events}/{total}: {found:e} instead of {expected:e}");
        }
    }

    /// R 4.2.2: `print(prop.test(x, n, conf.level=level, correct=FALSE)$conf.int, digits=15)`.
    #[test]
    fn intervals_are_those_of_r() {
        check(163, 197, 0.95, 0.768_512_686_289_573, 0.873_784_978_532_548);
        check(217, 269, 0.95, 0.755_318_108_380_509, 0.849_428_694_811_284);
        check(100, 215, 0.95, 0.399_642_168_921_96, 0.531_815_060_065_487);
        check(97, 251, 0.95, 0.328_357_186_950_072, 0.447_974_339_859_681);
        check(0, 10, 0.95, 0.0, 0.277_532_799_862_889);
        check(10, 10, 0.95, 0.722_467_200_137_111, 1.0);
        check(1, 1, 0.95, 0.206_549_314_377_238, 1.0);
        check(0, 1, 0.95, 0.0, 0.793_450_685_622_763);
        check(1, 29, 0.95, 0.006_113_214_292_762_66, 0.171_755_218_793_203);
        check(15, 148, 0.9, 0.067_443_262_246_871_5, 0.149_572_931_746_4);
        check(500_000, 1_000_000, 0.99, 0.498_712_089_620_795, 0.501_287_910_379_205);
    }

    #[test]
    fn undefined_is_said() {
        assert_eq!(Proportion::wilson(0, 0, 0.95), Err(Undefined::NoObservations));
        assert_eq!(Proportion::wilson(3, 2, 0.95), Err(Undefined::MoreEventsThanTotal));
    }
}

//! One proportion and its interval.

use serde::{Deserialize, Serialize};

use crate::engine::stats::root::zero_between;
use crate::engine::stats::special::{
    beta_tails, ln_binomial, ln_binomial_lower_tail, ln_binomial_upper_tail,
};
use crate::engine::stats::{Interval, Undefined, check_level, special};

/// How the interval of a proportion is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProportionInterval {
    /// Wilson's score interval, without continuity correction.
    Wilson,
    /// The exact interval of Clopper and Pearson.
    ClopperPearson,
    /// The exact interval in which the observed count counts half.
    MidP,
    /// Wald's interval around Wilson's center (Agresti and Coull), not cut off
    /// at 0 and 1.
    AgrestiCoull,
    /// The equal-tailed interval of Jeffreys' beta posterior, from 0 without
    /// events and to 1 without non-events.
    Jeffreys,
}

/// A share of a group, always with its numerator, denominator and interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Proportion {
    /// How many had the event.
    pub events: u32,
    /// Out of how many.
    pub total: u32,
    /// `events / total`.
    pub estimate: f64,
    /// Its confidence interval.
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
        Proportion::new(events, total, ProportionInterval::Wilson, level)
    }

    /// The share of `events` among `total` with the interval asked for.
    ///
    /// # Method
    /// ```text
    /// Clopper-Pearson: P(X ≥ x | lower) = P(X ≤ x | upper) = (1 - level)/2
    /// mid-p:           the same, P(X = x) counting half
    /// Agresti-Coull:   p̃ ± z √(p̃(1 - p̃)/ñ), ñ = n + z², p̃ = (x + z²/2)/ñ
    /// Jeffreys:        the quantiles of beta(x + 1/2, n - x + 1/2)
    /// ```
    /// Roots are solved to full precision. R: `binom.test(x, n)$conf.int` is
    /// Clopper-Pearson.
    ///
    /// # Undefined when
    /// Nobody was counted, there are more events than people, or the level is
    /// not between 0 and 1.
    ///
    /// # Errors
    /// The [`Undefined`] reason.
    ///
    /// # References
    /// Clopper CJ, Pearson ES, Biometrika 1934;26:404, doi:10.1093/biomet/26.4.404.
    /// Agresti A, Coull BA, Am Stat 1998;52:119, doi:10.1080/00031305.1998.10480550.
    /// Brown LD, Cai TT, Das Gupta A, Stat Sci 2001;16:101, doi:10.1214/ss/1009213286.
    /// Example: Newcombe RG, Stat Med 1998;17:857, table I (15 of 148).
    ///
    /// # Examples
    /// ```
    /// use rpl_immune_profile::engine::stats::proportion::{Proportion, ProportionInterval};
    ///
    /// let share = Proportion::new(15, 148, ProportionInterval::ClopperPearson, 0.95)?;
    /// assert_eq!((share.interval.lower * 1e4).round(), 578.0);
    /// assert_eq!((share.interval.upper * 1e4).round(), 1617.0);
    /// # Ok::<(), rpl_immune_profile::engine::stats::Undefined>(())
    /// ```
    pub fn new(
        events: u32,
        total: u32,
        method: ProportionInterval,
        level: f64,
    ) -> Result<Self, Undefined> {
        if total == 0 {
            return Err(Undefined::NoObservations);
        }
        if events > total {
            return Err(Undefined::MoreEventsThanTotal);
        }
        check_level(level)?;
        let estimate = f64::from(events) / f64::from(total);
        let interval = match method {
            ProportionInterval::Wilson => wilson_limits(events, total, level),
            ProportionInterval::ClopperPearson => clopper_pearson(events, total, level),
            ProportionInterval::MidP => mid_p(events, total, level),
            ProportionInterval::AgrestiCoull => agresti_coull(events, total, level),
            ProportionInterval::Jeffreys => jeffreys(events, total, level),
        };
        Ok(Proportion { events, total, estimate, interval })
    }
}

/// Wilson's limits for a group that is not empty.
pub(crate) fn wilson_limits(events: u32, total: u32, level: f64) -> Interval {
    let n = f64::from(total);
    let estimate = f64::from(events) / n;
    let z = special::two_sided_z(level);
    let shrink = 1.0 + z * z / n;
    let center = (estimate + z * z / (2.0 * n)) / shrink;
    let half = z * (estimate * (1.0 - estimate) / n + z * z / (4.0 * n * n)).sqrt() / shrink;
    Interval {
        lower: if events == 0 { 0.0 } else { center - half },
        upper: if events == total { 1.0 } else { center + half },
        level,
    }
}

fn agresti_coull(events: u32, total: u32, level: f64) -> Interval {
    let z = special::two_sided_z(level);
    let n = f64::from(total) + z * z;
    let center = (f64::from(events) + z * z / 2.0) / n;
    let half = z * (center * (1.0 - center) / n).sqrt();
    Interval::around(center, half, level)
}

/// Limits between which the logarithms of two tails meet that of half the error.
fn tail_limits(
    events: u32,
    total: u32,
    level: f64,
    ln_upper_tail: impl Fn(f64) -> f64,
    ln_lower_tail: impl Fn(f64) -> f64,
) -> Interval {
    let ln_error = ((1.0 - level) / 2.0).ln();
    // Far from the root the tails are cut off: only their sign matters there.
    let cut = |ln_tail: f64| (ln_tail - ln_error).max(-1e3);
    let lower = if events == 0 { 0.0 } else { zero_between(0.0, 1.0, |p| cut(ln_upper_tail(p))) };
    let upper =
        if events == total { 1.0 } else { zero_between(0.0, 1.0, |p| cut(ln_lower_tail(p))) };
    Interval { lower, upper, level }
}

fn clopper_pearson(events: u32, total: u32, level: f64) -> Interval {
    let (x, n) = (f64::from(events), f64::from(total));
    tail_limits(
        events,
        total,
        level,
        |p| ln_binomial_upper_tail(x, n, p),
        |p| ln_binomial_lower_tail(x, n, p),
    )
}

fn mid_p(events: u32, total: u32, level: f64) -> Interval {
    let (x, n) = (f64::from(events), f64::from(total));
    let half =
        |p: f64, ln_beyond: f64| (ln_beyond.exp() + ln_binomial(x, n, p, 1.0 - p).exp() / 2.0).ln();
    tail_limits(
        events,
        total,
        level,
        |p| half(p, ln_binomial_upper_tail(x + 1.0, n, p)),
        |p| half(p, ln_binomial_lower_tail(x - 1.0, n, p)),
    )
}

fn jeffreys(events: u32, total: u32, level: f64) -> Interval {
    let (a, b) = (f64::from(events) + 0.5, f64::from(total - events) + 0.5);
    tail_limits(
        events,
        total,
        level,
        |p| beta_tails(p, a, b).ln_lower,
        |p| beta_tails(p, a, b).ln_upper,
    )
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
        assert_eq!(Proportion::wilson(1, 2, 1.0), Err(Undefined::LevelOutOfRange));
        assert_eq!(Proportion::wilson(1, 2, f64::NAN), Err(Undefined::LevelOutOfRange));
    }
}

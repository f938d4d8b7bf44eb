//! Trials with two arms and a yes-or-no outcome: effects, and Mantel-Haenszel.

use serde::{Deserialize, Serialize};

use crate::engine::stats::heterogeneity::{Studies, Study};
use crate::engine::stats::meta::Pooled;
use crate::engine::stats::{Estimate, Interval, PValue, TestResult, Undefined};
use crate::engine::stats::{check_level, special};

/// One trial's counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trial {
    /// What tables call it.
    pub name: String,
    /// Events among the treated.
    pub treated_events: u32,
    /// The treated.
    pub treated: u32,
    /// Events among the controls.
    pub control_events: u32,
    /// The controls.
    pub control: u32,
}

/// The measure of effect; ratios are pooled as natural logarithms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Log odds ratio.
    OddsRatio,
    /// Log risk ratio.
    RiskRatio,
    /// Risk difference.
    RiskDifference,
}

/// The four cells and the sizes of the arms.
#[derive(Clone, Copy)]
struct Cells {
    a: f64,
    b: f64,
    c: f64,
    d: f64,
    treated: f64,
    control: f64,
    total: f64,
}

impl Trial {
    fn cells(&self) -> Result<Cells, Undefined> {
        if self.treated == 0 || self.control == 0 {
            return Err(Undefined::NoObservations);
        }
        if self.treated_events > self.treated || self.control_events > self.control {
            return Err(Undefined::MoreEventsThanTotal);
        }
        let (a, c) = (f64::from(self.treated_events), f64::from(self.control_events));
        let (treated, control) = (f64::from(self.treated), f64::from(self.control));
        let (b, d) = (treated - a, control - c);
        Ok(Cells { a, b, c, d, treated, control, total: treated + control })
    }
}

/// The effect of each trial with its variance.
///
/// # Method
/// ```text
/// log OR = ln(ad/bc),                 v = 1/a + 1/b + 1/c + 1/d
/// log RR = ln((a/n₁)/(c/n₀)),         v = 1/a − 1/n₁ + 1/c − 1/n₀
/// RD     = a/n₁ − c/n₀,               v = ab/n₁³ + cd/n₀³
/// ```
/// A trial with an empty cell gets 1/2 added to each of its four (R:
/// `metafor::escalc`); others are left as they are.
///
/// # Undefined when
/// An arm is empty, or has more events than people.
///
/// # Errors
/// The [`Undefined`] reason.
///
/// # References
/// Woolf B, Ann Hum Genet 1955;19:251, doi:10.1111/j.1469-1809.1955.tb01348.x.
/// Katz D et al., Biometrics 1978;34:469, doi:10.2307/2530610.
///
/// # Examples
/// ```
/// use rpl_immune_profile::engine::stats::trials::{Measure, Trial, effects};
///
/// // Stephenson 2010: odds ratio 1.37 as published.
/// let trial = Trial {
///     name: "Stephenson 2010".to_owned(),
///     treated_events: 16, treated: 23, control_events: 15, control: 24,
/// };
/// let found = effects(&[trial], Measure::OddsRatio)?;
/// assert_eq!((found.as_slice()[0].effect.exp() * 100.0).round(), 137.0);
/// # Ok::<(), rpl_immune_profile::engine::stats::Undefined>(())
/// ```
#[expect(clippy::many_single_char_names, reason = "the names of the formula")]
pub fn effects(trials: &[Trial], measure: Measure) -> Result<Studies, Undefined> {
    let study = |trial: &Trial| {
        let cells = trial.cells()?;
        let empty = [cells.a, cells.b, cells.c, cells.d].contains(&0.0);
        let half = if empty { 0.5 } else { 0.0 };
        let (a, b, c, d) = (cells.a + half, cells.b + half, cells.c + half, cells.d + half);
        let (n, m) = (a + b, c + d);
        let (effect, variance) = match measure {
            Measure::OddsRatio => ((a * d / (b * c)).ln(), 1.0 / a + 1.0 / b + 1.0 / c + 1.0 / d),
            Measure::RiskRatio => ((a / n / (c / m)).ln(), 1.0 / a - 1.0 / n + 1.0 / c - 1.0 / m),
            Measure::RiskDifference => (a / n - c / m, a * b / (n * n * n) + c * d / (m * m * m)),
        };
        Ok(Study { name: trial.name.clone(), effect, variance })
    };
    Studies::new(trials.iter().map(study).collect::<Result<_, Undefined>>()?)
}

/// The common effect of trials by Mantel and Haenszel, which needs no correction
/// for empty cells.
///
/// # Method
/// ```text
/// OR = Σ ad/N / Σ bc/N,   RR = Σ a n₀/N / Σ c n₁/N,   RD = Σ (a n₀ − c n₁)/N / Σ n₁n₀/N
/// ```
/// Variances of Robins, Breslow and Greenland (odds ratio), Greenland and Robins
/// (risk ratio), Sato, Greenland and Robins (risk difference); R:
/// `metafor::rma.mh(correct = FALSE)`. Ratios and their limits are logarithms.
///
/// # Undefined when
/// There is no trial, or no event (or for the odds ratio no non-event) in one of
/// the arms of any trial.
///
/// # Errors
/// The [`Undefined`] reason.
///
/// # References
/// Mantel N, Haenszel W, J Natl Cancer Inst 1959;22:719, doi:10.1093/jnci/22.4.719.
/// Robins J et al., Biometrics 1986;42:311, doi:10.2307/2531052.
/// Greenland S, Robins JM, Biometrics 1985;41:55, doi:10.2307/2530643.
/// Sato T, Biometrics 1989;45:1323, doi:10.2307/2531780.
///
/// # Examples
/// ```
/// use rpl_immune_profile::engine::stats::trials::{Measure, Trial, mantel_haenszel};
///
/// let trial = Trial {
///     name: "one".to_owned(),
///     treated_events: 3, treated: 4, control_events: 1, control: 4,
/// };
/// let found = mantel_haenszel(&[trial], Measure::OddsRatio, 0.95)?;
/// assert!((found.effect.value.exp() - 9.0).abs() < 1e-12);
/// # Ok::<(), rpl_immune_profile::engine::stats::Undefined>(())
/// ```
pub fn mantel_haenszel(
    trials: &[Trial],
    measure: Measure,
    level: f64,
) -> Result<Pooled, Undefined> {
    check_level(level)?;
    if trials.is_empty() {
        return Err(Undefined::NoObservations);
    }
    let cells = trials.iter().map(Trial::cells).collect::<Result<Vec<_>, _>>()?;
    let (value, variance) = match measure {
        Measure::OddsRatio => odds_ratio(&cells),
        Measure::RiskRatio => risk_ratio(&cells),
        Measure::RiskDifference => risk_difference(&cells),
    };
    if !value.is_finite() || !variance.is_finite() || variance <= 0.0 {
        return Err(Undefined::NoVariation);
    }
    let standard_error = variance.sqrt();
    let half = special::two_sided_z(level) * standard_error;
    let statistic = value / standard_error;
    Ok(Pooled {
        effect: Estimate {
            value,
            interval: Interval { lower: value - half, upper: value + half, level },
        },
        standard_error,
        test: TestResult {
            statistic,
            degrees_of_freedom: None,
            p: PValue::from_ln(special::normal_two_sided_ln(statistic)),
        },
    })
}

fn sum(cells: &[Cells], term: impl Fn(&Cells) -> f64) -> f64 {
    cells.iter().map(term).sum()
}

fn odds_ratio(cells: &[Cells]) -> (f64, f64) {
    let r = |t: &Cells| t.a * t.d / t.total;
    let s = |t: &Cells| t.b * t.c / t.total;
    let p = |t: &Cells| (t.a + t.d) / t.total;
    let q = |t: &Cells| (t.b + t.c) / t.total;
    let (up, down) = (sum(cells, r), sum(cells, s));
    let variance = sum(cells, |t| p(t) * r(t)) / (2.0 * up * up)
        + sum(cells, |t| p(t) * s(t) + q(t) * r(t)) / (2.0 * up * down)
        + sum(cells, |t| q(t) * s(t)) / (2.0 * down * down);
    ((up / down).ln(), variance)
}

fn risk_ratio(cells: &[Cells]) -> (f64, f64) {
    let up = sum(cells, |t| t.a * t.control / t.total);
    let down = sum(cells, |t| t.c * t.treated / t.total);
    let spread = sum(cells, |t| {
        t.treated / t.total * (t.control / t.total) * (t.a + t.c) - t.a * t.c / t.total
    });
    ((up / down).ln(), spread / (up * down))
}

fn risk_difference(cells: &[Cells]) -> (f64, f64) {
    let weight = sum(cells, |t| t.treated * t.control / t.total);
    let value = sum(cells, |t| (t.a * t.control - t.c * t.treated) / t.total) / weight;
    let linear = sum(cells, |t| {
        let (one, zero) = (t.treated / t.total, t.control / t.total);
        t.c * one * one - t.a * zero * zero + one * zero * (t.control - t.treated) / 2.0
    });
    let plain = sum(cells, |t| (t.a * t.d + t.c * t.b) / t.total) / 2.0;
    (value, (value * linear + plain) / (weight * weight))
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn undefined_is_said() {
        let trial = |treated_events, treated| Trial {
            name: String::new(),
            treated_events,
            treated,
            control_events: 1,
            control: 2,
        };
        let pool = |trial| mantel_haenszel(&[trial], Measure::RiskRatio, 0.95);
        assert_eq!(pool(trial(0, 0)), Err(Undefined::NoObservations));
        assert_eq!(pool(trial(3, 2)), Err(Undefined::MoreEventsThanTotal));
        assert_eq!(pool(trial(0, 5)), Err(Undefined::NoVariation));
        assert!(effects(&[trial(0, 5)], Measure::RiskRatio).is_ok());
    }
}

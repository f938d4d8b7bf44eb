//! Trials with two arms and a yes-or-no outcome: effects, and Mantel-Haenszel.

use serde::{Deserialize, Serialize};

use crate::engine::stats::heterogeneity::{Studies, StudyEffect};
use crate::engine::stats::meta::PooledEffect;
use crate::engine::stats::stratified::{CommonRatio, common_odds_ratio, common_risk_ratio};
use crate::engine::stats::two_by_two::{Cells, TwoByTwo};
use crate::engine::stats::{Undefined, check_level, count};

/// One trial: the treated are the exposed of its table, the controls the others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trial {
    /// What tables call it.
    pub name: String,
    /// The events in both arms.
    pub table: TwoByTwo,
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

/// What is done with a trial in which one of the four counts is 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EmptyCells {
    /// Cochrane's rule. Ratios: a trial without events in both arms, or with events
    /// only, says nothing and is left out; any other gets 1/2 added to each of its
    /// four counts. Differences: nothing is added; only a variance that would be 0
    /// is that of counts with 1/2 added.
    #[default]
    Cochrane,
    /// 1/2 is added to each of its four counts, whatever the measure: `escalc` of
    /// metafor.
    HalfAdded,
}

impl Trial {
    /// Whether both arms have no event, or both nothing else: no ratio can be told
    /// from it.
    #[must_use]
    pub fn is_without_information(&self) -> bool {
        let Cells { a, b, c, d } = self.table.cells();
        a + c == 0.0 || b + d == 0.0
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
/// A trial with an empty cell is treated as [`EmptyCells`] says; others are left as
/// they are. R: `metafor::escalc(drop00 = TRUE)` for Cochrane's rule of ratios
/// (without trials of events only), `escalc(to = "none")` for its differences,
/// `escalc()` for the other rule.
///
/// # Undefined when
/// An arm is empty; no trial is left.
///
/// # Errors
/// The [`Undefined`] reason.
///
/// # References
/// Woolf B, Ann Hum Genet 1955;19:251, doi:10.1111/j.1469-1809.1955.tb01348.x.
/// Katz D et al., Biometrics 1978;34:469, doi:10.2307/2530610. Cochrane Handbook for
/// Systematic Reviews of Interventions, version 6.5, 2024, section 10.4.4.
///
/// # Examples
/// ```
/// use rpl_immune_profile::engine::stats::trials::{EmptyCells, Measure, Trial, effects};
/// use rpl_immune_profile::engine::stats::two_by_two::{Group, TwoByTwo};
///
/// // Stephenson 2010: odds ratio 1.37 as published.
/// let table = TwoByTwo { exposed: Group::new(16, 23)?, unexposed: Group::new(15, 24)? };
/// let trial = Trial { name: "Stephenson 2010".to_owned(), table };
/// let found = effects(&[trial], Measure::OddsRatio, EmptyCells::Cochrane)?;
/// assert_eq!((found.as_slice()[0].effect.exp() * 100.0).round(), 137.0);
/// # Ok::<(), rpl_immune_profile::engine::stats::Undefined>(())
/// ```
pub fn effects(
    trials: &[Trial],
    measure: Measure,
    empty: EmptyCells,
) -> Result<Studies, Undefined> {
    check_arms(trials)?;
    let is_ratio = measure != Measure::RiskDifference;
    let is_left_out = |trial: &&Trial| {
        is_ratio && empty == EmptyCells::Cochrane && trial.is_without_information()
    };
    let studies: Vec<StudyEffect> = trials
        .iter()
        .filter(|trial| !is_left_out(trial))
        .map(|trial| {
            let (effect, variance) = effect(&trial.table.cells(), measure, empty);
            StudyEffect { name: trial.name.clone(), effect, variance }
        })
        .collect();
    if studies.is_empty() && !trials.is_empty() {
        return Err(Undefined::NoInformativeTrial);
    }
    Studies::new(studies)
}

/// Refuses a trial with an empty arm; the others may have people all the same.
fn check_arms(trials: &[Trial]) -> Result<(), Undefined> {
    trials
        .iter()
        .try_for_each(|trial| trial.table.check_groups())
        .map_err(|_| Undefined::EmptyGroup)
}

/// The effect of one trial and its variance.
fn effect(cells: &Cells, measure: Measure, empty: EmptyCells) -> (f64, f64) {
    let counts = [cells.a, cells.b, cells.c, cells.d];
    let halves = counts.map(|cell| cell + 0.5);
    if !counts.contains(&0.0) {
        return formula(counts, measure);
    }
    match (measure, empty) {
        (Measure::OddsRatio | Measure::RiskRatio, _) | (_, EmptyCells::HalfAdded) => {
            formula(halves, measure)
        }
        (Measure::RiskDifference, EmptyCells::Cochrane) => {
            let (effect, variance) = formula(counts, measure);
            (effect, if variance > 0.0 { variance } else { formula(halves, measure).1 })
        }
    }
}

#[expect(clippy::many_single_char_names, reason = "the names of the formula")]
fn formula([a, b, c, d]: [f64; 4], measure: Measure) -> (f64, f64) {
    let (n, m) = (a + b, c + d);
    match measure {
        Measure::OddsRatio => ((a * d / (b * c)).ln(), 1.0 / a + 1.0 / b + 1.0 / c + 1.0 / d),
        Measure::RiskRatio => ((a / n / (c / m)).ln(), 1.0 / a - 1.0 / n + 1.0 / c - 1.0 / m),
        Measure::RiskDifference => (a / n - c / m, a * b / (n * n * n) + c * d / (m * m * m)),
    }
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
/// There is no trial, an arm is empty, a ratio has no event (or the odds ratio no
/// non-event) in one of the arms of all trials, or the variance is 0.
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
/// use rpl_immune_profile::engine::stats::two_by_two::{Group, TwoByTwo};
///
/// let table = TwoByTwo { exposed: Group::new(3, 4)?, unexposed: Group::new(1, 4)? };
/// let trial = Trial { name: "one".to_owned(), table };
/// let found = mantel_haenszel(&[trial], Measure::OddsRatio, 0.95)?;
/// assert!((found.effect.value.exp() - 9.0).abs() < 1e-12);
/// # Ok::<(), rpl_immune_profile::engine::stats::Undefined>(())
/// ```
pub fn mantel_haenszel(
    trials: &[Trial],
    measure: Measure,
    level: f64,
) -> Result<PooledEffect, Undefined> {
    check_level(level)?;
    if trials.is_empty() {
        return Err(Undefined::NoObservations);
    }
    let tables: Vec<TwoByTwo> = trials.iter().map(|trial| trial.table).collect();
    check_arms(trials)?;
    let logarithm = |ratio: CommonRatio| (ratio.value.ln(), ratio.ln_variance);
    let (value, variance) = match measure {
        Measure::OddsRatio => logarithm(common_odds_ratio(&tables)?),
        Measure::RiskRatio => logarithm(common_risk_ratio(&tables)?),
        Measure::RiskDifference => common_risk_difference(&tables),
    };
    if variance <= 0.0 {
        return Err(Undefined::ZeroVariance);
    }
    PooledEffect::new(value, variance.sqrt(), None, level)
}

/// The difference and its variance; no group is empty.
fn common_risk_difference(tables: &[TwoByTwo]) -> (f64, f64) {
    let (mut weight, mut excess, mut linear, mut plain) = (0.0, 0.0, 0.0, 0.0);
    for table in tables {
        let Cells { a, b, c, d } = table.cells();
        let (n1, n0, n) = (a + b, c + d, count(table.total()));
        let (one, zero) = (n1 / n, n0 / n);
        weight += n1 * zero;
        excess += table.determinant() / n;
        linear += c * one * one - a * zero * zero + one * zero * (n0 - n1) / 2.0;
        plain += (a * d + c * b) / n / 2.0;
    }
    let value = excess / weight;
    (value, (value * linear + plain) / (weight * weight))
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;
    use crate::engine::stats::two_by_two::Group;

    #[test]
    fn undefined_is_said() {
        let group = |events, total| Group::new(events, total).expect("valid");
        let trial = |events, treated| Trial {
            name: String::new(),
            table: TwoByTwo { exposed: group(events, treated), unexposed: group(1, 2) },
        };
        let pool = |trial| mantel_haenszel(&[trial], Measure::RiskRatio, 0.95);
        assert_eq!(pool(trial(0, 0)), Err(Undefined::EmptyGroup));
        assert_eq!(pool(trial(0, 5)), Err(Undefined::InfiniteRatio));
        let all = |measure| {
            let table = TwoByTwo { exposed: group(3, 3), unexposed: group(2, 2) };
            mantel_haenszel(&[Trial { name: String::new(), table }], measure, 0.95)
        };
        assert_eq!(all(Measure::RiskRatio), Err(Undefined::ZeroVariance));
        assert_eq!(all(Measure::RiskDifference), Err(Undefined::ZeroVariance));
        for empty in [EmptyCells::Cochrane, EmptyCells::HalfAdded] {
            assert!(effects(&[trial(0, 5)], Measure::RiskRatio, empty).is_ok());
        }
        let none = Trial {
            name: String::new(),
            table: TwoByTwo { exposed: group(0, 5), unexposed: group(0, 9) },
        };
        let only = Err(Undefined::NoInformativeTrial);
        assert_eq!(effects(&[none], Measure::OddsRatio, EmptyCells::Cochrane), only);
    }
}

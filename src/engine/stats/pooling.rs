//! Trials pooled by one plan: all of them, without each, one after the other, in groups.

use serde::{Deserialize, Serialize};

use crate::engine::stats::heterogeneity::{
    Studies, StudyEffect, TauMethod, heterogeneity, tau_squared,
};
use crate::engine::stats::meta::{MeanInterval, PooledEffect, inverse_variance, random_effects};
use crate::engine::stats::trials::{EmptyCells, Measure, Trial, effects, mantel_haenszel};
use crate::engine::stats::two_by_two::Cells;
use crate::engine::stats::{Interval, TestResult, Undefined};

/// What is assumed of the effects of trials.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Model {
    /// One common effect, each trial weighted by the inverse of its variance.
    InverseVariance,
    /// One common effect by Mantel and Haenszel.
    MantelHaenszel,
    /// The effects of trials differ.
    Random {
        /// How the variance between them is estimated.
        tau: TauMethod,
        /// Where the standard error of their mean comes from.
        interval: MeanInterval,
    },
}

/// How trials are pooled.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// The measure of effect.
    pub measure: Measure,
    /// What is done with a count of 0.
    pub empty: EmptyCells,
    /// The model.
    pub model: Model,
    /// The level of intervals, between 0 and 1.
    pub level: f64,
}

/// Trials that were pooled.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct PooledTrials {
    /// The effect, the logarithm of a ratio.
    pub pooled: PooledEffect,
    /// Variance between trials; 0 where one common effect is assumed.
    pub tau_squared: f64,
    /// Where the effect of a further trial is expected; absent for a common effect and
    /// for fewer than three trials.
    pub prediction: Option<Interval>,
    /// Trials that it is made of.
    pub number: usize,
}

/// The trials pooled as planned.
///
/// # Method
/// [`inverse_variance`], [`mantel_haenszel`] or [`random_effects`] of [`effects`]. Of a
/// single trial every model gives its own effect with the interval by the normal
/// distribution, as `metafor::rma` does. The prediction interval is t with k − 1 degrees
/// of freedom with Hartung and Knapp (`metafor::predict`), else t with k − 2 (Higgins).
///
/// # Undefined when
/// As the three.
///
/// # Errors
/// The [`Undefined`] reason.
///
/// # References
/// Higgins JPT et al., J R Stat Soc A 2009;172:137, doi:10.1111/j.1467-985X.2008.00552.x.
/// `IntHout` J et al., BMJ Open 2016;6:e010247, doi:10.1136/bmjopen-2015-010247.
///
/// # Examples
/// ```
/// use rpl_immune_profile::engine::stats::pooling::{Model, Plan, pool};
/// use rpl_immune_profile::engine::stats::trials::{EmptyCells, Measure, Trial};
/// use rpl_immune_profile::engine::stats::two_by_two::{Group, TwoByTwo};
///
/// let table = TwoByTwo { exposed: Group::new(16, 23)?, unexposed: Group::new(15, 24)? };
/// let trial = Trial { name: "Stephenson 2010".to_owned(), table };
/// let (measure, model) = (Measure::OddsRatio, Model::InverseVariance);
/// let plan = Plan { measure, empty: EmptyCells::Cochrane, model, level: 0.95 };
/// let found = pool(&[trial], plan)?;
/// assert_eq!((found.pooled.effect.value.exp() * 100.0).round(), 137.0);
/// # Ok::<(), rpl_immune_profile::engine::stats::Undefined>(())
/// ```
pub fn pool(trials: &[Trial], plan: Plan) -> Result<PooledTrials, Undefined> {
    let Plan { measure, empty, model, level } = plan;
    let studies = effects(trials, measure, empty)?;
    let number = studies.as_slice().len();
    let common = |pooled| PooledTrials { pooled, tau_squared: 0.0, prediction: None, number };
    match model {
        Model::MantelHaenszel => mantel_haenszel(trials, measure, level).map(common),
        Model::Random { tau, interval } if number > 1 => {
            let found = random_effects(&studies, tau, interval, level)?;
            let prediction = match interval {
                MeanInterval::Normal => found.prediction,
                // Two trials say next to nothing of where a third would be.
                MeanInterval::HartungKnapp | MeanInterval::HartungKnappFloored => {
                    found.prediction.map(|_| found.prediction_as_pooled)
                }
            };
            let (pooled, tau_squared) = (found.pooled, found.tau_squared);
            Ok(PooledTrials { pooled, tau_squared, prediction, number })
        }
        Model::Random { .. } | Model::InverseVariance => {
            inverse_variance(&studies, level).map(common)
        }
    }
}

/// The trials without each of them in turn.
///
/// # Method
/// [`pool`] of all trials but one; R: `metafor::leave1out`.
///
/// # References
/// Viechtbauer W, Cheung MWL, Res Synth Methods 2010;1:112, doi:10.1002/jrsm.11.
///
/// # Examples
/// ```
/// # use rpl_immune_profile::engine::stats::pooling::{Model, Plan, without_each};
/// # use rpl_immune_profile::engine::stats::trials::{EmptyCells, Measure};
/// # let (measure, model) = (Measure::OddsRatio, Model::InverseVariance);
/// # let plan = Plan { measure, empty: EmptyCells::Cochrane, model, level: 0.95 };
/// assert!(without_each(&[], plan).is_empty());
/// ```
#[must_use]
pub fn without_each(trials: &[Trial], plan: Plan) -> Vec<Result<PooledTrials, Undefined>> {
    let rest = |out: usize| {
        let mut others = trials.to_vec();
        others.remove(out);
        pool(&others, plan)
    };
    (0..trials.len()).map(rest).collect()
}

/// The trials added one after the other, in the order given.
///
/// # Method
/// [`pool`] of the first, the first two and so on; R: `metafor::cumul`.
///
/// # References
/// Lau J et al., N Engl J Med 1992;327:248, doi:10.1056/NEJM199207233270406.
///
/// # Examples
/// ```
/// # use rpl_immune_profile::engine::stats::pooling::{Model, Plan, cumulative};
/// # use rpl_immune_profile::engine::stats::trials::{EmptyCells, Measure};
/// # let (measure, model) = (Measure::OddsRatio, Model::InverseVariance);
/// # let plan = Plan { measure, empty: EmptyCells::Cochrane, model, level: 0.95 };
/// assert!(cumulative(&[], plan).is_empty());
/// ```
#[must_use]
pub fn cumulative(trials: &[Trial], plan: Plan) -> Vec<Result<PooledTrials, Undefined>> {
    (1..=trials.len()).map(|first| pool(&trials[..first], plan)).collect()
}

/// The share of the weight that each trial has, in their order.
///
/// # Method
/// `1/(v + τ²)`, with τ² = 0 for a common effect; Mantel-Haenszel: `bc/N` (odds ratio),
/// `c n₁/N` (risk ratio), `n₁n₀/N` (risk difference), as `weights()` of metafor. A trial
/// that Cochrane's rule leaves out weighs nothing.
///
/// # Undefined when
/// As [`pool`]; all weights are 0.
///
/// # Errors
/// The [`Undefined`] reason.
///
/// # References
/// Mantel N, Haenszel W, J Natl Cancer Inst 1959;22:719, doi:10.1093/jnci/22.4.719.
///
/// # Examples
/// ```
/// use rpl_immune_profile::engine::stats::pooling::{Model, Plan, weights};
/// use rpl_immune_profile::engine::stats::trials::{EmptyCells, Measure, Trial};
/// use rpl_immune_profile::engine::stats::two_by_two::{Group, TwoByTwo};
///
/// let table = TwoByTwo { exposed: Group::new(16, 23)?, unexposed: Group::new(15, 24)? };
/// let trial = Trial { name: "one".to_owned(), table };
/// let (measure, model) = (Measure::OddsRatio, Model::MantelHaenszel);
/// let plan = Plan { measure, empty: EmptyCells::Cochrane, model, level: 0.95 };
/// assert_eq!(weights(&[trial.clone(), trial], plan)?, [0.5, 0.5]);
/// # Ok::<(), rpl_immune_profile::engine::stats::Undefined>(())
/// ```
pub fn weights(trials: &[Trial], plan: Plan) -> Result<Vec<f64>, Undefined> {
    let studies = effects(trials, plan.measure, plan.empty)?;
    let tau = match plan.model {
        Model::Random { tau, .. } if studies.as_slice().len() > 1 => tau_squared(&studies, tau)?,
        _ => 0.0,
    };
    let mut variances = studies.as_slice().iter().map(|study| study.variance);
    let is_left_out = |trial: &Trial| {
        plan.measure != Measure::RiskDifference
            && plan.empty == EmptyCells::Cochrane
            && trial.is_without_information()
    };
    let weigh = |trial: &Trial| match plan.model {
        Model::MantelHaenszel => mantel_haenszel_weight(trial, plan.measure),
        _ if is_left_out(trial) => 0.0,
        _ => variances.next().map_or(0.0, |variance| 1.0 / (variance + tau)),
    };
    let found: Vec<f64> = trials.iter().map(weigh).collect();
    let sum: f64 = found.iter().sum();
    if sum <= 0.0 {
        return Err(Undefined::ZeroVariance);
    }
    Ok(found.into_iter().map(|weight| weight / sum).collect())
}

fn mantel_haenszel_weight(trial: &Trial, measure: Measure) -> f64 {
    let Cells { a, b, c, d } = trial.table.cells();
    let product = match measure {
        Measure::OddsRatio => b * c,
        Measure::RiskRatio => c * (a + b),
        Measure::RiskDifference => (a + b) * (c + d),
    };
    product / (a + b + c + d)
}

/// Test that the effects of groups of trials are the same.
///
/// # Method
/// Cochran's Q over the pooled effects of the groups, each with a τ² of its own and the
/// standard error by the normal distribution also where the plan has Hartung-Knapp:
/// chi-square with one degree of freedom less than groups; R: `rma(yi = b, sei = se,
/// method = "EE")$QE` of what `rma` gives for each group.
///
/// # Undefined when
/// There are fewer than two groups, or as [`pool`] of one.
///
/// # Errors
/// The [`Undefined`] reason.
///
/// # References
/// Borenstein M, Higgins JPT, Prev Sci 2013;14:134, doi:10.1007/s11121-013-0377-7.
///
/// # Examples
/// ```
/// # use rpl_immune_profile::engine::stats::Undefined;
/// # use rpl_immune_profile::engine::stats::pooling::{Model, Plan, difference_of_groups};
/// # use rpl_immune_profile::engine::stats::trials::{EmptyCells, Measure};
/// # let (measure, model) = (Measure::OddsRatio, Model::InverseVariance);
/// # let plan = Plan { measure, empty: EmptyCells::Cochrane, model, level: 0.95 };
/// let none = difference_of_groups(&[], plan);
/// assert_eq!(none, Err(Undefined::TooFewGroups));
/// ```
pub fn difference_of_groups(groups: &[Vec<Trial>], plan: Plan) -> Result<TestResult, Undefined> {
    if groups.len() < 2 {
        return Err(Undefined::TooFewGroups);
    }
    let model = match plan.model {
        Model::Random { tau, .. } => Model::Random { tau, interval: MeanInterval::Normal },
        common => common,
    };
    let as_study = |group: &Vec<Trial>| {
        let PooledEffect { effect, standard_error, .. } =
            pool(group, Plan { model, ..plan })?.pooled;
        let variance = standard_error * standard_error;
        Ok(StudyEffect { name: String::new(), effect: effect.value, variance })
    };
    let studies = groups.iter().map(as_study).collect::<Result<Vec<_>, Undefined>>()?;
    let found = heterogeneity(&Studies::new(studies)?, TauMethod::DerSimonianLaird, plan.level)?;
    Ok(found.q)
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;
    use crate::engine::stats::two_by_two::{Group, TwoByTwo};

    fn trial([a, n, c, m]: [u32; 4]) -> Trial {
        let group = |events, total| Group::new(events, total).expect("valid");
        let table = TwoByTwo { exposed: group(a, n), unexposed: group(c, m) };
        Trial { name: String::new(), table }
    }

    fn plan(model: Model) -> Plan {
        Plan { measure: Measure::RiskRatio, empty: EmptyCells::Cochrane, model, level: 0.95 }
    }

    #[test]
    fn one_trial_is_itself_under_every_inverse_variance() {
        let one = [trial([20, 33, 21, 31])];
        let interval = MeanInterval::HartungKnapp;
        let random = Model::Random { tau: TauMethod::DerSimonianLaird, interval };
        let common = pool(&one, plan(Model::InverseVariance)).expect("defined");
        assert_eq!(pool(&one, plan(random)), Ok(common));
        assert_eq!(common.prediction, None);
    }

    #[test]
    fn a_trial_that_is_left_out_weighs_nothing() {
        let trials = [trial([3, 9, 2, 9]), trial([0, 9, 0, 9]), trial([4, 9, 4, 9])];
        for model in [Model::InverseVariance, Model::MantelHaenszel] {
            let found = weights(&trials, plan(model)).expect("defined");
            assert_eq!(found[1].to_bits(), 0.0_f64.to_bits());
            assert!((found[0] + found[2] - 1.0).abs() < 1e-12);
        }
    }
}

//! Pooling studies: inverse variance, random effects, Hartung-Knapp, prediction.

use serde::{Deserialize, Serialize};

use crate::engine::stats::heterogeneity::{Studies, TauMethod, WeightedSums, tau_squared};
use crate::engine::stats::{Estimate, Interval, TestResult, Undefined};
use crate::engine::stats::{check_level, special};

/// A pooled effect.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct PooledEffect {
    /// The effect on the scale of the studies, with its interval.
    pub effect: Estimate,
    /// Its standard error, as the interval uses it.
    pub standard_error: f64,
    /// Test that it is 0: z, or t with Hartung-Knapp.
    pub test: TestResult,
}

impl PooledEffect {
    /// The effect tested by z, or by t with the degrees of freedom.
    pub(super) fn new(
        value: f64,
        standard_error: f64,
        degrees: Option<f64>,
        level: f64,
    ) -> Result<Self, Undefined> {
        let statistic = value / standard_error;
        let (quantile, test) = match degrees {
            Some(degrees) => (
                special::student_upper_quantile((1.0 - level) / 2.0, degrees),
                TestResult::student(statistic, degrees)?,
            ),
            None => (special::two_sided_z(level), TestResult::normal(statistic)?),
        };
        let effect = Estimate::around(value, quantile * standard_error, level);
        Ok(PooledEffect { effect, standard_error, test })
    }
}

/// The common effect of all studies, each weighted by the inverse of its variance.
///
/// # Method
/// `Σ wᵢ yᵢ / Σ wᵢ` with `wᵢ = 1/vᵢ` and standard error `1/√Σw`; R:
/// `metafor::rma(method = "EE")`.
///
/// # Undefined when
/// The level is not between 0 and 1.
///
/// # Errors
/// The [`Undefined`] reason.
///
/// # References
/// Hedges LV, Olkin I, Statistical Methods for Meta-Study 1985,
/// doi:10.1016/C2009-0-03396-0.
///
/// # Examples
/// ```
/// use rpl_immune_profile::engine::stats::heterogeneity::{Studies, StudyEffect};
/// use rpl_immune_profile::engine::stats::meta::inverse_variance;
///
/// let study = |effect, variance| StudyEffect { name: String::new(), effect, variance };
/// let found = inverse_variance(&Studies::new(vec![study(1.0, 1.0), study(4.0, 2.0)])?, 0.95)?;
/// assert_eq!(found.effect.value, 2.0);
/// # Ok::<(), rpl_immune_profile::engine::stats::Undefined>(())
/// ```
pub fn inverse_variance(studies: &Studies, level: f64) -> Result<PooledEffect, Undefined> {
    check_level(level)?;
    let at = studies.weighted(0.0);
    PooledEffect::new(at.mean, at.weights.sqrt().recip(), None, level)
}

/// Where the standard error of a random-effects mean comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MeanInterval {
    /// `1/√Σw` and the normal distribution.
    Normal,
    /// Hartung and Knapp: `√(q/Σw)` with `q = Σ w (y − m)²/(k − 1)`, and t with
    /// k − 1 degrees of freedom.
    HartungKnapp,
    /// The same with `max(1, q)` for q, so that it is never narrower than the
    /// normal standard error would make it.
    HartungKnappFloored,
}

/// A random-effects study.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct RandomEffects {
    /// The mean of the distribution of effects.
    pub pooled: PooledEffect,
    /// Variance between studies.
    pub tau_squared: f64,
    /// Where the effect of a further study is expected, by Higgins: t with k − 2
    /// degrees of freedom and `√(τ² + 1/Σw)`. Absent for fewer than three studies.
    pub prediction: Option<Interval>,
    /// The same with the standard error of `pooled` and t with k − 1 degrees of
    /// freedom (or the normal distribution without Hartung-Knapp): metafor's.
    pub prediction_as_pooled: Interval,
}

/// The mean effect when the effects of studies differ.
///
/// # Method
/// `Σ wᵢ yᵢ / Σ wᵢ` with `wᵢ = 1/(vᵢ + τ²)`, the standard error by `interval`; R:
/// `metafor::rma(method =, test = "z" | "knha" | "adhoc")`.
///
/// # Undefined when
/// Fewer than two studies; with Hartung-Knapp, when all effects are equal.
///
/// # Errors
/// The [`Undefined`] reason.
///
/// # References
/// `DerSimonian` R, Laird N, Control Clin Trials 1986;7:177, doi:10.1016/0197-2456(86)90046-2.
/// Hartung J, Knapp G, Stat Med 2001;20:3875, doi:10.1002/sim.1009. Floor:
/// Röver C et al., BMC Med Res Methodol 2015;15:99, doi:10.1186/s12874-015-0091-1.
/// Prediction: Higgins JPT et al., J R Stat Soc A 2009;172:137,
/// doi:10.1111/j.1467-985X.2008.00552.x.
///
/// # Examples
/// ```
/// use rpl_immune_profile::engine::stats::heterogeneity::{Studies, StudyEffect, TauMethod};
/// use rpl_immune_profile::engine::stats::meta::{MeanInterval, random_effects};
///
/// let study = |effect| StudyEffect { name: String::new(), effect, variance: 1.0 };
/// let studies = Studies::new(vec![study(0.0), study(2.0), study(4.0)])?;
/// let found = random_effects(
///     &studies, TauMethod::PauleMandel, MeanInterval::HartungKnapp, 0.95)?;
/// // With equal variances it is the one-sample t test.
/// assert!((found.pooled.standard_error - 2.0 / 3.0_f64.sqrt()).abs() < 1e-15);
/// # Ok::<(), rpl_immune_profile::engine::stats::Undefined>(())
/// ```
pub fn random_effects(
    studies: &Studies,
    method: TauMethod,
    interval: MeanInterval,
    level: f64,
) -> Result<RandomEffects, Undefined> {
    check_level(level)?;
    let tau = tau_squared(studies, method)?;
    let k = studies.number();
    let at = studies.weighted(tau);
    let plain = at.weights.sqrt().recip();
    let (standard_error, degrees) = spread(&at, plain, interval, k)?;
    let tail = (1.0 - level) / 2.0;
    let around = |quantile: f64, standard_error: f64| {
        let half = quantile * (tau + standard_error * standard_error).sqrt();
        Interval::around(at.mean, half, level)
    };
    let as_pooled = match degrees {
        Some(df) => special::student_upper_quantile(tail, df),
        None => special::two_sided_z(level),
    };
    Ok(RandomEffects {
        pooled: PooledEffect::new(at.mean, standard_error, degrees, level)?,
        tau_squared: tau,
        prediction: (k > 2.5)
            .then(|| around(special::student_upper_quantile(tail, k - 2.0), plain)),
        prediction_as_pooled: around(as_pooled, standard_error),
    })
}

fn spread(
    at: &WeightedSums,
    plain: f64,
    interval: MeanInterval,
    k: f64,
) -> Result<(f64, Option<f64>), Undefined> {
    let q = at.q / (k - 1.0);
    let factor = match interval {
        MeanInterval::Normal => return Ok((plain, None)),
        MeanInterval::HartungKnapp if q <= 0.0 => return Err(Undefined::EqualEffects),
        MeanInterval::HartungKnapp => q,
        MeanInterval::HartungKnappFloored => q.max(1.0),
    };
    Ok((plain * factor.sqrt(), Some(k - 1.0)))
}

/// What remains without one study.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WithoutOne {
    /// The study left out.
    pub name: String,
    /// The study of the others.
    pub rest: RandomEffects,
}

/// The random-effects study without each study in turn.
///
/// # Method
/// [`random_effects`] of all studies but one; R: `metafor::leave1out`.
///
/// # Undefined when
/// Fewer than three studies, or as [`random_effects`].
///
/// # Errors
/// The [`Undefined`] reason.
///
/// # References
/// Viechtbauer W, Cheung MWL, Res Synth Methods 2010;1:112, doi:10.1002/jrsm.11.
///
/// # Examples
/// ```
/// use rpl_immune_profile::engine::stats::heterogeneity::{Studies, StudyEffect, TauMethod};
/// use rpl_immune_profile::engine::stats::meta::{MeanInterval, leave_one_out};
///
/// let study = |effect| StudyEffect { name: String::new(), effect, variance: 1.0 };
/// let studies = Studies::new(vec![study(0.0), study(2.0), study(4.0)])?;
/// let found =
///     leave_one_out(&studies, TauMethod::DerSimonianLaird, MeanInterval::Normal, 0.95)?;
/// assert_eq!(found[0].rest.pooled.effect.value, 3.0);
/// # Ok::<(), rpl_immune_profile::engine::stats::Undefined>(())
/// ```
pub fn leave_one_out(
    studies: &Studies,
    method: TauMethod,
    interval: MeanInterval,
    level: f64,
) -> Result<Vec<WithoutOne>, Undefined> {
    let all = studies.as_slice();
    if all.len() < 3 {
        return Err(Undefined::TooFewStudies { needed: 3 });
    }
    (0..all.len())
        .map(|out| {
            let mut others = all.to_vec();
            let name = others.remove(out).name;
            let rest = random_effects(&Studies::new(others)?, method, interval, level)?;
            Ok(WithoutOne { name, rest })
        })
        .collect()
}

//! How much studies differ: Q, τ² by three methods, I².

use serde::{Deserialize, Serialize};

use crate::engine::stats::root::zero_between;
use crate::engine::stats::{Interval, TestResult, Uncertain, Undefined};
use crate::engine::stats::{check_level, count, special};

/// One study: an effect on a scale where it is about normal, and its variance.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StudyEffect {
    /// What tables call it.
    pub name: String,
    /// The effect, such as a log odds ratio.
    pub effect: f64,
    /// Its sampling variance.
    pub variance: f64,
}

/// At least one study with finite effects and variances above 0.
#[derive(Clone, Debug, PartialEq)]
pub struct Studies {
    studies: Vec<StudyEffect>,
}

impl Studies {
    /// The studies, in order.
    ///
    /// # Errors
    /// [`Undefined::NoObservations`] without any, [`Undefined::NotFinite`],
    /// [`Undefined::OutOfRange`] for a variance not above 0.
    pub fn new(studies: Vec<StudyEffect>) -> Result<Self, Undefined> {
        if studies.is_empty() {
            return Err(Undefined::NoObservations);
        }
        if studies.iter().any(|s| !s.effect.is_finite() || !s.variance.is_finite()) {
            return Err(Undefined::NotFinite);
        }
        if studies.iter().any(|study| study.variance <= 0.0) {
            return Err(Undefined::OutOfRange);
        }
        Ok(Studies { studies })
    }

    /// The studies.
    #[must_use]
    pub fn as_slice(&self) -> &[StudyEffect] {
        &self.studies
    }

    /// How many.
    pub(super) fn number(&self) -> f64 {
        count(self.studies.len())
    }

    /// Sums of the weights `1/(v + τ²)`.
    pub(super) fn weighted(&self, tau_squared: f64) -> WeightedSums {
        let weight = |study: &StudyEffect| 1.0 / (study.variance + tau_squared);
        let (mut one, mut two, mut three) = (0.0, 0.0, 0.0);
        for study in &self.studies {
            let w = weight(study);
            one += w;
            two += w * w;
            three += w * w * w;
        }
        let first = self.studies[0].effect;
        let shifted: f64 = self.studies.iter().map(|s| weight(s) * (s.effect - first)).sum();
        let mean = first + shifted / one;
        let (mut q, mut slope) = (0.0, 0.0);
        for study in &self.studies {
            let (w, d) = (weight(study), study.effect - mean);
            q += w * d * d;
            slope += w * w * d * d;
        }
        WeightedSums { mean, weights: one, squares: two, cubes: three, q, slope }
    }
}

/// What weighting the studies gives.
pub(super) struct WeightedSums {
    pub(super) mean: f64,
    pub(super) weights: f64,
    pub(super) squares: f64,
    cubes: f64,
    /// `Σ w (y − mean)²`.
    pub(super) q: f64,
    /// `Σ w² (y − mean)²`, minus the slope of q in τ².
    slope: f64,
}

impl WeightedSums {
    /// Twice the slope of the restricted likelihood in τ².
    fn restricted_score(&self) -> f64 {
        self.slope - self.weights + self.squares / self.weights
    }
}

/// How the variance between studies is estimated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TauMethod {
    /// Moments of Q (1986); closed form.
    DerSimonianLaird,
    /// Restricted maximum likelihood.
    RestrictedMaximumLikelihood,
    /// The τ² at which Q equals its expectation (1982).
    PauleMandel,
}

/// The variance between studies, τ², cut at 0.
///
/// # Method
/// `DerSimonianLaird`: `(Q − (k − 1)) / (Σw − Σw²/Σw)`. `PauleMandel`: the root of
/// `Q(τ²) = k − 1` by Newton's method. `RestrictedMaximumLikelihood`: Fisher
/// scoring and Brent's method to the last digit (R: `metafor::rma(method = "REML")`).
///
/// # Undefined when
/// Fewer than two studies.
///
/// # Errors
/// The [`Undefined`] reason.
///
/// # References
/// `DerSimonian` R, Laird N, Control Clin Trials 1986;7:177, doi:10.1016/0197-2456(86)90046-2.
/// Paule RC, Mandel J, J Res Natl Bur Stand 1982;87:377, doi:10.6028/jres.087.022.
/// Viechtbauer W, J Educ Behav Stat 2005;30:261, doi:10.3102/10769986030003261.
///
/// # Examples
/// ```
/// use rpl_immune_profile::engine::stats::heterogeneity::*;
///
/// let study = |effect| StudyEffect { name: String::new(), effect, variance: 1.0 };
/// let studies = Studies::new(vec![study(0.0), study(2.0), study(4.0)])?;
/// // Q = 8, so τ² = (8 − 2)/(3 − 1) = 3; the sample variance 4 less 1.
/// assert_eq!(tau_squared(&studies, TauMethod::DerSimonianLaird)?, 3.0);
/// # Ok::<(), rpl_immune_profile::engine::stats::Undefined>(())
/// ```
pub fn tau_squared(studies: &Studies, method: TauMethod) -> Result<f64, Undefined> {
    let degrees = studies.number() - 1.0;
    if degrees < 1.0 {
        return Err(Undefined::TooFewStudies { needed: 2 });
    }
    match method {
        TauMethod::DerSimonianLaird => {
            let at = studies.weighted(0.0);
            Ok(((at.q - degrees) / (at.weights - at.squares / at.weights)).max(0.0))
        }
        TauMethod::PauleMandel => Ok(where_q_is(studies, degrees)),
        TauMethod::RestrictedMaximumLikelihood => restricted(studies),
    }
}

/// The τ² at which Q falls to a value, 0 when it is below it already.
///
/// Q is convex and falling, so Newton's method from 0 climbs to the root.
fn where_q_is(studies: &Studies, value: f64) -> f64 {
    let mut tau = 0.0;
    for _ in 0..500 {
        let at = studies.weighted(tau);
        let step = (at.q - value) / at.slope;
        let next = tau + step;
        if step.is_nan() || step <= 1e-16 * tau || next <= tau {
            // Past the root by rounding, or already below it at 0.
            return if tau > 0.0 { next.max(0.0) } else { 0.0 };
        }
        tau = next;
    }
    tau
}

fn restricted(studies: &Studies) -> Result<f64, Undefined> {
    let smallest =
        studies.as_slice().iter().fold(f64::INFINITY, |least, study| least.min(study.variance));
    // From a moment estimate above 0: 0 itself can be a stationary border.
    let start = tau_squared(studies, TauMethod::DerSimonianLaird)?;
    let mut tau = start.max(1e-3 * smallest);
    let (mut low, mut high, mut last) = (None, None, f64::INFINITY);
    for _ in 0..10_000 {
        let at = studies.weighted(tau);
        let score = at.restricted_score();
        if score > 0.0 {
            low = Some(tau);
        } else {
            high = Some(tau);
        }
        if let (Some(low), Some(high)) = (low, high) {
            // Scoring can go to and fro for ever where the likelihood is skewed.
            return Ok(zero_between(low, high, |tau| studies.weighted(tau).restricted_score()));
        }
        let ratio = at.squares / at.weights;
        let information = at.squares - 2.0 * at.cubes / at.weights + ratio * ratio;
        let mut step = score / information;
        if !step.is_finite() {
            return Err(Undefined::DidNotConverge);
        }
        if tau + step < 0.0 {
            if tau < 1e-10 * smallest {
                return Ok(0.0);
            }
            step = -0.9 * tau;
        }
        tau += step;
        let size = step.abs();
        if size <= 1e-15 * tau || (size <= 1e-12 * tau && size >= last) {
            return Ok(tau);
        }
        last = size;
    }
    Err(Undefined::DidNotConverge)
}

/// How much the studies differ.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Heterogeneity {
    /// Cochran's Q, chi-square with k − 1 degrees of freedom.
    pub q: TestResult,
    /// τ² by the method asked for, with the Q-profile interval (which belongs to
    /// Paule-Mandel and can miss other estimates).
    pub tau_squared: Uncertain,
    /// `τ²/(τ² + s²)` with the typical variance s², from 0 to 1, with the interval
    /// that follows from that of τ² (metafor's I²).
    pub i_squared: Uncertain,
    /// `(Q − (k − 1))/Q`, at least 0: Higgins' I², whatever the method for τ².
    pub i_squared_from_q: f64,
}

/// Q, τ² and I² with their intervals.
///
/// # Method
/// The interval of τ² holds the values at which Q(τ²) lies between the quantiles
/// of chi-square with k − 1 degrees of freedom (R: `confint(rma())`); limits
/// below 0 are 0. Where Q lies below both even at τ² = 0 no value agrees with the
/// studies, and there is no interval (metafor prints 0 to 0 and says that the set
/// is empty). With `s² = (k − 1) Σw / ((Σw)² − Σw²)`, I² is `τ²/(τ² + s²)`.
///
/// # Undefined when
/// Fewer than two studies.
///
/// # Errors
/// The [`Undefined`] reason.
///
/// # References
/// Cochran WG, Biometrics 1954;10:101, doi:10.2307/3001666.
/// Viechtbauer W, Stat Med 2007;26:37, doi:10.1002/sim.2514 (intervals).
/// Higgins JPT, Thompson SG, Stat Med 2002;21:1539, doi:10.1002/sim.1186.
///
/// # Examples
/// ```
/// use rpl_immune_profile::engine::stats::heterogeneity::*;
///
/// let study = |effect| StudyEffect { name: String::new(), effect, variance: 1.0 };
/// let studies = Studies::new(vec![study(0.0), study(2.0), study(4.0)])?;
/// let found = heterogeneity(&studies, TauMethod::PauleMandel, 0.95)?;
/// assert!(found.q.statistic.is_some_and(|q| (q - 8.0).abs() < 1e-12));
/// assert!((found.i_squared.value - 0.75).abs() < 1e-12);
/// # Ok::<(), rpl_immune_profile::engine::stats::Undefined>(())
/// ```
pub fn heterogeneity(
    studies: &Studies,
    method: TauMethod,
    level: f64,
) -> Result<Heterogeneity, Undefined> {
    check_level(level)?;
    let tau = tau_squared(studies, method)?;
    let degrees = studies.number() - 1.0;
    let at = studies.weighted(0.0);
    let typical = degrees * at.weights / (at.weights * at.weights - at.squares);
    let tail = (1.0 - level) / 2.0;
    let quantile = |tail: f64| special::chi_square_upper_quantile(tail, degrees);
    let limit = |tail: f64| where_q_is(studies, quantile(tail));
    // Q falls with τ²: where it is below both quantiles at 0 already, no τ² agrees.
    let interval = if at.q < quantile(1.0 - tail) {
        Err(Undefined::EmptyInterval)
    } else {
        Ok(Interval { lower: limit(tail), upper: limit(1.0 - tail), level })
    };
    let share = |tau: f64| tau / (tau + typical);
    Ok(Heterogeneity {
        q: TestResult::chi_square(at.q, degrees)?,
        tau_squared: Uncertain { value: tau, interval },
        i_squared: Uncertain {
            value: share(tau),
            interval: interval.map(|Interval { lower, upper, level }| Interval {
                lower: share(lower),
                upper: share(upper),
                level,
            }),
        },
        i_squared_from_q: if at.q > degrees { (at.q - degrees) / at.q } else { 0.0 },
    })
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    fn studies(effects: &[f64]) -> Studies {
        let study = |&effect| StudyEffect { name: String::new(), effect, variance: 2.0 };
        Studies::new(effects.iter().map(study).collect()).expect("studies")
    }

    /// With equal variances all three methods give the sample variance less theirs.
    #[test]
    fn equal_variances_by_hand() {
        for method in [
            TauMethod::DerSimonianLaird,
            TauMethod::RestrictedMaximumLikelihood,
            TauMethod::PauleMandel,
        ] {
            let found = tau_squared(&studies(&[1.0, 4.0, 7.0]), method).expect("defined");
            assert!((found - 7.0).abs() < 1e-13, "{method:?} {found}");
            let found = tau_squared(&studies(&[1.0, 1.5, 1.0]), method).expect("defined");
            assert_eq!(found.to_bits(), 0.0_f64.to_bits(), "{method:?} {found}");
        }
    }

    /// Here Fisher's scoring alone goes to and fro for ever: the root of the score
    /// written out, `Σ w² d² − Σ w + Σ w²/Σ w` with `w = 1/(v + τ²)`.
    #[test]
    fn restricted_likelihood_settles_where_scoring_does_not() {
        let pairs = [
            (0.633, 0.696),
            (0.880, 0.360),
            (0.742, 0.792),
            (1.279, 0.01),
            (0.992, 0.485),
            (0.368, 0.01),
        ];
        let study = |&(effect, variance): &(f64, f64)| StudyEffect {
            name: String::new(),
            effect,
            variance,
        };
        let studies = Studies::new(pairs.iter().map(study).collect()).expect("studies");
        let tau = tau_squared(&studies, TauMethod::RestrictedMaximumLikelihood).expect("defined");
        let weight = |variance: f64| 1.0 / (variance + tau);
        let weights: f64 = pairs.iter().map(|&(_, v)| weight(v)).sum();
        let mean = pairs.iter().map(|&(y, v)| weight(v) * y).sum::<f64>() / weights;
        let squares: f64 = pairs.iter().map(|&(_, v)| weight(v).powi(2)).sum();
        let slope: f64 = pairs.iter().map(|&(y, v)| (weight(v) * (y - mean)).powi(2)).sum();
        assert!((slope - weights + squares / weights).abs() < 1e-12 * weights, "{tau}");
        assert!(tau > 0.1 && tau < 1.0, "{tau}");
    }

    #[test]
    fn undefined_is_said() {
        let few = Undefined::TooFewStudies { needed: 2 };
        assert_eq!(tau_squared(&studies(&[1.0]), TauMethod::PauleMandel), Err(few));
        let bad = StudyEffect { name: String::new(), effect: 0.0, variance: 0.0 };
        assert_eq!(Studies::new(vec![bad]), Err(Undefined::OutOfRange));
    }
}

//! Inverse probability of treatment weighting.

use serde::{Deserialize, Serialize};

use crate::engine::stats::design::{Design, FitError};
use crate::engine::stats::logistic::{LogisticFit, logistic};
use crate::engine::stats::{Estimate, Uncertain, Undefined, check_level, count, special};

/// Propensities outside 0.05 to 0.95 count as extreme.
pub const EXTREME_PROPENSITY: f64 = 0.05;

/// The probability of treatment given covariates, and the weights from it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Propensity {
    /// The logistic model of treatment.
    pub model: LogisticFit,
    /// Each complete person's probability of treatment.
    pub scores: Vec<f64>,
    /// Whether each complete person was treated.
    pub treated: Vec<bool>,
    /// Each complete person's stabilized weight.
    pub weights: Vec<f64>,
    /// What speaks for or against comparing the groups.
    pub overlap: Overlap,
}

/// Whether treated and untreated people with the same covariates exist.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Overlap {
    /// Lowest and highest score of the treated.
    pub treated_range: ScoreRange,
    /// Lowest and highest score of the untreated.
    pub untreated_range: ScoreRange,
    /// People whose score lies outside the range of the other group.
    pub outside: usize,
    /// People with a score below 0.05 or above 0.95.
    pub extreme: usize,
    /// The largest weight.
    pub largest_weight: f64,
    /// Effective number of treated, `(Σw)²/Σw²`.
    pub effective_treated: f64,
    /// Effective number of untreated.
    pub effective_untreated: f64,
}

impl Overlap {
    /// Whether results should carry a warning: someone's score is extreme or
    /// outside the range of the other group by more than one in twenty people, or
    /// a weight exceeds 10.
    #[must_use]
    pub fn warns(&self, people: usize) -> bool {
        self.extreme > 0 || 20 * self.outside > people || self.largest_weight > 10.0
    }
}

/// The lowest and the highest score of a group.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ScoreRange {
    /// Lowest.
    pub lowest: f64,
    /// Highest.
    pub highest: f64,
}

fn range(scores: impl Iterator<Item = f64>) -> ScoreRange {
    let start = ScoreRange { lowest: f64::INFINITY, highest: f64::NEG_INFINITY };
    scores.fold(start, |range, score| ScoreRange {
        lowest: range.lowest.min(score),
        highest: range.highest.max(score),
    })
}

/// The propensity score by logistic regression, with stabilized weights.
///
/// The outcome of `design` is the treatment.
///
/// # Method
/// With `e` the fitted probability of treatment and `p` the share treated,
/// ```text
/// w = p/e for the treated,   w = (1 − p)/(1 − e) for the untreated
/// ```
///
/// # Undefined when
/// The logistic model is; with separation nobody can be compared.
///
/// # Errors
/// The [`FitError`] reason.
///
/// # References
/// Rosenbaum PR, Rubin DB, Biometrika 1983;70:41, doi:10.1093/biomet/70.1.41.
/// Robins JM, Hernán MA, Brumback B, Epidemiology 2000;11:550,
/// doi:10.1097/00001648-200009000-00011.
///
/// # Examples
/// ```
/// use rpl_immune_profile::engine::stats::design::{Covariate, Design};
/// use rpl_immune_profile::engine::stats::weighting::propensity;
///
/// // Treated: 1 of 4 with x = 0, 3 of 4 with x = 1.
/// let x = [0., 0., 0., 0., 1., 1., 1., 1.].map(Some);
/// let treated = [true, false, false, false, true, true, true, false].map(Some);
/// let design = Design::new(&treated, &[Covariate { name: "x", values: &x }])?;
/// let found = propensity(&design)?;
/// assert!((found.weights[0] - 0.5 / 0.25).abs() < 1e-12);
/// # Ok::<(), rpl_immune_profile::engine::stats::design::FitError>(())
/// ```
pub fn propensity(design: &Design) -> Result<Propensity, FitError> {
    let model = logistic(design, 0.95)?;
    let scores = model.probabilities(design);
    let treated = design.outcomes();
    let share = count(design.events()) / count(design.people());
    let weights: Vec<f64> = scores
        .iter()
        .zip(&treated)
        .map(|(e, &treated)| if treated { share / e } else { (1.0 - share) / (1.0 - e) })
        .collect();
    let group = |wanted: bool| {
        let pairs = scores.iter().zip(&weights).zip(&treated);
        pairs.filter(move |&(_, &treated)| treated == wanted).map(|((&e, &w), _)| (e, w))
    };
    let effective = |wanted: bool| {
        let (sum, squares) =
            group(wanted).fold((0.0, 0.0), |(sum, squares), (_, w)| (sum + w, squares + w * w));
        sum * sum / squares
    };
    let treated_range = range(group(true).map(|(e, _)| e));
    let untreated_range = range(group(false).map(|(e, _)| e));
    let beyond = |e: f64, other: ScoreRange| e < other.lowest || e > other.highest;
    let overlap = Overlap {
        treated_range,
        untreated_range,
        outside: group(true).filter(|&(e, _)| beyond(e, untreated_range)).count()
            + group(false).filter(|&(e, _)| beyond(e, treated_range)).count(),
        extreme: scores
            .iter()
            .filter(|&&e| !(EXTREME_PROPENSITY..=1.0 - EXTREME_PROPENSITY).contains(&e))
            .count(),
        largest_weight: weights.iter().fold(0.0, |a: f64, &b| a.max(b)),
        effective_treated: effective(true),
        effective_untreated: effective(false),
    };
    Ok(Propensity { model, scores, treated, weights, overlap })
}

/// The balance of one covariate between treated and untreated.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Balance {
    /// The covariate.
    pub name: String,
    /// Standardized mean difference as the data are.
    pub before: f64,
    /// Standardized mean difference with weights.
    pub after: f64,
}

/// The balance of each covariate of the model before and after weighting.
///
/// # Method
/// Treated less untreated, weighted means for `after`, both divided by the same
/// unweighted `√((s₁² + s₀²)/2)` (the convention of cobalt and of
/// [`super::standardized::mean_difference`]).
///
/// # Undefined when
/// A group has fewer than two people, or a covariate does not vary within groups.
///
/// # Errors
/// The [`Undefined`] reason.
///
/// # References
/// Austin PC, Stuart EA, Stat Med 2015;34:3661, doi:10.1002/sim.6607.
///
/// # Examples
/// ```
/// use rpl_immune_profile::engine::stats::design::{Covariate, Design};
/// use rpl_immune_profile::engine::stats::weighting::{balance, propensity};
///
/// let x = [0., 0., 0., 0., 1., 1., 1., 1.].map(Some);
/// let treated = [true, false, false, false, true, true, true, false].map(Some);
/// let design = Design::new(&treated, &[Covariate { name: "x", values: &x }])?;
/// let found = balance(&design, &propensity(&design)?)?;
/// assert!((found[0].before - 1.0).abs() < 1e-12 && found[0].after.abs() < 1e-12);
/// # Ok::<(), rpl_immune_profile::engine::stats::design::FitError>(())
/// ```
pub fn balance(design: &Design, propensity: &Propensity) -> Result<Vec<Balance>, Undefined> {
    let width = design.width();
    if design.people() != propensity.weights.len() {
        return Err(Undefined::UnequalLengths);
    }
    (1..width)
        .map(|j| {
            // Standardized inside: differences in units of spread do not change.
            let column = || design.rows.chunks_exact(width).map(move |row| row[j]);
            let group = |wanted: bool| {
                let people = column().zip(&propensity.weights).zip(&propensity.treated);
                let (mut n, mut sum, mut squares, mut total, mut weighted) =
                    (0.0, 0.0, 0.0, 0.0, 0.0);
                for ((x, w), _) in people.filter(|&(_, &treated)| treated == wanted) {
                    n += 1.0;
                    sum += x;
                    squares += x * x;
                    total += w;
                    weighted += w * x;
                }
                let variance = (squares - sum * sum / n) / (n - 1.0);
                (sum / n, weighted / total, variance, n)
            };
            let (one, zero) = (group(true), group(false));
            if one.3 < 2.0 || zero.3 < 2.0 {
                return Err(Undefined::TooFewInGroup { needed: 2 });
            }
            let spread = f64::midpoint(one.2, zero.2).sqrt();
            if spread.is_nan() || spread <= 1e-12 {
                return Err(Undefined::InfiniteDifference);
            }
            Ok(Balance {
                name: design.names[j].clone(),
                before: (one.0 - zero.0) / spread,
                after: (one.1 - zero.1) / spread,
            })
        })
        .collect()
}

/// The effect of treatment on a yes-or-no outcome with weights.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct WeightedEffect {
    /// Weighted risk of the treated.
    pub treated_risk: f64,
    /// Weighted risk of the untreated.
    pub untreated_risk: f64,
    /// Risk difference with its robust interval, which does not exist where
    /// everybody or nobody of each group has the event.
    pub risk_difference: Uncertain,
    /// Risk ratio with its robust interval.
    pub risk_ratio: Result<Estimate, Undefined>,
    /// Odds ratio with its robust interval.
    pub odds_ratio: Result<Estimate, Undefined>,
}

/// The weighted risks of treated and untreated and their contrasts.
///
/// # Method
/// Weighted means of the outcome in each group, with sandwich (HC0) variance
/// ```text
/// var(p) = Σ w² (y − p)² / (Σ w)²
/// ```
/// and from it by the delta method those of `ln p` and `logit p`: what
/// `sandwich::sandwich` gives for `glm(y ~ treated, weights = w)`. The weights
/// are taken as known, which makes intervals a little too wide.
///
/// # Undefined when
/// A group is empty or the lengths differ; a ratio of risks, when nobody in a group
/// has the event; that of odds, when a weighted risk is 0 or 1; every interval, when
/// the variance is 0 because everybody or nobody of each group has the event.
///
/// # Errors
/// The [`Undefined`] reason.
///
/// # References
/// Robins JM, Hernán MA, Brumback B, Epidemiology 2000;11:550,
/// doi:10.1097/00001648-200009000-00011. Huber PJ, Proc Fifth Berkeley Symp 1967;1:221.
///
/// # Examples
/// ```
/// use rpl_immune_profile::engine::stats::weighting::weighted_effect;
///
/// let treated = [true, true, true, true, false, false, false, false];
/// let event = [true, true, true, false, true, false, false, false];
/// let found = weighted_effect(&event, &treated, &[1.0; 8], 0.95)?;
/// assert_eq!(found.risk_difference.value, 0.5);
/// # Ok::<(), rpl_immune_profile::engine::stats::Undefined>(())
/// ```
pub fn weighted_effect(
    events: &[bool],
    treated: &[bool],
    weights: &[f64],
    level: f64,
) -> Result<WeightedEffect, Undefined> {
    check_level(level)?;
    if events.len() != treated.len() || events.len() != weights.len() {
        return Err(Undefined::UnequalLengths);
    }
    if weights.iter().any(|w| !w.is_finite() || *w < 0.0) {
        return Err(Undefined::OutOfRange);
    }
    let group = |wanted: bool| {
        let people = || {
            let all = events.iter().zip(weights).zip(treated);
            all.filter(move |&(_, &treated)| treated == wanted).map(|(pair, _)| pair)
        };
        let total: f64 = people().map(|(_, w)| w).sum();
        if total <= 0.0 {
            return Err(Undefined::EmptyGroup);
        }
        let risk = people().filter(|&(&event, _)| event).map(|(_, w)| w).sum::<f64>() / total;
        let variance =
            people().map(|(&event, w)| (w * (f64::from(event) - risk)).powi(2)).sum::<f64>()
                / (total * total);
        // The sum of the weights of events can differ from the total by rounding.
        let all = people().all(|(&event, _)| event);
        Ok((if all { 1.0 } else { risk }, variance))
    };
    let ((one, one_variance), (zero, zero_variance)) = (group(true)?, group(false)?);
    let half = special::two_sided_z(level) * (one_variance + zero_variance).sqrt();
    let inside = |risk: f64| risk > 0.0 && risk < 1.0;
    let odds_scale = |risk: f64| (risk * (1.0 - risk)).powi(2);
    Ok(WeightedEffect {
        treated_risk: one,
        untreated_risk: zero,
        risk_difference: Uncertain::around(one - zero, half, level),
        risk_ratio: if one <= 0.0 || zero <= 0.0 {
            Err(Undefined::NoEventsInGroup)
        } else if half <= 0.0 {
            Err(Undefined::ZeroVariance)
        } else {
            let ln_variance = one_variance / (one * one) + zero_variance / (zero * zero);
            Ok(Estimate::of_ratio(one / zero, ln_variance, level))
        },
        odds_ratio: if inside(one) && inside(zero) {
            let value = one * (1.0 - zero) / ((1.0 - one) * zero);
            let ln_variance = one_variance / odds_scale(one) + zero_variance / odds_scale(zero);
            Ok(Estimate::of_ratio(value, ln_variance, level))
        } else {
            Err(Undefined::ZeroCell)
        },
    })
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn undefined_is_said() {
        let none = weighted_effect(&[true], &[true], &[1.0], 0.95);
        assert_eq!(none, Err(Undefined::EmptyGroup));
        let negative = weighted_effect(&[true, false], &[true, false], &[1.0, -1.0], 0.95);
        assert_eq!(negative, Err(Undefined::OutOfRange));
        let all = weighted_effect(&[true, false], &[true, false], &[2.0, 3.0], 0.95);
        let all = all.expect("defined");
        let difference = Uncertain { value: 1.0, interval: Err(Undefined::ZeroVariance) };
        assert_eq!(all.risk_difference, difference);
        assert_eq!(all.odds_ratio, Err(Undefined::ZeroCell));
        assert_eq!(all.risk_ratio, Err(Undefined::NoEventsInGroup));
        let births = weighted_effect(&[true, true], &[true, false], &[2.0, 3.0], 0.95);
        assert_eq!(births.expect("defined").risk_ratio, Err(Undefined::ZeroVariance));
    }
}

//! Internal validation of a logistic model: what it is worth in people it was not
//! made from.

use serde::{Deserialize, Serialize};

use crate::engine::stats::design::{COLLINEAR, Design};
use crate::engine::stats::firth::{self, FirthFit};
use crate::engine::stats::likelihood::{Model, maximize, probability};
use crate::engine::stats::linear::Cholesky;
use crate::engine::stats::logistic::{self, LogisticFit, model_of};
use crate::engine::stats::random::Random;
use crate::engine::stats::{Progress, Undefined, count, report_progress};

/// Fewer people than this with either outcome tell nothing of other people; ours.
pub const FEWEST_OF_EACH: usize = 10;

/// At most one of so many resamples may be without finite estimates; ours.
const ONE_OF: u32 = 10;

/// Log odds within this of each other differ by rounding only.
const EQUAL: f64 = 1e-9;

/// The fit of all people, which says how resamples are fitted too.
#[derive(Clone, Copy, Debug)]
pub enum FittedModel<'a> {
    /// By maximum likelihood.
    Likelihood(&'a LogisticFit),
    /// By Firth's penalized likelihood, with the intercept of FLIC.
    Penalized(&'a FirthFit),
}

impl FittedModel<'_> {
    /// The log odds of each person.
    fn log_odds(self, design: &Design) -> Vec<f64> {
        match self {
            FittedModel::Likelihood(fit) => design.predictors(&fit.inner),
            FittedModel::Penalized(fit) => fit.flic_predictors.clone(),
        }
    }

    /// The log odds of everyone by the fit to those drawn; nothing where their fit
    /// has no finite estimates.
    fn refitted(self, design: &Design, drawn: &[f64]) -> Option<Vec<f64>> {
        if !determines(design, drawn) {
            return None;
        }
        match self {
            FittedModel::Likelihood(fit) => {
                Some(design.predictors(&logistic::refit(design, fit, drawn).ok()?))
            }
            FittedModel::Penalized(_) => firth::refit(design, drawn).ok(),
        }
    }
}

/// Whether those drawn have both outcomes, and no column that is constant or follows
/// from others. Newton's method would not notice the latter, but step at random
/// along what nobody determines.
fn determines(design: &Design, drawn: &[f64]) -> bool {
    let events: f64 = drawn.iter().zip(&design.outcome).map(|(times, event)| times * event).sum();
    if events <= 0.0 || events >= count(design.people()) {
        return false;
    }
    let width = design.width();
    let information = model_of(design, Some(drawn)).slope(&vec![0.0; width]).information;
    Cholesky::new(&information, width, COLLINEAR).is_ok()
}

/// A measure of performance in the people the model was made from, and corrected.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct OptimismEstimate {
    /// In the people the model was made from.
    pub apparent: f64,
    /// By how much that is too high on average.
    pub optimism: f64,
    /// Apparent minus optimism: what is to be expected in other people like these.
    pub corrected: f64,
}

/// What the internal validation of a model found.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Validation {
    /// Whether Firth's estimates were validated, not those of maximum likelihood.
    pub is_penalized: bool,
    /// Resamples drawn.
    pub n_drawn: u32,
    /// Resamples whose fit has finite estimates; the others are left out.
    pub n_used: u32,
    /// Area under the receiver operating characteristic curve.
    pub area: OptimismEstimate,
    /// Slope of the outcome's log odds on those predicted. The corrected one is what
    /// to multiply the model's log odds ratios with (uniform shrinkage).
    pub slope: OptimismEstimate,
    /// Brier score: the lower the better, so that its optimism is negative.
    pub brier: OptimismEstimate,
}

/// Harrell's bootstrap: the performance of a model corrected for optimism.
///
/// # Method
/// As many people as there are are drawn with replacement (xoshiro256++), the same
/// model is fitted to them, and
/// ```text
/// optimism  = mean of (performance in those drawn − performance of that fit in all)
/// corrected = apparent − optimism
/// ```
/// Performance is the area under the curve, the calibration slope (of the logistic
/// regression of the outcome on the predicted log odds) and the Brier score. Of maximum likelihood
/// the slope is 1 in those drawn, so that the corrected one is the mean slope in all;
/// of a single weak predictor that mean moves far by chance, because the slope is one
/// over an effect that may be near 0. R: `rms::validate(method = "boot")`.
///
/// # Undefined when
/// Fewer than [`FEWEST_OF_EACH`] people have either outcome; the fit divides the
/// outcomes completely or tells everyone the same; more than a tenth of the resamples have no finite estimates
/// (one outcome, separation, a column that is constant or follows from others), or
/// ones that tell everyone the same or divide the outcomes completely; no resample is
/// asked for; or `progress` stops it.
///
/// # Errors
/// The [`Undefined`] reason.
///
/// # References
/// Harrell FE, Lee KL, Mark DB, Stat Med 1996;15:361,
/// `doi:10.1002/(SICI)1097-0258(19960229)15:4<361::AID-SIM168>3.0.CO;2-4`.
/// Steyerberg EW et al., J Clin Epidemiol 2001;54:774, doi:10.1016/S0895-4356(01)00341-9.
///
/// # Examples
/// ```
/// use rpl_immune_profile::engine::stats::design::{Covariate, Design};
/// use rpl_immune_profile::engine::stats::keep_going;
/// use rpl_immune_profile::engine::stats::logistic::logistic;
/// use rpl_immune_profile::engine::stats::validation::{FittedModel, validate};
///
/// let dose: Vec<Option<f64>> = (0..60).map(|i| Some(f64::from(i))).collect();
/// let noise: Vec<Option<f64>> = (0..60).map(|i| Some(f64::from(i * i % 7))).collect();
/// let event: Vec<Option<bool>> = (0..60).map(|i| Some(i % 3 == 0 || i > 45)).collect();
/// let covariates = [
///     Covariate { name: "dose", values: &dose },
///     Covariate { name: "noise", values: &noise },
/// ];
/// let design = Design::new(&event, &covariates)?;
/// let fit = logistic(&design, 0.95)?;
/// let found = validate(&design, FittedModel::Likelihood(&fit), 200, 1, &mut keep_going)?;
/// assert_eq!((found.n_drawn, found.n_used), (200, 200));
/// assert!(found.slope.corrected < 1.0 && found.brier.corrected > found.brier.apparent);
/// # Ok::<(), rpl_immune_profile::engine::stats::design::FitError>(())
/// ```
pub fn validate(
    design: &Design,
    fit: FittedModel<'_>,
    replicates: u32,
    seed: u64,
    progress: &mut Progress<'_>,
) -> Result<Validation, Undefined> {
    let people = design.people();
    let events = design.events();
    if replicates == 0 {
        return Err(Undefined::OutOfRange);
    }
    if events.min(people - events) < FEWEST_OF_EACH {
        return Err(Undefined::TooFewInGroup { needed: FEWEST_OF_EACH });
    }
    let everyone = vec![1.0; people];
    let apparent =
        PredictedOutcomes::new(fit.log_odds(design), &design.outcome).performance(&everyone)?;
    let mut random = Random::new(seed);
    let mut drawn = vec![0.0; people];
    let (mut n_used, mut sums) = (0, [0.0; 3]);
    for done in 0..replicates {
        report_progress(progress, f64::from(done) / f64::from(replicates))?;
        drawn.fill(0.0);
        for _ in 0..people {
            drawn[random.place(people)] += 1.0;
        }
        let optimism = || -> Option<[f64; 3]> {
            let predicted = PredictedOutcomes::new(fit.refitted(design, &drawn)?, &design.outcome);
            let (within, outside) =
                (predicted.performance(&drawn).ok()?, predicted.performance(&everyone).ok()?);
            Some(std::array::from_fn(|place| within[place] - outside[place]))
        };
        if let Some(optimism) = optimism() {
            n_used += 1;
            for (sum, one) in sums.iter_mut().zip(optimism) {
                *sum += one;
            }
        }
    }
    if replicates - n_used > replicates / ONE_OF {
        return Err(Undefined::FewResamplesUsed { used: n_used, drawn: replicates });
    }
    let [area, slope, brier] = std::array::from_fn(|place| {
        let (apparent, optimism) = (apparent[place], sums[place] / f64::from(n_used));
        OptimismEstimate { apparent, optimism, corrected: apparent - optimism }
    });
    let is_penalized = matches!(fit, FittedModel::Penalized(_));
    Ok(Validation { is_penalized, n_drawn: replicates, n_used, area, slope, brier })
}

/// Log odds of everyone, with what happened.
struct PredictedOutcomes<'a> {
    /// 1 and the log odds, person by person.
    rows: Vec<f64>,
    /// The people by ascending log odds.
    order: Vec<usize>,
    outcome: &'a [f64],
}

impl<'a> PredictedOutcomes<'a> {
    fn new(log_odds: Vec<f64>, outcome: &'a [f64]) -> Self {
        let mut order: Vec<usize> = (0..log_odds.len()).collect();
        order.sort_unstable_by(|&one, &other| log_odds[one].total_cmp(&log_odds[other]));
        PredictedOutcomes {
            rows: log_odds.into_iter().flat_map(|eta| [1.0, eta]).collect(),
            order,
            outcome,
        }
    }

    fn log_odds(&self, person: usize) -> f64 {
        self.rows[2 * person + 1]
    }

    /// Area, slope and Brier score, each person counted as often as `weights` says.
    fn performance(&self, weights: &[f64]) -> Result<[f64; 3], Undefined> {
        let model = Model {
            rows: &self.rows,
            width: 2,
            outcome: self.outcome,
            weights: Some(weights),
            offsets: None,
        };
        let log_odds = |place: usize| self.log_odds(self.order[place]);
        if log_odds(self.order.len() - 1) - log_odds(0) < EQUAL {
            return Err(Undefined::EqualScores);
        }
        let slope = maximize(&model, vec![0.0, 1.0], None)
            .map_err(|_| Undefined::CompleteSeparation)?
            .coefficients[1];
        Ok([self.area(weights), slope, self.brier(weights)])
    }

    fn area(&self, weights: &[f64]) -> f64 {
        let (mut others, mut events, mut in_order) = (0.0, 0.0, 0.0);
        let equal = |one: &usize, other: &usize| {
            self.log_odds(*one).total_cmp(&self.log_odds(*other)).is_eq()
        };
        for tied in self.order.chunk_by(equal) {
            let all: f64 = tied.iter().map(|&person| weights[person]).sum();
            let here: f64 = tied.iter().map(|&person| weights[person] * self.outcome[person]).sum();
            in_order += here * (others + (all - here) / 2.0);
            others += all - here;
            events += here;
        }
        in_order / (others * events)
    }

    fn brier(&self, weights: &[f64]) -> f64 {
        let people = weights.iter().zip(self.outcome).enumerate();
        let sum: f64 = people
            .map(|(person, (weight, event))| {
                weight * (event - probability(self.log_odds(person)).0).powi(2)
            })
            .sum();
        sum / count(self.outcome.len())
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;
    use crate::engine::stats::design::Covariate;
    use crate::engine::stats::keep_going;
    use std::ops::ControlFlow;

    fn design(x: impl Fn(usize) -> f64, y: impl Fn(usize) -> bool) -> Design {
        let x: Vec<Option<f64>> = (0..60).map(|i| Some(x(i))).collect();
        let y: Vec<Option<bool>> = (0..60).map(|i| Some(y(i))).collect();
        Design::new(&y, &[Covariate { name: "x", values: &x }]).expect("a design")
    }

    #[expect(clippy::cast_precision_loss, reason = "small")]
    fn steps(i: usize) -> f64 {
        (i % 7) as f64
    }

    fn validated(design: &Design, replicates: u32) -> Result<Validation, Undefined> {
        let fit = logistic::logistic(design, 0.95).expect("a fit");
        validate(design, FittedModel::Likelihood(&fit), replicates, 1, &mut keep_going)
    }

    #[test]
    fn ten_of_each_outcome_are_needed() {
        for (events, is_given) in [(9, false), (10, true), (50, true), (51, false)] {
            let found = validated(&design(steps, |i| i < events), 20);
            let few = Err(Undefined::TooFewInGroup { needed: 10 });
            assert!(if is_given { found.is_ok() } else { found == few }, "{events}: {found:?}");
        }
    }

    /// Two people of 60 have a 1, with either outcome. Where one of them is not drawn the
    /// column is constant or tells the outcome without exception; both are drawn in
    /// 1 − 2 (59/60)^60 + (58/60)^60 = 40 % of the resamples.
    #[test]
    fn resamples_without_estimates_are_counted() {
        let rare = |i: usize| f64::from(u8::from(i == 1 || i == 30));
        let found = validated(&design(rare, |i| i < 20), 100);
        let Err(Undefined::FewResamplesUsed { used, drawn: 100 }) = found else {
            panic!("{found:?}");
        };
        assert!((25..55).contains(&used), "{used}");
    }

    #[test]
    fn it_can_be_stopped_and_asks_for_resamples() {
        let design = design(steps, |i| i < 30);
        assert_eq!(validated(&design, 0), Err(Undefined::OutOfRange));
        let fit = logistic::logistic(&design, 0.95).expect("a fit");
        let mut shares = Vec::new();
        let mut stop = |share| {
            shares.push(share);
            if share < 0.5 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        };
        let found = validate(&design, FittedModel::Likelihood(&fit), 4, 1, &mut stop);
        assert_eq!((found, shares), (Err(Undefined::Interrupted), vec![0.0, 0.25, 0.5]));
    }

    /// Equal log odds count one half, and weights of 2 and 0 are doubled and missing people.
    #[test]
    fn weights_count_people() {
        let outcome = [1.0, 0.0, 1.0, 0.0, 1.0, 0.0];
        let log_odds = vec![0.5, 0.5, 1.0, -1.0, -2.0, 3.0];
        let weights = [2.0, 1.0, 1.0, 1.0, 1.0, 0.0];
        let weighted = PredictedOutcomes::new(log_odds, &outcome);
        let chosen = [1.0, 1.0, 0.0, 1.0, 0.0, 1.0];
        let drawn = PredictedOutcomes::new(vec![0.5, 0.5, 0.5, 1.0, -1.0, -2.0], &chosen);
        // Of eight pairs four are in order and two are ties.
        assert_eq!(weighted.area(&weights).to_bits(), 0.625_f64.to_bits());
        let (found, expected) = (weighted.performance(&weights), drawn.performance(&[1.0; 6]));
        for (found, expected) in found.expect("finite").iter().zip(expected.expect("finite")) {
            assert!((found - expected).abs() < 1e-12);
        }
    }

    /// Log odds that divide the outcomes, or differ by rounding only, have no slope.
    #[test]
    fn predictions_that_divide_or_say_nothing_are_left_out() {
        let outcome = [0.0, 0.0, 1.0, 1.0];
        for (log_odds, reason) in [
            (vec![1.0, 2.0, 3.0, 4.0], Undefined::CompleteSeparation),
            (vec![1.0, 1.0, 1.0, 1.0 + 1e-15], Undefined::EqualScores),
        ] {
            assert_eq!(
                PredictedOutcomes::new(log_odds, &outcome).performance(&[1.0; 4]),
                Err(reason)
            );
        }
    }
}

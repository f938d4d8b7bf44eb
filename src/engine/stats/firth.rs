//! Firth's penalized logistic regression.

use serde::{Deserialize, Serialize};

use crate::engine::stats::design::{Design, FitError};
use crate::engine::stats::likelihood::{
    Model, Slope, constrained_step, intercept_beside, probability,
};
use crate::engine::stats::linear::{Cholesky, sandwich};
use crate::engine::stats::logistic::{Coefficient, coefficient, model_of};
use crate::engine::stats::profile::{Curve, Point, along, direction};
use crate::engine::stats::{Interval, Progress, Undefined, check_level, count, report_progress};

/// A fitted penalized model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FirthFit {
    /// Intercept first, with profile penalized-likelihood intervals and tests.
    /// Standard errors are from the inverse information (as brglm2; logistf
    /// reports those of the augmented data).
    pub coefficients: Vec<Coefficient>,
    /// Penalized log-likelihood, without the constant of the columns' scales.
    pub penalized_log_likelihood: f64,
    /// The intercept for which the mean prediction is the observed share (FLIC);
    /// use it, not the first coefficient, for predicted probabilities.
    pub flic_intercept: f64,
    /// Complete persons.
    pub people: usize,
    /// Persons left out for a missing value.
    pub excluded: usize,
    /// Complete persons with the event.
    pub events: usize,
    /// Scoring steps.
    pub iterations: usize,
    flic_predictors: Vec<f64>,
}

impl FirthFit {
    /// The FLIC probability of each complete person, in order.
    #[must_use]
    pub fn probabilities(&self) -> Vec<f64> {
        self.flic_predictors.iter().map(|&eta| probability(eta).0).collect()
    }
}

/// Firth's logistic regression, which stays finite under separation.
///
/// # Method
/// Maximizes the likelihood with Jeffreys' penalty,
/// ```text
/// ℓ(β) + ½ ln det I(β)
/// ```
/// by scoring. Intervals and tests are from the profile of the penalized
/// likelihood with the determinant of all columns (as R's logistf). FLIC then
/// estimates the intercept again by maximum likelihood with the rest as offset.
///
/// # Undefined when
/// One outcome only, or `progress` stops it.
///
/// # Errors
/// The [`FitError`] reason.
///
/// # References
/// Firth D, Biometrika 1993;80:27, doi:10.1093/biomet/80.1.27.
/// Heinze G, Schemper M, Stat Med 2002;21:2409, doi:10.1002/sim.1047.
/// FLIC: Puhr R et al., Stat Med 2017;36:2302, doi:10.1002/sim.7273.
///
/// # Examples
/// ```
/// use rpl_immune_profile::engine::stats::design::{Covariate, Design};
/// use rpl_immune_profile::engine::stats::{firth::firth, keep_going};
///
/// // For a 2x2 table it adds ½ to each cell: ln(4.5 · 4.5 / (0.5 · 0.5)).
/// let x = [0., 0., 0., 0., 1., 1., 1., 1.].map(Some);
/// let y = [false, false, false, false, true, true, true, true].map(Some);
/// let design = Design::new(&y, &[Covariate { name: "x", values: &x }])?;
/// let fit = firth(&design, 0.95, &mut keep_going)?;
/// assert!((fit.coefficients[1].odds_ratio.value - 81.0).abs() < 1e-9);
/// # Ok::<(), rpl_immune_profile::engine::stats::design::FitError>(())
/// ```
pub fn firth(
    design: &Design,
    level: f64,
    progress: &mut Progress<'_>,
) -> Result<FirthFit, FitError> {
    check_level(level)?;
    design.check_outcomes()?;
    let width = design.width();
    let model = model_of(design, None);
    let top = maximize_penalized(&model, vec![0.0; width], None)?;
    let covariance = sandwich(&design.back(), &top.factor.inverse(), width);
    let values = design.unscaled(&top.coefficients);
    let mut coefficients = Vec::with_capacity(width);
    for (j, &value) in values.iter().enumerate() {
        report_progress(progress, count(j) / count(width))?;
        let standard_error = covariance[j * width + j].sqrt();
        let constraint = design.constraint(j);
        let start = top.coefficients.clone();
        let direction = direction(&model, &start, &constraint)?;
        let curve = Curve {
            peak: top.penalized,
            at: value * design.scales[j],
            spread: standard_error * design.scales[j],
            evaluate: |held: f64, near: &[f64]| {
                let start = along(near, &direction, &constraint, held);
                let found = maximize_penalized(&model, start, Some(&constraint))?;
                Ok(Point {
                    likelihood: found.penalized,
                    slope: found.multiplier,
                    coefficients: found.coefficients,
                })
            },
        };
        let interval = curve.interval(&start, level)?;
        let test = curve.test(&start)?;
        let scale = design.scales[j];
        let interval =
            Interval { lower: interval.lower / scale, upper: interval.upper / scale, level };
        let name = design.names[j].clone();
        coefficients.push(coefficient(name, value, interval, standard_error, test));
    }
    let (flic_intercept, flic_predictors) = flic(design, &top.coefficients)?;
    Ok(FirthFit {
        coefficients,
        penalized_log_likelihood: top.penalized,
        flic_intercept,
        people: design.people(),
        excluded: design.excluded(),
        events: design.events(),
        iterations: top.iterations,
        flic_predictors,
    })
}

/// The intercept by maximum likelihood given the rest, and the predictors with it.
fn flic(design: &Design, inner: &[f64]) -> Result<(f64, Vec<f64>), FitError> {
    let predictors = design.predictors(inner);
    let correction = intercept_beside(&predictors, &design.outcome)?.coefficients[0];
    let intercept = design.unscaled(inner)[0] + correction;
    Ok((intercept, predictors.into_iter().map(|eta| eta + correction).collect()))
}

/// Where penalized scoring ended.
struct Top {
    coefficients: Vec<f64>,
    penalized: f64,
    multiplier: f64,
    factor: Cholesky,
    iterations: usize,
}

/// The penalized likelihood and its slope.
fn penalized(model: &Model<'_>, coefficients: &[f64]) -> Result<Slope, Undefined> {
    let mut slope = model.slope(coefficients);
    let factor = Cholesky::new(&slope.information, model.width, 0.0)
        .map_err(|_| Undefined::DidNotConverge)?;
    slope.log_likelihood += 0.5 * factor.ln_determinant();
    let mut scratch = vec![0.0; model.width];
    for (n, row) in model.rows.chunks_exact(model.width).enumerate() {
        let (p, variance, _) = probability(model.predictor(n, row, coefficients));
        let pull = variance * factor.quadratic(row, &mut scratch) * (0.5 - p);
        for (score, x) in slope.score.iter_mut().zip(row) {
            *score += pull * x;
        }
    }
    Ok(slope)
}

/// How long a step should be, from how the last one changed it (Barzilai J,
/// Borwein JM, IMA J Numer Anal 1988;8:141, doi:10.1093/imanum/8.1.141).
fn secant_length(before: &[f64], now: &[f64], share: f64) -> Option<f64> {
    let squares: f64 = before.iter().map(|b| b * b).sum();
    let change: f64 = before.iter().zip(now).map(|(b, n)| b * (b - n)).sum();
    let length = share * squares / change;
    (change > 0.0 && length.is_finite()).then(|| length.clamp(0.05, 5.0))
}

/// Maximizes the penalized likelihood, holding `constraint · coefficients` where
/// it starts if there is a constraint.
///
/// Scoring alone converges linearly, and in tiny samples not at all (steps of
/// equal size to and fro), so its steps get the length that the last one
/// suggests. It goes on until they are at the level of rounding.
fn maximize_penalized(
    model: &Model<'_>,
    start: Vec<f64>,
    constraint: Option<&[f64]>,
) -> Result<Top, Undefined> {
    let width = model.width;
    let mut coefficients = start;
    let mut slope = penalized(model, &coefficients)?;
    let mut best = f64::INFINITY;
    let mut stalled = 0;
    let mut relaxation = 1.0;
    let (mut last_step, mut last_share) = (None::<Vec<f64>>, 1.0);
    for iteration in 1..=2000 {
        let factor =
            Cholesky::new(&slope.information, width, 0.0).map_err(|_| Undefined::DidNotConverge)?;
        let (step, multiplier) = constrained_step(&factor, &slope.score, constraint);
        let largest = step.iter().fold(0.0, |a: f64, b| a.max(b.abs()));
        if let Some(before) = &last_step {
            relaxation = secant_length(before, &step, last_share).unwrap_or(1.0);
        }
        let mut share = if relaxation * largest > 5.0 { 5.0 / largest } else { relaxation };
        loop {
            let moved: Vec<f64> =
                coefficients.iter().zip(&step).map(|(b, s)| b + share * s).collect();
            let there = penalized(model, &moved);
            let tolerance = 1e-12 * slope.log_likelihood.abs().max(1.0);
            match there {
                Ok(next) if next.log_likelihood >= slope.log_likelihood - tolerance => {
                    (coefficients, slope) = (moved, next);
                    break;
                }
                _ if share < 1e-8 => return Err(Undefined::DidNotConverge),
                _ => share *= 0.5,
            }
        }
        last_share = share;
        last_step = Some(step);
        let scale = 1.0 + coefficients.iter().fold(0.0, |a: f64, b| a.max(b.abs()));
        stalled = if largest < 0.9 * best { 0 } else { stalled + 1 };
        best = best.min(largest);
        if largest <= 1e-15 * scale || (largest <= 1e-12 * scale && stalled > 3) {
            let penalized = slope.log_likelihood;
            return Ok(Top { coefficients, penalized, multiplier, factor, iterations: iteration });
        }
    }
    Err(Undefined::DidNotConverge)
}

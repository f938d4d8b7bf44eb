//! Firth's penalized logistic regression.

use serde::{Deserialize, Serialize};

use crate::engine::stats::design::{Design, FitError};
use crate::engine::stats::likelihood::probability;
use crate::engine::stats::logistic::{Coefficient, coefficient};
use crate::engine::stats::profile::ProfileCurve;
use crate::engine::stats::{Interval, Progress, Undefined, check_level, count, report_progress};

mod surface;

use surface::{LikelihoodSurface, Top};

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
    pub(super) flic_predictors: Vec<f64>,
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
/// With few people the penalized likelihood can have several maxima, most of all
/// where a number divides the outcomes: each lets the border pass between other
/// people. So every point of a profile is climbed to from several sides and the
/// highest counts; the fit is the highest maximum that was met anywhere; and an
/// interval ends where the profile passes the quantile for the last time.
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
    let surface = LikelihoodSurface::new(design, None)?;
    let mut top = surface.climb(vec![0.0; design.width()])?;
    for _ in 0..RESTARTS {
        match profiles(design, &surface, &top, level, progress)? {
            Profiles::Found(coefficients) => {
                let (flic_intercept, flic_predictors) = flic(&surface, &top)?;
                return Ok(FirthFit {
                    coefficients,
                    penalized_log_likelihood: top.penalized + surface.constant(),
                    flic_intercept,
                    people: design.people(),
                    excluded: design.excluded(),
                    events: design.events(),
                    iterations: top.iterations,
                    flic_predictors,
                });
            }
            Profiles::Higher(higher) => top = higher,
        }
    }
    Err(Undefined::DidNotConverge.into())
}

/// The FLIC log odds of each person by the fit to people who count as often as
/// `weights` says: what a bootstrap needs. One way up is taken, from no effects.
pub(super) fn refit(design: &Design, weights: &[f64]) -> Result<Vec<f64>, FitError> {
    let surface = LikelihoodSurface::new(design, Some(weights))?;
    let top = surface.climb(vec![0.0; design.width()])?;
    Ok(flic(&surface, &top)?.1)
}

/// How often the profiles may come upon a higher maximum.
const RESTARTS: usize = 20;

/// What the profiles from one maximum led to.
enum Profiles {
    /// Every coefficient.
    Found(Vec<Coefficient>),
    /// A higher maximum.
    Higher(Top),
}

fn profiles(
    design: &Design,
    surface: &LikelihoodSurface<'_>,
    top: &Top,
    level: f64,
    progress: &mut Progress<'_>,
) -> Result<Profiles, FitError> {
    let width = design.width();
    let mut coefficients = Vec::with_capacity(width);
    for (j, name) in design.names.iter().enumerate() {
        report_progress(progress, count(j) / count(width))?;
        let held = surface.hold(&design.constraint(j), top)?;
        let curve = ProfileCurve {
            peak: top.penalized,
            at: held.value,
            spread: held.spread,
            evaluate: |value: f64, near: &[f64]| held.highest(value, near),
        };
        // The test looks where the profile is widest, so it comes first.
        let test = curve.test(&top.coefficients);
        let interval = if surface.is_searched() {
            curve.outermost_interval(&top.coefficients, level)
        } else {
            curve.interval(&top.coefficients, level)
        };
        if let Some(point) = held.higher() {
            return Ok(Profiles::Higher(surface.climb(point)?));
        }
        let (test, interval) = (test?, interval?);
        let scale = design.scales[j];
        let interval =
            Interval { lower: interval.lower / scale, upper: interval.upper / scale, level };
        let (value, spread) = (held.value / scale, held.spread / scale);
        coefficients.push(coefficient(name.clone(), value, interval, spread, test));
    }
    Ok(Profiles::Found(coefficients))
}

/// The intercept by maximum likelihood given the rest, and the predictors with it.
fn flic(surface: &LikelihoodSurface<'_>, top: &Top) -> Result<(f64, Vec<f64>), FitError> {
    let predictors = surface.predictors(top);
    let correction = surface.correction(&predictors)?;
    let intercept = surface.intercept(top) + correction;
    Ok((intercept, predictors.into_iter().map(|eta| eta + correction).collect()))
}

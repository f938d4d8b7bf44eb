//! Likelihood-ratio tests and profile-likelihood intervals of a logistic model.

use crate::engine::stats::design::{Design, FitError};
use crate::engine::stats::likelihood::{Model, NoMaximum, maximize};
use crate::engine::stats::linear::Cholesky;
use crate::engine::stats::logistic::{Coefficient, LogisticFit, coefficient, model_of};
use crate::engine::stats::root::zero_between;
use crate::engine::stats::{Interval, Progress, TestResult, Undefined};
use crate::engine::stats::{check_level, count, report_progress, special};

/// Each coefficient with its profile-likelihood interval and likelihood-ratio test.
///
/// # Method
/// The interval holds the values b at which
/// ```text
/// 2 (max ℓ − max_{βⱼ = b} ℓ) ≤ χ²₁(level)
/// ```
/// Its limits are exact roots of the profile deviance (R's `confint.glm`
/// interpolates by a spline and is off by up to 1e-4). The test is at b = 0; R:
/// `drop1(fit, test = "LRT")`.
///
/// # Undefined when
/// The fit is (see [`super::logistic::logistic`]), `progress` stops it, or a limit
/// lies so far out that the information is singular to the last digit, as a handful
/// of nearly separated people can make it.
///
/// # Errors
/// The [`FitError`] reason.
///
/// # References
/// Venzon DJ, Moolgavkar SH, Appl Stat 1988;37:87, doi:10.2307/2347496.
///
/// # Examples
/// ```
/// use rpl_immune_profile::engine::stats::design::{Covariate, Design};
/// use rpl_immune_profile::engine::stats::{keep_going, logistic::logistic, profile::profile};
///
/// let poured = [1., 1., 1., 1., 0., 0., 0., 0.].map(Some);
/// let said = [true, true, true, false, true, false, false, false].map(Some);
/// let design = Design::new(&said, &[Covariate { name: "poured", values: &poured }])?;
/// let fit = logistic(&design, 0.95)?;
/// let found = profile(&design, &fit, 0.95, &mut keep_going)?;
/// // The likelihood-ratio statistic of the 2x2 table, G² = 2.0930.
/// assert_eq!(found[1].test.statistic.map(|x| (x * 1e4).round()), Some(20930.0));
/// # Ok::<(), rpl_immune_profile::engine::stats::design::FitError>(())
/// ```
pub fn profile(
    design: &Design,
    fit: &LogisticFit,
    level: f64,
    progress: &mut Progress<'_>,
) -> Result<Vec<Coefficient>, FitError> {
    check_level(level)?;
    let model = model_of(design, None);
    let mut found = Vec::with_capacity(design.width());
    for (j, ordinary) in fit.coefficients.iter().enumerate() {
        report_progress(progress, count(j) / count(design.width()))?;
        let constraint = design.constraint(j);
        let start = fit.inner.clone();
        let direction = direction(&model, &start, &constraint)?;
        let curve = ProfileCurve {
            peak: fit.log_likelihood,
            at: ordinary.log_odds.value * design.scales[j],
            spread: ordinary.standard_error * design.scales[j],
            evaluate: |value: f64, near: &[f64]| {
                let start = along(near, &direction, &constraint, value);
                let maximum =
                    maximize(&model, start, Some(&constraint)).map_err(|reason| match reason {
                        NoMaximum::Failed(undefined) => undefined,
                        NoMaximum::Rising(_) => Undefined::DidNotConverge,
                    })?;
                Ok(ProfilePoint {
                    likelihood: maximum.slope.log_likelihood,
                    slope: maximum.multiplier,
                    coefficients: maximum.coefficients,
                })
            },
        };
        let interval = curve.interval(&start, level)?;
        let test = curve.test(&start)?;
        found.push(coefficient(
            ordinary.name.clone(),
            ordinary.log_odds.value,
            Interval {
                lower: interval.lower / design.scales[j],
                upper: interval.upper / design.scales[j],
                level,
            },
            ordinary.standard_error,
            test,
        ));
    }
    Ok(found)
}

/// How the coefficients move, to first order, when `constraint · coefficients`
/// is moved by 1 and they follow.
pub(super) fn direction(
    model: &Model<'_>,
    coefficients: &[f64],
    constraint: &[f64],
) -> Result<Vec<f64>, Undefined> {
    let factor = Cholesky::new(&model.slope(coefficients).information, model.width, 0.0)
        .map_err(|_| Undefined::DidNotConverge)?;
    Ok(direction_of(&factor, constraint))
}

/// The same for factored information.
pub(super) fn direction_of(factor: &Cholesky, constraint: &[f64]) -> Vec<f64> {
    let mut column = constraint.to_vec();
    factor.solve(&mut column);
    let own: f64 = column.iter().zip(constraint).map(|(a, b)| a * b).sum();
    column.into_iter().map(|value| value / own).collect()
}

/// Nearby coefficients moved along a direction until the constraint has a value.
pub(super) fn along(near: &[f64], direction: &[f64], constraint: &[f64], value: f64) -> Vec<f64> {
    let by = value - near.iter().zip(constraint).map(|(a, b)| a * b).sum::<f64>();
    near.iter().zip(direction).map(|(b, d)| b + by * d).collect()
}

/// One point of a profile: the highest likelihood with a coefficient held, and
/// how it changes with that coefficient.
pub(super) struct ProfilePoint {
    pub(super) likelihood: f64,
    pub(super) slope: f64,
    pub(super) coefficients: Vec<f64>,
}

/// The profile of one coefficient.
pub(super) struct ProfileCurve<F> {
    pub(super) peak: f64,
    pub(super) at: f64,
    pub(super) spread: f64,
    /// The point at a value, started from nearby coefficients.
    pub(super) evaluate: F,
}

impl<F: Fn(f64, &[f64]) -> Result<ProfilePoint, Undefined>> ProfileCurve<F> {
    /// Where the signed root of the deviance is −z and z.
    pub(super) fn interval(&self, start: &[f64], level: f64) -> Result<Interval, Undefined> {
        let z = special::two_sided_z(level);
        Ok(Interval { lower: self.root(start, -z)?, upper: self.root(start, z)?, level })
    }

    /// The interval that ends where the deviance passes the quantile for the last
    /// time: a penalized profile can come up again outside of its first crossing.
    pub(super) fn outermost_interval(
        &self,
        start: &[f64],
        level: f64,
    ) -> Result<Interval, Undefined> {
        let z = special::two_sided_z(level);
        Ok(Interval { lower: self.last_root(start, -z)?, upper: self.last_root(start, z)?, level })
    }

    /// As [`ProfileCurve::root`], and then on as far again as from the maximum, in steps
    /// that grow.
    fn last_root(&self, start: &[f64], target: f64) -> Result<f64, Undefined> {
        const STEPS: [f64; 9] = [0.02, 0.05, 0.1, 0.2, 0.3, 0.45, 0.6, 0.8, 1.0];
        let beyond = |value: f64| {
            let point = self.point(value, start, start, self.at)?;
            Ok::<f64, Undefined>(2.0 * (self.peak - point.likelihood) - target * target)
        };
        let mut last = self.root(start, target)?;
        for _ in 0..20 {
            let at = |step: f64| last + step * (last - self.at);
            let is_inside = |step: &f64| beyond(at(*step)).is_ok_and(|miss| miss < 0.0);
            let Some(place) = STEPS.iter().rposition(is_inside) else {
                return Ok(last);
            };
            let (inside, outside) =
                (at(STEPS[place]), at(STEPS.get(place + 1).map_or(2.0, |s| *s)));
            let mut failed = None;
            last = zero_between(inside, outside, |value| {
                beyond(value).unwrap_or_else(|reason| {
                    failed = Some(reason);
                    0.0
                })
            });
            if let Some(reason) = failed {
                return Err(reason);
            }
        }
        Err(Undefined::DidNotConverge)
    }

    /// The point at a value, from the closer of the fit and the last point, else
    /// from the other, else from 0.
    fn point(
        &self,
        value: f64,
        start: &[f64],
        near: &[f64],
        near_value: f64,
    ) -> Result<ProfilePoint, Undefined> {
        let near_is_closer = (value - near_value).abs() < (value - self.at).abs();
        let (one, other) = if near_is_closer { (near, start) } else { (start, near) };
        (self.evaluate)(value, one)
            .or_else(|_| (self.evaluate)(value, other))
            .or_else(|_| (self.evaluate)(value, &vec![0.0; start.len()]))
    }

    /// Newton's method on the signed root of the deviance, which is close to a
    /// straight line, inside a bracket.
    fn root(&self, start: &[f64], target: f64) -> Result<f64, Undefined> {
        let side = target.signum();
        let (mut inner, mut outer) = (self.at, side * f64::INFINITY);
        // Whether the outer end of the bracket has been seen to lie beyond the root.
        let mut seen = false;
        let mut value = self.at + target * self.spread;
        let (mut near, mut near_value) = (start.to_vec(), self.at);
        for _ in 0..200 {
            let Ok(point) = self.point(value, start, &near, near_value) else {
                // Too far out for the likelihood to be computed: nearer.
                (outer, seen) = (value, false);
                value = f64::midpoint(inner, outer);
                continue;
            };
            let root = side * (2.0 * (self.peak - point.likelihood)).max(0.0).sqrt();
            (near, near_value) = (point.coefficients, value);
            let miss = root - target;
            if miss * side > 0.0 {
                (outer, seen) = (value, true);
            } else {
                inner = value;
            }
            let step = miss * root / point.slope;
            // root' = −slope/root, so the Newton step is +miss·root/slope.
            // Where the profile is nearly flat a Newton step would leap.
            let reach = 2.0 * (value - self.at).abs().max(self.spread);
            let mut next = value + step.clamp(-reach, reach);
            // Convergence is quadratic: what is left after this step is rounding.
            if step.abs() <= 1e-8 * self.spread {
                return Ok(next);
            }
            let beyond = (next - inner) * side <= 0.0 || (outer - next) * side <= 0.0;
            if beyond || !next.is_finite() {
                next = if outer.is_finite() {
                    f64::midpoint(inner, outer)
                } else {
                    value + 2.0 * (value - self.at)
                };
            }
            if seen && (outer - inner).abs() <= 1e-12 * self.spread {
                // A penalized profile can jump from one maximum to another here.
                return Ok(f64::midpoint(inner, outer));
            }
            value = next;
        }
        Err(Undefined::DidNotConverge)
    }

    /// The likelihood-ratio test that the coefficient is 0.
    ///
    /// A penalized profile can have two maxima there (seen with a skewed
    /// covariate), so it starts both from the fit and from 0 and takes the higher.
    pub(super) fn test(&self, start: &[f64]) -> Result<TestResult, Undefined> {
        let from_fit = (self.evaluate)(0.0, start);
        let from_zero = (self.evaluate)(0.0, &vec![0.0; start.len()]);
        let highest = match (from_fit, from_zero) {
            (Ok(one), Ok(other)) => one.likelihood.max(other.likelihood),
            (Ok(one), Err(_)) | (Err(_), Ok(one)) => one.likelihood,
            (Err(reason), Err(_)) => return Err(reason),
        };
        let statistic = (2.0 * (self.peak - highest)).max(0.0);
        TestResult::chi_square(statistic, 1.0)
    }
}

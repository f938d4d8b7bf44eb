//! Adjusted risk ratios and risk differences of a common event, whose odds ratio is far
//! from its risk ratio.

use serde::{Deserialize, Serialize};

use super::design::{Design, FitError};
use super::linear::{Cholesky, sandwich};
use super::logistic::{LogisticFit, model_of};
use super::{Estimate, Undefined, check_level, count, special};

/// The risk ratio of one covariate beside the others.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RiskRatio {
    /// The column.
    pub name: String,
    /// The risk ratio per unit of the column.
    pub ratio: Estimate,
    /// Robust standard error of its logarithm.
    pub standard_error: f64,
}

/// A fitted modified Poisson regression.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ModifiedPoisson {
    /// The covariates, in order, without the intercept.
    pub ratios: Vec<RiskRatio>,
    /// Persons whose fitted risk is above 1, which no risk is.
    pub n_above_one: usize,
}

/// The risk of everyone with and without an exposure, all else as it is.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct StandardizedRisks {
    /// The mean risk if everyone were exposed.
    pub exposed: f64,
    /// The mean risk if nobody were.
    pub unexposed: f64,
    /// Exposed less unexposed.
    pub difference: Estimate,
    /// Exposed over unexposed.
    pub ratio: Estimate,
}

/// Newton steps before the fit counts as endless.
const MOST_STEPS: usize = 100;

/// The modified Poisson regression of the outcome on the covariates.
///
/// # Method
/// Poisson regression of the event with a logarithmic link, and robust (sandwich, HC0)
/// standard errors, because an event that happens once at most varies less than a
/// Poisson count:
/// ```text
/// ln P(event) = β₀ + Σ βⱼ xⱼ,   V = A⁻¹ B A⁻¹,   A = Σ μ x xᵀ,   B = Σ (y - μ)² x xᵀ
/// ```
/// and `exp(βⱼ ± z √Vⱼⱼ)`. R: `glm(y ~ x, poisson)` with
/// `sandwich::vcovHC(type = "HC0")`.
///
/// # Undefined when
/// One outcome only; the events lie where a combination of covariates has its largest
/// value, so that the likelihood has no maximum.
///
/// # Errors
/// The [`FitError`] reason.
///
/// # References
/// Zou G, Am J Epidemiol 2004;159:702, doi:10.1093/aje/kwh090.
///
/// # Examples
/// With one exposure it is the risk ratio of the fourfold table with Katz' interval.
/// ```
/// use rpl_immune_profile::engine::stats::adjusted_risk::modified_poisson;
/// use rpl_immune_profile::engine::stats::design::{Covariate, Design};
///
/// let poured = [1., 1., 1., 1., 0., 0., 0., 0.].map(Some);
/// let said = [true, true, true, false, true, false, false, false].map(Some);
/// let design = Design::new(&said, &[Covariate { name: "poured", values: &poured }])?;
/// let fit = modified_poisson(&design, 0.95)?;
/// assert!((fit.ratios[0].ratio.value - 3.0).abs() < 1e-12);
/// assert!((fit.ratios[0].standard_error.powi(2) - (1. / 3. - 1. / 4. + 1. - 1. / 4.)).abs() < 1e-12);
/// # Ok::<(), rpl_immune_profile::engine::stats::design::FitError>(())
/// ```
pub fn modified_poisson(design: &Design, level: f64) -> Result<ModifiedPoisson, FitError> {
    check_level(level)?;
    design.check_outcomes()?;
    let width = design.width();
    let inner = poisson(design)?;
    let risks = risks(design, &inner);
    let mut meat = vec![0.0; width * width];
    for ((row, y), risk) in design.rows.chunks_exact(width).zip(&design.outcome).zip(&risks) {
        add_square(&mut meat, row, (y - risk).powi(2));
    }
    let bread = information(design, &risks)?.inverse();
    let robust = sandwich(&bread, &whole(meat, width), width);
    let covariance = sandwich(&design.back(), &robust, width);
    let coefficients = design.unscaled(&inner);
    let ratios = (1..width).map(|j| {
        let variance = covariance[j * width + j];
        RiskRatio {
            name: design.names[j].clone(),
            ratio: Estimate::of_ratio(coefficients[j].exp(), variance, level),
            standard_error: variance.sqrt(),
        }
    });
    Ok(ModifiedPoisson {
        ratios: ratios.collect(),
        n_above_one: risks.iter().filter(|&&risk| risk > 1.0).count(),
    })
}

/// The inner coefficients of the Poisson regression, by Newton's method.
fn poisson(design: &Design) -> Result<Vec<f64>, FitError> {
    let width = design.width();
    let mut inner = vec![0.0; width];
    inner[0] = (count(design.events()) / count(design.people())).ln();
    for _ in 0..MOST_STEPS {
        let risks = risks(design, &inner);
        let mut step = vec![0.0; width];
        for ((row, y), risk) in design.rows.chunks_exact(width).zip(&design.outcome).zip(&risks) {
            for (entry, x) in step.iter_mut().zip(row) {
                *entry += (y - risk) * x;
            }
        }
        information(design, &risks)?.solve(&mut step);
        let before = likelihood(design, &inner);
        let mut share = 1.0;
        let moved = loop {
            let moved: Vec<f64> = inner.iter().zip(&step).map(|(b, s)| b + share * s).collect();
            if likelihood(design, &moved) >= before - 1e-11 * before.abs() || share < 1e-6 {
                break moved;
            }
            share *= 0.5;
        };
        inner = moved;
        // Convergence is quadratic: what is left after such a step is rounding.
        if step.iter().all(|change| change.abs() <= 1e-8) {
            return Ok(inner);
        }
    }
    Err(Undefined::DidNotConverge.into())
}

/// The risk of each person, which can be above 1.
fn risks(design: &Design, inner: &[f64]) -> Vec<f64> {
    design.predictors(inner).into_iter().map(f64::exp).collect()
}

/// The likelihood, but for a constant.
fn likelihood(design: &Design, inner: &[f64]) -> f64 {
    let predictors = design.predictors(inner);
    predictors.iter().zip(&design.outcome).map(|(eta, y)| y * eta - eta.exp()).sum()
}

fn information(design: &Design, risks: &[f64]) -> Result<Cholesky, FitError> {
    let width = design.width();
    let mut matrix = vec![0.0; width * width];
    for (row, &risk) in design.rows.chunks_exact(width).zip(risks) {
        add_square(&mut matrix, row, risk);
    }
    Ok(Cholesky::new(&matrix, width, 1e-14).map_err(|_| Undefined::DidNotConverge)?)
}

/// Adds `weight x xᵀ` to the lower triangle.
fn add_square(matrix: &mut [f64], row: &[f64], weight: f64) {
    let width = row.len();
    for (i, x) in row.iter().enumerate() {
        for (cell, other) in matrix[i * width..=i * width + i].iter_mut().zip(row) {
            *cell += weight * x * other;
        }
    }
}

/// The matrix of which the lower triangle is known.
fn whole(mut matrix: Vec<f64>, width: usize) -> Vec<f64> {
    for i in 0..width {
        for j in 0..i {
            matrix[j * width + i] = matrix[i * width + j];
        }
    }
    matrix
}

/// The mean risks that a logistic model gives if everyone had the value 1 of a column,
/// and if everyone had 0 (g-computation, marginal standardization).
///
/// # Method
/// ```text
/// r₁ = mean p(x with xⱼ = 1),   r₀ = mean p(x with xⱼ = 0)
/// g₁ = mean p(1 - p) x at xⱼ = 1, g₀ likewise
/// var(r₁ - r₀) = (g₁ - g₀)ᵀ V (g₁ - g₀)
/// var(ln r₁ - ln r₀) = (g₁/r₁ - g₀/r₀)ᵀ V (g₁/r₁ - g₀/r₀)
/// ```
/// where the columns `others`, the further levels of the same category, are 0 in both,
/// by the delta method, with V the covariance of the coefficients; the people are taken
/// as they are. R: `predict(glm(y ~ x, binomial), type = "response")` on the data with
/// the column set to 1 and to 0.
///
/// # Undefined when
/// There is no such covariate.
///
/// # Errors
/// The [`Undefined`] reason.
///
/// # References
/// Muller CJ, `MacLehose` RF, Int J Epidemiol 2014;43:962, doi:10.1093/ije/dyu029.
///
/// # Examples
/// With one exposure it is the risk difference of the fourfold table with Wald's
/// interval: 3 of 4 less 1 of 4.
/// ```
/// use rpl_immune_profile::engine::stats::adjusted_risk::standardized_risks;
/// use rpl_immune_profile::engine::stats::design::{Covariate, Design};
/// use rpl_immune_profile::engine::stats::logistic::logistic;
///
/// let poured = [1., 1., 1., 1., 0., 0., 0., 0.].map(Some);
/// let said = [true, true, true, false, true, false, false, false].map(Some);
/// let design = Design::new(&said, &[Covariate { name: "poured", values: &poured }])?;
/// let found = standardized_risks(&design, &logistic(&design, 0.95)?, 1, &[], 0.95)?;
/// assert!((found.difference.value - 0.5).abs() < 1e-12);
/// # Ok::<(), rpl_immune_profile::engine::stats::design::FitError>(())
/// ```
pub fn standardized_risks(
    design: &Design,
    fit: &LogisticFit,
    column: usize,
    others: &[usize],
    level: f64,
) -> Result<StandardizedRisks, Undefined> {
    check_level(level)?;
    let width = design.width();
    let is_covariate = |column: &usize| (1..width).contains(column);
    if !is_covariate(&column) || !others.iter().all(is_covariate) || fit.inner.len() != width {
        return Err(Undefined::OutOfRange);
    }
    let information = model_of(design, None).slope(&fit.inner).information;
    let factor =
        Cholesky::new(&information, width, 1e-14).map_err(|_| Undefined::DidNotConverge)?;
    let variance = |gradient: &[f64]| {
        let along = factor.forward(gradient);
        along.iter().map(|entry| entry * entry).sum::<f64>()
    };
    let risk_at = |value: f64| {
        let fixed: Vec<(usize, f64)> =
            others.iter().map(|&other| (other, 0.0)).chain([(column, value)]).collect();
        mean_risk(design, fit, &fixed)
    };
    let (one, zero) = (risk_at(1.0), risk_at(0.0));
    let both = |of_one: f64, of_zero: f64| -> Vec<f64> {
        one.gradient.iter().zip(&zero.gradient).map(|(a, b)| of_one * a - of_zero * b).collect()
    };
    let half = special::two_sided_z(level) * variance(&both(1.0, 1.0)).sqrt();
    let ln_variance = variance(&both(1.0 / one.risk, 1.0 / zero.risk));
    Ok(StandardizedRisks {
        exposed: one.risk,
        unexposed: zero.risk,
        difference: Estimate::around(one.risk - zero.risk, half, level),
        ratio: Estimate::of_ratio(one.risk / zero.risk, ln_variance, level),
    })
}

/// A mean risk and how it changes with the inner coefficients.
struct MeanRisk {
    risk: f64,
    gradient: Vec<f64>,
}

/// The mean risk if everyone had these values of these columns.
fn mean_risk(design: &Design, fit: &LogisticFit, fixed: &[(usize, f64)]) -> MeanRisk {
    let (mut risk, mut gradient) = (0.0, vec![0.0; design.width()]);
    let mut row = vec![0.0; design.width()];
    for person in design.rows.chunks_exact(design.width()) {
        row.copy_from_slice(person);
        for &(column, value) in fixed {
            row[column] = (value - design.centers[column]) / design.scales[column];
        }
        let eta: f64 = row.iter().zip(&fit.inner).map(|(x, b)| x * b).sum();
        let (p, spread, _) = super::likelihood::probability(eta);
        risk += p;
        for (entry, x) in gradient.iter_mut().zip(&row) {
            *entry += spread * x;
        }
    }
    let n = count(design.people());
    MeanRisk { risk: risk / n, gradient: gradient.into_iter().map(|entry| entry / n).collect() }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::super::design::Covariate;
    use super::super::logistic::logistic;
    use super::*;

    fn design(x: &[f64], y: &[bool]) -> Design {
        let x: Vec<Option<f64>> = x.iter().copied().map(Some).collect();
        let y: Vec<Option<bool>> = y.iter().copied().map(Some).collect();
        Design::new(&y, &[Covariate { name: "x", values: &x }]).expect("a design")
    }

    /// Without events at x = 0 the risk ratio is infinite.
    #[test]
    fn a_likelihood_without_a_maximum_is_refused() {
        let endless = design(&[0., 0., 0., 1., 1., 1.], &[false, false, false, true, true, false]);
        let refused = FitError::Undefined(Undefined::DidNotConverge);
        assert_eq!(modified_poisson(&endless, 0.95), Err(refused));
        let one = design(&[0., 1., 0., 1.], &[true; 4]);
        assert_eq!(modified_poisson(&one, 0.95), Err(FitError::OneOutcome));
    }

    #[test]
    fn other_columns_are_refused() {
        let tea = design(&[1., 1., 1., 0., 0., 0.], &[true, true, false, true, false, false]);
        let fit = logistic(&tea, 0.95).expect("a fit");
        for column in [0, 2] {
            let found = standardized_risks(&tea, &fit, column, &[], 0.95);
            assert_eq!(found, Err(Undefined::OutOfRange));
        }
    }
}

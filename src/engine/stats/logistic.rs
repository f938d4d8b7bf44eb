//! Logistic regression by maximum likelihood.

use serde::{Deserialize, Serialize};

use crate::engine::stats::design::{Design, FitError, Separation};
use crate::engine::stats::likelihood::{
    Maximum, Model, NoMaximum, maximize, probability, rises_along,
};
use crate::engine::stats::linear::{Cholesky, sandwich};
use crate::engine::stats::{Estimate, Interval, TestResult, Undefined};
use crate::engine::stats::{check_level, count, special};

/// One coefficient of a logistic model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Coefficient {
    /// The column.
    pub name: String,
    /// Log odds ratio per unit of the column, with its interval.
    pub log_odds: Estimate,
    /// Odds ratio per unit of the column, with its interval.
    pub odds_ratio: Estimate,
    /// Standard error of the log odds ratio, from the inverse information.
    pub standard_error: f64,
    /// Test that it is 0; which one says the function that made it.
    pub test: TestResult,
}

/// A fitted logistic model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LogisticFit {
    /// Intercept first, with Wald intervals and tests (z).
    pub coefficients: Vec<Coefficient>,
    /// Covariance matrix of the coefficients, row by row.
    pub covariance: Vec<f64>,
    /// Log-likelihood.
    pub log_likelihood: f64,
    /// Log-likelihood of the model with the intercept alone.
    pub null_log_likelihood: f64,
    /// Likelihood-ratio test of all covariates together.
    pub overall: Option<TestResult>,
    /// Complete persons.
    pub people: usize,
    /// Persons left out for a missing value.
    pub excluded: usize,
    /// Complete persons with the event.
    pub events: usize,
    /// The rarer outcome's count per covariate; below ten look at Firth's fit.
    pub events_per_variable: Option<f64>,
    /// A column that nearly follows from others.
    pub ill_conditioned: Option<String>,
    /// Newton steps.
    pub iterations: usize,
    pub(super) inner: Vec<f64>,
}

impl LogisticFit {
    /// The fitted probability of each complete person, in order.
    #[must_use]
    pub fn probabilities(&self, design: &Design) -> Vec<f64> {
        design.predictors(&self.inner).into_iter().map(|eta| probability(eta).0).collect()
    }
}

/// The logistic regression of the outcome on the covariates.
///
/// # Method
/// Maximum likelihood by iteratively reweighted least squares; Wald intervals
/// and z tests from the inverse information:
/// ```text
/// logit P(event) = β₀ + Σ βⱼ xⱼ,   βⱼ ± z seⱼ,   exp for odds ratios
/// ```
/// R: `glm(y ~ x, binomial)`.
///
/// # Undefined when
/// One outcome only; covariates separate the outcomes ([`FitError::Separated`]
/// with the columns; R's `glm` gives a finite, meaningless number there).
///
/// # Errors
/// The [`FitError`] reason.
///
/// # References
/// `McCullagh` P, Nelder JA, Generalized Linear Models 1989, doi:10.1007/978-1-4899-3242-6.
/// Separation: Albert A, Anderson JA, Biometrika 1984;71:1, doi:10.1093/biomet/71.1.1.
/// Example: Fisher RA, The Design of Experiments 1935, chapter II (tea tasting).
///
/// # Examples
/// ```
/// use rpl_immune_profile::engine::stats::design::{Covariate, Design};
/// use rpl_immune_profile::engine::stats::logistic::logistic;
///
/// // The 2x2 table 3, 1, 1, 3: the odds ratio is 9, its standard error √(8/3).
/// let poured = [1., 1., 1., 1., 0., 0., 0., 0.].map(Some);
/// let said = [true, true, true, false, true, false, false, false].map(Some);
/// let design = Design::new(&said, &[Covariate { name: "poured", values: &poured }])?;
/// let fit = logistic(&design, 0.95)?;
/// assert!((fit.coefficients[1].odds_ratio.value - 9.0).abs() < 1e-12);
/// # Ok::<(), rpl_immune_profile::engine::stats::design::FitError>(())
/// ```
pub fn logistic(design: &Design, level: f64) -> Result<LogisticFit, FitError> {
    check_level(level)?;
    design.check_outcomes()?;
    let model = model_of(design, None);
    let maximum = maximize(&model, vec![0.0; design.width()], None)
        .map_err(|reason| fit_error(design, &model, reason))?;
    let covariance = covariance(design, &maximum)?;
    let (people, events) = (design.people(), design.events());
    let null_log_likelihood = {
        let (n, k) = (count(people), count(events));
        k * (k / n).ln() + (n - k) * ((n - k) / n).ln()
    };
    let covariates = design.width() - 1;
    let statistic = (2.0 * (maximum.slope.log_likelihood - null_log_likelihood)).max(0.0);
    let degrees = count(covariates);
    let rarer = count(events.min(people - events));
    Ok(LogisticFit {
        coefficients: wald(design, &maximum.coefficients, &covariance, level)?,
        covariance,
        log_likelihood: maximum.slope.log_likelihood,
        null_log_likelihood,
        overall: (covariates > 0)
            .then(|| TestResult::chi_square(statistic, degrees))
            .transpose()?,
        people,
        excluded: design.excluded(),
        events,
        events_per_variable: (covariates > 0).then(|| rarer / degrees),
        ill_conditioned: design.ill_conditioned().map(str::to_owned),
        iterations: maximum.iterations,
        inner: maximum.coefficients,
    })
}

/// The coefficients alone, each person counted as often as `weights` says and
/// started from the fit of the sample: what a bootstrap needs, as fast as it gets.
///
/// # Errors
/// The [`FitError`] reason; a resample can be separated when the sample is not.
///
/// # Examples
/// The tea of [`logistic`], everybody counted twice: the odds ratio is the same.
/// ```
/// use rpl_immune_profile::engine::stats::design::{Covariate, Design};
/// use rpl_immune_profile::engine::stats::logistic::{coefficients, logistic};
///
/// let poured = [1., 1., 1., 1., 0., 0., 0., 0.].map(Some);
/// let said = [true, true, true, false, true, false, false, false].map(Some);
/// let design = Design::new(&said, &[Covariate { name: "poured", values: &poured }])?;
/// let fit = logistic(&design, 0.95)?;
/// let twice = coefficients(&design, &fit, &[2.0; 8])?;
/// assert!((twice[1].exp() - 9.0).abs() < 1e-12);
/// # Ok::<(), rpl_immune_profile::engine::stats::design::FitError>(())
/// ```
pub fn coefficients(
    design: &Design,
    fit: &LogisticFit,
    weights: &[f64],
) -> Result<Vec<f64>, FitError> {
    if weights.len() != design.people() || fit.inner.len() != design.width() {
        return Err(Undefined::UnequalLengths.into());
    }
    if weights.iter().any(|w| !w.is_finite() || *w < 0.0) {
        return Err(Undefined::OutOfRange.into());
    }
    Ok(design.unscaled(&refit(design, fit, weights)?))
}

/// The inner coefficients, each person counted as often as `weights` says.
pub(super) fn refit(
    design: &Design,
    fit: &LogisticFit,
    weights: &[f64],
) -> Result<Vec<f64>, FitError> {
    let model = model_of(design, Some(weights));
    let maximum = maximize(&model, fit.inner.clone(), None)
        .map_err(|reason| fit_error(design, &model, reason))?;
    Ok(maximum.coefficients)
}

/// The model of a design.
pub(super) fn model_of<'a>(design: &'a Design, weights: Option<&'a [f64]>) -> Model<'a> {
    Model {
        rows: &design.rows,
        width: design.width(),
        outcome: &design.outcome,
        weights,
        offsets: None,
    }
}

/// Puts the reason into the terms of the columns.
pub(super) fn fit_error(design: &Design, model: &Model<'_>, reason: NoMaximum) -> FitError {
    let direction = match reason {
        NoMaximum::Failed(undefined) => return undefined.into(),
        NoMaximum::Rising(direction) => direction,
    };
    let Some(complete) = rises_along(model, &direction) else {
        return Undefined::DidNotConverge.into();
    };
    let largest = direction.iter().skip(1).fold(0.0, |a: f64, b| a.max(b.abs()));
    let columns = (1..design.width())
        .filter(|&j| direction[j].abs() > 1e-3 * largest)
        .map(|j| design.names[j].clone())
        .collect();
    FitError::Separated(Separation { complete, columns })
}

/// The covariance of the coefficients from the inverse information.
fn covariance(design: &Design, maximum: &Maximum) -> Result<Vec<f64>, FitError> {
    let width = design.width();
    let inverse = Cholesky::new(&maximum.slope.information, width, 1e-14)
        .map_err(|_| Undefined::DidNotConverge)?
        .inverse();
    Ok(sandwich(&design.back(), &inverse, width))
}

/// Wald intervals and tests.
pub(super) fn wald(
    design: &Design,
    inner: &[f64],
    covariance: &[f64],
    level: f64,
) -> Result<Vec<Coefficient>, Undefined> {
    let width = design.width();
    let z = special::two_sided_z(level);
    design
        .unscaled(inner)
        .into_iter()
        .enumerate()
        .map(|(j, value)| {
            let standard_error = covariance[j * width + j].sqrt();
            let half = z * standard_error;
            let statistic = value / standard_error;
            Ok(coefficient(
                design.names[j].clone(),
                value,
                Interval::around(value, half, level),
                standard_error,
                TestResult::normal(statistic)?,
            ))
        })
        .collect()
}

/// A coefficient with its odds ratio.
pub(super) fn coefficient(
    name: String,
    value: f64,
    interval: Interval,
    standard_error: f64,
    test: TestResult,
) -> Coefficient {
    let odds = Interval { lower: interval.lower.exp(), upper: interval.upper.exp(), ..interval };
    Coefficient {
        name,
        log_odds: Estimate { value, interval },
        odds_ratio: Estimate { value: value.exp(), interval: odds },
        standard_error,
        test,
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;
    use crate::engine::stats::design::Covariate;

    #[track_caller]
    fn separated(x: &[f64], y: &[bool], complete: bool) {
        let x: Vec<Option<f64>> = x.iter().copied().map(Some).collect();
        let y: Vec<Option<bool>> = y.iter().copied().map(Some).collect();
        let design = Design::new(&y, &[Covariate { name: "x", values: &x }]).expect("design");
        let found = logistic(&design, 0.95);
        let columns = vec!["x".to_owned()];
        assert_eq!(found, Err(FitError::Separated(Separation { complete, columns })));
    }

    #[test]
    fn separation_is_said() {
        separated(&[1., 2., 3., 4.], &[false, false, true, true], true);
        separated(&[1., 2., 2., 4.], &[false, false, true, true], false);
        separated(&[0., 0., 0., 1., 1., 1.], &[false, true, true, true, true, true], false);
        separated(&[5., 6., 7., 1., 2., 3.], &[false, false, false, true, true, true], true);
        separated(&[1e6, 1e6 + 1., 1e6 + 2., 1e6 + 3.], &[true, true, false, false], true);
    }

    /// Weights of 2 and 0 are doubled and missing people.
    #[test]
    fn weights_count_people() {
        let x: Vec<Option<f64>> = (0..12).map(|i| Some(f64::from(i * i % 7))).collect();
        let y: Vec<Option<bool>> = (0..12).map(|i| Some(i % 3 == 0 || i == 5)).collect();
        let weights: Vec<f64> = (0..12).map(|i| f64::from(i % 4)).collect();
        let pick = |from: &[Option<f64>]| -> Vec<Option<f64>> {
            (0..12).flat_map(|i| vec![from[i]; i % 4]).collect()
        };
        let again: Vec<Option<bool>> = (0..12).flat_map(|i| vec![y[i]; i % 4]).collect();
        let all = Design::new(&y, &[Covariate { name: "x", values: &x }]).expect("design");
        let chosen = Design::new(&again, &[Covariate { name: "x", values: &pick(&x) }]);
        let chosen = logistic(&chosen.expect("design"), 0.95).expect("a fit");
        let fit = logistic(&all, 0.95).expect("a fit");
        let found = coefficients(&all, &fit, &weights).expect("a fit");
        for (found, expected) in found.iter().zip(&chosen.coefficients) {
            assert!((found / expected.log_odds.value - 1.0).abs() < 1e-11);
        }
        let refused = coefficients(&all, &fit, &[1.0]);
        assert_eq!(refused, Err(FitError::Undefined(Undefined::UnequalLengths)));
    }

    #[test]
    fn one_outcome_is_said() {
        let x = [1.0, 2.0, 4.0].map(Some);
        let design = Design::new(&[Some(true); 3], &[Covariate { name: "x", values: &x }]);
        assert_eq!(logistic(&design.expect("design"), 0.95), Err(FitError::OneOutcome));
    }
}

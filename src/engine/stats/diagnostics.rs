//! How well a logistic model holds: groups of risk, and inflation of variances.

use serde::{Deserialize, Serialize};

use crate::engine::stats::design::Design;
use crate::engine::stats::linear::Cholesky;
use crate::engine::stats::sample::{Sample, quantile};
use crate::engine::stats::{TestResult, Undefined, count};

/// Predicted probabilities and what happened.
#[derive(Clone, Copy, Debug)]
pub struct Predictions<'a> {
    probabilities: &'a [f64],
    events: &'a [bool],
}

impl<'a> Predictions<'a> {
    /// Probabilities from 0 to 1, each with its outcome.
    ///
    /// # Errors
    /// [`Undefined::UnequalLengths`], [`Undefined::NoObservations`], or
    /// [`Undefined::OutOfRange`] for a probability that is none.
    pub fn new(probabilities: &'a [f64], events: &'a [bool]) -> Result<Self, Undefined> {
        if probabilities.len() != events.len() {
            return Err(Undefined::UnequalLengths);
        }
        if probabilities.is_empty() {
            return Err(Undefined::NoObservations);
        }
        if probabilities.iter().any(|p| !(0.0..=1.0).contains(p)) {
            return Err(Undefined::OutOfRange);
        }
        Ok(Predictions { probabilities, events })
    }

    /// The Brier score: the mean squared difference of probability and outcome.
    ///
    /// # References
    /// Brier GW, Mon Weather Rev 1950;78:1,
    /// `doi:10.1175/1520-0493(1950)078<0001:VOFEIT>2.0.CO;2`.
    ///
    /// # Examples
    /// ```
    /// use rpl_immune_profile::engine::stats::diagnostics::Predictions;
    ///
    /// assert_eq!(Predictions::new(&[0.5, 1.0], &[true, true])?.brier(), 0.125);
    /// # Ok::<(), rpl_immune_profile::engine::stats::Undefined>(())
    /// ```
    #[must_use]
    pub fn brier(&self) -> f64 {
        let sum: f64 = self.pairs().map(|(p, event)| (f64::from(event) - p).powi(2)).sum();
        sum / count(self.events.len())
    }

    fn pairs(&self) -> impl Iterator<Item = (f64, bool)> {
        self.probabilities.iter().copied().zip(self.events.iter().copied())
    }
}

/// One group of the Hosmer-Lemeshow test.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct RiskGroup {
    /// Highest probability in the group's range.
    pub up_to: f64,
    /// People in it.
    pub people: usize,
    /// Events seen.
    pub observed: usize,
    /// Events expected: the sum of probabilities.
    pub expected: f64,
}

/// The Hosmer-Lemeshow test.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HosmerLemeshow {
    /// The groups, from low to high risk; empty ones are left out.
    pub groups: Vec<RiskGroup>,
    /// Chi-square with groups − 2 degrees of freedom, empty groups counted.
    pub test: TestResult,
}

/// The Hosmer-Lemeshow test of calibration.
///
/// # Method
/// Groups are divided at the type 7 quantiles of the probabilities, upper limits
/// included, equal limits once (as `ResourceSelection::hoslem.test`; other
/// programs group by rank and get other numbers):
/// ```text
/// Σ (O − E)² / (E (1 − E/n)),   df = groups − 2
/// ```
///
/// # Undefined when
/// Fewer than three distinct groups, or a group whose risk is 0 or 1.
///
/// # Errors
/// The [`Undefined`] reason.
///
/// # References
/// Hosmer DW, Lemeshow S, Commun Stat Theory Methods 1980;9:1043,
/// doi:10.1080/03610928008827941.
///
/// # Examples
/// ```
/// use rpl_immune_profile::engine::stats::diagnostics::{Predictions, hosmer_lemeshow};
///
/// let predictions = Predictions::new(
///     &[0.1, 0.2, 0.3, 0.4, 0.5, 0.6],
///     &[false, false, true, false, true, true],
/// )?;
/// let found = hosmer_lemeshow(&predictions, 3)?;
/// assert_eq!(found.groups.len(), 3);
/// # Ok::<(), rpl_immune_profile::engine::stats::Undefined>(())
/// ```
pub fn hosmer_lemeshow(
    predictions: &Predictions<'_>,
    groups: usize,
) -> Result<HosmerLemeshow, Undefined> {
    let sorted = Sample::new(predictions.probabilities)?.sorted();
    let mut limits: Vec<f64> =
        (1..=groups).map(|g| quantile(&sorted, count(g) / count(groups))).collect();
    // Equal limits once; the lowest limit divides nothing from below it.
    limits.dedup_by(|one, other| one.total_cmp(other).is_eq());
    limits.retain(|limit| *limit > sorted[0]);
    if limits.len() < 3 {
        return Err(Undefined::TooFewRiskGroups);
    }
    let mut found: Vec<RiskGroup> = limits
        .iter()
        .map(|&up_to| RiskGroup { up_to, people: 0, observed: 0, expected: 0.0 })
        .collect();
    for (p, event) in predictions.pairs() {
        let at = limits.partition_point(|&limit| limit < p);
        found[at].people += 1;
        found[at].observed += usize::from(event);
        found[at].expected += p;
    }
    found.retain(|group| group.people > 0);
    let mut statistic = 0.0;
    for group in &found {
        let rest = count(group.people) - group.expected;
        let difference = count(group.observed) - group.expected;
        if group.expected <= 0.0 || rest <= 0.0 {
            return Err(Undefined::CertainRisk);
        }
        statistic += difference * difference * (1.0 / group.expected + 1.0 / rest);
    }
    let degrees = count(limits.len()) - 2.0;
    Ok(HosmerLemeshow { groups: found, test: TestResult::chi_square(statistic, degrees)? })
}

/// How much the variance of one coefficient grows because covariates are correlated.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct VarianceInflation {
    /// The covariate.
    pub name: String,
    /// `1/(1 − R²)` of its linear regression on the others; 1 is none.
    pub factor: f64,
}

/// The variance inflation factor of each covariate.
///
/// # Method
/// The diagonal of the inverse correlation matrix of the covariates. (R's
/// `car::vif` of a logistic fit uses the covariance of its coefficients instead.)
///
/// # Undefined when
/// Never: a design has no collinear columns.
///
/// # References
/// Marquardt DW, Technometrics 1970;12:591, doi:10.1080/00401706.1970.10488699.
///
/// # Examples
/// ```
/// use rpl_immune_profile::engine::stats::design::{Covariate, Design};
/// use rpl_immune_profile::engine::stats::diagnostics::variance_inflation;
///
/// let (a, b) = ([1., 1., -1., -1.].map(Some), [1., -1., 1., -1.].map(Some));
/// let y = [Some(true), Some(false), Some(false), Some(true)];
/// let covariates =
///     [Covariate { name: "a", values: &a }, Covariate { name: "b", values: &b }];
/// let found = variance_inflation(&Design::new(&y, &covariates)?);
/// assert_eq!(found[0].factor, 1.0);
/// # Ok::<(), rpl_immune_profile::engine::stats::design::FitError>(())
/// ```
#[must_use]
pub fn variance_inflation(design: &Design) -> Vec<VarianceInflation> {
    let size = design.width() - 1;
    // A design has no collinear columns, so the factor exists.
    let Ok(factor) = Cholesky::new(&design.correlations(), size, 0.0) else {
        return Vec::new();
    };
    let inverse = factor.inverse();
    (0..size)
        .map(|j| VarianceInflation {
            name: design.names[j + 1].clone(),
            factor: inverse[j * size + j],
        })
        .collect()
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;
    use crate::engine::stats::design::Covariate;
    use crate::engine::stats::logistic::logistic;

    #[test]
    fn undefined_is_said() {
        let few = Predictions::new(&[0.5, 0.5], &[true, false]).expect("predictions");
        let reason = Err(Undefined::TooFewRiskGroups);
        assert_eq!(hosmer_lemeshow(&few, 10), reason);
        assert!(Predictions::new(&[1.5], &[true]).is_err());
    }

    /// R 4.2.2: `f <- fitted(glm(y ~ x, binomial, control = glm.control(epsilon = 1e-14)))`,
    /// cut at `unique(quantile(f, 0:10 / 10))`: seven ranges, one of them empty;
    /// `sum((o - e)^2 / e / (1 - e / n))` over the others is 1.325761, and
    /// `pchisq(1.325761, 5, lower.tail = FALSE)` 0.9322587.
    #[test]
    fn tied_risks_are_not_divided() {
        let x = [3., 7., 7., 5., 8., 4., 8., 3., 4., 1., 1., 6., 7., 2., 3., 4., 4., 1., 7., 7.];
        let y = [0, 1, 0, 0, 1, 0, 0, 1, 0, 1, 0, 0, 0, 1, 1, 1, 1, 0, 1, 0].map(|y| y == 1);
        let design = Design::new(&y.map(Some), &[Covariate { name: "x", values: &x.map(Some) }])
            .expect("a design");
        let risks = logistic(&design, 0.95).expect("a fit").probabilities(&design);
        let predictions = Predictions::new(&risks, &y).expect("predictions");
        let test = hosmer_lemeshow(&predictions, 10).expect("defined").test;
        assert_eq!(test.degrees_of_freedom, Some(5.0));
        assert!((test.statistic.expect("a statistic") - 1.325_761).abs() < 5e-7);
        assert!((test.p_value.value - 0.932_258_7).abs() < 5e-8, "{test:?}");
    }
}

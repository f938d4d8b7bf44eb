//! Outcome and covariates of a regression: complete cases, without collinearity.

use serde::{Deserialize, Serialize};

use crate::engine::stats::linear::Cholesky;
use crate::engine::stats::{Undefined, count};

/// A covariate: its name and one value per person, missing where unknown.
#[derive(Clone, Copy, Debug)]
pub struct Covariate<'a> {
    /// What results call it.
    pub name: &'a str,
    /// One value per person.
    pub values: &'a [Option<f64>],
}

/// Why a regression cannot be fitted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
#[error("{self:?}")]
pub enum FitError {
    /// A reason that concerns no single column.
    Undefined(#[from] Undefined),
    /// A covariate has another number of values than the outcome.
    Length {
        /// The covariate.
        column: String,
        /// How many values it has.
        found: usize,
        /// How many the outcome has.
        expected: usize,
    },
    /// A covariate has an infinite value or not a number.
    NotFinite {
        /// The covariate.
        column: String,
    },
    /// A covariate has one value only.
    Constant {
        /// The covariate.
        column: String,
    },
    /// A covariate follows from others.
    Collinear {
        /// The covariate.
        column: String,
        /// Those it follows from.
        others: Vec<String>,
    },
    /// Everyone has the event, or nobody.
    OneOutcome,
    /// The covariates predict the outcome perfectly for some or all.
    Separated(Separation),
}

/// A combination of covariates that divides events from non-events, so that
/// maximum likelihood estimates do not exist.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, thiserror::Error)]
#[error("{self:?}")]
pub struct Separation {
    /// Whether it divides everyone, or leaves some on the border.
    pub complete: bool,
    /// The columns in the combination.
    pub columns: Vec<String>,
}

/// Complete cases with an intercept, standardized inside.
#[derive(Clone, Debug)]
pub struct Design {
    pub(super) names: Vec<String>,
    /// One row per person: 1, then each covariate centered and scaled.
    pub(super) rows: Vec<f64>,
    pub(super) outcome: Vec<f64>,
    pub(super) centers: Vec<f64>,
    pub(super) scales: Vec<f64>,
    kept: Vec<usize>,
    total: usize,
    ill_conditioned: Option<String>,
}

/// A pivot share below which a column counts as following from others: what
/// remains of it is a millionth of its own standard deviation.
pub(super) const COLLINEAR: f64 = 1e-12;
/// A pivot share below which a column is reported as ill-conditioned.
const ILL_CONDITIONED: f64 = 1e-6;
/// The intercept's name in results.
pub const INTERCEPT: &str = "(intercept)";

impl Design {
    /// The complete cases of an outcome and covariates.
    ///
    /// # Method
    /// Persons with a missing outcome or covariate are left out and counted.
    /// Covariates are centered and scaled inside, which changes no result but
    /// keeps large offsets from costing digits. A covariate of which less than
    /// 10⁻¹² of the variance is left given those before it is refused by name.
    ///
    /// # Errors
    /// The [`FitError`] reason.
    ///
    /// # Examples
    /// ```
    /// use rpl_immune_profile::engine::stats::design::{Covariate, Design};
    ///
    /// let age = [Some(30.0), Some(35.0), None, Some(41.0)];
    /// let birth = [Some(true), Some(false), Some(true), Some(false)];
    /// let design = Design::new(&birth, &[Covariate { name: "age", values: &age }])?;
    /// assert_eq!((design.people(), design.excluded()), (3, 1));
    /// # Ok::<(), rpl_immune_profile::engine::stats::design::FitError>(())
    /// ```
    pub fn new(outcome: &[Option<bool>], covariates: &[Covariate<'_>]) -> Result<Self, FitError> {
        for covariate in covariates {
            let column = || covariate.name.to_owned();
            if covariate.values.len() != outcome.len() {
                let (found, expected) = (covariate.values.len(), outcome.len());
                return Err(FitError::Length { column: column(), found, expected });
            }
            if covariate.values.iter().flatten().any(|value| !value.is_finite()) {
                return Err(FitError::NotFinite { column: column() });
            }
        }
        let kept: Vec<usize> = (0..outcome.len())
            .filter(|&i| outcome[i].is_some() && covariates.iter().all(|c| c.values[i].is_some()))
            .collect();
        if kept.is_empty() {
            return Err(Undefined::NoObservations.into());
        }
        let width = covariates.len() + 1;
        let mut design = Design {
            names: std::iter::once(INTERCEPT.to_owned())
                .chain(covariates.iter().map(|c| c.name.to_owned()))
                .collect(),
            rows: vec![1.0; kept.len() * width],
            outcome: kept.iter().map(|&i| f64::from(outcome[i] == Some(true))).collect(),
            centers: vec![0.0],
            scales: vec![1.0],
            total: outcome.len(),
            kept,
            ill_conditioned: None,
        };
        for (j, covariate) in covariates.iter().enumerate() {
            design.fill(j + 1, covariate)?;
        }
        design.check_rank()?;
        if kept_less_than(&design, width) {
            return Err(Undefined::TooFewObservations { needed: width + 1 }.into());
        }
        Ok(design)
    }

    fn fill(&mut self, j: usize, covariate: &Covariate<'_>) -> Result<(), FitError> {
        let width = self.width();
        let value = |i: usize| covariate.values[i].unwrap_or_default();
        let first = value(self.kept[0]);
        let n = count(self.kept.len());
        let shift = self.kept.iter().map(|&i| value(i) - first).sum::<f64>() / n;
        let squares: f64 = self.kept.iter().map(|&i| (value(i) - first - shift).powi(2)).sum();
        if self.kept.iter().all(|&i| value(i).total_cmp(&first).is_eq()) || squares <= 0.0 {
            return Err(FitError::Constant { column: covariate.name.to_owned() });
        }
        let (center, scale) = (first + shift, (squares / n).sqrt());
        for (row, &i) in self.rows.chunks_exact_mut(width).zip(&self.kept) {
            row[j] = (value(i) - center) / scale;
        }
        self.centers.push(center);
        self.scales.push(scale);
        Ok(())
    }

    /// The correlation matrix of the covariates, without the intercept.
    pub(super) fn correlations(&self) -> Vec<f64> {
        let (width, size) = (self.width(), self.width() - 1);
        let mut matrix = vec![0.0; size * size];
        for row in self.rows.chunks_exact(width) {
            for i in 0..size {
                for j in 0..=i {
                    matrix[i * size + j] += row[i + 1] * row[j + 1];
                }
            }
        }
        let n = count(self.people());
        for i in 0..size {
            for j in 0..=i {
                matrix[i * size + j] /= n;
                matrix[j * size + i] = matrix[i * size + j];
            }
        }
        matrix
    }

    fn check_rank(&mut self) -> Result<(), FitError> {
        let size = self.width() - 1;
        if size == 0 {
            return Ok(());
        }
        let matrix = self.correlations();
        match Cholesky::new(&matrix, size, COLLINEAR) {
            Ok(factor) => {
                let shares = factor.pivot_shares(&matrix);
                let worst = shares.iter().position(|&share| share < ILL_CONDITIONED);
                self.ill_conditioned = worst.map(|j| self.names[j + 1].clone());
                Ok(())
            }
            Err(at) => {
                // Its regression on the columns before it.
                let before: Vec<f64> =
                    (0..at).flat_map(|i| matrix[i * size..i * size + at].to_vec()).collect();
                let mut weights = matrix[at * size..at * size + at].to_vec();
                if let Ok(factor) = Cholesky::new(&before, at, 0.0) {
                    factor.solve(&mut weights);
                }
                let others = (0..at)
                    .filter(|&j| weights[j].abs() > 1e-4)
                    .map(|j| self.names[j + 1].clone())
                    .collect();
                Err(FitError::Collinear { column: self.names[at + 1].clone(), others })
            }
        }
    }

    /// How many persons are complete.
    #[must_use]
    pub fn people(&self) -> usize {
        self.outcome.len()
    }

    /// How many persons were left out for a missing value.
    #[must_use]
    pub fn excluded(&self) -> usize {
        self.total - self.outcome.len()
    }

    /// How many complete persons have the event.
    #[must_use]
    pub fn events(&self) -> usize {
        self.outcome.iter().filter(|&&y| y > 0.5).count()
    }

    /// Positions of the complete persons in what was given.
    #[must_use]
    pub fn kept(&self) -> &[usize] {
        &self.kept
    }

    /// Names of the columns, the intercept first.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The column that nearly follows from others: less than a millionth of its
    /// variance is left.
    #[must_use]
    pub fn ill_conditioned(&self) -> Option<&str> {
        self.ill_conditioned.as_deref()
    }

    /// Whether each complete person has the event.
    #[must_use]
    pub fn outcomes(&self) -> Vec<bool> {
        self.outcome.iter().map(|&y| y > 0.5).collect()
    }

    /// Number of columns with the intercept.
    pub(super) fn width(&self) -> usize {
        self.names.len()
    }

    /// Both outcomes must occur.
    pub(super) fn check_outcomes(&self) -> Result<(), FitError> {
        let events = self.events();
        if events == 0 || events == self.people() { Err(FitError::OneOutcome) } else { Ok(()) }
    }

    /// What to multiply inner coefficients with to get the one of a column, in
    /// units of the column's scale.
    pub(super) fn constraint(&self, column: usize) -> Vec<f64> {
        let mut constraint = vec![0.0; self.width()];
        constraint[column] = 1.0;
        if column == 0 {
            let shares = self.centers.iter().zip(&self.scales);
            for (entry, (center, scale)) in constraint.iter_mut().zip(shares).skip(1) {
                *entry = -center / scale;
            }
        }
        constraint
    }

    /// The matrix that turns inner coefficients into those of the covariates.
    pub(super) fn back(&self) -> Vec<f64> {
        let width = self.width();
        let mut matrix = vec![0.0; width * width];
        matrix[0] = 1.0;
        for j in 1..width {
            matrix[j] = -self.centers[j] / self.scales[j];
            matrix[j * width + j] = 1.0 / self.scales[j];
        }
        matrix
    }

    /// Coefficients of the covariates from the inner ones.
    pub(super) fn unscaled(&self, inner: &[f64]) -> Vec<f64> {
        let mut outer: Vec<f64> = inner.iter().zip(&self.scales).map(|(g, s)| g / s).collect();
        outer[0] =
            inner[0] - outer.iter().zip(&self.centers).skip(1).map(|(b, c)| b * c).sum::<f64>();
        outer
    }

    /// Linear predictors from inner coefficients.
    pub(super) fn predictors(&self, inner: &[f64]) -> Vec<f64> {
        self.rows
            .chunks_exact(self.width())
            .map(|row| row.iter().zip(inner).map(|(x, g)| x * g).sum())
            .collect()
    }
}

fn kept_less_than(design: &Design, width: usize) -> bool {
    design.people() <= width
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    fn some(values: &[f64]) -> Vec<Option<f64>> {
        values.iter().copied().map(Some).collect()
    }

    #[test]
    fn collinear_columns_are_named() {
        let one = some(&[1.0, 2.0, 3.0, 5.0, 8.0, 9.0]);
        let two = some(&[2.0, 1.0, 4.0, 4.0, 6.0, 6.5]);
        let sum: Vec<Option<f64>> =
            one.iter().zip(&two).map(|(a, b)| Some(a.expect("a") + 3.0 * b.expect("b"))).collect();
        let outcome = [Some(true), Some(false), Some(true), Some(false), Some(true), Some(false)];
        let covariates = [
            Covariate { name: "age", values: &one },
            Covariate { name: "bmi", values: &two },
            Covariate { name: "score", values: &sum },
        ];
        let error = Design::new(&outcome, &covariates).expect_err("collinear");
        let others = vec!["age".to_owned(), "bmi".to_owned()];
        assert_eq!(error, FitError::Collinear { column: "score".to_owned(), others });
        let constant = some(&[4.0; 6]);
        let covariates = [Covariate { name: "flat", values: &constant }];
        let error = Design::new(&outcome, &covariates).expect_err("constant");
        assert_eq!(error, FitError::Constant { column: "flat".to_owned() });
    }
}

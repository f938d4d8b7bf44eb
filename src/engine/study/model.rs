//! What the regression models of the sections are made of.

use serde::{Deserialize, Serialize};

use super::significance::{SignificanceTest, TestKind, TestRole, Tests};
use super::women::Woman;
use super::{Estimable, NotEstimable};
use crate::engine::column::Column;
use crate::engine::quantity::Quantity;
use crate::engine::record::Etiology;
use crate::engine::stats::Estimate;
use crate::engine::stats::count;
use crate::engine::stats::design::{Covariate, Design, FitError};
use crate::engine::stats::logistic::Coefficient;

/// What may stand in a model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Predictor {
    /// Age, per year.
    AgeYears,
    /// Body mass index, per kg/m².
    Bmi,
    /// Previous losses, per loss.
    PreviousLosses,
    /// Known etiology against idiopathic.
    KnownEtiology,
    /// Any abnormality against none.
    AnyAbnormality,
    /// How many of the three tests are high, per test.
    HighTests,
}

impl Predictor {
    /// The word that results and scripts use.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Predictor::AgeYears => "age_years",
            Predictor::Bmi => "bmi",
            Predictor::PreviousLosses => "previous_losses",
            Predictor::KnownEtiology => "known_etiology",
            Predictor::AnyAbnormality => "any_abnormality",
            Predictor::HighTests => "high_tests",
        }
    }

    /// Whether it is a number of which a curved effect can be asked.
    #[must_use]
    pub fn is_number(self) -> bool {
        matches!(self, Predictor::AgeYears | Predictor::Bmi | Predictor::PreviousLosses)
    }

    /// The column that states it, where a single one does.
    fn column(self) -> Option<Column> {
        match self {
            Predictor::AgeYears => Some(Column::AgeYears),
            Predictor::Bmi => Some(Column::Bmi),
            Predictor::PreviousLosses => Some(Column::PreviousLosses),
            Predictor::KnownEtiology => Some(Column::Etiology),
            Predictor::AnyAbnormality | Predictor::HighTests => None,
        }
    }

    /// Her value.
    pub(super) fn of(self, woman: &Woman) -> Option<f64> {
        match self {
            Predictor::AgeYears => woman.number(Quantity::AgeYears),
            Predictor::Bmi => woman.number(Quantity::Bmi),
            Predictor::PreviousLosses => woman.number(Quantity::PreviousLosses),
            Predictor::KnownEtiology => {
                woman.etiology.map(|etiology| f64::from(u8::from(etiology == Etiology::Known)))
            }
            Predictor::AnyAbnormality => {
                woman.is_abnormal().map(|is_abnormal| f64::from(u8::from(is_abnormal)))
            }
            Predictor::HighTests => woman
                .profile
                .map(|profile| count(profile.high().values().filter(|high| **high).count())),
        }
    }
}

/// A predictor that could not stand in the model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExcludedPredictor {
    /// The predictor.
    pub predictor: Predictor,
    /// Why.
    pub reason: NotEstimable,
}

/// The effect of one predictor.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Term {
    /// Odds ratio per unit.
    pub odds_ratio: Estimate,
    /// Log odds ratio per unit.
    pub log_odds: f64,
    /// Standard error of the log odds ratio.
    pub standard_error: f64,
    /// Test that it is 0.
    pub test: SignificanceTest,
}

impl Term {
    pub(super) fn new(coefficient: &Coefficient, test: TestKind) -> Self {
        Term {
            odds_ratio: coefficient.odds_ratio,
            log_odds: coefficient.log_odds.value,
            standard_error: coefficient.standard_error,
            test: SignificanceTest::new(test, coefficient.test),
        }
    }
}

impl Tests for Term {
    fn each_test(&mut self, visit: &mut dyn FnMut(TestRole, &mut SignificanceTest)) {
        self.test.each_test(visit);
    }
}

/// A design with the predictors that can stand in it.
pub(super) struct ModelDesign {
    pub(super) predictors: Vec<Predictor>,
    pub(super) left_out: Vec<ExcludedPredictor>,
    pub(super) design: Design,
    /// The values of each predictor that stands, complete women only.
    pub(super) columns: Vec<Vec<Option<f64>>>,
    /// The outcome of the complete women.
    pub(super) outcome: Vec<Option<bool>>,
}

/// Builds the design, leaving out predictors that nobody states, that are the
/// same for everyone, or that follow from others.
pub(super) fn choose(
    women: &[&Woman],
    outcome: &[Option<bool>],
    candidates: &[Predictor],
) -> Estimable<ModelDesign> {
    let mut left_out = Vec::new();
    let mut standing: Vec<(Predictor, Vec<Option<f64>>)> = Vec::new();
    for &predictor in candidates {
        let values: Vec<Option<f64>> = women.iter().map(|woman| predictor.of(woman)).collect();
        if values.iter().all(Option::is_none) {
            let reason = predictor
                .column()
                .map_or(NotEstimable::Nobody, |column| NotEstimable::NotStated { column });
            left_out.push(ExcludedPredictor { predictor, reason });
        } else {
            standing.push((predictor, values));
        }
    }
    loop {
        let covariates: Vec<Covariate<'_>> = standing
            .iter()
            .map(|(predictor, values)| Covariate { name: predictor.word(), values })
            .collect();
        let reason = match Design::new(outcome, &covariates) {
            Ok(design) => {
                let keep = |values: &[Option<f64>]| -> Vec<Option<f64>> {
                    design.kept().iter().map(|&index| values[index]).collect()
                };
                return Ok(ModelDesign {
                    columns: standing.iter().map(|(_, values)| keep(values)).collect(),
                    outcome: design.outcomes().into_iter().map(Some).collect(),
                    predictors: standing.into_iter().map(|(predictor, _)| predictor).collect(),
                    left_out,
                    design,
                });
            }
            Err(reason) => reason,
        };
        let (FitError::Constant { column } | FitError::Collinear { column, .. }) = &reason else {
            return Err(reason.into());
        };
        let Some(place) = standing.iter().position(|(one, _)| one.word() == column) else {
            return Err(reason.into());
        };
        let (predictor, _) = standing.remove(place);
        left_out.push(ExcludedPredictor { predictor, reason: reason.into() });
        if standing.is_empty() {
            return Err(NotEstimable::Undefined(crate::engine::stats::Undefined::NoPredictor));
        }
    }
}

//! What the regression models of the sections are made of.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::significance::{SignificanceTest, TestKind, TestRole, Tests};
use super::table_one::own_word;
use super::women::Woman;
use super::{Estimable, NotEstimable};
use crate::engine::cohort::own::OwnValues;
use crate::engine::column::Column;
use crate::engine::own_column::OwnKind;
use crate::engine::quantity::Quantity;
use crate::engine::record::Etiology;
use crate::engine::stats::Estimate;
use crate::engine::stats::count;
use crate::engine::stats::design::{Covariate, Design, FitError};
use crate::engine::stats::logistic::Coefficient;

/// What may stand in a model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
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
    /// A column that the user keeps, by its place among them: a number per unit, a date
    /// per year, yes against no.
    Own(u16),
    /// A level of a kept category against its first one, by the places of both.
    OwnLevel(u16, u8),
}

impl Predictor {
    /// Every predictor but the columns that the user keeps.
    pub const KNOWN: [Predictor; 6] = [
        Predictor::AgeYears,
        Predictor::Bmi,
        Predictor::PreviousLosses,
        Predictor::KnownEtiology,
        Predictor::AnyAbnormality,
        Predictor::HighTests,
    ];

    /// The word that results and scripts use: of kept columns `own_1`, and `own_1_2` for
    /// the second level of a category.
    #[must_use]
    pub fn word(self) -> Cow<'static, str> {
        match self {
            Predictor::AgeYears => "age_years",
            Predictor::Bmi => "bmi",
            Predictor::PreviousLosses => "previous_losses",
            Predictor::KnownEtiology => "known_etiology",
            Predictor::AnyAbnormality => "any_abnormality",
            Predictor::HighTests => "high_tests",
            Predictor::Own(place) => return own_word(place.into()).into(),
            Predictor::OwnLevel(place, level) => {
                return format!("{}_{}", own_word(place.into()), u16::from(level) + 1).into();
            }
        }
        .into()
    }

    /// The column that states it, where a single one does.
    fn column(self) -> Option<Column> {
        match self {
            Predictor::AgeYears => Some(Column::AgeYears),
            Predictor::Bmi => Some(Column::Bmi),
            Predictor::PreviousLosses => Some(Column::PreviousLosses),
            Predictor::KnownEtiology => Some(Column::Etiology),
            Predictor::AnyAbnormality
            | Predictor::HighTests
            | Predictor::Own(_)
            | Predictor::OwnLevel(..) => None,
        }
    }

    /// Her value; kept columns have their own.
    fn of(self, woman: &Woman) -> Option<f64> {
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
            Predictor::Own(_) | Predictor::OwnLevel(..) => None,
        }
    }
}

impl From<Predictor> for String {
    fn from(predictor: Predictor) -> Self {
        predictor.word().into_owned()
    }
}

impl TryFrom<String> for Predictor {
    type Error = &'static str;

    fn try_from(word: String) -> Result<Self, Self::Error> {
        let own = || {
            let mut numbers = word.strip_prefix("own_")?.split('_');
            let place = numbers.next()?.parse::<u16>().ok()?.checked_sub(1)?;
            match (numbers.next(), numbers.next()) {
                (None, _) => Some(Predictor::Own(place)),
                (Some(level), None) => {
                    let level = level.parse::<u8>().ok()?.checked_sub(1)?;
                    Some(Predictor::OwnLevel(place, level))
                }
                (Some(_), Some(_)) => None,
            }
        };
        let known = Predictor::KNOWN.into_iter().find(|one| one.word() == word);
        known.or_else(own).ok_or("not a predictor")
    }
}

/// A predictor that is to stand in a model.
pub(super) struct Candidate {
    predictor: Predictor,
    /// What results call it: its word, and of a kept column its label.
    name: String,
    /// Whether it is a number of which a curved effect can be asked.
    is_number: bool,
    values: Vec<Option<f64>>,
}

impl Candidate {
    /// A predictor of the format.
    pub(super) fn known(predictor: Predictor, women: &[&Woman]) -> Self {
        let is_number =
            matches!(predictor, Predictor::AgeYears | Predictor::Bmi | Predictor::PreviousLosses);
        let values = women.iter().map(|woman| predictor.of(woman)).collect();
        Candidate { predictor, name: predictor.word().into_owned(), is_number, values }
    }

    /// The kept columns of these names: one each, of a category one for every level but
    /// the first.
    pub(super) fn own(own: &[OwnValues], wanted: &[String], women: &[&Woman]) -> Vec<Self> {
        let mut found: Vec<Candidate> = Vec::new();
        let mut add = |predictor: Predictor, name: &str, is_number, values| {
            let is_taken = found.iter().any(|one| one.name == name)
                || Predictor::KNOWN.iter().any(|one| one.word() == name);
            let name =
                if is_taken { format!("{name} ({})", predictor.word()) } else { name.to_owned() };
            found.push(Candidate { predictor, name, is_number, values });
        };
        let columns = (0_u16..).zip(own);
        for (place, column) in columns.filter(|(_, one)| wanted.contains(&one.column.name)) {
            let values = |of: &dyn Fn(f64) -> f64| -> Vec<Option<f64>> {
                women.iter().map(|woman| column.get(woman.index).map(of)).collect()
            };
            let label = column.column.label();
            match column.column.kind {
                OwnKind::Number => add(Predictor::Own(place), label, true, values(&|one| one)),
                OwnKind::Date { .. } => {
                    add(Predictor::Own(place), label, true, values(&|day| day / DAYS_OF_YEAR));
                }
                OwnKind::YesNo => add(Predictor::Own(place), label, false, values(&|one| one)),
                OwnKind::Category { .. } => {
                    for (level, name) in (0_u8..).zip(column.column.levels()).skip(1) {
                        let is_it =
                            |code: f64| f64::from(u8::from((code - f64::from(level)).abs() < 0.5));
                        let predictor = Predictor::OwnLevel(place, level);
                        add(predictor, &format!("{label}: {name}"), false, values(&is_it));
                    }
                }
            }
        }
        found
    }
}

/// Days of a year of the Julian calendar, by which ages are counted.
const DAYS_OF_YEAR: f64 = 365.25;

/// A predictor that could not stand in the model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExcludedPredictor {
    /// The predictor.
    pub predictor: Predictor,
    /// What it is called: its word, and of a kept column its label.
    pub name: String,
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
    pub(super) predictors: Vec<StandingPredictor>,
    pub(super) left_out: Vec<ExcludedPredictor>,
    pub(super) design: Design,
    /// The values of each predictor that stands, complete women only.
    pub(super) columns: Vec<Vec<Option<f64>>>,
    /// The outcome of the complete women.
    pub(super) outcome: Vec<Option<bool>>,
}

/// A predictor that stands in a model.
pub(super) struct StandingPredictor {
    pub(super) predictor: Predictor,
    pub(super) name: String,
    pub(super) is_number: bool,
}

/// Builds the design, leaving out predictors that nobody states, that are the
/// same for everyone, or that follow from others.
pub(super) fn choose(
    outcome: &[Option<bool>],
    candidates: Vec<Candidate>,
) -> Estimable<ModelDesign> {
    let mut left_out = Vec::new();
    let mut standing: Vec<Candidate> = Vec::new();
    for candidate in candidates {
        if candidate.values.iter().all(Option::is_none) {
            let Candidate { predictor, name, .. } = candidate;
            let reason = predictor
                .column()
                .map_or(NotEstimable::Nobody, |column| NotEstimable::NotStated { column });
            left_out.push(ExcludedPredictor { predictor, name, reason });
        } else {
            standing.push(candidate);
        }
    }
    loop {
        let covariates: Vec<Covariate<'_>> = standing
            .iter()
            .map(|candidate| Covariate { name: &candidate.name, values: &candidate.values })
            .collect();
        let reason = match Design::new(outcome, &covariates) {
            Ok(design) => {
                let keep = |values: &[Option<f64>]| -> Vec<Option<f64>> {
                    design.kept().iter().map(|&index| values[index]).collect()
                };
                return Ok(ModelDesign {
                    columns: standing.iter().map(|candidate| keep(&candidate.values)).collect(),
                    outcome: design.outcomes().into_iter().map(Some).collect(),
                    predictors: standing
                        .into_iter()
                        .map(|Candidate { predictor, name, is_number, .. }| StandingPredictor {
                            predictor,
                            name,
                            is_number,
                        })
                        .collect(),
                    left_out,
                    design,
                });
            }
            Err(reason) => reason,
        };
        let (FitError::Constant { column } | FitError::Collinear { column, .. }) = &reason else {
            return Err(reason.into());
        };
        let Some(place) = standing.iter().position(|one| one.name == *column) else {
            return Err(reason.into());
        };
        let Candidate { predictor, name, .. } = standing.remove(place);
        left_out.push(ExcludedPredictor { predictor, name, reason: reason.into() });
        if standing.is_empty() {
            return Err(NotEstimable::Undefined(crate::engine::stats::Undefined::NoPredictor));
        }
    }
}

//! What predicts live birth: a logistic model of age, body mass index, losses,
//! etiology and abnormality.

use serde::{Deserialize, Serialize};

use super::cutoffs::thinned;
use super::model::{Candidate, ExcludedPredictor, ModelDesign, Predictor, Term, choose};
use super::options::StudyOptions;
use super::significance::{SignificanceTest, TestKind, TestRole, Tests, each_as};
use super::women::{Woman, Women};
use super::{Estimable, NotEstimable};
use crate::engine::cohort::own::OwnValues;
use crate::engine::column::Column;
use crate::engine::stats::adjusted_risk::{
    ModifiedPoisson, StandardizedRisks, modified_poisson, standardized_risks,
};
use crate::engine::stats::design::{Covariate, Design};
use crate::engine::stats::diagnostics::{
    Predictions, RiskGroup, hosmer_lemeshow, variance_inflation,
};
use crate::engine::stats::firth::{FirthFit, firth};
use crate::engine::stats::logistic::{Coefficient, LogisticFit, logistic};
use crate::engine::stats::profile::profile;
use crate::engine::stats::roc::{AreaUnderCurve, RocPoint, Scores, area_under_curve, curve};
use crate::engine::stats::validation::{FittedModel, Validation, validate};
use crate::engine::stats::{Estimate, TestResult, Undefined, count, keep_going};

/// Fewer events per predictor than this call for Firth's fit.
pub const EVENTS_PER_VARIABLE: f64 = 10.0;

/// The most numbers that all resamples of the validation hold together: about a second.
/// A penalized fit takes as long as five others.
const MOST_DRAWN: usize = 16_000_000;
const PENALIZED_COST: usize = 5;

/// A mean over fewer resamples than this moves too far by chance.
const FEWEST_RESAMPLES: usize = 50;

/// Into how many groups of risk the calibration is divided.
const RISK_GROUPS: usize = 10;

const PREDICTORS: [Predictor; 5] = [
    Predictor::AgeYears,
    Predictor::Bmi,
    Predictor::PreviousLosses,
    Predictor::KnownEtiology,
    Predictor::AnyAbnormality,
];

/// The model of live birth.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Prediction {
    /// Women with a class and a known end of the pregnancy.
    pub n_analyzed: u32,
    /// Of those, women with a value of every predictor: the model's women.
    pub n_complete: u32,
    /// Live births among the complete women.
    pub n_live_births: u32,
    /// The rarer outcome's count per predictor.
    pub events_per_variable: f64,
    /// The effects, one predictor a row.
    pub terms: Vec<PredictorTerms>,
    /// Women to whom the modified Poisson regression gives a risk above 1.
    pub n_risks_above_one: u32,
    /// Predictors that could not stand in the model.
    pub left_out: Vec<ExcludedPredictor>,
    /// Whether the model tells more than nothing.
    pub overall: Estimable<SignificanceTest>,
    /// Whether Firth's fit is called for: few events, or separation, or a profile
    /// without limits.
    pub needs_firth: bool,
    /// How predicted and observed shares agree, in the women the model was made
    /// from, which flatters it.
    pub calibration: Estimable<RiskCalibration>,
    /// How well the model tells outcomes apart, flattered likewise.
    pub discrimination: Estimable<Discrimination>,
    /// What calibration and discrimination are once they are corrected for that.
    pub validation: Estimable<Validation>,
    /// Whether a squared term improves the model.
    pub linearity: Vec<Linearity>,
}

/// The effects of one predictor.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PredictorTerms {
    /// The predictor.
    pub predictor: Predictor,
    /// What it is called: its word, and of a kept column its label.
    pub name: String,
    /// Alone in the model, on the same women, by the profile of the likelihood.
    pub crude: Estimable<Term>,
    /// Beside the others, likewise.
    pub adjusted: Estimable<Term>,
    /// Beside the others, with Firth's penalty; `None` when it is not called for.
    pub firth: Option<Estimable<Term>>,
    /// Its risk ratio beside the others, by modified Poisson regression with robust
    /// intervals.
    pub risk_ratio: Estimable<Estimate>,
    /// The live birth rates if all women had it and if none had, all else as it is;
    /// `None` for a number.
    pub standardized: Option<Estimable<StandardizedRisks>>,
    /// By how much the others inflate the variance of its effect; 1 is not at all.
    pub variance_inflation: f64,
}

/// Predicted against observed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RiskCalibration {
    /// Tenths of the women by predicted probability.
    pub groups: Vec<RiskGroup>,
    /// The Hosmer-Lemeshow test.
    pub test: SignificanceTest,
    /// Mean squared difference of prediction and outcome.
    pub brier: f64,
}

/// How well predicted probabilities tell live births from the others.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Discrimination {
    /// Area under the curve with `DeLong`'s interval.
    pub area: AreaUnderCurve,
    /// The curve.
    pub curve: Vec<RocPoint>,
}

/// Whether the effect of a number is a straight line on the scale of log odds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Linearity {
    /// The predictor.
    pub predictor: Predictor,
    /// What it is called: its word, and of a kept column its label.
    pub name: String,
    /// Likelihood-ratio test of its square added to the model.
    pub test: Estimable<SignificanceTest>,
}

impl Tests for Prediction {
    fn each_test(&mut self, visit: &mut dyn FnMut(TestRole, &mut SignificanceTest)) {
        self.overall.each_test(visit);
        for term in &mut self.terms {
            term.each_test(visit);
        }
        if let Ok(calibration) = &mut self.calibration {
            each_as(TestRole::Diagnostic, &mut calibration.test, visit);
        }
        for linearity in &mut self.linearity {
            each_as(TestRole::Diagnostic, &mut linearity.test, visit);
        }
    }
}

impl Tests for PredictorTerms {
    /// One predictor is one question: the effect that is to be read counts, Firth's
    /// where it is called for, else the adjusted one, else the crude one.
    fn each_test(&mut self, visit: &mut dyn FnMut(TestRole, &mut SignificanceTest)) {
        let has_firth = matches!(self.firth, Some(Ok(_)));
        let has_adjusted = self.adjusted.is_ok();
        let standing = |counts: bool| if counts { TestRole::Finding } else { TestRole::Version };
        each_as(standing(!has_firth && !has_adjusted), &mut self.crude, visit);
        each_as(standing(!has_firth), &mut self.adjusted, visit);
        if let Some(firth) = &mut self.firth {
            each_as(TestRole::Finding, firth, visit);
        }
    }
}

pub(super) fn prediction(
    women: &Women,
    own: &[OwnValues],
    level: f64,
    options: &StudyOptions,
) -> Estimable<Prediction> {
    let analyzed: Vec<&Woman> = women.analyzed().map(|(woman, ..)| woman).collect();
    let outcome: Vec<Option<bool>> = women.analyzed().map(|(.., birth)| Some(birth)).collect();
    let Some(&first) = outcome.first() else {
        let is_stated = women.everyone().any(|woman| woman.is_live_birth.is_some());
        return Err(if is_stated {
            NotEstimable::Nobody
        } else {
            NotEstimable::NotStated { column: Column::Outcome }
        });
    };
    if outcome.iter().all(|&one| one == first) {
        return Err(NotEstimable::OneOutcome { live_births: first == Some(true) });
    }
    let mut candidates: Vec<Candidate> =
        PREDICTORS.iter().map(|&one| Candidate::known(one, &analyzed)).collect();
    candidates.extend(Candidate::own(own, &options.adjusters, &analyzed));
    let chosen = choose(&outcome, candidates)?;
    let events = chosen.design.events();
    if events == 0 || events == chosen.design.people() {
        return Err(NotEstimable::OneOutcome { live_births: events > 0 });
    }
    let rarer = count(events.min(chosen.design.people() - events));
    let events_per_variable = rarer / count(chosen.predictors.len());
    let fit: Estimable<LogisticFit> = logistic(&chosen.design, level).map_err(Into::into);
    let profiled: Estimable<Vec<Coefficient>> =
        fit.clone().and_then(|fit| Ok(profile(&chosen.design, &fit, level, &mut keep_going)?));
    let needs_firth = events_per_variable < EVENTS_PER_VARIABLE || profiled.is_err();
    let penalized = needs_firth.then(|| -> Estimable<FirthFit> {
        if !options.is_full() {
            return Err(NotEstimable::Deferred);
        }
        Ok(firth(&chosen.design, level, &mut keep_going)?)
    });
    let fitted = match (&fit, &penalized) {
        (Ok(fit), _) => Ok(FittedModel::Likelihood(fit)),
        (Err(_), Some(Ok(penalized))) => Ok(FittedModel::Penalized(penalized)),
        (Err(reason), _) => Err(reason.clone()),
    };
    let probabilities = fitted.clone().map(|fitted| match fitted {
        FittedModel::Likelihood(fit) => fit.probabilities(&chosen.design),
        FittedModel::Penalized(fit) => fit.probabilities(),
    });
    let happened = chosen.design.outcomes();
    // Where the outcomes are separated, neither has a maximum.
    let poisson: Estimable<ModifiedPoisson> =
        fit.clone().and_then(|_| Ok(modified_poisson(&chosen.design, level)?));
    let risks = Risks { fit: &fit, poisson: &poisson };
    Ok(Prediction {
        n_analyzed: people(analyzed.len()),
        n_complete: people(chosen.design.people()),
        n_live_births: people(events),
        events_per_variable,
        terms: terms(&chosen, &profiled, penalized.as_ref(), &risks, level),
        n_risks_above_one: poisson.as_ref().map_or(0, |found| people(found.n_above_one)),
        overall: fit.clone().and_then(|fit| {
            let result = fit.overall.ok_or(Undefined::TooFewGroups)?;
            Ok(SignificanceTest::new(TestKind::LikelihoodRatio, result))
        }),
        needs_firth,
        calibration: probabilities
            .clone()
            .and_then(|probabilities| calibration(&probabilities, &happened)),
        discrimination: probabilities
            .and_then(|probabilities| discrimination(&probabilities, &happened, level)),
        validation: fitted.and_then(|fitted| validation(&chosen.design, fitted, options)),
        linearity: linearity(&chosen, &fit, level),
        left_out: chosen.left_out,
    })
}

fn people(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// The models that give risks.
struct Risks<'a> {
    fit: &'a Estimable<LogisticFit>,
    poisson: &'a Estimable<ModifiedPoisson>,
}

impl Risks<'_> {
    /// The risk ratio of a predictor, counted without the intercept.
    fn ratio(&self, place: usize) -> Estimable<Estimate> {
        self.poisson.as_ref().map(|found| found.ratios[place].ratio).map_err(Clone::clone)
    }

    /// The rates with and without what a column of the design says; of a level of a
    /// category, with it and with the first level.
    fn standardized(
        &self,
        chosen: &ModelDesign,
        column: usize,
        level: f64,
    ) -> Estimable<StandardizedRisks> {
        let fit = self.fit.as_ref().map_err(Clone::clone)?;
        let of_category = |place: usize| match chosen.predictors[place].predictor {
            Predictor::OwnLevel(category, _) => Some(category),
            _ => None,
        };
        // The intercept comes first.
        let category = of_category(column - 1);
        let others: Vec<usize> = (1..=chosen.predictors.len())
            .filter(|&other| other != column)
            .filter(|&other| category.is_some() && of_category(other - 1) == category)
            .collect();
        Ok(standardized_risks(&chosen.design, fit, column, &others, level)?)
    }
}

fn terms(
    chosen: &ModelDesign,
    profiled: &Estimable<Vec<Coefficient>>,
    penalized: Option<&Estimable<FirthFit>>,
    risks: &Risks<'_>,
    level: f64,
) -> Vec<PredictorTerms> {
    let inflation = variance_inflation(&chosen.design);
    chosen
        .predictors
        .iter()
        .zip(&chosen.columns)
        .zip(inflation)
        .enumerate()
        .map(|(place, ((standing, values), inflation))| {
            // The intercept comes first.
            let at = place + 1;
            let crude = || -> Estimable<Term> {
                let covariate = Covariate { name: &standing.name, values };
                let design = Design::new(&chosen.outcome, &[covariate])?;
                let fit = logistic(&design, level)?;
                let alone = profile(&design, &fit, level, &mut keep_going)?;
                Ok(Term::new(&alone[1], TestKind::LikelihoodRatio))
            };
            PredictorTerms {
                predictor: standing.predictor,
                name: standing.name.clone(),
                crude: crude(),
                adjusted: profiled
                    .as_ref()
                    .map(|profiled| Term::new(&profiled[at], TestKind::LikelihoodRatio))
                    .map_err(Clone::clone),
                firth: penalized.map(|penalized| {
                    let kind = TestKind::PenalizedLikelihoodRatio;
                    penalized
                        .as_ref()
                        .map(|penalized| Term::new(&penalized.coefficients[at], kind))
                        .map_err(Clone::clone)
                }),
                risk_ratio: risks.ratio(place),
                standardized: (!standing.is_number).then(|| risks.standardized(chosen, at, level)),
                variance_inflation: inflation.factor,
            }
        })
        .collect()
}

fn calibration(probabilities: &[f64], happened: &[bool]) -> Estimable<RiskCalibration> {
    let predictions = Predictions::new(probabilities, happened)?;
    let found = hosmer_lemeshow(&predictions, RISK_GROUPS)?;
    Ok(RiskCalibration {
        groups: found.groups,
        test: SignificanceTest::new(TestKind::HosmerLemeshow, found.test),
        brier: predictions.brier(),
    })
}

fn discrimination(
    probabilities: &[f64],
    happened: &[bool],
    level: f64,
) -> Estimable<Discrimination> {
    let scores = Scores::new(probabilities, happened)?;
    Ok(Discrimination { area: area_under_curve(&scores, level)?, curve: thinned(curve(&scores)) })
}

/// The validation, with fewer resamples where there are many women and with none
/// where those would be too few.
fn validation(
    design: &Design,
    fitted: FittedModel<'_>,
    options: &StudyOptions,
) -> Estimable<Validation> {
    if !options.is_full() {
        return Err(NotEstimable::Deferred);
    }
    let cost = if matches!(fitted, FittedModel::Penalized(_)) { PENALIZED_COST } else { 1 };
    let affordable = MOST_DRAWN / cost / design.names().len();
    let wanted = options.validation_replicates as usize;
    let replicates = wanted.min(affordable / design.people());
    if replicates < wanted.min(FEWEST_RESAMPLES) {
        return Err(NotEstimable::TooMany { limit: people(affordable / FEWEST_RESAMPLES) });
    }
    Ok(validate(design, fitted, people(replicates), options.seed.into(), &mut keep_going)?)
}

fn linearity(chosen: &ModelDesign, fit: &Estimable<LogisticFit>, level: f64) -> Vec<Linearity> {
    let squared = |place: usize| -> Estimable<SignificanceTest> {
        let fit = fit.as_ref().map_err(Clone::clone)?;
        let values = &chosen.columns[place];
        let n = count(values.len());
        let mean = values.iter().flatten().sum::<f64>() / n;
        let squares: Vec<Option<f64>> =
            values.iter().map(|value| value.map(|value| (value - mean).powi(2))).collect();
        let mut covariates: Vec<Covariate<'_>> = chosen
            .predictors
            .iter()
            .zip(&chosen.columns)
            .map(|(standing, values)| Covariate { name: &standing.name, values })
            .collect();
        covariates.push(Covariate { name: "square", values: &squares });
        let curved = logistic(&Design::new(&chosen.outcome, &covariates)?, level)?;
        let statistic = (2.0 * (curved.log_likelihood - fit.log_likelihood)).max(0.0);
        Ok(SignificanceTest::new(
            TestKind::LikelihoodRatio,
            TestResult::chi_square(statistic, 1.0)?,
        ))
    };
    chosen
        .predictors
        .iter()
        .enumerate()
        .filter(|(_, standing)| standing.is_number)
        .map(|(place, standing)| Linearity {
            predictor: standing.predictor,
            name: standing.name.clone(),
            test: squared(place),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    /// 16,000,000 numbers are 50 resamples of 160,000 women with two columns each.
    #[test]
    fn too_many_women_for_fifty_resamples_are_not_validated() {
        let n = 160_001;
        let outcome: Vec<Option<bool>> = (0..n).map(|i| Some(i % 3 == 0)).collect();
        let values: Vec<Option<f64>> = (0..n).map(|i| Some(f64::from(i % 5))).collect();
        let covariate = Covariate { name: "x", values: &values };
        let design = Design::new(&outcome, &[covariate]).expect("a design");
        let fit = logistic(&design, 0.95).expect("a fit");
        let found = validation(&design, FittedModel::Likelihood(&fit), &StudyOptions::default());
        assert_eq!(found, Err(NotEstimable::TooMany { limit: 160_000 }));
    }
}

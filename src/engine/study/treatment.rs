//! What can be said about treatment: only where some women with an abnormality
//! were left untreated.

use serde::{Deserialize, Serialize};

use super::contrast::{Contrast, EventCount};
use super::model::{Candidate, ExcludedPredictor, Predictor, choose};
use super::significance::{SignificanceTest, TestRole, Tests};
use super::women::{Woman, Women};
use super::{Estimable, NotEstimable};
use crate::engine::column::Column;
use crate::engine::stats::e_value::{EValue, RatioScale, e_value};
use crate::engine::stats::weighting::{
    Balance, Overlap, WeightedEffect, balance, propensity, weighted_effect,
};

/// The predictors of treatment.
const PREDICTORS: [Predictor; 5] = [
    Predictor::AgeYears,
    Predictor::Bmi,
    Predictor::PreviousLosses,
    Predictor::KnownEtiology,
    Predictor::HighTests,
];

/// Into how many bins of the propensity score women are counted.
pub const SCORE_BINS: usize = 20;

/// Treated against untreated, among women with an abnormality and a known end of
/// the pregnancy.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Treatment {
    /// Women left out because the file does not say if they were treated.
    pub n_unknown: u32,
    /// Live births of the treated (first) and the untreated (second) as they are.
    pub crude: Contrast,
    /// The same, weighted so that both groups resemble all of them.
    pub weighted: Estimable<WeightedComparison>,
}

/// The weighted comparison.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WeightedComparison {
    /// Women with a value of every predictor of treatment.
    pub n_complete: u32,
    /// Predictors that could not stand in the model of treatment.
    pub left_out: Vec<ExcludedPredictor>,
    /// The weighted effect with robust intervals.
    pub effect: WeightedEffect,
    /// How strong unmeasured confounding would have to be to explain it.
    pub e_value: Estimable<EValue>,
    /// Standardized differences before and after weighting.
    pub balance: Estimable<Vec<Balance>>,
    /// What speaks for or against comparing the groups.
    pub overlap: Overlap,
    /// Whether it speaks against.
    pub overlap_warns: bool,
    /// Treated and untreated women by propensity score, in bins from 0 to 1.
    pub scores: Vec<ScoreBin>,
}

/// Women whose propensity score lies in one bin.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScoreBin {
    /// Treated women.
    pub n_treated: u32,
    /// Untreated women.
    pub n_untreated: u32,
}

impl Tests for Treatment {
    fn each_test(&mut self, visit: &mut dyn FnMut(TestRole, &mut SignificanceTest)) {
        self.crude.each_test(visit);
    }
}

pub(super) fn treatment(women: &Women, level: f64) -> Estimable<Treatment> {
    let abnormal: Vec<(&Woman, bool)> = women
        .analyzed()
        .filter(|(_, profile, _)| profile.is_abnormal())
        .map(|(woman, _, birth)| (woman, birth))
        .collect();
    if abnormal.is_empty() {
        let is_stated = women.everyone().any(|woman| woman.is_live_birth.is_some());
        return Err(if is_stated {
            NotEstimable::Nobody
        } else {
            NotEstimable::NotStated { column: Column::Outcome }
        });
    }
    let of = |treated: bool| {
        let group = abnormal.iter().filter(move |(woman, _)| woman.ivig == Some(treated));
        EventCount::of(group.map(|&(_, birth)| birth))
    };
    let (treated, untreated) = (of(true), of(false));
    match (treated.total, untreated.total) {
        (0, 0) => return Err(NotEstimable::NotStated { column: Column::Ivig }),
        (n_treated, 0) => return Err(NotEstimable::NoUntreated { n_treated }),
        (0, n_untreated) => return Err(NotEstimable::NoTreated { n_untreated }),
        _ => {}
    }
    let all = u32::try_from(abnormal.len()).unwrap_or(u32::MAX);
    Ok(Treatment {
        n_unknown: all - treated.total - untreated.total,
        crude: Contrast::new(treated, untreated, level)?,
        weighted: weighted(&abnormal, level),
    })
}

fn weighted(abnormal: &[(&Woman, bool)], level: f64) -> Estimable<WeightedComparison> {
    let women: Vec<&Woman> = abnormal.iter().map(|&(woman, _)| woman).collect();
    let treated: Vec<Option<bool>> = women.iter().map(|woman| woman.ivig).collect();
    let candidates = PREDICTORS.iter().map(|&one| Candidate::known(one, &women)).collect();
    let chosen = choose(&treated, candidates)?;
    let propensity = propensity(&chosen.design)?;
    let births: Vec<bool> = chosen.design.kept().iter().map(|&index| abnormal[index].1).collect();
    let effect = weighted_effect(&births, &propensity.treated, &propensity.weights, level)?;
    let mut scores = vec![ScoreBin::default(); SCORE_BINS];
    for (&score, &treated) in propensity.scores.iter().zip(&propensity.treated) {
        let bin = &mut scores[bin_of(score)];
        if treated {
            bin.n_treated += 1;
        } else {
            bin.n_untreated += 1;
        }
    }
    let people = chosen.design.people();
    Ok(WeightedComparison {
        n_complete: u32::try_from(people).unwrap_or(u32::MAX),
        left_out: chosen.left_out,
        e_value: effect
            .risk_ratio
            .map_err(NotEstimable::from)
            .and_then(|ratio| Ok(e_value(&ratio, RatioScale::RiskRatio)?)),
        effect,
        balance: balance(&chosen.design, &propensity).map_err(Into::into),
        overlap_warns: propensity.overlap.warns(people),
        overlap: propensity.overlap,
        scores,
    })
}

/// The bin of a probability; 1 belongs to the last one.
fn bin_of(score: f64) -> usize {
    let mut bin = 0;
    while bin + 1 < SCORE_BINS
        && score >= crate::engine::stats::count(bin + 1) / crate::engine::stats::count(SCORE_BINS)
    {
        bin += 1;
    }
    bin
}

//! Whether treatment does more in some women than in others: live births of treated and
//! untreated women, with and without an abnormality, unadjusted.

use serde::{Deserialize, Serialize};

use super::contrast::EventCount;
use super::estimable::TreatmentGroup;
use super::significance::{SignificanceTest, TestKind, TestRole, Tests, each_as};
use super::women::Women;
use super::{Estimable, NotEstimable};
use crate::engine::column::Column;
use crate::engine::stats::Estimate;
use crate::engine::stats::interaction::{InteractionScale, interaction};
use crate::engine::stats::proportion::Proportion;
use crate::engine::stats::two_by_two::TwoByTwo;
use crate::engine::stats::two_by_two::odds_ratio::{OddsRatioMethod, odds_ratio};
use crate::engine::stats::two_by_two::risk_difference::{RiskDifferenceMethod, risk_difference};
use crate::engine::stats::two_by_two::risk_ratio::{RiskRatioMethod, risk_ratio};

/// How the effect of treatment differs between women with a class and a known end of the
/// pregnancy of whom the file says if they were treated.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Modification {
    /// Women left out because the file does not say if they were treated.
    pub n_unknown: u32,
    /// Women with an abnormality against women without one.
    pub by_immunity: Estimable<ByImmunity>,
}

/// The effect of treatment in women with and without an abnormality.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ByImmunity {
    /// In women with an abnormality.
    pub abnormal: TreatmentEffect,
    /// In women without one.
    pub normal: TreatmentEffect,
    /// The difference in women with an abnormality less that in the others.
    pub additive: Estimable<EffectInteraction>,
    /// The risk ratio in women with an abnormality over that in the others.
    pub risk_ratios: Estimable<EffectInteraction>,
    /// The odds ratio in women with an abnormality over that in the others.
    pub odds_ratios: Estimable<EffectInteraction>,
}

/// Live births of treated and untreated women as they are.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TreatmentEffect {
    /// Live births of treated women, with Wilson's interval.
    pub treated: Proportion,
    /// Live births of untreated women, with Wilson's interval.
    pub untreated: Proportion,
    /// Treated less untreated, with Newcombe's interval.
    pub difference: Estimate,
    /// Treated over untreated, with Koopman's interval.
    pub ratio: Estimable<Estimate>,
    /// The sample odds ratio with Woolf's interval, because the interaction is a ratio
    /// of two of these.
    pub odds_ratio: Estimable<Estimate>,
}

/// How two effects differ, by Wald's interval and test.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct EffectInteraction {
    /// A difference of differences, or a ratio of ratios.
    pub estimate: Estimate,
    /// The test that there is none.
    pub test: SignificanceTest,
}

impl Tests for Modification {
    fn each_test(&mut self, visit: &mut dyn FnMut(TestRole, &mut SignificanceTest)) {
        self.by_immunity.each_test(visit);
    }
}

impl Tests for ByImmunity {
    /// The three scales are one question; the additive one counts.
    fn each_test(&mut self, visit: &mut dyn FnMut(TestRole, &mut SignificanceTest)) {
        self.additive.each_test(visit);
        each_as(TestRole::Version, &mut self.risk_ratios, visit);
        each_as(TestRole::Version, &mut self.odds_ratios, visit);
    }
}

impl Tests for EffectInteraction {
    fn each_test(&mut self, visit: &mut dyn FnMut(TestRole, &mut SignificanceTest)) {
        self.test.each_test(visit);
    }
}

/// Live births of the treated and of the untreated.
#[derive(Clone, Copy, Default)]
struct Arms {
    treated: EventCount,
    untreated: EventCount,
}

impl Arms {
    fn add(&mut self, is_treated: bool, birth: bool) {
        if is_treated { self.treated.add(birth) } else { self.untreated.add(birth) }
    }

    fn table(self) -> Estimable<TwoByTwo> {
        Ok(TwoByTwo { exposed: self.treated.group()?, unexposed: self.untreated.group()? })
    }

    fn effect(self, level: f64) -> Estimable<TreatmentEffect> {
        let table = self.table()?;
        Ok(TreatmentEffect {
            treated: self.treated.share(level)?,
            untreated: self.untreated.share(level)?,
            difference: risk_difference(&table, RiskDifferenceMethod::Newcombe, level)?,
            ratio: risk_ratio(&table, RiskRatioMethod::Koopman, level).map_err(Into::into),
            odds_ratio: odds_ratio(&table, OddsRatioMethod::Woolf, level).map_err(Into::into),
        })
    }
}

pub(super) fn modification(women: &Women, level: f64) -> Estimable<Modification> {
    if women.analyzed().next().is_none() {
        let is_stated = women.everyone().any(|woman| woman.is_live_birth.is_some());
        return Err(if is_stated {
            NotEstimable::Nobody
        } else {
            NotEstimable::NotStated { column: Column::Outcome }
        });
    }
    let (mut abnormal, mut normal, mut n_unknown) = (Arms::default(), Arms::default(), 0);
    for (woman, profile, birth) in women.analyzed() {
        let Some(is_treated) = woman.ivig else {
            n_unknown += 1;
            continue;
        };
        let arms = if profile.is_abnormal() { &mut abnormal } else { &mut normal };
        arms.add(is_treated, birth);
    }
    let groups = [
        (TreatmentGroup::AbnormalTreated, abnormal.treated),
        (TreatmentGroup::AbnormalUntreated, abnormal.untreated),
        (TreatmentGroup::NormalTreated, normal.treated),
        (TreatmentGroup::NormalUntreated, normal.untreated),
    ];
    let missing: Vec<TreatmentGroup> = groups
        .into_iter()
        .filter(|(_, counted)| counted.total == 0)
        .map(|(group, _)| group)
        .collect();
    if missing.len() == groups.len() {
        return Err(NotEstimable::NotStated { column: Column::Ivig });
    }
    let by_immunity = if missing.is_empty() {
        by_immunity(abnormal, normal, level)
    } else {
        Err(NotEstimable::GroupsMissing { groups: missing })
    };
    Ok(Modification { n_unknown, by_immunity })
}

fn by_immunity(abnormal: Arms, normal: Arms, level: f64) -> Estimable<ByImmunity> {
    let (one, other) = (abnormal.table()?, normal.table()?);
    let on = |scale: InteractionScale| -> Estimable<EffectInteraction> {
        let found = interaction(&one, &other, scale, level)?;
        let test = SignificanceTest::new(TestKind::Wald, found.test);
        Ok(EffectInteraction { estimate: found.estimate, test })
    };
    Ok(ByImmunity {
        abnormal: abnormal.effect(level)?,
        normal: normal.effect(level)?,
        additive: on(InteractionScale::Additive),
        risk_ratios: on(InteractionScale::RiskRatio),
        odds_ratios: on(InteractionScale::OddsRatio),
    })
}

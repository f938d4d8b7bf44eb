//! Whether treatment does more in some women than in others, unadjusted: live births of
//! treated and untreated women, with and without an abnormality, and in subgroups of the
//! women with one.

use serde::{Deserialize, Serialize};

use super::contrast::EventCount;
use super::estimable::TreatmentGroup;
use super::losses::{LossCategory, categories};
use super::options::StudyOptions;
use super::significance::{SignificanceTest, TestKind, TestRole, Tests, each_as};
use super::women::{Woman, Women};
use super::{Estimable, NotEstimable};
use crate::engine::column::Column;
use crate::engine::record::Etiology;
use crate::engine::rules::profile::ImmuneProfile;
use crate::engine::stats::Estimate;
use crate::engine::stats::interaction::{InteractionScale, differences_differ, interaction};
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
    /// Women with an abnormality, divided in several ways.
    pub subgroups: Estimable<Vec<Subgrouping>>,
}

/// What women with an abnormality are divided by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SubgroupsBy {
    /// The seven classes with an abnormality.
    ImmuneClass,
    /// Idiopathic or known.
    Etiology,
    /// The categories of the study.
    PreviousLosses,
    /// Younger than [`AGE_LIMIT`], or not.
    Age,
}

/// The age, in years, from which on women are the older ones. The limit is ours.
pub const AGE_LIMIT: u32 = 35;

/// Women with an abnormality, divided in one way.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Subgrouping {
    /// By what.
    pub by: SubgroupsBy,
    /// The parts.
    pub subgroups: Vec<Subgroup>,
    /// Whether the differences of the parts that have treated and untreated women
    /// differ: Cochran's Q.
    pub interaction: Estimable<SignificanceTest>,
}

/// Some of the women with an abnormality, treated and untreated.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Subgroup {
    /// Who they are.
    pub who: SubgroupName,
    /// Live births of treated women, with Wilson's interval.
    pub treated: Estimable<Proportion>,
    /// Live births of untreated women, with Wilson's interval.
    pub untreated: Estimable<Proportion>,
    /// Treated less untreated, with Newcombe's interval.
    pub difference: Estimable<Estimate>,
}

/// One part of the women with an abnormality.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SubgroupName {
    /// Of this class.
    Class(ImmuneProfile),
    /// Of this etiology.
    Etiology(Etiology),
    /// With so many losses.
    PreviousLosses(LossCategory),
    /// Younger than so many years.
    YoungerThan(u32),
    /// So many years old or older.
    OldAs(u32),
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
        self.subgroups.each_test(visit);
    }
}

impl Tests for Subgrouping {
    fn each_test(&mut self, visit: &mut dyn FnMut(TestRole, &mut SignificanceTest)) {
        self.interaction.each_test(visit);
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

    fn of(women: impl Iterator<Item = (bool, bool)>) -> Self {
        women.fold(Arms::default(), |mut arms, (is_treated, birth)| {
            arms.add(is_treated, birth);
            arms
        })
    }

    fn table(self) -> Estimable<TwoByTwo> {
        Ok(TwoByTwo { exposed: self.treated.group()?, unexposed: self.untreated.group()? })
    }

    fn difference(self, level: f64) -> Estimable<Estimate> {
        Ok(risk_difference(&self.table()?, RiskDifferenceMethod::Newcombe, level)?)
    }

    fn effect(self, level: f64) -> Estimable<TreatmentEffect> {
        let table = self.table()?;
        Ok(TreatmentEffect {
            treated: self.treated.share(level)?,
            untreated: self.untreated.share(level)?,
            difference: self.difference(level)?,
            ratio: risk_ratio(&table, RiskRatioMethod::Koopman, level).map_err(Into::into),
            odds_ratio: odds_ratio(&table, OddsRatioMethod::Woolf, level).map_err(Into::into),
        })
    }
}

pub(super) fn modification(
    women: &Women,
    level: f64,
    options: &StudyOptions,
) -> Estimable<Modification> {
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
    let subgroups = match (abnormal.treated.total, abnormal.untreated.total) {
        (0, 0) => Err(NotEstimable::Nobody),
        (n_treated, 0) => Err(NotEstimable::NoUntreated { n_treated }),
        (0, n_untreated) => Err(NotEstimable::NoTreated { n_untreated }),
        _ => Ok(subgroups(women, level, options)),
    };
    Ok(Modification { n_unknown, by_immunity, subgroups })
}

/// Every way of dividing the women with an abnormality.
fn subgroups(women: &Women, level: f64, options: &StudyOptions) -> Vec<Subgrouping> {
    let classes = ImmuneProfile::ALL.into_iter().filter(|profile| profile.is_abnormal());
    let etiologies = [Etiology::Idiopathic, Etiology::Known];
    let losses = categories(&options.loss_categories).into_iter();
    let ages = [SubgroupName::YoungerThan(AGE_LIMIT), SubgroupName::OldAs(AGE_LIMIT)];
    [
        (SubgroupsBy::ImmuneClass, classes.map(SubgroupName::Class).collect()),
        (SubgroupsBy::Etiology, etiologies.into_iter().map(SubgroupName::Etiology).collect()),
        (SubgroupsBy::PreviousLosses, losses.map(SubgroupName::PreviousLosses).collect()),
        (SubgroupsBy::Age, ages.into()),
    ]
    .into_iter()
    .map(|(by, names)| subgrouping(women, by, names, level))
    .collect()
}

fn subgrouping(
    women: &Women,
    by: SubgroupsBy,
    names: Vec<SubgroupName>,
    level: f64,
) -> Subgrouping {
    let counted: Vec<(SubgroupName, Arms)> = names
        .into_iter()
        .map(|name| {
            let here = women
                .analyzed()
                .filter(|&(woman, profile, _)| profile.is_abnormal() && name.holds(woman, profile));
            let arms = here.filter_map(|(woman, _, birth)| Some((woman.ivig?, birth)));
            (name, Arms::of(arms))
        })
        .collect();
    // Who has nobody to be compared with says nothing, whatever the outcome.
    let interaction = || -> Estimable<SignificanceTest> {
        let compared = counted
            .iter()
            .filter(|(_, arms)| arms.treated.total > 0 && arms.untreated.total > 0)
            .map(|(_, arms)| arms.table())
            .collect::<Estimable<Vec<TwoByTwo>>>()?;
        Ok(SignificanceTest::new(TestKind::CochranQ, differences_differ(&compared)?))
    };
    let subgroup = |&(who, arms): &(SubgroupName, Arms)| Subgroup {
        who,
        treated: arms.treated.share(level),
        untreated: arms.untreated.share(level),
        difference: arms.difference(level),
    };
    Subgrouping {
        by,
        interaction: interaction(),
        subgroups: counted.iter().map(subgroup).collect(),
    }
}

impl SubgroupName {
    /// Whether a woman of this class is one of them.
    fn holds(self, woman: &Woman, profile: ImmuneProfile) -> bool {
        let is_old = |limit: u32| woman.age_years.map(|age| age >= f64::from(limit));
        match self {
            SubgroupName::Class(class) => profile == class,
            SubgroupName::Etiology(etiology) => woman.etiology == Some(etiology),
            SubgroupName::PreviousLosses(category) => {
                woman.previous_losses.is_some_and(|losses| category.holds(losses))
            }
            SubgroupName::YoungerThan(limit) => is_old(limit) == Some(false),
            SubgroupName::OldAs(limit) => is_old(limit) == Some(true),
        }
    }
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

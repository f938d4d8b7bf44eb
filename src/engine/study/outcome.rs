//! Live births: figure 3 of the paper.
//!
//! Women with an abnormality were treated and those without were not, so that
//! the comparison of the two is not one of treatments.

use serde::{Deserialize, Serialize};

use super::contrast::{Contrast, EventCount, fisher};
use super::options::StudyOptions;
use super::shrinkage::{BetaBinomial, ShrunkenRate};
use super::significance::{SignificanceTest, TestKind, TestRole, Tests};
use super::women::{Woman, Women};
use super::{Estimable, NotEstimable};
use crate::engine::cohort::tally::{ByGroup, ByStratum, ClassGroup, Stratum};
use crate::engine::column::Column;
use crate::engine::rules::profile::{ByProfile, ImmuneProfile};
use crate::engine::stats::keep_going;
use crate::engine::stats::multiplicity::{Adjustment, adjusted};
use crate::engine::stats::proportion::Proportion;
use crate::engine::stats::r_by_c::ContingencyTable;
use crate::engine::stats::r_by_c::freeman_halton::{
    Computation, FreemanHalton, Sampling, freeman_halton,
};
use crate::engine::stats::two_by_two::{self, TwoByTwo};

/// Live births among the women with a class and a known end of the pregnancy.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OutcomeSection {
    /// Whether the file says of any of these women if she got IVIG. Where it
    /// does not, the comparisons are of abnormal against normal women.
    pub treatment_is_stated: bool,
    /// Women with an abnormality who were not treated, or of whom it is not
    /// known: left out of the comparisons.
    pub n_abnormal_left_out: u32,
    /// Women without an abnormality who were treated: left out too.
    pub n_normal_left_out: u32,
    /// Women without an abnormality in the comparisons of whom the file does not say
    /// whether they were treated, where it says so of others.
    pub n_normal_unknown: u32,
    /// Abnormal and treated (first) against normal and not known to be treated
    /// (second).
    pub comparisons: ByStratum<Estimable<Contrast>>,
    /// The live birth rate of each class.
    pub rates: ByStratum<ClassRates>,
    /// Whether the seven abnormal classes differ.
    pub among_classes: ByStratum<Estimable<SignificanceTest>>,
    /// Every two abnormal classes that have women, all etiologies together.
    pub pairs: Estimable<Vec<ClassPair>>,
}

/// The rates of the classes among some women.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ClassRates {
    /// What the rates of the eight classes are drawn towards.
    pub prior: Estimable<BetaBinomial>,
    /// The rate of each class, and of several together.
    pub groups: ByGroup<GroupRate>,
}

/// The live birth rate of one class, or of several together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GroupRate {
    /// The rate, with Wilson's interval.
    pub rate: Estimable<Proportion>,
    /// The rate drawn towards the mean of the eight classes; classes only.
    pub shrunken: Estimable<ShrunkenRate>,
}

/// Two classes compared.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ClassPair {
    /// The first class.
    pub first: ImmuneProfile,
    /// The second class.
    pub second: ImmuneProfile,
    /// Rate of the first less that of the second.
    pub difference: f64,
    /// Fisher's exact test.
    pub test: SignificanceTest,
    /// Its p-value after Holm's adjustment over these pairs.
    pub p_holm_pairs: f64,
}

impl Tests for OutcomeSection {
    fn each_test(&mut self, visit: &mut dyn FnMut(TestRole, &mut SignificanceTest)) {
        for comparison in self.comparisons.values_mut() {
            comparison.each_test(visit);
        }
        for global in self.among_classes.values_mut() {
            global.each_test(visit);
        }
        for pair in self.pairs.iter_mut().flatten() {
            pair.test.each_test(visit);
        }
    }
}

/// Live births of each class within one stratum.
type ClassCounts = ByProfile<EventCount>;

fn class_counts(women: &Women, stratum: Stratum) -> ClassCounts {
    let mut counts = ClassCounts::default();
    for (woman, profile, birth) in women.analyzed() {
        if woman.is_in(stratum) {
            counts[profile].add(birth);
        }
    }
    counts
}

fn sum(counts: &ClassCounts, group: ClassGroup) -> EventCount {
    let classes = counts.iter().filter(|(profile, _)| group.holds(*profile));
    classes.fold(EventCount::default(), |sum, (_, one)| EventCount {
        events: sum.events + one.events,
        total: sum.total + one.total,
    })
}

pub(super) fn outcome(
    women: &Women,
    level: f64,
    options: &StudyOptions,
) -> Estimable<OutcomeSection> {
    if women.analyzed().next().is_none() {
        let is_stated = women.everyone().any(|woman| woman.is_live_birth.is_some());
        return Err(if is_stated {
            NotEstimable::Nobody
        } else {
            NotEstimable::NotStated { column: Column::Outcome }
        });
    }
    let treatment_is_stated = women.analyzed().any(|(woman, ..)| woman.ivig.is_some());
    let is_first = |woman: &Woman, profile: ImmuneProfile| {
        profile.is_abnormal() && (!treatment_is_stated || woman.ivig == Some(true))
    };
    let is_second = |woman: &Woman, profile: ImmuneProfile| {
        !profile.is_abnormal() && (!treatment_is_stated || woman.ivig != Some(true))
    };
    let counts = ByStratum::from_fn(|stratum| class_counts(women, stratum));
    let mut section = OutcomeSection {
        treatment_is_stated,
        n_abnormal_left_out: 0,
        n_normal_left_out: 0,
        n_normal_unknown: 0,
        comparisons: ByStratum::from_fn(|stratum| {
            let counted = |holds: &dyn Fn(&Woman, ImmuneProfile) -> bool| {
                let women = women
                    .analyzed()
                    .filter(|&(woman, profile, _)| woman.is_in(stratum) && holds(woman, profile));
                EventCount::of(women.map(|(.., birth)| birth))
            };
            Contrast::new(counted(&is_first), counted(&is_second), level)
        }),
        rates: counts.map(|counts| rates(&counts, level)),
        among_classes: counts.map(|counts| among(&counts, options)),
        pairs: pairs(&counts.all),
    };
    for (woman, profile, _) in women.analyzed() {
        if profile.is_abnormal() {
            section.n_abnormal_left_out += u32::from(!is_first(woman, profile));
        } else {
            section.n_normal_left_out += u32::from(!is_second(woman, profile));
            section.n_normal_unknown += u32::from(treatment_is_stated && woman.ivig.is_none());
        }
    }
    Ok(section)
}

fn rates(counts: &ClassCounts, level: f64) -> ClassRates {
    let groups: Estimable<Vec<two_by_two::Group>> =
        counts.values().map(|one| one.group()).collect();
    let prior =
        groups.and_then(|groups| BetaBinomial::from_moments(&groups).map_err(NotEstimable::from));
    let groups = ByGroup::from_fn(|group| {
        let counted = sum(counts, group);
        let shrunken = match group {
            ClassGroup::Class(_) => {
                prior.clone().and_then(|prior| Ok(prior.shrink(counted.group()?, level)?))
            }
            ClassGroup::AnyAbnormality | ClassGroup::Everyone => {
                Err(NotEstimable::Undefined(crate::engine::stats::Undefined::TooFewGroups))
            }
        };
        GroupRate { rate: counted.share(level), shrunken }
    });
    ClassRates { prior, groups }
}

/// Whether the abnormal classes differ, by the exact test where it is affordable.
fn among(counts: &ClassCounts, options: &StudyOptions) -> Estimable<SignificanceTest> {
    let rows: Vec<Vec<u32>> = counts
        .iter()
        .filter(|(profile, one)| profile.is_abnormal() && one.total > 0)
        .map(|(_, one)| vec![one.events, one.total - one.events])
        .collect();
    if rows.is_empty() {
        return Err(NotEstimable::Nobody);
    }
    if rows.len() == 1 {
        return Err(NotEstimable::OneGroup);
    }
    let n: u32 = rows.iter().flatten().sum();
    let table = ContingencyTable::new(rows)?;
    let births = table.column_totals();
    if births.contains(&0) {
        return Err(NotEstimable::OneOutcome { live_births: births[0] > 0 });
    }
    if n > options.exact_limit {
        return Ok(SignificanceTest::new(TestKind::ChiSquare, table.pearson()?));
    }
    if !options.is_full() {
        return Err(NotEstimable::Deferred);
    }
    let sampling = Sampling { replicates: options.monte_carlo_tables, seed: options.seed.into() };
    let FreemanHalton { p_value, computation } = freeman_halton(&table, sampling, &mut keep_going)?;
    let kind = match computation {
        Computation::Exact => TestKind::FreemanHalton,
        Computation::MonteCarlo { .. } => TestKind::FreemanHaltonSampled,
    };
    Ok(SignificanceTest::exact(kind, p_value))
}

fn pairs(counts: &ClassCounts) -> Estimable<Vec<ClassPair>> {
    let populated: Vec<ImmuneProfile> = counts
        .iter()
        .filter(|(profile, one)| profile.is_abnormal() && one.total > 0)
        .map(|(profile, _)| profile)
        .collect();
    if populated.is_empty() {
        return Err(NotEstimable::Nobody);
    }
    if populated.len() == 1 {
        return Err(NotEstimable::OneGroup);
    }
    let mut pairs = Vec::new();
    for (place, &first) in populated.iter().enumerate() {
        for &second in &populated[place + 1..] {
            let table =
                TwoByTwo { exposed: counts[first].group()?, unexposed: counts[second].group()? };
            let test = fisher(&table)?;
            let difference = table.exposed.risk()? - table.unexposed.risk()?;
            pairs.push(ClassPair { first, second, difference, test, p_holm_pairs: test.p() });
        }
    }
    let raw: Vec<f64> = pairs.iter().map(|pair| pair.test.p()).collect();
    for (pair, p_holm) in pairs.iter_mut().zip(adjusted(&raw, Adjustment::Holm)?) {
        pair.p_holm_pairs = p_holm;
    }
    Ok(pairs)
}

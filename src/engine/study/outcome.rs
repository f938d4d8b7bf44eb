//! Live births: figure 3 of the paper.
//!
//! Women with an abnormality were treated and those without were not, so that
//! the comparison of the two is not one of treatments.

use serde::{Deserialize, Serialize};

use super::contrast::{Contrast, Counted, fisher};
use super::options::StudyOptions;
use super::shrinkage::{BetaBinomial, ShrunkenRate};
use super::tested::{Standing, TestKind, Tested, Tests};
use super::women::{STRATA, Woman, Women};
use super::{CannotSay, Said};
use crate::engine::cohort::tally::{Group, Stratum};
use crate::engine::column::Column;
use crate::engine::rules::profile::ImmuneProfile;
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
    /// (second); all, idiopathic, known.
    pub comparisons: Vec<StratumContrast>,
    /// The live birth rate of each class; all, idiopathic, known.
    pub rates: Vec<StratumRates>,
    /// Whether the seven abnormal classes differ; all, idiopathic, known.
    pub among_classes: Vec<StratumTest>,
    /// Every two abnormal classes that have women, all etiologies together.
    pub pairs: Said<Vec<ClassPair>>,
}

/// A comparison within one stratum.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StratumContrast {
    /// The stratum.
    pub stratum: Stratum,
    /// The comparison.
    pub contrast: Said<Contrast>,
}

/// The rates of the classes in one stratum.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StratumRates {
    /// The stratum.
    pub stratum: Stratum,
    /// What the rates of the eight classes are drawn towards.
    pub prior: Said<BetaBinomial>,
    /// The eight classes, any abnormality, everyone.
    pub groups: Vec<GroupRate>,
}

/// The live birth rate of one class, or of several together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GroupRate {
    /// The class, any abnormality, or everyone.
    pub group: Group,
    /// The rate, with Wilson's interval.
    pub rate: Said<Proportion>,
    /// The rate drawn towards the mean of the eight classes; classes only.
    pub shrunken: Said<ShrunkenRate>,
}

/// A test within one stratum.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StratumTest {
    /// The stratum.
    pub stratum: Stratum,
    /// The test.
    pub test: Said<Tested>,
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
    pub test: Tested,
    /// Its p-value after Holm's adjustment over these pairs.
    pub p_holm_pairs: f64,
}

impl Tests for OutcomeSection {
    fn each_test(&mut self, visit: &mut dyn FnMut(Standing, &mut Tested)) {
        for comparison in &mut self.comparisons {
            comparison.contrast.each_test(visit);
        }
        for global in &mut self.among_classes {
            global.test.each_test(visit);
        }
        for pair in self.pairs.iter_mut().flatten() {
            pair.test.each_test(visit);
        }
    }
}

/// Live births of each class within one stratum.
type ClassCounts = [Counted; 8];

fn class_counts(women: &Women, stratum: Stratum) -> ClassCounts {
    let mut counts = ClassCounts::default();
    for (woman, profile, birth) in women.analyzed() {
        if woman.is_in(stratum) {
            counts[profile as usize].add(birth);
        }
    }
    counts
}

fn sum(counts: &ClassCounts, group: Group) -> Counted {
    let classes = ImmuneProfile::ALL.into_iter().filter(|&profile| group.holds(profile));
    classes.fold(Counted::default(), |sum, profile| {
        let one = counts[profile as usize];
        Counted { events: sum.events + one.events, total: sum.total + one.total }
    })
}

pub(super) fn outcome(women: &Women, level: f64, options: &StudyOptions) -> Said<OutcomeSection> {
    if women.analyzed().next().is_none() {
        let is_stated = women.everyone().any(|woman| woman.is_live_birth.is_some());
        return Err(if is_stated {
            CannotSay::Nobody
        } else {
            CannotSay::NotStated { column: Column::Outcome }
        });
    }
    let treatment_is_stated = women.analyzed().any(|(woman, ..)| woman.ivig.is_some());
    let is_first = |woman: &Woman, profile: ImmuneProfile| {
        profile.is_abnormal() && (!treatment_is_stated || woman.ivig == Some(true))
    };
    let is_second = |woman: &Woman, profile: ImmuneProfile| {
        !profile.is_abnormal() && (!treatment_is_stated || woman.ivig != Some(true))
    };
    let mut section = OutcomeSection {
        treatment_is_stated,
        n_abnormal_left_out: 0,
        n_normal_left_out: 0,
        n_normal_unknown: 0,
        comparisons: Vec::new(),
        rates: Vec::new(),
        among_classes: Vec::new(),
        pairs: pairs(&class_counts(women, Stratum::All)),
    };
    for (woman, profile, _) in women.analyzed() {
        if profile.is_abnormal() {
            section.n_abnormal_left_out += u32::from(!is_first(woman, profile));
        } else {
            section.n_normal_left_out += u32::from(!is_second(woman, profile));
            section.n_normal_unknown += u32::from(treatment_is_stated && woman.ivig.is_none());
        }
    }
    for stratum in STRATA {
        let counted = |holds: &dyn Fn(&Woman, ImmuneProfile) -> bool| {
            let women = women
                .analyzed()
                .filter(|&(woman, profile, _)| woman.is_in(stratum) && holds(woman, profile));
            Counted::of(women.map(|(.., birth)| birth))
        };
        let contrast = Contrast::new(counted(&is_first), counted(&is_second), level);
        section.comparisons.push(StratumContrast { stratum, contrast });
        let counts = class_counts(women, stratum);
        section.rates.push(rates(&counts, stratum, level));
        section.among_classes.push(StratumTest { stratum, test: among(&counts, options) });
    }
    Ok(section)
}

fn rates(counts: &ClassCounts, stratum: Stratum, level: f64) -> StratumRates {
    let groups: Said<Vec<two_by_two::Group>> = counts.iter().map(|one| one.group()).collect();
    let prior =
        groups.and_then(|groups| BetaBinomial::from_moments(&groups).map_err(CannotSay::from));
    let groups = Group::ALL.into_iter().map(|group| {
        let counted = sum(counts, group);
        let shrunken = match group {
            Group::Class { .. } => {
                prior.clone().and_then(|prior| Ok(prior.shrink(counted.group()?, level)?))
            }
            Group::AnyAbnormality | Group::Everyone => {
                Err(CannotSay::Undefined(crate::engine::stats::Undefined::TooFewGroups))
            }
        };
        GroupRate { group, rate: counted.share(level), shrunken }
    });
    StratumRates { stratum, groups: groups.collect(), prior }
}

/// Whether the abnormal classes differ, by the exact test where it is affordable.
fn among(counts: &ClassCounts, options: &StudyOptions) -> Said<Tested> {
    let rows: Vec<Vec<u32>> = counts[1..]
        .iter()
        .filter(|one| one.total > 0)
        .map(|one| vec![one.events, one.total - one.events])
        .collect();
    if rows.is_empty() {
        return Err(CannotSay::Nobody);
    }
    if rows.len() == 1 {
        return Err(CannotSay::OneGroup);
    }
    let n: u32 = rows.iter().flatten().sum();
    let table = ContingencyTable::new(rows)?;
    let births = table.column_totals();
    if births.contains(&0) {
        return Err(CannotSay::OneOutcome { live_births: births[0] > 0 });
    }
    if n > options.exact_limit {
        return Ok(Tested::new(TestKind::ChiSquare, table.pearson()?));
    }
    if !options.is_full() {
        return Err(CannotSay::Deferred);
    }
    let sampling = Sampling { replicates: options.monte_carlo_tables, seed: options.seed.into() };
    let FreemanHalton { p_value, computation } = freeman_halton(&table, sampling, &mut keep_going)?;
    let kind = match computation {
        Computation::Exact => TestKind::FreemanHalton,
        Computation::MonteCarlo { .. } => TestKind::FreemanHaltonSampled,
    };
    Ok(Tested::exact(kind, p_value))
}

fn pairs(counts: &ClassCounts) -> Said<Vec<ClassPair>> {
    let populated: Vec<ImmuneProfile> = ImmuneProfile::ALL
        .into_iter()
        .filter(|profile| profile.is_abnormal() && counts[*profile as usize].total > 0)
        .collect();
    if populated.is_empty() {
        return Err(CannotSay::Nobody);
    }
    if populated.len() == 1 {
        return Err(CannotSay::OneGroup);
    }
    let mut pairs = Vec::new();
    for (place, &first) in populated.iter().enumerate() {
        for &second in &populated[place + 1..] {
            let table = TwoByTwo {
                exposed: counts[first as usize].group()?,
                unexposed: counts[second as usize].group()?,
            };
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

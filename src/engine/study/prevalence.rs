//! How frequent each abnormality is, by etiology: figure 2 of the paper.

use serde::{Deserialize, Serialize};

use super::contrast::{Contrast, EventCount};
use super::significance::{SignificanceTest, TestRole, Tests};
use super::women::Women;
use super::{Estimable, NotEstimable};
use crate::engine::cohort::tally::{ByStratum, ClassGroup, Stratum};
use crate::engine::column::Column;
use crate::engine::rules::panel::ByTest;
use crate::engine::rules::profile::ImmuneProfile;
use crate::engine::stats::proportion::Proportion;

/// Prevalences among the women with a class.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Prevalence {
    /// The seven abnormal classes and any abnormality. That nothing is high is the
    /// opposite of the last one, and no row of its own.
    pub groups: Vec<GroupPrevalence>,
    /// Each test, whatever the others say: among all women with a class, the
    /// idiopathic, and those with a known etiology.
    pub tests: ByTest<ByStratum<Estimable<Proportion>>>,
}

impl Prevalence {
    /// How many women have any abnormality.
    #[must_use]
    pub fn any_abnormality(&self) -> Option<&GroupPrevalence> {
        self.groups.iter().find(|one| one.group == ClassGroup::AnyAbnormality)
    }
}

/// How many women are in a class, or in any abnormal one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GroupPrevalence {
    /// The class, or any abnormality.
    pub group: ClassGroup,
    /// Among all women with a class.
    pub all: Proportion,
    /// Idiopathic (first) against known etiology (second).
    pub by_etiology: Estimable<Contrast>,
}

impl Tests for Prevalence {
    fn each_test(&mut self, visit: &mut dyn FnMut(TestRole, &mut SignificanceTest)) {
        for group in &mut self.groups {
            group.by_etiology.each_test(visit);
        }
    }
}

pub(super) fn prevalence(women: &Women, level: f64) -> Estimable<Prevalence> {
    if women.classified().next().is_none() {
        return Err(NotEstimable::Nobody);
    }
    let counted = |stratum: Stratum, holds: &dyn Fn(ImmuneProfile) -> bool| {
        let women = women.classified().filter(|(woman, _)| woman.is_in(stratum));
        EventCount::of(women.map(|(_, profile)| holds(profile)))
    };
    let groups =
        ClassGroup::ALL.iter().copied().filter(|group| !group.holds(ImmuneProfile::Normal));
    let groups: Estimable<Vec<GroupPrevalence>> = groups
        .map(|group| {
            let holds = |profile| group.holds(profile);
            let by_etiology = if women.lack_etiology() {
                Err(NotEstimable::NotStated { column: Column::Etiology })
            } else {
                Contrast::new(
                    counted(Stratum::Idiopathic, &holds),
                    counted(Stratum::Known, &holds),
                    level,
                )
            };
            Ok(GroupPrevalence {
                group,
                all: counted(Stratum::All, &holds).share(level)?,
                by_etiology,
            })
        })
        .collect();
    let tests = ByTest::from_fn(|test| {
        let holds = |profile: ImmuneProfile| profile.high()[test];
        ByStratum::from_fn(|stratum| counted(stratum, &holds).share(level))
    });
    Ok(Prevalence { groups: groups?, tests })
}

//! How frequent each abnormality is, by etiology: figure 2 of the paper.

use serde::{Deserialize, Serialize};

use super::contrast::{Contrast, Counted};
use super::tested::{Standing, Tested, Tests};
use super::women::{ImmuneTest, Women};
use super::{CannotSay, Said};
use crate::engine::cohort::tally::{Group, Stratum};
use crate::engine::column::Column;
use crate::engine::rules::profile::ImmuneProfile;
use crate::engine::stats::proportion::Proportion;

/// Prevalences among the women with a class.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Prevalence {
    /// The seven abnormal classes and any abnormality. That nothing is high is the
    /// opposite of the last one, and no row of its own.
    pub groups: Vec<GroupPrevalence>,
    /// Each test, whatever the others say.
    pub tests: Vec<TestPrevalence>,
}

/// How many women are in a class, or in any abnormal one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GroupPrevalence {
    /// The class, or any abnormality.
    pub group: Group,
    /// Among all women with a class.
    pub all: Proportion,
    /// Idiopathic (first) against known etiology (second).
    pub by_etiology: Said<Contrast>,
}

/// How many women have a high test.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TestPrevalence {
    /// The test.
    pub test: ImmuneTest,
    /// Among all women with a class.
    pub all: Proportion,
    /// Among the idiopathic.
    pub idiopathic: Said<Proportion>,
    /// Among those with a known etiology.
    pub known: Said<Proportion>,
}

impl Tests for Prevalence {
    fn each_test(&mut self, visit: &mut dyn FnMut(Standing, &mut Tested)) {
        for group in &mut self.groups {
            group.by_etiology.each_test(visit);
        }
    }
}

pub(super) fn prevalence(women: &Women, level: f64) -> Said<Prevalence> {
    if women.classified().next().is_none() {
        return Err(CannotSay::Nobody);
    }
    let counted = |stratum: Stratum, holds: &dyn Fn(ImmuneProfile) -> bool| {
        let women = women.classified().filter(|(woman, _)| woman.is_in(stratum));
        Counted::of(women.map(|(_, profile)| holds(profile)))
    };
    let groups = Group::ALL.into_iter().filter(|&group| !group.holds(ImmuneProfile::Normal));
    let groups: Said<Vec<GroupPrevalence>> = groups
        .map(|group| {
            let holds = |profile| group.holds(profile);
            let by_etiology = if women.lack_etiology() {
                Err(CannotSay::NotStated { column: Column::Etiology })
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
    let tests: Said<Vec<TestPrevalence>> = ImmuneTest::ALL
        .into_iter()
        .map(|test| {
            let holds = |profile| test.is_high_in(profile);
            Ok(TestPrevalence {
                test,
                all: counted(Stratum::All, &holds).share(level)?,
                idiopathic: counted(Stratum::Idiopathic, &holds).share(level),
                known: counted(Stratum::Known, &holds).share(level),
            })
        })
        .collect();
    Ok(Prevalence { groups: groups?, tests: tests? })
}

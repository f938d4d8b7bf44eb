//! The women of a file who are like one patient: of her class, and of her class, age and
//! number of losses. They are counted in one pass; what is known of the patient here is
//! only that.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::engine::cohort::filter::Band;
use crate::engine::cohort::flow::judge;
use crate::engine::counts::{OutcomeCount, outcome_counts};
use crate::engine::protocol::Protocol;
use crate::engine::reader::Reading;
use crate::engine::record::{Outcome, Value};
use crate::engine::rules::place::Place;
use crate::engine::rules::profile::ImmuneProfile;
use crate::engine::stats::Undefined;
use crate::engine::stats::proportion::Proportion;
use crate::engine::stats::two_by_two::Group;
use crate::engine::study::losses::LossCategory;
use crate::engine::study::shrinkage::{BetaBinomial, ShrunkenRate};

/// Five years of age, open at both ends. The limits are ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum AgeBand {
    /// Younger than 30 years.
    Under30,
    /// From 30 up to 35 years.
    From30,
    /// From 35 up to 40 years.
    From35,
    /// 40 years and older.
    From40,
}

impl AgeBand {
    /// The band of an age in years.
    #[must_use]
    pub fn of(age_years: f64) -> Self {
        match age_years {
            age if age < 30.0 => AgeBand::Under30,
            age if age < 35.0 => AgeBand::From30,
            age if age < 40.0 => AgeBand::From35,
            _ => AgeBand::From40,
        }
    }

    /// Its limits in completed years, both included.
    #[must_use]
    pub fn completed_years(self) -> Band {
        let (minimum, maximum) = match self {
            AgeBand::Under30 => (None, Some(29.0)),
            AgeBand::From30 => (Some(30.0), Some(34.0)),
            AgeBand::From35 => (Some(35.0), Some(39.0)),
            AgeBand::From40 => (Some(40.0), None),
        };
        Band { minimum, maximum }
    }
}

/// The number of losses from which on women are taken together, as the study does.
const OPEN_FROM: u32 = 4;

/// The category of a number of losses: each its own, and one from four on.
#[must_use]
pub fn loss_category(losses: f64) -> LossCategory {
    let exact = (0..OPEN_FROM).find(|&n| losses <= f64::from(n));
    let from = exact.unwrap_or(OPEN_FROM);
    LossCategory { from, to: exact }
}

/// What makes a woman of a file like a patient; nothing else of the patient is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Likeness {
    /// The class.
    pub class: ImmuneProfile,
    /// The age, if it is known.
    pub age: Option<AgeBand>,
    /// The losses, if they are known.
    pub losses: Option<LossCategory>,
}

/// The women of a file who are like a patient.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Peers {
    /// Every woman with a class.
    pub everyone: PeerGroup,
    /// Those of her class.
    pub of_class: Shrunken,
    /// Those of her class, age and number of losses; `None` where these are not known.
    pub like_her: Option<Shrunken>,
    /// Women with recurrent pregnancy loss whose class cannot be said: they are in no group.
    pub n_without_class: u32,
    /// Whether the women are made up.
    pub is_synthetic: bool,
}

/// Women with a class, and how their pregnancies ended.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PeerGroup {
    /// How many they are.
    pub n_women: u32,
    /// Those of them who are in no rate, by how the pregnancy went on.
    pub left_out: Vec<OutcomeCount>,
    /// Live births among the others; `None` where there is nobody.
    pub live_births: Option<Proportion>,
}

/// A group whose rate is drawn towards that of the whole file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Shrunken {
    /// The group.
    pub group: PeerGroup,
    /// What the rates of groups of this kind are drawn towards, and how much.
    pub prior: Result<BetaBinomial, Undefined>,
    /// The rate of the group drawn towards it; of a group of nobody there is none.
    pub rate: Result<ShrunkenRate, Undefined>,
}

/// Women by outcome, in the order of [`Outcome::ALL`]; last those without one.
type Outcomes = [u32; Outcome::ALL.len() + 1];

/// What makes two women alike.
type Cell = (ImmuneProfile, Option<AgeBand>, u32);

impl Peers {
    /// Classifies the women of a file under a protocol and counts those who are like a
    /// patient.
    ///
    /// # Method
    /// A rate is drawn towards that of all women with a class and an outcome, as one of the
    /// groups that share these women: the eight classes, or all combinations of class, age
    /// and losses (an age that is not given being one more). How much follows from how far
    /// the groups differ beyond chance, see [`BetaBinomial::from_moments`].
    #[must_use]
    pub fn new(reading: &Reading, protocol: &Protocol, likeness: &Likeness) -> Self {
        let cohort = &reading.cohort;
        let mut cells = BTreeMap::<Cell, Outcomes>::new();
        let mut n_without_class = 0;
        for index in 0..cohort.len() {
            let (classification, place) = judge(cohort, index, protocol);
            n_without_class += u32::from(place == Place::ImmunityIndeterminate);
            let (Place::OutcomeUnknown | Place::Analyzed, Some(class), Some(losses)) =
                (place, classification.verdict.profile(), cohort.previous_losses.get(index))
            else {
                continue;
            };
            let age = cohort.age.get(index).map(|age| AgeBand::of(age.get()));
            let cell = (class, age, loss_category(losses.get()).from);
            let outcome = cohort.outcome[index];
            let place = outcome.map_or(Outcome::ALL.len(), |outcome| outcome as usize);
            cells.entry(cell).or_default()[place] += 1;
        }
        let level = protocol.interval_level;
        let sum = |holds: &dyn Fn(&Cell) -> bool| {
            let mut sum = Outcomes::default();
            for (_, outcomes) in cells.iter().filter(|(cell, _)| holds(cell)) {
                sum.iter_mut().zip(outcomes).for_each(|(sum, n)| *sum += n);
            }
            sum
        };
        let classes = ImmuneProfile::ALL.map(|class| sum(&|cell| cell.0 == class));
        let of_class = sum(&|cell| cell.0 == likeness.class);
        let like_her = likeness.age.zip(likeness.losses).map(|(age, losses)| {
            let hers = cells.get(&(likeness.class, Some(age), losses.from));
            Shrunken::new(&hers.copied().unwrap_or_default(), cells.values(), level)
        });
        Peers {
            everyone: PeerGroup::new(&sum(&|_| true), level),
            of_class: Shrunken::new(&of_class, classes.iter(), level),
            like_her,
            n_without_class,
            is_synthetic: cohort.is_synthetic(),
        }
    }
}

/// Live births, and all whose pregnancy ended.
fn ended(outcomes: &Outcomes) -> [u32; 2] {
    let counts = Outcome::ALL.into_iter().zip(outcomes);
    counts.fold([0, 0], |[births, all], (outcome, &n)| match outcome.is_live_birth() {
        Some(true) => [births + n, all + n],
        Some(false) => [births, all + n],
        None => [births, all],
    })
}

impl PeerGroup {
    fn new(outcomes: &Outcomes, level: f64) -> Self {
        let [births, all] = ended(outcomes);
        let mut left_out = outcome_counts(outcomes);
        left_out.retain(|one| one.is_live_birth.is_none());
        PeerGroup {
            n_women: outcomes.iter().sum(),
            left_out,
            live_births: Proportion::wilson(births, all, level).ok(),
        }
    }
}

impl Shrunken {
    fn new<'a>(
        outcomes: &Outcomes,
        partition: impl Iterator<Item = &'a Outcomes>,
        level: f64,
    ) -> Self {
        let group = |outcomes: &Outcomes| {
            let [births, all] = ended(outcomes);
            Group::new(births, all)
        };
        let prior = partition
            .map(group)
            .collect::<Result<Vec<Group>, Undefined>>()
            .and_then(|groups| BetaBinomial::from_moments(&groups));
        let rate = prior.and_then(|prior| match group(outcomes)? {
            // The rate of the others is not that of nobody.
            nobody if nobody.total() == 0 => Err(Undefined::NoObservations),
            some => prior.shrink(some, level),
        });
        Shrunken { group: PeerGroup::new(outcomes, level), prior, rate }
    }
}

#[cfg(test)]
mod tests;

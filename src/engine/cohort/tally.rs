//! How many women fell in each class, and how many of them had a live birth.

use serde::{Deserialize, Serialize};

use crate::engine::record::Etiology;
use crate::engine::rules::profile::ImmuneProfile;
use crate::engine::stats::proportion::Proportion;

/// A part of the cohort by etiology.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stratum {
    /// Every classified woman, those without a stated etiology included.
    All,
    /// No cause was found.
    Idiopathic,
    /// A cause is known.
    Known,
    /// The file does not say.
    NotStated,
}

impl Stratum {
    /// Every stratum, in the order of [`ClassRow::cells`].
    pub const ALL: [Stratum; 4] =
        [Stratum::All, Stratum::Idiopathic, Stratum::Known, Stratum::NotStated];

    /// The stratum of an etiology.
    #[must_use]
    pub fn of(etiology: Option<Etiology>) -> Self {
        match etiology {
            Some(Etiology::Idiopathic) => Stratum::Idiopathic,
            Some(Etiology::Known) => Stratum::Known,
            None => Stratum::NotStated,
        }
    }
}

/// One class, or a sum of classes, within one stratum.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Cell {
    /// The part of the cohort.
    pub stratum: Stratum,
    /// Women of the class.
    pub n: u32,
    /// Women of the class out of all classified women of the stratum; `None`
    /// when the stratum is empty.
    pub prevalence: Option<Proportion>,
    /// Live births out of the women of the class whose pregnancy ended; `None`
    /// when there is none.
    pub live_birth_rate: Option<Proportion>,
}

/// What a row of the table counts; one word to the outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Group {
    /// One class.
    Class {
        /// The class.
        profile: ImmuneProfile,
    },
    /// The seven abnormal classes together.
    AnyAbnormality,
    /// All eight classes together.
    Everyone,
}

impl Group {
    /// Every group, in the order of the table.
    pub const ALL: [Group; 10] = [
        Group::Class { profile: ImmuneProfile::Normal },
        Group::Class { profile: ImmuneProfile::Nk },
        Group::Class { profile: ImmuneProfile::Cytotoxicity },
        Group::Class { profile: ImmuneProfile::Th1Th2 },
        Group::Class { profile: ImmuneProfile::NkCytotoxicity },
        Group::Class { profile: ImmuneProfile::NkTh1Th2 },
        Group::Class { profile: ImmuneProfile::CytotoxicityTh1Th2 },
        Group::Class { profile: ImmuneProfile::All },
        Group::AnyAbnormality,
        Group::Everyone,
    ];

    /// The word that files and scripts use for this group.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Group::Class { profile } => profile.word(),
            Group::AnyAbnormality => "any_abnormality",
            Group::Everyone => "everyone",
        }
    }

    /// Whether a class belongs to the group.
    #[must_use]
    pub fn holds(self, profile: ImmuneProfile) -> bool {
        match self {
            Group::Class { profile: class } => class == profile,
            Group::AnyAbnormality => profile.is_abnormal(),
            Group::Everyone => true,
        }
    }
}

impl From<Group> for String {
    fn from(group: Group) -> Self {
        group.word().to_owned()
    }
}

impl TryFrom<String> for Group {
    type Error = &'static str;

    fn try_from(word: String) -> Result<Self, Self::Error> {
        Group::ALL.into_iter().find(|group| group.word() == word).ok_or("not a group of women")
    }
}

/// One row of the table of classes.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ClassRow {
    /// What the row counts.
    pub group: Group,
    /// One cell a stratum, in the order of [`Stratum::ALL`].
    pub cells: [Cell; 4],
}

/// Counts by stratum and class while the cohort is walked through.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tally {
    /// Women, women whose pregnancy ended, live births.
    counts: [[[u32; 3]; 8]; 4],
}

impl Tally {
    /// Counts one classified woman.
    pub fn add(&mut self, etiology: Option<Etiology>, woman: Classified) {
        for stratum in [Stratum::All, Stratum::of(etiology)] {
            let counts = &mut self.counts[stratum as usize][woman.profile as usize];
            counts[0] += 1;
            counts[1] += u32::from(woman.is_live_birth.is_some());
            counts[2] += u32::from(woman.is_live_birth == Some(true));
        }
    }

    /// The table: the eight classes, any abnormality, everyone.
    #[must_use]
    pub fn rows(&self, level: f64) -> Vec<ClassRow> {
        Group::ALL
            .into_iter()
            .map(|group| ClassRow {
                group,
                cells: Stratum::ALL.map(|stratum| self.cell(group, stratum, level)),
            })
            .collect()
    }

    fn cell(&self, group: Group, stratum: Stratum, level: f64) -> Cell {
        let [n, n_ended, n_live_births] = self.sum(group, stratum);
        let [n_stratum, ..] = self.sum(Group::Everyone, stratum);
        Cell {
            stratum,
            n,
            prevalence: Proportion::wilson(n, n_stratum, level).ok(),
            live_birth_rate: Proportion::wilson(n_live_births, n_ended, level).ok(),
        }
    }

    fn sum(&self, group: Group, stratum: Stratum) -> [u32; 3] {
        let classes = ImmuneProfile::ALL.into_iter().filter(|&profile| group.holds(profile));
        classes.fold([0; 3], |sum, profile| {
            let counts = self.counts[stratum as usize][profile as usize];
            std::array::from_fn(|place| sum[place] + counts[place])
        })
    }
}

/// A column or a cause, and how many records it counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedCount {
    /// The name of the column, or the cause as the file spells it.
    pub name: String,
    /// Records counted.
    pub n: u32,
}

/// What a classified woman adds to the tallies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Classified {
    /// Her class.
    pub profile: ImmuneProfile,
    /// Whether a child was born alive; `None` without a known end.
    pub is_live_birth: Option<bool>,
}

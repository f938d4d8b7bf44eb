//! How many women fell in each class, and how many of them had a live birth.

use serde::{Deserialize, Serialize};

use crate::engine::by::{by, by_every};
use crate::engine::record::Etiology;
use crate::engine::rules::profile::{ByProfile, ImmuneProfile, by_every_class};
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

by! {
    /// One value for all women, and for each stated etiology.
    ByStratum of Stratum {
        /// Every classified woman.
        all = [Stratum::All],
        /// No cause was found.
        idiopathic = [Stratum::Idiopathic],
        /// A cause is known.
        known = [Stratum::Known],
    }
}

by_every! {
    /// One value for each etiology, and for those of whom the file does not say.
    ByEtiology of Option<Etiology> {
        /// No cause was found.
        idiopathic = [Some(Etiology::Idiopathic)],
        /// A cause is known.
        known = [Some(Etiology::Known)],
        /// The file does not say.
        not_stated = [None],
    }
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

    /// Whether women of an etiology belong to the stratum.
    #[must_use]
    pub fn holds(self, etiology: Option<Etiology>) -> bool {
        self == Stratum::All || self == Stratum::of(etiology)
    }
}

/// One class, or a sum of classes, within one stratum.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct TallyCell {
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
pub enum ClassGroup {
    /// One class.
    Class(ImmuneProfile),
    /// The seven abnormal classes together.
    AnyAbnormality,
    /// All eight classes together.
    Everyone,
}

impl ClassGroup {
    /// Every group, in the order of the table.
    pub const ALL: &'static [ClassGroup] = ByGroup::<()>::KEYS;

    /// The word that files and scripts use for this group.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            ClassGroup::Class(profile) => profile.word(),
            ClassGroup::AnyAbnormality => "any_abnormality",
            ClassGroup::Everyone => "everyone",
        }
    }

    /// Whether a class belongs to the group.
    #[must_use]
    pub fn holds(self, profile: ImmuneProfile) -> bool {
        match self {
            ClassGroup::Class(class) => class == profile,
            ClassGroup::AnyAbnormality => profile.is_abnormal(),
            ClassGroup::Everyone => true,
        }
    }
}

impl From<ClassGroup> for String {
    fn from(group: ClassGroup) -> Self {
        group.word().to_owned()
    }
}

impl TryFrom<String> for ClassGroup {
    type Error = &'static str;

    fn try_from(word: String) -> Result<Self, Self::Error> {
        ClassGroup::ALL
            .iter()
            .copied()
            .find(|group| group.word() == word)
            .ok_or("not a group of women")
    }
}

by_every_class! {
    /// One value for each row of the table.
    ByGroup of ClassGroup = [ClassGroup::Class] {
        /// The seven abnormal classes together.
        any_abnormality = [ClassGroup::AnyAbnormality],
        /// All eight classes together.
        everyone = [ClassGroup::Everyone],
    }
}

/// One row of the table of classes.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ClassRow {
    /// What the row counts.
    pub group: ClassGroup,
    /// One cell a stratum, in the order of [`Stratum::ALL`].
    pub cells: [TallyCell; 4],
}

/// Counts by stratum and class while the cohort is walked through.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tally {
    counts: ByEtiology<ByProfile<ClassCount>>,
}

/// Women of one class and one etiology.
#[derive(Clone, Copy, Debug, Default)]
struct ClassCount {
    n: u32,
    /// Of those, women whose pregnancy ended.
    n_ended: u32,
    n_live_births: u32,
}

impl ClassCount {
    fn add(&mut self, other: ClassCount) {
        self.n += other.n;
        self.n_ended += other.n_ended;
        self.n_live_births += other.n_live_births;
    }
}

impl Tally {
    /// Counts one classified woman.
    pub fn add(&mut self, etiology: Option<Etiology>, woman: ClassifiedWoman) {
        self.counts[etiology][woman.profile].add(ClassCount {
            n: 1,
            n_ended: woman.is_live_birth.is_some().into(),
            n_live_births: (woman.is_live_birth == Some(true)).into(),
        });
    }

    /// The table: the eight classes, any abnormality, everyone.
    #[must_use]
    pub fn rows(&self, level: f64) -> Vec<ClassRow> {
        ClassGroup::ALL
            .iter()
            .map(|&group| ClassRow {
                group,
                cells: Stratum::ALL.map(|stratum| self.cell(group, stratum, level)),
            })
            .collect()
    }

    fn cell(&self, group: ClassGroup, stratum: Stratum, level: f64) -> TallyCell {
        let ClassCount { n, n_ended, n_live_births } = self.sum(group, stratum);
        let n_stratum = self.sum(ClassGroup::Everyone, stratum).n;
        TallyCell {
            stratum,
            n,
            prevalence: Proportion::wilson(n, n_stratum, level).ok(),
            live_birth_rate: Proportion::wilson(n_live_births, n_ended, level).ok(),
        }
    }

    fn sum(&self, group: ClassGroup, stratum: Stratum) -> ClassCount {
        let mut sum = ClassCount::default();
        for (etiology, classes) in self.counts.iter() {
            for (profile, &counts) in classes.iter() {
                if stratum.holds(etiology) && group.holds(profile) {
                    sum.add(counts);
                }
            }
        }
        sum
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
pub struct ClassifiedWoman {
    /// Her class.
    pub profile: ImmuneProfile,
    /// Whether a child was born alive; `None` without a known end.
    pub is_live_birth: Option<bool>,
}

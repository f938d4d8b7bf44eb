//! Who the women are: table 1, by etiology and by any abnormality.
//!
//! Everyone in it has a class, so that both tables are about the same women as
//! the prevalences.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::contrast::{EventCount, fisher};
use super::options::StudyOptions;
use super::significance::{SignificanceTest, TestKind, TestRole, Tests};
use super::women::{Woman, Women};
use super::{Estimable, NotEstimable};
use crate::engine::cohort::own::OwnValues;
use crate::engine::column::Column;
use crate::engine::own_column::OwnKind;
use crate::engine::quantity::Quantity;
use crate::engine::record::Etiology;
use crate::engine::rules::panel::{ByTest, ImmuneTest};
use crate::engine::rules::profile::ImmuneProfile;
use crate::engine::stats::count;
use crate::engine::stats::keep_going;
use crate::engine::stats::mann_whitney::mann_whitney;
use crate::engine::stats::proportion::Proportion;
use crate::engine::stats::r_by_c::ContingencyTable;
use crate::engine::stats::r_by_c::freeman_halton::{
    Computation, FreemanHalton, Sampling, freeman_halton,
};
use crate::engine::stats::sample::{Description, Sample};
use crate::engine::stats::standardized::{
    category_difference, mean_difference, proportion_difference,
};
use crate::engine::stats::t_test::{TwoSamples, welch};
use crate::engine::stats::two_by_two::TwoByTwo;
use crate::engine::stats::two_by_two::chi_square::{ChiSquareDefinition, chi_square};

/// The two tables.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TableOne {
    /// Idiopathic against known etiology.
    pub by_etiology: Estimable<GroupComparison>,
    /// Any abnormality against none.
    pub by_abnormality: Estimable<GroupComparison>,
}

/// Two groups of women side by side.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GroupComparison {
    /// Women in the first group, in the second, and in both.
    pub sizes: ComparisonSizes,
    /// The characteristics, in the order of the table.
    pub rows: Vec<CharacteristicRow>,
}

/// How many women are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComparisonSizes {
    /// Idiopathic, or any abnormality.
    pub first: u32,
    /// Known etiology, or no abnormality.
    pub second: u32,
    /// Both groups together.
    pub both: u32,
}

/// What a row of the table is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Characteristic {
    /// A number.
    Number(Quantity),
    /// A known etiology.
    KnownEtiology,
    /// At least one abnormality.
    AnyAbnormality,
    /// One test is high.
    High(ImmuneTest),
    /// IVIG was given.
    Ivig,
    /// A column that the user keeps, by its place among them.
    Own(u16),
}

/// One characteristic in both groups.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CharacteristicRow {
    /// What it is about.
    pub characteristic: Characteristic,
    /// Women without a value: first group, second group, both.
    pub missing: ComparisonSizes,
    /// The values.
    pub summary: CharacteristicSummary,
    /// First less second in standard deviations.
    pub standardized_difference: Estimable<f64>,
    /// The test that both groups are alike.
    pub test: Estimable<SignificanceTest>,
}

/// The values of a characteristic.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CharacteristicSummary {
    /// A number.
    Numbers {
        /// Which summary the rule chose.
        typical: Typical,
        /// The first group.
        first: Estimable<Description>,
        /// The second group.
        second: Estimable<Description>,
        /// Both groups together.
        both: Estimable<Description>,
    },
    /// Something that a woman has or has not.
    Share {
        /// The first group.
        first: Estimable<Proportion>,
        /// The second group.
        second: Estimable<Proportion>,
        /// Both groups together.
        both: Estimable<Proportion>,
    },
    /// A category of a kept column.
    Levels {
        /// Its levels, in their order.
        levels: Vec<LevelShares>,
    },
}

/// The share of one level of a category.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LevelShares {
    /// In the first group.
    pub first: Estimable<Proportion>,
    /// In the second group.
    pub second: Estimable<Proportion>,
    /// In both groups together.
    pub both: Estimable<Proportion>,
}

/// How a number is summarized.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Typical {
    /// Mean and standard deviation; compared by Welch's test.
    Mean,
    /// Median and quartiles; compared by the Mann-Whitney test.
    Median,
}

impl Characteristic {
    /// The word that files and scripts use.
    #[must_use]
    pub fn word(self) -> Cow<'static, str> {
        match self {
            Characteristic::Number(quantity) => Column::of(quantity).map_or("", Column::name),
            Characteristic::KnownEtiology => "known_etiology",
            Characteristic::AnyAbnormality => "any_abnormality",
            Characteristic::High(ImmuneTest::NkLevel) => "nk_level_high",
            Characteristic::High(ImmuneTest::NkCytotoxicity) => "cytotoxicity_high",
            Characteristic::High(ImmuneTest::Th1Th2) => "th1_th2_high",
            Characteristic::Ivig => "ivig",
            Characteristic::Own(place) => return own_word(place.into()).into(),
        }
        .into()
    }

    fn all() -> impl Iterator<Item = Characteristic> {
        Column::quantities()
            .map(Characteristic::Number)
            .chain([Characteristic::KnownEtiology, Characteristic::AnyAbnormality])
            .chain(ByTest::<()>::KEYS.iter().copied().map(Characteristic::High))
            .chain([Characteristic::Ivig])
    }

    fn truth(self, woman: &Woman, profile: ImmuneProfile) -> Option<bool> {
        match self {
            Characteristic::Number(_) | Characteristic::Own(_) => None,
            Characteristic::KnownEtiology => {
                woman.etiology.map(|etiology| etiology == Etiology::Known)
            }
            Characteristic::AnyAbnormality => Some(profile.is_abnormal()),
            Characteristic::High(test) => Some(profile.high()[test]),
            Characteristic::Ivig => woman.ivig,
        }
    }
}

/// What begins the words of the columns that the user keeps.
const OWN: &str = "own_";

/// The word that files and scripts use for the kept column at a place: `own_1`.
#[must_use]
pub fn own_word(place: usize) -> String {
    format!("{OWN}{}", place + 1)
}

impl From<Characteristic> for String {
    fn from(characteristic: Characteristic) -> Self {
        characteristic.word().into_owned()
    }
}

impl TryFrom<String> for Characteristic {
    type Error = &'static str;

    fn try_from(word: String) -> Result<Self, Self::Error> {
        let own = || {
            let place: u16 = word.strip_prefix(OWN)?.parse().ok()?;
            Some(Characteristic::Own(place.checked_sub(1)?))
        };
        let known = Characteristic::all().find(|one| one.word() == word);
        known.or_else(own).ok_or("not a characteristic")
    }
}

impl Tests for TableOne {
    fn each_test(&mut self, visit: &mut dyn FnMut(TestRole, &mut SignificanceTest)) {
        self.by_etiology.each_test(visit);
        self.by_abnormality.each_test(visit);
    }
}

impl Tests for GroupComparison {
    fn each_test(&mut self, visit: &mut dyn FnMut(TestRole, &mut SignificanceTest)) {
        for row in &mut self.rows {
            row.test.each_test(visit);
        }
    }
}

pub(super) fn table_one(
    women: &Women,
    own: &[OwnValues],
    level: f64,
    options: &StudyOptions,
) -> TableOne {
    let is_idiopathic = |woman: &Woman, _: ImmuneProfile| {
        woman.etiology.map(|etiology| etiology == Etiology::Idiopathic)
    };
    let is_abnormal = |_: &Woman, profile: ImmuneProfile| Some(profile.is_abnormal());
    let table = GroupComparer { women, own, level, options };
    TableOne {
        by_etiology: if women.lack_etiology() {
            Err(NotEstimable::NotStated { column: Column::Etiology })
        } else {
            table.compare(
                &is_idiopathic,
                &[
                    Characteristic::AnyAbnormality,
                    Characteristic::High(ImmuneTest::NkLevel),
                    Characteristic::High(ImmuneTest::NkCytotoxicity),
                    Characteristic::High(ImmuneTest::Th1Th2),
                    Characteristic::Ivig,
                ],
            )
        },
        by_abnormality: table
            .compare(&is_abnormal, &[Characteristic::KnownEtiology, Characteristic::Ivig]),
    }
}

/// Tells the first group (true) from the second; `None` belongs to neither.
type Split<'a> = dyn Fn(&Woman, ImmuneProfile) -> Option<bool> + 'a;

struct GroupComparer<'a> {
    women: &'a Women,
    /// The columns that the user keeps.
    own: &'a [OwnValues],
    level: f64,
    options: &'a StudyOptions,
}

impl GroupComparer<'_> {
    fn compare(&self, split: &Split<'_>, shares: &[Characteristic]) -> Estimable<GroupComparison> {
        let sizes = self.sizes(split, |_, _| true);
        if sizes.both == 0 {
            return Err(NotEstimable::Nobody);
        }
        if sizes.first == 0 || sizes.second == 0 {
            return Err(NotEstimable::OneGroup);
        }
        let numbers = Column::quantities().map(|quantity| {
            let characteristic = Characteristic::Number(quantity);
            let value = |woman: &Woman| woman.number(quantity);
            self.number(split, characteristic, quantity.is_count(), &value)
        });
        let shares = shares.iter().map(|&characteristic| {
            let truth = |woman: &Woman, profile| characteristic.truth(woman, profile);
            self.share(split, characteristic, &truth)
        });
        let own = (0_u16..).zip(self.own).map(|(place, values)| self.own(split, place, values));
        Ok(GroupComparison { sizes, rows: numbers.chain(shares).chain(own).collect() })
    }

    /// A column that the user keeps.
    fn own(&self, split: &Split<'_>, place: u16, values: &OwnValues) -> CharacteristicRow {
        let characteristic = Characteristic::Own(place);
        let value = |woman: &Woman| values.get(woman.index);
        match values.column.kind {
            OwnKind::Number => self.number(split, characteristic, false, &value),
            // The mean of days says little to anyone.
            OwnKind::Date { .. } => self.number(split, characteristic, true, &value),
            OwnKind::YesNo => {
                let truth = |woman: &Woman, _: ImmuneProfile| value(woman).map(|one| one > 0.5);
                self.share(split, characteristic, &truth)
            }
            OwnKind::Category { is_ordered, .. } => {
                let n_levels = values.column.levels().len();
                self.levels(split, characteristic, (n_levels, is_ordered), &value)
            }
        }
    }

    /// The values of one group, or of both.
    fn values(
        &self,
        split: &Split<'_>,
        wanted: Option<bool>,
        value: &dyn Fn(&Woman) -> Option<f64>,
    ) -> Vec<f64> {
        self.women
            .classified()
            .filter(|&(woman, profile)| {
                let group = split(woman, profile);
                group.is_some() && (wanted.is_none() || group == wanted)
            })
            .filter_map(|(woman, _)| value(woman))
            .collect()
    }

    /// A category: each level as a share. Levels that nobody has stand in no test.
    fn levels(
        &self,
        split: &Split<'_>,
        characteristic: Characteristic,
        (n_levels, is_ordered): (usize, bool),
        value: &dyn Fn(&Woman) -> Option<f64>,
    ) -> CharacteristicRow {
        let (first, second) =
            (self.values(split, Some(true), value), self.values(split, Some(false), value));
        let counts = |codes: &[f64]| -> Vec<u32> {
            let n_of = |level: usize| {
                let is_it = |code: &&f64| (**code - count(level)).abs() < 0.5;
                u32::try_from(codes.iter().filter(is_it).count()).unwrap_or(u32::MAX)
            };
            (0..n_levels).map(n_of).collect()
        };
        let (one, two) = (counts(&first), counts(&second));
        let total = |counts: &[u32]| counts.iter().sum::<u32>();
        let share = |events, total| EventCount { events, total }.share(self.level);
        let levels = one
            .iter()
            .zip(&two)
            .map(|(&n, &m)| LevelShares {
                first: share(n, total(&one)),
                second: share(m, total(&two)),
                both: share(n + m, total(&one) + total(&two)),
            })
            .collect();
        let test = if is_ordered {
            TwoSamples::new(&first, &second).map_err(NotEstimable::from).and_then(|samples| {
                let found = mann_whitney(&samples)?.corrected;
                Ok(SignificanceTest::new(TestKind::MannWhitney, found))
            })
        } else {
            self.levels_alike(&one, &two)
        };
        CharacteristicRow {
            characteristic,
            missing: self.sizes(split, |woman, _| value(woman).is_none()),
            summary: CharacteristicSummary::Levels { levels },
            standardized_difference: category_difference(&one, &two).map_err(|reason| {
                match (total(&one), total(&two)) {
                    (0, 0) => NotEstimable::Nobody,
                    (0, _) | (_, 0) => NotEstimable::OneGroup,
                    _ => reason.into(),
                }
            }),
            test,
        }
    }

    /// Pearson's chi-square, or the exact test where an expected count is below 5.
    fn levels_alike(&self, first: &[u32], second: &[u32]) -> Estimable<SignificanceTest> {
        let rows: Vec<Vec<u32>> = first
            .iter()
            .zip(second)
            .filter(|&(&one, &two)| one + two > 0)
            .map(|(&one, &two)| vec![one, two])
            .collect();
        let total = |place: usize| rows.iter().map(|row| row[place]).sum::<u32>();
        let (n, m) = (total(0), total(1));
        if rows.len() == 2 || n == 0 || m == 0 {
            let events = |place: usize| rows.get(1).map_or(0, |row| row[place]);
            let counted = |place, total| EventCount { events: events(place), total };
            return alike(counted(0, n), counted(1, m));
        }
        let table = ContingencyTable::new(rows)?;
        let smallest = |totals: Vec<u64>| totals.into_iter().min().unwrap_or(0);
        let expected = smallest(table.row_totals()) * smallest(table.column_totals());
        if expected >= 5 * table.total() || n + m > self.options.exact_limit {
            return Ok(SignificanceTest::new(TestKind::ChiSquare, table.pearson()?));
        }
        if !self.options.is_full() {
            return Err(NotEstimable::Deferred);
        }
        let (replicates, seed) = (self.options.monte_carlo_tables, self.options.seed.into());
        let sampling = Sampling { replicates, seed };
        let FreemanHalton { p_value, computation } =
            freeman_halton(&table, sampling, &mut keep_going)?;
        let kind = match computation {
            Computation::Exact => TestKind::FreemanHalton,
            Computation::MonteCarlo { .. } => TestKind::FreemanHaltonSampled,
        };
        Ok(SignificanceTest::exact(kind, p_value))
    }

    fn sizes(
        &self,
        split: &Split<'_>,
        counts: impl Fn(&Woman, ImmuneProfile) -> bool,
    ) -> ComparisonSizes {
        let mut sizes = ComparisonSizes { first: 0, second: 0, both: 0 };
        for (woman, profile) in self.women.classified() {
            let Some(is_first) = split(woman, profile) else { continue };
            if counts(woman, profile) {
                sizes.first += u32::from(is_first);
                sizes.second += u32::from(!is_first);
                sizes.both += 1;
            }
        }
        sizes
    }

    fn number(
        &self,
        split: &Split<'_>,
        characteristic: Characteristic,
        by_median: bool,
        value: &dyn Fn(&Woman) -> Option<f64>,
    ) -> CharacteristicRow {
        let values = |wanted: Option<bool>| self.values(split, wanted, value);
        let (first, second, both) = (values(Some(true)), values(Some(false)), values(None));
        let typical = self.typical(by_median, [&first, &second]);
        let samples = TwoSamples::new(&first, &second);
        let test = samples.map_err(NotEstimable::from).and_then(|samples| match typical {
            Typical::Mean => {
                Ok(SignificanceTest::new(TestKind::Welch, welch(&samples, self.level)?.test))
            }
            Typical::Median => {
                Ok(SignificanceTest::new(TestKind::MannWhitney, mann_whitney(&samples)?.corrected))
            }
        });
        CharacteristicRow {
            characteristic,
            missing: self.sizes(split, |woman, _| value(woman).is_none()),
            summary: CharacteristicSummary::Numbers {
                typical,
                first: describe(&first),
                second: describe(&second),
                both: describe(&both),
            },
            standardized_difference: samples
                .and_then(|samples| mean_difference(&samples))
                .map_err(Into::into),
            test,
        }
    }

    /// The stated rule: counts, small groups and skewed groups get the median.
    fn typical(&self, by_median: bool, groups: [&[f64]; 2]) -> Typical {
        let is_even = |values: &[f64]| {
            let skewness = Sample::new(values).and_then(Sample::skewness);
            skewness.is_ok_and(|skewness| skewness.abs() <= self.options.skewness_limit)
        };
        if !by_median && groups.into_iter().all(is_even) { Typical::Mean } else { Typical::Median }
    }

    fn share(
        &self,
        split: &Split<'_>,
        characteristic: Characteristic,
        truth: &dyn Fn(&Woman, ImmuneProfile) -> Option<bool>,
    ) -> CharacteristicRow {
        let (mut first, mut second, mut both) =
            (EventCount::default(), EventCount::default(), EventCount::default());
        for (woman, profile) in self.women.classified() {
            let truth = truth(woman, profile);
            let (Some(is_first), Some(truth)) = (split(woman, profile), truth) else { continue };
            if is_first {
                first.add(truth);
            } else {
                second.add(truth);
            }
            both.add(truth);
        }
        CharacteristicRow {
            characteristic,
            missing: self.sizes(split, |woman, profile| truth(woman, profile).is_none()),
            summary: CharacteristicSummary::Share {
                first: first.share(self.level),
                second: second.share(self.level),
                both: both.share(self.level),
            },
            standardized_difference: standardized(first, second),
            test: alike(first, second),
        }
    }
}

fn describe(values: &[f64]) -> Estimable<Description> {
    if values.is_empty() {
        return Err(NotEstimable::Nobody);
    }
    Ok(Sample::new(values)?.describe())
}

fn standardized(first: EventCount, second: EventCount) -> Estimable<f64> {
    Ok(proportion_difference(first.group()?.risk()?, second.group()?.risk()?)?)
}

/// Pearson's chi-square, or Fisher's test where an expected count is below 5.
fn alike(first: EventCount, second: EventCount) -> Estimable<SignificanceTest> {
    if first.total == 0 && second.total == 0 {
        return Err(NotEstimable::Nobody);
    }
    if first.total == 0 || second.total == 0 {
        return Err(NotEstimable::OneGroup);
    }
    let table = TwoByTwo { exposed: first.group()?, unexposed: second.group()? };
    let (rows, columns) = (
        [u64::from(first.total), u64::from(second.total)],
        [table.events(), table.total() - table.events()],
    );
    let smallest = rows.into_iter().min().unwrap_or(0) * columns.into_iter().min().unwrap_or(0);
    // An expected count is a product of margins over the total.
    if smallest < 5 * table.total() {
        return fisher(&table);
    }
    Ok(SignificanceTest::new(
        TestKind::ChiSquare,
        chi_square(&table, ChiSquareDefinition::Pearson)?,
    ))
}

//! By number of previous losses: figures 4 to 7 of the paper.

use serde::{Deserialize, Serialize};

use super::contrast::EventCount;
use super::options::StudyOptions;
use super::significance::{SignificanceTest, TestKind, TestRole, Tests};
use super::women::{Woman, Women};
use super::{Estimable, NotEstimable};
use crate::engine::cohort::tally::{ByStratum, Stratum};
use crate::engine::column::Column;
use crate::engine::quantity::Quantity;
use crate::engine::rules::profile::ImmuneProfile;
use crate::engine::stats::proportion::Proportion;
use crate::engine::stats::trend::exact::{TrendDefinition, TrendDistribution};
use crate::engine::stats::trend::{ScoredGroup, ScoredGroups, Sides, cochran_armitage};
use crate::engine::stats::{TestResult, Undefined, keep_going};

/// What is followed over the number of losses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LossMeasure {
    /// Live births, among women with a class and a known end of the pregnancy.
    LiveBirth,
    /// Any abnormality, among women with a class.
    AnyAbnormality,
    /// A high NK cell level, among women with a class.
    NkLevel,
    /// High NK cytotoxicity, among women with a class.
    Cytotoxicity,
    /// A high Th1/Th2 ratio, among women with a class.
    #[serde(rename = "th1_th2")]
    Th1Th2,
    /// Aneuploidy, among women with recurrent loss whose index loss has a
    /// karyotype.
    Aneuploidy,
}

impl LossMeasure {
    /// Every measure, in the order of the paper's figures.
    pub const ALL: [LossMeasure; 6] = [
        LossMeasure::LiveBirth,
        LossMeasure::AnyAbnormality,
        LossMeasure::NkLevel,
        LossMeasure::Cytotoxicity,
        LossMeasure::Th1Th2,
        LossMeasure::Aneuploidy,
    ];

    /// Whether the woman has it; `None` when she does not count for it.
    fn of(self, woman: &Woman) -> Option<bool> {
        let high = woman.profile.map(ImmuneProfile::high);
        match self {
            LossMeasure::LiveBirth => woman.profile.and(woman.is_live_birth),
            LossMeasure::AnyAbnormality => woman.is_abnormal(),
            LossMeasure::NkLevel => high.map(|high| high.nk_level),
            LossMeasure::Cytotoxicity => high.map(|high| high.nk_cytotoxicity),
            LossMeasure::Th1Th2 => high.map(|high| high.th1_th2),
            LossMeasure::Aneuploidy => woman.is_aneuploid,
        }
    }
}

/// Shares by number of previous losses.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ByLosses {
    /// The categories, few losses first.
    pub categories: Vec<LossCategory>,
    /// One row a measure and stratum.
    pub rows: Vec<LossRow>,
}

/// Women with so many losses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LossCategory {
    /// Fewest losses; also the score of the category in tests of trend.
    pub from: u32,
    /// Most losses; `None` when the category is open.
    pub to: Option<u32>,
}

impl LossCategory {
    /// Whether so many losses belong to it.
    #[must_use]
    pub fn holds(self, losses: f64) -> bool {
        losses >= f64::from(self.from) && self.to.is_none_or(|to| losses <= f64::from(to))
    }
}

/// One measure in one stratum.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LossRow {
    /// What is followed.
    pub measure: LossMeasure,
    /// The stratum.
    pub stratum: Stratum,
    /// The share in each category.
    pub shares: Vec<Estimable<Proportion>>,
    /// The test of a trend: exact, or Cochran-Armitage above the limit of exact
    /// tests.
    pub trend: Estimable<SignificanceTest>,
    /// The Cochran-Armitage test in any case; not counted as a test of its own.
    pub asymptotic: Estimable<TestResult>,
}

impl Tests for ByLosses {
    fn each_test(&mut self, visit: &mut dyn FnMut(TestRole, &mut SignificanceTest)) {
        for row in &mut self.rows {
            row.trend.each_test(visit);
        }
    }
}

pub(super) fn by_losses(women: &Women, level: f64, options: &StudyOptions) -> Estimable<ByLosses> {
    if women.enrolled().next().is_none() {
        let is_stated =
            women.everyone().any(|woman| woman.number(Quantity::PreviousLosses).is_some());
        return Err(if is_stated {
            NotEstimable::Nobody
        } else {
            NotEstimable::NotStated { column: Column::PreviousLosses }
        });
    }
    let categories = categories(&options.loss_categories);
    if categories.is_empty() {
        return Err(NotEstimable::Nobody);
    }
    let rows = LossMeasure::ALL
        .into_iter()
        .flat_map(|measure| ByStratum::<()>::KEYS.iter().map(move |&stratum| (measure, stratum)))
        .map(|(measure, stratum)| {
            let mut counts = vec![EventCount::default(); categories.len()];
            for woman in women.enrolled().filter(|woman| woman.is_in(stratum)) {
                let losses = woman.number(Quantity::PreviousLosses);
                let (Some(losses), Some(truth)) = (losses, measure.of(woman)) else { continue };
                // The last category that begins at or below her number.
                let place =
                    categories.partition_point(|category| f64::from(category.from) <= losses);
                if let Some(counted) = place.checked_sub(1).and_then(|at| counts.get_mut(at)) {
                    counted.add(truth);
                }
            }
            row(measure, stratum, &counts, &categories, level, options)
        })
        .collect();
    Ok(ByLosses { categories, rows })
}

pub(super) fn categories(starts: &[u32]) -> Vec<LossCategory> {
    starts
        .iter()
        .enumerate()
        .map(|(place, &from)| LossCategory { from, to: starts.get(place + 1).map(|next| next - 1) })
        .collect()
}

fn row(
    measure: LossMeasure,
    stratum: Stratum,
    counts: &[EventCount],
    categories: &[LossCategory],
    level: f64,
    options: &StudyOptions,
) -> LossRow {
    let n: u32 = counts.iter().map(|one| one.total).sum();
    let groups = scored(counts, categories);
    let asymptotic = groups.clone().and_then(|groups| Ok(cochran_armitage(&groups, Sides::Two)?));
    let trend = groups.and_then(|groups| {
        if n > options.exact_limit {
            let result = cochran_armitage(&groups, Sides::Two)?;
            return Ok(SignificanceTest::new(TestKind::CochranArmitage, result));
        }
        if !options.is_full() {
            return Err(NotEstimable::Deferred);
        }
        let exact = TrendDistribution::new(&groups, &mut keep_going)?;
        Ok(SignificanceTest::exact(TestKind::ExactTrend, exact.p_value(TrendDefinition::Distance)?))
    });
    LossRow {
        measure,
        stratum,
        shares: counts.iter().map(|one| one.share(level)).collect(),
        trend,
        asymptotic,
    }
}

fn scored(counts: &[EventCount], categories: &[LossCategory]) -> Estimable<ScoredGroups> {
    let (total, events) =
        counts.iter().fold((0, 0), |(total, events), one| (total + one.total, events + one.events));
    if total == 0 {
        return Err(NotEstimable::Nobody);
    }
    if counts.iter().filter(|one| one.total > 0).count() < 2 {
        return Err(NotEstimable::OneGroup);
    }
    if events == 0 {
        return Err(Undefined::NoEvents.into());
    }
    if events == total {
        return Err(Undefined::OnlyEvents.into());
    }
    let groups: Estimable<Vec<ScoredGroup>> = counts
        .iter()
        .zip(categories)
        .map(|(one, category)| {
            Ok(ScoredGroup { group: one.group()?, score: f64::from(category.from) })
        })
        .collect();
    Ok(ScoredGroups::new(groups?)?)
}

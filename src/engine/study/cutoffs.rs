//! How well each laboratory value tells outcomes apart, and the cut-off that
//! this file would choose: flattering by construction, and marked so.

use serde::{Deserialize, Serialize};

use super::options::StudyOptions;
use super::women::Women;
use super::{Estimable, NotEstimable};
use crate::engine::column::Column;
use crate::engine::quantity::Quantity;
use crate::engine::stats::random::Random;
use crate::engine::stats::resampling::percentile_interval;
use crate::engine::stats::roc::{
    AreaUnderCurve, RocPoint, Scores, area_under_curve, curve, youden_point,
};
use crate::engine::stats::sample::sort;
use crate::engine::stats::{Interval, Undefined, count};

/// One laboratory value against the outcome. A high value is taken to go with
/// no live birth, as the cut-offs have it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TestCurve {
    /// The value.
    pub quantity: Quantity,
    /// What was found.
    pub result: Estimable<CurveResult>,
}

/// The curve of one value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CurveResult {
    /// Women with the value and a known end of the pregnancy.
    pub n: u32,
    /// Of those, pregnancies without a live birth.
    pub n_without_live_birth: u32,
    /// Area under the curve with `DeLong`'s interval.
    pub area: AreaUnderCurve,
    /// The curve.
    pub curve: Vec<RocPoint>,
    /// The point with the highest Youden index; values at or above the threshold
    /// count as high.
    pub youden: RocPoint,
    /// How far the chosen cut-off moves from resample to resample.
    pub youden_cutoff: Estimable<BootstrapCutoff>,
}

/// The bootstrap of a cut-off.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct BootstrapCutoff {
    /// Percentile interval of the cut-off.
    pub interval: Interval,
    /// Resamples in which there was a cut-off.
    pub n_defined: u32,
    /// Resamples drawn.
    pub n_drawn: u32,
}

pub(super) fn curves(
    women: &Women,
    level: f64,
    options: &StudyOptions,
) -> Estimable<Vec<TestCurve>> {
    women.have_outcomes()?;
    Ok(Quantity::LABORATORY
        .into_iter()
        .map(|quantity| TestCurve { quantity, result: one(women, quantity, level, options) })
        .collect())
}

fn one(
    women: &Women,
    quantity: Quantity,
    level: f64,
    options: &StudyOptions,
) -> Estimable<CurveResult> {
    let pairs: Vec<(f64, bool)> = women
        .enrolled()
        .filter_map(|woman| Some((woman.number(quantity)?, !woman.is_live_birth?)))
        .collect();
    if pairs.is_empty() {
        let column = Column::of(quantity).ok_or(NotEstimable::Nobody)?;
        return Err(NotEstimable::NotStated { column });
    }
    let (values, lost): (Vec<f64>, Vec<bool>) = pairs.iter().copied().unzip();
    let n_lost = lost.iter().filter(|&&lost| lost).count();
    if n_lost == 0 || n_lost == lost.len() {
        return Err(NotEstimable::OneOutcome { live_births: n_lost == 0 });
    }
    let scores = Scores::new(&values, &lost)?;
    Ok(CurveResult {
        n: u32::try_from(values.len()).unwrap_or(u32::MAX),
        n_without_live_birth: u32::try_from(n_lost).unwrap_or(u32::MAX),
        area: area_under_curve(&scores, level)?,
        curve: thinned(curve(&scores)),
        youden: youden_point(&scores),
        youden_cutoff: bootstrap(&pairs, level, options),
    })
}

/// The most points of a curve that are kept: more than a figure can show.
const MOST_POINTS: usize = 200;

/// The curve with its first and last point and others at equal steps between.
pub(super) fn thinned(points: Vec<RocPoint>) -> Vec<RocPoint> {
    let n = points.len();
    if n <= MOST_POINTS {
        return points;
    }
    (0..MOST_POINTS).map(|place| points[place * (n - 1) / (MOST_POINTS - 1)]).collect()
}

/// The most women that are drawn in all resamples together: about a second.
const MOST_DRAWN: u32 = 50_000_000;

/// Fewer resamples than this say nothing about limits.
const FEWEST_RESAMPLES: u32 = 200;

/// How many resamples of so many women are drawn.
fn replicates(n_women: usize, wanted: u32) -> u32 {
    let n_women = u32::try_from(n_women).unwrap_or(u32::MAX).max(1);
    wanted.min(MOST_DRAWN / n_women)
}

/// Resamples women and chooses the cut-off again. Only how often each different
/// value is drawn matters, so that nothing is sorted twice.
fn bootstrap(
    pairs: &[(f64, bool)],
    level: f64,
    options: &StudyOptions,
) -> Estimable<BootstrapCutoff> {
    if !options.is_full() {
        return Err(NotEstimable::Deferred);
    }
    let replicates = replicates(pairs.len(), options.bootstrap_replicates);
    if replicates < options.bootstrap_replicates.min(FEWEST_RESAMPLES) {
        return Err(NotEstimable::TooMany { limit: MOST_DRAWN / FEWEST_RESAMPLES });
    }
    let mut values: Vec<f64> = pairs.iter().map(|pair| pair.0).collect();
    sort(&mut values);
    values.dedup_by(|one, other| one.total_cmp(other).is_eq());
    let places: Vec<(usize, bool)> = pairs
        .iter()
        .map(|&(value, lost)| (values.partition_point(|&other| other < value), lost))
        .collect();
    let mut random = Random::new(options.seed.into());
    let mut drawn = vec![[0u32; 2]; values.len()];
    let mut cutoffs = Vec::new();
    for _ in 0..replicates {
        drawn.fill([0; 2]);
        for _ in 0..places.len() {
            let (place, lost) = places[random.place(places.len())];
            drawn[place][usize::from(lost)] += 1;
        }
        cutoffs.extend(best_place(&drawn).map(|place| values[place]));
    }
    if cutoffs.len() < 2 {
        return Err(NotEstimable::Undefined(Undefined::TooFewObservations { needed: 2 }));
    }
    sort(&mut cutoffs);
    Ok(BootstrapCutoff {
        interval: percentile_interval(&cutoffs, level),
        n_defined: u32::try_from(cutoffs.len()).unwrap_or(u32::MAX),
        n_drawn: replicates,
    })
}

/// The place of the value with the highest Youden index, the highest such value;
/// `None` when one outcome was not drawn or no cut-off is better than none.
fn best_place(drawn: &[[u32; 2]]) -> Option<usize> {
    let [others, events] =
        drawn.iter().fold([0u32; 2], |sum, one| [sum[0] + one[0], sum[1] + one[1]]);
    if others == 0 || events == 0 {
        return None;
    }
    let (mut others_above, mut events_above) = (0u32, 0u32);
    let mut best: (f64, Option<usize>) = (0.0, None);
    for (place, one) in drawn.iter().enumerate().rev() {
        if one[0] == 0 && one[1] == 0 {
            continue;
        }
        others_above += one[0];
        events_above += one[1];
        let youden = count(events_above) / count(events) - count(others_above) / count(others);
        if youden > best.0 + 1e-12 {
            best = (youden, Some(place));
        }
    }
    best.1
}

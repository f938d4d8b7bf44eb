//! Published cut-offs as tests of no live birth: sensitivity, specificity, predictive
//! values and likelihood ratios in the women of the file.

use serde::{Deserialize, Serialize};

use super::contrast::EventCount;
use super::women::Women;
use super::{Estimable, NotEstimable};
use crate::engine::cohort::columns::Cohort;
use crate::engine::column::Column;
use crate::engine::protocol::preset::Preset;
use crate::engine::quantity::Quantity;
use crate::engine::record::{Bound, Measured, Measurements, Value};
use crate::engine::rules::bound::Relations;
use crate::engine::stats::Estimate;
use crate::engine::stats::proportion::Proportion;
use crate::engine::stats::two_by_two::TwoByTwo;
use crate::engine::stats::two_by_two::risk_ratio::{RiskRatioMethod, risk_ratio};

/// The cut-offs of one source.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PresetAccuracy {
    /// The source.
    pub preset: Preset,
    /// One row a cut-off that it states.
    pub tests: Vec<CutoffAccuracy>,
}

/// One published cut-off.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CutoffAccuracy {
    /// The laboratory value.
    pub quantity: Quantity,
    /// Values greater than this are high.
    pub cutoff: f64,
    /// What was found.
    pub result: Estimable<Accuracy>,
}

/// How well a high value tells pregnancies without a live birth from the others.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Accuracy {
    /// Women left out because only a bound of the value is known, which does not decide.
    pub n_undecided: u32,
    /// High among pregnancies without a live birth, with Wilson's interval.
    pub sensitivity: Proportion,
    /// Not high among live births, with Wilson's interval.
    pub specificity: Proportion,
    /// Without a live birth among high values, with Wilson's interval.
    pub positive_value: Estimable<Proportion>,
    /// Live births among values that are not high, with Wilson's interval.
    pub negative_value: Estimable<Proportion>,
    /// Sensitivity over 1 − specificity, with Koopman's interval.
    pub positive_ratio: Estimable<Estimate>,
    /// 1 − sensitivity over specificity, with Koopman's interval.
    pub negative_ratio: Estimable<Estimate>,
}

/// Every cut-off of every source; the reason where no woman's pregnancy has a known end
/// is that of the curves.
pub(super) fn accuracy(
    cohort: &Cohort,
    women: &Women,
    level: f64,
) -> Estimable<Vec<PresetAccuracy>> {
    women.have_outcomes()?;
    let tests = |preset: Preset| {
        let stated = Quantity::LABORATORY
            .into_iter()
            .filter_map(move |quantity| Some((quantity, preset.cutoff(quantity)?.value)));
        stated
            .map(|(quantity, cutoff)| CutoffAccuracy {
                quantity,
                cutoff,
                result: one(cohort, women, quantity, cutoff, level),
            })
            .collect()
    };
    Ok(Preset::ALL
        .into_iter()
        .map(|preset| PresetAccuracy { preset, tests: tests(preset) })
        .collect())
}

fn one(
    cohort: &Cohort,
    women: &Women,
    quantity: Quantity,
    cutoff: f64,
    level: f64,
) -> Estimable<Accuracy> {
    let (mut lost, mut born) = (EventCount::default(), EventCount::default());
    let mut n_undecided = 0;
    for woman in women.enrolled() {
        let stated = stated(&cohort.measurements(woman.index), quantity);
        let (Some((number, bound)), Some(birth)) = (stated, woman.is_live_birth) else { continue };
        match Relations::of(bound).is_high(number, cutoff) {
            Some(is_high) if birth => born.add(is_high),
            Some(is_high) => lost.add(is_high),
            None => n_undecided += 1,
        }
    }
    if lost.total + born.total == 0 {
        let column = Column::of(quantity).ok_or(NotEstimable::Nobody)?;
        return Err(if n_undecided > 0 {
            NotEstimable::Nobody
        } else {
            NotEstimable::NotStated { column }
        });
    }
    if lost.total == 0 || born.total == 0 {
        return Err(NotEstimable::OneOutcome { live_births: lost.total == 0 });
    }
    let not_high = |group: EventCount| group.total - group.events;
    let share =
        |events: u32, others: u32| EventCount { events, total: events + others }.share(level);
    let high = TwoByTwo { exposed: lost.group()?, unexposed: born.group()? };
    let ratio = |table: &TwoByTwo| {
        risk_ratio(table, RiskRatioMethod::Koopman, level).map_err(NotEstimable::from)
    };
    Ok(Accuracy {
        n_undecided,
        sensitivity: lost.share(level)?,
        specificity: share(not_high(born), born.events)?,
        positive_value: share(lost.events, born.events),
        negative_value: share(not_high(born), not_high(lost)),
        positive_ratio: ratio(&high),
        negative_ratio: ratio(&high.complement()),
    })
}

/// What the laboratory states of a value.
fn stated(measured: &Measurements, quantity: Quantity) -> Option<(f64, Bound)> {
    fn number<V: Value>(measured: Option<Measured<V>>) -> Option<(f64, Bound)> {
        measured.map(|measured| (measured.value.get(), measured.bound))
    }
    match quantity {
        Quantity::NkPercent => number(measured.nk_level),
        Quantity::NkCyto50 => number(measured.nk_cytotoxicity.nk_cyto_50),
        Quantity::NkCyto25 => number(measured.nk_cytotoxicity.nk_cyto_25),
        Quantity::NkCyto12_5 => number(measured.nk_cytotoxicity.nk_cyto_12_5),
        Quantity::Th1Th2Ratio => number(measured.th1_th2),
        _ => None,
    }
}

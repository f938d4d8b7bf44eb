//! The receiver operating characteristic curve.

use serde::{Deserialize, Serialize};

use crate::engine::stats::mann_whitney::merged;
use crate::engine::stats::sample::Sample;
use crate::engine::stats::{Estimate, Interval, TestResult, Uncertain, Undefined};
use crate::engine::stats::{check_level, count, special};

/// Scores of people with and without the event; higher should mean the event.
#[derive(Clone, Debug, PartialEq)]
pub struct Scores {
    events: Vec<f64>,
    others: Vec<f64>,
}

impl Scores {
    /// Splits scores by outcome.
    ///
    /// # Errors
    /// [`Undefined::UnequalLengths`], [`Undefined::NotFinite`], or
    /// [`Undefined::NoEvents`] or [`Undefined::OnlyEvents`] when one outcome does not
    /// occur.
    pub fn new(scores: &[f64], events: &[bool]) -> Result<Self, Undefined> {
        if scores.len() != events.len() {
            return Err(Undefined::UnequalLengths);
        }
        let pick = |wanted: bool| -> Vec<f64> {
            let pairs = scores.iter().zip(events);
            pairs.filter(|&(_, &event)| event == wanted).map(|(&score, _)| score).collect()
        };
        let (events, others) = (pick(true), pick(false));
        match (events.is_empty(), others.is_empty()) {
            (true, true) => return Err(Undefined::NoObservations),
            (true, false) => return Err(Undefined::NoEvents),
            (false, true) => return Err(Undefined::OnlyEvents),
            (false, false) => {}
        }
        Sample::new(&events)?;
        Sample::new(&others)?;
        Ok(Scores { events, others })
    }
}

/// The area under the curve and what its variance is made of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AreaUnderCurve {
    /// The area, with `DeLong`'s interval cut at 0 and 1; without one where the
    /// outcomes are divided completely or all scores are equal.
    pub area: Uncertain,
    /// `DeLong`'s standard error; 0 when the outcomes are divided completely.
    pub standard_error: f64,
}

/// The share of pairs in which each score is the higher one, ties one half.
struct Placements {
    area: f64,
    events: Vec<f64>,
    others: Vec<f64>,
}

fn placements(scores: &Scores) -> Result<Placements, Undefined> {
    let sorted_events = Sample::new(&scores.events)?.sorted();
    let sorted_others = Sample::new(&scores.others)?.sorted();
    let share_below = |sorted: &[f64], score: f64| {
        let below = sorted.partition_point(|&other| other < score);
        let up_to = sorted.partition_point(|&other| other <= score);
        count(below + up_to) / (2.0 * count(sorted.len()))
    };
    let events: Vec<f64> =
        scores.events.iter().map(|&score| share_below(&sorted_others, score)).collect();
    let others: Vec<f64> =
        scores.others.iter().map(|&score| 1.0 - share_below(&sorted_events, score)).collect();
    let area = events.iter().sum::<f64>() / count(events.len());
    Ok(Placements { area, events, others })
}

fn covariance(one: &[f64], two: &[f64], mean_one: f64, mean_two: f64) -> f64 {
    let sum: f64 = one.iter().zip(two).map(|(a, b)| (a - mean_one) * (b - mean_two)).sum();
    sum / (count(one.len()) - 1.0)
}

fn needs_two(scores: &Scores) -> Result<(), Undefined> {
    if scores.events.len() < 2 || scores.others.len() < 2 {
        return Err(Undefined::TooFewInGroup { needed: 2 });
    }
    Ok(())
}

/// The area under the ROC curve with `DeLong`'s interval.
///
/// # Method
/// The area is the share of pairs in which the person with the event has the
/// higher score, ties one half. Its variance is the sum, over both outcomes, of
/// the variance of each person's own share divided by the number of persons;
/// the interval is area ± z se, cut at 0 and 1. R: `pROC::ci.auc`. An area of 0 or 1,
/// or of equal scores, has a variance of 0, which is not certainty: no interval.
///
/// # Undefined when
/// Fewer than two people have the event, or fewer than two do not.
///
/// # Errors
/// The [`Undefined`] reason.
///
/// # References
/// `DeLong` ER, `DeLong` DM, Clarke-Pearson DL, Biometrics 1988;44:837,
/// doi:10.2307/2531595. Sun X, Xu W, IEEE Signal Process Lett 2014;21:1389,
/// doi:10.1109/LSP.2014.2337313.
///
/// # Examples
/// ```
/// use rpl_immune_profile::engine::stats::roc::{Scores, area_under_curve};
///
/// let scores = Scores::new(&[1., 2., 3., 4.], &[false, true, false, true])?;
/// assert_eq!(area_under_curve(&scores, 0.95)?.area.value, 0.75);
/// # Ok::<(), rpl_immune_profile::engine::stats::Undefined>(())
/// ```
pub fn area_under_curve(scores: &Scores, level: f64) -> Result<AreaUnderCurve, Undefined> {
    check_level(level)?;
    needs_two(scores)?;
    let found = placements(scores)?;
    let variance = covariance(&found.events, &found.events, found.area, found.area)
        / count(found.events.len())
        + covariance(&found.others, &found.others, found.area, found.area)
            / count(found.others.len());
    let standard_error = variance.sqrt();
    let half = special::two_sided_z(level) * standard_error;
    let interval = if half > 0.0 {
        Ok(Interval {
            lower: (found.area - half).max(0.0),
            upper: (found.area + half).min(1.0),
            level,
        })
    } else if found.area > 0.0 && found.area < 1.0 {
        Err(Undefined::NoVariation)
    } else {
        Err(Undefined::CompleteSeparation)
    };
    Ok(AreaUnderCurve { area: Uncertain { value: found.area, interval }, standard_error })
}

/// Two areas on the same people, compared.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct AreaComparison {
    /// The area of the first score.
    pub first_area: f64,
    /// The area of the second score.
    pub second_area: f64,
    /// First area minus second, with its interval, which is not cut at −1 and 1.
    pub difference: Estimate,
    /// `DeLong`'s z test that they are equal.
    pub test: TestResult,
}

/// `DeLong`'s test of two scores of the same people.
///
/// # Method
/// ```text
/// z = (A₁ − A₂) / √(var A₁ + var A₂ − 2 cov(A₁, A₂))
/// ```
/// R: `pROC::roc.test(method = "delong", paired = TRUE)`.
///
/// # Undefined when
/// The scores order all people alike, or there are too few.
///
/// # Errors
/// The [`Undefined`] reason.
///
/// # References
/// `DeLong` ER et al., Biometrics 1988;44:837, doi:10.2307/2531595.
/// Example: Turck N et al., Intensive Care Med 2010;36:107,
/// doi:10.1007/s00134-009-1641-y (pROC's `aSAH`; in the reference tests).
///
/// # Examples
/// ```
/// use rpl_immune_profile::engine::stats::roc::compare_areas;
///
/// let events = [false, true, false, true, false, true];
/// let found = compare_areas(
///     &[1., 2., 3., 4., 5., 6.],
///     &[6., 2., 3., 4., 5., 1.],
///     &events,
///     0.95,
/// )?;
/// // 6 of 9 pairs in order against 1 of 9.
/// assert_eq!((found.first_area, found.second_area), (6.0 / 9.0, 1.0 / 9.0));
/// assert!((found.difference.value - 5.0 / 9.0).abs() < 1e-15);
/// # Ok::<(), rpl_immune_profile::engine::stats::Undefined>(())
/// ```
pub fn compare_areas(
    first: &[f64],
    second: &[f64],
    events: &[bool],
    level: f64,
) -> Result<AreaComparison, Undefined> {
    check_level(level)?;
    let (one, two) = (Scores::new(first, events)?, Scores::new(second, events)?);
    needs_two(&one)?;
    let (one, two) = (placements(&one)?, placements(&two)?);
    // The variance of the differences, which cancels less than the three parts.
    let spread = |a: &[f64], b: &[f64]| {
        let differences: Vec<f64> = a.iter().zip(b).map(|(a, b)| a - b).collect();
        let mean = one.area - two.area;
        covariance(&differences, &differences, mean, mean) / count(differences.len())
    };
    let value = one.area - two.area;
    let variance = spread(&one.events, &two.events) + spread(&one.others, &two.others);
    if variance <= 0.0 {
        return Err(if value == 0.0 { Undefined::SameOrder } else { Undefined::ZeroVariance });
    }
    let half = special::two_sided_z(level) * variance.sqrt();
    let statistic = value / variance.sqrt();
    Ok(AreaComparison {
        first_area: one.area,
        second_area: two.area,
        difference: Estimate::around(value, half, level),
        test: TestResult::normal(statistic)?,
    })
}

/// One point of the curve: what calling everyone at or above the threshold gives.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct RocPoint {
    /// Scores at or above it count as positive; none for the corner where nobody is.
    pub threshold: Option<f64>,
    /// Share of those with the event who are positive.
    pub sensitivity: f64,
    /// Share of those without who are negative.
    pub specificity: f64,
}

impl RocPoint {
    /// Sensitivity + specificity − 1.
    #[must_use]
    pub fn youden(&self) -> f64 {
        self.sensitivity + self.specificity - 1.0
    }
}

/// The curve, from "nobody is positive" to "everybody is", one point for each
/// distinct score.
///
/// # Examples
/// ```
/// use rpl_immune_profile::engine::stats::roc::{Scores, curve};
///
/// let points = curve(&Scores::new(&[1., 2., 3.], &[false, true, true])?);
/// assert_eq!((points.len(), points[2].sensitivity), (4, 1.0));
/// # Ok::<(), rpl_immune_profile::engine::stats::Undefined>(())
/// ```
#[must_use]
pub fn curve(scores: &Scores) -> Vec<RocPoint> {
    let sorted = |values: &[f64]| Sample::new(values).map(Sample::sorted).unwrap_or_default();
    let (events, others) = (sorted(&scores.events), sorted(&scores.others));
    let mut thresholds = merged(&events, &others);
    thresholds.dedup_by(|one, other| one.total_cmp(other).is_eq());
    let point = |threshold: f64| {
        let missed = events.partition_point(|&score| score < threshold);
        let cleared = others.partition_point(|&score| score < threshold);
        RocPoint {
            threshold: Some(threshold),
            sensitivity: count(events.len() - missed) / count(events.len()),
            specificity: count(cleared) / count(others.len()),
        }
    };
    let nobody = RocPoint { threshold: None, sensitivity: 0.0, specificity: 1.0 };
    std::iter::once(nobody).chain(thresholds.into_iter().rev().map(point)).collect()
}

/// The point of the curve with the highest Youden index; of equal ones that with
/// the highest threshold.
///
/// # References
/// Youden WJ, Cancer 1950;3:32,
/// `doi:10.1002/1097-0142(1950)3:1<32::AID-CNCR2820030106>3.0.CO;2-3`.
///
/// # Examples
/// ```
/// use rpl_immune_profile::engine::stats::roc::{Scores, youden_point};
///
/// let scores = Scores::new(&[1., 2., 3., 4.], &[false, false, true, true])?;
/// assert_eq!(youden_point(&scores).threshold, Some(3.0));
/// # Ok::<(), rpl_immune_profile::engine::stats::Undefined>(())
/// ```
#[must_use]
pub fn youden_point(scores: &Scores) -> RocPoint {
    let mut best = RocPoint { threshold: None, sensitivity: 0.0, specificity: 1.0 };
    for point in curve(scores) {
        if point.youden() > best.youden() + 1e-12 {
            best = point;
        }
    }
    best
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn undefined_is_said() {
        assert_eq!(Scores::new(&[1.0], &[true]), Err(Undefined::OnlyEvents));
        let few = Scores::new(&[1.0, 2.0], &[true, false]).expect("scores");
        let reason = Err(Undefined::TooFewInGroup { needed: 2 });
        assert_eq!(area_under_curve(&few, 0.95), reason);
        let scores = [1.0, 2.0, 3.0, 4.0];
        let events = [true, false, true, false];
        let same = compare_areas(&scores, &scores, &events, 0.95);
        assert_eq!(same, Err(Undefined::SameOrder));
    }

    #[test]
    fn useless_scores_have_area_one_half() {
        let scores = Scores::new(&[1.0; 6], &[true, false, true, false, true, false]);
        let found = area_under_curve(&scores.expect("scores"), 0.95).expect("defined");
        let area = Uncertain { value: 0.5, interval: Err(Undefined::NoVariation) };
        assert_eq!((found.area, found.standard_error), (area, 0.0));
    }

    #[test]
    fn complete_separation_has_no_interval() {
        for (events, area) in [([false, false, true, true], 1.0), ([true, true, false, false], 0.0)]
        {
            let scores = Scores::new(&[1.0, 2.0, 3.0, 4.0], &events).expect("scores");
            let found = area_under_curve(&scores, 0.95).expect("defined").area;
            let expected = Uncertain { value: area, interval: Err(Undefined::CompleteSeparation) };
            assert_eq!(found, expected);
        }
    }
}

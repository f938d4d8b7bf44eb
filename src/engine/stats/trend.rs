//! A trend of the event across ordered groups.

pub mod exact;
pub mod ordinal;

use serde::{Deserialize, Serialize};

use super::two_by_two::Group;
use super::units::{in_unit, unit};
use super::{PValue, TestResult, Undefined, check_finite, count, special::ln_normal_upper_tail};

/// One of several ordered groups.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ScoredGroup {
    /// Its members and their events.
    pub group: Group,
    /// Its place on the scale of exposure, in the unit of that scale.
    pub score: f64,
}

/// Groups with scores: at least two, and the scores are numbers that differ.
///
/// Empty groups are allowed; they say nothing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Vec<ScoredGroup>", into = "Vec<ScoredGroup>")]
pub struct ScoredGroups(Vec<ScoredGroup>);

impl TryFrom<Vec<ScoredGroup>> for ScoredGroups {
    type Error = Undefined;

    fn try_from(groups: Vec<ScoredGroup>) -> Result<Self, Undefined> {
        ScoredGroups::new(groups)
    }
}

impl From<ScoredGroups> for Vec<ScoredGroup> {
    fn from(groups: ScoredGroups) -> Self {
        groups.0
    }
}

impl ScoredGroups {
    /// Checks the groups.
    ///
    /// # Errors
    /// [`Undefined::TooFewGroups`] below two groups,
    /// [`Undefined::NotFinite`] if a score is not finite or they lie too far apart,
    /// [`Undefined::EqualScores`] if all are equal.
    pub fn new(groups: Vec<ScoredGroup>) -> Result<Self, Undefined> {
        if groups.len() < 2 {
            return Err(Undefined::TooFewGroups);
        }
        let (mut lowest, mut highest) = (f64::INFINITY, f64::NEG_INFINITY);
        for scored in &groups {
            if !scored.score.is_finite() {
                return Err(Undefined::NotFinite);
            }
            lowest = lowest.min(scored.score);
            highest = highest.max(scored.score);
        }
        if !(highest - lowest).is_finite() {
            return Err(Undefined::NotFinite);
        }
        if lowest >= highest {
            return Err(Undefined::EqualScores);
        }
        Ok(ScoredGroups(groups))
    }

    /// The groups in their order.
    #[must_use]
    pub fn groups(&self) -> &[ScoredGroup] {
        &self.0
    }

    pub(crate) fn total(&self) -> u64 {
        self.0.iter().map(|scored| u64::from(scored.group.total())).sum()
    }

    pub(crate) fn events(&self) -> u64 {
        self.0.iter().map(|scored| u64::from(scored.group.events())).sum()
    }

    /// Refuses groups without events, without non-events, or with members at one
    /// score only.
    pub(crate) fn check(&self) -> Result<(), Undefined> {
        let (total, events) = (self.total(), self.events());
        if total == 0 {
            return Err(Undefined::NoObservations);
        }
        if events == 0 {
            return Err(Undefined::NoEvents);
        }
        if events == total {
            return Err(Undefined::OnlyEvents);
        }
        let mut scores = self.0.iter().filter(|scored| scored.group.total() > 0);
        let first = scores.next().map(|scored| scored.score.to_bits());
        if scores.all(|scored| Some(scored.score.to_bits()) == first) {
            return Err(Undefined::EqualScores);
        }
        Ok(())
    }
}

/// Which side of the trend.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sides {
    /// A trend in either direction.
    Two,
    /// More events with a higher score.
    Rising,
    /// Fewer events with a higher score.
    Falling,
}

/// The Cochran-Armitage test of a linear trend in proportions, asymptotic,
/// without continuity correction.
///
/// # Method
/// ```text
/// z = Σ s_i (x_i - n_i p̄) / √(p̄ (1 - p̄) Σ n_i (s_i - s̄)²)
/// ```
/// with the total N in the variance, as SAS and R: `prop.trend.test(x, n, s)`
/// gives z². (The linear-by-linear test has N - 1.) The statistic is z.
///
/// # Undefined when
/// There are no members, no events, no non-events, or members at one score only.
///
/// # Errors
/// The [`Undefined`] reason.
///
/// # References
/// Cochran WG, Biometrics 1954;10:417, doi:10.2307/3001616. Armitage P,
/// Biometrics 1955;11:375, doi:10.2307/3001775.
///
/// # Examples
/// Alcohol and malformation (Graubard and Korn 1987, in Agresti, Categorical
/// Data Study, 2013, table 3.8): z² = 6.57, P = .010.
/// ```
/// use rpl_immune_profile::engine::stats::trend::{
///     ScoredGroup, ScoredGroups, Sides, cochran_armitage,
/// };
/// use rpl_immune_profile::engine::stats::two_by_two::Group;
///
/// let counts = [(48, 17_114, 0.0), (38, 14_502, 0.5), (5, 793, 1.5), (1, 127, 4.0), (1, 38, 7.0)];
/// let groups = counts
///     .map(|(events, total, score)| Ok(ScoredGroup { group: Group::new(events, total)?, score }));
/// let groups = ScoredGroups::new(groups.into_iter().collect::<Result<_, _>>()?)?;
/// let test = cochran_armitage(&groups, Sides::Two)?;
/// assert_eq!(test.statistic.map(|z| (z * z * 100.0).round()), Some(657.0));
/// assert_eq!((test.p_value.value * 1e3).round(), 10.0);
/// # Ok::<(), rpl_immune_profile::engine::stats::Undefined>(())
/// ```
pub fn cochran_armitage(groups: &ScoredGroups, sides: Sides) -> Result<TestResult, Undefined> {
    groups.check()?;
    let n = count(groups.total());
    let share = count(groups.events()) / n;
    // The statistic does not depend on the unit of the scores.
    let scores: Vec<f64> = groups.0.iter().map(|scored| scored.score).collect();
    let scores = in_unit(&scores, unit(&scores));
    let members =
        || groups.0.iter().zip(&scores).map(|(one, score)| (f64::from(one.group.total()), *score));
    let mean = members().map(|(size, score)| size * score).sum::<f64>() / n;
    let spread: f64 = members().map(|(size, score)| size * (score - mean).powi(2)).sum();
    // Centered scores: the events expected cancel out of the sum.
    let excess: f64 = groups
        .0
        .iter()
        .zip(&scores)
        .map(|(scored, score)| {
            let expected = f64::from(scored.group.total()) * share;
            (score - mean) * (f64::from(scored.group.events()) - expected)
        })
        .sum();
    normal(excess / (share * (1.0 - share) * spread).sqrt(), sides)
}

/// The test of a standard normal statistic.
pub(crate) fn normal(z: f64, sides: Sides) -> Result<TestResult, Undefined> {
    check_finite(z)?;
    let ln = match sides {
        Sides::Two => return TestResult::normal(z),
        Sides::Rising => ln_normal_upper_tail(z),
        Sides::Falling => ln_normal_upper_tail(-z),
    };
    Ok(TestResult { statistic: Some(z), degrees_of_freedom: None, p_value: PValue::from_ln(ln)? })
}

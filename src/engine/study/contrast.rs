//! Two groups of women and how often something happened in each.

use serde::{Deserialize, Serialize};

use super::significance::{SignificanceTest, TestKind, TestRole, Tests};
use super::{Estimable, NotEstimable};
use crate::engine::stats::proportion::Proportion;
use crate::engine::stats::two_by_two::chi_square::{ChiSquareDefinition, chi_square};
use crate::engine::stats::two_by_two::fisher::{FisherDefinition, p_value};
use crate::engine::stats::two_by_two::odds_ratio::{OddsRatioMethod, odds_ratio};
use crate::engine::stats::two_by_two::risk_difference::{RiskDifferenceMethod, risk_difference};
use crate::engine::stats::two_by_two::risk_ratio::{RiskRatioMethod, risk_ratio};
use crate::engine::stats::two_by_two::{Group, TwoByTwo};
use crate::engine::stats::{Estimate, TestResult};

/// How many of a group had the event, while women are counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct EventCount {
    pub(super) events: u32,
    pub(super) total: u32,
}

impl EventCount {
    pub(super) fn add(&mut self, event: bool) {
        self.events += u32::from(event);
        self.total += 1;
    }

    pub(super) fn of(events: impl Iterator<Item = bool>) -> Self {
        events.fold(EventCount::default(), |mut counted, event| {
            counted.add(event);
            counted
        })
    }

    pub(super) fn share(self, level: f64) -> Estimable<Proportion> {
        if self.total == 0 {
            return Err(NotEstimable::Nobody);
        }
        Ok(Proportion::wilson(self.events, self.total, level)?)
    }

    pub(super) fn group(self) -> Estimable<Group> {
        Ok(Group::new(self.events, self.total)?)
    }
}

/// Everything that two shares are compared by.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Contrast {
    /// The share in the first group, with Wilson's interval.
    pub first: Proportion,
    /// The share in the second group, with Wilson's interval.
    pub second: Proportion,
    /// First less second, with Newcombe's interval.
    pub difference: Estimate,
    /// First over second, with Koopman's interval.
    pub ratio: Estimable<Estimate>,
    /// The conditional odds ratio with its exact interval.
    pub odds_ratio: Estimable<Estimate>,
    /// Fisher's exact test.
    pub test: SignificanceTest,
    /// Pearson's chi-square of the same table, for comparison; not counted as a
    /// test of its own.
    pub chi_square: Estimable<TestResult>,
}

impl Contrast {
    pub(super) fn new(first: EventCount, second: EventCount, level: f64) -> Estimable<Self> {
        if first.total == 0 && second.total == 0 {
            return Err(NotEstimable::Nobody);
        }
        if first.total == 0 || second.total == 0 {
            return Err(NotEstimable::OneGroup);
        }
        let table = TwoByTwo { exposed: first.group()?, unexposed: second.group()? };
        let conditional = OddsRatioMethod::ConditionalExact;
        Ok(Contrast {
            first: first.share(level)?,
            second: second.share(level)?,
            difference: risk_difference(&table, RiskDifferenceMethod::Newcombe, level)?,
            ratio: risk_ratio(&table, RiskRatioMethod::Koopman, level).map_err(Into::into),
            odds_ratio: odds_ratio(&table, conditional, level).map_err(Into::into),
            test: fisher(&table)?,
            chi_square: chi_square(&table, ChiSquareDefinition::Pearson).map_err(Into::into),
        })
    }
}

/// Fisher's test, as every section makes it.
pub(super) fn fisher(table: &TwoByTwo) -> Estimable<SignificanceTest> {
    Ok(SignificanceTest::exact(
        TestKind::Fisher,
        p_value(table, FisherDefinition::MinimumLikelihood)?,
    ))
}

impl Tests for Contrast {
    fn each_test(&mut self, visit: &mut dyn FnMut(TestRole, &mut SignificanceTest)) {
        self.test.each_test(visit);
    }
}

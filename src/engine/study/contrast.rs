//! Two groups of women and how often something happened in each.

use serde::{Deserialize, Serialize};

use super::tested::{Standing, TestKind, Tested, Tests};
use super::{CannotSay, Said};
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
pub(super) struct Counted {
    pub(super) events: u32,
    pub(super) total: u32,
}

impl Counted {
    pub(super) fn add(&mut self, event: bool) {
        self.events += u32::from(event);
        self.total += 1;
    }

    pub(super) fn of(events: impl Iterator<Item = bool>) -> Self {
        events.fold(Counted::default(), |mut counted, event| {
            counted.add(event);
            counted
        })
    }

    pub(super) fn share(self, level: f64) -> Said<Proportion> {
        if self.total == 0 {
            return Err(CannotSay::Nobody);
        }
        Ok(Proportion::wilson(self.events, self.total, level)?)
    }

    pub(super) fn group(self) -> Said<Group> {
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
    pub ratio: Said<Estimate>,
    /// The conditional odds ratio with its exact interval.
    pub odds_ratio: Said<Estimate>,
    /// Fisher's exact test.
    pub test: Tested,
    /// Pearson's chi-square of the same table, for comparison; not counted as a
    /// test of its own.
    pub chi_square: Said<TestResult>,
}

impl Contrast {
    pub(super) fn new(first: Counted, second: Counted, level: f64) -> Said<Self> {
        if first.total == 0 && second.total == 0 {
            return Err(CannotSay::Nobody);
        }
        if first.total == 0 || second.total == 0 {
            return Err(CannotSay::OneGroup);
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
pub(super) fn fisher(table: &TwoByTwo) -> Said<Tested> {
    Ok(Tested::exact(TestKind::Fisher, p_value(table, FisherDefinition::MinimumLikelihood)?))
}

impl Tests for Contrast {
    fn each_test(&mut self, visit: &mut dyn FnMut(Standing, &mut Tested)) {
        self.test.each_test(visit);
    }
}

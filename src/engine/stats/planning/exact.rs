//! The exact power of a test, and the size that it asks for.

use serde::{Deserialize, Serialize};

use super::{Errors, ExpectedRisks, size_for_difference};
use crate::engine::stats::hypergeometric::{Hypergeometric, TIE_TOLERANCE};
use crate::engine::stats::special::{chi_square_upper_quantile, ln_binomial};
use crate::engine::stats::{Progress, Undefined, check_level, count, keep_going, report_progress};

/// The largest number of possible tables that is still enumerated, about a second.
const MOST_TABLES: u64 = 100_000_000;

/// Which test a study will make.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlannedTest {
    /// Fisher's exact test, two-sided by minimum likelihood.
    Fisher,
    /// Fisher's mid-p, two-sided by doubling.
    FisherMidP,
    /// Pearson's chi-square without correction.
    Pearson,
}

/// A group of a planned study.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlannedGroup {
    /// How many are in the group.
    pub total: u32,
    /// The expected risk, between 0 and 1.
    pub risk: f64,
}

impl PlannedGroup {
    fn probabilities(&self) -> Vec<f64> {
        let n = f64::from(self.total);
        let probability = |k: u32| ln_binomial(f64::from(k), n, self.risk, 1.0 - self.risk).exp();
        (0..=self.total).map(probability).collect()
    }

    /// The counts of events outside which there is less than 1e-25 of the
    /// probability, by Bernstein's inequality.
    fn likely(&self) -> CountRange {
        let mean = f64::from(self.total) * self.risk;
        let reach = 20.0 + (400.0 + 120.0 * mean * (1.0 - self.risk)).sqrt();
        CountRange {
            from: whole((mean - reach).max(0.0)).into(),
            to: (u64::from(whole(mean + reach)) + 1).min(u64::from(self.total) + 1),
        }
    }
}

/// The exact power of a test with groups of a given size: the probability of all
/// tables in which it is significant.
///
/// # Method
/// ```text
/// Σ b(x1; n1, p1) b(x2; n2, p2) over the tables whose p-value is at most α
/// ```
///
/// # Undefined when
/// A risk or the error is out of range, a group is empty, there are more than
/// 100,000,000 possible tables, or `progress` stops it.
///
/// # Errors
/// The [`Undefined`] reason.
///
/// # References
/// Casagrande JT, Pike MC, Smith PG, Biometrics 1978;34:483, doi:10.2307/2530613.
///
/// # Examples
/// .80 against .60 with 60 in each group: Fisher's test has a power of .60024,
/// Pearson's of .68354 (R: the sum of `outer(dbinom(0:60,60,.8),dbinom(0:60,60,.6))`
/// where the p-value is at most .05).
/// ```
/// use rpl_immune_profile::engine::stats::keep_going;
/// use rpl_immune_profile::engine::stats::planning::{PlannedGroup, PlannedTest, exact_power};
///
/// let (one, other) = (PlannedGroup { total: 60, risk: 0.8 }, PlannedGroup { total: 60, risk: 0.6 });
/// let power = |test| exact_power(one, other, test, 0.05, &mut keep_going);
/// assert_eq!((power(PlannedTest::Fisher)? * 1e5).round(), 60_024.0);
/// assert_eq!((power(PlannedTest::Pearson)? * 1e5).round(), 68_354.0);
/// # Ok::<(), rpl_immune_profile::engine::stats::Undefined>(())
/// ```
pub fn exact_power(
    exposed: PlannedGroup,
    unexposed: PlannedGroup,
    test: PlannedTest,
    significance: f64,
    progress: &mut Progress<'_>,
) -> Result<f64, Undefined> {
    check_level(significance)?;
    let share = |planned: PlannedGroup| planned.risk > 0.0 && planned.risk < 1.0;
    if !share(exposed) || !share(unexposed) {
        return Err(Undefined::OutOfRange);
    }
    if exposed.total == 0 || unexposed.total == 0 {
        return Err(Undefined::NoObservations);
    }
    if (u64::from(exposed.total) + 1) * (u64::from(unexposed.total) + 1) > MOST_TABLES {
        return Err(Undefined::BeyondBudget);
    }
    let (marked, unmarked) = (u64::from(exposed.total), u64::from(unexposed.total));
    let (ours, others) = (exposed.probabilities(), unexposed.probabilities());
    let critical = Critical::new(test, significance);
    let mut power = 0.0;
    let mut weights = Vec::new();
    let (in_ours, in_others) = (exposed.likely(), unexposed.likely());
    // Without events, or without non-events, nothing is significant.
    let fewest = (in_ours.from + in_others.from).max(1);
    let most = (in_ours.to + in_others.to).min(marked + unmarked);
    for events in fewest..most {
        let margins = Hypergeometric { marked, unmarked, drawn: events };
        let first = margins.smallest().max(in_ours.from);
        let end = (margins.largest() + 1).min(in_ours.to);
        let inner = critical.not_significant(&margins, &mut weights);
        for k in (first..inner.from.min(end)).chain(inner.to.max(first)..end) {
            power += ours[place(k)] * others[place(events - k)];
        }
        if events % 64 == 0 {
            report_progress(progress, count(events - fewest) / count(most - fewest))?;
        }
    }
    Ok(power.min(1.0))
}

/// When a table is significant.
struct Critical {
    test: PlannedTest,
    /// The error rate; tables just at it are significant whatever the rounding.
    significance: f64,
    /// The smallest significant chi-square.
    chi_square: f64,
}

/// The counts from the first up to but not including the second.
struct CountRange {
    from: u64,
    to: u64,
}

impl Critical {
    fn new(test: PlannedTest, significance: f64) -> Self {
        let significance = significance * (1.0 + 1e-9);
        Critical { test, significance, chi_square: chi_square_upper_quantile(significance, 1.0) }
    }

    /// The counts of exposed events at which the test is not significant, the
    /// margins being fixed; they lie side by side. `weights` is scratch space.
    fn not_significant(&self, margins: &Hypergeometric, weights: &mut Vec<f64>) -> CountRange {
        if self.test != PlannedTest::Pearson {
            margins.weights(weights);
        }
        let inner = match self.test {
            PlannedTest::Fisher => self.fisher(weights),
            PlannedTest::FisherMidP => self.mid_p(weights),
            PlannedTest::Pearson => return self.pearson(margins),
        };
        let first = margins.smallest();
        CountRange { from: first + count_of(inner.start), to: first + count_of(inner.end) }
    }

    /// Takes off the least likely counts, equally likely ones together, while
    /// their probability is within the error rate.
    fn fisher(&self, weights: &[f64]) -> std::ops::Range<usize> {
        let allowed = self.significance * weights.iter().sum::<f64>();
        let (mut start, mut end) = (0, weights.len());
        let mut taken = 0.0;
        while start < end {
            let highest = weights[start].min(weights[end - 1]) * (1.0 + TIE_TOLERANCE);
            let (mut next_start, mut next_end) = (start, end);
            while next_start < end && weights[next_start] <= highest {
                taken += weights[next_start];
                next_start += 1;
            }
            while next_end > next_start && weights[next_end - 1] <= highest {
                next_end -= 1;
                taken += weights[next_end];
            }
            if taken > allowed {
                break;
            }
            (start, end) = (next_start, next_end);
        }
        start..end
    }

    /// Takes off both tails while each, its innermost count counting half, is
    /// within half of the error rate.
    fn mid_p(&self, weights: &[f64]) -> std::ops::Range<usize> {
        let allowed = self.significance * weights.iter().sum::<f64>() / 2.0;
        let tail = |weights: &mut dyn Iterator<Item = &f64>| {
            let mut beyond = 0.0;
            let significant = weights.take_while(|weight| {
                let tail = beyond + *weight / 2.0;
                beyond += *weight;
                tail <= allowed
            });
            significant.count()
        };
        let start = tail(&mut weights.iter());
        start..(weights.len() - tail(&mut weights.iter().rev())).max(start)
    }

    fn pearson(&self, margins: &Hypergeometric) -> CountRange {
        let (n1, n2) = (count(margins.marked), count(margins.unmarked));
        let (events, n) = (count(margins.drawn), n1 + n2);
        let within = |k: &u64| {
            let difference = count(*k) * n - n1 * events;
            let square = n * (difference / (n1 * n2)) * (difference / (events * (n - events)));
            square < self.chi_square
        };
        let (first, last) = (margins.smallest(), margins.largest());
        let from = (first..=last).find(within);
        let to = (first..=last).rev().find(within);
        match (from, to) {
            (Some(from), Some(to)) => CountRange { from, to: to + 1 },
            _ => CountRange { from: first, to: first },
        }
    }
}

/// A count of people as an index.
fn place(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// An index as a count of people.
fn count_of(index: usize) -> u64 {
    u64::try_from(index).unwrap_or(u64::MAX)
}

/// The smallest groups with which an exact power is reached.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExactSize {
    /// The number of exposed.
    pub exposed: u32,
    /// The number of unexposed.
    pub unexposed: u32,
    /// The exact power with these numbers.
    pub power: f64,
}

/// How many it takes to find a difference of two risks, by the exact power of a
/// test.
///
/// # Method
/// The smallest n1 at which [`exact_power`] with n1 exposed and `⌈k n1⌉` unexposed
/// is at least the power asked for. The power rises in a sawtooth, so that larger
/// groups can have a little less. The search begins where the power is still below
/// by 0.05 (by `1/(2√n)` where more than 100 are needed, more than its teeth are
/// high) and goes up one by one.
///
/// # Undefined when
/// A risk, an error or the ratio is out of range, the risks are equal, the groups
/// would have more than 100,000,000 possible tables, or `progress` stops it.
///
/// # Errors
/// The [`Undefined`] reason.
///
/// # References
/// Casagrande JT, Pike MC, Smith PG, Biometrics 1978;34:483, doi:10.2307/2530613.
///
/// # Examples
/// .80 against .60 with power .80: the normal approximation asks for 82 in each
/// group, Fisher's test for more.
/// ```
/// use rpl_immune_profile::engine::stats::keep_going;
/// use rpl_immune_profile::engine::stats::planning::{
///     Errors, ExpectedRisks, PlannedTest, exact_size,
/// };
///
/// let risks = ExpectedRisks { exposed: 0.8, unexposed: 0.6, unexposed_per_exposed: 1.0 };
/// let errors = Errors { significance: 0.05, power: 0.8 };
/// let found = exact_size(&risks, &errors, PlannedTest::Fisher, &mut keep_going)?;
/// assert!(found.exposed > 82 && found.power >= 0.8);
/// # Ok::<(), rpl_immune_profile::engine::stats::Undefined>(())
/// ```
pub fn exact_size(
    risks: &ExpectedRisks,
    errors: &Errors,
    test: PlannedTest,
    progress: &mut Progress<'_>,
) -> Result<ExactSize, Undefined> {
    let normal = size_for_difference(risks, errors)?.exposed.ceil().clamp(1.0, 1e6);
    let at = |exposed: f64| -> Result<ExactSize, Undefined> {
        let unexposed = (exposed * risks.unexposed_per_exposed).ceil().max(1.0);
        let (exposed, unexposed) = (whole(exposed), whole(unexposed));
        let ours = PlannedGroup { total: exposed, risk: risks.exposed };
        let others = PlannedGroup { total: unexposed, risk: risks.unexposed };
        let power = exact_power(ours, others, test, errors.significance, &mut keep_going)?;
        Ok(ExactSize { exposed, unexposed, power })
    };
    let far_below = errors.power - (0.5 / normal.sqrt()).min(0.05);
    let mut size = normal;
    let mut steps = 0.0;
    let mut tell = || {
        steps += 1.0;
        // How many steps there are is not known: the share nears 1 ever slower.
        report_progress(progress, steps / (steps + 50.0))
    };
    while size > 1.0 && at(size)?.power >= far_below {
        tell()?;
        size = (size * 0.95).floor().max(1.0);
    }
    loop {
        let next = (size * 1.05).ceil();
        if at(next)?.power >= far_below {
            break;
        }
        tell()?;
        size = next;
    }
    loop {
        let found = at(size)?;
        if found.power >= errors.power {
            return Ok(found);
        }
        tell()?;
        size += 1.0;
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "not negative, and a number above the range becomes the largest"
)]
fn whole(number: f64) -> u32 {
    number as u32
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use std::ops::ControlFlow;

    use super::*;
    use crate::engine::stats::two_by_two::fisher::{FisherDefinition, p_value};
    use crate::engine::stats::two_by_two::{Group, TwoByTwo};

    /// By the definition: every table with its own p-value.
    #[test]
    fn the_power_is_that_of_all_significant_tables() {
        for (n1, n2) in [(1, 1), (3, 8), (12, 12), (25, 14), (31, 40)] {
            let (one, other) =
                (PlannedGroup { total: n1, risk: 0.7 }, PlannedGroup { total: n2, risk: 0.3 });
            for (test, definition) in [
                (PlannedTest::Fisher, FisherDefinition::MinimumLikelihood),
                (PlannedTest::FisherMidP, FisherDefinition::MidPDoubled),
            ] {
                let mut expected = 0.0;
                for (x1, p1) in (0..).zip(one.probabilities()) {
                    for (x2, p2) in (0..).zip(other.probabilities()) {
                        let group = |x, n| Group::new(x, n).expect("valid");
                        let table = TwoByTwo { exposed: group(x1, n1), unexposed: group(x2, n2) };
                        if p_value(&table, definition).expect("defined").value
                            <= 0.05 * (1.0 + 1e-9)
                        {
                            expected += p1 * p2;
                        }
                    }
                }
                let found = exact_power(one, other, test, 0.05, &mut keep_going).expect("defined");
                assert!((found - expected).abs() <= 1e-12 * expected, "{n1} {n2} {test:?}");
            }
        }
    }

    #[test]
    fn it_can_be_stopped_and_refuses_what_is_too_large() {
        let risks = ExpectedRisks { exposed: 0.8, unexposed: 0.3, unexposed_per_exposed: 1.0 };
        let errors = Errors { significance: 0.05, power: 0.8 };
        let mut stop = |_| ControlFlow::Break(());
        let stopped = exact_size(&risks, &errors, PlannedTest::Fisher, &mut stop);
        assert_eq!(stopped, Err(Undefined::Interrupted));
        let close = ExpectedRisks { unexposed: 0.8001, ..risks };
        let refused = exact_size(&close, &errors, PlannedTest::Fisher, &mut keep_going);
        assert_eq!(refused, Err(Undefined::BeyondBudget));
    }
}

//! The exact test of a trend, by convolution.

use serde::{Deserialize, Serialize};

use super::ScoredGroups;
use crate::engine::stats::hypergeometric::TIE_TOLERANCE;
use crate::engine::stats::special::ln_binomial;
use crate::engine::stats::{PValue, Progress, Undefined, count, report_progress};

/// The most states, of 8 to 24 bytes each, that are held at once.
const MOST_STATES: u64 = 4_000_000;

/// The most products that are added up; about two seconds in a browser.
const MOST_PRODUCTS: u64 = 2_000_000_000;

/// Which sums count as at least as extreme as the observed one. Packages differ
/// (`coin` and `StatXact` go by distance), so that the definition belongs beside
/// the value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TrendDefinition {
    /// Two-sided: sums at least as far from their mean as the observed one.
    Distance,
    /// Two-sided: twice the smaller tail.
    Doubled,
    /// Two-sided: sums no more likely than the observed one.
    MinimumLikelihood,
    /// Two-sided: by distance, sums just as far as the observed one counting
    /// half.
    MidPDistance,
    /// Two-sided: twice the smaller tail, the observed sum counting half.
    MidPDoubled,
    /// One-sided: the observed sum or a larger one.
    Rising,
    /// One-sided: the observed sum or a smaller one.
    Falling,
    /// One-sided, larger; the observed sum counts half.
    MidPRising,
    /// One-sided, smaller; the observed sum counts half.
    MidPFalling,
}

/// The exact distribution of the sum of the scores of all who had the event,
/// the sizes of the groups and the number of events being fixed.
#[derive(Clone, Debug, PartialEq)]
pub struct TrendDistribution {
    /// All possible sums, ascending, with their probabilities.
    sums: Vec<(u64, f64)>,
    observed: u64,
    /// The mean sum times the number of members: a whole number.
    mean_times_total: i128,
    total: i128,
    /// The sums are those of the members without the event.
    complemented: bool,
    is_rounded: bool,
}

impl TrendDistribution {
    /// The distribution for these groups.
    ///
    /// # Method
    /// The events of the groups are independent binomials given their sum. One
    /// group after the other is added, equal sums being merged. Scores are first
    /// brought to whole numbers: as decimals, by the smallest power of ten that makes
    /// all of them whole. So the order of the groups changes nothing.
    ///
    /// # Undefined when
    /// There are no members, no events, no non-events, members at one score
    /// only, the sums need more than 100 MB or two billion products, or
    /// `progress` stops it.
    ///
    /// # Errors
    /// The [`Undefined`] reason.
    ///
    /// # References
    /// Agresti A, Mehta CR, Patel NR, J Am Stat Assoc 1990;85:453,
    /// doi:10.1080/01621459.1990.10476220.
    ///
    /// # Examples
    /// Alcohol and malformation (Agresti, Categorical Data Study, 2013, table
    /// 3.8): the exact one-sided P is .017.
    /// ```
    /// use rpl_immune_profile::engine::stats::keep_going;
    /// use rpl_immune_profile::engine::stats::trend::exact::{TrendDefinition, TrendDistribution};
    /// use rpl_immune_profile::engine::stats::trend::{ScoredGroup, ScoredGroups};
    /// use rpl_immune_profile::engine::stats::two_by_two::Group;
    ///
    /// let counts =
    ///     [(48, 17_114, 0.0), (38, 14_502, 0.5), (5, 793, 1.5), (1, 127, 4.0), (1, 38, 7.0)];
    /// let groups = counts
    ///     .map(|(events, total, score)| Ok(ScoredGroup { group: Group::new(events, total)?, score }));
    /// let groups = ScoredGroups::new(groups.into_iter().collect::<Result<_, _>>()?)?;
    /// let exact = TrendDistribution::new(&groups, &mut keep_going)?;
    /// assert_eq!((exact.p_value(TrendDefinition::Rising)?.value * 1e3).round(), 17.0);
    /// # Ok::<(), rpl_immune_profile::engine::stats::Undefined>(())
    /// ```
    pub fn new(groups: &ScoredGroups, progress: &mut Progress<'_>) -> Result<Self, Undefined> {
        groups.check()?;
        let total = groups.total();
        let complemented = groups.events() > total / 2;
        let events = groups.events().min(total - groups.events());
        // Empty groups say nothing, so that their scores do not count either.
        let filled: Vec<_> =
            groups.groups().iter().filter(|scored| scored.group.total() > 0).collect();
        let scores: Vec<f64> = filled.iter().map(|scored| scored.score).collect();
        let (steps, is_rounded) = whole_scores(&scores, events);
        let mut members: Vec<Member> = filled
            .into_iter()
            .zip(steps)
            .map(|(scored, score)| {
                let group = if complemented { scored.group.complement() } else { scored.group };
                Member { size: group.total().into(), events: group.events().into(), score }
            })
            .collect();
        // The largest group comes last, when only one count of it is left. No two orders
        // of the groups give another one here, so that not even a last digit depends on it.
        members.sort_by_key(|member| (member.size, member.score, member.events));
        let observed = members.iter().map(|member| member.events * member.score).sum();
        let all_scores: i128 =
            members.iter().map(|member| i128::from(member.size) * i128::from(member.score)).sum();
        let highest = members.iter().map(|member| member.score).max().unwrap_or(0);
        let dense = (events + 1).saturating_mul(events.saturating_mul(highest).saturating_add(1));
        let mut sums = if dense <= MOST_STATES {
            convolve_dense(&members, events, highest, progress)?
        } else {
            convolve_sparse(&members, events, progress)?
        };
        let all: f64 = sums.iter().map(|sum| sum.1).sum();
        for sum in &mut sums {
            sum.1 /= all;
        }
        Ok(TrendDistribution {
            sums,
            observed,
            mean_times_total: i128::from(events) * all_scores,
            total: total.into(),
            complemented,
            is_rounded,
        })
    }

    /// Whether the scores have so many digits that they were rounded to a billionth of
    /// their range; sums that are nearly equal may then count as equal, or not.
    #[must_use]
    pub fn is_rounded(&self) -> bool {
        self.is_rounded
    }

    /// The exact p-value by a definition; [`TrendDistribution::new`] has the method
    /// and its references.
    ///
    /// # Errors
    /// [`Undefined::TooSmall`] below 1e-290, where the sums lose their digits.
    ///
    /// # Examples
    /// Two groups make it Fisher's test: the lady tasting tea has 17 in 70.
    /// ```
    /// use rpl_immune_profile::engine::stats::keep_going;
    /// use rpl_immune_profile::engine::stats::trend::exact::{TrendDefinition, TrendDistribution};
    /// use rpl_immune_profile::engine::stats::trend::{ScoredGroup, ScoredGroups};
    /// use rpl_immune_profile::engine::stats::two_by_two::Group;
    ///
    /// let groups = ScoredGroups::new(vec![
    ///     ScoredGroup { group: Group::new(1, 4)?, score: 0.0 },
    ///     ScoredGroup { group: Group::new(3, 4)?, score: 1.0 },
    /// ])?;
    /// let exact = TrendDistribution::new(&groups, &mut keep_going)?;
    /// let p = exact.p_value(TrendDefinition::Rising)?;
    /// assert!((p.value - 17.0 / 70.0).abs() < 1e-12);
    /// # Ok::<(), rpl_immune_profile::engine::stats::Undefined>(())
    /// ```
    pub fn p_value(&self, definition: TrendDefinition) -> Result<PValue, Undefined> {
        let upper = self.sum_of(|sum| sum > self.observed);
        let lower = self.sum_of(|sum| sum < self.observed);
        let at = self.sum_of(|sum| sum == self.observed);
        // Many events mean few non-events: the tails change places.
        let (rising, falling) = if self.complemented { (lower, upper) } else { (upper, lower) };
        let value = match definition {
            TrendDefinition::Rising => rising + at,
            TrendDefinition::Falling => falling + at,
            TrendDefinition::MidPRising => rising + at / 2.0,
            TrendDefinition::MidPFalling => falling + at / 2.0,
            TrendDefinition::Doubled => 2.0 * (upper + at).min(lower + at),
            TrendDefinition::MidPDoubled => 2.0 * (upper + at / 2.0).min(lower + at / 2.0),
            TrendDefinition::MinimumLikelihood => {
                let likeliest = at * (1.0 + TIE_TOLERANCE);
                self.sums.iter().map(|sum| sum.1).filter(|&p| p <= likeliest).sum()
            }
            TrendDefinition::Distance | TrendDefinition::MidPDistance => {
                let distance =
                    |sum: u64| (i128::from(sum) * self.total - self.mean_times_total).abs();
                let observed = distance(self.observed);
                let farther = self.sum_of(|sum| distance(sum) > observed);
                let as_far = self.sum_of(|sum| distance(sum) == observed);
                let share = if definition == TrendDefinition::Distance { 1.0 } else { 0.5 };
                farther + share * as_far
            }
        };
        if value < 1e-290 { Err(Undefined::TooSmall) } else { PValue::new(value) }
    }

    fn sum_of(&self, belongs: impl Fn(u64) -> bool) -> f64 {
        self.sums.iter().filter(|sum| belongs(sum.0)).map(|sum| sum.1).sum()
    }
}

/// A group with a whole-number score.
struct Member {
    size: u64,
    events: u64,
    score: u64,
}

impl Member {
    /// The probability of each number of events up to `most`, at a common risk.
    fn probabilities(&self, most: u64, risk: f64, other: f64) -> Vec<f64> {
        (0..=self.size.min(most))
            .map(|k| ln_binomial(count(k), count(self.size), risk, other).exp())
            .collect()
    }
}

/// The scores in whole steps from the lowest, in the order of the groups, and whether
/// they had to be rounded.
///
/// Scores are decimal numbers as they are written: the smallest power of ten makes all
/// of them whole, and the rest is arithmetic of whole numbers. So sums that are equal
/// are equal whatever stands first. Where the sums would not fit (sixteen digits and a
/// thousand events), scores are rounded to a billionth of their range.
fn whole_scores(scores: &[f64], events: u64) -> (Vec<u64>, bool) {
    let limit = u64::MAX / events.max(1);
    let fits = |steps: &Vec<u64>| steps.iter().all(|&step| step <= limit);
    match decimal_steps(scores).filter(fits) {
        Some(steps) => (steps, false),
        None => (rounded_steps(scores), true),
    }
}

/// The steps of decimal numbers from the lowest; `None` if they need more than 64 bits.
fn decimal_steps(scores: &[f64]) -> Option<Vec<u64>> {
    let decimals: Option<Vec<(i128, i32)>> = scores.iter().map(|&score| decimal(score)).collect();
    let decimals = decimals?;
    let smallest =
        decimals.iter().filter(|(digits, _)| *digits != 0).map(|(_, power)| *power).min()?;
    let whole = |&(digits, power): &(i128, i32)| {
        if digits == 0 {
            return Some(0);
        }
        let zeros = u32::try_from(power - smallest).ok()?;
        digits.checked_mul(10_i128.checked_pow(zeros)?)
    };
    let whole: Vec<i128> = decimals.iter().map(whole).collect::<Option<_>>()?;
    let lowest = whole.iter().copied().min()?;
    let steps: Vec<i128> =
        whole.iter().map(|score| score.checked_sub(lowest)).collect::<Option<_>>()?;
    let common = steps.iter().fold(0, |common, &step| greatest_common_divisor(common, step)).max(1);
    steps.into_iter().map(|step| u64::try_from(step / common).ok()).collect()
}

/// The shortest decimal number that is read as this one: its digits and the power of
/// ten that they count.
fn decimal(number: f64) -> Option<(i128, i32)> {
    let text = format!("{number:e}");
    let (digits, exponent) = text.split_once('e')?;
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let digits: i128 = [whole, fraction].concat().parse().ok()?;
    let exponent: i32 = exponent.parse().ok()?;
    Some((digits, exponent - i32::try_from(fraction.len()).ok()?))
}

fn greatest_common_divisor(one: i128, other: i128) -> i128 {
    let (mut large, mut small) = (one, other);
    while small != 0 {
        (large, small) = (small, large % small);
    }
    large
}

/// The scores in billionths of their range from the lowest.
fn rounded_steps(scores: &[f64]) -> Vec<u64> {
    let lowest = scores.iter().copied().fold(f64::INFINITY, f64::min);
    let range = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max) - lowest;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "not negative and at most a billion"
    )]
    scores.iter().map(|score| ((score - lowest) / range * 1e9).round() as u64).collect()
}

/// The sums with their weights, in an array of events and sums.
fn convolve_dense(
    members: &[Member],
    events: u64,
    highest: u64,
    progress: &mut Progress<'_>,
) -> Result<Vec<(u64, f64)>, Undefined> {
    let total: u64 = members.iter().map(|member| member.size).sum();
    let risk = count(events) / count(total);
    let other = count(total - events) / count(total);
    let rows = index(events + 1);
    let mut from: Vec<Vec<f64>> = vec![Vec::new(); rows];
    from[0].push(1.0);
    let mut remaining = total;
    let mut products = 0;
    for member in members {
        remaining -= member.size;
        let probabilities = member.probabilities(events, risk, other);
        let score = index(member.score);
        let mut to: Vec<Vec<f64>> = vec![Vec::new(); rows];
        for (before, source) in from.iter().enumerate().filter(|(_, source)| !source.is_empty()) {
            let left = index(events) - before;
            // The groups that remain must be able to hold the rest.
            let fewest = left.saturating_sub(index(remaining.min(events)));
            let most = left.min(probabilities.len() - 1);
            products += (source.len() * (most + 1).saturating_sub(fewest)) as u64;
            if products > MOST_PRODUCTS {
                return Err(Undefined::BeyondBudget);
            }
            for (k, &probability) in probabilities.iter().enumerate().take(most + 1).skip(fewest) {
                let target = &mut to[before + k];
                let shift = score * k;
                if target.len() < shift + source.len() {
                    target.resize(shift + source.len(), 0.0);
                }
                for (target, source) in target[shift..].iter_mut().zip(source) {
                    *target += probability * source;
                }
            }
            if before % 16 == 0 {
                let done = count(total - remaining - member.size) / count(total);
                report_progress(progress, done)?;
            }
        }
        from = to;
    }
    debug_assert!(from[rows - 1].len() as u64 <= events * highest + 1);
    let sums = from.pop().unwrap_or_default();
    Ok((0..).zip(sums).filter(|sum| sum.1 > 0.0).collect())
}

/// The sums with their weights, in a list ordered by events and sums.
fn convolve_sparse(
    members: &[Member],
    events: u64,
    progress: &mut Progress<'_>,
) -> Result<Vec<(u64, f64)>, Undefined> {
    let total: u64 = members.iter().map(|member| member.size).sum();
    let risk = count(events) / count(total);
    let other = count(total - events) / count(total);
    let mut states = vec![(0u64, 0u64, 1.0)];
    let mut remaining = total;
    for member in members {
        remaining -= member.size;
        let probabilities = member.probabilities(events, risk, other);
        let mut next: Vec<(u64, u64, f64)> = Vec::new();
        for &(before, sum, weight) in &states {
            let left = events - before;
            let fewest = left.saturating_sub(remaining);
            for (k, &probability) in (0..=left).zip(&probabilities).skip(index(fewest)) {
                next.push((before + k, sum + k * member.score, weight * probability));
            }
            if next.len() as u64 > MOST_STATES {
                return Err(Undefined::BeyondBudget);
            }
        }
        next.sort_unstable_by_key(|&(events, sum, _)| (events, sum));
        next.dedup_by(|later, earlier| {
            let same = (later.0, later.1) == (earlier.0, earlier.1);
            if same {
                earlier.2 += later.2;
            }
            same
        });
        states = next;
        report_progress(progress, 1.0 - count(remaining) / count(total))?;
    }
    Ok(states.into_iter().map(|(_, sum, weight)| (sum, weight)).collect())
}

/// A number within the budget as an index.
fn index(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use std::ops::ControlFlow;

    use super::*;
    use crate::engine::stats::keep_going;
    use crate::engine::stats::trend::ScoredGroup;
    use crate::engine::stats::two_by_two::Group;

    fn groups(rows: &[(u32, u32, f64)]) -> ScoredGroups {
        let scored = |&(events, total, score): &(u32, u32, f64)| ScoredGroup {
            group: Group::new(events, total).expect("valid"),
            score,
        };
        ScoredGroups::new(rows.iter().map(scored).collect()).expect("valid")
    }

    #[track_caller]
    fn check(rows: &[(u32, u32, f64)], definition: TrendDefinition, expected: f64) {
        let exact = TrendDistribution::new(&groups(rows), &mut keep_going);
        let found = exact.and_then(|exact| exact.p_value(definition)).expect("defined").value;
        assert!((found / expected - 1.0).abs() < 1e-12, "{rows:?} {definition:?}: {found}");
    }

    /// By hand: one member at each of the scores 0, 1, 2 and two events give the
    /// sums 1, 2 and 3, equally likely.
    #[test]
    fn three_members_by_hand() {
        let rows = [(0, 1, 0.0), (1, 1, 1.0), (1, 1, 2.0)];
        check(&rows, TrendDefinition::Rising, 1.0 / 3.0);
        check(&rows, TrendDefinition::Falling, 1.0);
        check(&rows, TrendDefinition::MidPRising, 1.0 / 6.0);
        check(&rows, TrendDefinition::Distance, 2.0 / 3.0);
        check(&rows, TrendDefinition::MidPDistance, 1.0 / 3.0);
        check(&rows, TrendDefinition::Doubled, 2.0 / 3.0);
        check(&rows, TrendDefinition::MinimumLikelihood, 1.0);
    }

    #[test]
    fn two_groups_are_fishers_test() {
        for scores in [(0.0, 1.0), (-3.0, 2.5), (0.1, 0.3)] {
            let rows = [(1, 4, scores.0), (3, 4, scores.1)];
            check(&rows, TrendDefinition::Rising, 17.0 / 70.0);
            check(&rows, TrendDefinition::Distance, 34.0 / 70.0);
            check(&rows, TrendDefinition::MidPDistance, 18.0 / 70.0);
        }
    }

    #[test]
    fn decimals_become_whole_numbers() {
        for (scores, expected) in [
            (
                &[1.6667, 1.3333, 1.0, 0.6667, 0.3333, 0.0][..],
                &[16667, 13333, 10000, 6667, 3333, 0][..],
            ),
            (&[0.1, 0.2, 0.3], &[0, 1, 2]),
            (&[-0.5, 1.0, 2.5], &[0, 1, 2]),
            (&[1e300, 2e300, 3e300], &[0, 1, 2]),
            (&[1e-300, 3e-300, 2e-300], &[0, 2, 1]),
            (&[100_000.25, 100_000.5, 100_001.0], &[0, 1, 3]),
            (&[1e6, 0.0], &[1, 0]),
        ] {
            assert_eq!(whole_scores(scores, 100), (expected.to_vec(), false), "{scores:?}");
        }
        // Sixteen digits fit beside a hundred events, and are rounded beside a million.
        let thirds = [1.0 / 3.0, 2.0 / 3.0, 0.0];
        assert!(!whole_scores(&thirds, 100).1);
        let (rounded, is_rounded) = whole_scores(&[1.0 / 3.0, 2f64.sqrt(), 0.0], 1_000_000);
        assert!(is_rounded && rounded[1] == 1_000_000_000 && rounded[2] == 0);
        assert!(whole_scores(&[1e300, 1.0], 1).1);
    }

    #[test]
    fn scores_without_a_common_step_are_accepted() {
        let rows = [(1, 5, 0.0), (2, 5, 2f64.sqrt()), (4, 5, std::f64::consts::PI)];
        let near = [(1, 5, 0.0), (2, 5, 1.41), (4, 5, 3.1)];
        let p = |rows: &[(u32, u32, f64)]| {
            TrendDistribution::new(&groups(rows), &mut keep_going)
                .and_then(|exact| exact.p_value(TrendDefinition::Rising))
                .expect("defined")
                .value
        };
        assert!((p(&rows) / p(&near) - 1.0).abs() < 0.05);
    }

    #[test]
    fn the_score_of_nobody_changes_nothing() {
        let without = groups(&[(1, 5, 0.0), (2, 5, 1.0), (4, 5, 2.0)]);
        let with = groups(&[(1, 5, 0.0), (0, 0, 1e300), (2, 5, 1.0), (4, 5, 2.0)]);
        let exact = |groups| TrendDistribution::new(groups, &mut keep_going).expect("defined");
        assert_eq!(exact(&with), exact(&without));
        assert!(!exact(&with).is_rounded());
    }

    #[test]
    fn it_can_be_stopped() {
        let rows = groups(&[(1, 4, 0.0), (3, 4, 1.0)]);
        assert_eq!(
            TrendDistribution::new(&rows, &mut |_| ControlFlow::Break(())),
            Err(Undefined::Interrupted)
        );
    }
}

//! The Mann-Whitney (Wilcoxon rank sum) test.

use serde::{Deserialize, Serialize};

use crate::engine::stats::sample::sort;
use crate::engine::stats::t_test::TwoSamples;
use crate::engine::stats::{PValue, Progress, TestResult, Undefined, count, report_progress};

/// The Mann-Whitney statistic, its normal approximations and its effect size.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct MannWhitney {
    /// Pairs in which the first sample is larger, ties counting one half (R's `W`).
    pub u: f64,
    /// `U / (n₁ n₂)`: the probability that a value of the first sample is larger.
    pub superiority: f64,
    /// `2 U / (n₁ n₂) − 1`, from −1 to 1.
    pub rank_biserial: f64,
    /// Whether any two values are equal.
    pub ties: bool,
    /// z without continuity correction, variance corrected for ties.
    pub plain: TestResult,
    /// z with continuity correction, variance corrected for ties.
    pub corrected: TestResult,
}

/// The Mann-Whitney test by the normal approximation.
///
/// # Method
/// ```text
/// U = R₁ − n₁(n₁ + 1)/2
/// z = (U − n₁n₂/2 ∓ c) / √(n₁n₂/12 (N + 1 − Σ(t³ − t)/(N(N − 1))))
/// ```
/// with c = 0 (`plain`; R: `wilcox.test(exact = FALSE, correct = FALSE)`, coin) or
/// c = 1/2 towards 0 (`corrected`; the default of R and scipy).
///
/// # Undefined when
/// All values are equal.
///
/// # Errors
/// The [`Undefined`] reason.
///
/// # References
/// Mann HB, Whitney DR, Ann Math Stat 1947;18:50, doi:10.1214/aoms/1177730491.
/// Example: Hollander M, Wolfe DA, Nonparametric Statistical Methods 1973, p. 69
/// (permeability of the human chorioamnion).
///
/// # Examples
/// ```
/// use rpl_immune_profile::engine::stats::mann_whitney::mann_whitney;
/// use rpl_immune_profile::engine::stats::t_test::TwoSamples;
///
/// let term = [0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46];
/// let early = [1.15, 0.88, 0.90, 0.74, 1.21];
/// let found = mann_whitney(&TwoSamples::new(&term, &early)?)?;
/// assert_eq!(found.u, 35.0);
/// # Ok::<(), rpl_immune_profile::engine::stats::Undefined>(())
/// ```
pub fn mann_whitney(samples: &TwoSamples<'_>) -> Result<MannWhitney, Undefined> {
    let first = samples.first.sorted();
    let second = samples.second.sorted();
    let (n, m) = (count(first.len()), count(second.len()));
    let lowest = first[0].min(second[0]);
    if lowest >= first[first.len() - 1].max(second[second.len() - 1]) {
        return Err(Undefined::NoVariation);
    }
    let total = n + m;
    let FirstRankSum { sum, tied } = ranks(&first, &second);
    let u = sum - n * (n + 1.0) / 2.0;
    let variance = n * m / 12.0 * (total + 1.0 - tied / (total * (total - 1.0)));
    let distance = u - n * m / 2.0;
    let test = |distance: f64| {
        let statistic = distance / variance.sqrt();
        TestResult::normal(statistic)
    };
    let correction = if distance == 0.0 { 0.0 } else { 0.5_f64.copysign(distance) };
    Ok(MannWhitney {
        u,
        superiority: u / (n * m),
        rank_biserial: 2.0 * u / (n * m) - 1.0,
        ties: tied > 0.0,
        plain: test(distance)?,
        corrected: test(distance - correction)?,
    })
}

/// What the test needs of the ranks of two samples.
struct FirstRankSum {
    /// The sum of the mid-ranks of the first sample.
    sum: f64,
    /// `Σ (t³ − t)` over the ties.
    tied: f64,
}

/// The ranks of two ascending samples among both, in one pass.
fn ranks(first: &[f64], second: &[f64]) -> FirstRankSum {
    let (mut i, mut j) = (0, 0);
    let mut found = FirstRankSum { sum: 0.0, tied: 0.0 };
    while i < first.len() {
        let value = first[i];
        let start = i;
        while i < first.len() && first[i] <= value {
            i += 1;
        }
        while j < second.len() && second[j] < value {
            let other = second[j];
            let start = j;
            while j < second.len() && second[j] <= other {
                j += 1;
            }
            found.tied += cubed(j - start);
        }
        let below = start + j;
        while j < second.len() && second[j] <= value {
            j += 1;
        }
        // Ranks below + 1 ... i + j.
        found.sum += count(i - start) * (count(below) + count(i + j) + 1.0) / 2.0;
        found.tied += cubed(i + j - below);
    }
    for tied in second[j..].chunk_by(|one, other| one >= other) {
        found.tied += cubed(tied.len());
    }
    found
}

/// `t³ − t`.
fn cubed(tied: usize) -> f64 {
    let t = count(tied);
    t * t * t - t
}

/// Two ascending samples as one.
pub(super) fn merged(first: &[f64], second: &[f64]) -> Vec<f64> {
    let mut all = Vec::with_capacity(first.len() + second.len());
    let (mut i, mut j) = (0, 0);
    while i < first.len() && j < second.len() {
        if first[i] <= second[j] {
            all.push(first[i]);
            i += 1;
        } else {
            all.push(second[j]);
            j += 1;
        }
    }
    all.extend_from_slice(&first[i..]);
    all.extend_from_slice(&second[j..]);
    all
}

/// An exact p-value by counting.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExactRankTest {
    /// Share of all divisions into two groups whose rank sum is at least as far
    /// from its mean as the observed one.
    pub two_sided: PValue,
    /// Share with at most the observed rank sum of the first sample.
    pub lower: PValue,
    /// Share with at least the observed rank sum of the first sample.
    pub upper: PValue,
}

/// Additions that the exact test does at most: about two seconds.
const EXACT_BUDGET: usize = 2_000_000_000;

/// The exact Mann-Whitney test, also with ties.
///
/// # Method
/// Every division of the pooled mid-ranks into groups of the given sizes is
/// equally likely; a shift algorithm counts the divisions by rank sum. Two-sided
/// is by distance from the mean (as coin and `exactRankTests`); without ties the
/// distribution is symmetric and this is twice the smaller tail (R, scipy).
///
/// # Undefined when
/// The counting would need more than 2·10⁹ additions (about 200 with 200 values
/// without ties) or more values than 1,000, or `progress` stops it.
///
/// # Errors
/// The [`Undefined`] reason.
///
/// # References
/// Streitberg B, Röhmel J, Statistical Software Newsletter 1986;12:10.
///
/// # Examples
/// ```
/// use rpl_immune_profile::engine::stats::mann_whitney::exact;
/// use rpl_immune_profile::engine::stats::{keep_going, t_test::TwoSamples};
///
/// let term = [0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46];
/// let early = [1.15, 0.88, 0.90, 0.74, 1.21];
/// let found = exact(&TwoSamples::new(&term, &early)?, &mut keep_going)?;
/// // Hollander and Wolfe: one-sided 0.127.
/// assert_eq!((found.upper.value * 1e3).round(), 127.0);
/// # Ok::<(), rpl_immune_profile::engine::stats::Undefined>(())
/// ```
pub fn exact(
    samples: &TwoSamples<'_>,
    progress: &mut Progress<'_>,
) -> Result<ExactRankTest, Undefined> {
    let mut all = samples.first.sorted();
    let first = all.clone();
    all.extend(samples.second.sorted());
    sort(&mut all);
    if all.len() > 1000 {
        return Err(Undefined::TooManyObservations { allowed: 1000 });
    }
    let (scores, observed) = integer_scores(&first, &all);
    let chosen = first.len();
    // Counting the smaller group; the sum of the other is its complement.
    let flip = 2 * chosen > all.len();
    let size = if flip { all.len() - chosen } else { chosen };
    let total: usize = scores.iter().sum();
    let counted = if flip { total - observed } else { observed };
    let counts = subset_sums(&scores, size, progress)?;
    let all_sum: f64 = counts.iter().sum();
    let far = |sum: usize| (all.len() * sum).abs_diff(size * total);
    let share = |keep: &dyn Fn(usize) -> bool| {
        let kept: f64 =
            counts.iter().enumerate().filter(|&(sum, _)| keep(sum)).map(|(_, n)| n).sum();
        PValue::from_ln((kept / all_sum).ln())
    };
    let at_most = share(&|sum| sum <= counted)?;
    let at_least = share(&|sum| sum >= counted)?;
    let (lower, upper) = if flip { (at_least, at_most) } else { (at_most, at_least) };
    let two_sided = share(&|sum| far(sum) >= far(counted))?;
    Ok(ExactRankTest { two_sided, lower, upper })
}

/// Twice the mid-ranks of all values, less the smallest and divided by what they
/// have in common, and the sum of them that the first sample has.
fn integer_scores(first: &[f64], all: &[f64]) -> (Vec<usize>, usize) {
    let mut scores = Vec::with_capacity(all.len());
    for tied in all.chunk_by(|one, other| one.total_cmp(other).is_eq()) {
        let rank = 2 * scores.len() + tied.len() + 1;
        scores.extend(std::iter::repeat_n(rank, tied.len()));
    }
    let smallest = scores[0];
    for score in &mut scores {
        *score -= smallest;
    }
    let common = scores.iter().fold(0, |a, &b| greatest_common_divisor(a, b)).max(1);
    for score in &mut scores {
        *score /= common;
    }
    let mut at = 0;
    let mut observed = 0;
    for &value in first {
        while all[at] < value {
            at += 1;
        }
        observed += scores[at];
    }
    (scores, observed)
}

fn greatest_common_divisor(a: usize, b: usize) -> usize {
    if b == 0 { a } else { greatest_common_divisor(b, a % b) }
}

/// How many subsets of that size have each sum, ascending scores.
fn subset_sums(
    scores: &[usize],
    size: usize,
    progress: &mut Progress<'_>,
) -> Result<Vec<f64>, Undefined> {
    let highest: usize = scores.iter().rev().take(size).sum();
    let work = scores.len().saturating_mul(size).saturating_mul(highest + 1) / 3;
    if work > EXACT_BUDGET {
        return Err(Undefined::TooManyObservations { allowed: 400 });
    }
    let width = highest + 1;
    let mut counts = vec![0.0; (size + 1) * width];
    counts[0] = 1.0;
    let mut reach = 0;
    for (seen, &score) in scores.iter().enumerate() {
        report_progress(progress, count(seen) / count(scores.len()))?;
        reach = (reach + score).min(highest);
        for taken in (1..=size.min(seen + 1)).rev() {
            let (below, here) = counts.split_at_mut(taken * width);
            let from = &below[(taken - 1) * width..];
            for (to, from) in
                here[score.min(width)..=reach.max(score).min(highest)].iter_mut().zip(from)
            {
                *to += from;
            }
        }
    }
    Ok(counts.split_off(size * width))
}

/// The probabilities of U = 0, 1, ... for sizes `n` and `m` without ties.
pub(super) fn u_distribution(n: usize, m: usize) -> Result<Vec<f64>, Undefined> {
    let scores: Vec<usize> = (0..n + m).collect();
    let size = n.min(m);
    let counts = subset_sums(&scores, size, &mut crate::engine::stats::keep_going)?;
    let lowest = size * (size - 1) / 2;
    let total: f64 = counts.iter().sum();
    Ok(counts[lowest..=lowest + n * m].iter().map(|ways| ways / total).collect())
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;
    use crate::engine::stats::keep_going;

    #[track_caller]
    fn two_sided(first: &[f64], second: &[f64], numerator: f64, denominator: f64) {
        let samples = TwoSamples::new(first, second).expect("samples");
        let p = exact(&samples, &mut keep_going).expect("defined").two_sided.value;
        assert!((p * denominator / numerator - 1.0).abs() < 1e-13, "{p}");
    }

    #[test]
    fn small_cases_by_hand() {
        two_sided(&[1.0], &[2.0], 1.0, 1.0);
        two_sided(&[1.0, 2.0], &[3.0, 4.0], 2.0, 6.0);
        two_sided(&[1.0, 2.0, 3.0], &[4.0, 5.0, 6.0], 2.0, 20.0);
        two_sided(&[4.0, 5.0, 6.0, 7.0], &[1.0, 2.0], 2.0, 15.0);
        // Ranks 1.5 1.5 3.5 3.5: sums 3, 5 (four times), 7.
        two_sided(&[1.0, 1.0], &[2.0, 2.0], 2.0, 6.0);
        two_sided(&[1.0, 2.0], &[1.0, 2.0], 1.0, 1.0);
        two_sided(&[0.0, 0.0, 1.0], &[1.0, 1.0, 1.0], 8.0, 20.0);
        two_sided(&[5.0, 5.0], &[5.0], 1.0, 1.0);
        two_sided(&[9.0], &[1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 8.5], 2.0, 10.0);
    }

    #[test]
    fn undefined_is_said() {
        let samples = TwoSamples::new(&[2.0, 2.0], &[2.0]).expect("samples");
        assert_eq!(mann_whitney(&samples), Err(Undefined::NoVariation));
        let mut stop = |_| std::ops::ControlFlow::Break(());
        assert_eq!(exact(&samples, &mut stop), Err(Undefined::Interrupted));
        let many = vec![1.0; 600];
        let samples = TwoSamples::new(&many, &many).expect("samples");
        let refused = Err(Undefined::TooManyObservations { allowed: 1000 });
        assert_eq!(exact(&samples, &mut keep_going), refused);
    }
}

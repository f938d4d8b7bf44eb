//! Seeded bootstrap and permutation: the same numbers natively and in wasm.

pub mod difference;

use serde::{Deserialize, Serialize};

use crate::engine::stats::proportion::Proportion;
use crate::engine::stats::random::Random;
use crate::engine::stats::sample::{Sample, sort};
use crate::engine::stats::special::{portable_lower_quantile, portable_lower_tail};
use crate::engine::stats::t_test::TwoSamples;
use crate::engine::stats::{Interval, PValue, Progress, Undefined};
use crate::engine::stats::{check_level, count, report_progress};

/// How to resample.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Resampling {
    /// How many resamples or permutations, at least 1.
    pub replicates: u32,
    /// What the random numbers start from; same seed, same result.
    pub seed: u64,
    /// Confidence level of intervals.
    pub level: f64,
}

/// What a bootstrap found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bootstrap {
    /// The statistic of the sample itself.
    pub value: f64,
    /// Standard deviation of the replicates.
    pub standard_error: f64,
    /// Percentile interval.
    pub percentile: Interval,
    /// Bias-corrected and accelerated interval; absent when all replicates lie on
    /// one side of the value, or the value does not depend on any single person.
    pub bca: Option<Interval>,
    /// Replicates with a value.
    pub defined: usize,
    /// Replicates in which the statistic was undefined; they are left out.
    pub undefined: usize,
}

/// Progress is told once in so many replicates.
const TELL_EVERY: u32 = 64;

/// The bootstrap of a statistic of people numbered from 0.
///
/// `statistic` gets the numbers of the people drawn, with repetition, and gives
/// nothing where it is undefined.
///
/// # Method
/// People are drawn with replacement (xoshiro256++). The percentile interval is
/// from the order statistics `(B + 1)α`, between neighbors interpolated on the
/// normal quantile scale (R: `boot.ci(type = "perc")`); the second interval adjusts α by
/// ```text
/// z₀ = Φ⁻¹(#{t < value}/B),   a = Σ Lᵢ³ / (6 (Σ Lᵢ²)^(3/2))
/// ```
/// with jackknife influences `Lᵢ = mean of t₍₋ᵢ₎ − t₍₋ᵢ₎`.
///
/// # Undefined when
/// There are fewer than two people, no replicates, the statistic of the sample
/// itself is undefined, or fewer than two replicates are defined; or `progress`
/// stops it.
///
/// # Errors
/// The [`Undefined`] reason.
///
/// # References
/// Efron B, J Am Stat Assoc 1987;82:171, doi:10.1080/01621459.1987.10478410.
/// Davison AC, Hinkley DV, Bootstrap Methods and their Application 1997, chapter 5.
///
/// # Examples
/// ```
/// use rpl_immune_profile::engine::stats::keep_going;
/// use rpl_immune_profile::engine::stats::resampling::{Resampling, bootstrap};
///
/// let values = [3.0, 1.0, 4.0, 1.0, 5.0, 9.0, 2.0, 6.0];
/// let mean = |people: &[usize]| {
///     Some(people.iter().map(|&i| values[i]).sum::<f64>() / people.len() as f64)
/// };
/// let plan = Resampling { replicates: 999, seed: 1, level: 0.95 };
/// let found = bootstrap(values.len(), &plan, mean, &mut keep_going)?;
/// assert!(found.percentile.lower < 3.875 && 3.875 < found.percentile.upper);
/// # Ok::<(), rpl_immune_profile::engine::stats::Undefined>(())
/// ```
pub fn bootstrap(
    people: usize,
    plan: &Resampling,
    mut statistic: impl FnMut(&[usize]) -> Option<f64>,
    progress: &mut Progress<'_>,
) -> Result<Bootstrap, Undefined> {
    check_level(plan.level)?;
    if people < 2 {
        return Err(Undefined::TooFewObservations { needed: 2 });
    }
    if plan.replicates == 0 {
        return Err(Undefined::OutOfRange);
    }
    let mut chosen: Vec<usize> = (0..people).collect();
    let value = finite(statistic(&chosen)).ok_or(Undefined::NotFinite)?;
    // Each person left out takes about as long as a replicate.
    let steps = count(people) + f64::from(plan.replicates);
    let mut rest: Vec<usize> = (1..people).collect();
    let mut left_out = Vec::new();
    for out in 0..people {
        if out % TELL_EVERY as usize == 0 {
            report_progress(progress, count(out) / steps)?;
        }
        left_out.extend(finite(statistic(&rest)));
        if left_out.len() <= out {
            break;
        }
        if let Some(next) = rest.get_mut(out) {
            *next = out;
        }
    }
    let mut random = Random::new(plan.seed);
    let mut replicates = Vec::new();
    for done in 0..plan.replicates {
        if done % TELL_EVERY == 0 {
            report_progress(progress, (count(people) + f64::from(done)) / steps)?;
        }
        for person in &mut chosen {
            *person = random.place(people);
        }
        replicates.extend(finite(statistic(&chosen)));
    }
    let undefined = plan.replicates as usize - replicates.len();
    if replicates.len() < 2 {
        return Err(Undefined::TooFewObservations { needed: 2 });
    }
    sort(&mut replicates);
    let standard_error = Sample::new(&replicates)?.moments().variance()?.sqrt();
    let bca = if left_out.len() == people {
        let mean = left_out.iter().sum::<f64>() / count(people);
        let influences: Vec<f64> = left_out.iter().map(|without| mean - without).collect();
        bca_interval(value, &replicates, &influences, plan.level)
    } else {
        None
    };
    Ok(Bootstrap {
        value,
        standard_error,
        percentile: percentile_interval(&replicates, plan.level),
        bca,
        defined: replicates.len(),
        undefined,
    })
}

fn finite(value: Option<f64>) -> Option<f64> {
    value.filter(|value| value.is_finite())
}

/// The percentile interval of ascending replicates, at least one.
///
/// # Method
/// The order statistics `(B + 1)α`; between neighbors interpolated on the scale of
/// normal quantiles. R: `boot.ci(type = "perc")`.
///
/// # References
/// Davison AC, Hinkley DV, Bootstrap Methods and their Application 1997, section
/// 5.3.1, doi:10.1017/CBO9780511802843.
///
/// # Examples
/// ```
/// use rpl_immune_profile::engine::stats::resampling::percentile_interval;
///
/// let replicates: Vec<f64> = (1..=999).map(f64::from).collect();
/// let found = percentile_interval(&replicates, 0.9);
/// assert!((found.lower - 50.0).abs() < 1e-9 && (found.upper - 950.0).abs() < 1e-9);
/// ```
#[must_use]
pub fn percentile_interval(sorted: &[f64], level: f64) -> Interval {
    Interval {
        lower: order_statistic(sorted, (1.0 - level) / 2.0),
        upper: order_statistic(sorted, f64::midpoint(1.0, level)),
        level,
    }
}

/// The `BCa` interval of ascending replicates with the influence of each person;
/// nothing when the correction is not finite.
///
/// # Method
/// ```text
/// α' = Φ(z₀ + (z₀ + z_α)/(1 − a (z₀ + z_α)))
/// z₀ = Φ⁻¹(#{t < value}/B),   a = Σ Lᵢ³ / (6 (Σ Lᵢ²)^(3/2))
/// ```
/// and then the percentile interval at both α'. R: `boot.ci(type = "bca")`.
///
/// # References
/// Efron B, J Am Stat Assoc 1987;82:171, doi:10.1080/01621459.1987.10478410.
///
/// # Examples
/// Without bias and skewness it is the percentile interval:
/// ```
/// use rpl_immune_profile::engine::stats::resampling::{bca_interval, percentile_interval};
///
/// let replicates: Vec<f64> = (0..1000).map(f64::from).collect();
/// let found = bca_interval(500.0, &replicates, &[-1.0, 1.0], 0.9).expect("both sides");
/// let plain = percentile_interval(&replicates, 0.9);
/// assert!((found.lower - plain.lower).abs() < 1e-9);
/// ```
#[must_use]
pub fn bca_interval(
    value: f64,
    sorted: &[f64],
    influences: &[f64],
    level: f64,
) -> Option<Interval> {
    let below = sorted.partition_point(|&t| t < value);
    if below == 0 || below == sorted.len() {
        return None;
    }
    let bias = portable_lower_quantile(count(below) / count(sorted.len()));
    let squares: f64 = influences.iter().map(|l| l * l).sum();
    if squares <= 0.0 {
        return None;
    }
    let cubes: f64 = influences.iter().map(|l| l * l * l).sum();
    let acceleration = cubes / (6.0 * squares * squares.sqrt());
    let limit = |share: f64| {
        let z = bias + portable_lower_quantile(share);
        let adjusted = bias + z / (1.0 - acceleration * z);
        order_statistic(sorted, portable_lower_tail(adjusted))
    };
    let interval = Interval {
        lower: limit((1.0 - level) / 2.0),
        upper: limit(f64::midpoint(1.0, level)),
        level,
    };
    (interval.lower <= interval.upper).then_some(interval)
}

/// The order statistic `(B + 1) share`, interpolated on the normal scale; the
/// extreme ones where there is none.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a position")]
fn order_statistic(sorted: &[f64], share: f64) -> f64 {
    let n = count(sorted.len());
    let rank = (n + 1.0) * share;
    let whole = rank.floor();
    if whole < 1.0 {
        return sorted[0];
    }
    if whole >= n {
        return sorted[sorted.len() - 1];
    }
    let k = whole as usize;
    let (below, above) = (sorted[k - 1], sorted[k]);
    if rank <= whole {
        return below;
    }
    let from = portable_lower_quantile(whole / (n + 1.0));
    let to = portable_lower_quantile((whole + 1.0) / (n + 1.0));
    below + (portable_lower_quantile(share) - from) / (to - from) * (above - below)
}

/// What a permutation test found.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Permutation {
    /// The statistic as observed.
    pub value: f64,
    /// `(1 + as extreme)/(1 + permutations)`, two-sided by absolute value.
    pub p_value: PValue,
    /// Share as extreme among the permutations, with its Wilson interval: how far
    /// the random choice of permutations can have moved p.
    pub share: Proportion,
}

/// The permutation test that two samples are from the same distribution.
///
/// # Method
/// All values are shuffled and divided anew into groups of the same sizes. A
/// permutation counts as extreme when its statistic is at least as far from 0 as
/// observed, up to a relative 1e-12 for rounding. The observed division counts as
/// one, so p is never 0.
///
/// # Undefined when
/// There are no permutations, the observed statistic is not finite, or `progress`
/// stops it.
///
/// # Errors
/// The [`Undefined`] reason.
///
/// # References
/// Phipson B, Smyth GK, Stat Appl Genet Mol Biol 2010;9:39, doi:10.2202/1544-6115.1585.
///
/// # Examples
/// ```
/// use rpl_immune_profile::engine::stats::keep_going;
/// use rpl_immune_profile::engine::stats::resampling::{Resampling, permutation_test};
/// use rpl_immune_profile::engine::stats::t_test::TwoSamples;
///
/// let mean = |v: &[f64]| v.iter().sum::<f64>() / v.len() as f64;
/// let plan = Resampling { replicates: 2000, seed: 1, level: 0.95 };
/// let samples = TwoSamples::new(&[1., 2., 3., 4.], &[5., 6., 7., 8.])?;
/// let found =
///     permutation_test(&samples, &plan, |a, b| mean(a) - mean(b), &mut keep_going)?;
/// // Exactly 2 of the 70 divisions are as extreme.
/// assert!((found.p_value.value - 2.0 / 70.0).abs() < 0.012);
/// # Ok::<(), rpl_immune_profile::engine::stats::Undefined>(())
/// ```
pub fn permutation_test(
    samples: &TwoSamples<'_>,
    plan: &Resampling,
    mut statistic: impl FnMut(&[f64], &[f64]) -> f64,
    progress: &mut Progress<'_>,
) -> Result<Permutation, Undefined> {
    check_level(plan.level)?;
    if plan.replicates == 0 {
        return Err(Undefined::OutOfRange);
    }
    let (first, second) = (samples.first.values(), samples.second.values());
    let value = statistic(first, second);
    if !value.is_finite() {
        return Err(Undefined::NotFinite);
    }
    let limit = value.abs() * (1.0 - 1e-12);
    let mut all = [first, second].concat();
    let mut random = Random::new(plan.seed);
    let mut extreme = 0;
    for done in 0..plan.replicates {
        if done % TELL_EVERY == 0 {
            report_progress(progress, f64::from(done) / f64::from(plan.replicates))?;
        }
        // Fisher and Yates: the first places of a shuffle are all that is needed.
        for place in 0..first.len() {
            let from = place + random.place(all.len() - place);
            all.swap(place, from);
        }
        let (one, other) = all.split_at(first.len());
        extreme += u32::from(statistic(one, other).abs() >= limit);
    }
    let p = (1.0 + f64::from(extreme)) / (1.0 + f64::from(plan.replicates));
    Ok(Permutation {
        value,
        p_value: PValue::new(p)?,
        share: Proportion::wilson(extreme, plan.replicates, plan.level)?,
    })
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;
    use crate::engine::stats::keep_going;

    const PLAN: Resampling = Resampling { replicates: 500, seed: 42, level: 0.9 };
    const VALUES: [f64; 7] = [3.0, 1.0, 4.0, 1.0, 5.0, 9.0, 2.0];

    #[expect(clippy::unnecessary_wraps, reason = "a statistic is optional")]
    fn mean(people: &[usize]) -> Option<f64> {
        Some(people.iter().map(|&i| VALUES[i]).sum::<f64>() / count(people.len()))
    }

    #[test]
    fn same_seed_same_result() {
        let one = bootstrap(7, &PLAN, mean, &mut keep_going).expect("defined");
        let two = bootstrap(7, &PLAN, mean, &mut keep_going).expect("defined");
        assert_eq!(one, two);
        let other = Resampling { seed: 43, ..PLAN };
        assert_ne!(one, bootstrap(7, &other, mean, &mut keep_going).expect("defined"));
        assert!(one.bca.is_some());
    }

    /// The mean's bootstrap standard error tends to √(Σ(x − m)²)/n.
    #[test]
    fn standard_error_of_the_mean() {
        let many = Resampling { replicates: 20_000, ..PLAN };
        let found = bootstrap(7, &many, mean, &mut keep_going).expect("defined");
        let exact = Sample::new(&VALUES).expect("sample").moments().sum_of_squares.sqrt() / 7.0;
        assert!((found.standard_error / exact - 1.0).abs() < 0.02);
    }

    #[test]
    fn undefined_is_said() {
        let nothing = bootstrap(7, &PLAN, |_| None, &mut keep_going);
        assert_eq!(nothing, Err(Undefined::NotFinite));
        let mut stop = |_| std::ops::ControlFlow::Break(());
        assert_eq!(bootstrap(7, &PLAN, mean, &mut stop), Err(Undefined::Interrupted));
        let constant = bootstrap(7, &PLAN, |_| Some(2.0), &mut keep_going).expect("defined");
        assert_eq!((constant.bca, constant.percentile.lower), (None, 2.0));
    }
}

//! The difference of two means by resampling, whatever the values are distributed like.

use super::{Permutation, Resampling, TELL_EVERY, bca_interval, permutation_test};
use crate::engine::stats::random::Random;
use crate::engine::stats::sample::sort;
use crate::engine::stats::t_test::TwoSamples;
use crate::engine::stats::units::{in_unit, out_of_unit, unit};
use crate::engine::stats::{
    Interval, Progress, Uncertain, Undefined, check_level, count, report_progress,
};

/// The permutation test that two samples are from the same distribution, by the
/// difference of their means.
///
/// # Method
/// As [`permutation_test`], of the values less their common mean, which changes no
/// difference and keeps its digits.
///
/// # Undefined when
/// All values are equal, there are no permutations, or `progress` stops it.
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
/// use rpl_immune_profile::engine::stats::resampling::Resampling;
/// use rpl_immune_profile::engine::stats::resampling::difference::permutation_of_means;
/// use rpl_immune_profile::engine::stats::t_test::TwoSamples;
///
/// let plan = Resampling { replicates: 20_000, seed: 1, level: 0.99 };
/// let samples = TwoSamples::new(&[1., 2., 3., 4.], &[5., 6., 7., 8.])?;
/// let found = permutation_of_means(&samples, &plan, &mut keep_going)?;
/// // Exactly 2 of the 70 divisions are as extreme.
/// assert!(found.share.interval.lower < 2.0 / 70.0 && 2.0 / 70.0 < found.share.interval.upper);
/// # Ok::<(), rpl_immune_profile::engine::stats::Undefined>(())
/// ```
pub fn permutation_of_means(
    samples: &TwoSamples<'_>,
    plan: &Resampling,
    progress: &mut Progress<'_>,
) -> Result<Permutation, Undefined> {
    if samples.without_spread() == Undefined::NoVariation {
        return Err(Undefined::NoVariation);
    }
    let ([first, second], unit) = near_one(samples);
    let common = mean(&[first.as_slice(), &second].concat());
    let centered = |values: &[f64]| values.iter().map(|value| value - common).collect::<Vec<_>>();
    let (first, second) = (centered(&first), centered(&second));
    let samples = TwoSamples::new(&first, &second)?;
    let difference = |one: &[f64], other: &[f64]| mean(one) - mean(other);
    let found = permutation_test(&samples, plan, difference, progress)?;
    Ok(Permutation { value: out_of_unit(found.value, unit)?, ..found })
}

/// The difference of two means with the `BCa` interval of the bootstrap.
///
/// # Method
/// Each sample is drawn anew out of itself, with replacement (xoshiro256++). The
/// interval is that of [`bca_interval`] with the influences of two samples,
/// ```text
/// Lᵢ = (xᵢ − x̄)/n₁ and −(yⱼ − ȳ)/n₂
/// ```
/// R: `boot(strata = )` and `boot.ci(type = "bca", L = )`.
///
/// # Undefined when
/// A sample has fewer than two values, there are no replicates, or `progress` stops
/// it. It has no interval where both samples are constant, or their spread is lost
/// in rounding.
///
/// # Errors
/// The [`Undefined`] reason.
///
/// # References
/// Davison AC, Hinkley DV, Bootstrap Methods and their Application 1997, sections
/// 3.2.1 and 5.3.2, doi:10.1017/CBO9780511802843. Efron B, J Am Stat Assoc
/// 1987;82:171, doi:10.1080/01621459.1987.10478410.
///
/// # Examples
/// ```
/// use rpl_immune_profile::engine::stats::keep_going;
/// use rpl_immune_profile::engine::stats::resampling::Resampling;
/// use rpl_immune_profile::engine::stats::resampling::difference::bootstrap_of_means;
/// use rpl_immune_profile::engine::stats::t_test::TwoSamples;
///
/// let plan = Resampling { replicates: 999, seed: 1, level: 0.95 };
/// let samples = TwoSamples::new(&[5., 6., 7., 9.], &[1., 2., 3., 4.])?;
/// let found = bootstrap_of_means(&samples, &plan, &mut keep_going)?;
/// assert!((found.value - 4.25).abs() < 1e-12);
/// assert!(found.interval.is_ok_and(|interval| interval.lower > 0.0));
/// # Ok::<(), rpl_immune_profile::engine::stats::Undefined>(())
/// ```
pub fn bootstrap_of_means(
    samples: &TwoSamples<'_>,
    plan: &Resampling,
    progress: &mut Progress<'_>,
) -> Result<Uncertain, Undefined> {
    check_level(plan.level)?;
    if plan.replicates == 0 {
        return Err(Undefined::OutOfRange);
    }
    if samples.first.len() < 2 || samples.second.len() < 2 {
        return Err(Undefined::TooFewInGroup { needed: 2 });
    }
    let ([first, second], unit) = near_one(samples);
    let value = mean(&first) - mean(&second);
    let out = |value| out_of_unit(value, unit);
    if let Err(why) = check_spread(samples) {
        return Ok(Uncertain { value: out(value)?, interval: Err(why) });
    }
    let mut random = Random::new(plan.seed);
    let mut replicates = Vec::new();
    for done in 0..plan.replicates {
        if done % TELL_EVERY == 0 {
            report_progress(progress, f64::from(done) / f64::from(plan.replicates))?;
        }
        replicates.push(mean_of_drawn(&first, &mut random) - mean_of_drawn(&second, &mut random));
    }
    sort(&mut replicates);
    let influences = [influences(&first, 1.0), influences(&second, -1.0)].concat();
    let interval = match bca_interval(value, &replicates, &influences, plan.level) {
        Some(Interval { lower, upper, level }) => {
            Ok(Interval { lower: out(lower)?, upper: out(upper)?, level })
        }
        None => Err(Undefined::LostInRounding),
    };
    Ok(Uncertain { value: out(value)?, interval })
}

/// Two samples that are both constant have nothing to draw from.
fn check_spread(samples: &TwoSamples<'_>) -> Result<(), Undefined> {
    match samples.without_spread() {
        Undefined::LostInRounding => Ok(()),
        why => Err(why),
    }
}

/// The values in a unit in which their squares can be computed, and that unit.
fn near_one(samples: &TwoSamples<'_>) -> ([Vec<f64>; 2], f64) {
    let (first, second) = (samples.first.values(), samples.second.values());
    let unit = unit(first.iter().chain(second));
    ([in_unit(first, unit), in_unit(second, unit)], unit)
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / count(values.len())
}

fn mean_of_drawn(values: &[f64], random: &mut Random) -> f64 {
    let sum: f64 = (0..values.len()).map(|_| values[random.place(values.len())]).sum();
    sum / count(values.len())
}

fn influences(values: &[f64], sign: f64) -> Vec<f64> {
    let mean = mean(values);
    values.iter().map(|value| sign * (value - mean) / count(values.len())).collect()
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;
    use crate::engine::stats::keep_going;

    const PLAN: Resampling = Resampling { replicates: 500, seed: 42, level: 0.9 };

    #[test]
    fn undefined_is_said() {
        let constant = TwoSamples::new(&[1.0, 1.0], &[2.0, 2.0]).expect("samples");
        let found = bootstrap_of_means(&constant, &PLAN, &mut keep_going).expect("a difference");
        assert_eq!(found.interval, Err(Undefined::NoSpreadWithin));
        let one = TwoSamples::new(&[1.0], &[2.0, 3.0]).expect("samples");
        let few = Err(Undefined::TooFewInGroup { needed: 2 });
        assert_eq!(bootstrap_of_means(&one, &PLAN, &mut keep_going), few);
        let equal = TwoSamples::new(&[1.0, 1.0], &[1.0]).expect("samples");
        let found = permutation_of_means(&equal, &PLAN, &mut keep_going);
        assert_eq!(found, Err(Undefined::NoVariation));
        let mut stop = |_| std::ops::ControlFlow::Break(());
        let two = TwoSamples::new(&[1.0, 4.0], &[2.0, 3.0]).expect("samples");
        assert_eq!(bootstrap_of_means(&two, &PLAN, &mut stop), Err(Undefined::Interrupted));
    }

    /// The unit and what is added to all values change nothing.
    #[test]
    fn far_values_are_resampled_as_near_ones() {
        let (first, second) = ([3.0, 1.0, 4.0, 1.5], [5.0, 9.0, 2.0]);
        let near = TwoSamples::new(&first, &second).expect("samples");
        let large = 2.0_f64.powi(1000);
        let (first, second) = (first.map(|value| value * large), second.map(|value| value * large));
        let far = TwoSamples::new(&first, &second).expect("samples");
        let p = |samples| permutation_of_means(samples, &PLAN, &mut keep_going).expect("defined");
        assert_eq!(p(&near).p_value, p(&far).p_value);
        let of = |samples| bootstrap_of_means(samples, &PLAN, &mut keep_going).expect("defined");
        assert_eq!((of(&near).value * large).to_bits(), of(&far).value.to_bits());
    }
}

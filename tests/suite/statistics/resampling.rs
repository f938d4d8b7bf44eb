//! What is drawn by a seed is the same everywhere: natively, in WebAssembly and in
//! Python, which has its own generator by the published descriptions.
#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "small counts"
)]

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use crate::support::assert_close;
use crate::support::reference::{Reference, TOLERANCE, references};
use rpl_immune_profile::engine::stats::keep_going;
use rpl_immune_profile::engine::stats::resampling::{
    Bootstrap, Permutation, Resampling, bootstrap, permutation_test,
};
use rpl_immune_profile::engine::stats::t_test::TwoSamples;

fn sums(plan: &Resampling, values: &[f64]) -> Bootstrap {
    let sum = |people: &[usize]| Some(people.iter().map(|&i| values[i]).sum());
    bootstrap(values.len(), plan, sum, &mut keep_going).expect("defined")
}

fn permuted(plan: &Resampling, first: usize, values: &[f64]) -> Permutation {
    let (first, second) = values.split_at(first);
    let samples = TwoSamples::new(first, second).expect("samples");
    let sum = |values: &[f64]| values.iter().sum::<f64>();
    let statistic = |one: &[f64], other: &[f64]| {
        let all = (one.len() + other.len()) as f64;
        2.0 * sum(one) * all - 2.0 * one.len() as f64 * (sum(one) + sum(other))
    };
    permutation_test(&samples, plan, statistic, &mut keep_going).expect("defined")
}

#[test]
fn resamples_are_those_of_python() {
    let mut cases = 0;
    for Reference { method, input, expected, line } in
        references(include_str!("../../reference/samples_resampling.csv"))
    {
        let expected = expected.expect("defined");
        let (replicates, seed) = (input[0] as u32, input[1] as u64);
        let found = if method == "bootstrap_sum" {
            let found = sums(&Resampling { replicates, seed, level: input[2] }, &input[3..]);
            let (percentile, bca) = (found.percentile, found.bca.expect("defined"));
            let limits = [percentile.lower, percentile.upper, bca.lower, bca.upper];
            [&[found.value, found.standard_error], limits.as_slice()].concat()
        } else {
            let plan = Resampling { replicates, seed, level: 0.95 };
            let found = permuted(&plan, input[2] as usize, &input[3..]);
            vec![f64::from(found.share.events), found.p_value.value]
        };
        assert_eq!(found.len(), expected.len());
        for (found, expected) in found.iter().zip(expected) {
            assert_close(*found, expected, TOLERANCE, line);
        }
        cases += 1;
    }
    assert!(cases >= 24);
}

/// That these numbers are right is checked above; here every bit of them must be
/// the same natively and in WebAssembly, although their logarithms and
/// exponentials come from different libraries.
#[test]
fn resamples_are_the_same_to_the_last_bit() {
    let plan = Resampling { replicates: 2_000, seed: 2_026, level: 0.9 };
    let values = [101.0, 223.0, 347.0, 461.0, 593.0, 719.0, 853.0, 991.0, 17.0, 5.0];
    let found = sums(&plan, &values);
    let (percentile, bca) = (found.percentile, found.bca.expect("defined"));
    let limits = [percentile.lower, percentile.upper, bca.lower, bca.upper];
    let expected = [
        2_596.501_889_014_852_6,
        6_055.598_488_788_117,
        2_555.212_299_830_040_6,
        6_020.177_741_740_134_5,
    ];
    assert_eq!(limits.map(f64::to_bits), expected.map(f64::to_bits), "{limits:?}");
}

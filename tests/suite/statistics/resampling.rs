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
use rpl_immune_profile::engine::stats::design::{Covariate, Design};
use rpl_immune_profile::engine::stats::firth::firth;
use rpl_immune_profile::engine::stats::logistic::logistic;
use rpl_immune_profile::engine::stats::resampling::{
    Bootstrap, Permutation, Resampling, bootstrap, permutation_test,
};
use rpl_immune_profile::engine::stats::t_test::TwoSamples;
use rpl_immune_profile::engine::stats::validation::{FittedModel, validate};
use rpl_immune_profile::engine::stats::{Undefined, keep_going};

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

/// How often the resamples of a model are usable, and what it is worth: apparent, optimism
/// and corrected of area, slope and Brier score.
#[test]
fn validated_models_are_those_of_python() {
    let mut cases = 0;
    for Reference { method, input, expected, line } in
        references(include_str!("../../reference/samples_validation.csv"))
    {
        let expected = expected.expect("how many are used");
        let (replicates, seed, width) = (input[0] as u32, input[1] as u64, input[2] as usize);
        let columns: Vec<&[f64]> = input[3..].chunks((input.len() - 3) / (width + 1)).collect();
        let outcome: Vec<Option<bool>> = columns[0].iter().map(|&y| Some(y > 0.5)).collect();
        let columns: Vec<Vec<Option<f64>>> =
            columns[1..].iter().map(|column| column.iter().copied().map(Some).collect()).collect();
        let covariates: Vec<Covariate<'_>> =
            columns.iter().map(|values| Covariate { name: "x", values }).collect();
        let design = Design::new(&outcome, &covariates).expect("a design");
        let fit = logistic(&design, 0.95);
        let penalized = firth(&design, 0.95, &mut keep_going).expect("always finite");
        let fitted = match &fit {
            Ok(fit) => FittedModel::Likelihood(fit),
            Err(_) => FittedModel::Penalized(&penalized),
        };
        assert_eq!(method == "firth", fit.is_err(), "{line}");
        let found = validate(&design, fitted, replicates, seed, &mut keep_going);
        if expected.len() == 1 {
            let used = expected[0] as u32;
            assert_eq!(found, Err(Undefined::FewResamplesUsed { used, drawn: replicates }));
        } else {
            let found = found.expect("enough resamples");
            assert_eq!(found.is_penalized, method == "firth");
            assert_eq!((found.n_used, found.n_drawn), (expected[0] as u32, replicates), "{line}");
            let measures = [found.area, found.slope, found.brier];
            let numbers = measures
                .into_iter()
                .flat_map(|measure| [measure.apparent, measure.optimism, measure.corrected]);
            for (found, expected) in numbers.zip(&expected[1..]) {
                assert_close(found, *expected, TOLERANCE, line);
            }
        }
        cases += 1;
    }
    assert_eq!(cases, 18);
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

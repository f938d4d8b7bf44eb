//! What several tests share.

#![cfg_attr(target_arch = "wasm32", allow(dead_code, reason = "some tests run natively only"))]

pub(crate) mod any_bytes;
pub(crate) mod archive;
#[cfg(not(target_arch = "wasm32"))]
pub(crate) mod cases;
pub(crate) mod cohorts;
pub(crate) mod corpus;
#[cfg(not(target_arch = "wasm32"))]
pub(crate) mod declarations;
pub(crate) mod files;
pub(crate) mod reference;
pub(crate) mod synthetic;

use proptest::test_runner::{Config, RngSeed};
use rpl_immune_profile::engine::stats::TestResult;

/// How many random inputs a property is tried on, and which: the same in every run, so
/// that a failure tells something of the change that it came with and not of luck.
/// `PROPTEST_RNG_SEED` and `PROPTEST_CASES` in the environment try others, and more.
pub(crate) fn random_inputs(cases: u32) -> Config {
    let asked_for = Config::default();
    let has_number = std::env::var_os("PROPTEST_CASES").is_some();
    Config {
        cases: if has_number { asked_for.cases } else { cases },
        rng_seed: match asked_for.rng_seed {
            RngSeed::Random => RngSeed::Fixed(1_546_602),
            chosen @ RngSeed::Fixed(_) => chosen,
        },
        ..asked_for
    }
}

/// The difference relative to the expected number; 0 if both are equal, and
/// infinite where only one is zero, infinite or no number.
pub(crate) fn relative_difference(actual: f64, expected: f64) -> f64 {
    #[expect(clippy::float_cmp, reason = "zero and infinity are met exactly")]
    if actual == expected {
        return 0.0;
    }
    let difference = ((actual - expected) / expected).abs();
    if difference.is_finite() { difference } else { f64::INFINITY }
}

/// Fails unless the numbers agree to `relative` of the expected one; there is no
/// absolute tolerance, so that 0 and infinity must be met exactly.
#[track_caller]
pub(crate) fn assert_close(actual: f64, expected: f64, relative: f64, what: &str) {
    let difference = relative_difference(actual, expected);
    assert!(
        difference <= relative,
        "{what}: {actual:e} instead of {expected:e}, relative difference {difference:e}"
    );
}

/// The statistic of a test that is not an exact one.
#[track_caller]
pub(crate) fn statistic(test: &TestResult) -> f64 {
    test.statistic.expect("a statistic")
}

/// Prints the figures of a test run, natively.
#[cfg(not(target_arch = "wasm32"))]
#[expect(clippy::print_stdout, reason = "the figures of a test run, shown with --nocapture")]
pub(crate) fn report(line: &str) {
    println!("{line}");
}

/// Prints nothing, where there is nothing to print to.
#[cfg(target_arch = "wasm32")]
pub(crate) fn report(_line: &str) {}

//! Trials pooled in every way that the page of the evidence offers, against metafor. The
//! script `counts_pooling.R` wrote the numbers.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use crate::support::assert_close;
use crate::support::reference::{Reference, TOLERANCE, references};
use rpl_immune_profile::engine::published::ivig::TRIALS;
use rpl_immune_profile::engine::stats::heterogeneity::{TauMethod, heterogeneity};
use rpl_immune_profile::engine::stats::meta::MeanInterval;
use rpl_immune_profile::engine::stats::pooling::{
    Model, Plan, PooledTrials, cumulative, difference_of_groups, pool, weights, without_each,
};
use rpl_immune_profile::engine::stats::trials::{EmptyCells, Measure, Trial, effects};
use rpl_immune_profile::engine::stats::two_by_two::{Group, TwoByTwo};
use rpl_immune_profile::engine::stats::{Interval, Undefined};

fn trial(counts: [u32; 4]) -> Trial {
    let [a, n, c, m] = counts;
    let group = |events, total| Group::new(events, total).expect("valid");
    let table = TwoByTwo { exposed: group(a, n), unexposed: group(c, m) };
    Trial { name: String::new(), table }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "small counts")]
fn counts(numbers: &[f64]) -> [u32; 4] {
    [0, 1, 2, 3].map(|place| numbers[place] as u32)
}

/// The measure by its name in the table, and whether it is of no live birth.
fn measure(name: &str) -> (Measure, bool) {
    match name {
        "rr" => (Measure::RiskRatio, false),
        "no" => (Measure::RiskRatio, true),
        "or" => (Measure::OddsRatio, false),
        "rd" => (Measure::RiskDifference, false),
        other => panic!("{other}"),
    }
}

fn model(name: &str) -> Model {
    let random = |tau, interval| Model::Random { tau, interval };
    let (moments, restricted) =
        (TauMethod::DerSimonianLaird, TauMethod::RestrictedMaximumLikelihood);
    match name {
        "iv" => Model::InverseVariance,
        "mh" => Model::MantelHaenszel,
        "dl" => random(moments, MeanInterval::Normal),
        "dlhk" => random(moments, MeanInterval::HartungKnapp),
        "reml" => random(restricted, MeanInterval::Normal),
        "remlhk" => random(restricted, MeanInterval::HartungKnapp),
        other => panic!("{other}"),
    }
}

fn plan(measure: Measure, model: Model) -> Plan {
    Plan { measure, empty: EmptyCells::Cochrane, model, level: 0.95 }
}

fn limits(interval: Interval) -> [f64; 2] {
    [interval.lower, interval.upper]
}

fn one_after_the_other(found: Vec<Result<PooledTrials, Undefined>>) -> Vec<f64> {
    let numbers = |one: Result<PooledTrials, Undefined>| {
        let effect = one.expect("defined").pooled.effect;
        [effect.value, effect.interval.lower, effect.interval.upper]
    };
    found.into_iter().flat_map(numbers).collect()
}

#[test]
fn every_switch_is_that_of_metafor() {
    let mut rows = 0;
    for row in references(include_str!("../../reference/counts_pooling.csv")) {
        let Reference { method, input, expected, line } = row;
        let [what, measure_name, model_name] =
            method.split('_').collect::<Vec<_>>().try_into().expect("three words");
        let (measure, is_of_none) = measure(measure_name);
        let as_trial = |numbers: &[f64]| {
            let trial = trial(counts(numbers));
            let table = if is_of_none { trial.table.complement() } else { trial.table };
            Trial { table, ..trial }
        };
        let plan = plan(measure, model(model_name));
        let width = if what == "groups" { 5 } else { 4 };
        let trials: Vec<Trial> = input.chunks_exact(width).map(as_trial).collect();
        let found = match what {
            "pool" => {
                let found = pool(&trials, plan).expect("defined");
                let effect = found.pooled.effect;
                let [lower, upper] = limits(effect.interval);
                vec![effect.value, lower, upper, found.pooled.test.p_value.value, found.tau_squared]
            }
            "weights" => weights(&trials, plan).expect("defined"),
            "predict" => {
                let found = pool(&trials, plan).expect("defined");
                limits(found.prediction.expect("three trials")).to_vec()
            }
            "cumulative" => one_after_the_other(cumulative(&trials, plan)),
            "without" => one_after_the_other(without_each(&trials, plan)),
            "groups" => {
                let mut groups = vec![Vec::new(); 3];
                for (numbers, trial) in input.chunks_exact(width).zip(trials) {
                    groups[usize::from(numbers[4] > 1.5) + usize::from(numbers[4] > 2.5)]
                        .push(trial);
                }
                groups.retain(|group| !group.is_empty());
                let found = difference_of_groups(&groups, plan).expect("defined");
                vec![found.statistic.expect("a statistic"), found.p_value.value]
            }
            other => panic!("{other}"),
        };
        let expected = expected.expect("defined");
        assert_eq!(found.len(), expected.len(), "{line}");
        for (found, expected) in found.iter().zip(expected) {
            // Where R has 0 for τ², or a limit is next to 0, the difference itself counts.
            let is_next_to_zero = (found - expected).abs() < 1e-12;
            if !is_next_to_zero {
                assert_close(*found, expected, TOLERANCE.max(1e-9), line);
            }
        }
        rows += 1;
    }
    assert!(rows > 300, "{rows}");
}

/// The published rows as they are pooled at first; R 4.2.2, metafor 3.8.1: `rma(method =
/// "EE")`, `rma(method = "DL")`, the same with `test = "knha"`, and `rma.mh`.
#[test]
fn the_nine_trials_to_four_decimals() {
    let first = |place: usize| {
        let arms = TRIALS[place].counts[0];
        trial([arms.treated[0], arms.treated[1], arms.control[0], arms.control[1]])
    };
    let nine: Vec<Trial> = (0..9).map(first).collect();
    let four = |value: f64| format!("{value:.4}");
    for (trials, measure, expected) in [
        (
            &nine[..],
            "rr",
            [
                "1.1640", "1.0878", "0.9434", "1.2543", "1.1110", "0.9340", "1.3216", "0.2347",
                "0.9027", "1.3674", "11.2710", "0.1868", "0.01994", "29.02",
            ],
        ),
        (
            &nine[..],
            "or",
            [
                "1.4279", "1.4278", "0.9988", "2.0411", "1.4100", "0.9515", "2.0894", "0.0868",
                "0.8901", "2.2336", "9.4632", "0.3047", "0.05582", "15.46",
            ],
        ),
        (
            &nine[..],
            "rd",
            [
                "", "0.0788", "-0.0017", "0.1594", "0.0760", "-0.0180", "0.1699", "0.1131",
                "-0.0335", "0.1854", "10.7044", "0.2190", "0.00519", "25.26",
            ],
        ),
        (
            &nine[..],
            "no",
            [
                "0.8261", "0.8095", "0.6707", "0.9770", "0.8095", "0.6707", "0.9770", "0.0276",
                "0.6518", "1.0053", "7.6674", "0.4666", "0.00000", "0.00",
            ],
        ),
        (
            &nine[..8],
            "rr",
            [
                "1.0911", "1.0372", "0.8926", "1.2052", "1.0407", "0.8910", "1.2155", "0.6149",
                "0.8618", "1.2567", "7.3931", "0.3891", "0.00272", "5.32",
            ],
        ),
    ] {
        let (measure, is_of_none) = self::measure(measure);
        let trials: Vec<Trial> = trials
            .iter()
            .map(|one| {
                let table = if is_of_none { one.table.complement() } else { one.table };
                Trial { table, ..one.clone() }
            })
            .collect();
        let back =
            |value: f64| if measure == Measure::RiskDifference { value } else { value.exp() };
        let by = |name: &str| pool(&trials, plan(measure, model(name))).expect("defined");
        let three = |found: &PooledTrials| {
            let effect = found.pooled.effect;
            [effect.value, effect.interval.lower, effect.interval.upper].map(|one| four(back(one)))
        };
        let [common, random, hartung_knapp] = ["iv", "dl", "dlhk"].map(by);
        let studies = effects(&trials, measure, EmptyCells::Cochrane).expect("defined");
        let spread = heterogeneity(&studies, TauMethod::DerSimonianLaird, 0.95).expect("defined");
        let knapp = three(&hartung_knapp);
        let mut found = vec![three(&by("mh"))[0].clone()];
        found.extend(three(&common));
        found.extend(three(&random));
        found.push(four(random.pooled.test.p_value.value));
        found.extend([knapp[1].clone(), knapp[2].clone()]);
        found.extend([
            four(spread.q.statistic.expect("Q")),
            four(spread.q.p_value.value),
            format!("{:.5}", random.tau_squared),
            format!("{:.2}", 100.0 * spread.i_squared_from_q),
        ]);
        // That of Mantel and Haenszel is the first; of the difference none is listed.
        let from = usize::from(expected[0].is_empty());
        assert_eq!(found[from..], expected[from..]);
    }
}

//! How likely a repeat is on the other side of its cut-off, against R: the closed form, the
//! exact probabilities of correlated ratios and a simulation.

use rpl_immune_profile::engine::borderline::{Precision, above, distance, other_side};
use rpl_immune_profile::engine::protocol::{CytotoxicityRule, Protocol, Source};
use rpl_immune_profile::engine::quantity::{ByQuantity, Quantity};
use rpl_immune_profile::engine::record::{
    Bound, Measured, Measurements, NkCyto12_5, NkCyto25, NkCyto50, NkCytotoxicity, NkLevel, Value,
};
use rpl_immune_profile::engine::repeats::Repeats;
use rpl_immune_profile::engine::rules::panel::ByTest;
use rpl_immune_profile::engine::rules::{Finding, classify};

use crate::support::reference::{Case, cases, check_cases};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const REFERENCE: &str = include_str!("../../reference/samples_borderline.csv");

fn of_word<T: Copy>(all: &[T], word: impl Fn(T) -> &'static str, wanted: &str) -> T {
    *all.iter().find(|&&one| word(one) == wanted).expect("a known word")
}

/// What the protocol's rule says of three values, and how likely a repeat is high by it.
fn high(case: &Case) -> f64 {
    let [values, cutoffs] = ["values", "cutoffs"].map(|name| case.list(name));
    let lysis = [Quantity::NkCyto50, Quantity::NkCyto25, Quantity::NkCyto12_5];
    let rule = of_word(&CytotoxicityRule::ALL, CytotoxicityRule::word, case.text("rule"));
    let protocol = lysis.into_iter().zip(&cutoffs).fold(
        Protocol { cytotoxicity_rule: rule, ..Protocol::default() },
        |protocol, (quantity, &cutoff)| {
            protocol.with_cutoff(quantity, cutoff, Source::OwnLaboratory)
        },
    );
    let measurements = Measurements {
        nk_cytotoxicity: NkCytotoxicity {
            nk_cyto_50: NkCyto50::new(values[0]).ok().map(Measured::exact),
            nk_cyto_25: NkCyto25::new(values[1]).ok().map(Measured::exact),
            nk_cyto_12_5: NkCyto12_5::new(values[2]).ok().map(Measured::exact),
        },
        ..Measurements::default()
    };
    let classification = classify(&measurements, &protocol);
    let cv = ByTest { nk_cytotoxicity: Some(case.number("cv")), ..ByTest::default() };
    let precision = Precision { cv, ..Precision::default() };
    let correlation = case.number("correlation");
    let found = other_side(&classification, &ByQuantity::default(), &precision, correlation);
    let other = found.nk_cytotoxicity.expect("three values and a coefficient");
    match classification.nk_cytotoxicity.finding {
        Finding::High => 1.0 - other,
        Finding::NotHigh => other,
        Finding::Unknown => panic!("three values decide every rule"),
    }
}

#[test]
fn one_value_against_the_closed_form() {
    let (head, _) = REFERENCE.split_once('\n').expect("a head");
    let rows = REFERENCE.lines().filter(|line| line.starts_with("above,"));
    let text: Vec<&str> = std::iter::once(head).chain(rows).collect();
    let text = text.join("\n") + "\n";
    let count = check_cases(&text, |case| {
        let quantity: Quantity =
            serde_json::from_str(&format!("{:?}", case.text("quantity"))).expect("a quantity");
        let n = format!("{}", case.number("n")).parse().expect("a whole number");
        let numbers = ["value", "cutoff", "cv"].map(|name| case.number(name));
        vec![("above", vec![above(quantity, numbers[0], numbers[1], numbers[2], n)])]
    });
    assert_eq!(count, 360);
}

/// Absolute differences: both are shares, and R's are sums and differences of shares.
#[test]
fn rules_over_correlated_ratios_against_exact_probabilities_and_a_simulation() {
    let mut counts = [0, 0];
    for case in cases(REFERENCE) {
        let (place, tolerance) = match case.method.as_str() {
            "rule_high" => (0, 1e-10),
            "rule_simulated" => (1, case.tolerance),
            _ => continue,
        };
        counts[place] += 1;
        let expected = case.expected[0].1[0];
        let found = high(&case);
        assert!((found - expected).abs() < tolerance, "{found} {expected}: {}", case.call);
    }
    assert_eq!(counts, [420, 420]);
}

fn level(value: f64, bound: Bound) -> Measurements {
    let value = NkLevel::new(value).expect("possible");
    Measurements { nk_level: Some(Measured { value, bound }), ..Measurements::default() }
}

#[test]
fn a_mean_of_repeats_is_nearer_to_the_truth_and_brings_its_own_spread() {
    let values = [15.0, 15.4, 16.1];
    let repeats = Repeats::new(&values, Quantity::NkPercent).expect("three");
    let classification = classify(&level(repeats.mean, Bound::Exact), &Protocol::default());
    let mut by_quantity = ByQuantity::default();
    by_quantity[Quantity::NkPercent] = Some(repeats);
    let found = other_side(&classification, &by_quantity, &Precision::default(), 0.5).nk_level;
    // R: x <- c(15, 15.4, 16.1); pnorm(16.1, mean(x), sd(x) * sqrt(4 / 3), lower.tail = FALSE)
    assert!((found.expect("a spread") - 0.175_343_768_023_992).abs() < 1e-9, "{found:?}");
}

#[test]
fn without_a_spread_or_with_a_bound_there_is_no_probability() {
    let protocol = Protocol::default();
    let with_cv = Precision {
        cv: ByTest { nk_level: Some(0.1), ..ByTest::default() },
        ..Precision::default()
    };
    let found = |measurements: &Measurements, precision: &Precision| {
        other_side(&classify(measurements, &protocol), &ByQuantity::default(), precision, 0.5)
            .nk_level
    };
    assert_eq!(found(&level(15.0, Bound::Exact), &Precision::default()), None);
    assert_eq!(found(&level(20.0, Bound::Above), &with_cv), None);
    assert_eq!(found(&Measurements::default(), &with_cv), None);
    assert_eq!(found(&level(0.0, Bound::Exact), &with_cv), Some(0.0));
    let at_the_cutoff = found(&level(16.1, Bound::Exact), &with_cv).expect("a share");
    assert!((at_the_cutoff - 0.5).abs() < 1e-12);
}

#[test]
fn the_distance_is_a_share_of_the_cut_off() {
    let of =
        |value, bound| distance(&classify(&level(value, bound), &Protocol::default()).nk_level);
    assert!((of(17.71, Bound::Exact).expect("a value") - 0.1).abs() < 1e-12);
    assert!((of(8.05, Bound::Exact).expect("a value") + 0.5).abs() < 1e-12);
    assert_eq!(of(8.05, Bound::Below), None);
}

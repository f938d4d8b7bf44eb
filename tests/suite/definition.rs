//! The rules as data against the evaluator: a second, naive reader walks the
//! definition only, and must come to the same class and the same place.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use rpl_immune_profile::engine::protocol::{CytotoxicityRule, Protocol, Source};
use rpl_immune_profile::engine::quantity::Quantity;
use rpl_immune_profile::engine::record::{
    Bound, Measured, Measurements, NkCytotoxicity, Outcome, PreviousLosses, Value,
};
use rpl_immune_profile::engine::rules::bound::Relation;
use rpl_immune_profile::engine::rules::classify;
use rpl_immune_profile::engine::rules::definition::{Definition, TestDefinition};
use rpl_immune_profile::engine::rules::place::{Condition, Place};
use rpl_immune_profile::engine::rules::profile::{ImmuneProfile, Verdict};

/// What the laboratory gives of each value, in the order of [`Quantity::LABORATORY`].
type Given = [Option<(Bound, f64)>; 5];

const BOUNDS: [Bound; 5] =
    [Bound::Exact, Bound::Below, Bound::AtMost, Bound::Above, Bound::AtLeast];

fn given(values: &Given, quantity: Quantity) -> Option<(Bound, f64)> {
    let place = Quantity::LABORATORY.iter().position(|&one| one == quantity);
    values[place.expect("a laboratory value")]
}

fn stands(relation: Option<Relation>, number: f64, cutoff: f64) -> bool {
    match relation {
        None => false,
        Some(Relation::Greater) => number > cutoff,
        Some(Relation::AtLeast) => number >= cutoff,
        Some(Relation::AtMost) => number <= cutoff,
    }
}

/// Whether a test is high, by trying every way in which the values that do not decide
/// could be above or not; `None` where these ways differ.
fn is_high(definition: &Definition, test: &TestDefinition, values: &Given) -> Option<bool> {
    let mut ways: Vec<usize> = vec![0];
    for &quantity in test.condition.of {
        let limit = test.limits.iter().find(|limit| limit.quantity == quantity).expect("a limit");
        let sides = match given(values, quantity) {
            None => vec![false, true],
            Some((bound, number)) => {
                let decides = definition.bounds[bound];
                match (
                    stands(decides.high, number, limit.cutoff),
                    stands(decides.not_high, number, limit.cutoff),
                ) {
                    (true, false) => vec![true],
                    (false, true) => vec![false],
                    (false, false) => vec![false, true],
                    (true, true) => panic!("{bound:?} {number} is on both sides"),
                }
            }
        };
        ways = ways
            .iter()
            .flat_map(|n| sides.iter().map(move |&above| n + usize::from(above)))
            .collect();
    }
    let answers: Vec<bool> = ways.iter().map(|&n| n >= test.condition.n).collect();
    answers.iter().all(|one| *one == answers[0]).then_some(answers[0])
}

/// The classes that remain possible, and whether a test is high for certain.
fn interpreted(definition: &Definition, values: &Given) -> (Vec<ImmuneProfile>, bool) {
    let high = definition.tests.clone().map(|test| is_high(definition, &test, values));
    let fits = |profile: &ImmuneProfile| {
        let of_class = definition.classes[*profile];
        high.iter().all(|(test, found)| found.is_none_or(|found| found == of_class[test]))
    };
    let possible = definition.classes.iter().map(|(profile, _)| profile).filter(fits).collect();
    (possible, high.values().any(|found| *found == Some(true)))
}

fn measured<V: Value>(values: &Given) -> Option<Measured<V>> {
    let (bound, number) = given(values, V::QUANTITY)?;
    Some(Measured { value: V::new(number).expect("possible"), bound })
}

fn verdict(values: &Given, protocol: &Protocol) -> Verdict {
    let measurements = Measurements {
        nk_level: measured(values),
        nk_cytotoxicity: NkCytotoxicity {
            nk_cyto_50: measured(values),
            nk_cyto_25: measured(values),
            nk_cyto_12_5: measured(values),
        },
        th1_th2: measured(values),
    };
    classify(&measurements, protocol).verdict
}

#[track_caller]
fn check(values: &Given, protocol: &Protocol, definition: &Definition) {
    let found = match verdict(values, protocol) {
        Verdict::Determined { profile } => (vec![profile], profile.is_abnormal()),
        Verdict::Indeterminate { at_least_one_abnormality, possible } => {
            (possible.iter().collect(), at_least_one_abnormality)
        }
    };
    let rule = protocol.cytotoxicity_rule;
    assert_eq!(found, interpreted(definition, values), "{rule:?} {values:?}");
}

/// The default cut-offs, and others, under every rule.
fn protocols() -> Vec<Protocol> {
    let own = Quantity::LABORATORY.iter().zip([12.0, 30.0, 20.5, 10.1, 30.6]).fold(
        Protocol { minimum_losses: 3, ..Protocol::default() },
        |protocol, (&quantity, cutoff)| {
            protocol.with_cutoff(quantity, cutoff, Source::OwnLaboratory)
        },
    );
    [Protocol::default(), own]
        .into_iter()
        .flat_map(|base| {
            CytotoxicityRule::ALL.map(|rule| Protocol { cytotoxicity_rule: rule, ..base })
        })
        .collect()
}

/// The neighbors of a cut-off among the numbers, and the cut-off itself.
fn around(protocol: &Protocol, quantity: Quantity) -> [f64; 3] {
    let cutoff = protocol.cutoff(quantity).expect("a laboratory value").value;
    [cutoff.next_down(), cutoff, cutoff.next_up()]
}

/// Every pattern of five values that are missing, or just below, at or just above their
/// cut-offs.
#[test]
fn every_pattern_is_classified_as_the_definition_says() {
    for protocol in protocols() {
        let definition = Definition::of(&protocol);
        for pattern in 0..4_usize.pow(5) {
            let values: Given = std::array::from_fn(|place| {
                let state = pattern / 4_usize.pow(u32::try_from(place).expect("small")) % 4;
                let number = around(&protocol, Quantity::LABORATORY[place]);
                Some((Bound::Exact, *number.get(state.checked_sub(1)?)?))
            });
            check(&values, &protocol, &definition);
        }
    }
}

/// One value is a bound of each kind below, at and above its cut-off, the others are
/// missing or decided.
#[test]
fn every_bound_decides_as_the_definition_says() {
    for protocol in protocols() {
        let definition = Definition::of(&protocol);
        for (place, &quantity) in Quantity::LABORATORY.iter().enumerate() {
            for (bound, number) in
                BOUNDS.into_iter().flat_map(|bound| around(&protocol, quantity).map(|n| (bound, n)))
            {
                for pattern in 0..3_usize.pow(5) {
                    let mut values: Given = std::array::from_fn(|other| {
                        let state = pattern / 3_usize.pow(u32::try_from(other).expect("small")) % 3;
                        let [below, _, above] = around(&protocol, Quantity::LABORATORY[other]);
                        [None, Some((Bound::Exact, below)), Some((Bound::Exact, above))][state]
                    });
                    values[place] = Some((bound, number));
                    check(&values, &protocol, &definition);
                }
            }
        }
    }
}

/// Where a record ends, by the conditions of the definition alone.
fn interpreted_place(
    definition: &Definition,
    losses: Option<u32>,
    has_class: bool,
    outcome: Option<Outcome>,
) -> Place {
    let ending = |outcome: Outcome| {
        definition.endings.iter().find(|one| one.0 == outcome).expect("every outcome").1
    };
    for (place, condition) in definition.leaving {
        let leaves = match condition {
            Condition::NoLosses => losses.is_none(),
            Condition::FewerLosses => losses.is_some_and(|n| n < definition.minimum_losses),
            Condition::NoClass => !has_class,
            Condition::NoEnding => outcome.is_none_or(|outcome| ending(outcome).is_none()),
        };
        if leaves {
            return place;
        }
    }
    Place::Analyzed
}

#[test]
fn every_record_ends_where_the_definition_says() {
    let outcomes: Vec<Option<Outcome>> = Outcome::ALL.into_iter().map(Some).chain([None]).collect();
    for protocol in protocols() {
        let definition = Definition::of(&protocol);
        let open = verdict(&[None; 5], &protocol);
        let settled = Verdict::Determined { profile: ImmuneProfile::Normal };
        for losses in [None, Some(0), Some(1), Some(2), Some(3), Some(4)] {
            for (verdict, &outcome) in
                [open, settled].into_iter().flat_map(|one| outcomes.iter().map(move |o| (one, o)))
            {
                let number = losses.and_then(|n: u32| PreviousLosses::new(f64::from(n)).ok());
                let has_class = verdict.profile().is_some();
                assert_eq!(
                    Place::of(number, verdict, outcome, &protocol),
                    interpreted_place(&definition, losses, has_class, outcome),
                    "{losses:?} {has_class} {outcome:?}"
                );
            }
        }
    }
}

/// The definition itself, against the caption of figure 2 of Han 2025 and the four ways
/// in which the ratios can be taken together: another table of both would be as
/// consistent with itself.
#[test]
fn the_default_definition_is_the_published_one() {
    let protocol = Protocol::default();
    let definition = Definition::of(&protocol);
    let limits = definition.tests.values().flat_map(|test| &test.limits);
    let limits: Vec<(Quantity, f64)> = limits.map(|one| (one.quantity, one.cutoff)).collect();
    assert_eq!(
        limits,
        [
            (Quantity::NkPercent, 16.1),
            (Quantity::NkCyto50, 34.3),
            (Quantity::NkCyto25, 23.8),
            (Quantity::NkCyto12_5, 9.6),
            (Quantity::Th1Th2Ratio, 36.2),
        ]
    );
    assert_eq!(definition.bounds.exact.high, Some(Relation::Greater));
    assert_eq!(definition.minimum_losses, 2);
    let needed = CytotoxicityRule::ALL.map(|rule| (rule.at_least().n, rule.at_least().of.len()));
    assert_eq!(needed, [(1, 3), (3, 3), (1, 1), (2, 3)]);
    assert_eq!(CytotoxicityRule::Ratio25Only.at_least().of, [Quantity::NkCyto25]);
}

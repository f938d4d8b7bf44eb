//! What holds for every table: symmetry, order and range.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use crate::support::{random_inputs, relative_difference};
use proptest::prelude::*;
use rpl_immune_profile::engine::stats::effect_size::cramers_v;
use rpl_immune_profile::engine::stats::multiplicity::{Adjustment, adjusted};
use rpl_immune_profile::engine::stats::planning::{
    ExpectedRisks, PlannedGroup, PlannedTest, exact_power, power_for_equivalence,
    power_for_non_inferiority,
};
use rpl_immune_profile::engine::stats::proportion::{Proportion, ProportionInterval};
use rpl_immune_profile::engine::stats::r_by_c::ContingencyTable;
use rpl_immune_profile::engine::stats::r_by_c::freeman_halton::{
    Computation, Sampling, freeman_halton,
};
use rpl_immune_profile::engine::stats::trend::exact::{TrendDefinition, TrendDistribution};
use rpl_immune_profile::engine::stats::trend::{ScoredGroup, ScoredGroups};
use rpl_immune_profile::engine::stats::two_by_two::fisher::{FisherDefinition, p_value};
use rpl_immune_profile::engine::stats::two_by_two::odds_ratio::{OddsRatioMethod, odds_ratio};
use rpl_immune_profile::engine::stats::two_by_two::risk_difference::{
    RiskDifferenceMethod, risk_difference,
};
use rpl_immune_profile::engine::stats::two_by_two::risk_ratio::{RiskRatioMethod, risk_ratio};
use rpl_immune_profile::engine::stats::two_by_two::{Group, TwoByTwo};
use rpl_immune_profile::engine::stats::{Estimate, Interval, keep_going};

const INTERVALS: [ProportionInterval; 5] = [
    ProportionInterval::Wilson,
    ProportionInterval::ClopperPearson,
    ProportionInterval::MidP,
    ProportionInterval::AgrestiCoull,
    ProportionInterval::Jeffreys,
];

const TWO_SIDED: [FisherDefinition; 5] = [
    FisherDefinition::MinimumLikelihood,
    FisherDefinition::Doubled,
    FisherDefinition::MidPDoubled,
    FisherDefinition::MidPMinimumLikelihood,
    FisherDefinition::MidPHalvedTies,
];

const ODDS_RATIOS: [OddsRatioMethod; 4] = [
    OddsRatioMethod::Woolf,
    OddsRatioMethod::BaptistaPikeMidP,
    OddsRatioMethod::ConditionalExact,
    OddsRatioMethod::ConditionalMidP,
];

fn group() -> impl Strategy<Value = Group> {
    (0u32..80, 0u32..80)
        .prop_map(|(events, others)| Group::new(events, events + others).expect("valid"))
}

fn table() -> impl Strategy<Value = TwoByTwo> {
    (group(), group()).prop_map(|(exposed, unexposed)| TwoByTwo { exposed, unexposed })
}

/// The table turned: the events of both groups become the groups.
fn transposed(table: &TwoByTwo) -> TwoByTwo {
    let (one, other) = (table.exposed, table.unexposed);
    let row = |a: u32, b: u32| Group::new(a, a + b).expect("valid");
    TwoByTwo {
        exposed: row(one.events(), other.events()),
        unexposed: row(one.non_events(), other.non_events()),
    }
}

fn close(actual: f64, expected: f64) -> bool {
    relative_difference(actual, expected) < 1e-9
}

fn inside(estimate: &Estimate) -> bool {
    let Interval { lower, upper, .. } = estimate.interval;
    let slack = 1e-9 * estimate.value.abs().min(1e9) + 1e-12;
    lower <= estimate.value + slack && estimate.value <= upper + slack
}

fn within(narrow: &Interval, wide: &Interval) -> bool {
    let reach = |x: f64| 1e-9 * x.abs().min(1e9) + 1e-12;
    wide.lower <= narrow.lower + reach(narrow.lower)
        && narrow.upper <= wide.upper + reach(narrow.upper)
}

fn inverted(estimate: &Estimate, other: &Estimate) -> bool {
    close(1.0 / estimate.value, other.value)
        && close(1.0 / estimate.interval.lower, other.interval.upper)
        && close(1.0 / estimate.interval.upper, other.interval.lower)
}

proptest! {
    #![proptest_config(random_inputs(256))]

    #[test]
    fn fisher_does_not_depend_on_the_order(table in table()) {
        for definition in TWO_SIDED {
            let p = p_value(&table, definition).expect("defined").value;
            prop_assert!(p > 0.0 && p <= 1.0);
            for other in [table.swapped(), table.complement(), transposed(&table)] {
                prop_assert!(close(p_value(&other, definition).expect("defined").value, p), "{definition:?}");
            }
        }
        let greater = p_value(&table, FisherDefinition::Greater).expect("defined").value;
        prop_assert!(close(p_value(&table.swapped(), FisherDefinition::Less).expect("defined").value, greater));
        let mid = p_value(&table, FisherDefinition::MidPGreater).expect("defined").value
            + p_value(&table, FisherDefinition::MidPLess).expect("defined").value;
        prop_assert!(close(mid, 1.0));
    }

    #[test]
    fn proportions_mirror_and_widen(events in 0u32..200, others in 0u32..200) {
        prop_assume!(events + others > 0);
        let total = events + others;
        for method in INTERVALS {
            let at = |events, level| Proportion::new(events, total, method, level).expect("defined");
            let (found, wide) = (at(events, 0.9), at(events, 0.99));
            let estimate = Estimate { value: found.estimate, interval: found.interval };
            prop_assert!(inside(&estimate), "{method:?} {found:?}");
            // Beyond 0 and 1 Agresti and Coull's limits need not widen.
            let cut = |interval: Interval| Interval {
                lower: interval.lower.max(0.0),
                upper: interval.upper.min(1.0),
                ..interval
            };
            prop_assert!(within(&cut(found.interval), &cut(wide.interval)), "{method:?}");
            let mirrored = at(others, 0.9).interval;
            prop_assert!((mirrored.lower - (1.0 - found.interval.upper)).abs() < 1e-12);
            prop_assert!((mirrored.upper - (1.0 - found.interval.lower)).abs() < 1e-12);
        }
    }

    #[test]
    fn odds_ratios_invert_and_widen(table in table()) {
        for method in ODDS_RATIOS {
            let Ok(found) = odds_ratio(&table, method, 0.9) else { continue };
            prop_assert!(inside(&found), "{method:?} {found:?}");
            let wide = odds_ratio(&table, method, 0.99).expect("defined").interval;
            prop_assert!(within(&found.interval, &wide), "{method:?} {found:?} {wide:?}");
            for other in [table.swapped(), table.complement()] {
                let other = odds_ratio(&other, method, 0.9).expect("defined");
                prop_assert!(inverted(&found, &other), "{method:?} {found:?} {other:?}");
            }
            let turned = odds_ratio(&transposed(&table), method, 0.9).expect("defined");
            prop_assert!(close(turned.value, found.value));
            prop_assert!(close(turned.interval.lower, found.interval.lower));
        }
    }

    #[test]
    fn risks_change_sign_or_invert(table in table()) {
        prop_assume!(table.exposed.total() > 0 && table.unexposed.total() > 0);
        for method in [
            RiskDifferenceMethod::Newcombe,
            RiskDifferenceMethod::MiettinenNurminen,
            RiskDifferenceMethod::AgrestiCaffo,
        ] {
            let found = risk_difference(&table, method, 0.9).expect("defined");
            let wide = risk_difference(&table, method, 0.99).expect("defined");
            if method != RiskDifferenceMethod::AgrestiCaffo {
                prop_assert!(inside(&found), "{method:?} {found:?}");
            }
            prop_assert!(within(&found.interval, &wide.interval), "{method:?}");
            for other in [table.swapped(), table.complement()] {
                let other = risk_difference(&other, method, 0.9).expect("defined");
                prop_assert!((other.value + found.value).abs() < 1e-12);
                prop_assert!((other.interval.lower + found.interval.upper).abs() < 1e-11);
                prop_assert!((other.interval.upper + found.interval.lower).abs() < 1e-11);
            }
        }
        for method in [RiskRatioMethod::Katz, RiskRatioMethod::Koopman] {
            let Ok(found) = risk_ratio(&table, method, 0.9) else { continue };
            let wide = risk_ratio(&table, method, 0.99).expect("defined");
            prop_assert!(inside(&found), "{method:?} {found:?}");
            prop_assert!(within(&found.interval, &wide.interval), "{method:?}");
            let other = risk_ratio(&table.swapped(), method, 0.9).expect("defined");
            prop_assert!(inverted(&found, &other), "{method:?} {found:?} {other:?}");
        }
    }

    #[test]
    fn freeman_halton_is_fisher_in_a_fourfold_table(table in table()) {
        let rows = |group: Group| vec![group.events(), group.non_events()];
        let larger = ContingencyTable::new(vec![rows(table.exposed), rows(table.unexposed)]);
        let sampling = Sampling { replicates: 100, seed: 1 };
        let test = freeman_halton(&larger.expect("valid"), sampling, &mut keep_going);
        let fisher = p_value(&table, FisherDefinition::MinimumLikelihood).expect("defined").value;
        prop_assert!(close(test.expect("not stopped").p_value.value, fisher));
    }

    #[test]
    fn exact_larger_tables_do_not_depend_on_the_order(
        counts in proptest::collection::vec(proptest::collection::vec(0u32..5, 4), 3),
        shift in 1usize..4,
    ) {
        let p = |counts: Vec<Vec<u32>>| {
            let table = ContingencyTable::new(counts).expect("valid");
            let sampling = Sampling { replicates: 100, seed: 1 };
            let test = freeman_halton(&table, sampling, &mut keep_going);
            let test = test.expect("not stopped");
            assert_eq!(test.computation, Computation::Exact);
            test.p_value.value
        };
        let found = p(counts.clone());
        prop_assert!(found > 0.0 && found <= 1.0);
        let turned = (0..4).map(|column| counts.iter().map(|row| row[column]).collect()).collect();
        prop_assert!(close(p(turned), found));
        let mut moved = counts;
        for row in &mut moved {
            row.rotate_left(shift);
        }
        moved.rotate_left(1);
        prop_assert!(close(p(moved), found));
    }

    /// Not even the last digit depends on which group stands first.
    #[test]
    fn the_order_of_groups_changes_no_exact_trend(
        (groups, shuffled) in proptest::collection::vec((0u32..9, 0u32..9, -2_000i32..20_000), 2..6)
            .prop_flat_map(|groups| (Just(groups.clone()), Just(groups).prop_shuffle())),
        places in 1i32..7,
    ) {
        let exact = |groups: &[(u32, u32, i32)]| {
            let group = |&(events, others, score): &(u32, u32, i32)| ScoredGroup {
                group: Group::new(events, events + others).expect("valid"),
                // As it would be typed with these decimals.
                score: format!("{score}e-{places}").parse().expect("a number"),
            };
            let groups = ScoredGroups::new(groups.iter().map(group).collect());
            groups.and_then(|groups| TrendDistribution::new(&groups, &mut keep_going))
        };
        prop_assert_eq!(exact(&groups), exact(&shuffled));
    }

    #[test]
    fn trends_turn_with_their_scores(
        groups in proptest::collection::vec((0u32..12, 0u32..12, -4i32..5), 2..6),
    ) {
        let scored = |sign: f64, swap: bool| {
            let group = |&(events, others, score): &(u32, u32, i32)| ScoredGroup {
                group: Group::new(if swap { others } else { events }, events + others)
                    .expect("valid"),
                score: sign * f64::from(score),
            };
            ScoredGroups::new(groups.iter().map(group).collect())
        };
        let Ok(rising) = scored(1.0, false) else { return Ok(()) };
        let Ok(found) = TrendDistribution::new(&rising, &mut keep_going) else { return Ok(()) };
        let turned = scored(-1.0, false).and_then(|groups| TrendDistribution::new(&groups, &mut keep_going));
        let swapped = scored(1.0, true).and_then(|groups| TrendDistribution::new(&groups, &mut keep_going));
        let p = |found: &TrendDistribution, definition| {
            found.p_value(definition).expect("defined").value
        };
        for other in [turned.expect("defined"), swapped.expect("defined")] {
            prop_assert!(close(
                p(&other, TrendDefinition::Falling),
                p(&found, TrendDefinition::Rising)
            ));
            for definition in [
                TrendDefinition::Distance,
                TrendDefinition::Doubled,
                TrendDefinition::MinimumLikelihood,
                TrendDefinition::MidPDistance,
                TrendDefinition::MidPDoubled,
            ] {
                let value = p(&found, definition);
                prop_assert!(value > 0.0 && value <= 1.0);
                prop_assert!(close(p(&other, definition), value), "{definition:?}");
            }
        }
    }

    #[test]
    fn the_strength_of_a_table_does_not_depend_on_the_order(
        counts in proptest::collection::vec(proptest::collection::vec(0u32..30, 4), 3),
    ) {
        let strength = |counts: Vec<Vec<u32>>, level| {
            let table = ContingencyTable::new(counts).expect("valid").without_empty_margins();
            table.and_then(|table| cramers_v(&table, level))
        };
        let Ok(found) = strength(counts.clone(), 0.9) else { return Ok(()) };
        prop_assert!(inside(&found), "{found:?}");
        prop_assert!(0.0 <= found.interval.lower && found.interval.upper <= 1.0);
        let wide = strength(counts.clone(), 0.99).expect("defined").interval;
        prop_assert!(within(&found.interval, &wide), "{found:?} {wide:?}");
        let turned = (0..4).map(|column| counts.iter().map(|row| row[column]).collect()).collect();
        let turned = strength(turned, 0.9).expect("defined");
        prop_assert!((turned.value - found.value).abs() < 1e-12);
        prop_assert!((turned.interval.upper - found.interval.upper).abs() < 1e-9);
    }

    #[test]
    fn planned_power_is_a_probability_and_grows(
        risks in (0.05f64..0.95, 0.05f64..0.95),
        totals in (1u32..40, 1u32..40),
        margin in 0.05f64..0.5,
    ) {
        let group = |total, risk| PlannedGroup { total, risk };
        for test in [PlannedTest::Fisher, PlannedTest::FisherMidP, PlannedTest::Pearson] {
            let power = |one, other, significance| {
                exact_power(one, other, test, significance, &mut keep_going).expect("defined")
            };
            let (one, other) = (group(totals.0, risks.0), group(totals.1, risks.1));
            let found = power(one, other, 0.05);
            prop_assert!((0.0..=1.0).contains(&found));
            prop_assert!(found <= power(one, other, 0.2));
            prop_assert!((power(other, one, 0.05) - found).abs() < 1e-12);
            let turned = |group: PlannedGroup| PlannedGroup { risk: 1.0 - group.risk, ..group };
            prop_assert!((power(turned(one), turned(other), 0.05) - found).abs() < 1e-12);
        }
        let expected = ExpectedRisks {
            exposed: risks.0,
            unexposed: risks.1,
            unexposed_per_exposed: 1.0,
        };
        for power in [power_for_non_inferiority, power_for_equivalence] {
            let at = |number, margin| power(&expected, number, 0.05, margin).expect("defined");
            prop_assert!((0.0..=1.0).contains(&at(totals.0, margin)));
            prop_assert!(at(totals.0, margin) <= at(totals.0, margin + 0.1));
        }
    }

    #[test]
    fn adjusted_p_values_are_ordered(p_values in proptest::collection::vec(0.0f64..=1.0, 1..20)) {
        let by = |adjustment| adjusted(&p_values, adjustment).expect("defined");
        let (bonferroni, holm) = (by(Adjustment::Bonferroni), by(Adjustment::Holm));
        let (hochberg, rate) = (by(Adjustment::Hochberg), by(Adjustment::BenjaminiHochberg));
        for (index, &p) in p_values.iter().enumerate() {
            prop_assert!(p <= rate[index] && rate[index] <= hochberg[index] + 1e-15);
            prop_assert!(hochberg[index] <= holm[index] && holm[index] <= bonferroni[index]);
            prop_assert!(bonferroni[index] <= 1.0);
        }
    }
}

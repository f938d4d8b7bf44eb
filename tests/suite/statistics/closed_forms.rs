//! Cases whose answer has a closed form that can be worked out by hand: nobody or
//! everybody with the event, one event, separated groups, everyone alone.
#![allow(clippy::cast_precision_loss, reason = "small counts")]

use std::cell::Cell;

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use crate::support::{assert_close, report, statistic};
use rpl_immune_profile::engine::stats::groups::{Groups, analysis_of_variance};
use rpl_immune_profile::engine::stats::keep_going;
use rpl_immune_profile::engine::stats::kruskal::kruskal_wallis;
use rpl_immune_profile::engine::stats::mann_whitney::exact;
use rpl_immune_profile::engine::stats::multiplicity::{Adjustment, adjusted};
use rpl_immune_profile::engine::stats::proportion::{Proportion, ProportionInterval};
use rpl_immune_profile::engine::stats::r_by_c::ContingencyTable;
use rpl_immune_profile::engine::stats::r_by_c::freeman_halton::{Sampling, freeman_halton};
use rpl_immune_profile::engine::stats::special::two_sided_z;
use rpl_immune_profile::engine::stats::t_test::{TwoSamples, student};
use rpl_immune_profile::engine::stats::trend::exact::{TrendDefinition, TrendDistribution};
use rpl_immune_profile::engine::stats::trend::ordinal::jonckheere_terpstra;
use rpl_immune_profile::engine::stats::trend::{ScoredGroup, ScoredGroups, Sides};
use rpl_immune_profile::engine::stats::two_by_two::fisher::{FisherDefinition, p_value};
use rpl_immune_profile::engine::stats::two_by_two::mcnemar::{
    DiscordantPairs, McNemarDefinition, mcnemar,
};
use rpl_immune_profile::engine::stats::two_by_two::odds_ratio::{OddsRatioMethod, odds_ratio};
use rpl_immune_profile::engine::stats::two_by_two::{Group, TwoByTwo};

const LEVEL: f64 = 0.95;

/// `(1 - level)/2` as the program sees it.
const TAIL: f64 = (1.0 - LEVEL) / 2.0;

/// Compares and counts.
struct Cases(Cell<usize>);

impl Cases {
    #[track_caller]
    fn same(&self, found: f64, expected: f64, what: &str) {
        assert_close(found, expected, 1e-11, what);
        self.0.set(self.0.get() + 1);
    }
}

fn table([a, b, c, d]: [u32; 4]) -> TwoByTwo {
    let group = |events, others| Group::new(events, events + others).expect("valid");
    TwoByTwo { exposed: group(a, b), unexposed: group(c, d) }
}

/// The binomial coefficient, exactly.
fn choose(n: u32, k: u32) -> f64 {
    (0..k).fold(1.0, |product, i| product * f64::from(n - i) / f64::from(i + 1)).round()
}

/// Nobody has the event: `(1 - p)^n` is the tail (mid-p: half of it). Everybody
/// mirrors it. Wilson: `z²/(n + z²)`.
fn proportions(cases: &Cases) {
    let z = two_sided_z(LEVEL);
    for n in 1..=30 {
        let size = f64::from(n);
        let limits =
            |events, method| Proportion::new(events, n, method, LEVEL).expect("defined").interval;
        let what = format!("0 or all of {n}");
        let none = limits(0, ProportionInterval::ClopperPearson);
        cases.same(none.upper, -(TAIL.ln() / size).exp_m1(), &what);
        let all = limits(n, ProportionInterval::ClopperPearson);
        cases.same(all.lower, TAIL.powf(1.0 / size), &what);
        let none = limits(0, ProportionInterval::MidP);
        cases.same(none.upper, -((2.0 * TAIL).ln() / size).exp_m1(), &what);
        let none = limits(0, ProportionInterval::Wilson);
        cases.same(none.upper, z * z / (size + z * z), &what);
    }
}

/// Separated groups are one table of all on their side; two of them if the groups
/// are equal.
fn separated_tables(cases: &Cases) {
    for n in 1..=5 {
        for m in 1..=5 {
            let ways = choose(n + m, n);
            let counts = table([n, 0, 0, m]);
            let p = |definition| p_value(&counts, definition).expect("defined").value;
            let what = format!("{n} and {m}");
            cases.same(p(FisherDefinition::Greater), 1.0 / ways, &what);
            cases.same(p(FisherDefinition::MidPGreater), 0.5 / ways, &what);
            if n == m {
                cases.same(p(FisherDefinition::MinimumLikelihood), 2.0 / ways, &what);
            }
            let first: Vec<f64> = (0..n).map(f64::from).collect();
            let second: Vec<f64> = (0..m).map(|i| f64::from(i) + 100.0).collect();
            let samples = TwoSamples::new(&first, &second).expect("samples");
            let found = exact(&samples, &mut keep_going).expect("affordable");
            cases.same(found.lower.value, 1.0 / ways, &what);
        }
    }
}

/// Pairs that all disagree in one direction: `(1/2)^n` on one side.
fn pairs(cases: &Cases) {
    for n in 1..=20 {
        let pairs = DiscordantPairs { first_only: n, second_only: 0 };
        let p = |definition| mcnemar(&pairs, definition).expect("defined").p_value.value;
        let half = 0.5_f64.powi(i32::try_from(n).expect("small"));
        cases.same(p(McNemarDefinition::Exact), (2.0 * half).min(1.0), "exact");
        cases.same(p(McNemarDefinition::MidP), half, "mid-p");
        let pairs = DiscordantPairs { first_only: 0, second_only: n };
        let found = mcnemar(&pairs, McNemarDefinition::Asymptotic).expect("defined");
        cases.same(statistic(&found), f64::from(n), "asymptotic");
    }
}

/// One event, in the exposed: `P(K = 1) = nψ/(nψ + m)` is the tail at the limit
/// (mid-p: half of it).
fn one_event(cases: &Cases) {
    for n in 1..=4 {
        for m in 1..=4 {
            let counts = table([1, n - 1, 0, m]);
            let lower =
                |method| odds_ratio(&counts, method, LEVEL).expect("defined").interval.lower;
            let ratio = f64::from(m) / f64::from(n);
            let what = format!("1 of {n} and 0 of {m}");
            let root = |tail: f64| ratio * tail / (1.0 - tail);
            cases.same(lower(OddsRatioMethod::ConditionalExact), root(TAIL), &what);
            cases.same(lower(OddsRatioMethod::ConditionalMidP), root(2.0 * TAIL), &what);
        }
    }
}

/// One event among `k` people of scores 0 to k - 1: every score is equally likely.
fn one_event_on_a_scale(cases: &Cases) {
    for k in 2..=7 {
        for place in 0..k {
            let one = |index: u32| ScoredGroup {
                group: Group::new(u32::from(index == place), 1).expect("valid"),
                score: f64::from(index),
            };
            let groups = ScoredGroups::new((0..k).map(one).collect()).expect("valid");
            let found = TrendDistribution::new(&groups, &mut keep_going).expect("affordable");
            let p = |definition| found.p_value(definition).expect("defined").value;
            let share = |number: u32| f64::from(number) / f64::from(k);
            let what = format!("place {place} of {k}");
            cases.same(p(TrendDefinition::Rising), share(k - place), &what);
            cases.same(p(TrendDefinition::Falling), share(place + 1), &what);
        }
    }
}

/// `n` on each place of the diagonal: X² = N(k - 1), V = 1; exactly, the k!
/// permutations of `n!^k / (kn)!` times `n!^k/n!^k`.
fn diagonals(cases: &Cases) {
    let factorial = |n: u32| (1..=n).map(f64::from).product::<f64>();
    for k in 2..=4_u32 {
        for n in 1..=4_u32 {
            let row = |i| (0..k).map(|j| if i == j { n } else { 0 }).collect();
            let counts = ContingencyTable::new((0..k).map(row).collect()).expect("square");
            let what = format!("{n} on a diagonal of {k}");
            let total = f64::from(n * k);
            let x2 = statistic(&counts.pearson().expect("defined"));
            cases.same(x2, total * f64::from(k - 1), &what);
            cases.same(counts.cramers_v().expect("defined"), 1.0, &what);
            let sampling = Sampling { replicates: 1, seed: 1 };
            let found = freeman_halton(&counts, sampling, &mut keep_going).expect("exact");
            let power = i32::try_from(k).expect("small");
            let expected = factorial(k) * factorial(n).powi(power) / factorial(k * n);
            cases.same(found.p_value.value, expected, &what);
        }
    }
}

/// Everyone is a group: H = N - 1; and in order J = N(N - 1)/2 with mean
/// N(N - 1)/4 and variance N(N - 1)(2N + 5)/72.
fn everyone_alone(cases: &Cases) {
    for n in 2..=12_u32 {
        let size = f64::from(n);
        let values: Vec<f64> = (0..n).map(f64::from).collect();
        let groups: Vec<&[f64]> = values.chunks(1).collect();
        let found = kruskal_wallis(&Groups::new(&groups).expect("groups")).expect("defined");
        cases.same(statistic(&found.test), size - 1.0, "H");
        let row = |i| (0..n).map(|j| u32::from(i == j)).collect();
        let counts = ContingencyTable::new((0..n).map(row).collect()).expect("square");
        let found = jonckheere_terpstra(&counts, Sides::Rising).expect("defined");
        let pairs = size * (size - 1.0);
        let expected = pairs / 4.0 / (pairs * (2.0 * size + 5.0) / 72.0).sqrt();
        cases.same(statistic(&found), expected, "J");
    }
}

/// Two groups: F is the square of Student's t.
fn two_groups(cases: &Cases) {
    for shift in 1..=10 {
        let first = [1.0, 2.0, 4.0, 7.0];
        let second = first[..3].iter().map(|v| v + f64::from(shift)).collect::<Vec<_>>();
        let f = analysis_of_variance(&Groups::new(&[&first, &second]).expect("groups"));
        let t = student(&TwoSamples::new(&first, &second).expect("samples"), LEVEL);
        let t = statistic(&t.expect("defined").test);
        cases.same(f.expect("defined").test.f, t * t, "F");
    }
}

/// Equal p-values stay equal; of different ones the factors are 4, 3, 2, 1.
fn several_tests(cases: &Cases) {
    let by = |p: &[f64], adjustment| adjusted(p, adjustment).expect("defined");
    for adjustment in [Adjustment::Holm, Adjustment::Bonferroni] {
        for p in by(&[0.01; 4], adjustment) {
            cases.same(p, 0.04, "equal");
        }
    }
    for adjustment in [Adjustment::Hochberg, Adjustment::BenjaminiHochberg] {
        for p in by(&[0.01; 4], adjustment) {
            cases.same(p, 0.01, "equal");
        }
    }
    for (adjustment, expected) in [
        (Adjustment::Bonferroni, [0.04, 0.08, 0.16, 1.0]),
        (Adjustment::Holm, [0.04, 0.06, 0.08, 0.5]),
        (Adjustment::Hochberg, [0.04, 0.06, 0.08, 0.5]),
        (Adjustment::BenjaminiHochberg, [0.04, 0.04, 0.16 / 3.0, 0.5]),
    ] {
        for (found, expected) in by(&[0.01, 0.02, 0.04, 0.5], adjustment).iter().zip(expected) {
            cases.same(*found, expected, "different");
        }
    }
}

#[test]
fn closed_forms() {
    let cases = Cases(Cell::new(0));
    for check in [
        proportions,
        separated_tables,
        pairs,
        one_event,
        one_event_on_a_scale,
        diagonals,
        everyone_alone,
        two_groups,
        several_tests,
    ] {
        check(&cases);
    }
    let number = cases.0.get();
    assert!(number >= 300, "{number}");
    report(&format!("{number} cases by hand, in closed form"));
}

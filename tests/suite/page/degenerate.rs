//! Degenerate counts: groups without anybody, without events, pairs and strata that say
//! nothing. No interval has a width of zero, and no reason is untrue of the input: each is
//! compared with what it says.

use proptest::prelude::*;
use rpl_immune_profile::engine::stats::Undefined;
use rpl_immune_profile::view::calculator::finding::{Finding, FindingValue};
use rpl_immune_profile::view::calculator::form::Question;
use rpl_immune_profile::view::calculator::pasted::{PartDecision, Role};
use rpl_immune_profile::view::calculator::{Answer, Entry};

use super::calculator::{answered, entry, finding};
use crate::support::random_inputs;

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// Counts of events and of others, a group an entry.
type Counts = Vec<[u32; 2]>;

fn events(groups: &[[u32; 2]]) -> u32 {
    groups.iter().map(|group| group[0]).sum()
}

fn others(groups: &[[u32; 2]]) -> u32 {
    groups.iter().map(|group| group[1]).sum()
}

/// Whether a reason is true of groups with events.
pub(super) fn is_true_of_counts(reason: Undefined, groups: &[[u32; 2]]) -> bool {
    let (events, others) = (events(groups), others(groups));
    let is_empty = |group: &[u32; 2]| group[0] + group[1] == 0;
    let is_same = |one: &[u32; 2], two: &[u32; 2]| {
        u64::from(one[0]) * u64::from(two[0] + two[1])
            == u64::from(two[0]) * u64::from(one[0] + one[1])
    };
    match reason {
        Undefined::NoObservations => events + others == 0,
        Undefined::EmptyGroup => groups.iter().any(is_empty),
        Undefined::NoEvents => events == 0,
        Undefined::OnlyEvents => others == 0 && events > 0,
        Undefined::NoEventsInGroup => groups.iter().any(|group| group[0] == 0),
        Undefined::ZeroCell => groups.iter().flatten().any(|&count| count == 0),
        Undefined::EmptyMargin => events == 0 || others == 0 || groups.iter().any(is_empty),
        Undefined::NoDifference => groups.windows(2).all(|pair| is_same(&pair[0], &pair[1])),
        Undefined::ZeroVariance => groups.iter().all(|group| group[0] == 0 || group[1] == 0),
        Undefined::InfiniteRatio | Undefined::NoInformation => {
            groups.iter().flatten().any(|&count| count == 0)
        }
        _ => false,
    }
}

/// Values of a sample that are larger than that of its population, so that they can lie
/// above the interval of the latter; their definitions say so.
const IS_BIASED_UPWARDS: [&str; 2] = ["eta_squared", "cramers_v"];

/// What is wrong with a finding: an interval without width, or a reason that is not true.
fn complaint(found: &Finding, is_true: &dyn Fn(Undefined) -> bool) -> Option<String> {
    match &found.outcome {
        FindingValue::Estimate(estimate) => {
            let interval = estimate.interval;
            let is_point = interval.lower >= interval.upper;
            let is_above =
                estimate.value > interval.upper && !IS_BIASED_UPWARDS.contains(&&*found.id);
            let is_outside = estimate.value < interval.lower || is_above;
            (is_point || is_outside || interval.lower.is_nan() || interval.upper.is_nan())
                .then(|| format!("{}: {} in {interval:?}", found.id, estimate.value))
        }
        FindingValue::WithoutInterval { reason, sentence, .. }
        | FindingValue::Undefined { reason, sentence } => {
            (!is_true(*reason)).then(|| format!("{}: {sentence}", found.id))
        }
        FindingValue::Number(_)
        | FindingValue::Test(_)
        | FindingValue::FTest { .. }
        | FindingValue::Text { .. } => None,
    }
}

/// The answer to numbers of which every line counts: where the page asks, or takes, a line
/// that adds the others up for their total, it is told that the line counts, as a user would.
pub(super) fn answered_as_counts(entry: &Entry) -> Answer {
    let mut entry = entry.clone();
    loop {
        let answer = answered(&entry);
        let asked = answer.problems.iter().flat_map(|problem| &problem.offers);
        let offers = asked.chain(answer.taken.iter().flat_map(|taken| &taken.offers));
        let mut decisions = offers.map(|offer| offer.decision);
        let is_new =
            |one: &PartDecision| one.role == Role::Numbers && !entry.decisions.contains(one);
        match decisions.find(is_new) {
            Some(counts) => entry.decisions.push(counts),
            None => return answer,
        }
    }
}

pub(super) fn complaints(
    entry: &Entry,
    is_true: &dyn Fn(&Finding, Undefined) -> bool,
) -> Vec<String> {
    let answer = answered_as_counts(entry);
    let Some(record) = &answer.record else { return vec![format!("{:?}", answer.problems)] };
    let wrong = |one: &Finding| complaint(one, &|reason| is_true(one, reason));
    record.findings.iter().filter_map(wrong).collect()
}

/// Few people, often none.
pub(super) fn few() -> impl Strategy<Value = u32> {
    prop_oneof![3 => Just(0_u32), 2 => 1_u32..4, 1 => 4_u32..30]
}

fn groups(n: std::ops::Range<usize>) -> impl Strategy<Value = Counts> {
    prop::collection::vec([few(), few()], n)
}

pub(super) fn lines<'a>(rows: impl Iterator<Item = &'a [u32]>) -> String {
    let line = |(place, row): (usize, &[u32])| {
        let counts: Vec<String> = row.iter().map(u32::to_string).collect();
        format!("{}\t{}", char::from(b'A' + u8::try_from(place).expect("few")), counts.join("\t"))
    };
    rows.enumerate().map(line).collect::<Vec<_>>().join("\n")
}

proptest! {
    #![proptest_config(random_inputs(400))]

    #[test]
    fn two_groups(groups in groups(2..3)) {
        let texts: Vec<String> = groups.iter().flatten().map(u32::to_string).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let wrong = complaints(&entry(Question::TwoByTwo, &texts), &|found, reason| {
            // The risk of one group is about that group.
            let about = match found.id.as_str() {
                id if id.starts_with("risk_group_1") => &groups[..1],
                id if id.starts_with("risk_group_2") => &groups[1..],
                _ => &groups[..],
            };
            is_true_of_counts(reason, about)
        });
        prop_assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn pairs(both in few(), first in few(), second in few(), neither in few()) {
        let texts = [both, first, second, neither].map(|count| count.to_string());
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let wrong = complaints(&entry(Question::Pairs, &texts), &|_, reason| match reason {
            Undefined::NoDiscordantPair => first + second == 0,
            _ => false,
        });
        prop_assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn one_share(events in few(), more in few()) {
        let total = (events + more).max(1);
        let texts = [events.to_string(), total.max(events).to_string()];
        let wrong = complaints(&entry(Question::Proportion, &[&texts[0], &texts[1], "0.3"]), &|_, _| false);
        prop_assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn strata(tables in prop::collection::vec([few(), few(), few(), few()], 1..4)) {
        let text = lines(tables.iter().map(<[u32; 4]>::as_slice));
        let is_whole = |t: &&[u32; 4]| {
            t[0] + t[1] > 0 && t[2] + t[3] > 0 && t[0] + t[2] > 0 && t[1] + t[3] > 0
        };
        let n_whole = tables.iter().filter(is_whole).count();
        let wrong = complaints(&entry(Question::Strata, &[&text, "without"]), &|found, reason| match reason {
            // The odds ratio of one stratum is about that stratum.
            reason if found.id.starts_with("odds_ratio_stratum_") => {
                let place = found.id.trim_start_matches("odds_ratio_stratum_").parse::<usize>();
                let t = tables[place.expect("a number") - 1];
                is_true_of_counts(reason, &[[t[0], t[1]], [t[2], t[3]]])
            }
            Undefined::TooFewStrata => n_whole < 2,
            Undefined::NoInformation => {
                tables.iter().all(|t| t[0] == 0 || t[3] == 0)
                    && tables.iter().all(|t| t[1] == 0 || t[2] == 0)
            }
            Undefined::InfiniteRatio => {
                tables.iter().all(|t| t[0] == 0 || t[3] == 0)
                    || tables.iter().all(|t| t[1] == 0 || t[2] == 0)
                    || tables.iter().all(|t| t[0] == 0) || tables.iter().all(|t| t[2] == 0)
            }
            reason => {
                let [mut one, mut two] = [[0; 2]; 2];
                for t in &tables {
                    one = [one[0] + t[0], one[1] + t[1]];
                    two = [two[0] + t[2], two[1] + t[3]];
                }
                is_true_of_counts(reason, &[one, two]) || n_whole == 0
            }
        });
        prop_assert!(wrong.is_empty(), "{text}: {wrong:#?}");
    }
}

/// 32 pairs of which none differs.
#[test]
fn the_reason_is_that_of_the_input() {
    let pairs = answered(&entry(Question::Pairs, &["12", "0", "0", "20"]));
    assert!(!pairs.text.contains("obody was counted"), "{}", pairs.text);
    let FindingValue::Undefined { reason, .. } = finding(&pairs, "mcnemar_exact").outcome else {
        panic!("{}", pairs.text);
    };
    assert_eq!(reason, Undefined::NoDiscordantPair);
}

/// An exact interval can begin at 0 and have no end: the E-value of 2.5 (0 to 9) is 4.436,
/// 2.5 + sqrt(2.5 * 1.5), and 1 for the interval; 0.4 (0 to 0.8): 4.436, and 1.809.
#[test]
fn limits_of_zero_and_without_end_are_limits_of_a_ratio() {
    for (texts, expected) in [
        (["2.5", "0", "9"], "E-value 4.436 for the estimate and 1.000 for its interval."),
        (["2.5", "0", "∞"], "E-value 4.436 for the estimate and 1.000 for its interval."),
        (["0.4", "0", "0.8"], "E-value 4.436 for the estimate and 1.809 for its interval."),
        (["2.5", "1.25", "inf"], "E-value 4.436 for the estimate and 1.809 for its interval."),
    ] {
        assert_eq!(answered(&entry(Question::EValue, &texts)).summary, expected, "{texts:?}");
    }
    for texts in [["2.5", "-1", "9"], ["0", "0", "9"]] {
        assert!(answered(&entry(Question::EValue, &texts)).record.is_none(), "{texts:?}");
    }
}

//! Degenerate measured values, trends and trials: groups of one value, of one person, all
//! on one side, scores that nobody has apart, trials without events. As for counts, no
//! interval has a width of zero, and no reason is untrue of the input.
#![allow(clippy::cast_precision_loss, reason = "small counts")]

use proptest::prelude::*;
use rpl_immune_profile::engine::stats::Undefined;
use rpl_immune_profile::view::calculator::finding::Finding;
use rpl_immune_profile::view::calculator::form::Question;

use super::calculator::entry;
use super::degenerate::{answered_as_counts, complaints, few, is_true_of_counts, lines};
use crate::support::random_inputs;

fn is_constant(values: &[i32]) -> bool {
    values.iter().all(|value| *value == values[0])
}

/// Whether all values of the group lie equally far from its mean or from its median.
fn is_equally_far(values: &[i32]) -> bool {
    let n = i32::try_from(values.len()).expect("few");
    let mut sorted = values.to_vec();
    sorted.sort_unstable();
    let twice_median = sorted[sorted.len() / 2] + sorted[(sorted.len() - 1) / 2];
    let sum: i32 = values.iter().sum();
    let distances = |center: &dyn Fn(i32) -> i32| -> Vec<i32> {
        values.iter().map(|&value| center(value).abs()).collect()
    };
    is_constant(&distances(&|value| 2 * value - twice_median))
        || is_constant(&distances(&|value| n * value - sum))
}

/// Whether more than half of the differences between the two groups are one and the same.
fn are_differences_tied(one: &[i32], two: &[i32]) -> bool {
    let mut differences: Vec<i32> =
        one.iter().flat_map(|a| two.iter().map(move |b| a - b)).collect();
    differences.sort_unstable();
    let most = differences.chunk_by(|a, b| a == b).map(<[i32]>::len).max();
    most.is_some_and(|most| 2 * most >= differences.len())
}

/// The level of the interval from the smallest to the largest difference of two groups
/// without ties: all but the two outermost of the equally likely orders.
fn widest_level(one: usize, two: usize) -> f64 {
    let orders = (1..=one).fold(1.0, |orders, k| orders * (two + k) as f64 / k as f64);
    1.0 - 2.0 / orders
}

fn is_true_of_values(reason: Undefined, groups: &[Vec<i32>]) -> bool {
    let all: Vec<i32> = groups.concat();
    let n_fewest = groups.iter().map(Vec::len).min().unwrap_or_default();
    let are_apart = |one: &[i32], two: &[i32]| one.iter().max() < two.iter().min();
    match reason {
        Undefined::TooFewGroups => groups.len() < 2,
        Undefined::TooFewObservations { needed } => all.len() < needed,
        Undefined::TooFewInGroup { needed } => n_fewest < needed,
        Undefined::NoVariation => is_constant(&all),
        Undefined::NoSpreadWithin => groups.iter().all(|group| is_constant(group)),
        Undefined::InfiniteDifference => {
            groups.iter().all(|group| is_constant(group)) && !is_constant(&all)
        }
        Undefined::ConstantGroup => groups.iter().any(|group| is_constant(group)),
        Undefined::EqualDistances => groups.iter().all(|group| is_equally_far(group)),
        Undefined::LevelNotReached { reached } => {
            reached < 0.95 && widest_level(groups[0].len(), groups[1].len()) < 0.95
        }
        Undefined::TiedDifferences => are_differences_tied(&groups[0], &groups[1]),
        Undefined::CompleteSeparation => {
            are_apart(&groups[0], &groups[1]) || are_apart(&groups[1], &groups[0])
        }
        Undefined::ZeroVariance => groups.iter().all(|group| is_constant(group)),
        // `qf(0.025, 3, Inf)` of R is 0.07193, and smaller with fewer degrees of freedom.
        Undefined::EmptyInterval => variance_ratio(groups) < 0.072,
        // The interval of a share of nearly 100% needs the noncentral F far out.
        Undefined::BeyondBudget => variance_ratio(groups) > 1_000.0,
        _ => false,
    }
}

/// F of the analysis of variance.
fn variance_ratio(groups: &[Vec<i32>]) -> f64 {
    let mean = |values: &[i32]| {
        values.iter().map(|&value| f64::from(value)).sum::<f64>() / values.len() as f64
    };
    let all: Vec<i32> = groups.concat();
    let middle = mean(&all);
    let between: f64 =
        groups.iter().map(|group| group.len() as f64 * (mean(group) - middle).powi(2)).sum();
    let within: f64 = groups
        .iter()
        .flat_map(|group| group.iter().map(|&value| (f64::from(value) - mean(group)).powi(2)))
        .sum();
    let (k, n) = (groups.len() as f64, all.len() as f64);
    between / (k - 1.0) / (within / (n - k))
}

/// A group of few values, often of one value only.
fn group() -> impl Strategy<Value = Vec<i32>> {
    prop_oneof![
        2 => (1_usize..6, -2_i32..3).prop_map(|(n, value)| vec![value; n]),
        3 => prop::collection::vec(-2_i32..3, 1..8),
        1 => prop::collection::vec(-400_i32..400, 1..8),
    ]
}

/// The groups as they are typed, each value times a power of ten.
fn typed(groups: &[Vec<i32>], exponent: i32) -> String {
    let line = |(place, group): (usize, &Vec<i32>)| {
        let values: Vec<String> = group.iter().map(|value| format!("{value}e{exponent}")).collect();
        format!("{}: {}", char::from(b'A' + u8::try_from(place).expect("few")), values.join(" "))
    };
    groups.iter().enumerate().map(line).collect::<Vec<_>>().join("\n")
}

/// Trials: events and people without the event of both arms.
type Trials = Vec<[u32; 4]>;

/// A measure of two arms, as the form names it.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Measure {
    Odds,
    Risks,
    Difference,
}

/// The effect of a trial and its variance, with a half added to all counts where one is
/// 0 and the rule has it so.
fn effect(trial: [u32; 4], measure: Measure, adds_half: bool) -> [f64; 2] {
    let mut counts = trial.map(f64::from);
    if trial.contains(&0) && (adds_half || measure != Measure::Difference) {
        counts = counts.map(|count| count + 0.5);
    }
    let treated = counts[0] + counts[1];
    let control = counts[2] + counts[3];
    match measure {
        Measure::Odds => {
            let ratio: f64 = counts[0] * counts[3] / (counts[1] * counts[2]);
            [ratio.ln(), counts.iter().map(|count| 1.0 / count).sum()]
        }
        Measure::Risks => {
            let ratio: f64 = counts[0] / treated / (counts[2] / control);
            [ratio.ln(), 1.0 / counts[0] - 1.0 / treated + 1.0 / counts[2] - 1.0 / control]
        }
        Measure::Difference => {
            let variance = |[events, others, more, rest]: [f64; 4]| {
                events * others / (events + others).powi(3) + more * rest / (more + rest).powi(3)
            };
            let plain = variance(counts);
            let used = if plain > 0.0 { plain } else { variance(counts.map(|count| count + 0.5)) };
            [counts[0] / treated - counts[2] / control, used]
        }
    }
}

/// Cochran's Q of effects and variances.
fn cochran_q(effects: &[[f64; 2]]) -> f64 {
    let weights: f64 = effects.iter().map(|[_, variance]| 1.0 / variance).sum();
    let mean = effects.iter().map(|[effect, variance]| effect / variance).sum::<f64>() / weights;
    effects.iter().map(|[effect, variance]| (effect - mean).powi(2) / variance).sum()
}

/// `qchisq(0.025, 1:3)` of R.
const AGREES_BEYOND_CHANCE: [f64; 3] = [0.000_982_069_1, 0.050_635_616, 0.215_795_28];

fn is_true_of_trials(
    reason: Undefined,
    trials: &Trials,
    measure: Measure,
    adds_half: bool,
) -> bool {
    let has_people = |t: &&[u32; 4]| t[0] + t[1] > 0 && t[2] + t[3] > 0;
    let says = |t: &&[u32; 4]| t[0] + t[2] > 0 && t[1] + t[3] > 0;
    let whole: Trials = trials.iter().filter(has_people).copied().collect();
    let informative: Trials = whole.iter().filter(says).copied().collect();
    let leaves_out = measure != Measure::Difference && !adds_half;
    let pooled = if leaves_out { &informative } else { &whole };
    let effects: Vec<[f64; 2]> =
        pooled.iter().map(|trial| effect(*trial, measure, adds_half)).collect();
    match reason {
        Undefined::EmptyGroup => whole.len() < trials.len(),
        Undefined::NoInformativeTrial => informative.is_empty(),
        Undefined::TooFewStudies { needed } => pooled.len() < needed,
        Undefined::InfiniteRatio | Undefined::NoInformation => {
            let none = |at: usize| trials.iter().all(|t| t[at] == 0);
            (0..4).any(none)
                || trials.iter().all(|t| t[0] == 0 || t[3] == 0)
                || trials.iter().all(|t| t[1] == 0 || t[2] == 0)
        }
        Undefined::ZeroVariance => {
            trials.iter().all(|t| (t[0] == 0 || t[1] == 0) && (t[2] == 0 || t[3] == 0))
        }
        Undefined::EqualEffects => cochran_q(&effects) < 1e-20,
        Undefined::EmptyInterval => cochran_q(&effects) < AGREES_BEYOND_CHANCE[effects.len() - 2],
        reason => {
            let mut arms = [[0; 2]; 2];
            for t in trials {
                arms = [
                    [arms[0][0] + t[0], arms[0][1] + t[1]],
                    [arms[1][0] + t[2], arms[1][1] + t[3]],
                ];
            }
            is_true_of_counts(reason, &arms)
        }
    }
}

proptest! {
    #![proptest_config(random_inputs(400))]

    #[test]
    fn values(groups in prop::collection::vec(group(), 2..5), exponent in -3_i32..12) {
        let text = typed(&groups, exponent);
        let wrong = complaints(&entry(Question::Values, &[&text]), &|found: &Finding, reason| {
            // A test of normality is about one group.
            let about = match found.id.strip_prefix("shapiro_wilk_") {
                Some(place) => {
                    let place = place.parse::<usize>().expect("a number") - 1;
                    &groups[place..=place]
                }
                None => &groups[..],
            };
            is_true_of_values(reason, about)
        });
        prop_assert!(wrong.is_empty(), "{text}: {wrong:#?}");
    }

    #[test]
    fn trends(groups in prop::collection::vec((-3_i32..6, few(), few()), 2..6), exponent in -3_i32..3) {
        let lines: Vec<String> = groups
            .iter()
            .map(|(score, events, others)| format!("{score}e{exponent}\t{events}\t{others}"))
            .collect();
        let text = lines.join("\n");
        let counts: Vec<[u32; 2]> = groups.iter().map(|&(_, events, others)| [events, others]).collect();
        let people: Vec<i32> =
            groups.iter().filter(|group| group.1 + group.2 > 0).map(|group| group.0).collect();
        let entry = entry(Question::Trend, &[&text, "without"]);
        if groups.windows(2).all(|pair| pair[0].0 == pair[1].0) {
            let answer = answered_as_counts(&entry);
            prop_assert_eq!(&answer.problems[0].message, "Everybody has the same score.");
            return Ok(());
        }
        let wrong = complaints(&entry, &|found, reason| match (found.id.strip_prefix("share_"), reason) {
            // The share of one group is about that group.
            (Some(place), reason) => {
                let place = place.parse::<usize>().expect("a number") - 1;
                is_true_of_counts(reason, &counts[place..=place])
            }
            (None, Undefined::EqualScores) => people.windows(2).all(|pair| pair[0] == pair[1]),
            (None, reason) => is_true_of_counts(reason, &counts),
        });
        prop_assert!(wrong.is_empty(), "{text}: {wrong:#?}");
    }

    #[test]
    fn trials(
        trials in prop::collection::vec([few(), few(), few(), few()], 1..5),
        (name, measure) in prop::sample::select(vec![
            ("or", Measure::Odds), ("rr", Measure::Risks), ("rd", Measure::Difference),
        ]),
        adds_half in any::<bool>(),
    ) {
        let zeros = if adds_half { "half" } else { "cochrane" };
        let text = lines(trials.iter().map(<[u32; 4]>::as_slice));
        let wrong = complaints(&entry(Question::Trials, &[&text, "without", name, zeros]), &|found, reason| {
            // Both rules are always shown, whichever is chosen.
            let adds_half = match found.id.as_str() {
                "rule_cochrane" => false,
                "rule_half_added" => true,
                _ => adds_half,
            };
            is_true_of_trials(reason, &trials, measure, adds_half)
        });
        prop_assert!(wrong.is_empty(), "{text}\n{name} {zeros}: {wrong:#?}");
    }
}

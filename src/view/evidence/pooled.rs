//! All trials together: the forest plot and the numbers behind it.

use super::reading::ReadTrial;
use super::wording::{LEVEL, as_measured, method, plan, written};
use crate::engine::stats::Undefined;
use crate::engine::stats::heterogeneity::{TauMethod, heterogeneity};
use crate::engine::stats::pooling::{PooledTrials, pool, weights};
use crate::engine::stats::trials::{EmptyCells, Trial, effects};
use crate::engine::stats::two_by_two::Group;
use crate::view::calculator::chart;
use crate::view::calculator::trials::shown;
use crate::view::calculator::trials::written::EffectNotation;
use crate::view::document::{Block, Cell, RemarkTone, Row, Section, Table, TableColumn, section};
use crate::view::evidence::entry::{Choices, Extra, Measured, Pooling};
use crate::view::figures::layout::intervals::{IntervalRow as ChartRow, IntervalValue};
use crate::view::{format, messages, words};

/// The trials as they are measured.
pub(super) fn measured(trials: &[ReadTrial<'_>], measured: Measured) -> Vec<Trial> {
    trials.iter().map(|one| as_measured(&one.trial, measured)).collect()
}

/// The answer by what is chosen, in one sentence.
pub(super) fn summary(trials: &[ReadTrial<'_>], choices: &Choices) -> String {
    let written = written(choices.measure);
    let number = u32::try_from(trials.len()).unwrap_or(u32::MAX);
    let counted = format::count_of(number, "trial", "trials");
    match pool(&measured(trials, choices.measure), plan(choices)) {
        Ok(found) => format!("{counted}: {}. {}.", estimate_text(&found, written), method(choices)),
        Err(why) => format!("{counted}; not pooled: {}.", messages::undefined_clause(why)),
    }
}

fn estimate_text(found: &PooledTrials, written: EffectNotation) -> String {
    let estimate = written.estimate(found.pooled.effect);
    format!(
        "{} {} ({} {})",
        written.name.to_lowercase(),
        written.scale.text(estimate.value),
        words::interval(LEVEL),
        written.scale.interval(estimate.interval)
    )
}

/// The section.
pub(super) fn section_of(trials: &[ReadTrial<'_>], choices: &Choices) -> Section {
    let written = written(choices.measure);
    let of_measure = measured(trials, choices.measure);
    let found = pool(&of_measure, plan(choices));
    let mut blocks = vec![Block::Paragraph(summary(trials, choices))];
    if choices.has_hartung_knapp && !choices.pooling.is_random() {
        let without = "The intervals of Hartung and Knapp belong to random effects; a common effect has \
                       none of them.";
        blocks.push(Block::Note(RemarkTone::Plain, without.to_owned()));
    }
    blocks.extend(forest(&of_measure, choices, &found));
    if let Ok(found) = &found {
        blocks.push(Block::Table(numbers(&of_measure, choices, found, written)));
    }
    section("evidence-pooled", "All trials together", blocks)
}

/// A group as counted: `20/33`.
pub(super) fn fraction(group: Group) -> String {
    format!("{}/{}", format::count(group.events().into()), format::count(group.total().into()))
}

/// The value of a pooled effect.
pub(super) fn value_of(found: &PooledTrials, written: EffectNotation) -> IntervalValue {
    let estimate = written.estimate(found.pooled.effect);
    let text = [written.scale.text(estimate.value), written.scale.interval(estimate.interval)];
    chart::value(estimate.value, Some([estimate.interval.lower, estimate.interval.upper]), text)
}

/// Every trial with its interval, then all of them together.
fn forest(
    trials: &[Trial],
    choices: &Choices,
    found: &Result<PooledTrials, Undefined>,
) -> Option<Block> {
    let (plan, written) = (plan(choices), written(choices.measure));
    let shares = weights(trials, plan).ok()?;
    let largest = shares.iter().copied().fold(0.0, f64::max);
    let mut rows = Vec::new();
    for (trial, share) in trials.iter().zip(shares) {
        let one = effects(std::slice::from_ref(trial), plan.measure, EmptyCells::Cochrane);
        let Some(study) = one.ok().and_then(|one| one.as_slice().first().cloned()) else {
            continue;
        };
        let value = shown::value_of(&study, share / largest, written, LEVEL);
        let told = format!(
            "{}; {} with IVIG, {} with the control; weight {}",
            value.words,
            fraction(trial.table.exposed),
            fraction(trial.table.unexposed),
            format::percent(share)
        );
        rows.push(ChartRow::of_value(
            trial.name.as_str(),
            IntervalValue { cell: told.clone(), words: told, ..value },
            false,
        ));
    }
    if let Ok(found) = found {
        rows.push(ChartRow::of_value(method(choices), value_of(found, written), true));
        if let Some(value) = prediction(found, choices, written) {
            rows.push(ChartRow::of_value("Prediction interval", value, false));
        }
    }
    let counted = match choices.measure {
        Measured::RiskRatioOfNone => " Counts are of women without a live birth.",
        _ => "",
    };
    chart::figure(
        "Forest plot",
        format!(
            "{} of each trial with its {}, the area of the square proportional to its weight; below, \
             all trials together. {}{counted}",
            written.name,
            words::interval(LEVEL),
            choices.measure.direction()
        ),
        (written.axis, written.name),
        Some((written.no_effect, "no effect")),
        rows,
    )
}

/// The prediction interval around the pooled effect, where it is wanted and there is one.
fn prediction(
    found: &PooledTrials,
    choices: &Choices,
    written: EffectNotation,
) -> Option<IntervalValue> {
    let interval = written.interval(found.prediction.filter(|_| choices.shows(Extra::Prediction))?);
    let at = written.back(found.pooled.effect.value);
    let text = [written.scale.text(at), written.scale.interval(interval)];
    Some(IntervalValue {
        weight: 0.0,
        ..chart::value(at, Some([interval.lower, interval.upper]), text)
    })
}

fn numbers(
    trials: &[Trial],
    choices: &Choices,
    found: &PooledTrials,
    written: EffectNotation,
) -> Table {
    let estimate = written.estimate(found.pooled.effect);
    let mut rows = vec![
        Row::main([
            Cell::from(written.name),
            Cell::from(written.scale.text(estimate.value)),
            Cell::from(written.scale.interval(estimate.interval)),
        ]),
        Row::new([
            Cell::from("Test of no effect"),
            Cell::from(format::equals(&format::p_exact(found.pooled.test.p_value))),
            Cell::default(),
        ]),
    ];
    if choices.shows(Extra::Prediction) {
        let (text, limits) = match found.prediction.map(|one| written.interval(one)) {
            Some(interval) => (String::new(), written.scale.interval(interval)),
            None if choices.pooling.is_random() => ("needs three trials".to_owned(), String::new()),
            None => ("only with random effects".to_owned(), String::new()),
        };
        rows.push(Row::new([
            Cell::from("Prediction interval"),
            Cell::from(text),
            Cell::from(limits),
        ]));
    }
    let tau = match choices.pooling {
        Pooling::RestrictedLikelihood => TauMethod::RestrictedMaximumLikelihood,
        _ => TauMethod::DerSimonianLaird,
    };
    let spread = effects(trials, written.measure, EmptyCells::Cochrane)
        .and_then(|studies| heterogeneity(&studies, tau, LEVEL));
    if let Ok(spread) = spread {
        let q = spread.q.statistic.map(|q| format::significant(q, 4)).unwrap_or_default();
        let p = format::equals(&format::p_exact(spread.q.p_value));
        let one = |name: &str, text: String| {
            Row::new([Cell::from(name), Cell::from(text), Cell::default()])
        };
        rows.push(one("Cochran’s Q", format!("{q}, {p}")));
        rows.push(one("τ²", format::significant(spread.tau_squared.value, 4)));
        rows.push(one("I² from Q", format::precise_percent(spread.i_squared_from_q)));
    }
    Table {
        id: "evidence-numbers".to_owned(),
        caption: format!("All trials together: {}", method(choices)),
        columns: vec![
            TableColumn::words("Result"),
            TableColumn::numbers("IntervalValue"),
            TableColumn::numbers(words::interval(LEVEL)),
        ],
        rows,
        notes: vec![
            "The numbers are those of metafor in R: rma, rma.mh and predict. The prediction interval \
             is t with k − 1 degrees of freedom with Hartung-Knapp, and t with k − 2 without."
                .to_owned(),
        ],
    }
}

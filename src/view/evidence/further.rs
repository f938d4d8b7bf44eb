//! The trials by year, without each, in groups, and as a funnel.

use super::funnel::funnel;
use super::pooled::{fraction, measured, value_of};
use super::reading::ReadTrial;
use super::wording::{LEVEL, as_measured, losses, method, plan, start, written};
use crate::engine::published::ivig::{Losses, Start};
use crate::engine::stats::Undefined;
use crate::engine::stats::pooling::{
    PooledTrials, cumulative, difference_of_groups, pool, without_each,
};
use crate::engine::stats::trials::Trial;
use crate::view::calculator::chart;
use crate::view::document::{Block, RemarkTone, Section, section};
use crate::view::evidence::entry::{Choices, Extra};
use crate::view::figures::layout::intervals::IntervalRow;
use crate::view::{format, messages, words};

/// What is wanted besides all trials together.
pub(super) fn sections(trials: &[ReadTrial<'_>], choices: &Choices) -> Vec<Section> {
    let mut found = Vec::new();
    for extra in Extra::ALL.into_iter().filter(|&extra| choices.shows(extra)) {
        found.extend(match extra {
            Extra::Prediction => None,
            Extra::Cumulative => Some(by_year(trials, choices)),
            Extra::WithoutEach => Some(without(trials, choices)),
            Extra::ByLosses => Some(by_losses(trials, choices)),
            Extra::ByStart => Some(by_start(trials, choices)),
            Extra::Funnel => Some(funnel(&measured(trials, choices.measure), choices)),
        });
    }
    found
}

/// Pooled effects one below the other; those that are not defined are said below.
fn figure(
    title: &str,
    description: String,
    choices: &Choices,
    found: Vec<(String, Result<PooledTrials, Undefined>)>,
    sum: Option<&Result<PooledTrials, Undefined>>,
) -> Vec<Block> {
    let written = written(choices.measure);
    let (mut rows, mut missing) = (Vec::new(), Vec::new());
    for (name, found) in found {
        match found {
            Ok(found) => rows.push(IntervalRow::of_value(name, value_of(&found, written), false)),
            Err(why) => missing.push(format!("{name}: {}.", messages::undefined_clause(why))),
        }
    }
    if let Some(Ok(found)) = sum {
        rows.push(IntervalRow::of_value("All trials", value_of(found, written), true));
    }
    let reference = Some((written.no_effect, "no effect"));
    let mut blocks: Vec<Block> =
        chart::figure(title, description, (written.axis, written.name), reference, rows)
            .into_iter()
            .collect();
    blocks.extend(missing.into_iter().map(|text| Block::Note(RemarkTone::Refusal, text)));
    blocks
}

fn by_year(trials: &[ReadTrial<'_>], choices: &Choices) -> Section {
    let mut ordered: Vec<&ReadTrial<'_>> = trials.iter().collect();
    ordered.sort_by_key(|one| one.year.unwrap_or(u32::MAX));
    let of_measure: Vec<Trial> =
        ordered.iter().map(|one| as_measured(&one.trial, choices.measure)).collect();
    let found = cumulative(&of_measure, plan(choices));
    let names = of_measure.iter().enumerate().map(|(place, trial)| {
        if place == 0 { trial.name.clone() } else { format!("+ {}", trial.name) }
    });
    let blocks = figure(
        "The trials added by year",
        format!("What was known after each trial, by year: {}.", method(choices)),
        choices,
        names.zip(found).collect(),
        None,
    );
    section("evidence-by-year", "Added one after the other", blocks)
}

fn without(trials: &[ReadTrial<'_>], choices: &Choices) -> Section {
    let of_measure = measured(trials, choices.measure);
    let found = without_each(&of_measure, plan(choices));
    let names = of_measure.iter().map(|trial| format!("Without {}", trial.name));
    let all = pool(&of_measure, plan(choices));
    let blocks = figure(
        "The trials without each of them",
        format!("What remains when one trial is left out: {}.", method(choices)),
        choices,
        names.zip(found).collect(),
        Some(&all),
    );
    section("evidence-without-each", "Without each trial", blocks)
}

fn by_losses(trials: &[ReadTrial<'_>], choices: &Choices) -> Section {
    let groups = [Losses::Primary, Losses::SecondaryOrMixed, Losses::NotStated].map(|group| {
        (losses(group), trials.iter().filter(|one| one.typed.losses == group).collect())
    });
    let note = "Whose losses are not stated in what was read form a group of their own.";
    section("evidence-by-losses", "By the losses of the women", grouped(&groups, note, choices))
}

fn by_start(trials: &[ReadTrial<'_>], choices: &Choices) -> Section {
    let groups = [Start::BeforeConception, Start::AfterTest, Start::NotStated].map(|group| {
        (start(group), trials.iter().filter(|one| one.typed.start == group).collect())
    });
    let note = "Of the published trials, those begun before conception count only women who conceived \
                or had an index pregnancy, which is known only after randomisation.";
    section("evidence-by-start", "By the start of the infusions", grouped(&groups, note, choices))
}

/// A group of trials by its name.
type Named<'a, 'b> = (&'static str, Vec<&'a ReadTrial<'b>>);

fn grouped(groups: &[Named<'_, '_>], note: &str, choices: &Choices) -> Vec<Block> {
    let (mut pooled, mut parts, mut counts) = (Vec::new(), Vec::new(), Vec::new());
    for (name, trials) in groups.iter().filter(|(_, trials)| !trials.is_empty()) {
        let of_measure: Vec<Trial> =
            trials.iter().map(|one| as_measured(&one.trial, choices.measure)).collect();
        let number = u32::try_from(trials.len()).unwrap_or(u32::MAX);
        let counted = format::count_of(number, "trial", "trials");
        pooled.push((format!("{name}, {counted}"), pool(&of_measure, plan(choices))));
        let listed = trials.iter().map(|one| {
            let table = &one.trial.table;
            let [treated, control] = [table.exposed, table.unexposed].map(fraction);
            format!("{} {treated} against {control}", one.trial.name)
        });
        counts.push(format!("{name}: {}.", listed.collect::<Vec<_>>().join("; ")));
        parts.push(of_measure);
    }
    let mut blocks = figure(
        "Groups of trials",
        format!(
            "Each group pooled by itself with its {}: {}.",
            words::interval(LEVEL),
            method(choices)
        ),
        choices,
        pooled,
        None,
    );
    let test = match difference_of_groups(&parts, plan(choices)) {
        Ok(test) => format!(
            "Test that the groups have the same effect: {} (Q over the groups, standard errors by the \
             normal distribution).",
            format::equals(&format::p_exact(test.p_value))
        ),
        Err(why) => format!("The groups are not compared: {}.", messages::undefined_clause(why)),
    };
    blocks.push(Block::Paragraph(test));
    let few = "Groups of so few trials were not randomised against each other: a difference between \
               them is a question, not a finding.";
    blocks.push(Block::Note(RemarkTone::Plain, format!("{few} {note}")));
    let summary = "Which trials are in which group, as live births of women".to_owned();
    let blocks_of = counts.into_iter().map(Block::Paragraph).collect();
    blocks.push(Block::Details { summary, blocks: blocks_of });
    blocks
}

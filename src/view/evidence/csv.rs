//! The table of trials as a file of comma-separated values.

use super::reading::ReadTrial;
use super::said::{counted_of, standing};
use super::wording::{LEVEL, as_measured, losses, plan, start, written};
use crate::engine::published::ivig::PlaceboTrial;
use crate::engine::stats::pooling::{Model, pool, weights};
use crate::engine::stats::trials::Trial;
use crate::view::evidence::entry::Asked;
use crate::view::export::csv;
use crate::view::{format, words};

/// Every row of the table, those that take part with effect and weight.
pub(super) fn table(asked: &Asked, read: &[ReadTrial<'_>]) -> String {
    let choices = &asked.choices;
    let written = written(choices.measure);
    let of_measure: Vec<Trial> =
        read.iter().map(|one| as_measured(&one.trial, choices.measure)).collect();
    let shares = weights(&of_measure, plan(choices)).unwrap_or_default();
    let mut file = csv::CsvTable::new();
    let level = words::interval(LEVEL);
    file.row([
        "trial",
        "year",
        "pooled",
        "ivig_live_births",
        "ivig_women",
        "control_live_births",
        "control_women",
        "counted_of",
        "status",
        "losses",
        "start",
        "control",
        "population",
        "timing",
        written.name,
        level.as_str(),
        "weight",
        "source",
        "note",
    ]);
    for trial in &asked.trials {
        let place = read.iter().position(|one| std::ptr::eq(one.typed, trial));
        let mut plan = plan(choices);
        plan.model = Model::InverseVariance;
        let estimate = place
            .and_then(|at| pool(&of_measure[at..=at], plan).ok())
            .map(|found| written.estimate(found.pooled.effect));
        let value = estimate.map(|one| written.scale.text(one.value)).unwrap_or_default();
        let interval = estimate.map(|one| written.scale.interval(one.interval)).unwrap_or_default();
        let share = place.and_then(|at| shares.get(at)).map(|&share| format::percent(share));
        let source = trial.source();
        let of_source = |text: fn(&PlaceboTrial) -> &'static str| {
            source.map(text).unwrap_or_default().to_owned()
        };
        let is_pooled = if place.is_some() { "yes" } else { "no" };
        let [born, treated, control_born, control] = trial.counts.clone();
        file.row([
            trial.name.clone(),
            trial.year.clone(),
            is_pooled.to_owned(),
            born,
            treated,
            control_born,
            control,
            counted_of(trial).to_owned(),
            standing(trial),
            losses(trial.losses).to_owned(),
            start(trial.start).to_owned(),
            of_source(|source| source.control),
            of_source(|source| source.population),
            of_source(|source| source.timing),
            value,
            interval,
            share.unwrap_or_default(),
            of_source(|source| source.source),
            of_source(|source| source.note),
        ]);
    }
    // Every piece that was written is a text.
    String::from_utf8(file.into_bytes()).unwrap_or_default()
}

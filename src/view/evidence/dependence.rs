//! How much the answer depends on the measure, the model and whom the counts are of.

use super::reading::{ReadTrial, read};
use super::wording::{LEVEL, as_measured, plan, written};
use crate::engine::stats::pooling::{Plan, pool};
use crate::engine::stats::trials::Trial;
use crate::engine::stats::{Estimate, Undefined};
use crate::view::document::{Block, Cell, Row, Section, Table, TableColumn, section};
use crate::view::evidence::entry::{Choices, CountSet, Measured, Pooling, TypedTrial};
use crate::view::messages;
use crate::view::words;

/// A way to pool the trials: what it is called and what it is.
struct Way {
    name: &'static str,
    definition: &'static str,
    choices: Choices,
}

/// The trials with counts of one kind.
struct Counted {
    name: &'static str,
    trials: Vec<Trial>,
}

/// What all ways come to.
pub(super) struct Dependence {
    /// One sentence: how many exclude no effect.
    pub(super) headline: String,
    /// The table; none where nothing can be pooled.
    pub(super) section: Option<Section>,
}

/// Every measure under every model, with every kind of counts that differs from the others.
pub(super) fn dependence(trials: &[TypedTrial], choices: &Choices) -> Dependence {
    let sets = sets(trials);
    let number = sets[0].trials.len();
    if number < 2 {
        let headline = "At least two trials are needed.".to_owned();
        return Dependence { headline, section: None };
    }
    let mut columns = vec![TableColumn::words("Pooled by")];
    columns.extend(sets.iter().map(|set| TableColumn::numbers(set.name)));
    let (mut rows, mut excluding) = (Vec::new(), vec![0; sets.len()]);
    let mut defined = vec![0; sets.len()];
    for measured in Measured::ALL {
        rows.push(Row::group(measured.name(), columns.len()));
        for way in ways(measured, choices.pooling) {
            let mut cells = vec![Cell::stacked(way.name, way.definition)];
            for (place, set) in sets.iter().enumerate() {
                let (cell, excludes) = cell(&set.trials, &way.choices);
                defined[place] += usize::from(excludes.is_some());
                excluding[place] += usize::from(excludes == Some(true));
                cells.push(cell);
            }
            rows.push(Row::new(cells));
        }
    }
    let all: usize = defined.iter().sum();
    let excluded: usize = excluding.iter().sum();
    let verb = if excluded == 1 { "excludes" } else { "exclude" };
    let headline =
        format!("Of {all} ways to pool the same {number} trials, {excluded} {verb} no effect.");
    let by_set = sets
        .iter()
        .zip(excluding.iter().zip(&defined))
        .map(|(set, (excluding, defined))| format!("{}: {excluding} of {defined}", set.name));
    let table = Table {
        id: "evidence-dependence".to_owned(),
        caption: format!(
            "The pooled effect with its {}, pooled in every way",
            words::interval(LEVEL)
        ),
        columns,
        rows,
        notes: vec![
            format!("Ways that exclude no effect: {}.", by_set.collect::<Vec<_>>().join("; ")),
            "No effect is 1 for ratios and 0 for the difference. The trials are the same in every \
             way; counts that were typed stay as they are."
                .to_owned(),
        ],
    };
    let blocks = vec![
        Block::Paragraph(
            "Whether an effect is excluded depends on what is compared, on how it is pooled and on \
             whom the women are counted of. None of these ways is the right one by itself, and \
             choosing one after seeing the results proves nothing."
                .to_owned(),
        ),
        Block::Table(table),
    ];
    let title = "How much the answer depends on the method";
    Dependence { headline, section: Some(section("evidence-dependence", title, blocks)) }
}

/// The trials as they stand in the table, and with the other kinds of counts where these
/// make a difference.
fn sets(trials: &[TypedTrial]) -> Vec<Counted> {
    let as_read = |read: Vec<ReadTrial<'_>>| read.into_iter().map(|one| one.trial).collect();
    let mut sets: Vec<Counted> =
        vec![Counted { name: "As the table stands", trials: as_read(read(trials).0) }];
    for set in CountSet::ALL {
        let typed: Vec<TypedTrial> = trials.iter().map(|trial| trial.counted(set)).collect();
        let trials: Vec<Trial> = as_read(read(&typed).0);
        if sets.iter().all(|other| other.trials != trials) {
            sets.push(Counted { name: set.name(), trials });
        }
    }
    sets
}

/// The ways to pool one measure: a common effect and random ones, with both intervals.
fn ways(measure: Measured, chosen: Pooling) -> [Way; 3] {
    let random = if chosen == Pooling::RestrictedLikelihood { chosen } else { Pooling::default() };
    let [by_z, by_t] = match random {
        Pooling::RestrictedLikelihood => ["REML, z", "REML, t with k − 1"],
        _ => ["DerSimonian-Laird, z", "DerSimonian-Laird, t with k − 1"],
    };
    let way = |name, definition, pooling, has_hartung_knapp| {
        let choices = Choices { measure, pooling, has_hartung_knapp, extras: Vec::new() };
        Way { name, definition, choices }
    };
    [
        way("Common effect", "inverse variance, z", Pooling::InverseVariance, false),
        way("Random effects", by_z, random, false),
        way("Random effects, Hartung-Knapp", by_t, random, true),
    ]
}

/// What one way comes to, and whether it excludes no effect; `None` where it is not defined.
fn cell(trials: &[Trial], choices: &Choices) -> (Cell, Option<bool>) {
    let written = written(choices.measure);
    let estimate = pool_as(trials, choices.measure, plan(choices));
    match estimate {
        Ok(estimate) => {
            let excludes = estimate.interval.lower > written.no_effect
                || estimate.interval.upper < written.no_effect;
            let text = format!(
                "{} ({})",
                written.scale.text(estimate.value),
                written.scale.interval(estimate.interval)
            );
            let below = if excludes { "excludes no effect" } else { "includes no effect" };
            (Cell::stacked(text, below), Some(excludes))
        }
        Err(why) => (Cell::stacked("not defined", messages::undefined_clause(why)), None),
    }
}

/// The pooled effect as it is read.
fn pool_as(trials: &[Trial], measured: Measured, plan: Plan) -> Result<Estimate, Undefined> {
    let trials: Vec<Trial> = trials.iter().map(|one| as_measured(one, measured)).collect();
    pool(&trials, plan).map(|found| written(measured).estimate(found.pooled.effect))
}

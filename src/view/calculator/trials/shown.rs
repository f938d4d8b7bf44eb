//! Trials as a forest plot, and what remains without each.

use super::pooling::{HARTUNG_KNAPP, PoolableStudies, REML};
use super::written::EffectNotation;
use crate::engine::stats::heterogeneity::StudyEffect;
use crate::engine::stats::meta::leave_one_out;
use crate::engine::stats::{Estimate, special};
use crate::view::calculator::chart;
use crate::view::calculator::finding::Finding;
use crate::view::document::{Block, Cell, Row, Table, TableColumn};
use crate::view::figures::layout::intervals::{IntervalRow as ChartRow, IntervalValue};
use crate::view::{format, words};

/// The effect of a trial with its interval, in a square of its weight beside the largest.
pub(in crate::view) fn value_of(
    study: &StudyEffect,
    weight: f64,
    written: EffectNotation,
    level: f64,
) -> IntervalValue {
    let half = special::two_sided_z(level) * study.variance.sqrt();
    let estimate = written.estimate(Estimate::around(study.effect, half, level));
    let Estimate { value, interval } = estimate;
    let text = [written.scale.text(value), written.scale.interval(interval)];
    let limits = Some([interval.lower, interval.upper]);
    IntervalValue { weight, ..chart::value(value, limits, text) }
}

/// The forest plot: every trial, then the pooled effects.
pub(super) fn forest(
    studies: PoolableStudies<'_>,
    random: &[Finding],
    common: &[Finding],
    written: EffectNotation,
    level: f64,
) -> Option<Block> {
    let studies = studies.ok()?.as_slice();
    let largest = studies.iter().map(|study| 1.0 / study.variance).fold(0.0, f64::max);
    let mut rows: Vec<ChartRow> = studies
        .iter()
        .map(|study| {
            let value = value_of(study, 1.0 / study.variance / largest, written, level);
            ChartRow::of_value(study.name.as_str(), value, false)
        })
        .collect();
    rows.extend(chart::row("Random effects (REML)", &random[0]));
    rows.extend(chart::row("Common effect (Mantel-Haenszel)", &common[0]));
    chart::figure(
        "Forest plot",
        format!(
            "{} of each trial with its {}, the area of the square proportional to its weight; below, \
             all trials together.",
            written.name,
            words::interval(level)
        ),
        (written.axis, written.name),
        Some((written.no_effect, "no effect")),
        rows,
    )
}

pub(super) fn without_each(
    studies: PoolableStudies<'_>,
    written: EffectNotation,
    level: f64,
) -> Option<Block> {
    let found = leave_one_out(studies.ok()?, REML, HARTUNG_KNAPP, level).ok()?;
    let rows = found.iter().map(|without| {
        let estimate = written.estimate(without.rest.pooled.effect);
        Row::new([
            Cell::from(without.name.clone()),
            Cell::from(written.scale.text(estimate.value)),
            Cell::from(written.scale.interval(estimate.interval)),
            Cell::from(format::significant(without.rest.tau_squared, 3)),
        ])
    });
    let table = Table {
        id: "leave-one-out".to_owned(),
        caption: "All trials but one: random effects, REML, Hartung-Knapp".to_owned(),
        columns: vec![
            TableColumn::words("Without"),
            TableColumn::numbers(written.name),
            TableColumn::numbers(words::interval(level)),
            TableColumn::numbers("τ²"),
        ],
        rows: rows.collect(),
        notes: Vec::new(),
    };
    Some(Block::Details {
        summary: "What remains without each trial".to_owned(),
        blocks: vec![Block::Table(table)],
    })
}

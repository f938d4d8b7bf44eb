//! What others pooled, and what is not pooled: tables beside the trials.

use super::wording::{LEVEL, denominator, status, written};
use crate::engine::published::Status;
use crate::engine::published::ivig::APART;
use crate::engine::published::reviews::{Effect, Printed, REVIEWS};
use crate::engine::published::series::SERIES;
use crate::engine::stats::Undefined;
use crate::engine::stats::pooling::{Model, Plan, pool};
use crate::engine::stats::trials::{EmptyCells, Measure, Trial};
use crate::engine::stats::two_by_two::{Group, TwoByTwo};
use crate::view::document::{Block, Cell, RemarkTone, Row, Section, Table, TableColumn, section};
use crate::view::evidence::entry::Measured;
use crate::view::{format, words};

/// All of them.
pub(super) fn sections() -> Vec<Section> {
    vec![
        section("evidence-reviews", "Published meta-analyses", vec![Block::Table(reviews())]),
        section(
            "evidence-apart",
            "Randomised, but not pooled here",
            vec![
                Block::Paragraph(
                    "Another outcome than live birth, or another control than placebo.".to_owned(),
                ),
                Block::Table(apart()),
            ],
        ),
        section(
            "evidence-series",
            "Series of women, not randomised",
            vec![
                Block::Note(
                    RemarkTone::Warning,
                    "Not randomised: women who were given IVIG differ from those who were not, and \
                     many were counted only once they were pregnant. These rates are no effect of \
                     IVIG."
                        .to_owned(),
                ),
                Block::Table(series()),
            ],
        ),
    ]
}

fn reviews() -> Table {
    let mut rows = Vec::new();
    for review in REVIEWS {
        rows.push(Row::group(format!("{}: {}", review.name, review.size), 4));
        for one in review.printed {
            rows.push(Row::new([
                Cell::stacked(effect(one.effect), one.of),
                Cell::from(printed(one)),
                Cell::from(one.grade),
                Cell::from(status(one.status)),
            ]));
        }
        if !review.note.is_empty() {
            rows.push(Row::new([
                Cell::stacked("Remark", review.note),
                Cell::default(),
                Cell::default(),
                Cell::default(),
            ]));
        }
    }
    Table {
        id: "evidence-reviews".to_owned(),
        caption: "Meta-analyses of IVIG as they were published".to_owned(),
        columns: vec![
            TableColumn::words("Effect"),
            TableColumn::numbers(format!("As printed, {}", words::interval(LEVEL))),
            TableColumn::words("GRADE"),
            TableColumn::words("Status"),
        ],
        rows,
        notes: vec![
            "Read in abstracts and indexes, collected in November 2026. They differ in which trials \
             they hold, in the measure and in whom they count, so their numbers are not repeated \
             measurements of one thing."
                .to_owned(),
        ],
    }
}

fn effect(effect: Effect) -> &'static str {
    match effect {
        Effect::RiskRatio => Measured::RiskRatio.name(),
        Effect::OddsRatio => Measured::OddsRatio.name(),
        Effect::RiskRatioOfNone => Measured::RiskRatioOfNone.name(),
        Effect::AdverseOddsRatio => "Odds ratio of adverse reactions",
    }
}

/// An effect as its source prints it: two decimals.
fn printed(one: &Printed) -> String {
    let two = |value: f64| format::decimal(value, 2);
    let interval = match one.interval {
        Some([lower, upper]) => format!("{} to {}", two(lower), two(upper)),
        None => "no interval read".to_owned(),
    };
    let p = one.p_value.map(|p| format!(", p = {}", two(p))).unwrap_or_default();
    format!("{} ({interval}){p}", two(one.value))
}

fn apart() -> Table {
    let rows = APART.iter().map(|one| {
        let [treated, control] = [one.counts.treated, one.counts.control]
            .map(|[events, total]| Group::new(events, total));
        let ratio = treated.and_then(|exposed| Ok(TwoByTwo { exposed, unexposed: control? }));
        let [treated, control] = [one.counts.treated, one.counts.control].map(|[events, total]| {
            format!("{}/{}", format::count(events.into()), format::count(total.into()))
        });
        Row::new([
            Cell::stacked(format!("{}: {}", one.study, one.outcome), one.note),
            Cell::from(treated),
            Cell::stacked(control, one.control),
            Cell::from(ratio.and_then(risk_ratio).unwrap_or_default()),
            Cell::stacked(status(one.counts.status), denominator(one.counts.of)),
        ])
    });
    Table {
        id: "evidence-apart".to_owned(),
        caption: "Comparisons that are shown and not pooled".to_owned(),
        columns: vec![
            TableColumn::words("Trial and outcome"),
            TableColumn::numbers("IVIG"),
            TableColumn::numbers("Control"),
            TableColumn::numbers(format!("Risk ratio, computed here, {}", words::interval(LEVEL))),
            TableColumn::words("Counts"),
        ],
        rows: rows.collect(),
        notes: Vec::new(),
    }
}

/// The risk ratio of one table.
fn risk_ratio(table: TwoByTwo) -> Result<String, Undefined> {
    let written = written(Measured::RiskRatio);
    let (measure, model) = (Measure::RiskRatio, Model::InverseVariance);
    let plan = Plan { measure, empty: EmptyCells::Cochrane, model, level: LEVEL };
    let found = pool(&[Trial { name: String::new(), table }], plan)?;
    let estimate = written.estimate(found.pooled.effect);
    let [value, interval] =
        [written.scale.text(estimate.value), written.scale.interval(estimate.interval)];
    Ok(format!("{value} ({interval})"))
}

fn series() -> Table {
    let rows = SERIES.iter().map(|one| {
        let inferred = match one.inferred {
            "" => Cell::from(status(Status::Published)),
            counts => Cell::stacked(
                status(Status::Published),
                format!("{counts} {}", status(Status::Inferred)),
            ),
        };
        Row::new([Cell::stacked(one.name, one.women), Cell::from(one.found), inferred])
    });
    Table {
        id: "evidence-series".to_owned(),
        caption: "Observational series: not randomised, not pooled".to_owned(),
        columns: vec![
            TableColumn::words("Series and women"),
            TableColumn::words("What was counted, as printed"),
            TableColumn::words("Status"),
        ],
        rows: rows.collect(),
        notes: Vec::new(),
    }
}

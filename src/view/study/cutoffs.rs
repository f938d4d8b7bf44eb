//! How well each laboratory value tells outcomes apart.

use super::blocks::{self, figure, paragraph, refused, warning};
use super::outcome::ratio_or_reason;
use super::wording::{ShareCells, area, area_cell, areas_cell, p_cell};
use crate::engine::quantity::Quantity;
use crate::engine::rules::profile::ImmuneProfile;
use crate::engine::study::Study;
use crate::engine::study::accuracy::PresetAccuracy;
use crate::engine::study::areas::AreaPair;
use crate::engine::study::cutoffs::{BootstrapCutoff, TestCurve};
use crate::view::document::{Block, Cell, Row, Section, Table, TableColumn};
use crate::view::figures::layout::curves::{CurvePanel, CurveSpot, Curves};
use crate::view::figures::marks::Tint;
use crate::view::{format, messages, words};

/// The title of the section.
pub(super) const TITLE: &str = "ROC curves: how well each test tells outcomes apart";

pub(super) fn section(study: &Study) -> Section {
    let (id, title) = ("cut-offs", TITLE);
    let found = match &study.curves {
        Ok(found) => found,
        Err(reason) => return blocks::refusal(id, title, reason),
    };
    let mut blocks = vec![
        paragraph(
            "Each value against the outcome, a high value taken to go with no live birth. The cut-off of \
             this file is the one with the highest Youden index (sensitivity + specificity − 1).",
        ),
        warning(
            "Too optimistic: the cut-off was chosen on the same women it is judged on, and women with high \
             values may have been treated. The bootstrap interval shows how far it moves by chance. Do not use this \
             cut-off.",
        ),
    ];
    if found.iter().any(|curve| curve.result.is_ok()) {
        blocks.push(curves(found));
    }
    blocks.push(Block::Table(table(study, found)));
    blocks.push(Block::Heading("Published cut-offs in this file".to_owned()));
    match &study.accuracy {
        Ok(found) => {
            blocks.push(paragraph(
                "Each published cut-off taken as a test for no live birth: values above it are high. \
                 Women with high values may have been treated, the sources measured in other ways, and \
                 predictive values hold only where live births are as common as here.",
            ));
            blocks.push(Block::Table(published(study, found)));
        }
        Err(reason) => blocks.push(refused(reason)),
    }
    blocks.push(Block::Heading("Does one test tell more than another?".to_owned()));
    match &study.areas {
        Ok(pairs) => {
            blocks.push(paragraph(
                "Every two tests in the women who have both values. A p-value that is not small does not \
                 show that two tests are equally good: the confidence interval says how far apart they may \
                 be.",
            ));
            blocks.push(Block::Table(comparisons(study, pairs)));
        }
        Err(reason) => blocks.push(refused(reason)),
    }
    blocks::section(id, title, blocks)
}

/// One color a test.
fn tint(quantity: Quantity) -> Tint {
    Tint::Profile(match quantity {
        Quantity::NkCyto50 | Quantity::NkCyto25 | Quantity::NkCyto12_5 => {
            ImmuneProfile::Cytotoxicity
        }
        Quantity::Th1Th2Ratio => ImmuneProfile::Th1Th2,
        _ => ImmuneProfile::Nk,
    })
}

fn curves(found: &[TestCurve]) -> Block {
    let mut rows = Vec::new();
    let panels = found
        .iter()
        .filter_map(|one| {
            let result = one.result.as_ref().ok()?;
            let name = words::quantity(one.quantity).to_owned();
            rows.push(vec![name.clone(), area(&result.area.area)]);
            let youden = result.youden;
            let place = [1.0 - youden.specificity, youden.sensitivity];
            let spot = youden.threshold.map(|threshold| CurveSpot {
                at: place,
                label: format!("≥ {}", format::value(threshold)),
                readout: format!(
                    "{name} ≥ {}: sensitivity {}, specificity {}; area {}",
                    format::value(threshold),
                    format::percent(youden.sensitivity),
                    format::percent(youden.specificity),
                    area(&result.area.area)
                ),
            });
            Some(CurvePanel {
                title: name,
                measure: ["area".to_owned(), area(&result.area.area)],
                points: result
                    .curve
                    .iter()
                    .map(|point| [1.0 - point.specificity, point.sensitivity])
                    .collect(),
                tint: tint(one.quantity),
                spot,
            })
        })
        .collect();
    let sketch = Curves {
        x_title: "Across: 1 − specificity".to_owned(),
        y_title: "Up: sensitivity for no live birth".to_owned(),
        panels,
    };
    figure(
        "Each test against the outcome",
        "Receiver operating characteristic (ROC) curves; the dot is the cut-off with the highest Youden index. On the diagonal a test \
         tells nothing about the outcome. Areas with the confidence intervals of DeLong."
            .to_owned(),
        &["Test", "Area under the curve"],
        rows,
        sketch.sketch(),
    )
}

fn table(study: &Study, found: &[TestCurve]) -> Table {
    let rows = found.iter().map(|one| {
        let name = Cell::stacked(words::quantity(one.quantity), words::unit(one.quantity));
        let in_force = study.protocol.cutoff(one.quantity).map_or_else(Cell::default, |cutoff| {
            Cell::from(format!("> {}", format::shown(cutoff.value)))
        });
        match &one.result {
            Ok(result) => {
                let moves = match &result.youden_cutoff {
                    Ok(drawn) => format!(
                        "{} to {}",
                        format::value(drawn.interval.lower),
                        format::value(drawn.interval.upper)
                    ),
                    Err(reason) => messages::short_reason(reason),
                };
                let youden = result.youden;
                let chosen = youden.threshold.map_or_else(
                    || "none better than chance".to_owned(),
                    |threshold| format!("≥ {}", format::value(threshold)),
                );
                Row::new([
                    name,
                    Cell::from(format!(
                        "{}/{}",
                        format::count(result.n_without_live_birth.into()),
                        format::count(result.n.into())
                    )),
                    area_cell(&result.area.area),
                    in_force,
                    Cell::stacked(chosen, moves),
                    Cell::from(format::percent(youden.sensitivity)),
                    Cell::from(format::percent(youden.specificity)),
                ])
            }
            Err(reason) => {
                let mut cells = vec![name, Cell::stacked("", messages::short_reason(reason))];
                cells.resize(7, Cell::default());
                Row::new(cells)
            }
        }
    });
    Table {
        id: "cut-offs".to_owned(),
        caption: "Each test against the outcome, with the cut-off of this file (optimistic)"
            .to_owned(),
        columns: vec![
            TableColumn::words("Test"),
            TableColumn::numbers("No live birth"),
            TableColumn::numbers("Area"),
            TableColumn::numbers("In force"),
            TableColumn::numbers("Youden’s cut-off (optimistic)"),
            TableColumn::numbers("Sensitivity"),
            TableColumn::numbers("Specificity"),
        ],
        rows: rows.collect(),
        notes: resamples(study)
            .map(|drawn| format!("Below the cut-off of this file: percentile interval of {drawn}."))
            .into_iter()
            .collect(),
    }
}

/// Published cut-offs as tests of no live birth.
fn published(study: &Study, found: &[PresetAccuracy]) -> Table {
    let shares = ShareCells::new(&study.options);
    let mut n_undecided = 0;
    let mut rows = Vec::new();
    for (source, test) in found.iter().flat_map(|one| one.tests.iter().map(move |test| (one, test)))
    {
        let mut cells = vec![
            Cell::from(words::source(source.preset.source())),
            Cell::from(format!(
                "{} > {}",
                words::quantity(test.quantity),
                format::shown(test.cutoff)
            )),
        ];
        match &test.result {
            Ok(found) => {
                n_undecided += found.n_undecided;
                cells.extend([
                    shares.cell(&Ok(found.sensitivity)),
                    shares.cell(&Ok(found.specificity)),
                    shares.cell(&found.positive_value),
                    shares.cell(&found.negative_value),
                    ratio_or_reason(&found.positive_ratio),
                    ratio_or_reason(&found.negative_ratio),
                ]);
            }
            Err(reason) => cells.push(Cell::stacked("", messages::short_reason(reason))),
        }
        cells.resize(8, Cell::default());
        rows.push(Row::new(cells));
    }
    let mut notes = vec![format!(
        "{}: Wilson for shares, Koopman for likelihood ratios. Sensitivity: high among pregnancies \
         without a live birth; specificity: not high among live births. Positive and negative \
         predictive value: no live birth among high values, live births among the others. A \
         likelihood ratio of 1 tells nothing.",
        words::intervals(study.protocol.interval_level)
    )];
    if n_undecided > 0 {
        notes.push(
            "Women of whom only a bound is known that does not decide are left out of a cut-off."
                .to_owned(),
        );
    }
    let table = Table {
        id: "published-cut-offs".to_owned(),
        caption: "Published cut-offs as tests for no live birth, in this file".to_owned(),
        columns: vec![
            TableColumn::words("Source"),
            TableColumn::words("Cut-off"),
            TableColumn::numbers("Sensitivity"),
            TableColumn::numbers("Specificity"),
            TableColumn::numbers("Positive predictive value"),
            TableColumn::numbers("Negative predictive value"),
            TableColumn::numbers("Positive likelihood ratio"),
            TableColumn::numbers("Negative likelihood ratio"),
        ],
        rows,
        notes,
    };
    shares.table(table)
}

fn comparisons(study: &Study, pairs: &[AreaPair]) -> Table {
    let rows = pairs.iter().map(|pair| {
        let names = [pair.first, pair.second].map(|one| Cell::from(words::quantity(one)));
        let mut cells: Vec<Cell> = names.into();
        match &pair.result {
            Ok(found) => cells.extend([
                Cell::from(format!(
                    "{}/{}",
                    format::count(found.n_without_live_birth.into()),
                    format::count(found.n.into())
                )),
                Cell::from(format::decimal(found.first_area, 2)),
                Cell::from(format::decimal(found.second_area, 2)),
                areas_cell(&found.difference),
                Cell::from(
                    found.test.result.statistic.map_or_else(String::new, |z| format::decimal(z, 2)),
                ),
                p_cell(&found.test),
            ]),
            Err(reason) => cells.push(Cell::stacked("", messages::short_reason(reason))),
        }
        cells.resize(8, Cell::default());
        Row::new(cells)
    });
    Table {
        id: "areas".to_owned(),
        caption: "Areas under the curves of every two tests, in the same women".to_owned(),
        columns: vec![
            TableColumn::words("First test"),
            TableColumn::words("Second test"),
            TableColumn::numbers("No live birth"),
            TableColumn::numbers("First area"),
            TableColumn::numbers("Second area"),
            TableColumn::numbers("Difference"),
            TableColumn::numbers("z"),
            TableColumn::numbers("p"),
        ],
        rows: rows.collect(),
        notes: vec![format!(
            "Difference: first area less the second, with the {} of DeLong for two areas of the same \
             women; z and p: DeLong’s test. Holm: p adjusted over these comparisons.",
            words::interval(study.protocol.interval_level)
        )],
    }
}

/// What the intervals of the cut-offs rest on, as drawn: `2,000 bootstrap resamples
/// (seed 1), each of which gave a cut-off`. `None` where none was drawn.
pub(in crate::view) fn resamples(study: &Study) -> Option<String> {
    let found: Vec<BootstrapCutoff> = study
        .curves
        .iter()
        .flatten()
        .filter_map(|curve| Some(*curve.result.as_ref().ok()?.youden_cutoff.as_ref().ok()?))
        .collect();
    let span = |of: fn(&BootstrapCutoff) -> u32| {
        let (least, most) = (found.iter().map(of).min()?, found.iter().map(of).max()?);
        Some(if least == most {
            format::count(most.into())
        } else {
            format!("{} to {}", format::count(least.into()), format::count(most.into()))
        })
    };
    let defined = if found.iter().all(|one| one.n_defined == one.n_drawn) {
        "each of which gave a cut-off".to_owned()
    } else {
        format!("of which {} gave a cut-off", span(|one| one.n_defined)?)
    };
    Some(format!(
        "{} bootstrap resamples (seed {}), {defined}",
        span(|one| one.n_drawn)?,
        study.options.seed
    ))
}

//! What can be said about treatment.

use super::blocks::{self, figure, note, paragraph, refused, warning};
use super::outcome::ratio_or_reason;
use super::wording::{ShareCells, p_cell, points_cell, ratio_cell};
use crate::engine::cohort::tally::Stratum;
use crate::engine::stats::weighting::Balance;
use crate::engine::stats::{Estimate, Undefined};
use crate::engine::study::Study;
use crate::engine::study::treatment::{SCORE_BINS, ScoreBin, Treatment, WeightedComparison};
use crate::view::document::{Block, Cell, Row, Section, Table, TableColumn};
use crate::view::figures::layout::axis::Axis;
use crate::view::figures::layout::intervals::{
    CLASSES_WIDTH, IntervalLine, IntervalRow, IntervalValue, Intervals, SHARES_WIDTH, ValueShape,
    cells,
};
use crate::view::figures::layout::switches::{SwitchRow, Switches};
use crate::view::figures::marks::Tint;
use crate::view::words::predictors;
use crate::view::{format, messages, words};

/// The title of the section.
pub(super) const TITLE: &str = "Treated and untreated women, weighted";

pub(super) fn section(study: &Study) -> Section {
    let (id, title) = ("treatment", TITLE);
    let found = match &study.treatment {
        Ok(found) => found,
        Err(reason) => return blocks::refusal(id, title, reason),
    };
    let mut blocks = vec![
        warning(
            "Women were not assigned to treatment by chance. Weighting makes the groups alike in what the \
             file holds and in nothing else; whoever chose the treatment knew more. This is a \
             description of the file, not an effect to act on.",
        ),
        paragraph(
            "Treated against untreated, among women with an abnormality and a known outcome: \
             as they are, and weighted by the inverse probability of their treatment \
             (propensity score; stabilized weights, robust confidence intervals that take the weights as \
             known).",
        ),
        Block::Table(effects(study, found)),
    ];
    if found.n_unknown > 0 {
        blocks.push(note(format!(
            "{} left out because the file does not say if they were treated.",
            format::count_of(found.n_unknown, "woman is", "women are")
        )));
    }
    match &found.weighted {
        Ok(weighted) => blocks.extend(details(study, weighted)),
        Err(reason) => blocks.push(refused(reason)),
    }
    blocks::section(id, title, blocks)
}

fn effects(study: &Study, found: &Treatment) -> Table {
    let shares = ShareCells::new(&study.options);
    let crude = &found.crude;
    let mut rows = vec![Row::new([
        Cell::from("As they are"),
        shares.cell(&Ok(crude.first)),
        shares.cell(&Ok(crude.second)),
        points_cell(&crude.difference.into()),
        ratio_or_reason(&crude.ratio),
        ratio_or_reason(&crude.odds_ratio),
        p_cell(&crude.test),
    ])];
    if let Ok(weighted) = &found.weighted {
        let effect = &weighted.effect;
        let ratio = |found: &Result<Estimate, Undefined>| match found {
            Ok(estimate) => ratio_cell(estimate),
            Err(why) => Cell::stacked("", messages::undefined_clause(*why)),
        };
        rows.push(Row::new([
            Cell::stacked(
                "Weighted",
                format::count_of(weighted.n_complete, "complete woman", "complete women"),
            ),
            Cell::from(format::percent(effect.treated_risk)),
            Cell::from(format::percent(effect.untreated_risk)),
            points_cell(&effect.risk_difference),
            ratio(&effect.risk_ratio),
            ratio(&effect.odds_ratio),
            Cell::default(),
        ]));
    }
    let table = Table {
        id: "treatment".to_owned(),
        caption: "Live births of treated and untreated women with an abnormality".to_owned(),
        columns: vec![
            TableColumn::words("Comparison"),
            TableColumn::numbers("Treated"),
            TableColumn::numbers("Untreated"),
            TableColumn::numbers("Difference, points"),
            TableColumn::numbers("Risk ratio"),
            TableColumn::numbers("Odds ratio"),
            TableColumn::numbers("p"),
        ],
        rows,
        notes: Vec::new(),
    };
    shares.table(table)
}

fn details(study: &Study, weighted: &WeightedComparison) -> Vec<Block> {
    let mut blocks = Vec::new();
    for left_out in &weighted.left_out {
        blocks.push(note(messages::left_out(left_out, " of treatment")));
    }
    if weighted.overlap_warns {
        blocks.push(warning(
            "Treated and untreated women are hardly comparable: some have a probability of \
             treatment that the other group does not have, or weigh more than ten women. The weighted \
             numbers rest on few of them.",
        ));
    }
    blocks.push(match &weighted.e_value {
        Ok(e_value) => paragraph(format!(
            "E-value: to explain the weighted risk ratio of live birth away, an unmeasured confounder \
             would have to be associated with both treatment and live birth by a risk ratio of at least \
             {} each, beyond the measured covariates; to move its confidence interval to 1, of at least \
             {} each.",
            format::ratio(e_value.estimate),
            format::ratio(e_value.interval)
        )),
        Err(reason) => note(format!("No E-value: {}.", messages::short_reason(reason))),
    });
    match &weighted.balance {
        Ok(balance) => blocks.push(love(balance)),
        Err(reason) => blocks.push(refused(reason)),
    }
    blocks.push(overlap_figure(weighted));
    blocks.push(Block::Details {
        summary: "Women by probability of treatment, as a table".to_owned(),
        blocks: vec![overlap(study, weighted)],
    });
    blocks
}

/// The balance before and after weighting, largest difference first.
fn love(balance: &[Balance]) -> Block {
    let mut ordered: Vec<&Balance> = balance.iter().collect();
    ordered.sort_by(|one, other| other.before.abs().total_cmp(&one.before.abs()));
    let spot = |name: &str, when: &str, value: f64, tint: Tint| IntervalLine {
        name: format!("{name}, {when}"),
        value: Ok(IntervalValue {
            at: value.abs(),
            counts: when.to_owned(),
            text: format::decimal(value.abs(), 2),
            cell: format::decimal(value, 3),
            words: format::decimal(value, 3),
            ..IntervalValue::default()
        }),
        tint,
    };
    let rows: Vec<IntervalRow> = ordered
        .iter()
        .map(|one| {
            let name = predictors::predictor_named(&one.name);
            IntervalRow {
                label: name.to_owned(),
                high: None,
                is_sum: false,
                lines: vec![
                    spot(name, "before", one.before, Tint::Muted),
                    spot(name, "after", one.after, Tint::Stratum(Stratum::Idiopathic)),
                ],
            }
        })
        .collect();
    let largest =
        balance.iter().flat_map(|one| [one.before.abs(), one.after.abs()]).fold(0.1, f64::max);
    let table = cells(&rows);
    let sketch = Intervals {
        rows,
        axis: Axis::from_zero(largest),
        axis_title: "Standardized difference, without its sign".to_owned(),
        look: ValueShape::Point,
        legend: vec![
            (Tint::Muted, "Before weighting".to_owned()),
            (Tint::Stratum(Stratum::Idiopathic), "After weighting".to_owned()),
        ],
        reference: Some((0.1, "0.1".to_owned())),
        labels_width: CLASSES_WIDTH,
        numbers_width: SHARES_WIDTH,
    };
    figure(
        "Are treated and untreated women alike?",
        "Standardized differences between treated and untreated women before and after weighting; \
         below 0.1 they are usually taken as alike."
            .to_owned(),
        &["Predictor", "Standardized difference"],
        table,
        sketch.sketch(),
    )
}

/// The bins from the first to the last with anyone in it, by name.
fn bins(weighted: &WeightedComparison) -> Vec<(String, ScoreBin)> {
    let width = 100 / SCORE_BINS;
    let is_filled = |bin: &ScoreBin| bin.n_treated + bin.n_untreated > 0;
    let Some(first) = weighted.scores.iter().position(is_filled) else { return Vec::new() };
    let last = weighted.scores.iter().rposition(is_filled).unwrap_or(first);
    let name = |place: usize| format!("{}% to {}%", place * width, (place + 1) * width);
    (first..=last).map(|place| (name(place), weighted.scores[place])).collect()
}

/// Where the groups overlap: only there do they have anyone to be compared with.
fn overlap_figure(weighted: &WeightedComparison) -> Block {
    let rows: Vec<SwitchRow> = bins(weighted)
        .into_iter()
        .map(|(name, bin)| SwitchRow {
            label: name,
            counts: [bin.n_treated, bin.n_untreated],
            remarks: Default::default(),
            words: format!(
                "{} treated, {} untreated",
                format::count(bin.n_treated.into()),
                format::count(bin.n_untreated.into())
            ),
        })
        .collect();
    let table = rows
        .iter()
        .map(|row| {
            let mut cells = vec![row.label.clone()];
            cells.extend(row.counts.map(|n| format::count(n.into())));
            cells
        })
        .collect();
    let sketch = Switches {
        rows,
        titles: ["treated", "untreated"].map(str::to_owned),
        tints: [Tint::Stratum(Stratum::Idiopathic), Tint::Muted],
    };
    figure(
        "Do treated and untreated women overlap?",
        "Women by their probability of treatment, as the model of treatment gives it. Only where both \
         sides have women can they be compared."
            .to_owned(),
        &["Probability of treatment", "Treated", "Untreated"],
        table,
        sketch.sketch(),
    )
}

fn overlap(study: &Study, weighted: &WeightedComparison) -> Block {
    let rows = bins(weighted).into_iter().map(|(name, bin)| {
        Row::new([
            Cell::from(name),
            Cell::from(format::count(bin.n_treated.into())),
            Cell::from(format::count(bin.n_untreated.into())),
        ])
    });
    let found = &weighted.overlap;
    Block::Table(Table {
        id: "overlap".to_owned(),
        caption: "Women by probability of treatment".to_owned(),
        columns: vec![
            TableColumn::words("Probability of treatment"),
            TableColumn::numbers("Treated"),
            TableColumn::numbers("Untreated"),
        ],
        rows: rows.collect(),
        notes: vec![format!(
            "{} outside the range of the other group; largest weight {}; the weighted women are worth {} \
             treated and {} untreated ones. Below the estimates: {}.",
            found.outside,
            format::decimal(found.largest_weight, 1),
            format::decimal(found.effective_treated, 0),
            format::decimal(found.effective_untreated, 0),
            words::intervals(study.protocol.interval_level)
        )],
    })
}

//! What other rules and cut-offs would change.

use super::blocks::{self, figure, paragraph, warning};
use crate::engine::protocol::Source;
use crate::engine::protocol::preset::Preset;
use crate::engine::quantity::Quantity;
use crate::engine::rules::profile::{ByClass, ImmuneProfile};
use crate::engine::study::Study;
use crate::engine::study::sensitivity::{Sensitivity, Switch};
use crate::view::document::{Block, Cell, Row, Section, Table, TableColumn};
use crate::view::figures::layout::switches::{SwitchRow, Switches};
use crate::view::figures::marks::Tint;
use crate::view::{format, words};

pub(super) fn section(study: &Study) -> Section {
    let (id, title) = ("sensitivity", "Sensitivity to cut-offs");
    let found = match &study.sensitivity {
        Ok(found) => found,
        Err(reason) => return blocks::refusal(id, title, reason),
    };
    let alternatives = alternatives(study, found);
    let mut blocks = vec![
        paragraph(format!(
            "{} with recurrent pregnancy loss classified again: under each rule that combines the three \
             cytotoxicity values, and with the cut-offs of other sources. Where a source states no \
             cut-off for a test, the one in force stays.",
            format::count_of(found.n, "woman", "women")
        )),
        warning(
            "Cut-offs of different laboratories are not interchangeable: gates, stimulation and readouts \
             differ. What changes here is the name of the same measurement, not the woman.",
        ),
        switch_figure(&alternatives),
        Block::Table(table(&alternatives, found.n)),
    ];
    for one in &alternatives {
        if one.switch.n_changed > 0 {
            blocks.push(Block::Details {
                summary: format!(
                    "From class to class: {} ({})",
                    one.name,
                    format::count_of(one.switch.n_changed, "woman changes", "women change")
                ),
                blocks: vec![Block::Table(switch_table(one))],
            });
        }
    }
    blocks::section(id, title, blocks)
}

/// An alternative with its name and where it comes from.
struct Alternative<'a> {
    id: &'static str,
    name: String,
    source: String,
    switch: &'a Switch,
    is_in_force: bool,
}

fn alternatives<'a>(study: &Study, found: &'a Sensitivity) -> Vec<Alternative<'a>> {
    let rules = found.rules.iter().map(|one| Alternative {
        id: one.rule.word(),
        name: format!("Rule: {}", words::rule(one.rule).to_lowercase()),
        source: "cut-offs in force".to_owned(),
        switch: &one.switch,
        is_in_force: one.rule == study.protocol.cytotoxicity_rule,
    });
    let presets = found.presets.iter().map(|one| Alternative {
        id: one.preset.word(),
        name: preset(one.preset),
        source: source(one.preset),
        switch: &one.switch,
        is_in_force: study.protocol.with_preset(one.preset) == study.protocol,
    });
    rules.chain(presets).collect()
}

/// Where a preset comes from, and what its cut-offs are not.
fn source(preset: Preset) -> String {
    let parts = [preset.reference().unwrap_or_default(), preset.caveat()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(": ")
}

/// A preset with the cut-offs it states.
pub(in crate::view) fn preset(preset: Preset) -> String {
    if preset.source() == Source::Han2025 {
        return "Cut-offs of Han 2025".to_owned();
    }
    let stated: Vec<String> = Quantity::LABORATORY
        .into_iter()
        .filter_map(|quantity| {
            let short = if quantity == Quantity::NkPercent { "NK" } else { "Th1/Th2" };
            Some(format!("{short} > {}", format::value(preset.cutoff(quantity)?.value)))
        })
        .collect();
    format!("{}: {}", words::source(preset.source()), stated.join(", "))
}

fn switch_figure(alternatives: &[Alternative<'_>]) -> Block {
    let rows: Vec<SwitchRow> = alternatives
        .iter()
        .filter(|one| !one.is_in_force)
        .map(|one| {
            let Switch { n_lost, n_gained, n_changed, .. } = one.switch;
            SwitchRow {
                label: one.name.clone(),
                counts: [*n_lost, *n_gained],
                remarks: [
                    format!("{} change class", format::count((*n_changed).into())),
                    format::count((*n_changed).into()),
                ],
                words: format!(
                    "{} change class; {} from an abnormality to none, {} from none to an abnormality",
                    format::count((*n_changed).into()),
                    format::count((*n_lost).into()),
                    format::count((*n_gained).into())
                ),
            }
        })
        .collect();
    let table = rows.iter().map(|row| vec![row.label.clone(), row.words.clone()]).collect();
    let titles = ["from an abnormality to none", "from none to an abnormality"].map(str::to_owned);
    figure(
        "Classification under other rules and cut-offs",
        "Women who change from an abnormality to none, or from none to an abnormality, under each \
         alternative to the rule set in force. At the end of each row: how many change class at all."
            .to_owned(),
        &["Alternative", "Women"],
        table,
        Switches { rows, titles, tints: [Tint::Muted, Tint::Ink] }.sketch(),
    )
}

fn table(alternatives: &[Alternative<'_>], n: u32) -> Table {
    let rows = alternatives.iter().map(|one| {
        let Switch { n_classified, n_abnormal, n_changed, n_gained, n_lost, .. } = *one.switch;
        let count = |n: u32| Cell::from(format::count(n.into()));
        let cells = [
            Cell::stacked(one.name.clone(), one.source.clone()),
            Cell::from(format!(
                "{}/{}",
                format::count(n_abnormal.into()),
                format::count(n_classified.into())
            )),
            if one.is_in_force { Cell::from("in force") } else { count(n_changed) },
            if one.is_in_force { Cell::default() } else { count(n_gained) },
            if one.is_in_force { Cell::default() } else { count(n_lost) },
        ];
        if one.is_in_force { Row::main(cells) } else { Row::new(cells) }
    });
    Table {
        id: "alternatives".to_owned(),
        caption: "Classes under other rules and cut-offs".to_owned(),
        columns: vec![
            TableColumn::words("Alternative"),
            TableColumn::numbers("Any abnormality"),
            TableColumn::numbers("Change class"),
            TableColumn::numbers("From none to an abnormality"),
            TableColumn::numbers("From an abnormality to none"),
        ],
        rows: rows.collect(),
        notes: vec![format!(
            "{} with recurrent pregnancy loss. A change between having a class and having none counts as \
             a change.",
            format::count_of(n, "woman", "women")
        )],
    }
}

fn switch_table(one: &Alternative<'_>) -> Table {
    let name = |class: Option<ImmuneProfile>| class.map_or("Not determinable", words::profile);
    let mut columns = vec![TableColumn::words("From \\ to")];
    columns.extend(ByClass::<()>::KEYS.iter().map(|&to| TableColumn::numbers(name(to))));
    let has_women = |to: &ByClass<u32>| to.values().any(|&n| n > 0);
    let rows = one.switch.table.iter().filter(|(_, to)| has_women(to)).map(|(from, to)| {
        let mut cells = vec![Cell::from(name(from))];
        cells.extend(to.values().map(|&n| match n {
            0 => Cell::default(),
            n => Cell::from(format::count(n.into())),
        }));
        Row::new(cells)
    });
    Table {
        id: format!("switch-{}", one.id.replace('_', "-")),
        caption: format!("From class to class: {}", one.name),
        columns,
        rows: rows.collect(),
        notes: Vec::new(),
    }
}

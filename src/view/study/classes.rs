//! The answer at a glance: how many women have each class, and how many of them had a
//! live birth.

use super::blocks::{self, paragraph};
use crate::engine::cohort::tally::{ClassGroup, ClassRow, Stratum, TallyCell as Count};
use crate::engine::counts::{Counts, RuleComparison};
use crate::engine::rules::profile::ImmuneProfile;
use crate::view::document::{Block, Cell, Row, Section, Table, TableColumn};
use crate::view::{format, words};

/// Every class with its women and their live births.
pub(super) fn section(counts: &Counts) -> Section {
    let mut blocks = vec![blocks::nobody(counts).unwrap_or_else(|| paragraph(answer(counts)))];
    if counts.flow.n_classified > 0 {
        blocks.push(Block::Table(table(counts)));
        blocks.push(Block::Table(rules(counts)));
    }
    blocks::section("classes", "Classes and live births", blocks)
}

/// The count of a class among all women.
fn of_all(counts: &Counts, group: ClassGroup) -> Option<&Count> {
    let row = counts.classes.iter().find(|row| row.group == group)?;
    row.cells.iter().find(|cell| cell.stratum == Stratum::All)
}

/// What the table says first of all, in words.
fn answer(counts: &Counts) -> String {
    let normal = ClassGroup::Class(ImmuneProfile::Normal);
    let abnormal = of_all(counts, ClassGroup::AnyAbnormality);
    let Some((abnormal, share)) = abnormal.and_then(|cell| Some((cell, cell.prevalence?))) else {
        return "No woman has an immune class, so there is no prevalence and no live birth rate."
            .to_owned();
    };
    let had_abnormality = format!(
        "Of {} with an immune class, {} ({}) {} at least one abnormality.",
        format::count_of(share.total, "woman", "women"),
        format::count(abnormal.n.into()),
        format::percent(share.estimate),
        if abnormal.n == 1 { "has" } else { "have" },
    );
    let rate = |cell: Option<&Count>| cell.and_then(|cell| cell.live_birth_rate);
    match (rate(Some(abnormal)), rate(of_all(counts, normal))) {
        (Some(abnormal), Some(normal)) => format!(
            "{had_abnormality} Where the outcome is known, {} of {} with an abnormality and {} of {} \
             without one had a live birth ({} and {}).",
            abnormal.events,
            abnormal.total,
            normal.events,
            normal.total,
            format::percent(abnormal.estimate),
            format::percent(normal.estimate),
        ),
        (Some(rate), None) => format!(
            "{had_abnormality} Where the outcome is known, {} of {} of them had a live birth ({}). No \
             woman without an abnormality has a known outcome.",
            rate.events,
            rate.total,
            format::percent(rate.estimate),
        ),
        (None, Some(rate)) => format!(
            "{had_abnormality} None of them has a known outcome. Without an abnormality, {} of {} women \
             had a live birth ({}).",
            rate.events,
            rate.total,
            format::percent(rate.estimate),
        ),
        (None, None) => {
            format!("{had_abnormality} No outcome is known, so there is no live birth rate.")
        }
    }
}

/// The strata shown: of those whose etiology is not stated only where there are any.
fn strata(counts: &Counts) -> Vec<(Stratum, u32)> {
    let everyone = counts.classes.iter().find(|row| row.group == ClassGroup::Everyone);
    let cells = everyone.map(|row| row.cells.iter()).unwrap_or_default();
    cells
        .map(|cell| (cell.stratum, cell.n))
        .filter(|&(stratum, n)| stratum != Stratum::NotStated || n > 0)
        .collect()
}

fn table(counts: &Counts) -> Table {
    let strata = strata(counts);
    let mut columns = vec![TableColumn::words("Class")];
    for (stratum, n) in &strata {
        let name = words::stratum(*stratum);
        columns.push(TableColumn::numbers(format!("{name} (n = {})", format::count((*n).into()))));
        columns.push(TableColumn::numbers("Live births"));
    }
    let row = |row: &ClassRow| {
        let mut cells = vec![Cell::from(words::group(row.group))];
        for (stratum, _) in &strata {
            let cell = row.cells.iter().find(|cell| cell.stratum == *stratum);
            cells.extend(cell.map_or_else(Default::default, counted));
        }
        match row.group {
            ClassGroup::Class(_) => Row::new(cells),
            ClassGroup::AnyAbnormality | ClassGroup::Everyone => Row::main(cells),
        }
    };
    Table {
        id: "classes".to_owned(),
        caption: "Classes and live births by etiology".to_owned(),
        columns,
        rows: counts.classes.iter().map(row).collect(),
        notes: vec![format!(
            "Women of each class with their share of the column, and their live births among known \
             outcomes with {}. An empty cell has nobody in it: there is no rate.",
            words::wilsons(counts.protocol.interval_level)
        )],
    }
}

/// The women of a class, and their live births; empty where nobody was counted.
fn counted(cell: &Count) -> [Cell; 2] {
    let share = cell.prevalence.map(|share| format::percent(share.estimate));
    let births = cell.live_birth_rate.map(|rate| {
        let births = format!("{} ({})", format::fraction(&rate), format::percent(rate.estimate));
        Cell::stacked(births, format::interval(rate.interval))
    });
    [
        Cell::stacked(format::count(cell.n.into()), share.unwrap_or_default()),
        births.unwrap_or_default(),
    ]
}

/// What each way to combine the three ratios would make of the enrolled women.
fn rules(counts: &Counts) -> Table {
    let row = |one: &RuleComparison| {
        let is_in_force = one.rule == counts.protocol.cytotoxicity_rule;
        let abnormal = format!(
            "{} of {}",
            format::count(one.n_abnormal.into()),
            format::count(one.n_classified.into())
        );
        let changed =
            if is_in_force { "in force".to_owned() } else { format::count(one.n_changed.into()) };
        Row::new([words::rule(one.rule).to_owned(), abnormal, changed].map(Cell::from))
    };
    Table {
        id: "cytotoxicity-rules".to_owned(),
        caption: "Cytotoxicity rules compared".to_owned(),
        columns: vec![
            TableColumn::words("Rule"),
            TableColumn::numbers("Any abnormality"),
            TableColumn::numbers("Another class than now"),
        ],
        rows: counts.rules.iter().map(row).collect(),
        notes: Vec::new(),
    }
}

//! How frequent each abnormality is.

use super::blocks::{self, figure, paragraph, refused};
use super::wording::{ShareCells, p_cell, points_cell};
use crate::engine::cohort::tally::{ClassGroup, Stratum};
use crate::engine::rules::panel::ByTest;
use crate::engine::rules::profile::ImmuneProfile;
use crate::engine::stats::proportion::Proportion;
use crate::engine::study::prevalence::{GroupPrevalence, Prevalence};
use crate::engine::study::{Estimable, NotEstimable, Study};
use crate::view::document::{Block, Cell, Row, Section, Table, TableColumn};
use crate::view::figures::layout::axis::Axis;
use crate::view::figures::layout::combinations::{Combination as SetColumn, Combinations};
use crate::view::figures::layout::intervals::{
    CLASSES_WIDTH, IntervalLine, IntervalRow, IntervalValue, Intervals, SHARES_WIDTH, ValueShape,
    cells,
};
use crate::view::figures::marks::Tint;
use crate::view::{format, messages, words};

/// The title of the section.
pub(super) const TITLE: &str = "Prevalence of each abnormality";

pub(super) fn section(study: &Study) -> Section {
    let (id, title) = ("prevalence", TITLE);
    let found = match &study.prevalence {
        Ok(found) => found,
        Err(reason) => return blocks::refusal(id, title, reason),
    };
    let mut blocks = vec![paragraph(
        "Among the women with an immune class. The seven combinations exclude each other; “any \
         abnormality” is their sum. Difference: idiopathic less known etiology, in percentage points \
         with the confidence interval of Newcombe; p by Fisher’s exact test.",
    )];
    if let Some(Err(reason)) = found.any_abnormality().map(|group| &group.by_etiology) {
        blocks.push(refused(reason));
    }
    blocks.push(by_etiology(study, found));
    blocks.push(combinations(study, found));
    blocks.push(Block::Table(table(study, found)));
    blocks::section(id, title, blocks)
}

/// The share of a group among everyone, or in an etiology.
fn strata(group: &GroupPrevalence) -> [(Stratum, Estimable<Proportion>); 2] {
    let of = |first: bool| match &group.by_etiology {
        Ok(contrast) => Ok(if first { contrast.first } else { contrast.second }),
        Err(reason) => Err(reason.clone()),
    };
    [(Stratum::Idiopathic, of(true)), (Stratum::Known, of(false))]
}

pub(super) fn share_line(name: &str, found: &Estimable<Proportion>, tint: Tint) -> IntervalLine {
    let value = found.as_ref().map(IntervalValue::share).map_err(messages::short_reason);
    IntervalLine { name: name.to_owned(), value, tint }
}

fn by_etiology(study: &Study, found: &Prevalence) -> Block {
    let has_etiology = found.groups.iter().any(|group| group.by_etiology.is_ok());
    let mut largest: f64 = 0.0;
    let rows: Vec<IntervalRow> = found
        .groups
        .iter()
        .map(|group| {
            let strata: Vec<(Stratum, Estimable<Proportion>)> = if has_etiology {
                strata(group).into()
            } else {
                vec![(Stratum::All, Ok(group.all))]
            };
            let name = words::group(group.group);
            let lines = strata
                .iter()
                .map(|(stratum, share)| {
                    if let Ok(share) = share {
                        largest = largest.max(share.interval.upper);
                    }
                    let name = format!("{name}, {}", words::stratum(*stratum).to_lowercase());
                    share_line(&name, share, Tint::Stratum(*stratum))
                })
                .collect();
            IntervalRow::of_group(group.group, lines)
        })
        .collect();
    let table = cells(&rows);
    let legend = if has_etiology {
        [Stratum::Idiopathic, Stratum::Known]
            .map(|stratum| (Tint::Stratum(stratum), words::stratum(stratum).to_owned()))
            .into()
    } else {
        Vec::new()
    };
    let sketch = Intervals {
        rows,
        axis: Axis::shares(largest),
        axis_title: "Share of the women with an immune class".to_owned(),
        look: ValueShape::Bar,
        legend,
        reference: None,
        labels_width: CLASSES_WIDTH,
        numbers_width: SHARES_WIDTH,
    };
    figure(
        "How common is each abnormality?",
        format!(
            "Share of women in each class, by etiology, with {}.",
            words::wilsons(study.protocol.interval_level)
        ),
        &["Women", "Numbers"],
        table,
        sketch.sketch(),
    )
}

fn combinations(study: &Study, found: &Prevalence) -> Block {
    let column = |share: Proportion, profile: ImmuneProfile| SetColumn {
        name: words::profile(profile).to_owned(),
        high: profile.high(),
        share,
        tint: Tint::Profile(profile),
    };
    let mut columns = Vec::new();
    for group in &found.groups {
        if let ClassGroup::Class(profile) = group.group {
            columns.push(column(group.all, profile));
        }
    }
    let normal = found.any_abnormality().and_then(|any| {
        let n = any.all.total - any.all.events;
        Proportion::wilson(n, any.all.total, study.protocol.interval_level).ok()
    });
    if let Some(normal) = normal {
        columns.insert(0, column(normal, ImmuneProfile::Normal));
    }
    let rows =
        columns.iter().map(|one| vec![one.name.clone(), format::share(&one.share)]).collect();
    let sets = ByTest::from_fn(|test| {
        (words::TESTS[test].to_owned(), found.tests[test].all.as_ref().ok().copied())
    });
    let plot = Combinations { columns, sets, axis_title: "Women".to_owned() };
    figure(
        "Which abnormalities come together?",
        "How many women have each combination of the three tests; a filled circle is a high test. \
         Beside each test is its share whatever the others say."
            .to_owned(),
        &["Combination", "Women"],
        rows,
        plot.sketch(),
    )
}

fn table(study: &Study, found: &Prevalence) -> Table {
    let shares = ShareCells::new(&study.options);
    let line = |group: &GroupPrevalence| {
        let [idiopathic, known] = strata(group).map(|(_, share)| shares.cell(&share));
        let (difference, p) = match &group.by_etiology {
            Ok(contrast) => (points_cell(&contrast.difference.into()), p_cell(&contrast.test)),
            Err(reason) => (Cell::stacked("", messages::short_reason(reason)), Cell::default()),
        };
        let all = shares.cell(&Ok::<_, NotEstimable>(group.all));
        let cells = [Cell::from(words::group(group.group)), all, idiopathic, known, difference, p];
        if group.group == ClassGroup::AnyAbnormality { Row::main(cells) } else { Row::new(cells) }
    };
    let table = Table {
        id: "prevalence".to_owned(),
        caption: "Prevalence of each abnormality by etiology".to_owned(),
        columns: vec![
            TableColumn::words("Class"),
            TableColumn::numbers("All"),
            TableColumn::numbers("Idiopathic"),
            TableColumn::numbers("Known etiology"),
            TableColumn::numbers("Difference, points"),
            TableColumn::numbers("p"),
        ],
        rows: found.groups.iter().map(line).collect(),
        notes: Vec::new(),
    };
    shares.table(table)
}

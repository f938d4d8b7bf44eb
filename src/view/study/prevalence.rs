//! How frequent each abnormality is.

use super::blocks::{self, figure, paragraph, refused};
use super::drawing::axes::Axis;
use super::drawing::combinations::{Column as SetColumn, Combinations};
use super::drawing::intervals::{Intervals, Line, Look, Row as IntervalRow, Value};
use super::wording::{self, p_cell, points_cell, share_cell};
use crate::engine::cohort::tally::{Group, Stratum};
use crate::engine::rules::profile::ImmuneProfile;
use crate::engine::stats::proportion::Proportion;
use crate::engine::study::prevalence::{GroupPrevalence, Prevalence};
use crate::engine::study::{CannotSay, Said, Study};
use crate::view::document::{Block, Cell, Column, Row, Section, Table};
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
    if let Some(Err(reason)) = found.groups.last().map(|group| &group.by_etiology) {
        blocks.push(refused(reason));
    }
    blocks.push(by_etiology(study, found));
    blocks.push(combinations(study, found));
    blocks.push(Block::Table(table(study, found)));
    blocks::section(id, title, blocks)
}

/// The share of a group among everyone, or in an etiology.
fn strata(group: &GroupPrevalence) -> [(Stratum, Said<Proportion>); 2] {
    let of = |first: bool| match &group.by_etiology {
        Ok(contrast) => Ok(if first { contrast.first } else { contrast.second }),
        Err(reason) => Err(reason.clone()),
    };
    [(Stratum::Idiopathic, of(true)), (Stratum::Known, of(false))]
}

pub(super) fn share_line(name: &str, found: &Said<Proportion>, tint: Tint) -> Line {
    let value = match found {
        Ok(share) => Ok(Value {
            at: share.estimate,
            interval: Some([share.interval.lower, share.interval.upper]),
            other: None,
            counts: format::fraction(share),
            text: format::percent(share.estimate),
            readout: format!("{name}: {}", format::share(share)),
        }),
        Err(reason) => Err(messages::short_reason(reason)),
    };
    Line { value, tint }
}

/// The row of a group of women without its lines.
pub(super) fn group_row(group: Group, lines: Vec<Line>) -> IntervalRow {
    IntervalRow {
        label: words::group(group).to_owned(),
        high: match group {
            Group::Class { profile } => Some(profile.high()),
            Group::AnyAbnormality | Group::Everyone => None,
        },
        is_sum: !matches!(group, Group::Class { .. }),
        lines,
    }
}

fn by_etiology(study: &Study, found: &Prevalence) -> Block {
    let has_etiology = found.groups.iter().any(|group| group.by_etiology.is_ok());
    let mut largest: f64 = 0.0;
    let rows: Vec<IntervalRow> = found
        .groups
        .iter()
        .map(|group| {
            let strata: Vec<(Stratum, Said<Proportion>)> = if has_etiology {
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
            group_row(group.group, lines)
        })
        .collect();
    let table = rows.iter().flat_map(interval_rows).collect();
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
        look: Look::Bar,
        legend,
        reference: None,
        numbers_width: 132.0,
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

/// What the lines of a row say, as cells.
pub(super) fn interval_rows(row: &IntervalRow) -> Vec<Vec<String>> {
    row.lines
        .iter()
        .map(|line| match &line.value {
            Ok(value) => match value.readout.split_once(": ") {
                Some((name, numbers)) => vec![name.to_owned(), numbers.to_owned()],
                None => vec![row.label.clone(), value.readout.clone()],
            },
            Err(reason) => vec![row.label.clone(), reason.clone()],
        })
        .collect()
}

fn combinations(study: &Study, found: &Prevalence) -> Block {
    let column =
        |name: &str, high: [bool; 3], share: &Proportion, profile: ImmuneProfile| SetColumn {
            high,
            n: share.events,
            labels: [format::count(share.events.into()), format::percent(share.estimate)],
            tint: Tint::Profile(profile),
            readout: format!("{name}: {}", format::share(share)),
        };
    let mut columns = Vec::new();
    for group in &found.groups {
        if let Group::Class { profile } = group.group {
            columns.push(column(words::profile(profile), profile.high(), &group.all, profile));
        }
    }
    let any = found.groups.iter().find(|group| group.group == Group::AnyAbnormality);
    let normal = any.and_then(|any| {
        let n = any.all.total - any.all.events;
        Proportion::wilson(n, any.all.total, study.protocol.interval_level).ok()
    });
    if let Some(normal) = &normal {
        let profile = ImmuneProfile::Normal;
        columns.insert(0, column(words::profile(profile), profile.high(), normal, profile));
    }
    let rows = columns
        .iter()
        .map(|column| {
            let (name, numbers) = column.readout.split_once(": ").unwrap_or(("", ""));
            vec![name.to_owned(), numbers.to_owned()]
        })
        .collect();
    let mut sets = [(); 3].map(|()| (String::new(), String::new()));
    for (set, test) in sets.iter_mut().zip(&found.tests) {
        let name = words::TESTS[test.test as usize].to_owned();
        *set = (name, format::percent(test.all.estimate));
    }
    let plot = Combinations { columns, sets, axis_title: "Women".to_owned() };
    figure(
        "Which abnormalities come together?",
        "How many women have each combination of the three tests; a filled circle is a high test. \
         Beside each test stands its share whatever the others say."
            .to_owned(),
        &["Combination", "Women"],
        rows,
        plot.sketch(),
    )
}

fn table(study: &Study, found: &Prevalence) -> Table {
    let line = |group: &GroupPrevalence| {
        let [idiopathic, known] =
            strata(group).map(|(_, share)| share_cell(&share, &study.options));
        let (difference, p) = match &group.by_etiology {
            Ok(contrast) => (points_cell(&contrast.difference.into()), p_cell(&contrast.test)),
            Err(reason) => (Cell::stacked("", messages::short_reason(reason)), Cell::default()),
        };
        let all = share_cell(&Ok::<_, CannotSay>(group.all), &study.options);
        let cells = [Cell::from(words::group(group.group)), all, idiopathic, known, difference, p];
        if group.group == Group::AnyAbnormality { Row::main(cells) } else { Row::new(cells) }
    };
    let table = Table {
        id: "prevalence".to_owned(),
        caption: "Prevalence of each abnormality by etiology".to_owned(),
        columns: vec![
            Column::words("Class"),
            Column::numbers("All"),
            Column::numbers("Idiopathic"),
            Column::numbers("Known etiology"),
            Column::numbers("Difference, points"),
            Column::numbers("p"),
        ],
        rows: found.groups.iter().map(line).collect(),
        notes: Vec::new(),
    };
    wording::with_small_cells(table, &study.options)
}

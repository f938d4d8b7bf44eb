//! The live birth rate of each class.

use crate::engine::cohort::tally::{Group, Stratum};
use crate::engine::report::Report;
use crate::view::figures::forest::{Forest, Mark, Row, ShareLine};
use crate::view::figures::{Drawing, Figure, FigureTable};
use crate::view::{format, words};

/// The figure of a report; `None` when no pregnancy has a known end.
#[must_use]
pub fn figure(report: &Report) -> Option<Figure> {
    let everyone = report.classes.iter().find(|row| row.group == Group::Everyone)?;
    let overall = everyone.cells[Stratum::All as usize].live_birth_rate?.estimate;
    let rows: Vec<Row> = report
        .classes
        .iter()
        .map(|row| {
            let cell = row.cells[Stratum::All as usize];
            let empty_text = if cell.n == 0 { "no patient" } else { "no known outcome" }.to_owned();
            Row::new(row.group, vec![ShareLine { share: cell.live_birth_rate, empty_text }])
        })
        .collect();
    Some(Figure {
        title: "How often did the first pregnancy after the work-up end with a live birth?"
            .to_owned(),
        description: format!(
            "Live births among women with a known outcome, by class, with {}. The line marks the rate \
             of all of them.",
            words::wilsons(report.protocol.interval_level)
        ),
        table: table(&rows),
        drawing: Drawing::Forest(Forest {
            mark: Mark::Point,
            maximum: 1.0,
            axis_title: "Live birth rate".to_owned(),
            legend: Vec::new(),
            reference: Some((overall, format!("all: {}", format::percent(overall)))),
            rows,
        }),
    })
}

fn table(rows: &[Row]) -> FigureTable {
    let cells = rows.iter().map(|row| {
        let shares = row.lines.iter().flat_map(ShareLine::cells);
        [row.label.clone()].into_iter().chain(shares).collect()
    });
    FigureTable {
        head: ["Class", "Live births", "Rate", "Confidence interval"].map(str::to_owned).to_vec(),
        rows: cells.collect(),
    }
}

//! How common each abnormality is, by etiology.

use crate::engine::cohort::tally::{Group, Stratum};
use crate::engine::report::Report;
use crate::engine::rules::profile::ImmuneProfile;
use crate::view::cohort::classes;
use crate::view::figures::forest::{Forest, Mark, Row, ShareLine, axis_maximum};
use crate::view::figures::{Drawing, Figure, FigureTable};
use crate::view::{format, words};

/// The figure of a report; `None` when nobody has a class.
#[must_use]
pub fn figure(report: &Report) -> Option<Figure> {
    let strata = strata(report);
    if strata.is_empty() {
        return None;
    }
    let normal = Group::Class { profile: ImmuneProfile::Normal };
    let line = |share| ShareLine { share, empty_text: "nobody".to_owned() };
    let rows: Vec<Row> = report
        .classes
        .iter()
        .filter(|row| row.group != normal && row.group != Group::Everyone)
        .map(|row| {
            let shares = strata.iter().map(|&stratum| row.cells[stratum as usize].prevalence);
            Row::new(row.group, shares.map(line).collect())
        })
        .collect();
    let named = |&stratum: &Stratum| {
        let n = format::count(classes::stratum_size(report, stratum).into());
        (stratum, format!("{} (n = {n})", words::stratum(stratum)))
    };
    Some(Figure {
        title: "How common is each abnormality?".to_owned(),
        description: format!(
            "Share of women with each abnormality, by etiology, with {}.",
            words::wilsons(report.protocol.interval_level)
        ),
        table: table(&rows, &strata),
        drawing: Drawing::Forest(Forest {
            mark: Mark::Bar,
            maximum: axis_maximum(&rows),
            axis_title: "Share of women with a class".to_owned(),
            legend: strata.iter().map(named).collect(),
            reference: None,
            rows,
        }),
    })
}

/// The etiologies that anybody has; everyone together when none is stated.
fn strata(report: &Report) -> Vec<Stratum> {
    let has_women = |stratum: &Stratum| classes::stratum_size(report, *stratum) > 0;
    let strata: Vec<Stratum> = Stratum::ALL[1..].iter().copied().filter(has_women).collect();
    if strata == [Stratum::NotStated] { vec![Stratum::All] } else { strata }
}

fn table(rows: &[Row], strata: &[Stratum]) -> FigureTable {
    let cells = rows.iter().flat_map(|row| {
        row.lines.iter().zip(strata).map(|(line, &stratum)| {
            let names = [row.label.clone(), words::stratum(stratum).to_owned()];
            names.into_iter().chain(line.cells()).collect()
        })
    });
    FigureTable {
        head: ["Abnormality", "Etiology", "Women", "Share", "Confidence interval"]
            .map(str::to_owned)
            .to_vec(),
        rows: cells.collect(),
    }
}

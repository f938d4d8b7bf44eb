//! Charts of findings: estimates with their intervals.

use crate::view::calculator::finding::{Finding, Outcome};
use crate::view::document::Block;
use crate::view::figures::axis::Axis;
use crate::view::figures::estimates::{EstimateRow, Estimates};
use crate::view::figures::{Drawing, Figure, FigureTable};

/// The line of a finding; none for what has no value.
pub(super) fn row(label: impl Into<String>, finding: &Finding) -> Option<EstimateRow> {
    let (value, limits) = match &finding.outcome {
        Outcome::Estimate(estimate) => {
            (estimate.value, Some([estimate.interval.lower, estimate.interval.upper]))
        }
        Outcome::Number(value) | Outcome::WithoutInterval { value, .. } => (*value, None),
        _ => return None,
    };
    let interval = finding.interval_text();
    let text = if interval.is_empty() {
        finding.value_text()
    } else {
        format!("{} ({interval})", finding.value_text())
    };
    Some(EstimateRow {
        label: label.into(),
        value: Some(value),
        limits,
        dots: Vec::new(),
        text,
        weight: 0.4,
        is_main: finding.is_main,
    })
}

/// A chart of rows; none if there is no row.
pub(super) fn figure(
    title: &str,
    description: impl Into<String>,
    axis: (Axis, &str),
    reference: Option<(f64, &str)>,
    rows: Vec<EstimateRow>,
) -> Option<Block> {
    if rows.is_empty() {
        return None;
    }
    let table = FigureTable {
        head: ["", "Value"].map(str::to_owned).to_vec(),
        rows: rows.iter().map(|row| vec![row.label.clone(), row.text.clone()]).collect(),
    };
    Some(Block::Figure(Box::new(Figure {
        title: title.to_owned(),
        description: description.into(),
        table,
        drawing: Drawing::Estimates(Estimates {
            rows,
            axis: axis.0,
            axis_title: axis.1.to_owned(),
            reference: reference.map(|(value, label)| (value, label.to_owned())),
        }),
    })))
}

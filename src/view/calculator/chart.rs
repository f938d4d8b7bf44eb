//! Charts of findings: estimates with their intervals.

use crate::view::calculator::finding::{Finding, FindingValue};
use crate::view::document::Block;
use crate::view::figures::layout::axis::{Axis, Division};
use crate::view::figures::layout::intervals::{
    IntervalRow, IntervalValue, Intervals, ValueShape, cells,
};
use crate::view::figures::layout::{LETTER, number};
use crate::view::figures::{Figure, FigureTable};

/// How large the squares are that weigh nothing.
const EVEN: f64 = 0.4;

/// A value with its limits, both in text.
pub(in crate::view) fn value(
    at: f64,
    limits: Option<[f64; 2]>,
    text: [String; 2],
) -> IntervalValue {
    let [text, interval_text] = text;
    let value = IntervalValue {
        at,
        interval: limits,
        weight: EVEN,
        text,
        interval_text,
        ..IntervalValue::default()
    };
    let written = value.written();
    IntervalValue { cell: written.clone(), words: written, ..value }
}

/// What a finding shows; none for what has no value.
pub(super) fn value_of(finding: &Finding) -> Option<IntervalValue> {
    let (at, limits) = match &finding.outcome {
        FindingValue::Estimate(estimate) => {
            (estimate.value, Some([estimate.interval.lower, estimate.interval.upper]))
        }
        FindingValue::Number(value) | FindingValue::WithoutInterval { value, .. } => (*value, None),
        _ => return None,
    };
    Some(value(at, limits, [finding.value_text(), finding.interval_text()]))
}

/// The line of a finding; none for what has no value.
pub(super) fn row(label: impl Into<String>, finding: &Finding) -> Option<IntervalRow> {
    Some(IntervalRow::of_value(label, value_of(finding)?, finding.is_main))
}

/// A chart of rows; none if there is no row.
pub(in crate::view) fn figure(
    title: &str,
    description: impl Into<String>,
    (division, axis_title): (Division, &str),
    reference: Option<(f64, &str)>,
    rows: Vec<IntervalRow>,
) -> Option<Block> {
    if rows.is_empty() {
        return None;
    }
    let numbers = values(&rows).flat_map(numbers_of).chain(reference.map(|(value, _)| value));
    let axis = Axis::holding(division, numbers);
    let table = FigureTable { head: ["", "Value"].map(str::to_owned).to_vec(), rows: cells(&rows) };
    let letters =
        |texts: &mut dyn Iterator<Item = usize>| LETTER * number(texts.max().unwrap_or(0));
    let labels = letters(&mut rows.iter().map(|row| row.label.chars().count()));
    let written = letters(&mut values(&rows).map(|value| value.written().chars().count()));
    let sketch = Intervals {
        axis,
        axis_title: axis_title.to_owned(),
        look: ValueShape::Square,
        legend: Vec::new(),
        reference: reference.map(|(value, label)| (value, label.to_owned())),
        labels_width: (labels + 24.0).clamp(110.0, 258.0),
        numbers_width: (written + 26.0).clamp(60.0, 245.0),
        rows,
    }
    .sketch();
    let (title, description) = (title.to_owned(), description.into());
    Some(Block::Figure(Box::new(Figure { title, description, table, sketch })))
}

fn values(rows: &[IntervalRow]) -> impl Iterator<Item = &IntervalValue> {
    rows.iter().flat_map(|row| &row.lines).filter_map(|line| line.value.as_ref().ok())
}

/// Every number that the axis has to hold.
fn numbers_of(value: &IntervalValue) -> impl Iterator<Item = f64> {
    let limits = value.interval.into_iter().flatten();
    std::iter::once(value.at).chain(limits).chain(value.dots.iter().map(|dot| dot.at))
}

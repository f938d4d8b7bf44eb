//! What the figures say, read out of their SVG.

#![cfg(not(target_arch = "wasm32"))]

use crate::support::files::leaves_out;
use crate::support::synthetic;
use rpl_immune_profile::engine::analyze_with;
use rpl_immune_profile::engine::protocol::Protocol;
use rpl_immune_profile::engine::report::Report;
use rpl_immune_profile::view::figures::axis::Axis;
use rpl_immune_profile::view::figures::curve::{Curve, Place};
use rpl_immune_profile::view::figures::estimates::{EstimateRow, Estimates};
use rpl_immune_profile::view::figures::forest::Forest;
use rpl_immune_profile::view::figures::theme::Theme;
use rpl_immune_profile::view::figures::{Drawing, Figure, FigureTable, to_svg};

fn report(file: &str) -> Report {
    analyze_with(file.as_bytes(), &leaves_out(), &Protocol::default()).expect("a table")
}

fn example() -> Report {
    report(&synthetic::example())
}

fn svg(figure: &Figure, width: u32) -> String {
    to_svg(figure, width, Theme::LIGHT).expect("SVG")
}

fn forest(figure: &Figure) -> &Forest {
    let Drawing::Forest(forest) = &figure.drawing else { panic!("no forest") };
    forest
}

/// The value of an attribute of an element.
fn number(element: &str, attribute: &str) -> f64 {
    let name = format!("{attribute}=\"");
    let mut pieces = element.split(' ').filter_map(|piece| piece.strip_prefix(name.as_str()));
    let value = pieces.next().expect("the attribute");
    value.split('"').next().expect("its end").parse().expect("a number")
}

fn elements<'a>(svg: &'a str, tag: &str) -> Vec<&'a str> {
    let open = format!("<{tag} ");
    svg.split(&open).skip(1).map(|rest| rest.split('>').next().unwrap_or_default()).collect()
}

/// The horizontal places of the axis' grid lines, which stand at equal steps.
fn scale(svg: &str) -> (f64, f64) {
    let labels: Vec<(f64, f64)> = svg
        .split("<text ")
        .skip(1)
        .filter_map(|text| {
            let (attributes, content) = text.split_once('>')?;
            let share = content.split('<').next()?.trim().strip_suffix('%')?;
            let is_tick = !share.contains('.') && attributes.contains("text-anchor=\"middle\"");
            is_tick.then(|| (share.parse::<f64>().expect("a number"), number(attributes, "x")))
        })
        .collect();
    let (first, last) = (labels[0], labels[labels.len() - 1]);
    let per_percent = (last.1 - first.1) / (last.0 - first.0);
    (first.1 - first.0 * per_percent, per_percent)
}

/// Squares stand at the estimates, on the linear and the logarithmic axis alike:
/// the first and the last tick say where.
#[test]
fn every_estimate_stands_at_its_number() {
    for (axis, values) in [
        (Axis::Linear, [2.0, 7.5, 12.0]),
        (Axis::Percent, [0.1, 0.5, 0.9]),
        (Axis::Logarithmic, [0.2, 3.0, 40.0]),
    ] {
        let scaled = |value: f64| if axis == Axis::Logarithmic { value.ln() } else { value };
        let figure = estimates(axis, &values);
        for width in [320, 900] {
            let svg = svg(&figure, width);
            let ticks = ticks(&svg);
            let (first, last) = (ticks[0], ticks[ticks.len() - 1]);
            let per_unit = (last.1 - first.1) / (scaled(last.0) - scaled(first.0));
            let squares: Vec<f64> = elements(&svg, "rect")
                .into_iter()
                .filter(|rect| number(rect, "width") < 20.0)
                .map(|rect| number(rect, "x") + number(rect, "width") / 2.0)
                .collect();
            assert_eq!(squares.len(), values.len(), "{axis:?} at {width}");
            for (square, value) in squares.iter().zip(values) {
                let expected = first.1 + (scaled(value) - scaled(first.0)) * per_unit;
                assert!((square - expected).abs() < 1.6, "{square}, not {expected}: {axis:?}");
            }
        }
    }
}

/// The ticks of an axis: their numbers and their places.
fn ticks(svg: &str) -> Vec<(f64, f64)> {
    let tick = |text: &str| {
        let (attributes, content) = text.split_once('>')?;
        let label = content.split('<').next()?.trim();
        let value: f64 = label.trim_end_matches('%').replace('−', "-").parse().ok()?;
        let value = if label.ends_with('%') { value / 100.0 } else { value };
        attributes.contains("\"middle\"").then(|| (value, number(attributes, "x")))
    };
    svg.split("<text ").skip(1).filter_map(tick).collect()
}

fn estimates(axis: Axis, values: &[f64]) -> Figure {
    let rows = values.iter().map(|&value| EstimateRow {
        label: format!("Row {value}"),
        value: Some(value),
        limits: Some([value * 0.9, value * 1.05]),
        text: format!("({value})"),
        weight: 1.0,
        ..EstimateRow::default()
    });
    let rows: Vec<EstimateRow> = rows.collect();
    Figure {
        title: "Title".to_owned(),
        description: "Description.".to_owned(),
        table: FigureTable { head: Vec::new(), rows: Vec::new() },
        drawing: Drawing::Estimates(Estimates {
            rows,
            axis,
            axis_title: "Axis".to_owned(),
            reference: None,
        }),
    }
}

/// The point of a curve stands where both axes have its numbers.
#[test]
fn the_point_of_a_curve_stands_at_its_numbers() {
    let places: Vec<Place> =
        (0..=40).map(|step| Place { x: f64::from(step), y: f64::from(step) / 40.0 }).collect();
    let figure = Figure {
        drawing: Drawing::Curve(Curve {
            places,
            axes: [Axis::Linear, Axis::Percent],
            axis_titles: ["Members", "Power"].map(str::to_owned),
            mark: Some((Place { x: 10.0, y: 0.25 }, "here".to_owned())),
        }),
        ..estimates(Axis::Linear, &[])
    };
    for width in [320, 900] {
        let svg = svg(&figure, width);
        let dot = elements(&svg, "circle")[0];
        let across = ticks(&svg);
        let (first, last) = (across[0], across[across.len() - 1]);
        let expected = first.1 + (10.0 - first.0) / (last.0 - first.0) * (last.1 - first.1);
        assert!((number(dot, "cx") - expected).abs() < 1.6, "at {width}");
        // A quarter of the way up between the grid lines of 0 % and 100 %.
        assert!((number(dot, "cy") - (252.0 - 0.25 * (252.0 - 34.0))).abs() < 1.6, "at {width}");
        assert!(svg.contains("here"));
    }
}

/// An infinite limit ends in an arrow of two strokes, a finite one in one.
#[test]
fn an_endless_interval_has_an_arrow() {
    let lines = |upper: f64| {
        let mut figure = estimates(Axis::Logarithmic, &[1.0]);
        if let Drawing::Estimates(estimates) = &mut figure.drawing {
            estimates.rows[0].limits = Some([0.5, upper]);
            // The same axis in both cases.
            estimates.reference = Some((8.0, "eight".to_owned()));
        }
        let svg = svg(&figure, 900);
        assert!(svg.contains("Row 1") && svg.contains("(1)"));
        elements(&svg, "line").len() + elements(&svg, "polyline").len()
    };
    assert_eq!(lines(f64::INFINITY), lines(4.0) + 1);
}

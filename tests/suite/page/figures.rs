//! What the figures say, read out of their SVG.

#![cfg(not(target_arch = "wasm32"))]

use rpl_immune_profile::view::figures::layout::axis::{Axis, Division};
use rpl_immune_profile::view::figures::layout::curve::{Curve, CurvePlace};
use rpl_immune_profile::view::figures::layout::intervals::{
    CLASSES_WIDTH, IntervalRow, IntervalValue, Intervals, SHARES_WIDTH, ValueShape,
};
use rpl_immune_profile::view::figures::sketch::Sketch;
use rpl_immune_profile::view::figures::theme::Theme;
use rpl_immune_profile::view::figures::{Figure, FigureTable, to_svg};

fn svg(figure: &Figure, width: u32) -> String {
    to_svg(figure, width, Theme::LIGHT).expect("SVG")
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

/// Squares stand at the estimates, on the linear and the logarithmic axis alike:
/// the first and the last tick say where.
#[test]
fn every_estimate_stands_at_its_number() {
    for (division, values) in [
        (Division::Linear, [2.0, 7.5, 12.0]),
        (Division::Percent, [0.1, 0.5, 0.9]),
        (Division::Logarithmic, [0.2, 3.0, 40.0]),
    ] {
        let scaled =
            |value: f64| if division == Division::Logarithmic { value.ln() } else { value };
        let figure = of(estimates(division, &values, None).sketch());
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
            assert_eq!(squares.len(), values.len(), "{division:?} at {width}");
            for (square, value) in squares.iter().zip(values) {
                let expected = first.1 + (scaled(value) - scaled(first.0)) * per_unit;
                assert!((square - expected).abs() < 1.6, "{square}, not {expected}: {division:?}");
            }
        }
    }
}

/// The ticks of an axis: their numbers and their places.
fn ticks(svg: &str) -> Vec<(f64, f64)> {
    let tick = |text: &str| {
        let (attributes, content) = text.split_once('>')?;
        let label = content.split('<').next()?.trim();
        let of = |text: &str| text.trim_end_matches('%').replace('−', "-").parse::<f64>().ok();
        let value = match label.strip_prefix("1/") {
            Some(denominator) => 1.0 / of(denominator)?,
            None => of(label)?,
        };
        let value = if label.ends_with('%') { value / 100.0 } else { value };
        attributes.contains("\"middle\"").then(|| (value, number(attributes, "x")))
    };
    svg.split("<text ").skip(1).filter_map(tick).collect()
}

fn estimates(division: Division, values: &[f64], reference: Option<f64>) -> Intervals {
    let row = |&value: &f64| {
        let value = IntervalValue {
            at: value,
            interval: Some([value * 0.9, value * 1.05]),
            text: format!("({value})"),
            weight: 1.0,
            ..IntervalValue::default()
        };
        IntervalRow::of_value(format!("Row {}", value.at), value, false)
    };
    let limits = values.iter().flat_map(|value| [value * 0.9, value * 1.05]);
    Intervals {
        rows: values.iter().map(row).collect(),
        axis: Axis::holding(division, limits.chain(reference)),
        axis_title: "Axis".to_owned(),
        look: ValueShape::Square,
        legend: Vec::new(),
        reference: reference.map(|value| (value, "here".to_owned())),
        labels_width: CLASSES_WIDTH,
        numbers_width: SHARES_WIDTH,
    }
}

fn of(sketch: Sketch) -> Figure {
    Figure {
        title: "Title".to_owned(),
        description: "Description.".to_owned(),
        table: FigureTable { head: Vec::new(), rows: Vec::new() },
        sketch,
    }
}

/// The point of a curve stands where both axes have its numbers.
#[test]
fn the_point_of_a_curve_stands_at_its_numbers() {
    let place = |x: f64, y: f64| CurvePlace { x, y, words: format!("{x}: {y}") };
    let places: Vec<CurvePlace> =
        (0..=40).map(|step| place(f64::from(step), f64::from(step) / 40.0)).collect();
    let axes = [
        Axis::holding(Division::Linear, places.iter().map(|place| place.x)),
        Axis::holding(Division::Percent, places.iter().map(|place| place.y)),
    ];
    let axis_titles = ["Members", "Power"].map(str::to_owned);
    let mark = Some((place(10.0, 0.25), "here".to_owned()));
    let figure = of(Curve { places, axes, axis_titles, mark }.sketch());
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
        assert_eq!(figure.readouts(width).len(), 42, "every place and the point");
    }
}

/// An infinite limit ends in an arrow of two strokes, a finite one in one.
#[test]
fn an_endless_interval_has_an_arrow() {
    let lines = |upper: f64| {
        // The axis is the same in both cases.
        let mut estimates = estimates(Division::Logarithmic, &[1.0], Some(8.0));
        if let Ok(value) = &mut estimates.rows[0].lines[0].value {
            value.interval = Some([0.5, upper]);
        }
        let svg = svg(&of(estimates.sketch()), 900);
        assert!(svg.contains("Row 1") && svg.contains("(1)"));
        let strokes = elements(&svg, "polyline");
        elements(&svg, "line").len()
            + strokes.len()
            + strokes.iter().map(|one| one.matches(',').count()).sum::<usize>()
    };
    assert_eq!(lines(f64::INFINITY), lines(4.0) + 1);
}

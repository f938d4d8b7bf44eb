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
use rpl_immune_profile::view::figures::{
    Drawing, Figure, FigureTable, live_birth, prevalence, to_svg,
};

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

#[test]
fn every_bar_is_as_long_as_its_number() {
    let report = example();
    let figure = prevalence::figure(&report).expect("women");
    for width in [320, 700, 1200] {
        let svg = svg(&figure, width);
        let (zero, per_percent) = scale(&svg);
        // Bars are the filled rectangles that are neither ground nor legend.
        let bars: Vec<f64> = elements(&svg, "rect")
            .into_iter()
            .filter(|rect| (number(rect, "x") - zero).abs() <= 1.0)
            .filter(|rect| number(rect, "height") > 12.0 && number(rect, "height") < 20.0)
            .map(|rect| number(rect, "width"))
            .collect();
        let shares: Vec<f64> = forest(&figure)
            .rows
            .iter()
            .flat_map(|row| &row.lines)
            .map(|line| 100.0 * line.share.expect("a stratum with women").estimate)
            .collect();
        assert_eq!(bars.len(), shares.len(), "at {width}");
        for (bar, share) in bars.iter().zip(&shares) {
            let expected = (share * per_percent).max(1.0);
            assert!(
                (bar - expected).abs() <= 1.0,
                "{share}% is {bar} px, not {expected}, at {width}"
            );
        }
    }
}

#[test]
fn every_point_stands_at_its_number() {
    let report = example();
    let figure = live_birth::figure(&report).expect("ended pregnancies");
    let svg = svg(&figure, 900);
    let (zero, per_percent) = scale(&svg);
    let points: Vec<f64> = elements(&svg, "circle")
        .into_iter()
        .filter(|circle| {
            (number(circle, "r") - 5.0).abs() < 0.1 && number(circle, "cx") >= zero - 1.0
        })
        .map(|circle| (number(circle, "cx") - zero) / per_percent)
        .collect();
    let shares: Vec<f64> = forest(&figure)
        .rows
        .iter()
        .filter_map(|row| row.lines[0].share)
        .map(|share| 100.0 * share.estimate)
        .collect();
    assert_eq!(points.len(), shares.len());
    for (point, share) in points.iter().zip(&shares) {
        assert!((point - share).abs() < 0.2, "{point} for {share}");
    }
}

#[test]
fn every_number_is_written_and_nobody_is_said() {
    let report = example();
    for figure in [prevalence::figure(&report), live_birth::figure(&report)] {
        let figure = figure.expect("women");
        let svg = svg(&figure, 700);
        for row in &figure.table.rows {
            for cell in row.iter().filter(|cell| cell.contains('/') && !cell.contains("Th1")) {
                assert!(svg.contains(cell.as_str()), "{cell}");
            }
            assert!(svg.contains(row[0].as_str()), "{}", row[0]);
        }
    }
    let figure = live_birth::figure(&report).expect("women");
    let empty = figure.table.rows.iter().find(|row| row[0] == "Cytotoxicity + Th1/Th2");
    assert_eq!(empty.map(|row| row[1].as_str()), Some("no patient"));
    assert!(svg(&figure, 700).contains("no patient"));
}

#[test]
fn nothing_to_draw_is_no_figure() {
    let nobody = report("patient_id,previous_losses,nk_percent\nA,2,10\n");
    assert_eq!(prevalence::figure(&nobody), None);
    assert_eq!(live_birth::figure(&nobody), None);
    let unended = report(
        "patient_id,previous_losses,nk_percent,nk_cyto_50,nk_cyto_25,nk_cyto_12_5,\
         th1_th2_ratio\nA,2,10,20,15,5,20\n",
    );
    let figure = prevalence::figure(&unended).expect("one woman");
    assert_eq!(forest(&figure).legend.len(), 1);
    assert_eq!(live_birth::figure(&unended), None);
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

#[test]
fn a_narrow_figure_is_taller_and_dark_is_dark() {
    let figure = live_birth::figure(&example()).expect("women");
    assert!(figure.height(320) > figure.height(1000));
    let dark = to_svg(&figure, 700, Theme::DARK).expect("SVG");
    assert!(dark.contains("#182029") && !svg(&figure, 700).contains("#182029"));
}

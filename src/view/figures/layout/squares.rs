//! Plots of one share against another: curves, and predicted against observed.
//! And shares along ordered categories, as small multiples.

use super::axis::Axis;
use super::{Board, LETTER, Letters, beside, between, left, number, point, right};
use crate::view::figures::marks::{Across, Anchor, Picture, Point, Tint};
use crate::view::figures::sketch::Sketch;

/// Shares against shares, both on the same axis.
#[derive(Clone, Debug)]
pub struct Square {
    /// The axis of both.
    pub axis: Axis,
    /// What goes to the right.
    pub x_title: String,
    /// What goes up.
    pub y_title: String,
    /// Lines through points.
    pub curves: Vec<NamedCurve>,
    /// Points with their intervals.
    pub points: Vec<Spot>,
}

/// A line with its name.
#[derive(Clone, Debug)]
pub struct NamedCurve {
    /// The name, and what is said of it below.
    pub name: [String; 2],
    /// Its points.
    pub points: Vec<[f64; 2]>,
    /// Its color.
    pub tint: Tint,
    /// Its width.
    pub width: f64,
}

/// A point with its interval.
#[derive(Clone, Debug)]
pub struct Spot {
    /// Where it stands.
    pub at: [f64; 2],
    /// The ends of its upright interval.
    pub interval: [f64; 2],
    /// What pointing at it says.
    pub readout: String,
}

impl Square {
    /// Both layouts.
    #[must_use]
    pub fn sketch(&self) -> Sketch {
        Sketch { narrow: self.picture(true), wide: self.picture(false) }
    }

    fn picture(&self, is_narrow: bool) -> Picture {
        let mut board = Board::default();
        let size = if is_narrow { 220.0 } else { 320.0 };
        let (from, top) = (50.0, 28.0);
        let axis = &self.axis;
        let at = |[x, y]: [f64; 2]| {
            point(left(from + size * axis.place(x)), top + size * (1.0 - axis.place(y)))
        };
        let (lowest, highest) = (axis.from, axis.to);
        board.text(&self.y_title, point(left(8.0), 10.0), Letters::NOTE);
        for (value, label) in &axis.ticks {
            board.line(at([lowest, *value]), at([highest, *value]), 1.0, Tint::Grid);
            board.line(at([*value, lowest]), at([*value, highest]), 1.0, Tint::Grid);
            let beside_axis = point(left(from - 6.0), at([lowest, *value]).y);
            board.text(label, beside_axis, Letters::NOTE.anchored(Anchor::End));
            let below = point(at([*value, lowest]).x, top + size + 12.0);
            board.text(label, below, Letters::NOTE.anchored(Anchor::Middle));
        }
        board.line(at([lowest, lowest]), at([highest, highest]), 1.0, Tint::Muted);
        let title = point(left(from + size / 2.0), top + size + 32.0);
        board.text(&self.x_title, title, Letters::NOTE.anchored(Anchor::Middle));
        for curve in &self.curves {
            board.path(
                curve.points.iter().map(|&place| at(place)).collect(),
                curve.width,
                curve.tint,
            );
            if let Some(&middle) = curve.points.get(curve.points.len() / 2) {
                board.readout(at(middle), curve.name.join(": "));
            }
        }
        for spot in &self.points {
            let [lower, upper] = spot.interval.map(|end| at([spot.at[0], end]));
            board.line(lower, upper, 1.5, Tint::Ink);
            board.dot(at(spot.at), 4.5, Tint::Ink);
            board.readout(at(spot.at), &spot.readout);
        }
        let bottom = top + size + 46.0;
        let (names_left, mut y) = if is_narrow {
            (left(8.0), bottom + 10.0)
        } else {
            (left(from + size + 28.0), top + 10.0)
        };
        for curve in &self.curves {
            let sample = (point(names_left, y), point(beside(names_left, 18.0), y));
            board.line(sample.0, sample.1, curve.width.max(2.0), curve.tint);
            let [name, detail] = &curve.name;
            board.text(name, point(beside(names_left, 26.0), y), Letters::PLAIN);
            board.text(detail, point(beside(names_left, 26.0), y + 16.0), Letters::NOTE);
            y += 44.0;
        }
        board.finish(if is_narrow && !self.curves.is_empty() { y } else { bottom.max(y) })
    }
}

/// Shares along ordered categories, one panel a measure.
#[derive(Clone, Debug)]
pub struct Panels {
    /// The categories from left to right.
    pub categories: Vec<String>,
    /// The panels.
    pub panels: Vec<Panel>,
    /// What the lines stand for.
    pub legend: Vec<(Tint, String)>,
}

/// One measure.
#[derive(Clone, Debug)]
pub struct Panel {
    /// What it is.
    pub title: String,
    /// What a test of its trend says.
    pub note: String,
    /// One line a part of the cohort, in the order of the legend.
    pub lines: Vec<PanelLine>,
}

/// A value, the ends of its interval, and what pointing at it says.
pub type PanelValue = ([f64; 3], String);

/// One line of a panel.
#[derive(Clone, Debug)]
pub struct PanelLine {
    /// Its color.
    pub tint: Tint,
    /// Numerator and denominator in each category.
    pub counts: Vec<String>,
    /// Value, ends of the interval and readout in each category; `None` where
    /// nobody was counted.
    pub values: Vec<Option<PanelValue>>,
}

const PANEL: f64 = 150.0;

impl Panels {
    /// Both layouts.
    #[must_use]
    pub fn sketch(&self) -> Sketch {
        Sketch { narrow: self.picture(1), wide: self.picture(2) }
    }

    fn picture(&self, columns: usize) -> Picture {
        let mut board = Board::default();
        let mut x = 8.0;
        for (tint, name) in &self.legend {
            board.dot(point(left(x + 5.0), 12.0), 4.5, *tint);
            let letters = Letters { tint: Tint::Ink, ..Letters::NOTE };
            board.text(name, point(left(x + 14.0), 12.0), letters);
            x += 30.0 + LETTER * number(name.chars().count());
        }
        let full = PANEL + 108.0;
        for (place, panel) in self.panels.iter().enumerate() {
            let (row, column) = (place / columns, place % columns);
            let edge = |share: f64| {
                between(left(4.0), right(4.0), (number(column) + share) / number(columns))
            };
            let frame = [beside(edge(0.0), 44.0), beside(edge(1.0), -14.0)];
            self.draw_panel(&mut board, panel, edge(0.0), frame, 36.0 + full * number(row));
        }
        let rows = self.panels.len().div_ceil(columns);
        board.finish(36.0 + full * number(rows))
    }

    fn draw_panel(
        &self,
        board: &mut Board,
        panel: &Panel,
        start: Across,
        [from, to]: [Across; 2],
        top: f64,
    ) {
        board.text(&panel.title, point(start, top + 8.0), Letters::PLAIN.bold());
        board.text(&panel.note, point(start, top + 26.0), Letters::NOTE);
        let largest = panel
            .lines
            .iter()
            .flat_map(|line| line.values.iter().flatten())
            .map(|value| value.0[2])
            .fold(0.0, f64::max);
        let axis = Axis::shares(largest.max(0.1));
        let base = top + 44.0 + PANEL;
        let y = |share: f64| base - PANEL * axis.place(share);
        for (value, label) in &axis.ticks {
            board.line(point(from, y(*value)), point(to, y(*value)), 1.0, Tint::Grid);
            let at = point(beside(from, -6.0), y(*value));
            board.text(label, at, Letters::NOTE.anchored(Anchor::End));
        }
        let step = 1.0 / number(self.categories.len().max(1));
        let center = |place: usize| between(from, to, (number(place) + 0.5) * step);
        for (place, name) in self.categories.iter().enumerate() {
            let at = point(center(place), base + 14.0);
            let letters = Letters { tint: Tint::Ink, ..Letters::NOTE }.anchored(Anchor::Middle);
            board.text(name, at, letters);
            if let Some(counts) = panel.lines.first().and_then(|line| line.counts.get(place)) {
                let below = point(at.x, at.y + 15.0);
                board.text(counts, below, Letters::NOTE.anchored(Anchor::Middle));
            }
        }
        // Lines of one category stand side by side, so that intervals do not hide
        // each other.
        let shift = |line: usize| 11.0 * (number(line) - (number(panel.lines.len()) - 1.0) / 2.0);
        for (order, line) in panel.lines.iter().enumerate() {
            let spots: Vec<(Point, &PanelValue)> = line
                .values
                .iter()
                .enumerate()
                .filter_map(|(place, value)| {
                    let value = value.as_ref()?;
                    Some((point(beside(center(place), shift(order)), y(value.0[0])), value))
                })
                .collect();
            let known: Vec<Point> = spots.iter().map(|spot| spot.0).collect();
            if known.len() > 1 {
                board.path(known, 1.0, line.tint);
            }
            for (at, ([_, lower, upper], readout)) in spots {
                board.line(point(at.x, y(*lower)), point(at.x, y(*upper)), 2.0, line.tint);
                board.dot(at, 4.5, line.tint);
                board.readout(at, readout);
            }
        }
    }
}

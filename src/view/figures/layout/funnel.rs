//! Studies by their effect and their standard error, the most exact ones on top.

use super::axis::Axis;
use super::{Board, Letters, left, point, right};
use crate::view::figures::layout::{between, least_width};
use crate::view::figures::marks::{Anchor, Picture, Tint};
use crate::view::figures::sketch::Sketch;

/// The figure.
#[derive(Clone, Debug)]
pub struct Funnel {
    /// The axis of the effects.
    pub axis: Axis,
    /// What it measures.
    pub axis_title: String,
    /// The axis of standard errors, from 0 at the top.
    pub errors: Axis,
    /// What it measures.
    pub errors_title: String,
    /// The pooled effect.
    pub center: f64,
    /// The limits around it at the largest standard error.
    pub edges: [f64; 2],
    /// The studies.
    pub spots: Vec<Spot>,
}

/// A study.
#[derive(Clone, Debug)]
pub struct Spot {
    /// Its name.
    pub name: String,
    /// Its effect.
    pub at: f64,
    /// Its standard error.
    pub error: f64,
    /// Both as text.
    pub numbers: [String; 2],
}

impl Funnel {
    /// Both layouts.
    #[must_use]
    pub fn sketch(&self) -> Sketch {
        Sketch { narrow: self.picture(true), wide: self.picture(false) }
    }

    fn picture(&self, is_narrow: bool) -> Picture {
        let mut board = Board::default();
        let (top, height) = (28.0, if is_narrow { 220.0 } else { 300.0 });
        let (from, to) = (left(50.0), right(24.0));
        let x = |value: f64| between(from, to, self.axis.place(value));
        let y = |error: f64| top + height * self.errors.place(error);
        board.text(&self.errors_title, point(left(8.0), 10.0), Letters::NOTE);
        for (error, label) in &self.errors.ticks {
            board.line(point(from, y(*error)), point(to, y(*error)), 1.0, Tint::Grid);
            let beside_axis = point(left(44.0), y(*error));
            board.text(label, beside_axis, Letters::NOTE.anchored(Anchor::End));
        }
        let bottom = y(self.errors.to);
        let width = least_width(is_narrow);
        for (value, label) in self.axis.labels(to.on(width) - from.on(width)) {
            let below = point(x(*value), bottom + 14.0);
            board.line(point(x(*value), top), point(x(*value), bottom), 1.0, Tint::Grid);
            board.text(label, below, Letters::NOTE.anchored(Anchor::Middle));
        }
        let title = point(between(from, to, 0.5), bottom + 34.0);
        board.text(&self.axis_title, title, Letters::NOTE.anchored(Anchor::Middle));
        let tip = point(x(self.center), top);
        board.line(tip, point(x(self.center), bottom), 1.5, Tint::Muted);
        for edge in self.edges {
            board.line(tip, point(x(edge), bottom), 1.0, Tint::Muted);
        }
        for spot in &self.spots {
            let at = point(x(spot.at), y(spot.error));
            board.dot(at, 4.5, Tint::ACCENT);
            let [effect, spread] = &spot.numbers;
            board.readout(at, format!("{}: {effect}, standard error {spread}", spot.name));
        }
        board.finish(bottom + 48.0)
    }
}

//! A curve between two axes, with one point on it that matters.

use super::axis::Axis;
use super::{Board, Letters, beside, between, least_width, left, point, right};
use crate::view::figures::marks::{Across, Anchor, Picture, Point, Tint};
use crate::view::figures::sketch::Sketch;

/// One curve.
#[derive(Clone, Debug)]
pub struct Curve {
    /// Its places from left to right.
    pub places: Vec<CurvePlace>,
    /// The axes across and up.
    pub axes: [Axis; 2],
    /// What both axes measure.
    pub axis_titles: [String; 2],
    /// The place that matters, with what is written beside it.
    pub mark: Option<(CurvePlace, String)>,
}

/// A place on a curve.
#[derive(Clone, Debug)]
pub struct CurvePlace {
    /// Along the axis across.
    pub x: f64,
    /// Along the axis up.
    pub y: f64,
    /// What pointing at it says.
    pub words: String,
}

const TOP: f64 = 34.0;
const BOTTOM: f64 = 252.0;
const AXIS: f64 = 48.0;
const LEFT: f64 = 56.0;
const RIGHT: f64 = 16.0;

impl Curve {
    /// Both layouts.
    #[must_use]
    pub fn sketch(&self) -> Sketch {
        Sketch { narrow: self.picture(true), wide: self.picture(false) }
    }

    fn at(&self, place: &CurvePlace) -> Point {
        let [across, up] = &self.axes;
        point(
            between(left(LEFT), right(RIGHT), across.place(place.x)),
            BOTTOM - (BOTTOM - TOP) * up.place(place.y),
        )
    }

    fn picture(&self, is_narrow: bool) -> Picture {
        let mut board = Board::default();
        self.draw_axes(&mut board, is_narrow);
        board.path(self.places.iter().map(|place| self.at(place)).collect(), 2.0, Tint::ACCENT);
        for place in &self.places {
            board.readout(self.at(place), place.words.as_str());
        }
        if let Some((place, label)) = &self.mark {
            let center = self.at(place);
            board.dot(center, 5.0, Tint::Ink);
            // Below the curve, which rises, there is room on the right.
            let (anchor, offset) = if self.axes[0].place(place.x) > 0.5 {
                (Anchor::End, -6.0)
            } else {
                (Anchor::Start, 10.0)
            };
            let below = point(beside(center.x, offset), center.y + 18.0);
            let letters = Letters::NOTE.anchored(anchor).bold().tinted(Tint::Ink);
            board.text(label, below, letters);
            board.readout(center, place.words.as_str());
        }
        board.finish(BOTTOM + AXIS)
    }

    fn draw_axes(&self, board: &mut Board, is_narrow: bool) {
        let [across, up] = &self.axes;
        let (from, to) = (left(LEFT), right(RIGHT));
        let middle = Letters::NOTE.anchored(Anchor::Middle);
        let width = |place: Across| place.on(least_width(is_narrow));
        for (value, label) in across.labels(width(to) - width(from)) {
            let x = between(from, to, across.place(*value));
            board.line(point(x, TOP), point(x, BOTTOM), 1.0, Tint::Grid);
            board.text(label, point(x, BOTTOM + 12.0), middle);
        }
        let title = point(between(from, to, 0.5), BOTTOM + 34.0);
        board.text(&self.axis_titles[0], title, middle);
        for (value, label) in &up.ticks {
            let y = BOTTOM - (BOTTOM - TOP) * up.place(*value);
            board.line(point(from, y), point(to, y), 1.0, Tint::Grid);
            board.text(label, point(left(LEFT - 8.0), y), Letters::NOTE.anchored(Anchor::End));
        }
        board.text(&self.axis_titles[1], point(left(6.0), 14.0), Letters::NOTE);
    }
}

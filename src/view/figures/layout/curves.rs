//! Several curves of one share against another, each in a square of its own: on
//! top of each other nobody could follow them.

use super::{Board, Letters, beside, between, left, number, point, right};
use crate::view::figures::marks::{Across, Anchor, Picture, Tint};
use crate::view::figures::sketch::Sketch;
use crate::view::format;
use crate::view::words::wrapped;

/// The figure.
#[derive(Clone, Debug)]
pub struct Curves {
    /// What goes to the right.
    pub x_title: String,
    /// What goes up.
    pub y_title: String,
    /// The squares, in reading order.
    pub panels: Vec<CurvePanel>,
}

/// One curve.
#[derive(Clone, Debug)]
pub struct CurvePanel {
    /// What it is of.
    pub title: String,
    /// What is measured on it, and how much that is.
    pub measure: [String; 2],
    /// Its points, shares from 0 to 1.
    pub points: Vec<[f64; 2]>,
    /// Its color.
    pub tint: Tint,
    /// A point of it that stands out.
    pub spot: Option<CurveSpot>,
}

/// A point of a curve that stands out.
#[derive(Clone, Debug)]
pub struct CurveSpot {
    /// Where it is.
    pub at: [f64; 2],
    /// What is written beside it.
    pub label: String,
    /// What pointing at it says.
    pub readout: String,
}

impl Curves {
    /// Both layouts.
    #[must_use]
    pub fn sketch(&self) -> Sketch {
        Sketch { narrow: self.picture(true), wide: self.picture(false) }
    }

    fn picture(&self, is_narrow: bool) -> Picture {
        let mut board = Board::default();
        let (columns, size) = if is_narrow { (2, 96.0) } else { (3, 160.0) };
        let (head, full) =
            (if is_narrow { 58.0 } else { 42.0 }, if is_narrow { 200.0 } else { 248.0 });
        board.text(&self.y_title, point(left(8.0), 10.0), Letters::NOTE);
        for (place, panel) in self.panels.iter().enumerate() {
            let start = between(left(4.0), right(4.0), number(place % columns) / number(columns));
            let top = 26.0 + full * number(place / columns);
            let most = if is_narrow { 19 } else { 30 };
            let title = wrapped(&panel.title, most);
            for (line, text) in title.iter().enumerate() {
                let at = point(start, top + 8.0 + 15.0 * number(line));
                board.text(text, at, Letters::PLAIN.bold());
            }
            let note = point(start, top + 10.0 + 15.0 * number(title.len()));
            // A narrow square has room for the numbers alone.
            let [measure, numbers] = &panel.measure;
            let text = if is_narrow { numbers.clone() } else { format!("{measure} {numbers}") };
            board.text(text, note, Letters::NOTE);
            draw_panel(&mut board, panel, start, [top + head, size]);
        }
        let bottom = 26.0 + full * number(self.panels.len().div_ceil(columns));
        board.text(&self.x_title, point(left(8.0), bottom - 4.0), Letters::NOTE);
        board.finish(bottom + 10.0)
    }
}

fn draw_panel(board: &mut Board, panel: &CurvePanel, start: Across, [top, size]: [f64; 2]) {
    let from = beside(start, 38.0);
    let at = |[x, y]: [f64; 2]| point(beside(from, size * x), top + size * (1.0 - y));
    for value in [0.0, 0.5, 1.0] {
        board.line(at([0.0, value]), at([1.0, value]), 1.0, Tint::Grid);
        board.line(at([value, 0.0]), at([value, 1.0]), 1.0, Tint::Grid);
        let label = format::whole_percent(value);
        let beside_axis = point(beside(from, -6.0), at([0.0, value]).y);
        board.text(&label, beside_axis, Letters::NOTE.anchored(Anchor::End));
        let below = point(at([value, 0.0]).x, top + size + 12.0);
        board.text(&label, below, Letters::NOTE.anchored(Anchor::Middle));
    }
    board.line(at([0.0, 0.0]), at([1.0, 1.0]), 1.0, Tint::Muted);
    board.path(panel.points.iter().map(|&place| at(place)).collect(), 2.0, panel.tint);
    if panel.spot.is_none() {
        board.readout(at([0.5, 0.5]), format!("{}: {}", panel.title, panel.measure.join(" ")));
    }
    if let Some(spot) = &panel.spot {
        let center = at(spot.at);
        board.dot(center, 5.0, panel.tint);
        board.ring(center, 6.0, Tint::Paper);
        // Below the curve there is room, to the left of it where the edge is near.
        let (offset, anchor) =
            if spot.at[0] > 0.6 { (-9.0, Anchor::End) } else { (9.0, Anchor::Start) };
        // Near the axis its labels are in the way.
        let down = if spot.at[1] < 0.15 { -11.0 } else { 11.0 };
        let beside_spot = point(beside(center.x, offset), center.y + down);
        let letters = Letters { tint: Tint::Ink, ..Letters::NOTE }.anchored(anchor);
        board.text(&spot.label, beside_spot, letters.bold());
        board.readout(center, &spot.readout);
    }
}

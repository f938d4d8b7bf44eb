//! Who gains and who loses an abnormality under other choices.

use super::axes::Axis;
use super::{Board, Letters, beside, between, left, number, point, right};
use crate::view::figures::sketch::{Anchor, Picture, Sketch, Tint};

/// The figure.
#[derive(Clone, Debug)]
pub struct Switches {
    /// One row an alternative.
    pub rows: Vec<SwitchRow>,
    /// What grows to the left and to the right.
    pub titles: [String; 2],
}

/// One alternative.
#[derive(Clone, Debug)]
pub struct SwitchRow {
    /// Its name.
    pub label: String,
    /// Women who lose their last abnormality, and women who gain their first.
    pub counts: [u32; 2],
    /// How many change class at all.
    pub changed: String,
    /// What pointing at it says.
    pub readout: String,
}

const ROW: f64 = 30.0;

impl Switches {
    /// Both layouts.
    #[must_use]
    pub fn sketch(&self) -> Sketch {
        Sketch { narrow: self.picture(true), wide: self.picture(false) }
    }

    fn picture(&self, is_narrow: bool) -> Picture {
        let mut board = Board::default();
        let (from, to) = (
            left(if is_narrow { 30.0 } else { 270.0 }),
            right(if is_narrow { 30.0 } else { 140.0 }),
        );
        let largest = self.rows.iter().flat_map(|row| row.counts).max().unwrap_or(0).max(1);
        let axis = Axis::around_zero(f64::from(largest));
        let x = |value: f64| between(from, to, axis.place(value));
        let height = if is_narrow { ROW + 18.0 } else { ROW };
        let top = 26.0;
        let bottom = top + height * number(self.rows.len());
        let [lost, gained] = &self.titles;
        let zero = x(0.0);
        board.text(lost, point(beside(zero, -8.0), 10.0), Letters::NOTE.anchored(Anchor::End));
        board.text(gained, point(beside(zero, 8.0), 10.0), Letters::NOTE);
        for (place, row) in self.rows.iter().enumerate() {
            let row_top = top + height * number(place);
            let y = row_top + height - ROW / 2.0;
            let (label_at, changed_at) = if is_narrow {
                (point(left(8.0), row_top + 8.0), point(right(8.0), row_top + 8.0))
            } else {
                (point(left(8.0), y), point(right(8.0), y))
            };
            board.text(&row.label, label_at, Letters::PLAIN);
            board.text(&row.changed, changed_at, Letters::NOTE.anchored(Anchor::End));
            let values = [-f64::from(row.counts[0]), f64::from(row.counts[1])];
            for (value, count) in values.into_iter().zip(row.counts) {
                let end = x(value);
                let is_left = value < 0.0 || (value == 0.0 && value.is_sign_negative());
                if count > 0 {
                    let tint = if is_left { Tint::Muted } else { Tint::Ink };
                    board.rectangle(point(zero, y - 8.0), point(end, y + 8.0), tint);
                }
                let (anchor, offset) =
                    if is_left { (Anchor::End, -5.0) } else { (Anchor::Start, 5.0) };
                let letters = Letters { tint: Tint::Ink, ..Letters::NOTE }.anchored(anchor);
                board.text(count.to_string(), point(beside(end, offset), y), letters);
            }
            board.readout(point(zero, y), &row.readout);
        }
        board.line(point(zero, top - 2.0), point(zero, bottom), 1.0, Tint::Muted);
        board.finish(bottom + 8.0)
    }
}

//! Counts to both sides of a middle line: who gains and who loses an abnormality
//! under other choices, and who is treated and who is not.

use super::axis::Axis;
use super::{Board, Letters, beside, between, left, number, point, right};
use crate::view::figures::marks::{Anchor, Picture, Tint};
use crate::view::figures::sketch::Sketch;
use crate::view::words::wrapped;

/// The figure.
#[derive(Clone, Debug)]
pub struct Switches {
    /// One row an alternative.
    pub rows: Vec<SwitchRow>,
    /// What grows to the left and to the right.
    pub titles: [String; 2],
    /// The colors of both sides.
    pub tints: [Tint; 2],
}

/// One row.
#[derive(Clone, Debug)]
pub struct SwitchRow {
    /// Its name.
    pub label: String,
    /// Women to the left, and women to the right.
    pub counts: [u32; 2],
    /// What stands at the end of the row, on wide and on narrow surfaces.
    pub remarks: [String; 2],
    /// What pointing at it says behind its name.
    pub words: String,
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
        let title_lines =
            self.titles.each_ref().map(|title| wrapped(title, if is_narrow { 18 } else { 60 }));
        let n_lines = title_lines.iter().map(Vec::len).max().unwrap_or(1);
        let top = 12.0 + 14.0 * number(n_lines);
        let bottom = top + height * number(self.rows.len());
        let zero = x(0.0);
        let sides = [(-8.0, Anchor::End), (8.0, Anchor::Start)];
        for (lines, (offset, anchor)) in title_lines.iter().zip(sides) {
            for (place, line) in lines.iter().enumerate() {
                let at = point(beside(zero, offset), 10.0 + 14.0 * number(place));
                board.text(line, at, Letters::NOTE.anchored(anchor));
            }
        }
        for (place, row) in self.rows.iter().enumerate() {
            let row_top = top + height * number(place);
            let y = row_top + height - ROW / 2.0;
            let (label_at, remark_at) = if is_narrow {
                (point(left(8.0), row_top + 8.0), point(right(8.0), row_top + 8.0))
            } else {
                (point(left(8.0), y), point(right(8.0), y))
            };
            board.text(&row.label, label_at, Letters::PLAIN);
            let remark = &row.remarks[usize::from(is_narrow)];
            board.text(remark, remark_at, Letters::NOTE.anchored(Anchor::End));
            let values = [-f64::from(row.counts[0]), f64::from(row.counts[1])];
            for (value, count) in values.into_iter().zip(row.counts) {
                let end = x(value);
                let is_left = value < 0.0 || (value == 0.0 && value.is_sign_negative());
                if count > 0 {
                    let tint = self.tints[usize::from(!is_left)];
                    board.rectangle(point(zero, y - 8.0), point(end, y + 8.0), tint);
                }
                let (anchor, offset) =
                    if is_left { (Anchor::End, -5.0) } else { (Anchor::Start, 5.0) };
                let letters = Letters { tint: Tint::Ink, ..Letters::NOTE }.anchored(anchor);
                board.text(count.to_string(), point(beside(end, offset), y), letters);
            }
            board.readout(point(zero, y), format!("{}: {}", row.label, row.words));
        }
        for place in 0..self.rows.len() {
            // Beside the bars alone where labels stand above them.
            let end = top + height * number(place + 1);
            let start = end - if is_narrow { ROW } else { height };
            board.line(point(zero, start), point(zero, end), 1.0, Tint::Muted);
        }
        board.finish(bottom + 8.0)
    }
}

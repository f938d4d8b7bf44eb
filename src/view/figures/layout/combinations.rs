//! An `UpSet` plot: how many women have each combination of the three tests.

use super::axis::Axis;
use super::{Board, Letters, beside, between, left, number, point, right};
use crate::engine::rules::panel::ByTest;
use crate::engine::stats::proportion::Proportion;
use crate::view::figures::marks::{Anchor, Picture, Tint};
use crate::view::figures::sketch::Sketch;
use crate::view::format;

/// The plot.
#[derive(Clone, Debug)]
pub struct Combinations {
    /// The combinations from left to right.
    pub columns: Vec<Combination>,
    /// The three tests by name, with the women who have each; none where no woman has
    /// an immune class.
    pub sets: ByTest<(String, Option<Proportion>)>,
    /// What the height of a column counts.
    pub axis_title: String,
}

/// One combination.
#[derive(Clone, Debug)]
pub struct Combination {
    /// Its name.
    pub name: String,
    /// Which tests are high.
    pub high: ByTest<bool>,
    /// How many women, of all of them.
    pub share: Proportion,
    /// Its color.
    pub tint: Tint,
}

const PLOT: f64 = 170.0;
const ROW: f64 = 26.0;

impl Combinations {
    /// Both layouts.
    #[must_use]
    pub fn sketch(&self) -> Sketch {
        Sketch { narrow: self.picture(true), wide: self.picture(false) }
    }

    fn picture(&self, is_narrow: bool) -> Picture {
        let mut board = Board::default();
        let (from, to) = (left(if is_narrow { 40.0 } else { 236.0 }), right(8.0));
        let largest = self.columns.iter().map(|column| column.share.events).max().unwrap_or(0);
        let axis = Axis::from_zero(f64::from(largest.max(1)));
        let top = 44.0;
        let base = top + PLOT;
        let y = |n: f64| base - PLOT * axis.place(n);
        board.text(&self.axis_title, point(left(8.0), 10.0), Letters::NOTE);
        for (value, label) in &axis.ticks {
            board.line(point(from, y(*value)), point(to, y(*value)), 1.0, Tint::Grid);
            let at = point(beside(from, -6.0), y(*value));
            board.text(label, at, Letters::NOTE.anchored(Anchor::End));
        }
        // On narrow surfaces the names stand above their rows of circles.
        let row_height = if is_narrow { ROW + 14.0 } else { ROW };
        let row_y = |place: usize| {
            base + 24.0 + row_height * number(place) + if is_narrow { 12.0 } else { 0.0 }
        };
        for (place, (name, share)) in self.sets.values().enumerate() {
            let count = share.map(|share| format::percent(share.estimate)).unwrap_or_default();
            if let Some(share) = share {
                let words = format::share_in_words(share);
                let text = format!("{name}, whatever the other tests say: {words}");
                board.readout(point(beside(from, -16.0), row_y(place)), text);
            }
            if is_narrow {
                let at = point(left(8.0), row_y(place) - 15.0);
                board.text(format!("{name} {count}"), at, Letters::NOTE);
            } else {
                board.text(name, point(left(8.0), row_y(place)), Letters::PLAIN);
                let at = point(left(220.0), row_y(place));
                board.text(count, at, Letters::NOTE.anchored(Anchor::End));
            }
        }
        let step = 1.0 / number(self.columns.len().max(1));
        for (place, column) in self.columns.iter().enumerate() {
            let at = |share: f64| between(from, to, (number(place) + share) * step);
            let center = at(0.5);
            let height = y(f64::from(column.share.events));
            if column.share.events > 0 {
                board.rectangle(point(at(0.2), height), point(at(0.8), base), column.tint);
            }
            let middle = Letters::NOTE.anchored(Anchor::Middle);
            let count = format::count(column.share.events.into());
            let share = format::percent(column.share.estimate);
            let counted = middle.bold().tinted(Tint::Ink);
            if is_narrow {
                // Side by side the shares would run into each other.
                board.text(count, point(center, height - 9.0), counted);
            } else {
                board.text(count, point(center, height - 23.0), counted);
                board.text(share, point(center, height - 9.0), middle);
            }
            let high = || column.high.values().enumerate().filter(|(_, high)| **high);
            if let (Some((first, _)), Some((last, _))) = (high().next(), high().next_back()) {
                let ends = (point(center, row_y(first)), point(center, row_y(last)));
                board.line(ends.0, ends.1, 2.0, column.tint);
            }
            for (test, &is_high) in column.high.values().enumerate() {
                if is_high {
                    board.dot(point(center, row_y(test)), 6.0, column.tint);
                } else {
                    // The line of a combination does not show through.
                    board.dot(point(center, row_y(test)), 5.0, Tint::Paper);
                    board.ring(point(center, row_y(test)), 5.0, Tint::Grid);
                }
            }
            let words = format::share_in_words(&column.share);
            board.readout(point(center, height), format!("{}: {words}", column.name));
        }
        board.line(point(from, base), point(to, base), 1.0, Tint::Muted);
        board.finish(row_y(self.sets.values().len() - 1) + 22.0)
    }
}

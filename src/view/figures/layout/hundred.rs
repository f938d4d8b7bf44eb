//! So many of 100: ten rows of ten circles, filled for those of whom something is true and
//! empty for the others, so that both can be counted and neither needs a color.

use super::{Board, Letters, beside, between, left, letters_in, number, point, right};
use crate::view::figures::marks::{Across, Picture, Point, Tint};
use crate::view::figures::sketch::Sketch;
use crate::view::words::wrapped;

/// Some hundreds beside each other.
#[derive(Clone, Debug)]
pub struct Hundreds {
    /// One a rate.
    pub panels: Vec<Hundred>,
}

/// One hundred.
#[derive(Clone, Debug)]
pub struct Hundred {
    /// Who they are.
    pub title: String,
    /// How many are filled, 100 at most.
    pub filled: usize,
    /// What stands beside a filled and beside an empty circle below.
    pub labels: [String; 2],
    /// What pointing at the filled and at the empty ones says.
    pub readouts: [String; 2],
}

/// From one circle to the next, in CSS pixels.
const STEP: f64 = 16.0;
const LINE: f64 = 18.0;
const A_ROW: usize = 10;
const ALL: usize = A_ROW * A_ROW;

impl Hundreds {
    /// Both layouts.
    #[must_use]
    pub fn sketch(&self) -> Sketch {
        Sketch { narrow: self.picture(true), wide: self.picture(false) }
    }

    fn picture(&self, is_narrow: bool) -> Picture {
        let mut board = Board::default();
        let columns = if is_narrow { 1 } else { self.panels.len().max(3) };
        let room = super::least_width(is_narrow) / number(columns) - 24.0;
        let titles: Vec<Vec<String>> =
            self.panels.iter().map(|panel| wrapped(&panel.title, letters_in(room))).collect();
        let n_lines = |titles: &[Vec<String>]| titles.iter().map(Vec::len).max().unwrap_or(1);
        let mut top = 8.0;
        for (panels, titles) in self.panels.chunks(columns).zip(titles.chunks(columns)) {
            let grid = top + LINE * number(n_lines(titles));
            for (place, (panel, title)) in panels.iter().zip(titles).enumerate() {
                let share = number(place) / number(columns);
                let edge = beside(between(left(0.0), right(0.0), share), 8.0);
                for (line, text) in title.iter().enumerate() {
                    let at = point(edge, top + LINE * (number(line) + 0.5));
                    board.text(text, at, Letters::PLAIN.bold());
                }
                panel.draw(&mut board, edge, grid + 6.0);
            }
            top = grid + STEP * number(A_ROW) + 2.0 * LINE + 28.0;
        }
        board.finish(top)
    }
}

impl Hundred {
    fn draw(&self, board: &mut Board, edge: Across, top: f64) {
        let filled = self.filled.min(ALL);
        let at = |place: usize| {
            let across = STEP * (number(place % A_ROW) + 0.5);
            point(beside(edge, across), top + STEP * (number(place / A_ROW) + 0.5))
        };
        for place in 0..ALL {
            circle(board, at(place), place < filled);
        }
        let below = top + STEP * number(A_ROW) + LINE / 2.0 + 4.0;
        let parts = [(true, 0, filled), (false, filled, ALL)];
        for ((is_filled, from, to), (label, readout)) in
            parts.into_iter().zip(self.labels.iter().zip(&self.readouts))
        {
            let y = below + if is_filled { 0.0 } else { LINE };
            let sample = point(beside(edge, STEP / 2.0), y);
            circle(board, sample, is_filled);
            board.text(label, point(beside(edge, STEP + 8.0), y), Letters::PLAIN);
            board.readout(if from < to { at(middle(from, to)) } else { sample }, readout);
        }
    }
}

fn circle(board: &mut Board, center: Point, is_filled: bool) {
    if is_filled {
        board.dot(center, 5.5, Tint::ACCENT);
    } else {
        board.ring(center, 5.0, Tint::Ink);
    }
}

/// A circle near the middle of those from one place up to another.
fn middle(from: usize, to: usize) -> usize {
    let row = usize::midpoint(from, to) / A_ROW;
    (row * A_ROW + A_ROW / 2).clamp(from, to - 1)
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;
    use crate::view::figures::marks::Mark;

    fn of(filled: usize) -> Hundreds {
        let two = || ["yes".to_owned(), "no".to_owned()];
        let panel = Hundred { title: "Women".to_owned(), filled, labels: two(), readouts: two() };
        Hundreds { panels: vec![panel] }
    }

    /// All of them and the two samples below: 102 circles, whatever is filled.
    #[test]
    fn filled_and_empty_circles_are_counted() {
        for filled in [0, 1, 17, 83, 99, 100] {
            let sketch = of(filled).sketch();
            for picture in [&sketch.narrow, &sketch.wide] {
                let count =
                    |is: fn(&Mark) -> bool| picture.marks.iter().filter(|&one| is(one)).count();
                let (dots, rings) = (
                    count(|mark| matches!(mark, Mark::Dot { .. })),
                    count(|mark| matches!(mark, Mark::Ring { .. })),
                );
                assert_eq!((dots, rings), (filled + 1, 101 - filled));
                assert_eq!(picture.readouts.len(), 2);
            }
        }
    }

    #[test]
    fn what_is_pointed_at_is_one_of_those_it_speaks_of() {
        for filled in 0..=ALL {
            if filled > 0 {
                assert!(middle(0, filled) < filled);
            }
            if filled < ALL {
                assert!((filled..ALL).contains(&middle(filled, ALL)));
            }
        }
    }
}

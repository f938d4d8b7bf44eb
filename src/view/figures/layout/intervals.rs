//! Values with their intervals along one axis, one row a group of lines.
//!
//! ```text
//! ●○○ NK level        |---•---------|            12/15  80.0%
//! Risk ratio          |----■--------------->      1.03 (0.94 to 1.12)
//! ```
//!
//! On a narrow surface the label stands above its line.

mod rows;

use super::axis::Axis;
use super::{
    Board, LETTER, Letters, beside, between, class_circles, least_width, left, letters_in, number,
    point, right,
};
use crate::view::figures::marks::{Across, Anchor, Picture, Tint};
use crate::view::figures::sketch::Sketch;
use crate::view::words::wrapped;
pub use rows::{Dot, IntervalLine, IntervalRow, IntervalValue, cells};

/// The figure.
#[derive(Clone, Debug)]
pub struct Intervals {
    /// The rows from top to bottom.
    pub rows: Vec<IntervalRow>,
    /// The axis.
    pub axis: Axis,
    /// What the axis measures.
    pub axis_title: String,
    /// How values are drawn.
    pub look: ValueShape,
    /// What the lines of a row stand for; empty when each has one.
    pub legend: Vec<(Tint, String)>,
    /// A line across all rows, with its label.
    pub reference: Option<(f64, String)>,
    /// Room for the labels at the left of wide surfaces, in CSS pixels.
    pub labels_width: f64,
    /// Room for the numbers at the right, in CSS pixels.
    pub numbers_width: f64,
}

/// How values are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueShape {
    /// A bar from the start of the axis, with the interval on its end.
    Bar,
    /// A point with its interval.
    Point,
    /// A square with its interval, as large as its weight. On a narrow surface its numbers
    /// stand below the label.
    Square,
}

/// Room for the names of classes at the left of wide surfaces, in CSS pixels.
pub const CLASSES_WIDTH: f64 = 236.0;
/// Room for numerator, denominator and percentage at the right, in CSS pixels.
pub const SHARES_WIDTH: f64 = 132.0;

const LINE: f64 = 20.0;
const PADDING: f64 = 8.0;
const LABEL: f64 = 20.0;
/// The distance between two lines of one label.
const LABEL_LINE: f64 = 15.0;
/// Numbers below a label.
const NUMBERS: f64 = 16.0;
const LEGEND: f64 = 24.0;
/// Room for a number without its interval.
const SHORT_NUMBERS: f64 = 56.0;

/// Where things stand in one layout.
struct Frame {
    is_narrow: bool,
    from: Across,
    to: Across,
    top: f64,
    bottom: f64,
}

impl Intervals {
    /// Both layouts.
    #[must_use]
    pub fn sketch(&self) -> Sketch {
        Sketch { narrow: self.picture(true), wide: self.picture(false) }
    }

    fn picture(&self, is_narrow: bool) -> Picture {
        let mut board = Board::default();
        let frame = self.frame(is_narrow);
        self.draw_legend(&mut board, &frame);
        self.draw_axis(&mut board, &frame);
        self.draw_reference(&mut board, &frame);
        let mut top = frame.top;
        for row in &self.rows {
            self.draw_row(&mut board, &frame, row, top);
            top += self.height(row, is_narrow);
        }
        board.finish(frame.bottom + 46.0)
    }

    fn frame(&self, is_narrow: bool) -> Frame {
        let legend_rows =
            if is_narrow { number(self.legend.len()) } else { number(self.legend.len().min(1)) };
        let reference = if self.reference.is_some() { LEGEND } else { 0.0 };
        let top = 6.0 + legend_rows * LEGEND + reference;
        let numbers_width = match (is_narrow, self.look) {
            (false, _) => self.numbers_width,
            (true, ValueShape::Square) => 18.0,
            (true, _) if self.has_interval_texts() => SHORT_NUMBERS,
            (true, _) => self.numbers_width - 20.0,
        };
        Frame {
            is_narrow,
            from: left(if is_narrow { 18.0 } else { self.labels_width }),
            to: right(numbers_width),
            top,
            bottom: top + self.rows.iter().map(|row| self.height(row, is_narrow)).sum::<f64>(),
        }
    }

    fn x(&self, frame: &Frame, value: f64) -> Across {
        between(frame.from, frame.to, self.axis.place(value))
    }

    fn values(&self) -> impl Iterator<Item = &IntervalValue> {
        self.rows.iter().flat_map(|row| &row.lines).flat_map(|line| &line.value)
    }

    fn has_interval_texts(&self) -> bool {
        self.values().any(|value| !value.interval_text.is_empty())
    }

    /// The label of a row in lines.
    fn label(&self, row: &IntervalRow, is_narrow: bool) -> Vec<String> {
        let room = if is_narrow { least_width(true) } else { self.labels_width };
        wrapped(&row.label, letters_in(room - 6.0))
    }

    /// What a row of a narrow surface has above its lines.
    fn head(&self, row: &IntervalRow, is_narrow: bool) -> f64 {
        if !is_narrow {
            return 0.0;
        }
        let further_lines = number(self.label(row, true).len().saturating_sub(1));
        let numbers = if self.look == ValueShape::Square { NUMBERS } else { 0.0 };
        LABEL + LABEL_LINE * further_lines + numbers
    }

    fn height(&self, row: &IntervalRow, is_narrow: bool) -> f64 {
        let lines = number(row.lines.len()) * LINE + PADDING + self.head(row, is_narrow);
        let label = LABEL_LINE * number(self.label(row, is_narrow).len()) - 2.0;
        lines.max(label)
    }

    fn draw_legend(&self, board: &mut Board, frame: &Frame) {
        let mut x = 0.0;
        for (place, (tint, name)) in self.legend.iter().enumerate() {
            let (at, y) = if frame.is_narrow {
                (frame.from, 14.0 + number(place) * LEGEND)
            } else {
                (beside(frame.from, x), 14.0)
            };
            x += 46.0 + LETTER * number(name.chars().count());
            board.rectangle(point(at, y - 5.0), point(beside(at, 12.0), y + 5.0), *tint);
            let letters = Letters { tint: Tint::Ink, ..Letters::NOTE };
            board.text(name, point(beside(at, 18.0), y), letters);
        }
    }

    fn draw_axis(&self, board: &mut Board, frame: &Frame) {
        let width = least_width(frame.is_narrow);
        let length = frame.to.on(width) - frame.from.on(width);
        for (value, label) in self.axis.labels(length) {
            let place = self.x(frame, *value);
            board.line(point(place, frame.top), point(place, frame.bottom), 1.0, Tint::Grid);
            let below = point(place, frame.bottom + 12.0);
            board.text(label, below, Letters::NOTE.anchored(Anchor::Middle));
        }
        // On narrow surfaces a title can be longer than its axis.
        let (title_at, anchor) = if frame.is_narrow {
            (left(8.0), Anchor::Start)
        } else {
            (between(frame.from, frame.to, 0.5), Anchor::Middle)
        };
        let title = point(title_at, frame.bottom + 32.0);
        board.text(&self.axis_title, title, Letters::NOTE.anchored(anchor));
    }

    fn draw_reference(&self, board: &mut Board, frame: &Frame) {
        let Some((value, label)) = &self.reference else { return };
        let place = self.x(frame, *value);
        let is_right = self.axis.place(*value) > 0.5;
        let (anchor, offset) = if is_right { (Anchor::End, 4.0) } else { (Anchor::Start, -4.0) };
        let above = point(beside(place, offset), frame.top - 14.0);
        board.text(label, above, Letters::NOTE.anchored(anchor));
        let mut from = frame.top - 4.0;
        let mut row_top = frame.top;
        for row in &self.rows {
            // Beside the values alone where labels stand above them.
            let start =
                if frame.is_narrow { row_top + PADDING / 2.0 + self.head(row, true) } else { from };
            row_top += self.height(row, frame.is_narrow);
            board.line(point(place, start), point(place, row_top), 1.5, Tint::Muted);
            from = row_top;
        }
    }

    fn draw_row(&self, board: &mut Board, frame: &Frame, row: &IntervalRow, top: f64) {
        if row.is_sum {
            board.line(point(left(4.0), top), point(right(4.0), top), 1.0, Tint::Grid);
        }
        let head = self.head(row, frame.is_narrow);
        let spare = self.height(row, frame.is_narrow) - head - LINE * number(row.lines.len());
        let lines_top = top + spare / 2.0 + head;
        if frame.is_narrow && self.look == ValueShape::Square {
            // The lines of the axis would strike through the numbers.
            let corners = [point(left(0.0), top + 3.0), point(right(0.0), lines_top)];
            board.rectangle(corners[0], corners[1], Tint::Paper);
        }
        self.draw_label(board, frame, row, lines_top);
        for (place, line) in row.lines.iter().enumerate() {
            let y = lines_top + (number(place) + 0.5) * LINE;
            match &line.value {
                Ok(value) => {
                    self.draw_value(board, frame, (value, line.tint), y);
                    self.draw_numbers(board, frame, (row, value), y);
                    line.tell(board, point(self.x(frame, value.at), y));
                    for dot in &value.dots {
                        let at = point(self.x(frame, dot.at), y);
                        board.readout(at, format!("{}: {}", line.name, dot.words));
                    }
                }
                Err(reason) => {
                    board.text(reason, point(beside(frame.from, 6.0), y), Letters::NOTE);
                }
            }
        }
    }

    fn draw_label(&self, board: &mut Board, frame: &Frame, row: &IntervalRow, lines_top: f64) {
        let lines = self.label(row, frame.is_narrow);
        let further_lines = number(lines.len().saturating_sub(1));
        let first = if frame.is_narrow {
            lines_top - self.head(row, true) + LABEL / 2.0
        } else {
            let middle = lines_top + number(row.lines.len()) * LINE / 2.0;
            middle - LABEL_LINE / 2.0 * further_lines
        };
        if let Some(high) = row.high {
            class_circles(board, left(6.0), first + LABEL_LINE / 2.0 * further_lines, high);
        }
        let start = left(if row.high.is_some() { 54.0 } else { 8.0 });
        let letters = if row.is_sum { Letters::PLAIN.bold() } else { Letters::PLAIN };
        for (place, text) in lines.into_iter().enumerate() {
            board.text(text, point(start, first + LABEL_LINE * number(place)), letters);
        }
    }

    fn draw_value(
        &self,
        board: &mut Board,
        frame: &Frame,
        (value, tint): (&IntervalValue, Tint),
        y: f64,
    ) {
        let place = self.x(frame, value.at);
        for dot in &value.dots {
            board.ring(point(self.x(frame, dot.at), y), 3.0, Tint::Muted);
        }
        let (whisker, width) = if self.look == ValueShape::Bar {
            board.rectangle(point(frame.from, y - 7.0), point(place, y + 7.0), tint);
            (Tint::Ink, 1.0)
        } else {
            (tint, 2.0)
        };
        if let Some([lower, upper]) = value.interval {
            let ends = [self.x(frame, lower), self.x(frame, upper)];
            board.line(point(ends[0], y), point(ends[1], y), width, whisker);
            for ((limit, end), inward) in [lower, upper].into_iter().zip(ends).zip([5.0, -5.0]) {
                if self.axis.is_beyond(limit) {
                    // An arrow: the interval goes on beyond the axis.
                    let side = |half: f64| point(beside(end, inward), y + half);
                    board.path(vec![side(-4.0), point(end, y), side(4.0)], 1.0, whisker);
                } else {
                    board.line(point(end, y - 4.0), point(end, y + 4.0), 1.0, whisker);
                }
            }
        }
        if let Some(other) = value.other {
            board.ring(point(self.x(frame, other), y), 4.0, Tint::Ink);
        }
        if self.axis.is_beyond(value.at) {
            return;
        }
        match self.look {
            ValueShape::Bar => {}
            ValueShape::Point => board.dot(point(place, y), 4.5, tint),
            ValueShape::Square => {
                let half = 2.5 + 3.0 * value.weight.clamp(0.0, 1.0).sqrt();
                let corner = |side: f64| point(beside(place, side * half), y + side * half);
                board.rectangle(corner(-1.0), corner(1.0), tint);
            }
        }
    }

    fn draw_numbers(
        &self,
        board: &mut Board,
        frame: &Frame,
        (row, value): (&IntervalRow, &IntervalValue),
        y: f64,
    ) {
        let (text, whole) = (&value.text, value.written());
        if self.look == ValueShape::Square {
            let room = if frame.is_narrow { least_width(true) } else { self.numbers_width };
            // What has no room is left to the readout.
            let has_room = whole.chars().count() <= letters_in(room - 12.0);
            let shown = if has_room { &whole } else { text };
            let letters = Letters { is_bold: row.is_sum, ..Letters::NOTE };
            if frame.is_narrow {
                let above = y - LINE / 2.0 - NUMBERS / 2.0;
                board.text(shown, point(left(8.0), above), letters);
            } else {
                let letters = letters.anchored(Anchor::End).tinted(Tint::Ink);
                board.text(shown, point(right(6.0), y), letters);
            }
            return;
        }
        let note = Letters::NOTE.anchored(Anchor::End);
        let has_interval = !value.interval_text.is_empty();
        let of_counts = if has_interval { 132.0 } else { 62.0 };
        board.text(&value.counts, point(right(of_counts), y), note);
        // A narrow surface shows the interval and leaves its numbers to the readout.
        let shown = if frame.is_narrow { text } else { &whole };
        board.text(shown, point(right(6.0), y), note.bold().tinted(Tint::Ink));
    }
}

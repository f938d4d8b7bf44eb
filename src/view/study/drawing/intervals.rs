//! Values with their intervals along one axis, one row a group of lines.

use super::axes::Axis;
use super::{Board, Letters, beside, between, class_circles, left, number, point, right};
use crate::engine::rules::panel::ByTest;
use crate::view::figures::marks::{Across, Anchor, Picture, Tint};
use crate::view::figures::sketch::Sketch;
use crate::view::words::wrapped;

/// The figure.
#[derive(Clone, Debug)]
pub struct Intervals {
    /// The rows from top to bottom.
    pub rows: Vec<Row>,
    /// The axis.
    pub axis: Axis,
    /// What the axis measures.
    pub axis_title: String,
    /// How values are drawn.
    pub look: Look,
    /// What the lines of a row stand for; empty when each has one.
    pub legend: Vec<(Tint, String)>,
    /// A line across all rows, with its label.
    pub reference: Option<(f64, String)>,
    /// Room for the numbers at the right, in CSS pixels.
    pub numbers_width: f64,
}

/// How values are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// A bar from the start of the axis, with the interval on its end.
    Bar,
    /// A point with its interval.
    Point,
}

/// One label and its lines.
#[derive(Clone, Debug)]
pub struct Row {
    /// The label.
    pub label: String,
    /// Which tests are high, for a row that is one class.
    pub high: Option<ByTest<bool>>,
    /// Whether it stands apart as a sum.
    pub is_sum: bool,
    /// Its lines.
    pub lines: Vec<Line>,
}

/// One value.
#[derive(Clone, Debug)]
pub struct Line {
    /// The value, or why there is none.
    pub value: Result<Value, String>,
    /// Its color.
    pub tint: Tint,
}

/// A value that can be drawn.
#[derive(Clone, Debug)]
pub struct Value {
    /// Where it stands.
    pub at: f64,
    /// Its interval; `None` where it has none by nature.
    pub interval: Option<[f64; 2]>,
    /// Another estimate of the same, drawn as a ring.
    pub other: Option<f64>,
    /// Numerator and denominator.
    pub counts: String,
    /// The value in text.
    pub text: String,
    /// What pointing at it says.
    pub readout: String,
}

const LINE: f64 = 20.0;
const PADDING: f64 = 8.0;
const LABEL: f64 = 20.0;
const LEGEND: f64 = 24.0;
/// More letters than this are a number with its interval.
const LONG: usize = 8;
/// Room for a number without its interval.
const SHORT_NUMBERS: f64 = 56.0;

impl Intervals {
    /// Both layouts.
    #[must_use]
    pub fn sketch(&self) -> Sketch {
        Sketch { narrow: self.picture(true), wide: self.picture(false) }
    }

    fn picture(&self, is_narrow: bool) -> Picture {
        let mut board = Board::default();
        let axis_left = left(if is_narrow { 18.0 } else { 236.0 });
        let axis_right = right(match (is_narrow, self.has_long_numbers()) {
            (false, _) => self.numbers_width,
            (true, false) => self.numbers_width - 20.0,
            (true, true) => SHORT_NUMBERS,
        });
        let x = |value: f64| between(axis_left, axis_right, self.axis.place(value));
        let legend_rows =
            if is_narrow { number(self.legend.len()) } else { number(self.legend.len().min(1)) };
        let reference = if self.reference.is_some() { LEGEND } else { 0.0 };
        let top = 6.0 + legend_rows * LEGEND + reference;
        let height_of = |row: &Row| {
            number(row.lines.len()) * LINE + PADDING + if is_narrow { LABEL } else { 0.0 }
        };
        let bottom = top + self.rows.iter().map(height_of).sum::<f64>();
        self.draw_legend(&mut board, axis_left, is_narrow);
        for (value, label) in &self.axis.ticks {
            let place = x(*value);
            board.line(point(place, top), point(place, bottom), 1.0, Tint::Grid);
            board.text(label, point(place, bottom + 12.0), Letters::NOTE.anchored(Anchor::Middle));
        }
        // On narrow surfaces a title can be longer than its axis.
        let (title_at, anchor) = if is_narrow {
            (left(8.0), Anchor::Start)
        } else {
            (between(axis_left, axis_right, 0.5), Anchor::Middle)
        };
        let title = point(title_at, bottom + 32.0);
        board.text(&self.axis_title, title, Letters::NOTE.anchored(anchor));
        if let Some((value, label)) = &self.reference {
            let place = x(*value);
            let is_right = self.axis.place(*value) > 0.5;
            let (anchor, offset) =
                if is_right { (Anchor::End, 4.0) } else { (Anchor::Start, -4.0) };
            board.text(
                label,
                point(beside(place, offset), top - 14.0),
                Letters::NOTE.anchored(anchor),
            );
            let mut from = top - 4.0;
            let mut row_top = top;
            for row in &self.rows {
                // Beside the values alone where labels stand above them.
                let start = if is_narrow { row_top + PADDING / 2.0 + LABEL } else { from };
                row_top += height_of(row);
                board.line(point(place, start), point(place, row_top), 1.5, Tint::Muted);
                from = row_top;
            }
        }
        let mut row_top = top;
        for row in &self.rows {
            if row.is_sum {
                board.line(point(left(4.0), row_top), point(right(4.0), row_top), 1.0, Tint::Grid);
            }
            let lines_top = row_top + PADDING / 2.0 + if is_narrow { LABEL } else { 0.0 };
            Self::draw_label(&mut board, row, lines_top, is_narrow);
            for (place, line) in row.lines.iter().enumerate() {
                let y = lines_top + (number(place) + 0.5) * LINE;
                self.draw_line(&mut board, line, y, &x, axis_left, is_narrow);
            }
            row_top += height_of(row);
        }
        board.finish(bottom + 46.0)
    }

    fn has_long_numbers(&self) -> bool {
        let mut values = self.rows.iter().flat_map(|row| &row.lines).flat_map(|line| &line.value);
        values.any(|value| value.text.chars().count() > LONG)
    }

    fn draw_legend(&self, board: &mut Board, axis_left: Across, is_narrow: bool) {
        let mut x = 0.0;
        for (place, (tint, name)) in self.legend.iter().enumerate() {
            let (at, y) = if is_narrow {
                (axis_left, 14.0 + number(place) * LEGEND)
            } else {
                (beside(axis_left, x), 14.0)
            };
            x += 46.0 + 7.0 * number(name.chars().count());
            board.rectangle(point(at, y - 5.0), point(beside(at, 12.0), y + 5.0), *tint);
            board.text(
                name,
                point(beside(at, 18.0), y),
                Letters { tint: Tint::Ink, ..Letters::NOTE },
            );
        }
    }

    fn draw_label(board: &mut Board, row: &Row, lines_top: f64, is_narrow: bool) {
        let height = number(row.lines.len()) * LINE;
        let y = if is_narrow { lines_top - LABEL / 2.0 } else { lines_top + height / 2.0 };
        if let Some(high) = row.high {
            class_circles(board, left(6.0), y, high);
        }
        let start = left(if row.high.is_some() { 54.0 } else { 8.0 });
        let letters = if row.is_sum { Letters::PLAIN.bold() } else { Letters::PLAIN };
        let most = if is_narrow { 60 } else { 32 };
        let lines = wrapped(&row.label, most);
        let first = y - 7.5 * (number(lines.len()) - 1.0);
        for (place, text) in lines.into_iter().enumerate() {
            board.text(text, point(start, first + 15.0 * number(place)), letters);
        }
    }

    fn draw_line(
        &self,
        board: &mut Board,
        line: &Line,
        y: f64,
        x: &impl Fn(f64) -> Across,
        axis_left: Across,
        is_narrow: bool,
    ) {
        let value = match &line.value {
            Ok(value) => value,
            Err(reason) => {
                board.text(reason, point(beside(axis_left, 6.0), y), Letters::NOTE);
                return;
            }
        };
        let place = x(value.at);
        let whisker = match self.look {
            Look::Bar => {
                board.rectangle(point(axis_left, y - 7.0), point(place, y + 7.0), line.tint);
                Tint::Ink
            }
            Look::Point => line.tint,
        };
        if let Some([lower, upper]) = value.interval {
            let width = if self.look == Look::Bar { 1.0 } else { 2.0 };
            board.line(point(x(lower), y), point(x(upper), y), width, whisker);
            for (limit, inward) in [(lower, 5.0), (upper, -5.0)] {
                let end = x(limit);
                if self.axis.is_beyond(limit) {
                    // An arrow: the interval goes on beyond the axis.
                    board.path(
                        vec![
                            point(beside(end, inward), y - 4.0),
                            point(end, y),
                            point(beside(end, inward), y + 4.0),
                        ],
                        1.0,
                        whisker,
                    );
                } else {
                    board.line(point(end, y - 4.0), point(end, y + 4.0), 1.0, whisker);
                }
            }
        }
        if let Some(other) = value.other {
            board.ring(point(x(other), y), 4.0, Tint::Ink);
        }
        if self.look == Look::Point && !self.axis.is_beyond(value.at) {
            board.dot(point(place, y), 4.5, line.tint);
        }
        let note = Letters::NOTE.anchored(Anchor::End);
        let is_long = value.text.chars().count() > LONG;
        let of_counts = if is_long { 132.0 } else { 62.0 };
        board.text(&value.counts, point(right(of_counts), y), note);
        // A narrow surface shows the interval and leaves its numbers to the readout.
        let text = match value.text.split_once(" (") {
            Some((value, _)) if is_narrow && is_long => value,
            _ => &value.text,
        };
        board.text(text, point(right(6.0), y), note.bold().tinted(Tint::Ink));
        board.readout(point(place, y), &value.readout);
    }
}

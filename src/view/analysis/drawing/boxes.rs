//! A flow diagram of boxes: who goes on, and who leaves at each step.

use super::{Board, Letters, between, left, number, point, right};
use crate::view::figures::sketch::{Across, Anchor, Picture, Sketch, Tint};
use crate::view::words::wrapped;

/// The diagram.
#[derive(Clone, Debug)]
pub struct Flow {
    /// The steps down the middle.
    pub steps: Vec<Step>,
    /// The columns that the last step divides into.
    pub branches: Vec<Branch>,
}

/// A step, and who leaves after it.
#[derive(Clone, Debug)]
pub struct Step {
    /// What the box says.
    pub text: String,
    /// Who leaves on the way to the next step.
    pub leaving: Vec<String>,
}

/// One column.
#[derive(Clone, Debug)]
pub struct Branch {
    /// Its color.
    pub tint: Tint,
    /// Its boxes from top to bottom; those in one row stand side by side.
    pub rows: Vec<Vec<String>>,
}

const TEXT_LINE: f64 = 16.0;
const GAP: f64 = 18.0;

/// The width of letters is not known; the narrowest surface of a layout has room
/// for so many in a box that takes a share of it.
fn letters_in(share: f64, is_narrow: bool) -> usize {
    let width = if is_narrow { 290.0 } else { 680.0 };
    let mut most = 8;
    while number(most + 1) * 6.6 < share * width - 12.0 {
        most += 1;
    }
    most
}

impl Flow {
    /// Both layouts.
    #[must_use]
    pub fn sketch(&self) -> Sketch {
        Sketch { narrow: self.picture(true), wide: self.picture(false) }
    }

    fn picture(&self, is_narrow: bool) -> Picture {
        let mut board = Board::default();
        let (main_share, side_left) = if is_narrow { (0.54, 0.6) } else { (0.5, 0.57) };
        let edge = |share: f64| between(left(4.0), right(4.0), share);
        let spine = edge(main_share / 2.0);
        let mut y = 6.0;
        for (place, step) in self.steps.iter().enumerate() {
            let lines = wrapped(&step.text, letters_in(main_share, is_narrow));
            let bottom = draw_box(&mut board, edge(0.0), edge(main_share), y, &lines, Tint::Ink);
            y = bottom;
            if !step.leaving.is_empty() {
                let lines: Vec<String> = step
                    .leaving
                    .iter()
                    .flat_map(|text| wrapped(text, letters_in(1.0 - side_left, is_narrow)))
                    .collect();
                let height = box_height(&lines);
                let top = y + 6.0;
                let middle = top + height / 2.0;
                board.line(point(spine, middle), point(edge(side_left), middle), 1.0, Tint::Muted);
                draw_box(&mut board, edge(side_left), edge(1.0), top, &lines, Tint::Muted);
                y = top + height - GAP + 6.0;
            }
            let is_last = place + 1 == self.steps.len();
            if !is_last || !self.branches.is_empty() {
                arrow(&mut board, spine, bottom, y.max(bottom) + GAP);
                y = y.max(bottom) + GAP;
            }
        }
        self.draw_branches(&mut board, y, spine, is_narrow)
    }

    fn draw_branches(
        &self,
        board: &mut Board,
        top: f64,
        spine: Across,
        is_narrow: bool,
    ) -> Picture {
        let edge = |share: f64| between(left(4.0), right(4.0), share);
        let n = number(self.branches.len());
        let mut bottom = top;
        // Boxes that stand in one row are equally high, across the columns too.
        let n_rows = self.branches.iter().map(|branch| branch.rows.len()).max().unwrap_or(0);
        let heights: Vec<f64> = (0..n_rows)
            .map(|row| {
                let rows = self.branches.iter().filter_map(|branch| branch.rows.get(row));
                let share = if is_narrow { 1.0 } else { 1.0 / n };
                rows.map(|row| row_height(row, share, is_narrow)).fold(0.0, f64::max)
            })
            .collect();
        if n > 1.0 && !is_narrow {
            // The middles of the first and the last column.
            let center =
                |place: f64| edge((place + 0.5) / n + if place > 0.0 { 0.006 } else { -0.006 });
            board.line(point(center(0.0), top), point(center(n - 1.0), top), 1.0, Tint::Muted);
            board.line(point(spine, top - 1.0), point(spine, top), 1.0, Tint::Muted);
        }
        for (place, branch) in self.branches.iter().enumerate() {
            if is_narrow {
                // One below the other: side by side the boxes would be too small.
                let start = if place == 0 { top - GAP } else { bottom };
                bottom = draw_branch(board, branch, [0.0, 1.0], start, &heights, is_narrow) + 6.0;
                continue;
            }
            let from = number(place) / n + if place > 0 { 0.012 } else { 0.0 };
            let to = (number(place) + 1.0) / n - if number(place) + 1.0 < n { 0.012 } else { 0.0 };
            let end = draw_branch(board, branch, [from, to], top, &heights, is_narrow);
            bottom = bottom.max(end);
        }
        std::mem::take(board).finish(bottom + 8.0)
    }
}

/// What stands in the boxes of a row that takes a share of the width.
fn texts_of(row: &[String], share: f64, is_narrow: bool) -> Vec<Vec<String>> {
    let most = letters_in(share / number(row.len().max(1)), is_narrow);
    row.iter().map(|text| text.split('\n').flat_map(|line| wrapped(line, most)).collect()).collect()
}

fn row_height(row: &[String], share: f64, is_narrow: bool) -> f64 {
    let texts = texts_of(row, share, is_narrow);
    texts.iter().map(|lines| box_height(lines)).fold(0.0, f64::max)
}

/// Draws one column and says where it ends.
fn draw_branch(
    board: &mut Board,
    branch: &Branch,
    [from, to]: [f64; 2],
    top: f64,
    heights: &[f64],
    is_narrow: bool,
) -> f64 {
    let edge = |share: f64| between(left(4.0), right(4.0), share);
    let mut y = top;
    for (row, &height) in branch.rows.iter().zip(heights) {
        let share = (to - from) / number(row.len().max(1));
        let gap = |column: usize| if column > 0 { 0.006 } else { 0.0 };
        let texts = texts_of(row, if is_narrow { 1.0 } else { to - from }, is_narrow);
        for (column, lines) in texts.iter().enumerate() {
            let start = edge(from + share * number(column) + gap(column));
            let rest = row.len() - 1 - column;
            let end = edge(from + share * (number(column) + 1.0) - gap(rest));
            arrow(board, between(start, end, 0.5), y, y + GAP);
            draw_box_of(board, start, end, y + GAP, height, lines, branch.tint);
        }
        y += GAP + height;
    }
    y
}

fn box_height(lines: &[String]) -> f64 {
    number(lines.len()) * TEXT_LINE + 12.0
}

fn draw_box(
    board: &mut Board,
    from: Across,
    to: Across,
    top: f64,
    lines: &[String],
    tint: Tint,
) -> f64 {
    let height = box_height(lines);
    draw_box_of(board, from, to, top, height, lines, tint);
    top + height
}

fn draw_box_of(
    board: &mut Board,
    from: Across,
    to: Across,
    top: f64,
    height: f64,
    lines: &[String],
    tint: Tint,
) {
    board.frame(point(from, top), point(to, top + height), tint);
    let middle = between(from, to, 0.5);
    let first = top + height / 2.0 - TEXT_LINE * (number(lines.len()) - 1.0) / 2.0;
    for (place, line) in lines.iter().enumerate() {
        let letters = Letters { tint: Tint::Ink, ..Letters::NOTE }.anchored(Anchor::Middle);
        // What the box is about stands out where more follows.
        let letters = if place == 0 && lines.len() > 1 && tint != Tint::Muted {
            letters.bold()
        } else {
            letters
        };
        board.text(line, point(middle, first + TEXT_LINE * number(place)), letters);
    }
    board.readout(point(middle, top + height / 2.0), lines.join(" "));
}

fn arrow(board: &mut Board, x: Across, from: f64, to: f64) {
    board.line(point(x, from), point(x, to), 1.0, Tint::Muted);
    let head = |offset: f64| point(Across { offset: x.offset + offset, ..x }, to - 5.0);
    board.path(vec![head(-4.0), point(x, to), head(4.0)], 1.0, Tint::Muted);
}

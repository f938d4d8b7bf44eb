//! A flow diagram of boxes: who goes on, and who leaves at each step.

use super::{Board, Letters, between, least_width, left, letters_in, number, point, right};
use crate::view::figures::marks::{Across, Anchor, Picture, Tint};
use crate::view::figures::sketch::Sketch;
use crate::view::words::wrapped;

/// The diagram.
#[derive(Clone, Debug)]
pub struct FlowChart {
    /// The steps down the middle.
    pub steps: Vec<FlowStep>,
    /// The columns that the last step divides into.
    pub branches: Vec<FlowBranch>,
}

/// A step, and who leaves after it.
#[derive(Clone, Debug)]
pub struct FlowStep {
    /// What the box says.
    pub text: String,
    /// What pointing at the box says besides; empty where that is all.
    pub further: Vec<String>,
    /// Who leaves on the way to the next step.
    pub leaving: Vec<String>,
}

/// One column.
#[derive(Clone, Debug)]
pub struct FlowBranch {
    /// Its color.
    pub tint: Tint,
    /// Its boxes from top to bottom; those in one row stand side by side.
    pub rows: Vec<Vec<BranchBox>>,
}

/// What one of these boxes counts.
#[derive(Clone, Debug)]
pub struct BranchBox {
    /// Who is counted.
    pub name: String,
    /// How many.
    pub count: String,
    /// How many of them are what, one in a line.
    pub details: Vec<String>,
}

impl BranchBox {
    /// What pointing at the box says.
    fn words(&self) -> String {
        let count = format!("{}: {}", self.name, self.count);
        [count].into_iter().chain(self.details.iter().cloned()).collect::<Vec<_>>().join("; ")
    }

    /// Its lines, of so many letters at most; the count stands out.
    fn lines(&self, most: usize) -> BoxText {
        let lines = |text: &str, stands_out: bool| {
            wrapped(text, most).into_iter().map(move |line| (line, stands_out))
        };
        let details = self.details.iter().flat_map(|text| lines(text, false));
        let lines = lines(&self.name, false).chain(lines(&self.count, true)).chain(details);
        BoxText { words: self.words(), lines: lines.collect() }
    }
}

const TEXT_LINE: f64 = 16.0;
const GAP: f64 = 18.0;

/// How many letters have room in a box that takes a share of the width. Small letters
/// are narrower than reckoned, which leaves the margin.
fn letters_in_box(share: f64, is_narrow: bool) -> usize {
    letters_in(share * least_width(is_narrow) - 2.0)
}

impl FlowChart {
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
            let mut text = BoxText::plain(&[&step.text], letters_in_box(main_share, is_narrow));
            text.words = [std::slice::from_ref(&step.text), &step.further].concat().join("; ");
            let height = text.height();
            draw_box(&mut board, [edge(0.0), edge(main_share)], [y, height], &text, Tint::Ink);
            let bottom = y + height;
            y = bottom;
            if !step.leaving.is_empty() {
                let leaving: Vec<&str> = step.leaving.iter().map(String::as_str).collect();
                let text = BoxText::plain(&leaving, letters_in_box(1.0 - side_left, is_narrow));
                let height = text.height();
                let top = y + 6.0;
                let middle = top + height / 2.0;
                board.line(point(spine, middle), point(edge(side_left), middle), 1.0, Tint::Muted);
                let ends = [edge(side_left), edge(1.0)];
                draw_box(&mut board, ends, [top, height], &text, Tint::Muted);
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
        let share = if is_narrow { 1.0 } else { 1.0 / n };
        // Boxes that stand in one row are equally high, across the columns too.
        let n_rows = self.branches.iter().map(|branch| branch.rows.len()).max().unwrap_or(0);
        let heights: Vec<f64> = (0..n_rows)
            .map(|row| {
                let rows = self.branches.iter().filter_map(|branch| branch.rows.get(row));
                rows.map(|row| row_height(row, share, is_narrow)).fold(0.0, f64::max)
            })
            .collect();
        if n > 1.0 && !is_narrow {
            // The middles of the first and the last column.
            let center =
                |place: f64| edge((place + 0.5) / n + if place > 0.0 { 0.004 } else { -0.004 });
            board.line(point(center(0.0), top), point(center(n - 1.0), top), 1.0, Tint::Muted);
            board.line(point(spine, top - 1.0), point(spine, top), 1.0, Tint::Muted);
        }
        for (place, branch) in self.branches.iter().enumerate() {
            if is_narrow {
                // One below the other: side by side the boxes would be too small.
                let start = if place == 0 { top - GAP } else { bottom };
                let texts = branch.rows.iter().map(|row| texts_of(row, share, is_narrow));
                bottom = draw_branch(board, branch.tint, texts, [0.0, 1.0], start, &heights) + 6.0;
                continue;
            }
            let from = number(place) / n + if place > 0 { 0.008 } else { 0.0 };
            let to = (number(place) + 1.0) / n - if number(place) + 1.0 < n { 0.008 } else { 0.0 };
            let texts = branch.rows.iter().map(|row| texts_of(row, share, is_narrow));
            bottom = bottom.max(draw_branch(board, branch.tint, texts, [from, to], top, &heights));
        }
        std::mem::take(board).finish(bottom + 8.0)
    }
}

/// What stands in a box.
struct BoxText {
    /// What pointing at it says.
    words: String,
    /// The lines, and whether each stands out.
    lines: Vec<(String, bool)>,
}

impl BoxText {
    /// Texts one below the other, in lines of so many letters at most.
    fn plain(texts: &[&str], most: usize) -> Self {
        let lines = texts.iter().flat_map(|text| wrapped(text, most));
        BoxText { words: texts.join("; "), lines: lines.map(|line| (line, false)).collect() }
    }

    fn height(&self) -> f64 {
        number(self.lines.len()) * TEXT_LINE + 12.0
    }
}

/// What stands in the boxes of a row that takes a share of the width.
fn texts_of(row: &[BranchBox], share: f64, is_narrow: bool) -> Vec<BoxText> {
    let most = letters_in_box(share / number(row.len().max(1)), is_narrow);
    row.iter().map(|counted| counted.lines(most)).collect()
}

fn row_height(row: &[BranchBox], share: f64, is_narrow: bool) -> f64 {
    texts_of(row, share, is_narrow).iter().map(BoxText::height).fold(0.0, f64::max)
}

/// Draws one column and says where it ends.
fn draw_branch(
    board: &mut Board,
    tint: Tint,
    rows: impl Iterator<Item = Vec<BoxText>>,
    [from, to]: [f64; 2],
    top: f64,
    heights: &[f64],
) -> f64 {
    let edge = |share: f64| between(left(4.0), right(4.0), share);
    let mut y = top;
    for (texts, &height) in rows.zip(heights) {
        let share = (to - from) / number(texts.len().max(1));
        let gap = |column: usize| if column > 0 { 0.004 } else { 0.0 };
        for (column, text) in texts.iter().enumerate() {
            let start = edge(from + share * number(column) + gap(column));
            let rest = texts.len() - 1 - column;
            let end = edge(from + share * (number(column) + 1.0) - gap(rest));
            arrow(board, between(start, end, 0.5), y, y + GAP);
            draw_box(board, [start, end], [y + GAP, height], text, tint);
        }
        y += GAP + height;
    }
    y
}

/// Draws a box between two places, from a height on and so high.
fn draw_box(
    board: &mut Board,
    [from, to]: [Across; 2],
    [top, height]: [f64; 2],
    text: &BoxText,
    tint: Tint,
) {
    board.frame(point(from, top), point(to, top + height), tint);
    let middle = between(from, to, 0.5);
    let first = top + height / 2.0 - TEXT_LINE * (number(text.lines.len()) - 1.0) / 2.0;
    for (place, (line, is_bold)) in text.lines.iter().enumerate() {
        let letters = Letters { tint: Tint::Ink, is_bold: *is_bold, ..Letters::NOTE };
        let at = point(middle, first + TEXT_LINE * number(place));
        board.text(line, at, letters.anchored(Anchor::Middle));
    }
    board.readout(point(middle, top + height / 2.0), text.words.as_str());
}

fn arrow(board: &mut Board, x: Across, from: f64, to: f64) {
    board.line(point(x, from), point(x, to), 1.0, Tint::Muted);
    let head = |offset: f64| point(Across { offset: x.offset + offset, ..x }, to - 5.0);
    board.path(vec![head(-4.0), point(x, to), head(4.0)], 1.0, Tint::Muted);
}

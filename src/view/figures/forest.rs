//! Shares with their intervals along one axis: the shape of every figure here.
//!
//! ```text
//! ●○○ NK level        |---•---------|            12/15  80.0%
//! ```
//!
//! On a narrow surface the label stands above its line.

use plotters::backend::DrawingBackend;
use plotters::coord::Shift;
use plotters::drawing::DrawingArea;
use plotters::style::RGBColor;
use serde::{Deserialize, Serialize};

use crate::engine::cohort::tally::{Group, Stratum};
use crate::engine::rules::panel::ByTest;
use crate::engine::rules::profile::ImmuneProfile;
use crate::engine::stats::proportion::Proportion;
use crate::view::figures::pen::{Align, Pen, Type};
use crate::view::figures::{DrawError, Surface};
use crate::view::{format, words};

/// One group of lines under one label.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// The label.
    pub label: String,
    /// Which tests are high, for a row that is one class.
    pub high: Option<ByTest<bool>>,
    /// Whether the row stands apart as a sum.
    pub is_sum: bool,
    /// One line a share.
    pub lines: Vec<ShareLine>,
}

impl Row {
    /// A row for a group of women.
    #[must_use]
    pub fn new(group: Group, lines: Vec<ShareLine>) -> Self {
        Row {
            label: words::group(group).to_owned(),
            high: match group {
                Group::Class(profile) => Some(profile.high()),
                Group::AnyAbnormality | Group::Everyone => None,
            },
            is_sum: group == Group::AnyAbnormality,
            lines,
        }
    }
}

/// One share on the axis.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ShareLine {
    /// The share; `None` when nobody was counted.
    pub share: Option<Proportion>,
    /// What to write when nobody was counted.
    pub empty_text: String,
}

impl ShareLine {
    /// Numerator and denominator, share and interval as cells of a table; or
    /// that nobody was counted.
    #[must_use]
    pub fn cells(&self) -> [String; 3] {
        match &self.share {
            Some(share) => [
                format::fraction(share),
                format::percent(share.estimate),
                format::interval(share.interval),
            ],
            None => [self.empty_text.clone(), String::new(), String::new()],
        }
    }
}

/// How shares are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Mark {
    /// A bar from zero with the interval on its end.
    Bar,
    /// A point with its interval.
    Point,
}

/// The layout of one figure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Forest {
    /// The rows from top to bottom.
    pub rows: Vec<Row>,
    /// How shares are drawn.
    pub mark: Mark,
    /// Right end of the axis, as a share.
    pub maximum: f64,
    /// What the axis measures.
    pub axis_title: String,
    /// The parts of the cohort that the lines of a row stand for, with their
    /// names; empty when a row has one line.
    pub legend: Vec<(Stratum, String)>,
    /// A vertical line for comparison, with its label.
    pub reference: Option<(f64, String)>,
}

const NARROW: u32 = 560;
const ROW_PADDING: f64 = 8.0;
const LINE_HEIGHT: f64 = 20.0;
const LABEL_HEIGHT: f64 = 20.0;
const LEGEND_HEIGHT: f64 = 26.0;
const AXIS_HEIGHT: f64 = 48.0;
const TEXT_SIZE: f64 = 13.0;
const SMALL_TEXT_SIZE: f64 = 12.0;

/// Where things stand at one width.
struct Layout {
    is_narrow: bool,
    width: f64,
    top: f64,
    bottom: f64,
    axis_left: f64,
    axis_right: f64,
    maximum: f64,
}

impl Layout {
    fn x(&self, share: f64) -> f64 {
        self.axis_left + (self.axis_right - self.axis_left) * share / self.maximum
    }
}

impl Forest {
    /// Height in CSS pixels at a width in CSS pixels.
    #[must_use]
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the height is a few hundred pixels"
    )]
    pub fn height(&self, width: u32) -> u32 {
        (self.layout(width).bottom + AXIS_HEIGHT) as u32
    }

    fn layout(&self, width: u32) -> Layout {
        let is_narrow = width < NARROW;
        let full = f64::from(width);
        let n_legend_rows = if self.legend.is_empty() {
            0.0
        } else if is_narrow {
            count(self.legend.len())
        } else {
            1.0
        };
        let reference_height = if self.reference.is_some() { LEGEND_HEIGHT } else { 0.0 };
        let top = 4.0 + n_legend_rows * LEGEND_HEIGHT + reference_height;
        let rows: f64 = self.rows.iter().map(|row| row_height(row, is_narrow)).sum();
        Layout {
            is_narrow,
            width: full,
            top,
            bottom: top + rows,
            axis_left: if is_narrow { 8.0 } else { 236.0 },
            axis_right: full - if is_narrow { 112.0 } else { 132.0 },
            maximum: self.maximum,
        }
    }

    /// Draws the figure.
    ///
    /// # Errors
    /// What the backend says.
    pub fn draw<DB: DrawingBackend>(
        &self,
        area: &DrawingArea<DB, Shift>,
        surface: &Surface,
    ) -> Result<(), DrawError<DB>> {
        let pen = Pen::new(area, surface);
        let layout = self.layout(surface.width);
        pen.fill(surface.theme.paper)?;
        self.draw_legend(&pen, surface, &layout)?;
        self.draw_axis(&pen, surface, &layout)?;
        let mut top = layout.top;
        for row in &self.rows {
            self.draw_row(&pen, surface, &layout, row, top)?;
            top += row_height(row, layout.is_narrow);
        }
        Ok(())
    }

    fn draw_legend<DB: DrawingBackend>(
        &self,
        pen: &Pen<'_, DB>,
        surface: &Surface,
        layout: &Layout,
    ) -> Result<(), DrawError<DB>> {
        let look = label_type(SMALL_TEXT_SIZE, surface.theme.ink);
        for (place, (stratum, name)) in self.legend.iter().enumerate() {
            let step = count(place);
            let (left, y) = if layout.is_narrow {
                (layout.axis_left, 14.0 + step * LEGEND_HEIGHT)
            } else {
                (layout.axis_left + step * 210.0, 14.0)
            };
            pen.rectangle(
                (left, y - 5.0),
                (left + 12.0, y + 5.0),
                surface.theme.stratum(*stratum),
            )?;
            pen.text(name, (left + 18.0, y), look)?;
        }
        Ok(())
    }

    fn draw_axis<DB: DrawingBackend>(
        &self,
        pen: &Pen<'_, DB>,
        surface: &Surface,
        layout: &Layout,
    ) -> Result<(), DrawError<DB>> {
        let theme = surface.theme;
        let step = tick_step(self.maximum, layout.axis_right - layout.axis_left);
        let mut look = label_type(SMALL_TEXT_SIZE, theme.muted);
        look.align = Align::Center;
        let mut tick = 0;
        while f64::from(tick) * step <= self.maximum + step / 1e3 {
            let share = f64::from(tick) * step;
            let x = layout.x(share);
            pen.line((x, layout.top), (x, layout.bottom), 1.0, theme.grid)?;
            let label = format::whole_percent(share);
            pen.text(&label, (x, layout.bottom + 12.0), look)?;
            tick += 1;
        }
        let middle = f64::midpoint(layout.axis_left, layout.axis_right);
        pen.text(&self.axis_title, (middle, layout.bottom + 32.0), look)?;
        if let Some((share, label)) = &self.reference {
            let x = layout.x(*share);
            for (top, bottom) in self.reference_pieces(layout) {
                pen.line((x, top), (x, bottom), 1.5, theme.muted)?;
            }
            let is_right = x > middle;
            look.align = if is_right { Align::Right } else { Align::Left };
            pen.text(label, (if is_right { x + 4.0 } else { x - 4.0 }, layout.top - 16.0), look)?;
        }
        Ok(())
    }

    /// Where the line of comparison is drawn: all the way, or beside the shares
    /// alone where labels stand above them, which it would strike through.
    fn reference_pieces(&self, layout: &Layout) -> Vec<(f64, f64)> {
        if !layout.is_narrow {
            return vec![(layout.top - 6.0, layout.bottom)];
        }
        let mut top = layout.top;
        let mut pieces = vec![(top - 6.0, top)];
        for row in &self.rows {
            let bottom = top + row_height(row, layout.is_narrow);
            pieces.push((top + ROW_PADDING + LABEL_HEIGHT, bottom - ROW_PADDING / 2.0));
            top = bottom;
        }
        pieces
    }

    fn draw_row<DB: DrawingBackend>(
        &self,
        pen: &Pen<'_, DB>,
        surface: &Surface,
        layout: &Layout,
        row: &Row,
        top: f64,
    ) -> Result<(), DrawError<DB>> {
        let theme = surface.theme;
        if row.is_sum {
            pen.line((4.0, top), (layout.width - 4.0, top), 1.0, theme.grid)?;
        }
        let lines_top = top + ROW_PADDING + if layout.is_narrow { LABEL_HEIGHT } else { 0.0 };
        let lines_height = LINE_HEIGHT * count(row.lines.len());
        let label_y = if layout.is_narrow {
            top + ROW_PADDING + LABEL_HEIGHT / 2.0
        } else {
            lines_top + lines_height / 2.0
        };
        draw_label(pen, surface, row, label_y)?;
        for (place, line) in row.lines.iter().enumerate() {
            let y = lines_top + LINE_HEIGHT * (count(place) + 0.5);
            let color = self.color(surface, row, place);
            if let Some(share) = &line.share {
                self.draw_share(pen, surface, layout, share, (y, color))?;
            } else {
                let look = label_type(SMALL_TEXT_SIZE, theme.muted);
                pen.text(&line.empty_text, (layout.axis_left + 6.0, y), look)?;
            }
        }
        Ok(())
    }

    /// Lines of a legend have its colors; a line of its own has its class's.
    fn color(&self, surface: &Surface, row: &Row, place: usize) -> RGBColor {
        if let Some((stratum, _)) = self.legend.get(place) {
            return surface.theme.stratum(*stratum);
        }
        let profile = row.high.and_then(ImmuneProfile::of);
        profile.map_or(surface.theme.ink, |profile| surface.theme.profile(profile))
    }

    fn draw_share<DB: DrawingBackend>(
        &self,
        pen: &Pen<'_, DB>,
        surface: &Surface,
        layout: &Layout,
        share: &Proportion,
        (y, color): (f64, RGBColor),
    ) -> Result<(), DrawError<DB>> {
        let theme = surface.theme;
        let x = layout.x(share.estimate);
        let (lower, upper) = (layout.x(share.interval.lower), layout.x(share.interval.upper));
        let whisker = match self.mark {
            Mark::Bar => {
                let half = LINE_HEIGHT * 0.36;
                let start = (layout.axis_left, y - half);
                pen.rectangle(start, (x.max(layout.axis_left + 1.0), y + half), color)?;
                theme.ink
            }
            Mark::Point => color,
        };
        pen.line((lower, y), (upper, y), if self.mark == Mark::Bar { 1.0 } else { 2.0 }, whisker)?;
        for end in [lower, upper] {
            pen.line((end, y - 4.0), (end, y + 4.0), 1.0, whisker)?;
        }
        if self.mark == Mark::Point {
            pen.dot((x, y), 5.0, color)?;
        }
        let mut look = label_type(SMALL_TEXT_SIZE, theme.muted);
        look.align = Align::Right;
        pen.text(&format::fraction(share), (layout.width - 64.0, y), look)?;
        look.color = theme.ink;
        look.is_bold = true;
        pen.text(&format::percent(share.estimate), (layout.width - 6.0, y), look)
    }
}

fn draw_label<DB: DrawingBackend>(
    pen: &Pen<'_, DB>,
    surface: &Surface,
    row: &Row,
    y: f64,
) -> Result<(), DrawError<DB>> {
    let theme = surface.theme;
    for (place, &is_high) in row.high.iter().flat_map(ByTest::values).enumerate() {
        let center = (12.0 + 13.0 * count(place), y);
        if is_high {
            pen.dot(center, 4.5, theme.ink)?;
        } else {
            pen.ring(center, 4.0, theme.muted)?;
        }
    }
    let mut look = label_type(TEXT_SIZE, theme.ink);
    look.is_bold = row.is_sum;
    pen.text(&row.label, (if row.high.is_some() { 54.0 } else { 8.0 }, y), look)
}

fn label_type(size: f64, color: RGBColor) -> Type {
    Type { size, is_bold: false, color, align: Align::Left }
}

fn row_height(row: &Row, is_narrow: bool) -> f64 {
    let label = if is_narrow { LABEL_HEIGHT } else { 0.0 };
    2.0 * ROW_PADDING + label + LINE_HEIGHT * count(row.lines.len())
}

/// A distance between ticks that leaves room for their labels.
fn tick_step(maximum: f64, width: f64) -> f64 {
    let steps = [0.02, 0.05, 0.1, 0.2, 0.25, 0.5];
    let has_room = |step: &f64| width * step / maximum >= 44.0;
    steps.into_iter().find(has_room).unwrap_or(1.0)
}

/// The right end of an axis that holds every interval: the next ten percent.
#[must_use]
pub fn axis_maximum(rows: &[Row]) -> f64 {
    let upper = rows
        .iter()
        .flat_map(|row| &row.lines)
        .filter_map(|line| line.share)
        .map(|share| share.interval.upper)
        .fold(0.0, f64::max);
    ((upper * 10.0).ceil() / 10.0).clamp(0.1, 1.0)
}

fn count(n: usize) -> f64 {
    u32::try_from(n).map_or(f64::MAX, f64::from)
}

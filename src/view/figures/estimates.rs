//! Estimates with their intervals on one axis, linear or logarithmic.
//!
//! ```text
//! Risk ratio              |----■---------------|      1.03 (0.94 to 1.12)
//! ```
//!
//! A limit beyond the axis, such as an infinite one, ends in an arrow. On a
//! narrow surface the label and the numbers stand above their line.

use plotters::backend::DrawingBackend;
use plotters::coord::Shift;
use plotters::drawing::DrawingArea;
use plotters::style::RGBColor;
use serde::{Deserialize, Serialize};

use crate::engine::cohort::tally::Stratum;
use crate::view::figures::axis::{Axis, Span};
use crate::view::figures::pen::{Align, Pen, Type};
use crate::view::figures::{DrawError, Surface};

/// One line.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct EstimateRow {
    /// What is estimated.
    pub label: String,
    /// The estimate; a row without one is written and not drawn.
    pub value: Option<f64>,
    /// The limits of its interval, if it has one.
    pub limits: Option<[f64; 2]>,
    /// Single values around it, drawn as small dots.
    pub dots: Vec<f64>,
    /// The numbers as text.
    pub text: String,
    /// The area of its mark relative to the largest one; 1 where all are equal.
    pub weight: f64,
    /// Whether it stands out, such as a sum of the others.
    pub is_main: bool,
}

/// Estimates on one axis.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Estimates {
    /// The lines from top to bottom.
    pub rows: Vec<EstimateRow>,
    /// The axis.
    pub axis: Axis,
    /// What the axis measures.
    pub axis_title: String,
    /// Where there is no difference, with what is written there.
    pub reference: Option<(f64, String)>,
}

const NARROW: u32 = 560;
const ROW_HEIGHT: f64 = 28.0;
const NARROW_ROW_HEIGHT: f64 = 64.0;
/// How much of a row of a narrow figure holds text.
const NARROW_TEXT_HEIGHT: f64 = 42.0;
const TOP: f64 = 10.0;
const REFERENCE_HEIGHT: f64 = 24.0;
const AXIS_HEIGHT: f64 = 48.0;
const TEXT_SIZE: f64 = 13.0;
/// About the width of a letter, which a canvas cannot be asked for.
const LETTER: f64 = 6.8;
const BOLD_LETTER: f64 = 7.5;
const SMALL_TEXT_SIZE: f64 = 12.0;

struct Layout {
    is_narrow: bool,
    width: f64,
    top: f64,
    bottom: f64,
    row_height: f64,
    span: Span,
}

impl Estimates {
    /// Height in CSS pixels at a width in CSS pixels.
    #[must_use]
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the height is a few thousand pixels at most"
    )]
    pub fn height(&self, width: u32) -> u32 {
        (self.layout(width).bottom + AXIS_HEIGHT) as u32
    }

    fn layout(&self, width: u32) -> Layout {
        let is_narrow = width < NARROW;
        let full = f64::from(width);
        let top = TOP + if self.reference.is_some() { REFERENCE_HEIGHT } else { 0.0 };
        let row_height = if is_narrow { NARROW_ROW_HEIGHT } else { ROW_HEIGHT };
        let (left, right) = if is_narrow {
            (14.0, full - 14.0)
        } else {
            let label = self.longest(|row| &row.label);
            let text = self.longest(|row| &row.text);
            (
                (label + 24.0).clamp(110.0, 0.38 * full),
                full - (text + 26.0).clamp(60.0, 0.36 * full),
            )
        };
        Layout {
            is_narrow,
            width: full,
            top,
            bottom: top + row_height * count(self.rows.len()) + 4.0,
            row_height,
            span: Span::new(self.axis, &self.numbers(), left, right),
        }
    }

    /// About how wide the longest of some texts is, in pixels.
    fn longest(&self, text: impl Fn(&EstimateRow) -> &String) -> f64 {
        let letters = self.rows.iter().map(|row| {
            let width = if row.is_main { BOLD_LETTER } else { LETTER };
            width * count(text(row).chars().count())
        });
        letters.fold(0.0, f64::max)
    }

    /// Every number that the axis has to hold.
    fn numbers(&self) -> Vec<f64> {
        let of_row = |row: &EstimateRow| {
            let limits = row.limits.into_iter().flatten();
            row.value.into_iter().chain(limits).chain(row.dots.iter().copied()).collect::<Vec<_>>()
        };
        let reference = self.reference.iter().map(|(value, _)| *value);
        self.rows.iter().flat_map(of_row).chain(reference).collect()
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
        self.draw_axis(&pen, surface, &layout)?;
        for (place, row) in self.rows.iter().enumerate() {
            draw_row(&pen, surface, &layout, row, layout.top + layout.row_height * count(place))?;
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
        let span = &layout.span;
        let mut look = text_type(SMALL_TEXT_SIZE, theme.muted);
        look.align = Align::Center;
        for (value, label) in span.ticks() {
            let x = span.x(value);
            pen.line((x, layout.top), (x, layout.bottom), 1.0, theme.grid)?;
            pen.text(&label, (x, layout.bottom + 12.0), look)?;
        }
        let middle = f64::midpoint(span.left, span.right);
        pen.text(&self.axis_title, (middle, layout.bottom + 34.0), look)?;
        if let Some((value, label)) = &self.reference {
            let x = span.x(*value);
            pen.line((x, layout.top - 6.0), (x, layout.bottom), 1.5, theme.muted)?;
            // Beside the line where the middle would reach over the edge.
            if x < 70.0 {
                look.align = Align::Left;
            } else if x > layout.width - 70.0 {
                look.align = Align::Right;
            }
            pen.text(label, (x, layout.top - 16.0), look)?;
        }
        Ok(())
    }
}

fn draw_row<DB: DrawingBackend>(
    pen: &Pen<'_, DB>,
    surface: &Surface,
    layout: &Layout,
    row: &EstimateRow,
    top: f64,
) -> Result<(), DrawError<DB>> {
    let theme = surface.theme;
    if row.is_main {
        pen.line((4.0, top), (layout.width - 4.0, top), 1.0, theme.grid)?;
    }
    let middle = top + layout.row_height / 2.0;
    let y = if layout.is_narrow { top + NARROW_TEXT_HEIGHT + 8.0 } else { middle };
    if layout.is_narrow {
        // The lines of the axis would strike through the text.
        let bottom = top + NARROW_TEXT_HEIGHT - 2.0;
        pen.rectangle((0.0, top + 3.0), (layout.width, bottom), theme.paper)?;
    }
    let mut look = text_type(TEXT_SIZE, theme.ink);
    look.is_bold = row.is_main;
    let letter = if row.is_main { BOLD_LETTER } else { LETTER };
    let room = if layout.is_narrow { layout.width } else { layout.span.left } - 20.0;
    let mut numbers = text_type(SMALL_TEXT_SIZE, theme.ink);
    numbers.is_bold = row.is_main;
    let label = shorten(&row.label, room / letter);
    if layout.is_narrow {
        pen.text(&label, (6.0, top + 14.0), look)?;
        numbers.color = theme.muted;
        pen.text(&row.text, (6.0, top + 32.0), numbers)?;
    } else {
        pen.text(&label, (6.0, middle), look)?;
        numbers.align = Align::Right;
        pen.text(&row.text, (layout.width - 6.0, middle), numbers)?;
    }
    let color = if row.is_main { theme.ink } else { theme.stratum(Stratum::Idiopathic) };
    draw_marks(pen, layout, row, y, (color, theme.muted))
}

fn draw_marks<DB: DrawingBackend>(
    pen: &Pen<'_, DB>,
    layout: &Layout,
    row: &EstimateRow,
    y: f64,
    (color, dot_color): (RGBColor, RGBColor),
) -> Result<(), DrawError<DB>> {
    let span = &layout.span;
    for &value in &row.dots {
        pen.ring((span.x(value), y), 3.0, dot_color)?;
    }
    if let Some([lower, upper]) = row.limits {
        let (from, to) = (span.x(lower), span.x(upper));
        pen.line((from, y), (to, y), 2.0, color)?;
        for (limit, x, outward) in [(lower, from, -1.0), (upper, to, 1.0)] {
            if span.holds(limit) {
                pen.line((x, y - 4.0), (x, y + 4.0), 1.0, color)?;
            } else {
                // The arrow says that the interval goes on beyond the axis.
                for half in [-4.0, 4.0] {
                    pen.line((x, y), (x - outward * 6.0, y + half), 2.0, color)?;
                }
            }
        }
    }
    if let Some(value) = row.value.filter(|&value| span.holds(value)) {
        let x = span.x(value);
        let half = 2.5 + 3.0 * row.weight.clamp(0.0, 1.0).sqrt();
        pen.rectangle((x - half, y - half), (x + half, y + half), color)?;
    }
    Ok(())
}

fn text_type(size: f64, color: RGBColor) -> Type {
    Type { size, is_bold: false, color, align: Align::Left }
}

/// A text of at most about so many letters.
fn shorten(text: &str, most: f64) -> String {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few dozen")]
    let most = most.max(4.0) as usize;
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most.saturating_sub(1)).chain(['…']).collect()
}

fn count(n: usize) -> f64 {
    u32::try_from(n).map_or(f64::MAX, f64::from)
}

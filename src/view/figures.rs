//! Figures: what they show as data, and how they are drawn.
//!
//! A figure is drawn on any plotters backend: the canvas of the page, the SVG
//! that tests read. All layout is done here with fixed label areas, because a
//! canvas cannot be asked how wide a text will be.

pub mod layout;
pub mod marks;
mod pen;
mod pointing;
pub mod sketch;
mod surface;
pub mod theme;

use plotters::backend::{DrawingBackend, SVGBackend};
use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, IntoDrawingArea as _};
use serde::{Deserialize, Serialize};

use layout::letters_in;
use marks::Readout;
use pen::{Align, Pen, Type};
use sketch::Sketch;
pub use surface::{DrawError, Surface};
use theme::Theme;

use crate::view::words::wrapped;

impl Surface {
    /// Width and height in device pixels that a figure needs here.
    #[must_use]
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a canvas is far smaller than 2³² pixels"
    )]
    pub fn device_size(&self, figure: &Figure) -> (u32, u32) {
        let device = |length: u32| (f64::from(length) * self.scale).round() as u32;
        (device(self.width), device(figure.height(self.width)))
    }
}

/// A figure: what it is called, what it shows, its data and its drawing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// The title above the figure.
    pub title: String,
    /// What the figure shows, in a sentence or two.
    pub description: String,
    /// The data as a table, for screen readers and for everybody who wants the
    /// numbers.
    pub table: FigureTable,
    /// What is drawn.
    pub sketch: Sketch,
}

impl Figure {
    /// Height in CSS pixels at a width in CSS pixels.
    #[must_use]
    pub fn height(&self, width: u32) -> u32 {
        self.sketch.height(width)
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
        self.sketch.draw(area, surface)
    }

    /// What can be pointed at on a surface of a width, in reading order.
    #[must_use]
    pub fn readouts(&self, width: u32) -> &[Readout] {
        &self.sketch.picture(width).readouts
    }

    /// Draws a ring around what is pointed at.
    ///
    /// # Errors
    /// What the backend says.
    pub fn mark<DB: DrawingBackend>(
        &self,
        area: &DrawingArea<DB, Shift>,
        surface: &Surface,
        pointed: Option<usize>,
    ) -> Result<(), DrawError<DB>> {
        let readout = pointed.and_then(|at| self.readouts(surface.width).get(at));
        let Some(Readout { at, .. }) = readout else { return Ok(()) };
        let center = (at.x.on(f64::from(surface.width)), at.y);
        Pen::new(area, surface).ring(center, 9.0, surface.theme.ink)
    }
}

/// The data behind a figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FigureTable {
    /// The heads of the columns.
    pub head: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<String>>,
}

/// A figure as it leaves the page: with its title and what it shows above, and
/// where it is from below, as far as these are wanted.
#[derive(Clone, Copy, Debug)]
pub struct FigureSheet<'a> {
    /// The figure.
    pub figure: &'a Figure,
    /// Whether the title and what the figure shows stand above it.
    pub has_title: bool,
    /// Filter, rule set and version, where they stand below it.
    pub source: Option<&'a str>,
}

/// A line of text on a sheet: its height and its letters.
#[derive(Clone, Copy, Debug)]
struct SheetLine {
    height: f64,
    size: f64,
    is_bold: bool,
}

impl FigureSheet<'_> {
    const TITLE: SheetLine = SheetLine { height: 20.0, size: 16.0, is_bold: true };
    const SMALL: SheetLine = SheetLine { height: 16.0, size: 12.0, is_bold: false };
    /// What is free at the top and at the bottom, and around the head.
    const MARGIN: f64 = 7.0;
    /// How far the lines stand from the left edge.
    const INDENT: f64 = 8.0;

    /// The lines above the figure.
    fn head(&self, width: u32) -> Vec<(SheetLine, String)> {
        if !self.has_title {
            return Vec::new();
        }
        let title = broken(Self::TITLE, &self.figure.title, width);
        title.chain(broken(Self::SMALL, &self.figure.description, width)).collect()
    }

    /// The lines below the figure.
    fn foot(&self, width: u32) -> Vec<(SheetLine, String)> {
        self.source.into_iter().flat_map(|source| broken(Self::SMALL, source, width)).collect()
    }

    /// The height of lines with what is free around them, in CSS pixels.
    fn height(lines: &[(SheetLine, String)]) -> f64 {
        if lines.is_empty() {
            return 0.0;
        }
        2.0 * Self::MARGIN + lines.iter().map(|(line, _)| line.height).sum::<f64>()
    }

    /// Width and height in device pixels that the sheet needs.
    #[must_use]
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a sheet is far smaller than 2³² pixels"
    )]
    pub fn device_size(&self, surface: &Surface) -> (u32, u32) {
        let (width, height) = surface.device_size(self.figure);
        let lines = [self.head(surface.width), self.foot(surface.width)];
        let around = lines.iter().map(|lines| Self::height(lines)).sum::<f64>() * surface.scale;
        (width, height + around.round() as u32)
    }

    /// Draws the sheet.
    ///
    /// # Errors
    /// What the backend says.
    #[expect(clippy::cast_possible_truncation, reason = "a sheet is far smaller than 2³¹ pixels")]
    pub fn draw<DB: DrawingBackend>(
        &self,
        area: &DrawingArea<DB, Shift>,
        surface: &Surface,
    ) -> Result<(), DrawError<DB>> {
        area.fill(&surface.theme.paper)?;
        let (head, foot) = (self.head(surface.width), self.foot(surface.width));
        let (top, rest) =
            area.split_vertically((Self::height(&head) * surface.scale).round() as i32);
        let height = f64::from(self.figure.height(surface.width)) * surface.scale;
        let (middle, bottom) = rest.split_vertically(height.round() as i32);
        self.figure.draw(&middle, surface)?;
        write_lines(&Pen::new(&top, surface), surface, &head)?;
        write_lines(&Pen::new(&bottom, surface), surface, &foot)
    }

    /// The sheet as an SVG document of a given width.
    ///
    /// # Errors
    /// What the SVG backend says.
    pub fn to_svg(&self, width: u32, theme: Theme) -> Result<String, Box<dyn std::error::Error>> {
        let surface = Surface { width, scale: 1.0, text_scale: Surface::SVG_TEXT, theme };
        svg_document(self.device_size(&surface), |area| self.draw(area, &surface))
    }
}

/// A text as lines of a kind that fit into a width.
fn broken(kind: SheetLine, text: &str, width: u32) -> impl Iterator<Item = (SheetLine, String)> {
    // How many letters have room is known of small ones.
    let room = (f64::from(width) - 2.0 * FigureSheet::INDENT) * FigureSheet::SMALL.size / kind.size;
    wrapped(text, letters_in(room)).into_iter().map(move |line| (kind, line))
}

fn write_lines<DB: DrawingBackend>(
    pen: &Pen<'_, DB>,
    surface: &Surface,
    lines: &[(SheetLine, String)],
) -> Result<(), DrawError<DB>> {
    let Theme { ink, muted, .. } = surface.theme;
    let mut y = FigureSheet::MARGIN;
    for (line, text) in lines {
        let SheetLine { height, size, is_bold } = *line;
        let color = if is_bold { ink } else { muted };
        let look = Type { size, is_bold, color, align: Align::Left };
        pen.text(text, (FigureSheet::INDENT, y + height / 2.0), look)?;
        y += height;
    }
    Ok(())
}

/// Draws a figure as an SVG document of a given width.
///
/// # Errors
/// What the SVG backend says.
pub fn to_svg(
    figure: &Figure,
    width: u32,
    theme: Theme,
) -> Result<String, Box<dyn std::error::Error>> {
    let surface = Surface { width, scale: 1.0, text_scale: Surface::SVG_TEXT, theme };
    svg_document((width, figure.height(width)), |area| figure.draw(area, &surface))
}

/// What an SVG backend draws on.
type SvgArea<'a> = DrawingArea<SVGBackend<'a>, Shift>;

fn svg_document(
    size: (u32, u32),
    draw: impl Fn(&SvgArea<'_>) -> Result<(), DrawError<SVGBackend<'static>>>,
) -> Result<String, Box<dyn std::error::Error>> {
    let mut document = String::new();
    {
        let area = SVGBackend::with_string(&mut document, size).into_drawing_area();
        draw(&area).map_err(|error| error.to_string())?;
        area.present().map_err(|error| error.to_string())?;
    }
    Ok(document)
}

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
/// where it is from below.
#[derive(Clone, Copy, Debug)]
pub struct FigureSheet<'a> {
    /// The figure.
    pub figure: &'a Figure,
    /// Filter, rule set and version.
    pub source: &'a str,
}

impl FigureSheet<'_> {
    const TITLE: f64 = 34.0;
    const LINE: f64 = 16.0;
    const FOOT: f64 = 30.0;

    /// The description in lines that fit.
    fn lines(&self, width: u32) -> Vec<String> {
        wrapped(&self.figure.description, letters_in(f64::from(width) - 16.0))
    }

    #[expect(clippy::cast_precision_loss, reason = "a description has a few lines")]
    fn head(&self, width: u32) -> f64 {
        Self::TITLE + Self::LINE * self.lines(width).len() as f64
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
        let around = (self.head(surface.width) + Self::FOOT) * surface.scale;
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
        let Theme { ink, muted, .. } = surface.theme;
        let head = self.head(surface.width);
        let (top, rest) = area.split_vertically((head * surface.scale).round() as i32);
        let height = f64::from(self.figure.height(surface.width)) * surface.scale;
        let (middle, bottom) = rest.split_vertically(height.round() as i32);
        self.figure.draw(&middle, surface)?;
        let title = Type { size: 16.0, is_bold: true, color: ink, align: Align::Left };
        let small = Type { size: 12.0, is_bold: false, color: muted, align: Align::Left };
        let pen = Pen::new(&top, surface);
        pen.text(&self.figure.title, (8.0, 18.0), title)?;
        let mut y = Self::TITLE + 4.0;
        for line in self.lines(surface.width) {
            pen.text(&line, (8.0, y), small)?;
            y += Self::LINE;
        }
        Pen::new(&bottom, surface).text(self.source, (8.0, Self::FOOT / 2.0), small)
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

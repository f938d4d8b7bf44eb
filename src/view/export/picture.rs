//! Figures as files: pictures that say what they show and where they are from.

use super::origin::Provenance;
use super::png::with_description;
use super::xml::escaped;
use crate::view::figures::theme::Theme;
use crate::view::figures::{Figure, FigureSheet, Surface};
use crate::view::file_errors::ExportError;
use crate::view::format;

/// Width of exported drawings in CSS pixels.
const EXPORT_WIDTH: u32 = 900;

/// Millimeters of an inch.
const INCH: f64 = 25.4;

/// CSS pixels of an inch.
const CSS_INCH: f64 = 96.0;

/// CSS pixels of an inch of a figure for print: its smallest letters, of 12 CSS pixels,
/// have 7.2 points there, as journals ask for.
const PRINT_INCH: f64 = 120.0;

/// A picture to be made of a figure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Picture {
    /// What it is painted on.
    pub surface: Surface,
    /// How many of its pixels are printed on an inch.
    pub pixels_per_inch: f64,
    has_title: bool,
    has_source: bool,
}

impl Picture {
    /// The sheet to paint.
    #[must_use]
    pub fn sheet<'a>(&self, figure: &'a Figure, origin: &'a Provenance) -> FigureSheet<'a> {
        let source = self.has_source.then_some(origin.line.as_str());
        FigureSheet { figure, has_title: self.has_title, source }
    }
}

/// How sharp a picture is painted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureSize {
    /// One pixel a CSS pixel.
    Once,
    /// Two pixels a CSS pixel.
    Twice,
    /// 300 pixels an inch.
    Print,
}

impl PictureSize {
    /// Every size.
    pub const ALL: [PictureSize; 3] = [PictureSize::Once, PictureSize::Twice, PictureSize::Print];

    /// Pixels a CSS pixel.
    fn scale(self) -> f64 {
        match self {
            PictureSize::Once => 1.0,
            PictureSize::Twice => 2.0,
            PictureSize::Print => 300.0 / CSS_INCH,
        }
    }

    /// What a button calls it.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            PictureSize::Once => "PNG",
            PictureSize::Twice => "PNG 2x",
            PictureSize::Print => "PNG 300 dpi",
        }
    }

    /// What its file's name has behind the figure's.
    #[must_use]
    pub fn suffix(self) -> &'static str {
        match self {
            PictureSize::Once => "@1x",
            PictureSize::Twice => "@2x",
            PictureSize::Print => "@300dpi",
        }
    }

    /// The picture of this size.
    #[must_use]
    pub fn picture(self) -> Picture {
        let (scale, text_scale) = (self.scale(), Surface::CANVAS_TEXT);
        Picture {
            surface: Surface { width: EXPORT_WIDTH, scale, text_scale, theme: Theme::LIGHT },
            pixels_per_inch: CSS_INCH * scale,
            has_title: true,
            has_source: true,
        }
    }
}

/// How wide a figure is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrintWidth {
    /// One column of a journal with two.
    Column,
    /// One and a half.
    ColumnAndHalf,
    /// The whole width of its page.
    Page,
}

impl PrintWidth {
    /// Every width.
    pub const ALL: [PrintWidth; 3] =
        [PrintWidth::Column, PrintWidth::ColumnAndHalf, PrintWidth::Page];

    fn millimeters(self) -> u32 {
        match self {
            PrintWidth::Column => 85,
            PrintWidth::ColumnAndHalf => 114,
            PrintWidth::Page => 170,
        }
    }

    /// What the choice is called.
    #[must_use]
    pub fn label(self) -> String {
        format!("{} mm", self.millimeters())
    }
}

/// How finely a figure is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resolution {
    /// 300 pixels an inch.
    Usual,
    /// 600 pixels an inch.
    Fine,
}

impl Resolution {
    /// Every resolution.
    pub const ALL: [Resolution; 2] = [Resolution::Usual, Resolution::Fine];

    fn pixels_per_inch(self) -> u32 {
        match self {
            Resolution::Usual => 300,
            Resolution::Fine => 600,
        }
    }

    /// What the choice is called.
    #[must_use]
    pub fn label(self) -> String {
        format!("{} dpi", self.pixels_per_inch())
    }
}

/// How a figure is to be printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PrintChoices {
    /// How wide.
    pub width: PrintWidth,
    /// How finely, where it is made of pixels.
    pub resolution: Resolution,
    /// Whether in grays.
    pub is_gray: bool,
    /// With its title and what it shows.
    pub has_title: bool,
    /// With filter, rule set and version.
    pub has_source: bool,
}

impl Default for PrintChoices {
    fn default() -> Self {
        PrintChoices {
            width: PrintWidth::Page,
            resolution: Resolution::Usual,
            is_gray: false,
            has_title: true,
            has_source: true,
        }
    }
}

impl PrintChoices {
    /// The width in CSS pixels.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a page has less than a thousand CSS pixels"
    )]
    fn css_width(self) -> u32 {
        (f64::from(self.width.millimeters()) / INCH * PRINT_INCH).round() as u32
    }

    /// The picture to be painted.
    #[must_use]
    pub fn picture(self) -> Picture {
        let pixels_per_inch = f64::from(self.resolution.pixels_per_inch());
        let pixels = (f64::from(self.width.millimeters()) / INCH * pixels_per_inch).round();
        let (width, text_scale) = (self.css_width(), Surface::CANVAS_TEXT);
        let scale = pixels / f64::from(width);
        Picture {
            surface: Surface { width, scale, text_scale, theme: self.theme() },
            pixels_per_inch,
            has_title: self.has_title,
            has_source: self.has_source,
        }
    }

    fn theme(self) -> Theme {
        if self.is_gray { Theme::GRAY } else { Theme::LIGHT }
    }

    /// The beginning of the names of the files of a figure, that of its drawing if it is
    /// one: `prevalence-1-85mm-600dpi-gray`.
    #[must_use]
    pub fn stem(self, name: &str, is_drawing: bool) -> String {
        let resolution = if is_drawing {
            String::new()
        } else {
            format!("-{}dpi", self.resolution.pixels_per_inch())
        };
        let gray = if self.is_gray { "-gray" } else { "" };
        format!("{name}-{}mm{resolution}{gray}", self.width.millimeters())
    }

    /// A figure as SVG that is as wide where it is placed as it was chosen to be.
    ///
    /// # Errors
    /// [`ExportError::Drawing`].
    pub fn svg(self, figure: &Figure, origin: &Provenance) -> Result<String, ExportError> {
        let width = self.css_width();
        let sheet = self.picture().sheet(figure, origin);
        let svg = described(&sheet, width, self.theme(), origin)?;
        let surface = Surface { width, scale: 1.0, ..self.picture().surface };
        let (_, height) = sheet.device_size(&surface);
        let millimeters = self.width.millimeters();
        // The shape is that of the drawing, whose width was rounded to whole pixels.
        let tall = format::value(f64::from(height) * f64::from(millimeters) / f64::from(width));
        Ok(svg.replacen(
            &format!("<svg width=\"{width}\" height=\"{height}\""),
            &format!("<svg width=\"{millimeters}mm\" height=\"{tall}mm\""),
            1,
        ))
    }
}

/// A figure as SVG with its title, what it shows, and where it is from: to be seen,
/// and for programs that read it aloud.
///
/// # Errors
/// [`ExportError::Drawing`].
pub fn svg(figure: &Figure, origin: &Provenance) -> Result<String, ExportError> {
    let sheet = FigureSheet { figure, has_title: true, source: Some(&origin.line) };
    described(&sheet, EXPORT_WIDTH, Theme::LIGHT, origin)
}

/// A sheet as SVG that says for other programs what it is and where it is from, whatever
/// of that is to be seen.
fn described(
    sheet: &FigureSheet<'_>,
    width: u32,
    theme: Theme,
    origin: &Provenance,
) -> Result<String, ExportError> {
    let svg = sheet.to_svg(width, theme).map_err(|_| ExportError::Drawing)?;
    let about = format!(
        "<title>{}</title><desc>{} {}</desc>",
        escaped(&sheet.figure.title),
        escaped(&sheet.figure.description),
        escaped(&origin.with_log)
    );
    // Behind the opening tag, where viewers and screen readers look for it.
    Ok(match svg.find('>') {
        Some(end) => format!("{}{about}{}", &svg[..=end], &svg[end + 1..]),
        None => svg,
    })
}

/// A painted figure as PNG that says the same.
#[must_use]
pub fn png(painted: &[u8], figure: &Figure, origin: &Provenance, pixels_per_inch: f64) -> Vec<u8> {
    let about = format!("{} {} {}", figure.title, figure.description, origin.with_log);
    with_description(painted, pixels_per_inch, &about)
}

//! Figures as files: pictures that say what they show and where they are from.

use super::origin::Provenance;
use super::png::with_description;
use super::xml::escaped;
use crate::view::figures::theme::Theme;
use crate::view::figures::{Figure, FigureSheet, Surface};
use crate::view::file_errors::ExportError;

/// Width of exported drawings in CSS pixels.
const EXPORT_WIDTH: u32 = 900;

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

    /// Pixels a CSS pixel, of which an inch has 96.
    #[must_use]
    pub fn scale(self) -> f64 {
        match self {
            PictureSize::Once => 1.0,
            PictureSize::Twice => 2.0,
            PictureSize::Print => 300.0 / 96.0,
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

    /// The surface that a canvas of this size is.
    #[must_use]
    pub fn surface(self) -> Surface {
        Surface {
            width: EXPORT_WIDTH,
            scale: self.scale(),
            text_scale: Surface::CANVAS_TEXT,
            theme: Theme::LIGHT,
        }
    }
}

/// A figure as SVG with its title, what it shows, and where it is from: to be seen,
/// and for programs that read it aloud.
///
/// # Errors
/// [`ExportError::Drawing`].
pub fn svg(figure: &Figure, origin: &Provenance) -> Result<String, ExportError> {
    let sheet = FigureSheet { figure, source: &origin.line };
    let svg = sheet.to_svg(EXPORT_WIDTH, Theme::LIGHT).map_err(|_| ExportError::Drawing)?;
    let about = format!(
        "<title>{}</title><desc>{} {}</desc>",
        escaped(&figure.title),
        escaped(&figure.description),
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
pub fn png(painted: &[u8], figure: &Figure, origin: &Provenance, size: PictureSize) -> Vec<u8> {
    let about = format!("{} {} {}", figure.title, figure.description, origin.with_log);
    with_description(painted, 96.0 * size.scale(), &about)
}

//! The surface that a figure is drawn on.

use plotters::backend::DrawingBackend;
use plotters::drawing::DrawingAreaErrorKind;

use crate::view::figures::theme::Theme;

/// What a drawing may fail with.
pub type DrawError<DB> = DrawingAreaErrorKind<<DB as DrawingBackend>::ErrorType>;

/// The surface a figure is drawn on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Surface {
    /// Width in CSS pixels.
    pub width: u32,
    /// Device pixels a CSS pixel.
    pub scale: f64,
    /// What the backend makes of a text size; see [`Surface::CANVAS_TEXT`].
    pub text_scale: f64,
    /// Colors.
    pub theme: Theme,
}

impl Surface {
    /// The canvas backend takes a text size as it is.
    pub const CANVAS_TEXT: f64 = 1.0;
    /// The SVG backend divides a text size by this number.
    pub const SVG_TEXT: f64 = 1.24;
}

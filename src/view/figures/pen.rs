//! A pen that draws in CSS pixels on a surface of device pixels.

use plotters::backend::DrawingBackend;
use plotters::coord::Shift;
use plotters::drawing::DrawingArea;
use plotters::element::{Circle, PathElement, Rectangle};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{
    Color, FontFamily, FontStyle, FontTransform, RGBColor, ShapeStyle, TextStyle,
};

use crate::view::figures::{DrawError, Surface};

/// The typefaces of the page, which every system has.
const FONT: &str = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif";

/// How a text sits on its point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Align {
    Left,
    Center,
    Right,
}

/// The look of a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Type {
    pub(super) size: f64,
    pub(super) is_bold: bool,
    pub(super) color: RGBColor,
    pub(super) align: Align,
}

/// Draws on an area; every length is in CSS pixels.
pub(super) struct Pen<'a, DB: DrawingBackend> {
    area: &'a DrawingArea<DB, Shift>,
    surface: &'a Surface,
}

impl<'a, DB: DrawingBackend> Pen<'a, DB> {
    pub(super) fn new(area: &'a DrawingArea<DB, Shift>, surface: &'a Surface) -> Self {
        Pen { area, surface }
    }

    pub(super) fn fill(&self, color: RGBColor) -> Result<(), DrawError<DB>> {
        self.area.fill(&color)
    }

    pub(super) fn rectangle(
        &self,
        (left, top): (f64, f64),
        (right, bottom): (f64, f64),
        color: RGBColor,
    ) -> Result<(), DrawError<DB>> {
        let corners = [self.point(left, top), self.point(right, bottom)];
        self.area.draw(&Rectangle::new(corners, color.filled()))
    }

    /// A line through points.
    pub(super) fn path(
        &self,
        points: impl Iterator<Item = (f64, f64)>,
        width: f64,
        color: RGBColor,
    ) -> Result<(), DrawError<DB>> {
        let points: Vec<(i32, i32)> = points.map(|(x, y)| self.point(x, y)).collect();
        let style =
            ShapeStyle { color: color.to_rgba(), filled: false, stroke_width: self.stroke(width) };
        self.area.draw(&PathElement::new(points, style))
    }

    pub(super) fn dot(
        &self,
        center: (f64, f64),
        radius: f64,
        color: RGBColor,
    ) -> Result<(), DrawError<DB>> {
        let style = color.filled();
        self.area.draw(&Circle::new(self.point(center.0, center.1), self.length(radius), style))
    }

    pub(super) fn ring(
        &self,
        center: (f64, f64),
        radius: f64,
        color: RGBColor,
    ) -> Result<(), DrawError<DB>> {
        let style =
            ShapeStyle { color: color.to_rgba(), filled: false, stroke_width: self.stroke(1.0) };
        self.area.draw(&Circle::new(self.point(center.0, center.1), self.length(radius), style))
    }

    /// Writes a text whose middle line is at the height of the point.
    pub(super) fn text(&self, text: &str, at: (f64, f64), look: Type) -> Result<(), DrawError<DB>> {
        let size = look.size * self.surface.scale * self.surface.text_scale;
        let style = if look.is_bold { FontStyle::Bold } else { FontStyle::Normal };
        let horizontal = match look.align {
            Align::Left => HPos::Left,
            Align::Center => HPos::Center,
            Align::Right => HPos::Right,
        };
        let style = TextStyle::from((FontFamily::Name(FONT), size, style))
            .transform(FontTransform::None)
            .color(&look.color)
            .pos(Pos::new(horizontal, VPos::Center));
        self.area.draw_text(text, &style, self.point(at.0, at.1))
    }

    fn point(&self, x: f64, y: f64) -> (i32, i32) {
        (self.length(x), self.length(y))
    }

    #[expect(clippy::cast_possible_truncation, reason = "a canvas is far smaller than 2³¹ pixels")]
    fn length(&self, length: f64) -> i32 {
        (length * self.surface.scale).round() as i32
    }

    fn stroke(&self, width: f64) -> u32 {
        u32::try_from(self.length(width)).unwrap_or(1).max(1)
    }
}

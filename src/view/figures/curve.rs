//! A curve between two axes, with one point on it that matters.

use plotters::backend::DrawingBackend;
use plotters::coord::Shift;
use plotters::drawing::DrawingArea;
use serde::{Deserialize, Serialize};

use crate::engine::cohort::tally::Stratum;
use crate::view::figures::axis::{Axis, Span};
use crate::view::figures::pen::{Align, Pen, Type};
use crate::view::figures::{DrawError, Surface};

/// A place on a curve.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// Along the horizontal axis.
    pub x: f64,
    /// Along the vertical axis.
    pub y: f64,
}

/// One curve.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Curve {
    /// Its places from left to right.
    pub places: Vec<Place>,
    /// How both axes are divided.
    pub axes: [Axis; 2],
    /// What both axes measure.
    pub axis_titles: [String; 2],
    /// The place that matters, with its label.
    pub mark: Option<(Place, String)>,
}

const HEIGHT: f64 = 300.0;
const TOP: f64 = 34.0;
const LEFT: f64 = 56.0;
const RIGHT: f64 = 16.0;
const AXIS_HEIGHT: f64 = 48.0;
const TEXT_SIZE: f64 = 12.0;

impl Curve {
    /// Height in CSS pixels, whatever the width.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a constant")]
    pub fn height(&self) -> u32 {
        HEIGHT as u32
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
        let theme = surface.theme;
        pen.fill(theme.paper)?;
        let (right, bottom) = (f64::from(surface.width) - RIGHT, HEIGHT - AXIS_HEIGHT);
        let numbers = |of: fn(&Place) -> f64| self.places.iter().map(of).collect::<Vec<_>>();
        let x = Span::new(self.axes[0], &numbers(|place| place.x), LEFT, right);
        // The vertical axis goes upward.
        let y = Span::new(self.axes[1], &numbers(|place| place.y), TOP, bottom);
        let height = |value: f64| TOP + bottom - y.x(value);
        let mut look =
            Type { size: TEXT_SIZE, is_bold: false, color: theme.muted, align: Align::Center };
        for (value, label) in x.ticks() {
            pen.line((x.x(value), TOP), (x.x(value), bottom), 1.0, theme.grid)?;
            pen.text(&label, (x.x(value), bottom + 12.0), look)?;
        }
        pen.text(&self.axis_titles[0], (f64::midpoint(LEFT, right), bottom + 34.0), look)?;
        look.align = Align::Right;
        for (value, label) in y.ticks() {
            pen.line((LEFT, height(value)), (right, height(value)), 1.0, theme.grid)?;
            pen.text(&label, (LEFT - 8.0, height(value)), look)?;
        }
        look.align = Align::Left;
        pen.text(&self.axis_titles[1], (6.0, 14.0), look)?;
        let color = theme.stratum(Stratum::Idiopathic);
        for pair in self.places.windows(2) {
            let [from, to] = [pair[0], pair[1]].map(|place| (x.x(place.x), height(place.y)));
            pen.line(from, to, 2.0, color)?;
        }
        if let Some((place, label)) = &self.mark {
            let at = (x.x(place.x), height(place.y));
            pen.dot(at, 5.0, theme.ink)?;
            look.color = theme.ink;
            look.is_bold = true;
            // Below the curve, which rises, there is room on the right.
            let is_far = at.0 > f64::midpoint(LEFT, right);
            look.align = if is_far { Align::Right } else { Align::Left };
            let aside = if is_far { -6.0 } else { 10.0 };
            pen.text(label, (at.0 + aside, at.1 + 18.0), look)?;
        }
        Ok(())
    }
}

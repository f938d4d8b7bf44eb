//! Figures as lists of marks, laid out where they are made.
//!
//! The worker decides where everything stands; the page only draws the marks,
//! which keeps the page small. A place across is a share of the width plus a
//! distance, so that a sketch fits every width; there is one layout for narrow
//! surfaces and one for wide ones. Colors are names that a theme resolves.

use plotters::backend::DrawingBackend;
use plotters::coord::Shift;
use plotters::drawing::DrawingArea;
use serde::{Deserialize, Serialize};

use crate::view::figures::marks::{Anchor, Mark, Picture, Point, Readout, Tint};
use crate::view::figures::pen::{Align, Pen, Type};
use crate::view::figures::{DrawError, Surface};

/// Surfaces narrower than this many CSS pixels get the narrow layout.
pub const NARROW: u32 = 680;

/// A figure in both layouts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sketch {
    /// For narrow surfaces.
    pub narrow: Picture,
    /// For wide surfaces.
    pub wide: Picture,
}

impl Sketch {
    /// The layout for a width in CSS pixels.
    #[must_use]
    pub fn picture(&self, width: u32) -> &Picture {
        if width < NARROW { &self.narrow } else { &self.wide }
    }

    /// Height in CSS pixels at a width in CSS pixels.
    #[must_use]
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the height is a few hundred pixels"
    )]
    pub fn height(&self, width: u32) -> u32 {
        self.picture(width).height as u32
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
        pen.fill(surface.theme.paper)?;
        self.picture(surface.width).marks.iter().try_for_each(|mark| draw_mark(&pen, surface, mark))
    }
}

fn draw_mark<DB: DrawingBackend>(
    pen: &Pen<'_, DB>,
    surface: &Surface,
    mark: &Mark,
) -> Result<(), DrawError<DB>> {
    let place = |point: &Point| (point.x.on(f64::from(surface.width)), point.y);
    let color = |tint: &Tint| tint.color(surface.theme);
    match mark {
        Mark::Box { corners: [one, other], tint } => {
            let (one, other) = (place(one), place(other));
            pen.rectangle(
                (one.0.min(other.0), one.1.min(other.1)),
                (one.0.max(other.0), one.1.max(other.1)),
                color(tint),
            )
        }
        Mark::Line { points, width, tint } => {
            pen.path(points.iter().map(place), *width, color(tint))
        }
        Mark::Dot { center, radius, tint } => pen.dot(place(center), *radius, color(tint)),
        Mark::Ring { center, radius, tint } => pen.ring(place(center), *radius, color(tint)),
        Mark::Text { text, at, anchor, is_small, is_bold, tint } => {
            let look = Type {
                size: if *is_small { 12.0 } else { 13.0 },
                is_bold: *is_bold,
                color: color(tint),
                align: match anchor {
                    Anchor::Start => Align::Left,
                    Anchor::Middle => Align::Center,
                    Anchor::End => Align::Right,
                },
            };
            pen.text(text, place(at), look)
        }
    }
}

/// The readout nearest to a place, within a distance that a pointer forgives.
#[must_use]
pub fn nearest(picture: &Picture, width: f64, x: f64, y: f64) -> Option<usize> {
    const REACH: f64 = 40.0;
    let distance = |readout: &Readout| (readout.at.x.on(width) - x).hypot(readout.at.y - y);
    let near = |one: &(usize, f64), other: &(usize, f64)| one.1.total_cmp(&other.1);
    picture
        .readouts
        .iter()
        .enumerate()
        .map(|(place, readout)| (place, distance(readout)))
        .filter(|one| one.1 <= REACH)
        .min_by(near)
        .map(|one| one.0)
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;
    use crate::view::figures::marks::Across;

    fn at(share: f64, offset: f64, y: f64) -> Point {
        Point { x: Across { share, offset }, y }
    }

    #[test]
    fn the_nearest_readout_is_found_within_reach() {
        let readout = |at| Readout { at, text: String::new() };
        let picture = Picture {
            height: 100.0,
            marks: Vec::new(),
            readouts: vec![readout(at(0.0, 10.0, 20.0)), readout(at(1.0, -10.0, 20.0))],
        };
        for (x, y, expected) in
            [(12.0, 22.0, Some(0)), (395.0, 30.0, Some(1)), (200.0, 20.0, None), (10.0, 90.0, None)]
        {
            assert_eq!(nearest(&picture, 400.0, x, y), expected, "{x} {y}");
        }
    }
}

//! Layouts: what a figure shows as data in, marks with their places out. They speak one
//! visual language: a mark for the value, a line for its interval, the numbers written
//! beside it, one color a class, and at every mark what it says in words.

pub mod axis;
pub mod boxes;
pub mod combinations;
pub mod curve;
pub mod curves;
pub mod funnel;
pub mod hundred;
pub mod intervals;
pub mod squares;
pub mod switches;

use crate::engine::rules::panel::ByTest;
use crate::view::figures::marks::{Across, Anchor, Mark, Picture, Point, Readout, Tint};
use crate::view::figures::sketch::NARROW;

/// About the width of a letter in CSS pixels, which a canvas cannot be asked for.
pub const LETTER: f64 = 7.0;

/// The narrowest surfaces of the narrow and of the wide layout, in CSS pixels.
#[must_use]
pub fn least_width(is_narrow: bool) -> f64 {
    if is_narrow { 280.0 } else { f64::from(NARROW) }
}

/// How many letters have room in so many CSS pixels, eight at least.
#[must_use]
pub fn letters_in(width: f64) -> usize {
    let mut most = 8;
    while number(most + 1) * LETTER < width {
        most += 1;
    }
    most
}

/// A picture while it is drawn; lengths are CSS pixels.
#[derive(Debug, Default)]
pub struct Board {
    picture: Picture,
}

/// A place at an offset from the left edge.
#[must_use]
pub fn left(offset: f64) -> Across {
    Across { share: 0.0, offset }
}

/// A place at an offset from the right edge.
#[must_use]
pub fn right(offset: f64) -> Across {
    Across { share: 1.0, offset: -offset }
}

/// The place that lies a share of the way from one to another.
#[must_use]
pub fn between(from: Across, to: Across, share: f64) -> Across {
    Across {
        share: from.share + (to.share - from.share) * share,
        offset: from.offset + (to.offset - from.offset) * share,
    }
}

/// The same place some pixels further right.
#[must_use]
pub fn beside(place: Across, pixels: f64) -> Across {
    Across { offset: place.offset + pixels, ..place }
}

/// A point.
#[must_use]
pub fn point(x: Across, y: f64) -> Point {
    Point { x, y }
}

/// How a text is written.
#[derive(Clone, Copy, Debug)]
pub struct Letters {
    /// How it sits on its point.
    pub anchor: Anchor,
    /// Whether it is written small.
    pub is_small: bool,
    /// Whether it is bold.
    pub is_bold: bool,
    /// Its color.
    pub tint: Tint,
}

impl Letters {
    /// Plain text that begins at its point.
    pub const PLAIN: Letters =
        Letters { anchor: Anchor::Start, is_small: false, is_bold: false, tint: Tint::Ink };
    /// Small secondary text that begins at its point.
    pub const NOTE: Letters =
        Letters { anchor: Anchor::Start, is_small: true, is_bold: false, tint: Tint::Muted };

    /// The same, sitting otherwise.
    #[must_use]
    pub fn anchored(self, anchor: Anchor) -> Self {
        Letters { anchor, ..self }
    }

    /// The same in bold.
    #[must_use]
    pub fn bold(self) -> Self {
        Letters { is_bold: true, ..self }
    }

    /// The same in another color.
    #[must_use]
    pub fn tinted(self, tint: Tint) -> Self {
        Letters { tint, ..self }
    }
}

impl Board {
    /// A filled rectangle.
    pub fn rectangle(&mut self, one: Point, other: Point, tint: Tint) {
        self.picture.marks.push(Mark::Box { corners: [one, other], tint });
    }

    /// A rectangle's outline.
    pub fn frame(&mut self, one: Point, other: Point, tint: Tint) {
        let points = vec![one, point(other.x, one.y), other, point(one.x, other.y), one];
        self.path(points, 1.0, tint);
    }

    /// A straight line.
    pub fn line(&mut self, from: Point, to: Point, width: f64, tint: Tint) {
        self.path(vec![from, to], width, tint);
    }

    /// A line through points.
    pub fn path(&mut self, points: Vec<Point>, width: f64, tint: Tint) {
        self.picture.marks.push(Mark::Line { points, width, tint });
    }

    /// A filled circle.
    pub fn dot(&mut self, center: Point, radius: f64, tint: Tint) {
        self.picture.marks.push(Mark::Dot { center, radius, tint });
    }

    /// An empty circle.
    pub fn ring(&mut self, center: Point, radius: f64, tint: Tint) {
        self.picture.marks.push(Mark::Ring { center, radius, tint });
    }

    /// A line of text.
    pub fn text(&mut self, text: impl Into<String>, at: Point, letters: Letters) {
        let Letters { anchor, is_small, is_bold, tint } = letters;
        let text = text.into();
        self.picture.marks.push(Mark::Text { text, at, anchor, is_small, is_bold, tint });
    }

    /// What pointing at a place says.
    pub fn readout(&mut self, at: Point, text: impl Into<String>) {
        self.picture.readouts.push(Readout { at, text: text.into() });
    }

    /// The picture at a height.
    #[must_use]
    pub fn finish(mut self, height: f64) -> Picture {
        self.picture.height = height.ceil();
        self.picture
    }
}

/// The circles of a class: which of the three tests are high.
pub fn class_circles(board: &mut Board, at: Across, y: f64, high: ByTest<bool>) {
    for (place, &is_high) in high.values().enumerate() {
        let center = point(beside(at, 6.0 + 13.0 * number(place)), y);
        if is_high {
            board.dot(center, 4.5, Tint::Ink);
        } else {
            board.ring(center, 4.0, Tint::Muted);
        }
    }
}

/// A short count as a number.
#[must_use]
pub fn number(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::MAX, f64::from)
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn places_lie_between_others() {
        let half = between(left(10.0), right(30.0), 0.5);
        assert_eq!((half.share, half.offset), (0.5, -10.0));
        assert_eq!(half.on(200.0).to_bits(), 90f64.to_bits());
    }
}

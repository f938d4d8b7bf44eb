//! What a figure is made of: marks, each with its place and color.

use plotters::style::RGBColor;
use serde::{Deserialize, Serialize};

use crate::engine::cohort::tally::Stratum;
use crate::engine::rules::profile::ImmuneProfile;
use crate::view::figures::theme::Theme;

/// One layout.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Picture {
    /// Height in CSS pixels.
    pub height: f64,
    /// What is drawn, from the bottom up.
    pub marks: Vec<Mark>,
    /// What can be pointed at, in reading order.
    pub readouts: Vec<Readout>,
}

/// A place across: `share` of the width plus `offset` CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Across {
    /// Share of the width of the surface.
    pub share: f64,
    /// CSS pixels beside it.
    pub offset: f64,
}

/// A point of a surface.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// Across.
    pub x: Across,
    /// CSS pixels from the top.
    pub y: f64,
}

/// Something that is drawn.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Mark {
    /// A filled rectangle.
    Box {
        /// Two opposite corners.
        corners: [Point; 2],
        /// Its color.
        tint: Tint,
    },
    /// A line through points.
    Line {
        /// The points.
        points: Vec<Point>,
        /// Its width in CSS pixels.
        width: f64,
        /// Its color.
        tint: Tint,
    },
    /// A filled circle.
    Dot {
        /// Its center.
        center: Point,
        /// Its radius in CSS pixels.
        radius: f64,
        /// Its color.
        tint: Tint,
    },
    /// An empty circle.
    Ring {
        /// Its center.
        center: Point,
        /// Its radius in CSS pixels.
        radius: f64,
        /// Its color.
        tint: Tint,
    },
    /// A line of text.
    Text {
        /// The text.
        text: String,
        /// Where it stands; its middle line is at this height.
        at: Point,
        /// How it sits on the point.
        anchor: Anchor,
        /// Whether it is written small.
        is_small: bool,
        /// Whether it is bold.
        is_bold: bool,
        /// Its color.
        tint: Tint,
    },
}

/// How a text sits on its point.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Anchor {
    /// It begins there.
    Start,
    /// It has its middle there.
    Middle,
    /// It ends there.
    End,
}

/// The name of a color.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Tint {
    /// Background.
    Paper,
    /// Text and marks that matter.
    Ink,
    /// Secondary text.
    Muted,
    /// Grid lines and frames.
    Grid,
    /// A class.
    Profile(ImmuneProfile),
    /// A part of the cohort.
    Stratum(Stratum),
}

/// What pointing at a place of a figure says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Readout {
    /// The place.
    pub at: Point,
    /// What stands there: a name, the value, numerator and denominator, interval.
    pub text: String,
}

impl Across {
    /// Where it is on a surface of a width.
    #[must_use]
    pub fn on(self, width: f64) -> f64 {
        self.share * width + self.offset
    }
}

impl Tint {
    /// What stands out among others that have no color of their own.
    pub const ACCENT: Tint = Tint::Stratum(Stratum::Idiopathic);

    /// The color in a theme.
    #[must_use]
    pub fn color(self, theme: Theme) -> RGBColor {
        match self {
            Tint::Paper => theme.paper,
            Tint::Ink => theme.ink,
            Tint::Muted => theme.muted,
            Tint::Grid => theme.grid,
            Tint::Profile(profile) => theme.profile(profile),
            Tint::Stratum(stratum) => theme.stratum(stratum),
        }
    }
}

//! Sketches as a list of numbers and one of texts: quick to hand over, and little
//! code to read in the page. What does not make sense reads as empty marks; both
//! sides are the same build.

use serde::{Deserialize, Serialize};

use super::marks::{Across, Anchor, Mark, Picture, Point, Readout, Tint};
use crate::engine::cohort::tally::Stratum;
use crate::engine::rules::profile::ImmuneProfile;

/// A sketch as it travels.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Flat {
    numbers: Vec<f64>,
    texts: Vec<String>,
}

impl Flat {
    /// Puts a picture behind what it holds.
    pub(super) fn picture(&mut self, picture: Picture) {
        self.numbers.push(picture.height);
        self.length(picture.marks.len());
        for mark in picture.marks {
            self.mark(mark);
        }
        self.length(picture.readouts.len());
        for readout in picture.readouts {
            self.point(readout.at);
            self.texts.push(readout.text);
        }
    }

    fn length(&mut self, length: usize) {
        self.numbers.push(u32::try_from(length).map_or(0.0, f64::from));
    }

    fn point(&mut self, point: Point) {
        self.numbers.extend([point.x.share, point.x.offset, point.y]);
    }

    fn mark(&mut self, mark: Mark) {
        match mark {
            Mark::Box { corners, tint } => {
                self.numbers.extend([0.0, tint_code(tint)]);
                for corner in corners {
                    self.point(corner);
                }
            }
            Mark::Line { points, width, tint } => {
                self.numbers.extend([1.0, tint_code(tint), width]);
                self.length(points.len());
                for point in points {
                    self.point(point);
                }
            }
            Mark::Dot { center, radius, tint } => {
                self.numbers.extend([2.0, tint_code(tint), radius]);
                self.point(center);
            }
            Mark::Ring { center, radius, tint } => {
                self.numbers.extend([3.0, tint_code(tint), radius]);
                self.point(center);
            }
            Mark::Text { text, at, anchor, is_small, is_bold, tint } => {
                let anchor = match anchor {
                    Anchor::Start => 0.0,
                    Anchor::Middle => 1.0,
                    Anchor::End => 2.0,
                };
                let (small, bold) = (f64::from(u8::from(is_small)), f64::from(u8::from(is_bold)));
                self.numbers.extend([4.0, tint_code(tint), anchor, small, bold]);
                self.point(at);
                self.texts.push(text);
            }
        }
    }
}

/// The numbers of classes begin here.
const PROFILES: u8 = 8;

/// The numbers of strata begin here.
const STRATA: u8 = 16;

fn tint_code(tint: Tint) -> f64 {
    f64::from(match tint {
        Tint::Paper => 0,
        Tint::Ink => 1,
        Tint::Muted => 2,
        Tint::Grid => 3,
        Tint::Profile(profile) => PROFILES + profile as u8,
        Tint::Stratum(stratum) => STRATA + stratum as u8,
    })
}

/// Reads a flat sketch from the front to the back.
pub(super) struct Reader {
    numbers: std::vec::IntoIter<f64>,
    texts: std::vec::IntoIter<String>,
}

impl From<Flat> for Reader {
    fn from(flat: Flat) -> Self {
        Reader { numbers: flat.numbers.into_iter(), texts: flat.texts.into_iter() }
    }
}

impl Reader {
    fn number(&mut self) -> f64 {
        self.numbers.next().unwrap_or_default()
    }

    /// A small whole number.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "numbers that were whole and small when they were written"
    )]
    fn whole(&mut self) -> usize {
        self.number() as usize
    }

    fn text(&mut self) -> String {
        self.texts.next().unwrap_or_default()
    }

    fn point(&mut self) -> Point {
        let x = Across { share: self.number(), offset: self.number() };
        Point { x, y: self.number() }
    }

    /// The next picture.
    pub(super) fn picture(&mut self) -> Picture {
        let height = self.number();
        let n_marks = self.whole();
        let marks = (0..n_marks).map(|_| self.mark()).collect();
        let n_readouts = self.whole();
        let readouts =
            (0..n_readouts).map(|_| Readout { at: self.point(), text: self.text() }).collect();
        Picture { height, marks, readouts }
    }

    fn tint(&mut self) -> Tint {
        let code = self.whole();
        let profile = code.checked_sub(PROFILES.into()).and_then(|at| ImmuneProfile::ALL.get(at));
        let stratum = code.checked_sub(STRATA.into()).and_then(|at| Stratum::ALL.get(at));
        match (code, profile, stratum) {
            (_, _, Some(&stratum)) => Tint::Stratum(stratum),
            (_, Some(&profile), _) => Tint::Profile(profile),
            (0, ..) => Tint::Paper,
            (2, ..) => Tint::Muted,
            (3, ..) => Tint::Grid,
            _ => Tint::Ink,
        }
    }

    fn mark(&mut self) -> Mark {
        let (kind, tint) = (self.whole(), self.tint());
        match kind {
            0 => Mark::Box { corners: [self.point(), self.point()], tint },
            1 => {
                let width = self.number();
                let n_points = self.whole();
                Mark::Line { points: (0..n_points).map(|_| self.point()).collect(), width, tint }
            }
            2 => Mark::Dot { radius: self.number(), center: self.point(), tint },
            3 => Mark::Ring { radius: self.number(), center: self.point(), tint },
            _ => {
                let anchor = match self.whole() {
                    0 => Anchor::Start,
                    1 => Anchor::Middle,
                    _ => Anchor::End,
                };
                let (is_small, is_bold) = (self.whole() > 0, self.whole() > 0);
                Mark::Text { at: self.point(), text: self.text(), anchor, is_small, is_bold, tint }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;
    use crate::view::figures::sketch::Sketch;

    fn at(share: f64, offset: f64, y: f64) -> Point {
        Point { x: Across { share, offset }, y }
    }

    #[test]
    fn a_sketch_comes_back() {
        let mut marks = vec![
            Mark::Line {
                points: vec![at(0.0, 1.0, 2.0), at(1.0, -3.0, 4.5)],
                width: 1.5,
                tint: Tint::Grid,
            },
            Mark::Box { corners: [at(0.1, 0.0, 1.0), at(0.2, 0.0, 9.0)], tint: Tint::Paper },
            Mark::Ring { center: at(0.5, 0.0, 7.0), radius: 4.0, tint: Tint::Muted },
        ];
        for profile in ImmuneProfile::ALL {
            marks.push(Mark::Dot {
                center: at(0.5, 0.0, 7.0),
                radius: 4.5,
                tint: Tint::Profile(profile),
            });
        }
        for (stratum, anchor) in Stratum::ALL.into_iter().zip([
            Anchor::Start,
            Anchor::Middle,
            Anchor::End,
            Anchor::Start,
        ]) {
            marks.push(Mark::Text {
                text: format!("{stratum:?}"),
                at: at(0.5, 2.0, 3.0),
                anchor,
                is_small: anchor == Anchor::End,
                is_bold: anchor == Anchor::Middle,
                tint: Tint::Stratum(stratum),
            });
        }
        let readouts = vec![Readout { at: at(0.25, 0.0, 8.0), text: "NK: 1/2".to_owned() }];
        let picture = Picture { height: 120.0, marks, readouts };
        let sketch =
            Sketch { narrow: Picture { height: 7.0, ..Picture::default() }, wide: picture };
        assert_eq!(Sketch::from(Flat::from(sketch.clone())), sketch);
    }

    #[test]
    fn nonsense_reads_as_little() {
        let sketch = Sketch::from(Flat { numbers: vec![5.0, 2.0, 9.0], texts: Vec::new() });
        assert_eq!(sketch.narrow.marks.len(), 2);
        assert_eq!(Sketch::from(Flat::default()).wide, Picture::default());
    }
}

//! Reading a figure out: what is pointed at, by the pointer or by keys, and what is said.

use crate::view::figures::Figure;
use crate::view::figures::sketch::nearest;

/// What stands below a figure while nothing is pointed at.
const HOW_TO: &str = "Point at the figure, or use the arrow keys in it, to read a value.";

impl Figure {
    /// Which readout is nearest to a place in CSS pixels, within reach.
    #[must_use]
    pub fn nearest(&self, width: u32, x: i32, y: i32) -> Option<usize> {
        nearest(self.sketch.picture(width), f64::from(width), f64::from(x), f64::from(y))
    }

    /// Which readout a key goes to from one, if from any; `None` for a key that does
    /// nothing here.
    #[must_use]
    pub fn after_key(&self, width: u32, at: Option<usize>, key: &str) -> Option<Option<usize>> {
        let n = self.readouts(width).len();
        match key {
            _ if n == 0 => None,
            "ArrowRight" | "ArrowDown" => Some(Some(at.map_or(0, |at| (at + 1) % n))),
            "ArrowLeft" | "ArrowUp" => Some(Some(at.map_or(n - 1, |at| (at + n - 1) % n))),
            "Escape" => Some(None),
            _ => None,
        }
    }

    /// What is said of what is pointed at, or how to point.
    #[must_use]
    pub fn readout_text(&self, width: u32, at: Option<usize>) -> &str {
        let readout = at.and_then(|at| self.readouts(width).get(at));
        readout.map_or(HOW_TO, |readout| readout.text.as_str())
    }

    /// What the figure is called for those who cannot see it.
    #[must_use]
    pub fn label(&self, width: u32) -> String {
        let keys = if self.readouts(width).is_empty() {
            ""
        } else {
            " The arrow keys read them out one by one."
        };
        format!("{} The numbers are in the table below.{keys}", self.description)
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;
    use crate::view::figures::FigureTable;
    use crate::view::figures::marks::{Across, Picture, Point, Readout};
    use crate::view::figures::sketch::Sketch;

    fn figure(texts: &[&str]) -> Figure {
        let at = Point { x: Across { share: 0.0, offset: 10.0 }, y: 10.0 };
        let readouts = texts.iter().map(|&text| Readout { at, text: text.to_owned() });
        let picture = Picture { readouts: readouts.collect(), ..Picture::default() };
        Figure {
            title: "Title".to_owned(),
            description: "Shares.".to_owned(),
            table: FigureTable { head: Vec::new(), rows: Vec::new() },
            sketch: Sketch { narrow: picture.clone(), wide: picture },
        }
    }

    #[test]
    fn keys_go_round() {
        let figure = figure(&["one", "two", "three"]);
        for (at, key, expected) in [
            (None, "ArrowRight", Some(Some(0))),
            (Some(2), "ArrowDown", Some(Some(0))),
            (None, "ArrowLeft", Some(Some(2))),
            (Some(0), "ArrowUp", Some(Some(2))),
            (Some(1), "Escape", Some(None)),
            (Some(1), "Tab", None),
        ] {
            assert_eq!(figure.after_key(800, at, key), expected, "{at:?} {key}");
        }
        assert_eq!(figure.readout_text(800, Some(1)), "two");
        assert_eq!(figure.readout_text(800, None), HOW_TO);
        assert!(figure.label(800).ends_with("The arrow keys read them out one by one."));
    }

    #[test]
    fn where_nothing_is_said_keys_do_nothing() {
        let figure = figure(&[]);
        assert_eq!(figure.after_key(800, None, "ArrowRight"), None);
        assert_eq!(figure.label(800), "Shares. The numbers are in the table below.");
    }
}

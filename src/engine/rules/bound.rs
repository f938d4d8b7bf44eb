//! What a number, or a bound of it, says against a cut-off.

use serde::Serialize;

use crate::engine::by::by_every;
use crate::engine::record::Bound;

/// How a number stands to a cut-off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// The number is strictly greater.
    Greater,
    /// The number is greater or equal.
    AtLeast,
    /// The number is less or equal.
    AtMost,
}

/// Which relation of a number to a cut-off decides; where neither holds nothing is
/// said, and `None` never holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Relations {
    /// Shows that the value is above the cut-off.
    pub high: Option<Relation>,
    /// Shows that the value is not above the cut-off.
    pub not_high: Option<Relation>,
}

by_every! {
    /// One value for each way in which a number may tell of a value.
    ByBound of Bound {
        /// The value itself.
        exact = [Bound::Exact],
        /// Less than the number.
        below = [Bound::Below],
        /// Less than the number, or equal to it.
        at_most = [Bound::AtMost],
        /// Greater than the number.
        above = [Bound::Above],
        /// Greater than the number, or equal to it.
        at_least = [Bound::AtLeast],
    }
}

impl Relation {
    /// Whether a number stands so to a cut-off.
    #[must_use]
    pub fn holds(self, number: f64, cutoff: f64) -> bool {
        match self {
            Relation::Greater => number > cutoff,
            Relation::AtLeast => number >= cutoff,
            Relation::AtMost => number <= cutoff,
        }
    }
}

impl Relations {
    /// The relations that decide for a number that is the value or a bound of it: a
    /// value is high when it is strictly greater than its cut-off, and a bound decides
    /// where every value it allows is on one side.
    #[must_use]
    pub fn of(bound: Bound) -> Self {
        match bound {
            Bound::Exact => {
                Relations { high: Some(Relation::Greater), not_high: Some(Relation::AtMost) }
            }
            Bound::Below | Bound::AtMost => {
                Relations { high: None, not_high: Some(Relation::AtMost) }
            }
            Bound::Above => Relations { high: Some(Relation::AtLeast), not_high: None },
            Bound::AtLeast => Relations { high: Some(Relation::Greater), not_high: None },
        }
    }

    /// Whether the value is above the cut-off; `None` where the number does not decide.
    #[must_use]
    pub fn is_high(self, number: f64, cutoff: f64) -> Option<bool> {
        let holds =
            |relation: Option<Relation>| relation.is_some_and(|it| it.holds(number, cutoff));
        if holds(self.high) {
            Some(true)
        } else if holds(self.not_high) {
            Some(false)
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    /// A bound decides exactly when every value it allows is on one side.
    #[test]
    fn a_bound_decides_where_every_value_it_allows_agrees() {
        let sides = [
            (Bound::Below, vec![-1.0, -0.5]),
            (Bound::AtMost, vec![-1.0, -0.5, 0.0]),
            (Bound::Exact, vec![0.0]),
            (Bound::AtLeast, vec![0.0, 0.5, 1.0]),
            (Bound::Above, vec![0.5, 1.0]),
        ];
        for (bound, offsets) in sides {
            for cutoff in [9.0, 9.5, 10.0, 10.5, 11.0] {
                // Values within one unit of the bound stand for all: beyond it
                // every cut-off tried here lies on the same side.
                let far = match bound {
                    Bound::Below | Bound::AtMost => Some(0.0),
                    Bound::Above | Bound::AtLeast => Some(100.0),
                    Bound::Exact => None,
                };
                let near = offsets
                    .iter()
                    .flat_map(|offset| [10.0 + offset, 10.0 + offset / 2.0, 10.0 + offset * 1e-9]);
                let answers: Vec<bool> = near.chain(far).map(|value| value > cutoff).collect();
                let agreed =
                    answers.iter().all(|answer| answer == &answers[0]).then_some(answers[0]);
                assert_eq!(
                    Relations::of(bound).is_high(10.0, cutoff),
                    agreed,
                    "{bound:?} {cutoff}"
                );
            }
        }
    }
}

//! What one test says, and one value held against its cut-off.

use serde::{Deserialize, Serialize};

use crate::engine::protocol::{AtLeast, Cutoff};
use crate::engine::quantity::Quantity;
use crate::engine::record::{Bound, Measured, Value};
use crate::engine::rules::bound::Relations;

/// What one test says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Finding {
    /// Above the cut-off.
    High,
    /// Measured, and not above the cut-off.
    NotHigh,
    /// Cannot be said, because something the rule needs is missing.
    Unknown,
}

impl Finding {
    /// The finding as a truth value; `None` when it cannot be said.
    #[must_use]
    pub fn is_high(self) -> Option<bool> {
        match self {
            Finding::High => Some(true),
            Finding::NotHigh => Some(false),
            Finding::Unknown => None,
        }
    }

    /// What a condition makes of comparisons: known as soon as the unknown ones can no
    /// longer change it. Those of values that it does not read are left out.
    #[must_use]
    pub fn of<'a>(
        condition: AtLeast,
        comparisons: impl Iterator<Item = &'a Comparison> + Clone,
    ) -> Self {
        let read = comparisons.filter(|one| condition.of.contains(&one.quantity));
        let count = |wanted| read.clone().filter(|one| one.finding == wanted).count();
        let n_high = count(Finding::High);
        if n_high >= condition.n {
            Finding::High
        } else if n_high + count(Finding::Unknown) < condition.n {
            Finding::NotHigh
        } else {
            Finding::Unknown
        }
    }

    pub(super) fn from_truth(truth: Option<bool>) -> Self {
        match truth {
            Some(true) => Finding::High,
            Some(false) => Finding::NotHigh,
            None => Finding::Unknown,
        }
    }
}

/// One value held against its cut-off: a line of the decision trace.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Comparison {
    /// What was measured.
    pub quantity: Quantity,
    /// The value, in the quantity's unit, or the number that bounds it; `None`
    /// when it was not measured.
    pub value: Option<f64>,
    /// Whether the number is the value or a bound of it.
    pub bound: Bound,
    /// The threshold; high means strictly greater.
    pub cutoff: Cutoff,
    /// What the comparison says.
    pub finding: Finding,
}

impl Comparison {
    pub(super) fn new<V: Value>(measured: Option<Measured<V>>, cutoff: Cutoff) -> Self {
        let value = measured.map(|measured| measured.value.get());
        let bound = measured.map_or(Bound::Exact, |measured| measured.bound);
        let is_high = value.and_then(|value| Relations::of(bound).is_high(value, cutoff.value));
        Comparison {
            quantity: V::QUANTITY,
            value,
            bound,
            cutoff,
            finding: Finding::from_truth(is_high),
        }
    }
}

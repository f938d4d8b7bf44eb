//! Two groups compared by one event: the fourfold table.

pub mod attributable;
pub mod chi_square;
pub mod fisher;
pub mod mcnemar;
pub mod odds_ratio;
pub mod risk_difference;
pub mod risk_ratio;
pub mod unconditional;

use serde::{Deserialize, Serialize};

use super::Undefined;
use super::hypergeometric::Hypergeometric;

/// How many of a group had the event; never more than the group has members.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "UncheckedGroup")]
pub struct Group {
    events: u32,
    total: u32,
}

/// A [`Group`] as it is written, before its check.
#[derive(Deserialize)]
struct UncheckedGroup {
    events: u32,
    total: u32,
}

impl TryFrom<UncheckedGroup> for Group {
    type Error = Undefined;

    fn try_from(group: UncheckedGroup) -> Result<Self, Undefined> {
        Group::new(group.events, group.total)
    }
}

impl Group {
    /// A group of `total`, of whom `events` had the event; it may be empty.
    ///
    /// # Errors
    /// [`Undefined::MoreEventsThanTotal`].
    pub fn new(events: u32, total: u32) -> Result<Self, Undefined> {
        if events > total {
            return Err(Undefined::MoreEventsThanTotal);
        }
        Ok(Group { events, total })
    }

    /// How many had the event.
    #[must_use]
    pub fn events(&self) -> u32 {
        self.events
    }

    /// How many were in the group.
    #[must_use]
    pub fn total(&self) -> u32 {
        self.total
    }

    /// How many did not have the event.
    #[must_use]
    pub fn non_events(&self) -> u32 {
        self.total - self.events
    }

    /// The share with the event.
    ///
    /// # Errors
    /// [`Undefined::NoObservations`] in an empty group.
    pub fn risk(&self) -> Result<f64, Undefined> {
        if self.total == 0 {
            return Err(Undefined::NoObservations);
        }
        Ok(f64::from(self.events) / f64::from(self.total))
    }

    /// The same group with the opposite event.
    #[must_use]
    pub fn complement(&self) -> Self {
        Group { events: self.non_events(), total: self.total }
    }
}

/// The fourfold table: an exposed and an unexposed group and one event.
///
/// # Examples
/// ```
/// use rpl_immune_profile::engine::stats::two_by_two::{Group, TwoByTwo};
///
/// let table = TwoByTwo { exposed: Group::new(7, 34)?, unexposed: Group::new(1, 34)? };
/// assert_eq!(table.exposed.non_events(), 27);
/// # Ok::<(), rpl_immune_profile::engine::stats::Undefined>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TwoByTwo {
    /// The group whose risk is in the numerator of the ratios.
    pub exposed: Group,
    /// The group it is compared with.
    pub unexposed: Group,
}

impl TwoByTwo {
    /// The table with the groups exchanged.
    #[must_use]
    pub fn swapped(&self) -> Self {
        TwoByTwo { exposed: self.unexposed, unexposed: self.exposed }
    }

    /// The table of the opposite event.
    #[must_use]
    pub fn complement(&self) -> Self {
        TwoByTwo { exposed: self.exposed.complement(), unexposed: self.unexposed.complement() }
    }

    /// How many were counted in all.
    #[must_use]
    pub fn total(&self) -> u64 {
        u64::from(self.exposed.total) + u64::from(self.unexposed.total)
    }

    /// How many had the event in all.
    #[must_use]
    pub fn events(&self) -> u64 {
        u64::from(self.exposed.events) + u64::from(self.unexposed.events)
    }

    /// The four counts as numbers.
    pub(crate) fn cells(&self) -> Cells {
        Cells {
            a: f64::from(self.exposed.events),
            b: f64::from(self.exposed.non_events()),
            c: f64::from(self.unexposed.events),
            d: f64::from(self.unexposed.non_events()),
        }
    }

    /// The product of the diagonal less that of the other two, without rounding.
    pub(crate) fn determinant(&self) -> f64 {
        let product = |one: u32, other: u32| i128::from(one) * i128::from(other);
        let difference = product(self.exposed.events, self.unexposed.non_events())
            - product(self.exposed.non_events(), self.unexposed.events);
        #[expect(clippy::cast_precision_loss, reason = "rounded once, after the difference")]
        let determinant = difference as f64;
        determinant
    }

    /// The distribution of the exposed events when the margins are fixed.
    pub(crate) fn conditional(&self) -> Hypergeometric {
        Hypergeometric {
            marked: self.exposed.total.into(),
            unmarked: self.unexposed.total.into(),
            drawn: self.events(),
        }
    }

    pub(crate) fn check_groups(&self) -> Result<(), Undefined> {
        match (self.exposed.total, self.unexposed.total) {
            (0, 0) => return Err(Undefined::NoObservations),
            (0, _) | (_, 0) => return Err(Undefined::EmptyGroup),
            _ => {}
        }
        Ok(())
    }

    /// Refuses a table in which a whole row or column is zero.
    pub(crate) fn check_margins(&self) -> Result<(), Undefined> {
        self.check_groups()?;
        if self.events() == 0 {
            return Err(Undefined::NoEvents);
        }
        if self.events() == self.total() {
            return Err(Undefined::OnlyEvents);
        }
        Ok(())
    }
}

/// The four counts: exposed with and without event, unexposed with and without.
#[derive(Clone, Copy)]
pub(crate) struct Cells {
    pub(crate) a: f64,
    pub(crate) b: f64,
    pub(crate) c: f64,
    pub(crate) d: f64,
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn a_group_has_no_more_events_than_members() {
        assert_eq!(Group::new(2, 1), Err(Undefined::MoreEventsThanTotal));
        assert!(serde_json::from_str::<Group>(r#"{"events":2,"total":1}"#).is_err());
        let group: Group = serde_json::from_str(r#"{"events":1,"total":2}"#).expect("valid");
        assert_eq!(Group::new(1, 2), Ok(group));
        assert_eq!(Group::new(0, 0).and_then(|group| group.risk()), Err(Undefined::NoObservations));
    }

    #[test]
    fn large_products_are_subtracted_without_rounding() {
        let table = TwoByTwo {
            exposed: Group { events: 2_000_000_000, total: 4_000_000_001 },
            unexposed: Group { events: 2_000_000_000, total: 4_000_000_000 },
        };
        assert!((table.determinant() + 2e9).abs() < 1e-6);
    }
}

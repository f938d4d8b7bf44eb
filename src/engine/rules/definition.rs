//! The rules as plain data, for whoever writes them in another language.
//!
//! It is gathered from what the evaluator reads as well: the condition of each test
//! ([`ImmuneTest::condition`](super::panel::ImmuneTest::condition)), the relations
//! that decide ([`Relations::of`]), the high tests of each class
//! ([`ImmuneProfile::high`]), the endings ([`Outcome::is_live_birth`]) and the places
//! ([`LEAVING`]).
//!
//! A test is high when so many of its values are above their cut-offs, not high when
//! so many no longer can be, and else unknown. The class is the one whose high tests
//! are these, and there is none while a test is unknown.

use serde::Serialize;

use crate::engine::protocol::{AtLeast, Protocol};
use crate::engine::quantity::{Quantity, Range};
use crate::engine::record::Outcome;
use crate::engine::rules::bound::{ByBound, Relations};
use crate::engine::rules::panel::ByTest;
use crate::engine::rules::place::{Condition, LEAVING, Place};
use crate::engine::rules::profile::{ByProfile, ImmuneProfile};

/// Everything by which a protocol classifies and counts.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Definition {
    /// What each test reads and when it is high, in the order of the panel.
    pub tests: ByTest<TestDefinition>,
    /// What a number says of the value, by what it is of the value.
    pub bounds: ByBound<Relations>,
    /// Which tests are high in each class.
    pub classes: ByProfile<ByTest<bool>>,
    /// The fewest losses of women with recurrent pregnancy loss.
    pub minimum_losses: u32,
    /// Whether each outcome is a live birth; `None` for those that are left out.
    pub endings: Vec<(Outcome, Option<bool>)>,
    /// At which place a record leaves: the first whose condition holds.
    pub leaving: [(Place, Condition); LEAVING.len()],
}

/// One test of the panel.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TestDefinition {
    /// The values that the laboratory gives, in order.
    pub limits: Vec<Limit>,
    /// What makes the test high.
    pub condition: AtLeast,
}

/// One laboratory value and what it is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Limit {
    /// The value.
    pub quantity: Quantity,
    /// Numbers outside are refused.
    pub possible: Range,
    /// The threshold, in the unit of the quantity.
    pub cutoff: f64,
}

impl Definition {
    /// The rules under a protocol.
    #[must_use]
    pub fn of(protocol: &Protocol) -> Self {
        let limit = |&quantity: &Quantity| {
            let cutoff = protocol.cutoff(quantity)?.value;
            Some(Limit { quantity, possible: quantity.possible(), cutoff })
        };
        Definition {
            tests: ByTest::from_fn(|test| TestDefinition {
                limits: test.quantities().iter().filter_map(limit).collect(),
                condition: test.condition(protocol.cytotoxicity_rule),
            }),
            bounds: ByBound::from_fn(Relations::of),
            classes: ByProfile::from_fn(ImmuneProfile::high),
            minimum_losses: protocol.minimum_losses,
            endings: Outcome::ALL.map(|outcome| (outcome, outcome.is_live_birth())).into(),
            leaving: LEAVING,
        }
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;
    use crate::engine::protocol::CytotoxicityRule;

    #[test]
    fn the_tests_read_every_laboratory_value_once() {
        let tests = ByTest::<()>::KEYS.iter();
        let read: Vec<Quantity> = tests.flat_map(|test| test.quantities()).copied().collect();
        assert_eq!(read, Quantity::LABORATORY);
        for rule in CytotoxicityRule::ALL {
            let AtLeast { n, of } = rule.at_least();
            assert!(n >= 1 && n <= of.len(), "{rule:?}");
            assert!(of.iter().all(|one| CytotoxicityRule::RATIOS.contains(one)), "{rule:?}");
        }
    }
}

//! The tests of the panel, and values that stand by test or by ratio.

use serde::{Deserialize, Serialize};

use crate::engine::by::{by, by_every};
use crate::engine::protocol::{AtLeast, CytotoxicityRule};
use crate::engine::quantity::Quantity;

/// One of the three tests of the panel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ImmuneTest {
    /// NK cell level.
    NkLevel,
    /// NK cytotoxicity.
    NkCytotoxicity,
    /// Th1/Th2 ratio.
    #[serde(rename = "th1_th2")]
    Th1Th2,
}

by_every! {
    /// One value for each of the three tests.
    ByTest of ImmuneTest {
        /// NK cell level.
        nk_level = [ImmuneTest::NkLevel],
        /// NK cytotoxicity.
        nk_cytotoxicity = [ImmuneTest::NkCytotoxicity],
        /// Th1/Th2 ratio.
        th1_th2 = [ImmuneTest::Th1Th2],
    }
}

by! {
    /// One value for each effector-to-target ratio of the cytotoxicity test.
    ByRatio of Quantity {
        /// At 50:1.
        nk_cyto_50 = [Quantity::NkCyto50],
        /// At 25:1.
        nk_cyto_25 = [Quantity::NkCyto25],
        /// At 12.5:1.
        nk_cyto_12_5 = [Quantity::NkCyto12_5],
    }
}

impl ImmuneTest {
    /// The values that the laboratory gives for the test, in order.
    #[must_use]
    pub fn quantities(self) -> &'static [Quantity] {
        match self {
            ImmuneTest::NkLevel => &[Quantity::NkPercent],
            ImmuneTest::NkCytotoxicity => CytotoxicityRule::RATIOS,
            ImmuneTest::Th1Th2 => &[Quantity::Th1Th2Ratio],
        }
    }

    /// What makes the test high. The rule is about cytotoxicity alone; the other tests
    /// have one value.
    #[must_use]
    pub fn condition(self, rule: CytotoxicityRule) -> AtLeast {
        match self {
            ImmuneTest::NkCytotoxicity => rule.at_least(),
            ImmuneTest::NkLevel | ImmuneTest::Th1Th2 => AtLeast { n: 1, of: self.quantities() },
        }
    }
}

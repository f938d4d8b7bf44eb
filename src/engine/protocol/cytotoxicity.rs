//! How the values of NK cytotoxicity make one finding: everything that a rule is
//! stands here, but for its words on screen.

use serde::{Deserialize, Serialize};

use crate::engine::quantity::Quantity;

/// How the three effector-to-target ratios make one finding.
///
/// The caption of figure 2 prints a cut-off for each ratio; neither the captions nor
/// the abstract say how they combine, so which rule the study used is not known here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CytotoxicityRule {
    /// High when any of the three is high.
    Any,
    /// High when all three are high.
    All,
    /// Only 25:1 is read, the one ratio with a cut-off in the abstract of Lee 2013.
    #[serde(rename = "ratio_25_only")]
    Ratio25Only,
    /// High when at least two of the three are high.
    TwoOfThree,
}

/// A condition that decides a test: so many of these values are above their cut-offs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct AtLeast {
    /// How many have to be above.
    pub n: usize,
    /// The values that are read.
    pub of: &'static [Quantity],
}

impl CytotoxicityRule {
    /// Every rule, in the order in which they are offered.
    pub const ALL: [CytotoxicityRule; 4] = [
        CytotoxicityRule::Any,
        CytotoxicityRule::All,
        CytotoxicityRule::Ratio25Only,
        CytotoxicityRule::TwoOfThree,
    ];

    /// The percent lysis at each effector-to-target ratio, most effector cells first.
    pub const RATIOS: &'static [Quantity] =
        &[Quantity::NkCyto50, Quantity::NkCyto25, Quantity::NkCyto12_5];

    /// What makes cytotoxicity high under the rule.
    #[must_use]
    pub fn at_least(self) -> AtLeast {
        match self {
            CytotoxicityRule::Any => AtLeast { n: 1, of: Self::RATIOS },
            CytotoxicityRule::All => AtLeast { n: 3, of: Self::RATIOS },
            CytotoxicityRule::Ratio25Only => AtLeast { n: 1, of: &[Quantity::NkCyto25] },
            CytotoxicityRule::TwoOfThree => AtLeast { n: 2, of: Self::RATIOS },
        }
    }

    /// A short name that is stable in files and links.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            CytotoxicityRule::Any => "any",
            CytotoxicityRule::All => "all",
            CytotoxicityRule::Ratio25Only => "ratio_25_only",
            CytotoxicityRule::TwoOfThree => "two_of_three",
        }
    }
}

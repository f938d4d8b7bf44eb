//! NK cytotoxicity: three lysis values and a rule that makes one finding.

use serde::{Deserialize, Serialize};

use crate::engine::protocol::{CytotoxicityRule, Protocol};
use crate::engine::record::NkCytotoxicity;
use crate::engine::rules::panel::ByRatio;
use crate::engine::rules::{Comparison, Finding};

/// The three comparisons, the rule and what it says.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct CytotoxicityEvidence {
    /// The rule that combines the comparisons.
    pub rule: CytotoxicityRule,
    /// The comparison at each ratio.
    pub comparisons: ByRatio<Comparison>,
    /// What the rule says.
    pub finding: Finding,
}

/// Compares the three lysis values and combines them by the protocol's rule.
#[must_use]
pub fn judge(cytotoxicity: NkCytotoxicity, protocol: &Protocol) -> CytotoxicityEvidence {
    let comparisons = ByRatio {
        nk_cyto_50: Comparison::new(cytotoxicity.nk_cyto_50, protocol.nk_cyto_50),
        nk_cyto_25: Comparison::new(cytotoxicity.nk_cyto_25, protocol.nk_cyto_25),
        nk_cyto_12_5: Comparison::new(cytotoxicity.nk_cyto_12_5, protocol.nk_cyto_12_5),
    };
    let rule = protocol.cytotoxicity_rule;
    CytotoxicityEvidence { rule, comparisons, finding: combine(rule, &comparisons) }
}

/// What a rule makes of the comparisons.
#[must_use]
pub fn combine(rule: CytotoxicityRule, comparisons: &ByRatio<Comparison>) -> Finding {
    Finding::of(rule.at_least(), comparisons.values())
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;
    use crate::engine::record::{Measured, NkCyto12_5, NkCyto25, NkCyto50, Value};

    /// `+` above, `-` below, `?` not measured, at 50:1, 25:1 and 12.5:1;
    /// expected for ANY, ALL, 25:1 only, 2 of 3.
    #[track_caller]
    fn check(measured: &str, expected: &str) {
        let value = |place: usize| match measured.as_bytes()[place] {
            b'+' => Some(90.0),
            b'-' => Some(0.0),
            _ => None,
        };
        let cytotoxicity = NkCytotoxicity {
            nk_cyto_50: value(0).and_then(|value| NkCyto50::new(value).ok()).map(Measured::exact),
            nk_cyto_25: value(1).and_then(|value| NkCyto25::new(value).ok()).map(Measured::exact),
            nk_cyto_12_5: value(2)
                .and_then(|value| NkCyto12_5::new(value).ok())
                .map(Measured::exact),
        };
        let found: String = CytotoxicityRule::ALL
            .iter()
            .map(|&rule| {
                let protocol = Protocol { cytotoxicity_rule: rule, ..Protocol::default() };
                match judge(cytotoxicity, &protocol).finding {
                    Finding::High => '+',
                    Finding::NotHigh => '-',
                    Finding::Unknown => '?',
                }
            })
            .collect();
        assert_eq!(found, expected, "{measured}");
    }

    #[test]
    fn every_pattern_under_every_rule() {
        check("+++", "++++");
        check("++-", "+-++");
        check("+-+", "+--+");
        check("-++", "+-++");
        check("+--", "+---");
        check("-+-", "+-+-");
        check("--+", "+---");
        check("---", "----");
        check("?++", "+?++");
        check("?+-", "+-+?");
        check("?-+", "+--?");
        check("?--", "?---");
        check("+?+", "+??+");
        check("+?-", "+-??");
        check("-?+", "+-??");
        check("-?-", "?-?-");
        check("++?", "+?++");
        check("+-?", "+--?");
        check("-+?", "+-+?");
        check("--?", "?---");
        check("??+", "+???");
        check("??-", "?-??");
        check("?+?", "+?+?");
        check("?-?", "?--?");
        check("+??", "+???");
        check("-??", "?-??");
        check("???", "????");
    }
}

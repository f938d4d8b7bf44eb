//! The protocol that a laboratory decided on, and how far another one is from it.

use serde::{Deserialize, Serialize};

use super::{Cutoff, CytotoxicityRule, Protocol};
use crate::engine::quantity::Quantity;

/// The one protocol that holds everywhere until it is changed on purpose.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Laboratory {
    /// The name that the user gave it; empty without one.
    name: String,
    /// Its thresholds and choices.
    pub protocol: Protocol,
}

/// The longest name, in characters: it stands in lines and captions.
const LONGEST_NAME: usize = 60;

impl Laboratory {
    /// A protocol under a name. Control characters are left out and a long name is
    /// cut, because it stands in the lines of files.
    #[must_use]
    pub fn new(name: &str, protocol: Protocol) -> Self {
        let name = name.chars().filter(|one| !one.is_control()).take(LONGEST_NAME).collect();
        Laboratory { name, protocol }
    }

    /// The name that the user gave it, without blanks around it; empty without one.
    #[must_use]
    pub fn name(&self) -> &str {
        self.name.trim()
    }

    /// The name as it is being typed.
    #[must_use]
    pub fn typed_name(&self) -> &str {
        &self.name
    }
}

/// One thing in which a protocol differs from another one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Difference {
    /// A cut-off, by its number or by who set it: what it is, and what it would be.
    Cutoff(Quantity, Cutoff, Cutoff),
    /// The cytotoxicity rule: what it is, and what it would be.
    Rule(CytotoxicityRule, CytotoxicityRule),
    /// The losses that make recurrent pregnancy loss: how many, and how many it would be.
    MinimumLosses(u32, u32),
    /// The level of the intervals: what it is, and what it would be.
    IntervalLevel(f64, f64),
}

impl Protocol {
    /// The study's cut-offs and definition under the rule and the level of this one: how
    /// the study combined the ratios is not known, so no rule is the study's.
    #[must_use]
    pub fn as_in_study(&self) -> Self {
        Protocol {
            cytotoxicity_rule: self.cytotoxicity_rule,
            interval_level: self.interval_level,
            ..Protocol::default()
        }
    }

    /// Everything in which this protocol differs from another one.
    #[must_use]
    pub fn differences(&self, other: &Protocol) -> Vec<Difference> {
        let cutoffs = Quantity::LABORATORY.into_iter().filter_map(|quantity| {
            let (own, others) = (self.cutoff(quantity)?, other.cutoff(quantity)?);
            (own != others).then_some(Difference::Cutoff(quantity, own, others))
        });
        let mut differences: Vec<Difference> = cutoffs.collect();
        let rules = (self.cytotoxicity_rule, other.cytotoxicity_rule);
        if rules.0 != rules.1 {
            differences.push(Difference::Rule(rules.0, rules.1));
        }
        let losses = (self.minimum_losses, other.minimum_losses);
        if losses.0 != losses.1 {
            differences.push(Difference::MinimumLosses(losses.0, losses.1));
        }
        let levels = (self.interval_level, other.interval_level);
        if levels.0.total_cmp(&levels.1).is_ne() {
            differences.push(Difference::IntervalLevel(levels.0, levels.1));
        }
        differences
    }

    /// What is tried here in the place of `former`, tried in the place of `current`:
    /// only what differs stays.
    #[must_use]
    pub fn rebased(mut self, former: &Protocol, current: &Protocol) -> Self {
        for quantity in Quantity::LABORATORY {
            let cutoffs = [&self, former, current].map(|protocol| protocol.cutoff(quantity));
            let [Some(own), Some(former), Some(current)] = cutoffs else { continue };
            let is_current_number = own.value.total_cmp(&current.value).is_eq();
            if own == former || is_current_number {
                self.set_cutoff(quantity, current);
            }
        }
        if self.cytotoxicity_rule == former.cytotoxicity_rule {
            self.cytotoxicity_rule = current.cytotoxicity_rule;
        }
        if self.minimum_losses == former.minimum_losses {
            self.minimum_losses = current.minimum_losses;
        }
        if self.interval_level.total_cmp(&former.interval_level).is_eq() {
            self.interval_level = current.interval_level;
        }
        self
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;
    use crate::engine::protocol::Source;

    fn with(quantity: Quantity, value: f64, source: Source) -> Protocol {
        Protocol::default().with_cutoff(quantity, value, source)
    }

    #[test]
    fn every_choice_can_differ() {
        let base = Protocol::default();
        assert_eq!(base.differences(&base), []);
        let others = Quantity::LABORATORY.map(|one| with(one, 12.0, Source::WhatIf)).to_vec();
        let others = others.into_iter().chain([
            with(Quantity::NkPercent, 16.1, Source::OwnLaboratory),
            Protocol { cytotoxicity_rule: CytotoxicityRule::All, ..base },
            Protocol { minimum_losses: 3, ..base },
            Protocol { interval_level: 0.9, ..base },
        ]);
        for other in others {
            assert_eq!(other.differences(&base).len(), 1, "{other:?}");
        }
    }

    #[test]
    fn what_is_tried_stays_when_the_laboratory_decides_something_else() {
        let former = Protocol::default();
        let tried = with(Quantity::NkPercent, 19.1, Source::WhatIf);
        let current = Protocol { minimum_losses: 3, ..former }.with_cutoff(
            Quantity::Th1Th2Ratio,
            30.0,
            Source::OwnLaboratory,
        );
        let rebased = tried.rebased(&former, &current);
        let differences = rebased.differences(&current);
        assert_eq!(
            differences,
            [Difference::Cutoff(Quantity::NkPercent, tried.nk_percent, former.nk_percent)]
        );
        let taken_over = current.with_cutoff(Quantity::NkPercent, 19.1, Source::OwnLaboratory);
        assert_eq!(tried.rebased(&former, &taken_over), taken_over);
    }

    #[test]
    fn names_are_one_short_line() {
        let long = "ab\n".repeat(100);
        let named = Laboratory::new(&format!(" Ward\t3\n{long}"), Protocol::default());
        assert!(named.name().starts_with("Ward3ab"));
        assert!(named.typed_name().chars().count() <= LONGEST_NAME);
    }
}

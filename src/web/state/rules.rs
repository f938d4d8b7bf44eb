//! The rules in force, which the front and the workbench can both change.

use crate::engine::protocol::{CytotoxicityRule, Protocol};
use crate::engine::quantity::Quantity;
use crate::engine::reader::number;

/// The rules in force, and how they are being changed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rules {
    /// Thresholds and choices in force.
    pub protocol: Protocol,
    /// Cut-offs as they are being typed; empty where nothing was typed.
    cutoff_texts: [Option<String>; Quantity::LABORATORY.len()],
    /// Whether they were changed here, so that the other program has to be told.
    pub is_own: bool,
}

/// What can happen to the rules.
#[derive(Clone, Debug, PartialEq)]
pub enum RulesAction {
    /// A cytotoxicity rule was chosen.
    ChooseRule(CytotoxicityRule),
    /// A cut-off was typed in.
    TypeCutoff(Quantity, String),
    /// The published cut-offs were chosen again.
    ResetCutoffs,
    /// A session brings rules with it.
    Use(Protocol),
    /// They were changed in the other program.
    Hear(Protocol),
}

impl Rules {
    /// Rules that were heard from the other program.
    #[must_use]
    pub fn heard(protocol: Protocol) -> Self {
        Rules { protocol, ..Rules::default() }
    }

    /// The text of a cut-off that is being typed.
    #[must_use]
    pub fn cutoff_text(&self, quantity: Quantity) -> Option<&str> {
        let place = Quantity::LABORATORY.iter().position(|&one| one == quantity)?;
        self.cutoff_texts[place].as_deref()
    }

    /// The rules after an action.
    #[must_use]
    pub fn after(&self, action: RulesAction) -> Self {
        let own = |protocol| Rules { is_own: true, ..Rules::heard(protocol) };
        match action {
            RulesAction::ChooseRule(rule) => Rules {
                protocol: Protocol { cytotoxicity_rule: rule, ..self.protocol },
                is_own: true,
                ..self.clone()
            },
            RulesAction::TypeCutoff(quantity, text) => self.with_cutoff_text(quantity, text),
            RulesAction::ResetCutoffs => own(Protocol {
                cytotoxicity_rule: self.protocol.cytotoxicity_rule,
                ..Protocol::default()
            }),
            RulesAction::Use(protocol) => own(protocol),
            RulesAction::Hear(protocol) if protocol == self.protocol => self.clone(),
            RulesAction::Hear(protocol) => Rules::heard(protocol),
        }
    }

    /// Takes a cut-off over as soon as its text is a possible value.
    fn with_cutoff_text(&self, quantity: Quantity, text: String) -> Self {
        let mut rules = self.clone();
        let Some(place) = Quantity::LABORATORY.iter().position(|&one| one == quantity) else {
            return rules;
        };
        if let Ok(Some(value)) = number::read_typed_as(&text, quantity)
            && quantity.check(value).is_ok()
        {
            rules.protocol = rules.protocol.with_cutoff(quantity, value);
            rules.is_own = true;
        }
        rules.cutoff_texts[place] = Some(text);
        rules
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(actions: impl IntoIterator<Item = RulesAction>) -> Rules {
        actions.into_iter().fold(Rules::default(), |rules, action| rules.after(action))
    }

    #[test]
    fn a_cutoff_is_taken_over_once_it_is_possible() {
        let typed = |text: &str| RulesAction::TypeCutoff(Quantity::NkPercent, text.to_owned());
        let rules = after([typed("12")]);
        assert_eq!(rules.protocol, Protocol::default().with_cutoff(Quantity::NkPercent, 12.0));
        let rules = rules.after(typed("120"));
        assert_eq!(rules.cutoff_text(Quantity::NkPercent), Some("120"));
        assert_eq!(rules.protocol, Protocol::default().with_cutoff(Quantity::NkPercent, 12.0));
        let rules = rules.after(RulesAction::ResetCutoffs);
        assert_eq!(rules, Rules { is_own: true, ..Rules::default() });
    }

    #[test]
    fn only_what_was_changed_here_is_told() {
        let other = Protocol { cytotoxicity_rule: CytotoxicityRule::All, ..Protocol::default() };
        assert!(!Rules::default().is_own);
        assert!(after([RulesAction::ChooseRule(CytotoxicityRule::All)]).is_own);
        assert!(after([RulesAction::Use(other)]).is_own);
        let heard = after([RulesAction::ResetCutoffs, RulesAction::Hear(other)]);
        assert!(!heard.is_own && heard.protocol == other);
    }

    #[test]
    fn hearing_what_is_in_force_keeps_what_is_being_typed() {
        let typed = after([RulesAction::TypeCutoff(Quantity::NkPercent, "12.".to_owned())]);
        assert_eq!(typed.after(RulesAction::Hear(typed.protocol)), typed);
    }
}

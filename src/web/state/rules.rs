//! The rules of a page: the laboratory's protocol, which both programs share, and
//! what is tried in its place on this page alone.

use crate::engine::protocol::laboratory::Laboratory;
use crate::engine::protocol::{CytotoxicityRule, Protocol, Source};
use crate::engine::quantity::{ByQuantity, Quantity};
use crate::engine::reader::number;
use crate::view::patient::settings::read_minimum_losses;

/// The rules of a page, and how they are being changed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rules {
    /// What the laboratory decided on.
    pub laboratory: Laboratory,
    /// Thresholds and choices in force on this page: the laboratory's, but for what
    /// is tried in its place.
    pub protocol: Protocol,
    /// The laboratory's cut-offs as they are being typed; empty where nothing was typed.
    cutoff_texts: ByQuantity<Option<String>>,
    /// The fewest losses as they are being typed.
    losses_text: Option<String>,
    /// Whether the laboratory's protocol was changed here, so that the other program
    /// has to be told.
    pub is_own: bool,
}

/// What can happen to the rules.
#[derive(Clone, Debug, PartialEq)]
pub enum RulesAction {
    /// Something was decided for the laboratory.
    Decide(ProtocolChange),
    /// The laboratory's protocol was changed in the other program.
    Hear(Laboratory),
    /// Something is tried on this page alone.
    Try(WhatIf),
}

/// A decision on the laboratory's protocol.
#[derive(Clone, Debug, PartialEq)]
pub enum ProtocolChange {
    /// A name was typed.
    Name(String),
    /// A cytotoxicity rule was chosen.
    Rule(CytotoxicityRule),
    /// A cut-off was typed in.
    Cutoff(Quantity, String),
    /// The fewest losses that make recurrent pregnancy loss were typed in.
    MinimumLosses(String),
    /// Another laboratory as a whole.
    Whole(Box<Laboratory>),
    /// The cut-offs and the definition of the study again, under whatever rule.
    Paper,
}

/// What is tried in the place of the laboratory's protocol.
#[derive(Clone, Debug, PartialEq)]
pub enum WhatIf {
    /// Another cytotoxicity rule.
    Rule(CytotoxicityRule),
    /// Another cut-off.
    Cutoff(Quantity, String),
    /// Another protocol as a whole: that of a session.
    Protocol(Protocol),
    /// The laboratory's protocol again.
    End,
}

impl Rules {
    /// Rules that were heard from the other program.
    #[must_use]
    pub fn heard(laboratory: Laboratory) -> Self {
        Rules { protocol: laboratory.protocol, laboratory, ..Rules::default() }
    }

    /// The text of a cut-off that is being typed.
    #[must_use]
    pub fn cutoff_text(&self, quantity: Quantity) -> Option<&str> {
        self.cutoff_texts[quantity].as_deref()
    }

    /// The text of the fewest losses that is being typed.
    #[must_use]
    pub fn losses_text(&self) -> Option<&str> {
        self.losses_text.as_deref()
    }

    /// The rules after an action.
    #[must_use]
    pub fn after(&self, action: RulesAction) -> Self {
        match action {
            RulesAction::Decide(decision) => Rules { is_own: true, ..self.decided(decision) },
            RulesAction::Hear(laboratory) if laboratory == self.laboratory => self.clone(),
            RulesAction::Hear(laboratory) => Rules { is_own: false, ..self.replaced(laboratory) },
            RulesAction::Try(trial) => Rules { protocol: self.tried(trial), ..self.clone() },
        }
    }

    /// The rules after a decision. A number is taken over as soon as its text is a
    /// possible value.
    fn decided(&self, decision: ProtocolChange) -> Self {
        let laboratory = || self.laboratory.clone();
        let protocol = self.laboratory.protocol;
        let with = |protocol| self.under(laboratory().with_protocol(protocol));
        match decision {
            ProtocolChange::Name(name) => self.under(laboratory().named(&name)),
            ProtocolChange::Rule(rule) => with(Protocol { cytotoxicity_rule: rule, ..protocol }),
            ProtocolChange::Cutoff(quantity, text) => {
                let mut rules = possible(&text, quantity).map_or_else(
                    || self.clone(),
                    |value| with(protocol.with_cutoff(quantity, value, Source::OwnLaboratory)),
                );
                rules.cutoff_texts[quantity] = Some(text);
                rules
            }
            ProtocolChange::MinimumLosses(text) => {
                let losses = read_minimum_losses(&text).ok();
                let rules = losses.map_or_else(
                    || self.clone(),
                    |minimum_losses| with(Protocol { minimum_losses, ..protocol }),
                );
                Rules { losses_text: Some(text), ..rules }
            }
            ProtocolChange::Whole(laboratory) => self.replaced(*laboratory),
            // The name and what is known of the assays were those of the other laboratory.
            ProtocolChange::Paper => self.replaced(Laboratory::new("", protocol.as_in_study())),
        }
    }

    /// The same with what is tried in others.
    #[must_use]
    pub fn with_trial_of(&self, others: &Rules) -> Self {
        let (former, current) = (&others.laboratory.protocol, &self.laboratory.protocol);
        Rules { protocol: others.protocol.rebased(former, current), ..self.clone() }
    }

    /// The same under another protocol of the laboratory: what is tried stays tried.
    fn under(&self, laboratory: Laboratory) -> Self {
        let protocol = self.protocol.rebased(&self.laboratory.protocol, &laboratory.protocol);
        Rules { laboratory, protocol, ..self.clone() }
    }

    /// The same under a laboratory that was not typed here.
    fn replaced(&self, laboratory: Laboratory) -> Self {
        Rules { cutoff_texts: ByQuantity::default(), losses_text: None, ..self.under(laboratory) }
    }

    /// What is in force after a trial. The laboratory's own number is no trial.
    fn tried(&self, trial: WhatIf) -> Protocol {
        let laboratory = &self.laboratory.protocol;
        match trial {
            WhatIf::Rule(rule) => Protocol { cytotoxicity_rule: rule, ..self.protocol },
            WhatIf::Cutoff(quantity, text) => {
                possible(&text, quantity).map_or(self.protocol, |value| {
                    self.protocol
                        .with_cutoff(quantity, value, Source::WhatIf)
                        .rebased(laboratory, laboratory)
                })
            }
            WhatIf::Protocol(protocol) => protocol,
            WhatIf::End => *laboratory,
        }
    }
}

/// The value of a text, if it is a possible one.
fn possible(text: &str, quantity: Quantity) -> Option<f64> {
    let value = number::read_typed_as(text, quantity).ok().flatten()?;
    quantity.check(value).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::protocol::Cutoff;

    fn after(actions: impl IntoIterator<Item = RulesAction>) -> Rules {
        actions.into_iter().fold(Rules::default(), |rules, action| rules.after(action))
    }

    fn typed(text: &str) -> RulesAction {
        RulesAction::Decide(ProtocolChange::Cutoff(Quantity::NkPercent, text.to_owned()))
    }

    /// What `slid("19.1")` makes of the cut-off of the NK cell level.
    const TRIED: Cutoff = Cutoff { value: 19.1, source: Source::WhatIf };

    fn slid(text: &str) -> RulesAction {
        RulesAction::Try(WhatIf::Cutoff(Quantity::NkPercent, text.to_owned()))
    }

    fn own(value: f64) -> Protocol {
        Protocol::default().with_cutoff(Quantity::NkPercent, value, Source::OwnLaboratory)
    }

    #[test]
    fn a_cutoff_is_taken_over_once_it_is_possible() {
        let rules = after([typed("12")]);
        assert_eq!((rules.laboratory.protocol, rules.protocol), (own(12.0), own(12.0)));
        let rules = rules.after(typed("120"));
        assert_eq!(rules.cutoff_text(Quantity::NkPercent), Some("120"));
        assert_eq!(rules.protocol, own(12.0));
        let rules = rules.after(RulesAction::Decide(ProtocolChange::Paper));
        assert_eq!(rules, Rules { is_own: true, ..Rules::default() });
    }

    #[test]
    fn an_own_cutoff_stays_own_whatever_its_number() {
        assert_eq!(after([typed("12"), typed("16.1")]).protocol, own(16.1));
    }

    #[test]
    fn the_fewest_losses_are_a_decision() {
        let losses =
            |text: &str| RulesAction::Decide(ProtocolChange::MinimumLosses(text.to_owned()));
        let rules = after([losses("3")]);
        assert_eq!(rules.protocol.minimum_losses, 3);
        for refused in ["", "0", "2.5", "many", "-1", "4000000000"] {
            let rules = rules.after(losses(refused));
            assert_eq!(rules.protocol.minimum_losses, 3, "{refused}");
            assert_eq!(rules.losses_text(), Some(refused));
        }
    }

    #[test]
    fn what_is_tried_is_neither_the_laboratorys_nor_told() {
        let trials = [
            slid("19.1"),
            RulesAction::Try(WhatIf::Rule(CytotoxicityRule::All)),
            RulesAction::Try(WhatIf::Protocol(own(14.0))),
        ];
        for trial in trials {
            let rules = after([trial]);
            assert_ne!(rules.protocol, Protocol::default());
            assert_eq!(rules.laboratory, Laboratory::default());
            assert!(!rules.is_own);
            assert_eq!(rules.after(RulesAction::Try(WhatIf::End)), Rules::default());
        }
    }

    #[test]
    fn a_slider_back_at_the_laboratorys_number_tries_nothing() {
        let rules = after([typed("12"), slid("19.1")]);
        assert_eq!(rules.protocol.nk_percent.source, Source::WhatIf);
        assert_eq!(rules.after(slid("12")).protocol, own(12.0));
    }

    #[test]
    fn what_is_tried_outlives_a_decision_on_something_else() {
        let rule = RulesAction::Decide(ProtocolChange::Rule(CytotoxicityRule::All));
        let rules = after([slid("19.1"), rule]);
        assert_eq!(rules.protocol.nk_percent, TRIED);
        assert_eq!(rules.protocol.cytotoxicity_rule, CytotoxicityRule::All);
        let heard = rules.after(RulesAction::Hear(Laboratory::new("Ward 3", own(12.0))));
        assert_eq!(heard.protocol.nk_percent, TRIED);
        assert_eq!(heard.protocol.cytotoxicity_rule, CytotoxicityRule::Any);
        assert_eq!(heard.after(RulesAction::Try(WhatIf::End)).protocol, own(12.0));
    }

    #[test]
    fn only_what_was_decided_here_is_told() {
        let other = Laboratory::new("Ward 3", own(12.0));
        assert!(!Rules::default().is_own);
        for decision in [
            ProtocolChange::Name("Ward 3".to_owned()),
            ProtocolChange::Rule(CytotoxicityRule::All),
            ProtocolChange::MinimumLosses("3".to_owned()),
            ProtocolChange::Paper,
        ] {
            assert!(after([RulesAction::Decide(decision)]).is_own);
        }
        let heard =
            after([RulesAction::Decide(ProtocolChange::Paper), RulesAction::Hear(other.clone())]);
        assert!(!heard.is_own && heard.laboratory == other && heard.protocol == other.protocol);
    }

    #[test]
    fn hearing_what_is_in_force_keeps_what_is_being_typed() {
        let typed = after([typed("12.")]);
        assert_eq!(typed.after(RulesAction::Hear(typed.laboratory.clone())), typed);
    }
}

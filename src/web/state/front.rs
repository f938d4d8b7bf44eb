//! What the front remembers, and what can happen to it.

use std::rc::Rc;

use yew::Reducible;

use crate::engine::protocol::laboratory::Laboratory;
use crate::engine::quantity::Quantity;
use crate::engine::record::Etiology;
use crate::view::patient::PatientDraft;
use crate::view::patient::handover::PatientInHand;
use crate::view::patient::slip::{SlipPage, fill};
use crate::web::state::Page;
use crate::web::state::history::History;
use crate::web::state::offer::UndoOffer;
use crate::web::state::rules::{Rules, RulesAction, WhatIf};

/// Everything the front remembers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Front {
    /// The page shown.
    pub page: Page,
    /// The laboratory's protocol, and what is tried on the patient in hand.
    pub rules: Rules,
    /// The patient page's fields.
    pub patient: PatientDraft,
    /// The changes of these fields that can be taken back.
    pub history: History<PatientDraft, Quantity>,
    /// The slip that was pasted, as text.
    pub slip: String,
    /// What it holds, once it has been read.
    pub slip_read: Option<SlipPage>,
    /// Whether the fields are to be filled as soon as it has been read.
    pub fills_when_read: bool,
    /// Her name or number, for print alone.
    pub name_for_print: String,
    /// What became of the last copy of these values.
    pub copied: Option<Copied>,
    /// What was cleared, while it can be taken back.
    pub cleared: UndoOffer<ClearedPatient>,
    /// Where the workbench is.
    pub workbench: Arrival,
    /// Whether the network has been sealed.
    pub is_sealed: bool,
}

/// What clearing the patient page took away.
#[derive(Clone, Debug, PartialEq)]
pub struct ClearedPatient {
    patient: PatientDraft,
    rules: Rules,
}

/// What became of a copy of the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Copied {
    /// It was made.
    Yes,
    /// The browser did not let the text be copied.
    No(String),
}

/// Where something is that is loaded after the front.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Arrival {
    /// On its way.
    #[default]
    Awaited,
    /// Here.
    Here,
    /// It could not be loaded.
    Lost,
}

/// What can happen to the front.
#[derive(Clone, Debug, PartialEq)]
pub enum FrontAction {
    /// A page was chosen.
    Show(Page),
    /// A field of the patient page was typed in.
    Type(Quantity, String),
    /// The etiology was chosen, or the choice taken back.
    ChooseEtiology(Option<Etiology>),
    /// The known cause was typed in.
    TypeCause(String),
    /// How the Th1/Th2 ratio is given: by its two percentages or directly.
    GiveRatioByPercentages(bool),
    /// How the body mass index is given: by height and weight or directly.
    GiveBmiByHeight(bool),
    /// A slip is being typed or pasted; whether it fills the fields at once.
    Slip(String, bool),
    /// A slip was read; it may be an earlier one.
    SlipRead(String, SlipPage),
    /// The fields are filled from the slip.
    FillFromSlip,
    /// The fields are filled with the example.
    FillExample,
    /// The fields are filled from a file of one patient.
    Open(PatientDraft),
    /// The last change of the fields is taken back.
    TakeBack,
    /// It is made again.
    MakeAgain,
    /// The name for print was typed in.
    NameForPrint(String),
    /// The record was copied, or was not.
    Copy(Copied),
    /// The patient page was cleared.
    ClearPatient,
    /// What was cleared is wanted back.
    Undo,
    /// What was cleared cannot be taken back any longer.
    EndUndo,
    /// Something about the rules.
    Rules(RulesAction),
    /// The workbench has come, or will not come.
    Arrive(Arrival),
    /// The network was sealed.
    Seal,
    /// The user wants everything forgotten.
    Wipe,
}

impl Reducible for Front {
    type Action = FrontAction;

    fn reduce(self: Rc<Self>, action: FrontAction) -> Rc<Self> {
        let mut front = (*self).clone();
        let typed = match &action {
            FrontAction::Type(quantity, _) => Some(*quantity),
            _ => None,
        };
        let is_step = matches!(
            action,
            FrontAction::TakeBack
                | FrontAction::MakeAgain
                | FrontAction::ClearPatient
                | FrontAction::Undo
                | FrontAction::Wipe
        );
        match action {
            FrontAction::Show(page) => {
                // What was said of the last copy ends with the page.
                if page != front.page {
                    front.copied = None;
                }
                front.page = page;
            }
            FrontAction::Type(quantity, text) => front.patient.set_text(quantity, text),
            FrontAction::ChooseEtiology(etiology) => {
                front.patient.etiology = etiology;
                front.patient.is_example = false;
            }
            FrontAction::TypeCause(cause) => front.patient.cause = cause,
            FrontAction::GiveRatioByPercentages(is) => front.patient.ratio_from_percentages = is,
            FrontAction::GiveBmiByHeight(is) => front.patient.bmi_from_height = is,
            FrontAction::Slip(text, fills) => {
                if front.slip != text {
                    front.slip_read = None;
                }
                front.slip = text;
                front.fills_when_read = fills;
            }
            FrontAction::SlipRead(text, slip) => {
                if text == front.slip {
                    front.slip_read = Some(slip);
                    if std::mem::take(&mut front.fills_when_read) {
                        front.fill_from_slip();
                    }
                }
            }
            FrontAction::FillFromSlip => front.fill_from_slip(),
            FrontAction::NameForPrint(name) => front.name_for_print = name,
            FrontAction::Copy(copied) => front.copied = Some(copied),
            FrontAction::FillExample => front.patient = PatientDraft::example(),
            FrontAction::Open(draft) => {
                front.part_from_patient();
                front.patient = draft;
            }
            FrontAction::TakeBack => front.history.undo(&mut front.patient),
            FrontAction::MakeAgain => front.history.redo(&mut front.patient),
            FrontAction::ClearPatient => {
                // Nothing of her stays behind but what can be taken back for ten seconds.
                front.history = History::default();
                let patient = std::mem::take(&mut front.patient);
                front.cleared.make(ClearedPatient { patient, rules: front.rules.clone() });
                front.part_from_patient();
            }
            FrontAction::Undo => {
                if let Some(ClearedPatient { patient, rules }) = front.cleared.take() {
                    front.patient = patient;
                    front.rules = front.rules.with_trial_of(&rules);
                }
            }
            FrontAction::EndUndo => front.cleared.end(),
            FrontAction::Rules(action) => front.rules = front.rules.after(action),
            FrontAction::Arrive(arrival) => front.workbench = arrival,
            FrontAction::Seal => front.is_sealed = true,
            FrontAction::Wipe => {
                let Front { page, workbench, is_sealed, .. } = front;
                front = Front { page, workbench, is_sealed, ..Front::default() };
            }
        }
        if !is_step && front.patient != self.patient {
            front.history.change(self.patient.clone(), typed);
        }
        // What was said of other values is said no longer.
        if (&front.patient, &front.rules) != (&self.patient, &self.rules) {
            front.copied = None;
        }
        // What is typed next is not to be lost to an undo.
        if !front.patient.is_empty() {
            front.cleared.end();
        }
        Rc::new(front)
    }
}

impl Front {
    /// Leaves what belongs to the patient in hand beside her values.
    fn part_from_patient(&mut self) {
        self.slip.clear();
        self.slip_read = None;
        self.name_for_print.clear();
        // What was tried was tried on her.
        self.rules = self.rules.after(RulesAction::Try(WhatIf::End));
    }

    fn fill_from_slip(&mut self) {
        if let Some(slip) = &self.slip_read {
            fill(&mut self.patient, slip);
        }
    }

    /// The patient who can be handed over: one with anything typed.
    #[must_use]
    pub fn in_hand(&self) -> Option<PatientInHand> {
        (!self.patient.is_empty()).then(|| PatientInHand {
            draft: self.patient.clone(),
            protocol: self.rules.protocol,
            precision: self.rules.laboratory.precision,
            name: self.name_for_print.clone(),
        })
    }

    /// Whether leaving the page would lose something that was typed here; the workbench
    /// knows of the laboratory that it put in force.
    #[must_use]
    pub fn would_lose(&self) -> bool {
        !self.patient.is_empty()
            || !self.slip.is_empty()
            || !self.name_for_print.is_empty()
            || (self.rules.is_own && self.rules.laboratory != Laboratory::default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::protocol::CytotoxicityRule;
    use crate::web::state::rules::ProtocolChange;

    fn after(actions: impl IntoIterator<Item = FrontAction>) -> Rc<Front> {
        actions.into_iter().fold(Rc::new(Front::default()), Reducible::reduce)
    }

    fn typed() -> [FrontAction; 5] {
        [
            FrontAction::Type(Quantity::NkPercent, "17".to_owned()),
            FrontAction::ChooseEtiology(Some(Etiology::Known)),
            FrontAction::TypeCause("thyroid".to_owned()),
            FrontAction::Rules(RulesAction::Decide(ProtocolChange::Rule(
                CytotoxicityRule::TwoOfThree,
            ))),
            FrontAction::Rules(RulesAction::Try(WhatIf::Rule(CytotoxicityRule::All))),
        ]
    }

    #[test]
    fn clearing_the_patient_leaves_the_laboratorys_protocol_alone() {
        let front = after(typed());
        assert_eq!(front.rules.protocol.cytotoxicity_rule, CytotoxicityRule::All);
        let front = front.reduce(FrontAction::ClearPatient);
        assert!(front.patient.is_empty());
        assert_eq!(front.rules.protocol.cytotoxicity_rule, CytotoxicityRule::TwoOfThree);
    }

    #[test]
    fn what_was_cleared_can_be_taken_back_until_something_is_typed() {
        let typed = after(typed());
        let cleared = typed.clone().reduce(FrontAction::ClearPatient);
        assert!(cleared.cleared.standing().is_some());
        let back = cleared.clone().reduce(FrontAction::Undo);
        assert_eq!((&back.patient, &back.rules), (&typed.patient, &typed.rules));
        assert_eq!(back.cleared.standing(), None);
        let one = FrontAction::Type(Quantity::AgeYears, "31".to_owned());
        for end in [FrontAction::EndUndo, FrontAction::Wipe, one] {
            let ended = cleared.clone().reduce(end);
            assert_eq!(ended.cleared.what(), None);
            let still = ended.clone().reduce(FrontAction::Undo);
            assert_eq!(still.patient, ended.patient);
        }
    }

    #[test]
    fn another_patient_comes_from_a_file_with_nothing_of_the_one_before() {
        let named = typed().into_iter().chain([
            FrontAction::NameForPrint("Ms. A".to_owned()),
            FrontAction::Slip("NK 17".to_owned(), false),
        ]);
        let mut draft = PatientDraft::default();
        draft.set_text(Quantity::NkPercent, "12".to_owned());
        let before = after(named);
        let opened = before.clone().reduce(FrontAction::Open(draft.clone()));
        assert_eq!(opened.patient, draft);
        assert_eq!((opened.name_for_print.as_str(), opened.slip.as_str()), ("", ""));
        assert_eq!(opened.rules.protocol, opened.rules.laboratory.protocol);
        let back = opened.reduce(FrontAction::TakeBack);
        assert_eq!((&back.patient, back.name_for_print.as_str()), (&before.patient, ""));
    }

    #[test]
    fn what_was_said_of_a_copy_ends_with_the_values_and_with_the_page() {
        let copied = after(typed()).reduce(FrontAction::Copy(Copied::Yes));
        assert_eq!(copied.copied, Some(Copied::Yes));
        let same = copied.clone().reduce(FrontAction::Show(Page::Patient));
        assert_eq!(same.copied, Some(Copied::Yes));
        let one = FrontAction::Type(Quantity::AgeYears, "31".to_owned());
        for end in [one, FrontAction::Show(Page::About), FrontAction::Wipe] {
            assert_eq!(copied.clone().reduce(end).copied, None);
        }
    }

    #[test]
    fn what_the_laboratory_decided_meanwhile_outlives_an_undo() {
        let decided = ProtocolChange::Cutoff(Quantity::NkPercent, "12".to_owned());
        let front = after(typed().into_iter().chain([
            FrontAction::ClearPatient,
            FrontAction::Rules(RulesAction::Decide(decided)),
            FrontAction::Undo,
        ]));
        assert_eq!(front.rules.protocol.cytotoxicity_rule, CytotoxicityRule::All);
        assert_eq!(front.rules.protocol.nk_percent, front.rules.laboratory.protocol.nk_percent);
        assert_eq!(front.rules.cutoff_text(Quantity::NkPercent), Some("12"));
    }

    #[test]
    fn leaving_loses_what_was_typed_and_nothing_else() {
        assert!(!Front::default().would_lose());
        assert!(!after([FrontAction::Show(Page::About), FrontAction::Seal]).would_lose());
        for one in typed().into_iter().take(4) {
            assert!(after([one.clone()]).would_lose(), "{one:?}");
        }
        assert!(!after([typed()[0].clone(), FrontAction::ClearPatient]).would_lose());
    }

    #[test]
    fn a_wipe_leaves_the_page_shown_its_seal_and_what_was_loaded() {
        let loaded = [
            FrontAction::Show(Page::Privacy),
            FrontAction::Arrive(Arrival::Here),
            FrontAction::Seal,
        ];
        let front = after(typed().into_iter().chain(loaded.clone()));
        assert_eq!(front.reduce(FrontAction::Wipe), after(loaded));
    }
}

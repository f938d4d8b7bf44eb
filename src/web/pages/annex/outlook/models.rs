//! The published models, with the answers that one of them needs beside the fields of the
//! patient. The answers live as long as the patient is in hand on this page.

use yew::prelude::*;

use crate::engine::published::prognosis::quenby::Answers;
use crate::view::language::outlook::OutlookWords;
use crate::view::language::prognosis::{Asked, PrognosisText};
use crate::view::outlook::prognosis::prognosis;
use crate::view::patient::handover::PatientInHand;
use crate::web::document::section_with;
use crate::web::fields::choice::choice;
use crate::web::markup::{paragraph, subheading};

/// Who is in hand, and the words of a language.
#[derive(Properties)]
pub(super) struct ModelsProps {
    /// Who is in hand.
    pub patient: PatientInHand,
    /// The words.
    pub words: &'static dyn OutlookWords,
}

impl PartialEq for ModelsProps {
    fn eq(&self, other: &Self) -> bool {
        // A page has one language.
        self.patient == other.patient
    }
}

/// The section of the models.
#[component]
pub(super) fn Models(props: &ModelsProps) -> Html {
    let words = props.words;
    let answers = use_state_eq(Answers::default);
    let choose = {
        let answers = answers.setter();
        Callback::from(move |chosen| answers.set(chosen))
    };
    let group = |name: &'static str, asked: Asked, chosen: Option<bool>, with: With| {
        let options = [None, Some(true), Some(false)]
            .map(|answer| (words.answer(asked, answer), answer == chosen, with(*answers, answer)));
        choice(name, words.asked(asked), &choose, &options)
    };
    let cycle = |answers: Answers, is_cycle_regular| Answers { is_cycle_regular, ..answers };
    let birth = |answers: Answers, has_live_birth| Answers { has_live_birth, ..answers };
    let antibodies =
        |answers: Answers, has_anticardiolipin| Answers { has_anticardiolipin, ..answers };
    let lead = html! {
        <>
            { paragraph("block", words.prognosis(PrognosisText::Intro)) }
            { subheading(words.prognosis(PrognosisText::Form)) }
            <div class="outlook-answers">
                { group("outlook-cycle", Asked::Cycle, answers.is_cycle_regular, cycle) }
                { group("outlook-birth", Asked::LiveBirth, answers.has_live_birth, birth) }
                { group(
                    "outlook-antibodies",
                    Asked::Anticardiolipin,
                    answers.has_anticardiolipin,
                    antibodies,
                ) }
            </div>
            { paragraph("note", words.prognosis(PrognosisText::FormForgotten)) }
        </>
    };
    section_with(&prognosis(&props.patient, *answers, words), lead)
}

/// The answers with one of them changed.
type With = fn(Answers, Option<bool>) -> Answers;

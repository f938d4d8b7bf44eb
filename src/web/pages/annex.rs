//! What stands below the patient page: everything about one patient and her laboratory
//! that the front need not hold to classify her. The front tells who is in hand.

mod laboratory;
mod precision;

use yew::prelude::*;

use crate::view::language::annex::AnnexWords;
use crate::view::patient::handover::PatientInHand;
use crate::view::patient::laboratories::{self, side_by_side};
use crate::web::bridge::{Bridge, use_patient};
use crate::web::browser;
use crate::web::document::section;
use crate::web::frame::footer;
use crate::web::markup::paragraph;
use crate::web::pages::annex::laboratory::laboratory_panel;
use crate::web::state::laboratories::{Laboratories, LaboratoryAction};
use crate::web::state::rules::{Rules, RulesAction};

/// Where the patient is told, what is known of laboratories, and the words of a language.
#[derive(Properties)]
pub(in crate::web) struct AnnexProps {
    /// Where the patient is told.
    pub bridge: Bridge,
    /// The words.
    pub words: &'static dyn AnnexWords,
    /// The laboratory in force.
    pub rules: Rules,
    /// Hears what is decided for it.
    pub on_rules: Callback<RulesAction>,
    /// The other laboratories.
    pub laboratories: Laboratories,
    /// Hears what is done with them.
    pub on_laboratory: Callback<LaboratoryAction>,
}

impl PartialEq for AnnexProps {
    fn eq(&self, other: &Self) -> bool {
        // A page has one language.
        self.bridge == other.bridge
            && self.rules == other.rules
            && self.laboratories == other.laboratories
            && self.on_laboratory == other.on_laboratory
    }
}

/// The part of the patient page that is the workbench's, and the end of the page.
#[component]
pub(in crate::web) fn Annex(props: &AnnexProps) -> Html {
    let AnnexProps { words, rules, laboratories, on_laboratory, .. } = props;
    let patient = use_patient(&props.bridge);
    browser::use_fragment(on_laboratory.reform(LaboratoryAction::Arrive));
    html! {
        <>
            <section class="annex no-print" aria-label={words.annex_title()}>
                { about_laboratory(patient.as_ref(), rules, laboratories, *words, on_laboratory, &props.on_rules) }
                { paragraph("muted small", words.annex_abbreviations()) }
            </section>
            { footer() }
        </>
    }
}

/// Her class under other laboratories' cut-offs, and the panel of the one in force.
pub(in crate::web::pages) fn about_laboratory(
    patient: Option<&PatientInHand>,
    rules: &Rules,
    laboratories: &Laboratories,
    words: &dyn AnnexWords,
    on_laboratory: &Callback<LaboratoryAction>,
    on_rules: &Callback<RulesAction>,
) -> Html {
    let others = patient.and_then(|patient| {
        let page = patient.assess(words);
        let lines = side_by_side(&page, &patient.protocol, &laboratories.own, words);
        (!lines.is_empty()).then(|| laboratories::section(&lines, words))
    });
    html! {
        <>
            { for others.as_ref().map(section) }
            { laboratory_panel(laboratories, rules, words, on_laboratory, on_rules) }
        </>
    }
}

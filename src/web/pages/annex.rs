//! What stands below the patient page: everything about one patient and her laboratory
//! that the front need not hold to classify her. The front tells who is in hand.

mod laboratory;
mod precision;
mod side_by_side;

use yew::prelude::*;

use crate::engine::protocol::laboratory::Laboratory;
use crate::view::language::annex::AnnexWords;
use crate::view::patient::laboratories::side_by_side;
use crate::web::bridge::{Bridge, use_patient};
use crate::web::browser;
use crate::web::frame::footer;
use crate::web::markup::paragraph;
use crate::web::pages::annex::laboratory::laboratory_panel;
use crate::web::pages::annex::side_by_side::laboratory_table;
use crate::web::state::laboratories::{Laboratories, LaboratoryAction};

/// Where the patient is told, what is known of laboratories, and the words of a language.
#[derive(Properties)]
pub(in crate::web) struct AnnexProps {
    /// Where the patient is told.
    pub bridge: Bridge,
    /// The words.
    pub words: &'static dyn AnnexWords,
    /// The laboratory in force.
    pub in_force: Laboratory,
    /// The others.
    pub laboratories: Laboratories,
    /// Hears what is done with them.
    pub on_laboratory: Callback<LaboratoryAction>,
}

impl PartialEq for AnnexProps {
    fn eq(&self, other: &Self) -> bool {
        // A page has one language.
        self.bridge == other.bridge
            && self.in_force == other.in_force
            && self.laboratories == other.laboratories
            && self.on_laboratory == other.on_laboratory
    }
}

/// The part of the patient page that is the workbench's, and the end of the page.
#[component]
pub(in crate::web) fn Annex(props: &AnnexProps) -> Html {
    let AnnexProps { words, in_force, laboratories, on_laboratory, .. } = props;
    let patient = use_patient(&props.bridge);
    browser::use_fragment(on_laboratory.reform(LaboratoryAction::Arrive));
    let lines = patient.map(|patient| {
        side_by_side(&patient.assess(*words), &patient.protocol, &laboratories.own, *words)
    });
    html! {
        <>
            <section class="annex no-print" aria-label={words.annex_title()}>
                { for lines.map(|lines| laboratory_table(&lines, *words)) }
                { laboratory_panel(laboratories, in_force, *words, on_laboratory) }
                { paragraph("muted small", words.annex_abbreviations()) }
            </section>
            { footer() }
        </>
    }
}

//! What stands below the patient page: everything about one patient that the front need
//! not hold to classify her. The front tells who is in hand.

pub(in crate::web) mod files;

use yew::prelude::*;

use crate::view::language::annex::AnnexWords;
use crate::web::bridge::{Bridge, use_patient};
use crate::web::frame::footer;
use crate::web::pages::annex::files::FilesPanel;
use crate::web::state::patient_file::PatientFileNews;

/// Where the patient is told, and the words of a language.
#[derive(Properties)]
pub(in crate::web) struct AnnexProps {
    /// Where the patient is told.
    pub bridge: Bridge,
    /// The words.
    pub words: &'static dyn AnnexWords,
    /// What became of the last file of one patient.
    pub file: PatientFileNews,
    /// Tells what became of the next one.
    pub on_file: Callback<PatientFileNews>,
}

impl PartialEq for AnnexProps {
    fn eq(&self, other: &Self) -> bool {
        // A page has one language.
        self.bridge == other.bridge && self.file == other.file && self.on_file == other.on_file
    }
}

/// The part of the patient page that is the workbench's, and the end of the page.
#[component]
pub(in crate::web) fn Annex(props: &AnnexProps) -> Html {
    let patient = use_patient(&props.bridge);
    html! {
        <>
            if patient.is_some() {
                <section class="annex no-print" aria-label={props.words.annex_title()}></section>
            }
            <FilesPanel bridge={props.bridge.clone()} words={props.words} {patient}
                file={props.file.clone()} on_file={props.on_file.clone()} />
            { footer() }
        </>
    }
}

//! What stands below the patient page: everything about one patient and her laboratory
//! that the front need not hold to classify her. The front tells who is in hand.

pub(in crate::web) mod files;
pub(in crate::web::pages) mod laboratory;
pub(in crate::web) mod outlook;
mod precision;
mod shortcuts;

use yew::prelude::*;

use self::outlook::Outlook;
use self::outlook::women::FileAsked;
use self::shortcuts::Shortcuts;
use crate::view::language::annex::AnnexWords;
use crate::view::language::laboratory::LaboratoryWords;
use crate::view::language::outlook::OutlookWords;
use crate::view::patient::handover::PatientInHand;
use crate::view::patient::laboratories::{self, side_by_side};
use crate::web::bridge::{Bridge, use_patient};
use crate::web::browser;
use crate::web::document::section;
use crate::web::frame::footer;
use crate::web::markup::paragraph;
use crate::web::pages::annex::files::FilesPanel;
use crate::web::pages::annex::laboratory::laboratory_panel;
use crate::web::state::laboratories::{Laboratories, LaboratoryAction};
use crate::web::state::patient_file::PatientFileNews;
use crate::web::state::rules::{Rules, RulesAction};

/// Where the patient is told, what is known of laboratories, and the words of a language.
#[derive(Properties)]
pub(in crate::web) struct AnnexProps {
    /// Where the patient is told.
    pub bridge: Bridge,
    /// The file whose women are counted.
    pub file: FileAsked,
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
    /// What became of the last file of one patient.
    pub patient_file: PatientFileNews,
    /// Tells what became of the next one.
    pub on_patient_file: Callback<PatientFileNews>,
}

impl PartialEq for AnnexProps {
    fn eq(&self, other: &Self) -> bool {
        // A page has one language.
        self.bridge == other.bridge
            && self.file == other.file
            && self.rules == other.rules
            && self.laboratories == other.laboratories
            && self.on_laboratory == other.on_laboratory
            && self.patient_file == other.patient_file
            && self.on_patient_file == other.on_patient_file
    }
}

/// The part of the patient page that is the workbench's, and the end of the page.
#[component]
pub(in crate::web) fn Annex(props: &AnnexProps) -> Html {
    let AnnexProps { words, rules, laboratories, on_laboratory, .. } = props;
    let patient = use_patient(&props.bridge);
    browser::use_fragment(on_laboratory.reform(LaboratoryAction::Arrive));
    let outcome = patient.as_ref().map(|patient| patient.assess(*words).outcome);
    html! {
        <>
            <section class="annex no-print" aria-label={words.annex_title()}>
                <FilesPanel bridge={props.bridge.clone()} words={*words} patient={patient.clone()}
                    file={props.patient_file.clone()} on_file={props.on_patient_file.clone()} />
                { side_by_side_panel(patient.as_ref(), laboratories, *words) }
                if let Some(patient) = patient {
                    <Outlook {patient} file={props.file.clone()} words={*words as &'static dyn OutlookWords} />
                }
                { laboratory_panel(outcome.as_ref(), laboratories, rules, *words, on_laboratory, &props.on_rules) }
                <Shortcuts words={*words} />
                { paragraph("muted small", words.annex_abbreviations()) }
            </section>
            { footer() }
        </>
    }
}

/// Her class under other laboratories' cut-offs.
pub(in crate::web::pages) fn side_by_side_panel(
    patient: Option<&PatientInHand>,
    laboratories: &Laboratories,
    words: &dyn LaboratoryWords,
) -> Html {
    let lines = patient.map_or_else(Vec::new, |patient| {
        let page = patient.assess(words);
        side_by_side(&page, &patient.protocol, &laboratories.own, words)
    });
    if lines.is_empty() {
        return Html::default();
    }
    section(&laboratories::section(&lines, words))
}

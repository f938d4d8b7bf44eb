//! What is known of women like the one in hand: the published rates and models, and the
//! women of the open file.

mod models;
pub(in crate::web) mod women;

use std::rc::Rc;

use yew::prelude::*;

use self::models::Models;
use self::women::{FileAsked, Women};
use crate::engine::VERSION;
use crate::view::export::origin::Provenance;
use crate::view::language::outlook::OutlookWords;
use crate::view::outlook::published::published;
use crate::view::patient::handover::PatientInHand;
use crate::web::document::section;
use crate::web::origin::ResultOrigin;

/// Who is in hand, and the words of a language.
#[derive(Properties)]
pub(in crate::web) struct OutlookProps {
    /// Who is in hand.
    pub patient: PatientInHand,
    /// The file whose women are counted.
    pub file: FileAsked,
    /// The words.
    pub words: &'static dyn OutlookWords,
}

impl PartialEq for OutlookProps {
    fn eq(&self, other: &Self) -> bool {
        // A page has one language.
        self.patient == other.patient && self.file == other.file
    }
}

/// The sections about women like her.
#[component]
pub(in crate::web) fn Outlook(props: &OutlookProps) -> Html {
    let OutlookProps { patient, file, words } = props;
    let origin = ResultOrigin(Some(Rc::new(Provenance::of_published(VERSION))));
    html! {
        <ContextProvider<ResultOrigin> context={origin}>
            { section(&published(patient, *words)) }
            <Models patient={patient.clone()} words={*words} />
            <Women patient={patient.clone()} file={file.clone()} words={*words} />
        </ContextProvider<ResultOrigin>>
    }
}

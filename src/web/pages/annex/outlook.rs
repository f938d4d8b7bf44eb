//! What is known of women like the one in hand: the published rates and models.

mod models;

use std::rc::Rc;

use yew::prelude::*;

use self::models::Models;
use crate::engine::VERSION;
use crate::view::export::origin::Provenance;
use crate::view::language::outlook::OutlookWords;
use crate::view::outlook::published::published;
use crate::view::patient::handover::PatientInHand;
use crate::web::chart::FigureOrigin;
use crate::web::document::section;

/// Who is in hand, and the words of a language.
#[derive(Properties)]
pub(in crate::web) struct OutlookProps {
    /// Who is in hand.
    pub patient: PatientInHand,
    /// The words.
    pub words: &'static dyn OutlookWords,
}

impl PartialEq for OutlookProps {
    fn eq(&self, other: &Self) -> bool {
        // A page has one language.
        self.patient == other.patient
    }
}

/// The sections about women like her.
#[component]
pub(in crate::web) fn Outlook(props: &OutlookProps) -> Html {
    let OutlookProps { patient, words } = props;
    let origin = FigureOrigin(Some(Rc::new(Provenance::of_published(VERSION))));
    html! {
        <ContextProvider<FigureOrigin> context={origin}>
            { section(&published(patient, *words)) }
            <Models patient={patient.clone()} words={*words} />
        </ContextProvider<FigureOrigin>>
    }
}

//! What stands below the patient page: everything about one patient that the front need
//! not hold to classify her. The front tells who is in hand.

pub(in crate::web) mod outlook;

use yew::prelude::*;

use self::outlook::Outlook;
use self::outlook::women::FileAsked;
use crate::view::language::annex::AnnexWords;
use crate::view::language::outlook::OutlookWords;
use crate::web::bridge::{Bridge, use_patient};
use crate::web::frame::footer;

/// Where the patient is told, and the words of a language.
#[derive(Properties)]
pub(in crate::web) struct AnnexProps {
    /// Where the patient is told.
    pub bridge: Bridge,
    /// The file whose women are counted.
    pub file: FileAsked,
    /// The words.
    pub words: &'static dyn AnnexWords,
}

impl PartialEq for AnnexProps {
    fn eq(&self, other: &Self) -> bool {
        // A page has one language.
        self.bridge == other.bridge && self.file == other.file
    }
}

/// The part of the patient page that is the workbench's, and the end of the page.
#[component]
pub(in crate::web) fn Annex(props: &AnnexProps) -> Html {
    let patient = use_patient(&props.bridge);
    html! {
        <>
            if let Some(patient) = patient {
                <section class="annex no-print" aria-label={props.words.annex_title()}>
                    <Outlook {patient} file={props.file.clone()} words={props.words as &'static dyn OutlookWords} />
                </section>
            }
            { footer() }
        </>
    }
}

//! What this browser keeps: the copy for work without a network.

use yew::prelude::*;

use crate::view::privacy::SealReport;
use crate::view::privacy::copy::{self, CopyRequest};
use crate::web::markup::{panel, paragraph};

/// What is stored here.
pub(super) fn stored_panel(sealed: &SealReport) -> Html {
    panel("privacy-stored", copy::STORED_TITLE, paragraph("note", copy::stored(&sealed.copy)))
}

/// The copy, and what can be asked for about it.
pub(super) fn copy_panel(sealed: &SealReport) -> Html {
    let request = copy::request(&sealed.copy);
    panel(
        "privacy-offline",
        copy::TITLE,
        html! {
            <>
                { paragraph("note", copy::status(&sealed.copy, sealed.is_single_file)) }
                if let Some((request, label)) = request {
                    <div class="button-row">
                        <a class="button" href={address(request)}>{ label }</a>
                    </div>
                    { paragraph("note small", copy::RELOADS) }
                }
            </>
        },
    )
}

/// The address with a request; `guard.js` reads it while the page loads.
fn address(request: CopyRequest) -> &'static str {
    match request {
        CopyRequest::Keep => "?offline=keep#privacy",
        CopyRequest::Look => "?offline=look#privacy",
        CopyRequest::Start => "?offline=start#privacy",
    }
}

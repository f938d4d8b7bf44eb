//! What became of a text that was copied, or of a file that was saved.

use yew::prelude::*;

use crate::view::messages::exports;
use crate::web::markup::span;
use crate::web::state::tables::HandoverResult;

/// What became of it, beside the buttons and read out; nothing before one was pressed.
/// What helps where copying is not allowed differs from page to page.
pub(super) fn handover_status(
    told: Option<HandoverResult>,
    copied: &'static str,
    not_copied: &'static str,
) -> Html {
    let said = told.map(|told| match told {
        HandoverResult::Copied => copied,
        HandoverResult::NotCopied => not_copied,
        HandoverResult::NotSaved => exports::NO_ROOM,
    });
    html! { <span role="status">{ for said.map(|said| span("muted small", said)) }</span> }
}

//! What is not enforced.

use yew::prelude::*;

use crate::view::privacy::limits::{NOT_ENFORCED, TITLE};
use crate::web::markup::heading;

/// What the promise does not cover.
pub(super) fn limits_panel() -> Html {
    html! {
        <section class="panel" aria-labelledby="privacy-limits">
            { heading("privacy-limits", TITLE) }
            <dl class="facts">
                { for NOT_ENFORCED.iter().map(|(what, text)| html! {
                    <div class="fact"><dt>{ *what }</dt><dd>{ *text }</dd></div>
                }) }
            </dl>
        </section>
    }
}

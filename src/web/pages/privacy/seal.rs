//! Whether the network is sealed.

use yew::prelude::*;

use crate::view::privacy::SealReport;
use crate::view::privacy::seal::seal;
use crate::web::frame::lock;
use crate::web::markup::paragraph;

/// The head of the page.
pub(super) fn seal_panel(sealed: Option<&SealReport>) -> Html {
    let (title, text) = seal(sealed);
    let class = if sealed.is_some() { "panel seal seal-closed" } else { "panel seal" };
    html! {
        <section {class} aria-labelledby="privacy-title">
            { lock(sealed.is_some()) }
            <div>
                <h1 id="privacy-title" class="page-title">{ title }</h1>
                { paragraph("note", text) }
            </div>
        </section>
    }
}

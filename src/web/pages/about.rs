//! What the tool is, what it promises about data, and what it is not.

use yew::prelude::*;

use crate::engine::protocol::laboratory::Laboratory;
use crate::view::{about, words};
use crate::web::markup::{heading, paragraph};
use crate::web::state::Page;

/// The about page.
pub(in crate::web) fn about_page(laboratory: &Laboratory) -> Html {
    let (does, paragraphs) = about::DOES;
    let (data, promise) = about::DATA;
    let (before_link, link) = about::PRIVACY;
    let (is_not, items) = about::IS_NOT;
    let (rules, comparison) = about::RULES;
    html! {
        <article class="panel prose">
            <h1 class="page-title">{ about::TITLE }</h1>
            { heading("about-does", does) }
            { for paragraphs.map(|text| paragraph("", text)) }
            <p>{ words::CITATION }</p>
            { heading("about-data", data) }
            { paragraph("", promise) }
            <p>
                { before_link }
                <a href={Page::Privacy.fragment()}>{ link }</a>{ "." }
            </p>
            { heading("about-not", is_not) }
            <ul>{ for items.map(|text| html! { <li>{ text }</li> }) }</ul>
            { heading("about-rules", rules) }
            <p>{ comparison }{ words::RULE_REASON }</p>
            <p class="muted small">
                { about::protocol_line(laboratory) }
                <code class="hash">{ laboratory.protocol.fingerprint() }</code>
            </p>
        </article>
    }
}

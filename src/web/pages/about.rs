//! What the tool is, what it promises about data, and what it is not.

use yew::prelude::*;

use crate::engine::protocol::laboratory::Laboratory;
use crate::view::{protocol, words};
use crate::web::markup::{heading, paragraph};
use crate::web::state::Page;

/// The about page.
pub(in crate::web) fn about_page(laboratory: &Laboratory) -> Html {
    html! {
        <article class="panel prose">
            <h1 class="page-title">{ "About this tool" }</h1>
            { heading("about-does", "What it does") }
            { paragraph(
                "",
                "It sorts cellular immune findings in women with recurrent pregnancy loss (RPL) into no \
                 abnormality or one of the seven combinations of three abnormalities, with the cut-offs \
                 of Han et al. 2025 or of your laboratory, for one patient or for a cohort file. That the \
                 seven subgroups of the study are these combinations is inferred.",
            ) }
            { paragraph(
                "",
                "The three tests: natural killer (NK) cell level, NK cytotoxicity at three \
                 effector-to-target (E:T) ratios, and the ratio of TNF-α+ to IL-10+ helper T cells \
                 (Th1/Th2). IVIG is intravenous immunoglobulin.",
            ) }
            <p>{ words::CITATION }</p>
            { heading("about-data", "Your data") }
            { paragraph("", "Everything is computed in this browser. Once the page has loaded it forbids itself \
                   every connection, and it stores nothing unless you ask for a copy of the program: closing or \
                   reloading the page forgets everything.") }
            <p>
                { "What is enforced and what is not, and a test of it: " }
                <a href={Page::Privacy.fragment()}>{ "Privacy" }</a>{ "." }
            </p>
            { heading("about-not", "What it is not") }
            <ul>
                <li>{ "Not a diagnosis, and not for a patient alone: it is for health professionals and researchers." }</li>
                <li>{ "Not advice on treatment. The study is read as having had no untreated women with an abnormality (inferred from its captions), and the abstract and the figure captions do not state the dose of IVIG." }</li>
                <li>{ "Not the study itself: only its abstract and figure captions were available. What they do not say, this page does not say." }</li>
            </ul>
            { heading("about-rules", "Rules") }
            <p>{ "A value is high when it is strictly greater than its cut-off. " }{ words::RULE_REASON }</p>
            <p class="muted small">
                { format!("The laboratory’s protocol {}, SHA-256: ", protocol::name(laboratory)) }
                <code class="hash">{ laboratory.protocol.fingerprint() }</code>
            </p>
        </article>
    }
}

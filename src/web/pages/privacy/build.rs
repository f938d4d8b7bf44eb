//! What is running.

use yew::prelude::*;

use crate::engine;
use crate::view::privacy::{Build, SealReport, build};
use crate::web::markup::{panel, paragraph};

/// The version, the build and the rules in force.
pub(super) fn build_panel(sealed: Option<&SealReport>, fingerprint: &AttrValue) -> Html {
    let running = sealed.and_then(|sealed| sealed.build.as_ref());
    panel(
        "privacy-build",
        build::TITLE,
        html! {
            <>
                <dl class="lines">
                    { line(build::VERSION, html! { { engine::VERSION } }) }
                    { line(build::HASH, hash(build::hash(running).into())) }
                    { line(build::PROTOCOL_HASH, hash(fingerprint.clone())) }
                </dl>
                { for running.map(files) }
                { paragraph("note", build::REMARK) }
            </>
        },
    )
}

fn files(running: &Build) -> Html {
    let files =
        running.files.iter().map(|file| line(file.name.clone(), hash(file.sha256.clone().into())));
    html! {
        <details>
            <summary>{ build::FILES }</summary>
            <dl class="lines">{ for files }</dl>
        </details>
    }
}

fn line(name: impl Into<AttrValue>, value: Html) -> Html {
    html! { <div class="line"><dt>{ name.into() }</dt><dd>{ value }</dd></div> }
}

fn hash(text: AttrValue) -> Html {
    html! { <code class="hash">{ text }</code> }
}

//! The import step: what was found of a file, and everything about it that can
//! be put right before it is read.

mod choices;
mod props;
mod questions;
mod settings;

use std::rc::Rc;

use wasm_bindgen::JsCast as _;
use web_sys::HtmlElement;
use yew::prelude::*;

use self::questions::Questions;
use crate::engine::reader::preview::{ImportPreview, PreviewRow};
use crate::view::import;
use crate::view::import::questions::asked;
use crate::web::browser;
use crate::web::markup::{button, cell, heading, paragraph, row, row_head, table};
use crate::web::pages::command::CohortCommand;
use props::ImportStepProps;

/// The import step.
#[component]
pub(in crate::web) fn ImportStep(props: &ImportStepProps) -> Html {
    let preview = &props.preview;
    let choose = {
        let on_command = props.on_command.clone();
        Callback::from(move |settings| on_command.emit(CohortCommand::Look(settings)))
    };
    let on_read = {
        let settings = props.settings.clone();
        props.on_command.reform(move |_: MouseEvent| CohortCommand::Read(settings.clone()))
    };
    let on_back = props.on_command.reform({
        let has_report = props.has_report;
        move |_: MouseEvent| if has_report { CohortCommand::Back } else { CohortCommand::Close }
    });
    let is_open = !preview.questions.is_empty();
    // What is folded at first stays as the user left it.
    let was_open = use_state(|| is_open);
    use_focus(preview);
    html! {
        <section class={classes!("panel", "import", props.is_updating.then_some("import-updating"))}
            aria-labelledby="import-title">
            <h2 id="import-title" class="section-title" tabindex="-1">{ format!("How {} is read", props.file_name) }</h2>
            <p class="muted" role="status">{ import::summary(preview) }</p>
            <Questions asked={asked(preview)} settings={props.settings.clone()} on_choose={choose.clone()} />
            { first_rows(preview) }
            <details class="import-settings" open={!*was_open}>
                <summary>{ "Everything that can be set: the file, its columns and words, missing values" }</summary>
                { settings::settings(props, &choose) }
            </details>
            <div class="import-actions">
                <button id="import-read" type="button" class="button button-primary" disabled={is_open || props.is_updating}
                    onclick={on_read}>{ "Read the file" }</button>
                { button("button", if props.has_report { "Back to the report" } else { "Close file" }, on_back) }
                if is_open {
                    { paragraph("muted small", "The file can be read once every question is answered.") }
                }
            </div>
            <div class="import-mapping">
                { button("button button-quiet", "Save these choices", choices::save(&props.settings, &props.on_command)) }
                { choices::load(&props.on_command) }
                { paragraph("muted small", "They hold names of columns and words, and no row of the file.") }
            </div>
        </section>
    }
}

/// Where the keyboard goes: to the first question when the step opens, and on
/// from a question that was answered and is gone; when none is left, to the
/// button that reads the file. Nobody who is at work elsewhere is moved.
#[hook]
fn use_focus(preview: &Rc<ImportPreview>) {
    let is_first = use_mut_ref(|| true);
    use_effect_with(preview.clone(), move |preview| {
        let opens = std::mem::take(&mut *is_first.borrow_mut());
        let Some(document) = web_sys::window().and_then(|window| window.document()) else {
            return;
        };
        if !opens && !browser::is_focus_lost() {
            return;
        }
        let place = match (preview.questions.is_empty(), opens) {
            (false, _) => ".question-title",
            (true, true) => "#import-title",
            (true, false) => "#import-read",
        };
        let element = document.query_selector(place).ok().flatten();
        if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
            // A browser that cannot focus it leaves the keyboard where it is.
            let _ = element.focus();
        }
    });
}

fn first_rows(preview: &ImportPreview) -> Html {
    let names = preview.columns.iter().map(|column| {
        html! { <th scope="col">{ column.name.clone() }</th> }
    });
    let line = |line: &PreviewRow| {
        let cells = line.cells.iter().map(|text| cell("", text.clone()));
        let head = row_head(html! { { line.row.to_string() } });
        row("", std::iter::once(head).chain(cells))
    };
    html! {
        <>
            { heading("rows-title", "First rows as they are in the file") }
            { table("table import-rows", "First rows of the file", html! {
                <>
                    <thead><tr><th scope="col">{ "Row" }</th>{ for names }</tr></thead>
                    <tbody>{ for preview.rows.iter().map(line) }</tbody>
                </>
            }) }
        </>
    }
}

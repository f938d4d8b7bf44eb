//! Choosing a cohort file: dropped, picked or pasted; what its columns hold.

use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use crate::view::cohort::progress::column_guide;
use crate::web::intake::file_input;
use crate::web::markup::{
    button, cell, heading, paragraph, row, row_head, subheading, table, table_head,
};
use crate::web::pages::command::CohortCommand;

/// What the file picker shows; anything else can be dropped.
pub(super) const ACCEPTED: &str =
    ".csv,.tsv,.tab,.txt,.xlsx,.xlsm,.xlsb,.xls,.ods,.json,text/csv,text/plain";

/// Rows copied from a spreadsheet.
#[component]
fn Paster(props: &OpenerProps) -> Html {
    let text = use_state(String::new);
    let oninput = {
        let text = text.setter();
        move |event: InputEvent| {
            text.set(event.target_unchecked_into::<HtmlTextAreaElement>().value());
        }
    };
    let onclick = {
        let text = text.clone();
        props.on_command.reform(move |_: MouseEvent| CohortCommand::Paste((*text).clone()))
    };
    html! {
        <details class="format">
            <summary>{ "Paste rows from a spreadsheet" }</summary>
            <p class="paste">
                <label class="field-label" for="pasted">{ "Rows with their header" }</label>
                <textarea id="pasted" rows="6" autocomplete="off" spellcheck="false"
                    value={(*text).clone()} {oninput} />
            </p>
            <button type="button" class="button" disabled={text.trim().is_empty()} {onclick}>
                { "Read these rows" }
            </button>
        </details>
    }
}

/// Whom to tell.
#[derive(Properties, PartialEq)]
pub(super) struct OpenerProps {
    /// What the user asks for.
    pub on_command: Callback<CohortCommand>,
}

/// The ways to choose a file.
#[component]
pub(super) fn Opener(props: &OpenerProps) -> Html {
    let is_over = use_state(|| false);
    let command =
        |command: CohortCommand| props.on_command.reform(move |_: MouseEvent| command.clone());
    let drag = |over: bool| {
        let is_over = is_over.setter();
        move |event: DragEvent| {
            event.prevent_default();
            is_over.set(over);
        }
    };
    html! {
        <section class="panel" aria-labelledby="open-title">
            <div class={classes!("drop", is_over.then_some("drop-over"))}
                ondrop={drag(false)} ondragover={drag(true)} ondragenter={drag(true)} ondragleave={drag(false)}>
                { heading("open-title", "Open a cohort file") }
                { paragraph("", "One row is one woman: the first pregnancy after her work-up. The file stays on this computer.") }
                <p>
                    { file_input("file", "button button-primary", "Choose a file", ACCEPTED, &props.on_command.reform(CohortCommand::Take)) }
                    <span class="muted drop-or">{ "or drop it here" }</span>
                </p>
                { paragraph("muted small", "CSV or other delimited text in any encoding; .xlsx, .xls, .ods; REDCap exports; a FHIR Bundle. A session or saved choices may come with it, or before.") }
            </div>
            <div class="opener-more">
                <div>
                    { subheading("Try it first") }
                    { paragraph("note", "A small made-up cohort. No woman in it exists.") }
                    <p class="button-row">
                        { button("button", "Open the synthetic example", command(CohortCommand::OpenExample)) }
                        { button("button button-quiet", "Save it", command(CohortCommand::DownloadExample)) }
                    </p>
                </div>
                <div>
                    { subheading("Prepare your own") }
                    { paragraph("note", "An empty table with the names of the columns, what they hold, and the same for REDCap.") }
                    <p class="button-row">
                        { button("button", "Save the template", command(CohortCommand::DownloadTemplate)) }
                        { button("button button-quiet", "Data dictionary", command(CohortCommand::DownloadDictionary)) }
                        { button("button button-quiet", "REDCap dictionary", command(CohortCommand::DownloadRedcap)) }
                    </p>
                </div>
            </div>
            <Paster on_command={props.on_command.clone()} />
            <details class="format">
                <summary>{ "What the columns hold" }</summary>
                { guide() }
            </details>
        </section>
    }
}

fn guide() -> Html {
    let line = |(column, holds): (&'static str, String)| {
        row("", [row_head(html! { <code>{ column }</code> }), cell("", holds)])
    };
    let head = table_head(&[("", "Column"), ("", "Holds")]);
    let rows = column_guide().into_iter().map(line);
    table("table", "Columns of a cohort file", html! { <>{ head }<tbody>{ for rows }</tbody></> })
}

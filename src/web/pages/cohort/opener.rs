//! Choosing a cohort file: dropped, picked or pasted; what its columns hold.

use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use crate::view::cohort::opener;
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
    let [title, label, read] = opener::PASTE;
    html! {
        <details class="format">
            <summary>{ title }</summary>
            <p class="paste">
                <label class="field-label" for="pasted">{ label }</label>
                <textarea id="pasted" rows="6" autocomplete="off" spellcheck="false"
                    value={(*text).clone()} {oninput} />
            </p>
            <button type="button" class="button" disabled={text.trim().is_empty()} {onclick}>
                { read }
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
    let (choose, or_drop) = opener::CHOOSE;
    let (example, about_example) = opener::EXAMPLE;
    let [open_example, save_example] = opener::EXAMPLE_BUTTONS;
    let (template, about_template) = opener::TEMPLATE;
    let [save_template, dictionary, redcap] = opener::TEMPLATE_BUTTONS;
    html! {
        <section class="panel" aria-labelledby="open-title">
            <div class={classes!("drop", is_over.then_some("drop-over"))}
                ondrop={drag(false)} ondragover={drag(true)} ondragenter={drag(true)} ondragleave={drag(false)}>
                { heading("open-title", opener::TITLE) }
                { paragraph("", opener::FILE) }
                <p>
                    { file_input("file", "button button-primary", choose, ACCEPTED, &props.on_command.reform(CohortCommand::Take)) }
                    <span class="muted drop-or">{ or_drop }</span>
                </p>
                { paragraph("muted small", opener::FORMATS) }
            </div>
            <div class="opener-more">
                <div>
                    { subheading(example) }
                    { paragraph("note", about_example) }
                    <p class="button-row">
                        { button("button", open_example, command(CohortCommand::OpenExample)) }
                        { button("button button-quiet", save_example, command(CohortCommand::DownloadExample)) }
                    </p>
                </div>
                <div>
                    { subheading(template) }
                    { paragraph("note", about_template) }
                    <p class="button-row">
                        { button("button", save_template, command(CohortCommand::DownloadTemplate)) }
                        { button("button button-quiet", dictionary, command(CohortCommand::DownloadDictionary)) }
                        { button("button button-quiet", redcap, command(CohortCommand::DownloadRedcap)) }
                    </p>
                </div>
            </div>
            <Paster on_command={props.on_command.clone()} />
            <details class="format">
                <summary>{ opener::GUIDE }</summary>
                { guide() }
            </details>
        </section>
    }
}

fn guide() -> Html {
    let line = |(column, holds): (&'static str, String)| {
        row("", [row_head(html! { <code>{ column }</code> }), cell("", holds)])
    };
    let (title, heads) = opener::GUIDE_TABLE;
    let head = table_head(&heads.map(|head| ("", head)));
    let rows = column_guide().into_iter().map(line);
    table("table", title, html! { <>{ head }<tbody>{ for rows }</tbody></> })
}

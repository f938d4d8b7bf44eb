//! A cohort file: choosing it, watching it being read, and what was found.

use std::rc::Rc;

use web_sys::{File, HtmlInputElement};
use yew::prelude::*;

use crate::engine::report::Report;
use crate::view::cohort::progress::{column_guide, progress_line};
use crate::view::export::analysis::{Export, PictureSize};
use crate::view::figures::Figure;
use crate::web::fields::protocol_settings::protocol_settings;
use crate::web::markup::{
    button, cell, heading, paragraph, row, row_head, subheading, table, table_head,
};
use crate::web::pages::analysis::analysis;
use crate::web::pages::cohort_report::CohortReport;
use crate::web::state::{Action, Phase, State};
use crate::web::worker::Progress;

/// What the cohort page asks for.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::web) enum CohortCommand {
    /// Open a file.
    Open(File),
    /// Open the synthetic example.
    OpenExample,
    /// Save the synthetic example.
    DownloadExample,
    /// Save an empty table with the columns' names.
    DownloadTemplate,
    /// Save the classified rows behind a report.
    DownloadRows(Rc<Report>),
    /// Save a file of the analysis.
    Export(Export),
    /// Save everything of the analysis in one archive.
    SaveAll,
    /// Save a figure as a picture.
    SavePicture(String, Rc<Figure>, PictureSize),
    /// Use the choices of a session file.
    OpenSession(File),
    /// Stop reading.
    Cancel,
    /// Forget the file.
    Close,
}

/// The cohort page.
pub(in crate::web) fn cohort_page(
    state: &State,
    dispatch: &Callback<Action>,
    on_command: &Callback<CohortCommand>,
) -> Html {
    let content = match &state.cohort {
        _ if state.is_without_engine => html! {
            <div class="notice notice-error" role="alert">
                <p><strong>{ "The part of the page that reads files could not be loaded." }</strong></p>
                <p>{ "Reload the page. The patient page works without it." }</p>
            </div>
        },
        Phase::Idle => html! { <Opener on_command={on_command.clone()} /> },
        Phase::Reading { file_name, progress, .. } => {
            let on_cancel = on_command.reform(|_: MouseEvent| CohortCommand::Cancel);
            reading(file_name, *progress, on_cancel)
        }
        Phase::Cancelled { file_name } => html! {
            <>
                <p class="notice" role="status">{ format!("Stopped. Nothing of {file_name} was kept.") }</p>
                <Opener on_command={on_command.clone()} />
            </>
        },
        Phase::Failed { file_name, message } => html! {
            <>
                <div class="notice notice-error" role="alert">
                    <p><strong>{ format!("{file_name} could not be analyzed.") }</strong></p>
                    <p>{ message.clone() }</p>
                </div>
                <Opener on_command={on_command.clone()} />
            </>
        },
        Phase::Ready { file_name, report, pending } => html! {
            <>
                <CohortReport
                    file_name={file_name.clone()}
                    report={report.clone()}
                    is_updating={pending.is_some()}
                    on_command={on_command.clone()}
                />
                { analysis(state, dispatch, on_command) }
            </>
        },
    };
    html! {
        <div class="cohort">
            <h1 class="page-title">{ "A cohort file" }</h1>
            { content }
            <div class="panel no-print">
                { protocol_settings(state, dispatch) }
            </div>
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct OpenerProps {
    on_command: Callback<CohortCommand>,
}

#[component]
fn Opener(props: &OpenerProps) -> Html {
    let is_over = use_state(|| false);
    let note = use_state(String::new);
    let command =
        |command: CohortCommand| props.on_command.reform(move |_: MouseEvent| command.clone());
    let onchange = {
        let on_command = props.on_command.clone();
        move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            if let Some(file) = input.files().and_then(|files| files.get(0)) {
                on_command.emit(CohortCommand::Open(file));
            }
            // The same file can be chosen again after it was corrected.
            input.set_value("");
        }
    };
    let ondrop = {
        let (on_command, is_over, note) =
            (props.on_command.clone(), is_over.setter(), note.setter());
        move |event: DragEvent| {
            event.prevent_default();
            is_over.set(false);
            let files = event.data_transfer().and_then(|transfer| transfer.files());
            match files.as_ref().map_or(0, web_sys::FileList::length) {
                1 => {
                    if let Some(file) = files.and_then(|files| files.get(0)) {
                        on_command.emit(CohortCommand::Open(file));
                    }
                }
                0 => note.set("That was not a file. Drop one CSV file here.".to_owned()),
                _ => note.set("One file at a time, please: drop a single CSV file.".to_owned()),
            }
        }
    };
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
                {ondrop} ondragover={drag(true)} ondragenter={drag(true)} ondragleave={drag(false)}>
                { heading("open-title", "Open a CSV file") }
                { paragraph("", "One row is one woman: the first pregnancy after her work-up. The file stays on this computer.") }
                <p>
                    <input id="file" class="visually-hidden file-input" type="file" accept=".csv,text/csv" {onchange} />
                    <label class="button button-primary" for="file">{ "Choose a file" }</label>
                    <span class="muted drop-or">{ "or drop it here" }</span>
                </p>
                if !note.is_empty() {
                    <p class="note note-warning" role="alert">{ (*note).clone() }</p>
                }
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
                    { paragraph("note", "An empty table with the names of the columns.") }
                    <p class="button-row">
                        { button("button", "Save the template", command(CohortCommand::DownloadTemplate)) }
                    </p>
                </div>
            </div>
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

fn reading(file_name: &str, progress: Progress, on_cancel: Callback<MouseEvent>) -> Html {
    let Progress { n_read, n_bytes, n_rows } = progress;
    html! {
        <section class="panel reading" aria-labelledby="reading-title">
            <h2 id="reading-title" class="section-title">{ format!("Reading {}", file_name) }</h2>
            <progress class="progress" aria-labelledby="reading-title" max={n_bytes.max(1).to_string()} value={n_read.to_string()} />
            <p class="muted" role="status">{ progress_line(n_read, n_bytes, n_rows) }</p>
            { button("button", "Stop", on_cancel) }
        </section>
    }
}

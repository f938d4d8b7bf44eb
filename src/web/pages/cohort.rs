//! A cohort file: choosing it, watching it being read, and what was found.

use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use crate::view::cohort::progress::{column_guide, progress_bar, progress_line};
use crate::view::protocol::Place;
use crate::view::{abbreviations, format};
use crate::web::fields::protocol_settings::{laboratory_settings, protocol_notices};
use crate::web::intake::file_input;
use crate::web::markup::{
    button, cell, heading, paragraph, row, row_head, subheading, table, table_head,
};
use crate::web::pages::cohort_report::CohortReport;
use crate::web::pages::command::CohortCommand;
use crate::web::pages::import_step::ImportStep;
use crate::web::pages::study::study;
use crate::web::state::news::News;
use crate::web::state::recovery::{Cause, Recovery};
use crate::web::state::workbench::{Action, Phase, Saving, State};
use crate::web::undo::{AFTER_FILE, Undo};
use crate::web::worker::Progress;

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
            reading(file_name, *progress, on_cancel, on_command)
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
        Phase::Asking { pending, file_name, preview, report } => html! {
            <ImportStep
                file_name={file_name.clone()}
                preview={preview.clone()}
                settings={state.settings.clone()}
                is_updating={pending.is_some()}
                has_report={report.is_some()}
                on_command={on_command.clone()}
            />
        },
        Phase::Ready { file_name, report, pending } => html! {
            <>
            <CohortReport
                file_name={file_name.clone()}
                report={report.clone()}
                settings={state.settings.clone()}
                is_updating={pending.is_some()}
                on_command={on_command.clone()}
            />
                { recovery(&state.recovery, file_name, on_command) }
                { study(state, dispatch, on_command) }
                { saving(&state.saving, on_command) }
            </>
        },
    };
    let on_rules = dispatch.reform(Action::Rules);
    html! {
        <div class="cohort">
            <h1 class="page-title">{ "A cohort file" }</h1>
            if let Some(closed) = state.closed.what() {
                <Undo key={state.closed.standing().unwrap_or_default()}
                    said={format!("{} was closed.", closed.file_name)} after={AFTER_FILE}
                    on_undo={on_command.reform(|()| CohortCommand::Reopen)} />
            }
            { news(&state.news, on_command) }
            { protocol_notices(&state.rules, Place::Cohort, &on_rules) }
            { content }
            <div class="panel no-print">
                { laboratory_settings(&state.rules, &on_rules) }
            </div>
            { paragraph("muted small", abbreviations::line(&abbreviations::COHORT)) }
        </div>
    }
}

/// What is to be said of the session or the saved choices that came last.
fn news(news: &News, on_command: &Callback<CohortCommand>) -> Html {
    let (said, problem) = match news {
        News::Nothing => Default::default(),
        News::Waiting { file, is_read_so: false } => {
            let said = format!("{}: {} {}", file.name, file.saved.holds(), file.saved.asks_for());
            (said, String::new())
        }
        News::Waiting { file, is_read_so: true } => {
            (format!("{} is in force for this file.", file.name), String::new())
        }
        News::InForce { name, is_of_other_file: false } => {
            (format!("{name} is in force for this file."), String::new())
        }
        News::InForce { name, is_of_other_file: true } => (
            format!(
                "{name} was made with another file. Its choices are in force here, and the \
                 results need not be the same."
            ),
            String::new(),
        ),
        News::Refused { name, why } if name.is_empty() => (String::new(), why.clone()),
        News::Refused { name, why } => (String::new(), format!("{name} cannot be used. {why}")),
    };
    let is_asking = matches!(news, News::Waiting { is_read_so: false, .. });
    let on_forget = on_command.reform(|_: MouseEvent| CohortCommand::ForgetSaved);
    html! {
        <>
            // A region that is there before it has something to say is heard when it does.
            <div class="saved-news" role="status" aria-label="Session or saved choices">
                if !said.is_empty() {
                    <div class="notice">
                        <p>{ said }</p>
                        if is_asking { { button("button", "Forget it", on_forget) } }
                    </div>
                }
            </div>
            if !problem.is_empty() { <p class="notice notice-error" role="alert">{ problem }</p> }
        </>
    }
}

/// What became of the worker, where that matters to the user.
fn recovery(recovery: &Recovery, file_name: &str, on_command: &Callback<CohortCommand>) -> Html {
    const LOST: &str = "The part of the page that computes stopped unexpectedly, perhaps because \
        the computer ran out of memory. It has been started again.";
    let said = match recovery {
        Recovery::Whole | Recovery::Done(Cause::Stopped) => return Html::default(),
        Recovery::Wanted(Cause::Stopped) | Recovery::Reading { cause: Cause::Stopped, .. } => {
            format!("Stopped. {file_name} is being read again, with everything you chose.")
        }
        Recovery::Wanted(Cause::Lost(_)) | Recovery::Reading { cause: Cause::Lost(_), .. } => {
            format!("{LOST} {file_name} is being read again, with everything you chose.")
        }
        Recovery::Done(Cause::Lost(_)) => {
            format!("{LOST} {file_name} was read again, and everything you chose is in force.")
        }
        Recovery::GivenUp => {
            let on_try = on_command.reform(|_: MouseEvent| CohortCommand::TryAgain);
            return html! {
                <div class="notice notice-error" role="alert">
                    <p><strong>{ "The part of the page that computes stopped three times in a row." }</strong></p>
                    <p>{ "The computer may be out of memory. What is shown is as it was, and nothing new is computed." }</p>
                    <p>{ button("button", "Try again", on_try) }</p>
                </div>
            };
        }
    };
    html! { <p class="notice" role="status">{ said }</p> }
}

/// The file that is being saved, or was last; in sight wherever the page stands.
fn saving(saving: &Saving, on_command: &Callback<CohortCommand>) -> Html {
    let said = match saving {
        Saving::Nothing => String::new(),
        Saving::Writing(share) => format!("Writing the file: {}", format::percent(*share)),
        Saving::Saved(name) => format!("Saved: {name}"),
        Saving::Failed(reason) => format!("The file could not be saved. {reason}"),
        Saving::Stopped => "Stopped. No file was saved.".to_owned(),
    };
    let on_stop = on_command.reform(|_: MouseEvent| CohortCommand::StopSaving);
    html! {
        <div class="saving no-print">
            <span role="status" aria-label="Saving">{ said }</span>
            if let Saving::Writing(_) = saving {
                { button("button button-quiet", "Stop saving", on_stop) }
            }
        </div>
    }
}

/// What the file picker shows; anything else can be dropped.
const ACCEPTED: &str = ".csv,.tsv,.tab,.txt,.xlsx,.xlsm,.xlsb,.xls,.ods,.json,text/csv,text/plain";

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

#[derive(Properties, PartialEq)]
struct OpenerProps {
    on_command: Callback<CohortCommand>,
}

#[component]
fn Opener(props: &OpenerProps) -> Html {
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

fn reading(
    file_name: &str,
    progress: Progress,
    on_cancel: Callback<MouseEvent>,
    on_command: &Callback<CohortCommand>,
) -> Html {
    let Progress { n_read, n_bytes, n_rows, pass, is_last_pass } = progress;
    let (value, max) = progress_bar(n_read, n_bytes, pass, is_last_pass);
    html! {
        <section class="panel reading" aria-labelledby="reading-title">
            <h2 id="reading-title" class="section-title">{ format!("Reading {}", file_name) }</h2>
            <progress class="progress" aria-labelledby="reading-title" max={max.to_string()} value={value.to_string()} />
            <p class="muted" role="status">{ progress_line(n_read, n_bytes, n_rows, is_last_pass) }</p>
            <p class="button-row">
                { button("button", "Stop", on_cancel) }
                { file_input("another-file", "button button-quiet", "Open another file", ACCEPTED, &on_command.reform(CohortCommand::Take)) }
            </p>
        </section>
    }
}

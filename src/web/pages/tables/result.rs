//! The answer of the calculator.

use std::rc::Rc;

use yew::platform::spawn_local;
use yew::prelude::*;

use crate::view::calculator::{AnswerView, page};
use crate::view::messages::worker;
use crate::web::browser;
use crate::web::document::sections;
use crate::web::markup::{button, paragraph};
use crate::web::origin::ResultOrigin;
use crate::web::pages::handover_status::handover_status;
use crate::web::state::tables::{HandoverResult, Tables, TablesAction, Work};

/// The answer, or why there is none.
pub(super) fn tables_result(
    tables: &Tables,
    is_without_engine: bool,
    dispatch: &Callback<TablesAction>,
    on_stop: &Callback<MouseEvent>,
) -> Html {
    let shown = &tables.shown;
    let source = ResultOrigin(Some(Rc::new(shown.origin.clone())));
    html! {
        <section class="results" aria-label={page::RESULTS}>
            <div class="panel answer">
                <div role="status" aria-live="polite">{ announcement(tables, is_without_engine) }</div>
                { progress(tables, on_stop) }
                if !shown.sections.is_empty() {
                    { actions(tables, dispatch) }
                }
            </div>
            <ContextProvider<ResultOrigin> context={source}>
                { sections(&shown.sections) }
            </ContextProvider<ResultOrigin>>
        </section>
    }
}

/// What is read out when the answer changes.
fn announcement(tables: &Tables, is_without_engine: bool) -> Html {
    let AnswerView { problems, summary, .. } = &*tables.shown;
    if is_without_engine {
        paragraph("answer-summary", worker::NO_CALCULATOR)
    } else if tables.work == Work::Lost {
        paragraph("answer-summary", worker::LOST_WHILE_CALCULATING)
    } else if !summary.is_empty() {
        paragraph("answer-summary", summary.clone())
    } else {
        paragraph("muted", page::no_answer(problems))
    }
}

/// How far a long computation is, and the way to stop it.
fn progress(tables: &Tables, on_stop: &Callback<MouseEvent>) -> Html {
    match tables.work {
        Work::Long { share, .. } => html! {
            <div class="computing">
                { paragraph("note", page::COMPUTING) }
                <progress class="progress" value={share.to_string()} max="1" aria-label={page::COMPUTATION} />
                { button("button", page::STOP, on_stop.clone()) }
            </div>
        },
        Work::Stopped if tables.shown.is_partial => paragraph("note note-warning", page::STOPPED),
        _ => html! {},
    }
}

fn actions(tables: &Tables, dispatch: &Callback<TablesAction>) -> Html {
    let on_copy = {
        let (shown, dispatch) = (tables.shown.clone(), dispatch.clone());
        Callback::from(move |_: MouseEvent| copy(shown.clone(), dispatch.clone()))
    };
    let on_download = {
        let (json, dispatch) = (tables.json.clone(), dispatch.clone());
        let name = format!("{}.json", tables.question.form().id);
        Callback::from(move |_: MouseEvent| {
            // The worker had no room for a text that is empty.
            let is_saved = !json.is_empty()
                && browser::download(json.as_bytes(), &name, "application/json").is_ok();
            if !is_saved {
                dispatch.emit(TablesAction::Tell(HandoverResult::NotSaved));
            }
        })
    };
    html! {
        <div class="actions">
            { button("button", page::COPY, on_copy) }
            { button("button", page::DOWNLOAD, on_download) }
            { button("button", page::PRINT, Callback::from(|_: MouseEvent| browser::print())) }
            { handover_status(tables.told, page::COPIED, page::NOT_COPIED) }
        </div>
    }
}

fn copy(shown: Rc<AnswerView>, dispatch: Callback<TablesAction>) {
    spawn_local(async move {
        let is_copied = browser::copy(&shown.text).await;
        let told = if is_copied { HandoverResult::Copied } else { HandoverResult::NotCopied };
        dispatch.emit(TablesAction::Tell(told));
    });
}

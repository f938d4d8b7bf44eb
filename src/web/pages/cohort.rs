//! A cohort file: choosing it, watching it being read, and what was found.

mod notices;
mod opener;

use web_sys::{FocusOptions, HtmlElement};
use yew::prelude::*;

use crate::engine::report::FileReport;
use crate::view::cohort::progress::{progress_bar, progress_line};
use crate::view::cohort::sentences;
use crate::view::export::study::Export;
use crate::view::language::english::English;
use crate::view::messages::worker;
use crate::view::protocol::Place;
use crate::view::{abbreviations, cohort};
use crate::web::browser;
use crate::web::fields::protocol_settings::{laboratory_settings, protocol_notices};
use crate::web::intake::file_input;
use crate::web::markup::{button, paragraph};
use crate::web::pages::command::CohortCommand;
use crate::web::pages::import_step::ImportStep;
use crate::web::pages::study::study;
use crate::web::state::workbench::{Action, Phase, State};
use crate::web::undo::{AFTER_FILE, Undo};
use crate::web::worker::ReadingProgress;
use notices::{news, recovery, saving};
use opener::{ACCEPTED, Opener};

/// The cohort page.
pub(in crate::web) fn cohort_page(
    state: &State,
    dispatch: &Callback<Action>,
    on_command: &Callback<CohortCommand>,
) -> Html {
    let content = match &state.cohort {
        _ if state.is_without_engine => html! {
            <div class="notice notice-error" role="alert">
                <p><strong>{ worker::NO_ENGINE[0] }</strong></p>
                <p>{ worker::NO_ENGINE[1] }</p>
            </div>
        },
        Phase::Idle => html! { <Opener on_command={on_command.clone()} /> },
        Phase::Reading { file_name, progress, .. } => {
            let on_cancel = on_command.reform(|_: MouseEvent| CohortCommand::Cancel);
            reading(file_name, *progress, on_cancel, on_command)
        }
        Phase::Cancelled { file_name } => html! {
            <>
                <p class="notice" role="status">{ sentences::stopped(file_name) }</p>
                <Opener on_command={on_command.clone()} />
            </>
        },
        Phase::Failed { file_name, message } => html! {
            <>
                <div class="notice notice-error" role="alert">
                    <p><strong>{ sentences::not_analyzed(file_name) }</strong></p>
                    <p>{ message.clone() }</p>
                </div>
                <Opener on_command={on_command.clone()} />
            </>
        },
        Phase::Asking { is_looking, file_name, preview, before } => html! {
            <ImportStep
                file_name={file_name.clone()}
                preview={preview.clone()}
                settings={state.settings.clone()}
                is_updating={*is_looking}
                has_report={before.is_some()}
                on_command={on_command.clone()}
            />
        },
        Phase::Ready { file_name, file, .. } => html! {
            <>
                { file_head(state, file_name, file, on_command) }
                { recovery(&state.recovery, file_name, on_command) }
                { study(state, file, dispatch, on_command) }
            </>
        },
    };
    let on_rules = dispatch.reform(Action::Rules);
    html! {
        <div class="cohort">
            <h1 class="page-title">{ "A cohort file" }</h1>
            if let Some(closed) = state.closed.what() {
                <Undo key={state.closed.standing().unwrap_or_default()}
                    said={sentences::closed(&closed.file_name)} after={AFTER_FILE}
                    on_undo={on_command.reform(|()| CohortCommand::Reopen)} />
            }
            { news(&state.news, on_command) }
            { protocol_notices(&state.rules, Place::Cohort, &English, &on_rules) }
            { content }
            { saving(state, on_command) }
            <div class="panel no-print">
                { laboratory_settings(&state.rules, &English, &on_rules) }
            </div>
            { paragraph("muted small", abbreviations::line(&abbreviations::COHORT)) }
        </div>
    }
}

/// What the file is, what can be done with it, and by which rules it is counted.
fn file_head(
    state: &State,
    file_name: &str,
    file: &FileReport,
    on_command: &Callback<CohortCommand>,
) -> Html {
    let on = |command: CohortCommand| on_command.reform(move |_: MouseEvent| command.clone());
    html! {
        <section class="panel" aria-label="File">
            if file.is_synthetic {
                <p class="notice notice-synthetic" role="note">
                    <strong>{ sentences::SYNTHETIC[0] }</strong>{ " " }
                    { sentences::SYNTHETIC[1] }
                </p>
            }
            <div class="panel-title">
                <FileName name={file_name.to_owned()} />
                <p class="button-row no-print">
                    { button("button", "Classified rows (CSV)", on(CohortCommand::Export(Export::ClassifiedRows))) }
                    { button("button", "Report (JSON)", on(CohortCommand::Export(Export::Report))) }
                    { button("button button-quiet", "Change how this file is read", on(CohortCommand::Look(state.settings.clone()))) }
                    { button("button button-quiet", "Close file", on(CohortCommand::Close)) }
                </p>
            </div>
            if let Some(shown) = &state.study.shown { { paragraph("muted small", shown.head.rule_set.clone()) } }
            if let Some(hint) = cohort::overlooked(file) {
                { paragraph("note note-warning no-print", hint) }
            }
        </section>
    }
}

/// Which file it is.
#[derive(Properties, PartialEq)]
struct FileNameProps {
    name: AttrValue,
}

/// The heading of the file. The keyboard goes to it once the file is open, because the
/// button that opened it is gone; nobody who is at work elsewhere is moved.
#[component]
fn FileName(props: &FileNameProps) -> Html {
    let heading = use_node_ref();
    use_effect_with(props.name.clone(), {
        let heading = heading.clone();
        move |_| {
            if let Some(heading) =
                heading.cast::<HtmlElement>().filter(|_| browser::is_focus_lost())
            {
                // The address may have led to a section, which stays in sight.
                let options = FocusOptions::new();
                options.set_prevent_scroll(true);
                // A browser that cannot focus it leaves the keyboard where it is.
                let _ = heading.focus_with_options(&options);
            }
        }
    });
    html! {
        <h2 id="file-name" class="section-title" tabindex="-1" ref={heading}>
            <span role="status">{ props.name.clone() }</span>
        </h2>
    }
}

fn reading(
    file_name: &str,
    progress: ReadingProgress,
    on_cancel: Callback<MouseEvent>,
    on_command: &Callback<CohortCommand>,
) -> Html {
    let ReadingProgress { n_read, n_bytes, n_rows, pass, is_last_pass } = progress;
    let (value, max) = progress_bar(n_read, n_bytes, pass, is_last_pass);
    html! {
        <section class="panel reading" aria-labelledby="reading-title">
            <h2 id="reading-title" class="section-title">{ sentences::reading(file_name) }</h2>
            <progress class="progress" aria-labelledby="reading-title" max={max.to_string()} value={value.to_string()} />
            <p class="muted" role="status">{ progress_line(n_read, n_bytes, n_rows, is_last_pass) }</p>
            <p class="button-row">
                { button("button", "Stop", on_cancel) }
                { file_input("another-file", "button button-quiet", "Open another file", ACCEPTED, &on_command.reform(CohortCommand::Take)) }
            </p>
        </section>
    }
}

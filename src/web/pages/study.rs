//! The document of a file: its contents beside it, the answer first, then what can be
//! chosen, then the details.

mod contents;
mod controls;
mod downloads;
mod own;
mod sections;

use std::rc::Rc;

use yew::prelude::*;

use crate::engine::report::FileReport;
use crate::view::cohort::{self, sentences};
use crate::view::messages::worker;
use crate::view::study::N_OPENING;
use crate::web::markup::{button, heading, panel, paragraph};
use crate::web::origin::ResultOrigin;
use crate::web::pages::change_log::ChangeLog;
use crate::web::pages::command::CohortCommand;
use crate::web::state::recovery::Recovery;
use crate::web::state::study::Interruption;
use crate::web::state::workbench::{Action, State};
use crate::web::worker::packed::{PackedSection, StudyView};
use contents::Contents;
use controls::controls;
use downloads::Downloads;
pub(in crate::web) use sections::places_in_sight;
use sections::{SectionSlot, ShownSection, use_sections};

/// Everything that is said of a file that was read.
pub(in crate::web) fn study(
    state: &State,
    file: &Rc<FileReport>,
    dispatch: &Callback<Action>,
    on_command: &Callback<CohortCommand>,
) -> Html {
    let status = status(state, on_command);
    let protocol = state.rules.protocol;
    let is_unfinished = state.study.unfinished(protocol).is_some();
    let is_current = state.study.is_current(protocol);
    let controls =
        panel("choices-title", cohort::CHOICES, controls(state, file, dispatch, on_command));
    // Numbers of other choices do not stay under choices that nothing is computed for.
    let may_stay = is_current || !(is_unfinished || state.recovery == Recovery::GivenUp);
    let Some(shown) = state.study.shown.as_ref().filter(|_| may_stay) else {
        return html! {
            <div class="study">
                if state.study.shown.is_some() { { controls } }
                { status }
            </div>
        };
    };
    html! {
        <Document
            shown={shown.clone()}
            file={file.clone()}
            is_finished={is_current && state.study.finished().is_some()}
            {controls}
            {status}
            on_command={on_command.clone()}
        />
    }
}

/// What is shown, whether it is all there, and whom to tell.
#[derive(Properties)]
struct DocumentProps {
    shown: Rc<StudyView>,
    file: Rc<FileReport>,
    is_finished: bool,
    controls: Html,
    status: Html,
    on_command: Callback<CohortCommand>,
}

impl PartialEq for DocumentProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.shown, &other.shown)
            && Rc::ptr_eq(&self.file, &other.file)
            && self.is_finished == other.is_finished
            && self.controls == other.controls
            && self.status == other.status
            && self.on_command == other.on_command
    }
}

#[component]
fn Document(props: &DocumentProps) -> Html {
    let DocumentProps { shown, file, on_command, .. } = props;
    let (sections, is_newest) = use_sections(shown);
    // What is typed into the choices between them stays, and so does the focus, while
    // sections arrive: each has a key, and each list is a node of its own.
    let shown_sections = |slots: &[SectionSlot]| {
        let keyed = |section: &Rc<PackedSection>| html! { <ShownSection key={section.id.clone()} section={section.clone()} /> };
        html! { <>{ for slots.iter().flatten().map(keyed) }</> }
    };
    let (opening, details) = sections.split_at(N_OPENING.min(sections.len()));
    let is_at_rest = props.is_finished && is_newest;
    let origin = ResultOrigin(is_at_rest.then(|| Rc::new(shown.origin.clone())));
    html! {
        <ContextProvider<ResultOrigin> context={origin}>
        <div class="study">
            <Contents sections={headings(opening, details)} />
            <div class="study-body">
                { filter(shown, on_command) }
                { shown_sections(opening) }
                { props.controls.clone() }
                { props.status.clone() }
                <p class="provenance">{ shown.origin.line.clone() }</p>
                { shown_sections(details) }
                { panel("changes-title", cohort::CHANGES, html! {
                    <>
                        if !shown.head.filter.is_empty() { { paragraph("note", sentences::BEYOND_FILTER) } }
                        <ChangeLog file={file.clone()} on_command={on_command.clone()} />
                    </>
                }) }
                <section class="panel" aria-labelledby="take-title">
                    { heading("take-title", cohort::SAVE) }
                    if is_at_rest {
                        <Downloads shown={shown.clone()} on_command={on_command.clone()} />
                    } else {
                        { paragraph("note", sentences::SAVE_LATER) }
                    }
                </section>
            </div>
        </div>
        </ContextProvider<ResultOrigin>>
    }
}

/// Everything on the page that has a heading, by its name in addresses.
fn headings(opening: &[SectionSlot], details: &[SectionSlot]) -> Vec<(AttrValue, AttrValue)> {
    let of = |section: &Rc<PackedSection>| -> (AttrValue, AttrValue) {
        (section.id.clone().into(), section.title.clone().into())
    };
    let opening = opening.iter().flatten().map(of);
    let details = details.iter().flatten().map(of);
    let around = |id: &'static str, title: &'static str| [(id.into(), title.into())];
    opening
        .chain(around("choices", cohort::CHOICES))
        .chain(details)
        .chain(around("changes", cohort::CHANGES))
        .chain(around("take", cohort::SAVE))
        .collect()
}

/// The filter in force, and the way back to all women.
fn filter(shown: &StudyView, on_command: &Callback<CohortCommand>) -> Html {
    if shown.head.filter.is_empty() {
        return Html::default();
    }
    let on_all = on_command.reform(|_: MouseEvent| CohortCommand::AllWomen);
    html! {
        <div class="notice notice-protocol" role="note" aria-label="Filter">
            <p>{ shown.head.filter.clone() }</p>
            <p class="no-print">{ button("button", "Count all women", on_all) }</p>
        </div>
    }
}

/// What the worker does for the study, where that is not all done.
fn status(state: &State, on_command: &Callback<CohortCommand>) -> Html {
    let study = &state.study;
    let on_again = on_command.reform(|_: MouseEvent| CohortCommand::TryAgain);
    let again = |said: &'static str| {
        html! {
            <div class="notice notice-error" role="alert">
                <p>{ said }</p>
                <p>{ button("button", "Analyze again", on_again.clone()) }</p>
            </div>
        }
    };
    match study.unfinished(state.rules.protocol) {
        Some(Interruption::Stopped) => return again(sentences::STUDY_STOPPED),
        Some(Interruption::Lost) => return again(worker::STUDY_LOST),
        None => {}
    }
    if study.is_computing() {
        let said = sentences::computing(Some(study.share));
        let on_stop = on_command.reform(|_: MouseEvent| CohortCommand::StopStudy);
        return html! {
            <p class="note" role="status">
                { said }{ " " }
                { button("button button-quiet", "Stop analyzing", on_stop) }
            </p>
        };
    }
    if study.shown.is_none() && state.recovery.has_file() {
        return html! { <p class="note" role="status">{ sentences::computing(None) }</p> };
    }
    Html::default()
}

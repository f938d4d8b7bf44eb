//! The workers of the workbench: what they are asked, and what is done with their
//! answers.

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use js_sys::{Promise, Reflect};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use yew::platform::spawn_local;
use yew::prelude::*;

use crate::web::browser;
use crate::web::pages::study::places_in_sight;
use crate::web::state::Page;
use crate::web::state::recovery::Recovery;
use crate::web::state::study::StudyAction;
use crate::web::state::tables::TablesAction;
use crate::web::state::workbench::{Action, Phase, Saving, State};
use crate::web::worker::Refusal;
use crate::web::worker::client::{Client, Engine, Event};

/// The engine, once it has been loaded.
#[hook]
pub(super) fn use_engine(
    promise: &JsValue,
    dispatcher: UseReducerDispatcher<State>,
) -> Option<Engine> {
    let engine = use_state(|| None::<Engine>);
    {
        let engine = engine.setter();
        use_effect_with(promise.clone(), move |promise| {
            let promise = JsFuture::from(promise.clone().unchecked_into::<Promise>());
            spawn_local(async move {
                match promise.await.and_then(|found| engine_from(&found)) {
                    Ok(found) => engine.set(Some(found)),
                    Err(_) => dispatcher.dispatch(Action::LoseEngine),
                }
            });
        });
    }
    (*engine).clone()
}

/// The worker that reads files; it evaluates again when the protocol or the filter
/// changes under a report.
#[hook]
pub(super) fn use_client(
    engine: Option<Engine>,
    dispatcher: UseReducerDispatcher<State>,
    state: &UseReducerHandle<State>,
) -> Client {
    let client = use_worker(engine, dispatcher.clone(), Action::LoseWorker(WORKER_LOST.to_owned()));
    // The study stands below the sliders, the report above them: it is asked first.
    use_study(client.clone(), dispatcher.clone(), state);
    {
        let client = client.clone();
        let dispatcher = dispatcher.clone();
        let has_file = state.recovery.has_file();
        let dependencies = (state.asked(), state.cohort.clone(), has_file);
        use_effect_with(dependencies, move |(asked, cohort, has_file)| {
            let is_outdated = *has_file
                && matches!(
                    cohort,
                    Phase::Ready { pending: None, report, .. } if !asked.made(report)
                );
            let request = is_outdated.then(|| client.evaluate(asked)).flatten();
            if let Some(request) = request {
                dispatcher.dispatch(Action::Evaluate { request });
            }
        });
    }
    {
        let client = client.clone();
        let (settings, asked) = (state.settings.clone(), state.asked());
        let is_ready = matches!(state.cohort, Phase::Ready { .. });
        use_effect_with((state.recovery, is_ready), move |(recovery, is_ready)| {
            if *is_ready && matches!(recovery, Recovery::Wanted(_)) {
                match client.open_again(settings, &asked) {
                    Some(request) => dispatcher.dispatch(Action::ReadAgain { request }),
                    None => dispatcher.dispatch(Action::CloseFile),
                }
            }
        });
    }
    client
}

/// How long nothing may move before everything is computed again.
const REST_MS: u32 = 250;

/// Asks for the study of the file in hand whenever it is out of date.
#[hook]
fn use_study(
    client: Client,
    dispatcher: UseReducerDispatcher<State>,
    state: &UseReducerHandle<State>,
) {
    let is_ready = matches!(state.cohort, Phase::Ready { .. }) && state.recovery.has_file();
    {
        let (client, dispatcher) = (client.clone(), dispatcher.clone());
        let (settings, asked) = (state.settings.clone(), state.asked());
        use_effect_with(state.study.wanted_import.clone(), move |wanted| {
            let Some(wanted) = wanted.clone() else { return };
            dispatcher.dispatch(Action::Study(StudyAction::ReadAgain));
            let request = (wanted != settings && is_ready)
                .then(|| client.open_again(wanted.clone(), &asked))
                .flatten();
            if let Some(request) = request {
                dispatcher.dispatch(Action::Reread { request, settings: wanted });
            }
        });
    }
    let due = is_ready.then(|| state.study.due(state.rules.protocol)).flatten();
    let shown = state.study.shown.clone();
    use_effect_with(due, move |due| {
        let waiting = due.clone().and_then(|(asked, may_wait)| {
            let ask = move || {
                let request = client.analyze(&asked, places_in_sight(shown.as_deref()));
                if let Some(request) = request {
                    dispatcher.dispatch(Action::Study(StudyAction::Ask(request, Box::new(asked))));
                }
            };
            if may_wait {
                return Some(Timeout::new(REST_MS, ask));
            }
            ask();
            None
        });
        move || drop(waiting)
    });
}

/// The worker of the calculator: one of its own, because a calculation may have
/// to be ended, and the other worker keeps the cohort. It is made when the page
/// is first shown, and asked whenever something new is typed.
#[hook]
pub(super) fn use_calculator(
    engine: Option<Engine>,
    dispatcher: UseReducerDispatcher<State>,
    state: &UseReducerHandle<State>,
) -> Client {
    let was_shown = use_mut_ref(|| false);
    *was_shown.borrow_mut() |= state.page == Page::Tables;
    let engine = engine.filter(|_| *was_shown.borrow());
    let lost = Action::Tables(TablesAction::LoseWorker);
    let client = use_worker(engine, dispatcher.clone(), lost);
    {
        let client = client.clone();
        use_effect_with(state.tables.due(), move |due| {
            if let Some(entry) = due.clone() {
                let request = client.calculate(entry.clone());
                dispatcher.dispatch(Action::Tables(TablesAction::Ask { request, entry }));
            }
        });
    }
    client
}

/// A worker that is made once there is an engine.
#[hook]
fn use_worker(
    engine: Option<Engine>,
    dispatcher: UseReducerDispatcher<State>,
    lost: Action,
) -> Client {
    let client =
        use_state(|| Client::new(move |event| dispatcher.dispatch(action_of(event, &lost))));
    {
        let client = (*client).clone();
        use_effect_with(engine.is_some(), move |_| {
            if let Some(engine) = engine {
                client.use_engine(engine);
            }
        });
    }
    (*client).clone()
}

/// The engine out of the object that was promised.
fn engine_from(engine: &JsValue) -> Result<Engine, JsValue> {
    let module = Reflect::get(engine, &"module".into())?;
    let glue = Reflect::get(engine, &"glue".into())?.as_string().ok_or(JsValue::NULL)?;
    Ok(Engine { module, glue })
}

/// What the page does about what the worker says.
fn action_of(event: Event, lost: &Action) -> Action {
    match event {
        Event::Progress(request, progress) => Action::Advance(request, progress),
        Event::Report(request, report) => Action::Report(request, Rc::from(report)),
        Event::Preview(request, preview) => Action::Preview(request, Rc::from(preview)),
        Event::Refused(request, refusal) => Action::Refuse(request, explain(&refusal)),
        Event::Study(request, packed) => Action::Study(StudyAction::Answer(request, packed)),
        Event::Writing(share) => Action::Save(Saving::Writing(share)),
        Event::Written { parts, name } => {
            let kind = match name.rsplit('.').next() {
                Some("csv") => "text/csv",
                _ => "application/octet-stream",
            };
            Action::Save(match browser::download_parts(&parts, &name, kind) {
                Ok(()) => Saving::Saved(name),
                Err(_) => Saving::Failed("The browser has no room for the file.".to_owned()),
            })
        }
        Event::NotWritten(reason) => Action::Save(Saving::Failed(reason)),
        Event::Lost => lost.clone(),
        Event::Calculating(request, share) => match lost {
            Action::Tables(_) => Action::Tables(TablesAction::Advance(request, share)),
            _ => Action::Study(StudyAction::Advance(request, share)),
        },
        Event::Calculated(request, shown, json) => {
            Action::Tables(TablesAction::Answer(request, Rc::from(shown), Rc::from(json)))
        }
    }
}

const WORKER_LOST: &str = "The part of the page that reads files stopped unexpectedly, perhaps \
    because the computer ran out of memory. It has been started again: open the file once more, or \
    a smaller one. Nothing of it was kept.";

fn explain(refusal: &Refusal) -> String {
    match refusal {
        Refusal::File(reason) => reason.clone(),
        Refusal::Unreadable => "The browser cannot read this file: it may be a folder, or it was \
            changed, moved or removed since it was chosen. Choose it again."
            .to_owned(),
        Refusal::NoCohort => "The file is no longer in memory. Open it once more.".to_owned(),
    }
}

//! The workers of the workbench: what they are asked, and what is done with their
//! answers.

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use js_sys::{Promise, Reflect};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use yew::platform::spawn_local;
use yew::prelude::*;

use crate::view::messages::{exports, worker};
use crate::web::browser;
use crate::web::pages::annex::outlook::women::Question;
use crate::web::pages::study::places_in_sight;
use crate::web::state::Page;
use crate::web::state::evidence::EvidenceAction;
use crate::web::state::recovery::Recovery;
use crate::web::state::study::StudyAction;
use crate::web::state::tables::TablesAction;
use crate::web::state::workbench::{Action, Phase, Saving, State};
use crate::web::taking::WordAsked;
use crate::web::worker::client::{Client, Engine, WritingEvent};
use crate::web::worker::{CalculatorReply, EvidenceReply, FileReply, StudyReply};

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

/// The worker that reads files; it reads the file in hand again where that was lost.
#[hook]
pub(super) fn use_client(
    engine: Option<Engine>,
    dispatcher: UseReducerDispatcher<State>,
    state: &UseReducerHandle<State>,
) -> Client {
    let client =
        use_worker(engine, dispatcher.clone(), Action::LoseWorker(worker::LOST.to_owned()));
    use_study(client.clone(), dispatcher.clone(), state);
    {
        let client = client.clone();
        let settings = state.settings.clone();
        let is_ready = matches!(state.cohort, Phase::Ready { .. });
        use_effect_with((state.recovery, is_ready), move |(recovery, is_ready)| {
            if *is_ready && matches!(recovery, Recovery::Wanted(_)) {
                dispatcher.dispatch(Action::ReadAgain);
                if !client.open_again(settings, file_handler(dispatcher.clone())) {
                    dispatcher.dispatch(Action::CloseFile);
                }
            }
        });
    }
    client
}

/// What the page does about what comes of a file.
pub(super) fn file_handler(
    dispatcher: UseReducerDispatcher<State>,
) -> impl Fn(FileReply) + 'static {
    move |reply| {
        dispatcher.dispatch(match reply {
            FileReply::Progress(progress) => Action::Advance(progress),
            FileReply::Read(file) => Action::Read(Rc::from(file)),
            FileReply::Preview(preview) => Action::Preview(Rc::from(preview)),
            FileReply::Refused(reason) => Action::Refuse(reason),
            FileReply::Unreadable => Action::Refuse(worker::UNREADABLE.to_owned()),
        });
    }
}

/// Brings questions about women who are like a patient to the worker that keeps the file.
#[hook]
pub(super) fn use_questions_about_women(client: &Client) -> Callback<Question> {
    let client = client.clone();
    use_callback((), move |(asked, hear): Question, ()| {
        client.peers(asked, move |reply| hear.emit(reply));
    })
}

/// What the page does about what comes of a file that is written.
pub(super) fn writing_handler(
    dispatcher: UseReducerDispatcher<State>,
) -> impl Fn(WritingEvent) + 'static {
    move |writing| {
        dispatcher.dispatch(Action::Save(match writing {
            WritingEvent::Share(share) => Saving::Writing(share),
            WritingEvent::Refused(reason) => Saving::Failed(reason),
            WritingEvent::Done { parts, name } => {
                let kind = match name.rsplit('.').next() {
                    Some("csv") => "text/csv",
                    Some("json") => "application/json",
                    _ => "application/octet-stream",
                };
                match browser::download_parts(&parts, &name, kind) {
                    Ok(()) => Saving::Saved(name),
                    Err(_) => Saving::Failed(exports::NO_ROOM.to_owned()),
                }
            }
        }));
    }
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
        let settings = state.settings.clone();
        use_effect_with(state.study.wanted_import.clone(), move |wanted| {
            let Some(wanted) = wanted.clone() else { return };
            dispatcher.dispatch(Action::Study(StudyAction::ReadAgain));
            if wanted != settings && is_ready {
                dispatcher.dispatch(Action::Reread { settings: wanted.clone() });
                if !client.open_again(wanted, file_handler(dispatcher.clone())) {
                    dispatcher.dispatch(Action::CloseFile);
                }
            }
        });
    }
    let due = is_ready.then(|| state.study.due(state.rules.protocol)).flatten();
    let shown = state.study.shown.clone();
    use_effect_with(due, move |due| {
        let waiting = due.clone().and_then(|(asked, may_wait)| {
            let ask = move || {
                let tell = dispatcher.clone();
                dispatcher.dispatch(Action::Study(StudyAction::Ask(Box::new(asked.clone()))));
                client.study(asked, places_in_sight(shown.as_deref()), move |reply| match reply {
                    StudyReply::Share(share) => {
                        tell.dispatch(Action::Study(StudyAction::Advance(share)));
                    }
                    StudyReply::Sections(packed) => {
                        tell.dispatch(Action::Study(StudyAction::Answer(packed)));
                    }
                    StudyReply::NoCohort => tell.dispatch(Action::MissFile),
                });
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
            let Some(entry) = due.clone() else { return };
            let tell = dispatcher.clone();
            dispatcher.dispatch(Action::Tables(TablesAction::Ask(entry.clone())));
            client.calculate(entry, move |reply, record| {
                tell.dispatch(Action::Tables(match reply {
                    CalculatorReply::Share(share) => TablesAction::Advance(share),
                    CalculatorReply::Answer(shown) => {
                        TablesAction::Answer(Rc::from(shown), Rc::from(record))
                    }
                }));
            });
        });
    }
    client
}

/// The worker that pools the evidence: one of its own, because the calculator's may be busy
/// for long. It is made when the page is first shown, and asked whenever a trial or a choice
/// changes.
#[hook]
pub(super) fn use_evidence(
    engine: Option<Engine>,
    dispatcher: UseReducerDispatcher<State>,
    state: &UseReducerHandle<State>,
) -> Client {
    let was_shown = use_mut_ref(|| false);
    *was_shown.borrow_mut() |= state.page == Page::Evidence;
    let is_wanted = *was_shown.borrow();
    let lost = Action::Evidence(EvidenceAction::LoseWorker);
    let client = use_worker(engine.filter(|_| is_wanted), dispatcher.clone(), lost);
    {
        let client = client.clone();
        let due = state.evidence.due().filter(|_| is_wanted);
        use_effect_with(due, move |due| {
            let Some(asked) = due.clone() else { return };
            let tell = dispatcher.clone();
            dispatcher.dispatch(Action::Evidence(EvidenceAction::Ask(asked.clone())));
            client.pool(asked, move |EvidenceReply(shown)| {
                tell.dispatch(Action::Evidence(EvidenceAction::Answer(Rc::from(shown))));
            });
        });
    }
    client
}

/// Has tables written as Word documents by the worker of the page that shows them: of the
/// cohort, the calculator or the evidence.
#[hook]
pub(super) fn use_word_writer(workers: [&Client; 3], page: Page) -> Callback<WordAsked> {
    let [cohort, calculator, evidence] = workers.map(Client::clone);
    use_callback(page, move |asked: WordAsked, page| {
        let client = match page {
            Page::Tables => &calculator,
            Page::Evidence => &evidence,
            _ => &cohort,
        };
        let WordAsked { table, labels, on_end } = asked;
        client.write_table(labels, (*table).clone(), move |reply| match reply {
            WritingEvent::Share(_) => {}
            WritingEvent::Refused(why) => on_end.emit(why.into()),
            WritingEvent::Done { parts, name } => {
                let is_saved = browser::download_parts(&parts, &name, WORD).is_ok();
                on_end.emit(if is_saved { "" } else { exports::NO_ROOM }.into());
            }
        });
    })
}

/// What browsers call a Word document.
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// A worker that is made once there is an engine.
#[hook]
fn use_worker(
    engine: Option<Engine>,
    dispatcher: UseReducerDispatcher<State>,
    lost: Action,
) -> Client {
    let client = use_state(|| Client::new(move || dispatcher.dispatch(lost.clone())));
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

//! The page as a whole: header, the page shown, footer; and the worker.

use std::rc::Rc;

use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use js_sys::{Promise, Reflect};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::File;
use yew::platform::spawn_local;
use yew::prelude::*;

use crate::engine;
use crate::engine::reader::settings::ImportSettings;
use crate::view::export::analysis::{Export, PictureSize};
use crate::view::{export, privacy};
use crate::web::guard::use_guard;
use crate::web::pages::about::about_page;
use crate::web::pages::cohort::{CohortCommand, cohort_page};
use crate::web::pages::patient::patient_page;
use crate::web::pages::privacy::{PrivacyPage, lock};
use crate::web::pages::tables::tables_page;
use crate::web::panic::tell_where_it_failed;
use crate::web::state::analysis::AnalysisAction;
use crate::web::state::tables::TablesAction;
use crate::web::state::{Action, Page, Phase, State};
use crate::web::worker::Refusal;
use crate::web::worker::client::{Client, Engine, Event};
use crate::web::{browser, chart};

/// The synthetic example, part of the program so that it needs no request.
const EXAMPLE: &[u8] = include_bytes!("../../static/SYNTHETIC-example.csv");
const PASTED_NAME: &str = "pasted rows";
const EXAMPLE_NAME: &str = "SYNTHETIC-example.csv";

/// Starts the page in the element `#app`. The promise is of an object with the
/// engine's compiled `module` and the text of its script, `glue`; `sealed` is one
/// of what guards the page once its network has been sealed.
pub fn mount(engine: Promise, sealed: Promise) {
    yew::set_custom_panic_hook(Box::new(tell_where_it_failed));
    let root = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.get_element_by_id("app"));
    if let Some(root) = root {
        root.set_text_content(None);
        let props = AppProps { engine: engine.into(), sealed: sealed.into() };
        yew::Renderer::<App>::with_root_and_props(root, props).render();
    }
}

/// What the page needs to start.
#[derive(Properties, PartialEq)]
pub struct AppProps {
    /// Promises the engine, which is loaded once the page stands.
    pub engine: JsValue,
    /// Promises the guard, once the network has been sealed.
    pub sealed: JsValue,
}

/// The page as a whole.
#[component]
pub fn App(props: &AppProps) -> Html {
    let state = use_reducer(|| State {
        page: Page::from_fragment(&browser::fragment()),
        ..State::default()
    });
    let dispatcher = state.dispatcher();
    use_fragment(dispatcher.clone());
    let engine = use_engine(&props.engine, dispatcher.clone());
    let client = use_client(engine.clone(), dispatcher.clone(), &state);
    let calculator = use_calculator(engine, dispatcher.clone(), &state);
    let guard = use_guard(&props.sealed, {
        let dispatcher = dispatcher.clone();
        Callback::from(move |sealed| dispatcher.dispatch(Action::Seal(sealed)))
    });
    let on_wipe = {
        let (client, calculator) = (client.clone(), calculator.clone());
        let dispatcher = dispatcher.clone();
        Callback::from(move |()| {
            client.close();
            calculator.close();
            dispatcher.dispatch(Action::Wipe);
        })
    };

    // One callback that never changes, so that what takes it is not rendered again;
    // it looks up the state of the moment it is called.
    let latest = use_mut_ref(|| state.clone());
    latest.replace(state.clone());
    let on_command = use_callback((), {
        let client = client.clone();
        move |command, ()| {
            let state = latest.borrow().clone();
            obey(command, &client, &state);
        }
    });
    let dispatch = use_callback((), {
        let dispatcher = dispatcher.clone();
        move |action: Action, ()| dispatcher.dispatch(action)
    });
    let on_tables = dispatch.reform(Action::Tables);
    let on_stop = dispatch.reform(move |_: MouseEvent| {
        calculator.cancel();
        Action::Tables(TablesAction::Stop)
    });
    html! {
        <>
            <a class="skip-link" href="#main">{ "Skip to the page" }</a>
            { header(state.page, state.sealed.is_some()) }
            <main id="main" class="main" tabindex="-1">
                { match state.page {
                    Page::Patient => patient_page(&state, &dispatch),
                    Page::Cohort => cohort_page(&state, &dispatch, &on_command),
                    Page::Tables => tables_page(&state, &on_tables, &on_stop),
                    Page::About => about_page(&state.protocol),
                    Page::Privacy => html! {
                        <PrivacyPage
                            fingerprint={state.protocol.fingerprint()}
                            sealed={state.sealed.clone()}
                            {guard}
                            {on_wipe}
                        />
                    },
                } }
            </main>
            { footer() }
        </>
    }
}

/// Shows the page that the address names.
#[hook]
fn use_fragment(dispatcher: UseReducerDispatcher<State>) {
    use_effect_with((), move |()| {
        let listener = web_sys::window().map(|window| {
            EventListener::new(&window, "hashchange", move |_| {
                let fragment = browser::fragment();
                // The skip link names a place in the page, not a page.
                if fragment != "#main" {
                    dispatcher.dispatch(Action::Show(Page::from_fragment(&fragment)));
                }
            })
        });
        move || drop(listener)
    });
}

/// The engine, once it has been loaded.
#[hook]
fn use_engine(promise: &JsValue, dispatcher: UseReducerDispatcher<State>) -> Option<Engine> {
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

/// The worker that reads files; it evaluates again when the protocol changes
/// under a report.
#[hook]
fn use_client(
    engine: Option<Engine>,
    dispatcher: UseReducerDispatcher<State>,
    state: &UseReducerHandle<State>,
) -> Client {
    let client = use_worker(engine, dispatcher.clone(), Action::LoseWorker(WORKER_LOST.to_owned()));
    {
        let client = client.clone();
        let dispatcher = dispatcher.clone();
        let dependencies = (state.protocol, state.cohort.clone());
        use_effect_with(dependencies, move |(protocol, cohort)| {
            let is_outdated = matches!(
                cohort,
                Phase::Ready { pending: None, report, .. } if report.protocol != *protocol
            );
            let request = is_outdated.then(|| client.evaluate(*protocol)).flatten();
            if let Some(request) = request {
                dispatcher.dispatch(Action::Evaluate { request });
            }
        });
    }
    use_analysis(client.clone(), dispatcher, state);
    client
}

/// How long nothing may move before everything is computed again.
const REST_MS: u32 = 250;

/// Asks for the analysis of the file in hand whenever it is out of date.
#[hook]
fn use_analysis(
    client: Client,
    dispatcher: UseReducerDispatcher<State>,
    state: &UseReducerHandle<State>,
) {
    let is_ready = matches!(state.cohort, Phase::Ready { .. });
    {
        let (client, dispatcher) = (client.clone(), dispatcher.clone());
        let (settings, protocol) = (state.settings.clone(), state.protocol);
        let file_name = state.cohort.file_name().to_owned();
        use_effect_with(state.analysis.wanted_import.clone(), move |wanted| {
            let Some(wanted) = wanted.clone() else { return };
            dispatcher.dispatch(Action::Analysis(AnalysisAction::ReadAgain));
            let request = (wanted != settings && is_ready)
                .then(|| client.open_again(wanted.clone(), protocol))
                .flatten();
            if let Some(request) = request {
                dispatcher.dispatch(Action::Open { request, file_name, settings: wanted });
            }
        });
    }
    let due = is_ready.then(|| state.analysis.due(state.protocol)).flatten();
    use_effect_with(due, move |due| {
        let waiting = due.clone().and_then(|(asked, may_wait)| {
            let ask = move || {
                let request = client.analyze(&asked);
                if let Some(request) = request {
                    dispatcher
                        .dispatch(Action::Analysis(AnalysisAction::Ask(request, Box::new(asked))));
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
fn use_calculator(
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
    let client = use_state(|| {
        Client::new(move |event| {
            if let Some(action) = action_of(event, &lost) {
                dispatcher.dispatch(action);
            }
        })
    });
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
fn action_of(event: Event, lost: &Action) -> Option<Action> {
    match event {
        Event::Progress(request, progress) => Some(Action::Advance(request, progress)),
        Event::Report(request, report) => Some(Action::Report(request, Rc::from(report))),
        Event::Preview(request, preview) => Some(Action::Preview(request, Rc::from(preview))),
        Event::Refused(request, refusal) => Some(Action::Refuse(request, explain(&refusal))),
        Event::Analysis(request, shown) => {
            Some(Action::Analysis(AnalysisAction::Answer(request, Rc::from(shown))))
        }
        Event::File { bytes, name } => {
            browser::download(&bytes.to_vec(), &name, "application/octet-stream");
            None
        }
        Event::Session(session) => Some(Action::Analysis(match session {
            Ok(session) => AnalysisAction::UseSession(session),
            Err(problem) => AnalysisAction::RefuseSession(problem),
        })),
        Event::Lost => Some(lost.clone()),
        Event::Calculating(request, share) => {
            Some(Action::Tables(TablesAction::Advance(request, share)))
        }
        Event::Calculated(request, shown, json) => {
            Some(Action::Tables(TablesAction::Answer(request, Rc::from(shown), Rc::from(json))))
        }
        Event::ClassifiedRows { bytes, name } => {
            browser::download(&bytes.to_vec(), &name, "text/csv");
            None
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

fn obey(command: CohortCommand, client: &Client, state: &UseReducerHandle<State>) {
    let open = |file: File| {
        let (file_name, settings) = (file.name(), ImportSettings::default());
        let request = client.open(file, settings.clone(), state.protocol);
        state.dispatch(Action::Open { request, file_name, settings });
    };
    match command {
        CohortCommand::Open(file) => open(file),
        CohortCommand::OpenExample => {
            if let Some(file) = browser::file(EXAMPLE, EXAMPLE_NAME) {
                open(file);
            }
        }
        CohortCommand::DownloadExample => browser::download(EXAMPLE, EXAMPLE_NAME, "text/csv"),
        CohortCommand::DownloadTemplate => {
            browser::download(&export::template(), "cohort-template.csv", "text/csv");
        }
        CohortCommand::DownloadRows(report) => {
            let name = export::file_name(&report, "classified-rows", "csv");
            client.classified_rows(report.protocol, name);
        }
        CohortCommand::Export(what) => {
            if let Some(made) = state.analysis.finished() {
                client.export(what, made, &js_sys::Array::new());
            }
        }
        CohortCommand::SaveAll => save_all(client.clone(), state),
        CohortCommand::SavePicture(name, figure, size) => {
            let shown = state.analysis.shown.clone();
            spawn_local(async move {
                let source = shown.as_ref().map_or("", |shown| &shown.provenance);
                if let Some(bytes) = chart::picture(&figure, source, size).await {
                    browser::download(&bytes.to_vec(), &size.file_name(&name), "image/png");
                }
            });
        }
        CohortCommand::OpenSession(file) => {
            let client = client.clone();
            spawn_local(async move {
                // A file that cannot be read is refused like one without meaning.
                let text = JsFuture::from(file.text()).await.ok();
                let text = text.and_then(|text| text.as_string()).unwrap_or_default();
                client.read_session(text);
            });
        }
        CohortCommand::Paste(text) => {
            if let Some(file) = browser::file(text.as_bytes(), PASTED_NAME) {
                open(file);
            }
        }
        CohortCommand::Look(settings) => {
            if let Some(request) = client.look(settings.clone()) {
                state.dispatch(Action::Look { request, settings });
            }
        }
        CohortCommand::Read(settings) => {
            if let Some(request) = client.open_again(settings.clone(), state.protocol) {
                let file_name = state.cohort.file_name().to_owned();
                state.dispatch(Action::Open { request, file_name, settings });
            }
        }
        CohortCommand::Back => state.dispatch(Action::GoBack),
        CohortCommand::DownloadDictionary => {
            browser::download(&export::dictionary(), "cohort-data-dictionary.csv", "text/csv");
        }
        CohortCommand::DownloadRedcap => {
            browser::download(&export::redcap(), "cohort-redcap-dictionary.csv", "text/csv");
        }
        CohortCommand::Cancel => {
            client.cancel();
            state.dispatch(Action::Cancel);
        }
        CohortCommand::Close => {
            client.close();
            state.dispatch(Action::CloseFile);
        }
    }
}

/// Paints every figure in every size and asks for the archive with them in it.
fn save_all(client: Client, state: &UseReducerHandle<State>) {
    let analysis = &state.analysis;
    let (Some(made), Some(shown)) = (analysis.finished().cloned(), analysis.shown.clone()) else {
        return;
    };
    spawn_local(async move {
        let pictures = js_sys::Array::new();
        for (name, figure) in export::analysis::figures(&shown.sections) {
            for size in PictureSize::ALL {
                if let Some(bytes) = chart::picture(figure, &shown.provenance, size).await {
                    pictures.push(&format!("figures/{}", size.file_name(&name)).into());
                    pictures.push(&bytes);
                }
            }
        }
        client.export(Export::Archive, &made, &pictures);
    });
}

fn header(current: Page, is_sealed: bool) -> Html {
    let link = |page: Page| {
        let is_current = page == current;
        let name = match page {
            Page::Patient => "Patient",
            Page::Cohort => "Cohort",
            Page::Tables => "Tables",
            Page::About => "About",
            Page::Privacy => "Privacy",
        };
        html! {
            <a class="nav-link" href={page.fragment()} aria-current={is_current.then_some("page")}>
                { name }
            </a>
        }
    };
    html! {
        <header class="header">
            <div class="header-inner">
                <p class="brand">
                    <svg class="brand-mark" viewBox="0 8 32 16" aria-hidden="true">
                        <circle cx="9" cy="16" r="4" />
                        <circle cx="16" cy="16" r="3" fill="none" stroke="currentcolor" />
                        <circle cx="23" cy="16" r="4" />
                    </svg>
                    <strong>{ "RPL Immune Profile" }</strong>
                </p>
                <nav class="nav" aria-label="Pages">{ for Page::LISTED.map(link) }</nav>
                <a
                    class="privacy-mark"
                    href={Page::Privacy.fragment()}
                    aria-current={(current == Page::Privacy).then_some("page")}
                    title="What keeps the data on this computer"
                >
                    { lock(is_sealed) }
                    { privacy::lock(is_sealed) }
                </a>
            </div>
        </header>
    }
}

fn footer() -> Html {
    html! {
        <footer class="footer">
            <p>
                { "For health professionals and researchers. It classifies laboratory values by \
                   published cut-offs; it does not diagnose, and it does not advise treatment." }
            </p>
            <p class="muted">{ format!("Version {}", engine::VERSION) }</p>
        </footer>
    }
}

/// A change of the text of an input or a text area, as text.
pub(super) fn input_text(event: &InputEvent) -> String {
    let Some(target) = event.target() else { return String::new() };
    match target.dyn_into::<web_sys::HtmlInputElement>() {
        Ok(input) => input.value(),
        Err(target) => target
            .dyn_into::<web_sys::HtmlTextAreaElement>()
            .map(|area| area.value())
            .unwrap_or_default(),
    }
}

//! The workbench: the pages for files, for tables, for the evidence and for what guards
//! them, and their workers.

mod commands;
mod workers;

use js_sys::Promise;
use wasm_bindgen::JsValue;
use web_sys::EventTarget;
use yew::prelude::*;

use crate::view::language::annex::AnnexWords;
use crate::view::language::english::English;
use crate::view::language::handover::HandoverWords;
use crate::web::bridge::{Bridge, use_laboratory, use_reading_of_slips};
use crate::web::browser;
use crate::web::drops::Drops;
use crate::web::frame::{framed, use_page, use_print_mark};
use crate::web::guard::use_guard;
use crate::web::pages::annex::Annex;
use crate::web::pages::annex::files::open;
use crate::web::pages::annex::outlook::women::{FileAsked, InHand, Question};
use crate::web::pages::cohort::cohort_page;
use crate::web::pages::command::CohortCommand;
use crate::web::pages::evidence::evidence_page;
use crate::web::pages::papers::PapersPage;
use crate::web::pages::privacy::PrivacyPage;
use crate::web::pages::tables::tables_page;
use crate::web::panic::report_panic;
use crate::web::state::Page;
use crate::web::state::evidence::EvidenceAction;
use crate::web::state::recovery::Recovery;
use crate::web::state::rules::Rules;
use crate::web::state::tables::TablesAction;
use crate::web::state::workbench::{Action, Phase, State};
use crate::web::taking::WordWriter;
use crate::web::undo::{AFTER_FILE, AFTER_FORM, AFTER_TRIALS, use_end_of_offer};
use crate::web::workbench::commands::run_command;
use crate::web::workbench::workers::{
    use_calculator, use_client, use_engine, use_evidence, use_questions_about_women,
    use_word_writer,
};
use crate::web::worker::client::Client;

/// Starts the workbench in the element `#workbench`. It talks to the front through
/// `bridge`. The promise is of an object with the engine's compiled `module` and
/// the text of its script, `glue`; `sealed` is one of what guards the page once
/// its network has been sealed.
pub fn mount(bridge: EventTarget, engine: Promise, sealed: Promise) {
    yew::set_custom_panic_hook(Box::new(report_panic));
    if let Some(root) = browser::element("workbench") {
        let bridge = Bridge::of_workbench(bridge);
        let props = WorkbenchProps { bridge, engine: engine.into(), sealed: sealed.into() };
        yew::Renderer::<Workbench>::with_root_and_props(root, props).render();
    }
}

/// What the workbench needs to start.
#[derive(Properties, PartialEq)]
struct WorkbenchProps {
    bridge: Bridge,
    /// Promises the engine.
    engine: JsValue,
    /// Promises the guard, once the network has been sealed.
    sealed: JsValue,
}

#[component]
fn Workbench(props: &WorkbenchProps) -> Html {
    let state = use_reducer(|| State {
        page: Page::from_fragment(&browser::fragment()),
        rules: Rules::heard(props.bridge.heard().unwrap_or_default()),
        ..State::default()
    });
    let dispatcher = state.dispatcher();
    let dispatch = use_callback((), {
        let dispatcher = dispatcher.clone();
        move |action: Action, ()| dispatcher.dispatch(action)
    });
    use_page(dispatch.reform(Action::Show));
    use_print_mark();
    use_laboratory(&props.bridge, &state.rules, dispatch.reform(Action::Rules));
    use_reading_of_slips(&props.bridge, &English);
    let engine = use_engine(&props.engine, dispatcher.clone());
    let client = use_client(engine.clone(), dispatcher.clone(), &state);
    let calculator = use_calculator(engine.clone(), dispatcher.clone(), &state);
    let evidence = use_evidence(engine, dispatcher, &state);
    let on_word = use_word_writer([&client, &calculator, &evidence], state.page);
    let guard = use_guard(&props.sealed, dispatch.reform(Action::Seal));
    let on_wipe = {
        let bridge = props.bridge.clone();
        let workers = [client.clone(), calculator.clone(), evidence];
        dispatch.reform(move |()| {
            workers.iter().for_each(Client::close);
            bridge.wipe();
            Action::Wipe
        })
    };
    let on_ask = use_questions_about_women(&client);
    // One callback that never changes, so that what takes it is not rendered again;
    // it looks up the state of the moment it is called.
    let latest = use_mut_ref(|| state.clone());
    latest.replace(state.clone());
    let on_command = use_callback((), move |command, ()| {
        let state = latest.borrow().clone();
        run_command(command, &client, &state);
    });
    let on_tables = dispatch.reform(Action::Tables);
    browser::use_leave_question(state.would_lose());
    use_end_of_offer(
        state.closed.standing(),
        AFTER_FILE,
        on_command.reform(|()| CohortCommand::Forget),
    );
    use_end_of_offer(
        state.tables.cleared.standing(),
        AFTER_FORM,
        on_tables.reform(|()| TablesAction::EndUndo),
    );
    let on_evidence = dispatch.reform(Action::Evidence);
    use_end_of_offer(
        state.evidence.replaced.standing(),
        AFTER_TRIALS,
        on_evidence.reform(|()| EvidenceAction::EndUndo),
    );
    let on_stop = dispatch.reform(move |_: MouseEvent| {
        calculator.cancel();
        Action::Tables(TablesAction::Stop)
    });
    let on_patient_file = dispatch.reform(Action::PatientFile);
    let on_patient = (state.page == Page::Patient).then(|| {
        let (bridge, on_file) = (props.bridge.clone(), on_patient_file.clone());
        Callback::from(move |(name, text): (String, String)| {
            on_file.emit(open(&bridge, name, Ok(text), &English));
        })
    });
    let in_hand = state.cohort.in_hand().map(|name| AttrValue::from(name.to_owned()));
    let content = match state.page {
        Page::About => Html::default(),
        Page::Patient => html! {
            <Annex bridge={props.bridge.clone()} file={file_asked(&state, on_ask)}
                words={&English as &'static dyn AnnexWords}
                rules={state.rules.clone()}
                on_rules={dispatch.reform(Action::Rules)}
                laboratories={state.laboratories.clone()}
                on_laboratory={dispatch.reform(Action::Laboratory)}
                patient_file={state.patient_file.clone()} on_patient_file={on_patient_file} />
        },
        Page::Cohort => framed(cohort_page(&state, &dispatch, &on_command)),
        Page::Tables => framed(tables_page(&state, &on_tables, &on_stop)),
        Page::Evidence => framed(evidence_page(&state, &on_evidence)),
        Page::Privacy => framed(html! {
            <PrivacyPage
                fingerprint={state.rules.laboratory.protocol.fingerprint()}
                sealed={state.sealed.clone()}
                {guard}
                {on_wipe}
            />
        }),
    };
    let writer = WordWriter(on_word);
    html! {
        <>
            <PapersPage bridge={props.bridge.clone()} words={&English as &'static dyn HandoverWords}
                is_shown={state.page == Page::Patient} />
            <Drops {in_hand} on_take={on_command.reform(CohortCommand::Take)} {on_patient} />
            <ContextProvider<WordWriter> context={writer}>{ content }</ContextProvider<WordWriter>>
        </>
    }
}

/// The file whose women can be counted, as long as the worker has it.
fn file_asked(state: &State, on_ask: Callback<Question>) -> FileAsked {
    let name = state.cohort.in_hand().map(|name| AttrValue::from(name.to_owned()));
    let in_hand = match (name, &state.cohort, state.recovery) {
        (None, ..) => InHand::Nothing,
        (Some(name), Phase::Ready { .. }, Recovery::GivenUp) => InHand::Gone(name),
        (Some(name), Phase::Ready { file, .. }, recovery) if recovery.has_file() => {
            InHand::Read(name, file.clone())
        }
        (Some(name), ..) => InHand::Waiting(name),
    };
    FileAsked { in_hand, on_ask }
}

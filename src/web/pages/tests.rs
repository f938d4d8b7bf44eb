//! The pages rendered natively: what stands in them in every state.

use std::ops::ControlFlow;
use std::rc::Rc;

use yew::prelude::*;

use crate::engine::protocol::Protocol;
use crate::engine::quantity::Quantity;
use crate::engine::reader;
use crate::engine::reader::settings::{DuplicateChoice, ImportSettings, Unreadable};
use crate::view::calculator::form::Question;
use crate::view::calculator::{self, AnswerView};
use crate::view::evidence::{self, entry::TrialField};
use crate::view::privacy::{Build, BuiltFile, OfflineCopy, SealReport};
use crate::view::work::FileInWork;
use crate::web::front::front_page;
use crate::web::guard::Guard;
use crate::web::pages::cohort::cohort_page;
use crate::web::pages::evidence::evidence_page;
use crate::web::pages::privacy::PrivacyPage;
use crate::web::pages::tables::tables_page;
use crate::web::state::Page;
use crate::web::state::evidence::{Evidence, EvidenceAction};
use crate::web::state::front::{Arrival, Front};
use crate::web::state::study::StudyAction;
use crate::web::state::tables::{Tables, TablesAction};
use crate::web::state::workbench::{Action, Phase, State};
use crate::web::worker::answer::answer_study;
use crate::web::worker::{ReadingProgress, StudyReply};

#[derive(Properties, PartialEq)]
struct PageStageProps {
    front: Front,
    state: State,
}

/// Puts a page on stage without the application around it.
#[component]
fn Stage(props: &PageStageProps) -> Html {
    let state = &props.state;
    match state.page {
        Page::Patient | Page::About => {
            front_page(&props.front, &Callback::noop(), &Callback::noop())
        }
        Page::Cohort => cohort_page(state, &Callback::noop(), &Callback::noop()),
        Page::Tables => tables_page(state, &Callback::noop(), &Callback::noop()),
        Page::Evidence => evidence_page(state, &Callback::noop()),
        Page::Privacy => html! {
            <PrivacyPage
                fingerprint={state.rules.laboratory.protocol.fingerprint()}
                sealed={state.sealed.clone()}
                guard={None::<Guard>}
                on_wipe={Callback::noop()}
            />
        },
    }
}

fn render(state: State) -> String {
    stage(PageStageProps { front: Front::default(), state })
}

fn render_front(front: Front) -> String {
    stage(PageStageProps { front, state: State::default() })
}

fn stage(props: PageStageProps) -> String {
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    let renderer = yew::LocalServerRenderer::<Stage>::with_props(props).hydratable(false);
    runtime.block_on(renderer.render())
}

fn patient(values: [&str; 5]) -> String {
    let mut front = Front::default();
    for (quantity, text) in Quantity::LABORATORY.into_iter().zip(values) {
        front.patient.set_text(quantity, text.to_owned());
    }
    render_front(front)
}

fn cohort(phase: Phase) -> String {
    render(State { page: Page::Cohort, cohort: phase, ..State::default() })
}

fn ready(file: &[u8]) -> String {
    let settings = ImportSettings {
        unreadable: Unreadable::LeaveOut,
        duplicates: DuplicateChoice::First,
        ..ImportSettings::default()
    };
    let reading = reader::read(file, &settings).expect("a table");
    let mut file = FileInWork::new(reading, settings.clone());
    let read = Action::Read(Rc::new(file.file_report()));
    let open = Action::Open { file_name: "a.csv".to_owned(), settings };
    let state = State { page: Page::Cohort, ..State::default() };
    let mut state = Rc::new(state).reduce(open).reduce(read);
    let asked = state.study_key();
    state = state.reduce(Action::Study(StudyAction::Ask(Box::new(asked.clone()))));
    answer_study(&mut file, &asked, &[], &mut |reply| {
        if let StudyReply::Sections(packed) = reply {
            state = state.clone().reduce(Action::Study(StudyAction::Answer(packed)));
        }
    });
    render((*state).clone())
}

/// The calculator page after the example of a question was answered in part or
/// in whole.
fn calculated(question: Question, flow: ControlFlow<()>) -> String {
    let mut tables = Tables::default();
    tables = tables.after(TablesAction::Choose(question)).after(TablesAction::Example);
    let entry = tables.due().expect("something to ask");
    let shown = AnswerView::from(calculator::answer(&entry, &mut |_| flow));
    let tables = tables
        .after(TablesAction::Ask(entry))
        .after(TablesAction::Answer(Rc::new(shown), Rc::from("{}")));
    render(State { page: Page::Tables, tables, ..State::default() })
}

/// The page about the evidence after everything that was changed was pooled.
fn pooled(actions: impl IntoIterator<Item = EvidenceAction>) -> String {
    let changed = actions.into_iter().fold(Evidence::default(), |state, one| state.after(one));
    let asked = changed.due().expect("something to ask");
    let shown = Rc::new(evidence::answer(&asked));
    let evidence = changed.after(EvidenceAction::Ask(asked)).after(EvidenceAction::Answer(shown));
    render(State { page: Page::Evidence, evidence, ..State::default() })
}

#[test]
fn the_evidence_shows_every_trial_and_what_is_wrong_with_one() {
    let page = pooled([]);
    check(
        &page,
        &[
            "ways to pool the same 9 trials",
            "Yamada 2022",
            "inferred",
            "Kofod 2025",
            "Not randomised",
            "Save CSV",
        ],
    );
    let typed = EvidenceAction::Type(0, TrialField::Count(0), "40".to_owned());
    let own = pooled([typed, EvidenceAction::Add]);
    check(
        &own,
        &[
            "ways to pool the same 8 trials",
            "more than women",
            "changed by you",
            "Trial 10",
            "Remove",
        ],
    );
    check(&render(State { page: Page::Evidence, ..State::default() }), &["being pooled"]);
}

#[test]
fn the_calculator_shows_every_answer() {
    for question in Question::ALL {
        let page = calculated(question, ControlFlow::Continue(()));
        check(&page, &[question.form().title, "Copy as text", "Download JSON", "</table>"]);
        assert!(!page.contains("<progress"), "{question:?}");
    }
    check(
        &calculated(Question::TwoByTwo, ControlFlow::Break(())),
        &["p = 0.486.", "not computed", "<progress", "Stop"],
    );
}

/// What a pasted text was taken as stands below its field, each part with the other
/// ways to take it; so does what is asked.
#[test]
fn the_calculator_says_what_a_text_was_taken_as() {
    let typed = |text: &str| {
        let tables =
            [TablesAction::Choose(Question::Values), TablesAction::Type(0, text.to_owned())]
                .into_iter()
                .fold(Tables::default(), |tables, action| tables.after(action));
        let entry = tables.due().expect("something to ask");
        let shown =
            AnswerView::from(calculator::answer(&entry, &mut |_| ControlFlow::Continue(())));
        let tables = tables
            .after(TablesAction::Ask(entry))
            .after(TablesAction::Answer(Rc::new(shown), Rc::from("{}")));
        render(State { page: Page::Tables, tables, ..State::default() })
    };
    check(
        &typed("2019 2020\n4.1 5.0\n3.9 5.2"),
        &["Read as", "Line 1 taken as names: 2019, 2020.", ">Take it as a line of values</button>"],
    );
    check(
        &typed("a: 4.1 <0.5 6.2\nb: 3.9 4.4"),
        &["How is it to be read?", "1 value is only a bound", ">Leave bounds out</button>"],
    );
}

#[test]
fn the_calculator_waits_for_what_is_typed() {
    let page = render(State { page: Page::Tables, ..State::default() });
    check(&page, &["Results appear here as you type.", "What do you want to know?"]);
    assert!(!page.contains("Copy as text"));
    let without = State { page: Page::Tables, is_without_engine: true, ..State::default() };
    check(&render(without), &["could not be loaded"]);
}

#[track_caller]
fn check(page: &str, parts: &[&str]) {
    for part in parts {
        assert!(page.contains(part), "{part} is not in {page}");
    }
}

#[test]
fn every_field_has_a_label_and_a_message() {
    let page = patient(["", "", "", "", ""]);
    let ids = ["nk-level", "lysis-50", "lysis-25", "lysis-12-5", "th1-th2", "losses", "age", "bmi"];
    for id in ids {
        check(
            &page,
            &[
                &format!("for=\"field-{id}\""),
                &format!("id=\"field-{id}\""),
                &format!("id=\"field-{id}-message\""),
            ],
        );
    }
    check(&page, &["No values yet", "role=\"status\"", "aria-live=\"polite\""]);
    assert!(!page.contains("Under the other cytotoxicity rules"));
}

#[test]
fn a_decided_patient_shows_class_trace_and_context() {
    let page = patient(["17", "40", "15", "5", "20"]);
    check(
        &page,
        &[
            "NK cell level + cytotoxicity",
            "Han 2025, Fig. 2",
            "34.3",
            "90.5% of women with idiopathic losses",
            "tag-published",
            "tag-inferred",
            "tag-computed",
            "there was no untreated group",
            "Under the other cytotoxicity rules",
            "differs",
        ],
    );
}

#[test]
fn an_open_patient_says_what_is_certain_and_what_is_open() {
    let page = patient(["17", "", "", "", "x"]);
    check(
        &page,
        &[
            "At least one abnormality",
            "Certain: ",
            "Still open:",
            "needs 50:1, 25:1 and 12.5:1",
            "what is typed is not understood",
            "Is not a number",
            "aria-invalid=\"true\"",
        ],
    );
}

#[test]
fn the_cohort_page_has_a_face_for_every_phase() {
    let file_name = || "a.csv".to_owned();
    check(&cohort(Phase::Idle), &["Choose a file", "synthetic example", "nk_cyto_12_5"]);
    let progress = ReadingProgress {
        n_read: 1_500_000,
        n_bytes: 3_000_000,
        n_rows: 20_000,
        pass: 2,
        is_last_pass: true,
    };
    check(
        &cohort(Phase::Reading { file_name: file_name(), progress }),
        &["Reading a.csv", "1.5 MB of 3.0 MB, 20,000 rows so far", "Stop"],
    );
    check(&cohort(Phase::Cancelled { file_name: file_name() }), &["Nothing of a.csv was kept"]);
    let message = "The file is empty.".to_owned();
    check(
        &cohort(Phase::Failed { file_name: file_name(), message }),
        &["a.csv could not be analyzed", "The file is empty.", "role=\"alert\"", "Choose a file"],
    );
}

#[test]
fn a_report_shows_every_section() {
    let page = ready(include_bytes!("../../../static/SYNTHETIC-example.csv"));
    check(
        &page,
        &[
            "Synthetic data. ",
            "Participants",
            "Classes and live births",
            "How common is each abnormality?",
            "What was read",
            "How the pregnancies of the women with an immune class ended",
            "Changes and rows not used",
            "was already used in row 6",
            "<canvas",
            "The numbers behind this figure",
        ],
    );
}

#[test]
fn a_report_on_nobody_says_why_there_is_nothing() {
    let page = ready(b"patient_id,previous_losses,nk_percent\nA,2,10\n");
    check(
        &page,
        &[
            "No woman has an immune class, so there is no prevalence and no live birth rate.",
            "Every row could be used as it stands.",
        ],
    );
    assert!(!page.contains("Synthetic data"));
    assert!(!page.contains("NaN") && !page.contains("inf%"));
}

#[test]
fn about_says_what_the_tool_is_not() {
    let page = render_front(Front { page: Page::About, ..Front::default() });
    check(&page, &["Not a diagnosis", "Your data", &Protocol::default().fingerprint()]);
}

#[test]
fn the_front_waits_for_the_workbench_and_says_when_it_is_lost() {
    let page =
        |workbench| render_front(Front { page: Page::Cohort, workbench, ..Front::default() });
    check(&page(Arrival::Awaited), &["Loading…"]);
    check(&page(Arrival::Lost), &["could not be loaded", "The patient page works without it"]);
    assert!(!page(Arrival::Here).contains("<main"));
}

#[test]
fn the_privacy_page_says_whether_it_is_sealed_and_what_runs() {
    let page = |sealed| render(State { page: Page::Privacy, sealed, ..State::default() });
    check(&page(None), &["The page is still loading", "not known", "What is not enforced"]);
    let files = vec![BuiltFile { name: "boot.js".to_owned(), sha256: "ab12".to_owned() }];
    let build = Build::new("{}", files);
    let hash = build.hash.clone();
    let sealed = |copy| {
        Some(Rc::new(SealReport { build: Some(build.clone()), copy, is_single_file: false }))
    };
    let none = page(sealed(OfflineCopy::None));
    let fingerprint = Protocol::default().fingerprint();
    check(
        &none,
        &[
            "The network is sealed",
            &hash,
            "boot.js",
            "ab12",
            &fingerprint,
            "Keep a copy",
            "Nothing: no cookie",
        ],
    );
    check(
        &page(sealed(OfflineCopy::Kept)),
        &["Look for a newer version", "because you asked for it"],
    );
}

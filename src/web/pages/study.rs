//! The study of the file in hand: what is chosen, what was found, and what
//! can be taken along.

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use yew::prelude::*;

use crate::engine::quantity::Quantity;
use crate::engine::record::Etiology;
use crate::view::export::study::{Document, Export, PictureSize, TableFormat, figures, tables};
use crate::view::format;
use crate::view::study::controls::{ChoiceField, slider};
use crate::web::browser;
use crate::web::document::section;
use crate::web::fields::choice::choice;
use crate::web::fields::input_text;
use crate::web::fields::protocol_settings::rule_trial;
use crate::web::intake::file_input;
use crate::web::markup::{button, heading, panel, paragraph, subheading};
use crate::web::pages::command::CohortCommand;
use crate::web::state::recovery::Recovery;
use crate::web::state::rules::{RulesAction, Trial};
use crate::web::state::study::{StudyAction, Unfinished};
use crate::web::state::workbench::{Action, State};
use crate::web::worker::packed::{PackedSection, Shown};

/// Everything below the report of a file.
pub(in crate::web) fn study(
    state: &State,
    dispatch: &Callback<Action>,
    on_command: &Callback<CohortCommand>,
) -> Html {
    let status = status(state, on_command);
    let protocol = state.rules.protocol;
    let is_unfinished = state.study.unfinished(protocol).is_some();
    let is_current = state.study.is_current(protocol);
    // Numbers of other choices do not stay under choices that nothing is computed for.
    let may_stay = is_current || !(is_unfinished || state.recovery == Recovery::GivenUp);
    let Some(shown) = state.study.shown.as_ref().filter(|_| may_stay) else {
        return html! {
            <div class="analysis">
                if state.study.shown.is_some() {
                    { panel("choices-title", "Women and cut-offs", controls(state, dispatch, on_command)) }
                }
                { status }
            </div>
        };
    };
    html! {
        <div class="analysis">
            { panel("choices-title", "Women and cut-offs", controls(state, dispatch, on_command)) }
            { status }
            <p class="provenance">{ shown.origin.line.clone() }</p>
            <Sections
                shown={shown.clone()}
                is_finished={state.study.finished().is_some()}
                on_command={on_command.clone()}
            />
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
        Some(Unfinished::Stopped) => return again("The analysis was stopped."),
        Some(Unfinished::Lost) => {
            return again(
                "The analysis stopped unexpectedly, twice in a row, perhaps because the computer \
                 ran out of memory. Nothing is computed for these choices.",
            );
        }
        None => {}
    }
    if study.is_computing() {
        let said = format!("Analyzing… {}", format::percent(study.share));
        let on_stop = on_command.reform(|_: MouseEvent| CohortCommand::StopStudy);
        return html! {
            <p class="note" role="status">
                { said }{ " " }
                { button("button button-quiet", "Stop analyzing", on_stop) }
            </p>
        };
    }
    if study.shown.is_none() && state.recovery.has_file() {
        return html! { <p class="note" role="status">{ "Analyzing…" }</p> };
    }
    Html::default()
}

/// What was found, whether all of it, and whom to tell.
#[derive(Properties)]
struct SectionsProps {
    shown: Rc<Shown>,
    is_finished: bool,
    on_command: Callback<CohortCommand>,
}

impl PartialEq for SectionsProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.shown, &other.shown)
            && self.is_finished == other.is_finished
            && self.on_command == other.on_command
    }
}

/// How long a section out of sight waits for its turn.
const TURN_MS: u32 = 1;

/// The sections. What is in sight changes at once; the others follow one by one,
/// so that a slider is never waited for.
#[component]
fn Sections(props: &SectionsProps) -> Html {
    let newest = &props.shown.sections;
    let current = use_mut_ref(Vec::new);
    let update = use_force_update();
    let stale = catch_up(&mut current.borrow_mut(), newest);
    {
        let (current, section) =
            (current.clone(), stale.and_then(|place| newest.get(place)).cloned());
        use_effect_with((stale, props.shown.clone()), move |(stale, _)| {
            let turn = stale.zip(section).map(|(place, section)| {
                Timeout::new(TURN_MS, move || {
                    if let Some(one) = current.borrow_mut().get_mut(place) {
                        *one = section;
                    }
                    update.force_update();
                })
            });
            move || drop(turn)
        });
    }
    let section =
        |section: &Rc<PackedSection>| html! { <ShownSection section={section.clone()} /> };
    html! {
        <>
            { contents(newest) }
            { for current.borrow().iter().map(section) }
            <section class="panel" aria-labelledby="take-title">
                { heading("take-title", "Save the results") }
                if props.is_finished && stale.is_none() {
                    <Downloads shown={props.shown.clone()} on_command={props.on_command.clone()} />
                } else {
                    { paragraph("note", "Files can be saved as soon as the sliders rest.") }
                }
            </section>
        </>
    }
}

/// Takes over what is in sight of the newest sections; returns the place of the
/// first one out of sight that is not the newest.
fn catch_up(current: &mut Vec<Rc<PackedSection>>, newest: &[Rc<PackedSection>]) -> Option<usize> {
    if current.len() != newest.len() {
        *current = newest.to_vec();
    }
    let mut stale = None;
    for (place, (one, newest)) in current.iter_mut().zip(newest).enumerate() {
        if Rc::ptr_eq(one, newest) {
            continue;
        }
        if is_in_sight(&newest.id) {
            one.clone_from(newest);
        } else {
            stale = stale.or(Some(place));
        }
    }
    stale
}

/// The places of the sections that are in the window.
pub(in crate::web) fn places_in_sight(shown: Option<&Shown>) -> Vec<usize> {
    let sections = shown.map(|shown| shown.sections.iter()).unwrap_or_default();
    let in_sight = sections.enumerate().filter(|(_, section)| is_in_sight(&section.id));
    in_sight.map(|(place, _)| place).collect()
}

/// Whether any of a section is in the window.
fn is_in_sight(id: &str) -> bool {
    let window = web_sys::window();
    let height = window.as_ref().and_then(|window| window.inner_height().ok()?.as_f64());
    let panel = browser::element(&format!("{id}-title")).and_then(|title| title.parent_element());
    let (Some(height), Some(panel)) = (height, panel) else { return true };
    let place = panel.get_bounding_client_rect();
    place.bottom() > 0.0 && place.top() < height
}

/// One section of what was found.
#[derive(Properties)]
struct ShownSectionProps {
    section: Rc<PackedSection>,
}

impl PartialEq for ShownSectionProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.section, &other.section)
    }
}

#[component]
fn ShownSection(props: &ShownSectionProps) -> Html {
    section(&props.section.unpack())
}

/// The sections by name, with a link to each.
fn contents(sections: &[Rc<PackedSection>]) -> Html {
    let link = |title: &str, id: &str| {
        let id = format!("{id}-title");
        // The address names the page, so that links to sections only scroll.
        let onclick = move |event: MouseEvent| {
            event.prevent_default();
            if let Some(heading) = browser::element(&id) {
                heading.scroll_into_view();
            }
        };
        html! { <li><a href="#cohort" {onclick}>{ title.to_owned() }</a></li> }
    };
    html! {
        <nav class="contents no-print" aria-label="Sections of the analysis">
            <ul>{ for sections.iter().map(|one| link(&one.title, &one.id)) }</ul>
        </nav>
    }
}

fn controls(
    state: &State,
    dispatch: &Callback<Action>,
    on_command: &Callback<CohortCommand>,
) -> Html {
    let chosen = state.study.choices.etiology;
    let etiologies = [
        ("All", None),
        ("Idiopathic", Some(Etiology::Idiopathic)),
        ("Known etiology", Some(Etiology::Known)),
    ]
    .map(|(name, etiology)| {
        let action = Action::Study(StudyAction::ChooseEtiology(etiology));
        (name, etiology == chosen, action)
    });
    let on_reset = dispatch.reform(|_: MouseEvent| Action::Study(StudyAction::ChooseAll));
    let is_adjusted = state.study.choices.adjust_table_one;
    let adjusting = [("Adjusted by Holm", true), ("As they are", false)].map(|(name, adjust)| {
        let action = Action::Study(StudyAction::AdjustTableOne(adjust));
        (name, adjust == is_adjusted, action)
    });
    html! {
        <div class="no-print">
            { choice("filter-etiology", "Etiology", dispatch, &etiologies) }
            <div class="filter-grid">{ for ChoiceField::ALL.map(|one| field(state, dispatch, one)) }</div>
            { choice("adjust-table-one", "p-values of table 1", dispatch, &adjusting) }
            { paragraph("note", "What is moved below is a what-if of this file. It changes nothing on Patient.") }
            { rule_trial(&state.rules, &dispatch.reform(Action::Rules)) }
            <div class="slider-grid">
                { for Quantity::LABORATORY.map(|quantity| cutoff(state, dispatch, quantity)) }
            </div>
            <p class="button-row">
                { button("button button-quiet", "All women", on_reset) }
                { button(
                    "button button-quiet",
                    "Back to the laboratory’s protocol",
                    dispatch.reform(|_: MouseEvent| Action::Rules(RulesAction::Try(Trial::End))),
                ) }
                { file_input(
                    "session",
                    "button button-quiet",
                    "Open a session",
                    ".json,application/json",
                    &on_command.reform(CohortCommand::TakeSaved),
                ) }
            </p>
        </div>
    }
}

fn field(state: &State, dispatch: &Callback<Action>, which: ChoiceField) -> Html {
    let choices = &state.study.choices;
    let problem = choices.problem(which);
    let oninput = dispatch.reform(move |event: InputEvent| {
        Action::Study(StudyAction::Type(which, input_text(&event)))
    });
    let message_id = format!("{}-message", which.id());
    let is_wrong = !problem.is_empty();
    html! {
        <div class={if is_wrong { "filter-field field-error" } else { "filter-field" }}>
            <label class="field-label" for={which.id()}>{ which.label() }</label>
            <span class="field-box">
                <input id={which.id()} class="field-input" type="text" inputmode="decimal" autocomplete="off"
                    aria-describedby={message_id.clone()} aria-invalid={is_wrong.then_some("true")}
                    value={choices.text(which).to_owned()} {oninput} />
            </span>
            <span class="field-message" id={message_id}>{ problem }</span>
        </div>
    }
}

fn cutoff(state: &State, dispatch: &Callback<Action>, quantity: Quantity) -> Html {
    let slider = slider(&state.rules.protocol, quantity);
    let oninput = dispatch.reform(move |event: InputEvent| {
        Action::Rules(RulesAction::Try(Trial::Cutoff(quantity, input_text(&event))))
    });
    html! {
        <div class="slider">
            <label for={slider.id.clone()}>{ slider.label }</label>
            <output for={slider.id.clone()}>{ slider.reading.clone() }</output>
            <input id={slider.id.clone()} type="range" min={slider.minimum} max={slider.maximum}
                step={slider.step} value={slider.value} aria-valuetext={slider.reading} {oninput} />
        </div>
    }
}

/// What can be saved, and whom to tell.
#[derive(Properties)]
struct DownloadsProps {
    shown: Rc<Shown>,
    on_command: Callback<CohortCommand>,
}

impl PartialEq for DownloadsProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.shown, &other.shown) && self.on_command == other.on_command
    }
}

/// Every file that can be saved.
#[component]
fn Downloads(props: &DownloadsProps) -> Html {
    let DownloadsProps { shown, on_command } = props;
    let sections = shown.unpack();
    let save = |label: &'static str, command: CohortCommand| {
        button("button", label, on_command.reform(move |_: MouseEvent| command.clone()))
    };
    let whole = [
        ("Everything (ZIP)", CohortCommand::SaveAll),
        ("Report (Word)", CohortCommand::Export(Export::Document(Document::Report))),
        ("Methods", CohortCommand::Export(Export::Document(Document::Methods))),
        ("STROBE checklist", CohortCommand::Export(Export::Document(Document::Checklist))),
        ("R script", CohortCommand::Export(Export::Document(Document::Script))),
        ("Session", CohortCommand::Export(Export::Document(Document::Session))),
    ];
    let figure_row = |(name, figure): (String, &crate::view::figures::Figure)| {
        let drawing =
            save("SVG", CohortCommand::Export(Export::Document(Document::Drawing(name.clone()))));
        let figure_of = Rc::new(figure.clone());
        let pictures = PictureSize::ALL.map(|size| {
            let command = CohortCommand::SavePicture(name.clone(), figure_of.clone(), size);
            save(size.label(), command)
        });
        download_row(&figure.title, drawing, pictures)
    };
    let table_row = |table: &crate::view::document::Table| {
        let of = |label, format| {
            let document = Document::Table(table.id.clone(), format);
            save(label, CohortCommand::Export(Export::Document(document)))
        };
        let others = [of("Markdown", TableFormat::Markdown), of("Word", TableFormat::Word)];
        download_row(&table.caption, of("CSV", TableFormat::Csv), others)
    };
    html! {
        <div class="no-print">
            <p class="button-row">{ for whole.map(|(label, command)| save(label, command)) }</p>
            { paragraph("note", "The archive holds every figure and table, the methods, the checklist, the \
                script for R with the classified rows it reads, the log of the import, and the session. Only \
                the classified rows and the log hold data of individual women. It takes some seconds: every figure is painted three times.") }
            { subheading("Figures one by one") }
            <ul class="download-list">{ for figures(&sections).into_iter().map(figure_row) }</ul>
            { subheading("Tables one by one") }
            <ul class="download-list">{ for tables(&sections).into_iter().map(table_row) }</ul>
        </div>
    }
}

fn download_row(title: &str, first: Html, others: impl IntoIterator<Item = Html>) -> Html {
    html! {
        <li>
            <span>{ title.to_owned() }</span>
            <span class="button-row">{ first }{ for others }</span>
        </li>
    }
}

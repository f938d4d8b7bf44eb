//! Files dropped anywhere on the page. None is ever opened by the browser in the
//! place of the page, and one that would replace what is open asks first.

use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast as _;
use web_sys::{DataTransfer, DragEvent, Element, File, HtmlElement};
use yew::platform::spawn_local;
use yew::prelude::*;

use crate::view::cohort::sentences;
use crate::view::messages::{self, sessions};
use crate::web::browser;
use crate::web::intake::{Intake, bring, files, patient_among};
use crate::web::markup::button;
use crate::web::state::Page;

/// What waits for the user.
#[derive(Clone, PartialEq)]
enum PendingDrop {
    /// A file that would replace the one that is open, and what came with it.
    Question(File, Intake),
    /// Something that cannot be opened, and what to do instead.
    Refused(&'static str),
}

/// What drops need to know.
#[derive(Clone, Properties, PartialEq)]
pub(super) struct DropsProps {
    /// Name of the file that would be closed; `None` when there is none.
    pub in_hand: Option<AttrValue>,
    /// Uses what was dropped.
    pub on_take: Callback<Intake>,
    /// Opens a file of one patient, by its name and its text; `None` where her page is not
    /// the one shown.
    pub on_patient: Option<Callback<(String, String)>>,
}

/// Takes every file that is dropped on the page, and asks where one is open.
#[component]
pub(super) fn Drops(props: &DropsProps) -> Html {
    let waiting = use_state(|| None::<PendingDrop>);
    let question = use_node_ref();
    // The listener lives as long as the page, and looks up what holds when something is dropped.
    let latest = use_mut_ref(|| props.clone());
    latest.replace(props.clone());
    {
        let waiting = waiting.setter();
        use_effect_with((), move |()| {
            let listener = web_sys::window().map(|window| {
                let options = EventListenerOptions::enable_prevent_default();
                EventListener::new_with_options(&window, "drop", options, move |event| {
                    let Some(dropped) = event.dyn_ref::<DragEvent>().and_then(taken) else {
                        return;
                    };
                    let (props, waiting) = (latest.borrow().clone(), waiting.clone());
                    match dropped {
                        Err(reason) => waiting.set(Some(PendingDrop::Refused(reason))),
                        Ok(dropped) => spawn_local(use_dropped(dropped, props, waiting)),
                    }
                })
            });
            move || drop(listener)
        });
    }
    {
        let question = question.clone();
        use_effect_with((*waiting).clone(), move |_| {
            if let Some(question) = question.cast::<HtmlElement>() {
                // An element that cannot take the focus is read out all the same.
                let _ = question.focus();
            }
        });
    }
    let on_close = {
        let waiting = waiting.setter();
        Callback::from(move |_: MouseEvent| waiting.set(None))
    };
    match &*waiting {
        None => Html::default(),
        Some(PendingDrop::Refused(reason)) => html! {
            <div class="notice drop-notice">
                <p role="alert">{ *reason }</p>
                <p class="button-row">{ button("button", "Close", on_close) }</p>
            </div>
        },
        Some(PendingDrop::Question(file, brought)) => {
            let in_hand = props.in_hand.clone().unwrap_or_default();
            let on_open = {
                let (props, brought, waiting) = (props.clone(), brought.clone(), waiting.setter());
                Callback::from(move |_: MouseEvent| {
                    waiting.set(None);
                    take(&props, brought.clone());
                })
            };
            let onkeydown = {
                let waiting = waiting.setter();
                move |event: KeyboardEvent| {
                    if event.key() == "Escape" {
                        waiting.set(None);
                    }
                }
            };
            let (title, reason, [open, keep]) = sentences::replace(&file.name(), &in_hand);
            html! {
                <div class="notice drop-notice" role="alertdialog" aria-labelledby="drop-title"
                    aria-describedby="drop-text" tabindex="-1" ref={question} {onkeydown}>
                    <p id="drop-title"><strong>{ title }</strong></p>
                    <p id="drop-text">{ reason }</p>
                    <p class="button-row">
                        { button("button button-primary", open, on_open) }
                        { button("button", keep, on_close) }
                    </p>
                </div>
            }
        }
    }
}

/// Sorts out what was dropped: a file of one patient is for her page while that is shown,
/// everything else for the page of cohorts.
async fn use_dropped(
    dropped: Vec<File>,
    props: DropsProps,
    waiting: UseStateSetter<Option<PendingDrop>>,
) {
    if let Some(on_patient) = &props.on_patient
        && let Some(patient) = patient_among(&dropped).await
    {
        if let [_] = dropped.as_slice() {
            waiting.set(None);
            on_patient.emit(patient);
        } else {
            waiting.set(Some(PendingDrop::Refused(sessions::PATIENT_ALONE)));
        }
        return;
    }
    bring(
        dropped,
        Callback::from(move |brought: Intake| {
            let data = brought.data.clone();
            waiting.set(match (data, brought.problem) {
                (Some(file), "") if props.in_hand.is_some() => {
                    Some(PendingDrop::Question(file, brought))
                }
                (_, "") => {
                    take(&props, brought);
                    None
                }
                (_, problem) => Some(PendingDrop::Refused(problem)),
            });
        }),
    );
}

/// Uses what was dropped, and shows the page that reads it.
fn take(props: &DropsProps, brought: Intake) {
    props.on_take.emit(brought);
    browser::show(Page::Cohort.fragment());
}

/// The files of a drop, or why they cannot be used; nothing when the drop is the
/// browser's to deal with, such as a text that is dropped into a field.
fn taken(event: &DragEvent) -> Option<Result<Vec<File>, &'static str>> {
    let transfer = event.data_transfer()?;
    let is_file = transfer.types().includes(&"Files".into(), 0);
    let zone = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let is_on_zone = zone.is_some_and(|place| place.closest(".drop").ok().flatten().is_some());
    if !is_file && !is_on_zone {
        return None;
    }
    event.prevent_default();
    if holds_folder(&transfer) {
        return Some(Err(messages::DROPPED_FOLDER));
    }
    let dropped = files(transfer.files().as_ref());
    if dropped.is_empty() {
        return Some(Err(messages::DROPPED_NO_FILE));
    }
    Some(Ok(dropped))
}

/// Whether a folder was dropped: a browser gives it as a file that cannot be read.
fn holds_folder(transfer: &DataTransfer) -> bool {
    let items = transfer.items();
    (0..items.length()).filter_map(|place| items.get(place)).any(|item| {
        item.webkit_get_as_entry().ok().flatten().is_some_and(|entry| entry.is_directory())
    })
}

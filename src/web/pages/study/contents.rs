//! The table of contents of the document: every section has an address, and the one in
//! sight is marked.

use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use crate::web::browser;
use crate::web::observers::{ReachObserver, observe_reading};
use crate::web::state::Page;

/// The sections, in reading order.
#[derive(Properties, PartialEq)]
pub(super) struct ContentsProps {
    /// The name of each in addresses, and its heading.
    pub sections: Vec<(AttrValue, AttrValue)>,
}

/// The address of a section.
fn address(id: &str) -> String {
    format!("{}/{id}", Page::Cohort.fragment())
}

/// The sections by name, with a link to each.
#[component]
pub(super) fn Contents(props: &ContentsProps) -> Html {
    let in_sight = use_state_eq(|| None::<AttrValue>);
    let ids: Vec<AttrValue> = props.sections.iter().map(|(id, _)| id.clone()).collect();
    {
        let in_sight = in_sight.setter();
        use_effect_with(ids, move |ids| {
            // An address that was opened before its file leads there once the file is read.
            show_addressed(ids);
            let reading = follow_reading(ids, in_sight);
            let ids = ids.clone();
            let listener = web_sys::window().map(|window| {
                EventListener::new(&window, "hashchange", move |_| show_addressed(&ids))
            });
            move || drop((reading, listener))
        });
    }
    let contents = use_node_ref();
    {
        let contents = contents.clone();
        use_effect_with(in_sight.clone(), move |_| show_mark(&contents));
    }
    let link = |(id, title): &(AttrValue, AttrValue)| {
        let is_current = in_sight.as_ref() == Some(id);
        // A click on the address that is there already changes none, and leads there too.
        let onclick = {
            let id = id.clone();
            move |_: MouseEvent| show_section(&id)
        };
        html! {
            <li>
                <a href={address(id)} aria-current={is_current.then_some("location")} {onclick}>
                    { title.clone() }
                </a>
            </li>
        }
    };
    html! {
        <nav ref={contents} class="contents no-print" aria-label="Sections of the study">
            <ul>{ for props.sections.iter().map(link) }</ul>
        </nav>
    }
}

fn heading(id: &str) -> Option<Element> {
    browser::element(&format!("{id}-title"))
}

/// Marks the section that is being read: the last one that begins in the upper part of
/// the window or above it.
fn follow_reading(
    ids: &[AttrValue],
    in_sight: UseStateSetter<Option<AttrValue>>,
) -> Option<ReachObserver> {
    let panel = |id: &AttrValue| Some((id.clone(), heading(id)?.parent_element()?));
    let (ids, panels): (Vec<AttrValue>, Vec<Element>) = ids.iter().filter_map(panel).unzip();
    let mut places: Vec<_> = panels.iter().cloned().zip(ids).map(|place| (place, false)).collect();
    observe_reading(&panels, move |element, is_reached| {
        for ((panel, _), was_reached) in &mut places {
            if panel == element {
                *was_reached = is_reached;
            }
        }
        let last = places.iter().rev().find(|(_, is_reached)| *is_reached);
        in_sight.set(last.or(places.first()).map(|((_, id), _)| id.clone()));
    })
}

/// Brings the section into sight that the address names, if it names one.
fn show_addressed(ids: &[AttrValue]) {
    let fragment = browser::fragment();
    if let Some(id) = ids.iter().find(|id| address(id) == fragment) {
        show_section(id);
    }
}

/// How often a section is looked for that moved away: what is above it is laid out only
/// now that it comes near, and is not as high as it was taken to be.
const TRIES: u32 = 12;

/// How long that may take each time.
const LAYOUT_MS: u32 = 60;

/// Brings a section into sight.
fn show_section(id: &str) {
    let Some(title) = heading(id) else { return };
    title.scroll_into_view();
    follow(title, TRIES);
}

fn follow(title: Element, n_tries: u32) {
    if n_tries == 0 {
        return;
    }
    let before = title.get_bounding_client_rect().top();
    Timeout::new(LAYOUT_MS, move || {
        let has_moved = (title.get_bounding_client_rect().top() - before).abs() > 1.0;
        if has_moved {
            title.scroll_into_view();
        }
        follow(title, n_tries - 1);
    })
    .forget();
}

/// In a narrow window the contents are one line: the section that is read is brought
/// into it.
fn show_mark(contents: &NodeRef) {
    let Some(contents) = contents.cast::<HtmlElement>() else { return };
    let marked = contents.query_selector("[aria-current]").ok().flatten();
    if let Some(marked) = marked.and_then(|marked| marked.dyn_into::<HtmlElement>().ok()) {
        contents.set_scroll_left(marked.offset_left() - contents.offset_left() - MARGIN);
    }
}

/// What stays free to the left of the mark, in CSS pixels.
const MARGIN: i32 = 24;

//! The table of contents of the document: every section has an address, and the one in
//! sight is marked.

use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use crate::web::browser;
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
    let mark = use_callback(ids.clone(), {
        let in_sight = in_sight.setter();
        move |(), ids: &Vec<AttrValue>| in_sight.set(read_now(ids))
    });
    use_effect_with(mark.clone(), |mark| {
        mark.emit(());
        let mark = mark.clone();
        let listener = web_sys::window()
            .map(|window| EventListener::new(&window, "scroll", move |_| mark.emit(())));
        move || drop(listener)
    });
    use_effect_with((ids, mark.clone()), |(ids, mark)| {
        // An address that was opened before its file leads there once the file is read.
        show_addressed(ids, mark);
        let (ids, mark) = (ids.clone(), mark.clone());
        let listener = web_sys::window().map(|window| {
            EventListener::new(&window, "hashchange", move |_| show_addressed(&ids, &mark))
        });
        move || drop(listener)
    });
    let contents = use_node_ref();
    {
        let contents = contents.clone();
        use_effect_with(in_sight.clone(), move |_| show_mark(&contents));
    }
    let link = |(id, title): &(AttrValue, AttrValue)| {
        let is_current = in_sight.as_ref() == Some(id);
        // A click on the address that is there already changes none, and leads there too.
        let onclick = {
            let (id, mark) = (id.clone(), mark.clone());
            move |_: MouseEvent| show_section(&id, &mark)
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

/// The share of the window's height below which a heading is not yet read.
const READING_LINE: f64 = 0.35;

/// The section that is being read: the last one whose heading is in the upper part of
/// the window or above it.
fn read_now(ids: &[AttrValue]) -> Option<AttrValue> {
    let height = web_sys::window()?.inner_height().ok()?.as_f64()?;
    let is_reached = |id: &&AttrValue| {
        heading(id)
            .is_some_and(|title| title.get_bounding_client_rect().top() < height * READING_LINE)
    };
    ids.iter().rev().find(is_reached).or(ids.first()).cloned()
}

/// Brings the section into sight that the address names, if it names one.
fn show_addressed(ids: &[AttrValue], mark: &Callback<()>) {
    let fragment = browser::fragment();
    if let Some(id) = ids.iter().find(|id| address(id) == fragment) {
        show_section(id, mark);
    }
}

/// How often a section is looked for that moved away: what is above it is laid out only
/// now that it comes near, and is not as high as it was taken to be.
const TRIES: u32 = 12;

/// How long that may take each time.
const LAYOUT_MS: u32 = 60;

/// Brings a section into sight, and marks what is read there.
fn show_section(id: &str, mark: &Callback<()>) {
    let Some(title) = heading(id) else { return };
    title.scroll_into_view();
    follow(title, TRIES, mark.clone());
}

fn follow(title: Element, n_tries: u32, mark: Callback<()>) {
    mark.emit(());
    if n_tries == 0 {
        return;
    }
    let before = title.get_bounding_client_rect().top();
    Timeout::new(LAYOUT_MS, move || {
        let has_moved = (title.get_bounding_client_rect().top() - before).abs() > 1.0;
        if has_moved {
            title.scroll_into_view();
        }
        follow(title, n_tries - 1, mark);
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

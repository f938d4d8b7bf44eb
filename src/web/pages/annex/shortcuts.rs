//! The list of what the keyboard does at once, under the key `?`.

use gloo_events::EventListener;
use wasm_bindgen::JsCast as _;
use web_sys::{HtmlInputElement, KeyboardEvent};
use yew::prelude::*;

use crate::view::language::annex::{AnnexWords, ShortcutText};
use crate::view::patient::shortcuts::Shortcut;
use crate::web::browser;
use crate::web::markup::{cell, paragraph, row, row_head, table, table_head};

/// The words of a language.
#[derive(Properties)]
pub(super) struct ShortcutsProps {
    /// The words.
    pub words: &'static dyn AnnexWords,
}

impl PartialEq for ShortcutsProps {
    fn eq(&self, _: &Self) -> bool {
        // A page has one language.
        true
    }
}

/// The panel; `?` unfolds it and leads there, unless that is switched off or something is
/// being typed.
#[component]
pub(super) fn Shortcuts(props: &ShortcutsProps) -> Html {
    let words = props.words;
    let is_on = use_state_eq(|| true);
    use_effect_with(*is_on, |&is_on| {
        let window = web_sys::window().filter(|_| is_on);
        let listener = window.map(|window| EventListener::new(&window, "keydown", on_key));
        move || drop(listener)
    });
    let onchange = {
        let is_on = is_on.setter();
        move |event: Event| {
            is_on.set(event.target_unchecked_into::<HtmlInputElement>().checked());
        }
    };
    let line = |shortcut: Shortcut| {
        let key = html! { <kbd>{ shortcut.key().to_uppercase() }</kbd> };
        row("", [row_head(key), cell("", words.label(shortcut.label()))])
    };
    let say = |text| words.shortcut(text);
    html! {
        <section class="panel" aria-labelledby="shortcuts-title">
            <details id="shortcuts" class="details">
                <summary id="shortcuts-title">{ say(ShortcutText::Title) }</summary>
                { paragraph("note", say(ShortcutText::HowToPress)) }
                { table("table", say(ShortcutText::Table), html! {
                    <>
                        { table_head(&[("", say(ShortcutText::Letter)), ("", say(ShortcutText::Does))]) }
                        <tbody>{ for Shortcut::ALL.map(line) }</tbody>
                    </>
                }) }
                <label class="tick">
                    <input id="shortcuts-on" type="checkbox" checked={*is_on} {onchange} />
                    { say(ShortcutText::QuestionMark) }
                </label>
            </details>
        </section>
    }
}

fn on_key(event: &Event) {
    let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
    let is_held = event.ctrl_key() || event.alt_key() || event.meta_key();
    if event.key() != "?" || is_held || browser::is_typing() {
        return;
    }
    if let Some(list) = browser::element("shortcuts") {
        // It can always be set; where it is not, the list stays folded under the focus.
        let _ = list.set_attribute("open", "");
        browser::focus("shortcuts-title");
    }
}

//! Form controls: each is a leaf with the value it shows and one callback.

pub(super) mod choice;
pub(super) mod number_field;
pub(super) mod protocol_settings;
pub(super) mod test_marks;

use wasm_bindgen::JsCast as _;
use yew::prelude::*;

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

//! A choice of several.

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::view::import::{Picker, page};

/// A picker with its label, above it or for screen readers only.
pub(super) fn picker(
    id: String,
    picker: &Picker,
    shows_label: bool,
    onpick: &Callback<String>,
) -> Html {
    let onchange =
        onpick.reform(|event: Event| event.target_unchecked_into::<HtmlSelectElement>().value());
    let option = |(value, label): &(String, String)| {
        let selected = *value == picker.chosen;
        html! { <option value={value.clone()} {selected}>{ label.clone() }</option> }
    };
    let label_class = if shows_label { "field-label" } else { "visually-hidden" };
    html! {
        <span class={classes!("picker", picker.is_open.then_some("picker-open"))}>
            <label class={label_class} for={id.clone()}>{ picker.label.clone() }</label>
            <select {id} {onchange}>
                if picker.chosen.is_empty() {
                    <option value="" selected=true disabled=true>{ page::CHOOSE }</option>
                }
                { for picker.options.iter().map(option) }
            </select>
        </span>
    }
}

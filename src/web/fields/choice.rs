//! One choice out of a few, as radio buttons.

use yew::prelude::*;

/// One of the choices: its label, whether it is in force, what choosing it does.
pub(in crate::web) type RadioOption<T, A> = (T, bool, A);

/// A group of radio buttons that look like one control. The name is unique on
/// the page; the legend stands above the choices.
pub(in crate::web) fn choice<T: Into<AttrValue> + Clone, A: Clone + 'static>(
    name: &'static str,
    legend: impl Into<AttrValue>,
    dispatch: &Callback<A>,
    choices: &[RadioOption<T, A>],
) -> Html {
    let option = |(place, (label, is_selected, action)): (usize, &RadioOption<T, A>)| {
        let action = action.clone();
        let onchange = dispatch.reform(move |_: Event| action.clone());
        radio(format!("{name}-{place}"), name.into(), label.clone(), *is_selected, onchange)
    };
    radios("choice", legend, choices.iter().enumerate().map(option).collect())
}

/// A group of radio buttons under a legend.
pub(in crate::web) fn radios(
    class: &'static str,
    legend: impl Into<AttrValue>,
    options: Html,
) -> Html {
    let legend: AttrValue = legend.into();
    html! {
        <fieldset {class}>
            <legend class="field-label">{ legend }</legend>
            <div class="choice-options">{ options }</div>
        </fieldset>
    }
}

/// One radio button.
pub(in crate::web) fn radio(
    id: String,
    name: AttrValue,
    label: impl Into<AttrValue>,
    checked: bool,
    onchange: Callback<Event>,
) -> Html {
    let label: AttrValue = label.into();
    html! {
        <span class="choice-option">
            <input type="radio" id={id.clone()} {name} {checked} {onchange} />
            <label for={id}>{ label }</label>
        </span>
    }
}

/// One check box that looks like the radio buttons.
pub(in crate::web) fn check_box(
    id: String,
    name: AttrValue,
    label: &'static str,
    checked: bool,
    onchange: Callback<Event>,
) -> Html {
    html! {
        <span class="choice-option">
            <input type="checkbox" id={id.clone()} {name} {checked} {onchange} />
            <label for={id}>{ label }</label>
        </span>
    }
}

//! One choice out of a few, as radio buttons.

use yew::prelude::*;

use crate::web::state::Action;

/// One of the choices: its label, whether it is in force, what choosing it does.
pub(in crate::web) type Choice = (&'static str, bool, Action);

/// A group of radio buttons that look like one control. The name is unique on
/// the page; the legend stands above the choices.
pub(in crate::web) fn choice(
    name: &'static str,
    legend: &'static str,
    dispatch: &Callback<Action>,
    choices: &[Choice],
) -> Html {
    let option = |(place, (label, is_selected, action)): (usize, &Choice)| {
        let id = format!("{name}-{place}");
        let action = action.clone();
        let onchange = dispatch.reform(move |_: Event| action.clone());
        html! {
            <span class="choice-option">
                <input type="radio" id={id.clone()} {name} checked={*is_selected} {onchange} />
                <label for={id}>{ *label }</label>
            </span>
        }
    };
    html! {
        <fieldset class="choice">
            <legend class="field-label">{ legend }</legend>
            <div class="choice-options">{ for choices.iter().enumerate().map(option) }</div>
        </fieldset>
    }
}

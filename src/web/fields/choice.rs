//! One choice out of a few, as radio buttons.

use yew::prelude::*;

/// A group of radio buttons that look like one control. The name is unique on
/// the page; the legend stands above the choices.
pub(in crate::web) fn choice<T: PartialEq + Copy + 'static>(
    name: &'static str,
    legend: &'static str,
    options: &[(T, &'static str)],
    selected: T,
    on_choose: &Callback<T>,
) -> Html {
    let option = |(place, &(value, label)): (usize, &(T, &'static str))| {
        let id = format!("{name}-{place}");
        let onchange = on_choose.reform(move |_: Event| value);
        html! {
            <span class="choice-option">
                <input type="radio" id={id.clone()} {name} checked={selected == value} {onchange} />
                <label for={id}>{ label }</label>
            </span>
        }
    };
    html! {
        <fieldset class="choice">
            <legend class="field-label">{ legend }</legend>
            <div class="choice-options">{ for options.iter().enumerate().map(option) }</div>
        </fieldset>
    }
}

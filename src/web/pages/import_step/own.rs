//! What can be chosen for a column that is kept although the format does not know it.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::picker::picker;
use super::props::ImportStepProps;
use crate::engine::reader::settings::ImportSettings;
use crate::view::import::own::{OwnLine, OwnSetting, TextField, with_own};
use crate::view::import::page;
use crate::web::markup::{paragraph, span};

/// The choices of one kept column.
pub(super) fn own_choices(
    props: &ImportStepProps,
    choose: &Callback<ImportSettings>,
    (place, name): (usize, &str),
    own: &OwnLine,
) -> Html {
    let change = |setting: fn(String) -> OwnSetting| {
        let (settings, name) = (props.settings.clone(), name.to_owned());
        choose.reform(move |value: String| with_own(&settings, &name, &setting(value)))
    };
    let field = |kind: &str, shown: &TextField, onchange: &Callback<String>| {
        text_field(format!("own-{kind}-{place}"), shown, onchange)
    };
    let level = |(level, shown): (usize, &TextField)| {
        let (settings, column) = (props.settings.clone(), name.to_owned());
        let onchange = choose.reform(move |value: String| {
            with_own(&settings, &column, &OwnSetting::Level(level, value))
        });
        let (settings, column) = (props.settings.clone(), name.to_owned());
        let onclick = choose
            .reform(move |_: MouseEvent| with_own(&settings, &column, &OwnSetting::LevelUp(level)));
        html! {
            <li class="button-row">
                { field(&format!("level-{level}"), shown, &onchange) }
                if level > 0 {
                    <button type="button" class="button button-quiet" {onclick}
                        aria-label={page::level_up(&shown.value)}>{ page::LEVELS.1 }</button>
                }
            </li>
        }
    };
    html! {
        <>
            <div class="column-choices">
                { field("label", &own.label, &change(OwnSetting::Label)) }
                { for own.unit.as_ref().map(|unit| field("unit", unit, &change(OwnSetting::Unit))) }
                { for own.order.as_ref().map(|order| {
                    picker(format!("own-order-{place}"), order, true, &change(OwnSetting::Order))
                }) }
            </div>
            if !own.levels.is_empty() {
                <details class="import-words">
                    <summary>{ page::LEVELS.0 }</summary>
                    <ol>{ for own.levels.iter().enumerate().map(level) }</ol>
                    { paragraph("muted small", page::LEVELS_NOTE) }
                </details>
            }
            if !own.told.is_empty() {
                { span("below", own.told.clone()) }
            }
        </>
    }
}

/// A text that can be changed, with its label above it.
fn text_field(id: String, shown: &TextField, onchange: &Callback<String>) -> Html {
    let onchange =
        onchange.reform(|event: Event| event.target_unchecked_into::<HtmlInputElement>().value());
    html! {
        <span class="picker">
            <label class="field-label" for={id.clone()}>{ shown.label.clone() }</label>
            <input {id} type="text" autocomplete="off" value={shown.value.clone()} {onchange} />
        </span>
    }
}

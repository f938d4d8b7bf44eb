//! What can be chosen by the columns that the user keeps.

use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use crate::engine::own_column::OwnColumn;
use crate::engine::report::FileReport;
use crate::view::cohort::sentences;
use crate::view::study::controls::{OwnControl, OwnFilter, Side, own_controls};
use crate::web::fields::input_text;
use crate::web::markup::paragraph;
use crate::web::state::study::StudyAction;
use crate::web::state::workbench::{Action, State};

/// The kept columns with their choices; nothing where none is kept.
pub(super) fn own_columns(state: &State, file: &FileReport, dispatch: &Callback<Action>) -> Html {
    let columns: Vec<&OwnColumn> =
        file.import.own_columns.iter().map(|used| &used.column).collect();
    if columns.is_empty() {
        return html! {};
    }
    let controls = own_controls(columns.iter().copied(), &state.study.choices);
    let line = |(place, (control, column)): (usize, (&OwnControl, &&OwnColumn))| {
        own_column(place, control, column, dispatch)
    };
    html! {
        <fieldset class="choice">
            <legend class="field-label">{ sentences::OWN_COLUMNS }</legend>
            { paragraph("note", sentences::OWN_COLUMNS_NOTE) }
            { for controls.iter().zip(&columns).enumerate().map(line) }
        </fieldset>
    }
}

fn own_column(
    place: usize,
    control: &OwnControl,
    column: &OwnColumn,
    dispatch: &Callback<Action>,
) -> Html {
    let id = format!("own-adjusts-{place}");
    let name = control.column.clone();
    let onchange = dispatch.reform(move |event: Event| {
        let is_checked = event.target_unchecked_into::<HtmlInputElement>().checked();
        Action::Study(StudyAction::Adjust(name.clone(), is_checked))
    });
    let filter = match &control.filter {
        OwnFilter::Range(sides) => html! {
            { for [Side::From, Side::To].into_iter().zip(sides).map(|(side, (text, problem))| {
                limit((place, side), control, (column, text, problem), dispatch)
            }) }
        },
        OwnFilter::Level(chosen, levels) => level(place, control, (chosen, levels), dispatch),
    };
    html! {
        <div class="filter-grid">
            { filter }
            <div class="filter-field">
                <span class="choice-option">
                    <input type="checkbox" id={id.clone()} checked={control.is_adjuster} {onchange} />
                    <label for={id}>{ sentences::adjusts(&control.label) }</label>
                </span>
            </div>
        </div>
    }
}

fn limit(
    (place, side): (usize, Side),
    control: &OwnControl,
    (column, text, problem): (&OwnColumn, &str, &'static str),
    dispatch: &Callback<Action>,
) -> Html {
    let id = format!("own-{}-{place}", if side == Side::From { "from" } else { "to" });
    let column = Box::new(column.clone());
    let oninput = dispatch.reform(move |event: InputEvent| {
        Action::Study(StudyAction::TypeOwn(column.clone(), side, input_text(&event)))
    });
    let message_id = format!("{id}-message");
    let is_wrong = !problem.is_empty();
    html! {
        <div class={if is_wrong { "filter-field field-error" } else { "filter-field" }}>
            <label class="field-label" for={id.clone()}>{ sentences::own_limit(&control.label, side) }</label>
            <span class="field-box">
                <input {id} class="field-input" type="text" autocomplete="off"
                    aria-describedby={message_id.clone()} aria-invalid={is_wrong.then_some("true")}
                    value={text.to_owned()} {oninput} />
            </span>
            <span class="field-message" id={message_id}>{ problem }</span>
        </div>
    }
}

fn level(
    place: usize,
    control: &OwnControl,
    (chosen, levels): (&str, &[String]),
    dispatch: &Callback<Action>,
) -> Html {
    let id = format!("own-level-{place}");
    let name = control.column.clone();
    let onchange = dispatch.reform(move |event: Event| {
        let level = event.target_unchecked_into::<HtmlSelectElement>().value();
        Action::Study(StudyAction::ChooseLevel(name.clone(), level))
    });
    let option = |level: &String| {
        html! { <option value={level.clone()} selected={level == chosen}>{ level.clone() }</option> }
    };
    html! {
        <div class="filter-field">
            <label class="field-label" for={id.clone()}>{ control.label.clone() }</label>
            <span class="picker">
                <select {id} {onchange}>
                    <option value="" selected={chosen.is_empty()}>{ sentences::EVERY_LEVEL }</option>
                    { for levels.iter().map(option) }
                </select>
            </span>
        </div>
    }
}

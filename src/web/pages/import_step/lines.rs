//! The lines of a question, each with its choice.

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::view::import::questions::{AnswerForm, Edit, QuestionLine};
use crate::view::import::{Picker, page};
use crate::web::markup::{cell, cell_of, row, row_head, span, table, table_head};

/// A question of several lines, and whom its answer is told.
#[derive(Properties, PartialEq)]
pub(super) struct LinesProps {
    pub id: String,
    pub title: String,
    pub form: AnswerForm,
    pub lines: Vec<QuestionLine>,
    pub on_answer: Callback<Vec<Edit>>,
}

/// The lines of a question, each with its choice, and the one button.
#[component]
pub(super) fn Lines(props: &LinesProps) -> Html {
    let LinesProps { id, title, form, lines, on_answer } = props;
    let proposed: Vec<String> = lines.iter().map(|line| line.picker.chosen.clone()).collect();
    let chosen = use_state(|| proposed.clone());
    let chosen_now = (*chosen).clone();
    let line = |(place, line): (usize, &QuestionLine)| {
        let (setter, now) = (chosen.setter(), chosen_now.clone());
        let onchange = Callback::from(move |event: Event| {
            let value = event.target_unchecked_into::<HtmlSelectElement>().value();
            let mut next = now.clone();
            if let Some(here) = next.get_mut(place) {
                *here = value;
            }
            setter.set(next);
        });
        let value = chosen_now.get(place).cloned().unwrap_or_default();
        let text = html! { <>{ line.text.clone() }{ span("below", line.place.clone()) }</> };
        row(
            if value.is_empty() { "row-open" } else { "" },
            [
                row_head(text),
                cell("number", line.n.clone()),
                cell_of("", select(format!("{id}-{place}"), &line.picker, &value, onchange)),
            ],
        )
    };
    let is_ready = form.is_ready(&chosen_now);
    let onclick = {
        let edits: Vec<Edit> =
            lines.iter().zip(&chosen_now).map(|(line, value)| line.edit(value)).collect();
        on_answer.reform(move |_: MouseEvent| edits.clone())
    };
    let [text, cells, meaning] = page::LINES;
    html! {
        <>
            { table("table table-narrow question-lines", title.clone(), html! {
                <>
                    { table_head(&[("", text), ("number", cells), ("", meaning)]) }
                    <tbody>{ for lines.iter().enumerate().map(line) }</tbody>
                </>
            }) }
            <p class="button-row">
                <button type="button" class="button button-primary" disabled={!is_ready} {onclick}>
                    { page::answer(chosen_now == proposed && is_ready) }
                </button>
                if !is_ready {
                    { span("muted small", page::UNANSWERED) }
                }
            </p>
        </>
    }
}

fn select(id: String, picker: &Picker, value: &str, onchange: Callback<Event>) -> Html {
    let one = |(option, label): &(String, String)| {
        let label = if *option == picker.chosen && !picker.is_open {
            format!("{label}{}", page::PROPOSED)
        } else {
            label.clone()
        };
        html! { <option value={option.clone()} selected={option == value}>{ label }</option> }
    };
    html! {
        <span class={classes!("picker", value.is_empty().then_some("picker-open"))}>
            <label class="visually-hidden" for={id.clone()}>{ picker.label.clone() }</label>
            <select {id} {onchange}>
                if value.is_empty() {
                    <option value="" selected=true disabled=true>{ page::CHOOSE }</option>
                }
                { for picker.options.iter().map(one) }
            </select>
        </span>
    }
}

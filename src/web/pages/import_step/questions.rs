//! The list of open questions: each with its cells and its answers.

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::engine::reader::settings::ImportSettings;
use crate::view::import::Picker;
use crate::view::import::questions::{
    AnswerButton, AnswerForm, Edit, ImportQuestion, QuestionLine, all_safe, apply,
};
use crate::web::markup::{cell, cell_of, paragraph, row, row_head, span, table, table_head};

/// The questions, the choices so far, and whom an answer is told.
#[derive(Properties, PartialEq)]
pub(super) struct QuestionsProps {
    pub asked: Vec<ImportQuestion>,
    pub settings: ImportSettings,
    pub on_choose: Callback<ImportSettings>,
}

/// Every open question.
#[component]
pub(super) fn Questions(props: &QuestionsProps) -> Html {
    let QuestionsProps { asked, settings, on_choose } = props;
    if asked.is_empty() {
        return html! {};
    }
    let answer = {
        let settings = settings.clone();
        on_choose.reform(move |edits: Vec<Edit>| apply(&settings, &edits))
    };
    let title = match asked.len() {
        1 => "One question before the file can be read".to_owned(),
        n => format!("{n} questions before the file can be read"),
    };
    let all = all_safe(asked).map(|(n, edits)| {
        let onclick = answer.reform(move |_: MouseEvent| edits.clone());
        html! {
            <p class="button-row">
                <button type="button" class="button" {onclick}>
                    { format!("Accept the proposed answers to {n} questions") }
                </button>
                { span("muted small", "Only those that the texts themselves say; every change is listed in the report.") }
            </p>
        }
    });
    html! {
        <section class="questions" aria-labelledby="questions-title">
            <h3 id="questions-title" class="subsection-title">{ title }</h3>
            { all }
            <ol class="question-list">
                { for asked.iter().map(|one| html! {
                    <Question key={one.key.clone()} asked={one.clone()} on_answer={answer.clone()} />
                }) }
            </ol>
        </section>
    }
}

#[derive(Properties, PartialEq)]
struct QuestionProps {
    asked: ImportQuestion,
    on_answer: Callback<Vec<Edit>>,
}

/// One question. What is chosen in its lines is kept here until all of them are
/// sent at once, so that the arrow keys can pass over choices.
#[component]
fn Question(props: &QuestionProps) -> Html {
    let QuestionProps { asked, on_answer } = props;
    let id = format!(
        "question-{}",
        asked.key.replace(|letter: char| !letter.is_ascii_alphanumeric(), "-")
    );
    html! {
        <li class="question">
            <h4 class="question-title" tabindex="-1" id={id.clone()}>{ asked.title.clone() }</h4>
            { paragraph("muted", asked.why.clone()) }
            if !asked.evidence.is_empty() {
                { evidence(asked) }
            }
            {
                match &asked.form {
                    AnswerForm::Buttons(answers) => buttons(answers, on_answer),
                    // Other texts, as under another encoding, are another form.
                    AnswerForm::Lines { lines, .. } => html! {
                        <Lines key={texts(lines)} {id} form={asked.form.clone()} lines={lines.clone()} title={asked.title.clone()}
                            on_answer={on_answer.clone()} />
                    },
                }
            }
        </li>
    }
}

fn texts(lines: &[QuestionLine]) -> String {
    lines.iter().flat_map(|line| [line.text.as_str(), "\n"]).collect()
}

fn evidence(asked: &ImportQuestion) -> Html {
    let head: Vec<(&'static str, &'static str)> =
        asked.head.iter().map(|name| ("", *name)).collect();
    let line = |texts: &Vec<String>| {
        let mut texts = texts.iter().cloned();
        let first = texts.next().unwrap_or_default();
        let head = row_head(html! { { first } });
        row("", std::iter::once(head).chain(texts.map(|text| cell("", text))))
    };
    table(
        "table table-narrow question-cells",
        format!("Cells: {}", asked.title),
        html! {
            <>
                { table_head(&head) }
                <tbody>{ for asked.evidence.iter().map(line) }</tbody>
            </>
        },
    )
}

fn buttons(answers: &[AnswerButton], on_answer: &Callback<Vec<Edit>>) -> Html {
    let one = |answer: &AnswerButton| {
        let edits = answer.edits.clone();
        let onclick = on_answer.reform(move |_: MouseEvent| edits.clone());
        let class = classes!("button", answer.is_proposed.then_some("button-primary"));
        html! {
            <button type="button" {class} {onclick}>
                { answer.label.clone() }
                if answer.is_proposed { { span("proposed", " (proposed)") } }
            </button>
        }
    };
    html! { <p class="button-row">{ for answers.iter().map(one) }</p> }
}

#[derive(Properties, PartialEq)]
struct LinesProps {
    id: String,
    title: String,
    form: AnswerForm,
    lines: Vec<QuestionLine>,
    on_answer: Callback<Vec<Edit>>,
}

/// The lines of a question, each with its choice, and the one button.
#[component]
fn Lines(props: &LinesProps) -> Html {
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
    html! {
        <>
            { table("table table-narrow question-lines", title.clone(), html! {
                <>
                    { table_head(&[("", "In the file"), ("number", "Cells"), ("", "Stands for")]) }
                    <tbody>{ for lines.iter().enumerate().map(line) }</tbody>
                </>
            }) }
            <p class="button-row">
                <button type="button" class="button button-primary" disabled={!is_ready} {onclick}>
                    { if chosen_now == proposed && is_ready { "Accept these answers" } else { "Use these answers" } }
                </button>
                if !is_ready {
                    { span("muted small", "Choose an answer in every marked line.") }
                }
            </p>
        </>
    }
}

fn select(id: String, picker: &Picker, value: &str, onchange: Callback<Event>) -> Html {
    let one = |(option, label): &(String, String)| {
        let label = if *option == picker.chosen && !picker.is_open {
            format!("{label} (proposed)")
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
                    <option value="" selected=true disabled=true>{ "choose…" }</option>
                }
                { for picker.options.iter().map(one) }
            </select>
        </span>
    }
}

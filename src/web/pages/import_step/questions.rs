//! The list of open questions: each with its cells and its answers.

use yew::prelude::*;

use super::lines::Lines;
use crate::engine::reader::settings::ImportSettings;
use crate::view::import::page;
use crate::view::import::questions::{
    AnswerButton, AnswerForm, Edit, ImportQuestion, QuestionLine, all_safe, apply,
};
use crate::web::markup::{cell, paragraph, row, row_head, span, table, table_head};

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
    let all = all_safe(asked).map(|(n, edits)| {
        let onclick = answer.reform(move |_: MouseEvent| edits.clone());
        html! {
            <p class="button-row">
                <button type="button" class="button" {onclick}>
                    { page::accept(n) }
                </button>
                { span("muted small", page::ACCEPTED) }
            </p>
        }
    });
    html! {
        <section class="questions" aria-labelledby="questions-title">
            <h3 id="questions-title" class="subsection-title">{ page::questions(asked.len()) }</h3>
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
        page::evidence(&asked.title),
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
                if answer.is_proposed { { span("proposed", page::PROPOSED) } }
            </button>
        }
    };
    html! { <p class="button-row">{ for answers.iter().map(one) }</p> }
}

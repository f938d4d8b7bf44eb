//! The calculator: a question on top, its form on the left, every applicable
//! result on the right.

mod control;
mod form;
mod pasted;
mod result;

use yew::prelude::*;

use crate::view::abbreviations;
use crate::view::calculator::form::Question;
use crate::view::calculator::page;
use crate::web::fields::choice::{radio, radios};
use crate::web::markup::paragraph;
use crate::web::state::tables::TablesAction;
use crate::web::state::workbench::State;
use form::tables_form;
use result::tables_result;

/// The calculator page. It answers on every keystroke.
pub(in crate::web) fn tables_page(
    state: &State,
    dispatch: &Callback<TablesAction>,
    on_stop: &Callback<MouseEvent>,
) -> Html {
    let tables = &state.tables;
    html! {
        <div class="tables">
            <section class="panel no-print" aria-labelledby="tables-title">
                <h1 id="tables-title" class="page-title">{ page::TITLE }</h1>
                { paragraph("note", page::INTRODUCTION) }
                { questions(tables.question, dispatch) }
            </section>
            <div class="columns columns-form">
                { tables_form(tables, dispatch) }
                { tables_result(tables, state.is_without_engine, dispatch, on_stop) }
            </div>
            { paragraph("muted small", abbreviations::line(&abbreviations::TABLES)) }
        </div>
    }
}

fn questions(current: Question, dispatch: &Callback<TablesAction>) -> Html {
    let option = |question: Question| {
        let form = question.form();
        let onchange = dispatch.reform(move |_: Event| TablesAction::Choose(question));
        let id = format!("question-{}", form.id);
        radio(id, "question".into(), form.title, question == current, onchange)
    };
    let options = Question::ALL.into_iter().map(option).collect();
    radios("choice", page::ASK, options)
}

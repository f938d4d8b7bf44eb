//! What a pasted text was taken as, below its field: sentences with the other ways
//! to take it.

use yew::prelude::*;

use crate::view::calculator::Input;
use crate::view::calculator::form::FieldName;
use crate::view::calculator::page;
use crate::view::calculator::pasted::{Interpretation, OtherInterpretation};
use crate::web::browser;
use crate::web::state::tables::{Tables, TablesAction};

/// The heading, where the keyboard goes when a button was pressed that may be gone
/// with the next answer.
const TITLE: &str = "taken-title";

/// What the text of a field was taken as, and what could be done about what is
/// wrong with it.
pub(super) fn pasted(tables: &Tables, field: FieldName, dispatch: &Callback<TablesAction>) -> Html {
    let input = Input::Field(field);
    let problem = tables.shown.problems.iter().find(|problem| problem.input == input);
    let ways = problem.map(|problem| problem.offers.as_slice()).unwrap_or_default();
    let taken = tables.shown.taken.as_slice();
    if ways.is_empty() && taken.is_empty() {
        return html! {};
    }
    let title = page::taken_title(!ways.is_empty());
    html! {
        <section class="taken field-wide" aria-labelledby={TITLE}>
            <h3 id={TITLE} class="field-label" tabindex="-1">{ title }</h3>
            if !ways.is_empty() {
                { offers("button", ways, dispatch) }
            }
            if !taken.is_empty() {
                <ul class="taken-list">{ for taken.iter().map(|one| line(one, dispatch)) }</ul>
            }
        </section>
    }
}

fn line(taken: &Interpretation, dispatch: &Callback<TablesAction>) -> Html {
    html! {
        <li>
            { taken.sentence.clone() }
            if !taken.offers.is_empty() {
                { offers("button button-small", &taken.offers, dispatch) }
            }
        </li>
    }
}

fn offers(
    class: &'static str,
    offers: &[OtherInterpretation],
    dispatch: &Callback<TablesAction>,
) -> Html {
    let button = |offer: &OtherInterpretation| {
        let decision = offer.decision;
        let onclick = dispatch.reform(move |_: MouseEvent| {
            browser::focus(TITLE);
            TablesAction::Decide(decision)
        });
        html! {
            <button type="button" {class} {onclick}>{ offer.label.clone() }</button>
        }
    };
    html! { <span class="button-row">{ for offers.iter().map(button) }</span> }
}

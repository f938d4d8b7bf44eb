//! The rule and the cut-offs in force, where they can be changed.

use yew::prelude::*;

use crate::engine::protocol::CytotoxicityRule;
use crate::engine::quantity::Quantity;
use crate::view::patient::settings::{cutoff_field, cutoffs_summary};
use crate::view::words;
use crate::web::app::input_text;
use crate::web::fields::choice::choice;
use crate::web::fields::number_field::slug;
use crate::web::state::{Action, State};

/// The cytotoxicity rule and the five cut-offs.
pub(in crate::web) fn protocol_settings(state: &State, dispatch: &Callback<Action>) -> Html {
    let protocol = &state.protocol;
    let options = CytotoxicityRule::ALL.map(|rule| (rule, words::rule(rule)));
    let on_rule = dispatch.reform(Action::ChooseRule);
    let on_reset = dispatch.reform(|_: MouseEvent| Action::ResetCutoffs);
    html! {
        <section class="settings" aria-labelledby="settings-title">
            <h2 id="settings-title" class="section-title">{ "Rules in force" }</h2>
            { choice(
                "rule",
                "NK cytotoxicity is high when above the cut-off at",
                &options,
                protocol.cytotoxicity_rule,
                &on_rule,
            ) }
            <p class="note">{ words::rule_note(protocol.cytotoxicity_rule) }</p>
            <p class="note">{ words::RULE_REASON }</p>
            <details class="cutoffs">
                <summary>
                    { "Cut-offs: " }<strong>{ cutoffs_summary(protocol) }</strong>
                </summary>
                <p class="note">
                    { "Cut-offs belong to a laboratory and its assay. Change them to those of your own; \
                       every result and every file then says so." }
                </p>
                <div class="cutoff-grid">
                    { for Quantity::LABORATORY.map(|quantity| cutoff(state, dispatch, quantity)) }
                </div>
                <button type="button" class="button button-quiet" onclick={on_reset}>
                    { "Back to the cut-offs of Han 2025" }
                </button>
            </details>
        </section>
    }
}

fn cutoff(state: &State, dispatch: &Callback<Action>, quantity: Quantity) -> Html {
    let field = cutoff_field(&state.protocol, quantity, state.cutoff_text(quantity));
    let id = format!("cutoff-{}", slug(quantity));
    let message_id = format!("{id}-message");
    let oninput =
        dispatch.reform(move |event: InputEvent| Action::TypeCutoff(quantity, input_text(&event)));
    html! {
        <div class={classes!("field", field.message.is_some().then_some("field-error"))}>
            <label class="field-label" for={id.clone()}>{ words::quantity(quantity) }</label>
            <span class="field-box">
                <span class="field-prefix" aria-hidden="true">{ ">" }</span>
                <input
                    {id}
                    class="field-input"
                    type="text"
                    inputmode="decimal"
                    autocomplete="off"
                    spellcheck="false"
                    value={field.text.clone()}
                    aria-describedby={message_id.clone()}
                    aria-invalid={field.message.is_some().then_some("true")}
                    {oninput}
                />
                <span class="field-unit">{ words::unit(quantity) }</span>
            </span>
            <span class="field-message" id={message_id}>
                { field.message.clone().unwrap_or(field.source) }
            </span>
        </div>
    }
}

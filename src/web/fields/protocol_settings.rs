//! The rule and the cut-offs in force, where they can be changed.

use yew::prelude::*;

use crate::engine::protocol::CytotoxicityRule;
use crate::engine::quantity::Quantity;
use crate::view::patient::settings::{cutoff_field, cutoffs_summary};
use crate::view::words;
use crate::web::fields::choice::choice;
use crate::web::fields::number_field::{TextField, slug};
use crate::web::markup::{button, heading, paragraph};
use crate::web::state::rules::{Rules, RulesAction};

/// The cytotoxicity rule and the five cut-offs.
pub(in crate::web) fn protocol_settings(rules: &Rules, dispatch: &Callback<RulesAction>) -> Html {
    let protocol = &rules.protocol;
    let choices = CytotoxicityRule::ALL.map(|rule| {
        (words::rule(rule), rule == protocol.cytotoxicity_rule, RulesAction::ChooseRule(rule))
    });
    let on_reset = dispatch.reform(|_: MouseEvent| RulesAction::ResetCutoffs);
    html! {
        <section class="settings" aria-labelledby="settings-title">
            { heading("settings-title", "Rules in force") }
            { choice(
                "rule",
                "NK cytotoxicity is high when above the cut-off at",
                dispatch,
                &choices,
            ) }
            { paragraph("note", words::rule_note(protocol.cytotoxicity_rule)) }
            { paragraph("note", words::RULE_REASON) }
            <details class="cutoffs">
                <summary>
                    { "Cut-offs: " }<strong>{ cutoffs_summary(protocol) }</strong>
                </summary>
                { paragraph("note", "Cut-offs belong to a laboratory and its assay. Change them to those of your own; \
                       every result and every file then says so.") }
                <div class="cutoff-grid">
                    { for Quantity::LABORATORY.map(|quantity| cutoff(rules, dispatch, quantity)) }
                </div>
                { button("button button-quiet", "Back to the cut-offs of Han 2025", on_reset) }
            </details>
        </section>
    }
}

fn cutoff(rules: &Rules, dispatch: &Callback<RulesAction>, quantity: Quantity) -> Html {
    let field = cutoff_field(&rules.protocol, quantity, rules.cutoff_text(quantity));
    let text_field = TextField {
        id: format!("cutoff-{}", slug(quantity)),
        label: words::quantity(quantity),
        prefix: ">",
        unit: words::unit(quantity),
        text: &field.text,
        message: Some(&field.message),
    };
    text_field.render(&dispatch.reform(move |text| RulesAction::TypeCutoff(quantity, text)))
}

//! The laboratory's protocol, where it can be changed, and what is tried in its place.

use yew::prelude::*;

use crate::engine::protocol::CytotoxicityRule;
use crate::engine::quantity::Quantity;
use crate::view::patient::settings::{CutoffField, cutoff_field, losses_field};
use crate::view::protocol::{self, Notice, Place};
use crate::view::words;
use crate::web::fields::choice::choice;
use crate::web::fields::input_text;
use crate::web::fields::number_field::{TextField, slug};
use crate::web::markup::{button, heading, paragraph};
use crate::web::state::rules::{Decision, Rules, RulesAction, Trial};

/// The laboratory's protocol: the one panel in which it is decided, on whatever page
/// it stands.
pub(in crate::web) fn laboratory_settings(rules: &Rules, dispatch: &Callback<RulesAction>) -> Html {
    let laboratory = &rules.laboratory;
    let decide = dispatch.reform(RulesAction::Decide);
    let rule = laboratory.protocol.cytotoxicity_rule;
    let on_name = decide.reform(|event: InputEvent| Decision::Name(input_text(&event)));
    let choices =
        CytotoxicityRule::ALL.map(|one| (words::rule(one), one == rule, Decision::Rule(one)));
    html! {
        <section class="settings" aria-labelledby="laboratory-protocol-title">
            { heading("laboratory-protocol-title", "The laboratory’s protocol") }
            <p>
                <strong>{ protocol::name(laboratory) }</strong>
                { ": " }{ protocol::summary(&laboratory.protocol) }{ "." }
            </p>
            <details class="cutoffs">
                <summary>{ "Change it for Patient and Cohort" }</summary>
                { paragraph("note", "Cut-offs belong to a laboratory and its assay. Change them to those of your own; \
                       every result and every file then says so.") }
                <div class="field">
                    <label class="field-label" for="laboratory-name">{ "Name" }</label>
                    <input id="laboratory-name" class="field-input field-input-wide" type="text"
                        autocomplete="off" spellcheck="false"
                        value={laboratory.typed_name().to_owned()} oninput={on_name} />
                </div>
                { choice("rule", "NK cytotoxicity is high when above the cut-off at", &decide, &choices) }
                { paragraph("note", words::rule_note(rule)) }
                <div class="cutoff-grid">
                    { for Quantity::LABORATORY.map(|quantity| cutoff(rules, &decide, quantity)) }
                    { fewest_losses(rules, &decide) }
                </div>
                { button(
                    "button button-quiet",
                    "Back to Han 2025",
                    decide.reform(|_: MouseEvent| Decision::Paper),
                ) }
            </details>
        </section>
    }
}

fn cutoff(rules: &Rules, decide: &Callback<Decision>, quantity: Quantity) -> Html {
    let text = rules.cutoff_text(quantity);
    let CutoffField { text, message } = cutoff_field(&rules.laboratory.protocol, quantity, text);
    let text_field = TextField {
        id: format!("cutoff-{}", slug(quantity)),
        label: words::quantity(quantity),
        prefix: ">",
        unit: words::unit(quantity),
        text: &text,
        message: Some(&message),
    };
    text_field.render(&decide.reform(move |text| Decision::Cutoff(quantity, text)))
}

fn fewest_losses(rules: &Rules, decide: &Callback<Decision>) -> Html {
    let CutoffField { text, message } =
        losses_field(&rules.laboratory.protocol, rules.losses_text());
    let text_field = TextField {
        id: "fewest-losses".to_owned(),
        label: "Previous losses",
        prefix: "≥",
        unit: "",
        text: &text,
        message: Some(&message),
    };
    text_field.render(&decide.reform(Decision::MinimumLosses))
}

/// The choice of a cytotoxicity rule for this page alone.
pub(in crate::web) fn rule_trial(rules: &Rules, dispatch: &Callback<RulesAction>) -> Html {
    let rule = rules.protocol.cytotoxicity_rule;
    let choices = CytotoxicityRule::ALL
        .map(|one| (words::rule(one), one == rule, RulesAction::Try(Trial::Rule(one))));
    choice(
        "try-rule",
        "Try a rule: NK cytotoxicity is high when above the cut-off at",
        dispatch,
        &choices,
    )
}

/// What stands out where the results are not the laboratory's or not the study's.
pub(in crate::web) fn protocol_notices(
    rules: &Rules,
    place: Place,
    dispatch: &Callback<RulesAction>,
) -> Html {
    let laboratory = &rules.laboratory;
    let notice = |notice: Option<Notice>, back: RulesAction| {
        let notice = notice?;
        let on_back = dispatch.reform(move |_: MouseEvent| back.clone());
        Some(html! {
            <div class="notice notice-protocol">
                <p>
                    <strong>{ notice.title }</strong>{ " " }{ notice.text }{ " " }
                    <span class="muted">{ notice.reach }</span>
                </p>
                { button("button no-print", notice.back, on_back) }
            </div>
        })
    };
    let what_if = protocol::what_if(laboratory, &rules.protocol, place);
    // A region that is there before it has something to say is heard when it does.
    html! {
        <div class="protocol-notices" role="status" aria-label="Protocol">
            { for notice(what_if, RulesAction::Try(Trial::End)) }
            { for notice(protocol::own_protocol(laboratory), RulesAction::Decide(Decision::Paper)) }
        </div>
    }
}

//! The laboratory's protocol, where it can be changed, and what is tried in its place.

use yew::prelude::*;

use crate::engine::protocol::CytotoxicityRule;
use crate::engine::quantity::Quantity;
use crate::view::language::PatientWords;
use crate::view::language::labels::Label;
use crate::view::notices::{self, Notice};
use crate::view::patient::settings::{CutoffField, cutoff_field, losses_field};
use crate::view::protocol::Place;
use crate::web::fields::choice::choice;
use crate::web::fields::input_text;
use crate::web::fields::number_field::{TextField, slug};
use crate::web::markup::{button, heading, paragraph};
use crate::web::state::rules::{ProtocolChange, Rules, RulesAction, WhatIf};

/// The laboratory's protocol: the one panel in which it is decided, on whatever page
/// it stands.
pub(in crate::web) fn laboratory_settings(
    rules: &Rules,
    words: &dyn PatientWords,
    dispatch: &Callback<RulesAction>,
) -> Html {
    let laboratory = &rules.laboratory;
    let decide = dispatch.reform(RulesAction::Decide);
    let rule = laboratory.protocol.cytotoxicity_rule;
    let on_name = decide.reform(|event: InputEvent| ProtocolChange::Name(input_text(&event)));
    let choices =
        CytotoxicityRule::ALL.map(|one| (words.rule(one), one == rule, ProtocolChange::Rule(one)));
    html! {
        <section class="settings" aria-labelledby="laboratory-protocol-title">
            { heading("laboratory-protocol-title", words.label(Label::LaboratoryProtocol)) }
            <p>
                <strong>{ words.protocol_name(laboratory) }</strong>
                { ": " }{ words.protocol_summary(&laboratory.protocol) }
            </p>
            <details class="cutoffs">
                <summary>{ words.label(Label::ChangeProtocol) }</summary>
                { paragraph("note", words.label(Label::ChangeNote)) }
                <div class="field">
                    <label class="field-label" for="laboratory-name">{ words.label(Label::Name) }</label>
                    <input id="laboratory-name" class="field-input field-input-wide" type="text"
                        autocomplete="off" spellcheck="false"
                        value={laboratory.typed_name().to_owned()} oninput={on_name} />
                </div>
                { choice("rule", words.label(Label::HighWhen), &decide, &choices) }
                { paragraph("note", words.rule_note(rule)) }
                <div class="cutoff-grid">
                    { for Quantity::LABORATORY.map(|quantity| cutoff(rules, words, &decide, quantity)) }
                    { fewest_losses(rules, words, &decide) }
                </div>
                { button(
                    "button button-quiet",
                    words.label(Label::BackToStudy),
                    decide.reform(|_: MouseEvent| ProtocolChange::Paper),
                ) }
            </details>
        </section>
    }
}

fn cutoff(
    rules: &Rules,
    words: &dyn PatientWords,
    decide: &Callback<ProtocolChange>,
    quantity: Quantity,
) -> Html {
    let text = rules.cutoff_text(quantity);
    let CutoffField { text, message } =
        cutoff_field(&rules.laboratory.protocol, quantity, text, words);
    let text_field = TextField {
        id: format!("cutoff-{}", slug(quantity)),
        label: words.quantity(quantity),
        spoken: Some(words.cutoff(quantity)),
        prefix: ">",
        unit: words.unit(quantity),
        text: &text,
        message: Some(&message),
    };
    text_field.render(&decide.reform(move |text| ProtocolChange::Cutoff(quantity, text)))
}

fn fewest_losses(
    rules: &Rules,
    words: &dyn PatientWords,
    decide: &Callback<ProtocolChange>,
) -> Html {
    let CutoffField { text, message } =
        losses_field(&rules.laboratory.protocol, rules.losses_text(), words);
    let text_field = TextField {
        id: "fewest-losses".to_owned(),
        label: words.label(Label::FewestLosses),
        spoken: None,
        prefix: "≥",
        unit: String::new(),
        text: &text,
        message: Some(&message),
    };
    text_field.render(&decide.reform(ProtocolChange::MinimumLosses))
}

/// The choice of a cytotoxicity rule for this page alone.
pub(in crate::web) fn rule_trial(
    rules: &Rules,
    words: &dyn PatientWords,
    dispatch: &Callback<RulesAction>,
) -> Html {
    let rule = rules.protocol.cytotoxicity_rule;
    let choices = CytotoxicityRule::ALL
        .map(|one| (words.rule(one), one == rule, RulesAction::Try(WhatIf::Rule(one))));
    choice("try-rule", words.label(Label::TryARule), dispatch, &choices)
}

/// What stands out where the results are not the laboratory's or not the study's.
pub(in crate::web) fn protocol_notices(
    rules: &Rules,
    place: Place,
    words: &dyn PatientWords,
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
    let what_if = notices::what_if(laboratory, &rules.protocol, place, words);
    // A region that is there before it has something to say is heard when it does.
    html! {
        <div class="protocol-notices" role="status" aria-label={words.label(Label::Protocol)}>
            { for notice(what_if, RulesAction::Try(WhatIf::End)) }
            { for notice(notices::own_protocol(laboratory, words), RulesAction::Decide(ProtocolChange::Paper)) }
        </div>
    }
}

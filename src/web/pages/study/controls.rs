//! What can be chosen: the women and the cut-offs.

use yew::prelude::*;

use crate::engine::quantity::Quantity;
use crate::engine::record::Etiology;
use crate::engine::report::FileReport;
use crate::view::cohort::sentences;
use crate::view::language::english::English;
use crate::view::study::controls::{ChoiceField, slider};
use crate::web::fields::choice::choice;
use crate::web::fields::input_text;
use crate::web::fields::protocol_settings::rule_trial;
use crate::web::intake::file_input;
use crate::web::markup::{button, paragraph};
use crate::web::pages::command::CohortCommand;
use crate::web::pages::study::own::own_columns;
use crate::web::state::rules::{RulesAction, WhatIf};
use crate::web::state::study::StudyAction;
use crate::web::state::workbench::{Action, State};

/// Everything that can be chosen for the file in hand.
pub(super) fn controls(
    state: &State,
    file: &FileReport,
    dispatch: &Callback<Action>,
    on_command: &Callback<CohortCommand>,
) -> Html {
    let chosen = state.study.choices.etiology;
    let etiologies = [
        ("All", None),
        ("Idiopathic", Some(Etiology::Idiopathic)),
        ("Known etiology", Some(Etiology::Known)),
    ]
    .map(|(name, etiology)| {
        let action = Action::Study(StudyAction::ChooseEtiology(etiology));
        (name, etiology == chosen, action)
    });
    let on_reset = dispatch.reform(|_: MouseEvent| Action::Study(StudyAction::ChooseAll));
    let is_adjusted = state.study.choices.adjust_table_one;
    let adjusting = [("Adjusted by Holm", true), ("As they are", false)].map(|(name, adjust)| {
        let action = Action::Study(StudyAction::AdjustTableOne(adjust));
        (name, adjust == is_adjusted, action)
    });
    html! {
        <div class="no-print">
            { choice("filter-etiology", "Etiology", dispatch, &etiologies) }
            <div class="filter-grid">{ for ChoiceField::ALL.map(|one| field(state, dispatch, one)) }</div>
            { own_columns(state, file, dispatch) }
            { choice("adjust-table-one", "p-values of table 1", dispatch, &adjusting) }
            { paragraph("note", sentences::WHAT_IF) }
            { rule_trial(&state.rules, &English, &dispatch.reform(Action::Rules)) }
            <div class="slider-grid">
                { for Quantity::LABORATORY.map(|quantity| cutoff(state, dispatch, quantity)) }
            </div>
            <p class="button-row">
                { button("button button-quiet", "All women", on_reset) }
                { button(
                    "button button-quiet",
                    "Back to the laboratory’s protocol",
                    dispatch.reform(|_: MouseEvent| Action::Rules(RulesAction::Try(WhatIf::End))),
                ) }
                { file_input(
                    "session",
                    "button button-quiet",
                    "Open a session",
                    ".json,application/json",
                    &on_command.reform(CohortCommand::TakeSaved),
                ) }
            </p>
        </div>
    }
}

fn field(state: &State, dispatch: &Callback<Action>, which: ChoiceField) -> Html {
    let choices = &state.study.choices;
    let problem = choices.problem(which);
    let oninput = dispatch.reform(move |event: InputEvent| {
        Action::Study(StudyAction::Type(which, input_text(&event)))
    });
    let message_id = format!("{}-message", which.id());
    let is_wrong = !problem.is_empty();
    html! {
        <div class={if is_wrong { "filter-field field-error" } else { "filter-field" }}>
            <label class="field-label" for={which.id()}>{ which.label() }</label>
            <span class="field-box">
                <input id={which.id()} class="field-input" type="text" inputmode="decimal" autocomplete="off"
                    aria-describedby={message_id.clone()} aria-invalid={is_wrong.then_some("true")}
                    value={choices.text(which).to_owned()} {oninput} />
            </span>
            <span class="field-message" id={message_id}>{ problem }</span>
        </div>
    }
}

fn cutoff(state: &State, dispatch: &Callback<Action>, quantity: Quantity) -> Html {
    let slider = slider(&state.rules.protocol, quantity);
    let oninput = dispatch.reform(move |event: InputEvent| {
        Action::Rules(RulesAction::Try(WhatIf::Cutoff(quantity, input_text(&event))))
    });
    html! {
        <div class="slider">
            <label for={slider.id.clone()}>{ slider.label }</label>
            <output for={slider.id.clone()}>{ slider.reading.clone() }</output>
            <input id={slider.id.clone()} type="range" min={slider.minimum} max={slider.maximum}
                step={slider.step} value={slider.value} aria-valuetext={slider.reading} {oninput} />
        </div>
    }
}

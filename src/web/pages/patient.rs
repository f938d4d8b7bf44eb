//! One patient: the form on the left, what it means on the right.

use yew::prelude::*;

use crate::engine::quantity::Quantity;
use crate::engine::record::Etiology;
use crate::view::patient::{PatientDraft, PatientPage, assess};
use crate::view::protocol::{Place, mark};
use crate::view::words;
use crate::web::fields::choice::choice;
use crate::web::fields::input_text;
use crate::web::fields::number_field::number_field;
use crate::web::fields::protocol_settings::{laboratory_settings, protocol_notices, rule_trial};
use crate::web::markup::{heading, paragraph};
use crate::web::pages::patient_result::{patient_result, verdict_bar};
use crate::web::state::front::{Front, FrontAction};
use crate::web::state::rules::{Rules, RulesAction};
use crate::web::undo::{AFTER_PATIENT, Undo};

/// The patient page. It reads and classifies on every keystroke.
pub(in crate::web) fn patient_page(front: &Front, dispatch: &Callback<FrontAction>) -> Html {
    let draft = &front.patient;
    let page = assess(draft, &front.rules.protocol);
    let fields = Fields { page: &page, draft, dispatch };
    let rules = &front.rules;
    let on_rules = dispatch.reform(FrontAction::Rules);
    html! {
        <div class="columns">
            <form class="panel" aria-label="Values of one patient" autocomplete="off" onsubmit={|event: SubmitEvent| event.prevent_default()}>
                <div class="panel-head">
                    <h1 class="page-title">{ "One patient" }</h1>
                    <button type="button" class="button button-quiet" disabled={draft.is_empty()}
                        onclick={dispatch.reform(|_: MouseEvent| FrontAction::ClearPatient)}>
                        { "Clear" }
                    </button>
                </div>
                if let Some(offer) = front.cleared.standing() {
                    <Undo key={offer} said="Cleared." after={AFTER_PATIENT}
                        on_undo={dispatch.reform(|()| FrontAction::Undo)} />
                }
                { laboratory(&fields) }
                { history(&fields) }
                { rules_in_force(rules, &on_rules) }
                { laboratory_settings(rules, &on_rules) }
            </form>
            { patient_result(&page, protocol_notices(rules, Place::Patient, &on_rules)) }
            { verdict_bar(&page.outcome, mark(&rules.laboratory, &rules.protocol)) }
        </div>
    }
}

/// What the fields show and whom they tell.
struct Fields<'a> {
    page: &'a PatientPage,
    draft: &'a PatientDraft,
    dispatch: &'a Callback<FrontAction>,
}

impl Fields<'_> {
    fn number(&self, quantity: Quantity, label: Option<&'static str>) -> Html {
        let on_type = self.dispatch.reform(|(quantity, text)| FrontAction::Type(quantity, text));
        number_field(self.page.field(quantity), label, &on_type)
    }
}

/// The rule that classifies her, where another one can be tried.
fn rules_in_force(rules: &Rules, dispatch: &Callback<RulesAction>) -> Html {
    html! {
        <section class="settings" aria-labelledby="settings-title">
            { heading("settings-title", "Rule in force") }
            { rule_trial(rules, dispatch) }
            { paragraph("note", words::rule_note(rules.protocol.cytotoxicity_rule)) }
            { paragraph("note", words::RULE_REASON) }
        </section>
    }
}

fn laboratory(fields: &Fields<'_>) -> Html {
    let by_percentages = fields.draft.ratio_from_percentages;
    html! {
        <section aria-labelledby="laboratory-title">
            { heading("laboratory-title", "Laboratory") }
            <div class="field-grid">
                { fields.number(Quantity::NkPercent, None) }
            </div>
            <fieldset class="group">
                <legend class="group-title">{ "NK cytotoxicity, by effector-to-target ratio" }</legend>
                <div class="field-grid field-grid-3">
                    { fields.number(Quantity::NkCyto50, Some("50:1")) }
                    { fields.number(Quantity::NkCyto25, Some("25:1")) }
                    { fields.number(Quantity::NkCyto12_5, Some("12.5:1")) }
                </div>
            </fieldset>
            <fieldset class="group">
                <legend class="group-title">{ "Th1/Th2: TNF-α+ CD4+ over IL-10+ CD4+ cells" }</legend>
                { choice("ratio-by", "Given as", fields.dispatch, &[
                    ("Ratio", !by_percentages, FrontAction::GiveRatioByPercentages(false)),
                    ("Two percentages", by_percentages, FrontAction::GiveRatioByPercentages(true)),
                ]) }
                <div class="field-grid">
                    if by_percentages {
                        { fields.number(Quantity::TnfAlphaPercent, None) }
                        { fields.number(Quantity::Il10Percent, None) }
                    } else {
                        { fields.number(Quantity::Th1Th2Ratio, None) }
                    }
                </div>
            </fieldset>
        </section>
    }
}

fn history(fields: &Fields<'_>) -> Html {
    let draft = fields.draft;
    let etiology = |label, etiology| {
        (label, draft.etiology == etiology, FrontAction::ChooseEtiology(etiology))
    };
    let on_cause =
        fields.dispatch.reform(|event: InputEvent| FrontAction::TypeCause(input_text(&event)));
    html! {
        <section aria-labelledby="history-title">
            { heading("history-title", "History") }
            <div class="field-grid">
                { fields.number(Quantity::PreviousLosses, None) }
                { fields.number(Quantity::AgeYears, None) }
            </div>
            if let Some(losses) = &fields.page.losses {
                <p class="note note-warning" role="note">{ losses.text.clone() }</p>
            }
            { choice("etiology", "Etiology", fields.dispatch, &[
                etiology("Not stated", None),
                etiology("Idiopathic", Some(Etiology::Idiopathic)),
                etiology("Known etiology", Some(Etiology::Known)),
            ]) }
            if draft.etiology == Some(Etiology::Known) {
                <div class="field">
                    <label class="field-label" for="field-cause">{ "Which cause or causes" }</label>
                    <input id="field-cause" class="field-input field-input-wide" type="text"
                        autocomplete="off" spellcheck="false" value={draft.cause.clone()} oninput={on_cause} />
                </div>
            }
            <fieldset class="group">
                <legend class="visually-hidden">{ "Body mass index" }</legend>
                { choice("bmi-by", "Body mass index, given as", fields.dispatch, &[
                    ("BMI", !draft.bmi_from_height, FrontAction::GiveBmiByHeight(false)),
                    ("Height and weight", draft.bmi_from_height, FrontAction::GiveBmiByHeight(true)),
                ]) }
                <div class="field-grid">
                    if draft.bmi_from_height {
                        { fields.number(Quantity::HeightCm, None) }
                        { fields.number(Quantity::WeightKg, None) }
                    } else {
                        { fields.number(Quantity::Bmi, None) }
                    }
                </div>
            </fieldset>
            { paragraph("note", "Age, BMI, losses and etiology do not change the immune class.") }
        </section>
    }
}

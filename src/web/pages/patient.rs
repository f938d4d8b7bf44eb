//! One patient: the form on the left, what it means on the right.

mod handover;
pub(in crate::web) mod nearness;
mod slip;

use yew::prelude::*;

use crate::engine::quantity::Quantity;
use crate::engine::record::Etiology;
use crate::view::language::PatientWords;
use crate::view::language::labels::Label;
use crate::view::notices::mark;
use crate::view::patient::result::Tone;
use crate::view::patient::shortcuts::Shortcut;
use crate::view::patient::{PatientDraft, PatientPage, assess_with};
use crate::view::protocol::Place;
use crate::view::words::ratio;
use crate::web::bridge::Wish;
use crate::web::fields::choice::choice;
use crate::web::fields::input_text;
use crate::web::fields::number_field::number_field;
use crate::web::fields::protocol_settings::{protocol_notices, rule_trial};
use crate::web::markup::{heading, paragraph};
use crate::web::pages::patient_result::{patient_result, verdict_bar};
use crate::web::state::front::{Front, FrontAction};
use crate::web::state::rules::{Rules, RulesAction};
use crate::web::undo::{AFTER_PATIENT, Undo};

/// The patient page in the words of a language. It reads and classifies on every
/// keystroke.
pub(in crate::web) fn patient_page(
    front: &Front,
    words: &dyn PatientWords,
    dispatch: &Callback<FrontAction>,
    on_wish: &Callback<Wish>,
) -> Html {
    let draft = &front.patient;
    let protocol = &front.rules.protocol;
    let page = assess_with(draft, protocol, &front.rules.laboratory.precision, words);
    let fields = Fields { page: &page, draft, words, dispatch };
    let rules = &front.rules;
    let on_rules = dispatch.reform(FrontAction::Rules);
    let step = |label, key: Option<Shortcut>, can_be: bool, action: FrontAction| {
        let onclick = dispatch.reform(move |_: MouseEvent| action.clone());
        html! {
            <button type="button" class="button button-quiet" disabled={!can_be} {onclick}
                accesskey={key.map(Shortcut::key)}>
                { words.label(label) }
            </button>
        }
    };
    let has_history = front.history.can_undo() || front.history.can_redo();
    html! {
        <div class="columns">
            <form class="panel" aria-label={words.label(Label::Form)} autocomplete="off" onsubmit={|event: SubmitEvent| event.prevent_default()}>
                <div class="panel-head">
                    <h1 class="page-title">{ words.label(Label::OnePatient) }</h1>
                    <div class="panel-actions">
                        if has_history {
                            { step(Label::TakeBack, Some(Shortcut::TakeBack), front.history.can_undo(), FrontAction::TakeBack) }
                            { step(Label::Redo, Some(Shortcut::Redo), front.history.can_redo(), FrontAction::MakeAgain) }
                        }
                        { step(Label::Clear, Some(Shortcut::Clear), !draft.is_empty(), FrontAction::ClearPatient) }
                    </div>
                </div>
                if let Some(offer) = front.cleared.standing() {
                    <Undo key={offer} said={words.label(Label::Cleared)} undo={words.label(Label::Undo)}
                        how_long={words.label(Label::ForTenSeconds)} after={AFTER_PATIENT}
                        on_undo={dispatch.reform(|()| FrontAction::Undo)} />
                }
                if draft.is_example {
                    <p class="note note-warning" role="note">{ words.label(Label::ExampleValues) }</p>
                }
                { slip::slip_panel(front, words, dispatch) }
                if draft.is_empty() && front.slip.is_empty() {
                    <p class="no-print">
                        { step(Label::FillExample, None, true, FrontAction::FillExample) }
                    </p>
                }
                { laboratory(&fields) }
                { paragraph("note", words.label(Label::RepeatsHint)) }
                { history(&fields) }
                { rules_in_force(rules, words, &on_rules) }
                <p>
                    <strong>{ words.protocol_name(&rules.laboratory) }</strong>
                    { ": " }{ words.protocol_summary(&rules.laboratory.protocol) }
                </p>
                { nearness::to_laboratory(words) }
            </form>
            { patient_result(
                &page,
                words,
                protocol_notices(rules, Place::Patient, words, &on_rules),
                (page.outcome.tone != Tone::Empty)
                    .then(|| handover::handover(front, words, dispatch, on_wish)),
            ) }
            { verdict_bar("page-bar", &page.outcome, mark(&rules.laboratory, &rules.protocol, words)) }
        </div>
    }
}

/// What the fields show, in which words, and whom they tell.
struct Fields<'a> {
    page: &'a PatientPage,
    draft: &'a PatientDraft,
    words: &'a dyn PatientWords,
    dispatch: &'a Callback<FrontAction>,
}

impl Fields<'_> {
    fn number(&self, quantity: Quantity, label: Option<&'static str>) -> Html {
        let on_type = self.dispatch.reform(|(quantity, text)| FrontAction::Type(quantity, text));
        number_field(self.page.field(quantity), label, self.words, &on_type)
    }

    fn ratio(&self, quantity: Quantity) -> Html {
        self.number(quantity, Some(ratio(quantity)))
    }

    fn say(&self, label: Label) -> String {
        self.words.label(label)
    }
}

/// The rule that classifies her, where another one can be tried.
fn rules_in_force(
    rules: &Rules,
    words: &dyn PatientWords,
    dispatch: &Callback<RulesAction>,
) -> Html {
    html! {
        <section class="settings" aria-labelledby="settings-title">
            { heading("settings-title", words.label(Label::RuleInForce)) }
            { rule_trial(rules, words, dispatch) }
            { paragraph("note", words.rule_note(rules.protocol.cytotoxicity_rule)) }
            { paragraph("note", words.label(Label::RuleReason)) }
        </section>
    }
}

fn laboratory(fields: &Fields<'_>) -> Html {
    let by_percentages = fields.draft.ratio_from_percentages;
    html! {
        <section aria-labelledby="laboratory-title">
            { heading("laboratory-title", fields.say(Label::Laboratory)) }
            <div class="field-grid">
                { fields.number(Quantity::NkPercent, None) }
            </div>
            <fieldset class="group">
                <legend class="group-title">{ fields.say(Label::CytotoxicityByRatio) }</legend>
                <div class="field-grid field-grid-3">
                    { fields.ratio(Quantity::NkCyto50) }
                    { fields.ratio(Quantity::NkCyto25) }
                    { fields.ratio(Quantity::NkCyto12_5) }
                </div>
            </fieldset>
            <fieldset class="group">
                <legend class="group-title">{ fields.say(Label::Th1Th2) }</legend>
                { choice("ratio-by", fields.say(Label::GivenAs), fields.dispatch, &[
                    (fields.say(Label::Ratio), !by_percentages, FrontAction::GiveRatioByPercentages(false)),
                    (fields.say(Label::TwoPercentages), by_percentages, FrontAction::GiveRatioByPercentages(true)),
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
        (fields.say(label), draft.etiology == etiology, FrontAction::ChooseEtiology(etiology))
    };
    let on_cause =
        fields.dispatch.reform(|event: InputEvent| FrontAction::TypeCause(input_text(&event)));
    html! {
        <section aria-labelledby="history-title">
            { heading("history-title", fields.say(Label::History)) }
            <div class="field-grid">
                { fields.number(Quantity::PreviousLosses, None) }
                { fields.number(Quantity::AgeYears, None) }
            </div>
            if let Some(losses) = &fields.page.losses {
                <p class="note note-warning" role="note">{ losses.text.clone() }</p>
            }
            { choice("etiology", fields.say(Label::Etiology), fields.dispatch, &[
                etiology(Label::NotStated, None),
                etiology(Label::Idiopathic, Some(Etiology::Idiopathic)),
                etiology(Label::KnownEtiology, Some(Etiology::Known)),
            ]) }
            if draft.etiology == Some(Etiology::Known) {
                <div class="field">
                    <label class="field-label" for="field-cause">{ fields.say(Label::WhichCause) }</label>
                    <input id="field-cause" class="field-input field-input-wide" type="text"
                        autocomplete="off" spellcheck="false" value={draft.cause.clone()} oninput={on_cause} />
                </div>
            }
            <fieldset class="group">
                <legend class="visually-hidden">{ fields.say(Label::BodyMassIndex) }</legend>
                { choice("bmi-by", fields.say(Label::BmiGivenAs), fields.dispatch, &[
                    (fields.say(Label::Bmi), !draft.bmi_from_height, FrontAction::GiveBmiByHeight(false)),
                    (fields.say(Label::HeightAndWeight), draft.bmi_from_height, FrontAction::GiveBmiByHeight(true)),
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
            { paragraph("note", fields.say(Label::HistoryChangesNothing)) }
        </section>
    }
}

#[cfg(test)]
mod tests;

//! My laboratory: the one list of laboratories, the paper's, those of other sources and
//! those that were opened; the one in force as a file and as a link; its precision.

use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, HtmlInputElement};
use yew::platform::spawn_local;
use yew::prelude::*;

use crate::engine::protocol::Source;
use crate::engine::protocol::laboratory::Laboratory;
use crate::engine::protocol::preset::Preset;
use crate::view::file_errors::LaboratoryFileError;
use crate::view::laboratory_file;
use crate::view::language::laboratory::{LaboratoryLabel, LaboratoryWords};
use crate::view::patient::laboratories::not_stated;
use crate::view::patient::result::Outcome;
use crate::web::browser;
use crate::web::fields::protocol_settings::laboratory_settings;
use crate::web::markup::{button, paragraph, span, subheading};
use crate::web::pages::annex::precision::precision_settings;
use crate::web::pages::patient_result::verdict_bar;
use crate::web::state::laboratories::{Laboratories, LaboratoryAction, Said};
use crate::web::state::rules::{Rules, RulesAction};

/// The panel; `outcome` is hers by what is in force, so that it is in view of what decides.
pub(in crate::web::pages) fn laboratory_panel(
    outcome: Option<&Outcome>,
    laboratories: &Laboratories,
    rules: &Rules,
    words: &dyn LaboratoryWords,
    dispatch: &Callback<LaboratoryAction>,
    on_rules: &Callback<RulesAction>,
) -> Html {
    let in_force = &rules.laboratory;
    let say = |label| words.laboratory_label(label);
    let presets = |is_offered: bool| {
        Preset::ALL.into_iter().filter(move |preset| preset.is_laboratory() == is_offered)
    };
    html! {
        <section class="panel" aria-labelledby="my-laboratory-title">
            <h2 id="my-laboratory-title" class="section-title" tabindex="-1">
                { say(LaboratoryLabel::Title) }
            </h2>
            { address_notice(laboratories, in_force, words, dispatch) }
            { laboratory_settings(rules, words, on_rules) }
            { precision_settings(laboratories, in_force, words, dispatch) }
            <div class="actions">
                { file_input(say(LaboratoryLabel::Open), dispatch) }
                { button("button", say(LaboratoryLabel::Save), save(in_force, dispatch)) }
                { button("button", say(LaboratoryLabel::CopyLink), copy_link(in_force, dispatch)) }
            </div>
            <div role="status" aria-label={say(LaboratoryLabel::Title)}>
                if let Some(said) = &laboratories.said { { said_below(said, words) } }
            </div>
            { paragraph("muted small", say(LaboratoryLabel::WhatTheyHold)) }
            <details class="details">
                <summary>{ say(LaboratoryLabel::Unfold) }</summary>
                { paragraph("note", say(LaboratoryLabel::NoTransfer)) }
                <ul class="laboratory-list">
                    { for presets(true).map(|preset| of_source(preset, in_force, words, dispatch)) }
                    { for laboratories.own.iter().enumerate().map(|(place, laboratory)| {
                        of_user(place, laboratory, in_force, words, dispatch)
                    }) }
                </ul>
                { subheading(say(LaboratoryLabel::NotOffered)) }
                { for presets(false).map(|preset| paragraph("muted small", words.not_offered(preset))) }
            </details>
            { for outcome.map(|outcome| verdict_bar("annex-bar", outcome, None)) }
        </section>
    }
}

fn of_source(
    preset: Preset,
    in_force: &Laboratory,
    words: &dyn LaboratoryWords,
    dispatch: &Callback<LaboratoryAction>,
) -> Html {
    let protocol = &in_force.protocol;
    let is_in_force = match preset.source() {
        // The study has no name, no precision and no notes of a laboratory.
        Source::Han2025 => *in_force == Laboratory::new("", protocol.as_in_study()),
        _ => *protocol == protocol.with_preset(preset),
    };
    let about = [
        words.preset_cutoffs(preset),
        words.preset_reference(preset),
        words.preset_measured(preset),
        words.preset_caveat(preset),
    ];
    let action = LaboratoryAction::ChoosePreset(preset);
    let label = LaboratoryLabel::UseCutoffs;
    item(&words.preset(preset), &about, is_in_force, label, action, words, dispatch)
}

fn of_user(
    place: usize,
    laboratory: &Laboratory,
    in_force: &Laboratory,
    words: &dyn LaboratoryWords,
    dispatch: &Callback<LaboratoryAction>,
) -> Html {
    let about = [words.laboratory_summary(laboratory)];
    let is_in_force = laboratory == in_force;
    let action = LaboratoryAction::ChooseOwn(place);
    let label = LaboratoryLabel::UseLaboratory;
    item(&words.protocol_name(laboratory), &about, is_in_force, label, action, words, dispatch)
}

fn item(
    name: &str,
    about: &[String],
    is_in_force: bool,
    label: LaboratoryLabel,
    action: LaboratoryAction,
    words: &dyn LaboratoryWords,
    dispatch: &Callback<LaboratoryAction>,
) -> Html {
    let on_choose = dispatch.reform(move |_: MouseEvent| action.clone());
    html! {
        <li aria-label={name.to_owned()}>
            <p class="laboratory-name">
                <strong>{ name }</strong>
                if is_in_force {
                    { span("tag tag-published", words.laboratory_label(LaboratoryLabel::InForce)) }
                } else {
                    <button type="button" class="button button-small"
                        aria-label={words.named(&words.laboratory_label(label), name)}
                        onclick={on_choose}>{ words.laboratory_label(label) }</button>
                }
            </p>
            { for about.iter().map(|line| paragraph("small", line.clone())) }
        </li>
    }
}

fn said_below(said: &Said, words: &dyn LaboratoryWords) -> Html {
    let text = match said {
        Said::Chosen(preset) => words.chosen(*preset, &not_stated(*preset)),
        Said::Opened(laboratory) => words.opened(laboratory),
        Said::Refused(why) => return paragraph("note note-refusal", words.laboratory_refused(why)),
        Said::NotSaved => words.laboratory_label(LaboratoryLabel::NotSaved),
        Said::Copied => words.laboratory_label(LaboratoryLabel::Copied),
        Said::NotCopied(link) => {
            return html! {
                <div class="field">
                    <label class="field-label" for="laboratory-link">
                        { words.laboratory_label(LaboratoryLabel::LinkToCopy) }
                    </label>
                    <input id="laboratory-link" class="field-input field-input-wide" type="text"
                        readonly=true value={link.clone()} />
                </div>
            };
        }
    };
    paragraph("note", text)
}

fn save(laboratory: &Laboratory, dispatch: &Callback<LaboratoryAction>) -> Callback<MouseEvent> {
    let (laboratory, dispatch) = (laboratory.clone(), dispatch.clone());
    Callback::from(move |_| {
        let file = laboratory_file::to_file(&laboratory);
        let name = laboratory_file::FILE_NAME;
        if browser::download(file.as_bytes(), name, "application/json").is_err() {
            dispatch.emit(LaboratoryAction::Say(Said::NotSaved));
        }
    })
}

fn copy_link(
    laboratory: &Laboratory,
    dispatch: &Callback<LaboratoryAction>,
) -> Callback<MouseEvent> {
    let (laboratory, dispatch) = (laboratory.clone(), dispatch.clone());
    Callback::from(move |_| {
        let fragment = laboratory_file::to_fragment(&laboratory);
        let link = browser::address_with(&fragment);
        let dispatch = dispatch.clone();
        spawn_local(async move {
            let said =
                if browser::copy(&link).await { Said::Copied } else { Said::NotCopied(link) };
            dispatch.emit(LaboratoryAction::Say(said));
        });
    })
}

fn file_input(label: String, dispatch: &Callback<LaboratoryAction>) -> Html {
    let dispatch = dispatch.clone();
    let onchange = move |event: Event| {
        let input: HtmlInputElement = event.target_unchecked_into();
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            let dispatch = dispatch.clone();
            spawn_local(async move {
                let read = match text(&file).await {
                    Some(text) => laboratory_file::from_file(&text),
                    None => Err(LaboratoryFileError::Unreadable),
                };
                dispatch.emit(LaboratoryAction::Open(read));
            });
        }
        // The same file can be chosen again after it was corrected.
        input.set_value("");
    };
    html! {
        <>
            <input id="laboratory-file" class="visually-hidden file-input" type="file" accept=".json" {onchange} />
            <label class="button" for="laboratory-file">{ label }</label>
        </>
    }
}

async fn text(file: &File) -> Option<String> {
    if file.size() > f64::from(laboratory_file::MOST_BYTES) {
        return None;
    }
    JsFuture::from(file.text()).await.ok().as_ref().and_then(JsValue::as_string)
}

/// What the address brought: settings in force, or ones that cannot be used.
fn address_notice(
    laboratories: &Laboratories,
    in_force: &Laboratory,
    words: &dyn LaboratoryWords,
    dispatch: &Callback<LaboratoryAction>,
) -> Html {
    let say = |label| words.laboratory_label(label);
    let on_back = dispatch.reform(|_: MouseEvent| LaboratoryAction::ChoosePreset(Preset::ALL[0]));
    let refused = laboratories.arrived.as_ref().and_then(|arrived| arrived.read.as_ref().err());
    let content = match (laboratories.in_force_by_address(in_force), refused) {
        (Some(_), _) => html! {
            <div class="notice notice-protocol">
                <p>{ say(LaboratoryLabel::FromAddress) }</p>
                { button("button no-print", say(LaboratoryLabel::BackToStudysCutoffs), on_back) }
            </div>
        },
        (None, Some(why)) => html! {
            <div class="notice notice-error">
                <p>
                    <strong>{ say(LaboratoryLabel::AddressRefused) }</strong>{ " " }
                    { words.laboratory_refused(why) }
                </p>
            </div>
        },
        (None, None) => Html::default(),
    };
    html! {
        <div class="protocol-notices" role="status" aria-label={say(LaboratoryLabel::FromAddress)}>{ content }</div>
    }
}

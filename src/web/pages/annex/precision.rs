//! How precisely the laboratory measures, and what it notes of each test.

use yew::prelude::*;

use crate::engine::protocol::laboratory::{ByNote, Laboratory, NoteKind};
use crate::engine::rules::panel::{ByTest, ImmuneTest};
use crate::view::language::laboratory::{LaboratoryLabel, LaboratoryWords};
use crate::view::patient::precision::{correlation_field, cv_field};
use crate::view::patient::settings::CutoffField;
use crate::web::fields::input_text;
use crate::web::fields::number_field::TextField;
use crate::web::markup::paragraph;
use crate::web::state::laboratories::{Laboratories, LaboratoryAction};

/// The coefficients of variation, the correlation and the notes, to be unfolded.
pub(in crate::web::pages) fn precision_settings(
    laboratories: &Laboratories,
    in_force: &Laboratory,
    words: &dyn LaboratoryWords,
    dispatch: &Callback<LaboratoryAction>,
) -> Html {
    let CutoffField { text, message } =
        correlation_field(in_force, laboratories.correlation_text(), words);
    let correlation = TextField {
        id: "correlation".to_owned(),
        label: words.laboratory_label(LaboratoryLabel::Correlation),
        spoken: None,
        prefix: "",
        unit: String::new(),
        text: &text,
        message: Some(&message),
    };
    let tests = ByTest::<()>::KEYS
        .iter()
        .map(|&test| of_test(laboratories, in_force, words, dispatch, test));
    html! {
        <details class="details">
            <summary>{ words.laboratory_label(LaboratoryLabel::Precision) }</summary>
            { paragraph("note", words.laboratory_label(LaboratoryLabel::PrecisionNote)) }
            { for tests }
            <div class="cutoff-grid">{ correlation.render(&dispatch.reform(LaboratoryAction::Correlation)) }</div>
        </details>
    }
}

fn of_test(
    laboratories: &Laboratories,
    in_force: &Laboratory,
    words: &dyn LaboratoryWords,
    dispatch: &Callback<LaboratoryAction>,
    test: ImmuneTest,
) -> Html {
    let CutoffField { text, message } = cv_field(in_force, test, laboratories.cv_text(test), words);
    let slug = slug(test);
    // Three fields with the same label are told apart by their test.
    let of_this = |label: String| words.named(&label, &words.test(test));
    let cv = TextField {
        id: format!("cv-{slug}"),
        label: words.laboratory_label(LaboratoryLabel::Cv),
        spoken: Some(of_this(words.laboratory_label(LaboratoryLabel::Cv))),
        prefix: "",
        unit: "%".to_owned(),
        text: &text,
        message: Some(&message),
    };
    let noted = |&kind: &NoteKind| {
        let id = format!("note-{slug}-{}", slug_of_note(kind));
        let value = in_force.note(test, kind).to_owned();
        let oninput = dispatch.reform(move |event: InputEvent| {
            LaboratoryAction::Note(test, kind, input_text(&event))
        });
        html! {
            <div class="field">
                <label class="field-label" for={id.clone()}>{ words.note_kind(kind) }</label>
                <input {id} class="field-input field-input-wide" type="text"
                    aria-label={of_this(words.note_kind(kind))}
                    autocomplete="off" spellcheck="false" {value} {oninput} />
            </div>
        }
    };
    html! {
        <fieldset class="group">
            <legend class="group-title">{ words.test(test) }</legend>
            <div class="cutoff-grid">
                { cv.render(&dispatch.reform(move |text| LaboratoryAction::Cv(test, text))) }
                { for ByNote::<()>::KEYS.iter().map(noted) }
            </div>
        </fieldset>
    }
}

fn slug(test: ImmuneTest) -> &'static str {
    match test {
        ImmuneTest::NkLevel => "nk-level",
        ImmuneTest::NkCytotoxicity => "cytotoxicity",
        ImmuneTest::Th1Th2 => "th1-th2",
    }
}

fn slug_of_note(kind: NoteKind) -> &'static str {
    match kind {
        NoteKind::Assay => "assay",
        NoteKind::Specimen => "specimen",
        NoteKind::Source => "source",
    }
}

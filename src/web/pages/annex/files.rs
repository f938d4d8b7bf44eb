//! One patient as a file: saved under a button, opened under another or by dropping it.

use std::rc::Rc;

use web_sys::HtmlInputElement;
use yew::platform::spawn_local;
use yew::prelude::*;

use crate::view::export::patient::{PatientFile, PatientFormat, bundle, reading};
use crate::view::file_errors::PatientFileError;
use crate::view::language::annex::AnnexWords;
use crate::view::language::files::{FilesLabel, FilesWords};
use crate::view::patient::handover::PatientInHand;
use crate::web::bridge::{Bridge, FromFile};
use crate::web::browser;
use crate::web::intake::{files, text_of_patient};
use crate::web::markup::{button, heading, paragraph};
use crate::web::state::patient_file::PatientFileNews;

/// Who is in hand, what became of the last file, and whom to tell of the next.
#[derive(Properties)]
pub(in crate::web) struct FilesPanelProps {
    /// Over which the front takes what a file holds.
    pub bridge: Bridge,
    /// The words of a language.
    pub words: &'static dyn AnnexWords,
    /// Who is in hand.
    pub patient: Option<PatientInHand>,
    /// What became of the last file.
    pub file: PatientFileNews,
    /// Tells what became of the next one.
    pub on_file: Callback<PatientFileNews>,
}

impl PartialEq for FilesPanelProps {
    fn eq(&self, other: &Self) -> bool {
        // A page has one language.
        self.bridge == other.bridge
            && self.patient == other.patient
            && self.file == other.file
            && self.on_file == other.on_file
    }
}

/// The panel below the patient page.
#[component]
pub(in crate::web) fn FilesPanel(props: &FilesPanelProps) -> Html {
    let words: &dyn FilesWords = props.words;
    let with_name = use_state_eq(|| false);
    let has_name = props.patient.as_ref().is_some_and(|patient| !patient.name.trim().is_empty());
    {
        // Whoever comes next is asked anew.
        let with_name = with_name.setter();
        use_effect_with(has_name, move |_| with_name.set(false));
    }
    {
        // Nothing of her stays here when she is cleared.
        let on_file = props.on_file.clone();
        use_effect_with(props.patient.is_some(), move |is_in_hand| {
            if !is_in_hand {
                on_file.emit(PatientFileNews::Nothing);
            }
        });
    }
    let save = |label, format| {
        let (patient, on_file) = (props.patient.clone(), props.on_file.clone());
        let (words, with_name) = (props.words, *with_name);
        let onclick = Callback::from(move |_: MouseEvent| {
            if let Some(patient) = &patient {
                on_file.emit(save(patient, with_name, format, words));
            }
        });
        button("button", words.files_label(label), onclick)
    };
    let on_name = {
        let with_name = with_name.setter();
        Callback::from(move |event: Event| {
            with_name.set(event.target_unchecked_into::<HtmlInputElement>().checked());
        })
    };
    html! {
            <section class="panel" aria-labelledby="files-title">
                { heading("files-title", words.files_label(FilesLabel::Title)) }
                { paragraph("note", words.files_label(FilesLabel::About)) }
                if has_name {
                    <label class="tick">
                        <input type="checkbox" checked={*with_name} onchange={on_name} />
                        { words.files_label(FilesLabel::WithName) }
                    </label>
                }
                <div class="actions">
                    if props.patient.is_some() {
                        { save(FilesLabel::SaveFhir, PatientFormat::Fhir) }
                        { save(FilesLabel::SavePlain, PatientFormat::Plain) }
                    }
                    { file_input(props) }
                </div>
                <div role="status">{ became(props) }</div>
            </section>
    }
}

/// What became of the last file; of one that was opened only as long as nothing else is
/// typed.
fn became(props: &FilesPanelProps) -> Html {
    let words: &dyn FilesWords = props.words;
    match &props.file {
        PatientFileNews::Nothing => Html::default(),
        PatientFileNews::Saved(name) => paragraph("note", words.file_saved(name)),
        PatientFileNews::NotSaved => {
            paragraph("note note-refusal", words.files_label(FilesLabel::NotSaved))
        }
        PatientFileNews::Refused(name, why) => {
            paragraph("note note-refusal", words.file_refused(name, why))
        }
        PatientFileNews::Opened(name, file) => {
            let patient = props.patient.as_ref().filter(|patient| patient.draft == file.draft());
            let Some(patient) = patient else { return Html::default() };
            html! {
                <>
                    { paragraph("note", file.opened(name, words)) }
                    if let Some(differs) = file.differs(patient, words) {
                        { paragraph("note note-warning", differs) }
                        <p class="button-row">{ try_rules(file, props) }</p>
                        { paragraph("note", words.files_label(FilesLabel::RulesNotTaken)) }
                    }
                </>
            }
        }
    }
}

fn try_rules(file: &Rc<PatientFile>, props: &FilesPanelProps) -> Html {
    let (file, bridge) = (file.clone(), props.bridge.clone());
    let onclick =
        Callback::from(move |_: MouseEvent| bridge.hand(&FromFile::Protocol(file.protocol)));
    button("button", props.words.files_label(FilesLabel::TryRules), onclick)
}

fn file_input(props: &FilesPanelProps) -> Html {
    let (bridge, on_file, words) = (props.bridge.clone(), props.on_file.clone(), props.words);
    let onchange = move |event: Event| {
        let input: HtmlInputElement = event.target_unchecked_into();
        if let Some(file) = files(input.files().as_ref()).into_iter().next() {
            let (bridge, on_file) = (bridge.clone(), on_file.clone());
            spawn_local(async move {
                let text = text_of_patient(&file).await;
                on_file.emit(open(&bridge, file.name(), text, words));
            });
        }
        // The same file can be chosen again after it was changed.
        input.set_value("");
    };
    html! {
        <>
            <input id="patient-file" class="visually-hidden file-input" type="file" accept=".json,application/json,application/fhir+json" {onchange} />
            <label class="button" for="patient-file">{ words.files_label(FilesLabel::Open) }</label>
        </>
    }
}

/// Saves the patient in hand.
fn save(
    patient: &PatientInHand,
    with_name: bool,
    format: PatientFormat,
    words: &dyn FilesWords,
) -> PatientFileNews {
    let file = PatientFile::new(patient, with_name, &browser::now(), words);
    let (text, kind) = match format {
        PatientFormat::Fhir => (bundle::text(&file, words), "application/fhir+json"),
        PatientFormat::Plain => (file.json(), "application/json"),
    };
    let name = file.file_name(format);
    match browser::download(text.as_bytes(), &name, kind) {
        Ok(()) => PatientFileNews::Saved(name),
        Err(_) => PatientFileNews::NotSaved,
    }
}

/// Opens a text as a patient and has the front show her, or says why not.
pub(in crate::web) fn open(
    bridge: &Bridge,
    name: String,
    text: Result<String, PatientFileError>,
    words: &dyn FilesWords,
) -> PatientFileNews {
    match text.and_then(|text| reading::read(&text, words)) {
        Ok(file) => {
            bridge.hand(&FromFile::Values(Box::new(file.draft())));
            PatientFileNews::Opened(name, Rc::new(file))
        }
        Err(why) => PatientFileNews::Refused(name, why),
    }
}

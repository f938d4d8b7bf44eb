//! Files that the user chose or dropped: which of them the page saved itself, and
//! which one holds the women.

use std::rc::Rc;

use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, File, FileList, HtmlInputElement};
use yew::platform::spawn_local;
use yew::prelude::*;

use crate::view::export::patient::reading;
use crate::view::file_errors::PatientFileError;
use crate::view::messages::{self, sessions};
use crate::view::saved;
use crate::web::state::news::SavedFile;

/// What was chosen or dropped at once.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Intake {
    /// The file with the women.
    pub data: Option<File>,
    /// A session or saved choices; or the name of such a file and what is wrong with it.
    pub saved: Option<Result<Rc<SavedFile>, (String, String)>>,
    /// Why the files cannot be used together, else empty.
    pub problem: &'static str,
}

/// The files of a list.
pub(super) fn files(list: Option<&FileList>) -> Vec<File> {
    let n = list.map_or(0, FileList::length);
    (0..n).filter_map(|place| list.and_then(|list| list.get(place))).collect()
}

/// Hands over what was brought, once it has been told apart.
pub(super) fn bring(files: Vec<File>, on_brought: Callback<Intake>) {
    spawn_local(async move {
        let mut brought = Intake::default();
        for file in files {
            match text_of_ours(&file).await {
                None if brought.data.is_some() => brought.problem = sessions::TWO_TABLES,
                None => brought.data = Some(file),
                Some(_) if brought.saved.is_some() => brought.problem = sessions::TWO_SAVED,
                Some(text) => {
                    let name = file.name();
                    brought.saved = Some(match saved::read(&text) {
                        Ok(saved) => Ok(Rc::new(SavedFile { name, saved })),
                        Err(why) => Err((name, messages::saved_error(&why))),
                    });
                }
            }
        }
        on_brought.emit(brought);
    });
}

/// The first of some files that holds one patient, and its text.
pub(super) async fn patient_among(files: &[File]) -> Option<(String, String)> {
    for file in files {
        if let Ok(text) = text_of_patient(file).await
            && reading::is_patient_file(&text)
        {
            return Some((file.name(), text));
        }
    }
    None
}

/// The text of a file that is to be one patient's.
pub(super) async fn text_of_patient(file: &File) -> Result<String, PatientFileError> {
    if file.size() > f64::from(reading::MOST_BYTES) {
        return Err(PatientFileError::TooLarge);
    }
    text(file).await.ok_or(PatientFileError::Unreadable)
}

/// A button that lets the user choose files.
pub(super) fn file_input(
    id: &'static str,
    class: &'static str,
    label: &'static str,
    accept: &'static str,
    on_brought: &Callback<Intake>,
) -> Html {
    let on_brought = on_brought.clone();
    let onchange = move |event: Event| {
        let input: HtmlInputElement = event.target_unchecked_into();
        let chosen = files(input.files().as_ref());
        if !chosen.is_empty() {
            bring(chosen, on_brought.clone());
        }
        // The same file can be chosen again after it was corrected.
        input.set_value("");
    };
    html! {
        <>
            <input {id} class="visually-hidden file-input" type="file" multiple=true {accept} {onchange} />
            <label {class} for={id}>{ label }</label>
        </>
    }
}

/// The text of a file that the page saved; nothing of any other one, of which no more
/// than the beginning is read.
async fn text_of_ours(file: &File) -> Option<String> {
    if file.size() > f64::from(saved::MOST_BYTES) {
        return None;
    }
    let head = file.slice_with_i32_and_i32(0, saved::HEAD_BYTES).ok()?;
    if !saved::may_be_ours(&text(&head).await?) {
        return None;
    }
    let whole = text(file).await?;
    saved::is_ours(&whole).then_some(whole)
}

async fn text(blob: &Blob) -> Option<String> {
    JsFuture::from(blob.text()).await.ok().as_ref().and_then(JsValue::as_string)
}

//! Choices saved as a file, and loaded for the next file.

use wasm_bindgen::JsValue;
use web_sys::HtmlInputElement;
use yew::platform::spawn_local;
use yew::prelude::*;

use crate::engine::reader::settings::{ImportSettings, SETTINGS_SCHEMA};
use crate::web::{browser, objects};

/// Saves the choices.
pub(super) fn save(settings: &ImportSettings) -> Callback<MouseEvent> {
    let settings = ImportSettings { schema: Some(SETTINGS_SCHEMA.to_owned()), ..settings.clone() };
    Callback::from(move |_| {
        if let Some(text) = objects::to_json(&settings) {
            browser::download(text.as_bytes(), "import-choices.json", "application/json");
        }
    })
}

/// Loads choices that were saved.
pub(super) fn load(choose: &Callback<ImportSettings>, problem: &UseStateHandle<String>) -> Html {
    let (choose, problem) = (choose.clone(), problem.setter());
    let onchange = move |event: Event| {
        let input: HtmlInputElement = event.target_unchecked_into();
        let file = input.files().and_then(|files| files.get(0));
        input.set_value("");
        let (choose, problem) = (choose.clone(), problem.clone());
        let Some(file) = file else { return };
        spawn_local(async move {
            match wasm_bindgen_futures::JsFuture::from(file.text())
                .await
                .and_then(|text| read_choices(&text))
            {
                Ok(settings) => {
                    problem.set(String::new());
                    choose.emit(settings);
                }
                Err(_) => problem.set(
                    "This is not a file of saved choices of this page. Choose one that was saved \
                     with “Save these choices”."
                        .to_owned(),
                ),
            }
        });
    };
    html! {
        <>
            <input id="load-choices" class="visually-hidden file-input" type="file"
                accept=".json,application/json" {onchange} />
            <label class="button button-quiet" for="load-choices">{ "Load saved choices" }</label>
        </>
    }
}

/// Settings out of the text of a file that was saved here.
fn read_choices(text: &JsValue) -> Result<ImportSettings, JsValue> {
    let text = text.as_string().unwrap_or_default();
    let object = js_sys::JSON::parse(text.trim_start_matches('\u{feff}'))?;
    let settings: ImportSettings = serde_wasm_bindgen::from_value(object.clone())?;
    let is_ours = object.is_object() && settings.schema.as_deref() == Some(SETTINGS_SCHEMA);
    if is_ours { Ok(ImportSettings { schema: None, ..settings }) } else { Err(JsValue::NULL) }
}

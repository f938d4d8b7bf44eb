//! Choices saved as a file, and loaded for the next file.

use yew::prelude::*;

use crate::engine::reader::settings::ImportSettings;
use crate::web::browser;
use crate::web::intake::file_input;
use crate::web::pages::command::CohortCommand;

/// Saves the choices.
pub(super) fn save(settings: &ImportSettings) -> Callback<MouseEvent> {
    let settings = settings.clone();
    Callback::from(move |_| {
        let text = settings.to_json();
        browser::download(text.as_bytes(), "import-choices.json", "application/json");
    })
}

/// Loads choices that were saved.
pub(super) fn load(on_command: &Callback<CohortCommand>) -> Html {
    file_input(
        "load-choices",
        "button button-quiet",
        "Load saved choices",
        ".json,application/json",
        &on_command.reform(CohortCommand::TakeSaved),
    )
}

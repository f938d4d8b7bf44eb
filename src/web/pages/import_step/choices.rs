//! Choices saved as a file, and loaded for the next file.

use yew::prelude::*;

use crate::engine::reader::settings::ImportSettings;
use crate::view::import::page;
use crate::web::intake::file_input;
use crate::web::pages::command::{CohortCommand, OutgoingFile};

/// Saves the choices.
pub(super) fn save(
    settings: &ImportSettings,
    on_command: &Callback<CohortCommand>,
) -> Callback<MouseEvent> {
    let settings = settings.clone();
    on_command.reform(move |_| {
        let bytes = settings.to_json().into_bytes();
        let name = "import-choices.json".to_owned();
        CohortCommand::Save(OutgoingFile { bytes, name, kind: "application/json" })
    })
}

/// Loads choices that were saved.
pub(super) fn load(on_command: &Callback<CohortCommand>) -> Html {
    file_input(
        "load-choices",
        "button button-quiet",
        page::LOAD,
        ".json,application/json",
        &on_command.reform(CohortCommand::TakeSaved),
    )
}

//! What the workbench does when the cohort page asks for it.

use wasm_bindgen_futures::JsFuture;
use web_sys::File;
use yew::platform::spawn_local;
use yew::prelude::*;

use crate::engine::reader::settings::{DuplicateChoice, ImportSettings, Unreadable};
use crate::view::export;
use crate::view::export::analysis::{Export, PictureSize};
use crate::web::pages::cohort::CohortCommand;
use crate::web::state::analysis::Asked;
use crate::web::state::workbench::{Action, Saving, State};
use crate::web::worker::client::Client;
use crate::web::{browser, chart};

/// The synthetic example, part of the program so that it needs no request.
const EXAMPLE: &[u8] = include_bytes!("../../../static/SYNTHETIC-example.csv");
const PASTED_NAME: &str = "pasted rows";
const EXAMPLE_NAME: &str = "SYNTHETIC-example.csv";

/// Does what the cohort page asks for.
pub(super) fn obey(command: CohortCommand, client: &Client, state: &UseReducerHandle<State>) {
    let open_with = |file: File, settings: ImportSettings| {
        let file_name = file.name();
        let request = client.open(file, settings.clone(), state.rules.protocol);
        state.dispatch(Action::Open { request, file_name, settings });
    };
    let open = |file: File| open_with(file, ImportSettings::default());
    match command {
        CohortCommand::Open(file) => open(file),
        CohortCommand::OpenExample => {
            if let Some(file) = browser::file(EXAMPLE, EXAMPLE_NAME) {
                // The example has slips, so that the report shows what becomes of them.
                let settings = ImportSettings {
                    unreadable: Unreadable::LeaveOut,
                    duplicates: DuplicateChoice::First,
                    ..ImportSettings::default()
                };
                open_with(file, settings);
            }
        }
        CohortCommand::DownloadExample => browser::download(EXAMPLE, EXAMPLE_NAME, "text/csv"),
        CohortCommand::DownloadTemplate => {
            browser::download(&export::template(), "cohort-template.csv", "text/csv");
        }
        CohortCommand::Export(_) | CohortCommand::SaveAll if is_saving(state) => {}
        CohortCommand::Export(what) => {
            let asked = match (&what, state.analysis.finished()) {
                (Export::ClassifiedRows, _) => state.analysis.wanted(state.rules.protocol),
                (Export::Archive | Export::Document(_), Some(made)) => made.clone(),
                (Export::Archive | Export::Document(_), None) => return,
            };
            save(client, state, what, &asked, &js_sys::Array::new());
        }
        CohortCommand::SaveAll => save_all(client.clone(), state),
        CohortCommand::StopSaving => {
            client.stop_export();
            state.dispatch(Action::Save(Saving::Stopped));
        }
        CohortCommand::StopAnalysis => {
            client.cancel();
            state.dispatch(Action::StopAnalysis);
        }
        CohortCommand::TryAgain => state.dispatch(Action::TryAgain),
        CohortCommand::SavePicture(name, figure, size) => {
            let shown = state.analysis.shown.clone();
            spawn_local(async move {
                let Some(origin) = shown.as_ref().map(|shown| &shown.origin) else { return };
                if let Some(bytes) = chart::picture(&figure, origin, size).await {
                    let name = origin.file_name(&format!("{name}{}", size.suffix()), "png");
                    browser::download(&bytes.to_vec(), &name, "image/png");
                }
            });
        }
        CohortCommand::OpenSession(file) => {
            let client = client.clone();
            spawn_local(async move {
                // A file that cannot be read is refused like one without meaning.
                let text = JsFuture::from(file.text()).await.ok();
                let text = text.and_then(|text| text.as_string()).unwrap_or_default();
                client.read_session(text);
            });
        }
        CohortCommand::Paste(text) => {
            if let Some(file) = browser::file(text.as_bytes(), PASTED_NAME) {
                open(file);
            }
        }
        CohortCommand::Look(settings) => {
            if let Some(request) = client.look(settings.clone()) {
                state.dispatch(Action::Look { request, settings });
            }
        }
        CohortCommand::Read(settings) => {
            if let Some(request) = client.open_again(settings.clone(), state.rules.protocol) {
                state.dispatch(Action::Reread { request, settings });
            }
        }
        CohortCommand::Back => state.dispatch(Action::GoBack),
        CohortCommand::DownloadDictionary => {
            browser::download(&export::dictionary(), "cohort-data-dictionary.csv", "text/csv");
        }
        CohortCommand::DownloadRedcap => {
            browser::download(&export::redcap(), "cohort-redcap-dictionary.csv", "text/csv");
        }
        CohortCommand::Cancel => {
            client.cancel();
            state.dispatch(Action::Cancel);
        }
        CohortCommand::Close => {
            // What was read is gone at once; the file itself can be given again for a while.
            client.cancel();
            state.dispatch(Action::CloseFile);
        }
        CohortCommand::Reopen => reopen(client, state),
        CohortCommand::Forget => {
            if state.closed.what().is_some() {
                client.close();
                state.dispatch(Action::EndUndo);
            }
        }
    }
}

/// Gives the worker the file again that was closed.
fn reopen(client: &Client, state: &UseReducerHandle<State>) {
    let Some(closed) = state.closed.what() else { return };
    let protocol = closed.protocol(&state.rules);
    if let Some(request) = client.open_again(closed.settings.clone(), protocol) {
        state.dispatch(Action::Reopen { request });
    }
}

fn is_saving(state: &State) -> bool {
    matches!(state.saving, Saving::Writing(_))
}

/// Asks for a file, and says so.
fn save(
    client: &Client,
    state: &UseReducerHandle<State>,
    what: Export,
    asked: &Asked,
    pictures: &js_sys::Array,
) {
    let saving = if client.export(what, asked, pictures) {
        Saving::Writing(0.0)
    } else {
        Saving::Failed("The file is being read again. Save it once that is done.".to_owned())
    };
    state.dispatch(Action::Save(saving));
}

/// Paints every figure in every size and asks for the archive with them in it.
fn save_all(client: Client, state: &UseReducerHandle<State>) {
    let analysis = &state.analysis;
    let (Some(made), Some(shown)) = (analysis.finished().cloned(), analysis.shown.clone()) else {
        return;
    };
    let state = state.clone();
    state.dispatch(Action::Save(Saving::Writing(0.0)));
    spawn_local(async move {
        let pictures = js_sys::Array::new();
        for (name, figure) in export::analysis::figures(&shown.unpack()) {
            for size in PictureSize::ALL {
                if let Some(bytes) = chart::picture(figure, &shown.origin, size).await {
                    pictures.push(&format!("figures/{name}{}.png", size.suffix()).into());
                    pictures.push(&bytes);
                }
            }
        }
        save(&client, &state, Export::Archive, &made, &pictures);
    });
}

//! What the workbench does when the cohort page asks for it.

use std::rc::Rc;

use web_sys::File;
use yew::platform::spawn_local;
use yew::prelude::*;

use crate::engine::reader::settings::{DuplicateChoice, ImportSettings, Unreadable};
use crate::view::cohort::said;
use crate::view::export;
use crate::view::export::picture::PictureSize;
use crate::view::export::study::Export;
use crate::web::intake::Brought;
use crate::web::pages::command::CohortCommand;
use crate::web::state::news::SavedFile;
use crate::web::state::study::StudyAction;
use crate::web::state::workbench::{Action, Phase, Saving, State};
use crate::web::workbench::workers::{hear_of_file, hear_of_writing};
use crate::web::worker::Asked;
use crate::web::worker::client::Client;
use crate::web::{browser, chart};

/// The synthetic example, part of the program so that it needs no request.
const EXAMPLE: &[u8] = include_bytes!("../../../static/SYNTHETIC-example.csv");
const PASTED_NAME: &str = "pasted rows";
const EXAMPLE_NAME: &str = "SYNTHETIC-example.csv";

/// What is said of a file that is chosen for a session and is none.
const NOT_SAVED: &str = "It holds neither a session nor saved choices of this page. To open it as a \
    cohort, drop it on the page.";

/// Does what the cohort page asks for.
pub(super) fn obey(command: CohortCommand, client: &Client, state: &UseReducerHandle<State>) {
    match command {
        CohortCommand::OpenExample => {
            if let Some(file) = browser::file(EXAMPLE, EXAMPLE_NAME) {
                // The example has slips, so that the report shows what becomes of them.
                let settings = ImportSettings {
                    unreadable: Unreadable::LeaveOut,
                    duplicates: DuplicateChoice::First,
                    ..ImportSettings::default()
                };
                open(file, Some(settings), state.news.waiting().cloned(), client, state);
            }
        }
        CohortCommand::DownloadExample => browser::download(EXAMPLE, EXAMPLE_NAME, "text/csv"),
        CohortCommand::DownloadTemplate => {
            browser::download(&export::template(), "cohort-template.csv", "text/csv");
        }
        CohortCommand::Export(_) | CohortCommand::SaveAll if is_saving(state) => {}
        CohortCommand::Export(what) => {
            let asked = match (&what, state.study.finished()) {
                (Export::ClassifiedRows | Export::Report | Export::Changes, _) => state.asked(),
                (Export::Archive | Export::Document(_), Some(made)) => made.clone(),
                (Export::Archive | Export::Document(_), None) => return not_yet(state),
            };
            save(client, state, what, asked, js_sys::Array::new());
        }
        CohortCommand::SaveAll => save_all(client.clone(), state),
        CohortCommand::StopSaving => {
            client.stop_writing();
            state.dispatch(Action::Save(Saving::Stopped));
        }
        CohortCommand::StopStudy => {
            client.cancel();
            state.dispatch(Action::StopStudy);
        }
        CohortCommand::AllWomen => {
            state.dispatch(Action::Study(StudyAction::ChooseAll));
        }
        CohortCommand::TryAgain => state.dispatch(Action::TryAgain),
        CohortCommand::SavePicture(name, figure, size) => {
            let shown = state.study.shown.clone();
            spawn_local(async move {
                let Some(origin) = shown.as_ref().map(|shown| &shown.origin) else { return };
                if let Some(bytes) = chart::picture(&figure, origin, size).await {
                    let name = origin.file_name(&format!("{name}{}", size.suffix()), "png");
                    browser::download(&bytes, &name, "image/png");
                }
            });
        }
        CohortCommand::TakeSaved(Brought { data: Some(other), .. }) => {
            state.dispatch(Action::RefuseSaved(other.name(), NOT_SAVED.to_owned()));
        }
        CohortCommand::Take(brought) | CohortCommand::TakeSaved(brought) => {
            take(brought, client, state);
        }
        CohortCommand::ForgetSaved => state.dispatch(Action::ForgetSaved),
        CohortCommand::Paste(text) => {
            if let Some(file) = browser::file(text.as_bytes(), PASTED_NAME) {
                open(file, None, state.news.waiting().cloned(), client, state);
            }
        }
        CohortCommand::Look(settings) => {
            look(settings, client, state);
        }
        CohortCommand::Read(settings) => {
            state.dispatch(Action::Reread { settings: settings.clone() });
            if !client.open_again(settings, hear_of_file(state.dispatcher())) {
                state.dispatch(Action::CloseFile);
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

/// Uses what was chosen or dropped: first what the page saved, then the file with the
/// women, which is read as that says.
fn take(brought: Brought, client: &Client, state: &UseReducerHandle<State>) {
    if !brought.problem.is_empty() {
        return state.dispatch(Action::RefuseSaved(String::new(), brought.problem.to_owned()));
    }
    let waits = brought.data.is_some();
    let saved = match brought.saved {
        Some(Ok(file)) => {
            state.dispatch(Action::UseSaved { file: file.clone(), waits });
            Some(file)
        }
        // Read without its choices, the file would not be what was asked for.
        Some(Err((name, why))) => return state.dispatch(Action::RefuseSaved(name, why)),
        None => None,
    };
    let Some(data) = brought.data else {
        if let (Some(file), Phase::Asking { .. }) = (&saved, &state.cohort) {
            look(file.saved.import().clone(), client, state);
        }
        return;
    };
    let saved = saved.or_else(|| state.news.waiting().cloned());
    open(data, None, saved, client, state);
}

/// Gives the worker a file with women, to be read as `settings` or a file of ours say.
fn open(
    file: File,
    settings: Option<ImportSettings>,
    saved: Option<Rc<SavedFile>>,
    client: &Client,
    state: &UseReducerHandle<State>,
) {
    let settings = settings.or_else(|| saved.map(|file| file.saved.import().clone()));
    let settings = settings.unwrap_or_default();
    state.dispatch(Action::Open { file_name: file.name(), settings: settings.clone() });
    client.open(file, settings, hear_of_file(state.dispatcher()));
}

/// Looks at the file in hand with other settings.
fn look(settings: ImportSettings, client: &Client, state: &UseReducerHandle<State>) {
    state.dispatch(Action::Look { settings: settings.clone() });
    if !client.look(settings, hear_of_file(state.dispatcher())) {
        state.dispatch(Action::CloseFile);
    }
}

/// Gives the worker the file again that was closed.
fn reopen(client: &Client, state: &UseReducerHandle<State>) {
    let Some(closed) = state.closed.what() else { return };
    let settings = closed.settings.clone();
    state.dispatch(Action::Reopen);
    if !client.open_again(settings, hear_of_file(state.dispatcher())) {
        state.dispatch(Action::CloseFile);
    }
}

fn is_saving(state: &State) -> bool {
    matches!(state.saving, Saving::Writing(_))
}

/// A button that was pressed just before it went away, for numbers that are no longer
/// those of what is chosen.
fn not_yet(state: &UseReducerHandle<State>) {
    let why = said::NOT_YET.to_owned();
    state.dispatch(Action::Save(Saving::Failed(why)));
}

/// Asks for a file, and says so.
fn save(
    client: &Client,
    state: &UseReducerHandle<State>,
    what: Export,
    asked: Asked,
    pictures: js_sys::Array,
) {
    state.dispatch(Action::Save(Saving::Writing(0.0)));
    if !client.write(what, asked, pictures, hear_of_writing(state.dispatcher())) {
        let why = said::READING_AGAIN.to_owned();
        state.dispatch(Action::Save(Saving::Failed(why)));
    }
}

/// Paints every figure in every size and asks for the archive with them in it.
fn save_all(client: Client, state: &UseReducerHandle<State>) {
    let study = &state.study;
    let (Some(made), Some(shown)) = (study.finished().cloned(), study.shown.clone()) else {
        return not_yet(state);
    };
    let state = state.clone();
    state.dispatch(Action::Save(Saving::Writing(0.0)));
    spawn_local(async move {
        let pictures = js_sys::Array::new();
        for (name, figure) in export::study::figures(&shown.saved()) {
            for size in PictureSize::ALL {
                if let Some(bytes) = chart::picture(figure, &shown.origin, size).await {
                    pictures.push(&format!("figures/{name}{}.png", size.suffix()).into());
                    pictures.push(&js_sys::Uint8Array::from(bytes.as_slice()));
                }
            }
        }
        save(&client, &state, Export::Archive, made, pictures);
    });
}

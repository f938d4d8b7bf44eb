//! What the workbench does when the cohort page asks for it.

use std::rc::Rc;

use web_sys::File;
use yew::platform::spawn_local;
use yew::prelude::*;

use crate::engine::reader::settings::{DuplicateChoice, ImportSettings, Unreadable};
use crate::view::cohort::sentences;
use crate::view::export;
use crate::view::export::picture::{PictureSize, PrintChoices};
use crate::view::export::study::{Document, Export};
use crate::view::figures::Figure;
use crate::view::messages::{exports, sessions, worker};
use crate::web::intake::Intake;
use crate::web::pages::command::{CohortCommand, OutgoingFile};
use crate::web::state::news::SavedFile;
use crate::web::state::study::StudyAction;
use crate::web::state::workbench::{Action, Phase, Saving, State};
use crate::web::workbench::workers::{file_handler, writing_handler};
use crate::web::worker::StudyKey;
use crate::web::worker::client::Client;
use crate::web::{browser, chart};

/// The synthetic example, part of the program so that it needs no request.
const EXAMPLE: &[u8] = include_bytes!("../../../static/SYNTHETIC-example.csv");
const PASTED_NAME: &str = "pasted rows";
const EXAMPLE_NAME: &str = "SYNTHETIC-example.csv";

/// Does what the cohort page asks for.
pub(super) fn run_command(
    command: CohortCommand,
    client: &Client,
    state: &UseReducerHandle<State>,
) {
    match command {
        CohortCommand::OpenExample => {
            // The example has slips, so that the report shows what becomes of them.
            let settings = ImportSettings {
                unreadable: Unreadable::LeaveOut,
                duplicates: DuplicateChoice::First,
                ..ImportSettings::default()
            };
            open_bytes(EXAMPLE, EXAMPLE_NAME, Some(settings), client, state);
        }
        CohortCommand::DownloadExample => hand_over(EXAMPLE, EXAMPLE_NAME, "text/csv", state),
        CohortCommand::DownloadTemplate => {
            hand_over(&export::template(), "cohort-template.csv", "text/csv", state);
        }
        CohortCommand::Export(_) | CohortCommand::SaveAll if is_saving(state) => {}
        CohortCommand::Export(Export::Document(Document::Report)) => {
            save_painted(Export::Document(Document::Report), client.clone(), state);
        }
        CohortCommand::Export(what) => {
            let asked = match (&what, state.study.finished()) {
                (Export::ClassifiedRows | Export::Report | Export::Changes, _) => state.study_key(),
                (Export::Archive | Export::Document(_), Some(made)) => made.clone(),
                (Export::Archive | Export::Document(_), None) => return not_yet(state),
            };
            save(client, state, what, asked, js_sys::Array::new());
        }
        CohortCommand::Save(OutgoingFile { bytes, name, kind }) => {
            hand_over(&bytes, &name, kind, state);
        }
        CohortCommand::SaveAll => save_painted(Export::Archive, client.clone(), state),
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
            save_picture(name, figure, size, state.clone());
        }
        CohortCommand::TakeSaved(Intake { data: Some(other), .. }) => {
            state.dispatch(Action::RefuseSaved(other.name(), sessions::NOT_SAVED.to_owned()));
        }
        CohortCommand::Take(brought) | CohortCommand::TakeSaved(brought) => {
            take(brought, client, state);
        }
        CohortCommand::ForgetSaved => state.dispatch(Action::ForgetSaved),
        CohortCommand::Paste(text) => {
            open_bytes(text.as_bytes(), PASTED_NAME, None, client, state);
        }
        CohortCommand::Look(settings) => {
            look(settings, client, state);
        }
        CohortCommand::Read(settings) => {
            state.dispatch(Action::Reread { settings: settings.clone() });
            if !client.open_again(settings, file_handler(state.dispatcher())) {
                state.dispatch(Action::CloseFile);
            }
        }
        CohortCommand::Back => state.dispatch(Action::GoBack),
        CohortCommand::DownloadDictionary => {
            hand_over(&export::dictionary(), "cohort-data-dictionary.csv", "text/csv", state);
        }
        CohortCommand::DownloadRedcap => {
            hand_over(&export::redcap(), "cohort-redcap-dictionary.csv", "text/csv", state);
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
fn take(brought: Intake, client: &Client, state: &UseReducerHandle<State>) {
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
    client.open(file, settings, file_handler(state.dispatcher()));
}

/// Looks at the file in hand with other settings.
fn look(settings: ImportSettings, client: &Client, state: &UseReducerHandle<State>) {
    state.dispatch(Action::Look { settings: settings.clone() });
    if !client.look(settings, file_handler(state.dispatcher())) {
        state.dispatch(Action::CloseFile);
    }
}

/// Gives the worker the file again that was closed.
fn reopen(client: &Client, state: &UseReducerHandle<State>) {
    let Some(closed) = state.closed.what() else { return };
    let settings = closed.settings.clone();
    state.dispatch(Action::Reopen);
    if !client.open_again(settings, file_handler(state.dispatcher())) {
        state.dispatch(Action::CloseFile);
    }
}

fn is_saving(state: &State) -> bool {
    matches!(state.saving, Saving::Writing(_))
}

/// Says why a file could not be saved.
fn fail(why: &str, state: &UseReducerHandle<State>) {
    state.dispatch(Action::Save(Saving::Failed(why.to_owned())));
}

/// Hands a file to the user, and says so where that cannot be.
fn hand_over(bytes: &[u8], name: &str, kind: &str, state: &UseReducerHandle<State>) {
    if browser::download(bytes, name, kind).is_err() {
        fail(exports::NO_ROOM, state);
    }
}

/// Opens bytes that the page itself holds.
fn open_bytes(
    bytes: &[u8],
    name: &str,
    settings: Option<ImportSettings>,
    client: &Client,
    state: &UseReducerHandle<State>,
) {
    match browser::file(bytes, name) {
        Some(file) => open(file, settings, state.news.waiting().cloned(), client, state),
        None => state.dispatch(Action::RefuseSaved(name.to_owned(), worker::NO_FILE.to_owned())),
    }
}

/// A button that was pressed just before it went away, for numbers that are no longer
/// those of what is chosen.
fn not_yet(state: &UseReducerHandle<State>) {
    fail(sentences::NOT_YET, state);
}

/// Paints a figure and hands it to the user.
fn save_picture(
    name: String,
    figure: Rc<Figure>,
    size: PictureSize,
    state: UseReducerHandle<State>,
) {
    let Some(shown) = state.study.shown.clone() else { return not_yet(&state) };
    spawn_local(async move {
        match chart::picture(&figure, &shown.origin, &size.picture()).await {
            Some(bytes) => {
                let name = shown.origin.file_name(&format!("{name}{}", size.suffix()), "png");
                hand_over(&bytes, &name, "image/png", &state);
            }
            None => fail(exports::NOT_PAINTED, &state),
        }
    });
}

/// Asks for a file, and says so.
fn save(
    client: &Client,
    state: &UseReducerHandle<State>,
    what: Export,
    asked: StudyKey,
    pictures: js_sys::Array,
) {
    state.dispatch(Action::Save(Saving::Writing(0.0)));
    if !client.write(what, asked, pictures, writing_handler(state.dispatcher())) {
        fail(sentences::READING_AGAIN, state);
    }
}

/// Paints every figure, for the archive in every size too, and asks for the file with
/// them in it.
fn save_painted(what: Export, client: Client, state: &UseReducerHandle<State>) {
    let study = &state.study;
    let (Some(made), Some(shown)) = (study.finished().cloned(), study.shown.clone()) else {
        return not_yet(state);
    };
    let state = state.clone();
    state.dispatch(Action::Save(Saving::Writing(0.0)));
    spawn_local(async move {
        let pictures = js_sys::Array::new();
        let mut n_unpainted = 0;
        for (name, figure) in export::study::figures(&shown.saved()) {
            let sizes = if what == Export::Archive { &PictureSize::ALL[..] } else { &[] };
            let of_size = sizes
                .iter()
                .map(|size| (format!("figures/{name}{}.png", size.suffix()), size.picture()));
            // The report has titles and origin in its text.
            let bare =
                PrintChoices { has_title: false, has_source: false, ..PrintChoices::default() };
            let in_report = (export::study::picture_in_report(&name), bare.picture());
            for (name, wanted) in of_size.chain([in_report]) {
                match chart::picture(figure, &shown.origin, &wanted).await {
                    Some(bytes) => {
                        pictures.push(&name.into());
                        pictures.push(&js_sys::Uint8Array::from(bytes.as_slice()));
                    }
                    None => n_unpainted += 1,
                }
            }
        }
        save(&client, &state, what, made, pictures);
        state.dispatch(Action::MissPictures(n_unpainted));
    });
}

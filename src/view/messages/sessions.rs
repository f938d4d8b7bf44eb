//! What is wrong with a file that the page saved and is to take back.

use super::{protocol_error, sentence};
use crate::engine::json::JsonError;
use crate::engine::reader::settings::SettingsError;
use crate::view::file_errors::{SavedError, SessionError};

/// Why a file of ours cannot be used, as a sentence.
#[must_use]
pub fn saved_error(error: &SavedError) -> String {
    match error {
        SavedError::Damaged(error) => {
            format!(
                "The file is damaged, or was changed: {}. Save it once more.",
                json_error(error)
            )
        }
        SavedError::Session(error) => session_error(error),
        SavedError::Choices(error) => settings_error(error),
        SavedError::Laboratory => "This is a laboratory file. Open it on the page Patient, under \
            “My laboratory”."
            .to_owned(),
        SavedError::OnePatient => {
            "This file holds one patient. It is opened on the patient page.".to_owned()
        }
        SavedError::OtherKind { schema } => format!(
            "This file has the layout “{schema}”. Only sessions and saved choices of this page are \
             taken back."
        ),
    }
}

fn session_error(error: &SessionError) -> String {
    match error {
        SessionError::Json(error) => {
            format!("This is not a session file: {}.", json_error(error))
        }
        SessionError::OtherSchema { schema } => format!(
            "This session file has the layout “{schema}”, which this version does not know."
        ),
        SessionError::Protocol(error) => format!("{}.", sentence(&protocol_error(error))),
    }
}

fn settings_error(error: &SettingsError) -> String {
    match error {
        SettingsError::Json(error) => {
            format!("This is not a mapping file of this page: {}.", json_error(error))
        }
        SettingsError::OtherSchema { schema } => {
            format!("This is a file of another kind or version: {schema}.")
        }
        SettingsError::NoSchema => "This is not a mapping file of this page.".to_owned(),
    }
}

/// Where and how a text is not the JSON that is expected, as a clause.
#[must_use]
pub fn json_error(error: &JsonError) -> String {
    match error {
        JsonError::CutShort => "it ends too early".to_owned(),
        JsonError::Broken { line } => format!("line {line} is not valid JSON"),
        JsonError::Incomplete { line } => {
            format!("something is missing from what ends on line {line}")
        }
        JsonError::Unknown { line, found } => {
            format!("line {line} holds a name or a value that is not known there, {found}")
        }
        JsonError::Twice { line, name } => {
            format!("“{name}” stands twice in the same place, the second time on line {line}")
        }
    }
}

/// That more than one table came at once.
pub const TWO_TABLES: &str = "One file with a table at a time, please. A session or saved choices \
    may come with it.";

/// That more than one file of ours came at once.
pub const TWO_SAVED: &str = "One session or one file of saved choices at a time, please.";

/// That the file of one patient came with others.
pub const PATIENT_ALONE: &str = "One saved patient at a time, please, and no other file with it.";

/// What is said of a file that is chosen for a session and is none.
pub const NOT_SAVED: &str = "It holds neither a session nor saved choices of this page. To open it \
    as a cohort, drop it on the page.";

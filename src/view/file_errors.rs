//! What can go wrong with a file that leaves with the user or comes back.

use crate::engine::json::JsonError;
use crate::engine::protocol::ProtocolError;
use crate::engine::protocol::laboratory::LaboratoryError;
use crate::engine::quantity::Quantity;
use crate::engine::reader::settings::SettingsError;

/// Why a file cannot be written.
#[derive(Debug, thiserror::Error)]
#[error("{self:?}")]
pub enum ExportError {
    /// The archive or document is too large for its format.
    Archive(#[from] ::zip::result::ZipError),
    /// The study has no figure or table of that name.
    Unknown,
    /// The next slice was asked for of a file that nobody has begun.
    NotBegun,
    /// The report cannot be written as JSON.
    Unwritable,
    /// A figure cannot be drawn.
    Drawing,
}

/// A session file that cannot be used.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{self:?}")]
pub enum SessionError {
    /// It is not the JSON that is expected.
    Json(#[from] JsonError),
    /// It has another layout.
    OtherSchema {
        /// What it says its layout is.
        schema: String,
    },
    /// Its protocol is impossible.
    Protocol(#[from] ProtocolError),
}

/// A laboratory, as a file or in an address, that cannot be used.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{self:?}")]
pub enum LaboratoryFileError {
    /// It cannot be read as a text, or is larger than any such file.
    Unreadable,
    /// Signs of the address were lost.
    Encoding,
    /// It is not the JSON that is expected.
    Json(#[from] JsonError),
    /// It does not say that it is a laboratory.
    NoSchema,
    /// It has another layout.
    OtherSchema {
        /// What it says its layout is.
        schema: String,
    },
    /// Its settings cannot be used.
    Settings(#[from] LaboratoryError),
}

/// A file of ours that cannot be used.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{self:?}")]
pub enum SavedError {
    /// It is no JSON any more.
    Damaged(JsonError),
    /// It is a session that cannot be used.
    Session(#[from] SessionError),
    /// It is choices that cannot be used.
    Choices(#[from] SettingsError),
    /// It is a laboratory, which is opened elsewhere.
    Laboratory,
    /// It is one patient, who is opened on another page.
    OnePatient,
    /// It is another file of this program.
    OtherKind {
        /// What it says its layout is.
        schema: String,
    },
}

/// A file of one patient that cannot be opened.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{self:?}")]
pub enum PatientFileError {
    /// It is no JSON any more, or not of the layout that it names.
    Damaged(#[from] JsonError),
    /// It is larger than any such file.
    TooLarge,
    /// The browser cannot read it.
    Unreadable,
    /// It is nothing that the page saves of a patient.
    NoPatient,
    /// It is FHIR, and not of this page.
    Foreign,
    /// It is another file of this program.
    OtherKind {
        /// What it says its layout is.
        schema: String,
    },
    /// It is the file of a patient in a layout that is not known.
    OtherVersion {
        /// What it says its layout is.
        schema: String,
    },
    /// It holds more than one patient.
    Several,
    /// It holds values of somebody who is not its patient.
    OtherPerson,
    /// A value has another unit than the one that is read.
    Unit {
        /// What the value is of.
        quantity: Quantity,
        /// The unit that it has.
        unit: String,
        /// The unit that is read.
        expected: &'static str,
    },
    /// A value stands in it more than once.
    Twice {
        /// What the value is of.
        quantity: Quantity,
    },
    /// A part is missing that every such file has.
    Incomplete,
    /// Its cut-offs are impossible.
    Protocol(#[from] ProtocolError),
    /// Its cut-offs and its rule are not those of the hash that it states.
    OtherRules,
    /// What it states does not follow from its values.
    Changed,
}

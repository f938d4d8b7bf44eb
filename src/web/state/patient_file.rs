//! What became of the last file of one patient that was opened or saved.

use std::rc::Rc;

use crate::view::export::patient::PatientFile;
use crate::view::file_errors::PatientFileError;

/// What became of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum PatientFileNews {
    /// There was none.
    #[default]
    Nothing,
    /// It was opened; its name and what it holds.
    Opened(String, Rc<PatientFile>),
    /// It was not opened; its name and why.
    Refused(String, PatientFileError),
    /// It was saved under a name.
    Saved(String),
    /// The browser has no room for it.
    NotSaved,
}

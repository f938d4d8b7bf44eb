//! One patient as a file: what its parts are called, and what is said of saving and opening.

use crate::engine::protocol::laboratory::Difference;
use crate::view::export::patient::codes::OwnCode;
use crate::view::file_errors::PatientFileError;
use crate::view::language::handover::HandoverWords;

/// Text that is always the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FilesLabel {
    /// Heading of the panel.
    Title,
    /// What such a file is for, and that it holds her values.
    About,
    /// The button that saves the FHIR document.
    SaveFhir,
    /// The button that saves the plain record.
    SavePlain,
    /// The button that opens either.
    Open,
    /// Whether the name typed for print goes into the file.
    WithName,
    /// The button that tries the cut-offs and the rule of the file.
    TryRules,
    /// That opening is no change of the laboratory's protocol.
    RulesNotTaken,
    /// That the file could not be saved.
    NotSaved,
    /// The title of the document.
    Document,
    /// The name of this program.
    Program,
}

/// The words of files of one patient.
pub trait FilesWords: HandoverWords {
    /// A text that is always the same.
    fn files_label(&self, label: FilesLabel) -> String;
    /// What a code of our own system means.
    fn code(&self, code: OwnCode) -> String;
    /// The cut-off of a value in the document: the number with its unit, and who set it.
    fn normal_up_to(&self, cutoff: &str, source: &str) -> String;
    /// That a file was saved under a name.
    fn file_saved(&self, name: &str) -> String;
    /// That a file was opened: its name, the day on which it was saved, whether its values are
    /// made up, and whether it holds a name that is not shown.
    fn file_opened(&self, name: &str, day: &str, is_example: bool, has_name: bool) -> String;
    /// That the file was made by another protocol than is in force: in what its protocol
    /// differs, her class by the file, and her class here.
    fn file_differs(&self, differences: &[Difference], by_file: &str, here: &str) -> String;
    /// Why a file was not opened.
    fn file_refused(&self, name: &str, why: &PatientFileError) -> String;
}

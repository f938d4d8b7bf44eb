//! What stands below the patient page, where the vocabulary is the workbench's.

use crate::view::language::files::FilesWords;

/// The words of everything that the workbench says of one patient.
pub trait AnnexWords: FilesWords {
    /// What the part of the page is called for those who cannot see it.
    fn annex_title(&self) -> String;
}

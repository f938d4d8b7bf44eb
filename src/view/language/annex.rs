//! What stands below the patient page, where the vocabulary is the workbench's.

use crate::view::language::files::FilesWords;
use crate::view::language::laboratory::LaboratoryWords;
use crate::view::language::outlook::OutlookWords;

/// The words of everything that the workbench says of one patient.
pub trait AnnexWords: FilesWords + LaboratoryWords + OutlookWords {
    /// What the part of the page is called for those who cannot see it.
    fn annex_title(&self) -> String;
    /// What the abbreviations in it stand for.
    fn annex_abbreviations(&self) -> String;
}

//! What stands below the patient page, where the vocabulary is the workbench's.

use crate::view::language::files::FilesWords;
use crate::view::language::laboratory::LaboratoryWords;
use crate::view::language::outlook::OutlookWords;

/// A text about the keyboard that is always the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShortcutText {
    /// The heading.
    Title,
    /// Which key is held with the letter.
    HowToPress,
    /// What the table holds.
    Table,
    /// Over the letters.
    Letter,
    /// Over what they do.
    Does,
    /// That `?` leads to the list.
    QuestionMark,
}

/// The words of everything that the workbench says of one patient.
pub trait AnnexWords: FilesWords + LaboratoryWords + OutlookWords {
    /// What the part of the page is called for those who cannot see it.
    fn annex_title(&self) -> String;
    /// What the abbreviations in it stand for.
    fn annex_abbreviations(&self) -> String;
    /// A text about the keyboard.
    fn shortcut(&self, text: ShortcutText) -> String;
}

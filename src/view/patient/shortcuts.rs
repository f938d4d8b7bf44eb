//! What the keyboard does at once on the patient page. Browsers have a key of their own that
//! is held with the letter, so that no letter typed into a field does anything.

use crate::view::language::labels::Label;

/// One thing that a key does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shortcut {
    /// Unfolds the field for a slip.
    Slip,
    /// Takes the last change back.
    TakeBack,
    /// Makes it again.
    Redo,
    /// Clears the patient.
    Clear,
    /// Copies the record.
    CopyRecord,
    /// Prints the record.
    PrintRecord,
    /// Prints the page for the woman.
    PrintForHer,
}

impl Shortcut {
    /// Every one, in the order of the page.
    pub const ALL: [Shortcut; 7] = [
        Shortcut::Slip,
        Shortcut::TakeBack,
        Shortcut::Redo,
        Shortcut::Clear,
        Shortcut::CopyRecord,
        Shortcut::PrintRecord,
        Shortcut::PrintForHer,
    ];

    /// The letter. Those of the menus of browsers (D, E, F) are left to them.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Shortcut::Slip => "s",
            Shortcut::TakeBack => "z",
            Shortcut::Redo => "y",
            Shortcut::Clear => "k",
            Shortcut::CopyRecord => "c",
            Shortcut::PrintRecord => "p",
            Shortcut::PrintForHer => "w",
        }
    }

    /// What the button says that it presses.
    #[must_use]
    pub fn label(self) -> Label {
        match self {
            Shortcut::Slip => Label::PasteSlip,
            Shortcut::TakeBack => Label::TakeBack,
            Shortcut::Redo => Label::Redo,
            Shortcut::Clear => Label::Clear,
            Shortcut::CopyRecord => Label::CopyRecord,
            Shortcut::PrintRecord => Label::PrintRecord,
            Shortcut::PrintForHer => Label::PrintForHer,
        }
    }
}

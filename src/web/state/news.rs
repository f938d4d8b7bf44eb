//! What is to be said of files that the page saved and takes back.

use std::rc::Rc;

use crate::view::saved::SavedContent;

/// A file of ours.
#[derive(Clone, Debug, PartialEq)]
pub struct SavedFile {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub saved: SavedContent,
}

/// What is to be said of the file of ours that came last.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum News {
    /// None came for the file in hand.
    #[default]
    Nothing,
    /// It waits for the file with the women.
    Waiting {
        /// What waits.
        file: Rc<SavedFile>,
        /// Whether the file in hand is read as it says.
        is_read_so: bool,
    },
    /// It is in force.
    InForce {
        /// Its name.
        name: String,
        /// Whether it was made with another file than the one in hand.
        is_of_other_file: bool,
    },
    /// It cannot be used, for this reason.
    Refused {
        /// Its name.
        name: String,
        /// The reason.
        why: String,
    },
}

impl News {
    /// What waits for the file with the women.
    #[must_use]
    pub fn waiting(&self) -> Option<&Rc<SavedFile>> {
        match self {
            News::Waiting { file, .. } => Some(file),
            News::Nothing | News::InForce { .. } | News::Refused { .. } => None,
        }
    }
}

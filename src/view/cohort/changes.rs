//! What stands around the list of changes and of rows that are not used.

use super::issues::Fate;

/// What is said where nothing was changed.
pub const NO_CHANGES: &str = "Every row could be used as it stands.";

/// What the button that saves the list says.
pub const SAVE: &str = "Changes and rows not used (CSV)";

/// What the table of the kinds is called, and its heads.
pub const KINDS: (&str, [&str; 4]) =
    ("Kinds of changes and issues", ["Times", "Column", "What", "Status"]);

/// What the table of the entries is called, and its heads.
pub const ENTRIES: (&str, [&str; 5]) =
    ("Changes and rows not used", ["Cell", "Column", "Found", "What", "Status"]);

/// The label of the search.
pub const SEARCH: &str = "Search the list";

/// What stands on paper in the place of the search.
pub const PRINTED: &str = "The changes and rows one by one are in the file of changes and rows not \
    used, which the page saves.";

/// What is said where the search finds nothing.
pub const NOTHING_FOUND: &str = "Nothing in the list fits the search.";

/// What stands above the choice of what is shown.
pub const SHOW: &str = "Show";

/// What can be shown.
pub const FATES: [(&str, Option<Fate>); 4] = [
    ("All", None),
    ("Left out", Some(Fate::LeftOut)),
    ("In use, doubtful", Some(Fate::InUse)),
    ("Changed", Some(Fate::Changed)),
];

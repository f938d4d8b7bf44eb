//! Words of the wish to forget everything.

/// The heading above the wipe, and what its last button says.
pub const TITLE: &str = "Forget everything";

/// What the button that asks says.
pub const ASK: &str = "Wipe";

/// What the button that changes nothing says.
pub const KEEP: &str = "Keep everything";

/// What the group of the question is called.
pub const QUESTION_TITLE: &str = "Forget everything?";

/// What the wipe does.
pub const WHAT: &str = "Clears every field, result and opened file, ends the worker that read \
    them, and removes whatever this browser keeps for the page’s address, the copy for work \
    without a network included.";

/// What is asked before the wipe.
pub const QUESTION: &str = "Forget everything? This cannot be undone.";

/// What is said after the wipe.
pub const DONE: &str = "Everything is forgotten. To give back the memory as well, close this tab.";

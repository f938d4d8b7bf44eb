//! What became of the part of the page that reads files and computes: that it could not be
//! loaded, or was lost.

/// What to do where a part of the page could not be loaded.
const RELOAD: &str = "Reload the page. The patient page works without it.";

/// That it died while it read a file.
pub const LOST: &str = "The part of the page that reads files stopped unexpectedly, perhaps \
    because the computer ran out of memory. It has been started again: open the file once more, or \
    a smaller one. Nothing of it was kept.";

/// That it died while it wrote one.
pub const LOST_WHILE_SAVING: &str = "The part of the page that writes files stopped unexpectedly, \
    perhaps because the computer ran out of memory. Everything else is as it was.";

/// That it was lost while a file was shown, and that there is another one.
const STARTED_AGAIN: &str = "The part of the page that computes stopped unexpectedly, perhaps \
    because the computer ran out of memory. It has been started again.";

/// The same while the file is being read again.
#[must_use]
pub fn again_after_loss(file: &str) -> String {
    format!("{STARTED_AGAIN} {file} is being read again, with everything you chose.")
}

/// The same once the file was read again.
#[must_use]
pub fn back_after_loss(file: &str) -> String {
    format!("{STARTED_AGAIN} {file} was read again, and everything you chose is in force.")
}

/// That it was lost over the study twice.
pub const STUDY_LOST: &str = "The analysis stopped unexpectedly, twice in a row, perhaps because \
    the computer ran out of memory. Nothing is computed for these choices.";

/// That it was lost too often, and nothing is tried by itself.
pub const GIVEN_UP: [&str; 2] = [
    "The part of the page that computes stopped three times in a row.",
    "The computer may be out of memory. What is shown is as it was, and nothing new is computed.",
];

/// That the browser does not give it a file.
pub const UNREADABLE: &str = "The browser cannot read this file: it may be a folder, or it was \
    changed, moved or removed since it was chosen. Choose it again.";

/// That the browser makes no file out of what was pasted or is part of the page.
pub const NO_FILE: &str = "The browser cannot make a file of it, perhaps because the computer is \
    out of memory.";

/// That a calculation ended with it.
pub const LOST_WHILE_CALCULATING: &str = "The computation stopped unexpectedly, perhaps because the \
    computer ran out of memory. Change the entry to start again.";

/// That the part that computes could not be loaded, and what to do.
pub const NO_CALCULATOR: &str =
    "The part of the page that computes could not be loaded. Reload the page.";

/// That the part that reads files could not be loaded, and what to do.
pub const NO_ENGINE: [&str; 2] =
    ["The part of the page that reads files could not be loaded.", RELOAD];

/// That a page could not be loaded, and what to do.
pub const NO_PAGE: [&str; 2] = ["This part of the page could not be loaded.", RELOAD];

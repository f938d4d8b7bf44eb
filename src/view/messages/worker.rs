//! What became of the part of the page that reads files and computes.

/// That it died while it read a file.
pub const LOST: &str = "The part of the page that reads files stopped unexpectedly, perhaps \
    because the computer ran out of memory. It has been started again: open the file once more, or \
    a smaller one. Nothing of it was kept.";

/// That it died while it wrote one.
pub const LOST_WHILE_SAVING: &str = "The part of the page that writes files stopped unexpectedly, \
    perhaps because the computer ran out of memory. Everything else is as it was.";

const LOST_UNDER_REPORT: &str = "The part of the page that computes stopped unexpectedly, perhaps \
    because the computer ran out of memory. It has been started again.";

/// That it died under a report, whose file is being read again.
#[must_use]
pub fn lost_reading_again(file_name: &str) -> String {
    format!("{LOST_UNDER_REPORT} {file_name} is being read again, with everything you chose.")
}

/// That it died under a report, whose file was read again.
#[must_use]
pub fn lost_and_read_again(file_name: &str) -> String {
    format!("{LOST_UNDER_REPORT} {file_name} was read again, and everything you chose is in force.")
}

/// That it died twice in a row over one study.
pub const LOST_TWICE: &str = "The analysis stopped unexpectedly, twice in a row, perhaps because \
    the computer ran out of memory. Nothing is computed for these choices.";

/// That the browser does not give it a file.
pub const UNREADABLE: &str = "The browser cannot read this file: it may be a folder, or it was \
    changed, moved or removed since it was chosen. Choose it again.";

/// That it does not have the file any more.
pub const NO_COHORT: &str = "The file is no longer in memory. Open it once more.";

/// That the browser makes no file out of what was pasted or is part of the page.
pub const NO_FILE: &str = "The browser cannot make a file of it, perhaps because the computer is \
    out of memory.";

/// That a calculation ended with it.
pub const LOST_WHILE_CALCULATING: &str = "The computation stopped unexpectedly, perhaps because the \
    computer ran out of memory. Change the entry to start again.";

/// That it died three times under a report, and why nothing goes on.
pub const GIVEN_UP: [&str; 2] = [
    "The part of the page that computes stopped three times in a row.",
    "The computer may be out of memory. What is shown is as it was, and nothing new is computed.",
];

/// That the part that reads files could not be loaded, and what to do.
pub const NO_READER: [&str; 2] = [
    "The part of the page that reads files could not be loaded.",
    "Reload the page. The patient page works without it.",
];

/// That the part that computes could not be loaded, and what to do.
pub const NO_CALCULATOR: &str =
    "The part of the page that computes could not be loaded. Reload the page.";

/// That a page could not be loaded, and what to do.
pub const NO_PAGE: [&str; 2] = [
    "This part of the page could not be loaded.",
    "Reload the page. The patient page works without it.",
];

//! What became of the part of the page that reads files and computes.

/// That it died while it read a file.
pub const LOST: &str = "The part of the page that reads files stopped unexpectedly, perhaps \
    because the computer ran out of memory. It has been started again: open the file once more, or \
    a smaller one. Nothing of it was kept.";

/// That it died while it wrote one.
pub const LOST_WHILE_SAVING: &str = "The part of the page that writes files stopped unexpectedly, \
    perhaps because the computer ran out of memory. Everything else is as it was.";

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

/// That a page could not be loaded, and what to do.
pub const NO_PAGE: [&str; 2] = [
    "This part of the page could not be loaded.",
    "Reload the page. The patient page works without it.",
];

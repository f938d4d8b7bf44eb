//! Why a file cannot be written.

use crate::view::file_errors::ExportError;
use crate::view::format;

/// Why a file of the study cannot be written, as a sentence.
#[must_use]
pub fn export_error(error: &ExportError) -> &'static str {
    match error {
        ExportError::Archive(_) => "The file would be larger than its format allows.",
        ExportError::Unknown => "The analysis has nothing of that name.",
        ExportError::NotBegun => "The file was given up before it was written.",
        ExportError::Unwritable => "The report cannot be written.",
        ExportError::Drawing => "A figure cannot be drawn.",
    }
}

/// That the browser cannot draw a figure on the page.
pub const FIGURE_NOT_DRAWN: &str =
    "The browser cannot draw this figure. Its numbers are in the table below.";

/// That the browser takes no file.
pub const NO_ROOM: &str = "The browser has no room for the file.";

/// That a table is on the clipboard.
pub const TABLE_COPIED: &str = "Copied. It can be pasted as a table.";

/// That the browser lets no table onto the clipboard, and what to do.
pub const TABLE_NOT_COPIED: &str =
    "The browser does not allow copying here: select the table, or save it.";

/// That the browser cannot paint so large a picture, and what to do.
pub const NOT_PAINTED: &str = "The browser cannot paint this picture. Save the SVG instead.";

/// That an archive was saved without some of its pictures.
#[must_use]
pub fn unpainted(n: u32) -> String {
    format!(
        "The browser cannot paint {}, which {} not in it.",
        format::count_of(n, "picture", "pictures"),
        if n == 1 { "is" } else { "are" }
    )
}

/// That a file is to be written of a cohort that is not there.
pub const NO_COHORT: &str = "The cohort is no longer in memory.";

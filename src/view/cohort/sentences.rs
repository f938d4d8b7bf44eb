//! What the cohort page says of files, of what was stopped and of files that are saved: one
//! whole sentence for each thing that can be said. What it says when a worker is lost is in
//! [`crate::view::messages::worker`].

use crate::view::format;
use crate::view::study::controls::Side;

/// The user stopped the study.
pub const STUDY_STOPPED: &str = "The analysis was stopped.";

/// The file is made-up.
pub const SYNTHETIC: [&str; 2] =
    ["Synthetic data.", "No woman in this file exists; nothing here says anything about patients."];

/// What stands where files are saved while what is shown changes.
pub const SAVE_LATER: &str = "Files can be saved once everything has been computed.";

/// What the archive holds.
pub const ARCHIVE: &str = "The archive holds every figure and table, the methods, the checklist, \
    the script for R with the classified rows it reads, the log of the import, and the session. \
    Only the classified rows and the log hold data of individual women. It takes some seconds: \
    every figure is painted three times.";

/// What was changed is listed of the whole file, where the rest of the page is not of it.
pub const BEYOND_FILTER: &str = "This list is of the whole file, whatever the filter.";

/// What is moved on the sliders.
pub const WHAT_IF: &str =
    "What is moved below is a what-if of this file. It changes nothing on Patient.";

/// The file is asked for that was pressed for too early.
pub const NOT_YET: &str = "The study is being computed. Save it once that is done.";

/// The worker has not the file that is to be saved.
pub const READING_AGAIN: &str = "The file is being read again. Save it once that is done.";

/// The reading was stopped.
#[must_use]
pub fn stopped(file: &str) -> String {
    format!("Stopped. Nothing of {file} was kept.")
}

/// A file is of no use.
#[must_use]
pub fn not_analyzed(file: &str) -> String {
    format!("{file} could not be analyzed.")
}

/// A session or saved choices wait for the file with the women.
#[must_use]
pub fn waiting(name: &str, holds: &str, asks_for: &str) -> String {
    format!("{name}: {holds} {asks_for}")
}

/// A session or saved choices hold.
#[must_use]
pub fn in_force(name: &str) -> String {
    format!("{name} is in force for this file.")
}

/// The same, made with another file.
#[must_use]
pub fn of_other_file(name: &str) -> String {
    format!(
        "{name} was made with another file. Its choices are in force here, and the results need \
         not be the same."
    )
}

/// A session or saved choices cannot be used; `why` is a sentence.
#[must_use]
pub fn unusable(name: &str, why: &str) -> String {
    if name.is_empty() { why.to_owned() } else { format!("{name} cannot be used. {why}") }
}

/// The user stopped what ran, and the file is read again.
#[must_use]
pub fn again_after_stop(file: &str) -> String {
    format!("Stopped. {file} is being read again, with everything you chose.")
}

/// The share of the study that is done; nothing while that is not known.
#[must_use]
pub fn computing(share: Option<f64>) -> String {
    share.map_or_else(
        || "Analyzing…".to_owned(),
        |share| format!("Analyzing… {}", format::percent(share)),
    )
}

/// The share of a file that is written.
#[must_use]
pub fn writing(share: f64) -> String {
    format!("Writing the file: {}", format::percent(share))
}

/// A file was handed over.
#[must_use]
pub fn saved(name: &str) -> String {
    format!("Saved: {name}")
}

/// A file could not be written; `why` is a sentence.
#[must_use]
pub fn not_saved(why: &str) -> String {
    format!("The file could not be saved. {why}")
}

/// The user stopped the writing.
pub const SAVING_STOPPED: &str = "Stopped. No file was saved.";

/// A file was closed.
#[must_use]
pub fn closed(name: &str) -> String {
    format!("{name} was closed.")
}

/// A file is being read.
#[must_use]
pub fn reading(name: &str) -> String {
    format!("Reading {name}")
}

/// Whether a file is to take the place of the one in hand: question, reason, and the
/// buttons that open it and that do not.
#[must_use]
pub fn replace(name: &str, in_hand: &str) -> (String, String, [&'static str; 2]) {
    (
        format!("Open {name}?"),
        format!("It takes the place of {in_hand}, which is closed with what was chosen for it."),
        ["Open it", "Keep what is open"],
    )
}

/// The heading above what can be chosen by the columns that the user keeps.
pub const OWN_COLUMNS: &str = "Your own columns";

/// What a choice by a kept column does.
pub const OWN_COLUMNS_NOTE: &str = "A limit or a word leaves out the women of whom the column says \
    something else or nothing. A column that is adjusted for stands in the model of live birth; women \
    without a value of it are left out of that model.";

/// The choice of the women of every level of a category.
pub const EVERY_LEVEL: &str = "all women";

/// The choice that puts a kept column into the model of live birth.
#[must_use]
pub fn adjusts(label: &str) -> String {
    format!("Adjust for {label}")
}

/// The label of a limit of a kept column.
#[must_use]
pub fn own_limit(label: &str, side: Side) -> String {
    match side {
        Side::From => format!("{label} from"),
        Side::To => format!("{label} to"),
    }
}

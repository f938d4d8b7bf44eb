//! What the cohort page and its parts ask for.

use std::rc::Rc;

use crate::engine::reader::settings::ImportSettings;
use crate::view::export::picture::PictureSize;
use crate::view::export::study::Export;
use crate::view::figures::Figure;
use crate::web::intake::Intake;

/// What the cohort page asks for.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::web) enum CohortCommand {
    /// Use what was chosen or dropped.
    Take(Intake),
    /// Use what was chosen where only sessions and saved choices are asked for.
    TakeSaved(Intake),
    /// Forget the session or the saved choices that wait for a file.
    ForgetSaved,
    /// Open the synthetic example.
    OpenExample,
    /// Save the synthetic example.
    DownloadExample,
    /// Save an empty table with the columns' names.
    DownloadTemplate,
    /// Save a file of the study.
    Export(Export),
    /// Save a file that is made already.
    Save(OutgoingFile),
    /// Save everything of the study in one archive.
    SaveAll,
    /// Stop writing the file that is being saved.
    StopSaving,
    /// Stop computing the study.
    StopStudy,
    /// Count all women again.
    AllWomen,
    /// Try again what was given up.
    TryAgain,
    /// Save a figure as a picture.
    SavePicture(String, Rc<Figure>, PictureSize),
    /// Open rows that were pasted.
    Paste(String),
    /// Look at the file in hand with other settings.
    Look(ImportSettings),
    /// Read the file in hand with these settings.
    Read(ImportSettings),
    /// Go back from the import step to the report.
    Back,
    /// Save the description of the columns.
    DownloadDictionary,
    /// Save the columns as a data dictionary for `REDCap`.
    DownloadRedcap,
    /// Stop reading.
    Cancel,
    /// Close the file, which can be undone for a while.
    Close,
    /// Open the file again that was closed.
    Reopen,
    /// Forget the file that was closed.
    Forget,
}

/// A file that the page has made.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::web) struct OutgoingFile {
    /// What it holds.
    pub bytes: Vec<u8>,
    /// Its name.
    pub name: String,
    /// Its MIME type.
    pub kind: &'static str,
}

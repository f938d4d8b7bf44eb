//! What can happen to the workbench.

use std::rc::Rc;

use super::saving::Saving;
use crate::engine::reader::preview::ImportPreview;
use crate::engine::reader::settings::ImportSettings;
use crate::engine::report::FileReport;
use crate::view::privacy::SealReport;
use crate::web::state::Page;
use crate::web::state::evidence::EvidenceAction;
use crate::web::state::laboratories::LaboratoryAction;
use crate::web::state::news::SavedFile;
use crate::web::state::patient_file::PatientFileNews;
use crate::web::state::rules::RulesAction;
use crate::web::state::study::StudyAction;
use crate::web::state::tables::TablesAction;
use crate::web::worker::ReadingProgress;

/// What can happen.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// A page was chosen.
    Show(Page),
    /// Something about the rules.
    Rules(RulesAction),
    /// Something about laboratories.
    Laboratory(LaboratoryAction),
    /// The file in hand goes to the worker again, to be read otherwise.
    Reread {
        /// How it is read.
        settings: ImportSettings,
    },
    /// A file goes to the worker: another one, as far as anyone can tell.
    Open {
        /// Name of the file.
        file_name: String,
        /// How it is read.
        settings: ImportSettings,
    },
    /// The file in hand is looked at with other settings.
    Look {
        /// How it would be read.
        settings: ImportSettings,
    },
    /// The worker says what it found of a file that is not read yet.
    Preview(Rc<ImportPreview>),
    /// The user goes back to the file as it was read.
    GoBack,
    /// The worker has read further.
    Advance(ReadingProgress),
    /// The worker has read the file.
    Read(Rc<FileReport>),
    /// The worker could not use the file.
    Refuse(String),
    /// The user stopped the reading.
    Cancel,
    /// The worker died.
    LoseWorker(String),
    /// The file in hand is read again after a loss or a stop.
    ReadAgain,
    /// The worker does not have the file that the page shows.
    MissFile,
    /// The user wants to try again what was given up.
    TryAgain,
    /// The worker was ended because the user stopped the study.
    StopStudy,
    /// Something about the file that is being saved.
    Save(Saving),
    /// So many pictures are missing from the archive that is being saved.
    MissPictures(u32),
    /// Something about the study.
    Study(StudyAction),
    /// A session or saved choices came; they wait where no file is in hand, or another
    /// one comes with them.
    UseSaved {
        /// What came.
        file: Rc<SavedFile>,
        /// Whether another file comes with it.
        waits: bool,
    },
    /// A file of ours cannot be used: its name, and why.
    RefuseSaved(String, String),
    /// A file of one patient was opened or saved, or was not; or there is nothing to say of
    /// any.
    PatientFile(PatientFileNews),
    /// What waits is not wanted.
    ForgetSaved,
    /// The engine could not be loaded.
    LoseEngine,
    /// The user closed the file.
    CloseFile,
    /// The file that was closed is read again, with all that was chosen for it.
    Reopen,
    /// The file that was closed cannot be taken back any longer.
    EndUndo,
    /// Something happened on the calculator page.
    Tables(TablesAction),
    /// Something happened on the page about the evidence.
    Evidence(EvidenceAction),
    /// The network was sealed.
    Seal(Rc<SealReport>),
    /// The user wants everything forgotten.
    Wipe,
}

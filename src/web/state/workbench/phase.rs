//! What the cohort page is doing, and what that becomes.

use std::rc::Rc;

use super::action::Action;
use crate::engine::reader::preview::ImportPreview;
use crate::engine::reader::settings::ImportSettings;
use crate::engine::report::FileReport;
use crate::web::worker::ReadingProgress;

/// What the cohort page is doing.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Phase {
    /// No file has been opened.
    #[default]
    Idle,
    /// A file is being read and analyzed.
    Reading {
        /// Name of the file.
        file_name: String,
        /// How far it is.
        progress: ReadingProgress,
    },
    /// The user stopped the reading.
    Cancelled {
        /// Name of the file.
        file_name: String,
    },
    /// Something about the file has to be decided, or the user wants to.
    Asking {
        /// Whether it is being looked at once more.
        is_looking: bool,
        /// Name of the file.
        file_name: String,
        /// What was found.
        preview: Rc<ImportPreview>,
        /// What was read of it before, and how.
        before: Option<(Rc<FileReport>, ImportSettings)>,
    },
    /// A file was read.
    Ready {
        /// Whether it is being looked at, to be read otherwise.
        is_looking: bool,
        /// Name of the file.
        file_name: String,
        /// What was read of it.
        file: Rc<FileReport>,
    },
    /// The file could not be used, or the worker was lost.
    Failed {
        /// Name of the file.
        file_name: String,
        /// What happened and what to do.
        message: String,
    },
}

impl Phase {
    /// Whether an answer about the file is awaited.
    fn is_awaiting(&self) -> bool {
        match self {
            Phase::Reading { .. } => true,
            Phase::Ready { is_looking, .. } | Phase::Asking { is_looking, .. } => *is_looking,
            Phase::Idle | Phase::Cancelled { .. } | Phase::Failed { .. } => false,
        }
    }

    /// Name of the file in hand.
    #[must_use]
    pub fn file_name(&self) -> &str {
        match self {
            Phase::Idle => "",
            Phase::Reading { file_name, .. }
            | Phase::Cancelled { file_name }
            | Phase::Asking { file_name, .. }
            | Phase::Ready { file_name, .. }
            | Phase::Failed { file_name, .. } => file_name,
        }
    }

    /// Name of the file that would be lost if another were opened.
    #[must_use]
    pub fn in_hand(&self) -> Option<&str> {
        match self {
            Phase::Reading { file_name, .. }
            | Phase::Asking { file_name, .. }
            | Phase::Ready { file_name, .. } => Some(file_name),
            Phase::Idle | Phase::Cancelled { .. } | Phase::Failed { .. } => None,
        }
    }

    /// The same with nothing awaited: the worker that was asked is gone.
    pub(super) fn at_rest(&self) -> Self {
        let mut phase = self.clone();
        if let Phase::Ready { is_looking, .. } = &mut phase {
            *is_looking = false;
        }
        phase
    }

    /// The phase after an action; `settings` are those before it. What the worker says
    /// when nothing is awaited of it changes nothing.
    pub(super) fn after(&self, action: Action, settings: &ImportSettings) -> Self {
        let file_name = self.file_name().to_owned();
        match (action, self) {
            (Action::Open { file_name, .. }, _) => {
                Phase::Reading { file_name, progress: ReadingProgress::default() }
            }
            (Action::Reread { .. }, _) => {
                Phase::Reading { file_name, progress: ReadingProgress::default() }
            }
            (Action::Look { .. }, Phase::Asking { preview, before, .. }) => {
                let (preview, before) = (preview.clone(), before.clone());
                Phase::Asking { is_looking: true, file_name, preview, before }
            }
            (Action::Look { .. }, Phase::Ready { file, .. }) => {
                Phase::Ready { is_looking: true, file_name, file: file.clone() }
            }
            (Action::Preview(preview), phase) if phase.is_awaiting() => {
                let before = match phase {
                    Phase::Asking { before, .. } => before.clone(),
                    Phase::Ready { file, .. } => Some((file.clone(), settings.clone())),
                    _ => None,
                };
                Phase::Asking { is_looking: false, file_name, preview, before }
            }
            (Action::GoBack, Phase::Asking { before: Some((file, _)), .. }) => {
                Phase::Ready { is_looking: false, file_name, file: file.clone() }
            }
            (Action::Advance(progress), Phase::Reading { .. }) => {
                Phase::Reading { file_name, progress }
            }
            (Action::Read(file), Phase::Reading { .. } | Phase::Ready { .. }) => {
                Phase::Ready { is_looking: false, file_name, file }
            }
            (Action::Refuse(message), phase) if phase.is_awaiting() => {
                Phase::Failed { file_name, message }
            }
            (Action::Cancel, Phase::Reading { .. }) => Phase::Cancelled { file_name },
            (Action::LoseWorker(_), Phase::Ready { .. }) => self.at_rest(),
            (Action::LoseWorker(message), phase) if phase.is_awaiting() => {
                Phase::Failed { file_name, message }
            }
            (Action::CloseFile, _) => Phase::Idle,
            (_, phase) => phase.clone(),
        }
    }
}

//! What happens to the file in hand: it is read, looked at, asked about, lost.

use super::action::Action;
use super::phase::Phase;
use super::saving::Saving;
use super::state::State;
use crate::view::messages::worker;
use crate::web::state::news::News;
use crate::web::state::recovery::Recovery;
use crate::web::worker::ReadingProgress;

impl State {
    /// Takes what happened to the file.
    pub(super) fn take_file_action(&mut self, action: Action) {
        // What is read otherwise is offered the choices of before.
        let settings = self.settings.clone();
        match &action {
            Action::Open { .. } | Action::CloseFile => self.change_file(&action),
            Action::Reread { .. } => {
                self.study.forget();
                (self.recovery, self.saving) = (Recovery::Whole, Saving::Nothing);
            }
            Action::LoseWorker(_) => {
                self.study.lose_worker();
                self.recovery = self.recovery.after_loss();
                if let Saving::Writing(_) = self.saving {
                    self.saving = Saving::Failed(worker::LOST_WHILE_SAVING.to_owned());
                }
            }
            Action::Advance(progress) => self.recovery.advance(*progress),
            Action::Read(file) => {
                if let Phase::Reading { .. } = self.cohort {
                    self.end_waiting(file);
                }
                self.recovery = self.recovery.after_reading();
            }
            Action::Preview(_) if self.recovery.is_reading() => {
                self.recovery = Recovery::Whole;
                let file_name = self.cohort.file_name().to_owned();
                self.cohort = Phase::Reading { file_name, progress: ReadingProgress::default() };
            }
            Action::Refuse(message) if self.recovery.is_reading() => {
                self.recovery = Recovery::Whole;
                let file_name = self.cohort.file_name().to_owned();
                let message = message.clone();
                self.cohort = Phase::Failed { file_name, message };
            }
            _ => {}
        }
        match (&action, &self.cohort) {
            (
                Action::Open { settings: chosen, .. }
                | Action::Reread { settings: chosen, .. }
                | Action::Look { settings: chosen, .. },
                _,
            ) => self.settings.clone_from(chosen),
            (Action::GoBack, Phase::Asking { before: Some((_, before)), .. }) => {
                self.settings = before.clone();
            }
            _ => {}
        }
        self.cohort = self.cohort.after(action, &settings);
        if matches!(self.cohort, Phase::Idle | Phase::Failed { .. }) {
            self.recovery = Recovery::Whole;
        }
        if self.cohort.in_hand().is_none()
            && let News::Waiting { is_read_so, .. } = &mut self.news
        {
            *is_read_so = false;
        }
    }
}

//! Another file is opened, or the one in hand is closed and may come back.

use super::action::Action;
use super::closed_file::ClosedFile;
use super::phase::Phase;
use super::saving::Saving;
use super::state::State;
use crate::web::state::news::News;
use crate::web::state::recovery::Recovery;
use crate::web::state::rules::{RulesAction, WhatIf};
use crate::web::state::study::StudyState;
use crate::web::worker::ReadingProgress;

impl State {
    /// Another file is opened, or this one is closed.
    pub(super) fn change_file(&mut self, action: &Action) {
        self.closed.end();
        if *action == Action::CloseFile {
            self.offer_to_reopen();
        }
        // What was chosen was chosen for the file, and what was tried was tried on it.
        self.study = StudyState::default();
        (self.recovery, self.saving) = (Recovery::Whole, Saving::Nothing);
        self.rules = self.rules.after(RulesAction::Try(WhatIf::End));
        let waiting = self.news.waiting().cloned();
        self.news = News::Nothing;
        if let (Some(file), Action::Open { settings, .. }) = (waiting, action) {
            self.choose_as(&file);
            let is_read_so = settings == file.saved.import();
            self.news = News::Waiting { file, is_read_so };
        }
    }

    /// The file that is being closed can be read again for a while.
    fn offer_to_reopen(&mut self) {
        let Some(file_name) = self.cohort.in_hand() else { return };
        let mut study = self.study.clone();
        study.forget();
        self.closed.make(ClosedFile {
            file_name: file_name.to_owned(),
            settings: self.settings.clone(),
            study,
            rules: self.rules.clone(),
        });
    }

    /// The file that was closed is being read again.
    pub(super) fn reopen(&mut self) {
        let Some(closed) = self.closed.take() else { return };
        self.rules = self.rules.with_trial_of(&closed.rules);
        self.settings = closed.settings;
        self.study = closed.study;
        let progress = ReadingProgress::default();
        self.cohort = Phase::Reading { file_name: closed.file_name, progress };
    }
}

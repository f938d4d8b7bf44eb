//! What the workbench remembers, and what can happen to it. One subject a file.

mod action;
mod change;
mod closed_file;
mod file;
mod phase;
mod saving;
mod state;
#[cfg(test)]
mod tests;

use std::rc::Rc;

use yew::Reducible;

use crate::web::state::news::News;
use crate::web::state::recovery::{Cause, Recovery};
use crate::web::state::study::StudyAction;
use crate::web::worker::ReadingProgress;
pub use action::Action;
pub use closed_file::ClosedFile;
pub use phase::Phase;
pub use saving::Saving;
pub use state::State;

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut state = (*self).clone();
        match action {
            Action::Show(page) => state.page = page,
            Action::Rules(action) => state.take_rules(action),
            Action::Laboratory(action) => state.take_laboratory(action),
            Action::LoseEngine => {
                state.is_without_engine = true;
                state.cohort = Phase::Idle;
            }
            Action::Tables(action) => state.tables = state.tables.after(action),
            Action::Evidence(action) => state.evidence = state.evidence.after(action),
            Action::Seal(sealed) => state.sealed = Some(sealed),
            Action::Wipe => state = state.wiped(),
            Action::Study(action) => state.study.take(action),
            Action::UseSaved { file, waits } => state.use_saved(file, waits),
            Action::RefuseSaved(name, why) => state.news = News::Refused { name, why },
            Action::PatientFile(news) => state.patient_file = news,
            Action::ForgetSaved => state.news = News::Nothing,
            Action::ReadAgain => {
                if let Recovery::Wanted(cause) = state.recovery {
                    let progress = ReadingProgress::default();
                    state.recovery = Recovery::Reading { progress, cause };
                }
            }
            Action::MissFile => {
                state.study.take(StudyAction::Miss);
                state.recovery = Recovery::Wanted(Cause::Stopped);
            }
            Action::TryAgain => {
                state.recovery = Recovery::Wanted(Cause::Stopped);
                state.study.take(StudyAction::TryAgain);
            }
            Action::StopStudy => {
                state.study.take(StudyAction::Stop);
                state.recovery = Recovery::Wanted(Cause::Stopped);
                state.cohort = state.cohort.at_rest();
            }
            Action::Save(saving) => state.save(saving),
            Action::MissPictures(n) => state.n_unpainted = n,
            Action::EndUndo => state.closed.end(),
            Action::Reopen => state.reopen(),
            action => state.take_file_action(action),
        }
        Rc::new(state)
    }
}

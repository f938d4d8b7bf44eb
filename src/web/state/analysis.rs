//! The analysis of the file in hand: what is chosen, and what is shown.

use std::rc::Rc;

use crate::engine::protocol::Protocol;
use crate::engine::reader::settings::ImportSettings;
use crate::engine::record::Etiology;
use crate::view::analysis::controls::{ChoiceField, Choices};
use crate::web::worker::Restored;
use crate::web::worker::packed::{PackedAnalysis, Shown};

/// What is said of a session that is opened with another file.
const OTHER_FILE: &str = "This session was made with another file. Its choices are in force here, \
    and the results need not be the same.";

/// Everything the page remembers of the analysis.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AnalysisState {
    /// What is chosen.
    pub choices: Choices,
    /// What is shown.
    pub shown: Option<Rc<Shown>>,
    /// The choices behind what is shown.
    made: Option<Asked>,
    /// What is being computed.
    pending: Option<(u32, Asked)>,
    /// How a session wants the file to be read, until it is.
    pub wanted_import: Option<ImportSettings>,
    /// Why a session file could not be used, or what to know of it; else empty.
    pub session_problem: String,
}

/// What an analysis was asked for with.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// Thresholds and rules.
    pub protocol: Protocol,
    /// What is chosen.
    pub choices: Choices,
    /// Whether everything is computed, or what is quick.
    pub is_full: bool,
}

/// What can happen to the analysis.
#[derive(Clone, Debug, PartialEq)]
pub enum AnalysisAction {
    /// An etiology was chosen for the filter, or everyone.
    ChooseEtiology(Option<Etiology>),
    /// A field was typed in.
    Type(ChoiceField, String),
    /// Everyone was chosen again.
    Reset,
    /// The worker computes.
    Ask(u32, Box<Asked>),
    /// The worker has answered.
    Answer(u32, Box<PackedAnalysis>),
    /// A session file was read.
    UseSession(Box<Restored>),
    /// The file is read again as the session says.
    ReadAgain,
    /// A session file could not be used.
    RefuseSession(String),
}

impl AnalysisState {
    /// What has to be asked now, and whether it can wait until nothing moves:
    /// first of all everything; while something changes what is quick; and then
    /// everything again.
    #[must_use]
    pub fn due(&self, protocol: Protocol) -> Option<(Asked, bool)> {
        if self.pending.is_some() {
            return None;
        }
        let with = |is_full| Asked { protocol, choices: self.choices.clone(), is_full };
        let (full, quick) = (with(true), with(false));
        match &self.made {
            None => Some((full, false)),
            Some(made) if *made == full => None,
            Some(made) if *made == quick => Some((full, true)),
            Some(_) => Some((quick, false)),
        }
    }

    /// The choices behind what is shown, once everything is.
    #[must_use]
    pub fn finished(&self) -> Option<&Asked> {
        self.made.as_ref().filter(|made| made.is_full)
    }

    /// Forgets what is shown, not what is chosen.
    pub(super) fn forget(&mut self) {
        *self = AnalysisState { choices: self.choices.clone(), ..AnalysisState::default() };
    }

    /// What an action does to it.
    pub(super) fn take(&mut self, action: AnalysisAction) {
        match action {
            AnalysisAction::ChooseEtiology(etiology) => self.choices.etiology = etiology,
            AnalysisAction::Type(field, text) => self.choices.set_text(field, text),
            AnalysisAction::Reset => self.choices = Choices::default(),
            AnalysisAction::Ask(request, asked) => self.pending = Some((request, *asked)),
            AnalysisAction::Answer(request, packed) => match self.pending.take() {
                Some((expected, asked)) if expected == request => {
                    let is_last = packed.is_last;
                    self.shown = Some(Rc::new(Shown::after(self.shown.as_deref(), *packed)));
                    if is_last {
                        self.made = Some(asked);
                    } else {
                        self.pending = Some((expected, asked));
                    }
                }
                pending => self.pending = pending,
            },
            AnalysisAction::UseSession(session) => {
                self.wanted_import = Some(session.import);
                self.choices = session.choices.clone();
                // The session can hold what has no field: nothing made still holds.
                self.made = None;
                self.session_problem =
                    if session.is_of_other_file { OTHER_FILE.to_owned() } else { String::new() };
            }
            AnalysisAction::ReadAgain => self.wanted_import = None,
            AnalysisAction::RefuseSession(problem) => self.session_problem = problem,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::export::origin::Origin;

    fn answer(request: u32, text: &str, is_last: bool) -> AnalysisAction {
        let mut origin = Origin::default();
        text.clone_into(&mut origin.line);
        let packed = PackedAnalysis { origin, is_last, ..PackedAnalysis::default() };
        AnalysisAction::Answer(request, Box::new(packed))
    }

    #[test]
    fn everything_first_then_quickly_while_something_moves_then_everything() {
        let mut state = AnalysisState::default();
        let protocol = Protocol::default();
        let (asked, may_wait) = state.due(protocol).expect("due");
        assert!(asked.is_full && !may_wait);
        state.take(AnalysisAction::Ask(1, Box::new(asked)));
        assert_eq!(state.due(protocol), None);
        state.take(answer(1, "full", true));
        assert_eq!(state.due(protocol), None);
        assert!(state.finished().is_some());

        state.take(AnalysisAction::ChooseEtiology(Some(Etiology::Known)));
        let (asked, may_wait) = state.due(protocol).expect("due");
        assert!(!asked.is_full && !may_wait);
        state.take(AnalysisAction::Ask(2, Box::new(asked)));
        state.take(answer(1, "stale", true));
        assert_eq!(state.shown.as_ref().map(|one| one.origin.line.as_str()), Some("full"));
        state.take(answer(2, "in sight", false));
        assert_eq!(state.shown.as_ref().map(|one| one.origin.line.as_str()), Some("in sight"));
        assert_eq!(state.due(protocol), None, "more is to come");
        state.take(answer(2, "quick", true));
        assert!(state.finished().is_none());
        let (asked, may_wait) = state.due(protocol).expect("due");
        assert!(asked.is_full && may_wait);
    }
}

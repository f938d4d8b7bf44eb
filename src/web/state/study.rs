//! The study of the file in hand: what is chosen, and what is shown.

use std::rc::Rc;

use crate::engine::protocol::Protocol;
use crate::engine::reader::settings::ImportSettings;
use crate::engine::record::Etiology;
use crate::engine::study::options::{Effort, StudyOptions};
use crate::view::study::controls::{ChoiceField, Choices};
use crate::web::worker::Asked;
use crate::web::worker::packed::{PackedStudy, Shown};

/// Everything the page remembers of the study.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StudyState {
    /// What is chosen.
    pub choices: Choices,
    /// What a session chose that has no field: it holds for the file in hand, however
    /// often that is read.
    base: StudyOptions,
    /// What is shown.
    pub shown: Option<Rc<Shown>>,
    /// The choices behind what is shown.
    made: Option<Asked>,
    /// What is being computed.
    pending: Option<(u32, Asked)>,
    /// The share of it that is done.
    pub share: f64,
    /// What was not computed to its end, and why.
    unfinished: Option<(Asked, Unfinished)>,
    /// Workers that were lost over it in a row.
    n_lost: u32,
    /// How a session or saved choices want the file to be read, until it is.
    pub wanted_import: Option<ImportSettings>,
}

/// Why a study did not come to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfinished {
    /// The user stopped it.
    Stopped,
    /// The worker was lost over it, more than once.
    Lost,
}

/// Workers that may be lost over a study before it is not tried again by itself.
const MAX_LOST: u32 = 2;

/// What can happen to the study.
#[derive(Clone, Debug, PartialEq)]
pub enum StudyAction {
    /// An etiology was chosen for the filter, or everyone.
    ChooseEtiology(Option<Etiology>),
    /// The p-values of table 1 are to be adjusted, or not.
    AdjustTableOne(bool),
    /// A field was typed in.
    Type(ChoiceField, String),
    /// All women were chosen again.
    ChooseAll,
    /// The worker computes.
    Ask(u32, Box<Asked>),
    /// The worker has computed further.
    Advance(u32, f64),
    /// The user stopped it.
    Stop,
    /// What did not come to its end is wanted after all.
    TryAgain,
    /// The worker has answered.
    Answer(u32, Box<PackedStudy>),
    /// The choices of a session are in force.
    UseOptions(Box<StudyOptions>),
    /// The file is read again as a session or saved choices say.
    ReadAgain,
}

impl StudyState {
    /// What has to be asked now, and whether it can wait until nothing moves:
    /// first of all everything; while something changes what is quick; and then
    /// everything again.
    #[must_use]
    pub fn due(&self, protocol: Protocol) -> Option<(Asked, bool)> {
        if self.pending.is_some() || self.unfinished(protocol).is_some() {
            return None;
        }
        let with = |effort| {
            let options = StudyOptions { effort, ..self.choices.options(&self.base) };
            Asked { protocol, options }
        };
        let (full, quick) = (with(Effort::Full), with(Effort::Quick));
        match &self.made {
            None => Some((full, false)),
            Some(made) if *made == full => None,
            Some(made) if *made == quick => Some((full, true)),
            Some(_) => Some((quick, false)),
        }
    }

    /// What a full study of all that is chosen is asked for with.
    #[must_use]
    pub fn wanted(&self, protocol: Protocol) -> Asked {
        let options = self.choices.options(&self.base);
        Asked { protocol, options: StudyOptions { effort: Effort::Full, ..options } }
    }

    /// Why what is chosen was not computed, if that is so.
    #[must_use]
    pub fn unfinished(&self, protocol: Protocol) -> Option<Unfinished> {
        let (asked, why) = self.unfinished.as_ref()?;
        asked.is_like(&self.wanted(protocol)).then_some(*why)
    }

    /// Whether the worker computes.
    #[must_use]
    pub fn is_computing(&self) -> bool {
        self.pending.is_some()
    }

    /// Whether what is shown is of what is chosen.
    #[must_use]
    pub fn is_current(&self, protocol: Protocol) -> bool {
        self.made.as_ref().is_some_and(|made| made.is_like(&self.wanted(protocol)))
    }

    /// The choices behind what is shown, once everything is.
    #[must_use]
    pub fn finished(&self) -> Option<&Asked> {
        self.made.as_ref().filter(|made| made.options.is_full())
    }

    /// Forgets what is shown, not what is chosen.
    pub(super) fn forget(&mut self) {
        let (choices, base) = (self.choices.clone(), self.base.clone());
        *self = StudyState { choices, base, ..StudyState::default() };
    }

    /// The worker was lost: what it computed is asked for again, unless it was lost over
    /// the same before. What is shown is still true of the choices it names.
    pub(super) fn lose_worker(&mut self) {
        let Some((_, asked)) = self.pending.take() else { return };
        self.n_lost += 1;
        if self.n_lost >= MAX_LOST {
            self.unfinished = Some((asked, Unfinished::Lost));
        }
    }

    /// What an action does to it.
    pub(super) fn take(&mut self, action: StudyAction) {
        match action {
            StudyAction::ChooseEtiology(etiology) => self.choices.etiology = etiology,
            StudyAction::AdjustTableOne(adjust) => self.choices.adjust_table_one = adjust,
            StudyAction::Type(field, text) => self.choices.set_text(field, text),
            StudyAction::ChooseAll => self.choices.admit_all(),
            StudyAction::Ask(request, asked) => {
                (self.pending, self.share) = (Some((request, *asked)), 0.0);
            }
            StudyAction::Advance(request, share) => {
                if self.pending.as_ref().is_some_and(|(pending, _)| *pending == request) {
                    self.share = share;
                }
            }
            StudyAction::Stop => {
                let stopped = self.pending.take();
                self.unfinished = stopped.map(|(_, asked)| (asked, Unfinished::Stopped));
            }
            StudyAction::TryAgain => (self.unfinished, self.n_lost) = (None, 0),
            StudyAction::Answer(request, packed) => match self.pending.take() {
                Some((expected, asked)) if expected == request => {
                    let is_last = packed.is_last;
                    self.shown = Some(Rc::new(Shown::after(self.shown.as_deref(), *packed)));
                    if is_last {
                        (self.unfinished, self.n_lost) = (None, 0);
                        self.made = Some(asked);
                    } else {
                        self.pending = Some((expected, asked));
                    }
                }
                pending => self.pending = pending,
            },
            StudyAction::UseOptions(options) => {
                self.choices = Choices::from(&*options);
                self.base = *options;
                // They can hold what has no field: nothing made still holds.
                self.made = None;
            }
            StudyAction::ReadAgain => self.wanted_import = None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::export::origin::Origin;

    fn answer(request: u32, text: &str, is_last: bool) -> StudyAction {
        let mut origin = Origin::default();
        text.clone_into(&mut origin.line);
        let packed = PackedStudy { origin, is_last, ..PackedStudy::default() };
        StudyAction::Answer(request, Box::new(packed))
    }

    #[test]
    fn everything_first_then_quickly_while_something_moves_then_everything() {
        let mut state = StudyState::default();
        let protocol = Protocol::default();
        let (asked, may_wait) = state.due(protocol).expect("due");
        assert!(asked.options.is_full() && !may_wait);
        state.take(StudyAction::Ask(1, Box::new(asked)));
        assert_eq!(state.due(protocol), None);
        state.take(answer(1, "full", true));
        assert_eq!(state.due(protocol), None);
        assert!(state.finished().is_some());

        state.take(StudyAction::ChooseEtiology(Some(Etiology::Known)));
        let (asked, may_wait) = state.due(protocol).expect("due");
        assert!(!asked.options.is_full() && !may_wait);
        state.take(StudyAction::Ask(2, Box::new(asked)));
        state.take(answer(1, "stale", true));
        assert_eq!(state.shown.as_ref().map(|one| one.origin.line.as_str()), Some("full"));
        state.take(answer(2, "in sight", false));
        assert_eq!(state.shown.as_ref().map(|one| one.origin.line.as_str()), Some("in sight"));
        assert_eq!(state.due(protocol), None, "more is to come");
        state.take(answer(2, "quick", true));
        assert!(state.finished().is_none());
        let (asked, may_wait) = state.due(protocol).expect("due");
        assert!(asked.options.is_full() && may_wait);
    }

    #[test]
    fn what_a_session_chose_without_a_field_outlives_reading_again_stop_and_loss() {
        let protocol = Protocol::default();
        let options = StudyOptions { seed: 7, small_cell: 3, ..StudyOptions::default() };
        let mut state = StudyState::default();
        state.take(StudyAction::UseOptions(Box::new(options.clone())));
        assert_eq!(state.wanted(protocol).options, options);
        state.forget();
        state.lose_worker();
        let (asked, _) = state.due(protocol).expect("due");
        assert_eq!((asked.options.seed, asked.options.small_cell), (7, 3));
        state.take(StudyAction::Ask(1, Box::new(asked)));
        state.take(StudyAction::Stop);
        assert_eq!(state.wanted(protocol).options, options);
    }

    #[test]
    fn an_study_that_is_stopped_or_lost_twice_waits_to_be_wanted_again() {
        let protocol = Protocol::default();
        let mut state = StudyState::default();
        let ask = |state: &mut StudyState, request| {
            let (asked, _) = state.due(protocol).expect("due");
            state.take(StudyAction::Ask(request, Box::new(asked)));
        };
        ask(&mut state, 1);
        state.lose_worker();
        ask(&mut state, 2);
        state.lose_worker();
        assert_eq!(state.due(protocol), None);
        assert_eq!(state.unfinished(protocol), Some(Unfinished::Lost));
        state.take(StudyAction::TryAgain);
        ask(&mut state, 3);
        state.take(StudyAction::Stop);
        assert_eq!(state.unfinished(protocol), Some(Unfinished::Stopped));
        assert_eq!(state.due(protocol), None);
        // Other choices are another question.
        state.take(StudyAction::ChooseEtiology(Some(Etiology::Known)));
        assert_eq!(state.unfinished(protocol), None);
        assert!(state.due(protocol).is_some() && !state.is_current(protocol));
    }
}

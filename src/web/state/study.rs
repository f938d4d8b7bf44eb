//! The study of the file in hand: what is chosen, and what is shown.

use std::rc::Rc;

use crate::engine::own_column::OwnColumn;
use crate::engine::protocol::Protocol;
use crate::engine::reader::settings::ImportSettings;
use crate::engine::record::Etiology;
use crate::engine::study::options::{Effort, StudyOptions};
use crate::view::study::controls::{ChoiceField, Choices, Side};
use crate::web::worker::StudyKey;
use crate::web::worker::packed::{PackedStudy, StudyView};

/// Everything the page remembers of the study.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StudyState {
    /// What is chosen.
    pub choices: Choices,
    /// What a session chose that has no field: it holds for the file in hand, however
    /// often that is read.
    base: StudyOptions,
    /// What is shown.
    pub shown: Option<Rc<StudyView>>,
    /// The choices behind what is shown.
    made: Option<StudyKey>,
    /// What is being computed.
    pending: Option<StudyKey>,
    /// The share of it that is done.
    pub share: f64,
    /// What was not computed to its end, and why.
    unfinished: Option<(StudyKey, Interruption)>,
    /// Workers that were lost over it in a row.
    n_lost: u32,
    /// How a session or saved choices want the file to be read, until it is.
    pub wanted_import: Option<ImportSettings>,
}

/// Why a study did not come to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Interruption {
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
    /// A limit of a kept column was typed in.
    TypeOwn(Box<OwnColumn>, Side, String),
    /// A level of a kept column was chosen, or all.
    ChooseLevel(String, String),
    /// A kept column is to stand in the model of live birth, or not.
    Adjust(String, bool),
    /// All women were chosen again.
    ChooseAll,
    /// The worker computes.
    Ask(Box<StudyKey>),
    /// The worker has computed further.
    Advance(f64),
    /// The user stopped it.
    Stop,
    /// What did not come to its end is wanted after all.
    TryAgain,
    /// The worker does not have the file.
    Miss,
    /// The worker has answered.
    Answer(Box<PackedStudy>),
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
    pub fn due(&self, protocol: Protocol) -> Option<(StudyKey, bool)> {
        if self.pending.is_some() || self.unfinished(protocol).is_some() {
            return None;
        }
        let with = |effort| {
            let options = StudyOptions { effort, ..self.choices.options(&self.base) };
            StudyKey { protocol, options }
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
    pub fn wanted(&self, protocol: Protocol) -> StudyKey {
        let options = self.choices.options(&self.base);
        StudyKey { protocol, options: StudyOptions { effort: Effort::Full, ..options } }
    }

    /// Why what is chosen was not computed, if that is so.
    #[must_use]
    pub fn unfinished(&self, protocol: Protocol) -> Option<Interruption> {
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
    pub fn finished(&self) -> Option<&StudyKey> {
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
        let Some(asked) = self.pending.take() else { return };
        self.n_lost += 1;
        if self.n_lost >= MAX_LOST {
            self.unfinished = Some((asked, Interruption::Lost));
        }
    }

    /// What an action does to it.
    pub(super) fn take(&mut self, action: StudyAction) {
        match action {
            StudyAction::ChooseEtiology(etiology) => self.choices.etiology = etiology,
            StudyAction::AdjustTableOne(adjust) => self.choices.adjust_table_one = adjust,
            StudyAction::Type(field, text) => self.choices.set_text(field, text),
            StudyAction::TypeOwn(column, side, text) => {
                self.choices.set_own_text(&column, side, text);
            }
            StudyAction::ChooseLevel(column, level) => self.choices.set_own_level(&column, level),
            StudyAction::Adjust(column, adjusts) => self.choices.set_adjuster(&column, adjusts),
            StudyAction::ChooseAll => self.choices.admit_all(),
            StudyAction::Ask(asked) => (self.pending, self.share) = (Some(*asked), 0.0),
            StudyAction::Advance(share) => self.share = share,
            StudyAction::Stop => {
                let stopped = self.pending.take();
                self.unfinished = stopped.map(|asked| (asked, Interruption::Stopped));
            }
            StudyAction::TryAgain => (self.unfinished, self.n_lost) = (None, 0),
            StudyAction::Answer(packed) => {
                // What is not awaited any more is of other choices.
                let Some(asked) = self.pending.take() else { return };
                let is_last = packed.is_last;
                self.shown = Some(Rc::new(StudyView::after(self.shown.as_deref(), *packed)));
                if is_last {
                    (self.unfinished, self.n_lost) = (None, 0);
                    self.made = Some(asked);
                } else {
                    self.pending = Some(asked);
                }
            }
            StudyAction::Miss => self.pending = None,
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
    use crate::view::export::origin::Provenance;

    fn answer(text: &str, is_last: bool) -> StudyAction {
        let mut origin = Provenance::default();
        text.clone_into(&mut origin.line);
        let packed = PackedStudy { origin, is_last, ..PackedStudy::default() };
        StudyAction::Answer(Box::new(packed))
    }

    #[test]
    fn everything_first_then_quickly_while_something_moves_then_everything() {
        let mut state = StudyState::default();
        let protocol = Protocol::default();
        let (asked, may_wait) = state.due(protocol).expect("due");
        assert!(asked.options.is_full() && !may_wait);
        state.take(StudyAction::Ask(Box::new(asked)));
        assert_eq!(state.due(protocol), None);
        state.take(answer("full", true));
        assert_eq!(state.due(protocol), None);
        assert!(state.finished().is_some());

        state.take(StudyAction::ChooseEtiology(Some(Etiology::Known)));
        let (asked, may_wait) = state.due(protocol).expect("due");
        assert!(!asked.options.is_full() && !may_wait);
        state.take(StudyAction::Ask(Box::new(asked)));
        state.take(answer("in sight", false));
        assert_eq!(state.shown.as_ref().map(|one| one.origin.line.as_str()), Some("in sight"));
        assert_eq!(state.due(protocol), None, "more is to come");
        state.take(answer("quick", true));
        assert!(state.finished().is_none());
        let (asked, may_wait) = state.due(protocol).expect("due");
        assert!(asked.options.is_full() && may_wait);
        state.take(answer("not awaited", true));
        assert_eq!(state.shown.as_ref().map(|one| one.origin.line.as_str()), Some("quick"));
        state.take(StudyAction::Ask(Box::new(asked)));
        state.take(StudyAction::Miss);
        assert!(state.due(protocol).is_some(), "it is asked again once the file is there");
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
        state.take(StudyAction::Ask(Box::new(asked)));
        state.take(StudyAction::Stop);
        assert_eq!(state.wanted(protocol).options, options);
    }

    #[test]
    fn a_study_that_is_stopped_or_lost_twice_waits_to_be_wanted_again() {
        let protocol = Protocol::default();
        let mut state = StudyState::default();
        let ask = |state: &mut StudyState| {
            let (asked, _) = state.due(protocol).expect("due");
            state.take(StudyAction::Ask(Box::new(asked)));
        };
        ask(&mut state);
        state.lose_worker();
        ask(&mut state);
        state.lose_worker();
        assert_eq!(state.due(protocol), None);
        assert_eq!(state.unfinished(protocol), Some(Interruption::Lost));
        state.take(StudyAction::TryAgain);
        ask(&mut state);
        state.take(StudyAction::Stop);
        assert_eq!(state.unfinished(protocol), Some(Interruption::Stopped));
        assert_eq!(state.due(protocol), None);
        // Other choices are another question.
        state.take(StudyAction::ChooseEtiology(Some(Etiology::Known)));
        assert_eq!(state.unfinished(protocol), None);
        assert!(state.due(protocol).is_some() && !state.is_current(protocol));
    }
}

//! The page about the evidence: its trials, what is chosen, and what came of them.

use std::rc::Rc;

use crate::engine::published::ivig::{Losses, Start};
use crate::view::evidence::Shown;
use crate::view::evidence::entry::{Asked, Choices, CountSet, TrialField, TypedTrial, typed};
use crate::web::state::offer::UndoOffer;
use crate::web::state::tables::HandoverResult;

/// Everything the page about the evidence remembers.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    /// The trials from top to bottom.
    pub trials: Vec<TypedTrial>,
    /// How they are pooled and what is shown.
    pub choices: Choices,
    /// What came of what was asked last.
    pub shown: Rc<Shown>,
    /// What was sent to the worker last.
    asked: Option<Asked>,
    /// What the worker is doing.
    pub work: Pooled,
    /// The trials that were replaced, while they can be taken back.
    pub replaced: UndoOffer<Vec<TypedTrial>>,
    /// What became of the table that was to be copied or saved.
    pub told: Option<HandoverResult>,
}

/// What the worker is doing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pooled {
    /// Nothing; all that was asked has been answered.
    #[default]
    Idle,
    /// It pools.
    Busy,
    /// It died over it.
    Lost,
}

/// What can happen on the page about the evidence.
#[derive(Clone, Debug, PartialEq)]
pub enum EvidenceAction {
    /// A trial takes part or does not, by its place.
    Use(usize, bool),
    /// A text of a trial was typed, by its place.
    Type(usize, TrialField, String),
    /// The losses of the women of a trial were chosen.
    ChooseLosses(usize, Losses),
    /// The start of the infusions of a trial was chosen.
    ChooseStart(usize, Start),
    /// A trial is to stand with other published counts, by their place.
    Count(usize, usize),
    /// All trials are to stand with the counts of a set.
    CountAll(CountSet),
    /// A row of the user's own is wanted.
    Add,
    /// A row of the user's own is not wanted any more.
    Remove(usize),
    /// The published trials are wanted back.
    Restore,
    /// What was replaced is wanted back.
    Undo,
    /// What was replaced cannot be taken back any longer.
    EndUndo,
    /// Something was chosen.
    Choose(Choices),
    /// What stands there went to the worker.
    Ask(Asked),
    /// The worker has pooled it.
    Answer(Rc<Shown>),
    /// The worker died.
    LoseWorker,
    /// The table was copied or not saved.
    Tell(HandoverResult),
}

impl Default for Evidence {
    fn default() -> Self {
        Evidence {
            trials: TypedTrial::all_published(),
            choices: Choices::default(),
            shown: Rc::default(),
            asked: None,
            work: Pooled::Idle,
            replaced: UndoOffer::default(),
            told: None,
        }
    }
}

impl Evidence {
    /// Whether the trials stand as they are published.
    #[must_use]
    pub fn is_published(&self) -> bool {
        self.trials == TypedTrial::all_published()
    }

    /// Whether leaving the page would lose something that was typed.
    #[must_use]
    pub fn would_lose(&self) -> bool {
        let is_typed = |trial: &TypedTrial| match trial.published {
            Some(_) => trial.arms().is_none(),
            None => *trial != own_row(),
        };
        self.trials.iter().any(is_typed)
    }

    /// Whether every published trial stands with the counts of a set.
    #[must_use]
    pub fn counts_as(&self, set: CountSet) -> bool {
        let published = self.trials.iter().filter_map(|trial| Some((trial, trial.source()?)));
        published.fold(true, |all, (trial, source)| all && typed(set.of(source)) == trial.counts)
    }

    /// What should go to the worker now: what stands there, unless that was asked already
    /// or an answer is still due.
    #[must_use]
    pub fn due(&self) -> Option<Asked> {
        if self.work == Pooled::Busy {
            return None;
        }
        let asked = Asked { trials: self.trials.clone(), choices: self.choices.clone() };
        (self.asked.as_ref() != Some(&asked)).then_some(asked)
    }

    /// The state after an action.
    #[must_use]
    pub fn after(&self, action: EvidenceAction) -> Self {
        let mut next = self.clone();
        match action {
            EvidenceAction::Use(row, is_used) => next.change(row, |trial| trial.is_used = is_used),
            EvidenceAction::Type(row, field, text) => next.change(row, |trial| match field {
                TrialField::Name => trial.name = text,
                TrialField::Year => trial.year = text,
                TrialField::Count(place) => {
                    if let Some(count) = trial.counts.get_mut(place) {
                        *count = text;
                    }
                }
            }),
            EvidenceAction::ChooseLosses(row, losses) => {
                next.change(row, |trial| trial.losses = losses);
            }
            EvidenceAction::ChooseStart(row, start) => {
                next.change(row, |trial| trial.start = start);
            }
            EvidenceAction::Count(row, place) => next.change(row, |trial| {
                let arms = trial.source().and_then(|source| source.counts.get(place));
                if let Some(arms) = arms {
                    trial.counts = typed(arms);
                }
            }),
            EvidenceAction::CountAll(set) => {
                next.trials = self.trials.iter().map(|trial| trial.counted(set)).collect();
            }
            EvidenceAction::Add => next.trials.push(own_row()),
            EvidenceAction::Remove(row) => {
                let is_own = |trial: &TypedTrial| trial.published.is_none();
                if self.trials.get(row).is_some_and(is_own) {
                    next.trials.remove(row);
                    next.replaced.make(self.trials.clone());
                }
            }
            EvidenceAction::Restore => {
                next.trials = TypedTrial::all_published();
                next.replaced.make(self.trials.clone());
            }
            EvidenceAction::Undo => {
                if let Some(trials) = next.replaced.take() {
                    next.trials = trials;
                }
            }
            EvidenceAction::EndUndo => next.replaced.end(),
            EvidenceAction::Choose(choices) => next.choices = choices,
            EvidenceAction::Ask(asked) => (next.asked, next.work) = (Some(asked), Pooled::Busy),
            EvidenceAction::Answer(shown) => {
                (next.shown, next.work, next.told) = (shown, Pooled::Idle, None);
            }
            EvidenceAction::LoseWorker => {
                if self.work == Pooled::Busy {
                    next.work = Pooled::Lost;
                }
            }
            EvidenceAction::Tell(told) => next.told = Some(told),
        }
        next
    }

    /// Changes a row; what was replaced before is not to come over it any more.
    fn change(&mut self, row: usize, change: impl FnOnce(&mut TypedTrial)) {
        if let Some(trial) = self.trials.get_mut(row) {
            change(trial);
            self.replaced.end();
        }
    }
}

/// A row of the user's own, nothing typed into it yet.
fn own_row() -> TypedTrial {
    TypedTrial { is_used: true, ..TypedTrial::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(actions: impl IntoIterator<Item = EvidenceAction>) -> Evidence {
        actions.into_iter().fold(Evidence::default(), |state, action| state.after(action))
    }

    #[test]
    fn what_was_asked_is_not_asked_again() {
        let state = Evidence::default();
        let asked = state.due().expect("the published trials");
        let busy = state.after(EvidenceAction::Ask(asked));
        let changed = busy.after(EvidenceAction::Use(0, false));
        assert_eq!((busy.due(), changed.due()), (None, None));
        let shown = Rc::new(Shown { summary: "nine".to_owned(), ..Shown::default() });
        assert_eq!(busy.after(EvidenceAction::Answer(shown.clone())).due(), None);
        let answered = changed.after(EvidenceAction::Answer(shown));
        assert!(answered.due().is_some_and(|asked| !asked.trials[0].is_used));
        assert_eq!(answered.shown.summary, "nine");
    }

    #[test]
    fn published_rows_come_back_and_own_ones_can_be_taken_back() {
        let count = EvidenceAction::Type(9, TrialField::Count(0), "5".to_owned());
        let own = after([EvidenceAction::Add, count]);
        assert_eq!(own.trials.len(), 10);
        assert!(own.would_lose() && !own.is_published());
        let restored = own.after(EvidenceAction::Restore);
        assert!(restored.is_published() && !restored.would_lose());
        assert_eq!(restored.after(EvidenceAction::Undo).trials, own.trials);
        let removed = own.after(EvidenceAction::Remove(9));
        assert_eq!(removed.trials.len(), 9);
        // A published row is left out by its box and not removed.
        assert_eq!(removed.after(EvidenceAction::Remove(0)).trials.len(), 9);
        let typed = removed.after(EvidenceAction::Use(0, false));
        assert_eq!(typed.replaced.what(), None);
    }

    #[test]
    fn sets_of_counts_are_known_by_their_counts() {
        let state = Evidence::default();
        assert!(state.counts_as(CountSet::Printed) && !state.counts_as(CountSet::Randomised));
        let randomised = state.after(EvidenceAction::CountAll(CountSet::Randomised));
        assert!(randomised.counts_as(CountSet::Randomised) && !randomised.would_lose());
        let one = state.after(EvidenceAction::Count(2, 1));
        assert_eq!(one.trials, randomised.trials);
    }

    #[test]
    fn a_lost_worker_is_said_only_while_it_pools() {
        let state = Evidence::default();
        assert_eq!(state.after(EvidenceAction::LoseWorker).work, Pooled::Idle);
        let asked = state.due().expect("something");
        let busy = state.after(EvidenceAction::Ask(asked));
        assert_eq!(busy.after(EvidenceAction::LoseWorker).work, Pooled::Lost);
    }
}

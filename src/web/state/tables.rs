//! The calculator page: what was typed, and the answer to it.

use std::rc::Rc;

use crate::view::calculator::form::Question;
use crate::view::calculator::pasted::PartDecision;
use crate::view::calculator::{AnswerView, Entry};
use crate::web::state::offer::UndoOffer;

/// Everything the calculator page remembers.
#[derive(Clone, Debug, PartialEq)]
pub struct Tables {
    /// The question that is shown.
    pub question: Question,
    /// The confidence level, as typed.
    pub level: String,
    /// What was typed into the form of each question, in their order.
    texts: Vec<Vec<String>>,
    /// How parts of what was pasted there are to be taken.
    decisions: Vec<Vec<PartDecision>>,
    /// The answer to what was asked last; of the question shown, or empty.
    pub shown: Rc<AnswerView>,
    /// The same for programs, as JSON.
    pub json: Rc<str>,
    /// What was sent to the worker last.
    asked: Option<Entry>,
    /// What the worker is doing.
    pub work: Work,
    /// The form that was cleared, while it can be taken back.
    pub cleared: UndoOffer<ClearedForm>,
    /// What became of the answer shown that was to be copied or saved.
    pub told: Option<HandoverResult>,
}

/// A form before it was cleared.
#[derive(Clone, Debug, PartialEq)]
pub struct ClearedForm {
    /// Its question.
    pub question: Question,
    /// What was typed into it.
    texts: Vec<String>,
    /// How parts of what was pasted into it were to be taken.
    decisions: Vec<PartDecision>,
}

/// What became of an answer that was to be copied or saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HandoverResult {
    /// It was copied.
    Copied,
    /// The browser refused to copy it.
    NotCopied,
    /// The browser has no room for the file.
    NotSaved,
}

/// What the worker is doing.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Work {
    /// Nothing; all that was asked has been answered.
    #[default]
    Idle,
    /// It answers a request.
    Quick,
    /// It has answered in part, and computes what takes long.
    Long {
        /// The share that is done.
        share: f64,
    },
    /// The user stopped what took long.
    Stopped,
    /// The worker died over it.
    Lost,
}

/// What can happen on the calculator page.
#[derive(Clone, Debug, PartialEq)]
pub enum TablesAction {
    /// A question was chosen.
    Choose(Question),
    /// The confidence level was typed in.
    TypeLevel(String),
    /// A field of the form was typed in, by its place.
    Type(usize, String),
    /// Cells were pasted into the fields from a place on.
    Paste(usize, Vec<String>),
    /// A part of what was pasted is to be taken in another way.
    Decide(PartDecision),
    /// The published example was asked for.
    Example,
    /// The form was cleared.
    Clear,
    /// What was cleared is wanted back.
    Undo,
    /// What was cleared cannot be taken back any longer.
    EndUndo,
    /// What is typed went to the worker.
    Ask(Entry),
    /// The worker has computed further.
    Advance(f64),
    /// The worker has an answer, and its record as JSON.
    Answer(Rc<AnswerView>, Rc<str>),
    /// The user stopped what takes long.
    Stop,
    /// The worker died.
    LoseWorker,
    /// The answer was copied or not saved.
    Tell(HandoverResult),
}

impl Default for Tables {
    fn default() -> Self {
        Tables {
            question: Question::default(),
            level: "95%".to_owned(),
            texts: Question::ALL.map(|question| question.form().empty_texts()).to_vec(),
            decisions: vec![Vec::new(); Question::ALL.len()],
            shown: Rc::default(),
            json: Rc::from(""),
            asked: None,
            work: Work::Idle,
            cleared: UndoOffer::default(),
            told: None,
        }
    }
}

impl Tables {
    /// What was typed into the form that is shown.
    #[must_use]
    pub fn texts(&self) -> &[String] {
        &self.texts[self.question.place()]
    }

    /// How parts of what was pasted into it are to be taken.
    #[must_use]
    pub fn decisions(&self) -> &[PartDecision] {
        &self.decisions[self.question.place()]
    }

    /// Whether the form that is shown is as empty as at first.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.texts() == self.question.form().empty_texts()
    }

    /// Whether the form that is shown holds its published example.
    #[must_use]
    pub fn is_example(&self) -> bool {
        self.texts() == self.question.form().example.texts
    }

    /// Whether leaving the page would lose something that was typed into any form.
    #[must_use]
    pub fn would_lose(&self) -> bool {
        Question::ALL.iter().zip(&self.texts).any(|(question, texts)| {
            let form = question.form();
            *texts != form.empty_texts() && *texts != form.example.texts
        })
    }

    /// What should go to the worker now: what is typed, unless that was asked
    /// already or a quick answer to something older is still due.
    #[must_use]
    pub fn due(&self) -> Option<Entry> {
        if matches!(self.work, Work::Quick) {
            return None;
        }
        let entry = Entry {
            question: self.question,
            level: self.level.clone(),
            texts: self.texts().to_vec(),
            decisions: self.decisions().to_vec(),
        };
        let is_nothing_new = self.asked.is_none() && self.is_empty();
        (!is_nothing_new && self.asked.as_ref() != Some(&entry)).then_some(entry)
    }

    /// The state after an action.
    #[must_use]
    pub fn after(&self, action: TablesAction) -> Self {
        let mut next = self.clone();
        let form = self.question.form();
        match action {
            TablesAction::Choose(question) => {
                next.question = question;
                next.forget_answer();
            }
            TablesAction::TypeLevel(text) => next.level = text,
            TablesAction::Type(place, text) => {
                // What was decided about another text says nothing about this one.
                if !begins_alike(&self.texts()[place], &text) {
                    next.decisions[self.question.place()].clear();
                }
                next.fill(place, [text]);
            }
            TablesAction::Paste(place, cells) => next.fill(place, cells),
            TablesAction::Decide(decision) => {
                let decisions = &mut next.decisions[self.question.place()];
                decisions.retain(|one| one.part != decision.part);
                decisions.push(decision);
            }
            TablesAction::Example => {
                next.decisions[self.question.place()].clear();
                next.fill(0, form.example.texts.iter().map(|text| (*text).to_owned()));
            }
            TablesAction::Clear => {
                let cleared = ClearedForm {
                    question: self.question,
                    texts: self.texts().to_vec(),
                    decisions: self.decisions().to_vec(),
                };
                next.texts[self.question.place()] = form.empty_texts();
                next.decisions[self.question.place()].clear();
                next.cleared.make(cleared);
                next.forget_answer();
            }
            TablesAction::Undo => {
                if let Some(ClearedForm { question, texts, decisions }) = next.cleared.take() {
                    next.texts[question.place()] = texts;
                    next.decisions[question.place()] = decisions;
                    next.question = question;
                    next.forget_answer();
                }
            }
            TablesAction::EndUndo => next.cleared.end(),
            TablesAction::Ask(entry) => (next.asked, next.work) = (Some(entry), Work::Quick),
            TablesAction::Advance(share) => {
                if let Work::Long { .. } = self.work {
                    next.work = Work::Long { share };
                }
            }
            TablesAction::Answer(shown, json) => {
                if matches!(self.work, Work::Quick | Work::Long { .. }) {
                    next.work =
                        if shown.is_partial { Work::Long { share: 0.0 } } else { Work::Idle };
                    if self.asked.as_ref().is_some_and(|asked| asked.question == self.question) {
                        (next.shown, next.json, next.told) = (shown, json, None);
                    }
                }
            }
            TablesAction::Stop => next.work = Work::Stopped,
            TablesAction::LoseWorker => {
                if !matches!(self.work, Work::Idle | Work::Stopped) {
                    next.work = Work::Lost;
                }
            }
            TablesAction::Tell(told) => next.told = Some(told),
        }
        next
    }

    fn fill(&mut self, place: usize, cells: impl IntoIterator<Item = String>) {
        let texts = &mut self.texts[self.question.place()];
        for (text, cell) in texts.iter_mut().skip(place).zip(cells) {
            *text = cell;
        }
        // What is typed next is not to be lost to an undo.
        if self.cleared.what().is_some_and(|cleared| cleared.question == self.question) {
            self.cleared.end();
        }
    }

    /// The answer belongs to another form than the one that is shown now.
    fn forget_answer(&mut self) {
        self.shown = Rc::default();
        self.json = Rc::from("");
        self.told = None;
        self.asked = None;
        if !matches!(self.work, Work::Quick) {
            self.work = Work::Idle;
        }
    }
}

/// Whether one text is the other one while it is typed on, by its first line.
fn begins_alike(one: &str, other: &str) -> bool {
    let is_typed_on = |from: &str, to: &str| !from.trim().is_empty() && to.starts_with(from);
    let has_same_first_line = one.contains('\n') && one.lines().next() == other.lines().next();
    has_same_first_line || is_typed_on(one, other) || is_typed_on(other, one)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::calculator::pasted::{Role, TextPart};

    fn after(actions: impl IntoIterator<Item = TablesAction>) -> Tables {
        actions.into_iter().fold(Tables::default(), |tables, action| tables.after(action))
    }

    /// As the page does: what is due goes to the worker.
    fn ask(tables: &Tables) -> Tables {
        tables.after(TablesAction::Ask(tables.due().expect("something to ask")))
    }

    fn answer(summary: &str, is_partial: bool) -> TablesAction {
        let shown = AnswerView { summary: summary.to_owned(), is_partial, ..AnswerView::default() };
        TablesAction::Answer(Rc::new(shown), Rc::from("{}"))
    }

    fn typed(place: usize, text: &str) -> TablesAction {
        TablesAction::Type(place, text.to_owned())
    }

    #[test]
    fn nothing_is_asked_before_anything_is_typed() {
        assert_eq!(Tables::default().due(), None);
        let typed = after([typed(0, "3")]);
        assert_eq!(typed.due().map(|entry| entry.texts[0].clone()), Some("3".to_owned()));
        assert_eq!(ask(&typed).due(), None);
    }

    #[test]
    fn what_is_typed_meanwhile_is_asked_after_the_answer() {
        let asked = ask(&after([typed(0, "3")]));
        let later = asked.after(typed(0, "34"));
        assert_eq!(later.due(), None);
        let answered = later.after(answer("three", false));
        assert_eq!(answered.shown.summary, "three");
        assert_eq!(answered.due().map(|entry| entry.texts[0].clone()), Some("34".to_owned()));
    }

    #[test]
    fn a_long_computation_gives_way_to_what_is_typed() {
        let long = ask(&after([typed(0, "3")])).after(answer("part", true));
        assert_eq!(long.work, Work::Long { share: 0.0 });
        assert_eq!(long.due(), None);
        let further = long.after(TablesAction::Advance(0.5));
        assert_eq!(further.work, Work::Long { share: 0.5 });
        let newer = ask(&further.after(typed(0, "4")));
        assert_eq!((newer.shown.summary.as_str(), newer.work), ("part", Work::Quick));
        assert_eq!(newer.after(answer("new", false)).shown.summary, "new");
    }

    #[test]
    fn stopping_keeps_what_is_there() {
        let long = ask(&after([typed(0, "3")])).after(answer("part", true));
        let stopped = long.after(TablesAction::Stop);
        assert_eq!(stopped.shown.summary, "part");
        assert_eq!(stopped.due(), None);
        assert_eq!(stopped.after(answer("late", false)).shown.summary, "part");
    }

    #[test]
    fn an_answer_does_not_show_under_another_question() {
        let asked = ask(&after([typed(0, "3")]));
        let other = asked.after(TablesAction::Choose(Question::Pairs));
        let answered = other.after(answer("three", false));
        assert_eq!(*answered.shown, AnswerView::default());
        // Back again, what was typed is there and is asked again.
        let back = answered.after(TablesAction::Choose(Question::TwoByTwo));
        assert_eq!(back.due().map(|entry| entry.texts[0].clone()), Some("3".to_owned()));
    }

    #[test]
    fn examples_and_clearing() {
        let example = after([TablesAction::Example]);
        assert!(example.is_example() && !example.is_empty());
        assert!(example.after(TablesAction::Clear).is_empty());
        let pasted = after([TablesAction::Paste(1, ["4", "5"].map(str::to_owned).to_vec())]);
        assert_eq!(pasted.texts()[..4], ["", "4", "5", ""]);
    }

    #[test]
    fn a_decision_stays_with_its_text() {
        let decision = PartDecision { part: TextPart::FirstLine, role: Role::Names };
        let other = PartDecision { part: TextPart::FirstLine, role: Role::Numbers };
        let decided = after([typed(0, "1 2\n3 4"), TablesAction::Decide(decision)]);
        assert_eq!(decided.due().map(|entry| entry.decisions), Some(vec![decision]));
        // The last one counts, and it stays while the text is typed on.
        let changed = decided.after(TablesAction::Decide(other)).after(typed(0, "1 2\n3 4\n5 6"));
        assert_eq!(changed.decisions(), [other]);
        let cleared = changed.after(TablesAction::Clear);
        assert_eq!(cleared.decisions(), []);
        assert_eq!(cleared.after(TablesAction::Undo).decisions(), [other]);
        for action in [typed(0, "a b\n3 4"), TablesAction::Example] {
            assert_eq!(changed.after(action).decisions(), []);
        }
    }

    #[test]
    fn a_lost_worker_is_said_only_while_it_works() {
        assert_eq!(Tables::default().after(TablesAction::LoseWorker).work, Work::Idle);
        let asked = ask(&after([typed(0, "3")]));
        assert_eq!(asked.after(TablesAction::LoseWorker).work, Work::Lost);
    }
}

//! The calculator: a question and typed texts in, every applicable result out,
//! each with its value, its interval or p-value and its definition in words.
//!
//! [`form`] is all that the page itself needs; [`answer`] runs in the worker.

mod answered;
pub(in crate::view) mod chart;
mod citations;
mod e_value;
mod entry;
pub mod finding;
pub mod form;
pub(in crate::view) mod input;
mod p_values;
pub mod page;
mod pairs;
pub mod pasted;
mod plain;
mod planning;
mod progress;
mod proportion;
mod r_by_c;
mod resampled;
mod samples;
mod several_samples;
mod strata;
mod trend;
pub(in crate::view) mod trials;
mod two_by_two;
mod two_samples;
mod values;

use serde::{Deserialize, Serialize};

use crate::engine;
use crate::engine::stats::Progress;
use crate::view::calculator::finding::Finding;
use crate::view::calculator::form::Question;
use crate::view::calculator::input::EntryReader;
use crate::view::calculator::pasted::Interpretation;
use crate::view::document::Section;
use crate::view::export::origin::Provenance;
use answered::AnswerParts;
pub use entry::{Entry, EntryProblem, Input};

/// What came of an entry.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// What is wrong with the entry; empty if there is an answer, and when
    /// nothing was entered.
    pub problems: Vec<EntryProblem>,
    /// What parts of a pasted text were taken as.
    pub taken: Vec<Interpretation>,
    /// The answer in one sentence; empty if there is none.
    pub summary: String,
    /// The answer as people read it; empty if there is none.
    pub sections: Vec<Section>,
    /// The answer as text for other programs' windows.
    pub text: String,
    /// The answer for programs.
    pub record: Option<Record>,
    /// Where pictures of the answer are from.
    pub origin: Provenance,
}

/// What the page shows of an answer; all but the record, which goes into a file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct AnswerView {
    /// What is wrong with the entry.
    pub problems: Vec<EntryProblem>,
    /// What parts of a pasted text were taken as.
    pub taken: Vec<Interpretation>,
    /// The answer in one sentence.
    pub summary: String,
    /// The answer as people read it.
    pub sections: Vec<Section>,
    /// The answer as text for the clipboard.
    pub text: String,
    /// Whether a computation was stopped before its end.
    pub is_partial: bool,
    /// Where pictures of the answer are from.
    pub origin: Provenance,
}

impl From<Answer> for AnswerView {
    fn from(answer: Answer) -> Self {
        let is_partial = answer.is_partial();
        let Answer { problems, taken, summary, sections, text, record: _, origin } = answer;
        AnswerView { problems, taken, summary, sections, text, is_partial, origin }
    }
}

impl Answer {
    /// Whether a computation was stopped before its end.
    #[must_use]
    pub fn is_partial(&self) -> bool {
        self.record.iter().flat_map(|record| &record.findings).any(Finding::is_interrupted)
    }
}

/// An answer for programs: what was asked and everything that was found, in full
/// precision.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Version of this program.
    pub version: String,
    /// What was asked.
    pub entry: Entry,
    /// What parts of a pasted text were taken as, in sentences.
    pub read_as: Vec<String>,
    /// What was found.
    pub findings: Vec<Finding>,
}

/// Answers an entry. Anything that can be typed gets an answer or a sentence
/// about what is wrong with it.
///
/// Long computations call `progress` with the share that is done; where it says
/// stop, the answer has all the other results and says which are missing.
#[must_use]
pub fn answer(entry: &Entry, progress: &mut Progress<'_>) -> Answer {
    let mut fields = EntryReader::new(entry);
    let form = entry.question.form();
    let is_empty = form.fields.iter().all(|field| {
        matches!(field.kind, form::FieldKind::Choice(_)) || fields.is_empty(field.name)
    });
    if is_empty {
        return Answer::default();
    }
    let level = match input::level(&entry.level) {
        Ok(level) => Some(level),
        Err(reason) => {
            fields.complain_of_level(format!("The confidence level {reason}."));
            None
        }
    };
    // An error in the level does not hide what is wrong with the fields.
    let level = level.unwrap_or(0.95);
    let answered = answer_question(entry.question, &mut fields, level, progress);
    match answered {
        Some(answered) if fields.problems.is_empty() => {
            let AnswerParts { summary, sections, findings } = answered;
            let taken = fields.taken;
            let read_as: Vec<String> = taken.iter().map(|taken| taken.sentence.clone()).collect();
            let text = plain::text(form.title, &summary, &read_as, &sections);
            let version = engine::VERSION.to_owned();
            let record = Some(Record { version, entry: entry.clone(), read_as, findings });
            let origin = Provenance::of_answer([form.id, form.title], level, engine::VERSION);
            Answer { problems: Vec::new(), taken, summary, sections, text, record, origin }
        }
        _ => Answer { problems: fields.problems, taken: fields.taken, ..Answer::default() },
    }
}

fn answer_question(
    question: Question,
    fields: &mut EntryReader<'_>,
    level: f64,
    progress: &mut Progress<'_>,
) -> Option<AnswerParts> {
    match question {
        Question::Proportion => proportion::answer(fields, level),
        Question::TwoByTwo => two_by_two::answer(fields, level, progress),
        Question::Strata => strata::answer(fields, level),
        Question::Pairs => pairs::answer(fields, level),
        Question::RByC => r_by_c::answer(fields, level, progress),
        Question::Trend => trend::answer(fields, level, progress),
        Question::Values => values::answer(fields, level, progress),
        Question::Trials => trials::answer(fields, level),
        Question::Planning => planning::answer(fields, level, progress),
        Question::EValue => e_value::answer(fields, level),
        Question::PValues => p_values::answer(fields, level),
    }
}

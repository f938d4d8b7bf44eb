//! What the page says around a form and its answer, and below each field.

use super::entry::{EntryProblem, Input};
use super::form::Question;

/// The heading of the page.
pub const TITLE: &str = "Tables";

/// What the page is for.
pub const INTRODUCTION: &str = "Type or paste counts or values and read every applicable result at \
    once, exact ones first, each with its definition.";

/// What is asked above the questions.
pub const ASK: &str = "What do you want to know?";

/// What the button that empties the form says.
pub const CLEAR: &str = "Clear";

/// What the button that fills in the published example says.
pub const EXAMPLE: &str = "Try a published example";

/// What a table of four fields is called for those who cannot see it.
pub const COUNTS: &str = "Counts";

/// The label of the confidence level.
pub const LEVEL: &str = "Confidence level";

/// How the confidence level can be written.
pub const LEVEL_HINT: &str = "95%, 0.95 and 95 are the same";

/// What the part with the answer is called.
pub const RESULTS: &str = "Results";

/// What the bar of a long computation is called.
pub const COMPUTATION: &str = "Computation";

/// What is said while a long computation runs.
pub const COMPUTING: &str = "Still computing what the tables below call not computed.";

/// What the button that ends it says.
pub const STOP: &str = "Stop";

/// What is said once it was ended.
pub const STOPPED: &str = "Stopped: what the tables call not computed is missing.";

/// What the button that copies the answer says.
pub const COPY: &str = "Copy as text";

/// What is said once it was copied.
pub const COPIED: &str = "Copied.";

/// What is said where it could not be copied.
pub const NOT_COPIED: &str = "The browser does not allow copying here: select the text instead.";

/// What the button that saves the answer says.
pub const DOWNLOAD: &str = "Download JSON";

/// What the button that prints the page says.
pub const PRINT: &str = "Print";

/// That the form of a question was emptied.
#[must_use]
pub fn cleared(question: Question) -> String {
    format!("Cleared: {}.", question.form().title)
}

/// What is said where there is no answer.
#[must_use]
pub fn no_answer(problems: &[EntryProblem]) -> &'static str {
    if problems.iter().any(|problem| !problem.is_missing) {
        "No result: see what is marked in the form."
    } else if problems.is_empty() {
        "Results appear here as you type."
    } else {
        "Something is still missing in the form."
    }
}

/// The heading above what a pasted text was taken as.
#[must_use]
pub fn taken_title(is_asked: bool) -> &'static str {
    if is_asked { "How is it to be read?" } else { "Read as" }
}

/// What is written below a field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Remark {
    /// What is wrong, or what to write into the field.
    pub text: String,
    /// Whether something is wrong.
    pub is_error: bool,
}

impl Remark {
    /// What is wrong with a field, or else what to write into it.
    #[must_use]
    pub fn of(input: Input, hint: &str, problems: &[EntryProblem]) -> Self {
        match problems.iter().find(|problem| problem.input == input) {
            Some(problem) if problem.is_missing => {
                let text = if hint.is_empty() { "needed" } else { hint };
                Remark { text: text.to_owned(), is_error: false }
            }
            Some(problem) => Remark { text: problem.message.clone(), is_error: true },
            None => Remark { text: hint.to_owned(), is_error: false },
        }
    }

    /// The same where there is room for errors only.
    #[must_use]
    pub fn error_only(self) -> Self {
        if self.is_error { self } else { Remark::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(is_missing: bool) -> EntryProblem {
        let message = "no number".to_owned();
        EntryProblem { input: Input::Level, message, is_missing, offers: Vec::new() }
    }

    #[test]
    fn an_error_takes_the_place_of_the_hint() {
        let of = |problems: &[EntryProblem], hint| Remark::of(Input::Level, hint, problems);
        assert_eq!(of(&[], "a share").text, "a share");
        assert_eq!(of(&[problem(true)], "a share").text, "a share");
        assert_eq!(of(&[problem(true)], "").text, "needed");
        let wrong = of(&[problem(false)], "a share");
        assert_eq!((wrong.text.as_str(), wrong.is_error), ("no number", true));
        assert_eq!(wrong.clone().error_only(), wrong);
        assert_eq!(of(&[], "a share").error_only(), Remark::default());
    }
}

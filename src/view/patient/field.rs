//! A field of the patient page, and what is said beside it.

use crate::engine::quantity::Quantity;
use crate::view::language::PatientWords;

/// How serious a message is, the least serious first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Something worked out from what was typed.
    Note,
    /// The value is used; it may be a slip.
    Warning,
    /// The value is not used.
    Error,
}

/// A message beside a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// How serious it is.
    pub severity: Severity,
    /// The sentence.
    pub text: String,
}

/// One field as it stands on the page.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// What the field holds.
    pub quantity: Quantity,
    /// The text typed.
    pub text: String,
    /// The value, when the text is one.
    pub value: Option<f64>,
    /// What is wrong, doubtful or worked out.
    pub message: Option<Message>,
}

impl Field {
    /// Says one thing more about the field: it is as serious as the most serious.
    pub(super) fn add(&mut self, message: Message, words: &dyn PatientWords) {
        self.message = Some(match self.message.take() {
            None => message,
            Some(said) => Message {
                severity: said.severity.max(message.severity),
                text: words.both(&said.text, &message.text),
            },
        });
    }
}

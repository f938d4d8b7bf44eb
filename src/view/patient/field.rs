//! A field of the patient page, and what is said beside it.

use crate::engine::quantity::{Caution, Quantity};
use crate::engine::record::{Bound, Measured, Value, caution};
use crate::engine::repeats::Repeats;
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
    /// The value, when the text is one; the mean, when it is several.
    pub value: Option<f64>,
    /// Whether the value is only a bound, as in `>60`.
    pub bound: Bound,
    /// Every value of the field, and the mean of several.
    pub(super) values: Vec<f64>,
    /// What several values of the field have in common.
    pub repeats: Option<Repeats>,
    /// What is wrong, doubtful or worked out.
    pub message: Option<Message>,
}

impl Field {
    /// The value as a laboratory gives it, whether exact or only a bound.
    pub(super) fn measured<V: Value>(&self) -> Option<Measured<V>> {
        let value = V::new(self.value?).ok()?;
        Some(Measured { value, bound: self.bound })
    }

    /// The values that were typed, without the mean of several.
    #[must_use]
    pub fn single_values(&self) -> &[f64] {
        let n_means = usize::from(self.repeats.is_some());
        &self.values[..self.values.len() - n_means]
    }

    /// The first of the values that draws a question.
    pub(super) fn caution(&self) -> Option<(f64, Caution)> {
        let doubt = |&value: &f64| Some((value, caution(self.quantity, value, self.bound)?));
        self.values.iter().find_map(doubt)
    }

    /// The value, where it is not only a bound.
    pub(super) fn exact(&self) -> Option<f64> {
        self.value.filter(|_| self.bound == Bound::Exact)
    }

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

//! What was typed, and what is wrong with it.

use serde::{Deserialize, Serialize};

use crate::view::calculator::form::Question;
use crate::view::calculator::pasted::{Decision, Offer};

/// What was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The question.
    pub question: Question,
    /// The confidence level, as typed.
    pub level: String,
    /// The text of each field of the question's form.
    pub texts: Vec<String>,
    /// How parts of a pasted text are to be taken.
    pub decisions: Vec<Decision>,
}

/// What is wrong with a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Place of the field on the form; [`Problem::LEVEL`] is the confidence level.
    pub field: usize,
    /// What is wrong, in a sentence.
    pub message: String,
    /// Whether the field is only still empty.
    pub is_missing: bool,
    /// What could be done about it.
    pub offers: Vec<Offer>,
}

impl Problem {
    /// The place that stands for the confidence level.
    pub const LEVEL: usize = 99;
}

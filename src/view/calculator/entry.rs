//! What was typed, and what is wrong with it.

use serde::{Deserialize, Serialize};

use crate::view::calculator::form::{FieldName, Question};
use crate::view::calculator::pasted::{OtherInterpretation, PartDecision};

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
    pub decisions: Vec<PartDecision>,
}

/// What can be typed in beside a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Input {
    /// The confidence level, which all questions share.
    Level,
    /// A field of the question's form.
    Field(FieldName),
}

/// What is wrong with what was typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryProblem {
    /// Where it was typed.
    pub input: Input,
    /// What is wrong, in a sentence.
    pub message: String,
    /// Whether the field is only still empty.
    pub is_missing: bool,
    /// What could be done about it.
    pub offers: Vec<OtherInterpretation>,
}

//! What the file of a question makes of its fields.

use crate::view::calculator::finding::Finding;
use crate::view::document::Section;

/// What a question's file makes of its fields.
#[derive(Default)]
pub(super) struct AnswerParts {
    pub(super) summary: String,
    pub(super) sections: Vec<Section>,
    pub(super) findings: Vec<Finding>,
}

//! A pasted slip: the fields it fills, and what is said of the rest.

use serde::{Deserialize, Serialize};

use crate::engine::quantity::Quantity;
use crate::engine::reader::slip::Slip;
use crate::view::language::slip::SlipWords;
use crate::view::patient::PatientDraft;

/// A slip that was read, in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SlipPage {
    /// How much was taken and left.
    pub summary: String,
    /// Every value that was taken.
    pub taken: Vec<SlipLine>,
    /// Every part that was left, and why if it speaks of a value.
    pub left: Vec<String>,
}

/// A value that was taken from a slip.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SlipLine {
    /// What it is of.
    pub quantity: Quantity,
    /// What is typed into its field.
    pub text: String,
    /// What was taken, and where it stood.
    pub said: String,
}

/// Puts a slip in words.
#[must_use]
pub fn page(slip: &Slip, words: &dyn SlipWords) -> SlipPage {
    let taken = slip.taken.iter().map(|one| SlipLine {
        quantity: one.quantity,
        text: one.text.clone(),
        said: words.taken(one.quantity, &one.text, &one.source),
    });
    let left = slip.left.iter().map(|one| words.left(&one.text, one.why));
    SlipPage {
        summary: words.slip_summary(slip.taken.len(), slip.left.len()),
        taken: taken.collect(),
        left: left.collect(),
    }
}

/// Puts the values of a slip into the fields; what else is typed stays.
pub fn fill(draft: &mut PatientDraft, slip: &SlipPage) {
    let has = |quantity| slip.taken.iter().any(|one| one.quantity == quantity);
    if has(Quantity::Th1Th2Ratio) {
        draft.ratio_from_percentages = false;
    } else if has(Quantity::TnfAlphaPercent) || has(Quantity::Il10Percent) {
        draft.ratio_from_percentages = true;
    }
    if has(Quantity::Bmi) {
        draft.bmi_from_height = false;
    } else if has(Quantity::HeightCm) || has(Quantity::WeightKg) {
        draft.bmi_from_height = true;
    }
    for one in &slip.taken {
        draft.set_text(one.quantity, one.text.clone());
    }
}

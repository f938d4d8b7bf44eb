//! What is typed on the patient page, as text.

use crate::engine::quantity::{ByQuantity, Quantity};
use crate::engine::record::Etiology;

/// Everything that is typed on the patient page, as text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PatientDraft {
    /// One text a quantity.
    pub(super) texts: ByQuantity<String>,
    /// Whether the Th1/Th2 ratio is given by its two percentages.
    pub ratio_from_percentages: bool,
    /// Whether the body mass index is given by height and weight.
    pub bmi_from_height: bool,
    /// The stated etiology.
    pub etiology: Option<Etiology>,
    /// Which cause is known, in the user's words.
    pub cause: String,
}

impl PatientDraft {
    /// The text of one field.
    #[must_use]
    pub fn text(&self, quantity: Quantity) -> &str {
        &self.texts[quantity]
    }

    /// Replaces the text of one field.
    pub fn set_text(&mut self, quantity: Quantity, text: String) {
        self.texts[quantity] = text;
    }

    /// Whether nothing has been typed or chosen.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let unset = PatientDraft {
            ratio_from_percentages: self.ratio_from_percentages,
            bmi_from_height: self.bmi_from_height,
            ..PatientDraft::default()
        };
        *self == unset
    }
}

//! What is typed on the patient page, as text.

use serde::{Deserialize, Serialize};

use crate::engine::quantity::{ByQuantity, Quantity};
use crate::engine::record::Etiology;

/// Everything that is typed on the patient page, as text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
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
    /// Whether the values are those of the example, and no patient's.
    pub is_example: bool,
}

impl PatientDraft {
    /// The text of one field.
    #[must_use]
    pub fn text(&self, quantity: Quantity) -> &str {
        &self.texts[quantity]
    }

    /// Replaces the text of one field. What was an example is one no longer.
    pub fn set_text(&mut self, quantity: Quantity, text: String) {
        self.texts[quantity] = text;
        self.is_example = false;
    }

    /// The values of a made-up woman: her class hangs on one ratio, and one value is near
    /// its cut-off.
    #[must_use]
    pub fn example() -> Self {
        let mut draft = PatientDraft { etiology: Some(Etiology::Idiopathic), ..Self::default() };
        for (quantity, text) in [
            (Quantity::NkPercent, "18.2"),
            (Quantity::NkCyto50, "35.1"),
            (Quantity::NkCyto25, "22.4"),
            (Quantity::NkCyto12_5, "9.1"),
            (Quantity::Th1Th2Ratio, "28.5"),
            (Quantity::AgeYears, "34"),
            (Quantity::PreviousLosses, "3"),
            (Quantity::Bmi, "22.1"),
        ] {
            draft.set_text(quantity, text.to_owned());
        }
        draft.is_example = true;
        draft
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

//! The laboratory values as they were typed: what is a value, what draws a
//! question, and what is not understood.

use crate::engine::quantity::{ByQuantity, Caution, Quantity};
use crate::engine::record::{Bound, Measurements};
use crate::engine::repeats::Repeats;
use crate::view::format;
use crate::view::language::verdict::Named;
use crate::view::patient::{Field, PatientDraft};

/// What was typed about one woman.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The values of the three tests.
    pub measurements: Measurements,
    /// Values that draw a question; they are used.
    pub doubts: Vec<Doubt>,
    /// Texts that are no value; they are not used.
    pub refused: Vec<Refused>,
    /// Whether nothing is typed about the three tests.
    pub is_empty: bool,
    /// Whether the Th1/Th2 ratio is given by its two percentages.
    pub ratio_from_percentages: bool,
    /// Whether one of the two percentages stands alone.
    pub has_half_a_ratio: bool,
    /// What several values of one field have in common.
    pub repeats: ByQuantity<Option<Repeats>>,
}

/// A value that is possible and may be a slip.
#[derive(Clone, Debug, PartialEq)]
pub struct Doubt {
    /// What the value is of.
    pub quantity: Quantity,
    /// The value, or the number that bounds it; the mean, where it was repeated.
    pub value: f64,
    /// Whether it is only a bound.
    pub bound: Bound,
    /// What may be wrong with it.
    pub caution: Caution,
}

/// A text that is no value of its quantity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// What the value was to be of.
    pub quantity: Quantity,
    /// The text.
    pub text: String,
}

/// A value that is worked out from two typed ones.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Derived {
    /// What it is.
    pub(super) quantity: Quantity,
    /// What it is worked out from.
    pub(super) from: [Quantity; 2],
    /// The value; `None` where one is missing or the two give none.
    pub(super) value: Option<f64>,
}

impl Doubt {
    /// The value and what it is of.
    #[must_use]
    pub fn named(&self) -> Named {
        // A value just outside of a range must not be printed inside of it.
        let draws_the_same = |printed| match self.caution {
            Caution::LysisRises => true,
            Caution::MaybeFraction | Caution::MaybeLyticUnits | Caution::Unusual { .. } => {
                self.quantity.caution(printed) == Some(self.caution)
            }
        };
        let shown = match self.bound {
            Bound::Exact => format::measured(self.value, draws_the_same),
            bound => format!("{} {}", bound.sign(), format::shown(self.value)),
        };
        Named { quantity: self.quantity, shown }
    }

    /// Whether the class rests on the value.
    #[must_use]
    pub fn is_of_class(&self) -> bool {
        test_value(self.quantity).is_some()
    }

    /// Whether the question is about a value of the trace.
    fn concerns(&self, quantity: Quantity) -> bool {
        match self.caution {
            // Which of two swapped values is the wrong one cannot be told.
            Caution::LysisRises => quantity.is_cytotoxicity(),
            Caution::MaybeFraction | Caution::MaybeLyticUnits | Caution::Unusual { .. } => {
                test_value(self.quantity) == Some(quantity)
            }
        }
    }
}

impl Refused {
    /// The text, shortened, and what it was to be of.
    #[must_use]
    pub fn named(&self) -> Named {
        const MOST: usize = 20;
        let text = self.text.trim();
        let shown: String = text.chars().take(MOST).collect();
        let rest = if text.chars().nth(MOST).is_some() { "…" } else { "" };
        Named { quantity: self.quantity, shown: shown + rest }
    }

    /// Whether the class would rest on the value.
    #[must_use]
    pub fn is_of_class(&self) -> bool {
        test_value(self.quantity).is_some()
    }
}

/// Which value of the three tests a field gives or is a part of; `None` for fields
/// on which the class does not rest.
fn test_value(field: Quantity) -> Option<Quantity> {
    match field {
        Quantity::NkPercent
        | Quantity::NkCyto50
        | Quantity::NkCyto25
        | Quantity::NkCyto12_5
        | Quantity::Th1Th2Ratio => Some(field),
        Quantity::TnfAlphaPercent | Quantity::Il10Percent => Some(Quantity::Th1Th2Ratio),
        Quantity::AgeYears
        | Quantity::Bmi
        | Quantity::HeightCm
        | Quantity::WeightKg
        | Quantity::PreviousLosses => None,
    }
}

/// Whether a field is on the page, and so in use.
#[must_use]
pub fn is_in_use(field: Quantity, draft: &PatientDraft) -> bool {
    match field {
        Quantity::NkPercent
        | Quantity::NkCyto50
        | Quantity::NkCyto25
        | Quantity::NkCyto12_5
        | Quantity::AgeYears
        | Quantity::PreviousLosses => true,
        Quantity::Th1Th2Ratio => !draft.ratio_from_percentages,
        Quantity::TnfAlphaPercent | Quantity::Il10Percent => draft.ratio_from_percentages,
        Quantity::Bmi => !draft.bmi_from_height,
        Quantity::HeightCm | Quantity::WeightKg => draft.bmi_from_height,
    }
}

impl Reading {
    /// Gathers what the fields in use and the values worked out from them say.
    #[must_use]
    pub(super) fn new(
        draft: &PatientDraft,
        fields: &ByQuantity<Field>,
        measurements: Measurements,
        derived: &[Derived],
    ) -> Self {
        let field = |quantity: Quantity| &fields[quantity];
        let typed: Vec<&Field> = fields
            .values()
            .filter(|field| is_in_use(field.quantity, draft) && !field.text.trim().is_empty())
            .collect();
        let mut refused: Vec<Refused> = typed
            .iter()
            .filter(|field| field.value.is_none())
            .map(|field| Refused { quantity: field.quantity, text: field.text.clone() })
            .collect();
        for Derived { quantity, from, value } in derived {
            // Each is a value of its own, and together they give none.
            if value.is_none() && from.iter().all(|&one| field(one).value.is_some()) {
                let text = from.map(|one| field(one).text.trim()).join(" / ");
                refused.push(Refused { quantity: *quantity, text });
            }
        }
        let n_percentages = [Quantity::TnfAlphaPercent, Quantity::Il10Percent]
            .iter()
            .filter(|&&one| field(one).value.is_some())
            .count();
        Reading {
            doubts: doubts(&typed, &measurements, derived),
            is_empty: !typed.iter().any(|field| test_value(field.quantity).is_some()),
            refused,
            measurements,
            repeats: ByQuantity::from_fn(|quantity| {
                field(quantity).repeats.filter(|_| is_in_use(quantity, draft))
            }),
            ratio_from_percentages: draft.ratio_from_percentages,
            has_half_a_ratio: draft.ratio_from_percentages && n_percentages == 1,
        }
    }

    /// Questions that values of the three tests draw.
    pub fn doubts_of_class(&self) -> impl Iterator<Item = &Doubt> {
        self.doubts.iter().filter(|doubt| doubt.is_of_class())
    }

    /// Texts that are no value of the three tests.
    pub fn refused_of_class(&self) -> impl Iterator<Item = &Refused> {
        self.refused.iter().filter(|refused| refused.is_of_class())
    }

    /// Whether a value draws a question or is not understood.
    #[must_use]
    pub fn has_alarm(&self) -> bool {
        !self.doubts.is_empty() || !self.refused.is_empty()
    }

    /// Whether what is typed for a test's value is not understood.
    #[must_use]
    pub fn is_refused(&self, quantity: Quantity) -> bool {
        self.refused.iter().any(|refused| test_value(refused.quantity) == Some(quantity))
    }

    /// Whether a value of the trace draws a question.
    #[must_use]
    pub fn is_doubtful(&self, quantity: Quantity) -> bool {
        self.doubts.iter().any(|doubt| doubt.concerns(quantity))
    }

    /// The measurements without those that draw a question.
    #[must_use]
    pub fn undoubted(&self) -> Measurements {
        let mut left = self.measurements;
        if self.is_doubtful(Quantity::NkPercent) {
            left.nk_level = None;
        }
        let lysis = &mut left.nk_cytotoxicity;
        if self.is_doubtful(Quantity::NkCyto50) {
            lysis.nk_cyto_50 = None;
        }
        if self.is_doubtful(Quantity::NkCyto25) {
            lysis.nk_cyto_25 = None;
        }
        if self.is_doubtful(Quantity::NkCyto12_5) {
            lysis.nk_cyto_12_5 = None;
        }
        if self.is_doubtful(Quantity::Th1Th2Ratio) {
            left.th1_th2 = None;
        }
        left
    }
}

/// Every question that the values in use draw, each about one value.
fn doubts(typed: &[&Field], measurements: &Measurements, derived: &[Derived]) -> Vec<Doubt> {
    let of_fields = typed.iter().filter_map(|field| {
        let (value, caution) = field.caution()?;
        Some(Doubt { quantity: field.quantity, value, bound: field.bound, caution })
    });
    let worked_out = derived.iter().filter_map(|derived| {
        let (quantity, value) = (derived.quantity, derived.value?);
        let caution = quantity.caution(value)?;
        Some(Doubt { quantity, value, bound: Bound::Exact, caution })
    });
    let alone = of_fields.chain(worked_out);
    let rising = measurements.nk_cytotoxicity.rises().filter_map(|quantity| {
        let field = typed.iter().find(|field| field.quantity == quantity)?;
        let (value, bound) = (field.value?, field.bound);
        Some(Doubt { quantity, value, bound, caution: Caution::LysisRises })
    });
    alone.chain(rising).collect()
}

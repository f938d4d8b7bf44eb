//! The numbers a record holds: their names in files, units and ranges.
//!
//! Every number that enters the engine, typed or read from a file, goes through
//! [`Quantity::check`]: outside the possible range it is refused, outside the
//! plausible range it is kept and a [`Caution`] says what may have happened.

use serde::{Deserialize, Serialize};

use crate::engine::by::by_every;

/// One kind of number that a person types or a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Quantity {
    /// Age at the start of the pregnancy, in years.
    AgeYears,
    /// Body mass index, in kg/m².
    Bmi,
    /// Body height, in cm; only a way to give the body mass index.
    HeightCm,
    /// Body weight, in kg; only a way to give the body mass index.
    WeightKg,
    /// Number of previous pregnancy losses.
    PreviousLosses,
    /// NK cells, in percent of lymphocytes.
    NkPercent,
    /// NK cytotoxicity at an effector-to-target ratio of 50:1, in percent lysis.
    #[serde(rename = "nk_cyto_50")]
    NkCyto50,
    /// NK cytotoxicity at an effector-to-target ratio of 25:1, in percent lysis.
    #[serde(rename = "nk_cyto_25")]
    NkCyto25,
    /// NK cytotoxicity at an effector-to-target ratio of 12.5:1, in percent lysis.
    #[serde(rename = "nk_cyto_12_5")]
    NkCyto12_5,
    /// Ratio of TNF-alpha+ CD4+ to IL-10+ CD4+ cells, a plain ratio.
    Th1Th2Ratio,
    /// TNF-alpha+ CD4+ cells, in percent; only a way to give the ratio.
    TnfAlphaPercent,
    /// IL-10+ CD4+ cells, in percent; only a way to give the ratio.
    Il10Percent,
}

by_every! {
    /// One value for each quantity.
    ByQuantity of Quantity {
        /// Age at the start of the pregnancy.
        age_years = [Quantity::AgeYears],
        /// Body mass index.
        bmi = [Quantity::Bmi],
        /// Body height.
        height_cm = [Quantity::HeightCm],
        /// Body weight.
        weight_kg = [Quantity::WeightKg],
        /// Number of previous pregnancy losses.
        previous_losses = [Quantity::PreviousLosses],
        /// NK cells.
        nk_percent = [Quantity::NkPercent],
        /// NK cytotoxicity at 50:1.
        nk_cyto_50 = [Quantity::NkCyto50],
        /// NK cytotoxicity at 25:1.
        nk_cyto_25 = [Quantity::NkCyto25],
        /// NK cytotoxicity at 12.5:1.
        nk_cyto_12_5 = [Quantity::NkCyto12_5],
        /// Ratio of TNF-alpha+ CD4+ to IL-10+ CD4+ cells.
        th1_th2_ratio = [Quantity::Th1Th2Ratio],
        /// TNF-alpha+ CD4+ cells.
        tnf_alpha_percent = [Quantity::TnfAlphaPercent],
        /// IL-10+ CD4+ cells.
        il_10_percent = [Quantity::Il10Percent],
    }
}

/// A closed range of numbers.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Range {
    /// Smallest value that belongs to the range.
    pub minimum: f64,
    /// Largest value that belongs to the range.
    pub maximum: f64,
}

/// A number that cannot be a value of its quantity.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
#[error("{self:?}")]
pub enum Impossible {
    /// The number is outside the possible range.
    OutOfRange {
        /// The possible range.
        range: Range,
    },
    /// A count was given with a fraction.
    NotWhole,
}

/// A number that is possible but looks like a slip.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Caution {
    /// Below 1 where percent or a ratio in the tens is expected: typed as a fraction?
    MaybeFraction,
    /// A percent lysis so high that it may be lytic units.
    MaybeLyticUnits,
    /// Possible, but outside the range that is expected.
    Unusual {
        /// The range that is expected.
        range: Range,
    },
    /// Lysis rises although fewer effector cells meet each target cell.
    LysisRises,
}

impl Quantity {
    /// The five laboratory values that the classification reads.
    pub const LABORATORY: [Quantity; 5] = [
        Quantity::NkPercent,
        Quantity::NkCyto50,
        Quantity::NkCyto25,
        Quantity::NkCyto12_5,
        Quantity::Th1Th2Ratio,
    ];

    /// The range outside of which a number cannot be right and is refused.
    #[must_use]
    pub fn possible(self) -> Range {
        let (minimum, maximum) = match self {
            Quantity::AgeYears => (10.0, 60.0),
            Quantity::Bmi => (10.0, 80.0),
            Quantity::HeightCm => (100.0, 220.0),
            Quantity::WeightKg => (25.0, 300.0),
            Quantity::PreviousLosses => (0.0, 30.0),
            Quantity::NkPercent
            | Quantity::NkCyto50
            | Quantity::NkCyto25
            | Quantity::NkCyto12_5
            | Quantity::TnfAlphaPercent
            | Quantity::Il10Percent => (0.0, 100.0),
            Quantity::Th1Th2Ratio => (0.0, 1000.0),
        };
        Range { minimum, maximum }
    }

    /// The range that is expected. 1 to 50 % for NK cells and 5 to 100 for the
    /// ratio are inferred from published values, every other bound is an assumption
    /// of this program: they raise a question and never change a number.
    #[must_use]
    pub fn plausible(self) -> Range {
        let (minimum, maximum) = match self {
            Quantity::AgeYears => (18.0, 50.0),
            Quantity::Bmi => (15.0, 50.0),
            Quantity::HeightCm => (140.0, 195.0),
            Quantity::WeightKg => (35.0, 150.0),
            Quantity::PreviousLosses => (0.0, 12.0),
            Quantity::NkPercent => (1.0, 50.0),
            Quantity::NkCyto50 | Quantity::NkCyto25 | Quantity::NkCyto12_5 => (1.0, 80.0),
            Quantity::Th1Th2Ratio => (5.0, 100.0),
            Quantity::TnfAlphaPercent => (1.0, 90.0),
            Quantity::Il10Percent => (0.1, 20.0),
        };
        Range { minimum, maximum }
    }

    /// Whether only whole numbers are values of this quantity.
    #[must_use]
    pub fn is_count(self) -> bool {
        self == Quantity::PreviousLosses
    }

    /// Whether the quantity is a percent lysis at one effector-to-target ratio.
    #[must_use]
    pub fn is_cytotoxicity(self) -> bool {
        matches!(self, Quantity::NkCyto50 | Quantity::NkCyto25 | Quantity::NkCyto12_5)
    }

    /// Accepts `value` as a value of this quantity, or says why it cannot be one.
    ///
    /// # Errors
    /// [`Impossible::OutOfRange`] outside [`Quantity::possible`] (NaN included),
    /// [`Impossible::NotWhole`] for a count with a fraction.
    pub fn check(self, value: f64) -> Result<f64, Impossible> {
        let range = self.possible();
        if !range.contains(value) {
            return Err(Impossible::OutOfRange { range });
        }
        if self.is_count() && value.fract() != 0.0 {
            return Err(Impossible::NotWhole);
        }
        Ok(value)
    }

    /// What looks wrong about a possible value, if anything does.
    #[must_use]
    pub fn caution(self, value: f64) -> Option<Caution> {
        let fraction_limit = match self {
            Quantity::Th1Th2Ratio => 2.0,
            Quantity::NkPercent | Quantity::NkCyto50 | Quantity::NkCyto25 => 1.0,
            _ => 0.0,
        };
        // Nothing at all is no fraction of anything.
        if value > 0.0 && value < fraction_limit {
            return Some(Caution::MaybeFraction);
        }
        let range = self.plausible();
        if self.is_cytotoxicity() && value > range.maximum {
            return Some(Caution::MaybeLyticUnits);
        }
        (!range.contains(value)).then_some(Caution::Unusual { range })
    }
}

impl Range {
    /// Whether `value` lies in the range; NaN lies in none.
    #[must_use]
    pub fn contains(self, value: f64) -> bool {
        value >= self.minimum && value <= self.maximum
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn possible_ranges_are_closed_and_refuse_nan() {
        for (quantity, value, expected) in [
            (Quantity::NkPercent, 0.0, true),
            (Quantity::NkPercent, 100.0, true),
            (Quantity::NkPercent, 100.1, false),
            (Quantity::NkPercent, -0.1, false),
            (Quantity::NkPercent, f64::NAN, false),
            (Quantity::NkPercent, f64::INFINITY, false),
            (Quantity::Th1Th2Ratio, 45292.0, false),
            (Quantity::AgeYears, 9.9, false),
            (Quantity::PreviousLosses, 2.0, true),
        ] {
            assert_eq!(quantity.check(value).is_ok(), expected, "{quantity:?} {value}");
        }
        assert_eq!(Quantity::PreviousLosses.check(2.5), Err(Impossible::NotWhole));
    }

    #[test]
    fn slips_are_named() {
        for (quantity, value, expected) in [
            (Quantity::NkPercent, 0.16, Some(Caution::MaybeFraction)),
            (Quantity::NkPercent, 16.1, None),
            (
                Quantity::NkPercent,
                0.0,
                Some(Caution::Unusual { range: Range { minimum: 1.0, maximum: 50.0 } }),
            ),
            (Quantity::Th1Th2Ratio, 1.9, Some(Caution::MaybeFraction)),
            (Quantity::NkCyto50, 95.0, Some(Caution::MaybeLyticUnits)),
            (Quantity::NkCyto12_5, 9.6, None),
            (
                Quantity::NkPercent,
                60.0,
                Some(Caution::Unusual { range: Range { minimum: 1.0, maximum: 50.0 } }),
            ),
        ] {
            assert_eq!(quantity.caution(value), expected, "{quantity:?} {value}");
        }
    }
}

//! One woman, one row: the first pregnancy after the work-up.
//!
//! Every number is a newtype that only holds possible values, so that nothing
//! inside the engine validates again. What was not measured is `None`.

use serde::{Deserialize, Serialize};

use crate::engine::quantity::{Caution, Impossible, Quantity};

/// A validated number of one quantity.
pub trait Value: Copy {
    /// The quantity whose possible range the value keeps to.
    const QUANTITY: Quantity;

    /// Accepts a number.
    ///
    /// # Errors
    /// What [`Quantity::check`] says about it.
    fn new(value: f64) -> Result<Self, Impossible>;

    /// The number, in the quantity's unit.
    fn get(self) -> f64;
}

macro_rules! value {
    ($(#[$doc:meta] $name:ident = $quantity:ident),+ $(,)?) => {$(
        #[$doc]
        #[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
        pub struct $name(f64);

        impl Value for $name {
            const QUANTITY: Quantity = Quantity::$quantity;

            fn new(value: f64) -> Result<Self, Impossible> {
                Self::QUANTITY.check(value).map(Self)
            }

            fn get(self) -> f64 {
                self.0
            }
        }
    )+};
}

value! {
    /// Age at the start of the pregnancy, in years.
    AgeYears = AgeYears,
    /// Body mass index, in kg/m².
    BodyMassIndex = Bmi,
    /// Number of previous pregnancy losses.
    PreviousLosses = PreviousLosses,
    /// NK cells, in percent of lymphocytes.
    NkLevel = NkPercent,
    /// Percent lysis at an effector-to-target ratio of 50:1.
    NkCyto50 = NkCyto50,
    /// Percent lysis at an effector-to-target ratio of 25:1.
    NkCyto25 = NkCyto25,
    /// Percent lysis at an effector-to-target ratio of 12.5:1.
    NkCyto12_5 = NkCyto12_5,
    /// TNF-alpha+ CD4+ cells over IL-10+ CD4+ cells, a plain ratio.
    Th1Th2Ratio = Th1Th2Ratio,
}

impl BodyMassIndex {
    /// Weight over height squared.
    ///
    /// # Errors
    /// The height, the weight or the quotient is not possible.
    pub fn from_height_and_weight(height_cm: f64, weight_kg: f64) -> Result<Self, Impossible> {
        let height = Quantity::HeightCm.check(height_cm)?;
        // In whole centimeters nothing is rounded before the division.
        Self::new(Quantity::WeightKg.check(weight_kg)? * 10_000.0 / (height * height))
    }
}

impl Th1Th2Ratio {
    /// The ratio of the two percentages of CD4+ cells.
    ///
    /// # Errors
    /// A percentage or the quotient is not possible; an IL-10 percentage of
    /// zero has no quotient and is out of range too.
    pub fn from_percentages(tnf_alpha: f64, il_10: f64) -> Result<Self, Impossible> {
        let quotient =
            Quantity::TnfAlphaPercent.check(tnf_alpha)? / Quantity::Il10Percent.check(il_10)?;
        // Binary fractions put one in six exact ties with a cut-off of one decimal
        // just above it. Nine decimals are far finer than any percentage and take
        // that error away.
        Self::new((quotient * 1e9).round() / 1e9)
    }
}

/// The calendar year of a work-up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CalendarYear(u16);

impl CalendarYear {
    /// A year in which such a work-up can have been made; `None` for any other.
    #[must_use]
    pub fn new(year: u16) -> Option<Self> {
        (1950..=2100).contains(&year).then_some(CalendarYear(year))
    }

    /// The year.
    #[must_use]
    pub fn get(self) -> u16 {
        self.0
    }
}

/// What a laboratory says of a value: the value itself, or only a bound of it,
/// as in `<0.5` and `> 60`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bound {
    /// The value itself.
    #[default]
    Exact,
    /// Less than the number.
    Below,
    /// Less than the number, or equal to it.
    AtMost,
    /// Greater than the number.
    Above,
    /// Greater than the number, or equal to it.
    AtLeast,
}

impl Bound {
    /// The sign that stands before the number; none before a value itself.
    #[must_use]
    pub fn sign(self) -> &'static str {
        match self {
            Bound::Exact => "",
            Bound::Below => "<",
            Bound::AtMost => "≤",
            Bound::Above => ">",
            Bound::AtLeast => "≥",
        }
    }
}

/// A value as the laboratory gave it: measured, or censored at a bound.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Measured<V> {
    /// The value, or the number that bounds it.
    pub value: V,
    /// How the number bounds the value.
    pub bound: Bound,
}

impl<V> Measured<V> {
    /// A value that was measured.
    pub fn exact(value: V) -> Self {
        Measured { value, bound: Bound::Exact }
    }

    /// The value, where it is not only a bound.
    pub fn known(self) -> Option<V> {
        (self.bound == Bound::Exact).then_some(self.value)
    }
}

/// What looks wrong about a number or a bound, if anything does. A bound draws a question
/// where every value that it allows would.
#[must_use]
pub fn caution(quantity: Quantity, number: f64, bound: Bound) -> Option<Caution> {
    let expected = quantity.plausible();
    let suspicious = match bound {
        Bound::Exact => Some(number),
        Bound::Below => (number <= expected.minimum).then(|| number.next_down()),
        Bound::AtMost => (number < expected.minimum).then_some(number),
        Bound::Above => (number >= expected.maximum).then(|| number.next_up()),
        Bound::AtLeast => (number > expected.maximum).then_some(number),
    };
    quantity.caution(suspicious?)
}

/// The number of a value that was measured, where it is not only a bound.
#[must_use]
pub fn known<V: Value>(measured: Option<Measured<V>>) -> Option<f64> {
    measured.and_then(Measured::known).map(Value::get)
}

/// NK cytotoxicity at the three effector-to-target ratios of the panel.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct NkCytotoxicity {
    /// Percent lysis at 50:1.
    pub nk_cyto_50: Option<Measured<NkCyto50>>,
    /// Percent lysis at 25:1.
    pub nk_cyto_25: Option<Measured<NkCyto25>>,
    /// Percent lysis at 12.5:1.
    pub nk_cyto_12_5: Option<Measured<NkCyto12_5>>,
}

impl NkCytotoxicity {
    /// The ratios at which lysis is higher than at the ratio measured before it,
    /// which has more effector cells. Killing normally falls with the ratio.
    /// Bounds are left out: they do not say how high the lysis is.
    pub fn rises(self) -> impl Iterator<Item = Quantity> {
        let measured = [
            (Quantity::NkCyto50, known(self.nk_cyto_50)),
            (Quantity::NkCyto25, known(self.nk_cyto_25)),
            (Quantity::NkCyto12_5, known(self.nk_cyto_12_5)),
        ];
        let mut before: Option<f64> = None;
        measured.into_iter().filter_map(move |(quantity, value)| {
            let value = value?;
            let rises = before.replace(value).is_some_and(|before| value > before);
            rises.then_some(quantity)
        })
    }

    /// The first ratio at which lysis rises, see [`NkCytotoxicity::rises`].
    #[must_use]
    pub fn rises_at(self) -> Option<Quantity> {
        self.rises().next()
    }
}

/// The laboratory values that the classification reads.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Measurements {
    /// NK cell level.
    pub nk_level: Option<Measured<NkLevel>>,
    /// NK cytotoxicity at the three ratios.
    pub nk_cytotoxicity: NkCytotoxicity,
    /// Th1/Th2 ratio.
    pub th1_th2: Option<Measured<Th1Th2Ratio>>,
}

/// Whether a cause of the losses is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Etiology {
    /// No cause was found.
    Idiopathic,
    /// At least one cause is known.
    Known,
}

/// How the first pregnancy after the work-up ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Live birth.
    LiveBirth,
    /// Miscarriage.
    Miscarriage,
    /// Biochemical pregnancy loss.
    BiochemicalLoss,
    /// Ectopic pregnancy.
    Ectopic,
    /// Molar pregnancy.
    Molar,
    /// Termination of pregnancy.
    Termination,
    /// Stillbirth.
    Stillbirth,
    /// The pregnancy goes on.
    Ongoing,
    /// She has not become pregnant.
    NotPregnant,
    /// Lost to follow-up.
    LostToFollowUp,
}

impl Outcome {
    /// Every outcome, in the order in which lists show them.
    pub const ALL: [Outcome; 10] = [
        Outcome::LiveBirth,
        Outcome::Miscarriage,
        Outcome::BiochemicalLoss,
        Outcome::Ectopic,
        Outcome::Molar,
        Outcome::Termination,
        Outcome::Stillbirth,
        Outcome::Ongoing,
        Outcome::NotPregnant,
        Outcome::LostToFollowUp,
    ];

    /// Whether the pregnancy ended with a live birth; `None` while it has not
    /// ended or its end is not known.
    #[must_use]
    pub fn is_live_birth(self) -> Option<bool> {
        match self {
            Outcome::LiveBirth => Some(true),
            Outcome::Miscarriage
            | Outcome::BiochemicalLoss
            | Outcome::Ectopic
            | Outcome::Molar
            | Outcome::Termination
            | Outcome::Stillbirth => Some(false),
            Outcome::Ongoing | Outcome::NotPregnant | Outcome::LostToFollowUp => None,
        }
    }

    /// The word a file holds for this outcome.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Outcome::LiveBirth => "live_birth",
            Outcome::Miscarriage => "miscarriage",
            Outcome::BiochemicalLoss => "biochemical_loss",
            Outcome::Ectopic => "ectopic",
            Outcome::Molar => "molar",
            Outcome::Termination => "termination",
            Outcome::Stillbirth => "stillbirth",
            Outcome::Ongoing => "ongoing",
            Outcome::NotPregnant => "not_pregnant",
            Outcome::LostToFollowUp => "lost_to_follow_up",
        }
    }
}

/// Karyotype of the products of conception of the index loss.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FetalKaryotype {
    /// Normal karyotype.
    Normal,
    /// Aneuploid karyotype.
    Aneuploid,
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn body_mass_index_from_height_and_weight() {
        let bmi = BodyMassIndex::from_height_and_weight(160.0, 64.0).map(Value::get);
        assert_eq!(bmi, Ok(25.0));
        assert!(BodyMassIndex::from_height_and_weight(1.6, 64.0).is_err());
    }

    #[test]
    fn ratio_from_two_percentages() {
        assert_eq!(Th1Th2Ratio::from_percentages(36.0, 1.0).map(Value::get), Ok(36.0));
        assert!(Th1Th2Ratio::from_percentages(36.0, 0.0).is_err());
    }

    /// Every product of a cut-off in tenths and a percentage in hundredths is exact
    /// in decimals, so its quotient is the cut-off and never above it; a
    /// thousandth of a percent more is above it.
    #[test]
    fn a_ratio_worked_out_at_its_cutoff_is_not_above_it() {
        for tenths in (50..=1000_u32).step_by(7) {
            let cutoff = f64::from(tenths) / 10.0;
            for hundredths in (5..=2000_u32).step_by(13) {
                let thousandths = tenths * hundredths;
                if thousandths >= 100_000 {
                    continue;
                }
                let il_10 = f64::from(hundredths) / 100.0;
                let ratio = |thousandths: u32| {
                    Th1Th2Ratio::from_percentages(f64::from(thousandths) / 1000.0, il_10)
                        .map(Value::get)
                };
                assert_eq!(ratio(thousandths), Ok(cutoff), "{thousandths} / {il_10}");
                assert!(ratio(thousandths + 1).is_ok_and(|ratio| ratio > cutoff));
            }
        }
        assert!(Th1Th2Ratio::from_percentages(0.0, 0.0).is_err());
    }

    #[test]
    fn rising_lysis_is_seen_across_a_gap() {
        #[track_caller]
        fn check(values: [Option<f64>; 3], expected: Option<Quantity>) {
            let cytotoxicity = NkCytotoxicity {
                nk_cyto_50: values[0]
                    .and_then(|value| NkCyto50::new(value).ok())
                    .map(Measured::exact),
                nk_cyto_25: values[1]
                    .and_then(|value| NkCyto25::new(value).ok())
                    .map(Measured::exact),
                nk_cyto_12_5: values[2]
                    .and_then(|value| NkCyto12_5::new(value).ok())
                    .map(Measured::exact),
            };
            assert_eq!(cytotoxicity.rises_at(), expected);
        }
        check([Some(30.0), Some(20.0), Some(10.0)], None);
        check([Some(30.0), Some(30.0), Some(30.0)], None);
        check([Some(30.0), Some(31.0), Some(10.0)], Some(Quantity::NkCyto25));
        check([Some(30.0), None, Some(31.0)], Some(Quantity::NkCyto12_5));
        check([None, None, Some(31.0)], None);
    }
}

//! What the FHIR document says in codes: those of others where they mean exactly what is
//! meant here, and our own for the rest.

use serde_json::{Value, json};

use crate::engine::protocol::{CytotoxicityRule, Source};
use crate::engine::quantity::Quantity;
use crate::engine::record::{Bound, Etiology};
use crate::engine::rules::panel::ImmuneTest;
use crate::engine::rules::profile::ImmuneProfile;

/// Names of code systems; they are written like addresses and fetched by nobody.
pub const LOINC: &str = "http://loinc.org";
/// Units of measure.
pub const UCUM: &str = "http://unitsofmeasure.org";
/// High, normal.
pub const INTERPRETATION: &str =
    "http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation";
/// Why a value is not there.
pub const ABSENT: &str = "http://terminology.hl7.org/CodeSystem/data-absent-reason";
/// Laboratory, vital signs.
pub const CATEGORY: &str = "http://terminology.hl7.org/CodeSystem/observation-category";
/// Sections of a laboratory and of other diagnostics.
pub const SECTION: &str = "http://terminology.hl7.org/CodeSystem/v2-0074";
/// What a resource is used for: `HTEST` is health data that is made up.
pub const ACT_REASON: &str = "http://terminology.hl7.org/CodeSystem/v3-ActReason";
/// The extension that says why an element has no value.
pub const ABSENT_EXTENSION: &str = "http://hl7.org/fhir/StructureDefinition/data-absent-reason";
/// The namespace of narrative.
pub const XHTML: &str = "http://www.w3.org/1999/xhtml";

/// Our own code system: the UUID (version 8) of the SHA-256 of `rpl-immune-profile/codes/1`,
/// because a system without a host of its own cannot have an address.
pub const OWN: &str = "urn:uuid:c96b9f21-224f-8d73-b586-58b0305a21e2";

/// The name of a quantity in files: that of its column in a cohort file, or the one that
/// the reader of cohorts knows beside the columns.
#[must_use]
pub fn name(quantity: Quantity) -> &'static str {
    match quantity {
        Quantity::AgeYears => "age_years",
        Quantity::Bmi => "bmi",
        Quantity::HeightCm => "height_cm",
        Quantity::WeightKg => "weight_kg",
        Quantity::PreviousLosses => "previous_losses",
        Quantity::NkPercent => "nk_percent",
        Quantity::NkCyto50 => "nk_cyto_50",
        Quantity::NkCyto25 => "nk_cyto_25",
        Quantity::NkCyto12_5 => "nk_cyto_12_5",
        Quantity::Th1Th2Ratio => "th1_th2_ratio",
        Quantity::TnfAlphaPercent => "tnf_alpha_percent",
        Quantity::Il10Percent => "il_10_percent",
    }
}

/// The LOINC code of a quantity with LOINC's name of it, where one means the quantity in
/// every laboratory. NK cells have none: 8112-5 names markers, and by which markers a
/// laboratory counts is not known here. None is known for percent lysis by ratio or for
/// the two cytokines.
#[must_use]
pub fn loinc(quantity: Quantity) -> Option<(&'static str, &'static str)> {
    match quantity {
        Quantity::AgeYears => Some(("30525-0", "Age")),
        Quantity::Bmi => Some(("39156-5", "Body mass index (BMI) [Ratio]")),
        Quantity::HeightCm => Some(("8302-2", "Body height")),
        Quantity::WeightKg => Some(("29463-7", "Body weight")),
        Quantity::PreviousLosses
        | Quantity::NkPercent
        | Quantity::NkCyto50
        | Quantity::NkCyto25
        | Quantity::NkCyto12_5
        | Quantity::Th1Th2Ratio
        | Quantity::TnfAlphaPercent
        | Quantity::Il10Percent => None,
    }
}

/// The unit of a quantity: its UCUM code, and how it is printed.
#[must_use]
pub fn unit(quantity: Quantity) -> (&'static str, &'static str) {
    match quantity {
        Quantity::AgeYears => ("a", "years"),
        Quantity::Bmi => ("kg/m2", "kg/m2"),
        Quantity::HeightCm => ("cm", "cm"),
        Quantity::WeightKg => ("kg", "kg"),
        Quantity::PreviousLosses => ("{losses}", "losses"),
        Quantity::Th1Th2Ratio => ("{ratio}", "ratio"),
        Quantity::NkPercent
        | Quantity::NkCyto50
        | Quantity::NkCyto25
        | Quantity::NkCyto12_5
        | Quantity::TnfAlphaPercent
        | Quantity::Il10Percent => ("%", "%"),
    }
}

/// The comparator of a bound; `None` for a value itself.
#[must_use]
pub fn comparator(bound: Bound) -> Option<&'static str> {
    match bound {
        Bound::Exact => None,
        Bound::Below => Some("<"),
        Bound::AtMost => Some("<="),
        Bound::Above => Some(">"),
        Bound::AtLeast => Some(">="),
    }
}

/// A code of our own system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OwnCode {
    /// A value.
    Quantity(Quantity),
    /// The cut-off of a value.
    Cutoff(Quantity),
    /// Who set a cut-off.
    Source(Source),
    /// The result of the three tests together.
    ImmuneClass,
    /// One of the classes.
    Class(ImmuneProfile),
    /// A class that open tests leave possible.
    PossibleClass,
    /// What one test says.
    Test(ImmuneTest),
    /// How the cytotoxicity ratios make one finding.
    CytotoxicityRule,
    /// One way in which they do.
    Rule(CytotoxicityRule),
    /// The losses that make recurrent pregnancy loss.
    MinimumLosses,
    /// The confidence level of intervals.
    IntervalLevel,
    /// The version of the program.
    ProgramVersion,
    /// SHA-256 over rules and numbers.
    Fingerprint,
    /// Whether a cause is known.
    Etiology,
    /// The answer to it.
    EtiologyIs(Etiology),
    /// The known cause in words.
    Cause,
    /// A value as it was typed.
    AsTyped,
    /// One of repeated measurements.
    SingleMeasurement,
    /// Whether the ratio was given by its two percentages.
    RatioFromPercentages,
    /// Whether the body mass index was given by height and weight.
    BmiFromHeight,
}

impl OwnCode {
    /// The code; what is a column of a cohort file has that column's name or word.
    #[must_use]
    pub fn code(self) -> String {
        match self {
            OwnCode::Quantity(quantity) => name(quantity).to_owned(),
            OwnCode::Cutoff(quantity) => format!("cutoff_{}", name(quantity)),
            OwnCode::Source(source) => format!("source_{}", word(&source)),
            OwnCode::ImmuneClass => "immune_class".to_owned(),
            OwnCode::Class(profile) => format!("class_{}", profile.word()),
            OwnCode::PossibleClass => "possible_class".to_owned(),
            OwnCode::Test(test) => format!("test_{}", word(&test)),
            OwnCode::CytotoxicityRule => "cytotoxicity_rule".to_owned(),
            OwnCode::Rule(rule) => format!("rule_{}", rule.word()),
            OwnCode::MinimumLosses => "minimum_losses".to_owned(),
            OwnCode::IntervalLevel => "interval_level".to_owned(),
            OwnCode::ProgramVersion => "program_version".to_owned(),
            OwnCode::Fingerprint => "fingerprint".to_owned(),
            OwnCode::Etiology => "etiology".to_owned(),
            OwnCode::EtiologyIs(etiology) => word(&etiology),
            OwnCode::Cause => "cause".to_owned(),
            OwnCode::AsTyped => "as_typed".to_owned(),
            OwnCode::SingleMeasurement => "single_measurement".to_owned(),
            OwnCode::RatioFromPercentages => "ratio_from_percentages".to_owned(),
            OwnCode::BmiFromHeight => "bmi_from_height".to_owned(),
        }
    }
}

/// The word that stands for something in files.
fn word(of: &impl serde::Serialize) -> String {
    serde_json::to_value(of).ok().as_ref().and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// A coding of a system of others.
#[must_use]
pub fn coding(system: &str, code: &str, display: &str) -> Value {
    json!({ "system": system, "code": code, "display": display })
}

/// A number as FHIR writes it: a whole one without decimals, which would claim more
/// digits than were measured.
#[must_use]
pub fn decimal(number: f64) -> Value {
    let text = number.to_string();
    text.parse::<i64>().map_or_else(|_| json!(number), |whole| json!(whole))
}

/// A UUID of version 8 (RFC 9562) out of a SHA-256: the same content has the same one.
#[must_use]
pub fn uuid(sha256: &str) -> String {
    let digits = |from, to| sha256.get(from..to).unwrap_or_default();
    let variant = match digits(16, 17) {
        "0" | "4" | "8" | "c" => '8',
        "1" | "5" | "9" | "d" => '9',
        "2" | "6" | "a" | "e" => 'a',
        _ => 'b',
    };
    format!(
        "{}-{}-8{}-{variant}{}-{}",
        digits(0, 8),
        digits(8, 12),
        digits(13, 16),
        digits(17, 20),
        digits(20, 32)
    )
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;
    use crate::engine::column::Column;
    use crate::engine::digest::sha256;
    use crate::engine::quantity::ByQuantity;

    #[test]
    fn our_system_is_the_uuid_of_its_name() {
        assert_eq!(OWN, format!("urn:uuid:{}", uuid(&sha256("rpl-immune-profile/codes/1"))));
    }

    #[test]
    fn values_have_the_names_of_columns() {
        for &quantity in ByQuantity::<()>::KEYS {
            if let Some(column) = Column::of(quantity) {
                assert_eq!(name(quantity), column.name());
            }
        }
    }

    #[test]
    fn whole_numbers_have_no_decimals() {
        let written = [18.0, 18.25, 0.0, 1e-7, 1000.0].map(|one| decimal(one).to_string());
        assert_eq!(written, ["18", "18.25", "0", "1e-7", "1000"]);
    }
}

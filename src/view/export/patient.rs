//! One patient as a file that leaves with the user and is opened again: the plain record
//! as JSON, and the same as a FHIR document.

pub mod bundle;
pub mod codes;
mod narrative;
pub mod reading;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::engine::VERSION;
use crate::engine::digest::sha256;
use crate::engine::protocol::Protocol;
use crate::engine::quantity::{ByQuantity, Quantity};
use crate::engine::record::{
    Bound, Etiology, Measured, Measurements, NkCyto12_5, NkCyto25, NkCyto50, NkCytotoxicity,
    NkLevel, Th1Th2Ratio, Value,
};
use crate::engine::rules::{Classification, classify};
use crate::view::language::PatientWords;
use crate::view::language::files::FilesWords;
use crate::view::patient::handover::PatientInHand;
use crate::view::patient::reading::is_in_use;
use crate::view::patient::{PatientDraft, PatientPage, assess};
use codes::name;

/// Name and version of the plain record; another meaning of a field raises the number.
pub const PATIENT_SCHEMA: &str = "rpl-immune-profile/patient/1";

/// Of which kind such a file is, whatever its version.
pub const PATIENT_FAMILY: &str = "rpl-immune-profile/patient/";

/// The plain record of one patient. As JSON it has these fields, in this order:
///
/// | field | what it holds |
/// |---|---|
/// | `schema` | `rpl-immune-profile/patient/1` |
/// | `version` | version of the program that saved it |
/// | `saved` | when it was saved, ISO 8601 with its offset |
/// | `is_example` | whether the values are made up and nobody's |
/// | `name` | her name or number, only where the user wanted it in the file |
/// | `typed` | the text of each field in use that is not empty, by the names of cohort columns, and `height_cm`, `weight_kg`, `tnf_alpha_percent`, `il_10_percent`; bounds and repeated measurements stand as they were typed |
/// | `ratio_from_percentages`, `bmi_from_height` | how the two were given |
/// | `etiology` | `idiopathic`, `known` or `null` |
/// | `cause` | the known cause in the user's words, or `null` |
/// | `protocol` | every cut-off with its source, the cytotoxicity rule, the fewest losses, the level of intervals |
/// | `fingerprint` | SHA-256 over rules and numbers, 64 hexadecimal digits |
/// | `result` | `verdict`, and the trace: each value (the mean of repeated ones) with its bound, its cut-off and the finding |
/// | `is_in_doubt` | whether a value draws a question or is not understood |
/// | `sha256` | SHA-256 of this record as JSON with two blanks of indent, a line break at its end, and this field empty; by it damage is noticed |
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "each is a field of the file")]
pub struct PatientFile {
    /// Name and version of this layout.
    pub schema: String,
    /// Version of the program that saved it.
    pub version: String,
    /// When it was saved: ISO 8601, with its offset.
    pub saved: String,
    /// Whether the values are those of the example, and no patient's.
    pub is_example: bool,
    /// Her name or number, where the user wanted it in the file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What is typed in each field in use, by the field's name.
    pub typed: BTreeMap<String, String>,
    /// Whether the Th1/Th2 ratio is given by its two percentages.
    pub ratio_from_percentages: bool,
    /// Whether the body mass index is given by height and weight.
    pub bmi_from_height: bool,
    /// The stated etiology.
    pub etiology: Option<Etiology>,
    /// Which cause is known, in the user's words.
    pub cause: Option<String>,
    /// The cut-offs and the rule she was classified by.
    pub protocol: Protocol,
    /// SHA-256 over rules and numbers.
    pub fingerprint: String,
    /// What the rules made of the values, with the trace.
    pub result: Classification,
    /// Whether a value draws a question or is not understood.
    pub is_in_doubt: bool,
    /// SHA-256 of the record with this field empty.
    pub sha256: String,
}

/// The forms in which one patient is saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PatientFormat {
    /// A FHIR R4 document.
    Fhir,
    /// The plain record as JSON.
    Plain,
}

impl PatientFile {
    /// The patient in hand, saved at a moment of the form `2026-11-30T09:15:00.000Z`; with
    /// the name typed for print only where that is wished.
    #[must_use]
    pub fn new(
        patient: &PatientInHand,
        with_name: bool,
        saved: &str,
        words: &dyn PatientWords,
    ) -> Self {
        // How precisely her laboratory measures is kept in the file of the laboratory.
        let PatientInHand { draft, protocol, name, precision: _ } = patient;
        PatientFile {
            schema: PATIENT_SCHEMA.to_owned(),
            version: VERSION.to_owned(),
            saved: saved.to_owned(),
            is_example: draft.is_example,
            name: stated(name).filter(|_| with_name),
            typed: typed(draft),
            ratio_from_percentages: draft.ratio_from_percentages,
            bmi_from_height: draft.bmi_from_height,
            etiology: draft.etiology,
            cause: stated(&draft.cause),
            protocol: *protocol,
            fingerprint: String::new(),
            result: classify(&Measurements::default(), protocol),
            is_in_doubt: false,
            sha256: String::new(),
        }
        .completed(words)
    }

    /// The same with all that follows from the values and the protocol, and without what no
    /// field of the page has.
    #[must_use]
    fn completed(self, words: &dyn PatientWords) -> Self {
        let (draft, page) = (self.draft(), self.page(words));
        let file = PatientFile {
            typed: typed(&draft),
            cause: stated(&draft.cause).filter(|_| self.etiology == Some(Etiology::Known)),
            fingerprint: self.protocol.fingerprint(),
            result: classify(&measurements(&page, self.ratio_from_percentages), &self.protocol),
            is_in_doubt: page.outcome.has_alarm,
            sha256: String::new(),
            ..self
        };
        PatientFile { sha256: sha256(&file.json()), ..file }
    }

    /// What is typed in it, for the fields of the page.
    #[must_use]
    pub fn draft(&self) -> PatientDraft {
        let mut draft = PatientDraft::default();
        draft.ratio_from_percentages = self.ratio_from_percentages;
        draft.bmi_from_height = self.bmi_from_height;
        draft.etiology = self.etiology;
        draft.cause = self.cause.clone().unwrap_or_default();
        for &quantity in ByQuantity::<()>::KEYS {
            if let Some(text) = self.typed.get(name(quantity)) {
                draft.set_text(quantity, text.clone());
            }
        }
        draft.is_example = self.is_example;
        draft
    }

    /// The page that it makes.
    #[must_use]
    pub fn page(&self, words: &dyn PatientWords) -> PatientPage {
        assess(&self.draft(), &self.protocol, words)
    }

    /// The plain record as a file.
    #[must_use]
    pub fn json(&self) -> String {
        // Every map of it has texts as keys, which is all that could fail.
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }

    /// That it was opened under a name, in words.
    #[must_use]
    pub fn opened(&self, name: &str, words: &dyn FilesWords) -> String {
        let day = self.saved.get(..10).unwrap_or(&self.saved);
        words.file_opened(name, day, self.is_example, self.name.is_some())
    }

    /// In what its protocol differs from the one in force, and what that does to her class;
    /// `None` where nothing differs.
    #[must_use]
    pub fn differs(&self, patient: &PatientInHand, words: &dyn FilesWords) -> Option<String> {
        let differences = self.protocol.differences(&patient.protocol);
        if differences.is_empty() {
            return None;
        }
        let here = assess(&patient.draft, &patient.protocol, words).outcome.headline;
        Some(words.file_differs(&differences, &self.page(words).outcome.headline, &here))
    }

    /// The name of the file: what it is, the day, and the beginning of its SHA-256, so that
    /// two women of a day differ. Nothing of her can be read from it.
    #[must_use]
    pub fn file_name(&self, format: PatientFormat) -> String {
        let example = if self.is_example { "EXAMPLE-" } else { "" };
        let day = self.saved.get(..10).unwrap_or_default();
        let digest = self.sha256.get(..8).unwrap_or_default();
        let form = match format {
            PatientFormat::Fhir => "fhir.json",
            PatientFormat::Plain => "json",
        };
        format!("{example}patient-{day}-{digest}.{form}")
    }
}

/// What is typed in the fields in use, by their names.
fn typed(draft: &PatientDraft) -> BTreeMap<String, String> {
    let fields = ByQuantity::<()>::KEYS.iter().filter(|&&quantity| is_in_use(quantity, draft));
    fields
        .map(|&quantity| (name(quantity).to_owned(), draft.text(quantity).to_owned()))
        .filter(|(_, text)| !text.trim().is_empty())
        .collect()
}

/// A text without blanks around it; `None` where nothing is left.
fn stated(text: &str) -> Option<String> {
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// The values of the three tests on a page.
fn measurements(page: &PatientPage, ratio_from_percentages: bool) -> Measurements {
    fn of<V: Value>(page: &PatientPage) -> Option<Measured<V>> {
        let field = page.field(V::QUANTITY);
        Some(Measured { value: V::new(field.value?).ok()?, bound: field.bound })
    }
    let exact = |quantity| {
        let field = page.field(quantity);
        field.value.filter(|_| field.bound == Bound::Exact)
    };
    let worked_out = || {
        let (tnf, il_10) = (exact(Quantity::TnfAlphaPercent)?, exact(Quantity::Il10Percent)?);
        Th1Th2Ratio::from_percentages(tnf, il_10).ok().map(Measured::exact)
    };
    Measurements {
        nk_level: of::<NkLevel>(page),
        nk_cytotoxicity: NkCytotoxicity {
            nk_cyto_50: of::<NkCyto50>(page),
            nk_cyto_25: of::<NkCyto25>(page),
            nk_cyto_12_5: of::<NkCyto12_5>(page),
        },
        th1_th2: if ratio_from_percentages { worked_out() } else { of::<Th1Th2Ratio>(page) },
    }
}

//! Opens what the page saved of one patient. A file is taken whole or not at all: after it
//! was read it is written once more, and everything that it states must come out again.

use std::collections::BTreeMap;

use serde_json::Value;

use super::bundle::{document, text_of};
use super::codes::{ACT_REASON, OWN, OwnCode, UCUM, name, unit};
use super::{PATIENT_FAMILY, PATIENT_SCHEMA, PatientFile};
use crate::engine::json::from_json;
use crate::engine::protocol::{CytotoxicityRule, Protocol, Source};
use crate::engine::quantity::{ByQuantity, Quantity};
use crate::engine::record::{Etiology, Measurements};
use crate::engine::rules::classify;
use crate::view::file_errors::PatientFileError;
use crate::view::language::files::FilesWords;

/// What every file of this program names its layout by.
const FAMILY: &str = "rpl-immune-profile/";

/// Such a file is a few kilobytes; a larger one is none.
pub const MOST_BYTES: u32 = 1 << 20;

/// Whether a text may be what the page saved of a patient, so that it is opened as that and
/// not as a cohort; what is wrong with it is said when it is read.
#[must_use]
pub fn is_patient_file(text: &str) -> bool {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let is_ours = || text.contains(PATIENT_FAMILY) || text.contains(OWN);
    text.starts_with('{') && is_ours()
}

/// Reads a file of one patient.
///
/// # Errors
/// The [`PatientFileError`] reason.
pub fn read(text: &str, words: &dyn FilesWords) -> Result<PatientFile, PatientFileError> {
    let text = text.trim_start_matches('\u{feff}');
    if !text.trim_start().starts_with('{') {
        return Err(PatientFileError::NoPatient);
    }
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<Value>();
    if let (Some(Ok(_)), Some(_)) = (values.next(), values.next()) {
        return Err(PatientFileError::Several);
    }
    let value: Value = from_json(text)?;
    let file = match (value["schema"].as_str(), value["resourceType"].as_str()) {
        (Some(PATIENT_SCHEMA), _) => from_json::<PatientFile>(text)?,
        (Some(schema), _) if schema.starts_with(PATIENT_FAMILY) => {
            return Err(PatientFileError::OtherVersion { schema: schema.to_owned() });
        }
        (Some(schema), _) if schema.starts_with(FAMILY) => {
            return Err(PatientFileError::OtherKind { schema: schema.to_owned() });
        }
        (None, Some("Bundle")) => of_document(&value)?,
        (None, Some(_)) => return Err(PatientFileError::Foreign),
        _ => return Err(PatientFileError::NoPatient),
    };
    file.protocol.validate()?;
    if file.fingerprint != file.protocol.fingerprint() {
        return Err(PatientFileError::OtherRules);
    }
    let whole = file.clone().completed(words);
    let is_whole = match value["resourceType"].as_str() {
        Some(_) => stated(document(&whole, words)) == stated(value),
        None => whole == file,
    };
    if is_whole { Ok(whole) } else { Err(PatientFileError::Changed) }
}

/// What a document states in data: what it says in a language may be said otherwise by
/// another version, and a number has many forms. Every identifier is of the whole record, so
/// that a name or a text that was changed is noticed by them.
fn stated(value: Value) -> Value {
    const SAID: [&str; 6] = ["conclusion", "deviceName", "display", "note", "text", "title"];
    match value {
        Value::Object(members) => members
            .into_iter()
            .filter(|(key, _)| !SAID.contains(&key.as_str()))
            .map(|(key, value)| (key, stated(value)))
            .collect(),
        Value::Array(values) => values.into_iter().map(stated).collect(),
        Value::Number(number) => number.as_f64().into(),
        other => other,
    }
}

/// What a document says of a patient, as far as the rest does not follow from it.
fn of_document(bundle: &Value) -> Result<PatientFile, PatientFileError> {
    let parts = Parts::new(bundle)?;
    let protocol = parts.protocol()?;
    let class = parts.class()?;
    let is = |code| -> Result<bool, PatientFileError> {
        let answer = component(class, code).and_then(|found| found["valueBoolean"].as_bool());
        answer.ok_or(PatientFileError::Incomplete)
    };
    let ratio_from_percentages = is(OwnCode::RatioFromPercentages)?;
    let bmi_from_height = is(OwnCode::BmiFromHeight)?;
    let mut typed = BTreeMap::new();
    for &quantity in ByQuantity::<()>::KEYS {
        let is_worked_out = quantity == Quantity::Th1Th2Ratio && ratio_from_percentages
            || quantity == Quantity::Bmi && bmi_from_height;
        let text = parts.typed(quantity)?.filter(|_| !is_worked_out);
        typed.extend(text.map(|text| (name(quantity).to_owned(), text)));
    }
    let etiology = parts.observation(OwnCode::Etiology).map(|found| {
        let coded =
            |one: &Etiology| is_coded(&found["valueCodeableConcept"], OwnCode::EtiologyIs(*one));
        let found_one = [Etiology::Idiopathic, Etiology::Known].into_iter().find(coded);
        let cause = component(found, OwnCode::Cause).and_then(|one| text(&one["valueString"]));
        found_one.map(|etiology| (etiology, cause)).ok_or(PatientFileError::Incomplete)
    });
    let etiology = etiology.transpose()?;
    let security = bundle["meta"]["security"].as_array();
    let is_example = security.is_some_and(|labels| {
        labels.iter().any(|one| one["system"] == ACT_REASON && one["code"] == "HTEST")
    });
    Ok(PatientFile {
        schema: PATIENT_SCHEMA.to_owned(),
        version: parts.version(OwnCode::ProgramVersion)?,
        saved: text(&bundle["timestamp"]).ok_or(PatientFileError::Incomplete)?,
        is_example,
        name: text(&parts.patient["name"][0]["text"]),
        typed,
        ratio_from_percentages,
        bmi_from_height,
        etiology: etiology.as_ref().map(|(etiology, _)| *etiology),
        cause: etiology.and_then(|(_, cause)| cause),
        protocol,
        fingerprint: parts.version(OwnCode::Fingerprint)?,
        result: classify(&Measurements::default(), &protocol),
        is_in_doubt: false,
        sha256: String::new(),
    })
}

/// The parts of a document of one patient.
struct Parts<'a> {
    patient: &'a Value,
    device: &'a Value,
    observations: Vec<&'a Value>,
}

impl<'a> Parts<'a> {
    fn new(bundle: &'a Value) -> Result<Self, PatientFileError> {
        let entries = bundle["entry"].as_array().map(Vec::as_slice).unwrap_or_default();
        let of_kind = |kind: &'static str| {
            entries.iter().filter(move |entry| entry["resource"]["resourceType"] == kind)
        };
        let mut patients = of_kind("Patient");
        let (patient, more) = (patients.next(), patients.next());
        if more.is_some() {
            return Err(PatientFileError::Several);
        }
        let mut devices = of_kind("Device").map(|entry| &entry["resource"]);
        let device = devices.find(|device| {
            items(&device["version"]).any(|one| is_coded(&one["type"], OwnCode::Fingerprint))
        });
        let is_document = bundle["type"] == "document";
        let (Some(device), true) = (device, is_document) else {
            return Err(PatientFileError::Foreign);
        };
        let patient = patient.ok_or(PatientFileError::Incomplete)?;
        let observations: Vec<&Value> =
            of_kind("Observation").map(|entry| &entry["resource"]).collect();
        let is_hers = |one: &&Value| one["subject"]["reference"] == patient["fullUrl"];
        if !observations.iter().all(is_hers) {
            return Err(PatientFileError::OtherPerson);
        }
        Ok(Parts { patient: &patient["resource"], device, observations })
    }

    fn observation(&self, code: OwnCode) -> Option<&'a Value> {
        self.observations.iter().copied().find(|one| is_coded(&one["code"], code))
    }

    fn class(&self) -> Result<&'a Value, PatientFileError> {
        self.observation(OwnCode::ImmuneClass).ok_or(PatientFileError::Incomplete)
    }

    /// What was typed in a field; `None` where nothing was.
    fn typed(&self, quantity: Quantity) -> Result<Option<String>, PatientFileError> {
        let code = OwnCode::Quantity(quantity);
        let mut found = self.observations.iter().filter(|one| is_coded(&one["code"], code));
        let (Some(observation), more) = (found.next(), found.next()) else { return Ok(None) };
        if more.is_some() {
            return Err(PatientFileError::Twice { quantity });
        }
        let singles: Vec<&Value> = items(&observation["component"])
            .filter(|one| is_coded(&one["code"], OwnCode::SingleMeasurement))
            .map(|one| &one["valueQuantity"])
            .collect();
        let value = &observation["valueQuantity"];
        let amounts = if singles.is_empty() { vec![value] } else { singles };
        for amount in amounts.iter().chain([&value]).filter(|one| !one.is_null()) {
            check_unit(amount, quantity)?;
        }
        if let Some(typed) = component(observation, OwnCode::AsTyped) {
            return Ok(text(&typed["valueString"]));
        }
        let numbers: Vec<Value> = amounts.iter().map(|one| one["value"].clone()).collect();
        let sign = value["comparator"].as_str().unwrap_or_default();
        Ok(Some(text_of(sign, &numbers)))
    }

    fn version(&self, code: OwnCode) -> Result<String, PatientFileError> {
        let mut versions = items(&self.device["version"]);
        let found = versions.find(|one| is_coded(&one["type"], code));
        found.and_then(|one| text(&one["value"])).ok_or(PatientFileError::Incomplete)
    }

    fn property(&self, code: OwnCode) -> Result<&'a Value, PatientFileError> {
        let mut properties = items(&self.device["property"]);
        properties.find(|one| is_coded(&one["type"], code)).ok_or(PatientFileError::Incomplete)
    }

    fn number(&self, code: OwnCode) -> Result<f64, PatientFileError> {
        let number = self.property(code)?["valueQuantity"][0]["value"].as_f64();
        number.ok_or(PatientFileError::Incomplete)
    }

    fn protocol(&self) -> Result<Protocol, PatientFileError> {
        let rule = self.property(OwnCode::CytotoxicityRule)?;
        let is_rule = |one: &CytotoxicityRule| is_coded(&rule["valueCode"][0], OwnCode::Rule(*one));
        let mut protocol = Protocol {
            cytotoxicity_rule: CytotoxicityRule::ALL
                .into_iter()
                .find(is_rule)
                .ok_or(PatientFileError::Incomplete)?,
            minimum_losses: self
                .number(OwnCode::MinimumLosses)?
                .to_string()
                .parse()
                .map_err(|_| PatientFileError::Incomplete)?,
            interval_level: self.number(OwnCode::IntervalLevel)?,
            ..Protocol::default()
        };
        for quantity in Quantity::LABORATORY {
            let property = self.property(OwnCode::Cutoff(quantity))?;
            check_unit(&property["valueQuantity"][0], quantity)?;
            let source = source(&property["valueCode"][0]);
            let value = self.number(OwnCode::Cutoff(quantity))?;
            let source = source.ok_or(PatientFileError::Incomplete)?;
            protocol = protocol.with_cutoff(quantity, value, source);
        }
        Ok(protocol)
    }
}

/// Who set a cut-off.
fn source(concept: &Value) -> Option<Source> {
    let code = items(&concept["coding"]).find(|one| one["system"] == OWN)?["code"].as_str()?;
    serde_json::from_value(code.strip_prefix("source_")?.into()).ok()
}

/// A value is taken in its own unit, and converted from no other.
fn check_unit(amount: &Value, quantity: Quantity) -> Result<(), PatientFileError> {
    let (expected, printed) = unit(quantity);
    let is_expected = amount["system"] == UCUM && amount["code"] == expected;
    if is_expected && amount["unit"] == printed {
        return Ok(());
    }
    let found = if is_expected { &amount["unit"] } else { &amount["code"] };
    let unit = text(found).unwrap_or_default();
    Err(PatientFileError::Unit { quantity, unit, expected: printed })
}

fn items(list: &Value) -> impl Iterator<Item = &Value> {
    list.as_array().map(Vec::as_slice).unwrap_or_default().iter()
}

/// Whether a concept has a code of our own system.
fn is_coded(concept: &Value, code: OwnCode) -> bool {
    let code = code.code();
    items(&concept["coding"]).any(|one| one["system"] == OWN && one["code"] == code.as_str())
}

fn component(observation: &Value, code: OwnCode) -> Option<&Value> {
    items(&observation["component"]).find(|one| is_coded(&one["code"], code))
}

fn text(value: &Value) -> Option<String> {
    value.as_str().map(ToOwned::to_owned)
}

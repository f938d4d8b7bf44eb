//! The engine for scripts: plain objects in and out; errors are JavaScript
//! `Error`s.

use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::*;

use crate::engine;
use crate::engine::column::Column;
use crate::engine::json::from_json;
use crate::engine::protocol::{CytotoxicityRule, Protocol};
use crate::engine::quantity::Quantity;
use crate::engine::reader;
use crate::engine::reader::settings::ImportSettings;
use crate::engine::record::{Measured, Measurements, NkCytotoxicity, Value};
use crate::engine::rules::cytotoxicity::CytotoxicityEvidence;
use crate::engine::rules::profile::Verdict;
use crate::engine::rules::{Classification, Comparison};
use crate::engine::study::options::StudyOptions;
use crate::engine::study::study_of;
use crate::view::messages::{self, scripts};
use crate::web::objects::{indented, to_object};

/// The types that scripts are told.
pub const TYPES: &str = concat!(include_str!("api.d.ts"), include_str!("study.d.ts"));

const PROTOCOL_FIELDS: [&str; 8] = [
    "nk_percent",
    "nk_cyto_50",
    "nk_cyto_25",
    "nk_cyto_12_5",
    "th1_th2_ratio",
    "cytotoxicity_rule",
    "minimum_losses",
    "interval_level",
];

const CUTOFF_FIELDS: [&str; 2] = ["value", "source"];

/// A classification and the rule set that made it.
#[derive(Clone, Debug, Serialize)]
struct ClassificationReply {
    verdict: Verdict,
    nk_level: Comparison,
    nk_cytotoxicity: CytotoxicityEvidence,
    th1_th2: Comparison,
    fingerprint: String,
}

/// Classifies one woman. Missing values may be left out, `null` or `undefined`.
///
/// # Errors
/// An `Error` that names the field that is unknown or impossible.
pub fn classify(record: &JsValue, protocol: &JsValue) -> Result<JsValue, JsError> {
    let columns =
        Quantity::LABORATORY.map(|quantity| Column::of(quantity).map_or("", Column::name));
    refuse_unknown_fields("record", &columns, record)?;
    let protocol = protocol_from(protocol)?;
    let measurements = Measurements {
        nk_level: value(record, Column::NkPercent)?.map(Measured::exact),
        nk_cytotoxicity: NkCytotoxicity {
            nk_cyto_50: value(record, Column::NkCyto50)?.map(Measured::exact),
            nk_cyto_25: value(record, Column::NkCyto25)?.map(Measured::exact),
            nk_cyto_12_5: value(record, Column::NkCyto12_5)?.map(Measured::exact),
        },
        th1_th2: value(record, Column::Th1Th2Ratio)?.map(Measured::exact),
    };
    let Classification { verdict, nk_level, nk_cytotoxicity, th1_th2 } =
        engine::rules::classify(&measurements, &protocol);
    let fingerprint = protocol.fingerprint();
    to_object(&ClassificationReply { verdict, nk_level, nk_cytotoxicity, th1_th2, fingerprint })
}

/// Analyzes a cohort file, given as bytes or as text.
///
/// # Errors
/// An `Error` with the sentence that the page would show.
pub fn analyze(file: &JsValue, protocol: &JsValue, settings: &JsValue) -> Result<JsValue, JsError> {
    let protocol = protocol_from(protocol)?;
    let settings = settings_from(settings)?;
    let report = engine::analyze_with(&bytes_of(file)?, &settings, &protocol)
        .map_err(|error| JsError::new(&messages::file_error(&error)))?;
    to_object(&report)
}

/// The study of a cohort file, given as bytes or as text: what the page's study holds.
///
/// # Errors
/// An `Error` with the sentence that the page would show.
pub fn study(
    file: &JsValue,
    protocol: &JsValue,
    settings: &JsValue,
    options: &JsValue,
) -> Result<JsValue, JsError> {
    let protocol = protocol_from(protocol)?;
    let settings = settings_from(settings)?;
    let options = options_from(options)?;
    let reading = reader::read(&bytes_of(file)?, &settings)
        .map_err(|error| JsError::new(&messages::file_error(&error)))?;
    to_object(&study_of(&reading, &protocol, &options))
}

/// The bytes of a file.
fn bytes_of(file: &JsValue) -> Result<Vec<u8>, JsError> {
    match file.as_string() {
        Some(text) => Ok(text.into_bytes()),
        None if file.is_instance_of::<js_sys::Uint8Array>()
            || file.is_instance_of::<js_sys::ArrayBuffer>() =>
        {
            Ok(js_sys::Uint8Array::new(file).to_vec())
        }
        None => Err(JsError::new(scripts::NOT_A_FILE)),
    }
}

/// The protocol that is used when none is given: the cut-offs of Han 2025.
///
/// # Errors
/// Never for the engine's own protocol.
pub fn default_protocol() -> Result<JsValue, JsError> {
    to_object(&Protocol::default())
}

/// One field of a record, `None` when it is left out.
fn value<V: Value>(record: &JsValue, column: Column) -> Result<Option<V>, JsError> {
    let name = column.name();
    let field = js_sys::Reflect::get(record, &name.into()).unwrap_or_default();
    if field.is_undefined() || field.is_null() {
        return Ok(None);
    }
    let number = field.as_f64().ok_or_else(|| JsError::new(&scripts::not_a_number(name)))?;
    V::new(number).map(Some).map_err(|why| JsError::new(&scripts::impossible_value(name, why)))
}

/// How a file is to be read; a misspelt field is an error that names it.
fn settings_from(value: &JsValue) -> Result<ImportSettings, JsError> {
    if value.is_undefined() {
        return Ok(ImportSettings::default());
    }
    plain("settings", value)
}

/// The choices of a study; a misspelt field is an error that names it.
fn options_from(value: &JsValue) -> Result<StudyOptions, JsError> {
    if value.is_undefined() {
        return Ok(StudyOptions::default());
    }
    plain("options", value)
}

fn protocol_from(value: &JsValue) -> Result<Protocol, JsError> {
    if value.is_undefined() {
        return Ok(Protocol::default());
    }
    refuse_unknown_fields("protocol", &PROTOCOL_FIELDS, value)?;
    let field =
        |of: &JsValue, name: &str| js_sys::Reflect::get(of, &name.into()).unwrap_or_default();
    for name in &PROTOCOL_FIELDS[..5] {
        let cutoff = field(value, name);
        if !cutoff.is_undefined() {
            refuse_unknown_fields(name, &CUTOFF_FIELDS, &cutoff)?;
            if let Some(missing) =
                CUTOFF_FIELDS.iter().find(|part| field(&cutoff, part).is_undefined())
            {
                return Err(JsError::new(&scripts::missing_field(name, missing)));
            }
        }
    }
    if let Some(rule) = field(value, "cytotoxicity_rule").as_string()
        && !CytotoxicityRule::ALL.iter().any(|one| one.word() == rule)
    {
        return Err(JsError::new(&scripts::unknown_rule(&rule)));
    }
    let protocol: Protocol = plain("protocol", value)?;
    protocol.validate().map_err(|error| JsError::new(&scripts::impossible_protocol(&error)))?;
    Ok(protocol)
}

/// What an object says that is plain data.
fn plain<T: DeserializeOwned>(name: &str, value: &JsValue) -> Result<T, JsError> {
    let text = indented(value).ok_or_else(|| JsError::new(&scripts::not_an_object(name)))?;
    from_json(&text).map_err(|error| JsError::new(&scripts::unexpected(name, &error)))
}

/// A misspelt field must not pass for a missing one.
fn refuse_unknown_fields(name: &str, known: &[&str], value: &JsValue) -> Result<(), JsError> {
    let Some(object) = value.dyn_ref::<js_sys::Object>() else {
        return Err(JsError::new(&scripts::not_an_object(name)));
    };
    for key in js_sys::Object::keys(object) {
        let key = key.as_string().unwrap_or_default();
        if !known.contains(&key.as_str()) {
            return Err(JsError::new(&scripts::unknown_field(name, &key, known)));
        }
    }
    Ok(())
}

//! The engine for scripts: plain objects in and out; errors are JavaScript
//! `Error`s.

use serde::Serialize;
use wasm_bindgen::prelude::*;

use crate::engine;
use crate::engine::column::Column;
use crate::engine::protocol::Protocol;
use crate::engine::quantity::Quantity;
use crate::engine::reader::settings::ImportSettings;
use crate::engine::record::{Measured, Measurements, NkCytotoxicity, Value};
use crate::engine::rules::cytotoxicity::CytotoxicityEvidence;
use crate::engine::rules::profile::Verdict;
use crate::engine::rules::{Classification, Comparison};
use crate::view::messages;
use crate::web::objects::to_object;

/// The types that scripts are told.
pub const TYPES: &str = include_str!("api.d.ts");

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
pub fn classify(record: &JsValue, protocol: JsValue) -> Result<JsValue, JsError> {
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
pub fn analyze(file: &JsValue, protocol: JsValue, settings: &JsValue) -> Result<JsValue, JsError> {
    let protocol = protocol_from(protocol)?;
    let settings = settings_from(settings)?;
    let bytes = match file.as_string() {
        Some(text) => text.into_bytes(),
        None if file.is_instance_of::<js_sys::Uint8Array>()
            || file.is_instance_of::<js_sys::ArrayBuffer>() =>
        {
            js_sys::Uint8Array::new(file).to_vec()
        }
        None => {
            return Err(JsError::new("file: expected a Uint8Array, an ArrayBuffer or a string"));
        }
    };
    let report = engine::analyze_with(&bytes, &settings, &protocol)
        .map_err(|error| JsError::new(&messages::file_error(&error)))?;
    to_object(&report)
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
    let number =
        field.as_f64().ok_or_else(|| JsError::new(&format!("record: {name} must be a number")))?;
    V::new(number)
        .map(Some)
        .map_err(|why| JsError::new(&format!("record: {name} {}", messages::impossible(why, ""))))
}

/// How a file is to be read; a misspelt field is an error that names it.
fn settings_from(value: &JsValue) -> Result<ImportSettings, JsError> {
    if value.is_undefined() {
        return Ok(ImportSettings::default());
    }
    let text = js_sys::JSON::stringify(value).ok().and_then(|text| text.as_string());
    serde_json::from_str(&text.unwrap_or_default())
        .map_err(|error| JsError::new(&format!("settings: {error}")))
}

fn protocol_from(value: JsValue) -> Result<Protocol, JsError> {
    if value.is_undefined() {
        return Ok(Protocol::default());
    }
    refuse_unknown_fields("protocol", &PROTOCOL_FIELDS, &value)?;
    for name in &PROTOCOL_FIELDS[..5] {
        let cutoff = js_sys::Reflect::get(&value, &(*name).into()).unwrap_or_default();
        if !cutoff.is_undefined() {
            refuse_unknown_fields(name, &["value", "source"], &cutoff)?;
        }
    }
    let protocol: Protocol = serde_wasm_bindgen::from_value(value)
        .map_err(|error| JsError::new(&format!("protocol: {error}")))?;
    protocol.validate().map_err(|error| JsError::new(&format!("protocol: {error}")))?;
    Ok(protocol)
}

/// A misspelt field must not pass for a missing one. The deserializer asks an
/// object for the fields it knows and never sees the others.
fn refuse_unknown_fields(name: &str, known: &[&str], value: &JsValue) -> Result<(), JsError> {
    let Some(object) = value.dyn_ref::<js_sys::Object>() else {
        return Err(JsError::new(&format!("{name}: expected an object")));
    };
    for key in js_sys::Object::keys(object) {
        let key = key.as_string().unwrap_or_default();
        if !known.contains(&key.as_str()) {
            return Err(JsError::new(&format!("{name}: unknown field {key}")));
        }
    }
    Ok(())
}

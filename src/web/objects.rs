//! Rust values as JavaScript objects and as JSON.

use serde::Serialize;
use wasm_bindgen::{JsError, JsValue};

/// A value as the plain object that scripts get.
pub(super) fn to_object(value: &impl Serialize) -> Result<JsValue, JsError> {
    let serializer = serde_wasm_bindgen::Serializer::json_compatible();
    value.serialize(&serializer).map_err(|error| JsError::new(&error.to_string()))
}

/// A value as indented JSON, of the object that scripts get.
pub(super) fn to_json(value: &impl Serialize) -> Option<String> {
    let object = to_object(value).ok()?;
    let text =
        js_sys::JSON::stringify_with_replacer_and_space(&object, &JsValue::NULL, &2.into()).ok()?;
    text.as_string()
}

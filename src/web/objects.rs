//! Rust values as JavaScript objects and as JSON.

use serde::Serialize;
use wasm_bindgen::{JsError, JsValue};

use crate::view::messages::scripts;

/// A value as the plain object that scripts get.
pub(super) fn to_object(value: &impl Serialize) -> Result<JsValue, JsError> {
    let serializer = serde_wasm_bindgen::Serializer::json_compatible();
    value.serialize(&serializer).map_err(|_| JsError::new(scripts::NO_OBJECT))
}

/// A value as indented JSON, of the object that scripts get; `None` where the browser
/// has no room for it.
pub(super) fn to_json(value: &impl Serialize) -> Option<String> {
    indented(&to_object(value).ok()?)
}

/// An object as indented JSON; `None` for what JSON cannot say.
pub(super) fn indented(object: &JsValue) -> Option<String> {
    let text =
        js_sys::JSON::stringify_with_replacer_and_space(object, &JsValue::NULL, &2.into()).ok()?;
    text.as_string()
}

//! The wasm module of the engine: what scripts call, and the worker. It does
//! nothing by itself, so that other pages can load it for its functions alone.

use rpl_immune_profile::web::{api, worker};
use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &'static str = api::TYPES;

fn main() {}

/// Classifies one woman; see [`api::classify`].
///
/// # Errors
/// An `Error` that names the field that is unknown or impossible.
#[wasm_bindgen(skip_jsdoc, unchecked_return_type = "ClassificationReply")]
pub fn classify(
    #[wasm_bindgen(unchecked_param_type = "LaboratoryRecord")] record: &JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "PartialProtocol")] protocol: &JsValue,
) -> Result<JsValue, JsError> {
    api::classify(record, protocol)
}

/// Analyzes a cohort file; see [`api::analyze`].
///
/// # Errors
/// An `Error` with the sentence that the page would show.
#[wasm_bindgen(skip_jsdoc, unchecked_return_type = "Report")]
pub fn analyze(
    #[wasm_bindgen(unchecked_param_type = "Uint8Array | ArrayBuffer | string")] file: &JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "PartialProtocol")] protocol: &JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "ImportSettings")] settings: &JsValue,
) -> Result<JsValue, JsError> {
    api::analyze(file, protocol, settings)
}

/// The study of a cohort file; see [`api::study`].
///
/// # Errors
/// An `Error` with the sentence that the page would show.
#[wasm_bindgen(skip_jsdoc, unchecked_return_type = "Study")]
pub fn study(
    #[wasm_bindgen(unchecked_param_type = "Uint8Array | ArrayBuffer | string")] file: &JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "PartialProtocol")] protocol: &JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "ImportSettings")] settings: &JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "PartialStudyOptions")] options: &JsValue,
) -> Result<JsValue, JsError> {
    api::study(file, protocol, settings, options)
}

/// The protocol that is used when none is given.
///
/// # Errors
/// Never for the engine's own protocol.
#[wasm_bindgen(skip_jsdoc, js_name = defaultProtocol, unchecked_return_type = "Protocol")]
pub fn default_protocol() -> Result<JsValue, JsError> {
    api::default_protocol()
}

/// Version of the program.
#[wasm_bindgen(skip_jsdoc)]
#[must_use]
pub fn version() -> String {
    rpl_immune_profile::engine::VERSION.to_owned()
}

/// Starts the worker's side; called inside a worker.
#[wasm_bindgen(skip_typescript, skip_jsdoc)]
pub fn work() {
    worker::service::start();
}

//! The wasm module of the workbench, which is loaded once the front stands.

use js_sys::Promise;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::EventTarget;

fn main() {}

/// Starts the workbench in the element `#workbench`. `bridge` is where it and the
/// front talk to each other. `engine` is a promise of the engine: `{ module, glue }`,
/// its compiled module and the text of its script. `sealed` is a promise of what
/// `guard.js` gives once it has sealed the network.
#[wasm_bindgen]
pub fn mount(bridge: EventTarget, engine: Promise, sealed: Promise) {
    rpl_immune_profile::web::workbench::mount(bridge, engine, sealed);
}

//! The wasm module of the page.

use wasm_bindgen::prelude::wasm_bindgen;

fn main() {}

/// Starts the page in the element `#app`. `engine` is a promise of the engine:
/// `{ module, glue }`, its compiled module and the text of its script. `sealed`
/// is a promise of what `guard.js` gives once it has sealed the network.
#[wasm_bindgen]
pub fn mount(engine: js_sys::Promise, sealed: js_sys::Promise) {
    rpl_immune_profile::web::app::mount(engine, sealed);
}

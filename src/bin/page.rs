//! The wasm module of the front, which is there at once.

use js_sys::Promise;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::EventTarget;

fn main() {}

/// Starts the front in the element `#app`. `bridge` is where it and the workbench
/// talk to each other; the promises are of the workbench and of the sealed network.
#[wasm_bindgen]
pub fn mount(bridge: EventTarget, workbench: Promise, sealed: Promise) {
    rpl_immune_profile::web::front::mount(bridge, workbench, sealed);
}

//! The wasm module of the page and its worker. Everything it exports is in
//! [`rpl_immune_profile::web::api`]; it does nothing by itself, so that other
//! pages can load it for its functions alone.

use rpl_immune_profile as _;

fn main() {}

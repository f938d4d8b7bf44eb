//! The page, the worker and the script interface: Yew and the browser. No
//! arithmetic and no number formatting here.
//!
//! Two wasm modules are made of it: the page (feature `page`), small, so that it
//! is there at once; and the engine, which the worker and scripts run.

pub mod api;
#[cfg(feature = "page")]
pub mod app;
#[cfg(feature = "page")]
pub mod state;
pub mod worker;

#[cfg(feature = "page")]
mod browser;
#[cfg(feature = "page")]
mod chart;
#[cfg(feature = "page")]
mod document;
#[cfg(feature = "page")]
mod fields;
#[cfg(feature = "page")]
mod guard;
#[cfg(feature = "page")]
mod markup;
mod objects;
#[cfg(feature = "page")]
mod pages;
mod panic;

//! The page, the worker and the script interface: Yew and the browser. No
//! arithmetic and no number formatting here.
//!
//! Three wasm modules are made of it: the front of the page, small, so that it is
//! there at once; its workbench (both feature `page`); and the engine, which the
//! worker and scripts run.

pub mod api;
#[cfg(feature = "page")]
pub mod front;
#[cfg(feature = "page")]
pub mod state;
#[cfg(feature = "page")]
pub mod workbench;
pub mod worker;

#[cfg(feature = "page")]
mod bridge;
#[cfg(feature = "page")]
mod browser;
#[cfg(feature = "page")]
mod chart;
#[cfg(feature = "page")]
mod document;
#[cfg(feature = "page")]
mod drops;
#[cfg(feature = "page")]
mod fields;
#[cfg(feature = "page")]
mod frame;
#[cfg(feature = "page")]
mod guard;
#[cfg(feature = "page")]
mod intake;
#[cfg(feature = "page")]
mod markup;
mod objects;
#[cfg(feature = "page")]
mod pages;
mod panic;
#[cfg(feature = "page")]
mod undo;

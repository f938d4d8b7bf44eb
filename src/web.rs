//! The page, the worker and the script interface: Yew and the browser. No
//! arithmetic and no number formatting here.
//!
//! Three wasm modules are made of it: the front of the page, small, so that it is
//! there at once; its workbench; and the engine, which the worker and scripts run.

pub mod api;
pub mod front;
pub mod state;
pub mod workbench;
pub mod worker;

mod bridge;
mod browser;
mod chart;
mod document;
mod drops;
mod fields;
mod frame;
mod guard;
mod intake;
mod markup;
mod objects;
mod observers;
mod origin;
mod pages;
mod panic;
mod taking;
mod undo;

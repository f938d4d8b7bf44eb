//! The page, its worker and the script interface: Yew and the browser. No
//! arithmetic and no number formatting here.

pub mod api;
pub mod app;
pub mod state;
pub mod worker;

mod browser;
mod chart;
mod fields;
mod markup;
mod pages;

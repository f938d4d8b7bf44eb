//! Immune classes of recurrent pregnancy loss, for one patient or a cohort.
//!
//! Three layers, and the arrows go one way: [`engine`] knows numbers and rules,
//! [`view`] turns what the engine found into what people read, and `web` is
//! the page, the worker and the script interface.
//!
//! ```text
//! file bytes -> worker -> engine::reader -> engine::rules -> engine::cohort -> Report
//!            -> reply -> web::state -> view::{tables, figures} -> page
//! ```

pub mod engine;
pub mod view;
#[cfg(feature = "web")]
pub mod web;

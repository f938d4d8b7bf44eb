//! The evidence: the trials of IVIG against placebo, pooled in every way that is asked for.
//!
//! [`entry`], [`said`] and [`wording`] are all that the page itself needs; [`answer`] runs in
//! the worker.

mod csv;
mod dependence;
pub mod entry;
mod funnel;
mod further;
mod pooled;
mod published;
mod reading;
pub mod said;
pub mod wording;

use serde::{Deserialize, Serialize};

use crate::engine;
use crate::view::document::Section;
use crate::view::evidence::entry::{Asked, TypedTrial};
use crate::view::export::origin::Provenance;
pub use reading::Problem;

/// What comes of the trials.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Shown {
    /// What is wrong with trials that take part.
    pub problems: Vec<Problem>,
    /// How many ways of pooling exclude no effect, in one sentence.
    pub headline: String,
    /// What the chosen way comes to, in one sentence.
    pub summary: String,
    /// How much the answer depends on the method.
    pub dependence: Option<Section>,
    /// All trials together, and what is wanted besides.
    pub results: Vec<Section>,
    /// What others published.
    pub published: Vec<Section>,
    /// The table of trials as a file.
    pub csv: String,
    /// Where pictures are from.
    pub origin: Provenance,
}

/// Pools the trials as is asked. A trial with a mistake is named and left out.
#[must_use]
pub fn answer(asked: &Asked) -> Shown {
    let Asked { trials, choices } = asked;
    let (read, problems) = reading::read(trials);
    let dependence = dependence::dependence(trials, choices);
    let mut results = Vec::new();
    if !read.is_empty() {
        results.push(pooled::section_of(&read, choices));
        results.extend(further::sections(&read, choices));
    }
    let is_published = *trials == TypedTrial::all_published();
    let pooled = format!("{}, {}", choices.measure.name(), wording::method(choices));
    Shown {
        problems,
        headline: dependence.headline,
        summary: pooled::summary(&read, choices),
        dependence: dependence.section,
        results,
        published: published::sections(),
        csv: csv::table(asked, &read),
        origin: Provenance::of_evidence(&pooled, is_published, engine::VERSION),
    }
}

//! The analysis of a cohort as a document: one section for each figure and
//! table of the study.

pub mod controls;
pub mod cutoffs;
pub mod drawing;
pub mod flow;
pub mod losses;
pub mod outcome;
pub mod prediction;
pub mod prevalence;
pub mod sensitivity;
pub mod table_one;
pub mod treatment;
pub mod wording;

use serde::{Deserialize, Serialize};

use crate::engine::analysis::{Analysis, CannotSay};
use crate::view::document::{Block, Section, Tone};
use crate::view::figures::sketch::Sketch;
use crate::view::figures::{Drawing, Figure, FigureTable};
use crate::view::format;

/// Every section of the analysis, in reading order.
#[must_use]
pub fn sections(analysis: &Analysis) -> Vec<Section> {
    vec![
        flow::section(analysis),
        table_one::section(analysis),
        prevalence::section(analysis),
        outcome::section(analysis),
        losses::section(analysis),
        prediction::section(analysis),
        treatment::section(analysis),
        sensitivity::section(analysis),
        cutoffs::section(analysis),
        tests_made(analysis),
    ]
}

/// What the page shows of an analysis.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Shown {
    /// The sections.
    pub sections: Vec<Section>,
    /// The line that stands on every export.
    pub provenance: String,
}

impl Shown {
    /// What there is to be shown.
    #[must_use]
    pub fn new(analysis: &Analysis) -> Self {
        Shown { sections: sections(analysis), provenance: provenance(analysis) }
    }
}

/// The line that stands on every export: filter, rule set, version.
#[must_use]
pub fn provenance(analysis: &Analysis) -> String {
    let synthetic = if analysis.is_synthetic { "Synthetic data. " } else { "" };
    let filter = wording::filter(&analysis.options.filter)
        .map_or_else(|| "All women".to_owned(), |words| format!("Filter: {words}"));
    format!(
        "{synthetic}{filter}. Rule set {}; rpl-immune-profile {}.",
        analysis.fingerprint.get(..8).unwrap_or(&analysis.fingerprint),
        analysis.version
    )
}

fn tests_made(analysis: &Analysis) -> Section {
    let text = match analysis.n_tests {
        0 => "No test of significance was made.".to_owned(),
        n => format!(
            "This page makes {}. At the usual limit of 0.05 about {} would come out significant if \
             nothing differed at all. Under each p-value stands the one after Holm’s adjustment over \
             all of them. Where an exact and an approximate test answer the same question, only the \
             exact one is counted.",
            format::count_of(n, "test of significance", "tests of significance"),
            wording::decimal(0.05 * f64::from(n), 0)
        ),
    };
    section("tests", "How many tests were made", vec![Block::Paragraph(text)])
}

fn section(id: &str, title: &str, blocks: Vec<Block>) -> Section {
    Section { id: id.to_owned(), title: title.to_owned(), blocks }
}

/// A section that can only say why it says nothing.
fn refusal(id: &str, title: &str, reason: &CannotSay) -> Section {
    section(id, title, vec![refused(reason)])
}

fn refused(reason: &CannotSay) -> Block {
    Block::Note(Tone::Refusal, wording::reason(reason))
}

fn note(text: impl Into<String>) -> Block {
    Block::Note(Tone::Plain, text.into())
}

fn warning(text: impl Into<String>) -> Block {
    Block::Note(Tone::Warning, text.into())
}

fn paragraph(text: impl Into<String>) -> Block {
    Block::Paragraph(text.into())
}

/// A figure with the table behind it.
fn figure(
    title: &str,
    description: String,
    head: &[&str],
    rows: Vec<Vec<String>>,
    sketch: Sketch,
) -> Block {
    Block::Figure(Box::new(Figure {
        title: title.to_owned(),
        description,
        table: FigureTable { head: head.iter().map(|&name| name.to_owned()).collect(), rows },
        drawing: Drawing::Sketch(sketch),
    }))
}

/// The level of intervals: `95%`.
fn level(analysis: &Analysis) -> String {
    format::level(analysis.protocol.interval_level)
}

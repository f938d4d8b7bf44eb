//! Sections and blocks of which the study is made.

use crate::engine::counts::Counts;
use crate::engine::study::{NotEstimable, Study};
pub(super) use crate::view::document::section;
use crate::view::document::{Block, RemarkTone, Section};
use crate::view::figures::sketch::Sketch;
use crate::view::figures::{Figure, FigureTable};
use crate::view::messages;

/// A section that can only say why it says nothing.
pub(super) fn refusal(id: &str, title: &str, reason: &NotEstimable) -> Section {
    section(id, title, vec![refused(reason)])
}

/// That it is the filter which leaves nobody, for sections that count all the same.
pub(super) fn filtered_out(study: &Study) -> Option<Block> {
    let reason = study.prevalence.as_ref().err()?;
    matches!(reason, NotEstimable::FilteredOut { .. }).then(|| refused(reason))
}

/// The same for sections that are only counted.
pub(super) fn nobody(counts: &Counts) -> Option<Block> {
    let reason = NotEstimable::FilteredOut { n_enrolled: counts.n_enrolled_outside };
    counts.is_filtered_out().then(|| refused(&reason))
}

pub(super) fn refused(reason: &NotEstimable) -> Block {
    Block::Note(RemarkTone::Refusal, messages::reason(reason))
}

pub(super) fn note(text: impl Into<String>) -> Block {
    Block::Note(RemarkTone::Plain, text.into())
}

pub(super) fn warning(text: impl Into<String>) -> Block {
    Block::Note(RemarkTone::Warning, text.into())
}

pub(super) fn paragraph(text: impl Into<String>) -> Block {
    Block::Paragraph(text.into())
}

/// A figure with the table behind it.
pub(super) fn figure(
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
        sketch,
    }))
}

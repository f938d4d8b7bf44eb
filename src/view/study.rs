//! The study of a cohort as a document: one section for each figure and
//! table of the study.

mod blocks;
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

use crate::engine::study::Study;
use crate::engine::study::tested::{Standing, TestKind, Tested, Tests};
use crate::view::document::{Block, Cell, Column, Row, Section, Table};
use crate::view::format;
use blocks::{filtered_out, section};

/// What makes each section of the study, in reading order: each can be made
/// without the others.
pub const SECTIONS: [fn(&Study) -> Section; 11] = [
    flow::section,
    table_one::section,
    prevalence::section,
    outcome::section,
    outcome::by_class,
    losses::section,
    prediction::section,
    treatment::section,
    sensitivity::section,
    cutoffs::section,
    tests_made,
];

/// Every section of the study, in reading order.
#[must_use]
pub fn sections(study: &Study) -> Vec<Section> {
    SECTIONS.iter().map(|make| make(study)).collect()
}

/// The line that stands on every export: filter, rule set, version.
#[must_use]
pub fn provenance(study: &Study) -> String {
    let synthetic = if study.is_synthetic { "Synthetic data. " } else { "" };
    let filter = wording::filter(&study.options.filter)
        .map_or_else(|| "All women".to_owned(), |words| format!("Filter: {words}"));
    format!(
        "{synthetic}{filter}. Rule set {}; rpl-immune-profile {}.",
        study.fingerprint.get(..8).unwrap_or(&study.fingerprint),
        study.version
    )
}

fn tests_made(study: &Study) -> Section {
    let text = match study.n_tests {
        0 => "No test of significance was made.".to_owned(),
        n => format!(
            "This page counts {}. If nothing differed at all, at most about {} would come out significant \
             at the usual limit of 0.05, on average. The tests of one section answer one question \
             and are one family: under each p-value stands the one after Holm’s adjustment over its \
             family. Not counted: whether a model fits, which is no finding; of the crude, adjusted \
             and Firth’s effect of one predictor all but the last that there is; and, where an exact \
             and an approximate test answer the same question, the approximate one.{}",
            format::count_of(n, "test of significance", "tests of significance"),
            format::decimal(0.05 * f64::from(n), 0),
            if study.options.adjust_table_one {
                ""
            } else {
                " Table 1 is neither counted nor adjusted, as chosen."
            }
        ),
    };
    let mut blocks: Vec<Block> = filtered_out(study).into_iter().collect();
    blocks.push(Block::Paragraph(text));
    if study.n_tests > 0 {
        blocks.push(Block::Table(test_table(study)));
    }
    section("tests", "How many tests were made", blocks)
}

/// What was tested, section by section.
fn test_table(study: &Study) -> Table {
    // Walking through tests needs copies, because it is made to change them.
    let mut found = Vec::new();
    let mut add = |title: &str, holder: &mut dyn Tests| {
        let (mut tests, mut n_others) = (Vec::new(), 0_u32);
        holder.each_test(&mut |standing, tested| match standing {
            Standing::Finding => tests.push(*tested),
            Standing::Version | Standing::Diagnostic => n_others += 1,
        });
        found.push((title.to_owned(), tests, n_others));
    };
    add(table_one::TITLE, &mut study.table_one.clone());
    add(prevalence::TITLE, &mut study.prevalence.clone());
    let outcome = format!("{}; by class", outcome::TITLE);
    add(&outcome, &mut study.outcome.clone());
    add(losses::TITLE, &mut study.by_losses.clone());
    add(prediction::TITLE, &mut study.prediction.clone());
    add(treatment::TITLE, &mut study.treatment.clone());
    let families = found.into_iter().filter(|(_, tests, _)| !tests.is_empty());
    let rows = families.map(|(title, tests, n_others)| {
        let mut kinds: Vec<TestKind> = Vec::new();
        for tested in &tests {
            if !kinds.contains(&tested.test) {
                kinds.push(tested.test);
            }
        }
        let of_kind = |&kind: &TestKind| {
            let n = tests.iter().filter(|tested| tested.test == kind).count();
            format!("{n} {}", wording::test(kind))
        };
        let kinds: Vec<String> = kinds.iter().map(of_kind).collect();
        let n_below = |p_of: fn(&Tested) -> f64| {
            tests.iter().filter(|tested| p_of(tested) < 0.05).count().to_string()
        };
        let is_adjusted = tests.iter().any(|tested| tested.p_holm.is_some());
        let after_holm = || n_below(|tested| tested.p_holm.unwrap_or(1.0));
        Row::new([
            Cell::from(title),
            Cell::from(tests.len().to_string()),
            Cell::from(kinds.join(", ")),
            Cell::from(n_below(Tested::p)),
            Cell::from(if is_adjusted { after_holm() } else { "not adjusted".to_owned() }),
            Cell::from(n_others.to_string()),
        ])
    });
    Table {
        id: "tests".to_owned(),
        caption: "Tests of significance, section by section".to_owned(),
        columns: vec![
            Column::words("Section: one family"),
            Column::numbers("Tests"),
            Column::words("Which"),
            Column::numbers("p below 0.05"),
            Column::numbers("after Holm"),
            Column::numbers("Not counted"),
        ],
        rows: rows.collect(),
        notes: Vec::new(),
    }
}

//! The document of a file: one section for each subject, each with its figures and
//! tables.

mod blocks;
mod classes;
pub mod controls;
pub mod cutoffs;
mod file;
pub mod losses;
pub mod modification;
pub mod outcome;
mod participants;
pub mod prediction;
pub mod prevalence;
pub mod sensitivity;
pub mod table_one;
pub mod treatment;
pub mod wording;

use crate::engine::VERSION;
use crate::engine::cohort::filter::Filter;
use crate::engine::counts::Counts;
use crate::engine::report::FileReport;
use crate::engine::study::Study;
use crate::engine::study::significance::{SignificanceTest, TestKind, TestRole, Tests};
use crate::view::document::{Block, Cell, Row, Section, Table, TableColumn};
use crate::view::format;
use blocks::{filtered_out, section};

/// The p-value below which readers take a finding for significant. It is a custom of
/// theirs and no choice of the protocol, whose level is that of the intervals.
const USUAL_LIMIT: f64 = 0.05;

/// What makes a section: each needs as little as it can, and none needs another one.
#[derive(Clone, Copy, Debug)]
pub enum Maker {
    /// Made from what was counted.
    Counts(fn(&Counts) -> Section),
    /// Made from what was computed.
    Study(fn(&Study) -> Section),
    /// Made from what was read.
    File(fn(&FileReport, &Counts) -> Section),
}

/// What makes each section of the document of a file, in reading order: who is in it
/// and the answer, the details, and how the file was read.
pub const SECTIONS: [Maker; 14] = [
    Maker::Counts(participants::section),
    Maker::Counts(classes::section),
    Maker::Study(table_one::section),
    Maker::Study(prevalence::section),
    Maker::Study(outcome::section),
    Maker::Study(outcome::by_class),
    Maker::Study(losses::section),
    Maker::Study(prediction::section),
    Maker::Study(treatment::section),
    Maker::Study(modification::section),
    Maker::Study(sensitivity::section),
    Maker::Study(cutoffs::section),
    Maker::Study(tests_made),
    Maker::File(file::section),
];

/// The sections with which the document opens: who is in it, and the answer.
pub const N_OPENING: usize = 2;

impl Maker {
    /// Whether the section leaves with the user. What is said of the file quotes cells,
    /// and stays on the page.
    #[must_use]
    pub fn is_saved(self) -> bool {
        !matches!(self, Maker::File(_))
    }
}

/// The sections that leave with the user, in reading order.
#[must_use]
pub fn sections(counts: &Counts, study: &Study) -> Vec<Section> {
    let make = |maker: &Maker| match maker {
        Maker::Counts(make) => Some(make(counts)),
        Maker::Study(make) => Some(make(study)),
        Maker::File(_) => None,
    };
    SECTIONS.iter().filter_map(make).collect()
}

/// The line that stands on every export: filter, rule set, version.
#[must_use]
pub fn provenance(rules: &str, filter: &Filter, is_synthetic: bool) -> String {
    let synthetic = if is_synthetic { "Synthetic data. " } else { "" };
    let filter = wording::filter(filter)
        .map_or_else(|| "All women".to_owned(), |words| format!("Filter: {words}"));
    let rules = rules.get(..8).unwrap_or(rules);
    format!("{synthetic}{filter}. Rule set {rules}; rpl-immune-profile {VERSION}.")
}

fn tests_made(study: &Study) -> Section {
    let text = match study.n_tests {
        0 => "No test of significance was made.".to_owned(),
        n => format!(
            "This page counts {}. If nothing differed at all, at most about {} would come out significant \
             at the usual limit of {USUAL_LIMIT}, on average. The tests of one section answer one question \
             and are one family: under each p-value is the one after Holm’s adjustment over its \
             family. Not counted: whether a model fits, which is no finding; of the crude, adjusted \
             and Firth’s effect of one predictor all but the last that there is; of the three \
             scales of one interaction all but the additive one; and, where an exact and an \
             approximate test answer the same question, the approximate one.{}",
            format::count_of(n, "test of significance", "tests of significance"),
            format::decimal(USUAL_LIMIT * f64::from(n), 0),
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
            TestRole::Finding => tests.push(*tested),
            TestRole::Version | TestRole::Diagnostic => n_others += 1,
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
    add(modification::TITLE, &mut study.modification.clone());
    add(cutoffs::TITLE, &mut study.areas.clone());
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
        let n_below = |p_of: fn(&SignificanceTest) -> f64| {
            tests.iter().filter(|tested| p_of(tested) < USUAL_LIMIT).count().to_string()
        };
        let is_adjusted = tests.iter().any(|tested| tested.p_holm.is_some());
        let after_holm = || n_below(|tested| tested.p_holm.unwrap_or(1.0));
        Row::new([
            Cell::from(title),
            Cell::from(tests.len().to_string()),
            Cell::from(kinds.join(", ")),
            Cell::from(n_below(SignificanceTest::p)),
            Cell::from(if is_adjusted { after_holm() } else { "not adjusted".to_owned() }),
            Cell::from(n_others.to_string()),
        ])
    });
    Table {
        id: "tests".to_owned(),
        caption: "Tests of significance, section by section".to_owned(),
        columns: vec![
            TableColumn::words("Section: one family"),
            TableColumn::numbers("Tests"),
            TableColumn::words("Which"),
            TableColumn::numbers(format!("p below {USUAL_LIMIT}")),
            TableColumn::numbers("after Holm"),
            TableColumn::numbers("Not counted"),
        ],
        rows: rows.collect(),
        notes: Vec::new(),
    }
}

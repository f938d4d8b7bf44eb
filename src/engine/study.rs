//! The study that a cohort file can carry: every table and figure of the paper,
//! computed on the user's own women. One section a file; a section that cannot
//! be computed says why ([`NotEstimable`]).
//!
//! ```text
//! Reading -> women (who passes the filter, her class) -> sections -> Study
//!                                                     -> Holm over the tests of each question
//! ```

pub mod accuracy;
pub mod areas;
pub mod contrast;
pub mod cutoffs;
mod estimable;
pub mod flow;
pub mod losses;
pub mod model;
pub mod modification;
pub mod options;
pub mod outcome;
pub mod prediction;
pub mod prevalence;
pub mod sensitivity;
pub mod shrinkage;
pub mod significance;
pub mod table_one;
pub mod treatment;
pub mod women;

use serde::{Deserialize, Serialize};

use crate::engine::VERSION;
use crate::engine::own_column::OwnColumn;
use crate::engine::protocol::Protocol;
use crate::engine::reader::Reading;
use accuracy::PresetAccuracy;
use areas::AreaPair;
use cutoffs::TestCurve;
pub use estimable::{Estimable, NotEstimable, TreatmentGroup};
use flow::FlowDetail;
use losses::ByLosses;
use modification::Modification;
use options::StudyOptions;
use outcome::OutcomeSection;
use prediction::Prediction;
use prevalence::Prevalence;
use sensitivity::Sensitivity;
use significance::{SignificanceTest, TestRole, Tests, adjust};
use table_one::TableOne;
use treatment::Treatment;
use women::Women;

/// Name and version of the layout of [`Study`].
pub const STUDY_SCHEMA: &str = "rpl-immune-profile/analysis/1";

/// Everything found in one file under one protocol and one set of options.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Study {
    /// Name and version of this layout.
    pub schema: String,
    /// Version of the program.
    pub version: String,
    /// Thresholds and choices that classified the women.
    pub protocol: Protocol,
    /// SHA-256 of the protocol.
    pub fingerprint: String,
    /// The choices of the study, the filter among them.
    pub options: StudyOptions,
    /// Whether the file holds made-up women.
    pub is_synthetic: bool,
    /// The columns that the user keeps, in their order: `own_1`, `own_2` and so on.
    pub own_columns: Vec<OwnColumn>,
    /// Who is in the study and why the others are not.
    pub flow: FlowDetail,
    /// Who the women are, by etiology and by any abnormality.
    pub table_one: Estimable<TableOne>,
    /// How frequent each abnormality is, by etiology.
    pub prevalence: Estimable<Prevalence>,
    /// Live births: abnormal and treated against normal; class by class.
    pub outcome: Estimable<OutcomeSection>,
    /// By number of previous losses.
    pub by_losses: Estimable<ByLosses>,
    /// What predicts live birth.
    pub prediction: Estimable<Prediction>,
    /// What can be said about treatment.
    pub treatment: Estimable<Treatment>,
    /// Whether treatment does more in some women than in others.
    pub modification: Estimable<Modification>,
    /// What other rules and cut-offs would change.
    pub sensitivity: Estimable<Sensitivity>,
    /// How well each laboratory value tells outcomes apart.
    pub curves: Estimable<Vec<TestCurve>>,
    /// Which laboratory value tells outcomes apart better than which.
    pub areas: Estimable<Vec<AreaPair>>,
    /// How well each published cut-off tells outcomes apart.
    pub accuracy: Estimable<Vec<PresetAccuracy>>,
    /// How many findings were tested for significance. p-values are adjusted over
    /// the findings of a section, which are its family.
    pub n_tests: u32,
}

/// Analyzes what a file holds. The same file, protocol and options give the
/// same study, natively and in wasm.
#[must_use]
pub fn study_of(reading: &Reading, protocol: &Protocol, options: &StudyOptions) -> Study {
    study_step_by_step(reading, protocol, options, &mut |_| ())
}

/// As [`study_of`]; `tell` hears the share that is done, after each section.
pub fn study_step_by_step(
    reading: &Reading,
    protocol: &Protocol,
    options: &StudyOptions,
    tell: &mut dyn FnMut(f64),
) -> Study {
    let mut steps = Steps { tell, n_done: 0 };
    let options = options.clone().sound();
    let women = Women::new(&reading.cohort, protocol, &options.filter);
    let cohort = &reading.cohort;
    let level = protocol.interval_level;
    let filtered_out = women.filtered_out();
    let left_out = filtered_out.clone().or_else(|| options.left_out(women.everyone().len()));
    let mut study = Study {
        schema: STUDY_SCHEMA.to_owned(),
        version: VERSION.to_owned(),
        protocol: *protocol,
        fingerprint: protocol.fingerprint(),
        is_synthetic: cohort.is_synthetic(),
        own_columns: cohort.own.iter().map(|values| values.column.clone()).collect(),
        flow: flow::flow(reading, &women),
        table_one: steps.done(unless(left_out.as_ref(), || {
            Ok(table_one::table_one(&women, &cohort.own, level, &options))
        })),
        prevalence: steps
            .done(unless(filtered_out.as_ref(), || prevalence::prevalence(&women, level))),
        outcome: steps
            .done(unless(filtered_out.as_ref(), || outcome::outcome(&women, level, &options))),
        by_losses: steps
            .done(unless(filtered_out.as_ref(), || losses::by_losses(&women, level, &options))),
        prediction: steps.done(unless(left_out.as_ref(), || {
            prediction::prediction(&women, &cohort.own, level, &options)
        })),
        treatment: steps.done(unless(left_out.as_ref(), || treatment::treatment(&women, level))),
        modification: steps.done(unless(filtered_out.as_ref(), || {
            modification::modification(&women, level, &options)
        })),
        sensitivity: steps
            .done(unless(left_out.as_ref(), || sensitivity::sensitivity(cohort, &women, protocol))),
        curves: steps.done(unless(left_out.as_ref(), || cutoffs::curves(&women, level, &options))),
        areas: steps.done(unless(left_out.as_ref(), || areas::areas(&women, level))),
        accuracy: steps
            .done(unless(left_out.as_ref(), || accuracy::accuracy(cohort, &women, level))),
        n_tests: 0,
        options,
    };
    study.n_tests = study.adjust_families();
    study
}

/// Tells how many of the sections are done.
struct Steps<'a> {
    tell: &'a mut dyn FnMut(f64),
    n_done: u32,
}

impl Steps<'_> {
    /// Sections that take time.
    const N: u32 = 11;

    fn done<T>(&mut self, section: T) -> T {
        self.n_done += 1;
        (self.tell)(f64::from(self.n_done) / f64::from(Self::N));
        section
    }
}

fn unless<T>(
    left_out: Option<&NotEstimable>,
    section: impl FnOnce() -> Estimable<T>,
) -> Estimable<T> {
    left_out.map_or_else(section, |reason| Err(reason.clone()))
}

impl Tests for Study {
    fn each_test(&mut self, visit: &mut dyn FnMut(TestRole, &mut SignificanceTest)) {
        self.table_one.each_test(visit);
        self.prevalence.each_test(visit);
        self.outcome.each_test(visit);
        self.by_losses.each_test(visit);
        self.prediction.each_test(visit);
        self.treatment.each_test(visit);
        self.modification.each_test(visit);
        self.areas.each_test(visit);
    }
}

impl Study {
    /// Takes over from the full study of the same women what no cut-off changes: what
    /// each laboratory value, as it was measured, has to do with the outcome, and each
    /// published cut-off.
    pub fn take_over(&mut self, full: &Study) {
        self.curves.clone_from(&full.curves);
        self.areas.clone_from(&full.areas);
        self.accuracy.clone_from(&full.accuracy);
        self.n_tests = self.adjust_families();
    }

    /// Adjusts each section's findings and says how many there are in all. The
    /// comparisons of table 1 are counted only if they are adjusted.
    fn adjust_families(&mut self) -> u32 {
        let baseline = if self.options.adjust_table_one { adjust(&mut self.table_one) } else { 0 };
        baseline
            + adjust(&mut self.prevalence)
            + adjust(&mut self.outcome)
            + adjust(&mut self.by_losses)
            + adjust(&mut self.prediction)
            + adjust(&mut self.treatment)
            + adjust(&mut self.modification)
            + adjust(&mut self.areas)
    }
}

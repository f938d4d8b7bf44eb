//! What the three tests say of one patient, and what decided it.

use crate::engine::protocol::CytotoxicityRule;
use crate::engine::quantity::{Caution, Quantity};
use crate::engine::rules::panel::{ByTest, ImmuneTest};
use crate::engine::rules::profile::{ImmuneProfile, Verdict};

/// What is said below the class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Summary {
    /// No test is above its cut-off.
    NoAbnormality,
    /// These tests are.
    High(ByTest<bool>),
    /// The class is open because a value is missing.
    Missing,
    /// The class is open because a value is missing or not understood.
    NotUnderstood,
}

/// What becomes of a class without the values in doubt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Without {
    /// It is open as it is.
    Undecided,
    /// It stays the same.
    Same,
    /// It becomes open.
    Open,
}

/// A value or a text by what it is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// What it is of.
    pub quantity: Quantity,
    /// The number, or the text as it was typed, shortened.
    pub shown: String,
}

/// What a test without a finding needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Needs {
    /// A value.
    Value(Lack),
    /// The second of two percentages.
    BothPercentages,
    /// Values of cytotoxicity.
    Ratios {
        /// The rule that needs them.
        rule: CytotoxicityRule,
        /// Those without a value.
        open: Vec<Quantity>,
        /// Those of them at which something is typed that is not understood.
        refused: Vec<Quantity>,
        /// Those of them of which only a bound is given, on the near side of its cut-off.
        bounds: Vec<Quantity>,
    },
}

/// Why a test has no value to decide it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lack {
    /// Nothing is typed.
    Missing,
    /// What is typed is not understood.
    NotUnderstood,
    /// It is only a bound, and values on both sides of the cut-off keep to it.
    Bound,
}

/// Why the trace has no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Absent {
    /// What is typed is not understood.
    NotUnderstood,
    /// One of the two percentages stands alone.
    HalfARatio,
    /// Nothing is typed.
    NotGiven,
}

/// What the other rules say where they differ: each verdict once, with how many say it.
pub type Others<'a> = &'a [(usize, Verdict)];

/// The class and what is said with it.
pub trait VerdictWords {
    /// That nothing has been typed, in the place of a class.
    fn no_values(&self) -> String;
    /// What to do then.
    fn how_to_begin(&self) -> String;
    /// The class, or how far it is determined.
    fn class(&self, verdict: Verdict) -> String;
    /// The same of a class that rests on a value in doubt.
    fn class_in_doubt(&self, verdict: Verdict) -> String;
    /// What is said below the class.
    fn summary(&self, summary: Summary) -> String;
    /// The same where so many values, at least one, are in doubt.
    fn summary_in_doubt(&self, summary: Summary, n_doubts: usize, without: Without) -> String;
    /// That a value draws a question, and whether the class depends on it.
    fn doubt(&self, value: &Named, caution: Caution, is_of_class: bool) -> String;
    /// That a text is not understood, and whether the class depends on it.
    fn refused(&self, text: &Named, is_of_class: bool) -> String;
    /// The same in one line, and by how many of the rules the class is hers where they
    /// differ.
    fn bar(&self, doubted: &[Named], refused: &[Named], n_same: Option<usize>) -> String;
    /// By how many of the rules the class is hers, and what the others say.
    fn rules_differ(&self, n_same: usize, others: Others<'_>) -> String;
    /// That the finding for cytotoxicity hangs on one ratio alone.
    fn hinge(&self, ratio: Quantity, value: &str, is_high: bool, cutoff: &str) -> String;
    /// That a test is high for certain; the rule is named where another one would not
    /// say so.
    fn certain(&self, rule: Option<CytotoxicityRule>) -> String;
    /// What a test needs.
    fn open(&self, test: ImmuneTest, needs: &Needs) -> String;
    /// The classes that remain possible.
    fn possible(&self, classes: &[ImmuneProfile]) -> String;
    /// Why the trace has no value.
    fn absent(&self, why: Absent) -> String;
    /// The line of the trace for cytotoxicity as a whole.
    fn by_rule(&self, rule: CytotoxicityRule) -> String;
}

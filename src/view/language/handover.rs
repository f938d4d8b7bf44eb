//! What leaves the page for the record, and for the woman herself.

use crate::engine::protocol::{CytotoxicityRule, Protocol};
use crate::engine::record::Etiology;
use crate::engine::rules::Finding;
use crate::engine::rules::panel::ImmuneTest;
use crate::view::language::PatientWords;

/// A value in the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RecordValue<'a> {
    /// What was measured.
    pub test: &'a str,
    /// The value, or that there is none.
    pub value: &'a str,
    /// Its unit.
    pub unit: &'a str,
    /// The cut-off.
    pub cutoff: &'a str,
    /// Who set it.
    pub source: &'a str,
    /// What the comparison says; `None` where the rule does not read the value.
    pub finding: Option<Finding>,
    /// Whether the value draws a question.
    pub is_doubtful: bool,
}

/// Text on the page for the woman that is always the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ForHer {
    /// The title.
    Title,
    /// What was tested.
    WhatWasTested,
    /// Heading over her results.
    Results,
    /// Heading over what they mean.
    Meaning,
    /// What above the limit means and does not mean.
    AboveTheLimit,
    /// That a result near its limit may change.
    NearTheLimit,
    /// That a test without a result says nothing.
    NoResult,
    /// That a value was not clear when the page was printed.
    NotClear,
    /// Heading over what is known.
    Known,
    /// Who was studied.
    WhoWasStudied,
    /// That the two groups cannot be compared.
    NotAnEffect,
    /// Heading over what is not known.
    NotKnown,
    /// What nobody knows.
    Unknowns,
    /// That bodies of experts differ.
    ExpertsDiffer,
    /// Heading over room for notes.
    Notes,
}

/// The record and the page for the woman in words; they quote the patient page.
pub trait HandoverWords: PatientWords {
    /// The title of the record.
    fn record_title(&self) -> String;
    /// One line of the decision.
    fn record_value(&self, value: RecordValue<'_>) -> String;
    /// The finding for cytotoxicity by the rule in force.
    fn record_rule(&self, rule: CytotoxicityRule, finding: Finding) -> String;
    /// The class by each of the other rules.
    fn record_other_rules(&self, classes: &[(CytotoxicityRule, &str)]) -> String;
    /// What is known of her: age in years, body mass index, losses, etiology.
    fn record_woman(
        &self,
        age: Option<f64>,
        bmi: Option<f64>,
        losses: Option<f64>,
        etiology: Option<Etiology>,
    ) -> String;
    /// When and with what the record was made.
    fn record_made(&self, date: &str, version: &str, protocol: &Protocol) -> String;
    /// A text that is always the same.
    fn for_her(&self, text: ForHer) -> String;
    /// When and with what the page for the woman was made, and that it is no advice.
    fn her_made(&self, date: &str, version: &str) -> String;
    /// Before the line for her name.
    fn name_line(&self) -> String;
    /// Before the line for date and signature.
    fn signature_line(&self) -> String;
    /// One result in plain words.
    fn her_result(&self, test: ImmuneTest, finding: Finding) -> String;
    /// How many of 100 women had a live birth, and how many had none.
    fn of_100(&self, births: u32, none: u32, is_treated: bool) -> String;
}

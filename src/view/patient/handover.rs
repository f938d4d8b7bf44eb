//! What leaves the page: a record in plain text and on paper, and a page in plain words for
//! the woman herself. Neither has a name unless it is typed for this print.

use serde::{Deserialize, Serialize};

use crate::engine::VERSION;
use crate::engine::borderline::Precision;
use crate::engine::protocol::{CytotoxicityRule, Protocol};
use crate::engine::published;
use crate::engine::quantity::Quantity;
use crate::engine::rules::Finding;
use crate::view::language::PatientWords;
use crate::view::language::handover::{ForHer, HandoverWords};
use crate::view::language::labels::Label;
use crate::view::patient::result::Tone;
use crate::view::patient::{PatientDraft, PatientPage, assess_with};

/// The patient in hand, as the page tells what hands her over.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PatientInHand {
    /// What is typed.
    pub draft: PatientDraft,
    /// The cut-offs and the rule in force.
    pub protocol: Protocol,
    /// How precisely her laboratory measures.
    pub precision: Precision,
    /// Her name or number for print; empty without one.
    pub name: String,
}

impl PatientInHand {
    /// What her values mean.
    #[must_use]
    pub fn assess(&self, words: &dyn PatientWords) -> PatientPage {
        assess_with(&self.draft, &self.protocol, &self.precision, words)
    }
}

/// What leaves the page of one patient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Papers {
    /// For the record.
    pub record: Record,
    /// For the woman.
    pub her_page: HerPage,
}

/// The papers of a patient on a date; `None` where there are no values.
#[must_use]
pub fn papers(patient: &PatientInHand, date: &str, words: &dyn HandoverWords) -> Option<Papers> {
    let PatientInHand { draft, protocol, .. } = patient;
    let page = patient.assess(words);
    Some(Papers {
        record: record(&page, draft, protocol, date, words)?,
        her_page: her_page(&page, draft, date, words)?,
    })
}

/// What is written into the record, in the order of the paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// The title.
    pub title: String,
    /// The class, or that it cannot be said.
    pub class: String,
    /// What is said of the class: its tests, what is open, what decides it.
    pub verdict: Vec<String>,
    /// Values that draw a question or are not understood.
    pub alarms: Vec<String>,
    /// The values with their cut-offs, and the rule.
    pub trace: Vec<String>,
    /// How near the values are to their cut-offs.
    pub nearness: Vec<String>,
    /// What is known of her.
    pub woman: String,
    /// What is published, a line for each fact.
    pub context: Vec<String>,
    /// When and with what it was made.
    pub made: String,
}

/// The facts that are printed: her class, and the two rates of all women.
const N_FACTS: usize = 4;

/// The record of the values in hand; `None` where there are none.
#[must_use]
pub fn record(
    page: &PatientPage,
    draft: &PatientDraft,
    protocol: &Protocol,
    date: &str,
    words: &dyn HandoverWords,
) -> Option<Record> {
    let outcome = &page.outcome;
    if outcome.tone == Tone::Empty {
        return None;
    }
    let value = |quantity: Quantity| page.field(quantity).value;
    let example = draft.is_example.then(|| words.label(Label::ExampleValues));
    let alarms = example.into_iter().chain(outcome.alarms.iter().cloned()).collect();
    let mut verdict = vec![outcome.summary.clone()];
    verdict.extend(outcome.certain.iter().cloned());
    verdict.extend(outcome.open.iter().cloned());
    if !outcome.possible.is_empty() {
        verdict.push(words.possible(&outcome.possible));
    }
    verdict.extend(outcome.decided_by.iter().cloned());
    verdict.extend(page.losses.iter().map(|losses| losses.text.clone()));
    let mut trace: Vec<String> =
        outcome.trace.iter().map(|row| words.record_value(row.recorded())).collect();
    trace.push(words.record_rule(outcome.rule.rule, outcome.rule.finding));
    let others: Vec<(CytotoxicityRule, &str)> =
        outcome.other_rules.iter().map(|line| (line.rule, line.result.as_str())).collect();
    trace.push(words.record_other_rules(&others));
    let facts = page.context.facts.iter().take(N_FACTS);
    let mut context: Vec<String> = facts.map(|fact| fact.line(words)).collect();
    context.push(page.context.citation.to_owned());
    Some(Record {
        title: words.record_title(),
        class: outcome.headline.clone(),
        verdict,
        alarms,
        trace,
        nearness: page.nearness.rows.iter().map(super::nearness::NearnessRow::text).collect(),
        woman: words.record_woman(
            value(Quantity::AgeYears),
            page.bmi,
            value(Quantity::PreviousLosses),
            draft.etiology,
        ),
        context,
        made: words.record_made(date, VERSION, protocol),
    })
}

impl Record {
    /// The record as lines of plain text.
    #[must_use]
    pub fn text(&self, words: &dyn HandoverWords) -> String {
        let class = format!("{}: {}", words.label(Label::ImmuneClass), self.class);
        let head = |label: Label| format!("\n{}", words.label(label));
        let mut lines = vec![self.title.clone(), class];
        lines.extend(self.alarms.iter().cloned());
        lines.extend(self.verdict.iter().cloned());
        lines.push(head(Label::WhatDecidedIt));
        lines.extend(self.trace.iter().map(|line| format!("- {line}")));
        if !self.nearness.is_empty() {
            lines.push(head(Label::HowNear));
            lines.extend(self.nearness.iter().map(|line| format!("- {line}")));
        }
        lines.push(head(Label::History));
        lines.push(format!("- {}", self.woman));
        lines.push(head(Label::StudyReports));
        lines.extend(self.context.iter().map(|line| format!("- {line}")));
        lines.push(format!("\n{}", self.made));
        lines.join("\n") + "\n"
    }
}

/// The page for the woman.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HerPage {
    /// The title.
    pub title: String,
    /// That the values are made up, where they are.
    pub example: Option<String>,
    /// What stands before the first heading.
    pub intro: String,
    /// Headings, each with its paragraphs.
    pub parts: Vec<(String, Vec<String>)>,
    /// The heading over room for notes.
    pub notes: String,
    /// When and with what it was made.
    pub made: String,
}

/// The values in hand in plain words; `None` where there are none.
#[must_use]
pub fn her_page(
    page: &PatientPage,
    draft: &PatientDraft,
    date: &str,
    words: &dyn HandoverWords,
) -> Option<HerPage> {
    let outcome = &page.outcome;
    if outcome.tone == Tone::Empty {
        return None;
    }
    let say = |text| words.for_her(text);
    let results = outcome.findings.iter().map(|(test, finding)| words.her_result(test, *finding));
    let mut meaning = vec![say(ForHer::AboveTheLimit), say(ForHer::NearTheLimit)];
    if outcome.findings.values().any(|finding| *finding == Finding::Unknown) {
        meaning.push(say(ForHer::NoResult));
    }
    if outcome.has_alarm {
        meaning.insert(0, say(ForHer::NotClear));
    }
    let rate = |percent: f64, is_treated| {
        let births = of_100(percent);
        words.of_100(births, 100 - births, is_treated)
    };
    let known = vec![
        say(ForHer::WhoWasStudied),
        rate(published::ABNORMAL_TREATED.percent, true),
        rate(published::NORMAL_UNTREATED.percent, false),
        say(ForHer::NotAnEffect),
    ];
    Some(HerPage {
        title: say(ForHer::Title),
        example: draft.is_example.then(|| words.label(Label::ExampleValues)),
        intro: say(ForHer::WhatWasTested),
        parts: vec![
            (say(ForHer::Results), results.collect()),
            (say(ForHer::Meaning), meaning),
            (say(ForHer::Known), known),
            (say(ForHer::NotKnown), vec![say(ForHer::Unknowns), say(ForHer::ExpertsDiffer)]),
        ],
        notes: say(ForHer::Notes),
        made: words.her_made(date, VERSION),
    })
}

/// A percentage as so many of 100 women.
pub(in crate::view) fn of_100(percent: f64) -> u32 {
    (0..100).find(|&n| percent < f64::from(n) + 0.5).unwrap_or(100)
}

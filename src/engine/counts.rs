//! What is counted of the women of a file under one protocol: it takes one pass, and is
//! there before anything is computed of it.

use serde::{Deserialize, Serialize};

use crate::engine::cohort::branches::Branch;
use crate::engine::cohort::filter::Filter;
use crate::engine::cohort::flow::{Flow, judge};
use crate::engine::cohort::tally::{ByEtiology, ClassRow, ClassifiedWoman, NamedCount, Tally};
use crate::engine::column::Column;
use crate::engine::protocol::{CytotoxicityRule, Protocol};
use crate::engine::reader::Reading;
use crate::engine::record::{Outcome, Value};
use crate::engine::rules::Classification;
use crate::engine::rules::place::Place;
use crate::engine::rules::profile::ImmuneProfile;

/// What is counted of the women whom a filter admits.
#[derive(Clone, Debug, PartialEq)]
pub struct Counts {
    /// Thresholds and choices that classified them.
    pub protocol: Protocol,
    /// Which women are counted.
    pub filter: Filter,
    /// Who is analyzed and why the others are not.
    pub flow: Flow,
    /// Women with recurrent pregnancy loss whom the filter leaves out.
    pub n_enrolled_outside: u32,
    /// The classified women by etiology, abnormality and treatment.
    pub branches: ByEtiology<Branch>,
    /// Counted records without a value, by column.
    pub missing: Vec<NamedCount>,
    /// The known causes of the counted women by the texts of the file, most frequent first.
    pub causes: Vec<NamedCount>,
    /// How the pregnancies of the classified women ended.
    pub outcomes: Vec<OutcomeCount>,
    /// The eight classes, any abnormality, everyone; by etiology.
    pub classes: Vec<ClassRow>,
    /// What the other cytotoxicity rules would change.
    pub rules: Vec<RuleComparison>,
}

/// An outcome and how many classified women have it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutcomeCount {
    /// The outcome; `None` where the file says nothing.
    pub outcome: Option<Outcome>,
    /// Whether it counts as a live birth; `None` when it is left out of rates.
    pub is_live_birth: Option<bool>,
    /// Classified women with it.
    pub n: u32,
}

/// The enrolled women under one cytotoxicity rule, against the protocol's rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleComparison {
    /// The rule.
    pub rule: CytotoxicityRule,
    /// Women with a class under this rule.
    pub n_classified: u32,
    /// Of those, women with at least one abnormality.
    pub n_abnormal: u32,
    /// Women whose class, or whose having one, differs from the protocol's rule.
    pub n_changed: u32,
}

impl Counts {
    /// Whether it is the filter that leaves nobody to count.
    #[must_use]
    pub fn is_filtered_out(&self) -> bool {
        self.flow.n_enrolled == 0 && self.n_enrolled_outside > 0
    }

    /// Classifies and counts the women of a file whom a filter admits.
    #[must_use]
    pub fn new(reading: &Reading, protocol: &Protocol, filter: &Filter) -> Self {
        let cohort = &reading.cohort;
        let mut flow = Flow {
            n_rows: reading.n_rows,
            n_rejected: reading.issues.n_rejected_rows,
            n_merged: reading.n_merged_rows,
            ..Flow::default()
        };
        let mut tally = Tally::default();
        let mut branches = ByEtiology::<Branch>::default();
        let mut n_enrolled_outside = 0;
        let mut outcomes = [0; Outcome::ALL.len() + 1];
        let mut rules = CytotoxicityRule::ALL.map(|rule| RuleComparison {
            rule,
            n_classified: 0,
            n_abnormal: 0,
            n_changed: 0,
        });
        let mut places = Vec::with_capacity(cohort.len());
        for index in 0..cohort.len() {
            if let Some(criterion) = filter.refusal_of(cohort, index) {
                flow.leave_out(criterion);
                let losses = cohort.previous_losses.get(index).map(Value::get);
                let is_enrolled =
                    losses.is_some_and(|losses| losses >= f64::from(protocol.minimum_losses));
                n_enrolled_outside += u32::from(is_enrolled);
                continue;
            }
            places.push(index);
            let (classification, place) = judge(cohort, index, protocol);
            flow.add(place, classification.verdict);
            if !matches!(place, Place::LossesUnknown | Place::TooFewLosses) {
                compare_rules(&mut rules, &classification);
            }
            let (Place::OutcomeUnknown | Place::Analyzed, Some(profile)) =
                (place, classification.verdict.profile())
            else {
                continue;
            };
            let outcome = cohort.outcome[index];
            outcomes[outcome.map_or(Outcome::ALL.len(), |outcome| outcome as usize)] += 1;
            let is_live_birth = outcome.and_then(Outcome::is_live_birth);
            let etiology = cohort.etiology[index];
            tally.add(etiology, ClassifiedWoman { profile, is_live_birth });
            branches[etiology].add(profile, cohort.ivig[index], is_live_birth);
        }
        Counts {
            protocol: *protocol,
            filter: filter.clone(),
            flow,
            n_enrolled_outside,
            branches,
            missing: missing(reading, &places),
            causes: cohort.causes(&places),
            outcomes: outcome_counts(&outcomes),
            classes: tally.rows(protocol.interval_level),
            rules: rules.to_vec(),
        }
    }
}

/// The records at these places without a value, by column.
fn missing(reading: &Reading, places: &[usize]) -> Vec<NamedCount> {
    let n_missing = |column: &Column| {
        let lacks = |place: &&usize| reading.cohort.lacks(**place, *column);
        u32::try_from(places.iter().filter(lacks).count()).unwrap_or(u32::MAX)
    };
    let used = reading.header.used.iter();
    used.map(|column| NamedCount { name: column.name().to_owned(), n: n_missing(column) }).collect()
}

/// The outcomes that anybody has; `counts` are in the order of [`Outcome::ALL`], last those
/// without one.
pub(in crate::engine) fn outcome_counts(
    counts: &[u32; Outcome::ALL.len() + 1],
) -> Vec<OutcomeCount> {
    let outcomes = Outcome::ALL.into_iter().map(Some).chain([None]);
    outcomes
        .zip(counts)
        .filter(|&(_, &n)| n > 0)
        .map(|(outcome, &n)| OutcomeCount {
            outcome,
            is_live_birth: outcome.and_then(Outcome::is_live_birth),
            n,
        })
        .collect()
}

/// Counts one enrolled woman under every rule.
fn compare_rules(rules: &mut [RuleComparison], chosen: &Classification) {
    for comparison in rules {
        let profile = chosen.verdict_under(comparison.rule).profile();
        comparison.n_classified += u32::from(profile.is_some());
        comparison.n_abnormal += u32::from(profile.is_some_and(ImmuneProfile::is_abnormal));
        comparison.n_changed += u32::from(profile != chosen.verdict.profile());
    }
}

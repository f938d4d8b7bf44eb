//! What decides a class beside the values: the rule for cytotoxicity, and whether
//! all hangs on one ratio.

use crate::engine::protocol::{CytotoxicityRule, Protocol};
use crate::engine::record::Measurements;
use crate::engine::rules::cytotoxicity::{CytotoxicityEvidence, combine};
use crate::engine::rules::profile::Verdict;
use crate::engine::rules::{Classification, Comparison, Finding, classify};
use crate::view::format;
use crate::view::language::PatientWords;

/// How the four rules for cytotoxicity agree about one patient.
#[derive(Clone, Debug, PartialEq)]
pub struct Agreement {
    /// How many of the rules give the class of the rule in force, itself among them.
    pub n_same: usize,
    /// What the other rules say, each verdict once, with how many say it.
    pub others: Vec<(usize, Verdict)>,
    /// The one ratio that decides the finding for cytotoxicity, if one alone does.
    pub hinge: Option<Comparison>,
}

impl Agreement {
    /// Holds the rule in force against the others.
    #[must_use]
    pub fn new(
        measurements: &Measurements,
        classification: &Classification,
        protocol: &Protocol,
    ) -> Self {
        let verdict_by = |rule| {
            classify(measurements, &Protocol { cytotoxicity_rule: rule, ..*protocol }).verdict
        };
        let mut n_same = 0;
        let mut others: Vec<(usize, Verdict)> = Vec::new();
        for verdict in CytotoxicityRule::ALL.map(verdict_by) {
            if verdict == classification.verdict {
                n_same += 1;
            } else if let Some(same) = others.iter_mut().find(|other| other.1 == verdict) {
                same.0 += 1;
            } else {
                others.push((1, verdict));
            }
        }
        Agreement { n_same, others, hinge: hinge(&classification.nk_cytotoxicity) }
    }

    /// Whether every rule gives the same class.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.others.is_empty()
    }

    /// How many of the rules give the class, where they differ.
    #[must_use]
    pub fn n_same_of_differing(&self) -> Option<usize> {
        (!self.is_complete()).then_some(self.n_same)
    }

    /// The sentences that stand in the verdict.
    #[must_use]
    pub fn sentences(&self, words: &dyn PatientWords) -> Vec<String> {
        let rules = self.n_same_of_differing().map(|n| words.rules_differ(n, &self.others));
        let hinge = self.hinge.as_ref().and_then(|hinge| hinge_words(hinge, words));
        rules.into_iter().chain(hinge).collect()
    }
}

fn hinge_words(hinge: &Comparison, words: &dyn PatientWords) -> Option<String> {
    let (value, cutoff) = format::compared(hinge.value?, hinge.cutoff.value);
    let value = format!("{} {value}", hinge.bound.sign());
    let is_high = hinge.finding == Finding::High;
    Some(words.hinge(hinge.quantity, value.trim_start(), is_high, &cutoff))
}

/// The ratio that alone decides: were it on the other side of its cut-off, the
/// finding would no longer stand, and that holds of no other ratio.
fn hinge(evidence: &CytotoxicityEvidence) -> Option<Comparison> {
    if evidence.finding == Finding::Unknown {
        return None;
    }
    let decides = |comparison: &&Comparison| {
        let opposite = match comparison.finding {
            Finding::High => Finding::NotHigh,
            Finding::NotHigh => Finding::High,
            Finding::Unknown => return false,
        };
        let changed = evidence.comparisons.map(|one| {
            let is_it = one.quantity == comparison.quantity;
            Comparison { finding: if is_it { opposite } else { one.finding }, ..one }
        });
        combine(evidence.rule, &changed) != evidence.finding
    };
    let mut deciding = evidence.comparisons.values().filter(decides);
    let (comparison, None) = (deciding.next()?, deciding.next()) else { return None };
    Some(*comparison)
}

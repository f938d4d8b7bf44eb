//! What decides a class beside the values: the rule for cytotoxicity, and whether
//! all hangs on one ratio.

use crate::engine::protocol::{CytotoxicityRule, Protocol};
use crate::engine::record::Measurements;
use crate::engine::rules::cytotoxicity::{CytotoxicityEvidence, combine};
use crate::engine::rules::profile::{ProfileSet, Verdict};
use crate::engine::rules::{Classification, Comparison, Finding, classify};
use crate::view::{format, words};

/// How the four rules for cytotoxicity agree about one patient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agreement {
    /// How many of the rules give the class of the rule in force, itself among them.
    pub n_same: usize,
    /// What the other rules say, each verdict once, with how many say it.
    pub others: Vec<(usize, String)>,
    /// The one ratio that decides the finding for cytotoxicity, if one alone does.
    pub hinge: Option<String>,
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
        Agreement {
            n_same,
            others: others.into_iter().map(|(n, verdict)| (n, verdict_words(verdict))).collect(),
            hinge: hinge(&classification.nk_cytotoxicity),
        }
    }

    /// Whether every rule gives the same class.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.others.is_empty()
    }

    /// `By 1 of 4 rules for cytotoxicity`, where the rules differ.
    #[must_use]
    pub fn short(&self) -> Option<String> {
        let n_rules = CytotoxicityRule::ALL.len();
        (!self.is_complete())
            .then(|| format!("By {} of {n_rules} rules for cytotoxicity", self.n_same))
    }

    /// What the other rules say, where they differ: `the other three say: NK level`.
    #[must_use]
    pub fn differing(&self) -> Option<String> {
        let says = |n: usize| if n == 1 { "says" } else { "say" };
        match self.others.as_slice() {
            [] => None,
            [(n, said)] => Some(format!("the other {} {}: {said}", number_word(*n), says(*n))),
            several => {
                let parts: Vec<String> = several
                    .iter()
                    .map(|(n, said)| format!("{} {}: {said}", number_word(*n), says(*n)))
                    .collect();
                Some(format!("of the others, {}", parts.join("; ")))
            }
        }
    }

    /// The sentences that stand in the verdict.
    #[must_use]
    pub fn sentences(&self) -> Vec<String> {
        let rules = self
            .short()
            .zip(self.differing())
            .map(|(short, differing)| format!("{short}; {differing}."));
        let hinge = self.hinge.as_ref().map(|ratio| {
            format!("The finding for cytotoxicity hangs on one ratio alone: {ratio}.")
        });
        rules.into_iter().chain(hinge).collect()
    }
}

/// The class, or between which classes it is open.
fn verdict_words(verdict: Verdict) -> String {
    match verdict {
        Verdict::Determined { profile } => words::profile(profile).to_owned(),
        Verdict::Indeterminate { possible, .. } => {
            let names: Vec<&str> = ProfileSet::iter(possible).map(words::profile).collect();
            format!("not determinable (possible: {})", names.join(", "))
        }
    }
}

fn number_word(n: usize) -> &'static str {
    match n {
        1 => "one",
        2 => "two",
        _ => "three",
    }
}

/// The ratio that alone decides: were it on the other side of its cut-off, the
/// finding would no longer stand, and that holds of no other ratio.
fn hinge(evidence: &CytotoxicityEvidence) -> Option<String> {
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
    let (value, cutoff) = format::compared(comparison.value?, comparison.cutoff.value);
    let value = format!("{} {value}", comparison.bound.sign());
    let value = value.trim_start();
    let sign = if comparison.finding == Finding::High { "is above" } else { "is not above" };
    Some(format!("{}, where {value} {sign} {cutoff}", words::ratio(comparison.quantity)))
}

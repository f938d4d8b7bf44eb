//! The result of one patient: the class or what is open, and the trace.

use crate::engine::protocol::{CytotoxicityRule, Protocol};
use crate::engine::quantity::Quantity;
use crate::engine::record::Measurements;
use crate::engine::rules::panel::{ByTest, ImmuneTest};
use crate::engine::rules::profile::{ImmuneProfile, ProfileSet, Verdict};
use crate::engine::rules::{Classification, Comparison, Finding, classify};
use crate::view::format;
use crate::view::language::PatientWords;
use crate::view::language::handover::RecordValue;
use crate::view::language::verdict::{Absent, Lack, Named, Needs, Summary, Without};
use crate::view::patient::agreement::Agreement;
use crate::view::patient::reading::{Doubt, Reading, Refused};

/// How the result card looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Nothing has been entered.
    Empty,
    /// No test is high.
    Normal,
    /// At least one test is high and all three are decided.
    Abnormal,
    /// A test is open.
    Open,
    /// A value draws a question or is not understood, whatever the class.
    Doubtful,
}

/// What the three tests say of one patient.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// How the card looks.
    pub tone: Tone,
    /// The class, or that it cannot be said.
    pub headline: String,
    /// One sentence below it.
    pub summary: String,
    /// Values that draw a question or are not understood, a sentence each.
    pub alarms: Vec<String>,
    /// What decides beside the values: the rule, or one ratio alone.
    pub decided_by: Vec<String>,
    /// What stands beside the class where there is room for one line.
    pub bar: Option<String>,
    /// What each test says; what rests on a value in doubt is unknown.
    pub findings: ByTest<Finding>,
    /// What stands fast although tests are open.
    pub certain: Option<String>,
    /// Which tests are open and what they need.
    pub open: Vec<String>,
    /// The classes that remain possible, when there are several.
    pub possible: Vec<ImmuneProfile>,
    /// What was decided from what was typed, before it is put in words.
    pub verdict: Verdict,
    /// How the rules for cytotoxicity agree.
    pub agreement: Agreement,
    /// Whether a value draws a question or is not understood.
    pub has_alarm: bool,
    /// The decision trace.
    pub trace: Vec<TraceRow>,
    /// What the finding for cytotoxicity is and which rule made it.
    pub rule: RuleLine,
    /// What the other rules would say.
    pub other_rules: Vec<RuleLine>,
}

/// One line of the decision trace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TraceRow {
    /// What was measured.
    pub test: String,
    /// The value, or that there is none.
    pub value: String,
    /// Its unit.
    pub unit: String,
    /// The comparison that was made.
    pub comparison: &'static str,
    /// The cut-off.
    pub cutoff: String,
    /// Who set it.
    pub source: String,
    /// What the comparison says.
    pub finding: Finding,
    /// Whether the rule in force reads this value.
    pub is_read: bool,
    /// Whether the value draws a question.
    pub is_doubtful: bool,
}

impl TraceRow {
    /// The line as it goes into the record.
    #[must_use]
    pub fn recorded(&self) -> RecordValue<'_> {
        RecordValue {
            test: &self.test,
            value: &self.value,
            unit: &self.unit,
            cutoff: &self.cutoff,
            source: &self.source,
            finding: self.is_read.then_some(self.finding),
            is_doubtful: self.is_doubtful,
        }
    }
}

/// A cytotoxicity rule and what it makes of the patient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleLine {
    /// The rule.
    pub rule: CytotoxicityRule,
    /// Its name.
    pub name: String,
    /// The class under it, or that it cannot be said.
    pub result: String,
    /// What it makes of cytotoxicity alone.
    pub finding: Finding,
    /// Whether the class differs from the rule in force.
    pub differs: bool,
}

/// Classifies what was typed and puts the result in words.
#[must_use]
pub fn outcome(reading: &Reading, protocol: &Protocol, words: &dyn PatientWords) -> Outcome {
    let classification = classify(&reading.measurements, protocol);
    // What stands fast must not rest on a value in doubt.
    let undoubted = classify(&reading.undoubted(), protocol);
    let verdict = classification.verdict;
    let agreement = Agreement::new(&reading.measurements, &classification, protocol);
    let rule = protocol.cytotoxicity_rule;
    let rule_line = |rule| {
        let other =
            classify(&reading.measurements, &Protocol { cytotoxicity_rule: rule, ..*protocol });
        RuleLine {
            rule,
            name: words.rule(rule),
            result: words.class(other.verdict),
            finding: other.nk_cytotoxicity.finding,
            differs: other.verdict != verdict,
        }
    };
    let open = || open_tests(reading, &classification, rule, words);
    Outcome {
        tone: tone(verdict, reading),
        headline: headline(verdict, undoubted.verdict, reading, words),
        summary: summary(verdict, undoubted.verdict, reading, words),
        alarms: alarms(reading, words),
        decided_by: if reading.is_empty { Vec::new() } else { agreement.sentences(words) },
        bar: bar(reading, &agreement, words),
        findings: undoubted.findings(),
        certain: certain(&reading.undoubted(), protocol, words),
        open: if reading.is_empty { Vec::new() } else { open() },
        possible: possible(undoubted.verdict, reading),
        verdict,
        has_alarm: reading.has_alarm(),
        trace: classification
            .comparisons()
            .map(|comparison| trace_row(comparison, rule, reading, words))
            .collect(),
        rule: rule_line(rule),
        other_rules: CytotoxicityRule::ALL
            .into_iter()
            .filter(|&other| other != rule)
            .map(rule_line)
            .collect(),
        agreement,
    }
}

fn tone(verdict: Verdict, reading: &Reading) -> Tone {
    match verdict {
        _ if reading.is_empty => Tone::Empty,
        _ if reading.has_alarm() => Tone::Doubtful,
        Verdict::Determined { profile: ImmuneProfile::Normal } => Tone::Normal,
        Verdict::Determined { .. } => Tone::Abnormal,
        Verdict::Indeterminate { .. } => Tone::Open,
    }
}

fn headline(
    verdict: Verdict,
    undoubted: Verdict,
    reading: &Reading,
    words: &dyn PatientWords,
) -> String {
    let is_in_doubt = reading.doubts_of_class().next().is_some()
        && match verdict {
            Verdict::Determined { .. } => true,
            Verdict::Indeterminate { at_least_one_abnormality: true, .. } => {
                !stands_fast(undoubted)
            }
            Verdict::Indeterminate { .. } => false,
        };
    match verdict {
        _ if reading.is_empty => words.no_values(),
        _ if is_in_doubt => words.class_in_doubt(verdict),
        _ => words.class(verdict),
    }
}

fn summary(
    verdict: Verdict,
    undoubted: Verdict,
    reading: &Reading,
    words: &dyn PatientWords,
) -> String {
    let summary = match verdict {
        _ if reading.is_empty => return words.how_to_begin(),
        Verdict::Indeterminate { .. } if reading.refused_of_class().next().is_none() => {
            Summary::Missing
        }
        Verdict::Indeterminate { .. } => Summary::NotUnderstood,
        Verdict::Determined { profile: ImmuneProfile::Normal } => Summary::NoAbnormality,
        Verdict::Determined { profile } => Summary::High(profile.high()),
    };
    let without = match verdict {
        Verdict::Indeterminate { .. } => Without::Undecided,
        Verdict::Determined { .. } if undoubted == verdict => Without::Same,
        Verdict::Determined { .. } => Without::Open,
    };
    match reading.doubts_of_class().count() {
        0 => words.summary(summary),
        n_doubts => words.summary_in_doubt(summary, n_doubts, without),
    }
}

/// Every value that draws a question or is not understood, as sentences.
fn alarms(reading: &Reading, words: &dyn PatientWords) -> Vec<String> {
    if reading.is_empty {
        return Vec::new();
    }
    let doubts = reading.doubts.iter();
    let doubts = doubts.map(|one| words.doubt(&one.named(), one.caution, one.is_of_class()));
    let refused = reading.refused.iter();
    doubts.chain(refused.map(|one| words.refused(&one.named(), one.is_of_class()))).collect()
}

/// The alarms by name, then how many rules agree.
fn bar(reading: &Reading, agreement: &Agreement, words: &dyn PatientWords) -> Option<String> {
    if reading.is_empty {
        return None;
    }
    let mut doubted: Vec<Named> = Vec::new();
    for named in reading.doubts.iter().map(Doubt::named) {
        if !doubted.contains(&named) {
            doubted.push(named);
        }
    }
    let refused: Vec<Named> = reading.refused.iter().map(Refused::named).collect();
    let n_same = agreement.n_same_of_differing();
    let is_silent = doubted.is_empty() && refused.is_empty() && n_same.is_none();
    (!is_silent).then(|| words.bar(&doubted, &refused, n_same))
}

/// What stands fast although tests are open; the rule is named where another one
/// would not say so.
fn certain(
    undoubted: &Measurements,
    protocol: &Protocol,
    words: &dyn PatientWords,
) -> Option<String> {
    let is_abnormal_by = |rule| {
        let protocol = Protocol { cytotoxicity_rule: rule, ..*protocol };
        classify(undoubted, &protocol).findings().values().any(|one| *one == Finding::High)
    };
    let rule = protocol.cytotoxicity_rule;
    if !stands_fast(classify(undoubted, protocol).verdict) {
        return None;
    }
    let is_by_all = CytotoxicityRule::ALL.into_iter().all(is_abnormal_by);
    Some(words.certain((!is_by_all).then_some(rule)))
}

/// Whether there is an abnormality although the class is open.
fn stands_fast(verdict: Verdict) -> bool {
    matches!(verdict, Verdict::Indeterminate { at_least_one_abnormality: true, .. })
}

fn possible(verdict: Verdict, reading: &Reading) -> Vec<ImmuneProfile> {
    match verdict {
        Verdict::Indeterminate { possible, .. } if !reading.is_empty => {
            ProfileSet::iter(possible).collect()
        }
        Verdict::Indeterminate { .. } | Verdict::Determined { .. } => Vec::new(),
    }
}

/// The tests without a finding, and what each needs.
fn open_tests(
    reading: &Reading,
    classification: &Classification,
    rule: CytotoxicityRule,
    words: &dyn PatientWords,
) -> Vec<String> {
    // Nobody is to take a refused value for a missing one.
    let value = |quantity| {
        Needs::Value(if reading.is_refused(quantity) {
            Lack::NotUnderstood
        } else if has_value(classification, quantity) {
            Lack::Bound
        } else {
            Lack::Missing
        })
    };
    let needs = |test: ImmuneTest| match test {
        ImmuneTest::NkLevel => value(Quantity::NkPercent),
        ImmuneTest::NkCytotoxicity => needs_ratios(reading, classification, rule),
        ImmuneTest::Th1Th2
            if reading.ratio_from_percentages && !reading.is_refused(Quantity::Th1Th2Ratio) =>
        {
            Needs::BothPercentages
        }
        ImmuneTest::Th1Th2 => value(Quantity::Th1Th2Ratio),
    };
    classification
        .findings()
        .iter()
        .filter(|(_, finding)| **finding == Finding::Unknown)
        .map(|(test, _)| words.open(test, &needs(test)))
        .collect()
}

fn needs_ratios(
    reading: &Reading,
    classification: &Classification,
    rule: CytotoxicityRule,
) -> Needs {
    let open: Vec<Quantity> = classification
        .nk_cytotoxicity
        .comparisons
        .values()
        .filter(|one| one.finding == Finding::Unknown && is_read(one.quantity, rule))
        .map(|one| one.quantity)
        .collect();
    let refused = open.iter().copied().filter(|&one| reading.is_refused(one)).collect();
    let bounds = open.iter().copied().filter(|&one| has_value(classification, one)).collect();
    Needs::Ratios { rule, open, refused, bounds }
}

/// Whether a value, or a bound of it, was compared.
fn has_value(classification: &Classification, quantity: Quantity) -> bool {
    classification.comparisons().any(|one| one.quantity == quantity && one.value.is_some())
}

/// Whether a rule reads a value.
fn is_read(quantity: Quantity, rule: CytotoxicityRule) -> bool {
    !quantity.is_cytotoxicity() || rule.at_least().of.contains(&quantity)
}

fn trace_row(
    comparison: &Comparison,
    rule: CytotoxicityRule,
    reading: &Reading,
    words: &dyn PatientWords,
) -> TraceRow {
    let quantity = comparison.quantity;
    let cutoff = comparison.cutoff.value;
    let (value, cutoff) = match comparison.value {
        Some(value) => {
            let (value, cutoff) = format::compared(value, cutoff);
            let bounded = format!("{} {value}", comparison.bound.sign());
            (bounded.trim_start().to_owned(), cutoff)
        }
        None => (words.absent(absent(reading, quantity)), format!("{cutoff}")),
    };
    TraceRow {
        test: words.quantity(quantity),
        value,
        unit: comparison.value.map(|_| words.unit(quantity)).unwrap_or_default(),
        comparison: match comparison.finding {
            Finding::High => ">",
            Finding::NotHigh => "≤",
            Finding::Unknown => "?",
        },
        cutoff,
        source: words.source(comparison.cutoff.source),
        finding: comparison.finding,
        is_read: is_read(quantity, rule),
        is_doubtful: reading.is_doubtful(quantity),
    }
}

/// Why the trace has no value.
fn absent(reading: &Reading, quantity: Quantity) -> Absent {
    if reading.is_refused(quantity) {
        Absent::NotUnderstood
    } else if quantity == Quantity::Th1Th2Ratio && reading.has_half_a_ratio {
        Absent::HalfARatio
    } else {
        Absent::NotGiven
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;
    use crate::view::language::english::English;
    use crate::view::patient::{PatientDraft, assess};

    fn typed(values: [&str; 5]) -> Outcome {
        let mut draft = PatientDraft::default();
        for (quantity, text) in Quantity::LABORATORY.into_iter().zip(values) {
            draft.set_text(quantity, text.to_owned());
        }
        assess(&draft, &Protocol::default(), &English).outcome
    }

    #[track_caller]
    fn check(values: [&str; 5], tone: Tone, headline: &str, open: &[&str]) {
        let outcome = typed(values);
        assert_eq!((outcome.tone, outcome.headline.as_str()), (tone, headline));
        assert_eq!(outcome.open, open);
    }

    #[test]
    fn results_in_words() {
        check(["", "", "", "", ""], Tone::Empty, "No values yet", &[]);
        check(["16.1", "34.3", "23.8", "9.6", "36.2"], Tone::Normal, "No abnormality", &[]);
        check(["17", "40", "30", "12", "20"], Tone::Abnormal, "NK cell level + cytotoxicity", &[]);
        check(
            ["17", "", "", "", "20"],
            Tone::Open,
            "At least one abnormality",
            &["NK cytotoxicity: the rule “any of the three” needs 50:1, 25:1 and 12.5:1"],
        );
        check(
            ["abc", "20", "15", "5", ""],
            Tone::Doubtful,
            "Not determinable yet",
            &[
                "NK cell level: needs a value (what is typed is not understood)",
                "Th1/Th2 ratio: needs a value",
            ],
        );
    }

    #[test]
    fn the_other_rules_are_said() {
        let outcome = typed(["10", "40", "15", "5", "20"]);
        assert_eq!(outcome.headline, "NK cytotoxicity");
        let others: Vec<(&str, bool)> =
            outcome.other_rules.iter().map(|line| (line.result.as_str(), line.differs)).collect();
        assert_eq!(others, [("No abnormality", true); 3]);
    }

    #[test]
    fn the_trace_holds_every_value() {
        let outcome = typed(["17", "34.3", "", "x", "20"]);
        let lines: Vec<String> = outcome
            .trace
            .iter()
            .map(|row| format!("{} {} {}", row.value, row.comparison, row.cutoff))
            .collect();
        assert_eq!(
            lines,
            ["17 > 16.1", "34.3 ≤ 34.3", "not given ? 23.8", "not understood ? 9.6", "20 ≤ 36.2"]
        );
    }
}

//! The result of one patient: the class or what is open, and the trace.

use crate::engine::protocol::{CytotoxicityRule, Protocol};
use crate::engine::quantity::Quantity;
use crate::engine::record::{Bound, Measurements};
use crate::engine::rules::profile::{ImmuneProfile, ProfileSet};
use crate::engine::rules::{Comparison, Finding, Verdict, classify};
use crate::view::patient::PatientDraft;
use crate::view::{format, words};

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
    /// The three findings: NK level, NK cytotoxicity, Th1/Th2.
    pub findings: [Finding; 3],
    /// What stands fast although tests are open.
    pub certain: Option<String>,
    /// Which tests are open and what they need.
    pub open: Vec<String>,
    /// The classes that remain possible, when there are several.
    pub possible: Vec<&'static str>,
    /// What was decided, before it is put in words.
    pub verdict: Verdict,
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
    pub test: &'static str,
    /// The value, or that there is none.
    pub value: String,
    /// Its unit.
    pub unit: &'static str,
    /// The comparison that was made.
    pub comparison: &'static str,
    /// The cut-off.
    pub cutoff: String,
    /// Who set it.
    pub source: &'static str,
    /// What the comparison says.
    pub finding: Finding,
    /// Whether the rule in force reads this value.
    pub is_read: bool,
}

/// A cytotoxicity rule and what it makes of the patient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleLine {
    /// The rule.
    pub rule: CytotoxicityRule,
    /// Its name.
    pub name: &'static str,
    /// The class under it, or that it cannot be said.
    pub result: String,
    /// What it makes of cytotoxicity alone.
    pub finding: Finding,
    /// Whether the class differs from the rule in force.
    pub differs: bool,
}

/// What a finding is called.
#[must_use]
pub fn finding_word(finding: Finding) -> &'static str {
    match finding {
        Finding::High => "high",
        Finding::NotHigh => "not high",
        Finding::Unknown => "cannot be said",
    }
}

/// Classifies the measurements and puts the result in words.
#[must_use]
pub fn outcome(draft: &PatientDraft, measurements: &Measurements, protocol: &Protocol) -> Outcome {
    let classification = classify(measurements, protocol);
    let verdict = classification.verdict;
    let findings = [
        classification.nk_level.finding,
        classification.nk_cytotoxicity.finding,
        classification.th1_th2.finding,
    ];
    let is_empty = *measurements == Measurements::default();
    let (tone, summary) = summarize(verdict, is_empty);
    let mut comparisons = vec![classification.nk_level];
    comparisons.extend(classification.nk_cytotoxicity.comparisons);
    comparisons.push(classification.th1_th2);
    let rule_line = |rule| {
        let other = classify(measurements, &Protocol { cytotoxicity_rule: rule, ..*protocol });
        RuleLine {
            rule,
            name: words::rule(rule),
            result: headline(other.verdict, is_empty),
            finding: other.nk_cytotoxicity.finding,
            differs: other.verdict != verdict,
        }
    };
    let rule = protocol.cytotoxicity_rule;
    Outcome {
        tone,
        headline: headline(verdict, is_empty),
        summary,
        findings,
        certain: certain(verdict),
        open: if is_empty { Vec::new() } else { open_tests(draft, measurements, findings, rule) },
        possible: possible(verdict, is_empty),
        verdict,
        trace: comparisons.iter().map(|comparison| trace_row(comparison, rule)).collect(),
        rule: rule_line(rule),
        other_rules: CytotoxicityRule::ALL
            .into_iter()
            .filter(|&other| other != rule)
            .map(rule_line)
            .collect(),
    }
}

fn headline(verdict: Verdict, is_empty: bool) -> String {
    match verdict {
        Verdict::Determined { profile } => words::profile(profile).to_owned(),
        Verdict::Indeterminate { .. } if is_empty => "No values yet".to_owned(),
        Verdict::Indeterminate { at_least_one_abnormality: true, .. } => {
            "At least one abnormality".to_owned()
        }
        Verdict::Indeterminate { .. } => "Cannot be said yet".to_owned(),
    }
}

fn summarize(verdict: Verdict, is_empty: bool) -> (Tone, String) {
    match verdict {
        Verdict::Determined { profile: ImmuneProfile::Normal } => {
            (Tone::Normal, "None of the three tests is above its cut-off.".to_owned())
        }
        Verdict::Determined { profile } => {
            let high = profile.high();
            let names: Vec<&str> =
                words::TESTS.iter().zip(high).filter(|one| one.1).map(|one| *one.0).collect();
            (Tone::Abnormal, format!("Above the cut-off: {}.", join_words(&names)))
        }
        Verdict::Indeterminate { .. } if is_empty => {
            (Tone::Empty, "Type her laboratory values: the class appears as you type.".to_owned())
        }
        Verdict::Indeterminate { .. } => (
            Tone::Open,
            "Her class depends on a test that is missing. A missing test never counts as normal."
                .to_owned(),
        ),
    }
}

fn certain(verdict: Verdict) -> Option<String> {
    match verdict {
        Verdict::Indeterminate { at_least_one_abnormality: true, .. } => Some(
            "At least one of the three tests is above its cut-off, whatever the missing ones show."
                .to_owned(),
        ),
        _ => None,
    }
}

fn possible(verdict: Verdict, is_empty: bool) -> Vec<&'static str> {
    match verdict {
        Verdict::Indeterminate { possible, .. } if !is_empty => {
            ProfileSet::iter(possible).map(words::profile).collect()
        }
        _ => Vec::new(),
    }
}

fn open_tests(
    draft: &PatientDraft,
    measurements: &Measurements,
    findings: [Finding; 3],
    rule: CytotoxicityRule,
) -> Vec<String> {
    let lysis = measurements.nk_cytotoxicity;
    let missing_ratios: Vec<&str> = [
        ("50:1", lysis.at_50.is_none()),
        ("25:1", lysis.at_25.is_none()),
        ("12.5:1", lysis.at_12_5.is_none()),
    ]
    .iter()
    .filter(|one| one.1 && (rule != CytotoxicityRule::Ratio25Only || one.0 == "25:1"))
    .map(|one| one.0)
    .collect();
    let needs = |test: usize| match test {
        0 => format!("needs a value{}", not_used(draft, &[Quantity::NkPercent])),
        1 => format!(
            "the rule “{}” needs {}{}",
            words::rule(rule).to_ascii_lowercase(),
            join_words(&missing_ratios),
            not_used(draft, &[Quantity::NkCyto50, Quantity::NkCyto25, Quantity::NkCyto12_5]),
        ),
        _ if draft.ratio_from_percentages => "needs both percentages".to_owned(),
        _ => format!("needs a value{}", not_used(draft, &[Quantity::Th1Th2Ratio])),
    };
    (0..3)
        .filter(|&test| findings[test] == Finding::Unknown)
        .map(|test| format!("{}: {}", words::TESTS[test], needs(test)))
        .collect()
}

/// Says that something is typed that is not used, so that nobody takes a
/// refused value for a missing one.
fn not_used(draft: &PatientDraft, quantities: &[Quantity]) -> &'static str {
    let is_refused = |&quantity: &Quantity| {
        let text = draft.text(quantity);
        !text.trim().is_empty()
            && !crate::engine::reader::number::read_typed_as(text, quantity)
                .is_ok_and(|number| number.is_some_and(|number| quantity.check(number).is_ok()))
    };
    if quantities.iter().any(is_refused) { " (what is typed cannot be used)" } else { "" }
}

fn trace_row(comparison: &Comparison, rule: CytotoxicityRule) -> TraceRow {
    let quantity = comparison.quantity;
    TraceRow {
        test: words::quantity(quantity),
        value: comparison
            .value
            .map_or_else(|| "not given".to_owned(), |value| bounded(comparison.bound, value)),
        unit: if comparison.value.is_some() { words::unit(quantity) } else { "" },
        comparison: match comparison.finding {
            Finding::High => ">",
            Finding::NotHigh => "≤",
            Finding::Unknown => "?",
        },
        cutoff: format::value(comparison.cutoff.value),
        source: words::source(comparison.cutoff.source),
        finding: comparison.finding,
        is_read: !(quantity.is_cytotoxicity()
            && rule == CytotoxicityRule::Ratio25Only
            && quantity != Quantity::NkCyto25),
    }
}

/// A value, or a bound of it with its sign: `> 60`.
fn bounded(bound: Bound, value: f64) -> String {
    format!("{} {}", bound.sign(), format::value(value)).trim_start().to_owned()
}

/// `a`, `a and b`, `a, b and c`.
fn join_words(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [init @ .., last] => format!("{} and {last}", init.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;
    use crate::view::patient::assess;

    fn typed(values: [&str; 5]) -> Outcome {
        let mut draft = PatientDraft::default();
        for (quantity, text) in Quantity::LABORATORY.into_iter().zip(values) {
            draft.set_text(quantity, text.to_owned());
        }
        assess(&draft, &Protocol::default()).outcome
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
        check(["17", "40", "30", "12", "20"], Tone::Abnormal, "NK level + cytotoxicity", &[]);
        check(
            ["17", "", "", "", "20"],
            Tone::Open,
            "At least one abnormality",
            &["NK cytotoxicity: the rule “any of the three” needs 50:1, 25:1 and 12.5:1"],
        );
        check(
            ["abc", "20", "15", "5", ""],
            Tone::Open,
            "Cannot be said yet",
            &[
                "NK cell level: needs a value (what is typed cannot be used)",
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
            ["17 > 16.1", "34.3 ≤ 34.3", "not given ? 23.8", "not given ? 9.6", "20 ≤ 36.2"]
        );
    }
}

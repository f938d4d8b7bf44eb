//! The result of one patient: the class or what is open, and the trace.

use crate::engine::protocol::{CytotoxicityRule, Protocol};
use crate::engine::quantity::Quantity;
use crate::engine::record::Measurements;
use crate::engine::rules::panel::{ByTest, ImmuneTest};
use crate::engine::rules::profile::{ImmuneProfile, ProfileSet, Verdict};
use crate::engine::rules::{Classification, Comparison, Finding, classify};
use crate::view::patient::agreement::Agreement;
use crate::view::patient::reading::{Doubt, Reading, Refused};
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
    pub possible: Vec<&'static str>,
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
    /// Whether the value draws a question.
    pub is_doubtful: bool,
}

/// A cytotoxicity rule and what it makes of the patient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleLine {
    /// The rule.
    pub rule: CytotoxicityRule,
    /// Its name.
    pub name: &'static str,
    /// The class under it, or that it cannot be said.
    pub result: &'static str,
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
        Finding::Unknown => "not determinable",
    }
}

/// Classifies what was typed and puts the result in words.
#[must_use]
pub fn outcome(reading: &Reading, protocol: &Protocol) -> Outcome {
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
            name: words::rule(rule),
            result: class_words(other.verdict),
            finding: other.nk_cytotoxicity.finding,
            differs: other.verdict != verdict,
        }
    };
    Outcome {
        tone: tone(verdict, reading),
        headline: headline(verdict, undoubted.verdict, reading),
        summary: summary(verdict, undoubted.verdict, reading),
        alarms: alarms(reading),
        decided_by: if reading.is_empty { Vec::new() } else { agreement.sentences() },
        bar: bar(reading, &agreement),
        findings: undoubted.findings(),
        certain: certain(&reading.undoubted(), protocol),
        open: if reading.is_empty {
            Vec::new()
        } else {
            open_tests(reading, &classification, rule)
        },
        possible: possible(undoubted.verdict, reading),
        verdict,
        has_alarm: reading.has_alarm(),
        trace: classification
            .comparisons()
            .map(|comparison| trace_row(comparison, rule, reading))
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

fn headline(verdict: Verdict, undoubted: Verdict, reading: &Reading) -> String {
    let in_doubt = |class: &str, stands: bool| {
        let prefix =
            if stands || reading.doubts_of_class().next().is_none() { "" } else { "In doubt: " };
        format!("{prefix}{class}")
    };
    match verdict {
        _ if reading.is_empty => "No values yet".to_owned(),
        Verdict::Determined { .. } => in_doubt(class_words(verdict), false),
        Verdict::Indeterminate { at_least_one_abnormality: true, .. } => {
            in_doubt(class_words(verdict), stands_fast(undoubted))
        }
        Verdict::Indeterminate { .. } => class_words(verdict).to_owned(),
    }
}

/// The class, or how far it is determined.
fn class_words(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Determined { profile } => words::profile(profile),
        Verdict::Indeterminate { at_least_one_abnormality: true, .. } => "At least one abnormality",
        Verdict::Indeterminate { .. } => "Not determinable yet",
    }
}

fn summary(verdict: Verdict, undoubted: Verdict, reading: &Reading) -> String {
    let above = match verdict {
        _ if reading.is_empty => {
            return "Type her laboratory values: the class appears as you type.".to_owned();
        }
        Verdict::Indeterminate { .. } => {
            let (missing, never) = if reading.refused_of_class().next().is_none() {
                ("a test that is missing", "A missing test")
            } else {
                ("a value that is not understood or missing", "A test without a value")
            };
            format!("Her class depends on {missing}. {never} never counts as normal.")
        }
        Verdict::Determined { profile: ImmuneProfile::Normal } => {
            "None of the three tests is above its cut-off.".to_owned()
        }
        Verdict::Determined { profile } => {
            let high = profile.high();
            let names: Vec<&str> = words::TESTS
                .iter()
                .filter(|(test, _)| high[*test])
                .map(|(_, name)| *name)
                .collect();
            format!("Above the cut-off: {}.", join_words(&names))
        }
    };
    let (value, it) = match reading.doubts_of_class().count() {
        0 => return above,
        1 => ("the value", "it"),
        _ => ("the values", "them"),
    };
    let without = match (verdict, undoubted) {
        (Verdict::Indeterminate { .. }, _) => String::new(),
        (Verdict::Determined { .. }, _) if undoubted == verdict => {
            format!(" Her class is the same without {it}.")
        }
        (Verdict::Determined { .. }, _) => format!(" Without {it} her class is open."),
    };
    format!("As typed: {} Check {value} in doubt first.{without}", lower_first(&above))
}

/// Every value that draws a question or is not understood, as sentences.
fn alarms(reading: &Reading) -> Vec<String> {
    if reading.is_empty {
        return Vec::new();
    }
    let refused = reading.refused.iter().map(Refused::sentence);
    reading.doubts.iter().map(Doubt::sentence).chain(refused).collect()
}

/// The alarms by name, then how many rules agree.
fn bar(reading: &Reading, agreement: &Agreement) -> Option<String> {
    if reading.is_empty {
        return None;
    }
    let mut doubted: Vec<String> = Vec::new();
    for name in reading.doubts.iter().map(Doubt::name) {
        if !doubted.contains(&name) {
            doubted.push(name);
        }
    }
    let check = (!doubted.is_empty()).then(|| format!("Check {}", doubted.join(", ")));
    let refused: Vec<String> = reading.refused.iter().map(Refused::name).collect();
    let refused = (!refused.is_empty()).then(|| format!("Not understood: {}", refused.join(", ")));
    let parts: Vec<String> = [check, refused, agreement.short()].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(". "))
}

/// What stands fast although tests are open; the rule is named where another one
/// would not say so.
fn certain(undoubted: &Measurements, protocol: &Protocol) -> Option<String> {
    let is_abnormal_by = |rule| {
        let protocol = Protocol { cytotoxicity_rule: rule, ..*protocol };
        classify(undoubted, &protocol).findings().values().any(|one| *one == Finding::High)
    };
    let rule = protocol.cytotoxicity_rule;
    if !stands_fast(classify(undoubted, protocol).verdict) {
        return None;
    }
    let condition = if CytotoxicityRule::ALL.into_iter().all(is_abnormal_by) {
        String::new()
    } else {
        format!("by the rule “{}”, ", words::rule(rule).to_ascii_lowercase())
    };
    Some(format!(
        "{condition}at least one of the three tests is above its cut-off, whatever the others show."
    ))
}

/// Whether there is an abnormality although the class is open.
fn stands_fast(verdict: Verdict) -> bool {
    matches!(verdict, Verdict::Indeterminate { at_least_one_abnormality: true, .. })
}

fn possible(verdict: Verdict, reading: &Reading) -> Vec<&'static str> {
    match verdict {
        Verdict::Indeterminate { possible, .. } if !reading.is_empty => {
            ProfileSet::iter(possible).map(words::profile).collect()
        }
        Verdict::Indeterminate { .. } | Verdict::Determined { .. } => Vec::new(),
    }
}

/// The tests without a finding, and what each needs.
fn open_tests(
    reading: &Reading,
    classification: &Classification,
    rule: CytotoxicityRule,
) -> Vec<String> {
    let needs = |test: ImmuneTest| match test {
        ImmuneTest::NkLevel => needs_value(reading, Quantity::NkPercent),
        ImmuneTest::NkCytotoxicity => needs_ratios(reading, classification, rule),
        ImmuneTest::Th1Th2
            if reading.ratio_from_percentages && !reading.is_refused(Quantity::Th1Th2Ratio) =>
        {
            "needs both percentages".to_owned()
        }
        ImmuneTest::Th1Th2 => needs_value(reading, Quantity::Th1Th2Ratio),
    };
    classification
        .findings()
        .iter()
        .filter(|(_, finding)| **finding == Finding::Unknown)
        .map(|(test, _)| format!("{}: {}", words::TESTS[test], needs(test)))
        .collect()
}

/// Says that something is typed that is not understood, so that nobody takes a
/// refused value for a missing one.
fn needs_value(reading: &Reading, quantity: Quantity) -> String {
    let refused =
        if reading.is_refused(quantity) { " (what is typed is not understood)" } else { "" };
    format!("needs a value{refused}")
}

fn needs_ratios(
    reading: &Reading,
    classification: &Classification,
    rule: CytotoxicityRule,
) -> String {
    let open: Vec<Quantity> = classification
        .nk_cytotoxicity
        .comparisons
        .values()
        .filter(|one| one.finding == Finding::Unknown && is_read(one.quantity, rule))
        .map(|one| one.quantity)
        .collect();
    let names: Vec<&str> = open.iter().map(|&quantity| words::ratio(quantity)).collect();
    let refused: Vec<&str> = open
        .iter()
        .filter(|&&quantity| reading.is_refused(quantity))
        .map(|&quantity| words::ratio(quantity))
        .collect();
    let refused = if refused.is_empty() {
        String::new()
    } else {
        format!(" (what is typed at {} is not understood)", join_words(&refused))
    };
    let rule = words::rule(rule).to_ascii_lowercase();
    format!("the rule “{rule}” needs {}{refused}", join_words(&names))
}

/// Whether a rule reads a value.
fn is_read(quantity: Quantity, rule: CytotoxicityRule) -> bool {
    !quantity.is_cytotoxicity() || rule.at_least().of.contains(&quantity)
}

fn trace_row(comparison: &Comparison, rule: CytotoxicityRule, reading: &Reading) -> TraceRow {
    let quantity = comparison.quantity;
    let cutoff = comparison.cutoff.value;
    let (value, cutoff) = match comparison.value {
        Some(value) => {
            let (value, cutoff) = format::compared(value, cutoff);
            let bounded = format!("{} {value}", comparison.bound.sign());
            (bounded.trim_start().to_owned(), cutoff)
        }
        None => (absent(reading, quantity).to_owned(), format!("{cutoff}")),
    };
    TraceRow {
        test: words::quantity(quantity),
        value,
        unit: if comparison.value.is_some() { words::unit(quantity) } else { "" },
        comparison: match comparison.finding {
            Finding::High => ">",
            Finding::NotHigh => "≤",
            Finding::Unknown => "?",
        },
        cutoff,
        source: words::source(comparison.cutoff.source),
        finding: comparison.finding,
        is_read: is_read(quantity, rule),
        is_doubtful: reading.is_doubtful(quantity),
    }
}

/// Why the trace has no value.
fn absent(reading: &Reading, quantity: Quantity) -> &'static str {
    if reading.is_refused(quantity) {
        "not understood"
    } else if quantity == Quantity::Th1Th2Ratio && reading.has_half_a_ratio {
        "one percentage missing"
    } else {
        "not given"
    }
}

fn lower_first(sentence: &str) -> String {
    let mut sentence = sentence.to_owned();
    if let Some(first) = sentence.get_mut(..1) {
        first.make_ascii_lowercase();
    }
    sentence
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
    use crate::view::patient::{PatientDraft, assess};

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
            outcome.other_rules.iter().map(|line| (line.result, line.differs)).collect();
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

//! What the three tests say of one patient, in English.

use super::{English, joined};
use crate::engine::protocol::CytotoxicityRule;
use crate::engine::quantity::{Caution, Quantity};
use crate::engine::rules::panel::ImmuneTest;
use crate::engine::rules::profile::{ImmuneProfile, ProfileSet, Verdict};
use crate::view::language::verdict::{
    Absent, Lack, Named, Needs, Others, Summary, VerdictWords, Without,
};
use crate::view::{messages, words};

const NOT_OF_CLASS: &str = "Her class does not depend on it.";

impl VerdictWords for English {
    fn no_values(&self) -> String {
        "No values yet".to_owned()
    }

    fn how_to_begin(&self) -> String {
        "Type her laboratory values: the class appears as you type.".to_owned()
    }

    fn class(&self, verdict: Verdict) -> String {
        match verdict {
            Verdict::Determined { profile } => words::profile(profile),
            Verdict::Indeterminate { at_least_one_abnormality: true, .. } => {
                "At least one abnormality"
            }
            Verdict::Indeterminate { .. } => "Not determinable yet",
        }
        .to_owned()
    }

    fn class_in_doubt(&self, verdict: Verdict) -> String {
        format!("In doubt: {}", self.class(verdict))
    }

    fn summary(&self, summary: Summary) -> String {
        match summary {
            Summary::NoAbnormality => "None of the three tests is above its cut-off.".to_owned(),
            Summary::High(high) => {
                let tests = words::TESTS.iter().filter(|(test, _)| high[*test]);
                let names: Vec<&str> = tests.map(|(_, name)| *name).collect();
                format!("Above the cut-off: {}.", joined(&names))
            }
            Summary::Missing => {
                "Her class depends on a test that is missing. A missing test never \
                counts as normal."
                    .to_owned()
            }
            Summary::NotUnderstood => "Her class depends on a value that is not understood or \
                missing. A test without a value never counts as normal."
                .to_owned(),
        }
    }

    fn summary_in_doubt(&self, summary: Summary, n_doubts: usize, without: Without) -> String {
        let said = lower_first(&self.summary(summary));
        let is_one = n_doubts == 1;
        let value = if is_one { "value" } else { "values" };
        let it = if is_one { "it" } else { "them" };
        let without = match without {
            Without::Undecided => String::new(),
            Without::Same => format!(" Her class is the same without {it}."),
            Without::Open => format!(" Without {it} her class is open."),
        };
        format!("As typed: {said} Check the {value} in doubt first.{without}")
    }

    fn doubt(&self, value: &Named, caution: Caution, is_of_class: bool) -> String {
        let question = messages::caution(caution, Some(value.quantity));
        let end = if question.ends_with('?') { "" } else { "." };
        let said = format!("{} {question}{end}", named(value));
        if is_of_class { said } else { format!("{said} {NOT_OF_CLASS}") }
    }

    fn refused(&self, text: &Named, is_of_class: bool) -> String {
        let said = format!("{}: not understood.", quoted(text));
        if is_of_class { said } else { format!("{said} {NOT_OF_CLASS}") }
    }

    fn bar(&self, doubted: &[Named], refused: &[Named], n_same: Option<usize>) -> String {
        let list = |head: &str, names: Vec<String>| {
            (!names.is_empty()).then(|| format!("{head}{}", names.join(", ")))
        };
        let parts = [
            list("Check ", doubted.iter().map(named).collect()),
            list("Not understood: ", refused.iter().map(quoted).collect()),
            n_same.map(by_rules),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(". ")
    }

    fn rules_differ(&self, n_same: usize, others: Others<'_>) -> String {
        format!("{}; {}.", by_rules(n_same), others_say(others))
    }

    fn hinge(&self, ratio: Quantity, value: &str, is_high: bool, cutoff: &str) -> String {
        format!(
            "The finding for cytotoxicity hangs on one ratio alone: {}, where {value} {} {cutoff}.",
            words::ratio(ratio),
            if is_high { "is above" } else { "is not above" }
        )
    }

    fn certain(&self, rule: Option<CytotoxicityRule>) -> String {
        const HIGH: &str =
            "at least one of the three tests is above its cut-off, whatever the others show.";
        match rule {
            None => HIGH.to_owned(),
            Some(rule) => format!("by the rule “{}”, {HIGH}", quoted_rule(rule)),
        }
    }

    fn open(&self, test: ImmuneTest, needs: &Needs) -> String {
        let needs = match needs {
            Needs::Value(Lack::Missing) => "needs a value".to_owned(),
            Needs::Value(Lack::NotUnderstood) => {
                "needs a value (what is typed is not understood)".to_owned()
            }
            Needs::Value(Lack::Bound) => {
                "needs the value itself (the bound allows values on both sides of the cut-off)"
                    .to_owned()
            }
            Needs::BothPercentages => "needs both percentages".to_owned(),
            Needs::Ratios { rule, open, refused, bounds } => {
                let names = |ratios: &[Quantity]| {
                    joined(&ratios.iter().map(|&one| words::ratio(one)).collect::<Vec<_>>())
                };
                let refused = if refused.is_empty() {
                    String::new()
                } else {
                    format!(" (what is typed at {} is not understood)", names(refused))
                };
                let bounds = if bounds.is_empty() {
                    String::new()
                } else {
                    format!(
                        " (the bound at {} allows values on both sides of the cut-off)",
                        names(bounds)
                    )
                };
                let rule = quoted_rule(*rule);
                format!("the rule “{rule}” needs {}{refused}{bounds}", names(open))
            }
        };
        format!("{}: {needs}", words::TESTS[test])
    }

    fn possible(&self, classes: &[ImmuneProfile]) -> String {
        let names: Vec<&str> = classes.iter().map(|&class| words::profile(class)).collect();
        format!("Possible classes: {}", names.join(", "))
    }

    fn absent(&self, why: Absent) -> String {
        match why {
            Absent::NotUnderstood => "not understood",
            Absent::HalfARatio => "one percentage missing",
            Absent::NotGiven => "not given",
        }
        .to_owned()
    }

    fn by_rule(&self, rule: CytotoxicityRule) -> String {
        format!("NK cytotoxicity by the rule “{}”", quoted_rule(rule))
    }
}

/// A rule inside a sentence.
pub(super) fn quoted_rule(rule: CytotoxicityRule) -> String {
    words::rule(rule).to_ascii_lowercase()
}

/// `By 1 of 4 rules for cytotoxicity`.
fn by_rules(n_same: usize) -> String {
    format!("By {n_same} of {} rules for cytotoxicity", CytotoxicityRule::ALL.len())
}

/// What the other rules say: `the other three say: NK cell level`.
pub(super) fn others_say(others: Others<'_>) -> String {
    let one = |(n, verdict): &(usize, Verdict)| {
        let says = if *n == 1 { "says" } else { "say" };
        format!("{} {says}: {}", number_word(*n), class_in_list(*verdict))
    };
    match others {
        [only] => format!("the other {}", one(only)),
        several => {
            let parts: Vec<String> = several.iter().map(one).collect();
            format!("of the others, {}", parts.join("; "))
        }
    }
}

/// The class, or between which classes it is open.
fn class_in_list(verdict: Verdict) -> String {
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

/// `NK cell level 0.182`, `NK cytotoxicity 30 at 25:1`.
fn named(value: &Named) -> String {
    behind_name(value.quantity, &value.shown)
}

/// `NK cell level “abc”`.
fn quoted(text: &Named) -> String {
    behind_name(text.quantity, &format!("“{}”", text.shown))
}

fn behind_name(quantity: Quantity, value: &str) -> String {
    if quantity.is_cytotoxicity() {
        // A number behind a ratio would read as a part of it.
        return format!("{} {value} at {}", words::TESTS.nk_cytotoxicity, words::ratio(quantity));
    }
    format!("{} {value}", words::quantity(quantity))
}

fn lower_first(sentence: &str) -> String {
    let mut sentence = sentence.to_owned();
    if let Some(first) = sentence.get_mut(..1) {
        first.make_ascii_lowercase();
    }
    sentence
}

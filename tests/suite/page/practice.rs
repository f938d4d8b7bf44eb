//! Texts as others paste them, rebuilt small from public reports and documented
//! habits. `tests/data/practice/typed.json` says of each where the habit is described
//! and what the right answer is: numbers of R by the call beside them, or a sentence
//! that asks or refuses. `first_try` and `open` are what they are for files: see
//! `import/practice.rs`.

use std::path::Path;

use rpl_immune_profile::view::calculator::Answer;
use rpl_immune_profile::view::calculator::finding::FindingValue;
use rpl_immune_profile::view::calculator::form::Question;
use serde_json::Value as Json;

use super::calculator::{answered, entry};
use crate::support::cases;

/// The number of a finding that R gives for it: an estimate, or a p-value.
fn number(answer: &Answer, id: &str) -> Option<f64> {
    let record = answer.record.as_ref()?;
    let finding = record.findings.iter().find(|finding| finding.id == id)?;
    match &finding.outcome {
        FindingValue::Estimate(estimate) => Some(estimate.value),
        FindingValue::Number(number) => Some(*number),
        _ => finding.tested().map(|p| p.value),
    }
}

/// The sentences that ask, refuse, or say why a result has no value.
fn sentences(answer: &Answer) -> Vec<String> {
    let reason = |outcome: &FindingValue| match outcome {
        FindingValue::Undefined { sentence, .. } => Some(sentence.to_lowercase()),
        _ => None,
    };
    let findings = answer.record.iter().flat_map(|record| &record.findings);
    let problems = answer.problems.iter().map(|problem| problem.message.to_lowercase());
    problems.chain(findings.filter_map(|finding| reason(&finding.outcome))).collect()
}

/// What is wrong with an answer under one of several right ones.
fn fault(answer: &Answer, right: &Json) -> Option<String> {
    if let Some(numbers) = right.get("numbers").and_then(Json::as_object) {
        return numbers.iter().find_map(|(id, expected)| {
            let expected = expected.as_f64().expect("a number");
            let found = number(answer, id);
            let is_right = found.is_some_and(|found| (found / expected - 1.0).abs() < 1e-9);
            (!is_right).then(|| format!("{id} is {found:?}, not {expected}"))
        });
    }
    let words = right.get("asks").or_else(|| right.get("refuses")).and_then(Json::as_array);
    let words: Vec<String> =
        words.expect("words").iter().filter_map(Json::as_str).map(str::to_lowercase).collect();
    let sentences = sentences(answer);
    let is_said = sentences.iter().any(|one| words.iter().all(|word| one.contains(word)));
    (!is_said).then(|| format!("{words:?} not in {sentences:?}"))
}

/// What came of a text, by the best of the honest answers.
fn verdict(case: &Json, _: &Path) -> (String, bool) {
    let name = case["question"].as_str().expect("a question");
    let question = Question::ALL.into_iter().find(|one| format!("{one:?}") == name);
    let question = question.expect("a question of the page");
    let mut texts = question.form().empty_texts();
    for (place, text) in case["fields"].as_array().expect("fields").iter().enumerate() {
        text.as_str().expect("a text").clone_into(&mut texts[place]);
    }
    let answer = answered(&entry(question, &texts.iter().map(String::as_str).collect::<Vec<_>>()));
    let rights = cases::rights(case);
    let faults: Vec<String> = rights.iter().map_while(|right| fault(&answer, right)).collect();
    (format!("{name}: {}", faults.join("; ")), faults.len() == rights.len())
}

#[test]
fn texts_of_others_are_right_asked_about_or_refused() {
    cases::check("practice", "typed.json", 14, verdict);
}

#[test]
fn texts_of_a_third_collection_are_right_asked_about_or_refused() {
    cases::check("third", "typed.json", 15, verdict);
}

/// Texts that were once misread, or have to go on being read; their numbers are those of
/// R 4.2.2 by the call beside them.
#[test]
fn texts_once_misread_are_right_asked_about_or_refused() {
    cases::check("reported", "typed.json", 34, verdict);
}

//! Files as others write them, rebuilt small from public reports and documented
//! habits. `tests/data/practice/cases.json` says of each where the habit is
//! described and what the right answer is; that was written down before any of
//! them was tried, and `first_try` is what came of the first reading:
//!
//! - `right`: every value as written down, or the question that has to be asked;
//! - `asked`: a question about a column of which `may_ask` says that it is honest;
//! - `refused`: a sentence that says what the matter is;
//! - `wrong`: another value, a value dropped without a word, an untrue sentence.
//!
//! A case with `open` is still wrong today, for the reason that stands there; it
//! is counted, and fails as soon as it is right, so that the list stays true.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use rpl_immune_profile::engine::reader::issue::{FileError, FileQuestion};
use rpl_immune_profile::engine::reader::preview::WordUse;
use rpl_immune_profile::engine::reader::settings::{
    ColumnSettings, ImportSettings, RowChoice, UnreadChoice, Unreadable,
};
use rpl_immune_profile::engine::reader::{Reading, look, read};
use rpl_immune_profile::engine::record::{
    CalendarYear, Etiology, FetalKaryotype, Measured, Outcome, Value,
};
use rpl_immune_profile::view::messages;
use serde_json::{Value as Json, json};

use crate::support::cases;
use crate::support::files::log;

/// What a reading is worth.
#[derive(Clone, Debug, PartialEq)]
enum Verdict {
    Right,
    Asked,
    Refused,
    Wrong(String),
}

/// A woman as the table writes her.
type Woman = BTreeMap<&'static str, Json>;

fn measured<V: Value>(measured: Option<Measured<V>>) -> Json {
    match measured {
        None => Json::Null,
        Some(one) if one.known().is_some() => json!(one.value.get()),
        Some(one) => json!(format!("{}{}", one.bound.sign(), one.value.get())),
    }
}

fn women(reading: &Reading) -> Vec<Woman> {
    let cohort = &reading.cohort;
    let woman = |index| {
        let values = cohort.measurements(index);
        let cytotoxicity = values.nk_cytotoxicity;
        BTreeMap::from([
            ("id", json!(cohort.patient_id(index))),
            ("age", json!(cohort.age.get(index).map(Value::get))),
            ("bmi", json!(cohort.bmi.get(index).map(Value::get))),
            ("previous_losses", measured(cohort.previous_losses.measured(index))),
            (
                "etiology",
                json!(cohort.etiology[index].map(|etiology| match etiology {
                    Etiology::Idiopathic => "idiopathic",
                    Etiology::Known => "known",
                })),
            ),
            ("nk_percent", measured(values.nk_level)),
            ("nk_cyto_50", measured(cytotoxicity.nk_cyto_50)),
            ("nk_cyto_25", measured(cytotoxicity.nk_cyto_25)),
            ("nk_cyto_12_5", measured(cytotoxicity.nk_cyto_12_5)),
            ("th1_th2_ratio", measured(values.th1_th2)),
            ("ivig", json!(cohort.ivig[index])),
            ("outcome", json!(cohort.outcome[index].map(Outcome::word))),
            (
                "fetal_karyotype",
                json!(cohort.karyotype[index].map(|karyotype| match karyotype {
                    FetalKaryotype::Normal => "normal",
                    FetalKaryotype::Aneuploid => "aneuploid",
                })),
            ),
            ("year", json!(cohort.year[index].map(CalendarYear::get))),
        ])
    };
    (0..cohort.len()).map(woman).collect()
}

fn is_same(found: &Json, expected: &Json) -> bool {
    match (found.as_f64(), expected.as_f64()) {
        (Some(found), Some(expected)) => (found - expected).abs() < 1e-9,
        _ => found == expected,
    }
}

/// What differs; of a field that was asked about, a missing value does not.
fn difference(found: &[Woman], expected: &[Json], asked: &BTreeSet<String>) -> Option<String> {
    if found.len() != expected.len() {
        return Some(format!("{} women, not {}", found.len(), expected.len()));
    }
    for (found, expected) in found.iter().zip(expected) {
        for (field, right) in expected.as_object().expect("a woman") {
            let value = &found[field.as_str()];
            let rights = right.as_array().map_or(std::slice::from_ref(right), Vec::as_slice);
            let is_left = asked.contains(field) && value.is_null();
            if !is_left && !rights.iter().any(|right| is_same(value, right)) {
                return Some(format!("{}: {field} is {value}, not {right}", expected["id"]));
            }
        }
    }
    None
}

/// The column that a question is about, by its name, and the field of the table.
fn about(question: &FileQuestion) -> (String, Option<String>) {
    let named = |field| {
        let name = serde_json::to_value(field).expect("a name");
        Some(name.as_str().unwrap_or_default().replace("age_years", "age"))
    };
    match question {
        FileQuestion::Field { column, candidates } => (column.clone(), named(candidates[0])),
        FileQuestion::Unread { column, field, .. }
        | FileQuestion::Values { column, field, .. }
        | FileQuestion::Unreadable { column, field, .. } => (column.clone(), named(*field)),
        FileQuestion::Fraction { column }
        | FileQuestion::DecimalMark { column }
        | FileQuestion::CutIdentifiers { column, .. } => (column.clone(), None),
        FileQuestion::SameField { columns, field } => (columns.join(", "), named(*field)),
        FileQuestion::NoWomen { .. } | FileQuestion::HiddenRows { .. } => ("rows".to_owned(), None),
        FileQuestion::NoLaboratory { refused } => {
            (refused.first().map(|one| one.column.clone()).unwrap_or_default(), None)
        }
        FileQuestion::Identifiers { .. }
        | FileQuestion::Encoding
        | FileQuestion::Sheet { .. }
        | FileQuestion::Duplicates { .. } => (format!("{question:?}"), None),
    }
}

/// Answers a question as the page proposes it; not where nothing is proposed.
fn accept(question: &FileQuestion, bytes: &[u8], settings: &mut ImportSettings) -> bool {
    let found = look(bytes, settings);
    let mut column = |name: &str, change: &dyn Fn(&mut ColumnSettings)| {
        change(settings.columns.entry(name.to_owned()).or_default());
    };
    match question {
        FileQuestion::Field { column: name, candidates } => {
            column(name, &|column| column.field = candidates.first().copied());
        }
        FileQuestion::Unread { column: name, .. } => {
            column(name, &|column| column.unread = Some(UnreadChoice::Number));
        }
        FileQuestion::Unreadable { column: name, .. } => {
            column(name, &|column| column.unreadable = Some(Unreadable::Missing));
        }
        FileQuestion::Values { column: name, field, words } => {
            column(name, &|column| column.unreadable = Some(Unreadable::Missing));
            let columns = found.map(|found| found.columns).unwrap_or_default();
            let uses =
                columns.into_iter().filter(|one| one.name == *name).flat_map(|one| one.words);
            let meanings = settings.values.entry(*field).or_default();
            for WordUse { text, proposal, .. } in uses.filter(|one| words.contains(&one.text)) {
                if let Some(proposed) = proposal.filter(|proposed| proposed.is_sure) {
                    meanings.insert(text, proposed.word);
                }
            }
        }
        FileQuestion::NoWomen { .. } => settings.no_women = Some(RowChoice::LeaveOut),
        _ => return false,
    }
    true
}

fn holds(sentence: &str, words: &Json) -> bool {
    let sentence = sentence.to_lowercase();
    let mut words = words.as_array().expect("words").iter().filter_map(Json::as_str);
    words.all(|word| sentence.contains(&word.to_lowercase()))
}

/// One honest answer held against what was read.
fn judge(bytes: &[u8], right: &Json) -> Verdict {
    let mut settings = ImportSettings::default();
    let mut asked = BTreeSet::new();
    let may_ask = right.get("may_ask").and_then(Json::as_array).cloned().unwrap_or_default();
    for _ in 0..8 {
        let questions = match read(bytes, &settings) {
            Err(FileError::Questions { questions }) => questions,
            Err(error) => {
                let sentence = messages::file_error(&error);
                return match right.get("refuses") {
                    Some(words) if holds(&sentence, words) => Verdict::Refused,
                    _ => Verdict::Wrong(sentence),
                };
            }
            Ok(reading) => {
                if let Some(words) = right.get("refuses") {
                    let is_said = log(&reading).iter().any(|line| holds(line, words));
                    return if is_said { Verdict::Refused } else { Verdict::Wrong("read".into()) };
                }
                let Some(expected) = right.get("women").and_then(Json::as_array) else {
                    return Verdict::Wrong("read without a question".to_owned());
                };
                return match difference(&women(&reading), expected, &asked) {
                    Some(difference) => Verdict::Wrong(difference),
                    None if settings == ImportSettings::default() => Verdict::Right,
                    None => Verdict::Asked,
                };
            }
        };
        let sentences: Vec<String> = questions.iter().map(messages::question).collect();
        let subjects: Vec<_> = questions.iter().map(about).collect();
        if let Some(columns) = right.get("asks").and_then(Json::as_array) {
            let is_asked = |column: &Json| subjects.iter().any(|one| json!(one.0) == *column);
            let is_right = columns.iter().all(is_asked);
            return if is_right { Verdict::Right } else { Verdict::Wrong(sentences.join(" ")) };
        }
        if !subjects.iter().all(|(column, _)| may_ask.contains(&json!(column))) {
            return Verdict::Wrong(sentences.join(" "));
        }
        asked.extend(subjects.into_iter().filter_map(|(_, field)| field));
        // All answers are chosen before the next reading, as on the page.
        if !questions
            .iter()
            .map(|one| accept(one, bytes, &mut settings))
            .fold(true, |all, one| all & one)
        {
            return Verdict::Asked;
        }
    }
    Verdict::Wrong("questions without an end".to_owned())
}

/// What came of a file, by the best of the honest answers.
fn verdict(case: &Json, folder: &Path) -> (String, bool) {
    let file = case["file"].as_str().expect("a name");
    let bytes = fs::read(folder.join(file)).expect("the file");
    let mut verdicts: Vec<Verdict> =
        cases::rights(case).iter().map(|right| judge(&bytes, right)).collect();
    let best = verdicts.iter().position(|one| !matches!(one, Verdict::Wrong(_))).unwrap_or(0);
    let best = verdicts.swap_remove(best);
    (format!("{file}: {best:?}"), matches!(best, Verdict::Wrong(_)))
}

#[test]
fn files_of_others_are_right_asked_about_or_refused() {
    cases::check("practice", "cases.json", 46, verdict);
}

/// A second collection, of other habits than the first, put together later.
#[test]
fn files_of_a_third_collection_are_right_asked_about_or_refused() {
    cases::check("third", "cases.json", 27, verdict);
}

/// Files of practice that the reader once got wrong, or has to go on getting right.
#[test]
fn files_once_misread_are_right_asked_about_or_refused() {
    cases::check("reported", "cases.json", 55, verdict);
}

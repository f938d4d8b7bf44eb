//! Tables of cases from practice, in `tests/data`: what is right for each, which of them
//! are still open, and how many there are.

use std::fs;
use std::path::Path;

use serde_json::Value as Json;

use crate::support::report;

/// Holds every case of a table against its right answer. `judge` says what came of a case,
/// and whether that is wrong. A case with `open` must be wrong still, so that the list
/// stays true.
#[track_caller]
pub(crate) fn check(
    folder: &str,
    table: &str,
    n_cases: usize,
    judge: impl Fn(&Json, &Path) -> (String, bool),
) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(folder);
    let table = fs::read_to_string(folder.join(table)).expect("the table");
    let cases: Vec<Json> = serde_json::from_str(&table).expect("a list of cases");
    let mut failures = Vec::new();
    for case in &cases {
        let (found, is_wrong) = judge(case, &folder);
        report(&format!("{} {} {found}", case["kind"], if is_wrong { "WRONG" } else { "ok" }));
        if is_wrong != case.get("open").is_some() {
            failures.push(format!("{}: {found}", case["situation"]));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert_eq!(cases.len(), n_cases);
}

/// The answers that are right for a case, where several are honest.
pub(crate) fn rights(case: &Json) -> &[Json] {
    let right = &case["right"];
    right.get("any").and_then(Json::as_array).map_or(std::slice::from_ref(right), Vec::as_slice)
}

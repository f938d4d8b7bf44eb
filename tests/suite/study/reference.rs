//! The whole study of generated cohorts against R, number by number.
//!
//! The expected numbers were written by the script that the page saves for its
//! users, `src/view/export/analysis.R`; `tests/reference/regenerate.sh`
//! writes them again.

#![cfg(not(target_arch = "wasm32"))]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::archive::{bundle_of, unzip};
use crate::support::cohorts::{self, ReferenceCohort};
use crate::support::relative_difference;
use rpl_immune_profile::engine::study::{Study, study_of};
use serde_json::Value;

/// The fields that name an element of a list.
const NAMES: [&str; 8] =
    ["characteristic", "group", "measure", "predictor", "rule", "preset", "quantity", "name"];

fn name_of(element: &Value, place: usize) -> String {
    let word = |field: &str| element.get(field).and_then(Value::as_str);
    let pair = |one: &str, two: &str| Some(format!("{}/{}", word(one)?, word(two)?));
    pair("measure", "stratum")
        .or_else(|| pair("first", "second"))
        .or_else(|| NAMES.into_iter().find_map(word).map(str::to_owned))
        .unwrap_or_else(|| place.to_string())
}

/// Every number and every choice of a method, by its path.
fn flatten(value: &Value, path: &str, found: &mut BTreeMap<String, String>) {
    let join =
        |step: &str| if path.is_empty() { step.to_owned() } else { format!("{path}.{step}") };
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
    let ends = [".level", ".log10", ".n_defined", ".n_drawn", ".n_used"];
    let starts = ["options.", "own_columns.", "protocol.", "flow.counts.outside_filter."];
    let counts = ["n_rows", "n_rejected", "n_merged", "n_indeterminate_abnormal"];
    let is_name = ["schema", "version"].contains(&path);
    let is_left_out = ends.iter().any(|end| path.ends_with(end))
        || starts.iter().any(|start| path.starts_with(start))
        || path.strip_prefix("flow.counts.").is_some_and(|count| counts.contains(&count));
    !is_name && !is_left_out
}

fn numbers(study: &Study) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    flatten(&serde_json::to_value(study).expect("plain data"), "", &mut found);
    found.retain(|path, _| is_asked(path));
    // R knows how many rows the filter leaves out, not by which criterion.
    let n_outside = study.flow.counts.outside_filter.total();
    found.insert("flow.counts.n_outside_filter".to_owned(), n_outside.to_string());
    found
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reference/study")
}

/// R's numbers; lines that begin with `#` say where they are from.
fn expected(text: &str) -> BTreeMap<String, String> {
    text.lines()
        .filter(|line| !line.starts_with('#') && *line != "name,value")
        .map(|line| line.rsplit_once(',').expect("name,value"))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}

/// How far a number may be from R's, relative to it, and why more than 1e-9.
fn tolerance(path: &str) -> f64 {
    if path.contains(".among_classes.") {
        // R counts tables within 3.5e-7 of the observed one as ties.
        1e-6
    } else if path.contains(".terms.") && path.contains(".test.result.") {
        // The difference of two deviances, each of which is 46,000 in the largest cohort and
        // so is rounded by some 1e-10, over a statistic of a few hundredths.
        2e-8
    } else {
        1e-9
    }
}

/// Numbers that R draws its own resamples for: equal within chance only.
fn is_drawn(path: &str) -> bool {
    path.contains(".youden_cutoff.")
        || path.contains(".validation.") && !path.ends_with(".apparent")
}

/// What is kept of the numbers in the repository: of the curves, which are long,
/// only those of one cohort.
fn is_kept(name: &str, path: &str) -> bool {
    name == "typical" || !path.contains(".curve.")
}

#[track_caller]
fn check(name: &str, found: &BTreeMap<String, String>, wanted: &BTreeMap<String, String>) {
    let mut wrong = Vec::new();
    for (path, value) in found {
        let Some(reference) = wanted.get(path) else {
            wrong.push(format!("{path} = {value} is not R's"));
            continue;
        };
        let (Ok(actual), Ok(number)) = (value.parse::<f64>(), reference.parse::<f64>()) else {
            if value != reference {
                wrong.push(format!("{path} = {value} instead of {reference}"));
            }
            continue;
        };
        if !is_drawn(path) && relative_difference(actual, number) > tolerance(path) {
            wrong.push(format!("{path} = {actual:e} instead of {number:e}"));
        }
    }
    for path in wanted.keys().filter(|path| !found.contains_key(*path)) {
        wrong.push(format!("{path} is only R's"));
    }
    let n = wrong.len();
    wrong.truncate(20);
    assert!(wrong.is_empty(), "{name}: {n} of {} differ\n{}", found.len(), wrong.join("\n"));
}

/// Both programs draw at random. The mean optimism of 200 resamples moves by a hundredth of
/// an area, a tenth of a slope, a third of a hundredth of a Brier score at most; a limit of
/// a cut-off may lie anywhere within the other's interval, widened by a quarter.
#[track_caller]
fn check_drawn(name: &str, found: &BTreeMap<String, String>, wanted: &BTreeMap<String, String>) {
    for (path, value) in found.iter().filter(|(path, _)| is_drawn(path)) {
        let number = |text: &str| text.parse::<f64>().expect("a number");
        let (stem, _) = path.rsplit_once('.').expect("a limit");
        let limit = |which: &str| number(&wanted[&format!("{stem}.{which}")]);
        let room = match stem.rsplit('.').next() {
            Some("area") => 0.01,
            Some("slope") => 0.1,
            Some("brier") => 0.003,
            _ => 0.25 * (limit("upper") - limit("lower")) + 0.1,
        };
        let distance = (number(value) - number(&wanted[path])).abs();
        assert!(distance <= room, "{name}: {path} is {distance} from R's");
    }
}

fn study(cohort: &ReferenceCohort) -> Study {
    study_of(&cohort.reading(), &cohort.protocol, &cohort.options)
}

#[test]
fn every_number_is_that_of_r() {
    for cohort in cohorts::all() {
        let path = folder().join(format!("{}.csv", cohort.name));
        let wanted = expected(&fs::read_to_string(&path).expect("R's numbers"));
        let mut found = numbers(&study(&cohort));
        found.retain(|path, _| is_kept(cohort.name, path));
        assert!(found.len() > 500, "{}: {} numbers", cohort.name, found.len());
        check(cohort.name, &found, &wanted);
        check_drawn(cohort.name, &found, &wanted);
    }
}

/// What R warns of, as it should: chi-square tests of small tables, beside which the exact test
/// stands, and models of few women, which the page warns of too.
#[track_caller]
fn check_warnings(name: &str, said: &str) {
    let expected = [
        "Warning in chisq.test(m, correct = FALSE) :",
        "Chi-squared approximation may be incorrect",
        "Warning: glm.fit: fitted probabilities numerically 0 or 1 occurred",
        "Warning: glm.fit: algorithm did not converge",
    ];
    let others: Vec<&str> = said.lines().filter(|line| !expected.contains(&line.trim())).collect();
    assert!(others.is_empty(), "{name}: {others:#?}");
}

/// Runs the script of the archive that users save, on the rows of that archive, in R, which
/// `./dev test` installs, and compares every number, the curves included. With
/// `STUDY_REFERENCE=write` it takes the 50,000 rows too and writes what is kept in the
/// repository; `STUDY_COHORT=name` takes the cohorts alone whose name begins so.
#[test]
fn the_script_gives_every_number_again() {
    let version = Command::new("Rscript").arg("--version").output().expect("R is installed");
    let version = String::from_utf8_lossy(&version.stdout).trim().to_owned();
    let is_writing = std::env::var("STUDY_REFERENCE").is_ok_and(|value| value == "write");
    let room = std::env::temp_dir().join(format!("analysis-{}", std::process::id()));
    fs::create_dir_all(&room).expect("a folder");
    let wanted = std::env::var("STUDY_COHORT").unwrap_or_default();
    let is_taken = |cohort: &ReferenceCohort| {
        cohort.name.starts_with(&wanted) && (is_writing || cohort.name != "large")
    };
    for cohort in cohorts::all().into_iter().filter(is_taken) {
        let at = |extension: &str| room.join(format!("{}.{extension}", cohort.name));
        let reading = cohort.reading();
        let study = study(&cohort);
        let files = unzip(bundle_of(&study, &reading, Vec::new()));
        fs::write(at("csv"), &files["r/classified.csv"]).expect("written");
        fs::write(at("R"), &files["r/analysis.R"]).expect("written");
        let run = Command::new("Rscript")
            .arg("--vanilla")
            .args([at("R"), at("csv"), at("numbers")])
            .output()
            .expect("R runs");
        let said = String::from_utf8_lossy(&run.stderr);
        assert!(run.status.success(), "{said}");
        // Whoever runs it again must see what R warns of.
        check_warnings(cohort.name, &said);
        let text = fs::read_to_string(at("numbers")).expect("R's numbers");
        let wanted = expected(&text);
        let found = numbers(&study);
        if is_writing {
            let mut kept: Vec<&str> =
                text.lines().filter(|line| is_kept(cohort.name, line)).collect();
            kept.push("");
            let head = format!(
                "# Rscript analysis.R (src/view/export/analysis.R) on the classified rows of the \
                 cohort \"{}\" of tests/suite/support/cohorts.rs; {version}\n",
                cohort.name
            );
            fs::create_dir_all(folder()).expect("a folder");
            fs::write(folder().join(format!("{}.csv", cohort.name)), head + &kept.join("\n"))
                .expect("written");
        }
        check(cohort.name, &found, &wanted);
        check_drawn(cohort.name, &found, &wanted);
    }
    fs::remove_dir_all(&room).expect("removed");
}

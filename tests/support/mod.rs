//! What the reference tests share.
#![allow(unreachable_pub, reason = "each test program uses a part of it")]
#![allow(dead_code, reason = "each test program uses a part of it")]

use std::collections::HashMap;

/// Fails unless `actual` is within the relative tolerance `rel` of `expected`;
/// there is no absolute tolerance, so 0 and infinity must be met exactly.
#[track_caller]
pub fn assert_close(actual: f64, expected: f64, rel: f64, what: &str) {
    let difference = relative_difference(actual, expected);
    assert!(
        difference <= rel,
        "{what}: {actual:e} instead of {expected:e}, relative difference {difference:e}"
    );
}

/// `|actual − expected| / |expected|`, 0 when they are equal.
pub fn relative_difference(actual: f64, expected: f64) -> f64 {
    // Equal, as infinities and zeros of both signs have to be.
    if actual.partial_cmp(&expected) == Some(std::cmp::Ordering::Equal) {
        return 0.0;
    }
    let difference = ((actual - expected) / expected).abs();
    if difference.is_nan() { f64::INFINITY } else { difference }
}

/// One reference case, written by R.
pub struct Case {
    /// Which of our functions it is about.
    pub method: String,
    /// The call that gave the numbers.
    pub call: String,
    inputs: HashMap<String, String>,
    /// Names and numbers, in the order of the file.
    pub expected: Vec<(String, Vec<f64>)>,
    /// Relative tolerance.
    pub tolerance: f64,
}

impl Case {
    /// The input of that name as numbers.
    #[track_caller]
    pub fn list(&self, name: &str) -> Vec<f64> {
        numbers(self.text(name))
    }

    /// The input of that name, if there is one.
    pub fn find(&self, name: &str) -> Option<Vec<f64>> {
        self.inputs.get(name).map(|text| numbers(text))
    }

    /// The input of that name as one number.
    #[track_caller]
    pub fn number(&self, name: &str) -> f64 {
        let list = self.list(name);
        assert_eq!(list.len(), 1, "{}: {name} is not one number", self.method);
        list[0]
    }

    /// The input of that name as text.
    #[track_caller]
    pub fn text(&self, name: &str) -> &str {
        match self.inputs.get(name) {
            Some(text) => text,
            None => panic!("{}: no input {name}", self.method),
        }
    }
}

fn numbers(text: &str) -> Vec<f64> {
    text.split(' ')
        .filter(|part| !part.is_empty())
        .map(|part| part.parse().unwrap_or_else(|_| panic!("not a number: {part}")))
        .collect()
}

/// The cases of a file that `samples_emit.R` wrote.
pub fn cases(text: &str) -> Vec<Case> {
    text.lines().skip(1).map(case).collect()
}

fn case(line: &str) -> Case {
    let mut columns = vec![String::new()];
    let mut quoted = false;
    for letter in line.chars() {
        match letter {
            '"' => quoted = !quoted,
            ',' if !quoted => columns.push(String::new()),
            other => columns.last_mut().expect("never empty").push(other),
        }
    }
    assert_eq!(columns.len(), 7, "seven columns: {line}");
    let pairs = |column: &str| -> Vec<(String, String)> {
        column
            .split('|')
            .map(|part| part.split_once('=').expect("name=values"))
            .map(|(name, values)| (name.to_owned(), values.to_owned()))
            .collect()
    };
    let tolerance: f64 = columns[5].parse().expect("a tolerance");
    assert!(tolerance <= 1e-10 || !columns[6].is_empty(), "a loose tolerance needs a reason");
    Case {
        method: columns[0].clone(),
        call: columns[1].clone(),
        inputs: pairs(&columns[3]).into_iter().collect(),
        expected: pairs(&columns[4]).into_iter().map(|(name, v)| (name, numbers(&v))).collect(),
        tolerance,
    }
}

/// Runs every case of a file through `compute`, which gives named numbers, and
/// says how many cases there were and how far the worst was off.
#[track_caller]
pub fn check_cases(text: &str, compute: impl Fn(&Case) -> Vec<(&'static str, Vec<f64>)>) -> usize {
    let cases = cases(text);
    let mut failures = Vec::new();
    let mut worst: HashMap<&str, f64> = HashMap::new();
    for (row, case) in cases.iter().enumerate() {
        let found: HashMap<&str, Vec<f64>> = compute(case).into_iter().collect();
        for (name, expected) in &case.expected {
            let Some(values) = found.get(name.as_str()) else {
                failures.push(format!("row {}: {} gives no {name}", row + 2, case.method));
                continue;
            };
            if values.len() != expected.len() {
                failures.push(format!(
                    "row {}: {} {name} has {} numbers instead of {}",
                    row + 2,
                    case.method,
                    values.len(),
                    expected.len()
                ));
                continue;
            }
            for (&actual, &wanted) in values.iter().zip(expected) {
                let difference = relative_difference(actual, wanted);
                if case.tolerance <= 1e-10 {
                    let entry = worst.entry(&case.method).or_default();
                    *entry = entry.max(difference);
                }
                if difference > case.tolerance {
                    failures.push(format!(
                        "row {}: {} {name}: {actual:e} instead of {wanted:e} ({difference:.1e}) by {}",
                        row + 2,
                        case.method,
                        case.call
                    ));
                }
            }
        }
    }
    let mut worst: Vec<(&str, f64)> = worst.into_iter().collect();
    worst.sort_by(|one, other| one.0.cmp(other.0));
    let summary: Vec<String> = worst.iter().map(|(m, d)| format!("{m} {d:.1e}")).collect();
    assert!(failures.is_empty(), "{}\n{}", failures.join("\n"), summary.join("; "));
    report(&format!("{} cases; largest relative differences: {}", cases.len(), summary.join("; ")));
    cases.len()
}

#[cfg(not(target_arch = "wasm32"))]
#[expect(clippy::print_stdout, reason = "the figures of a test run, shown with --nocapture")]
fn report(line: &str) {
    println!("{line}");
}

#[cfg(target_arch = "wasm32")]
fn report(_line: &str) {}

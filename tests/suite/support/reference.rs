//! Reference tables that the scripts in `tests/reference` wrote, in the two
//! shapes that there are: numbers by their place and numbers by their names.

use std::collections::HashMap;

use super::{relative_difference, report};

/// The relative difference that the reference numbers are reproduced to.
pub(crate) const TOLERANCE: f64 = 1e-10;

/// The rows below the header, each as its line and its cells; a quoted cell may
/// contain commas.
fn rows(csv: &str) -> impl Iterator<Item = (&str, Vec<String>)> {
    csv.lines().skip(1).map(|line| {
        let mut cells = vec![String::new()];
        let mut quoted = false;
        for letter in line.chars() {
            match letter {
                '"' => quoted = !quoted,
                ',' if !quoted => cells.push(String::new()),
                other => cells.last_mut().expect("never empty").push(other),
            }
        }
        (line, cells)
    })
}

/// Numbers that are separated by spaces; infinity is `inf` or `Inf`.
#[track_caller]
fn numbers(text: &str) -> Vec<f64> {
    text.split_whitespace()
        .map(|word| word.parse().unwrap_or_else(|_| panic!("not a number: {word}")))
        .collect()
}

/// One row of a table `method,input,expected,source`.
pub(crate) struct Reference<'a> {
    /// The name of the method.
    pub(crate) method: String,
    /// What it is given.
    pub(crate) input: Vec<f64>,
    /// What it gives, or `None` where it is undefined.
    pub(crate) expected: Option<Vec<f64>>,
    /// The line itself, to be shown.
    pub(crate) line: &'a str,
}

/// The rows of a table `method,input,expected,source`.
pub(crate) fn references(csv: &str) -> impl Iterator<Item = Reference<'_>> {
    rows(csv).map(|(line, cells)| {
        let [method, input, expected, _source] = cells.try_into().expect("four cells");
        let expected = (expected != "undefined").then(|| numbers(&expected));
        Reference { method, input: numbers(&input), expected, line }
    })
}

/// One row of a table with named inputs and numbers, as `samples_emit.R` writes it.
pub(crate) struct Case {
    /// Which of our functions it is about.
    pub(crate) method: String,
    /// The call that gave the numbers.
    pub(crate) call: String,
    inputs: HashMap<String, String>,
    /// Names and numbers, in the order of the file.
    pub(crate) expected: Vec<(String, Vec<f64>)>,
    /// Relative tolerance.
    pub(crate) tolerance: f64,
}

impl Case {
    /// The input of that name as numbers.
    #[track_caller]
    pub(crate) fn list(&self, name: &str) -> Vec<f64> {
        numbers(self.text(name))
    }

    /// The input of that name, if there is one.
    pub(crate) fn find(&self, name: &str) -> Option<Vec<f64>> {
        self.inputs.get(name).map(|text| numbers(text))
    }

    /// The input of that name as one number.
    #[track_caller]
    pub(crate) fn number(&self, name: &str) -> f64 {
        let list = self.list(name);
        assert_eq!(list.len(), 1, "{}: {name} is not one number", self.method);
        list[0]
    }

    /// The input of that name as text.
    #[track_caller]
    pub(crate) fn text(&self, name: &str) -> &str {
        match self.inputs.get(name) {
            Some(text) => text,
            None => panic!("{}: no input {name}", self.method),
        }
    }
}

/// The rows of a table that `samples_emit.R` wrote.
pub(crate) fn cases(csv: &str) -> Vec<Case> {
    rows(csv).map(|(line, cells)| case(line, cells)).collect()
}

fn case(line: &str, cells: Vec<String>) -> Case {
    let [method, call, _package, inputs, expected, tolerance, reason] =
        cells.try_into().unwrap_or_else(|_| panic!("seven cells: {line}"));
    let pairs = |cell: &str| -> Vec<(String, String)> {
        cell.split('|')
            .map(|part| part.split_once('=').expect("name=values"))
            .map(|(name, values)| (name.to_owned(), values.to_owned()))
            .collect()
    };
    let tolerance: f64 = tolerance.parse().expect("a tolerance");
    assert!(tolerance <= TOLERANCE || !reason.is_empty(), "a loose tolerance needs a reason");
    Case {
        method,
        call,
        inputs: pairs(&inputs).into_iter().collect(),
        expected: pairs(&expected).into_iter().map(|(name, v)| (name, numbers(&v))).collect(),
        tolerance,
    }
}

/// Runs every case of a file through `compute`, which gives named numbers, and
/// says how many cases there were and how far the worst was off.
#[track_caller]
pub(crate) fn check_cases(
    text: &str,
    compute: impl Fn(&Case) -> Vec<(&'static str, Vec<f64>)>,
) -> usize {
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
                if case.tolerance <= TOLERANCE {
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

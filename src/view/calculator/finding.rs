//! One result: its value, its definition in words and where it comes from; and
//! how results are written as tables.

use serde::{Deserialize, Serialize};

use crate::engine::stats::groups::FTest;
use crate::engine::stats::{Estimate, Interval, PValue, TestResult, Uncertain, Undefined};
use crate::view::document::{Block, Cell, Row, Table, TableColumn};
use crate::view::{format, messages, words};

/// In what an estimate is measured, which says how it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scale {
    /// A share between 0 and 1, written as a percentage.
    Share,
    /// A difference of two shares, written in percentage points.
    SharePoints,
    /// A ratio; 1 is no difference.
    Ratio,
    /// A number in the unit of the values.
    Number,
    /// A number of people, rounded up when it is written.
    People,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FindingValue {
    /// An estimate with its interval.
    Estimate(Estimate),
    /// A number without an interval.
    Number(f64),
    /// A number that should have an interval and has none.
    WithoutInterval {
        /// The number.
        value: f64,
        /// The reason, by name.
        reason: Undefined,
        /// The reason as a sentence.
        sentence: String,
    },
    /// A test.
    Test(TestResult),
    /// The p-value of an F test, with both degrees of freedom.
    FTest {
        /// The ratio of mean squares.
        f: f64,
        /// Degrees of freedom between groups.
        between: f64,
        /// Degrees of freedom within groups.
        within: f64,
        /// Its p-value.
        p_value: PValue,
    },
    /// A value that only words can hold, such as a disjoint interval.
    Text {
        /// The estimate as a number.
        value: f64,
        /// What stands in the column of the interval.
        text: String,
    },
    /// It has no value.
    Undefined {
        /// The reason, by name.
        reason: Undefined,
        /// The reason as a sentence.
        sentence: String,
    },
}

/// One result.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// Its name for programs, such as `risk_ratio_koopman`.
    pub id: String,
    /// Its name for people.
    pub name: String,
    /// What it is and which definition was taken, in words.
    pub definition: String,
    /// Where the method is described.
    pub reference: String,
    /// In what it is measured.
    pub scale: Scale,
    /// What was found.
    pub outcome: FindingValue,
    /// Whether it is the first one to read.
    pub is_main: bool,
}

impl Finding {
    fn new(id: &str, name: &str, scale: Scale, outcome: Result<FindingValue, Undefined>) -> Self {
        Finding {
            id: id.to_owned(),
            name: name.to_owned(),
            definition: String::new(),
            reference: String::new(),
            scale,
            outcome: outcome.unwrap_or_else(|reason| FindingValue::Undefined {
                reason,
                sentence: messages::undefined(reason),
            }),
            is_main: false,
        }
    }

    /// An estimate with its interval.
    pub(super) fn estimate(
        id: &str,
        name: &str,
        scale: Scale,
        found: Result<Estimate, Undefined>,
    ) -> Self {
        Finding::new(id, name, scale, found.map(FindingValue::Estimate))
    }

    /// An estimate whose interval may not exist.
    pub(super) fn uncertain(
        id: &str,
        name: &str,
        scale: Scale,
        found: Result<Uncertain, Undefined>,
    ) -> Self {
        let outcome = found.map(|Uncertain { value, interval }| match interval {
            Ok(interval) => FindingValue::Estimate(Estimate { value, interval }),
            Err(reason) => FindingValue::WithoutInterval {
                value,
                reason,
                sentence: messages::undefined(reason),
            },
        });
        Finding::new(id, name, scale, outcome)
    }

    /// A number without an interval.
    pub(super) fn number(
        id: &str,
        name: &str,
        scale: Scale,
        found: Result<f64, Undefined>,
    ) -> Self {
        Finding::new(id, name, scale, found.map(FindingValue::Number))
    }

    /// A test.
    pub(super) fn test(id: &str, name: &str, found: Result<TestResult, Undefined>) -> Self {
        Finding::new(id, name, Scale::Number, found.map(FindingValue::Test))
    }

    /// An exact test, which has a p-value and nothing else.
    pub(super) fn p_value(id: &str, name: &str, found: Result<PValue, Undefined>) -> Self {
        Finding::test(id, name, found.map(TestResult::exact))
    }

    /// Any other outcome.
    pub(super) fn of(
        id: &str,
        name: &str,
        scale: Scale,
        outcome: Result<FindingValue, Undefined>,
    ) -> Self {
        Finding::new(id, name, scale, outcome)
    }

    /// The same with its definition and its reference.
    #[must_use]
    pub(super) fn defined(mut self, definition: impl Into<String>, reference: &str) -> Self {
        self.definition = definition.into();
        reference.clone_into(&mut self.reference);
        self
    }

    /// The same as the first one to read.
    #[must_use]
    pub(super) fn main(mut self) -> Self {
        self.is_main = true;
        self
    }

    /// Whether the computation was stopped before its end.
    #[must_use]
    pub fn is_interrupted(&self) -> bool {
        matches!(self.outcome, FindingValue::Undefined { reason: Undefined::Interrupted, .. })
    }

    /// The p-value of a test.
    #[must_use]
    pub fn tested(&self) -> Option<PValue> {
        match &self.outcome {
            FindingValue::Test(test) => Some(test.p_value),
            FindingValue::FTest { p_value, .. } => Some(*p_value),
            _ => None,
        }
    }

    /// The value as text.
    #[must_use]
    pub fn value_text(&self) -> String {
        match &self.outcome {
            FindingValue::Estimate(estimate) => self.scale.text(estimate.value),
            FindingValue::Number(value)
            | FindingValue::Text { value, .. }
            | FindingValue::WithoutInterval { value, .. } => self.scale.text(*value),
            FindingValue::Test(test) => test
                .statistic
                .map(|statistic| format::significant(statistic, 4))
                .unwrap_or_default(),
            FindingValue::FTest { f, .. } => format::significant(*f, 4),
            FindingValue::Undefined { .. } => String::new(),
        }
    }

    /// The interval as text.
    #[must_use]
    pub fn interval_text(&self) -> String {
        match &self.outcome {
            FindingValue::Estimate(estimate) => self.scale.interval(estimate.interval),
            FindingValue::Text { text, .. } => text.clone(),
            FindingValue::WithoutInterval { sentence, .. } => sentence.clone(),
            FindingValue::Number(_)
            | FindingValue::Test(_)
            | FindingValue::FTest { .. }
            | FindingValue::Undefined { .. } => String::new(),
        }
    }
}

impl Scale {
    /// A value as text.
    #[must_use]
    pub fn text(self, value: f64) -> String {
        match self {
            Scale::Share => format::precise_percent(value),
            Scale::SharePoints => format::precise_percent(value).replace('%', " points"),
            Scale::People if value.is_finite() && value < 1e15 => {
                // Rounding of the last digits must not add a person.
                let people = (value - value.abs() * 1e-12).ceil();
                let digits = people.abs().max(1.0).log10().floor() + 1.0;
                format::significant(people, digits_of(digits))
            }
            Scale::Ratio | Scale::Number | Scale::People => format::significant(value, 4),
        }
    }

    /// An interval as text.
    #[must_use]
    pub fn interval(self, interval: Interval) -> String {
        format!("{} to {}", self.text(interval.lower), self.text(interval.upper))
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most 15")]
fn digits_of(digits: f64) -> usize {
    digits as usize
}

/// Findings under a head of their own; an empty title is no head.
pub(super) type FindingGroup<'a> = (&'a str, &'a [Finding]);

/// A table of estimates: what each is, its value and its interval.
pub(super) fn estimates(id: &str, caption: &str, groups: &[FindingGroup<'_>], level: f64) -> Block {
    let has_prediction = groups
        .iter()
        .flat_map(|(_, findings)| *findings)
        .any(|one| one.id.starts_with("prediction"));
    let interval = if has_prediction {
        format!("{} or prediction interval", words::interval(level))
    } else {
        words::interval(level)
    };
    let columns = vec![
        TableColumn::words("Estimate"),
        TableColumn::numbers("Value"),
        TableColumn::numbers(interval),
    ];
    let rows = grouped_rows(groups, columns.len(), |finding| match &finding.outcome {
        FindingValue::Undefined { reason: Undefined::Interrupted, .. } => {
            vec![Cell::from(NOT_COMPUTED), Cell::default()]
        }
        FindingValue::Undefined { sentence, .. } => {
            vec![Cell::from("not defined"), Cell::from(sentence.clone())]
        }
        _ => vec![Cell::from(finding.value_text()), Cell::from(finding.interval_text())],
    });
    table(id, caption, columns, rows)
}

/// A table of numbers without intervals.
pub(super) fn numbers(id: &str, caption: &str, head: &str, findings: &[Finding]) -> Block {
    let columns = vec![TableColumn::words("Method"), TableColumn::numbers(head)];
    let rows = grouped_rows(&[("", findings)], columns.len(), |finding| {
        vec![match &finding.outcome {
            FindingValue::Undefined { reason: Undefined::Interrupted, .. } => {
                Cell::from(NOT_COMPUTED)
            }
            FindingValue::Undefined { sentence, .. } => {
                Cell::stacked("not defined", sentence.clone())
            }
            _ => Cell::from(finding.value_text()),
        }]
    });
    table(id, caption, columns, rows)
}

fn grouped_rows(
    groups: &[FindingGroup<'_>],
    n_columns: usize,
    results: impl Fn(&Finding) -> Vec<Cell>,
) -> Vec<Row> {
    let mut rows = Vec::new();
    for (title, findings) in groups {
        if !title.is_empty() {
            rows.push(Row::group(*title, n_columns));
        }
        rows.extend(findings.iter().map(|finding| row(finding, results(finding))));
    }
    rows
}

/// A table of tests: what each is, its statistic and its p-value.
pub(super) fn tests(id: &str, caption: &str, groups: &[FindingGroup<'_>]) -> Block {
    let has_statistic = groups
        .iter()
        .flat_map(|(_, findings)| *findings)
        .any(|finding| !finding.value_text().is_empty());
    let mut columns = vec![TableColumn::words("Test")];
    if has_statistic {
        columns.push(TableColumn::numbers("Statistic"));
    }
    columns.push(TableColumn::numbers("p"));
    let rows = grouped_rows(groups, columns.len(), |finding| {
        let (statistic, p) = match &finding.outcome {
            FindingValue::Undefined { reason: Undefined::Interrupted, .. } => {
                (Cell::default(), Cell::from(NOT_COMPUTED))
            }
            FindingValue::Undefined { sentence, .. } => {
                (Cell::default(), Cell::stacked("not defined", sentence.clone()))
            }
            _ => (
                Cell::stacked(finding.value_text(), freedom(&finding.outcome)),
                Cell::from(finding.tested().map(format::p_exact).unwrap_or_default()),
            ),
        };
        if has_statistic { vec![statistic, p] } else { vec![p] }
    });
    table(id, caption, columns, rows)
}

/// What stands where a computation was stopped.
const NOT_COMPUTED: &str = "not computed";

fn freedom(outcome: &FindingValue) -> String {
    match outcome {
        FindingValue::Test(TestResult { degrees_of_freedom: Some(degrees), .. }) => {
            format!("{} df", format::degrees(*degrees))
        }
        FindingValue::FTest { between, within, .. } => {
            format!("{} and {} df", format::degrees(*between), format::degrees(*within))
        }
        _ => String::new(),
    }
}

fn row(finding: &Finding, results: impl IntoIterator<Item = Cell>) -> Row {
    let name = Cell::stacked(finding.name.clone(), finding.definition.clone());
    let cells = [name].into_iter().chain(results);
    if finding.is_main { Row::main(cells) } else { Row::new(cells) }
}

fn table(id: &str, caption: &str, columns: Vec<TableColumn>, rows: Vec<Row>) -> Block {
    Block::Table(Table {
        id: id.to_owned(),
        caption: caption.to_owned(),
        columns,
        rows,
        notes: Vec::new(),
    })
}

/// Where the methods are described, each once.
pub(super) fn references(findings: &[Finding]) -> Option<Block> {
    let mut blocks = Vec::new();
    let mut seen: Vec<&str> = Vec::new();
    for finding in findings {
        let reference = finding.reference.as_str();
        if !reference.is_empty() && !seen.contains(&reference) {
            seen.push(reference);
            blocks.push(Block::Paragraph(format!("{}: {reference}", finding.name)));
        }
    }
    (!blocks.is_empty())
        .then(|| Block::Details { summary: "Where the methods come from".to_owned(), blocks })
}

/// An F test as a finding.
pub(super) fn f_test(id: &str, name: &str, found: Result<FTest, Undefined>) -> Finding {
    let outcome = found.map(|test| FindingValue::FTest {
        f: test.f,
        between: test.between,
        within: test.within,
        p_value: test.p_value,
    });
    Finding::of(id, name, Scale::Number, outcome)
}

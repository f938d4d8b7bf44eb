//! The rows of intervals as data, from which table and read-outs follow.

use crate::engine::cohort::tally::ClassGroup;
use crate::engine::rules::panel::ByTest;
use crate::engine::stats::proportion::Proportion;
use crate::view::figures::layout::Board;
use crate::view::figures::marks::{Point, Tint};
use crate::view::{format, words};

/// One label and its lines.
#[derive(Clone, Debug)]
pub struct IntervalRow {
    /// The label.
    pub label: String,
    /// Which tests are high, for a row that is one class.
    pub high: Option<ByTest<bool>>,
    /// Whether it stands apart as a sum.
    pub is_sum: bool,
    /// Its lines.
    pub lines: Vec<IntervalLine>,
}

/// One value.
#[derive(Clone, Debug)]
pub struct IntervalLine {
    /// What it is a value of, in full.
    pub name: String,
    /// The value, or why there is none.
    pub value: Result<IntervalValue, String>,
    /// Its color.
    pub tint: Tint,
}

/// A value that can be drawn.
#[derive(Clone, Debug, Default)]
pub struct IntervalValue {
    /// Where it stands.
    pub at: f64,
    /// Its interval; `None` where it has none by nature.
    pub interval: Option<[f64; 2]>,
    /// Another estimate of the same, drawn as a ring.
    pub other: Option<f64>,
    /// Single values around it, drawn as small rings.
    pub dots: Vec<Dot>,
    /// The area of its square relative to the largest one.
    pub weight: f64,
    /// Numerator and denominator.
    pub counts: String,
    /// The value in text.
    pub text: String,
    /// The interval in text, where it is written too.
    pub interval_text: String,
    /// All its numbers, as the table holds them.
    pub cell: String,
    /// The same in words, as pointing at it says them.
    pub words: String,
}

/// A single value.
#[derive(Clone, Debug)]
pub struct Dot {
    /// Where it stands.
    pub at: f64,
    /// What it says in words.
    pub words: String,
}

impl IntervalRow {
    /// The row of a group of women.
    #[must_use]
    pub fn of_group(group: ClassGroup, lines: Vec<IntervalLine>) -> Self {
        IntervalRow {
            label: words::group(group).to_owned(),
            high: match group {
                ClassGroup::Class(profile) => Some(profile.high()),
                ClassGroup::AnyAbnormality | ClassGroup::Everyone => None,
            },
            is_sum: !matches!(group, ClassGroup::Class(_)),
            lines,
        }
    }

    /// The row of one value, under its own name.
    #[must_use]
    pub fn of_value(name: impl Into<String>, value: IntervalValue, is_main: bool) -> Self {
        let name = name.into();
        let tint = if is_main { Tint::Ink } else { Tint::ACCENT };
        let line = IntervalLine { name: name.clone(), value: Ok(value), tint };
        IntervalRow { label: name, high: None, is_sum: is_main, lines: vec![line] }
    }
}

impl IntervalLine {
    /// What pointing at a place of it says.
    pub(super) fn tell(&self, board: &mut Board, at: Point) {
        if let Ok(value) = &self.value {
            board.readout(at, format!("{}: {}", self.name, value.words));
        }
    }
}

impl IntervalValue {
    /// A share with its interval.
    #[must_use]
    pub fn share(share: &Proportion) -> Self {
        IntervalValue {
            at: share.estimate,
            interval: Some([share.interval.lower, share.interval.upper]),
            counts: format::fraction(share),
            text: format::percent(share.estimate),
            cell: format::share(share),
            words: format::share_in_words(share),
            ..IntervalValue::default()
        }
    }

    /// The value with its interval, where that is written too.
    #[must_use]
    pub fn written(&self) -> String {
        match self.interval_text.as_str() {
            "" => self.text.clone(),
            interval => format!("{} ({interval})", self.text),
        }
    }
}

/// The rows of the table behind a figure: each line with its name and its numbers.
#[must_use]
pub fn cells(rows: &[IntervalRow]) -> Vec<Vec<String>> {
    let lines = rows.iter().flat_map(|row| &row.lines);
    let of = |line: &IntervalLine| {
        let numbers = line.value.as_ref().map_or_else(Clone::clone, |value| value.cell.clone());
        vec![line.name.clone(), numbers]
    };
    lines.map(of).collect()
}

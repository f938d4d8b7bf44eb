//! Typed and pasted text to names, heads, totals and numbers. What was taken as
//! what is said in sentences, each with the other ways to take it; where nothing
//! speaks for one of them, it is asked.

mod arms;
mod cut;
mod item;
mod p_values;
mod printed;
mod rows;
mod samples;
mod scored;
mod table;
mod value;

use serde::{Deserialize, Serialize};

use crate::view::format;

pub(super) use arms::{Arms, arms};
use cut::Separator;
pub(super) use p_values::{GivenP, p_values};
pub(super) use samples::samples;
pub(super) use scored::scored;
pub(super) use table::{CountTable, table};

/// The most rows of pasted text that are read.
const MOST_ROWS: usize = 20_000;

/// The most names that a sentence lists.
const MOST_NAMED: usize = 6;

/// What may stand between the cells of a text with counts.
const SEPARATORS: [Separator; 5] = [
    Separator::Mark('\t'),
    Separator::Mark(';'),
    Separator::Mark('|'),
    Separator::Mark(','),
    Separator::Blanks,
];

/// A part of a text that can be taken in more than one way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// The first line, by what it holds in another text.
    FirstLine,
    /// A line by its number from 1 on.
    Line(usize),
    /// A line that holds, or could hold, the sums of the others.
    TotalLine,
    /// Numbers before the counts of a line.
    NumberInName,
    /// Two counts with a slash.
    Slash,
    /// The scores of ordered groups.
    Scores,
    /// The first column.
    FirstColumn,
    /// A column that holds, or could hold, the sums of the others.
    TotalColumn,
    /// Commas inside of numbers.
    Comma,
    /// How groups are laid out.
    Layout,
    /// Bounds such as <0.5.
    Bounds,
    /// Several numbers of a line that could be p-values.
    PValues,
}

/// How a part of a text is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// As names.
    Names,
    /// As numbers.
    Numbers,
    /// Left out.
    LeftOut,
    /// As the whole of what the number before it is a part of.
    Whole,
    /// As the rest besides the number before it.
    Rest,
    /// By the order of the lines.
    Order,
    /// As decimal marks.
    Decimal,
    /// As marks between thousands.
    Thousands,
    /// One group a line.
    Lines,
    /// One group a column.
    Columns,
    /// A group and a value on each line.
    Pairs,
    /// The last of several.
    Last,
    /// All of them.
    All,
}

/// How the user wants a part of the text to be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// The part.
    pub part: Part,
    /// How it is taken.
    pub role: Role,
}

/// Another way to take a part of a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// What the button says.
    pub label: String,
    /// What is decided with it.
    pub decision: Decision,
}

impl Offer {
    fn new(label: impl Into<String>, part: Part, role: Role) -> Self {
        Offer { label: label.into(), decision: Decision { part, role } }
    }
}

/// What a part of a text was taken as.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taken {
    /// In a sentence.
    pub sentence: String,
    /// The other ways.
    pub offers: Vec<Offer>,
}

/// Why a text cannot be read, and what could be done about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Trouble {
    /// In a sentence.
    pub(super) message: String,
    /// Ways to take the text all the same.
    pub(super) offers: Vec<Offer>,
}

impl From<String> for Trouble {
    fn from(message: String) -> Self {
        Trouble { message, offers: Vec::new() }
    }
}

impl Trouble {
    fn offering(message: impl Into<String>, offers: impl Into<Vec<Offer>>) -> Self {
        Trouble { message: message.into(), offers: offers.into() }
    }
}

/// A text while it is read: what the user decided about it, and what was taken
/// as what.
#[derive(Clone, Debug)]
pub(super) struct Reading<'a> {
    decisions: &'a [Decision],
    /// What was taken as what, in the order in which it is said.
    pub(super) taken: Vec<Taken>,
}

impl<'a> Reading<'a> {
    pub(super) fn new(decisions: &'a [Decision]) -> Self {
        Reading { decisions, taken: Vec::new() }
    }

    /// What the user decided about a part, the last time.
    fn decided(&self, part: Part) -> Option<Role> {
        let found = self.decisions.iter().rev().find(|decision| decision.part == part);
        found.map(|decision| decision.role)
    }

    fn say(&mut self, sentence: impl Into<String>, offers: impl Into<Vec<Offer>>) {
        self.taken.push(Taken { sentence: sentence.into(), offers: offers.into() });
    }
}

/// A few names in a row, the others by their number.
fn list<T: AsRef<str>>(names: &[T]) -> String {
    let shown: Vec<&str> = names.iter().take(MOST_NAMED).map(AsRef::as_ref).collect();
    let has_commas = shown.iter().any(|name| name.contains(','));
    let mut text = shown.join(if has_commas { "; " } else { ", " });
    let n_more = names.len().saturating_sub(MOST_NAMED);
    if n_more > 0 {
        text.extend([" and ", &format::count(n_more as u64), " more"]);
    }
    text
}

/// Line numbers in a sentence: "line 3" or "lines 3, 7".
fn lines(numbers: &[usize]) -> String {
    let texts: Vec<String> = numbers.iter().map(ToString::to_string).collect();
    format!("{} {}", if numbers.len() == 1 { "line" } else { "lines" }, list(&texts))
}

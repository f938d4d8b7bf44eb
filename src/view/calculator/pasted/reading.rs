//! A text while it is read: how its parts can be taken, and how they were.

use serde::{Deserialize, Serialize};

/// A part of a text that can be taken in more than one way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TextPart {
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
pub struct PartDecision {
    /// The part.
    pub part: TextPart,
    /// How it is taken.
    pub role: Role,
}

/// Another way to take a part of a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OtherInterpretation {
    /// What the button says.
    pub label: String,
    /// What is decided with it.
    pub decision: PartDecision,
}

impl OtherInterpretation {
    pub(super) fn new(label: impl Into<String>, part: TextPart, role: Role) -> Self {
        OtherInterpretation { label: label.into(), decision: PartDecision { part, role } }
    }
}

/// What a part of a text was taken as.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Interpretation {
    /// In a sentence.
    pub sentence: String,
    /// The other ways.
    pub offers: Vec<OtherInterpretation>,
}

/// Why a text cannot be read, and what could be done about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::view::calculator) struct Trouble {
    /// In a sentence.
    pub(in crate::view::calculator) message: String,
    /// Ways to take the text all the same.
    pub(in crate::view::calculator) offers: Vec<OtherInterpretation>,
}

impl From<String> for Trouble {
    fn from(message: String) -> Self {
        Trouble { message, offers: Vec::new() }
    }
}

impl Trouble {
    pub(super) fn offering(
        message: impl Into<String>,
        offers: impl Into<Vec<OtherInterpretation>>,
    ) -> Self {
        Trouble { message: message.into(), offers: offers.into() }
    }
}

/// A text while it is read: what the user decided about it, and what was taken
/// as what.
#[derive(Clone, Debug)]
pub(in crate::view::calculator) struct PastedReading<'a> {
    decisions: &'a [PartDecision],
    /// What was taken as what, in the order in which it is said.
    pub(in crate::view::calculator) taken: Vec<Interpretation>,
}

impl<'a> PastedReading<'a> {
    pub(in crate::view::calculator) fn new(decisions: &'a [PartDecision]) -> Self {
        PastedReading { decisions, taken: Vec::new() }
    }

    /// What the user decided about a part, the last time.
    pub(super) fn decided(&self, part: TextPart) -> Option<Role> {
        let found = self.decisions.iter().rev().find(|decision| decision.part == part);
        found.map(|decision| decision.role)
    }

    pub(super) fn say(
        &mut self,
        sentence: impl Into<String>,
        offers: impl Into<Vec<OtherInterpretation>>,
    ) {
        self.taken.push(Interpretation { sentence: sentence.into(), offers: offers.into() });
    }
}

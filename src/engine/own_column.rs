//! Columns of a file that the format does not know and that the user keeps: what each of
//! them is, as data. Nothing of them is kept unless it is asked for.

use serde::{Deserialize, Serialize};

/// A column that the user keeps.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct OwnColumn {
    /// Its name in the header of the file.
    pub name: String,
    /// What it is called in tables; empty for its name.
    pub label: String,
    /// The unit of its numbers; empty where there is none.
    pub unit: String,
    /// What its cells hold.
    pub kind: OwnKind,
}

/// What the cells of a kept column hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OwnKind {
    /// Numbers.
    #[default]
    Number,
    /// Yes and no.
    YesNo,
    /// One of a few words.
    Category {
        /// The words; every other text is missing.
        levels: Vec<OwnLevel>,
        /// Whether the words ascend in the order in which they stand.
        is_ordered: bool,
    },
    /// Days of the calendar.
    Date {
        /// How those are written whose year does not stand first.
        order: DateOrder,
    },
}

/// A word of a category.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnLevel {
    /// The text of the file, whose case and width do not count.
    pub text: String,
    /// What it is called; words of the same name are one level.
    pub label: String,
}

/// How dates are written whose year does not stand first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateOrder {
    /// There are none: every year stands first.
    #[default]
    YearFirst,
    /// `2/3/2015` is the second of March.
    DayFirst,
    /// `2/3/2015` is the third of February.
    MonthFirst,
}

/// Most words of a category.
pub const LEVEL_LIMIT: usize = 20;

/// Most columns that are kept of a file.
pub const OWN_LIMIT: usize = 100;

impl OwnColumn {
    /// What it is called in tables.
    #[must_use]
    pub fn label(&self) -> &str {
        if self.label.is_empty() { &self.name } else { &self.label }
    }

    /// The names of its levels, each once; empty for what is no category.
    #[must_use]
    pub fn levels(&self) -> Vec<&str> {
        let OwnKind::Category { levels, .. } = &self.kind else { return Vec::new() };
        let mut names: Vec<&str> = Vec::new();
        for level in levels {
            if !names.contains(&level.name()) {
                names.push(level.name());
            }
        }
        names
    }
}

impl OwnLevel {
    /// What it is called in tables.
    #[must_use]
    pub fn name(&self) -> &str {
        if self.label.is_empty() { &self.text } else { &self.label }
    }
}

impl OwnKind {
    /// Whether it is a category whose words ascend.
    #[must_use]
    pub fn is_ordered(&self) -> bool {
        matches!(self, OwnKind::Category { is_ordered: true, .. })
    }
}

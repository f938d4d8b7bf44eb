//! Everything that was changed and every row that is not used, as one list: for
//! the screen, grouped and searchable, and as a file.

use crate::engine::column::Column;
use crate::engine::reader::change::CellChange;
use crate::engine::reader::issue::{RowFate, RowIssue};
use crate::engine::report::FileReport;
use crate::view::{format, messages};

/// Most entries shown on the screen; the file has all that are listed.
const SHOWN_LIMIT: usize = 200;

/// The list as the page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IssueTable {
    /// How many there are, in words.
    pub summary: String,
    /// That every row is somewhere, in numbers.
    pub conservation: String,
    /// The kinds of entries, with how many there are.
    pub groups: Vec<IssueGroupLine>,
    /// The first entries that fit the search.
    pub rows: Vec<IssueRow>,
    /// What is not shown, when something is not.
    pub remainder: Option<String>,
}

/// One kind of entry in one column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IssueGroupLine {
    /// The column of the format, or nothing where rows are meant.
    pub column: &'static str,
    /// The column's letter in the spreadsheet.
    pub letter: String,
    /// What happened, by its first example.
    pub problem: String,
    /// How often.
    pub n: String,
    /// What became of the rows.
    pub fate: Fate,
}

/// One entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IssueRow {
    /// Row of the spreadsheet.
    pub number: u32,
    /// Row of the spreadsheet, or the address of the cell.
    pub row: String,
    /// The column, when one cell is meant.
    pub column: &'static str,
    /// The text found.
    pub found: String,
    /// What is wrong and what was expected, or what was done.
    pub problem: String,
    /// What became of the row.
    pub fate: Fate,
}

/// What became of a row or a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// The row is not used.
    LeftOut,
    /// The row is used and something about it is doubtful.
    InUse,
    /// The row is used and a cell was read as something else than its text.
    Changed,
}

impl Fate {
    /// The word in files and on screen.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Fate::LeftOut => "left out",
            Fate::InUse => "in use",
            Fate::Changed => "changed",
        }
    }

    fn of(issue: &RowIssue) -> Self {
        match issue.problem.fate() {
            RowFate::LeftOut => Fate::LeftOut,
            RowFate::InUse => Fate::InUse,
        }
    }
}

/// Builds the list of a file: the entries that hold every word of the search,
/// of one fate if one is given.
#[must_use]
pub fn issue_table(file: &FileReport, search: &str, fate: Option<Fate>) -> IssueTable {
    let (issues, changes) = (&file.issues, &file.changes);
    let words: Vec<String> = search.split_whitespace().map(str::to_lowercase).collect();
    let fits = |row: &IssueRow| {
        if fate.is_some_and(|fate| fate != row.fate) {
            return false;
        }
        let text = format!("{} {} {} {}", row.row, row.column, row.found, row.problem);
        let text = text.to_lowercase();
        words.iter().all(|word| text.contains(word.as_str()))
    };
    let fitting: Vec<IssueRow> = log_rows(file).into_iter().filter(fits).collect();
    let n_fitting = fitting.len();
    let rows: Vec<IssueRow> = fitting.into_iter().take(SHOWN_LIMIT).collect();
    let n_listed = issues.listed.len() + changes.listed.len();
    let n_all = issues.n_issues as usize + changes.n_changes as usize;
    let mut remainder = Vec::new();
    if n_fitting > rows.len() {
        let n = format::count((n_fitting - rows.len()) as u64);
        remainder.push(format!("{n} more are not shown here; the search finds them."));
    }
    if n_all > n_listed {
        let n = format::count(n_listed as u64);
        remainder.push(format!("The file lists the first {n}; the counts above are of all."));
    }
    IssueTable {
        summary: format!(
            "{} left out; {} in use; {}.",
            format::count_of(issues.n_rejected_rows, "row", "rows"),
            format::count_of(issues.n_doubtful, "doubtful value stays", "doubtful values stay"),
            format::count_of(changes.n_changes, "cell changed", "cells changed"),
        ),
        conservation: conservation(file),
        groups: group_lines(file),
        rows,
        remainder: (!remainder.is_empty()).then(|| remainder.join(" ")),
    }
}

/// That rows in are rows used and rows left out.
fn conservation(file: &FileReport) -> String {
    let log = &file.import;
    let merged = match log.n_merged_rows {
        0 => String::new(),
        n => format!(" + {} of a woman who has another row", format::count(n.into())),
    };
    format!(
        "{} in = {} used{merged} + {} left out.",
        format::count_of(log.n_rows, "row", "rows"),
        format::count(log.n_records.into()),
        format::count(log.n_rejected_rows.into()),
    )
}

fn group_lines(file: &FileReport) -> Vec<IssueGroupLine> {
    let letter = |place: Option<u32>| {
        place.map_or_else(String::new, |place| {
            crate::engine::reader::text::column_letter(place as usize)
        })
    };
    let line = |n: u32, first: IssueRow, place| IssueGroupLine {
        column: first.column,
        letter: letter(place),
        problem: match (n > 1, first.found.is_empty()) {
            (true, false) => format!("such as {} “{}”: {}", first.row, first.found, first.problem),
            (true, true) => format!("such as row {}: {}", first.row, first.problem),
            (false, _) => first.problem,
        },
        n: format::count(n.into()),
        fate: first.fate,
    };
    let issues = file.issues.groups.iter();
    let issues = issues.map(|group| line(group.n, issue_row(&group.first), group.first.place));
    let changes = file.changes.groups.iter();
    let changes = changes.map(|group| line(group.n, change_row(&group.first), group.first.place));
    issues.chain(changes).collect()
}

/// Everything that is listed, in the order of the file.
#[must_use]
pub fn log_rows(file: &FileReport) -> Vec<IssueRow> {
    let issues = file.issues.listed.iter().map(issue_row);
    let changes = file.changes.listed.iter().map(change_row);
    let mut rows: Vec<IssueRow> = issues.chain(changes).collect();
    rows.sort_by_key(|row| row.number);
    rows
}

fn issue_row(issue: &RowIssue) -> IssueRow {
    IssueRow {
        number: issue.row,
        row: messages::address(issue.place, issue.row),
        column: issue.column.map_or("", Column::name),
        found: issue.found.clone(),
        problem: messages::problem(issue),
        fate: Fate::of(issue),
    }
}

fn change_row(change: &CellChange) -> IssueRow {
    IssueRow {
        number: change.row,
        row: messages::address(change.place, change.row),
        column: change.column.map_or("", Column::name),
        found: change.found.clone(),
        problem: messages::change(change),
        fate: Fate::Changed,
    }
}

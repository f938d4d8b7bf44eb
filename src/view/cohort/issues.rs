//! The list of row issues, for the screen and as a file.

use crate::engine::reader::issue::RowIssue;
use crate::engine::report::Report;
use crate::view::{format, messages};

/// Most issues shown on the screen; the file has all that are listed.
const SHOWN_LIMIT: usize = 200;

/// The issues as the page shows them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IssueTable {
    /// How many there are, in words.
    pub summary: String,
    /// The first of them.
    pub rows: Vec<IssueRow>,
    /// What is not shown, when something is not.
    pub remainder: Option<String>,
}

/// One issue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IssueRow {
    /// Row of the spreadsheet, or the address of the cell.
    pub row: String,
    /// The column, when one cell is meant.
    pub column: &'static str,
    /// The text found.
    pub found: String,
    /// What is wrong and what was expected.
    pub problem: String,
    /// Whether the row is left out.
    pub is_rejected: bool,
}

/// Builds the list of a report.
#[must_use]
pub fn issue_table(report: &Report) -> IssueTable {
    let issues = &report.issues;
    let shown = issues.listed.len().min(SHOWN_LIMIT);
    let n_hidden = issues.n_issues as usize - shown;
    let remainder = (n_hidden > 0).then(|| {
        let beyond = issues.n_issues as usize - issues.listed.len();
        let listed = if beyond > 0 {
            format!(" The file lists the first {}.", format::count(issues.listed.len() as u64))
        } else {
            String::new()
        };
        format!("{} more are not shown here.{listed}", format::count(n_hidden as u64))
    });
    IssueTable {
        summary: format!(
            "{} left out; {} in use.",
            format::count_of(issues.n_rejected_rows, "row", "rows"),
            format::count_of(issues.n_doubtful, "doubtful value stays", "doubtful values stay"),
        ),
        rows: issues.listed.iter().take(shown).map(issue_row).collect(),
        remainder,
    }
}

/// One issue in words.
#[must_use]
pub fn issue_row(issue: &RowIssue) -> IssueRow {
    IssueRow {
        row: messages::address(issue.place, issue.row),
        column: issue.column.map_or("", crate::engine::reader::header::Column::name),
        found: issue.found.clone(),
        problem: messages::problem(issue),
        is_rejected: issue.problem.rejects(),
    }
}

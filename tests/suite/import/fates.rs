//! What is said of a row is what became of it: in the headline, in the list and in
//! the file, for every kind of problem.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use rpl_immune_profile::engine::cohort::filter::Filter;
use rpl_immune_profile::engine::column::Column;
use rpl_immune_profile::engine::evaluate;
use rpl_immune_profile::engine::protocol::Protocol;
use rpl_immune_profile::engine::quantity::{Caution, Impossible};
use rpl_immune_profile::engine::reader::issue::{IssueLog, NoWoman, RowIssue, RowProblem};
use rpl_immune_profile::engine::reader::number::NotANumber;
use rpl_immune_profile::engine::reader::read;
use rpl_immune_profile::engine::reader::settings::ImportSettings;
use rpl_immune_profile::engine::report::FileReport;
use rpl_immune_profile::view::cohort::issues::{Fate, issue_table};
use rpl_immune_profile::view::export::changes;

/// One problem of each kind, and whether the documentation of the kind says that
/// the row is used.
const KINDS: [(RowProblem, bool); 20] = [
    (RowProblem::FieldCount { found: 2, expected: 3 }, false),
    (RowProblem::NoId, false),
    (RowProblem::DuplicateId { first_row: 1 }, false),
    (RowProblem::NotUnique { other_row: 1 }, false),
    (RowProblem::Replaced { by_row: 9 }, false),
    (RowProblem::NoWoman { why: NoWoman::Sum }, false),
    (RowProblem::Date, false),
    (RowProblem::NoYear, true),
    (RowProblem::ErrorValue, true),
    (RowProblem::MissingDataCode, true),
    (RowProblem::RepeatDiffers { used_row: 1 }, true),
    (RowProblem::BoundNotCombined, true),
    (RowProblem::NotANumber { why: NotANumber::Text }, false),
    (RowProblem::Impossible { why: Impossible::NotWhole }, false),
    (RowProblem::UnknownWord, false),
    (RowProblem::Doubtful { caution: Caution::LysisRises }, true),
    (RowProblem::NotDerived { why: Impossible::NotWhole }, true),
    (RowProblem::CutShort { found: 2, expected: 3 }, true),
    (RowProblem::NoResult, true),
    (RowProblem::Hidden, false),
];

/// The place of a problem in [`KINDS`]: a new kind does not compile before it has one.
fn place(problem: RowProblem) -> usize {
    match problem {
        RowProblem::FieldCount { .. } => 0,
        RowProblem::NoId => 1,
        RowProblem::DuplicateId { .. } => 2,
        RowProblem::NotUnique { .. } => 3,
        RowProblem::Replaced { .. } => 4,
        RowProblem::NoWoman { .. } => 5,
        RowProblem::Date => 6,
        RowProblem::NoYear => 7,
        RowProblem::ErrorValue => 8,
        RowProblem::MissingDataCode => 9,
        RowProblem::RepeatDiffers { .. } => 10,
        RowProblem::BoundNotCombined => 11,
        RowProblem::NotANumber { .. } => 12,
        RowProblem::Impossible { .. } => 13,
        RowProblem::UnknownWord => 14,
        RowProblem::Doubtful { .. } => 15,
        RowProblem::NotDerived { .. } => 16,
        RowProblem::CutShort { .. } => 17,
        RowProblem::NoResult => 18,
        RowProblem::Hidden => 19,
    }
}

#[test]
fn headline_list_and_file_say_the_same_of_every_kind() {
    for (n, (problem, is_used)) in KINDS.into_iter().enumerate() {
        assert_eq!(place(problem), n);
        let mut reading =
            read(b"patient_id,nk_percent\nA,10\n", &ImportSettings::default()).expect("a table");
        let issue = RowIssue::of_cell(2, Column::NkPercent, Some(1), "found", problem);
        let mut issues = IssueLog::default();
        if is_used {
            issues.note(issue);
        } else {
            issues.reject(issue);
        }
        reading.issues = issues;
        let read = FileReport::new(&reading);
        let table = issue_table(&read, "", None);
        let (fate, word, headline) = if is_used {
            (Fate::InUse, "in use", "0 rows left out; 1 doubtful value stays in use;")
        } else {
            (Fate::LeftOut, "left out", "1 row left out; 0 doubtful values stay in use;")
        };
        assert_eq!(table.rows[0].fate, fate, "{problem:?}");
        assert_eq!(table.groups[0].fate, fate, "{problem:?}");
        assert!(table.summary.starts_with(headline), "{problem:?}: {}", table.summary);
        let file = String::from_utf8(changes::issues(&read, "")).expect("UTF-8");
        // Quoted or not: what is said of the row stands in two cells.
        let line = file.lines().nth(1).expect("a line").replace('"', "");
        let yes = if is_used { ",yes,B2," } else { ",no,B2," };
        assert!(line.contains(yes) && line.contains(&format!(",{word},")), "{problem:?}: {line}");
    }
}

/// A year that cannot be read costs the year, and the page says nothing else.
#[test]
fn a_row_without_a_readable_year_is_used_and_said_to_be() {
    for year in ["spring", "99999", "2015-2016", "last year", "15.05.12345"] {
        let file =
            format!("patient_id,previous_losses,nk_percent,year\nA,3,10,{year}\nB,2,10,2015\n");
        let reading = read(file.as_bytes(), &ImportSettings::default()).expect("a table");
        let report = evaluate(&reading, &Protocol::default(), &Filter::default());
        assert_eq!((report.flow.n_records, report.flow.n_rejected), (2, 0), "{year}");
        let table = issue_table(&FileReport::new(&reading), "", None);
        assert!(table.rows.iter().all(|row| row.fate == Fate::InUse), "{year}: {table:?}");
        assert!(table.summary.starts_with("0 rows left out; 1 doubtful value"), "{year}");
    }
}

//! Rows that have more or fewer cells than the header has names.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use rpl_immune_profile::engine::reader::issue::{FileError, RowProblem};
use rpl_immune_profile::engine::reader::read;
use rpl_immune_profile::engine::reader::settings::{ImportSettings, Quote};

use crate::support::files::{LEVELS, nk};

const TABLE: &str = include_str!("../../data/clinic/eight-women.csv");

#[track_caller]
fn check_eight(text: &str, name: &str) {
    let reading = read(text.as_bytes(), &ImportSettings::default())
        .unwrap_or_else(|error| panic!("{name}: {error:?}"));
    let levels: Vec<Option<f64>> = (0..8).map(|index| nk(&reading, index)).collect();
    assert_eq!((reading.cohort.len(), levels.as_slice()), (8, &LEVELS[..]), "{name}");
}

/// The table as R writes it: a name before each row, and none above these names.
fn with_row_names(row_name: impl Fn(usize) -> String, separator: &str) -> String {
    let line = |(number, line): (usize, &str)| {
        let cells = line.replace(',', separator);
        if number == 0 { cells } else { format!("{}{separator}{cells}", row_name(number)) }
    };
    TABLE.lines().enumerate().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn names_of_rows_are_no_column() {
    for separator in [",", "\t", ";", " "] {
        check_eight(&with_row_names(|row| format!("\"{row}\""), separator), separator);
        check_eight(&with_row_names(|row| row.to_string(), separator), separator);
    }
    check_eight(&with_row_names(|row| format!("P-{:03}", 7 * row), ","), "names of women");
    check_eight(&with_row_names(|row| (10 + row).to_string(), ","), "rows of a larger table");
    let commas = with_row_names(|row| row.to_string(), ";").replace('.', ",");
    check_eight(&commas, "decimal commas");
    // The names of rows are the only identifiers.
    let without =
        |line: &str| line.split_once(',').map_or(String::new(), |(_, rest)| rest.to_owned());
    let rest: Vec<String> = TABLE.lines().map(without).collect();
    let named = (1..9).map(|row| format!("\"{}\",{}", 10 + row, rest[row]));
    let lines: Vec<String> = std::iter::once(rest[0].clone()).chain(named).collect();
    check_eight(&lines.join("\n"), "no column of identifiers");
}

/// The table without the blanks at the ends of its rows, of which some are made.
#[test]
fn cells_that_a_row_ends_without_are_missing() {
    let lines: Vec<&str> = TABLE.lines().collect();
    for separator in [",", ";", "\t"] {
        for n_lost in 1..=5 {
            let cut = |(place, line): (usize, &&str)| {
                let cells: Vec<&str> = line.split(',').collect();
                let n_kept = if place > 0 && place % 3 == 0 { cells.len() - n_lost } else { 11 };
                cells[..n_kept].join(separator)
            };
            let text = lines.iter().enumerate().map(cut).collect::<Vec<_>>().join("\n");
            check_eight(&text, separator);
            let reading = read(text.as_bytes(), &ImportSettings::default()).expect("a table");
            let cut: Vec<(u32, RowProblem)> =
                reading.issues.listed.iter().map(|issue| (issue.row, issue.problem)).collect();
            let found = 11 - u32::try_from(n_lost).expect("a count");
            let problem = RowProblem::CutShort { found, expected: 11 };
            assert_eq!(cut, [(4, problem), (7, problem)]);
            assert_eq!(
                (reading.cohort.outcome[1].is_some(), reading.cohort.outcome[2]),
                (true, None)
            );
            assert_eq!(reading.issues.n_rejected_rows, 0);
        }
    }
}

/// A column without a name that holds nothing, and rows with blank cells beyond.
#[test]
fn blank_cells_beyond_the_header_are_nothing() {
    for end in [",", ",,,", ", ,", ",\"\",\u{a0}"] {
        let longer = |(place, line): (usize, &str)| {
            if place % 2 == 0 { line.to_owned() } else { format!("{line}{end}") }
        };
        let text = TABLE.lines().enumerate().map(longer).collect::<Vec<_>>().join("\n");
        check_eight(&text, end);
    }
}

/// The mirror of names of rows without a name: the header has one for names that the
/// rows lack.
#[test]
fn a_name_for_names_of_rows_that_are_not_there_is_no_column() {
    for name in ["", "\"\"", "row", "Unnamed: 0", "index"] {
        for separator in [",", "\t", ";"] {
            let line = |(place, line): (usize, &str)| {
                let line = if place == 0 { format!("{name},{line}") } else { line.to_owned() };
                line.replace(',', separator)
            };
            let text = TABLE.lines().enumerate().map(line).collect::<Vec<_>>().join("\n");
            check_eight(&text, &format!("{name} {separator}"));
        }
    }
    // The last column of all rows is blank and was not written.
    let cut = |line: &str| line.rsplit_once(',').map_or("", |(rest, _)| rest).to_owned();
    let rows = TABLE.lines().enumerate();
    let rows = rows.map(|(place, line)| if place == 0 { line.to_owned() } else { cut(line) });
    check_eight(&rows.collect::<Vec<_>>().join("\n"), "no outcomes");
}

/// A line break that is not quoted makes two rows of one, and no other values.
#[test]
fn halves_of_a_row_are_left_out() {
    let broken = TABLE.replace("A3,37,4,septum,18.9", "A3,37,4,uterine\nseptum,18.9");
    let reading = read(broken.as_bytes(), &ImportSettings::default()).expect("a table");
    assert_eq!((reading.cohort.len(), reading.issues.n_rejected_rows), (7, 2));
    let levels: Vec<Option<f64>> = (0..7).map(|index| nk(&reading, index)).collect();
    let others: Vec<Option<f64>> = (0..8).filter(|&n| n != 2).map(|n| LEVELS[n]).collect();
    assert_eq!(levels, others);
    assert!(
        reading
            .issues
            .listed
            .iter()
            .all(|one| matches!(one.problem, RowProblem::FieldCount { .. }))
    );
}

/// A quotation mark that nobody closes runs to the next one, over whole rows; text of
/// several lines in one cell does not.
#[test]
fn rows_in_quotation_marks_are_refused() {
    let file = |rows: &str| format!("id,age,nk,ratio,outcome,note\n{rows}");
    for (rows, row) in [
        ("A1,\"34,12,20,live birth,\nA2,\"29,13,21,miscarriage,\n", 2),
        (
            "A1,34,12,20,live birth,\nA2,29,\"N,21,miscarriage,\nA3,30,14,22,miscarriage,\nA4,\"N,15,20,miscarriage,\n",
            3,
        ),
        (
            "A1,34,12,20,miscarriage,\"see\nA2,29,13,21,miscarriage,\"\nA3,30,14,22,miscarriage,\n",
            2,
        ),
    ] {
        let found = read(file(rows).as_bytes(), &ImportSettings::default());
        assert_eq!(found.err(), Some(FileError::RowsInQuotes { row }), "{rows}");
        let settings = ImportSettings { quote: Some(Quote::None), ..ImportSettings::default() };
        let found = read(file(rows).as_bytes(), &settings);
        assert!(!matches!(found, Err(FileError::RowsInQuotes { .. })), "{rows}");
    }
    for rows in [
        "A1,34,12,20,live birth,\"lives far away, calls\nevery week, by phone\"\nA2,29,13,21,miscarriage,\n",
        "\"A\n1\",34,12,20,live birth,\nA2,29,13,21,miscarriage,\"a\nb,c\"\n",
        "A1,34,12,20,miscarriage,\"one\ntwo, three\nfour\"\nA2,29,13,21,miscarriage,\n",
    ] {
        let reading = read(file(rows).as_bytes(), &ImportSettings::default());
        assert_eq!(reading.expect("a table").cohort.len(), 2, "{rows}");
    }
}

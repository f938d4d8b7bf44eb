//! Rows that have more cells than the header has names.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use rpl_immune_profile::engine::reader::read;
use rpl_immune_profile::engine::reader::settings::ImportSettings;

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

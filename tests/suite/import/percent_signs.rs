//! A column of percentages of which only some cells have a percent sign: whether the other
//! numbers are fractions of 1 cannot be known where they are not above 1.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use rpl_immune_profile::engine::reader::field::Unit;
use rpl_immune_profile::engine::reader::issue::{FileError, FileQuestion};
use rpl_immune_profile::engine::reader::settings::{ColumnSettings, ImportSettings};
use rpl_immune_profile::engine::reader::{Reading, read};

use crate::support::files::{log, nk};

/// A file of one column of laboratory values, divided by tabs.
fn file(name: &str, cells: &[&str]) -> String {
    let rows = cells.iter().enumerate().map(|(place, cell)| format!("A{place}\t{cell}\n"));
    format!("patient_id\t{name}\n{}", rows.collect::<String>())
}

fn with_unit(name: &str, unit: Unit) -> ImportSettings {
    let one = ColumnSettings { unit: Some(unit), ..ColumnSettings::default() };
    ImportSettings { columns: [(name.to_owned(), one)].into(), ..ImportSettings::default() }
}

/// What is asked; nothing where the file is read.
fn asked(name: &str, cells: &[&str]) -> Vec<FileQuestion> {
    match read(file(name, cells).as_bytes(), &ImportSettings::default()) {
        Ok(_) => Vec::new(),
        Err(FileError::Questions { questions }) => questions,
        Err(error) => panic!("{cells:?}: {error:?}"),
    }
}

#[track_caller]
fn reading(name: &str, cells: &[&str], settings: &ImportSettings) -> Reading {
    read(file(name, cells).as_bytes(), settings).unwrap_or_else(|error| panic!("{error:?}"))
}

fn levels(reading: &Reading) -> Vec<Option<f64>> {
    (0..reading.cohort.len()).map(|index| nk(reading, index)).collect()
}

#[test]
fn numbers_up_to_one_beside_percent_signs_are_asked_about() {
    for cells in [
        &["18.6%", "0.153"][..],
        &["18.6%", "0.104", "15.3%", "0.127"],
        &["18.6%", "10.4", "0.153", "20.1%", "17.5"],
        &["0.153", "18.6 percent"],
        &["18.6 %", "0.153 H"],
        &["18,6 %", "0,153"],
        &["18.6％", "0.153"],
        // All of her cells, or one of a hundred.
        &["18.6%", "1"],
    ] {
        let question = FileQuestion::Fraction { column: "nk_percent".to_owned() };
        assert_eq!(asked("nk_percent", cells), [question], "{cells:?}");
    }
    let question = FileQuestion::Fraction { column: "nk_cyto_25".to_owned() };
    assert_eq!(asked("nk_cyto_25", &["23.9%", "0.24"]), [question]);
}

/// Whichever answer is given, a percent sign keeps its meaning.
#[test]
fn the_answer_is_about_the_numbers_without_a_sign() {
    let cells = ["18.6%", "0.104", "15.3%", "0.127"];
    let fractions = reading("nk_percent", &cells, &with_unit("nk_percent", Unit::Fraction));
    assert_eq!(levels(&fractions), [Some(18.6), Some(10.4), Some(15.3), Some(12.7)]);
    assert_eq!(
        log(&fractions),
        [
            "B2 read as 18.6",
            "B3 fraction converted to 10.4 %",
            "B4 read as 15.3",
            "B5 fraction converted to 12.7 %",
        ]
    );
    let percent = reading("nk_percent", &cells, &with_unit("nk_percent", Unit::AsIs));
    assert_eq!(levels(&percent), [Some(18.6), Some(0.104), Some(15.3), Some(0.127)]);
}

/// 10.4 cannot be a fraction of 1: of three kinds of cells no answer reads all.
#[test]
fn a_number_above_one_is_no_fraction_whatever_the_answer() {
    let cells = ["18.6%", "10.4", "0.153"];
    let settings = with_unit("nk_percent", Unit::Fraction);
    match read(file("nk_percent", &cells).as_bytes(), &settings) {
        Err(FileError::Questions { questions }) => assert!(
            matches!(&questions[..], [FileQuestion::Unreadable { n: 1, .. }]),
            "{questions:?}"
        ),
        other => panic!("{other:?}"),
    }
}

#[test]
fn numbers_in_the_range_of_those_with_a_sign_are_percent() {
    let cells = ["15.1%", "12.3", "18.6 %", "10.4"];
    let read = reading("nk_percent", &cells, &ImportSettings::default());
    assert_eq!(levels(&read), [Some(15.1), Some(12.3), Some(18.6), Some(10.4)]);
    assert_eq!(log(&read), ["B2 read as 15.1", "B4 read as 18.6"]);
}

#[test]
fn what_is_certain_asks_nothing() {
    for (name, cells) in [
        // With a sign it is what it says.
        ("nk_percent", &["15.1%", "0.8%"][..]),
        // Without any sign one low value among many is an unusual value.
        ("nk_percent", &["15.1", "12.3", "0.8"]),
        // Nothing is nothing, in percent or as a fraction.
        ("nk_percent", &["15.1%", "0"]),
        // A limit of 50 % is none.
        ("nk_percent", &["15.1%", "<0.5"]),
        // Cells with IL-10 are few.
        ("tnf_alpha_percent\til_10_percent", &["15.1%\t0.8%", "12.3%\t0.5"]),
    ] {
        assert_eq!(asked(name, cells), [], "{cells:?}");
    }
}

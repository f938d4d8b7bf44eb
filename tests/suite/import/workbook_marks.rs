//! What a workbook knows of its cells beyond their values: formats, formulas without
//! a stored result, what is hidden, times in a header.

#![cfg(not(target_arch = "wasm32"))]

use rpl_immune_profile::engine::reader::change::ChangeKind;
use rpl_immune_profile::engine::reader::field::Field;
use rpl_immune_profile::engine::reader::issue::{FileError, FileQuestion, RowProblem};
use rpl_immune_profile::engine::reader::settings::{ColumnSettings, ImportSettings, RowChoice};
use rpl_immune_profile::engine::reader::{Reading, read};
use rpl_immune_profile::engine::record::{CalendarYear, Etiology, Outcome, Value};
use rust_xlsxwriter::{Format, Formula, Workbook};

use crate::support::files::{LEVELS, log, nk};

#[track_caller]
fn check_eight(reading: &Reading, what: &str) {
    let levels: Vec<Option<f64>> = (0..8).map(|index| nk(reading, index)).collect();
    assert_eq!((reading.cohort.len(), levels.as_slice()), (8, &LEVELS[..]), "{what}");
}

/// Some cells, or all, stand as 0.172 in the file and show 17.2 %.
#[test]
fn percentages_of_open_documents_are_percentages() {
    for (what, bytes) in [
        ("some", &include_bytes!("../../data/clinic/percent-cells.ods")[..]),
        ("all", include_bytes!("../../data/clinic/percent-column.ods")),
    ] {
        let reading = read(bytes, &ImportSettings::default())
            .unwrap_or_else(|error| panic!("{what}: {error:?}"));
        check_eight(&reading, what);
        assert_eq!(reading.issues.n_issues, 0, "{what}");
    }
}

/// The ratio is a formula that no program has calculated.
#[test]
fn formulas_without_a_result_are_said() {
    let ignored = ColumnSettings { field: Some(Field::Ignored), ..ColumnSettings::default() };
    let columns = ["TNF pos", "IL10 pos"].map(|name| (name.to_owned(), ignored));
    let settings = ImportSettings { columns: columns.into(), ..ImportSettings::default() };
    for (what, bytes) in [
        ("xlsx", &include_bytes!("../../data/clinic/formulas-never-calculated.xlsx")[..]),
        ("ods", include_bytes!("../../data/clinic/formulas-never-calculated.ods")),
        ("xls", include_bytes!("../../data/clinic/formulas-never-calculated.xls")),
    ] {
        let reading = read(bytes, &settings).unwrap_or_else(|error| panic!("{what}: {error:?}"));
        check_eight(&reading, what);
        let said: Vec<RowProblem> = reading.issues.listed.iter().map(|one| one.problem).collect();
        assert_eq!(said, [RowProblem::NoResult; 8], "{what}");
        assert!((0..8).all(|index| reading.cohort.th1_th2.get(index).is_none()), "{what}");
        let sheets = ChangeKind::HiddenSheets { n: 1, is_read: false };
        let is_said = reading.changes.listed.iter().any(|change| change.kind == sheets);
        assert_eq!(is_said, what == "xls", "{what}: {:?}", reading.changes.listed);
    }
}

/// A program that cannot calculate writes 0 for each formula; what was calculated is
/// used.
#[test]
fn results_that_were_never_worked_out_are_no_zeros() {
    let file = |result: &str| {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet();
        for (x, name) in (0..).zip(["id", "NK (%)", "a", "b", "Th1/Th2", "ivig"]) {
            sheet.write(0, x, name).expect("a cell");
        }
        for y in 1..=4_u32 {
            sheet.write(y, 0, y).expect("a cell");
            sheet.write(y, 1, 12.5).expect("a cell");
            let formula = Formula::new(format!("=C{0}/D{0}", y + 1)).set_result(result);
            sheet.write_formula(y, 4, formula).expect("a cell");
        }
        workbook.save_to_buffer().expect("a workbook")
    };
    let ratio = |result: &str| {
        let reading = read(&file(result), &ImportSettings::default()).expect("a table");
        let no_result = |problem: RowProblem| problem == RowProblem::NoResult;
        let n = reading.issues.listed.iter().filter(|one| no_result(one.problem)).count();
        (reading.cohort.th1_th2.get(0).map(Value::get), n)
    };
    assert_eq!(ratio("0"), (None, 4));
    assert_eq!(ratio("20.5"), (Some(20.5), 0));
}

/// A text file holds formulas where a spreadsheet showed them.
#[test]
fn formulas_in_a_text_are_said() {
    let file = "id,nk_percent,th1_th2_ratio\nA1,17.2,=F2/G2\nA2,11.4,\"=AVERAGE(B2,C2)\"\n";
    let reading = read(file.as_bytes(), &ImportSettings::default()).expect("a table");
    assert_eq!(reading.cohort.len(), 2);
    let said: Vec<RowProblem> = reading.issues.listed.iter().map(|one| one.problem).collect();
    assert_eq!(said, [RowProblem::NoResult; 2]);
}

#[test]
fn hidden_rows_are_asked_about() {
    for (what, bytes) in [
        ("xlsx", &include_bytes!("../../data/clinic/filtered-rows.xlsx")[..]),
        ("ods", include_bytes!("../../data/clinic/filtered-rows.ods")),
        ("xls", include_bytes!("../../data/clinic/filtered-rows.xls")),
    ] {
        let Err(FileError::Questions { questions }) = read(bytes, &ImportSettings::default())
        else {
            panic!("{what}: nothing is asked")
        };
        let [FileQuestion::HiddenRows { n: 3, rows }] = &questions[..] else {
            panic!("{what}: {questions:?}")
        };
        let rows: Vec<u32> = rows.iter().map(|one| one.row).collect();
        assert_eq!(rows, [4, 6, 9], "{what}");
        let with = |choice| {
            let settings =
                ImportSettings { hidden_rows: Some(choice), ..ImportSettings::default() };
            read(bytes, &settings).unwrap_or_else(|error| panic!("{what}: {error:?}"))
        };
        check_eight(&with(RowChoice::Read), what);
        let reading = with(RowChoice::LeaveOut);
        assert_eq!((reading.cohort.len(), reading.issues.n_rejected_rows), (5, 3), "{what}");
        assert!(
            reading.issues.listed.iter().all(|one| one.problem == RowProblem::Hidden),
            "{what}"
        );
        let levels: Vec<Option<f64>> = (0..5).map(|index| nk(&reading, index)).collect();
        assert_eq!(levels, [0, 1, 3, 5, 6].map(|index: usize| LEVELS[index]), "{what}");
    }
}

#[test]
fn hidden_columns_and_sheets_are_said() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (x, name) in (0..).zip(["id", "NK (%)", "note", "Th1/Th2"]) {
        sheet.write(0, x, name).expect("a cell");
        for y in 1..=2_u32 {
            sheet.write(y, x, y + 10).expect("a cell");
        }
    }
    sheet.set_column_hidden(1).expect("a column");
    sheet.set_column_hidden(2).expect("a column");
    sheet.set_column_hidden(9).expect("a column");
    workbook.add_worksheet().set_hidden(true);
    let bytes = workbook.save_to_buffer().expect("a workbook");
    let reading = read(&bytes, &ImportSettings::default()).expect("a table");
    assert_eq!(nk(&reading, 0), Some(11.0));
    let kinds: Vec<ChangeKind> = reading.changes.listed.iter().map(|one| one.kind).collect();
    assert!(kinds.contains(&ChangeKind::HiddenColumns { n: 2 }), "{kinds:?}");
    assert!(kinds.contains(&ChangeKind::HiddenSheets { n: 1, is_read: false }), "{kinds:?}");
}

/// Spreadsheets make times of ratios: 50:1 is 50 hours and a minute.
#[test]
fn times_in_a_header_are_ratios() {
    for (what, bytes) in [
        ("xlsx", &include_bytes!("../../data/clinic/times-in-header.xlsx")[..]),
        ("ods", include_bytes!("../../data/clinic/times-in-header.ods")),
        ("xls", include_bytes!("../../data/clinic/times-in-header.xls")),
    ] {
        let reading = read(bytes, &ImportSettings::default())
            .unwrap_or_else(|error| panic!("{what}: {error:?}"));
        let nk_cyto_50 = |index| reading.cohort.nk_cyto_50.get(index).map(Value::get);
        let nk_cyto_25 = |index| reading.cohort.nk_cyto_25.get(index).map(Value::get);
        assert_eq!((nk_cyto_50(0), nk_cyto_25(0)), (Some(30.0), Some(20.0)), "{what}");
        assert_eq!((nk_cyto_50(1), nk_cyto_25(1)), (Some(60.0), Some(40.0)), "{what}");
        assert_eq!(reading.cohort.nk_cyto_12_5.get(0).map(Value::get), Some(10.0), "{what}");
        assert_eq!((nk(&reading, 0), nk(&reading, 1)), (Some(17.2), Some(9.8)), "{what}");
    }
}

/// One etiology is merged over four women; what is merged over columns, or in the
/// header, is not copied.
#[test]
fn merged_cells_have_the_value_of_the_first() {
    let known = [Some(Etiology::Idiopathic); 4].into_iter().chain([Some(Etiology::Known); 2]);
    let known: Vec<Option<Etiology>> = known.collect();
    for (what, bytes) in [
        ("xlsx", &include_bytes!("../../data/practice/merged-cells.xlsx")[..]),
        ("ods", include_bytes!("../../data/clinic/merged-cells.ods")),
        ("xls", include_bytes!("../../data/clinic/merged-cells.xls")),
    ] {
        let reading = read(bytes, &ImportSettings::default())
            .unwrap_or_else(|error| panic!("{what}: {error:?}"));
        assert_eq!(reading.cohort.etiology, known, "{what}");
        let said: Vec<String> =
            log(&reading).into_iter().filter(|line| line.contains("merged")).collect();
        let line = "is merged with the cell in row 2 and has the value that is there";
        assert_eq!(said, [3, 4, 5].map(|row| format!("D{row} {line}")), "{what}");
    }
}

/// Two rows of tests a woman, her age merged over both; numbers, dates and percentages
/// keep what they are, and a cell of its own is not overwritten.
#[test]
fn merged_cells_of_every_kind_and_place() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let percent = Format::new().set_num_format("0.0%");
    let date = Format::new().set_num_format("yyyy-mm-dd");
    let plain = Format::new();
    for (place, name) in ["id", "age", "NK (%)", "year", "outcome"].iter().enumerate() {
        sheet.write(0, u16::try_from(place).expect("few"), *name).expect("a name");
    }
    for (row, id) in (1..).zip(["A1", "A2", "A3", "A4"]) {
        sheet.write(row, 0, id).expect("a name");
    }
    sheet.merge_range(1, 1, 2, 1, "", &plain).expect("a range");
    sheet.write_number(1, 1, 34).expect("a number");
    sheet.merge_range(1, 2, 2, 2, "", &percent).expect("a range");
    sheet.write_number_with_format(1, 2, 0.172, &percent).expect("a number");
    sheet.merge_range(2, 3, 3, 3, "", &date).expect("a range");
    sheet.write_number_with_format(2, 3, 43_466, &date).expect("a number");
    // Over rows and columns: the first column alone has the value.
    sheet.merge_range(3, 1, 4, 2, "", &plain).expect("a range");
    sheet.write_number(3, 1, 29).expect("a number");
    sheet.write(4, 4, "live birth").expect("a word");
    let bytes = book.save_to_buffer().expect("a workbook");
    let reading = read(&bytes, &ImportSettings::default()).expect("a table");
    let cohort = &reading.cohort;
    let ages: Vec<Option<f64>> =
        (0..4).map(|index| cohort.age.get(index).map(Value::get)).collect();
    assert_eq!(ages, [Some(34.0), Some(34.0), Some(29.0), Some(29.0)]);
    let levels: Vec<Option<f64>> = (0..4).map(|index| nk(&reading, index)).collect();
    assert_eq!(levels, [Some(17.2), Some(17.2), None, None]);
    let years: Vec<Option<u16>> =
        cohort.year.iter().map(|year| year.map(CalendarYear::get)).collect();
    assert_eq!(years, [None, Some(2019), Some(2019), None]);
    assert_eq!(cohort.outcome, [None, None, None, Some(Outcome::LiveBirth)]);
}

//! Workbooks: of every kind, with what spreadsheets add to them.

#![cfg(not(target_arch = "wasm32"))]

use std::fmt::Write as _;

use rpl_immune_profile::engine::quantity::Caution;
use rpl_immune_profile::engine::reader::change::ChangeKind;
use rpl_immune_profile::engine::reader::format::Format;
use rpl_immune_profile::engine::reader::issue::{
    FileError, FileQuestion, RowProblem, WorkbookProblem,
};
use rpl_immune_profile::engine::reader::settings::ImportSettings;
use rpl_immune_profile::engine::reader::{Import, ImportStep, Purpose, read};
use rpl_immune_profile::engine::record::{Bound, CalendarYear};
use rust_xlsxwriter::{ExcelDateTime, Format as CellFormat, Formula, Workbook};

use crate::support::corpus::{LANGUAGES, cells, check_women};
use crate::support::files::{leaves_out, log, nk, read_in_slices};

/// The corpus in Korean, with numbers as numbers.
fn corpus(sheet_before: bool) -> Vec<u8> {
    let language = &LANGUAGES[2];
    let mut workbook = Workbook::new();
    if sheet_before {
        let notes = workbook.add_worksheet();
        notes.write(0, 0, "exported by the hospital").expect("a cell");
    }
    let sheet = workbook.add_worksheet();
    for (y, row) in (0..).zip(cells(language, '.', false)) {
        for (x, cell) in (0..).zip(row) {
            match cell.parse::<f64>() {
                Ok(number) if y > 0 && x > 0 => sheet.write(y, x, number).expect("a cell"),
                _ if cell.is_empty() => continue,
                _ => sheet.write(y, x, cell).expect("a cell"),
            };
        }
    }
    workbook.save_to_buffer().expect("a workbook")
}

#[test]
fn workbooks_of_every_kind_give_the_same_records() {
    for (name, bytes) in [
        ("xlsx", corpus(false)),
        ("xlsx, second sheet", corpus(true)),
        ("xls", include_bytes!("../../data/workbooks/korean.xls").to_vec()),
        ("ods", include_bytes!("../../data/workbooks/korean.ods").to_vec()),
    ] {
        let reading = read(&bytes, &ImportSettings::default())
            .unwrap_or_else(|error| panic!("{name}: {error:?}"));
        check_women(&reading, name);
        assert_eq!(reading.log.source.format, Format::Workbook);
        for slice in [1, 100, 512, 513, 4096] {
            let settings = ImportSettings::default();
            let sliced = read_in_slices(&bytes, slice, &settings);
            assert_eq!(sliced.as_ref(), Ok(&reading), "{name} in slices of {slice}");
        }
    }
}

/// Whoever waits must see that something goes on, and what falls silent is taken for dead.
#[test]
fn a_file_that_is_held_whole_tells_how_far_it_is() {
    let n_rows = 20_000;
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write_row(0, 0, ["patient_id", "nk_percent"]).expect("a header");
    let mut records = String::new();
    for row in 1..=n_rows {
        sheet.write(row, 0, format!("A{row}")).expect("a cell");
        sheet.write(row, 1, 17.2).expect("a cell");
        let _ = writeln!(records, "{{\"patient_id\": \"A{row}\", \"nk_percent\": 17.2}}");
    }
    for (name, bytes) in [
        ("workbook", workbook.save_to_buffer().expect("a workbook")),
        ("records", records.into_bytes()),
    ] {
        let mut told = Vec::new();
        let size = Some(bytes.len() as u64);
        let mut import = Import::new(ImportSettings::default(), Purpose::Read, size);
        import.feed(&bytes).expect("taken");
        let step = import.end(&mut |n_rows| told.push(n_rows));
        assert!(
            matches!(step, Ok(ImportStep::Done(reading)) if reading.n_rows == n_rows),
            "{name}"
        );
        // Unpacked, looked through, read: a quarter of the rows is never without a word.
        assert!(told.len() >= 3 * 4, "{name}: {told:?}");
        assert!(told.iter().all(|&told| told <= n_rows + 1), "{name}: {told:?}");
    }
}

/// What Excel shows counts: percentages, computed numbers, dates, errors.
#[test]
fn cells_are_read_as_the_spreadsheet_shows_them() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let percent = CellFormat::new().set_num_format("0.0%");
    let date = CellFormat::new().set_num_format("yyyy-mm-dd");
    sheet.write(0, 0, "Our cohort").expect("a cell");
    for (x, name) in (0..).zip(["No.", "NK (%)", "Th1/Th2", "IVIG"]) {
        sheet.write(2, x, name).expect("a cell");
    }
    for (y, id) in (3..).zip(1..=7_u32) {
        sheet.write(y, 0, id).expect("a cell");
        sheet.write(y, 2, 20.5).expect("a cell");
    }
    sheet.write_with_format(3, 1, 0.161, &percent).expect("a cell");
    sheet.write(4, 1, 34.300_000_000_000_004).expect("a cell");
    sheet.write(5, 1, "<0.5").expect("a cell");
    sheet.write(6, 1, "12,5").expect("a cell");
    let day = ExcelDateTime::from_ymd(2024, 1, 1).expect("a day");
    sheet.write_with_format(7, 1, day, &date).expect("a cell");
    sheet.write_formula(8, 1, Formula::new("=NA()").set_result("#N/A")).expect("a cell");
    sheet.write(9, 1, 45292.0).expect("a cell");
    sheet.write(3, 3, true).expect("a cell");
    let bytes = workbook.save_to_buffer().expect("a workbook");
    let reading = read(&bytes, &leaves_out()).expect("a table");
    assert_eq!(nk(&reading, 0), Some(16.1));
    assert!(log(&reading).contains(&"B4 read as 16.1".to_owned()), "{:?}", log(&reading));
    assert_eq!(nk(&reading, 1), Some(34.3));
    let censored = reading.cohort.nk_level.measured(2).map(|measured| measured.bound);
    assert_eq!(censored, Some(Bound::Below));
    assert_eq!(nk(&reading, 3), Some(12.5));
    assert_eq!(reading.cohort.ivig[0], Some(true));
    assert_eq!(reading.cohort.patient_id(0), "1");
    let problems: Vec<(u32, RowProblem)> =
        reading.issues.listed.iter().map(|issue| (issue.row, issue.problem)).collect();
    // Whatever is below 0.5 may be a fraction.
    assert_eq!(problems[0], (6, RowProblem::Doubtful { caution: Caution::MaybeFraction }));
    assert_eq!(problems[1], (8, RowProblem::Date));
    assert_eq!(problems[2], (9, RowProblem::ErrorValue));
    assert!(matches!(problems[3], (10, RowProblem::Impossible { .. })));
    assert_eq!(problems.len(), 4);
    assert_eq!((reading.log.n_rows_above, reading.n_rows), (1, 7));
}

/// Of a date only the year is read, whatever the workbook calls a date; a year
/// that cannot be told is missing, and its row is used.
#[test]
fn the_year_of_a_date_is_read() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let date = CellFormat::new().set_num_format("yyyy-mm-dd");
    for (x, name) in (0..).zip(["No.", "NK (%)", "Visit date"]) {
        sheet.write(0, x, name).expect("a cell");
    }
    for y in 1..=4_u32 {
        sheet.write(y, 0, y).expect("a cell");
        sheet.write(y, 1, 12.5).expect("a cell");
    }
    for (y, (year, month, day)) in [(1, (2015, 12, 31)), (2, (2016, 1, 1))] {
        let day = ExcelDateTime::from_ymd(year, month, day).expect("a day");
        sheet.write_with_format(y, 2, day, &date).expect("a cell");
    }
    sheet.write(3, 2, 2017).expect("a cell");
    sheet.write(4, 2, "in spring").expect("a cell");
    let bytes = workbook.save_to_buffer().expect("a workbook");
    let reading = read(&bytes, &ImportSettings::default()).expect("a table");
    let years: Vec<Option<u16>> =
        reading.cohort.year.iter().map(|year| year.map(CalendarYear::get)).collect();
    assert_eq!(years, [Some(2015), Some(2016), Some(2017), None]);
    assert_eq!(reading.changes.listed[0].kind, ChangeKind::Year);
    assert_eq!(reading.changes.listed[0].found, "2015-12-31");
    let problems: Vec<RowProblem> =
        reading.issues.listed.iter().map(|issue| issue.problem).collect();
    assert_eq!(problems, [RowProblem::NoYear]);
    assert_eq!(reading.issues.n_rejected_rows, 0);
}

#[test]
fn a_date_in_an_old_workbook_is_no_number() {
    let bytes = include_bytes!("../../data/workbooks/date.xls");
    let reading = read(bytes, &leaves_out()).expect("a table");
    assert_eq!(reading.issues.listed[0].problem, RowProblem::Date);
    assert_eq!(reading.issues.n_rejected_rows, 1);
}

#[test]
fn sheets_can_be_chosen_and_are_asked_for() {
    let mut workbook = Workbook::new();
    for name in ["2019", "2020"] {
        let sheet = workbook.add_worksheet().set_name(name).expect("a name");
        sheet.write(0, 0, "Study ID").expect("a cell");
        sheet.write(0, 1, "NK (%)").expect("a cell");
        sheet.write(1, 0, name).expect("a cell");
        sheet.write(1, 1, 12.5).expect("a cell");
    }
    let bytes = workbook.save_to_buffer().expect("a workbook");
    let names = vec!["2019".to_owned(), "2020".to_owned()];
    assert_eq!(
        read(&bytes, &ImportSettings::default()),
        Err(FileError::Questions { questions: vec![FileQuestion::Sheet { names: names.clone() }] })
    );
    let settings =
        |sheet: &str| ImportSettings { sheet: Some(sheet.to_owned()), ..ImportSettings::default() };
    let reading = read(&bytes, &settings("2020")).expect("a table");
    assert_eq!(reading.cohort.patient_id(0), "2020");
    assert_eq!(
        read(&bytes, &settings("2021")),
        Err(FileError::NoSuchSheet { name: "2021".to_owned(), names })
    );
}

/// A damaged workbook is refused and nothing else happens.
#[test]
fn damaged_workbooks_are_refused() {
    let whole = corpus(false);
    for n_bytes in (8..whole.len()).step_by(97) {
        let cut = read(&whole[..n_bytes], &ImportSettings::default());
        assert_eq!(
            cut,
            Err(FileError::Workbook { problem: WorkbookProblem::Damaged }),
            "{n_bytes}"
        );
    }
}

//! Rows that are no women: none becomes one in silence, and no woman is lost.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use rpl_immune_profile::engine::reader::issue::{FileError, FileQuestion, NoWoman, RowProblem};
use rpl_immune_profile::engine::reader::settings::{ImportSettings, RowChoice};
use rpl_immune_profile::engine::reader::{Reading, look, read};

use crate::support::files::{LEVELS, nk};

const TABLE: &str = include_str!("../../data/clinic/eight-women.csv");
const WIDTH: usize = 11;

/// What became of a row that was added to the table of eight women.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Became {
    LeftOut(NoWoman),
    Asked,
    Woman,
}

/// A row of the table: its cells divided by `|`, blanks to its end.
fn row(cells: &str) -> Vec<String> {
    let mut cells: Vec<String> = cells.split('|').map(str::to_owned).collect();
    cells.resize(WIDTH, String::new());
    cells
}

fn table() -> Vec<Vec<String>> {
    TABLE.lines().map(|line| line.split(',').map(str::to_owned).collect()).collect()
}

fn text(rows: &[Vec<String>]) -> Vec<u8> {
    let quoted = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
    let line = |row: &Vec<String>| row.iter().map(quoted).collect::<Vec<_>>().join(",");
    rows.iter().map(line).collect::<Vec<_>>().join("\n").into_bytes()
}

#[cfg(not(target_arch = "wasm32"))]
fn workbook(rows: &[Vec<String>]) -> Vec<u8> {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    for (y, row) in (0..).zip(rows) {
        for (x, cell) in (0..).zip(row) {
            match cell.parse::<f64>() {
                Ok(number) => sheet.write(y, x, number).expect("a cell"),
                Err(_) if cell.is_empty() => continue,
                Err(_) => sheet.write(y, x, cell).expect("a cell"),
            };
        }
    }
    workbook.save_to_buffer().expect("a workbook")
}

/// The same rows in every format that is made here.
fn files(rows: &[Vec<String>]) -> Vec<Vec<u8>> {
    vec![
        text(rows),
        #[cfg(not(target_arch = "wasm32"))]
        workbook(rows),
    ]
}

fn with(choice: RowChoice) -> ImportSettings {
    ImportSettings { no_women: Some(choice), ..ImportSettings::default() }
}

#[track_caller]
fn check_eight(reading: &Reading, what: &str) {
    let levels: Vec<Option<f64>> = (0..8).map(|index| nk(reading, index)).collect();
    assert_eq!(levels, LEVELS, "{what}");
    let rows = reading.cohort.len() + reading.issues.n_rejected_rows as usize;
    assert_eq!(rows, reading.n_rows as usize, "{what}: each row is a woman or left out");
}

/// What became of the last rows of a file, which follow eight women.
#[track_caller]
fn became(bytes: &[u8], what: &str) -> Became {
    match read(bytes, &ImportSettings::default()) {
        Ok(reading) => {
            check_eight(&reading, what);
            match reading.issues.listed.as_slice() {
                [] => Became::Woman,
                [issue, ..] => match issue.problem {
                    RowProblem::NoWoman { why } => {
                        assert_eq!(reading.cohort.len(), 8, "{what}");
                        Became::LeftOut(why)
                    }
                    other => panic!("{what}: {other:?}"),
                },
            }
        }
        Err(FileError::Questions { questions }) => {
            assert!(
                matches!(&questions[..], [FileQuestion::NoWomen { n: 1, .. }]),
                "{questions:?}"
            );
            let left_out = read(bytes, &with(RowChoice::LeaveOut)).expect("a table");
            check_eight(&left_out, what);
            assert_eq!(left_out.cohort.len(), 8, "{what}");
            let kept = read(bytes, &with(RowChoice::Read)).expect("a table");
            assert_eq!(kept.cohort.len(), 9, "{what}");
            Became::Asked
        }
        Err(other) => panic!("{what}: {other:?}"),
    }
}

const SUM: Became = Became::LeftOut(NoWoman::Sum);
const NOTE: Became = Became::LeftOut(NoWoman::Note);

/// Below a table with identifiers.
const ROWS: [(&str, Became); 36] = [
    ("Grand Total: 8|34|||13.9", SUM),
    ("Mean ± SD|33.5|||13.9", SUM),
    ("Mean|33.5|2.9||13.9|37.5", SUM),
    ("N = 8", SUM),
    ("Total (n = 8)|268|23", SUM),
    ("Median [IQR]|33|2||13.8", SUM),
    ("SD|3.9|1.1||3.4", SUM),
    ("n||||8|8|8|8|8", SUM),
    ("Max|40|5||18.9", SUM),
    ("合計|268|23", SUM),
    ("平均|33.5|2.9||13.9", SUM),
    ("평균|33.5|2.9||13.9", SUM),
    ("평균±표준편차|33.5|2.9||13.9", SUM),
    ("Mittelwert|33.5|2.9||13.9", SUM),
    ("Standardabweichung|3.9|||3.4", SUM),
    ("Moyenne|33.5|2.9||13.9", SUM),
    ("Écart-type|3.9|||3.4", SUM),
    ("Promedio|33.5|2.9||13.9", SUM),
    ("Среднее|33.5|2.9||13.9", SUM),
    ("Média|33.5|2.9||13.9", SUM),
    ("* NK by flow cytometry, 2015 method", NOTE),
    ("Page 1 of 1", NOTE),
    ("Seite 1 von 2", NOTE),
    ("第 1 页 共 2 页", NOTE),
    ("Note: one sample was hemolyzed", NOTE),
    ("※ 2015년 이전 자료", NOTE),
    ("----------", NOTE),
    // A head of a section, and a name of which only the user knows whose it is.
    ("Known cause", Became::Asked),
    ("2019", Became::Asked),
    ("Group B: treated elsewhere", Became::Asked),
    ("Kim", Became::Asked),
    // A word for a sum in a language that is not known here, among numbered women.
    ("Keskihajonta|39|1||3.4", Became::Asked),
    // Women: of one nothing is known but that she was there.
    ("A9", Became::Woman),
    ("A9||||12.5", Became::Woman),
    ("*A9|31|2|septum|12.5", Became::Woman),
    ("SD-09|31|2|septum|12.5", Became::Woman),
];

/// `P5` is short for a percentile and `Q1` for a quartile: among P1 to P8 it is a woman, also
/// where nothing was measured of her.
#[test]
fn an_identifier_like_the_others_is_no_sum() {
    let mut rows = table();
    for row in &mut rows[1..] {
        row[0] = row[0].replace('A', "P");
    }
    for cell in &mut rows[5][1..] {
        if cell.parse::<f64>().is_ok() {
            cell.clear();
        }
    }
    for file in files(&rows) {
        let reading = read(&file, &ImportSettings::default()).expect("nothing to ask");
        assert_eq!((reading.cohort.len(), reading.cohort.patient_id(4)), (8, "P5"));
    }
}

#[test]
fn rows_below_a_table_are_left_out_or_asked_about() {
    for (cells, expected) in ROWS {
        let mut rows = table();
        rows.push(row(cells));
        for bytes in files(&rows) {
            assert_eq!(became(&bytes, cells), expected, "{cells}");
        }
    }
}

/// The head of a section stands between women.
#[test]
fn heads_of_sections_between_women_are_asked_about() {
    let mut rows = table();
    rows.insert(1, row("Unexplained"));
    rows.insert(5, row("Septum"));
    for bytes in files(&rows) {
        let Err(FileError::Questions { questions }) = read(&bytes, &ImportSettings::default())
        else {
            panic!("nothing is asked")
        };
        let [FileQuestion::NoWomen { n: 2, rows }] = &questions[..] else {
            panic!("{questions:?}")
        };
        assert_eq!((rows[0].row, rows[0].text.as_str(), rows[1].row), (2, "Unexplained", 6));
        let reading = read(&bytes, &with(RowChoice::LeaveOut)).expect("a table");
        check_eight(&reading, "heads");
        let whys: Vec<RowProblem> = reading.issues.listed.iter().map(|one| one.problem).collect();
        assert_eq!(whys, [RowProblem::NoWoman { why: NoWoman::Chosen }; 2]);
    }
}

/// The five rows that a report puts below its table.
#[test]
fn the_foot_of_a_report() {
    let foot = [
        "Grand Total: 8|34|||13.9",
        "Mean ± SD|33.5|||13.9",
        "N = 8",
        "* NK by flow cytometry, 2015 method",
        "Page 1 of 1",
    ];
    let mut rows = table();
    rows.extend(foot.map(row));
    for bytes in files(&rows) {
        let reading = read(&bytes, &ImportSettings::default()).expect("a table");
        check_eight(&reading, "foot");
        assert_eq!((reading.cohort.len(), reading.issues.n_rejected_rows), (8, 5));
    }
    // As lines of a text they have no cells behind them.
    let short = format!("{TABLE}{}\n", foot.map(|line| line.replace('|', ",")).join("\n"));
    let reading = read(short.as_bytes(), &ImportSettings::default()).expect("a table");
    check_eight(&reading, "short lines");
    assert_eq!(reading.cohort.len(), 8);
}

/// Programs of cytometers name the samples in a column without a name, and put signs
/// into the names of the others that divide nothing.
#[test]
fn sums_below_samples_without_a_name_above_them() {
    let samples = |names: &str, foot: &str| {
        let line = |(number, level): (usize, &Option<f64>)| {
            format!("S0{number}_RPL.fcs,{},20,\n", level.unwrap_or_default())
        };
        let lines: String = LEVELS.iter().enumerate().map(line).collect();
        format!("{names}\n{lines}{foot}").into_bytes()
    };
    for foot in
        ["Mean,13.9,35.2,\nSD,3.44,19.7,\n", "Mean,13.9,35.2\nStdDev,3.44,19.7\n", "SD,3.44,19.7\n"]
    {
        for names in [",NK (%),Th1/Th2,", "Sample,NK (%),Th1/Th2,"] {
            let file = samples(names, foot);
            let reading = read(&file, &ImportSettings::default()).expect("a table");
            check_eight(&reading, names);
            assert_eq!(reading.cohort.len(), 8, "{names} {foot}");
        }
        let file = samples(",NK cells | Freq. of Lymphocytes (%),Th1/Th2 | Ratio,", foot);
        let preview = look(&file, &ImportSettings::default()).expect("a table");
        assert_eq!(preview.columns[1].name, "NK cells | Freq. of Lymphocytes (%)");
    }
}

/// Initials are no sums where other women have initials too.
#[test]
fn initials_are_asked_about() {
    let file = "id,nk_percent\nKL,17.2\nMN,11.4\nSD,18.9\nAB,9.8\n";
    let Err(FileError::Questions { questions }) = read(file.as_bytes(), &ImportSettings::default())
    else {
        panic!("nothing is asked")
    };
    assert!(matches!(&questions[..], [FileQuestion::NoWomen { n: 1, .. }]), "{questions:?}");
    assert_eq!(read(file.as_bytes(), &with(RowChoice::Read)).expect("a table").cohort.len(), 4);
}

/// A survey's texts of the questions, and files that were put together.
#[test]
fn names_and_questions_below_the_header_are_no_women() {
    let survey = "How old is she?|How many?|Cause|NK cells, percent|Killing 50:1|Killing 25:1|Killing 12.5:1|Th1 over Th2|IVIG?|How did it end?";
    let ids = (1..WIDTH).map(|n| format!("{{\"ImportId\":\"QID{n}_TEXT\"}}"));
    let mut rows = table();
    rows.insert(1, row(&format!("Who is she?|{survey}")));
    rows.insert(2, std::iter::once("{\"ImportId\":\"QID0\"}".to_owned()).chain(ids).collect());
    let head = rows[0].clone();
    rows.insert(6, head);
    for bytes in files(&rows) {
        let reading = read(&bytes, &ImportSettings::default()).expect("a table");
        check_eight(&reading, "survey");
        assert_eq!((reading.cohort.len(), reading.issues.n_rejected_rows), (8, 3));
        let whys: Vec<RowProblem> = reading.issues.listed.iter().map(|one| one.problem).collect();
        assert_eq!(whys, [RowProblem::NoWoman { why: NoWoman::Names }; 3]);
    }
    let twice = "patient_id,nk_percent\nA1,17.2\nA2,11.4\npatient_id,nk_percent\nA3,18.9\n";
    let reading = read(twice.as_bytes(), &ImportSettings::default()).expect("a table");
    assert_eq!((reading.cohort.len(), reading.issues.n_rejected_rows), (3, 1));
}

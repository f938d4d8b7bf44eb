//! What stands beside a number in a cell: flags, units, counters, marks of
//! spreadsheets, digits of other scripts, calendars. A number is read where it is
//! certain and asked about where it is not; no row is lost for it.

use std::fmt::Write as _;

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use rpl_immune_profile::engine::column::Column;
use rpl_immune_profile::engine::quantity::Quantity;
use rpl_immune_profile::engine::reader::field::Field;
use rpl_immune_profile::engine::reader::issue::{FileError, FileQuestion, UnreadCell};
use rpl_immune_profile::engine::reader::settings::{ColumnSettings, ImportSettings, UnreadChoice};
use rpl_immune_profile::engine::reader::{Reading, number, read};
use rpl_immune_profile::engine::record::{Bound, CalendarYear, Value};

use crate::support::files::{log, nk};

#[track_caller]
fn reading(file: &str, settings: &ImportSettings) -> Reading {
    read(file.as_bytes(), settings).unwrap_or_else(|error| panic!("{error:?}"))
}

#[track_caller]
fn questions(file: &str, settings: &ImportSettings) -> Vec<FileQuestion> {
    match read(file.as_bytes(), settings) {
        Err(FileError::Questions { questions }) => questions,
        other => panic!("{other:?}"),
    }
}

fn unread(column: &str, choice: UnreadChoice) -> ImportSettings {
    let one = ColumnSettings { unread: Some(choice), ..ColumnSettings::default() };
    ImportSettings { columns: [(column.to_owned(), one)].into(), ..ImportSettings::default() }
}

/// Eight women, five live births; the third and the fourth column are free.
fn eight(head: &str, rows: [&str; 8]) -> String {
    let mut file = format!("patient_id\tprevious_losses\t{head}\n");
    for (number, row) in rows.iter().enumerate() {
        writeln!(file, "A{}\t2\t{row}", number + 1).expect("a text takes all");
    }
    file
}

/// What becomes of one cell.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Found {
    /// It is read as a value.
    Value(f64),
    /// It is read as a bound.
    Bound(Bound, f64),
    /// It is asked about, with this proposal.
    Asked(Option<f64>),
    /// No value, without a question.
    Missing,
    /// Its row is left out.
    LeftOut,
}

#[track_caller]
fn found(field: Field, cell: &str) -> Found {
    let is_laboratory =
        !matches!(field, Field::Column(Column::AgeYears | Column::Bmi | Column::PreviousLosses));
    let other = if is_laboratory { "age_years\t" } else { "nk_percent\t" };
    let file = format!("patient_id\t{other}{}\nA1\t20\t{cell}\n", field.name());
    let reading = match read(file.as_bytes(), &ImportSettings::default()) {
        Ok(reading) => reading,
        Err(FileError::Questions { questions }) => match &questions[..] {
            [FileQuestion::Unread { cells, field: asked, .. }] if *asked == field => {
                return Found::Asked(cells[0].value);
            }
            other => panic!("{cell}: {other:?}"),
        },
        Err(error) => panic!("{cell}: {error:?}"),
    };
    if reading.cohort.is_empty() {
        return Found::LeftOut;
    }
    let cohort = &reading.cohort;
    let value = match field {
        Field::Column(Column::AgeYears) => cohort.age.get(0).map(Value::get),
        Field::Column(Column::Bmi) => cohort.bmi.get(0).map(Value::get),
        Field::Column(Column::PreviousLosses) => cohort.previous_losses.get(0).map(Value::get),
        Field::Column(Column::NkPercent) => nk(&reading, 0),
        Field::Column(Column::Th1Th2Ratio) => cohort.th1_th2.get(0).map(Value::get),
        other => panic!("{other:?}"),
    };
    if let Some(value) = value {
        return Found::Value(value);
    }
    let bound = reading.changes.listed.iter().find_map(|change| match change.became {
        rpl_immune_profile::engine::reader::change::CellResult::Number { value, bound }
            if bound != Bound::Exact =>
        {
            Some(Found::Bound(bound, value))
        }
        _ => None,
    });
    bound.unwrap_or(Found::Missing)
}

fn check(wrong: &mut Vec<String>, field: Field, cell: &str, expected: Found) {
    let found = found(field, cell);
    if found != expected {
        wrong.push(format!("{} {cell}: {found:?} instead of {expected:?}", field.name()));
    }
}

/// A laboratory marks the high values, so that rows left out for their marks
/// would be chosen by their result.
#[test]
fn flags_of_a_laboratory_choose_no_women() {
    let file = eight(
        "nk_percent\tnk_cyto_50_1\tnk_cyto_12_5_1",
        [
            "17.2 H\t30\t10",
            "11.4\t30\t10",
            "18.9 ↑\t60↑\t10",
            "9.8\t60\t30",
            "12.1\t30\t61*",
            "16.0\t30\t10",
            "10.2 L\t30\t10",
            "15.5 (N)\t30\t10",
        ],
    );
    let reading = reading(&file, &ImportSettings::default());
    assert_eq!(reading.cohort.len(), 8);
    let levels: Vec<_> = (0..8).map(|woman| nk(&reading, woman)).collect();
    assert_eq!(levels, [17.2, 11.4, 18.9, 9.8, 12.1, 16.0, 10.2, 15.5].map(Some));
    let noted = "C2 what is beside the number left out: 17.2".to_owned();
    assert!(log(&reading).contains(&noted));
    assert_eq!(reading.changes.n_changes, 6);
}

/// Programs write `="17.2"` so that a spreadsheet keeps the text as it is.
#[test]
fn texts_written_as_formulas_are_texts() {
    for (quote, name) in [("", "A1"), ("\"", "A1")] {
        let cell = |text: &str| match quote {
            "" => format!("=\"{text}\""),
            _ => format!("\"=\"\"{text}\"\"\""),
        };
        let row = |cells: [&str; 4]| cells.map(cell).join(",");
        let file = [
            row(["patient_id", "nk_percent", "outcome", "etiology"]),
            row([name, "17.2", "live_birth", "idiopathic"]),
            row(["A2", "11.4", "miscarriage", "uterine septum"]),
        ]
        .join("\n");
        let reading = reading(&file, &ImportSettings::default());
        assert_eq!((nk(&reading, 0), nk(&reading, 1)), (Some(17.2), Some(11.4)));
        assert_eq!(reading.cohort.cause(1), Some("uterine septum"));
        assert_eq!(reading.issues.n_issues, 0);
        assert!(log(&reading).contains(&"B2 what is beside the number left out: 17.2".to_owned()));
    }
}

/// Expected values are what a reader of the language says that stands there; a
/// cell without one is asked about.
const CERTAIN: &[(Field, &[(&str, f64)])] = &[
    (
        Field::Column(Column::AgeYears),
        &[
            ("34세", 34.0),
            ("만 34세", 34.0),
            ("34歳", 34.0),
            ("34岁", 34.0),
            ("34 y", 34.0),
            ("29yrs", 29.0),
            ("37 years", 37.0),
            ("37 years old", 37.0),
            ("34 J.", 34.0),
            ("34 Jahre", 34.0),
            ("34 ans", 34.0),
            ("34 años", 34.0),
            ("34 лет", 34.0),
            ("34 y.o.", 34.0),
            ("34,5 J", 34.5),
            ("٣٤", 34.0),
            ("३४", 34.0),
            ("３４歳", 34.0),
            ("34½", 34.5),
            ("'34", 34.0),
            ("34 (years)", 34.0),
            ("34 lat", 34.0),
            ("34 yaş", 34.0),
            ("34.0 a", 34.0),
        ],
    ),
    (
        Field::Column(Column::PreviousLosses),
        &[
            ("2회", 2.0),
            ("3번", 3.0),
            ("2 次", 2.0),
            ("3回", 3.0),
            ("三次", 3.0),
            ("两次", 2.0),
            ("3x", 3.0),
            ("x3", 3.0),
            ("3 losses", 3.0),
            ("2 SAB", 2.0),
            ("3 fois", 3.0),
            ("2 Fehlgeburten", 2.0),
            ("3 раза", 3.0),
            ("２", 2.0),
            ("=\"2\"", 2.0),
        ],
    ),
    (
        Field::Column(Column::Bmi),
        &[("22.1 kg/m2", 22.1), ("22,1 kg/m²", 22.1), ("22.1 (kg/m^2)", 22.1), ("22.1㎏/㎡", 22.1)],
    ),
    (
        Field::Column(Column::NkPercent),
        &[
            ("17.2 H", 17.2),
            ("17.2H", 17.2),
            ("17.2 HH", 17.2),
            ("17.2 *", 17.2),
            ("17.2*", 17.2),
            ("17.2 (H)", 17.2),
            ("17.2 [H]", 17.2),
            ("17.2↑", 17.2),
            ("↑17.2", 17.2),
            ("*17.2", 17.2),
            ("17.2 高", 17.2),
            ("17.2 상승", 17.2),
            ("17.2 높음", 17.2),
            ("17.2 偏高", 17.2),
            ("17.2 hoch", 17.2),
            ("17,2 erhöht", 17.2),
            ("17.2 high", 17.2),
            ("17·2", 17.2),
            ("17・2", 17.2),
            ("17。2", 17.2),
            ("１７．２％", 17.2),
            ("١٧٫٢", 17.2),
            ("17.2 % of lymphocytes", 17.2),
            ("17.2% (lymphocytes)", 17.2),
            ("17.2 % H", 17.2),
            ("H% 17.2", f64::NAN),
            ("1.72E+01", 17.2),
            ("1,72E+01", 17.2),
            ("1.72×10^1", 17.2),
            ("1.72 x 10^1", 17.2),
            ("1.72·10¹", 17.2),
            ("\"17.2\"", 17.2),
            ("=17.2", 17.2),
            ("17.2 %림프구", 17.2),
            ("17.2.", 17.2),
            ("\u{200e}17.2", 17.2),
            ("17.2\u{a0}%", 17.2),
            ("+17.2", 17.2),
            ("17.2 LL", 17.2),
            ("17.2 ▲", 17.2),
            ("017.2", 17.2),
        ],
    ),
    (
        Field::Column(Column::Th1Th2Ratio),
        &[("20.5:1", 20.5), ("1'000", 1000.0), ("20,5 : 1", 20.5)],
    ),
];

#[test]
fn what_is_certain_is_read() {
    let mut wrong = Vec::new();
    for (field, cells) in CERTAIN {
        for &(cell, expected) in *cells {
            let expected =
                if expected.is_nan() { Found::Asked(None) } else { Found::Value(expected) };
            check(&mut wrong, *field, cell, expected);
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn bounds_in_words_are_bounds() {
    let mut wrong = Vec::new();
    for (cell, bound, value) in [
        ("> 60 H", Bound::Above, 60.0),
        ("<0.5*", Bound::Below, 0.5),
        ("60 이상", Bound::AtLeast, 60.0),
        ("60％以上", Bound::AtLeast, 60.0),
        ("5未満", Bound::Below, 5.0),
        ("大于60", Bound::Above, 60.0),
        ("less than 0.5", Bound::Below, 0.5),
        ("more than 60 %", Bound::Above, 60.0),
        ("60 or more", Bound::AtLeast, 60.0),
        ("über 60", Bound::Above, 60.0),
        (">60%", Bound::Above, 60.0),
    ] {
        check(&mut wrong, Field::Column(Column::NkPercent), cell, Found::Bound(bound, value));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Where only someone who knows the file can say, the column is asked about.
#[test]
fn what_is_not_certain_is_asked() {
    let mut wrong = Vec::new();
    for (field, cell, proposed) in [
        (Field::Column(Column::NkPercent), "~17", Some(17.0)),
        (Field::Column(Column::NkPercent), "ca. 17", Some(17.0)),
        (Field::Column(Column::NkPercent), "약 17", Some(17.0)),
        (Field::Column(Column::NkPercent), "约17", Some(17.0)),
        (Field::Column(Column::NkPercent), "17.2 ± 0.4", None),
        (Field::Column(Column::NkPercent), "10-12", None),
        (Field::Column(Column::NkPercent), "10–12", None),
        (Field::Column(Column::NkPercent), "10 ~ 12", None),
        (Field::Column(Column::NkPercent), "10 to 12", None),
        (Field::Column(Column::NkPercent), "17.2 / 18.1", None),
        (Field::Column(Column::NkPercent), "17.2 (16.8)", None),
        (Field::Column(Column::NkPercent), "17.2 repeat", Some(17.2)),
        (Field::Column(Column::NkPercent), "17.2 haemolysed", Some(17.2)),
        (Field::Column(Column::NkPercent), "17.2?", Some(17.2)),
        (Field::Column(Column::NkPercent), "17.2¹", Some(17.2)),
        (Field::Column(Column::NkPercent), "60+", Some(60.0)),
        (Field::Column(Column::NkPercent), "17.2-", None),
        (Field::Column(Column::NkPercent), "(17.2)", Some(17.2)),
        (Field::Column(Column::NkPercent), "17.2 pg/mL", None),
        (Field::Column(Column::NkPercent), "172 cells/µL", None),
        (Field::Column(Column::NkPercent), "17.2 % of leukocytes", None),
        (Field::Column(Column::NkPercent), "17..2", None),
        (Field::Column(Column::NkPercent), "1O.5", None),
        (Field::Column(Column::NkPercent), "NK: 17.2", Some(17.2)),
        (Field::Column(Column::NkPercent), "16-Mar", None),
        (Field::Column(Column::Th1Th2Ratio), "36.2 %", Some(36.2)),
        (Field::Column(Column::AgeYears), "34;5", None),
        (Field::Column(Column::AgeYears), "34세 3개월", None),
        (Field::Column(Column::AgeYears), "34y5m", None),
        (Field::Column(Column::AgeYears), "30-34", None),
        (Field::Column(Column::AgeYears), ">40", None),
        (Field::Column(Column::AgeYears), "over 40", None),
        (Field::Column(Column::Bmi), "25미만", None),
        (Field::Column(Column::PreviousLosses), "> 4", None),
        (Field::Column(Column::NkPercent), "x17.2", Some(17.2)),
        (Field::Column(Column::AgeYears), "x34", Some(34.0)),
        (Field::Column(Column::AgeYears), "420 months", None),
        (Field::Column(Column::PreviousLosses), "≥3", Some(3.0)),
        (Field::Column(Column::PreviousLosses), "3+", Some(3.0)),
        (Field::Column(Column::PreviousLosses), "2 or 3", None),
        (Field::Column(Column::PreviousLosses), "G3P0A3", Some(3.0)),
        (Field::Column(Column::PreviousLosses), "G4 P1 Ab3", Some(3.0)),
        (Field::Column(Column::PreviousLosses), "0-0-3-0", Some(3.0)),
        (Field::Column(Column::PreviousLosses), "3 (1 ectopic)", None),
        (Field::Column(Column::NkPercent), "17.2 (not fasting)", Some(17.2)),
    ] {
        check(&mut wrong, field, cell, Found::Asked(proposed));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn one_answer_settles_a_column() {
    let file = "patient_id\tnk_percent\nA1\t17.2 repeat\nA2\t10-12\nA3\t9.8\nA4\t17.2 repeat\n";
    let cell = |text: &str, n, row, value| UnreadCell {
        text: text.to_owned(),
        n,
        row,
        value,
        bound: Bound::Exact,
    };
    let cells = vec![cell("10-12", 1, 3, None), cell("17.2 repeat", 2, 2, Some(17.2))];
    assert_eq!(
        questions(file, &ImportSettings::default()),
        [FileQuestion::Unread {
            column: "nk_percent".to_owned(),
            field: Field::Column(Column::NkPercent),
            cells
        }]
    );
    for (choice, expected) in [
        (UnreadChoice::Number, &[Some(17.2), None, Some(9.8), Some(17.2)][..]),
        (UnreadChoice::Missing, &[None, None, Some(9.8), None]),
        (UnreadChoice::LeaveOut, &[Some(9.8)]),
    ] {
        let reading = reading(file, &unread("nk_percent", choice));
        let levels: Vec<_> = (0..reading.cohort.len()).map(|woman| nk(&reading, woman)).collect();
        assert_eq!(levels, expected, "{choice:?}");
        assert_eq!(reading.changes.n_changes + reading.issues.n_issues, 3, "{choice:?}");
    }
}

#[test]
fn years_of_other_calendars_are_years() {
    let years = |reading: &Reading| -> Vec<Option<u16>> {
        (0..reading.cohort.len())
            .map(|woman| reading.cohort.year[woman].map(CalendarYear::get))
            .collect()
    };
    let certain = "patient_id\tnk_percent\tvisit date\nA1\t12\t14/03/2558\nA2\t17.2\t2560\n\
                   A3\t10\t平成27年3月2日\nA4\t10\t01JAN2015:00:00:00\nA5\t9\tH27.3\nA6\t9\t2015년\n";
    let read_at_once = reading(certain, &ImportSettings::default());
    assert_eq!(years(&read_at_once), [2015, 2017, 2015, 2015, 2015, 2015].map(Some));
    assert_eq!(read_at_once.issues.n_issues, 0);
    let doubtful =
        "patient_id\tnk_percent\tvisit date\nA1\t12\t104/03/02\nA2\t11\t2015\nA3\t9\tspring\n";
    let asked = questions(doubtful, &ImportSettings::default());
    assert!(
        matches!(&asked[..], [FileQuestion::Unread { field: Field::Column(Column::Year), cells, .. }]
            if cells.len() == 1 && cells[0].value == Some(2015.0)),
        "{asked:?}"
    );
    let answered = reading(doubtful, &unread("visit date", UnreadChoice::Number));
    assert_eq!(years(&answered), [Some(2015), Some(2015), None]);
    let missing = reading(doubtful, &unread("visit date", UnreadChoice::Missing));
    assert_eq!(years(&missing), [None, Some(2015), None]);
    assert_eq!(log(&missing)[0], "C4 has no year that is certain and counts as missing");
}

#[test]
fn identifiers_that_a_spreadsheet_has_cut_are_asked_about() {
    let file = "patient_id,nk_percent\n2.01E+11,17.2\n2.01E+11,11.4\n2.02E+11,12\n";
    let (column, example) = ("patient_id".to_owned(), "2.01E+11".to_owned());
    assert_eq!(
        questions(file, &ImportSettings::default()),
        [FileQuestion::CutIdentifiers { column: column.clone(), example }]
    );
    let without = ColumnSettings { field: Some(Field::Ignored), ..ColumnSettings::default() };
    let settings =
        ImportSettings { columns: [(column, without)].into(), ..ImportSettings::default() };
    assert_eq!(reading(file, &settings).cohort.len(), 3);
}

/// Every form that is read in a cell is read in a field of the patient page.
#[test]
fn fields_read_what_cells_read() {
    for (quantity, text, expected) in [
        (Quantity::AgeYears, "34세", Some(34.0)),
        (Quantity::AgeYears, "34 y", Some(34.0)),
        (Quantity::NkPercent, "17.2 H", Some(17.2)),
        (Quantity::NkPercent, "17·2", Some(17.2)),
        (Quantity::NkPercent, "17,2 %", Some(17.2)),
        (Quantity::NkPercent, "٢٠", Some(20.0)),
        (Quantity::Bmi, "22.1 kg/m2", Some(22.1)),
        (Quantity::PreviousLosses, "三次", Some(3.0)),
        (Quantity::NkPercent, "10-12", None),
        (Quantity::NkPercent, "17.2 pg/mL", None),
        (Quantity::NkPercent, ">60", None),
    ] {
        assert_eq!(number::read_typed_as(text, quantity).ok().flatten(), expected, "{text}");
    }
}

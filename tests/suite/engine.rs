//! The engine from bytes to report, natively and under wasm.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use crate::support::files::{leaves_out, read_in_slices};
use crate::support::synthetic;
use rpl_immune_profile::engine::cohort::filter::Filter;
use rpl_immune_profile::engine::cohort::tally::{ClassGroup, Stratum};
use rpl_immune_profile::engine::column::Column;
use rpl_immune_profile::engine::protocol::{CytotoxicityRule, Protocol};
use rpl_immune_profile::engine::reader::field::Field;
use rpl_immune_profile::engine::reader::issue::{
    FileError, FileQuestion, LISTED_LIMIT, RowFate, RowProblem, WorkbookProblem,
};
use rpl_immune_profile::engine::reader::settings::{
    ColumnSettings, DuplicateChoice, ImportSettings, UnreadChoice,
};
use rpl_immune_profile::engine::record::Value as _;
use rpl_immune_profile::engine::report::Report;
use rpl_immune_profile::engine::{analyze, analyze_with, evaluate, reader};
use rpl_immune_profile::view::messages;

const HEADER: &str = "patient_id,previous_losses,etiology,nk_percent,nk_cyto_50,nk_cyto_25,\
                      nk_cyto_12_5,th1_th2_ratio,outcome\n";

/// Every question about cells that hold more than a number is answered: their
/// rows are left out.
fn leave_out() -> ImportSettings {
    let one = ColumnSettings { unread: Some(UnreadChoice::LeaveOut), ..ColumnSettings::default() };
    let columns = HEADER.trim().split(',').map(|name| (name.to_owned(), one)).collect();
    ImportSettings { columns, ..leaves_out() }
}

fn report(rows: &str) -> Report {
    analyze_leaving_out(&format!("{HEADER}{rows}"), &Protocol::default()).expect("a table")
}

fn analyze_leaving_out(file: &str, protocol: &Protocol) -> Result<Report, FileError> {
    analyze_with(file.as_bytes(), &leaves_out(), protocol)
}

/// Every row that was read is somewhere, once.
#[track_caller]
fn check_conservation(report: &Report) {
    let flow = &report.flow;
    assert_eq!(flow.n_rows, flow.n_rejected + flow.n_merged + flow.n_records);
    let log = &report.import;
    assert_eq!(log.n_rows, log.n_rejected_rows + log.n_merged_rows + log.n_records);
    assert_eq!((log.n_rows, log.n_records), (flow.n_rows, flow.n_records));
    assert_eq!(flow.n_records, flow.n_losses_unknown + flow.n_too_few_losses + flow.n_enrolled);
    assert_eq!(flow.n_enrolled, flow.n_immunity_indeterminate + flow.n_classified);
    assert_eq!(flow.n_classified, flow.n_outcome_unknown + flow.n_analyzed);
    assert!(flow.n_indeterminate_abnormal <= flow.n_immunity_indeterminate);
    let outcomes: u32 = report.outcomes.iter().map(|outcome| outcome.n).sum();
    assert_eq!(outcomes, flow.n_classified);
    for (place, stratum) in Stratum::ALL.into_iter().enumerate() {
        let classes = report.classes.iter().filter(|row| matches!(row.group, ClassGroup::Class(_)));
        let sum: u32 = classes.map(|row| row.cells[place].n).sum();
        let everyone = report.classes.last().expect("a sum").cells[place];
        assert_eq!((everyone.n, everyone.stratum), (sum, stratum));
    }
    let by_etiology: u32 = (1..4).map(|place| report.classes[9].cells[place].n).sum();
    assert_eq!(by_etiology, report.classes[9].cells[0].n);
    assert_eq!(report.classes[9].cells[0].n, flow.n_classified);
    let analyzed = report.classes[9].cells[0].live_birth_rate.map_or(0, |rate| rate.total);
    assert_eq!(analyzed, flow.n_analyzed);
}

#[test]
fn made_up_cohorts_add_up() {
    for seed in 1..40 {
        let file = synthetic::cohort(usize::try_from(seed * 7).expect("small"), seed);
        for rule in CytotoxicityRule::ALL {
            let protocol = Protocol { cytotoxicity_rule: rule, ..Protocol::default() };
            check_conservation(&analyze_leaving_out(&file, &protocol).expect("a table"));
        }
    }
    let example =
        analyze_leaving_out(&synthetic::example(), &Protocol::default()).expect("a table");
    check_conservation(&example);
}

#[test]
fn each_step_of_the_flow_takes_whom_it_should() {
    let report = report(
        "A,2,idiopathic,10,20,15,5,20,live_birth\n\
         B,1,idiopathic,10,20,15,5,20,live_birth\n\
         C,,idiopathic,10,20,15,5,20,live_birth\n\
         D,2,idiopathic,10,20,15,5,,live_birth\n\
         E,2,idiopathic,20,20,15,5,,live_birth\n\
         F,2,idiopathic,10,20,15,5,20,ongoing\n\
         G,2,idiopathic,10,20,15,5,20,\n\
         H,2,septum,17,20,15,5,20,miscarriage\n\
         I,2,,17,20,15,5,20,ectopic\n\
         J,x,,17,20,15,5,20,live_birth\n",
    );
    check_conservation(&report);
    let flow = &report.flow;
    assert_eq!((flow.n_rows, flow.n_rejected, flow.n_records), (10, 1, 9));
    assert_eq!((flow.n_too_few_losses, flow.n_losses_unknown), (1, 1));
    assert_eq!((flow.n_immunity_indeterminate, flow.n_indeterminate_abnormal), (2, 1));
    assert_eq!((flow.n_outcome_unknown, flow.n_analyzed), (2, 3));
    let nk = &report.classes[1].cells;
    assert_eq!((nk[0].n, nk[1].n, nk[2].n, nk[3].n), (2, 0, 1, 1));
    assert_eq!(nk[0].live_birth_rate.map(|rate| (rate.events, rate.total)), Some((0, 2)));
    assert_eq!(nk[1].live_birth_rate, None);
}

#[test]
fn the_paper_margins_give_the_paper_rates() {
    // 466 made-up women with the margins that the abstract prints and implies.
    let mut rows = Vec::new();
    let mut add = |n: usize, etiology: &str, nk: &str, outcome: &str| {
        for _ in 0..n {
            rows.push(format!("{},2,{etiology},{nk},20,15,5,20,{outcome}\n", rows.len()));
        }
    };
    add(83, "idiopathic", "17", "live_birth");
    add(17, "idiopathic", "17", "miscarriage");
    add(80, "septum", "17", "live_birth");
    add(17, "septum", "17", "miscarriage");
    add(93, "idiopathic", "16.1", "live_birth");
    add(22, "idiopathic", "16.1", "miscarriage");
    add(124, "septum", "16.1", "live_birth");
    add(30, "septum", "16.1", "miscarriage");
    let report = report(&rows.concat());
    check_conservation(&report);
    assert_eq!(report.flow.n_analyzed, 466);
    let (normal, abnormal) = (report.classes[0].cells, report.classes[8].cells);
    let rate = abnormal[0].live_birth_rate.expect("women");
    assert_eq!((rate.events, rate.total), (163, 197));
    assert_eq!(format!("{:.1}", 100.0 * rate.estimate), "82.7");
    let rate = normal[0].live_birth_rate.expect("women");
    assert_eq!((rate.events, rate.total), (217, 269));
    assert_eq!(format!("{:.1}", 100.0 * rate.estimate), "80.7");
    let prevalence =
        |place: usize| abnormal[place].prevalence.map(|share| (share.events, share.total));
    assert_eq!((prevalence(1), prevalence(2)), (Some((100, 215)), Some((97, 251))));
    let empty = report.classes[6].cells[0];
    assert_eq!((empty.n, empty.live_birth_rate), (0, None));
}

#[track_caller]
fn check_refused(file: &[u8], expected: &FileError, part: &str) {
    let error = analyze(file, &Protocol::default()).expect_err("no table");
    assert_eq!(error, *expected);
    let sentence = messages::file_error(&error);
    assert!(sentence.contains(part) && sentence.ends_with('.'), "{sentence}");
}

#[test]
fn unusable_files_are_refused_with_a_sentence() {
    check_refused(b"", &FileError::Empty, "empty");
    check_refused(b"\n\n\n", &FileError::Empty, "empty");
    check_refused(b"\xEF\xBB\xBF", &FileError::Empty, "empty");
    check_refused(HEADER.as_bytes(), &FileError::NoRows, "no rows");
    check_refused(format!("{HEADER},,,\n").as_bytes(), &FileError::NoRows, "no rows");
    let damaged = FileError::Workbook { problem: WorkbookProblem::Damaged };
    check_refused(b"PK\x03\x04\x14\0\x06\0", &damaged, "workbook");
    check_refused(b"\xD0\xCF\x11\xE0\xA1\xB1", &damaged, "save it as");
    check_refused(b"\xFF\xFEp\0a\0", &FileError::NoRows, "no rows");
    check_refused(b"{\"resourceType\": \"Patient\"}", &FileError::NoObservations, "FHIR");
    check_refused(b"{\"resourceType\": \n", &FileError::Json { line: 2 }, "Line 2");
    for (start, part) in [
        (&b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"[..], "picture"),
        (b"%PDF-1.7\n", "PDF"),
        (b"$FL2@(#) SPSS DATA FILE", "SPSS"),
        (b"\r\n <html><table><tr><td>patient_id", "web page"),
        (b"\x1f\x8b\x08\0", "packed"),
    ] {
        let error = analyze(start, &Protocol::default()).expect_err("no table");
        assert!(messages::file_error(&error).contains(part), "{error}");
    }
    for file in ["a,b\n1,2\n", "patient_id,previous_losses\nA,2\n"] {
        check_refused(
            file.as_bytes(),
            &FileError::Questions {
                questions: vec![FileQuestion::NoLaboratory { refused: vec![] }],
            },
            "choose the columns",
        );
    }
    check_refused(
        b"patient_id,previous_losses,nk_percent,NK_percent\nA,2,3,4\n",
        &FileError::Questions {
            questions: vec![FileQuestion::SameField {
                field: Field::Column(Column::NkPercent),
                columns: vec!["nk_percent".to_owned(), "NK_percent".to_owned()],
            }],
        },
        "Several columns",
    );
    check_refused(
        format!("{HEADER}A,2,\"idiopathic,10\nB,2\n").as_bytes(),
        &FileError::UnclosedQuote { row: 2 },
        "never ends",
    );
    check_refused(&vec![b'x'; 5_000_000], &FileError::RowTooLong { row: 1 }, "megabyte");
    check_refused(format!("{HEADER}A,2,\u{0},1\n").as_bytes(), &FileError::NotText, "not text");
    let settings =
        ImportSettings { encoding: Some("cp949".to_owned()), ..ImportSettings::default() };
    assert_eq!(
        analyze_with(HEADER.as_bytes(), &settings, &Protocol::default()),
        Err(FileError::UnknownEncoding { label: "cp949".to_owned() })
    );
}

#[track_caller]
fn check_issue(row: &str, column: Option<&str>, problem: &str, is_rejected: bool) {
    let file = format!("{HEADER}A,2,idiopathic,10,20,15,5,20,live_birth\n{row}\n");
    let report =
        analyze_with(file.as_bytes(), &leave_out(), &Protocol::default()).expect("a table");
    check_conservation(&report);
    assert_eq!(report.issues.listed.len(), 1, "{:?}", report.issues.listed);
    let issue = &report.issues.listed[0];
    assert_eq!(issue.row, 3);
    assert_eq!(issue.column.map(Column::name), column);
    let said = messages::problem(issue);
    assert!(said.contains(problem), "{said}");
    assert_eq!(issue.problem.fate() == RowFate::LeftOut, is_rejected);
    assert_eq!(report.flow.n_rejected, u32::from(is_rejected));
}

#[test]
fn bad_rows_are_data() {
    check_issue("B,2,idiopathic,10,20,15,5,20", None, "has 8 fields, the header has 9", false);
    check_issue("B,2,idiopathic,10,20,15,5,20,,x", None, "has 10 fields", true);
    check_issue(",2,idiopathic,10,20,15,5,20,", Some("patient_id"), "identifier", true);
    check_issue("A,2,idiopathic,10,20,15,5,20,", Some("patient_id"), "row 2", true);
    check_issue("B,2,idiopathic,high,20,15,5,20,", Some("nk_percent"), "not a number", true);
    check_issue("B,2,idiopathic,<0.5,20,15,5,<2000,", Some("th1_th2_ratio"), "between", true);
    check_issue("B,≥2,idiopathic,10,20,15,5,20,", Some("previous_losses"), "only a bound", true);
    check_issue("Mean,2,idiopathic,10,20,15,5,20,", Some("patient_id"), "a sum or a mean", true);
    check_issue("B,2,idiopathic,16-Mar,20,15,5,20,", Some("nk_percent"), "a date", true);
    check_issue("B,2,idiopathic,#N/A,20,15,5,20,", Some("nk_percent"), "missing", false);
    check_issue("B,2,idiopathic,UNK,20,15,5,20,", Some("nk_percent"), "missing", false);
    check_issue("B,2,idiopathic,161,20,15,5,20,", Some("nk_percent"), "between 0 and 100", true);
    check_issue("B,2,idiopathic,10,20,15,5,45292,", Some("th1_th2_ratio"), "1000", true);
    check_issue("B,2.5,idiopathic,10,20,15,5,20,", Some("previous_losses"), "whole", true);
    check_issue("B,2,none,10,20,15,5,20,", Some("etiology"), "idiopathic, unexplained", true);
    check_issue("B,2,idiopathic,10,20,15,5,20,born", Some("outcome"), "live_birth", true);
    check_issue("B,2,idiopathic,0.17,20,15,5,20,", Some("nk_percent"), "fraction", false);
    check_issue("B,2,idiopathic,10,20,25,5,20,", Some("nk_cyto_25"), "swapped", false);
    check_issue("B,2,idiopathic,10,95,15,5,20,", Some("nk_cyto_50"), "lytic units", false);
}

#[test]
fn what_spreadsheets_leave_behind_is_no_issue() {
    let report = report(
        "A,2,idiopathic,10,20,15,5,20,live_birth,,\n\n,,,,,,,,\n B , 2 ,Idiopathic, 10 %,NA,n/a,ND,.,Live Birth\r\n",
    );
    assert_eq!(report.issues.listed, []);
    assert_eq!((report.flow.n_records, report.file.n_blank_rows), (2, 1));
}

#[test]
fn long_cells_are_shortened_and_long_lists_end() {
    let report = report(&format!("A,2,idiopathic,{},20,15,5,20,\n", "9x".repeat(400)));
    assert_eq!(report.issues.listed[0].found.chars().count(), 41);
    let rows: Vec<String> =
        (0..LISTED_LIMIT + 10).map(|n| format!("{n},x,,10,2,3,4,5,\n")).collect();
    let report = self::report(&rows.concat());
    assert_eq!(report.issues.listed.len(), LISTED_LIMIT);
    assert_eq!(report.issues.n_rejected_rows as usize, LISTED_LIMIT + 10);
}

/// A file in slices of any size is the file in one piece.
#[test]
fn slices_do_not_matter() {
    let protocol = Protocol::default();
    let mut file = synthetic::example().replace('\n', "\r\n");
    file.insert(0, '\u{feff}');
    file.push_str(
        "\"SYNTHETIC-\"\"quoted\"\"\",30,22,2,\"a thyroid\nb, c\",17,36,25,11,40,yes,live_birth,\r\n",
    );
    let whole = analyze_leaving_out(&file, &protocol).expect("a table");
    assert!(whole.causes.iter().any(|cause| cause.name == "a thyroid\nb, c"));
    for slice in (1..40).chain([100, 1000, 4096]) {
        let reading = read_in_slices(file.as_bytes(), slice, &leaves_out());
        assert_eq!(
            evaluate(&reading.expect("a table"), &protocol, &Filter::default()),
            whole,
            "slices of {slice}"
        );
    }
}

#[test]
fn an_identifier_that_stands_twice_is_a_choice() {
    let file = format!(
        "{HEADER}A,2,,10,20,15,5,20,\nB,2,,11,20,15,5,20,\nA,2,,17,20,15,5,20,\nA,2,,18,20,15,5,20,\n"
    );
    for (duplicates, rejected, nk) in [
        (DuplicateChoice::First, [4, 5].as_slice(), vec![("A", 10.0), ("B", 11.0)]),
        (DuplicateChoice::Last, &[2, 4], vec![("B", 11.0), ("A", 18.0)]),
        (DuplicateChoice::RejectAll, &[2, 4, 5], vec![("B", 11.0)]),
    ] {
        let settings = ImportSettings { duplicates, ..ImportSettings::default() };
        let reading = reader::read(file.as_bytes(), &settings).expect("a table");
        let rows: Vec<u32> = reading.issues.listed.iter().map(|issue| issue.row).collect();
        assert_eq!(rows, rejected, "{duplicates:?}");
        let cohort = &reading.cohort;
        let found: Vec<(&str, f64)> = (0..cohort.len())
            .map(|index| {
                (cohort.patient_id(index), cohort.nk_level.get(index).expect("given").get())
            })
            .collect();
        assert_eq!(found, nk, "{duplicates:?}");
        check_conservation(&evaluate(&reading, &Protocol::default(), &Filter::default()));
    }
}

#[test]
fn column_order_does_not_matter() {
    let turned = |file: &str| -> String {
        let turn = |line: &str| line.split(',').rev().collect::<Vec<_>>().join(",");
        file.lines().map(turn).collect::<Vec<_>>().join("\n")
    };
    let file = synthetic::cohort(50, 3);
    let protocol = Protocol::default();
    let straight = analyze_leaving_out(&file, &protocol).expect("a table");
    let mut reversed = analyze_leaving_out(&turned(&file), &protocol).expect("a table");
    reversed.file = straight.file.clone();
    assert_eq!(reversed.classes, straight.classes);
    assert_eq!(reversed.flow, straight.flow);
}

#[test]
fn identifiers_are_told_apart_exactly() {
    let report = report(
        "007,2,,10,20,15,5,20,\n7,2,,10,20,15,5,20,\n\"7 \",2,,11,20,15,5,20,\na,2,,10,20,15,5,20,\nA,2,,10,20,15,5,20,\n",
    );
    assert_eq!((report.flow.n_records, report.flow.n_rejected), (4, 1));
    assert!(matches!(report.issues.listed[0].problem, RowProblem::DuplicateId { first_row: 3 }));
}

/// The same bytes and protocol give the same JSON natively and under wasm: both
/// are held against one file, byte by byte. `UPDATE_REPORT=1 cargo test --test suite engine`
/// writes it anew after a deliberate change.
#[test]
fn the_report_is_the_same_natively_and_under_wasm() {
    let report = analyze_leaving_out(&synthetic::example(), &Protocol::default()).expect("a table");
    let json = serde_json::to_string_pretty(&report).expect("plain data") + "\n";
    #[cfg(not(target_arch = "wasm32"))]
    if std::env::var_os("UPDATE_REPORT").is_some() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/example-report.json");
        std::fs::write(path, &json).expect("the file can be written");
        return;
    }
    assert!(
        json == include_str!("../data/example-report.json"),
        "the report of the example changed"
    );
    let back: Report = serde_json::from_str(&json).expect("the same layout");
    assert_eq!(back, report);
}

//! What real files bring: workbooks, `REDCap`, FHIR, units, censored and missing
//! values, identifiers, repeated rows.

use std::fmt::Write as _;

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use rpl_immune_profile::engine::cohort::filter::Filter;
use rpl_immune_profile::engine::column::Column;
use rpl_immune_profile::engine::evaluate;
use rpl_immune_profile::engine::protocol::Protocol;
use rpl_immune_profile::engine::reader::field::{Field, Identifier, Unit};
use rpl_immune_profile::engine::reader::format::Format;
use rpl_immune_profile::engine::reader::issue::{
    FileError, FileQuestion, IdentifierColumn, RowFate, RowProblem,
};
use rpl_immune_profile::engine::reader::number::DecimalMark;
use rpl_immune_profile::engine::reader::settings::{
    ColumnSettings, DuplicateChoice, IdentifierChoice, ImportSettings, UnreadChoice, Unreadable,
};
use rpl_immune_profile::engine::reader::{Reading, look, read};
use rpl_immune_profile::engine::record::{Bound, Etiology, Measured, NkLevel, Value};
use rpl_immune_profile::view::messages;

use crate::support::files::{leaves_out, log, nk};

#[track_caller]
fn reading(file: &str) -> Reading {
    read(file.as_bytes(), &ImportSettings::default()).unwrap_or_else(|error| panic!("{error:?}"))
}

/// The reading of a file of which every unusable row is left out.
#[track_caller]
fn left_out(file: &str) -> Reading {
    read(file.as_bytes(), &leaves_out()).unwrap_or_else(|error| panic!("{error:?}"))
}

#[track_caller]
fn questions(file: &str, settings: &ImportSettings) -> Vec<FileQuestion> {
    match read(file.as_bytes(), settings) {
        Err(FileError::Questions { questions }) => questions,
        other => panic!("{other:?}"),
    }
}

fn column(name: &str, settings: ColumnSettings) -> ImportSettings {
    ImportSettings { columns: [(name.to_owned(), settings)].into(), ..ImportSettings::default() }
}

fn ratio(reading: &Reading, index: usize) -> Option<f64> {
    reading.cohort.th1_th2.get(index).map(Value::get)
}

fn bmi(reading: &Reading, index: usize) -> Option<f64> {
    reading.cohort.bmi.get(index).map(Value::get)
}

#[test]
fn redcap_raw_export() {
    let reading = reading(
        "record_id,redcap_event_name,redcap_repeat_instrument,redcap_repeat_instance,\
         redcap_data_access_group,age,losses,etiology___idiopathic,etiology___aps,etiology___septum,\
         demographics_complete,nk_percent,th1_th2_ratio,ivig,outcome,labs_complete\n\
         1,baseline_arm_1,,,seoul,34,2,0,1,1,2,,,,,\n\
         1,baseline_arm_1,labs,1,seoul,,,,,,,17.5,20.5,1,,2\n\
         1,baseline_arm_1,labs,2,seoul,,,,,,,18.5,,,,2\n\
         2,baseline_arm_1,,,seoul,30,3,0,0,0,2,,,,,\n\
         2,baseline_arm_1,labs,1,seoul,,,,,,,UNK,19.5,0,live_birth,2\n",
    );
    assert_eq!((reading.n_rows, reading.n_merged_rows, reading.cohort.len()), (5, 3, 2));
    assert_eq!((nk(&reading, 0), nk(&reading, 1)), (Some(17.5), None));
    assert_eq!(ratio(&reading, 1), Some(19.5));
    assert_eq!(reading.cohort.cause(0), Some("multiple"));
    assert_eq!(reading.cohort.etiology[1], None, "nothing checked is not idiopathic");
    assert_eq!(
        log(&reading)[..2],
        [
            "L4 differs between the rows of this woman; the value of row 2 is used",
            "L6 is a code for missing data and counts as missing"
        ]
    );
    let report = evaluate(&reading, &Protocol::default(), &Filter::default());
    assert_eq!((report.flow.n_rows, report.flow.n_merged, report.flow.n_records), (5, 3, 2));
}

/// The first export of `redcap_raw_export` has a code 0 that could be the
/// unexplained ones or a cause.
#[test]
fn codes_of_checkboxes_are_asked_for() {
    let file =
        "record_id,redcap_repeat_instance,etiology___1,etiology____1,nk_percent\n1,,1,0,17.5\n";
    let asked = questions(file, &ImportSettings::default());
    let values = |column: &str, word: &str| FileQuestion::Values {
        column: column.to_owned(),
        field: Field::Column(Column::Etiology),
        words: vec![word.to_owned()],
    };
    assert_eq!(asked, [values("etiology___1", "1"), values("etiology____1", "-1")]);
    let words = [("1", "idiopathic"), ("-1", "known")];
    let words = words.map(|(text, word)| (text.to_owned(), word.to_owned()));
    let settings = ImportSettings {
        values: [(Field::Column(Column::Etiology), words.into())].into(),
        ..ImportSettings::default()
    };
    let reading = read(file.as_bytes(), &settings).expect("a table");
    assert_eq!(reading.cohort.etiology[0], Some(Etiology::Idiopathic));
}

#[test]
fn redcap_label_export() {
    let reading = reading(
        "Record ID,Event Name,Repeat Instrument,Repeat Instance,Data Access Group,Age (years),\
         Number of previous pregnancy losses,Cause of loss (choice=Idiopathic),\
         Cause of loss (choice=Uterine septum),NK cells (% of lymphocytes),Complete?\n\
         1,Baseline,,,Seoul,34,2,Checked,Unchecked,17.5,Complete\n\
         2,Baseline,,,Seoul,31,3,Unchecked,Checked,11.5,Complete\n",
    );
    assert_eq!(reading.cohort.etiology, [Some(Etiology::Idiopathic), Some(Etiology::Known)]);
    assert_eq!(reading.cohort.cause(1), Some("Uterine septum"));
    assert_eq!(reading.issues.n_issues, 0);
}

#[test]
fn repeated_rows_can_give_way_to_the_last() {
    let file = "record_id,redcap_repeat_instance,nk_percent,etiology\n1,1,10.5,septum\n1,2,11.5,\n";
    let settings =
        ImportSettings { duplicates: DuplicateChoice::Last, ..ImportSettings::default() };
    let reading = read(file.as_bytes(), &settings).expect("a table");
    assert_eq!(nk(&reading, 0), Some(11.5));
    assert_eq!(reading.cohort.cause(0), Some("septum"));
    assert_eq!(
        log(&reading)[0],
        "C3 differs between the rows of this woman; the value of row 3 is used"
    );
}

#[test]
fn a_fhir_bundle() {
    let bundle = r#"{
        "resourceType": "Bundle", "type": "collection", "entry": [
        {"fullUrl": "urn:uuid:1", "resource": {"resourceType": "Patient", "id": "a"}},
        {"resource": {"resourceType": "Observation", "status": "final",
            "code": {"coding": [{"system": "http://loinc.org", "code": "8112-5"}]},
            "subject": {"reference": "urn:uuid:1"},
            "valueQuantity": {"value": 17.50, "unit": "%", "code": "%"}}},
        {"resource": {"resourceType": "Observation",
            "code": {"coding": [{"system": "urn:local", "code": "nk_cyto_25"}]},
            "subject": {"reference": "Patient/a"},
            "valueQuantity": {"value": 30, "comparator": ">", "unit": "%"}}},
        {"resource": {"resourceType": "Observation",
            "code": {"coding": [{"code": "outcome"}]},
            "subject": {"reference": "Patient/a"},
            "valueCodeableConcept": {"coding": [{"code": "live_birth"}]}}},
        {"resource": {"resourceType": "Observation",
            "code": {"coding": [{"code": "ivig"}]},
            "subject": {"reference": "Patient/b"}, "valueBoolean": true}},
        {"resource": {"resourceType": "Observation",
            "code": {"coding": [{"code": "nk_percent"}]},
            "subject": {"reference": "Patient/b"},
            "valueQuantity": {"value": 300, "unit": "cells/uL"}}},
        {"resource": {"resourceType": "Observation",
            "code": {"coding": [{"code": "nk_percent"}]},
            "subject": {"reference": "Patient/a"},
            "valueQuantity": {"value": 18.5, "unit": "%"}}},
        {"resource": {"resourceType": "Observation", "status": "entered-in-error",
            "code": {"coding": [{"code": "nk_percent"}]},
            "subject": {"reference": "Patient/c"}, "valueQuantity": {"value": 1}}}
    ]}"#;
    let asked = questions(bundle, &ImportSettings::default());
    assert!(matches!(&asked[..], [FileQuestion::Unread { cells, .. }] if cells[0].value.is_none()));
    let leave_out =
        ColumnSettings { unread: Some(UnreadChoice::LeaveOut), ..ColumnSettings::default() };
    let reading = read(bundle.as_bytes(), &column("nk_percent", leave_out)).expect("a bundle");
    assert_eq!(reading.log.source.format, Format::Fhir);
    assert_eq!((reading.cohort.len(), reading.n_rows), (1, 3));
    assert_eq!(nk(&reading, 0), Some(17.5));
    let lysis = reading.cohort.nk_cyto_25.measured(0);
    let lysis = lysis.map(|lysis| (lysis.bound, lysis.value.get()));
    assert_eq!(lysis, Some((Bound::Above, 30.0)));
    assert_eq!(reading.issues.n_rejected_rows, 1, "cells per volume are no percent");
    assert_eq!(reading.n_merged_rows, 1);
    let named = bundle.replace(r#""id": "a""#, r#""id": "a", "birthDate": "1985-03-02""#);
    let asked = questions(&named, &column("nk_percent", leave_out));
    assert!(
        matches!(&asked[..], [FileQuestion::Identifiers { columns }, ..] if columns[0].kind == Identifier::BirthDate)
    );
}

#[test]
fn patients_who_are_test_data_are_made_up() {
    let ids = |bundle_label: &str, patient_label: &str, value_label: &str| {
        let label = |code: &str| format!(r#""meta": {{"security": [{{"code": "{code}"}}]}}"#);
        let file = format!(
            r#"{{"resourceType": "Bundle", "type": "collection", {}, "entry": [
            {{"fullUrl": "urn:uuid:1", "resource": {{"resourceType": "Patient", "id": "a", {}}}}},
            {{"resource": {{"resourceType": "Observation", {},
                "code": {{"coding": [{{"code": "nk_percent"}}]}},
                "subject": {{"reference": "urn:uuid:1"}}, "valueQuantity": {{"value": 17}}}}}},
            {{"resource": {{"resourceType": "Observation",
                "code": {{"coding": [{{"code": "nk_percent"}}]}},
                "subject": {{"reference": "Patient/b"}}, "valueQuantity": {{"value": 9}}}}}}
            ]}}"#,
            label(bundle_label),
            label(patient_label),
            label(value_label)
        );
        let cohort = read(file.as_bytes(), &ImportSettings::default()).expect("a bundle").cohort;
        [0, 1].map(|index| cohort.patient_id(index).to_owned())
    };
    assert_eq!(ids("R", "N", "V"), ["a", "b"]);
    assert_eq!(ids("HTEST", "N", "V"), ["SYNTHETIC-a", "SYNTHETIC-b"]);
    assert_eq!(ids("R", "HTEST", "V"), ["SYNTHETIC-a", "b"]);
    assert_eq!(ids("R", "N", "HTEST"), ["SYNTHETIC-a", "b"]);
}

#[test]
fn two_row_headers_and_rows_above_them() {
    let reading = reading(
        "Cohort of 2020,,,,\n,,,,\nID,NK (%),NK cytotoxicity (%),,\n,,50:1,25:1,12.5:1\nA,17.5,35.5,24.5,10.5\n",
    );
    assert_eq!(reading.cohort.nk_cyto_12_5.get(0).map(Value::get), Some(10.5));
    assert_eq!((reading.log.source.header_row, reading.log.source.header_rows), (3, 2));
    assert_eq!(reading.cohort.row(0), 5);
    assert_eq!(log(&reading), ["1 is above the header and is not read"]);
}

#[test]
fn pasted_rows() {
    let reading = reading("Study ID\tNK (%)\tTh1/Th2\r\nA\t17,5\t40,25\r\nB\t11,5\t20,5");
    assert_eq!((nk(&reading, 0), ratio(&reading, 1)), (Some(17.5), Some(20.5)));
}

/// The decimal mark of each column for itself, from all its rows.
#[test]
fn decimal_marks_are_decided_by_column() {
    let reading = reading(
        "id;nk_percent;th1_th2_ratio;age\nA;12,5;20.5;30\nB;1,234;1.234;31\nC;0,161;20;32\n",
    );
    assert_eq!(
        [nk(&reading, 1), ratio(&reading, 1), nk(&reading, 2)],
        [Some(1.234), Some(1.234), Some(0.161)]
    );
    let file = "id;nk_percent\nA;1,234\nB;2,345\n";
    let asked = questions(file, &ImportSettings::default());
    assert_eq!(asked, [FileQuestion::DecimalMark { column: "nk_percent".to_owned() }]);
    let comma =
        ColumnSettings { decimal_mark: Some(DecimalMark::Comma), ..ColumnSettings::default() };
    let reading = read(file.as_bytes(), &column("nk_percent", comma)).expect("a table");
    assert_eq!(nk(&reading, 0), Some(1.234));
    assert_eq!(log(&reading)[0], "B2 decimal comma read as 1.234");
}

#[test]
fn fractions_are_asked_for_or_said() {
    let file = "id,nk_percent\nA,0.161\nB,0.2\nC,0.12\n";
    let asked = questions(file, &ImportSettings::default());
    assert_eq!(asked, [FileQuestion::Fraction { column: "nk_percent".to_owned() }]);
    let unit = |unit| ColumnSettings { unit: Some(unit), ..ColumnSettings::default() };
    let fraction = read(file.as_bytes(), &column("nk_percent", unit(Unit::Fraction)));
    let fraction = fraction.expect("a table");
    assert_eq!([nk(&fraction, 0), nk(&fraction, 1)], [Some(16.1), Some(20.0)]);
    assert_eq!(log(&fraction)[0], "B2 fraction converted to 16.1 %");
    let percent = read(file.as_bytes(), &column("nk_percent", unit(Unit::AsIs))).expect("a table");
    assert_eq!(nk(&percent, 0), Some(0.161));
    let named = reading("id,NK (fraction)\nA,0.161\nB,20%\n");
    assert_eq!([nk(&named, 0), nk(&named, 1)], [Some(16.1), Some(20.0)]);
    assert_eq!(log(&named), ["B2 fraction converted to 16.1 %", "B3 read as 20"]);
}

#[test]
fn units_are_converted_where_that_is_exact_and_refused_where_it_is_not() {
    let metric = reading("id,height (m),weight,nk\nA,1.6,64,12\n");
    let near = |bmi: Option<f64>, expected: f64| {
        assert!(bmi.is_some_and(|bmi| (bmi - expected).abs() < 1e-12), "{bmi:?}");
    };
    near(bmi(&metric, 0), 25.0);
    assert_eq!(
        log(&metric),
        ["B2 meters converted to 160 cm", "C2 worked out from two columns: 25"]
    );
    let bare = reading("id,height,weight,nk\nA,1.6,64,12\nB,1.75,70,12\n");
    // No woman is 1.6 cm high.
    near(bmi(&bare, 0), 25.0);
    let imperial = reading("id,height (in),weight (lb),nk\nA,65,140,12\n");
    // 140 lb * 0.45359237 kg / (65 in * 0.0254 m)^2, by Python 3.11.
    near(bmi(&imperial, 0), 23.296_980_153_723_624);
    let cytokines = reading("id,TNF-α+ CD4+ (%),IL-10+ CD4+ (%)\nA,36.5,0.5\nB,30.5,0\nC,>40,1\n");
    assert_eq!(ratio(&cytokines, 0), Some(73.0));
    assert_eq!(cytokines.issues.n_rejected_rows, 0);
    assert_eq!(cytokines.cohort.len(), 3);
    assert_eq!([ratio(&cytokines, 1), ratio(&cytokines, 2)], [None, None]);

    let refused = "id,NK (% of leukocytes),NK cytotoxicity 50:1 (LU10),Th1/Th2\nA,5,30,20\n";
    let preview = look(refused.as_bytes(), &ImportSettings::default()).expect("a table");
    let why: Vec<Option<&str>> =
        preview.columns.iter().map(|column| column.refused.map(messages::unconvertible)).collect();
    assert_eq!(
        why,
        [
            None,
            Some("percent of leukocytes or mononuclear cells is not percent of lymphocytes"),
            Some("lytic units cannot be converted to % lysis"),
            None
        ]
    );
    let reading = reading(refused);
    assert_eq!((nk(&reading, 0), ratio(&reading, 0)), (None, Some(20.0)));
}

#[test]
fn a_column_that_could_be_two_things_is_asked_for() {
    let file = "id,NK activity (%)\nA,30\n";
    let candidates = vec![
        Field::Column(Column::NkCyto50),
        Field::Column(Column::NkCyto25),
        Field::Column(Column::NkCyto12_5),
    ];
    let column_name = "NK activity (%)".to_owned();
    let asked = questions(file, &ImportSettings::default());
    assert_eq!(asked, [FileQuestion::Field { column: column_name.clone(), candidates }]);
    let chosen = ColumnSettings {
        field: Some(Field::Column(Column::NkCyto25)),
        ..ColumnSettings::default()
    };
    let reading = read(file.as_bytes(), &column(&column_name, chosen)).expect("a table");
    assert_eq!(reading.cohort.nk_cyto_25.get(0).map(Value::get), Some(30.0));
}

/// A name with a word of a field in it is asked for, and not left out silently.
#[test]
fn a_column_that_may_be_a_field_is_asked_for() {
    let asked = |file: &str| questions(file, &ImportSettings::default());
    let ivig = |column: &str| FileQuestion::Field {
        column: column.to_owned(),
        candidates: vec![Field::Column(Column::Ivig)],
    };
    assert_eq!(asked("id,nk,IVIG given\nA,12,yes\n"), [ivig("IVIG given")]);
    assert_eq!(
        asked("id,nk,IVIG given,IVIG planned\nA,12,yes,no\n"),
        [FileQuestion::SameField {
            field: Field::Column(Column::Ivig),
            columns: vec!["IVIG given".to_owned(), "IVIG planned".to_owned()],
        }]
    );
    let left_out = ColumnSettings { field: Some(Field::Ignored), ..ColumnSettings::default() };
    let file = "id,nk,IVIG given\nA,12,yes\n";
    assert!(read(file.as_bytes(), &column("IVIG given", left_out)).is_ok());
    // Another column is it, or gives it.
    assert!(read(b"id,nk,ivig,IVIG given\nA,12,yes,no\n", &ImportSettings::default()).is_ok());
    let body = "id,nk,height (cm),weight (kg),BMI at visit\nA,12,160,64,25\n";
    assert_eq!(bmi(&reading(body), 0), Some(25.0));
}

/// A remark of a megabyte is not sent to the page ten times.
#[test]
fn the_preview_shortens_long_cells() {
    let remark = "x".repeat(1 << 16);
    let file = format!("id,nk,remark,outcome\nA,12,{remark},{remark}\n");
    let preview = look(file.as_bytes(), &ImportSettings::default()).expect("a table");
    assert_eq!(preview.rows[0].cells[2].chars().count(), 121);
    assert!(preview.columns.iter().all(|column| column.words.is_empty()));
    let reading = left_out(&file);
    assert_eq!(log(&reading).len(), 1, "the outcome is no word that is known");
}

/// The same identifier twice: the first, the last, or none, and each row says so.
#[test]
fn rows_of_one_identifier() {
    let file = "id,nk\nA,11\nB,12\nA,13\nA,14\n";
    for (choice, expected, said) in [
        (
            DuplicateChoice::First,
            vec![11.0, 12.0],
            [
                "A4 was already used in row 2; one row is one woman",
                "A5 was already used in row 2; one row is one woman",
            ]
            .as_slice(),
        ),
        (
            DuplicateChoice::Last,
            vec![12.0, 14.0],
            &[
                "A2 was used again in row 4, which is used in the place of this one",
                "A4 was used again in row 5, which is used in the place of this one",
            ],
        ),
        (
            DuplicateChoice::RejectAll,
            vec![12.0],
            &[
                "A2 is in row 4 as well; none of the rows is used",
                "A4 is in row 2 as well; none of the rows is used",
                "A5 is in row 2 as well; none of the rows is used",
            ],
        ),
    ] {
        let settings = ImportSettings { duplicates: choice, ..ImportSettings::default() };
        let reading = read(file.as_bytes(), &settings).expect("a table");
        let found: Vec<f64> = (0..reading.cohort.len()).filter_map(|at| nk(&reading, at)).collect();
        assert_eq!(found, expected);
        assert_eq!(log(&reading), said);
        assert_eq!(reading.n_rows as usize, reading.cohort.len() + said.len());
    }
}

#[test]
fn censored_values_keep_their_bound() {
    let reading = reading(
        "id,losses,nk_percent,nk_cyto_50,nk_cyto_25,nk_cyto_12_5,th1_th2_ratio\n\
         A,2,> 60,20,15,5,20\nB,2,<0.5,20,15,5,20\nC,2,>10,20,15,5,20\n",
    );
    let bounds: Vec<Option<Measured<NkLevel>>> =
        (0..3).map(|index| reading.cohort.nk_level.measured(index)).collect();
    assert!(bounds.iter().all(Option::is_some));
    assert!((0..3).all(|index| !reading.cohort.lacks(index, Column::NkPercent)));
    assert_eq!(reading.cohort.nk_level.get(0), None, "a bound is no number to sum up");
    let report = evaluate(&reading, &Protocol::default(), &Filter::default());
    assert_eq!((report.flow.n_classified, report.flow.n_immunity_indeterminate), (2, 1));
    assert_eq!(reading.changes.groups.len(), 1);
    assert_eq!(reading.changes.groups[0].n, 3);
}

#[test]
fn missing_values_in_every_form() {
    let reading = left_out(
        "id,nk_percent,th1_th2_ratio,outcome\nA,-9,999,NA\nB,없음,.,unknown\nC,#DIV/0!,NASK,-\n\
         D,-99,45292,\n",
    );
    assert_eq!(reading.cohort.len(), 3);
    for column in [Column::NkPercent, Column::Th1Th2Ratio] {
        assert!((0..3).all(|index| reading.cohort.lacks(index, column)));
    }
    let problems: Vec<(u32, bool)> = reading
        .issues
        .listed
        .iter()
        .map(|issue| (issue.row, issue.problem.fate() == RowFate::LeftOut))
        .collect();
    assert_eq!(problems, [(4, false), (4, false), (5, true)]);
    let own =
        ImportSettings { missing_codes: Some(vec!["-1".to_owned()]), ..ImportSettings::default() };
    let file = "id,nk_percent,th1_th2_ratio\nA,-1,999\n";
    let reading = read(file.as_bytes(), &own).expect("a table");
    assert_eq!((nk(&reading, 0), ratio(&reading, 0)), (None, Some(999.0)));
}

#[test]
fn columns_that_tell_who_she_is_stop_the_import() {
    let file = "환자명,차트번호,NK(%)\n가,12345,17.5\n나,23456,11.5\n";
    let asked = questions(file, &ImportSettings::default());
    let one =
        |column: &str, kind| IdentifierColumn { column: column.to_owned(), kind, by_values: false };
    let columns =
        vec![one("환자명", Identifier::Name), one("차트번호", Identifier::HospitalNumber)];
    assert_eq!(asked, [FileQuestion::Identifiers { columns }]);
    let with = |identifiers| ImportSettings {
        identifiers: Some(identifiers),
        ..ImportSettings::default()
    };
    let dropped = read(file.as_bytes(), &with(IdentifierChoice::Drop)).expect("a table");
    assert_eq!(dropped.cohort.patient_id(0), "row 2");
    assert_eq!(dropped.header.ignored, ["환자명", "차트번호"]);
    let kept = read(file.as_bytes(), &with(IdentifierChoice::Keep)).expect("a table");
    assert_eq!(kept.cohort.patient_id(1), "23456");
    // By what stands in the cells, whatever the name says.
    let file = "id,code,nk\nA,900101-2345678,17.5\nB,,11.5\n";
    let asked = questions(file, &ImportSettings::default());
    assert!(matches!(&asked[..], [FileQuestion::Identifiers { columns }] if columns[0].by_values));
    // A column that the user leaves out stops nothing.
    let ignored = ColumnSettings { field: Some(Field::Ignored), ..ColumnSettings::default() };
    assert!(read(file.as_bytes(), &column("code", ignored)).is_ok());
}

#[test]
fn a_file_needs_neither_identifiers_nor_losses() {
    let reading = reading("nk_percent,th1_th2_ratio\n17.5,20.5\n17.5,20.5\n");
    assert_eq!(reading.cohort.len(), 2);
    assert_eq!(reading.cohort.patient_id(1), "row 3");
    let report = evaluate(&reading, &Protocol::default(), &Filter::default());
    assert_eq!(report.flow.n_losses_unknown, 2);
}

#[test]
fn words_that_are_not_known_are_asked_for() {
    let codes = "id,nk,ivig\nA,12,1\nB,13,2\nC,14,1\n";
    let asked = questions(codes, &ImportSettings::default());
    let words = vec!["1".to_owned(), "2".to_owned()];
    assert_eq!(
        asked,
        [FileQuestion::Values {
            column: "ivig".to_owned(),
            field: Field::Column(Column::Ivig),
            words
        }]
    );
    let file = "id,nk,ivig\nA,12,1\nB,13,0\nC,14,maybe\n";
    let words = vec!["maybe".to_owned()];
    let asked = questions(file, &ImportSettings::default());
    assert_eq!(
        asked,
        [FileQuestion::Values {
            column: "ivig".to_owned(),
            field: Field::Column(Column::Ivig),
            words
        }]
    );
    let reading = left_out(file);
    assert_eq!(reading.cohort.ivig, [Some(true), Some(false)]);
    assert_eq!(reading.issues.listed[0].problem, RowProblem::UnknownWord);
}

#[test]
fn settings_travel_as_a_file_without_data() {
    let mut settings = column(
        "NK activity (%)",
        ColumnSettings {
            field: Some(Field::Column(Column::NkCyto25)),
            unit: Some(Unit::Fraction),
            decimal_mark: Some(DecimalMark::Comma),
            unread: Some(UnreadChoice::Number),
            unreadable: Some(Unreadable::Missing),
        },
    );
    settings.encoding = Some("windows-949".to_owned());
    settings.identifiers = Some(IdentifierChoice::Drop);
    settings
        .values
        .insert(Field::Column(Column::Ivig), [("1".to_owned(), "yes".to_owned())].into());
    let json = settings.to_json();
    let back = ImportSettings::from_json(&json).expect("its own file");
    assert_eq!(back.fingerprint(), settings.fingerprint());
    assert_ne!(back.fingerprint(), ImportSettings::default().fingerprint());
    assert_eq!(ImportSettings { schema: None, ..back }, settings);
    for broken in [
        "",
        "{}",
        "[1]",
        r#"{"schema": "something/1"}"#,
        r#"{"schema": "rpl-immune-profile/import/1", "x": 1}"#,
    ] {
        assert!(ImportSettings::from_json(broken).is_err(), "{broken}");
    }
}

/// By sha256sum.
#[test]
fn the_log_names_the_file_by_its_hash() {
    let reading = reading("patient_id,nk_percent\nA,12\n");
    assert_eq!(
        reading.log.file_sha256,
        "3465c00245ebea8601a0227972d693a53153391d1b2b27ea96528fc66b10dcb7"
    );
    assert_eq!(reading.log.columns.len(), 2);
}

#[test]
fn a_workbook_too_large_is_refused_at_its_beginning() {
    use rpl_immune_profile::engine::reader::{Import, Purpose};
    let mut import = Import::new(ImportSettings::default(), Purpose::Read, Some(3 << 30));
    let mut head = b"PK\x03\x04".to_vec();
    head.resize(1024, 0);
    assert_eq!(import.feed(&head), Err(FileError::TooLarge { limit_megabytes: 100 }));
    let mut text = String::from("patient_id,nk_percent\n");
    for number in 0..40_000 {
        writeln!(text, "{number},1").expect("a String takes all");
    }
    let mut import = Import::new(ImportSettings::default(), Purpose::Read, Some(3 << 30));
    assert_eq!(import.feed(text.as_bytes()), Err(FileError::TooManyRows { limit: 8_000_000 }));
}

/// Where the first rows leave a doubt, the rows are counted before they are
/// surveyed: one too many is refused in the first pass, which is a quick one, and
/// a file that was suspected for nothing is read.
#[test]
fn a_file_with_a_few_rows_too_many_is_refused_before_it_is_surveyed() {
    use rpl_immune_profile::engine::reader::{Import, ImportStep, Purpose};
    let head = "patient_id,note\n";
    let rows = "1234567,\"a,\nb\"\n".repeat(20_000);
    let n_whole = 400;
    let size = (head.len() + n_whole * rows.len()) as u64;
    let begin = |size| {
        let mut import = Import::new(ImportSettings::default(), Purpose::Read, Some(size));
        import.feed(head.as_bytes()).expect("a header");
        import
    };
    let mut import = begin(size);
    for _ in 0..n_whole {
        import.feed(rows.as_bytes()).expect("8,000,000 rows");
    }
    assert_eq!(import.n_rows(), 8_000_000);
    assert!(matches!(import.end(&mut |_| {}), Ok(ImportStep::Again(_))), "then it is surveyed");
    let mut import = begin(size);
    let found = (0..=n_whole).find_map(|_| import.feed(rows.as_bytes()).err());
    assert_eq!(found, Some(FileError::TooManyRows { limit: 8_000_000 }));

    let small = format!("{head}{rows}");
    let mut import = begin(size);
    import.feed(rows.as_bytes()).expect("rows");
    let Ok(ImportStep::Again(mut import)) = import.end(&mut |_| {}) else { panic!("counted only") };
    import.feed(small.as_bytes()).expect("rows");
    let Ok(ImportStep::Preview(preview)) = import.end(&mut |_| {}) else {
        panic!("surveyed, and asked about")
    };
    assert_eq!(preview.n_rows, 20_000);
}

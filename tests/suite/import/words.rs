//! Words, missing values and rows of one woman, as clinics and programs write
//! them: a value is exactly right, asked about, or refused with a true sentence.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use rpl_immune_profile::engine::column::Column;
use rpl_immune_profile::engine::reader::field::Field;
use rpl_immune_profile::engine::reader::issue::{FileError, FileQuestion};
use rpl_immune_profile::engine::reader::settings::{
    ColumnSettings, DuplicateChoice, ImportSettings, Unreadable,
};
use rpl_immune_profile::engine::reader::{Reading, look, read};
use rpl_immune_profile::engine::record::{Etiology, FetalKaryotype, Outcome, Value};
use rpl_immune_profile::view::messages;

use crate::support::files::{log, nk};

const HEADER: &str = "patient_id,age_years,previous_losses,etiology,nk_percent,nk_cyto_50,\
                      nk_cyto_25,nk_cyto_12_5,th1_th2_ratio,ivig,outcome";

#[track_caller]
fn reading(file: &str) -> Reading {
    read(file.as_bytes(), &ImportSettings::default()).unwrap_or_else(|error| panic!("{error:?}"))
}

#[track_caller]
fn questions(file: &str, settings: &ImportSettings) -> Vec<FileQuestion> {
    match read(file.as_bytes(), settings) {
        Err(FileError::Questions { questions }) => questions,
        other => panic!("{other:?}"),
    }
}

fn meaning(field: Field, words: &[(&str, &str)]) -> ImportSettings {
    let words = words.iter().map(|&(text, word)| (text.to_owned(), word.to_owned()));
    ImportSettings { values: [(field, words.collect())].into(), ..ImportSettings::default() }
}

/// One column of texts below a name, each as a woman of her own.
fn one_column(name: &str, texts: &[&str]) -> String {
    let rows = texts
        .iter()
        .enumerate()
        .map(|(place, text)| format!("W{place},12,\"{}\"\n", text.replace('"', "\"\"")));
    format!("id,nk,{name}\n{}", rows.collect::<String>())
}

/// The NULL of a database, in every kind of column: eight women, none lost.
#[test]
fn null_of_a_database() {
    let file = format!(
        "{HEADER}\n\
         A1,34,2,idiopathic,17.2,30,20,10,20,yes,live_birth\n\
         A2,29,3,NULL,11.4,30,20,10,20,no,live_birth\n\
         A3,37,4,septum,NULL,60,20,10,20,yes,miscarriage\n\
         A4,31,2,idiopathic,9.8,60,40,30,NULL,yes,live_birth\n\
         A5,40,2,septum,12.1,30,20,10,61,NULL,miscarriage\n\
         A6,33,3,idiopathic,16.0,30,20,10,20,no,NULL\n\
         A7,28,NULL,idiopathic,10.2,30,20,10,20,no,live_birth\n\
         A8,36,2,NULL,15.5,30,20,10,20,no,miscarriage\n"
    );
    let reading = reading(&file);
    let cohort = &reading.cohort;
    assert_eq!((cohort.len(), reading.issues.n_rejected_rows), (8, 0));
    assert_eq!([cohort.etiology[1], cohort.etiology[7]], [None, None]);
    assert_eq!((nk(&reading, 2), cohort.ivig[4], cohort.outcome[5]), (None, None, None));
    assert_eq!(cohort.th1_th2.get(3).map(Value::get), None);
    assert_eq!(cohort.previous_losses.get(6).map(Value::get), None);
    assert_eq!(reading.changes.n_changes, 7, "each is listed");
}

/// Missing causes of R, pandas and of people are missing, and no cause.
#[test]
fn missing_causes_are_no_causes() {
    let texts =
        ["idiopathic", "(null)", "nan", "Not applicable", "pending", "not evaluated", "septum"];
    let reading = reading(&one_column("etiology", &texts));
    let (idiopathic, known) = (Some(Etiology::Idiopathic), Some(Etiology::Known));
    assert_eq!(reading.cohort.etiology, [idiopathic, None, None, None, None, None, known]);
}

/// Stata's extended missing values, in numbers and words.
#[test]
fn missing_values_of_stata() {
    let file = "id,age,etiology,nk,th1_th2_ratio,ivig\n\
                1,34,idiopathic,17.2,20,yes\n2,29,idiopathic,.a,20,no\n\
                3,37,septum,18.9,.b,yes\n4,.z,septum,.,61,.a\n5,33,.a,16.0,20,no\n";
    let reading = reading(file);
    assert_eq!((reading.cohort.len(), reading.issues.n_issues), (5, 0));
    assert_eq!((nk(&reading, 1), reading.cohort.etiology[4]), (None, None));
}

/// Twenty ways to write "no cause found"; where a text leaves a doubt it is one
/// question of its column, and nothing of it is a cause meanwhile.
#[test]
fn no_cause_found_is_no_known_cause() {
    let texts = [
        "Unexplained RPL",
        "unexplained recurrent miscarriage",
        "URSA",
        "uRPL",
        "unknown etiology",
        "no cause found",
        "no known cause",
        "cause unknown",
        "idiopathic (primary)",
        "Unexplained, secondary",
        "idiopathisch",
        "ungeklärt",
        "idiopathique",
        "sin causa conocida",
        "특발성 반복유산",
        "원인 모름",
        "原因不明不育症",
        "不明原因复发性流产",
        "原因不明复发性流产",
        "идиопатическая",
        "неясного генеза",
        "idiopática",
        "no explicada",
    ];
    let known = reading(&one_column("etiology", &texts));
    assert!(known.cohort.etiology.iter().all(|one| *one == Some(Etiology::Idiopathic)));
    let file = one_column("etiology", &["not identified", "idiopathic"]);
    assert_eq!(
        questions(&file, &ImportSettings::default()),
        [FileQuestion::Values {
            column: "etiology".to_owned(),
            field: Field::Column(Column::Etiology),
            words: vec!["not identified".to_owned()],
        }]
    );
    let answered = read(
        file.as_bytes(),
        &meaning(Field::Column(Column::Etiology), &[("Not identified", "idiopathic")]),
    );
    let etiology = answered.map(|reading| reading.cohort.etiology);
    assert_eq!(etiology, Ok(vec![Some(Etiology::Idiopathic); 2]));
}

/// All texts that are not known are one question, however many they are.
#[test]
fn every_unknown_text_is_in_one_question() {
    let texts =
        ["unexplained + hypothyroid", "idiopathic?", "no APS", "obesity", "septum", "unexplained"];
    let asked = questions(&one_column("etiology", &texts), &ImportSettings::default());
    let [FileQuestion::Values { words, .. }] = asked.as_slice() else { panic!("{asked:?}") };
    assert_eq!(words.len(), 4);
    let preview = look(one_column("etiology", &texts).as_bytes(), &ImportSettings::default());
    let preview = preview.expect("a table");
    let proposed: Vec<(&str, Option<&str>, bool)> = preview.columns[2]
        .words
        .iter()
        .filter(|word| word.meaning.is_none())
        .map(|word| {
            let proposal = word.proposal.as_ref();
            let is_sure = proposal.is_some_and(|proposal| proposal.is_sure);
            (word.text.as_str(), proposal.map(|proposal| proposal.word.as_str()), is_sure)
        })
        .collect();
    assert_eq!(
        proposed,
        [
            ("idiopathic?", None, false),
            ("no APS", None, false),
            ("obesity", Some("known"), false),
            ("unexplained + hypothyroid", None, false),
        ]
    );
}

/// A word for "abnormal" is asked about with an answer at hand, the plain
/// formulas are read.
#[test]
fn karyotypes() {
    let texts = ["46,XX", "47,XY,+21", "trisomy 16", "46, XY", "abnormal", "69,XXX"];
    let file = one_column("fetal_karyotype", &texts);
    let asked = questions(&file, &ImportSettings::default());
    let [FileQuestion::Values { words, .. }] = asked.as_slice() else { panic!("{asked:?}") };
    assert_eq!(words, &["69,XXX", "abnormal"]);
    let settings = meaning(
        Field::Column(Column::FetalKaryotype),
        &[("abnormal", "aneuploid"), ("69,XXX", "leave_out")],
    );
    let reading = read(file.as_bytes(), &settings).expect("answered");
    let (normal, aneuploid) = (Some(FetalKaryotype::Normal), Some(FetalKaryotype::Aneuploid));
    assert_eq!(reading.cohort.karyotype, [normal, aneuploid, aneuploid, normal, aneuploid]);
    assert_eq!(reading.issues.n_rejected_rows, 1);
}

/// Where a plus is an answer a dash is one, and where none is it is no value.
#[test]
fn a_dash_beside_a_plus_is_no() {
    let signs = reading(&one_column("ivig", &["+", "-", "(+)", "－"]));
    assert_eq!(signs.cohort.ivig, [Some(true), Some(false), Some(true), Some(false)]);
    let dash = reading(&one_column("ivig", &["yes", "-", "no"]));
    assert_eq!(dash.cohort.ivig, [Some(true), None, Some(false)]);
}

#[test]
fn treatments_and_endings_in_other_words() {
    let file = one_column("ivig", &["IVIG 25g x3", "refused", "2016-03-01", "ja", "нет"]);
    let asked = questions(&file, &ImportSettings::default());
    assert!(
        matches!(&asked[..], [FileQuestion::Values { words, .. }] if words.len() == 3),
        "{asked:?}"
    );
    let file = one_column("outcome", &["Lebendgeburt", "выкидыш", "nacido vivo", "事後"]);
    let asked = questions(&file, &ImportSettings::default());
    assert!(
        matches!(&asked[..], [FileQuestion::Values { words, .. }] if words == &["事後"]),
        "{asked:?}"
    );
    let file = one_column("outcome", &["Lebendgeburt", "выкидыш", "nacido vivo"]);
    let (birth, loss) = (Some(Outcome::LiveBirth), Some(Outcome::Miscarriage));
    assert_eq!(reading(&file).cohort.outcome, [birth, loss, birth]);
}

/// One cell that cannot be right is one question; neither is the woman lost nor
/// the value gone in silence.
#[test]
fn an_impossible_cell_is_a_question() {
    let file =
        "id,nk,bmi,age,nk_cyto_50\nA,12,2200,34,30\nB,13,22,210,30\nC,hemolysed?,22,31,107.1\n";
    let asked = questions(file, &ImportSettings::default());
    let columns: Vec<&str> = asked
        .iter()
        .map(|question| match question {
            FileQuestion::Unreadable { column, n: 1, cells, .. } if cells.len() == 1 => {
                column.as_str()
            }
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(columns, ["nk", "bmi", "age", "nk_cyto_50"]);
    assert_eq!(
        messages::question(&asked[1]),
        "Column “bmi” (Body mass index) has 1 cell that cannot be read: C2 “2200”. Say whether they \
         count as missing or the women are left out."
    );
    let all = |unreadable| ImportSettings { unreadable, ..ImportSettings::default() };
    let missing = read(file.as_bytes(), &all(Unreadable::Missing)).expect("answered");
    assert_eq!((missing.cohort.len(), missing.issues.n_rejected_rows), (3, 0));
    assert_eq!(log(&missing)[0], "C2 cannot be read and counts as missing, as was chosen");
    assert_eq!(missing.changes.n_changes, 4);
    let left_out = read(file.as_bytes(), &all(Unreadable::LeaveOut)).expect("answered");
    assert_eq!((left_out.cohort.len(), left_out.issues.n_rejected_rows), (0, 3));
    // What is said of one column outweighs what is said of all.
    let column =
        ColumnSettings { unreadable: Some(Unreadable::LeaveOut), ..ColumnSettings::default() };
    let settings =
        ImportSettings { columns: [("bmi".to_owned(), column)].into(), ..all(Unreadable::Missing) };
    let reading = read(file.as_bytes(), &settings).expect("answered");
    assert_eq!((reading.cohort.len(), reading.issues.n_rejected_rows), (2, 1));
}

/// A column in decimal commas is no column of unreadable numbers.
#[test]
fn decimal_commas_are_not_asked_about() {
    let rows = (0..300).map(|n| format!("{n};1{},25;{}\n", n % 9, 20 + n % 20));
    let file = format!("id;nk;bmi\n{}x;7,5;2200\n", rows.collect::<String>());
    let asked = questions(&file, &ImportSettings::default());
    assert!(
        matches!(&asked[..], [FileQuestion::Unreadable { column, n: 1, .. }] if column == "bmi"),
        "{asked:?}"
    );
}

/// Rows of one woman: alike they are one record, else the differences are asked
/// about, with what stands in each.
#[test]
fn rows_of_one_woman() {
    let alike = reading("id,nk,age\nA,12.0,30\nB,13,31\nA,12,30\n");
    assert_eq!((alike.cohort.len(), alike.n_merged_rows, alike.issues.n_issues), (2, 1, 0));
    assert_eq!(log(&alike), ["A4 belongs to the woman of row 2"]);
    let file = "id,nk,outcome,age\nA,11,live_birth,30\nB,12,miscarriage,31\nA,13,,30\nA,11,live_birth,30\n";
    let asked = questions(file, &ImportSettings::default());
    let [FileQuestion::Duplicates { n_women: 1, conflicts }] = asked.as_slice() else {
        panic!("{asked:?}")
    };
    assert_eq!((conflicts[0].id.as_str(), conflicts[0].rows), ("A", (2, 4)));
    let columns: Vec<&str> = conflicts[0].values.iter().map(|(column, ..)| column.name()).collect();
    assert_eq!(columns, ["nk_percent", "outcome"]);
    let preview = look(file.as_bytes(), &ImportSettings::default()).expect("a table");
    assert_eq!(preview.questions, asked, "a look asks what a reading asks");
    for (duplicates, expected, n_merged) in [
        (DuplicateChoice::First, vec![Some(11.0), Some(12.0)], 1),
        (DuplicateChoice::Last, vec![Some(12.0), Some(11.0)], 0),
        (DuplicateChoice::Merge, vec![Some(11.0), Some(12.0)], 2),
        (DuplicateChoice::RejectAll, vec![Some(12.0)], 0),
    ] {
        let settings = ImportSettings { duplicates, ..ImportSettings::default() };
        let reading = read(file.as_bytes(), &settings).expect("answered");
        let found: Vec<Option<f64>> =
            (0..reading.cohort.len()).map(|index| nk(&reading, index)).collect();
        assert_eq!((found, reading.n_merged_rows), (expected, n_merged), "{duplicates:?}");
        let n_records = u32::try_from(reading.cohort.len()).expect("few");
        assert_eq!(
            reading.n_rows,
            n_records + reading.n_merged_rows + reading.issues.n_rejected_rows
        );
    }
}

/// A divisor of zero gives no ratio and takes nothing else with it.
#[test]
fn what_cannot_be_worked_out_is_missing() {
    let reading = reading("id,nk,TNF-α+ CD4+ (%),IL-10+ CD4+ (%)\nA,12,30.5,0\nB,13,36.5,0.5\n");
    assert_eq!((reading.cohort.len(), nk(&reading, 0)), (2, Some(12.0)));
    assert_eq!(reading.cohort.th1_th2.get(0).map(Value::get), None);
    assert!(log(&reading)[0].contains("gives no value with the other column"));
}

/// No class from a text that is not known: random words and clutter that know
/// nothing of the lists. What is read must be a text that a person listed as
/// known here, by its plain words.
#[test]
fn no_class_comes_from_an_unknown_text() {
    const SYLLABLES: [&str; 24] = [
        "ka", "ro", "mi", "tel", "vun", "gra", "sto", "lim", "bez", "qua", "fi", "dor", "nex",
        "pul", "가", "노", "마", "か", "み", "た", "白", "花", "ж", "ы",
    ];
    const CLUTTER: [&str; 12] =
        ["", " ", "?", " (x)", ", ", " - ", "/", " 3", "!", "*", " = ", "\n"];
    let mut state = 7_u64;
    let mut next = |n: usize| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).expect("31 bits") % n
    };
    for _ in 0..400 {
        let texts: Vec<String> = (0..6)
            .map(|_| {
                let word: String = (0..3 + next(3)).map(|_| SYLLABLES[next(24)]).collect();
                let other: String = (0..2 + next(3)).map(|_| SYLLABLES[next(24)]).collect();
                format!("{word}{}{other}{}", CLUTTER[next(12)], CLUTTER[next(12)])
            })
            .collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        for name in ["etiology", "outcome", "fetal_karyotype", "ivig"] {
            let asked = questions(&one_column(name, &texts), &ImportSettings::default());
            let [FileQuestion::Values { words, .. }] = asked.as_slice() else {
                panic!("{asked:?}")
            };
            let different: std::collections::BTreeSet<&str> =
                texts.iter().map(|text| text.trim()).collect();
            assert_eq!(words.len(), different.len(), "{name}: {texts:?} but {words:?}");
        }
    }
}

/// Habits of others, each with the reading that was written down before it was
/// tried: a meaning, "missing", or a question.
#[test]
fn habits_of_laboratories_programs_and_registries() {
    let known = "known";
    for (name, text, expected) in [
        // pandas' own list of missing values (its issues 16078 and 30152).
        ("nk2", "1.#QNAN", "missing"),
        ("nk2", "-1.#IND", "missing"),
        ("nk2", "n/a", "missing"),
        // Specimen conditions of laboratories: LDMS, Fürst (Oslo), HL7 table 0078.
        ("nk2", "QNS", "missing"),
        ("nk2", "CLT", "asked"),
        ("nk2", "HE", "asked"),
        ("nk2", "IND", "asked"),
        // Words for endings in a hospital's program and in WHO's antenatal guide.
        ("outcome", "Live Birth", "live_birth"),
        ("outcome", "Aborted", "asked"),
        ("outcome", "Fetal Demise", "asked"),
        ("outcome", "Loss to follow-up", "lost_to_follow_up"),
        // Causes as reviews of recurrent losses name them.
        ("etiology", "idiopathic recurrent pregnancy loss (iRPL)", "idiopathic"),
        ("etiology", "cytogenetic abnormality", known),
        ("etiology", "Factor V Leiden / MTHFR mutation", known),
        ("etiology", "psychological factors", "asked"),
        ("etiology", "no identifiable explanation", "asked"),
    ] {
        let file = match name {
            "nk2" => format!("id,nk\nA,12\nB,{text}\n"),
            _ => format!("id,nk,{name}\nA,12,\nB,13,\"{text}\"\n"),
        };
        let found = match read(file.as_bytes(), &ImportSettings::default()) {
            Err(FileError::Questions { .. }) => "asked",
            Err(error) => panic!("{text}: {error:?}"),
            Ok(reading) => match (name, reading.cohort.etiology[1], reading.cohort.outcome[1]) {
                ("nk2", ..) if nk(&reading, 1).is_none() => "missing",
                (_, Some(Etiology::Known), _) => known,
                (_, Some(Etiology::Idiopathic), _) => "idiopathic",
                (_, _, Some(outcome)) => outcome.word(),
                _ => "nothing",
            },
        };
        assert_eq!(found, expected, "{name}: {text}");
    }
}

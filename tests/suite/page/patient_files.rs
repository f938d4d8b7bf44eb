//! One patient as a file and back: nothing of her may change on the way, and a file that is
//! not whole is refused.

use proptest::prelude::*;
use rpl_immune_profile::engine::borderline::Precision;
use rpl_immune_profile::engine::protocol::{CytotoxicityRule, Protocol, Source};
use rpl_immune_profile::engine::quantity::{ByQuantity, Quantity};
use rpl_immune_profile::engine::reader;
use rpl_immune_profile::engine::record::{Etiology, Value as ReadValue};
use rpl_immune_profile::engine::rules::classify;
use rpl_immune_profile::view::export::patient::bundle;
use rpl_immune_profile::view::export::patient::reading::{is_patient_file, read};
use rpl_immune_profile::view::export::patient::{PatientFile, PatientFormat};
use rpl_immune_profile::view::file_errors::PatientFileError;
use rpl_immune_profile::view::language::english::English;
use rpl_immune_profile::view::language::files::FilesWords as _;
use rpl_immune_profile::view::patient::handover::PatientInHand;
use rpl_immune_profile::view::patient::{PatientDraft, PatientPage, assess};
use serde_json::Value;

use crate::support::files::leaves_out;

/// When the files of these tests are saved.
pub(crate) const SAVED: &str = "2026-11-30T09:15:00.000Z";

/// Texts that a field may hold: a value in many forms, a bound, repeats, a doubt, nonsense.
fn typed(quantity: Quantity) -> impl Strategy<Value = String> {
    let range = quantity.plausible();
    let number = (0..=20_u32).prop_map(move |step| {
        let value = range.minimum + (range.maximum - range.minimum) * f64::from(step) / 20.0;
        if quantity.is_count() { format!("{value:.0}") } else { format!("{value:.1}") }
    });
    let other =
        (number.clone(), number.clone(), 0..12_u32).prop_map(|(one, two, form)| match form {
            0 => format!(">{one}"),
            1 => format!("≤ {one}"),
            2 => format!("<{one} %"),
            3 => format!(">={one}"),
            4 => format!("{one}; {two}"),
            5 => format!("{one};{two}; {one}"),
            6 => one.replace('.', ","),
            7 => format!("{one} H"),
            8 => "abc & <b>".to_owned(),
            9 => "0.16".to_owned(),
            10 => format!(" {one}0"),
            _ => "1e300".to_owned(),
        });
    prop_oneof![3 => Just(String::new()), 5 => number, 3 => other]
}

/// Drafts with every pattern of missing values, both ways of giving ratio and body mass
/// index, both etiologies.
fn drafts() -> impl Strategy<Value = PatientDraft> {
    let texts: Vec<BoxedStrategy<String>> =
        ByQuantity::<()>::KEYS.iter().map(|&quantity| typed(quantity).boxed()).collect();
    let etiology =
        prop_oneof![Just(None), Just(Some(Etiology::Idiopathic)), Just(Some(Etiology::Known)),];
    let cause = prop_oneof![Just(""), Just("thyroid"), Just("APS <low> & \"more\"")];
    (texts, any::<[bool; 3]>(), etiology, cause).prop_map(
        |(texts, [ratio, bmi, example], etiology, cause)| {
            let mut draft = PatientDraft::default();
            for (&quantity, text) in ByQuantity::<()>::KEYS.iter().zip(texts) {
                draft.set_text(quantity, text);
            }
            draft.ratio_from_percentages = ratio;
            draft.bmi_from_height = bmi;
            draft.etiology = etiology;
            cause.clone_into(&mut draft.cause);
            draft.is_example = example;
            draft
        },
    )
}

fn protocols() -> impl Strategy<Value = Protocol> {
    let rule = (0..CytotoxicityRule::ALL.len()).prop_map(|place| CytotoxicityRule::ALL[place]);
    (rule, 1..5_u32, any::<bool>()).prop_map(|(cytotoxicity_rule, minimum_losses, is_own)| {
        let protocol = Protocol { cytotoxicity_rule, minimum_losses, ..Protocol::default() };
        if is_own {
            protocol.with_cutoff(Quantity::NkPercent, 12.5, Source::OwnLaboratory).with_cutoff(
                Quantity::Th1Th2Ratio,
                30.0,
                Source::WhatIf,
            )
        } else {
            protocol
        }
    })
}

pub(crate) fn patients() -> impl Strategy<Value = PatientInHand> {
    let name = prop_oneof![2 => Just(""), 1 => Just("Ms. 4711 <é>")];
    (drafts(), protocols(), name).prop_map(|(draft, protocol, name)| PatientInHand {
        precision: Precision::default(),
        draft,
        protocol,
        name: name.to_owned(),
    })
}

fn page(draft: &PatientDraft, protocol: &Protocol) -> PatientPage {
    assess(draft, protocol, &English)
}

/// Nothing that the page says of her differs but for fields that are not in use.
#[track_caller]
fn check_same(file: &PatientFile, patient: &PatientInHand) {
    assert_eq!(file.protocol, patient.protocol);
    let draft = file.draft();
    assert_eq!(draft.is_example, patient.draft.is_example);
    let (found, own) = (page(&draft, &file.protocol), page(&patient.draft, &patient.protocol));
    assert_eq!(found.outcome, own.outcome);
    assert_eq!(found.nearness, own.nearness);
    assert_eq!(found.context, own.context);
    assert_eq!((found.bmi, &found.losses), (own.bmi, &own.losses));
    for (&quantity, is_hidden) in
        ByQuantity::<()>::KEYS.iter().map(|one| (one, is_hidden(*one, &draft)))
    {
        let fields = (found.field(quantity), own.field(quantity));
        let is_blank = fields.1.text.trim().is_empty();
        assert!(is_hidden || is_blank || fields.0 == fields.1, "{fields:?}");
    }
}

fn is_hidden(quantity: Quantity, draft: &PatientDraft) -> bool {
    match quantity {
        Quantity::Th1Th2Ratio => draft.ratio_from_percentages,
        Quantity::TnfAlphaPercent | Quantity::Il10Percent => !draft.ratio_from_percentages,
        Quantity::Bmi => draft.bmi_from_height,
        Quantity::HeightCm | Quantity::WeightKg => !draft.bmi_from_height,
        _ => false,
    }
}

/// The text of a file in a form.
pub(crate) fn text(file: &PatientFile, format: PatientFormat) -> String {
    match format {
        PatientFormat::Fhir => bundle::text(file, &English),
        PatientFormat::Plain => file.json(),
    }
}

const FORMATS: [PatientFormat; 2] = [PatientFormat::Fhir, PatientFormat::Plain];

proptest! {
    #[test]
    fn every_patient_comes_back_from_both_forms(patient in patients(), with_name in any::<bool>()) {
        let file = PatientFile::new(&patient, with_name, SAVED, &English);
        prop_assert_eq!(file.name.is_some(), with_name && !patient.name.is_empty());
        // Without any value of the tests there is nothing that it reads.
        if file.name.is_none() && file.result.comparisons().any(|one| one.value.is_some()) {
            check_cohort(&file);
        }
        for format in FORMATS {
            let text = text(&file, format);
            prop_assert!(is_patient_file(&text));
            let back = read(&text, &English);
            prop_assert_eq!(back.as_ref(), Ok(&file), "{}", text);
            check_same(&file, &patient);
        }
    }
}

fn draft(typed: &[(Quantity, &str)]) -> PatientDraft {
    let mut draft = PatientDraft::default();
    for (quantity, text) in typed {
        draft.set_text(*quantity, (*text).to_owned());
    }
    draft
}

fn file(draft: PatientDraft, protocol: Protocol) -> PatientFile {
    let patient = PatientInHand {
        precision: Precision::default(),
        draft,
        protocol,
        name: "Ms. 4711".to_owned(),
    };
    PatientFile::new(&patient, true, SAVED, &English)
}

/// A woman with repeats, a bound, values worked out, a doubt, a refused text and a cause.
fn woman() -> PatientFile {
    let mut draft = draft(&[
        (Quantity::NkPercent, "18.2; 17.4"),
        (Quantity::NkCyto50, ">60"),
        (Quantity::NkCyto25, "22,4"),
        (Quantity::NkCyto12_5, "abc"),
        (Quantity::TnfAlphaPercent, "36"),
        (Quantity::Il10Percent, "0.9"),
        (Quantity::AgeYears, "34"),
        (Quantity::PreviousLosses, "3"),
        (Quantity::HeightCm, "160"),
        (Quantity::WeightKg, "64"),
    ]);
    draft.ratio_from_percentages = true;
    draft.bmi_from_height = true;
    draft.etiology = Some(Etiology::Known);
    "thyroid".clone_into(&mut draft.cause);
    file(draft, Protocol::default())
}

#[test]
fn a_file_that_was_cut_is_refused_wherever_it_was_cut() {
    for format in FORMATS {
        let text = text(&woman(), format);
        let mut n_cuts = 0;
        for end in (0..text.trim_end().len()).filter(|end| end % 50 == 0) {
            let cut = String::from_utf8_lossy(&text.as_bytes()[..end]);
            let why = read(&cut, &English).expect_err("refused");
            let is_said = matches!(why, PatientFileError::Damaged(_) | PatientFileError::NoPatient);
            assert!(is_said, "{end}: {why:?}");
            n_cuts += 1;
        }
        assert!(n_cuts > 10, "{n_cuts} cuts");
    }
}

/// Every text, number and truth of a file, by its path.
fn leaves(value: &Value, path: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            for (key, value) in members {
                leaves(
                    value,
                    &format!("{path}/{}", key.replace('~', "~0").replace('/', "~1")),
                    found,
                );
            }
        }
        Value::Array(values) => {
            for (place, value) in values.iter().enumerate() {
                leaves(value, &format!("{path}/{place}"), found);
            }
        }
        _ => found.push(path.to_owned()),
    }
}

/// Whatever is changed in a file, it is refused, or opens as the file that it was: what only
/// says once more what the data say is not read.
#[test]
fn no_change_of_a_file_leads_to_another_patient() {
    for (original, format) in [woman(), file(PatientDraft::example(), Protocol::default())]
        .into_iter()
        .flat_map(|file| FORMATS.map(|format| (file.clone(), format)))
    {
        let value: Value = serde_json::from_str(&text(&original, format)).expect("JSON");
        let mut paths = Vec::new();
        leaves(&value, "", &mut paths);
        let mut n_refused = 0;
        for path in &paths {
            let others = match value.pointer(path).expect("a leaf") {
                Value::String(text) => vec![format!("{text}1").into(), "17.2".into(), Value::Null],
                Value::Number(number) => {
                    let number = number.as_f64().expect("a number");
                    vec![(number + 1.0).into(), (number * 10.0).into(), Value::Null]
                }
                Value::Bool(truth) => vec![(!truth).into()],
                _ => vec!["idiopathic".into()],
            };
            for other in others {
                let mut changed = value.clone();
                *changed.pointer_mut(path).expect("a leaf") = other;
                match read(&changed.to_string(), &English) {
                    Ok(file) => assert_eq!(file, original, "{path}"),
                    Err(_) => n_refused += 1,
                }
            }
        }
        let n = paths.len();
        assert!(n_refused > n / 2, "{n_refused} refused of {n} leaves");
    }
}

/// The sentence that refuses a text.
#[track_caller]
fn check_refused(text: &str, part: &str) {
    let why = read(text, &English).expect_err("refused");
    let said = English.file_refused("a.json", &why);
    assert!(said.starts_with("“a.json” was not opened. ") && said.contains(part), "{said}");
}

fn fhir() -> Value {
    serde_json::from_str(&text(&woman(), PatientFormat::Fhir)).expect("JSON")
}

/// The Observation of a value, by its code.
fn observation<'a>(bundle: &'a mut Value, code: &str) -> &'a mut Value {
    let entries = bundle["entry"].as_array_mut().expect("entries");
    let has = |entry: &&mut Value| entry["resource"]["code"]["coding"][0]["code"] == code;
    &mut entries.iter_mut().find(has).expect("the value")["resource"]
}

#[test]
fn other_files_are_refused_with_their_reason() {
    check_refused("patient_id,nk_percent\nA,17\n", "no file of one patient");
    check_refused("", "no file of one patient");
    check_refused("[]", "no file of one patient");
    check_refused("{}", "no file of one patient");
    check_refused(r#"{"schema":"rpl-immune-profile/session/1"}"#, "Sessions");
    check_refused(r#"{"schema":"rpl-immune-profile/patient/2"}"#, "patient/2");
    check_refused(r#"{"schema":"rpl-immune-profile/patient/1"}"#, "damaged");
    check_refused(r#"{"resourceType":"Patient","id":"a"}"#, "another program");
    let women = "{\"resourceType\":\"Patient\",\"id\":\"a\"}\n{\"resourceType\":\"Patient\",\"id\":\"b\"}\n";
    check_refused(women, "several patients");
    let mut bundle = fhir();
    bundle["type"] = "collection".into();
    check_refused(&bundle.to_string(), "another program");
}

#[test]
fn other_units_and_other_people_are_refused() {
    for (code, unit, part) in [
        ("nk_percent", "pg/mL", "NK cell level has the unit “pg/mL”"),
        ("nk_cyto_50", "[LU]", "NK cytotoxicity 50:1 has the unit “[LU]”"),
        ("height_cm", "m", "reads “cm” only"),
        ("weight_kg", "[lb_av]", "reads “kg” only"),
        ("th1_th2_ratio", "%", "reads “ratio” only"),
    ] {
        let mut bundle = fhir();
        observation(&mut bundle, code)["valueQuantity"]["code"] = unit.into();
        check_refused(&bundle.to_string(), part);
        let mut printed = fhir();
        observation(&mut printed, code)["valueQuantity"]["unit"] = unit.into();
        check_refused(&printed.to_string(), part);
    }
    let mut single = fhir();
    observation(&mut single, "nk_percent")["component"][1]["valueQuantity"]["code"] = "1".into();
    check_refused(&single.to_string(), "has the unit “1”");
    let mut other = fhir();
    observation(&mut other, "nk_cyto_25")["subject"]["reference"] = "urn:uuid:another".into();
    check_refused(&other.to_string(), "another person");
    let mut two = fhir();
    let patient = two["entry"][1].clone();
    assert_eq!(patient["resource"]["resourceType"], "Patient");
    two["entry"].as_array_mut().expect("entries").push(patient);
    check_refused(&two.to_string(), "several patients");
    let mut twice = fhir();
    let more = serde_json::json!({ "resource": observation(&mut twice, "nk_cyto_50").clone() });
    twice["entry"].as_array_mut().expect("entries").push(more);
    check_refused(&twice.to_string(), "more than once");
    for format in FORMATS {
        let text = text(&woman(), format);
        let (name, next) = text.split_once("\"etiology\"").expect("a name");
        let doubled = format!("{name}\"etiology\": \"known\", \"etiology\"{next}");
        let code =
            text.replacen("\"valueQuantity\"", "\"valueQuantity\": {}, \"valueQuantity\"", 1);
        let doubled = if format == PatientFormat::Plain { doubled } else { code };
        check_refused(&doubled, "stands twice");
    }
}

#[test]
fn a_protocol_that_was_changed_is_refused() {
    for format in FORMATS {
        let text = text(&woman(), format);
        for (from, to, part) in [
            ("16.1", "12.1", "hash"),
            ("16.1", "161", "between 0 and 100"),
            ("rule_any", "rule_all", "hash"),
            ("\"any\"", "\"all\"", "hash"),
        ] {
            let changed = text.replace(from, to);
            if changed != text {
                check_refused(&changed, part);
            }
        }
    }
}

#[test]
fn the_name_is_in_the_file_only_where_that_is_wished() {
    let patient = PatientInHand {
        precision: Precision::default(),
        draft: PatientDraft::example(),
        protocol: Protocol::default(),
        name: " Ms. 4711 ".to_owned(),
    };
    for format in FORMATS {
        let with = PatientFile::new(&patient, true, SAVED, &English);
        assert!(text(&with, format).contains("\"Ms. 4711\""));
        let without = PatientFile::new(&patient, false, SAVED, &English);
        assert!(!text(&without, format).contains("4711"));
        assert!(!with.file_name(format).contains("4711"));
        assert!(with.file_name(format).starts_with("EXAMPLE-patient-2026-11-30-"));
    }
}

#[test]
fn another_protocol_is_named_with_both_classes() {
    let own = Protocol::default().with_cutoff(Quantity::NkPercent, 19.5, Source::OwnLaboratory);
    let values = draft(&[
        (Quantity::NkPercent, "18.2"),
        (Quantity::NkCyto50, "20"),
        (Quantity::NkCyto25, "15"),
        (Quantity::NkCyto12_5, "5"),
        (Quantity::Th1Th2Ratio, "20"),
    ]);
    let saved = file(values.clone(), own);
    let here = |protocol| PatientInHand {
        precision: Precision::default(),
        draft: values.clone(),
        protocol,
        name: String::new(),
    };
    assert_eq!(saved.differs(&here(own), &English), None);
    assert_eq!(
        saved.differs(&here(Protocol::default()), &English).as_deref(),
        Some(
            "The file was made with: NK cell level > 19.5 instead of > 16.1. By the file the class \
             is: No abnormality. By the cut-offs and the rule in force here it is: NK cell level."
        )
    );
    let losses = Protocol { minimum_losses: 3, ..own };
    let same = saved.differs(&here(losses), &English).expect("another definition");
    assert!(
        same.ends_with("The class is the same by the file and here: No abnormality."),
        "{same}"
    );
}

/// The fields of the plain record are what its documentation lists.
#[test]
fn the_plain_record_has_its_fields_in_their_order() {
    let text = woman().json();
    let keys: Vec<&str> =
        text.lines().filter_map(|line| line.strip_prefix("  \"")?.split('"').next()).collect();
    assert_eq!(
        keys,
        [
            "schema",
            "version",
            "saved",
            "is_example",
            "name",
            "typed",
            "ratio_from_percentages",
            "bmi_from_height",
            "etiology",
            "cause",
            "protocol",
            "fingerprint",
            "result",
            "is_in_doubt",
            "sha256",
        ]
    );
    let value: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(value["typed"]["nk_percent"], "18.2; 17.4");
    assert_eq!(value["typed"]["nk_cyto_25"], "22,4");
    assert_eq!(value["result"]["nk_level"]["value"], 17.8);
    assert_eq!(value["result"]["nk_level"]["finding"], "high");
    assert_eq!(value["result"]["th1_th2"]["value"], 40.0);
    assert_eq!(value["fingerprint"], Protocol::default().fingerprint());
}

/// The page of cohorts reads the document as one woman with the same values and class. A
/// text that is not understood is no value there either.
#[track_caller]
fn check_cohort(file: &PatientFile) {
    let text = text(file, PatientFormat::Fhir);
    let reading = reader::read(text.as_bytes(), &leaves_out()).expect("a cohort");
    assert_eq!(reading.cohort.len(), 1, "{:?}", reading.issues);
    assert_eq!(reading.cohort.is_synthetic(), file.is_example);
    let found = classify(&reading.cohort.measurements(0), &file.protocol);
    assert_eq!(found, file.result, "{text}");
    let page = file.page(&English);
    let cohort = &reading.cohort;
    let losses = page.field(Quantity::PreviousLosses).value;
    assert_eq!(cohort.age.get(0).map(ReadValue::get), page.field(Quantity::AgeYears).value);
    assert_eq!(cohort.bmi.get(0).map(ReadValue::get), page.bmi);
    assert_eq!(cohort.previous_losses.get(0).map(ReadValue::get), losses);
    assert_eq!(cohort.etiology[0], file.etiology);
}

#[test]
fn the_page_of_cohorts_reads_the_document_as_one_woman() {
    let without_name = |file: PatientFile| PatientFile { name: None, ..file };
    check_cohort(&without_name(woman()));
    check_cohort(&without_name(file(PatientDraft::example(), Protocol::default())));
    // There a name stops the import, as in every file.
    let named = text(&woman(), PatientFormat::Fhir);
    assert!(reader::read(named.as_bytes(), &leaves_out()).is_err());
}

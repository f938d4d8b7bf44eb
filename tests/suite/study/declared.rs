//! Scripts get the study as its types are declared.

#![cfg(not(target_arch = "wasm32"))]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::support::cohorts;
use crate::support::declarations::Declarations;
use rpl_immune_profile::engine::protocol::preset::Preset;
use rpl_immune_profile::engine::reader;
use rpl_immune_profile::engine::reader::settings::ImportSettings;
use rpl_immune_profile::engine::stats::Undefined;
use rpl_immune_profile::engine::stats::design::FitError;
use rpl_immune_profile::engine::study::losses::LossMeasure;
use rpl_immune_profile::engine::study::model::Predictor;
use rpl_immune_profile::engine::study::options::{Effort, StudyOptions};
use rpl_immune_profile::engine::study::significance::TestKind;
use rpl_immune_profile::engine::study::{NotEstimable, study_of};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

fn declarations() -> Declarations {
    let read = |name: &str| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/web").join(name);
        fs::read_to_string(path).expect("the declarations")
    };
    Declarations::read(&(read("api.d.ts") + &read("study.d.ts")))
}

/// The study of every cohort, in full and in a quick pass, and of files that leave nothing
/// to say.
#[test]
fn the_study_has_the_fields_and_words_that_are_declared() {
    let declared = declarations();
    let mut files: Vec<_> = cohorts::all()
        .into_iter()
        .filter(|cohort| cohort.name != "large")
        .map(|cohort| (cohort.file, cohort.protocol, cohort.options, cohort.own))
        .collect();
    let quick = StudyOptions { effort: Effort::Quick, quick_limit: 10, ..StudyOptions::default() };
    files.push((files[0].0.clone(), files[0].1, quick, Vec::new()));
    let row = "A,33,22,2,idiopathic,17,20,15,5,20,yes,live_birth,normal\n";
    for file in
        [cohorts::HEADER.to_owned() + row, "patient_id,previous_losses,nk_percent\nA,2,17\n".into()]
    {
        files.push((file, files[0].1, StudyOptions::default(), Vec::new()));
    }
    for (file, protocol, options, own_columns) in files {
        let settings = ImportSettings { own_columns, ..ImportSettings::default() };
        let reading = reader::read(file.as_bytes(), &settings).expect("a table");
        let study = study_of(&reading, &protocol, &options);
        let mut wrong =
            declared.misfits("Study", &serde_json::to_value(&study).expect("plain data"));
        wrong.truncate(20);
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}

/// The names that serde knows, out of what it says about one that it does not.
fn names_of<T: DeserializeOwned>() -> BTreeSet<String> {
    let Err(error) = serde_json::from_value::<T>(Value::from("?")) else {
        panic!("? is a name");
    };
    let said = error.to_string();
    let names = said.split("expected ").nth(1).expect("the names");
    names.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// Every choice that there is is declared, and no other, also those that no file of the
/// tests meets.
#[test]
fn the_choices_are_those_that_are_declared() {
    let declared = declarations();
    for (name, names) in [
        ("Undefined", names_of::<Undefined>()),
        ("FitError", names_of::<FitError>()),
        ("NotEstimable", names_of::<NotEstimable>()),
        ("TestKind", names_of::<TestKind>()),
        ("LossMeasure", names_of::<LossMeasure>()),
        ("KnownPredictor", Predictor::KNOWN.into_iter().map(String::from).collect()),
        ("Preset", Preset::ALL.into_iter().map(|preset| preset.word().to_owned()).collect()),
    ] {
        assert_eq!(declared.choices(name), names, "{name}");
    }
}

/// Values of other types are found.
#[test]
fn misfits_are_found() {
    let declared = Declarations::read(
        "/** Of two. */ export type Either<T> = { one: T } | \"none\"; \
         export interface Whole { a: Either<number>[]; b?: [string, null]; c: Record<\"x\" | \"y\", boolean> }",
    );
    let right =
        json!({ "a": [{ "one": 1 }, "none"], "b": ["t", null], "c": { "x": true, "y": false } });
    assert_eq!(declared.misfits("Whole", &right), Vec::<String>::new());
    for (path, value) in [
        ("/a/0/one", json!("1")),
        ("/a/1", json!("some")),
        ("/b/1", json!(0)),
        ("/c/y", json!(null)),
        ("/c", json!({ "x": true })),
        ("/c", json!({ "x": true, "y": true, "z": true })),
    ] {
        let mut other = right.clone();
        *other.pointer_mut(path).expect("a place") = value;
        assert_eq!(declared.misfits("Whole", &other).len(), 1, "{path}");
    }
}

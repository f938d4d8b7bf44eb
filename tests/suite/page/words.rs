//! One word for one thing on every page: words that were given up do not come back, and
//! every abbreviation is spelled out on its page.

#![cfg(not(target_arch = "wasm32"))]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::support::cohorts;
use rpl_immune_profile::engine::reader;
use rpl_immune_profile::engine::reader::settings::ImportSettings;
use rpl_immune_profile::engine::study::study_of;
use rpl_immune_profile::view::abbreviations::{self, Abbreviation};
use rpl_immune_profile::view::export::markdown;
use rpl_immune_profile::view::export::methods::methods;
use rpl_immune_profile::view::export::strobe::checklist;

/// Words that no text of a page or a file has, and what is said instead.
const GIVEN_UP: [(&str, &str); 34] = [
    ("Wilson interval", "confidence interval (Wilson)"),
    ("% interval", "% confidence interval"),
    ("} interval", "{} of words::interval"),
    ("exact interval {", "confidence interval (exact)"),
    ("’s interval", "the confidence interval of"),
    ("normal interval", "interval by the normal distribution"),
    ("drawn towards the mean", "shrunken"),
    ("NK level", "NK cell level"),
    ("next pregnancy", "first pregnancy after the work-up"),
    ("known end", "known outcome"),
    ("annot be said", "not determinable"),
    ("last abnormality", "from an abnormality to none"),
    ("gain their first", "from none to an abnormality"),
    ("single wom", "individual women"),
    ("nothing leaves", "this page has no network"),
    ("Is it normal", "Is the distribution normal?"),
    ("oes with a live birth", "associated with live birth"),
    ("Treatment, carefully", "Treated and untreated women, weighted"),
    ("Who the women are", "Table 1: baseline characteristics"),
    ("other cut-offs would change", "Sensitivity to cut-offs"),
    ("revious miscarriage", "previous losses"),
    ("Members", "sample size, size of a group"),
    (" pp", "points"),
    ("ow issue", "changes and rows not used"),
    ("Take it along", "Save the results"),
    ("called normal", "no abnormality"),
    ("Normal, ", "No abnormality, "),
    ("Abnormal, ", "Any abnormality, "),
    ("exact trend p,", "the name of the test"),
    ("1000 ratio", "no unit of a ratio"),
    ("Newcombe interval", "confidence interval of Newcombe"),
    ("Koopman score interval", "score interval of Koopman"),
    ("DeLong interval", "confidence interval of DeLong"),
    ("Wald interval", "Wald confidence interval"),
];

/// Texts that no field, head or choice is alone, and what is said instead.
const NEVER_ALONE: [(&str, &str); 3] = [
    ("Known", "Known etiology"),
    ("Abnormal", "Any abnormality"),
    ("Interval", "Confidence interval"),
];

/// Names of formats and bodies, which are written so everywhere, and words in capitals.
const NAMES: [&str; 26] = [
    "ARFF", "ASRI", "CSV", "ESHRE", "FCS", "FHIR", "HL7", "JASP", "JMP", "JSON", "KSRI", "MATLAB",
    "MHTML", "PDF", "RCOG", "READ", "SAS", "SPSS", "SQL", "STROBE", "SVG", "TPT", "TRIPOD", "VII",
    "XML", "ZIP",
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn sources(folder: &str) -> Vec<PathBuf> {
    fn below(folder: &Path, files: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).expect("the folder can be read") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                below(&path, files);
            } else if path.extension().is_some_and(|extension| extension == "rs")
                && path.file_stem().is_some_and(|stem| stem != "tests")
            {
                files.push(path);
            }
        }
    }
    let mut files = Vec::new();
    below(&root().join(folder), &mut files);
    files.sort();
    files
}

/// The texts between quotation marks in the code of a file, without its comments and tests.
pub(crate) fn literals(code: &str) -> Vec<String> {
    let code = code.split("#[cfg(test)]").next().unwrap_or_default();
    let mut found = Vec::new();
    let mut letters = code.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '/' if letters.peek() == Some(&'/') => {
                while letters.next_if(|&one| one != '\n').is_some() {}
            }
            // A quotation mark as a character: '"' or '\"'.
            '\'' => {
                if letters.next_if_eq(&'\\').is_some() {
                    letters.next();
                } else if letters.next_if_eq(&'"').is_none() {
                    continue;
                }
                letters.next_if_eq(&'\'');
            }
            '"' => {
                let mut text = String::new();
                while let Some(letter) = letters.next() {
                    match letter {
                        '"' => break,
                        '\\' => match letters.next() {
                            Some('\n') => {
                                while letters.next_if(|one| one.is_whitespace()).is_some() {}
                            }
                            Some('n') | None => text.push('\n'),
                            Some(other) => text.push(other),
                        },
                        other => text.push(other),
                    }
                }
                found.push(text);
            }
            _ => {}
        }
    }
    found
}

/// Every text of the view and the page, with its file.
fn page_texts() -> Vec<(String, String)> {
    let mut texts = Vec::new();
    for file in [sources("src/view"), sources("src/web")].concat() {
        let name = file.strip_prefix(root()).expect("below the root").display().to_string();
        let code = fs::read_to_string(&file).expect("text");
        texts.extend(literals(&code).into_iter().map(|text| (name.clone(), text)));
    }
    assert!(texts.len() > 3_000, "{}", texts.len());
    texts
}

#[test]
fn texts_are_found_in_code() {
    let code = "// \"no\"\nlet a = ['\"', '\\'']; f(\"one \\\n   text\", \"two \\\"quoted\\\"\");\n\
                fn g<'a>(x: &'a str) { \"three\" }\n#[cfg(test)]\n\"tests\"";
    assert_eq!(literals(code), ["one text", "two \"quoted\"", "three"]);
}

#[test]
fn words_that_were_given_up_stay_away() {
    let mut wrong = Vec::new();
    for (file, text) in page_texts() {
        for (word, instead) in GIVEN_UP {
            if text.contains(word) {
                wrong.push(format!("{file}: “{word}” in “{text}”: {instead}"));
            }
        }
        for (alone, instead) in NEVER_ALONE {
            if text == alone {
                wrong.push(format!("{file}: “{alone}” alone: {instead}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
}

/// The same of what is put together only when there are women.
#[test]
fn no_result_brings_them_back() {
    for cohort in cohorts::all().into_iter().filter(|cohort| cohort.name != "large") {
        let reading =
            reader::read(cohort.file.as_bytes(), &ImportSettings::default()).expect("a table");
        let study = study_of(&reading, &cohort.protocol, &cohort.options);
        let text = [
            markdown::document(&cohorts::sections_of(&reading, &study)),
            methods(&study).text(),
            markdown::table(&checklist(&study)),
        ]
        .concat();
        for (word, instead) in GIVEN_UP {
            let at = text.find(word).map(|at| text[at..].chars().take(80).collect::<String>());
            assert_eq!(at, None, "{}: {word}: {instead}", cohort.name);
        }
    }
}

/// The files whose texts a page shows.
fn texts_of(places: &[&str]) -> Vec<(String, String)> {
    let mut texts = page_texts();
    texts.retain(|(file, _)| places.iter().any(|place| file.starts_with(place)));
    texts
}

/// The abbreviations in a text: known ones, and three or more capitals in a row.
fn abbreviations_in(text: &str) -> BTreeSet<&str> {
    let is_part = |letter: char| letter.is_alphanumeric() || ":/-".contains(letter);
    let mut found = BTreeSet::new();
    // What is put in between braces has a name in the code only.
    let text = text.split('{').filter_map(|part| part.rsplit('}').next());
    for word in text.flat_map(|part| part.split(move |letter: char| !is_part(letter))) {
        let word = word.trim_matches([':', '/', '-']);
        let is_known = all().iter().any(|(short, _)| *short == word);
        let capitals = word.chars().all(|letter| letter.is_ascii_uppercase());
        if is_known || word.len() >= 3 && capitals {
            found.insert(word);
        }
    }
    found
}

fn all() -> Vec<Abbreviation> {
    [
        &abbreviations::PATIENT[..],
        &abbreviations::ANNEX,
        &abbreviations::COHORT,
        &abbreviations::TABLES,
        &abbreviations::EVIDENCE,
    ]
    .concat()
}

#[test]
fn each_page_spells_out_its_abbreviations() {
    let shared = ["src/view/words.rs", "src/web/frame.rs", "src/web/fields"];
    let patient = [
        "src/view/language",
        "src/view/patient",
        "src/web/pages/patient",
        "src/web/pages/annex",
        "src/view/protocol.rs",
    ];
    let cohort = [
        "src/view/analysis",
        "src/view/cohort",
        "src/view/figures/live_birth.rs",
        "src/view/figures/prevalence.rs",
        "src/view/import",
        "src/view/messages",
        "src/web/pages/analysis.rs",
        "src/web/pages/change_log.rs",
        "src/web/pages/cohort",
        "src/web/pages/import",
    ];
    let tables = ["src/view/calculator", "src/web/pages/tables"];
    let evidence = ["src/view/evidence", "src/web/pages/evidence"];
    let on_patient = [&abbreviations::PATIENT[..], &abbreviations::ANNEX].concat();
    let pages: [(&str, &[&str], &[Abbreviation]); 4] = [
        ("patient", &patient, &on_patient),
        ("cohort", &cohort, &abbreviations::COHORT),
        ("tables", &tables, &abbreviations::TABLES),
        ("evidence", &evidence, &abbreviations::EVIDENCE),
    ];
    for (page, places, spelled) in pages {
        let places: Vec<&str> = places.iter().copied().chain(shared).collect();
        for (file, text) in texts_of(&places) {
            // Sources have the initials of their authors; shared words are of several pages.
            let is_source = text.contains("doi:") || text.contains(';') && text.contains(':');
            let is_shared = shared.iter().any(|one| file.starts_with(one));
            if ["tables", "evidence"].contains(&page) && (is_source || is_shared) {
                continue;
            }
            for short in abbreviations_in(&text) {
                let is_spelled = spelled.iter().any(|(one, _)| *one == short);
                assert!(
                    is_spelled || NAMES.contains(&short),
                    "{page}: “{short}” of “{text}” ({file}) is not spelled out"
                );
            }
        }
    }
}

//! What is known of women like her and her files, in the language that marks every sentence.

use super::*;
use crate::engine::peers::{Likeness, Peers};
use crate::engine::published::prognosis::quenby::Answers;
use crate::engine::published::prognosis::{Group, Model, Silence};
use crate::engine::reader;
use crate::engine::reader::settings::{DuplicateChoice, ImportSettings, Unreadable};
use crate::engine::record::Outcome;
use crate::engine::stats::Undefined;
use crate::view::document::{Block, Section};
use crate::view::export::patient::codes::{OWN, OwnCode};
use crate::view::export::patient::{PatientFile, bundle};
use crate::view::file_errors::PatientFileError;
use crate::view::language::annex::{AnnexWords, ShortcutText};
use crate::view::language::files::{FilesLabel, FilesWords};
use crate::view::language::outlook::{OutlookWords, PublishedText};
use crate::view::language::prognosis::{Asked, PrognosisText, PrognosisWords};
use crate::view::language::women::{Kind, WomenText, WomenWords};
use crate::view::outlook::prognosis::prognosis;
use crate::view::outlook::published::published;
use crate::view::outlook::women::{OfFile, sought, women};
use crate::view::patient::handover::PatientInHand;
use crate::web::document::section;

marked! {
    EVERY_OF_OUTLOOK:
    OutlookWords {
        fn published(text: PublishedText);
        fn births_of_hundred(births: &str);
        fn none_of_hundred(none: &str);
        fn read_births(who: &str, births: &str);
        fn read_none(who: &str, none: &str);
    }
    PrognosisWords {
        fn prognosis(text: PrognosisText);
        fn model_status(model: Model);
        fn model_asks(model: Model);
        fn model_tested(model: Model);
        fn silence(model: Model, silence: Silence);
        fn predicted(percent: &str);
        fn predicted_of_100(with: &str, without: &str);
        fn counted_group(group: &Group);
        fn miscarried(miscarried: &str, others: &str, share: &str, level: f64, interval: &str);
        fn rate_at_age(ages: &str, miscarried: &str, others: &str);
        fn band(from: Option<&str>, to: Option<&str>);
        fn odds_after(losses: f64, value: &str, level: f64, interval: &str);
        fn read_of(model: Model);
        fn why_not_computable(model: Model);
        fn asked(asked: Asked);
        fn answer(asked: Asked, answer: Option<bool>);
    }
    WomenWords {
        fn women(text: WomenText);
        fn as_of_file(name: &str);
        fn likeness(likeness: &Likeness, with_age_and_losses: bool);
        fn left_out(outcome: Option<Outcome>, n: u32);
        fn without_class(n: u32);
        fn weight(kind: Kind, women: Option<&str>);
        fn not_shrunken(kind: Kind, why: Undefined);
        fn no_rate(why: Undefined);
        fn wilson(level: f64, interval: &str);
        fn credible(level: f64, interval: &str);
    }
    FilesWords {
        fn files_label(label: FilesLabel);
        fn code(code: OwnCode);
        fn normal_up_to(cutoff: &str, source: &str);
        fn file_saved(name: &str);
        fn file_opened(name: &str, day: &str, is_example: bool, has_name: bool);
        fn file_differs(differences: &[Difference], by_file: &str, here: &str);
        fn file_refused(name: &str, why: &PatientFileError);
    }
    AnnexWords {
        fn annex_title();
        fn annex_abbreviations();
        fn shortcut(text: ShortcutText);
    }
}

/// What only components say that need a browser: questions and answers of the form, the
/// panel of files, the list of keys, the frame around them.
const OF_A_BROWSER: [&str; 7] = [
    "asked",
    "answer",
    "file_saved",
    "file_refused",
    "annex_title",
    "annex_abbreviations",
    "shortcut",
];

#[derive(Properties, PartialEq)]
struct SectionStageProps {
    told: Section,
}

#[component]
fn SectionStage(props: &SectionStageProps) -> Html {
    section(&props.told)
}

fn rendered(told: Section) -> String {
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    let props = SectionStageProps { told };
    let renderer = yew::LocalServerRenderer::<SectionStage>::with_props(props).hydratable(false);
    runtime.block_on(renderer.render())
}

/// Women of several ages, with and without losses, an answer to everything, and nothing.
fn patients() -> Vec<PatientInHand> {
    let mut patients: Vec<PatientInHand> =
        fronts().into_iter().filter_map(|(_, front)| front.in_hand()).collect();
    for (age, losses) in [("31.5", "3"), ("27", "2"), ("46", "9"), ("19", "1"), ("35", "")] {
        for values in [["10", "20", "15", "5", "20"], ["17", "40", "30", "12", "40"]] {
            let mut typed = laboratory(values);
            typed.extend([(Quantity::AgeYears, age), (Quantity::PreviousLosses, losses)]);
            for etiology in [Etiology::Idiopathic, Etiology::Known] {
                let chosen = [FrontAction::ChooseEtiology(Some(etiology))];
                patients.extend(front(&typed, chosen).in_hand());
            }
        }
    }
    patients
}

fn sections(patient: &PatientInHand, files: &[reader::Reading]) -> Vec<Section> {
    let regular = Answers {
        is_cycle_regular: Some(true),
        has_live_birth: Some(false),
        has_anticardiolipin: Some(false),
    };
    let mut sections = vec![published(patient, &Marked)];
    sections.extend([Answers::default(), regular].map(|one| prognosis(patient, one, &Marked)));
    let sought = sought(patient, &Marked);
    let counted: Vec<Peers> = sought.likeness.map_or_else(Vec::new, |likeness| {
        files.iter().map(|file| Peers::new(file, &patient.protocol, &likeness)).collect()
    });
    let states = [OfFile::Closed, OfFile::Reading("7"), OfFile::Counting("7"), OfFile::Gone("7")];
    let counted = counted.iter().map(|peers| OfFile::Counted("7", peers));
    sections.extend(states.into_iter().chain(counted).map(|of| women(&sought, of, &Marked)));
    sections.into_iter().map(without_frames).collect()
}

/// A section with what its figures say in their place: their frame belongs to every page.
fn without_frames(told: Section) -> Section {
    let blocks = told.blocks.into_iter().flat_map(|block| match block {
        Block::Figure(figure) => {
            let table = figure.table;
            let texts = [figure.title, figure.description].into_iter().chain(table.head);
            texts.chain(table.rows.into_iter().flatten()).map(Block::Paragraph).collect()
        }
        other => vec![other],
    });
    Section { blocks: blocks.collect(), ..told }
}

/// What of a text is a word of a language; who wrote what and when is none.
fn rest(text: &str) -> String {
    let models = Model::NOT_COMPUTABLE.into_iter().chain([
        Model::Brigham1999,
        Model::Quenby1993,
        Model::Clifford1997,
        Model::Magnus2019,
    ]);
    let text = models
        .map(Model::citation)
        .chain([CITATION])
        .fold(without_entities(text), |text, citation| text.replace(citation, ""));
    unmarked(&text)
}

#[test]
fn every_word_about_women_like_her_is_of_its_language() {
    SAID.with_borrow_mut(BTreeSet::clear);
    let example = include_bytes!("../../../../../static/SYNTHETIC-example.csv");
    let few = "patient_id,nk_percent,nk_cyto_50,nk_cyto_25,nk_cyto_12_5,th1_th2_ratio,previous_losses,outcome\n\
        7,10,20,15,5,20,3,live_birth\n8,17,,,,20,3,ongoing\n";
    // The example has cells and rows that are asked about.
    let settings = ImportSettings {
        unreadable: Unreadable::LeaveOut,
        duplicates: DuplicateChoice::First,
        ..ImportSettings::default()
    };
    let files = [&example[..], few.as_bytes()]
        .map(|bytes| reader::read(bytes, &settings).expect("a cohort"));
    for patient in patients() {
        for told in sections(&patient, &files) {
            for text in texts(&rendered(told)) {
                let rest = rest(&text);
                assert!(!rest.contains(char::is_alphabetic), "“{rest}” of “{text}”");
            }
        }
        let file = PatientFile::new(&patient, true, "2026-11-30T09:15:00.000Z", &Marked);
        let other = PatientInHand { protocol: Protocol::default(), ..patient };
        let mut texts = vec![file.opened("7", &Marked)];
        texts.extend(file.differs(&other, &Marked));
        said_in(&bundle::document(&file, &Marked), &mut texts);
        for text in texts {
            let rest = rest(&text);
            assert!(!rest.contains(char::is_alphabetic), "“{rest}” of “{text}”");
        }
    }
    let never: Vec<&&str> = EVERY_OF_OUTLOOK
        .iter()
        .filter(|name| !OF_A_BROWSER.contains(name))
        .filter(|name| !SAID.with_borrow(|said| said.contains(**name)))
        .collect();
    assert!(never.is_empty(), "no state says {never:?}");
}

/// The texts for people of a document; what was typed is no word of a language.
fn said_in(value: &serde_json::Value, texts: &mut Vec<String>) {
    match value {
        serde_json::Value::Object(members) => {
            // What a code of others means is said in the words of those others.
            let is_own = members.get("system").is_none_or(|system| system == OWN);
            for (key, value) in members {
                match value.as_str() {
                    Some(text) if is_own && ["display", "title"].contains(&key.as_str()) => {
                        texts.push(text.to_owned());
                    }
                    _ => said_in(value, texts),
                }
            }
        }
        serde_json::Value::Array(values) => values.iter().for_each(|one| said_in(one, texts)),
        _ => {}
    }
}

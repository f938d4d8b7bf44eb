//! The patient page in a language that marks every sentence: what it does not mark is
//! no word of a language, or stands where no language reaches it.

use std::cell::RefCell;
use std::collections::BTreeSet;

use yew::prelude::*;

use crate::engine::protocol::laboratory::{Difference, Laboratory};
use crate::engine::protocol::{CytotoxicityRule, Protocol, Source};
use crate::engine::published::Rank;
use crate::engine::quantity::{Caution, Impossible, Quantity};
use crate::engine::reader::number::NotANumber;
use crate::engine::reader::slip::SlipReason;
use crate::engine::record::Etiology;
use crate::engine::repeats::Repeats;
use crate::engine::rules::Finding;
use crate::engine::rules::panel::{ByTest, ImmuneTest};
use crate::engine::rules::profile::{ImmuneProfile, Verdict};
use crate::view::language::context::{ContextWords, Statement, Subject};
use crate::view::language::english::English;
use crate::view::language::fields::FieldWords;
use crate::view::language::handover::{ForHer, HandoverWords, RecordValue};
use crate::view::language::labels::{Label, LabelWords};
use crate::view::language::names::NameWords;
use crate::view::language::nearness::NearnessWords;
use crate::view::language::settings::{NotInForce, SettingsWords};
use crate::view::language::slip::SlipWords;
use crate::view::language::verdict::{
    Absent, Named, Needs, Others, Summary, VerdictWords, Without,
};
use crate::view::patient::handover::papers;
use crate::view::patient::origin::Origin;
use crate::view::patient::positions::Body;
use crate::view::patient::slip;
use crate::view::protocol::Place;
use crate::view::words::CITATION;
use crate::web::fields::protocol_settings::laboratory_settings;
use crate::web::pages::papers::{Sheet, paper};
use crate::web::pages::patient::patient_page;
use crate::web::state::front::{Arrival, Copied, Front, FrontAction};
use crate::web::state::rules::{ProtocolChange, RulesAction, WhatIf};

/// English between marks.
struct Marked;

thread_local! {
    /// The sentences that were asked for.
    static SAID: RefCell<BTreeSet<&'static str>> = const { RefCell::new(BTreeSet::new()) };
}

/// A language that has nothing to say of a thing, such as a ratio without a unit, says it
/// without marks.
fn marked(name: &'static str, said: &str) -> String {
    SAID.with_borrow_mut(|names| names.insert(name));
    if said.is_empty() { String::new() } else { format!("«{said}»") }
}

macro_rules! marked {
    ($names:ident: $($words:ident { $(fn $name:ident($($part:ident: $kind:ty),*);)* })*) => {
        $(impl $words for Marked {
            $(fn $name(&self, $($part: $kind),*) -> String {
                marked(stringify!($name), &English.$name($($part),*))
            })*
        })*

        /// Every sentence.
        const $names: &[&str] = &[$($(stringify!($name)),*),*];
    };
}

marked! {
    EVERY:
    NameWords {
        fn quantity(quantity: Quantity);
        fn cutoff(quantity: Quantity);
        fn unit(quantity: Quantity);
        fn rule(rule: CytotoxicityRule);
        fn source(source: Source);
        fn finding(finding: Finding);
        fn findings(findings: ByTest<Finding>);
        fn origin(origin: Origin);
    }
    FieldWords {
        fn not_a_number(why: NotANumber);
        fn impossible(why: Impossible, quantity: Quantity);
        fn caution(caution: Caution, quantity: Quantity);
        fn derived(quantity: Quantity, value: &str);
        fn derived_in_doubt(quantity: Quantity, value: &str, caution: Caution);
        fn not_derived(quantity: Quantity, why: Impossible);
        fn repeats(repeats: &Repeats, quantity: Quantity);
        fn both(first: &str, second: &str);
        fn too_few_losses(minimum: u32);
    }
    VerdictWords {
        fn no_values();
        fn how_to_begin();
        fn class(verdict: Verdict);
        fn class_in_doubt(verdict: Verdict);
        fn summary(summary: Summary);
        fn summary_in_doubt(summary: Summary, n_doubts: usize, without: Without);
        fn doubt(value: &Named, caution: Caution, is_of_class: bool);
        fn refused(text: &Named, is_of_class: bool);
        fn bar(doubted: &[Named], refused: &[Named], n_same: Option<usize>);
        fn rules_differ(n_same: usize, others: Others<'_>);
        fn hinge(ratio: Quantity, value: &str, is_high: bool, cutoff: &str);
        fn certain(rule: Option<CytotoxicityRule>);
        fn open(test: ImmuneTest, needs: &Needs);
        fn possible(classes: &[ImmuneProfile]);
        fn absent(why: Absent);
        fn by_rule(rule: CytotoxicityRule);
    }
    SlipWords {
        fn taken(quantity: Quantity, text: &str, source: &str);
        fn left(text: &str, why: Option<SlipReason>);
        fn slip_summary(n_taken: usize, n_left: usize);
    }
    NearnessWords {
        fn distance(share: f64);
        fn other_side(share: f64);
        fn other_side_of_rule(share: f64, from: f64, to: f64);
        fn no_spread();
        fn value_of(quantity: Quantity);
        fn how_computed();
        fn correlated(correlation: f64, from: f64, to: f64);
        fn coefficients(used: &[(ImmuneTest, f64, bool)]);
    }
    HandoverWords {
        fn record_title();
        fn record_value(value: RecordValue<'_>);
        fn record_rule(rule: CytotoxicityRule, finding: Finding);
        fn record_other_rules(classes: &[(CytotoxicityRule, &str)]);
        fn record_woman(age: Option<f64>, bmi: Option<f64>, losses: Option<f64>, etiology: Option<Etiology>);
        fn record_made(date: &str, version: &str, protocol: &Protocol);
        fn for_her(text: ForHer);
        fn name_line();
        fn signature_line();
        fn her_made(date: &str, version: &str);
        fn her_result(test: ImmuneTest, finding: Finding);
        fn of_100(births: u32, none: u32, is_treated: bool);
    }
    ContextWords {
        fn subject(subject: Subject);
        fn against(treated: &str, untreated: &str);
        fn statement(statement: Statement);
        fn more_losses(minimum: u32);
        fn another_class(others: Others<'_>);
        fn made_with(rule: CytotoxicityRule, all_agree: bool);
        fn class_rate(percent: &str, etiology: Etiology, rank: Rank);
        fn shared_women(women: u32);
        fn treated_rate(percent: &str);
        fn untreated_rate(percent: &str);
        fn counted(fraction: &str, total: &str, treated: bool);
        fn interval_of_counts(level: f64, interval: &str);
        fn with_interval(percent: &str, level: f64, interval: &str);
        fn screened(women: u32);
        fn enrolled(women: u32, others: u32);
        fn body(body: Body);
        fn position(body: Body);
    }
    SettingsWords {
        fn protocol_name(laboratory: &Laboratory);
        fn protocol_summary(protocol: &Protocol);
        fn not_in_force(why: NotInForce, in_force: &str);
        fn rule_note(rule: CytotoxicityRule);
        fn what_if(differences: &[Difference]);
        fn reach_of_what_if(place: Place);
        fn not_of_study(laboratory: &Laboratory);
        fn own_protocol(protocol: &Protocol, differences: &[Difference]);
    }
    LabelWords {
        fn label(label: Label);
    }
}

mod annex;
mod outlook;

#[derive(Properties, PartialEq)]
struct StageProps {
    front: Front,
}

#[component]
fn Stage(props: &StageProps) -> Html {
    let patient = props.front.in_hand();
    let papers = patient.as_ref().and_then(|patient| papers(patient, "2026-11-29", &Marked));
    let paper = |sheet| {
        papers.iter().map(move |papers| paper(sheet, papers, "", &Marked)).collect::<Html>()
    };
    html! {
        <>
            { patient_page(&props.front, &Marked, &Callback::noop(), &Callback::noop()) }
            { laboratory_settings(&props.front.rules, &Marked, &Callback::noop()) }
            { paper(Sheet::Record) }
            { paper(Sheet::ForHer) }
            { for papers.iter().map(|papers| papers.record.text(&Marked)) }
        </>
    }
}

fn render(front: Front) -> String {
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    let props = StageProps { front };
    let renderer = yew::LocalServerRenderer::<Stage>::with_props(props).hydratable(false);
    runtime.block_on(renderer.render())
}

/// What a page shows and what is read aloud of it: its texts and its labels.
fn texts(page: &str) -> Vec<String> {
    let mut texts: Vec<String> = page
        .split("aria-label=\"")
        .skip(1)
        .filter_map(|rest| Some(rest.split_once('"')?.0.to_owned()))
        .collect();
    texts.extend(page.split('>').filter_map(|rest| Some(rest.split_once('<')?.0.to_owned())));
    texts.retain(|text| !text.trim().is_empty());
    texts
}

/// What of a text stands outside of all marks.
fn unmarked(text: &str) -> String {
    let mut depth = 0_u32;
    text.chars()
        .filter(|&letter| {
            depth += u32::from(letter == '«');
            let is_outside = depth == 0;
            depth -= u32::from(letter == '»');
            is_outside
        })
        .collect()
}

/// Entities such as `&gt;` are signs.
fn without_entities(text: &str) -> String {
    ["&lt;", "&gt;", "&amp;", "&quot;", "&#x27;", "&#39;"]
        .into_iter()
        .fold(text.to_owned(), |text, entity| text.replace(entity, " "))
}

/// What is typed into the fields in order, and the rest of a state.
fn front(typed: &[(Quantity, &str)], actions: impl IntoIterator<Item = FrontAction>) -> Front {
    let typed = typed.iter().map(|&(quantity, text)| FrontAction::Type(quantity, text.to_owned()));
    let front = actions
        .into_iter()
        .chain(typed)
        .fold(std::rc::Rc::new(Front::default()), yew::Reducible::reduce);
    (*front).clone()
}

fn laboratory(values: [&'static str; 5]) -> Vec<(Quantity, &'static str)> {
    Quantity::LABORATORY.into_iter().zip(values).collect()
}

/// Inputs that reach every state of the page.
fn fronts() -> Vec<(&'static str, Front)> {
    use FrontAction::{
        Arrive, ChooseEtiology, ClearPatient, Copy, FillExample, GiveBmiByHeight,
        GiveRatioByPercentages, Rules, Slip, SlipRead, TakeBack, Type, TypeCause,
    };
    use Quantity::{HeightCm, Il10Percent, NkPercent, PreviousLosses, TnfAlphaPercent, WeightKg};
    let idiopathic = || ChooseEtiology(Some(Etiology::Idiopathic));
    let decide = |decision| Rules(RulesAction::Decide(decision));
    let own = |quantity, text: &str| decide(ProtocolChange::Cutoff(quantity, text.to_owned()));
    let trial = |rule| Rules(RulesAction::Try(WhatIf::Rule(rule)));
    let classes = [
        ["10", "20", "15", "5", "20"],
        ["17", "20", "15", "5", "20"],
        ["10", "40", "30", "12", "20"],
        ["10", "20", "15", "5", "40"],
        ["17", "40", "30", "12", "20"],
        ["17", "20", "15", "5", "40"],
        ["10", "40", "30", "12", "40"],
        ["17", "40", "30", "12", "40"],
        ["10", "40", "15", "5", "20"],
        ["17", "", "", "", "20"],
        ["10", "40", "", "", "20"],
        ["17.5", "", "", "x", "y"],
        ["0.16", "20", "15", "5", "20"],
        ["0.16", "0.2", "15", "25", "20"],
        ["0.16", "40", "30", "12", ""],
        ["161", "1,234", "15", "5", "0.3"],
        [">10", "<40", "30", "<=9.6", "36; 35.1; 38"],
        ["0.16; 18", "<40; 3", "<30", ">9", "<40"],
    ];
    let mut fronts = vec![("empty", Front::default())];
    for values in classes {
        fronts.push(("not stated", front(&laboratory(values), [])));
        fronts.push(("idiopathic", front(&laboratory(values), [idiopathic()])));
        let known = [ChooseEtiology(Some(Etiology::Known)), TypeCause("7".to_owned())];
        fronts.push(("known", front(&laboratory(values), known)));
        let all = [trial(CytotoxicityRule::All), idiopathic()];
        fronts.push(("what if", front(&laboratory(values), all)));
        let only = [trial(CytotoxicityRule::Ratio25Only), own(NkPercent, "12")];
        fronts.push(("own laboratory", front(&laboratory(values), only)));
    }
    for (tnf, il) in [("36", "0.9"), ("36", ""), ("36", "0"), ("0.3", "9"), ("x", "0.9")] {
        let typed = [(TnfAlphaPercent, tnf), (Il10Percent, il)];
        fronts.push(("percentages", front(&typed, [GiveRatioByPercentages(true)])));
    }
    for (height, weight) in [("165", "60"), ("165", "300"), ("100", "300"), ("1.65", "60")] {
        let typed = [(HeightCm, height), (WeightKg, weight)];
        fronts.push(("height", front(&typed, [GiveBmiByHeight(true)])));
    }
    for losses in ["1", "2.5", "25"] {
        let mut typed = laboratory(["10", "20", "15", "5", "20"]);
        typed.push((PreviousLosses, losses));
        fronts.push(("losses", front(&typed, [])));
    }
    for text in ["", "x", "161"] {
        fronts.push(("cut-off", front(&[], [own(NkPercent, text)])));
    }
    for text in ["0", "3"] {
        let fewest = decide(ProtocolChange::MinimumLosses(text.to_owned()));
        fronts.push(("fewest losses", front(&[], [fewest])));
    }
    let repeats = ["18; 17; 19", "36; 35", "22; 21", "9; 8", "36; 35.1; 38"];
    fronts.push(("repeats", front(&laboratory(repeats), [])));
    for slip in ["NK 18.2% / K562 50:1 30.1, 25:1 22; 7 NK LU 3", "Th1/Th2 30, IFN/IL-4 9, 182"] {
        let page = slip::page(&crate::engine::reader::slip::read(slip), &Marked);
        let read = SlipRead(slip.to_owned(), page);
        fronts.push(("slip", front(&[], [Slip(slip.to_owned(), true), read])));
        fronts.push(("slip", front(&[], [Slip(slip.to_owned(), true)])));
        let lost = [Slip(slip.to_owned(), true), Arrive(Arrival::Lost)];
        fronts.push(("slip", front(&[], lost)));
    }
    let not_copied = Copy(Copied::No(String::new()));
    for copied in [Copy(Copied::Yes), not_copied, Arrive(Arrival::Lost)] {
        let actions = [FillExample, copied];
        fronts.push(("copy", front(&[], actions)));
    }
    fronts.push(("example", front(&[], [FillExample, Type(NkPercent, "9".to_owned()), TakeBack])));
    let cleared = [Type(NkPercent, "17".to_owned()), ClearPatient];
    fronts.push(("cleared", front(&[], cleared)));
    fronts
}

#[test]
fn every_word_of_the_patient_page_is_of_its_language() {
    SAID.with_borrow_mut(BTreeSet::clear);
    for (state, front) in fronts() {
        let slip = front.slip.clone();
        let page = render(front);
        let texts = texts(&page);
        assert!(texts.len() > 100, "{state}: {}", texts.len());
        for text in texts.iter().filter(|text| *text != CITATION && **text != slip) {
            let rest = unmarked(&without_entities(text));
            assert!(!rest.contains(char::is_alphabetic), "{state}: “{rest}” of “{text}”");
        }
    }
    let never: Vec<&&str> =
        EVERY.iter().filter(|name| !SAID.with_borrow(|said| said.contains(**name))).collect();
    assert!(never.is_empty(), "no state says {never:?}");
}

#[test]
fn what_stands_outside_of_marks_is_found() {
    assert_eq!(unmarked("a «b «c» d» e"), "a  e");
    assert_eq!(texts("<p aria-label=\"one\"><b>two</b> </p>"), ["one", "two"]);
}

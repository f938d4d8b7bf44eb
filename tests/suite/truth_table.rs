//! The rules against the truth table that `tests/reference/rules_truth.R` worked out of
//! their words: what is said of numbers, of texts typed on the patient page and of the
//! rows of a file, for every pattern of missing values and of values around their cut-offs.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use rpl_immune_profile::engine::cohort::filter::Filter;
use rpl_immune_profile::engine::cohort::flow::judge;
use rpl_immune_profile::engine::evaluate;
use rpl_immune_profile::engine::protocol::preset::Preset;
use rpl_immune_profile::engine::protocol::{CytotoxicityRule, Protocol};
use rpl_immune_profile::engine::quantity::Quantity;
use rpl_immune_profile::engine::reader::{Reading, read, settings::ImportSettings};
use rpl_immune_profile::engine::record::{
    Bound, Measured, Measurements, NkCytotoxicity, NkLevel, Th1Th2Ratio, Value,
};
use rpl_immune_profile::engine::rules::panel::ByTest;
use rpl_immune_profile::engine::rules::profile::{ImmuneProfile, Verdict};
use rpl_immune_profile::engine::rules::{Classification, Finding, classify};
use rpl_immune_profile::view::export::classified::classified_rows;
use rpl_immune_profile::view::language::english::English;
use rpl_immune_profile::view::patient::result::Tone;
use rpl_immune_profile::view::patient::{PatientDraft, PatientPage, assess};

const NUMBERS: &str = include_str!("../reference/rules_numbers.csv");
const ANSWERS: &str = include_str!("../reference/rules_answers.csv");
const VALUES: &str = include_str!("../reference/rules_values.csv");
const BOUNDS: &str = include_str!("../reference/rules_bounds.csv");
const PRESETS: &str = include_str!("../reference/rules_presets.csv");

/// How far a neighbor is from its cut-off: one unit of the last printed digit, or the next
/// of the 64-bit numbers.
const STEPS: [&str; 2] = ["printed", "nearest"];

/// What is said of three tests together.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Answer {
    /// The three findings: `+` high, `-` not high, `?` unknown.
    findings: String,
    /// The classes that are possible, by their words.
    possible: BTreeSet<String>,
    /// The class, where there is one.
    class: Option<String>,
    /// Whether an abnormality is certain.
    is_abnormality_certain: bool,
}

/// One row of a table: what is known of the five values, and the findings under each rule.
struct Pattern {
    states: [&'static str; 5],
    findings: [&'static str; 4],
}

fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table.lines().skip(1).map(|line| line.split(',').collect())
}

/// The rows of a table of patterns, whose head names the values and the rules in order.
fn patterns(table: &'static str) -> Vec<Pattern> {
    let head = table.lines().next().expect("a head");
    let rules = CytotoxicityRule::ALL.map(CytotoxicityRule::word);
    let names: Vec<&str> = Quantity::LABORATORY.map(name).into_iter().chain(rules).collect();
    assert_eq!(head.split(',').collect::<Vec<_>>(), names);
    let pattern = |row: Vec<&'static str>| Pattern {
        states: row[..5].try_into().expect("five values"),
        findings: row[5..].try_into().expect("four rules"),
    };
    rows(table).map(pattern).collect()
}

fn answers() -> BTreeMap<&'static str, Answer> {
    let answer = |row: Vec<&'static str>| {
        let said = Answer {
            findings: row[0].to_owned(),
            possible: row[1].split(' ').map(str::to_owned).collect(),
            class: (!row[2].is_empty()).then(|| row[2].to_owned()),
            is_abnormality_certain: row[3] == "yes",
        };
        (row[0], said)
    };
    let answers: BTreeMap<_, _> = rows(ANSWERS).map(answer).collect();
    assert_eq!(answers.len(), 27);
    answers
}

fn name(quantity: Quantity) -> &'static str {
    match quantity {
        Quantity::NkPercent => "nk_percent",
        Quantity::NkCyto50 => "nk_cyto_50",
        Quantity::NkCyto25 => "nk_cyto_25",
        Quantity::NkCyto12_5 => "nk_cyto_12_5",
        Quantity::Th1Th2Ratio => "th1_th2_ratio",
        other => panic!("{other:?} is no laboratory value"),
    }
}

/// The texts below, equal to and above the cut-off of each value.
fn numbers(step: &str) -> [[&'static str; 3]; 5] {
    Quantity::LABORATORY.map(|quantity| {
        let row = rows(NUMBERS).find(|row| row[0] == name(quantity) && row[1] == step);
        row.expect("every value and step")[2..].try_into().expect("three numbers")
    })
}

/// The five texts of a pattern; empty where a value is missing.
fn texts(pattern: &Pattern, numbers: &[[&'static str; 3]; 5]) -> [String; 5] {
    std::array::from_fn(|place| {
        let state = pattern.states[place];
        let (sign, place_of_number) = state.split_at(state.len() - 1);
        match "bea".find(place_of_number) {
            Some(which) => format!("{sign}{}", numbers[place][which]),
            None => String::new(),
        }
    })
}

fn parse<V: Value>(text: &str) -> Option<Measured<V>> {
    let number = text.trim_start_matches(['<', '>', '=']);
    let bound = match &text[..text.len() - number.len()] {
        "" => Bound::Exact,
        "<" => Bound::Below,
        "<=" => Bound::AtMost,
        ">" => Bound::Above,
        ">=" => Bound::AtLeast,
        other => panic!("{other} is no sign"),
    };
    let number: Option<f64> = (!number.is_empty()).then(|| number.parse().expect("a number"));
    number.map(|number| Measured { value: V::new(number).expect("possible"), bound })
}

fn measurements(texts: &[String; 5]) -> Measurements {
    Measurements {
        nk_level: parse::<NkLevel>(&texts[0]),
        nk_cytotoxicity: NkCytotoxicity {
            nk_cyto_50: parse(&texts[1]),
            nk_cyto_25: parse(&texts[2]),
            nk_cyto_12_5: parse(&texts[3]),
        },
        th1_th2: parse::<Th1Th2Ratio>(&texts[4]),
    }
}

fn sign(finding: Finding) -> char {
    match finding {
        Finding::High => '+',
        Finding::NotHigh => '-',
        Finding::Unknown => '?',
    }
}

fn signs(findings: ByTest<Finding>) -> String {
    findings.values().copied().map(sign).collect()
}

fn words(profiles: impl IntoIterator<Item = ImmuneProfile>) -> BTreeSet<String> {
    profiles.into_iter().map(|profile| profile.word().to_owned()).collect()
}

fn of_classification(classification: &Classification) -> Answer {
    let findings = signs(classification.findings());
    match classification.verdict {
        Verdict::Determined { profile } => Answer {
            findings,
            possible: words([profile]),
            class: Some(profile.word().to_owned()),
            is_abnormality_certain: profile.is_abnormal(),
        },
        Verdict::Indeterminate { at_least_one_abnormality, possible } => Answer {
            findings,
            possible: words(possible.iter()),
            class: None,
            is_abnormality_certain: at_least_one_abnormality,
        },
    }
}

/// What the page shows: the classes that it lists, and whether it says that an abnormality
/// is certain.
fn of_page(page: &PatientPage) -> Answer {
    let outcome = &page.outcome;
    let class = outcome.verdict.profile();
    Answer {
        findings: signs(outcome.findings),
        // Of a woman of whom nothing is known the page lists no classes.
        possible: match outcome.tone {
            Tone::Empty => words(ImmuneProfile::ALL),
            _ => words(outcome.possible.iter().copied().chain(class)),
        },
        class: class.map(|profile| profile.word().to_owned()),
        is_abnormality_certain: outcome.certain.is_some() || outcome.tone == Tone::Abnormal,
    }
}

fn protocol(rule: CytotoxicityRule) -> Protocol {
    Protocol { cytotoxicity_rule: rule, ..Protocol::default() }
}

/// The same texts with the signs of a printer in the place of those of a keyboard.
fn printed_signs(texts: &[String; 5]) -> [String; 5] {
    texts.each_ref().map(|text| text.replace("<=", "≤").replace(">=", "≥"))
}

/// Runs every pattern of a table, with both steps under every rule, and says how many
/// answers were compared.
fn compare(
    table: &'static str,
    mut said: impl FnMut(&[String; 5], CytotoxicityRule) -> Answer,
) -> usize {
    let answers = answers();
    let mut failures = Vec::new();
    let mut n = 0;
    for step in STEPS {
        let numbers = numbers(step);
        for pattern in patterns(table) {
            let texts = texts(&pattern, &numbers);
            for (rule, findings) in CytotoxicityRule::ALL.into_iter().zip(pattern.findings) {
                let (found, expected) = (said(&texts, rule), &answers[findings]);
                if found != *expected {
                    failures.push(format!("{rule:?} {texts:?}: {found:?}, not {expected:?}"));
                }
                n += 1;
            }
        }
    }
    let n_failures = failures.len();
    failures.truncate(5);
    assert!(failures.is_empty(), "{n_failures} of {n} differ, as\n{}", failures.join("\n"));
    n
}

#[test]
fn the_neighbors_are_the_nearest_numbers_of_the_cut_offs_in_force() {
    for (numbers, quantity) in numbers("nearest").into_iter().zip(Quantity::LABORATORY) {
        let cutoff = Protocol::default().cutoff(quantity).expect("a laboratory value").value;
        let bits = numbers.map(|text| text.parse::<f64>().expect("a number").to_bits());
        let neighbors = [cutoff.next_down(), cutoff, cutoff.next_up()].map(f64::to_bits);
        assert_eq!(bits, neighbors, "{quantity:?}");
    }
}

#[test]
fn numbers_are_classified_as_the_words_say() {
    let said = |texts: &[String; 5], rule| {
        of_classification(&classify(&measurements(texts), &protocol(rule)))
    };
    assert_eq!(compare(VALUES, said), 2 * 1024 * 4);
    assert_eq!(compare(BOUNDS, said), 2 * 5 * 12 * 81 * 4);
}

fn page(texts: &[String; 5], rule: CytotoxicityRule) -> PatientPage {
    let mut draft = PatientDraft::default();
    for (quantity, text) in Quantity::LABORATORY.into_iter().zip(texts) {
        draft.set_text(quantity, text.clone());
    }
    assess(&draft, &protocol(rule), &English)
}

#[test]
fn typed_values_are_classified_as_the_words_say() {
    let said = |texts: &[String; 5], rule| {
        let answer = |texts: &[String; 5]| {
            let page = page(texts, rule);
            assert!(!page.outcome.has_alarm, "{texts:?}: {:?}", page.outcome.alarms);
            of_page(&page)
        };
        let (found, printed) = (answer(texts), printed_signs(texts));
        if printed != *texts {
            assert_eq!(answer(&printed), found, "{printed:?}");
        }
        found
    };
    assert_eq!(compare(VALUES, said), 2 * 1024 * 4);
    assert_eq!(compare(BOUNDS, said), 2 * 5 * 12 * 81 * 4);
}

/// The page says what the other rules make of cytotoxicity as well.
#[test]
fn the_page_says_of_the_other_rules_what_their_words_say() {
    let numbers = numbers("printed");
    for pattern in patterns(VALUES) {
        let page = page(&texts(&pattern, &numbers), CytotoxicityRule::Any);
        for line in [&page.outcome.rule].into_iter().chain(&page.outcome.other_rules) {
            let place = CytotoxicityRule::ALL.iter().position(|&rule| rule == line.rule);
            let findings = pattern.findings[place.expect("a rule")];
            assert_eq!(sign(line.finding), char::from(findings.as_bytes()[1]), "{line:?}");
        }
    }
}

/// A file with one row a pattern, read without a choice of the user's; the signs of bounds
/// are those of a keyboard in one and those of a printer in the other.
fn reading(table: &'static str, step: &str) -> Reading {
    let numbers = numbers(step);
    let mut file =
        format!("patient_id,previous_losses,{}\n", Quantity::LABORATORY.map(name).join(","));
    for (place, pattern) in patterns(table).iter().enumerate() {
        let texts = texts(pattern, &numbers);
        let texts = if step == "nearest" { printed_signs(&texts) } else { texts };
        writeln!(file, "W{place},2,{}", texts.join(",")).expect("written");
    }
    let reading = read(file.as_bytes(), &ImportSettings::default()).expect("nothing to ask");
    assert_eq!(reading.cohort.len(), patterns(table).len());
    reading
}

/// What the classified file says beside each row: the findings, the class and whether an
/// abnormality is certain.
fn exported(reading: &Reading, protocol: &Protocol) -> Vec<[String; 5]> {
    let bytes = classified_rows(&reading.cohort, protocol, &Filter::default(), &reading.log);
    let text = String::from_utf8(bytes).expect("UTF-8");
    let mut lines = text.trim_start_matches('\u{feff}').lines().map(|line| line.split(','));
    let head: Vec<&str> = lines.next().expect("a head").collect();
    let first = head.iter().position(|name| *name == "\"nk_level_finding\"").expect("the findings");
    lines
        .map(|line| {
            let cells: Vec<String> =
                line.skip(first).take(5).map(|cell| cell.trim_matches('"').to_owned()).collect();
            cells.try_into().expect("five cells")
        })
        .collect()
}

/// The same five cells as the table has them.
fn as_exported(answer: &Answer) -> [String; 5] {
    let findings: Vec<&str> = answer
        .findings
        .chars()
        .map(|sign| match sign {
            '+' => "high",
            '-' => "not_high",
            _ => "unknown",
        })
        .collect();
    let is_abnormal = match (answer.is_abnormality_certain, &answer.class) {
        (true, _) => "yes",
        (false, Some(_)) => "no",
        (false, None) => "",
    };
    let class = answer.class.as_deref().unwrap_or("indeterminate");
    [findings[0], findings[1], findings[2], class, is_abnormal].map(str::to_owned)
}

#[test]
fn rows_of_a_file_are_classified_and_counted_as_the_words_say() {
    let answers = answers();
    for (table, step) in [VALUES, BOUNDS].into_iter().flat_map(|one| STEPS.map(|step| (one, step)))
    {
        let (reading, patterns) = (reading(table, step), patterns(table));
        for (place, rule) in CytotoxicityRule::ALL.into_iter().enumerate() {
            let protocol = protocol(rule);
            let expected = || patterns.iter().map(|pattern| &answers[pattern.findings[place]]);
            for (index, (expected, pattern)) in expected().zip(&patterns).enumerate() {
                let (classification, _) = judge(&reading.cohort, index, &protocol);
                let found = of_classification(&classification);
                assert_eq!(found, *expected, "{step} {rule:?} {:?}", pattern.states);
            }
            let in_file: Vec<_> = expected().map(as_exported).collect();
            assert_eq!(exported(&reading, &protocol), in_file, "{step} {rule:?}");

            let count = |is_counted: &dyn Fn(&&Answer) -> bool| -> u32 {
                u32::try_from(expected().filter(is_counted).count()).expect("few rows")
            };
            let report = evaluate(&reading, &protocol, &Filter::default());
            let flow = &report.flow;
            assert_eq!(flow.n_classified, count(&|one| one.class.is_some()), "{rule:?}");
            assert_eq!(
                flow.n_indeterminate_abnormal,
                count(&|one| one.class.is_none() && one.is_abnormality_certain),
                "{rule:?}"
            );
            for (profile, row) in ImmuneProfile::ALL.into_iter().zip(&report.classes) {
                let n = count(&|one| one.class.as_deref() == Some(profile.word()));
                assert_eq!(row.cells[0].n, n, "{rule:?} {profile:?}");
            }
        }
    }
}

/// Each cut-off of each preset, against the numbers of its source.
#[test]
fn cut_offs_of_presets_are_strict_and_those_of_their_sources() {
    let mut stated = BTreeSet::new();
    for row in rows(PRESETS) {
        let [preset, quantity, step, number, finding] = row[..] else { panic!("five cells") };
        let preset = Preset::ALL.into_iter().find(|one| one.word() == preset).expect("a preset");
        let place = Quantity::LABORATORY.iter().position(|one| name(*one) == quantity);
        let place = place.expect("a laboratory value");
        stated.insert((preset.word(), quantity));
        let mut texts: [String; 5] = Default::default();
        number.clone_into(&mut texts[place]);
        let classification =
            classify(&measurements(&texts), &Protocol::default().with_preset(preset));
        let comparison = classification.comparisons().nth(place).expect("five comparisons");
        let found = sign(comparison.finding).to_string();
        assert_eq!(found, finding, "{preset:?} {quantity} {step} {number}");
    }
    let ours = Preset::ALL.into_iter().flat_map(|preset| {
        let quantities = Quantity::LABORATORY.into_iter();
        quantities
            .filter(move |&quantity| preset.cutoff(quantity).is_some())
            .map(move |quantity| (preset.word(), name(quantity)))
    });
    assert_eq!(ours.collect::<BTreeSet<_>>(), stated);
    assert_eq!(rows(PRESETS).count(), 60);
}

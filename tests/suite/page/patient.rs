//! The patient page: a doubtful value takes the verdict with it, a choice that
//! decides is said, what is printed is true, and no rate of the study is shown as
//! hers where it is not.

use proptest::prelude::*;
use rpl_immune_profile::engine::protocol::preset::Preset;
use rpl_immune_profile::engine::protocol::{Cutoff, CytotoxicityRule, Protocol, Source};
use rpl_immune_profile::engine::quantity::Quantity;
use rpl_immune_profile::engine::record::Etiology;
use rpl_immune_profile::view::format;
use rpl_immune_profile::view::language::english::English;
use rpl_immune_profile::view::patient::context::Fact;
use rpl_immune_profile::view::patient::result::Tone;
use rpl_immune_profile::view::patient::{PatientDraft, PatientPage, Severity, assess};
use rpl_immune_profile::view::words;

use crate::support::random_inputs;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// Not above any cut-off of the study, and nothing to ask about.
const NORMAL: [(Quantity, &str); 5] = [
    (Quantity::NkPercent, "10"),
    (Quantity::NkCyto50, "20"),
    (Quantity::NkCyto25, "15"),
    (Quantity::NkCyto12_5, "5"),
    (Quantity::Th1Th2Ratio, "20"),
];

fn draft(typed: &[(Quantity, &str)]) -> PatientDraft {
    let mut draft = PatientDraft::default();
    draft.etiology = Some(Etiology::Idiopathic);
    for (quantity, text) in NORMAL.iter().chain(typed) {
        draft.set_text(*quantity, (*text).to_owned());
    }
    let is_typed = |quantity| typed.iter().any(|one| one.0 == quantity);
    draft.ratio_from_percentages =
        is_typed(Quantity::TnfAlphaPercent) || is_typed(Quantity::Il10Percent);
    draft.bmi_from_height = is_typed(Quantity::HeightCm) || is_typed(Quantity::WeightKg);
    draft
}

fn page(typed: &[(Quantity, &str)]) -> PatientPage {
    assess(&draft(typed), &Protocol::default(), &English)
}

/// Everything that the verdict says beside the class.
fn alarms(page: &PatientPage) -> String {
    page.outcome.alarms.join(" ")
}

fn highlighted(page: &PatientPage) -> Vec<&Fact> {
    page.context.facts.iter().filter(|fact| fact.is_of_class).collect()
}

fn words_of(fact: &Fact) -> String {
    fact.pieces.iter().map(|piece| piece.text.as_str()).collect::<Vec<_>>().join("; ")
}

/// The verdict is amber, names what is doubted in words and in the bar, and no rate
/// is hers.
#[track_caller]
fn is_amber(typed: &[(Quantity, &str)], name: &str, question: &str) -> PatientPage {
    let page = page(typed);
    let outcome = &page.outcome;
    assert_eq!(outcome.tone, Tone::Doubtful, "{typed:?}");
    let alarms = alarms(&page);
    assert!(alarms.contains(name) && alarms.contains(question), "{typed:?}: {alarms}");
    assert!(outcome.bar.as_deref().is_some_and(|bar| bar.contains(name)), "{:?}", outcome.bar);
    assert!(highlighted(&page).is_empty(), "{typed:?}");
    page
}

#[test]
fn every_kind_of_doubt_takes_the_verdict_with_it() {
    use Quantity::{
        Il10Percent, NkCyto12_5, NkCyto25, NkCyto50, NkPercent, Th1Th2Ratio, TnfAlphaPercent,
    };
    assert_eq!(page(&[]).outcome.tone, Tone::Normal);
    for (typed, name, question) in [
        (&[(NkPercent, "0.182")][..], "NK cell level 0.182", "typed as a fraction?"),
        (&[(NkPercent, "0")], "NK cell level 0", "between 1 and 50"),
        (&[(NkPercent, "100")], "NK cell level 100", "between 1 and 50"),
        (&[(NkPercent, "50.0000001")], "NK cell level 50.0000001", "between 1 and 50"),
        (&[(NkPercent, "0.9999999999")], "NK cell level 0.9999999999", "below 1%"),
        (&[(NkPercent, "1e-12")], "NK cell level 0.000000000001", "below 1%"),
        (&[(NkCyto50, "0.30")], "NK cytotoxicity 0.3 at 50:1", "typed as a fraction?"),
        (&[(NkCyto25, "0.22")], "NK cytotoxicity 0.22 at 25:1", "typed as a fraction?"),
        (&[(NkCyto12_5, "0.11")], "NK cytotoxicity 0.11 at 12.5:1", "between 1 and 80"),
        (&[(NkCyto50, "95")], "NK cytotoxicity 95 at 50:1", "lytic units?"),
        (&[(NkCyto50, "100")], "NK cytotoxicity 100 at 50:1", "lytic units?"),
        (&[(NkCyto25, "16"), (NkCyto50, "15.9")], "NK cytotoxicity 16 at 25:1", "swapped?"),
        // A ratio that was not measured in between hides nothing.
        (&[(NkCyto25, ""), (NkCyto12_5, "21")], "NK cytotoxicity 21 at 12.5:1", "swapped?"),
        (&[(Th1Th2Ratio, "0.251")], "Th1/Th2 ratio 0.251", "typed as a fraction"),
        (&[(Th1Th2Ratio, "4.99")], "Th1/Th2 ratio 4.99", "between 5 and 100"),
        (&[(Th1Th2Ratio, "300")], "Th1/Th2 ratio 300", "between 5 and 100"),
        (
            &[(TnfAlphaPercent, "0.9"), (Il10Percent, "30")],
            "Th1/Th2 ratio 0.03",
            "the two percentages swapped?",
        ),
        (
            &[(TnfAlphaPercent, "95"), (Il10Percent, "3")],
            "TNF-α+ CD4+ cells 95",
            "between 1 and 90",
        ),
        // What is refused is said to be so, and not to be missing.
        (&[(NkPercent, "abc")], "NK cell level “abc”", "not understood"),
        // Every value below that would be one.
        (&[(NkPercent, "<0.5")], "NK cell level < 0.5", "typed as a fraction?"),
        (&[(NkCyto50, ">80")], "NK cytotoxicity > 80 at 50:1", "lytic units"),
        (&[(NkCyto12_5, "1,234")], "NK cytotoxicity “1,234” at 12.5:1", "not understood"),
        (&[(Th1Th2Ratio, "30/22/11")], "Th1/Th2 ratio “30/22/11”", "not understood"),
        (
            &[(TnfAlphaPercent, "36"), (Il10Percent, "0")],
            "Th1/Th2 ratio “36 / 0”",
            "not understood",
        ),
    ] {
        is_amber(typed, name, question);
    }
}

#[test]
fn several_doubts_are_all_named() {
    let page = is_amber(
        &[(Quantity::NkPercent, "0.182"), (Quantity::NkCyto25, "25"), (Quantity::Th1Th2Ratio, "x")],
        "NK cell level 0.182",
        "fraction?",
    );
    let said = alarms(&page);
    for name in ["NK cytotoxicity 25 at 25:1", "Th1/Th2 ratio “x”: not understood."] {
        assert!(said.contains(name), "{said}");
    }
    assert_eq!(
        page.outcome.bar.as_deref(),
        Some(
            "Check NK cell level 0.182, NK cytotoxicity 25 at 25:1. Not understood: Th1/Th2 ratio \
             “x”. By 2 of 4 rules for cytotoxicity"
        )
    );
}

/// The class does not rest on age, losses or body mass index: their slips are said,
/// and the class is not put in doubt.
#[test]
fn slips_of_the_history_are_said_and_leave_the_class() {
    for (typed, name) in [
        (&[(Quantity::AgeYears, "13")][..], "Age 13"),
        (&[(Quantity::AgeYears, "350")], "Age “350”"),
        (&[(Quantity::PreviousLosses, "20")], "Previous losses 20"),
        (&[(Quantity::PreviousLosses, "many")], "Previous losses “many”"),
        (&[(Quantity::Bmi, "70")], "Body mass index 70"),
        (&[(Quantity::HeightCm, "1.65"), (Quantity::WeightKg, "60")], "Height “1.65”"),
        (&[(Quantity::HeightCm, "150"), (Quantity::WeightKg, "145")], "Body mass index 64.44"),
        (
            &[(Quantity::HeightCm, "100"), (Quantity::WeightKg, "300")],
            "Body mass index “100 / 300”",
        ),
    ] {
        let page = is_amber(typed, name, "Her class does not depend on it.");
        assert_eq!(page.outcome.headline, "No abnormality");
        assert!(!page.outcome.summary.contains("in doubt"), "{}", page.outcome.summary);
    }
}

/// A field that is not on the page says nothing.
#[test]
fn fields_out_of_use_raise_no_alarm() {
    let mut draft = draft(&[(Quantity::TnfAlphaPercent, "x"), (Quantity::HeightCm, "1.65")]);
    draft.ratio_from_percentages = false;
    draft.bmi_from_height = false;
    let page = assess(&draft, &Protocol::default(), &English);
    assert_eq!((page.outcome.tone, page.outcome.alarms.len()), (Tone::Normal, 0));
}

#[test]
fn the_verdict_says_what_a_doubt_changes() {
    // NK decides alone, whatever the doubtful ratio is.
    let page = page(&[(Quantity::NkPercent, "20"), (Quantity::Th1Th2Ratio, "0.25")]);
    assert_eq!(page.outcome.headline, "In doubt: NK cell level");
    assert_eq!(
        page.outcome.summary,
        "As typed: above the cut-off: NK cell level. Check the value in doubt first. Without it her \
         class is open."
    );
    assert!(page.outcome.certain.is_some(), "at least one is high without it");
    // 50:1 is high by itself.
    let page = self::page(&[(Quantity::NkCyto50, "40"), (Quantity::NkCyto12_5, "0.5")]);
    assert!(page.outcome.summary.ends_with("Her class is the same without it."));
    // What stands without the doubtful value is not said to be in doubt.
    let typed =
        [(Quantity::NkPercent, "20"), (Quantity::NkCyto50, ""), (Quantity::Th1Th2Ratio, "0.25")];
    let page = self::page(&[typed[0], typed[1], (Quantity::NkCyto25, ""), typed[2]]);
    assert_eq!(page.outcome.headline, "At least one abnormality");
    assert_eq!(page.outcome.tone, Tone::Doubtful);
}

#[test]
fn a_refused_value_is_never_called_missing() {
    for refused in ["abc", "< ", "161", "1,234", "-1", "18.2 or 19", "."] {
        for (place, &(quantity, _)) in NORMAL.iter().enumerate() {
            let text = if quantity == Quantity::Th1Th2Ratio { "x" } else { refused };
            let page = page(&[(quantity, text)]);
            let row = &page.outcome.trace[place];
            assert_eq!(row.value, "not understood", "{text}");
            assert_ne!(page.outcome.tone, Tone::Normal);
            let summary = &page.outcome.summary;
            assert!(summary.contains("not understood or missing"), "{summary}");
            assert!(page.outcome.open.iter().any(|open| open.contains("is not understood")));
        }
    }
    let given = page(&[(Quantity::NkPercent, "")]);
    assert_eq!(given.outcome.trace[0].value, "not given");
    let half = page(&[(Quantity::TnfAlphaPercent, "30")]);
    assert_eq!(half.outcome.trace[4].value, "one percentage missing");
}

/// The findings that a rule may give, over everything that the missing ratios could
/// be: written by counting, not by the program's rules.
fn by_truth_table(rule: CytotoxicityRule, lysis: [Option<bool>; 3]) -> Vec<bool> {
    let mut findings = Vec::new();
    for filled in 0..8_u8 {
        let ratios: Vec<bool> = (0..3).map(|place| filled & (1 << place) != 0).collect();
        let fits =
            lysis.iter().zip(&ratios).all(|(known, is)| known.is_none_or(|known| known == *is));
        if !fits {
            continue;
        }
        let n_high = ratios.iter().filter(|is| **is).count();
        let finding = match rule {
            CytotoxicityRule::Any => n_high > 0,
            CytotoxicityRule::All => n_high == 3,
            CytotoxicityRule::Ratio25Only => ratios[1],
            CytotoxicityRule::TwoOfThree => n_high > 1,
        };
        if !findings.contains(&finding) {
            findings.push(finding);
        }
    }
    findings.sort_unstable();
    findings
}

/// The classes in their order on the page, by the tests that are high.
const CLASSES: [(&str, [bool; 3]); 8] = [
    ("No abnormality", [false, false, false]),
    ("NK cell level", [true, false, false]),
    ("NK cytotoxicity", [false, true, false]),
    ("Th1/Th2", [false, false, true]),
    ("NK cell level + cytotoxicity", [true, true, false]),
    ("NK cell level + Th1/Th2", [true, false, true]),
    ("Cytotoxicity + Th1/Th2", [false, true, true]),
    ("All three", [true, true, true]),
];

/// The classes that are possible under a rule.
fn possible(
    rule: CytotoxicityRule,
    nk: Option<bool>,
    lysis: [Option<bool>; 3],
    ratio: Option<bool>,
) -> Vec<&'static str> {
    let both = |known: Option<bool>| known.map_or(vec![false, true], |known| vec![known]);
    let (nk, cytotoxicity, ratio) = (both(nk), by_truth_table(rule, lysis), both(ratio));
    let is_possible = |high: &[bool; 3]| {
        nk.contains(&high[0]) && cytotoxicity.contains(&high[1]) && ratio.contains(&high[2])
    };
    CLASSES.iter().filter(|(_, high)| is_possible(high)).map(|(name, _)| *name).collect()
}

/// What the sentence in the verdict has to be, by counting equal sets of classes.
fn rules_sentence(
    chosen: CytotoxicityRule,
    sets: &[(CytotoxicityRule, Vec<&str>)],
) -> Option<String> {
    let own = &sets.iter().find(|(rule, _)| *rule == chosen).expect("every rule").1;
    let n_same = sets.iter().filter(|(_, set)| set == own).count();
    let mut others: Vec<(&Vec<&str>, usize)> = Vec::new();
    for (_, set) in sets.iter().filter(|(_, set)| set != own) {
        match others.iter_mut().find(|(known, _)| *known == set) {
            Some((_, n)) => *n += 1,
            None => others.push((set, 1)),
        }
    }
    let said = |set: &Vec<&str>| match set.as_slice() {
        [only] => (*only).to_owned(),
        several => format!("not determinable (possible: {})", several.join(", ")),
    };
    let number = |n: usize| ["", "one", "two", "three"][n];
    let verb = |n: usize| if n == 1 { "says" } else { "say" };
    let rest = match others.as_slice() {
        [] => return None,
        [(set, n)] => format!("the other {} {}: {}", number(*n), verb(*n), said(set)),
        several => {
            let parts: Vec<String> = several
                .iter()
                .map(|(set, n)| format!("{} {}: {}", number(*n), verb(*n), said(set)))
                .collect();
            format!("of the others, {}", parts.join("; "))
        }
    };
    Some(format!("By {n_same} of 4 rules for cytotoxicity; {rest}."))
}

/// The one ratio whose other side would undo the finding, if there is exactly one.
fn only_deciding(rule: CytotoxicityRule, lysis: [Option<bool>; 3]) -> Option<usize> {
    let finding = by_truth_table(rule, lysis);
    if finding.len() > 1 {
        return None;
    }
    let decides: Vec<usize> = (0..3)
        .filter(|&place| {
            let mut turned = lysis;
            turned[place] = turned[place].map(|is| !is);
            lysis[place].is_some() && by_truth_table(rule, turned) != finding
        })
        .collect();
    if let [only] = decides.as_slice() { Some(*only) } else { None }
}

/// Values above and not above each cut-off of the study that fall with the ratio,
/// so that none is doubted whatever the pattern is.
const ABOVE: [&str; 5] = ["20", "35", "24", "10", "40"];
const NOT_ABOVE: [&str; 5] = ["16.1", "30", "11", "2", "36.2"];

#[test]
fn the_verdict_says_what_the_rules_say_in_every_pattern() {
    let patterns = [None, Some(false), Some(true)];
    let mut n_hinges = 0;
    for code in 0..243_usize {
        let known: [Option<bool>; 5] = std::array::from_fn(|place| {
            patterns[code / 3_usize.pow(u32::try_from(place).expect("small")) % 3]
        });
        let typed: Vec<(Quantity, &str)> = NORMAL
            .iter()
            .enumerate()
            .map(|(place, &(quantity, _))| match known[place] {
                None => (quantity, ""),
                Some(true) => (quantity, ABOVE[place]),
                Some(false) => (quantity, NOT_ABOVE[place]),
            })
            .collect();
        let lysis = [known[1], known[2], known[3]];
        let sets: Vec<(CytotoxicityRule, Vec<&str>)> = CytotoxicityRule::ALL
            .map(|rule| (rule, possible(rule, known[0], lysis, known[4])))
            .into();
        for rule in CytotoxicityRule::ALL {
            let protocol = Protocol { cytotoxicity_rule: rule, ..Protocol::default() };
            let outcome = assess(&draft(&typed), &protocol, &English).outcome;
            if code == 0 {
                assert_eq!(outcome.decided_by.len(), 0);
                continue;
            }
            let set = &sets.iter().find(|one| one.0 == rule).expect("every rule").1;
            match set.as_slice() {
                [only] => assert_eq!(outcome.headline, *only, "{known:?} {rule:?}"),
                several => {
                    let named: Vec<&str> =
                        outcome.possible.iter().map(|&class| words::profile(class)).collect();
                    assert_eq!(named, several, "{known:?} {rule:?}");
                }
            }
            let sentence = rules_sentence(rule, &sets);
            let said = outcome.decided_by.iter().find(|line| line.starts_with("By "));
            assert_eq!(said, sentence.as_ref(), "{known:?} {rule:?}");
            let in_bar = outcome.bar.as_deref().is_some_and(|bar| bar.contains(" of 4 rules"));
            assert_eq!(in_bar, sentence.is_some());
            let hinge = outcome.decided_by.iter().find(|line| line.contains("hangs on one ratio"));
            match only_deciding(rule, lysis) {
                None => assert_eq!(hinge, None, "{known:?} {rule:?}"),
                Some(place) => {
                    n_hinges += 1;
                    let ratio = ["50:1", "25:1", "12.5:1"][place];
                    let sign =
                        if lysis[place] == Some(true) { " is above " } else { " is not above " };
                    let hinge = hinge.unwrap_or_else(|| panic!("{known:?} {rule:?}"));
                    assert!(
                        hinge.contains(&format!(": {ratio}, where ")) && hinge.contains(sign),
                        "{hinge}"
                    );
                }
            }
        }
    }
    assert!(n_hinges > 100);
}

/// A high lysis at one ratio alone, the other tests open, is an abnormality by "any of
/// the three" and by no other rule; a high NK cell level is one by all.
#[test]
fn what_is_certain_by_one_rule_only_names_it() {
    const NO_TH1_TH2: (Quantity, &str) = (Quantity::Th1Th2Ratio, "");
    let certain = |typed: &[(Quantity, &str)]| page(typed).outcome.certain;
    assert_eq!(
        certain(&[(Quantity::NkCyto50, "40"), (Quantity::NkPercent, "10"), NO_TH1_TH2]).as_deref(),
        Some(
            "by the rule “any of the three”, at least one of the three tests is above its cut-off, \
             whatever the others show."
        )
    );
    assert_eq!(
        certain(&[(Quantity::NkCyto50, "40"), (Quantity::NkPercent, "17"), NO_TH1_TH2]).as_deref(),
        Some("at least one of the three tests is above its cut-off, whatever the others show.")
    );
    assert_eq!(certain(&[NO_TH1_TH2]), None);
}

/// A value that draws a question makes nothing certain, alone among tests left out.
#[test]
fn what_is_doubtful_makes_nothing_certain() {
    use Quantity::{NkCyto12_5, NkCyto25, NkCyto50, NkPercent, Th1Th2Ratio};
    let certain = |quantity: Quantity, text: &str| {
        let typed: Vec<_> = [NkPercent, NkCyto50, NkCyto25, NkCyto12_5, Th1Th2Ratio]
            .into_iter()
            .map(|other| (other, if other == quantity { text } else { "" }))
            .collect();
        page(&typed).outcome.certain.is_some()
    };
    for (quantity, plain, doubtful) in [
        (NkPercent, "17", "100"),
        (NkCyto50, "40", "100"),
        (NkCyto25, "30", "100"),
        (NkCyto12_5, "20", "100"),
        (Th1Th2Ratio, "37", "300"),
    ] {
        assert!(certain(quantity, plain), "{quantity:?} {plain}");
        assert!(!certain(quantity, doubtful), "{quantity:?} {doubtful}");
    }
}

#[test]
fn the_issues_own_patient() {
    let page = page(&[
        (Quantity::NkPercent, "18.2"),
        (Quantity::NkCyto50, "30"),
        (Quantity::NkCyto25, "22"),
        (Quantity::NkCyto12_5, "11"),
        (Quantity::Th1Th2Ratio, "25.1"),
    ]);
    assert_eq!(page.outcome.headline, "NK cell level + cytotoxicity");
    assert_eq!(
        page.outcome.decided_by,
        [
            "By 1 of 4 rules for cytotoxicity; the other three say: NK cell level.",
            "The finding for cytotoxicity hangs on one ratio alone: 12.5:1, where 11 is above 9.6."
        ]
    );
    assert!(highlighted(&page).is_empty(), "90.5% is not hers");
}

/// Digits before and behind the point, padded so that texts compare as numbers do.
fn padded(text: &str) -> String {
    let (whole, behind) = text.split_once('.').unwrap_or((text, ""));
    format!("{whole:0>40}.{behind:0<400}")
}

/// The printed relation holds of the printed numbers, digit by digit.
#[track_caller]
fn is_printed_truly(value: f64, cutoff: f64) {
    let (printed, against) = format::compared(value, cutoff);
    let holds = padded(&printed) > padded(&against);
    assert_eq!(holds, value > cutoff, "{value:e} and {cutoff:e}: {printed} and {against}");
}

#[test]
fn values_near_their_cutoff_are_printed_with_the_digits_that_decide() {
    for (text, row) in [
        ("16.1004", "16.1004 > 16.1"),
        ("16.10000001", "16.10000001 > 16.1"),
        ("16.099", "16.099 ≤ 16.1"),
        ("16.1000", "16.1 ≤ 16.1"),
        ("16,104", "not understood ? 16.1"),
        ("16.104", "16.104 > 16.1"),
        ("17", "17 > 16.1"),
    ] {
        let outcome = page(&[(Quantity::NkPercent, text)]).outcome;
        let line = &outcome.trace[0];
        assert_eq!(format!("{} {} {}", line.value, line.comparison, line.cutoff), row);
    }
    // 36.204 from two percentages: 18.102 / 0.5.
    let typed = [(Quantity::TnfAlphaPercent, "18.102"), (Quantity::Il10Percent, "0.5")];
    let outcome = page(&typed).outcome;
    assert_eq!(outcome.trace[4].value, "36.204");
    // 25/0.69 is 36.2318...: two decimals suffice.
    let typed = [(Quantity::TnfAlphaPercent, "25"), (Quantity::Il10Percent, "0.69")];
    assert_eq!(page(&typed).outcome.trace[4].value, "36.23");
    // The neighbors of a cut-off among the doubles.
    for cutoff in [16.1_f64, 34.3, 23.8, 9.6, 36.2, 1e-7, 1000.0, 0.1 + 0.2] {
        for value in [cutoff.next_down(), cutoff, cutoff.next_up()] {
            is_printed_truly(value, cutoff);
        }
    }
}

proptest! {
    #![proptest_config(random_inputs(1000))]

    /// For every value and cut-off, near each other or not.
    #[test]
    fn the_printed_relation_is_true(cutoff in 0.0_f64..1000.0, decimals in 0_i32..5, away in -1.0_f64..1.0, power in 0_i32..16) {
        let scale = 10_f64.powi(decimals);
        let cutoff = (cutoff * scale).round() / scale;
        let value = (cutoff + away * 10_f64.powi(2 - power)).max(0.0);
        is_printed_truly(value, cutoff);
    }

    /// Whatever is typed: the verdict is amber exactly where a field in use draws a
    /// question or is refused, and then names each of them and shows no rate as hers.
    #[test]
    fn amber_wherever_a_field_asks(texts in proptest::collection::vec(text(), 12), by_percentages: bool, by_height: bool) {
        let mut draft = PatientDraft::default();
        draft.etiology = Some(Etiology::Idiopathic);
        draft.ratio_from_percentages = by_percentages;
        draft.bmi_from_height = by_height;
        for (quantity, text) in EVERY.into_iter().zip(&texts) {
            draft.set_text(quantity, text.clone());
        }
        let page = assess(&draft, &Protocol::default(), &English);
        let in_use = |quantity: Quantity| match quantity {
            Quantity::Th1Th2Ratio => !by_percentages,
            Quantity::TnfAlphaPercent | Quantity::Il10Percent => by_percentages,
            Quantity::Bmi => !by_height,
            Quantity::HeightCm | Quantity::WeightKg => by_height,
            _ => true,
        };
        let asking: Vec<Quantity> = EVERY
            .into_iter()
            .filter(|&quantity| in_use(quantity))
            .filter(|&quantity| {
                let message = page.field(quantity).message.as_ref();
                message.is_some_and(|message| message.severity > Severity::Note)
            })
            .collect();
        let outcome = &page.outcome;
        prop_assert_eq!(outcome.tone == Tone::Doubtful, !asking.is_empty() && outcome.tone != Tone::Empty);
        prop_assert_eq!(outcome.alarms.is_empty(), outcome.tone != Tone::Doubtful);
        if outcome.tone == Tone::Doubtful {
            prop_assert!(outcome.alarms.len() >= asking.len(), "{:?} {:?}", asking, outcome.alarms);
            prop_assert!(highlighted(&page).is_empty());
            prop_assert!(outcome.bar.is_some());
        }
    }
}

const EVERY: [Quantity; 12] = [
    Quantity::AgeYears,
    Quantity::Bmi,
    Quantity::HeightCm,
    Quantity::WeightKg,
    Quantity::PreviousLosses,
    Quantity::NkPercent,
    Quantity::NkCyto50,
    Quantity::NkCyto25,
    Quantity::NkCyto12_5,
    Quantity::Th1Th2Ratio,
    Quantity::TnfAlphaPercent,
    Quantity::Il10Percent,
];

/// What people type: mostly numbers of every size, sometimes nothing or words.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => Just(String::new()),
        1 => Just("abc".to_owned()),
        2 => (0.0_f64..2.0).prop_map(|number| format!("{number:.3}")),
        4 => (1.0_f64..60.0).prop_map(|number| format!("{number:.1}")),
        1 => (0_u32..400).prop_map(|number| number.to_string()),
    ]
}

/// Every protocol that may be in force: the study's, each single cut-off changed or
/// of the own laboratory with the same number, and every preset; under every rule.
fn protocols() -> Vec<(Protocol, bool)> {
    type Setter = fn(&mut Protocol) -> &mut Cutoff;
    let han = Protocol::default();
    let mut bases = vec![(han, true)];
    let cutoffs: [Setter; 5] = [
        |protocol| &mut protocol.nk_percent,
        |protocol| &mut protocol.nk_cyto_50,
        |protocol| &mut protocol.nk_cyto_25,
        |protocol| &mut protocol.nk_cyto_12_5,
        |protocol| &mut protocol.th1_th2_ratio,
    ];
    for cutoff in cutoffs {
        for factor in [1.0, 1.01, 0.99] {
            let mut own = han;
            let its = cutoff(&mut own);
            *its = Cutoff { value: its.value * factor, source: Source::OwnLaboratory };
            bases.push((own, false));
        }
    }
    for preset in Preset::ALL {
        bases.push((han.with_preset(preset), preset.source() == Source::Han2025));
    }
    let rules = |(base, is_han): (Protocol, bool)| {
        CytotoxicityRule::ALL.map(|rule| (Protocol { cytotoxicity_rule: rule, ..base }, is_han))
    };
    bases.into_iter().flat_map(rules).collect()
}

/// A rate stands as hers only under the study's cut-offs, for idiopathic losses, with
/// two losses or more where they are given, and if all rules give the same class. A
/// percentage of a class stands beside her class only where the cut-offs are the
/// study's, and never without the words that part it from her.
#[test]
fn no_rate_is_hers_where_something_speaks_against_it() {
    let lysis =
        [[true; 3], [false; 3], [true, false, false], [true, true, false], [false, true, false]];
    let mut n_highlighted = 0;
    for (protocol, is_han) in protocols() {
        for etiology in [None, Some(Etiology::Idiopathic), Some(Etiology::Known)] {
            for losses in ["", "0", "1", "2", "5"] {
                for code in 0..20_usize {
                    let (nk, ratio, ratios) = (code % 2 == 1, code / 2 % 2 == 1, lysis[code / 4]);
                    let high = [nk, ratios[0], ratios[1], ratios[2], ratio];
                    let mut draft = draft(&[(Quantity::PreviousLosses, losses)]);
                    for (place, &(quantity, _)) in NORMAL.iter().enumerate() {
                        let text = if high[place] { ABOVE[place] } else { NOT_ABOVE[place] };
                        draft.set_text(quantity, text.to_owned());
                    }
                    draft.etiology = etiology;
                    let page = assess(&draft, &protocol, &English);
                    let sees = format!("{protocol:?} {etiology:?} {losses} {high:?}");
                    let agree = is_han && ratios.iter().all(|is| *is == ratios[0]);
                    let has_losses = !matches!(losses, "0" | "1");
                    let is_hers = agree && etiology == Some(Etiology::Idiopathic) && has_losses;
                    let shown = highlighted(&page);
                    assert_eq!(!shown.is_empty(), is_hers, "{sees}");
                    n_highlighted += shown.len();
                    let first = &page.context.facts[0];
                    let said = words_of(first);
                    if !is_han || !has_losses {
                        assert!(!said.contains('%'), "{sees}: {said}");
                    }
                    if !is_han {
                        assert!(said.contains("no rate of the study belongs to it"), "{sees}");
                    }
                    if etiology == Some(Etiology::Known) {
                        assert!(said.contains("a known etiology the abstract prints no rate"));
                    }
                    if is_han && !agree {
                        assert!(said.contains("another rule for cytotoxicity gives another class"));
                    }
                    assert!(
                        said.contains("combined the three ratios for cytotoxicity is not known")
                    );
                    // Why a rate is not hers is read before the rate.
                    if let Some(rate) = said.find('%')
                        && !is_hers
                    {
                        let reasons = [
                            "her etiology is",
                            "another rule for cytotoxicity gives another class",
                        ];
                        assert!(
                            reasons.iter().any(|one| said.find(one).is_some_and(|at| at < rate)),
                            "{sees}: {said}"
                        );
                    }
                    assert!(first.subject.starts_with(if is_hers {
                        "Live births in this class"
                    } else {
                        "What the study prints of the class"
                    }));
                }
            }
        }
    }
    assert!(n_highlighted > 0);
}

#[test]
fn what_others_say_carries_its_year() {
    for position in page(&[]).context.positions {
        let has_year = |text: &str| {
            text.split(|letter: char| !letter.is_ascii_digit()).any(|digits| {
                digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"))
            })
        };
        assert!(has_year(&position.who) || position.who.contains("sources"), "{}", position.who);
    }
}

//! Text as people paste it: names, heads, totals and numbers are told apart, what
//! was taken as what is said, and no line is lost in silence. The expected numbers
//! are from R 4.2.2, by the call beside them.

use rpl_immune_profile::view::calculator::form::{FieldKind, Question};
use rpl_immune_profile::view::calculator::pasted::{
    OtherInterpretation, PartDecision, Role, TextPart,
};
use rpl_immune_profile::view::calculator::{Answer, Entry};

use super::calculator::{answered, entry, finding};

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// A text for a question, whose choices are at their first option.
fn pasted(question: Question, text: &str) -> Entry {
    let texts = question.form().empty_texts();
    let mut entry = entry(question, &texts.iter().map(String::as_str).collect::<Vec<_>>());
    text.clone_into(&mut entry.texts[0]);
    entry
}

fn answer_to(question: Question, text: &str) -> Answer {
    answered(&pasted(question, text))
}

#[track_caller]
fn p(answer: &Answer, id: &str) -> f64 {
    finding(answer, id).tested().unwrap_or_else(|| panic!("{id} is a test")).value
}

#[track_caller]
fn is(text: &str, found: f64, expected: f64) {
    assert!((found / expected - 1.0).abs() < 1e-9, "{text:?}: {found} is not {expected}");
}

fn said(answer: &Answer) -> Vec<&str> {
    answer.taken.iter().map(|taken| taken.sentence.as_str()).collect()
}

fn offers(answer: &Answer) -> Vec<OtherInterpretation> {
    let beside = answer.taken.iter().flat_map(|taken| &taken.offers);
    answer.problems.iter().flat_map(|problem| &problem.offers).chain(beside).cloned().collect()
}

/// `p.adjust(p, "holm")`
#[test]
fn p_values_with_names_signs_and_clutter() {
    for (text, n, holm) in [
        ("0.1 0.01 0.015 0.02", 4, &[0.1, 0.04, 0.045, 0.045][..]),
        ("NK,0.01\nTh1,0.03", 2, &[0.02, 0.03]),
        ("NK: p=0.01\nTh1: p = 0.03", 2, &[0.02, 0.03]),
        ("NK\t0,01\nTh1\t0,03", 2, &[0.02, 0.03]),
        ("NK 0.01\nTh1/Th2 0.03\nCD56 0.2\nIL-10 0.04", 4, &[0.04, 0.09, 0.2, 0.09]),
        ("NK 50:1 0.01\nNK 25:1 0.03\nVitamin B12 0.2", 3, &[0.03, 0.06, 0.2]),
        ("0,03\n0,2\n0,001", 3, &[0.06, 0.2, 0.003]),
        ("Model 1 0.04\nModel 2 0.2", 2, &[0.08, 0.2]),
        ("1. 0.01\n2. 0.03", 2, &[0.02, 0.03]),
        ("0.05, 0.01, 0.003", 3, &[0.05, 0.02, 0.009]),
        (
            "Variable\tOR (95% CI)\tP\nAge\t1.05 (0.98-1.12)\t0.18\nBMI\t1.10 (1.01-1.20)\t0.03",
            2,
            &[0.18, 0.06],
        ),
        ("age 0.05 0.02 2.5 0.0124 *\nbmi 0.30 0.20 1.5 0.13", 2, &[0.0248, 0.13]),
    ] {
        let answer = answer_to(Question::PValues, text);
        assert!(answer.summary.starts_with(&format!("{n} p-values")), "{text:?}: {answer:?}");
        for (place, expected) in holm.iter().enumerate() {
            is(text, p(&answer, &format!("holm_{}", place + 1)), *expected);
        }
    }
}

/// A bound has no adjusted value, only a bound: 0.001 times 3 for Holm. The other
/// two are the same whatever lies below 0.001.
#[test]
fn a_bound_is_a_p_value_and_stays_a_bound() {
    for text in ["NK <0.001\nTh1 0.03\nage NA\nBMI 0.2", "p<0.001\np=0.03\n\np=0.2"] {
        let answer = answer_to(Question::PValues, text);
        assert!(answer.summary.starts_with("3 p-values"), "{text:?}: {}", answer.summary);
        let first = finding(&answer, "holm_1");
        assert!(first.definition.starts_with("The largest that is possible"), "{first:?}");
        for (id, expected) in [("holm_1", 0.003), ("holm_2", 0.06), ("holm_3", 0.2)] {
            is(text, p(&answer, id), expected);
        }
        assert!(answer.text.contains("≤0.00300"), "{}", answer.text);
        assert!(said(&answer).iter().any(|one| one.starts_with("A bound such as")));
    }
    let missing = answer_to(Question::PValues, "NK 0.01\nage NA\nBMI 0.2");
    assert!(said(&missing).contains(&"Line 2 (age) has no p-value and is left out."));
}

/// `fisher.test(matrix(c(45, 12, 30, 10, 12, 9), 2))$p.value` 0.174727736631,
/// `fisher.test(matrix(c(45, 12, 30, 10), 2))$p.value` 0.805929230138
#[test]
fn heads_and_totals_of_a_table_are_no_counts() {
    let (all, four) = (0.174_727_736_631, 0.805_929_230_138);
    for (text, expected) in [
        ("\t2\t3\t4\nlive birth\t45\t30\t12\nloss\t12\t10\t9", all),
        ("losses\tlive birth\tloss\n2\t45\t12\n3\t30\t10\n4\t12\t9", all),
        ("losses\t2\t3\t4+\nlive birth\t45\t30\t12\nloss\t12\t10\t9", all),
        ("\tNK normal\tNK high\n2 losses\t45\t12\n3 losses\t30\t10\n4 or more\t12\t9", all),
        ("\tNK normal\tNK high\n2\t45\t12\n3\t30\t10\n4\t12\t9", all),
        ("2019\t2020\t2021\n45\t30\t12\n12\t10\t9", all),
        ("2019 45 12\n2020 30 10\n2021 12 9", all),
        ("Grade 1 45 12\nGrade 2 30 10\nGrade 3 12 9", all),
        ("2 45 12\n3 30 10\n4 or more 12 9", all),
        ("\tYes\tNo\tTotal\nA\t45\t12\t57\nB\t30\t10\t40\nTotal\t75\t22\t97", four),
        ("45 12 57\n30 10 40\n75 22 97", four),
        ("45 (79%)\t12 (21%)\n30 (75%)\t10 (25%)", four),
        ("45 (78.9) 12 (21.1)\n30 (75.0) 10 (25.0)", four),
        ("age 20-29\t45\t12\nage 30-39\t30\t10", four),
        ("A 45/57\nB 30/40", four),
        ("| | NK normal | NK high |\n|---|---|---|\n| IVIG | 45 | 12 |\n| none | 30 | 10 |", four),
        ("45;12\n30;10", four),
        ("１２\t４５\n１０\t３０", four),
    ] {
        let answer = answer_to(Question::RByC, text);
        is(text, p(&answer, "fisher_freeman_halton"), expected);
        assert!(!answer.taken.is_empty(), "{text:?}");
    }
    let asked = answer_to(Question::RByC, "1\t2\t3\n10\t20\t30\n5\t8\t9");
    assert_eq!(asked.problems[0].message, "Line 1 (1, 2, 3): are these counts, or names?");
    assert_eq!(offers(&asked).len(), 2);
}

/// `t.test(c(4.1, 3.9, 4.4), c(5, 5.2, 4.8))$p.value` 0.010723986514,
/// `t.test(c(4.1, 5, 6.2), c(3.9, 4.4, 5))$p.value` 0.402677984209,
/// `t.test(c(4.1, 5), c(3.9, 4.4))$p.value` 0.537324346982,
/// `t.test(c(4.1, 5, 6.2), c(3.9, 4.4))$p.value` 0.257996099138,
/// `t.test(c(1234.5, 987.1, 1100.2), c(900.4, 870.3, 1010.6))$p.value` 0.111856236426
#[test]
fn names_and_heads_of_measured_values_are_no_values() {
    let (years, days) = (0.010_723_986_514, 0.402_677_984_209);
    let (pairs, missing) = (0.537_324_346_982, 0.257_996_099_138);
    let large = 0.111_856_236_426;
    for (text, expected) in [
        ("2019\t2020\n4.1\t5.0\n3.9\t5.2\n4.4\t4.8", years),
        ("2\t3\n4.1\t5.0\n3.9\t5.2\n4.4\t4.8", years),
        ("Day 28 4.1 5.0 6.2\nDay 56 3.9 4.4 5.0", days),
        ("week 4: 4.1 5.0 6.2\nweek 8: 3.9 4.4 5.0", days),
        ("2019: 4.1 5.0 6.2\n2020: 3.9 4.4 5.0", days),
        ("Treated: 4,1 5,0 6,2\nControl: 3,9 4,4 5", days),
        ("Treated; 4,1; 5,0; 6,2\nControl; 3,9; 4,4; 5", days),
        ("IL-10 high: 4.1 5.0 6.2\nIL-10 low 3.9 4.4 5.0", days),
        ("losses 2\tlosses 3\n4.1\t3.9\n5.0\t4.4\n6.2\t5.0", days),
        ("id\tT\tC\n1\t4.1\t3.9\n2\t5.0\t4.4\n3\t6.2\t5.0", days),
        ("Control (n=3): 4.1 5.0 6.2\nCase (n=3): 3.9 4.4 5.0", days),
        ("before after\n4.1 3.9\n5.0 4.4\n6.2 5.0", days),
        ("group,value\nT,4.1\nT,5.0\nC,3.9\nC,4.4", pairs),
        ("group\tvalue\nT\t4.1\nT\t5.0\nC\t3.9\nC\t4.4", pairs),
        ("T\tC\n4.1\t3.9\n5.0\tNA\n6.2\t4.4", missing),
        ("a\t1,234.5\t987.1\t1,100.2\nb\t900.4\t870.3\t1,010.6", large),
        ("a 987.1 1,234.5 1,100.2\nb 900.4 870.3 1,010.6", large),
        ("a; 1.234,5; 987,1; 1.100,2\nb; 900,4; 870,3; 1.010,6", large),
    ] {
        let answer = answer_to(Question::Values, text);
        is(text, p(&answer, "welch"), expected);
        assert!(!answer.taken.is_empty(), "{text:?}");
    }
    for (text, question) in [
        (
            "12\t13\t14\n4.1\t5.0\t6.1\n3.9\t5.2\t6.0",
            "Line 1 (12, 13, 14): are these values, or names?",
        ),
        (
            "a 1,234 2,345\nb 1,500 3,200",
            "Are the commas decimal marks, or do they separate thousands?",
        ),
        (
            "a 17.2 1,234 1,100\nb 1,500 3,200 18.1",
            "Are the commas decimal marks, or do they separate thousands?",
        ),
        (
            "1 4.1\n1 5.0\n2 3.9\n2 4.4",
            "Is the first number of each line its group, or is each column a group?",
        ),
        (
            "Treated: 4.1 5.0 <0.5 6.2\nControl: 3.9 4.4 5.0",
            "1 value is only a bound (line 1), such as <0.5. What is to be done with them?",
        ),
    ] {
        let answer = answer_to(Question::Values, text);
        assert_eq!(answer.problems[0].message, question);
        assert!(offers(&answer).len() > 1, "{text:?}");
    }
}

/// `prop.trend.test(c(45, 30, 12), c(57, 40, 21), c(2, 3, 4))$p.value` 0.0730773473057,
/// `prop.trend.test(c(5, 6, 10, 12), c(40, 35, 38, 39), c(10, 20, 40, 80))$p.value`
/// 0.039365184749
#[test]
fn scores_are_read_out_of_names() {
    let (losses, doses) = (0.073_077_347_305_7, 0.039_365_184_749);
    for (text, expected) in [
        ("2 losses 45 12\n3 losses 30 10\n4 losses 12 9", losses),
        ("2 45 12\n3 30 10\n>=4 12 9", losses),
        ("losses\tlive birth\tloss\n2\t45\t12\n3\t30\t10\n4\t12\t9", losses),
        ("low 45 12\nmiddle 30 10\nhigh 12 9", losses),
        ("Q1 45/57\nQ2 30/40\nQ3 12/21", losses),
        ("10 mg 5 35\n20 mg 6 29\n40 mg 10 28\n80 mg 12 27", doses),
        ("80 12 27\n40 10 28\n20 6 29\n10 5 35", doses),
        ("dose 10\t5\t35\ndose 20\t6\t29\ndose 40\t10\t28\ndose 80\t12\t27", doses),
    ] {
        let answer = answer_to(Question::Trend, text);
        is(text, p(&answer, "cochran_armitage"), expected);
        assert!(answer.taken.iter().any(|taken| taken.sentence.contains("cores")), "{text:?}");
    }
}

/// A year or a number of a name belongs to it: the same tables as without.
#[test]
fn numbers_of_names_are_no_counts() {
    let strata = "North\t12\t5\t7\t9\nSouth\t8\t10\t6\t14";
    let trials = "Smith\t4\t119\t11\t128\nJones\t6\t300\t29\t274";
    for (question, plain, text) in [
        (Question::Strata, strata, "Center 1 12 5 7 9\nCenter 2 8 10 6 14"),
        (Question::Strata, strata, "2010-2014 12 5 7 9\n2015-2020 8 10 6 14"),
        (Question::Strata, strata, "2010 12 5 7 9\n2015 8 10 6 14"),
        (Question::Strata, strata, "<30 12 5 7 9\n≥30 8 10 6 14"),
        (Question::Strata, strata, "a: 12 5 7 9\nb: 8 10 6 14\nTotal: 20 15 13 23"),
        (Question::Trials, trials, "Smith 2010 4 119 11 128\nJones 2012 6 300 29 274"),
        (Question::Trials, trials, "Study 1: 4 119 11 128\nStudy 2: 6 300 29 274"),
        (Question::Trials, trials, "Smith, 2010, 4, 119, 11, 128\nJones, 2012, 6, 300, 29, 274"),
        (Question::Trials, trials, "Smith et al. 2010;4;119;11;128\nJones, K. 2012;6;300;29;274"),
        (Question::Trials, trials, "Smith 2010a 4 119 11 128\nJones 2010b 6 300 29 274"),
        (Question::Trials, trials, "Smith 2010 4/123 11/139\nJones 2012 6/306 29/303"),
        (
            Question::Trials,
            trials,
            "Smith (2010)\t4 of 123\t11 of 139\nJones (2012)\t6 of 306\t29 of 303",
        ),
        (Question::Trials, trials, "Smith 4 119 vs 11 128\nJones 6 300 vs 29 274"),
        (
            Question::Trials,
            trials,
            "Study\tEvents\tNone\tEvents\tNone\nSmith\t4\t119\t11\t128\nJones\t6\t300\t29\t274",
        ),
    ] {
        let outcomes = |text: &str| -> Vec<_> {
            let record = answer_to(question, text).record;
            let record = record.unwrap_or_else(|| panic!("{text:?} is answered"));
            record.findings.into_iter().map(|one| one.outcome).collect()
        };
        assert_eq!(outcomes(text), outcomes(plain), "{text:?}");
    }
    // Names with a comma, and thousands with one.
    let mut eleven = pasted(
        Question::Trials,
        "Jivraj, 2001 4 162 247 24,699\nMurphy & Field, 2015 25 2030 154 28,023\nTC Li, 2023 31 3112 728 108,012",
    );
    "total".clone_into(&mut eleven.texts[1]);
    let answer = answered(&eleven);
    assert_eq!(
        said(&answer)[1],
        "3 trials of four counts: Jivraj, 2001; Murphy & Field, 2015; TC Li, 2023."
    );
    let mut tabs = pasted(
        Question::Trials,
        "a\t4\t162\t247\t24699\nb\t25\t2030\t154\t28023\nc\t31\t3112\t728\t108012",
    );
    "total".clone_into(&mut tabs.texts[1]);
    assert_eq!(answer.summary, answered(&tabs).summary);
}

/// What a hint shows is read as it is typed.
#[test]
fn the_examples_of_the_hints_work() {
    let mut n_examples = 0;
    for question in Question::ALL {
        for field in question.form().fields.iter().filter(|field| field.kind == FieldKind::Area) {
            let pieces = field.hint.split(". ").flat_map(|piece| piece.split(';'));
            for example in pieces.filter_map(|piece| piece.split_once(": ")) {
                let text = example.1.trim();
                if !text.starts_with(char::is_uppercase) && !text.starts_with(char::is_numeric) {
                    continue;
                }
                n_examples += 1;
                let answer = answer_to(question, text);
                let rest: Vec<&str> =
                    answer.problems.iter().map(|one| one.message.as_str()).collect();
                // One group has no trend; it is read all the same.
                let is_read = rest.is_empty() || rest == ["At least two groups are needed."];
                assert!(is_read && !answer.taken.is_empty(), "{text:?}: {answer:?}");
            }
        }
    }
    assert!(n_examples >= 4, "{n_examples}");
}

/// Every offer can be taken, and changes something; what was left out can be had back.
#[test]
fn every_other_way_can_be_taken() {
    for (question, text) in [
        (Question::PValues, "NK 0.04 0.01\nTh1 0.2 0.03"),
        (Question::PValues, "p1\n0.01\n0.03"),
        (Question::PValues, "NK 0.01; Th1 0.03"),
        (Question::RByC, "\t2\t3\t4\nlive birth\t45\t30\t12\nloss\t12\t10\t9"),
        (Question::RByC, "1\t2\t3\n10\t20\t30\n5\t8\t9"),
        (Question::RByC, "A 45 12 57\nB 30 10 40\nTotal 75 22 97"),
        (Question::RByC, "2 3 5\n1 4 5\n3 7 10"),
        (Question::Values, "12\t13\n4.1\t5.0\n3.9\t5.2"),
        (Question::Values, "a 1,234 2,345\nb 1,500 3,200"),
        (Question::Values, "1 4.1\n1 5.0\n2 3.9\n2 4.4"),
        (Question::Values, "a: 4.1 <0.5 6.2\nb: 3.9 4.4 5.0"),
        (Question::Values, "Day 28 4.1 5.0 6.2\nDay 56 3.9 4.4 5.0"),
        (Question::Trend, "2 losses 45 12\n3 losses 30 10\n4 losses 12 9"),
        (Question::Trend, "a 4/40\nb 6/36"),
        (Question::Trials, "Smith 2010 4 119 11 128\nJones 2012 6 300 29 274"),
        (Question::Strata, "a 12 5 7 9\nb 8 10 6 14\nall of them 20 15 13 23"),
        (Question::Strata, "a 12 5 7\nb 8 10 6 14"),
    ] {
        let before = answer_to(question, text);
        let ways = offers(&before);
        assert!(!ways.is_empty(), "{text:?} is read in one way only: {before:?}");
        for offer in ways {
            let mut entry = pasted(question, text);
            entry.decisions.push(offer.decision);
            let after = answered(&entry);
            assert!(
                (&after.taken, &after.problems, &after.summary)
                    != (&before.taken, &before.problems, &before.summary),
                "{text:?}, {}: nothing changes",
                offer.label
            );
            // A decision that is said can be taken back there.
            let chosen = after.taken.iter().filter(|one| one.sentence.contains("as chosen"));
            for taken in chosen {
                assert!(!taken.offers.is_empty(), "{text:?}: {}", taken.sentence);
            }
        }
    }
}

/// SPSS prints .000; how small it is depends on how many decimals are printed.
#[test]
fn a_p_value_printed_as_zero_is_a_bound_by_its_own_decimals() {
    for (text, bound) in [
        ("NK .000\nTh1 .030", "<0.0005"),
        ("NK 0.00\nTh1 0.03", "<0.005"),
        ("NK,.0000\nTh1,.0300", "<0.00005"),
        ("NK;0,000\nTh1;0,030", "<0.0005"),
    ] {
        let answer = answer_to(Question::PValues, text);
        let expected = format!("A p-value that is rounded to 0 is taken as a bound: {bound}.");
        assert!(answer.taken.iter().any(|one| one.sentence == expected), "{text:?}: {answer:?}");
    }
}

#[test]
fn a_decision_is_followed_and_said() {
    let decide = |question, text: &str, part, role| {
        let mut entry = pasted(question, text);
        entry.decisions.push(PartDecision { part, role });
        answered(&entry)
    };
    // With its heads as counts, the table has three rows.
    let heads = "\t2\t3\t4\nlive birth\t45\t30\t12\nloss\t12\t10\t9";
    let counted = decide(Question::RByC, heads, TextPart::FirstLine, Role::Numbers);
    assert!(counted.summary.starts_with("3 × 3 table of 127"), "{}", counted.summary);
    assert!(said(&counted).contains(&"Line 1 is a line of counts, as chosen."));
    let out = decide(Question::Strata, "a 12 5 7\nb 8 10 6 14", TextPart::Line(1), Role::LeftOut);
    assert_eq!(
        said(&out),
        ["Line 1 is left out, as chosen: a 12 5 7.", "1 stratum of four counts: b."]
    );
    assert!(
        out.text.contains("READ AS\nLine 1 is left out, as chosen: a 12 5 7.\n"),
        "{}",
        out.text
    );
    let record = out.record.expect("a record");
    assert_eq!(record.read_as.len(), 2);
    // The whole or the rest behind a slash.
    let rest = decide(Question::Trend, "a 4/36\nb 6/30", TextPart::Slash, Role::Rest);
    let whole = answer_to(Question::Trend, "a 4/40\nb 6/36");
    assert_eq!(rest.summary, whole.summary);
}

#[cfg(not(target_arch = "wasm32"))]
mod lines {
    use proptest::prelude::*;

    use super::*;
    use crate::support::random_inputs;

    /// A line as it may stand in a table, with the number of p-values in it.
    fn line() -> impl Strategy<Value = String> {
        let name = prop_oneof![
            Just("NK"),
            Just("Th1/Th2"),
            Just("CD56 bright"),
            Just("IL-10"),
            Just("50:1"),
            Just("Model 1"),
            Just("Vitamin B12:"),
            Just("IVIG (yes)"),
            Just("age ≥35"),
            Just("")
        ];
        let value = prop_oneof![
            4 => (1_u32..1000).prop_map(|p| format!("0.{p:03}")),
            1 => (1_u32..1000).prop_map(|p| format!("<0.{p:03}")),
            1 => (1_u32..1000).prop_map(|p| format!("p = 0.{p:03}")),
            1 => (1_u32..1000).prop_map(|p| format!("P=.{p:03}*")),
            1 => prop_oneof![Just("NA"), Just("n.s."), Just("1.5"), Just("x"), Just("1"), Just("")].prop_map(str::to_owned),
        ];
        (name, value).prop_map(|(name, value)| format!("{name} {value}").trim().to_owned())
    }

    proptest! {
        #![proptest_config(random_inputs(600))]

        /// Each line is a p-value, a heading, or named as left out; or the text is
        /// refused.
        #[test]
        fn none_is_lost_in_silence(lines in prop::collection::vec(line(), 1..6)) {
            let text = lines.join("\n");
            let answer = answer_to(Question::PValues, &text);
            if let Some(record) = &answer.record {
                let n_found = record.findings.iter().filter(|one| one.id.starts_with("holm_")).count();
                let n_lines = lines.iter().filter(|line| !line.is_empty()).count();
                let sentences = said(&answer).join(" ");
                let is_named = |number: &usize| {
                    sentences.contains(&format!("ine {number} ")) || sentences.contains(&format!("ines {number}"))
                        || sentences.contains(&format!(", {number} ")) || sentences.contains(&format!(", {number},"))
                };
                let n_named = (1..=lines.len()).filter(is_named).count();
                prop_assert!(n_found + n_named >= n_lines, "{text:?}: {sentences}");
            }
        }

        /// Names with numbers in them change no count: strata under any separator.
        #[test]
        fn names_never_become_counts(
            counts in prop::collection::vec(prop::array::uniform4(1_u32..60), 1..5),
            kind in 0_usize..6,
            separator in prop_oneof![Just("\t"), Just(";"), Just(" "), Just(" | ")],
        ) {
            let name = |place: usize| match kind {
                0 => format!("Center {}", place + 1),
                1 => format!("Smith {}", 2001 + 3 * place),
                2 => format!("age {}-{}", 20 + 5 * place, 24 + 5 * place),
                3 => format!("{}", 2010 + place),
                4 => format!("Kim et al., {}", 1990 + place),
                _ => format!("site {}:", place + 1),
            };
            let text: Vec<String> = counts
                .iter()
                .enumerate()
                .map(|(place, four)| [vec![name(place)], four.map(|n| n.to_string()).to_vec()].concat().join(separator))
                .collect();
            let plain: Vec<String> = counts
                .iter()
                .map(|four| [vec!["s".to_owned()], four.map(|n| n.to_string()).to_vec()].concat().join("\t"))
                .collect();
            let (found, expected) = (answer_to(Question::Strata, &text.join("\n")), answer_to(Question::Strata, &plain.join("\n")));
            // A line that adds the others up is asked about under both.
            prop_assert_eq!(found.problems.is_empty(), expected.problems.is_empty(), "{:?} {:?}", text, found.problems);
            prop_assert_eq!(&found.summary, &expected.summary, "{:?}", text);
        }
    }
}

//! The meta-analysis at its edges: counts of 0, trials that agree, few trials.

use rpl_immune_profile::engine::stats::Undefined;
use rpl_immune_profile::view::calculator::Answer;
use rpl_immune_profile::view::calculator::finding::FindingValue;
use rpl_immune_profile::view::calculator::form::Question;
use rpl_immune_profile::view::document::Block;

use super::calculator::{Expected, answered, check, entry, example, finding};

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

fn notes(answer: &Answer) -> Vec<String> {
    answer
        .sections
        .iter()
        .flat_map(|section| &section.blocks)
        .filter_map(|block| match block {
            Block::Note(_, text) => Some(text.clone()),
            _ => None,
        })
        .collect()
}

/// metafor 3.8.1: `rma(yi, vi, data = escalc(..), method = "REML", test = "knha", control =
/// list(threshold = 1e-14, maxiter = 1e4))` with `escalc("OR")` and `escalc("OR", drop00 =
/// TRUE)`; the same for "RR".
#[test]
fn a_trial_without_events_under_both_rules() {
    let text = "A 4 16 8 12\nB 0 20 0 20\nC 2 28 5 25\nD 1 39 3 37";
    for (measure, word, left_out, half) in [
        (
            "or",
            "odds ratio",
            (0.357_680_825_503_173, [0.295_958_080_851_004, 0.432_275_991_805_199]),
            (0.379_837_504_213_723, [0.240_535_313_410_859, 0.599_814_337_285_564]),
        ),
        (
            "rr",
            "risk ratio",
            (0.447_254_017_161_11, [0.284_652_649_257_967, 0.702_737_727_501_236]),
            (0.462_244_296_272_627, [0.310_904_388_758_009, 0.687_252_406_729_085]),
        ),
    ] {
        let both = |main: (f64, [f64; 2])| {
            [
                ("random_reml_hartung_knapp", Expected::Estimate(main.0, main.1)),
                ("rule_cochrane", Expected::Estimate(left_out.0, left_out.1)),
                ("rule_half_added", Expected::Estimate(half.0, half.1)),
            ]
        };
        // Without a choice it is Cochrane's rule.
        check(&entry(Question::Trials, &[text, "without", measure]), &both(left_out));
        check(&entry(Question::Trials, &[text, "without", measure, "cochrane"]), &both(left_out));
        let added = entry(Question::Trials, &[text, "without", measure, "half"]);
        check(&added, &both(half));
        let answer = answered(&entry(Question::Trials, &[text, "without", measure]));
        assert!(answer.summary.starts_with(&format!("3 of 4 trials: {word} ")), "{answer:?}");
        let halved = answered(&added);
        assert!(halved.summary.starts_with(&format!("4 trials: {word} ")), "{halved:?}");
        let note = notes(&answer).concat();
        assert!(note.starts_with(&format!("Left out of the {word}, as Cochrane does, ")), "{note}");
        assert!(note.contains("or everybody: B."), "{note}");
    }
}

/// The difference of a trial with one empty cell is that of its counts; without any event
/// nothing is found.
#[test]
fn differences_have_no_half_added() {
    let text = "A 0 20 6 24\nB 3 27 9 21\nC 2 38 7 33";
    let answer = answered(&entry(Question::Trials, &[text, "without", "rd"]));
    assert!(notes(&answer).concat().starts_with("Counts of 0 stay as they are"), "{answer:?}");
    // metafor 3.8.1: rma(escalc("RD", to = "none"), test = "knha"), and escalc("RD").
    check(
        &entry(Question::Trials, &[text, "without", "rd"]),
        &[
            ("rule_cochrane", Expected::Number(-0.168_475_494_622_773)),
            ("rule_half_added", Expected::Number(-0.161_537_679_057_071)),
        ],
    );
    let nothing =
        answered(&entry(Question::Trials, &["A 0 20 0 30\nB 0 10 0 12", "without", "rd"]));
    let main = finding(&nothing, "random_reml_hartung_knapp");
    assert!(
        matches!(main.outcome, FindingValue::Undefined { reason: Undefined::EqualEffects, .. }),
        "{main:?}"
    );
    let ratio = answered(&entry(Question::Trials, &["A 0 20 0 30\nB 0 10 0 12", "without", "or"]));
    let summary = &ratio.summary;
    assert_eq!(
        summary,
        "2 trials; not pooled with random effects: no trial is left: in each nobody had the event, \
         or everybody in both arms."
    );
}

/// `dat.bcg` as in `vaccination_against_tuberculosis`: `predict(rma(test = "knha"))`, and
/// `qt(.975, k - 2)` with `sqrt(tau2 + se^2)` of `rma(test = "z")`.
#[test]
fn both_prediction_intervals_by_name_the_recommended_first() {
    let answer = answered(&example(Question::Trials));
    let text = |id: &str| {
        let found = finding(&answer, id);
        (found.name.clone(), found.interval_text())
    };
    assert_eq!(
        text("prediction"),
        ("Prediction interval, t(k − 1)".to_owned(), "0.1359 to 1.763".to_owned())
    );
    assert_eq!(
        text("prediction_higgins"),
        ("Prediction interval, t(k − 2)".to_owned(), "0.1342 to 1.785".to_owned())
    );
    let record = answer.record.as_ref().expect("an answer");
    let place = |id: &str| record.findings.iter().position(|one| one.id == id);
    assert!(place("prediction") < place("prediction_higgins"));
    // Two trials: neither, and the reason counts trials.
    let two = answered(&entry(Question::Trials, &["A 4 16 8 12\nC 2 28 9 25"]));
    for id in ["prediction", "prediction_higgins"] {
        let outcome = finding(&two, id).outcome;
        let FindingValue::Undefined { sentence, .. } = outcome else { panic!("{outcome:?}") };
        assert_eq!(sentence, "At least 3 trials are needed.");
    }
}

/// REML with the normal interval and the floored Hartung-Knapp of metafor 3.8.1: 3.000
/// (1.3849 to 6.4989) and 0.5497 to 16.37.
#[test]
fn trials_that_agree_are_pooled_where_that_is_defined() {
    for text in
        ["A 10 10 5 15\nB 10 10 5 15\nC 10 10 5 15", "X 30 30 15 45\nY 30 30 15 45\nZ 30 30 15 45"]
    {
        let answer = answered(&entry(Question::Trials, &[text]));
        let summary = &answer.summary;
        assert!(
            summary.starts_with("3 trials: odds ratio 3.000 (95% confidence interval "),
            "{summary}"
        );
        assert!(
            summary
                .ends_with("REML, Hartung-Knapp is not defined: all trials have the same effect."),
            "{summary}"
        );
        for id in ["tau_squared", "i_squared"] {
            let outcome = finding(&answer, id).outcome;
            let FindingValue::WithoutInterval { reason, .. } = outcome else {
                panic!("{outcome:?}")
            };
            assert_eq!(reason, Undefined::EmptyInterval);
        }
    }
    check(
        &entry(Question::Trials, &["A 10 10 5 15\nB 10 10 5 15\nC 10 10 5 15"]),
        &[("random_reml_normal", Expected::Number(3.0))],
    );
}

//! What must hold for any data: the algebra of the statistics of samples.
#![allow(clippy::cast_precision_loss, clippy::float_cmp, reason = "small counts; exact on purpose")]

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use std::f64::consts::LN_2;

use crate::support::{assert_close, random_inputs, statistic};
use proptest::prelude::*;
use rpl_immune_profile::engine::stats::design::{Covariate, Design, FitError};
use rpl_immune_profile::engine::stats::effect_size::{eta_squared, superiority};
use rpl_immune_profile::engine::stats::firth::firth;
use rpl_immune_profile::engine::stats::groups::{
    Center, Groups, analysis_of_variance, equal_variances, welch_analysis_of_variance,
};
use rpl_immune_profile::engine::stats::heterogeneity::{Studies, StudyEffect, TauMethod};
use rpl_immune_profile::engine::stats::hodges_lehmann::shift;
use rpl_immune_profile::engine::stats::kruskal::kruskal_wallis;
use rpl_immune_profile::engine::stats::logistic::logistic;
use rpl_immune_profile::engine::stats::mann_whitney::{exact, mann_whitney};
use rpl_immune_profile::engine::stats::meta::{MeanInterval, random_effects};
use rpl_immune_profile::engine::stats::profile::profile;
use rpl_immune_profile::engine::stats::roc::{Scores, area_under_curve};
use rpl_immune_profile::engine::stats::sample::{Sample, quantile};
use rpl_immune_profile::engine::stats::shapiro::shapiro_wilk;
use rpl_immune_profile::engine::stats::t_test::{TwoSamples, student, welch};
use rpl_immune_profile::engine::stats::{
    Estimate, PValue, Uncertain, Undefined, keep_going, special,
};

/// Values with ties: halves of whole numbers.
fn values(from: usize, to: usize) -> impl Strategy<Value = Vec<f64>> {
    prop::collection::vec((-40_i32..40).prop_map(|v| f64::from(v) / 2.0), from..to)
}

#[track_caller]
fn is_p(p: PValue) {
    assert!(p.value >= 0.0 && p.value <= 1.0 && p.log10 <= 0.0, "{p:?}");
    assert!(p.value > 0.0 || p.log10 < -300.0, "{p:?}");
}

#[track_caller]
fn contains(estimate: Estimate) {
    let Estimate { value, interval } = estimate;
    assert!(interval.lower <= value && value <= interval.upper, "{estimate:?}");
}

#[track_caller]
fn wider(narrow: Estimate, wide: Estimate) {
    assert!(wide.interval.lower <= narrow.interval.lower, "{narrow:?} {wide:?}");
    assert!(wide.interval.upper >= narrow.interval.upper, "{narrow:?} {wide:?}");
}

proptest! {
    #![proptest_config(random_inputs(256))]

    #[test]
    fn t_tests(x in values(2, 20), y in values(2, 20), by in -1000_i32..1000) {
        let samples = TwoSamples::new(&x, &y).expect("samples");
        for test in [welch, student] {
            let Ok(found) = test(&samples, 0.95) else { continue };
            is_p(found.test.p_value);
            contains(found.difference);
            wider(test(&samples, 0.8).expect("defined").difference, found.difference);
            // Swapping the samples turns the sign.
            let swapped = TwoSamples::new(&y, &x).expect("samples");
            let swapped = test(&swapped, 0.95).expect("defined");
            assert_close(swapped.test.p_value.value, found.test.p_value.value, 1e-11, "swapped p");
            assert_close(-swapped.difference.value, found.difference.value, 1e-12, "swapped");
            // Moving both by a whole number and doubling changes neither t nor p.
            let moved = |v: &[f64]| -> Vec<f64> {
                v.iter().map(|v| 2.0 * (v + f64::from(by))).collect()
            };
            let (moved_x, moved_y) = (moved(&x), moved(&y));
            let moved = TwoSamples::new(&moved_x, &moved_y).expect("samples");
            let moved = test(&moved, 0.95).expect("defined");
            assert!((statistic(&moved.test) - statistic(&found.test)).abs() < 1e-8);
        }
    }

    #[test]
    fn mann_whitney_tests(x in values(1, 12), y in values(1, 12)) {
        let samples = TwoSamples::new(&x, &y).expect("samples");
        let swapped = TwoSamples::new(&y, &x).expect("samples");
        let one = exact(&samples, &mut keep_going).expect("affordable");
        let other = exact(&swapped, &mut keep_going).expect("affordable");
        for p in [one.two_sided, one.lower, one.upper] {
            is_p(p);
        }
        assert_close(one.two_sided.value, other.two_sided.value, 1e-12, "two-sided");
        assert_close(one.lower.value, other.upper.value, 1e-12, "tails swap");
        assert!(one.lower.value + one.upper.value >= 1.0 - 1e-12);
        if let Ok(found) = mann_whitney(&samples) {
            let other = mann_whitney(&swapped).expect("defined");
            is_p(found.plain.p_value);
            assert!(found.corrected.p_value.value >= found.plain.p_value.value);
            let pairs = (x.len() * y.len()) as f64;
            assert_close(found.u, pairs - other.u, 1e-12, "U of both");
            // Only the order counts.
            let cubes = |v: &[f64]| -> Vec<f64> { v.iter().map(|v| v.powi(3)).collect() };
            let (cube_x, cube_y) = (cubes(&x), cubes(&y));
            let cubes = TwoSamples::new(&cube_x, &cube_y).expect("samples");
            assert_eq!(mann_whitney(&cubes).expect("defined"), found);
            let scores: Vec<f64> = [x.clone(), y.clone()].concat();
            let events: Vec<bool> = (0..scores.len()).map(|i| i < x.len()).collect();
            let scores = Scores::new(&scores, &events).expect("scores");
            if let Ok(area) = area_under_curve(&scores, 0.9) {
                assert_close(area.area.value, found.superiority, 1e-12, "area is U/(nm)");
                if let Ok(area) = area.area.estimate() {
                    contains(area);
                }
            }
        }
        let found = shift(&samples, 0.9).expect("defined").estimate;
        if let Ok(estimate) = found.estimate() {
            contains(estimate);
            if let Ok(wide) = shift(&samples, 0.99).expect("defined").estimate.estimate() {
                wider(estimate, wide);
            }
        }
        // The k-th difference without listing them is that of the list.
        let mut all: Vec<f64> = x.iter().flat_map(|a| y.iter().map(move |b| a - b)).collect();
        all.sort_unstable_by(f64::total_cmp);
        assert_eq!(found.value, quantile(&all, 0.5));
    }

    #[test]
    fn group_tests(x in values(2, 9), y in values(2, 9), z in values(2, 9)) {
        let groups = Groups::new(&[&x, &y, &z]).expect("groups");
        let turned = Groups::new(&[&z, &x, &y]).expect("groups");
        if let Ok(found) = analysis_of_variance(&groups) {
            is_p(found.test.p_value);
            assert!((0.0..=1.0).contains(&found.eta_squared));
            let other = analysis_of_variance(&turned).expect("defined");
            assert!((found.test.f - other.test.f).abs() <= 1e-10 * (1.0 + found.test.f));
        }
        if let Ok(found) = welch_analysis_of_variance(&groups) {
            is_p(found.p_value);
        }
        if let Ok(found) = equal_variances(&groups, Center::Median) {
            is_p(found.p_value);
        }
        if let Ok(found) = kruskal_wallis(&groups) {
            is_p(found.test.p_value);
            let other = kruskal_wallis(&turned).expect("defined");
            assert!((statistic(&found.test) - statistic(&other.test)).abs() < 1e-10);
        }
    }

    #[test]
    fn superiority_turns_with_the_samples(x in values(2, 12), y in values(2, 12)) {
        let of = |one: &[f64], other: &[f64], level| {
            superiority(&TwoSamples::new(one, other).expect("samples"), level).expect("defined")
        };
        let (found, turned) = (of(&x, &y, 0.95), of(&y, &x, 0.95));
        prop_assert!((found.probability.value + turned.probability.value - 1.0).abs() < 1e-12);
        prop_assert!((found.rank_biserial.value + turned.rank_biserial.value).abs() < 1e-12);
        let Ok(estimate) = found.probability.estimate() else { return Ok(()) };
        contains(estimate);
        contains(found.rank_biserial.estimate().expect("an interval"));
        wider(of(&x, &y, 0.8).probability.estimate().expect("an interval"), estimate);
        let turned = turned.probability.interval.expect("an interval");
        let ends = estimate.interval.lower + turned.upper;
        prop_assert!((ends - 1.0).abs() < 1e-12);
    }

    #[test]
    fn shares_of_variance_widen(x in values(2, 9), y in values(2, 9), z in values(2, 9)) {
        let groups = Groups::new(&[&x, &y, &z]).expect("groups");
        let shares = |level| eta_squared(&groups, level).and_then(Uncertain::estimate);
        let Ok(found) = shares(0.9) else { return Ok(()) };
        prop_assert!((0.0..=1.0).contains(&found.value));
        prop_assert!(0.0 <= found.interval.lower && found.interval.lower <= found.interval.upper);
        // An estimate is biased upward, so that only the upper limit can be below it.
        prop_assert!(found.interval.lower <= found.value);
        wider(found, shares(0.99).expect("an interval"));
    }

    #[test]
    fn descriptions(x in values(3, 60)) {
        let sample = Sample::new(&x).expect("sample");
        let found = sample.describe();
        let mut turned = x.clone();
        turned.reverse();
        let other = Sample::new(&turned).expect("sample").describe();
        assert!((found.mean - other.mean).abs() < 1e-12);
        assert_eq!(found.median, other.median);
        assert!(found.minimum <= found.first_quartile && found.first_quartile <= found.median);
        assert!(found.median <= found.third_quartile && found.third_quartile <= found.maximum);
        if let Ok(test) = shapiro_wilk(sample) {
            assert!(statistic(&test) > 0.0 && statistic(&test) <= 1.0 + 1e-12);
            assert!(test.p_value.value <= 1.0);
        }
    }

    #[test]
    fn tails(z in 0.01_f64..30.0, df in 0.3_f64..5000.0, ln_tail in -300.0_f64..-1.5) {
        let student = |t| special::ln_student_two_sided(t, df);
        assert!(student(z) > student(z * 1.01));
        assert!(special::ln_normal_two_sided(z) <= student(z) + 1e-12);
        let f = special::ln_f_upper_tail(z * z, 1.0, df);
        assert_close(f, special::ln_student_two_sided(z, df), 1e-11, "F(1, df) is t²");
        let tail = ln_tail.exp();
        let x = special::chi_square_upper_quantile(tail, df);
        assert_close(special::ln_chi_square_upper_tail(x, df), ln_tail, 1e-11, "chi-square");
        if df > 1.0 || ln_tail > -100.0 {
            let t = special::student_upper_quantile(tail, df);
            assert_close(student(t) - LN_2, ln_tail, 1e-11, "t");
        }
    }

    #[test]
    fn meta_study(
        effects in prop::collection::vec((-2.0_f64..2.0, 0.01_f64..1.0), 2..9),
    ) {
        let study = |&(effect, variance): &(f64, f64)| {
            StudyEffect { name: String::new(), effect, variance }
        };
        let studies = Studies::new(effects.iter().map(study).collect()).expect("studies");
        let turned = Studies::new(effects.iter().rev().map(study).collect()).expect("studies");
        for method in [
            TauMethod::DerSimonianLaird,
            TauMethod::RestrictedMaximumLikelihood,
            TauMethod::PauleMandel,
        ] {
            let interval = MeanInterval::HartungKnappFloored;
            let found = random_effects(&studies, method, interval, 0.95).expect("defined");
            let other = random_effects(&turned, method, interval, 0.95).expect("defined");
            is_p(found.pooled.test.p_value);
            contains(found.pooled.effect);
            assert!((found.pooled.effect.value - other.pooled.effect.value).abs() < 1e-9);
            let wide = random_effects(&studies, method, interval, 0.99).expect("defined");
            wider(found.pooled.effect, wide.pooled.effect);
            assert!(found.prediction_as_pooled.lower <= found.pooled.effect.interval.lower);
            let low = effects.iter().fold(f64::INFINITY, |a, b| a.min(b.0));
            let high = effects.iter().fold(f64::NEG_INFINITY, |a, b| a.max(b.0));
            assert!((low..=high).contains(&found.pooled.effect.value));
        }
    }
}

proptest! {
    #![proptest_config(random_inputs(64))]

    #[test]
    fn logistic_regressions(
        people in prop::collection::vec((any::<bool>(), -6_i32..6, -9_i32..9), 5..50),
    ) {
        let design = |turn: bool, flip: bool| {
            let mut people = people.clone();
            if turn {
                people.reverse();
            }
            let outcome: Vec<Option<bool>> = people.iter().map(|p| Some(p.0 != flip)).collect();
            let one: Vec<Option<f64>> = people.iter().map(|p| Some(f64::from(p.1))).collect();
            let two: Vec<Option<f64>> = people.iter().map(|p| Some(f64::from(p.2) / 4.0)).collect();
            let covariates =
                [Covariate { name: "one", values: &one }, Covariate { name: "two", values: &two }];
            Design::new(&outcome, &covariates)
        };
        let Ok(plain) = design(false, false) else { return Ok(()) };
        match logistic(&plain, 0.95) {
            Ok(fit) => {
                let turned = logistic(&design(true, false).expect("design"), 0.95).expect("a fit");
                let flipped = logistic(&design(false, true).expect("design"), 0.95).expect("a fit");
                // A handful of people can be so nearly separated that a limit lies
                // where the information is singular to the last digit.
                let profiled = match profile(&plain, &fit, 0.95, &mut keep_going) {
                    Err(FitError::Undefined(Undefined::DidNotConverge)) if people.len() < 10 => {
                        return Ok(());
                    }
                    profiled => profiled.expect("a profile"),
                };
                for (j, one) in fit.coefficients.iter().enumerate() {
                    let scale = one.standard_error;
                    let off = |value: f64| (value - one.log_odds.value).abs() / scale;
                    assert!(off(turned.coefficients[j].log_odds.value) < 1e-9);
                    assert!(off(-flipped.coefficients[j].log_odds.value) < 1e-9);
                    is_p(one.test.p_value);
                    is_p(profiled[j].test.p_value);
                    contains(one.odds_ratio);
                    contains(profiled[j].log_odds);
                }
                let firth = firth(&plain, 0.95, &mut keep_going).expect("a fit");
                firth.coefficients.iter().for_each(|c| contains(c.log_odds));
                let share = plain.events() as f64 / plain.people() as f64;
                let mean = firth.probabilities().iter().sum::<f64>() / plain.people() as f64;
                assert_close(mean, share, 1e-10, "FLIC keeps the share");
            }
            Err(FitError::Separated(_)) => {
                let fit = firth(&plain, 0.95, &mut keep_going).expect("Firth stays finite");
                prop_assert!(fit.coefficients.iter().all(|c| c.log_odds.value.is_finite()));
            }
            Err(FitError::OneOutcome) => {}
            Err(other) => prop_assert!(false, "{other}"),
        }
    }
}

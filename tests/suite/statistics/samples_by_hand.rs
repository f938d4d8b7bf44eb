//! Cases that can be worked out by hand: exact fractions and closed forms.
#![allow(clippy::float_cmp, clippy::many_single_char_names, reason = "exact; cells a to d")]

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use crate::support::{assert_close, statistic};
use rpl_immune_profile::engine::stats::design::{Covariate, Design, FitError};
use rpl_immune_profile::engine::stats::diagnostics::Predictions;
use rpl_immune_profile::engine::stats::firth::firth;
use rpl_immune_profile::engine::stats::logistic::logistic;
use rpl_immune_profile::engine::stats::mann_whitney::{exact, mann_whitney};
use rpl_immune_profile::engine::stats::roc::{Scores, area_under_curve};
use rpl_immune_profile::engine::stats::sample::quantile;
use rpl_immune_profile::engine::stats::standardized::effect;
use rpl_immune_profile::engine::stats::t_test::{TwoSamples, student, welch};
use rpl_immune_profile::engine::stats::trials::{
    EmptyCells, Measure, Trial, effects, mantel_haenszel,
};
use rpl_immune_profile::engine::stats::two_by_two::{Group, TwoByTwo};
use rpl_immune_profile::engine::stats::{Undefined, keep_going};

/// Exposed with and without the event, unexposed with and without.
const TABLES: [[u32; 4]; 24] = [
    [3, 1, 1, 3],
    [1, 1, 1, 1],
    [1, 2, 3, 4],
    [10, 5, 4, 11],
    [2, 8, 9, 1],
    [5, 5, 5, 5],
    [163, 34, 217, 52],
    [144, 83, 134, 43],
    [20, 13, 21, 10],
    [9, 8, 5, 12],
    [18, 11, 11, 21],
    [15, 7, 19, 5],
    [17, 5, 15, 4],
    [13, 16, 13, 16],
    [16, 7, 15, 9],
    [23, 19, 20, 20],
    [29, 21, 17, 32],
    [1, 99, 99, 1],
    [2, 500, 3, 400],
    [40, 2, 3, 45],
    [60, 2, 3, 65],
    [100, 5, 4, 120],
    [172, 46, 90, 127],
    [7, 1, 1, 70],
];

/// Tables with empty cells: separation.
const EMPTY_CELLS: [([u32; 4], bool); 8] = [
    ([4, 0, 0, 4], true),
    ([0, 4, 4, 0], true),
    ([1, 0, 0, 3], true),
    ([5, 0, 3, 3], false),
    ([0, 5, 3, 3], false),
    ([3, 3, 5, 0], false),
    ([12, 5, 0, 7], false),
    ([50, 50, 0, 1], false),
];

fn people(table: [u32; 4]) -> Design {
    let cells = [(true, 1.0), (false, 1.0), (true, 0.0), (false, 0.0)];
    let (mut outcome, mut exposed) = (Vec::new(), Vec::new());
    for (&(event, exposure), &n) in cells.iter().zip(&table) {
        outcome.extend((0..n).map(|_| Some(event)));
        exposed.extend((0..n).map(|_| Some(exposure)));
    }
    Design::new(&outcome, &[Covariate { name: "exposed", values: &exposed }]).expect("a design")
}

#[test]
fn logistic_of_a_table_is_its_odds_ratio() {
    for table in TABLES {
        let [a, b, c, d] = table.map(f64::from);
        let fit = logistic(&people(table), 0.95).expect("a fit");
        let one = &fit.coefficients[1];
        let what = format!("{table:?}");
        let variance = 1.0 / a + 1.0 / b + 1.0 / c + 1.0 / d;
        assert_close(one.odds_ratio.value, a * d / (b * c), 1e-11, &what);
        assert_close(one.standard_error, variance.sqrt(), 1e-11, &what);
        assert_close(fit.coefficients[0].odds_ratio.value, c / d, 1e-11, &what);
        assert_close(fit.coefficients[0].standard_error, (1.0 / c + 1.0 / d).sqrt(), 1e-11, &what);
    }
}

#[test]
fn firth_of_a_table_adds_one_half() {
    for table in TABLES.into_iter().chain(EMPTY_CELLS.map(|one| one.0)) {
        let [a, b, c, d] = table.map(|n| f64::from(n) + 0.5);
        let fit = firth(&people(table), 0.95, &mut keep_going).expect("a fit");
        let what = format!("{table:?}");
        assert_close(fit.coefficients[1].odds_ratio.value, a * d / (b * c), 1e-10, &what);
        assert_close(fit.coefficients[0].odds_ratio.value, c / d, 1e-10, &what);
    }
}

#[test]
fn empty_cells_are_separation() {
    for (table, complete) in EMPTY_CELLS {
        match logistic(&people(table), 0.95) {
            Err(FitError::Separated(found)) => {
                assert_eq!((found.complete, found.columns.len()), (complete, 1), "{table:?}");
            }
            other => panic!("{table:?}: {other:?}"),
        }
    }
}

#[test]
fn one_trial_pooled_is_that_trial() {
    for table in TABLES {
        let [a, b, c, d] = table.map(f64::from);
        let (n, m) = (a + b, c + d);
        let trial = Trial {
            name: String::new(),
            table: TwoByTwo {
                exposed: Group::new(table[0], table[0] + table[1]).expect("valid"),
                unexposed: Group::new(table[2], table[2] + table[3]).expect("valid"),
            },
        };
        let what = format!("{table:?}");
        for (measure, value) in [
            (Measure::OddsRatio, a * d / (b * c)),
            (Measure::RiskRatio, a / n / (c / m)),
            (Measure::RiskDifference, (a / n - c / m).exp()),
        ] {
            let trials = [trial.clone()];
            let pooled = mantel_haenszel(&trials, measure, 0.95).expect("defined");
            assert_close(pooled.effect.value.exp(), value, 1e-12, &what);
            let alone = effects(&trials, measure, EmptyCells::HalfAdded).expect("defined");
            assert_close(alone.as_slice()[0].effect.exp(), value, 1e-12, &what);
            if measure != Measure::RiskDifference {
                let own = alone.as_slice()[0].variance.sqrt();
                assert_close(pooled.standard_error, own, 1e-11, &what);
            }
        }
    }
}

#[track_caller]
fn rank_test(first: &[f64], second: &[f64], u: f64, ways: f64, of: f64) {
    let samples = TwoSamples::new(first, second).expect("samples");
    assert_eq!(mann_whitney(&samples).expect("defined").u, u);
    let p = exact(&samples, &mut keep_going).expect("affordable").two_sided.value;
    assert_close(p, ways / of, 1e-13, "exact p");
    let scores = [first, second].concat();
    let events: Vec<bool> = (0..scores.len()).map(|i| i < first.len()).collect();
    if first.len() > 1 && second.len() > 1 {
        let area = area_under_curve(&Scores::new(&scores, &events).expect("scores"), 0.95);
        let pairs = f64::from(u32::try_from(first.len() * second.len()).expect("small"));
        assert_close(area.expect("defined").area.value, u / pairs, 1e-15, "area");
    }
}

/// Divisions counted by hand: (first, second, U, ways at least as far, all ways).
#[test]
fn rank_tests() {
    rank_test(&[2.], &[1.], 1., 2., 2.);
    rank_test(&[1.], &[2., 3.], 0., 2., 3.);
    rank_test(&[2.], &[1., 3.], 1., 3., 3.);
    rank_test(&[1.], &[2., 3., 4.], 0., 2., 4.);
    rank_test(&[2.], &[1., 3., 4.], 1., 4., 4.);
    rank_test(&[1., 2.], &[3., 4.], 0., 2., 6.);
    rank_test(&[1., 3.], &[2., 4.], 1., 4., 6.);
    rank_test(&[1., 4.], &[2., 3.], 2., 6., 6.);
    rank_test(&[1., 2.], &[3., 4., 5.], 0., 2., 10.);
    rank_test(&[1., 3.], &[2., 4., 5.], 1., 4., 10.);
    rank_test(&[2., 3.], &[1., 4., 5.], 2., 8., 10.);
    rank_test(&[4., 5., 6.], &[1., 2., 3.], 9., 2., 20.);
    rank_test(&[3., 5., 6.], &[1., 2., 4.], 8., 4., 20.);
    rank_test(&[2., 5., 6.], &[1., 3., 4.], 7., 8., 20.);
    rank_test(&[1., 5., 6.], &[2., 3., 4.], 6., 14., 20.);
    // Ties: mid-ranks 1.5, 1.5, 3; 1, 2.5, 2.5, 4; ...
    rank_test(&[1.], &[1., 2.], 0.5, 3., 3.);
    rank_test(&[2.], &[1., 1.], 2., 1., 3.);
    rank_test(&[1., 2.], &[2., 3.], 0.5, 4., 6.);
    rank_test(&[2., 2.], &[1., 3.], 2., 6., 6.);
    rank_test(&[1., 1.], &[1., 2.], 1., 6., 6.);
    rank_test(&[1., 1., 1.], &[2., 2., 2.], 0., 2., 20.);
    rank_test(&[1., 1., 2.], &[2., 2., 2.], 1.5, 8., 20.);
    rank_test(&[1., 1., 2.], &[1., 2., 2.], 3., 20., 20.);
}

#[track_caller]
fn means(first: &[f64], second: &[f64], student_t: f64, welch_t: f64, welch_df: f64, d: f64) {
    let samples = TwoSamples::new(first, second).expect("samples");
    let found = student(&samples, 0.95).expect("defined");
    assert_close(statistic(&found.test), student_t, 1e-14, "Student");
    let found = welch(&samples, 0.95).expect("defined").test;
    assert_close(statistic(&found), welch_t, 1e-14, "Welch");
    assert_close(found.degrees_of_freedom.expect("t"), welch_df, 1e-14, "Welch df");
    assert_close(effect(&samples, 0.95).expect("defined").cohen_d.value, d, 1e-14, "d");
}

#[test]
fn means_by_hand() {
    let root = f64::sqrt;
    // Variances 1 and 1: t = −2/√(2/3).
    means(&[1., 2., 3.], &[3., 4., 5.], -root(6.), -root(6.), 4., -2.);
    // Variances 2 and 2 in pairs: t = −4/√2.
    means(&[1., 3.], &[5., 7.], -4. / root(2.), -4. / root(2.), 2., -4. / root(2.));
    // Variances 2 and 8: v = 1, 4; df = 25/17.
    means(&[1., 3.], &[4., 8.], -4. / root(5.), -4. / root(5.), 25. / 17., -4. / root(5.));
    // Variances 1 (n 3) and 8 (n 2): pooled 10/3.
    means(
        &[1., 2., 3.],
        &[5., 9.],
        -5. / root(10. / 3. * 5. / 6.),
        -5. / root(13. / 3.),
        169. / 9. / (1. / 18. + 16.),
        -5. / root(10. / 3.),
    );
    means(&[0., 0., 1., 1.], &[0., 1.], 0., 0., welch_df_of_shares(), 0.);
}

/// Variances 1/3 (n 4) and 1/2 (n 2): v = 1/12 and 1/4, (1/3)²/(1/432 + 1/16).
fn welch_df_of_shares() -> f64 {
    (1.0 / 9.0) / (1.0 / 432.0 + 1.0 / 16.0)
}

#[test]
fn quantiles_by_hand() {
    for (sorted, share, expected) in [
        (vec![7.0], 0.3, 7.0),
        (vec![1.0, 3.0], 0.5, 2.0),
        (vec![1.0, 3.0], 0.25, 1.5),
        (vec![1.0, 2.0, 3.0], 0.5, 2.0),
        (vec![1.0, 2.0, 3.0], 0.25, 1.5),
        (vec![1.0, 2.0, 3.0, 4.0], 0.5, 2.5),
        (vec![1.0, 2.0, 3.0, 4.0], 0.75, 3.25),
        (vec![1.0, 2.0, 3.0, 4.0, 5.0], 0.1, 1.4),
        (vec![0.0, 10.0], 0.0, 0.0),
        (vec![0.0, 10.0], 1.0, 10.0),
        (vec![2.0, 2.0, 2.0], 0.77, 2.0),
        (vec![0.0, 0.0, 8.0], 0.75, 4.0),
    ] {
        assert_close(quantile(&sorted, share), expected, 1e-15, &format!("{sorted:?} {share}"));
    }
}

#[test]
fn areas_and_scores_by_hand() {
    for (scores, events, area) in [
        (vec![1., 2., 3., 4.], vec![false, false, true, true], 1.0),
        (vec![1., 2., 3., 4.], vec![true, true, false, false], 0.0),
        (vec![1., 2., 3., 4.], vec![true, false, true, false], 0.25),
        (vec![1., 1., 1., 1.], vec![true, false, true, false], 0.5),
        (vec![1., 2., 2., 3.], vec![false, false, true, true], 0.875),
        (vec![5., 5., 5., 9., 9.], vec![false, true, false, true, false], 3.5 / 6.0),
    ] {
        let found = area_under_curve(&Scores::new(&scores, &events).expect("scores"), 0.95);
        let found = found.expect("defined").area;
        assert_close(found.value, area, 1e-15, &format!("{scores:?}"));
        let interval = found.interval;
        assert!(interval.map_or(true, |limits| 0.0 <= limits.lower && limits.upper <= 1.0));
    }
    for (p, events, brier) in [
        (vec![0.0], vec![false], 0.0),
        (vec![0.0], vec![true], 1.0),
        (vec![0.5, 0.5], vec![true, false], 0.25),
        (vec![0.75, 0.25], vec![true, false], 0.0625),
    ] {
        assert_eq!(Predictions::new(&p, &events).expect("predictions").brier(), brier);
    }
}

#[test]
fn one_patient() {
    let one = [5.0];
    let samples = TwoSamples::new(&one, &one).expect("samples");
    assert_eq!(mann_whitney(&samples), Err(Undefined::NoVariation));
    assert_eq!(welch(&samples, 0.95), Err(Undefined::TooFewInGroup { needed: 2 }));
    assert_eq!(student(&samples, 0.95), Err(Undefined::TooFewObservations { needed: 3 }));
    assert_eq!(exact(&samples, &mut keep_going).expect("counted").two_sided.value, 1.0);
    let design = Design::new(&[Some(true)], &[Covariate { name: "x", values: &[Some(1.0)] }]);
    assert_eq!(design.err(), Some(FitError::Constant { column: "x".to_owned() }));
    let design = Design::new(&[Some(true)], &[Covariate { name: "x", values: &[None] }]);
    assert_eq!(design.err(), Some(FitError::Undefined(Undefined::NoObservations)));
}

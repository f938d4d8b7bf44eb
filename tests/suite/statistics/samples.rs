//! The statistics of samples and models against R: every number in
//! `tests/reference/samples_*.csv`, natively and in wasm.
#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    clippy::float_cmp,
    reason = "small counts, and figures rounded on purpose"
)]

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use std::f64::consts::LN_2;

use crate::support::reference::{Case, Reference, TOLERANCE, check_cases, references};
use crate::support::{assert_close, statistic};
use rpl_immune_profile::engine::stats::adjusted_risk::{
    RiskRatio, modified_poisson, standardized_risks,
};
use rpl_immune_profile::engine::stats::design::{Covariate, Design};
use rpl_immune_profile::engine::stats::diagnostics::{
    Predictions, hosmer_lemeshow, variance_inflation,
};
use rpl_immune_profile::engine::stats::effect_size::{cramers_v, eta_squared, superiority};
use rpl_immune_profile::engine::stats::firth::firth;
use rpl_immune_profile::engine::stats::groups::{
    Center, Groups, analysis_of_variance, equal_variances, welch_analysis_of_variance,
};
use rpl_immune_profile::engine::stats::heterogeneity::{
    Studies, StudyEffect, TauMethod, heterogeneity,
};
use rpl_immune_profile::engine::stats::hodges_lehmann::shift;
use rpl_immune_profile::engine::stats::kruskal::{dunn, kruskal_wallis};
use rpl_immune_profile::engine::stats::logistic::{Coefficient, logistic};
use rpl_immune_profile::engine::stats::mann_whitney::{exact, mann_whitney};
use rpl_immune_profile::engine::stats::meta::{
    MeanInterval, PooledEffect, inverse_variance, leave_one_out, random_effects,
};
use rpl_immune_profile::engine::stats::multiplicity::Adjustment;
use rpl_immune_profile::engine::stats::profile::profile;
use rpl_immune_profile::engine::stats::r_by_c::ContingencyTable;
use rpl_immune_profile::engine::stats::resampling::{bca_interval, percentile_interval};
use rpl_immune_profile::engine::stats::roc::{
    Scores, area_under_curve, compare_areas, curve, youden_point,
};
use rpl_immune_profile::engine::stats::sample::{Sample, quantile};
use rpl_immune_profile::engine::stats::shapiro::shapiro_wilk;
use rpl_immune_profile::engine::stats::t_test::{TwoSamples, student, welch};
use rpl_immune_profile::engine::stats::trials::{
    EmptyCells, Measure, Trial, effects, mantel_haenszel,
};
use rpl_immune_profile::engine::stats::two_by_two::{Group, TwoByTwo};
use rpl_immune_profile::engine::stats::weighting::{balance, propensity, weighted_effect};
use rpl_immune_profile::engine::stats::{
    Estimate, Interval, Uncertain, Undefined, keep_going, special, standardized,
};

type Found = Vec<(&'static str, Vec<f64>)>;

#[test]
fn special_functions() {
    let count = check_cases(include_str!("../../reference/samples_special.csv"), special_case);
    assert!(count > 300);
}

fn special_case(case: &Case) -> Found {
    let n = |name: &str| case.number(name);
    match case.method.as_str() {
        "normal" => vec![
            ("upper", vec![special::normal_upper_tail(n("z"))]),
            ("upper_ln", vec![special::ln_normal_upper_tail(n("z"))]),
        ],
        "normal_quantile" => vec![("z", vec![special::normal_upper_quantile(n("tail"))])],
        // Half of both sides; every t of the cases is positive.
        "student" => {
            vec![("upper_ln", vec![special::ln_student_two_sided(n("t"), n("df")) - LN_2])]
        }
        "student_quantile" => {
            vec![("t", vec![special::student_upper_quantile(n("tail"), n("df"))])]
        }
        "chi_square" => {
            vec![("upper_ln", vec![special::ln_chi_square_upper_tail(n("x"), n("df"))])]
        }
        "chi_square_quantile" => {
            vec![("x", vec![special::chi_square_upper_quantile(n("tail"), n("df"))])]
        }
        "f" => vec![("upper_ln", vec![special::ln_f_upper_tail(n("f"), n("df1"), n("df2"))])],
        other => panic!("no such method: {other}"),
    }
}

#[test]
fn two_samples() {
    let count = check_cases(include_str!("../../reference/samples_two.csv"), two_samples_case);
    assert!(count > 400);
}

fn two_samples_case(case: &Case) -> Found {
    let method = case.method.as_str();
    match method {
        "describe" => {
            let v = case.list("v");
            let found = Sample::new(&v).expect("sample").describe();
            return vec![
                ("mean", vec![found.mean]),
                ("sd", vec![found.standard_deviation.expect("two values")]),
                (
                    "quantiles",
                    vec![
                        found.minimum,
                        found.first_quartile,
                        found.median,
                        found.third_quartile,
                        found.maximum,
                    ],
                ),
            ];
        }
        "quantile" => {
            let sorted = Sample::new(&case.list("v")).expect("sample").sorted();
            let found = case.list("share").iter().map(|&share| quantile(&sorted, share)).collect();
            return vec![("q", found)];
        }
        "smd_binary" => {
            let (p1, p2) = (case.number("p1"), case.number("p2"));
            return vec![("smd", vec![standardized::proportion_difference(p1, p2).expect("smd")])];
        }
        _ => {}
    }
    let (x, y) = (case.list("x"), case.list("y"));
    let samples = TwoSamples::new(&x, &y).expect("samples");
    let level = case.find("level").map_or(0.95, |level| level[0]);
    match method {
        "welch" | "student" => {
            let found = if method == "welch" { welch } else { student }(&samples, level);
            let found = found.expect("defined");
            vec![
                ("t", vec![statistic(&found.test)]),
                ("df", vec![found.test.degrees_of_freedom.expect("t")]),
                ("p", vec![found.test.p_value.value]),
                ("lower", vec![found.difference.interval.lower]),
                ("upper", vec![found.difference.interval.upper]),
                ("se", vec![found.standard_error]),
            ]
        }
        "hedges" => {
            let found = standardized::effect(&samples, level).expect("defined").hedges_g;
            vec![
                ("g", vec![found.value]),
                ("lower", vec![found.interval.lower]),
                ("upper", vec![found.interval.upper]),
            ]
        }
        "smd" => vec![("smd", vec![standardized::mean_difference(&samples).expect("defined")])],
        "mann_whitney" => {
            let found = mann_whitney(&samples).expect("defined");
            vec![
                ("w", vec![found.u]),
                ("z_plain", vec![statistic(&found.plain)]),
                ("p_plain", vec![found.plain.p_value.value]),
                ("p_corrected", vec![found.corrected.p_value.value]),
            ]
        }
        "mann_whitney_exact" => {
            let found = exact(&samples, &mut keep_going).expect("affordable");
            vec![
                ("p", vec![found.two_sided.value]),
                ("p_lower", vec![found.lower.value]),
                ("p_upper", vec![found.upper.value]),
            ]
        }
        "hodges_lehmann" => {
            let found = shift(&samples, level).expect("defined").estimate;
            match found.interval {
                Ok(interval) => vec![
                    ("shift", vec![found.value]),
                    ("lower", vec![interval.lower]),
                    ("upper", vec![interval.upper]),
                    ("reached", vec![interval.level]),
                ],
                Err(Undefined::LevelNotReached { reached }) => {
                    vec![("shift", vec![found.value]), ("widest", vec![reached])]
                }
                Err(why) => panic!("{why}"),
            }
        }
        other => panic!("no such method: {other}"),
    }
}

#[test]
fn logistic_regression() {
    let count = check_cases(include_str!("../../reference/samples_logistic.csv"), logistic_case);
    assert!(count >= 100);
}

/// Where the penalized likelihood has several maxima.
#[test]
fn firth_is_the_highest_maximum_and_its_limits_the_outermost() {
    let count = check_cases(include_str!("../../reference/samples_firth.csv"), logistic_case);
    assert!(count > 30);
}

/// Predictions that are tied, as those from whole numbers are.
#[test]
fn hosmer_lemeshow_after_fits_to_whole_numbers() {
    let count = check_cases(include_str!("../../reference/samples_hosmer.csv"), logistic_case);
    assert_eq!(count, 300);
}

/// Modified Poisson regression and g-computation of 230 generated data sets.
#[test]
fn adjusted_risks() {
    let count = check_cases(include_str!("../../reference/samples_risks.csv"), |case| {
        let design = design_of(case);
        let poisson = modified_poisson(&design, 0.95).expect("a fit");
        let of = |number: fn(&RiskRatio) -> f64| poisson.ratios.iter().map(number).collect();
        let fit = logistic(&design, 0.95).expect("a fit");
        let found = standardized_risks(&design, &fit, 1, &[], 0.95).expect("an exposure");
        let whole = |estimate: Estimate| {
            vec![estimate.value, estimate.interval.lower, estimate.interval.upper]
        };
        vec![
            ("rr", of(|one| one.ratio.value)),
            ("lower", of(|one| one.ratio.interval.lower)),
            ("upper", of(|one| one.ratio.interval.upper)),
            ("se", of(|one| one.standard_error)),
            ("above", vec![poisson.n_above_one as f64]),
            ("risks", vec![found.exposed, found.unexposed]),
            ("difference", whole(found.difference)),
            ("ratio", whole(found.ratio)),
        ]
    });
    assert_eq!(count, 230);
}

/// The design of a case: outcome `y`, `p` columns with the intercept, `x1`, `x2`, ...
fn design_of(case: &Case) -> Design {
    let outcome: Vec<Option<bool>> = events_of(case).into_iter().map(Some).collect();
    let columns: Vec<(String, Vec<Option<f64>>)> = (1..)
        .map(|j| format!("x{j}"))
        .map_while(|name| case.find(&name).map(|values| (name, values)))
        .map(|(name, values)| (name, values.into_iter().map(Some).collect()))
        .collect();
    let covariates: Vec<Covariate<'_>> =
        columns.iter().map(|(name, values)| Covariate { name, values }).collect();
    Design::new(&outcome, &covariates).expect("a design")
}

fn events_of(case: &Case) -> Vec<bool> {
    case.list("y").into_iter().map(|y| y > 0.5).collect()
}

/// A number of each coefficient that the case keeps (numbered from 1).
fn kept(case: &Case, all: &[Coefficient], number: impl Fn(&Coefficient) -> f64) -> Vec<f64> {
    case.list("keep").iter().map(|&j| number(&all[j as usize - 1])).collect()
}

fn logistic_case(case: &Case) -> Found {
    match case.method.as_str() {
        "logistic" => {
            let design = design_of(case);
            let fit = logistic(&design, 0.95).expect("a fit");
            let overall = fit.overall.expect("covariates");
            vec![
                ("coef", kept(case, &fit.coefficients, |c| c.log_odds.value)),
                ("se", kept(case, &fit.coefficients, |c| c.standard_error)),
                ("p_wald", kept(case, &fit.coefficients, |c| c.test.p_value.value)),
                ("loglik", vec![fit.log_likelihood]),
                ("null", vec![fit.null_log_likelihood]),
                ("lr", vec![statistic(&overall)]),
                ("p_lr", vec![overall.p_value.value]),
            ]
        }
        "profile" => {
            let design = design_of(case);
            let fit = logistic(&design, 0.95).expect("a fit");
            let found = profile(&design, &fit, 0.95, &mut keep_going).expect("a profile");
            limits_and_test(case, &found)
        }
        "firth" => {
            let fit = firth(&design_of(case), 0.95, &mut keep_going).expect("a fit");
            let mut found = limits_and_test(case, &fit.coefficients);
            found.push(("coef", kept(case, &fit.coefficients, |c| c.log_odds.value)));
            found.push(("se", kept(case, &fit.coefficients, |c| c.standard_error)));
            found.push(("flic", vec![fit.flic_intercept]));
            found
        }
        "hosmer_lemeshow_of_fit" => {
            let design = design_of(case);
            let risks = logistic(&design, 0.95).expect("a fit").probabilities(&design);
            let events = events_of(case);
            let predictions = Predictions::new(&risks, &events).expect("predictions");
            hosmer_lemeshow_case(case, &predictions)
        }
        "vif" => {
            let found = variance_inflation(&design_of(case));
            vec![("vif", found.iter().map(|vif| vif.factor).collect())]
        }
        "hosmer_lemeshow" | "brier" => predictions_case(case),
        "auc" => {
            let (values, events) = (case.list("s"), events_of(case));
            let those = |wanted: bool| -> Vec<f64> {
                let pairs = values.iter().zip(&events).filter(|(_, event)| **event == wanted);
                pairs.map(|(value, _)| *value).collect()
            };
            let (with, without) = (those(true), those(false));
            let samples = TwoSamples::new(&with, &without).expect("samples");
            let superior = superiority(&samples, 0.95).expect("defined");
            let area = area_under_curve(&Scores::new(&values, &events).expect("scores"), 0.95);
            assert_eq!(superior.probability, area.expect("defined").area);
            let scores = Scores::new(&case.list("s"), &events_of(case)).expect("scores");
            let found = area_under_curve(&scores, 0.95).expect("defined");
            let interval = found.area.interval.expect("an interval");
            vec![
                ("area", vec![found.area.value]),
                ("lower", vec![interval.lower]),
                ("upper", vec![interval.upper]),
                ("se", vec![found.standard_error]),
                ("youden", vec![youden_point(&scores).youden()]),
                ("points", vec![curve(&scores).len() as f64]),
            ]
        }
        "delong" => {
            let found = compare_areas(&case.list("s1"), &case.list("s2"), &events_of(case), 0.95);
            let test = found.expect("defined").test;
            vec![("z", vec![statistic(&test)]), ("p", vec![test.p_value.value])]
        }
        other => panic!("no such method: {other}"),
    }
}

fn limits_and_test(case: &Case, all: &[Coefficient]) -> Found {
    vec![
        ("lower", kept(case, all, |c| c.log_odds.interval.lower)),
        ("upper", kept(case, all, |c| c.log_odds.interval.upper)),
        ("lr", kept(case, all, |c| statistic(&c.test))),
        ("p", kept(case, all, |c| c.test.p_value.value)),
    ]
}

fn hosmer_lemeshow_case(case: &Case, predictions: &Predictions<'_>) -> Found {
    let groups = case.number("groups") as usize;
    let test = hosmer_lemeshow(predictions, groups).expect("defined").test;
    vec![
        ("statistic", vec![statistic(&test)]),
        ("df", vec![test.degrees_of_freedom.expect("chi-square")]),
        ("p", vec![test.p_value.value]),
    ]
}

fn predictions_case(case: &Case) -> Found {
    let (probabilities, events) = (case.list("p"), events_of(case));
    let predictions = Predictions::new(&probabilities, &events).expect("predictions");
    match case.method.as_str() {
        "brier" => vec![("brier", vec![predictions.brier()])],
        _ => hosmer_lemeshow_case(case, &predictions),
    }
}

#[test]
fn several_groups() {
    let count = check_cases(include_str!("../../reference/samples_groups.csv"), groups_case);
    assert!(count > 100);
}

fn groups_case(case: &Case) -> Found {
    if case.method == "shapiro" {
        let x = case.list("x");
        let found = shapiro_wilk(Sample::new(&x).expect("sample")).expect("defined");
        return vec![("w", vec![statistic(&found)]), ("p", vec![found.p_value.value])];
    }
    let lists: Vec<Vec<f64>> =
        (1..).map(|j| format!("g{j}")).map_while(|name| case.find(&name)).collect();
    let views: Vec<&[f64]> = lists.iter().map(Vec::as_slice).collect();
    let groups = Groups::new(&views).expect("groups");
    match case.method.as_str() {
        "anova" => {
            let found = analysis_of_variance(&groups).expect("defined");
            vec![
                ("f", vec![found.test.f]),
                ("p", vec![found.test.p_value.value]),
                ("df1", vec![found.test.between]),
                ("df2", vec![found.test.within]),
                ("ssb", vec![found.between_squares]),
                ("ssw", vec![found.within_squares]),
                ("eta", vec![found.eta_squared]),
                ("omega", vec![found.omega_squared]),
            ]
        }
        "welch_anova" | "levene_mean" | "levene_median" => {
            let found = match case.method.as_str() {
                "welch_anova" => welch_analysis_of_variance(&groups),
                "levene_mean" => equal_variances(&groups, Center::Mean),
                _ => equal_variances(&groups, Center::Median),
            }
            .expect("defined");
            vec![
                ("f", vec![found.f]),
                ("df1", vec![found.between]),
                ("df2", vec![found.within]),
                ("p", vec![found.p_value.value]),
            ]
        }
        "kruskal" => {
            let test = kruskal_wallis(&groups).expect("defined").test;
            vec![
                ("h", vec![statistic(&test)]),
                ("df", vec![test.degrees_of_freedom.expect("chi-square")]),
                ("p", vec![test.p_value.value]),
            ]
        }
        "dunn" => {
            let found = dunn(&groups, Adjustment::Bonferroni).expect("defined");
            vec![
                ("z", found.iter().map(|one| statistic(&one.test)).collect()),
                ("p", found.iter().map(|one| one.test.p_value.value).collect()),
                ("adjusted", found.iter().map(|one| one.adjusted).collect()),
            ]
        }
        other => panic!("no such method: {other}"),
    }
}

#[test]
fn effect_sizes() {
    let mut cases = 0;
    for Reference { method, input, expected, line } in
        references(include_str!("../../reference/samples_effects.csv"))
    {
        let found = if method == "cramers_v" {
            let columns = input[1] as usize;
            let (counts, level) = input[2..].split_at(input.len() - 3);
            let rows = counts.chunks(columns).map(|row| row.iter().map(|&n| n as u32).collect());
            let table = ContingencyTable::new(rows.collect()).expect("a table");
            cramers_v(&table, level[0])
        } else {
            let (level, mut rest) = (input[0], &input[1..]);
            let mut groups = Vec::new();
            while let [size, values @ ..] = rest {
                let (group, others) = values.split_at(*size as usize);
                groups.push(group);
                rest = others;
            }
            eta_squared(&Groups::new(&groups).expect("groups"), level).and_then(Uncertain::estimate)
        }
        .map(|found| [found.value, found.interval.lower, found.interval.upper]);
        let Some(expected) = expected else {
            assert_eq!(found, Err(Undefined::EmptyInterval), "{line}");
            continue;
        };
        for (found, expected) in found.expect("defined").iter().zip(expected) {
            assert_close(*found, expected, TOLERANCE, line);
        }
        cases += 1;
    }
    assert!(cases > 25);
}

#[test]
fn meta_study_resampling_and_weighting() {
    let count = check_cases(include_str!("../../reference/samples_models.csv"), models_case);
    assert!(count > 100);
}

fn limits(interval: Interval) -> Vec<f64> {
    vec![interval.lower, interval.upper]
}

fn studies_of(case: &Case) -> Studies {
    let pairs = case.list("y").into_iter().zip(case.list("v"));
    let study = |(effect, variance)| StudyEffect { name: String::new(), effect, variance };
    Studies::new(pairs.map(study).collect()).expect("studies")
}

/// The table of events and people among the treated, then among the controls.
fn table((a, n, c, m): (u32, u32, u32, u32)) -> TwoByTwo {
    let group = |events, total| Group::new(events, total).expect("valid");
    TwoByTwo { exposed: group(a, n), unexposed: group(c, m) }
}

fn trials_of(case: &Case) -> (Vec<Trial>, Measure) {
    let column = |name: &str| -> Vec<u32> {
        case.list(name).into_iter().map(|value| value as u32).collect()
    };
    let (a, n, c, m) = (column("ai"), column("n1i"), column("ci"), column("n2i"));
    let trials = (0..a.len())
        .map(|i| Trial { name: i.to_string(), table: table((a[i], n[i], c[i], m[i])) })
        .collect();
    let measure = match case.text("measure") {
        "OR" => Measure::OddsRatio,
        "RR" => Measure::RiskRatio,
        _ => Measure::RiskDifference,
    };
    (trials, measure)
}

fn pooled(found: &PooledEffect) -> Found {
    vec![
        ("b", vec![found.effect.value]),
        ("se", vec![found.standard_error]),
        ("lower", vec![found.effect.interval.lower]),
        ("upper", vec![found.effect.interval.upper]),
        ("p", vec![found.test.p_value.value]),
    ]
}

fn models_case(case: &Case) -> Found {
    match case.method.as_str() {
        "effects" | "effects_cochrane" => {
            let (trials, measure) = trials_of(case);
            let is_half = case.method == "effects";
            let empty = if is_half { EmptyCells::HalfAdded } else { EmptyCells::Cochrane };
            let found = effects(&trials, measure, empty).expect("defined");
            vec![
                ("y", found.as_slice().iter().map(|study| study.effect).collect()),
                ("v", found.as_slice().iter().map(|study| study.variance).collect()),
            ]
        }
        "mantel_haenszel" => {
            let (trials, measure) = trials_of(case);
            pooled(&mantel_haenszel(&trials, measure, 0.95).expect("defined"))
        }
        "inverse_variance" => {
            let studies = studies_of(case);
            let mut found = pooled(&inverse_variance(&studies, 0.95).expect("defined"));
            let q = heterogeneity(&studies, TauMethod::DerSimonianLaird, 0.95).expect("defined").q;
            found.extend([("q", vec![statistic(&q)]), ("q_p", vec![q.p_value.value])]);
            found
        }
        "random_effects" => random_effects_case(case),
        "leave_one_out" => {
            let found = leave_one_out(
                &studies_of(case),
                TauMethod::DerSimonianLaird,
                MeanInterval::Normal,
                0.95,
            )
            .expect("defined");
            let each = |number: &dyn Fn(&PooledEffect) -> f64| {
                found.iter().map(|one| number(&one.rest.pooled)).collect()
            };
            vec![
                ("b", each(&|one| one.effect.value)),
                ("lower", each(&|one| one.effect.interval.lower)),
                ("upper", each(&|one| one.effect.interval.upper)),
                ("tau2", found.iter().map(|one| one.rest.tau_squared).collect()),
            ]
        }
        "bootstrap" => {
            let (value, level) = (case.number("value"), case.number("level"));
            let (t, influence) = (case.list("t"), case.list("influence"));
            let bca = bca_interval(value, &t, &influence, level).expect("defined");
            vec![("perc", limits(percentile_interval(&t, level))), ("bca", limits(bca))]
        }
        "weighting" => weighting_case(case),
        other => panic!("no such method: {other}"),
    }
}

fn random_effects_case(case: &Case) -> Found {
    let studies = studies_of(case);
    let method = match case.text("method") {
        "DL" => TauMethod::DerSimonianLaird,
        "REML" => TauMethod::RestrictedMaximumLikelihood,
        _ => TauMethod::PauleMandel,
    };
    let by = |interval| random_effects(&studies, method, interval, 0.95).expect("defined");
    let plain = by(MeanInterval::Normal);
    let hartung = by(MeanInterval::HartungKnapp);
    let floored = by(MeanInterval::HartungKnappFloored).pooled.effect.interval;
    let spread = heterogeneity(&studies, method, 0.95).expect("defined");
    // metafor writes an empty set as 0 to 0.
    let or_empty = |interval: Result<Interval, Undefined>| match interval {
        Err(Undefined::EmptyInterval) => Interval { lower: 0.0, upper: 0.0, level: 0.95 },
        interval => interval.expect("an interval"),
    };
    let tau = or_empty(spread.tau_squared.interval);
    let share = or_empty(spread.i_squared.interval);
    let mut found = pooled(&plain.pooled);
    found.extend([
        ("tau2", vec![plain.tau_squared]),
        ("hk_se", vec![hartung.pooled.standard_error]),
        ("hk_lower", vec![hartung.pooled.effect.interval.lower]),
        ("hk_upper", vec![hartung.pooled.effect.interval.upper]),
        ("hk_p", vec![hartung.pooled.test.p_value.value]),
        ("floor_lower", vec![floored.lower]),
        ("floor_upper", vec![floored.upper]),
        ("pi_z_lower", vec![plain.prediction_as_pooled.lower]),
        ("pi_z_upper", vec![plain.prediction_as_pooled.upper]),
        ("pi_hk_lower", vec![hartung.prediction_as_pooled.lower]),
        ("pi_hk_upper", vec![hartung.prediction_as_pooled.upper]),
        ("tau2_lower", vec![tau.lower]),
        ("tau2_upper", vec![tau.upper]),
        ("i2", vec![spread.i_squared.value]),
        ("i2_lower", vec![share.lower]),
        ("i2_upper", vec![share.upper]),
        ("i2_q", vec![spread.i_squared_from_q]),
    ]);
    if let Some(higgins) = plain.prediction {
        found.extend([("higgins_lower", vec![higgins.lower])]);
        found.extend([("higgins_upper", vec![higgins.upper])]);
    }
    found
}

fn weighting_case(case: &Case) -> Found {
    let design = design_of(case);
    let found = propensity(&design).expect("a model");
    let balance = balance(&design, &found).expect("defined");
    let events: Vec<bool> = case.list("outcome").into_iter().map(|y| y > 0.5).collect();
    let effect = weighted_effect(&events, &found.treated, &found.weights, 0.95).expect("defined");
    let odds = effect.odds_ratio.expect("defined");
    let ratio = effect.risk_ratio.expect("defined");
    vec![
        ("scores", found.scores.clone()),
        ("weights", found.weights.clone()),
        ("before", balance.iter().map(|one| one.before).collect()),
        ("after", balance.iter().map(|one| one.after).collect()),
        ("or", vec![odds.value]),
        ("or_ci", limits(odds.interval)),
        ("rd", vec![effect.risk_difference.value]),
        ("rd_ci", limits(effect.risk_difference.interval.expect("an interval"))),
        ("rr", vec![ratio.value]),
        ("rr_ci", limits(ratio.interval)),
        ("ess", vec![found.overlap.effective_treated, found.overlap.effective_untreated]),
        ("largest", vec![found.overlap.largest_weight]),
    ]
}

/// The nine placebo-controlled trials of immunoglobulin: figures worked out in R
/// independently of this project's code, to the digits given.
#[test]
fn immunoglobulin_trials() {
    let counts: [(u32, u32, u32, u32); 9] = [
        (20, 33, 21, 31),
        (9, 17, 5, 17),
        (18, 29, 11, 32),
        (15, 22, 19, 24),
        (17, 22, 15, 19),
        (13, 29, 13, 29),
        (16, 23, 15, 24),
        (23, 42, 20, 40),
        (29, 50, 17, 49),
    ];
    let trials: Vec<Trial> =
        counts.iter().map(|&counts| Trial { name: String::new(), table: table(counts) }).collect();
    let rounded = |value: f64, digits: i32| (value * 10_f64.powi(digits)).round();
    let mh = |measure| mantel_haenszel(&trials, measure, 0.95).expect("defined").effect.value.exp();
    assert_eq!(rounded(mh(Measure::RiskRatio), 4), 11640.0);
    assert_eq!(rounded(mh(Measure::OddsRatio), 4), 14279.0);
    let studies = effects(&trials, Measure::RiskRatio, EmptyCells::HalfAdded).expect("defined");
    let method = TauMethod::DerSimonianLaird;
    let found = random_effects(&studies, method, MeanInterval::Normal, 0.95).expect("defined");
    let interval = found.pooled.effect.interval;
    assert_eq!(rounded(found.pooled.effect.value.exp(), 4), 11110.0);
    assert_eq!(rounded(interval.lower.exp(), 4), 9340.0);
    assert_eq!(rounded(interval.upper.exp(), 4), 13216.0);
    assert_eq!(rounded(found.pooled.test.p_value.value, 4), 2347.0);
    let spread = heterogeneity(&studies, method, 0.95).expect("defined");
    assert_eq!(rounded(statistic(&spread.q), 4), 112_710.0);
    assert_eq!(rounded(spread.tau_squared.value, 5), 1994.0);
    assert_eq!(rounded(spread.i_squared_from_q, 4), 2902.0);
    let knapp = random_effects(&studies, method, MeanInterval::HartungKnapp, 0.95);
    let interval = knapp.expect("defined").pooled.effect.interval;
    assert_eq!(rounded(interval.lower.exp(), 4), 9027.0);
    assert_eq!(rounded(interval.upper.exp(), 4), 13674.0);
}

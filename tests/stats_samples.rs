//! The statistics of samples and models against R: every number in
//! `tests/reference/samples_*.csv`, natively and in wasm.

mod support;

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use rpl_immune_profile::engine::stats::hodges_lehmann::shift;
use rpl_immune_profile::engine::stats::mann_whitney::{exact, mann_whitney};
use rpl_immune_profile::engine::stats::sample::{Sample, quantile};
use rpl_immune_profile::engine::stats::t_test::{TwoSamples, student, welch};
use rpl_immune_profile::engine::stats::{keep_going, special, standardized};
use support::{Case, check_cases};

type Found = Vec<(&'static str, Vec<f64>)>;

#[test]
fn special_functions() {
    let count = check_cases(include_str!("reference/samples_special.csv"), special_case);
    assert!(count > 300);
}

fn special_case(case: &Case) -> Found {
    let n = |name: &str| case.number(name);
    match case.method.as_str() {
        "normal" => vec![
            ("upper", vec![special::normal_upper_tail(n("z"))]),
            ("upper_ln", vec![special::normal_upper_tail_ln(n("z"))]),
        ],
        "normal_quantile" => vec![("z", vec![special::normal_upper_quantile(n("tail"))])],
        "student" => vec![("upper_ln", vec![special::student_upper_tail_ln(n("t"), n("df"))])],
        "student_quantile" => {
            vec![("t", vec![special::student_upper_quantile(n("tail"), n("df"))])]
        }
        "chi_square" => {
            vec![("upper_ln", vec![special::chi_square_upper_tail_ln(n("x"), n("df"))])]
        }
        "chi_square_quantile" => {
            vec![("x", vec![special::chi_square_upper_quantile(n("tail"), n("df"))])]
        }
        "f" => vec![("upper_ln", vec![special::f_upper_tail_ln(n("f"), n("df1"), n("df2"))])],
        other => panic!("no such method: {other}"),
    }
}

#[test]
fn two_samples() {
    let count = check_cases(include_str!("reference/samples_two.csv"), two_samples_case);
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
                ("t", vec![found.test.statistic]),
                ("df", vec![found.test.degrees_of_freedom.expect("t")]),
                ("p", vec![found.test.p.value]),
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
                ("z_plain", vec![found.plain.statistic]),
                ("p_plain", vec![found.plain.p.value]),
                ("p_corrected", vec![found.corrected.p.value]),
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
            vec![
                ("shift", vec![found.value]),
                ("lower", vec![found.interval.lower]),
                ("upper", vec![found.interval.upper]),
            ]
        }
        other => panic!("no such method: {other}"),
    }
}

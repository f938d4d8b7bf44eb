//! The calculator: published examples with numbers of R, and every question
//! with nonsense in its fields.

use std::ops::ControlFlow;

use rpl_immune_profile::engine::stats::Undefined;
use rpl_immune_profile::view::calculator::finding::{Finding, FindingValue};
use rpl_immune_profile::view::calculator::form::{FieldKind, FieldName, Question};
use rpl_immune_profile::view::calculator::{Answer, Entry, Input, answer};
use rpl_immune_profile::view::document::{Block, Section};

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

pub(super) fn entry(question: Question, texts: &[&str]) -> Entry {
    let texts = texts.iter().map(|text| (*text).to_owned()).collect();
    Entry { question, level: "95%".to_owned(), texts, decisions: Vec::new() }
}

pub(super) fn example(question: Question) -> Entry {
    entry(question, question.form().example.texts)
}

pub(super) fn answered(entry: &Entry) -> Answer {
    answer(entry, &mut |_| ControlFlow::Continue(()))
}

#[track_caller]
pub(super) fn finding(answer: &Answer, id: &str) -> Finding {
    let record = answer.record.as_ref().unwrap_or_else(|| panic!("{:?}", answer.problems));
    record
        .findings
        .iter()
        .find(|finding| finding.id == id)
        .unwrap_or_else(|| panic!("{id}"))
        .clone()
}

/// What R prints, beside the name of what it is the value of: an estimate with
/// its limits, or a test's statistic and p-value, as far as they are given.
pub(super) enum Expected {
    Estimate(f64, [f64; 2]),
    Number(f64),
    Test(f64, f64),
    P(f64),
}

use Expected::{Estimate, Number, P, Test};

#[track_caller]
fn is_near(id: &str, found: f64, expected: f64) {
    assert!((found / expected - 1.0).abs() < 1e-9, "{id}: {found} is not {expected}");
}

#[track_caller]
pub(super) fn check(entry: &Entry, expected: &[(&str, Expected)]) {
    let answer = answered(entry);
    for (id, expected) in expected {
        let found = finding(&answer, id);
        match (&found.outcome, expected) {
            (FindingValue::Estimate(found), Estimate(value, [lower, upper])) => {
                is_near(id, found.value, *value);
                is_near(id, found.interval.lower, *lower);
                is_near(id, found.interval.upper, *upper);
            }
            (FindingValue::Estimate(found), Number(value)) => is_near(id, found.value, *value),
            (FindingValue::Number(found), Number(value)) => is_near(id, *found, *value),
            (FindingValue::Test(found), Test(statistic, p)) => {
                is_near(id, found.statistic.expect("a statistic"), *statistic);
                is_near(id, found.p_value.value, *p);
            }
            (FindingValue::FTest { f, p_value, .. }, Test(statistic, p)) => {
                is_near(id, *f, *statistic);
                is_near(id, p_value.value, *p);
            }
            (_, P(p)) => is_near(id, found.tested().expect("a test").value, *p),
            (outcome, _) => panic!("{id}: {outcome:?}"),
        }
    }
}

/// R 4.2.2, `m <- matrix(c(163, 34, 217, 52), 2, byrow = TRUE)`:
/// `fisher.test(m)`, `chisq.test(m)`, `chisq.test(m, correct = FALSE)`,
/// `binom.test(163, 197)`, `prop.test(217, 269, correct = FALSE)`, `binom.test(380, 466)`.
#[test]
fn two_groups_of_the_paper() {
    let entry = entry(Question::TwoByTwo, &["163", "197", "217", "269", "total"]);
    check(
        &entry,
        &[
            ("fisher_minimum_likelihood", P(0.629_291_892_785_1)),
            ("chi_square", Test(0.324_406_870_115_9, 0.568_971_235_752_8)),
            ("chi_square_yates", P(0.653_646_057_685_7)),
            (
                "risk_group_1_exact",
                Estimate(163.0 / 197.0, [0.767_264_865_919_4, 0.877_417_353_663_1]),
            ),
            (
                "risk_group_2_wilson",
                Estimate(217.0 / 269.0, [0.755_318_108_380_5, 0.849_428_694_811_3]),
            ),
            (
                "risk_both_exact",
                Estimate(380.0 / 466.0, [0.777_191_046_147_1, 0.849_648_905_575_1]),
            ),
            ("risk_difference_newcombe", Number(0.020_719_717_698_56)),
            ("risk_ratio_koopman", Number(1.025_684_811_341)),
            ("odds_ratio_woolf", Number(1.148_820_818_65)),
        ],
    );
    // The same by those without the event.
    let without = answered(&Entry {
        texts: ["163", "34", "217", "52", "without"].map(str::to_owned).to_vec(),
        ..entry.clone()
    });
    assert_eq!(without.sections, answered(&entry).sections);
    let summary = without.summary;
    assert!(
        summary.starts_with("82.74% (163/197) in group 1 against 80.67% (217/269) in group 2"),
        "{summary}"
    );
    assert!(summary.ends_with("Fisher's exact test, two-sided, p = 0.629."), "{summary}");
}

/// `fisher.test` and `chisq.test` of R 4.2.2. The upper limit of the odds ratio
/// is the root of t^4 = 39 (1 + 16 t + 36 t^2 + 16 t^3): 626.2435306; R's own
/// stops at 621.9.
#[test]
fn lady_tasting_tea() {
    check(
        &example(Question::TwoByTwo),
        &[
            ("fisher_minimum_likelihood", P(0.485_714_285_714_3)),
            ("fisher_greater", P(0.242_857_142_857_1)),
            ("chi_square", P(0.157_299_207_050_3)),
            ("chi_square_yates", P(0.479_500_122_187)),
        ],
    );
    let answer = answered(&example(Question::TwoByTwo));
    let exact = finding(&answer, "odds_ratio_exact");
    assert!(exact.interval_text().ends_with(" to 626.2"), "{}", exact.interval_text());
    assert!(answer.text.contains("An expected count is below 5"), "{}", answer.text);
}

/// `binom.test(81, 263)`, `prop.test(81, 263, correct = FALSE)`,
/// `binom.test(81, 263, .25)`, `qbeta(c(.025, .975), 81.5, 182.5)`.
#[test]
fn one_proportion() {
    let share = 81.0 / 263.0;
    check(
        &entry(Question::Proportion, &["81", "263", "25%"]),
        &[
            ("clopper_pearson", Estimate(share, [0.252_736_745_585_3, 0.367_621_922_601_4])),
            ("wilson", Estimate(share, [0.255_288_519_878_3, 0.366_209_576_982_8])),
            ("jeffreys", Estimate(share, [0.254_521_934_991, 0.365_647_499_174_1])),
            ("binomial_minimum_likelihood", P(0.032_603_978_613_74)),
        ],
    );
    // binom.test(81, 263, conf.level = .99)
    let wide = Entry { level: "0.99".to_owned(), ..example(Question::Proportion) };
    let limits = [0.236_837_358_165_5, 0.386_258_325_669_7];
    check(&wide, &[("clopper_pearson", Estimate(share, limits))]);
    assert!(answered(&wide).text.contains("99% confidence interval"));
}

/// `x <- aperm(array(as.double(UCBAdmissions), c(2, 2, 6)), c(2, 1, 3))`:
/// `mantelhaen.test(x, correct = FALSE)`; metafor 3.8.1 `rma.mh` with
/// `measure = "OR"` (`BD`, `TA`) and `"RR"`.
#[test]
fn strata_of_berkeley() {
    let expected = || {
        [
            (
                "mantel_haenszel_odds_ratio",
                Estimate(0.904_696_828_258_6, [0.771_907_361_759_4, 1.060_329_764_437]),
            ),
            (
                "mantel_haenszel_risk_ratio",
                Estimate(0.944_905_022_595_9, [0.866_452_232_683, 1.030_461_308_827]),
            ),
            ("mantel_haenszel_test", Test(1.524_606_660_443, 0.216_923_697_055_5)),
            ("breslow_day", Test(18.825_513_705_24, 0.002_071_390_349_918)),
            ("tarone", Test(18.825_501_252_05, 0.002_071_401_397_881)),
        ]
    };
    check(&example(Question::Strata), &expected());
    // The same as blocks of two lines.
    let blocks = "512 313\n89 19\n\n353 207\n17 8\n\n120 205\n202 391\n\n138 279\n131 244\n\n\
                  53 138\n94 299\n\n22 351\n24 317";
    check(&entry(Question::Strata, &[blocks, "without"]), &expected());
}

/// `a <- matrix(c(794, 86, 150, 570), 2)`: `mcnemar.test(a)` with and without
/// correction, `binom.test(86, 236)`; the odds of `binom.test(150, 236)$conf.int`.
#[test]
fn pairs_of_agresti() {
    check(
        &example(Question::Pairs),
        &[
            ("mcnemar", Test(17.355_932_203_39, 3.099_293_441_045e-5)),
            ("mcnemar_corrected", Test(16.817_796_610_17, 4.114_562_281_346e-5)),
            ("mcnemar_exact", P(3.715_936_139_571e-5)),
            (
                "matched_odds_ratio_exact",
                Estimate(1.744_186_046_512, [1.329_228_252_605, 2.300_979_080_422]),
            ),
        ],
    );
}

/// `Job` of R's manual of `fisher.test`: `fisher.test(Job, workspace = 2e7)`,
/// `chisq.test(Job)`; G² and V by their formulas from its `expected`.
/// Linear by linear: `lbl_test(Job, scores = list(1:4, 1:4))` of coin 1.4.2, whose statistic
/// is the root; Jonckheere-Terpstra: all pairs compared by `outer`, variance by formula 6.19
/// of Hollander and Wolfe 1999.
#[test]
fn income_and_satisfaction() {
    let expected = || {
        [
            ("fisher_freeman_halton", P(0.782_684_938_965_7)),
            ("chi_square", Test(5.965_514_588_77, 0.743_364_725_052_6)),
            ("likelihood_ratio", Test(6.764_053_201_304, 0.661_669_583_155_3)),
            ("cramers_v", Number(0.143_922_174_532_3)),
            ("linear_by_linear", Test(2.982_988_120_693, 0.084_143_794_706_43)),
            ("jonckheere_terpstra", Test(1.716_724_696_400, 0.086_029_485_567_14)),
        ]
    };
    check(&example(Question::RByC), &expected());
    for text in [
        "1 3 10 6\n2 3 10 7\n1 6 14 12\n0 1 9 11",
        "1,3,10,6\n2,3,10,7\n1,6,14,12\n0,1,9,11\n",
        "very low 1 3 10 6\nlow 2 3 10 7\nhigh 1 6 14 12\nvery high 0 1 9 11",
        "\"a\";1;3;10;6\r\n\"b\";2;3;10;7\r\n\"c\";1;6;14;12\r\n\"d\";0;1;9;11\r\n",
    ] {
        check(&entry(Question::RByC, &[text]), &expected());
    }
    let named = answered(&example(Question::RByC)).text;
    assert!(named.contains("Very dissatisfied") && named.contains("25-40k"), "{named}");
}

/// `prop.trend.test(c(48, 38, 5, 1, 1), c(17114, 14502, 793, 127, 38),
/// c(0, .5, 1.5, 4, 7))`; exact: coin's `oneway_test` by distance 0.017250, upper
/// tail 0.016783 (shared by Agresti: .017).
#[test]
fn alcohol_and_malformation() {
    let entry = example(Question::Trend);
    check(&entry, &[("cochran_armitage", Test(2.563_227_251_865, 0.010_370_414_573))]);
    let answer = answered(&entry);
    for (id, expected) in [
        ("trend_exact_distance", "0.0172"),
        ("trend_exact_rising", "0.0168"),
        ("trend_exact_doubled", "0.0336"),
        ("trend_exact_minimum_likelihood", "0.0217"),
    ] {
        let p = finding(&answer, id).tested().expect("a test");
        assert_eq!(rpl_immune_profile::view::format::p_exact(p), expected, "{id}");
    }
}

/// `t.test`, `wilcox.test`, `shapiro.test` of R 4.2.2; Brown-Forsythe as
/// `anova(lm(abs(x - median) ~ group))`; `escalc("SMD")` of metafor 3.8.1;
/// `ci.auc(method = "delong")` of pROC 1.18.0.
#[test]
fn permeability_of_the_chorioamnion() {
    let expected = || {
        [
            ("mean_difference_welch", Estimate(0.337, [-0.019_724_996_335_1, 0.693_724_996_335_1])),
            (
                "mean_difference_student",
                Estimate(0.337, [-0.116_289_097_519_1, 0.790_289_097_519_1]),
            ),
            ("welch", Test(2.041_383_092_21, 0.062_101_343_780_81)),
            ("student", Test(1.606_136_660_274, 0.132_250_510_677_8)),
            ("mann_whitney_exact", P(0.254_412_254_412_3)),
            ("mann_whitney_exact_upper", P(0.127_206_127_206_1)),
            ("mann_whitney_corrected", P(0.244_623_605_127)),
            ("mann_whitney", P(0.220_671_361_919_8)),
            ("mann_whitney_u", Number(35.0)),
            ("superiority", Estimate(0.7, [0.422_050_354_971, 0.977_949_645_029])),
            ("hodges_lehmann", Estimate(0.305, [-0.15, 0.76])),
            ("brown_forsythe", Test(2.882_619_598_765, 0.113_333_541_785_9)),
            ("hedges_g", Number(0.827_798_536_122_6)),
        ]
    };
    check(&example(Question::Values), &expected());
    for text in [
        // A line a group without names, decimal commas, columns, and long.
        "0.80 0.83 1.89 1.04 1.45 1.38 1.91 1.64 0.73 1.46\n1.15 0.88 0.90 0.74 1.21",
        "0,80 0,83 1,89 1,04 1,45 1,38 1,91 1,64 0,73 1,46\n1,15 0,88 0,90 0,74 1,21",
        "term, 0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46\n\
         early, 1.15, 0.88, 0.90, 0.74, 1.21",
        "term\tearly\n0.80\t1.15\n0.83\t0.88\n1.89\t0.90\n1.04\t0.74\n1.45\t1.21\n1.38\t\n1.91\t\n\
         1.64\n0.73\n1.46\n",
        "term 0.80\nterm 0.83\nterm 1.89\nearly 1.15\nearly 0.88\nterm 1.04\nterm 1.45\nterm 1.38\n\
         term 1.91\nterm 1.64\nterm 0.73\nterm 1.46\nearly 0.90\nearly 0.74\nearly 1.21",
    ] {
        check(&entry(Question::Values, &[text]), &expected());
    }
}

/// `boot(d, , R = 99999, strata = d$g)` of boot 1.3 with `boot.ci(type = "bca", L = )` and
/// the influences of two samples: 0.029 to 0.633, standard error 0.1547; all 3003 divisions
/// by `combn(15, 10, )`: p = 0.131868.
#[test]
fn permeability_by_resampling() {
    let answer = answered(&example(Question::Values));
    let bootstrap = finding(&answer, "mean_difference_bootstrap").outcome;
    let FindingValue::Estimate(found) = bootstrap else { panic!("{bootstrap:?}") };
    is_near("difference", found.value, 0.337);
    // Chance moves a limit by about a hundredth of the standard error.
    let limits = [(found.interval.lower, 0.029), (found.interval.upper, 0.633)];
    assert!(limits.iter().all(|(found, expected)| (found - expected).abs() < 0.008), "{limits:?}");
    let permutation = finding(&answer, "permutation");
    let p = permutation.tested().expect("a test").value;
    // Four standard errors of a share among 100,000.
    assert!((p - 0.131_868).abs() < 0.0043, "{p}");
    assert!(permutation.definition.contains("99% confidence interval of the p-value 0.1"));
    assert_eq!(answered(&example(Question::Values)), answer, "same seed, same result");
}

/// `PlantGrowth` of R: `anova(lm())`, `oneway.test`, `kruskal.test`; Dunn's z by
/// its formula from `rank`, adjusted by `p.adjust(, "holm")`; Jonckheere-Terpstra as above.
#[test]
fn yields_of_plants() {
    let text = "ctrl 4.17 5.58 5.18 6.11 4.50 4.61 5.17 4.53 5.33 5.14\n\
                trt1 4.81 4.17 4.41 3.59 5.87 3.83 6.03 4.89 4.32 4.69\n\
                trt2 6.31 5.12 5.54 5.50 5.37 5.29 4.92 6.15 5.80 5.26";
    // "trt1" holds a digit and is a name all the same.
    check(
        &entry(Question::Values, &[text]),
        &[
            ("anova", Test(4.846_087_862_38, 0.015_909_958_325_62)),
            ("welch_anova", Test(5.180_972_408_113, 0.017_392_821_490_17)),
            ("kruskal_wallis", Test(7.988_228_749_444, 0.018_423_755_731_47)),
            ("jonckheere_terpstra", Test(1.578_170_093_626, 0.114_526_538_766_0)),
            ("eta_squared", Number(0.264_148_296_832_1)),
            ("brown_forsythe", Test(1.119_185_694_87, 0.341_226_624_125_5)),
            ("dunn_1_2", Test(1.117_725_454_379, 0.263_684_267_891_4)),
            ("dunn_2_3", Test(-2.807_015_061_565, 0.005_000_290_370_258)),
            ("dunn_2_3_holm", P(0.015_000_871_110_77)),
        ],
    );
}

/// `dat.bcg` of metafor 3.8.1: `rma(method = "REML", test = "knha", control =
/// list(threshold = 1e-14, maxiter = 1e4))`, `method = "DL"`, `rma.mh`.
#[test]
fn vaccination_against_tuberculosis() {
    check(
        &example(Question::Trials),
        &[
            (
                "random_reml_hartung_knapp",
                Estimate(0.489_420_939_826, [0.330_072_248_483_6, 0.725_698_259_822_3]),
            ),
            ("test_random", P(0.001_920_015_096_057)),
            ("tau_squared", Number(0.313_243_258_136_5)),
            ("i_squared", Number(0.922_213_845_212_7)),
            ("q", Test(152.233_008_082_4, 1.996_764_590_846e-26)),
            (
                "random_dersimonian_laird",
                Estimate(0.489_624_150_463_6, [0.344_919_135_222_5, 0.695_037_718_225_1]),
            ),
            (
                "common_mantel_haenszel",
                Estimate(0.635_267_185_077_8, [0.588_128_729_691_4, 0.686_183_782_67]),
            ),
        ],
    );
}

/// `power.prop.test(p1 = .5, p2 = .75, power = .9, tol = 1e-14)`, `power.prop.test(n = 60, p1
/// = .8, p2 = .6)`; the exact powers .68354 (Pearson) and .60024 (Fisher) from
/// exact2x2 1.6.9 `power2x2` and full enumeration; sizes with a margin: Chow, Shao
/// and Wang 2008, section 4.2.4; powers with a margin by `pnorm` (`counts_planning.R`).
#[test]
fn planning() {
    check(&example(Question::Planning), &[("size_difference_group_1", Number(76.706_928_451_78))]);
    let given = entry(Question::Planning, &["80%", "60%", "", "", "", "60", "", ""]);
    check(&given, &[("power_normal", Number(0.670_438_492_914_3))]);
    let answer = answered(&given);
    assert_eq!(finding(&answer, "power_fisher").value_text(), "60.02%");
    assert_eq!(finding(&answer, "power_pearson").value_text(), "68.35%");
    check(
        &entry(Question::Planning, &["0.75", "0.80", "", "", "", "133", "0.2", ""]),
        &[
            ("power_non_inferiority", Number(0.901_419_792_799_2)),
            ("power_equivalence", Number(0.900_834_685_618_6)),
        ],
    );
    for (texts, id, expected) in [
        (["0.85", "0.65", "", "", "", "", "10%", ""], "size_non_inferiority_group_1", "25"),
        (["0.75", "0.80", "", "", "", "", "0.2", ""], "size_equivalence_group_1", "133"),
        (["0.5", "", "", "", "", "", "", "5%"], "size_precision_normal", "385"),
    ] {
        let answer = answered(&entry(Question::Planning, &texts));
        assert_eq!(finding(&answer, id).value_text(), expected);
    }
}

/// `VanderWeele` and Ding 2017: 7.26, and 3.0 for the limit.
#[test]
fn e_values() {
    assert_eq!(
        answered(&example(Question::EValue)).summary,
        "E-value 7.263 for the estimate and 3.000 for its interval."
    );
    let alone = answered(&entry(Question::EValue, &["3.9", "", "", "rr"]));
    assert_eq!(alone.summary, "E-value 7.263.");
}

/// `p.adjust` of R 4.2.2. Benjamini and Hochberg 1995 find four, Bonferroni three.
#[test]
fn fifteen_hypotheses() {
    check(
        &example(Question::PValues),
        &[
            ("benjamini_hochberg_4", P(0.035_625)),
            ("benjamini_hochberg_5", P(0.0603)),
            ("holm_4", P(0.114)),
            ("hochberg_6", P(0.2682)),
            ("bonferroni_5", P(0.3015)),
        ],
    );
    assert_eq!(
        answered(&example(Question::PValues)).summary,
        "15 p-values: 9 at most 5% unadjusted, 3 by Holm, 4 by Benjamini-Hochberg."
    );
}

/// Entries with one thing wrong: question, texts, the field that is to blame, and what is
/// said beside it.
const WRONG: &[(Question, &[&str], FieldName, &str)] = &[
    (Question::TwoByTwo, &["3", "", "1", "3", ""], FieldName::FirstWithout, "This is missing."),
    (
        Question::TwoByTwo,
        &["3", "x", "1", "3", ""],
        FieldName::FirstWithout,
        "“x” is not a number.",
    ),
    (
        Question::TwoByTwo,
        &["-3", "1", "1", "3", ""],
        FieldName::FirstWith,
        "“-3” is negative; a count is 0 or more.",
    ),
    (
        Question::TwoByTwo,
        &["3.5", "1", "1", "3", ""],
        FieldName::FirstWith,
        "“3.5” is not a whole number.",
    ),
    (
        Question::TwoByTwo,
        &["1e30", "1", "1", "3", ""],
        FieldName::FirstWith,
        "“1e30” is too large; counts up to 1,000,000,000 are taken.",
    ),
    (
        Question::TwoByTwo,
        &["30%", "1", "1", "3", ""],
        FieldName::FirstWith,
        "“30%” is a percentage; counts are needed here.",
    ),
    (
        Question::TwoByTwo,
        &["5", "3", "1", "3", "total"],
        FieldName::FirstWithout,
        "5 events among 3: the group is smaller than its events.",
    ),
    (Question::Proportion, &["5", "3", ""], FieldName::Total, "There are more events than people."),
    (
        Question::Proportion,
        &["0", "0", ""],
        FieldName::Total,
        "Nobody was counted: a share of none does not exist.",
    ),
    (
        Question::Proportion,
        &["1", "3", "50"],
        FieldName::Expected,
        "“50” is above 1; write a percentage with its sign, such as 80%.",
    ),
    (
        Question::Strata,
        &["a 1 2 3\nb 1 2 3 4", ""],
        FieldName::Strata,
        "Line 1: 3 counts found; four are needed, two for each group.",
    ),
    (Question::Strata, &["a 1 2 3 x", ""], FieldName::Strata, "Line 1: “x” is not a number."),
    (
        Question::RByC,
        &["1 2\n3"],
        FieldName::Counts,
        "Line 2: 1 count here, 2 in the first line of counts.",
    ),
    (
        Question::RByC,
        &["1 2 3"],
        FieldName::Counts,
        "At least two rows and two columns are needed.",
    ),
    (Question::RByC, &["0 0\n0 0"], FieldName::Counts, "Nobody was counted."),
    (Question::RByC, &["hello"], FieldName::Counts, "Line 1: “hello” holds no count."),
    (
        Question::Trend,
        &["1 2 3\n1 2 3", "without"],
        FieldName::Groups,
        "Everybody has the same score.",
    ),
    (Question::Values, &["a 1 2 x"], FieldName::Values, "Line 1: “x” is not a number."),
    (
        Question::EValue,
        &["-1", "", "", ""],
        FieldName::Ratio,
        "“-1” must be above 0, as every ratio is.",
    ),
    (
        Question::EValue,
        &["2", "3", "", ""],
        FieldName::LowerLimit,
        "The lower limit lies above the ratio.",
    ),
    (Question::PValues, &["0.5 1.5"], FieldName::PValues, "Line 1: “1.5” is not between 0 and 1."),
];

#[test]
fn what_is_wrong_is_said_beside_the_field() {
    for &(question, texts, field, expected) in WRONG {
        let answer = answered(&entry(question, texts));
        let found: Vec<_> = answer
            .problems
            .iter()
            .map(|problem| (problem.input, problem.message.as_str()))
            .collect();
        assert_eq!(found, [(Input::Field(field), expected)], "{texts:?}");
        assert!(answer.sections.is_empty() && answer.record.is_none());
    }
}

#[test]
fn the_level_is_read_in_three_ways_and_checked() {
    let with =
        |level: &str| answered(&Entry { level: level.to_owned(), ..example(Question::Proportion) });
    assert_eq!(with("95").sections, with("95%").sections);
    assert_eq!(with("95").sections, with("0.95").sections);
    for wrong in ["0", "100", "", "abc", "-5", "1e9"] {
        let problems = with(wrong).problems;
        assert_eq!(problems.len(), 1, "{wrong}");
        assert_eq!(problems[0].input, Input::Level, "{wrong}");
        assert!(!problems[0].is_missing, "{wrong}");
    }
}

#[test]
fn nothing_typed_is_nothing_said() {
    for question in Question::ALL {
        assert_eq!(answered(&entry(question, &[])), Answer::default());
        let blanks = vec![" \n"; question.form().fields.len()];
        assert_eq!(answered(&entry(question, &blanks)), Answer::default(), "{question:?}");
    }
}

/// Zero cells, empty groups and whole margins of zero: each result that has no
/// value says why.
#[test]
fn what_is_undefined_says_why() {
    let of = |texts: &[&str]| answered(&entry(Question::TwoByTwo, texts));
    let zero = of(&["0", "5", "3", "2", ""]);
    let woolf = finding(&zero, "odds_ratio_woolf").outcome;
    assert!(
        matches!(woolf, FindingValue::Undefined { reason: Undefined::ZeroCell, .. }),
        "{woolf:?}"
    );
    assert!(zero.text.contains("One of the four counts is zero."));
    assert_eq!(finding(&zero, "odds_ratio_exact").value_text(), "0");
    let nobody = of(&["0", "0", "3", "2", ""]);
    assert!(nobody.summary.contains("a group is empty"), "{}", nobody.summary);
    assert!(nobody.text.contains("One of the groups has nobody in it."));
    let no_event = of(&["0", "5", "0", "2", ""]);
    assert!(no_event.text.contains("Nobody had the event."));
    for texts in [["0", "0", "0", "0", ""], ["1", "0", "0", "0", ""], ["0", "0", "0", "7", ""]] {
        assert!(of(&texts).problems.is_empty());
    }
}

/// A p-value below the range of doubles is given by its logarithm.
#[test]
fn tiny_p_values_have_a_logarithm() {
    let answer = answered(&entry(Question::TwoByTwo, &["90000", "1000", "1000", "90000", ""]));
    assert!(answer.summary.contains("log₁₀ p = −"), "{}", answer.summary);
}

/// What is stopped is missing and said to be; all else is there.
#[test]
fn a_stopped_computation_leaves_the_rest() {
    let large = entry(Question::TwoByTwo, &["400", "500", "300", "700", ""]);
    let stopped = answer(&large, &mut |_| ControlFlow::Break(()));
    assert!(stopped.is_partial());
    assert!(finding(&stopped, "boschloo").is_interrupted());
    assert!(finding(&stopped, "fisher_minimum_likelihood").tested().is_some());
    assert!(stopped.text.contains("not computed"));
    let mut shares = Vec::new();
    let whole = answer(&large, &mut |share| {
        shares.push(share);
        ControlFlow::Continue(())
    });
    assert!(!whole.is_partial());
    assert!(shares.windows(2).all(|pair| pair[0] <= pair[1] + 1e-12), "progress goes one way");
    assert!(shares.iter().all(|share| (0.0..=1.0).contains(share)));
}

fn figures(sections: &[Section]) -> usize {
    let blocks = sections.iter().flat_map(|section| &section.blocks);
    blocks.filter(|block| matches!(block, Block::Figure(_))).count()
}

/// Every example is answered, with an explanation of each result and a chart.
#[test]
fn every_example_is_answered() {
    for question in Question::ALL {
        let answer = answered(&example(question));
        assert_eq!(answer.problems, [], "{question:?}");
        assert!(!answer.is_partial());
        assert!(answer.summary.ends_with('.'), "{}", answer.summary);
        let ids: Vec<&str> = answer.sections.iter().map(|section| section.id.as_str()).collect();
        let mut unique = ids.clone();
        unique.dedup();
        assert_eq!(ids, unique);
        if question != Question::PValues {
            assert!(figures(&answer.sections) > 0, "{question:?} has a chart");
        }
        let record = answer.record.expect("a record");
        let mut names: Vec<&str> = record.findings.iter().map(|one| one.id.as_str()).collect();
        let n = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), n, "{question:?}: every result has its own name");
        let json = serde_json::to_string(&record).expect("JSON");
        let back: rpl_immune_profile::view::calculator::Record =
            serde_json::from_str(&json).expect("the same record");
        assert_eq!(back, record, "{question:?}: nothing is lost in JSON");
    }
}

/// What is typed, with second counts that can be those without the event and all; one
/// trial has a count of 0, without which its two rules are one.
fn counted_either_way(question: Question) -> Entry {
    let mut entry = example(question);
    let texts: &[&str] = match question {
        Question::TwoByTwo => &["3", "9", "1", "8"],
        Question::Strata | Question::Trials => {
            &["a 0 12 3 9\nb 2 10 5 7\nc 0 20 0 20\nd 4 16 9 11"]
        }
        Question::Trend => &["1 2 12\n2 5 19\n3 7 15"],
        _ => &[],
    };
    for (text, with) in entry.texts.iter_mut().zip(texts) {
        (*with).clone_into(text);
    }
    entry
}

/// Every option of every choice is taken and makes a difference; a text that is no
/// option is refused, in place of being taken for the first one.
#[test]
fn every_option_is_read_and_nothing_else() {
    let mut n_choices = 0;
    for question in Question::ALL {
        for (place, field) in question.form().fields.iter().enumerate() {
            let FieldKind::Choice(options) = field.kind else { continue };
            n_choices += 1;
            let with = |text: &str| {
                let mut entry = counted_either_way(question);
                text.clone_into(&mut entry.texts[place]);
                answered(&entry)
            };
            let answers: Vec<Answer> = options.iter().map(|(text, _)| with(text)).collect();
            for (place, answer) in answers.iter().enumerate() {
                assert_eq!(answer.problems, [], "{question:?}, {}", options[place].0);
                for other in &answers[..place] {
                    assert_ne!(answer.sections, other.sections, "{question:?}, {:?}", field.name);
                }
            }
            assert_eq!(with("").sections, answers[0].sections, "{question:?}: the first one");
            let unknown = with("another");
            let inputs: Vec<Input> = unknown.problems.iter().map(|one| one.input).collect();
            assert_eq!(inputs, [Input::Field(field.name)], "{question:?}");
            assert_eq!(unknown.sections, []);
        }
    }
    assert_eq!(n_choices, 7);
}

#[cfg(not(target_arch = "wasm32"))]
mod nonsense {
    use proptest::prelude::*;
    use rpl_immune_profile::view::figures::theme::Theme;
    use rpl_immune_profile::view::figures::to_svg;

    use super::*;
    use crate::support::random_inputs;

    /// What people and accidents put into fields.
    fn text() -> impl Strategy<Value = String> {
        let cell = prop_oneof![
            4 => (0_u32..30).prop_map(|n| n.to_string()),
            2 => Just("0".to_owned()),
            1 => (0_u32..2_000_000_000).prop_map(|n| n.to_string()),
            1 => (-5.0_f64..50.0).prop_map(|x| format!("{x:.2}")),
            1 => any::<f64>().prop_map(|x| format!("{x:e}")),
            1 => prop_oneof![
                Just("x"), Just("-"), Just("%"), Just("1,5"), Just("1,000"), Just("1e308"),
                Just("1e-320"), Just("nan"), Just("∞"), Just("５"), Just("\"a\""), Just("a:"), Just("")
            ].prop_map(str::to_owned),
        ];
        let separator = prop_oneof![
            4 => Just(" "), 2 => Just("\n"), 1 => Just("\t"), 1 => Just(","), 1 => Just(";"), 1 => Just("\r\n")
        ];
        prop_oneof![
            1 => Just(String::new()),
            3 => cell.clone(),
            4 => prop::collection::vec((cell, separator), 1..16)
                .prop_map(|cells| cells.into_iter().map(|(cell, mark)| cell + mark).collect::<String>()),
            1 => "\\PC{0,20}",
        ]
    }

    proptest! {
        #![proptest_config(random_inputs(1500))]

        #[test]
        fn is_answered_by_results_or_sentences(
            place in 0..Question::ALL.len(),
            texts in prop::collection::vec(text(), 0..9),
            level in prop_oneof![9 => Just("95".to_owned()), 1 => text()],
        ) {
            let question = Question::ALL[place];
            let entry = Entry { question, level, texts, decisions: Vec::new() };
            // Long computations are stopped; they are tested elsewhere.
            let mut n_reports = 0;
            let answer = answer(&entry, &mut |_| {
                n_reports += 1;
                if n_reports > 200 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            });
            prop_assert!(answer.problems.is_empty() || answer.sections.is_empty());
            for problem in &answer.problems {
                prop_assert!(problem.message.ends_with(['.', '?']), "{}", problem.message);
                let is_on_the_form = match problem.input {
                    Input::Level => true,
                    Input::Field(name) => question.form().place(name).is_some(),
                };
                prop_assert!(is_on_the_form, "{problem:?}");
            }
            if let Some(record) = &answer.record {
                prop_assert!(!answer.summary.is_empty());
                let is_number = |word: &str| !matches!(word.trim_matches(['(', ')', ',']), "NaN" | "inf" | "-inf");
                prop_assert!(answer.text.split_whitespace().all(is_number), "{}", answer.text);
                for finding in &record.findings {
                    if let Some(p) = finding.tested() {
                        prop_assert!((0.0..=1.0).contains(&p.value), "{finding:?}");
                    }
                }
            }
            for block in answer.sections.iter().flat_map(|section| &section.blocks) {
                if let Block::Figure(figure) = block {
                    for width in [320, 900] {
                        let svg = to_svg(figure, width, Theme::LIGHT).expect("SVG");
                        prop_assert!(!svg.contains("NaN"), "{svg}");
                    }
                }
            }
        }
    }
}

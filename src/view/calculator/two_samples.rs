//! Two groups of measured values.

use crate::engine::stats::effect_size::superiority;
use crate::engine::stats::groups::{Center, Groups, equal_variances};
use crate::engine::stats::hodges_lehmann::{Shift, ShiftInterval, shift};
use crate::engine::stats::mann_whitney::{exact, mann_whitney};
use crate::engine::stats::standardized::{effect, mean_difference};
use crate::engine::stats::t_test::{TwoSamples, student, welch};
use crate::engine::stats::{Progress, Uncertain, Undefined};
use crate::view::calculator::answered::AnswerParts;
use crate::view::calculator::chart;
use crate::view::calculator::finding::{self, Finding, FindingValue, Scale};
use crate::view::calculator::progress::part;
use crate::view::calculator::resampled;
use crate::view::calculator::samples::NamedSample;
use crate::view::document::section;
use crate::view::figures::layout::axis::Division;
use crate::view::{format, words};

const MANN_WHITNEY: &str =
    "Mann HB, Whitney DR, Ann Math Stat 1947;18:50, doi:10.1214/aoms/1177730491";

pub(super) fn answer(
    first: &NamedSample,
    second: &NamedSample,
    normality: Vec<Finding>,
    level: f64,
    progress: &mut Progress<'_>,
) -> AnswerParts {
    let samples = TwoSamples::new(&first.values, &second.values);
    let mut differences = differences(samples.as_ref(), level);
    let effects = effects(samples.as_ref(), level);
    let ranks = rank_tests(samples.as_ref(), &mut part(progress, 0.0, 0.4));
    let mut means = mean_tests(samples.as_ref(), level);
    let drawn = samples.as_ref().map_err(|why| *why);
    differences.push(resampled::difference(drawn, level, &mut part(progress, 0.4, 0.6)));
    means.push(resampled::test(drawn, &mut part(progress, 0.6, 1.0)));
    let groups = Groups::new(&[&first.values, &second.values]);
    let spread = vec![
        finding::f_test(
            "brown_forsythe",
            "Brown-Forsythe",
            groups.and_then(|groups| equal_variances(&groups, Center::Median)),
        )
        .defined(
            "Test of equal variances: analysis of variance of the distances from the medians.",
            "Brown MB, Forsythe AB, J Am Stat Assoc 1974;69:364, doi:10.1080/01621459.1974.10482955",
        ),
    ];

    let caption = format!("{} minus {}", first.name, second.name);
    let mut sizes = vec![finding::estimates(
        "differences",
        &caption,
        &[("Difference, in the unit of the values", &differences), ("Without unit", &effects)],
        level,
    )];
    sizes.extend(chart::figure(
        "How far apart the groups are",
        format!("Differences with their {}.", words::intervals(level)),
        (Division::Linear, &caption),
        Some((0.0, "no difference")),
        differences
            .iter()
            .filter_map(|finding| chart::row(finding.name.clone(), finding))
            .collect(),
    ));
    let mut tests = vec![finding::tests(
        "tests",
        "Tests that the groups do not differ; two-sided unless another side is named",
        &[
            ("Ranks", &ranks),
            ("Means", &means),
            ("Assumptions", &[spread.clone(), normality.clone()].concat()),
        ],
    )];
    let summary = summary(&caption, &differences[0], &means[0], &ranks[0]);
    let findings = [differences, effects, ranks, means, spread, normality].concat();
    tests.extend(finding::references(&findings));
    AnswerParts {
        summary,
        sections: vec![
            section("differences", "Size of the difference", sizes),
            section("tests", "Tests", tests),
        ],
        findings,
    }
}

type Samples<'a> = Result<&'a TwoSamples<'a>, &'a Undefined>;

/// A statistic of two samples, if they are samples.
fn of<'a, T>(
    samples: Samples<'a>,
    statistic: impl Fn(&TwoSamples<'a>) -> Result<T, Undefined>,
) -> Result<T, Undefined> {
    samples.map_err(|why| *why).and_then(statistic)
}

fn differences(samples: Samples<'_>, level: f64) -> Vec<Finding> {
    let shift = of(samples, |samples| shift(samples, level));
    let method = match shift {
        Ok(Shift { method: ShiftInterval::Exact, estimate: Uncertain { interval, .. } }) => {
            let reached = interval.map(|interval| {
                format!(", which reaches a level of {}", format::level(interval.level))
            });
            format!("the exact distribution of U{}", reached.unwrap_or_default())
        }
        _ => "the normal approximation".to_owned(),
    };
    vec![
        Finding::estimate(
            "mean_difference_welch",
            "Difference of means, Welch",
            Scale::Number,
            of(samples, |samples| welch(samples, level)).map(|found| found.difference),
        )
        .defined(
            "Does not need equal variances; Satterthwaite's degrees of freedom.",
            "Welch BL, Biometrika 1947;34:28, doi:10.1093/biomet/34.1-2.28",
        )
        .main(),
        Finding::estimate(
            "mean_difference_student",
            "Difference of means, Student",
            Scale::Number,
            of(samples, |samples| student(samples, level)).map(|found| found.difference),
        )
        .defined(
            "Assumes equal variances.",
            "Student, Biometrika 1908;6:1, doi:10.1093/biomet/6.1.1",
        ),
        Finding::uncertain(
            "hodges_lehmann",
            "Shift, Hodges-Lehmann",
            Scale::Number,
            shift.map(|found| found.estimate),
        )
        .defined(
            format!(
                "Median of all differences between a value of the first and one of the second \
                 group; interval from {method}."
            ),
            "Hodges JL, Lehmann EL, Ann Math Stat 1963;34:598, doi:10.1214/aoms/1177704172",
        ),
    ]
}

fn effects(samples: Samples<'_>, level: f64) -> Vec<Finding> {
    let standardized = of(samples, |samples| effect(samples, level));
    let ranks = of(samples, mann_whitney);
    let exceeds = of(samples, |samples| superiority(samples, level));
    vec![
        Finding::estimate(
            "hedges_g",
            "Hedges' g",
            Scale::Number,
            standardized.map(|found| found.hedges_g),
        )
        .defined(
            "Cohen's d corrected for small samples by the exact factor.",
            "Hedges LV, J Educ Stat 1981;6:107, doi:10.3102/10769986006002107",
        ),
        Finding::estimate(
            "cohen_d",
            "Cohen's d",
            Scale::Number,
            standardized.map(|found| found.cohen_d),
        )
        .defined(
            "Difference of means over the pooled standard deviation; interval for large samples.",
            "",
        ),
        Finding::number(
            "standardized_mean_difference",
            "Standardized mean difference",
            Scale::Number,
            of(samples, mean_difference),
        )
        .defined(
            "As tables of baseline characteristics show it: over the root of the mean of both \
             variances.",
            "Austin PC, Stat Med 2009;28:3083, doi:10.1002/sim.3697",
        ),
        Finding::number(
            "mann_whitney_u",
            "Mann-Whitney U",
            Scale::Number,
            ranks.map(|found| found.u),
        )
        .defined(
            "Pairs in which the value of the first group is larger, ties counting half; W in R.",
            MANN_WHITNEY,
        ),
        Finding::uncertain(
            "superiority",
            "Probability of superiority",
            Scale::Share,
            exceeds.map(|found| found.probability),
        )
        .defined(
            "The probability that a value of the first group is larger, ties counting half: U/(n₁n₂), the area \
             under the curve; interval of DeLong.",
            "DeLong ER, DeLong DM, Clarke-Pearson DL, Biometrics 1988;44:837, doi:10.2307/2531595",
        ),
        Finding::uncertain(
            "rank_biserial",
            "Rank-biserial correlation",
            Scale::Number,
            exceeds.map(|found| found.rank_biserial),
        )
        .defined(
            "2U/(n₁n₂) − 1, from −1 to 1; the same interval.",
            "Cureton EE, Psychometrika 1956;21:287, doi:10.1007/BF02289138",
        ),
    ]
}

fn rank_tests(samples: Samples<'_>, progress: &mut Progress<'_>) -> Vec<Finding> {
    let exact = samples.map_err(|why| *why).and_then(|samples| exact(samples, progress));
    let normal = of(samples, mann_whitney);
    let ties = match normal {
        Ok(found) if found.ties => {
            " There are ties; they are counted exactly here, which wilcox.test of base R and \
             mannwhitneyu(method='exact') of SciPy do not."
        }
        _ => "",
    };
    let exact_test = |id: &str, name: &str, found| Finding::p_value(id, name, found);
    vec![
        exact_test("mann_whitney_exact", "Mann-Whitney, exact", exact.map(|test| test.two_sided))
            .defined(
                format!(
                    "All divisions of the values into two groups of these sizes whose rank sum is \
                     at least as far from its mean.{ties}"
                ),
                "Streitberg B, Röhmel J, Statistical Software Newsletter 1986;12:10",
            )
            .main(),
        Finding::test("mann_whitney", "Mann-Whitney z", normal.map(|found| found.plain)).defined(
            "Variance corrected for ties, without continuity correction, as coin in R.",
            MANN_WHITNEY,
        ),
        Finding::test(
            "mann_whitney_corrected",
            "Mann-Whitney z, corrected",
            normal.map(|found| found.corrected),
        )
        .defined(
            "The same with continuity correction, as wilcox.test in R and SciPy do.",
            MANN_WHITNEY,
        ),
        exact_test(
            "mann_whitney_exact_upper",
            "Exact, one-sided: first larger",
            exact.map(|test| test.upper),
        )
        .defined("At least the observed rank sum of the first group.", ""),
        exact_test(
            "mann_whitney_exact_lower",
            "Exact, one-sided: first smaller",
            exact.map(|test| test.lower),
        )
        .defined("At most the observed rank sum of the first group.", ""),
    ]
}

fn mean_tests(samples: Samples<'_>, level: f64) -> Vec<Finding> {
    vec![
        Finding::test(
            "welch",
            "Welch's t",
            of(samples, |samples| welch(samples, level)).map(|found| found.test),
        )
        .defined(
            "Does not need equal variances.",
            "Welch BL, Biometrika 1947;34:28, doi:10.1093/biomet/34.1-2.28",
        ),
        Finding::test(
            "student",
            "Student's t",
            of(samples, |samples| student(samples, level)).map(|found| found.test),
        )
        .defined(
            "Assumes equal variances.",
            "Student, Biometrika 1908;6:1, doi:10.1093/biomet/6.1.1",
        ),
    ]
}

fn summary(caption: &str, difference: &Finding, welch: &Finding, ranks: &Finding) -> String {
    let means = match (&difference.outcome, welch.tested()) {
        (FindingValue::Estimate(estimate), Some(p)) => format!(
            "{caption}: difference of means {} ({} {}; Welch's t test, {})",
            difference.value_text(),
            words::interval(estimate.interval.level),
            difference.interval_text(),
            format::equals(&format::p_exact(p))
        ),
        (FindingValue::Undefined { sentence, .. }, _) => {
            format!("{caption}: the difference of means has no interval ({sentence})")
        }
        _ => caption.to_owned(),
    };
    match ranks.tested() {
        Some(p) => {
            format!("{means}; exact Mann-Whitney test, {}.", format::equals(&format::p_exact(p)))
        }
        None => format!("{means}."),
    }
}

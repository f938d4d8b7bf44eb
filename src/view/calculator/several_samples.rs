//! Three and more groups of measured values.

use crate::engine::stats::effect_size::eta_squared;
use crate::engine::stats::groups::{
    Center, Groups, analysis_of_variance, equal_variances, welch_analysis_of_variance,
};
use crate::engine::stats::kruskal::{dunn, kruskal_wallis};
use crate::engine::stats::multiplicity::Adjustment;
use crate::engine::stats::trend::Sides;
use crate::engine::stats::trend::ordinal::jonckheere_terpstra_of_values;
use crate::engine::stats::{PValue, Undefined};
use crate::view::calculator::answered::AnswerParts;
use crate::view::calculator::citations::JONCKHEERE;
use crate::view::calculator::finding::{self, Finding, Scale};
use crate::view::calculator::samples::NamedSample;
use crate::view::document::{Block, Cell, Row, Table, TableColumn, section};
use crate::view::format;

pub(super) fn answer(samples: &[NamedSample], normality: Vec<Finding>, level: f64) -> AnswerParts {
    let values: Vec<&[f64]> = samples.iter().map(|sample| sample.values.as_slice()).collect();
    let groups = Groups::new(&values);
    let groups = groups.as_ref().map_err(|why| *why);
    let variance = groups.and_then(analysis_of_variance);
    let ranks = groups.and_then(kruskal_wallis);
    let means = vec![
        finding::f_test(
            "welch_anova",
            "Welch's analysis of variance",
            groups.and_then(welch_analysis_of_variance),
        )
        .defined(
            "Does not need equal variances, as oneway.test in R.",
            "Welch BL, Biometrika 1951;38:330, doi:10.1093/biomet/38.3-4.330",
        )
        .main(),
        finding::f_test("anova", "Analysis of variance", variance.map(|found| found.test)).defined(
            "Assumes equal variances.",
            "Fisher RA, Statistical Methods for Research Workers, 1925, chapter VII",
        ),
    ];
    let rank_tests = vec![
        Finding::test("kruskal_wallis", "Kruskal-Wallis", ranks.map(|found| found.test)).defined(
            "H corrected for ties, by the chi-square distribution.",
            "Kruskal WH, Wallis WA, J Am Stat Assoc 1952;47:583, doi:10.1080/01621459.1952.10483441",
        ),
    ];
    let ordered = vec![ordered_test(groups)];
    let spread = vec![
        finding::f_test(
            "brown_forsythe",
            "Brown-Forsythe",
            groups.and_then(|groups| equal_variances(groups, Center::Median)),
        )
        .defined(
            "Test of equal variances: analysis of variance of the distances from the medians.",
            "Brown MB, Forsythe AB, J Am Stat Assoc 1974;69:364, doi:10.1080/01621459.1974.10482955",
        ),
        finding::f_test("levene", "Levene", groups.and_then(|groups| equal_variances(groups, Center::Mean)))
            .defined("The same by distances from the means.", "Levene H, Contributions to Probability and Statistics, 1960, p. 278"),
    ];
    let effects = vec![
        Finding::uncertain(
            "eta_squared",
            "η²",
            Scale::Number,
            groups.and_then(|groups| eta_squared(groups, level)),
        )
        .defined(
            "Share of the variance that lies between the groups; interval from the noncentral F \
             distribution. The value of a sample is biased upwards, so that it can lie above its \
             interval.",
            "Steiger JH, Psychol Methods 2004;9:164, doi:10.1037/1082-989X.9.2.164",
        ),
        Finding::number(
            "omega_squared",
            "ω²",
            Scale::Number,
            variance.map(|found| found.omega_squared),
        )
        .defined("The same, less biased; can be negative.", ""),
        Finding::number(
            "epsilon_squared",
            "ε², ranks",
            Scale::Number,
            ranks.map(|found| found.epsilon_squared),
        )
        .defined("H/(N − 1), from 0 to 1.", ""),
    ];
    let mut tests = vec![finding::tests(
        "tests",
        "Tests that all groups are alike",
        &[
            ("Means", &means),
            ("Ranks", &rank_tests),
            ("Ranks, if the groups are ordered", &ordered),
            ("Assumptions", &[spread.clone(), normality.clone()].concat()),
        ],
    )];
    tests.push(finding::estimates(
        "effects",
        "How much the groups differ",
        &[("", &effects)],
        level,
    ));
    let summary = summary(samples.len(), &means[0], &rank_tests[0]);
    let pairs = groups.and_then(|groups| pairs(groups, samples));
    let mut findings = [means, rank_tests, ordered, spread, normality, effects].concat();
    tests.extend(finding::references(&findings));
    let mut sections = vec![section("tests", "Tests", tests)];
    if let Ok((table, compared)) = pairs {
        sections.push(section("pairs", "Which groups differ", vec![table]));
        findings.extend(compared);
    }
    AnswerParts { summary, sections, findings }
}

/// The test that uses the order of the groups, which only their reader knows to mean
/// something.
fn ordered_test(groups: Result<&Groups<'_>, Undefined>) -> Finding {
    let found = groups.and_then(|groups| jonckheere_terpstra_of_values(groups, Sides::Two));
    Finding::test("jonckheere_terpstra", "Jonckheere-Terpstra z", found).defined(
        "Do the values rise (z above 0) or fall from group to group, as they stand above? Variance \
         corrected for ties, without continuity correction.",
        JONCKHEERE,
    )
}

/// Dunn's comparisons of all pairs of groups.
fn pairs(groups: &Groups<'_>, samples: &[NamedSample]) -> Result<(Block, Vec<Finding>), Undefined> {
    let holm = dunn(groups, Adjustment::Holm)?;
    let mut rows = Vec::new();
    let mut findings = Vec::new();
    for pair in &holm {
        let adjusted = PValue::new(pair.adjusted);
        let name = format!("{} − {}", samples[pair.first].name, samples[pair.second].name);
        rows.push(Row::new([
            Cell::from(name.clone()),
            Cell::from(format::significant(pair.rank_difference, 4)),
            Cell::from(pair.test.statistic.map(|z| format::significant(z, 4)).unwrap_or_default()),
            Cell::from(format::p_exact(pair.test.p_value)),
            Cell::from(adjusted.map(format::p_exact).unwrap_or_default()),
        ]));
        let id = format!("dunn_{}_{}", pair.first + 1, pair.second + 1);
        findings
            .push(Finding::test(&id, &name, Ok(pair.test)).defined("Dunn's z, not adjusted.", ""));
        findings.push(
            Finding::p_value(&format!("{id}_holm"), &name, adjusted)
                .defined("Dunn, adjusted by Holm.", ""),
        );
    }
    let table = Block::Table(Table {
        id: "dunn".to_owned(),
        caption: "Dunn's comparisons of mean ranks".to_owned(),
        columns: vec![
            TableColumn::words("Groups"),
            TableColumn::numbers("Difference of mean ranks"),
            TableColumn::numbers("z"),
            TableColumn::numbers("p"),
            TableColumn::numbers("p, Holm"),
        ],
        rows,
        notes: vec![
            "z corrected for ties, two-sided; p also adjusted for the number of comparisons by \
             Holm. Dunn OJ, Technometrics 1964;6:241, doi:10.1080/00401706.1964.10490181."
                .to_owned(),
        ],
    });
    Ok((table, findings))
}

fn summary(n_groups: usize, welch: &Finding, kruskal: &Finding) -> String {
    let test = |finding: &Finding| {
        finding
            .tested()
            .map(|p| format!("{}, {}", finding.name, format::equals(&format::p_exact(p))))
    };
    let tests: Vec<String> = [test(welch), test(kruskal)].into_iter().flatten().collect();
    if tests.is_empty() {
        format!("{n_groups} groups, between which nothing can be tested.")
    } else {
        format!("{n_groups} groups: {}.", tests.join("; "))
    }
}

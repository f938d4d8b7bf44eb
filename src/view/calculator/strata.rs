//! Two groups and one event in several strata.

use crate::engine::stats::Undefined;
use crate::engine::stats::stratified::{
    Continuity, homogeneity, mantel_haenszel_odds_ratio, mantel_haenszel_risk_ratio,
    mantel_haenszel_test,
};
use crate::engine::stats::two_by_two::odds_ratio::{OddsRatioMethod, odds_ratio};
use crate::engine::stats::two_by_two::risk_ratio::{RiskRatioMethod, risk_ratio};
use crate::engine::stats::two_by_two::{Group, TwoByTwo};
use crate::view::calculator::answered::AnswerParts;
use crate::view::calculator::chart;
use crate::view::calculator::finding::{self, Finding, FindingValue, Scale};
use crate::view::calculator::form::FieldName;
use crate::view::calculator::form::choices::SECOND_COUNTS;
use crate::view::calculator::input::EntryReader;
use crate::view::calculator::pasted::{Arms, arms};
use crate::view::document::{Block, Cell, Row, Table, TableColumn, section};
use crate::view::figures::layout::axis::Division;
use crate::view::{format, words};

/// The most strata of which each gets its own lines.
const MOST_STRATA: usize = 200;

const MANTEL_HAENSZEL: &str = "Mantel N, Haenszel W, J Natl Cancer Inst 1959;22:719";

pub(super) fn answer(fields: &mut EntryReader<'_>, level: f64) -> Option<AnswerParts> {
    let second = fields.choice(FieldName::SecondCount, &SECOND_COUNTS)?;
    let kind = Arms { one: "stratum", many: "strata", name: "Stratum", second };
    let strata = fields.pasted(FieldName::Strata, |text, reading| arms(text, reading, kind))?;
    if strata.len() > MOST_STRATA {
        fields.complain(FieldName::Strata, format!("At most {MOST_STRATA} strata are read."));
        return None;
    }
    let only_tables: Vec<TwoByTwo> = strata.iter().map(|(_, table)| *table).collect();
    let pooled = pooled(&only_tables, level);
    let tests = tests(&only_tables);
    let homogeneity = homogeneity_tests(&only_tables);
    let crude = crude(&only_tables, level);
    let each: Vec<Finding> = strata
        .iter()
        .enumerate()
        .map(|(place, (name, table))| {
            Finding::estimate(
                &format!("odds_ratio_stratum_{}", place + 1),
                name,
                Scale::Ratio,
                odds_ratio(table, OddsRatioMethod::ConditionalExact, level),
            )
        })
        .collect();

    let mut rows: Vec<_> =
        each.iter().filter_map(|finding| chart::row(finding.name.clone(), finding)).collect();
    rows.extend(
        crude.iter().take(1).filter_map(|finding| chart::row("Crude, all together", finding)),
    );
    rows.extend(chart::row("Mantel-Haenszel", &pooled[0]));
    let chart = chart::figure(
        "Odds ratio in each stratum and over all",
        format!(
            "Odds ratio of group 1 to group 2: exact {} in the strata, and the common odds ratio of \
             Mantel and Haenszel.",
            words::intervals(level)
        ),
        (Division::Logarithmic, "Odds ratio, group 1 to group 2"),
        Some((1.0, "no difference")),
        rows,
    );

    let mut first = vec![finding::estimates(
        "common",
        "What the strata have in common, and what comes out if strata are ignored",
        &[("Adjusted for the strata", &pooled), ("Crude", &crude)],
        level,
    )];
    first.extend(chart);
    let mut last = vec![finding::tests(
        "tests",
        "Tests over all strata",
        &[
            ("Test of no association in any stratum", &tests),
            ("Test of equal odds ratios over the strata", &homogeneity),
        ],
    )];
    let summary = summary(&pooled[0], &homogeneity[1], level);
    let findings = [pooled, crude, tests, homogeneity, each.clone()].concat();
    last.extend(finding::references(&findings));
    Some(AnswerParts {
        summary,
        sections: vec![
            section("common", "The common ratio", first),
            section("tests", "Tests", last),
            section("strata", "The strata", vec![table_of_strata(&strata, &each, level)]),
        ],
        findings,
    })
}

fn pooled(strata: &[TwoByTwo], level: f64) -> Vec<Finding> {
    vec![
        Finding::estimate(
            "mantel_haenszel_odds_ratio",
            "Odds ratio, Mantel-Haenszel",
            Scale::Ratio,
            mantel_haenszel_odds_ratio(strata, level),
        )
        .defined(
            "Interval with the variance of Robins, Breslow and Greenland.",
            "Robins J, Breslow N, Greenland S, Biometrics 1986;42:311, doi:10.2307/2531052",
        )
        .main(),
        Finding::estimate(
            "mantel_haenszel_risk_ratio",
            "Risk ratio, Mantel-Haenszel",
            Scale::Ratio,
            mantel_haenszel_risk_ratio(strata, level),
        )
        .defined(
            "Interval with the variance of Greenland and Robins.",
            "Greenland S, Robins JM, Biometrics 1985;41:55, doi:10.2307/2530643",
        ),
    ]
}

fn crude(strata: &[TwoByTwo], level: f64) -> Vec<Finding> {
    let sum = |group: fn(&TwoByTwo) -> Group| {
        let add = |count: fn(&Group) -> u32| {
            let total: u64 = strata.iter().map(|table| u64::from(count(&group(table)))).sum();
            u32::try_from(total).map_err(|_| Undefined::BeyondBudget)
        };
        Group::new(add(Group::events)?, add(Group::total)?)
    };
    let table = sum(|table| table.exposed)
        .and_then(|exposed| Ok(TwoByTwo { exposed, unexposed: sum(|table| table.unexposed)? }));
    vec![
        Finding::estimate(
            "crude_odds_ratio",
            "Odds ratio, crude",
            Scale::Ratio,
            table.and_then(|table| odds_ratio(&table, OddsRatioMethod::Woolf, level)),
        )
        .defined("All strata added up to one table; Woolf's interval.", ""),
        Finding::estimate(
            "crude_risk_ratio",
            "Risk ratio, crude",
            Scale::Ratio,
            table.and_then(|table| risk_ratio(&table, RiskRatioMethod::Katz, level)),
        )
        .defined("All strata added up to one table; Katz' interval.", ""),
    ]
}

fn tests(strata: &[TwoByTwo]) -> Vec<Finding> {
    let test = |id: &str, name: &str, continuity, words: &str| {
        Finding::test(id, name, mantel_haenszel_test(strata, continuity))
            .defined(words, MANTEL_HAENSZEL)
    };
    vec![
        test(
            "mantel_haenszel_test",
            "Mantel-Haenszel chi-square",
            Continuity::Uncorrected,
            "Two-sided, without continuity correction.",
        ),
        test(
            "mantel_haenszel_test_corrected",
            "Mantel-Haenszel chi-square, corrected",
            Continuity::Corrected,
            "Two-sided; the difference minus one half, not corrected where it is below that, as \
             mantelhaen.test in R does unless told otherwise.",
        ),
    ]
}

fn homogeneity_tests(strata: &[TwoByTwo]) -> Vec<Finding> {
    let found = homogeneity(strata);
    vec![
        Finding::test("breslow_day", "Breslow-Day", found.map(|found| found.breslow_day)).defined(
            "Events expected at the common odds ratio of Mantel and Haenszel; a small p speaks \
             against one odds ratio for all.",
            "Breslow NE, Day NE, Statistical Methods in Cancer Research I, 1980, section 4.4",
        ),
        Finding::test(
            "tarone",
            "Breslow-Day with Tarone's correction",
            found.map(|found| found.tarone),
        )
        .defined(
            "Corrected because the common odds ratio is not the most likely one.",
            "Tarone RE, Biometrika 1985;72:91, doi:10.1093/biomet/72.1.91",
        ),
    ]
}

fn table_of_strata(strata: &[(String, TwoByTwo)], each: &[Finding], level: f64) -> Block {
    let rows = strata.iter().zip(each).map(|((name, table), finding)| {
        let group = |group: Group| {
            let fraction = format!(
                "{}/{}",
                format::count(group.events().into()),
                format::count(group.total().into())
            );
            Cell::stacked(fraction, group.risk().map(format::precise_percent).unwrap_or_default())
        };
        let value = match &finding.outcome {
            FindingValue::Undefined { sentence, .. } => {
                Cell::stacked("not defined", sentence.clone())
            }
            _ => Cell::stacked(finding.value_text(), finding.interval_text()),
        };
        Row::new([Cell::from(name.clone()), group(table.exposed), group(table.unexposed), value])
    });
    Block::Table(Table {
        id: "strata".to_owned(),
        caption: "Each stratum as read: events of all in both groups, and its odds ratio"
            .to_owned(),
        columns: vec![
            TableColumn::words("Stratum"),
            TableColumn::numbers("Group 1"),
            TableColumn::numbers("Group 2"),
            TableColumn::numbers(format!("Odds ratio, exact {}", words::interval(level))),
        ],
        rows: rows.collect(),
        notes: vec![
            "Conditional maximum likelihood estimate with the exact interval of Cornfield."
                .to_owned(),
        ],
    })
}

fn summary(odds_ratio: &Finding, tarone: &Finding, level: f64) -> String {
    let common = match &odds_ratio.outcome {
        FindingValue::Undefined { sentence, .. } => {
            format!("The common odds ratio is not defined. {sentence}")
        }
        _ => format!(
            "Common odds ratio {} ({} {}).",
            odds_ratio.value_text(),
            words::interval(level),
            odds_ratio.interval_text()
        ),
    };
    match tarone.tested() {
        Some(p) => {
            let p = format::equals(&format::p_exact(p));
            format!("{common} Test of equal odds ratios over the strata (Breslow-Day-Tarone): {p}.")
        }
        None => common,
    }
}

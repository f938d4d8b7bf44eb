//! Pairs.

use crate::engine::stats::proportion::ProportionInterval;
use crate::engine::stats::two_by_two::mcnemar::{
    DiscordantPairs, McNemarDefinition, matched_odds_ratio, mcnemar,
};
use crate::view::calculator::answered::AnswerParts;
use crate::view::calculator::chart;
use crate::view::calculator::finding::{self, Finding, FindingValue, Scale};
use crate::view::calculator::form::FieldName;
use crate::view::calculator::input::{EntryReader, count};
use crate::view::document::{Block, Cell, Row, Table, TableColumn, section};
use crate::view::figures::layout::axis::Division;
use crate::view::{format, words};

const FAGERLAND: &str = "Fagerland MW, Lydersen S, Laake P, BMC Med Res Methodol 2013;13:91, \
                         doi:10.1186/1471-2288-13-91";
const MCNEMAR: &str = "McNemar Q, Psychometrika 1947;12:153, doi:10.1007/BF02295996";

pub(super) fn answer(fields: &mut EntryReader<'_>, level: f64) -> Option<AnswerParts> {
    // Pairs that agree do not enter; they may be left out.
    let both = fields.optional(FieldName::Both, count);
    let first_only = fields.required(FieldName::FirstOnly, count);
    let second_only = fields.required(FieldName::SecondOnly, count);
    let neither = fields.optional(FieldName::Neither, count);
    let pairs = DiscordantPairs { first_only: first_only?, second_only: second_only? };
    let (both, neither) = (both?, neither?);

    let odds = odds_ratios(pairs, level);
    let tests = tests(pairs);
    let rows = odds.iter().filter_map(|finding| chart::row(finding.name.clone(), finding));
    let mut first = vec![finding::estimates(
        "matched",
        "Odds ratio of the first to the second time",
        &[("", &odds)],
        level,
    )];
    first.extend(chart::figure(
        "Matched odds ratio",
        format!("The ratio of the discordant pairs with {}.", words::intervals(level)),
        (Division::Logarithmic, "Odds ratio, first to second"),
        Some((1.0, "no difference")),
        rows.collect(),
    ));
    let mut second = vec![finding::tests(
        "tests",
        "Tests that the event is as frequent both times, two-sided",
        &[("Exact", &tests[..2]), ("Large samples", &tests[2..])],
    )];
    let summary = summary(pairs, &odds[0], &tests[0], level);
    let mut sections = vec![section("matched", "Size of the difference", first)];
    if let (Some(both), Some(neither)) = (both, neither) {
        sections.insert(0, section("pairs", "The pairs", vec![counts(pairs, both, neither)]));
    }
    let findings = [odds, tests].concat();
    second.extend(finding::references(&findings));
    sections.push(section("tests", "Tests", second));
    Some(AnswerParts { summary, sections, findings })
}

fn odds_ratios(pairs: DiscordantPairs, level: f64) -> Vec<Finding> {
    let ratio = |id: &str, name: &str, interval| {
        Finding::estimate(id, name, Scale::Ratio, matched_odds_ratio(&pairs, interval, level))
    };
    vec![
        ratio("matched_odds_ratio_exact", "Odds ratio, exact", ProportionInterval::ClopperPearson)
            .defined(
                "First only over second only; interval from Clopper and Pearson's of the share of \
                 first only.",
                "Breslow NE, Day NE, Statistical Methods in Cancer Research I, 1980, section 5.2",
            )
            .main(),
        ratio("matched_odds_ratio_mid_p", "Odds ratio, mid-p", ProportionInterval::MidP)
            .defined("The same with the mid-p interval of that share.", ""),
        ratio("matched_odds_ratio_wilson", "Odds ratio, score", ProportionInterval::Wilson)
            .defined("The same with Wilson's interval of that share.", ""),
    ]
}

fn tests(pairs: DiscordantPairs) -> Vec<Finding> {
    let test = |id: &str, name: &str, definition, words: &str, reference: &str| {
        Finding::test(id, name, mcnemar(&pairs, definition)).defined(words, reference)
    };
    vec![
        test(
            "mcnemar_exact",
            "McNemar, exact",
            McNemarDefinition::Exact,
            "Binomial test of the discordant pairs at one half; doubling and minimum likelihood \
             are the same here.",
            MCNEMAR,
        )
        .main(),
        test(
            "mcnemar_mid_p",
            "McNemar, mid-p",
            McNemarDefinition::MidP,
            "The same, the observed count counting half.",
            FAGERLAND,
        ),
        test(
            "mcnemar",
            "McNemar, asymptotic",
            McNemarDefinition::Asymptotic,
            "(b − c)²/(b + c), without correction.",
            MCNEMAR,
        ),
        test(
            "mcnemar_corrected",
            "McNemar, corrected",
            McNemarDefinition::Corrected,
            "With Edwards' continuity correction, as mcnemar.test in R does unless told otherwise.",
            "Edwards AL, Psychometrika 1948;13:185, doi:10.1007/BF02289261",
        ),
    ]
}

fn counts(pairs: DiscordantPairs, both: u32, neither: u32) -> Block {
    let row = |name: &str, one: u32, other: u32| {
        let total = u64::from(one) + u64::from(other);
        [Cell::from(name)]
            .into_iter()
            .chain([u64::from(one), other.into(), total].map(|n| Cell::from(format::count(n))))
            .collect::<Vec<_>>()
    };
    let first = u64::from(both) + u64::from(pairs.first_only);
    let second = u64::from(both) + u64::from(pairs.second_only);
    let all = first + u64::from(pairs.second_only) + u64::from(neither);
    Block::Table(Table {
        id: "pairs".to_owned(),
        caption: "The pairs as read".to_owned(),
        columns: vec![
            TableColumn::words(""),
            TableColumn::numbers("Second: event"),
            TableColumn::numbers("Second: none"),
            TableColumn::numbers("Total"),
        ],
        rows: vec![
            Row::new(row("First: event", both, pairs.first_only)),
            Row::new(row("First: none", pairs.second_only, neither)),
            Row::main([
                Cell::from("Total"),
                Cell::from(format::count(second)),
                Cell::from(format::count(all - second)),
                Cell::from(format::count(all)),
            ]),
        ],
        notes: vec!["Only pairs that differ enter the tests and the odds ratio.".to_owned()],
    })
}

fn summary(pairs: DiscordantPairs, odds: &Finding, exact: &Finding, level: f64) -> String {
    let discordant = format!(
        "{} with the event the first time only, {} the second time only",
        format::count_of(pairs.first_only, "pair", "pairs"),
        format::count(pairs.second_only.into())
    );
    match (&odds.outcome, exact.tested()) {
        (FindingValue::Undefined { sentence, .. }, None) => format!("{discordant}. {sentence}"),
        (_, p) => format!(
            "{discordant}: odds ratio {} ({}, exact, {}); McNemar's exact test, two-sided, {}.",
            odds.value_text(),
            words::interval(level),
            odds.interval_text(),
            p.map(|p| format::equals(&format::p_exact(p))).unwrap_or_default()
        ),
    }
}

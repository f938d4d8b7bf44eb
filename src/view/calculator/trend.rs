//! A trend over ordered groups.

use crate::engine::stats::proportion::Proportion;
use crate::engine::stats::trend::exact::{TrendDefinition, TrendDistribution};
use crate::engine::stats::trend::{ScoredGroups, Sides, cochran_armitage};
use crate::engine::stats::{Estimate, Progress};
use crate::view::calculator::answered::AnswerParts;
use crate::view::calculator::chart;
use crate::view::calculator::citations::WILSON;
use crate::view::calculator::finding::{self, Finding, Scale};
use crate::view::calculator::form::FieldName;
use crate::view::calculator::form::choices::SECOND_COUNTS;
use crate::view::calculator::input::EntryReader;
use crate::view::calculator::pasted::scored;
use crate::view::document::{Block, Cell, Row, Table, TableColumn, section};
use crate::view::figures::layout::axis::Division;
use crate::view::{format, messages, words};

/// The most groups that are read.
const MOST_GROUPS: usize = 100;

pub(super) fn answer(
    fields: &mut EntryReader<'_>,
    level: f64,
    progress: &mut Progress<'_>,
) -> Option<AnswerParts> {
    let second = fields.choice(FieldName::SecondCount, &SECOND_COUNTS)?;
    let groups = fields.pasted(FieldName::Groups, |text, reading| scored(text, reading, second))?;
    if groups.len() > MOST_GROUPS {
        fields.complain(FieldName::Groups, format!("At most {MOST_GROUPS} groups are read."));
        return None;
    }
    let groups = match ScoredGroups::new(groups) {
        Ok(groups) => groups,
        Err(why) => {
            fields.complain(FieldName::Groups, messages::undefined(why));
            return None;
        }
    };
    let shares: Vec<Finding> = groups
        .groups()
        .iter()
        .enumerate()
        .map(|(place, group)| {
            let found = Proportion::wilson(group.group.events(), group.group.total(), level)
                .map(|share| Estimate { value: share.estimate, interval: share.interval });
            let name = format!("Score {}", format::score(group.score));
            Finding::estimate(&format!("share_{}", place + 1), &name, Scale::Share, found)
                .defined("Wilson's score interval.", WILSON)
        })
        .collect();
    let exact = exact_tests(&groups, progress);
    let asymptotic = asymptotic_tests(&groups);

    let mut described = vec![counts(&groups, &shares, level)];
    described.extend(chart::figure(
        "The share with the event over the scores",
        format!("Share with the event and its {}.", words::wilson(level)),
        (Division::Percent, "Share with the event"),
        None,
        shares.iter().filter_map(|finding| chart::row(finding.name.clone(), finding)).collect(),
    ));
    let mut tested = vec![finding::tests(
        "tests",
        "Tests for a linear trend; two-sided unless another side is named",
        &[("Exact", &exact), ("Large samples", &asymptotic)],
    )];
    let summary = summary(&exact[0], &asymptotic[0]);
    let findings = [exact, asymptotic, shares].concat();
    tested.extend(finding::references(&findings));
    Some(AnswerParts {
        summary,
        sections: vec![
            section("groups", "The groups", described),
            section("tests", "Tests", tested),
        ],
        findings,
    })
}

fn exact_tests(groups: &ScoredGroups, progress: &mut Progress<'_>) -> Vec<Finding> {
    let distribution = TrendDistribution::new(groups, progress);
    let rounded = if distribution.as_ref().is_ok_and(TrendDistribution::is_rounded) {
        " The scores have too many digits for whole numbers and were rounded to a billionth of \
         their range."
    } else {
        ""
    };
    let test = |id: &str, name: &str, definition, words: &str| {
        let found = distribution.as_ref().map_err(|why| *why);
        Finding::p_value(id, name, found.and_then(|found| found.p_value(definition))).defined(
            format!("{words}{rounded}"),
            "Agresti A, Mehta CR, Patel NR, J Am Stat Assoc 1990;85:453, \
             doi:10.1080/01621459.1990.10476220",
        )
    };
    vec![
        test(
            "trend_exact_distance",
            "Cochran-Armitage, exact",
            TrendDefinition::Distance,
            "Sums of scores at least as far from their mean as the observed one, as coin in R and \
             StatXact.",
        )
        .main(),
        test(
            "trend_exact_doubled",
            "Exact, central",
            TrendDefinition::Doubled,
            "Twice the smaller tail.",
        ),
        test(
            "trend_exact_minimum_likelihood",
            "Exact, minimum likelihood",
            TrendDefinition::MinimumLikelihood,
            "Sums that are no more likely than the observed one.",
        ),
        test(
            "trend_mid_p",
            "Mid-p",
            TrendDefinition::MidPDistance,
            "By distance, sums just as far as the observed one counting half.",
        ),
        test(
            "trend_exact_rising",
            "Exact, one-sided: rising",
            TrendDefinition::Rising,
            "The observed sum or a larger one.",
        ),
        test(
            "trend_exact_falling",
            "Exact, one-sided: falling",
            TrendDefinition::Falling,
            "The observed sum or a smaller one.",
        ),
    ]
}

fn asymptotic_tests(groups: &ScoredGroups) -> Vec<Finding> {
    let test = |id: &str, name: &str, sides, words: &str| {
        Finding::test(id, name, cochran_armitage(groups, sides)).defined(
            words,
            "Cochran WG, Biometrics 1954;10:417, doi:10.2307/3001616; Armitage P, Biometrics \
             1955;11:375, doi:10.2307/3001775",
        )
    };
    vec![
        test(
            "cochran_armitage",
            "Cochran-Armitage z",
            Sides::Two,
            "With N in the variance, as SAS and prop.trend.test in R, whose chi-square is z²; no \
             continuity correction.",
        ),
        test(
            "cochran_armitage_rising",
            "z, one-sided: rising",
            Sides::Rising,
            "More events with a higher score.",
        ),
        test(
            "cochran_armitage_falling",
            "z, one-sided: falling",
            Sides::Falling,
            "Fewer events with a higher score.",
        ),
    ]
}

fn counts(groups: &ScoredGroups, shares: &[Finding], level: f64) -> Block {
    let rows = groups.groups().iter().zip(shares).map(|(group, share)| {
        let value = share.value_text();
        Row::new([
            Cell::from(format::score(group.score)),
            Cell::from(format::count(group.group.events().into())),
            Cell::from(format::count(group.group.total().into())),
            Cell::from(if value.is_empty() { "nobody".to_owned() } else { value }),
            Cell::from(share.interval_text()),
        ])
    });
    Block::Table(Table {
        id: "groups".to_owned(),
        caption: "The groups as read".to_owned(),
        columns: vec![
            TableColumn::words("Score"),
            TableColumn::numbers("Event"),
            TableColumn::numbers("Total"),
            TableColumn::numbers("Share"),
            TableColumn::numbers(format!("{} Wilson", format::level(level))),
        ],
        rows: rows.collect(),
        notes: Vec::new(),
    })
}

fn summary(exact: &Finding, asymptotic: &Finding) -> String {
    let exact_text = exact.tested().map(|p| {
        format!(
            "exact Cochran-Armitage test, two-sided by distance, {}",
            format::equals(&format::p_exact(p))
        )
    });
    let asymptotic = asymptotic.tested().map(|p| {
        format!(
            "asymptotic z = {}, {}",
            asymptotic.value_text(),
            format::equals(&format::p_exact(p))
        )
    });
    match (exact_text, asymptotic) {
        (Some(exact), Some(asymptotic)) => format!("Trend: {exact}; {asymptotic}."),
        (None, Some(asymptotic)) => format!("Trend: {asymptotic}."),
        _ => match &exact.outcome {
            finding::FindingValue::Undefined { sentence, .. } => {
                format!("A trend cannot be tested. {sentence}")
            }
            _ => String::new(),
        },
    }
}

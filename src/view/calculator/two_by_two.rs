//! Two groups and one event.

use crate::engine::stats::proportion::{Proportion, ProportionInterval};
use crate::engine::stats::two_by_two::attributable::attributable_fraction;
use crate::engine::stats::two_by_two::chi_square::{ChiSquareDefinition, chi_square};
use crate::engine::stats::two_by_two::fisher::{FisherDefinition, p_value};
use crate::engine::stats::two_by_two::odds_ratio::{OddsRatioMethod, odds_ratio};
use crate::engine::stats::two_by_two::risk_difference::{
    Direction, NumberNeeded, NumberNeededLimits, RiskDifferenceMethod, number_needed,
    risk_difference,
};
use crate::engine::stats::two_by_two::risk_ratio::{RiskRatioMethod, risk_ratio};
use crate::engine::stats::two_by_two::unconditional::{UnconditionalDefinition, unconditional};
use crate::engine::stats::two_by_two::{Group, TwoByTwo};
use crate::engine::stats::{Estimate, Progress};
use crate::view::calculator::answered::AnswerParts;
use crate::view::calculator::chart;
use crate::view::calculator::citations::{CLOPPER_PEARSON, WILSON};
use crate::view::calculator::finding::{self, Finding, FindingValue, Scale};
use crate::view::calculator::form::FieldName;
use crate::view::calculator::form::choices::SECOND_COUNTS;
use crate::view::calculator::input::{EntryReader, count};
use crate::view::calculator::progress::part;
use crate::view::document::{Block, Cell, RemarkTone, Row, Table, TableColumn, section};
use crate::view::figures::layout::axis::Division;
use crate::view::{format, words};

pub(super) fn answer(
    fields: &mut EntryReader<'_>,
    level: f64,
    progress: &mut Progress<'_>,
) -> Option<AnswerParts> {
    let table = read(fields)?;
    let risks = risks(&table, level);
    let differences = risk_differences(&table, level);
    let ratios = risk_ratios(&table, level);
    let odds = odds_ratios(&table, level);
    let exact = exact_tests(&table, progress);
    let asymptotic = asymptotic_tests(&table);

    let compared = vec![finding::estimates(
        "effects",
        "How the groups differ: group 1 compared with group 2",
        &[("Odds ratio", &odds), ("Risk ratio", &ratios), ("Risk difference", &differences)],
        level,
    )];
    let mut tested = vec![finding::tests(
        "tests",
        "Tests of no difference; two-sided unless another side is named",
        &[("Exact", &exact), ("Large samples", &asymptotic)],
    )];
    if let Some(note) = small_expectation(&table) {
        tested.push(Block::Note(RemarkTone::Warning, note));
    }
    let summary = summary(&table, &differences[0], &exact[0], level);
    let findings: Vec<Finding> =
        [risks.clone(), odds.clone(), ratios.clone(), differences, exact, asymptotic].concat();
    tested.extend(finding::references(&findings));
    let mut groups = vec![counts(&table, &risks, level)];
    groups.extend(ratio_chart(&[&odds[0], &odds[1], &ratios[0], &ratios[1]], level));
    Some(AnswerParts {
        summary,
        sections: vec![
            section("groups", "The groups", groups),
            section("effects", "Size of the difference", compared),
            section("tests", "Tests", tested),
        ],
        findings,
    })
}

fn read(fields: &mut EntryReader<'_>) -> Option<TwoByTwo> {
    let second = fields.choice(FieldName::SecondCount, &SECOND_COUNTS);
    let mut counts = |names: [FieldName; 2]| names.map(|name| fields.required(name, count));
    let first_counts = counts([FieldName::FirstWith, FieldName::FirstWithout]);
    let second_counts = counts([FieldName::SecondWith, FieldName::SecondWithout]);
    let mut group = |[with, without]: [Option<u32>; 2], name: FieldName| {
        let group = second?.group(with?, without?);
        group.map_err(|reason| fields.complain(name, format!("{reason}."))).ok()
    };
    let exposed = group(first_counts, FieldName::FirstWithout);
    let unexposed = group(second_counts, FieldName::SecondWithout);
    Some(TwoByTwo { exposed: exposed?, unexposed: unexposed? })
}

fn risks(table: &TwoByTwo, level: f64) -> Vec<Finding> {
    let whole = |n: u64| u32::try_from(n).unwrap_or(u32::MAX);
    let both = (whole(table.events()), whole(table.total()));
    let groups = [table.exposed, table.unexposed].map(|group| (group.events(), group.total()));
    let risk = |id: &str, name: &str, (events, total), method| {
        let found = Proportion::new(events, total, method, level)
            .map(|share| Estimate { value: share.estimate, interval: share.interval });
        Finding::estimate(id, name, Scale::Share, found)
    };
    [
        ("group_1", "Risk in group 1", groups[0]),
        ("group_2", "Risk in group 2", groups[1]),
        ("both", "Risk in both groups together", both),
    ]
    .into_iter()
    .flat_map(|(id, name, counts)| {
        [
            risk(&format!("risk_{id}_exact"), name, counts, ProportionInterval::ClopperPearson)
                .defined("Exact interval of Clopper and Pearson.", CLOPPER_PEARSON),
            risk(&format!("risk_{id}_wilson"), name, counts, ProportionInterval::Wilson)
                .defined("Wilson's score interval, without continuity correction.", WILSON),
        ]
    })
    .collect()
}

const FISHER: &str = "Fisher RA, J R Stat Soc 1935;98:39, doi:10.2307/2342435";
const MID_P: &str = "Lancaster HO, J Am Stat Assoc 1961;56:223, doi:10.1080/01621459.1961.10482105";

fn odds_ratios(table: &TwoByTwo, level: f64) -> Vec<Finding> {
    let ratio = |id: &str, name: &str, method| {
        Finding::estimate(id, name, Scale::Ratio, odds_ratio(table, method, level))
    };
    vec![
        ratio("odds_ratio_exact", "Odds ratio, exact", OddsRatioMethod::ConditionalExact)
            .defined(
                "Conditional maximum likelihood estimate; interval from the two one-sided Fisher \
                 tests (Cornfield), solved to full precision. R's fisher.test stops at about four \
                 digits.",
                "Cornfield J, Proc 3rd Berkeley Symp 1956;4:135",
            )
            .main(),
        ratio("odds_ratio_mid_p", "Odds ratio, mid-p", OddsRatioMethod::ConditionalMidP).defined(
            "The same estimate; interval from the two one-sided mid-p tests, in which the observed \
             table counts half.",
            MID_P,
        ),
        ratio(
            "odds_ratio_baptista_pike_mid_p",
            "Odds ratio, Baptista-Pike mid-p",
            OddsRatioMethod::BaptistaPikeMidP,
        )
        .defined(
            "Sample odds ratio ad/bc; all odds ratios that the two-sided minimum-likelihood mid-p \
             test does not reject.",
            "Baptista J, Pike MC, Appl Stat 1977;26:214, doi:10.2307/2347041",
        ),
        ratio("odds_ratio_woolf", "Odds ratio, Woolf", OddsRatioMethod::Woolf).defined(
            "Sample odds ratio ad/bc; interval of its logarithm by the normal distribution.",
            "Woolf B, Ann Hum Genet 1955;19:251, doi:10.1111/j.1469-1809.1955.tb01348.x",
        ),
    ]
}

fn risk_ratios(table: &TwoByTwo, level: f64) -> Vec<Finding> {
    let ratio = |id: &str, name: &str, method| {
        Finding::estimate(id, name, Scale::Ratio, risk_ratio(table, method, level))
    };
    vec![
        ratio("risk_ratio_koopman", "Risk ratio, score", RiskRatioMethod::Koopman).defined(
            "Koopman's asymptotic score interval; also with zero counts.",
            "Koopman PAR, Biometrics 1984;40:513, doi:10.2307/2531405",
        ),
        ratio("risk_ratio_katz", "Risk ratio, logarithmic", RiskRatioMethod::Katz).defined(
            "Katz' interval of the logarithm by the normal distribution.",
            "Katz D and others, Biometrics 1978;34:469, doi:10.2307/2530610",
        ),
    ]
}

fn risk_differences(table: &TwoByTwo, level: f64) -> Vec<Finding> {
    let difference = |id: &str, name: &str, method| {
        Finding::estimate(id, name, Scale::SharePoints, risk_difference(table, method, level))
    };
    vec![
        difference(
            "risk_difference_newcombe",
            "Risk difference, Newcombe",
            RiskDifferenceMethod::Newcombe,
        )
        .defined(
            "In percentage points; hybrid of the two intervals of Wilson, without continuity \
             correction (Newcombe's method 10).",
            "Newcombe RG, Stat Med 1998;17:873, PMID 9595617",
        ),
        difference(
            "risk_difference_miettinen_nurminen",
            "Risk difference, score",
            RiskDifferenceMethod::MiettinenNurminen,
        )
        .defined(
            "Asymptotic score interval of Miettinen and Nurminen, with the factor N/(N − 1).",
            "Miettinen O, Nurminen M, Stat Med 1985;4:213, doi:10.1002/sim.4780040211",
        ),
        difference(
            "risk_difference_agresti_caffo",
            "Risk difference, Agresti-Caffo",
            RiskDifferenceMethod::AgrestiCaffo,
        )
        .defined(
            "Wald's interval after one event and one non-event are added to each group; the \
             estimate remains that of the sample.",
            "Agresti A, Caffo B, Am Stat 2000;54:280, doi:10.1080/00031305.2000.10474560",
        ),
        number_needed_to_treat(table, level),
        Finding::estimate(
            "attributable_fraction",
            "Attributable fraction, group 1",
            Scale::Share,
            attributable_fraction(table, RiskRatioMethod::Koopman, level),
        )
        .defined(
            "1 − 1/RR: the share of the events of group 1 that its exposure accounts for, if it is \
             their cause; negative where it prevents events. Limits from Koopman's.",
            "Rothman KJ, Greenland S, Lash TL, Modern Epidemiology, 2008, chapter 4",
        ),
    ]
}

fn number_needed_to_treat(table: &TwoByTwo, level: f64) -> Finding {
    let found = number_needed(table, RiskDifferenceMethod::Newcombe, level);
    let name = match &found {
        Ok(NumberNeeded { direction: Direction::MoreEvents, .. }) => {
            "Number needed to treat, one event more"
        }
        Ok(NumberNeeded { direction: Direction::FewerEvents, .. }) => {
            "Number needed to treat, one event fewer"
        }
        Err(_) => "Number needed to treat",
    };
    let outcome = found.map(|needed| {
        let number = |value: f64| format::significant(value, 4);
        let text = match needed.limits {
            NumberNeededLimits::SameDirection { lower, upper } => {
                format!("{} to {}", number(lower), number(upper))
            }
            NumberNeededLimits::ThroughInfinity { same_direction, opposite_direction } => {
                let (same, other) = match needed.direction {
                    Direction::MoreEvents => ("more", "fewer"),
                    Direction::FewerEvents => ("fewer", "more"),
                };
                format!(
                    "{} ({same}) to ∞ to {} ({other})",
                    number(same_direction),
                    number(opposite_direction)
                )
            }
        };
        FindingValue::Text { value: needed.value, text }
    });
    Finding::of("number_needed", name, Scale::Number, outcome).defined(
        "1 over the risk difference; limits from Newcombe's interval. If that holds 0, the \
         interval goes through infinity and on in the other direction.",
        "Altman DG, BMJ 1998;317:1309, doi:10.1136/bmj.317.7168.1309",
    )
}

fn exact_tests(table: &TwoByTwo, progress: &mut Progress<'_>) -> Vec<Finding> {
    let fisher = |id: &str, name: &str, definition, words: &str, reference| {
        Finding::p_value(id, name, p_value(table, definition)).defined(words, reference)
    };
    let boschloo =
        unconditional(table, UnconditionalDefinition::Boschloo, &mut part(progress, 0.0, 0.8));
    let barnard =
        unconditional(table, UnconditionalDefinition::Barnard, &mut part(progress, 0.8, 1.0));
    vec![
        fisher(
            "fisher_minimum_likelihood",
            "Fisher's exact test",
            FisherDefinition::MinimumLikelihood,
            "All tables with these margins that are no more likely than the observed one, as in R, \
             SAS and SciPy.",
            FISHER,
        )
        .main(),
        fisher(
            "fisher_doubled",
            "Fisher's exact test, central",
            FisherDefinition::Doubled,
            "Twice the smaller tail; this one agrees with the exact interval above.",
            FISHER,
        ),
        fisher(
            "fisher_mid_p",
            "Mid-p, central",
            FisherDefinition::MidPDoubled,
            "Twice the smaller tail, in which the observed table counts half; as OpenEpi and \
             epitools.",
            MID_P,
        ),
        fisher(
            "fisher_mid_p_minimum_likelihood",
            "Mid-p, minimum likelihood",
            FisherDefinition::MidPMinimumLikelihood,
            "Fisher's p-value minus half of the observed table's probability.",
            MID_P,
        ),
        Finding::p_value("boschloo", "Boschloo's test", boschloo.map(|test| test.p_value)).defined(
            "Unconditional: only the group sizes are fixed; tables ordered by Fisher's p-value, \
             the largest probability over all common risks.",
            "Boschloo RD, Stat Neerl 1970;24:1, doi:10.1111/j.1467-9574.1970.tb00104.x",
        ),
        Finding::p_value("barnard", "Barnard's test", barnard.map(|test| test.p_value)).defined(
            "Unconditional, as Boschloo's; tables ordered by the pooled z statistic.",
            "Barnard GA, Biometrika 1947;34:123, doi:10.1093/biomet/34.1-2.123",
        ),
        fisher(
            "fisher_greater",
            "Fisher, one-sided: more in group 1",
            FisherDefinition::Greater,
            "As many events in group 1 as observed, or more.",
            FISHER,
        ),
        fisher(
            "fisher_less",
            "Fisher, one-sided: fewer in group 1",
            FisherDefinition::Less,
            "As many events in group 1 as observed, or fewer.",
            FISHER,
        ),
    ]
}

fn asymptotic_tests(table: &TwoByTwo) -> Vec<Finding> {
    let test =
        |id: &str, name: &str, definition| Finding::test(id, name, chi_square(table, definition));
    vec![
        test("chi_square_n_minus_one", "Chi-square, N − 1", ChiSquareDefinition::NMinusOne)
            .defined(
                "Pearson's times (N − 1)/N; recommended where every expected count is 1 or more.",
                "Campbell I, Stat Med 2007;26:3661, doi:10.1002/sim.2832",
            ),
        test("chi_square", "Chi-square, Pearson", ChiSquareDefinition::Pearson).defined(
            "Without continuity correction.",
            "Pearson K, Philos Mag 1900;50:157, doi:10.1080/14786440009463897",
        ),
        test("chi_square_yates", "Chi-square, Yates", ChiSquareDefinition::Yates).defined(
            "With continuity correction of one half, or of the difference itself where that is \
             smaller, as in R and SciPy.",
            "Yates F, J R Stat Soc Suppl 1934;1:217, doi:10.2307/2983604",
        ),
    ]
}

fn counts(table: &TwoByTwo, risks: &[Finding], level: f64) -> Block {
    let line = |name: &str, group: Group, exact: &Finding, wilson: &Finding| {
        Row::new([
            Cell::from(name),
            Cell::from(format::count(group.events().into())),
            Cell::from(format::count(group.non_events().into())),
            Cell::from(format::count(group.total().into())),
            Cell::stacked(exact.value_text(), exact.interval_text()),
            Cell::stacked("", wilson.interval_text()),
        ])
    };
    let total = table.total();
    let level = format::level(level);
    Block::Table(Table {
        id: "counts".to_owned(),
        caption: "The counts as read, and the risk in each group".to_owned(),
        columns: vec![
            TableColumn::words("Group"),
            TableColumn::numbers("Event"),
            TableColumn::numbers("No event"),
            TableColumn::numbers("Total"),
            TableColumn::numbers(format!("Risk, {level} exact")),
            TableColumn::numbers(format!("{level} Wilson")),
        ],
        rows: vec![
            line("Group 1", table.exposed, &risks[0], &risks[1]),
            line("Group 2", table.unexposed, &risks[2], &risks[3]),
            Row::main([
                Cell::from("Both"),
                Cell::from(format::count(table.events())),
                Cell::from(format::count(total - table.events())),
                Cell::from(format::count(total)),
                Cell::stacked(risks[4].value_text(), risks[4].interval_text()),
                Cell::stacked("", risks[5].interval_text()),
            ]),
        ],
        notes: Vec::new(),
    })
}

fn ratio_chart(findings: &[&Finding], level: f64) -> Option<Block> {
    let rows = findings.iter().filter_map(|finding| chart::row(finding.name.clone(), finding));
    chart::figure(
        "Ratios with their intervals",
        format!(
            "Odds ratios and risk ratios of group 1 to group 2 with {} on a logarithmic axis. An arrow \
             means that the interval goes on.",
            words::intervals(level)
        ),
        (Division::Logarithmic, "Ratio, group 1 to group 2"),
        Some((1.0, "no difference")),
        rows.collect(),
    )
}

/// Says when the tests for large samples are not to be trusted.
fn small_expectation(table: &TwoByTwo) -> Option<String> {
    let total = table.total();
    let smaller_events = table.events().min(total - table.events());
    let smaller_group = u64::from(table.exposed.total().min(table.unexposed.total()));
    // Smallest expected count = smaller margin x smaller margin / total.
    let is_small = u128::from(smaller_events) * u128::from(smaller_group) < 5 * u128::from(total);
    is_small.then(|| {
        "An expected count is below 5: read the exact tests, not those for large samples."
            .to_owned()
    })
}

fn summary(table: &TwoByTwo, difference: &Finding, fisher: &Finding, level: f64) -> String {
    let group = |group: Group| {
        let fraction = format!(
            "{}/{}",
            format::count(group.events().into()),
            format::count(group.total().into())
        );
        match group.risk() {
            Ok(risk) => format!("{} ({fraction})", format::precise_percent(risk)),
            Err(_) => fraction,
        }
    };
    let p = fisher.tested().map(format::p_exact).unwrap_or_default();
    let difference = match difference.outcome {
        FindingValue::Estimate(_) => format!(
            "risk difference {} ({} {})",
            difference.value_text(),
            words::interval(level),
            difference.interval_text()
        ),
        _ => "the risk difference is not defined, because a group is empty".to_owned(),
    };
    format!(
        "{} in group 1 against {} in group 2: {difference}; Fisher's exact test, two-sided, {}.",
        group(table.exposed),
        group(table.unexposed),
        format::equals(&p)
    )
}

//! Statistics of counts against R and against 40 digits, in the browser's
//! WebAssembly as natively. The scripts in `tests/reference` wrote the numbers.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use crate::support::reference::{Reference, TOLERANCE, references};
use crate::support::{assert_close, statistic};
use rpl_immune_profile::engine::stats::interaction::{
    InteractionScale, differences_differ, interaction,
};
use rpl_immune_profile::engine::stats::multiplicity::{Adjustment, adjusted};
use rpl_immune_profile::engine::stats::planning::{
    Errors, ExpectedRisks, GroupSizes, PlannedGroup, PlannedTest, PrecisionMethod, exact_power,
    exact_size, power_for_difference, power_for_equivalence, power_for_non_inferiority,
    size_for_difference, size_for_equivalence, size_for_non_inferiority, size_for_precision,
};
use rpl_immune_profile::engine::stats::proportion::{Proportion, ProportionInterval};
use rpl_immune_profile::engine::stats::r_by_c::ContingencyTable;
use rpl_immune_profile::engine::stats::r_by_c::freeman_halton::{
    Computation, Sampling, freeman_halton,
};
use rpl_immune_profile::engine::stats::special::normal_upper_quantile;
use rpl_immune_profile::engine::stats::special::{ln_chi_square_upper_tail, ln_normal_upper_tail};
use rpl_immune_profile::engine::stats::stratified::{
    Continuity, homogeneity, mantel_haenszel_odds_ratio, mantel_haenszel_risk_ratio,
    mantel_haenszel_test,
};
use rpl_immune_profile::engine::stats::trend::exact::{TrendDefinition, TrendDistribution};
use rpl_immune_profile::engine::stats::trend::ordinal::{jonckheere_terpstra, linear_by_linear};
use rpl_immune_profile::engine::stats::trend::{
    ScoredGroup, ScoredGroups, Sides, cochran_armitage,
};
use rpl_immune_profile::engine::stats::two_by_two::chi_square::{ChiSquareDefinition, chi_square};
use rpl_immune_profile::engine::stats::two_by_two::fisher::{FisherDefinition, p_value};
use rpl_immune_profile::engine::stats::two_by_two::mcnemar::{
    DiscordantPairs, McNemarDefinition, matched_odds_ratio, mcnemar,
};
use rpl_immune_profile::engine::stats::two_by_two::odds_ratio::{OddsRatioMethod, odds_ratio};
use rpl_immune_profile::engine::stats::two_by_two::risk_difference::{
    RiskDifferenceMethod, risk_difference,
};
use rpl_immune_profile::engine::stats::two_by_two::risk_ratio::{RiskRatioMethod, risk_ratio};
use rpl_immune_profile::engine::stats::two_by_two::unconditional::{
    UnconditionalDefinition, unconditional,
};
use rpl_immune_profile::engine::stats::two_by_two::{Group, TwoByTwo};
use rpl_immune_profile::engine::stats::{Estimate, TestResult, Undefined, keep_going};

type Numbers = Result<Vec<f64>, Undefined>;

/// Computes every row of a reference table and counts the rows.
#[track_caller]
fn check(csv: &str, compute: impl Fn(&str, &[f64]) -> Numbers) -> usize {
    check_to(csv, TOLERANCE, compute)
}

#[track_caller]
fn check_to(csv: &str, relative: f64, compute: impl Fn(&str, &[f64]) -> Numbers) -> usize {
    let mut rows = 0;
    for Reference { method, input, expected, line } in references(csv) {
        let found = compute(&method, &input);
        match (found, expected) {
            (Ok(found), Some(expected)) => {
                assert_eq!(found.len(), expected.len(), "{line}");
                for (found, expected) in found.iter().zip(expected) {
                    assert_close(*found, expected, relative, line);
                }
            }
            (Err(_), None) => {}
            (found, expected) => panic!("{line}: {found:?} instead of {expected:?}"),
        }
        rows += 1;
    }
    rows
}

/// A whole number from a reference table.
fn whole(number: f64) -> u32 {
    format!("{number}").parse().expect("a whole number")
}

fn table(input: &[f64]) -> TwoByTwo {
    let group = |events: f64, others: f64| {
        Group::new(whole(events), whole(events) + whole(others)).expect("valid")
    };
    TwoByTwo { exposed: group(input[0], input[1]), unexposed: group(input[2], input[3]) }
}

fn with_limits(estimate: Estimate) -> Vec<f64> {
    vec![estimate.value, estimate.interval.lower, estimate.interval.upper]
}

fn with_statistic(test: TestResult) -> Vec<f64> {
    vec![statistic(&test), test.p_value.value]
}

fn fisher(method: &str) -> FisherDefinition {
    match method.trim_start_matches("fisher_") {
        "minimum_likelihood" => FisherDefinition::MinimumLikelihood,
        "doubled" => FisherDefinition::Doubled,
        "mid_p_doubled" => FisherDefinition::MidPDoubled,
        "mid_p_minimum_likelihood" => FisherDefinition::MidPMinimumLikelihood,
        "mid_p_halved_ties" => FisherDefinition::MidPHalvedTies,
        "greater" => FisherDefinition::Greater,
        "less" => FisherDefinition::Less,
        "mid_p_greater" => FisherDefinition::MidPGreater,
        "mid_p_less" => FisherDefinition::MidPLess,
        _ => panic!("unknown definition {method}"),
    }
}

fn proportion(method: &str, input: &[f64]) -> Numbers {
    let method = match method {
        "wilson" => ProportionInterval::Wilson,
        "clopper_pearson" => ProportionInterval::ClopperPearson,
        "mid_p" => ProportionInterval::MidP,
        "agresti_coull" => ProportionInterval::AgrestiCoull,
        _ => ProportionInterval::Jeffreys,
    };
    let interval = Proportion::new(whole(input[0]), whole(input[1]), method, input[2])?.interval;
    Ok(vec![interval.lower, interval.upper])
}

fn effect(method: &str, input: &[f64]) -> Numbers {
    let (table, level) = (table(input), input[4]);
    Ok(with_limits(match method {
        "newcombe" => risk_difference(&table, RiskDifferenceMethod::Newcombe, level)?,
        "miettinen_nurminen" => {
            risk_difference(&table, RiskDifferenceMethod::MiettinenNurminen, level)?
        }
        "agresti_caffo" => risk_difference(&table, RiskDifferenceMethod::AgrestiCaffo, level)?,
        "katz" => risk_ratio(&table, RiskRatioMethod::Katz, level)?,
        "koopman" => risk_ratio(&table, RiskRatioMethod::Koopman, level)?,
        "woolf" => odds_ratio(&table, OddsRatioMethod::Woolf, level)?,
        "conditional_exact" => odds_ratio(&table, OddsRatioMethod::ConditionalExact, level)?,
        "conditional_mid_p" => odds_ratio(&table, OddsRatioMethod::ConditionalMidP, level)?,
        "baptista_pike_mid_p" => odds_ratio(&table, OddsRatioMethod::BaptistaPikeMidP, level)?,
        _ => panic!("unknown method {method}"),
    }))
}

fn test_of_two_by_two(method: &str, input: &[f64]) -> Numbers {
    let pairs = || DiscordantPairs { first_only: whole(input[0]), second_only: whole(input[1]) };
    let exact = |definition| Ok(vec![mcnemar(&pairs(), definition)?.p_value.value]);
    Ok(match method {
        "pearson" => with_statistic(chi_square(&table(input), ChiSquareDefinition::Pearson)?),
        "yates" => with_statistic(chi_square(&table(input), ChiSquareDefinition::Yates)?),
        "n_minus_one" => with_statistic(chi_square(&table(input), ChiSquareDefinition::NMinusOne)?),
        "barnard" => {
            let test =
                unconditional(&table(input), UnconditionalDefinition::Barnard, &mut keep_going)?;
            vec![test.p_value.value]
        }
        "boschloo" => {
            let test =
                unconditional(&table(input), UnconditionalDefinition::Boschloo, &mut keep_going)?;
            vec![test.p_value.value]
        }
        "mcnemar_exact" => exact(McNemarDefinition::Exact)?,
        "mcnemar_mid_p" => exact(McNemarDefinition::MidP)?,
        "mcnemar_asymptotic" => with_statistic(mcnemar(&pairs(), McNemarDefinition::Asymptotic)?),
        "mcnemar_corrected" => with_statistic(mcnemar(&pairs(), McNemarDefinition::Corrected)?),
        "matched_odds_ratio" => {
            with_limits(matched_odds_ratio(&pairs(), ProportionInterval::ClopperPearson, input[2])?)
        }
        method if method.ends_with("_log10") => {
            vec![
                p_value(&table(input), fisher(method.trim_end_matches("_log10")))
                    .expect("defined")
                    .log10,
            ]
        }
        _ => vec![p_value(&table(input), fisher(method)).expect("defined").value],
    })
}

/// Scores, events and totals, in thirds.
fn trend(method: &str, input: &[f64]) -> Numbers {
    let third = input.len() / 3;
    let scored = |index: usize| {
        let group = Group::new(whole(input[third + index]), whole(input[2 * third + index]));
        ScoredGroup { group: group.expect("valid"), score: input[index] }
    };
    let groups = ScoredGroups::new((0..third).map(scored).collect())?;
    let definition = match method {
        "cochran_armitage" => return Ok(with_statistic(cochran_armitage(&groups, Sides::Two)?)),
        "cochran_armitage_rising" => {
            return Ok(with_statistic(cochran_armitage(&groups, Sides::Rising)?));
        }
        "trend_distance" => TrendDefinition::Distance,
        "trend_doubled" => TrendDefinition::Doubled,
        "trend_minimum_likelihood" => TrendDefinition::MinimumLikelihood,
        "trend_mid_p_distance" => TrendDefinition::MidPDistance,
        "trend_mid_p_doubled" => TrendDefinition::MidPDoubled,
        "trend_rising" => TrendDefinition::Rising,
        "trend_falling" => TrendDefinition::Falling,
        "trend_mid_p_rising" => TrendDefinition::MidPRising,
        "trend_mid_p_falling" => TrendDefinition::MidPFalling,
        _ => panic!("unknown method {method}"),
    };
    let exact = TrendDistribution::new(&groups, &mut keep_going)?;
    Ok(vec![exact.p_value(definition)?.value])
}

/// Rows, columns, counts and perhaps scores.
fn larger_table(method: &str, input: &[f64]) -> Numbers {
    let columns = usize::try_from(whole(input[1])).expect("small");
    let rows = usize::try_from(whole(input[0])).expect("small");
    let (counts, scores) = input[2..].split_at(rows * columns);
    let counts = counts.chunks(columns).map(|row| row.iter().copied().map(whole).collect());
    let table = ContingencyTable::new(counts.collect())?;
    let with_freedom = |test: TestResult| {
        vec![statistic(&test), test.degrees_of_freedom.expect("has some"), test.p_value.value]
    };
    Ok(match method {
        "table_pearson" => with_freedom(table.pearson()?),
        "table_likelihood_ratio" => with_freedom(table.likelihood_ratio()?),
        "table_residuals" => table.standardized_residuals()?.concat(),
        "table_cramers_v" => vec![table.cramers_v()?],
        "table_linear_by_linear" => {
            let (rows, columns) = scores.split_at(rows);
            with_statistic(linear_by_linear(&table, rows, columns)?)
        }
        "table_jonckheere_terpstra" => with_statistic(jonckheere_terpstra(&table, Sides::Two)?),
        "freeman_halton" => {
            let sampling = Sampling { replicates: 1, seed: 1 };
            let test = freeman_halton(&table, sampling, &mut keep_going)?;
            assert_eq!(test.computation, Computation::Exact, "{input:?}");
            vec![test.p_value.value]
        }
        _ => panic!("unknown method {method}"),
    })
}

/// Tables of several strata, or p-values.
fn strata(method: &str, input: &[f64]) -> Numbers {
    let strata: Vec<TwoByTwo> = input.chunks_exact(4).map(table).collect();
    Ok(match method {
        "mh_odds_ratio" => with_limits(mantel_haenszel_odds_ratio(&strata, 0.95)?),
        "mh_risk_ratio" => with_limits(mantel_haenszel_risk_ratio(&strata, 0.95)?),
        "mh_uncorrected" => with_statistic(mantel_haenszel_test(&strata, Continuity::Uncorrected)?),
        "mh_corrected" => with_statistic(mantel_haenszel_test(&strata, Continuity::Corrected)?),
        "breslow_day" => with_statistic(homogeneity(&strata)?.breslow_day),
        "tarone" => with_statistic(homogeneity(&strata)?.tarone),
        _ => panic!("unknown method {method}"),
    })
}

/// Two tables on a scale, or whether several differ.
fn interactions(method: &str, input: &[f64]) -> Numbers {
    let tables: Vec<TwoByTwo> = input.chunks_exact(4).map(table).collect();
    let scale = match method {
        "interaction_additive" => InteractionScale::Additive,
        "interaction_risk_ratios" => InteractionScale::RiskRatio,
        "interaction_odds_ratios" => InteractionScale::OddsRatio,
        "interaction_subgroups" => {
            let test = differences_differ(&tables)?;
            let degrees = test.degrees_of_freedom.expect("has some");
            return Ok(vec![statistic(&test), degrees, test.p_value.value]);
        }
        _ => panic!("unknown method {method}"),
    };
    let found = interaction(&tables[0], &tables[1], scale, 0.95)?;
    let mut numbers = with_limits(found.estimate);
    numbers.extend([statistic(&found.test), found.test.p_value.value]);
    Ok(numbers)
}

fn adjustment(method: &str, input: &[f64]) -> Numbers {
    adjusted(
        input,
        match method {
            "adjust_bonferroni" => Adjustment::Bonferroni,
            "adjust_holm" => Adjustment::Holm,
            "adjust_hochberg" => Adjustment::Hochberg,
            _ => Adjustment::BenjaminiHochberg,
        },
    )
}

fn planning(method: &str, input: &[f64]) -> Numbers {
    let risks = |unexposed_per_exposed: f64| ExpectedRisks {
        exposed: input[0],
        unexposed: input[1],
        unexposed_per_exposed,
    };
    let errors = || Errors { significance: input[3], power: input[4] };
    let sizes = |sizes: GroupSizes| vec![sizes.exposed, sizes.unexposed];
    let exact = |test: PlannedTest| {
        let planned = |total: f64, risk: f64| PlannedGroup { total: whole(total), risk };
        let (one, other) = (planned(input[0], input[2]), planned(input[1], input[3]));
        exact_power(one, other, test, input[4], &mut keep_going)
    };
    Ok(match method {
        "size_for_difference" => sizes(size_for_difference(&risks(input[2]), &errors())?),
        "size_for_non_inferiority" => {
            sizes(size_for_non_inferiority(&risks(input[2]), &errors(), input[5])?)
        }
        "size_for_equivalence" => {
            sizes(size_for_equivalence(&risks(input[2]), &errors(), input[5])?)
        }
        "power_for_difference" => {
            vec![power_for_difference(&risks(1.0), whole(input[2]), input[3])?]
        }
        "precision_normal" => {
            vec![size_for_precision(input[0], input[1], PrecisionMethod::Normal, 0.95)?]
        }
        "precision_wilson" => {
            vec![size_for_precision(input[0], input[1], PrecisionMethod::Wilson, 0.95)?]
        }
        "normal_upper_quantile" => vec![normal_upper_quantile(input[0])],
        method if method.starts_with("exact_size_") => {
            let test = match method {
                "exact_size_fisher" => PlannedTest::Fisher,
                "exact_size_mid_p" => PlannedTest::FisherMidP,
                _ => PlannedTest::Pearson,
            };
            let found = exact_size(&risks(input[2]), &errors(), test, &mut keep_going)?;
            vec![found.exposed.into(), found.unexposed.into(), found.power]
        }
        "power_for_non_inferiority" => {
            let exposed = whole(input[3]);
            vec![power_for_non_inferiority(&risks(input[2]), exposed, input[4], input[5])?]
        }
        "power_for_equivalence" => {
            let exposed = whole(input[3]);
            vec![power_for_equivalence(&risks(input[2]), exposed, input[4], input[5])?]
        }
        "exact_power_fisher" => vec![exact(PlannedTest::Fisher)?],
        "exact_power_mid_p" => vec![exact(PlannedTest::FisherMidP)?],
        "exact_power_pearson" => vec![exact(PlannedTest::Pearson)?],
        _ => panic!("unknown method {method}"),
    })
}

fn compute(method: &str, input: &[f64]) -> Numbers {
    let decimal = |ln: f64| Ok(vec![ln / std::f64::consts::LN_10]);
    match method {
        "chi_square_log10" => decimal(ln_chi_square_upper_tail(input[0], input[1])),
        "normal_log10" => decimal(ln_normal_upper_tail(input[0])),
        "wilson" | "clopper_pearson" | "mid_p" | "agresti_coull" | "jeffreys" => {
            proportion(method, input)
        }
        method if method.starts_with("table_") || method == "freeman_halton" => {
            larger_table(method, input)
        }
        method if method.starts_with("trend_") || method.starts_with("cochran_armitage") => {
            trend(method, input)
        }
        method if input.len() == 5 && !method.starts_with("fisher") => effect(method, input),
        _ => test_of_two_by_two(method, input),
    }
}

/// Newcombe RG, Stat Med 1998;17:857, table I: methods 3 (score), 5
/// (Clopper-Pearson) and 6 (mid-p), four decimals.
#[test]
fn proportions_are_those_of_newcombe() {
    for (events, total, method, lower, upper) in [
        (81, 263, ProportionInterval::Wilson, 0.2553, 0.3662),
        (81, 263, ProportionInterval::ClopperPearson, 0.2527, 0.3676),
        (81, 263, ProportionInterval::MidP, 0.2544, 0.3658),
        (15, 148, ProportionInterval::Wilson, 0.0624, 0.1605),
        (15, 148, ProportionInterval::ClopperPearson, 0.0578, 0.1617),
        (15, 148, ProportionInterval::MidP, 0.0601, 0.1581),
        (0, 20, ProportionInterval::Wilson, 0.0, 0.1611),
        (0, 20, ProportionInterval::ClopperPearson, 0.0, 0.1684),
        (0, 20, ProportionInterval::MidP, 0.0, 0.1391),
        (1, 29, ProportionInterval::Wilson, 0.0061, 0.1718),
        (1, 29, ProportionInterval::ClopperPearson, 0.0009, 0.1776),
        (1, 29, ProportionInterval::MidP, 0.0017, 0.1585),
    ] {
        let found = Proportion::new(events, total, method, 0.95).expect("defined").interval;
        assert_rounded(&[found.lower, found.upper], &[lower, upper], 1e4);
    }
}

/// Newcombe RG, Stat Med 1998;17:873, table II: the methods of
/// Miettinen and Nurminen and 10 (hybrid score), four decimals.
#[test]
fn risk_differences_are_those_of_newcombe() {
    for (cells, method, lower, upper) in [
        ([56.0, 14.0, 48.0, 32.0], RiskDifferenceMethod::Newcombe, 0.0524, 0.3339),
        ([9.0, 1.0, 3.0, 7.0], RiskDifferenceMethod::Newcombe, 0.1705, 0.8090),
        ([6.0, 1.0, 2.0, 5.0], RiskDifferenceMethod::Newcombe, 0.0582, 0.8062),
        ([5.0, 51.0, 0.0, 29.0], RiskDifferenceMethod::Newcombe, -0.0381, 0.1926),
        ([0.0, 10.0, 0.0, 20.0], RiskDifferenceMethod::Newcombe, -0.1611, 0.2775),
        ([0.0, 10.0, 0.0, 10.0], RiskDifferenceMethod::Newcombe, -0.2775, 0.2775),
        ([10.0, 0.0, 0.0, 20.0], RiskDifferenceMethod::Newcombe, 0.6791, 1.0),
        ([10.0, 0.0, 0.0, 10.0], RiskDifferenceMethod::Newcombe, 0.6075, 1.0),
        ([56.0, 14.0, 48.0, 32.0], RiskDifferenceMethod::MiettinenNurminen, 0.0528, 0.3382),
        ([9.0, 1.0, 3.0, 7.0], RiskDifferenceMethod::MiettinenNurminen, 0.1700, 0.8406),
        ([6.0, 1.0, 2.0, 5.0], RiskDifferenceMethod::MiettinenNurminen, 0.0342, 0.8534),
        ([5.0, 51.0, 0.0, 29.0], RiskDifferenceMethod::MiettinenNurminen, -0.0326, 0.1933),
    ] {
        let found = risk_difference(&table(&cells), method, 0.95).expect("defined").interval;
        assert_rounded(&[found.lower, found.upper], &[lower, upper], 1e4);
    }
}

/// The R package `contingencytables` 3.0 prints for 25 of 400 in both groups the
/// Baptista-Pike mid-p interval 0.5660 to 1.7667. Lady tasting tea: the exact
/// upper limit solves t⁴ = 39 (1 + 16t + 36t² + 16t³).
#[test]
fn odds_ratios_are_those_published() {
    let equal = table(&[25.0, 375.0, 25.0, 375.0]);
    let found = odds_ratio(&equal, OddsRatioMethod::BaptistaPikeMidP, 0.95).expect("defined");
    assert_rounded(&with_limits(found), &[1.0, 0.5660, 1.7667], 1e4);
    let tea = table(&[3.0, 1.0, 1.0, 3.0]);
    let found = odds_ratio(&tea, OddsRatioMethod::ConditionalExact, 0.95).expect("defined");
    assert_rounded(&[found.interval.upper, found.value], &[626.243_530_6, 6.408_319_66], 1e5);
}

/// Numbers printed with some decimals.
#[track_caller]
fn assert_rounded(found: &[f64], expected: &[f64], decimals: f64) {
    let rounded = |numbers: &[f64]| -> Vec<String> {
        numbers.iter().map(|x| format!("{:.0}", (x * decimals).round() + 0.0)).collect()
    };
    assert_eq!(rounded(found), rounded(expected));
}

#[test]
fn fourfold_tables_are_those_of_r() {
    assert!(check(include_str!("../../reference/counts_two_by_two.csv"), compute) > 1_000);
}

#[test]
fn roots_and_tails_are_those_of_forty_digits() {
    assert!(check(include_str!("../../reference/counts_exact.csv"), compute) > 400);
}

#[test]
fn trends_and_larger_tables_are_those_of_r() {
    assert!(check(include_str!("../../reference/counts_trend.csv"), compute) > 200);
}

/// Decimal scores in any order: thirds with four digits, negative ones, far offsets.
#[test]
fn trends_of_decimal_scores_are_those_of_whole_numbers() {
    assert!(check(include_str!("../../reference/counts_trend_exact.csv"), compute) >= 720);
}

#[test]
fn strata_and_adjusted_p_values_are_those_of_r() {
    let compute = |method: &str, input: &[f64]| {
        if method.starts_with("adjust") { adjustment(method, input) } else { strata(method, input) }
    };
    assert!(check(include_str!("../../reference/counts_strata.csv"), compute) > 500);
}

/// More than 200 tables of each scale have an interaction; the others hold a count of zero,
/// where none is said.
#[test]
fn interactions_are_those_of_r() {
    let reference = include_str!("../../reference/counts_interaction.csv");
    let n_defined = references(reference).filter(|row| row.expected.is_some()).count();
    assert!(n_defined > 1_000);
    assert!(check_to(reference, 1e-9, interactions) > 1_300);
}

#[test]
fn sizes_and_powers_are_those_of_r() {
    assert!(check(include_str!("../../reference/counts_planning.csv"), planning) > 100);
}

#[test]
fn exact_larger_tables_are_those_of_whole_numbers() {
    assert!(check(include_str!("../../reference/counts_freeman_halton.csv"), compute) > 15);
}

/// To 1e-6 only: R's FEXACT counts tables that are up to 3.5e-7 likelier than
/// the observed one.
#[test]
fn exact_tables_agree_with_r_within_its_tie_tolerance() {
    let reference = include_str!("../../reference/counts_freeman_halton_r.csv");
    assert_eq!(check_to(reference, 1e-6, compute), 9);
}

/// Only where `RANDOM_TABLES` names the file that `counts_random.R` wrote, which
/// `regenerate.sh` does: 10,000 random tables against R.
#[cfg(not(target_arch = "wasm32"))]
#[test]
#[expect(clippy::print_stdout, reason = "the largest difference is to be seen")]
fn random_tables_are_those_of_r() {
    use crate::support::relative_difference;

    let Ok(path) = std::env::var("RANDOM_TABLES") else { return };
    let text = std::fs::read_to_string(path).expect("a file");
    let columns = ["minimum_likelihood", "greater", "less", "pearson", "yates"];
    let mut largest = [0.0f64; 9];
    let mut tables = 0;
    for line in text.lines().skip(1) {
        let cells: Vec<Option<f64>> = line.split(',').map(|cell| cell.parse().ok()).collect();
        let input: Vec<f64> = cells[..4].iter().flatten().copied().collect();
        let mut found = Vec::new();
        for method in columns {
            let number = compute(method, &input);
            found.push(number.ok().and_then(|numbers| numbers.last().copied()));
        }
        for method in ["clopper_pearson", "wilson"] {
            let input = [input[0], input[0] + input[1], 0.95];
            found.extend(compute(method, &input).expect("defined").into_iter().map(Some));
        }
        for (index, (found, expected)) in found.iter().zip(&cells[4..]).enumerate() {
            match (found, expected) {
                // Near the end of the range R's sums have lost their digits.
                (Some(found), Some(expected)) if *expected > 0.0 && *expected < 1e-290 => {
                    assert!(*found < 1e-289, "{line}, column {index}: {found:e}");
                }
                (Some(found), Some(expected)) => {
                    let difference = relative_difference(*found, *expected);
                    assert!(difference <= TOLERANCE, "{line}, column {index}: {found:e}");
                    largest[index] = largest[index].max(difference);
                }
                (None, None) => {}
                _ => panic!("{line}, column {index}: {found:?}"),
            }
        }
        tables += 1;
    }
    assert!(tables >= 10_000);
    println!(
        "{tables} random tables, largest relative differences: {}",
        largest.map(|x| format!("{x:.1e}")).join(" ")
    );
}

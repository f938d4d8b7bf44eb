//! Numbers that are printed in textbooks, papers, manuals and NIST's certified
//! sets, to the decimals that are printed. Each was also found again by R.
#![allow(
    clippy::cast_possible_truncation,
    clippy::unreadable_literal,
    reason = "numbers as they are printed"
)]

use std::cell::Cell;

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use crate::support::{report, statistic};
use rpl_immune_profile::engine::stats::design::{Covariate, Design};
use rpl_immune_profile::engine::stats::e_value::{RatioScale, e_value};
use rpl_immune_profile::engine::stats::effect_size::eta_squared;
use rpl_immune_profile::engine::stats::groups::{
    Center, Groups, analysis_of_variance, equal_variances, welch_analysis_of_variance,
};
use rpl_immune_profile::engine::stats::heterogeneity::{TauMethod, heterogeneity};
use rpl_immune_profile::engine::stats::hodges_lehmann::shift;
use rpl_immune_profile::engine::stats::kruskal::kruskal_wallis;
use rpl_immune_profile::engine::stats::logistic::logistic;
use rpl_immune_profile::engine::stats::mann_whitney::{exact, mann_whitney};
use rpl_immune_profile::engine::stats::meta::{MeanInterval, inverse_variance, random_effects};
use rpl_immune_profile::engine::stats::proportion::{Proportion, ProportionInterval};
use rpl_immune_profile::engine::stats::r_by_c::ContingencyTable;
use rpl_immune_profile::engine::stats::r_by_c::freeman_halton::{Sampling, freeman_halton};
use rpl_immune_profile::engine::stats::sample::Sample;
use rpl_immune_profile::engine::stats::shapiro::shapiro_wilk;
use rpl_immune_profile::engine::stats::stratified::{
    Continuity, homogeneity, mantel_haenszel_odds_ratio, mantel_haenszel_test,
};
use rpl_immune_profile::engine::stats::t_test::{TwoSamples, student, welch};
use rpl_immune_profile::engine::stats::trend::exact::{TrendDefinition, TrendDistribution};
use rpl_immune_profile::engine::stats::trend::{
    ScoredGroup, ScoredGroups, Sides, cochran_armitage,
};
use rpl_immune_profile::engine::stats::trials::{
    EmptyCells, Measure, Trial, effects, mantel_haenszel,
};
use rpl_immune_profile::engine::stats::two_by_two::chi_square::{ChiSquareDefinition, chi_square};
use rpl_immune_profile::engine::stats::two_by_two::fisher::{FisherDefinition, p_value};
use rpl_immune_profile::engine::stats::two_by_two::mcnemar::{
    DiscordantPairs, McNemarDefinition, mcnemar,
};
use rpl_immune_profile::engine::stats::two_by_two::odds_ratio::{OddsRatioMethod, odds_ratio};
use rpl_immune_profile::engine::stats::two_by_two::risk_difference::{
    RiskDifferenceMethod, risk_difference,
};
use rpl_immune_profile::engine::stats::two_by_two::risk_ratio::{RiskRatioMethod, risk_ratio};
use rpl_immune_profile::engine::stats::two_by_two::{Group, TwoByTwo};
use rpl_immune_profile::engine::stats::{Estimate, Interval, TestResult, keep_going};

/// Counts what was compared.
struct Printed(Cell<usize>);

impl Printed {
    /// `found`, rounded to the decimals that `printed` has, must be it.
    #[track_caller]
    fn same(&self, found: f64, printed: &str) {
        let decimals = printed.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        assert_eq!(format!("{:.decimals$}", found + 0.0), printed, "{found}");
        self.0.set(self.0.get() + 1);
    }

    #[track_caller]
    fn limits(&self, found: &Interval, lower: &str, upper: &str) {
        self.same(found.lower, lower);
        self.same(found.upper, upper);
    }

    #[track_caller]
    fn estimate(&self, found: &Estimate, value: &str, lower: &str, upper: &str) {
        self.same(found.value, value);
        self.limits(&found.interval, lower, upper);
    }

    #[track_caller]
    fn test(&self, found: &TestResult, printed: &str, p: &str) {
        self.same(statistic(found), printed);
        self.same(found.p_value.value, p);
    }

    /// To so many significant digits of a certified value.
    #[track_caller]
    fn certified(&self, found: f64, certified: f64, digits: i32) {
        let difference = ((found - certified) / certified).abs();
        assert!(difference < 0.5 * 10f64.powi(1 - digits), "{found} is not {certified}");
        self.0.set(self.0.get() + 1);
    }
}

fn table([a, b, c, d]: [u32; 4]) -> TwoByTwo {
    let group = |events, others| Group::new(events, events + others).expect("valid");
    TwoByTwo { exposed: group(a, b), unexposed: group(c, d) }
}

fn larger(rows: &[&[u32]]) -> ContingencyTable {
    ContingencyTable::new(rows.iter().map(|row| row.to_vec()).collect()).expect("rectangular")
}

fn scored(rows: &[(u32, u32, f64)]) -> ScoredGroups {
    let one = |&(events, total, score): &(u32, u32, f64)| ScoredGroup {
        group: Group::new(events, total).expect("valid"),
        score,
    };
    ScoredGroups::new(rows.iter().map(one).collect()).expect("valid")
}

fn fisher(counts: [u32; 4], definition: FisherDefinition) -> f64 {
    p_value(&table(counts), definition).expect("defined").value
}

fn pearson(counts: [u32; 4]) -> TestResult {
    chi_square(&table(counts), ChiSquareDefinition::Pearson).expect("defined")
}

fn odds(counts: [u32; 4], method: OddsRatioMethod) -> Estimate {
    odds_ratio(&table(counts), method, 0.95).expect("defined")
}

/// People of a table of one yes-or-no covariate or several: events, others, values.
fn people(rows: &[(u32, u32, &[f64])], names: &[&str]) -> Design {
    let mut outcome = Vec::new();
    let mut columns = vec![Vec::new(); names.len()];
    for (events, others, values) in rows {
        for person in 0..events + others {
            outcome.push(Some(person < *events));
            for (column, value) in columns.iter_mut().zip(*values) {
                column.push(Some(*value));
            }
        }
    }
    let covariates: Vec<Covariate<'_>> =
        names.iter().zip(&columns).map(|(name, values)| Covariate { name, values }).collect();
    Design::new(&outcome, &covariates).expect("a design")
}

/// Agresti A, An Introduction to Categorical Data Study, 1996 and 2007, and
/// Categorical Data Study, 2002.
fn agresti(printed: &Printed) {
    // Aspirin and myocardial infarction.
    let aspirin = [189, 10845, 104, 10933];
    let ratio = risk_ratio(&table(aspirin), RiskRatioMethod::Katz, 0.95).expect("defined");
    printed.estimate(&ratio, "1.82", "1.43", "2.31");
    printed.estimate(&odds(aspirin, OddsRatioMethod::Woolf), "1.83", "1.44", "2.33");
    printed.same(statistic(&pearson(aspirin)), "25.01");
    let newcombe = RiskDifferenceMethod::Newcombe;
    let difference = risk_difference(&table(aspirin), newcombe, 0.95).expect("defined");
    printed.estimate(&difference, "0.0077", "0.0047", "0.0108");
    // Smoking and lung cancer (Doll and Hill).
    printed.estimate(&odds([688, 21, 650, 59], OddsRatioMethod::Woolf), "2.97", "1.79", "4.95");
    // The lady tasting tea: .014, .229, .514; mid-p .014 + .229/2.
    let tea = [3, 1, 1, 3];
    printed.same(fisher(tea, FisherDefinition::Greater), "0.243");
    printed.same(fisher(tea, FisherDefinition::MinimumLikelihood), "0.486");
    printed.same(fisher(tea, FisherDefinition::MidPGreater), "0.129");
    printed.same(fisher([4, 0, 0, 4], FisherDefinition::Greater), "0.014");
    printed.same(fisher([2, 2, 2, 2], FisherDefinition::Greater), "0.757");
    // Belief in an afterlife.
    printed.same(statistic(&pearson([435, 147, 375, 134])), "0.16");
    // Gender and party.
    let party = larger(&[&[762, 327, 468], &[484, 239, 477]]);
    printed.same(statistic(&party.pearson().expect("defined")), "30.1");
    printed.same(statistic(&party.likelihood_ratio().expect("defined")), "30.0");
    let residuals = party.standardized_residuals().expect("defined").concat();
    for (found, expected) in
        residuals.into_iter().zip(["4.50", "0.70", "-5.32", "-4.50", "-0.70", "5.32"])
    {
        printed.same(found, expected);
    }
    // Alcohol and malformation.
    let alcohol = larger(&[&[17066, 14464, 788, 126, 37], &[48, 38, 5, 1, 1]]);
    printed.same(statistic(&alcohol.pearson().expect("defined")), "12.1");
    printed.same(statistic(&alcohol.likelihood_ratio().expect("defined")), "6.2");
    let drinks = [(48, 17114, 0.0), (38, 14502, 0.5), (5, 793, 1.5), (1, 127, 4.0), (1, 38, 7.0)];
    let trend = cochran_armitage(&scored(&drinks), Sides::Two).expect("defined");
    printed.same(statistic(&trend).powi(2), "6.57");
    printed.same(trend.p_value.value, "0.010");
    let exact = TrendDistribution::new(&scored(&drinks), &mut keep_going).expect("affordable");
    printed.same(exact.p_value(TrendDefinition::Rising).expect("defined").value, "0.017");
    // Ratings of the prime minister, before and after.
    let pairs = DiscordantPairs { first_only: 150, second_only: 86 };
    let change = mcnemar(&pairs, McNemarDefinition::Asymptotic).expect("defined");
    printed.same(statistic(&change), "17.36");
    // Snoring and heart disease.
    let snoring: [(u32, u32, &[f64]); 4] =
        [(24, 1355, &[0.0]), (35, 603, &[2.0]), (21, 192, &[4.0]), (30, 224, &[5.0])];
    let fit = logistic(&people(&snoring, &["snoring"]), 0.95).expect("a fit");
    printed.same(fit.coefficients[0].log_odds.value, "-3.87");
    printed.same(fit.coefficients[1].log_odds.value, "0.40");
    printed.same(fit.coefficients[1].standard_error, "0.05");
    // AZT and symptoms of AIDS; white veterans first.
    let azt: [(u32, u32, &[f64]); 4] = [
        (14, 93, &[1.0, 1.0]),
        (32, 81, &[0.0, 1.0]),
        (11, 52, &[1.0, 0.0]),
        (12, 43, &[0.0, 0.0]),
    ];
    let fit = logistic(&people(&azt, &["azt", "white"]), 0.95).expect("a fit");
    for (one, (coefficient, error)) in fit.coefficients.iter().zip([
        ("-1.0736", "0.2629"),
        ("-0.7195", "0.2790"),
        ("0.0555", "0.2886"),
    ]) {
        printed.same(one.log_odds.value, coefficient);
        printed.same(one.standard_error, error);
    }
    // No vegetarian among 25: the score interval.
    let none = Proportion::wilson(0, 25, 0.95).expect("defined");
    printed.limits(&none.interval, "0.000", "0.133");
    let method = ProportionInterval::ClopperPearson;
    let none = Proportion::new(0, 25, method, 0.95).expect("defined");
    printed.limits(&none.interval, "0.000", "0.137");
    // Smoking and lung cancer in eight Chinese cities.
    let cities = [
        [126, 100, 35, 61],
        [908, 688, 497, 807],
        [913, 747, 336, 598],
        [235, 172, 58, 121],
        [402, 308, 121, 215],
        [182, 156, 72, 98],
        [60, 99, 11, 43],
        [104, 89, 21, 36],
    ]
    .map(table);
    let pooled = mantel_haenszel_odds_ratio(&cities, 0.95).expect("defined");
    printed.estimate(&pooled, "2.17", "1.98", "2.38");
    let common = mantel_haenszel_test(&cities, Continuity::Uncorrected).expect("defined");
    printed.same(statistic(&common), "280.1");
    printed.same(statistic(&homogeneity(&cities).expect("defined").breslow_day), "5.2");
}

/// Altman DG, Practical Statistics for Medical Research, 1991; the decimals of the
/// energy, folate and caesarean examples are those of Dalgaard P, Introductory
/// Statistics with R, 2008. Bland JM, Altman DG, BMJ 2000;320:1468.
fn altman(printed: &Printed) {
    // Spectacles among juvenile delinquents and others.
    printed.same(fisher([1, 8, 5, 2], FisherDefinition::MinimumLikelihood), "0.035");
    // Hay fever and eczema.
    printed.estimate(&odds([141, 420, 928, 13525], OddsRatioMethod::Woolf), "4.89", "4.00", "5.99");
    // Liver scan: sensitivity and specificity.
    let share = |events, total| Proportion::wilson(events, total, 0.95).expect("defined").estimate;
    printed.same(share(231, 258), "0.90");
    printed.same(share(54, 86), "0.63");
    // Energy expenditure of lean and obese women.
    let lean = [6.13, 7.05, 7.48, 7.48, 7.53, 7.58, 7.90, 8.08, 8.09, 8.11, 8.40, 10.15, 10.88];
    let obese = [8.79, 9.19, 9.21, 9.68, 9.69, 9.97, 11.51, 11.85, 12.79];
    let samples = TwoSamples::new(&lean, &obese).expect("samples");
    let found = welch(&samples, 0.95).expect("defined");
    printed.test(&found.test, "-3.8555", "0.001411");
    printed.same(found.test.degrees_of_freedom.expect("t"), "15.919");
    printed.limits(&found.difference.interval, "-3.459167", "-1.004081");
    printed.same(found.first_mean, "8.066154");
    printed.same(found.second_mean, "10.297778");
    let found = student(&samples, 0.95).expect("defined");
    printed.test(&found.test, "-3.9456", "0.000799");
    printed.limits(&found.difference.interval, "-3.411451", "-1.051796");
    let found = mann_whitney(&samples).expect("defined");
    printed.same(found.u, "12");
    printed.same(found.corrected.p_value.value, "0.002122");
    // Red cell folate in three kinds of ventilation.
    let folate = Groups::new(&[
        &[243., 251., 275., 291., 347., 354., 380., 392.],
        &[206., 210., 226., 249., 255., 273., 285., 295., 309.],
        &[241., 258., 270., 293., 328.],
    ])
    .expect("groups");
    let found = analysis_of_variance(&folate).expect("defined");
    printed.same(found.test.f, "3.7113");
    printed.same(found.test.p_value.value, "0.04359");
    printed.same(found.between_squares, "15516");
    printed.same(found.within_squares, "39716");
    let found = welch_analysis_of_variance(&folate).expect("defined");
    printed.same(found.f, "2.9704");
    printed.same(found.within, "11.065");
    printed.same(found.p_value.value, "0.09277");
    printed.test(&kruskal_wallis(&folate).expect("defined").test, "4.1852", "0.1234");
    // Caesarean section by shoe size.
    let shoes = [(5, 22), (7, 35), (6, 42), (7, 48), (8, 54), (10, 150)];
    let sizes = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0];
    let rows: Vec<(u32, u32, f64)> =
        shoes.iter().zip(sizes).map(|(&(events, total), size)| (events, total, size)).collect();
    let trend = cochran_armitage(&scored(&rows), Sides::Two).expect("defined");
    printed.same(statistic(&trend).powi(2), "8.0237");
    printed.same(trend.p_value.value, "0.004617");
    let whole = larger(&[&[5, 7, 6, 7, 8, 10], &[17, 28, 36, 41, 46, 140]]);
    printed.test(&whole.pearson().expect("defined"), "9.2874", "0.09814");
}

/// The examples that R's own manual prints, with their sources there.
fn r_manual(printed: &Printed) {
    // Fisher 1970, criminal like-sex twins.
    let twins = [2, 15, 10, 3];
    printed.same(fisher(twins, FisherDefinition::Less), "0.0004652");
    printed.same(fisher(twins, FisherDefinition::MinimumLikelihood), "0.0005367");
    // Agresti 2002, job satisfaction.
    let job = larger(&[&[1, 2, 1, 0], &[3, 3, 6, 1], &[10, 10, 14, 9], &[6, 7, 12, 11]]);
    let sampling = Sampling { replicates: 1, seed: 1 };
    let found = freeman_halton(&job, sampling, &mut keep_going).expect("exact");
    printed.same(found.p_value.value, "0.7827");
    printed.test(&job.pearson().expect("defined"), "5.9655", "0.7434");
    // Bickel and others 1975, admissions at Berkeley: admitted and rejected, men first.
    let berkeley = [
        [512, 313, 89, 19],
        [353, 207, 17, 8],
        [120, 205, 202, 391],
        [138, 279, 131, 244],
        [53, 138, 94, 299],
        [22, 351, 24, 317],
    ]
    .map(table);
    let pooled = mantel_haenszel_odds_ratio(&berkeley, 0.95).expect("defined");
    printed.estimate(&pooled, "0.9046968", "0.7719074", "1.0603298");
    let found = mantel_haenszel_test(&berkeley, Continuity::Corrected).expect("defined");
    printed.test(&found, "1.4269", "0.2323");
    // Student 1908, hours of sleep.
    let one = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0];
    let two = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];
    let samples = TwoSamples::new(&one, &two).expect("samples");
    let found = welch(&samples, 0.95).expect("defined");
    printed.test(&found.test, "-1.8608", "0.07939");
    printed.same(found.test.degrees_of_freedom.expect("t"), "17.776");
    printed.limits(&found.difference.interval, "-3.3654832", "0.2054832");
    let found = student(&samples, 0.95).expect("defined");
    printed.test(&found.test, "-1.8608", "0.07919");
    printed.limits(&found.difference.interval, "-3.363874", "0.203874");
    // Hollander and Wolfe 1973, permeability of the chorioamnion and mucociliary clearance.
    let term = [0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46];
    let early = [1.15, 0.88, 0.90, 0.74, 1.21];
    let samples = TwoSamples::new(&term, &early).expect("samples");
    printed.same(mann_whitney(&samples).expect("defined").u, "35");
    let p = exact(&samples, &mut keep_going).expect("affordable");
    printed.same(p.upper.value, "0.1272");
    printed.same(p.two_sided.value, "0.2544");
    let shift = shift(&samples, 0.95).expect("defined").estimate.estimate();
    printed.estimate(&shift.expect("an interval"), "0.305", "-0.15", "0.76");
    let clearance = Groups::new(&[
        &[2.9, 3.0, 2.5, 2.6, 3.2],
        &[3.8, 2.7, 4.0, 2.4],
        &[2.8, 3.4, 3.7, 2.2, 2.0],
    ])
    .expect("groups");
    printed.test(&kruskal_wallis(&clearance).expect("defined").test, "0.77143", "0.68");
    // Dobson 1983, dried weights of plants.
    let plants = Groups::new(&[
        &[4.17, 5.58, 5.18, 6.11, 4.50, 4.61, 5.17, 4.53, 5.33, 5.14],
        &[4.81, 4.17, 4.41, 3.59, 5.87, 3.83, 6.03, 4.89, 4.32, 4.69],
        &[6.31, 5.12, 5.54, 5.50, 5.37, 5.29, 4.92, 6.15, 5.80, 5.26],
    ])
    .expect("groups");
    let found = analysis_of_variance(&plants).expect("defined").test;
    printed.same(found.f, "4.8461");
    printed.same(found.p_value.value, "0.01591");
    printed.test(&kruskal_wallis(&plants).expect("defined").test, "7.9882", "0.01842");
    let found = equal_variances(&plants, Center::Median).expect("defined");
    printed.same(found.f, "1.1192");
    printed.same(found.p_value.value, "0.3412");
    printed.same(eta_squared(&plants, 0.9).expect("defined").value, "0.26");
    // Beall 1942, insects after six sprays.
    let sprays = Groups::new(&[
        &[10., 7., 20., 14., 14., 12., 10., 23., 17., 20., 14., 13.],
        &[11., 17., 21., 11., 16., 14., 17., 17., 19., 21., 7., 13.],
        &[0., 1., 7., 2., 3., 1., 2., 1., 3., 0., 1., 4.],
        &[3., 5., 12., 6., 4., 3., 5., 5., 5., 5., 2., 4.],
        &[3., 5., 3., 5., 3., 6., 1., 1., 3., 2., 6., 4.],
        &[11., 9., 15., 22., 15., 16., 13., 10., 26., 26., 24., 13.],
    ])
    .expect("groups");
    printed.same(analysis_of_variance(&sprays).expect("defined").test.f, "34.702");
    printed.same(statistic(&kruskal_wallis(&sprays).expect("defined").test), "54.691");
    // Fleiss 1981, smokers among four groups of patients.
    let smokers = larger(&[&[83, 90, 129, 70], &[3, 3, 7, 12]]);
    printed.test(&smokers.pearson().expect("defined"), "12.6004", "0.005585");
    let rows = [(83, 86, 1.0), (90, 93, 2.0), (129, 136, 3.0), (70, 82, 4.0)];
    let trend = cochran_armitage(&scored(&rows), Sides::Two).expect("defined");
    printed.same(statistic(&trend).powi(2), "8.2249");
    printed.same(trend.p_value.value, "0.004132");
}

/// Breslow NE, Day NE, Statistical Methods in Cancer Research I, 1980, chapter 4:
/// alcohol and cancer of the esophagus in Ille-et-Vilaine, six ages.
fn breslow_and_day(printed: &Printed) {
    printed.same(odds([96, 109, 104, 666], OddsRatioMethod::Woolf).value, "5.64");
    let ages = [
        [1, 9, 0, 106],
        [4, 26, 5, 164],
        [25, 29, 21, 138],
        [42, 27, 34, 139],
        [19, 18, 36, 88],
        [5, 0, 8, 31],
    ]
    .map(table);
    printed.same(mantel_haenszel_odds_ratio(&ages, 0.95).expect("defined").value, "5.158");
    let found = mantel_haenszel_test(&ages, Continuity::Corrected).expect("defined");
    printed.same(statistic(&found), "83.2");
}

/// The trials of the BCG vaccine (Colditz and others 1994) in the manual of the R
/// package metafor: Viechtbauer W, J Stat Softw 2010;36(3), doi:10.18637/jss.v036.i03.
fn vaccine(printed: &Printed) {
    let trials: Vec<Trial> = [
        [4, 119, 11, 128],
        [6, 300, 29, 274],
        [3, 228, 11, 209],
        [62, 13536, 248, 12619],
        [33, 5036, 47, 5761],
        [180, 1361, 372, 1079],
        [8, 2537, 10, 619],
        [505, 87886, 499, 87892],
        [29, 7470, 45, 7232],
        [17, 1699, 65, 1600],
        [186, 50448, 141, 27197],
        [5, 2493, 3, 2338],
        [27, 16886, 29, 17825],
    ]
    .map(|counts| Trial { name: String::new(), table: table(counts) })
    .into();
    let studies = effects(&trials, Measure::RiskRatio, EmptyCells::HalfAdded).expect("defined");
    let restricted = TauMethod::RestrictedMaximumLikelihood;
    let found = random_effects(&studies, restricted, MeanInterval::Normal, 0.95).expect("defined");
    printed.estimate(&found.pooled.effect, "-0.7145", "-1.0669", "-0.3622");
    printed.same(found.pooled.standard_error, "0.1798");
    printed.same(found.tau_squared, "0.3132");
    let spread = heterogeneity(&studies, restricted, 0.95).expect("defined");
    printed.same(100.0 * spread.i_squared.value, "92.22");
    printed.same(statistic(&spread.q), "152.2330");
    let moments = TauMethod::DerSimonianLaird;
    let found = random_effects(&studies, moments, MeanInterval::Normal, 0.95).expect("defined");
    printed.same(found.pooled.effect.value, "-0.7141");
    printed.same(found.tau_squared, "0.3088");
    let found = inverse_variance(&studies, 0.95).expect("defined");
    printed.estimate(&found.effect, "-0.4303", "-0.5097", "-0.3509");
    let found = mantel_haenszel(&trials, Measure::RiskRatio, 0.95).expect("defined");
    printed.same(found.effect.value, "-0.4537");
}

/// `VanderWeele` TJ, Ding P, Ann Intern Med 2017;167:268, doi:10.7326/M16-2607;
/// Shapiro SS, Wilk MB, Biometrika 1965;52:591, doi:10.2307/2333709.
fn others(printed: &Printed) {
    let interval = Interval { lower: 1.8, upper: 8.7, level: 0.95 };
    let ratio = Estimate { value: 3.9, interval };
    let found = e_value(&ratio, RatioScale::RiskRatio).expect("defined");
    printed.same(found.estimate, "7.26");
    printed.same(found.interval, "3.0");
    let weights = [148., 154., 158., 160., 161., 162., 166., 170., 182., 195., 236.];
    let found = shapiro_wilk(Sample::new(&weights).expect("sample")).expect("defined");
    printed.same(statistic(&found), "0.79");
}

/// The certified values of NIST's Statistical Reference Datasets (the sets of
/// samples and of one-way analyses of variance; the others are of methods that
/// are not here).
fn nist(printed: &Printed) {
    let describe = |values: &[f64], mean: f64, deviation: f64, digits: i32| {
        let found = Sample::new(values).expect("sample").describe();
        printed.certified(found.mean, mean, 15);
        printed.certified(found.standard_deviation.expect("two values"), deviation, digits);
    };
    describe(&[10000001.0, 10000003.0, 10000002.0], 10000002.0, 1.0, 15);
    // A first value and then two others alternating 500 times. Doubles near ten
    // million are 2e-9 apart, a hundred-millionth of the differences of 0.1.
    for (base, digits) in [(1.0, 14), (1e6, 9), (1e7, 8)] {
        let values: Vec<f64> = std::iter::once(base + 0.2)
            .chain((0..500).flat_map(|_| [base + 0.1, base + 0.3]))
            .collect();
        describe(&values, base + 0.2, 0.1, digits);
    }
    let light: Vec<f64> = MICHELSON.iter().map(|speed| 299.0 + f64::from(*speed) / 1e3).collect();
    describe(&light, 299.852400000000, 0.0790105478190518, 12);
    let silver = Groups::new(&[&SILVER[..24], &SILVER[24..]]).expect("groups");
    let found = analysis_of_variance(&silver).expect("defined");
    // Doubles near 107.87 are 1.4e-14 apart, a billionth of the deviations.
    printed.certified(found.test.f, 15.9467335677930, 9);
    printed.certified(found.between_squares, 3.63834187500000e-9, 9);
    printed.certified(found.within_squares, 1.04951729166667e-8, 9);
}

/// Michelson's speeds of light less 299,000 km/s (R's `morley`), the set `Michelso`.
const MICHELSON: [u16; 100] = [
    850, 740, 900, 1070, 930, 850, 950, 980, 980, 880, 1000, 980, 930, 650, 760, 810, 1000, 1000,
    960, 960, 960, 940, 960, 940, 880, 800, 850, 880, 900, 840, 830, 790, 810, 880, 880, 830, 800,
    790, 760, 800, 880, 880, 880, 860, 720, 720, 620, 860, 970, 950, 880, 910, 850, 870, 840, 840,
    850, 840, 840, 840, 890, 810, 810, 820, 800, 770, 760, 740, 750, 760, 910, 920, 890, 860, 880,
    720, 840, 850, 850, 780, 890, 840, 780, 810, 760, 810, 790, 810, 820, 850, 870, 870, 810, 740,
    810, 940, 950, 800, 810, 870,
];

/// Atomic weights of silver by two instruments, 24 each, the set `AtmWtAg`.
const SILVER: [f64; 48] = [
    107.8681568,
    107.8681465,
    107.8681572,
    107.8681785,
    107.8681446,
    107.8681903,
    107.8681526,
    107.8681494,
    107.8681616,
    107.8681587,
    107.8681519,
    107.8681486,
    107.8681419,
    107.8681569,
    107.8681508,
    107.8681672,
    107.8681385,
    107.8681518,
    107.8681662,
    107.8681424,
    107.8681360,
    107.8681333,
    107.8681610,
    107.8681477,
    107.8681079,
    107.8681344,
    107.8681513,
    107.8681197,
    107.8681604,
    107.8681385,
    107.8681642,
    107.8681365,
    107.8681151,
    107.8681082,
    107.8681517,
    107.8681448,
    107.8681198,
    107.8681482,
    107.8681334,
    107.8681609,
    107.8681101,
    107.8681512,
    107.8681469,
    107.8681360,
    107.8681254,
    107.8681261,
    107.8681450,
    107.8681368,
];

#[track_caller]
fn compare(name: &str, least: usize, compare: fn(&Printed)) {
    let printed = Printed(Cell::new(0));
    compare(&printed);
    let number = printed.0.get();
    assert!(number >= least, "{name}: {number}");
    report(&format!("{name}: {number} published numbers"));
}

#[test]
fn agresti_tables() {
    compare("Agresti", 45, agresti);
}

#[test]
fn altman_tables() {
    compare("Altman", 30, altman);
}

#[test]
fn examples_of_the_manual_of_r() {
    compare("R's manual", 40, r_manual);
}

#[test]
fn breslow_and_day_tables() {
    compare("Breslow and Day", 3, breslow_and_day);
}

#[test]
fn trials_of_the_vaccine() {
    compare("BCG trials", 10, vaccine);
}

#[test]
fn other_papers() {
    compare("other papers", 3, others);
}

#[test]
fn certified_values_of_nist() {
    compare("NIST StRD", 13, nist);
}

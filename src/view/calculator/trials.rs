//! A meta-analysis of trials with two arms.

use crate::engine::stats::heterogeneity::{Heterogeneity, TauMethod, heterogeneity};
use crate::engine::stats::meta::{
    MeanInterval, PooledEffect, RandomEffects, inverse_variance, random_effects,
};
use crate::engine::stats::trials::{Trial, effects, mantel_haenszel};
use crate::engine::stats::{Interval, Undefined};
use crate::view::calculator::answered::AnswerParts;
use crate::view::calculator::finding::{self, Finding, FindingValue, Scale};
use crate::view::calculator::form::FieldName;
use crate::view::calculator::form::choices::{EMPTY_CELLS, MEASURES, SECOND_COUNTS};
use crate::view::calculator::input::EntryReader;
use crate::view::calculator::pasted::{Arms, arms};
use crate::view::document::{Block, RemarkTone, section};
use crate::view::{format, messages, words};
use pooling::{HARTUNG_KNAPP, PoolableStudies, REML};
use written::EffectNotation;

mod empty_cells;
mod pooling;
pub(in crate::view) mod shown;
pub(in crate::view) mod written;

/// The most trials that are read.
const MOST_TRIALS: usize = 200;

const HARTUNG: &str = "Hartung J, Knapp G, Stat Med 2001;20:3875, doi:10.1002/sim.1009";

pub(super) fn answer(fields: &mut EntryReader<'_>, level: f64) -> Option<AnswerParts> {
    let second = fields.choice(FieldName::SecondCount, &SECOND_COUNTS)?;
    let written = EffectNotation::of(fields.choice(FieldName::Measure, &MEASURES)?);
    let empty = fields.choice(FieldName::EmptyCells, &EMPTY_CELLS)?;
    let kind = Arms { one: "trial", many: "trials", name: "Trial", second };
    let tables = fields.pasted(FieldName::Trials, |text, reading| arms(text, reading, kind))?;
    if tables.len() > MOST_TRIALS {
        fields.complain(FieldName::Trials, format!("At most {MOST_TRIALS} trials are read."));
        return None;
    }
    let trials: Vec<Trial> =
        tables.into_iter().map(|(name, table)| Trial { name, table }).collect();
    let studies = effects(&trials, written.measure, empty);
    let studies = studies.as_ref().map_err(|why| *why);
    let common = common(studies, &trials, written, level);
    let random = random(studies, written, level);
    let (spread, q) = spread(studies, level);

    let mut pooled = vec![finding::estimates(
        "pooled",
        &format!("{} of treated to control over all trials", written.name),
        &[("Random effects: the trials differ", &random), ("Common effect: they do not", &common)],
        level,
    )];
    let rules = empty_cells::both_rules(&trials, written, level);
    if !rules.is_empty() {
        let rule = empty_cells::rule(&trials, written.measure, empty);
        let caption = format!("{} under both rules for counts of 0", written.name);
        pooled.push(Block::Note(RemarkTone::Warning, rule));
        pooled.push(finding::estimates("rules", &caption, &[("", &rules)], level));
    }
    pooled.extend(shown::forest(studies, &random, &common, written, level));
    let mut differ = vec![
        finding::estimates("spread", "How much the trials differ", &[("", &spread)], level),
        finding::tests("q", "Test that they do not differ", &[("", &q)]),
    ];
    let effect_tests = tests(studies, &trials, written, level);
    let mut tested =
        vec![finding::tests("tests", "Tests of no effect, two-sided", &[("", &effect_tests)])];
    let counted = counted(studies.map_or(trials.len(), |found| found.as_slice().len()), &trials);
    let summary = summary(&counted, &random, &spread[1], written, level);
    let findings = [random, common, rules, spread, q, effect_tests].concat();
    tested.extend(finding::references(&findings));
    differ.extend(shown::without_each(studies, written, level));
    Some(AnswerParts {
        summary,
        sections: vec![
            section("pooled", "All trials together", pooled),
            section("spread", "Do they agree?", differ),
            section("tests", "Tests", tested),
        ],
        findings,
    })
}

fn common(
    studies: PoolableStudies<'_>,
    trials: &[Trial],
    written: EffectNotation,
    level: f64,
) -> Vec<Finding> {
    let pooled = |id: &str, name: &str, found: Result<PooledEffect, Undefined>| {
        let found = found.map(|found| written.estimate(found.effect));
        Finding::estimate(id, name, written.scale, found)
    };
    vec![
        pooled(
            "common_mantel_haenszel",
            "Mantel-Haenszel",
            mantel_haenszel(trials, written.measure, level),
        )
        .defined(
            "From the counts themselves, also with empty cells; variance of Robins, Breslow and \
             Greenland (odds), Greenland and Robins (risks) or Sato (difference).",
            "Mantel N, Haenszel W, J Natl Cancer Inst 1959;22:719, doi:10.1093/jnci/22.4.719",
        ),
        pooled(
            "common_inverse_variance",
            "Inverse variance",
            studies.and_then(|studies| inverse_variance(studies, level)),
        )
        .defined("Each trial weighted by 1 over its variance.", "Hedges LV, Olkin I, Statistical Methods for Meta-Analysis, 1985, doi:10.1016/C2009-0-03396-0"),
    ]
}

fn random(studies: PoolableStudies<'_>, written: EffectNotation, level: f64) -> Vec<Finding> {
    let study = |method, interval| {
        studies.and_then(|studies| random_effects(studies, method, interval, level))
    };
    let pooled = |id: &str, name: &str, found: &Result<RandomEffects, Undefined>| {
        let found = found.as_ref().map_err(|why| *why);
        let found = found.map(|found| written.estimate(found.pooled.effect));
        Finding::estimate(id, name, written.scale, found)
    };
    let main = study(REML, HARTUNG_KNAPP);
    let plain = study(REML, MeanInterval::Normal);
    let predicted = |found: &Result<RandomEffects, Undefined>,
                     interval: fn(&RandomEffects) -> Option<Interval>| {
        let found = found.as_ref().map_err(|why| *why)?;
        let interval = interval(found).ok_or(Undefined::TooFewStudies { needed: 3 })?;
        let interval = written.interval(interval);
        let limit = |value| written.scale.text(value);
        Ok(FindingValue::Text {
            value: written.back(found.pooled.effect.value),
            text: format!("{} to {}", limit(interval.lower), limit(interval.upper)),
        })
    };
    vec![
        pooled("random_reml_hartung_knapp", "REML, Hartung-Knapp", &main)
            .defined(
                "τ² by restricted maximum likelihood; t with k − 1 degrees of freedom, without \
                 floor, as rma(test = \"knha\") of metafor.",
                HARTUNG,
            )
            .main(),
        pooled(
            "random_reml_hartung_knapp_floored",
            "REML, Hartung-Knapp with floor",
            &study(REML, MeanInterval::HartungKnappFloored),
        )
        .defined(
            "The same, never narrower than the normal standard error would make it.",
            "Röver C and others, BMC Med Res Methodol 2015;15:99, doi:10.1186/s12874-015-0091-1",
        ),
        pooled("random_reml_normal", "REML, normal", &plain).defined(
            "τ² by restricted maximum likelihood, interval by the normal distribution.",
            "Viechtbauer W, J Educ Behav Stat 2005;30:261, doi:10.3102/10769986030003261",
        ),
        pooled(
            "random_paule_mandel_hartung_knapp",
            "Paule-Mandel, Hartung-Knapp",
            &study(TauMethod::PauleMandel, HARTUNG_KNAPP),
        )
        .defined(
            "τ² at which Q equals its expectation.",
            "Paule RC, Mandel J, J Res Natl Bur Stand 1982;87:377, doi:10.6028/jres.087.022",
        ),
        pooled(
            "random_dersimonian_laird",
            "DerSimonian-Laird",
            &study(TauMethod::DerSimonianLaird, MeanInterval::Normal),
        )
        .defined(
            "τ² by moments, interval by the normal distribution: too narrow with few trials.",
            "DerSimonian R, Laird N, Control Clin Trials 1986;7:177, doi:10.1016/0197-2456(86)90046-2",
        ),
        Finding::of(
            "prediction",
            "Prediction interval, t(k − 1)",
            written.scale,
            // Two trials say next to nothing of where a third would be.
            predicted(&main, |found| found.prediction.map(|_| found.prediction_as_pooled)),
        )
        .defined(
            "Where the effect of a further trial is expected: t with k − 1 degrees of freedom and \
             √(τ² + SE²) with the standard error of Hartung and Knapp, as is recommended now and as \
             predict of metafor in R.",
            "IntHout J and others, BMJ Open 2016;6:e010247, doi:10.1136/bmjopen-2015-010247",
        ),
        Finding::of(
            "prediction_higgins",
            "Prediction interval, t(k − 2)",
            written.scale,
            predicted(&plain, |found| found.prediction),
        )
        .defined(
            "The older one: t with k − 2 degrees of freedom and √(τ² + SE²) with the normal standard \
             error.",
            "Higgins JPT, Thompson SG, Spiegelhalter DJ, J R Stat Soc A 2009;172:137, \
             doi:10.1111/j.1467-985X.2008.00552.x",
        ),
    ]
}

fn spread(studies: PoolableStudies<'_>, level: f64) -> (Vec<Finding>, Vec<Finding>) {
    let found: Result<Heterogeneity, Undefined> =
        studies.and_then(|studies| heterogeneity(studies, REML, level));
    let found = found.as_ref().map_err(|why| *why);
    let higgins = "Higgins JPT, Thompson SG, Stat Med 2002;21:1539, doi:10.1002/sim.1186";
    let spread = vec![
        Finding::uncertain("tau_squared", "τ²", Scale::Number, found.map(|found| found.tau_squared))
            .defined(
                "Variance between the trials by restricted maximum likelihood; interval by the Q \
                 profile.",
                "Viechtbauer W, Stat Med 2007;26:37, doi:10.1002/sim.2514",
            ),
        Finding::uncertain("i_squared", "I²", Scale::Share, found.map(|found| found.i_squared)).defined(
            "τ²/(τ² + s²): the share of the variation that is not chance, as metafor in R; interval \
             from that of τ².",
            higgins,
        ),
        Finding::number("i_squared_q", "I² from Q", Scale::Share, found.map(|found| found.i_squared_from_q))
            .defined("(Q − (k − 1))/Q, as Higgins and RevMan.", higgins),
    ];
    let q = vec![Finding::test("q", "Cochran's Q", found.map(|found| found.q)).defined(
        "Chi-square with k − 1 degrees of freedom.",
        "Cochran WG, Biometrics 1954;10:101, doi:10.2307/3001666",
    )];
    (spread, q)
}

fn tests(
    studies: PoolableStudies<'_>,
    trials: &[Trial],
    written: EffectNotation,
    level: f64,
) -> Vec<Finding> {
    let random = |method, interval| {
        studies
            .and_then(|studies| random_effects(studies, method, interval, level))
            .map(|found| found.pooled.test)
    };
    vec![
        Finding::test(
            "test_random",
            "Random effects, REML, Hartung-Knapp t",
            random(REML, HARTUNG_KNAPP),
        ),
        Finding::test(
            "test_random_normal",
            "Random effects, REML, z",
            random(REML, MeanInterval::Normal),
        ),
        Finding::test(
            "test_common",
            "Common effect, Mantel-Haenszel z",
            mantel_haenszel(trials, written.measure, level).map(|found| found.test),
        ),
    ]
}

/// How many trials the pooled effect is of: `12 trials`, `11 of 12 trials`.
fn counted(n_pooled: usize, trials: &[Trial]) -> String {
    let n = u32::try_from(trials.len()).unwrap_or(u32::MAX);
    let all = format::count_of(n, "trial", "trials");
    if n_pooled == trials.len() { all } else { format!("{n_pooled} of {all}") }
}

fn summary(
    trials: &str,
    random: &[Finding],
    i_squared: &Finding,
    written: EffectNotation,
    level: f64,
) -> String {
    let found = random.iter().find(|one| matches!(one.outcome, FindingValue::Estimate(_)));
    let why = match random[0].outcome {
        FindingValue::Undefined { reason, .. } => Some(messages::undefined_clause(reason)),
        _ => None,
    };
    let Some(found) = found else {
        let why = why.unwrap_or_default();
        return format!("{trials}; not pooled with random effects: {why}.");
    };
    let summary = format!(
        "{trials}: {} {} ({} {}; random effects, {}); I² {}.",
        written.name.to_lowercase(),
        found.value_text(),
        words::interval(level),
        found.interval_text(),
        found.name,
        i_squared.value_text()
    );
    match why {
        Some(why) => format!("{summary} {} is not defined: {why}.", random[0].name),
        None => summary,
    }
}

//! One proportion.

use crate::engine::stats::Estimate;
use crate::engine::stats::binomial_test::{BinomialDefinition, binomial_test};
use crate::engine::stats::proportion::{Proportion, ProportionInterval};
use crate::view::calculator::answered::AnswerParts;
use crate::view::calculator::chart;
use crate::view::calculator::citations::{CLOPPER_PEARSON, WILSON};
use crate::view::calculator::finding::{self, Finding, Scale};
use crate::view::calculator::form::FieldName;
use crate::view::calculator::input::{EntryReader, count, share};
use crate::view::document::section;
use crate::view::figures::layout::axis::Division;
use crate::view::{format, words};

pub(super) fn answer(fields: &mut EntryReader<'_>, level: f64) -> Option<AnswerParts> {
    let events = fields.required(FieldName::Events, count);
    let total = fields.required(FieldName::Total, count);
    let expected = fields.optional(FieldName::Expected, share);
    let (events, total, expected) = (events?, total?, expected?);
    if events > total {
        fields.complain(FieldName::Total, "There are more events than people.");
        return None;
    }
    if total == 0 {
        fields.complain(FieldName::Total, "Nobody was counted: a share of none does not exist.");
        return None;
    }
    let mut findings = intervals(events, total, level);
    let mut blocks = vec![finding::estimates(
        "proportion",
        "The share with the event",
        &[("", &findings)],
        level,
    )];
    let rows = findings.iter().filter_map(|finding| chart::row(finding.name.clone(), finding));
    blocks.extend(chart::figure(
        "Five intervals of one share",
        format!("The share with the event and its {}.", words::intervals(level)),
        (Division::Percent, "Share with the event"),
        expected.map(|share| (share, "expected")),
        rows.collect(),
    ));
    let mut sections = vec![section("proportion", "The share and its intervals", blocks)];
    let exact = &findings[0];
    let mut summary = format!(
        "{}/{} = {}, {} (exact) {}",
        format::count(events.into()),
        format::count(total.into()),
        exact.value_text(),
        words::interval(level),
        exact.interval_text()
    );
    if let Some(expected) = expected {
        let tests = tests(events, total, expected);
        if let Some(p) = tests[0].tested() {
            let p = format::equals(&format::p_exact(p));
            let share = format::precise_percent(expected);
            summary.extend(["; against ", &share, " the exact binomial test gives ", &p]);
        }
        let caption = format!("Is the true share {}?", format::precise_percent(expected));
        let table = finding::tests("binomial-tests", &caption, &[("", &tests)]);
        sections.push(section("tests", "Comparison with what is expected", vec![table]));
        findings.extend(tests);
    }
    summary.push('.');
    if let Some(last) = sections.last_mut() {
        last.blocks.extend(finding::references(&findings));
    }
    Some(AnswerParts { summary, sections, findings })
}

fn intervals(events: u32, total: u32, level: f64) -> Vec<Finding> {
    let interval = |id: &str, name: &str, method| {
        let found = Proportion::new(events, total, method, level)
            .map(|share| Estimate { value: share.estimate, interval: share.interval });
        Finding::estimate(id, name, Scale::Share, found)
    };
    vec![
        interval("clopper_pearson", "Clopper-Pearson", ProportionInterval::ClopperPearson)
            .defined(
                "Exact: never covers less than its level; as binom.test in R and the exact \
                 interval of OpenEpi.",
                CLOPPER_PEARSON,
            )
            .main(),
        interval("mid_p", "Mid-p", ProportionInterval::MidP).defined(
            "Exact, the observed count counting half: closer to its level on average.",
            "Agresti A, Gottard A, Comput Stat Data Anal 2007;51:6447, doi:10.1016/j.csda.2007.02.024",
        ),
        interval("wilson", "Wilson score", ProportionInterval::Wilson).defined(
            "The shares that the score test does not reject, without continuity correction; good \
             at any size.",
            WILSON,
        ),
        interval("agresti_coull", "Agresti-Coull", ProportionInterval::AgrestiCoull).defined(
            "Wald's interval around Wilson's center, not cut off at 0% and 100%.",
            "Agresti A, Coull BA, Am Stat 1998;52:119, doi:10.1080/00031305.1998.10480550",
        ),
        interval("jeffreys", "Jeffreys", ProportionInterval::Jeffreys).defined(
            "Equal-tailed, of the posterior with the prior beta(½, ½); from 0% without events and \
             to 100% without non-events.",
            "Brown LD, Cai TT, Das Gupta A, Stat Sci 2001;16:101, doi:10.1214/ss/1009213286",
        ),
    ]
}

fn tests(events: u32, total: u32, expected: f64) -> Vec<Finding> {
    let test = |id: &str, name: &str, definition, words: &str| {
        Finding::p_value(id, name, binomial_test(events, total, expected, definition)).defined(
            words,
            "Clopper CJ, Pearson ES, Biometrika 1934;26:404, doi:10.1093/biomet/26.4.404",
        )
    };
    vec![
        test(
            "binomial_minimum_likelihood",
            "Exact binomial test",
            BinomialDefinition::MinimumLikelihood,
            "Two-sided: all counts that are no more likely than the observed one, as binom.test in \
             R.",
        )
        .main(),
        test(
            "binomial_doubled",
            "Exact binomial test, central",
            BinomialDefinition::Doubled,
            "Two-sided: twice the smaller tail; this one agrees with Clopper and Pearson's interval.",
        ),
        test(
            "binomial_mid_p",
            "Mid-p, central",
            BinomialDefinition::MidPDoubled,
            "Two-sided: twice the smaller tail, the observed count counting half.",
        ),
        test(
            "binomial_greater",
            "Exact, one-sided: more",
            BinomialDefinition::Greater,
            "As many events as observed, or more.",
        ),
        test(
            "binomial_less",
            "Exact, one-sided: fewer",
            BinomialDefinition::Less,
            "As many events as observed, or fewer.",
        ),
    ]
}

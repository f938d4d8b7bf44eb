//! What leaves the page for the record, and for the woman herself, in English. What she
//! reads is in short words and sentences.

use super::English;
use super::verdict::quoted_rule;
use crate::engine::protocol::{CytotoxicityRule, Protocol, RULES_VERSION};
use crate::engine::record::Etiology;
use crate::engine::rules::Finding;
use crate::engine::rules::panel::ImmuneTest;
use crate::view::language::handover::{ForHer, HandoverWords, RecordValue};
use crate::view::{format, words};

impl HandoverWords for English {
    fn record_title(&self) -> String {
        "Immune class in recurrent pregnancy loss, after Han et al. 2025".to_owned()
    }

    fn record_value(&self, value: RecordValue<'_>) -> String {
        let RecordValue { test, value, unit, cutoff, source, finding, is_doubtful } = value;
        let value = format!("{value} {unit}");
        let doubt = if is_doubtful { ", in doubt" } else { "" };
        let finding = finding.map_or("not read by the rule", words::finding);
        format!("{test}: {}; cut-off > {cutoff} ({source}): {finding}{doubt}", value.trim_end())
    }

    fn record_rule(&self, rule: CytotoxicityRule, finding: Finding) -> String {
        let rule = quoted_rule(rule);
        format!("NK cytotoxicity by the rule “{rule}”: {}", words::finding(finding))
    }

    fn record_other_rules(&self, classes: &[(CytotoxicityRule, &str)]) -> String {
        let one =
            |(rule, class): &(CytotoxicityRule, &str)| format!("“{}”: {class}", quoted_rule(*rule));
        let classes: Vec<String> = classes.iter().map(one).collect();
        format!("By the other rules: {}", classes.join("; "))
    }

    fn record_woman(
        &self,
        age: Option<f64>,
        bmi: Option<f64>,
        losses: Option<f64>,
        etiology: Option<Etiology>,
    ) -> String {
        let etiology = match etiology {
            Some(Etiology::Idiopathic) => "idiopathic",
            Some(Etiology::Known) => "known etiology",
            None => "etiology not stated",
        };
        let parts = [
            age.map(|age| format!("age {}", format::value(age))),
            bmi.map(|bmi| format!("BMI {}", format::value(bmi))),
            losses.map(|losses| format!("previous losses {}", format::value(losses))),
            Some(etiology.to_owned()),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        crate::view::messages::sentence(&parts.join(", "))
    }

    fn record_made(&self, date: &str, version: &str, protocol: &Protocol) -> String {
        format!(
            "Made on {date} with RPL immune profile {version}, rules {RULES_VERSION}, SHA-256 of \
             cut-offs and rule {}. For health professionals; no diagnosis and no advice on treatment.",
            protocol.fingerprint()
        )
    }

    fn for_her(&self, text: ForHer) -> String {
        match text {
            ForHer::Title => "Your blood tests after pregnancy losses",
            ForHer::WhatWasTested => {
                "Three blood tests looked at cells of your immune system. One counts natural killer \
                 cells, or NK cells. One shows how strongly these cells act in the lab. One compares \
                 two kinds of helper cells. These cells are part of every healthy body."
            }
            ForHer::Results => "Your results",
            ForHer::Meaning => "What this means",
            ForHer::AboveTheLimit => {
                "“Above the limit” means that the number is higher than a limit set by one hospital. \
                 It does not mean that you are ill. It does not mean that the cells caused your losses."
            }
            ForHer::NearTheLimit => {
                "No test is exact. If a result is close to its limit, a new test may give the other \
                 answer. Each lab has its own limits."
            }
            ForHer::NoResult => "A test with no result says nothing. It does not count as normal.",
            ForHer::NotClear => {
                "One of the values was not clear when this page was printed. It has to be checked \
                 first."
            }
            ForHer::Known => "What is known",
            ForHer::WhoWasStudied => {
                "One hospital in Korea looked back at 466 women with two or more losses. It counted \
                 how the first pregnancy after the tests ended."
            }
            ForHer::NotAnEffect => {
                "These two groups of women were not alike. So the numbers do not show if the treatment \
                 helps. They are also not your own chance. Your age and your health count too."
            }
            ForHer::NotKnown => "What is not known",
            ForHer::Unknowns => {
                "We do not know how well these tests can tell how a pregnancy will go. We \
                 do not know for sure if a treatment of the immune system helps."
            }
            ForHer::ExpertsDiffer => {
                "Groups of experts do not agree. Some say that these tests should only be done in \
                 research. Some say that a treatment may be used when the tests are high."
            }
            ForHer::Notes => "Room for your questions",
        }
        .to_owned()
    }

    fn name_line(&self) -> String {
        "Name".to_owned()
    }

    fn signature_line(&self) -> String {
        "Date and signature".to_owned()
    }

    fn her_made(&self, date: &str, version: &str) -> String {
        format!(
            "Printed on {date} with RPL immune profile {version}. This page is not a diagnosis and not \
             advice on treatment. Please talk about it with your doctor."
        )
    }

    fn her_result(&self, test: ImmuneTest, finding: Finding) -> String {
        let test = match test {
            ImmuneTest::NkLevel => "Number of NK cells",
            ImmuneTest::NkCytotoxicity => "How strongly NK cells act in the lab",
            ImmuneTest::Th1Th2 => "Balance of two kinds of helper cells",
        };
        let finding = match finding {
            Finding::High => "above the limit",
            Finding::NotHigh => "not above the limit",
            Finding::Unknown => "no clear result",
        };
        format!("{test}: {finding}")
    }

    fn of_100(&self, births: u32, none: u32, is_treated: bool) -> String {
        let who = if is_treated {
            "women with at least one result above the limit, who were given a blood product called IVIG"
        } else {
            "women who were not given it, who seem to be those with no result above the limit"
        };
        format!("Of 100 {who}: about {births} had a live birth, and about {none} did not.")
    }
}

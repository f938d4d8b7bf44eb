//! The E-value of a ratio.

use crate::engine::stats::e_value::{RatioScale, e_value};
use crate::engine::stats::{Estimate, Interval};
use crate::view::calculator::answered::AnswerParts;
use crate::view::calculator::chart;
use crate::view::calculator::finding::{self, Finding, Scale};
use crate::view::calculator::form::FieldName;
use crate::view::calculator::form::choices::RATIO_SCALES;
use crate::view::calculator::input::{EntryReader, real};
use crate::view::document::{Block, RemarkTone, section};
use crate::view::figures::layout::axis::Division;
use crate::view::figures::layout::intervals::IntervalRow as ChartRow;
use crate::view::format;

const REFERENCE: &str = "VanderWeele TJ, Ding P, Ann Intern Med 2017;167:268, doi:10.7326/M16-2607";

pub(super) fn answer(fields: &mut EntryReader<'_>, level: f64) -> Option<AnswerParts> {
    let ratio = fields.required(FieldName::Ratio, positive);
    let lower = fields.optional(FieldName::LowerLimit, limit);
    let upper = fields.optional(FieldName::UpperLimit, limit);
    let scale = fields.choice(FieldName::RatioScale, &RATIO_SCALES);
    let (ratio, lower, upper, scale) = (ratio?, lower?, upper?, scale?);
    if lower.is_some_and(|lower| lower > ratio) {
        fields.complain(FieldName::LowerLimit, "The lower limit lies above the ratio.");
    }
    if upper.is_some_and(|upper| upper < ratio) {
        fields.complain(FieldName::UpperLimit, "The upper limit lies below the ratio.");
    }
    if !fields.problems.is_empty() {
        return None;
    }
    // Without a limit the interval ends at the estimate, and only the E-value of
    // the estimate is shown.
    let has_near_limit = if ratio >= 1.0 { lower.is_some() } else { upper.is_some() };
    let interval = Interval { lower: lower.unwrap_or(ratio), upper: upper.unwrap_or(ratio), level };
    let found = e_value(&Estimate { value: ratio, interval }, scale);
    let how = match scale {
        RatioScale::RiskRatio => "RR + √(RR (RR − 1)), of the inverse for a ratio below 1.",
        RatioScale::OddsRatioOfRareEvent => {
            "RR + √(RR (RR − 1)), the odds ratio of an event below about 15% taken as a risk ratio."
        }
        RatioScale::OddsRatioOfCommonEvent => {
            "RR + √(RR (RR − 1)), the root of the odds ratio taken as the risk ratio."
        }
    };
    let mut findings = vec![
        Finding::number(
            "e_value",
            "E-value of the estimate",
            Scale::Ratio,
            found.map(|e| e.estimate),
        )
        .defined(how, REFERENCE)
        .main(),
    ];
    if has_near_limit {
        findings.push(
            Finding::number(
                "e_value_limit",
                "E-value of the interval",
                Scale::Ratio,
                found.map(|e| e.interval),
            )
            .defined("Of the limit that is nearer to 1; 1 if the interval holds 1.", REFERENCE),
        );
    }
    let meaning = format!(
        "To explain the estimate away, an unmeasured confounder would have to be associated with \
         both the exposure and the event by a risk ratio of at least {} each, beyond all that was \
         measured; a weaker one could not.",
        findings[0].value_text()
    );
    let limits = Some([interval.lower, interval.upper]);
    let observed = chart::value(ratio, limits, [format::significant(ratio, 4), String::new()]);
    let explaining = findings.iter().filter_map(|finding| {
        Some(ChartRow::of_value(finding.name.as_str(), chart::value_of(finding)?, false))
    });
    let rows = std::iter::once(ChartRow::of_value("The ratio", observed, true)).chain(explaining);
    let mut blocks = vec![
        finding::numbers("e-values", "E-values", "Value", &findings),
        Block::Note(RemarkTone::Plain, meaning),
    ];
    blocks.extend(chart::figure(
        "The ratio and what would explain it away",
        "The observed ratio with its interval, and the strength of confounding that would be needed.",
        (Division::Logarithmic, "Ratio"),
        Some((1.0, "no effect")),
        rows.collect(),
    ));
    blocks.extend(finding::references(&findings));
    let summary = match findings.get(1) {
        Some(limit) => format!(
            "E-value {} for the estimate and {} for its interval.",
            findings[0].value_text(),
            limit.value_text()
        ),
        None => format!("E-value {}.", findings[0].value_text()),
    };
    Some(AnswerParts { summary, sections: vec![section("e-value", "E-value", blocks)], findings })
}

/// A limit of a ratio's interval: exact intervals can begin at 0 and have no end.
fn limit(text: &str) -> Result<f64, String> {
    if ["∞", "inf", "infinity"].contains(&text.trim().to_lowercase().as_str()) {
        return Ok(f64::INFINITY);
    }
    let number = real(text)?;
    if number >= 0.0 { Ok(number) } else { Err("is negative; a ratio is 0 or more".to_owned()) }
}

fn positive(text: &str) -> Result<f64, String> {
    let number = real(text)?;
    if number > 0.0 { Ok(number) } else { Err("must be above 0, as every ratio is".to_owned()) }
}

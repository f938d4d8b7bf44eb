//! Sample size and power.

use crate::engine::stats::planning::{
    Errors, ExpectedRisks, GroupSizes, PlannedGroup, PlannedTest, PrecisionMethod, exact_power,
    exact_size, power_for_difference, power_for_equivalence, power_for_non_inferiority,
    size_for_difference, size_for_equivalence, size_for_non_inferiority, size_for_precision,
};
use crate::engine::stats::{Progress, Undefined};
use crate::view::calculator::answered::AnswerParts;
use crate::view::calculator::chart;
use crate::view::calculator::finding::{self, Finding, FindingValue, Scale};
use crate::view::calculator::form::FieldName;
use crate::view::calculator::input::{EntryReader, count, real, share};
use crate::view::calculator::progress::part;
use crate::view::document::{Block, Section, section};
use crate::view::figures::layout::axis::{Axis, Division};
use crate::view::figures::layout::curve::{Curve, CurvePlace};
use crate::view::figures::{Figure, FigureTable};
use crate::view::{format, words};

const NEWCOMBE: &str = "Newcombe RG, Confidence Intervals for Proportions, 2012, section 3.8, \
                            doi:10.1201/b12670";

const CASAGRANDE: &str =
    "Casagrande JT, Pike MC, Smith PG, Biometrics 1978;34:483, doi:10.2307/2530613";

/// The most possible tables of a study whose exact size is sought.
const MOST_TABLES: f64 = 250_000.0;

/// What was asked of a study.
struct Plan {
    risks: Option<ExpectedRisks>,
    first_risk: f64,
    errors: Errors,
    members: Option<u32>,
    margin: Option<f64>,
    half_width: Option<f64>,
}

pub(super) fn answer(
    fields: &mut EntryReader<'_>,
    level: f64,
    progress: &mut Progress<'_>,
) -> Option<AnswerParts> {
    let plan = read(fields)?;
    let mut sections = Vec::new();
    let mut findings = Vec::new();
    let mut summary = Vec::new();
    if let Some(risks) = &plan.risks {
        let mut sizes = difference(risks, &plan.errors);
        if let Some(words) = size_words(&sizes) {
            summary.push(format!("to find the difference: {words}"));
        }
        let end = if plan.members.is_some() { 0.5 } else { 1.0 };
        sizes.extend(exact_difference(risks, &plan.errors, &mut part(progress, 0.0, end)));
        let caption = format!(
            "To find a difference between {} and {} with power {}",
            format::level(risks.exposed),
            format::level(risks.unexposed),
            format::level(plan.errors.power)
        );
        let mut found = sizes_section("difference", "Difference of two shares", &caption, &sizes);
        found.blocks.extend(power_curve(risks, &plan.errors));
        sections.push(found);
        findings.extend(sizes);
        if let Some(members) = plan.members {
            let mut powers = powers(risks, &plan, members, &mut part(progress, end, 1.0));
            if let Some(margin) = plan.margin {
                powers.extend(margin_powers(risks, &plan.errors, members, margin));
            }
            if let Some(exact) = powers.iter().find(|finding| finding.id == "power_fisher") {
                let text = exact.value_text();
                if !text.is_empty() {
                    summary.push(format!(
                        "power of a study of this size, Fisher's exact test: {text}"
                    ));
                }
            }
            sections.push(power_section(&powers, risks, members));
            findings.extend(powers);
        }
        if let Some(margin) = plan.margin {
            let sizes = margins(risks, &plan.errors, margin);
            if let Some(words) = size_words(&sizes[..2]) {
                summary.push(format!("non-inferiority: {words}"));
            }
            let caption = format!("With a margin of {}", Scale::SharePoints.text(margin));
            sections.push(sizes_section(
                "margin",
                "Non-inferiority and equivalence",
                &caption,
                &sizes,
            ));
            findings.extend(sizes);
        }
    }
    if let Some(half_width) = plan.half_width {
        let sizes = precision(plan.first_risk, half_width, level);
        summary.push(format!("to measure the share: {}", sizes[0].value_text()));
        let caption = format!(
            "To measure {} to {} either way, {}",
            format::level(plan.first_risk),
            Scale::SharePoints.text(half_width),
            words::interval(level)
        );
        sections.push(sizes_section("precision", "Precision of one share", &caption, &sizes));
        findings.extend(sizes);
    }
    if sections.is_empty() {
        fields.complain(
            FieldName::SecondShare,
            "To compare, the share in group 2 is needed; to measure, the half width.",
        );
        return None;
    }
    if let Some(last) = sections.last_mut() {
        last.blocks.extend(finding::references(&findings));
    }
    let mut summary = summary.join("; ");
    if let Some(first) = summary.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    summary.push_str(if summary.is_empty() { "No size can be given." } else { "." });
    Some(AnswerParts { summary, sections, findings })
}

fn read(fields: &mut EntryReader<'_>) -> Option<Plan> {
    let first = fields.required(FieldName::FirstShare, share);
    let second = fields.optional(FieldName::SecondShare, share);
    let ratio = fields.optional(FieldName::SizeRatio, |text| {
        let ratio = real(text)?;
        if ratio > 0.0 && ratio <= 1e6 {
            Ok(ratio)
        } else {
            Err("is not between 0 and 1,000,000".to_owned())
        }
    });
    let rate = |text: &str| {
        let rate = share(text)?;
        if rate > 0.0 && rate < 1.0 { Ok(rate) } else { Err("must lie between 0 and 1".to_owned()) }
    };
    let significance = fields.optional(FieldName::Significance, rate);
    let power = fields.optional(FieldName::Power, rate);
    let members = fields.optional(FieldName::Members, |text| match count(text)? {
        0 => Err("is too few; at least 1 is needed".to_owned()),
        members if members > 1_000_000 => Err("is too large; up to 1,000,000 are taken".to_owned()),
        members => Ok(members),
    });
    let margin = fields.optional(FieldName::Margin, rate);
    let half_width = fields.optional(FieldName::HalfWidth, |text| {
        let width = share(text)?;
        if width > 0.0 && width < 0.5 {
            Ok(width)
        } else {
            Err("must lie between 0 and 0.5".to_owned())
        }
    });
    let first_risk = first?;
    let risks = second?.map(|unexposed| ExpectedRisks {
        exposed: first_risk,
        unexposed,
        unexposed_per_exposed: 1.0,
    });
    let ratio = ratio?.unwrap_or(1.0);
    Some(Plan {
        risks: risks.map(|risks| ExpectedRisks { unexposed_per_exposed: ratio, ..risks }),
        first_risk,
        errors: Errors {
            significance: significance?.unwrap_or(0.05),
            power: power?.unwrap_or(0.8),
        },
        members: members?,
        margin: margin?,
        half_width: half_width?,
    })
}

const FLEISS: &str = "Fleiss JL, Levin B, Paik MC, Statistical Methods for Rates and Proportions, \
                      2003, chapter 4, doi:10.1002/0471445428";
const CHOW: &str = "Chow SC, Shao J, Wang H, Sample Size Calculations in Clinical Research, 2008, \
                    section 4.2, doi:10.1201/9781584889830";

/// The sizes of both groups.
fn both(
    id: &str,
    name: &str,
    sizes: Result<GroupSizes, Undefined>,
    words: &str,
    source: &str,
) -> Vec<Finding> {
    let group = |id: String, name: String, size: Result<f64, Undefined>| {
        Finding::number(&id, &name, Scale::People, size)
    };
    vec![
        group(
            format!("{id}_group_1"),
            format!("{name}, group 1"),
            sizes.map(|sizes| sizes.exposed),
        )
        .defined(words, source),
        group(
            format!("{id}_group_2"),
            format!("{name}, group 2"),
            sizes.map(|sizes| sizes.unexposed),
        ),
    ]
}

fn difference(risks: &ExpectedRisks, errors: &Errors) -> Vec<Finding> {
    both(
        "size_difference",
        "Sample size",
        size_for_difference(risks, errors),
        "Two-sided test, normal approximation without continuity correction, as power.prop.test in \
         R; rounded up.",
        FLEISS,
    )
}

/// The smallest groups with which Fisher's exact test has the power.
fn exact_difference(
    risks: &ExpectedRisks,
    errors: &Errors,
    progress: &mut Progress<'_>,
) -> Vec<Finding> {
    // One size after the other is tried, each with all of its tables.
    let is_affordable = |sizes: GroupSizes| sizes.exposed * sizes.unexposed <= MOST_TABLES;
    let size = match size_for_difference(risks, errors) {
        Ok(sizes) if !is_affordable(sizes) => Err(Undefined::BeyondBudget),
        Ok(_) => exact_size(risks, errors, PlannedTest::Fisher, progress).map(|size| GroupSizes {
            exposed: f64::from(size.exposed),
            unexposed: f64::from(size.unexposed),
        }),
        Err(why) => Err(why),
    };
    both(
        "size_difference_fisher",
        "Sample size, Fisher's exact test",
        size,
        "The smallest groups whose exact power is enough; larger ones can have a little less, \
         because the power rises in a sawtooth.",
        CASAGRANDE,
    )
}

/// How the power grows with the size of the study.
fn power_curve(risks: &ExpectedRisks, errors: &Errors) -> Option<Block> {
    let size = size_for_difference(risks, errors).ok()?.exposed;
    let power = |members: u32| power_for_difference(risks, members, errors.significance).ok();
    let most = whole((2.0 * size).clamp(8.0, 1e9)).ok()?;
    let steps = most.min(60);
    let points: Vec<(u32, f64)> = (1..=steps)
        .filter_map(|step| {
            let members =
                u32::try_from(u64::from(most) * u64::from(step) / u64::from(steps)).ok()?;
            Some((members, power(members)?))
        })
        .collect();
    let needed = whole(size.ceil()).ok()?;
    let place = |members: u32, power: f64| CurvePlace {
        x: f64::from(members),
        y: power,
        words: format!(
            "{} in group 1: power {}",
            format::count(members.into()),
            format::precise_percent(power)
        ),
    };
    let mark = place(needed, power(needed)?);
    let label = format!("{}: {}", format::count(needed.into()), format::precise_percent(mark.y));
    let rows = points.iter().map(|&(members, power)| {
        vec![format::count(members.into()), format::precise_percent(power)]
    });
    let places: Vec<CurvePlace> =
        points.iter().map(|&(members, power)| place(members, power)).collect();
    let axes = [
        Axis::holding(Division::Linear, places.iter().map(|place| place.x)),
        Axis::holding(Division::Percent, places.iter().map(|place| place.y)),
    ];
    Some(Block::Figure(Box::new(Figure {
        title: "Power by size".to_owned(),
        description: "Power of the two-sided test by the normal approximation, by the size of \
                      group 1; the point is the size above."
            .to_owned(),
        table: FigureTable {
            head: ["Size of group 1", "Power"].map(str::to_owned).to_vec(),
            rows: rows.collect(),
        },
        sketch: Curve {
            places,
            axes,
            axis_titles: ["Size of group 1", "Power"].map(str::to_owned),
            mark: Some((mark, label)),
        }
        .sketch(),
    })))
}

fn margins(risks: &ExpectedRisks, errors: &Errors, margin: f64) -> Vec<Finding> {
    let mut findings = both(
        "size_non_inferiority",
        "Non-inferiority",
        size_for_non_inferiority(risks, errors, margin),
        "To show that group 1 is not worse by the margin, for an event that is good; one-sided at the \
         significance level, normal approximation.",
        CHOW,
    );
    findings.extend(both(
        "size_equivalence",
        "Equivalence",
        size_for_equivalence(risks, errors, margin),
        "To show that the shares differ by less than the margin either way; two one-sided tests, each at \
         the significance level; conservative unless the shares are equal.",
        CHOW,
    ));
    findings
}

fn precision(risk: f64, half_width: f64, level: f64) -> Vec<Finding> {
    let size = |id: &str, name: &str, method| {
        Finding::number(
            id,
            name,
            Scale::People,
            size_for_precision(risk, half_width, method, level),
        )
    };
    vec![
        size("size_precision_wilson", "Sample size, Wilson's interval", PrecisionMethod::Wilson)
            .defined(
                "The size at which half of Wilson's interval is as wide; rounded up.",
                NEWCOMBE,
            ),
        size("size_precision_normal", "Sample size, Wald's interval", PrecisionMethod::Normal)
            .defined("z² p (1 − p)/d²: the usual textbook formula; rounded up.", NEWCOMBE),
    ]
}

fn powers(
    risks: &ExpectedRisks,
    plan: &Plan,
    members: u32,
    progress: &mut Progress<'_>,
) -> Vec<Finding> {
    let significance = plan.errors.significance;
    let others = whole(f64::from(members) * risks.unexposed_per_exposed);
    let mut exact = |test, from: f64, to: f64| {
        let exposed = PlannedGroup { total: members, risk: risks.exposed };
        let unexposed = PlannedGroup { total: others?, risk: risks.unexposed };
        exact_power(exposed, unexposed, test, significance, &mut part(progress, from, to))
    };
    let power = |id: &str, name: &str, found, words: &str, source: &str| {
        Finding::number(id, name, Scale::Share, found).defined(words, source)
    };
    vec![
        power(
            "power_fisher",
            "Power, Fisher's exact test",
            exact(PlannedTest::Fisher, 0.0, 0.4),
            "Exact: the probability of all tables in which the two-sided test is significant.",
            CASAGRANDE,
        )
        .main(),
        power(
            "power_mid_p",
            "Power, mid-p",
            exact(PlannedTest::FisherMidP, 0.4, 0.8),
            "Exact, for the central mid-p test.",
            CASAGRANDE,
        ),
        power(
            "power_pearson",
            "Power, chi-square",
            exact(PlannedTest::Pearson, 0.8, 1.0),
            "Exact, for Pearson's test without correction.",
            CASAGRANDE,
        ),
        power(
            "power_normal",
            "Power, normal approximation",
            power_for_difference(risks, members, significance),
            "A significant difference in the wrong direction does not count, as power.prop.test in \
             R without strict.",
            FLEISS,
        ),
    ]
}

/// The power of the tests with a margin.
fn margin_powers(
    risks: &ExpectedRisks,
    errors: &Errors,
    members: u32,
    margin: f64,
) -> Vec<Finding> {
    let power = |id: &str, name: &str, found, words: &str| {
        Finding::number(id, name, Scale::Share, found).defined(words, CHOW)
    };
    let non_inferior = power_for_non_inferiority(risks, members, errors.significance, margin);
    let equivalent = power_for_equivalence(risks, members, errors.significance, margin);
    vec![
        power(
            "power_non_inferiority",
            "Power, non-inferiority",
            non_inferior,
            "To show that group 1 is not worse by the margin; one-sided, normal approximation.",
        ),
        power(
            "power_equivalence",
            "Power, equivalence",
            equivalent,
            "To show that the shares differ by less than the margin; two one-sided tests, normal \
             approximation.",
        ),
    ]
}

/// The nearest whole number of people.
fn whole(members: f64) -> Result<u32, Undefined> {
    let rounded = members.round().max(1.0);
    if rounded > 1e9 {
        return Err(Undefined::BeyondBudget);
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked above")]
    let whole = rounded as u32;
    Ok(whole)
}

fn sizes_section(id: &str, title: &str, caption: &str, sizes: &[Finding]) -> Section {
    section(id, title, vec![finding::numbers(id, caption, "Sample size", sizes)])
}

fn power_section(powers: &[Finding], risks: &ExpectedRisks, members: u32) -> Section {
    let caption = format!(
        "Power of a study with {} in group 1 and {} in group 2",
        format::count(members.into()),
        whole(f64::from(members) * risks.unexposed_per_exposed)
            .map(|others| format::count(others.into()))
            .unwrap_or_default()
    );
    let mut blocks = vec![finding::numbers("power", &caption, "Power", powers)];
    blocks.extend(chart::figure(
        "Power of each test",
        "The probability that the test is significant if the shares are as expected.",
        (Division::Percent, "Power"),
        None,
        powers.iter().filter_map(|finding| chart::row(finding.name.clone(), finding)).collect(),
    ));
    section("power", "Power", blocks)
}

/// Both sizes in words; none, if they are not defined.
fn size_words(sizes: &[Finding]) -> Option<String> {
    match sizes {
        [first, second]
            if matches!(first.outcome, FindingValue::Number(_))
                && matches!(second.outcome, FindingValue::Number(_)) =>
        {
            Some(format!(
                "{} in group 1 and {} in group 2",
                first.value_text(),
                second.value_text()
            ))
        }
        _ => None,
    }
}

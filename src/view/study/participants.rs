//! Who is in the study and why the others are not, as a STROBE diagram; how the
//! pregnancies ended.

use super::blocks::{self, figure, note, paragraph};
use super::wording;
use crate::engine::cohort::branches::BranchGroup;
use crate::engine::cohort::tally::Stratum;
use crate::engine::counts::{Counts, OutcomeCount};
use crate::view::document::{Block, Cell, Row, Section, Table, TableColumn};
use crate::view::figures::layout::boxes::{BranchBox, FlowBranch, FlowChart, FlowStep};
use crate::view::figures::marks::Tint;
use crate::view::{format, words};

/// Who is in the study, and why the others are not.
pub(super) fn section(counts: &Counts) -> Section {
    let flow = &counts.flow;
    let mut blocks: Vec<Block> = blocks::nobody(counts).into_iter().collect();
    if let Some(filter) = wording::filter(&counts.filter) {
        blocks.push(note(format!(
            "Filter: {filter}. {} left out; everything below is about the others.",
            format::count_of(flow.outside_filter.total(), "record is", "records are")
        )));
    }
    blocks.push(paragraph(format!(
        "Of {} read, {} recurrent pregnancy loss ({} or more losses), {} an immune class, and {} of \
         these a known outcome of the first pregnancy after the work-up. Each rate counts the women of \
         whom it is known; a missing value never counts as normal.",
        format::count_of(flow.n_rows, "row", "rows"),
        counted(flow.n_enrolled, "woman has", "women have"),
        counts.protocol.minimum_losses,
        counted(flow.n_classified, "has", "have"),
        format::count(flow.n_analyzed.into()),
    )));
    if flow.n_indeterminate_abnormal > 0 {
        blocks.push(note(format!(
            "Of the women whose class is not determinable, {} at least one abnormality for certain.",
            counted(flow.n_indeterminate_abnormal, "has", "have"),
        )));
    }
    blocks.push(figure(
        "Flow of women through the analysis",
        "From the rows of the file to the women analyzed, with everyone who left on the way and why. \
         “Outcome” counts the women with a known outcome."
            .to_owned(),
        &["Step", "Women"],
        rows(counts),
        diagram(counts).sketch(),
    ));
    if !counts.outcomes.is_empty() {
        blocks.push(Block::Table(endings(counts)));
    }
    blocks::section("participants", "Participants", blocks)
}

/// How the pregnancies ended, and how that counts.
fn endings(counts: &Counts) -> Table {
    let row = |outcome: &OutcomeCount| {
        let counts_as = match outcome.is_live_birth {
            Some(true) => "live birth",
            Some(false) => "no live birth",
            None => "left out of live birth rates",
        };
        let n = format::count(outcome.n.into());
        Row::new([words::outcome(outcome.outcome), n.as_str(), counts_as].map(Cell::from))
    };
    Table {
        id: "endings".to_owned(),
        caption: "How the pregnancies of the women with an immune class ended".to_owned(),
        columns: vec![
            TableColumn::words("Ending"),
            TableColumn::numbers("Women"),
            TableColumn::words("Counts as"),
        ],
        rows: counts.outcomes.iter().map(row).collect(),
        notes: Vec::new(),
    }
}

fn counted(n: u32, one: &str, many: &str) -> String {
    format::count_of(n, one, many)
}

/// A reason with its count, unless nobody left for it.
fn leaving(parts: &[(u32, &str)]) -> Vec<String> {
    parts
        .iter()
        .filter(|(n, _)| *n > 0)
        .map(|(n, reason)| format!("{} {reason}", format::count((*n).into())))
        .collect()
}

fn diagram(counts: &Counts) -> FlowChart {
    let flow = &counts.flow;
    let n = |count: u32| format::count(count.into());
    let steps = vec![
        FlowStep {
            text: format!("{} rows read", n(flow.n_rows)),
            further: Vec::new(),
            leaving: leaving(&[
                (flow.n_rejected, "rows that could not be used"),
                (flow.n_merged, "rows of women who have another row"),
                (flow.outside_filter.total(), "outside the filter"),
                (flow.n_losses_unknown, "with an unknown number of losses"),
                (flow.n_too_few_losses, "with too few losses"),
            ]),
        },
        FlowStep {
            text: format!("{} with recurrent pregnancy loss", n(flow.n_enrolled)),
            further: Vec::new(),
            leaving: leaving(&[(
                flow.n_immunity_indeterminate,
                "whose immune class is not determinable",
            )]),
        },
        FlowStep {
            text: format!("{} with an immune class", n(flow.n_classified)),
            further: vec![
                format!("{} with a known outcome", n(flow.n_analyzed)),
                format!("{} without", n(flow.n_outcome_unknown)),
            ],
            leaving: Vec::new(),
        },
    ];
    let branches = counts
        .branches
        .iter()
        .filter(|(_, branch)| branch.normal.n + branch.abnormal.n > 0)
        .map(|(etiology, branch)| FlowBranch {
            tint: Tint::Stratum(Stratum::of(etiology)),
            rows: vec![
                vec![BranchBox {
                    name: words::stratum(Stratum::of(etiology)).to_owned(),
                    count: n(branch.normal.n + branch.abnormal.n),
                    details: Vec::new(),
                }],
                vec![
                    group("No abnormality", &branch.normal),
                    group("Any abnormality", &branch.abnormal),
                ],
            ],
        })
        .collect();
    FlowChart { steps, branches }
}

fn group(name: &str, group: &BranchGroup) -> BranchBox {
    let detail = |name: &str, count: u32| format!("{name} {}", format::count(count.into()));
    let unknown = match group.n_treatment_unknown {
        0 => None,
        unknown => Some(detail("IVIG unknown", unknown)),
    };
    let details = [
        Some(detail("IVIG", group.n_treated)),
        unknown,
        Some(detail("outcome", group.n_analyzed)),
        Some(detail("live births", group.n_live_births)),
    ];
    BranchBox {
        name: name.to_owned(),
        count: format::count(group.n.into()),
        details: details.into_iter().flatten().collect(),
    }
}

/// Who is outside the filter and why, a line for each thing it goes by.
fn outside(counts: &Counts) -> impl Iterator<Item = (&'static str, u32)> {
    let (filter, outside) = (&counts.filter, &counts.flow.outside_filter);
    [
        (filter.etiology.is_some(), "another etiology, or not given", outside.etiology),
        (filter.age_years.is_some(), "another age, or not given", outside.age_years),
        (
            filter.previous_losses.is_some(),
            "another number of losses, or not given",
            outside.previous_losses,
        ),
        (filter.year.is_some(), "another year, or not given", outside.year),
        (
            !filter.own.is_empty(),
            "another value of a column of your own, or not given",
            outside.own,
        ),
    ]
    .into_iter()
    .filter(|(is_asked, ..)| *is_asked)
    .map(|(_, reason, n)| (reason, n))
}

/// The flow as rows: those who leave stand above the step before which they leave, so
/// that what is above adds up to what is below.
fn rows(counts: &Counts) -> Vec<Vec<String>> {
    let flow = &counts.flow;
    let named = |(name, n): (&str, u32)| (name.to_owned(), n);
    let mut rows: Vec<(String, u32)> = [
        ("Rows read", flow.n_rows),
        ("Rows that could not be used", flow.n_rejected),
        ("Rows of women who have another row", flow.n_merged),
        ("Records", flow.n_records),
    ]
    .map(named)
    .into();
    if !counts.filter.is_open() {
        let reasons = outside(counts);
        rows.extend(reasons.map(|(reason, n)| (format!("Outside the filter: {reason}"), n)));
        rows.push(named(("Records within the filter", flow.n_within_filter())));
    }
    rows.extend(
        [
            ("Number of losses unknown", flow.n_losses_unknown),
            ("Too few losses", flow.n_too_few_losses),
            ("With recurrent pregnancy loss", flow.n_enrolled),
            ("Immune class not determinable", flow.n_immunity_indeterminate),
            ("With an immune class", flow.n_classified),
            ("Outcome not known", flow.n_outcome_unknown),
            ("With a class and an outcome", flow.n_analyzed),
        ]
        .map(named),
    );
    for (etiology, branch) in counts.branches.iter() {
        for (name, group) in
            [("no abnormality", branch.normal), ("any abnormality", branch.abnormal)]
        {
            if group.n == 0 && etiology.is_none() {
                continue;
            }
            let of = format!("{}, {name}", words::stratum(Stratum::of(etiology)));
            rows.push((of.clone(), group.n));
            rows.push((format!("{of}: IVIG given"), group.n_treated));
            rows.push((format!("{of}: known outcome"), group.n_analyzed));
            rows.push((format!("{of}: live births"), group.n_live_births));
        }
    }
    rows.into_iter().map(|(name, n)| vec![name, format::count(n.into())]).collect()
}

//! The flow of women as a STROBE diagram.

use super::blocks::{self, figure, filtered_out, note, paragraph};
use super::drawing::boxes::{Branch, Flow, Step};
use super::wording;
use crate::engine::cohort::tally::Stratum;
use crate::engine::study::Study;
use crate::engine::study::flow::{BranchGroup, FlowDetail};
use crate::view::document::{Block, Section};
use crate::view::figures::marks::Tint;
use crate::view::{format, words};

pub(super) fn section(study: &Study) -> Section {
    let flow = &study.flow;
    let mut blocks: Vec<Block> = filtered_out(study).into_iter().collect();
    if let Some(filter) = wording::filter(&study.options.filter) {
        blocks.push(note(format!(
            "Filter: {filter}. {} left out; everything below is about the others.",
            format::count_of(flow.n_outside_filter, "record is", "records are")
        )));
    }
    blocks.push(paragraph(format!(
        "Of {} read, {} recurrent pregnancy loss ({} or more losses), {} an immune class, and {} of \
         these a known outcome of the first pregnancy after the work-up. Each rate counts the women of \
         whom it is known; a missing value never counts as normal.",
        format::count_of(flow.n_rows, "row", "rows"),
        counted(flow.n_enrolled, "woman has", "women have"),
        study.protocol.minimum_losses,
        counted(flow.n_classified, "has", "have"),
        format::count(flow.n_analyzed.into()),
    )));
    let diagram = diagram(flow);
    let rows = rows(flow);
    blocks.push(figure(
        "Flow of women through the analysis",
        "From the rows of the file to the women analyzed, with everyone who left on the way and why. \
         “Outcome” counts the women with a known outcome."
            .to_owned(),
        &["Step", "Women"],
        rows,
        diagram.sketch(),
    ));
    blocks::section("participants", "Participants", blocks)
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

fn diagram(flow: &FlowDetail) -> Flow {
    let n = |count: u32| format::count(count.into());
    let steps = vec![
        Step {
            text: format!("{} rows read", n(flow.n_rows)),
            leaving: leaving(&[
                (flow.n_rejected, "rows that could not be used"),
                (flow.n_merged, "rows of women who have another row"),
                (flow.n_outside_filter, "outside the filter"),
                (flow.n_losses_unknown, "with an unknown number of losses"),
                (flow.n_too_few_losses, "with too few losses"),
            ]),
        },
        Step {
            text: format!("{} with recurrent pregnancy loss", n(flow.n_enrolled)),
            leaving: leaving(&[(
                flow.n_immunity_indeterminate,
                "whose immune class is not determinable",
            )]),
        },
        Step {
            text: format!("{} with an immune class", n(flow.n_classified)),
            leaving: Vec::new(),
        },
    ];
    let branches = flow
        .branches
        .iter()
        .filter(|branch| branch.normal.n + branch.abnormal.n > 0)
        .map(|branch| Branch {
            tint: Tint::Stratum(branch.stratum),
            rows: vec![
                vec![format!(
                    "{}\n{}",
                    words::stratum(branch.stratum),
                    n(branch.normal.n + branch.abnormal.n)
                )],
                vec![
                    group("No abnormality", &branch.normal),
                    group("Any abnormality", &branch.abnormal),
                ],
            ],
        })
        .collect();
    Flow { steps, branches }
}

fn group(name: &str, group: &BranchGroup) -> String {
    let n = |count: u32| format::count(count.into());
    let unknown = match group.n_treatment_unknown {
        0 => String::new(),
        unknown => format!("\nIVIG unknown {}", n(unknown)),
    };
    format!(
        "{name}\n{}\nIVIG {}{unknown}\noutcome {}\nlive births {}",
        n(group.n),
        n(group.n_treated),
        n(group.n_analyzed),
        n(group.n_live_births)
    )
}

fn rows(flow: &FlowDetail) -> Vec<Vec<String>> {
    let mut rows: Vec<(String, u32)> = [
        ("Rows read", flow.n_rows),
        ("Rows that could not be used", flow.n_rejected),
        ("Rows of women who have another row", flow.n_merged),
        ("Outside the filter", flow.n_outside_filter),
        ("Number of losses unknown", flow.n_losses_unknown),
        ("Too few losses", flow.n_too_few_losses),
        ("With recurrent pregnancy loss", flow.n_enrolled),
        ("Immune class not determinable", flow.n_immunity_indeterminate),
        ("With an immune class", flow.n_classified),
        ("Outcome not known", flow.n_outcome_unknown),
        ("With a class and an outcome", flow.n_analyzed),
    ]
    .map(|(name, n)| (name.to_owned(), n))
    .into();
    for branch in &flow.branches {
        for (name, group) in
            [("no abnormality", branch.normal), ("any abnormality", branch.abnormal)]
        {
            if group.n == 0 && branch.stratum == Stratum::NotStated {
                continue;
            }
            let of = format!("{}, {name}", words::stratum(branch.stratum));
            rows.push((of.clone(), group.n));
            rows.push((format!("{of}: IVIG given"), group.n_treated));
            rows.push((format!("{of}: known outcome"), group.n_analyzed));
            rows.push((format!("{of}: live births"), group.n_live_births));
        }
    }
    rows.into_iter().map(|(name, n)| vec![name, format::count(n.into())]).collect()
}

//! The flow of the cohort, from rows to analyzed women.

use crate::engine::cohort::filter::Filter;
use crate::engine::cohort::flow::OutsideFilter;
use crate::engine::report::Report;
use crate::view::format;
use crate::view::study::wording;

/// One step of the flow: those who go on, and those who leave before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What is counted.
    pub name: String,
    /// How many go on.
    pub n: String,
    /// Who leaves here, with how many, when anybody can.
    pub leaving: Vec<(String, String)>,
}

/// The steps of the flow. What leaves and what goes on add up to the step
/// before.
#[must_use]
pub fn steps(report: &Report) -> Vec<Step> {
    let flow = &report.flow;
    let step = |name: &str, n: u32, leaving: Vec<(String, u32)>| Step {
        name: name.to_owned(),
        n: format::count(n.into()),
        leaving: leaving.into_iter().map(|(name, n)| (name, format::count(n.into()))).collect(),
    };
    let abnormal = match flow.n_indeterminate_abnormal {
        0 => String::new(),
        n => format!(" ({} at least one abnormality)", format::count_of(n, "has", "have")),
    };
    let within_filter = wording::filter(&report.filter).map(|words| {
        step(
            &format!("Records within the filter ({words})"),
            flow.n_within_filter(),
            outside(&report.filter, &flow.outside_filter),
        )
    });
    let mut steps = vec![
        step("Rows read", flow.n_rows, vec![]),
        step(
            "Records",
            flow.n_records,
            [
                ("Rows that cannot be used".to_owned(), flow.n_rejected),
                ("Rows of a woman who has another row".to_owned(), flow.n_merged),
            ]
            .into_iter()
            .filter(|(_, n)| *n > 0 || flow.n_merged == 0)
            .take(if flow.n_merged == 0 { 1 } else { 2 })
            .collect(),
        ),
        step(
            "Women with recurrent pregnancy loss",
            flow.n_enrolled,
            vec![
                ("Number of losses not given".to_owned(), flow.n_losses_unknown),
                (
                    format!("Fewer than {} losses", report.protocol.minimum_losses),
                    flow.n_too_few_losses,
                ),
            ],
        ),
        step(
            "Women with an immune class",
            flow.n_classified,
            vec![(format!("Class not determinable{abnormal}"), flow.n_immunity_indeterminate)],
        ),
        step(
            "Women with class and outcome",
            flow.n_analyzed,
            vec![("Outcome not known".to_owned(), flow.n_outcome_unknown)],
        ),
    ];
    steps.splice(2..2, within_filter);
    steps
}

/// Who leaves by the filter and why, one line for each thing it goes by.
fn outside(filter: &Filter, outside: &OutsideFilter) -> Vec<(String, u32)> {
    [
        (filter.etiology.is_some(), "Another etiology, or not given", outside.etiology),
        (filter.age_years.is_some(), "Another age, or not given", outside.age_years),
        (
            filter.previous_losses.is_some(),
            "Another number of losses, or not given",
            outside.previous_losses,
        ),
        (filter.year.is_some(), "Another year, or not given", outside.year),
    ]
    .into_iter()
    .filter(|(is_asked, ..)| *is_asked)
    .map(|(_, reason, n)| (reason.to_owned(), n))
    .collect()
}

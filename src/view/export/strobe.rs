//! The STROBE checklist for cohort studies, with what the file can fill in.
//!
//! von Elm E et al., the STROBE statement, doi:10.1371/journal.pmed.0040296. The
//! items are named in our words.

use crate::engine::analysis::Analysis;
use crate::view::analysis::wording;
use crate::view::document::{Cell, Column, Row, Table};
use crate::view::{format, words};

/// What only the authors can write.
const AUTHORS: &str = "to be written by the authors";

/// The checklist as a table.
#[must_use]
#[expect(clippy::too_many_lines, reason = "a list of 22 items")]
pub fn checklist(analysis: &Analysis) -> Table {
    let flow = &analysis.flow;
    let n = |count: u32| format::count(count.into());
    let left = flow.n_rejected
        + flow.n_merged
        + flow.n_outside_filter
        + flow.n_losses_unknown
        + flow.n_too_few_losses
        + flow.n_immunity_indeterminate
        + flow.n_outcome_unknown;
    let births: u32 = flow
        .branches
        .iter()
        .map(|branch| branch.normal.n_live_births + branch.abnormal.n_live_births)
        .sum();
    let filter = wording::filter(&analysis.options.filter)
        .unwrap_or_else(|| "none; every woman of the file".to_owned());
    let items: Vec<(&str, &str, String)> = vec![
        ("1", "Title and abstract", AUTHORS.into()),
        ("2", "Background", AUTHORS.into()),
        ("3", "Objectives", AUTHORS.into()),
        (
            "4",
            "Study design",
            "Cohort: one row a woman, first pregnancy after the immunological work-up".into(),
        ),
        ("5", "Setting", AUTHORS.into()),
        (
            "6",
            "Participants",
            format!(
                "{} or more previous losses; filter: {filter}",
                analysis.protocol.minimum_losses
            ),
        ),
        (
            "7",
            "Variables",
            format!(
                "Outcome: live birth. Exposure: immune class by rule set {}, cytotoxicity rule “{}”. \
                 Predictors: age, body mass index, previous losses, etiology",
                analysis.fingerprint.get(..8).unwrap_or_default(),
                words::rule(analysis.protocol.cytotoxicity_rule).to_lowercase()
            ),
        ),
        ("8", "Data sources", format!("The file; laboratory methods: {AUTHORS}")),
        (
            "9",
            "Bias",
            "Selection on a known outcome and on complete immunity (see 13); treatment was not assigned \
             by chance"
                .into(),
        ),
        ("10", "Study size", format!("{} women analyzed; no calculation beforehand is known", n(flow.n_analyzed))),
        (
            "11",
            "Quantitative variables",
            format!(
                "Losses in categories beginning at {}; other numbers as measured",
                analysis
                    .options
                    .loss_categories
                    .iter()
                    .map(ToString::to_string)
                    .collect::<Vec<_>>()
                    .join(", ")
            ),
        ),
        ("12", "Statistical methods", "See the methods paragraph".into()),
        (
            "13",
            "Participants (numbers)",
            format!(
                "{} rows read; {} could not be used; {} outside the filter; {} with an unknown number of \
                 losses; {} with too few; {} enrolled; {} without a class; {} without a known outcome; {} \
                 analyzed ({} left out in all). Figure 1",
                n(flow.n_rows),
                n(flow.n_rejected),
                n(flow.n_outside_filter),
                n(flow.n_losses_unknown),
                n(flow.n_too_few_losses),
                n(flow.n_enrolled),
                n(flow.n_immunity_indeterminate),
                n(flow.n_outcome_unknown),
                n(flow.n_analyzed),
                n(left)
            ),
        ),
        ("14", "Descriptive data", "Table 1, with missing values for each variable".into()),
        (
            "15",
            "Outcome data",
            format!("{} live births among {} women analyzed", n(births), n(flow.n_analyzed)),
        ),
        (
            "16",
            "Main results",
            match analysis.outcome.as_ref().map(|found| &found.comparisons[0].contrast) {
                Ok(Ok(contrast)) => format!(
                    "Abnormal {}; normal {}; difference {} points ({} to {}). Not a comparison of \
                     treatments",
                    wording::share(&contrast.first),
                    wording::share(&contrast.second),
                    wording::points(contrast.difference.value),
                    wording::points(contrast.difference.interval.lower),
                    wording::points(contrast.difference.interval.upper)
                ),
                Ok(Err(reason)) | Err(reason) => wording::reason(reason),
            },
        ),
        (
            "17",
            "Other analyses",
            format!(
                "Previous losses, predictors, cut-offs of other sources; {} tests in all",
                n(analysis.n_tests)
            ),
        ),
        ("18", "Key results", AUTHORS.into()),
        (
            "19",
            "Limitations",
            match &analysis.treatment {
                Ok(_) => "Treatment was not assigned by chance; unmeasured confounding: see E-value".into(),
                Err(reason) => wording::reason(reason),
            },
        ),
        ("20", "Interpretation", AUTHORS.into()),
        ("21", "Generalizability", AUTHORS.into()),
        ("22", "Funding", AUTHORS.into()),
    ];
    Table {
        id: "strobe".to_owned(),
        caption: "STROBE checklist for cohort studies".to_owned(),
        columns: vec![Column::words("Item"), Column::words("What"), Column::words("In this analysis")],
        rows: items
            .into_iter()
            .map(|(number, name, text)| {
                Row::new([Cell::from(number), Cell::from(name), Cell::from(text)])
            })
            .collect(),
        notes: vec![
            "Items after von Elm E et al., PLoS Med 2007;4:e296, doi:10.1371/journal.pmed.0040296, in our \
             words."
                .to_owned(),
        ],
    }
}

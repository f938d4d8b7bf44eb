//! The STROBE checklist for cohort studies, with what the file can fill in.
//!
//! von Elm E et al., the STROBE statement, doi:10.1371/journal.pmed.0040296. The
//! items are named in our words.

use super::methods::OUTCOME;
use crate::engine::quantity::Quantity;
use crate::engine::study::Study;
use crate::view::document::{Cell, Row, Table, TableColumn};
use crate::view::study::wording;
use crate::view::words::predictors;
use crate::view::{format, messages, words};

/// What only the authors can write.
const AUTHORS: &str = "to be written by the authors";

/// An item: its number, its name, and what this study has to say.
type ChecklistItem = (&'static str, &'static str, String);

/// The checklist as a table.
#[must_use]
pub fn checklist(study: &Study) -> Table {
    let mut items = vec![
        ("1a", "Title: the design", AUTHORS.to_owned()),
        ("1b", "Abstract", AUTHORS.into()),
        ("2", "Background", AUTHORS.into()),
        ("3", "Objectives", AUTHORS.into()),
    ];
    items.extend(participants_and_variables(study));
    items.extend(statistical_methods(study));
    items.extend(numbers(study));
    items.extend(results(study));
    items.extend([
        ("20", "Interpretation", AUTHORS.into()),
        ("21", "Generalizability", AUTHORS.into()),
        ("22", "Funding", AUTHORS.into()),
    ]);
    Table {
        id: "strobe".to_owned(),
        caption: "STROBE checklist for cohort studies".to_owned(),
        columns: ["Item", "What", "In this analysis", "Page"].map(TableColumn::words).to_vec(),
        rows: items
            .into_iter()
            .map(|(number, name, text)| {
                let cells = [number, name, text.as_str(), ""].map(Cell::from);
                Row::new(cells)
            })
            .collect(),
        notes: vec![
            "Items after von Elm E et al., PLoS Med 2007;4:e296, doi:10.1371/journal.pmed.0040296, in our \
             words. The pages are those of your manuscript."
                .to_owned(),
        ],
    }
}

fn n(count: u32) -> String {
    format::count(count.into())
}

fn participants_and_variables(study: &Study) -> Vec<ChecklistItem> {
    let filter = wording::filter(&study.options.filter)
        .unwrap_or_else(|| "none; every woman of the file".to_owned());
    vec![
        (
            "4",
            "Study design",
            format!(
                "One row a woman, first pregnancy after the immunological work-up. How the women were \
                 followed, and whether this is a cohort: {AUTHORS}"
            ),
        ),
        ("5", "Setting", AUTHORS.into()),
        (
            "6a",
            "Participants",
            format!(
                "{} or more previous losses; filter: {filter}. Sources and follow-up: {AUTHORS}",
                study.protocol.minimum_losses
            ),
        ),
        ("6b", "Matching", "No matching was done by this program".into()),
        (
            "7",
            "Variables",
            format!(
                "{OUTCOME} Exposure: immune class by rule set {}, cytotoxicity rule “{}”. Predictors: \
                 age, body mass index, previous losses, etiology",
                study.fingerprint.get(..8).unwrap_or_default(),
                words::rule(study.protocol.cytotoxicity_rule).to_lowercase()
            ),
        ),
        ("8", "Data sources", format!("The file; laboratory methods: {AUTHORS}")),
        (
            "9",
            "Bias",
            "Selection on a known outcome and on complete immunity (see 13a); treatment was not assigned \
             by chance"
                .into(),
        ),
        (
            "10",
            "Study size",
            format!("{} women analyzed; no calculation beforehand is known", n(study.flow.counts.n_analyzed)),
        ),
        ("11", "Quantitative variables", boundaries(study)),
    ]
}

/// Where numbers were cut into categories.
fn boundaries(study: &Study) -> String {
    let cutoffs: Vec<String> = Quantity::LABORATORY
        .into_iter()
        .filter_map(|quantity| {
            let cutoff = study.protocol.cutoff(quantity)?;
            Some(format!("{} > {}", words::quantity(quantity), format::shown(cutoff.value)))
        })
        .collect();
    let losses: Vec<String> =
        study.options.loss_categories.iter().map(ToString::to_string).collect();
    format!(
        "For the classes, each test is high or not: {}. Previous losses in categories beginning at {}, \
         and as a number in the models. Age, body mass index and, where they are compared as numbers, the \
         tests: as measured",
        cutoffs.join("; "),
        losses.join(", ")
    )
}

fn statistical_methods(study: &Study) -> Vec<ChecklistItem> {
    let adjusted = match &study.prediction {
        Ok(found) => {
            let terms = found.terms.iter();
            let names: Vec<String> = terms
                .map(|term| predictors::predictor_in_sentence(term.predictor, &term.name))
                .collect();
            let validated = if found.validation.is_ok() {
                "; internal validation of the model by bootstrap (TRIPOD 2015, item 10b)"
            } else {
                ""
            };
            format!("See the methods paragraph; adjusted for {}{validated}", names.join("; "))
        }
        Err(_) => "See the methods paragraph; no adjusted model".to_owned(),
    };
    vec![
        ("12a", "Statistical methods", adjusted),
        (
            "12b",
            "Subgroups and interactions",
            "Etiology and number of previous losses as subgroups; treatment by immune status and \
             subgroup, with tests of these interactions, where the methods paragraph names them"
                .into(),
        ),
        (
            "12c",
            "Missing data",
            "Women without a class or outcome are left out of rates; models use complete rows; nothing is \
             imputed"
                .into(),
        ),
        ("12d", "Loss to follow-up", "Women lost to follow-up are left out of rates (see 13a)".into()),
        (
            "12e",
            "Sensitivity analyses",
            if study.sensitivity.is_ok() {
                "Every rule for cytotoxicity and the cut-offs of other sources"
            } else {
                "None"
            }
            .into(),
        ),
    ]
}

fn numbers(study: &Study) -> Vec<ChecklistItem> {
    let flow = &study.flow.counts;
    let left_out = flow.n_rejected
        + flow.outside_filter.total()
        + flow.n_losses_unknown
        + flow.n_too_few_losses
        + flow.n_immunity_indeterminate
        + flow.n_outcome_unknown;
    vec![
        (
            "13a",
            "Participants (numbers)",
            format!(
                "{} rows read; {} could not be used; {} were further rows of a woman read already; {} \
                 outside the filter; {} with an unknown number of losses; {} with too few; {} enrolled; {} \
                 without a class; {} without a known outcome; {} analyzed ({} left out in all, further rows \
                 not counted)",
                n(flow.n_rows),
                n(flow.n_rejected),
                n(flow.n_merged),
                n(flow.outside_filter.total()),
                n(flow.n_losses_unknown),
                n(flow.n_too_few_losses),
                n(flow.n_enrolled),
                n(flow.n_immunity_indeterminate),
                n(flow.n_outcome_unknown),
                n(flow.n_analyzed),
                n(left_out)
            ),
        ),
        ("13b", "Reasons", format!("In 13a, as far as the file tells; others: {AUTHORS}")),
        ("13c", "Flow diagram", "Figure 1".into()),
        ("14a", "Descriptive data", "Table 1".into()),
        ("14b", "Missing data", "Table 1, for each variable".into()),
        ("14c", "Follow-up time", format!("Not in the file: {AUTHORS}")),
    ]
}

fn results(study: &Study) -> Vec<ChecklistItem> {
    let births: u32 = study
        .flow
        .branches
        .values()
        .map(|branch| branch.normal.n_live_births + branch.abnormal.n_live_births)
        .sum();
    let main = match study.outcome.as_ref().map(|found| &found.comparisons.all) {
        Ok(Ok(contrast)) => format!(
            "Any abnormality {}; no abnormality {}; difference {} points ({} to {}). Not a comparison of treatments. \
             Adjusted estimates: the table of the models",
            format::share(&contrast.first),
            format::share(&contrast.second),
            format::points(contrast.difference.value),
            format::points(contrast.difference.interval.lower),
            format::points(contrast.difference.interval.upper)
        ),
        Ok(Err(reason)) | Err(reason) => messages::reason(reason),
    };
    let validation = study.prediction.iter().find_map(|found| found.validation.as_ref().ok());
    let validated = validation.map_or_else(String::new, |found| {
        format!(
            " (AUC of the model {}, optimism-corrected {})",
            format::decimal(found.area.apparent, 3),
            format::decimal(found.area.corrected, 3)
        )
    });
    let limitations = match &study.treatment {
        Ok(_) => "Treatment was not assigned by chance; unmeasured confounding: see E-value".into(),
        Err(reason) => messages::reason(reason),
    };
    vec![
        (
            "15",
            "Outcome data",
            format!(
                "{} live births among {} women analyzed",
                n(births),
                n(study.flow.counts.n_analyzed)
            ),
        ),
        ("16a", "Main results", main),
        ("16b", "Category boundaries", "In 11".into()),
        ("16c", "Absolute risks", "Rates and differences of rates are beside every ratio".into()),
        (
            "17",
            "Other analyses",
            format!(
                "Previous losses, predictors{}, cut-offs of other sources; {} tests in all",
                validated,
                n(study.n_tests)
            ),
        ),
        ("18", "Key results", AUTHORS.into()),
        ("19", "Limitations", limitations),
    ]
}

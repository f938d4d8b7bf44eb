//! Why a section or a number of the study cannot be given.

use super::{undefined, undefined_clause};
use crate::engine::column::Column;
use crate::engine::stats::design::{FitError, Separation};
use crate::engine::study::model::ExcludedPredictor;
use crate::engine::study::{NotEstimable, TreatmentGroup};
use crate::view::format;
use crate::view::words::predictors::{bare_predictor, predictor_without_unit};

/// Why something cannot be said, as a sentence.
#[must_use]
pub fn reason(reason: &NotEstimable) -> String {
    match reason {
        NotEstimable::NotStated { column: missing } => {
            format!("The file states no {} for any of these women.", column(*missing))
        }
        NotEstimable::Nobody => "There are no such women in this file and filter.".to_owned(),
        NotEstimable::FilteredOut { n_enrolled } => format!(
            "The filter leaves nobody: {} with recurrent pregnancy loss {} outside it. “All women” \
             takes it away.",
            match n_enrolled {
                1 => "the only woman".to_owned(),
                n => format!("all {} women", format::count((*n).into())),
            },
            if *n_enrolled == 1 { "is" } else { "are" }
        ),
        NotEstimable::OneGroup => {
            "Only one of the groups has women, so there is nothing to compare it with.".to_owned()
        }
        NotEstimable::OneOutcome { live_births: true } => {
            "Every one of these pregnancies ended with a live birth, so nothing can tell them apart."
                .to_owned()
        }
        NotEstimable::OneOutcome { live_births: false } => {
            "None of these pregnancies ended with a live birth, so nothing can tell them apart."
                .to_owned()
        }
        NotEstimable::NoUntreated { n_treated } => format!(
            "{} with an abnormality and a known outcome {} treated. Without untreated \
             women with an abnormality no effect of treatment can be estimated from this file, by \
             any method: nobody shows what would have happened without it. The women without an \
             abnormality cannot stand in for them, because they differ in the very thing that was \
             treated.",
            match n_treated {
                1 => "The only woman".to_owned(),
                n => format!("All {} women", format::count((*n).into())),
            },
            if *n_treated == 1 { "was" } else { "were" }
        ),
        NotEstimable::NoTreated { n_untreated } => format!(
            "{} with an abnormality and a known outcome was {}treated, so there is no treatment to \
             look at.",
            match n_untreated {
                1 => "The only woman".to_owned(),
                n => format!("None of the {} women", format::count((*n).into())),
            },
            if *n_untreated == 1 { "not " } else { "" }
        ),
        NotEstimable::GroupsMissing { groups } => format!(
            "In this file and filter there are no {} whose outcome is known, so that treatment cannot \
             be compared between women with and without an abnormality.",
            groups.iter().map(|group| treatment_group(*group)).collect::<Vec<_>>().join(" and no ")
        ),
        NotEstimable::TooMany { limit } => {
            format!("This is computed for at most {} women.", format::count((*limit).into()))
        }
        NotEstimable::Deferred => "Computed once the sliders stop moving.".to_owned(),
        NotEstimable::Undefined(why) => undefined(*why),
        NotEstimable::Fit(error) => format!("The model cannot be fitted: {}.", unfit(error)),
    }
}

/// Why a regression cannot be fitted, with predictors as readers know them.
fn unfit(error: &FitError) -> String {
    let named = |columns: &[String]| {
        columns.iter().map(|column| bare_predictor(column)).collect::<Vec<_>>().join(" with ")
    };
    match error {
        FitError::Separated(Separation { complete, columns }) => format!(
            "{} tells the outcome {}, so that the effects have no finite estimate",
            named(columns),
            if *complete { "of everyone" } else { "of some without exception" }
        ),
        FitError::Constant { column } => {
            format!("{} is the same for everyone", bare_predictor(column))
        }
        FitError::Collinear { column, others } => {
            format!("{} follows from {}", bare_predictor(column), named(others))
        }
        FitError::Undefined(why) => undefined_clause(*why),
        FitError::Length { column, found, expected } => {
            format!("{} has {found} values instead of {expected}", bare_predictor(column))
        }
        FitError::NotFinite { column } => {
            format!("{} has a value that is not a finite number", bare_predictor(column))
        }
        FitError::OneOutcome => "everyone has the event, or nobody".to_owned(),
    }
}

/// That a predictor is left out, and why.
#[must_use]
pub fn left_out(left_out: &ExcludedPredictor, model: &str) -> String {
    let name = predictor_without_unit(&left_out.name);
    let head = format!("{name} is not in the model{model}");
    match &left_out.reason {
        NotEstimable::Fit(FitError::Constant { .. }) => {
            format!("{head}: it is the same for everyone.")
        }
        NotEstimable::Fit(FitError::Collinear { others, .. }) => {
            let others: Vec<String> = others.iter().map(|other| bare_predictor(other)).collect();
            format!("{head}: it follows from {}.", others.join(" and "))
        }
        other => format!("{head}. {}", reason(other)),
    }
}

/// Why something cannot be said, for a cell of a table.
#[must_use]
pub fn short_reason(reason: &NotEstimable) -> String {
    match reason {
        NotEstimable::NotStated { .. } => "not stated".to_owned(),
        NotEstimable::Nobody | NotEstimable::FilteredOut { .. } => "no women".to_owned(),
        NotEstimable::OneGroup => "one group only".to_owned(),
        NotEstimable::OneOutcome { .. } => "one outcome only".to_owned(),
        NotEstimable::NoUntreated { .. } => "nobody untreated".to_owned(),
        NotEstimable::NoTreated { .. } => "nobody treated".to_owned(),
        NotEstimable::GroupsMissing { .. } => "a group has no women".to_owned(),
        NotEstimable::TooMany { .. } => "too many women".to_owned(),
        NotEstimable::Deferred => "…".to_owned(),
        NotEstimable::Undefined(why) => undefined_clause(*why),
        NotEstimable::Fit(_) => "no estimate".to_owned(),
    }
}

fn treatment_group(group: TreatmentGroup) -> &'static str {
    match group {
        TreatmentGroup::AbnormalTreated => "treated women with an abnormality",
        TreatmentGroup::AbnormalUntreated => "untreated women with an abnormality",
        TreatmentGroup::NormalTreated => "treated women without an abnormality",
        TreatmentGroup::NormalUntreated => "untreated women without an abnormality",
    }
}

/// What a column is called in a sentence.
fn column(column: Column) -> &'static str {
    match column {
        Column::PatientId => "identifier",
        Column::AgeYears => "age",
        Column::Bmi => "body mass index",
        Column::PreviousLosses => "number of previous losses",
        Column::Etiology => "etiology",
        Column::NkPercent => "NK cell level",
        Column::NkCyto50 => "NK cytotoxicity at 50:1",
        Column::NkCyto25 => "NK cytotoxicity at 25:1",
        Column::NkCyto12_5 => "NK cytotoxicity at 12.5:1",
        Column::Th1Th2Ratio => "Th1/Th2 ratio",
        Column::Ivig => "IVIG treatment",
        Column::Outcome => "outcome of the pregnancy",
        Column::FetalKaryotype => "fetal karyotype",
        Column::Year => "year of the work-up",
    }
}

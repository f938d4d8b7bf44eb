//! Numbers, tests and reasons of a study as text.

use crate::engine::cohort::filter::{Band, Filter};
use crate::engine::column::Column;
use crate::engine::record::Etiology;
use crate::engine::stats::design::{FitError, Separation};
use crate::engine::stats::proportion::Proportion;
use crate::engine::stats::{Estimate, Interval, Uncertain};
use crate::engine::study::CannotSay;
use crate::engine::study::model::{LeftOut, Predictor};
use crate::engine::study::options::StudyOptions;
use crate::engine::study::tested::{TestKind, Tested};
use crate::view::document::{Cell, Table};
use crate::view::{format, messages};

/// A p-value over its adjusted one, if it is adjusted.
#[must_use]
pub fn p_cell(tested: &Tested) -> Cell {
    let adjusted = tested.p_holm.map(|p_holm| format!("Holm {}", format::p_rounded(p_holm)));
    Cell::stacked(format::p_rounded(tested.p()), adjusted.unwrap_or_default())
}

/// A ratio over its interval.
#[must_use]
pub fn ratio_cell(estimate: &Estimate) -> Cell {
    Cell::stacked(format::ratio(estimate.value), format::ratio_interval(estimate.interval))
}

/// A difference over its interval, in percentage points, or over why it has none.
#[must_use]
pub fn points_cell(found: &Uncertain) -> Cell {
    let interval = found.interval.map_or_else(messages::undefined_clause, format::points_interval);
    Cell::stacked(format::points(found.value), interval)
}

/// An area under a curve, for a cell of a table.
#[must_use]
pub fn area_cell(found: &Uncertain) -> Cell {
    Cell::stacked(format::decimal(found.value, 2), area_interval(found))
}

/// An area under a curve with its interval, or why it has none: `0.60 (0.57 to 0.63)`.
#[must_use]
pub fn area(found: &Uncertain) -> String {
    format!("{} ({})", format::decimal(found.value, 2), area_interval(found))
}

fn area_interval(found: &Uncertain) -> String {
    found.interval.map_or_else(messages::undefined_clause, |Interval { lower, upper, .. }| {
        format!("{} to {}", format::decimal(lower, 2), format::decimal(upper, 2))
    })
}

/// The cells of shares in one table, which marks those with few women behind them.
#[derive(Debug)]
pub struct ShareCells {
    small_cell: u32,
    has_small: std::cell::Cell<bool>,
}

impl ShareCells {
    /// For a table under these choices.
    #[must_use]
    pub fn new(options: &StudyOptions) -> Self {
        ShareCells { small_cell: options.small_cell, has_small: std::cell::Cell::new(false) }
    }

    /// A count and percentage over the interval: `163/197 (82.7%)`; marked where
    /// few women stand behind it.
    #[must_use]
    pub fn cell(&self, found: &Result<Proportion, CannotSay>) -> Cell {
        match found {
            Ok(share) => {
                let is_small = share.total < self.small_cell;
                self.has_small.set(self.has_small.get() || is_small);
                let mark = if is_small { " †" } else { "" };
                Cell::stacked(
                    format!(
                        "{} ({}){mark}",
                        format::fraction(share),
                        format::percent(share.estimate)
                    ),
                    format::interval(share.interval),
                )
            }
            Err(reason) => Cell::stacked("", short_reason(reason)),
        }
    }

    /// The table of these cells, which says what the mark means where it has any.
    #[must_use]
    pub fn table(&self, mut table: Table) -> Table {
        if self.has_small.get() {
            table.notes.push(format!(
                "† Fewer than {} women: the interval says more than the rate.",
                self.small_cell
            ));
        }
        table
    }
}

/// The name of a test.
#[must_use]
pub fn test(kind: TestKind) -> &'static str {
    match kind {
        TestKind::Welch => "Welch’s t",
        TestKind::MannWhitney => "Mann-Whitney",
        TestKind::ChiSquare => "Pearson’s χ²",
        TestKind::Fisher => "Fisher’s exact",
        TestKind::FreemanHalton => "Freeman-Halton exact",
        TestKind::FreemanHaltonSampled => "Freeman-Halton, Monte Carlo",
        TestKind::CochranArmitage => "Cochran-Armitage",
        TestKind::ExactTrend => "exact trend",
        TestKind::Wald => "Wald",
        TestKind::LikelihoodRatio => "likelihood ratio",
        TestKind::PenalizedLikelihoodRatio => "penalized likelihood ratio",
        TestKind::HosmerLemeshow => "Hosmer-Lemeshow",
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

/// Why something cannot be said, as a sentence.
#[must_use]
pub fn reason(reason: &CannotSay) -> String {
    match reason {
        CannotSay::NotStated { column: missing } => {
            format!("The file states no {} for any of these women.", column(*missing))
        }
        CannotSay::Nobody => "There are no such women in this file and filter.".to_owned(),
        CannotSay::FilteredOut { n_enrolled } => format!(
            "The filter leaves nobody: {} with recurrent pregnancy loss {} outside it. “All women” \
             takes it away.",
            match n_enrolled {
                1 => "the only woman".to_owned(),
                n => format!("all {} women", format::count((*n).into())),
            },
            if *n_enrolled == 1 { "is" } else { "are" }
        ),
        CannotSay::OneGroup => {
            "Only one of the groups has women, so there is nothing to compare it with.".to_owned()
        }
        CannotSay::OneOutcome { live_births: true } => {
            "Every one of these pregnancies ended with a live birth, so nothing can tell them apart."
                .to_owned()
        }
        CannotSay::OneOutcome { live_births: false } => {
            "None of these pregnancies ended with a live birth, so nothing can tell them apart."
                .to_owned()
        }
        CannotSay::NoUntreated { n_treated } => format!(
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
        CannotSay::NoTreated { n_untreated } => format!(
            "{} with an abnormality and a known outcome was {}treated, so there is no treatment to \
             look at.",
            match n_untreated {
                1 => "The only woman".to_owned(),
                n => format!("None of the {} women", format::count((*n).into())),
            },
            if *n_untreated == 1 { "not " } else { "" }
        ),
        CannotSay::TooMany { limit } => {
            format!("This is computed for at most {} women.", format::count((*limit).into()))
        }
        CannotSay::Deferred => "Computed as soon as the sliders rest.".to_owned(),
        CannotSay::Undefined(why) => messages::undefined(*why),
        CannotSay::Fit(error) => format!("The model cannot be fitted: {}.", unfit(error)),
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
        FitError::Undefined(why) => messages::undefined_clause(*why),
        FitError::Length { .. } | FitError::NotFinite { .. } | FitError::OneOutcome => {
            error.to_string()
        }
    }
}

/// That a predictor is left out, and why.
#[must_use]
pub fn left_out(left_out: &LeftOut, model: &str) -> String {
    let [name, _] = predictor_names(left_out.predictor);
    let head = format!("{name} is not in the model{model}");
    match &left_out.reason {
        CannotSay::Fit(FitError::Constant { .. }) => {
            format!("{head}: it is the same for everyone.")
        }
        CannotSay::Fit(FitError::Collinear { others, .. }) => {
            let others: Vec<String> = others.iter().map(|other| bare_predictor(other)).collect();
            format!("{head}: it follows from {}.", others.join(" and "))
        }
        other => format!("{head}. {}", reason(other)),
    }
}

/// A predictor by its word, without its unit, inside a sentence.
fn bare_predictor(word: &str) -> String {
    predictor_of(word).map_or(word, |one| predictor_names(one)[0]).to_lowercase()
}

/// Why something cannot be said, for a cell of a table.
#[must_use]
pub fn short_reason(reason: &CannotSay) -> String {
    match reason {
        CannotSay::NotStated { .. } => "not stated".to_owned(),
        CannotSay::Nobody | CannotSay::FilteredOut { .. } => "no women".to_owned(),
        CannotSay::OneGroup => "one group only".to_owned(),
        CannotSay::OneOutcome { .. } => "one outcome only".to_owned(),
        CannotSay::NoUntreated { .. } => "nobody untreated".to_owned(),
        CannotSay::NoTreated { .. } => "nobody treated".to_owned(),
        CannotSay::TooMany { .. } => "too many women".to_owned(),
        CannotSay::Deferred => "…".to_owned(),
        CannotSay::Undefined(why) => messages::undefined_clause(*why),
        CannotSay::Fit(_) => "no estimate".to_owned(),
    }
}

/// What a predictor is called, with its unit.
#[must_use]
pub fn predictor(predictor: Predictor) -> &'static str {
    let [_, with_unit] = predictor_names(predictor);
    with_unit
}

/// What a predictor is called without and with its unit.
fn predictor_names(predictor: Predictor) -> [&'static str; 2] {
    match predictor {
        Predictor::AgeYears => ["Age", "Age, per year"],
        Predictor::Bmi => ["Body mass index", "Body mass index, per kg/m²"],
        Predictor::PreviousLosses => ["Previous losses", "Previous losses, per loss"],
        Predictor::KnownEtiology => ["Known etiology"; 2],
        Predictor::AnyAbnormality => ["Any abnormality"; 2],
        Predictor::HighTests => ["High tests", "High tests, per test"],
    }
}

/// A predictor by the word that results hold.
#[must_use]
pub fn predictor_named(word: &str) -> &str {
    match predictor_of(word) {
        Some(one) => predictor(one),
        None => word,
    }
}

fn predictor_of(word: &str) -> Option<Predictor> {
    let all = [
        Predictor::AgeYears,
        Predictor::Bmi,
        Predictor::PreviousLosses,
        Predictor::KnownEtiology,
        Predictor::AnyAbnormality,
        Predictor::HighTests,
    ];
    all.into_iter().find(|one| one.word() == word)
}

/// The filter in words; `None` when everyone is admitted.
#[must_use]
pub fn filter(filter: &Filter) -> Option<String> {
    if filter.is_open() {
        return None;
    }
    let band = |name: &str, band: Option<Band>| {
        let band = band?;
        match (band.minimum, band.maximum) {
            (Some(low), Some(high)) => {
                Some(format!("{name} {} to {}", format::value(low), format::value(high)))
            }
            (Some(low), None) => Some(format!("{name} {} or more", format::value(low))),
            (None, Some(high)) => Some(format!("{name} {} or less", format::value(high))),
            (None, None) => Some(format!("{name} known")),
        }
    };
    let etiology = filter.etiology.map(|etiology| {
        match etiology {
            Etiology::Idiopathic => "idiopathic",
            Etiology::Known => "known etiology",
        }
        .to_owned()
    });
    let parts: Vec<String> = [
        etiology,
        band("age", filter.age_years),
        band("previous losses", filter.previous_losses),
        band("year of the work-up", filter.year),
    ]
    .into_iter()
    .flatten()
    .collect();
    Some(parts.join("; "))
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn numbers() {
        for (found, expected) in [
            (format::decimal(-0.04, 1), "0.0"),
            (format::decimal(-0.06, 1), "−0.1"),
            (format::decimal(f64::NEG_INFINITY, 1), "−∞"),
            (format::ratio(0.0456), "0.046"),
            (format::ratio(1.148), "1.15"),
            (format::ratio(62.62), "62.6"),
            (format::ratio(626.2), "626"),
            (format::p_rounded(0.629_34), "0.629"),
            (format::p_rounded(0.000_4), "<0.001"),
            (format::p_rounded(1.0), ">0.999"),
            (format::p_phrase(0.000_4), "p < 0.001"),
            (format::p_phrase(0.569), "p = 0.569"),
            (format::points(-0.050_4), "−5.0"),
        ] {
            assert_eq!(found, expected);
        }
    }

    #[test]
    fn filters_are_words() {
        assert_eq!(filter(&Filter::default()), None);
        let some = Filter {
            etiology: Some(Etiology::Known),
            age_years: Some(Band { minimum: Some(35.0), maximum: None }),
            previous_losses: Some(Band { minimum: Some(2.0), maximum: Some(3.0) }),
            year: Some(Band { minimum: None, maximum: Some(2013.0) }),
        };
        assert_eq!(
            filter(&some).as_deref(),
            Some(
                "known etiology; age 35 or more; previous losses 2 to 3; year of the work-up 2013 or less"
            )
        );
    }
}

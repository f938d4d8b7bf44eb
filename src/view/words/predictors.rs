//! What the predictors of the study's models are called.

use crate::engine::study::model::Predictor;

/// What a predictor is called, with its unit.
#[must_use]
pub fn predictor(predictor: Predictor) -> &'static str {
    match predictor {
        Predictor::AgeYears => "Age, per year",
        Predictor::Bmi => "Body mass index, per kg/m²",
        Predictor::PreviousLosses => "Previous losses, per loss",
        Predictor::KnownEtiology => "Known etiology",
        Predictor::AnyAbnormality => "Any abnormality",
        Predictor::HighTests => "High tests, per test",
    }
}

/// A predictor by the word that results hold.
#[must_use]
pub fn predictor_named(word: &str) -> &str {
    let all = [
        Predictor::AgeYears,
        Predictor::Bmi,
        Predictor::PreviousLosses,
        Predictor::KnownEtiology,
        Predictor::AnyAbnormality,
        Predictor::HighTests,
    ];
    match all.into_iter().find(|one| one.word() == word) {
        Some(one) => predictor(one),
        None => word,
    }
}

/// A predictor by its word, without its unit, inside a sentence.
#[must_use]
pub fn bare_predictor(word: &str) -> String {
    let name = predictor_named(word);
    let name = name.split_once(", per").map_or(name, |(name, _)| name);
    name.to_lowercase()
}

//! What the predictors of the study's models are called.

use crate::engine::study::model::Predictor;

/// What a predictor is called, with its unit.
#[must_use]
pub fn predictor(predictor: Predictor) -> &'static str {
    let [_, with_unit] = predictor_names(predictor);
    with_unit
}

/// What a predictor is called without its unit, at the beginning of a sentence.
#[must_use]
pub fn predictor_without_unit(predictor: Predictor) -> &'static str {
    let [name, _] = predictor_names(predictor);
    name
}

/// A predictor by the word that results hold.
#[must_use]
pub fn predictor_named(word: &str) -> &str {
    predictor_of(word).map_or(word, |one| predictor(one))
}

/// A predictor by its word, without its unit, inside a sentence.
#[must_use]
pub fn bare_predictor(word: &str) -> String {
    predictor_of(word).map_or(word, |one| predictor_without_unit(one)).to_lowercase()
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

//! What the predictors of the study's models are called.

use crate::engine::study::model::Predictor;

/// What a predictor is called without its unit, at the beginning of a sentence.
#[must_use]
pub fn predictor_without_unit(word: &str) -> &str {
    predictor_of(word).map_or(word, |[name, _]| name)
}

/// A predictor, with its unit, by the name that results hold; kept columns are called as
/// they are there.
#[must_use]
pub fn predictor_named(word: &str) -> &str {
    predictor_of(word).map_or(word, |[_, with_unit]| with_unit)
}

/// A predictor by its word, without its unit, inside a sentence.
#[must_use]
pub fn bare_predictor(word: &str) -> String {
    predictor_of(word).map_or_else(|| word.to_owned(), |[name, _]| name.to_lowercase())
}

/// A predictor, with its unit, inside a sentence; what the file calls a column stays as it
/// is written.
#[must_use]
pub fn predictor_in_sentence(predictor: Predictor, name: &str) -> String {
    match predictor {
        Predictor::Own(_) | Predictor::OwnLevel(..) => name.to_owned(),
        _ => predictor_named(name).to_lowercase(),
    }
}

/// What a predictor of the format is called without and with its unit.
fn predictor_of(word: &str) -> Option<[&'static str; 2]> {
    match Predictor::KNOWN.into_iter().find(|one| one.word() == word)? {
        Predictor::AgeYears => Some(["Age", "Age, per year"]),
        Predictor::Bmi => Some(["Body mass index", "Body mass index, per kg/m²"]),
        Predictor::PreviousLosses => Some(["Previous losses", "Previous losses, per loss"]),
        Predictor::KnownEtiology => Some(["Known etiology"; 2]),
        Predictor::AnyAbnormality => Some(["Any abnormality"; 2]),
        Predictor::HighTests => Some(["High tests", "High tests, per test"]),
        Predictor::Own(_) | Predictor::OwnLevel(..) => None,
    }
}

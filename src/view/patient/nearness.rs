//! How near each value is to its cut-off, and how likely a repeat is on the other side.

use crate::engine::borderline::{CORRELATIONS, Precision, distance, other_side};
use crate::engine::protocol::Protocol;
use crate::engine::record::Bound;
use crate::engine::rules::panel::{ByTest, ImmuneTest};
use crate::engine::rules::{Classification, Comparison, classify};
use crate::view::language::PatientWords;
use crate::view::patient::reading::Reading;

/// How near the values are to their cut-offs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nearness {
    /// A line for each value, and one for each test that has several.
    pub rows: Vec<NearnessRow>,
    /// How the probabilities were computed, where there are any.
    pub notes: Vec<String>,
}

/// One line of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NearnessRow {
    /// The value, or the rule over several.
    pub test: String,
    /// The distance from the cut-off; empty for a rule.
    pub distance: String,
    /// The probability that a repeat is on the other side; empty for one ratio of several.
    pub other_side: String,
}

/// The values that draw no question, against their cut-offs.
#[must_use]
pub fn nearness(
    reading: &Reading,
    protocol: &Protocol,
    precision: &Precision,
    words: &dyn PatientWords,
) -> Nearness {
    let classification = classify(&reading.undoubted(), protocol);
    let at = |correlation| other_side(&classification, &reading.repeats, precision, correlation);
    let shares = at(precision.correlation);
    let [from, to] = CORRELATIONS.map(at);
    let mut rows = Vec::new();
    let mut is_correlated = false;
    for &test in ByTest::<()>::KEYS {
        let several = test.quantities().len() > 1;
        let comparisons: Vec<&Comparison> = classification
            .comparisons()
            .filter(|one| test.quantities().contains(&one.quantity))
            .filter(|one| one.value.is_some() && one.bound == Bound::Exact)
            .collect();
        let said = |share: f64| match (from[test], to[test]) {
            (Some(from), Some(to)) if several => words.other_side_of_rule(share, from, to),
            _ => words.other_side(share),
        };
        let other_side = shares[test].map_or_else(|| words.no_spread(), said);
        for one in &comparisons {
            rows.push(NearnessRow {
                test: words.value_of(one.quantity),
                distance: distance(one).map(|share| words.distance(share)).unwrap_or_default(),
                other_side: if several { String::new() } else { other_side.clone() },
            });
        }
        if several && !comparisons.is_empty() {
            is_correlated |= shares[test].is_some();
            rows.push(NearnessRow {
                test: words.by_rule(protocol.cytotoxicity_rule),
                distance: String::new(),
                other_side,
            });
        }
    }
    let used = coefficients(&classification, reading, precision, &shares);
    let mut notes = Vec::new();
    if !used.is_empty() {
        notes.push(words.coefficients(&used));
        notes.push(words.how_computed());
    }
    if is_correlated {
        let [from, to] = CORRELATIONS;
        notes.push(words.correlated(precision.correlation, from, to));
    }
    Nearness { rows, notes }
}

/// The coefficients behind the probabilities, and whether her own repeats gave them.
fn coefficients(
    classification: &Classification,
    reading: &Reading,
    precision: &Precision,
    shares: &ByTest<Option<f64>>,
) -> Vec<(ImmuneTest, f64, bool)> {
    let mut used = Vec::new();
    for (test, share) in shares.iter() {
        if share.is_none() {
            continue;
        }
        let values = classification
            .comparisons()
            .filter(|one| test.quantities().contains(&one.quantity) && one.value.is_some());
        for one in values {
            let of_repeats = reading.repeats[one.quantity].and_then(|repeats| repeats.cv);
            let one = of_repeats.map_or_else(
                || precision.cv[test].map(|cv| (test, cv, false)),
                |cv| Some((test, cv, true)),
            );
            if let Some(one) = one.filter(|one| !used.contains(one)) {
                used.push(one);
            }
        }
    }
    used
}

impl NearnessRow {
    /// The line as text, for the record.
    #[must_use]
    pub fn text(&self) -> String {
        let parts = [self.distance.as_str(), self.other_side.as_str()];
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        format!("{}: {}", self.test, parts.join("; "))
    }
}

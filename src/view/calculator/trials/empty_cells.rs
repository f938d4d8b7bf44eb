//! Trials with a count of 0: which rule was taken, and what the other one would give.

use super::pooling::{HARTUNG_KNAPP, REML};
use super::written::EffectNotation;
use crate::engine::stats::meta::random_effects;
use crate::engine::stats::trials::{EmptyCells, Measure, Trial, effects};
use crate::view::calculator::finding::Finding;

const COCHRANE: &str =
    "Cochrane Handbook for Systematic Reviews of Interventions, version 6.5, 2024, section 10.4.4";

fn has_zero(trial: &Trial) -> bool {
    let table = &trial.table;
    [table.exposed, table.unexposed]
        .iter()
        .any(|group| group.events() == 0 || group.non_events() == 0)
}

/// What was done with counts of 0.
pub(super) fn rule(trials: &[Trial], measure: Measure, empty: EmptyCells) -> String {
    let silent: Vec<&str> = trials
        .iter()
        .filter(|trial| trial.is_without_information())
        .map(|trial| trial.name.as_str())
        .collect();
    let rule = match (empty, measure) {
        (EmptyCells::HalfAdded, _) => {
            "A trial with a count of 0 gets ½ added to each of its four counts, as escalc of metafor \
             in R."
                .to_owned()
        }
        (EmptyCells::Cochrane, Measure::RiskDifference) => {
            "Counts of 0 stay as they are, as Cochrane does for differences; where the variance of a \
             trial would be 0, it is that with ½ added to each count."
                .to_owned()
        }
        (EmptyCells::Cochrane, Measure::OddsRatio | Measure::RiskRatio) if silent.is_empty() => {
            "A trial with a count of 0 gets ½ added to each of its four counts, as Cochrane does."
                .to_owned()
        }
        (EmptyCells::Cochrane, Measure::OddsRatio | Measure::RiskRatio) => format!(
            "Left out of the {}, as Cochrane does, because nobody in both arms had the event, or \
             everybody: {}. Any other trial with a count of 0 gets ½ added to each of its four \
             counts.",
            if measure == Measure::OddsRatio { "odds ratio" } else { "risk ratio" },
            silent.join("; ")
        ),
    };
    format!("{rule} Mantel and Haenszel need no ½. The form has a choice of the rule.")
}

/// The main result under both rules for counts of 0, if there are any.
pub(super) fn both_rules(trials: &[Trial], written: EffectNotation, level: f64) -> Vec<Finding> {
    if !trials.iter().any(has_zero) {
        return Vec::new();
    }
    let by = |id: &str, name: &str, definition: &str, empty: EmptyCells| {
        let found = effects(trials, written.measure, empty)
            .and_then(|studies| random_effects(&studies, REML, HARTUNG_KNAPP, level))
            .map(|found| written.estimate(found.pooled.effect));
        Finding::estimate(id, name, written.scale, found).defined(definition, COCHRANE)
    };
    vec![
        by(
            "rule_cochrane",
            "Cochrane’s rule",
            "Trials without events, or with events only, are left out of ratios; no ½ is added for \
             differences. REML, Hartung-Knapp.",
            EmptyCells::Cochrane,
        ),
        by(
            "rule_half_added",
            "½ added in every trial with a count of 0",
            "As escalc of metafor in R. REML, Hartung-Knapp.",
            EmptyCells::HalfAdded,
        ),
    ]
}

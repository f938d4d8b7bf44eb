//! How far a record comes on its way into the study.

use serde::{Deserialize, Serialize};

use crate::engine::protocol::Protocol;
use crate::engine::record::{Outcome, PreviousLosses, Value};
use crate::engine::rules::profile::Verdict;

/// Where a record ends on its way into the study.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// The number of previous losses is not given.
    LossesUnknown,
    /// Fewer losses than make recurrent pregnancy loss.
    TooFewLosses,
    /// The class cannot be said.
    ImmunityIndeterminate,
    /// She has a class; the pregnancy has no known end.
    OutcomeUnknown,
    /// She has a class and an outcome.
    Analyzed,
}

/// What makes a record end at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Condition {
    /// The number of previous losses is missing.
    NoLosses,
    /// There are fewer losses than [`Protocol::minimum_losses`].
    FewerLosses,
    /// A test is open, so that there is no class.
    NoClass,
    /// The outcome is missing, or no ending: [`Outcome::is_live_birth`] says nothing.
    NoEnding,
}

/// The places at which records leave, in the order in which they are reached, each
/// with its condition. A record is counted at the first whose condition holds, and is
/// [`Place::Analyzed`] where none does.
pub const LEAVING: [(Place, Condition); 4] = [
    (Place::LossesUnknown, Condition::NoLosses),
    (Place::TooFewLosses, Condition::FewerLosses),
    (Place::ImmunityIndeterminate, Condition::NoClass),
    (Place::OutcomeUnknown, Condition::NoEnding),
];

impl Place {
    /// Where one record ends.
    #[must_use]
    pub fn of(
        losses: Option<PreviousLosses>,
        verdict: Verdict,
        outcome: Option<Outcome>,
        protocol: &Protocol,
    ) -> Self {
        let losses = losses.map(Value::get);
        let holds = |condition: Condition| match condition {
            Condition::NoLosses => losses.is_none(),
            Condition::FewerLosses => {
                losses.is_some_and(|losses| losses < f64::from(protocol.minimum_losses))
            }
            Condition::NoClass => verdict.profile().is_none(),
            Condition::NoEnding => outcome.and_then(Outcome::is_live_birth).is_none(),
        };
        let left = LEAVING.into_iter().find(|(_, condition)| holds(*condition));
        left.map_or(Place::Analyzed, |(place, _)| place)
    }

    /// The word that files use for this place.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Place::LossesUnknown => "losses_unknown",
            Place::TooFewLosses => "too_few_losses",
            Place::ImmunityIndeterminate => "immunity_indeterminate",
            Place::OutcomeUnknown => "outcome_unknown",
            Place::Analyzed => "analyzed",
        }
    }
}

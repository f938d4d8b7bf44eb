//! Why a statistic or a section of the study has no value.

use super::sentence;
use crate::engine::stats::Undefined;
use crate::view::format;

/// Why a statistic has no value, as a sentence.
#[must_use]
pub fn undefined(why: Undefined) -> String {
    format!("{}.", sentence(&undefined_clause(why)))
}

/// Why a statistic has no value, in a cell of a table or inside a sentence: the one
/// place of these words.
#[must_use]
pub fn undefined_clause(why: Undefined) -> String {
    match why {
        Undefined::NoObservations => "nobody was counted",
        Undefined::EmptyGroup => "one of the groups has nobody in it",
        Undefined::EmptySample => "a group has no values",
        Undefined::NoEvents => "nobody had the event",
        Undefined::OnlyEvents => "everybody had the event",
        Undefined::NoEventsInGroup => "one of the groups has no event",
        Undefined::NoDiscordantPair => "no pair differs, and only pairs that differ say anything",
        Undefined::MoreEventsThanTotal => "there are more events than people",
        Undefined::LevelOutOfRange => "a level, error rate or power must lie between 0% and 100%",
        Undefined::OutOfRange => "a value lies outside the range in which the method has a meaning",
        Undefined::NotFinite => {
            "a value or the result is too large or too small to be computed with"
        }
        Undefined::TooFewObservations { needed } => {
            return format!("at least {needed} observations are needed");
        }
        Undefined::TooFewInGroup { needed } => {
            return format!("each group needs at least {needed}");
        }
        Undefined::TooFewStudies { needed } => {
            return format!("at least {needed} trials are needed");
        }
        Undefined::TooManyObservations { allowed } => {
            return format!(
                "at most {} observations are possible here",
                format::count(allowed as u64)
            );
        }
        Undefined::TooFewGroups => "at least two groups are needed",
        Undefined::TooFewRows => "at least two rows and two columns are needed",
        Undefined::TooFewStrata => {
            "fewer than two strata have people in both groups and both outcomes"
        }
        Undefined::TooFewRiskGroups => "the predicted risks make fewer than three groups",
        Undefined::CertainRisk => "a group has a predicted risk of 0% or 100%",
        Undefined::UnequalLengths => "parts that belong together differ in length",
        Undefined::NoVariation => "all values are equal",
        Undefined::NoSpreadWithin => "the values do not vary within any group",
        Undefined::ConstantGroup => "all values of one group are equal",
        Undefined::EqualDistances => "in each group all values are equally far from its center",
        Undefined::LostInRounding => {
            "the values differ by less than numbers of their size can be computed to"
        }
        Undefined::InfiniteDifference => {
            "the groups differ and neither varies, so that the standardized difference is infinite"
        }
        Undefined::EqualScores => "everybody has the same score",
        Undefined::SameOrder => "both values put everybody in the same order",
        Undefined::EqualEffects => "all trials have the same effect",
        Undefined::NoInformativeTrial => {
            "no trial is left: in each nobody had the event, or everybody in both arms"
        }
        Undefined::CompleteSeparation => {
            "no interval: the values divide the outcomes completely, which is not certainty"
        }
        Undefined::ZeroVariance => {
            "no interval: the variance is estimated as 0, which is not certainty"
        }
        Undefined::EmptyInterval => {
            "no interval: the data agree more closely than chance lets any value explain"
        }
        Undefined::LevelNotReached { reached } => {
            return format!(
                "no interval: with so few values even the widest one reaches only {}",
                format::level(reached)
            );
        }
        Undefined::TiedDifferences => "no interval: most of the differences are equal",
        Undefined::EqualResamples => "no interval: nearly all resamples agree",
        Undefined::FewResamplesUsed { used, drawn } => {
            return format!(
                "only {} of {} resamples gave a result, too few to stand for all",
                format::count(used.into()),
                format::count(drawn.into())
            );
        }
        Undefined::NoDifference => "the groups do not differ",
        Undefined::ZeroCell => "one of the four counts is zero",
        Undefined::OneOutcomeInGroup => "in one of the groups everybody or nobody has the event",
        Undefined::InfiniteRatio => "the ratio over all strata is 0 or infinite",
        Undefined::NoInformation => "no stratum tells anything about the ratio",
        Undefined::NoPredictor => {
            "no predictor is left: each is the same for everyone or follows from others"
        }
        Undefined::EmptyMargin => "a whole row or column is zero",
        Undefined::BeyondBudget => "the exact computation would take too long or too much memory",
        Undefined::TooSmall => "the probability is too small to be computed this way",
        Undefined::DidNotConverge => "the computation did not converge",
        Undefined::Interrupted => "the computation was stopped before its end",
    }
    .to_owned()
}

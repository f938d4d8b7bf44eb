//! The names of the fields, by which questions read them.

use serde::{Deserialize, Serialize};

/// What is typed into a field, of whichever question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FieldName {
    /// Those with the event in the first group.
    FirstWith,
    /// Those without it in the first group, or all of them.
    FirstWithout,
    /// Those with the event in the second group.
    SecondWith,
    /// Those without it in the second group, or all of them.
    SecondWithout,
    /// What the second count of a group is.
    SecondCount,
    /// Those with the event.
    Events,
    /// Everyone who was counted.
    Total,
    /// The share that is expected.
    Expected,
    /// The strata, one a line.
    Strata,
    /// Pairs with the event both times.
    Both,
    /// Pairs with the event the first time only.
    FirstOnly,
    /// Pairs with the event the second time only.
    SecondOnly,
    /// Pairs without the event either time.
    Neither,
    /// The counts of a table of any size.
    Counts,
    /// Ordered groups, one a line.
    Groups,
    /// Groups of measured values.
    Values,
    /// Trials, one a line.
    Trials,
    /// The measure that trials are compared by.
    Measure,
    /// What is done with trials in which a count is 0.
    EmptyCells,
    /// The share expected in the first group.
    FirstShare,
    /// The share expected in the second group.
    SecondShare,
    /// People in the second group for each one in the first.
    SizeRatio,
    /// The significance level of a planned study.
    Significance,
    /// The power of a planned study.
    Power,
    /// The size of the first group, if it is given.
    Members,
    /// The margin of non-inferiority and equivalence.
    Margin,
    /// Half of the width of the confidence interval that is wanted.
    HalfWidth,
    /// The ratio to be explained away.
    Ratio,
    /// The lower limit of its interval.
    LowerLimit,
    /// The upper limit of its interval.
    UpperLimit,
    /// What kind of ratio it is.
    RatioScale,
    /// The p-values of several tests.
    PValues,
}

impl FieldName {
    /// The name as it is written into markup.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            FieldName::FirstWith => "first-with",
            FieldName::FirstWithout => "first-without",
            FieldName::SecondWith => "second-with",
            FieldName::SecondWithout => "second-without",
            FieldName::SecondCount => "second-count",
            FieldName::Events => "events",
            FieldName::Total => "total",
            FieldName::Expected => "expected",
            FieldName::Strata => "strata",
            FieldName::Both => "both",
            FieldName::FirstOnly => "first-only",
            FieldName::SecondOnly => "second-only",
            FieldName::Neither => "neither",
            FieldName::Counts => "counts",
            FieldName::Groups => "groups",
            FieldName::Values => "values",
            FieldName::Trials => "trials",
            FieldName::Measure => "measure",
            FieldName::EmptyCells => "empty-cells",
            FieldName::FirstShare => "first-share",
            FieldName::SecondShare => "second-share",
            FieldName::SizeRatio => "size-ratio",
            FieldName::Significance => "significance",
            FieldName::Power => "power",
            FieldName::Members => "members",
            FieldName::Margin => "margin",
            FieldName::HalfWidth => "half-width",
            FieldName::Ratio => "ratio",
            FieldName::LowerLimit => "lower-limit",
            FieldName::UpperLimit => "upper-limit",
            FieldName::RatioScale => "ratio-scale",
            FieldName::PValues => "p-values",
        }
    }
}

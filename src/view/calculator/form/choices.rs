//! What can be chosen, in one list a choice: the form offers what reading knows.

use crate::engine::stats::e_value::RatioScale;
use crate::engine::stats::trials::{EmptyCells, Measure};

/// What the page offers of an option: the text that is sent, and what it is called.
pub(in crate::view::calculator) type OptionLabel = (&'static str, &'static str);

/// The options of a choice: the text that is sent, what it is called, and what it
/// means. The first is in force until another one is chosen.
pub(in crate::view::calculator) type Options<T, const N: usize> =
    [(&'static str, &'static str, T); N];

/// What the second count of a group is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::view::calculator) enum SecondCount {
    /// Those without the event.
    Without,
    /// Everyone in the group.
    Total,
}

pub(in crate::view::calculator) const SECOND_COUNTS: Options<SecondCount, 2> = [
    ("without", "those without the event", SecondCount::Without),
    ("total", "the whole group", SecondCount::Total),
];

pub(in crate::view::calculator) const MEASURES: Options<Measure, 3> = [
    ("or", "odds ratio", Measure::OddsRatio),
    ("rr", "risk ratio", Measure::RiskRatio),
    ("rd", "risk difference", Measure::RiskDifference),
];

pub(in crate::view::calculator) const EMPTY_CELLS: Options<EmptyCells, 2> = [
    ("cochrane", "Cochrane: no events in both arms, left out of ratios", EmptyCells::Cochrane),
    ("half", "½ added to the counts, as metafor", EmptyCells::HalfAdded),
];

pub(in crate::view::calculator) const RATIO_SCALES: Options<RatioScale, 3> = [
    ("rr", "a risk ratio", RatioScale::RiskRatio),
    ("or-rare", "an odds ratio of a rare event", RatioScale::OddsRatioOfRareEvent),
    ("or-common", "an odds ratio of a common event", RatioScale::OddsRatioOfCommonEvent),
];

/// What the page offers of a choice.
pub(super) const fn offered<T: Copy, const N: usize>(options: &Options<T, N>) -> [OptionLabel; N] {
    let mut offered = [("", ""); N];
    let mut place = 0;
    while place < N {
        let (text, label, _) = options[place];
        offered[place] = (text, label);
        place += 1;
    }
    offered
}

/// What a text means, if it is one of the options.
pub(in crate::view::calculator) fn find<T: Copy, const N: usize>(
    options: &Options<T, N>,
    text: &str,
) -> Option<T> {
    options.iter().find(|(known, ..)| *known == text).map(|(.., meaning)| *meaning)
}

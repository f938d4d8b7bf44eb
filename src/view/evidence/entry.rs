//! What the page about the evidence holds: trials as typed, and how they are pooled.

use serde::{Deserialize, Serialize};

use crate::engine::published::ivig::{Arms, Denominator, Losses, PlaceboTrial, Start, TRIALS};
use crate::view::format;

/// A trial as it stands in the table, published or of the user's own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypedTrial {
    /// Its place among the published trials; `None` for one of the user's own.
    pub published: Option<usize>,
    /// Its name.
    pub name: String,
    /// The year it was published.
    pub year: String,
    /// Live births and women given IVIG, live births and women given the control.
    pub counts: [String; 4],
    /// Whether it takes part.
    pub is_used: bool,
    /// The losses of its women.
    pub losses: Losses,
    /// When its infusions began.
    pub start: Start,
}

/// A text of a trial that can be typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TrialField {
    /// Its name.
    Name,
    /// Its year.
    Year,
    /// One of its four counts, by its place.
    Count(usize),
}

/// Which counts the published trials stand with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CountSet {
    /// Those that are printed first.
    Printed,
    /// Those of everybody who was randomised, where they are known.
    Randomised,
    /// Those of the women treated as planned or who conceived, where they are known.
    AsPlanned,
}

impl CountSet {
    /// All of them.
    pub const ALL: [CountSet; 3] = [CountSet::Printed, CountSet::Randomised, CountSet::AsPlanned];

    /// The counts of a trial that belong to it.
    #[must_use]
    pub fn of(self, trial: &PlaceboTrial) -> &'static Arms {
        let found = match self {
            CountSet::Printed => None,
            CountSet::Randomised => trial.counted(&[Denominator::Randomised]),
            CountSet::AsPlanned => {
                trial.counted(&[Denominator::PerProtocol, Denominator::Conceived])
            }
        };
        found.unwrap_or(&trial.counts[0])
    }
}

impl TypedTrial {
    /// A published trial as it is printed, by its place.
    #[must_use]
    pub fn published(place: usize) -> Option<Self> {
        let trial = TRIALS.get(place)?;
        Some(TypedTrial {
            published: Some(place),
            name: trial.study.to_owned(),
            year: format!("{}", trial.year),
            counts: typed(&trial.counts[0]),
            is_used: true,
            losses: trial.losses,
            start: trial.start,
        })
    }

    /// All published trials as they are printed.
    #[must_use]
    pub fn all_published() -> Vec<Self> {
        (0..TRIALS.len()).filter_map(TypedTrial::published).collect()
    }

    /// What is published of it.
    #[must_use]
    pub fn source(&self) -> Option<&'static PlaceboTrial> {
        TRIALS.get(self.published?)
    }

    /// The published counts that it stands with; `None` where others were typed.
    #[must_use]
    pub fn arms(&self) -> Option<&'static Arms> {
        self.source()?.counts.iter().find(|arms| typed(arms) == self.counts)
    }

    /// The same trial with the counts of a set, unless others were typed.
    #[must_use]
    pub fn counted(&self, set: CountSet) -> Self {
        let arms = self.arms().and_then(|_| self.source()).map(|trial| set.of(trial));
        let counts = arms.map_or_else(|| self.counts.clone(), typed);
        TypedTrial { counts, ..self.clone() }
    }
}

/// Counts as they are typed.
#[must_use]
pub fn typed(arms: &Arms) -> [String; 4] {
    let ([born, treated], [control_born, control]) = (arms.treated, arms.control);
    [born, treated, control_born, control].map(|count| format::count(count.into()))
}

/// The measure that trials are compared by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Measured {
    /// Risk ratio of live birth.
    #[default]
    RiskRatio,
    /// Odds ratio of live birth.
    OddsRatio,
    /// Risk difference of live birth.
    RiskDifference,
    /// Risk ratio of no live birth.
    RiskRatioOfNone,
}

impl Measured {
    /// All of them.
    pub const ALL: [Measured; 4] = [
        Measured::RiskRatio,
        Measured::OddsRatio,
        Measured::RiskDifference,
        Measured::RiskRatioOfNone,
    ];
}

/// How trials are pooled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Pooling {
    /// A common effect, by the inverse of variances.
    InverseVariance,
    /// A common effect, by Mantel and Haenszel.
    MantelHaenszel,
    /// Random effects, by moments.
    #[default]
    DerSimonianLaird,
    /// Random effects, by restricted maximum likelihood.
    RestrictedLikelihood,
}

impl Pooling {
    /// All of them.
    pub const ALL: [Pooling; 4] = [
        Pooling::InverseVariance,
        Pooling::MantelHaenszel,
        Pooling::DerSimonianLaird,
        Pooling::RestrictedLikelihood,
    ];

    /// Whether the effects of trials may differ.
    #[must_use]
    pub fn is_random(self) -> bool {
        matches!(self, Pooling::DerSimonianLaird | Pooling::RestrictedLikelihood)
    }
}

/// What is shown besides all trials together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Extra {
    /// The prediction interval.
    Prediction,
    /// The trials added by year.
    Cumulative,
    /// The trials without each.
    WithoutEach,
    /// By the losses of the women.
    ByLosses,
    /// By the start of the infusions.
    ByStart,
    /// The funnel plot.
    Funnel,
}

impl Extra {
    /// All of them.
    pub const ALL: [Extra; 6] = [
        Extra::Prediction,
        Extra::Cumulative,
        Extra::WithoutEach,
        Extra::ByLosses,
        Extra::ByStart,
        Extra::Funnel,
    ];
}

/// Everything that is chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choices {
    /// The measure.
    pub measure: Measured,
    /// The model.
    pub pooling: Pooling,
    /// Whether intervals of random effects are those of Hartung and Knapp.
    pub has_hartung_knapp: bool,
    /// What is shown besides.
    pub extras: Vec<Extra>,
}

impl Choices {
    /// Whether something is shown.
    #[must_use]
    pub fn shows(&self, extra: Extra) -> bool {
        self.extras.contains(&extra)
    }

    /// The same with something shown or not.
    #[must_use]
    pub fn with(&self, extra: Extra, is_shown: bool) -> Self {
        let mut next = self.clone();
        next.extras.retain(|one| *one != extra);
        if is_shown {
            next.extras.push(extra);
        }
        next
    }
}

/// What the page asks: the trials and how they are pooled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// The trials from top to bottom.
    pub trials: Vec<TypedTrial>,
    /// What is chosen.
    pub choices: Choices,
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn a_set_changes_only_what_was_not_typed() {
        let mut german = TypedTrial::published(0).expect("a trial");
        let coulam = TypedTrial::published(2).expect("a trial");
        assert_eq!(german.counted(CountSet::AsPlanned).counts, ["20", "27", "21", "30"]);
        assert_eq!(coulam.counted(CountSet::AsPlanned), coulam);
        assert_eq!(coulam.counted(CountSet::Randomised).counts, ["18", "47", "11", "48"]);
        let back = coulam.counted(CountSet::Randomised).counted(CountSet::Printed);
        assert_eq!(back, coulam);
        german.counts[0] = "19".to_owned();
        assert_eq!(german.arms(), None);
        assert_eq!(german.counted(CountSet::AsPlanned), german);
        let own = TypedTrial { counts: typed(&TRIALS[0].counts[0]), ..TypedTrial::default() };
        assert_eq!(own.arms(), None);
    }
}

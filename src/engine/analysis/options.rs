//! The choices of an analysis.

use serde::{Deserialize, Serialize};

use super::CannotSay;
use crate::engine::cohort::columns::Cohort;
use crate::engine::record::{Etiology, Value};

/// Everything that can be chosen beside the protocol; the defaults are ours.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AnalysisOptions {
    /// Which women are analyzed.
    pub filter: Filter,
    /// The smallest number of losses of each category; the last one is open.
    /// The paper prints ">= 4"; 2 and 3 are inferred.
    pub loss_categories: Vec<u32>,
    /// Numbers are summarized by mean and standard deviation while the skewness
    /// of every group lies within this limit, else by median and quartiles.
    pub skewness_limit: f64,
    /// Whether the p-values of table 1 are adjusted for their number: how groups
    /// compare before anything was done is no finding, and many leave it out.
    pub adjust_table_one: bool,
    /// Below this many women a rate carries a warning.
    pub small_cell: u32,
    /// Above this many women no exact test of more than four cells is made.
    pub exact_limit: u32,
    /// Resamples behind each bootstrap interval.
    pub bootstrap_replicates: u32,
    /// Resamples behind the internal validation of the model of live birth.
    pub validation_replicates: u32,
    /// Random tables where the exact global test would take too long.
    pub monte_carlo_tables: u32,
    /// What random numbers start from.
    pub seed: u32,
    /// Above this many women a quick pass leaves out whatever is more than counts.
    pub quick_limit: u32,
    /// Above this many women even the full pass leaves them out.
    pub full_limit: u32,
    /// How much is computed.
    pub effort: Effort,
}

/// How much is computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Effort {
    /// Everything.
    Full,
    /// What is quick enough to follow a slider: no bootstrap, no exact test of
    /// more than four cells, no penalized fit; of many women only counts. The
    /// rest is [`super::CannotSay::Deferred`].
    Quick,
}

/// Which women are analyzed; what is `None` admits everyone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Filter {
    /// Women of this etiology; those without a stated one are left out.
    pub etiology: Option<Etiology>,
    /// Women of this age in years, limits included.
    pub age_years: Option<Band>,
    /// Women with so many previous losses, limits included.
    pub previous_losses: Option<Band>,
    /// Women whose work-up was in one of these calendar years, limits included.
    pub year: Option<Band>,
}

/// What a filter goes by, in the order in which it is asked of a woman.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Criterion {
    /// Her etiology.
    Etiology,
    /// Her age.
    AgeYears,
    /// Her number of previous losses.
    PreviousLosses,
    /// The year of her work-up.
    Year,
}

/// A range of numbers; an open side is `None`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Band {
    /// Smallest value that belongs to it.
    pub minimum: Option<f64>,
    /// Largest value that belongs to it.
    pub maximum: Option<f64>,
}

impl Band {
    /// Whether a value is known and belongs to the band.
    #[must_use]
    pub fn admits(self, value: Option<f64>) -> bool {
        value.is_some_and(|value| {
            self.minimum.is_none_or(|minimum| value >= minimum)
                && self.maximum.is_none_or(|maximum| value <= maximum)
        })
    }
}

impl Filter {
    /// Whether everyone is admitted.
    #[must_use]
    pub fn is_open(&self) -> bool {
        *self == Filter::default()
    }

    /// The first criterion by which a woman is left out, by her etiology, age, number
    /// of losses and the year of her work-up; `None` when she is admitted.
    #[must_use]
    pub fn refusal(
        &self,
        etiology: Option<Etiology>,
        age_years: Option<f64>,
        previous_losses: Option<f64>,
        year: Option<f64>,
    ) -> Option<Criterion> {
        let refuses =
            |band: Option<Band>, value| band.is_some_and(|band: Band| !band.admits(value));
        if self.etiology.is_some_and(|wanted| etiology != Some(wanted)) {
            Some(Criterion::Etiology)
        } else if refuses(self.age_years, age_years) {
            Some(Criterion::AgeYears)
        } else if refuses(self.previous_losses, previous_losses) {
            Some(Criterion::PreviousLosses)
        } else if refuses(self.year, year) {
            Some(Criterion::Year)
        } else {
            None
        }
    }

    /// The first criterion by which a record is left out; `None` when it is admitted.
    #[must_use]
    pub fn refusal_of(&self, cohort: &Cohort, index: usize) -> Option<Criterion> {
        self.refusal(
            cohort.etiology[index],
            cohort.age.get(index).map(Value::get),
            cohort.previous_losses.get(index).map(Value::get),
            cohort.year[index].map(|year| f64::from(year.get())),
        )
    }
}

impl Default for AnalysisOptions {
    fn default() -> Self {
        AnalysisOptions {
            filter: Filter::default(),
            loss_categories: vec![2, 3, 4],
            skewness_limit: 1.0,
            adjust_table_one: true,
            small_cell: 10,
            exact_limit: 2_000,
            bootstrap_replicates: 1_000,
            validation_replicates: 200,
            monte_carlo_tables: 10_000,
            seed: 2025,
            quick_limit: 5_000,
            full_limit: 200_000,
            effort: Effort::Full,
        }
    }
}

impl AnalysisOptions {
    /// The same options with what cannot be used put right: categories ascend,
    /// none is there twice, and at least one replicate is drawn.
    #[must_use]
    pub fn sound(mut self) -> Self {
        self.loss_categories.sort_unstable();
        self.loss_categories.dedup();
        self.bootstrap_replicates = self.bootstrap_replicates.max(2);
        self.validation_replicates = self.validation_replicates.max(1);
        self.monte_carlo_tables = self.monte_carlo_tables.max(1);
        self
    }

    /// Why models, curves and summaries of so many women are left out, if they are.
    #[must_use]
    pub fn left_out(&self, n_women: usize) -> Option<CannotSay> {
        let exceeds = |limit: u32| u32::try_from(n_women).is_ok_and(|n| n > limit);
        if exceeds(self.full_limit) {
            return Some(CannotSay::TooMany { limit: self.full_limit });
        }
        (!self.is_full() && exceeds(self.quick_limit)).then_some(CannotSay::Deferred)
    }

    /// Whether everything is computed.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.effort == Effort::Full
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn bands_include_their_limits_and_need_a_value() {
        let band = Band { minimum: Some(30.0), maximum: Some(34.0) };
        for (value, expected) in [
            (Some(29.9), false),
            (Some(30.0), true),
            (Some(34.0), true),
            (Some(34.1), false),
            (None, false),
        ] {
            assert_eq!(band.admits(value), expected, "{value:?}");
        }
        assert!(Band::default().admits(Some(1.0)) && !Band::default().admits(None));
    }

    #[test]
    fn an_open_filter_admits_women_of_whom_nothing_is_known() {
        assert!(Filter::default().is_open());
        assert_eq!(Filter::default().refusal(None, None, None, None), None);
        let known = Filter { etiology: Some(Etiology::Known), ..Filter::default() };
        assert!(!known.is_open());
        assert_eq!(known.refusal(None, None, None, None), Some(Criterion::Etiology));
        assert_eq!(known.refusal(Some(Etiology::Known), None, None, None), None);
    }

    #[test]
    fn a_woman_is_left_out_by_the_first_criterion_that_she_does_not_meet() {
        let band = |minimum| Some(Band { minimum: Some(minimum), maximum: None });
        let filter = Filter {
            etiology: Some(Etiology::Known),
            age_years: band(30.0),
            previous_losses: band(3.0),
            year: band(2015.0),
        };
        let known = Some(Etiology::Known);
        for (etiology, age, losses, year, expected) in [
            (None, None, None, None, Some(Criterion::Etiology)),
            (known, Some(29.0), Some(2.0), None, Some(Criterion::AgeYears)),
            (known, Some(30.0), Some(2.0), None, Some(Criterion::PreviousLosses)),
            (known, Some(30.0), Some(3.0), Some(2014.0), Some(Criterion::Year)),
            (known, Some(30.0), Some(3.0), Some(2015.0), None),
        ] {
            assert_eq!(filter.refusal(etiology, age, losses, year), expected);
        }
    }

    #[test]
    fn options_are_read_from_what_is_given_and_put_right() {
        let options: AnalysisOptions =
            serde_json::from_str(r#"{"loss_categories":[4,2,4,3],"bootstrap_replicates":0}"#)
                .expect("options");
        let options = options.sound();
        assert_eq!(options.loss_categories, [2, 3, 4]);
        assert_eq!(options.bootstrap_replicates, 2);
        assert_eq!(options.seed, AnalysisOptions::default().seed);
        assert!(serde_json::from_str::<AnalysisOptions>(r#"{"seeds":1}"#).is_err());
    }
}

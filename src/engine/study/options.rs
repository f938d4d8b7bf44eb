//! The choices of a study.

use serde::{Deserialize, Serialize};

use super::NotEstimable;
use crate::engine::cohort::filter::Filter;

/// Everything that can be chosen beside the protocol; the defaults are ours.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct StudyOptions {
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
    /// The kept columns, by their names in the file, that stand in the model of live birth
    /// beside the predictors that always do.
    pub adjusters: Vec<String>,
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
    /// rest is [`super::NotEstimable::Deferred`].
    Quick,
}

impl Default for StudyOptions {
    fn default() -> Self {
        StudyOptions {
            filter: Filter::default(),
            loss_categories: vec![2, 3, 4],
            skewness_limit: 1.0,
            adjust_table_one: true,
            adjusters: Vec::new(),
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

impl StudyOptions {
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
    pub fn left_out(&self, n_women: usize) -> Option<NotEstimable> {
        let exceeds = |limit: u32| u32::try_from(n_women).is_ok_and(|n| n > limit);
        if exceeds(self.full_limit) {
            return Some(NotEstimable::TooMany { limit: self.full_limit });
        }
        (!self.is_full() && exceeds(self.quick_limit)).then_some(NotEstimable::Deferred)
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
    fn options_are_read_from_what_is_given_and_put_right() {
        let options: StudyOptions =
            serde_json::from_str(r#"{"loss_categories":[4,2,4,3],"bootstrap_replicates":0}"#)
                .expect("options");
        let options = options.sound();
        assert_eq!(options.loss_categories, [2, 3, 4]);
        assert_eq!(options.bootstrap_replicates, 2);
        assert_eq!(options.seed, StudyOptions::default().seed);
        assert!(serde_json::from_str::<StudyOptions>(r#"{"seeds":1}"#).is_err());
    }
}

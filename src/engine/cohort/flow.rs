//! Who is analyzed and why the others are not.

use serde::{Deserialize, Serialize};

use crate::engine::cohort::columns::Cohort;
use crate::engine::cohort::filter::Criterion;
use crate::engine::protocol::Protocol;
use crate::engine::rules::place::Place;
use crate::engine::rules::profile::Verdict;
use crate::engine::rules::{Classification, classify};

/// Records that a filter leaves out, each by the first criterion that it does not meet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutsideFilter {
    /// By the etiology.
    pub etiology: u32,
    /// By the age.
    pub age_years: u32,
    /// By the number of previous losses.
    pub previous_losses: u32,
    /// By the year of the work-up.
    pub year: u32,
    /// By a column that the user keeps.
    pub own: u32,
}

impl OutsideFilter {
    /// Counts one record.
    pub fn add(&mut self, criterion: Criterion) {
        *match criterion {
            Criterion::Etiology => &mut self.etiology,
            Criterion::AgeYears => &mut self.age_years,
            Criterion::PreviousLosses => &mut self.previous_losses,
            Criterion::Year => &mut self.year,
            Criterion::Own => &mut self.own,
        } += 1;
    }

    /// All of them.
    #[must_use]
    pub fn total(&self) -> u32 {
        self.etiology + self.age_years + self.previous_losses + self.year + self.own
    }
}

/// Counts of records along the way. The counts add up:
/// `n_rows = n_rejected + n_merged + n_records`, and `n_records` is the sum of the others,
/// those outside the filter included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flow {
    /// Rows below the header that hold anything.
    pub n_rows: u32,
    /// Rows that could not be used.
    pub n_rejected: u32,
    /// Rows that belong to the record of another row.
    pub n_merged: u32,
    /// Rows that made a record.
    pub n_records: u32,
    /// Of those, records that the filter leaves out. Everything below is of the others.
    pub outside_filter: OutsideFilter,
    /// Records without a number of previous losses.
    pub n_losses_unknown: u32,
    /// Records with too few losses.
    pub n_too_few_losses: u32,
    /// Women with recurrent pregnancy loss.
    pub n_enrolled: u32,
    /// Enrolled women whose class cannot be said.
    pub n_immunity_indeterminate: u32,
    /// Of those, women who have at least one abnormality for certain.
    pub n_indeterminate_abnormal: u32,
    /// Enrolled women with a class: the denominator of every prevalence.
    pub n_classified: u32,
    /// Classified women whose pregnancy has no known end.
    pub n_outcome_unknown: u32,
    /// Women with a class and an outcome: the denominator of live birth rates.
    pub n_analyzed: u32,
}

impl Flow {
    /// Records that the filter admits.
    #[must_use]
    pub fn n_within_filter(&self) -> u32 {
        self.n_records - self.outside_filter.total()
    }

    /// Counts one record that the filter leaves out.
    pub fn leave_out(&mut self, criterion: Criterion) {
        self.n_records += 1;
        self.outside_filter.add(criterion);
    }

    /// Counts one record that the filter admits.
    pub fn add(&mut self, place: Place, verdict: Verdict) {
        self.n_records += 1;
        match place {
            Place::LossesUnknown => self.n_losses_unknown += 1,
            Place::TooFewLosses => self.n_too_few_losses += 1,
            Place::ImmunityIndeterminate => {
                self.n_enrolled += 1;
                self.n_immunity_indeterminate += 1;
                let is_abnormal = matches!(
                    verdict,
                    Verdict::Indeterminate { at_least_one_abnormality: true, .. }
                );
                self.n_indeterminate_abnormal += u32::from(is_abnormal);
            }
            Place::OutcomeUnknown => {
                self.n_enrolled += 1;
                self.n_classified += 1;
                self.n_outcome_unknown += 1;
            }
            Place::Analyzed => {
                self.n_enrolled += 1;
                self.n_classified += 1;
                self.n_analyzed += 1;
            }
        }
    }
}

/// The classification of one record and where it ends in the flow.
#[must_use]
pub fn judge(cohort: &Cohort, index: usize, protocol: &Protocol) -> (Classification, Place) {
    let classification = classify(&cohort.measurements(index), protocol);
    let losses = cohort.previous_losses.get(index);
    let place = Place::of(losses, classification.verdict, cohort.outcome[index], protocol);
    (classification, place)
}

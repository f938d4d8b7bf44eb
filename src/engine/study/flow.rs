//! Who is in the study and why the others are not: figure 1 of the paper.

use serde::{Deserialize, Serialize};

use super::women::Women;
use crate::engine::cohort::branches::{Branch, add_to, no_branches};
use crate::engine::cohort::flow::Place;
use crate::engine::reader::Reading;

/// Counts along the way. They add up: each step is the step before less those
/// who leave it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FlowDetail {
    /// Rows below the header that hold anything.
    pub n_rows: u32,
    /// Rows that could not be used.
    pub n_rejected: u32,
    /// Rows that belong to the record of another row.
    pub n_merged: u32,
    /// Rows that made a record.
    pub n_records: u32,
    /// Records that the filter leaves out.
    pub n_outside_filter: u32,
    /// Records without a number of previous losses.
    pub n_losses_unknown: u32,
    /// Records with too few losses.
    pub n_too_few_losses: u32,
    /// Women with recurrent pregnancy loss.
    pub n_enrolled: u32,
    /// Enrolled women whose class cannot be said.
    pub n_immunity_indeterminate: u32,
    /// Enrolled women with a class.
    pub n_classified: u32,
    /// Classified women whose pregnancy has no known end.
    pub n_outcome_unknown: u32,
    /// Women with a class and an outcome.
    pub n_analyzed: u32,
    /// The classified women by etiology; not stated last.
    pub branches: Vec<Branch>,
}

pub(super) fn flow(reading: &Reading, women: &Women) -> FlowDetail {
    let mut flow = FlowDetail {
        n_rows: reading.n_rows,
        n_rejected: reading.issues.n_rejected_rows,
        n_merged: reading.n_merged_rows,
        n_records: women.n_outside_filter,
        n_outside_filter: women.n_outside_filter,
        n_losses_unknown: 0,
        n_too_few_losses: 0,
        n_enrolled: 0,
        n_immunity_indeterminate: 0,
        n_classified: 0,
        n_outcome_unknown: 0,
        n_analyzed: 0,
        branches: no_branches(),
    };
    for woman in women.everyone() {
        flow.n_records += 1;
        match woman.place {
            Place::LossesUnknown => flow.n_losses_unknown += 1,
            Place::TooFewLosses => flow.n_too_few_losses += 1,
            Place::ImmunityIndeterminate => flow.n_immunity_indeterminate += 1,
            Place::OutcomeUnknown => flow.n_outcome_unknown += 1,
            Place::Analyzed => flow.n_analyzed += 1,
        }
    }
    flow.n_classified = flow.n_outcome_unknown + flow.n_analyzed;
    flow.n_enrolled = flow.n_classified + flow.n_immunity_indeterminate;
    for (woman, profile) in women.classified() {
        add_to(&mut flow.branches, woman.etiology, profile, woman.ivig, woman.is_live_birth);
    }
    flow
}

//! Who is in the study and why the others are not: figure 1 of the paper.

use serde::{Deserialize, Serialize};

use super::women::Women;
use crate::engine::cohort::flow::Place;
use crate::engine::cohort::tally::Stratum;
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

/// The classified women of one etiology.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Branch {
    /// Idiopathic, known or not stated.
    pub stratum: Stratum,
    /// Women without an abnormality.
    pub normal: BranchGroup,
    /// Women with at least one abnormality.
    pub abnormal: BranchGroup,
}

/// Women with, or without, an abnormality in one etiology.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BranchGroup {
    /// How many there are.
    pub n: u32,
    /// Of those, women who got IVIG.
    pub n_treated: u32,
    /// Women who did not.
    pub n_untreated: u32,
    /// Women of whom the file does not say.
    pub n_treatment_unknown: u32,
    /// Women whose pregnancy has a known end.
    pub n_analyzed: u32,
    /// Of those, live births.
    pub n_live_births: u32,
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
        branches: [Stratum::Idiopathic, Stratum::Known, Stratum::NotStated]
            .map(|stratum| Branch {
                stratum,
                normal: BranchGroup::default(),
                abnormal: BranchGroup::default(),
            })
            .into(),
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
        let stratum = Stratum::of(woman.etiology);
        for branch in flow.branches.iter_mut().filter(|branch| branch.stratum == stratum) {
            let group =
                if profile.is_abnormal() { &mut branch.abnormal } else { &mut branch.normal };
            group.n += 1;
            match woman.ivig {
                Some(true) => group.n_treated += 1,
                Some(false) => group.n_untreated += 1,
                None => group.n_treatment_unknown += 1,
            }
            group.n_analyzed += u32::from(woman.is_live_birth.is_some());
            group.n_live_births += u32::from(woman.is_live_birth == Some(true));
        }
    }
    flow
}

//! Who is in the study and why the others are not: figure 1 of the paper.

use serde::{Deserialize, Serialize};

use super::women::Women;
use crate::engine::cohort::branches::Branch;
use crate::engine::cohort::flow::Flow;
use crate::engine::cohort::tally::ByEtiology;
use crate::engine::reader::Reading;

/// Counts along the way, and what became of the classified women.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FlowDetail {
    /// How many leave at each step, and how many are left.
    pub counts: Flow,
    /// The classified women by etiology.
    pub branches: ByEtiology<Branch>,
}

pub(super) fn flow(reading: &Reading, women: &Women) -> FlowDetail {
    let mut branches = ByEtiology::<Branch>::default();
    for (woman, profile) in women.classified() {
        branches[woman.etiology].add(profile, woman.ivig, woman.is_live_birth);
    }
    let counts = Flow {
        n_rows: reading.n_rows,
        n_rejected: reading.issues.n_rejected_rows,
        n_merged: reading.n_merged_rows,
        ..women.counts
    };
    FlowDetail { counts, branches }
}

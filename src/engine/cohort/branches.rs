//! The classified women by etiology, abnormality and treatment: the branches of the flow.

use serde::{Deserialize, Serialize};

use crate::engine::cohort::tally::Stratum;
use crate::engine::record::Etiology;
use crate::engine::rules::profile::ImmuneProfile;

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

/// The branches before anybody is counted.
pub(in crate::engine) fn no_branches() -> Vec<Branch> {
    let empty = BranchGroup::default();
    [Stratum::Idiopathic, Stratum::Known, Stratum::NotStated]
        .map(|stratum| Branch { stratum, normal: empty, abnormal: empty })
        .into()
}

/// Counts a classified woman in her branch.
pub(in crate::engine) fn add_to(
    branches: &mut [Branch],
    etiology: Option<Etiology>,
    profile: ImmuneProfile,
    ivig: Option<bool>,
    is_live_birth: Option<bool>,
) {
    let stratum = Stratum::of(etiology);
    for branch in branches.iter_mut().filter(|branch| branch.stratum == stratum) {
        let group = if profile.is_abnormal() { &mut branch.abnormal } else { &mut branch.normal };
        group.n += 1;
        match ivig {
            Some(true) => group.n_treated += 1,
            Some(false) => group.n_untreated += 1,
            None => group.n_treatment_unknown += 1,
        }
        group.n_analyzed += u32::from(is_live_birth.is_some());
        group.n_live_births += u32::from(is_live_birth == Some(true));
    }
}

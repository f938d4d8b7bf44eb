//! The classified women by etiology, abnormality and treatment: the branches of the flow.

use serde::{Deserialize, Serialize};

use crate::engine::rules::profile::ImmuneProfile;

/// The classified women of one etiology.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Branch {
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

impl Branch {
    /// Counts a classified woman.
    pub(in crate::engine) fn add(
        &mut self,
        profile: ImmuneProfile,
        ivig: Option<bool>,
        is_live_birth: Option<bool>,
    ) {
        let group = if profile.is_abnormal() { &mut self.abnormal } else { &mut self.normal };
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

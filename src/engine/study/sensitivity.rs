//! What other cytotoxicity rules and the cut-offs of other laboratories would
//! change.

use serde::{Deserialize, Serialize};

use super::Estimable;
use super::NotEstimable;
use super::women::Women;
use crate::engine::cohort::columns::Cohort;
use crate::engine::protocol::preset::Preset;
use crate::engine::protocol::{CytotoxicityRule, Protocol};
use crate::engine::rules::classify;
use crate::engine::rules::profile::{ByClass, ImmuneProfile};

/// The enrolled women under other choices.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sensitivity {
    /// Enrolled women.
    pub n: u32,
    /// The same cut-offs under each cytotoxicity rule.
    pub rules: Vec<RuleSwitch>,
    /// Each preset's cut-offs, and the protocol's own where it has none.
    pub presets: Vec<PresetSwitch>,
}

/// What one rule would change.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RuleSwitch {
    /// The rule.
    pub rule: CytotoxicityRule,
    /// Who changes.
    pub switch: Switch,
}

/// What one preset would change.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PresetSwitch {
    /// The preset.
    pub preset: Preset,
    /// Who changes.
    pub switch: Switch,
}

/// From classes to classes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Switch {
    /// Women with a class under the alternative.
    pub n_classified: u32,
    /// Of those, women with at least one abnormality.
    pub n_abnormal: u32,
    /// Women whose class, or whose having one, changes.
    pub n_changed: u32,
    /// Women who gain their first abnormality.
    pub n_gained: u32,
    /// Women who lose their last one.
    pub n_lost: u32,
    /// By the class under the protocol, then by that under the alternative.
    pub table: ByClass<ByClass<u32>>,
}

impl Switch {
    fn add(&mut self, from: Option<ImmuneProfile>, to: Option<ImmuneProfile>) {
        self.table[from][to] += 1;
        self.n_classified += u32::from(to.is_some());
        self.n_abnormal += u32::from(to.is_some_and(ImmuneProfile::is_abnormal));
        self.n_changed += u32::from(from != to);
        if let (Some(from), Some(to)) = (from, to) {
            self.n_gained += u32::from(!from.is_abnormal() && to.is_abnormal());
            self.n_lost += u32::from(from.is_abnormal() && !to.is_abnormal());
        }
    }
}

pub(super) fn sensitivity(
    cohort: &Cohort,
    women: &Women,
    protocol: &Protocol,
) -> Estimable<Sensitivity> {
    let mut rules =
        CytotoxicityRule::ALL.map(|rule| RuleSwitch { rule, switch: Switch::default() });
    let mut presets = Preset::ALL.map(|preset| {
        let switch = PresetSwitch { preset, switch: Switch::default() };
        (protocol.with_preset(preset), switch)
    });
    let mut n = 0;
    for woman in women.enrolled() {
        n += 1;
        let measurements = cohort.measurements(woman.index);
        let chosen = classify(&measurements, protocol);
        let from = chosen.verdict.profile();
        for alternative in &mut rules {
            alternative.switch.add(from, chosen.verdict_under(alternative.rule).profile());
        }
        for (other, alternative) in &mut presets {
            let to = classify(&measurements, other).verdict.profile();
            alternative.switch.add(from, to);
        }
    }
    if n == 0 {
        return Err(NotEstimable::Nobody);
    }
    Ok(Sensitivity {
        n,
        rules: rules.into(),
        presets: presets.into_iter().map(|(_, switch)| switch).collect(),
    })
}

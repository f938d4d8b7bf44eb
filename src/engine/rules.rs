//! From measurements to an immune profile, with the evidence that decided.
//!
//! Each test is high, not high or not known ([`Finding`]): Kleene's three-valued
//! logic, so that a known high decides early and a missing value never counts as
//! normal. What decides stands as data, which [`definition`] gathers.

pub mod bound;
pub mod cytotoxicity;
pub mod definition;
mod finding;
pub mod panel;
pub mod place;
pub mod profile;

use serde::{Deserialize, Serialize};

use crate::engine::protocol::{CytotoxicityRule, Protocol};
use crate::engine::record::Measurements;
use cytotoxicity::CytotoxicityEvidence;
pub use finding::{Comparison, Finding};
use panel::ByTest;
use profile::Verdict;

/// The outcome of the rules and the trace that decided it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Classification {
    /// What the three tests together say.
    pub verdict: Verdict,
    /// NK cell level against its cut-off.
    pub nk_level: Comparison,
    /// The three lysis values and the rule that combines them.
    pub nk_cytotoxicity: CytotoxicityEvidence,
    /// Th1/Th2 ratio against its cut-off.
    pub th1_th2: Comparison,
}

/// Classifies one woman's measurements. The patient page, the cohort run and
/// the script interface all call this.
#[must_use]
pub fn classify(measurements: &Measurements, protocol: &Protocol) -> Classification {
    let nk_level = Comparison::new(measurements.nk_level, protocol.nk_percent);
    let nk_cytotoxicity = cytotoxicity::judge(measurements.nk_cytotoxicity, protocol);
    let th1_th2 = Comparison::new(measurements.th1_th2, protocol.th1_th2_ratio);
    let lysis = nk_cytotoxicity.comparisons.values();
    let comparisons = std::iter::once(&nk_level).chain(lysis).chain([&th1_th2]);
    let verdict = profile::verdict(findings(protocol.cytotoxicity_rule, &comparisons));
    Classification { verdict, nk_level, nk_cytotoxicity, th1_th2 }
}

/// What each test says of the comparisons.
fn findings<'a>(
    rule: CytotoxicityRule,
    comparisons: &(impl Iterator<Item = &'a Comparison> + Clone),
) -> ByTest<Finding> {
    ByTest::from_fn(|test| Finding::of(test.condition(rule), comparisons.clone()))
}

impl Classification {
    /// What each test says.
    #[must_use]
    pub fn findings(&self) -> ByTest<Finding> {
        findings(self.nk_cytotoxicity.rule, &self.comparisons())
    }

    /// Every comparison, in the order of the tests.
    pub fn comparisons(&self) -> impl Iterator<Item = &Comparison> + Clone {
        let lysis = self.nk_cytotoxicity.comparisons.values();
        std::iter::once(&self.nk_level).chain(lysis).chain([&self.th1_th2])
    }

    /// What the tests together say under another cytotoxicity rule, of the same
    /// comparisons.
    #[must_use]
    pub fn verdict_under(&self, rule: CytotoxicityRule) -> Verdict {
        profile::verdict(findings(rule, &self.comparisons()))
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;
    use crate::engine::record::{
        Bound, Measured, NkCyto12_5, NkCyto25, NkCyto50, NkCytotoxicity, NkLevel, Th1Th2Ratio,
        Value,
    };
    use crate::engine::rules::profile::ImmuneProfile;

    fn measured<V: Value>(value: Option<f64>) -> Option<Measured<V>> {
        value.and_then(|value| V::new(value).ok()).map(Measured::exact)
    }

    fn measurements(values: [Option<f64>; 5]) -> Measurements {
        Measurements {
            nk_level: measured::<NkLevel>(values[0]),
            nk_cytotoxicity: NkCytotoxicity {
                nk_cyto_50: measured::<NkCyto50>(values[1]),
                nk_cyto_25: measured::<NkCyto25>(values[2]),
                nk_cyto_12_5: measured::<NkCyto12_5>(values[3]),
            },
            th1_th2: measured::<Th1Th2Ratio>(values[4]),
        }
    }

    #[track_caller]
    fn check(values: [f64; 5], expected: ImmuneProfile) {
        let verdict = classify(&measurements(values.map(Some)), &Protocol::default()).verdict;
        assert_eq!(verdict, Verdict::Determined { profile: expected });
    }

    /// Cut-offs and strict comparison: Han 2025, caption of figure 2.
    #[test]
    fn cutoffs_are_strict() {
        check([16.1, 34.3, 23.8, 9.6, 36.2], ImmuneProfile::Normal);
        check([16.2, 34.3, 23.8, 9.6, 36.2], ImmuneProfile::Nk);
        check([16.1, 34.4, 23.8, 9.6, 36.2], ImmuneProfile::Cytotoxicity);
        check([16.1, 34.3, 23.9, 9.6, 36.2], ImmuneProfile::Cytotoxicity);
        check([16.1, 34.3, 23.8, 9.7, 36.2], ImmuneProfile::Cytotoxicity);
        check([16.1, 34.3, 23.8, 9.6, 36.3], ImmuneProfile::Th1Th2);
        check([16.2, 34.4, 23.8, 9.6, 36.2], ImmuneProfile::NkCytotoxicity);
        check([16.2, 34.3, 23.8, 9.6, 36.3], ImmuneProfile::NkTh1Th2);
        check([16.1, 34.4, 23.8, 9.6, 36.3], ImmuneProfile::CytotoxicityTh1Th2);
        check([16.2, 34.4, 23.8, 9.6, 36.3], ImmuneProfile::All);
    }

    #[test]
    fn a_missing_test_is_never_normal() {
        let everything = [Some(10.0), Some(20.0), Some(15.0), Some(5.0), Some(20.0)];
        for missing in 0..5 {
            let mut values = everything;
            values[missing] = None;
            let verdict = classify(&measurements(values), &Protocol::default()).verdict;
            let Verdict::Indeterminate { at_least_one_abnormality, possible } = verdict else {
                panic!("{missing}: {verdict:?}");
            };
            assert!(!at_least_one_abnormality);
            assert!(possible.contains(ImmuneProfile::Normal));
            assert_eq!(possible.len(), 2);
        }
    }

    #[test]
    fn a_known_high_decides_what_it_can() {
        let verdict =
            classify(&measurements([Some(20.0), None, None, None, None]), &Protocol::default())
                .verdict;
        let Verdict::Indeterminate { at_least_one_abnormality, possible } = verdict else {
            panic!("{verdict:?}");
        };
        assert!(at_least_one_abnormality);
        assert_eq!(
            possible.iter().collect::<Vec<_>>(),
            [
                ImmuneProfile::Nk,
                ImmuneProfile::NkCytotoxicity,
                ImmuneProfile::NkTh1Th2,
                ImmuneProfile::All
            ]
        );
    }

    /// A bound decides only where it lies on one side of the cut-off of 16.1.
    #[test]
    fn a_censored_value_decides_only_where_its_bound_does() {
        for (bound, value, expected) in [
            (Bound::Above, 60.0, Finding::High),
            (Bound::Above, 16.1, Finding::High),
            (Bound::AtLeast, 16.1, Finding::Unknown),
            (Bound::Above, 10.0, Finding::Unknown),
            (Bound::Below, 16.1, Finding::NotHigh),
            (Bound::AtMost, 16.1, Finding::NotHigh),
            (Bound::Below, 16.2, Finding::Unknown),
            (Bound::Below, 0.5, Finding::NotHigh),
        ] {
            let mut values =
                measurements([Some(10.0), Some(20.0), Some(15.0), Some(5.0), Some(20.0)]);
            values.nk_level = NkLevel::new(value).ok().map(|value| Measured { value, bound });
            let said = classify(&values, &Protocol::default());
            assert_eq!(said.nk_level.finding, expected, "{bound:?} {value}");
            assert_eq!((said.nk_level.value, said.nk_level.bound), (Some(value), bound));
            assert_eq!(said.verdict.profile().is_none(), expected == Finding::Unknown);
        }
    }

    /// Filling in a missing value never contradicts what was said without it.
    #[test]
    fn what_is_certain_stays_true_when_values_are_filled_in() {
        let low_high = [[10.0, 20.0], [20.0, 40.0], [15.0, 30.0], [5.0, 12.0], [20.0, 40.0]];
        for rule in crate::engine::protocol::CytotoxicityRule::ALL {
            let protocol = Protocol { cytotoxicity_rule: rule, ..Protocol::default() };
            for state in 0..3_usize.pow(5) {
                let digit = |place: usize| state / [1, 3, 9, 27, 81][place] % 3;
                let partial: [Option<f64>; 5] = std::array::from_fn(|place| {
                    (digit(place) > 0).then(|| low_high[place][digit(place) - 1])
                });
                let before = classify(&measurements(partial), &protocol).verdict;
                for fill in 0..2_usize.pow(5) {
                    let full: [Option<f64>; 5] = std::array::from_fn(|place| {
                        partial[place].or(Some(low_high[place][fill >> place & 1]))
                    });
                    let profile = classify(&measurements(full), &protocol)
                        .verdict
                        .profile()
                        .expect("every value is given");
                    match before {
                        Verdict::Determined { profile: said } => assert_eq!(said, profile),
                        Verdict::Indeterminate { at_least_one_abnormality, possible } => {
                            assert!(possible.contains(profile));
                            assert!(!at_least_one_abnormality || profile.is_abnormal());
                        }
                    }
                }
            }
        }
    }
}

//! The tests of significance that were made. Those that answer one question are a
//! family and are adjusted together.

use serde::{Deserialize, Serialize};

use super::Estimable;
use crate::engine::stats::multiplicity::{Adjustment, adjusted};
use crate::engine::stats::{PValue, TestResult};

/// Which test it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TestKind {
    /// Welch's t-test of two means.
    Welch,
    /// Mann-Whitney test, normal approximation with corrections for ties and
    /// continuity.
    MannWhitney,
    /// Pearson's chi-square test without continuity correction.
    ChiSquare,
    /// Fisher's exact test, two-sided by minimum likelihood.
    Fisher,
    /// The exact test of Fisher, Freeman and Halton.
    FreemanHalton,
    /// The same, estimated from random tables.
    FreemanHaltonSampled,
    /// The Cochran-Armitage test of a trend, normal approximation.
    CochranArmitage,
    /// The exact test of a trend, two-sided by distance from the mean.
    ExactTrend,
    /// Likelihood-ratio test of nested models, or of a coefficient from its profile.
    LikelihoodRatio,
    /// Test from the profile of the penalized likelihood.
    PenalizedLikelihoodRatio,
    /// The Hosmer-Lemeshow test.
    HosmerLemeshow,
    /// `DeLong`'s z test of two areas under curves of the same women.
    #[serde(rename = "delong")]
    DeLong,
    /// Wald's z test that two effects do not interact.
    Wald,
    /// Cochran's Q: whether the effects in several subgroups differ.
    CochranQ,
}

/// A test that was made.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct SignificanceTest {
    /// Which test.
    pub test: TestKind,
    /// Its result.
    pub result: TestResult,
    /// The p-value after Holm's adjustment over its family; `None` where it is no
    /// finding of its own.
    pub p_holm: Option<f64>,
}

/// What a test is to the question of its family.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TestRole {
    /// A finding: it is counted and adjusted.
    Finding,
    /// Another version of a finding, such as the crude effect beside the adjusted one.
    Version,
    /// Whether a model fits: no finding at all.
    Diagnostic,
}

impl SignificanceTest {
    /// A test that has not been adjusted yet.
    #[must_use]
    pub fn new(test: TestKind, result: TestResult) -> Self {
        SignificanceTest { test, result, p_holm: None }
    }

    /// An exact test, which has no statistic.
    #[must_use]
    pub fn exact(test: TestKind, p_value: PValue) -> Self {
        SignificanceTest::new(test, TestResult::exact(p_value))
    }

    /// The p-value as it came out.
    #[must_use]
    pub fn p(&self) -> f64 {
        self.result.p_value.value
    }
}

/// What holds tests.
pub trait Tests {
    /// Shows every test, in an order that does not change.
    fn each_test(&mut self, visit: &mut dyn FnMut(TestRole, &mut SignificanceTest));
}

impl Tests for SignificanceTest {
    fn each_test(&mut self, visit: &mut dyn FnMut(TestRole, &mut SignificanceTest)) {
        visit(TestRole::Finding, self);
    }
}

impl<T: Tests> Tests for Estimable<T> {
    fn each_test(&mut self, visit: &mut dyn FnMut(TestRole, &mut SignificanceTest)) {
        if let Ok(said) = self {
            said.each_test(visit);
        }
    }
}

impl<T: Tests> Tests for Vec<T> {
    fn each_test(&mut self, visit: &mut dyn FnMut(TestRole, &mut SignificanceTest)) {
        for one in self {
            one.each_test(visit);
        }
    }
}

/// Shows every test of a holder as this.
pub(super) fn each_as(
    standing: TestRole,
    holder: &mut impl Tests,
    visit: &mut dyn FnMut(TestRole, &mut SignificanceTest),
) {
    holder.each_test(&mut |_, tested| visit(standing, tested));
}

/// Adjusts the findings of a family by Holm's method and says how many there are.
pub fn adjust(family: &mut impl Tests) -> u32 {
    let mut p_values = Vec::new();
    family.each_test(&mut |standing, tested| {
        if standing == TestRole::Finding {
            p_values.push(tested.p());
        }
    });
    // Every p-value lies in [0, 1], so that the adjustment is defined; an empty
    // list has nothing to adjust.
    if let Ok(all) = adjusted(&p_values, Adjustment::Holm) {
        let mut all = all.into_iter();
        family.each_test(&mut |standing, tested| {
            if standing == TestRole::Finding {
                tested.p_holm = all.next();
            }
        });
    }
    u32::try_from(p_values.len()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    /// R 4.2.2: p.adjust(c(0.01, 0.04, 0.03), "holm") is 0.03 0.06 0.06.
    #[test]
    fn the_findings_of_a_family_are_adjusted_together() {
        let of = |p| SignificanceTest::exact(TestKind::Fisher, PValue::new(p).expect("a number"));
        let mut tests = vec![of(0.01), of(0.04), of(0.03)];
        assert_eq!(adjust(&mut tests), 3);
        let rounded = |p: f64| (p * 1e6).round() / 1e6;
        let found: Vec<Option<f64>> = tests.iter().map(|one| one.p_holm.map(rounded)).collect();
        assert_eq!(found, [Some(0.03), Some(0.06), Some(0.06)]);
        assert_eq!(adjust(&mut Vec::<SignificanceTest>::new()), 0);
    }

    /// What is another version of a finding, or no finding, costs the others nothing.
    #[test]
    fn versions_and_diagnostics_are_not_counted() {
        struct Family([(TestRole, SignificanceTest); 4]);
        impl Tests for Family {
            fn each_test(&mut self, visit: &mut dyn FnMut(TestRole, &mut SignificanceTest)) {
                for (standing, tested) in &mut self.0 {
                    each_as(*standing, tested, visit);
                }
            }
        }
        let of = |p| {
            SignificanceTest::exact(TestKind::LikelihoodRatio, PValue::new(p).expect("a number"))
        };
        let mut family = Family([
            (TestRole::Version, of(0.001)),
            (TestRole::Finding, of(0.01)),
            (TestRole::Diagnostic, of(0.02)),
            (TestRole::Finding, of(0.2)),
        ]);
        assert_eq!(adjust(&mut family), 2);
        let found = family.0.map(|(_, one)| one.p_holm);
        assert_eq!(found, [None, Some(0.02), None, Some(0.2)]);
    }
}

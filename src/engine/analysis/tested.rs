//! The tests of significance that were made, counted and adjusted together.

use serde::{Deserialize, Serialize};

use super::Said;
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
    /// Wald's test of a coefficient.
    Wald,
    /// Likelihood-ratio test of nested models.
    LikelihoodRatio,
    /// Test from the profile of the penalized likelihood.
    PenalizedLikelihoodRatio,
    /// The Hosmer-Lemeshow test.
    HosmerLemeshow,
}

/// A test that was made.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Tested {
    /// Which test.
    pub test: TestKind,
    /// Its result.
    pub result: TestResult,
    /// The p-value after Holm's adjustment over every test of the analysis.
    pub p_holm: f64,
}

impl Tested {
    /// A test that has not been adjusted yet.
    #[must_use]
    pub fn new(test: TestKind, result: TestResult) -> Self {
        Tested { test, result, p_holm: result.p_value.value }
    }

    /// An exact test, which has no statistic.
    #[must_use]
    pub fn exact(test: TestKind, p_value: PValue) -> Self {
        Tested::new(test, TestResult::exact(p_value))
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
    fn each_test(&mut self, visit: &mut dyn FnMut(&mut Tested));
}

impl Tests for Tested {
    fn each_test(&mut self, visit: &mut dyn FnMut(&mut Tested)) {
        visit(self);
    }
}

impl<T: Tests> Tests for Said<T> {
    fn each_test(&mut self, visit: &mut dyn FnMut(&mut Tested)) {
        if let Ok(said) = self {
            said.each_test(visit);
        }
    }
}

impl<T: Tests> Tests for Vec<T> {
    fn each_test(&mut self, visit: &mut dyn FnMut(&mut Tested)) {
        for one in self {
            one.each_test(visit);
        }
    }
}

/// Adjusts every test by Holm's method and says how many there are.
pub fn adjust(holder: &mut impl Tests) -> u32 {
    let mut p_values = Vec::new();
    holder.each_test(&mut |tested| p_values.push(tested.p()));
    // Every p-value lies in [0, 1], so that the adjustment is defined; an empty
    // list has nothing to adjust.
    if let Ok(all) = adjusted(&p_values, Adjustment::Holm) {
        let mut all = all.into_iter();
        holder.each_test(&mut |tested| {
            if let Some(p_holm) = all.next() {
                tested.p_holm = p_holm;
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
    fn all_tests_are_adjusted_together() {
        let of = |p| Tested::exact(TestKind::Fisher, PValue::new(p).expect("a number"));
        let mut tests = vec![of(0.01), of(0.04), of(0.03)];
        assert_eq!(adjust(&mut tests), 3);
        let found: Vec<f64> = tests.iter().map(|one| (one.p_holm * 1e6).round() / 1e6).collect();
        assert_eq!(found, [0.03, 0.06, 0.06]);
        assert_eq!(adjust(&mut Vec::<Tested>::new()), 0);
    }
}

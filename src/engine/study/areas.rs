//! Whether one laboratory value tells outcomes apart better than another one: the
//! areas under their curves compared in the women who have both values.

use serde::{Deserialize, Serialize};

use super::significance::{SignificanceTest, TestKind, TestRole, Tests};
use super::women::Women;
use super::{Estimable, NotEstimable};
use crate::engine::column::Column;
use crate::engine::quantity::Quantity;
use crate::engine::stats::Estimate;
use crate::engine::stats::roc::compare_areas;

/// Two laboratory values against the outcome. A high value is taken to go with no
/// live birth, as in the curves.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AreaPair {
    /// The first value.
    pub first: Quantity,
    /// The second value.
    pub second: Quantity,
    /// What was found in the women who have both.
    pub result: Estimable<PairedAreas>,
}

/// The areas of two values in the same women.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct PairedAreas {
    /// Women with both values and a known end of the pregnancy.
    pub n: u32,
    /// Of those, pregnancies without a live birth.
    pub n_without_live_birth: u32,
    /// Area of the first value; that of its own curve has more women behind it.
    pub first_area: f64,
    /// Area of the second value.
    pub second_area: f64,
    /// First area less the second, with `DeLong`'s interval.
    pub difference: Estimate,
    /// `DeLong`'s test that they are equal.
    pub test: SignificanceTest,
}

impl Tests for AreaPair {
    fn each_test(&mut self, visit: &mut dyn FnMut(TestRole, &mut SignificanceTest)) {
        if let Ok(found) = &mut self.result {
            found.test.each_test(visit);
        }
    }
}

/// Every two values; the reason where no woman's pregnancy has a known end is that of
/// the curves.
pub(super) fn areas(women: &Women, level: f64) -> Estimable<Vec<AreaPair>> {
    women.have_outcomes()?;
    let quantities = Quantity::LABORATORY;
    let pairs = quantities.iter().enumerate().flat_map(|(place, &first)| {
        quantities[place + 1..].iter().map(move |&second| (first, second))
    });
    Ok(pairs
        .map(|(first, second)| AreaPair { first, second, result: one(women, first, second, level) })
        .collect())
}

fn one(women: &Women, first: Quantity, second: Quantity, level: f64) -> Estimable<PairedAreas> {
    let (mut firsts, mut seconds, mut lost) = (Vec::new(), Vec::new(), Vec::new());
    for woman in women.enrolled() {
        let values = (woman.number(first), woman.number(second), woman.is_live_birth);
        if let (Some(one), Some(other), Some(birth)) = values {
            firsts.push(one);
            seconds.push(other);
            lost.push(!birth);
        }
    }
    if lost.is_empty() {
        let is_missing =
            |quantity: &Quantity| women.enrolled().all(|woman| woman.number(*quantity).is_none());
        let missing = [first, second].into_iter().find(is_missing).and_then(Column::of);
        return Err(
            missing.map_or(NotEstimable::Nobody, |column| NotEstimable::NotStated { column })
        );
    }
    let n_lost = lost.iter().filter(|&&lost| lost).count();
    if n_lost == 0 || n_lost == lost.len() {
        return Err(NotEstimable::OneOutcome { live_births: n_lost == 0 });
    }
    let found = compare_areas(&firsts, &seconds, &lost, level)?;
    Ok(PairedAreas {
        n: u32::try_from(lost.len()).unwrap_or(u32::MAX),
        n_without_live_birth: u32::try_from(n_lost).unwrap_or(u32::MAX),
        first_area: found.first_area,
        second_area: found.second_area,
        difference: found.difference,
        test: SignificanceTest::new(TestKind::DeLong, found.test),
    })
}

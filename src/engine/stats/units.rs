//! Values whose squares would leave the range of a double, brought near 1.

use crate::engine::stats::{Estimate, Interval, Undefined, check_finite};

/// Beyond this, and below its inverse, squares and cubes lose themselves.
const FAR: f64 = 1e100;

/// The power of two that brings the largest of the values to between 1 and 2, where
/// they lie so far from 1 that their squares would overflow or vanish; else 1.
///
/// A power of two costs no digit, so that what does not depend on the unit is the
/// same to the last bit.
pub(super) fn unit<'a>(values: impl IntoIterator<Item = &'a f64>) -> f64 {
    let largest = values.into_iter().fold(0.0, |largest: f64, value| largest.max(value.abs()));
    let is_near = largest <= 0.0 || (1.0 / FAR..=FAR).contains(&largest);
    if is_near || !largest.is_finite() {
        return 1.0;
    }
    let exponent = largest.log2().floor().clamp(-1074.0, 1023.0);
    exponent.exp2()
}

/// The values in a unit.
pub(super) fn in_unit(values: &[f64], unit: f64) -> Vec<f64> {
    values.iter().map(|value| value / unit).collect()
}

/// A number that was computed in a unit, where it can be written.
pub(super) fn out_of_unit(value: f64, unit: f64) -> Result<f64, Undefined> {
    check_finite(value * unit)
}

/// An estimate that was computed in a unit, where all of it can be written.
pub(super) fn estimate_out_of_unit(found: Estimate, unit: f64) -> Result<Estimate, Undefined> {
    let out = |value| out_of_unit(value, unit);
    let Interval { lower, upper, level } = found.interval;
    let interval = Interval { lower: out(lower)?, upper: out(upper)?, level };
    Ok(Estimate { value: out(found.value)?, interval })
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn ordinary_values_stay_as_they_are() {
        for values in [[0.0, 0.0], [1e-99, 1e99], [-3.0, 2.0]] {
            assert_eq!(unit(&values).to_bits(), 1.0_f64.to_bits());
        }
    }

    #[test]
    fn the_ends_of_the_range_are_brought_near_one() {
        for value in [f64::MAX, 1e300, 1e-300, 1e-310, f64::from_bits(1)] {
            let unit = unit(&[-value]);
            let near = in_unit(&[value], unit)[0];
            assert!((0.5..=2.0).contains(&near), "{value:e} {near}");
            assert_eq!((near * unit).to_bits(), value.to_bits());
        }
        assert_eq!(out_of_unit(4.0, unit(&[f64::MAX])), Err(Undefined::NotFinite));
    }
}

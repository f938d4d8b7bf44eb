//! Tails of the standard normal distribution.

use std::f64::consts::LN_2;

use super::gamma::{LN_SQRT_TWO_PI, ln_chi_square_upper_tail};

/// The density of the standard normal distribution at `z`.
#[must_use]
pub fn normal_density(z: f64) -> f64 {
    (-0.5 * z * z - LN_SQRT_TWO_PI).exp()
}

/// The probability that a standard normal variable exceeds `z`.
///
/// # References
/// Abramowitz M, Stegun IA, Handbook of Mathematical Functions 1964, 26.2.
///
/// # Examples
/// ```
/// use rpl_immune_profile::engine::stats::special::normal_upper_tail;
///
/// // Abramowitz and Stegun, table 26.1: Q(1.96) = 0.0249979.
/// assert_eq!((normal_upper_tail(1.96) * 1e7).round(), 249_979.0);
/// ```
#[must_use]
pub fn normal_upper_tail(z: f64) -> f64 {
    ln_normal_upper_tail(z).exp()
}

/// The probability that a standard normal variable lies below `z`.
#[must_use]
pub fn normal_lower_tail(z: f64) -> f64 {
    normal_upper_tail(-z)
}

/// The natural logarithm of [`normal_upper_tail`], which does not underflow.
///
/// # Method
/// Half the upper tail of `z²` under chi-square with one degree of freedom:
/// statrs 0.19.1's `erfc` is off by up to 9e-11 of its value.
#[must_use]
pub fn ln_normal_upper_tail(z: f64) -> f64 {
    let smaller = ln_chi_square_upper_tail(z * z, 1.0) - LN_2;
    if z < 0.0 { (-smaller.exp()).ln_1p() } else { smaller }
}

/// The natural logarithm of the probability that a standard normal variable is
/// at least as far from 0 as `z`.
#[must_use]
pub fn ln_normal_two_sided(z: f64) -> f64 {
    ln_chi_square_upper_tail(z * z, 1.0)
}

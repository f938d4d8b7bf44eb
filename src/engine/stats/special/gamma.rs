//! The gamma function's error terms and the chi-square distribution.
//!
//! Own code: the tails are needed as tails and as logarithms, with a relative
//! error below 1e-12 also at large degrees of freedom, where `x^a e^-x / Γ(a)`
//! formed from logarithms of its parts loses digits.

use super::Tails;
use crate::engine::stats::root::zero_of_increasing;

/// `ln √(2π)`.
pub(super) const LN_SQRT_TWO_PI: f64 = 0.918_938_533_204_672_8;

/// The error of Stirling's formula, `ln Γ(n + 1) − ln(√(2πn) (n/e)^n)`, for `n > 0`.
///
/// # Method
/// The asymptotic series from 16 on; below, the recurrence
/// `δ(n) = δ(n + 1) + (n + 1/2) ln(1 + 1/n) − 1`.
///
/// # References
/// Loader C, Fast and Accurate Computation of Binomial Probabilities, 2000.
pub(super) fn stirling_error(n: f64) -> f64 {
    let mut sum = 0.0;
    let mut m = n;
    while m < 16.0 {
        sum += (m + 0.5) * (1.0 / m).ln_1p() - 1.0;
        m += 1.0;
    }
    let r = 1.0 / (m * m);
    sum + (1.0 / 12.0
        - r * (1.0 / 360.0 - r * (1.0 / 1260.0 - r * (1.0 / 1680.0 - r * (1.0 / 1188.0)))))
        / m
}

/// The deviance part `x ln(x/m) + m − x` at the mean `m`, both above 0, without
/// cancellation near `x = m`; `difference` is `x − m`, which the caller may know
/// more exactly.
#[must_use]
pub fn deviance_part(x: f64, mean: f64, difference: f64) -> f64 {
    if difference.abs() < 0.1 * (x + mean) {
        let v = difference / (x + mean);
        let mut sum = difference * v;
        let mut power = 2.0 * x * v;
        let mut k = 1.0;
        loop {
            power *= v * v;
            k += 2.0;
            let next = sum + power / k;
            if next.to_bits() == sum.to_bits() {
                return sum;
            }
            sum = next;
        }
    }
    x * (x / mean).ln() - difference
}

/// The logarithm of `x^a e^-x / Γ(a + 1)`.
pub(super) fn ln_poisson(a: f64, x: f64) -> f64 {
    -stirling_error(a) - deviance_part(a, x, a - x) - LN_SQRT_TWO_PI - 0.5 * a.ln()
}

/// Both tails of a gamma variable of shape `a > 0` at `x > 0`: the one that a
/// series or continued fraction gives directly, and its complement, which is
/// the larger one or nearly so.
#[expect(clippy::many_single_char_names, reason = "the names of the cited formula")]
pub(super) fn gamma_tails(a: f64, x: f64) -> Tails {
    let ln_front = ln_poisson(a, x);
    if x < a + 1.0 {
        let (mut term, mut sum, mut k) = (1.0, 1.0, a);
        while term > sum * 1e-17 {
            k += 1.0;
            term *= x / k;
            sum += term;
        }
        let ln_lower = ln_front + sum.ln();
        return Tails { ln_lower, ln_upper: (-ln_lower.exp()).ln_1p() };
    }
    // Lentz's algorithm; x > a, so all partial denominators are positive.
    let mut b = x + 1.0 - a;
    let mut c = f64::MAX;
    let mut d = 1.0 / b;
    let mut value = d;
    let mut k = 0.0;
    loop {
        k += 1.0;
        let step = -k * (k - a);
        b += 2.0;
        d = 1.0 / (step * d + b);
        c = b + step / c;
        let factor = c * d;
        value *= factor;
        if (factor - 1.0).abs() < 2e-16 || k > 1e6 {
            break;
        }
    }
    let ln_upper = ln_front + a.ln() + value.ln();
    Tails { ln_lower: (-ln_upper.exp()).ln_1p(), ln_upper }
}

/// The logarithm of the probability that a chi-square variable with
/// `degrees_of_freedom > 0` exceeds `x`.
#[must_use]
pub fn ln_chi_square_upper_tail(x: f64, degrees_of_freedom: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    if x.is_infinite() {
        return f64::NEG_INFINITY;
    }
    gamma_tails(0.5 * degrees_of_freedom, 0.5 * x).ln_upper
}

/// The value that a chi-square variable with `degrees_of_freedom > 0` exceeds
/// with probability `tail`, which lies strictly between 0 and 1.
///
/// # Method
/// Newton's method for the logarithm of the smaller tail as a function of
/// `ln x`, kept inside a bracket.
#[must_use]
pub fn chi_square_upper_quantile(tail: f64, degrees_of_freedom: f64) -> f64 {
    let a = 0.5 * degrees_of_freedom;
    let lower = tail > 0.5;
    let target = if lower { (-tail).ln_1p() } else { tail.ln() };
    let start = {
        let r = 2.0 / (9.0 * degrees_of_freedom);
        let cube = 1.0 - r + super::normal_upper_quantile(tail) * r.sqrt();
        (degrees_of_freedom * cube.max(0.05).powi(3)).ln()
    };
    let solved = zero_of_increasing(start, |s| {
        let x = 0.5 * s.exp();
        let tails = gamma_tails(a, x);
        let ln_density = ln_poisson(a, x) + a.ln();
        if lower {
            (tails.ln_lower - target, (ln_density - tails.ln_lower).exp())
        } else {
            (target - tails.ln_upper, (ln_density - tails.ln_upper).exp())
        }
    });
    solved.exp()
}

/// Hedges' exact small-sample factor `J(m) = Γ(m/2) / (√(m/2) Γ((m − 1)/2))`,
/// for `m > 1` degrees of freedom.
///
/// # References
/// Hedges LV, J Educ Stat 1981;6:107, doi:10.3102/10769986006002107.
///
/// # Examples
/// ```
/// use rpl_immune_profile::engine::stats::special::hedges_correction;
///
/// // Γ(1)/Γ(1/2) = 1/√π.
/// assert!((hedges_correction(2.0) * std::f64::consts::PI.sqrt() - 1.0).abs() < 1e-14);
/// ```
#[must_use]
pub fn hedges_correction(m: f64) -> f64 {
    let h = 0.5 * m;
    (stirling_error(h) - stirling_error(h - 0.5) - (h - 1.0) * (-0.5 / h).ln_1p() - 0.5).exp()
}

//! The noncentral chi-square and F distributions, whose tails are the central
//! ones weighted by a Poisson distribution.

use super::beta::tails_of_parts;
use super::gamma::{gamma_tails, ln_poisson};

/// What is added below this share of a sum does not change it.
const NEGLIGIBLE: f64 = 1e-18;

/// Both tails of a distribution, as probabilities.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TailPair {
    /// `P(X ≤ x)`.
    pub lower: f64,
    /// `P(X > x)`.
    pub upper: f64,
}

/// Both tails at `x > 0` of chi-square with `degrees_of_freedom > 0` and the
/// noncentrality `λ ≥ 0`.
///
/// # Method
/// ```text
/// Σ e^(-λ/2) (λ/2)^j / j! · P(χ² with df + 2j ≤ x)
/// ```
/// summed outward from the likeliest j.
///
/// # References
/// Johnson NL, Kotz S, Balakrishnan N, Continuous Univariate Distributions 2,
/// 1995, chapter 29.
///
/// # Examples
/// ```
/// use rpl_immune_profile::engine::stats::special::noncentral_chi_square;
///
/// // Without noncentrality, Abramowitz and Stegun, table 26.7: Q(4 | 1) = 0.04550.
/// assert_eq!((noncentral_chi_square(4.0, 1.0, 0.0).upper * 1e5).round(), 4550.0);
/// ```
#[must_use]
pub fn noncentral_chi_square(x: f64, degrees_of_freedom: f64, noncentrality: f64) -> TailPair {
    mixed(noncentrality, |j| {
        let tails = gamma_tails(0.5 * degrees_of_freedom + j, 0.5 * x);
        TailPair { lower: tails.ln_lower.exp(), upper: tails.ln_upper.exp() }
    })
}

/// Both tails at `f > 0` of Fisher's F with the degrees of freedom of its numerator
/// and denominator and the noncentrality `λ ≥ 0`.
///
/// # Method
/// As [`noncentral_chi_square`], with the incomplete beta function of
/// `df1/2 + j` and `df2/2`.
///
/// # References
/// Johnson NL, Kotz S, Balakrishnan N, Continuous Univariate Distributions 2,
/// 1995, chapter 30.
#[must_use]
pub fn noncentral_f(f: f64, numerator: f64, denominator: f64, noncentrality: f64) -> TailPair {
    let ratio = numerator * f / denominator;
    let (x, y) = (ratio / (1.0 + ratio), 1.0 / (1.0 + ratio));
    mixed(noncentrality, |j| {
        let tails = tails_of_parts(0.5 * numerator + j, 0.5 * denominator, x, y);
        TailPair { lower: tails.ln_lower.exp(), upper: tails.ln_upper.exp() }
    })
}

/// The mean of `tails(j)` over a Poisson variable of mean `λ/2`.
fn mixed(noncentrality: f64, tails: impl Fn(f64) -> TailPair) -> TailPair {
    let mean = 0.5 * noncentrality;
    if mean <= 0.0 {
        return tails(0.0);
    }
    let mode = mean.floor();
    let at_mode = if mode > 0.0 { ln_poisson(mode, mean).exp() } else { (-mean).exp() };
    let mut sum = TailPair { lower: 0.0, upper: 0.0 };
    let mut add = |j: f64, weight: f64| {
        let here = tails(j);
        sum.lower += weight * here.lower;
        sum.upper += weight * here.upper;
        // Either tail may be tiny where most of the weight is.
        weight > NEGLIGIBLE * sum.lower.min(sum.upper)
    };
    let (mut j, mut weight) = (mode, at_mode);
    while add(j, weight) {
        j += 1.0;
        weight *= mean / j;
    }
    (j, weight) = (mode, at_mode);
    while j > 0.0 {
        weight *= j / mean;
        j -= 1.0;
        if !add(j, weight) {
            break;
        }
    }
    sum
}

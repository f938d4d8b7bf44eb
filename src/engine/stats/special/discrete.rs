//! Probabilities of the binomial and hypergeometric distributions, as logarithms.
//!
//! Own code: the tails must keep ten significant digits down to 1e-300 and
//! beyond, as logarithms, which the crate's distributions do not offer. All
//! rest on Loader's saddle-point expansion, as R does.
//!
//! # References
//! Loader C, Fast and Accurate Computation of Binomial Probabilities, 2000.

use std::f64::consts::PI;

use super::beta::beta_tails;
use super::gamma::{deviance_part, stirling_error};

/// `ln Γ(n + 1)` for a real `n` of 0 or more.
#[must_use]
pub fn ln_factorial(n: f64) -> f64 {
    if n == 0.0 {
        return 0.0;
    }
    stirling_error(n) + 0.5 * (2.0 * PI * n).ln() + n * n.ln() - n
}

/// The logarithm of the binomial probability of `k` among `n` at `p = 1 - q`;
/// `k` and `n` may be real. `-∞` where the probability is 0.
#[must_use]
pub fn ln_binomial(k: f64, n: f64, p: f64, q: f64) -> f64 {
    if k <= 0.0 || k >= n {
        // Of an empty product the logarithm is 0, also where p or q is 0.
        if n <= 0.0 {
            return 0.0;
        }
        let (p, q) = if k <= 0.0 { (p, q) } else { (q, p) };
        return if p < 0.1 { n * (-p).ln_1p() } else { n * q.ln() };
    }
    if p == 0.0 || q == 0.0 {
        return f64::NEG_INFINITY;
    }
    stirling_error(n)
        - stirling_error(k)
        - stirling_error(n - k)
        - deviance_part(k, n * p, k - n * p)
        - deviance_part(n - k, n * q, n - k - n * q)
        - 0.5 * ((2.0 * PI * k).ln() + (-k / n).ln_1p())
}

/// The logarithm of the hypergeometric probability that `k` of `drawn` are
/// marked when `marked` of `marked + unmarked` are; whole numbers within range.
#[must_use]
pub fn ln_hypergeometric(k: f64, marked: f64, unmarked: f64, drawn: f64) -> f64 {
    let total = marked + unmarked;
    if drawn <= 0.0 || drawn >= total {
        return 0.0;
    }
    let p = drawn / total;
    let q = (total - drawn) / total;
    ln_binomial(k, marked, p, q) + ln_binomial(drawn - k, unmarked, p, q)
        - ln_binomial(drawn, total, p, q)
}

/// The logarithm of the probability of at least `k` events among `n` at `p`.
#[must_use]
pub fn ln_binomial_upper_tail(k: f64, n: f64, p: f64) -> f64 {
    if k <= 0.0 {
        return 0.0;
    }
    if k > n { f64::NEG_INFINITY } else { beta_tails(p, k, n - k + 1.0).ln_lower }
}

/// The logarithm of the probability of at most `k` events among `n` at `p`.
#[must_use]
pub fn ln_binomial_lower_tail(k: f64, n: f64, p: f64) -> f64 {
    if k >= n {
        return 0.0;
    }
    if k < 0.0 { f64::NEG_INFINITY } else { beta_tails(p, k + 1.0, n - k).ln_upper }
}

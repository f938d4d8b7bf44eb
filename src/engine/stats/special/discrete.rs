//! Probabilities and tails of the binomial, Poisson, hypergeometric and
//! chi-square distributions, as logarithms.
//!
//! Own implementations: the tails must keep ten significant digits down to
//! 1e-300 and beyond, as logarithms, which the crate's distributions do not
//! offer. All rest on Loader's saddle-point expansion (C. Loader, Fast and
//! accurate computation of binomial probabilities, 2000), as R does.

use std::f64::consts::PI;

/// The error of Stirling's approximation, `ln n! - ln(√(2πn) (n/e)^n)`, for a
/// real `n` above 0.
#[must_use]
pub fn stirling_error(n: f64) -> f64 {
    let mut shifted = n;
    let mut error = 0.0;
    // The series needs n of 16 or more; below it, step up by
    // δ(n) = δ(n + 1) + (n + 1/2) ln(1 + 1/n) - 1.
    while shifted < 16.0 {
        error += (shifted + 0.5) * (1.0 / shifted).ln_1p() - 1.0;
        shifted += 1.0;
    }
    let square = shifted * shifted;
    error
        + (1.0 / 12.0
            - (1.0 / 360.0
                - (1.0 / 1260.0 - (1.0 / 1680.0 - 1.0 / 1188.0 / square) / square) / square)
                / square)
            / shifted
}

/// The deviance part `x ln(x/m) + m - x`, without cancellation where `x` is near
/// the mean `m`; both above 0.
#[must_use]
pub fn deviance_part(x: f64, mean: f64) -> f64 {
    let difference = x - mean;
    if difference.abs() >= 0.1 * (x + mean) {
        return x * (x / mean).ln() + mean - x;
    }
    let v = difference / (x + mean);
    let mut sum = difference * v;
    let mut term = 2.0 * x * v;
    let mut odd = 3.0;
    loop {
        term *= v * v;
        let next = sum + term / odd;
        if next.to_bits() == sum.to_bits() {
            return next;
        }
        sum = next;
        odd += 2.0;
    }
}

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
        - deviance_part(k, n * p)
        - deviance_part(n - k, n * q)
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

/// The logarithm of the probability that chi-square with the given degrees of
/// freedom is at least `statistic`.
#[must_use]
pub fn ln_chi_square_upper(statistic: f64, degrees_of_freedom: f64) -> f64 {
    ln_gamma_upper(degrees_of_freedom / 2.0, statistic / 2.0)
}

/// The logarithm of the probability that a standard normal variable is at
/// least `z`.
#[must_use]
pub fn ln_normal_upper(z: f64) -> f64 {
    // P(|Z| ≥ |z|) is the tail of chi-square with one degree of freedom.
    let half_tail = ln_gamma_upper(0.5, z * z / 2.0) - std::f64::consts::LN_2;
    // Below 0 the tail is more than one half: nothing is cancelled.
    if z >= 0.0 { half_tail } else { (-half_tail.exp()).ln_1p() }
}

/// The probability that a standard normal variable is at least `z`.
#[must_use]
pub fn normal_upper(z: f64) -> f64 {
    ln_normal_upper(z).exp()
}

/// `ln Q(a, x)`, the regularized upper incomplete gamma function.
#[expect(clippy::many_single_char_names, reason = "the names of the formula")]
fn ln_gamma_upper(a: f64, x: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    // ln of x^a e^-x / Γ(a + 1).
    let ln_front = -stirling_error(a) - deviance_part(a, x) - 0.5 * (2.0 * PI * a).ln();
    if x < a + 1.0 {
        // The lower tail by its series. It stays below 0.92 here, so that the
        // complement keeps its digits.
        let mut term = 1.0;
        let mut sum = 1.0;
        let mut k = a;
        while term > sum * 1e-17 {
            k += 1.0;
            term *= x / k;
            sum += term;
        }
        return (-(ln_front + sum.ln()).exp()).ln_1p();
    }
    // Lentz's continued fraction of the upper tail.
    let mut b = x + 1.0 - a;
    let mut c = f64::INFINITY;
    let mut d = 1.0 / b;
    let mut fraction = d;
    let mut i = 1.0;
    loop {
        let numerator = -i * (i - a);
        b += 2.0;
        d = 1.0 / (numerator * d + b);
        c = b + numerator / c;
        fraction *= d * c;
        if (d * c - 1.0).abs() < 1e-16 || i > 1e6 {
            return ln_front + (a * fraction).ln();
        }
        i += 1.0;
    }
}

/// Both tails of the beta distribution, as logarithms.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BetaTails {
    /// `ln P(X ≤ x)`.
    pub ln_lower: f64,
    /// `ln P(X > x)`.
    pub ln_upper: f64,
}

/// Both tails at `x` of the beta distribution with shapes `a` and `b` above 0.
#[must_use]
pub fn beta_tails(x: f64, a: f64, b: f64) -> BetaTails {
    if x <= 0.0 {
        return BetaTails { ln_lower: f64::NEG_INFINITY, ln_upper: 0.0 };
    }
    if x >= 1.0 {
        return BetaTails { ln_lower: 0.0, ln_upper: f64::NEG_INFINITY };
    }
    // The continued fraction converges fast on the near side of the mean; what
    // it gives there is below about 0.9, so that the complement keeps its digits.
    if x < (a + 1.0) / (a + b + 2.0) {
        let ln_lower = ln_beta_fraction(x, 1.0 - x, a, b);
        BetaTails { ln_lower, ln_upper: (-ln_lower.exp()).ln_1p() }
    } else {
        let ln_upper = ln_beta_fraction(1.0 - x, x, b, a);
        BetaTails { ln_lower: (-ln_upper.exp()).ln_1p(), ln_upper }
    }
}

/// The logarithm of the lower tail at `x = 1 - y` by Lentz's continued fraction.
#[expect(clippy::many_single_char_names, reason = "the names of the formula")]
fn ln_beta_fraction(x: f64, y: f64, a: f64, b: f64) -> f64 {
    let ln_front = ln_binomial(a, a + b, x, y) + (b / (a + b)).ln();
    let mut c = 1.0;
    let mut d = 1.0 / (1.0 - (a + b) * x / (a + 1.0));
    let mut fraction = d;
    let mut m = 1.0;
    loop {
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        d = 1.0 / (1.0 + even * d);
        c = 1.0 + even / c;
        fraction *= d * c;
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        d = 1.0 / (1.0 + odd * d);
        c = 1.0 + odd / c;
        fraction *= d * c;
        if (d * c - 1.0).abs() < 1e-16 || m > 1e6 {
            return ln_front + fraction.ln();
        }
        m += 1.0;
    }
}

/// The logarithm of the probability of at least `k` events among `n` at `p`.
#[must_use]
pub fn ln_binomial_upper(k: f64, n: f64, p: f64) -> f64 {
    if k <= 0.0 {
        return 0.0;
    }
    if k > n { f64::NEG_INFINITY } else { beta_tails(p, k, n - k + 1.0).ln_lower }
}

/// The logarithm of the probability of at most `k` events among `n` at `p`.
#[must_use]
pub fn ln_binomial_lower(k: f64, n: f64, p: f64) -> f64 {
    if k >= n {
        return 0.0;
    }
    if k < 0.0 { f64::NEG_INFINITY } else { beta_tails(p, k + 1.0, n - k).ln_upper }
}

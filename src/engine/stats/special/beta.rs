//! The incomplete beta function, and with it Student's t and Fisher's F.
//!
//! Own code: statrs stops its continued fraction after 140 terms without a word,
//! and both arguments `x` and `1 − x` are needed to keep the tails exact.

use std::f64::consts::LN_2;

use super::Tails;
use super::gamma::{LN_SQRT_TWO_PI, deviance_part, stirling_error};
use super::normal::ln_normal_upper_tail;
use crate::engine::stats::root::zero_of_increasing;

/// Both tails of a beta variable, and the logarithm of `x^a y^b / B(a, b)`.
struct TailsAndFront {
    tails: Tails,
    ln_front: f64,
}

/// Both tails at `x` of the beta distribution with shapes `a` and `b` above 0.
#[must_use]
pub fn beta_tails(x: f64, a: f64, b: f64) -> Tails {
    if x <= 0.0 {
        return Tails { ln_lower: f64::NEG_INFINITY, ln_upper: 0.0 };
    }
    if x >= 1.0 {
        return Tails { ln_lower: 0.0, ln_upper: f64::NEG_INFINITY };
    }
    tails_and_front(a, b, x, 1.0 - x).tails
}

/// Both tails at `x` of the beta distribution with shapes `a` and `b`, where
/// `y = 1 − x` is known without cancellation; both strictly between 0 and 1.
pub(super) fn tails_of_parts(a: f64, b: f64, x: f64, y: f64) -> Tails {
    tails_and_front(a, b, x, y).tails
}

/// The tails of a beta variable with shapes `a` and `b` at `x`, where `y = 1 − x`
/// is given by the caller, who knows it without cancellation.
#[expect(clippy::many_single_char_names, reason = "the names of the cited formula")]
fn tails_and_front(a: f64, b: f64, x: f64, y: f64) -> TailsAndFront {
    let n = a + b;
    // a − nx = ny − b: taken from the smaller side, it keeps its digits.
    let difference = if y < x { n * y - b } else { a - n * x };
    // ln of ab/n · Γ(n+1)/(Γ(a+1)Γ(b+1)) x^a y^b, in Loader's saddle-point form.
    let ln_front = stirling_error(n)
        - stirling_error(a)
        - stirling_error(b)
        - deviance_part(a, n * x, difference)
        - deviance_part(b, n * y, -difference)
        - LN_SQRT_TWO_PI
        + 0.5 * (a * (b / n)).ln();
    let tails = if difference >= 0.0 {
        let ln_lower = ln_front + continued_fraction(a, b, x, y, difference).ln();
        Tails { ln_lower, ln_upper: (-ln_lower.exp()).ln_1p() }
    } else {
        let ln_upper = ln_front + continued_fraction(b, a, y, x, -difference).ln();
        Tails { ln_lower: (-ln_upper.exp()).ln_1p(), ln_upper }
    };
    TailsAndFront { tails, ln_front }
}

/// The continued fraction of the incomplete beta function for `λ = a − (a + b)x ≥ 0`,
/// in the form that takes `λ` itself: the textbook form (Abramowitz and Stegun
/// 26.5.8) begins with `1 − (a + b)x/(a + 1)`, which loses six digits at a
/// million degrees of freedom. It needs of the order of `√max(a, b)` terms.
///
/// # References
/// Didonato AR, Morris AH, ACM Trans Math Softw 1992;18:360, doi:10.1145/131766.131776.
#[expect(clippy::many_single_char_names, reason = "the names of the cited formula")]
fn continued_fraction(a: f64, b: f64, x: f64, y: f64, lambda: f64) -> f64 {
    let c = 1.0 + lambda;
    let c1 = 1.0 + 1.0 / a;
    let (mut n, mut p, mut s) = (0.0, 1.0, a + 1.0);
    let (mut top, mut bottom) = (0.0, 1.0);
    let (mut next_top, mut next_bottom) = (1.0, c / c1);
    let mut ratio = c1 / c;
    loop {
        n += 1.0;
        let t = n / a;
        let w = n * (b - n) * x;
        let e = a / s;
        let alpha = p * (p + b / a) * e * e * (w * x);
        let beta = n + w / s + (1.0 + t) / (c1 + t + t) * (c + n * (1.0 + y));
        p = 1.0 + t;
        s += 2.0;
        (top, next_top) = (next_top, alpha * top + beta * next_top);
        (bottom, next_bottom) = (next_bottom, alpha * bottom + beta * next_bottom);
        let before = ratio;
        ratio = next_top / next_bottom;
        if (ratio - before).abs() <= 1e-16 * ratio || n > 1e6 {
            return ratio;
        }
        top /= next_bottom;
        bottom /= next_bottom;
        next_top = ratio;
        next_bottom = 1.0;
    }
}

/// Tails of `n / (n + t²)`, which has shapes n/2 and 1/2.
fn student_tails(t: f64, degrees_of_freedom: f64) -> TailsAndFront {
    let square = t * t;
    let (x, y) = if square > degrees_of_freedom {
        let r = degrees_of_freedom / square;
        (r / (1.0 + r), 1.0 / (1.0 + r))
    } else {
        let r = square / degrees_of_freedom;
        (1.0 / (1.0 + r), r / (1.0 + r))
    };
    tails_and_front(0.5 * degrees_of_freedom, 0.5, x, y)
}

/// The logarithm of the probability that Student's t with `degrees_of_freedom > 0`
/// is at least as far from 0 as `t`.
#[must_use]
pub fn ln_student_two_sided(t: f64, degrees_of_freedom: f64) -> f64 {
    if t == 0.0 {
        return 0.0;
    }
    if t.is_infinite() {
        return f64::NEG_INFINITY;
    }
    if degrees_of_freedom.is_infinite() {
        return LN_2 + ln_normal_upper_tail(t.abs());
    }
    student_tails(t, degrees_of_freedom).tails.ln_lower
}

/// The value that Student's t with `degrees_of_freedom > 0` exceeds with
/// probability `tail`, which lies strictly between 0 and 1/2.
///
/// # Method
/// Newton's method for the logarithm of the tail as a function of `ln t`, whose
/// slope is `−x^a y^b / (B(a, b) P)`.
///
/// # Examples
/// ```
/// use rpl_immune_profile::engine::stats::special::student_upper_quantile;
///
/// // Fisher's table: 2.228 at 10 degrees of freedom.
/// assert_eq!((student_upper_quantile(0.025, 10.0) * 1e3).round(), 2228.0);
/// ```
#[must_use]
pub fn student_upper_quantile(tail: f64, degrees_of_freedom: f64) -> f64 {
    let z = super::normal_upper_quantile(tail);
    if degrees_of_freedom.is_infinite() {
        return z;
    }
    let target = LN_2 + tail.ln();
    let start = (z * (1.0 + (z * z + 1.0) / (4.0 * degrees_of_freedom))).ln();
    zero_of_increasing(start, |s| {
        let found = student_tails(s.exp(), degrees_of_freedom);
        // d ln P/d ln t: dP/dx = front/(xy), dx/d ln t = −2xy.
        let slope = 2.0 * (found.ln_front - found.tails.ln_lower).exp();
        (target - found.tails.ln_lower, slope)
    })
    .exp()
}

/// The logarithm of the probability that Fisher's F exceeds `f`.
#[must_use]
pub fn ln_f_upper_tail(f: f64, numerator: f64, denominator: f64) -> f64 {
    if f <= 0.0 {
        return 0.0;
    }
    if f.is_infinite() {
        return f64::NEG_INFINITY;
    }
    let product = numerator * f;
    let (x, y) = if product > denominator {
        let r = denominator / product;
        (r / (1.0 + r), 1.0 / (1.0 + r))
    } else {
        let r = product / denominator;
        (1.0 / (1.0 + r), r / (1.0 + r))
    };
    tails_and_front(0.5 * denominator, 0.5 * numerator, x, y).tails.ln_lower
}

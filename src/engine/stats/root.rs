//! The root of a function of one variable to full precision.

/// Where `function` changes its sign between `lower` and `upper`, to the last
/// digits of a double, by Brent's method.
///
/// The function must have opposite signs at the two ends (a zero end counts as
/// either); otherwise the end with the smaller absolute value is returned.
///
/// # References
/// Brent RP, Algorithms for Minimization without Derivatives, 1973, chapter 4.
#[expect(clippy::many_single_char_names, reason = "Brent's own names")]
pub fn zero_between(lower: f64, upper: f64, mut function: impl FnMut(f64) -> f64) -> f64 {
    let (mut a, mut b) = (lower, upper);
    let (mut at_a, mut at_b) = (function(a), function(b));
    if at_a == 0.0 {
        return a;
    }
    if at_b == 0.0 {
        return b;
    }
    if (at_a > 0.0) == (at_b > 0.0) {
        return if at_a.abs() < at_b.abs() { a } else { b };
    }
    let (mut c, mut at_c) = (a, at_a);
    let mut step = b - a;
    let mut step_before = step;
    // Bisection alone halves the bracket to one double in about 1,100 steps.
    for _ in 0..2_000 {
        if (at_b > 0.0) == (at_c > 0.0) {
            (c, at_c) = (a, at_a);
            step = b - a;
            step_before = step;
        }
        if at_c.abs() < at_b.abs() {
            (a, b, c) = (b, c, b);
            (at_a, at_b, at_c) = (at_b, at_c, at_b);
        }
        let tolerance = 2.0 * f64::EPSILON * b.abs() + f64::MIN_POSITIVE;
        let half = (c - b) / 2.0;
        if half.abs() <= tolerance || at_b == 0.0 {
            return b;
        }
        let mut interpolated = false;
        if step_before.abs() >= tolerance && at_a.abs() > at_b.abs() {
            let ratio = at_b / at_a;
            let (mut p, mut q) = if a.to_bits() == c.to_bits() {
                (2.0 * half * ratio, 1.0 - ratio)
            } else {
                let (s, t) = (at_a / at_c, at_b / at_c);
                (
                    ratio * (2.0 * half * s * (s - t) - (b - a) * (t - 1.0)),
                    (s - 1.0) * (t - 1.0) * (ratio - 1.0),
                )
            };
            if p > 0.0 {
                q = -q;
            } else {
                p = -p;
            }
            if 2.0 * p < (3.0 * half * q - (tolerance * q).abs()).min((step_before * q).abs()) {
                step_before = step;
                step = p / q;
                interpolated = true;
            }
        }
        if !interpolated {
            step = half;
            step_before = step;
        }
        (a, at_a) = (b, at_b);
        b += if step.abs() > tolerance { step } else { tolerance.copysign(half) };
        at_b = function(b);
    }
    b
}

/// Where an increasing function that gives its value and slope is zero, by Newton's
/// method inside a bracket; unlike [`zero_between`] it needs only one point to start.
pub(super) fn zero_of_increasing(start: f64, function: impl Fn(f64) -> (f64, f64)) -> f64 {
    let (mut low, mut high) = (f64::NEG_INFINITY, f64::INFINITY);
    let mut s = start;
    for _ in 0..200 {
        let (value, slope) = function(s);
        if value > 0.0 {
            high = s;
        } else {
            low = s;
        }
        let newton = s - (value / slope).clamp(-2.0, 2.0);
        let next = if newton > low && newton < high {
            newton
        } else if value == 0.0 || !low.is_finite() || !high.is_finite() {
            return s;
        } else {
            0.5 * (low + high)
        };
        if (next - s).abs() <= 1e-16 * s.abs().max(0.1) {
            return next;
        }
        s = next;
    }
    s
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn roots_are_exact_to_the_last_digits() {
        let root = zero_between(0.0, 2.0, |x| x * x - 2.0);
        assert!((root - std::f64::consts::SQRT_2).abs() < 4e-16, "{root}");
        let root = zero_between(-5.0, 5.0, |x| x.exp() - 1e-100f64.max(3.0));
        assert!((root - 3f64.ln()).abs() < 4e-16, "{root}");
        let root = zero_between(0.0, 1.0, |x| (x - 1e-9).powi(3));
        assert!((root / 1e-9 - 1.0).abs() < 1e-5, "{root}");
    }

    #[test]
    fn increasing_functions_are_solved_from_any_start() {
        for start in [-30.0, 0.0, 5.0] {
            let root = zero_of_increasing(start, |x| (x.exp() - 3.0, x.exp()));
            assert!((root - 3f64.ln()).abs() < 4e-16, "{root}");
        }
    }

    #[test]
    fn an_end_that_is_a_root_is_found() {
        assert!((zero_between(0.0, 1.0, |x| x)).abs() < f64::MIN_POSITIVE);
        assert!((zero_between(0.0, 1.0, |x| x - 1.0) - 1.0).abs() < f64::EPSILON);
    }

    #[test]
    fn without_a_change_of_sign_the_nearer_end_is_returned() {
        assert!((zero_between(1.0, 2.0, |x| x) - 1.0).abs() < f64::EPSILON);
        assert!((zero_between(-2.0, -1.0, |x| x) + 1.0).abs() < f64::EPSILON);
    }
}

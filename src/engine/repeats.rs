//! Repeated measurements of one value: their mean, their spread, and the coefficient of
//! variation that follows.

use crate::engine::quantity::Quantity;

/// What repeated measurements of one value have in common.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Repeats {
    /// How many there are, at least two.
    pub n: u32,
    /// Their arithmetic mean, in the unit of the quantity.
    pub mean: f64,
    /// Their standard deviation (divisor n - 1), in the unit of the quantity.
    pub sd: f64,
    /// Their coefficient of variation, as a share; `None` where they are all zero. That of
    /// the ratio of two cytokines is `sqrt(exp(s^2) - 1)`, where s is the standard deviation
    /// of their logarithms.
    pub cv: Option<f64>,
}

impl Repeats {
    /// Two or more measurements of a quantity; `None` for fewer.
    #[must_use]
    pub fn new(values: &[f64], quantity: Quantity) -> Option<Self> {
        let n = u32::try_from(values.len()).ok().filter(|&n| n >= 2)?;
        let (mean, sd) = mean_and_sd(values);
        let cv = if quantity == Quantity::Th1Th2Ratio {
            let logs: Vec<f64> = values.iter().map(|value| value.ln()).collect();
            let (_, sd) = mean_and_sd(&logs);
            (sd * sd).exp_m1().sqrt()
        } else {
            sd / mean
        };
        // Nine decimals are far finer than any measurement: a mean that is a cut-off by its
        // decimals must not lie just above it by its binary fraction.
        let mean = (mean * 1e9).round() / 1e9;
        Some(Repeats { n, mean, sd, cv: cv.is_finite().then_some(cv) })
    }
}

fn mean_and_sd(values: &[f64]) -> (f64, f64) {
    #[expect(clippy::cast_precision_loss, reason = "a handful of measurements")]
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
    (mean, (squares / (n - 1.0)).sqrt())
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    /// R: `x <- c(18.2, 17.1, 19.5); mean(x); sd(x); sd(x) / mean(x)` and
    /// `x <- c(30, 36, 41); mean(x); sd(x); sqrt(exp(var(log(x))) - 1)`.
    #[test]
    fn mean_spread_and_coefficient() {
        let near = |one: f64, other: f64| assert!((one - other).abs() < 1e-12, "{one} {other}");
        let level = Repeats::new(&[18.2, 17.1, 19.5], Quantity::NkPercent).expect("three");
        near(level.mean, 18.266_666_667);
        near(level.sd, 1.201_388_086_062_673);
        near(level.cv.expect("a mean"), 0.065_769_420_769_854);
        let ratio = Repeats::new(&[30.0, 36.0, 41.0], Quantity::Th1Th2Ratio).expect("three");
        near(ratio.mean, 35.666_666_667);
        near(ratio.sd, 5.507_570_547_286_102);
        near(ratio.cv.expect("logarithms"), 0.157_885_338_501_226);
    }

    #[test]
    fn one_value_has_no_spread_and_zero_no_coefficient() {
        assert_eq!(Repeats::new(&[18.2], Quantity::NkPercent), None);
        assert_eq!(Repeats::new(&[], Quantity::NkPercent), None);
        let zero = Repeats::new(&[0.0, 0.0], Quantity::NkCyto50).expect("two");
        assert_eq!((zero.mean, zero.sd, zero.cv), (0.0, 0.0, None));
        let ratio = Repeats::new(&[0.0, 10.0], Quantity::Th1Th2Ratio).expect("two");
        assert_eq!(ratio.cv, None);
    }

    #[test]
    fn a_mean_at_a_cut_off_is_the_cut_off() {
        let level = Repeats::new(&[16.0, 16.1, 16.2], Quantity::NkPercent).expect("three");
        assert_eq!(level.mean.to_bits(), 16.1_f64.to_bits());
    }
}

//! The only door to the crate of special functions.

mod beta;
mod discrete;
mod gamma;
mod noncentral;
mod normal;
mod portable;

pub use beta::{beta_tails, ln_f_upper_tail, ln_student_two_sided, student_upper_quantile};
pub use discrete::{
    ln_binomial, ln_binomial_lower_tail, ln_binomial_upper_tail, ln_factorial, ln_hypergeometric,
};
pub use gamma::{
    chi_square_upper_quantile, deviance_part, hedges_correction, ln_chi_square_upper_tail,
};
pub use noncentral::{TailPair, noncentral_chi_square, noncentral_f};
pub use normal::{
    ln_normal_two_sided, ln_normal_upper_tail, normal_density, normal_lower_tail, normal_upper_tail,
};
pub use portable::{portable_lower_quantile, portable_lower_tail};

use statrs::function::erf;

/// Both tails of a distribution, as natural logarithms.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tails {
    /// `ln P(X ≤ x)`.
    pub ln_lower: f64,
    /// `ln P(X > x)`.
    pub ln_upper: f64,
}

/// The standard normal quantile of an upper tail: the z that a standard normal
/// variable exceeds with probability `tail`, which lies strictly between 0 and 1.
#[must_use]
pub fn normal_upper_quantile(tail: f64) -> f64 {
    std::f64::consts::SQRT_2 * erf::erfc_inv(2.0 * tail)
}

/// The z of a two-sided interval at `level`; 1.959964 at 0.95.
#[must_use]
pub fn two_sided_z(level: f64) -> f64 {
    normal_upper_quantile((1.0 - level) / 2.0)
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    /// R 4.2.2: `print(qnorm(c(.025, .05, .005, 1e-10), lower.tail=FALSE), digits=17)`.
    #[test]
    fn quantiles_are_those_of_r() {
        for (tail, expected) in [
            (0.025, 1.959_963_984_540_054),
            (0.05, 1.644_853_626_951_472_6),
            (0.005, 2.575_829_303_548_900_4),
            (1e-10, 6.361_340_902_404_056),
        ] {
            let found = normal_upper_quantile(tail);
            assert!(((found - expected) / expected).abs() < 1e-12, "{tail}: {found}");
        }
    }
}

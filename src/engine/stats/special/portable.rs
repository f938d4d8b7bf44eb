//! The normal distribution to the same last bit on every machine.
//!
//! What is resampled must be the same natively and in WebAssembly, but `f64::exp`
//! and `f64::ln` are those of the platform. The crate libm computes them with plain
//! arithmetic, which is the same everywhere.
#![expect(clippy::excessive_precision, reason = "the coefficients as they were published")]

use std::f64::consts::FRAC_1_SQRT_2;

/// The probability that a standard normal variable lies below `z`.
#[must_use]
pub fn portable_lower_tail(z: f64) -> f64 {
    0.5 * libm::erfc(-z * FRAC_1_SQRT_2)
}

/// The standard normal quantile of a share strictly between 0 and 1.
///
/// # Method
/// Algorithm AS 241 (PPND16), with a relative error of about 1e-16.
///
/// # References
/// Wichura MJ, Appl Stat 1988;37:477, doi:10.2307/2347330.
#[must_use]
pub fn portable_lower_quantile(share: f64) -> f64 {
    let q = share - 0.5;
    if q.abs() <= 0.425 {
        let r = 0.180_625 - q * q;
        return q * polynomial(r, &CENTER_TOP) / polynomial(r, &CENTER_BOTTOM);
    }
    let tail = if q < 0.0 { share } else { 1.0 - share };
    let r = (-libm::log(tail)).sqrt();
    let z = if r <= 5.0 {
        polynomial(r - 1.6, &MIDDLE_TOP) / polynomial(r - 1.6, &MIDDLE_BOTTOM)
    } else {
        polynomial(r - 5.0, &FAR_TOP) / polynomial(r - 5.0, &FAR_BOTTOM)
    };
    z.copysign(q)
}

/// The polynomial with these coefficients, the constant first.
fn polynomial(x: f64, coefficients: &[f64; 8]) -> f64 {
    coefficients.iter().rev().fold(0.0, |sum, coefficient| sum * x + coefficient)
}

const CENTER_TOP: [f64; 8] = [
    3.387_132_872_796_366_608,
    133.141_667_891_784_377_45,
    1_971.590_950_306_551_442_7,
    13_731.693_765_509_461_125,
    45_921.953_931_549_871_457,
    67_265.770_927_008_700_853,
    33_430.575_583_588_128_105,
    2_509.080_928_730_122_672_7,
];
const CENTER_BOTTOM: [f64; 8] = [
    1.0,
    42.313_330_701_600_911_252,
    687.187_007_492_057_908_3,
    5_394.196_021_424_751_107_7,
    21_213.794_301_586_595_867,
    39_307.895_800_092_710_61,
    28_729.085_735_721_942_674,
    5_226.495_278_852_545_925,
];
const MIDDLE_TOP: [f64; 8] = [
    1.423_437_110_749_683_577_34,
    4.630_337_846_156_545_295_9,
    5.769_497_221_460_691_405_5,
    3.647_848_324_763_204_605_04,
    1.270_458_252_452_368_382_58,
    0.241_780_725_177_450_611_77,
    0.022_723_844_989_269_184_583_3,
    7.745_450_142_783_414_076_4e-4,
];
const MIDDLE_BOTTOM: [f64; 8] = [
    1.0,
    2.053_191_626_637_758_821_87,
    1.676_384_830_183_803_849_4,
    0.689_767_334_985_100_004_55,
    0.148_103_976_427_480_074_59,
    0.015_198_666_563_616_457_196_6,
    5.475_938_084_995_344_946e-4,
    1.050_750_071_644_416_843_24e-9,
];
const FAR_TOP: [f64; 8] = [
    6.657_904_643_501_103_777_2,
    5.463_784_911_164_114_369_9,
    1.784_826_539_917_291_335_8,
    0.296_560_571_828_504_891_23,
    0.026_532_189_526_576_123_093,
    0.001_242_660_947_388_078_438_6,
    2.711_555_568_743_487_578_15e-5,
    2.010_334_399_292_288_132_65e-7,
];
const FAR_BOTTOM: [f64; 8] = [
    1.0,
    0.599_832_206_555_887_937_69,
    0.136_929_880_922_735_805_31,
    0.014_875_361_290_850_614_852_5,
    7.868_691_311_456_132_591e-4,
    1.846_318_317_510_054_681_8e-5,
    1.421_511_758_316_445_888_7e-7,
    2.044_263_103_389_939_785_64e-15,
];

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    /// R 4.2.2: `print(qnorm(share), digits=17)` and `print(pnorm(z), digits=17)`.
    #[test]
    fn quantiles_and_tails_are_those_of_r() {
        for (share, z) in [
            (1e-300, -37.047_096_299_361_2),
            (1e-20, -9.262_340_089_798_405),
            (0.001, -3.090_232_306_167_813),
            (0.025, -1.959_963_984_540_054),
            (0.3, -0.524_400_512_708_040_9),
            (0.9, 1.281_551_565_544_600_8),
            (0.999_999, 4.753_424_308_817_089),
        ] {
            assert!((portable_lower_quantile(share) / z - 1.0).abs() < 1e-14, "{share}");
            assert!((portable_lower_tail(z) / share - 1.0).abs() < 2e-13, "{z}");
        }
        assert_eq!(portable_lower_quantile(0.5).to_bits(), 0);
    }
}

//! The exact test of one proportion.

use serde::{Deserialize, Serialize};

use super::special::{ln_binomial, ln_binomial_lower_tail, ln_binomial_upper_tail};
use super::{PValue, Undefined};

/// Which counts are as extreme as the observed one. Packages differ, so that the
/// definition belongs beside the value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BinomialDefinition {
    /// Two-sided: the counts that are no more likely than the observed one, as in
    /// R.
    MinimumLikelihood,
    /// Two-sided: twice the smaller tail ("central").
    Doubled,
    /// Two-sided: twice the smaller tail, in which the observed count counts half.
    MidPDoubled,
    /// One-sided: the observed count or more.
    Greater,
    /// One-sided: the observed count or fewer.
    Less,
}

/// The exact binomial test that the true share is `expected`.
///
/// # Method
/// ```text
/// minimum likelihood: Σ P(X = k) over the k with P(X = k) ≤ P(X = x)
/// doubled:            min(1, 2 min(P(X ≤ x), P(X ≥ x)))
/// mid-p:              the same with P(X = x) counting half
/// ```
/// with X binomial of `total` at `expected`. Probabilities that differ by less
/// than 1e-7 of their value count as equal, as in R: `binom.test(x, n, p)$p.value`.
///
/// # Undefined when
/// Nobody was counted, there are more events than people, or the expected share
/// is not between 0 and 1.
///
/// # Errors
/// The [`Undefined`] reason.
///
/// # References
/// Clopper CJ, Pearson ES, Biometrika 1934;26:404, doi:10.1093/biomet/26.4.404.
/// Mid-p: Lancaster HO, J Am Stat Assoc 1961;56:223, doi:10.1080/01621459.1961.10482105.
///
/// # Examples
/// Mendel's peas, 682 of 925 where three of four are expected (Conover 1971, in
/// R's manual of `binom.test`): p = 0.3825.
/// ```
/// use rpl_immune_profile::engine::stats::binomial_test::{BinomialDefinition, binomial_test};
///
/// let p = binomial_test(682, 925, 0.75, BinomialDefinition::MinimumLikelihood)?;
/// assert_eq!((p.value * 1e4).round(), 3825.0);
/// # Ok::<(), rpl_immune_profile::engine::stats::Undefined>(())
/// ```
pub fn binomial_test(
    events: u32,
    total: u32,
    expected: f64,
    definition: BinomialDefinition,
) -> Result<PValue, Undefined> {
    if total == 0 {
        return Err(Undefined::NoObservations);
    }
    if events > total {
        return Err(Undefined::MoreEventsThanTotal);
    }
    if !(0.0..=1.0).contains(&expected) {
        return Err(Undefined::OutOfRange);
    }
    let (x, n) = (f64::from(events), f64::from(total));
    let below = ln_binomial_lower_tail(x, n, expected);
    let above = ln_binomial_upper_tail(x, n, expected);
    let at = ln_binomial(x, n, expected, 1.0 - expected);
    // Half of the observed count added to what lies beyond it never cancels.
    let half = |ln_beyond: f64| ln_sum(ln_beyond, at - LN_2);
    let ln = match definition {
        BinomialDefinition::MinimumLikelihood => {
            // The one possible count is certain, any other impossible.
            if at == f64::NEG_INFINITY || at == 0.0 {
                return PValue::from_ln(at);
            }
            minimum_likelihood(x, n, expected, at)
        }
        BinomialDefinition::Doubled => LN_2 + below.min(above),
        BinomialDefinition::MidPDoubled => {
            let lower = half(ln_binomial_lower_tail(x - 1.0, n, expected));
            let upper = half(ln_binomial_upper_tail(x + 1.0, n, expected));
            LN_2 + lower.min(upper)
        }
        BinomialDefinition::Greater => above,
        BinomialDefinition::Less => below,
    };
    PValue::from_ln(ln)
}

const LN_2: f64 = std::f64::consts::LN_2;

/// The tail of the observed count and, on the other side of the mean, that of
/// the first count that is no more likely.
fn minimum_likelihood(x: f64, n: f64, expected: f64, at: f64) -> f64 {
    let mean = n * expected;
    let is_as_unlikely = |k: f64| ln_binomial(k, n, expected, 1.0 - expected) <= at + 1e-7;
    if x < mean {
        // Beyond the mean the probabilities fall all the way.
        let first = first_whole(mean.ceil(), n + 1.0, is_as_unlikely);
        ln_sum(ln_binomial_lower_tail(x, n, expected), ln_binomial_upper_tail(first, n, expected))
    } else {
        // At the mean itself both tails make more than all, which is cut off.
        let last = -first_whole(-mean.floor(), 1.0, |k| is_as_unlikely(-k));
        ln_sum(ln_binomial_upper_tail(x, n, expected), ln_binomial_lower_tail(last, n, expected))
    }
}

/// The first whole number from `from` to `end` that satisfies a condition which
/// holds from some number on; `end`, if none does.
fn first_whole(from: f64, end: f64, condition: impl Fn(f64) -> bool) -> f64 {
    let (mut low, mut high) = (from, end);
    while low < high {
        let middle = f64::midpoint(low, high).floor();
        if condition(middle) {
            high = middle;
        } else {
            low = middle + 1.0;
        }
    }
    low
}

/// The logarithm of the sum of two numbers given by theirs.
fn ln_sum(one: f64, other: f64) -> f64 {
    let (small, large) = if one < other { (one, other) } else { (other, one) };
    if small == f64::NEG_INFINITY { large } else { large + (small - large).exp().ln_1p() }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    /// `binom.test(x, n, p)$p.value`, then doubled and mid-p by `pbinom` and
    /// `dbinom`, then `binom.test` with `alternative = "greater"` and `"less"`; R
    /// 4.2.2, 13 digits.
    #[rustfmt::skip]
    const CASES: [(u32, u32, f64, [f64; 5]); 11] = [
        (682, 925, 0.75, [0.382_491_559_574_9, 0.392_018_534_107_8, 0.371_920_144_701_5, 0.824_089_122_352_4, 0.196_009_267_053_9]),
        (0, 10, 0.5, [0.001_953_125, 0.001_953_125, 0.000_976_562_5, 1.0, 0.000_976_562_5]),
        (10, 10, 0.3, [5.904_9e-06, 1.180_98e-05, 5.904_9e-06, 5.904_9e-06, 1.0]),
        (5, 10, 0.5, [1.0, 1.0, 1.0, 0.623_046_875, 0.623_046_875]),
        (3, 20, 0.1, [0.444_649_849_401_1, 0.646_146_389_621_1, 0.456_026_518_244_9, 0.323_073_194_810_5, 0.867_046_676_565_7]),
        (17, 20, 0.1, [8.466_31e-15, 1.693_262e-14, 8.622_02e-15, 8.466_31e-15, 1.0]),
        (81, 263, 0.25, [0.032_603_978_613_74, 0.038_955_631_850_23, 0.033_351_929_738_83, 0.019_477_815_925_11, 0.986_125_886_186_3]),
        (163, 197, 0.8, [0.373_464_015_404_1, 0.385_042_048_336_2, 0.338_603_485_562, 0.192_521_024_168_1, 0.853_917_538_606]),
        (1, 1000, 0.01, [0.001_131_069_591_852, 0.000_958_488_907_157_8, 0.000_522_415_700_989_6, 0.999_956_828_752_6, 0.000_479_244_453_578_9]),
        (999, 1000, 0.5, [1.868_393_764_244e-298, 1.868_393_764_244e-298, 9.351_301_457_404e-299, 9.341_968_821_218e-299, 1.0]),
        (12, 30, 0.6, [0.038_422_901_106_41, 0.042_479_752_219_92, 0.029_541_460_496_19, 0.991_698_415_613_8, 0.021_239_876_109_96]),
    ];

    #[test]
    fn as_in_r() {
        let definitions = [
            BinomialDefinition::MinimumLikelihood,
            BinomialDefinition::Doubled,
            BinomialDefinition::MidPDoubled,
            BinomialDefinition::Greater,
            BinomialDefinition::Less,
        ];
        for (x, n, p, expected) in CASES {
            for (definition, expected) in definitions.into_iter().zip(expected) {
                let found = binomial_test(x, n, p, definition).expect("defined").value;
                assert!(
                    (found / expected - 1.0).abs() < 1e-10,
                    "{x}/{n} at {p}: {found} is not {expected} ({definition:?})"
                );
            }
        }
    }

    #[test]
    fn what_cannot_be_is_certain() {
        let test =
            |x, p| binomial_test(x, 5, p, BinomialDefinition::MinimumLikelihood).map(|p| p.value);
        assert_eq!(test(0, 0.0), Ok(1.0));
        assert_eq!(test(1, 0.0), Ok(0.0));
        assert_eq!(test(5, 1.0), Ok(1.0));
        assert_eq!(test(6, 0.5), Err(Undefined::MoreEventsThanTotal));
        assert_eq!(test(1, 1.5), Err(Undefined::OutOfRange));
    }
}

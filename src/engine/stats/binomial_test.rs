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
            if expected == 0.0 || expected == 1.0 {
                return Ok(PValue::from_ln(at));
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
    Ok(PValue::from_ln(ln))
}

const LN_2: f64 = std::f64::consts::LN_2;

/// The tail of the observed count and, on the other side of the mean, that of
/// the first count that is no more likely.
fn minimum_likelihood(x: f64, n: f64, expected: f64, at: f64) -> f64 {
    let mean = n * expected;
    if x == mean {
        return 0.0;
    }
    let is_as_unlikely = |k: f64| ln_binomial(k, n, expected, 1.0 - expected) <= at + 1e-7;
    if x < mean {
        // Beyond the mean the probabilities fall all the way.
        let first = first_whole(mean.ceil(), n + 1.0, is_as_unlikely);
        ln_sum(ln_binomial_lower_tail(x, n, expected), ln_binomial_upper_tail(first, n, expected))
    } else {
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
    #[test]
    fn as_in_r() {
        let cases = [
            (
                682,
                925,
                0.75,
                [
                    0.3824915595749,
                    0.3920185341078,
                    0.3719201447015,
                    0.8240891223524,
                    0.1960092670539,
                ],
            ),
            (0, 10, 0.5, [0.001953125, 0.001953125, 0.0009765625, 1.0, 0.0009765625]),
            (10, 10, 0.3, [5.9049e-06, 1.18098e-05, 5.9049e-06, 5.9049e-06, 1.0]),
            (5, 10, 0.5, [1.0, 1.0, 1.0, 0.623046875, 0.623046875]),
            (
                3,
                20,
                0.1,
                [
                    0.4446498494011,
                    0.6461463896211,
                    0.4560265182449,
                    0.3230731948105,
                    0.8670466765657,
                ],
            ),
            (17, 20, 0.1, [8.46631e-15, 1.693262e-14, 8.62202e-15, 8.46631e-15, 1.0]),
            (
                81,
                263,
                0.25,
                [
                    0.03260397861374,
                    0.03895563185023,
                    0.03335192973883,
                    0.01947781592511,
                    0.9861258861863,
                ],
            ),
            (
                163,
                197,
                0.8,
                [0.3734640154041, 0.3850420483362, 0.338603485562, 0.1925210241681, 0.853917538606],
            ),
            (
                1,
                1000,
                0.01,
                [
                    0.001131069591852,
                    0.0009584889071578,
                    0.0005224157009896,
                    0.9999568287526,
                    0.0004792444535789,
                ],
            ),
            (
                999,
                1000,
                0.5,
                [
                    1.868393764244e-298,
                    1.868393764244e-298,
                    9.351301457404e-299,
                    9.341968821218e-299,
                    1.0,
                ],
            ),
            (
                12,
                30,
                0.6,
                [
                    0.03842290110641,
                    0.04247975221992,
                    0.02954146049619,
                    0.9916984156138,
                    0.02123987610996,
                ],
            ),
        ];
        let definitions = [
            BinomialDefinition::MinimumLikelihood,
            BinomialDefinition::Doubled,
            BinomialDefinition::MidPDoubled,
            BinomialDefinition::Greater,
            BinomialDefinition::Less,
        ];
        for (x, n, p, expected) in cases {
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

//! P-values adjusted for several tests.

use serde::{Deserialize, Serialize};

use super::{Undefined, count};

/// How p-values are adjusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Adjustment {
    /// Every p-value times their number (Bonferroni): the chance of any error.
    Bonferroni,
    /// Step-down Bonferroni (Holm): the chance of any error, never weaker.
    Holm,
    /// Step-up Bonferroni (Hochberg): the chance of any error, for tests that
    /// are independent or positively dependent.
    Hochberg,
    /// Step-up false discovery rate (Benjamini and Hochberg), for tests that are
    /// independent or positively dependent.
    BenjaminiHochberg,
}

/// The adjusted p-values, in the order of those given.
///
/// # Method
/// With the p-values ordered from the smallest, p(1) to p(m):
/// ```text
/// Bonferroni:         min(1, m p)
/// Holm:               max over j ≤ i of min(1, (m - j + 1) p(j))
/// Hochberg:           min over j ≥ i of (m - j + 1) p(j)
/// Benjamini-Hochberg: min over j ≥ i of p(j) m/j
/// ```
/// R: `p.adjust`. No p-value gives no adjusted one.
///
/// # Undefined when
/// A p-value is not between 0 and 1.
///
/// # Errors
/// [`Undefined::OutOfRange`].
///
/// # References
/// Holm S, Scand J Stat 1979;6:65. Hochberg Y, Biometrika 1988;75:800,
/// doi:10.1093/biomet/75.4.800. Benjamini Y, Hochberg Y, J R Stat Soc B
/// 1995;57:289, doi:10.1111/j.2517-6161.1995.tb02031.x.
///
/// # Examples
/// Benjamini and Hochberg 1995, section 3.2: of 15 tests of thrombolysis the
/// false discovery rate at .05 rejects four, Bonferroni three.
/// ```
/// use rpl_immune_profile::engine::stats::multiplicity::{Adjustment, adjusted};
///
/// let p = [
///     0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262,
///     0.5719, 0.6528, 0.7590, 1.0,
/// ];
/// let rejected = |adjustment| -> Result<usize, _> {
///     Ok(adjusted(&p, adjustment)?.into_iter().filter(|&p| p <= 0.05).count())
/// };
/// assert_eq!(rejected(Adjustment::BenjaminiHochberg)?, 4);
/// assert_eq!(rejected(Adjustment::Bonferroni)?, 3);
/// # Ok::<(), rpl_immune_profile::engine::stats::Undefined>(())
/// ```
pub fn adjusted(p_values: &[f64], adjustment: Adjustment) -> Result<Vec<f64>, Undefined> {
    if p_values.iter().any(|p| !(0.0..=1.0).contains(p)) {
        return Err(Undefined::OutOfRange);
    }
    let number = count(p_values.len());
    let mut order: Vec<usize> = (0..p_values.len()).collect();
    order.sort_by(|&a, &b| p_values[a].total_cmp(&p_values[b]));
    let mut result = vec![0.0; p_values.len()];
    // The rank is 1 for the smallest.
    let ranked = || (1..).map(count).zip(order.iter().copied());
    match adjustment {
        Adjustment::Bonferroni => {
            for (result, p) in result.iter_mut().zip(p_values) {
                *result = (number * p).min(1.0);
            }
        }
        Adjustment::Holm => {
            let mut largest = 0.0f64;
            for (rank, index) in ranked() {
                largest = largest.max((number - rank + 1.0) * p_values[index]).min(1.0);
                result[index] = largest;
            }
        }
        Adjustment::Hochberg | Adjustment::BenjaminiHochberg => {
            let steps: Vec<(f64, usize)> = ranked().collect();
            let mut smallest = 1.0f64;
            for (rank, index) in steps.into_iter().rev() {
                let factor = if adjustment == Adjustment::Hochberg {
                    number - rank + 1.0
                } else {
                    number / rank
                };
                smallest = smallest.min(factor * p_values[index]);
                result[index] = smallest;
            }
        }
    }
    Ok(result)
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn nothing_and_one_stay_what_they_are() {
        for adjustment in [
            Adjustment::Bonferroni,
            Adjustment::Holm,
            Adjustment::Hochberg,
            Adjustment::BenjaminiHochberg,
        ] {
            assert_eq!(adjusted(&[], adjustment), Ok(vec![]));
            assert_eq!(adjusted(&[0.03], adjustment), Ok(vec![0.03]));
            assert_eq!(adjusted(&[0.03, 1.5], adjustment), Err(Undefined::OutOfRange));
            assert_eq!(adjusted(&[f64::NAN], adjustment), Err(Undefined::OutOfRange));
        }
    }
}

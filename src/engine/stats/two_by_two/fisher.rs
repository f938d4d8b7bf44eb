//! Fisher's exact test of a fourfold table.

use serde::{Deserialize, Serialize};

use super::TwoByTwo;
use crate::engine::stats::hypergeometric::Surroundings;
use crate::engine::stats::{PValue, Undefined};

/// Which tables count as at least as extreme as the observed one. Packages
/// differ, so that the definition belongs beside the value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FisherDefinition {
    /// Two-sided: the tables that are no more likely than the observed one, as
    /// in R, SAS and `SciPy`.
    MinimumLikelihood,
    /// Two-sided: twice the smaller tail ("central").
    Doubled,
    /// Two-sided: twice the smaller tail, in which the observed table counts
    /// half.
    MidPDoubled,
    /// Two-sided: minimum likelihood less half of the observed table.
    MidPMinimumLikelihood,
    /// Two-sided: minimum likelihood less half of all tables exactly as likely
    /// as the observed one.
    MidPHalvedTies,
    /// One-sided: as many exposed events or more.
    Greater,
    /// One-sided: as many exposed events or fewer.
    Less,
    /// One-sided, with more exposed events; the observed table counts half.
    MidPGreater,
    /// One-sided, with fewer exposed events; the observed table counts half.
    MidPLess,
}

/// The p-value of Fisher's exact test of independence.
///
/// # Method
/// Given the margins, the exposed events are hypergeometric:
/// ```text
/// P(K = k) = C(n1, k) C(n2, m - k) / C(n1 + n2, m)
/// ```
/// Probabilities that differ by less than 1e-7 of their value count as equal,
/// as in R: `fisher.test(m)$p.value`. A table with an empty row or column has
/// p = 1 (mid-p one-sided and minimum likelihood: 1/2).
///
/// # Undefined when
/// Never.
///
/// # Errors
/// The [`Undefined`] reason.
///
/// # References
/// Fisher RA, J R Stat Soc 1935;98:39, doi:10.2307/2342435. Mid-p: Lancaster
/// HO, J Am Stat Assoc 1961;56:223, doi:10.1080/01621459.1961.10482105.
///
/// # Examples
/// Fisher's lady tasting tea, three of four cups right (Agresti, Categorical
/// Data Study, 2013, section 3.5):
/// ```
/// use rpl_immune_profile::engine::stats::two_by_two::fisher::{FisherDefinition, p_value};
/// use rpl_immune_profile::engine::stats::two_by_two::{Group, TwoByTwo};
///
/// let tea = TwoByTwo { exposed: Group::new(3, 4)?, unexposed: Group::new(1, 4)? };
/// let p = |definition| p_value(&tea, definition).map(|p| (p.value * 1e3).round() / 1e3);
/// assert_eq!(p(FisherDefinition::Greater)?, 0.243);
/// assert_eq!(p(FisherDefinition::MinimumLikelihood)?, 0.486);
/// # Ok::<(), rpl_immune_profile::engine::stats::Undefined>(())
/// ```
pub fn p_value(table: &TwoByTwo, definition: FisherDefinition) -> Result<PValue, Undefined> {
    let around = table.conditional().surroundings(u64::from(table.exposed.events()));
    let Surroundings { observed, beyond, less_likely, ties, .. } = around;
    let scaled = |sum: f64| scaled(&around, sum);
    let one_sided = |toward_greater: bool, share: f64| {
        if around.above_mode == toward_greater {
            scaled(beyond + share * observed)
        } else {
            PValue::new(around.nearer + share * observed * around.ln_scale.exp())
        }
    };
    // The smaller of both tails, each with this share of the observed table.
    let doubled = |share: f64| {
        let far = scaled(2.0 * (beyond + share * observed))?;
        let near = PValue::new(2.0 * (around.nearer + share * observed * around.ln_scale.exp()))?;
        Ok(if far.log10 < near.log10 { far } else { near })
    };
    match definition {
        FisherDefinition::MinimumLikelihood => minimum_likelihood(&around),
        FisherDefinition::Doubled => doubled(1.0),
        FisherDefinition::MidPDoubled => doubled(0.5),
        FisherDefinition::MidPMinimumLikelihood => scaled(less_likely + ties + observed / 2.0),
        FisherDefinition::MidPHalvedTies => scaled(less_likely + f64::midpoint(ties, observed)),
        FisherDefinition::Greater => one_sided(true, 1.0),
        FisherDefinition::Less => one_sided(false, 1.0),
        FisherDefinition::MidPGreater => one_sided(true, 0.5),
        FisherDefinition::MidPLess => one_sided(false, 0.5),
    }
}

/// The two-sided p-value by minimum likelihood.
pub(crate) fn minimum_likelihood(around: &Surroundings) -> Result<PValue, Undefined> {
    scaled(around, around.less_likely + around.ties + around.observed)
}

/// A sum of probabilities that are in units of the scale.
fn scaled(around: &Surroundings, sum: f64) -> Result<PValue, Undefined> {
    if around.ln_scale == 0.0 {
        PValue::new(sum)
    } else {
        PValue::from_ln(around.ln_scale + sum.ln())
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;
    use crate::engine::stats::two_by_two::Group;

    fn table(a: u32, b: u32, c: u32, d: u32) -> TwoByTwo {
        TwoByTwo {
            exposed: Group::new(a, a + b).expect("valid"),
            unexposed: Group::new(c, c + d).expect("valid"),
        }
    }

    #[track_caller]
    fn check(table: &TwoByTwo, definition: FisherDefinition, expected: f64) {
        let found = p_value(table, definition).expect("defined").value;
        assert!(((found - expected) / expected).abs() < 1e-12, "{definition:?}: {found}");
    }

    /// By hand: the margins 4, 4, 4, 4 have the probabilities 1, 16, 36, 16, 1
    /// out of 70.
    #[test]
    fn the_tea_table_by_hand() {
        use FisherDefinition as Definition;
        let tea = table(3, 1, 1, 3);
        for (definition, seventieths) in [
            (Definition::MinimumLikelihood, 34.0),
            (Definition::Doubled, 34.0),
            (Definition::MidPDoubled, 18.0),
            (Definition::MidPMinimumLikelihood, 26.0),
            (Definition::MidPHalvedTies, 18.0),
            (Definition::Greater, 17.0),
            (Definition::Less, 69.0),
            (Definition::MidPGreater, 9.0),
            (Definition::MidPLess, 61.0),
        ] {
            check(&tea, definition, seventieths / 70.0);
            check(&tea.swapped().complement(), definition, seventieths / 70.0);
        }
        check(&tea.swapped(), Definition::Less, 17.0 / 70.0);
        check(&tea.swapped(), Definition::MidPLess, 9.0 / 70.0);
        check(&table(4, 0, 0, 4), Definition::MinimumLikelihood, 2.0 / 70.0);
        check(&table(2, 2, 2, 2), Definition::MinimumLikelihood, 1.0);
        check(&table(2, 2, 2, 2), Definition::MidPDoubled, 1.0);
    }

    #[test]
    fn an_empty_row_or_column_says_nothing() {
        for empty in [table(0, 0, 3, 4), table(0, 3, 0, 4), table(3, 0, 4, 0), table(0, 0, 0, 0)] {
            check(&empty, FisherDefinition::MinimumLikelihood, 1.0);
            check(&empty, FisherDefinition::Doubled, 1.0);
            check(&empty, FisherDefinition::MidPDoubled, 1.0);
            check(&empty, FisherDefinition::MidPGreater, 0.5);
        }
    }

    /// Separated groups: the only table on its side, `2 / C(2n, n)`.
    /// Python: mpmath's `log10(2) - (loggamma(2000001) - 2*loggamma(1000001))/log(10)`.
    #[test]
    fn what_is_too_small_for_a_double_is_left_as_its_logarithm() {
        let found =
            p_value(&table(1_000_000, 0, 0, 1_000_000), FisherDefinition::MinimumLikelihood)
                .expect("defined");
        assert_eq!(found.value.to_bits(), 0);
        let expected = -602_056.441_722_976;
        assert!(((found.log10 - expected) / expected).abs() < 1e-12, "{}", found.log10);
    }
}

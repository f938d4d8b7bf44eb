//! Ranks of several groups: Kruskal-Wallis and Dunn.

use serde::{Deserialize, Serialize};

use crate::engine::stats::groups::Groups;
use crate::engine::stats::multiplicity::{Adjustment, adjusted};
use crate::engine::stats::sample::{rank_sum, sort, tie_sum};
use crate::engine::stats::{TestResult, Undefined, count};

/// The rank sums of the groups, and what ties take from the variance.
struct RankSums {
    sizes: Vec<f64>,
    sums: Vec<f64>,
    total: f64,
    ties: f64,
}

fn ranks(groups: &Groups<'_>) -> Result<RankSums, Undefined> {
    let sorted: Vec<Vec<f64>> = groups.samples.iter().map(|sample| sample.sorted()).collect();
    let mut all = sorted.concat();
    sort(&mut all);
    if all[0].total_cmp(&all[all.len() - 1]).is_eq() {
        return Err(Undefined::NoVariation);
    }
    Ok(RankSums {
        sizes: sorted.iter().map(|group| count(group.len())).collect(),
        sums: sorted.iter().map(|group| rank_sum(group, &all)).collect(),
        total: count(all.len()),
        ties: tie_sum(&all),
    })
}

/// The Kruskal-Wallis test with its effect size.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct KruskalWallis {
    /// H, corrected for ties, with groups − 1 degrees of freedom.
    pub test: TestResult,
    /// `H / (N − 1)`, from 0 to 1.
    pub epsilon_squared: f64,
}

/// The Kruskal-Wallis test that several groups have the same distribution.
///
/// # Method
/// ```text
/// H = 12/(N(N + 1)) Σ nᵢ (r̄ᵢ − (N + 1)/2)² / (1 − Σ(t³ − t)/(N³ − N))
/// ```
/// R: `kruskal.test`.
///
/// # Undefined when
/// All values are equal.
///
/// # Errors
/// The [`Undefined`] reason.
///
/// # References
/// Kruskal WH, Wallis WA, J Am Stat Assoc 1952;47:583, doi:10.1080/01621459.1952.10483441.
/// Example: Hollander M, Wolfe DA, Nonparametric Statistical Methods 1973, p. 116
/// (mucociliary clearance).
///
/// # Examples
/// ```
/// use rpl_immune_profile::engine::stats::groups::Groups;
/// use rpl_immune_profile::engine::stats::kruskal::kruskal_wallis;
///
/// let found = kruskal_wallis(&Groups::new(&[
///     &[2.9, 3.0, 2.5, 2.6, 3.2],
///     &[3.8, 2.7, 4.0, 2.4],
///     &[2.8, 3.4, 3.7, 2.2, 2.0],
/// ])?)?;
/// assert_eq!(found.test.statistic.map(|h| (h * 1e4).round()), Some(7714.0));
/// # Ok::<(), rpl_immune_profile::engine::stats::Undefined>(())
/// ```
pub fn kruskal_wallis(groups: &Groups<'_>) -> Result<KruskalWallis, Undefined> {
    let ranks = ranks(groups)?;
    let n = ranks.total;
    let middle = f64::midpoint(n, 1.0);
    let spread: f64 = ranks
        .sums
        .iter()
        .zip(&ranks.sizes)
        .map(|(sum, size)| size * (sum / size - middle).powi(2))
        .sum();
    let statistic = 12.0 * spread / (n * (n + 1.0)) / (1.0 - ranks.ties / (n * n * n - n));
    let degrees = count(ranks.sums.len() - 1);
    Ok(KruskalWallis {
        test: TestResult::chi_square(statistic, degrees)?,
        epsilon_squared: statistic / (n - 1.0),
    })
}

/// Dunn's comparison of two of the groups.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct DunnComparison {
    /// Position of the first group.
    pub first: usize,
    /// Position of the second group.
    pub second: usize,
    /// Mean rank of the first less that of the second.
    pub rank_difference: f64,
    /// z, with its two-sided p-value not adjusted for multiplicity.
    pub test: TestResult,
    /// The p-value adjusted for the number of comparisons.
    pub adjusted: f64,
}

/// Dunn's pairwise comparisons after Kruskal-Wallis.
///
/// # Method
/// With the ranks among all groups, also those not compared,
/// ```text
/// z = (r̄ᵢ − r̄ⱼ) / √((N(N + 1)/12 − Σ(t³ − t)/(12(N − 1))) (1/nᵢ + 1/nⱼ))
/// ```
/// The two-sided p-values are adjusted together; they come in the order (0, 1),
/// (0, 2), ..., (1, 2), ....
///
/// # Undefined when
/// All values are equal.
///
/// # Errors
/// The [`Undefined`] reason.
///
/// # References
/// Dunn OJ, Technometrics 1964;6:241, doi:10.1080/00401706.1964.10490181.
///
/// # Examples
/// ```
/// use rpl_immune_profile::engine::stats::groups::Groups;
/// use rpl_immune_profile::engine::stats::kruskal::dunn;
/// use rpl_immune_profile::engine::stats::multiplicity::Adjustment;
///
/// let groups = Groups::new(&[&[1., 2., 3.], &[4., 5., 6.], &[7., 8., 9.]])?;
/// let found = dunn(&groups, Adjustment::Holm)?;
/// // Mean ranks 2, 5, 8; variance 90/12 · 2/3 = 5.
/// assert!(found[0].test.statistic.is_some_and(|z| (z + 3.0 / 5.0_f64.sqrt()).abs() < 1e-15));
/// # Ok::<(), rpl_immune_profile::engine::stats::Undefined>(())
/// ```
pub fn dunn(groups: &Groups<'_>, adjustment: Adjustment) -> Result<Vec<DunnComparison>, Undefined> {
    let ranks = ranks(groups)?;
    let n = ranks.total;
    let variance = n * (n + 1.0) / 12.0 - ranks.ties / (12.0 * (n - 1.0));
    let mut found = Vec::new();
    for first in 0..ranks.sums.len() {
        for second in first + 1..ranks.sums.len() {
            let (one, two) = (ranks.sizes[first], ranks.sizes[second]);
            let rank_difference = ranks.sums[first] / one - ranks.sums[second] / two;
            let statistic = rank_difference / (variance * (1.0 / one + 1.0 / two)).sqrt();
            let test = TestResult::normal(statistic)?;
            let adjusted = test.p_value.value;
            found.push(DunnComparison { first, second, rank_difference, test, adjusted });
        }
    }
    let raw: Vec<f64> = found.iter().map(|one| one.test.p_value.value).collect();
    for (comparison, adjusted) in found.iter_mut().zip(adjusted(&raw, adjustment)?) {
        comparison.adjusted = adjusted;
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn undefined_is_said() {
        let groups = Groups::new(&[&[1.0, 1.0], &[1.0]]).expect("groups");
        assert_eq!(kruskal_wallis(&groups), Err(Undefined::NoVariation));
        assert_eq!(dunn(&groups, Adjustment::Holm), Err(Undefined::NoVariation));
    }

    /// Two groups: H is the square of the Mann-Whitney z without correction.
    #[test]
    fn two_groups_are_mann_whitney() {
        let (one, two) = ([1.0, 2.0, 2.0, 7.0], [2.0, 5.0, 9.0]);
        let groups = Groups::new(&[&one, &two]).expect("groups");
        let h = kruskal_wallis(&groups).expect("defined").test.statistic.expect("H");
        let samples = crate::engine::stats::t_test::TwoSamples::new(&one, &two);
        let z = crate::engine::stats::mann_whitney::mann_whitney(&samples.expect("samples"))
            .expect("defined")
            .plain
            .statistic
            .expect("z");
        assert!((h / (z * z) - 1.0).abs() < 1e-14);
    }
}

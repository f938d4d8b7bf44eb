//! The chi-square tests of a fourfold table.

use serde::{Deserialize, Serialize};

use super::TwoByTwo;
use crate::engine::stats::{TestResult, Undefined, count};

/// Which chi-square.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChiSquareDefinition {
    /// Pearson's, without correction.
    Pearson,
    /// With Yates' continuity correction, limited to the difference itself, as
    /// in R and `SciPy`.
    Yates,
    /// Pearson's times (N - 1)/N.
    NMinusOne,
}

/// The chi-square test of equal risks, with one degree of freedom.
///
/// # Method
/// ```text
/// Pearson: N (ad - bc)² / (r1 r2 c1 c2)
/// Yates:   N (|ad - bc| - min(N/2, |ad - bc|))² / (r1 r2 c1 c2)
/// N - 1:   (N - 1) (ad - bc)² / (r1 r2 c1 c2)
/// ```
/// R: `chisq.test(m, correct = FALSE)` and `chisq.test(m, correct = TRUE)`. The
/// textbook's Yates without the limit is larger where |observed - expected| is
/// below one half.
///
/// # Undefined when
/// A whole row or column is zero.
///
/// # Errors
/// The [`Undefined`] reason.
///
/// # References
/// Yates F, J R Stat Soc Suppl 1934;1:217, doi:10.2307/2983604. Campbell I,
/// Stat Med 2007;26:3661, doi:10.1002/sim.2832.
///
/// # Examples
/// Aspirin and myocardial infarction (Agresti, An Introduction to Categorical
/// Data Study, 2007, section 2.2): X² = 25.01.
/// ```
/// use rpl_immune_profile::engine::stats::two_by_two::chi_square::{
///     ChiSquareDefinition, chi_square,
/// };
/// use rpl_immune_profile::engine::stats::two_by_two::{Group, TwoByTwo};
///
/// let aspirin =
///     TwoByTwo { exposed: Group::new(189, 11_034)?, unexposed: Group::new(104, 11_037)? };
/// let test = chi_square(&aspirin, ChiSquareDefinition::Pearson)?;
/// assert_eq!(test.statistic.map(|x| (x * 100.0).round()), Some(2501.0));
/// # Ok::<(), rpl_immune_profile::engine::stats::Undefined>(())
/// ```
pub fn chi_square(
    table: &TwoByTwo,
    definition: ChiSquareDefinition,
) -> Result<TestResult, Undefined> {
    table.check_margins()?;
    let n = count(table.total());
    let rows = f64::from(table.exposed.total()) * f64::from(table.unexposed.total());
    let columns = count(table.events()) * count(table.total() - table.events());
    let difference = table.determinant().abs();
    let (difference, weight) = match definition {
        ChiSquareDefinition::Pearson => (difference, n),
        ChiSquareDefinition::Yates => (difference - difference.min(n / 2.0), n),
        ChiSquareDefinition::NMinusOne => (difference, n - 1.0),
    };
    TestResult::chi_square(weight * (difference / rows) * (difference / columns), 1.0)
}

//! Trends in a table whose rows and columns are both ordered.

use super::{Sides, normal};
use crate::engine::stats::groups::Groups;
use crate::engine::stats::r_by_c::ContingencyTable;
use crate::engine::stats::sample::sort;
use crate::engine::stats::units::{in_unit, unit};
use crate::engine::stats::{TestResult, Undefined, count};

/// The linear-by-linear association of two ordered margins with scores.
///
/// # Method
/// ```text
/// X² = (N - 1) r²
/// ```
/// with Pearson's correlation r of the row score and the column score, one degree
/// of freedom. R: `coin::lbl_test`. (Cochran-Armitage without correction has N in
/// place of N - 1.)
///
/// # Undefined when
/// The scores are not as many as rows and columns, are not finite, or do not
/// vary among those counted.
///
/// # Errors
/// The [`Undefined`] reason.
///
/// # References
/// Mantel N, J Am Stat Assoc 1963;58:690, doi:10.1080/01621459.1963.10500879.
///
/// # Examples
/// Income and job satisfaction (Agresti, Categorical Data Study, 2002, table
/// 2.8), with income in thousands of dollars and satisfaction from 1 to 4:
/// M² = 3.81, P = .051.
/// ```
/// use rpl_immune_profile::engine::stats::r_by_c::ContingencyTable;
/// use rpl_immune_profile::engine::stats::trend::ordinal::linear_by_linear;
///
/// let rows = vec![vec![1, 3, 10, 6], vec![2, 3, 10, 7], vec![1, 6, 14, 12], vec![0, 1, 9, 11]];
/// let income = [7.5, 20.0, 32.5, 60.0];
/// let satisfaction = [1.0, 2.0, 3.0, 4.0];
/// let test = linear_by_linear(&ContingencyTable::new(rows)?, &income, &satisfaction)?;
/// assert_eq!(test.statistic.map(|x| (x * 100.0).round()), Some(381.0));
/// assert_eq!((test.p_value.value * 1e3).round(), 51.0);
/// # Ok::<(), rpl_immune_profile::engine::stats::Undefined>(())
/// ```
pub fn linear_by_linear(
    table: &ContingencyTable,
    row_scores: &[f64],
    column_scores: &[f64],
) -> Result<TestResult, Undefined> {
    if row_scores.len() != table.rows() || column_scores.len() != table.columns() {
        return Err(Undefined::UnequalLengths);
    }
    if row_scores.iter().chain(column_scores).any(|score| !score.is_finite()) {
        return Err(Undefined::NotFinite);
    }
    let n = count(table.total());
    if n == 0.0 {
        return Err(Undefined::NoObservations);
    }
    let row_scores = in_unit(row_scores, unit(row_scores));
    let column_scores = in_unit(column_scores, unit(column_scores));
    let row_totals = table.row_totals();
    let column_totals = table.column_totals();
    let mean = |totals: &[u64], scores: &[f64]| {
        totals.iter().zip(scores).map(|(&total, score)| count(total) * score).sum::<f64>() / n
    };
    let row_mean = mean(&row_totals, &row_scores);
    let column_mean = mean(&column_totals, &column_scores);
    let spread = |totals: &[u64], scores: &[f64], mean: f64| {
        let square = |(&total, score): (&u64, &f64)| count(total) * (score - mean).powi(2);
        totals.iter().zip(scores).map(square).sum::<f64>()
    };
    let row_spread = spread(&row_totals, &row_scores, row_mean);
    let column_spread = spread(&column_totals, &column_scores, column_mean);
    if !varies(&row_totals, &row_scores) || !varies(&column_totals, &column_scores) {
        return Err(Undefined::EqualScores);
    }
    let mut product = 0.0;
    for (row, row_score) in table.counts().iter().zip(&row_scores) {
        for (&cell, column_score) in row.iter().zip(&column_scores) {
            product += f64::from(cell) * (row_score - row_mean) * (column_score - column_mean);
        }
    }
    let statistic = (n - 1.0) * (product / row_spread) * (product / column_spread);
    TestResult::chi_square(statistic, 1.0)
}

/// Whether two who were counted have different scores.
fn varies(totals: &[u64], scores: &[f64]) -> bool {
    let mut counted = totals.iter().zip(scores).filter(|(total, _)| **total > 0);
    let first = counted.next().map(|(_, score)| *score);
    counted.any(|(_, score)| first.is_some_and(|first| (score - first).abs() > 0.0))
}

/// The Jonckheere-Terpstra test: whether the columns rise from row to row.
///
/// # Method
/// ```text
/// J = Σ over pairs of rows i < i' of #(y_i < y_i') + #(y_i = y_i')/2
/// z = (J - (N² - Σ n_i²)/4) / √Var J
/// ```
/// with the variance for ties of Hollander and Wolfe (1999, formula 6.19),
/// without continuity correction. The statistic is z.
///
/// # Undefined when
/// Nobody was counted, or all are in one row or in one column.
///
/// # Errors
/// The [`Undefined`] reason.
///
/// # References
/// Jonckheere AR, Biometrika 1954;41:133, doi:10.1093/biomet/41.1-2.133.
/// Terpstra TJ, Indag Math 1952;14:327. Hollander M, Wolfe DA, Nonparametric
/// Statistical Methods, 1999, section 6.2.
///
/// # Examples
/// One in each of three rows, all in order: J is 3 and its mean 3/2.
/// ```
/// use rpl_immune_profile::engine::stats::r_by_c::ContingencyTable;
/// use rpl_immune_profile::engine::stats::trend::{Sides, ordinal::jonckheere_terpstra};
///
/// let table = ContingencyTable::new(vec![vec![1, 0, 0], vec![0, 1, 0], vec![0, 0, 1]])?;
/// let test = jonckheere_terpstra(&table, Sides::Rising)?;
/// let expected = 1.5 / f64::sqrt(11.0 / 12.0);
/// assert!(test.statistic.is_some_and(|z| (z / expected - 1.0).abs() < 1e-15));
/// # Ok::<(), rpl_immune_profile::engine::stats::Undefined>(())
/// ```
pub fn jonckheere_terpstra(
    table: &ContingencyTable,
    sides: Sides,
) -> Result<TestResult, Undefined> {
    let n = count(table.total());
    if n == 0.0 {
        return Err(Undefined::NoObservations);
    }
    let row_totals = table.row_totals();
    let column_totals = table.column_totals();
    let occupied = |totals: &[u64]| totals.iter().filter(|&&total| total > 0).count();
    if occupied(&row_totals) < 2 || occupied(&column_totals) < 2 {
        return Err(Undefined::EmptyMargin);
    }
    let mut statistic = 0.0;
    let mut above = vec![0.0; table.columns()];
    for row in table.counts() {
        let mut smaller = 0.0;
        for (cell, above) in row.iter().zip(&mut above) {
            let cell = f64::from(*cell);
            statistic += cell * (smaller + *above / 2.0);
            smaller += *above;
            *above += cell;
        }
    }
    let sum = |totals: &[u64], term: fn(f64) -> f64| {
        totals.iter().map(|&total| term(count(total))).sum::<f64>()
    };
    let pairs = |t: f64| t * (t - 1.0);
    let triples = |t: f64| t * (t - 1.0) * (t - 2.0);
    let cubes = |t: f64| t * (t - 1.0) * (2.0 * t + 5.0);
    let mut variance = (cubes(n) - sum(&row_totals, cubes) - sum(&column_totals, cubes)) / 72.0
        + sum(&row_totals, pairs) * sum(&column_totals, pairs) / (8.0 * pairs(n));
    if n > 2.0 {
        variance += sum(&row_totals, triples) * sum(&column_totals, triples) / (36.0 * triples(n));
    }
    let mean = (n * n - sum(&row_totals, |t| t * t)) / 4.0;
    normal((statistic - mean) / variance.sqrt(), sides)
}

/// The Jonckheere-Terpstra test of measured values: whether they rise from group to
/// group.
///
/// # Method
/// As [`jonckheere_terpstra`], each distinct value a column.
///
/// # Undefined when
/// All values are equal, or there are so many distinct ones in so many groups that
/// their table has more than ten million cells.
///
/// # Errors
/// The [`Undefined`] reason.
///
/// # References
/// As [`jonckheere_terpstra`].
///
/// # Examples
/// ```
/// use rpl_immune_profile::engine::stats::groups::Groups;
/// use rpl_immune_profile::engine::stats::trend::Sides;
/// use rpl_immune_profile::engine::stats::trend::ordinal::jonckheere_terpstra_of_values;
///
/// let groups = Groups::new(&[&[1.0, 2.0], &[2.5, 3.0], &[2.0, 7.0]])?;
/// let test = jonckheere_terpstra_of_values(&groups, Sides::Two)?;
/// assert!(test.statistic.is_some_and(|z| z > 0.0));
/// # Ok::<(), rpl_immune_profile::engine::stats::Undefined>(())
/// ```
pub fn jonckheere_terpstra_of_values(
    groups: &Groups<'_>,
    sides: Sides,
) -> Result<TestResult, Undefined> {
    let samples = || groups.samples.iter().map(|sample| sample.values());
    let mut distinct: Vec<f64> = samples().flatten().map(|value| value + 0.0).collect();
    sort(&mut distinct);
    distinct.dedup_by(|one, other| one.total_cmp(other).is_eq());
    if distinct.len() < 2 {
        return Err(Undefined::NoVariation);
    }
    if distinct.len().saturating_mul(groups.samples.len()) > MOST_CELLS {
        return Err(Undefined::BeyondBudget);
    }
    let row = |values: &[f64]| {
        let mut counts = vec![0; distinct.len()];
        for value in values {
            counts[distinct.partition_point(|known| known < value)] += 1;
        }
        counts
    };
    jonckheere_terpstra(&ContingencyTable::new(samples().map(row).collect())?, sides)
}

/// The most cells of a table of distinct values.
const MOST_CELLS: usize = 10_000_000;

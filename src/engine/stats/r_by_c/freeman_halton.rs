//! The exact test of a table of any size (Fisher-Freeman-Halton), or where that
//! would take too long, its Monte Carlo estimate.

mod computation;
mod many_rows;
mod monte_carlo;
mod two_rows;

use super::ContingencyTable;
use crate::engine::stats::hypergeometric::{Hypergeometric, Surroundings};
use crate::engine::stats::two_by_two::fisher::minimum_likelihood;
use crate::engine::stats::{PValue, Progress, Undefined};
pub use computation::{Computation, FreemanHalton, Sampling};

/// The test of Fisher, Freeman and Halton of independence of rows and columns.
///
/// # Method
/// ```text
/// P(table) = Π row totals! Π column totals! / (N! Π counts!)
/// p = Σ P over the tables with these margins whose P is at most the observed
/// ```
/// Exact by meeting in the middle: the first and the last columns are enumerated
/// apart, equal columns only once, and joined by what they leave of the rows.
/// The budget is 80,000,000 parts of tables and about 150 MB (one or two
/// seconds); beyond it, or below a p-value of 1e-290, random tables are drawn by
/// the given seed and `p = (1 + as unlikely) / (1 + drawn)`. A fourfold table
/// has no budget: it is Fisher's test. Empty rows and columns are left out; a
/// table of one row or column has p = 1.
///
/// # Undefined when
/// `progress` stops it, and for no other reason.
///
/// # Errors
/// [`Undefined::Interrupted`].
///
/// # References
/// Freeman GH, Halton JH, Biometrika 1951;38:141, doi:10.1093/biomet/38.1-2.141.
/// Agresti A, Wackerly D, Boyett JM, Psychometrika 1979;44:75,
/// doi:10.1007/BF02293786 (sampling).
///
/// # Examples
/// Income and job satisfaction (Agresti, Categorical Data Study, 2002, table
/// 2.8; R's manual of `fisher.test`): p = 0.7827.
/// ```
/// use rpl_immune_profile::engine::stats::keep_going;
/// use rpl_immune_profile::engine::stats::r_by_c::ContingencyTable;
/// use rpl_immune_profile::engine::stats::r_by_c::freeman_halton::{
///     Computation, Sampling, freeman_halton,
/// };
///
/// let rows = vec![vec![1, 2, 1, 0], vec![3, 3, 6, 1], vec![10, 10, 14, 9], vec![6, 7, 12, 11]];
/// let sampling = Sampling { replicates: 10_000, seed: 1 };
/// let test = freeman_halton(&ContingencyTable::new(rows)?, sampling, &mut keep_going)?;
/// assert_eq!(test.computation, Computation::Exact);
/// assert_eq!((test.p_value.value * 1e4).round(), 7827.0);
/// # Ok::<(), rpl_immune_profile::engine::stats::Undefined>(())
/// ```
pub fn freeman_halton(
    table: &ContingencyTable,
    sampling: Sampling,
    progress: &mut Progress<'_>,
) -> Result<FreemanHalton, Undefined> {
    let Ok(table) = table.without_empty_margins() else {
        return Ok(FreemanHalton { p_value: PValue::ONE, computation: Computation::Exact });
    };
    let table = upright(&table);
    if table.rows() == 2 && table.columns() == 2 {
        let p_value = minimum_likelihood(&in_first_cell(&table))?;
        return Ok(FreemanHalton { p_value, computation: Computation::Exact });
    }
    let exact = if table.rows() == 2 {
        two_rows::p_value(&table, progress)?
    } else {
        many_rows::p_value(&table, progress)?
    };
    match exact {
        Some(p) if p >= 1e-290 => {
            Ok(FreemanHalton { p_value: PValue::new(p)?, computation: Computation::Exact })
        }
        _ => monte_carlo::sample(&table, sampling, progress),
    }
}

/// The first count of a fourfold table and what is possible in its place.
fn in_first_cell(table: &ContingencyTable) -> Surroundings {
    let (rows, columns) = (table.row_totals(), table.column_totals());
    let margins = Hypergeometric { marked: rows[0], unmarked: rows[1], drawn: columns[0] };
    margins.surroundings(table.counts[0][0].into())
}

/// The table with no more rows than columns, which has the same p-value.
fn upright(table: &ContingencyTable) -> ContingencyTable {
    if table.rows() <= table.columns() {
        return table.clone();
    }
    let column = |index: usize| table.counts.iter().map(|row| row[index]).collect();
    ContingencyTable { counts: (0..table.columns()).map(column).collect() }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;
    use crate::engine::stats::keep_going;

    fn compute(rows: &[&[u32]]) -> FreemanHalton {
        let rows = rows.iter().map(|row| row.to_vec()).collect();
        let table = ContingencyTable::new(rows).expect("rectangular");
        let sampling = Sampling { replicates: 1_000, seed: 1 };
        freeman_halton(&table, sampling, &mut keep_going).expect("never stopped")
    }

    /// Separated groups: the only table on its side, `2 / C(2n, n)`.
    /// Python: mpmath's `log10(2) - (loggamma(2000001) - 2*loggamma(1000001))/log(10)`.
    #[test]
    fn a_fourfold_table_is_exact_whatever_its_size() {
        let found = compute(&[&[1_000_000, 0], &[0, 1_000_000]]);
        assert_eq!(found.computation, Computation::Exact);
        let expected = -602_056.441_722_976;
        assert!((found.p_value.log10 / expected - 1.0).abs() < 1e-12, "{found:?}");
        let found = compute(&[&[u32::MAX, 7, 0], &[u32::MAX, 7, 0]]);
        assert_eq!(found.computation, Computation::Exact);
        assert!((found.p_value.value - 1.0).abs() < 1e-12, "{found:?}");
    }

    /// Few columns of many people have few parts, but every column would need a
    /// list as long as it is large.
    #[test]
    fn columns_of_millions_are_sampled() {
        let found = compute(&[&[20_000_000, 20_000_000, 1], &[20_000_000, 20_000_000, 2]]);
        assert!(matches!(found.computation, Computation::MonteCarlo { .. }), "{found:?}");
    }

    /// The exact value lies as near to that of the sample as Bernstein's bound says, which
    /// chance exceeds less than once in a thousand million.
    #[test]
    fn sampling_covers_the_exact_value() {
        let rows: [&[&[u32]]; 4] = [
            &[&[1, 3, 10, 6], &[2, 3, 10, 7], &[1, 6, 14, 12], &[0, 1, 9, 11]],
            &[&[7, 0, 2, 5], &[1, 6, 3, 4]],
            &[&[7, 7, 0, 0], &[0, 0, 7, 7]],
            &[&[3, 3, 3], &[3, 3, 3], &[3, 3, 4]],
        ];
        for (rows, seed) in rows.into_iter().flat_map(|rows| (0..8).map(move |seed| (rows, seed))) {
            let exact = compute(rows).p_value.value;
            let table = ContingencyTable::new(rows.iter().map(|row| row.to_vec()).collect());
            let sampling = Sampling { replicates: 2_000, seed };
            let table = table.expect("rectangular");
            let sampled = monte_carlo::sample(&table, sampling, &mut keep_going);
            let third = 2e9_f64.ln() / 3.0;
            let variance = 2_000.0 * exact * (1.0 - exact);
            let reach = (third + (third * third + 6.0 * third * variance).sqrt() + 2.0) / 2_000.0;
            let found = sampled.expect("never stopped").p_value.value;
            assert!((found - exact).abs() < reach, "{rows:?}: {found} {exact}");
        }
    }

    #[test]
    fn many_rows_and_columns_are_sampled() {
        let rows: Vec<Vec<u32>> =
            (0..60).map(|i| (0..60).map(|j| (i * j + i + j) % 7).collect()).collect();
        let rows: Vec<&[u32]> = rows.iter().map(Vec::as_slice).collect();
        let Computation::MonteCarlo { replicates, interval, .. } = compute(&rows).computation
        else {
            panic!("beyond the budget");
        };
        assert_eq!(replicates, 1_000);
        assert!(interval.lower < interval.upper);
    }
}

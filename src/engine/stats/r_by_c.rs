//! Counts in several rows and columns.

pub mod freeman_halton;

use serde::{Deserialize, Serialize};

use super::{TestResult, Undefined, count};

/// A table of counts with at least two rows and two columns of equal length.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<Vec<u32>>", into = "Vec<Vec<u32>>")]
pub struct ContingencyTable {
    counts: Vec<Vec<u32>>,
}

impl TryFrom<Vec<Vec<u32>>> for ContingencyTable {
    type Error = Undefined;

    fn try_from(counts: Vec<Vec<u32>>) -> Result<Self, Undefined> {
        ContingencyTable::new(counts)
    }
}

impl From<ContingencyTable> for Vec<Vec<u32>> {
    fn from(table: ContingencyTable) -> Self {
        table.counts
    }
}

impl ContingencyTable {
    /// The table of these rows.
    ///
    /// # Errors
    /// [`Undefined::TooFewGroups`] below two rows or columns,
    /// [`Undefined::UnequalLengths`] if the rows differ in length.
    pub fn new(counts: Vec<Vec<u32>>) -> Result<Self, Undefined> {
        let columns = counts.first().map_or(0, Vec::len);
        if counts.iter().any(|row| row.len() != columns) {
            return Err(Undefined::UnequalLengths);
        }
        if counts.len() < 2 || columns < 2 {
            return Err(Undefined::TooFewRows);
        }
        Ok(ContingencyTable { counts })
    }

    /// The counts, row by row.
    #[must_use]
    pub fn counts(&self) -> &[Vec<u32>] {
        &self.counts
    }

    /// The number of rows.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.counts.len()
    }

    /// The number of columns.
    #[must_use]
    pub fn columns(&self) -> usize {
        self.counts[0].len()
    }

    /// How many were counted in each row.
    #[must_use]
    pub fn row_totals(&self) -> Vec<u64> {
        self.counts.iter().map(|row| row.iter().map(|&cell| u64::from(cell)).sum()).collect()
    }

    /// How many were counted in each column.
    #[must_use]
    pub fn column_totals(&self) -> Vec<u64> {
        (0..self.columns())
            .map(|column| self.counts.iter().map(|row| u64::from(row[column])).sum())
            .collect()
    }

    /// How many were counted in all.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.row_totals().iter().sum()
    }

    /// The table without the rows and columns in which nobody was counted.
    ///
    /// # Errors
    /// [`Undefined::TooFewGroups`] if fewer than two rows or columns remain.
    pub fn without_empty_margins(&self) -> Result<Self, Undefined> {
        let column_totals = self.column_totals();
        let counts = self
            .counts
            .iter()
            .filter(|row| row.iter().any(|&cell| cell > 0))
            .map(|row| {
                let kept = row.iter().zip(&column_totals).filter(|(_, total)| **total > 0);
                kept.map(|(cell, _)| *cell).collect()
            })
            .collect();
        ContingencyTable::new(counts)
    }

    fn check_margins(&self) -> Result<(), Undefined> {
        if self.row_totals().contains(&0) || self.column_totals().contains(&0) {
            return Err(Undefined::EmptyMargin);
        }
        Ok(())
    }

    /// Each count with the one expected and its two margins as shares of all.
    fn with_expected(&self) -> Vec<Vec<CellCount>> {
        let n = count(self.total());
        let column_totals = self.column_totals();
        let cells = |(row, &row_total): (&Vec<u32>, &u64)| {
            let cell = |(&cell, &column_total): (&u32, &u64)| CellCount {
                observed: f64::from(cell),
                expected: count(row_total) * count(column_total) / n,
                outside_row: count(self.total() - row_total) / n,
                outside_column: count(self.total() - column_total) / n,
            };
            row.iter().zip(&column_totals).map(cell).collect()
        };
        self.counts.iter().zip(&self.row_totals()).map(cells).collect()
    }

    fn degrees_of_freedom(&self) -> f64 {
        count((self.rows() - 1) * (self.columns() - 1))
    }

    /// Pearson's chi-square test of independence.
    ///
    /// # Method
    /// ```text
    /// X² = Σ (O - E)²/E, (r - 1)(c - 1) degrees of freedom
    /// ```
    /// without correction; R: `chisq.test(m, correct = FALSE)`.
    ///
    /// # Undefined when
    /// A whole row or column is zero (see
    /// [`without_empty_margins`](Self::without_empty_margins)).
    ///
    /// # Errors
    /// The [`Undefined`] reason.
    ///
    /// # References
    /// Pearson K, Philos Mag 1900;50:157, doi:10.1080/14786440009463897.
    ///
    /// # Examples
    /// Gender and party (Agresti, An Introduction to Categorical Data Study,
    /// 2007, table 2.5): X² = 30.1 with 2 degrees of freedom.
    /// ```
    /// use rpl_immune_profile::engine::stats::r_by_c::ContingencyTable;
    ///
    /// let table = ContingencyTable::new(vec![vec![762, 327, 468], vec![484, 239, 477]])?;
    /// let test = table.pearson()?;
    /// assert_eq!(test.statistic.map(|x| (x * 10.0).round()), Some(301.0));
    /// assert_eq!(test.degrees_of_freedom, Some(2.0));
    /// # Ok::<(), rpl_immune_profile::engine::stats::Undefined>(())
    /// ```
    pub fn pearson(&self) -> Result<TestResult, Undefined> {
        self.check_margins()?;
        let statistic = self.with_expected().iter().flatten().map(CellCount::chi_square).sum();
        TestResult::chi_square(statistic, self.degrees_of_freedom())
    }

    /// The likelihood-ratio test of independence.
    ///
    /// # Method
    /// ```text
    /// G² = 2 Σ O ln(O/E), (r - 1)(c - 1) degrees of freedom
    /// ```
    /// A count of zero contributes zero.
    ///
    /// # Undefined when
    /// A whole row or column is zero.
    ///
    /// # Errors
    /// The [`Undefined`] reason.
    ///
    /// # References
    /// Wilks SS, Ann Math Stat 1938;9:60, doi:10.1214/aoms/1177732360.
    ///
    /// # Examples
    /// The same table of gender and party: G² = 30.0.
    /// ```
    /// use rpl_immune_profile::engine::stats::r_by_c::ContingencyTable;
    ///
    /// let table = ContingencyTable::new(vec![vec![762, 327, 468], vec![484, 239, 477]])?;
    /// assert_eq!(table.likelihood_ratio()?.statistic.map(|g| (g * 10.0).round()), Some(300.0));
    /// # Ok::<(), rpl_immune_profile::engine::stats::Undefined>(())
    /// ```
    pub fn likelihood_ratio(&self) -> Result<TestResult, Undefined> {
        self.check_margins()?;
        let cells = self.with_expected();
        let statistic = 2.0 * cells.iter().flatten().map(CellCount::deviance).sum::<f64>();
        TestResult::chi_square(statistic, self.degrees_of_freedom())
    }

    /// The standardized (adjusted) residual of every count: approximately
    /// standard normal if rows and columns are independent.
    ///
    /// # Method
    /// ```text
    /// (O - E) / √(E (1 - row share) (1 - column share))
    /// ```
    /// R: `chisq.test(m)$stdres`.
    ///
    /// # Undefined when
    /// A whole row or column is zero.
    ///
    /// # Errors
    /// The [`Undefined`] reason.
    ///
    /// # References
    /// Haberman SJ, Biometrics 1973;29:205, doi:10.2307/2529686.
    ///
    /// # Examples
    /// Gender and party (Agresti, An Introduction to Categorical Data Study, 2007,
    /// table 2.6): 4.50 women too many are Democrats, 5.32 too few Republicans.
    /// ```
    /// use rpl_immune_profile::engine::stats::r_by_c::ContingencyTable;
    ///
    /// let table = ContingencyTable::new(vec![vec![762, 327, 468], vec![484, 239, 477]])?;
    /// let residuals = table.standardized_residuals()?;
    /// assert_eq!((residuals[0][0] * 100.0).round(), 450.0);
    /// assert_eq!((residuals[0][2] * 100.0).round(), -532.0);
    /// # Ok::<(), rpl_immune_profile::engine::stats::Undefined>(())
    /// ```
    pub fn standardized_residuals(&self) -> Result<Vec<Vec<f64>>, Undefined> {
        self.check_margins()?;
        let residuals =
            |row: &Vec<CellCount>| row.iter().map(CellCount::standardized_residual).collect();
        Ok(self.with_expected().iter().map(residuals).collect())
    }

    /// Cramer's V, the strength of association from 0 to 1.
    ///
    /// # Method
    /// ```text
    /// V = √(X² / (N min(r - 1, c - 1)))
    /// ```
    /// without bias correction.
    ///
    /// # Undefined when
    /// A whole row or column is zero.
    ///
    /// # Errors
    /// The [`Undefined`] reason.
    ///
    /// # References
    /// Cramer H, Mathematical Methods of Statistics, 1946, section 21.9.
    ///
    /// # Examples
    /// The same table of gender and party: √(30.07/2757) = 0.104.
    /// ```
    /// use rpl_immune_profile::engine::stats::r_by_c::ContingencyTable;
    ///
    /// let table = ContingencyTable::new(vec![vec![762, 327, 468], vec![484, 239, 477]])?;
    /// assert_eq!((table.cramers_v()? * 1e3).round(), 104.0);
    /// # Ok::<(), rpl_immune_profile::engine::stats::Undefined>(())
    /// ```
    pub fn cramers_v(&self) -> Result<f64, Undefined> {
        self.check_margins()?;
        let statistic: f64 = self.with_expected().iter().flatten().map(CellCount::chi_square).sum();
        let smaller = self.rows().min(self.columns()) as u64 - 1;
        Ok((statistic / count(self.total() * smaller)).sqrt().min(1.0))
    }
}

struct CellCount {
    observed: f64,
    expected: f64,
    outside_row: f64,
    outside_column: f64,
}

impl CellCount {
    fn chi_square(&self) -> f64 {
        (self.observed - self.expected).powi(2) / self.expected
    }

    /// The part of this count in half of the deviance. The differences between
    /// observed and expected add up to zero and are added here, so that nearly
    /// equal counts do not cancel.
    fn deviance(&self) -> f64 {
        if self.observed > 0.0 {
            super::special::deviance_part(
                self.observed,
                self.expected,
                self.observed - self.expected,
            )
        } else {
            self.expected
        }
    }

    fn standardized_residual(&self) -> f64 {
        (self.observed - self.expected)
            / (self.expected * self.outside_row * self.outside_column).sqrt()
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn a_table_is_rectangular() {
        assert_eq!(ContingencyTable::new(vec![]), Err(Undefined::TooFewRows));
        assert_eq!(ContingencyTable::new(vec![vec![1], vec![2]]), Err(Undefined::TooFewRows));
        assert_eq!(
            ContingencyTable::new(vec![vec![1, 2], vec![2]]),
            Err(Undefined::UnequalLengths)
        );
        assert!(serde_json::from_str::<ContingencyTable>("[[1,2],[3]]").is_err());
    }

    #[test]
    fn empty_margins_are_left_out_on_request() {
        let table = ContingencyTable::new(vec![vec![1, 0, 2], vec![0, 0, 0], vec![3, 0, 4]])
            .expect("valid");
        assert_eq!(table.pearson(), Err(Undefined::EmptyMargin));
        let kept = table.without_empty_margins().expect("two rows and columns");
        assert_eq!(kept.counts(), [[1, 2], [3, 4]]);
    }

    #[test]
    fn perfect_association_is_one() {
        let table = ContingencyTable::new(vec![vec![5, 0], vec![0, 5]]).expect("valid");
        assert!((table.cramers_v().expect("defined") - 1.0).abs() < 1e-15);
    }
}

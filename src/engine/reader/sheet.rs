//! A table that was read whole: the sheet of a workbook, or the observations of
//! a bundle. Cells stand end to end in one text, and only rows that hold
//! something are kept.

use crate::engine::reader::marks::Ranges;
use crate::engine::reader::rows::{CellKind, Row};

/// Rows of cells in memory.
#[derive(Clone, Debug, Default)]
pub(super) struct Sheet {
    text: String,
    ends: Vec<usize>,
    kinds: Vec<CellKind>,
    /// Number of each row, and where its cells end in `ends`.
    rows: Vec<(u32, usize)>,
    /// Rows that the workbook hides, by their number.
    pub(super) hidden_rows: Ranges,
    /// Columns that it hides, counted from 0.
    pub(super) hidden_columns: Ranges,
}

impl Sheet {
    /// Begins a row; rows come in ascending order.
    pub(super) fn start_row(&mut self, number: u32) {
        self.rows.push((number, self.ends.len()));
    }

    /// Cells in the row that was begun last.
    pub(super) fn row_len(&self) -> usize {
        let start = if self.rows.len() < 2 { 0 } else { self.rows[self.rows.len() - 2].1 };
        self.ends.len() - start
    }

    /// Number of the row that was begun last.
    pub(super) fn last_row(&self) -> Option<u32> {
        self.rows.last().map(|row| row.0)
    }

    /// Adds a cell to the row that was begun last.
    pub(super) fn push(&mut self, text: &str, kind: CellKind) {
        self.text.push_str(text);
        self.ends.push(self.text.len());
        self.kinds.push(kind);
        if let Some(row) = self.rows.last_mut() {
            row.1 = self.ends.len();
        }
    }

    /// How many of the first columns are hidden.
    pub(super) fn n_hidden_columns(&self, n_columns: usize) -> u32 {
        let n_columns = u32::try_from(n_columns).unwrap_or(u32::MAX);
        let n = (0..n_columns).filter(|&column| self.hidden_columns.has(column)).count();
        u32::try_from(n).unwrap_or(u32::MAX)
    }

    /// Bytes of memory in use, roughly.
    pub(super) fn weight(&self) -> usize {
        self.text.len() + 16 * self.ends.len()
    }

    /// Every row in order.
    pub(super) fn for_each<E>(
        &self,
        take: &mut impl FnMut(Row<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut start = 0;
        let mut shifted = Vec::new();
        for &(number, end) in &self.rows {
            let text_start = if start == 0 { 0 } else { self.ends[start - 1] };
            let text_end = if end == 0 { 0 } else { self.ends[end - 1] };
            shifted.clear();
            shifted.extend(self.ends[start..end].iter().map(|place| place - text_start));
            take(Row {
                number,
                text: &self.text[text_start..text_end.max(text_start)],
                ends: &shifted,
                kinds: &self.kinds[start..end],
            })?;
            start = end;
        }
        Ok(())
    }
}

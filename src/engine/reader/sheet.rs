//! A table that was read whole: the sheet of a workbook, or the observations of
//! a bundle. Cells stand end to end in one text, and only rows that hold
//! something are kept.

use std::collections::BTreeMap;

use crate::engine::reader::issue::{FileError, WorkbookProblem};
use crate::engine::reader::marks::{Merge, Ranges};
use crate::engine::reader::rows::{CellKind, CellRow};

/// Most memory that the cells of a sheet may take.
pub(super) const SHEET_LIMIT: usize = 1 << 29;

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
    /// Cells that are merged over several rows.
    pub(super) merges: Vec<Merge>,
}

/// A cell that has the value of another one, with which it is merged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct MergedCell {
    /// Row of the spreadsheet.
    pub(super) row: u32,
    /// Its column, counted from 0.
    pub(super) place: usize,
    /// The row in which the value stands.
    pub(super) from_row: u32,
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

    /// Gives the rows of a merged cell below the header what stands in the first of
    /// them, and says which cells have a value by this. Rows that hold nothing else
    /// stay away.
    pub(super) fn fill_merged(&mut self, header_last: u32) -> Result<Vec<MergedCell>, FileError> {
        let mut starts: BTreeMap<u32, Vec<Merge>> = BTreeMap::new();
        for merge in std::mem::take(&mut self.merges) {
            let first_row = merge.first_row.saturating_add(1);
            if first_row > header_last {
                starts.entry(first_row).or_default().push(merge);
            }
        }
        let mut filled = Vec::new();
        if starts.is_empty() {
            return Ok(filled);
        }
        let mut full = Sheet {
            hidden_rows: std::mem::take(&mut self.hidden_rows),
            hidden_columns: std::mem::take(&mut self.hidden_columns),
            ..Sheet::default()
        };
        // By column: the last row, the first one, and what stands in it.
        let mut open: BTreeMap<usize, (u32, u32, String, CellKind)> = BTreeMap::new();
        self.for_each(&mut |row: CellRow<'_>| {
            open.retain(|_, merge| merge.0 >= row.number);
            full.start_row(row.number);
            let n_open = open.keys().last().map_or(0, |place| place + 1);
            for place in 0..n_open.max(row.len()) {
                match open.get(&place) {
                    Some((_, from_row, text, kind)) if row.written(place).is_empty() => {
                        full.push(text, *kind);
                        filled.push(MergedCell { row: row.number, place, from_row: *from_row });
                    }
                    _ => full.push(row.written(place), row.kind(place)),
                }
            }
            if full.weight() + size_of_val(filled.as_slice()) > SHEET_LIMIT {
                return Err(FileError::Workbook { problem: WorkbookProblem::TooLarge });
            }
            for merge in starts.get(&row.number).into_iter().flatten() {
                let place = merge.column as usize;
                let text = row.written(place);
                if !text.is_empty() {
                    let last = merge.last_row.saturating_add(1);
                    open.insert(place, (last, row.number, text.to_owned(), row.kind(place)));
                }
            }
            Ok(())
        })?;
        *self = full;
        Ok(filled)
    }

    /// Bytes of memory in use, roughly.
    pub(super) fn weight(&self) -> usize {
        self.text.len() + 16 * self.ends.len()
    }

    /// Every row in order.
    pub(super) fn for_each<E>(
        &self,
        take: &mut impl FnMut(CellRow<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut start = 0;
        let mut shifted = Vec::new();
        for &(number, end) in &self.rows {
            let text_start = if start == 0 { 0 } else { self.ends[start - 1] };
            let text_end = if end == 0 { 0 } else { self.ends[end - 1] };
            shifted.clear();
            shifted.extend(self.ends[start..end].iter().map(|place| place - text_start));
            take(CellRow {
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

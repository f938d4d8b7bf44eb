//! A table of counts as it was read.

/// A table of counts with its names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::view::calculator) struct CountTable {
    /// The names of the rows; empty where there is none.
    pub(in crate::view::calculator) rows: Vec<String>,
    /// The names of the columns; empty where there is none.
    pub(in crate::view::calculator) columns: Vec<String>,
    /// The counts by rows.
    pub(in crate::view::calculator) counts: Vec<Vec<u32>>,
    /// The number of the line of each row.
    pub(super) lines: Vec<usize>,
}

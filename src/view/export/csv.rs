//! CSV that spreadsheets open as it is meant: UTF-8 with a byte order mark, and
//! no cell that a spreadsheet would run as a formula.

use crate::view::export::cell;

/// A CSV file being written.
#[derive(Debug)]
pub struct CsvTable {
    bytes: Vec<u8>,
}

impl CsvTable {
    /// An empty file with its byte order mark.
    #[must_use]
    #[expect(clippy::new_without_default, reason = "an empty table is not a default of anything")]
    pub fn new() -> Self {
        CsvTable { bytes: b"\xEF\xBB\xBF".to_vec() }
    }

    /// Writes one row.
    pub fn row<S: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = S>) {
        for (place, text) in cells.into_iter().enumerate() {
            if place > 0 {
                self.bytes.push(b',');
            }
            cell::write(&mut self.bytes, text.as_ref());
        }
        self.bytes.extend_from_slice(b"\r\n");
    }

    /// What was written since the last call, for files that leave in slices.
    pub(super) fn take(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.bytes)
    }

    /// How many bytes wait to be taken.
    pub(super) fn n_waiting(&self) -> usize {
        self.bytes.len()
    }

    /// The file.
    #[must_use]
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }
}

//! Splits bytes into rows of fields, numbered as a spreadsheet numbers them.
//!
//! The csv-core state machine does the quoting. Around it stand the two things
//! it leaves to its caller: blank lines count as rows of the spreadsheet, and a
//! quoted field that never ends is an error here.

use csv_core::ReadRecordResult;

use crate::engine::reader::blanks::Blanks;
use crate::engine::reader::issue::FileError;
use crate::engine::reader::settings::{Delimiter, Quote};

/// Longest row accepted, in bytes. A row of this format is some hundred bytes;
/// anything near the limit is not a table.
pub(super) const ROW_LIMIT: usize = 1 << 20;

/// Most fields accepted in a row: the width of a spreadsheet.
const FIELD_LIMIT: usize = 16_384;

/// What a cell is in its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum CellKind {
    /// Text, as in every text file.
    Text,
    /// A number of a workbook, written with a decimal point.
    Number,
    /// A number of a workbook that is formatted as a percentage; the text has
    /// the number that is shown, without its sign.
    Percent,
    /// A date or a time of a workbook.
    Date,
}

/// One row of cells.
#[derive(Clone, Copy, Debug)]
pub(super) struct CellRow<'a> {
    /// Row of the spreadsheet; the first line of the file is 1.
    pub(super) number: u32,
    pub(super) text: &'a str,
    pub(super) ends: &'a [usize],
    /// The kind of each cell; empty where all are text.
    pub(super) kinds: &'a [CellKind],
}

impl<'a> CellRow<'a> {
    /// Number of cells.
    pub(super) fn len(self) -> usize {
        self.ends.len()
    }

    /// The text of one cell without the blanks around it; nothing beyond the end.
    /// `="17.2"`, by which programs keep a spreadsheet from guessing, is what
    /// stands between the marks.
    pub(super) fn cell(self, place: usize) -> &'a str {
        let text = self.written(place);
        text_of_formula(text).unwrap_or(text)
    }

    /// Whether the text of a cell is written as a formula: `="17.2"`.
    pub(super) fn is_formula_of_text(self, place: usize) -> bool {
        text_of_formula(self.written(place)).is_some()
    }

    /// The text of one cell as it is written, without the blanks around it.
    pub(super) fn written(self, place: usize) -> &'a str {
        let Some(&end) = self.ends.get(place) else { return "" };
        let start = if place == 0 { 0 } else { self.ends[place - 1] };
        self.text.get(start..end).unwrap_or_default().trim()
    }

    /// What one cell is.
    pub(super) fn kind(self, place: usize) -> CellKind {
        self.kinds.get(place).copied().unwrap_or(CellKind::Text)
    }

    /// Whether every cell is empty.
    pub(super) fn is_blank(self) -> bool {
        self.text.trim().is_empty()
    }

    /// Number of cells once empty ones beyond `expected` are dropped, which
    /// spreadsheets leave behind when a wider range was ever touched.
    pub(super) fn len_without_trailing_blanks(self, expected: usize) -> usize {
        let mut n_cells = self.len();
        while n_cells > expected && self.cell(n_cells - 1).is_empty() {
            n_cells -= 1;
        }
        n_cells
    }
}

/// A row of a text that is kept until the next one is seen.
#[derive(Debug)]
pub(super) struct BufferedRow {
    number: u32,
    text: String,
    ends: Vec<usize>,
}

impl BufferedRow {
    /// Keeps a row.
    pub(super) fn new(row: CellRow<'_>) -> Self {
        BufferedRow { number: row.number, text: row.text.to_owned(), ends: row.ends.to_vec() }
    }

    /// The row.
    pub(super) fn row(&self) -> CellRow<'_> {
        CellRow { number: self.number, text: &self.text, ends: &self.ends, kinds: &[] }
    }
}

fn text_of_formula(text: &str) -> Option<&str> {
    text.strip_prefix("=\"")?.strip_suffix('"').map(str::trim)
}

/// The state of the splitting between two slices.
#[derive(Debug)]
pub(super) struct RowSplitter {
    core: csv_core::Reader,
    bytes: Vec<u8>,
    n_bytes: usize,
    ends: Vec<usize>,
    n_ends: usize,
    number: u32,
    is_in_row: bool,
    ended_with_return: bool,
    /// Where blanks divide the columns, what makes one of many.
    blanks: Option<Blanks>,
}

impl RowSplitter {
    pub(super) fn new(delimiter: Delimiter, quote: Quote) -> Self {
        let is_blank = delimiter == Delimiter::Blanks;
        let core = csv_core::ReaderBuilder::new()
            .delimiter(delimiter.byte())
            .quote(quote.byte().unwrap_or(b'"'))
            .quoting(quote != Quote::None)
            // `write.table` of R puts it before a quotation mark.
            .escape(is_blank.then_some(b'\\'))
            .build();
        RowSplitter {
            blanks: is_blank.then(|| Blanks::new(quote.byte())),
            core,
            bytes: vec![0; 1024],
            n_bytes: 0,
            ends: vec![0; 32],
            n_ends: 0,
            number: 0,
            is_in_row: false,
            ended_with_return: false,
        }
    }

    /// Takes the next slice and hands over every row that ends in it.
    pub(super) fn feed(
        &mut self,
        input: &[u8],
        take: &mut impl FnMut(CellRow<'_>) -> Result<(), FileError>,
    ) -> Result<(), FileError> {
        let Some(blanks) = &mut self.blanks else { return self.split(input, take) };
        let mut squeezed = Vec::with_capacity(input.len());
        blanks.squeeze(input, &mut squeezed);
        self.split(&squeezed, take)
    }

    fn split(
        &mut self,
        mut input: &[u8],
        take: &mut impl FnMut(CellRow<'_>) -> Result<(), FileError>,
    ) -> Result<(), FileError> {
        while let Some(&first) = input.first() {
            if !self.is_in_row && matches!(first, b'\r' | b'\n') {
                // The second half of a line end is no blank line.
                let is_second_half = first == b'\n' && self.ended_with_return;
                self.number += u32::from(!is_second_half);
                self.ended_with_return = first == b'\r';
                input = &input[1..];
                continue;
            }
            self.is_in_row = true;
            let n_read = self.step(input, take)?;
            input = &input[n_read..];
        }
        Ok(())
    }

    /// Hands over the last row, if the file does not end with a line end.
    pub(super) fn finish(
        &mut self,
        take: &mut impl FnMut(CellRow<'_>) -> Result<(), FileError>,
    ) -> Result<(), FileError> {
        if !self.is_in_row {
            return Ok(());
        }
        // A line end closes every row but one that is inside a quoted field.
        let mut line_end: &[u8] = b"\n";
        while !line_end.is_empty() {
            line_end = &line_end[self.step(line_end, take)?..];
        }
        if self.is_in_row {
            return Err(FileError::UnclosedQuote { row: self.number + 1 });
        }
        Ok(())
    }

    /// Advances the state machine once; returns the number of bytes it used.
    fn step(
        &mut self,
        input: &[u8],
        take: &mut impl FnMut(CellRow<'_>) -> Result<(), FileError>,
    ) -> Result<usize, FileError> {
        let (result, n_read, n_written, n_ended) = self.core.read_record(
            input,
            &mut self.bytes[self.n_bytes..],
            &mut self.ends[self.n_ends..],
        );
        self.n_bytes += n_written;
        self.n_ends += n_ended;
        match result {
            ReadRecordResult::InputEmpty => {}
            ReadRecordResult::End => self.is_in_row = false,
            ReadRecordResult::OutputFull => {
                if self.bytes.len() >= ROW_LIMIT {
                    return Err(self.too_long());
                }
                self.bytes.resize(self.bytes.len() * 2, 0);
            }
            ReadRecordResult::OutputEndsFull => {
                if self.ends.len() >= FIELD_LIMIT {
                    return Err(FileError::TooManyColumns { row: self.number + 1 });
                }
                self.ends.resize(self.ends.len() * 2, 0);
            }
            ReadRecordResult::Record => {
                self.number += 1;
                self.is_in_row = false;
                self.ended_with_return = n_read > 0 && input[n_read - 1] == b'\r';
                let text = std::str::from_utf8(&self.bytes[..self.n_bytes])
                    .map_err(|_| FileError::NotText)?;
                let ends = &self.ends[..self.n_ends];
                take(CellRow { number: self.number, text, ends, kinds: &[] })?;
                self.n_bytes = 0;
                self.n_ends = 0;
            }
        }
        Ok(n_read)
    }

    /// The error of a row that never ends. It uses the state machine up, which
    /// is no loss: a line end does not close a row inside a quoted field.
    fn too_long(&mut self) -> FileError {
        let row = self.number + 1;
        let (result, ..) = self.core.read_record(b"\n", &mut [0; 1], &mut [0; 2]);
        if matches!(result, ReadRecordResult::Record) {
            FileError::RowTooLong { row }
        } else {
            FileError::UnclosedQuote { row }
        }
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    fn split(text: &[u8], slice: usize) -> Result<Vec<(u32, Vec<String>)>, FileError> {
        let mut rows = Vec::new();
        let mut take = |row: CellRow<'_>| {
            let cell = |place| row.cell(place).to_owned();
            rows.push((row.number, (0..row.len()).map(cell).collect()));
            Ok(())
        };
        let mut splitter = RowSplitter::new(Delimiter::Comma, Quote::Double);
        for slice in text.chunks(slice) {
            splitter.feed(slice, &mut take)?;
        }
        splitter.finish(&mut take)?;
        Ok(rows)
    }

    /// Expected rows as `number:field|field`, joined by `/`; the same for every
    /// slice size.
    #[track_caller]
    fn check(text: &str, expected: &str) {
        for slice in 1..=text.len().max(1) {
            let rows = split(text.as_bytes(), slice).expect("can be split");
            let found: Vec<String> = rows
                .iter()
                .map(|(number, fields)| format!("{number}:{}", fields.join("|")))
                .collect();
            assert_eq!(found.join("/"), expected, "slices of {slice}");
        }
    }

    #[test]
    fn rows_are_numbered_as_in_a_spreadsheet() {
        check("", "");
        check("a,b\n1,2\n", "1:a|b/2:1|2");
        check("a,b\n1,2", "1:a|b/2:1|2");
        check("a,b\r\n1,2\r\n", "1:a|b/2:1|2");
        check("a,b\r1,2\r", "1:a|b/2:1|2");
        check("a\n\n\nb\n", "1:a/4:b");
        check("a\r\n\r\nb\r\n", "1:a/3:b");
        check("a\r\rb", "1:a/3:b");
        check("\n\na\n", "3:a");
        check("a\n\"x\ny\",2\nb", "1:a/2:x\ny|2/3:b");
        check("\"a\"\"b\",\" c \"\n", "1:a\"b|c");
        check("a,,\n,\n", "1:a||/2:|");
        check("5\" tall,2\n", "1:5\" tall|2");
        check("\"a\"", "1:a");
    }

    #[test]
    fn an_open_quote_is_found() {
        for text in ["\"a", "a,b\n1,\"2\n3,4\n", "\"a\"\""] {
            let row = if text.starts_with('a') { 2 } else { 1 };
            for slice in 1..=text.len() {
                assert_eq!(
                    split(text.as_bytes(), slice),
                    Err(FileError::UnclosedQuote { row }),
                    "{text} in slices of {slice}"
                );
            }
        }
    }

    #[test]
    fn endless_rows_are_refused() {
        let line = vec![b'a'; 3 * ROW_LIMIT];
        assert_eq!(split(&line, 1 << 16), Err(FileError::RowTooLong { row: 1 }));
        let commas = vec![b','; FIELD_LIMIT + 1];
        assert_eq!(split(&commas, 1 << 16), Err(FileError::TooManyColumns { row: 1 }));
        let mut quoted = line;
        quoted[0] = b'"';
        assert_eq!(split(&quoted, 1 << 16), Err(FileError::UnclosedQuote { row: 1 }));
    }
}

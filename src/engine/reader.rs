//! Bytes in, a cohort and its row issues out.
//!
//! The reader is pushed: slices of any size go in, so that a file never has to
//! be in memory whole. A bad row is data, not an error: only a file that cannot
//! be used at all is a [`FileError`].

mod cells;
pub(in crate::engine) use cells::RawRecord;
pub mod header;
pub mod issue;
pub mod number;
mod rows;

use std::collections::HashMap;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};

use crate::engine::cohort::columns::Cohort;
use cells::CellError;
use header::{Header, HeaderSummary};
use issue::{FileError, IssueLog, Problem, RowIssue};
use rows::{Row, RowSplitter};

/// What a file holds once it is read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// The rows that can be used, as columns.
    pub cohort: Cohort,
    /// What was found of the header.
    pub header: HeaderSummary,
    /// What was wrong or doubtful, row by row.
    pub issues: IssueLog,
    /// Rows below the header that hold anything.
    pub n_rows: u32,
    /// Rows below the header that are entirely blank; they are not counted.
    pub n_blank_rows: u32,
    /// Size of the file in bytes.
    pub n_bytes: u64,
}

/// A file being read.
#[derive(Debug, Default)]
pub struct Reader {
    splitter: RowSplitter,
    /// The first bytes, kept back until they can tell a table from a workbook.
    head: Vec<u8>,
    head_is_checked: bool,
    parser: Parser,
}

/// Bytes needed to recognize the files that are not text.
const HEAD_LENGTH: usize = 8;

impl Reader {
    /// Takes the next slice of the file.
    ///
    /// # Errors
    /// What makes the whole file unusable.
    pub fn feed(&mut self, bytes: &[u8]) -> Result<(), FileError> {
        self.parser.reading.n_bytes += bytes.len() as u64;
        if self.head_is_checked {
            return self.read(bytes);
        }
        self.head.extend_from_slice(bytes);
        if self.head.len() < HEAD_LENGTH { Ok(()) } else { self.read_head() }
    }

    /// Rows seen so far below the header, for progress.
    #[must_use]
    pub fn n_rows(&self) -> u32 {
        self.parser.reading.n_rows
    }

    /// Says that the file has ended.
    ///
    /// # Errors
    /// What makes the whole file unusable, an empty file and a header without
    /// rows included.
    pub fn finish(mut self) -> Result<Reading, FileError> {
        if !self.head_is_checked {
            self.read_head()?;
        }
        let parser = &mut self.parser;
        self.splitter.finish(&mut |row| parser.take(row))?;
        if self.parser.header.is_none() {
            return Err(FileError::Empty);
        }
        if self.parser.reading.n_rows == 0 {
            return Err(FileError::NoRows);
        }
        Ok(self.parser.reading)
    }

    fn read_head(&mut self) -> Result<(), FileError> {
        self.head_is_checked = true;
        let head = std::mem::take(&mut self.head);
        refuse_other_formats(&head)?;
        self.read(head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&head))
    }

    fn read(&mut self, bytes: &[u8]) -> Result<(), FileError> {
        if bytes.contains(&0) {
            return Err(FileError::NotText);
        }
        let parser = &mut self.parser;
        self.splitter.feed(bytes, &mut |row| parser.take(row))
    }
}

fn refuse_other_formats(head: &[u8]) -> Result<(), FileError> {
    let starts = |magic: &[u8]| head.starts_with(magic);
    if starts(b"PK\x03\x04") || starts(b"\xD0\xCF\x11\xE0") {
        Err(FileError::Workbook)
    } else if starts(b"\xFF\xFE") || starts(b"\xFE\xFF") {
        Err(FileError::Utf16)
    } else {
        Ok(())
    }
}

/// Turns rows into records.
#[derive(Debug, Default)]
struct Parser {
    header: Option<Header>,
    ids: IdIndex,
    reading: Reading,
}

impl Parser {
    fn take(&mut self, row: Row<'_>) -> Result<(), FileError> {
        let Some(header) = &self.header else {
            if row.is_blank() {
                return Ok(());
            }
            let (header, summary) = Header::read(row)?;
            self.header = Some(header);
            self.reading.header = summary;
            return Ok(());
        };
        if row.is_blank() {
            self.reading.n_blank_rows += 1;
            return Ok(());
        }
        self.reading.n_rows += 1;
        let n_fields = row.len_without_trailing_blanks(header.n_fields());
        if n_fields != header.n_fields() {
            let problem = Problem::FieldCount {
                found: u32::try_from(n_fields).unwrap_or(u32::MAX),
                expected: u32::try_from(header.n_fields()).unwrap_or(u32::MAX),
            };
            self.reading.issues.reject(RowIssue::of_row(row.number, problem));
            return Ok(());
        }
        let record = match cells::read_record(row, header, &mut self.reading.issues) {
            Ok(record) => record,
            Err(CellError::Encoding) => return Err(FileError::NotUtf8 { row: row.number }),
            Err(CellError::Rejected) => return Ok(()),
        };
        let cohort = &mut self.reading.cohort;
        if let Some(first) = self.ids.find_or_insert(record.patient_id, cohort) {
            let problem = Problem::DuplicateId { first_row: cohort.row(first) };
            self.reading.issues.reject(RowIssue::of_cell(
                row.number,
                header::Column::PatientId,
                record.patient_id,
                problem,
            ));
            return Ok(());
        }
        cohort.push(row.number, &record);
        Ok(())
    }
}

/// Finds the row of an identifier that was seen before, without keeping a
/// second copy of every identifier.
#[derive(Debug, Default)]
struct IdIndex {
    by_hash: HashMap<u64, u32, BuildHasherDefault<DefaultHasher>>,
}

impl IdIndex {
    /// The index of the record that already has this identifier; otherwise
    /// notes it for the record that is about to be added.
    fn find_or_insert(&mut self, id: &str, cohort: &Cohort) -> Option<usize> {
        let mut hash = self.by_hash.hasher().hash_one(id);
        loop {
            match self.by_hash.get(&hash) {
                None => {
                    let next = u32::try_from(cohort.len()).unwrap_or(u32::MAX);
                    self.by_hash.insert(hash, next);
                    return None;
                }
                Some(&index) if cohort.patient_id(index as usize) == id => {
                    return Some(index as usize);
                }
                // Another identifier with the same hash: look in the next place.
                Some(_) => hash = hash.wrapping_add(1),
            }
        }
    }
}

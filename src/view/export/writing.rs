//! A file on its way to the user, slice by slice: what has left needs no memory, the
//! share that is done can be shown, and between two slices it can be stopped.

use std::vec::IntoIter;

use super::archive::{Archive, ExportedFile};
use super::changes;
use super::classified::ClassifiedRows;
use super::origin::synthetic_name;
use super::study::{Document, ExportSource, document, files_of_archive};
use crate::engine::cohort::columns::Cohort;
use crate::engine::cohort::filter::Filter;
use crate::engine::protocol::Protocol;
use crate::engine::reader::Reading;
use crate::engine::report::{FileReport, Report};
use crate::view::file_errors::ExportError;

/// Bytes of an archive after which a slice ends.
const SLICE: usize = 4 << 20;

/// Women above which their rows may fill more than four gigabytes.
const MANY_WOMEN: usize = 1_000_000;

/// A file being written.
#[derive(Debug)]
pub struct FileWriter {
    name: String,
    stage: Stage,
}

#[derive(Debug)]
enum Stage {
    /// A file small enough to be made at once.
    Whole(Vec<u8>),
    Rows(Box<ClassifiedRows>),
    Archive(Box<ArchiveStage>),
    /// Everything has left.
    Done,
}

/// A piece of a file.
#[derive(Debug)]
pub struct Slice {
    /// The name of the file.
    pub name: String,
    /// What comes next in the file.
    pub bytes: Vec<u8>,
    /// The share of the file that is written.
    pub share: f64,
    /// Whether nothing follows.
    pub is_last: bool,
}

impl FileWriter {
    /// The classified rows of the women of a file whom a filter admits. The name says
    /// where it leaves anyone out.
    #[must_use]
    pub fn rows(reading: &Reading, protocol: &Protocol, filter: &Filter) -> Self {
        let fingerprint = protocol.fingerprint();
        let is_synthetic = reading.cohort.is_synthetic();
        let stem = if filter.is_open() { "classified-rows" } else { "classified-rows-filtered" };
        FileWriter {
            name: synthetic_name(is_synthetic, stem, &fingerprint, "csv"),
            stage: Stage::Rows(Box::new(ClassifiedRows::new(protocol, filter, &reading.log))),
        }
    }

    /// A file that is small enough to be made at once.
    fn whole(file: ExportedFile) -> Self {
        FileWriter { name: file.name, stage: Stage::Whole(file.bytes) }
    }

    /// What was counted of a file and how it was read, as JSON.
    ///
    /// # Errors
    /// [`ExportError::Unwritable`].
    pub fn report(report: &Report) -> Result<Self, ExportError> {
        let name = synthetic_name(report.is_synthetic, "report", &report.fingerprint, "json");
        let json = serde_json::to_string_pretty(report).map_err(|_| ExportError::Unwritable)?;
        Ok(FileWriter::whole(ExportedFile::new(name, json)))
    }

    /// What was changed in a file, and which rows are not used.
    #[must_use]
    pub fn changes(file: &FileReport, rule_set: &str) -> Self {
        let name = synthetic_name(file.is_synthetic, "row-issues", rule_set, "csv");
        FileWriter::whole(ExportedFile::new(name, changes::issues(file, rule_set)))
    }

    /// One document of a study; `pictures` are those of the report's figures, which the
    /// page has painted.
    ///
    /// # Errors
    /// The [`ExportError`] reason.
    pub fn document(
        what: &Document,
        source: &ExportSource<'_>,
        pictures: &[ExportedFile],
    ) -> Result<Self, ExportError> {
        Ok(FileWriter::whole(document(what, source, pictures)?))
    }

    /// Everything of a study in one archive; `pictures` are those that the page has
    /// painted.
    ///
    /// # Errors
    /// The [`ExportError`] reason.
    pub fn archive(
        source: &ExportSource<'_>,
        pictures: Vec<ExportedFile>,
    ) -> Result<Self, ExportError> {
        let ExportSource { study, reading, .. } = *source;
        let files = files_of_archive(source, pictures)?;
        let stage = ArchiveStage {
            n_files: files.len(),
            files: files.into_iter(),
            // All women: the script for R takes the filter itself, and counts who is outside.
            rows: Some(ClassifiedRows::new(&study.protocol, &Filter::default(), &reading.log)),
            is_in_rows: false,
            archive: Archive::new(),
        };
        let (is_synthetic, rules) = (study.is_synthetic, &study.fingerprint);
        Ok(FileWriter {
            name: synthetic_name(is_synthetic, "analysis", rules, "zip"),
            stage: Stage::Archive(Box::new(stage)),
        })
    }

    /// Writes the next slice; `cohort` is that of the file it was begun with.
    ///
    /// # Errors
    /// When the archive is larger than its format allows.
    pub fn next_slice(&mut self, cohort: &Cohort) -> Result<Slice, ExportError> {
        let name = self.name.clone();
        let (bytes, share, is_last) = match std::mem::replace(&mut self.stage, Stage::Done) {
            Stage::Whole(bytes) => (bytes, 1.0, true),
            Stage::Rows(mut rows) => {
                let bytes = rows.next_slice(cohort).unwrap_or_default();
                let (share, is_last) = (rows.share(cohort), rows.is_done(cohort));
                self.stage = Stage::Rows(rows);
                (bytes, share, is_last)
            }
            Stage::Archive(mut archive) => match archive.next_slice(cohort)? {
                Some((bytes, share)) => {
                    self.stage = Stage::Archive(archive);
                    (bytes, share, false)
                }
                None => (archive.archive.finish()?, 1.0, true),
            },
            Stage::Done => (Vec::new(), 1.0, true),
        };
        Ok(Slice { name, bytes, share, is_last })
    }

    /// Writes what is left at once.
    ///
    /// # Errors
    /// As [`FileWriter::next_slice`].
    pub fn finish(mut self, cohort: &Cohort) -> Result<ExportedFile, ExportError> {
        let mut bytes = Vec::new();
        loop {
            let slice = self.next_slice(cohort)?;
            bytes.extend(slice.bytes);
            if slice.is_last {
                return Ok(ExportedFile { name: self.name, bytes });
            }
        }
    }
}

/// An archive being written: the classified rows first, then everything else.
#[derive(Debug)]
struct ArchiveStage {
    archive: Archive,
    /// Until they are all in the archive.
    rows: Option<ClassifiedRows>,
    is_in_rows: bool,
    files: IntoIter<ExportedFile>,
    n_files: usize,
}

impl ArchiveStage {
    /// The next slice, or nothing when only the end of the archive is left.
    fn next_slice(&mut self, cohort: &Cohort) -> Result<Option<(Vec<u8>, f64)>, ExportError> {
        let mut bytes = Vec::new();
        while bytes.len() < SLICE {
            if let Some(rows) = &mut self.rows {
                if !self.is_in_rows {
                    self.archive.start("r/classified.csv", cohort.len() > MANY_WOMEN)?;
                    self.is_in_rows = true;
                }
                match rows.next_slice(cohort) {
                    Some(slice) => self.archive.write(&slice)?,
                    None => self.rows = None,
                }
                // Compressed, a slice of rows is small: each is a step of the progress.
                bytes.extend(self.archive.take());
                break;
            }
            let Some(file) = self.files.next() else { break };
            self.archive.start(&file.name, false)?;
            self.archive.write(&file.bytes)?;
            bytes.extend(self.archive.take());
        }
        let is_all = self.rows.is_none() && self.files.len() == 0 && bytes.is_empty();
        Ok((!is_all).then(|| (bytes, self.share(cohort))))
    }

    /// The share that is done; the rows of a thousand women take as long as a file.
    #[expect(clippy::cast_precision_loss, reason = "a share is shown in whole percent")]
    fn share(&self, cohort: &Cohort) -> f64 {
        let weight = cohort.len() as f64 / 1_000.0;
        let rows = self.rows.as_ref().map_or(1.0, |rows| rows.share(cohort));
        let n_written = (self.n_files - self.files.len()) as f64;
        (rows * weight + n_written) / (weight + self.n_files as f64)
    }
}

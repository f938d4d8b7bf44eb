//! A file in work: what was read of it, and everything that can be asked of that. It
//! remembers data only. Every choice comes with the question, so that whoever asks the
//! same of the same file, after whatever happened in between, gets the same.

use crate::engine::cohort::filter::Filter;
use crate::engine::evaluate;
use crate::engine::protocol::Protocol;
use crate::engine::reader::Reading;
use crate::engine::reader::settings::ImportSettings;
use crate::engine::report::Report;
use crate::engine::study::options::StudyOptions;
use crate::engine::study::{Study, study_step_by_step};
use crate::view::export::archive::ExportedFile;
use crate::view::export::origin::Origin;
use crate::view::export::study::{Export, ExportError, Source};
use crate::view::export::writing::{Slice, Writing};

/// A file that was read.
#[derive(Debug)]
pub struct FileInWork {
    reading: Reading,
    /// How it was asked to be read.
    import: ImportSettings,
    /// The last full study; kept because it takes long and is asked for again by
    /// every export. It carries its protocol and options, by which it is known.
    full: Option<Study>,
    /// The file that is being written, if one is.
    writing: Option<Writing>,
}

impl FileInWork {
    /// A file that was read as `import` asked.
    #[must_use]
    pub fn new(reading: Reading, import: ImportSettings) -> Self {
        FileInWork { reading, import, full: None, writing: None }
    }

    /// Classes, flow and counts of the women whom a filter admits.
    #[must_use]
    pub fn report(&self, protocol: &Protocol, filter: &Filter) -> Report {
        evaluate(&self.reading, protocol, filter)
    }

    /// The study; `tell` hears the share that is done. The full one is kept, and a
    /// quick one takes over from it what no cut-off changes.
    pub fn analyze(
        &mut self,
        protocol: &Protocol,
        options: &StudyOptions,
        tell: &mut dyn FnMut(f64),
    ) -> Study {
        let is_same = |full: &Study| full.options == *options && full.protocol == *protocol;
        if let Some(full) = self.full.as_ref().filter(|full| is_same(full)) {
            return full.clone();
        }
        let mut study = study_step_by_step(&self.reading, protocol, options, tell);
        if options.is_full() {
            self.full = Some(study.clone());
        } else if let Some(full) = &self.full
            && full.options.filter == options.filter
            && full.protocol.minimum_losses == protocol.minimum_losses
        {
            study.curves.clone_from(&full.curves);
        }
        study
    }

    /// Where the files of a study are from.
    #[must_use]
    pub fn origin(&self, study: &Study) -> Origin {
        Origin::new(study, &self.reading.log)
    }

    /// Begins to write a file; `pictures` go into the archive. A
    /// file that was being written is given up.
    ///
    /// # Errors
    /// The [`ExportError`] reason.
    pub fn begin_export(
        &mut self,
        what: &Export,
        protocol: &Protocol,
        options: &StudyOptions,
        pictures: Vec<ExportedFile>,
        tell: &mut dyn FnMut(f64),
    ) -> Result<(), ExportError> {
        self.writing = None;
        let writing = match what {
            Export::ClassifiedRows => Writing::rows(&self.reading, protocol, &options.filter),
            Export::Archive => {
                let study = self.analyze(protocol, options, tell);
                Writing::archive(&self.source(&study), pictures)?
            }
            Export::Document(document) => {
                let study = self.analyze(protocol, options, tell);
                Writing::document(document, &self.source(&study))?
            }
        };
        self.writing = Some(writing);
        Ok(())
    }

    /// The next slice of the file that is being written.
    ///
    /// # Errors
    /// [`ExportError::NotBegun`], and when an archive is larger than its format allows.
    pub fn next_slice(&mut self) -> Result<Slice, ExportError> {
        let writing = self.writing.as_mut().ok_or(ExportError::NotBegun)?;
        let slice = writing.next_slice(&self.reading.cohort);
        if slice.as_ref().map_or(true, |slice| slice.is_last) {
            self.writing = None;
        }
        slice
    }

    fn source<'a>(&'a self, study: &'a Study) -> Source<'a> {
        Source { study, reading: &self.reading, import: &self.import }
    }
}

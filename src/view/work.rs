//! A file in work: what was read of it, and everything that can be asked of that. It
//! remembers data only. Every choice comes with the question, so that whoever asks the
//! same of the same file, after whatever happened in between, gets the same.

use crate::engine::counts::Counts;
use crate::engine::evaluate;
use crate::engine::peers::{Likeness, Peers};
use crate::engine::protocol::Protocol;
use crate::engine::reader::Reading;
use crate::engine::reader::settings::ImportSettings;
use crate::engine::report::FileReport;
use crate::engine::study::options::StudyOptions;
use crate::engine::study::{Study, study_step_by_step};
use crate::view::export::archive::ExportedFile;
use crate::view::export::origin::Provenance;
use crate::view::export::study::{Export, ExportSource};
use crate::view::export::writing::{FileWriter, Slice};
use crate::view::file_errors::ExportError;

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
    writing: Option<FileWriter>,
}

impl FileInWork {
    /// A file that was read as `import` asked.
    #[must_use]
    pub fn new(reading: Reading, import: ImportSettings) -> Self {
        FileInWork { reading, import, full: None, writing: None }
    }

    /// What was read, whatever the rules and whoever is counted.
    #[must_use]
    pub fn file_report(&self) -> FileReport {
        FileReport::new(&self.reading)
    }

    /// What takes one pass over the women whom the filter admits.
    #[must_use]
    pub fn count(&self, protocol: &Protocol, options: &StudyOptions) -> Counts {
        Counts::new(&self.reading, protocol, &options.filter)
    }

    /// The women who are like a patient: every woman of the file is asked, whatever a
    /// filter admits.
    #[must_use]
    pub fn peers(&self, protocol: &Protocol, likeness: &Likeness) -> Peers {
        Peers::new(&self.reading, protocol, likeness)
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
            study.take_over(full);
        }
        study
    }

    /// Where a study of these choices is from.
    #[must_use]
    pub fn origin(&self, protocol: &Protocol, options: &StudyOptions) -> Provenance {
        let is_synthetic = self.reading.cohort.is_synthetic();
        Provenance::new(protocol, &options.filter, &self.reading.log, is_synthetic)
    }

    /// Begins to write a file; `pictures` go into the archive or the
    /// report. A file that was being written is given up.
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
            Export::ClassifiedRows => FileWriter::rows(&self.reading, protocol, &options.filter),
            Export::Report => {
                FileWriter::report(&evaluate(&self.reading, protocol, &options.filter))?
            }
            Export::Changes => FileWriter::changes(&self.file_report(), &protocol.fingerprint()),
            Export::Archive => {
                let study = self.analyze(protocol, options, tell);
                FileWriter::archive(&self.source(&study), pictures)?
            }
            Export::Document(document) => {
                let study = self.analyze(protocol, options, tell);
                FileWriter::document(document, &self.source(&study), &pictures)?
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

    fn source<'a>(&'a self, study: &'a Study) -> ExportSource<'a> {
        ExportSource { study, reading: &self.reading, import: &self.import }
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;
    use crate::engine::cohort::filter::Filter;
    use crate::engine::protocol::CytotoxicityRule;
    use crate::engine::reader;
    use crate::engine::reader::settings::{DuplicateChoice, Unreadable};
    use crate::engine::record::Etiology;
    use crate::engine::study::options::Effort;
    use crate::view::export::study::{Document, TableFormat};

    fn file() -> FileInWork {
        let example = include_bytes!("../../static/SYNTHETIC-example.csv");
        let import = ImportSettings {
            unreadable: Unreadable::LeaveOut,
            duplicates: DuplicateChoice::First,
            ..ImportSettings::default()
        };
        FileInWork::new(reader::read(example, &import).expect("a table"), import)
    }

    fn known() -> StudyOptions {
        let filter = Filter { etiology: Some(Etiology::Known), ..Filter::default() };
        StudyOptions { filter, bootstrap_replicates: 50, ..StudyOptions::default() }
    }

    fn all() -> StudyOptions {
        StudyOptions { filter: Filter::default(), ..known() }
    }

    fn quick(options: StudyOptions) -> StudyOptions {
        StudyOptions { effort: Effort::Quick, ..options }
    }

    /// The whole of what is written.
    fn written(file: &mut FileInWork, what: &Export, options: &StudyOptions) -> ExportedFile {
        file.begin_export(what, &Protocol::default(), options, Vec::new(), &mut |_| ())
            .expect("begun");
        let mut bytes = Vec::new();
        loop {
            let slice = file.next_slice().expect("a slice");
            bytes.extend(slice.bytes);
            if slice.is_last {
                return ExportedFile { name: slice.name, bytes };
            }
        }
    }

    #[test]
    fn the_same_question_gets_the_same_answer_whatever_was_asked_between() {
        let protocol = Protocol::default();
        let other = Protocol { cytotoxicity_rule: CytotoxicityRule::All, ..protocol };
        let mut fresh = file();
        let first = fresh.analyze(&protocol, &all(), &mut |_| ());
        let mut used = file();
        for (protocol, options) in
            [(other, all()), (protocol, known()), (protocol, quick(all())), (other, quick(known()))]
        {
            used.analyze(&protocol, &options, &mut |_| ());
        }
        written(&mut used, &Export::Archive, &known());
        assert!(used.analyze(&protocol, &all(), &mut |_| ()) == first);
        assert!(used.count(&protocol, &all()) == fresh.count(&protocol, &all()));
    }

    #[test]
    fn a_quick_study_takes_over_only_what_it_may() {
        let protocol = Protocol::default();
        let mut file = file();
        let full = file.analyze(&protocol, &all(), &mut |_| ());
        assert!(full.curves.is_ok());
        let same = file.analyze(&protocol, &quick(all()), &mut |_| ());
        assert!(same.curves == full.curves && same.areas == full.areas);
        let others = file.analyze(&protocol, &quick(known()), &mut |_| ());
        assert!(others.curves != full.curves, "curves of all women are not those of some");
    }

    #[test]
    fn every_file_is_written_to_its_end_and_only_once_begun() {
        let mut file = file();
        assert!(matches!(file.next_slice(), Err(ExportError::NotBegun)));
        let documents = [
            Document::Report,
            Document::Methods,
            Document::Checklist,
            Document::Script,
            Document::Session,
            Document::Drawing("prevalence-1".to_owned()),
            Document::Table("prevalence".to_owned(), TableFormat::Csv),
        ];
        let whole = [Export::ClassifiedRows, Export::Report, Export::Changes, Export::Archive];
        for what in whole.into_iter().chain(documents.map(Export::Document)) {
            let found = written(&mut file, &what, &all());
            assert!(!found.bytes.is_empty(), "{what:?}");
            assert!(found.name.starts_with("SYNTHETIC-"), "{}", found.name);
            assert!(matches!(file.next_slice(), Err(ExportError::NotBegun)), "{what:?}");
        }
        let unknown = Export::Document(Document::Drawing("nothing".to_owned()));
        let begun =
            file.begin_export(&unknown, &Protocol::default(), &all(), Vec::new(), &mut |_| ());
        assert!(matches!(begun, Err(ExportError::Unknown)));
    }

    #[test]
    fn the_report_that_is_saved_is_that_of_the_engine() {
        let mut file = file();
        let saved = written(&mut file, &Export::Report, &known());
        let report = evaluate(&file.reading, &Protocol::default(), &known().filter);
        assert_eq!(saved.bytes, serde_json::to_vec_pretty(&report).expect("JSON"));
    }
}

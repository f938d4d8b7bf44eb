//! Bytes in, a cohort and its row issues out.
//!
//! A file is read in passes, each of which is pushed: slices of any size go in,
//! so that a text never has to be in memory whole. The first pass decides the
//! encoding and surveys every column; a text in a legacy encoding is surveyed
//! in a second pass; the last pass makes the records. A bad row is data, not an
//! error: only a file that cannot be used at all is a [`FileError`].
//!
//! ```text
//! bytes -> format -> encoding -> dialect -> header -> mapping -> survey
//!       -> questions, or a plan -> cells -> Reading
//! ```

mod archive;
mod biff;
mod blanks;
mod cells;
pub mod change;
mod conflicts;
mod date;
mod dialect;
pub mod encoding;
mod fhir;
pub mod field;
pub mod format;
pub mod header;
mod identifiers;
pub mod issue;
mod json;
mod mapping;
mod marks;
mod no_women;
pub mod number;
mod number_format;
mod numeric;
mod ole;
mod own;
pub mod preview;
mod reading;
mod records;
mod row_count;
mod rows;
pub mod settings;
mod shape;
mod sheet;
pub mod slip;
mod source;
mod survey;
mod teller;
pub mod text;
pub mod words;
pub mod workbook;

use sha2::{Digest, Sha256};

use crate::engine::column::Column;
use crate::engine::digest::hexadecimal;
use encoding::EncodingSource;
use field::Field;
use format::Format;
use header::{HeadRow, HeaderLayout};
use issue::{FileError, FileQuestion};
use preview::{ImportPreview, PreviewRow, SourceSummary};
pub use reading::Reading;
use records::Parser;
use settings::{DuplicateChoice, ImportSettings};
use sheet::Sheet;
use source::{TextReading, TextSurvey};
use survey::{Survey, SurveyResult};
use teller::ProgressReporter;
use workbook::{HiddenSheets, Workbook};

/// What is wanted of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// The cohort; the preview where something has to be asked first.
    Read,
    /// The preview.
    Preview,
}

/// What a pass led to.
#[derive(Debug)]
pub enum ImportStep {
    /// Feed the file once more from its beginning.
    Again(Box<Import>),
    /// What was found, with what has to be asked or was asked for.
    Preview(Box<ImportPreview>),
    /// The file is read.
    Done(Box<Reading>),
}

/// A file being read.
#[derive(Debug)]
pub struct Import {
    settings: ImportSettings,
    purpose: Purpose,
    /// Size of the file, where it is known beforehand.
    size: Option<u64>,
    stage: ImportStage,
}

#[derive(Debug)]
enum ImportStage {
    /// The first bytes are kept back until they can tell what the file is.
    Head(Vec<u8>),
    /// A format that has to be in memory whole.
    Whole(Format, Vec<u8>),
    /// A text being surveyed.
    Survey(Box<TextSurvey>),
    /// A text being read, and what was found of it before.
    Reading(Box<TextReading>, Box<ImportPreview>),
}

const MEGABYTE: u64 = 1 << 20;

impl Import {
    /// Begins a file. `size` is its length, where that is known: then a file
    /// that is too large is refused at its beginning.
    #[must_use]
    pub fn new(settings: ImportSettings, purpose: Purpose, size: Option<u64>) -> Self {
        Import { settings, purpose, size, stage: ImportStage::Head(Vec::new()) }
    }

    /// Takes the next slice of the file.
    ///
    /// # Errors
    /// What makes the whole file unusable.
    pub fn feed(&mut self, bytes: &[u8]) -> Result<(), FileError> {
        match &mut self.stage {
            ImportStage::Head(head) => {
                head.extend_from_slice(bytes);
                let is_enough = head.len() >= format::HEAD || format::is_workbook(head);
                if is_enough { self.leave_head() } else { Ok(()) }
            }
            ImportStage::Whole(format, held) => {
                held.extend_from_slice(bytes);
                check_size(*format, held.len() as u64)
            }
            ImportStage::Survey(survey) => survey.feed(bytes),
            ImportStage::Reading(reading, _) => reading.feed(bytes),
        }
    }

    /// Rows of this pass so far below the header, for progress.
    #[must_use]
    pub fn n_rows(&self) -> u32 {
        match &self.stage {
            ImportStage::Head(_) | ImportStage::Whole(..) => 0,
            ImportStage::Survey(survey) => survey.n_rows(),
            ImportStage::Reading(reading, _) => reading.n_rows(),
        }
    }

    /// Whether this is the last pass.
    #[must_use]
    pub fn is_last_pass(&self) -> bool {
        matches!(self.stage, ImportStage::Reading(..) | ImportStage::Whole(..))
    }

    /// Says that the file has ended. A file that has to be in memory whole is gone
    /// through only now; `tell` hears every few thousand rows how many have been.
    ///
    /// # Errors
    /// What makes the whole file unusable, an empty file and a header without
    /// rows included.
    pub fn end(mut self, tell: &mut dyn FnMut(u32)) -> Result<ImportStep, FileError> {
        if let ImportStage::Head(_) = self.stage {
            self.leave_head()?;
        }
        match self.stage {
            ImportStage::Head(_) => Err(FileError::Empty),
            ImportStage::Whole(format, bytes) => {
                self::end_whole(format, bytes, &self.settings, self.purpose, tell)
            }
            ImportStage::Reading(reading, found) => {
                Ok(ended(self.purpose, reading.finish()?, *found))
            }
            ImportStage::Survey(survey) => match survey.finish()? {
                source::SurveyStep::Again(next) => Ok(ImportStep::Again(Box::new(Import {
                    stage: ImportStage::Survey(next),
                    settings: self.settings,
                    purpose: self.purpose,
                    size: self.size,
                }))),
                source::SurveyStep::Done(done) => {
                    let source::TextSurveyResult { surveyed, text, has_undecodable } = *done;
                    let source = text.summary(&surveyed.layout, has_undecodable);
                    let found = Box::new(preview(&surveyed, &source, None));
                    if is_enough(self.purpose, &found, &self.settings) {
                        return Ok(ImportStep::Preview(found));
                    }
                    let parser = Parser::new(surveyed, source, &self.settings);
                    let stage =
                        ImportStage::Reading(Box::new(TextReading::new(text, parser)), found);
                    let Import { settings, purpose, size, .. } = self;
                    Ok(ImportStep::Again(Box::new(Import { settings, purpose, size, stage })))
                }
            },
        }
    }

    fn leave_head(&mut self) -> Result<(), FileError> {
        let ImportStage::Head(head) = &mut self.stage else { return Ok(()) };
        let head = std::mem::take(head);
        if head.is_empty() {
            return Err(FileError::Empty);
        }
        // Exactly as much as is needed, so that slices make no difference.
        let start = &head[..head.len().min(format::HEAD)];
        match format::sniff(start) {
            Err(format) => Err(FileError::OtherFormat { format }),
            Ok(Format::Text) => {
                let mut survey = TextSurvey::new(start, &self.settings, self.size)?;
                survey.feed(&head)?;
                self.stage = ImportStage::Survey(Box::new(survey));
                Ok(())
            }
            Ok(format) => {
                check_size(format, self.size.unwrap_or(0))?;
                self.stage = ImportStage::Whole(format, head);
                Ok(())
            }
        }
    }
}

fn check_size(format: Format, size: u64) -> Result<(), FileError> {
    let limit = match format {
        Format::Fhir | Format::Json => json::JSON_LIMIT,
        Format::Workbook | Format::Text => workbook::WORKBOOK_LIMIT,
    };
    let limit_megabytes = u32::try_from(limit / MEGABYTE).unwrap_or(u32::MAX);
    if size > limit { Err(FileError::TooLarge { limit_megabytes }) } else { Ok(()) }
}

/// Reads a file that is in memory whole.
///
/// # Errors
/// What makes the whole file unusable; a question that has to be answered first
/// is [`FileError::Questions`].
pub fn read(bytes: &[u8], settings: &ImportSettings) -> Result<Reading, FileError> {
    match run(bytes, settings, Purpose::Read)? {
        ImportStep::Done(reading) => Ok(*reading),
        ImportStep::Preview(preview) => Err(FileError::Questions { questions: preview.questions }),
        ImportStep::Again(_) => Err(FileError::Empty),
    }
}

/// What is found of a file that is in memory whole.
///
/// # Errors
/// What makes the whole file unusable.
pub fn look(bytes: &[u8], settings: &ImportSettings) -> Result<ImportPreview, FileError> {
    match run(bytes, settings, Purpose::Preview)? {
        ImportStep::Preview(preview) => Ok(*preview),
        ImportStep::Done(_) | ImportStep::Again(_) => Err(FileError::Empty),
    }
}

fn run(bytes: &[u8], settings: &ImportSettings, purpose: Purpose) -> Result<ImportStep, FileError> {
    let mut import = Import::new(settings.clone(), purpose, Some(bytes.len() as u64));
    loop {
        import.feed(bytes)?;
        match import.end(&mut |_| {})? {
            ImportStep::Again(next) => import = *next,
            step => return Ok(step),
        }
    }
}

/// Ends a file that is in memory whole: all passes at once.
fn end_whole(
    format: Format,
    bytes: Vec<u8>,
    settings: &ImportSettings,
    purpose: Purpose,
    tell: &mut dyn FnMut(u32),
) -> Result<ImportStep, FileError> {
    let teller = &mut ProgressReporter { tell, last: 0 };
    let n_bytes = bytes.len() as u64;
    let sha256 = hexadecimal(&Sha256::digest(&bytes));
    let mut summary = SourceSummary {
        format,
        encoding: "utf-8".to_owned(),
        encoding_source: EncodingSource::Format,
        ..SourceSummary::default()
    };
    let mut extra = None;
    let mut hidden_sheets = HiddenSheets::default();
    let (mut sheet, layout) = if format == Format::Json {
        let (format, sheet) = json::read(&bytes, teller)?;
        summary.format = format;
        let layout = layout_of(&sheet, settings).1;
        (sheet, layout)
    } else {
        let mut workbook = Workbook::open(bytes)?;
        summary.sheets = workbook.names();
        let (chosen, question) = choose_sheet(&mut workbook, &summary.sheets, settings, teller)?;
        extra = question;
        hidden_sheets = workbook.hidden_sheets(&chosen.name);
        summary.sheet = Some(chosen.name);
        (chosen.sheet, chosen.layout)
    };
    if layout.names.is_empty() {
        return Err(FileError::Empty);
    }
    if let Some(error) = shape::refusal(&head_rows(&sheet), &layout, settings) {
        return Err(error);
    }
    summary.header_row = layout.first_row;
    summary.header_rows = layout.n_rows;
    let filled = sheet.fill_merged(layout.last_row)?;
    let n_hidden_columns = sheet.n_hidden_columns(layout.names.len());
    let mut survey = Survey::new(layout, settings);
    survey.hide(sheet.hidden_rows.clone());
    sheet.for_each(&mut |row| {
        teller.note(row.number);
        survey.take(row);
        Ok::<(), FileError>(())
    })?;
    let surveyed = survey.finish();
    if surveyed.n_rows == 0 {
        return Err(FileError::NoRows);
    }
    let found = preview(&surveyed, &summary, extra);
    if is_enough(purpose, &found, settings) {
        return Ok(ImportStep::Preview(Box::new(found)));
    }
    let mut parser = Parser::new(surveyed, summary, settings);
    parser.note_hidden(n_hidden_columns, hidden_sheets);
    parser.note_filled(&filled);
    sheet.for_each(&mut |row| {
        teller.note(row.number);
        parser.take(row)
    })?;
    Ok(ended(purpose, parser.finish(n_bytes, sha256), found))
}

/// Whether what was found of a file is all that is wanted for now. Whether rows
/// of one woman differ shows only when the file is read, which a look does too
/// once nothing else is open.
fn is_enough(purpose: Purpose, found: &ImportPreview, settings: &ImportSettings) -> bool {
    let has = |field: Field| found.columns.iter().any(|column| column.field == Some(field));
    let may_ask = settings.duplicates == DuplicateChoice::Ask
        && has(Field::Column(Column::PatientId))
        && !has(Field::Event)
        && !has(Field::RepeatInstance);
    !found.questions.is_empty() || purpose == Purpose::Preview && !may_ask
}

/// What the last pass led to.
fn ended(
    purpose: Purpose,
    reading: Result<Reading, FileQuestion>,
    mut found: ImportPreview,
) -> ImportStep {
    match (reading, purpose) {
        (Ok(reading), Purpose::Read) => ImportStep::Done(Box::new(reading)),
        (Ok(_), Purpose::Preview) => ImportStep::Preview(Box::new(found)),
        (Err(question), _) => {
            found.questions.push(question);
            ImportStep::Preview(Box::new(found))
        }
    }
}

struct ChosenSheet {
    name: String,
    sheet: Sheet,
    layout: HeaderLayout,
}

/// Most sheets that are looked at for the table.
const SHEETS_TRIED: usize = 30;

/// The sheet that was asked for, or the one whose header says most.
fn choose_sheet(
    workbook: &mut Workbook,
    names: &[String],
    settings: &ImportSettings,
    teller: &mut ProgressReporter<'_>,
) -> Result<(ChosenSheet, Option<FileQuestion>), FileError> {
    if let Some(name) = &settings.sheet {
        if !names.contains(name) {
            return Err(FileError::NoSuchSheet { name: name.clone(), names: names.to_vec() });
        }
        let sheet = workbook.read(name, teller)?;
        let layout = layout_of(&sheet, settings).1;
        return Ok((ChosenSheet { name: name.clone(), sheet, layout }, None));
    }
    let mut best: Option<(usize, ChosenSheet)> = None;
    let mut equals: Vec<String> = Vec::new();
    for name in names.iter().take(SHEETS_TRIED) {
        // A sheet of a chart cannot be read and is not the table.
        let sheet = match workbook.read(name, teller) {
            Ok(sheet) => sheet,
            Err(error) if names.len() == 1 => return Err(error),
            Err(_) => continue,
        };
        let (score, layout) = layout_of(&sheet, settings);
        if layout.names.is_empty() {
            continue;
        }
        let best_score = best.as_ref().map_or(0, |best| best.0);
        if score == best_score && score > 0 {
            equals.push(name.clone());
        }
        if best.is_none() || score > best_score {
            equals = vec![name.clone()];
            best = Some((score, ChosenSheet { name: name.clone(), sheet, layout }));
        }
    }
    let (score, chosen) = best.ok_or(FileError::Empty)?;
    let is_open = equals.len() > 1 && score > 0;
    Ok((chosen, is_open.then_some(FileQuestion::Sheet { names: equals })))
}

/// The header of a sheet, and how many of its names are known.
fn layout_of(sheet: &Sheet, settings: &ImportSettings) -> (usize, HeaderLayout) {
    HeaderLayout::detect(&head_rows(sheet), settings)
}

/// The first rows of a sheet that hold anything.
fn head_rows(sheet: &Sheet) -> Vec<HeadRow> {
    const N_ROWS: usize = 60;
    let mut rows = Vec::new();
    // Enough rows end the walk with an error that is none.
    let _ = sheet.for_each(&mut |row| {
        if rows.len() >= N_ROWS {
            return Err(());
        }
        if !row.is_blank() {
            let cells = (0..row.len()).map(|place| row.cell(place).to_owned()).collect();
            rows.push((row.number, cells));
        }
        Ok(())
    });
    rows
}

fn questions(surveyed: &SurveyResult, source: &SourceSummary) -> Vec<FileQuestion> {
    let mut questions = surveyed.questions.clone();
    if source.encoding_source == EncodingSource::Detected && surveyed.is_encoding_important {
        questions.push(FileQuestion::Encoding);
    }
    questions
}

fn preview(
    surveyed: &SurveyResult,
    source: &SourceSummary,
    extra: Option<FileQuestion>,
) -> ImportPreview {
    let mut questions = questions(surveyed, source);
    questions.extend(extra);
    let row = |(row, cells): &(u32, Vec<String>)| PreviewRow { row: *row, cells: cells.clone() };
    let rows = surveyed.rows.iter().map(row).collect();
    ImportPreview {
        format: source.format,
        source: source.clone(),
        columns: surveyed.columns.clone(),
        rows,
        n_rows: surveyed.n_rows,
        questions,
    }
}

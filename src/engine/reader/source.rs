//! A text on its way through encoding and dialect: the passes that survey it
//! and the pass that reads it.

use encoding_rs::Encoding;
use sha2::{Digest, Sha256};

use crate::engine::digest::hexadecimal;
use crate::engine::reader::Reading;
use crate::engine::reader::dialect::{self, Dialect};
use crate::engine::reader::encoding::{self, Detection, EncodingSource, Transcoder};
use crate::engine::reader::format::Format;
use crate::engine::reader::header::HeaderLayout;
use crate::engine::reader::issue::{FileError, FileQuestion};
use crate::engine::reader::mapping;
use crate::engine::reader::preview::SourceSummary;
use crate::engine::reader::records::{Parser, ROW_COUNT_LIMIT};
use crate::engine::reader::row_count::RowCount;
use crate::engine::reader::rows::{CellRow, ROW_LIMIT, RowSplitter};
use crate::engine::reader::settings::{Delimiter, ImportSettings};
use crate::engine::reader::survey::{Survey, SurveyResult};
use crate::engine::reader::words;

/// How much of a text decides its dialect and header, in bytes of UTF-8.
const HEAD: usize = 256 << 10;

/// How much is looked at when that much holds no row.
const LONG_HEAD: usize = 2 * ROW_LIMIT;

/// How much of a text the guesses of legacy encodings are tried on, in bytes:
/// its beginning, and as much again of the lines that are not ASCII.
const TRIED: usize = 64 << 10;

/// Longest line that is tried.
const LINE_TRIED: usize = 4 << 10;

/// How a text is decoded and split.
#[derive(Clone, Copy, Debug)]
pub(super) struct TextForm {
    encoding: &'static Encoding,
    encoding_source: EncodingSource,
    is_valid_utf8: bool,
    dialect: Dialect,
}

impl TextForm {
    pub(super) fn summary(&self, layout: &HeaderLayout, has_undecodable: bool) -> SourceSummary {
        SourceSummary {
            format: Format::Text,
            encoding: encoding::label_of(self.encoding),
            encoding_source: self.encoding_source,
            has_undecodable,
            delimiter: Some(self.dialect.delimiter),
            quote: Some(self.dialect.quote),
            header_row: layout.first_row,
            header_rows: layout.n_rows,
            ..SourceSummary::default()
        }
    }
}

/// A text being surveyed.
#[derive(Debug)]
pub(super) struct TextSurvey {
    settings: ImportSettings,
    size: Option<u64>,
    form: TextForm,
    /// What decides the encoding, while that is open: until then the text is
    /// taken for UTF-8, which most files are.
    detection: Option<Detection>,
    /// Lines as they are, to try legacy encodings on.
    sample: EncodingSample,
    transcoder: Transcoder,
    rows: SurveyDecoder,
}

/// The beginning of a text, and those of its lines that are not ASCII.
#[derive(Debug, Default)]
struct EncodingSample {
    lines: Vec<u8>,
    /// The beginning of the line that is being read.
    line: Vec<u8>,
    n_head: usize,
}

impl EncodingSample {
    fn feed(&mut self, bytes: &[u8]) {
        let n_wanted = TRIED.saturating_sub(self.n_head).min(bytes.len());
        self.lines.extend_from_slice(&bytes[..n_wanted]);
        self.n_head += n_wanted;
        for (place, piece) in bytes[n_wanted..].split(|byte| *byte == b'\n').enumerate() {
            if place > 0 {
                self.end_line();
            }
            let n_wanted = LINE_TRIED.saturating_sub(self.line.len()).min(piece.len());
            self.line.extend_from_slice(&piece[..n_wanted]);
        }
    }

    fn end_line(&mut self) {
        if !self.line.is_ascii() && self.line.len() < LINE_TRIED && self.lines.len() < 2 * TRIED {
            self.lines.push(b'\n');
            self.lines.extend_from_slice(&self.line);
        }
        self.line.clear();
    }

    fn finish(&mut self) {
        self.end_line();
    }
}

/// The decoded side of a survey.
#[derive(Debug)]
struct SurveyDecoder {
    settings: ImportSettings,
    size: Option<u64>,
    dialect: Dialect,
    /// The decoded beginning, until it is long enough to tell the dialect.
    head: Vec<u8>,
    running: Option<(RowSplitter, Survey)>,
    /// Where the file may hold too many rows, they are counted before it is
    /// surveyed.
    count: Option<RowCount>,
    n_rows: u32,
}

/// What the end of a survey led to.
pub(super) enum SurveyStep {
    /// The text is in another encoding, or has only been counted: it has to be
    /// surveyed again.
    Again(Box<TextSurvey>),
    /// The survey is done.
    Done(Box<TextSurveyResult>),
}

/// A surveyed text.
pub(super) struct TextSurveyResult {
    pub(super) surveyed: SurveyResult,
    pub(super) text: TextForm,
    pub(super) has_undecodable: bool,
}

impl TextSurvey {
    /// Begins a survey; `start` is the first bytes of the file.
    pub(super) fn new(
        start: &[u8],
        settings: &ImportSettings,
        size: Option<u64>,
    ) -> Result<Self, FileError> {
        let known = if let Some(label) = &settings.encoding {
            let encoding = encoding::for_label(label)
                .ok_or_else(|| FileError::UnknownEncoding { label: label.clone() })?;
            Some((encoding, EncodingSource::Chosen))
        } else if let Some(encoding) = encoding::by_mark(start) {
            Some((encoding, EncodingSource::ByteOrderMark))
        } else {
            encoding::by_zeros(start).map(|encoding| (encoding, EncodingSource::Zeros))
        };
        let (encoding, source) = known.unwrap_or((encoding_rs::UTF_8, EncodingSource::Valid));
        Ok(Self::with_encoding(encoding, source, known.is_none(), settings, size))
    }

    fn with_encoding(
        encoding: &'static Encoding,
        encoding_source: EncodingSource,
        is_open: bool,
        settings: &ImportSettings,
        size: Option<u64>,
    ) -> Self {
        let form = TextForm {
            encoding,
            encoding_source,
            is_valid_utf8: is_open,
            dialect: Dialect::default(),
        };
        TextSurvey {
            settings: settings.clone(),
            size,
            form,
            detection: is_open.then(Detection::default),
            sample: EncodingSample::default(),
            transcoder: Transcoder::new(encoding, is_open),
            rows: SurveyDecoder {
                settings: settings.clone(),
                size,
                dialect: Dialect::default(),
                head: Vec::new(),
                running: None,
                count: None,
                n_rows: 0,
            },
        }
    }

    pub(super) fn n_rows(&self) -> u32 {
        self.rows.n_rows
    }

    pub(super) fn feed(&mut self, bytes: &[u8]) -> Result<(), FileError> {
        let rows = &mut self.rows;
        // The next pass looks at everything that a count does not.
        if rows.count.is_some() && self.form.encoding.is_ascii_compatible() {
            return rows.count_on(bytes);
        }
        let transcoder = &mut self.transcoder;
        let mut decode =
            |bytes: &[u8]| transcoder.decode(bytes, false, &mut |text| rows.feed(text));
        match &mut self.detection {
            Some(detection) => {
                self.sample.feed(bytes);
                detection.feed(bytes, &mut decode)
            }
            None => decode(bytes),
        }
    }

    pub(super) fn finish(mut self) -> Result<SurveyStep, FileError> {
        if self.rows.count.is_some() {
            // Without a size nothing is expected, so that nothing is counted again.
            let TextForm { encoding, encoding_source, .. } = self.form;
            let is_open = self.detection.is_some();
            let next =
                Self::with_encoding(encoding, encoding_source, is_open, &self.settings, None);
            return Ok(SurveyStep::Again(Box::new(next)));
        }
        if let Some(detection) = self.detection.take() {
            self.sample.finish();
            let (is_utf8, guess) = detection.finish();
            if !is_utf8 {
                let (encoding, source) = choose_legacy(&self.sample.lines, guess, &self.settings);
                let next = Self::with_encoding(encoding, source, false, &self.settings, self.size);
                return Ok(SurveyStep::Again(Box::new(next)));
            }
        }
        let rows = &mut self.rows;
        self.transcoder.decode(&[], true, &mut |text| rows.feed(text))?;
        self.form.dialect = self.rows.dialect;
        let has_undecodable = self.transcoder.had_errors();
        let (dialect, surveyed) = self.rows.finish()?;
        let text = TextForm { dialect, ..self.form };
        Ok(SurveyStep::Done(Box::new(TextSurveyResult { surveyed, text, has_undecodable })))
    }
}

impl SurveyDecoder {
    fn feed(&mut self, text: &[u8]) -> Result<(), FileError> {
        if text.contains(&0) {
            return Err(FileError::NotText);
        }
        if self.count.is_some() {
            return self.count_on(text);
        }
        if self.running.is_some() {
            return self.split(text);
        }
        let mut rest = text;
        for limit in [HEAD, LONG_HEAD] {
            // Exactly as much as is needed, so that slices make no difference.
            let n_wanted = limit.saturating_sub(self.head.len()).min(rest.len());
            self.head.extend_from_slice(&rest[..n_wanted]);
            rest = &rest[n_wanted..];
            if self.head.len() < limit {
                return Ok(());
            }
            if self.head.len() == limit {
                self.leave_head(false)?;
            }
            if self.count.is_some() {
                return self.count_on(rest);
            }
            if self.running.is_some() {
                return self.split(rest);
            }
        }
        Ok(())
    }

    fn leave_head(&mut self, is_whole: bool) -> Result<(), FileError> {
        let head = std::mem::take(&mut self.head);
        let valid = match std::str::from_utf8(&head) {
            Ok(text) => text,
            // The last letter may be cut.
            Err(error) => std::str::from_utf8(&head[..error.valid_up_to()]).unwrap_or_default(),
        };
        let (dialect, layout) = dialect::detect(valid, is_whole, &self.settings);
        self.dialect = dialect;
        if layout.names.is_empty() {
            if !is_whole && head.len() < LONG_HEAD {
                // A header may be very long.
                self.head = head;
                return Ok(());
            }
            // The splitting says what is wrong with a text without any row.
            let mut splitter = RowSplitter::new(dialect.delimiter, dialect.quote);
            let mut ignore = |_: crate::engine::reader::rows::CellRow<'_>| Ok(());
            splitter.feed(&head[dialect.n_skipped..], &mut ignore)?;
            splitter.finish(&mut ignore)?;
            return Err(FileError::Empty);
        }
        if let Some(error) = dialect::refusal(valid, is_whole, (dialect, &layout), &self.settings) {
            return Err(error);
        }
        let splitter = RowSplitter::new(dialect.delimiter, dialect.quote);
        self.running = Some((splitter, Survey::new(layout, &self.settings)));
        self.split(&head[dialect.n_skipped..])?;
        self.expect_rows(&head)
    }

    /// A file that will hold more rows than memory does is refused as soon as
    /// its first rows tell; where they leave a doubt, the rows are counted.
    fn expect_rows(&mut self, head: &[u8]) -> Result<(), FileError> {
        let (Some(size), n_rows) = (self.size, u64::from(self.n_rows)) else { return Ok(()) };
        let expected = size.saturating_mul(n_rows) / (head.len() as u64).max(1);
        let limit = u64::from(ROW_COUNT_LIMIT);
        if expected > 2 * limit {
            return Err(FileError::TooManyRows { limit: ROW_COUNT_LIMIT });
        }
        if expected > limit / 2 {
            self.count = Some(RowCount::new(&self.dialect));
            return self.count_on(&head[self.dialect.n_skipped..]);
        }
        Ok(())
    }

    fn count_on(&mut self, text: &[u8]) -> Result<(), FileError> {
        let (Some(count), Some((_, survey))) = (&mut self.count, &self.running) else {
            return Ok(());
        };
        count.feed(text);
        // Every line down to the header's last may be a row above the table.
        let n_rows = count.n_rows().saturating_sub(u64::from(survey.header_last()));
        self.n_rows = u32::try_from(n_rows).unwrap_or(u32::MAX);
        if self.n_rows > ROW_COUNT_LIMIT {
            return Err(FileError::TooManyRows { limit: ROW_COUNT_LIMIT });
        }
        Ok(())
    }

    fn split(&mut self, text: &[u8]) -> Result<(), FileError> {
        let Some((splitter, survey)) = &mut self.running else { return Ok(()) };
        let delimiter = self.dialect.delimiter;
        splitter.feed(text, &mut |row| survey_row(survey, delimiter, row))?;
        self.n_rows = survey.n_rows();
        if self.n_rows > ROW_COUNT_LIMIT {
            return Err(FileError::TooManyRows { limit: ROW_COUNT_LIMIT });
        }
        Ok(())
    }

    fn finish(mut self) -> Result<(Dialect, SurveyResult), FileError> {
        if self.running.is_none() {
            self.leave_head(true)?;
        }
        let Some((mut splitter, mut survey)) = self.running else { return Err(FileError::Empty) };
        let delimiter = self.dialect.delimiter;
        splitter.finish(&mut |row| survey_row(&mut survey, delimiter, row))?;
        let surveyed = survey.finish();
        if surveyed.n_rows == 0 {
            return Err(FileError::NoRows);
        }
        // Among blanks a missing cell moves all behind it, and so does a blank in one.
        if self.dialect.delimiter == Delimiter::Blanks && surveyed.has_irregular_row {
            return Err(FileError::SeparatedByBlanks);
        }
        Ok((self.dialect, surveyed))
    }
}

/// Surveys a row, unless a quotation mark has made one of several.
fn survey_row(
    survey: &mut Survey,
    delimiter: Delimiter,
    row: CellRow<'_>,
) -> Result<(), FileError> {
    let n_columns = survey.n_columns();
    if delimiter != Delimiter::Blanks
        && row.number > survey.header_last()
        && (0..row.len()).any(|place| holds_rows(row, place, delimiter, n_columns))
    {
        return Err(FileError::RowsInQuotes { row: row.number });
    }
    survey.take(row);
    Ok(())
}

/// Whether a field has swallowed rows: its first line ends a row of the table that
/// began before it, and its last line begins one that goes on behind it.
fn holds_rows(row: CellRow<'_>, place: usize, delimiter: Delimiter, n_columns: usize) -> bool {
    let cell = row.cell(place);
    let Some((first, rest)) = cell.split_once('\n') else { return false };
    let last = rest.rsplit('\n').next().unwrap_or_default();
    let n_cells = |line: &str| line.matches(char::from(delimiter.byte())).count() + 1;
    let (n_before, n_behind) = (place, row.len() - place - 1);
    n_columns > 3 && n_before + n_cells(first) == n_columns && n_cells(last) + n_behind == n_columns
}

/// The legacy encoding of a text. The detector goes by letter statistics, of
/// which a table with a few foreign words has little; names of columns and words
/// that are known outweigh it.
fn choose_legacy(
    head: &[u8],
    guess: &'static Encoding,
    settings: &ImportSettings,
) -> (&'static Encoding, EncodingSource) {
    let n_guess = n_known(head, guess, settings);
    let best = encoding::LEGACY
        .into_iter()
        .map(|encoding| (n_known(head, encoding, settings), encoding))
        .fold((n_guess, guess), |best, other| if other.0 > best.0 { other } else { best });
    match best {
        (Some(n), encoding) if n > 0 => (encoding, EncodingSource::KnownWords),
        (_, encoding) => (encoding, EncodingSource::Detected),
    }
}

/// Foreign names and words that are known under an encoding; `None` when it
/// cannot be the encoding.
fn n_known(head: &[u8], encoding: &'static Encoding, settings: &ImportSettings) -> Option<usize> {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(decoder.max_utf8_buffer_length(head.len())?);
    let (_, _, had_errors) = decoder.decode_to_string(head, &mut text, false);
    if had_errors {
        return None;
    }
    let (dialect, layout) = dialect::detect(&text, false, settings);
    let is_foreign = |text: &&str| !text.is_ascii();
    let names = layout.names.iter().map(String::as_str).filter(is_foreign);
    let n_names = names.filter(|name| mapping::look_up(name).is_known()).count();
    let delimiter = char::from(dialect.delimiter.byte());
    let cells = text.split([delimiter, '\n', '\r']).filter(is_foreign);
    let n_words = cells.filter(|cell| words::is_known(cell.trim_matches(['"', ' ']))).count();
    Some(4 * n_names + n_words)
}

/// A text being read.
#[derive(Debug)]
pub(super) struct TextReading {
    transcoder: Transcoder,
    n_skipped: usize,
    splitter: RowSplitter,
    parser: Parser,
    hash: Sha256,
    n_bytes: u64,
}

impl TextReading {
    pub(super) fn new(form: TextForm, parser: Parser) -> Self {
        TextReading {
            transcoder: Transcoder::new(form.encoding, form.is_valid_utf8),
            n_skipped: form.dialect.n_skipped,
            splitter: RowSplitter::new(form.dialect.delimiter, form.dialect.quote),
            parser,
            hash: Sha256::new(),
            n_bytes: 0,
        }
    }

    pub(super) fn n_rows(&self) -> u32 {
        self.parser.n_rows()
    }

    pub(super) fn feed(&mut self, bytes: &[u8]) -> Result<(), FileError> {
        self.hash.update(bytes);
        self.n_bytes += bytes.len() as u64;
        self.decode(bytes, false)
    }

    /// The reading, or what has to be asked of rows of one woman.
    pub(super) fn finish(mut self) -> Result<Result<Reading, FileQuestion>, FileError> {
        self.decode(&[], true)?;
        let parser = &mut self.parser;
        self.splitter.finish(&mut |row| parser.take(row))?;
        Ok(self.parser.finish(self.n_bytes, hexadecimal(&self.hash.finalize())))
    }

    fn decode(&mut self, bytes: &[u8], is_last: bool) -> Result<(), FileError> {
        let (n_skipped, splitter, parser) =
            (&mut self.n_skipped, &mut self.splitter, &mut self.parser);
        self.transcoder.decode(bytes, is_last, &mut |text| {
            if text.contains(&0) {
                return Err(FileError::NotText);
            }
            let n = text.len().min(*n_skipped);
            *n_skipped -= n;
            splitter.feed(&text[n..], &mut |row| parser.take(row))
        })
    }
}

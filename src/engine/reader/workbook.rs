//! Workbooks: `.xlsx`, `.xlsb`, `.xls` and `.ods`, read with calamine.
//!
//! A workbook is an archive and has to be in memory whole, so its size is
//! limited, and so is what it may unpack to.

use std::borrow::Cow;
use std::io::Cursor;

use calamine::{
    Data, DataRef, ExcelDateTime, ExcelDateTimeType, Reader as _, SheetVisible, Sheets,
    open_workbook_auto_from_rs,
};

use crate::engine::reader::archive;
use crate::engine::reader::biff::{self, BiffBook, BiffSheet, BiffValue};
use crate::engine::reader::format::OtherFormat;
use crate::engine::reader::issue::{FileError, WorkbookProblem};
use crate::engine::reader::marks::{self, Bytes};
use crate::engine::reader::number_format::NumberFormat;
use crate::engine::reader::ole::Container;
use crate::engine::reader::rows::CellKind;
use crate::engine::reader::sheet::{SHEET_LIMIT, Sheet};
use crate::engine::reader::teller::ProgressReporter;

/// Largest workbook that is read, in bytes.
pub const WORKBOOK_LIMIT: u64 = 100 << 20;

/// Most cells of the rectangle around everything in an `.xls` or `.ods` sheet.
const CELL_LIMIT: usize = 1 << 24;

/// Widest sheet that spreadsheets make.
const WIDTH_LIMIT: usize = 16_384;

/// Longest sheet that spreadsheets make.
const HEIGHT_LIMIT: u32 = 1 << 20;

/// A workbook and the names of its sheets that hold cells.
pub(super) enum Workbook {
    /// Of Excel 5 to 2003.
    Old(BiffBook),
    /// Of every later kind, and its bytes.
    Archive(Box<Sheets<Cursor<Bytes>>>, Bytes),
}

/// The sheets that a workbook hides.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct HiddenSheets {
    pub(super) n: u32,
    /// Whether the one that is read is among them.
    pub(super) is_read: bool,
}

impl std::fmt::Debug for Workbook {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Workbook")
    }
}

impl Workbook {
    /// Opens the bytes of a workbook.
    pub(super) fn open(bytes: Vec<u8>) -> Result<Self, FileError> {
        if bytes.starts_with(b"\xD0\xCF\x11\xE0") {
            return open_old(&bytes);
        }
        archive::check(&bytes)?;
        let bytes = Bytes::from(bytes);
        match open_workbook_auto_from_rs(Cursor::new(Bytes::clone(&bytes))) {
            // The container of an old one is no archive.
            Ok(Sheets::Xls(_)) => Err(FileError::Workbook { problem: WorkbookProblem::Damaged }),
            Ok(sheets) => Ok(Workbook::Archive(Box::new(sheets), bytes)),
            Err(error) => Err(FileError::Workbook { problem: problem(&error) }),
        }
    }

    /// The names of the sheets in the order of the workbook.
    pub(super) fn names(&self) -> Vec<String> {
        match self {
            Workbook::Old(book) => book.names().map(str::to_owned).collect(),
            Workbook::Archive(sheets, _) => sheets.sheet_names(),
        }
    }

    /// What is hidden of the sheets, of which one is read.
    pub(super) fn hidden_sheets(&self, read: &str) -> HiddenSheets {
        let hidden: Vec<&str> = match self {
            Workbook::Old(book) => book.hidden_names().collect(),
            Workbook::Archive(sheets, _) => metadata(sheets)
                .iter()
                .filter(|sheet| sheet.visible != SheetVisible::Visible)
                .map(|sheet| sheet.name.as_str())
                .collect(),
        };
        let n = u32::try_from(hidden.len()).unwrap_or(u32::MAX);
        HiddenSheets { n, is_read: hidden.contains(&read) }
    }

    /// Reads one sheet.
    pub(super) fn read(
        &mut self,
        name: &str,
        teller: &mut ProgressReporter<'_>,
    ) -> Result<Sheet, FileError> {
        let mut sheet = Sheet::default();
        let (sheets, bytes) = match self {
            Workbook::Old(book) => return read_old(book, name),
            Workbook::Archive(sheets, bytes) => (sheets, bytes),
        };
        let marks = match sheets.as_ref() {
            Sheets::Xlsx(_) => marks::of_xlsx(bytes, name),
            Sheets::Ods(_) => marks::of_ods(bytes, name),
            Sheets::Xlsb(_) | Sheets::Xls(_) => None,
        };
        let mut marks = marks.unwrap_or_default();
        sheet.hidden_rows = marks.hidden_rows.moved_by_one();
        sheet.hidden_columns = std::mem::take(&mut marks.hidden_columns);
        sheet.merges = std::mem::take(&mut marks.merges);
        if let Sheets::Xlsx(workbook) = sheets.as_mut() {
            let damaged = |_| FileError::Workbook { problem: WorkbookProblem::Damaged };
            let mut cells = workbook.worksheet_cells_reader(name).map_err(damaged)?;
            let percent_styles: Vec<bool> = cells
                .styles()
                .iter()
                .map(|style| {
                    let code = style.number_format.as_ref().map(|format| &format.format_code);
                    code.is_some_and(|code| NumberFormat::by_code(code) == NumberFormat::Percent)
                })
                .collect();
            while let Some((cell, style)) = cells.next_cell_with_style_id().map_err(damaged)? {
                let is_percent = percent_styles.get(style).copied().unwrap_or(false);
                let (row, column) = cell.get_position();
                teller.note(row);
                let (text, kind) = match marks.formulas.get(&(row, column)) {
                    Some(formula) => (marks::shown_formula(formula), CellKind::Text),
                    None => from_reference(cell.get_value(), is_percent),
                };
                place(&mut sheet, row, column, &text, kind)?;
            }
        } else {
            let range = sheets
                .worksheet_range(name)
                .map_err(|error| FileError::Workbook { problem: problem(&error) })?;
            let (height, width) = range.get_size();
            if height.saturating_mul(width) > CELL_LIMIT {
                return Err(FileError::Workbook { problem: WorkbookProblem::TooLarge });
            }
            let (first_row, first_column) = range.start().unwrap_or_default();
            let mut cells: Vec<(u32, u32, (String, CellKind))> = Vec::new();
            for (row, column, value) in range.used_cells() {
                let row = first_row.saturating_add(u32::try_from(row).unwrap_or(u32::MAX));
                let column = first_column.saturating_add(u32::try_from(column).unwrap_or(u32::MAX));
                // What has a value has a result.
                marks.formulas.remove(&(row, column));
                let cell = match value {
                    Data::Float(number) if marks.percentages.contains(&(row, column)) => {
                        percent_cell(*number)
                    }
                    value => from_value(value),
                };
                cells.push((row, column, cell));
            }
            for ((row, column), formula) in marks.formulas {
                cells.push((row, column, (marks::shown_formula(&formula), CellKind::Text)));
            }
            cells.sort_by_key(|(row, column, _)| (*row, *column));
            for (row, column, (text, kind)) in cells {
                place(&mut sheet, row, column, &text, kind)?;
            }
        }
        Ok(sheet)
    }
}

/// Opens the container of an old workbook, or says what else it holds.
fn open_old(bytes: &[u8]) -> Result<Workbook, FileError> {
    let failed = |problem| FileError::Workbook { problem };
    let damaged = failed(WorkbookProblem::Damaged);
    let Some(container) = Container::open(bytes) else { return Err(damaged) };
    let has = |name: &str| container.names().any(|one| one.eq_ignore_ascii_case(name));
    // A newer workbook with a password stands in such a container.
    if has("EncryptedPackage") {
        return Err(failed(WorkbookProblem::Encrypted));
    }
    // A text may hold a workbook as well, which is not the file.
    let other = if has("WordDocument") {
        Some(OtherFormat::Word)
    } else if has("PowerPoint Document") {
        Some(OtherFormat::Slides)
    } else if has("HwpSummaryInformation") || has("\u{5}HwpSummaryInformation") {
        Some(OtherFormat::Hancom)
    } else if container.names().any(|name| name.starts_with("__substg1.0")) {
        Some(OtherFormat::Mail)
    } else {
        None
    };
    if let Some(format) = other {
        return Err(FileError::OtherFormat { format });
    }
    let stream = container.stream("Workbook").or_else(|| container.stream("Book"));
    let book = BiffBook::open(stream.ok_or(damaged)?).map_err(failed)?;
    Ok(Workbook::Old(book))
}

/// Reads a sheet of an old workbook.
fn read_old(book: &BiffBook, name: &str) -> Result<Sheet, FileError> {
    let damaged = FileError::Workbook { problem: WorkbookProblem::Damaged };
    let found = book.sheet(name).ok_or(damaged)?;
    let mut sheet = Sheet::default();
    sheet.hidden_rows = found.hidden_rows.moved_by_one();
    sheet.hidden_columns = found.hidden_columns.clone();
    sheet.merges.clone_from(&found.merges);
    for cell in &found.cells {
        let (text, kind) = from_old(book, &found, cell.value);
        place(&mut sheet, cell.row.into(), cell.column.into(), &text, kind)?;
    }
    Ok(sheet)
}

fn from_old<'a>(
    book: &'a BiffBook,
    sheet: &'a BiffSheet,
    value: BiffValue,
) -> (Cow<'a, str>, CellKind) {
    let date = |number, kind| {
        let date = ExcelDateTime::new(number, kind, book.is_1904());
        (date_text(date).into(), CellKind::Date)
    };
    match value {
        BiffValue::Number(number, NumberFormat::Number) => {
            (number_text(number).into(), CellKind::Number)
        }
        BiffValue::Number(number, NumberFormat::Percent) => {
            let (text, kind) = percent_cell(number);
            (text.into(), kind)
        }
        BiffValue::Number(number, NumberFormat::Date) => date(number, ExcelDateTimeType::DateTime),
        BiffValue::Number(number, NumberFormat::Duration) => {
            date(number, ExcelDateTimeType::TimeDelta)
        }
        // A place without a text is damage, and what is missing is missing.
        BiffValue::Shared(_) | BiffValue::Own(_) => {
            (book.text(sheet, value).unwrap_or_default().into(), CellKind::Text)
        }
        BiffValue::Truth(value) => (truth_text(value).into(), CellKind::Text),
        BiffValue::Error(code) => (biff::error_text(code).into(), CellKind::Text),
        BiffValue::Formula => (marks::shown_formula("").into(), CellKind::Text),
    }
}

fn problem(error: &calamine::Error) -> WorkbookProblem {
    match error {
        calamine::Error::Xlsx(calamine::XlsxError::Password)
        | calamine::Error::Xls(calamine::XlsError::Password)
        | calamine::Error::Ods(calamine::OdsError::Password)
        | calamine::Error::Xlsb(calamine::XlsbError::Password) => WorkbookProblem::Encrypted,
        _ => WorkbookProblem::Damaged,
    }
}

/// Puts a cell where it stands; cells that come out of order are damage.
fn place(
    sheet: &mut Sheet,
    row: u32,
    column: u32,
    text: &str,
    kind: CellKind,
) -> Result<(), FileError> {
    let damaged = FileError::Workbook { problem: WorkbookProblem::Damaged };
    let column = column as usize;
    if text.is_empty() {
        return Ok(());
    }
    let number = row.saturating_add(1);
    match sheet.last_row() {
        Some(last) if last == number => {}
        Some(last) if last > number => return Err(damaged),
        _ => sheet.start_row(number),
    }
    if row >= HEIGHT_LIMIT || column >= WIDTH_LIMIT || column < sheet.row_len() {
        return Err(damaged);
    }
    while sheet.row_len() < column {
        sheet.push("", CellKind::Text);
    }
    sheet.push(text, kind);
    if sheet.weight() > SHEET_LIMIT {
        return Err(FileError::Workbook { problem: WorkbookProblem::TooLarge });
    }
    Ok(())
}

fn from_reference(value: &DataRef<'_>, is_percent: bool) -> (String, CellKind) {
    match value {
        DataRef::Float(number) if is_percent => percent_cell(*number),
        #[expect(clippy::cast_precision_loss, reason = "spreadsheets hold doubles")]
        DataRef::Int(number) if is_percent => percent_cell(*number as f64),
        DataRef::SharedString(text) => ((*text).to_owned(), CellKind::Text),
        DataRef::Int(number) => (number.to_string(), CellKind::Number),
        DataRef::Float(number) => (number_text(*number), CellKind::Number),
        DataRef::String(text) => (text.clone(), CellKind::Text),
        DataRef::Bool(value) => (truth_text(*value).to_owned(), CellKind::Text),
        DataRef::DateTime(date) => (date_text(*date), CellKind::Date),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => (text.clone(), CellKind::Date),
        DataRef::Error(error) => (error.to_string(), CellKind::Text),
        DataRef::Empty => (String::new(), CellKind::Text),
    }
}

fn from_value(value: &Data) -> (String, CellKind) {
    match value {
        Data::Int(number) => (number.to_string(), CellKind::Number),
        Data::Float(number) => (number_text(*number), CellKind::Number),
        Data::String(text) => (text.clone(), CellKind::Text),
        Data::Bool(value) => (truth_text(*value).to_owned(), CellKind::Text),
        Data::DateTime(date) => (date_text(*date), CellKind::Date),
        Data::DateTimeIso(text) => (text.clone(), CellKind::Date),
        Data::DurationIso(text) => (duration_text(text), CellKind::Date),
        Data::Error(error) => (error.to_string(), CellKind::Text),
        Data::Empty => (String::new(), CellKind::Text),
    }
}

/// The sheets of an archive and what is known of them.
fn metadata(sheets: &Sheets<Cursor<Bytes>>) -> &[calamine::Sheet] {
    match sheets {
        Sheets::Xls(book) => book.sheets_metadata(),
        Sheets::Xlsx(book) => book.sheets_metadata(),
        Sheets::Xlsb(book) => book.sheets_metadata(),
        Sheets::Ods(book) => book.sheets_metadata(),
    }
}

/// A length of time such as `PT50H01M00S` (ISO 8601) as hours, minutes and seconds.
fn duration_text(text: &str) -> String {
    let parts = || {
        let (hours, rest) = text.strip_prefix("PT")?.split_once('H')?;
        let (minutes, seconds) = rest.split_once('M')?;
        let seconds: f64 = seconds.strip_suffix('S')?.replace(',', ".").parse().ok()?;
        let (hours, minutes): (f64, f64) = (hours.parse().ok()?, minutes.parse().ok()?);
        Some(time_text((hours * 3600.0 + minutes * 60.0 + seconds) / 86_400.0))
    };
    parts().unwrap_or_else(|| text.to_owned())
}

/// A date as it is written all over the world; a time as hours, minutes and
/// seconds, which is what a spreadsheet makes of a ratio such as `50:1`.
fn date_text(date: ExcelDateTime) -> String {
    let days = date.as_f64();
    if date.is_duration() || (0.0..1.0).contains(&days) {
        return time_text(days);
    }
    // The day of a file that counts from 1904 is told here too.
    let (year, month, day, ..) = date.to_ymd_hms_milli();
    format!("{year:04}-{month:02}-{day:02}")
}

fn time_text(days: f64) -> String {
    let seconds = (days * 86_400.0).round();
    // Whole hours of a million years are kept exactly.
    if !(0.0..1e15).contains(&seconds) {
        return number_text(days);
    }
    let (hours, rest) = ((seconds / 3600.0).floor(), seconds % 3600.0);
    format!("{hours}:{:02}:{:02}", (rest / 60.0).floor(), rest % 60.0)
}

fn truth_text(value: bool) -> &'static str {
    if value { "TRUE" } else { "FALSE" }
}

/// A number with the 15 digits that spreadsheets show, so that 34.3 that was
/// worked out as 34.300000000000004 is not above a cut-off of 34.3.
fn number_text(number: f64) -> String {
    let shown: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    format!("{shown}")
}

/// A number as its format shows it, so that the list of changes can say so.
fn percent_cell(number: f64) -> (String, CellKind) {
    (percent_text(number) + "%", CellKind::Percent)
}

/// A number as the percentage that its format shows.
fn percent_text(number: f64) -> String {
    let shown = format!("{number:.14e}");
    let percent = shown
        .split_once('e')
        .and_then(|(digits, exponent)| {
            let exponent: i32 = exponent.parse().ok()?;
            format!("{digits}e{}", exponent + 2).parse::<f64>().ok()
        })
        .unwrap_or(number);
    format!("{percent}")
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn numbers_are_the_ones_that_are_shown() {
        for (number, text, percent) in [
            (34.300_000_000_000_004, "34.3", "3430"),
            (0.161, "0.161", "16.1"),
            (0.1 + 0.2, "0.3", "30"),
            (-9.0, "-9", "-900"),
            (45292.0, "45292", "4529200"),
            (1e-7, "0.0000001", "0.00001"),
        ] {
            assert_eq!(number_text(number), text);
            assert_eq!(percent_text(number), percent);
        }
    }
}

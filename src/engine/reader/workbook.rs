//! Workbooks: `.xlsx`, `.xlsb`, `.xls` and `.ods`, read with calamine.
//!
//! A workbook is an archive and has to be in memory whole, so its size is
//! limited, and so is what it may unpack to.

use std::io::Cursor;

use calamine::{Data, DataRef, ExcelDateTime, Reader as _, Sheets, open_workbook_auto_from_rs};

use crate::engine::reader::issue::{FileError, WorkbookProblem};
use crate::engine::reader::rows::CellKind;
use crate::engine::reader::sheet::Sheet;

/// Largest workbook that is read, in bytes.
pub const WORKBOOK_LIMIT: u64 = 100 << 20;

/// Most bytes that an archive may unpack to.
const UNPACKED_LIMIT: u64 = 1 << 30;

/// Most memory that the cells of a sheet may take.
const SHEET_LIMIT: usize = 1 << 29;

/// Most cells of the rectangle around everything in an `.xls` or `.ods` sheet.
const CELL_LIMIT: usize = 1 << 24;

/// Widest sheet that spreadsheets make.
const WIDTH_LIMIT: usize = 16_384;

/// A workbook and the names of its sheets that hold cells.
pub(super) struct Workbook {
    sheets: Sheets<Cursor<Vec<u8>>>,
}

impl std::fmt::Debug for Workbook {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Workbook")
    }
}

impl Workbook {
    /// Opens the bytes of a workbook.
    pub(super) fn open(bytes: Vec<u8>) -> Result<Self, FileError> {
        if unpacked_size(&bytes).is_some_and(|size| size > UNPACKED_LIMIT) {
            return Err(FileError::Workbook { problem: WorkbookProblem::TooLarge });
        }
        match open_workbook_auto_from_rs(Cursor::new(bytes)) {
            Ok(sheets) => Ok(Workbook { sheets }),
            Err(error) => Err(FileError::Workbook { problem: problem(&error) }),
        }
    }

    /// The names of the sheets in the order of the workbook.
    pub(super) fn names(&self) -> Vec<String> {
        self.sheets.sheet_names()
    }

    /// Reads one sheet.
    pub(super) fn read(&mut self, name: &str) -> Result<Sheet, FileError> {
        let mut sheet = Sheet::default();
        if let Sheets::Xlsx(workbook) = &mut self.sheets {
            let damaged = |_| FileError::Workbook { problem: WorkbookProblem::Damaged };
            let mut cells = workbook.worksheet_cells_reader(name).map_err(damaged)?;
            let percent_styles: Vec<bool> = cells
                .styles()
                .iter()
                .map(|style| {
                    style
                        .number_format
                        .as_ref()
                        .is_some_and(|format| is_percent_format(&format.format_code))
                })
                .collect();
            while let Some((cell, style)) = cells.next_cell_with_style_id().map_err(damaged)? {
                let is_percent = percent_styles.get(style).copied().unwrap_or(false);
                let (row, column) = cell.get_position();
                let (text, kind) = from_reference(cell.get_value(), is_percent);
                place(&mut sheet, row, column, &text, kind)?;
            }
        } else {
            let range = self
                .sheets
                .worksheet_range(name)
                .map_err(|error| FileError::Workbook { problem: problem(&error) })?;
            let (height, width) = range.get_size();
            if height.saturating_mul(width) > CELL_LIMIT {
                return Err(FileError::Workbook { problem: WorkbookProblem::TooLarge });
            }
            let (first_row, first_column) = range.start().unwrap_or_default();
            for (row, column, value) in range.used_cells() {
                let (text, kind) = from_value(value);
                let row = first_row.saturating_add(u32::try_from(row).unwrap_or(u32::MAX));
                let column = first_column.saturating_add(u32::try_from(column).unwrap_or(u32::MAX));
                place(&mut sheet, row, column, &text, kind)?;
            }
        }
        Ok(sheet)
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
    if column >= WIDTH_LIMIT || column < sheet.row_len() {
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
        Data::DateTimeIso(text) | Data::DurationIso(text) => (text.clone(), CellKind::Date),
        Data::Error(error) => (error.to_string(), CellKind::Text),
        Data::Empty => (String::new(), CellKind::Text),
    }
}

/// A date as it is written all over the world; a length of time as its number.
fn date_text(date: ExcelDateTime) -> String {
    if date.is_duration() {
        return number_text(date.as_f64());
    }
    // The day of a file that counts from 1904 is told here too.
    let (year, month, day, ..) = date.to_ymd_hms_milli();
    format!("{year:04}-{month:02}-{day:02}")
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

/// Whether a number format shows percentages: a `%` outside of quoted text.
fn is_percent_format(code: &str) -> bool {
    let mut is_quoted = false;
    let mut is_escaped = false;
    for letter in code.chars() {
        match letter {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '"' => is_quoted = !is_quoted,
            '%' if !is_quoted => return true,
            _ => {}
        }
    }
    false
}

/// What an archive says it unpacks to, by its central directory.
fn unpacked_size(bytes: &[u8]) -> Option<u64> {
    const END: &[u8] = b"PK\x05\x06";
    let four = |place: usize| -> Option<u64> {
        let bytes = bytes.get(place..place.checked_add(4)?)?;
        Some(u32::from_le_bytes(bytes.try_into().ok()?).into())
    };
    let two = |place: usize| -> Option<usize> {
        let bytes = bytes.get(place..place.checked_add(2)?)?;
        Some(u16::from_le_bytes(bytes.try_into().ok()?).into())
    };
    let tail = bytes.len().saturating_sub(66_000);
    let end = tail + bytes.get(tail..)?.windows(4).rposition(|window| window == END)?;
    let mut place = usize::try_from(four(end + 16)?).ok()?;
    let mut sum = 0_u64;
    for _ in 0..two(end + 10)? {
        if bytes.get(place..place + 4)? != b"PK\x01\x02" {
            return None;
        }
        sum = sum.saturating_add(four(place + 24)?);
        place += 46 + two(place + 28)? + two(place + 30)? + two(place + 32)?;
    }
    Some(sum)
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

    #[test]
    fn formats_of_percentages() {
        for (code, expected) in [
            ("0%", true),
            ("0.0%", true),
            ("0.0\"%\"", false),
            ("0.0\\%", false),
            ("General", false),
        ] {
            assert_eq!(is_percent_format(code), expected, "{code}");
        }
    }
}

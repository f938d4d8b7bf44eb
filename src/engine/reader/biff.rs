//! Workbooks of Excel 5 to 2003 (MS-XLS): the records of the stream `Workbook`.
//!
//! The project reads them itself because the formats of cells are needed, which
//! say that a number is a percentage or a date, and because a damaged workbook must
//! be refused without a panic: every length is checked before it is used, a sheet
//! is read only when it is asked for, and a cell takes less memory than four of
//! the bytes that it may be made of.

mod strings;

use std::collections::{HashMap, HashSet};

use encoding_rs::Encoding;

use crate::engine::reader::issue::WorkbookProblem;
use crate::engine::reader::marks::{Merge, Ranges, push_merge};
use crate::engine::reader::number_format::NumberFormat;
use crate::engine::reader::ole::{four, two};
use strings::{encoding_of, read_strings, text_old, text_wide};

/// The value of a cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum BiffValue {
    /// A number, and what its format shows of it.
    Number(f64, NumberFormat),
    /// A text of the workbook, by its place.
    Shared(u32),
    /// A text of the cell's own, by its place.
    Own(u32),
    /// A truth value.
    Truth(bool),
    /// An error, by its code.
    Error(u8),
    /// A formula without a stored result.
    Formula,
}

/// A cell where it stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct BiffCell {
    pub(super) row: u16,
    pub(super) column: u16,
    pub(super) value: BiffValue,
}

/// A workbook whose sheets have been found.
#[derive(Debug)]
pub(super) struct BiffBook {
    stream: Vec<u8>,
    globals: Globals,
}

/// The cells of a sheet by row and column.
#[derive(Debug, Default)]
pub(super) struct BiffSheet {
    pub(super) cells: Vec<BiffCell>,
    texts: Vec<String>,
    pub(super) hidden_rows: Ranges,
    pub(super) hidden_columns: Ranges,
    pub(super) merges: Vec<Merge>,
}

/// What the first part of the stream says of all sheets.
#[derive(Debug)]
struct Globals {
    is_old: bool,
    encoding: &'static Encoding,
    is_1904: bool,
    strings: Vec<String>,
    /// What each cell format shows.
    shown: Vec<NumberFormat>,
    /// Where each sheet begins, its name, and whether it is hidden.
    sheets: Vec<(usize, String, bool)>,
}

/// One record: its kind, its bytes, and where the next one begins.
fn record(stream: &[u8], place: usize) -> Option<(u16, &[u8], usize)> {
    let (kind, len) = (two(stream, place)?, usize::from(two(stream, place + 2)?));
    let start = place + 4;
    Some((kind, stream.get(start..start.checked_add(len)?)?, start + len))
}

impl BiffBook {
    /// Reads what the stream of a workbook says of all its sheets.
    pub(super) fn open(stream: Vec<u8>) -> Result<Self, WorkbookProblem> {
        let globals = Globals::read(&stream)?;
        Ok(BiffBook { stream, globals })
    }

    /// The names of the sheets with cells, in the order of the workbook.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.globals.sheets.iter().map(|(_, name, _)| name.as_str())
    }

    /// The names of those that are hidden.
    pub(super) fn hidden_names(&self) -> impl Iterator<Item = &str> {
        self.globals.sheets.iter().filter(|(_, _, is_hidden)| *is_hidden).map(|one| one.1.as_str())
    }

    /// Whether days are counted from 1904.
    pub(super) fn is_1904(&self) -> bool {
        self.globals.is_1904
    }

    /// The cells of a sheet; nothing when it is damaged.
    pub(super) fn sheet(&self, name: &str) -> Option<BiffSheet> {
        let (start, ..) = self.globals.sheets.iter().find(|(_, one, _)| one == name)?;
        BiffSheet::read(&self.stream, *start, &self.globals)
    }

    /// The text of a cell that holds one.
    pub(super) fn text<'a>(&'a self, sheet: &'a BiffSheet, value: BiffValue) -> Option<&'a str> {
        let text = match value {
            BiffValue::Shared(place) => self.globals.strings.get(place as usize)?,
            BiffValue::Own(place) => sheet.texts.get(place as usize)?,
            BiffValue::Number(..)
            | BiffValue::Truth(_)
            | BiffValue::Error(_)
            | BiffValue::Formula => return None,
        };
        Some(text)
    }
}

/// An error as it is shown.
pub(super) fn error_text(code: u8) -> &'static str {
    match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        _ => "#N/A",
    }
}

impl Globals {
    fn read(stream: &[u8]) -> Result<Self, WorkbookProblem> {
        let mut globals = Globals {
            is_old: false,
            encoding: encoding_rs::WINDOWS_1252,
            is_1904: false,
            strings: Vec::new(),
            shown: Vec::new(),
            sheets: Vec::new(),
        };
        let mut formats: HashMap<u16, NumberFormat> = HashMap::new();
        // The number of the format of each cell format.
        let mut numbers: Vec<u16> = Vec::new();
        let mut place = 0;
        loop {
            let (kind, data, next) = record(stream, place).ok_or(WorkbookProblem::Damaged)?;
            place = next;
            match kind {
                0x0809 => globals.is_old = two(data, 0).is_some_and(|version| version < 0x0600),
                0x002F => return Err(WorkbookProblem::Encrypted),
                0x0042 => {
                    let page = two(data, 0).unwrap_or(1252);
                    globals.encoding = encoding_of(page).unwrap_or(encoding_rs::WINDOWS_1252);
                }
                0x0022 => globals.is_1904 = two(data, 0) == Some(1),
                0x041E => {
                    let (number, code) = globals.format(data).ok_or(WorkbookProblem::Damaged)?;
                    formats.insert(number, NumberFormat::by_code(&code));
                }
                0x00E0 => numbers.push(two(data, 2).ok_or(WorkbookProblem::Damaged)?),
                // Charts and macros hold no table.
                0x0085 if data.get(5) == Some(&0) => {
                    let sheet = globals.sheet(data).ok_or(WorkbookProblem::Damaged)?;
                    globals.sheets.push(sheet);
                }
                0x00FC => {
                    let mut pieces = vec![data];
                    while let Some((0x003C, more, next)) = record(stream, place) {
                        pieces.push(more);
                        place = next;
                    }
                    globals.strings = read_strings(&pieces).ok_or(WorkbookProblem::Damaged)?;
                }
                0x000A => break,
                _ => {}
            }
        }
        let shown =
            |number| formats.get(&number).copied().unwrap_or(NumberFormat::by_number(number));
        globals.shown = numbers.into_iter().map(shown).collect();
        Ok(globals)
    }

    /// A number format: its number and its code.
    fn format(&self, data: &[u8]) -> Option<(u16, String)> {
        let code = data.get(2..)?;
        let code = if self.is_old { text_old(code, 1, self.encoding) } else { text_wide(code, 2) };
        Some((two(data, 0)?, code.unwrap_or_default()))
    }

    /// A sheet: where it begins, its name, and whether it is hidden.
    fn sheet(&self, data: &[u8]) -> Option<(usize, String, bool)> {
        let name = data.get(6..)?;
        let name = if self.is_old { text_old(name, 1, self.encoding) } else { text_wide(name, 1) };
        let is_hidden = data.get(4)? & 3 != 0;
        Some((four(data, 0)? as usize, name?.replace('\0', ""), is_hidden))
    }

    fn number(&self, cell_format: u16, number: f64) -> BiffValue {
        let shown = self.shown.get(usize::from(cell_format)).copied();
        BiffValue::Number(number, shown.unwrap_or_default())
    }

    /// The text of a cell of its own.
    fn text(&self, data: &[u8]) -> Option<String> {
        if self.is_old { text_old(data, 2, self.encoding) } else { text_wide(data, 2) }
    }
}

impl BiffSheet {
    fn read(stream: &[u8], start: usize, globals: &Globals) -> Option<Self> {
        let mut sheet = BiffSheet::default();
        let mut place = start;
        let mut depth = 0_u32;
        // Where the text of a formula belongs, which stands in a later record.
        let mut formula = None;
        // Programs that cannot calculate write that a formula gives nothing, or 0 and
        // that it is to be calculated; where every formula is like that, none was.
        let mut unsolved: Vec<BiffCell> = Vec::new();
        let mut has_result = false;
        loop {
            let (kind, data, next) = record(stream, place)?;
            place = next;
            match kind {
                0x0809 => depth += 1,
                0x000A if depth <= 1 => break,
                0x000A => depth -= 1,
                // A chart inside the sheet has numbers of its own.
                _ if depth > 1 => {}
                0x0203 => {
                    let number = f64::from_le_bytes(data.get(6..14)?.try_into().ok()?);
                    sheet.push(data, globals.number(two(data, 4)?, number))?;
                }
                0x027E => {
                    let number = short_number(four(data, 6)?);
                    sheet.push(data, globals.number(two(data, 4)?, number))?;
                }
                0x00BD => {
                    let (row, mut column) = (two(data, 0)?, two(data, 2)?);
                    let numbers = data.get(4..data.len().checked_sub(2)?)?;
                    for piece in numbers.chunks_exact(6) {
                        let value = globals.number(two(piece, 0)?, short_number(four(piece, 2)?));
                        sheet.cells.push(BiffCell { row, column, value });
                        column = column.checked_add(1)?;
                    }
                }
                0x00FD => sheet.push(data, BiffValue::Shared(four(data, 6)?))?,
                0x0204 | 0x00D6 => {
                    let text = globals.text(data.get(6..)?)?;
                    sheet.push_text(data, text)?;
                }
                0x0205 => {
                    let value = truth_or_error(*data.get(6)?, *data.get(7)? == 1);
                    sheet.push(data, value)?;
                }
                // A row and columns, and whether they are hidden.
                0x0208 if two(data, 12)? & 0x20 != 0 => {
                    let row = u32::from(two(data, 0)?);
                    sheet.hidden_rows.push(row, row);
                }
                0x007D if two(data, 8)? & 1 != 0 => {
                    let (first, last) = (u32::from(two(data, 0)?), u32::from(two(data, 2)?));
                    sheet.hidden_columns.push(first, last);
                }
                // How many cells are merged; of each the rows and the columns.
                0x00E5 => {
                    for piece in data.get(2..)?.chunks_exact(8) {
                        let (first_row, last_row) = (two(piece, 0)?.into(), two(piece, 2)?.into());
                        let column = two(piece, 4)?.into();
                        push_merge(&mut sheet.merges, Merge { first_row, last_row, column });
                    }
                }
                0x0006 => {
                    let result: [u8; 8] = data.get(6..14)?.try_into().ok()?;
                    formula = Some(data);
                    let is_to_calculate = two(data, 14).is_some_and(|flags| flags & 3 == 3);
                    let is_unsolved = matches!(result, [3, .., 0xFF, 0xFF])
                        || is_to_calculate && result == [0; 8];
                    if is_unsolved {
                        let (row, column) = (two(data, 0)?, two(data, 2)?);
                        unsolved.push(BiffCell { row, column, value: BiffValue::Formula });
                    }
                    has_result |= !is_unsolved;
                    let value = match result {
                        // A text in a later record, and nothing.
                        [0 | 3, .., 0xFF, 0xFF] => continue,
                        [1, _, truth, .., 0xFF, 0xFF] => BiffValue::Truth(truth != 0),
                        [2, _, error, .., 0xFF, 0xFF] => BiffValue::Error(error),
                        number => globals.number(two(data, 4)?, f64::from_le_bytes(number)),
                    };
                    sheet.push(data, value)?;
                }
                0x0207 => {
                    if let Some((cell, text)) = formula.take().zip(globals.text(data)) {
                        sheet.push_text(cell, text)?;
                    }
                }
                _ => {}
            }
        }
        if !has_result {
            let places: HashSet<(u16, u16)> =
                unsolved.iter().map(|cell| (cell.row, cell.column)).collect();
            sheet.cells.retain(|cell| !places.contains(&(cell.row, cell.column)));
            sheet.cells.append(&mut unsolved);
        }
        // Some programs write cells in another order.
        sheet.cells.sort_by_key(|cell| (cell.row, cell.column));
        sheet.cells.dedup_by_key(|cell| (cell.row, cell.column));
        Some(sheet)
    }

    /// Adds a cell; its record begins with where it stands.
    fn push(&mut self, data: &[u8], value: BiffValue) -> Option<()> {
        self.cells.push(BiffCell { row: two(data, 0)?, column: two(data, 2)?, value });
        Some(())
    }

    fn push_text(&mut self, data: &[u8], text: String) -> Option<()> {
        let place = u32::try_from(self.texts.len()).ok()?;
        self.texts.push(text);
        self.push(data, BiffValue::Own(place))
    }
}

/// A number in four bytes: the upper half of a double or a whole number, and
/// whether it is a hundred times too large.
fn short_number(bits: u32) -> f64 {
    let number = if bits & 2 == 0 {
        f64::from_bits(u64::from(bits & !3) << 32)
    } else {
        f64::from(bits.cast_signed() >> 2)
    };
    if bits & 1 == 0 { number } else { number / 100.0 }
}

fn truth_or_error(value: u8, is_error: bool) -> BiffValue {
    if is_error { BiffValue::Error(value) } else { BiffValue::Truth(value != 0) }
}

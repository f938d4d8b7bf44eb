//! What the parts of a workbook say of its cells beyond their values, and calamine
//! does not: formulas without a stored result, what is hidden, what is merged, and
//! which numbers of `.ods` are percentages.
//!
//! These marks only add to what calamine reads: a part that cannot be found or read
//! has none, and a damaged workbook is refused by calamine itself.

use std::collections::{BTreeMap, HashSet};
use std::io::{BufReader, Cursor};
use std::sync::Arc;

use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;
use zip::ZipArchive;

/// Most cells with marks that are kept.
const MARK_LIMIT: usize = 1 << 21;

/// Most merged cells that are kept.
const MERGE_LIMIT: usize = 1 << 16;

/// Widest and longest sheet that spreadsheets make.
const WIDTH_LIMIT: u32 = 16_384;
const HEIGHT_LIMIT: u32 = 1 << 20;

/// The bytes of an archive, shared by all that reads them.
pub(super) type Bytes = Arc<[u8]>;

/// Ascending ranges of rows or columns, each with its first and its last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Ranges(Vec<(u32, u32)>);

impl Ranges {
    /// Adds a range behind the others.
    pub(super) fn push(&mut self, first: u32, last: u32) {
        match self.0.last_mut() {
            Some(before) if before.1.saturating_add(1) >= first => before.1 = before.1.max(last),
            _ => self.0.push((first, last)),
        }
    }

    /// The same ranges where counting begins at 1.
    pub(super) fn moved_by_one(&self) -> Ranges {
        let moved = |number: &u32| number.saturating_add(1);
        Ranges(self.0.iter().map(|(first, last)| (moved(first), moved(last))).collect())
    }

    /// Whether a number lies in one of them.
    pub(super) fn has(&self, number: u32) -> bool {
        let next = self.0.partition_point(|range| range.0 <= number);
        next > 0 && self.0[next - 1].1 >= number
    }
}

/// The marks of a sheet; rows and columns are counted from 0.
#[derive(Debug, Default)]
pub(super) struct Marks {
    pub(super) hidden_rows: Ranges,
    pub(super) hidden_columns: Ranges,
    /// Formulas without a stored result.
    pub(super) formulas: BTreeMap<(u32, u32), String>,
    /// Cells that are percentages.
    pub(super) percentages: HashSet<(u32, u32)>,
    /// Cells merged over several rows.
    pub(super) merges: Vec<Merge>,
}

/// A cell that is merged over several rows: what stands in the first belongs to all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Merge {
    pub(super) first_row: u32,
    pub(super) last_row: u32,
    pub(super) column: u32,
}

/// Keeps a merged cell, if it has several rows.
pub(super) fn push_merge(merges: &mut Vec<Merge>, merge: Merge) {
    if merge.last_row > merge.first_row && merges.len() < MERGE_LIMIT {
        merges.push(merge);
    }
}

/// A part of an archive as XML.
struct XmlPart<'a> {
    reader: Reader<BufReader<zip::read::ZipFile<'a, Cursor<Bytes>>>>,
    buffer: Vec<u8>,
}

impl XmlPart<'_> {
    /// The next event; nothing at the end and where the part is damaged.
    fn next(&mut self) -> Option<Event<'_>> {
        self.buffer.clear();
        match self.reader.read_event_into(&mut self.buffer) {
            Ok(Event::Eof) | Err(_) => None,
            Ok(event) => Some(event),
        }
    }
}

fn part<'a>(archive: &'a mut ZipArchive<Cursor<Bytes>>, name: &str) -> Option<XmlPart<'a>> {
    let file = archive.by_name(name).ok()?;
    Some(XmlPart { reader: Reader::from_reader(BufReader::new(file)), buffer: Vec::new() })
}

/// An attribute by its name without a prefix.
fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = element.attributes().flatten().find(|one| one.key.local_name().as_ref() == name)?;
    Some(unescape(&found.value).ok()?.into_owned())
}

fn is_true(value: Option<String>) -> bool {
    value.is_some_and(|value| value == "1" || value == "true")
}

/// The marks of a sheet of an `.xlsx`.
pub(super) fn of_xlsx(bytes: &Bytes, sheet: &str) -> Option<Marks> {
    let mut archive = ZipArchive::new(Cursor::new(Arc::clone(bytes))).ok()?;
    let (mut id, mut is_to_calculate) = (None, false);
    let mut list = part(&mut archive, "xl/workbook.xml")?;
    while let Some(event) = list.next() {
        let (Event::Start(element) | Event::Empty(element)) = event else { continue };
        match element.local_name().as_ref() {
            "sheet" if attribute(&element, "name").as_deref() == Some(sheet) => {
                id = attribute(&element, "id");
            }
            "calcPr" => is_to_calculate = is_true(attribute(&element, "fullCalcOnLoad")),
            _ => {}
        }
    }
    drop(list);
    let id = id?;
    let mut target = None;
    let mut relations = part(&mut archive, "xl/_rels/workbook.xml.rels")?;
    while let Some(event) = relations.next() {
        let (Event::Start(element) | Event::Empty(element)) = event else { continue };
        if attribute(&element, "Id").as_ref() == Some(&id) {
            target = attribute(&element, "Target");
        }
    }
    drop(relations);
    let target = target?;
    let name = target.strip_prefix('/').map_or(format!("xl/{target}"), str::to_owned);
    Some(XlsxSheet::default().read(part(&mut archive, &name)?, is_to_calculate))
}

/// A sheet of an `.xlsx` being gone through.
#[derive(Default)]
struct XlsxSheet {
    marks: Marks,
    row: u32,
    column: u32,
    cell: XlsxCell,
    /// Formulas whose result is stored as 0, and whether any has another.
    zeros: BTreeMap<(u32, u32), String>,
    has_result: bool,
}

#[derive(Default)]
struct XlsxCell {
    formula: Option<String>,
    value: String,
    is_text: bool,
    /// Whether the text that comes belongs to the formula, or to the value.
    inside: Option<bool>,
}

impl XlsxSheet {
    fn read(mut self, mut part: XmlPart<'_>, is_to_calculate: bool) -> Marks {
        while let Some(event) = part.next() {
            match event {
                Event::Start(element) => self.start(&element),
                Event::Empty(element) => {
                    self.start(&element);
                    self.end(element.local_name().as_ref());
                }
                Event::Text(text) => match self.cell.inside {
                    Some(true) => self.cell.formula.get_or_insert_default().push_str(&text),
                    Some(false) => self.cell.value.push_str(&text),
                    None => {}
                },
                Event::End(element) => self.end(element.local_name().as_ref()),
                _ => {}
            }
        }
        // Programs that cannot calculate write 0, and ask the next one to.
        if is_to_calculate && !self.has_result {
            self.marks.formulas.append(&mut self.zeros);
        }
        self.marks
    }

    fn start(&mut self, element: &BytesStart<'_>) {
        let number =
            |name: &str| attribute(element, name).and_then(|text| text.parse::<u32>().ok());
        match element.local_name().as_ref() {
            "col" if is_true(attribute(element, "hidden")) => {
                if let (Some(first), Some(last)) = (number("min"), number("max")) {
                    self.marks
                        .hidden_columns
                        .push(first.saturating_sub(1), last.saturating_sub(1).min(WIDTH_LIMIT));
                }
            }
            "row" => {
                self.row = number("r").map_or(self.row, |row| row.saturating_sub(1));
                if is_true(attribute(element, "hidden")) {
                    self.marks.hidden_rows.push(self.row, self.row);
                }
            }
            "c" => {
                if let Some((row, column)) = attribute(element, "r").as_deref().and_then(place) {
                    (self.row, self.column) = (row, column);
                }
                let is_text = attribute(element, "t").is_some_and(|kind| kind == "str");
                self.cell = XlsxCell { is_text, ..XlsxCell::default() };
            }
            "f" => {
                self.cell.formula = Some(String::new());
                self.cell.inside = Some(true);
            }
            "v" => self.cell.inside = Some(false),
            "mergeCell" => {
                let reference = attribute(element, "ref").unwrap_or_default();
                let corners =
                    reference.split_once(':').map(|(one, other)| (place(one), place(other)));
                if let Some((Some((first_row, column)), Some((last_row, _)))) = corners {
                    push_merge(&mut self.marks.merges, Merge { first_row, last_row, column });
                }
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "row" => (self.row, self.column) = (self.row.saturating_add(1), 0),
            "f" | "v" => self.cell.inside = None,
            "c" => {
                let cell = std::mem::take(&mut self.cell);
                let place = (self.row, self.column);
                self.column = self.column.saturating_add(1);
                let Some(formula) = cell.formula else { return };
                let has_room = self.marks.formulas.len() + self.zeros.len() < MARK_LIMIT;
                let value = cell.value.trim();
                if value.is_empty() && !cell.is_text && has_room {
                    self.marks.formulas.insert(place, formula);
                } else if value == "0" && !cell.is_text && has_room {
                    self.zeros.insert(place, formula);
                } else {
                    self.has_result = true;
                }
            }
            _ => {}
        }
    }
}

/// Row and column of a cell such as `B12`.
fn place(reference: &str) -> Option<(u32, u32)> {
    let n_letters = reference.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (letters, digits) = reference.split_at(n_letters);
    let column = letters.bytes().try_fold(0_u32, |column, letter| {
        let digit = u32::from(letter.to_ascii_uppercase() - b'A') + 1;
        column.checked_mul(26)?.checked_add(digit)
    })?;
    Some((digits.parse::<u32>().ok()?.checked_sub(1)?, column.checked_sub(1)?))
}

/// The marks of a sheet of an `.ods`.
pub(super) fn of_ods(bytes: &Bytes, sheet: &str) -> Option<Marks> {
    let mut archive = ZipArchive::new(Cursor::new(Arc::clone(bytes))).ok()?;
    let mut part = part(&mut archive, "content.xml")?;
    let mut found = OdsSheet::default();
    let mut is_inside = false;
    while let Some(event) = part.next() {
        match event {
            Event::Start(element) if element.local_name().as_ref() == "table" => {
                is_inside = attribute(&element, "name").as_deref() == Some(sheet);
            }
            Event::End(element) if is_inside && element.local_name().as_ref() == "table" => break,
            Event::Start(element) if is_inside => found.start(&element),
            Event::Empty(element) if is_inside => {
                found.start(&element);
                if element.local_name().as_ref() == "table-row" {
                    found.end_row();
                }
            }
            Event::End(element) if is_inside && element.local_name().as_ref() == "table-row" => {
                found.end_row();
            }
            _ => {}
        }
    }
    Some(found.marks)
}

/// A sheet of an `.ods` being gone through.
#[derive(Default)]
struct OdsSheet {
    marks: Marks,
    row: u32,
    n_rows: u32,
    column: u32,
    n_columns: u32,
}

impl OdsSheet {
    fn start(&mut self, element: &BytesStart<'_>) {
        let repeated = |name: &str, limit: u32| {
            let n = attribute(element, name).and_then(|text| text.parse::<u32>().ok());
            n.unwrap_or(1).min(limit)
        };
        let is_hidden = || {
            attribute(element, "visibility").is_some_and(|one| one == "collapse" || one == "filter")
        };
        match element.local_name().as_ref() {
            "table-column" => {
                let n = repeated("number-columns-repeated", WIDTH_LIMIT);
                if is_hidden() && n > 0 {
                    self.marks.hidden_columns.push(self.n_columns, self.n_columns + n - 1);
                }
                self.n_columns = self.n_columns.saturating_add(n).min(WIDTH_LIMIT);
            }
            "table-row" => {
                self.n_rows = repeated("number-rows-repeated", HEIGHT_LIMIT);
                self.column = 0;
                if is_hidden() && self.n_rows > 0 {
                    self.marks.hidden_rows.push(self.row, self.row + self.n_rows - 1);
                }
            }
            "table-cell" | "covered-table-cell" => {
                let n = repeated("number-columns-repeated", WIDTH_LIMIT);
                let n_spanned = repeated("number-rows-spanned", HEIGHT_LIMIT);
                let (first_row, column) = (self.row, self.column);
                let last_row = first_row.saturating_add(n_spanned.saturating_sub(1));
                push_merge(&mut self.marks.merges, Merge { first_row, last_row, column });
                self.cell(element, n);
                self.column = self.column.saturating_add(n).min(WIDTH_LIMIT);
            }
            _ => {}
        }
    }

    fn cell(&mut self, element: &BytesStart<'_>, n: u32) {
        let kind = attribute(element, "value-type");
        let is_percentage = kind.as_deref() == Some("percentage");
        let formula = attribute(element, "formula").filter(|_| kind.is_none());
        if !is_percentage && formula.is_none() {
            return;
        }
        for row in self.row..self.row.saturating_add(self.n_rows) {
            for column in self.column..self.column.saturating_add(n) {
                if self.marks.percentages.len() + self.marks.formulas.len() >= MARK_LIMIT {
                    return;
                }
                if is_percentage {
                    self.marks.percentages.insert((row, column));
                }
                if let Some(formula) = &formula {
                    let text = formula.split_once('=').map_or("", |(_, text)| text);
                    self.marks.formulas.insert((row, column), text.to_owned());
                }
            }
        }
    }

    fn end_row(&mut self) {
        self.row = self.row.saturating_add(self.n_rows).min(HEIGHT_LIMIT);
    }
}

/// A formula as the text of its cell, by which its missing result is told.
pub(super) fn shown_formula(formula: &str) -> String {
    if formula.is_empty() { "=?".to_owned() } else { format!("={formula}") }
}

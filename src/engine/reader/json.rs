//! JSON: FHIR resources, or a table as databases and programs write it: a list of
//! flat objects, one of them a line, or a list of lists with the names first.

use std::borrow::Cow;

use serde_json::Value;

use crate::engine::json;
use crate::engine::reader::encoding;
use crate::engine::reader::fhir::Resources;
use crate::engine::reader::format::Format;
use crate::engine::reader::issue::FileError;
use crate::engine::reader::rows::CellKind;
use crate::engine::reader::sheet::Sheet;
use crate::engine::reader::teller::ProgressReporter;

/// Largest file that is read, in bytes.
pub(super) const JSON_LIMIT: u64 = 100 << 20;

/// Most columns, the width of a spreadsheet.
const WIDTH_LIMIT: usize = 16_384;

/// What a file holds, as a table, and in which form it holds it.
pub(super) fn read(
    bytes: &[u8],
    teller: &mut ProgressReporter<'_>,
) -> Result<(Format, Sheet), FileError> {
    let text = text(bytes);
    let mut resources = Resources::default();
    let mut table = RecordTable::default();
    // One value is a Bundle, a list or a record; bulk data have one a line.
    for (n_values, value) in (1..).zip(json::values(&text)) {
        let value = value.map_err(|(error, twice)| broken(&error, twice))?;
        teller.note(n_values);
        if resources.note(&value) == 0 {
            table.note(value);
        }
    }
    if resources.is_empty() {
        return table.into_sheet().map(|sheet| (Format::Json, sheet)).ok_or(FileError::NoRecords);
    }
    resources.into_sheet().map(|sheet| (Format::Fhir, sheet)).ok_or(FileError::NoObservations)
}

/// The text of a file; some programs write JSON in two bytes a letter.
fn text(bytes: &[u8]) -> Cow<'_, str> {
    let found = encoding::by_mark(bytes).or_else(|| encoding::by_zeros(bytes));
    found.unwrap_or(encoding_rs::UTF_8).decode_with_bom_removal(bytes).0
}

fn broken(error: &serde_json::Error, twice: Option<String>) -> FileError {
    let line = u32::try_from(error.line()).unwrap_or(u32::MAX);
    if let Some(name) = twice {
        return FileError::JsonNameTwice { line, name };
    }
    // Lists in lists in lists: valid, and no table.
    if error.to_string().starts_with("recursion limit") {
        return FileError::NoRecords;
    }
    FileError::Json { line }
}

/// Records under way.
#[derive(Default)]
struct RecordTable {
    names: Vec<String>,
    rows: Vec<Vec<Value>>,
    /// Whether anything was no record.
    is_refused: bool,
}

impl RecordTable {
    fn note(&mut self, value: Value) {
        match value {
            Value::Object(members) if members.values().all(is_flat) => self.note_record(members),
            // `{"records": [...]}`: the only list of the object.
            Value::Object(members) => {
                let mut lists = members.into_iter().filter(|(_, value)| value.is_array());
                match (lists.next(), lists.next()) {
                    (Some((_, list)), None) => self.note_list(list),
                    (Some(_), Some(_)) | (None, _) => self.is_refused = true,
                }
            }
            list @ Value::Array(_) => self.note_list(list),
            _ => self.is_refused = true,
        }
    }

    fn note_list(&mut self, list: Value) {
        let Value::Array(values) = list else { return };
        let is_row = |value: &Value| {
            value.as_array().is_some_and(|cells| cells.len() > 1 && cells.iter().all(is_flat))
        };
        if values.len() > 1 && values.iter().all(is_row) && self.names.is_empty() {
            let mut rows = values.into_iter().filter_map(|row| match row {
                Value::Array(cells) => Some(cells),
                _ => None,
            });
            self.names =
                rows.next().unwrap_or_default().iter().map(cell).map(|one| one.0).collect();
            self.rows = rows.collect();
            return;
        }
        for value in values {
            match value {
                Value::Object(members) => self.note_record(members),
                _ => self.is_refused = true,
            }
        }
    }

    fn note_record(&mut self, members: serde_json::Map<String, Value>) {
        let mut row = vec![Value::Null; self.names.len()];
        let mut next = 0;
        for (name, value) in members {
            // Records of one source have their names in one order.
            let place = match self.names.get(next) {
                Some(one) if *one == name => next,
                _ => self.names.iter().position(|one| *one == name).unwrap_or(self.names.len()),
            };
            next = place + 1;
            if place == self.names.len() {
                if place == WIDTH_LIMIT {
                    self.is_refused = true;
                    return;
                }
                self.names.push(name);
            }
            row.resize(row.len().max(place + 1), Value::Null);
            row[place] = value;
        }
        self.rows.push(row);
    }

    fn into_sheet(self) -> Option<Sheet> {
        // A single name is that of something else than a woman's values.
        if self.is_refused || self.rows.is_empty() || self.names.len() < 2 {
            return None;
        }
        let mut sheet = Sheet::default();
        sheet.start_row(1);
        for name in &self.names {
            sheet.push(name, CellKind::Text);
        }
        for (number, row) in (2..).zip(&self.rows) {
            sheet.start_row(number);
            for value in row {
                let (text, kind) = cell(value);
                sheet.push(&text, kind);
            }
        }
        Some(sheet)
    }
}

fn is_flat(value: &Value) -> bool {
    !value.is_array() && !value.is_object()
}

/// A value as a cell; lists and objects inside a record stay as they are written.
fn cell(value: &Value) -> (String, CellKind) {
    match value {
        Value::Null => (String::new(), CellKind::Text),
        Value::Number(number) => (number.to_string(), CellKind::Number),
        Value::String(text) => (text.clone(), CellKind::Text),
        Value::Bool(_) | Value::Array(_) | Value::Object(_) => (value.to_string(), CellKind::Text),
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    fn read_whole(text: &str) -> Result<(Format, Sheet), FileError> {
        read(text.as_bytes(), &mut ProgressReporter { tell: &mut |_| {}, last: 0 })
    }

    /// Rows split at `/`, cells at `|`.
    #[track_caller]
    fn check(text: &str, expected: &str) {
        let (format, sheet) = read_whole(text).expect("a table");
        assert_eq!(format, Format::Json);
        let mut rows = Vec::new();
        let _ = sheet.for_each(&mut |row| {
            let cells: Vec<&str> = (0..row.len()).map(|place| row.cell(place)).collect();
            rows.push(cells.join("|"));
            Ok::<(), ()>(())
        });
        assert_eq!(rows.join("/"), expected, "{text}");
    }

    #[test]
    fn lists_of_records_are_tables() {
        let expected = "id|nk/A|17.2/B|";
        check(r#"[{"id":"A","nk":17.2},{"id":"B","nk":null}]"#, expected);
        check("{\"id\":\"A\",\"nk\":17.2}\n{\"id\":\"B\"}\n", expected);
        check(r#"{"n":2,"records":[{"id":"A","nk":17.2},{"id":"B","nk":null}]}"#, expected);
        check(r#"[["id","nk"],["A",17.2],["B",null]]"#, expected);
        check(r#"[{"id":"A"},{"nk":"<5","id":"B"}]"#, "id|nk/A/B|<5");
        check(r#"[{"id":"A","more":{"x":1}},{"id":"B","more":[]}]"#, "id|more/A|{\"x\":1}/B|[]");
    }

    #[test]
    fn other_json_is_no_table() {
        let deep = "[".repeat(100_000);
        for text in ["{}", "[]", "[1,2]", "[[[[1]]]]", "\"a\"", r#"{"a":{"b":{}}}"#, "[[1]]", &deep]
        {
            assert_eq!(read_whole(text).err(), Some(FileError::NoRecords), "{}", text.len());
        }
        let cut = "[\n{\"id\":\"A\",\n\"nk\":17";
        assert_eq!(read_whole(cut).err(), Some(FileError::Json { line: 3 }));
    }

    #[test]
    fn a_name_that_stands_twice_is_refused() {
        for (text, line) in [
            ("[{\"id\":\"A\",\"nk\":17.2,\n\"nk\":9}]", 2),
            ("{\"id\":\"A\",\"nk\":17.2}\n{\"id\":\"B\",\"nk\":1,\"nk\":1}\n", 2),
            ("{\"resourceType\":\"Bundle\",\"entry\":[{\"resource\":{\"nk\":1,\"nk\":2}}]}", 1),
        ] {
            let twice = FileError::JsonNameTwice { line, name: "nk".to_owned() };
            assert_eq!(read_whole(text).err(), Some(twice), "{text}");
        }
    }
}

//! The header of a cohort file: where its columns stand and what it calls them.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::engine::column::Column;
use crate::engine::quantity::Quantity;
use crate::engine::reader::mapping::{self, Match};
use crate::engine::reader::number;
use crate::engine::reader::settings::ImportSettings;
use crate::engine::reader::text::column_letter;

/// What was found of the header.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeaderSummary {
    /// The columns that are read.
    pub used: Vec<Column>,
    /// The columns of the format that the file lacks.
    pub missing: Vec<Column>,
    /// The file's columns that are not read, by name.
    pub ignored: Vec<String>,
}

/// Where the header of a table stands and what it calls the columns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct HeaderLayout {
    /// The first row of the header.
    pub(super) first_row: u32,
    /// Number of rows that the header takes: 1 or 2.
    pub(super) n_rows: u32,
    /// The last row of the header.
    pub(super) last_row: u32,
    /// The name of each column, different from all others.
    pub(super) names: Vec<String>,
}

/// Most rows that may stand above the header.
const ROWS_ABOVE: usize = 12;

/// A row of a table's beginning.
pub(super) type HeadRow = (u32, Vec<String>);

impl HeaderLayout {
    /// Finds the header among the first rows that hold anything: the one with
    /// the most names that are known, alone or with the row below it. Returns
    /// the number of known names as well.
    pub(super) fn detect(rows: &[HeadRow], settings: &ImportSettings) -> (usize, HeaderLayout) {
        let mut best: (usize, HeaderLayout) = (0, HeaderLayout::default());
        let mut known = KnownNames::default();
        let n_tried = if settings.header_row.is_some() { rows.len() } else { ROWS_ABOVE };
        for (start, (number, cells)) in rows.iter().enumerate().take(n_tried) {
            if settings.header_row.is_some_and(|row| row != *number) {
                continue;
            }
            let is_first = best.1.names.is_empty();
            let mut single_score = 0;
            if settings.header_rows != Some(2) {
                let names = one_row(cells);
                single_score = known.count(&names);
                // Words of a woman may be names of columns as well: `No`, `Live birth`.
                let is_of_data =
                    settings.header_row.is_none() && n_values(cells) >= single_score.max(2);
                if is_first || single_score > best.0 && !is_of_data {
                    let layout =
                        HeaderLayout { first_row: *number, n_rows: 1, last_row: *number, names };
                    best = (single_score, layout);
                }
            }
            if settings.header_rows == Some(1) {
                continue;
            }
            let Some((next_number, next)) = rows.get(start + 1) else { continue };
            // A row with numbers is no part of a header, and nor is one behind a blank
            // row, unless the user says so: neither the women above a header that is
            // repeated, nor those below one. And a line that is not divided lends its
            // text to no columns.
            let is_apart = *next_number > number.saturating_add(1);
            let is_none = is_apart || cells.len() < 2 || has_number(cells) || has_number(next);
            if settings.header_rows != Some(2) && is_none {
                continue;
            }
            let (names, pair_score) = two_rows(cells, next, &mut known);
            let is_asked = settings.header_rows == Some(2);
            // Units belong to their columns, all the more where they refuse one.
            let says_more = are_units(next)
                || pair_score == single_score && n_settled(&names) > n_settled(&best.1.names);
            let is_better = pair_score > best.0 && pair_score > single_score
                || best.1.first_row == *number && best.1.n_rows == 1 && says_more;
            if is_asked && (is_first || pair_score > best.0) || is_better {
                let layout =
                    HeaderLayout { first_row: *number, n_rows: 2, last_row: *next_number, names };
                best = (pair_score, layout);
            }
        }
        if best.1.names.is_empty() && settings.header_row.is_some() {
            // There is no such row: the header is where it would be without it.
            let settings = ImportSettings { header_row: None, ..settings.clone() };
            return HeaderLayout::detect(rows, &settings);
        }
        let layout = &mut best.1;
        let n_above = rows.iter().take_while(|(number, _)| *number <= layout.last_row).count();
        if layout.n_rows == 1 {
            match row_names(&layout.names, &rows[n_above..]) {
                RowNames::AsNamed => {}
                RowNames::Unnamed => layout.names.insert(0, String::new()),
                RowNames::NameAlone => {
                    layout.names.remove(0);
                }
            }
        }
        layout.names = distinct(std::mem::take(&mut layout.names));
        best
    }
}

/// Which names are known. Each is looked up once: the rows tried as a header are
/// mostly rows of data, whose words come again and again.
#[derive(Default)]
struct KnownNames(HashMap<String, bool>);

impl KnownNames {
    /// How many of the names are known.
    fn count(&mut self, names: &[String]) -> usize {
        names.iter().filter(|name| self.holds(name)).count()
    }

    fn holds(&mut self, name: &str) -> bool {
        if let Some(&is_known) = self.0.get(name) {
            return is_known;
        }
        let is_known = mapping::look_up(name).is_known();
        self.0.insert(name.to_owned(), is_known);
        is_known
    }
}

/// Whether names of rows and a name above them come together.
enum RowNames {
    AsNamed,
    /// Each row begins with one cell more than the header has names, as `write.table`
    /// of R puts the names of rows before them.
    Unnamed,
    /// The header begins with a name for them, and the rows have none.
    NameAlone,
}

/// Whether all cells are one place off: only then more numbers stand below the names
/// of numbers when they are moved. A last column without a name makes rows as long,
/// and one without values as short.
fn row_names(names: &[String], below: &[HeadRow]) -> RowNames {
    let n_of = |len: usize| below.iter().filter(|(_, cells)| cells.len() == len).count();
    let is_usual = |len: usize| 2 * n_of(len) > below.len();
    if names.len() < 2 || !is_usual(names.len() + 1) && !is_usual(names.len() - 1) {
        return RowNames::AsNamed;
    }
    let quantities: Vec<(usize, Quantity)> = (0..)
        .zip(names)
        .filter_map(|(place, name)| match mapping::look_up(name) {
            Match::Field { field, .. } | Match::Hinted(field) => Some((place, field.quantity()?)),
            Match::Candidates(_) | Match::Refused(_) | Match::Identifier(_) | Match::Unknown => {
                None
            }
        })
        .collect();
    let n_fitting = |offset: isize| {
        let fits = |cells: &[String], (place, quantity): &(usize, Quantity)| {
            let cell = place.checked_add_signed(offset).and_then(|place| cells.get(place));
            let value = cell.and_then(|cell| number::parse(&cell.trim().replace(',', ".")));
            value.is_some_and(|value| quantity.possible().contains(value))
        };
        let of_row =
            |(_, cells): &HeadRow| quantities.iter().filter(|one| fits(cells, one)).count();
        below.iter().map(of_row).sum::<usize>()
    };
    let as_named = n_fitting(0);
    if is_usual(names.len() + 1) && n_fitting(1) > as_named {
        RowNames::Unnamed
    } else if is_usual(names.len() - 1) && n_fitting(-1) > as_named {
        RowNames::NameAlone
    } else {
        RowNames::AsNamed
    }
}

fn one_row(cells: &[String]) -> Vec<String> {
    let mut names: Vec<String> = cells.iter().map(|cell| tidy_name(cell)).collect();
    while names.len() > 1 && names.last().is_some_and(String::is_empty) {
        names.pop();
    }
    names
}

/// A name in the upper row holds for the blank cells to its right, which were
/// merged with it, as long as the lower row has something there. Returns how
/// many names are known as well: one that a cell to its left lends counts only
/// where the lower row adds something to it, as `25:1` does.
fn two_rows(upper: &[String], lower: &[String], known: &mut KnownNames) -> (Vec<String>, usize) {
    let mut names = Vec::new();
    let mut merged = String::new();
    let mut merged_alone = None;
    let mut n_lent = 0;
    let are_units = are_units(lower);
    for place in 0..upper.len().max(lower.len()) {
        let above = upper.get(place).map(|cell| tidy_name(cell)).unwrap_or_default();
        let below = lower.get(place).map(|cell| tidy_name(cell)).unwrap_or_default();
        if !above.is_empty() {
            merged.clone_from(&above);
            merged_alone = None;
        }
        names.push(match (above.is_empty(), below.is_empty()) {
            (false, true) => above,
            (false, false) => {
                let name = format!("{above} {below}");
                // `n` says nothing of the number of losses that its name does not.
                let is_lost = are_units && known.holds(&above) && !known.holds(&name);
                if is_lost && !is_quotient(&below.to_lowercase()) { above } else { name }
            }
            (true, false) => {
                let name = format!("{merged} {below}").trim_start().to_owned();
                let alone = merged_alone.get_or_insert_with(|| mapping::look_up(&merged));
                n_lent += usize::from(alone.is_known() && mapping::look_up(&name) == *alone);
                name
            }
            (true, true) => String::new(),
        });
    }
    let names = one_row(&names);
    let n_known = known.count(&names).saturating_sub(n_lent);
    (names, n_known)
}

/// Line breaks and repeated blanks inside a name are one blank.
fn tidy_name(cell: &str) -> String {
    cell.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Cells that are numbers, and not those by which dilutions are named.
fn n_values(cells: &[String]) -> usize {
    let is_value = |cell: &&String| {
        let text = cell.trim();
        !["50", "25", "12.5"].contains(&text) && number::parse(text).is_some()
    };
    cells.iter().filter(is_value).count()
}

fn has_number(cells: &[String]) -> bool {
    // Whether a comma is the decimal mark is not known yet.
    cells.iter().any(|cell| number::parse(&cell.trim().replacen(',', ".", 1)).is_some())
}

/// How many names are one field, and not one of several.
fn n_settled(names: &[String]) -> usize {
    let is_settled = |name: &&String| matches!(mapping::look_up(name), Match::Field { .. });
    names.iter().filter(is_settled).count()
}

/// Whether a row holds nothing but units.
fn are_units(cells: &[String]) -> bool {
    const UNITS: [&str; 29] = [
        "%", "％", "years", "year", "yrs", "y", "세", "歳", "岁", "歲", "cm", "m", "kg", "ratio",
        "n", "회", "回", "次", "code", "percent", "cells", "count", "no unit", "none", "-",
        "yes/no", "y/n", "0/1", "text",
    ];
    let is_unit = |cell: &str| {
        let bare = cell.trim_start_matches(['(', '[']).trim_end_matches([')', ']']).to_lowercase();
        UNITS.contains(&bare.as_str()) || is_quotient(&bare)
    };
    let mut filled = cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty());
    filled.clone().next().is_some() && filled.all(is_unit)
}

/// `cells/µL`, `10^9/L`, `kg/m²`, `pg/mL`, `% of lymphocytes`: something for each of a
/// volume or an area, or a share of something.
fn is_quotient(unit: &str) -> bool {
    const PER: [&str; 14] =
        ["l", "ml", "dl", "µl", "μl", "ul", "mcl", "nl", "mm3", "mm³", "cumm", "m2", "m²", "hpf"];
    unit.starts_with("% ")
        || unit.rsplit_once('/').is_some_and(|(_, per)| PER.contains(&per.trim()))
}

/// Gives nameless columns the letter of the spreadsheet, and columns of the same
/// name their letter besides, so that every column can be spoken of.
fn distinct(names: Vec<String>) -> Vec<String> {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for name in &names {
        *counts.entry(name.clone()).or_default() += 1;
    }
    let name = |(place, name): (usize, String)| {
        let letter = column_letter(place);
        if name.is_empty() {
            format!("(column {letter})")
        } else if counts.get(&name).is_some_and(|&count| count > 1) {
            format!("{name} (column {letter})")
        } else {
            name
        }
    };
    names.into_iter().enumerate().map(name).collect()
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    /// Rows split at `/`, cells at `,`; expected: first row, rows, names at `|`.
    #[track_caller]
    fn check(table: &str, expected: (u32, u32, &str)) {
        let rows: Vec<HeadRow> = (1..)
            .zip(table.split('/'))
            .map(|(number, row)| (number, row.split(',').map(str::to_owned).collect()))
            .collect();
        let (_, layout) = HeaderLayout::detect(&rows, &ImportSettings::default());
        assert_eq!((layout.first_row, layout.n_rows, layout.names.join("|").as_str()), expected);
    }

    #[test]
    fn a_row_of_units_belongs_to_the_header() {
        let row = |cells: &[&str]| cells.iter().map(|&cell| cell.to_owned()).collect();
        let rows: Vec<HeadRow> = vec![
            (1, row(&["ID", "age", "previous losses", "NK cells", "TNF"])),
            (2, row(&["", "years", "n", "cells/µL", "pg/mL"])),
            (3, row(&["A", "31", "2", "88", "12"])),
        ];
        let (_, layout) = HeaderLayout::detect(&rows, &ImportSettings::default());
        let names = ["ID", "age years", "previous losses", "NK cells cells/µL", "TNF pg/mL"];
        assert_eq!((layout.n_rows, layout.names), (2, names.map(str::to_owned).to_vec()));
        for words in [&["", "yes", "ongoing"][..], &["A/B", "septum"], &["", ""]] {
            assert!(!are_units(&row(words)), "{words:?}");
        }
    }

    #[test]
    fn headers_are_found() {
        check("patient_id,nk_percent/A,12", (1, 1, "patient_id|nk_percent"));
        check("Our cohort,/exported 2024,/No.,NK(%)/1,12", (3, 1, "No.|NK(%)"));
        check(
            "ID,NK cytotoxicity (%),,/,50:1,25:1,12.5:1/A,20,15,5",
            (
                1,
                2,
                "ID|NK cytotoxicity (%) 50:1|NK cytotoxicity (%) 25:1|NK cytotoxicity (%) 12.5:1",
            ),
        );
        check("ID,NK,age/,%,years/A,12,30", (1, 2, "ID|NK %|age years"));
        check("ID,NK/A,12/B,13", (1, 1, "ID|NK"));
        check("a,a,,b/1,2,3,4", (1, 1, "a (column A)|a (column B)|(column C)|b"));
        check("x,y/1,2", (1, 1, "x|y"));
        // `No` and `Live birth` are words of a woman here.
        check("q1,q2,q3,q4,q5/A,31,No,17,Live birth/B,36,Yes,9,Loss", (1, 1, "q1|q2|q3|q4|q5"));
        check("title,/exported,/id,50,25,12.5/A,1,2,3", (3, 1, "id|50|25|12.5"));
        check("id,age,NK/1,A,34,12/2,B,29,13", (1, 1, "(column A)|id|age|NK"));
        // The lower row tells dilutions apart that the upper one names alike.
        check(
            "ID,NK,NK cytotoxicity,NK cytotoxicity/,percent,50:1,25:1/,,,/A,12,20,15",
            (1, 2, "ID|NK percent|NK cytotoxicity 50:1|NK cytotoxicity 25:1"),
        );
        // A last column without a name moves nothing.
        check("id,age,NK/A,34,12,x/B,29,13,y", (1, 1, "id|age|NK"));
    }
}

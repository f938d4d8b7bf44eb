//! Rows that are no women: sums and means below a table, notes, page numbers, heads
//! of sections, headers that come again.
//!
//! What is certain is left out with its reason. A row that has a name alone, or one
//! unlike all others, is asked about: no woman is made of it in silence, and none is
//! lost. Survey and reading judge by the same rules; what the survey has seen of all
//! rows goes on to the reading.

use std::collections::HashSet;

use crate::engine::column::Column;
use crate::engine::reader::date::{self, Year};
use crate::engine::reader::field::Field;
use crate::engine::reader::header::HeaderLayout;
use crate::engine::reader::issue::{ASKED_LIMIT, FileQuestion, NoWoman, OddRow, RowProblem};
use crate::engine::reader::marks::Ranges;
use crate::engine::reader::rows::CellRow;
use crate::engine::reader::settings::{ImportSettings, RowChoice};
use crate::engine::reader::text::{key, shorten_to};
use crate::engine::reader::words::{
    Dictionary, Meaning, MissingCodes, RowName, WordReading, row_name,
};

/// Different shapes of identifiers that are kept.
const SHAPE_LIMIT: usize = 500;

/// Doubtful rows that are kept until all rows have been seen.
const DOUBT_LIMIT: usize = 1000;

/// Texts in the place of values that make a row one of names.
const NAMES_NEEDED: usize = 3;

/// Longest text of a row that is shown, in characters.
const SHOWN_LENGTH: usize = 120;

/// What a row looks like by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum RowAppearance {
    Woman,
    /// It is none.
    NoWoman(NoWoman),
    /// Its name may be short for that of a sum, or somebody's initials.
    Abbreviation,
    /// It has a name and no value that is read.
    Alone,
    /// It has values, and a name without a digit.
    NoDigit,
}

/// What all rows together say of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum RowVerdict {
    Woman,
    NoWoman(NoWoman),
    Doubtful,
}

/// What a column can tell of a row.
#[derive(Debug)]
enum CellReader {
    Numbers,
    Words(Dictionary),
    Years,
    Nothing,
}

/// A row that was doubtful by itself.
#[derive(Debug)]
struct DoubtfulRow {
    look: RowAppearance,
    place: usize,
    name: String,
    row: OddRow,
}

/// Tells the rows that are no women.
#[derive(Debug)]
pub(super) struct RowJudge {
    /// The keys of the names in the header.
    names: Vec<String>,
    has_two_rows: bool,
    readers: Vec<CellReader>,
    /// Columns that name the women.
    identifiers: Vec<usize>,
    missing: MissingCodes,
    choice: Option<RowChoice>,
    hidden: Ranges,
    hidden_choice: Option<RowChoice>,
    n_hidden: u32,
    hidden_rows: Vec<OddRow>,
    shapes: HashSet<String>,
    n_women: u32,
    n_named: u32,
    n_with_digit: u32,
    has_sum: bool,
    doubts: Vec<DoubtfulRow>,
    /// Rows that are halves of others.
    halves: HashSet<u32>,
}

impl RowJudge {
    /// What each column is read as, and which of them name the women.
    pub(super) fn new(
        layout: &HeaderLayout,
        fields: impl Iterator<Item = Field>,
        identifiers: Vec<usize>,
        settings: &ImportSettings,
    ) -> Self {
        let reader = |field: Field| match field {
            Field::Column(Column::Year) => CellReader::Years,
            _ if field.quantity().is_some() => CellReader::Numbers,
            _ if field.is_word() => CellReader::Words(Dictionary::new(field, settings)),
            _ => CellReader::Nothing,
        };
        RowJudge {
            names: layout.names.iter().map(|name| key(name)).collect(),
            has_two_rows: layout.n_rows > 1,
            readers: fields.map(reader).collect(),
            identifiers,
            missing: MissingCodes::new(settings),
            choice: settings.no_women,
            hidden: Ranges::default(),
            hidden_choice: settings.hidden_rows,
            n_hidden: 0,
            hidden_rows: Vec::new(),
            shapes: HashSet::new(),
            n_women: 0,
            n_named: 0,
            n_with_digit: 0,
            has_sum: false,
            doubts: Vec::new(),
            halves: HashSet::new(),
        }
    }

    /// Says which rows the workbook hides.
    pub(super) fn hide(&mut self, rows: Ranges) {
        self.hidden = rows;
    }

    /// Takes a row of the survey; says whether its cells count as those of a woman.
    pub(super) fn see(&mut self, row: CellRow<'_>) -> bool {
        let Some((place, name)) = self.name_of(row) else { return true };
        if self.hidden.has(row.number) {
            self.n_hidden += 1;
            if self.hidden_rows.len() < ASKED_LIMIT {
                self.hidden_rows.push(OddRow { row: row.number, text: shown(row) });
            }
            if self.hidden_choice == Some(RowChoice::LeaveOut) {
                return false;
            }
        }
        let look = self.look(row, place, name);
        let is_naming = self.is_naming(place);
        let has_digit = name.contains(char::is_numeric);
        match look {
            RowAppearance::NoWoman(why) => {
                self.has_sum |= why == NoWoman::Sum;
                return false;
            }
            RowAppearance::Woman | RowAppearance::NoDigit => {
                self.n_women += 1;
                if is_naming {
                    self.n_named += 1;
                    self.n_with_digit += u32::from(has_digit);
                    if has_digit && self.shapes.len() < SHAPE_LIMIT {
                        self.shapes.insert(shape(name));
                    }
                }
            }
            RowAppearance::Abbreviation | RowAppearance::Alone => {}
        }
        if look != RowAppearance::Woman && self.doubts.len() < DOUBT_LIMIT {
            let is_known = look == RowAppearance::Alone && is_naming && self.has_shape(name);
            if !is_known {
                let row = OddRow { row: row.number, text: shown(row) };
                self.doubts.push(DoubtfulRow { look, place, name: name.to_owned(), row });
            }
        }
        match look {
            RowAppearance::Woman => true,
            RowAppearance::NoDigit => !self.have_digits() || self.choice == Some(RowChoice::Read),
            // A row that is a woman's may hold words that have to be asked about.
            RowAppearance::Alone | RowAppearance::Abbreviation => {
                is_naming && has_digit || self.choice == Some(RowChoice::Read)
            }
            RowAppearance::NoWoman(_) => false,
        }
    }

    /// Whether two rows of the survey are likely to be one that a line break inside of
    /// a cell has broken: together they have its cells, and the second begins like no
    /// other.
    pub(super) fn are_halves(&mut self, first: CellRow<'_>, second: CellRow<'_>) -> bool {
        let name = self.name_of(second).filter(|(place, _)| self.is_naming(*place));
        let name = name.map_or("", |(_, name)| name);
        let are_halves = first.number + 1 == second.number
            && first.len() + second.len() == self.names.len() + 1
            && self.halves.len() < DOUBT_LIMIT
            && !self.has_shape(name);
        if are_halves {
            self.halves.extend([first.number, second.number]);
        }
        are_halves
    }

    /// Ends the survey: what has to be asked.
    pub(super) fn settle(&mut self) -> Vec<FileQuestion> {
        let mut questions = Vec::new();
        if self.n_hidden > 0 && self.hidden_choice.is_none() {
            let rows = std::mem::take(&mut self.hidden_rows);
            questions.push(FileQuestion::HiddenRows { n: self.n_hidden, rows });
        }
        let doubts = std::mem::take(&mut self.doubts);
        let is_doubtful = |doubt: &&DoubtfulRow| {
            self.verdict(doubt.look, doubt.place, &doubt.name) == RowVerdict::Doubtful
        };
        let rows: Vec<OddRow> =
            doubts.iter().filter(is_doubtful).map(|doubt| doubt.row.clone()).collect();
        if !rows.is_empty() && self.choice.is_none() {
            let n = u32::try_from(rows.len()).unwrap_or(u32::MAX);
            let rows = rows.into_iter().take(ASKED_LIMIT).collect();
            questions.push(FileQuestion::NoWomen { n, rows });
        }
        questions
    }

    /// Whether a row is half of one that a line break inside of a cell has broken.
    pub(super) fn is_broken(&self, row: u32) -> bool {
        self.halves.contains(&row)
    }

    /// Why a row is left out as a whole, and the place of the cell that names it.
    pub(super) fn judge(&self, row: CellRow<'_>) -> Option<(RowProblem, usize)> {
        let (place, name) = self.name_of(row)?;
        if self.hidden_choice == Some(RowChoice::LeaveOut) && self.hidden.has(row.number) {
            return Some((RowProblem::Hidden, place));
        }
        match self.verdict(self.look(row, place, name), place, name) {
            RowVerdict::NoWoman(why) => Some((RowProblem::NoWoman { why }, place)),
            RowVerdict::Doubtful if self.choice == Some(RowChoice::LeaveOut) => {
                Some((RowProblem::NoWoman { why: NoWoman::Chosen }, place))
            }
            RowVerdict::Doubtful | RowVerdict::Woman => None,
        }
    }

    /// Whether the names of women have digits as a rule.
    fn have_digits(&self) -> bool {
        self.n_with_digit >= 3 && 3 * self.n_with_digit >= 2 * self.n_named
    }

    fn verdict(&self, look: RowAppearance, place: usize, name: &str) -> RowVerdict {
        let is_a_woman = match look {
            RowAppearance::NoWoman(why) => return RowVerdict::NoWoman(why),
            // `P5` is a percentile, or the fifth of P1 to P9.
            RowAppearance::Abbreviation if self.is_naming(place) && self.has_shape(name) => true,
            RowAppearance::Abbreviation if self.have_digits() || self.has_sum => {
                return RowVerdict::NoWoman(NoWoman::Sum);
            }
            RowAppearance::Abbreviation => false,
            RowAppearance::Woman => true,
            RowAppearance::NoDigit => !self.have_digits(),
            // Where no row has a value, nothing tells them apart.
            RowAppearance::Alone => {
                self.n_women == 0 || self.is_naming(place) && self.is_usual(name)
            }
        };
        if is_a_woman { RowVerdict::Woman } else { RowVerdict::Doubtful }
    }

    /// The cell that names a row: an identifier, else the first that is filled.
    fn name_of<'a>(&self, row: CellRow<'a>) -> Option<(usize, &'a str)> {
        let is_filled = |place: &usize| !row.cell(*place).is_empty();
        let identifier = self.identifiers.iter().copied().find(is_filled);
        let place = identifier.or_else(|| (0..row.len()).find(is_filled))?;
        Some((place, row.cell(place)))
    }

    /// Whether the column names the rows: where none is known to, the first does if
    /// it is not read as something else.
    fn is_naming(&self, place: usize) -> bool {
        if self.identifiers.is_empty() {
            place == 0 && matches!(self.readers.first(), Some(CellReader::Nothing))
        } else {
            self.identifiers.contains(&place)
        }
    }

    /// Whether a name has a digit and is like others, or all have one and are like none.
    fn is_usual(&self, name: &str) -> bool {
        let have_digits = self.n_with_digit == self.n_named || self.have_digits();
        let n_shapes = u32::try_from(self.shapes.len()).unwrap_or(u32::MAX);
        let are_regular = n_shapes.saturating_mul(3) <= self.n_with_digit;
        name.contains(char::is_numeric) && (self.has_shape(name) || have_digits && !are_regular)
    }

    fn has_shape(&self, name: &str) -> bool {
        name.contains(char::is_numeric)
            && (self.shapes.len() >= SHAPE_LIMIT || self.shapes.contains(&shape(name)))
    }

    fn look(&self, row: CellRow<'_>, place: usize, name: &str) -> RowAppearance {
        // Nearly all rows end here.
        const SIGNS: [char; 12] = [' ', ':', '=', '±', '(', '*', '†', '‡', '§', '#', '※', '•'];
        let has_digit = name.contains(char::is_numeric);
        let starts_with_digit = |place: usize| {
            matches!(self.readers[place], CellReader::Numbers)
                && row.cell(place).starts_with(|letter: char| letter.is_ascii_digit())
        };
        if has_digit
            && name.len() <= 32
            && !name.contains(SIGNS)
            && (0..self.readers.len()).any(starts_with_digit)
        {
            return RowAppearance::Woman;
        }
        if self.repeats_the_header(row) {
            return RowAppearance::NoWoman(NoWoman::Names);
        }
        let row_name = row_name(name);
        if row_name == RowName::Sum {
            return RowAppearance::NoWoman(NoWoman::Sum);
        }
        if row_name == RowName::MaybeSum {
            return RowAppearance::Abbreviation;
        }
        let places = || 0..self.readers.len();
        if row_name == RowName::Note && !places().any(|place| self.holds_plain_number(row, place)) {
            return RowAppearance::NoWoman(NoWoman::Note);
        }
        if places().any(|place| self.holds_word(row, place)) {
            return RowAppearance::Woman;
        }
        if places().any(|place| self.holds_number(row, place)) {
            // A letter alone is an identifier, a word may name a sum.
            let is_word = name.chars().count() > 1 || !name.is_ascii();
            let is_odd =
                !has_digit && is_word && self.is_naming(place) && !self.is_missing(name, place);
            return if is_odd { RowAppearance::NoDigit } else { RowAppearance::Woman };
        }
        if is_rule(row) {
            return RowAppearance::NoWoman(NoWoman::Note);
        }
        let others = || {
            places().filter(|&other| {
                other != place
                    && !matches!(self.readers[other], CellReader::Nothing)
                    && !row.cell(other).is_empty()
            })
        };
        let is_text = |other: &usize| !self.is_missing(row.cell(*other), *other);
        let n_texts = others().filter(is_text).count();
        if n_texts >= NAMES_NEEDED {
            return RowAppearance::NoWoman(NoWoman::Names);
        }
        // Nobody writes that a note has no value.
        let says_missing = others().count() > n_texts;
        if self.is_missing(name, place) || says_missing {
            RowAppearance::Woman
        } else {
            RowAppearance::Alone
        }
    }

    fn is_missing(&self, text: &str, place: usize) -> bool {
        let field = match self.readers.get(place) {
            Some(CellReader::Numbers) => Field::Column(Column::NkPercent),
            Some(CellReader::Words(words)) => words.field(),
            Some(CellReader::Years | CellReader::Nothing) | None => {
                Field::Column(Column::PatientId)
            }
        };
        self.missing.kind(text, field).is_some()
    }

    /// Whether a cell of numbers holds nothing but a number and signs.
    fn holds_plain_number(&self, row: CellRow<'_>, place: usize) -> bool {
        let text = row.cell(place);
        matches!(self.readers[place], CellReader::Numbers)
            && text.contains(char::is_numeric)
            && !text.contains(char::is_alphabetic)
    }

    /// Whether the first letter or digit of a cell of numbers is a digit.
    fn holds_number(&self, row: CellRow<'_>, place: usize) -> bool {
        let text = row.cell(place);
        match self.readers[place] {
            CellReader::Numbers => {
                text.chars().find(|letter| letter.is_alphanumeric()).is_some_and(char::is_numeric)
            }
            CellReader::Years => date::year(text) != Year::None,
            CellReader::Words(_) | CellReader::Nothing => false,
        }
    }

    fn holds_word(&self, row: CellRow<'_>, place: usize) -> bool {
        let text = row.cell(place);
        match &self.readers[place] {
            CellReader::Words(words) => match words.read(text) {
                WordReading::Means(Meaning::Missing) | WordReading::Unknown => false,
                WordReading::Means(_) | WordReading::LeftOut => {
                    !text.is_empty() && self.missing.kind(text, words.field()).is_none()
                }
            },
            CellReader::Numbers | CellReader::Years | CellReader::Nothing => false,
        }
    }

    /// Whether every cell says again what stands above it in the header.
    fn repeats_the_header(&self, row: CellRow<'_>) -> bool {
        let mut n_filled = 0;
        for place in 0..row.len() {
            let text = row.cell(place);
            if text.is_empty() {
                continue;
            }
            n_filled += 1;
            let Some(name) = self.names.get(place) else { return false };
            let key = key(text);
            // Of two rows, each is a part of the names.
            let is_part = self.has_two_rows
                && key.chars().any(char::is_alphabetic)
                && (name.starts_with(&key) || name.ends_with(&key));
            if key.is_empty() || key != *name && !is_part {
                return false;
            }
        }
        n_filled >= 2 || n_filled == self.names.len()
    }
}

/// Whether a row is a line drawn with signs.
fn is_rule(row: CellRow<'_>) -> bool {
    let is_drawn = |text: &str| text.chars().all(|letter| "-=_~–—─━*.+|:".contains(letter));
    let filled = || (0..row.len()).map(|place| row.cell(place)).filter(|text| !text.is_empty());
    filled().all(is_drawn) && filled().any(|text| text.chars().count() >= 3)
}

/// An identifier with its letters as one and its digits by how many there are, so
/// that a year among running numbers has a shape of its own.
fn shape(name: &str) -> String {
    let mut shape = String::new();
    let mut n_digits = 0;
    let end_digits = |shape: &mut String, n: &mut usize| {
        if *n > 0 {
            shape.push_str(if *n < 4 { "0" } else { "0000" });
        }
        *n = 0;
    };
    for letter in name.chars() {
        if letter.is_numeric() {
            n_digits += 1;
            continue;
        }
        end_digits(&mut shape, &mut n_digits);
        if !letter.is_alphabetic() {
            shape.push(letter);
        } else if !shape.ends_with('a') {
            shape.push('a');
        }
    }
    end_digits(&mut shape, &mut n_digits);
    shape
}

/// The filled cells of a row as one text.
fn shown(row: CellRow<'_>) -> String {
    let cells = (0..row.len()).map(|place| row.cell(place)).filter(|text| !text.is_empty());
    shorten_to(&cells.collect::<Vec<_>>().join(" · "), SHOWN_LENGTH)
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn shapes_of_identifiers() {
        for (one, other, are_alike) in [
            ("A1", "B12", true),
            ("A1", "1", false),
            ("S01_RPL.fcs", "S8_RPL.fcs", true),
            ("7", "12", true),
            ("7", "2019", false),
            ("10000007", "10000009", true),
        ] {
            assert_eq!(shape(one) == shape(other), are_alike, "{one} {other}");
        }
    }
}

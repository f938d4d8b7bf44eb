//! What the cells of a column say.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use crate::engine::column::Column;
use crate::engine::reader::date::{self, Year};
use crate::engine::reader::field::{Field, Unit};
use crate::engine::reader::identifiers::IdentifierCounts;
use crate::engine::reader::issue::{ASKED_LIMIT, AskedCell, FileQuestion, UnreadCell};
use crate::engine::reader::number::{self, DecimalMark, MarkEvidence, NotANumber};
use crate::engine::reader::numeric::{NumberForm, NumberReading};
use crate::engine::reader::rows::CellKind;
use crate::engine::reader::settings::UnreadChoice;
use crate::engine::reader::survey::plan::ColumnPlan;
use crate::engine::reader::survey::role::ColumnRole;
use crate::engine::reader::text::shorten_to;
use crate::engine::reader::words::MissingCodes;
use crate::engine::record::{Bound, CalendarYear};

/// Different words of a column that are kept.
pub(super) const WORD_LIMIT: usize = 500;

/// Different texts of a column of numbers that are kept to be asked about.
const TEXT_LIMIT: usize = 1000;

/// Longest word that is kept, in bytes: beyond, it is a remark and no word.
const WORD_LENGTH: usize = 400;

/// Longest text of a cell that the preview shows, in characters.
pub(super) const CELL_LENGTH: usize = 120;

/// Numbers between 0 and 1 that make a column of percentages doubtful.
const FRACTIONS_NEEDED: u32 = 3;

/// What the cells of a column say.
#[derive(Clone, Debug, Default)]
pub(super) struct Profile {
    pub(super) marks: MarkEvidence,
    pub(super) n_numbers: u32,
    pub(super) n_above_one: u32,
    pub(super) n_positive: u32,
    pub(super) n_meters: u32,
    /// Cells of a column of percentages with a percent sign.
    n_with_sign: u32,
    /// Cells without one whose number could be a fraction of 1.
    n_bare_fractions: u32,
    pub(super) words: BTreeMap<String, TextCount>,
    /// Dashes, which stand for missing values unless a plus is an answer.
    pub(super) dashes: BTreeMap<String, TextCount>,
    /// Texts of a column of numbers that may not be readable under its decimal
    /// mark, which is known when all rows are.
    pub(super) doubtful: BTreeMap<(String, CellKind), TextCount>,
    pub(super) identifiers: IdentifierCounts,
    /// Texts of a column of numbers that hold more than a number, and years that
    /// could be others.
    pub(super) unread: BTreeMap<String, TextCount>,
    /// The first identifier whose digits a spreadsheet has cut.
    pub(super) cut_identifier: Option<String>,
}

/// How often a text stands in a column, and where first.
#[derive(Clone, Copy, Debug)]
pub(super) struct TextCount {
    pub(super) n: u32,
    pub(super) row: u32,
}

impl Profile {
    pub(super) fn take(
        &mut self,
        role: &ColumnRole,
        text: &str,
        row: u32,
        (kind, unread): (CellKind, Option<UnreadChoice>),
        missing: &MissingCodes,
    ) {
        let field = role.field;
        let is_unread = kind == CellKind::Text && is_unread(text, field, role.unit);
        if is_unread && text.len() <= WORD_LENGTH {
            count(&mut self.unread, text.to_owned(), row, WORD_LIMIT);
        }
        if let Some(quantity) = field.quantity() {
            if kind == CellKind::Text {
                self.marks.add(text);
            }
            let is_plain = role.unit == Unit::AsIs
                && matches!(kind, CellKind::Text | CellKind::Number)
                && role.chosen.decimal_mark != Some(DecimalMark::Comma)
                && number::parse(text).is_some_and(|value| quantity.check(value).is_ok());
            let form = NumberForm {
                field,
                unit: role.unit,
                mark: role.chosen.decimal_mark.unwrap_or(DecimalMark::Mixed),
                unread,
            };
            // What holds more than a number has a question of its own.
            if !is_plain
                && (!is_unread || unread.is_some())
                && text.len() <= WORD_LENGTH
                && matches!(form.read(text, kind, missing), NumberReading::Unreadable(_))
            {
                count(&mut self.doubtful, (text.to_owned(), kind), row, TEXT_LIMIT);
            }
            if let Some(value) = plain_value(text)
                && !missing.is_number_missing(value)
            {
                self.n_numbers += 1;
                self.n_above_one += u32::from(value > 1.0);
                self.n_positive += u32::from(value > 0.0);
                self.n_meters += u32::from((1.0..=2.5).contains(&value));
            }
            if field.is_percent() {
                self.count_sign(text, field, role.unit, missing);
            }
            return;
        }
        self.identifiers.add(text, kind);
        if field == Field::Column(Column::PatientId)
            && kind == CellKind::Text
            && is_cut_identifier(text)
        {
            self.cut_identifier.get_or_insert_with(|| text.to_owned());
        }
        if field.is_word() {
            if let Some(found) = self.words.get_mut(text) {
                found.n += 1;
            } else if text.len() <= WORD_LENGTH {
                count(&mut self.words, text.to_owned(), row, WORD_LIMIT);
            }
        }
    }

    /// Counts a cell of a column of percentages by its percent sign. Bounds are left out:
    /// no laboratory has a limit at half of all cells, so `<0.5` is in percent.
    fn count_sign(&mut self, text: &str, field: Field, unit: Unit, missing: &MissingCodes) {
        let plain = plain_value(text);
        if plain.is_none() && number::has_percent_sign(text, field, unit) {
            self.n_with_sign += 1;
            return;
        }
        let beside = || number::propose(text, DecimalMark::Mixed, field, Unit::AsIs);
        let exact = || beside().filter(|number| number.bound == Bound::Exact);
        let number = plain.or_else(|| exact().map(|number| number.value));
        let is_fraction = number.is_some_and(|number| {
            number > 0.0 && number <= 1.0 && !missing.is_number_missing(number)
        });
        self.n_bare_fractions += u32::from(is_fraction);
    }

    /// The texts that hold more than a number, and what each is proposed to be.
    pub(super) fn unread_cells(
        &self,
        field: Field,
        unit: Unit,
        mark: DecimalMark,
    ) -> Vec<UnreadCell> {
        let cell = |(text, &TextCount { n, row }): (&String, &TextCount)| {
            let (value, bound) = match (field, date::year(text)) {
                (Field::Column(Column::Year), Year::Proposed(year)) => {
                    (Some(f64::from(year)), Bound::Exact)
                }
                (Field::Column(Column::Year), Year::Certain(_) | Year::None) => {
                    (None, Bound::Exact)
                }
                _ => {
                    let number = number::propose(text, mark, field, unit);
                    let bound = number.map(|number| number.bound).filter(|_| field.keeps_bounds());
                    (number.map(|number| number.value), bound.unwrap_or_default())
                }
            };
            UnreadCell { text: text.clone(), n, row, value, bound }
        };
        self.unread.iter().map(cell).collect()
    }

    /// Whether numbers of a column of percentages could be fractions of 1: all of them, or
    /// those without a percent sign where others have one.
    pub(super) fn could_be_fractions(&self) -> bool {
        let are_all = self.n_numbers >= FRACTIONS_NEEDED && self.n_above_one == 0;
        let are_bare = self.n_with_sign > 0 && self.n_bare_fractions > 0;
        are_all && self.n_positive > 0 || are_bare
    }

    pub(super) fn are_meters(&self) -> bool {
        self.n_numbers > 0 && self.n_meters == self.n_numbers
    }

    /// The cells of a column of numbers that cannot be read, as a question.
    pub(super) fn unreadable(
        &self,
        plan: &ColumnPlan,
        missing: &MissingCodes,
    ) -> Option<FileQuestion> {
        let form = plan.form();
        let mut cells: Vec<AskedCell> = Vec::new();
        let mut n_all = 0;
        for ((text, kind), found) in &self.doubtful {
            let NumberReading::Unreadable(problem) = form.read(text, *kind, missing) else {
                continue;
            };
            n_all += found.n;
            let place = u32::try_from(plan.place).unwrap_or(u32::MAX);
            let (row, n, found) = (found.row, found.n, shorten_to(text, CELL_LENGTH));
            cells.push(AskedCell { row, place, found, n, problem });
        }
        cells.sort_by_key(|cell| (std::cmp::Reverse(cell.n), cell.row));
        cells.truncate(ASKED_LIMIT);
        let (column, field, n) = (plan.name.clone(), plan.field, n_all);
        (n > 0).then_some(FileQuestion::Unreadable { column, field, n, cells })
    }
}

/// Whether a text holds a number that only someone who knows the file can read,
/// whatever the decimal mark of its column. Rows with such cells are never left
/// out by themselves: laboratories mark the high values, so that leaving marked
/// ones out would choose the women by their result.
fn is_unread(text: &str, field: Field, unit: Unit) -> bool {
    if field == Field::Column(Column::Year) {
        let is_possible = |year| CalendarYear::new(year).is_some();
        return matches!(date::year(text), Year::Proposed(year) if is_possible(year));
    }
    if field.quantity().is_none() || plain_value(text).is_some() {
        return false;
    }
    match number::read_column(text, DecimalMark::Mixed, field, unit) {
        Ok(Some(number)) => number.bound != Bound::Exact && !field.keeps_bounds(),
        Ok(None) | Err(NotANumber::AmbiguousComma | NotANumber::DecimalComma) => false,
        Err(NotANumber::Text) => number::holds_digit(text),
        Err(
            NotANumber::Beside | NotANumber::Date | NotANumber::PercentSign | NotANumber::Bound,
        ) => true,
    }
}

/// `2.01E+11`: what a spreadsheet leaves of a number of twelve digits.
fn is_cut_identifier(text: &str) -> bool {
    let Some((digits, power)) = text.split_once(['E', 'e']) else { return false };
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|one| one.is_ascii_digit());
    let Some((whole, decimals)) = digits.split_once(['.', ',']) else { return false };
    whole.len() == 1
        && is_number(whole)
        && is_number(decimals)
        && power.strip_prefix('+').is_some_and(is_number)
}

/// Counts a text where there is still room for it.
pub(super) fn count<K: Ord>(counts: &mut BTreeMap<K, TextCount>, text: K, row: u32, limit: usize) {
    let has_room = counts.len() < limit;
    match counts.entry(text) {
        Entry::Occupied(mut found) => found.get_mut().n += 1,
        Entry::Vacant(place) if has_room => {
            place.insert(TextCount { n: 1, row });
        }
        Entry::Vacant(_) => {}
    }
}

/// A number whose mark is not yet known; enough to tell its size.
fn plain_value(text: &str) -> Option<f64> {
    number::parse(text).or_else(|| number::parse(&text.replacen(',', ".", 1)))
}

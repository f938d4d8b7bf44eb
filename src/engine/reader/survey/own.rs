//! What the cells of a column hold that no field is: what it could be kept as.

use std::collections::BTreeMap;

use crate::engine::own_column::{DateOrder, LEVEL_LIMIT, OwnColumn, OwnKind, OwnLevel};
use crate::engine::reader::number::{self, DecimalMark, MarkEvidence, NotANumber};
use crate::engine::reader::own::{DateParts, OwnForm, OwnReading, date_parts, level_key};
use crate::engine::reader::preview::{OwnPreview, OwnText};
use crate::engine::reader::rows::CellKind;
use crate::engine::reader::survey::profile::{TextCount, count};
use crate::engine::reader::text::shorten;
use crate::engine::reader::words::{self, MissingCodes};

/// Longest text of a category, in characters: beyond, it is a remark.
const LONGEST: usize = 40;

/// Digits of a whole number from which on it is likely to be that of a chart.
const CHART_DIGITS: usize = 6;

/// Different texts that are kept because they cannot be read.
const TEXT_LIMIT: usize = 200;

/// Texts that the preview shows of those.
const SHOWN: usize = 5;

/// What the cells of a column hold that no field is.
#[derive(Clone, Debug, Default)]
pub(super) struct OwnProfile {
    n_filled: u32,
    /// Numbers, bounds among them.
    n_numbers: u32,
    n_long: u32,
    n_truths: u32,
    dates: DateCounts,
    pub(super) marks: MarkEvidence,
    /// The different words by their plain form, as long as they are few.
    words: BTreeMap<String, (String, u32)>,
    has_more_words: bool,
    has_remark: bool,
    /// Texts that may not be readable as what the column is kept as.
    doubtful: BTreeMap<(String, CellKind), TextCount>,
}

/// How the dates of a column are written.
#[derive(Clone, Copy, Debug, Default)]
#[expect(clippy::struct_field_names, reason = "all are counts")]
struct DateCounts {
    n_certain: u32,
    n_day_first: u32,
    n_month_first: u32,
    n_either: u32,
}

impl DateCounts {
    fn add(&mut self, text: &str) {
        match date_parts(text) {
            None => {}
            Some(DateParts::Certain { .. }) => self.n_certain += 1,
            Some(DateParts::YearLast { first: 13.., second: ..=12, .. }) => self.n_day_first += 1,
            Some(DateParts::YearLast { first: ..=12, second: 13.., .. }) => self.n_month_first += 1,
            Some(DateParts::YearLast { .. }) => self.n_either += 1,
        }
    }

    fn total(self) -> u32 {
        self.n_certain + self.n_day_first + self.n_month_first + self.n_either
    }

    /// The order that the cells prove; `None` where only the user can tell.
    fn order(self) -> Option<DateOrder> {
        match (self.n_day_first > 0, self.n_month_first > 0) {
            (true, true) => None,
            (true, false) => Some(DateOrder::DayFirst),
            (false, true) => Some(DateOrder::MonthFirst),
            (false, false) => (self.n_either == 0).then_some(DateOrder::YearFirst),
        }
    }
}

impl OwnProfile {
    /// Takes a cell that is not missing.
    pub(super) fn take(&mut self, text: &str, kind: CellKind, missing: &MissingCodes) {
        if number::parse(text).is_some_and(|number| missing.is_number_missing(number)) {
            return;
        }
        self.n_filled += 1;
        if kind == CellKind::Text {
            self.marks.add(text);
        }
        if !self.has_more_words {
            self.add_word(text);
        }
        self.n_truths += u32::from(words::truth(text, true).is_some());
        let is_plain = number::parse(text).is_some();
        let is_number = match kind {
            CellKind::Date => false,
            CellKind::Number | CellKind::Percent => true,
            CellKind::Text if is_plain => true,
            CellKind::Text => matches!(
                number::read_own(text, DecimalMark::Mixed, true),
                Ok(Some(_)) | Err(NotANumber::AmbiguousComma | NotANumber::Bound)
            ),
        };
        self.n_numbers += u32::from(is_number);
        let is_long = text.len() >= CHART_DIGITS && text.bytes().all(|byte| byte.is_ascii_digit());
        self.n_long += u32::from(is_long);
        if !is_number || is_long {
            self.dates.add(text);
        }
    }

    /// Notes a cell that may not be readable as what the column is kept as.
    pub(super) fn hold_against(
        &mut self,
        form: &OwnForm,
        text: &str,
        row: u32,
        kind: CellKind,
        missing: &MissingCodes,
    ) {
        if form.read(text, kind, missing) == OwnReading::Unreadable {
            count(&mut self.doubtful, (text.to_owned(), kind), row, TEXT_LIMIT);
        }
    }

    fn add_word(&mut self, text: &str) {
        if text.chars().count() > LONGEST {
            self.has_remark = true;
            return;
        }
        let key = level_key(text);
        if let Some((_, n)) = self.words.get_mut(&key) {
            *n += 1;
        } else if self.words.len() < LEVEL_LIMIT {
            self.words.insert(key, (text.to_owned(), 1));
        } else {
            self.has_more_words = true;
            self.words.clear();
        }
    }

    /// The decimal mark, if the cells show it.
    pub(super) fn mark(&self) -> Option<DecimalMark> {
        self.marks.mark()
    }

    /// Whether a plus stands in the column, beside which a dash says "no".
    pub(super) fn has_signs(&self) -> bool {
        self.words.keys().any(|word| words::is_plus(word))
    }

    /// The words, each with its name as it stands in the file, numbers in their order.
    fn levels(&self) -> Vec<OwnLevel> {
        let mut found: Vec<&(String, u32)> = self.words.values().collect();
        let number = |text: &str| number::parse(text).unwrap_or(f64::INFINITY);
        found.sort_by(|one, two| number(&one.0).total_cmp(&number(&two.0)));
        found
            .iter()
            .map(|(text, _)| OwnLevel { text: text.clone(), label: String::new() })
            .collect()
    }

    /// Whether its words are few enough to be levels.
    fn can_be_category(&self) -> bool {
        !self.has_more_words && !self.has_remark && self.words.len() > 1
    }

    /// What nearly every cell is; `None` for names, remarks and numbers of charts.
    fn proposal(&self) -> Option<OwnKind> {
        let is_nearly_all = |n: u32| n > 0 && u64::from(n) * 10 >= u64::from(self.n_filled) * 9;
        if self.n_filled == 0 {
            return None;
        }
        if self.n_truths == self.n_filled {
            return Some(OwnKind::YesNo);
        }
        if is_nearly_all(self.dates.total()) {
            return self.dates.order().map(|order| OwnKind::Date { order });
        }
        if u64::from(self.n_long) * 2 > u64::from(self.n_filled) {
            return None;
        }
        if is_nearly_all(self.n_numbers) {
            return Some(OwnKind::Number);
        }
        // Words that nearly every woman has another of are names.
        let n_words = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
        let are_shared = u64::from(n_words) * 2 <= u64::from(self.n_filled);
        (self.can_be_category() && are_shared)
            .then(|| OwnKind::Category { levels: self.levels(), is_ordered: false })
    }

    /// The column as the preview shows it; `form` is how it is read if it is kept.
    pub(super) fn preview(
        &self,
        kept: Option<(&OwnColumn, &OwnForm)>,
        missing: &MissingCodes,
    ) -> OwnPreview {
        let mut unreadable: Vec<OwnText> = Vec::new();
        if let Some((_, form)) = kept {
            let cells = self.doubtful.iter();
            unreadable.extend(
                cells
                    .filter(|((text, kind), _)| {
                        form.read(text, *kind, missing) == OwnReading::Unreadable
                    })
                    .map(|((text, _), found)| OwnText {
                        text: shorten(text),
                        n: found.n,
                        row: found.row,
                    }),
            );
        }
        unreadable.sort_by_key(|text| (std::cmp::Reverse(text.n), text.row));
        let n_unreadable = unreadable.iter().map(|text| text.n).sum();
        unreadable.truncate(SHOWN);
        OwnPreview {
            proposal: self.proposal(),
            levels: if self.can_be_category() { self.levels() } else { Vec::new() },
            kept: kept.map(|(column, _)| column.clone()),
            n_filled: self.n_filled,
            n_unreadable,
            unreadable,
        }
    }
}

//! What a cell of a text with counts is.

use std::borrow::Cow;

use crate::engine::reader::words;
use crate::view::calculator::input::count;

/// What a cell is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Item {
    /// A count.
    Count(u32),
    /// Two counts with a slash.
    Two(u32, u32),
    /// A percentage, or a number in brackets: what others worked out of the counts.
    Beside,
    /// A word between two groups.
    Versus,
    /// The place of a count that is not there.
    Missing,
    /// Anything else.
    Text,
}

impl Item {
    /// How many counts it holds the places of.
    pub(super) fn places(self) -> usize {
        match self {
            Item::Count(_) | Item::Missing => 1,
            Item::Two(..) => 2,
            Item::Beside | Item::Versus | Item::Text => 0,
        }
    }
}

/// What a cell is; a percentage in brackets behind a count is left out of it.
pub(super) fn item(cell: &str) -> Item {
    let cell = cell.trim();
    if let Ok(count) = count(cell) {
        return Item::Count(count);
    }
    if is_beside(cell) {
        return Item::Beside;
    }
    if cell.is_empty() || words::is_missing(cell) {
        return Item::Missing;
    }
    if matches!(cell.to_lowercase().as_str(), "vs" | "vs." | "v" | "versus" | "against") {
        return Item::Versus;
    }
    let bare = without_brackets(cell);
    let two = ["/", " of ", " out of "].iter().find_map(|between| bare.split_once(between));
    match (count(bare), two.map(|(first, second)| (count(first), count(second)))) {
        (Ok(count), _) => Item::Count(count),
        (_, Some((Ok(first), Ok(second)))) => Item::Two(first, second),
        _ => Item::Text,
    }
}

/// A cell without a number in brackets at its end.
pub(super) fn without_brackets(cell: &str) -> &str {
    let opening = cell.rfind(['(', '[', '（']).filter(|&place| is_beside(cell[place..].trim()));
    opening.map_or(cell, |place| cell[..place].trim_end())
}

/// Whether a cell is a percentage, or a number in brackets.
fn is_beside(cell: &str) -> bool {
    let is_open = cell.starts_with(['(', '[', '（']);
    let is_closed = cell.ends_with([')', ']', '）']);
    let inner = cell.trim_matches(['(', '[', '（', ')', ']', '）']).trim();
    let number = inner.trim_end_matches(['%', '％']).trim_end();
    let has_percent = number.len() < inner.len();
    let is_number = number.starts_with(|letter: char| letter.is_ascii_digit())
        && number.chars().all(|letter| letter.is_ascii_digit() || matches!(letter, '.' | ','));
    is_number && is_open == is_closed && (has_percent || is_open)
}

/// What stands before the counts of a line, and its counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tail<'a> {
    /// The cells before the first count, as they stand.
    pub(super) before: Vec<Cow<'a, str>>,
    /// The cells from the first count on that follow each other up to the end.
    pub(super) items: Vec<(Cow<'a, str>, Item)>,
    /// How many cells held what others worked out.
    pub(super) n_beside: usize,
}

impl Tail<'_> {
    /// How many counts it has, those that are missing among them.
    pub(super) fn places(&self) -> usize {
        self.items.iter().map(|(_, item)| item.places()).sum()
    }

    /// The counts, with `None` for those that are missing.
    pub(super) fn counts(&self) -> Vec<Option<u32>> {
        let counts = self.items.iter().flat_map(|(_, item)| match *item {
            Item::Count(count) => vec![Some(count)],
            Item::Two(first, second) => vec![Some(first), Some(second)],
            Item::Missing => vec![None],
            Item::Beside | Item::Versus | Item::Text => Vec::new(),
        });
        counts.collect()
    }

    /// Whether a count is there.
    pub(super) fn has_counts(&self) -> bool {
        self.items.iter().any(|(_, item)| matches!(item, Item::Count(_) | Item::Two(..)))
    }

    /// The name that stands before the counts.
    pub(super) fn name(&self) -> String {
        name(&self.before)
    }

    /// Moves the first of the counts into the name.
    pub(super) fn name_takes_one(&mut self) {
        if !self.items.is_empty() {
            let (cell, _) = self.items.remove(0);
            self.before.push(cell);
        }
    }
}

/// The cells of a name in one text.
pub(super) fn name(cells: &[Cow<'_, str>]) -> String {
    let words: Vec<&str> =
        cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect();
    words.join(" ").trim_end_matches([':', ',', ';']).trim_end().to_owned()
}

/// Splits a line at the first of the counts that stand at its end.
pub(super) fn tail<'a>(cells: &[Cow<'a, str>]) -> Tail<'a> {
    let items: Vec<Item> = cells.iter().map(|cell| item(cell)).collect();
    let after_text = items.iter().rposition(|item| *item == Item::Text).map_or(0, |at| at + 1);
    // An empty corner, and what stands in brackets after a name, are no counts.
    let is_idle = |at: usize| match items[at] {
        Item::Beside | Item::Versus => true,
        Item::Missing => cells[at].trim().is_empty(),
        Item::Count(_) | Item::Two(..) | Item::Text => false,
    };
    let mut start = after_text;
    while start < items.len() && is_idle(start) {
        start += 1;
    }
    let mut beside = 0;
    let mut kept = Vec::new();
    for (cell, item) in cells[start..].iter().cloned().zip(items[start..].iter().copied()) {
        match item {
            Item::Beside => beside += 1,
            Item::Versus => {}
            Item::Count(_) | Item::Two(..) | Item::Missing | Item::Text => kept.push((cell, item)),
        }
    }
    let items = kept;
    let n_bracketed =
        items.iter().filter(|(cell, _)| without_brackets(cell).len() < cell.trim().len()).count();
    let n_beside = beside + n_bracketed;
    Tail { before: cells[..start].to_vec(), items, n_beside }
}

/// Whether a cell can name a column or a row: a text without digits, one that
/// begins with a letter, or a class such as "4+", "20-29", "< 15k" or "2 losses".
pub(super) fn is_name(cell: &str) -> bool {
    let cell = cell.trim();
    let letters: usize = cell.chars().filter(|letter| letter.is_alphabetic()).count();
    let has_digits = cell.chars().any(|letter| letter.is_ascii_digit());
    if !has_digits {
        return letters > 0 && !words::is_missing(cell);
    }
    let is_class = cell.ends_with('+')
        || cell.starts_with(['<', '>', '≤', '≥', '='])
        || cell.trim_start_matches(|letter: char| letter.is_ascii_digit()).starts_with(['-', '–'])
        || cell.contains(' ') && letters > 1;
    cell.starts_with(char::is_alphabetic) || is_class && item(cell) == Item::Text
}

/// Whether a name says that its line or column holds sums.
pub(super) fn is_total(name: &str) -> bool {
    const WORDS: [&str; 17] = [
        "total",
        "totals",
        "sum",
        "sums",
        "overall",
        "subtotal",
        "grand total",
        "row total",
        "column total",
        "gesamt",
        "summe",
        "insgesamt",
        "합계",
        "총계",
        "合計",
        "合计",
        "总计",
    ];
    let lower = name.to_lowercase();
    let bare = lower.trim_matches(|letter: char| !letter.is_alphanumeric());
    WORDS.contains(&bare)
}

/// Whether a word is followed by a number in names.
pub(super) fn counts_on(word: &str) -> bool {
    #[rustfmt::skip]
    const WORDS: [&str; 34] = [
        "study", "trial", "center", "centre", "site", "stratum", "strata", "group", "hospital",
        "clinic", "no", "no.", "nr", "nr.", "#", "age", "year", "cohort", "block", "day", "week",
        "month", "visit", "cycle", "time", "grade", "stage", "dose", "quartile", "tertile", "phase",
        "period", "model", "arm",
    ];
    WORDS.contains(&word.trim_end_matches(':'))
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn cells_with_counts() {
        for (cell, expected) in [
            ("45", Item::Count(45)),
            ("24,699", Item::Count(24_699)),
            ("45 (79%)", Item::Count(45)),
            ("45(78.9)", Item::Count(45)),
            ("45 [79 %]", Item::Count(45)),
            ("4/162", Item::Two(4, 162)),
            ("4 / 24,699", Item::Two(4, 24_699)),
            ("4 of 162", Item::Two(4, 162)),
            ("45/57 (79%)", Item::Two(45, 57)),
            ("79%", Item::Beside),
            ("(79%)", Item::Beside),
            ("(21)", Item::Beside),
            ("NA", Item::Missing),
            (".", Item::Missing),
            ("", Item::Missing),
            ("1x", Item::Text),
            ("1O", Item::Text),
            ("-3", Item::Text),
            ("4.5", Item::Text),
            ("1/2/3", Item::Text),
            ("50:1", Item::Text),
        ] {
            assert_eq!(item(cell), expected, "{cell:?}");
        }
    }

    #[test]
    fn names_and_slips() {
        for cell in ["live birth", "T1", "IL-10", "4+", "≥4", "<15k", "20-29", "2 losses", "> 40"]
        {
            assert!(is_name(cell), "{cell}");
        }
        for cell in ["1O", "1x", "4", "4.5", "NA", "", "5%", "(3)", "4/9"] {
            assert!(!is_name(cell), "{cell}");
        }
    }
}

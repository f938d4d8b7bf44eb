//! Typed and pasted text to numbers, with a sentence beside what is wrong.

use crate::engine::reader::number;
use crate::engine::stats::two_by_two::{Group, TwoByTwo};
use crate::view::calculator::{Entry, Problem};
use crate::view::{format, messages};

/// The largest count that is taken. Sums of two stay within 32 bits.
const LARGEST_COUNT: u32 = 1_000_000_000;

/// The most rows of pasted text that are read.
pub(super) const MOST_ROWS: usize = 20_000;

/// Why a text is no number of the kind that is asked for, as the end of a
/// sentence that starts with the text.
type Reason = String;

/// A count: a whole number from 0 to a thousand million. Commas can only
/// separate thousands here.
///
/// # Errors
/// Why it is none.
pub(super) fn count(text: &str) -> Result<u32, Reason> {
    let text = text.trim();
    let mut groups = text.split(',');
    let first = groups.next().unwrap_or_default();
    let has_thousands = text.contains(',')
        && (1..=3).contains(&first.len())
        && groups.all(|group| group.len() == 3 && group.bytes().all(|byte| byte.is_ascii_digit()));
    let plain = if has_thousands { text.replace(',', "") } else { text.to_owned() };
    let number =
        number::read_typed(&plain).map_err(|why| messages::not_a_number(why).to_owned())?;
    let Some(number) = number else { return Err("is missing".to_owned()) };
    if plain.contains(['%', '％']) {
        return Err("is a percentage; counts are needed here".to_owned());
    }
    if number < 0.0 {
        return Err("is negative; a count is 0 or more".to_owned());
    }
    if number.fract() != 0.0 {
        return Err("is not a whole number".to_owned());
    }
    if number > f64::from(LARGEST_COUNT) {
        let largest = format::count(LARGEST_COUNT.into());
        return Err(format!("is too large; counts up to {largest} are taken"));
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked above")]
    let count = number as u32;
    Ok(count)
}

/// A number of any sign.
///
/// # Errors
/// Why it is none.
pub(super) fn real(text: &str) -> Result<f64, Reason> {
    let number = number::read_typed(text).map_err(|why| messages::not_a_number(why).to_owned())?;
    number.ok_or_else(|| "is missing".to_owned())
}

/// A share: between 0 and 1, or a percentage with its sign.
///
/// # Errors
/// Why it is none.
pub(super) fn share(text: &str) -> Result<f64, Reason> {
    let number = real(text)?;
    let is_percentage = text.contains(['%', '％']);
    let share = if is_percentage { number / 100.0 } else { number };
    if share < 0.0 {
        Err("is negative; a share lies between 0 and 1".to_owned())
    } else if share > 1.0 && !is_percentage && number <= 100.0 {
        Err("is above 1; write a percentage with its sign, such as 80%".to_owned())
    } else if share > 1.0 {
        Err("is above 100%".to_owned())
    } else {
        Ok(share)
    }
}

/// A confidence level: 95, 95% and 0.95 are the same.
///
/// # Errors
/// Why it is none.
pub(super) fn level(text: &str) -> Result<f64, Reason> {
    let number = real(text)?;
    let level = if number >= 1.0 || text.contains('%') { number / 100.0 } else { number };
    if level > 0.0 && level < 1.0 {
        Ok(level)
    } else {
        Err("must lie between 0% and 100%".to_owned())
    }
}

/// Reads the texts of an entry and collects what is wrong with them.
pub(super) struct Fields<'a> {
    entry: &'a Entry,
    pub(super) problems: Vec<Problem>,
}

impl<'a> Fields<'a> {
    pub(super) fn new(entry: &'a Entry) -> Self {
        Fields { entry, problems: Vec::new() }
    }

    /// The text of a field by its place, blanks around it removed.
    pub(super) fn text(&self, place: usize) -> &'a str {
        self.entry.texts.get(place).map_or("", |text| text.trim())
    }

    pub(super) fn is_empty(&self, place: usize) -> bool {
        self.text(place).is_empty()
    }

    /// Notes what is wrong with a field.
    pub(super) fn complain(&mut self, place: usize, message: impl Into<String>) {
        let is_missing = place != Problem::LEVEL && self.is_empty(place);
        self.problems.push(Problem { field: place, message: message.into(), is_missing });
    }

    /// Reads a field that must be filled; a field that is empty while others
    /// are not is said to be missing.
    pub(super) fn required<T>(
        &mut self,
        place: usize,
        read: impl Fn(&str) -> Result<T, Reason>,
    ) -> Option<T> {
        match read(self.text(place)) {
            Ok(value) => Some(value),
            Err(reason) => {
                self.complain(place, quote(self.text(place), &reason));
                None
            }
        }
    }

    /// Reads a field that may be empty: `Some(None)`, if it is.
    #[expect(clippy::option_option, reason = "whether it can be read, and whether it is filled")]
    pub(super) fn optional<T>(
        &mut self,
        place: usize,
        read: impl Fn(&str) -> Result<T, Reason>,
    ) -> Option<Option<T>> {
        if self.is_empty(place) { Some(None) } else { self.required(place, read).map(Some) }
    }
}

/// A sentence about a text: the text, shortened, and what is wrong with it.
fn quote(text: &str, reason: &str) -> String {
    if text.is_empty() {
        return format!("This {reason}.");
    }
    let mut short: String = text.chars().take(24).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    format!("“{short}” {reason}.")
}

/// One line of a pasted block: what stands before its numbers, and its cells
/// from the first number on.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Line<'a> {
    /// Number of the line in the text, from 1 on.
    pub(super) number: usize,
    /// The words before the first number.
    pub(super) label: String,
    /// The cells from the first number on.
    pub(super) cells: Vec<&'a str>,
}

impl Line<'_> {
    /// A message about a cell of the line.
    pub(super) fn complaint(&self, text: &str, reason: &str) -> String {
        format!("Line {}: {}", self.number, quote(text, reason))
    }

    /// The cells as counts.
    pub(super) fn counts(&self) -> Result<Vec<u32>, String> {
        self.cells
            .iter()
            .map(|cell| count(cell).map_err(|reason| self.complaint(cell, &reason)))
            .collect()
    }
}

/// A pasted block: a line of heads, if it has one, and its lines of numbers.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Grid<'a> {
    /// The heads of the columns.
    pub(super) heads: Vec<String>,
    /// The lines.
    pub(super) lines: Vec<Line<'a>>,
}

/// Cuts a pasted text into lines and cells. Tabs separate cells where there are
/// any, else semicolons, else commas, else blanks.
///
/// # Errors
/// A sentence if there are too many lines, or none has a number.
pub(super) fn grid(text: &str) -> Result<Grid<'_>, String> {
    let separator = separator(text);
    let mut grid = Grid { heads: Vec::new(), lines: Vec::new() };
    for (place, line) in text.lines().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        if place >= MOST_ROWS {
            return Err(format!("Only {} lines are read here.", format::count(MOST_ROWS as u64)));
        }
        let cells = split(line, separator);
        let is_number = |cell: &&str| {
            number::read_typed(cell).is_ok_and(|found| found.is_some()) || count(cell).is_ok()
        };
        match cells.iter().position(is_number) {
            Some(first) => {
                let label = join(&cells[..first]);
                let numbers = trim_end(&cells[first..]).to_vec();
                grid.lines.push(Line { number: place + 1, label, cells: numbers });
            }
            None if grid.lines.is_empty() && grid.heads.is_empty() => {
                grid.heads = cells.iter().map(|cell| (*cell).to_owned()).collect();
            }
            None => {
                return Err(format!(
                    "Line {} has no number: {}",
                    place + 1,
                    quote(line.trim(), "holds text only")
                ));
            }
        }
    }
    if grid.lines.is_empty() {
        return Err("There is no number in this text.".to_owned());
    }
    Ok(grid)
}

/// What stands between the cells of a text.
pub(super) fn separator(text: &str) -> Option<char> {
    ['\t', ';', ',']
        .into_iter()
        .find(|&mark| text.contains(mark) && (mark != ',' || !has_only_thousands(text)))
}

/// Whether every comma of a text could separate thousands, blanks being there
/// to separate cells.
fn has_only_thousands(text: &str) -> bool {
    let mut words = text.split_whitespace().filter(|word| word.contains(','));
    let is_spaced = text.trim().contains([' ', '\u{a0}']);
    is_spaced && words.all(|word| !word.ends_with(',') && count(word).is_ok())
}

/// The cells of a line.
pub(super) fn split(line: &str, separator: Option<char>) -> Vec<&str> {
    match separator {
        Some(mark) => line.split(mark).map(unquote).collect(),
        None => line.split_whitespace().collect(),
    }
}

fn unquote(cell: &str) -> &str {
    let cell = cell.trim();
    cell.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(cell)
}

fn join(cells: &[&str]) -> String {
    cells.iter().filter(|cell| !cell.is_empty()).copied().collect::<Vec<_>>().join(" ")
}

/// Cells without the empty ones at the end, which spreadsheets leave behind.
fn trim_end<'a, 'b>(cells: &'b [&'a str]) -> &'b [&'a str] {
    let kept = cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1);
    &cells[..kept]
}

/// A list of values, separated by blanks, line ends, semicolons or commas. A
/// comma inside of every number, with something else between them, is a decimal
/// mark; the answer says whether it was taken for one.
///
/// # Errors
/// A sentence about the first text that is no number.
pub(super) fn values(text: &str) -> Result<(Vec<f64>, bool), String> {
    let words: Vec<&str> = text
        .split([';', ' ', '\t', '\n', '\r', '\u{a0}'])
        .filter(|word| !word.is_empty())
        .collect();
    let with_comma: Vec<&&str> = words.iter().filter(|word| word.contains(',')).collect();
    let is_decimal = words.len() > 1
        && !with_comma.is_empty()
        && !text.contains('.')
        && with_comma.iter().all(|word| {
            word.matches(',').count() == 1 && !word.starts_with(',') && !word.ends_with(',')
        });
    let mut values = Vec::new();
    for word in words {
        let pieces: Vec<&str> = if is_decimal {
            vec![word]
        } else {
            word.split(',').filter(|piece| !piece.is_empty()).collect()
        };
        for piece in pieces {
            let point = if is_decimal { piece.replace(',', ".") } else { piece.to_owned() };
            match number::read_typed(&point) {
                Ok(Some(value)) => values.push(value),
                Ok(None) | Err(_) => return Err(quote(piece, "is not a number")),
            }
        }
    }
    Ok((values, is_decimal))
}

/// What the second count of a group is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SecondCount {
    /// Those without the event.
    Without,
    /// Everyone in the group.
    Total,
}

impl SecondCount {
    /// The choice of a field, which holds the value of its option.
    pub(super) fn of(text: &str) -> Self {
        if text == "total" { SecondCount::Total } else { SecondCount::Without }
    }

    /// A group from its two counts.
    ///
    /// # Errors
    /// A sentence, if there are more events than members.
    pub(super) fn group(self, events: u32, second: u32) -> Result<Group, String> {
        let total = match self {
            // Both are at most a thousand million: the sum fits.
            SecondCount::Without => events + second,
            SecondCount::Total => second,
        };
        Group::new(events, total).map_err(|_| {
            format!(
                "{} events among {}: the group is smaller than its events",
                format::count(events.into()),
                format::count(total.into())
            )
        })
    }
}

/// Tables of two groups from a pasted block: four counts a line, or two lines of
/// two counts each.
///
/// # Errors
/// A sentence about the first line that is none.
pub(super) fn tables(
    text: &str,
    second: SecondCount,
    kind: &str,
) -> Result<Vec<(String, TwoByTwo)>, String> {
    let grid = grid(text)?;
    let mut tables = Vec::new();
    let in_pairs = grid.lines.iter().all(|line| line.cells.len() == 2);
    let mut lines = grid.lines.iter();
    while let Some(line) = lines.next() {
        let mut counts = line.counts()?;
        if in_pairs {
            let Some(next) = lines.next() else {
                return Err(format!(
                    "Line {}: the second group of this table is missing.",
                    line.number
                ));
            };
            counts.extend(next.counts()?);
        }
        let &[a, b, c, d] = counts.as_slice() else {
            return Err(format!(
                "Line {}: {} found; four are needed, two for each group.",
                line.number,
                format::count_of(
                    u32::try_from(counts.len()).unwrap_or(u32::MAX),
                    "count",
                    "counts"
                ),
            ));
        };
        let at_line = |reason: String| format!("Line {}: {reason}.", line.number);
        let exposed = second.group(a, b).map_err(at_line)?;
        let unexposed = second.group(c, d).map_err(at_line)?;
        let name = if line.label.is_empty() {
            format!("{kind} {}", tables.len() + 1)
        } else {
            line.label.clone()
        };
        tables.push((name, TwoByTwo { exposed, unexposed }));
    }
    Ok(tables)
}

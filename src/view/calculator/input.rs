//! Typed and pasted text to numbers, with a sentence beside what is wrong.

use crate::engine::reader::number;
use crate::engine::stats::two_by_two::Group;
use crate::view::calculator::pasted::{Reading, Taken, Trouble};
use crate::view::calculator::{Entry, Problem};
use crate::view::{format, messages};

/// The largest count that is taken. Sums of two stay within 32 bits.
const LARGEST_COUNT: u32 = 1_000_000_000;

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
    /// What parts of a pasted text were taken as.
    pub(super) taken: Vec<Taken>,
}

impl<'a> Fields<'a> {
    pub(super) fn new(entry: &'a Entry) -> Self {
        Fields { entry, problems: Vec::new(), taken: Vec::new() }
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
        let (message, offers) = (message.into(), Vec::new());
        self.problems.push(Problem { field: place, message, is_missing, offers });
    }

    /// Reads a field that holds a pasted text, and notes what was taken as what
    /// and what is wrong.
    pub(super) fn pasted<T>(
        &mut self,
        place: usize,
        read: impl FnOnce(&str, &mut Reading<'_>) -> Result<T, Trouble>,
    ) -> Option<T> {
        let mut reading = Reading::new(&self.entry.decisions);
        let found = read(self.text(place), &mut reading);
        self.taken = reading.taken;
        found
            .map_err(|Trouble { message, offers }| {
                let is_missing = self.is_empty(place);
                self.problems.push(Problem { field: place, message, is_missing, offers });
            })
            .ok()
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
pub(super) fn quote(text: &str, reason: &str) -> String {
    if text.is_empty() {
        return format!("This {reason}.");
    }
    let mut short: String = text.chars().take(24).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    format!("“{short}” {reason}.")
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

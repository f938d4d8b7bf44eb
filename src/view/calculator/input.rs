//! Typed and pasted text to numbers, with a sentence beside what is wrong.

use crate::engine::reader::number;
use crate::engine::stats::two_by_two::Group;
use crate::view::calculator::entry::{Entry, EntryProblem, Input};
use crate::view::calculator::form::FieldName;
use crate::view::calculator::form::choices::{self, Options, SecondCount};
use crate::view::calculator::pasted::{
    Interpretation, OtherInterpretation, PastedReading, Trouble,
};
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
pub(in crate::view) fn count(text: &str) -> Result<u32, Reason> {
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
pub(super) struct EntryReader<'a> {
    entry: &'a Entry,
    pub(super) problems: Vec<EntryProblem>,
    /// What parts of a pasted text were taken as.
    pub(super) taken: Vec<Interpretation>,
}

impl<'a> EntryReader<'a> {
    pub(super) fn new(entry: &'a Entry) -> Self {
        EntryReader { entry, problems: Vec::new(), taken: Vec::new() }
    }

    /// The text of a field, blanks around it removed.
    pub(super) fn text(&self, name: FieldName) -> &'a str {
        let place = self.entry.question.form().place(name);
        debug_assert!(place.is_some(), "{name:?} is a field of {:?}", self.entry.question);
        place.and_then(|place| self.entry.texts.get(place)).map_or("", |text| text.trim())
    }

    pub(super) fn is_empty(&self, name: FieldName) -> bool {
        self.text(name).is_empty()
    }

    /// Notes what is wrong with a field.
    pub(super) fn complain(&mut self, name: FieldName, message: impl Into<String>) {
        self.note(name, message.into(), Vec::new());
    }

    /// Notes what is wrong with the confidence level.
    pub(super) fn complain_of_level(&mut self, message: String) {
        self.problems.push(EntryProblem {
            input: Input::Level,
            message,
            is_missing: false,
            offers: Vec::new(),
        });
    }

    fn note(&mut self, name: FieldName, message: String, offers: Vec<OtherInterpretation>) {
        let is_missing = self.is_empty(name);
        self.problems.push(EntryProblem { input: Input::Field(name), message, is_missing, offers });
    }

    /// Reads a field that holds a pasted text, and notes what was taken as what
    /// and what is wrong.
    pub(super) fn pasted<T>(
        &mut self,
        name: FieldName,
        read: impl FnOnce(&str, &mut PastedReading<'_>) -> Result<T, Trouble>,
    ) -> Option<T> {
        let mut reading = PastedReading::new(&self.entry.decisions);
        let found = read(self.text(name), &mut reading);
        self.taken = reading.taken;
        found.map_err(|Trouble { message, offers }| self.note(name, message, offers)).ok()
    }

    /// Reads a field that must be filled; a field that is empty while others
    /// are not is said to be missing.
    pub(super) fn required<T>(
        &mut self,
        name: FieldName,
        read: impl Fn(&str) -> Result<T, Reason>,
    ) -> Option<T> {
        match read(self.text(name)) {
            Ok(value) => Some(value),
            Err(reason) => {
                self.complain(name, quote(self.text(name), &reason));
                None
            }
        }
    }

    /// Reads a field that may be empty: `Some(None)`, if it is.
    #[expect(clippy::option_option, reason = "whether it can be read, and whether it is filled")]
    pub(super) fn optional<T>(
        &mut self,
        name: FieldName,
        read: impl Fn(&str) -> Result<T, Reason>,
    ) -> Option<Option<T>> {
        if self.is_empty(name) { Some(None) } else { self.required(name, read).map(Some) }
    }

    /// Reads a choice: one that is not filled has its first option.
    pub(super) fn choice<T: Copy, const N: usize>(
        &mut self,
        name: FieldName,
        options: &Options<T, N>,
    ) -> Option<T> {
        if self.is_empty(name) {
            return options.first().map(|(.., meaning)| *meaning);
        }
        self.required(name, |text| {
            choices::find(options, text).ok_or_else(|| {
                let known = options.map(|(known, ..)| known).join(", ");
                format!("is not one of {known}")
            })
        })
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

impl SecondCount {
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

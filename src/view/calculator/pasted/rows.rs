//! The lines of a text with counts: which are heads, which have no counts, and
//! which are sums.

use super::cut::TextLine;
use super::item::{Item, Tail, is_name, is_total, item, tail};
use super::list::{lines, list};
use super::{OtherInterpretation, PastedReading, Role, TextPart, Trouble};
use crate::view::calculator::form::choices::SecondCount;
use crate::view::calculator::input::{count, quote};
use crate::view::format;

/// Sums of small counts come about by chance; from here on they are recognized
/// without a name.
pub(super) const SURE_SUM: u64 = 20;

/// A line with counts.
#[derive(Clone, Debug)]
pub(super) struct CountRow<'a> {
    pub(super) number: usize,
    /// Whether no other line stands before it.
    pub(super) is_first: bool,
    pub(super) tail: Tail<'a>,
}

impl CountRow<'_> {
    /// A sentence about the line that offers to leave it out; the first one may
    /// also be a line of names.
    pub(super) fn trouble(&self, message: &str) -> Trouble {
        about_line(self.number, self.is_first, message)
    }

    /// What is wrong with a line that has too few counts: the last cell that was
    /// to be one.
    pub(super) fn slip(&self) -> Option<Trouble> {
        let cell = self.last_before()?;
        let has_counts = self.tail.before.iter().any(|cell| matches!(item(cell), Item::Count(_)));
        let reason = count(cell).err().filter(|_| has_counts || self.has_slip())?;
        Some(self.trouble(&quote(cell, &reason)))
    }

    /// Whether something that begins as a number and is none stands right before the
    /// counts.
    pub(super) fn has_slip(&self) -> bool {
        self.last_before().is_some_and(|cell| {
            let begins = cell.starts_with(|one: char| one.is_ascii_digit() || one == '-');
            begins && !is_name(cell) && count(cell).is_err()
        })
    }

    fn last_before(&self) -> Option<&str> {
        let filled = self.tail.before.iter().map(|cell| cell.trim());
        filled.rev().find(|cell| !cell.is_empty())
    }
}

/// A sentence about a line, and what can be done about it.
pub(super) fn about_line(number: usize, is_first: bool, message: &str) -> Trouble {
    let mut offers = Vec::new();
    if is_first {
        let label = format!("Take line {number} as names of the columns");
        offers.push(OtherInterpretation::new(label, TextPart::FirstLine, Role::Names));
    }
    let label = format!("Leave line {number} out");
    offers.push(OtherInterpretation::new(label, TextPart::Line(number), Role::LeftOut));
    Trouble::offering(format!("Line {number}: {message}"), offers)
}

/// The lines but those that the user left out.
pub(super) fn leave_out<'a>(
    reading: &mut PastedReading<'_>,
    all: Vec<TextLine<'a>>,
) -> Vec<TextLine<'a>> {
    let (out, kept): (Vec<_>, Vec<_>) = all
        .into_iter()
        .partition(|line| reading.decided(TextPart::Line(line.number)) == Some(Role::LeftOut));
    for TextLine { number, text, .. } in out {
        let back = OtherInterpretation::new(
            format!("Read line {number}"),
            TextPart::Line(number),
            Role::Numbers,
        );
        reading.say(format!("Line {number} is left out, as chosen: {text}."), [back]);
    }
    kept
}

/// The lines with counts. Heads and lines without counts are said and left out.
///
/// # Errors
/// A line that is neither.
pub(super) fn rows<'a>(
    reading: &mut PastedReading<'_>,
    all: Vec<TextLine<'a>>,
) -> Result<Vec<CountRow<'a>>, Trouble> {
    let mut rows: Vec<CountRow<'a>> = Vec::new();
    let mut heads = Vec::new();
    let mut without = Vec::new();
    let is_alone = all.len() == 1;
    for (place, line) in leave_out(reading, all).into_iter().enumerate() {
        let number = line.number;
        let tail = tail(&line.cells);
        let first = (place == 0).then(|| reading.decided(TextPart::FirstLine)).flatten();
        // A heading may have two lines.
        let may_be_head = place == heads.len() && !is_alone && !tail.has_counts();
        let has_names = line.cells.iter().all(|cell| cell.is_empty() || is_name(cell));
        if first == Some(Role::Names) || first.is_none() && may_be_head && has_names {
            let has_digits = line.text.contains(|letter: char| letter.is_numeric());
            heads.push((number, place == 0 && has_digits, name_list(&line)));
            continue;
        }
        if tail.has_counts() {
            rows.push(CountRow { number, is_first: place == 0, tail });
            continue;
        }
        let is_missing = |(_, item): &(_, Item)| *item == Item::Missing;
        if !tail.items.is_empty() && tail.items.iter().all(is_missing) {
            without.push((number, tail.name()));
            continue;
        }
        return Err(no_count(&line, place == 0));
    }
    for (number, may_be_counts, names) in heads {
        let back = may_be_counts.then(|| {
            OtherInterpretation::new(
                "Take it as a line of counts",
                TextPart::FirstLine,
                Role::Numbers,
            )
        });
        let sentence = format!("Line {number} taken as names of the columns: {names}.");
        reading.say(sentence, Vec::from_iter(back));
    }
    if !without.is_empty() {
        let (numbers, names): (Vec<usize>, Vec<String>) = without.into_iter().unzip();
        say_left_out(reading, &numbers, &names, "no count");
    }
    if rows.is_empty() {
        return Err("There is no number in this text.".to_owned().into());
    }
    Ok(rows)
}

/// The cells of a line of names.
fn name_list(line: &TextLine<'_>) -> String {
    let names: Vec<&str> =
        line.cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect();
    list(&names)
}

/// Says which lines are left out because something is missing in them.
pub(super) fn say_left_out(
    reading: &mut PastedReading<'_>,
    numbers: &[usize],
    names: &[String],
    what: &str,
) {
    let are = if numbers.len() == 1 { "has" } else { "have" };
    let mut which = lines(numbers);
    which.replace_range(..1, "L");
    let names: Vec<&String> = names.iter().filter(|name| !name.is_empty()).collect();
    let of = if names.is_empty() { String::new() } else { format!(" ({})", list(&names)) };
    let sentence = format!("{which}{of} {are} {what} and {} left out.", is_or_are(numbers.len()));
    reading.say(sentence, []);
}

fn is_or_are(n: usize) -> &'static str {
    if n == 1 { "is" } else { "are" }
}

/// What is wrong with a line in which no count was found.
pub(super) fn no_count(line: &TextLine<'_>, is_first: bool) -> Trouble {
    let first = line.cells.iter().position(|cell| matches!(item(cell), Item::Count(_)));
    let slip = line.cells[first.unwrap_or(0)..].iter().rev().find(|cell| {
        let has_digit = cell.contains(|letter: char| letter.is_ascii_digit());
        item(cell) == Item::Text && (first.is_some() || has_digit && !is_name(cell))
    });
    match slip.and_then(|cell| Some((cell, count(cell).err()?))) {
        Some((cell, reason)) => about_line(line.number, is_first, &quote(cell.trim(), &reason)),
        None => about_line(line.number, is_first, &quote(line.text, "holds no count")),
    }
}

/// A line whose counts may be the sums of the others.
pub(super) struct Sums<'a> {
    pub(super) number: usize,
    pub(super) name: &'a str,
    pub(super) counts: &'a [u32],
}

/// Finds the line of sums among others, and says that it is left out.
///
/// # Errors
/// The question whether a line is one, where nothing tells.
pub(super) fn total_line(
    reading: &mut PastedReading<'_>,
    rows: &[Sums<'_>],
    one: &str,
) -> Result<Option<usize>, Trouble> {
    if rows.len() < 2 {
        return Ok(None);
    }
    let adds_up = |at: usize| {
        let counts = rows[at].counts;
        rows.len() > 2
            && counts.iter().any(|&count| count > 0)
            && counts.iter().enumerate().all(|(column, &sum)| {
                let others = rows.iter().enumerate().filter(|(place, _)| *place != at);
                let others: u64 = others
                    .map(|(_, row)| row.counts.get(column).map_or(0, |&count| u64::from(count)))
                    .sum();
                others == u64::from(sum)
            })
    };
    let ends = [rows.len() - 1, 0];
    let found = ends.into_iter().find(|&at| adds_up(at) || is_total(rows[at].name));
    let Some(at) = found else { return Ok(None) };
    let Sums { number, name, counts } = rows[at];
    let is_named = is_total(name);
    let keep = OtherInterpretation::new(
        format!("Count line {number} as a {one}"),
        TextPart::TotalLine,
        Role::Numbers,
    );
    let leave = OtherInterpretation::new(
        format!("Leave line {number} out"),
        TextPart::TotalLine,
        Role::LeftOut,
    );
    let called = if name.is_empty() { String::new() } else { format!(" ({name})") };
    let is_large = counts.iter().map(|&count| u64::from(count)).sum::<u64>() >= SURE_SUM;
    match (reading.decided(TextPart::TotalLine), adds_up(at)) {
        (Some(Role::Numbers), _) => {
            let sentence = format!("Line {number}{called} counts as a {one}, as chosen.");
            reading.say(sentence, [leave]);
            Ok(None)
        }
        (Some(_), _) => {
            reading.say(format!("Line {number}{called} is left out, as chosen."), [keep]);
            Ok(Some(at))
        }
        (None, true) if is_named || is_large => {
            let sentence = format!(
                "Line {number}{called} taken as totals, because it adds the others up; left out."
            );
            reading.say(sentence, [keep]);
            Ok(Some(at))
        }
        (None, true) => {
            let message = format!(
                "Line {number}{called} adds the others up: are these totals, or one more {one}?"
            );
            Err(Trouble::offering(message, [leave, keep]))
        }
        (None, false) => {
            let message = format!(
                "Line {number} is called “{name}” and is not the sum of the others. What is it?"
            );
            Err(Trouble::offering(message, [leave, keep]))
        }
    }
}

/// Says that percentages and numbers in brackets are left out.
pub(super) fn say_beside(reading: &mut PastedReading<'_>, rows: &[CountRow<'_>]) {
    if rows.iter().any(|row| row.tail.n_beside > 0) {
        reading.say("Percentages and numbers in brackets are left out.", []);
    }
}

/// What the second of two counts with a slash is.
pub(super) fn slash_is(reading: &PastedReading<'_>) -> SecondCount {
    if reading.decided(TextPart::Slash) == Some(Role::Rest) {
        SecondCount::Without
    } else {
        SecondCount::Total
    }
}

/// Says what two counts with a slash are.
pub(super) fn say_slash(reading: &mut PastedReading<'_>, rows: &[CountRow<'_>]) {
    let mut items = rows.iter().flat_map(|row| &row.tail.items);
    let Some(&(_, Item::Two(first, second))) =
        items.find(|(_, item)| matches!(item, Item::Two(..)))
    else {
        return;
    };
    let (first, second) = (format::count(first.into()), format::count(second.into()));
    if slash_is(reading) == SecondCount::Without {
        let offer = OtherInterpretation::new(
            format!("Take it as {first} of {second}"),
            TextPart::Slash,
            Role::Whole,
        );
        let sentence = format!("{first}/{second} was read as {first} with and {second} without.");
        reading.say(sentence, [offer]);
    } else {
        let label = format!("Take it as {first} with and {second} without");
        let offer = OtherInterpretation::new(label, TextPart::Slash, Role::Rest);
        reading.say(format!("{first}/{second} was read as {first} of {second}."), [offer]);
    }
}

//! Lines of a name and a p-value, or p-values alone.

mod cell;

use std::borrow::Cow;

use cell::{Number, PValueCell, of, tidy};

use super::cut::{Separator, TextLine, cut};
use super::item::{is_name, name};
use super::list::list;
use super::printed::plain;
use super::rows::{about_line, leave_out, say_left_out};
use super::{OtherInterpretation, PastedReading, Role, TextPart, Trouble};
use crate::view::calculator::input::{quote, real};
use crate::view::format;
use cell::is_p;

/// A p-value, or what is known of it.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::view::calculator) struct GivenP {
    /// The name; empty where there is none.
    pub(in crate::view::calculator) name: String,
    /// What it is at least.
    pub(in crate::view::calculator) lower: f64,
    /// What it is at most.
    pub(in crate::view::calculator) upper: f64,
    /// The sign of a bound; empty for a value.
    pub(in crate::view::calculator) sign: &'static str,
}

/// What may stand between p-values and their names. A comma comes last, because it
/// can be a decimal mark.
const SEPARATORS: [Separator; 5] = [
    Separator::Mark('\t'),
    Separator::Mark(';'),
    Separator::Mark('|'),
    Separator::Blanks,
    Separator::Mark(','),
];

/// Reads a text of p-values.
///
/// # Errors
/// What cannot be read, or has to be asked.
pub(in crate::view::calculator) fn p_values(
    text: &str,
    reading: &mut PastedReading<'_>,
) -> Result<Vec<GivenP>, Trouble> {
    let printed = plain(text, reading);
    let text = printed.as_deref().unwrap_or(text);
    let tidied: Vec<String> = text.lines().map(tidy).collect();
    let tidied = tidied.join("\n");
    let (separator, lines) = cut(&tidied, &SEPARATORS, |cells| {
        cells
            .iter()
            .rev()
            .map(|cell| of(cell))
            .find(|cell| *cell != PValueCell::Mark)
            .is_some_and(|cell| matches!(cell, PValueCell::P { .. } | PValueCell::Missing))
            && !cells.iter().any(|cell| cell.ends_with(','))
    })?;
    let mut lines = leave_out(reading, lines);
    let column = heads(reading, &mut lines, separator);
    let numbers_first = have_numbers_first(&lines);
    let mut state = PValueList::default();
    for line in &lines {
        let cells = without_marks(&line.cells, &mut state.has_marks);
        read_line(reading, line, &cells, column, numbers_first, &mut state)?;
    }
    let PValueList { found, missing, has_marks, has_others, rounded } = state;
    if has_marks {
        reading.say("Stars and words beside p-values are left out.", []);
    }
    if has_others {
        reading.say("Other numbers than the p-values are left out.", []);
    }
    if !missing.0.is_empty() {
        say_left_out(reading, &missing.0, &missing.1, "no p-value");
    }
    if found.is_empty() {
        return Err("There is no p-value in this text.".to_owned().into());
    }
    if !rounded.is_empty() {
        let bounds = rounded.join(", ");
        reading.say(format!("A p-value that is rounded to 0 is taken as a bound: {bounds}."), []);
    }
    if found.iter().any(|p| !p.sign.is_empty()) {
        let sentence = "A bound such as <0.001 is no value: adjusted p-values that rest on it are \
                        bounds too.";
        reading.say(sentence, []);
    }
    let n = u32::try_from(found.len()).unwrap_or(u32::MAX);
    let names: Vec<&String> =
        found.iter().map(|p| &p.name).filter(|name| !name.is_empty()).collect();
    let listed = if names.is_empty() { String::new() } else { format!(": {}", list(&names)) };
    reading.say(format!("{}{listed}.", format::count_of(n, "p-value", "p-values")), []);
    Ok(found)
}

/// What has been read so far.
#[derive(Default)]
struct PValueList {
    found: Vec<GivenP>,
    missing: (Vec<usize>, Vec<String>),
    has_marks: bool,
    has_others: bool,
    /// The bounds that p-values printed as 0 are taken for.
    rounded: Vec<String>,
}

impl PValueList {
    fn push(&mut self, name: String, p: Number) {
        let Number { lower, upper, sign, is_rounded } = p;
        let bound = format!("{sign}{upper}");
        if is_rounded && !self.rounded.contains(&bound) {
            self.rounded.push(bound);
        }
        self.found.push(GivenP { name, lower, upper, sign });
    }
}

fn read_line(
    reading: &PastedReading<'_>,
    line: &TextLine<'_>,
    cells: &[Cow<'_, str>],
    column: Option<usize>,
    numbers_first: bool,
    state: &mut PValueList,
) -> Result<(), Trouble> {
    // The column under the head "p", counted from the right.
    if let Some(from_right) = column
        && let Some(place) = cells.len().checked_sub(from_right + 1)
    {
        let words = cells[..place].iter().take_while(|cell| real(cell).is_err());
        let name = name(&words.cloned().collect::<Vec<_>>());
        state.has_others |= cells.iter().filter(|cell| real(cell).is_ok()).count() > 1;
        return match of(&cells[place]) {
            PValueCell::P { p, .. } => {
                state.push(name, p);
                Ok(())
            }
            PValueCell::Missing => {
                state.missing.0.push(line.number);
                state.missing.1.push(name);
                Ok(())
            }
            PValueCell::Mark | PValueCell::Text => Err(no_p(line, &cells[place])),
        };
    }
    let found: Vec<PValueCell> = cells.iter().map(|cell| of(cell)).collect();
    let are_all = found.iter().all(|cell| matches!(cell, PValueCell::P { .. }));
    let mut start = found.len();
    while start > 0 {
        let is_part = match found[start - 1] {
            PValueCell::P { is_sure, .. } => is_sure || are_all || start == found.len(),
            PValueCell::Missing => start == found.len(),
            PValueCell::Mark | PValueCell::Text => false,
        };
        if !is_part {
            break;
        }
        start -= 1;
    }
    if numbers_first {
        start = start.max(1);
    }
    let Some(last) = cells.last().filter(|_| start < cells.len()) else {
        return Err(no_p(line, cells.last().map_or("", |cell| cell.as_ref())));
    };
    let decided = reading.decided(TextPart::PValues);
    let is_named = start > 0;
    if is_named && cells.len() - start > 1 {
        match decided {
            Some(Role::All) => {}
            Some(_) => {
                start = cells.len() - 1;
                state.has_others = true;
            }
            None => {
                let message = format!(
                    "Line {} has {} numbers between 0 and 1 after its name: which are p-values?",
                    line.number,
                    cells.len() - start
                );
                let one = OtherInterpretation::new(
                    "Only the last of each line",
                    TextPart::PValues,
                    Role::Last,
                );
                let all = OtherInterpretation::new("All of them", TextPart::PValues, Role::All);
                return Err(Trouble::offering(message, [one, all]));
            }
        }
    }
    // What was estimated stands before its p-value and is no name.
    let mut end = start;
    while end > 1 && is_estimate(&cells[end - 1]) {
        end -= 1;
        state.has_others = true;
    }
    // "A 0.01; B 0.02": what stands before the last p-value may be no name.
    let is_inside = |cell: &Cow<'_, str>| {
        matches!(of(cell.trim_end_matches([';', ','])), PValueCell::P { is_sure: true, .. })
    };
    if decided.is_none() && cells[..end].iter().any(is_inside) {
        let message = "a number between 0 and 1 is inside of the name; write one p-value a line.";
        let mut trouble = about_line(line.number, line.is_first, message);
        let label = "Only the last number of each line is a p-value";
        trouble.offers.insert(0, OtherInterpretation::new(label, TextPart::PValues, Role::Last));
        return Err(trouble);
    }
    let name = name(&cells[..end]);
    if matches!(of(last), PValueCell::Missing) {
        state.missing.0.push(line.number);
        state.missing.1.push(name);
        return Ok(());
    }
    let n = cells.len() - start;
    for (place, cell) in found[start..].iter().enumerate() {
        if let PValueCell::P { p, .. } = cell {
            let is_alone = n == 1 || name.is_empty();
            let name = if is_alone { name.clone() } else { format!("{name} {}", place + 1) };
            state.push(name, *p);
        }
    }
    Ok(())
}

/// What is wrong with a line without a p-value.
fn no_p(line: &TextLine<'_>, cell: &str) -> Trouble {
    let bare = cell.trim().trim_start_matches(['<', '>', '≤', '≥', '=']);
    let message = match (real(bare), cell.contains(|letter: char| letter.is_ascii_digit())) {
        (Ok(value), _) if value.abs() < f64::MIN_POSITIVE => {
            quote(cell.trim(), "is no p-value; type a bound, such as <0.001")
        }
        (Ok(_), _) => quote(cell.trim(), "is not between 0 and 1"),
        (Err(_), true) if line.cells.len() > 1 => quote(cell.trim(), "is no p-value"),
        _ => quote(line.text, "holds no p-value"),
    };
    about_line(line.number, line.is_first, &message)
}

/// A number with decimals, or something in brackets.
fn is_estimate(cell: &str) -> bool {
    let cell = cell.trim();
    let is_bracketed = cell.starts_with(['(', '[']) && cell.ends_with([')', ']']);
    let has_decimals = cell.contains(['.', ',']) && real(cell).is_ok();
    is_bracketed && cell.contains(|letter: char| letter.is_ascii_digit()) || has_decimals
}

/// The line of heads, if there is one; returns the column of p-values under it,
/// counted from the right.
fn heads(
    reading: &mut PastedReading<'_>,
    lines: &mut Vec<TextLine<'_>>,
    separator: Separator,
) -> Option<usize> {
    let (first, rest) = lines.split_first()?;
    let has_p = first.cells.iter().any(|cell| matches!(of(cell), PValueCell::P { .. }));
    let are_names = first.cells.iter().all(|cell| cell.is_empty() || is_name(cell) || is_p(cell));
    let is_head = match reading.decided(TextPart::FirstLine) {
        Some(role) => role == Role::Names,
        None => !rest.is_empty() && !has_p && are_names,
    };
    if !is_head {
        return None;
    }
    let filled: Vec<&str> =
        first.cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect();
    let has_digits = first.text.contains(|letter: char| letter.is_numeric());
    let keep = OtherInterpretation::new(
        "Take it as a line of p-values",
        TextPart::FirstLine,
        Role::Numbers,
    );
    let offers = if has_digits { vec![keep] } else { Vec::new() };
    let sentence =
        format!("Line {} taken as names of the columns: {}.", first.number, list(&filled));
    reading.say(sentence, offers);
    let place = first.cells.iter().position(|cell| is_p(cell));
    let from_right = place.map(|place| first.cells.len() - 1 - place);
    lines.remove(0);
    // Blanks do not tell columns apart.
    from_right.filter(|_| separator.has_places())
}

/// Whether each of several lines is a whole number and a p-value: 1 0.04.
fn have_numbers_first(lines: &[TextLine<'_>]) -> bool {
    let is_whole = |cell: &str| !cell.is_empty() && cell.bytes().all(|byte| byte.is_ascii_digit());
    let is_sure =
        |cell: &str| matches!(of(cell), PValueCell::P { is_sure: true, .. } | PValueCell::Missing);
    lines.len() > 1
        && lines.iter().all(|line| {
            matches!(line.cells.as_slice(), [first, last] if is_whole(first) && is_sure(last))
        })
}

/// The cells of a line without stars and words at its end.
fn without_marks<'a>(cells: &[Cow<'a, str>], has_marks: &mut bool) -> Vec<Cow<'a, str>> {
    let mut kept = cells.to_vec();
    while let [.., before, last] = kept.as_slice()
        && matches!(of(before), PValueCell::P { is_sure: true, .. } | PValueCell::Mark)
        && (of(last) == PValueCell::Mark || last.trim() == ".")
    {
        *has_marks = true;
        kept.pop();
    }
    kept
}

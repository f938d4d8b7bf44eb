//! Measured values in groups: one group a line, one a column, or a group and a
//! value on each line.

mod groups;
mod layout;
mod row;

use std::borrow::Cow;

use groups::{NamedValues, in_columns, in_lines, in_pairs, only_numbers};
use layout::{GroupLayout, layout, values_first};
use row::{SampleRow, no_value, row, start_of_values, whole};

use super::cut::{Separator, TextLine, cut};
use super::item::is_name;
use super::list::list;
use super::printed::plain;
use super::rows::leave_out;
use super::table::{YEARS, are_years, count_up};
use super::value::{CommaUse, Commas, PastedValue, commas_of, value};
use super::{OtherInterpretation, PastedReading, Role, TextPart, Trouble};
use crate::view::format;

/// What may stand between values. A comma comes last, because it can be a decimal
/// mark.
const SEPARATORS: [Separator; 6] = [
    Separator::Mark('\t'),
    Separator::Mark(';'),
    Separator::Mark('|'),
    Separator::CommaAndBlank,
    Separator::Blanks,
    Separator::Mark(','),
];

/// Reads groups of values.
///
/// # Errors
/// What cannot be read, or has to be asked.
pub(in crate::view::calculator) fn samples(
    text: &str,
    reading: &mut PastedReading<'_>,
) -> Result<Vec<NamedValues>, Trouble> {
    let printed = plain(text, reading);
    let text = printed.as_deref().unwrap_or(text);
    let can_read = |cells: &[Cow<'_, str>]| can_read(cells);
    let pair = only_comma_pairs(text);
    let separators: &[Separator] = match (pair, reading.decided(TextPart::Comma)) {
        (true, Some(Role::Numbers)) => &[Separator::Mark(',')],
        (true, None) => return Err(ask_about_pairs()),
        _ => &SEPARATORS,
    };
    let (separator, lines) = cut(text, separators, can_read)?;
    let commas = commas(reading, &lines)?;
    let mut lines = leave_out(reading, lines);
    let heads = heads(reading, &mut lines, commas)?;
    let rows: Vec<SampleRow<'_>> = lines.into_iter().map(|line| row(line, commas)).collect();
    if rows.iter().all(|row| row.values.iter().all(|(_, value)| *value == PastedValue::Text)) {
        let is_pairs = rows.iter().all(|row| values_first(row, commas));
        if rows.is_empty() || !is_pairs {
            return Err(rows.first().map_or_else(
                || "There is no number in this text.".to_owned().into(),
                |row| no_value(row, commas),
            ));
        }
    }
    let layout = layout(reading, &rows, heads.as_deref(), separator, commas)?;
    let groups = match layout {
        GroupLayout::Lines => in_lines(reading, rows, commas)?,
        GroupLayout::Columns { has_row_names } => {
            in_columns(reading, &rows, heads, has_row_names, separator, commas)?
        }
        GroupLayout::Pairs | GroupLayout::ValuesFirst => in_pairs(&rows, layout, commas)?,
    };
    let groups = only_numbers(reading, groups)?;
    describe(reading, &groups, layout);
    Ok(groups)
}

/// Whether a line ends in values, and what stands before them holds no number that
/// a wrong separator would have cut.
fn can_read(cells: &[Cow<'_, str>]) -> bool {
    let start = start_of_values(cells, Commas::Decimal);
    let is_cut = |cell: &Cow<'_, str>| cell.trim().starts_with(|one: char| one.is_ascii_digit());
    let before = &cells[..start];
    start < cells.len() && !before.iter().skip(1).any(is_cut)
}

/// Whether each of several lines is two whole numbers with a comma between them and
/// nothing else: decimals, or two columns.
fn only_comma_pairs(text: &str) -> bool {
    let mut n_lines = 0;
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let are_pairs = text.lines().map(str::trim).filter(|line| !line.is_empty()).all(|line| {
        n_lines += 1;
        line.split_once(',').is_some_and(|(first, second)| is_digits(first) && is_digits(second))
    });
    are_pairs && n_lines > 1
}

fn ask_about_pairs() -> Trouble {
    let message = "Is the comma a decimal mark, or is it between two values?";
    Trouble::offering(
        message,
        [
            OtherInterpretation::new("It is a decimal mark", TextPart::Comma, Role::Decimal),
            OtherInterpretation::new("It is between two values", TextPart::Comma, Role::Numbers),
        ],
    )
}

/// What the commas inside of numbers are.
fn commas(reading: &mut PastedReading<'_>, lines: &[TextLine<'_>]) -> Result<Commas, Trouble> {
    let cells = lines.iter().flat_map(|line| line.cells.iter().map(AsRef::as_ref));
    let found = commas_of(cells);
    let decimal =
        OtherInterpretation::new("They are decimal marks", TextPart::Comma, Role::Decimal);
    let thousands =
        OtherInterpretation::new("They separate thousands", TextPart::Comma, Role::Thousands);
    let is_doubtful = found == CommaUse::Doubtful;
    let commas = match (found, reading.decided(TextPart::Comma)) {
        (CommaUse::None, _) => return Ok(Commas::Plain),
        (CommaUse::Sure(commas), _) => commas,
        (CommaUse::Doubtful, Some(Role::Thousands)) => Commas::Thousands,
        (CommaUse::Doubtful, Some(_)) => Commas::Decimal,
        (CommaUse::Doubtful, None) => {
            let message = "Are the commas decimal marks, or do they separate thousands?";
            return Err(Trouble::offering(message, [decimal, thousands]));
        }
    };
    let (sentence, other) = match commas {
        Commas::Thousands => ("Commas separate thousands: 1,234 is 1234.", decimal),
        Commas::Decimal | Commas::Plain => ("Commas are decimal marks: 1,5 is 1.5.", thousands),
    };
    reading.say(sentence, if is_doubtful { vec![other] } else { Vec::new() });
    Ok(commas)
}

/// The cells of the line of names above the values, if it has one.
fn heads(
    reading: &mut PastedReading<'_>,
    all: &mut Vec<TextLine<'_>>,
    commas: Commas,
) -> Result<Option<Vec<String>>, Trouble> {
    let Some((first, rest)) = all.split_first() else { return Ok(None) };
    let number = first.number;
    let names: Vec<String> = first.cells.iter().map(|cell| cell.trim().to_owned()).collect();
    let filled: Vec<&String> = names.iter().filter(|name| !name.is_empty()).collect();
    let keep =
        OtherInterpretation::new("Take it as a line of values", TextPart::FirstLine, Role::Numbers);
    let take = OtherInterpretation::new("Take it as names", TextPart::FirstLine, Role::Names);
    match (reading.decided(TextPart::FirstLine), look(first, rest, commas)) {
        (Some(Role::Names), _) | (None, GroupHeads::Names) => {
            let has_digits = first.text.contains(|letter: char| letter.is_numeric());
            let offers = if has_digits { vec![keep] } else { Vec::new() };
            reading.say(format!("Line {number} taken as names: {}.", list(&filled)), offers);
            all.remove(0);
            Ok(Some(names))
        }
        (None, GroupHeads::Either) => {
            let message = format!("Line {number} ({}): are these values, or names?", list(&filled));
            let take = OtherInterpretation { label: "They are names".to_owned(), ..take };
            let keep = OtherInterpretation { label: "They are values".to_owned(), ..keep };
            Err(Trouble::offering(message, [take, keep]))
        }
        (Some(_), GroupHeads::Names | GroupHeads::Either) => {
            reading.say(format!("Line {number} is a line of values, as chosen."), [take]);
            Ok(None)
        }
        (_, GroupHeads::Values) => Ok(None),
    }
}

/// What the first line of values is.
enum GroupHeads {
    Names,
    Values,
    Either,
}

fn look(first: &TextLine<'_>, rest: &[TextLine<'_>], commas: Commas) -> GroupHeads {
    if rest.is_empty() {
        return GroupHeads::Values;
    }
    let cells = &first.cells;
    let is_empty = |cell: &Cow<'_, str>| cell.trim().is_empty();
    let start = start_of_values(cells, commas);
    let is_value =
        |cell: &Cow<'_, str>| !is_empty(cell) && !matches!(value(cell, commas), PastedValue::Text);
    if !cells[start..].iter().any(is_value) {
        let is_whole = |cell: &Cow<'_, str>| whole(cell).is_some();
        let are_names = cells.iter().all(|cell| is_empty(cell) || is_name(cell));
        let are_classes = cells.iter().skip(1).any(|cell| is_name(cell))
            && cells.iter().all(|cell| is_empty(cell) || is_name(cell) || is_whole(cell));
        return if are_names || are_classes { GroupHeads::Names } else { GroupHeads::Values };
    }
    let starts: Vec<usize> = rest.iter().map(|line| start_of_values(&line.cells, commas)).collect();
    let are_words = cells.iter().all(|cell| is_empty(cell) || is_name(cell) || is_word(cell));
    if are_words && cells.iter().any(|cell| is_name(cell)) && starts.contains(&0) {
        return GroupHeads::Names;
    }
    let has_corner = cells.first().is_some_and(is_empty) && starts.iter().all(|&start| start > 0);
    let only_others_named = start == 0
        && rest
            .iter()
            .zip(&starts)
            .all(|(line, &start)| start > 0 && line.cells.len() - start == cells.len());
    if has_corner || only_others_named {
        return GroupHeads::Names;
    }
    let numbers: Option<Vec<u32>> =
        if start == 0 { cells.iter().map(|cell| whole(cell)).collect() } else { None };
    let is_wide = |line: &TextLine<'_>| line.cells.len() <= cells.len();
    let Some(numbers) = numbers.filter(|_| rest.iter().all(is_wide)) else {
        return GroupHeads::Values;
    };
    let below: Vec<&Cow<'_, str>> = rest.iter().flat_map(|line| &line.cells).collect();
    let are_whole = below.iter().all(|cell| whole(cell).is_some() || !is_value(cell));
    let none_is_whole = below.iter().all(|cell| whole(cell).is_none() && is_value(cell));
    let has_years =
        below.iter().any(|cell| whole(cell).is_some_and(|number| YEARS.contains(&number)));
    if are_years(&numbers) && !has_years || count_up(&numbers) && !are_whole {
        GroupHeads::Names
    } else if rest.len() > 1
        && (count_up(&numbers) && numbers.len() > 2 || differ(&numbers) && none_is_whole)
    {
        // "12 13 14" above decimals: the names of columns, or rounded values.
        GroupHeads::Either
    } else {
        GroupHeads::Values
    }
}

/// Whether a cell is a word for a missing value that is a name above values: `none`.
fn is_word(cell: &str) -> bool {
    let cell = cell.trim();
    cell.chars().count() > 3
        && cell.chars().all(|letter| letter.is_alphabetic() || letter == ' ')
        && !cell.eq_ignore_ascii_case("null")
}

/// Whether there are several numbers, each of them once.
fn differ(numbers: &[u32]) -> bool {
    numbers.len() > 1 && (1..numbers.len()).all(|place| !numbers[..place].contains(&numbers[place]))
}

/// Says which groups were read.
fn describe(reading: &mut PastedReading<'_>, groups: &[NamedValues], layout: GroupLayout) {
    let names: Vec<String> = groups
        .iter()
        .enumerate()
        .map(|(place, (name, values))| {
            let name = if name.is_empty() { format!("Group {}", place + 1) } else { name.clone() };
            format!("{name} ({})", format::count(values.len() as u64))
        })
        .collect();
    let how = match layout {
        GroupLayout::Lines => "One group a line",
        GroupLayout::Columns { .. } => "One group a column",
        GroupLayout::Pairs => "A group and its value on each line",
        GroupLayout::ValuesFirst => "A value and its group on each line",
    };
    reading.say(format!("{how}, with the number of values: {}.", list(&names)), []);
}

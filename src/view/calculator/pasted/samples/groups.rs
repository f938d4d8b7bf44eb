//! The values of the groups, under each layout.

use std::borrow::Cow;

use super::super::cut::Separator;
use super::super::item::{counts_on, name};
use super::super::list::{lines, list};
use super::super::rows::about_line;
use super::super::value::{Commas, PastedValue, value};
use super::super::{OtherInterpretation, PastedReading, Role, TextPart, Trouble};
use super::layout::GroupLayout;
use super::row::{SampleRow, no_value, whole};
use crate::view::calculator::input::quote;
use crate::view::format;

/// The values of a group as they stand, with the number of their line.
type GroupValues<'a> = (String, Vec<(usize, PastedValue)>);

/// One group a line.
pub(super) fn in_lines<'a>(
    reading: &mut PastedReading<'_>,
    mut rows: Vec<SampleRow<'a>>,
    commas: Commas,
) -> Result<Vec<GroupValues<'a>>, Trouble> {
    if let Some(row) = rows.iter().find(|row| row.values.is_empty()) {
        return Err(no_value(row, commas));
    }
    move_numbers_into_names(reading, &mut rows)?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let values = row.values.into_iter().map(|(_, value)| (row.number, value));
            (row.name, values.collect())
        })
        .collect())
}

/// The number after "Day" belongs to the name; names that are the same are asked
/// about.
fn move_numbers_into_names(
    reading: &mut PastedReading<'_>,
    rows: &mut [SampleRow<'_>],
) -> Result<(), Trouble> {
    let names: Vec<String> = rows.iter().map(|row| row.name.clone()).collect();
    let mut moved = Vec::new();
    let decided = reading.decided(TextPart::NumberInName);
    for (place, row) in rows.iter_mut().enumerate() {
        let twins: Vec<usize> = names
            .iter()
            .enumerate()
            .filter(|(other, name)| !name.is_empty() && **name == names[place] && *other != place)
            .map(|(other, _)| other)
            .collect();
        let first = row.values.first().and_then(|(cell, _)| whole(cell));
        let can_move = first.is_some() && row.values.len() > 1;
        let has_decimals = row.values.iter().skip(1).any(|(cell, _)| whole(cell).is_none());
        let belongs = match decided {
            Some(role) => role == Role::Names && !names[place].is_empty(),
            None => counts_on(&row.last_word) || !twins.is_empty() && has_decimals,
        };
        if belongs && can_move {
            let (cell, _) = row.values.remove(0);
            row.name = format!("{} {}", row.name, cell.trim());
            moved.push(row.name.clone());
        } else if let Some(&twin) = twins.first()
            && decided.is_none()
        {
            let message = format!(
                "Lines {} and {} have the same name, “{}”.",
                place.min(twin) + 1,
                place.max(twin) + 1,
                row.name
            );
            let label = "The first number of a line is part of its name";
            let names = OtherInterpretation::new(label, TextPart::NumberInName, Role::Names);
            let label = "All numbers are values";
            let values = OtherInterpretation::new(label, TextPart::NumberInName, Role::Numbers);
            return Err(Trouble::offering(message, [names, values]));
        }
    }
    if !moved.is_empty() {
        let back =
            OtherInterpretation::new("Take it as a value", TextPart::NumberInName, Role::Numbers);
        let sentence =
            format!("The number after a name was taken as part of it: {}.", list(&moved));
        reading.say(sentence, [back]);
    }
    Ok(())
}

/// One group a column.
pub(super) fn in_columns<'a>(
    reading: &mut PastedReading<'_>,
    rows: &[SampleRow<'a>],
    heads: Option<Vec<String>>,
    has_row_names: bool,
    separator: Separator,
    commas: Commas,
) -> Result<Vec<GroupValues<'a>>, Trouble> {
    let skipped = usize::from(has_row_names);
    let is_named = |row: &SampleRow<'_>| !row.name.is_empty();
    let cells = |row: &SampleRow<'a>| -> Vec<Cow<'a, str>> {
        if has_row_names && is_named(row) {
            row.values.iter().map(|(cell, _)| cell.clone()).collect()
        } else {
            row.line.cells.iter().skip(skipped).cloned().collect()
        }
    };
    let n_columns = rows.iter().map(|row| cells(row).len()).max().unwrap_or_default();
    let heads = heads.map(|heads| {
        let extra = heads.len().saturating_sub(n_columns).min(skipped);
        heads.into_iter().skip(extra).collect::<Vec<String>>()
    });
    if let Some(heads) = &heads
        && heads.len() < n_columns
    {
        let row = rows.iter().find(|row| cells(row).len() > heads.len());
        let number = row.map_or(1, |row| row.number);
        return Err(about_line(number, false, "more cells than names above."));
    }
    let n_columns = heads.as_ref().map_or(n_columns, Vec::len);
    let mut groups: Vec<GroupValues<'a>> = (0..n_columns)
        .map(|place| {
            let name = heads.as_ref().map(|heads| heads[place].clone());
            (name.unwrap_or_default(), Vec::new())
        })
        .collect();
    for row in rows {
        let cells = cells(row);
        if !separator.has_places() && cells.len() != n_columns {
            let message = format!(
                "{} found, {n_columns} columns above; write NA where a value is missing, or \
                 separate cells with tabs.",
                format::count_of(u32::try_from(cells.len()).unwrap_or(u32::MAX), "cell", "cells")
            );
            return Err(about_line(row.number, row.line.is_first, &message));
        }
        for (group, cell) in groups.iter_mut().zip(&cells) {
            match value(cell, commas) {
                PastedValue::Text => {
                    let message = quote(cell.trim(), "is not a number");
                    return Err(about_line(row.number, row.line.is_first, &message));
                }
                PastedValue::Missing if cell.trim().is_empty() => {}
                found => group.1.push((row.number, found)),
            }
        }
    }
    groups.retain(|(_, values)| !values.is_empty());
    if has_row_names {
        let names: Vec<String> = rows
            .iter()
            .map(|row| if is_named(row) { row.name.clone() } else { row.line.cells[0].to_string() })
            .collect();
        reading.say(format!("First column taken as names of lines: {}.", list(&names)), []);
    }
    Ok(groups)
}

/// A group and a value on each line.
pub(super) fn in_pairs<'a>(
    rows: &[SampleRow<'a>],
    layout: GroupLayout,
    commas: Commas,
) -> Result<Vec<GroupValues<'a>>, Trouble> {
    let mut groups: Vec<GroupValues<'a>> = Vec::new();
    for row in rows {
        let cells = &row.line.cells;
        let (group, found) = match (layout, row.values.as_slice()) {
            (GroupLayout::ValuesFirst, _) => (name(&cells[1..]), value(&cells[0], commas)),
            (_, [(_, found)]) => (row.name.clone(), *found),
            (_, [(code, _), (_, found)]) if row.name.is_empty() => (code.trim().to_owned(), *found),
            _ => return Err(no_value(row, commas)),
        };
        match groups.iter_mut().find(|(name, _)| *name == group) {
            Some((_, values)) => values.push((row.number, found)),
            None => groups.push((group, vec![(row.number, found)])),
        }
    }
    Ok(groups)
}

/// The numbers of the groups. Values that are missing are said and left out; bounds
/// are asked about.
pub(super) fn only_numbers(
    reading: &mut PastedReading<'_>,
    groups: Vec<GroupValues<'_>>,
) -> Result<Vec<NamedValues>, Trouble> {
    let mut missing = Vec::new();
    let mut bounds = Vec::new();
    for (number, value) in groups.iter().flat_map(|(_, values)| values) {
        match value {
            PastedValue::Missing => missing.push(*number),
            PastedValue::Bound(_) => bounds.push(*number),
            PastedValue::Number(_) | PastedValue::Text => {}
        }
    }
    let n = |n: usize, one, many| format::count_of(u32::try_from(n).unwrap_or(u32::MAX), one, many);
    if !missing.is_empty() {
        let sentence = format!(
            "{} left out: {}.",
            n(missing.len(), "missing value", "missing values"),
            lines(&distinct(&missing))
        );
        reading.say(sentence, []);
    }
    let limit = OtherInterpretation::new(
        "Take the number beside the sign",
        TextPart::Bounds,
        Role::Numbers,
    );
    let leave = OtherInterpretation::new("Leave bounds out", TextPart::Bounds, Role::LeftOut);
    let has_bounds = !bounds.is_empty();
    let which = format!(
        "{} ({})",
        n(bounds.len(), "value is only a bound", "values are only bounds"),
        lines(&distinct(&bounds))
    );
    let takes_limit = reading.decided(TextPart::Bounds) == Some(Role::Numbers);
    match (has_bounds, reading.decided(TextPart::Bounds)) {
        (false, _) => {}
        (true, None) => {
            let message = format!("{which}, such as <0.5. What is to be done with them?");
            return Err(Trouble::offering(message, [limit, leave]));
        }
        (true, Some(Role::Numbers)) => {
            reading.say(format!("{which}: the number beside the sign is taken."), [leave]);
        }
        (true, Some(_)) => reading.say(format!("{which}: left out."), [limit]),
    }
    let numbers = |values: Vec<(usize, PastedValue)>| {
        let number = |(_, value)| match value {
            PastedValue::Number(number) => Some(number),
            PastedValue::Bound(number) => takes_limit.then_some(number),
            PastedValue::Missing | PastedValue::Text => None,
        };
        values.into_iter().filter_map(number).collect::<Vec<f64>>()
    };
    let groups: Vec<NamedValues> = groups
        .into_iter()
        .map(|(name, values)| (name, numbers(values)))
        .filter(|(_, values)| !values.is_empty())
        .collect();
    if groups.is_empty() {
        return Err("There is no number in this text.".to_owned().into());
    }
    Ok(groups)
}

fn distinct(numbers: &[usize]) -> Vec<usize> {
    let mut numbers = numbers.to_vec();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

/// A group of values with its name, which may be empty.
pub(in crate::view::calculator) type NamedValues = (String, Vec<f64>);

//! A table of counts: names above and beside it, and sums around it.

mod counted;
mod totals;

use std::borrow::Cow;

pub(in crate::view::calculator) use counted::CountTable;
use totals::{leave_total_column_out, leave_total_line_out};

use super::cut::{SEPARATORS, Separator, TextLine, cut};
use super::item::{Item, Tail, is_name, item, tail};
use super::list::list;
use super::rows::{CountRow, leave_out, no_count, say_beside};
use super::{OtherInterpretation, PastedReading, Role, TextPart, Trouble};
use crate::view::format;

/// Reads a table of counts.
///
/// # Errors
/// What cannot be read, or has to be asked.
pub(in crate::view::calculator) fn table(
    text: &str,
    reading: &mut PastedReading<'_>,
) -> Result<CountTable, Trouble> {
    let (separator, lines) = cut(text, &SEPARATORS, |cells| tail(cells).places() >= 2)?;
    let mut lines = leave_out(reading, lines);
    let heads = heads(reading, &mut lines)?;
    let mut rows = Vec::new();
    for line in &lines {
        let is_first = line.is_first;
        let tail = tail(&line.cells);
        if !tail.has_counts() {
            return Err(no_count(line, is_first));
        }
        rows.push(CountRow { number: line.number, is_first, tail });
    }
    if rows.is_empty() {
        return Err("There is no number in this text.".to_owned().into());
    }
    name_rows(reading, &mut rows, heads.as_deref(), separator)?;
    let mut table = counts(reading, &rows)?;
    let are_parts = rows.iter().all(is_two);
    table.columns = column_names(reading, heads, table.counts[0].len(), are_parts);
    leave_total_column_out(reading, &mut table)?;
    leave_total_line_out(reading, &mut table)?;
    describe(reading, &table);
    Ok(table)
}

/// The cells of the line of names above the table, if it has one.
fn heads(
    reading: &mut PastedReading<'_>,
    lines: &mut Vec<TextLine<'_>>,
) -> Result<Option<Vec<String>>, Trouble> {
    let Some((first, rest)) = lines.split_first() else { return Ok(None) };
    let number = first.number;
    let keep =
        OtherInterpretation::new("Take it as a line of counts", TextPart::FirstLine, Role::Numbers);
    let names: Vec<String> = first.cells.iter().map(|cell| cell.trim().to_owned()).collect();
    let filled: Vec<&String> = names.iter().filter(|name| !name.is_empty()).collect();
    let sentence = format!("Line {number} taken as names of the columns: {}.", list(&filled));
    match (reading.decided(TextPart::FirstLine), look(first, rest)) {
        (Some(Role::Names), _) | (None, TableHeads::Names) => {
            let has_digits = names.iter().any(|name| name.contains(|one: char| one.is_numeric()));
            reading.say(sentence, if has_digits { vec![keep] } else { Vec::new() });
            lines.remove(0);
            Ok(Some(names))
        }
        (None, TableHeads::Either) => {
            let message = format!("Line {number} ({}): are these counts, or names?", list(&filled));
            let label = "They are names of the columns";
            let take = OtherInterpretation::new(label, TextPart::FirstLine, Role::Names);
            let keep = OtherInterpretation { label: "They are counts".to_owned(), ..keep };
            Err(Trouble::offering(message, [take, keep]))
        }
        (Some(_), TableHeads::Names | TableHeads::Either) => {
            let label = "Take it as names of the columns";
            let take = OtherInterpretation::new(label, TextPart::FirstLine, Role::Names);
            reading.say(format!("Line {number} is a line of counts, as chosen."), [take]);
            Ok(None)
        }
        (_, TableHeads::Counts) if rest.len() > 1 && tail(&first.cells).has_counts() => {
            let label = format!("Take line {number} as names of the columns");
            let take = OtherInterpretation::new(label, TextPart::FirstLine, Role::Names);
            reading.say(format!("No names of columns: line {number} holds counts."), [take]);
            Ok(None)
        }
        (_, TableHeads::Counts) => Ok(None),
    }
}

/// What the first line of a table is.
enum TableHeads {
    Names,
    Counts,
    Either,
}

fn look(first: &TextLine<'_>, rest: &[TextLine<'_>]) -> TableHeads {
    let cells = &first.cells;
    let first_tail = tail(cells);
    let tails: Vec<Tail<'_>> = rest.iter().map(|line| tail(&line.cells)).collect();
    let is_empty = |cell: &Cow<'_, str>| cell.trim().is_empty();
    if rest.is_empty() {
        return TableHeads::Counts;
    }
    if !first_tail.has_counts() {
        // "losses 2 3 4+": a class stands among numbers.
        let is_class = |cell: &Cow<'_, str>| {
            let cell = cell.trim();
            let has_digit = cell.contains(|letter: char| letter.is_ascii_digit());
            is_name(cell) && (has_digit || cell.chars().count() > 2)
        };
        let is_number = |cell: &Cow<'_, str>| matches!(item(cell), Item::Count(_));
        let are_names = cells.iter().all(|cell| is_empty(cell) || is_name(cell));
        let are_classes = cells.iter().skip(1).any(is_class)
            && cells.iter().all(|cell| is_empty(cell) || is_class(cell) || is_number(cell));
        return if are_names || are_classes { TableHeads::Names } else { TableHeads::Counts };
    }
    let has_corner = cells.first().is_some_and(is_empty)
        && rest.iter().all(|line| line.cells.first().is_some_and(|cell| !is_empty(cell)));
    let places = first_tail.places();
    let is_nameless = first_tail.name().is_empty();
    let only_others_named =
        is_nameless && tails.iter().all(|tail| !tail.name().is_empty() && tail.places() == places);
    let is_shorter = is_nameless && tails.iter().all(|tail| tail.places() == places + 1);
    if has_corner || only_others_named || is_shorter {
        return TableHeads::Names;
    }
    let numbers: Option<Vec<u32>> = first_tail.counts().into_iter().collect();
    let Some(numbers) = numbers.filter(|_| rest.len() > 1) else { return TableHeads::Counts };
    let below: Vec<u32> = tails.iter().flat_map(Tail::counts).flatten().collect();
    if are_years(&numbers) && !below.iter().any(|count| YEARS.contains(count)) {
        TableHeads::Names
    } else if count_up(&numbers) && numbers.len() > 2 {
        TableHeads::Either
    } else {
        TableHeads::Counts
    }
}

pub(super) const YEARS: std::ops::RangeInclusive<u32> = 1900..=2100;

/// Whether numbers are different years.
pub(super) fn are_years(numbers: &[u32]) -> bool {
    let rises = numbers.windows(2).all(|pair| pair[0] < pair[1]);
    let falls = numbers.windows(2).all(|pair| pair[0] > pair[1]);
    numbers.len() > 1 && (rises || falls) && numbers.iter().all(|number| YEARS.contains(number))
}

/// Whether numbers go up one by one, from a small one.
pub(super) fn count_up(numbers: &[u32]) -> bool {
    numbers.len() > 1
        && numbers[0] <= 10
        && numbers.windows(2).all(|pair| pair[1].checked_sub(pair[0]) == Some(1))
}

/// Numbers that are names of rows leave the counts.
fn name_rows(
    reading: &mut PastedReading<'_>,
    rows: &mut [CountRow<'_>],
    heads: Option<&[String]>,
    separator: Separator,
) -> Result<(), Trouble> {
    let most = rows.iter().map(|row| row.tail.places()).max().unwrap_or_default();
    // Where some rows begin with a name and are shorter by one, the number at the
    // beginning of the others is a name too: 2, 3, 4 or more.
    let is_short = |row: &CountRow<'_>| {
        row.tail.places() + 1 == most && !row.tail.name().is_empty() && !row.has_slip()
    };
    let is_long = |row: &CountRow<'_>| row.tail.places() == most;
    let by_length =
        rows.iter().any(is_short) && rows.iter().all(|row| is_short(row) || is_long(row));
    let are_nameless = rows.iter().all(|row| row.tail.name().is_empty());
    let are_equal = rows.iter().all(is_long);
    let corner = heads.and_then(<[String]>::first).is_some_and(String::is_empty);
    let n_heads = heads.map(|heads| heads.len() - usize::from(corner));
    let firsts: Vec<u32> =
        rows.iter().filter_map(|row| row.tail.counts().first().copied().flatten()).collect();
    let is_corner = corner && separator.has_places() && are_nameless;
    let is_narrower = n_heads.is_some_and(|n| n + 1 == most) && are_equal;
    // The head above the names is one more than there are columns of counts.
    let has_own_head = n_heads == Some(most) && !corner && are_nameless;
    let names: Vec<String> = rows.iter().map(|row| row.tail.name()).collect();
    let have_one_name =
        !are_nameless && rows.len() > 1 && names.iter().all(|name| *name == names[0]);
    let differ = firsts.len() == rows.len()
        && (1..firsts.len()).all(|place| !firsts[..place].contains(&firsts[place]));
    let others: Vec<u32> =
        rows.iter().flat_map(|row| row.tail.counts().into_iter().skip(1).flatten()).collect();
    let years = are_years(&firsts) && !others.iter().any(|count| YEARS.contains(count));
    let leaves_a_table = most > 2 && are_equal;
    let take = OtherInterpretation::new(
        "Take the first column as names",
        TextPart::FirstColumn,
        Role::Names,
    );
    let keep = OtherInterpretation::new(
        "Take the first column as counts",
        TextPart::FirstColumn,
        Role::Numbers,
    );
    let decided = reading.decided(TextPart::FirstColumn);
    let is_taken = match decided {
        Some(Role::Names) => true,
        Some(_) => false,
        None => {
            by_length
                || is_corner
                || is_narrower
                || leaves_a_table
                    && (years && (are_nameless || have_one_name)
                        || has_own_head && count_up(&firsts)
                        || have_one_name && differ)
        }
    };
    let is_open = decided.is_none()
        && !is_taken
        && are_nameless
        && leaves_a_table
        && rows.len() > 2
        && count_up(&firsts);
    if is_open {
        let texts: Vec<String> = firsts.iter().map(u32::to_string).collect();
        let message = format!("The first column ({}): are these counts, or names?", list(&texts));
        let take = OtherInterpretation { label: "They are names of the rows".to_owned(), ..take };
        let keep = OtherInterpretation { label: "They are counts".to_owned(), ..keep };
        return Err(Trouble::offering(message, [take, keep]));
    }
    if is_taken {
        for row in rows.iter_mut().filter(|row| row.tail.places() == most) {
            row.tail.name_takes_one();
        }
        let names: Vec<String> = rows.iter().map(|row| row.tail.name()).collect();
        let sentence = format!("The first cell of each line taken as its name: {}.", list(&names));
        reading.say(sentence, [keep]);
    } else if are_nameless && leaves_a_table {
        reading.say("No names of rows: the first column holds counts.", [take]);
    }
    Ok(())
}

/// Whether the only counts of a line are two with a slash.
fn is_two(row: &CountRow<'_>) -> bool {
    matches!(row.tail.items.as_slice(), [(_, Item::Two(..))])
}

/// The counts of the rows.
fn counts(reading: &mut PastedReading<'_>, rows: &[CountRow<'_>]) -> Result<CountTable, Trouble> {
    let n_columns = rows[0].tail.places();
    let are_two = rows.iter().all(is_two);
    let mut counts = Vec::new();
    for row in rows {
        let n = row.tail.places();
        if n != n_columns {
            let message =
                format!("{} here, {n_columns} in the first line of counts.", counts_of(n));
            return Err(row.slip().unwrap_or_else(|| row.trouble(&message)));
        }
        if !are_two && row.tail.items.iter().any(|(_, item)| matches!(item, Item::Two(..))) {
            let message = "two counts with a slash can be here only alone after a name.";
            return Err(row.trouble(message));
        }
        let found: Option<Vec<u32>> = row.tail.counts().into_iter().collect();
        let Some(mut found) = found else {
            let message = "a count is missing; write 0 where nobody was counted.";
            return Err(row.trouble(message));
        };
        if are_two {
            let rest = found[1]
                .checked_sub(found[0])
                .ok_or_else(|| row.trouble("the group is smaller than its events."))?;
            found[1] = rest;
        }
        counts.push(found);
    }
    if are_two {
        let sentence = "Two counts with a slash were read as a part of the whole: the table holds \
                        the part and the rest.";
        reading.say(sentence, []);
    }
    say_beside(reading, rows);
    Ok(CountTable {
        rows: rows.iter().map(|row| row.tail.name()).collect(),
        columns: Vec::new(),
        counts,
        lines: rows.iter().map(|row| row.number).collect(),
    })
}

/// The names of the columns; a head above the names of the rows is left out.
fn column_names(
    reading: &mut PastedReading<'_>,
    heads: Option<Vec<String>>,
    n_columns: usize,
    are_parts: bool,
) -> Vec<String> {
    if are_parts {
        return ["With", "Without"].map(str::to_owned).to_vec();
    }
    let Some(heads) = heads else { return vec![String::new(); n_columns] };
    let n_heads = heads.len();
    if n_heads == n_columns || n_heads == n_columns + 1 {
        return heads.into_iter().skip(n_heads - n_columns).collect();
    }
    let sentence = format!(
        "The names of the columns are {n_heads} words for {n_columns} columns, so the columns are \
         numbered. Separate them with tabs or semicolons."
    );
    reading.say(sentence, []);
    vec![String::new(); n_columns]
}

/// Says what was read.
fn describe(reading: &mut PastedReading<'_>, table: &CountTable) {
    let named = |names: &[String]| {
        let names: Vec<&String> = names.iter().filter(|name| !name.is_empty()).collect();
        if names.is_empty() { String::new() } else { format!(": {}", list(&names)) }
    };
    let n = |n: usize, one, many| format::count_of(u32::try_from(n).unwrap_or(u32::MAX), one, many);
    let sentence = format!(
        "{}{}; {}{}.",
        n(table.counts.len(), "row of counts", "rows of counts"),
        named(&table.rows),
        n(table.columns.len(), "column", "columns"),
        named(&table.columns)
    );
    reading.say(sentence, []);
}

fn counts_of(n: usize) -> String {
    format::count_of(u32::try_from(n).unwrap_or(u32::MAX), "count", "counts")
}

//! Lines of four counts, two for each of two groups, after a name: strata and
//! trials.

use super::cut::{SEPARATORS, cut};
use super::item::{Item, counts_on, tail};
use super::list::list;
use super::rows::{
    CountRow, Sums, rows, say_beside, say_left_out, say_slash, slash_is, total_line,
};
use super::{OtherInterpretation, PastedReading, Role, TextPart, Trouble};
use crate::engine::stats::two_by_two::{Group, TwoByTwo};
use crate::view::calculator::form::choices::SecondCount;
use crate::view::format;

/// What the lines are.
#[derive(Clone, Copy, Debug)]
pub(in crate::view::calculator) struct Arms {
    /// One of them.
    pub(in crate::view::calculator) one: &'static str,
    /// Several.
    pub(in crate::view::calculator) many: &'static str,
    /// One at the beginning of a name.
    pub(in crate::view::calculator) name: &'static str,
    /// What the second count of a group is, where no slash tells.
    pub(in crate::view::calculator) second: SecondCount,
}

/// Four counts of a line and what the second of two is.
struct Four {
    number: usize,
    name: String,
    counts: Vec<u32>,
    second: SecondCount,
}

/// Reads a text of named lines with four counts each, or of two lines with two
/// counts each.
///
/// # Errors
/// What cannot be read, or has to be asked.
pub(in crate::view::calculator) fn arms(
    text: &str,
    reading: &mut PastedReading<'_>,
    kind: Arms,
) -> Result<Vec<(String, TwoByTwo)>, Trouble> {
    let (_, lines) = cut(text, &SEPARATORS, |cells| tail(cells).places() >= 2)?;
    let mut rows = rows(reading, lines)?;
    let has_sums = leave_sums_out(reading, &mut rows);
    let in_pairs = !has_sums && rows.iter().all(|row| row.tail.places() == 2);
    if !in_pairs {
        move_numbers_into_names(reading, &mut rows)?;
    }
    let second = if has_sums { SecondCount::Without } else { kind.second };
    let mut fours = Vec::new();
    let mut incomplete = (Vec::new(), Vec::new());
    let step = if in_pairs { 2 } else { 1 };
    for pair in rows.chunks(step) {
        let row = &pair[0];
        let places: usize = pair.iter().map(|row| row.tail.places()).sum();
        if in_pairs && pair.len() < 2 {
            return Err(row.trouble("the second group of this table is missing."));
        }
        if places != 4 {
            let found =
                format::count_of(u32::try_from(places).unwrap_or(u32::MAX), "count", "counts");
            let message = format!("{found} found; four are needed, two for each group.");
            return Err(row.slip().unwrap_or_else(|| row.trouble(&message)));
        }
        let counts: Vec<Option<u32>> = pair.iter().flat_map(|row| row.tail.counts()).collect();
        let second = second_of(reading, pair, second)?;
        if let Some(counts) = counts.into_iter().collect::<Option<Vec<u32>>>() {
            fours.push(Four { number: row.number, name: row.tail.name(), counts, second });
        } else {
            incomplete.0.push(row.number);
            incomplete.1.push(row.tail.name());
        }
    }
    say_slash(reading, &rows);
    say_beside(reading, &rows);
    if !incomplete.0.is_empty() {
        say_left_out(reading, &incomplete.0, &incomplete.1, "a missing count");
    }
    let sums: Vec<Sums<'_>> = fours
        .iter()
        .map(|four| Sums { number: four.number, name: &four.name, counts: &four.counts })
        .collect();
    if let Some(at) = total_line(reading, &sums, kind.one)? {
        fours.remove(at);
    }
    tables(reading, &fours, kind)
}

fn tables(
    reading: &mut PastedReading<'_>,
    fours: &[Four],
    kind: Arms,
) -> Result<Vec<(String, TwoByTwo)>, Trouble> {
    let mut tables = Vec::new();
    for four in fours {
        let &[a, b, c, d] = four.counts.as_slice() else { continue };
        let group = |events, second| -> Result<Group, Trouble> {
            let found = four.second.group(events, second);
            found.map_err(|reason| format!("Line {}: {reason}.", four.number).into())
        };
        let table = TwoByTwo { exposed: group(a, b)?, unexposed: group(c, d)? };
        let name = if four.name.is_empty() {
            format!("{} {}", kind.name, tables.len() + 1)
        } else {
            four.name.clone()
        };
        tables.push((name, table));
    }
    if tables.is_empty() {
        return Err(format!("No {} is left.", kind.one).into());
    }
    let names: Vec<&String> = tables.iter().map(|(name, _)| name).collect();
    let n = u32::try_from(tables.len()).unwrap_or(u32::MAX);
    let sentence =
        format!("{} of four counts: {}.", format::count_of(n, kind.one, kind.many), list(&names));
    reading.say(sentence, []);
    Ok(tables)
}

/// Leaves out the sum of all counts of a line, or of two of them, where every line
/// has it. Returns whether the counts before it are known to be both parts.
fn leave_sums_out(reading: &mut PastedReading<'_>, rows: &mut [CountRow<'_>]) -> bool {
    let is_sum = |counts: &[Option<u32>], at: usize| match counts[at..at + 3] {
        [Some(events), Some(others), Some(sum)] => {
            u64::from(events) + u64::from(others) == u64::from(sum)
        }
        _ => false,
    };
    let places: Vec<usize> = rows.iter().map(|row| row.tail.places()).collect();
    let adds_up = |row: &CountRow<'_>| {
        let counts: Option<Vec<u64>> =
            row.tail.counts().into_iter().map(|count| count.map(u64::from)).collect();
        let counts = counts.unwrap_or_default();
        counts.len() == 5 && counts[..4].iter().sum::<u64>() == counts[4]
    };
    let have_all = rows.iter().all(|row| row.tail.items.len() == 5 && adds_up(row));
    if have_all {
        for row in rows {
            row.tail.items.pop();
        }
        reading.say("The last count of each line is the sum of its others, and left out.", []);
        return true;
    }
    let extra = places[0].saturating_sub(6);
    let has_sums = extra <= 1
        && places.iter().all(|&n| n == extra + 6)
        && rows.iter().all(|row| {
            let counts = row.tail.counts();
            row.tail.items.len() == counts.len()
                && is_sum(&counts, extra)
                && is_sum(&counts, extra + 3)
        });
    if has_sums {
        for row in rows {
            row.tail.items.remove(extra + 5);
            row.tail.items.remove(extra + 2);
        }
        let sentence = "The third count of each group is the sum of its other two, and left out.";
        reading.say(sentence, []);
    }
    has_sums
}

/// A year or a number of a name stands before the four counts.
fn move_numbers_into_names(
    reading: &mut PastedReading<'_>,
    rows: &mut [CountRow<'_>],
) -> Result<(), Trouble> {
    let decided = reading.decided(TextPart::NumberInName);
    let have_all = rows.iter().all(|row| row.tail.places() == 5);
    let mut moved = Vec::new();
    for row in rows.iter_mut().filter(|row| row.tail.places() == 5) {
        let tail = &mut row.tail;
        let belongs = match (decided, tail.items[0].1) {
            (_, Item::Missing) => true,
            (Some(role), _) => role == Role::Names,
            (None, Item::Count(number)) => {
                let word = tail.before.last().map(|word| word.trim().to_lowercase());
                have_all
                    || (1900..=2100).contains(&number) && word.is_some()
                    || word.is_some_and(|word| counts_on(&word))
            }
            (None, _) => false,
        };
        if belongs {
            tail.name_takes_one();
            moved.push(tail.name());
        } else {
            let message = "5 counts found; four are needed, two for each group.";
            let mut trouble = row.trouble(message);
            let label = "Take the first one as part of the name";
            trouble
                .offers
                .insert(0, OtherInterpretation::new(label, TextPart::NumberInName, Role::Names));
            return Err(trouble);
        }
    }
    if !moved.is_empty() {
        let back =
            OtherInterpretation::new("Take them as counts", TextPart::NumberInName, Role::Numbers);
        let sentence = format!(
            "The number before the four counts was taken as part of the name: {}.",
            list(&moved)
        );
        reading.say(sentence, [back]);
    }
    Ok(())
}

/// What the second count of the groups of a line is.
fn second_of(
    reading: &PastedReading<'_>,
    pair: &[CountRow<'_>],
    second: SecondCount,
) -> Result<SecondCount, Trouble> {
    let is_two = |(_, item): &(_, Item)| matches!(item, Item::Two(..));
    let mut items = pair.iter().flat_map(|row| &row.tail.items);
    let n_two = items.clone().filter(|item| is_two(item)).count();
    if n_two == 0 {
        return Ok(second);
    }
    if items.any(|item| !is_two(item)) {
        return Err(pair[0].trouble("some counts have a slash and others none."));
    }
    Ok(slash_is(reading))
}

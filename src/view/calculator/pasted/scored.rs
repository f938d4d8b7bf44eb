//! Lines of a score and two counts: ordered groups.

use super::cut::{SEPARATORS, cut};
use super::item::{Item, tail};
use super::list::list;
use super::rows::{
    CountRow, SURE_SUM, Sums, rows, say_beside, say_left_out, say_slash, slash_is, total_line,
};
use super::{OtherInterpretation, PastedReading, Role, TextPart, Trouble};
use crate::engine::stats::trend::ScoredGroup;
use crate::view::calculator::form::choices::SecondCount;
use crate::view::calculator::input::{quote, real};
use crate::view::format;

/// A line after its score was separated from its counts.
struct ScoreLine {
    number: usize,
    name: String,
    counts: Vec<u32>,
    second: SecondCount,
}

/// Reads a text of ordered groups.
///
/// # Errors
/// What cannot be read, or has to be asked.
pub(in crate::view::calculator) fn scored(
    text: &str,
    reading: &mut PastedReading<'_>,
    second: SecondCount,
) -> Result<Vec<ScoredGroup>, Trouble> {
    let (_, lines) = cut(text, &SEPARATORS, |cells| tail(cells).places() >= 2)?;
    let mut rows = rows(reading, lines)?;
    let has_sums = leave_sums_out(reading, &mut rows);
    let second = if has_sums { SecondCount::Without } else { second };
    let mut lines = Vec::new();
    let mut incomplete = (Vec::new(), Vec::new());
    for row in &mut rows {
        if row.tail.places() == 3 {
            row.tail.name_takes_one();
        }
        if row.tail.places() != 2 {
            return Err(row.slip().unwrap_or_else(|| needs_counts(row)));
        }
        let counts: Option<Vec<u32>> = row.tail.counts().into_iter().collect();
        let (number, name) = (row.number, row.tail.name());
        if let Some(counts) = counts {
            let is_two = row.tail.items.iter().any(|(_, item)| matches!(item, Item::Two(..)));
            let second = if is_two { slash_is(reading) } else { second };
            lines.push(ScoreLine { number, name, counts, second });
        } else {
            incomplete.0.push(number);
            incomplete.1.push(name);
        }
    }
    say_slash(reading, &rows);
    say_beside(reading, &rows);
    if !incomplete.0.is_empty() {
        say_left_out(reading, &incomplete.0, &incomplete.1, "a missing count");
    }
    let sums: Vec<Sums<'_>> = lines
        .iter()
        .map(|line| Sums { number: line.number, name: &line.name, counts: &line.counts })
        .collect();
    if let Some(at) = total_line(reading, &sums, "group")? {
        lines.remove(at);
    }
    if lines.is_empty() {
        return Err("No group is left.".to_owned().into());
    }
    let without = lines.iter().position(|line| line.name.is_empty());
    if let Some(line) = without
        && lines.iter().any(|line| !line.name.is_empty())
        && let Some(row) = rows.iter().find(|row| row.number == lines[line].number)
    {
        return Err(needs_counts(row));
    }
    let scores = scores(reading, &lines)?;
    lines
        .iter()
        .zip(scores)
        .map(|(line, score)| {
            let group = line.second.group(line.counts[0], line.counts[1]);
            let group = group.map_err(|why| format!("Line {}: {why}.", line.number))?;
            Ok(ScoredGroup { group, score })
        })
        .collect()
}

fn needs_counts(row: &CountRow<'_>) -> Trouble {
    row.trouble("a score and two counts are needed, or two counts in every line.")
}

/// Leaves out the last count of each line, where it is the sum of the two before.
fn leave_sums_out(reading: &mut PastedReading<'_>, rows: &mut [CountRow<'_>]) -> bool {
    let has_sum = |row: &CountRow<'_>| match *row.tail.counts().as_slice() {
        [.., Some(events), Some(others), Some(sum)] => {
            let is_single = row.tail.items.iter().all(|(_, item)| item.places() == 1);
            is_single && u64::from(events) + u64::from(others) == u64::from(sum)
        }
        _ => false,
    };
    let all: u64 = rows.iter().flat_map(|row| row.tail.counts()).flatten().map(u64::from).sum();
    let have_sums = rows.len() > 1 && all >= 2 * SURE_SUM && rows.iter().all(has_sum);
    if have_sums {
        for row in rows {
            row.tail.items.pop();
        }
        let sentence = "The last count of each line is the sum of the two before, and left out.";
        reading.say(sentence, []);
    }
    have_sums
}

/// The scores: the numbers in the names, or the places of the lines.
fn scores(reading: &mut PastedReading<'_>, lines: &[ScoreLine]) -> Result<Vec<f64>, Trouble> {
    let order: Vec<f64> = lines.iter().zip(1_u32..).map(|(_, place)| f64::from(place)).collect();
    let in_order = format!("1 to {}", lines.len());
    let by_order = OtherInterpretation::new(
        format!("Take {in_order} in the order of the lines"),
        TextPart::Scores,
        Role::Order,
    );
    let names: Vec<&str> = lines.iter().map(|line| line.name.as_str()).collect();
    if names.iter().all(|name| name.is_empty()) {
        reading.say(format!("Scores {in_order}, in the order of the lines."), []);
        return Ok(order);
    }
    let plain: Vec<Option<f64>> = names.iter().map(|name| real(name).ok()).collect();
    // Beside plain numbers, a name is a score only if it begins like one: 4 or more.
    let has_plain = plain.iter().any(Option::is_some);
    let begins = |name: &str| {
        name.starts_with(|one: char| {
            one.is_ascii_digit() || matches!(one, '<' | '>' | '≤' | '≥' | '-')
        })
    };
    let number = |name: &str| only_number(name).filter(|_| !has_plain || begins(name));
    let found: Option<Vec<f64>> = names.iter().map(|name| number(name)).collect();
    let is_plain = plain.iter().all(Option::is_some);
    let decided = reading.decided(TextPart::Scores);
    if decided != Some(Role::Order)
        && found.is_none()
        && has_plain
        && let Some(line) = lines.iter().find(|line| number(&line.name).is_none())
    {
        let message = format!("Line {}: {}", line.number, quote(&line.name, "is not a number"));
        return Err(Trouble::offering(message, [by_order]));
    }
    let differ = |scores: &[f64]| scores.iter().any(|score| score.total_cmp(&scores[0]).is_ne());
    match found {
        Some(scores) if decided != Some(Role::Order) && (is_plain || differ(&scores)) => {
            let texts: Vec<String> = scores.iter().map(|&one| format::score(one)).collect();
            let from =
                if is_plain { String::new() } else { format!(", from the names {}", list(&names)) };
            let offers = if lines.len() > 1 { vec![by_order] } else { Vec::new() };
            reading.say(format!("Taken as scores: {}{from}.", list(&texts)), offers);
            Ok(scores)
        }
        found => {
            let back = found.filter(|scores| differ(scores));
            let back = back.map(|_| {
                OtherInterpretation::new(
                    "Take the numbers in the names",
                    TextPart::Scores,
                    Role::Numbers,
                )
            });
            let sentence =
                format!("Scores {in_order}, in the order of the lines: {}.", list(&names));
            reading.say(sentence, Vec::from_iter(back));
            Ok(order)
        }
    }
}

/// The only number that a name holds.
fn only_number(name: &str) -> Option<f64> {
    if let Ok(number) = real(name) {
        return Some(number);
    }
    let is_part = |letter: char| letter.is_ascii_digit() || matches!(letter, '.' | ',');
    let mut pieces = name
        .split(|letter: char| !is_part(letter))
        .map(|piece| piece.trim_matches(['.', ',']))
        .filter(|piece| !piece.is_empty());
    match (pieces.next(), pieces.next()) {
        (Some(piece), None) => real(piece).ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn numbers_in_names() {
        for (name, expected) in [
            ("2", Some(2.0)),
            ("-1", Some(-1.0)),
            ("0,5", Some(0.5)),
            ("10 mg", Some(10.0)),
            (">=4", Some(4.0)),
            ("4 or more", Some(4.0)),
            ("grade 3.", Some(3.0)),
            ("20-29", None),
            ("none", None),
        ] {
            assert_eq!(only_number(name), expected, "{name}");
        }
    }
}

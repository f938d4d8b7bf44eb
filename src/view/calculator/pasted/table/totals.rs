//! The sums around a table of counts.

use super::super::item::is_total;
use super::super::rows::{SURE_SUM, Sums, total_line};
use super::super::{OtherInterpretation, PastedReading, Role, TextPart, Trouble};
use super::CountTable;

/// Leaves out a column that holds the sums of the others.
pub(super) fn leave_total_column_out(
    reading: &mut PastedReading<'_>,
    table: &mut CountTable,
) -> Result<(), Trouble> {
    let n = table.columns.len();
    if n < 2 || table.counts.len() < 2 {
        return Ok(());
    }
    let sum = |row: &[u32]| row.iter().map(|&count| u64::from(count)).sum::<u64>();
    let all: u64 = table.counts.iter().map(|row| sum(row)).sum();
    let adds_up = |at: usize| {
        let is_sum = |row: &Vec<u32>| 2 * u64::from(row[at]) == sum(row);
        n > 2 && all > 0 && table.counts.iter().all(is_sum)
    };
    let ends = [n - 1, 0];
    let found = ends.into_iter().find(|&at| adds_up(at) || is_total(&table.columns[at]));
    let Some(at) = found else { return Ok(()) };
    let name = &table.columns[at];
    let place = if at == 0 { "first" } else { "last" };
    let called = if name.is_empty() { String::new() } else { format!(" ({name})") };
    let keep = OtherInterpretation::new("Take it as counts", TextPart::TotalColumn, Role::Numbers);
    let leave = OtherInterpretation::new("Leave it out", TextPart::TotalColumn, Role::LeftOut);
    let is_sure = is_total(name) || all / 2 >= SURE_SUM;
    let is_left_out = match (reading.decided(TextPart::TotalColumn), adds_up(at)) {
        (Some(Role::Numbers), _) => {
            reading.say(format!("The {place} column{called} holds counts, as chosen."), [leave]);
            false
        }
        (Some(_), _) => {
            reading.say(format!("The {place} column{called} is left out, as chosen."), [keep]);
            true
        }
        (None, true) if is_sure => {
            let sentence = format!(
                "The {place} column{called} taken as totals, because it adds the others up; left \
                 out."
            );
            reading.say(sentence, [keep]);
            true
        }
        (None, true) => {
            let message = format!(
                "The {place} column{called} adds the others up: are these totals, or counts?"
            );
            return Err(Trouble::offering(message, [leave, keep]));
        }
        (None, false) => {
            let message = format!(
                "The {place} column is called “{name}” and is not the sum of the others. What is \
                 it?"
            );
            return Err(Trouble::offering(message, [leave, keep]));
        }
    };
    if is_left_out {
        table.columns.remove(at);
        for row in &mut table.counts {
            row.remove(at);
        }
    }
    Ok(())
}

/// Leaves out a line that holds the sums of the others.
pub(super) fn leave_total_line_out(
    reading: &mut PastedReading<'_>,
    table: &mut CountTable,
) -> Result<(), Trouble> {
    let sums: Vec<Sums<'_>> = table
        .rows
        .iter()
        .zip(&table.counts)
        .zip(&table.lines)
        .map(|((name, counts), &number)| Sums { number, name, counts })
        .collect();
    if let Some(at) = total_line(reading, &sums, "row")? {
        table.rows.remove(at);
        table.counts.remove(at);
        table.lines.remove(at);
    }
    Ok(())
}

//! Groups of measured values: reading and describing them.

use crate::engine::stats::Progress;
use crate::engine::stats::sample::Sample;
use crate::engine::stats::shapiro::shapiro_wilk;
use crate::view::calculator::finding::{self, Finding};
use crate::view::calculator::input::{Fields, MOST_ROWS, grid, real, separator, split, values};
use crate::view::calculator::two_by_two::section;
use crate::view::calculator::{Answered, chart, several_samples, two_samples};
use crate::view::document::{Block, Cell, Column, Row, Section, Table, Tone};
use crate::view::figures::axis::Axis;
use crate::view::figures::estimates::EstimateRow;
use crate::view::format;

/// The most groups that are read.
const MOST_GROUPS: usize = 30;

/// The most values of a group that are drawn one by one.
const MOST_DOTS: usize = 200;

/// A group of values with its name.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct NamedSample {
    pub(super) name: String,
    pub(super) values: Vec<f64>,
}

pub(super) fn answer(
    fields: &mut Fields<'_>,
    level: f64,
    progress: &mut Progress<'_>,
) -> Option<Answered> {
    let (samples, has_decimal_commas) = match read(fields.text(0)) {
        Ok(read) => read,
        Err(message) => {
            fields.complain(0, message);
            return None;
        }
    };
    let mut normality: Vec<Finding> = samples
        .iter()
        .enumerate()
        .map(|(place, group)| {
            let found = Sample::new(&group.values).and_then(shapiro_wilk);
            Finding::test(
                &format!("shapiro_wilk_{}", place + 1),
                &format!("Shapiro-Wilk, {}", group.name),
                found,
            )
        })
        .collect();
    if let Some(first) = normality.first_mut() {
        *first = first.clone().defined(
            "A small p speaks against a normal distribution (Royston's AS R94, 3 to 5,000 values).",
            "Royston P, Appl Stat 1995;44:547, doi:10.2307/2986146",
        );
    }
    let described = describe(&samples, has_decimal_commas);
    let mut answered = match samples.as_slice() {
        [_] => Answered {
            summary: "One group is described; a second one is needed for a comparison.".to_owned(),
            sections: vec![section(
                "normality",
                "Is it normal?",
                vec![finding::tests("normality", "Normality", &[("", &normality)])],
            )],
            findings: normality,
        },
        [first, second] => two_samples::answer(first, second, normality, level, progress),
        _ => several_samples::answer(&samples, normality, level),
    };
    answered.sections.insert(0, described);
    Some(answered)
}

/// Reads groups in any of three layouts: a group and a value on each line; one
/// group a column under its name; one group a line after its name.
fn read(text: &str) -> Result<(Vec<NamedSample>, bool), String> {
    let read = if let Some(samples) = read_long(text)? {
        (samples, false)
    } else if let Some(samples) = read_columns(text)? {
        (samples, false)
    } else {
        read_lines(text)?
    };
    if read.0.len() > MOST_GROUPS {
        return Err(format!("At most {MOST_GROUPS} groups are read."));
    }
    if read.0.is_empty() {
        return Err("There is no number in this text.".to_owned());
    }
    Ok(read)
}

/// A group and a value on each of at least three lines, the names repeating.
fn read_long(text: &str) -> Result<Option<Vec<NamedSample>>, String> {
    let Ok(grid) = grid(text) else { return Ok(None) };
    let is_long = grid.lines.len() >= 3
        && !text.contains(':')
        && grid.lines.iter().all(|line| line.cells.len() == 1 && !line.label.is_empty());
    if !is_long {
        return Ok(None);
    }
    let mut samples: Vec<NamedSample> = Vec::new();
    for line in &grid.lines {
        let value = real(line.cells[0]).map_err(|why| line.complaint(line.cells[0], &why))?;
        match samples.iter_mut().find(|sample| sample.name == line.label) {
            Some(sample) => sample.values.push(value),
            None => samples.push(NamedSample { name: line.label.clone(), values: vec![value] }),
        }
        if samples.len() > MOST_GROUPS {
            return Err(format!("At most {MOST_GROUPS} groups are read."));
        }
    }
    Ok((samples.len() < grid.lines.len()).then_some(samples))
}

/// One group a column: cells separated by tabs or semicolons, names above them.
fn read_columns(text: &str) -> Result<Option<Vec<NamedSample>>, String> {
    let Some(mark @ ('\t' | ';')) = separator(text) else { return Ok(None) };
    let mut lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let Some((_, heads)) = lines.next() else { return Ok(None) };
    let heads = split(heads, Some(mark));
    if heads.len() < 2 || heads.iter().any(|head| head.is_empty() || real(head).is_ok()) {
        return Ok(None);
    }
    let mut samples: Vec<NamedSample> = heads
        .iter()
        .map(|head| NamedSample { name: (*head).to_owned(), values: Vec::new() })
        .collect();
    for (place, line) in lines.take(MOST_ROWS) {
        for (column, cell) in split(line, Some(mark)).into_iter().enumerate() {
            if cell.is_empty() {
                continue;
            }
            let value = real(cell).map_err(|why| format!("Line {}: “{cell}” {why}.", place + 1))?;
            match samples.get_mut(column) {
                Some(sample) => sample.values.push(value),
                None => return Err(format!("Line {}: more cells than names above.", place + 1)),
            }
        }
    }
    samples.retain(|sample| !sample.values.is_empty());
    Ok(Some(samples))
}

/// One group a line: a name up to a colon or up to the first number.
fn read_lines(text: &str) -> Result<(Vec<NamedSample>, bool), String> {
    let mut samples = Vec::new();
    let mut has_decimal_commas = false;
    for (place, line) in text.lines().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        let (name, rest) = match line.rsplit_once(':') {
            Some((name, rest)) => (name.trim().to_owned(), rest),
            None => name_and_rest(line),
        };
        let (numbers, is_decimal) =
            values(rest).map_err(|why| format!("Line {}: {why}", place + 1))?;
        if numbers.is_empty() {
            return Err(format!("Line {} has a name and no values.", place + 1));
        }
        has_decimal_commas |= is_decimal;
        let name = if name.is_empty() { format!("Group {}", samples.len() + 1) } else { name };
        samples.push(NamedSample { name, values: numbers });
        if samples.len() > MOST_GROUPS {
            return Err(format!(
                "At most {MOST_GROUPS} groups are read: one group a line, not one value a line."
            ));
        }
    }
    Ok((samples, has_decimal_commas))
}

/// What stands before the first number, and the rest of the line.
fn name_and_rest(line: &str) -> (String, &str) {
    let mut start = 0;
    for word in line.split_inclusive([' ', '\t', ';', ',']) {
        let bare = word.trim_matches([' ', '\t', ';', ',']);
        if !bare.is_empty() && values(bare).is_ok() {
            break;
        }
        start += word.len();
    }
    let name = line[..start].trim_matches([' ', '\t', ';', ',']);
    // A line without any number is all values, so that its text is complained of.
    if start == line.len() { (String::new(), line) } else { (name.to_owned(), &line[start..]) }
}

fn describe(samples: &[NamedSample], has_decimal_commas: bool) -> Section {
    let number = |value: f64| Cell::from(format::significant(value, 4));
    let rows = samples.iter().filter_map(|group| {
        let sample = Sample::new(&group.values).ok()?.describe();
        Some(Row::new([
            Cell::from(group.name.clone()),
            Cell::from(format::count(sample.n as u64)),
            number(sample.mean),
            sample.standard_deviation.map(number).unwrap_or_default(),
            number(sample.median),
            Cell::from(format!(
                "{} to {}",
                format::significant(sample.first_quartile, 4),
                format::significant(sample.third_quartile, 4)
            )),
            Cell::from(format!(
                "{} to {}",
                format::significant(sample.minimum, 4),
                format::significant(sample.maximum, 4)
            )),
        ]))
    });
    let table = Block::Table(Table {
        id: "description".to_owned(),
        caption: "The values as read".to_owned(),
        columns: vec![
            Column::words("Group"),
            Column::numbers("n"),
            Column::numbers("Mean"),
            Column::numbers("SD"),
            Column::numbers("Median"),
            Column::numbers("Quartiles"),
            Column::numbers("Range"),
        ],
        rows: rows.collect(),
        notes: vec!["SD with n − 1; quartiles of type 7, as R and Excel.".to_owned()],
    });
    let mut blocks = vec![table];
    if has_decimal_commas {
        let note = "Commas were read as decimal marks: 1,5 is 1.5, and 1,234 is 1.234.".to_owned();
        blocks.push(Block::Note(Tone::Warning, note));
    }
    blocks.extend(dots(samples));
    section("groups", "The groups", blocks)
}

fn dots(samples: &[NamedSample]) -> Option<Block> {
    let rows = samples.iter().filter_map(|group| {
        let sample = Sample::new(&group.values).ok()?.describe();
        let has_dots = group.values.len() <= MOST_DOTS;
        Some(EstimateRow {
            label: group.name.clone(),
            value: Some(sample.median),
            limits: Some([sample.first_quartile, sample.third_quartile]),
            dots: if has_dots {
                group.values.clone()
            } else {
                vec![sample.minimum, sample.maximum]
            },
            text: format!("median {}", format::significant(sample.median, 4)),
            weight: 0.4,
            is_main: false,
        })
    });
    chart::figure(
        "The values of each group",
        "Each ring is one value (of more than 200 values only the smallest and the largest are \
         drawn); the square is the median, the line goes from the first to the third quartile.",
        (Axis::Linear, "Value"),
        None,
        rows.collect(),
    )
}

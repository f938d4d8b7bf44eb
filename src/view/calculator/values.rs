//! Groups of measured values: reading and describing them.

use crate::engine::stats::Progress;
use crate::engine::stats::sample::Sample;
use crate::engine::stats::shapiro::shapiro_wilk;
use crate::view::calculator::answered::AnswerParts;
use crate::view::calculator::finding::{self, Finding};
use crate::view::calculator::form::FieldName;
use crate::view::calculator::input::EntryReader;
use crate::view::calculator::samples::{self, NamedSample};
use crate::view::calculator::{chart, several_samples, two_samples};
use crate::view::document::{Block, Cell, Row, Section, Table, TableColumn, section};
use crate::view::figures::layout::axis::Division;
use crate::view::figures::layout::intervals::{Dot, IntervalRow as ChartRow, IntervalValue};
use crate::view::format;

/// The most values of a group that are drawn one by one.
const MOST_DOTS: usize = 200;

pub(super) fn answer(
    fields: &mut EntryReader<'_>,
    level: f64,
    progress: &mut Progress<'_>,
) -> Option<AnswerParts> {
    let samples = fields.pasted(FieldName::Values, samples::read)?;
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
    let described = describe(&samples);
    let mut answered = match samples.as_slice() {
        [_] => AnswerParts {
            summary: "One group is described; a second one is needed for a comparison.".to_owned(),
            sections: vec![section(
                "normality",
                "Is the distribution normal?",
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

fn describe(samples: &[NamedSample]) -> Section {
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
            TableColumn::words("Group"),
            TableColumn::numbers("n"),
            TableColumn::numbers("Mean"),
            TableColumn::numbers("SD"),
            TableColumn::numbers("Median"),
            TableColumn::numbers("Quartiles"),
            TableColumn::numbers("Range"),
        ],
        rows: rows.collect(),
        notes: vec!["SD with n − 1; quartiles of type 7, as R and Excel.".to_owned()],
    });
    let mut blocks = vec![table];
    blocks.extend(dots(samples));
    section("groups", "The groups", blocks)
}

/// Each value, or only the smallest and the largest of too many, from left to right.
fn rings(values: &[f64]) -> Vec<Dot> {
    let mut ordered = values.to_vec();
    ordered.sort_by(f64::total_cmp);
    let dot = |at: f64, name: &str| Dot { at, words: format!("{name} {}", format::value(at)) };
    match ordered.as_slice() {
        [first, .., last] if ordered.len() > MOST_DOTS => {
            vec![dot(*first, "smallest value"), dot(*last, "largest value")]
        }
        all => all.iter().map(|&at| dot(at, "value")).collect(),
    }
}

fn dots(samples: &[NamedSample]) -> Option<Block> {
    let rows = samples.iter().filter_map(|group| {
        let sample = Sample::new(&group.values).ok()?.describe();
        let quartiles = [sample.first_quartile, sample.third_quartile];
        let median = format!("median {}", format::significant(sample.median, 4));
        let [first, third] = quartiles.map(|quartile| format::significant(quartile, 4));
        let value = IntervalValue {
            dots: rings(&group.values),
            words: format!("{median}, quartiles {first} and {third}"),
            ..chart::value(sample.median, Some(quartiles), [median, String::new()])
        };
        Some(ChartRow::of_value(group.name.as_str(), value, false))
    });
    chart::figure(
        "The values of each group",
        "Each ring is one value (of more than 200 values only the smallest and the largest are \
         drawn); the square is the median, the line goes from the first to the third quartile.",
        (Division::Linear, "Value"),
        None,
        rows.collect(),
    )
}

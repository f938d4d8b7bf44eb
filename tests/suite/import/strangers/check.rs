//! Whether what is in use of a file is the truth.

use std::collections::BTreeSet;

use rpl_immune_profile::engine::column::Column as FileColumn;
use rpl_immune_profile::engine::reader::Reading;
use rpl_immune_profile::engine::reader::field::Field;
use rpl_immune_profile::engine::reader::issue::RowFate;
use rpl_immune_profile::engine::record::{
    Bound, Etiology, FetalKaryotype, Measured, Outcome, Value,
};

use super::answers::{Questions, folded};
use super::cells::{Cell, Truth};
use super::file::{ClinicFile, Column};
use super::vocabulary::Nature;

/// What is in use for a woman.
#[derive(Debug, PartialEq)]
enum InUse {
    Nothing,
    Number(Bound, f64),
    Word(&'static str),
}

/// What is wrong with a reading.
pub(super) fn complaint(
    file: &ClinicFile,
    reading: &Reading,
    questions: &Questions,
) -> Option<String> {
    women(file, reading)
        .or_else(|| columns(file, reading, questions))
        .or_else(|| values(file, reading, questions))
}

/// No woman vanishes, and nobody else becomes one.
fn women(file: &ClinicFile, reading: &Reading) -> Option<String> {
    let n_records = u32::try_from(reading.cohort.len()).expect("few");
    if reading.n_rows != n_records + reading.issues.n_rejected_rows + reading.n_merged_rows {
        return Some("the counts of rows do not add up".to_owned());
    }
    let records: BTreeSet<u32> =
        (0..reading.cohort.len()).map(|index| reading.cohort.row(index)).collect();
    if let Some(row) = records.iter().find(|row| !file.rows.contains(row)) {
        return Some(format!("row {row} is no woman, and is in use"));
    }
    let left_out = |row: u32| {
        let of_row = |issue: &&_| {
            let issue: &rpl_immune_profile::engine::reader::issue::RowIssue = issue;
            issue.row == row && issue.problem.fate() == RowFate::LeftOut
        };
        reading.issues.listed.iter().any(|issue| of_row(&issue))
    };
    let holds = |row: u32| file.lines[row as usize - 1].iter().any(|text| !text.trim().is_empty());
    let lost =
        file.rows.iter().find(|&&row| holds(row) && !records.contains(&row) && !left_out(row));
    if let Some(row) = lost {
        return (reading.n_merged_rows == 0).then(|| format!("the woman of row {row} is lost"));
    }
    // Units below the names may be the second row of a header.
    let is_header = file.has_units && reading.log.source.header_rows == 2;
    let is_same = reading.n_rows == file.n_rows || is_header && reading.n_rows + 1 == file.n_rows;
    (!is_same).then(|| format!("{} rows instead of {}", reading.n_rows, file.n_rows))
}

/// No column is read as something that it is not.
fn columns(file: &ClinicFile, reading: &Reading, questions: &Questions) -> Option<String> {
    reading.log.columns.iter().find_map(|used| {
        let Some(column) = file.columns.get(used.place as usize) else {
            return Some(format!("“{}” is no column of the file", used.name));
        };
        let is_harmless =
            matches!(used.field, Field::Event | Field::RepeatInstance | Field::Ignored)
                || (used.field == Field::Column(FileColumn::Year) && column.name.shape == "date");
        let is_right = match column.name.nature {
            Nature::Right(field) => used.field == field || used.field.column() == field.column(),
            Nature::Disputed(_) => questions.of_columns.contains(&used.name),
            Nature::Other(_) | Nature::Unrelated => false,
        };
        (!is_right && !is_harmless).then(|| {
            format!(
                "“{}” is {:?}, and in use as {:?}",
                column.name.text, column.name.nature, used.field
            )
        })
    })
}

/// Every value in use is right, and what is not in use is spoken of.
fn values(file: &ClinicFile, reading: &Reading, questions: &Questions) -> Option<String> {
    let mut by_row = (0..reading.cohort.len()).filter_map(|index| {
        let woman = file.rows.iter().position(|&row| row == reading.cohort.row(index))?;
        Some((index, woman))
    });
    by_row.find_map(|(index, woman)| {
        reading.log.columns.iter().find_map(|used| {
            let column = &file.columns[used.place as usize];
            let cell = &column.cells[woman];
            let target = used.field.column()?;
            if Field::Column(target) != used.field {
                return derived(file, reading, questions, target, index, woman);
            }
            let found = in_use(reading, target, index)?;
            let is_asked = questions.of_cells.contains(&used.name)
                || questions.of_words.contains(&(used.name.clone(), folded(&cell.text)));
            let is_said = is_asked || is_listed(reading, file.rows[woman], used.place);
            let is_disputed = matches!(column.name.nature, Nature::Disputed(_));
            let is_right = match (&cell.truth, &found) {
                _ if is_disputed => true,
                (Truth::Number(value), InUse::Number(Bound::Exact, number)) => {
                    is_same(*value, *number)
                }
                // A bound of no use is its number only where the user accepts that.
                (
                    Truth::Bounded(Bound::AtLeast | Bound::AtMost, value),
                    InUse::Number(Bound::Exact, number),
                ) => is_asked && !used.field.keeps_bounds() && is_same(*value, *number),
                (Truth::Bounded(bound, value), InUse::Number(found, number)) => {
                    bound == found && is_same(*value, *number)
                }
                (Truth::Word(word), InUse::Word(found)) => word == found,
                (Truth::Missing, InUse::Nothing) => true,
                (_, InUse::Nothing) => is_said,
                (Truth::Disputed, _) => is_asked,
                _ => false,
            };
            (!is_right).then(|| told(column, cell, &found, used.field))
        })
    })
}

fn told(column: &Column, cell: &Cell, found: &InUse, field: Field) -> String {
    format!(
        "“{}” of “{}” says {:?}, in use as {:?}: {found:?}",
        cell.text, column.name.text, cell.truth, field
    )
}

fn is_same(one: f64, two: f64) -> bool {
    (one - two).abs() <= 1e-12 * one.abs()
}

/// Whether the logs speak of a cell.
fn is_listed(reading: &Reading, row: u32, place: u32) -> bool {
    reading.issues.listed.iter().any(|issue| issue.row == row && issue.place == Some(place))
        || reading
            .changes
            .listed
            .iter()
            .any(|change| change.row == row && change.place == Some(place))
}

/// A value that two columns give.
fn derived(
    file: &ClinicFile,
    reading: &Reading,
    questions: &Questions,
    target: FileColumn,
    index: usize,
    woman: usize,
) -> Option<String> {
    let Some(InUse::Number(bound, number)) = in_use(reading, target, index) else { return None };
    let part = |field: Field| {
        let used = reading.log.columns.iter().find(|used| used.field == field)?;
        let cell = &file.columns[used.place as usize].cells[woman];
        match cell.truth {
            Truth::Number(value) => Some(value),
            Truth::Disputed if questions.of_cells.contains(&used.name) => Some(f64::NAN),
            _ => None,
        }
    };
    let (expected, is_bound) = if target == FileColumn::Bmi {
        let parts = part(Field::HeightCm).zip(part(Field::WeightKg));
        (parts.map(|(height, weight)| weight / (height / 100.0).powi(2)), false)
    } else {
        let parts = part(Field::TnfAlphaPercent).zip(part(Field::Il10Percent));
        (parts.map(|(tnf, il10)| tnf / il10), bound != Bound::Exact)
    };
    let is_right = is_bound
        || expected.is_some_and(|value| value.is_nan() || (value - number).abs() < 1e-9 * value);
    (!is_right).then(|| format!("{target:?} is {number}, not {expected:?}"))
}

fn in_use(reading: &Reading, column: FileColumn, index: usize) -> Option<InUse> {
    fn measured<V: Value>(found: Option<Measured<V>>) -> InUse {
        found.map_or(InUse::Nothing, |found| InUse::Number(found.bound, found.value.get()))
    }
    fn word<T>(found: Option<T>, name: impl Fn(T) -> &'static str) -> InUse {
        found.map_or(InUse::Nothing, |found| InUse::Word(name(found)))
    }
    let cohort = &reading.cohort;
    Some(match column {
        FileColumn::PatientId | FileColumn::Year => return None,
        FileColumn::AgeYears => measured(cohort.age.measured(index)),
        FileColumn::Bmi => measured(cohort.bmi.measured(index)),
        FileColumn::PreviousLosses => measured(cohort.previous_losses.measured(index)),
        FileColumn::NkPercent => measured(cohort.nk_level.measured(index)),
        FileColumn::NkCyto50 => measured(cohort.nk_cyto_50.measured(index)),
        FileColumn::NkCyto25 => measured(cohort.nk_cyto_25.measured(index)),
        FileColumn::NkCyto12_5 => measured(cohort.nk_cyto_12_5.measured(index)),
        FileColumn::Th1Th2Ratio => measured(cohort.th1_th2.measured(index)),
        FileColumn::Etiology => word(cohort.etiology[index], |found| match found {
            Etiology::Idiopathic => "idiopathic",
            Etiology::Known => "known",
        }),
        FileColumn::Ivig => word(cohort.ivig[index], |given| if given { "yes" } else { "no" }),
        FileColumn::Outcome => word(cohort.outcome[index], |found| match found {
            Outcome::LiveBirth => "live_birth",
            Outcome::Miscarriage => "miscarriage",
            Outcome::BiochemicalLoss => "biochemical_loss",
            Outcome::Ectopic => "ectopic",
            Outcome::Ongoing => "ongoing",
            Outcome::Molar
            | Outcome::Termination
            | Outcome::Stillbirth
            | Outcome::NotPregnant
            | Outcome::LostToFollowUp => "another",
        }),
        FileColumn::FetalKaryotype => word(cohort.karyotype[index], |found| match found {
            FetalKaryotype::Normal => "normal",
            FetalKaryotype::Aneuploid => "aneuploid",
        }),
    })
}

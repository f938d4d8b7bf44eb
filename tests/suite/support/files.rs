//! Reading files as the worker does: slice by slice, pass by pass.

use rpl_immune_profile::engine::reader::issue::FileError;
use rpl_immune_profile::engine::reader::settings::{DuplicateChoice, ImportSettings, Unreadable};
use rpl_immune_profile::engine::reader::{Import, ImportStep, Purpose, Reading};
use rpl_immune_profile::engine::record::Value;
use rpl_immune_profile::view::messages;

/// Reads a file in slices of one size.
pub(crate) fn read_in_slices(
    bytes: &[u8],
    slice: usize,
    settings: &ImportSettings,
) -> Result<Reading, FileError> {
    let size = Some(bytes.len() as u64);
    let mut import = Import::new(settings.clone(), Purpose::Read, size);
    loop {
        for piece in bytes.chunks(slice.max(1)) {
            import.feed(piece)?;
        }
        match import.end(&mut |_| {})? {
            ImportStep::Again(next) => import = *next,
            ImportStep::Done(reading) => return Ok(*reading),
            ImportStep::Preview(preview) => {
                return Err(FileError::Questions { questions: preview.questions });
            }
        }
    }
}

/// The issues as `address problem`, then the changes.
pub(crate) fn log(reading: &Reading) -> Vec<String> {
    let issues = reading.issues.listed.iter().map(|issue| {
        format!("{} {}", messages::address(issue.place, issue.row), messages::problem(issue))
    });
    let changes = reading.changes.listed.iter().map(|change| {
        format!("{} {}", messages::address(change.place, change.row), messages::change(change))
    });
    issues.chain(changes).collect()
}

/// The NK levels of the eight women in `tests/data/clinic`.
pub(crate) const LEVELS: [Option<f64>; 8] =
    [Some(17.2), Some(11.4), Some(18.9), Some(9.8), Some(12.1), Some(16.0), Some(10.2), Some(15.5)];

/// The NK level of a woman, where she has one.
pub(crate) fn nk(reading: &Reading, index: usize) -> Option<f64> {
    reading.cohort.nk_level.get(index).map(Value::get)
}

/// The choices of somebody who leaves out every row that cannot be used, and of
/// two rows of one woman the second.
pub(crate) fn leaves_out() -> ImportSettings {
    ImportSettings {
        unreadable: Unreadable::LeaveOut,
        duplicates: DuplicateChoice::First,
        ..ImportSettings::default()
    }
}

//! Reading files as the worker does: slice by slice, pass by pass.

use rpl_immune_profile::engine::reader::issue::FileError;
use rpl_immune_profile::engine::reader::settings::ImportSettings;
use rpl_immune_profile::engine::reader::{Import, Purpose, Reading, Step};

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
        match import.end()? {
            Step::Again(next) => import = *next,
            Step::Done(reading) => return Ok(*reading),
            Step::Preview(preview) => {
                return Err(FileError::Questions { questions: preview.questions });
            }
        }
    }
}

//! Files in a ZIP archive, always the same bytes for the same files.

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// A file that leaves with the user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportedFile {
    /// Its name; a slash makes a folder.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

impl ExportedFile {
    /// A file.
    #[must_use]
    pub fn new(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        ExportedFile { name: name.into(), bytes: bytes.into() }
    }
}

/// Puts files into one archive. Their time is that of the format's beginning:
/// the engine has no clock, and the same analysis gives the same archive.
///
/// # Errors
/// When there are more or larger files than the format allows.
pub fn zip(files: &[ExportedFile]) -> Result<Vec<u8>, zip::result::ZipError> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for file in files {
        // Pictures are compressed already.
        let method = if file.name.rsplit('.').next() == Some("png") {
            CompressionMethod::Stored
        } else {
            CompressionMethod::Deflated
        };
        let options = SimpleFileOptions::default()
            .compression_method(method)
            .last_modified_time(zip::DateTime::default());
        writer.start_file(file.name.as_str(), options)?;
        writer.write_all(&file.bytes)?;
    }
    Ok(writer.finish()?.into_inner())
}

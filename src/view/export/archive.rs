//! Files in a ZIP archive, always the same bytes for the same files.

use std::cell::RefCell;
use std::io::{self, Cursor, Write};
use std::rc::Rc;

use zip::result::ZipError;
use zip::write::{SimpleFileOptions, StreamWriter};
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

/// How a file is put into an archive. Its time is that of the format's beginning:
/// the engine has no clock, and the same study gives the same archive.
fn options(name: &str) -> SimpleFileOptions {
    // Pictures are compressed already.
    let method = if name.rsplit('.').next() == Some("png") {
        CompressionMethod::Stored
    } else {
        CompressionMethod::Deflated
    };
    SimpleFileOptions::default()
        .compression_method(method)
        .last_modified_time(zip::DateTime::default())
}

/// Puts files into one archive at once.
///
/// # Errors
/// When there are more or larger files than the format allows.
pub fn zip(files: &[ExportedFile]) -> Result<Vec<u8>, ZipError> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for file in files {
        writer.start_file(file.name.as_str(), options(&file.name))?;
        writer.write_all(&file.bytes)?;
    }
    Ok(writer.finish()?.into_inner())
}

/// An archive that leaves while it is written, so that it never has to be in memory
/// whole.
#[derive(Debug)]
pub struct Archive {
    writer: ZipWriter<StreamWriter<Outbox>>,
    outbox: Outbox,
}

impl Archive {
    /// An archive without files.
    #[must_use]
    #[expect(clippy::new_without_default, reason = "an empty archive is not a default of anything")]
    pub fn new() -> Self {
        let outbox = Outbox::default();
        Archive { writer: ZipWriter::new_stream(outbox.clone()), outbox }
    }

    /// Begins a file, which ends where the next one begins. `is_large` says that it
    /// may have more than four gigabytes.
    ///
    /// # Errors
    /// When there are more files than the format allows.
    pub fn start(&mut self, name: &str, is_large: bool) -> Result<(), ZipError> {
        self.writer.start_file(name, options(name).large_file(is_large))
    }

    /// Writes bytes of the file that was begun.
    ///
    /// # Errors
    /// When it is larger than it may be.
    pub fn write(&mut self, bytes: &[u8]) -> Result<(), ZipError> {
        Ok(self.writer.write_all(bytes)?)
    }

    /// The bytes that can leave by now.
    pub fn take(&mut self) -> Vec<u8> {
        self.outbox.take()
    }

    /// Ends the archive; gives the bytes that have not left yet.
    ///
    /// # Errors
    /// When there are more or larger files than the format allows.
    pub fn finish(self) -> Result<Vec<u8>, ZipError> {
        self.writer.finish()?;
        Ok(self.outbox.take())
    }
}

/// Bytes that wait to leave. The writer of an archive keeps what it writes to, so
/// it shares this one.
#[derive(Clone, Debug, Default)]
struct Outbox(Rc<RefCell<Vec<u8>>>);

impl Outbox {
    fn take(&self) -> Vec<u8> {
        self.0.take()
    }
}

impl Write for Outbox {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

//! Archives: newer workbooks are some, and so are many other files. What is no
//! workbook is named, and what would unpack to too much is refused.

use std::io::{Cursor, Read as _};

use crate::engine::reader::format::OtherFormat;
use crate::engine::reader::issue::{FileError, WorkbookProblem};

/// Most bytes that an archive may unpack to.
const UNPACKED_LIMIT: u64 = 1 << 30;

/// Files of an archive that a sentence names.
const NAMES_SAID: usize = 5;

/// Refuses an archive that is no workbook, or too large.
pub(super) fn check(bytes: &[u8]) -> Result<(), FileError> {
    let failed = |problem| FileError::Workbook { problem };
    if unpacked_size(bytes).is_some_and(|size| size > UNPACKED_LIMIT) {
        return Err(failed(WorkbookProblem::TooLarge));
    }
    let archive = zip::ZipArchive::new(Cursor::new(bytes));
    let mut archive = archive.map_err(|_| failed(WorkbookProblem::Damaged))?;
    let names: Vec<String> =
        archive.file_names().filter_map(|name| Some(name.ok()?.into_owned())).collect();
    let begins = |start: &str| names.iter().any(|name| name.starts_with(start));
    let has = |whole: &str| names.iter().any(|name| name == whole);
    let mut kind = String::new();
    if let Ok(file) = archive.by_name("mimetype") {
        // What is longer is no such name.
        let _ = file.take(100).read_to_string(&mut kind);
    }
    let is_kind = |part: &str| kind.contains(part);
    let other = |format| Err(FileError::OtherFormat { format });
    if begins("xl/") {
        Ok(())
    } else if begins("word/") || is_kind("opendocument.text") || is_kind("epub") {
        other(OtherFormat::Word)
    } else if begins("ppt/") || is_kind("opendocument.presentation") {
        other(OtherFormat::Slides)
    } else if begins("Index/") || has("Index.zip") {
        other(OtherFormat::Apple)
    } else if begins("Contents/section") || is_kind("hwp") {
        other(OtherFormat::Hancom)
    } else if has("data.bin") && has("metadata.json")
        || has("manifest.json") && begins("resources/")
    {
        other(OtherFormat::Jamovi)
    } else if has("content.xml") || has("[Content_Types].xml") {
        Ok(())
    } else if names.is_empty() {
        Err(FileError::Empty)
    } else {
        Err(FileError::Archive { names: names.into_iter().take(NAMES_SAID).collect() })
    }
}

/// What an archive says it unpacks to, by its central directory.
fn unpacked_size(bytes: &[u8]) -> Option<u64> {
    const END: &[u8] = b"PK\x05\x06";
    let four = |place: usize| -> Option<u64> {
        let bytes = bytes.get(place..place.checked_add(4)?)?;
        Some(u32::from_le_bytes(bytes.try_into().ok()?).into())
    };
    let two = |place: usize| -> Option<usize> {
        let bytes = bytes.get(place..place.checked_add(2)?)?;
        Some(u16::from_le_bytes(bytes.try_into().ok()?).into())
    };
    let tail = bytes.len().saturating_sub(66_000);
    let end = tail + bytes.get(tail..)?.windows(4).rposition(|window| window == END)?;
    let mut place = usize::try_from(four(end + 16)?).ok()?;
    let mut sum = 0_u64;
    for _ in 0..two(end + 10)? {
        if bytes.get(place..place + 4)? != b"PK\x01\x02" {
            return None;
        }
        sum = sum.saturating_add(four(place + 24)?);
        place += 46 + two(place + 28)? + two(place + 30)? + two(place + 32)?;
    }
    Some(sum)
}

//! The bytes by which files that hold no text are known.

use crate::engine::reader::format::OtherFormat;

/// What a file begins with, and what it is then.
const BEGINNINGS: [(&[u8], OtherFormat); 54] = [
    (b"\x89PNG", OtherFormat::Image),
    (b"\xFF\xD8\xFF", OtherFormat::Image),
    (b"GIF8", OtherFormat::Image),
    (b"II*\0", OtherFormat::Image),
    (b"MM\0*", OtherFormat::Image),
    (b"\0\0\x01\0", OtherFormat::Image),
    (b"8BPS\0\x01", OtherFormat::Image),
    (b"$FL2", OtherFormat::Spss),
    (b"$FL3", OtherFormat::Spss),
    (b"<stata_dta>", OtherFormat::Stata),
    (b"\0\0\0\0\0\0\0\0\0\0\0\0\xC2\xEA\x81\x60", OtherFormat::Sas),
    (b"HEADER RECORD*******LIB", OtherFormat::Sas),
    (b"RDX2\n", OtherFormat::R),
    (b"RDX3\n", OtherFormat::R),
    (b"RDA2\n", OtherFormat::R),
    (b"RDA3\n", OtherFormat::R),
    (b"X\n\0\0\0", OtherFormat::R),
    (b"FCS1.0", OtherFormat::Cytometry),
    (b"FCS2.0", OtherFormat::Cytometry),
    (b"FCS3.", OtherFormat::Cytometry),
    (b"PCFFGRA4", OtherFormat::Prism),
    (b"\x1F\x8B", OtherFormat::Packed),
    (b"BZh91AY&SY", OtherFormat::Packed),
    (b"\xFD7zXZ\0", OtherFormat::Packed),
    (b"\x28\xB5\x2F\xFD", OtherFormat::Packed),
    (b"\x04\x22\x4D\x18", OtherFormat::Packed),
    (b"7z\xBC\xAF", OtherFormat::Packed),
    (b"Rar!", OtherFormat::Packed),
    (b"ALZ\x01", OtherFormat::Packed),
    (b"EGGA\0\x01", OtherFormat::Packed),
    (b"PAR1\x15", OtherFormat::Parquet),
    (b"ARROW1\0\0", OtherFormat::Parquet),
    (b"FEA1\0\0\0\0", OtherFormat::Parquet),
    (b"SQLite format 3", OtherFormat::Database),
    (b"\x89HDF", OtherFormat::Database),
    (b"ID;PWXL", OtherFormat::OldWorkbook),
    (b"ID;P\r", OtherFormat::OldWorkbook),
    (b"ID;P\n", OtherFormat::OldWorkbook),
    (b"\x09\0\x04\0", OtherFormat::OldWorkbook),
    (b"\x09\x02\x06\0", OtherFormat::OldWorkbook),
    (b"\x09\x04\x06\0", OtherFormat::OldWorkbook),
    (b"\x09\x08", OtherFormat::OldWorkbook),
    (b"\0\0\x1A\0", OtherFormat::OldWorkbook),
    (b"MSH|^~", OtherFormat::Hl7),
    (b"MZ\x90\0", OtherFormat::Program),
    (b"\x7FELF", OtherFormat::Program),
    (b"\x93NUMPY", OtherFormat::Science),
    (b"MATLAB 5.0 MAT-file", OtherFormat::Science),
    (b"\xFF\xFF\0\0\x07\0\0\0\x04\0\0\0", OtherFormat::Science),
    (b"\x80\x04\x95", OtherFormat::Science),
    (b"CPYA ", OtherFormat::Science),
    (b"CPYUA ", OtherFormat::Science),
    (b"L\0\0\0\x01\x14\x02\0", OtherFormat::Link),
    (b"[InternetShortcut]", OtherFormat::Link),
];

/// What stands further inside, and what the file is then.
const INSIDE: [(usize, &[u8], OtherFormat); 9] = [
    (4, b"Standard Jet DB", OtherFormat::Database),
    (4, b"Standard ACE DB", OtherFormat::Database),
    (257, b"ustar", OtherFormat::Packed),
    (128, b"DICM", OtherFormat::Image),
    (8, b"WEBP", OtherFormat::Image),
    (4, b"ftypheic", OtherFormat::Image),
    (4, b"ftypmif1", OtherFormat::Image),
    (4, b"ftypavif", OtherFormat::Image),
    (456, b"SPSSPORT", OtherFormat::Spss),
];

/// What a file is that has one of the marks of such files.
pub(super) fn by_bytes(head: &[u8]) -> Option<OtherFormat> {
    if let Some((_, other)) = BEGINNINGS.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Some(*other);
    }
    let stands = |(place, magic, _): &&(usize, &[u8], OtherFormat)| {
        head.get(*place..).is_some_and(|rest| rest.starts_with(magic))
    };
    if let Some((.., other)) = INSIDE.iter().find(stands) {
        return Some(*other);
    }
    // PDF may have a little before it; its readers look through so much.
    if head[..head.len().min(1024)].windows(5).any(|piece| piece == b"%PDF-") {
        return Some(OtherFormat::Pdf);
    }
    if is_old_stata(head) {
        Some(OtherFormat::Stata)
    } else if is_bitmap(head) {
        Some(OtherFormat::Image)
    } else if is_dbase(head) {
        Some(OtherFormat::Database)
    } else if is_lock(head) {
        Some(OtherFormat::Lock)
    } else {
        None
    }
}

/// Stata before 2013: the version, the order of bytes, the kind of file, a zero.
fn is_old_stata(head: &[u8]) -> bool {
    matches!(head, [105 | 108 | 110 | 111 | 113..=115, 1 | 2, 1, 0, ..])
}

/// A bitmap: `BM`, a size, four zeros. A table may begin with `BMI`.
fn is_bitmap(head: &[u8]) -> bool {
    head.starts_with(b"BM") && head.get(6..10) == Some(&[0; 4])
}

/// A table of dBase, as older programs of clinics have it: the version, a day,
/// the number of rows, the length of a header of 32 bytes a column.
fn is_dbase(head: &[u8]) -> bool {
    let &[version, _, month, day, _, _, _, _, low, high, ..] = head else { return false };
    let len = u16::from_le_bytes([low, high]);
    matches!(version, 0x02 | 0x03 | 0x30 | 0x31 | 0x43 | 0x83 | 0x8B | 0xF5)
        && (1..=12).contains(&month)
        && (1..=31).contains(&day)
        && len > 32
        && (len % 32 <= 1 || len % 32 == 8)
}

/// `~$cohort.xlsx`: the name of who has the workbook open, in a fixed length.
fn is_lock(head: &[u8]) -> bool {
    head.len() == 165 && (1..=54).contains(&head[0]) && head.contains(&0)
}

//! What a file is, by its first bytes.

use serde::{Deserialize, Serialize};

/// A form in which a cohort can be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// Delimited text.
    #[default]
    Text,
    /// A workbook of a spreadsheet.
    Workbook,
    /// A FHIR Bundle in JSON.
    Fhir,
}

/// A form that is known and not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OtherFormat {
    /// A web page or XML under the name of a workbook, as some hospital systems
    /// export it.
    Markup,
    /// A PDF document.
    Pdf,
    /// A picture.
    Image,
    /// A data file of SPSS.
    Spss,
    /// A data file of Stata.
    Stata,
    /// A data file of SAS.
    Sas,
    /// A packed file.
    Packed,
    /// A text document with formatting.
    RichText,
    /// A Parquet file.
    Parquet,
    /// A database in one file.
    Database,
}

/// Bytes that are needed to tell.
pub(super) const HEAD: usize = 512;

/// What a file is; `Err` with what it is instead when it is not read.
pub(super) fn sniff(head: &[u8]) -> Result<Format, OtherFormat> {
    const SIGNATURES: [(&[u8], OtherFormat); 14] = [
        (b"%PDF", OtherFormat::Pdf),
        (b"\x89PNG", OtherFormat::Image),
        (b"\xFF\xD8\xFF", OtherFormat::Image),
        (b"GIF8", OtherFormat::Image),
        (b"$FL2", OtherFormat::Spss),
        (b"$FL3", OtherFormat::Spss),
        (b"<stata_dta>", OtherFormat::Stata),
        (b"\x1F\x8B", OtherFormat::Packed),
        (b"7z\xBC\xAF", OtherFormat::Packed),
        (b"Rar!", OtherFormat::Packed),
        (b"{\\rtf", OtherFormat::RichText),
        (b"PAR1", OtherFormat::Parquet),
        (b"SQLite format 3", OtherFormat::Database),
        (b"\0\0\0\0\0\0\0\0\0\0\0\0\xC2\xEA\x81\x60", OtherFormat::Sas),
    ];
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"\xD0\xCF\x11\xE0") {
        return Ok(Format::Workbook);
    }
    if let Some((_, other)) = SIGNATURES.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Err(*other);
    }
    let text = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
    let lower: Vec<u8> = text.iter().take(16).map(u8::to_ascii_lowercase).collect();
    if [&b"<html"[..], b"<table", b"<!doctype", b"<?xml", b"<head", b"<meta"]
        .iter()
        .any(|tag| lower.starts_with(tag))
    {
        return Err(OtherFormat::Markup);
    }
    // A brace and a quotation mark begin a JSON object and no table.
    let is_object = text.first() == Some(&b'{')
        && matches!(text[1..].trim_ascii_start().first(), Some(b'"' | b'}') | None);
    Ok(if is_object { Format::Fhir } else { Format::Text })
}

//! What a file is, by its first bytes and, where those are letters, by what they
//! say. What is no table is named, so that nobody is asked about its columns.

mod other;
mod signatures;

use serde::{Deserialize, Serialize};

use crate::engine::reader::encoding;
pub use other::OtherFormat;

/// A form in which a cohort can be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// Delimited text.
    #[default]
    Text,
    /// A workbook of a spreadsheet.
    Workbook,
    /// JSON with a list of records.
    Json,
    /// FHIR resources in JSON: a Bundle, a list, or one a line.
    Fhir,
}

/// Bytes that are needed to tell.
pub(super) const HEAD: usize = 4096;

/// Whether the first bytes are those of a workbook, so that one that is too large
/// is refused at its beginning.
pub(super) fn is_workbook(head: &[u8]) -> bool {
    [&b"PK\x03\x04"[..], b"PK\x05\x06", b"PK\x07\x08", b"\xD0\xCF\x11\xE0"]
        .iter()
        .any(|magic| head.starts_with(magic))
}

/// What a file is; `Err` with what it is instead when it is not read.
pub(super) fn sniff(head: &[u8]) -> Result<Format, OtherFormat> {
    if is_workbook(head) {
        return Ok(Format::Workbook);
    }
    if let Some(other) = signatures::by_bytes(head) {
        return Err(other);
    }
    by_words(&letters(head))
}

/// The beginning in small letters, whatever its encoding.
fn letters(head: &[u8]) -> String {
    let found = encoding::by_mark(head).or_else(|| encoding::by_zeros(head));
    let (text, _) = found.unwrap_or(encoding_rs::UTF_8).decode_with_bom_removal(head);
    let text = text.trim_start_matches(|letter: char| {
        letter.is_whitespace() || letter == '\u{feff}' || letter == '\0'
    });
    text.to_lowercase()
}

fn by_words(text: &str) -> Result<Format, OtherFormat> {
    if text.starts_with("{\\rtf") {
        return Err(OtherFormat::RichText);
    }
    if is_archive(text) {
        return Err(OtherFormat::WebArchive);
    }
    if let Some(other) = markup(text) {
        return Err(other);
    }
    if is_mail(text) {
        return Err(OtherFormat::Mail);
    }
    let commands = ["insert into ", "create table ", "drop table "];
    if text.lines().any(|line| commands.iter().any(|words| line.starts_with(words))) {
        return Err(OtherFormat::Sql);
    }
    // Comments may stand above what Weka begins with.
    let begins = |word: &str| text.lines().any(|line| line.trim_start().starts_with(word));
    if begins("@relation") && begins("@attribute") {
        return Err(OtherFormat::Weka);
    }
    // What security programs of institutions write in front of what they protect.
    let start = text.get(..200).unwrap_or(text);
    if ["encrypted and protected by", "this document is encrypted", "drmone"]
        .iter()
        .any(|words| start.contains(words))
    {
        return Err(OtherFormat::Protected);
    }
    Ok(if is_json(text) { Format::Json } else { Format::Text })
}

/// A brace and a quotation mark begin a JSON object and no table; so do two
/// brackets, or a bracket and anything that JSON has in a list.
fn is_json(text: &str) -> bool {
    let mut letters = text.chars().filter(|letter| !letter.is_whitespace());
    match (letters.next(), letters.next()) {
        (Some('{'), second) => matches!(second, Some('"' | '}') | None),
        (Some('['), second) => matches!(second, Some('{' | '[' | '"' | ']') | None),
        _ => false,
    }
}

/// The heads of a mail at the beginning of lines.
fn mail_heads(text: &str) -> impl Iterator<Item = &str> {
    const HEADS: [&str; 13] = [
        "from",
        "to",
        "subject",
        "date",
        "received",
        "return-path",
        "delivered-to",
        "message-id",
        "mime-version",
        "content-type",
        "x-mailer",
        "reply-to",
        "cc",
    ];
    text.lines()
        .take(40)
        .filter_map(|line| line.split_once(':').map(|(name, _)| name))
        .filter(|name| HEADS.contains(name))
}

fn is_mail(text: &str) -> bool {
    let first = text.lines().next().unwrap_or_default();
    mail_heads(first).next().is_some() && mail_heads(text).count() >= 3
        || text.starts_with("from ") && mail_heads(text).count() >= 3
}

fn is_archive(text: &str) -> bool {
    let says = |words: &str| text.contains(words);
    let is_head = mail_heads(text).any(|name| matches!(name, "mime-version" | "content-type"));
    is_head
        && !mail_heads(text).any(|name| matches!(name, "to" | "received" | "return-path"))
        && (says("multipart/related") || says("text/html") || says("single file web page"))
}

/// What a text is that begins with a tag, or has a table of tags in it.
fn markup(text: &str) -> Option<OtherFormat> {
    let tag = text.strip_prefix('<').map(str::trim_start);
    let is_tag = tag.is_some_and(|tag| {
        tag.starts_with(|letter: char| letter.is_alphabetic() || "!?/".contains(letter))
            && text.contains('>')
    });
    let says = |words: &[&str]| words.iter().any(|word| text.contains(word));
    // A cell may hold such a tag; a line of a table does not begin with one.
    let tags = ["<table", "<html", "<body", "<tr", "<td", "<!doctype html"];
    let has_tags =
        text.lines().any(|line| tags.iter().any(|tag| line.trim_start().starts_with(tag)))
            || is_tag && says(&tags);
    if !is_tag && !has_tags {
        return None;
    }
    Some(if says(&["office:spreadsheet", "excel.sheet"]) && !says(&["<html"]) {
        OtherFormat::SpreadsheetXml
    } else if says(&["hl7.org/fhir"]) {
        OtherFormat::FhirXml
    } else if says(&["graphpadprismfile"]) {
        OtherFormat::Prism
    } else if says(&["<svg"]) && !says(&["<html"]) {
        OtherFormat::Image
    } else if !has_tags && says(&["<?xml", "xmlns"]) {
        OtherFormat::Xml
    } else {
        OtherFormat::Markup
    })
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn what_is_no_table_is_named() {
        let utf_16: Vec<u8> =
            "\u{feff}<html><table>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        for (head, expected) in [
            (&b"< div >\n<table><tr>"[..], OtherFormat::Markup),
            (b"<style>td{}</style>", OtherFormat::Markup),
            (b"\xEF\xBB\xBF<!-- made by --><html>", OtherFormat::Markup),
            (b"<center>Report</center>", OtherFormat::Markup),
            (b"Report of today\n<TABLE BORDER=1><TR>", OtherFormat::Markup),
            (&utf_16, OtherFormat::Markup),
            (
                b"<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?>",
                OtherFormat::SpreadsheetXml,
            ),
            (b"<Bundle xmlns=\"//hl7.org/fhir\"/>", OtherFormat::FhirXml),
            (b"<?xml version=\"1.0\"?><ODM>", OtherFormat::Xml),
            (
                b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n",
                OtherFormat::WebArchive,
            ),
            (
                b"From: a@example.org\nTo: b@example.org\nSubject: NK\nDate: today\n\n",
                OtherFormat::Mail,
            ),
            (b"junk\n%PDF-1.4", OtherFormat::Pdf),
            (b"BM\x36\x10\0\0\0\0\0\0", OtherFormat::Image),
            (b"s\x01\x01\0", OtherFormat::Stata),
            (b"\0\x01\0\0Standard ACE DB", OtherFormat::Database),
            (b"CREATE TABLE `w` (id int);\nINSERT INTO `w` VALUES (1);", OtherFormat::Sql),
            (b"% made by\n@RELATION rpl\n@ATTRIBUTE age NUMERIC\n@DATA\n", OtherFormat::Weka),
            (b"MSH|^~\\&|LAB", OtherFormat::Hl7),
            (b"FCS3.1    ", OtherFormat::Cytometry),
            (b"{\\rtf1", OtherFormat::RichText),
            (b"\x03\x7C\x03\x0C\x08\0\0\0\x61\x01\x5A\0", OtherFormat::Database),
            (b"[InternetShortcut]\nURL=file:", OtherFormat::Link),
            (b"\x9B DRMONE  This Document is encrypted and protected", OtherFormat::Protected),
        ] {
            assert_eq!(sniff(head), Err(expected), "{}", String::from_utf8_lossy(head));
        }
    }

    #[test]
    fn what_may_be_a_table_is_read() {
        for (head, expected) in [
            (&b"patient_id,nk_percent\nA,<5\n"[..], Format::Text),
            (b"<5,A\n", Format::Text),
            (b"BMI,NK (%)\n22,17\n", Format::Text),
            (b"ID;Parity;NK (%)\n1;2;17\n", Format::Text),
            (b"PAR1,FEA1,NK (%)\n1,2,17\n", Format::Text),
            (b"[ID],[NK %]\n1,17\n", Format::Text),
            (b"From,To,NK (%)\n1,2,17\n", Format::Text),
            (b"id,text\n1,\"a < b and c > d\"\n", Format::Text),
            (b"id,text\n1,see <table 2>\n2,insert into uterus\n", Format::Text),
            (b"id,link\n1,<td>\n", Format::Text),
            (b"{\"resourceType\":\"Bundle\"}", Format::Json),
            (b" [ {\"resourceType\"", Format::Json),
            (b"[[[[", Format::Json),
            (b"PK\x03\x04", Format::Workbook),
        ] {
            assert_eq!(sniff(head), Ok(expected), "{}", String::from_utf8_lossy(head));
        }
    }
}

//! What a file is: said by a true sentence where it is no table with one woman a
//! row, read where it is.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use rpl_immune_profile::engine::reader::format::{Format, OtherFormat};
use rpl_immune_profile::engine::reader::issue::FileError;
use rpl_immune_profile::engine::reader::settings::{Delimiter, ImportSettings};
use rpl_immune_profile::engine::reader::{Reading, read};
use rpl_immune_profile::view::messages::file_error;

use crate::support::files::{LEVELS, nk};

#[track_caller]
fn check_eight(bytes: &[u8], name: &str) -> Reading {
    let reading =
        read(bytes, &ImportSettings::default()).unwrap_or_else(|error| panic!("{name}: {error:?}"));
    let levels: Vec<Option<f64>> = (0..8).map(|index| nk(&reading, index)).collect();
    assert_eq!((reading.cohort.len(), levels.as_slice()), (8, &LEVELS[..]), "{name}");
    reading
}

#[track_caller]
fn error(bytes: &[u8]) -> FileError {
    read(bytes, &ImportSettings::default()).expect_err("no table")
}

#[test]
fn fhir_resources_are_read_in_a_list_and_one_a_line() {
    for (name, bytes) in [
        ("one a line", &include_bytes!("../../data/clinic/bulk-fhir.ndjson")[..]),
        ("a list", include_bytes!("../../data/clinic/observations-array.json")),
    ] {
        assert_eq!(check_eight(bytes, name).log.source.format, Format::Fhir);
    }
}

/// Records of a database or a program, in each of the usual forms.
#[test]
fn records_in_json_are_read() {
    let table = include_str!("../../data/clinic/eight-women.csv");
    let rows: Vec<Vec<&str>> = table.lines().map(|line| line.split(',').collect()).collect();
    let record = |cells: &Vec<&str>| {
        let pair = |(name, cell): (&&str, &&str)| match cell.parse::<f64>() {
            Ok(_) => format!("\"{name}\": {cell}"),
            Err(_) => format!("\"{name}\": \"{cell}\""),
        };
        format!("{{{}}}", rows[0].iter().zip(cells).map(pair).collect::<Vec<_>>().join(", "))
    };
    let records: Vec<String> = rows[1..].iter().map(record).collect();
    let list = format!("[{}]", records.join(",\n"));
    let wide: Vec<u8> =
        format!("\u{feff}{list}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (name, bytes) in [
        ("a list", list.clone().into_bytes()),
        ("a line each", records.join("\n").into_bytes()),
        ("an object", format!("{{\"n\": 8, \"records\": {list}}}").into_bytes()),
        ("two bytes a letter", wide),
    ] {
        assert_eq!(check_eight(&bytes, name).log.source.format, Format::Json, "{name}");
    }
}

/// `write.table` of R with names and words in quotation marks, and columns that
/// a program lined up.
#[test]
fn columns_among_blanks_are_read() {
    let table = include_str!("../../data/clinic/eight-women.csv");
    let quoted = |cell: &str| match cell.parse::<f64>() {
        Ok(_) => cell.to_owned(),
        Err(_) => format!("\"{cell}\""),
    };
    let line = |line: &str| line.split(',').map(quoted).collect::<Vec<_>>().join(" ");
    let written: Vec<String> = table.lines().map(line).collect();
    let lined_up = table
        .lines()
        .map(|line| line.split(',').fold(String::new(), |all, cell| format!("{all} {cell:>15}")));
    for (name, text) in [
        ("write.table", written.join("\n")),
        ("lined up", lined_up.collect::<Vec<_>>().join("\r\n")),
    ] {
        let reading = check_eight(text.as_bytes(), name);
        assert_eq!(reading.log.source.delimiter, Some(Delimiter::Blanks), "{name}");
    }
    // A blank inside a cell, or a cell that is not there, moves all behind it.
    for text in [
        "patient_id nk_percent outcome\nA1 17.2 live_birth\nA2 11.4 live_birth\nA3 9.8 still birth\n",
        "patient_id nk_percent outcome\nA1 17.2 live_birth\nA2 11.4 live_birth\nA3 live_birth\n",
        "patient_id NK cells (%) outcome\nA1 17.2 live_birth\nA2 11.4 live_birth\n",
    ] {
        assert_eq!(error(text.as_bytes()), FileError::SeparatedByBlanks, "{text}");
    }
}

#[test]
fn what_is_no_table_of_women_is_said() {
    let other = |format| FileError::OtherFormat { format };
    let columns = vec!["test".to_owned(), "result".to_owned()];
    let letter = "Dear colleague,\nplease find the table attached.\nIt has, as agreed, all women, all tests.\nYours\n";
    let page = include_bytes!("../../data/clinic/web-page-div.xls");
    let archive = include_bytes!("../../data/clinic/web-archive.xls");
    for (bytes, expected) in [
        (&page[..], other(OtherFormat::Markup)),
        (archive, other(OtherFormat::WebArchive)),
        (include_bytes!("../../data/clinic/women-in-columns.csv"), FileError::WomenInColumns),
        (
            include_bytes!("../../data/clinic/one-test-a-line.csv"),
            FileError::OneTestALine { columns },
        ),
        (b"{\"records\": 17}", FileError::NoRecords),
        (b"[[[[[[[[[[1]]]]]]]]]]", FileError::NoRecords),
        (letter.as_bytes(), FileError::NoTable),
        (b"", FileError::Empty),
        (b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", FileError::Empty),
    ] {
        let start = String::from_utf8_lossy(&bytes[..bytes.len().min(80)]);
        assert_eq!(error(bytes), expected, "{start}");
    }
}

/// A workbook is known by its first bytes, so that one that is too large is
/// refused before it is loaded; every sentence says what to do.
#[test]
fn other_formats_have_sentences_of_their_own() {
    let zip = |names: &[(&str, &str)]| {
        use std::io::Write as _;
        let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        for (name, text) in names {
            let options = zip::write::SimpleFileOptions::default();
            archive.start_file(*name, options).expect("a file");
            archive.write_all(text.as_bytes()).expect("its text");
        }
        archive.finish().expect("an archive").into_inner()
    };
    for (names, part) in [
        (&[("word/document.xml", "")][..], "text document"),
        (&[("ppt/presentation.xml", "")], "slides"),
        (&[("Index/Document.iwa", "")], "Apple"),
        (
            &[("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "")],
            "text document",
        ),
        (&[("mimetype", "application/hwp+zip"), ("Contents/section0.xml", "")], "Hancom"),
        (&[("metadata.json", ""), ("data.bin", "")], "jamovi"),
        (&[("cohort.csv", "a,b"), ("readme.txt", "")], "holds cohort.csv, readme.txt; unpack it"),
    ] {
        let sentence = file_error(&error(&zip(names)));
        assert!(sentence.contains(part), "{names:?}: {sentence}");
    }
}

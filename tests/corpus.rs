//! Files as clinics have them: one cohort in every encoding, dialect, language
//! and format gives the same records, in slices of any size.

mod support;

use std::fmt::Write as _;

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use rpl_immune_profile::engine::reader::settings::ImportSettings;
use rpl_immune_profile::engine::reader::{look, read};
use support::corpus::{LANGUAGES, Language, Style, cells, check_women, encode, text};
use support::files::read_in_slices;

const PLAIN: Style = Style {
    delimiter: ',',
    decimal: '.',
    line_end: "\n",
    ends: true,
    quotes_all: false,
    names_delimiter: false,
    leaves_blanks: false,
    writes_missing: false,
};

/// Every style that the corpus combines with every language and encoding.
fn styles() -> Vec<Style> {
    let mut styles = Vec::new();
    for delimiter in [',', ';', '\t', '|'] {
        for decimal in ['.', ','] {
            for (place, line_end) in ["\n", "\r\n", "\r"].into_iter().enumerate() {
                for shape in 0..4 {
                    styles.push(Style {
                        delimiter,
                        decimal,
                        line_end,
                        ends: (shape + place) % 2 == 0,
                        quotes_all: shape == 1,
                        names_delimiter: shape == 2,
                        leaves_blanks: shape == 3,
                        writes_missing: shape % 2 == 1,
                    });
                }
            }
        }
    }
    styles
}

fn file(language: &Language, style: Style, encoding: &str, has_mark: bool) -> Vec<u8> {
    let rows = cells(language, style.decimal, style.writes_missing);
    encode(&text(&rows, style), encoding, has_mark)
}

/// Every file in slices of a byte, and of one size of all that there are, so that
/// the files together go through every size; with `EVERY_SLICE` in the environment
/// every file in every size, which takes many minutes even when it is optimized.
#[cfg(not(target_arch = "wasm32"))]
fn check_slices(file: &[u8], turn: usize, what: &str) {
    let settings = ImportSettings::default();
    let whole = read(file, &settings);
    let is_every = std::env::var_os("EVERY_SLICE").is_some();
    let some = [1, 1 + turn * 37 % file.len()];
    let sizes = if is_every { (1..=file.len()).collect() } else { some.to_vec() };
    for slice in sizes {
        assert!(read_in_slices(file, slice, &settings) == whole, "{what} in slices of {slice}");
    }
}

/// The bytes and the code are the same; natively it is quicker.
#[cfg(target_arch = "wasm32")]
fn check_slices(_: &[u8], _: usize, _: &str) {}

#[test]
fn every_encoding_dialect_and_language_gives_the_same_records() {
    let mut n_files = 0;
    for language in &LANGUAGES {
        for encoding in language.encodings {
            let marks = if encoding.starts_with("utf") { &[false, true][..] } else { &[false] };
            for &has_mark in marks {
                for style in styles() {
                    let file = file(language, style, encoding, has_mark);
                    let what = format!("{} {encoding} {has_mark} {style:?}", language.name);
                    match read(&file, &ImportSettings::default()) {
                        Ok(reading) => check_women(&reading, &what),
                        Err(error) => panic!("{what}: {error:?}"),
                    }
                    n_files += 1;
                    check_slices(&file, n_files, &what);
                }
            }
        }
    }
    assert_eq!(n_files, 3936, "no variant is left out");
}

/// Every size from one byte to the whole for a file of each language and
/// encoding; under wasm the sizes next to powers of two for most.
#[test]
fn slices_of_any_size_give_the_same_reading() {
    let settings = ImportSettings::default();
    let styles = styles();
    for (place, language) in LANGUAGES.iter().enumerate() {
        for (turn, encoding) in language.encodings.iter().enumerate() {
            let style = styles[(place * 17 + turn * 31) % styles.len()];
            let has_mark = turn % 2 == 0 && encoding.starts_with("utf");
            let file = file(language, style, encoding, has_mark);
            let whole = read(&file, &settings).expect("a table");
            check_women(&whole, language.name);
            let is_thorough =
                cfg!(not(target_arch = "wasm32")) || turn == place % language.encodings.len();
            let near_power = |size: &usize| {
                [size - 1, *size, size + 1].iter().any(|size| size.is_power_of_two())
            };
            for slice in (1..=file.len()).filter(|size| is_thorough || near_power(size)) {
                let sliced = read_in_slices(&file, slice, &settings).expect("a table");
                assert!(sliced == whole, "{} {encoding} in slices of {slice}", language.name);
            }
        }
    }
}

/// The encoding can be said, and a wrong one shows in the preview.
#[test]
fn an_encoding_that_is_chosen_is_used() {
    let korean = &LANGUAGES[2];
    let file = file(korean, PLAIN, "windows-949", false);
    let settings = |label: &str| ImportSettings {
        encoding: Some(label.to_owned()),
        ..ImportSettings::default()
    };
    let right = look(&file, &settings("windows-949")).expect("a table");
    assert_eq!(right.columns[0].name, korean.headers[0]);
    let wrong = look(&file, &settings("shift_jis")).expect("a table");
    assert_ne!(wrong.columns[0].name, korean.headers[0]);
    let reading = read(&file, &settings("windows-949")).expect("a table");
    check_women(&reading, "chosen");
}

/// A foreign letter that comes only after a megabyte decides the encoding.
#[test]
fn the_encoding_is_decided_over_the_whole_file() {
    let mut text = String::from("patient_id,previous_losses,nk_percent,etiology\n");
    for number in 0..60_000 {
        writeln!(text, "{number},2,12.5,idiopathic").expect("a String takes all");
    }
    text.push_str("last,2,12.5,자궁 중격\nlater,2,12.5,원인불명\nand,2,12.5,갑상선 기능 저하증\n");
    let file = encode(&text, "windows-949", false);
    let reading = read(&file, &ImportSettings::default()).expect("a table");
    assert_eq!(reading.log.source.encoding, "windows-949");
    assert_eq!(reading.cohort.cause(60_000), Some("자궁 중격"));
    assert_eq!(reading.cohort.cause(60_001), None);
}

//! Files as clinics have them: one cohort in every encoding, dialect, language
//! and format gives the same records, in slices of any size.

use std::fmt::Write as _;

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use crate::support::corpus::{LANGUAGES, Language, Style, cells, check_women, encode, text};
use crate::support::files::read_in_slices;
#[cfg(not(target_arch = "wasm32"))]
use crate::support::report;
use rpl_immune_profile::engine::reader::settings::ImportSettings;
use rpl_immune_profile::engine::reader::{look, read};

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

/// A file of the corpus, and in which way it is written.
struct Variant {
    what: String,
    bytes: Vec<u8>,
}

/// Every language in each of its encodings, with and without a mark, in every style.
fn variants() -> Vec<Variant> {
    let mut variants = Vec::new();
    for language in &LANGUAGES {
        for encoding in language.encodings {
            let marks = if encoding.starts_with("utf") { &[false, true][..] } else { &[false] };
            for &has_mark in marks {
                for style in styles() {
                    variants.push(Variant {
                        what: format!("{} {encoding} {has_mark} {style:?}", language.name),
                        bytes: file(language, style, encoding, has_mark),
                    });
                }
            }
        }
    }
    assert_eq!(variants.len(), 3936, "no variant is left out");
    variants
}

#[test]
fn every_encoding_dialect_and_language_gives_the_same_records() {
    for Variant { what, bytes } in variants() {
        match read(&bytes, &ImportSettings::default()) {
            Ok(reading) => check_women(&reading, &what),
            Err(error) => panic!("{what}: {error:?}"),
        }
    }
}

/// Every file in slices of a byte, and of one size of all that there are, so that
/// the files together go through every size; with `EVERY_SLICE` in the environment
/// every file in every size. Only natively: the code is the same, and quicker there.
#[cfg(not(target_arch = "wasm32"))]
#[test]
fn every_variant_reads_the_same_in_slices() {
    use std::sync::atomic::{AtomicUsize, Ordering};

    let is_every = std::env::var_os("EVERY_SLICE").is_some();
    let variants = variants();
    let (next, n_readings) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let check = || {
        let settings = ImportSettings::default();
        loop {
            let turn = next.fetch_add(1, Ordering::Relaxed);
            let Some(Variant { what, bytes }) = variants.get(turn) else { break };
            let whole = read(bytes, &settings);
            let some = [1, 1 + (turn + 1) * 37 % bytes.len()];
            let sizes = if is_every { (1..=bytes.len()).collect() } else { some.to_vec() };
            n_readings.fetch_add(sizes.len(), Ordering::Relaxed);
            for slice in sizes {
                let sliced = read_in_slices(bytes, slice, &settings);
                assert!(sliced == whole, "{what} in slices of {slice}");
            }
            if is_every && turn % 100 == 0 {
                report(&format!("{turn} of {} files", variants.len()));
            }
        }
    };
    std::thread::scope(|scope| {
        let n_threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let threads: Vec<_> = (0..n_threads).map(|_| scope.spawn(check)).collect();
        for thread in threads {
            if let Err(failure) = thread.join() {
                std::panic::resume_unwind(failure);
            }
        }
    });
    report(&format!("{} files in {} slicings", variants.len(), n_readings.into_inner()));
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

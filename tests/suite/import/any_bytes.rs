//! What holds for any bytes: a short run of what the fuzzer does for long, over
//! its seeds and over files that are damaged in a fixed order.

#![cfg(not(target_arch = "wasm32"))]

use std::path::PathBuf;

use crate::support::any_bytes;
use crate::support::corpus::{LANGUAGES, Style, cells, encode, text};
use crate::support::synthetic::Dice;

fn seeds() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/seeds")
}

/// Files with which the fuzzer begins. `UPDATE_SEEDS=1 cargo test --test suite any_bytes`
/// writes them anew; inputs that once failed are kept beside them.
fn starts() -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    for language in &LANGUAGES {
        for (place, encoding) in language.encodings.iter().enumerate() {
            let style = Style {
                delimiter: [',', ';', '\t', '|'][place % 4],
                decimal: ['.', ','][place % 2],
                line_end: ["\r\n", "\n", "\r"][place % 3],
                ends: place % 2 == 0,
                quotes_all: place % 3 == 0,
                names_delimiter: place % 4 == 1,
                leaves_blanks: place % 4 == 2,
                writes_missing: true,
            };
            let rows = cells(language, style.decimal, true);
            let file = encode(&text(&rows, style), encoding, place % 2 == 0);
            files.push((format!("{}-{encoding}", language.name.replace([' ', ','], "")), file));
        }
    }
    let redcap = "record_id,redcap_repeat_instance,etiology___1,etiology___aps,nk_percent\n1,1,0,1,17\n1,2,,,18\n2,,1,0,<5\n";
    let units = "No.;height (m);weight;TNF-α (%);IL-10 (%);NK (fraction)\n1;1,6;64;36,5;1;0,161\n2;1,7;70;>40;0;20%\n";
    let bundle = r#"{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Patient","id":"a","name":[]}},{"resource":{"resourceType":"Observation","code":{"coding":[{"code":"nk_percent"}]},"subject":{"reference":"Patient/a"},"valueQuantity":{"value":17.5,"comparator":">"}}}]}"#;
    let rows = "Title\n\nID,NK cytotoxicity,,\n,50:1,25:1,12.5:1\n환자,\"1,234\",UNK,#N/A\nx,2024-01-01,-9,16%\n";
    for (name, file) in [("redcap", redcap), ("units", units), ("fhir", bundle), ("two-rows", rows)]
    {
        files.push((name.to_owned(), file.as_bytes().to_vec()));
    }
    files
}

#[test]
fn the_seeds_of_the_fuzzer_hold() {
    if std::env::var_os("UPDATE_SEEDS").is_some() {
        for (place, (name, file)) in (0_u8..).zip(starts()) {
            let mut input = vec![place % 4, place];
            input.extend(file);
            std::fs::write(seeds().join(name), input).expect("the seed can be written");
        }
    }
    let mut n_seeds = 0;
    for entry in std::fs::read_dir(seeds()).expect("the seeds are there") {
        let path = entry.expect("an entry").path();
        any_bytes::check(&std::fs::read(&path).expect("a seed"));
        n_seeds += 1;
    }
    assert!(n_seeds >= starts().len());
}

/// Bytes changed, left out, doubled and swapped between files, by dice.
#[test]
fn damaged_files_hold() {
    let files = starts();
    let mut dice = Dice::new(20);
    for _ in 0..1500 {
        let mut file = files[dice.below(files.len())].1.clone();
        for _ in 0..=dice.below(6) {
            let (start, end) = (dice.below(file.len() + 1), dice.below(file.len() + 1));
            let (start, end) = (start.min(end), start.max(end).min(start + 40));
            let other = &files[dice.below(files.len())].1;
            let piece: Vec<u8> = match dice.below(5) {
                0 => Vec::new(),
                1 => file[start..end].repeat(2),
                2 => other[start.min(other.len())..end.min(other.len())].to_vec(),
                3 => vec![u8::try_from(dice.below(256)).expect("a byte")],
                _ => [&b"\""[..], b"\n", b",", b"\0", b"\xFF", b"1,234", b"-9", b"\r"]
                    [dice.below(8)]
                .to_vec(),
            };
            file.splice(start..end, piece);
        }
        let choice = u8::try_from(dice.below(256)).expect("a byte");
        let slice = u8::try_from(dice.below(256)).expect("a byte");
        let mut input = vec![choice, slice];
        input.extend(file);
        any_bytes::check(&input);
    }
}

//! Workbooks of Excel 5 to 2003, and damaged workbooks of every kind.

#![cfg(not(target_arch = "wasm32"))]

use std::io::{Cursor, Read as _, Write as _};
use std::time::{Duration, Instant};

use rpl_immune_profile::engine::reader::issue::{FileError, WorkbookProblem};
use rpl_immune_profile::engine::reader::read;
use rpl_immune_profile::engine::reader::settings::ImportSettings;

use crate::support::any_bytes;
use crate::support::files::{LEVELS, nk};
use crate::support::report;
use crate::support::synthetic::Dice;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// Two of the levels are formatted as percentages and stand as 0.172 in the file.
#[test]
fn percent_cells_are_percentages() {
    for (name, bytes) in [
        ("xls", &include_bytes!("../../data/clinic/percent-cells.xls")[..]),
        ("xlsx", include_bytes!("../../data/clinic/percent-cells.xlsx")),
        ("csv", include_bytes!("../../data/clinic/eight-women.csv")),
        ("xls, all", include_bytes!("../../data/clinic/percent-column.xls")),
    ] {
        let reading = read(bytes, &ImportSettings::default())
            .unwrap_or_else(|error| panic!("{name}: {error:?}"));
        let levels: Vec<Option<f64>> = (0..8).map(|index| nk(&reading, index)).collect();
        assert_eq!((reading.cohort.len(), levels.as_slice()), (8, &LEVELS[..]), "{name}");
    }
}

#[test]
fn damaged_old_workbooks_are_refused_at_once() {
    let damaged = Err(FileError::Workbook { problem: WorkbookProblem::Damaged });
    let whole = include_bytes!("../../data/clinic/percent-cells.xls");
    // A header and nothing else, chains that begin beyond the end, a directory in
    // a circle.
    let mut circle = whole.to_vec();
    let directory = usize::try_from(number(whole, 48)).expect("a sector");
    let table = 512 * (1 + usize::try_from(number(whole, 76)).expect("a sector"));
    let entry = table + 4 * directory;
    circle[entry..entry + 4].copy_from_slice(&number(whole, 48).to_le_bytes());
    let mut beyond = whole.to_vec();
    beyond[48..52].copy_from_slice(&0x00FF_FFFF_u32.to_le_bytes());
    for (name, bytes) in [
        ("cut short", &include_bytes!("../../data/clinic/cut-short.xls")[..]),
        ("broken chain", include_bytes!("../../data/clinic/broken-chain.xls")),
        ("header", &whole[..512]),
        ("half", &whole[..whole.len() / 2]),
        ("circle", &circle),
        ("beyond the end", &beyond),
    ] {
        let begin = Instant::now();
        assert_eq!(read(bytes, &ImportSettings::default()), damaged, "{name}");
        assert!(begin.elapsed() < Duration::from_secs(1), "{name}");
    }
}

fn number(bytes: &[u8], place: usize) -> u32 {
    u32::from_le_bytes(bytes[place..place + 4].try_into().expect("four bytes"))
}

/// Bytes of workbooks of every kind changed, left out and doubled by dice, in those
/// that are archives inside of their parts too: no panic, none takes long, and
/// whatever is read adds up. The fuzzer sets `MUTATIONS` to try more.
#[test]
fn mutated_workbooks_of_every_kind_are_refused_or_read() {
    let files: [&[u8]; 6] = [
        include_bytes!("../../data/workbooks/korean.xls"),
        include_bytes!("../../data/workbooks/date.xls"),
        include_bytes!("../../data/clinic/percent-cells.xls"),
        include_bytes!("../../data/clinic/percent-column.xls"),
        include_bytes!("../../data/clinic/percent-cells.xlsx"),
        include_bytes!("../../data/workbooks/korean.ods"),
    ];
    let wanted: Option<usize> = std::env::var("MUTATIONS").ok().and_then(|n| n.parse().ok());
    let n_files = wanted.unwrap_or(600);
    let mut dice = Dice::new(60);
    let mut worst = Duration::ZERO;
    for _ in 0..n_files {
        let mut file = files[dice.below(files.len())].to_vec();
        // What is changed in an archive's bytes seldom gets past its checksums.
        if file.starts_with(b"PK") && dice.below(4) > 0 {
            file = with_a_mutated_part(&file, &mut dice);
        } else {
            for _ in 0..=dice.below(4) {
                mutate(&mut file, &mut dice);
            }
        }
        file.splice(0..0, [1, 255]);
        let begin = Instant::now();
        any_bytes::check(&file);
        worst = worst.max(begin.elapsed());
    }
    report(&format!(
        "of {n_files} damaged workbooks the slowest took {worst:?}; memory of all tests so far: {}",
        most_memory().unwrap_or_else(|| "not known here".to_owned()),
    ));
    assert!(worst < Duration::from_secs(10), "{worst:?}");
}

/// The most memory that this process has had, where the system tells.
fn most_memory() -> Option<String> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    Some(status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?.trim().to_owned())
}

/// The same archive with one of its parts changed and everything else as it was.
fn with_a_mutated_part(archive: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut parts = ZipArchive::new(Cursor::new(archive)).expect("an archive");
    let chosen = dice.below(parts.len());
    let mut changed = ZipWriter::new(Cursor::new(Vec::new()));
    for place in 0..parts.len() {
        let mut part = parts.by_index(place).expect("a part");
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).expect("a part");
        if place == chosen {
            for _ in 0..=dice.below(4) {
                mutate(&mut bytes, dice);
                mutate_number(&mut bytes, dice);
            }
        }
        let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        let name = part.name().expect("a name").into_owned();
        changed.start_file(name, stored).expect("a part");
        changed.write_all(&bytes).expect("a part");
    }
    changed.finish().expect("an archive").into_inner()
}

/// Makes one number of a text another one: places and counts are what readers trust.
fn mutate_number(text: &mut Vec<u8>, dice: &mut Dice) {
    const OTHERS: [&str; 7] =
        ["0", "-1", "1048577", "4294967295", "99999999999999999999", "1e308", "NaN"];
    let is_start = |place: &usize| {
        text[*place].is_ascii_digit() && (*place == 0 || !text[*place - 1].is_ascii_digit())
    };
    let starts: Vec<usize> = (0..text.len()).filter(is_start).collect();
    if starts.is_empty() || dice.below(2) == 0 {
        return;
    }
    let start = starts[dice.below(starts.len())];
    let len = text[start..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    text.splice(start..start + len, OTHERS[dice.below(OTHERS.len())].bytes());
}

fn mutate(file: &mut Vec<u8>, dice: &mut Dice) {
    // The tables of the container stand in front, and damage there does most.
    let most = if dice.below(2) == 0 { file.len().min(2048) } else { file.len() };
    let start = dice.below(most.max(1));
    let end = (start + dice.below(9)).min(file.len());
    match dice.below(4) {
        0 => file.truncate(start.max(8)),
        1 => file[start..end].fill(0xFF),
        2 => file[start..end].fill(u8::try_from(dice.below(256)).expect("a byte")),
        _ => {
            let piece = file[start..end].to_vec();
            file.splice(start..start, piece);
        }
    }
}

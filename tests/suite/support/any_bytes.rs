//! What holds for any bytes whatever; shared by the fuzzer and the tests.

use std::collections::HashSet;

use rpl_immune_profile::engine::column::Column;
use rpl_immune_profile::engine::reader::field::Field;
use rpl_immune_profile::engine::reader::issue::{FileError, RowFate};
use rpl_immune_profile::engine::reader::number::DecimalMark;
use rpl_immune_profile::engine::reader::settings::{
    ColumnSettings, Delimiter, DuplicateChoice, IdentifierChoice, ImportSettings, Quote,
    UnreadChoice, Unreadable,
};
use rpl_immune_profile::engine::reader::{Import, ImportStep, Purpose, Reading, look};

/// Reads an input of the fuzzer and checks what must hold. The first byte
/// chooses settings, the second the slices, the rest is the file.
pub(crate) fn check(input: &[u8]) {
    let [choice, slice, file @ ..] = input else { return };
    let settings = settings(*choice);
    let whole = read(file, usize::MAX, &settings);
    let sliced = read(file, usize::from(*slice) + 1, &settings);
    assert_eq!(whole, sliced, "slices make no difference");
    match whole {
        Ok(reading) => check_reading(&reading),
        Err(FileError::Questions { .. }) => {
            let preview = look(file, &settings).expect("what asks can be looked at");
            assert!(!preview.columns.is_empty() && preview.rows.len() <= 10);
            // The same file with everything answered must not ask for more than
            // the first answers could tell.
            let answered = ImportSettings {
                identifiers: Some(IdentifierChoice::Keep),
                encoding: settings.encoding.or(Some(preview.source.encoding)),
                columns: preview
                    .columns
                    .iter()
                    .map(|column| {
                        let choice = ColumnSettings {
                            field: Some(column.field.unwrap_or(Field::Column(Column::NkPercent))),
                            unit: Some(column.unit),
                            decimal_mark: Some(DecimalMark::Comma),
                            unread: Some(UnreadChoice::Number),
                            unreadable: None,
                        };
                        (column.name.clone(), choice)
                    })
                    .collect(),
                ..settings
            };
            if let Ok(reading) = read(file, usize::MAX, &answered) {
                check_reading(&reading);
            }
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

fn check_reading(reading: &Reading) {
    let n_records = u32::try_from(reading.cohort.len()).expect("few");
    assert!(reading.n_rows > 0);
    assert_eq!(
        reading.n_rows,
        n_records + reading.issues.n_rejected_rows + reading.n_merged_rows,
        "every row is somewhere, once"
    );
    assert!(reading.issues.n_issues >= reading.issues.n_rejected_rows);
    let grouped: u32 = reading.issues.groups.iter().map(|group| group.n).sum();
    assert_eq!(grouped, reading.issues.n_issues);
    let records: HashSet<u32> = (0..reading.cohort.len()).map(|n| reading.cohort.row(n)).collect();
    for issue in &reading.issues.listed {
        let is_record = records.contains(&issue.row);
        let is_of_one_row = reading.n_merged_rows == 0
            && matches!(reading.log.duplicates, DuplicateChoice::First | DuplicateChoice::Ask);
        match issue.problem.fate() {
            RowFate::LeftOut => assert!(!is_record, "left out and used: {issue:?}"),
            RowFate::InUse => assert!(is_record || !is_of_one_row, "used and left out: {issue:?}"),
        }
    }
    let grouped: u32 = reading.changes.groups.iter().map(|group| group.n).sum();
    assert_eq!(grouped, reading.changes.n_changes);
    for index in 0..reading.cohort.len() {
        let _ = reading.cohort.measurements(index);
        assert!(!reading.cohort.patient_id(index).is_empty());
    }
}

fn settings(choice: u8) -> ImportSettings {
    let bit = |place: u8| choice >> place & 1 == 1;
    let mut settings = ImportSettings {
        unreadable: match choice >> 1 & 3 {
            0 => Unreadable::Ask,
            1 => Unreadable::Missing,
            _ => Unreadable::LeaveOut,
        },
        ..ImportSettings::default()
    };
    if bit(0) {
        settings.identifiers =
            Some(if bit(1) { IdentifierChoice::Drop } else { IdentifierChoice::Keep });
    }
    settings.duplicates = match choice >> 2 & 3 {
        0 => DuplicateChoice::Ask,
        1 => DuplicateChoice::First,
        2 => DuplicateChoice::Last,
        _ => DuplicateChoice::RejectAll,
    };
    if bit(4) {
        settings.quote = Some(if bit(5) { Quote::None } else { Quote::Single });
    }
    if bit(6) {
        settings.delimiter = Some(Delimiter::ALL[usize::from(choice >> 1) % Delimiter::ALL.len()]);
    }
    if bit(7) {
        let labels = ["windows-949", "shift_jis", "utf-16le", "utf-8"];
        settings.encoding = Some(labels[usize::from(choice >> 1 & 3)].to_owned());
    }
    settings
}

fn read(file: &[u8], slice: usize, settings: &ImportSettings) -> Result<Reading, FileError> {
    let size = Some(file.len() as u64);
    let mut import = Import::new(settings.clone(), Purpose::Read, size);
    for _ in 0..4 {
        for piece in file.chunks(slice) {
            import.feed(piece)?;
        }
        match import.end(&mut |_| {})? {
            ImportStep::Again(next) => import = *next,
            ImportStep::Done(reading) => return Ok(*reading),
            ImportStep::Preview(preview) => {
                return Err(FileError::Questions { questions: preview.questions });
            }
        }
    }
    panic!("the file is asked for again and again");
}

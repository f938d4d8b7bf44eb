//! Whatever cohort is written in whatever dialect is read back as it was.

#![cfg(not(target_arch = "wasm32"))]

use crate::support::corpus::{LANGUAGES, Style, encode, text};
use crate::support::random_inputs;
use proptest::prelude::*;
use rpl_immune_profile::engine::reader::read;
use rpl_immune_profile::engine::reader::settings::ImportSettings;
use rpl_immune_profile::engine::record::{Bound, Measured, Outcome, Value};

/// A laboratory value in eighths, which doubles hold exactly, or a bound.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Cell {
    eighths: u32,
    bound: Bound,
}

#[derive(Clone, Debug)]
struct Row {
    id: String,
    losses: Option<u32>,
    nk: Option<Cell>,
    ratio: Option<Cell>,
    given: Option<bool>,
    outcome: Option<usize>,
}

fn cell(most: u32) -> impl Strategy<Value = Option<Cell>> {
    let bound = prop_oneof![
        6 => Just(Bound::Exact),
        1 => Just(Bound::Below),
        1 => Just(Bound::Above),
        1 => Just(Bound::AtMost),
        1 => Just(Bound::AtLeast),
    ];
    // Above 16 eighths: whole columns below 1 would be asked about.
    prop::option::of((17..most * 8, bound).prop_map(|(eighths, bound)| Cell { eighths, bound }))
}

fn row() -> impl Strategy<Value = Row> {
    // Letters that every encoding has, and everything that needs quoting. The end tells
    // an identifier from a missing one ("NA") and from a sum ("SD", "n=8", "m Q1").
    let id = "[A-Za-z][A-Za-z0-9 ,;|\"'\t\n.-]{0,12}x[0-9]";
    (
        id,
        prop::option::of(0_u32..=30),
        cell(100),
        cell(900),
        any::<Option<bool>>(),
        prop::option::of(0_usize..3),
    )
        .prop_map(|(id, losses, nk, ratio, given, outcome)| Row {
            id,
            losses,
            nk,
            ratio,
            given,
            outcome,
        })
}

fn style() -> impl Strategy<Value = Style> {
    let delimiter = prop::sample::select(vec![',', ';', '\t', '|']);
    let decimal = prop::sample::select(vec!['.', ',']);
    let line_end = prop::sample::select(vec!["\n", "\r\n", "\r"]);
    (delimiter, decimal, line_end, any::<[bool; 4]>()).prop_map(
        |(delimiter, decimal, line_end, [ends, quotes_all, names_delimiter, leaves_blanks])| {
            Style {
                delimiter,
                decimal,
                line_end,
                ends,
                quotes_all,
                names_delimiter,
                leaves_blanks,
                writes_missing: false,
            }
        },
    )
}

fn written(cell: Option<Cell>, decimal: char) -> String {
    let Some(Cell { eighths, bound }) = cell else { return String::new() };
    let number = (f64::from(eighths) / 8.0).to_string().replace('.', &decimal.to_string());
    format!(
        "{}{number}",
        match bound {
            // Shift_JIS and windows-1252 lack these signs.
            Bound::AtMost => "<=",
            Bound::AtLeast => ">=",
            other => other.sign(),
        }
    )
}

fn found<V: Value>(measured: Option<Measured<V>>) -> Option<(f64, Bound)> {
    measured.map(|measured| (measured.value.get(), measured.bound))
}

/// A column that has no decimal mark beyond doubt but three digits after one is
/// asked about; one value with two decimals leaves no doubt.
fn certain(id: &str) -> Row {
    let cell = Some(Cell { eighths: 98, bound: Bound::Exact });
    Row {
        id: id.to_owned(),
        losses: Some(2),
        nk: cell,
        ratio: cell,
        given: Some(true),
        outcome: Some(0),
    }
}

proptest! {
    #![proptest_config(random_inputs(400))]

    #[test]
    fn any_cohort_in_any_dialect_is_read_back(
        rows in prop::collection::vec(row(), 0..12),
        style in style(),
        language in 0..LANGUAGES.len(),
        encoding in any::<prop::sample::Index>(),
        has_mark in any::<bool>(),
    ) {
        let language = &LANGUAGES[language];
        let encoding = language.encodings[encoding.index(language.encodings.len())];
        let mut cohort = vec![certain("first")];
        for mut row in rows {
            // A name alone may be the head of a section, which is asked about.
            let is_alone = row.losses.is_none() && row.nk.is_none() && row.ratio.is_none();
            if is_alone && row.outcome.is_none() {
                row.given = Some(true);
            }
            // One row is one woman.
            if cohort.iter().all(|other| other.id.trim() != row.id.trim()) {
                cohort.push(row);
            }
        }
        let outcomes = [language.live_birth, language.miscarriage, language.ongoing];
        let headers = [0, 3, 5, 9, 10, 11].map(|place| language.headers[place].to_owned());
        let mut table = vec![headers.to_vec()];
        for row in &cohort {
            table.push(vec![
                row.id.clone(),
                row.losses.map(|losses| losses.to_string()).unwrap_or_default(),
                written(row.nk, style.decimal),
                written(row.ratio, style.decimal),
                row.given.map_or("", |given| if given { language.yes } else { language.no }).to_owned(),
                row.outcome.map_or("", |outcome| outcomes[outcome]).to_owned(),
            ]);
        }
        let file = encode(&text(&table, style), encoding, has_mark);
        let reading = read(&file, &ImportSettings::default());
        let reading = reading.map_err(|error| TestCaseError::fail(format!("{error:?}")))?;
        let read_back = &reading.cohort;
        prop_assert_eq!(read_back.len(), cohort.len(), "{:?}", reading.issues.listed);
        for (index, row) in cohort.iter().enumerate() {
            let value = |cell: Option<Cell>| cell.map(|cell| (f64::from(cell.eighths) / 8.0, cell.bound));
            prop_assert_eq!(read_back.patient_id(index), row.id.trim());
            let losses = read_back.previous_losses.get(index).map(Value::get);
            prop_assert_eq!(losses, row.losses.map(f64::from));
            prop_assert_eq!(found(read_back.nk_level.measured(index)), value(row.nk));
            prop_assert_eq!(found(read_back.th1_th2.measured(index)), value(row.ratio));
            prop_assert_eq!(read_back.ivig[index], row.given);
            let outcome = row.outcome.map(|outcome| {
                [Outcome::LiveBirth, Outcome::Miscarriage, Outcome::Ongoing][outcome]
            });
            prop_assert_eq!(read_back.outcome[index], outcome);
        }
    }
}

//! What stands below the patient about women like her: every number of it is published,
//! inferred or computed, says which, and is that of the source.

use rpl_immune_profile::engine::protocol::Protocol;
use rpl_immune_profile::engine::quantity::Quantity;
use rpl_immune_profile::engine::record::Etiology;
use rpl_immune_profile::view::document::{Block, Section, Table, walk};
use rpl_immune_profile::view::figures::Figure;
use rpl_immune_profile::view::language::english::English;
use rpl_immune_profile::view::outlook::published::published;
use rpl_immune_profile::view::patient::PatientDraft;
use rpl_immune_profile::view::patient::handover::PatientInHand;

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// NK cell level and cytotoxicity high by every rule, Th1/Th2 not.
pub(crate) const HIGH: [&str; 5] = ["17.2", "40", "30", "12", "20"];
/// NK cell level and Th1/Th2 high.
const NK_AND_TH: [&str; 5] = ["17.2", "20", "15", "5", "40"];
/// Nothing high.
const NORMAL: [&str; 5] = ["10", "20", "15", "5", "20"];

/// A patient with laboratory values, an age and a number of losses; an empty text is none.
pub(crate) fn patient(
    values: [&str; 5],
    [age, losses]: [&str; 2],
    etiology: Option<Etiology>,
) -> PatientInHand {
    let mut draft = PatientDraft::default();
    draft.etiology = etiology;
    let more = [(Quantity::AgeYears, age), (Quantity::PreviousLosses, losses)];
    for (quantity, text) in Quantity::LABORATORY.into_iter().zip(values).chain(more) {
        draft.set_text(quantity, text.to_owned());
    }
    PatientInHand { draft, protocol: Protocol::default(), name: String::new() }
}

fn idiopathic(values: [&str; 5]) -> PatientInHand {
    patient(values, ["34", "3"], Some(Etiology::Idiopathic))
}

pub(crate) fn tables(section: &Section) -> Vec<&Table> {
    let mut found = Vec::new();
    walk(&section.blocks, &mut |block| {
        if let Block::Table(table) = block {
            found.push(table);
        }
    });
    found
}

fn figure(section: &Section) -> &Figure {
    let mut found = None;
    walk(&section.blocks, &mut |block| {
        if let Block::Figure(figure) = block {
            found = Some(&**figure);
        }
    });
    found.expect("a figure")
}

/// The cells of each row, on one line each.
pub(crate) fn rows(table: &Table) -> Vec<Vec<String>> {
    let cells = |row: &rpl_immune_profile::view::document::Row| {
        row.cells.iter().map(|cell| cell.flat()).collect()
    };
    table.rows.iter().map(cells).collect()
}

/// The rates, and how many of 100 that is: 82.7, 80.7, 90.5 and 75 are printed.
#[test]
fn the_rates_are_those_printed_and_both_framings_add_up() {
    let all = [("82.7%", 83, 17), ("80.7%", 81, 19)];
    let of = |one: &[(&'static str, u32, u32)]| [one, &all].concat();
    for (values, expected) in [
        (HIGH, of(&[("90.5%", 91, 9)])),
        (NK_AND_TH, of(&[("75%", 75, 25)])),
        // The untreated women are her class: they stand first, and once.
        (NORMAL, vec![all[1], all[0]]),
        // No rate is printed for this class, and none while the class is open.
        (["17.2", "20", "15", "5", "20"], all.to_vec()),
        (["17.2", "", "", "", ""], all.to_vec()),
    ] {
        let section = published(&idiopathic(values), &English);
        let found = rows(tables(&section)[0]);
        let expected: Vec<[String; 2]> = expected
            .into_iter()
            .map(|(rate, births, none)| {
                assert_eq!(births + none, 100);
                [rate.to_owned(), format!("{births} had a live birth ({none} did not)")]
            })
            .collect();
        let said: Vec<[String; 2]> =
            found.iter().map(|row| [row[1].clone(), row[2].clone()]).collect();
        assert_eq!(said, expected, "{values:?}");
        assert!(found.iter().all(|row| row[0].ends_with("(first pregnancy after the work-up)")));
        let behind = &figure(&section).table.rows;
        assert_eq!(behind.len(), expected.len());
        for (row, [_, split]) in behind.iter().zip(&expected) {
            assert_eq!(format!("{} had a live birth ({} did not)", row[1], row[2]), *split);
        }
    }
}

/// The intervals are those of R 4: `prop.test(163, 197, correct = FALSE)` gives 0.76851 to
/// 0.87378, `prop.test(217, 269, correct = FALSE)` 0.75532 to 0.84943.
#[test]
fn counts_and_intervals_stand_only_where_they_are_known() {
    let section = published(&idiopathic(HIGH), &English);
    let found = rows(tables(&section)[0]);
    for part in ["163/197, if all 197 treated women are counted [inferred]", "76.9% to 87.4%"] {
        assert!(found[1][3].contains(part), "{}", found[1][3]);
    }
    for part in ["217/269, if all 269 untreated women are counted [inferred]", "75.5% to 84.9%"] {
        assert!(found[2][3].contains(part), "{}", found[2][3]);
    }
    assert!(found[0][3].contains("no confidence interval can be given"), "{}", found[0][3]);
    assert!(!found[0][3].contains('/') && !found[0][3].contains(" to "), "{}", found[0][3]);
    let notes = tables(&section)[0].notes.join("\n");
    for part in ["It is not an effect of IVIG", "521 are not", "987 women", "Front Endocrinol"] {
        assert!(notes.contains(part), "{notes}");
    }
}

/// A rate that is not hers stands in no circle, and why it is not is said.
#[test]
fn a_rate_of_another_class_is_no_figure_of_hers() {
    for etiology in [Some(Etiology::Known), None] {
        let section = published(&patient(HIGH, ["34", "3"], etiology), &English);
        assert_eq!(figure(&section).table.rows.len(), 2);
        let notes = tables(&section)[0].notes.join("\n");
        assert!(notes.contains("her etiology is"), "{notes}");
    }
    let mut hers = idiopathic(HIGH);
    hers.protocol.nk_percent.value = 15.0;
    let section = published(&hers, &English);
    assert_eq!(figure(&section).table.rows.len(), 2);
    assert!(tables(&section)[0].notes[0].contains("other cut-offs"));
}

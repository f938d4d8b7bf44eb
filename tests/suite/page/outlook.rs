//! What stands below the patient about women like her: every number of it is published,
//! inferred or computed, says which, and is that of the source.

use rpl_immune_profile::engine::cohort::tally::ClassGroup;
use rpl_immune_profile::engine::protocol::Protocol;
use rpl_immune_profile::engine::published::prognosis::quenby::Answers;
use rpl_immune_profile::engine::quantity::Quantity;
use rpl_immune_profile::engine::reader;
use rpl_immune_profile::engine::reader::settings::{DuplicateChoice, ImportSettings, Unreadable};
use rpl_immune_profile::engine::record::Etiology;
use rpl_immune_profile::engine::study::options::StudyOptions;
use rpl_immune_profile::view::document::{Block, Cell, Row, Section, Table, walk};
use rpl_immune_profile::view::export::origin::Provenance;
use rpl_immune_profile::view::export::picture;
use rpl_immune_profile::view::export::study::figures;
use rpl_immune_profile::view::figures::Figure;
use rpl_immune_profile::view::language::english::English;
use rpl_immune_profile::view::outlook::prognosis::prognosis;
use rpl_immune_profile::view::outlook::published::published;
use rpl_immune_profile::view::outlook::women::{OfFile, sought, women};
use rpl_immune_profile::view::patient::PatientDraft;
use rpl_immune_profile::view::patient::handover::PatientInHand;
use rpl_immune_profile::view::work::FileInWork;

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
    let cells = |row: &Row| row.cells.iter().map(Cell::flat).collect();
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
                [rate.to_owned(), format!("{births} had a live birth, {none} did not")]
            })
            .collect();
        let said: Vec<[String; 2]> =
            found.iter().map(|row| [row[1].clone(), row[2].clone()]).collect();
        assert_eq!(said, expected, "{values:?}");
        assert!(found.iter().all(|row| row[0].ends_with("(first pregnancy after the work-up)")));
        let behind = &figure(&section).table.rows;
        assert_eq!(behind.len(), expected.len());
        for (row, [_, split]) in behind.iter().zip(&expected) {
            assert_eq!(format!("{} had a live birth, {} did not", row[1], row[2]), *split);
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

/// What the cells of a column say, row by row, of a woman of this age with so many losses.
fn models(age_and_losses: [&str; 2], answers: Answers) -> Section {
    prognosis(&patient(HIGH, age_and_losses, None), answers, &English)
}

fn said(section: &Section, row: usize) -> String {
    rows(tables(section)[0])[row][1].clone()
}

const GIVEN: Answers = Answers {
    is_cycle_regular: Some(true),
    has_live_birth: Some(false),
    has_anticardiolipin: Some(false),
};

/// The table of Brigham 1999 has 73 at 35 years and 3 losses, and 84 at 30 and 2.
#[test]
fn the_reconstructed_table_says_the_table() {
    for (of, percent, others) in [(["35", "3"], 73, 27), (["30", "2"], 84, 16)] {
        let found = said(&models(of, GIVEN), 0);
        let expected = format!(
            "Predicted success of the pregnancy that follows: {percent}%. Of 100 such women, about \
             {percent} had success and about {others} had not. No confidence interval"
        );
        assert!(found.starts_with(&expected), "{found}");
        assert!(!found.contains("interpolated"), "{found}");
    }
    // Between two ages: 0.7437535 by R, see the engine.
    let found = said(&models(["34", "3"], GIVEN), 0);
    assert!(found.contains(": 74%") && found.contains("interpolated by the plane"), "{found}");
    let row = &rows(tables(&models(["34", "3"], GIVEN))[0])[0];
    for (cell, part) in [
        (0, "reconstruction of the published table"),
        (2, "Age 20 to 45 and 2 to 5 losses"),
        (3, "0.65 points off the 24 cells"),
        (3, "Youssef 2022"),
    ] {
        assert!(row[cell].contains(part), "{}", row[cell]);
    }
}

#[test]
fn what_a_source_does_not_hold_is_not_said() {
    for (of, why) in [
        (["46", "3"], "her age is beyond"),
        (["34", "6"], "her number of losses is beyond"),
        (["34", "1"], "her number of losses is beyond"),
        (["", "3"], "her age is not given"),
        (["34", ""], "her number of losses is not given"),
        (["x", "3"], "not understood"),
    ] {
        let found = said(&models(of, GIVEN), 0);
        assert!(found.starts_with("Not determinable: ") && found.contains(why), "{found}");
        assert!(!found.contains('%'), "{found}");
    }
}

/// 82.8 by hand, see the engine; without its answers the score says nothing.
#[test]
fn the_score_waits_for_its_answers() {
    let found = said(&models(["34", "3"], GIVEN), 1);
    assert!(found.contains("follows: 83%. Of 100 such women, about 83"), "{found}");
    let open = said(&models(["34", "3"], Answers::default()), 1);
    assert!(open.contains("three more answers") && !open.contains('%'), "{open}");
    let row = &rows(tables(&models(["34", "3"], GIVEN))[0])[1];
    assert!(row[0].contains("[second hand]") && row[2].contains("61% to 87%"), "{row:?}");
}

/// R 4: `prop.test(14, 57, correct = FALSE)` gives 0.1523 to 0.3710, of 34/119 0.2122 to
/// 0.3726, of 9/17 0.3096 to 0.7383.
#[test]
fn counted_women_stand_with_their_counts_and_intervals() {
    let found = said(&models(["30", "3"], GIVEN), 2);
    for part in [
        "Women aged 30 or less: 14/57 miscarried: 24.6% (95% confidence interval (Wilson) 15.2% to \
         37.1%); 43/57 did not.",
        "Women after 3 losses: 34/119 miscarried: 28.6% (95% confidence interval (Wilson) 21.2% to \
         37.3%); 85/119 did not.",
    ] {
        assert!(found.contains(part), "{found}");
    }
    let many = said(&models(["34", "6"], GIVEN), 2);
    assert!(many.starts_with("Women after 6 or more losses: 9/17"), "{many}");
    assert!(many.contains("31.0% to 73.8%"), "{many}");
    assert!(said(&models(["34", "4"], GIVEN), 2).starts_with("Nothing was read of women"));
}

#[test]
fn printed_rates_and_odds_of_the_population_are_those_printed() {
    let found = said(&models(["27", "2"], GIVEN), 3);
    assert_eq!(
        found,
        "Age 25 to 29: 10% miscarried and 90% did not; the counts were not read. Adjusted odds ratio \
         of a miscarriage after 2 losses: 2.21 (95% confidence interval 2.03 to 2.41)."
    );
    assert!(
        said(&models(["45", "3"], GIVEN), 3)
            .contains("3.97 (95% confidence interval 3.29 to 4.78)")
    );
    assert!(said(&models(["34", "4"], GIVEN), 3).starts_with("Nothing was read of women"));
}

/// The models and the immune class do not know each other, and both are told so; a model
/// that cannot be worked out is named with why.
#[test]
fn models_are_apart_from_the_class_and_the_others_are_named() {
    let section = models(["34", "3"], GIVEN);
    let mut apart = String::new();
    walk(&section.blocks, &mut |block| {
        if let Block::Note(_, text) = block {
            apart.clone_from(text);
        }
    });
    assert!(apart.contains("know nothing of her immune class"), "{apart}");
    let others = rows(tables(&section)[1]);
    let names: Vec<&str> = others.iter().filter_map(|row| row[0].split(' ').next()).collect();
    assert_eq!(names, ["Koki", "Kolte", "du", "Sugiura-Ogasawara"]);
    assert!(others[0][2].contains("intercept was not found"));
    assert!(others.iter().all(|row| !row[1].is_empty() && !row[2].is_empty()));
    // The class changes nothing in them.
    let other = prognosis(&patient(NORMAL, ["34", "3"], None), GIVEN, &English);
    assert_eq!(section, other);
}

fn file() -> FileInWork {
    let example = include_bytes!("../../../static/SYNTHETIC-example.csv");
    let settings = ImportSettings {
        unreadable: Unreadable::LeaveOut,
        duplicates: DuplicateChoice::First,
        ..ImportSettings::default()
    };
    FileInWork::new(reader::read(example, &settings).expect("a table"), settings)
}

/// The classes of the example as the page of the file counts them: the same women, whatever
/// they are counted for.
#[test]
fn women_of_her_class_are_those_of_the_page_of_the_file() {
    let file = file();
    let protocol = Protocol::default();
    let counts = file.count(&protocol, &StudyOptions::default());
    for values in [HIGH, NK_AND_TH, NORMAL] {
        let hers = patient(values, ["34", "3"], None);
        let sought = sought(&hers, &English);
        let likeness = sought.likeness.expect("a class");
        let peers = file.peers(&protocol, &likeness);
        let group = ClassGroup::Class(likeness.class);
        let row = counts.classes.iter().find(|row| row.group == group).expect("a row");
        assert_eq!(peers.of_class.group.n_women, row.cells[0].n);
        assert_eq!(peers.of_class.group.live_births, row.cells[0].live_birth_rate);
        assert_eq!(peers.n_without_class, counts.flow.n_immunity_indeterminate);
        let section = women(&sought, OfFile::Counted("mine.csv", &peers), &English);
        let table = tables(&section)[0];
        assert_eq!(rows(table).len(), 3);
        let notes = table.notes.join("\n");
        assert!(notes.contains("w = 1/ρ − 1"), "{notes}");
        let text = format!("{:?}", section.blocks);
        for part in ["As of the file mine.csv.", "not a prediction", "made up", "losses: 3"] {
            assert!(text.contains(part), "{part}");
        }
    }
}

#[test]
fn without_a_file_or_a_class_the_section_says_what_is_missing() {
    let text = |values, of_file| {
        let sought = sought(&patient(values, ["34", "3"], None), &English);
        format!("{:?}", women(&sought, of_file, &English).blocks)
    };
    let open = ["17.2", "", "", "", ""];
    for (values, of_file, part) in [
        (HIGH, OfFile::Closed, "Open a cohort file"),
        (open, OfFile::Closed, "Open a cohort file"),
        (open, OfFile::Counting("a.csv"), "class is not determinable"),
        (HIGH, OfFile::Counting("a.csv"), "being counted"),
        (HIGH, OfFile::Reading("a.csv"), "being read"),
        (HIGH, OfFile::Gone("a.csv"), "not in memory any more"),
    ] {
        let found = text(values, of_file);
        assert!(found.contains(part) && !found.contains('%'), "{found}");
    }
    let missing = patient(HIGH, ["", "3"], None);
    let likeness = sought(&missing, &English).likeness.expect("a class");
    let peers = file().peers(&Protocol::default(), &likeness);
    let section = women(&sought(&missing, &English), OfFile::Counted("a.csv", &peers), &English);
    assert_eq!(rows(tables(&section)[0]).len(), 2);
    assert!(tables(&section)[0].notes.join("\n").contains("is not given"));
    assert!(
        sought(&patient(["0.16", "40", "30", "12", "20"], ["34", "3"], None), &English).is_doubtful
    );
}

/// Nothing below the patient tells anybody what to do.
#[test]
fn no_sentence_reads_as_advice() {
    let hers = idiopathic(HIGH);
    let likeness = sought(&hers, &English).likeness.expect("a class");
    let peers = file().peers(&Protocol::default(), &likeness);
    let sections = [
        published(&hers, &English),
        prognosis(&hers, GIVEN, &English),
        women(&sought(&hers, &English), OfFile::Counted("a.csv", &peers), &English),
    ];
    let text = format!("{sections:?}").to_lowercase();
    for word in ["should", "recommend ", "we advise", "consider ", "benefit", "you need"] {
        assert!(!text.contains(word), "{word}");
    }
}

/// A figure that is saved says whose rates it shows, and nothing of the patient.
#[test]
fn a_saved_figure_names_the_paper() {
    let sections = [published(&idiopathic(HIGH), &English)];
    let found = figures(&sections);
    let (name, figure) = &found[0];
    let origin = Provenance::of_published("1");
    let svg = picture::svg(figure, &origin).expect("SVG");
    assert!(svg.contains("doi:10.3389/fendo.2025.1546602. Published rates"), "{svg}");
    assert_eq!(origin.file_name(name, "svg"), "outlook-published-1.svg");
}

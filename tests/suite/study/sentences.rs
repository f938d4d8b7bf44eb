//! What the study says of itself, on the page and in the files for a paper: which test
//! stands behind each number, who is compared, and how much was drawn.

#![cfg(not(target_arch = "wasm32"))]

use crate::support::assert_close;
use crate::support::cohorts::{self, HEADER, computed};
use rpl_immune_profile::engine::protocol::Protocol;
use rpl_immune_profile::engine::reader;
use rpl_immune_profile::engine::reader::settings::ImportSettings;
use rpl_immune_profile::engine::study::options::StudyOptions;
use rpl_immune_profile::engine::study::{Study, study_of};
use rpl_immune_profile::view::document::{Block, Section, Table};
use rpl_immune_profile::view::export::methods::methods;
use rpl_immune_profile::view::export::strobe::checklist;
use rpl_immune_profile::view::export::study::tables;

fn analyzed(file: &str, options: &StudyOptions) -> Study {
    let reading = reader::read(file.as_bytes(), &ImportSettings::default()).expect("a table");
    study_of(&reading, &Protocol::default(), options)
}

fn study(name: &str, change: impl Fn(&mut StudyOptions)) -> Study {
    let cohort = cohorts::all().into_iter().find(|one| one.name == name).expect("a cohort");
    let mut options = cohort.options;
    change(&mut options);
    analyzed(&cohort.file, &options)
}

fn table(sections: &[Section], id: &str) -> Table {
    tables(sections).into_iter().find(|one| one.id == id).expect(id).clone()
}

/// Every paragraph and note of a section.
fn texts(sections: &[Section], id: &str) -> String {
    let section = sections.iter().find(|one| one.id == id).expect(id);
    let text = |block: &Block| match block {
        Block::Paragraph(text) | Block::Note(_, text) => text.clone(),
        Block::Figure(figure) => figure.description.clone(),
        _ => String::new(),
    };
    section.blocks.iter().map(text).collect::<Vec<_>>().join("\n")
}

/// `n` women that a line describes, with `{}` for the number.
fn women(n: usize, line: &str) -> String {
    (0..n).map(|number| line.replace("{}", &number.to_string()) + "\n").collect()
}

/// A trend is tested exactly up to the limit and by Cochran-Armitage above it, row by row:
/// of 466 women with a class, 215 idiopathic and 251 known, a limit of 300 leaves the rows of
/// each etiology exact.
#[test]
fn each_trend_names_its_test() {
    for (limit, all, part) in [
        (2_000, "exact trend", "exact trend"),
        (300, "Cochran-Armitage", "exact trend"),
        (100, "Cochran-Armitage", "Cochran-Armitage"),
    ] {
        let study = study("paper", |options| options.exact_limit = limit);
        let sections = computed(&study);
        let table = table(&sections, "by-previous-losses");
        let heads: Vec<&str> = table.columns.iter().map(|column| column.head.as_str()).collect();
        assert!(!heads.contains(&"p, exact trend"), "{heads:?}");
        let place = heads.iter().position(|&head| head == "Test").expect("a column");
        let mut n_rows = 0;
        for row in &table.rows {
            let Some(test) = row.cells.get(place).filter(|test| !test.text.is_empty()) else {
                continue;
            };
            let expected = if row.cells[0].text == "All" { all } else { part };
            assert_eq!(test.text, expected, "{limit}: {}", row.cells[0].text);
            n_rows += 1;
        }
        assert!(n_rows >= 9, "{n_rows}");
        let said = texts(&sections, "previous-losses");
        let limit = rpl_immune_profile::view::format::count(limit.into());
        assert!(said.contains(&format!("Up to {limit} women")), "{said}");
    }
}

/// A woman without an abnormality of whom the file does not say if she was treated is in the
/// second group: its name says so, and of how many.
#[test]
fn the_second_group_says_of_whom_nothing_is_known() {
    let treated = women(8, "A{},3{},22,2,idiopathic,17,20,15,5,20,yes,live_birth,");
    let known = women(5, "N{},3{},22,2,idiopathic,12,20,15,5,20,no,live_birth,");
    let lost = women(4, "L{},3{},22,2,idiopathic,12,20,15,5,20,no,miscarriage,");
    let unknown = women(3, "U{},3{},22,3,idiopathic,12,20,15,5,20,,miscarriage,");
    let also = women(2, "T{},3{},22,3,idiopathic,12,20,15,5,20,yes,miscarriage,");
    let heads = |rows: &str| {
        let study = analyzed(&format!("{HEADER}{rows}"), &StudyOptions::default());
        let sections = computed(&study);
        let table = table(&sections, "outcome-comparison");
        let heads: Vec<String> = table.columns[1..3].iter().map(|one| one.head.clone()).collect();
        (heads, table, texts(&sections, "outcome"))
    };
    let (found, shown, said) =
        heads(&[&treated, &known, &lost, &unknown, &also].map(String::as_str).concat());
    assert_eq!(
        found,
        ["Any abnormality, treated", "No abnormality, not known to be treated (3 unknown)"]
    );
    // 5 + 4 + 3 women, five of them with a live birth; the two who were treated are left out.
    assert!(shown.rows[0].cells[2].text.starts_with("5/12 "), "{:?}", shown.rows[0].cells[2]);
    assert!(said.contains("2 women without one who were treated"), "{said}");
    let (found, ..) = heads(&[&treated, &known, &lost].map(String::as_str).concat());
    assert_eq!(found, ["Any abnormality, treated", "No abnormality, not treated"]);
    let silent = |rows: &str| rows.replace(",yes,", ",,").replace(",no,", ",,");
    let (found, ..) = heads(&silent(&[&treated, &known, &lost].map(String::as_str).concat()));
    assert_eq!(found, ["Any abnormality", "No abnormality"]);
}

/// At most 50,000,000 women are drawn, so that of 50,000 women fewer resamples are drawn than
/// asked for; and where one outcome is rare, some give no cut-off.
#[test]
fn resamples_are_told_as_drawn() {
    let study = study("large", |options| options.bootstrap_replicates = 2_000);
    let curves = study.curves.as_ref().expect("curves");
    let drawn: Vec<u32> =
        curves.iter().map(|one| 50_000_000 / one.result.as_ref().expect("a curve").n).collect();
    let (least, most) = (drawn.iter().min().expect("some"), drawn.iter().max().expect("some"));
    assert!(*most < study.options.bootstrap_replicates);
    let count = |n: &u32| rpl_immune_profile::view::format::count((*n).into());
    let expected = format!("{} to {} bootstrap resamples", count(least), count(most));
    let notes = table(&computed(&study), "cut-offs").notes.join(" ");
    assert!(notes.contains(&expected), "{expected} in {notes}");
    let text = methods(&study).text();
    assert!(text.contains(&expected), "{expected} in {text}");

    // The model goes through 16,000,000 numbers at most: five predictors and the intercept.
    let model = study.prediction.as_ref().expect("a model");
    let validated = model.validation.as_ref().expect("validated");
    assert_eq!(validated.n_drawn, 16_000_000 / 6 / model.n_complete);
    let said = texts(&computed(&study), "prediction");
    assert!(said.contains("fewer resamples were drawn than the 200 asked for"), "{said}");

    // Two losses among 42 women: (40/42)^42 = 13 % of the resamples have none of them.
    let births = women(40, "B{},33,22,2,idiopathic,{}.5,20,15,5,20,no,live_birth,");
    let loss = women(2, "L{},33,22,2,idiopathic,15,20,15,5,20,no,miscarriage,");
    let few = analyzed(&format!("{HEADER}{births}{loss}"), &StudyOptions::default());
    let notes = table(&computed(&few), "cut-offs").notes.join(" ");
    assert!(notes.contains("of which") && notes.contains("gave a cut-off"), "{notes}");
    // Nothing was drawn where every pregnancy ended in the same way.
    let alike = analyzed(&format!("{HEADER}{births}"), &StudyOptions::default());
    assert!(table(&computed(&alike), "cut-offs").notes.is_empty());
    assert!(!methods(&alike).text().contains("resamples"));
}

/// The table of the validation as text, its notes below.
fn validation(sections: &[Section]) -> String {
    let table = table(sections, "validation");
    let cells = table.rows.iter().flat_map(|row| &row.cells).map(|cell| cell.text.clone());
    cells.chain(table.notes).collect::<Vec<_>>().join("\n")
}

/// What a model is worth in other women stands on the page, in the methods and in STROBE,
/// with how many resamples it rests on and their seed.
#[test]
fn the_model_is_corrected_for_optimism() {
    let study = study("typical", |options| options.seed = 3);
    let found = study.prediction.as_ref().expect("a model");
    let validated = found.validation.as_ref().expect("validated");
    // The apparent numbers are those of the figures.
    let area = found.discrimination.as_ref().expect("a curve").area.area.value;
    let brier = found.calibration.as_ref().expect("groups").brier;
    assert_close(validated.area.apparent, area, 1e-12, "area");
    assert_close(validated.brier.apparent, brier, 1e-12, "Brier score");
    assert_close(validated.slope.apparent, 1.0, 1e-9, "slope");
    let sections = computed(&study);
    let said = texts(&sections, "prediction");
    assert!(said.contains("200 resamples of the women (seed 3)"), "{said}");
    assert!(!said.contains("No internal validation"), "{said}");
    let table = validation(&sections);
    let corrected = format!("{:.3}", validated.area.corrected);
    assert!(table.contains(&corrected), "{corrected} in {table}");
    assert!(!table.contains("was validated"), "there is one model only: {table}");
    let text = methods(&study).text();
    assert!(
        text.contains("Harrell’s bootstrap") && text.contains("Stat Med 1996;15:361"),
        "{text}"
    );
    assert!(text.contains("200 resamples of the women (seed 3)"), "{text}");
    assert!(!text.contains("not validated"), "{text}");
    let strobe = format!("{:?}", checklist(&study));
    assert!(strobe.contains("TRIPOD 2015, item 10b"), "{strobe}");
    assert!(strobe.contains(&format!("optimism-corrected {corrected}")), "{strobe}");
}

/// Where it cannot be done, the page and the methods say why and claim nothing.
#[test]
fn a_model_that_is_not_validated_says_why() {
    let study = study("small", |_| ());
    let said = texts(&computed(&study), "prediction");
    let why = "At least 10 women with a live birth and 10 without one are needed.";
    assert!(said.contains("So nothing here is corrected for optimism.") && said.contains(why));
    let text = methods(&study).text();
    assert!(text.contains("not validated internally") && text.contains(why), "{text}");
    let strobe = format!("{:?}", checklist(&study));
    assert!(!strobe.contains("TRIPOD") && !strobe.contains("optimism"), "{strobe}");
    // Four of 154 women have another etiology, two of them with a live birth: in a quarter
    // of the resamples these two or the other two are not drawn.
    let rows: Vec<String> = (0..154)
        .map(|i| {
            let etiology = if i % 50 == 1 { "thyroid" } else { "idiopathic" };
            let outcome = if i < 100 { "live_birth" } else { "miscarriage" };
            format!("A{i},{},22,2,{etiology},17,20,15,5,20,no,{outcome},\n", 25 + i % 15)
        })
        .collect();
    let few = analyzed(&format!("{HEADER}{}", rows.concat()), &StudyOptions::default());
    let said = texts(&computed(&few), "prediction");
    assert!(said.contains("of 200 resamples gave a result, too few to stand for all"), "{said}");
}

/// Where outcomes are divided, Firth's model is validated; where only events are few, the
/// ordinary one, of which the figures are.
#[test]
fn it_is_said_which_model_was_validated() {
    for (name, is_penalized, which) in
        [("separated", true, "Firth’s model was"), ("few_losses", false, "The ordinary model was")]
    {
        let study = study(name, |_| ());
        let found = study.prediction.as_ref().expect("a model");
        let validated = found.validation.as_ref().expect(name);
        assert_eq!(validated.is_penalized, is_penalized);
        let area = found.discrimination.as_ref().expect("a curve").area.area.value;
        assert_close(validated.area.apparent, area, 1e-12, name);
        let table = validation(&computed(&study));
        assert!(table.contains(which), "{table}");
    }
}

/// Above the limit of exact tests the classes are compared by chi-square whatever the expected
/// counts; nothing else here is, and the methods do not say so.
#[test]
fn only_tests_that_were_made_have_conditions() {
    let rows: String = [
        women(12, "A{},33,22,2,idiopathic,17,20,15,5,20,,live_birth,"),
        women(3, "B{},33,22,2,idiopathic,17,20,15,5,20,,miscarriage,"),
        women(9, "C{},33,22,2,idiopathic,12,36,25,8,20,,live_birth,"),
        women(8, "D{},33,22,2,idiopathic,12,36,25,8,20,,miscarriage,"),
    ]
    .concat();
    let options = StudyOptions { exact_limit: 10, ..StudyOptions::default() };
    let text = methods(&analyzed(&format!("{HEADER}{rows}"), &options)).text();
    assert!(text.contains("whatever the expected counts"), "{text}");
    assert!(!text.contains("at least 5"), "{text}");
    assert!(methods(&study("typical", |_| ())).text().contains("at least 5"));
}

/// The number of tests times 0.05 is the most that is expected: exact tests stay below it.
#[test]
fn the_expected_number_of_false_findings_is_a_limit() {
    let study = study("typical", |_| ());
    let said = texts(&computed(&study), "tests");
    let most = (0.05 * f64::from(study.n_tests)).round();
    assert!(said.contains(&format!("at most about {most} would")), "{said}");
    assert!(said.contains("on average"), "{said}");
}

/// Rates of counted women have confidence intervals, shrunken ones credible intervals, each
/// by its standard name.
#[test]
fn intervals_have_their_standard_names() {
    let sections = computed(&study("untreated", |_| ()));
    let rates = table(&sections, "live-birth-rates");
    let last = rates.columns.last().expect("a column");
    assert_eq!(last.head, "All, shrunken (95% credible interval)");
    assert!(rates.notes.concat().contains("95% confidence interval (Wilson)"), "{:?}", rates.notes);
    let said = texts(&sections, "live-births");
    assert!(said.contains("95% confidence intervals (Wilson)"), "{said}");
    assert!(said.contains("empirical Bayes") && said.contains("ignore"), "{said}");
}

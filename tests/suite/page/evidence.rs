//! The page about the evidence: what it says of the published trials, and what becomes of
//! what is changed.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use rpl_immune_profile::engine::published::ivig::TRIALS;
use rpl_immune_profile::view::document::{Block, Section, Table};
use rpl_immune_profile::view::evidence::entry::{
    Asked, Choices, CountSet, Extra, Measured, Pooling, TypedTrial,
};
use rpl_immune_profile::view::evidence::{Shown, answer};
use rpl_immune_profile::view::figures::Figure;
use rpl_immune_profile::view::figures::marks::{Mark, Point};

pub(crate) fn everything() -> Choices {
    Extra::ALL.into_iter().fold(Choices::default(), |choices, extra| choices.with(extra, true))
}

fn published(choices: Choices) -> Shown {
    answer(&Asked { trials: TypedTrial::all_published(), choices })
}

#[track_caller]
fn table<'a>(sections: impl IntoIterator<Item = &'a Section>, id: &str) -> &'a Table {
    let mut blocks = sections.into_iter().flat_map(|section| &section.blocks);
    let found = blocks.find_map(|block| match block {
        Block::Table(table) if table.id == id => Some(table),
        _ => None,
    });
    found.expect("the table")
}

#[track_caller]
fn figure<'a>(shown: &'a Shown, title: &str) -> &'a Figure {
    let mut blocks = shown.results.iter().flat_map(|section| &section.blocks);
    let found = blocks.find_map(|block| match block {
        Block::Figure(figure) if figure.title == title => Some(&**figure),
        _ => None,
    });
    found.expect("the figure")
}

/// The intervals are those of metafor 3.8.1 in `counts_pooling.csv`.
#[test]
fn the_headline_counts_the_ways() {
    let shown = published(Choices::default());
    let table = table(&shown.dependence, "evidence-dependence");
    assert_eq!(table.columns.len(), 4, "{:?}", table.columns);
    let cells = || table.rows.iter().flat_map(|row| &row.cells[1..]);
    let count = |text: &str| cells().filter(|cell| cell.below == text).count();
    let (excluding, including) = (count("excludes no effect"), count("includes no effect"));
    assert_eq!(excluding + including, 36);
    let headline = format!("Of 36 ways to pool the same 9 trials, {excluding} exclude no effect.");
    assert_eq!(shown.headline, headline);
    let first: Vec<[&str; 2]> = table
        .rows
        .iter()
        .filter(|row| !row.cells[1].text.is_empty())
        .map(|row| [row.cells[1].text.as_str(), row.cells[1].below.as_str()])
        .collect();
    assert_eq!(first[0], ["1.088 (0.9434 to 1.254)", "includes no effect"]);
    assert_eq!(first[1], ["1.111 (0.9340 to 1.322)", "includes no effect"]);
    assert_eq!(first[2], ["1.111 (0.9027 to 1.367)", "includes no effect"]);
    assert_eq!(first[9], ["0.8095 (0.6707 to 0.9770)", "excludes no effect"]);
    assert_eq!(first[11], ["0.8095 (0.6518 to 1.005)", "includes no effect"]);
}

#[test]
fn where_counts_are_typed_over_the_kinds_of_counts_agree() {
    let mut trials = TypedTrial::all_published();
    trials[0].is_used = false;
    trials[2].counts = ["17", "29", "11", "32"].map(str::to_owned);
    let shown = answer(&Asked { trials, choices: Choices::default() });
    let table = table(&shown.dependence, "evidence-dependence");
    assert_eq!(table.columns.len(), 2, "{:?}", table.columns);
    assert!(shown.headline.starts_with("Of 12 ways to pool the same 8 trials, "), "{shown:?}");
    assert!(shown.origin.line.contains("changed by the user"), "{}", shown.origin.line);
}

#[test]
fn nothing_to_pool_is_said() {
    let mut trials = TypedTrial::all_published();
    for trial in &mut trials {
        trial.is_used = false;
    }
    let shown = answer(&Asked { trials: trials.clone(), choices: everything() });
    assert_eq!((shown.dependence.is_none(), shown.results.len()), (true, 0));
    trials[3].is_used = true;
    for pooling in Pooling::ALL {
        let choices = Choices { pooling, has_hartung_knapp: true, ..everything() };
        let shown = answer(&Asked { trials: trials.clone(), choices });
        assert!(shown.summary.starts_with("1 trial: risk ratio of live birth 0.861"), "{shown:?}");
    }
}

/// Every switch under every other one: nothing is missing and nothing is not finite.
#[test]
fn every_choice_has_an_answer() {
    for measure in Measured::ALL {
        for pooling in Pooling::ALL {
            for has_hartung_knapp in [false, true] {
                let choices = Choices { measure, pooling, has_hartung_knapp, ..everything() };
                let shown = published(choices);
                assert_eq!(shown.results.len(), 6, "{measure:?} {pooling:?}");
                let text = format!("{} {:?} {:?}", shown.summary, shown.dependence, shown.results);
                for word in ["NaN", "not pooled", "Not drawn", "not defined"] {
                    assert!(!text.contains(word), "{measure:?} {pooling:?}: {word}");
                }
            }
        }
    }
}

/// Places of the funnel's dots: the effect across, the standard error down from the top.
#[test]
fn dots_of_the_funnel_stand_at_their_numbers() {
    let shown = published(everything());
    let figure = figure(&shown, "Funnel plot");
    assert_eq!(figure.table.rows.len(), 9);
    for width in [320_u32, 900] {
        let picture = figure.sketch.picture(width);
        let dots: Vec<Point> = picture
            .marks
            .iter()
            .filter_map(|mark| match mark {
                Mark::Dot { center, .. } => Some(*center),
                _ => None,
            })
            .collect();
        assert_eq!(dots.len(), 9);
        // By metafor 3.8.1, escalc("RR"): sqrt(vi) of 1994, 1995 (Christiansen) and 2015.
        let errors = [0.187_237_69, 0.439_845_49, 0.211_349_80];
        let tall = |place: usize| dots[place].y;
        let per_unit = (tall(1) - tall(0)) / (errors[1] - errors[0]);
        let expected = tall(0) + (errors[2] - errors[0]) * per_unit;
        assert!((tall(7) - expected).abs() < 0.1, "{} {expected}", tall(7));
        let across = |place: usize| dots[place].x.on(f64::from(width));
        let effects = [-0.111_310_521, 0.587_786_665, 0.090_971_778];
        let per_unit = (across(1) - across(0)) / (effects[1] - effects[0]);
        let expected = across(0) + (effects[2] - effects[0]) * per_unit;
        assert!((across(7) - expected).abs() < 0.1, "{} {expected}", across(7));
    }
}

#[test]
fn every_published_row_is_a_row_of_the_file() {
    let shown = published(Choices::default());
    let lines: Vec<&str> = shown.csv.lines().collect();
    assert_eq!(lines.len(), TRIALS.len() + 1);
    assert!(lines[1].contains("German RSA/IVIG 1994") && lines[1].contains("\"20\",\"33\""));
    assert!(shown.csv.starts_with('\u{feff}'), "{}", lines[0]);
    assert_eq!(shown.origin.file_name("trials", "csv"), "evidence-trials.csv");
    assert_eq!(shown.origin.file_name("evidence-pooled-1", "svg"), "evidence-pooled-1.svg");
}

#[test]
fn published_reviews_stand_with_how_they_were_read() {
    let shown = published(Choices::default());
    let reviews = table(&shown.published, "evidence-reviews");
    assert!(reviews.rows[0].cells[0].text.starts_with("Kofod 2025"), "{reviews:?}");
    assert_eq!(reviews.rows[1].cells[1].text, "1.02 (0.86 to 1.22), p = 0.78");
    assert_eq!(reviews.rows[1].cells[2].text, "moderate");
    assert_eq!(reviews.rows[2].cells[1].text, "1.23 (1.00 to 1.50)");
    let inferred = reviews.rows.iter().filter(|row| row.cells[3].text == "inferred");
    assert_eq!(inferred.count(), 1);
    let apart = table(&shown.published, "evidence-apart");
    // metafor 3.8.1, escalc("RR", ai = 31, n1i = 50, ci = 17, n2i = 49): exp(yi) and
    // exp(yi + c(-1, 1) * qnorm(.975) * sqrt(vi)) are 1.787059, 1.149547, 2.778119.
    assert_eq!(apart.rows[0].cells[3].text, "1.787 (1.150 to 2.778)");
}

/// The page shows counts and what they say together: no dose, and nothing to do.
#[test]
fn nothing_is_a_dose_or_advice() {
    for set in CountSet::ALL {
        let trials = TypedTrial::all_published().iter().map(|trial| trial.counted(set)).collect();
        let text = format!("{:?}", answer(&Asked { trials, choices: everything() })).to_lowercase();
        for word in ["mg/", "/kg", " dose ", "recommended", "should be given", "effective"] {
            assert!(!text.contains(word), "{word}");
        }
    }
}

//! A report under a filter is the report of a file that holds these women only, but for
//! what is said of the file itself.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use crate::support::synthetic::{self, Dice};
use rpl_immune_profile::engine::cohort::filter::{Band, Filter};
use rpl_immune_profile::engine::cohort::flow::{Flow, OutsideFilter};
use rpl_immune_profile::engine::counts::Counts;
use rpl_immune_profile::engine::evaluate;
use rpl_immune_profile::engine::protocol::Protocol;
use rpl_immune_profile::engine::reader::settings::ImportSettings;
use rpl_immune_profile::engine::reader::{Reading, read};
use rpl_immune_profile::engine::record::Etiology;
use rpl_immune_profile::engine::report::Report;
use rpl_immune_profile::engine::study::options::StudyOptions;
use rpl_immune_profile::engine::study::study_of;
use rpl_immune_profile::view::cohort::Head;
use rpl_immune_profile::view::document::Block;
use rpl_immune_profile::view::export::classified::classified_rows;
use rpl_immune_profile::view::study::{Maker, SECTIONS};

/// The lines of a file of `n` women with gaps in every column that a filter asks for; the
/// first line is the header.
fn lines(n: usize, dice: &mut Dice) -> Vec<Vec<String>> {
    let file = synthetic::cohort(n, u64::try_from(dice.below(1000)).expect("small"));
    let mut lines: Vec<Vec<String>> =
        file.lines().map(|line| line.split(',').map(str::to_owned).collect()).collect();
    lines[0].push("year".to_owned());
    for line in &mut lines[1..] {
        line.push((2010 + dice.below(6)).to_string());
        for place in [1, 3, 4, 13] {
            if dice.chance(0.1) {
                line[place].clear();
            }
        }
        if dice.chance(0.1) {
            "1".clone_into(&mut line[3]);
        }
    }
    lines
}

fn reading(lines: &[Vec<String>]) -> Reading {
    let text: Vec<String> = lines.iter().map(|line| line.join(",")).collect();
    read(text.join("\n").as_bytes(), &ImportSettings::default()).expect("a table")
}

fn filter(dice: &mut Dice) -> Filter {
    let mut band = |low: u32, range: usize| {
        let limit = |dice: &mut Dice| {
            dice.chance(0.6)
                .then(|| f64::from(low + u32::try_from(dice.below(range)).expect("small")))
        };
        dice.chance(0.4).then(|| Band { minimum: limit(dice), maximum: limit(dice) })
    };
    let (age_years, previous_losses, year) = (band(28, 12), band(1, 4), band(2010, 6));
    let etiology = [None, None, Some(Etiology::Idiopathic), Some(Etiology::Known)][dice.below(4)];
    Filter { etiology, age_years, previous_losses, year, own: Vec::new() }
}

/// Why a line is outside a filter, out of its texts: the place among the four criteria.
fn outside(line: &[String], filter: &Filter) -> Option<usize> {
    let within = |text: &str, band: Option<Band>| {
        let Some(band) = band else { return true };
        let Ok(number) = text.parse::<f64>() else { return false };
        band.minimum.is_none_or(|limit| limit <= number)
            && band.maximum.is_none_or(|limit| number <= limit)
    };
    let etiology = match filter.etiology {
        None => true,
        Some(Etiology::Idiopathic) => line[4] == "idiopathic",
        Some(Etiology::Known) => !["", "idiopathic"].contains(&line[4].as_str()),
    };
    [
        etiology,
        within(&line[1], filter.age_years),
        within(&line[3], filter.previous_losses),
        within(&line[13], filter.year),
    ]
    .iter()
    .position(|is_met| !is_met)
}

/// The report without what is said of the file and its rows.
fn of_women(report: Report) -> Report {
    let flow = Flow {
        n_rows: 0,
        n_records: report.flow.n_within_filter(),
        outside_filter: OutsideFilter::default(),
        ..report.flow
    };
    let file = read(b"patient_id,nk_percent\na,10\n", &ImportSettings::default()).expect("a table");
    let empty = evaluate(&file, &report.protocol, &Filter::default());
    let Report { missing, causes, outcomes, classes, rules, .. } = report;
    Report { flow, missing, causes, outcomes, classes, rules, ..empty }
}

#[test]
fn a_report_under_a_filter_is_that_of_a_file_with_only_these_women() {
    let (protocol, mut n_partial) = (Protocol::default(), 0);
    for seed in 1..=60 {
        let dice = &mut Dice::new(seed);
        let n = 1 + dice.below(60);
        let (lines, filter) = (lines(n, dice), filter(dice));
        let whole = reading(&lines);
        let report = evaluate(&whole, &protocol, &filter);
        let reasons: Vec<Option<usize>> =
            lines[1..].iter().map(|line| outside(line, &filter)).collect();
        let left_out = |criterion: usize| {
            u32::try_from(reasons.iter().filter(|one| **one == Some(criterion)).count())
                .expect("few")
        };
        let n_in = reasons.iter().filter(|one| one.is_none()).count();
        let flow = &report.flow;
        assert_eq!((flow.n_rows, flow.n_records), (whole.n_rows, whole.n_rows), "{filter:?}");
        let expected = OutsideFilter {
            etiology: left_out(0),
            age_years: left_out(1),
            previous_losses: left_out(2),
            year: left_out(3),
            own: 0,
        };
        assert_eq!(flow.outside_filter, expected, "{filter:?}");

        // The same women as those of the study and of the rows that can be saved.
        let options = StudyOptions { filter: filter.clone(), ..StudyOptions::default() };
        let study = study_of(&whole, &protocol, &options).flow.counts;
        assert_eq!(study, report.flow);
        let rows = classified_rows(&whole.cohort, &protocol, &filter, &whole.log);
        let rows = String::from_utf8(rows).expect("UTF-8");
        let ids: Vec<&str> = rows.lines().skip(1).filter_map(|row| row.split('"').nth(1)).collect();
        let kept = || lines[1..].iter().zip(&reasons).filter(|(_, why)| why.is_none());
        assert_eq!(ids, kept().map(|(line, _)| line[0].as_str()).collect::<Vec<_>>());
        if n_in > 0 && !filter.is_open() {
            let said = rows.lines().nth(1).expect("a row");
            assert!(said.contains("Only the women of this filter: "), "{said}");
        }

        n_partial += usize::from(n_in > 0 && n_in < n);
        if n_in == 0 {
            assert_eq!(flow.n_within_filter(), 0);
            assert!(report.missing.iter().all(|one| one.n == 0) && report.causes.is_empty());
            continue;
        }
        let these: Vec<Vec<String>> =
            lines[..1].iter().cloned().chain(kept().map(|(line, _)| line.clone())).collect();
        let alone = evaluate(&reading(&these), &protocol, &Filter::default());
        assert_eq!(of_women(report), of_women(alone), "{filter:?}");
    }
    assert!(n_partial > 24, "{n_partial}");
}

/// The texts of the first section: its notes, and the rows of its figure.
fn participants(counts: &Counts) -> (Vec<String>, Vec<Vec<String>>) {
    let section = match SECTIONS[0] {
        Maker::Counts(make) => make(counts),
        Maker::Study(_) | Maker::File(_) => panic!("who is in it is counted"),
    };
    let (mut notes, mut rows) = (Vec::new(), Vec::new());
    for block in section.blocks {
        match block {
            Block::Note(_, text) => notes.push(text),
            Block::Figure(figure) => rows.extend(figure.table.rows),
            _ => {}
        }
    }
    (notes, rows)
}

#[test]
fn the_flow_shows_the_filter_and_adds_up() {
    let file = "patient_id,age_years,previous_losses,etiology,nk_percent\n\
                A,30,2,idiopathic,10\nB,,2,idiopathic,10\nC,41,2,idiopathic,10\nD,30,1,idiopathic,\n\
                E,30,2,septum,10\n";
    let reading = read(file.as_bytes(), &ImportSettings::default()).expect("a table");
    let count = |filter: &Filter| Counts::new(&reading, &Protocol::default(), filter);
    let filter = Filter {
        etiology: Some(Etiology::Idiopathic),
        age_years: Some(Band { minimum: None, maximum: Some(40.0) }),
        ..Filter::default()
    };
    let counts = count(&filter);
    let (notes, rows) = participants(&counts);
    assert!(notes[0].starts_with("Filter: idiopathic; age 40 or less. 3 records are left out"));
    let n = |name: &str| rows.iter().find(|row| row[0] == name).map(|row| row[1].as_str());
    for (name, expected) in [
        ("Rows read", Some("5")),
        ("Records", Some("5")),
        ("Records within the filter", Some("2")),
        ("Outside the filter: another etiology, or not given", Some("1")),
        ("Outside the filter: another age, or not given", Some("2")),
        ("Outside the filter: another year, or not given", None),
        ("Too few losses", Some("1")),
        ("With recurrent pregnancy loss", Some("1")),
    ] {
        assert_eq!(n(name), expected, "{name}");
    }
    assert_eq!(
        Head::new(&counts).filter,
        "Filter: idiopathic; age 40 or less. This page and what it saves count 2 of 5 women in the file."
    );

    let all = count(&Filter::default());
    assert_eq!(Head::new(&all).filter, "");
    let (notes, rows) = participants(&all);
    assert!(notes.iter().all(|note| !note.contains("Filter")), "{notes:?}");
    assert!(rows.iter().all(|row| !row[0].contains("filter:")));
    let old = Filter { year: Some(Band { minimum: None, maximum: Some(1999.0) }), ..filter };
    let nobody = count(&old);
    assert!(Head::new(&nobody).filter.ends_with("The filter leaves nobody."));
    assert!(participants(&nobody).0[0].starts_with("The filter leaves nobody: all 4 women with"));
}

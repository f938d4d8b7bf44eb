//! What pointing at a figure says, and its colors: every number that its table holds is
//! read out, and nothing is drawn in a color that the page does not have.

#![cfg(not(target_arch = "wasm32"))]

use std::collections::BTreeMap;
use std::fs;
use std::ops::ControlFlow;
use std::path::Path;

use super::evidence::everything;
use super::outlook::{HIGH, patient};
use crate::support::cohorts;
use rpl_immune_profile::engine::reader;
use rpl_immune_profile::engine::reader::settings::ImportSettings;
use rpl_immune_profile::engine::record::Etiology;
use rpl_immune_profile::engine::study::study_of;
use rpl_immune_profile::view::calculator::form::Question;
use rpl_immune_profile::view::calculator::{Answer, Entry, answer};
use rpl_immune_profile::view::document::Section;
use rpl_immune_profile::view::evidence::answer as answer_evidence;
use rpl_immune_profile::view::evidence::entry::{Asked, TypedTrial};
use rpl_immune_profile::view::export::origin::Provenance;
use rpl_immune_profile::view::export::picture::{self, PrintChoices, PrintWidth};
use rpl_immune_profile::view::export::study::figures;
use rpl_immune_profile::view::figures::Figure;
use rpl_immune_profile::view::figures::marks::{Anchor, Mark};
use rpl_immune_profile::view::figures::theme::Theme;
use rpl_immune_profile::view::language::english::English;
use rpl_immune_profile::view::outlook::published::published;

/// The numbers of a text, as they are written.
fn numbers(text: &str) -> Vec<&str> {
    let is_part = |letter: char| letter.is_ascii_digit() || matches!(letter, '.' | ',' | '−');
    text.split(|letter| !is_part(letter))
        .map(|piece| piece.trim_matches(['.', ',']))
        .filter(|piece| piece.contains(|letter: char| letter.is_ascii_digit()))
        .collect()
}

#[track_caller]
fn says_its_table(figure: &Figure) {
    assert!(!figure.table.rows.is_empty(), "{}", figure.title);
    for width in [320, 900] {
        let readouts = figure.readouts(width);
        let said: Vec<&str> = readouts.iter().flat_map(|one| numbers(&one.text)).collect();
        for cell in figure.table.rows.iter().flatten() {
            for number in numbers(cell) {
                assert!(
                    said.contains(&number),
                    "{}: {number} of {cell:?} at {width}",
                    figure.title
                );
            }
        }
    }
}

fn example(question: Question) -> Answer {
    let texts = question.form().example.texts.iter().map(|&text| text.to_owned()).collect();
    let entry = Entry { question, level: "90".to_owned(), texts, decisions: Vec::new() };
    answer(&entry, &mut |_| ControlFlow::Continue(()))
}

#[test]
fn figures_of_the_study_say_their_tables() {
    for name in ["untreated", "paper", "few_losses"] {
        let cohort = cohorts::all().into_iter().find(|one| one.name == name).expect("a cohort");
        let file = cohort.file.as_bytes();
        let reading = reader::read(file, &ImportSettings::default()).expect("a table");
        let study = study_of(&reading, &cohort.protocol, &cohort.options);
        let sections = cohorts::sections_of(&reading, &study);
        for (_, figure) in figures(&sections) {
            says_its_table(figure);
        }
    }
}

#[test]
fn figures_of_the_calculator_say_their_tables() {
    for question in Question::ALL {
        for (_, figure) in figures(&example(question).sections) {
            says_its_table(figure);
        }
    }
}

fn evidence() -> Vec<Section> {
    let trials = TypedTrial::all_published();
    answer_evidence(&Asked { trials, choices: everything() }).results
}

#[test]
fn figures_of_the_evidence_say_their_tables() {
    let sections = evidence();
    let found = figures(&sections);
    assert_eq!(found.len(), 6);
    for (_, figure) in found {
        says_its_table(figure);
    }
}

/// The rates of 100 below every class that has a figure of its own.
fn outlooks() -> Vec<Section> {
    let normal = ["10", "20", "15", "5", "20"];
    [HIGH, normal]
        .map(|values| patient(values, ["34", "3"], Some(Etiology::Idiopathic)))
        .map(|patient| published(&patient, &English))
        .into()
}

#[test]
fn figures_below_the_patient_say_their_tables() {
    let sections = outlooks();
    let found = figures(&sections);
    assert_eq!(found.len(), sections.len());
    for (_, figure) in found {
        says_its_table(figure);
    }
}

#[test]
fn a_readout_is_in_words() {
    let cohort = cohorts::all().into_iter().find(|one| one.name == "paper").expect("a cohort");
    let reading =
        reader::read(cohort.file.as_bytes(), &ImportSettings::default()).expect("a table");
    let study = study_of(&reading, &cohort.protocol, &cohort.options);
    let sections = cohorts::sections_of(&reading, &study);
    let found = figures(&sections);
    let (_, figure) = found.iter().find(|one| one.0 == "prevalence-1").expect("the figure");
    let text = figure.readout_text(900, Some(0));
    let (name, rest) = text.split_once(": ").expect("a name");
    assert_eq!(name, "NK cell level, idiopathic");
    assert!(rest.contains(" of ") && rest.ends_with("%)"), "{text}");
}

/// Texts of one line that stand beside each other do not overlap, where letters are as wide
/// as in the widest of the fonts that systems have; none leaves the surface by more than the
/// half of a tick's label.
#[test]
fn texts_of_the_other_pages_have_room() {
    let answers = Question::ALL.into_iter().map(|question| example(question).sections);
    for sections in answers.chain([evidence(), outlooks()]) {
        for (name, figure) in figures(&sections) {
            for width in [320_u32, 680] {
                let mut lines: BTreeMap<i64, Vec<(f64, f64, &str)>> = BTreeMap::new();
                for mark in &figure.sketch.picture(width).marks {
                    let Mark::Text { text, at, anchor, is_bold, .. } = mark else { continue };
                    let letter = if *is_bold { 6.7 } else { 6.2 };
                    let length =
                        letter * f64::from(u32::try_from(text.chars().count()).expect("short"));
                    let x = at.x.on(f64::from(width));
                    let from = match anchor {
                        Anchor::Start => x,
                        Anchor::Middle => x - length / 2.0,
                        Anchor::End => x - length,
                    };
                    assert!(
                        from >= -8.0 && from + length <= f64::from(width) + 8.0,
                        "{name} at {width}: {text}"
                    );
                    #[expect(clippy::cast_possible_truncation, reason = "a few hundred pixels")]
                    let line = at.y.round() as i64;
                    lines.entry(line).or_default().push((from, from + length, text));
                }
                for texts in lines.values_mut() {
                    texts.sort_by(|one, other| one.0.total_cmp(&other.0));
                    for pair in texts.windows(2) {
                        assert!(pair[0].1 <= pair[1].0 + 1.0, "{name} at {width}: {pair:?}");
                    }
                }
            }
        }
    }
}

#[test]
fn a_saved_figure_of_the_calculator_says_where_it_is_from() {
    let answer = example(Question::TwoByTwo);
    let found = figures(&answer.sections);
    let (name, figure) = &found[0];
    let svg = picture::svg(figure, &answer.origin).expect("SVG");
    let line = format!(
        "Calculator: {}. Confidence level 90%; rpl-immune-profile {}.",
        Question::TwoByTwo.form().title,
        env!("CARGO_PKG_VERSION")
    );
    assert_eq!(answer.origin.line, line);
    assert!(svg.contains(&format!("<title>{}</title>", figure.title)), "{svg}");
    assert!(svg.contains(&line) && svg.contains("Odds ratio, exact"));
    assert_eq!(answer.origin.file_name(name, "svg"), "two-by-two-groups-1.svg");
    let origin = Provenance::of_answer(["e-value", "E-value"], 0.95, "1");
    assert_eq!(origin.file_name("e-value-1", "png"), "e-value-1.png");
}

/// The number behind a name in markup, such as that of `width="85mm"`.
fn number_behind(text: &str, name: &str) -> f64 {
    let (_, rest) = text.split_once(&format!("{name}=\"")).expect("the attribute");
    let end = rest.find(|letter: char| !letter.is_ascii_digit() && letter != '.').expect("its end");
    rest[..end].parse().expect("a number")
}

/// Journals ask for letters of 6 to 12 points: a point is 25.4/72 mm. The letters are as
/// large in every width, and the height keeps the shape.
#[test]
fn letters_can_be_read_in_every_width_of_print() {
    let answer = example(Question::TwoByTwo);
    let found = figures(&answer.sections);
    let (name, figure) = &found[0];
    for (width, millimeters) in PrintWidth::ALL.into_iter().zip([85.0, 114.0, 170.0]) {
        let choices = PrintChoices { width, ..PrintChoices::default() };
        let svg = choices.svg(figure, &answer.origin).expect("SVG");
        assert!(svg.starts_with(&format!("<svg width=\"{millimeters}mm\" ")), "{svg}");
        let (_, view_box) = svg.split_once("viewBox=\"0 0 ").expect("a box");
        let view_box = view_box.split('"').next().expect("its end");
        let (across, down) = view_box.split_once(' ').expect("two numbers");
        let unit = millimeters / across.parse::<f64>().expect("a number");
        let height = down.parse::<f64>().expect("a number") * unit;
        assert!((number_behind(&svg, " height") - height).abs() < 0.006, "{svg}");
        let sizes = svg.split("<text ").skip(1).map(|text| number_behind(text, "font-size"));
        let points: Vec<f64> = sizes.map(|size| size * unit / 25.4 * 72.0).collect();
        assert!(points.len() > 10);
        for size in points {
            assert!((7.0..12.0).contains(&size), "{size} points");
        }
        let stem = choices.stem(name, true);
        assert_eq!(stem, format!("groups-1-{millimeters}mm"));
    }
}

/// The value of a custom property in a block of the style sheet.
fn property<'a>(block: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = block.split_once(&format!("{name}: "))?;
    rest.split(';').next()
}

#[test]
fn figures_and_page_have_the_same_colors() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("static/style.css");
    let style = fs::read_to_string(path).expect("the style sheet");
    let mut blocks = style.split(":root {").skip(1).map(|rest| rest.split('}').next());
    let (light, dark) =
        (blocks.next().flatten().expect("a block"), blocks.next().flatten().expect("a block"));
    for (theme, block) in [(Theme::LIGHT, light), (Theme::DARK, dark)] {
        assert_eq!(theme.properties().len(), 16);
        for (name, color) in theme.properties() {
            let hex = format!("#{:02x}{:02x}{:02x}", color.0, color.1, color.2);
            assert_eq!(property(block, name), Some(hex.as_str()), "{name}");
        }
    }
}

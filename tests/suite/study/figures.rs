//! The figures of a study: reviewed drawings, and what they say.

#![cfg(not(target_arch = "wasm32"))]

use std::fs;
use std::path::{Path, PathBuf};

use crate::support::cohorts::{self, ReferenceCohort};
use rpl_immune_profile::engine::reader;
use rpl_immune_profile::engine::reader::settings::ImportSettings;
use rpl_immune_profile::engine::study::study_of;
use rpl_immune_profile::view::document::Section;
use rpl_immune_profile::view::export::study::figures;
use rpl_immune_profile::view::figures::marks::{Anchor, Mark, Picture};
use rpl_immune_profile::view::figures::sketch::{NARROW, Sketch};
use rpl_immune_profile::view::figures::theme::Theme;
use rpl_immune_profile::view::figures::to_svg;

fn cohort_named(name: &str) -> ReferenceCohort {
    cohorts::all().into_iter().find(|cohort| cohort.name == name).expect("a cohort")
}

fn document(name: &str) -> Vec<Section> {
    let cohort = cohort_named(name);
    let reading =
        reader::read(cohort.file.as_bytes(), &ImportSettings::default()).expect("a table");
    cohorts::sections_of(&reading, &study_of(&reading, &cohort.protocol, &cohort.options))
}

fn golden(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/study").join(format!("{name}.svg"))
}

/// Every figure as it was reviewed by eye. `GOLDEN=write` takes the drawings as
/// they are now, to be looked at before they are committed.
#[test]
fn figures_are_drawn_as_they_were_reviewed() {
    let is_writing = std::env::var("GOLDEN").is_ok_and(|value| value == "write");
    let sections = document("untreated");
    let figures = figures(&sections);
    assert_eq!(figures.len(), 14, "{:?}", figures.iter().map(|one| &one.0).collect::<Vec<_>>());
    for (id, figure) in &figures {
        for (width, theme, kind) in
            [(340, Theme::LIGHT, "narrow"), (900, Theme::LIGHT, "wide"), (900, Theme::DARK, "dark")]
        {
            if kind == "dark" && !id.starts_with("live-births") {
                continue;
            }
            let svg = to_svg(figure, width, theme).expect("SVG");
            let path = golden(&format!("{id}-{kind}"));
            if is_writing {
                fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
                fs::write(&path, &svg).expect("written");
            }
            let reviewed = fs::read_to_string(&path).expect("a reviewed drawing");
            assert!(svg == reviewed, "{id}-{kind} differs; GOLDEN=write, then look at it");
        }
    }
}

/// The width that places are computed at.
const WIDTH: f64 = 900.0;

struct Drawn<'a>(&'a Picture);

impl Drawn<'_> {
    fn texts(&self) -> impl Iterator<Item = (&str, f64, f64)> {
        self.0.marks.iter().filter_map(|mark| match mark {
            Mark::Text { text, at, .. } => Some((text.as_str(), at.x.on(WIDTH), at.y)),
            _ => None,
        })
    }

    fn lines(&self) -> impl Iterator<Item = [(f64, f64); 2]> {
        self.0.marks.iter().filter_map(|mark| match mark {
            Mark::Line { points, .. } if points.len() == 2 => {
                Some([0, 1].map(|end| (points[end].x.on(WIDTH), points[end].y)))
            }
            _ => None,
        })
    }

    fn has_dot(&self, x: f64, y: f64) -> bool {
        self.0.marks.iter().any(|mark| match mark {
            Mark::Dot { center, .. } => near(center.x.on(WIDTH), x) && near(center.y, y),
            _ => false,
        })
    }

    fn has_line(&self, from: (f64, f64), to: (f64, f64)) -> bool {
        self.lines().any(|[one, other]| {
            near(one.0, from.0) && near(one.1, from.1) && near(other.0, to.0) && near(other.1, to.1)
        })
    }

    /// The place of a percentage, from the first and last tick of the axis that
    /// runs across (x) or up (y) within a range of heights.
    fn percent_scale(&self, is_across: bool, heights: [f64; 2]) -> impl Fn(f64) -> f64 {
        let ticks: Vec<(f64, f64)> = self
            .texts()
            .filter(|(_, _, y)| (heights[0]..=heights[1]).contains(y))
            .filter_map(|(text, x, y)| {
                let share: f64 = text.strip_suffix('%')?.parse().ok()?;
                (!text.contains('.')).then_some((share, if is_across { x } else { y }))
            })
            .collect();
        let (first, last) = (ticks[0], ticks[ticks.len() - 1]);
        move |percent| first.1 + (percent - first.0) * (last.1 - first.1) / (last.0 - first.0)
    }
}

fn near(one: f64, other: f64) -> bool {
    (one - other).abs() < 0.75
}

/// `NK level: 60 of 70, 85.7% (75.7% to 92.1%)` as percentages: the exact share of
/// numerator and denominator, and the limits as printed.
fn numbers(readout: &str) -> [f64; 3] {
    let (_, text) = readout.split_once(": ").expect("a name");
    let (counts, _) = text.split_once(", ").expect("counts");
    let (_, limits) = text.split_once('(').expect("a bracket");
    let (events, total) = counts.split_once(" of ").expect("a fraction");
    let count = |text: &str| text.replace(',', "").parse::<f64>().expect("a count");
    let (lower, upper) = limits.split_once(" to ").expect("limits");
    let percent = |text: &str| text.split('%').next().expect("a number").parse().expect("a number");
    [100.0 * count(events) / count(total), percent(lower), percent(upper)]
}

fn sketch<'a>(sections: &'a [Section], id: &str) -> &'a Sketch {
    let found = figures(sections).into_iter().find(|one| one.0 == id).expect("the figure").1;
    &found.sketch
}

#[test]
fn points_and_intervals_stand_at_their_numbers() {
    let sections = document("untreated");
    for id in ["live-births-1", "live-births-2"] {
        let drawn = Drawn(&sketch(&sections, id).wide);
        let x = drawn.percent_scale(true, [0.0, f64::INFINITY]);
        assert!(drawn.0.readouts.len() > 8, "{id}");
        for readout in &drawn.0.readouts {
            let text = readout.text.split("; drawn").next().expect("the first part");
            let [share, lower, upper] = numbers(text);
            let y = readout.at.y;
            assert!(near(readout.at.x.on(WIDTH), x(share)), "{id}: {text}");
            assert!(drawn.has_dot(x(share), y), "{id}: {text}");
            assert!(drawn.has_line((x(lower), y), (x(upper), y)), "{id}: {text}");
            let printed = format!("{share:.1}%");
            assert!(drawn.texts().any(|one| one.0 == printed && near(one.2, y)), "{id}: {text}");
        }
    }
}

#[test]
fn bars_are_as_long_as_their_numbers() {
    let sections = document("untreated");
    let drawn = Drawn(&sketch(&sections, "prevalence-1").wide);
    let x = drawn.percent_scale(true, [0.0, f64::INFINITY]);
    for readout in &drawn.0.readouts {
        let [share, lower, upper] = numbers(&readout.text);
        let y = readout.at.y;
        let bar = drawn.0.marks.iter().any(|mark| match mark {
            Mark::Box { corners: [one, other], .. } => {
                near(f64::midpoint(one.y, other.y), y)
                    && near(one.x.on(WIDTH), x(0.0))
                    && near(other.x.on(WIDTH), x(share))
            }
            _ => false,
        });
        assert!(bar, "{}", readout.text);
        assert!(drawn.has_line((x(lower), y), (x(upper), y)), "{}", readout.text);
    }
}

#[test]
fn columns_are_as_high_as_their_counts() {
    let sections = document("untreated");
    let drawn = Drawn(&sketch(&sections, "prevalence-2").wide);
    let ticks: Vec<(f64, f64)> = drawn
        .texts()
        .filter(|(_, x, _)| near(*x, 230.0))
        .filter_map(|(text, _, y)| Some((text.parse().ok()?, y)))
        .collect();
    let (first, last) = (ticks[0], ticks[ticks.len() - 1]);
    let y = |n: f64| first.1 + (n - first.0) * (last.1 - first.1) / (last.0 - first.0);
    let (sets, columns) = drawn.0.readouts.split_at(3);
    assert!(sets.iter().all(|one| one.text.contains("whatever the other tests say: ")));
    assert_eq!(columns.len(), 8);
    for readout in columns {
        let count = readout.text.split_once(": ").expect("counts").1;
        let n: f64 = count.split(' ').next().expect("a count").parse().expect("a count");
        assert!(near(readout.at.y, y(n)), "{}", readout.text);
        let has_box = drawn.0.marks.iter().any(|mark| match mark {
            Mark::Box { corners: [one, other], .. } => {
                near(f64::midpoint(one.x.on(WIDTH), other.x.on(WIDTH)), readout.at.x.on(WIDTH))
                    && near(one.y, y(n))
                    && near(other.y, y(0.0))
            }
            _ => false,
        });
        assert_eq!(has_box, n > 0.0, "{}", readout.text);
    }
}

#[test]
fn panels_show_every_category_at_its_number() {
    let sections = document("untreated");
    let drawn = Drawn(&sketch(&sections, "previous-losses-1").wide);
    assert_eq!(drawn.0.readouts.len(), 6 * 3 * 3);
    for (place, readout) in drawn.0.readouts.iter().enumerate() {
        // Two panels a row, nine points a panel.
        let row = f64::from(u32::try_from(place / 18).expect("few"));
        let is_right = place / 9 % 2 == 1;
        let top = 36.0 + row * 258.0;
        let side: Vec<(f64, f64)> = drawn
            .texts()
            .filter(|(_, x, y)| (top..top + 250.0).contains(y) && (*x > WIDTH / 2.0) == is_right)
            .filter_map(|(text, _, y)| Some((text.strip_suffix('%')?.parse().ok()?, y)))
            .collect();
        let (first, last) = (side[0], side[side.len() - 1]);
        let y =
            |percent: f64| first.1 + (percent - first.0) * (last.1 - first.1) / (last.0 - first.0);
        let [share, lower, upper] = numbers(&readout.text);
        let x = readout.at.x.on(WIDTH);
        assert!(near(readout.at.y, y(share)) && drawn.has_dot(x, y(share)), "{}", readout.text);
        assert!(drawn.has_line((x, y(lower)), (x, y(upper))), "{}", readout.text);
    }
}

/// `Age, per year, adjusted: 0.88 (0.82 to 0.94), p < 0.001` on an axis of equal
/// ratios.
#[test]
fn odds_ratios_stand_on_a_logarithmic_axis() {
    let sections = document("untreated");
    let drawn = Drawn(&sketch(&sections, "prediction-1").wide);
    let place = |label: &str| drawn.texts().find(|one| one.0 == label).expect("a tick").1;
    let (half, one) = (place("1/2"), place("1"));
    let x = |ratio: f64| one + (one - half) * ratio.log2();
    assert_eq!(drawn.0.readouts.len(), 10);
    for readout in &drawn.0.readouts {
        let (_, text) = readout.text.split_once(": ").expect("a name");
        let (value, rest) = text.split_once(" (").expect("an interval");
        let limits = rest.split_once(')').expect("its end").0;
        let (lower, upper) = limits.split_once(" to ").expect("limits");
        let number = |text: &str| text.parse::<f64>().expect("a number");
        let y = readout.at.y;
        // Printed with two decimals, so that a place can be off by some pixels.
        let close = |found: f64, ratio: f64| (found - x(ratio)).abs() < 2.5 + 0.006 / ratio * 160.0;
        assert!(close(readout.at.x.on(WIDTH), number(value)), "{}", readout.text);
        let has_interval = drawn.lines().any(|[from, to]| {
            near(from.1, y)
                && near(to.1, y)
                && close(from.0, number(lower))
                && close(to.0, number(upper))
        });
        assert!(has_interval, "{}", readout.text);
    }
}

/// Nobody has high cytotoxicity and Th1/Th2 at a normal NK level: the figure says
/// so, and draws nothing at zero.
#[test]
fn an_empty_class_is_empty() {
    let sections = document("paper");
    let drawn = Drawn(&sketch(&sections, "live-births-1").wide);
    let (_, _, y) = drawn.texts().find(|one| one.0 == "Cytotoxicity + Th1/Th2").expect("the class");
    assert!(drawn.texts().any(|one| one.0 == "no women" && near(one.2, y)));
    assert!(!drawn.0.readouts.iter().any(|readout| near(readout.at.y, y)));
}

/// Every text of a picture within its surface, where letters are as wide as in the
/// widest of the fonts that systems have.
fn check_room(picture: &Picture, width: f64, name: &str) {
    for mark in &picture.marks {
        let Mark::Text { text, at, anchor, is_small, is_bold, .. } = mark else { continue };
        let letter = if *is_small { 6.2 } else { 6.9 } + if *is_bold { 0.5 } else { 0.0 };
        let length = letter * f64::from(u32::try_from(text.chars().count()).expect("short"));
        let x = at.x.on(width);
        let (from, to) = match anchor {
            Anchor::Start => (x, x + length),
            Anchor::Middle => (x - length / 2.0, x + length / 2.0),
            Anchor::End => (x - length, x),
        };
        assert!(from >= -6.0 && to <= width + 6.0, "{name} at {width}: {text:?} {from} to {to}");
    }
}

/// On the narrowest phone that is looked after, and on the narrowest surface that
/// gets the wide layout.
#[test]
fn no_text_leaves_its_surface() {
    for cohort in ["untreated", "paper", "few_losses"] {
        let sections = document(cohort);
        for (name, figure) in figures(&sections) {
            check_room(&figure.sketch.narrow, 290.0, &name);
            check_room(&figure.sketch.wide, f64::from(NARROW), &name);
        }
    }
}

/// `predicted 62.5%, observed 74.3% (26/35; 57.9% to 85.8%)` on equal axes.
#[test]
fn predicted_and_observed_stand_at_their_numbers() {
    let sections = document("untreated");
    let drawn = Drawn(&sketch(&sections, "prediction-2").wide);
    let ticks: Vec<(f64, f64, f64)> = drawn
        .texts()
        .filter_map(|(text, x, y)| Some((text.strip_suffix('%')?.parse().ok()?, x, y)))
        .collect();
    // The labels of the two axes take turns: up, across.
    let (first, last) = (ticks[0], ticks[ticks.len() - 2]);
    let y = |percent: f64| first.2 + (percent - first.0) * (last.2 - first.2) / (last.0 - first.0);
    let (left, right) = (ticks[1], ticks[ticks.len() - 1]);
    let x = |percent: f64| left.1 + (percent - left.0) * (right.1 - left.1) / (right.0 - left.0);
    assert_eq!(drawn.0.readouts.len(), 10);
    for readout in &drawn.0.readouts {
        let (predicted, observed) = readout.text.split_once(", ").expect("two numbers");
        let predicted: f64 = predicted
            .trim_start_matches("predicted ")
            .trim_end_matches('%')
            .parse()
            .expect("a percentage");
        let [share, lower, upper] = numbers(&observed.replacen(' ', ": ", 1));
        let at = readout.at.x.on(WIDTH);
        assert!(near(at, x(predicted)) && near(readout.at.y, y(share)), "{}", readout.text);
        assert!(drawn.has_line((at, y(lower)), (at, y(upper))), "{}", readout.text);
    }
}

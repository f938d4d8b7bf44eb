//! The figures of an analysis: reviewed drawings, and what they say.

#![cfg(not(target_arch = "wasm32"))]

mod support;

use std::fs;
use std::path::{Path, PathBuf};

use rpl_immune_profile::engine::analysis::{Analysis, analyze_cohort};
use rpl_immune_profile::engine::reader::Reader;
use rpl_immune_profile::view::analysis::sections;
use rpl_immune_profile::view::document::{Block, Section};
use rpl_immune_profile::view::figures::theme::Theme;
use rpl_immune_profile::view::figures::{Figure, to_svg};
use support::studies::{self, Study};

fn study(name: &str) -> Study {
    studies::all().into_iter().find(|study| study.name == name).expect("a study")
}

fn analysis(name: &str) -> Analysis {
    let study = study(name);
    let mut reader = Reader::default();
    reader.feed(study.file.as_bytes()).expect("a table");
    analyze_cohort(&reader.finish().expect("a table"), &study.protocol, &study.options)
}

fn figures(sections: &[Section]) -> Vec<(String, &Figure)> {
    let mut found = Vec::new();
    for section in sections {
        for block in &section.blocks {
            if let Block::Figure(figure) = block {
                let place = found
                    .iter()
                    .filter(|(id, _): &&(String, _)| id.starts_with(&section.id))
                    .count();
                found.push((format!("{}-{}", section.id, place + 1), &**figure));
            }
        }
    }
    found
}

fn golden(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/analysis").join(format!("{name}.svg"))
}

/// Every figure as it was reviewed by eye. `GOLDEN=write` takes the drawings as
/// they are now, to be looked at before they are committed.
#[test]
fn figures_are_drawn_as_they_were_reviewed() {
    let is_writing = std::env::var("GOLDEN").is_ok_and(|value| value == "write");
    let sections = sections(&analysis("untreated"));
    let figures = figures(&sections);
    assert_eq!(figures.len(), 12, "{:?}", figures.iter().map(|one| &one.0).collect::<Vec<_>>());
    for (id, figure) in &figures {
        for (width, theme, kind) in
            [(340, Theme::LIGHT, "narrow"), (900, Theme::LIGHT, "wide"), (900, Theme::DARK, "dark")]
        {
            if kind == "dark" && !id.starts_with("outcome") {
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

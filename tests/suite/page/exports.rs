//! What leaves with the user: the archive, its documents, tables and drawings.

#![cfg(not(target_arch = "wasm32"))]

use std::fs;
use std::process::Command;

use crate::support::archive::{bundle_of, unzip};
use crate::support::cohorts::{self, ReferenceCohort};
use rpl_immune_profile::engine::reader;
use rpl_immune_profile::engine::reader::Reading;
use rpl_immune_profile::engine::reader::settings::ImportSettings;
use rpl_immune_profile::engine::study::{Study, study_of};
use rpl_immune_profile::view::document::Table;
use rpl_immune_profile::view::export::archive::{ExportedFile, zip};
use rpl_immune_profile::view::export::methods::methods;
use rpl_immune_profile::view::export::strobe::checklist;
use rpl_immune_profile::view::export::study::{figures, picture_in_report, report_docx, tables};
use rpl_immune_profile::view::export::table;

fn cohort_named(name: &str) -> ReferenceCohort {
    cohorts::all().into_iter().find(|cohort| cohort.name == name).expect("a cohort")
}

fn analyze(name: &str) -> (Reading, Study) {
    let cohort = cohort_named(name);
    let reading =
        reader::read(cohort.file.as_bytes(), &ImportSettings::default()).expect("a table");
    let study = study_of(&reading, &cohort.protocol, &cohort.options);
    (reading, study)
}

/// The names of elements that were opened and not closed in turn; none in XML
/// that is well formed.
fn check_nesting(xml: &str) {
    let mut open = Vec::new();
    for tag in xml.split('<').skip(1) {
        let (inside, _) = tag.split_once('>').expect("a tag ends");
        if inside.starts_with('?') || inside.starts_with('!') || inside.ends_with('/') {
            continue;
        }
        if let Some(name) = inside.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name));
        } else {
            open.push(inside.split([' ', '\n']).next().expect("a name"));
        }
    }
    assert!(open.is_empty(), "{open:?}");
}

fn is_drawing(name: &str) -> bool {
    name.rsplit('.').next() == Some("svg")
}

#[test]
fn the_archive_holds_every_table_and_figure() {
    let (reading, study) = analyze("untreated");
    let picture = ExportedFile::new("figures/participants-1@2x.png", b"\x89PNG".to_vec());
    let files = unzip(bundle_of(&study, &reading, vec![picture]));
    let sections = cohorts::sections_of(&reading, &study);
    let tables = tables(&sections);
    assert!(tables.len() > 15);
    for table in &tables {
        for extension in ["csv", "md", "docx"] {
            let name = format!("tables/{}.{extension}", table.id);
            assert!(files.contains_key(&name), "{name}");
        }
    }
    let drawings = files.keys().filter(|name| is_drawing(name)).count();
    assert_eq!(drawings, 14);
    for (name, bytes) in &files {
        assert!(!bytes.is_empty(), "{name}");
        if is_drawing(name) {
            let text = String::from_utf8(bytes.clone()).expect("UTF-8");
            check_nesting(&text);
            assert!(text.contains("<title>") && text.contains("Rule set "), "{name}");
        }
    }
    assert_eq!(files["figures/participants-1@2x.png"], b"\x89PNG");
    for name in ["report.docx", "report.md", "methods.md", "strobe.md", "session.json"] {
        assert!(files.contains_key(name), "{name}");
    }
}

/// Only the classified rows and the list of changes hold women; nothing else names
/// one.
#[test]
fn women_are_in_the_classified_rows_alone() {
    let (reading, study) = analyze("small");
    let files = unzip(bundle_of(&study, &reading, Vec::new()));
    for (name, bytes) in files {
        let found = bytes.windows(15).any(|window| window.starts_with(b"SYNTHETIC-000"));
        // The list names a woman only where her row was changed or left out.
        if name != "changes.csv" {
            assert_eq!(found, name == "r/classified.csv", "{name}");
        }
    }
}

/// Settings, mapping, counts, and the hashes of file and rules; a session is made
/// to be used with another file, pictures hold no text, and a list of changes without
/// a line has no place for it.
#[test]
fn every_file_says_how_the_cohort_was_read() {
    let (reading, study) = analyze("small");
    let log = &reading.log;
    for (name, bytes) in unzip(bundle_of(&study, &reading, Vec::new())) {
        let text = match name.rsplit('.').next() {
            Some("docx") => unzip(bytes)["word/document.xml"].clone(),
            _ => bytes,
        };
        let text = String::from_utf8(text).expect("UTF-8");
        for part in [
            &log.file_sha256,
            &log.settings_sha256,
            &study.fingerprint,
            "read as nk_percent, decimal point",
            "no rows of one woman differ",
            "above the header",
        ] {
            assert!(name == "changes.csv" || text.contains(part), "{name} lacks {part}");
        }
    }
}

#[test]
fn identical_analyses_give_identical_archives() {
    let (reading, study) = analyze("small");
    let one = bundle_of(&study, &reading, Vec::new());
    let (reading, study) = analyze("small");
    let other = bundle_of(&study, &reading, Vec::new());
    assert!(one == other);
    assert!(zip(&[]).is_ok());
}

/// The cells of the tables of a document part, in order.
fn document_cells(xml: &str) -> Vec<Vec<Vec<String>>> {
    let pieces = |text: &str, tag: &str| -> Vec<String> {
        let (open, close) = (format!("<{tag}>"), format!("</{tag}>"));
        text.split(&open)
            .skip(1)
            .map(|piece| piece.split(&close).next().unwrap_or_default().to_owned())
            .collect()
    };
    let texts = |cell: &str| -> String {
        let runs: Vec<String> = cell
            .split("<w:t xml:space=\"preserve\">")
            .skip(1)
            .map(|piece| piece.split("</w:t>").next().unwrap_or_default())
            .map(|text| text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
            .collect();
        runs.join("\n")
    };
    pieces(xml, "w:tbl")
        .iter()
        .map(|table| {
            pieces(table, "w:tr")
                .iter()
                .map(|row| pieces(row, "w:tc").iter().map(|cell| texts(cell)).collect())
                .collect()
        })
        .collect()
}

fn expected_cells(table: &Table) -> Vec<Vec<String>> {
    let head = table.columns.iter().map(|column| column.head.clone()).collect();
    let rows = table.rows.iter().map(|row| {
        let cell = |one: &rpl_immune_profile::view::document::Cell| match (
            one.text.as_str(),
            one.below.as_str(),
        ) {
            ("", below) => below.to_owned(),
            (text, "") => text.to_owned(),
            (text, below) => format!("{text}\n{below}"),
        };
        row.cells.iter().map(cell).collect()
    });
    std::iter::once(head).chain(rows).collect()
}

#[test]
fn word_documents_hold_real_tables() {
    let (reading, study) = analyze("untreated");
    let sections = cohorts::sections_of(&reading, &study);
    let bytes = report_docx(&study, sections, "Where it is from.", &[]).expect("a document");
    let parts = unzip(bytes.clone());
    for (name, part) in &parts {
        check_nesting(&String::from_utf8(part.clone()).expect(name));
    }
    let xml = String::from_utf8(parts["word/document.xml"].clone()).expect("UTF-8");
    let found = document_cells(&xml);
    let sections = cohorts::sections_of(&reading, &study);
    let strobe = checklist(&study);
    let mut wanted: Vec<Vec<Vec<String>>> =
        tables(&sections).into_iter().map(expected_cells).collect();
    wanted.push(expected_cells(&strobe));
    assert_eq!(found.len(), wanted.len());
    for (found, wanted) in found.iter().zip(&wanted) {
        assert_eq!(found, wanted);
    }
    // A program of somebody else, python-docx, reads the same tables.
    let read = read_by_python(
        "tables",
        &bytes,
        "[[[c.text for c in r.cells] for r in t.rows] for t in d.tables]",
    );
    let read: Vec<Vec<Vec<String>>> = serde_json::from_value(read).expect("cells");
    assert_eq!(read, wanted);
}

/// What a script for Python prints of a Word document as JSON; `d` is the document.
/// Debian's package serves Debian's Python, which need not be the first on the path.
fn read_by_python(name: &str, bytes: &[u8], printed: &str) -> serde_json::Value {
    let script = format!(
        "import sys, json, docx\nd = docx.Document(sys.argv[1])\nprint(json.dumps({printed}))"
    );
    let path = std::env::temp_dir().join(format!("{name}-{}.docx", std::process::id()));
    fs::write(&path, bytes).expect("written");
    let run = ["python3", "/usr/bin/python3"].iter().find_map(|python| {
        let run = Command::new(python).args(["-c", &script]).arg(&path).output().ok()?;
        run.status.success().then_some(run)
    });
    fs::remove_file(&path).expect("removed");
    let run = run.expect("python-docx, which ./dev test installs, reads the document");
    serde_json::from_slice(&run.stdout).expect("JSON")
}

/// The beginning of a PNG of so many pixels, which is all that is read of one here.
fn png_of(width: u32, height: u32) -> Vec<u8> {
    let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
    png.extend([width.to_be_bytes(), height.to_be_bytes()].concat());
    png.extend([8, 6, 0, 0, 0, 0, 0, 0, 0]);
    png.extend(b"the rest");
    png
}

#[test]
fn the_report_has_its_figures_with_numbers_and_alternative_text() {
    let (reading, study) = analyze("untreated");
    let sections = cohorts::sections_of(&reading, &study);
    let found = figures(&sections);
    // 170 mm at 300 pixels to the inch.
    let pictures: Vec<ExportedFile> = found
        .iter()
        .map(|(name, _)| ExportedFile::new(picture_in_report(name), png_of(2008, 1004)))
        .collect();
    let written = cohorts::sections_of(&reading, &study);
    let bytes = report_docx(&study, written, "Where it is from.", &pictures).expect("a document");
    let parts = unzip(bytes.clone());
    assert_eq!(parts.keys().filter(|name| name.starts_with("word/media/")).count(), found.len());
    let read = read_by_python(
        "figures",
        &bytes,
        "{'pictures': [[s.width / 36000, s.height / 36000, s._inline.docPr.get('descr')] \
          for s in d.inline_shapes], \
          'lines': [[p.style.name, p.text] for p in d.paragraphs], \
          'pages': [[s.orientation, s.page_width / 36000, s.page_height / 36000, \
          ''.join(p.text for p in s.footer.paragraphs)] for s in d.sections], \
          'fields': [f.text.strip() for f in d.element.iter() if f.tag.endswith('}instrText')]}",
    );
    let shown = read["pictures"].as_array().expect("pictures");
    assert_eq!(shown.len(), found.len());
    for (picture, (_, figure)) in shown.iter().zip(&found) {
        // 2,008 pixels are 170.01 mm.
        assert!((picture[0].as_f64().expect("a width") - 170.0).abs() < 0.05, "{picture}");
        assert!((picture[1].as_f64().expect("a height") - 85.0).abs() < 0.05, "{picture}");
        assert_eq!(picture[2], format!("{}. {}", figure.title, figure.description));
    }
    let lines = read["lines"].as_array().expect("lines");
    let captions = |style: &str, word: &str| -> Vec<String> {
        let of = lines.iter().filter(|line| line[0] == style);
        let texts: Vec<String> = of.map(|line| line[1].as_str().expect("text").into()).collect();
        for (place, text) in texts.iter().enumerate() {
            assert!(text.starts_with(&format!("{word} {}. ", place + 1)), "{text}");
        }
        texts
    };
    assert_eq!(captions("Figure caption", "Figure").len(), found.len());
    // The checklist is a table too.
    assert_eq!(captions("Caption", "Table").len(), tables(&sections).len() + 1);
    let n_fields = |field: &str| {
        read["fields"].as_array().expect("fields").iter().filter(|one| **one == *field).count()
    };
    assert_eq!(n_fields("SEQ Figure \\* ARABIC"), found.len());
    assert_eq!(n_fields("SEQ Table \\* ARABIC"), tables(&sections).len() + 1);
    let pages = read["pages"].as_array().expect("pages");
    let (portrait, across): (Vec<_>, Vec<_>) = pages.iter().partition(|page| page[0] == 0);
    assert!(!portrait.is_empty() && !across.is_empty(), "{pages:?}");
    for page in pages {
        let (width, height) = (page[1].as_f64().expect("mm"), page[2].as_f64().expect("mm"));
        assert_eq!(page[0] == 1, width > height, "{page}");
        assert!((width.min(height) - 210.0).abs() < 0.2 && (width.max(height) - 297.0).abs() < 0.2);
        assert_eq!(page[3], "1 / 1");
    }
}

#[test]
fn tables_are_csv_that_spreadsheets_open() {
    let (reading, study) = analyze("paper");
    let sections = cohorts::sections_of(&reading, &study);
    let table =
        tables(&sections).into_iter().find(|one| one.id == "outcome-comparison").expect("it");
    let text = String::from_utf8(table::csv(table, "All women.")).expect("UTF-8");
    let all = text.lines().nth(1).expect("a row");
    assert!(all.contains("163/197 (82.7%) (76.9% to 87.4%)"), "{all}");
    assert!(all.contains("217/269 (80.7%) (75.5% to 84.9%)") && all.contains("0.629"), "{all}");
    let last = text.lines().last().expect("a last row");
    assert!(last.starts_with("\"# Live births: ") && last.ends_with("All women.\""), "{last}");
}

/// Whatever leaves says which women it is about.
#[test]
fn the_filter_is_on_everything_that_leaves() {
    let (reading, study) = analyze("other_choices");
    let files = unzip(bundle_of(&study, &reading, Vec::new()));
    let filter = "known etiology; age 25 or more; previous losses 5 or less; year of the work-up \
                  2009 to 2018";
    for (name, bytes) in files {
        // The rows and the log are of the whole file; the session has the filter
        // itself; in Word documents it is compressed.
        let is_about_all = ["r/classified.csv", "import-log.csv", "changes.csv", "session.json"];
        if is_about_all.contains(&name.as_str()) || name.rsplit('.').next() == Some("docx") {
            continue;
        }
        let text = String::from_utf8(bytes).expect("UTF-8");
        assert!(text.contains(filter), "{name}");
        if is_drawing(&name) {
            // To be seen, not only to be read aloud.
            let shown = text.split("</desc>").nth(1).expect("a drawing");
            assert!(shown.contains(filter), "{name}");
        }
    }
}

#[test]
fn methods_name_what_was_done_and_nothing_else() {
    let (_, typical) = analyze("typical");
    let text = methods(&typical).text();
    for expected in [
        "NK cell level > 16.1 (Han 2025, Fig. 2)",
        "printed in the caption of figure 2 of [1]",
        "ectopic and molar pregnancy, termination and stillbirth counted as no live birth",
        "printed as % of PBMC",
        "Yamada 2003: NK > 16.4, reference not verified",
        "Freeman-Halton exact test [",
        "tested exactly, two-sided by distance",
        "No effect of treatment was estimated.",
        "Published cut-offs were judged as tests for no live birth",
        "The areas of every two values were compared by DeLong’s test for two curves of the same women [",
        typical.fingerprint.as_str(),
        &format!("{} tests of significance were made", typical.n_tests),
    ] {
        assert!(text.contains(expected), "{expected} in {text}");
    }
    assert!(!text.contains("Firth") && !text.contains("inverse probability"));
    assert!(!text.contains("(interaction)"));
    let (_, both) = analyze("both_treated");
    let text = methods(&both).text();
    for expected in [
        "how the two effects differ (interaction) is given on the additive scale",
        "Adjusted risk ratios are from modified Poisson regression",
        "standardized over these women by g-computation",
        "Zou G. Am J Epidemiol 2004;159:702",
        "Knol MJ, VanderWeele TJ. Int J Epidemiol 2012;41:514",
        "Altman DG, Bland JM. BMJ 2003;326:219",
        "Only the test on the additive scale was counted.",
        "whether the differences in live births differ between subgroups was tested by Cochran’s Q [",
    ] {
        assert!(text.contains(expected), "{expected} in {text}");
    }
    let (_, few) = analyze("few_losses");
    let text = methods(&few).text();
    assert!(
        text.contains("Firth’s penalized likelihood [") && text.contains("Biometrika 1993;80:27")
    );
    let (_, large) = analyze("large");
    let text = methods(&large).text();
    assert!(text.contains("Cochran-Armitage test.") && !text.contains("tested exactly"));
    assert!(text.contains("inverse probability of treatment weights"));
    assert!(text.contains("differences among the abnormal classes were tested by Pearson’s"));
    // Every number in brackets is a reference, and every reference is cited.
    let cited = methods(&large);
    for place in 1..=cited.references.len() {
        assert!(cited.paragraphs.concat().contains(&format!("[{place}]")), "[{place}]");
    }
}

#[test]
fn the_checklist_has_the_numbers_of_the_file() {
    let (_, study) = analyze("paper");
    let table = checklist(&study);
    // The items of the statement for cohort studies, with their parts: table 1 of
    // doi:10.1371/journal.pmed.0040296.
    let items: Vec<&str> = table.rows.iter().map(|row| row.cells[0].text.as_str()).collect();
    assert_eq!(
        items.join(" "),
        "1a 1b 2 3 4 5 6a 6b 7 8 9 10 11 12a 12b 12c 12d 12e 13a 13b 13c 14a 14b 14c 15 16a 16b 16c 17 \
         18 19 20 21 22"
    );
    let of = |item: &str| {
        let row = table.rows.iter().find(|row| row.cells[0].text == item).expect(item);
        row.cells[2].text.as_str()
    };
    assert!(of("13a").starts_with("466 rows read;"), "{}", of("13a"));
    assert!(of("13a").contains("466 analyzed"), "{}", of("13a"));
    assert_eq!(of("15"), "380 live births among 466 women analyzed");
    assert!(of("16a").contains("82.7% (163/197;"), "{}", of("16a"));
    assert!(of("19").starts_with("All 197 women with an abnormality"), "{}", of("19"));
    assert!(of("11").contains("NK cell level > 16.1"), "{}", of("11"));
    assert!(of("7").contains("ectopic") && of("7").contains("lost to follow-up"), "{}", of("7"));
}

/// Rows read are rows left out, further rows of a woman, and women analyzed: the
/// numbers of the item add up in every cohort.
#[test]
fn the_numbers_of_the_checklist_add_up() {
    for cohort in ["typical", "paper", "few_losses", "untreated"] {
        let (_, study) = analyze(cohort);
        let table = checklist(&study);
        let row = table.rows.iter().find(|row| row.cells[0].text == "13a").expect("13a");
        let number = |behind: &str| -> u32 {
            let before = row.cells[2].text.split(behind).next().expect(behind);
            let digits = before.rsplit([' ', '(']).next().expect(behind).replace(',', "");
            digits.parse().expect(behind)
        };
        let left_out = [
            " could not be used",
            " outside the filter",
            " with an unknown",
            " with too few",
            " without a class",
            " without a known outcome",
        ];
        let sum: u32 = left_out.into_iter().map(number).sum();
        assert_eq!(number(" left out in all"), sum, "{cohort}");
        let merged = number(" were further rows");
        assert_eq!(number(" rows read"), sum + merged + number(" analyzed ("), "{cohort}");
    }
}

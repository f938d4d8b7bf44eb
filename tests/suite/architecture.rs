//! What the house must stay like: the arrows between the layers, the promises
//! of the page, and the types that scripts are told.

#![cfg(not(target_arch = "wasm32"))]

mod imports;
mod voice;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use rpl_immune_profile::engine::analyze_with;
use rpl_immune_profile::engine::protocol::Protocol;
use rpl_immune_profile::engine::reader::settings::{DuplicateChoice, ImportSettings, Unreadable};
use serde_json::Value;

use imports::Arrows;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).expect("the file can be read")
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder can be read") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files.extend(files_below(&path));
        } else {
            files.push(path);
        }
    }
    files
}

#[track_caller]
fn check_layer(layer: &str, forbidden: &[&str]) {
    let mut files = files_below(&root().join("src").join(layer));
    files.push(root().join(format!("src/{layer}.rs")));
    assert!(files.len() > 3, "{layer} has files");
    for file in files {
        let text = fs::read_to_string(&file).expect("text");
        for word in forbidden {
            assert!(!text.contains(word), "{} holds {word}", file.display());
        }
    }
}

#[test]
fn arrows_go_one_way() {
    let browser = ["yew", "web_sys", "js_sys", "crate::web", "gloo"];
    check_layer("view", &browser);
    check_layer("engine", &browser);
    check_layer(
        "engine",
        &["plotters", "crate::view", "std::time", "SystemTime", "std::fs", "std::net", "println!"],
    );
}

/// Which file of the crate uses which other. The programs and the files of tests are left
/// out: nothing uses them.
fn arrows() -> Arrows {
    let folder = root().join("src");
    let mut files = Vec::new();
    for file in files_below(&folder) {
        let place = file.strip_prefix(&folder).expect("below it").display().to_string();
        let is_code = file.extension().is_some_and(|extension| extension == "rs");
        if is_code && !place.ends_with("tests.rs") && !place.starts_with("bin/") {
            files.push((place, fs::read_to_string(&file).expect("text")));
        }
    }
    assert!(files.len() > 300, "{} files", files.len());
    imports::arrows(files.iter().map(|(place, text)| (place.as_str(), text.as_str())))
}

/// The same once more by what the files use, however they say it.
#[test]
fn no_file_uses_one_of_a_layer_above_it() {
    let layers = ["crate::engine", "crate::view", "crate::web"];
    let floor = |file: &str| layers.iter().position(|layer| file.starts_with(layer));
    for ((from, to), names) in arrows() {
        assert!(floor(&to) <= floor(&from), "{from} uses {names:?} of {to}");
    }
}

/// A circle of files can only be understood, moved and tested as a whole. What a parent
/// and its children both use stands in a file beside them.
#[test]
fn no_files_use_each_other_in_a_circle() {
    let arrows = arrows();
    let circles = imports::circles(&arrows);
    let closes = |from: &str, to: &str| {
        circles.iter().any(|circle| circle.contains(from) && circle.contains(to))
    };
    let found: Vec<String> = arrows
        .iter()
        .filter(|((from, to), _)| closes(from, to))
        .map(|((from, to), names)| format!("{from} uses {names:?} of {to}"))
        .collect();
    assert!(circles.is_empty(), "{} circles: {found:#?}", circles.len());
}

/// Yew's `html!` invites sums in the middle of markup; they belong below it.
#[test]
fn the_web_layer_formats_no_numbers() {
    check_layer("web", &[":.1}", ":.2}", ":.0}", "{:.", "powi", "sqrt", "* 100", "/ 100"]);
}

/// Digits are made by the named styles of `view/format.rs` alone.
#[test]
fn one_place_of_the_view_makes_digits() {
    for file in files_below(&root().join("src/view")) {
        let name = file.strip_prefix(root()).expect("below the root").display().to_string();
        let is_rust = file.extension().is_some_and(|extension| extension == "rs");
        if name == "src/view/format.rs" || !is_rust || name.ends_with("tests.rs") {
            continue;
        }
        let text = fs::read_to_string(&file).expect("text");
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        for style in [":.0}", ":.1}", ":.2}", ":.3}", "{:.", "$}", "powi(10"] {
            assert!(!code.contains(style), "{name} makes digits of its own: {style}");
        }
    }
}

#[test]
fn thresholds_live_in_the_protocol_only() {
    for file in files_below(&root().join("src")) {
        let name = file.strip_prefix(root()).expect("below the root").display().to_string();
        if name.ends_with("tests.rs") {
            continue;
        }
        let text = fs::read_to_string(&file).expect("text");
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        let code: String =
            code.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
        for number in ["16.1", "34.3", "36.2", "9.6"] {
            assert!(
                name == "src/engine/protocol.rs" || !code.contains(number),
                "{name} holds the cut-off {number}"
            );
        }
    }
}

/// How the names of vocabularies begin; those of FHIR stand in one file.
const NAMES: [&str; 6] = [
    "http://schemas.openxmlformats.org/",
    "http://loinc.org",
    "http://unitsofmeasure.org",
    "http://hl7.org/fhir/StructureDefinition/",
    "http://terminology.hl7.org/CodeSystem/",
    "http://www.w3.org/1999/xhtml",
];

#[test]
fn the_page_names_no_other_host() {
    // The name that no host can have is what the page tests itself with from a file.
    for path in [
        "index.html",
        "static/app.webmanifest",
        "static/boot.js",
        "static/guard.js",
        "static/style.css",
        "static/sw.js",
    ] {
        let text = read(path)
            .replace("http://www.w3.org/2000/svg", "")
            .replace("https://self-test.invalid/", "");
        assert!(!text.contains("http://") && !text.contains("https://"), "{path}");
    }
    for file in files_below(&root().join("src")) {
        // Names of XML vocabularies and of code systems are written like addresses and
        // fetched by nobody.
        let text = NAMES
            .iter()
            .fold(fs::read_to_string(&file).expect("text"), |text, name| text.replace(name, ""));
        for scheme in ["http://", "https://"] {
            assert!(!text.contains(scheme), "{} holds {scheme}", file.display());
        }
    }
}

#[test]
fn the_policy_allows_nothing_but_the_page_itself() {
    let page = read("index.html");
    for directive in [
        "default-src 'none'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "style-src 'self'",
        "connect-src 'self'",
        "img-src blob: data:",
        "worker-src 'self' blob:",
        "base-uri 'none'",
        "form-action 'none'",
        "object-src 'none'",
    ] {
        assert!(page.contains(directive), "{directive}");
    }
    for weakness in ["'unsafe-inline'", "'unsafe-eval'", " *", "http:", "https:"] {
        let policy = page.split("Content-Security-Policy").nth(1).expect("a policy");
        let policy = policy.split("\">").next().expect("its end");
        assert!(!policy.contains(weakness), "{weakness}");
    }
    assert!(!page.contains("style=\"") && !page.contains("<style"));
}

/// What runs with the right to publish is named by its content, not by a tag.
#[test]
fn the_release_workflow_downloads_nothing_unpinned() {
    let workflow = read(".github/workflows/release.yml");
    let actions: Vec<&str> = workflow
        .lines()
        .filter_map(|line| line.split_once("uses: "))
        .map(|(_, name)| name)
        .collect();
    assert!(actions.len() >= 3, "{actions:?}");
    for action in actions {
        let commit =
            action.split_once('@').expect("a version").1.split(' ').next().unwrap_or_default();
        assert!(
            commit.len() == 40 && commit.chars().all(|digit| digit.is_ascii_hexdigit()),
            "{action}"
        );
    }
    for word in ["curl", "wget", "npx", "@latest"] {
        assert!(!workflow.contains(word), "{word}");
    }
}

/// Reads `interface Name { key: ...; }` out of the types that scripts are told.
fn interface_keys(types: &str, name: &str) -> BTreeSet<String> {
    let start = types.find(&format!("interface {name} {{")).expect("the interface exists");
    let body = &types[start..start + types[start..].find("\n}").expect("its end")];
    body.lines()
        .skip(1)
        .map(str::trim)
        .filter(|line| !line.starts_with("/**") && !line.starts_with('*'))
        .filter_map(|line| line.split_once(':'))
        .map(|(key, _)| key.trim_end_matches('?').to_owned())
        .collect()
}

#[track_caller]
fn check_interface(name: &str, object: &Value) {
    let keys: BTreeSet<String> = object.as_object().expect("an object").keys().cloned().collect();
    assert_eq!(keys, interface_keys(&read("src/web/api.d.ts"), name), "{name}");
}

#[test]
fn scripts_are_told_the_types_they_get() {
    let example = read("static/SYNTHETIC-example.csv");
    let settings = ImportSettings {
        unreadable: Unreadable::LeaveOut,
        duplicates: DuplicateChoice::First,
        ..ImportSettings::default()
    };
    let report =
        analyze_with(example.as_bytes(), &settings, &Protocol::default()).expect("a table");
    let json = serde_json::to_value(&report).expect("plain data");
    check_interface("Report", &json);
    check_interface("Protocol", &json["protocol"]);
    check_interface("Cutoff", &json["protocol"]["nk_percent"]);
    check_interface("FileSummary", &json["file"]);
    check_interface("HeaderSummary", &json["file"]["header"]);
    check_interface("Flow", &json["flow"]);
    check_interface("NamedCount", &json["missing"][0]);
    check_interface("NamedCount", &json["causes"][0]);
    check_interface("OutcomeCount", &json["outcomes"][0]);
    check_interface("ClassRow", &json["classes"][0]);
    check_interface("Cell", &json["classes"][0]["cells"][0]);
    check_interface("Proportion", &json["classes"][0]["cells"][0]["prevalence"]);
    check_interface("Interval", &json["classes"][0]["cells"][0]["prevalence"]["interval"]);
    check_interface("RuleComparison", &json["rules"][0]);
    check_interface("IssueLog", &json["issues"]);
    check_interface("RowIssue", &json["issues"]["listed"][0]);
    check_interface("IssueGroup", &json["issues"]["groups"][0]);
    check_interface("ChangeLog", &json["changes"]);
    check_interface("ImportLog", &json["import"]);
    check_interface("SourceSummary", &json["import"]["source"]);
    check_interface("ColumnUse", &json["import"]["columns"][0]);
    let settings = serde_json::to_value(ImportSettings::default()).expect("plain data");
    check_interface("ImportSettings", &settings);
}

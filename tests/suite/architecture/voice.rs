//! Where the words that people read may stand.

use std::fs;

use super::{files_below, root};
use crate::page::words::literals;

/// The code of a file without its comments and its tests.
fn code(text: &str) -> String {
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    code.lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .fold(String::new(), |code, line| code + line + "\n")
}

/// The Rust files of a folder of the sources, without those that hold nothing but tests.
fn sources(folder: &str) -> Vec<(String, String)> {
    files_below(&root().join("src").join(folder))
        .into_iter()
        .filter(|file| file.extension().is_some_and(|extension| extension == "rs"))
        .filter(|file| {
            !file.ends_with("tests.rs")
                && !file.parent().is_some_and(|folder| folder.ends_with("tests"))
        })
        .map(|file| (file.strip_prefix(root()).expect("below").display().to_string(), file))
        .map(|(name, file)| (name, code(&fs::read_to_string(file).expect("text"))))
        .collect()
}

/// The engine says which kind an error is; `view::messages` has the sentence.
#[test]
fn errors_name_their_kind_and_hold_no_sentence() {
    let mut n_errors = 0;
    for (name, code) in ["engine", "view", "web"].into_iter().flat_map(sources) {
        for attribute in code.split("#[error(").skip(1) {
            n_errors += 1;
            assert!(attribute.starts_with("\"{self:?}\")]"), "{name}: {attribute:.40}");
        }
    }
    assert!(n_errors > 10, "{n_errors} errors");
}

/// What an error prints of itself is for those who write the program. What the library
/// of figures says goes no further than `ExportError::Drawing`.
#[test]
fn no_error_is_shown_as_it_prints_itself() {
    for (name, code) in ["view", "web"].into_iter().flat_map(sources) {
        if name == "src/view/figures.rs" {
            continue;
        }
        for printed in ["error.to_string()", "{error}\"", "{error}.", "{error} ", "{error:"] {
            assert!(!code.contains(printed), "{name} shows {printed}");
        }
    }
}

/// What the patient page says stands in `view::language`. Several words in one text are
/// only names of classes of the style: a word and words that begin with it, and these.
#[test]
fn the_patient_page_holds_no_words_of_a_language() {
    const CLASSES: [&str; 9] = [
        "muted small",
        "table trace",
        "button no-print",
        "panel no-print",
        "slip no-print",
        "annex no-print",
        "visually-hidden file-input",
        "sheet print-only",
        "field-input field-area",
    ];
    let is_class = |text: &str| {
        let (first, others) = text.split_once(' ').unwrap_or((text, ""));
        others.split(' ').all(|other| other.starts_with(&format!("{first}-")))
    };
    let is_of_page = |name: &str| {
        name.starts_with("src/view/patient")
            || name.starts_with("src/web/pages/patient")
            || name.starts_with("src/web/pages/annex")
            || name.starts_with("src/view/outlook")
            || name == "src/web/pages/papers.rs"
            || name.starts_with("src/web/fields")
            || name == "src/view/notices.rs"
    };
    let mut n_files = 0;
    let files = ["view", "web"].into_iter().flat_map(sources);
    for (name, code) in files.filter(|(name, _)| is_of_page(name)) {
        n_files += 1;
        for text in literals(&code) {
            // What is put in between braces has a name in the code only.
            let outside: String =
                text.split('{').filter_map(|part| part.rsplit('}').next()).collect();
            let is_wordless = !outside.contains(char::is_alphabetic);
            let is_one_word = !text.contains(' ') && !text.starts_with(char::is_uppercase);
            let is_allowed =
                is_wordless || is_one_word || is_class(&text) || CLASSES.contains(&text.as_str());
            assert!(is_allowed, "{name} says “{text}”");
        }
    }
    assert!(n_files >= 15, "{n_files} files");
}

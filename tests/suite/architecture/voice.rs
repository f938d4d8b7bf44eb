//! Where the words that people read may stand.

use std::fs;

use super::{files_below, root};

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
        .filter(|file| !file.ends_with("tests.rs"))
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

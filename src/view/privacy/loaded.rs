//! The files that were loaded since the page was opened.

use crate::view::format;

/// A file that was loaded since the page was opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoadedFile {
    /// Its name below the page's address, or its whole address elsewhere.
    pub address: String,
    /// Whether it came from where the page came from.
    pub is_own: bool,
    /// Its size in bytes.
    pub n_bytes: u64,
}

/// The heading above the files.
pub const TITLE: &str = "What was loaded";

/// What the table of the files is called, and the heads of its columns.
pub const TABLE: (&str, [&str; 2]) = ("Files loaded since the page was opened", ["File", "From"]);

/// Where a file came from.
#[must_use]
pub fn origin(loaded: &LoadedFile, is_single_file: bool) -> &'static str {
    match (loaded.is_own, is_single_file) {
        (true, true) => "This file",
        (true, false) => "The page’s own host",
        (false, _) => "ANOTHER HOST",
    }
}

/// How many files were loaded, and from where.
#[must_use]
pub fn summary(loaded: &[LoadedFile]) -> String {
    let n_bytes = loaded.iter().map(|one| one.n_bytes).sum();
    let files = format::count_of(u32::try_from(loaded.len()).unwrap_or(u32::MAX), "file", "files");
    let foreign = loaded.iter().filter(|one| !one.is_own).count();
    let from = if foreign == 0 {
        "none of them from another host".to_owned()
    } else {
        format!("{foreign} OF THEM FROM ANOTHER HOST")
    };
    format!("{files}, {}, {from}.", format::bytes(n_bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_from_elsewhere_is_named() {
        let own = LoadedFile { address: "boot.js".to_owned(), is_own: true, n_bytes: 1000 };
        let foreign = LoadedFile { is_own: false, ..own.clone() };
        assert!(summary(std::slice::from_ref(&own)).ends_with("none of them from another host."));
        assert!(summary(&[own, foreign.clone()]).ends_with("1 OF THEM FROM ANOTHER HOST."));
        assert_eq!(origin(&foreign, false), "ANOTHER HOST");
    }
}

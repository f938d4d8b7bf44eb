//! The build that is running.

use crate::engine::digest::sha256;

/// A build: its files and what names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Build {
    /// SHA-256 of the list of files, which holds theirs.
    pub hash: String,
    /// The files.
    pub files: Vec<BuiltFile>,
}

/// A file of a build.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BuiltFile {
    /// Its name.
    pub name: String,
    /// Its SHA-256.
    pub sha256: String,
}

impl Build {
    /// A build by the text of its list and the files that it names.
    #[must_use]
    pub fn new(list: &str, files: Vec<BuiltFile>) -> Self {
        Build { hash: sha256(list), files }
    }
}

/// The heading above the build.
pub const TITLE: &str = "What is running";

/// What the version of the program is called.
pub const VERSION: &str = "Version";

/// What the hash of the build is called.
pub const HASH: &str = "Build, SHA-256";

/// What the hash of the laboratory's protocol is called.
pub const PROTOCOL_HASH: &str = "The laboratory’s protocol, SHA-256";

/// What the list of the files is called.
pub const FILES: &str = "The files of the build";

/// What the hashes can be compared with.
pub const REMARK: &str = "The build is named by its list of files and theirs; the same source gives \
    the same bytes on every computer. A page cannot vouch for itself: compare these with the ones \
    published with the release, as its README says.";

/// The hash of the build, where its list could be loaded.
#[must_use]
pub fn hash(build: Option<&Build>) -> String {
    build.map_or_else(|| "not known".to_owned(), |build| build.hash.clone())
}

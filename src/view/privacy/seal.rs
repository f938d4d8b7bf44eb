//! What the page knows of itself, and what it says of its seal.

use super::build::Build;
use super::copy::OfflineCopy;

/// What the page knows of itself once its network has been sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealReport {
    /// The build that is running, where its list could be loaded.
    pub build: Option<Build>,
    /// The copy of the program in this browser.
    pub copy: OfflineCopy,
    /// Whether the page is the single file, which never had a network.
    pub is_single_file: bool,
}

/// What the link to the privacy page promises.
pub const LOCK_TITLE: &str = "What keeps the data on this computer";

/// The line beside the lock in the header.
#[must_use]
pub fn lock(is_sealed: bool) -> &'static str {
    if is_sealed { "Sealed: this page has no network" } else { "Loading, then sealed" }
}

/// The heading of the privacy page and the sentences below it.
#[must_use]
pub fn seal(sealed: Option<&SealReport>) -> (&'static str, &'static str) {
    match sealed {
        None => (
            "The page is still loading",
            "It seals its network as soon as the part that reads files has arrived. Until then it \
             may ask its own host for files, and no other host; no file of yours is opened before.",
        ),
        Some(SealReport { is_single_file: true, .. }) => (
            "The network is sealed",
            "This is the single file: its policy forbids every connection from the first byte, so \
             it has loaded nothing and can send nothing.",
        ),
        Some(_) => (
            "The network is sealed",
            "Everything has been loaded, and the page has forbidden itself every further \
             connection, even to its own host. The parts that read files and compute were started \
             after that, so it holds for them too. A page can add such a rule and take none back. \
             What no such rule stops is listed under the self-test. Opening files, computing, \
             stopping and saving go on without a network.",
        ),
    }
}

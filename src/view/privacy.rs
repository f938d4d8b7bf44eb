//! The privacy page as data: what keeps patient data inside, what was found of
//! it, and what it does not cover.

use crate::engine::digest::sha256;
use crate::view::format;

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

/// The copy of the program that this browser keeps for work without a network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OfflineCopy {
    /// This browser cannot keep one, or the page was opened from a file.
    Unsupported,
    /// None is kept.
    None,
    /// One is kept.
    Kept,
    /// One is kept, and the host has none that is newer.
    Newest,
    /// One is kept; the host has another build.
    Newer(OtherBuild),
    /// Another build was kept in the place of the one that is running.
    Updated(OtherBuild),
    /// What was asked for could not be done.
    Failed(CopyFailure),
}

/// A build other than the one that is running.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherBuild {
    /// Version of the program.
    pub version: String,
    /// SHA-256 of its list of files.
    pub hash: String,
}

/// Why a copy could not be made or looked after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CopyFailure {
    /// The host did not answer.
    Unreachable,
    /// A file is not what the build's list says.
    Different,
    /// There is no room.
    Full,
    /// The browser does not allow it.
    Denied,
}

/// A way out that was tried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Probe {
    /// What it is called.
    pub channel: String,
    /// What came of it.
    pub outcome: ProbeOutcome,
}

/// What came of an attempt to reach out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProbeOutcome {
    /// The browser reported that the page's policy blocked it.
    Blocked,
    /// The browser refused it for another reason.
    Refused,
    /// The browser reported nothing, and nothing shows that something went out.
    Silent,
    /// Something went out.
    Open,
}

/// What the test of the network comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TestVerdict {
    /// Every way out is closed.
    Well,
    /// None was found open, and not all were reported as closed.
    Doubtful,
    /// One is open.
    Ill,
}

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

/// What the test found, in sentences.
#[must_use]
pub fn test_result(probes: &[Probe]) -> (TestVerdict, String) {
    let count = |outcome| probes.iter().filter(|probe| probe.outcome == outcome).count();
    let (n, n_blocked, n_open) =
        (probes.len(), count(ProbeOutcome::Blocked), count(ProbeOutcome::Open));
    if n_open > 0 {
        let open = format!(
            "{n_open} of {n} ways out were not blocked. Do not use this page with patient data: \
             its policy is not in force here."
        );
        return (TestVerdict::Ill, open);
    }
    let refused = match count(ProbeOutcome::Refused) {
        0 => String::new(),
        n_refused => format!(" The browser itself refuses the other {n_refused} here."),
    };
    let silent: Vec<&str> = probes
        .iter()
        .filter(|probe| probe.outcome == ProbeOutcome::Silent)
        .map(|probe| probe.channel.as_str())
        .collect();
    let tried =
        format!("{n} ways out were tried; the policy blocked {n_blocked} of them.{refused}");
    if silent.is_empty() {
        return (TestVerdict::Well, tried);
    }
    let doubt = format!(
        "{tried} Of {} the browser reported nothing: nothing went out as far as the page can see, \
         but that is no proof. Some browsers have these switched off or report them elsewhere.",
        silent.join(", ")
    );
    (TestVerdict::Doubtful, doubt)
}

/// What came of an attempt, in a word.
#[must_use]
pub fn outcome(outcome: ProbeOutcome) -> &'static str {
    match outcome {
        ProbeOutcome::Blocked => "Blocked",
        ProbeOutcome::Refused => "Refused by the browser",
        ProbeOutcome::Silent => "Nothing reported",
        ProbeOutcome::Open => "NOT BLOCKED",
    }
}

/// Ways out that no policy stops, and why this page has none of them.
pub const ABSENT: [&str; 7] = [
    "New window",
    "Another address",
    "Link that saves (download)",
    "Address or cookie, sent by loading anew",
    "Another page of the same host (channel, storage)",
    "Peer to peer (WebRTC)",
    "Data in a request for the page’s own files before the seal (also fetchLater)",
];

/// What is said of [`ABSENT`] in the place of an outcome.
pub const ABSENT_OUTCOME: &str = "Not in this program";

/// Why they are absent.
pub const ABSENT_REASON: &str = "No policy of a page stops these seven, so the program has no call \
    that could send data by them; a test reads the built files for it. It saves files by links to \
    its own memory, it touches storage and cookies only to wipe them, and it asks for its own \
    files without adding anything to their addresses but their version. A host that sends the \
    header files of the release closes new windows as well. Where others have pages on the same \
    host, use a host name of your own or the single file.";

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
pub fn loaded_summary(loaded: &[LoadedFile]) -> String {
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

/// What is kept in this browser, in a sentence.
#[must_use]
pub fn stored(copy: &OfflineCopy) -> &'static str {
    match copy {
        OfflineCopy::Kept
        | OfflineCopy::Newest
        | OfflineCopy::Newer(_)
        | OfflineCopy::Updated(_) => {
            "A copy of the program’s own files, because you asked for it. Nothing that you typed \
             or opened: no cookie, no local storage, no database."
        }
        OfflineCopy::Unsupported | OfflineCopy::None | OfflineCopy::Failed(_) => {
            "Nothing: no cookie, no local storage, no database, no copy of the program. Reloading \
             or closing the page forgets what you typed and opened."
        }
    }
}

/// What there is to say about work without a network.
#[must_use]
pub fn copy(copy: &OfflineCopy, is_single_file: bool) -> String {
    match copy {
        OfflineCopy::Unsupported if is_single_file => {
            "This file needs no network: keep it where you like, on a stick or a shared drive."
                .to_owned()
        }
        OfflineCopy::Unsupported => "This browser keeps no copy of a page from this address, \
            because it is not encrypted (https) or the browser forbids it. The single file of the \
            release works without a network everywhere."
            .to_owned(),
        OfflineCopy::None => {
            "The page works without a network once it has been loaded. To open it \
            without one, keep a copy of its files in this browser. Each file is checked against \
            the list of the build, and the copy stays as it is until you ask for a newer one."
                .to_owned()
        }
        OfflineCopy::Kept => "This browser keeps a copy: the page opens without a network, and \
            stays at this version and these rules until you ask for newer ones."
            .to_owned(),
        OfflineCopy::Newest => "The copy in this browser is the newest version.".to_owned(),
        OfflineCopy::Newer(build) => format!(
            "Version {} is there, build {}. What runs now stays until you take it over.",
            build.version, build.hash
        ),
        OfflineCopy::Updated(build) => format!(
            "Version {}, build {}, has been kept. It starts when the page is loaded anew.",
            build.version, build.hash
        ),
        OfflineCopy::Failed(failure) => format!("{} Nothing was changed.", failure_text(*failure)),
    }
}

fn failure_text(failure: CopyFailure) -> &'static str {
    match failure {
        CopyFailure::Unreachable => {
            "The host could not be reached, or it has no list of the build."
        }
        CopyFailure::Different => {
            "A file from the host is not the one that the build’s list names. The host may be \
             in the middle of an update, or something altered the file on its way."
        }
        CopyFailure::Full => "There is not enough room in this browser for a copy.",
        CopyFailure::Denied => "This browser does not allow pages to keep anything.",
    }
}

/// What the promise does not cover: what it is, and what can be done about it.
pub const NOT_ENFORCED: [(&str, &str); 6] = [
    (
        "Browser extensions",
        "They see every page. Use a window without extensions, such as a private one, for patient \
         data.",
    ),
    (
        "The computer itself",
        "The operating system, other programs, the clipboard, screenshots and printers are outside \
         of any page’s reach.",
    ),
    (
        "Files that you save",
        "They are where the browser saves them, and their names are in its list of downloads.",
    ),
    (
        "The host that serves the page",
        "It sees that the page was loaded, and it could serve another page. Compare the build’s \
         SHA-256 with the published one, or use the single file after checking it.",
    ),
    (
        "Requests of the browser itself",
        "When a copy is kept, the browser asks the host at each start whether the script that \
         serves the copy has changed. Nothing is sent along, and nothing changes by it.",
    ),
    (
        "Memory",
        "A wipe frees what was typed and opened. Only closing the tab gives the memory back, and \
         the system may have moved parts of it to the disk.",
    ),
];

/// What the wipe does.
pub const WIPE: &str = "Clears every field, result and opened file, ends the worker that read \
    them, and removes whatever this browser keeps for the page’s address, the copy for work \
    without a network included.";

/// What is asked before the wipe.
pub const WIPE_QUESTION: &str = "Forget everything? This cannot be undone.";

/// What is said after the wipe.
pub const WIPED: &str = "Everything is forgotten. To give back the memory as well, close this tab.";

#[cfg(test)]
mod tests {
    use super::*;

    fn probe(outcome: ProbeOutcome) -> Probe {
        Probe { channel: "Image".to_owned(), outcome }
    }

    #[test]
    fn one_open_way_spoils_the_test() {
        let ways = [ProbeOutcome::Blocked, ProbeOutcome::Silent, ProbeOutcome::Open].map(probe);
        let (verdict, text) = test_result(&ways);
        assert_eq!(verdict, TestVerdict::Ill);
        assert!(text.starts_with("1 of 3 ways out were not blocked."), "{text}");
        let (verdict, text) =
            test_result(&[probe(ProbeOutcome::Blocked), probe(ProbeOutcome::Refused)]);
        assert_eq!(verdict, TestVerdict::Well);
        assert_eq!(
            text,
            "2 ways out were tried; the policy blocked 1 of them. The browser itself refuses the \
             other 1 here."
        );
    }

    #[test]
    fn silence_is_no_proof() {
        let (verdict, text) =
            test_result(&[probe(ProbeOutcome::Blocked), probe(ProbeOutcome::Silent)]);
        assert_eq!(verdict, TestVerdict::Doubtful);
        assert!(
            text.contains("blocked 1 of them. Of Image the browser reported nothing"),
            "{text}"
        );
    }

    #[test]
    fn a_file_from_elsewhere_is_named() {
        let own = LoadedFile { address: "boot.js".to_owned(), is_own: true, n_bytes: 1000 };
        let foreign = LoadedFile { is_own: false, ..own.clone() };
        assert!(
            loaded_summary(std::slice::from_ref(&own)).ends_with("none of them from another host.")
        );
        assert!(loaded_summary(&[own, foreign.clone()]).ends_with("1 OF THEM FROM ANOTHER HOST."));
        assert_eq!(origin(&foreign, false), "ANOTHER HOST");
    }

    #[test]
    fn what_is_stored_is_never_denied() {
        let other = || OtherBuild { version: "2".to_owned(), hash: "ab".to_owned() };
        for kept in [
            OfflineCopy::Kept,
            OfflineCopy::Newest,
            OfflineCopy::Newer(other()),
            OfflineCopy::Updated(other()),
        ] {
            assert!(stored(&kept).starts_with("A copy"), "{kept:?}");
        }
        for none in [OfflineCopy::None, OfflineCopy::Unsupported] {
            assert!(stored(&none).starts_with("Nothing"), "{none:?}");
        }
    }
}

//! The copy of the program that is kept for work without a network.

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

/// What can be asked for about the copy; each loads the page anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CopyRequest {
    /// Keep a copy of what the host has.
    Keep,
    /// Look whether the host has a newer one.
    Look,
    /// Start the one that is kept.
    Start,
}

/// What can be asked for, and what the link says.
#[must_use]
pub fn request(copy: &OfflineCopy) -> Option<(CopyRequest, &'static str)> {
    match copy {
        OfflineCopy::Unsupported => None,
        OfflineCopy::None => Some((CopyRequest::Keep, "Keep a copy")),
        OfflineCopy::Failed(_) => Some((CopyRequest::Keep, "Try again")),
        OfflineCopy::Kept | OfflineCopy::Newest => {
            Some((CopyRequest::Look, "Look for a newer version"))
        }
        OfflineCopy::Newer(_) => Some((CopyRequest::Keep, "Take the newer version over")),
        OfflineCopy::Updated(_) => Some((CopyRequest::Start, "Start the newer version")),
    }
}

/// The heading above what is kept in this browser.
pub const STORED_TITLE: &str = "What is stored here";

/// The heading above the copy.
pub const TITLE: &str = "Without a network";

/// What a request costs.
pub const RELOADS: &str = "This loads the page anew: what was typed and opened is forgotten.";

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
pub fn status(copy: &OfflineCopy, is_single_file: bool) -> String {
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

#[cfg(test)]
mod tests {
    use super::*;

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

//! The self-test of the network: what was tried and what came of it.

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

/// The heading above the test.
pub const TITLE: &str = "Network self-test";

/// What the test does.
pub const TEST: &str = "Tries for real to reach out in every way a page has, with an address that \
    holds no data. Only the browser’s own report that it blocked an attempt counts; its console \
    lists each of them.";

/// What the button that starts the test says.
pub const START: &str = "Test the network";

/// What is said while the test runs.
pub const RUNNING: &str = "Trying every way out…";

/// What the table of the ways out is called, and the heads of its columns.
pub const TABLE: (&str, [&str; 2]) = ("Ways out and what came of them", ["Way out", "Outcome"]);

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
}

//! What the promise of privacy does not cover.

/// The heading above [`NOT_ENFORCED`].
pub const TITLE: &str = "What is not enforced";

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

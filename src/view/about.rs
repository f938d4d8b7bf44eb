//! The page about the tool: what it does, what it promises about data, and what it is not.

use crate::engine::protocol::laboratory::Laboratory;
use crate::view::protocol;

/// The heading of the page.
pub const TITLE: &str = "About this tool";

/// What the tool does: heading and paragraphs.
pub const DOES: (&str, [&str; 2]) = (
    "What it does",
    [
        "It sorts cellular immune findings in women with recurrent pregnancy loss (RPL) into no \
         abnormality or one of the seven combinations of three abnormalities, with the cut-offs \
         of Han et al. 2025 or of your laboratory, for one patient or for a cohort file. That the \
         seven subgroups of the study are these combinations is inferred.",
        "The three tests: natural killer (NK) cell level, NK cytotoxicity at three \
         effector-to-target (E:T) ratios, and the ratio of TNF-α+ to IL-10+ helper T cells \
         (Th1/Th2). IVIG is intravenous immunoglobulin.",
    ],
);

/// What happens to data: heading and paragraph.
pub const DATA: (&str, &str) = (
    "Your data",
    "Everything is computed in this browser. Once the page has loaded it forbids itself every \
     connection, and it stores nothing unless you ask for a copy of the program: closing or \
     reloading the page forgets everything.",
);

/// What stands before the link to the page on privacy, and the link.
pub const PRIVACY: (&str, &str) =
    ("What is enforced and what is not, and a test of it: ", "Privacy");

/// What the tool is not: heading and items.
pub const IS_NOT: (&str, [&str; 3]) = (
    "What it is not",
    [
        "Not a diagnosis, and not for a patient alone: it is for health professionals and \
         researchers.",
        "Not advice on treatment. The study is read as having had no untreated women with an \
         abnormality (inferred from its captions), and the abstract and the figure captions do \
         not state the dose of IVIG.",
        "Not the study itself: only its abstract and figure captions were available. What they \
         do not say, this page does not say.",
    ],
);

/// How values are compared: heading and first sentence.
pub const RULES: (&str, &str) =
    ("Rules", "A value is high when it is strictly greater than its cut-off. ");

/// What stands before the hash of the laboratory's protocol.
#[must_use]
pub fn protocol_line(laboratory: &Laboratory) -> String {
    format!("The laboratory’s protocol {}, SHA-256: ", protocol::name(laboratory))
}

/// Whom the tool is for and what it does not do, below every page.
pub const FOR_WHOM: &str = "For health professionals and researchers. It classifies laboratory \
    values by cut-offs that you can change; it does not diagnose, and it does not advise treatment.";

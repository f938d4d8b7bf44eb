//! What stands below the patient page, in English.

use super::English;
use crate::view::abbreviations;
use crate::view::language::annex::{AnnexWords, ShortcutText};

impl AnnexWords for English {
    fn annex_title(&self) -> String {
        "More about this patient and your laboratory".to_owned()
    }

    fn annex_abbreviations(&self) -> String {
        abbreviations::line(&abbreviations::ANNEX)
    }

    fn shortcut(&self, text: ShortcutText) -> String {
        match text {
            ShortcutText::Title => "Keyboard shortcuts (?)",
            ShortcutText::HowToPress => {
                "Hold Alt and press the letter; in Firefox hold Alt and Shift, on a Mac hold \
                 Control and Option."
            }
            ShortcutText::Table => "What each letter does on this page",
            ShortcutText::Letter => "Letter",
            ShortcutText::Does => "What it does",
            ShortcutText::QuestionMark => "The key ? opens this list, while nothing is being typed",
        }
        .to_owned()
    }
}

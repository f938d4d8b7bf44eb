//! What stands below the patient page, in English.

use super::English;
use crate::view::abbreviations;
use crate::view::language::annex::AnnexWords;

impl AnnexWords for English {
    fn annex_title(&self) -> String {
        "More about this patient and your laboratory".to_owned()
    }

    fn annex_abbreviations(&self) -> String {
        abbreviations::line(&abbreviations::ANNEX)
    }
}

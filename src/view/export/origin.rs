//! Where a file that leaves is from: what stands in it, and in its name.

use serde::{Deserialize, Serialize};

use super::import_log;
use crate::engine::cohort::filter::Filter;
use crate::engine::protocol::Protocol;
use crate::engine::reader::preview::ImportLog;
use crate::engine::study::Study;
use crate::view::study::provenance;

/// Where a file is from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// Filter, rule set and version: the line that stands on the page and on every
    /// picture.
    pub line: String,
    /// The same, and how the file behind it was read.
    pub with_log: String,
    is_synthetic: bool,
    /// The rule set's hash.
    rules: String,
}

impl Origin {
    /// Where the files of a study are from; `log` is of the file it is about.
    #[must_use]
    pub fn new(protocol: &Protocol, filter: &Filter, log: &ImportLog, is_synthetic: bool) -> Self {
        let rules = protocol.fingerprint();
        let line = provenance(&rules, filter, is_synthetic);
        let with_log = format!("{line} {}", import_log::sentence(log, &rules));
        Origin { line, with_log, is_synthetic, rules }
    }

    /// The same of a study that was made.
    #[must_use]
    pub fn of(study: &Study, log: &ImportLog) -> Self {
        Origin::new(&study.protocol, &study.options.filter, log, study.is_synthetic)
    }

    /// The name of a file, which says if the women are made up and which rule set it
    /// is under.
    #[must_use]
    pub fn file_name(&self, stem: &str, extension: &str) -> String {
        synthetic_name(self.is_synthetic, stem, &self.rules, extension)
    }
}

/// The name of a file: what it is, whether the women are made up, and the beginning
/// of the rule set's hash.
pub(super) fn synthetic_name(
    is_synthetic: bool,
    stem: &str,
    rules: &str,
    extension: &str,
) -> String {
    let synthetic = if is_synthetic { "SYNTHETIC-" } else { "" };
    format!("{synthetic}{stem}-{}.{extension}", rules.get(..8).unwrap_or(rules))
}

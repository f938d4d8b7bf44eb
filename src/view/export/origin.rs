//! Where a file that leaves is from: what stands in it, and in its name.

use serde::{Deserialize, Serialize};

use super::import_log;
use crate::engine::cohort::filter::Filter;
use crate::engine::protocol::Protocol;
use crate::engine::reader::preview::ImportLog;
use crate::engine::study::Study;
use crate::view::format;
use crate::view::study::provenance;
use crate::view::words::CITATION;

/// Where a file is from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provenance {
    /// Filter, rule set and version, or question, level and version: the line that stands
    /// on every picture.
    pub line: String,
    /// The same, and how the file behind it was read where there is one.
    pub with_log: String,
    name: FileNamePart,
}

/// What names of files hold besides what the file is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum FileNamePart {
    /// Whether the women are made up, and the rule set's hash.
    OfCohort { is_synthetic: bool, rules: String },
    /// The question of the calculator, or the part of the page it is on.
    OfQuestion(String),
}

impl Default for FileNamePart {
    fn default() -> Self {
        FileNamePart::OfQuestion(String::new())
    }
}

impl Provenance {
    /// Where the files of a study are from; `log` is of the file it is about.
    #[must_use]
    pub fn new(protocol: &Protocol, filter: &Filter, log: &ImportLog, is_synthetic: bool) -> Self {
        let rules = protocol.fingerprint();
        let line = provenance(&rules, filter, is_synthetic);
        let with_log = format!("{line} {}", import_log::sentence(log, &rules));
        Provenance { line, with_log, name: FileNamePart::OfCohort { is_synthetic, rules } }
    }

    /// The same of a study that was made.
    #[must_use]
    pub fn of(study: &Study, log: &ImportLog) -> Self {
        Provenance::new(&study.protocol, &study.options.filter, log, study.is_synthetic)
    }

    /// Where the files of an answer of the calculator are from: the question with its
    /// name in files, the confidence level as a share, and the program's version.
    #[must_use]
    pub fn of_answer([id, question]: [&str; 2], level: f64, version: &str) -> Self {
        let level = format::level(level);
        let line = format!(
            "Calculator: {question}. Confidence level {level}; rpl-immune-profile {version}."
        );
        Provenance { with_log: line.clone(), line, name: FileNamePart::OfQuestion(id.to_owned()) }
    }

    /// Where the files of the page about the evidence are from: how its trials were pooled,
    /// whether they are as published, and the program's version.
    #[must_use]
    pub fn of_evidence(pooled: &str, is_published: bool, version: &str) -> Self {
        let trials = if is_published { "as published" } else { "changed by the user" };
        let line = format!(
            "Evidence: trials of IVIG against placebo, {trials}. {pooled}; rpl-immune-profile {version}."
        );
        Provenance {
            with_log: line.clone(),
            line,
            name: FileNamePart::OfQuestion("evidence".to_owned()),
        }
    }

    /// Where the figures below one patient are from: the published rates, whoever she is,
    /// and the program's version.
    #[must_use]
    pub fn of_published(version: &str) -> Self {
        let line = format!("{CITATION}. Published rates; rpl-immune-profile {version}.");
        let name = FileNamePart::OfQuestion("outlook".to_owned());
        Provenance { with_log: line.clone(), line, name }
    }

    /// The name of a file: of a cohort it says if the women are made up and which rule set
    /// it is under, of the calculator which question it answers, of the evidence that it is that.
    #[must_use]
    pub fn file_name(&self, stem: &str, extension: &str) -> String {
        match &self.name {
            FileNamePart::OfCohort { is_synthetic, rules } => {
                synthetic_name(*is_synthetic, stem, rules, extension)
            }
            FileNamePart::OfQuestion(id) if stem.starts_with(id.as_str()) => {
                format!("{stem}.{extension}")
            }
            FileNamePart::OfQuestion(id) => format!("{id}-{stem}.{extension}"),
        }
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

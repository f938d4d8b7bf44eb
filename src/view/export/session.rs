//! What made a report, without any patient: opened with the same file, it makes
//! the same report again.

use serde::{Deserialize, Serialize};

use super::import_log;
use crate::engine::VERSION;
use crate::engine::json::from_json;
use crate::engine::protocol::Protocol;
use crate::engine::reader::preview::ImportLog;
use crate::engine::reader::settings::ImportSettings;
use crate::engine::study::options::StudyOptions;
use crate::view::file_errors::SessionError;

/// Name and version of the layout.
const SCHEMA: &str = "rpl-immune-profile/session/1";

/// The choices of a session.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Session {
    /// Name and version of this layout.
    pub schema: String,
    /// Version of the program that wrote it.
    pub version: String,
    /// Thresholds and rules.
    pub protocol: Protocol,
    /// The choices of the study, the filter among them.
    pub options: StudyOptions,
    /// How the file is read: mapping, units, codes.
    pub import: ImportSettings,
    /// The file it was made with.
    pub made_with: SourceFile,
}

/// The file behind a session, without anything of a patient.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceFile {
    /// SHA-256 of the file, by which another one is noticed.
    pub file_sha256: String,
    /// How it was read, to be read by people.
    pub import_log: Vec<String>,
}

impl SourceFile {
    /// What the log of an import says.
    #[must_use]
    pub fn new(log: &ImportLog, rule_set: &str) -> Self {
        let lines = import_log::lines(log, rule_set).into_iter();
        SourceFile {
            file_sha256: log.file_sha256.clone(),
            import_log: lines.map(|(what, how)| format!("{what}: {how}")).collect(),
        }
    }
}

impl Session {
    /// The session of these choices.
    #[must_use]
    pub fn new(
        protocol: Protocol,
        options: StudyOptions,
        import: ImportSettings,
        made_with: SourceFile,
    ) -> Self {
        Session {
            schema: SCHEMA.to_owned(),
            version: VERSION.to_owned(),
            protocol,
            options,
            import,
            made_with,
        }
    }

    /// The session as a file.
    #[must_use]
    pub fn to_file(&self) -> Vec<u8> {
        // Every map of a session has texts as keys, which is all that could fail.
        let mut file = serde_json::to_vec_pretty(self).unwrap_or_default();
        file.push(b'\n');
        file
    }

    /// Reads a session file.
    ///
    /// # Errors
    /// What makes it unusable.
    pub fn from_file(text: &str) -> Result<Self, SessionError> {
        let value: serde_json::Value = from_json(text)?;
        if let Some(schema) = value.get("schema").and_then(serde_json::Value::as_str)
            && schema != SCHEMA
        {
            return Err(SessionError::OtherSchema { schema: schema.to_owned() });
        }
        let session: Session = from_json(text)?;
        session.protocol.validate()?;
        Ok(session)
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;
    use crate::engine::cohort::filter::{Band, Filter};
    use crate::engine::json::JsonError;
    use crate::engine::protocol::{ProtocolError, Source};
    use crate::engine::quantity::Quantity;

    #[test]
    fn a_session_comes_back() {
        let options = StudyOptions {
            filter: Filter {
                age_years: Some(Band { minimum: Some(30.0), maximum: None }),
                ..Filter::default()
            },
            seed: 3,
            ..StudyOptions::default()
        };
        let protocol =
            Protocol::default().with_cutoff(Quantity::NkPercent, 12.5, Source::OwnLaboratory);
        let session =
            Session::new(protocol, options, ImportSettings::default(), SourceFile::default());
        let file = String::from_utf8(session.to_file()).expect("text");
        assert_eq!(Session::from_file(&file).expect("read"), session);
    }

    #[test]
    fn other_files_are_refused_with_a_reason() {
        let error = |file: &str| Session::from_file(file).expect_err("refused");
        assert_eq!(error("patient_id,age\n"), SessionError::Json(JsonError::Broken { line: 1 }));
        assert_eq!(error("{}"), SessionError::Json(JsonError::Incomplete { line: 1 }));
        let schema = "other/9".to_owned();
        assert_eq!(error(r#"{"schema":"other/9"}"#), SessionError::OtherSchema { schema });
        let session = Session::new(
            Protocol { interval_level: 0.2, ..Protocol::default() },
            StudyOptions::default(),
            ImportSettings::default(),
            SourceFile::default(),
        );
        let file = String::from_utf8(session.to_file()).expect("text");
        assert_eq!(error(&file), SessionError::Protocol(ProtocolError::IntervalLevel(0.2)));
    }
}

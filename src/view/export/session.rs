//! What made a report, without any patient: opened with the same file, it makes
//! the same report again.

use serde::{Deserialize, Serialize};

use super::import_log;
use crate::engine::VERSION;
use crate::engine::protocol::{Protocol, ProtocolError};
use crate::engine::reader::preview::ImportLog;
use crate::engine::reader::settings::ImportSettings;
use crate::engine::study::options::StudyOptions;

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
    pub made_with: MadeWith,
}

/// The file behind a session, without anything of a patient.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MadeWith {
    /// SHA-256 of the file, by which another one is noticed.
    pub file_sha256: String,
    /// How it was read, to be read by people.
    pub import_log: Vec<String>,
}

impl MadeWith {
    /// What the log of an import says.
    #[must_use]
    pub fn new(log: &ImportLog, rule_set: &str) -> Self {
        let lines = import_log::lines(log, rule_set).into_iter();
        MadeWith {
            file_sha256: log.file_sha256.clone(),
            import_log: lines.map(|(what, how)| format!("{what}: {how}")).collect(),
        }
    }
}

/// A session file that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SessionError {
    /// It is not a session file.
    #[error("this is not a session file: {0}")]
    NotASession(#[from] serde_json::Error),
    /// It has another layout.
    #[error("this session file has the layout “{0}”, which this version does not know")]
    OtherSchema(String),
    /// Its protocol is impossible.
    #[error(transparent)]
    Protocol(#[from] ProtocolError),
}

impl Session {
    /// The session of these choices.
    #[must_use]
    pub fn new(
        protocol: Protocol,
        options: StudyOptions,
        import: ImportSettings,
        made_with: MadeWith,
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
    ///
    /// # Errors
    /// Never for a session that was read or made here.
    pub fn to_file(&self) -> Result<Vec<u8>, SessionError> {
        let mut file = serde_json::to_vec_pretty(self)?;
        file.push(b'\n');
        Ok(file)
    }

    /// Reads a session file.
    ///
    /// # Errors
    /// What makes it unusable.
    pub fn from_file(file: &[u8]) -> Result<Self, SessionError> {
        let value: serde_json::Value = serde_json::from_slice(file)?;
        if let Some(schema) = value.get("schema").and_then(serde_json::Value::as_str)
            && schema != SCHEMA
        {
            return Err(SessionError::OtherSchema(schema.to_owned()));
        }
        let session: Session = serde_json::from_value(value)?;
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
    use crate::engine::protocol::Source;
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
            Session::new(protocol, options, ImportSettings::default(), MadeWith::default());
        let file = session.to_file().expect("written");
        assert_eq!(Session::from_file(&file).expect("read"), session);
    }

    #[test]
    fn other_files_are_refused_with_a_reason() {
        let message =
            |file: &str| Session::from_file(file.as_bytes()).expect_err("refused").to_string();
        assert!(message("patient_id,age\n").starts_with("this is not a session file"));
        assert!(message("{}").starts_with("this is not a session file"));
        assert!(message(r#"{"schema":"other/9"}"#).contains("other/9"));
        let session = Session::new(
            Protocol { interval_level: 0.2, ..Protocol::default() },
            StudyOptions::default(),
            ImportSettings::default(),
            MadeWith::default(),
        );
        let file = session.to_file().expect("written");
        assert!(Session::from_file(&file).is_err());
    }
}

//! Files that the page saved and takes back: sessions and choices of how a file is
//! read. Whatever else is wrong with one is said.

use std::borrow::Cow;

use crate::engine::json::from_json;
use crate::engine::protocol::Protocol;
use crate::engine::reader::settings::{ImportSettings, SETTINGS_SCHEMA};
use crate::engine::study::options::StudyOptions;
use crate::view::export::patient::PATIENT_FAMILY;
use crate::view::export::session::Session;
use crate::view::file_errors::SavedError;
use crate::view::study::wording;
use crate::view::{format, protocol};

/// Every file of ours names its layout by this.
const FAMILY: &str = "rpl-immune-profile/";

/// Bytes of a file by which most others are told from ours.
pub const HEAD_BYTES: i32 = 64;

/// Files of ours hold names and words, never rows: a larger one is none.
pub const MOST_BYTES: u32 = 8 << 20;

/// What such a file holds.
#[derive(Clone, Debug, PartialEq)]
pub enum SavedContent {
    /// Protocol, filter, and how the file is read.
    Session(Box<Session>),
    /// How the file is read.
    Choices(Box<ImportSettings>),
}

/// Whether a file that begins so may be one of ours.
#[must_use]
pub fn may_be_ours(head: &str) -> bool {
    head.trim_start_matches('\u{feff}').trim_start().starts_with('{')
}

/// Whether a text is that of a file which the page saved; anything else is a file of
/// data, whatever its name.
#[must_use]
pub fn is_ours(text: &str) -> bool {
    may_be_ours(text) && text.contains("\"schema\"") && text.contains(FAMILY)
}

/// Reads a file that the page saved.
///
/// # Errors
/// The [`SavedError`] reason.
pub fn read(text: &str) -> Result<SavedContent, SavedError> {
    let text = text.trim_start_matches('\u{feff}');
    let value: serde_json::Value = from_json(text).map_err(SavedError::Damaged)?;
    let schema = value.get("schema").and_then(serde_json::Value::as_str).unwrap_or_default();
    if schema.starts_with("rpl-immune-profile/session/") {
        return Ok(SavedContent::Session(Box::new(Session::from_file(text)?)));
    }
    if schema == SETTINGS_SCHEMA || schema.starts_with("rpl-immune-profile/import/") {
        let settings = ImportSettings::from_json(text)?;
        return Ok(SavedContent::Choices(Box::new(ImportSettings { schema: None, ..settings })));
    }
    if schema.starts_with("rpl-immune-profile/laboratory/") {
        return Err(SavedError::Laboratory);
    }
    if schema.starts_with(PATIENT_FAMILY) {
        return Err(SavedError::OnePatient);
    }
    Err(SavedError::OtherKind { schema: schema.to_owned() })
}

impl SavedContent {
    /// How it says that a file is read.
    #[must_use]
    pub fn import(&self) -> &ImportSettings {
        match self {
            SavedContent::Session(session) => &session.import,
            SavedContent::Choices(settings) => settings,
        }
    }

    /// The thresholds and rules it says, where it says any.
    #[must_use]
    pub fn protocol(&self) -> Option<Protocol> {
        match self {
            SavedContent::Session(session) => Some(session.protocol),
            SavedContent::Choices(_) => None,
        }
    }

    /// The choices of the study it says, where it says any.
    #[must_use]
    pub fn options(&self) -> Option<&StudyOptions> {
        match self {
            SavedContent::Session(session) => Some(&session.options),
            SavedContent::Choices(_) => None,
        }
    }

    /// Whether it was made with another file than the one of this SHA-256. Choices are
    /// made for many files.
    #[must_use]
    pub fn is_of_other_file(&self, sha256: &str) -> bool {
        match self {
            SavedContent::Session(session) => session.made_with.file_sha256 != sha256,
            SavedContent::Choices(_) => false,
        }
    }

    /// What it holds, in a sentence.
    #[must_use]
    pub fn holds(&self) -> String {
        match self {
            SavedContent::Session(session) => {
                let women = wording::filter(&session.options.filter)
                    .map_or(Cow::Borrowed("all women"), |filter| {
                        Cow::Owned(format!("filter: {filter}"))
                    });
                format!(
                    "It is a session: {}; {women}; how its file is read.",
                    protocol::summary(&session.protocol)
                )
            }
            SavedContent::Choices(settings) => {
                let n_words = settings.values.values().map(std::collections::BTreeMap::len).sum();
                let count = |n: usize, one, many| {
                    format::count_of(u32::try_from(n).unwrap_or(u32::MAX), one, many)
                };
                let kept = match settings.own_columns.len() {
                    0 => String::new(),
                    n => format!(", {}", count(n, "column of your own", "columns of your own")),
                };
                format!(
                    "It holds saved choices of how a file is read: {}, {}{kept}.",
                    count(settings.columns.len(), "column", "columns"),
                    count(n_words, "word", "words")
                )
            }
        }
    }

    /// What the page asks for next.
    #[must_use]
    pub fn asks_for(&self) -> String {
        match self {
            SavedContent::Session(session) => {
                let sha256 = &session.made_with.file_sha256;
                let made_with = sha256.get(..16).map_or(String::new(), |first| {
                    format!(" It was made with the file whose SHA-256 begins with {first}.")
                });
                format!("Now choose or drop the file with the women.{made_with}")
            }
            SavedContent::Choices(_) => "Now choose or drop the file with the women.".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;
    use crate::engine::cohort::filter::{Band, Filter};
    use crate::engine::protocol::laboratory::Laboratory;
    use crate::engine::reader::settings::ColumnSettings;
    use crate::view::export::session::SourceFile;
    use crate::view::{laboratory_file, messages};

    fn session() -> Session {
        let filter = Filter {
            age_years: Some(Band { minimum: Some(30.0), maximum: None }),
            ..Filter::default()
        };
        let options = StudyOptions { filter, ..StudyOptions::default() };
        let made_with =
            SourceFile { file_sha256: "0123456789abcdef01".to_owned(), ..SourceFile::default() };
        Session::new(Protocol::default(), options, ImportSettings::default(), made_with)
    }

    fn choices() -> ImportSettings {
        let mut settings = ImportSettings { header_row: Some(3), ..ImportSettings::default() };
        settings.columns.insert("NK".to_owned(), ColumnSettings::default());
        settings
    }

    #[test]
    fn what_the_page_saved_is_told_from_data_by_what_it_holds() {
        let session = String::from_utf8(session().to_file()).expect("text");
        for ours in [session.clone(), choices().to_json(), format!("\u{feff}\n {session}")] {
            assert!(is_ours(&ours), "{ours}");
            assert!(read(ours.trim_start_matches(['\u{feff}', '\n', ' '])).is_ok());
        }
        for other in [
            "",
            "{}",
            "patient_id,nk_percent\nA,17\n",
            r#"{"resourceType":"Bundle","entry":[]}"#,
            "schema,rpl-immune-profile/session/1\n",
        ] {
            assert!(!is_ours(other), "{other}");
        }
    }

    #[test]
    fn both_kinds_come_back_and_say_what_they_hold() {
        let file = String::from_utf8(session().to_file()).expect("text");
        let read_session = read(&file).expect("a session");
        assert_eq!(read_session, SavedContent::Session(Box::new(session())));
        assert_eq!(
            read_session.holds(),
            "It is a session: cut-offs of Han 2025; cytotoxicity: any of the three; 2 or more \
             losses; filter: age 30 or more; how its file is read."
        );
        assert!(read_session.asks_for().ends_with("begins with 0123456789abcdef."));
        assert!(
            read_session.is_of_other_file("ff")
                && !read_session.is_of_other_file("0123456789abcdef01")
        );

        let read_choices = read(&choices().to_json()).expect("choices");
        assert_eq!(read_choices, SavedContent::Choices(Box::new(choices())));
        assert_eq!(
            read_choices.holds(),
            "It holds saved choices of how a file is read: 1 column, 0 words."
        );
        assert!(!read_choices.is_of_other_file("ff"));
        assert_eq!((read_choices.protocol(), read_choices.options()), (None, None));
    }

    #[test]
    fn what_is_wrong_is_said() {
        let said = |text: &str| messages::saved_error(&read(text).expect_err("refused"));
        let whole = choices().to_json();
        let cut = &whole[..whole.len() / 2];
        assert_eq!(
            said(cut),
            "The file is damaged, or was changed: it ends too early. Save it once more."
        );
        let misspelt = whole.replace("header_row\"", "header_rwo\"");
        assert!(said(&misspelt).contains("not known there, \"header_rwo\""), "{}", said(&misspelt));
        let wrong = whole.replace('3', "\"three\"");
        assert!(
            said(&wrong).contains("not known there, \"header_row\": \"three\""),
            "{}",
            said(&wrong)
        );
        let later = whole.replace("import/1", "import/2");
        assert!(said(&later).contains("rpl-immune-profile/import/2"), "{}", said(&later));
        let laboratory = said(&laboratory_file::to_file(&Laboratory::default()));
        assert!(laboratory.contains("under “My laboratory”"), "{laboratory}");
        let report = said(r#"{"schema":"rpl-immune-profile/report/1"}"#);
        assert!(report.contains("rpl-immune-profile/report/1"), "{report}");
        let file = String::from_utf8(session().to_file()).expect("text");
        let impossible = file.replace("16.1", "161");
        assert_ne!(impossible, file);
        assert_eq!(
            said(&impossible),
            "The cut-off for nk_percent must lie between 0 and 100, not 161."
        );
    }
}

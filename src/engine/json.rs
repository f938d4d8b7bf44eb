//! Values out of JSON, and where a text is not what is expected.

use serde::de::{DeserializeOwned, IgnoredAny};
use serde::{Deserialize, Serialize};
use serde_json::error::Category;

/// Where and how a text is not the JSON that is expected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{self:?}")]
pub enum JsonError {
    /// The text ends before its value does.
    CutShort,
    /// A line is no JSON.
    Broken {
        /// The line, counted from 1.
        line: usize,
    },
    /// Something is missing from what ends on this line.
    Incomplete {
        /// The line, counted from 1.
        line: usize,
    },
    /// A name or a value that is not known where it stands.
    Unknown {
        /// The line, counted from 1.
        line: usize,
        /// What stands there.
        found: String,
    },
}

/// The value that a text holds.
///
/// # Errors
/// The [`JsonError`] reason.
pub fn from_json<T: DeserializeOwned>(text: &str) -> Result<T, JsonError> {
    serde_json::from_str(text).map_err(|error| JsonError::new(text, &error))
}

impl JsonError {
    fn new(text: &str, error: &serde_json::Error) -> Self {
        let line = error.line();
        // Another kind of value where a word is expected is called bad syntax, too.
        let is_json = serde_json::from_str::<IgnoredAny>(text).is_ok();
        match error.classify() {
            Category::Eof => JsonError::CutShort,
            Category::Io | Category::Syntax if !is_json => JsonError::Broken { line },
            Category::Io | Category::Syntax | Category::Data => {
                match last_entry(text, line, error.column()) {
                    // What is missing is noticed at the end of what it is missing from.
                    end if end.is_empty() || end.ends_with(['}', ']']) => {
                        JsonError::Incomplete { line }
                    }
                    found => JsonError::Unknown { line, found: found.to_owned() },
                }
            }
        }
    }
}

/// The name and value of a line that end in a column, both counted from 1.
fn last_entry(text: &str, line: usize, column: usize) -> &str {
    let whole = text.lines().nth(line.saturating_sub(1)).unwrap_or_default();
    let (read, rest) = whole.split_at_checked(column).unwrap_or((whole, ""));
    // A number is refused at its first digit.
    let is_end = |letter: char| !(letter.is_ascii_alphanumeric() || ".+-".contains(letter));
    let n_more = rest.find(is_end).unwrap_or(rest.len());
    let read = whole.get(..read.len() + n_more).unwrap_or(whole);
    let entry = read.rsplit([',', '{', '[']).next().unwrap_or_default();
    entry.trim().trim_end_matches(':')
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only whether it can be read matters")]
    struct Person {
        age: u32,
        word: Word,
    }

    #[derive(Debug, Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum Word {
        Yes,
    }

    #[test]
    fn what_is_wrong_is_said_with_its_place() {
        let unknown = |line, found: &str| JsonError::Unknown { line, found: found.to_owned() };
        for (text, error) in [
            ("", JsonError::CutShort),
            ("{\n\"age\": 3", JsonError::CutShort),
            ("{\n\"age\": three}", JsonError::Broken { line: 2 }),
            ("{\n\"age\": 3\n}", JsonError::Incomplete { line: 3 }),
            ("{\"age\": 3}", JsonError::Incomplete { line: 1 }),
            ("{\n\"age\": 3,\n\"wrod\": 4}", unknown(3, "\"wrod\"")),
            ("{\"age\": 3, \"wrod\": 4}", unknown(1, "\"wrod\"")),
            ("{\n\"age\": \"three\",\n\"word\": \"yes\"}", unknown(2, "\"age\": \"three\"")),
            ("{\"age\": 3, \"word\": \"maybe\"}", unknown(1, "\"word\": \"maybe\"")),
            ("{\n\"age\": 3,\n\"word\": 1\n}", unknown(3, "\"word\": 1")),
            ("{\"word\": 12, \"age\": 3}", unknown(1, "\"word\": 12")),
        ] {
            assert_eq!(from_json::<Person>(text).expect_err(text), error, "{text}");
        }
        assert!(from_json::<Person>("{\"age\": 3, \"word\": \"yes\"}").is_ok());
    }
}

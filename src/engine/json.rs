//! Values out of JSON, and where a text is not what is expected.

use std::{fmt, iter};

use serde::de::{
    DeserializeOwned, DeserializeSeed, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor,
};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::error::Category;
use serde_json::{Map, Value};

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
    /// An object has two values of one name, so that nobody can say which is meant.
    Twice {
        /// The line of the second one, counted from 1.
        line: usize,
        /// The name.
        name: String,
    },
}

/// The value that a text holds.
///
/// # Errors
/// The [`JsonError`] reason.
pub fn from_json<T: DeserializeOwned>(text: &str) -> Result<T, JsonError> {
    let mut twice = None;
    let mut values = serde_json::Deserializer::from_str(text);
    let checked = OneValueAName { twice: &mut twice }.deserialize(&mut values);
    match (checked, twice) {
        (Err(error), Some(name)) => Err(JsonError::Twice { line: error.line(), name }),
        // What else is wrong is found again, with its place.
        _ => serde_json::from_str(text).map_err(|error| JsonError::new(text, &error)),
    }
}

/// The values of a text, one after another; none after the first error.
pub(in crate::engine) fn values(
    text: &str,
) -> impl Iterator<Item = Result<Value, (serde_json::Error, Option<String>)>> {
    let mut values = serde_json::Deserializer::from_str(text);
    let mut has_failed = false;
    iter::from_fn(move || {
        if has_failed || values.end().is_ok() {
            return None;
        }
        let mut twice = None;
        let value = OneValueAName { twice: &mut twice }.deserialize(&mut values);
        has_failed = value.is_err();
        Some(value.map_err(|error| (error, twice)))
    })
}

/// A value of which no object has a name twice: the parser alone would take the last of
/// them in silence.
struct OneValueAName<'a> {
    /// The name that stands twice, where that is why it fails.
    twice: &'a mut Option<String>,
}

impl<'de> DeserializeSeed<'de> for OneValueAName<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, values: D) -> Result<Value, D::Error> {
        values.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for OneValueAName<'_> {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut values: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(value) =
            values.next_element_seed(OneValueAName { twice: &mut *self.twice })?
        {
            list.push(value);
        }
        Ok(list.into())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut members = Map::new();
        while let Some(name) = entries.next_key::<String>()? {
            if members.contains_key(&name) {
                *self.twice = Some(name);
                return Err(A::Error::custom("twice"));
            }
            let value = entries.next_value_seed(OneValueAName { twice: &mut *self.twice })?;
            members.insert(name, value);
        }
        Ok(members.into())
    }
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
        let twice = |line, name: &str| JsonError::Twice { line, name: name.to_owned() };
        for (text, error) in [
            ("{\n\"age\": 3,\n\"age\": 3\n}", twice(3, "age")),
            ("[1.5, {\"a\": {\"b\": [null, {\"c\": true, \"\\u0063\": -1}]}}]", twice(1, "c")),
            ("{\"a\": {\"b\": 1}, \"c\": {\"b\": 1}, \"\": 2, \"\": 2}", twice(1, "")),
        ] {
            assert_eq!(from_json::<Value>(text).expect_err(text), error, "{text}");
        }
        let apart = "[{\"b\": 1}, {\"b\": {\"b\": 1}, \"B\": \"b\"}]";
        assert!(from_json::<Value>(apart).is_ok());
        assert!(from_json::<Person>("{\"age\": 3, \"word\": \"yes\"}").is_ok());
    }
}

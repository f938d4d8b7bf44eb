//! A laboratory as a small file and as an address: the same names and numbers, in the
//! address only what differs from the study's. Neither can hold a value of a patient,
//! because both are made of a [`Laboratory`] alone.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::engine::VERSION;
use crate::engine::json::from_json;
use crate::engine::protocol::laboratory::Laboratory;
use crate::view::file_errors::LaboratoryFileError;

/// Name and version of the layout.
pub const SCHEMA: &str = "rpl-immune-profile/laboratory/1";

/// The name that a file is proposed to be saved under.
pub const FILE_NAME: &str = "laboratory.json";

/// A file of this layout has about 2 kB: a larger one is none.
pub const MOST_BYTES: u32 = 64 << 10;

/// What an address begins with that holds a laboratory.
const ADDRESS: &str = "#patient?lab=";

/// What an address need not encode.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// Layout and version beside the laboratory itself.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct LaboratoryFile<T> {
    schema: String,
    version: String,
    laboratory: T,
}

/// A laboratory as the text of a file.
#[must_use]
pub fn to_file(laboratory: &Laboratory) -> String {
    let file =
        LaboratoryFile { schema: SCHEMA.to_owned(), version: VERSION.to_owned(), laboratory };
    // Texts and numbers in memory can always be written.
    serde_json::to_string_pretty(&file).unwrap_or_default() + "\n"
}

/// The laboratory of a file.
///
/// # Errors
/// What makes it unusable.
pub fn from_file(text: &str) -> Result<Laboratory, LaboratoryFileError> {
    let text = text.trim_start_matches('\u{feff}');
    let value: Value = from_json(text)?;
    match value.get("schema").and_then(Value::as_str) {
        Some(SCHEMA) => {}
        Some(schema) => {
            return Err(LaboratoryFileError::OtherSchema { schema: schema.to_owned() });
        }
        None => return Err(LaboratoryFileError::NoSchema),
    }
    let LaboratoryFile { laboratory, .. } = from_json::<LaboratoryFile<Laboratory>>(text)?;
    usable(laboratory)
}

/// A laboratory as the fragment of an address: only what differs from the study's.
#[must_use]
pub fn to_fragment(laboratory: &Laboratory) -> String {
    let [own, base] = [laboratory, &Laboratory::default()].map(named_values);
    let text = Value::Object(differing(own, &base)).to_string();
    format!("{ADDRESS}{}", utf8_percent_encode(&text, ENCODED))
}

/// The laboratory of a fragment; `None` where it holds none.
///
/// # Errors
/// What makes it unusable.
#[must_use]
pub fn from_fragment(fragment: &str) -> Option<Result<Laboratory, LaboratoryFileError>> {
    let encoded = fragment.strip_prefix(ADDRESS)?;
    let decoded = percent_decode_str(encoded).decode_utf8();
    Some(decoded.map_err(|_| LaboratoryFileError::Encoding).and_then(|text| {
        let Value::Object(changes) = from_json(&text)? else {
            return Err(LaboratoryFileError::NoSchema);
        };
        let whole = with_changes(named_values(&Laboratory::default()), changes);
        usable(from_json(&Value::Object(whole).to_string())?)
    }))
}

/// A laboratory as it would have been typed.
fn usable(laboratory: Laboratory) -> Result<Laboratory, LaboratoryFileError> {
    let laboratory = laboratory.cleaned();
    laboratory.validate()?;
    Ok(laboratory)
}

/// Everything that is set, by name.
fn named_values(laboratory: &Laboratory) -> Map<String, Value> {
    match serde_json::to_value(laboratory) {
        Ok(Value::Object(values)) => values,
        // A laboratory is always written as an object.
        Ok(_) | Err(_) => Map::new(),
    }
}

/// What differs from a base.
fn differing(values: Map<String, Value>, base: &Map<String, Value>) -> Map<String, Value> {
    let changed = values.into_iter().filter(|(name, value)| base.get(name) != Some(value));
    changed
        .map(|(name, value)| match (value, base.get(&name)) {
            (Value::Object(values), Some(Value::Object(base))) => {
                (name, Value::Object(differing(values, base)))
            }
            (value, _) => (name, value),
        })
        .collect()
}

/// A base with what differs from it. A name that the base does not have is refused by
/// whoever reads the whole.
fn with_changes(mut base: Map<String, Value>, changes: Map<String, Value>) -> Map<String, Value> {
    for (name, change) in changes {
        let value = match (base.remove(&name), change) {
            (Some(Value::Object(base)), Value::Object(changes)) => {
                Value::Object(with_changes(base, changes))
            }
            (_, change) => change,
        };
        base.insert(name, value);
    }
    base
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;
    use crate::engine::protocol::laboratory::NoteKind;
    use crate::engine::protocol::preset::Preset;
    use crate::engine::protocol::{Protocol, Source};
    use crate::engine::quantity::Quantity;
    use crate::engine::rules::panel::ImmuneTest;
    use crate::view::messages;

    fn own() -> Laboratory {
        let protocol = Protocol { minimum_losses: 3, ..Protocol::default() }
            .with_preset(Preset::of(Source::King2010).expect("a preset"))
            .with_cutoff(Quantity::Th1Th2Ratio, 30.25, Source::OwnLaboratory);
        let mut own = Laboratory::new("Ward “3” & ü %", protocol)
            .with_note(ImmuneTest::NkLevel, NoteKind::Assay, "flow, CD3−CD56+")
            .with_note(ImmuneTest::Th1Th2, NoteKind::Source, "own \"33\" controls");
        own.precision.cv.nk_level = Some(0.052);
        own.precision.correlation = 0.7;
        own
    }

    #[test]
    fn a_laboratory_comes_back_from_its_file_and_from_its_address() {
        let renamed = |lab: &Laboratory| lab.clone().named(lab.name());
        for laboratory in [Laboratory::default(), own()] {
            let file = to_file(&laboratory);
            assert_eq!(from_file(&file), Ok(renamed(&laboratory)), "{file}");
            let fragment = to_fragment(&laboratory);
            assert_eq!(from_fragment(&fragment), Some(Ok(renamed(&laboratory))), "{fragment}");
            let is_plain = |one: char| one.is_ascii_alphanumeric() || "#?=%-_.~".contains(one);
            assert!(fragment.chars().all(is_plain), "{fragment}");
        }
        assert_eq!(to_fragment(&Laboratory::default()), "#patient?lab=%7B%7D");
    }

    #[test]
    fn the_address_holds_only_what_differs() {
        let protocol =
            Protocol::default().with_cutoff(Quantity::NkPercent, 12.0, Source::OwnLaboratory);
        let fragment = to_fragment(&Laboratory::new("Ward 3", protocol));
        let text = percent_decode_str(fragment.strip_prefix(ADDRESS).expect("it"))
            .decode_utf8()
            .expect("text");
        assert_eq!(
            text,
            r#"{"name":"Ward 3","protocol":{"nk_percent":{"source":"own_laboratory","value":12.0}}}"#
        );
    }

    #[test]
    fn what_cannot_be_used_is_refused_with_its_line_or_its_field() {
        let file = to_file(&own());
        let said = |file: &str| messages::laboratory_error(&from_file(file).expect_err("refused"));
        let changed = |from: &str, to: &str| {
            let changed = file.replacen(from, to, 1);
            assert_ne!(changed, file);
            said(&changed)
        };
        for (from, to, part) in [
            ("laboratory/1", "laboratory/2", "“rpl-immune-profile/laboratory/2”"),
            ("\"schema\"", "\"scheme\"", "not a laboratory file"),
            ("\"notes\"", "\"note\"", "Line 39 holds a name or a value that is not known there"),
            ("\"nk_percent\"", "\"nk_pct\"", "\"nk_pct\""),
            ("\"king2010\"", "\"king\"", "\"source\": \"king\""),
            ("\"king2010\"", "\"han2025\"", "nk_percent is said to be of Han 2025, Fig. 2"),
            ("\"king2010\"", "\"what_if\"", "nk_percent is said to be of What if"),
            (
                "\"value\": 18",
                "\"value\": 180",
                "cut-off for nk_percent must lie between 0 and 100",
            ),
            ("\"value\": 18.0", "\"value\": \"18\"", "\"value\": \"18\""),
            ("\"value\": 18.0,", "", "missing"),
            ("\"any\"", "\"some\"", "\"cytotoxicity_rule\": \"some\""),
            ("\"minimum_losses\": 3", "\"minimum_losses\": 0", "fewest losses must be"),
            ("\"minimum_losses\": 3", "\"minimum_losses\": 2.5", "\"minimum_losses\": 2.5"),
            ("\"interval_level\": 0.95", "\"interval_level\": 95", "interval level"),
            ("0.052", "5.2", "coefficient of variation of NK cell level"),
            ("0.052", "0", "coefficient of variation of NK cell level"),
            ("0.7", "0.99", "correlation must lie between 0 and 0.95"),
        ] {
            let said = changed(from, to);
            assert!(said.contains(part), "{to}: {said}");
        }
        assert!(said(&file[..file.len() / 2]).contains("ends too early"));
        assert!(said("nk_percent;17\n").contains("Line 1 is not valid JSON"));
        assert!(said("17").contains("not a laboratory file"));
    }

    #[test]
    fn an_address_without_a_laboratory_is_none_and_a_damaged_one_is_refused() {
        for other in ["", "#patient", "#cohort", "#patient?offline=1", "#cohort?lab=%7B%7D"] {
            assert_eq!(from_fragment(other), None, "{other}");
        }
        let whole = to_fragment(&own());
        for damaged in ["#patient?lab=", "#patient?lab=%7", "#patient?lab=%FF", "#patient?lab=17"] {
            assert!(from_fragment(damaged).is_some_and(|read| read.is_err()), "{damaged}");
        }
        // Wherever a messenger cuts it, nothing is taken from it.
        for n in ADDRESS.len()..whole.len() {
            assert!(from_fragment(&whole[..n]).is_some_and(|read| read.is_err()), "{n}");
        }
        // Browsers and messengers leave some signs as they are.
        let plain = "#patient?lab={\"name\":\"Ward 3\"}";
        let named = Laboratory::default().named("Ward 3");
        assert_eq!(from_fragment(plain), Some(Ok(named)));
    }
}

//! The FHIR document of one patient against R4 (4.0.1): which elements its resources and
//! data types have, which are required and which are lists, how primitive values are
//! written, the required codes, and the invariants that can be broken here. All of it is
//! written down from the specification (hl7.org/fhir/R4), not from what the page makes.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use rpl_immune_profile::engine::borderline::Precision;
use rpl_immune_profile::engine::protocol::Protocol;
use rpl_immune_profile::view::export::patient::PatientFile;
use rpl_immune_profile::view::export::patient::bundle::document;
use rpl_immune_profile::view::language::english::English;
use rpl_immune_profile::view::patient::PatientDraft;
use rpl_immune_profile::view::patient::handover::PatientInHand;
use serde_json::Value;

use super::patient_files::{SAVED, patients};

/// The elements of a type: name, its type, how often (`?`, `1`, `*`, `+`). Only those of
/// which the document may make use; any other is refused.
#[expect(clippy::too_many_lines, reason = "a table")]
fn elements(kind: &str) -> &'static [(&'static str, &'static str, char)] {
    match kind {
        "Bundle" => &[
            ("resourceType", "code", '1'),
            ("id", "id", '?'),
            ("meta", "Meta", '?'),
            ("identifier", "Identifier", '?'),
            ("type", "code", '1'),
            ("timestamp", "instant", '?'),
            ("entry", "Entry", '*'),
        ],
        "Entry" => &[("fullUrl", "uri", '?'), ("resource", "Resource", '?')],
        "Composition" => &[
            ("resourceType", "code", '1'),
            ("id", "id", '?'),
            ("meta", "Meta", '?'),
            ("text", "Narrative", '?'),
            ("status", "code", '1'),
            ("type", "CodeableConcept", '1'),
            ("subject", "Reference", '?'),
            ("date", "dateTime", '1'),
            ("author", "Reference", '+'),
            ("title", "string", '1'),
            ("section", "Section", '*'),
        ],
        "Section" => &[
            ("title", "string", '?'),
            ("code", "CodeableConcept", '?'),
            ("text", "Narrative", '?'),
            ("entry", "Reference", '*'),
        ],
        "Patient" => &[
            ("resourceType", "code", '1'),
            ("id", "id", '?'),
            ("meta", "Meta", '?'),
            ("name", "HumanName", '*'),
        ],
        "DiagnosticReport" => &[
            ("resourceType", "code", '1'),
            ("id", "id", '?'),
            ("meta", "Meta", '?'),
            ("status", "code", '1'),
            ("category", "CodeableConcept", '*'),
            ("code", "CodeableConcept", '1'),
            ("subject", "Reference", '?'),
            ("issued", "instant", '?'),
            ("result", "Reference", '*'),
            ("conclusion", "string", '?'),
            ("conclusionCode", "CodeableConcept", '*'),
        ],
        "Observation" => &[
            ("resourceType", "code", '1'),
            ("id", "id", '?'),
            ("meta", "Meta", '?'),
            ("status", "code", '1'),
            ("category", "CodeableConcept", '*'),
            ("code", "CodeableConcept", '1'),
            ("subject", "Reference", '?'),
            ("_effectiveDateTime", "Element", '?'),
            ("issued", "instant", '?'),
            ("valueQuantity", "Quantity", '?'),
            ("valueCodeableConcept", "CodeableConcept", '?'),
            ("dataAbsentReason", "CodeableConcept", '?'),
            ("interpretation", "CodeableConcept", '*'),
            ("note", "Annotation", '*'),
            ("method", "CodeableConcept", '?'),
            ("device", "Reference", '?'),
            ("referenceRange", "ReferenceRange", '*'),
            ("derivedFrom", "Reference", '*'),
            ("component", "Component", '*'),
        ],
        "Component" => &[
            ("code", "CodeableConcept", '1'),
            ("valueQuantity", "Quantity", '?'),
            ("valueCodeableConcept", "CodeableConcept", '?'),
            ("valueString", "string", '?'),
            ("valueBoolean", "boolean", '?'),
            ("dataAbsentReason", "CodeableConcept", '?'),
        ],
        "ReferenceRange" => &[("high", "SimpleQuantity", '?'), ("text", "string", '?')],
        "Device" => &[
            ("resourceType", "code", '1'),
            ("id", "id", '?'),
            ("meta", "Meta", '?'),
            ("deviceName", "DeviceName", '*'),
            ("version", "Version", '*'),
            ("property", "Property", '*'),
        ],
        "DeviceName" => &[("name", "string", '1'), ("type", "code", '1')],
        "Version" => &[("type", "CodeableConcept", '?'), ("value", "string", '1')],
        "Property" => &[
            ("type", "CodeableConcept", '1'),
            ("valueQuantity", "Quantity", '*'),
            ("valueCode", "CodeableConcept", '*'),
        ],
        "Meta" => &[("security", "Coding", '*')],
        "Identifier" => &[("system", "uri", '?'), ("value", "string", '?')],
        "Narrative" => &[("status", "code", '1'), ("div", "xhtml", '1')],
        "CodeableConcept" => &[("coding", "Coding", '*'), ("text", "string", '?')],
        "Coding" => &[("system", "uri", '?'), ("code", "code", '?'), ("display", "string", '?')],
        "Quantity" => &[
            ("value", "decimal", '?'),
            ("comparator", "code", '?'),
            ("unit", "string", '?'),
            ("system", "uri", '?'),
            ("code", "code", '?'),
        ],
        "SimpleQuantity" => &[
            ("value", "decimal", '?'),
            ("unit", "string", '?'),
            ("system", "uri", '?'),
            ("code", "code", '?'),
        ],
        "Reference" => &[("reference", "string", '?')],
        "HumanName" => &[("text", "string", '?')],
        "Annotation" => &[("text", "markdown", '1')],
        "Element" => &[("extension", "Extension", '*')],
        "Extension" => &[("url", "uri", '1'), ("valueCode", "code", '?')],
        other => panic!("no type {other}"),
    }
}

/// The required codes of an element, where R4 binds it so.
fn required(kind: &str, element: &str) -> Option<&'static [&'static str]> {
    Some(match (kind, element) {
        ("Bundle", "type") => &[
            "document",
            "message",
            "transaction",
            "transaction-response",
            "batch",
            "batch-response",
            "history",
            "searchset",
            "collection",
        ],
        ("Composition", "status") => &["preliminary", "final", "amended", "entered-in-error"],
        ("DiagnosticReport", "status") => &[
            "registered",
            "partial",
            "preliminary",
            "final",
            "amended",
            "corrected",
            "appended",
            "cancelled",
            "entered-in-error",
            "unknown",
        ],
        ("Observation", "status") => &[
            "registered",
            "preliminary",
            "final",
            "amended",
            "corrected",
            "cancelled",
            "entered-in-error",
            "unknown",
        ],
        ("Narrative", "status") => &["generated", "extensions", "additional", "empty"],
        ("Quantity", "comparator") => &["<", "<=", ">=", ">"],
        ("DeviceName", "type") => &[
            "udi-label-name",
            "user-friendly-name",
            "patient-reported-name",
            "manufacturer-name",
            "model-name",
            "other",
        ],
        _ => return None,
    })
}

fn is_digits(text: &str, n: usize) -> bool {
    text.len() == n && text.bytes().all(|one| one.is_ascii_digit())
}

/// `YYYY-MM-DDThh:mm:ss.sss+zz:zz`, which is both a dateTime and an instant.
fn is_instant(text: &str) -> bool {
    let Some((day, rest)) = text.split_once('T') else { return false };
    let parts: Vec<&str> = day.split('-').collect();
    let is_day = matches!(parts.as_slice(), [y, m, d] if is_digits(y, 4) && is_digits(m, 2) && is_digits(d, 2));
    let (time, zone) = match rest.strip_suffix('Z') {
        Some(time) => (time, None),
        None => match rest.rfind(['+', '-']) {
            Some(place) => (&rest[..place], Some(&rest[place + 1..])),
            None => return false,
        },
    };
    let is_clock = |text: &str, n| {
        let parts: Vec<&str> = text.split(':').collect();
        parts.len() == n && parts.iter().all(|part| is_digits(part, 2))
    };
    let (whole, fraction) = time.split_once('.').unwrap_or((time, "0"));
    let is_fraction = !fraction.is_empty() && fraction.bytes().all(|one| one.is_ascii_digit());
    is_day && is_clock(whole, 3) && is_fraction && zone.is_none_or(|zone| is_clock(zone, 2))
}

/// What stands between the elements of a narrative is text; only these elements are used,
/// all of them allowed in FHIR, and they are closed in their order.
fn check_xhtml(text: &str) {
    let inner = text.strip_prefix("<div xmlns=\"http://www.w3.org/1999/xhtml\">").expect("a div");
    let inner = inner.strip_suffix("</div>").expect("its end");
    let mut open = Vec::new();
    let mut has_text = false;
    for part in inner.split_inclusive('>') {
        let (before, tag) = part.split_once('<').unwrap_or((part, ""));
        has_text |= !before.trim().is_empty();
        assert!(!before.contains('>'), "{part}");
        for entity in before.split('&').skip(1) {
            assert!(["amp;", "lt;", "gt;"].iter().any(|one| entity.starts_with(one)), "{before}");
        }
        match tag.strip_suffix('>') {
            Some(tag) if tag.starts_with('/') => assert_eq!(open.pop(), Some(&tag[1..]), "{text}"),
            Some(tag) => {
                assert!(["p", "ul", "li"].contains(&tag), "{tag}");
                open.push(tag);
            }
            None => assert_eq!(tag, ""),
        }
    }
    assert!(open.is_empty() && has_text, "txt-2: {text}");
}

fn check_primitive(kind: &str, value: &Value, place: &str) {
    let text = value.as_str().unwrap_or_default();
    let is_right = match kind {
        "boolean" => value.is_boolean(),
        "decimal" => value.is_number(),
        "id" => {
            (1..=64).contains(&text.len())
                && text.bytes().all(|one| one.is_ascii_alphanumeric() || b"-.".contains(&one))
        }
        "uri" => !text.is_empty() && !text.contains(char::is_whitespace) && text.contains(':'),
        "code" => !text.is_empty() && text.trim() == text && !text.contains("  "),
        "instant" | "dateTime" => is_instant(text),
        "string" | "markdown" => !text.trim().is_empty() && text.len() < 1 << 20,
        "xhtml" => {
            check_xhtml(text);
            true
        }
        other => panic!("no type {other}"),
    };
    assert!(is_right, "{place}: {value} is no {kind}");
}

fn check_element(kind: &str, value: &Value, place: &str) {
    if kind.starts_with(char::is_lowercase) {
        return check_primitive(kind, value, place);
    }
    let kind =
        if kind == "Resource" { value["resourceType"].as_str().expect("a resource") } else { kind };
    let members = value.as_object().unwrap_or_else(|| panic!("{place}: {value}"));
    assert!(!members.is_empty(), "ele-1: {place} is empty");
    let elements = elements(kind);
    for (key, value) in members {
        let known = elements.iter().find(|(name, ..)| name == key);
        let (_, of, times) = known.unwrap_or_else(|| panic!("{kind} has no {key}: {place}"));
        let place = format!("{place}/{key}");
        if let Some(codes) = required(kind, key) {
            assert!(codes.contains(&value.as_str().unwrap_or_default()), "{place}: {value}");
        }
        if matches!(times, '*' | '+') {
            let values = value.as_array().unwrap_or_else(|| panic!("{place} is a list"));
            assert!(!values.is_empty(), "{place} is empty");
            for value in values {
                check_element(of, value, &place);
            }
        } else {
            check_element(of, value, &place);
        }
    }
    for (name, _, times) in elements {
        assert!(matches!(times, '?' | '*') || members.contains_key(*name), "{place} lacks {name}");
    }
    check_invariants(kind, value, place);
}

fn has(value: &Value, key: &str) -> bool {
    !value[key].is_null()
}

/// The choices of `value[x]` that an element has.
fn n_values(value: &Value) -> usize {
    value.as_object().expect("an element").keys().filter(|key| key.starts_with("value")).count()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

fn codes(concept: &Value) -> BTreeSet<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    list(&concept["coding"]).iter().map(|one| (text(&one["system"]), text(&one["code"]))).collect()
}

fn check_invariants(kind: &str, value: &Value, place: &str) {
    match kind {
        "Quantity" | "SimpleQuantity" => {
            assert!(!has(value, "code") || has(value, "system"), "qty-3: {place}");
            // UCUM codes hold no blank; those of annotations stand in braces.
            assert_eq!(value["system"], "http://unitsofmeasure.org");
        }
        "Component" => {
            assert!(n_values(value) <= 1, "{place}: one value[x]");
            assert!(n_values(value) == 0 || !has(value, "dataAbsentReason"), "{place}");
            assert!(n_values(value) == 1 || has(value, "dataAbsentReason"), "{place}");
        }
        "Observation" => {
            assert!(n_values(value) <= 1, "{place}: one value[x]");
            let is_absent = has(value, "dataAbsentReason");
            assert!(!is_absent || n_values(value) == 0, "obs-6: {place}");
            let own = codes(&value["code"]);
            let repeats =
                list(&value["component"]).iter().any(|one| !own.is_disjoint(&codes(&one["code"])));
            assert!(!repeats || n_values(value) == 0, "obs-7: {place}");
            let is_vital =
                codes_of_list(&value["category"]).iter().any(|(_, code)| code == "vital-signs");
            // The profile of vital signs: code, subject, time, value or why there is none.
            assert!(
                !is_vital || has(value, "_effectiveDateTime") || has(value, "effectiveDateTime"),
                "vs-1: {place}"
            );
            assert!(!is_vital || n_values(value) == 1 || is_absent, "vs-2: {place}");
        }
        "ReferenceRange" => {
            assert!(["low", "high", "text"].iter().any(|key| has(value, key)), "obs-3: {place}");
        }
        "Section" => {
            assert!(
                ["text", "entry", "section"].iter().any(|key| has(value, key)),
                "cmp-1: {place}"
            );
        }
        "Extension" => assert_eq!(n_values(value), 1, "ext-1: {place}"),
        _ => {}
    }
}

fn codes_of_list(concepts: &Value) -> BTreeSet<(String, String)> {
    list(concepts).iter().flat_map(codes).collect()
}

/// Every reference of a resource.
fn references<'a>(value: &'a Value, found: &mut Vec<&'a str>) {
    match value {
        Value::Object(members) => {
            found.extend(members.get("reference").and_then(Value::as_str));
            members.values().for_each(|value| references(value, found));
        }
        Value::Array(values) => values.iter().for_each(|value| references(value, found)),
        _ => {}
    }
}

/// Checks a document by the specification.
fn check_document(bundle: &Value) {
    check_element("Bundle", bundle, "");
    assert_eq!(bundle["type"], "document");
    assert!(has(&bundle["identifier"], "system") && has(&bundle["identifier"], "value"), "bdl-9");
    assert!(has(bundle, "timestamp"), "bdl-10");
    let entries = list(&bundle["entry"]);
    assert_eq!(entries[0]["resource"]["resourceType"], "Composition", "bdl-11");
    let mut by_url = BTreeMap::new();
    for entry in entries {
        let url = entry["fullUrl"].as_str().expect("an address");
        assert!(by_url.insert(url, &entry["resource"]).is_none(), "bdl-7: {url}");
        let digits = url.strip_prefix("urn:uuid:").expect("a UUID");
        let parts: Vec<usize> = digits.split('-').map(str::len).collect();
        assert_eq!(parts, [8, 4, 4, 4, 12], "{url}");
        let is_hex = |one: u8| one.is_ascii_digit() || (b'a'..=b'f').contains(&one) || one == b'-';
        assert!(digits.bytes().all(is_hex), "{url}");
        assert_eq!(entry["resource"]["id"], digits);
    }
    // What is referred to is in the document, and everything in it is reached from the
    // Composition.
    let mut reached = BTreeSet::new();
    let mut next = vec![entries[0]["fullUrl"].as_str().expect("an address")];
    while let Some(url) = next.pop() {
        let resource = by_url.get(url).unwrap_or_else(|| panic!("nothing at {url}"));
        if reached.insert(url) {
            references(resource, &mut next);
        }
    }
    assert_eq!(reached.len(), entries.len(), "everything is reached");
}

proptest! {
    #[test]
    fn every_document_is_one_by_the_specification(patient in patients(), with_name in any::<bool>()) {
        let file = PatientFile::new(&patient, with_name, SAVED, &English);
        let bundle = document(&file, &English);
        check_document(&bundle);
        prop_assert_eq!(&bundle, &document(&file, &English), "no chance");
        for entry in list(&bundle["entry"]).iter().map(|entry| &entry["resource"]).chain([&bundle]) {
            let is_test = entry["meta"]["security"][0]["code"] == "HTEST";
            prop_assert_eq!(is_test, patient.draft.is_example);
        }
    }
}

/// The resources of a document of a kind.
fn of_kind<'a>(bundle: &'a Value, kind: &str) -> Vec<&'a Value> {
    let resources = list(&bundle["entry"]).iter().map(|entry| &entry["resource"]);
    resources.filter(|one| one["resourceType"] == kind).collect()
}

fn observation<'a>(bundle: &'a Value, code: &str) -> &'a Value {
    let has = |one: &&Value| one["code"]["coding"][0]["code"] == code;
    of_kind(bundle, "Observation").into_iter().find(has).expect("the value")
}

/// The made-up example, value by value: 18.2 is above 16.1, 22.4 is not above 23.8.
#[test]
fn the_example_says_what_it_holds() {
    let patient = PatientInHand {
        precision: Precision::default(),
        draft: PatientDraft::example(),
        protocol: Protocol::default(),
        name: String::new(),
    };
    let bundle = document(&PatientFile::new(&patient, true, SAVED, &English), &English);
    let level = observation(&bundle, "nk_percent");
    assert_eq!(level["valueQuantity"]["value"], 18.2);
    assert_eq!(level["valueQuantity"]["code"], "%");
    assert_eq!(level["referenceRange"][0]["high"]["value"], 16.1);
    assert_eq!(level["referenceRange"][0]["text"], "High is > 16.1 (Han 2025, Fig. 2)");
    assert_eq!(level["interpretation"][0]["coding"][0]["code"], "H");
    assert_eq!(observation(&bundle, "nk_cyto_25")["interpretation"][0]["coding"][0]["code"], "N");
    let age = observation(&bundle, "age_years");
    assert_eq!(age["code"]["coding"][1]["system"], "http://loinc.org");
    assert_eq!(age["code"]["coding"][1]["code"], "30525-0");
    assert_eq!(
        (&age["valueQuantity"]["value"], &age["valueQuantity"]["code"]),
        (&34.into(), &"a".into())
    );
    let class = observation(&bundle, "immune_class");
    assert_eq!(class["valueCodeableConcept"]["coding"][0]["code"], "class_nk_cytotoxicity");
    assert_eq!(class["method"]["coding"][0]["code"], "rule_any");
    let report = of_kind(&bundle, "DiagnosticReport")[0];
    assert_eq!(report["conclusion"], "NK cell level + cytotoxicity");
    let device = of_kind(&bundle, "Device")[0];
    assert_eq!(device["version"][1]["value"], Protocol::default().fingerprint());
    assert!(of_kind(&bundle, "Patient")[0].get("name").is_none());
    assert_eq!(bundle["meta"]["security"][0]["code"], "HTEST");
}

/// Only these codes of LOINC were found confirmed for what they are used for here.
#[test]
fn no_other_codes_of_loinc_are_used() {
    let patient = |ratio, bmi| {
        let mut draft = PatientDraft::example();
        draft.ratio_from_percentages = ratio;
        draft.bmi_from_height = bmi;
        for quantity in rpl_immune_profile::engine::quantity::ByQuantity::<()>::KEYS {
            if draft.text(*quantity).is_empty() {
                let middle =
                    f64::midpoint(quantity.plausible().minimum, quantity.plausible().maximum);
                draft.set_text(*quantity, format!("{middle:.0}"));
            }
        }
        PatientInHand {
            precision: Precision::default(),
            draft,
            protocol: Protocol::default(),
            name: String::new(),
        }
    };
    let mut used = BTreeSet::new();
    for (ratio, bmi) in [(false, false), (true, true)] {
        let bundle =
            document(&PatientFile::new(&patient(ratio, bmi), true, SAVED, &English), &English);
        let concepts = of_kind(&bundle, "Observation").into_iter().map(|one| &one["code"]);
        let reports = of_kind(&bundle, "DiagnosticReport").into_iter().map(|one| &one["code"]);
        used.extend(
            concepts
                .chain(reports)
                .flat_map(codes)
                .filter(|(system, _)| system == "http://loinc.org"),
        );
    }
    let used: Vec<&str> = used.iter().map(|(_, code)| code.as_str()).collect();
    assert_eq!(used, ["11502-2", "29463-7", "30525-0", "39156-5", "8302-2"]);
}

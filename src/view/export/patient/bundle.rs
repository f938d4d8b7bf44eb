//! One patient as a FHIR R4 document: a Bundle of the type `document`, with Composition,
//! Patient, `DiagnosticReport`, an Observation for each value and for the class, and the
//! Device, which is this program with its cut-offs and its rule as properties.
//!
//! - The identifiers are made of the SHA-256 of the plain record: the same record gives the
//!   same document.
//! - A value that is missing has no Observation; one that is not understood has the reason
//!   `as-text` in the place of a value, and what was typed beside it.
//! - A bound has a comparator; of repeated measurements the value is the mean and the single
//!   ones are components. What was typed otherwise than the number is written stands in a
//!   component.
//! - When a value was measured is not known here, and is not stated.

use serde_json::{Map, Value, json};

use super::PatientFile;
use super::codes::{
    ABSENT, ABSENT_EXTENSION, ACT_REASON, CATEGORY, INTERPRETATION, LOINC, OWN, OwnCode, SECTION,
    UCUM, coding, comparator, decimal, loinc, name, unit, uuid,
};
use super::narrative::narrative;
use crate::engine::digest::sha256;
use crate::engine::quantity::{ByQuantity, Quantity};
use crate::engine::rules::panel::ByTest;
use crate::engine::rules::profile::Verdict;
use crate::engine::rules::{Comparison, Finding};
use crate::view::language::files::{FilesLabel, FilesWords};
use crate::view::patient::{Field, PatientPage};

/// The document as a file.
#[must_use]
pub fn text(file: &PatientFile, words: &dyn FilesWords) -> String {
    // Every map of it has texts as keys, which is all that could fail.
    serde_json::to_string_pretty(&document(file, words)).unwrap_or_default() + "\n"
}

/// The document as a value.
#[must_use]
pub fn document(file: &PatientFile, words: &dyn FilesWords) -> Value {
    Writer { file, page: file.page(words), seed: &file.sha256, words }.document()
}

/// What a text in the document is that has no value.
pub(super) const AS_TEXT: &str = "as-text";

/// The text of a field that the numbers of its Observation give.
pub(super) fn text_of(sign: &str, numbers: &[Value]) -> String {
    let numbers: Vec<String> = numbers.iter().map(Value::to_string).collect();
    format!("{sign}{}", numbers.join("; "))
}

struct Writer<'a> {
    file: &'a PatientFile,
    page: PatientPage,
    /// What the identifiers are made of.
    seed: &'a str,
    words: &'a dyn FilesWords,
}

impl Writer<'_> {
    fn document(&self) -> Value {
        let values = self.values();
        let mut observations = values.clone();
        observations.extend(self.etiology());
        observations.push(self.class(&values));
        let mut resources = vec![self.composition(&observations), self.patient()];
        resources.push(self.report(&observations));
        resources.extend(observations);
        resources.push(self.device());
        let entries: Vec<Value> = resources
            .into_iter()
            .map(|resource| {
                let url = format!("urn:uuid:{}", resource["id"].as_str().unwrap_or_default());
                json!({ "fullUrl": url, "resource": resource })
            })
            .collect();
        let identifier = format!("urn:uuid:{}", self.id("document"));
        self.resource(
            "Bundle",
            "bundle",
            json!({
                "identifier": { "system": "urn:ietf:rfc:3986", "value": identifier },
                "type": "document",
                "timestamp": self.file.saved,
                "entry": entries,
            }),
        )
    }

    /// The identifier of a part of the document.
    fn id(&self, part: &str) -> String {
        uuid(&sha256(&format!("{} {part}", self.seed)))
    }

    fn reference(&self, part: &str) -> Value {
        json!({ "reference": format!("urn:uuid:{}", self.id(part)) })
    }

    /// A resource; one of the example says wherever it goes that it is made up.
    fn resource(&self, kind: &str, part: &str, content: Value) -> Value {
        let mut resource = match content {
            Value::Object(content) => content,
            _ => Map::new(),
        };
        resource.insert("resourceType".to_owned(), json!(kind));
        resource.insert("id".to_owned(), json!(self.id(part)));
        if self.file.is_example {
            let label = coding(ACT_REASON, "HTEST", "test health data");
            resource.insert("meta".to_owned(), json!({ "security": [label] }));
        }
        Value::Object(resource)
    }

    /// A concept of our own system.
    fn own(&self, code: OwnCode) -> Value {
        json!({ "coding": [self.own_coding(code)] })
    }

    fn own_coding(&self, code: OwnCode) -> Value {
        coding(OWN, &code.code(), &self.words.code(code))
    }

    /// Whether what is said of her is to be checked first.
    fn status(&self) -> &'static str {
        if self.file.is_in_doubt { "preliminary" } else { "final" }
    }

    fn composition(&self, observations: &[Value]) -> Value {
        let report = json!({ "coding": [coding(LOINC, "11502-2", "Laboratory report")] });
        let mut entries = vec![self.reference("report")];
        entries.extend(observations.iter().map(reference_to));
        let title = self.words.files_label(FilesLabel::Document);
        self.resource(
            "Composition",
            "composition",
            json!({
                "status": self.status(),
                "type": report,
                "subject": self.reference("patient"),
                "date": self.file.saved,
                "author": [self.reference("device")],
                "title": title,
                "text": {
                    "status": "generated",
                    "div": narrative(self.file, &self.page, self.words),
                },
                "section": [{ "title": title, "code": report, "entry": entries }],
            }),
        )
    }

    fn patient(&self) -> Value {
        let name = self.file.name.as_ref();
        let content = name.map_or(json!({}), |name| json!({ "name": [{ "text": name }] }));
        self.resource("Patient", "patient", content)
    }

    fn report(&self, observations: &[Value]) -> Value {
        let mut report = json!({
            "status": self.status(),
            "category": [{ "coding": [coding(
                SECTION, "LAB", "Laboratory",
            )] }],
            "code": { "coding": [coding(LOINC, "11502-2", "Laboratory report")] },
            "subject": self.reference("patient"),
            "issued": self.file.saved,
            "result": observations.iter().map(reference_to).collect::<Vec<_>>(),
            "conclusion": self.page.outcome.headline,
        });
        if let Verdict::Determined { profile } = self.file.result.verdict {
            report["conclusionCode"] = json!([self.own(OwnCode::Class(profile))]);
        }
        self.resource("DiagnosticReport", "report", report)
    }

    /// This program with everything that the class depends on beside the values.
    fn device(&self) -> Value {
        let PatientFile { protocol, version, fingerprint, .. } = self.file;
        let mut properties: Vec<Value> = Quantity::LABORATORY
            .into_iter()
            .filter_map(|quantity| {
                let cutoff = protocol.cutoff(quantity)?;
                Some(json!({
                    "type": self.own(OwnCode::Cutoff(quantity)),
                    "valueQuantity": [amount(&decimal(cutoff.value), quantity)],
                    "valueCode": [self.own(OwnCode::Source(cutoff.source))],
                }))
            })
            .collect();
        let plain = |value: Value| json!([{ "value": value, "system": UCUM, "code": "1" }]);
        properties.push(json!({
            "type": self.own(OwnCode::CytotoxicityRule),
            "valueCode": [self.own(OwnCode::Rule(protocol.cytotoxicity_rule))],
        }));
        properties.push(json!({
            "type": self.own(OwnCode::MinimumLosses),
            "valueQuantity": plain(json!(protocol.minimum_losses)),
        }));
        properties.push(json!({
            "type": self.own(OwnCode::IntervalLevel),
            "valueQuantity": plain(json!(protocol.interval_level)),
        }));
        let name = self.words.files_label(FilesLabel::Program);
        self.resource(
            "Device",
            "device",
            json!({
                "deviceName": [{ "name": name, "type": "model-name" }],
                "version": [
                    { "type": self.own(OwnCode::ProgramVersion), "value": version },
                    { "type": self.own(OwnCode::Fingerprint), "value": fingerprint },
                ],
                "property": properties,
            }),
        )
    }

    /// An Observation for each field in use that is not empty, and for each value that is
    /// worked out from two fields.
    fn values(&self) -> Vec<Value> {
        let mut values = Vec::new();
        for &quantity in ByQuantity::<()>::KEYS {
            if self.file.typed.contains_key(name(quantity)) {
                values.push(self.typed_value(self.page.field(quantity)));
            }
        }
        let ratio = self.file.result.th1_th2.value.filter(|_| self.file.ratio_from_percentages);
        let bmi = self.page.bmi.filter(|_| self.file.bmi_from_height);
        let percentages = [Quantity::TnfAlphaPercent, Quantity::Il10Percent];
        let size = [Quantity::HeightCm, Quantity::WeightKg];
        values
            .extend(ratio.map(|ratio| self.worked_out(Quantity::Th1Th2Ratio, ratio, percentages)));
        values.extend(bmi.map(|bmi| self.worked_out(Quantity::Bmi, bmi, size)));
        values
    }

    fn typed_value(&self, field: &Field) -> Value {
        let quantity = field.quantity;
        let mut content = self.observation_of(quantity);
        let mut components = Vec::new();
        let written = if let Some(value) = field.value {
            let mut found = amount(&decimal(value), quantity);
            let sign = comparator(field.bound);
            if let Some(sign) = sign {
                found["comparator"] = json!(sign);
            }
            content["valueQuantity"] = found;
            let numbers: Vec<Value> =
                field.single_values().iter().map(|&one| decimal(one)).collect();
            if field.repeats.is_some() {
                let code = self.own(OwnCode::SingleMeasurement);
                let single =
                    |one: &Value| json!({ "code": code, "valueQuantity": amount(one, quantity) });
                components.extend(numbers.iter().map(single));
            }
            text_of(sign.unwrap_or_default(), &numbers)
        } else {
            let reason = coding(ABSENT, AS_TEXT, "As Text");
            content["dataAbsentReason"] = json!({ "coding": [reason] });
            String::new()
        };
        if written != field.text {
            components.push(json!({
                "code": self.own(OwnCode::AsTyped),
                "valueString": field.text,
            }));
        }
        if !components.is_empty() {
            content["component"] = json!(components);
        }
        self.resource("Observation", name(quantity), content)
    }

    fn worked_out(&self, quantity: Quantity, value: f64, from: [Quantity; 2]) -> Value {
        let mut content = self.observation_of(quantity);
        content["valueQuantity"] = amount(&decimal(value), quantity);
        content["derivedFrom"] = json!(from.map(|one| self.reference(name(one))));
        self.resource("Observation", name(quantity), content)
    }

    /// What the Observation of a quantity says beside its value.
    fn observation_of(&self, quantity: Quantity) -> Value {
        let mut codings = vec![self.own_coding(OwnCode::Quantity(quantity))];
        codings.extend(loinc(quantity).map(|(code, display)| coding(LOINC, code, display)));
        let mut content = json!({
            "status": "final",
            "code": { "coding": codings },
            "subject": self.reference("patient"),
        });
        let category = match quantity {
            Quantity::AgeYears | Quantity::PreviousLosses => None,
            Quantity::Bmi | Quantity::HeightCm | Quantity::WeightKg => {
                // The profile of vital signs wants a date or why there is none.
                content["_effectiveDateTime"] = json!({ "extension": [
                    { "url": ABSENT_EXTENSION, "valueCode": "unknown" },
                ] });
                Some(("vital-signs", "Vital Signs"))
            }
            _ => Some(("laboratory", "Laboratory")),
        };
        if let Some((code, display)) = category {
            content["category"] = json!([{ "coding": [coding(CATEGORY, code, display)] }]);
        }
        if let Some(comparison) = self.comparison(quantity) {
            let cutoff = comparison.cutoff;
            let source = self.words.source(cutoff.source);
            let number = decimal(cutoff.value);
            let text = self.words.normal_up_to(&number.to_string(), &source);
            content["referenceRange"] =
                json!([{ "high": amount(&number, quantity), "text": text }]);
            if let Some(concept) = interpretation(comparison.finding) {
                content["interpretation"] = json!([concept]);
            }
        }
        content
    }

    fn comparison(&self, quantity: Quantity) -> Option<&Comparison> {
        self.file.result.comparisons().find(|one| one.quantity == quantity)
    }

    fn etiology(&self) -> Option<Value> {
        let etiology = self.file.etiology?;
        let mut content = json!({
            "status": "final",
            "code": self.own(OwnCode::Etiology),
            "subject": self.reference("patient"),
            "valueCodeableConcept": self.own(OwnCode::EtiologyIs(etiology)),
        });
        if let Some(cause) = &self.file.cause {
            content["component"] = json!([{
                "code": self.own(OwnCode::Cause),
                "valueString": cause,
            }]);
        }
        Some(self.resource("Observation", "etiology", content))
    }

    /// The class, or that it cannot be said and what is possible; with what each test says.
    fn class(&self, values: &[Value]) -> Value {
        let PatientFile { result, protocol, .. } = self.file;
        let mut content = json!({
            "status": self.status(),
            "code": self.own(OwnCode::ImmuneClass),
            "subject": self.reference("patient"),
            "issued": self.file.saved,
            "method": self.own(OwnCode::Rule(protocol.cytotoxicity_rule)),
            "device": self.reference("device"),
        });
        if !values.is_empty() {
            content["derivedFrom"] = json!(values.iter().map(reference_to).collect::<Vec<_>>());
        }
        let findings = result.findings();
        let test = |test| {
            let mut component = json!({ "code": self.own(OwnCode::Test(test)) });
            match interpretation(findings[test]) {
                Some(concept) => component["valueCodeableConcept"] = concept,
                None => component["dataAbsentReason"] = unknown(),
            }
            component
        };
        let mut components: Vec<Value> = ByTest::<()>::KEYS.iter().map(|&one| test(one)).collect();
        match result.verdict {
            Verdict::Determined { profile } => {
                content["valueCodeableConcept"] = self.own(OwnCode::Class(profile));
            }
            Verdict::Indeterminate { possible, .. } => {
                content["dataAbsentReason"] = unknown();
                components.extend(possible.iter().map(|profile| {
                    json!({
                        "code": self.own(OwnCode::PossibleClass),
                        "valueCodeableConcept": self.own(OwnCode::Class(profile)),
                    })
                }));
            }
        }
        for (code, is) in [
            (OwnCode::RatioFromPercentages, self.file.ratio_from_percentages),
            (OwnCode::BmiFromHeight, self.file.bmi_from_height),
        ] {
            components.push(json!({ "code": self.own(code), "valueBoolean": is }));
        }
        content["component"] = json!(components);
        let alarms = &self.page.outcome.alarms;
        if !alarms.is_empty() {
            let notes: Vec<Value> = alarms.iter().map(|text| json!({ "text": text })).collect();
            content["note"] = json!(notes);
        }
        self.resource("Observation", "immune_class", content)
    }
}

/// A number with the unit of its quantity.
fn amount(value: &Value, quantity: Quantity) -> Value {
    let (code, printed) = unit(quantity);
    json!({ "value": value, "unit": printed, "system": UCUM, "code": code })
}

fn reference_to(resource: &Value) -> Value {
    let id = resource["id"].as_str().unwrap_or_default();
    json!({ "reference": format!("urn:uuid:{id}") })
}

fn interpretation(finding: Finding) -> Option<Value> {
    let (code, display) = match finding {
        Finding::High => ("H", "High"),
        Finding::NotHigh => ("N", "Normal"),
        Finding::Unknown => return None,
    };
    Some(json!({ "coding": [coding(INTERPRETATION, code, display)] }))
}

fn unknown() -> Value {
    json!({ "coding": [coding(ABSENT, "unknown", "Unknown")] })
}

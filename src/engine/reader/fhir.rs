//! FHIR resources, in a Bundle, a list or one a line: the Observations of each
//! Patient, by their code.
//!
//! Where no LOINC code fits, the local code is the name of the column, in any
//! code system: `nk_percent`, `nk_cyto_50`, `th1_th2_ratio`, `outcome` and so
//! on. The documentation lists them.
//!
//! Patients who are marked as test data (`HTEST`) get the prefix that marks women who are
//! made up, so that everything that is said of them says so.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use crate::engine::cohort::columns::SYNTHETIC_PREFIX;
use crate::engine::column::Column;
use crate::engine::reader::rows::CellKind;
use crate::engine::reader::sheet::Sheet;

/// LOINC codes that mean one field. 8112-5: NK cells among blood cells by the
/// markers CD3-CD16+CD56+; the others are FHIR's vital signs and the age.
const LOINC: [(&str, &str); 5] = [
    ("8112-5", "nk_percent"),
    ("30525-0", "age_years"),
    ("39156-5", "bmi"),
    ("8302-2", "height_cm"),
    ("29463-7", "weight_kg"),
];

/// Names of fields beside the columns that a local code may be.
const LOCAL: [&str; 5] =
    ["height_cm", "weight_kg", "tnf_alpha_percent", "il_10_percent", "known_cause"];

/// Lists in bundles in lists: deeper ones hold no resources.
const DEPTH: u32 = 4;

/// The patients of all resources so far and what was observed of them.
#[derive(Default)]
pub(super) struct Resources {
    n_noted: usize,
    ids: Vec<String>,
    index: HashMap<String, usize>,
    /// Other names under which a patient is referred to.
    aliases: HashMap<String, String>,
    columns: Vec<&'static str>,
    /// Values of each patient by column, in the order of the bundle.
    values: Vec<Vec<(usize, String)>>,
    /// Whether any patient is named, and so on: these become columns that stop
    /// the import.
    identifying: Vec<&'static str>,
    /// Whether a bundle is marked as test data.
    is_made_up: bool,
    /// Patients who are marked as test data, or have a value that is.
    made_up: HashSet<usize>,
}

/// Whether a resource is marked as health data that is made up.
fn is_made_up(resource: &Value) -> bool {
    let labels = resource["meta"]["security"].as_array().map(Vec::as_slice).unwrap_or_default();
    labels.iter().any(|label| label["code"] == "HTEST")
}

impl Resources {
    /// Notes every resource in a value; returns how many it holds.
    pub(super) fn note(&mut self, value: &Value) -> usize {
        let n_before = self.n_noted;
        self.note_at(value, 0);
        self.n_noted - n_before
    }

    /// Whether there was no resource at all.
    pub(super) fn is_empty(&self) -> bool {
        self.n_noted == 0
    }

    fn note_at(&mut self, value: &Value, depth: u32) {
        if depth > DEPTH {
            return;
        }
        if let Some(values) = value.as_array() {
            for value in values {
                self.note_at(value, depth + 1);
            }
            return;
        }
        self.n_noted += usize::from(value["resourceType"].is_string());
        match value["resourceType"].as_str() {
            Some("Bundle") => {
                self.is_made_up |= is_made_up(value);
                let entries = value["entry"].as_array().map(Vec::as_slice).unwrap_or_default();
                for entry in entries {
                    self.note_resource(entry, &entry["resource"]);
                }
            }
            Some(_) => self.note_resource(&Value::Null, value),
            None => {}
        }
    }

    fn note_resource(&mut self, entry: &Value, resource: &Value) {
        match resource["resourceType"].as_str() {
            Some("Patient") => self.note_patient(entry, resource),
            Some("Observation") => self.note_observation(resource),
            _ => {}
        }
    }

    fn note_patient(&mut self, entry: &Value, resource: &Value) {
        let id = resource["id"].as_str().or_else(|| entry["fullUrl"].as_str()).unwrap_or_default();
        if id.is_empty() {
            return;
        }
        if let Some(url) = entry["fullUrl"].as_str() {
            self.aliases.insert(url.to_owned(), id.to_owned());
        }
        let patient = self.patient(id);
        if is_made_up(resource) {
            self.made_up.insert(patient);
        }
        for (key, name) in [
            ("name", "name"),
            ("birthDate", "birth date"),
            ("telecom", "telephone"),
            ("address", "address"),
            ("identifier", "hospital number"),
        ] {
            if !resource[key].is_null() && !self.identifying.contains(&name) {
                self.identifying.push(name);
            }
        }
    }

    fn note_observation(&mut self, resource: &Value) {
        let reference = resource["subject"]["reference"].as_str().unwrap_or_default();
        let Some(column) = code(&resource["code"]) else { return };
        if matches!(resource["status"].as_str(), Some("entered-in-error" | "cancelled")) {
            return;
        }
        let value = value(resource, column);
        let id = match self.aliases.get(reference) {
            Some(id) => id.clone(),
            None => reference.rsplit('/').next().unwrap_or_default().to_owned(),
        };
        let patient = self.patient(&id);
        let place = self.columns.iter().position(|&one| one == column).unwrap_or_else(|| {
            self.columns.push(column);
            self.columns.len() - 1
        });
        self.values[patient].push((place, value));
        if is_made_up(resource) {
            self.made_up.insert(patient);
        }
    }

    fn patient(&mut self, id: &str) -> usize {
        if let Some(&place) = self.index.get(id) {
            return place;
        }
        self.index.insert(id.to_owned(), self.ids.len());
        self.ids.push(id.to_owned());
        self.values.push(Vec::new());
        self.ids.len() - 1
    }

    /// One row a patient, and one more for each repetition of an observation;
    /// nothing where nothing was observed that is read.
    pub(super) fn into_sheet(self) -> Option<Sheet> {
        if self.columns.is_empty() {
            return None;
        }
        let mut sheet = Sheet::default();
        sheet.start_row(1);
        let names = [Column::PatientId.name(), "repeat_instance"].into_iter();
        for name in
            names.chain(self.columns.iter().copied()).chain(self.identifying.iter().copied())
        {
            sheet.push(name, CellKind::Text);
        }
        let mut number = 1;
        for (patient, (id, values)) in self.ids.iter().zip(&self.values).enumerate() {
            let is_made_up = self.is_made_up || self.made_up.contains(&patient);
            let prefix = if is_made_up { SYNTHETIC_PREFIX } else { "" };
            let mut rows: Vec<Vec<&str>> = vec![vec![""; self.columns.len()]];
            // The first row in which each column is free: a search would take the square
            // of the time where one woman has many observations.
            let mut free = vec![0; self.columns.len()];
            for (place, value) in values {
                if free[*place] == rows.len() {
                    rows.push(vec![""; self.columns.len()]);
                }
                rows[free[*place]][*place] = value;
                free[*place] += usize::from(!value.is_empty());
            }
            for (instance, row) in rows.iter().enumerate() {
                number += 1;
                sheet.start_row(number);
                sheet.push(&format!("{prefix}{id}"), CellKind::Text);
                sheet.push(&(instance + 1).to_string(), CellKind::Text);
                for value in row {
                    sheet.push(value, CellKind::Text);
                }
            }
        }
        Some(sheet)
    }
}

/// The field of a code, by LOINC or by its local name.
fn code(concept: &Value) -> Option<&'static str> {
    for coding in concept["coding"].as_array()? {
        let Some(code) = coding["code"].as_str() else { continue };
        let is_loinc = coding["system"].as_str().is_none_or(|system| system.ends_with("loinc.org"));
        let by_loinc = LOINC.iter().find(|(loinc, _)| is_loinc && *loinc == code);
        let local = Column::ALL.iter().map(|column| column.name()).chain(LOCAL);
        let found =
            by_loinc.map(|found| found.1).or_else(|| local.into_iter().find(|name| *name == code));
        if found.is_some() {
            return found;
        }
    }
    None
}

/// The value as a cell: a bound keeps its sign, and a unit that is not the one
/// of the column is kept beside the number, so that the cell is refused.
fn value(resource: &Value, column: &str) -> String {
    let quantity = &resource["valueQuantity"];
    if let Some(number) = quantity["value"].as_number() {
        let comparator = quantity["comparator"].as_str().unwrap_or_default();
        let unit = quantity["code"].as_str().or_else(|| quantity["unit"].as_str());
        let unit = unit.unwrap_or_default();
        let fits = match column {
            "age_years" => matches!(unit, "" | "a" | "years" | "year" | "yr"),
            "bmi" => matches!(unit, "" | "kg/m2"),
            "height_cm" => matches!(unit, "" | "cm"),
            "weight_kg" => matches!(unit, "" | "kg"),
            "th1_th2_ratio" => matches!(unit, "" | "1" | "{ratio}" | "ratio"),
            "previous_losses" => !matches!(unit, "%"),
            _ => matches!(unit, "" | "%"),
        };
        let unit = if fits { String::new() } else { format!(" {unit}") };
        return format!("{comparator}{number}{unit}");
    }
    if let Some(number) = resource["valueInteger"].as_i64() {
        return number.to_string();
    }
    if let Some(truth) = resource["valueBoolean"].as_bool() {
        return if truth { "yes" } else { "no" }.to_owned();
    }
    if let Some(text) = resource["valueString"].as_str() {
        return text.to_owned();
    }
    let concept = &resource["valueCodeableConcept"];
    let coding = &concept["coding"][0];
    [&coding["code"], &concept["text"], &coding["display"]]
        .into_iter()
        .find_map(Value::as_str)
        .unwrap_or_default()
        .to_owned()
}

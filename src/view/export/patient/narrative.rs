//! The FHIR document as people read it: XHTML, of the elements that FHIR allows.

use super::PatientFile;
use super::codes::XHTML;
use crate::view::export::xml::escaped;
use crate::view::language::files::FilesWords;
use crate::view::language::labels::Label;
use crate::view::patient::PatientPage;
use crate::view::patient::handover::record;

/// What LOINC asks to go with its codes, in its own words.
const LOINC_NOTICE: &str = "This material contains content from LOINC (loinc.org). LOINC is \
    copyright © Regenstrief Institute, Inc. and the Logical Observation Identifiers Names and Codes \
    (LOINC) Committee and is available at no cost under the license at loinc.org/license. LOINC® is \
    a registered United States trademark of Regenstrief Institute, Inc.";

/// The record of her as narrative, and the notice of the codes.
pub(super) fn narrative(file: &PatientFile, page: &PatientPage, words: &dyn FilesWords) -> String {
    let mut content = Vec::new();
    let day = file.saved.get(..10).unwrap_or_default();
    match record(page, &file.draft(), &file.protocol, day, words) {
        Some(record) => {
            content.push(element("p", &record.title));
            content.push(element(
                "p",
                &format!("{}: {}", words.label(Label::ImmuneClass), record.class),
            ));
            content.extend(record.alarms.iter().map(|line| element("p", line)));
            content.extend(record.verdict.iter().map(|line| element("p", line)));
            let trace = record.trace.iter().map(|line| element("li", line));
            content.push(format!("<ul>{}</ul>", trace.collect::<String>()));
            content.push(element("p", &record.woman));
            content.push(element("p", &record.made));
        }
        None => content.push(element("p", &page.outcome.headline)),
    }
    content.push(element("p", LOINC_NOTICE));
    format!("<div xmlns=\"{XHTML}\">{}</div>", content.concat())
}

fn element(name: &str, text: &str) -> String {
    format!("<{name}>{}</{name}>", escaped(text))
}

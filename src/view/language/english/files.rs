//! One patient as a file, in English.

use super::English;
use crate::engine::protocol::laboratory::Difference;
use crate::engine::quantity::Quantity;
use crate::engine::record::Etiology;
use crate::engine::rules::profile::Verdict;
use crate::view::export::patient::codes::OwnCode;
use crate::view::file_errors::PatientFileError;
use crate::view::language::files::{FilesLabel, FilesWords};
use crate::view::language::verdict::VerdictWords as _;
use crate::view::messages::{protocol_error, sentence, sessions::json_error};
use crate::view::{protocol, words};

impl FilesWords for English {
    fn files_label(&self, label: FilesLabel) -> String {
        match label {
            FilesLabel::Title => "Save and open this patient",
            FilesLabel::About => {
                "The file holds her values as typed, the cut-offs with their sources, the rule and \
                 the class, and leads to the same class when it is opened here. It is saved on your \
                 computer only, and a name is in it only if you choose that. The FHIR file can also \
                 be read by hospital systems and by the cohort page. To open one, choose it or drop \
                 it on this page."
            }
            FilesLabel::SaveFhir => "Save as FHIR",
            FilesLabel::SavePlain => "Save as JSON",
            FilesLabel::Open => "Open a saved patient",
            FilesLabel::WithName => "Put the name or number typed for print into the file",
            FilesLabel::TryRules => "Try the cut-offs and the rule of the file on her",
            FilesLabel::RulesNotTaken => "Your laboratory’s protocol was not changed.",
            FilesLabel::NotSaved => "The browser has no room for the file. It was not saved.",
            FilesLabel::Document => "Immune class in recurrent pregnancy loss",
            FilesLabel::Program => "RPL immune profile",
        }
        .to_owned()
    }

    fn code(&self, code: OwnCode) -> String {
        match code {
            OwnCode::Quantity(quantity) => named(quantity),
            OwnCode::Cutoff(quantity) => format!("Cut-off of {}", named(quantity)),
            OwnCode::Source(source) => words::source(source).to_owned(),
            OwnCode::ImmuneClass => "Immune class".to_owned(),
            OwnCode::Class(profile) => self.class(Verdict::Determined { profile }),
            OwnCode::PossibleClass => "Class that remains possible".to_owned(),
            OwnCode::Test(test) => words::TESTS[test].to_owned(),
            OwnCode::CytotoxicityRule => "Rule for NK cytotoxicity".to_owned(),
            OwnCode::Rule(rule) => words::rule(rule).to_owned(),
            OwnCode::MinimumLosses => "Fewest losses of recurrent pregnancy loss".to_owned(),
            OwnCode::IntervalLevel => "Confidence level of intervals".to_owned(),
            OwnCode::ProgramVersion => "Version of the program".to_owned(),
            OwnCode::Fingerprint => "SHA-256 of cut-offs and rule".to_owned(),
            OwnCode::Etiology => "Etiology".to_owned(),
            OwnCode::EtiologyIs(Etiology::Idiopathic) => "Idiopathic".to_owned(),
            OwnCode::EtiologyIs(Etiology::Known) => "Known etiology".to_owned(),
            OwnCode::Cause => "Known cause, as typed".to_owned(),
            OwnCode::AsTyped => "Value as typed".to_owned(),
            OwnCode::SingleMeasurement => "One of repeated measurements".to_owned(),
            OwnCode::RatioFromPercentages => "Ratio given by its two percentages".to_owned(),
            OwnCode::BmiFromHeight => "Body mass index given by height and weight".to_owned(),
        }
    }

    fn normal_up_to(&self, cutoff: &str, source: &str) -> String {
        format!("High is > {cutoff} ({source})")
    }

    fn file_saved(&self, name: &str) -> String {
        format!("Saved as “{name}”.")
    }

    fn file_opened(&self, name: &str, day: &str, is_example: bool, has_name: bool) -> String {
        let example = if is_example { " Its values are made up, not of a patient." } else { "" };
        let named = if has_name {
            " It holds a name or number, which is not shown here and goes into no new file."
        } else {
            ""
        };
        format!("Opened “{name}”, saved on {day}.{example}{named}")
    }

    fn file_differs(&self, differences: &[Difference], by_file: &str, here: &str) -> String {
        let differences = protocol::listed(differences);
        if by_file == here {
            return format!(
                "The file was made with: {differences}. The class is the same by the file and here: \
                 {here}."
            );
        }
        format!(
            "The file was made with: {differences}. By the file the class is: {by_file}. By the \
             cut-offs and the rule in force here it is: {here}."
        )
    }

    fn file_refused(&self, name: &str, why: &PatientFileError) -> String {
        let why = match why {
            PatientFileError::Damaged(why) => {
                format!("It is damaged, or was changed: {}.", json_error(why))
            }
            PatientFileError::TooLarge => "It is too large to be a file of one patient.".to_owned(),
            PatientFileError::Unreadable => "It cannot be read.".to_owned(),
            PatientFileError::NoPatient => {
                "It is no file of one patient that this page saved. Tables of many women are opened \
                 on the cohort page."
                    .to_owned()
            }
            PatientFileError::Foreign => {
                "It is a FHIR file of another program. This page opens only those that it saved; the \
                 cohort page reads others."
                    .to_owned()
            }
            PatientFileError::OtherKind { schema } => format!(
                "It has the layout “{schema}”, which is not that of one patient. Sessions and saved \
                 choices are opened on the cohort page."
            ),
            PatientFileError::OtherVersion { schema } => format!(
                "It has the layout “{schema}”, which this version of the page does not know."
            ),
            PatientFileError::Several => {
                "It holds several patients. This page opens one; the cohort page opens many."
                    .to_owned()
            }
            PatientFileError::OtherPerson => {
                "It holds values of another person than its patient.".to_owned()
            }
            PatientFileError::Unit { quantity, unit, expected } => format!(
                "{} has the unit “{unit}” in it. This page reads “{expected}” only and converts \
                 nothing.",
                named(*quantity)
            ),
            PatientFileError::Twice { quantity } => {
                format!("{} stands in it more than once.", named(*quantity))
            }
            PatientFileError::Incomplete => {
                "It is damaged, or was changed: a part that such a file has is missing.".to_owned()
            }
            PatientFileError::Protocol(why) => format!("{}.", sentence(&protocol_error(why))),
            PatientFileError::OtherRules => {
                "Its cut-offs and its rule do not agree with the hash that it states: it was \
                 changed, or made by another version of the rules."
                    .to_owned()
            }
            PatientFileError::Changed => {
                "It was changed after it was saved: its parts do not agree with each other.".to_owned()
            }
        };
        format!("“{name}” was not opened. {why}")
    }
}

/// A quantity with its ratio.
fn named(quantity: Quantity) -> String {
    match words::ratio(quantity) {
        "" => words::quantity(quantity).to_owned(),
        ratio => format!("NK cytotoxicity {ratio}"),
    }
}

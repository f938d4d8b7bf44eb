//! What is wrong with a laboratory that a file or an address holds.

use super::sessions::json_error;
use super::{protocol_error, sentence};
use crate::engine::borderline::Precision;
use crate::engine::column::Column;
use crate::engine::protocol::laboratory::LaboratoryError;
use crate::view::file_errors::LaboratoryFileError;
use crate::view::words;

/// Why a laboratory cannot be used, as a sentence.
#[must_use]
pub fn laboratory_error(error: &LaboratoryFileError) -> String {
    match error {
        LaboratoryFileError::Unreadable => {
            "This is not a laboratory file: it is no text, or too large.".to_owned()
        }
        LaboratoryFileError::Encoding => "Signs of the address were lost.".to_owned(),
        LaboratoryFileError::Json(error) => sentence(&format!("{}.", json_error(error))),
        LaboratoryFileError::NoSchema => "This is not a laboratory file of this page.".to_owned(),
        LaboratoryFileError::OtherSchema { schema } => {
            format!("It has the layout “{schema}”, which is not that of a laboratory file.")
        }
        LaboratoryFileError::Settings(error) => sentence(&format!("{}.", settings_error(error))),
    }
}

fn settings_error(error: &LaboratoryError) -> String {
    match *error {
        LaboratoryError::Protocol(ref error) => protocol_error(error),
        LaboratoryError::NotOfSource { quantity, cutoff } => {
            let name = Column::of(quantity).map_or("", Column::name);
            format!(
                "the cut-off {} for {name} is said to be of {}, which does not state it",
                cutoff.value,
                words::source(cutoff.source)
            )
        }
        LaboratoryError::MinimumLosses(number) => {
            format!("the fewest losses must be a whole number from 1 to 30, not {number}")
        }
        LaboratoryError::Coefficient { test, cv } => format!(
            "the coefficient of variation of {} must be above 0 and at most 1, not {cv}",
            words::TESTS[test]
        ),
        LaboratoryError::Correlation(correlation) => format!(
            "the correlation must lie between 0 and {}, not {correlation}",
            Precision::MOST_CORRELATED
        ),
    }
}

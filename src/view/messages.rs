//! Errors, row issues and doubts as sentences for the person with the file.

use crate::engine::quantity::{Caution, Impossible, Quantity, Range};
use crate::engine::reader::header::Column;
use crate::engine::reader::issue::{FileError, Problem, RowIssue};
use crate::engine::reader::number::NotANumber;
use crate::engine::stats::Undefined;
use crate::view::{format, words};

/// A whole file that cannot be used: what is wrong, and what to do.
#[must_use]
pub fn file_error(error: &FileError) -> String {
    format!("{}.", sentence(&error.to_string()))
}

/// A clause with a capital first letter.
#[must_use]
pub fn sentence(clause: &str) -> String {
    let mut sentence = clause.to_owned();
    if let Some(first) = sentence.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    sentence
}

/// What was expected where an issue was found.
#[must_use]
pub fn problem(issue: &RowIssue) -> String {
    match issue.problem {
        Problem::FieldCount { found, expected } => format!(
            "has {}, the header has {expected}; quote fields that hold a comma",
            format::count_of(found, "field", "fields"),
        ),
        Problem::NoId => "needs an identifier for the woman".to_owned(),
        Problem::DuplicateId { first_row } => {
            format!("was already used in row {first_row}; one row is one woman")
        }
        Problem::NotANumber { why } => not_a_number(why).to_owned(),
        Problem::Impossible { why } => {
            impossible(why, issue.column.and_then(Column::quantity).map_or("", words::unit))
        }
        Problem::UnknownWord => format!("expected {}", expected_words(issue.column)),
        Problem::Doubtful { caution: doubt } => {
            caution(doubt, issue.column.and_then(Column::quantity))
        }
    }
}

/// The words a column may hold.
fn expected_words(column: Option<Column>) -> &'static str {
    match column {
        Some(Column::Etiology) => "idiopathic, unexplained, the name of a cause, or nothing",
        Some(Column::Ivig) => "yes, no, or nothing",
        Some(Column::Outcome) => {
            "live_birth, miscarriage, biochemical_loss, ectopic, molar, termination, stillbirth, \
             ongoing, not_pregnant, lost_to_follow_up, or nothing"
        }
        Some(Column::FetalKaryotype) => "normal, aneuploid, or nothing",
        _ => "another word",
    }
}

/// Why a statistic has no value, as a sentence.
#[must_use]
pub fn undefined(why: Undefined) -> String {
    match why {
        Undefined::NoObservations => "Nobody was counted.".to_owned(),
        Undefined::MoreEventsThanTotal => "There are more events than people.".to_owned(),
        Undefined::LevelOutOfRange => {
            "A level, error rate or power must lie between 0% and 100%.".to_owned()
        }
        Undefined::OutOfRange => {
            "A value lies outside the range in which the method has a meaning.".to_owned()
        }
        Undefined::NotFinite => "The result is not a finite number.".to_owned(),
        Undefined::TooFewObservations { needed } => {
            format!("At least {needed} observations are needed.")
        }
        Undefined::TooManyObservations { allowed } => {
            format!("At most {} observations are possible here.", format::count(allowed as u64))
        }
        Undefined::TooFewGroups => "At least two groups are needed.".to_owned(),
        Undefined::UnequalLengths => "Parts that belong together differ in length.".to_owned(),
        Undefined::NoVariation => "All values are equal.".to_owned(),
        Undefined::NoDifference => "The groups do not differ.".to_owned(),
        Undefined::ZeroCell => "A count in the denominator is zero.".to_owned(),
        Undefined::EmptyMargin => "A whole row or column is zero.".to_owned(),
        Undefined::BeyondBudget => {
            "The exact computation would take too long or too much memory.".to_owned()
        }
        Undefined::TooSmall => "The probability is too small to be computed this way.".to_owned(),
        Undefined::DidNotConverge => "The computation did not settle.".to_owned(),
        Undefined::Interrupted => "The computation was stopped before its end.".to_owned(),
    }
}

/// Text that is not one number.
#[must_use]
pub fn not_a_number(why: NotANumber) -> &'static str {
    match why {
        NotANumber::Text => "is not a number",
        NotANumber::AmbiguousComma => {
            "could be thousands or decimals: write the decimals with a point, or leave the comma out"
        }
        NotANumber::DecimalComma => "has a comma; write decimals with a point",
    }
}

/// A number that cannot be right.
#[must_use]
pub fn impossible(why: Impossible, unit: &str) -> String {
    match why {
        Impossible::OutOfRange { range } => {
            format!("must lie between {}", spell_range(range, unit))
        }
        Impossible::NotWhole => "must be a whole number".to_owned(),
    }
}

/// A number that looks like a slip.
#[must_use]
pub fn caution(caution: Caution, quantity: Option<Quantity>) -> String {
    match caution {
        Caution::MaybeFraction if quantity == Some(Quantity::Th1Th2Ratio) => {
            "is unusually low for this ratio: typed as a fraction?".to_owned()
        }
        Caution::MaybeFraction => "is below 1%: typed as a fraction? 0.16 is not 16%".to_owned(),
        Caution::MaybeLyticUnits => {
            "is unusually high for % lysis: are these lytic units?".to_owned()
        }
        Caution::Unusual { range } => {
            let unit = quantity.map_or("", words::unit);
            format!("is unusual; most values lie between {}", spell_range(range, unit))
        }
        Caution::LysisRises => {
            "is higher than at the ratio above, which has more effector cells: swapped?".to_owned()
        }
    }
}

fn spell_range(range: Range, unit: &str) -> String {
    let (minimum, maximum) = (format::value(range.minimum), format::value(range.maximum));
    format!("{minimum} and {maximum} {unit}").trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn sentences() {
        assert_eq!(file_error(&FileError::Empty), "The file is empty.");
        assert_eq!(
            file_error(&FileError::MissingColumns { columns: vec!["patient_id".to_owned()] }),
            "The header lacks patient_id."
        );
        let issue = RowIssue::of_cell(
            17,
            Column::NkPercent,
            "161",
            Problem::Impossible {
                why: Impossible::OutOfRange { range: Quantity::NkPercent.possible() },
            },
        );
        assert_eq!(problem(&issue), "must lie between 0 and 100 % of lymphocytes");
    }
}

//! Errors, row issues and doubts as sentences for the person who reads them. Each kind
//! of error has its sentence here and nowhere else: the engine says which kind it is.

pub mod exports;
mod file;
mod laboratories;
mod protocol;
mod questions;
mod rows;
pub mod scripts;
pub mod sessions;
mod statistics;
mod study;
mod values;
pub mod worker;

pub use file::{DROPPED_FOLDER, DROPPED_NO_FILE, file_error};
pub use laboratories::laboratory_error;
pub use protocol::protocol_error;
pub use questions::question;
pub use rows::{address, change, problem, unconvertible};
pub use sessions::saved_error;
pub use statistics::{undefined, undefined_clause};
pub use study::{left_out, reason, short_reason};
pub use values::{caution, impossible, not_a_number};

/// A clause with a capital first letter.
#[must_use]
pub fn sentence(clause: &str) -> String {
    let mut sentence = clause.to_owned();
    if let Some(first) = sentence.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    sentence
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;
    use crate::engine::column::Column;
    use crate::engine::quantity::{Impossible, Quantity};
    use crate::engine::reader::field::Field;
    use crate::engine::reader::issue::{FileError, FileQuestion, RowIssue, RowProblem};

    #[test]
    fn sentences() {
        assert_eq!(file_error(&FileError::Empty), "The file is empty.");
        assert_eq!(
            file_error(&FileError::TooManyRows { limit: 8_000_000 }),
            "The file has more than 8 million rows, more than fit into memory; split it."
        );
        let column = "NK activity".to_owned();
        let candidates = vec![Field::Column(Column::NkCyto50), Field::Column(Column::NkCyto25)];
        assert_eq!(
            file_error(&FileError::Questions {
                questions: vec![FileQuestion::Field { column, candidates }]
            }),
            "The file can be read once 1 question is answered. Column “NK activity” could be: \
             NK cytotoxicity, E:T 50:1; NK cytotoxicity, E:T 25:1. Choose one, or leave it out."
        );
        let issue = RowIssue::of_cell(
            17,
            Column::NkPercent,
            Some(2),
            "161",
            RowProblem::Impossible {
                why: Impossible::OutOfRange { range: Quantity::NkPercent.possible() },
            },
        );
        assert_eq!(address(issue.place, issue.row), "C17");
        assert_eq!(problem(&issue), "must lie between 0 and 100 % of lymphocytes");
    }
}

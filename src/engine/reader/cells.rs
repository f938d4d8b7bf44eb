//! The cells of one row to one record.

use crate::engine::quantity::Caution;
use crate::engine::reader::header::{Column, Header};
use crate::engine::reader::issue::{IssueLog, Problem, RowIssue};
use crate::engine::reader::number;
use crate::engine::reader::rows::Row;
use crate::engine::record::{
    AgeYears, BodyMassIndex, Etiology, FetalKaryotype, Measured, Measurements, NkCytotoxicity,
    Outcome, PreviousLosses, Value,
};

/// One row that can be used; its texts are still those of the row.
#[derive(Clone, Copy, Debug)]
pub(in crate::engine) struct RawRecord<'a> {
    pub(in crate::engine) patient_id: &'a str,
    pub(in crate::engine) age: Option<AgeYears>,
    pub(in crate::engine) bmi: Option<BodyMassIndex>,
    pub(in crate::engine) previous_losses: Option<PreviousLosses>,
    pub(in crate::engine) etiology: Option<Etiology>,
    /// The text of a known cause.
    pub(in crate::engine) cause: Option<&'a str>,
    pub(in crate::engine) measurements: Measurements,
    pub(in crate::engine) ivig: Option<bool>,
    pub(in crate::engine) outcome: Option<Outcome>,
    pub(in crate::engine) karyotype: Option<FetalKaryotype>,
}

/// Why a row gives no record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CellError {
    /// A used cell is not UTF-8: the file as a whole is in another encoding.
    Encoding,
    /// The row was noted as rejected, with every reason.
    Rejected,
}

/// Reads every column of a row. All problems of the row are noted, not only
/// the first; doubts are noted for rows that are used.
pub(super) fn read_record<'a>(
    row: Row<'a>,
    header: &Header,
    issues: &mut IssueLog,
) -> Result<RawRecord<'a>, CellError> {
    let mut cells =
        Cells { row, header, issues, doubts: Vec::new(), is_rejected: false, is_utf8: true };
    let patient_id = cells.text(Column::PatientId).unwrap_or_default();
    if patient_id.is_empty() {
        cells.reject(Column::PatientId, "", Problem::NoId);
    }
    let etiology_text = cells.text(Column::Etiology);
    let etiology = cells.word(Column::Etiology, read_etiology);
    let record = RawRecord {
        patient_id,
        age: cells.value(Column::AgeYears),
        bmi: cells.value(Column::Bmi),
        previous_losses: cells.value(Column::PreviousLosses),
        etiology,
        cause: etiology_text.filter(|_| etiology == Some(Etiology::Known)),
        measurements: Measurements {
            nk_level: cells.value(Column::NkPercent).map(Measured::exact),
            nk_cytotoxicity: NkCytotoxicity {
                at_50: cells.value(Column::NkCyto50).map(Measured::exact),
                at_25: cells.value(Column::NkCyto25).map(Measured::exact),
                at_12_5: cells.value(Column::NkCyto12_5).map(Measured::exact),
            },
            th1_th2: cells.value(Column::Th1Th2Ratio).map(Measured::exact),
        },
        ivig: cells.word(Column::Ivig, read_yes_no),
        outcome: cells.word(Column::Outcome, read_outcome),
        karyotype: cells.word(Column::FetalKaryotype, read_karyotype),
    };
    if let Some(column) = record.measurements.nk_cytotoxicity.rises_at().and_then(Column::of) {
        let text = cells.text(column).unwrap_or_default();
        cells.doubt(column, text, Caution::LysisRises);
    }
    let Cells { doubts, is_rejected, is_utf8, .. } = cells;
    if !is_utf8 {
        return Err(CellError::Encoding);
    }
    if is_rejected {
        issues.n_rejected_rows += 1;
        return Err(CellError::Rejected);
    }
    for doubt in doubts {
        issues.note(doubt);
    }
    Ok(record)
}

struct Cells<'a, 'b> {
    row: Row<'a>,
    header: &'b Header,
    issues: &'b mut IssueLog,
    /// Kept back until the row is known to be used.
    doubts: Vec<RowIssue>,
    is_rejected: bool,
    is_utf8: bool,
}

impl<'a> Cells<'a, '_> {
    /// The text of a cell; `None` when the column or the text is missing.
    fn text(&mut self, column: Column) -> Option<&'a str> {
        let field = self.row.field(self.header.place(column)?);
        let Ok(text) = std::str::from_utf8(field) else {
            self.is_utf8 = false;
            return None;
        };
        let text = text.trim();
        (!is_missing(text)).then_some(text)
    }

    fn value<V: Value>(&mut self, column: Column) -> Option<V> {
        let text = self.text(column)?;
        let problem = match number::read_cell(text) {
            Ok(None) => return None,
            Ok(Some(number)) => match V::new(number) {
                Ok(value) => {
                    if let Some(caution) = V::QUANTITY.caution(number) {
                        self.doubt(column, text, caution);
                    }
                    return Some(value);
                }
                Err(why) => Problem::Impossible { why },
            },
            Err(why) => Problem::NotANumber { why },
        };
        self.reject(column, text, problem);
        None
    }

    fn word<T>(&mut self, column: Column, read: fn(&str) -> Option<T>) -> Option<T> {
        let text = self.text(column)?;
        let word = read(text);
        if word.is_none() {
            self.reject(column, text, Problem::UnknownWord);
        }
        word
    }

    fn doubt(&mut self, column: Column, found: &str, caution: Caution) {
        let problem = Problem::Doubtful { caution };
        self.doubts.push(RowIssue::of_cell(self.row.number, column, found, problem));
    }

    fn reject(&mut self, column: Column, found: &str, problem: Problem) {
        self.is_rejected = true;
        self.issues.note(RowIssue::of_cell(self.row.number, column, found, problem));
    }
}

/// Whether the text stands for a value that is not there.
fn is_missing(text: &str) -> bool {
    const CODES: [&str; 6] = ["", "NA", "N/A", "ND", ".", "-"];
    CODES.iter().any(|code| code.eq_ignore_ascii_case(text))
}

fn is_word(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| word.eq_ignore_ascii_case(text))
}

/// `idiopathic` or `unexplained`, or the name of a cause. Words that could mean
/// either "no cause" or "not looked at" and bare numbers are refused.
fn read_etiology(text: &str) -> Option<Etiology> {
    if is_word(text, &["idiopathic", "unexplained"]) {
        return Some(Etiology::Idiopathic);
    }
    let is_ambiguous = is_word(text, &["none", "no", "yes", "unknown", "normal"]);
    let names_something =
        text.chars().any(|letter| letter.is_ascii_alphabetic() || !letter.is_ascii());
    (names_something && !is_ambiguous).then_some(Etiology::Known)
}

fn read_yes_no(text: &str) -> Option<bool> {
    if is_word(text, &["yes", "y", "true", "1"]) {
        Some(true)
    } else if is_word(text, &["no", "n", "false", "0"]) {
        Some(false)
    } else {
        None
    }
}

fn read_outcome(text: &str) -> Option<Outcome> {
    let word: String = text
        .chars()
        .map(
            |letter| if letter == ' ' || letter == '-' { '_' } else { letter.to_ascii_lowercase() },
        )
        .collect();
    Outcome::ALL.into_iter().find(|outcome| outcome.word() == word)
}

fn read_karyotype(text: &str) -> Option<FetalKaryotype> {
    if is_word(text, &["normal"]) {
        Some(FetalKaryotype::Normal)
    } else if is_word(text, &["aneuploid"]) {
        Some(FetalKaryotype::Aneuploid)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn etiology_words() {
        for (text, expected) in [
            ("idiopathic", Some(Etiology::Idiopathic)),
            ("Unexplained", Some(Etiology::Idiopathic)),
            ("uterine septum", Some(Etiology::Known)),
            ("multiple", Some(Etiology::Known)),
            ("갑상선", Some(Etiology::Known)),
            ("none", None),
            ("unknown", None),
            ("1", None),
            ("?", None),
        ] {
            assert_eq!(read_etiology(text), expected, "{text}");
        }
    }

    #[test]
    fn outcome_words() {
        assert_eq!(read_outcome("Live birth"), Some(Outcome::LiveBirth));
        assert_eq!(read_outcome("live-birth"), Some(Outcome::LiveBirth));
        assert_eq!(read_outcome("born"), None);
        for outcome in Outcome::ALL {
            assert_eq!(read_outcome(outcome.word()), Some(outcome));
        }
    }

    #[test]
    fn missing_codes() {
        for text in ["", "NA", "n/a", "nd", ".", "-"] {
            assert!(is_missing(text), "{text}");
        }
        for text in ["-9", "0", "no"] {
            assert!(!is_missing(text), "{text}");
        }
    }
}
